"""The rows of a table as whoever writes into them sees them: which cell says what, and by which words others refer to a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from orgrules.edits.tables.cells import Cell
from orgrules.tables import names
from orgrules.tables.meanings import clean
from orgrules.tables.people import Seat, name_of
from orgrules.tables.read import read_again
from orgrules.tables.references import alike_name, without_zeros
from orgrules.tables.rows import Rows
from orgrules.tables.source import Table, TableSource

#: How many references tell by which words a column refers to others.
_SAMPLE = 1000
#: What stands between several names in a cell, as ``tables.managers`` parts them.
BETWEEN_NAMES = re.compile(r"(\s*[\n;；:：,，、]\s*)")


class Way(NamedTuple):
    """One of the ways to call whoever is in a row: by a column of a meaning, the first or a further one."""

    meaning: str
    number: int = 0


class At(NamedTuple):
    """A cell of one of the sheets: by the sheet, by the indices of its row and column there."""

    source: TableSource
    row: int
    column: int

    @property
    def key(self) -> tuple[int, int, int]:
        """What is the same for the same cell."""
        return id(self.source.of_sheet), self.row, self.column


class TableRows:
    """The rows of a table, with what is to be written into their cells."""

    def __init__(self, table: Table) -> None:
        self.people, self.places = read_again(table)
        self.written: dict[tuple[int, int, int], tuple[At, str, tuple[int, ...]]] = {}
        self.renamed: dict[int, str] = {}  # positions whose holder's name is another, made of several cells
        self._before: list[tuple[tuple[int, int, int], tuple[At, str, tuple[int, ...]] | None]] = []  # what steps wrote over
        self._nobody: dict[tuple[int, int], str] = {}
        self._ways: dict[tuple[int, int], tuple[Way | None, int, int]] = {}

    # cells

    def raw(self, at: At) -> str:
        """What stands in a cell, as the file has it."""
        row = at.source.of_sheet.rows[at.row]
        return (row[at.column] if at.column < len(row) else None) or ""

    def text(self, at: At) -> str:
        """What is to stand in a cell, without the space around it."""
        known = self.written.get(at.key)
        return clean(known[1] if known is not None else self.raw(at)) or ""

    def write(self, at: At, text: str, step: int) -> None:
        """Have another text in a cell; where it says so already, it stays as it is."""
        known = self.written.get(at.key)
        if known is None and clean(self.raw(at)) == (text or None):
            return
        self._before.append((at.key, known))
        self.written[at.key] = (at, text, (*(known[2] if known is not None else ()), step))

    def keep(self) -> None:
        """What was written till now is to stay."""
        self._before.clear()

    def undo(self) -> None:
        """Take back what was written since."""
        for key, known in reversed(self._before):
            if known is None:
                del self.written[key]
            else:
                self.written[key] = known
        self._before.clear()

    def cells(self) -> list[Cell]:
        """The cells that are to hold other texts, in the order of files, sheets, rows and columns."""
        found = []
        for at, text, steps in self.written.values():
            sheet, before = at.source.of_sheet, self.raw(at)
            if before == text:
                continue
            heading = next((each.name for each in at.source.layout.columns if each.at == at.column), "")
            place = sheet.place(at.row, at.column)
            row = sheet.lines[at.row]
            numbers = tuple(dict.fromkeys(steps))
            found.append(Cell(sheet.path, sheet.name or "", row, at.column + 1, *place, heading, before, text, numbers))
        orders = {(source.of_sheet.path, source.of_sheet.name or ""): number for number, source in enumerate(self._sources)}
        return sorted(found, key=lambda cell: (orders[cell.path, cell.sheet], cell.row, cell.column))

    @property
    def _sources(self) -> list[TableSource]:
        return [*self.people.sources, *self.places.sources]

    # rows of positions

    def seats(self, index: int) -> list[Seat]:
        """The rows of a position: several where it is shared; none of one that is outside of the table."""
        if index >= len(self.people.seats):
            return []
        return [self.people.seats[index], *(each.seat for each in self.people.shared.get(index, ()))]

    def part(self, seat: Seat) -> Rows:
        """The rows of the sheet that a row is in."""
        return self.people.parts[seat.part]

    def source(self, seat: Seat) -> TableSource:
        """The sheet of a row, as it is understood without what other sheets tell of it."""
        return self.people.sources[seat.part]

    def at(self, seat: Seat, column: int) -> At:
        """The cell of a row in a column."""
        return At(self.source(seat), self.part(seat).indexes[seat.number], column)

    def columns(self, seat: Seat, meaning: str) -> list[int]:
        """The columns of a meaning in the sheet of a row, the one that is taken first before the others."""
        return [each.at for each in self.source(seat).layout.by_meaning.get(meaning, ())]

    def cell(self, seat: Seat, meaning: str) -> At | None:
        """The cell that says a thing of a row, or would say it; None where its sheet has no such column."""
        columns = self.columns(seat, meaning)
        if not columns:
            return None
        return self.at(seat, self.part(seat).other.get((meaning, seat.number), columns[0]))

    # what others call a row

    def ways(self) -> list[Way]:
        """The ways to call whoever is in a row, as they are tried."""
        return list(self._all_ways)

    @cached_property
    def _all_ways(self) -> Sequence[Way]:
        people = self.people
        most = max((len(part.layout.by_meaning.get("person", ())) for part in people.parts), default=0)
        found = [Way("id")] if people.has("id") else []
        found += [Way("person", number) for number in range(most)]
        found += [Way(meaning) for meaning in ("email", "login", "dn") if people.has(meaning)]
        if any(map(people.has, ("holder", "first_name", "last_name"))):
            found.append(Way("holder"))
        return [*found, Way("title")] if people.has("title") else found

    def called(self, way: Way, index: int, *, before: bool = False) -> str | None:
        """What a position is called in a way; with ``before`` what it is called as the file is."""
        if index >= len(self.people.seats):
            return None
        seat = self.people.seats[index]
        if way.meaning == "holder" and (before or index not in self.renamed):
            columns = self.columns(seat, "holder")
            if before or len(columns) != 1 or self.columns(seat, "last_name"):
                return name_of(self.people, seat)
        elif way.meaning == "holder":
            return self.renamed[index]
        said = self.part(seat).nth(way.meaning, way.number)[seat.number]
        columns = self.columns(seat, way.meaning)
        if before or way.number >= len(columns):
            return said
        at = self.at(seat, columns[way.number])
        return self.text(at) or None if at.key in self.written else said

    def way_of(self, part: int, column: int, *, mostly: bool = False) -> Way | None:
        """By which words the cells of a column refer to managers; with ``mostly`` only where most of them do.

        None where none of them does, so that nothing tells.
        """
        key = (part, column)
        if key not in self._ways:
            self._ways[key] = self._counted(part, column)
        way, number, total = self._ways[key]
        return way if not mostly or 2 * number > total else None

    def _counted(self, part: int, column: int) -> tuple[Way | None, int, int]:
        counts = Counter[Way]()
        total = 0
        for text, target in islice(self._references(part, column), _SAMPLE):
            total += 1
            for way in self._all_ways:
                called = self.called(way, target, before=True)
                if called is not None and is_same(called, text, way):
                    counts[way] += 1
        best = max(self._all_ways, key=lambda way: counts[way], default=None)
        return (best, counts[best], total) if best is not None and counts[best] else (None, 0, total)

    def _references(self, part: int, column: int) -> Iterator[tuple[str, int]]:
        """What the cells of a column say in rows of which it is known whom they report to, and whom."""
        rows = self.people.parts[part].sheet.rows
        indexes = self.people.parts[part].indexes
        start = 0
        for number, numbers in self.people.seats.runs:
            if number == part:
                for index, each in enumerate(numbers, start):
                    target = self.people.targets[index]
                    if target is not None and column < len(row := rows[indexes[each]]) and (text := clean(row[column])):
                        yield text, target
            start += len(numbers)

    def are_unclear(self, part: int, column: int) -> bool:
        """Whether the cells of a column refer to managers, and none of them by words of one way."""
        self.way_of(part, column)
        way, _number, total = self._ways[part, column]
        return way is None and total > 0

    def nobody(self, part: int, column: int) -> str:
        """What a column says of a row without a manager: a word where most such rows have it, else nothing."""
        key = (part, column)
        if key not in self._nobody:
            rows, has = self.people.parts[part], self.people.directory.has
            texts = Counter(clean(self._cell_of(rows, index, column)) for index in rows.indexes)
            words = {text: number for text, number in texts.items() if text is None or text.casefold() in names.NOBODY_ABOVE}
            said = max((text for text in words if text is not None and not has(text)), key=words.__getitem__, default=None)
            self._nobody[key] = said if said is not None and words[said] > words.get(None, 0) else ""
        return self._nobody[key]

    def _cell_of(self, rows: Rows, index: int, column: int) -> str | None:
        row = rows.sheet.rows[index]
        return row[column] if column < len(row) else None

    @cached_property
    def of_persons(self) -> Mapping[str, Sequence[tuple[int, Seat]]]:
        """The rows of each person by their id, with the positions that they are on."""
        people = self.people
        found: dict[str, list[tuple[int, Seat]]] = {}
        for index, (person, seat) in enumerate(zip(people.persons, people.seats, strict=True)):
            if person is not None:
                found.setdefault(person, []).append((index, seat))
        for index, those in people.shared.items():
            for each in those:
                if each.person is not None:
                    found.setdefault(each.person, []).append((index, each.seat))
        return found

    @cached_property
    def referring(self) -> Mapping[int, Sequence[int]]:
        """The positions that name a position as their manager or at their dotted line, by its index."""
        found: dict[int, list[int]] = {}
        for index, target in enumerate(self.people.targets):
            if target is not None:
                found.setdefault(target, []).append(index)
        for index, texts in self.people.dotted.items():
            for target in {self.meant(text) for text in texts} - {None, self.people.targets[index]}:
                if target is not None:
                    found.setdefault(target, []).append(index)
        return found

    @cached_property
    def heads(self) -> Mapping[str, Sequence[At]]:
        """The cells that say who leads a unit, by the form of what they say, and of its parts."""
        found: dict[str, list[At]] = {}
        for source, part in (*zip(self.people.sources, self.people.parts, strict=True), *self._of_units):
            for head in source.layout.by_meaning.get("head", ()):
                for row in part.indexes:
                    at = At(source, row, head.at)
                    text = clean(self.raw(at))
                    for form in (
                        () if text is None else {form_of_head(each) for each in (text, *BETWEEN_NAMES.split(text)) if each}
                    ):
                        found.setdefault(form, []).append(at)
        return found

    @property
    def _of_units(self) -> Iterator[tuple[TableSource, Rows]]:
        return zip(self.places.sources, self.places.parts, strict=True)

    def meant(self, text: str) -> int | None:
        """Which position a text in a cell means; None for none, or for several."""
        people = self.people
        found = people.answers.get(text)
        if found is not None:
            return found.target
        found = people.directory.find(text)
        if found.how not in ("exact", "person"):
            if text.casefold() in names.NOBODY_ABOVE and not people.directory.has(text):
                return None
            left = people.left.find(text)
            if left.target is not None and (found.target is None or left.how == "exact"):
                return None
        return found.target


def form_of_head(text: str) -> str:
    """The form by which ``TableRows.heads`` are found."""
    return without_zeros(text)


def is_same(called: str, text: str, way: Way) -> bool:
    """Whether a text calls somebody by what they are called in a way."""
    if called == text:
        return True
    if way.meaning in ("id", "person"):
        return without_zeros(called) == without_zeros(text)
    return alike_name(called) == alike_name(text)
