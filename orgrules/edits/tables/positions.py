"""The keys of positions as cells of their rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Drop, Put
from orgrules.edits.tables.rows import At, Way, is_same
from orgrules.edits.tables.writer import SAMPLE, NoCellError, TableWriter, sheet_of
from orgrules.locale import _
from orgrules.organization.model import Unit
from orgrules.tables import names
from orgrules.tables.meanings import clean
from orgrules.tables.people import Seat, a_name, name_of
from orgrules.text import collapse, is_chinese, shown

#: What stands between several units in a cell, as ``tables.units`` has it.
_SEVERAL = re.compile(r"[\n;；|]")
#: What columns say of the person on a post, and of nobody else.
_OF_PERSONS = ("person", "login", "email", "dn", "holder", "first_name", "last_name", *names.OF_PERSONS)


def _plain(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    """A text that stands in a column of its own."""
    key = step.way[0]
    seat = writer.seats(step.at)[0]
    writer.rows.write(writer.cell(seat, key, key), writer.a_text(key, value), writer.step)


def _title(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    if value is None:
        raise NoCellError(_("a position without a title is none"))
    text = writer.a_text("title", value)
    old = writer.rows.called(Way("title"), step.at)
    for seat in writer.seats(step.at):
        for at in _cells_alike(writer, seat, "title"):
            writer.rows.write(at, text, writer.step)
    writer.named[collapse(text)] = step.at
    writer.follow(step.at, Way("title"), old, text)


def _cells_alike(writer: TableWriter, seat: Seat, meaning: str) -> list[At]:
    """The cell that says a thing of a row, and those in columns that say the same."""
    main = writer.cell(seat, meaning, meaning)
    others = (writer.rows.at(seat, column) for column in writer.rows.columns(seat, meaning))
    return [main, *(at for at in others if at != main and clean(writer.rows.raw(at)))]


def _id(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    if value is None:
        raise NoCellError(_("a row is known by its id"))
    text = writer.a_text("id", value)
    seats = writer.seats(step.at)
    old = writer.rows.people.ids[step.at]
    ways = [way for way in writer.rows.ways() if way.meaning not in ("holder", "title")]
    way = next((way for way in ways if old is not None and writer.rows.called(way, step.at, before=True) == old), None)
    if way is None:
        way = next(iter(ways), None)
    columns = [] if way is None else writer.rows.columns(seats[0], way.meaning)
    if way is None or way.number >= len(columns):
        raise writer.no_column("id", seats[0])
    at = writer.rows.at(seats[0], columns[way.number])
    if way.meaning != "id" and writer.organization.design.people is not None:
        raise NoCellError(_("the id is that of the person in this row, by whom others know them too"), at)
    if step.at in writer.untitled:
        raise NoCellError(_("the row has no title, and is called by this"), at)
    writer.check_new(text, step.at, at)
    for seat in seats:
        column = writer.rows.columns(seat, way.meaning)[way.number]
        for alike in _cells_alike(writer, seat, "id") if way.meaning == "id" else [writer.rows.at(seat, column)]:
            writer.rows.write(alike, text, writer.step)
    writer.named[collapse(text)] = step.at
    writer.follow(step.at, way, old, text)


def _manager(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    people = writer.rows.people
    seats = writer.seats(step.at)
    if not people.has("reports_to") or not writer.rows.columns(seats[0], "reports_to"):
        if people.has("hierarchy"):
            raise NoCellError(_("no column names the manager: it is read from the nodes of the hierarchy"))
        if any(text is not None for text in people.managers):
            raise NoCellError(_("no column names the manager: it is read from who leads the departments"))
        raise writer.no_column("reports_to", seats[0])
    target = None if value is None else writer.target(value, seats[0])
    for seat in seats:
        _name_manager(writer, seat, step.at, target)


def _name_manager(writer: TableWriter, seat: Seat, index: int, target: int | None) -> None:
    main = writer.rows.cell(seat, "reports_to")
    if main is None:
        raise writer.no_column("reports_to", seat)
    said = writer.rows.text(main)
    before = writer.rows.people.managers[index]
    if before is not None and said != before and writer.rows.people.dotted.get(index) and before in said:
        raise NoCellError(_("several managers stand in this cell"), main)
    for column in writer.rows.columns(seat, "reports_to"):
        at = writer.rows.at(seat, column)
        is_main = at == main
        if target is None:
            if clean(writer.rows.raw(at)) and (is_main or before is not None):
                writer.rows.write(at, writer.rows.nobody(seat.part, column), writer.step)
        elif is_main:
            writer.rows.write(at, writer.reference(seat.part, at, target), writer.step)
        elif clean(writer.rows.raw(at)) and writer.rows.way_of(seat.part, column, mostly=True) is not None:
            # 上级姓名 beside 上级工号: nobody reads a row that contradicts itself
            writer.rows.write(at, writer.reference(seat.part, at, target), writer.step)


def _dotted(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    seat = writer.seats(step.at)[0]
    at = writer.cell(seat, "dotted_line_to", "dotted_line_to")
    targets = [writer.target(each, seat) for each in value or ()]
    texts = [writer.reference(seat.part, at, target, "dotted_line_to") for target in targets]
    writer.write_names(at, texts)


def _unit(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    seats = writer.seats(step.at)
    main, beside = _unit_columns(writer, seats[0])
    if not main:
        raise writer.no_column("unit", seats[0])
    columns = [*main, *beside]
    here = writer.rows.at(seats[0], main[0])
    writer.keep_managers(here)
    before = writer.organization.positions[step.at].unit
    if before is not None and before.declared is not None and sheet_of(before.declared).layout.about != "units":
        others = (each for each in before.positions if each.index != step.at and each.index not in writer.moved)
        if not before.children and next(others, None) is None:
            raise NoCellError(_("no other row names the unit that this one is in: it would be gone from the table"), here)
    new = dict.fromkeys(columns, "") if value is None else _unit_texts(writer, seats[0], str(value))
    old = [clean(writer.rows.raw(writer.rows.at(seats[0], column))) for column in columns]
    writer.moved.add(step.at)
    for seat in seats:
        if [clean(writer.rows.raw(writer.rows.at(seat, column))) for column in columns] != old:
            continue  # a row of a shared post that says another unit: the first one is taken
        for column, text in new.items():
            writer.rows.write(writer.rows.at(seat, column), text, writer.step)


def _unit_columns(writer: TableWriter, seat: Seat) -> tuple[list[int], list[int]]:
    """The columns that say the unit of a row, and those that name it too and are not read."""
    source, places = writer.rows.source(seat), writer.rows.places
    levels = sorted((int(name[6:]), name) for name in source.layout.by_meaning if name.startswith("level "))
    order = ("unit_id", "unit") if places.parts or "unit" not in source.layout.by_meaning else ("unit", "unit_id")
    found = [cell.column for meaning in order if (cell := writer.rows.cell(seat, meaning)) is not None]
    return ([writer.rows.columns(seat, name)[0] for _level, name in levels], found) if levels else (found[:1], found[1:])


def _unit_texts(writer: TableWriter, seat: Seat, value: str) -> dict[int, str]:
    """What the columns of units are to say of a row in a unit: what another row says that is in it."""
    main, beside = _unit_columns(writer, seat)
    here = writer.rows.at(seat, main[0])
    unit, text = writer.unit_of(value, here)
    heads = writer.rows.columns(seat, "head")
    beside = [column for column in (*beside, *heads) if _says(writer, seat, column, but=names.YES | names.NO)]
    said: Counter[tuple[str, ...]] = Counter()
    for position in () if unit is None else unit.positions:
        others = writer.rows.seats(position.index)
        if position.index in writer.moved or not others:
            continue
        if others[0].part == seat.part and _unit_columns(writer, others[0])[0] == main:
            row = tuple(writer.rows.text(writer.rows.at(others[0], column)) for column in (*main, *beside))
            said[row] += any(row[: len(main)])
    if said:
        row = max(said, key=lambda each: (sum(map(bool, each)), said[each]))
        if len(main) == 1 and _SEVERAL.search(row[0]):
            raise NoCellError(_("several units stand in the cells that name this one"), here)
        new = dict(zip((*main, *beside), row, strict=True))
        return {column: told for column, told in new.items() if column in main or told.casefold() not in names.YES | names.NO}
    if unit is not None and unit.declared is not None:
        return _declared_unit(writer, seat, [*main, *beside], unit)
    if len(main) > 1 or beside:
        raise NoCellError(_("no row is in this unit that tells how it is written"), here)
    return {main[0]: writer.a_text("unit", text)}


def _says(writer: TableWriter, seat: Seat, column: int, but: frozenset[str]) -> bool:
    """Whether a cell says something, and none of some words."""
    text = clean(writer.rows.raw(writer.rows.at(seat, column)))
    return text is not None and text.casefold() not in but


def _declared_unit(writer: TableWriter, seat: Seat, columns: Sequence[int], unit: Unit) -> dict[int, str]:
    """What the columns say of a unit in which no row is, by what they say of others: ids or names."""
    if not writer.rows.places.parts or len(columns) > 2 or writer.rows.columns(seat, "head"):
        raise NoCellError(_("no row is in this unit that tells how it is written"), writer.rows.at(seat, columns[0]))
    new = {}
    for column in columns:
        by_id = _counts_ids(writer, seat, column)
        text = writer.unit_called(unit, "id" if by_id else "name")
        if text is None:
            raise NoCellError(_("the unit has no id to write into this cell"), writer.rows.at(seat, column))
        new[column] = text
    return new


def _counts_ids(writer: TableWriter, seat: Seat, column: int) -> bool:
    """Whether the cells of a column name units by their ids."""
    ids = by_name = 0
    for position in writer.organization.positions[:SAMPLE]:
        declared = None if position.unit is None else position.unit.declared
        seats = writer.rows.seats(position.index)
        if declared is None or not seats or seats[0].part != seat.part:
            continue
        said = clean(writer.rows.raw(writer.rows.at(seats[0], column)))
        ids += said is not None and declared.entry.id is not None and is_same(declared.entry.id, said, Way("id"))
        by_name += said is not None and declared.entry.name is not None and is_same(declared.entry.name, said, Way("holder"))
    return ids > by_name or (not by_name and writer.rows.columns(seat, "unit_id")[:1] == [column])


def _holder(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    seats = writer.seats(step.at)
    if isinstance(value, list):
        if len(value) != 1:
            raise NoCellError(_("one row is of one person"))
        value = value[0]
    if len(seats) > 1:
        raise NoCellError(_("the post is shared: each who is on it stands in a row of their own"))
    seat, people = seats[0], writer.rows.people
    if writer.organization.design.people is None:
        _name_holder(writer, seat, step, value)
        return
    if people.persons[step.at] is not None and people.ids[step.at] == people.persons[step.at]:
        raise NoCellError(_("the row is known by the person in it; whoever is on another post stands in another row"))
    _seat_person(writer, seat, step, value)


def _name_holder(writer: TableWriter, seat: Seat, step: Put | Drop, value: Any) -> None:
    if writer.rows.columns(seat, "first_name") or writer.rows.columns(seat, "last_name"):
        raise NoCellError(_("the name stands in several columns, and it is not clear which part of it goes where"))
    at = writer.cell(seat, "holder", "holder")
    if step.at in writer.untitled:
        raise NoCellError(_("the row has no title, and is called by this"), at)
    old = name_of(writer.rows.people, seat)
    if value is None:
        writer.rows.write(at, _vacant(writer, seat, at) if isinstance(step, Put) else "", writer.step)
        return
    text = writer.a_text("holder", value)
    writer.rows.write(at, text, writer.step)
    writer.follow(step.at, Way("holder"), a_name(old), text)


def _vacant(writer: TableWriter, seat: Seat, at: At) -> str:
    """The word for nobody that a column has, else one in the language of its heading."""
    words = names.VACANT - names.NOTHING
    texts = Counter(text for text in writer.rows.part(seat).of("holder") if text is not None and text.casefold() in words)
    if texts:
        return texts.most_common(1)[0][0]
    heading = next((each.name for each in at.source.layout.columns if each.at == at.column), "")
    return "空缺" if any(map(is_chinese, heading)) else "Vacant"


def _seat_person(writer: TableWriter, seat: Seat, step: Put | Drop, value: Any) -> None:
    """Put whoever is on another row, by all that the table says of them, or nobody into a row."""
    people = writer.rows.people
    old = people.persons[step.at]
    person = None
    if value is not None:
        those = [each for each in writer.organization.people if each.id == collapse(str(value))]
        those = those or [each for each in writer.organization.people if each.name == value]
        if len(those) != 1:
            raise NoCellError(_('"{text}" means no one person').format(text=shown(str(value))))
        person = those[0]
    cells: dict[int, str] = {}
    columns = {column for meaning in _OF_PERSONS for column in writer.rows.columns(seat, meaning)}
    if person is None:
        cells = dict.fromkeys(columns, "")
        holder = writer.rows.cell(seat, "holder")
        if isinstance(step, Put):
            if holder is None:
                raise writer.no_column("holder", seat)
            cells[holder.column] = _vacant(writer, seat, holder)
    else:
        rows = writer.rows.of_persons.get(person.id or "", ())
        row = next((each for _position, each in rows if each.part == seat.part), None)
        if row is None:
            raise NoCellError(_("the person is in no row of this sheet"))
        cells = {column: writer.rows.raw(writer.rows.at(row, column)) for column in columns}
    gone = next((each.index for each in writer.organization.people if old is not None and each.id == old), None)
    is_left = old is not None and len(writer.rows.of_persons[old]) == 1 and (person is None or person.id != old)
    if is_left and gone is not None and gone not in writer.removed:
        raise NoCellError(_("whoever is on this post stands in no other row, and would be gone from the table"))
    for column, text in cells.items():
        writer.rows.write(writer.rows.at(seat, column), text, writer.step)


def _number(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    key = step.way[0]
    seats = writer.seats(step.at)
    if len(seats) > 1:
        raise NoCellError(_("the post is shared: its number is counted from several rows"))
    at = writer.cell(seats[0], key, key)
    text = "" if value is None else f"{value:g}" if isinstance(value, float) and value == int(value) else str(value)
    writer.rows.write(at, text, writer.step)


def _duties(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    seat = writer.seats(step.at)[0]
    writer.write_list(writer.cell(seat, "duties", "duties"), value)


def _attributes(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    seat = writer.seats(step.at)[0]
    now = dict(writer.organization.design.positions[step.at].entry.attributes or {})
    new = dict(value or {}) if len(step.way) == 1 else {**now, step.way[1]: value}
    for name in {**now, **new}:
        if now.get(name) == new.get(name):
            continue
        text = new.get(name)
        if text is not None and not isinstance(text, str):
            raise NoCellError(_('what is under "{key}" is read from a table as a text').format(key=f"attributes.{name}"))
        meaning = f"attributes.{name}"
        writer.rows.write(writer.cell(seat, meaning, meaning), writer.a_text("attributes", text), writer.step)


#: What writes each key of an entry.
POSITIONS: Mapping[str, Callable[[TableWriter, Put | Drop, Any], None]] = {
    "title": _title,
    "id": _id,
    "reports_to": _manager,
    "dotted_line_to": _dotted,
    "unit": _unit,
    "holder": _holder,
    "headcount": _number,
    "fte": _number,
    "duties": _duties,
    "job_family": _plain,
    "attributes": _attributes,
}
