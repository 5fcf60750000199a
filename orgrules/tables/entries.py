"""The entries of positions and persons, as a design has them, and in which cell each of their values stands."""

from __future__ import annotations

import math
import re
from typing import Any

from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.people import People, Seat, a_name, name_of
from orgrules.tables.rows import Rows
from orgrules.tables.source import TableSource
from orgrules.tables.units import Places, one_or_several
from orgrules.text import normalize, shown

_LISTED = re.compile(r"\s*(?:[\n;；]|(?<![\d.])\d{1,2}[.、)](?!\d))\s*")
_NOT_SAID = object()
_VACANT_STATES = names.VACANT - names.NOTHING
_NO_NUMBERS = names.NOTHING | {"n/d"}
#: What columns mean in which the keys of entries stand: that of the first meaning that there is.
_OF_POSITIONS = {
    "title": ("title", "holder", "person", "id", "first_name", "last_name"),
    "id": ("id", "person", "login", "email", "dn"),
    "unit": ("unit", "unit_id"),
    "reports_to": ("reports_to", "hierarchy", "unit", "unit_id"),
    "dotted_line_to": ("dotted_line_to", "reports_to"),
    "holder": ("holder", "first_name", "last_name", "kind", "person"),
    "headcount": ("headcount", "fte", "id"),
    "fte": ("fte",),
    "duties": ("duties",),
    "job_family": ("job_family",),
}
_OF_PEOPLE = {
    "name": _OF_POSITIONS["holder"],
    "id": ("person", *_OF_POSITIONS["id"]),
    "education": ("education",),
    "skills": ("skills",),
}


def write_entries(people: People, places: Places) -> None:
    """The entries of positions and persons into the sources."""
    for number, source in enumerate(people.sources):
        _columns_of(people.parts[number], source)
    writer = _Writer(people, places)
    for index, seat in enumerate(people.seats):
        writer.write(index, seat)
    _write_outside(people)
    _tell_of_posts(people, writer.vacant)


class _Writer:
    """Writes the entries of one organization; what is the same for all rows is found out once."""

    def __init__(self, people: People, places: Places) -> None:
        self.people = people
        self.places = places
        self.vacant = 0
        self.named = named = people.has("holder") or people.has("first_name") or people.has("last_name")
        said_of_persons = people.has("education") or people.has("skills")
        self.has_people = (named or said_of_persons) and any(people.persons)
        self.has_numbers = people.has("headcount") or people.has("fte")
        self.texts = [meaning for meaning in ("job_family",) if people.has(meaning)]
        self.lists = [meaning for meaning in ("duties",) if people.has(meaning)]
        self.attributes = {name for part in people.parts for name in part.layout.by_meaning if name.startswith("attributes.")}
        self.known: dict[str, str] = {}

    def write(self, index: int, seat: Seat) -> None:
        """The entry of one position, and that of the person on it."""
        people, part, source = self.people, self.people.parts[seat.part], self.people.sources[seat.part]
        person = people.persons[index]
        said = (
            ("id", people.ids[index]),
            ("unit", self.places.units[index]),
            ("reports_to", people.managers[index]),
            ("dotted_line_to", people.dotted.get(index)),
        )
        entry: dict[str, Any] = {"title": part.of("title")[seat.number]}
        entry |= {key: value for key, value in said if value is not None}
        holder = _holder(people, seat, person)
        if holder is not _NOT_SAID:
            self.vacant += holder is None
            entry["holder"] = person if self.has_people and holder is not None and person is not None else holder
        elif self.has_people and person is not None and not self.named:
            holder = entry["holder"] = person
        if self.has_numbers or index in people.shared:
            _numbers(people, seat, index, entry)
        self._further(entry, part, seat.number)
        at = source.add("positions", entry, part.indexes[seat.number])
        _elsewhere(people, self.places, seat, index, source, at)
        if entry["title"] is None or entry["title"].casefold() in names.NOTHING:
            _call(people, index, seat, source, at)
        if self.has_people and isinstance(holder, str) and person is not None:
            _person(people, seat, person, source, holder, self.known)
        if index in people.shared:
            self._share(index, holder, entry, source, at)

    def _share(self, index: int, holder: object, entry: dict[str, Any], source: TableSource, at: int) -> None:
        """The holders of a post that several rows share: those whom they name, each once and at the cell of its row."""
        people, seat = self.people, self.people.seats[index]
        held: list[tuple[str, Seat]] = [(entry["holder"], seat)] if isinstance(holder, str) else []
        seen = {key for text, _seat in held for key in (text, normalize(str(holder)))}
        for each in people.shared[index]:
            name = _holder(people, each.seat, each.person)
            if name is _NOT_SAID and self.has_people and not self.named:
                name = each.person
            if not isinstance(name, str):
                continue
            person = each.person if self.has_people else None
            key = person or normalize(name)
            if key not in seen:
                held.append((person or name, each.seat))
                seen |= {key, normalize(name)}
            if person is not None:
                _person(people, each.seat, person, people.sources[each.seat.part], name, self.known)
        if not held:
            return
        self.vacant -= holder is None
        entry["holder"] = one_or_several([text for text, _seat in held])
        for number, (_text, row) in enumerate(held):
            part = people.parts[row.part]
            column = source.cells["positions"].get("holder")
            if column is not None and part is people.parts[seat.part]:
                column = part.other.get(("holder", row.number), column)
                way = (number,) if len(held) > 1 else ()
                source.elsewhere["positions", at, "holder", *way] = (part.indexes[row.number], column)

    def _further(self, entry: dict[str, Any], part: Rows, number: int) -> None:
        entry |= {meaning: text for meaning in self.texts if (text := part.of(meaning)[number]) is not None}
        for meaning in self.lists:
            if (text := part.of(meaning)[number]) is not None:
                entry |= {meaning: [each for each in _LISTED.split(text) if each]}
        for name in self.attributes:
            if (text := part.of(name)[number]) is not None:
                entry.setdefault("attributes", {})[name.removeprefix("attributes.")] = text


