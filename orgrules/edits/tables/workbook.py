"""A workbook (.xlsx, .xlsm) with other texts in some of its cells: only the XML of their sheets changes, and there only they.

A cell is replaced where it stands in the XML; nothing is written anew but the cell. All other parts of the package stay as they
are, with their bytes, their order and their dates: shared strings too, for a text is written into the cell itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from orgrules.edits.tables.cells import Cell, Refused, Written
from orgrules.edits.tables.package import ZipError, replaced
from orgrules.errors import column_letters
from orgrules.locale import _
from orgrules.tables.asked import Limits
from orgrules.tables.cells import column_of, place
from orgrules.tables.workbook import shared
from orgrules.tables.workbook.number_formats import Shown
from orgrules.tables.workbook.ooxml import main_part, part_of, workbook
from orgrules.tables.workbook.package import opened
from orgrules.text import shown

#: Longest text of a cell, in characters.
LONGEST_TEXT = 32_767
#: Most digits of a number that is kept digit by digit.
_DIGITS = 15

_WHOLE = re.compile(f"[0-9]{{1,{_DIGITS}}}").fullmatch
# what XML cannot hold, and what would be read as one of these
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*[\"']([^\"']*)")
# formulas of several cells, of which no one can be changed
_ARRAY = re.compile(rb"<(?:\w+:)?f\b(?=[^>]*\bt\s*=\s*[\"'](?:array|dataTable)[\"'])[^>]*?\bref\s*=\s*[\"']([^\"']*)")
_TYPE = re.compile(r"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(?=["'])""")

_ROW = re.compile(rb'<row r="([0-9]+)"')
#: How much of a sheet tells what its columns hold, in bytes.
_SAMPLE = 4 << 20

#: Two corners, each row and column from 1.
Area = tuple[tuple[int, int], tuple[int, int]]


