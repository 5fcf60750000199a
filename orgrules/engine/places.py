"""Where subjects stand in their files: their entries, and the keys and items of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgrules.files.source import Route, Source
from orgrules.findings import Location
from orgrules.organization.model import Cycle, Organization, Position, Subject, Unit, organization_of


def place(subject: Subject, keys: Sequence[str] = (), item: int | None = None, way: Sequence[str] = ()) -> Location:
    """Where the first of ``keys`` that the subject's entry has stands, or its first key.

    A list is pointed at by ``item`` of it, or by its key: where something is missing, none of its items is wrong. ``way`` leads
    on below the key; without it, the keys that follow may be one: requirements, education; attributes, site.floor.
    """
    if isinstance(subject, Cycle):
        return place(subject.members[0], ("reports_to",) if isinstance(subject.members[0], Position) else ("parent",))
    told = getattr(getattr(subject, "declared", None), "told", None)
    if told and not told.keys().isdisjoint(keys):
        return located(*told[next(key for key in keys if key in told)])
    source, route = _entry(subject)
    if source is None:
        # a unit or a person of whom the design only gives the name, in the entries of positions
        named = "unit" if isinstance(subject, Unit) else "holder"
        positions = getattr(subject, "positions", ())
        item = among_holders(positions[0], subject) if positions and named == "holder" else None
        return place(positions[0], (named,), item) if positions else Location(organization_of(subject).design.path, 1, 1)
    entry: Any = source.data
    for step in route:
        entry = entry[step]
    if not isinstance(entry, dict) or not entry:
        return located(source, route)
    for key in keys:
        if key in entry:
            break
    else:
        return Location(source.path, *source.place_in(entry, next(iter(entry)), route, key=True), source.sheet)
    inner: Any = entry[key]
    if not isinstance(inner, list | dict):
        return Location(source.path, *source.place_in(entry, key, route), source.sheet)
    around: dict[str, Any] | list[Any] = entry
    there: Route = (*route, key)
    for step in _way(inner, ".".join(way or keys[keys.index(key) + 1 :])):
        around, inner, there = inner, inner[step], (*there, step)  # type: ignore[index]  # the way leads through mappings
    if isinstance(inner, list) and item is not None and item < len(inner):
        return located(source, (*there, item))
    of_key = isinstance(inner, list | dict)
    return Location(source.path, *source.place_in(around, str(there[-1]), there[:-1], key=of_key), source.sheet)


def located(source: Source, route: Route) -> Location:
    """Where the value at a route stands."""
    return Location(source.path, *source.place(route), source.sheet)


def _way(node: Any, name: str) -> Route:
    """The keys that lead to ``name`` below a mapping, as facts/paths.py follows them: whole first, then by its dots."""
    if not isinstance(node, dict) or not name:
        return ()
    if name in node:
        return (name,)
    first, _, rest = name.partition(".")
    return (first, *_way(node[first], rest)) if first in node else ()


def among_holders(position: Position, person: Any) -> int | None:
    """Which of several who share a position a person is."""
    return next((index for index, each in enumerate(position.co_holders) if each.target is person), None)


def _entry(subject: Position | Unit | Any) -> tuple[Source | None, Route]:
    if isinstance(subject, Organization):
        return subject.design.organization_at
    declared = subject.declared
    return (declared.source, declared.route) if declared is not None else (None, ())
