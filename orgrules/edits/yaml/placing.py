"""Where each position stands whose manager is another: nested in it, named in its list of reports, or on the first level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from orgrules.changes.steps import Add, Drop, Put, Remove, Section, Step, unit_told
from orgrules.design.read import NestedReference
from orgrules.organization.directory import position_directory
from orgrules.organization.model import Organization, Position
from orgrules.organization.names import position_names

#: A position is nested below so many others at most; it is not looked below one that is itself below fewer.
_MOST_LEVELS = 40
_DEEP = 10
#: Whether a position can be nested in another one as the two are written; where it can, it is taken to be from then on.
Nests = Callable[[int, int], bool]
#: Whether a position has a list of reports that names some of them.
Names = Callable[[int], bool]


class Place(NamedTuple):
    """Where a position stands then.

    "stays" where it is, or is "nested" in the reports of ``over``, or "named" there, or on the "first" level of its file. Its own
    ``reports_to`` is put where ``says`` is True; ``unit`` is what it says of its unit where it says something new.
    """

    how: Literal["stays", "nested", "named", "first"]
    over: int = -1
    says: bool = False
    unit: str | None = None
    name: str = ""  # by which it is named


class Named(NamedTuple):
    """A text in a list of reports, and what stands there then: None where it goes."""

    reference: NestedReference
    text: str | None


@dataclass
class Places:
    """Where all of them stand, by their indices among the positions with those that steps add."""

    places: dict[int, Place] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)


class Numbers:
    """The indices of entries as steps have them, and those in the organization that the steps give."""

    def __init__(self, section: Section, before: int, steps: Sequence[Step]) -> None:
        self.gone = {step.at for step in steps if isinstance(step, Remove) and step.section == section}
        self.number = before + sum(isinstance(step, Add) and step.section == section for step in steps)
        self.left = [index for index in range(self.number) if index not in self.gone] if self.gone else range(self.number)
        self._then = {index: then for then, index in enumerate(self.left)} if self.gone else None

    def then(self, index: int) -> int:
        """The index of an entry that is left."""
        return index if self._then is None else self._then[index]

    def before(self, then: int) -> int:
        """The index that an entry had."""
        return self.left[then]


def _is_deep(position: Position) -> bool:
    """Whether positions below one would be nested deeper than anybody reads, and perhaps deeper than a file may be."""
    manager = position.manager
    if manager is None or manager.depth is None or manager.depth < _DEEP:
        return False
    level, depth = [position], manager.depth + 1
    while level and depth <= _MOST_LEVELS:
        level, depth = [report for each in level for report in each.reports], depth + 1
    return bool(level)


class Placing:
    """Finds the places of positions whose managers steps put."""

    def __init__(self, organization: Organization, target: Organization, steps: Sequence[Step], numbers: Numbers) -> None:
        self._organization = organization
        self._target = target
        self._numbers = numbers
        self.loose = list(
            dict.fromkeys(
                step.at
                for step in steps
                if isinstance(step, Put | Drop)
                and (step.section, step.way[0]) == ("positions", "reports_to")
                and step.at < len(organization.positions)
                and step.at not in numbers.gone
            )
        )
        self.references = self._references()
        self._over: dict[int, int] = dict.fromkeys(self.loose, -1)

    def manager(self, index: int) -> int:
        """The position that one reports to then; -1 where there is none."""
        position = self._then(index)
        return -1 if position.manager is None else self._numbers.before(position.manager.index)

    def _then(self, index: int) -> Position:
        return self._target.positions[self._numbers.then(index)]

    def _references(self) -> Mapping[int, list[NestedReference]]:
        """The texts in lists of reports that name positions that are put elsewhere, or are gone."""
        concerned = {*self.loose, *self._numbers.gone}
        found: dict[int, list[NestedReference]] = {}
        if not concerned or not self._organization.design.nested_references:
            return found
        find = position_directory(self._organization).find
        for each in self._organization.design.nested_references:
            position, _status = find(each.reference)
            if position is not None and position.index in concerned and each.over not in self._numbers.gone:
                found.setdefault(position.index, []).append(each)
        return found

    def places(self, nests: Nests, names: Names) -> Places:
        """Where each of them stands."""
        found = Places()
        find = position_directory(self._target).find
        called = position_names(self._target) if self.references else None
        for index in self.loose:
            position, manager = self._then(index), self.manager(index)
            before = self._organization.positions[index].declared
            listed = self.references.get(index, [])
            # how it can be called where reports name it
            name = next((each.reference for each in listed if find(each.reference)[0] is position), None)
            if name is None and called is not None and listed:
                name = called.mean(position)
            for each in listed:
                stays = manager == each.over and before.over < 0 and name is not None
                found.named.append(Named(each, name if stays else None))
            own = "reports_to" in before.entry.written
            if before.over >= 0:
                found.places[index] = self._nested(index, manager, own, nests)
            elif any(each.over == manager for each in listed) and name is not None:
                found.places[index] = Place("stays", says=own)
            elif listed and manager >= 0 and name is not None and names(manager):
                found.places[index] = Place("named", manager, own, name=name)
            else:
                found.places[index] = Place("stays", says=True)
        for index in self._numbers.gone:
            found.named += [Named(each, None) for each in self.references.get(index, ())]
        return found

    def _nested(self, index: int, manager: int, own: bool, nests: Nests) -> Place:
        """Where a position goes that is nested in another one."""
        position = self._then(index)
        unit = position.declared.entry.unit
        before = self._organization.positions[index].declared
        new_unit = unit if before.entry.unit is None else None
        if manager >= 0 and position.manager_status == "known" and self._is_apart(index, manager):
            inherited = unit_told(self._target.design.positions, self._numbers.then(manager))
            if unit is not None or inherited is None:
                is_same = position.unit is self._then(manager).unit and position.unit_status == "known"
                new_unit = None if is_same and inherited is not None else new_unit
                if manager == before.over or (not _is_deep(position) and nests(index, manager)):
                    self._over[index] = manager
                    return Place("stays" if manager == before.over else "nested", manager, own, new_unit)
        return Place("first", says=True, unit=new_unit)

    def _is_apart(self, index: int, manager: int) -> bool:
        """Whether a position that is to be over another one is not nested in it."""
        positions = self._organization.positions
        while manager >= 0 and manager != index:
            manager = self._over.get(manager, positions[manager].declared.over if manager < len(positions) else -1)
        return manager < 0
