"""Whether two organizations say the same: what their entries hold, and what every reference in them means."""

from __future__ import annotations

from typing import Any

from orgrules.changes.pairs import person_pairs, position_pairs, same_units, unit_pairs
from orgrules.changes.steps import data_of
from orgrules.organization.model import Organization

REFERENCES = ("reports_to", "unit", "dotted_line_to", "holder", "parent", "head", "reports", "id")


def differences(one: Organization, other: Organization) -> list[str]:
    """What is different, a line each; the order of entries is not, nor an id that only one of the two has."""
    positions = {after.index: before.index for before, after in position_pairs(one, other, same_units(one, other))}
    units = {after.index: before.index for before, after in unit_pairs(one, other)}
    people = {after.index: before.index for before, after in person_pairs(one, other)}
    found = []
    for kind, ours, theirs, pairs in (
        ("position", one.positions, other.positions, positions),
        ("unit", one.units, other.units, units),
        ("person", one.people, other.people, people),
    ):
        if len(ours) != len(theirs) or len(pairs) != len(theirs):
            found.append(f"{kind}: {len(ours)} and {len(theirs)}, {len(pairs)} of them in both")
            continue
        for index, before in pairs.items():
            told = [
                _told(ours[before], positions, units, people, old=True),
                _told(theirs[index], positions, units, people, old=False),
            ]
            found += [
                f"{kind} {before}, {key}: {told[0][key]} and {told[1][key]}" for key in told[0] if told[0][key] != told[1][key]
            ]
    return found


def _told(thing: Any, positions: Any, units: Any, people: Any, *, old: bool) -> dict[str, Any]:
    """What an entry holds and refers to, by the indices of the old organization."""

    def index(target: Any, pairs: Any) -> Any:
        return target.index if old else pairs[target.index]

    def line(each: Any, pairs: Any) -> Any:
        return each.reference.strip() if each.target is None else index(each.target, pairs)

    kind = type(thing).__name__
    data = data_of(thing.declared.entry) if thing.declared is not None else {"name": thing.name}
    told: dict[str, Any] = {key: value for key, value in data.items() if key not in REFERENCES}
    keys = dict.fromkeys(
        ("name", "type", "region_level", "attributes", "role", "headcount", "fte", "title", "education", "heads")
    )
    if kind == "Position":
        entry = thing.declared.entry
        told["manager"] = (
            index(thing.manager, positions)
            if thing.manager
            else (thing.manager_status, (entry.reports_to or "").strip(), thing.top == "declared")
        )
        told["in"] = index(thing.unit, units) if thing.unit else thing.unit_reference
        told["dotted"] = [line(each, positions) for each in thing.dotted]
        told["held"] = [line(each, people) for each in thing.co_holders] or (
            index(thing.holder, people) if thing.holder else (thing.holder_reference, thing.is_vacant)
        )
    elif kind == "Unit":
        entry = thing.declared.entry if thing.declared else None
        told["above"] = index(thing.parent, units) if thing.parent else entry and entry.parent
        if entry and entry.head is not None:  # else it follows from the positions, and hangs on their order
            told["heads"] = [index(each, positions) for each in thing.heads], thing.head_status
    return {**keys, **told}