def is_written(content: bytes) -> bool:
    """Whether a file is a workbook that can be written into: one of XML in a package."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    main = main_part(opened(content, "", Limits().bytes))
    return main is not None and not main.endswith(".bin")


def edited_workbook(content: bytes, path: str, cells: Iterable[Cell]) -> Written:
    """A copy of a workbook with other texts in some cells; what cannot be written is told, and stays as it was.

    Raises:
        SourceError: the file is damaged, protected by a password, or larger than it may be.
    """
    package = opened(content, path, Limits().bytes)
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        return Written(content, tuple(Refused(cell, _("the workbook is signed, and a change would break it")) for cell in cells))
    main = main_part(package) or ""
    book = workbook(package, main)
    parts = {sheet.name: sheet.part for sheet in reversed(book.sheets) if sheet.type == "worksheet"}
    shown_by_style = shared.shown_by_style(package, part_of(package, main, "styles"), book.epoch_1904)
    by_sheet: dict[str, list[Cell]] = {}
    for cell in cells:
        by_sheet.setdefault(cell.sheet, []).append(cell)
    new: dict[str, bytes] = {}
    refused: list[Refused] = []
    for name, those in by_sheet.items():
        part = parts.get(name)
        if part is None or part not in package:
            refused += [Refused(cell, _("the workbook has no such sheet")) for cell in those]
            continue
        written = _edited_sheet(package.read(part), those, shown_by_style)
        refused += written.refused
        if len(written.refused) < len(those):
            new[part] = written.content
    try:
        return Written(replaced(content, new) if new else content, tuple(refused))
    except ZipError:
        whole = _("the package of the workbook is written in a way in which nothing can be replaced; open it and save it again")
        told = {each.cell: each.why for each in refused}
        return Written(content, tuple(Refused(cell, told.get(cell, whole)) for those in by_sheet.values() for cell in those))


class _Found(NamedTuple):
    """A cell as it stands in the XML of its row: its place there, its column, its attributes."""

    begin: int
    end: int
    column: int
    attributes: Mapping[str, str]
    has_formula: bool
    has_value: bool


class _Row(NamedTuple):
    """A row of a sheet in its XML, with its cells in order."""

    begin: int
    end: int
    cells: Sequence[_Found]
    are_named: bool  # whether each cell says which one it is


def _edited_sheet(xml: bytes, cells: Sequence[Cell], shown_by_style: Mapping[str, Shown | None]) -> Written:
    """The XML of one sheet with other texts in some cells."""
    rows = _rows_of(xml, {cell.row for cell in cells})
    if rows is None:
        encoding = _("the XML of the sheet is in an encoding other than UTF-8")
        return Written(xml, tuple(Refused(cell, encoding) for cell in cells))
    sheet = _Sheet(xml, rows, shown_by_style)
    refused = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        why = sheet.refusal(cell)
        if why is None:
            sheet.write(cell)
        else:
            refused.append(Refused(cell, why))
    return Written(sheet.content(), tuple(refused))


class _Sheet:
    """The XML of a sheet while cells are written into it."""

    def __init__(self, xml: bytes, rows: Mapping[int, Sequence[_Row]], shown_by_style: Mapping[str, Shown | None]) -> None:
        self._xml, self._rows, self._shown = xml, rows, shown_by_style
        self._merged = [area for area in _areas(_MERGED, xml) if area[0] != area[1]]
        self._arrays = _areas(_ARRAY, xml)
        self._edits: list[tuple[int, int, bytes]] = []
        self._numeric: dict[int, bool] = {}
        self._added: dict[int, list[tuple[int, bytes]]] = {}  # by row: the cells that it gets, with their columns

    def refusal(self, cell: Cell) -> str | None:
        """Why a cell is not written; None where nothing is against it."""
        at = (cell.row, cell.column)
        why = _refusal(cell, self._rows.get(cell.row, ()))
        # what stands in a merged cell is read as standing in each of its rows; in one row it is one cell
        if why is None and _within(at, [area for area in self._merged if area[0] != at or area[1][0] != cell.row]):
            return _("the cell is part of a merged one")
        if why is None and _within(at, self._arrays):
            return _("the cell is part of a formula of several cells")
        return why

    def write(self, cell: Cell) -> None:
        """Put another text into a cell, in its place or where it would stand."""
        row = self._rows[cell.row][0]
        found = next((each for each in row.cells if each.column == cell.column), None)
        style = found.attributes.get("s", "") if found is not None else ""
        number = _number(cell.after, self._shown[style]) if self._holds_numbers(found, cell.column) else None
        if found is not None:
            raw = self._xml[found.begin : found.end].decode()
            self._edits.append((found.begin, found.end, _replaced_cell(raw, cell.after, number).encode()))
        elif cell.after:
            prefix = _prefix(self._xml[row.begin : row.end].decode())
            written = _replaced_cell(f'<{prefix}c r="{cell.name}"/>', cell.after, number)
            self._added.setdefault(cell.row, []).append((cell.column, written.encode()))

    def content(self) -> bytes:
        """The XML with what was written."""
        edits = list(self._edits)
        for line, cells in self._added.items():
            row = self._rows[line][0]
            if not row.cells:
                whole = b"".join(written for _column, written in cells)
                edits.append((row.begin, row.end, _filled_row(self._xml[row.begin : row.end], whole)))
                continue
            columns = [each.column for each in row.cells]
            for column, written in cells:
                index = bisect_left(columns, column)
                position = row.cells[index].begin if index < len(columns) else row.cells[-1].end
                edits.append((position, position, written))
            edits += _spans(self._xml, row, [column for column, _written in cells])
        return _spliced(self._xml, edits)

    def _holds_numbers(self, found: _Found | None, column: int) -> bool:
        """Whether a cell is one of numbers: by what it holds, else by what others of its column hold."""
        if found is not None and found.has_value:
            return found.attributes.get("t", "n") == "n"
        if column not in self._numeric:
            self._numeric[column] = _is_numeric(self._xml, column)
        return self._numeric[column]


def _refusal(cell: Cell, rows: Sequence[_Row]) -> str | None:
    """Why a cell is not written, by what stands in the rows of its number."""
    if not rows:
        return _("the sheet has no such row")
    there = [each for row in rows for each in row.cells if each.column == cell.column]
    if len(there) > 1 or len(rows) > 1:
        return _("the row is written twice in the file; open it and save it again")
    if not there and not rows[0].are_named:
        return _("the cells of the row do not say which they are; open the file and save it again")
    if there and there[0].has_formula:
        return _("the cell holds a formula")
    if there and not {"cm", "vm"}.isdisjoint(there[0].attributes):
        return _("the cell holds a value that is linked to others")
    if len(cell.after) > LONGEST_TEXT:
        return _("a cell holds at most {most:,} characters").format(most=LONGEST_TEXT)
    if any("\ud800" <= character <= "\udfff" for character in cell.after):
        return _('"{text}" has characters that no file can hold').format(text=shown(cell.after))
    return None


def _areas(pattern: re.Pattern[bytes], xml: bytes) -> list[Area]:
    found = []
    for ref in pattern.findall(xml):
        first, _colon, last = ref.decode("ascii", "replace").partition(":")
        found.append((place(first), place(last or first)))
    return found


def _within(at: tuple[int, int], areas: Iterable[Area]) -> bool:
    return any(first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1] for first, last in areas)


def _number(text: str, shown_as: Shown | None) -> str | None:
    """A text as the number that is shown so in a cell of numbers; None where it is to stand there as a text."""
    if not _WHOLE(text):
        return None
    number = str(int(text))
    return number if (number if shown_as is None else shown_as(float(number))) == text else None


def _replaced_cell(raw: str, text: str, number: str | None) -> str:
    """A cell with another text; what else it says of itself stays."""
    prefix = _prefix(raw)
    tag = raw[: raw.index(">")].removesuffix("/").rstrip()
    tag = _TYPE.sub("", tag)
    if not text:
        return f"{tag}/>"
    if number is not None:
        return f"{tag}><{prefix}v>{number}</{prefix}v></{prefix}c>"
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'{tag} t="inlineStr"><{prefix}is><{prefix}t{kept}>{_escaped(text)}</{prefix}t></{prefix}is></{prefix}c>'


def _escaped(text: str) -> str:
    text = _NO_XML.sub(lambda found: "".join(f"_x{ord(each):04X}_" for each in found[0]), text.replace("\r\n", "\n"))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _prefix(raw: str) -> str:
    """What stands before the names of elements: "x:", mostly nothing."""
    found = re.match(r"<([^\s:/>]+:)?", raw)
    return (found[1] or "") if found else ""


def _filled_row(raw: bytes, cells: bytes) -> bytes:
    """A row that had no cells, with some."""
    end = raw.index(b">")
    if raw[:end].endswith(b"/"):
        return raw[: end - 1].rstrip() + b">" + cells + f"</{_prefix(raw.decode())}row>".encode()
    return raw[: end + 1] + cells + raw[end + 1 :]


def _spans(xml: bytes, row: _Row, columns: Iterable[int]) -> list[tuple[int, int, bytes]]:
    """Which columns a row has, where it says so, with those that are new."""
    said = _SPANS.search(xml, row.begin, xml.index(b">", row.begin))
    if said is None:
        return []
    reached = {int(said[2]), int(said[3]), *columns}
    new = f"{min(reached)}:{max(reached)}".encode()
    return [] if new == said[2] + b":" + said[3] else [(said.end(1), said.end(3), new)]


def _spliced(xml: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    pieces, at = [], 0
    for begin, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [xml[at:begin], new]
        at = end
    return b"".join([*pieces, xml[at:]])


def _is_numeric(xml: bytes, column: int) -> bool:
    """Whether most of the filled cells of a column are numbers: a text among them would be found by no lookup."""
    name = re.escape(column_letters(column).encode())
    pattern = rb"<(?:\w+:)?c\b(?=[^>]*\br=\"" + name + rb"[0-9]+\")([^>]*[^/>])>\s*<(?:\w+:)?(?:v|is)>"
    cells = re.findall(pattern, xml[:_SAMPLE])
    numbers = sum(b" t=" not in each or b't="n"' in each for each in cells)
    return 2 * numbers > len(cells)


def _rows_of(xml: bytes, wanted: set[int]) -> dict[int, list[_Row]] | None:
    """The rows of some numbers, where they stand; None where the XML is not in UTF-8."""
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        return None
    declared = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""", xml)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        return None
    found: dict[int, list[_Row]] = {}
    for line, begin, end in _plain_rows(xml, wanted) or _any_rows(xml, wanted):
        found.setdefault(line, []).append(_row(xml, begin, end))
    return found


