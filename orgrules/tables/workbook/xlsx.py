"""Workbooks of Excel since 2007 (.xlsx, .xlsm), transitional and strict, from whatever program, by their XML.

The XML says what libraries leave out: numbers digit by digit, number formats, errors, formulas that were never computed, rows in
any order. Most sheets are written in one plain way and are taken apart by one pattern; all others by an XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from orgrules.errors import column_letters
from orgrules.files.package import Package
from orgrules.locale import _
from orgrules.tables.cells import column_of, place
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook import plain_xml, shared
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import Shown, iso_date
from orgrules.tables.workbook.ooxml import Listed, part_of, relations, workbook
from orgrules.tables.workbook.package import LocalNames, read_xml

#: A cell as it is written: letters of its column, number of its style, type, formula, value, text that stands in the cell itself.
Written = tuple[str, str, str, str, str, str]

# the plain way to write a cell; each "<c" of a row has to be one that this takes whole, else the sheet is written otherwise
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?(?: t="n"| t="([a-zA-Z]{1,9})")?(?:/>|>'
    r"(<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>|<v ?/>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,20})?").fullmatch
_ROW_NUMBER = re.compile(' r="([0-9]+)"')
_HIDDEN = re.compile(' hidden="(?:1|true|on)"| ht="0"')
_FIRST_COLUMNS = [column_letters(column) for column in range(1, 257)]
_NOTHING: Written = ("", "", "", "", "", "")
_TRUE = ("1", "true", "on")


def read(package: Package, main: str, reading: Reading) -> list[Sheet]:
    """The sheets of an .xlsx or .xlsm, whose list of sheets is the part ``main``."""
    book = workbook(package, main)
    shown = shared.shown_by_style(package, part_of(package, main, "styles"), book.epoch_1904)
    strings: list[Cell] | None = None
    sheets = []
    for listed in book.sheets:
        skipped = reading.not_read(listed.name, hidden=listed.hidden, table=listed.type == "worksheet")
        if skipped is not None:
            sheets.append(skipped)
            continue
        if strings is None:
            strings = shared.strings(package, part_of(package, main, "sharedStrings"))
        sheets.append(reading.finished(_filled(package, listed, reading, _Book(shown, strings, book.uncomputed))))
    return sheets


class _Book(NamedTuple):
    """What all sheets of a workbook share."""

    shown: dict[str, Shown | None]  # how a style, by its number, shows a number
    strings: list[Cell]
    uncomputed: bool  # the program that wrote the file left its formulas to be computed when it is opened


def _filled(package: Package, listed: Listed, reading: Reading, book: _Book) -> Grid:
    spent = reading.budget.spent
    grid = reading.grid(listed.name, hidden=listed.hidden)
    try:
        _read_plain(package.pieces(listed.part), package.path, _Filling(grid, book))
    except plain_xml.IrregularError:
        reading.budget.spent = spent
        grid = reading.grid(listed.name, hidden=listed.hidden)
        _read_any(package.pieces(listed.part), package.path, _Filling(grid, book))
    if any(each.type == "pivotTable" for each in relations(package, listed.part).values()):
        grid.note(_("the sheet has a pivot table, a summary of another table; its cells are read as they stand"))
    return grid


class _Columns(dict[str, int]):
    """The number of a column by its letters, each worked out once; 0 where there are none."""

    def __missing__(self, name: str) -> int:
        number = self[name] = column_of(name) if name.isascii() and name.isalpha() else 0
        return number


class _Filling:
    """Fills a grid with the cells of one sheet as they are written."""

    def __init__(self, grid: Grid, book: _Book) -> None:
        self._grid, self._book = grid, book
        self._columns = _Columns()
        self._line = 0

    def row(self, number: str | None, hidden: bool, cells: list[Written]) -> None:
        """One row; it follows the one before where it has no number, and so does a cell without a column."""
        self._line = line = int(number[:8]) if number else self._line + 1
        if hidden:
            self._grid.hidden_rows.append(line)
        strings, shown_by_style = self._book.strings, self._book.shown
        values: list[Cell] = []
        append, known = values.append, len(strings)
        for cell in self._from_first_column(cells):
            _letters, style, kind, formula, written, text = cell
            # the kinds of which most cells are, before all others
            if kind == "s" and written.isdecimal() and len(written) < 10 and (index := int(written)) < known:
                append(strings[index])
            elif kind == "inlineStr":
                append(shared.decoded(text))
            elif kind or formula or not written:
                append(self._value(line, len(values) + 1, cell))
            elif (shown := shown_by_style[style]) is not None and _NUMBER(written):
                append(shown(float(written)))
            elif written.isdecimal() and len(written) < 16 and written[0] != "0":
                append(written)
            else:
                append(self._grid.number(line, len(values) + 1, written, shown))
        if values:
            self._grid.add(line, values)

    def _from_first_column(self, cells: list[Written]) -> list[Written]:
        """Cells of a row one by one from the first column on; blank ones where nothing is written."""
        if [cell[0] for cell in cells] == _FIRST_COLUMNS[: len(cells)]:
            return cells
        placed: list[Written] = []
        for cell in cells:
            column = self._columns[cell[0]] or len(placed) + 1
            if column > len(placed):
                placed.extend([_NOTHING] * (column - len(placed)))
            placed[column - 1] = cell
        return placed

    def _value(self, line: int, column: int, cell: Written) -> Cell:
        _letters, style, kind, formula, written, _text = cell
        if kind == "str":
            return shared.decoded(written)
        written = written.strip()
        if formula and (not written or (written == "0" and not kind and self._book.uncomputed)):
            self._grid.formula_without_value(line, column)
            return None
        if not written:
            return None
        if kind == "s":
            self._grid.fail(line, column, _("the text of this cell is missing in the file"))
            return None
        if kind == "e":
            return self._grid.error(line, column, written)
        if kind == "b":
            return "FALSE" if written in ("0", "false") else "TRUE"
        if kind == "d":
            return iso_date(written)
        return self._grid.number(line, column, written, self._book.shown[style])

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """What a sheet says beside its rows."""
        if name == "mergeCell":
            first, _separator, last = attributes.get("ref", "").partition(":")
            self._grid.merged.append((place(first), place(last or first)))
        elif name == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            limits = attributes.get("min", ""), attributes.get("max", "")
            if all(limit.isdecimal() for limit in limits):
                self._grid.hidden_columns.append((int(limits[0][:8]), int(limits[1][:8])))


def _read_plain(pieces: Iterator[bytes], path: str, filling: _Filling) -> None:
    """Read a sheet that is written in the plain way.

    Raises:
        plain_xml.IrregularError: where it is not; what was filled in till then is to be thrown away.
    """
    texts = plain_xml.decode(pieces)
    head, rest = plain_xml.until(texts, "", "<sheetData>")
    if "<worksheet" not in head:
        raise plain_xml.IrregularError
    tail = None
    while tail is None:
        rows, end, after = rest.partition("</sheetData>")
        if end:
            tail = after
        else:
            cut = rest.rfind("</row>") + len("</row>")
            if cut < len("</row>") and len(rest) > plain_xml.LONGEST:
                raise plain_xml.IrregularError
            rows, rest = (rest[:cut], rest[cut:]) if cut >= len("</row>") else ("", rest)
        _read_plain_rows(rows, filling)
        if not end:
            rest += plain_xml.next_of(texts)
    names = LocalNames()
    beside = chain((f"{head}</sheetData>{tail}".encode(),), (text.encode() for text in texts))
    read_xml(beside, path, start=lambda name, attributes: filling.element(names[name], attributes))


def _read_plain_rows(text: str, filling: _Filling) -> None:
    plain_xml.check(text, ":row", ":c ")
    *rows, behind = text.split("</row>")
    for piece in rows:
        head, _end, inside = piece.partition(">")
        while head.endswith("/") and head.startswith("<row"):  # rows of which only the look is written
            _read_row(head, "", filling)
            head, _end, inside = inside.partition(">")
        _read_row(head, inside, filling)
    for piece in behind.split("/>")[:-1]:
        _read_row(piece, "", filling)


def _read_row(head: str, inside: str, filling: _Filling) -> None:
    cells = _CELL.findall(inside)
    if not head.startswith("<row") or len(cells) != inside.count("<c") or inside.count("<row"):
        raise plain_xml.IrregularError
    if "&" in inside:
        cells = [tuple(map(plain_xml.unescaped, cell)) for cell in cells]
    number = _ROW_NUMBER.search(head)
    filling.row(number[1] if number else None, _HIDDEN.search(head) is not None, cells)


def _read_any(pieces: Iterator[bytes], path: str, filling: _Filling) -> None:
    """Read a sheet however it is written, as long as it is XML."""
    names = LocalNames()
    row: dict[str, str] = {}
    cell: dict[str, str] = {}
    cells: list[Written] = []
    texts: dict[str, str] = {}
    within = ""  # the element whose text is collected
    phonetic = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, cell, cells, texts, within, phonetic
        tag = names[name]
        if tag == "c":
            cell, texts = attributes, {}
        elif tag in ("v", "t", "f"):
            within = "" if phonetic else tag
            texts.setdefault(tag, "")
        elif tag == "row":
            row, cells = attributes, []
        elif tag == "rPh":
            phonetic = True
        else:
            filling.element(tag, attributes)

    def end(name: str) -> None:
        nonlocal within, phonetic
        tag = names[name]
        if tag in ("v", "t", "f"):
            within = ""
        elif tag == "c":
            letters = cell.get("r", "").rstrip("0123456789")
            formula = "f" if "f" in texts else ""
            kind = cell.get("t", "n")
            cells.append(
                (letters, cell.get("s", ""), "" if kind == "n" else kind, formula, texts.get("v", ""), texts.get("t", ""))
            )
        elif tag == "row":
            number = row.get("r", "")
            hidden = row.get("hidden") in _TRUE or row.get("ht") == "0"
            filling.row(number if number.isdecimal() else None, hidden, cells)
        elif tag == "rPh":
            phonetic = False

    def text(data: str) -> None:
        if within:
            texts[within] += data

    read_xml(pieces, path, start=start, end=end, text=text)