def _call(people: People, index: int, seat: Seat, source: TableSource, at: int) -> None:
    """A position without a title is called by the name of whoever holds it, or by its id; its role stays open."""
    part = people.parts[seat.part]
    row = part.indexes[seat.number]
    name = a_name(name_of(people, seat))
    people.untitled.add(index)
    source.data["positions"][at]["title"] = name or people.ids[index] or _("(row {line})").format(line=part.sheet.lines[row])
    column = part.at("holder", seat.number) if name else None
    if column is not None:
        source.elsewhere["positions", at, "title"] = (row, column)


def _write_outside(people: People) -> None:
    """The positions that rows report to, and that are in no row."""
    for number, (text, index) in enumerate(people.outside.items()):
        seat = people.seats[index]
        part, source = people.parts[seat.part], people.sources[-1]
        # after all others: the answers count on over the sources
        at = source.add("positions", {"title": text, "id": text, "outside": True}, part.indexes[seat.number])
        column = part.at("reports_to", seat.number) or 0
        for key in ("title", "id", "outside"):
            source.elsewhere["positions", at, key] = (part.indexes[seat.number], column)
        people.untitled.add(len(people.seats) + number)


def _tell_of_posts(people: People, vacant: int) -> None:
    if vacant and people.seats:
        told = ngettext(
            "{number:,} post is read as vacant by a word for nobody",
            "{number:,} posts are read as vacant by a word for nobody",
            vacant,
        )
        meaning = "holder" if people.has("holder") else "kind"
        people.decided.append(people.at_header(meaning, told.format(number=vacant)))
    untitled = len(people.untitled) - len(people.outside)
    if untitled and people.seats:
        told = ngettext(
            "{number:,} row has no title: its role stays open", "{number:,} rows have no title: their roles stay open", untitled
        )
        seat = people.seats[min(people.untitled)]
        people.decided.append(people.note(seat, "title", told.format(number=untitled)))


