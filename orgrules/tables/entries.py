"""The entries of positions and persons, as a design has them, and in which cell each of their values stands."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.people import NO_NAMES, People, Seat, a_name, name_of
from orgrules.tables.rows import Rows, among, folded
from orgrules.tables.source import NULL, Entries, TableSource
from orgrules.tables.units import Places, one_or_several
from orgrules.text import normalize, shown

_LISTED = re.compile(r"\s*(?:[\n;；]|(?<![\d.])\d{1,2}[.、)](?!\d))\s*")
#: How words begin that say that a post is vacant.
_VACANT = ("vacant", "空缺")
_VACANT_STATES = names.VACANT - names.NOTHING
_NO_NUMBERS = names.NOTHING | {"n/d"}
ValueT = TypeVar("ValueT")

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
    **{key: (key,) for key in names.OF_PERSONS},
}


def write_entries(people: People, places: Places) -> None:
    """The entries of positions and persons into the sources."""
    for number, source in enumerate(people.sources):
        _columns_of(people.parts[number], source)
    writer = _Writer(people, places)
    start = 0
    for part, numbers in people.seats.runs:
        writer.write(part, numbers, range(start, start := start + len(numbers)))
    writer.write_people()
    _write_outside(people)
    _tell_of_posts(people, writer.vacant)


class _Met(NamedTuple):
    """The persons whom a sheet names first, and in which of its rows."""

    numbers: list[int]
    names: list[str]
    ids: list[str]


class _Writer:
    """Writes the entries of one organization, key by key; what is the same for all rows is found out once."""

    def __init__(self, people: People, places: Places) -> None:
        self.people = people
        self.places = places
        self.vacant = 0
        self.named = named = people.has("holder") or people.has("first_name") or people.has("last_name")
        said_of_persons = any(map(people.has, names.OF_PERSONS))
        self.has_people = (named or said_of_persons) and any(people.persons)
        self.known: dict[str, str] = {}
        self.met: dict[int, _Met] = {}

    def write(self, number: int, numbers: Sequence[int], indexes: range) -> None:
        """The entries of the positions in some rows of one sheet; ``indexes`` are those of the positions."""
        people, part, source = self.people, self.people.parts[number], self.people.sources[number]
        titles, persons = part.said("title", numbers), _slice(people.persons, indexes)
        holders = _holders(people, number, numbers, persons)
        self.vacant += holders.count(NULL)
        if self.has_people and not self.named:
            holders = [person if holder is None else holder for holder, person in zip(holders, persons, strict=True)]
        columns = {
            "id": _slice(people.ids, indexes),
            "unit": _slice(self.places.units, indexes),
            "reports_to": _slice(people.managers, indexes),
            "dotted_line_to": list(map(people.dotted.get, indexes)) if people.dotted else (),
            "holder": _references(holders, persons) if self.has_people else holders,
            **_numbers(people, number, numbers, indexes),
            "job_family": part.said("job_family", numbers),
            "duties": _lists(part.said("duties", numbers)),
            "attributes": _attributes(part, numbers),
        }
        entries = Entries({"title": titles, **_said(columns)}, len(indexes))
        every = len(numbers) == len(part)
        source.fill("positions", entries, part.indexes if every else _picked(part.indexes, numbers))
        _elsewhere(people, self.places, number, numbers, indexes)
        nameless = {text for text in set(titles) if text is None or text.casefold() in names.NOTHING}
        for at, title in enumerate(titles if nameless else ()):
            if title in nameless:
                entries.put("title", at, _call(people, indexes[at], source, at))
        self._meet_all(number, numbers, indexes, holders)

    def _meet_all(self, number: int, numbers: Sequence[int], indexes: range, holders: Sequence[Any]) -> None:
        """Whom the rows of one sheet name, and those who share posts with them, in their order."""
        people = self.people
        if not self.has_people:
            for index in people.shared:
                if index in indexes:
                    self._share(index, holders[index - indexes.start], number, index - indexes.start)
            return
        known, persons, shared = self.known, _slice(people.persons, indexes), people.shared
        for at, (holder, person) in enumerate(zip(holders, persons, strict=True)):
            if person is not None and holder is not None and holder is not NULL and known.get(person) != holder:
                self._meet(Seat(number, numbers[at]), person, holder)
            if shared and indexes[at] in shared:
                self._share(indexes[at], holder, number, at)

    def _meet(self, seat: Seat, person: str, name: str) -> None:
        """A person, once for all rows of the same one."""
        known = self.known.get(person)
        if known is None:
            self.known[person] = name
        elif known == name or normalize(known) == normalize(name):
            return
        met = self.met.get(seat.part)
        if met is None:
            met = self.met[seat.part] = _Met([], [], [])
        met.numbers.append(seat.number)
        met.names.append(name)
        met.ids.append(person)

    def write_people(self) -> None:
        """The entries of all persons that were met."""
        for number, met in self.met.items():
            part, source = self.people.parts[number], self.people.sources[number]
            columns: dict[str, Sequence[Any]] = {"name": met.names, "id": met.ids}
            for key in filter(part.has, names.OF_PERSONS):
                texts = _picked(part.of(key), met.numbers)
                if key != "skills":
                    nothing = {text for text in set(texts) if text is not None and text.casefold() in names.NOTHING}
                    texts = [None if text in nothing else text for text in texts]
                columns[key] = texts if key in ("education", "experience") else _lists(texts)
                if key == "field_of_study":
                    columns[key] = [None if not items else one_or_several(items) for items in columns[key]]
            source.fill("people", Entries(_said(columns), len(met.ids)), _picked(part.indexes, met.numbers))

    def _share(self, index: int, holder: object, number: int, at: int) -> None:
        """The holders of a post that several rows share: those whom they name, each once and at the cell of its row."""
        people, seat, source = self.people, self.people.seats[index], self.people.sources[number]
        entries = source.data["positions"]
        held: list[tuple[str, Seat]] = [(entries.columns["holder"][at], seat)] if isinstance(holder, str) else []
        seen = {key for text, _seat in held for key in (text, normalize(str(holder)))}
        for each in people.shared[index]:
            [name] = _holders(people, each.seat.part, [each.seat.number], [each.person])
            if name is None and self.has_people and not self.named:
                name = each.person
            if not isinstance(name, str):
                continue
            person = each.person if self.has_people else None
            key = person or normalize(name)
            if key not in seen:
                held.append((person or name, each.seat))
                seen |= {key, normalize(name)}
            if person is not None:
                self._meet(each.seat, person, name)
        if not held:
            return
        self.vacant -= holder is NULL
        entries.put("holder", at, one_or_several([text for text, _seat in held]))
        for place, (_text, row) in enumerate(held):
            part = people.parts[row.part]
            column = source.cells["positions"].get("holder")
            if column is not None and part is people.parts[seat.part]:
                column = part.other.get(("holder", row.number), column)
                way = (place,) if len(held) > 1 else ()
                source.elsewhere["positions", at, "holder", *way] = (part.indexes[row.number], column)


def _said(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The columns in which something stands."""
    return {key: each for key, each in columns.items() if each and (each[0] is not None or each.count(None) < len(each))}


