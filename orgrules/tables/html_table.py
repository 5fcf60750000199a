"""Tables in HTML, as many systems export them under the name of a workbook (.xls): a sheet a table, a cell as a browser shows it.

The tags are found by one pattern, not by html.parser, which takes for ever on a page that never closes what it opens.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from types import MappingProxyType

from orgrules.errors import Problem
from orgrules.files.decoding import decode, encoding_of_page
from orgrules.locale import _, ngettext
from orgrules.tables.asked import Asked
from orgrules.tables.cells import MOST_COLUMNS
from orgrules.tables.limits import Budget, refuse
from orgrules.tables.sheet import Cell, Sheet

#: How far into a file it is looked what it is, in bytes.
_HEAD = 4096
_OPENING = re.compile(rb"<(?:!doctype html|html|head|meta|body|style|table|div|p|font)[ >\r\n\t]")

# a tag; how long its attributes may be is limited, so that no page takes long whatever it opens and does not close
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<unseen>script|style|title|textarea|template|noscript)\b.*?(?:</(?P=unseen)|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"]{0,4096}+\"|'[^']{0,4096}+'){0,64}+)>",
    re.DOTALL | re.IGNORECASE,
)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*([0-9]{1,6})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|\shidden(?=[\s/=]|$)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_ERRORS = frozenset(
    (
        "#N/A",
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
    )
)


def is_html(content: bytes) -> bool:
    """Whether a file is read here, by how it begins: a page, or a web archive, of which it is said that it is none."""
    head = _head(content)
    return head.startswith(b"mime-version:") or (head.startswith(b"<") and _OPENING.search(head) is not None)


def read(content: bytes, path: str, asked: Asked = Asked()) -> list[Sheet]:  # noqa: B008 - frozen
    """All tables of a page that hold something, in their order; a table within a cell of another is a table of its own.

    Raises:
        SourceError: for a page without a table, in no known encoding, or larger than the limits allow.
    """
    budget = Budget(path, asked.limits)
    if _head(content).startswith(b"mime-version:"):
        refuse(path, _("this is a web archive (MHTML); open it in a spreadsheet program and save it as .xlsx"))
    text = decode(content, path, asked.encoding or encoding_of_page(content))
    page = _Page(text, path, budget)
    page.go_through()
    if not page.tables:
        if "<frameset" in text.lower():
            refuse(path, _("the sheets of this page are in other files, which are not read; save it as .xlsx"))
        refuse(path, _("this is a page without a table"))
    names = [str(number) if len(page.tables) > 1 else None for number in range(1, len(page.tables) + 1)]
    return [
        table.sheet(path, name, page.place, leave_out_hidden=asked.leave_out_hidden)
        for table, name in zip(page.tables, names, strict=True)
    ]


def _head(content: bytes) -> bytes:
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return head.lstrip().lower()


class _Table:
    """A table while it is read: its rows, where each cell begins in the text, and what reaches down from rows above."""

    def __init__(self, budget: Budget) -> None:
        self.rows: list[list[Cell]] = []
        self.starts: list[array[int]] = []  # by row: where it begins, then where each of its cells begins
        self.hidden: set[int] = set()
        self.spread = 0
        self.in_row = False
        self.cell: list[str] | None = None  # the pieces of the text of the cell that is open
        self._budget = budget
        self._start = 0
        self._span = (1, 1)
        self._reaching: dict[int, tuple[int, Cell, int]] = {}  # by column: how many rows, with what, from where

    def open_row(self, start: int, *, hidden: bool) -> None:
        self.close_row()
        if hidden:
            self.hidden.add(len(self.rows))
        self._budget.spend(1, 0)
        self.rows.append([])
        self.starts.append(array("Q", (start,)))
        self.in_row = True

    def open_cell(self, start: int, attributes: str) -> None:
        self.close_cell()
        if not self.in_row:
            self.open_row(start, hidden=False)
        spans = {name.lower(): int(count) for name, count in _SPAN.findall(attributes)} if "span" in attributes.lower() else {}
        self._span = max(1, spans.get("row", 1)), max(1, min(spans.get("col", 1), 1000))
        self.cell, self._start = [], start

    def say(self, text: str, start: int) -> None:
        """Take text into the open cell, if one is; white space is one blank, and none at the beginning of a line."""
        if self.cell is None:
            return
        text = _SPACE.sub(" ", html.unescape(text) if "&" in text else text)
        if not self.cell or self.cell[-1].endswith((" ", "\n")):
            text = text.removeprefix(" ")
        if text:
            if not self.cell:
                self._start = start
            self.cell.append(text)

    def break_line(self) -> None:
        if self.cell:
            self.cell.append("\n")

    def close_cell(self) -> None:
        if self.cell is None:
            return
        value: Cell = "\n".join(line.strip() for line in "".join(self.cell).split("\n")).strip() or None
        self.cell = None
        self._fill_from_above()
        down, across = self._span
        column = len(self.rows[-1])
        if column + across > MOST_COLUMNS:
            across = max(0, MOST_COLUMNS - column)
        self._budget.spend(0, across)
        self.rows[-1].extend([value, *(None for _each in range(across - 1))][:across])
        self.starts[-1].extend([self._start] * across)
        if down > 1:
            for index in range(across):
                self._reaching[column + index] = (down - 1, None if index else value, self._start)

    def close_row(self) -> None:
        self.close_cell()
        if self.in_row:
            self._fill_from_above()
        self.in_row = False

    def _fill_from_above(self) -> None:
        """What reaches down from above into the next columns of this row."""
        row, starts = self.rows[-1], self.starts[-1]
        while reaching := self._reaching.pop(len(row), None):
            rows, value, start = reaching
            if rows > 1:
                self._reaching[len(row)] = (rows - 1, value, start)
            self.spread += value is not None
            self._budget.spend(0, 1)
            row.append(value)
            starts.append(start)

    def sheet(self, path: str, name: str | None, place: _Place, *, leave_out_hidden: bool) -> Sheet:
        notes = []
        if hidden := sorted(index for index in self.hidden if any(self.rows[index])):
            at = place(self.starts[hidden[0]][0])
            message = (
                ngettext("{number:,} hidden row is left out", "{number:,} hidden rows are left out", len(hidden))
                if leave_out_hidden
                else ngettext("{number:,} hidden row is read too", "{number:,} hidden rows are read too", len(hidden))
            )
            notes.append(Problem(path, *at, message.format(number=len(hidden))))
        if self.spread:
            message = ngettext(
                "a merged cell is read as standing in each of its rows",
                "merged cells are read as standing in each of their rows, {number:,} times",
                self.spread,
            )
            notes.append(Problem(path, *place(self.starts[0][0]), message.format(number=self.spread)))
        left_out = self.hidden if leave_out_hidden else ()
        kept = [index for index in range(len(self.rows)) if index not in left_out]
        rows: list[Sequence[Cell]] = [self.rows[index] for index in kept]
        starts = [self.starts[index] for index in kept]
        errors = {
            (index, column): cell
            for index, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell is not None and cell[0] == "#" and cell in _ERRORS
        }
        return Sheet(
            path=path,
            kind="html",
            rows=rows,
            lines=[place(each[0])[0] for each in starts],
            place=lambda row, column: place(starts[row][min(column + 1, len(starts[row]) - 1)]),
            name=name,
            errors=MappingProxyType(errors),
            notes=tuple(notes),
        )


class _Place:
    """Line and column, from 1, of a character of a text."""

    def __init__(self, text: str) -> None:
        self._lines = array("Q", (0, *(found.end() for found in _LINE_BREAK.finditer(text))))

    def __call__(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1


class _Page:
    """Goes through a page from tag to tag; ends of rows and cells that are left out, as HTML allows, are added."""

    def __init__(self, text: str, path: str, budget: Budget) -> None:
        self.tables: list[_Table] = []
        self.place = _Place(text)
        self._text, self._path, self._budget = text, path, budget
        self._open: list[_Table] = []

    def go_through(self) -> None:
        last = 0
        for markup in _MARKUP.finditer(self._text):
            if self._open and markup.start() > last:
                self._say(last, markup.start())
            last = markup.end()
            if name := markup["name"]:
                self._tag(name.lower(), bool(markup["end"]), markup)
        if self._open:
            self._say(last, len(self._text))
        while self._open:
            self._close_table()
        self.tables = [table for table in self.tables if any(map(any, table.rows))]

    def _say(self, start: int, end: int) -> None:
        table = self._open[-1]
        if table.cell is not None:
            text = self._text[start:end]
            table.say(text, start + len(text) - len(text.lstrip()))

    def _tag(self, name: str, ends: bool, markup: re.Match[str]) -> None:
        if name == "table":
            if not ends:
                self._open_table()
            elif self._open:
                self._close_table()
        elif not self._open:
            return
        elif name == "tr":
            self._open[-1].close_row()
            if not ends:
                hidden = _HIDDEN.search(markup["attributes"]) is not None
                self._open[-1].open_row(markup.start(), hidden=hidden)
        elif name in ("td", "th"):
            self._open[-1].close_cell()
            if not ends:
                self._open[-1].open_cell(markup.end(), markup["attributes"])
        elif name in ("br", "p", "div", "li"):
            self._open[-1].break_line()

    def _open_table(self) -> None:
        if len(self._open) >= 100:
            refuse(self._path, _("tables within tables, more than {most} deep").format(most=100))
        table = _Table(self._budget)
        self._open.append(table)
        self.tables.append(table)

    def _close_table(self) -> None:
        self._open.pop().close_row()
