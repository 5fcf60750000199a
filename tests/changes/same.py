"""Whether two organizations say the same: what their entries hold, and what every reference in them means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgrules.changes.pairs import person_pairs, position_pairs, same_units, unit_pairs
from orgrules.changes.steps import data_of
from orgrules.organization.model import Organization

REFERENCES = ("reports_to", "unit", "dotted_line_to", "holder", "parent", "head", "reports", "id")

#: For each kind, the index that a thing of the new organization has in the old one.
Pairs = Mapping[str, Mapping[int, int]]


def differences(one: Organization, other: Organization) -> list[str]:
    """What is different, a line each; the order of entries is not, nor an id that only one of the two has."""
    pairs = {
        "Position": {after.index: before.index for before, after in position_pairs(one, other, same_units(one, other))},
        "Unit": {after.index: before.index for before, after in unit_pairs(one, other)},
        "Person": {after.index: before.index for before, after in person_pairs(one, other)},
    }
    found = []
    kinds: list[tuple[Any, Any]] = [(one.positions, other.positions), (one.units, other.units), (one.people, other.people)]
    for (ours, theirs), (kind, same) in zip(kinds, pairs.items(), strict=True):
        if len(ours) != len(theirs) or len(same) != len(theirs):
            found.append(f"{kind}: {len(ours)} and {len(theirs)}, {len(same)} of them in both")
            continue
        for index, before in same.items():
            was, now = _told(ours[before], None), _told(theirs[index], pairs)
            keys = dict.fromkeys([*was, *now])
            found += [
                f"{kind} {before}, {key}: {was.get(key)} and {now.get(key)}" for key in keys if was.get(key) != now.get(key)
            ]
    return found


def _told(thing: Any, pairs: Pairs | None) -> dict[str, Any]:
    """What an entry holds and refers to, by indices of the old organization; ``pairs`` are those of a thing of the new one."""

    def index(target: Any) -> Any:
        return target.index if pairs is None else pairs[type(target).__name__][target.index]

    def line(each: Any) -> Any:
        return each.reference.strip() if each.target is None else index(each.target)

    data = data_of(thing.declared.entry) if thing.declared is not None else {"name": thing.name}
    told: dict[str, Any] = {key: value for key, value in data.items() if key not in REFERENCES}
    entry: Any = thing.declared.entry if thing.declared is not None else None
    if hasattr(thing, "manager"):
        said = (entry.reports_to or "").strip(), thing.manager_status, thing.top == "declared"
        told["manager"] = index(thing.manager) if thing.manager else said
        told["in"] = index(thing.unit) if thing.unit else thing.unit_reference
        told["dotted"] = [line(each) for each in thing.dotted]
        held = index(thing.holder) if thing.holder else (thing.holder_reference, thing.is_vacant)
        told["held"] = [line(each) for each in thing.co_holders] or held
    elif hasattr(thing, "parent"):
        told["above"] = index(thing.parent) if thing.parent else entry and entry.parent
        if entry and entry.head is not None:  # else it follows from the positions, and hangs on their order
            told["heads"] = [index(each) for each in thing.heads], thing.head_status
    return told
