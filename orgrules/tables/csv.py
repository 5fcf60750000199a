"""CSV, and its relatives with tabs, semicolons or bars: the encoding found, every row read or told why not, each cell's place.

The csv module reads; what it would swallow is noticed here. A quote that nothing closes is an error at the place where it opens,
and the rows behind it are read nevertheless.
"""

from __future__ import annotations

import csv
import io
import operator
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, count, islice
from typing import Any, NamedTuple

from orgrules.errors import Problem, SourceError
from orgrules.files.decoding import decode, in_pairs
from orgrules.files.source import paused_collector
from orgrules.locale import _
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.meanings import is_known
from orgrules.tables.sheet import Cell, Grid, Sheet

#: What may stand between two cells.
DELIMITERS = (",", "\t", ";", "|")
#: How much of a text tells what stands between its cells.
_SAMPLE_ROWS = 40
#: How many rows are read before they are put into columns.
_ROWS_AT_ONCE = 500
_SAMPLE_CHARACTERS = 200_000
#: Longest cell, in characters: what is longer is the rest of the file behind a quote that nothing closes.
LONGEST_CELL = 1_000_000
#: Most rows that are told one by one to be unreadable.
MOST_PROBLEMS = 1000

#: Bytes that are no UTF-8, as Python writes them into texts.
_BROKEN = re.compile("[\udc80-\udcff]")
_LINE = re.compile(r"\r\n|\r|\n")
#: Encodings that a text may be in that is not UTF-8, in the order in which they are tried.
_ENCODINGS = ("gb18030", "big5", "cp1252", "latin-1")


def read(content: bytes, path: str, asked: Asked) -> list[Sheet]:
    """The one table in a file.

    Raises:
        SourceError: the file is no text, or has more than the limits allow.
    """
    text, notes, broken = _decoded(content, path, asked)
    delimiter, first, _known = _delimiter(text, path)
    table = _read(text, delimiter, path, asked.limits)
    places = _Places(text, delimiter, table.lines)
    rows = table.rows
    if first:  # sep=; is for a spreadsheet
        rows, places.lines = rows[first:], places.lines[first:]
    return [
        Sheet(
            path,
            "csv",
            rows,
            places.lines,
            places.place,
            unreadable=(*table.problems, *broken, *_with_nul(rows, places, path, text)),
            lost=table.lost,
            notes=notes,
        )
    ]


class _Table(NamedTuple):
    """Rows, the line that each begins on, what could not be read, and what stands there."""

    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]
    problems: list[Problem]
    lost: frozenset[str] = frozenset()


