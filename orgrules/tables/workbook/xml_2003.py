"""XML Spreadsheet 2003, which systems of that time export under the name of a workbook (.xls, .xml)."""

from __future__ import annotations

import re

from orgrules.files.decoding import decode
from orgrules.tables.cells import MOST_ROWS
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import Shown, iso_date, shown_by
from orgrules.tables.workbook.package import LocalNames, local, read_xml

_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_ENCODING = re.compile(rb"""(<\?xml[^>]*?)\s+encoding=["']([^"']*)["']""")
_TIME_OF_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])T(\d\d:\d\d:\d\d)(?:\.\d*)?")
#: In how many bytes the encoding has to be stated.
_FIRST_LINE = 200
#: Formats that have a name; those of dates need none, since a date is a type of its own.
_NAMED = {"Percent": "0%"}


def is_xml_2003(head: bytes) -> bool:
    """Whether a file is of this format, by how it begins."""
    return _NAMESPACE in head and re.search(rb"<(?:\w+:)?Workbook\b", head) is not None


def read(content: bytes, reading: Reading) -> list[Sheet]:
    """The sheets of one file."""
    declared = _ENCODING.match(content[:_FIRST_LINE].removeprefix(b"\xef\xbb\xbf"))
    if declared and not declared[2].lower().startswith((b"utf", b"us-ascii")):  # the parser knows few others
        name = declared[2].decode("ascii", "replace").lower()
        text = decode(content, reading.path, "gb18030" if name in ("gb2312", "gbk") else name)
        content = text.partition("?>")[2].encode()
    book = _Book(reading)
    read_xml([content], reading.path, start=book.start, end=book.end, text=book.text)
    return book.sheets


class _Book:
    """Goes through the XML: styles, then sheets, in them rows, in them cells, in them data; comments of cells are left out."""

    def __init__(self, reading: Reading) -> None:
        self.sheets: list[Sheet] = []
        self._reading = reading
        self._names = LocalNames()
        self._shown: dict[str, Shown | None] = {}
        self._style = ""
        self._grid: Grid | None = None
        self._hidden = False
        self._line = self._next_line = self._column = self._next_column = 1
        self._hidden_until = 1  # the row behind the last one that is known to be hidden
        self._row_style = ""
        self._cells: list[Cell] = []
        self._cell: dict[str, str] = {}
        self._type: str | None = None
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._names[name]
        if tag in ("Data", "Visible"):
            self._type, self._text = local(attributes).get("Type"), []
        elif tag == "Cell":
            self._start_cell(local(attributes))
        elif tag == "Row":
            self._start_row(local(attributes))
        elif tag == "Column" and self._grid is not None:
            attributes = local(attributes)
            first = _number(attributes.get("Index"), self._next_column)
            self._next_column = first + 1 + _number(attributes.get("Span"), 0)
            if attributes.get("Hidden") == "1":
                self._grid.hidden_columns.append((first, self._next_column - 1))
        elif tag == "Style":
            self._style = local(attributes).get("ID", "")
        elif tag == "NumberFormat":
            code = local(attributes).get("Format", "")
            self._shown[self._style] = shown_by(_NAMED.get(code, code))
        elif tag == "Worksheet":
            self._grid = self._reading.grid(local(attributes).get("Name", ""), hidden=False)
            self._hidden = False
            self._next_line = self._next_column = self._hidden_until = 1
        elif tag == "Comment":
            self._cell = {}

    def end(self, name: str) -> None:
        tag = self._names[name]
        if tag == "Data":
            text, self._text = "".join(self._text or ()), None
            if self._cell and self._grid is not None:
                self._put(self._grid, text)
        elif tag == "Visible":
            self._hidden, self._text = "".join(self._text or ()).strip() in ("SheetHidden", "SheetVeryHidden"), None
        elif tag == "Row" and self._grid is not None:
            self._grid.add(self._line, self._cells)
            self._cells = []
        elif tag == "Worksheet" and self._grid is not None:
            skipped = self._reading.not_read(self._grid.name, hidden=self._hidden)
            if self._hidden and skipped is None:
                self._grid.tell_hidden()
            self.sheets.append(skipped or self._reading.finished(self._grid))
            self._grid = None
        elif tag == "Cell":
            if "Formula" in self._cell and self._grid is not None:  # its data would have been put
                self._grid.formula_without_value(self._line, self._column)
            self._cell = {}

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._line = _number(attributes.get("Index"), self._next_line)
        self._next_line = self._line + 1 + _number(attributes.get("Span"), 0)
        self._next_column, self._row_style, self._cells = 1, attributes.get("StyleID", ""), []
        if self._grid is not None and attributes.get("Hidden") == "1":
            self._grid.hidden_rows += range(max(self._line, self._hidden_until), min(self._next_line, MOST_ROWS + 1))
            self._hidden_until = max(self._hidden_until, self._next_line)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes or {"StyleID": ""}
        self._column = _number(attributes.get("Index"), self._next_column)
        across, down = _number(attributes.get("MergeAcross"), 0), _number(attributes.get("MergeDown"), 0)
        self._next_column = self._column + 1 + across
        if (across or down) and self._grid is not None:
            self._grid.merged.append(((self._line, self._column), (self._line + down, self._column + across)))

    def _put(self, grid: Grid, text: str) -> None:
        line, column = self._line, self._column
        grid.check(line, column)
        style = self._cell.get("StyleID") or self._row_style
        self._cell = {}
        value: Cell = text or None
        if self._type == "Number":
            value = grid.number(line, column, text.strip(), self._shown.get(style))
        elif self._type == "DateTime":
            clock = _TIME_OF_DAY.fullmatch(text.strip())
            value = clock[1] if clock else iso_date(text)
        elif self._type == "Boolean":
            value = "TRUE" if text.strip() == "1" else "FALSE"
        elif self._type == "Error":
            value = grid.error(line, column, text.strip() or "#ERROR!")
        self._cells.extend([None] * (column - len(self._cells)))
        self._cells[column - 1] = value


def _number(written: str | None, otherwise: int) -> int:
    return int(written[:8]) if written and written.isdecimal() else otherwise