def _slice(values: Sequence[ValueT], indexes: range) -> Sequence[ValueT]:
    """The values of some positions: where they are those of all, as they are."""
    return values if len(indexes) == len(values) else values[indexes.start : indexes.stop]


def _picked(values: Sequence[ValueT], numbers: Sequence[int]) -> Sequence[ValueT]:
    return [values[number] for number in numbers]


def _references(holders: Sequence[Any], persons: Sequence[str | None]) -> list[Any]:
    """How positions refer to their holders: by the id of a person, where it is known."""
    return [
        holder if holder is None or holder is NULL or person is None else person
        for holder, person in zip(holders, persons, strict=True)
    ]


def _lists(texts: Sequence[str | None]) -> Sequence[list[str] | None]:
    """The items of the lists in some cells; many say what others say too."""
    said = {text: None if text is None else [each for each in _LISTED.split(text) if each] for text in set(texts)}
    return list(map(said.__getitem__, texts))


def items_of(text: str) -> list[str]:
    """The items of the list in one cell."""
    return _lists([text])[0] or []


def _attributes(part: Rows, numbers: Sequence[int]) -> Sequence[dict[str, str] | None]:
    columns = {name: part.said(name, numbers) for name in part.layout.by_meaning if name.startswith("attributes.")}
    if not columns:
        return ()
    keys = [name.removeprefix("attributes.") for name in columns]
    rows = zip(*columns.values(), strict=True)
    return [{key: text for key, text in zip(keys, row, strict=True) if text is not None} or None for row in rows]