def _decoded(content: bytes, path: str, asked: Asked) -> tuple[str, tuple[Problem, ...], tuple[Problem, ...]]:
    """The text, a note where its encoding was found by what the header says, and what of it is no text."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]
    if asked.encoding is not None or wide or content.isascii():
        return decode(content, path, asked.encoding), (), ()
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig"), (), ()
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    broken = len(_BROKEN.findall(text))
    if broken and sum(not character.isascii() for character in text) > 3 * broken:
        return _BROKEN.sub("\ufffd", text), (), _told_broken(text, path)  # UTF-8 but for some bytes
    found = _other_encoding(content)
    if found is None:
        decode(content, path)  # says what is wrong, and where
        raise SourceError(Problem(path, 1, 1, _("no text in an encoding that is known")))
    name, text = found
    message = _("not UTF-8 text; read as {encoding} (--encoding says another)").format(encoding=name.upper())
    return text, (Problem(path, 1, 1, message),), ()


def _told_broken(text: str, path: str) -> tuple[Problem, ...]:
    """Where bytes stand that are no text: the first of each line."""
    message = _("there are bytes here that are no UTF-8 text: what stood here is lost")
    lines = io.StringIO(text, newline="")
    found = ((number, _BROKEN.search(line)) for number, line in enumerate(lines, 1))
    problems = (Problem(path, number, at.start() + 1, message) for number, at in found if at is not None)
    return tuple(islice(problems, MOST_PROBLEMS))


def _other_encoding(content: bytes) -> tuple[str, str] | None:
    """The encoding in which the most names of columns are known; where that does not tell, the one that the bytes look like."""
    decoded = {}
    for name in _ENCODINGS:
        try:
            decoded[name] = content.decode(name)
        except UnicodeDecodeError:
            continue
    if not decoded:
        return None

    numbers = {name: _known(text) for name, text in decoded.items()}
    best = [name for name in decoded if numbers[name] == max(numbers.values())]
    if len(best) > 1 and "gb18030" in best and not in_pairs(content[:_SAMPLE_CHARACTERS]):
        best.remove("gb18030")  # an accented letter stands alone between letters without accent
        best = [name for name in best if name != "big5"] or best
    return best[0], decoded[best[0]]


def _known(text: str) -> int:
    """How many names of columns are known in one line of a text, at most."""
    lines = islice(io.StringIO(text[:_SAMPLE_CHARACTERS], newline=""), _SAMPLE_ROWS)
    return max((sum(map(is_known, re.split(r'[,\t;|"]', line.strip()))) for line in lines), default=0)


def has_header(start: bytes, path: str) -> bool:
    """Whether a text begins with a table: with a row of at least two known names of columns."""
    end = max(start.rfind(b"\n"), start.rfind(b"\r")) + 1
    try:
        text, _notes, _broken = _decoded(start[:end] if end else start, path, Asked())
    except SourceError:
        return False
    return _delimiter(text, path)[2] > 1


def _delimiter(text: str, path: str) -> tuple[str, int, int]:
    """What stands between cells, how many rows at the top only say so, and how many names of columns are known in one row."""
    start = text[:40]
    if said := re.match(r'"?sep=(.)"?(?:\r\n|\r|\n)', start, re.IGNORECASE):
        return said[1], 1, 2
    best, most = ",", (-1, -1, -1)
    for order, delimiter in enumerate(DELIMITERS):
        sample = io.StringIO(text[:_SAMPLE_CHARACTERS], newline="")
        try:
            rows = [row for row in islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_ROWS) if any(row)]
        except csv.Error:
            rows = []
        widths = [len(row) for row in rows]
        common = max(set(widths), key=widths.count) if widths else 1
        known = max((sum(map(is_known, row)) for row in rows), default=0)
        by_name = delimiter == "\t" and path.lower().endswith((".tsv", ".tab"))
        score = (known + by_name, widths.count(common) if common > 1 else 0, -order)
        if score > most:
            best, most = delimiter, score
    return best, 0, most[0]


def _read(text: str, delimiter: str, path: str, limits: Limits) -> _Table:
    """All rows; where the csv module fails, or swallows rows, each such line is told and left out, and it goes on behind it."""
    csv.field_size_limit(LONGEST_CELL)
    with paused_collector():
        reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        try:
            rows, cells = _gathered(islice(reader, limits.rows + 1))
        except csv.Error:
            return _read_slowly(text, delimiter, path, limits)
        _check_size(len(rows), cells, path, limits)
        if reader.line_num == len(rows):  # no cell goes over several lines: the usual case
            return _Table(rows, range(1, len(rows) + 1), [])
        return _read_slowly(text, delimiter, path, limits)


def _lines(text: str) -> Iterable[str]:
    """The lines of a text for the csv module, which needs no end of a line unless a cell goes over it."""
    if "\r" in text:
        return io.StringIO(text, newline="")
    lines = text.split("\n")
    if not lines[-1]:
        del lines[-1]
    return lines


def _gathered(rows: Iterator[list[str]]) -> tuple[Sequence[Sequence[Cell]], int]:
    """Rows, and how many cells they have: as columns where all but the blank ones are of one width.

    Equal texts of a column are one text, where it has many.
    """
    some = list(islice(rows, _ROWS_AT_ONCE))
    width = max(map(len, some), default=0)
    columns: list[list[Cell]] = [[] for _column in range(width)]
    known: list[dict[Any, Any] | None] = [{} for _column in range(width)]
    blank: list[Any] = [None] * width
    cells = 0
    while some:
        if not {0, width}.issuperset(map(len, some)):
            uneven: list[Sequence[Cell]] = [*zip(*columns, strict=True), *some, *rows]
            return uneven, sum(map(len, uneven))
        cells += sum(map(len, some))
        if [] in some:
            some = [row or blank for row in some]
        for number, texts in enumerate(zip(*some, strict=True)):
            once = known[number]
            columns[number].extend(texts if once is None else map(once.setdefault, texts, texts))
            if once is not None and 2 * len(once) > len(columns[number]):
                known[number] = None  # nearly each has a text of its own
        some = list(islice(rows, _ROWS_AT_ONCE))
    return Grid(columns) if width else [], cells


def _check_size(rows: int, cells: int, path: str, limits: Limits) -> None:
    if rows > limits.rows:
        message = _("the table has more than {most:,} rows").format(most=limits.rows)
        raise SourceError(Problem(path, limits.rows + 1, 1, message))
    if cells > limits.cells:
        raise SourceError(Problem(path, 1, 1, _("the table has more than {most:,} cells").format(most=limits.cells)))


def _read_slowly(text: str, delimiter: str, path: str, limits: Limits) -> _Table:
    """As ``_read`` where cells go over several lines, or lines are wrong."""
    lines = list(io.StringIO(text, newline=""))
    rows: list[list[str]] = []
    starts = array("Q")
    problems: list[Problem] = []
    lost: set[str] = set()
    index = 0
    widest = 1
    while index < len(lines):
        begin = index
        reader = csv.reader(islice(lines, begin, None) if begin < 64 else _from(lines, begin), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                end = begin + reader.line_num
                if end - index > 1 and _swallowed(row, delimiter, widest):
                    raise csv.Error
                widest = max(widest, len(row)) if index < _SAMPLE_ROWS else widest
                rows.append(row)
                starts.append(index + 1)
                index = end
            index = len(lines)
        except csv.Error:
            problems.append(_unread(lines[index], index + 1, delimiter, path))
            lost.update(text.strip().strip('"') for text in lines[index].split(delimiter))
            index += 1
            if len(problems) > MOST_PROBLEMS:
                message = _("more than {most:,} lines cannot be read: is this a table?").format(most=MOST_PROBLEMS)
                raise SourceError(*problems[:3], Problem(path, index, 1, message)) from None
    gathered, cells = _gathered(iter(rows))
    _check_size(len(rows), cells, path, limits)
    return _Table(gathered, starts, problems, frozenset(lost))


def _from(lines: Sequence[str], begin: int) -> Iterable[str]:
    return (lines[index] for index in range(begin, len(lines)))


def _swallowed(row: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell over several lines holds what looks like whole rows."""
    if width < 3:
        return False
    inner = (line for cell in row if "\n" in cell or "\r" in cell for line in _LINE.split(cell)[1:-1])
    return any(line.count(delimiter) == width - 1 for line in inner)


