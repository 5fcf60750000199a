"""Whether two organizations are the same: the same entries with the same managers, units and holders, in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orgrules.changes.steps import data_of
from orgrules.organization.model import Organization, Position, Unit

#: What may be told at an entry itself, or where it stands.
_BY_PLACE = ("unit", "reports_to", "reports")
#: How far around it is looked to tell positions in a ring apart that say the same.
_ROUNDS = 8


def first_difference(one: Organization, other: Organization) -> str | None:
    """What is not the same in two organizations: the first thing found, by a name of an entry; None where nothing is."""
    if one.design.organization.data() != other.design.organization.data():
        return "organization"
    for ours, theirs in ((one.units, other.units), (one.people, other.people)):
        lists = [Counter(repr(data) for data in _declared(those)) for those in (ours, theirs)]
        if lists[0] != lists[1]:
            return _surplus(*lists)
    if _is_alike(one, other):
        return None
    seats = [Counter(_seats(each)) for each in (one, other)]
    return None if seats[0] == seats[1] else _surplus(*seats)


def _declared(things: Sequence[Any]) -> Iterator[Any]:
    return (sorted(data_of(each.declared.entry).items()) for each in things if each.declared is not None)


def _surplus(one: Counter[str], other: Counter[str]) -> str:
    """What one has more of than the other."""
    return min((*(one - other), *(other - one)))


def _is_alike(one: Organization, other: Organization) -> bool:
    """Whether the positions are the same, in the same order or each with an id of its own: most are, and are read once."""
    if len(one.positions) != len(other.positions):
        return False
    ids = {each.id: each for each in other.positions}
    if len(ids) == len(other.positions) and None not in ids:
        return all(each.id in ids and _are_alike(each, ids[each.id], _id) for each in one.positions)
    return all(_are_alike(ours, theirs, _index) for ours, theirs in zip(one.positions, other.positions, strict=True))


def _id(position: Position | None) -> Any:
    return None if position is None else position.id


def _index(position: Position | None) -> Any:
    return None if position is None else position.index


def _are_alike(ours: Position, theirs: Position, called: Callable[[Position | None], Any]) -> bool:
    if ours.manager_status != theirs.manager_status or ours.unit_status != theirs.unit_status:
        return False
    if called(ours.manager) != called(theirs.manager):
        return False
    if _unit(ours.unit) != _unit(theirs.unit):
        return False
    here, there = vars(ours.declared.entry), vars(theirs.declared.entry)
    if here.keys() == there.keys() and all(value == there[key] for key, value in here.items() if key != "reports"):
        return True
    return _own(ours) == _own(theirs)


def _own(position: Position) -> tuple[Any, ...]:
    """What is said of a position, without its manager."""
    said = {key: value for key, value in vars(position.declared.entry).items() if key not in _BY_PLACE}
    if "requirements" in said:
        said = {key: value for key, value in data_of(position.declared.entry).items() if key not in _BY_PLACE}
    if "fte" in said:
        said["fte"] = None if said["fte"] is None else float(said["fte"])
    written = position.declared.entry.written
    # null says of a position without a manager that it is a top
    reference = position.manager_reference if position.manager is None else None
    is_top = position.manager_status == "none" and "reports_to" in written
    return said, _unit(position.unit), position.unit_status, position.manager_status, reference, is_top


def _unit(unit: Unit | None) -> Any:
    return None if unit is None else (unit.id, unit.name)


def _seats(organization: Organization) -> list[str]:
    """Every position as a text: what is said of it, of those below it and of those above it."""
    own = [repr(_sorted(_own(position))) for position in organization.positions]
    # of trees, first what is below each, from the lowest up, and then what is above it
    below = [hash(text) for text in own]
    trees = [position for position in organization.positions if position.depth is not None]
    trees.sort(key=lambda position: position.depth or 0)
    for position in reversed(trees):
        reports = sorted(below[report.index] for report in position.reports)
        below[position.index] = hash((own[position.index], tuple(reports)))
    told = list(below)
    for position in trees:
        told[position.index] = hash((below[position.index], told[position.manager.index] if position.manager else None))
    rings = [position for position in organization.positions if position.depth is None]
    for _round in range(_ROUNDS if rings else 0):
        around = {
            position.index: hash(
                (
                    told[position.index],
                    told[position.manager.index] if position.manager else None,
                    tuple(sorted(told[report.index] for report in position.reports)),
                )
            )
            for position in rings
        }
        for index, number in around.items():
            told[index] = number
    return [f"{text} {number}" for text, number in zip(own, told, strict=True)]


def _sorted(own: tuple[Any, ...]) -> tuple[Any, ...]:
    return (sorted(own[0].items(), key=lambda pair: pair[0]), *own[1:])