def _call(people: People, index: int, source: TableSource, at: int) -> str:
    """What a position without a title is called: the name of whoever holds it, or its id; its role stays open."""
    seat = people.seats[index]
    part = people.parts[seat.part]
    row = part.indexes[seat.number]
    name = a_name(name_of(people, seat))
    people.untitled.add(index)
    column = part.at("holder", seat.number) if name else None
    if column is not None:
        source.elsewhere["positions", at, "title"] = (row, column)
    return name or people.ids[index] or _("(row {line})").format(line=part.sheet.lines[row])


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


def _holders(people: People, number: int, numbers: Sequence[int], persons: Sequence[str | None]) -> list[Any]:
    """Who some rows say is on their positions: a name, NULL where a word says that nobody is, None where nothing is said."""
    part = people.parts[number]
    called: Sequence[str | None]
    if part.has("first_name") or part.has("last_name"):
        called = [name_of(people, Seat(number, each)) for each in numbers]
    else:
        called = part.said("holder", numbers)
    found = _named(called)
    if vacant := among(persons, names.VACANT):
        found = [
            NULL if name is None and person in vacant else holder
            for holder, name, person in zip(found, called, persons, strict=True)
        ]
    for meaning, words in (("kind", names.VACANT), ("status", _VACANT_STATES)):
        texts = part.said(meaning, numbers) if part.has(meaning) else ()
        if vacant := among(texts, words):
            found = [NULL if text in vacant else holder for holder, text in zip(found, texts, strict=True)]
    return found


def _named(called: Sequence[str | None]) -> list[Any]:
    """The names among what stands in the place of some; NULL and None as of ``_holders``."""
    said: set[str] = set(called) - {None}  # type: ignore[assignment]
    if not said:
        return list(called)
    if NO_NAMES.isdisjoint(forms := folded(said)) and not any(each.startswith(_VACANT) for each in forms):
        return list(called)
    meant: dict[str | None, Any] = {name: name for name in said}
    for name in said:
        form = name.casefold()
        if form in names.UNNAMED or (form in names.NOTHING and form not in names.VACANT):
            meant[name] = None
        elif form in names.VACANT or form.startswith(_VACANT):
            meant[name] = NULL
    return list(map(meant.get, called))


def _numbers(people: People, number: int, numbers: Sequence[int], indexes: range) -> dict[str, Sequence[Any]]:
    """Headcounts and full-time equivalents of some rows."""
    part = people.parts[number]
    doubtful = {index - indexes.start for index in people.shared if index in indexes}
    if not doubtful and not part.has("headcount") and not part.has("fte"):
        return {}
    texts = {meaning: part.said(meaning, numbers) for meaning in ("headcount", "fte")}
    read = {meaning: {text: _plain_number(meaning, text) for text in set(said)} for meaning, said in texts.items()}
    heads: list[Any] = []
    full: list[Any] = []
    for at, (headcount, fte) in enumerate(zip(texts["headcount"], texts["fte"], strict=True)):
        head, equivalents = read["headcount"][headcount], read["fte"][fte]
        if head is NULL or equivalents is NULL:
            doubtful.add(at)
        elif head is None and equivalents is not None and equivalents > 1:
            head = math.ceil(equivalents)
        heads.append(head)
        full.append(equivalents)
    for at in sorted(doubtful):
        entry = _numbers_of(people, Seat(number, numbers[at]), indexes[at])
        heads[at], full[at] = entry.get("headcount"), entry.get("fte")
    return {"headcount": heads, "fte": full}