def _unread(line: str, number: int, delimiter: str, path: str) -> Problem:
    """What is wrong with a line that cannot be read, at the quote where it begins to be."""
    column, closed = _broken_quote(line.rstrip("\r\n"), delimiter)
    if closed:
        message = _('this row is not read: a quotation mark closes the cell before its end; within a cell it is written ""')
    else:
        message = _("this row is not read: the quotation mark that opens here is never closed")
    return Problem(path, number, column, message)


def _broken_quote(line: str, delimiter: str) -> tuple[int, bool]:
    """The column of the quote that makes a line unreadable, and whether it is one that closes too early."""
    position = 0
    while position <= len(line):
        if line[position : position + 1] == '"':
            opened = position
            position += 1
            while position < len(line):
                if line[position] != '"':
                    position += 1
                elif line[position + 1 : position + 2] == '"':
                    position += 2
                else:
                    break
            if position >= len(line):
                return opened + 1, False
            position += 1
            if position < len(line) and line[position] != delimiter:
                return position, True
        else:
            end = line.find(delimiter, position)
            position = len(line) if end < 0 else end
        position += 1
    return 1, False


def _with_nul(rows: Sequence[Sequence[Cell]], places: _Places, path: str, text: str) -> list[Problem]:
    if "\0" not in text:
        return []
    message = _("this cell holds a NUL character: what stood here is lost")
    return [
        Problem(path, *places.place(row, column), message)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell and "\0" in cell
    ][:MOST_PROBLEMS]


def _starts(text: str) -> array[int]:
    """Where each line of a text begins."""
    if "\r" not in text or text.count("\r") == text.count("\r\n"):
        return array("Q", map(operator.add, accumulate(map(len, text.split("\n")), initial=0), count()))
    starts = array("Q", [0])
    starts.extend(found.end() for found in _LINE.finditer(text))
    return starts


class _Places:
    """Where cells stand in a text: found when it is asked for, since few are."""

    def __init__(self, text: str, delimiter: str, lines: Sequence[int]) -> None:
        self._text = text
        self._delimiter = delimiter
        self._rest = re.compile(f"[^{re.escape(delimiter)}\r\n]*")  # of a cell, behind quotation marks where it has such
        self._starts: array[int] | None = None
        self.lines = lines

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Line and column, from 1, of the cell with these indices; of the end of the row where it has fewer."""
        if self._starts is None:
            self._starts = _starts(self._text)
        text, delimiter, starts, rest = self._text, self._delimiter, self._starts, self._rest.match
        position = starts[self.lines[row] - 1]
        for _cell in range(column):
            if text.startswith('"', position):
                position += 1
                while position < len(text):
                    position = text.find('"', position)
                    if position < 0:
                        position = len(text)
                    elif text[position + 1 : position + 2] == '"':
                        position += 2
                    else:
                        break
            if found := rest(text, position):
                position = found.end()
            if not text.startswith(delimiter, position):
                break
            position += 1
        line = bisect_right(starts, position)
        return line, position - starts[line - 1] + 1


def text_and_delimiter(content: bytes, path: str, asked: Asked) -> tuple[str, str]:
    """The text of a file as it is read, and what stands between its cells: for whoever writes into it.

    Raises:
        SourceError: as ``read``.
    """
    text, _notes, _broken = _decoded(content, path, asked)
    return text, _delimiter(text, path)[0]


def starts_of_lines(text: str) -> array[int]:
    """Where each line of a text begins, by the lines that places of cells have."""
    return _starts(text)
