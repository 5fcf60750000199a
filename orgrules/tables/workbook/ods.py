"""Workbooks in OpenDocument, of LibreOffice and others (.ods; .fods is the same in one file): each cell as value and as shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from orgrules.files.package import Package
from orgrules.tables.cells import MOST_COLUMNS, MOST_ROWS
from orgrules.tables.limits import refuse
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import iso_date, percent
from orgrules.tables.workbook.package import protected, read_xml

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 {}".format
_OFFICE, _TABLE, _TEXT, _STYLE = (partial(_NAMESPACE, each) for each in ("office", "table", "text", "style"))

_SHEET, _ROW, _CELL, _COVERED, _COLUMN = map(_TABLE, ("table", "table-row", "table-cell", "covered-table-cell", "table-column"))
_PARAGRAPH, _SPACES, _TAB, _BREAK, _RUBY = map(_TEXT, ("p", "s", "tab", "line-break", "ruby-text"))
_ROWS_REPEATED, _COLUMNS_REPEATED = map(_TABLE, ("number-rows-repeated", "number-columns-repeated"))
_ROWS_SPANNED, _COLUMNS_SPANNED = map(_TABLE, ("number-rows-spanned", "number-columns-spanned"))
_VISIBILITY, _DISPLAY, _FORMULA = map(_TABLE, ("visibility", "display", "formula"))
_NAME, _STYLE_OF_SHEET = map(_TABLE, ("name", "style-name"))
_TYPE, _VALUE, _DATE, _TIME, _BOOLEAN, _STRING = map(
    _OFFICE, ("value-type", "value", "date-value", "time-value", "boolean-value", "string-value")
)
_SHOWN_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_TEXTS = _TEXT("")

_SPACE = re.compile(r"[ \t\r\n]+")
_ELAPSED = re.compile(r"PT(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]*)?S)?")
_LONGEST_ID = 64
# an id with its zeros, its letters or its dashes: 00042, E00042, 123-4567; not 1,234 nor ¥42
_ID = re.compile(r"(?P<before>[^\W\d_][\w .:/-]*?)?(?P<digits>[0-9]+(?:-[0-9]+)*)")


def read(package: Package, reading: Reading) -> list[Sheet]:
    """The sheets of an .ods.

    Raises:
        SourceError: for one that is protected by a password.
    """
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        refuse(package.path, protected())
    return read_content(package.pieces("content.xml"), reading)


def read_content(pieces: Iterable[bytes], reading: Reading) -> list[Sheet]:
    """The sheets of the XML in which an .ods has its content."""
    content = _Content(reading)
    read_xml(pieces, reading.path, start=content.start, end=content.end, text=content.text)
    return content.sheets


class _Content:
    """Goes through the XML: sheets, rows, cells, paragraphs; what else is in a cell (notes, drawings) is left out."""

    def __init__(self, reading: Reading) -> None:
        self.sheets: list[Sheet] = []
        self._reading = reading
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._grid: Grid | None = None
        self._inner = 0  # depth in a table within a table, which is not read
        self._aside = 0  # depth in something that is in a cell and none of its text
        self._line = self._next_line = self._column = self._next_column = 0
        self._cells: list[Cell] = []
        self._errors: list[int] = []  # the columns of those that hold an error
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or (self._cell is not None and not name.startswith(_TEXTS)) or name == _RUBY:
            self._aside += 1
        elif name in (_CELL, _COVERED):
            self._cell, self._paragraphs = attributes, []
        elif name == _PARAGRAPH:
            self._paragraphs.append("")
            self._in_paragraph = True
        elif name == _SPACES:
            self._say(" " * min(_count(attributes.get(_TEXT("c"))), 1000))
        elif name in (_TAB, _BREAK):
            self._say("\t" if name == _TAB else "\n")
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _COLUMN:
            self._add_columns(attributes)
        elif name == _SHEET:
            self._start_sheet(attributes)
        elif name == _STYLE("style"):
            self._style = attributes.get(_STYLE("name"), "")
        elif name == _STYLE("table-properties") and attributes.get(_DISPLAY) == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == _PARAGRAPH:
            self._in_paragraph = False
        elif name in (_CELL, _COVERED):
            self._end_cell(name)
        elif name == _ROW:
            self._end_row()
        elif name == _SHEET:
            if self._inner:
                self._inner -= 1
            elif self._grid is not None:
                self.sheets.append(self._reading.finished(self._grid))
                self._grid = None

    def text(self, data: str) -> None:
        if self._in_paragraph and not self._aside:
            self._say(_SPACE.sub(" ", data))

    def _say(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1] += text

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if self._grid is not None or self._inner:
            self._inner += 1
            return
        name = attributes.get(_NAME, "")
        hidden = attributes.get(_STYLE_OF_SHEET) in self._hidden_styles
        skipped = self._reading.not_read(name, hidden=hidden)
        if skipped is not None:
            self.sheets.append(skipped)
            self._inner += 1
            return
        self._grid = self._reading.grid(name, hidden=hidden)
        self._next_line = self._next_column = 1

    def _add_columns(self, attributes: dict[str, str]) -> None:
        first, self._next_column = self._next_column, self._next_column + _count(attributes.get(_COLUMNS_REPEATED))
        if self._grid is not None and not self._inner and attributes.get(_VISIBILITY, "visible") != "visible":
            self._grid.hidden_columns.append((first, self._next_column - 1))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._inner:
            return
        self._line, self._next_line = self._next_line, self._next_line + _count(attributes.get(_ROWS_REPEATED))
        self._column, self._cells, self._errors = 1, [], []
        if self._grid is not None and attributes.get(_VISIBILITY, "visible") != "visible":
            self._grid.hidden_rows += range(self._line, min(self._next_line, MOST_ROWS + 1))

    def _end_row(self) -> None:
        grid = self._grid
        if grid is None or self._inner or not any(self._cells):
            return
        for line in range(self._line, self._next_line):  # ended by the limits where a file repeats too much
            grid.add(line, list(self._cells))
            for column in self._errors:
                grid.error(line, column, self._cells[column - 1] or "")

    def _end_cell(self, name: str) -> None:
        attributes, self._cell = self._cell, None
        paragraphs, self._paragraphs = self._paragraphs, []
        grid = self._grid
        if attributes is None or grid is None or self._inner:
            return
        repeated = _count(attributes.get(_COLUMNS_REPEATED))
        value = self._value(grid, attributes, "\n".join(paragraphs)) if name == _CELL else None  # what is covered nobody sees
        if value is not None:
            grid.check(self._line, self._column + repeated - 1)
            self._cells.extend([None] * (self._column - 1 - len(self._cells)))
            self._cells.extend([value] * repeated)
            if attributes.get(_SHOWN_TYPE) == "error":
                self._errors += range(self._column, self._column + repeated)
            bottom, right = _count(attributes.get(_ROWS_SPANNED)), _count(attributes.get(_COLUMNS_SPANNED))
            if bottom > 1 or right > 1:
                corner = self._line + bottom - 1, self._column + right - 1
                grid.merged.append(((self._line, self._column), corner))
        self._column = min(self._column + repeated, MOST_COLUMNS + 1)

    def _value(self, grid: Grid, attributes: dict[str, str], shown: str) -> Cell:
        kind = attributes.get(_TYPE)
        line, column = self._line, self._column
        if attributes.get(_SHOWN_TYPE) == "error":
            return shown or "#ERROR!"
        if kind in ("float", "currency"):
            return _number(grid, line, column, attributes.get(_VALUE, ""), shown)
        if kind == "percentage":
            return grid.number(line, column, attributes.get(_VALUE, ""), percent)
        if kind == "date":
            return iso_date(attributes.get(_DATE, ""))
        if kind == "time":
            return _time(attributes.get(_TIME, ""))
        if kind == "boolean":
            return "TRUE" if attributes.get(_BOOLEAN) == "true" else "FALSE"
        if kind is None and not shown and _FORMULA in attributes:
            grid.formula_without_value(line, column)
            return None
        return shown or attributes.get(_STRING) or None


def _number(grid: Grid, line: int, column: int, written: str, shown: str) -> Cell:
    """A number as it is, unless it is shown with zeros in front or letters before it, or as true or false."""
    if shown in ("TRUE", "FALSE"):
        return shown
    match = _ID.fullmatch(shown) if shown != written and written.isdecimal() and len(shown) < _LONGEST_ID else None
    if match and match["digits"].replace("-", "").lstrip("0") == written.lstrip("0"):
        return shown
    return grid.number(line, column, written, None)


def _time(written: str) -> str:
    match = _ELAPSED.fullmatch(written)
    if match is None:
        return written
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _count(written: str | None) -> int:
    """How often something is repeated: once where that is not said, and at most as often as a sheet has rows."""
    return max(1, min(int(written[:8]), MOST_ROWS)) if written and written.isdecimal() else 1