def _holder(people: People, seat: Seat, person: str | None) -> object:
    """Who a row says is on its position: a name, None where a word says that nobody is, ``_NOT_SAID`` where nothing is said."""
    part = people.parts[seat.part]
    kind = part.of("kind")[seat.number] if part.has("kind") else None
    if kind is not None and kind.casefold() in names.VACANT:
        return None
    state = part.of("status")[seat.number] if part.has("status") else None
    if state is not None and state.casefold() in _VACANT_STATES:
        return None
    name = name_of(people, seat)
    if name is None:
        if person is not None and person.casefold() in names.VACANT:
            return None
        return _NOT_SAID
    folded = name.casefold()
    if folded in names.UNNAMED or (folded in names.NOTHING and folded not in names.VACANT):
        return _NOT_SAID
    if folded in names.VACANT or folded.startswith(("vacant", "空缺")):
        return None
    return name


def _numbers(people: People, seat: Seat, index: int, entry: dict[str, Any]) -> None:
    """Headcount and full-time equivalents; a shared post is for as many as share it."""
    part = people.parts[seat.part]
    sharing = [each.seat for each in people.shared.get(index, ())]
    for meaning, kind in (("headcount", int), ("fte", float)):
        if not part.has(meaning):
            continue
        texts = [people.value(each, meaning) for each in (seat, *sharing)]
        numbers = [_number(people, each, meaning, text) for each, text in zip((seat, *sharing), texts, strict=True) if text]
        known = [each for each in numbers if each is not None]
        if known and (kind is float or all(each == int(each) for each in known)):
            # the number of those on a post stands in each of their rows, or each row counts its own
            entry[meaning] = kind(sum(known) if meaning == "fte" else max(*known, len(known)))
    if "headcount" not in entry and (sharing or entry.get("fte", 0) > 1):
        entry["headcount"] = max(1 + len(sharing), math.ceil(entry.get("fte", 0)))


def _number(people: People, seat: Seat, meaning: str, text: str) -> float | None:
    if text.casefold() in _NO_NUMBERS:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    wrong = not 0 <= number <= 1_000_000
    if wrong or (meaning == "headcount" and number != int(number)):
        said = _('"{text}" is no number') if wrong else _('"{text}" is no whole number')
        message = said.format(text=shown(text))
        people.parts[seat.part].unreadable.append(people.note(seat, meaning, message))
        return None
    return number


def _columns_of(part: Rows, source: TableSource) -> None:
    """In which columns the keys of positions and persons stand."""
    cells = part.places(_OF_POSITIONS)
    for name, columns in part.layout.by_meaning.items():
        if name.startswith("attributes."):
            cells["attributes"] = columns[0].at
    source.name_columns("positions", cells)
    source.name_columns("people", part.places(_OF_PEOPLE))


def _elsewhere(people: People, places: Places, seat: Seat, index: int, source: TableSource, at: int) -> None:
    """The cells of values that do not stand in the first column of their meaning."""
    part = people.parts[seat.part]
    row = part.indexes[seat.number]
    if part.other:
        for key, meaning in (("reports_to", "reports_to"), ("title", "title"), ("holder", "holder")):
            other = part.other.get((meaning, seat.number))
            if other is not None:
                source.elsewhere["positions", at, key] = (row, other)
    if part.has("id") and people.ids[index] is not None and part.of("id")[seat.number] is None:
        column = part.layout.first("person")
        if column is not None:
            source.elsewhere["positions", at, "id"] = (row, column.at)
    cell = places.cells.get(index)
    if cell is not None:
        source.elsewhere["positions", at, "unit"] = (row, cell)


def _person(people: People, seat: Seat, person: str, source: TableSource, name: str, known: dict[str, str]) -> None:
    """The entry of a person, once for all rows of the same one."""
    if person in known and (known[person] == name or normalize(known[person]) == normalize(name)):
        return
    known.setdefault(person, name)
    part = people.parts[seat.part]
    entry: dict[str, Any] = {"name": name, "id": person}
    if part.has("education") and (text := part.of("education")[seat.number]) and text.casefold() not in names.NOTHING:
        entry["education"] = text
    if part.has("skills") and (text := part.of("skills")[seat.number]):
        entry["skills"] = [each for each in _LISTED.split(text) if each]
    source.add("people", entry, part.indexes[seat.number])
