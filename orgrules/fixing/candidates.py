"""Changes that may remove a finding, by the tests that failed and not by the rule: one function for what is wrong.

Each candidate is what a careful reader of the design would try. Whether it removes the finding and brings no other, trials tell.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from orgrules.engine.failures import Failure
from orgrules.facts.expressions import answering
from orgrules.fixing import entries, lines, places
from orgrules.fixing.ground import Candidate, Found, Ground, grouped, later
from orgrules.fixing.whatif import UPWARDS
from orgrules.locale import _
from orgrules.organization.model import Cycle, Person, Position, Subject, Unit
from orgrules.organization.reading import FIELDS
from orgrules.rulebook.model import Rule


class Asked(NamedTuple):
    """What is tried for a finding, group by group, those of a group being equally near; and why nothing is, in a sentence."""

    groups: tuple[tuple[Candidate, ...], ...]
    why: str = ""


def asked(ground: Ground, rule: Rule, subject: Subject) -> Asked:
    """What may be tried for a finding."""
    found: list[Candidate] = []
    why = ""
    seen: set[tuple[Any, ...]] = set()
    for failure in ground.failing(rule, subject):
        for each in _of_failure(ground, rule, subject, failure, seen):
            if isinstance(each, str):
                why = why or each
            else:
                found.append(each)
    return Asked(grouped(found), why)


def _of_failure(ground: Ground, rule: Rule, subject: Subject, failure: Failure, seen: set[tuple[Any, ...]]) -> Found:
    """What may be tried for one failed test: along its path, each thing that leads to where it failed, and what stands there."""
    if isinstance(subject, Cycle):
        yield from lines.ring(ground, subject)
        return
    path, asked = failure.test.column.path, failure.test.column.asked
    if failure.tested.collection is not None and failure.tested.collection.text in ("reports", "all_reports"):
        yield from lines.managers(ground, failure.of)
    owner: Any = failure.of
    other = asked.fact.text if asked is not None and asked.fact is not None else ""
    for hop in path.hops:
        # a rule that says which key is at fault means that one alone; several tests may go the same way
        is_meant = not rule.placement.at or (owner is failure.of and bool(set(hop.key) & set(rule.placement.at)))
        if is_meant and (owner, hop.name, other) not in seen:
            seen.add((owner, hop.name, other))
            yield from _led(ground, owner, hop.name, failure)
        owner = hop.read(owner)
        if owner is None:
            return
    yield from _at(ground, owner, path.word.name, failure)


def _led(ground: Ground, owner: Any, name: str, failure: Failure) -> Found:
    """Another one at the end of a way: another manager, unit, parent or head."""
    if isinstance(owner, Position) and name == "manager":
        yield from lines.named_by_rule(ground, owner, failure)
        yield from lines.managers(ground, owner)
    elif isinstance(owner, Position) and name == "unit":
        yield from places.units(ground, owner)
    elif isinstance(owner, Unit) and name == "parent":
        yield from places.parents(ground, owner)
    elif isinstance(owner, Unit) and name in ("head", "heads"):
        yield from places.heads(ground, owner)
    elif name in ("holder", "holders"):
        yield _of_person()


def _at(ground: Ground, owner: Any, name: str, failure: Failure) -> Found:
    """Something else of what is told by one word."""
    asked = failure.test.column.asked
    first, _dot, last = name.rpartition(".")
    if asked is not None and asked.fact is not None and asked.fact.text == "headcount":
        yield from entries.headcount(owner, failure)
    elif last == "misspelt" and isinstance(owner, Position | Person):
        yield from entries.misspelt(owner, first)
    elif last == "repeated":
        yield from entries.repeated(owner, first)
    elif name == "misspelt_attributes":
        yield from entries.attributes(owner)
    elif name == "id.status":
        yield from entries.ids(ground, owner)
    elif name == "words_for_nobody":
        yield from entries.nobody(owner)
    elif (
        isinstance(owner, Position)
        and name in FIELDS
        and asked is not None
        and asked.test == "includes"
        and not failure.tested.negated
    ):
        yield from entries.items(ground, owner, name, failure)
    elif isinstance(owner, Person) and (name in FIELDS or name == "experience"):
        yield _of_person()
    elif isinstance(owner, Position) and name == "requirements.education":
        yield from entries.education(owner, failure)
    elif isinstance(owner, Position) and name == "requirements.experience":
        yield from entries.experience(owner, failure)
    elif isinstance(owner, Position):
        yield from _at_position(ground, owner, name, failure)
    elif isinstance(owner, Unit):
        yield from _at_unit(ground, owner, name)
    else:
        yield _otherwise(name)


def _at_position(ground: Ground, owner: Position, name: str, failure: Failure) -> Found:
    asked = failure.test.column.asked
    if name == "manager.status":
        yield from lines.manager_reference(ground, owner)
    elif name in ("lines", "dotted_lines"):
        yield from lines.lines(ground, owner, failure)
        if name == "lines":  # a further line changes less than another manager
            yield from later(lines.managers(ground, owner))
    elif name.startswith("dotted_lines."):
        yield from lines.dotted(ground, owner, name)
    elif name == "manages_itself":
        yield from lines.next_up(ground, owner)
    elif name.partition(".")[0] in UPWARDS and name != "heads_unit":
        yield from lines.named_by_rule(ground, owner, failure)
        yield from lines.managers(ground, owner)
        if owner.manager is None:
            yield from lines.head_of_unit(ground, owner)
    elif name == "reports" and asked is not None and asked.test == "at_most" and asked.where is not None:
        yield from lines.reports(ground, owner, answering(asked.where))
    elif name == "unit.status":
        yield from places.unit_reference(ground, owner)
    elif name == "unit":
        yield from places.units(ground, owner)
    elif name == "holder.status":
        yield from entries.holder(ground, owner)
    elif name == "title.status":
        yield from entries.title(ground, owner)
    elif name in ("reports.unknown", "reports.ambiguous"):
        yield _("It stands in a list of reports: correct the name there, or write out the position that is meant.")
    else:
        yield _otherwise(name)


def _at_unit(ground: Ground, owner: Unit, name: str) -> Found:
    if name == "parent.status":
        yield from places.parent_reference(ground, owner)
    elif name == "parent":
        yield from places.parents(ground, owner)
    elif name == "head.status":
        yield from places.head_reference(ground, owner)
    elif name in ("heads", "head", "heads.elsewhere"):
        yield from places.heads(ground, owner)
    else:
        yield _otherwise(name)


def _of_person() -> str:
    return _("It is about the person on the position: it takes another holder, or more of this one, which is a decision.")


def _otherwise(name: str) -> str:
    """Why nothing is tried where one word is wrong."""
    if name.partition(".")[0] in ("reports", "all_reports", "positions", "all_positions", "children", "organization", "units"):
        return _(
            "It is a matter of which positions there are, and how many: it takes a new position, or a decision on those there."
        )
    if name == "requirements.fields_of_study":
        return _("Any one of several will do, and which of them is a decision.")
    if name in FIELDS or name.partition(".")[0] in FIELDS:
        return _("What is to go, and to whom, is a decision: a proposal removes nothing that a design says.")
    if name == "role" or name.startswith(("role.", "title.")):
        return _("What the position is, only those who know it can say: a proposal states no role.")
    return unexplained()


def unexplained() -> str:
    """Why nothing is tried where nothing more can be said."""
    return _("What is right instead is told neither by the rule nor by the rest of the design.")
