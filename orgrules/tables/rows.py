"""The rows of a table that are data, and what stands in their columns: notices, examples, sums and unreadable rows told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from orgrules.errors import Problem
from orgrules.locale import _
from orgrules.tables import names
from orgrules.tables.columns import Column, Layout
from orgrules.tables.meanings import clean, has_hidden, meaning_of
from orgrules.tables.sheet import Cell, Grid, Sheet

#: What no column means.
_NO_MEANING = ""
#: In how many rows below the header an example of what to write is looked for.
EXAMPLE_ROWS = 3


@dataclass(slots=True)
class Rows:
    """The data of one sheet.

    ``indexes`` are those of its rows in the sheet; ``values`` what stands in them by meaning, None where nothing does. ``other``
    has the column of what stands in another than the first of its meaning, by meaning and place in ``values``; ``errors`` the
    places of cells that hold an error; ``lost`` every text of the rows that could not be read: who refers to one is not wrong.
    """

    sheet: Sheet
    layout: Layout
    indexes: Sequence[int]
    values: dict[str, Sequence[str | None]] = field(default_factory=dict)
    other: dict[tuple[str, int], int] = field(default_factory=dict)
    errors: set[tuple[str, int]] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    unreadable: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    nothing: Sequence[None] = ()  # of each row: what a column says that there is not

    def __len__(self) -> int:
        return len(self.indexes)

    def has(self, meaning: str) -> bool:
        """Whether there is a column of a meaning."""
        return meaning in self.layout.by_meaning

    def of(self, meaning: str) -> Sequence[str | None]:
        """What stands in the columns of a meaning, row by row: of several, in the first that says something."""
        found = self.values.get(meaning)
        if found is None:
            columns = self.layout.by_meaning.get(meaning, ())
            if not columns:
                if len(self.nothing) != len(self):
                    self.nothing = [None] * len(self)
                return self.nothing
            first = self.column(columns[0])
            for further in columns[1:]:
                if None in first:
                    self._fill(meaning, first, further)
            found = self.values[meaning] = first
        return found

    def said(self, meaning: str, numbers: Sequence[int]) -> Sequence[str | None]:
        """What stands there in some of the rows, by their places."""
        texts = self.of(meaning)
        return texts if len(numbers) == len(texts) else [texts[number] for number in numbers]

    def nth(self, meaning: str, number: int) -> Sequence[str | None]:
        """As ``of``, of one of several columns of a meaning."""
        columns = self.layout.by_meaning.get(meaning, ())
        if number >= len(columns):
            return self.of(_NO_MEANING)
        if len(columns) == 1:
            return self.of(meaning)
        name = f"{meaning} {number}"
        if name not in self.values:
            self.values[name] = self.column(columns[number])
        return self.values[name]

    def column(self, column: Column) -> list[str | None]:
        """What stands in one column; a cell that holds an error is told, and holds nothing."""
        index, errors = column.at, self.sheet.errors
        found, is_plain = cleaned(self._cells(index))
        suspects = [
            number
            for number, text in enumerate(() if is_plain and not errors else found)
            if (text is not None and text[0] == "#") or (errors and (self.indexes[number], index) in errors)
        ]
        for number in suspects:
            place = (self.indexes[number], index)
            text = errors.get(place) or found[number] or ""
            if place in errors or re.fullmatch(names.ERRORS, text):
                message = _('this cell holds an error, "{error}": what should stand here is not known').format(error=text)
                self.unreadable.append(self.problem(number, index, message))
                self.errors.add((column.means, number))
                found[number] = None
        return found

    def _cells(self, index: int) -> Sequence[Cell]:
        rows, indexes = self.sheet.rows, self.indexes
        if not isinstance(rows, Grid):
            return [row[index] if index < len(row) else None for row in map(rows.__getitem__, indexes)]
        if index >= len(rows.columns):
            return [None] * len(indexes)
        cells = rows.columns[index]
        if isinstance(indexes, range):
            return cells[indexes.start : indexes.stop]
        return list(map(cells.__getitem__, indexes))

    def _fill(self, meaning: str, found: list[str | None], further: Column) -> None:
        for number, text in enumerate(self.column(further)):
            if found[number] is None and text is not None:
                found[number] = text
                self.other[meaning, number] = further.at

    def at(self, meaning: str, number: int) -> int | None:
        """The column in which a value stands."""
        other = self.other.get((meaning, number))
        if other is not None:
            return other
        first = self.layout.first(meaning)
        return None if first is None else first.at

    def places(self, meanings: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """In which column each key of an entry stands: that of the first of its meanings that has one."""
        first = {key: next(filter(None, map(self.layout.first, those)), None) for key, those in meanings.items()}
        return {key: column.at for key, column in first.items() if column is not None}

    def problem(self, number: int, column: int | None, message: str) -> Problem:
        """A problem, or a note, at a cell of one of these rows."""
        return self.sheet.problem(self.indexes[number], column or 0, message)


def cleaned(cells: Sequence[Cell]) -> tuple[list[str | None], bool]:
    """What stands in the cells of a column, and whether it is certain that none of it begins with "#"."""
    are_apart = all_differ(cells)
    different = cells if are_apart else set(cells)
    said = list(filter(None, different))
    whole = "\n".join(said)
    if is_tidy(whole) and not has_hidden(whole):  # as most are, and there may be millions
        return list(cells) if "" not in different else [cell or None for cell in cells], "\n#" not in f"\n{whole}"
    if are_apart and None not in cells and not has_hidden(whole):
        stripped = map(str.strip, cells)  # type: ignore[arg-type]
        return [text or None for text in stripped], "#" not in whole
    if are_apart:
        # most cells are of plain characters: no call for them
        return [(cell.strip() or None) if cell is not None and cell.isascii() else clean(cell) for cell in cells], False
    meant = {cell: clean(cell) for cell in different}
    return list(map(meant.__getitem__, cells)), not any(text is not None and text[0] == "#" for text in meant.values())


def all_differ(cells: Sequence[Cell]) -> bool:
    """Whether nearly each row has a text of its own, as far as the first ones tell."""
    first = cells[:1000]
    return 2 * len(set(first)) > len(first)


def among(texts: Sequence[str | None], words: AbstractSet[str]) -> set[str | None]:
    """Those of some texts that are among some words."""
    different = texts if all_differ(texts) else set(texts)
    said = [text for text in different if text is not None]
    if words.isdisjoint(folded(said)):
        return set()
    return {text for text in said if text.casefold() in words}


def folded(texts: Iterable[str]) -> list[str]:
    """Texts as words are compared with them, and the lines of those of several; all at once, for there may be millions."""
    told = list(texts)
    whole = "\n".join(told)
    form = whole.casefold()
    return told if form == whole else form.split("\n")


def data_rows(sheet: Sheet, layout: Layout) -> Rows:
    """The rows below the header that are data; what the others are is told in ``skipped`` and ``unreadable``."""
    found = Rows(sheet, layout, [], lost=set(sheet.lost))
    for index in range(layout.header):
        if any(map(clean, sheet.rows[index])):
            message = _("this row stands before the header, and is not read")
            found.skipped.append(sheet.problem(index, 0, message))
    body = range(layout.header + 1, len(sheet.rows))
    doubtful = _doubtful(sheet, layout, body)
    others: set[int] = set(doubtful)
    for row, reason in _not_data(sheet, layout, found, doubtful, others):
        found.skipped.append(sheet.problem(row, 0, reason))
    found.indexes = [index for index in body if index not in others] if others else body
    return found


def _doubtful(sheet: Sheet, layout: Layout, body: range) -> Sequence[int]:
    """The rows of which more than the first cell is to be looked at to tell whether they are data."""
    rows = sheet.rows
    if not isinstance(rows, Grid) or len(rows.columns) > len(layout.columns):
        return body
    first = rows.columns[0][body.start :]
    name = rows.columns[0][layout.header] if layout.header >= 0 else None
    others = (*names.TOTALS, *(() if name is None else (name.casefold(),)))
    if None not in first and is_tidy(whole := "\n".join(first)) and not are_among(others, whole):  # type: ignore[arg-type]
        return body[:EXAMPLE_ROWS]
    doubtful = {cell for cell in set(first) if not cell or cell == name or cell.isspace() or _is_total(cell)}
    examples = body[:EXAMPLE_ROWS]
    if not doubtful:
        return examples
    return [
        *examples,
        *(index for index, cell in zip(body[EXAMPLE_ROWS:], first[EXAMPLE_ROWS:], strict=True) if cell in doubtful),
    ]


def is_tidy(lines: str) -> bool:
    """Whether no line of a text is empty, or has space around it."""
    text = f"\n{lines}\n"
    return text.replace("\n", "").isprintable() and not any(each in text for each in ("\n\n", "\n ", " \n"))


def are_among(words: Iterable[str], lines: str) -> bool:
    """Whether one of some words is a line of a text, without regard to case."""
    text = f"\n{lines.casefold()}\n"
    return any(f"\n{word}\n" in text for word in words)


def _is_total(cell: str) -> bool:
    return len(cell) < 12 and cell.strip().casefold() in names.TOTALS


def _not_data(sheet: Sheet, layout: Layout, found: Rows, doubtful: Iterable[int], others: set[int]) -> Iterator[tuple[int, str]]:
    """Takes the rows that are data out of ``others``, and yields those with what they are of which that is to be told."""
    rows, header = sheet.rows, layout.header
    width = len(layout.columns)
    names_row = list(rows[header]) if header >= 0 else None
    for index in doubtful:
        row = rows[index]
        if not any(row):
            continue
        if len(row) > width and any(map(clean, row[width:])):
            found.unreadable.append(_shifted(sheet, index, row, width))
            found.lost.update(text for text in map(clean, row) if text)
            continue
        first = row[0]
        if (first is None or not first or first.isspace()) and not any(map(clean, row)):
            continue
        if names_row is not None and first == names_row[0] and list(row) == names_row:
            yield index, _("this row repeats the header")
        elif index <= header + EXAMPLE_ROWS and _is_header(row, layout):
            yield index, _("this row names the columns once more")
        elif index <= header + EXAMPLE_ROWS and _is_example(row):
            yield index, _("this row is an example of what to write")
        elif first is not None and _is_total(first):
            yield index, _("this row is a sum")
        else:
            others.discard(index)


def _shifted(sheet: Sheet, index: int, row: Sequence[Cell], width: int) -> Problem:
    message = _(
        "this row is not read: it has {number} cells, and the header {width}; is there a delimiter too many, or one in a text "
        "without quotation marks?"
    )
    last = max(number for number, cell in enumerate(row) if clean(cell))
    return sheet.problem(index, last, message.format(number=last + 1, width=width))


def _is_header(row: Sequence[Cell], layout: Layout) -> bool:
    """Whether a row below the header names the columns in other words, such as those of a database."""
    pairs = [(clean(cell), column.means) for cell, column in zip(row, layout.columns, strict=False) if column.means]
    return sum(text is not None and meaning_of(text, layout.about) == means for text, means in pairs) > 1


def _is_example(row: Sequence[Cell]) -> bool:
    return any(
        cell is not None
        and len(cell) < 200
        and any(
            cell.strip().casefold().startswith(word) or f"({word}" in cell.casefold().replace("（", "(")
            for word in names.EXAMPLES
        )
        for cell in row
    )
