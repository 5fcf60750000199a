"""Files of tables with cells written into them, read again: which entries they say otherwise than the steps do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Step, lay_over
from orgrules.design.read import Design, design_of
from orgrules.errors import OrgrulesError
from orgrules.organization.link import link
from orgrules.organization.model import UNRESOLVED, Organization, Position, Resolution, Unit
from orgrules.organization.titles import TitleIndex
from orgrules.tables.asked import Asked
from orgrules.tables.read import organization_of, sheets_of
from orgrules.tables.sheet import Sheet

#: An entry of a design: its list, and its index there.
Entry = tuple[str, int]


class _Unread(TitleIndex):
    """Tells no role of any title: none is asked for."""

    def resolve(self, position: Position) -> Resolution:  # noqa: ARG002
        """None that is known."""
        return UNRESOLVED

    def is_name(self, title: str) -> bool:  # noqa: ARG002
        """What is found holds in every unit."""
        return True


def different_entries(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], asked: Asked
) -> set[Entry] | None:
    """The entries that the files do not say as the steps say them; None where they are not even as many, or nothing is read.

    ``contents`` are the files that were written.
    """
    table = organization.design.table
    if table is None:
        return None
    try:
        target = _linked(lay_over(organization, steps), organization)
        sheets: list[Sheet] = []
        for path in dict.fromkeys(source.path for source in table.sources):
            known = [source.of_sheet for source in table.sources if source.path == path]
            sheets += sheets_of(contents[path], path, asked) if path in contents else known
        read = organization_of(sheets, asked, organization.design.path)
        again = _linked(design_of(read.sources[0]), organization)
    except OrgrulesError:
        return None
    if len(again.positions) != len(target.positions):
        return None
    names = [{None: None, **{unit: _unit(unit) for unit in each.units}} for each in (target, again)]
    found: set[Entry] = {
        ("positions", one.index)
        for one, other in zip(target.positions, again.positions, strict=True)
        if _position(one) != _position(other) or names[0][one.unit] != names[1][other.unit]
    }
    found |= _different("units", dict(_units(target)), dict(_units(again)))
    return found | _different("people", dict(_people(target)), dict(_people(again)))


def _linked(design: Design, organization: Organization) -> Organization:
    titles = _Unread({}, {}, frozenset(), (), frozenset())
    return link(design, titles, organization.terms, trusts_wording=organization.trusts_wording, today=organization.today)


def _position(position: Position) -> tuple[Any, ...]:
    """All that a table says of a position, but for its unit."""
    entry = position.declared.entry
    return (
        position.id,
        position.title,
        position.manager and position.manager.index,
        position.manager_status,
        position.unit_status,
        position.dotted and [(line.target and line.target.index, line.status) for line in position.dotted],
        entry.holder,
        "holder" in entry.written,
        entry.headcount,
        entry.fte,
        entry.duties or None,
        entry.job_family,
        entry.attributes or None,
        position.is_outside,
    )


def _unit(unit: Unit) -> tuple[str, ...]:
    return tuple(each.name for each in (unit, *unit.above()))


def _units(organization: Organization) -> Iterator[tuple[Any, tuple[int, Any]]]:
    for unit in organization.units:
        if unit.declared is not None:
            entry = unit.declared.entry
            heads = (unit.head and unit.head.index, unit.head_status, sorted(unit.co_head_indices))
            yield _unit(unit), (unit.index, (unit.id, heads, entry.type, entry.region_level))


def _people(organization: Organization) -> Iterator[tuple[Any, tuple[int, Any]]]:
    for person in organization.people:
        if person.declared is not None:
            entry = person.declared.entry
            yield (person.id, person.name), (person.index, (entry.education, entry.skills or None, *_of_person(entry)))


def _of_person(entry: Any) -> tuple[Any, ...]:
    fields = entry.field_of_study
    return entry.experience, entry.certificates or None, [fields] if isinstance(fields, str) else fields


def _different(section: str, one: Mapping[Any, tuple[int, Any]], other: Mapping[Any, tuple[int, Any]]) -> set[Entry]:
    found = {(section, index) for key, (index, said) in one.items() if key not in other or other[key][1] != said}
    return found | {(section, -1) for key in other if key not in one}
