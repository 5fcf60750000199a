"""Binary workbooks of Excel (.xlsb): the parts of an .xlsx as records in place of XML ([MS-XLSB], sections 2.1.4 and 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from orgrules.files.package import Package
from orgrules.locale import _
from orgrules.tables.limits import refuse
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import BUILT_IN, Shown, shown_by
from orgrules.tables.workbook.ooxml import Listed, part_of, relations
from orgrules.tables.workbook.package import broken

# numbers of records
_ROW, _BLANK, _RK, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = 0, 1, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOLEAN, _FORMULA_ERROR = 8, 9, 10, 11
_RICH_TEXT = 62
_STRING, _FORMAT, _XF, _COLUMN, _WORKBOOK, _SHEET, _MERGED = 19, 44, 47, 60, 153, 156, 176
_XFS_BEGIN, _XFS_END = 617, 618

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip

_unsigned = struct.Struct("<I").unpack_from
_double = struct.Struct("<d").unpack_from
_column_and_style = struct.Struct("<II").unpack_from


class _Book(NamedTuple):
    shown: list[Shown | None]  # by the number of a style
    strings: list[Cell]


def read(package: Package, main: str, reading: Reading) -> list[Sheet]:
    """The sheets of an .xlsb, whose list of sheets is the part ``main``."""
    try:
        return _sheets(package, main, reading)
    except (struct.error, IndexError, UnicodeDecodeError) as error:  # a record that is shorter than it should be
        refuse(reading.path, broken(error))


def _sheets(package: Package, main: str, reading: Reading) -> list[Sheet]:
    listed, epoch_1904 = _listed(package, main)
    book: _Book | None = None
    sheets = []
    for each in listed:
        skipped = reading.not_read(each.name, hidden=each.hidden, table=each.type == "worksheet")
        if skipped is not None:
            sheets.append(skipped)
            continue
        if book is None:
            shown = _shown_by_style(package, part_of(package, main, "styles"), epoch_1904)
            book = _Book(shown, _strings(package, part_of(package, main, "sharedStrings")))
        grid = reading.grid(each.name, hidden=each.hidden)
        _fill(grid, _records(package, each.part), book)
        sheets.append(reading.finished(grid))
    return sheets


def _records(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part: the number of each, in one or two bytes, its length, in up to four, and what it says."""
    buffer = b""
    pieces = package.pieces(part)
    start, end = 0, False
    while not end:
        piece = next(pieces, None)
        end = piece is None
        buffer, start = buffer[start:] + (piece or b""), 0
        while True:
            record = _record(buffer, start)
            if record is None:
                break
            yield record[0], record[1]
            start = record[2]
    if start < len(buffer):
        refuse(package.path, broken(_("a part ends within a record")))


def _record(buffer: bytes, start: int) -> tuple[int, bytes, int] | None:
    """One record and where the next begins; None where the buffer ends before."""
    index, most = start, len(buffer)
    if index + 2 > most:
        return None
    number = buffer[index]
    index += 1
    if number & 0x80:
        number = (number & 0x7F) | (buffer[index] & 0x7F) << 7
        index += 1
    length = 0
    for shift in (0, 7, 14, 21):
        if index >= most:
            return None
        byte = buffer[index]
        index += 1
        length |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    if index + length > most:
        return None
    return number, buffer[index : index + length], index + length


def _text(data: bytes, start: int) -> tuple[str, int]:
    """A text that says how long it is, and where it ends."""
    (length,) = _unsigned(data, start)
    if length == 0xFFFFFFFF:  # none
        return "", start + 4
    end = start + 4 + 2 * length
    if end > len(data):
        raise IndexError(_("a text is longer than its record"))
    return data[start + 4 : end].decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\r", "\n"), end


def _listed(package: Package, main: str) -> tuple[list[Listed], bool]:
    parts = relations(package, main)
    sheets, epoch_1904 = [], False
    for number, data in _records(package, main):
        if number == _WORKBOOK:
            epoch_1904 = bool(_unsigned(data)[0] & 1)
        elif number == _SHEET:
            (state,) = _unsigned(data)
            relation, end = _text(data, 8)
            name, _end = _text(data, end)
            if relation in parts:
                sheets.append(Listed(name, parts[relation].part, parts[relation].type, state != 0))
    return sheets, epoch_1904


def _strings(package: Package, part: str | None) -> list[Cell]:
    # the first byte says what follows the text: runs of looks and phonetic readings
    return [_text(data, 1)[0] or None for number, data in _records(package, part) if number == _STRING] if part else []


def _shown_by_style(package: Package, part: str | None, epoch_1904: bool) -> list[Shown | None]:
    codes = dict(BUILT_IN)
    shown, within = [], False
    for number, data in _records(package, part) if part else ():
        if number == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = _text(data, 2)[0]
        elif number in (_XFS_BEGIN, _XFS_END):
            within = number == _XFS_BEGIN
        elif number == _XF and within:
            shown.append(shown_by(codes.get(int.from_bytes(data[2:4], "little"), ""), epoch_1904))
    return shown


def _fill(grid: Grid, records: Iterator[tuple[int, bytes]], book: _Book) -> None:
    line = 0
    cells: list[Cell] = []
    for number, data in records:
        if number == _ROW:
            if cells:
                grid.add(line, cells)
            line, cells = _unsigned(data)[0] + 1, []
            if data[11] & 0x10:
                grid.hidden_rows.append(line)
        elif number <= _FORMULA_ERROR or number == _RICH_TEXT:
            column, style = _column_and_style(data)
            value = _value(grid, (line, column + 1), number, data, style & 0xFFFFFF, book)
            if value is not None:
                grid.check(line, column + 1)
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = value
        elif number == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            grid.merged.append(((top + 1, left + 1), (bottom + 1, right + 1)))
        elif number == _COLUMN and len(data) >= 18 and data[16] & 1:
            first, last = struct.unpack_from("<II", data)
            grid.hidden_columns.append((first + 1, last + 1))
    if cells:
        grid.add(line, cells)


def _value(grid: Grid, place: tuple[int, int], number: int, data: bytes, style: int, book: _Book) -> Cell:
    if number in (_RK, _REAL, _FORMULA_NUMBER):
        value: float = _rk(_unsigned(data, 8)[0]) if number == _RK else _double(data, 8)[0]
        return grid.number(*place, repr(value), book.shown[style] if style < len(book.shown) else None)
    if number == _SHARED:
        index = int(_unsigned(data, 8)[0])
        if index < len(book.strings):
            return book.strings[index]
        grid.fail(*place, _("the text of this cell is missing in the file"))
        return None
    if number in (_TEXT, _FORMULA_TEXT, _RICH_TEXT):
        return _text(data, 9 if number == _RICH_TEXT else 8)[0] or None
    if number in (_BOOLEAN, _FORMULA_BOOLEAN):
        return "TRUE" if data[8] else "FALSE"
    if number in (_ERROR, _FORMULA_ERROR):
        return grid.error(*place, _ERRORS.get(data[8], "#ERROR!"))
    return None


def _rk(packed: int) -> float:
    """A number in four bytes: the upper 30 bits of a double or a whole number, and whether it is a hundred times too large."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed >> 31 else 0))
    else:
        number = float(struct.unpack("<d", bytes(4) + (packed & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return number / 100 if packed & 1 else number
