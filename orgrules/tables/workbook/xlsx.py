"""Workbooks of Excel since 2007 (.xlsx, .xlsm), transitional and strict, from whatever program, by their XML.

The XML says what libraries leave out: numbers digit by digit, number formats, errors, formulas that were never computed, rows in
any order. Most sheets are written in one plain way and are taken apart by one pattern; all others by an XML parser.
"""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import unescape

from orgrules.locale import _
from orgrules.tables.cells import column_of, letters, place
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import BUILT_IN, Shown, iso_date, shown_by
from orgrules.tables.workbook.ooxml import Listed, part_of, relations, workbook
from orgrules.tables.workbook.package import LocalNames, Package, read_xml

#: A cell as it is written: letters of its column, number of its style, type, formula, value, text that stands in the cell itself.
Written = tuple[str, str, str, str, str, str]

# a character by its number (ECMA-376, part 1, section 22.9.2.19): what XML cannot hold, a carriage return most of all
_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")

# the plain way to write a cell; each "<c" of a row has to be one that this takes whole, else the sheet is written otherwise
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?(?: t="n"| t="([a-zA-Z]{1,9})")?(?:/>|>'
    r"(<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>|<v ?/>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')


_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,20})?").fullmatch
_ROW_NUMBER = re.compile(' r="([0-9]+)"')
_HIDDEN = re.compile(' hidden="(?:1|true|on)"| ht="0"')
_ENCODING = re.compile(r"""<\?xml[^>]*?encoding=["']([^"']*)""")
#: Longest piece of XML in which a row has to end, in characters: the longest row of a sheet has some 2 MiB.
_LONGEST_ROW = 8 << 20
_FIRST_COLUMNS = [letters(column) for column in range(1, 257)]
_NOTHING: Written = ("", "", "", "", "", "")
_TRUE = ("1", "true", "on")


class _IrregularError(Exception):
    """A part is not written in the plain way."""


