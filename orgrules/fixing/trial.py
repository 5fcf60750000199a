"""Judging an organization while it is being mended: which findings it has, how often each rule was judged, and what changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from orgrules.changes.steps import Step, lay_over
from orgrules.design.read import Design
from orgrules.engine import reference
from orgrules.engine.decide import Memory, decide
from orgrules.errors import DesignError
from orgrules.facts.vocabulary import kind_of
from orgrules.organization.link import link
from orgrules.organization.model import Cycle, Organization, Person, Subject, Unit
from orgrules.rulebook.model import Library, Rule
from orgrules.text import fold

#: A finding while a design changes: its rule, and its subject by what stays the same of it.
Key = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Bench:
    """What organizations are judged with. The reference decides: it costs no more than a look at what was decided before."""

    library: Library
    rules: Sequence[Rule]
    today: date | None = None
    trusts_wording: bool = True
    memory: Memory = field(default_factory=dict)

    def judge(self, design: Design, before: Organization | None = None) -> Judged:
        """The verdict on a design; ``before`` is what it was: what could not be afforded to be found then is no news now.

        Raises:
            DesignError: it contradicts itself.
        """
        library = self.library
        organization = link(design, library.titles, library.terms, trusts_wording=self.trusts_wording, today=self.today)
        if before is not None:
            organization.suggester.take_over(before.suggester)
        decision = decide(organization, self.rules, reference.decide, self.memory)
        of_rings = {rule.id for rule in self.rules if rule.conditions.keys() == {"cycle"}}
        broken = {(rule.id, identity(subject)): (rule, subject) for rule, subject in decision.broken}
        # a ring is judged because it is one: that it is gone is no silence
        judged = {rule: tally.judged for rule, tally in decision.tallies.items() if rule not in of_rings}
        return Judged(decision.organization, broken, judged)

    def lay(self, before: Judged, steps: Iterable[Step]) -> Judged | None:
        """The verdict on an organization with steps laid over it; None where they contradict the design."""
        try:
            return self.judge(lay_over(before.organization, steps), before.organization)
        except DesignError:
            return None


class Judged(NamedTuple):
    """An organization, its findings with rule and subject, and how many subjects each rule was judged of."""

    organization: Organization
    broken: Mapping[Key, tuple[Rule, Subject]]
    judged: Mapping[str, int]


class Difference(NamedTuple):
    """What became of findings: those that are gone, those that are new, and the rules that are judged of fewer subjects."""

    removed: frozenset[Key]
    introduced: frozenset[Key]
    silenced: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether something is better and nothing worse."""
        return bool(self.removed) and not self.introduced and not self.silenced


def difference(before: Judged, after: Judged) -> Difference:
    """What changed from one verdict to another."""
    return Difference(
        frozenset(before.broken.keys() - after.broken.keys()),
        frozenset(after.broken.keys() - before.broken.keys()),
        tuple(rule for rule, number in before.judged.items() if after.judged.get(rule, 0) < number),
    )


def identity(subject: Subject) -> Hashable:
    """What stays the same of a subject while entries change their values, and none comes or goes."""
    kind = kind_of(subject)
    if isinstance(subject, Organization):
        return kind
    if isinstance(subject, Cycle):
        return (kind, subject.kind, tuple(sorted(member.index for member in subject.members)))
    if isinstance(subject, Unit | Person) and subject.declared is None:  # it is counted as it is first named
        return (kind, "named", fold(subject.name))
    return (kind, subject.index)
