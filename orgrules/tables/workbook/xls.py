"""Workbooks of Excel up to 2003 (.xls: BIFF 2 to 8, also as WPS writes them, .et), by xlrd.

xlrd, not a faster library: it alone reads the text of old ones (BIFF 5) in the encoding that they state, and it tells of errors,
number formats, merged cells and hidden rows. A sheet has 65,536 rows at most.
"""

from __future__ import annotations

import io
import struct
from typing import Any

from orgrules.errors import SourceError
from orgrules.locale import _
from orgrules.tables.limits import refuse
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.grid import Grid, Reading
from orgrules.tables.workbook.number_formats import Shown, shown_by
from orgrules.tables.workbook.ole import SIGNATURE, Container
from orgrules.tables.workbook.package import broken, protected, without_library


def read(content: bytes, reading: Reading, encoding: str | None) -> list[Sheet]:
    """The sheets of an .xls; ``encoding`` is that of one from before Excel 97 that states a wrong one.

    Raises:
        SourceError: for a container of something else, also of a workbook that is protected by a password.
    """
    if content.startswith(SIGNATURE):
        content = _stream(content, reading.path)
    try:
        import xlrd
    except ImportError:
        refuse(reading.path, without_library("xlrd", ".xls"))
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            encoding_override=encoding,
        )
        return [_sheet(book, index, reading) for index in range(book.nsheets)]
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - on damaged files xlrd fails in whatever way its code happens to
        if "encrypted" in str(error):
            refuse(reading.path, protected())
        refuse(reading.path, broken(str(error) or type(error).__name__))


def _stream(content: bytes, path: str) -> bytes:
    """The stream of an OLE container that is the workbook."""
    try:
        container = Container(content)
        name = next((name for name in ("workbook", "book") if name in container.streams), None)
        if name is not None:
            return container.read(name)
    except (ValueError, struct.error) as error:
        refuse(path, broken(error))
    if "encryptedpackage" in container.streams:
        refuse(path, protected())
    if "worddocument" in container.streams:
        refuse(path, _("this is a document of Word, no workbook"))
    if "powerpoint document" in container.streams:
        refuse(path, _("these are slides of PowerPoint, no workbook"))
    return refuse(path, _("this is no workbook of Excel, although it begins like one"))


def _sheet(book: Any, index: int, reading: Reading) -> Sheet:
    name = book.sheet_names()[index]
    hidden = bool(book._sheet_visibility[index])  # noqa: SLF001 - else the sheet would have to be read first
    skipped = reading.not_read(name, hidden=hidden)
    if skipped is not None:
        return skipped
    sheet = book.sheet_by_index(index)
    grid = reading.grid(name, hidden=hidden)
    shown = [shown_by(_code(book, xf.format_key), bool(book.datemode)) for xf in book.xf_list]
    for row in range(sheet.nrows):
        styles = sheet._cell_xf_indexes[row]  # noqa: SLF001 - its method for it costs as much as the rest
        _fill(grid, row + 1, sheet.row_types(row), sheet.row_values(row), styles, shown)
    grid.hidden_rows += [row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden or look.height == 0]
    grid.hidden_columns += [(column + 1, column + 1) for column, look in sheet.colinfo_map.items() if look.hidden]
    grid.merged += [((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells]
    book.unload_sheet(index)
    return reading.finished(grid)


def _code(book: Any, key: int) -> str:
    code: str = book.format_map[key].format_str if key in book.format_map else ""
    return code


def _fill(grid: Grid, line: int, types: Any, values: Any, styles: Any, shown: list[Shown | None]) -> None:
    from xlrd import biffh

    cells: list[Cell] = []
    for column, (kind, value, style) in enumerate(zip(types, values, styles, strict=True), 1):
        if kind == biffh.XL_CELL_TEXT:
            cells.append(value.replace("\r\n", "\n").replace("\r", "\n") or None)
        elif kind in (biffh.XL_CELL_NUMBER, biffh.XL_CELL_DATE):
            cells.append(grid.number(line, column, repr(value), shown[style] if style < len(shown) else None))
        elif kind == biffh.XL_CELL_BOOLEAN:
            cells.append("TRUE" if value else "FALSE")
        elif kind == biffh.XL_CELL_ERROR:
            cells.append(grid.error(line, column, biffh.error_text_from_code.get(value, "#ERROR!")))
        else:
            cells.append(None)
    if cells:
        grid.add(line, cells)