def _plain_number(meaning: str, text: str | None) -> Any:
    """The number in one cell; None where there is none, NULL where what stands there is not one."""
    if text is None or text.casefold() in _NO_NUMBERS:
        return None
    number = _read_number(text)
    if not _is_number(meaning, number):
        return NULL
    return number if meaning == "fte" else max(int(number), 1)


def _numbers_of(people: People, seat: Seat, index: int) -> dict[str, Any]:
    """Headcount and full-time equivalents of one post; one that is shared is for as many as share it."""
    part = people.parts[seat.part]
    sharing = [each.seat for each in people.shared.get(index, ())]
    entry: dict[str, Any] = {}
    for meaning in ("headcount", "fte"):
        if not part.has(meaning):
            continue
        numbers = [_number(people, each, meaning) for each in (seat, *sharing)]
        known = [each for each in numbers if each is not None]
        if known:
            # the number of those on a post stands in each of their rows, or each row counts its own
            entry[meaning] = sum(known) if meaning == "fte" else max(*known, len(known))
    if "headcount" not in entry and (sharing or entry.get("fte", 0) > 1):
        entry["headcount"] = max(1 + len(sharing), math.ceil(entry.get("fte", 0)))
    return entry


def _number(people: People, seat: Seat, meaning: str) -> Any:
    """The number in the cell of a row; None where there is none, or what stands there is not one, which is told."""
    text = people.value(seat, meaning)
    number = _plain_number(meaning, text)
    if text is None or number is not NULL:
        return number
    said = _('"{text}" is no whole number') if _is_number("fte", _read_number(text)) else _('"{text}" is no number')
    people.parts[seat.part].unreadable.append(people.note(seat, meaning, said.format(text=shown(text))))
    return None


def _read_number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return math.nan


def _is_number(meaning: str, number: float) -> bool:
    return 0 <= number <= 1_000_000 and (meaning == "fte" or number == int(number))


def _columns_of(part: Rows, source: TableSource) -> None:
    """In which columns the keys of positions and persons stand."""
    cells = part.places(_OF_POSITIONS)
    for name, columns in part.layout.by_meaning.items():
        if name.startswith("attributes."):
            cells["attributes"] = columns[0].at
    source.name_columns("positions", cells)
    source.name_columns("people", part.places(_OF_PEOPLE))


def _elsewhere(people: People, places: Places, number: int, numbers: Sequence[int], indexes: range) -> None:
    """The cells of values that do not stand in the first column of their meaning."""
    part, elsewhere = people.parts[number], people.sources[number].elsewhere
    if part.other:
        at_of = {row: at for at, row in enumerate(numbers)}
        for (meaning, row), column in part.other.items():
            if meaning in ("reports_to", "title", "holder") and row in at_of:
                elsewhere["positions", at_of[row], meaning] = (part.indexes[row], column)
    person = part.layout.first("person")
    if part.has("id") and person is not None:
        for at, post in enumerate(part.said("id", numbers)):
            if post is None and people.ids[indexes[at]] is not None:
                elsewhere["positions", at, "id"] = (part.indexes[numbers[at]], person.at)
    for at, index in enumerate(indexes if places.cells else ()):
        cell = places.cells.get(index)
        if cell is not None:
            elsewhere["positions", at, "unit"] = (part.indexes[numbers[at]], cell)
