"""What candidates of one organization are made from: what its things are called, who is near whom, what rules would say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from orgrules.changes.steps import Put, Section, Step
from orgrules.engine.failures import Failure, failing
from orgrules.facts.vocabulary import kind_of
from orgrules.fixing.nearness import Around
from orgrules.fixing.slips import Slips
from orgrules.fixing.whatif import WhatIf
from orgrules.locale import _
from orgrules.organization.model import Organization, Person, Position, Subject, Unit
from orgrules.organization.names import Names, person_names, position_names, unit_names
from orgrules.output.fixes import Kind
from orgrules.rulebook.model import Library, Rule
from orgrules.text import fold, listed, normalize, shown

#: Most names that a sentence lists.
MOST_NAMED = 5

#: The list of a design that subjects of a kind stand in.
SECTIONS: Mapping[str, Section] = {"position": "positions", "unit": "units", "person": "people", "organization": "organization"}


class Candidate(NamedTuple):
    """A change that may do: ``near`` orders those of one finding, nearest first; ``name`` is what is told of it among several."""

    kind: Kind
    steps: tuple[Step, ...]
    reason: str
    near: tuple[int, ...] = ()
    name: str = ""
    asks: bool = False
    touches: tuple[Subject, ...] = ()  # the subjects whose verdicts it may change, beside the one that it is about


class Ground:
    """One organization as candidates are made from it: what its things are called, who is near whom, what rules would say."""

    def __init__(self, organization: Organization, library: Library, what_if: WhatIf, *, looks_closely: bool = False) -> None:
        self.organization = organization
        self.library = library
        self.around = Around(organization)
        self.what_if = what_if
        self.looks_closely = looks_closely  # at whom a change is near, too: where it is not tried by itself
        self._failing: dict[tuple[str, str], Callable[[Any], list[Failure]]] = {}
        self._ids: dict[int, str] = {}
        self._slips: dict[str, Slips] = {}

    def failing(self, rule: Rule, subject: Subject) -> list[Failure]:
        """The tests because of which a subject breaks a rule."""
        kind = kind_of(subject)
        if (rule.id, kind) not in self._failing:
            self._failing[rule.id, kind] = failing(rule.conditions[kind][1])
        return self._failing[rule.id, kind](subject)

    @cached_property
    def positions(self) -> Names[Position]:
        """What the positions are called."""
        return position_names(self.organization)

    @cached_property
    def units(self) -> Names[Unit]:
        """What the units are called."""
        return unit_names(self.organization)

    @cached_property
    def people(self) -> Names[Person]:
        """What the people are called."""
        return person_names(self.organization)

    def things(self, what: str) -> Sequence[Any]:
        """All things of one kind."""
        organization = self.organization
        things: dict[str, Sequence[Any]] = {
            "position": organization.positions,
            "unit": organization.units,
            "person": organization.people,
        }
        return things[what]

    def after(self, organization: Organization, steps: Sequence[Step]) -> Ground:
        """What candidates are made from once steps are laid over the organization: names are gone through but once."""
        ground = Ground(organization, self.library, self.what_if, looks_closely=self.looks_closely)
        ground._slips = self._slips
        kinds = {"positions": "position", "units": "unit", "people": "person"}
        for step in steps:
            if isinstance(step, Put) and step.way[0] in ("id", "title", "name") and kinds.get(step.section) in self._slips:
                self._slips[kinds[step.section]].add(str(step.value), step.at)
        return ground

    def slips(self, what: str) -> Slips:
        """The ids and names of one kind of things, by which texts that mean none of them may have been meant."""
        if what not in self._slips:
            things = self.things(what)
            ids = ((each.id, each.index) for each in things if each.id is not None)
            names = ((each.title if what == "position" else each.name, each.index) for each in things)
            self._slips[what] = Slips((*ids, *names))
        return self._slips[what]

    @cached_property
    def members(self) -> dict[str, Sequence[Position]]:
        """The positions by their role, those of no known role apart."""
        return {role: those for role, those in self.organization.by_role.items() if those}

    @cached_property
    def referred(self) -> dict[str, list[Position | Unit]]:
        """Who refers to a position, by the text as it is compared."""
        found: dict[str, list[Position | Unit]] = {}
        for each in self.organization.positions:
            texts = [each.manager_reference, *(line.reference for line in each.dotted)]
            for text in {normalize(text) for text in texts if text is not None}:
                found.setdefault(text, []).append(each)
        for unit in self.organization.units:
            heads = unit.declared.entry.head if unit.declared else None
            for text in heads if isinstance(heads, list) else [] if heads is None else [heads]:
                found.setdefault(normalize(text), []).append(unit)
        return found

    def meaning(self, thing: Position | Unit | Person) -> tuple[str, tuple[Step, ...]] | None:
        """The text that means a thing and nothing else, and what it takes that it does; None where nothing can."""
        if isinstance(thing, Unit):
            text = self.units.mean(thing)
        elif isinstance(thing, Person):
            text = self.people.mean(thing)
        else:
            made = self._ids.get(thing.index)
            if made is not None:
                return made, (Put("positions", thing.index, ("id",), made),)
            text = self.positions.mean(thing)
            if text is None and thing.id is None:
                unit = thing.unit.name if thing.unit else None
                titles = (each.title for each in self.organization.positions)
                self.positions.make([thing], titles, lambda each: (each.title, unit))
                text = self.positions.ids[thing.index]
                if text is not None:
                    self._ids[thing.index] = text
                    return text, (Put("positions", thing.index, ("id",), text),)
        return None if text is None else (text, ())


#: What is found for a failure: candidates, and sentences on why there is none.
Found = Iterator[Candidate | str]


def called(thing: Position | Unit | Person) -> str:
    """A thing as a sentence calls it: by its title or name, and its id where it has one."""
    name = shown(thing.title if isinstance(thing, Position) else thing.name)
    return name if thing.id is None or fold(thing.id) == fold(name) else _("{name} ({id})").format(name=name, id=shown(thing.id))


def tie(names: Sequence[str]) -> str:
    """Why none is taken of several that are equally near."""
    told = _("{names} are equally near: which of them it is to be is a decision.")
    return told.format(names=listed(dict.fromkeys(names), MOST_NAMED))


def grouped(found: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    """Candidates by how near they are, nearest first; each change once."""
    groups: dict[tuple[int, ...], list[Candidate]] = {}
    seen: list[tuple[Step, ...]] = []
    for each in found:
        if each.steps not in seen:
            seen.append(each.steps)
            groups.setdefault(each.near, []).append(each)
    return tuple(tuple(groups[near]) for near in sorted(groups))


def _joined(several: Sequence[Candidate]) -> Candidate:
    """Several changes as one."""
    steps: list[Step] = []
    for each in several:
        steps += [step for step in each.steps if step not in steps]
    reason = several[0].reason
    for each in several[1:]:
        reason = _("{first} {second}").format(first=reason, second=each.reason)
    touches = tuple(thing for each in several for thing in each.touches)
    near = max(each.near for each in several)
    return Candidate(
        several[0].kind,
        tuple(steps),
        reason,
        near,
        listed([each.name for each in several]),
        any(each.asks for each in several),
        touches,
    )


def joined(several: Sequence[Candidate]) -> Candidate:
    """Several changes as one, for what no single one does."""
    return several[0] if len(several) == 1 else _joined(several)


def later(found: Found) -> Found:
    """Candidates that are tried after all others."""
    yield from (each._replace(near=(9, *each.near)) if isinstance(each, Candidate) else each for each in found)