def _plain_rows(xml: bytes, wanted: set[int]) -> list[tuple[int, int, int]] | None:
    """Number, begin and end of rows in a sheet that is written in the plain way; None where one of them is not found so."""
    if b"<!" in xml or b":row" in xml:
        return None
    numbers = {str(line).encode(): line for line in wanted}
    found = []
    for row in _ROW.finditer(xml):
        if row[1] in numbers:
            head = xml.find(b">", row.start())
            end = head + 1 if xml[head - 1 : head] == b"/" else xml.find(b"</row>", head) + len(b"</row>")
            found.append((numbers[row[1]], row.start(), end))
    return found if len(found) == len(wanted) == len({line for line, _begin, _end in found}) else None


def _any_rows(xml: bytes, wanted: set[int]) -> list[tuple[int, int, int]]:
    """As ``_plain_rows``, of a sheet however it is written."""
    found: list[tuple[int, int, int]] = []
    line = begin = 0
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal line, begin
        if name.rpartition(":")[2] == "row":
            number = attributes.get("r", "")
            line = int(number[:8]) if number.isdecimal() else line + 1
            begin = parser.CurrentByteIndex

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "row" and line in wanted:
            found.append((line, begin, xml.index(b">", parser.CurrentByteIndex) + 1))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return found


def _row(xml: bytes, begin: int, end: int) -> _Row:
    """A row taken apart."""
    cells: list[_Found] = []
    piece = xml[begin:end]
    parser = expat.ParserCreate("utf-8")
    attributes: dict[str, str] = {}
    depth = at = column = 0
    has_formula = has_value = False
    are_named = True

    def start(name: str, found: dict[str, str]) -> None:
        nonlocal depth, attributes, at, column, has_formula, has_value, are_named
        depth += 1
        tag = name.rpartition(":")[2]
        if depth == 2 and tag == "c":
            attributes, at, has_formula, has_value = found, parser.CurrentByteIndex, False, False
            letters = found.get("r", "").rstrip("0123456789")
            are_named = are_named and bool(letters)
            column = column_of(letters) if letters.isascii() and letters.isalpha() else column + 1
        elif depth == 3:
            has_formula = has_formula or tag == "f"
            has_value = has_value or tag in ("v", "is")

    def finish(name: str) -> None:
        nonlocal depth
        if depth == 2 and name.rpartition(":")[2] == "c":
            close = piece.index(b">", parser.CurrentByteIndex) + 1
            cells.append(_Found(begin + at, begin + close, column, attributes, has_formula, has_value))
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, finish
    parser.Parse(piece, True)
    return _Row(begin, end, sorted(cells, key=lambda cell: cell.column), are_named)
