"""Plain texts: lines become paragraphs, and rows of tables where columns are set apart without doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from typing import NamedTuple

from orgrules.documents.characters import decoded, glue, glued, plain, seen
from orgrules.documents.limits import check_blocks
from orgrules.documents.lines import Width, width_of
from orgrules.documents.marks import begins_item, is_mark
from orgrules.documents.model import Block, Cell, Document, Paragraph, Place, Table
from orgrules.text import columns

_LINE_BREAK = re.compile("\r\n|\r|\n")
#: Breaks within a line of a file: pages, and lines that only some programs count.
_INNER_BREAK = re.compile("(\f)|[\v\x85\u2028\u2029]")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|─{3,}|═{3,}|—{3,}|#{3,}|\+{3,})\s*")
_LEVELS = {"=": 1, "═": 1, "#": 1, "*": 1, "-": 2, "─": 2, "—": 2, "~": 3}
#: The lines of a drawn table, and what stands between its cells.
_DRAWN = re.compile(r"\s*[|│┃║+┌┍┎┏├┝┞┟┠┡┢┣└┕┖┗╔╟╠╚╒╞╘].*[|│┃║+┐┑┒┓┤┥┦┧┨┩┪┫┘┙┚┛╗╢╣╝╕╡╛]\s*")
_RULER = re.compile(r"[\s|+:=_\-\u2500-\u257f]*[-=_─━═]{2}[\s|+:=_\-\u2500-\u257f]*")
_BAR = re.compile(r"(?<!\\)[|│┃║]")
_GAP = re.compile(r"(?: {2,}|\u3000{1,})[ \u3000]*")
#: Aligned columns count as such from so many lines on: two may be alike by chance.
_LEAST_ALIGNED = 3


class Line(NamedTuple):
    """A line: its text, its number in the file, and its page where the text has pages."""

    text: str
    number: int
    page: int = 0


def read(path: str, content: bytes, encoding: str | None = None) -> Document:
    """A plain text; a form feed begins a page.

    Raises:
        SourceError: it is no text in a known encoding, or larger than the limits allow.
    """
    text, notes = decoded(path, content, encoding)
    lines = lines_of(text)
    return Document(path, "txt", tuple(blocks_of(path, lines, count(1))), notes, max((line.page for line in lines), default=0))


def lines_of(text: str, first: int = 1) -> list[Line]:
    """The lines of a text, without characters that nobody sees; ``first`` is the number of the first in its file."""
    lines, page = [], 1 if "\f" in text else 0
    for number, whole in enumerate(_LINE_BREAK.split(text), first):
        if not _INNER_BREAK.search(whole):
            lines.append(Line(seen(whole), number, page))
            continue
        start = 0
        for found in _INNER_BREAK.finditer(whole):
            lines.append(Line(seen(whole[start : found.start()]), number, page))
            page, start = page + bool(found[1]), found.end()
        lines.append(Line(seen(whole[start:]), number, page))
    # a form feed at the end of the last page begins none
    last = max((line.page for line in lines if line.text.strip()), default=page)
    return [line._replace(page=min(line.page, last)) for line in lines]


def blocks_of(path: str, lines: Sequence[Line], tables: Iterator[int]) -> list[Block]:
    """The paragraphs and tables that lines make up; each table takes its number from ``tables``."""
    width = width_of([line.text for line in lines])
    blocks: list[Block] = []
    spent = 0
    for is_blank, group in groupby(lines, key=lambda line: (not line.text.strip(), line.page)):
        if not is_blank[0]:
            run = list(group)
            spent += sum(1 + len(_BAR.findall(line.text)) + line.text.count("\t") for line in run)
            check_blocks(path, spent)
            blocks += _Run(path, run, width, tables).blocks()
    return blocks


class _Run:
    """Lines without a blank one between them, read from the top."""

    def __init__(self, path: str, lines: list[Line], width: Width, tables: Iterator[int]) -> None:
        self._path, self._lines, self._width, self._tables = path, lines, width, tables
        self._no_table_before = 0  # the index up to which it was looked for one in vain

    def blocks(self) -> Iterator[Block]:
        index = 0
        while index < len(self._lines):
            block, taken = self._table(index) or self._heading(index) or self._paragraph(index)
            if block is not None:
                yield block
            index += taken

    def _place(self, index: int) -> Place:
        line = self._lines[index]
        return Place(self._path, line=line.number, page=line.page)

    def _text(self, index: int) -> str:
        return self._lines[index].text if index < len(self._lines) else ""

    # ------------------------------------------------------------------------------------ headings and paragraphs

    def _heading(self, index: int) -> tuple[Block | None, int] | None:
        """A line with a rule below it, and perhaps above; a rule alone is none that anybody reads."""
        if _UNDERLINE.fullmatch(self._text(index)):
            rule, title = self._text(index).strip(), self._text(index + 1)
            if (
                title.strip()
                and not _UNDERLINE.fullmatch(title)
                and self._text(index + 2).strip()[:1] == rule[0]
                and _UNDERLINE.fullmatch(self._text(index + 2))
            ):
                return Paragraph(plain(title), self._place(index + 1), heading=_LEVELS.get(rule[0], 0)), 3
            return None, 1
        if _is_ruler(self._text(index)):
            return None, 1
        below = self._text(index + 1).strip()
        if below and _UNDERLINE.fullmatch(below) and columns(below) * 2 >= columns(self._text(index).strip()):
            return Paragraph(plain(self._text(index)), self._place(index), heading=_LEVELS.get(below[0], 0)), 2
        return None

    def _paragraph(self, index: int) -> tuple[Block | None, int]:
        first, taken = plain(self._text(index)), 1
        lines = [first.strip(" |│┃║") if _DRAWN.fullmatch(first) else first]
        while index + taken < len(self._lines) and not self._ends(index + taken):
            lines.append(plain(self._text(index + taken)))
            taken += 1
        text = glued(lines)
        return (Paragraph(text, self._place(index)) if text else None), taken

    def _ends(self, index: int) -> bool:
        """Whether a line is no part of the paragraph that the line before it belongs to."""
        first, second = self._text(index - 1), self._text(index)
        if not self._width.joins(first, second) or _UNDERLINE.fullmatch(second) or self._table(index):
            return True
        return _UNDERLINE.fullmatch(self._text(index + 1)) is not None or _begins_indented(first, second)

    # ------------------------------------------------------------------------------------ tables

    def _table(self, index: int) -> tuple[Block | None, int] | None:
        if index < self._no_table_before:
            return None
        text = self._text(index)
        if "\t" in text.strip():
            return self._by_tabs(index)
        if _BAR.search(text) or _is_ruler(text):
            return self._by_bars(index)
        return self._by_gaps(index) if _GAP.search(text.strip()) else None

    def _by_tabs(self, index: int) -> tuple[Block | None, int] | None:
        """Rows of cells with tabs between them; a mark with a tab behind it is an item of a list."""
        end = index
        while "\t" in self._text(end):
            end += 1
        rows = [self._text(each).strip(" ").split("\t") for each in range(index, end)]
        while all(len(row) > 1 and not row[0].strip() for row in rows):  # all of it is set in
            rows = [row[1:] for row in rows]
        if len({len(row) for row in rows}) > 1 and any("" in row[1:-1] for row in rows):  # some cells need two tabs to align
            rows = [[cell for cell in row if cell.strip()] for row in rows]
        if len(rows) < 2 or max(map(len, rows)) < 2 or all(_is_mark(row[0]) and len(row) == 2 for row in rows):
            self._no_table_before = end
            return None
        return self._made(list(enumerate(rows, index))), len(rows)

    def _by_bars(self, index: int) -> tuple[Block | None, int] | None:
        """Rows of as many cells each with bars between them, in a frame or not, some lines of which may be rules."""
        rows: list[tuple[int, list[str]]] = []
        rules = []
        for end in range(index, len(self._lines)):
            text = self._text(end)
            if _is_ruler(text):
                rules.append(end)
            elif _BAR.search(text) and (not rows or len(_cells(text)) == len(rows[0][1])):
                rows.append((end, _cells(text)))
            else:
                break
        end = max([*rules, *(number for number, _row in rows)]) + 1
        if not rows or len(rows[0][1]) < 2 or (len(rows) < 2 and len(rules) < 2):
            self._no_table_before = end
            return None
        inner = [number for number in rules if rows[0][0] < number < rows[-1][0]]
        joined: list[tuple[int, list[str]]] = []
        for number, row in rows:
            if joined and self._goes_on(number, row, rules, by_rules=len(inner) > 1):
                joined[-1] = joined[-1][0], [glue(above, below) for above, below in zip(joined[-1][1], row, strict=True)]
            else:
                joined.append((number, row))
        has_header = len(inner) == 1 and sum(number < inner[0] for number, _row in joined) == 1
        return self._made(joined, has_header=has_header), end - index

    def _goes_on(self, number: int, row: list[str], rules: Sequence[int], *, by_rules: bool) -> bool:
        """Whether a row of a drawn table goes on with the one above: no rule is between them, or its first cell is empty."""
        return number - 1 not in rules and (by_rules or (bool(rules) and not row[0]))

    def _by_gaps(self, index: int) -> tuple[Block | None, int] | None:
        """Rows of cells with blanks between them, where every column begins at one place in all of them."""
        starts = _starts(self._text(index))
        if is_mark(self._text(index).strip()[: starts[1] if len(starts) > 1 else 0].strip()):
            return None
        rows, end, has_header = [], index, False
        while end < len(self._lines):
            text = self._text(end)
            if end == index + 1 and re.fullmatch(r"\s*-{2,}(?:\s+-{2,})+\s*", text):
                has_header = True
            elif _starts(text) == starts:
                rows.append((end, [plain(cell) for cell in _GAP.split(text.strip())]))
            else:
                break
            end += 1
        is_wide = all(any(len(cell) > 1 for cell in column) for column in zip(*(row for _index, row in rows), strict=True))
        if len(rows) < _LEAST_ALIGNED or not is_wide:
            self._no_table_before = end
            return None  # by chance, or characters that are spaced out: 姓  名
        return self._made(rows, has_header=has_header), end - index

    def _made(self, rows: Sequence[tuple[int, list[str]]], *, has_header: bool = False) -> Table:
        number = next(self._tables)
        made = []
        for row, (index, texts) in enumerate(rows, 1):
            place = self._place(index)._replace(table=number, row=row)
            cells = []
            for column, text in enumerate(map(plain, texts), 1):
                blocks = (Paragraph(text, place._replace(column=column)),) if text else ()
                cells.append(Cell(blocks, row, column, is_header=has_header and row == 1))
            made.append(tuple(cells))
        return Table(tuple(made), self._place(rows[0][0])._replace(table=number))


def _begins_indented(first: str, second: str) -> bool:
    """Whether a line is set in as the first of a paragraph is: by two wide blanks, where the line before is not."""
    return second.startswith("\u3000\u3000") or (second[:2] == "  " and first[:1].strip() != "" and not begins_item(first))


def _is_ruler(text: str) -> bool:
    return _RULER.fullmatch(text) is not None and _DRAWN.fullmatch(text) is not None


def _is_mark(cell: str) -> bool:
    return is_mark(cell.strip())


def _cells(text: str) -> list[str]:
    """The cells of a row with bars, in a frame or without one."""
    cells = [plain(cell.replace("\\|", "|")) for cell in _BAR.split(text.strip())]
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _starts(text: str) -> tuple[int, ...]:
    """Where the cells of a line begin, in columns of a terminal."""
    text = text.rstrip()
    indent = len(text) - len(text.lstrip())
    return (columns(text[:indent]), *(columns(text[: gap.end()]) for gap in _GAP.finditer(text, indent)))
