"""The keys of units as cells of tables of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from orgrules.changes.steps import Drop, Put
from orgrules.edits.tables.rows import At, Way, is_same
from orgrules.edits.tables.writer import NoCellError, TableWriter, sheet_of
from orgrules.locale import _
from orgrules.tables.meanings import clean
from orgrules.text import shown


def _unit_cell(writer: TableWriter, index: int, key: str) -> At:
    """The cell of a unit that has a row of its own."""
    declared = (writer.organization.design.units or ())[index]
    source, place = sheet_of(declared), int(declared.route[1])
    if source.layout.about != "units":
        raise NoCellError(_("the unit has no row of its own: it is read from the rows of positions"))
    column = source.layout.first(key)
    row = At(writer.own(source), source.rows["units"][place], 0)
    if column is None:
        raise NoCellError(_('a table has no column for "{key}"').format(key=key), row)
    return row._replace(column=column.at)


def _unit_text(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    writer.rows.write(_unit_cell(writer, step.at, step.way[0]), writer.a_text("unit", value), writer.step)


def _unit_name(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    key = step.way[0]
    at = _unit_cell(writer, step.at, key)
    if value is None:
        raise NoCellError(_("a row is known by what it is called"), at)
    text = writer.a_text("unit", value)
    old = writer.rows.text(at)
    same = [each for each in _called_units(writer, text) if each != step.at]
    if same:
        raise NoCellError(_('another one is called "{text}"').format(text=shown(text)), at)
    alone = old != "" and _called_units(writer, old) == [step.at]
    other = _unit_key(writer, step.at, "name" if key == "id" else "id")
    writer.rows.write(at, text, writer.step)
    if not alone or old == other:
        return
    for section, meanings in (("positions", ("unit", "unit_id")), ("units", ("parent",))):
        for declared in getattr(writer.organization.design, section) or ():
            source = sheet_of(declared)
            for column in (each for meaning in meanings for each in source.layout.by_meaning.get(meaning, ())):
                cell = At(writer.own(source), source.rows[section][declared.route[1]], column.at)
                if clean(writer.rows.raw(cell)) == old:
                    writer.rows.write(cell, text, writer.step)


def _called_units(writer: TableWriter, text: str) -> list[int]:
    form = Way("holder")
    return [
        index
        for index, declared in enumerate(writer.organization.design.units or ())
        if any(name is not None and is_same(name, text, form) for name in (declared.entry.id, declared.entry.name))
    ]


def _unit_key(writer: TableWriter, index: int, key: str) -> str | None:
    value: str | None = getattr((writer.organization.design.units or ())[index].entry, key)
    return value


def _unit_parent(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    at = _unit_cell(writer, step.at, "parent")
    writer.keep_managers(at)
    if value is None:
        writer.rows.write(at, "", writer.step)
        return
    unit, text = writer.unit_of(str(value), at)
    if unit is None or unit.declared is None:
        raise NoCellError(_('"{text}" means no one unit').format(text=shown(text)), at)
    ids = by_name = 0
    for declared in writer.organization.design.units or ():
        parent = declared.entry.parent
        around = None if parent is None or sheet_of(declared).of_sheet is not at.source.of_sheet else writer.unit(parent)
        if parent is not None and around is not None and around.declared is not None:
            called = around.declared.entry
            ids += called.id is not None and is_same(called.id, parent, Way("id"))
            by_name += called.name is not None and is_same(called.name, parent, Way("holder"))
    id_, name = (writer.unit_called(unit, key) for key in ("id", "name"))
    written = id_ if id_ is not None and (ids >= by_name or name is None) else name
    writer.rows.write(at, writer.a_text("unit", written), writer.step)


def _unit_head(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    at = _unit_cell(writer, step.at, "head")
    writer.keep_managers(at)
    values = [] if value is None else value if isinstance(value, list) else [value]
    targets = [writer.target(each, None) for each in values]
    counts: Counter[Way] = Counter()
    for declared in writer.organization.design.units or ():
        head = declared.entry.head
        if head is None or sheet_of(declared).of_sheet is not at.source.of_sheet:
            continue
        for text in head if isinstance(head, list) else [head]:
            led = writer.rows.meant(text)
            for way in writer.rows.ways() if led is not None else ():
                called = None if led is None else writer.rows.called(way, led, before=True)
                counts[way] += called is not None and is_same(called, text, way)
    ways = writer.rows.ways()
    best = max(ways, key=lambda way: counts[way], default=None) if counts.total() else None
    writer.write_names(at, [writer.text_for(at, target, best) for target in targets])


#: What writes each key of an entry.
UNITS: Mapping[str, Callable[[TableWriter, Put | Drop, Any], None]] = {
    "name": _unit_name,
    "id": _unit_name,
    "parent": _unit_parent,
    "head": _unit_head,
    "type": _unit_text,
    "region_level": _unit_text,
}