def read(package: Package, main: str, reading: Reading) -> list[Sheet]:
    """The sheets of an .xlsx or .xlsm, whose list of sheets is the part ``main``."""
    book = workbook(package, main)
    shown = _shown_by_style(package, part_of(package, main, "styles"), book.epoch_1904)
    strings: list[Cell] | None = None
    sheets = []
    for listed in book.sheets:
        skipped = reading.not_read(listed.name, hidden=listed.hidden, table=listed.type == "worksheet")
        if skipped is not None:
            sheets.append(skipped)
            continue
        if strings is None:
            strings = _strings(package, part_of(package, main, "sharedStrings"))
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
    except _IrregularError:
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
            _letters, style, kind, formula, written, _text = cell
            # the kinds of which most cells are, before all others
            if kind == "s" and written.isdecimal() and (index := int(written)) < known:
                append(strings[index])
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
        _letters, style, kind, formula, written, text = cell
        if kind == "inlineStr":
            return _decoded(text)
        if kind == "str":
            return _decoded(written)
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
        _IrregularError: where it is not; what was filled in till then is to be thrown away.
    """
    texts = _decode(pieces)
    head, rest = _until(texts, "", "<sheetData>")
    if "<worksheet" not in head:
        raise _IrregularError
    tail = None
    while tail is None:
        rows, end, after = rest.partition("</sheetData>")
        if end:
            tail = after
        else:
            cut = rest.rfind("</row>") + len("</row>")
            if cut < len("</row>") and len(rest) > _LONGEST_ROW:
                raise _IrregularError
            rows, rest = (rest[:cut], rest[cut:]) if cut >= len("</row>") else ("", rest)
        _read_plain_rows(rows, filling)
        if not end:
            rest += _next(texts)
    names = LocalNames()
    beside = chain((f"{head}</sheetData>{tail}".encode(),), (text.encode() for text in texts))
    read_xml(beside, path, start=lambda name, attributes: filling.element(names[name], attributes))


def _read_plain_rows(text: str, filling: _Filling) -> None:
    if any(mark in text for mark in ("<!", "<?", "&#", "\r", ":row", ":c ")):
        raise _IrregularError
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
        raise _IrregularError
    if "&" in inside:
        cells = [tuple(map(unescape, cell)) for cell in cells]
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


def _strings(package: Package, part: str | None) -> list[Cell]:
    """The texts that cells share, in order; their phonetic readings are left out."""
    if part is None:
        return []
    try:
        return _plain_strings(package.pieces(part))
    except _IrregularError:
        return _any_strings(package.pieces(part), package.path)


def _plain_strings(pieces: Iterator[bytes]) -> list[Cell]:
    texts = _decode(pieces)
    rest = _until(texts, "", ">", start="<sst")[1]
    strings: list[Cell] = []
    while True:
        cut = rest.rfind("</si>") + len("</si>")
        if cut >= len("</si>"):
            text, rest = rest[:cut], rest[cut:]
            found = _STRING.findall(text)
            if len(found) != text.count("<si") or any(mark in text for mark in ("<!", "<?", "&#", "\r", ":si")):
                raise _IrregularError
            strings.extend(map(_decoded, map(unescape, found) if "&" in text else found))
        elif len(rest) > _LONGEST_ROW:
            raise _IrregularError
        more = next(texts, None)
        if more is None:
            if "<si" in rest:
                raise _IrregularError
            return strings
        rest += more


def _any_strings(pieces: Iterator[bytes], path: str) -> list[Cell]:
    names = LocalNames()
    strings: list[Cell] = []
    runs: list[str] = []
    within = phonetic = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal within, phonetic
        tag = names[name]
        if tag == "si":
            runs.clear()
        elif tag == "rPh":
            phonetic = True
        elif tag == "t":
            within = not phonetic

    def end(name: str) -> None:
        nonlocal within, phonetic
        tag = names[name]
        if tag == "si":
            strings.append(_decoded("".join(runs)))
        elif tag == "rPh":
            phonetic = False
        elif tag == "t":
            within = False

    def text(data: str) -> None:
        if within:
            runs.append(data)

    read_xml(pieces, path, start=start, end=end, text=text)
    return strings


def _shown_by_style(package: Package, part: str | None, epoch_1904: bool) -> dict[str, Shown | None]:
    """How each style shows a number; a cell without a style has the first."""
    names = LocalNames()
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    formats: list[str] = []
    within = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        tag = names[name]
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            within = True
        elif tag == "xf" and within:
            formats.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal within
        within = within and names[name] != "cellXfs"

    if part is not None:
        read_xml(package.pieces(part), package.path, start=start, end=end)
    shown: dict[str, Shown | None] = defaultdict(lambda: None)
    for index, number in enumerate(formats):
        shown[str(index)] = shown_by(codes.get(number, ""), epoch_1904)
    shown[""] = shown["0"]
    return shown


def _decoded(text: str) -> Cell:
    """A text with the characters that are written by their numbers, and its lines ended as everywhere; None for an empty one."""
    if "_x" in text:
        text = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None


def _decode(pieces: Iterator[bytes]) -> Iterator[str]:
    """XML as text, piece by piece, where it is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for number, piece in enumerate(pieces):
            text = decoder.decode(piece)
            declared = _ENCODING.match(text) if not number else None
            if declared and declared[1].lower() not in ("utf-8", "utf8"):
                raise _IrregularError
            yield text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _IrregularError from None


def _until(texts: Iterator[str], text: str, mark: str, start: str = "") -> tuple[str, str]:
    """What is written before the end of a mark, with it, and what follows."""
    while (index := text.find(mark, max(0, text.find(start)))) < 0 or start not in text:
        if len(text) > _LONGEST_ROW:
            raise _IrregularError
        text += _next(texts)
    if "<!" in text[:index]:
        raise _IrregularError
    return text[: index + len(mark)], text[index + len(mark) :]


def _next(texts: Iterator[str]) -> str:
    text = next(texts, None)
    if text is None:
        raise _IrregularError
    return text
