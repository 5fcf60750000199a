"""The keys of persons as cells of the rows of the posts that they are on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Drop, Put
from orgrules.edits.tables.rows import Way
from orgrules.edits.tables.writer import NoCellError, TableWriter
from orgrules.locale import _
from orgrules.tables import names
from orgrules.tables.people import Seat, name_of
from orgrules.text import is_chinese


def _person_rows(writer: TableWriter, index: int) -> Sequence[tuple[int, Seat]]:
    """The rows that are a person's, with the positions that they are on."""
    id_ = (writer.organization.design.people or ())[index].entry.id
    return () if id_ is None else writer.rows.of_persons.get(id_, ())


def _person_name(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    text = writer.a_text("holder", value)
    if not text:
        raise NoCellError(_("a person without a name is none"))
    old = (writer.organization.design.people or ())[step.at].entry.name
    rows = _person_rows(writer, step.at)
    for position, seat in rows:
        if name_of(writer.rows.people, seat) != old:
            continue
        columns = [column for meaning in ("first_name", "last_name") for column in writer.rows.columns(seat, meaning)]
        if columns:
            _split_name(writer, seat, text)
        else:
            writer.rows.write(writer.cell(seat, "holder", "holder"), text, writer.step)
        writer.rows.renamed[position] = text
        writer.follow(position, Way("holder"), old, text)


def _split_name(writer: TableWriter, seat: Seat, text: str) -> None:
    """A name into the columns of its parts, where one of the parts stays."""
    first = writer.rows.cell(seat, "first_name") or writer.rows.cell(seat, "holder")
    last = writer.rows.cell(seat, "last_name")
    if first is None or last is None or not writer.rows.text(first) or not writer.rows.text(last):
        raise NoCellError(_("the name stands in several columns, and it is not clear which part of it goes where"), first)
    given, family = writer.rows.text(first), writer.rows.text(last)
    between = "" if is_chinese(family[-1]) else " "
    if between and text.startswith(f"{given} "):
        writer.rows.write(last, text[len(given) :].strip(), writer.step)
    elif between and text.endswith(f" {family}"):
        writer.rows.write(first, text[: -len(family)].strip(), writer.step)
    elif not between and text.startswith(family) and len(text) > len(family):
        writer.rows.write(first, text[len(family) :], writer.step)
    elif not between and text.endswith(given) and len(text) > len(given):
        writer.rows.write(last, text[: -len(given)], writer.step)
    else:
        raise NoCellError(_("the name stands in several columns, and it is not clear which part of it goes where"), first)


def _person_text(writer: TableWriter, step: Put | Drop, value: Any) -> None:
    key = step.way[0]
    rows = _person_rows(writer, step.at)
    cells = [(seat, writer.cell(seat, key, key)) for _position, seat in rows]
    before = {writer.rows.text(at) for _seat, at in cells}
    for _seat, at in cells[:1] if len(before) > 1 else cells:
        if key in ("skills", "certificates") or isinstance(value, list):
            writer.write_list(at, value)
        elif key == "experience" and value is not None:
            writer.rows.write(at, f"{float(value):g}", writer.step)
        else:
            writer.rows.write(at, writer.a_text(key, value), writer.step)


def is_held(writer: TableWriter, index: int) -> bool:
    """Whether a person is in any row, with what is written."""
    id_ = (writer.organization.design.people or ())[index].entry.id
    return any(
        writer.rows.text(writer.rows.at(seat, column)) == id_
        for _position, seat in _person_rows(writer, index)
        for column in writer.rows.columns(seat, "person")
    )


#: What writes each key of an entry.
PEOPLE: Mapping[str, Callable[[TableWriter, Put | Drop, Any], None]] = {
    "name": _person_name,
    **dict.fromkeys(names.OF_PERSONS, _person_text),
}
