"""Workbooks as people see them: each cell's text and place, and what is said of those that cannot be read."""

from __future__ import annotations

import datetime
import io
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from orgrules.errors import SourceError, cell_name, column_letters
from orgrules.tables import html_table, workbook
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.cells import area, column_of, place
from orgrules.tables.read import sheets_of
from orgrules.tables.sheet import Sheet
from orgrules.tables.workbook.number_formats import lost_digits, plain, shown_by
from tests.tables.books import (
    SHEET,
    XML_2003,
    biff5,
    book,
    converted,
    ole,
    only,
    parts_of,
    record,
    rewritten,
    saved,
    texts,
    told,
    wide,
    xlsb,
    xlsb_row,
    zipped,
)

DATA = Path(__file__).parent.parent / "data" / "workbooks"

#: A value, the number format that it has, and the text that HR sees.
CELLS: list[tuple[Any, str, str]] = [
    ("007", "@", "007"),
    ("  李 雷 ", "General", "  李 雷 "),
    ("一行\n二行", "General", "一行\n二行"),
    ("\"R&D\" <'甲'> &amp;", "General", "\"R&D\" <'甲'> &amp;"),
    (42, "General", "42"),
    (42.0, "0.00", "42"),
    (1042, "00000", "01042"),
    (42, '"E"00000', "E00042"),
    (1234567, "000-0000", "123-4567"),
    (5, '0"人"', "5"),
    (1234.5, "#,##0.00", "1234.5"),
    (0.1 + 0.2, "General", "0.3"),
    (-3, "General", "-3"),
    (0.5, "0%", "50%"),
    (0.125, "0.0%", "12.5%"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    (datetime.date(2026, 1, 31), "yyyy-mm-dd", "2026-01-31"),
    (datetime.date(2026, 1, 31), 'yyyy"年"m"月"d"日"', "2026-01-31"),
    (datetime.date(2026, 1, 31), "m/d/yy", "2026-01-31"),
    (datetime.datetime(2026, 1, 31, 8, 30), "yyyy-mm-dd hh:mm", "2026-01-31T08:30:00"),
    (datetime.time(8, 30), "h:mm", "08:30:00"),
    (123456789012345, "0", "123456789012345"),
]
EXPECTED = [text for _value, _code, text in CELLS]


def _by_openpyxl() -> bytes:
    def formats(sheet: Any) -> None:
        for row, (_value, code, _text) in enumerate(CELLS, 1):
            sheet.cell(row, 1).number_format = code

    return book(((value,) for value, _code, _text in CELLS), formats)


def _shared(row: list[str]) -> bytes:
    """A workbook whose texts stand in a part of their own, as XlsxWriter and Excel write them."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    made.add_worksheet("花名册").write_row(0, 0, row)
    made.close()
    return stream.getvalue()


def _by_xlsxwriter() -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet("花名册")
    for row, (value, code, _text) in enumerate(CELLS):
        sheet.write(row, 0, value, made.add_format({"num_format": code}))
    made.close()
    return stream.getvalue()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One workbook as LibreOffice writes it: cells, and what surrounds them."""
    made = openpyxl.load_workbook(io.BytesIO(_by_openpyxl()))
    sheet = made.create_sheet("部门")
    rows = [["部门", "姓名", "上级"], ["销售部", "李雷", "=NA()"], [None, "韩梅梅", "=1/0"], [None, "离职者", '=A2&"x"']]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C9000"] = "误"
    old = made.create_sheet("旧版")
    old.append(["x"])
    old.sheet_state = "hidden"
    return converted(saved(made), ("xls", "ods", "fods", "xlsx"), tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("write", [_by_openpyxl, _by_xlsxwriter], ids=["openpyxl", "XlsxWriter"])
def test_a_cell_is_the_text_that_people_see(write: Callable[[], bytes]) -> None:
    sheet = only(write())
    assert [row[0] for row in sheet.rows] == EXPECTED
    assert list(sheet.lines) == list(range(1, len(CELLS) + 1))
    assert (sheet.kind, sheet.name, sheet.unreadable, sheet.notes) == ("xlsx", "花名册", (), ())


@pytest.mark.parametrize("kind", ["xls", "ods", "fods", "xlsx"])
def test_libreoffice_writes_what_is_read_alike_in_every_format(office: dict[str, bytes], kind: str) -> None:
    cells, units, old = workbook.read(office[kind], f"people.{kind}")
    assert [row[0] for row in cells.rows] == EXPECTED
    assert {cells.kind, units.kind, old.kind} == {kind}
    assert texts(units) == [
        ["部门", "姓名", "上级"],
        ["销售部", "李雷", "#N/A"],
        ["销售部", "韩梅梅", "#DIV/0!"],
        ["销售部", "离职者", "销售部x"],
        [None, None, "误"],
    ]
    assert list(units.lines) == [1, 2, 3, 4, 9000]
    assert units.place(4, 2) == (9000, 3)
    assert units.errors == {(1, 2): "#N/A", (2, 2): "#DIV/0!"}
    assert units.unreadable == ()
    assert told(units.notes) == [
        (4, 1, "1 hidden row is read too"),
        (1, 2, "the hidden column B is read too"),
        (2, 1, "a merged cell is read as standing in each of its rows: A2:A4"),
        (9000, 3, "C9000 stands 8,995 blank rows below the rest; delete it if it is there by mistake"),
    ]
    assert (old.name, texts(old), told(old.notes)) == ("旧版", [["x"]], [(0, 0, "the sheet is hidden, and read like the others")])


@pytest.mark.parametrize("kind", ["xls", "ods", "fods", "xlsx"])
def test_hidden_rows_and_sheets_are_left_out_when_asked_and_told(office: dict[str, bytes], kind: str) -> None:
    _cells, units, old = workbook.read(office[kind], f"people.{kind}", Asked(leave_out_hidden=True))
    assert list(units.lines) == [1, 2, 3, 9000]
    assert (4, 1, "1 hidden row is left out") in told(units.notes)
    assert (old.name, texts(old), told(old.notes)) == ("旧版", [], [(0, 0, "the sheet is hidden and left out")])


def test_very_hidden_sheets_and_sheets_of_charts_are_told() -> None:
    made = openpyxl.Workbook()
    made.active.append(["a"])
    made.create_sheet("深藏").sheet_state = "veryHidden"
    made.create_chartsheet("图")
    _first, hidden, chart = workbook.read(saved(made), "x.xlsx")
    assert told(hidden.notes) == [(0, 0, "the sheet is hidden, and read like the others")]
    assert (chart.name, texts(chart)) == ("图", [])
    assert told(chart.notes) == [(0, 0, "a sheet of charts or macros, which has no cells")]


def test_an_xlsb_of_excel_is_read() -> None:
    visible, hidden, very_hidden, chart = workbook.read((DATA / "any_sheets.xlsb").read_bytes(), "x.xlsb")
    assert texts(visible)[:3] == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert [sheet.name for sheet in (hidden, very_hidden, chart)] == ["Hidden", "VeryHidden", "Chart"]
    assert "hidden" in hidden.notes[0].message
    assert "charts" in chart.notes[0].message
    values = workbook.read((DATA / "issues.xlsb").read_bytes(), "x.xlsb")[0]
    assert [row[0] for row in values.rows] == ["1", "1.5", "ab", "FALSE", "test", "2016-10-20"]
    dates = only((DATA / "date.xlsb").read_bytes())
    assert texts(dates) == [["2021-01-01", "15"], ["2021-01-02", "16"], ["255:10:10", "17"]]


def test_an_xlsb_tells_of_errors_formats_merged_cells_and_hidden_rows() -> None:
    rows = [
        xlsb_row(1, [(7, struct.pack("<I", 0)), (6, wide("上级")), (62, b"\0" + wide("部门"))]),
        xlsb_row(3, [(2, struct.pack("<i", 42 << 2 | 2)), (3, b"\x2a"), (6, wide("销售部"))], style=1, hidden=True),
        xlsb_row(4, [(5, struct.pack("<d", 43.0)), (11, b"\x17"), (1, b"")], style=1),
        xlsb_row(5, [(2, struct.pack("<i", 125 << 2 | 3)), (9, struct.pack("<d", -2.5)), (10, b"\1"), (8, wide("文"))]),
    ]
    merged = record(176, struct.pack("<IIII", 2, 3, 2, 2)) + record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1))
    sheet = only(xlsb(rows, strings=["工号"], styles=["", "00000"], after=merged))
    assert texts(sheet) == [
        ["工号", "上级", "部门"],
        ["00042", "#N/A", "销售部"],
        ["00043", "#REF!", "销售部"],
        ["1.25", "-2.5", "TRUE", "文"],
    ]
    assert (sheet.kind, sheet.name, list(sheet.lines)) == ("xlsb", "名单", [1, 3, 4, 5])
    assert sheet.errors == {(1, 1): "#N/A", (2, 1): "#REF!"}
    assert [message for _line, _column, message in told(sheet.notes)] == [
        "1 hidden row is read too",
        "the hidden column B is read too",
        "a merged cell is read as standing in each of its rows: C3:C4",
    ]


def test_old_xls_are_read_in_the_encoding_that_they_state() -> None:
    sheet = only(biff5([["工号", "姓名"], [7.0, "李雷"]], "gbk", 936))
    assert texts(sheet) == [["工号", "姓名"], ["7", "李雷"]]
    assert (sheet.kind, sheet.name) == ("xls", "名单")
    wrong = biff5([["工号"]], "gbk", 1252)
    assert texts(only(wrong)) != [["工号"]]
    assert texts(only(wrong, encoding="gbk")) == [["工号"]]
    assert texts(only((DATA / "biff5_write.xls").read_bytes()))[0] == ["1", "2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb2312"])
def test_xml_of_excel_2003_is_read(encoding: str) -> None:
    xml = XML_2003 if encoding.startswith("utf") else XML_2003.replace('"1.0"?', f'"1.0" encoding="{encoding}"?', 1)
    content = xml.encode(encoding)
    assert workbook.is_workbook(content)
    assert not html_table.is_html(content) or workbook.is_workbook(content)
    sheet, old = workbook.read(content, "people.xls")
    assert texts(sheet) == [
        ["名单", None, None, "右"],
        ["00007", "李 & 雷\n二行", "销售部", None, "2026-01-31", "50%", "08:30:00"],
        ["8", "#N/A", "销售部", "TRUE"],
    ]
    assert (sheet.kind, sheet.name, list(sheet.lines), sheet.errors) == ("xml", "花名册", [1, 3, 4], {(2, 1): "#N/A"})
    assert told(sheet.unreadable) == [(4, 5, UNCOMPUTED)]
    assert [message for _line, _column, message in told(sheet.notes)] == [
        "1 hidden row is read too",
        "the hidden column B is read too",
        "a merged cell is read as standing in each of its rows: C3:C4",
    ]
    assert (texts(old), told(old.notes)) == ([["粗体"]], [(0, 0, "the sheet is hidden, and read like the others")])
    shown, left_out = workbook.read(content, "people.xls", Asked(leave_out_hidden=True))
    assert (list(shown.lines), shown.unreadable, texts(left_out)) == ([1, 3], (), [])


def test_libreoffice_reads_xml_of_excel_2003_alike(tmp_path: Path) -> None:
    # it computes the formula, and leaves out booleans
    whole = XML_2003.replace('<Cell ss:Formula="=R1C1"></Cell>', "").replace('"Boolean">1', '"String">TRUE')
    theirs = workbook.read(converted(whole.encode(), ["xlsx"], tmp_path, source="source.xml")["xlsx"], "x.xlsx")
    ours = workbook.read(whole.encode(), "x.xml")
    assert [(sheet.name, texts(sheet), list(sheet.lines)) for sheet in ours] == [
        (sheet.name, texts(sheet), list(sheet.lines)) for sheet in theirs
    ]


def test_the_names_in_an_ole_container_have_no_case(office: dict[str, bytes]) -> None:
    name = "Workbook\0".encode("utf-16-le")
    assert name in office["xls"]
    shouted = office["xls"].replace(name, "WORKBOOK\0".encode("utf-16-le"))
    assert texts(only(shouted)) == texts(only(office["xls"]))


def test_a_workbook_is_known_by_what_it_is_not_by_its_name() -> None:
    content = book([["a"]])
    assert workbook.is_workbook(content)
    assert workbook.read(content, "people.xls")[0].kind == "xlsx"
    assert not workbook.is_workbook(b"a,b\n1,2\n")


# -- cells that are no values


def test_an_error_is_no_blank() -> None:
    def errors(sheet: Any) -> None:
        for column, code in enumerate(("#N/A", "#REF!", "#NAME?", "#SPILL!", "#CALC!"), 1):
            sheet.cell(2, column).value = code
            sheet.cell(2, column).data_type = "e"

    sheet = only(book([["上级"]], errors))
    assert sheet.errors == {(1, 0): "#N/A", (1, 1): "#REF!", (1, 2): "#NAME?", (1, 3): "#SPILL!", (1, 4): "#CALC!"}


UNCOMPUTED = (
    "a formula without its value: the program that wrote the file did not compute it; open the file in a spreadsheet program "
    "and save it"
)


def test_a_formula_that_was_not_computed_is_told() -> None:
    sheet = only(book([["上级"], ["=VLOOKUP(1,A1:B2,2)"]]))
    assert told(sheet.unreadable) == [(2, 1, UNCOMPUTED)]


def test_the_0_that_xlsxwriter_writes_for_every_formula_is_none_of_its_values() -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet()
    sheet.write_formula(0, 0, "=B1+1")
    sheet.write_formula(1, 0, "=B1+1", None, 7)
    sheet.write_number(2, 0, 0)
    made.close()
    read = only(stream.getvalue())
    assert told(read.unreadable) == [(1, 1, UNCOMPUTED)]
    assert texts(read) == [["7"], ["0"]]


def test_an_ods_formula_that_was_not_computed_is_told(office: dict[str, bytes]) -> None:
    cell = 'table:formula="of:=[.A2]&amp;&quot;x&quot;"'
    content = rewritten(office["ods"], {"content.xml": lambda xml: _without_value(xml, cell)})
    units = workbook.read(content, "x.ods")[1]
    assert told(units.unreadable) == [(4, 3, UNCOMPUTED)]


def _without_value(xml: str, cell: str) -> str:
    before, found, after = xml.partition(cell)
    assert found
    return before + found + "/>" + after.partition("</table:table-cell>")[2]


def test_a_number_that_lost_digits_is_told() -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet()
    sheet.write_number(0, 0, 110101199003071517)
    sheet.write_string(1, 0, "110101199003071517")
    made.close()
    read = only(stream.getvalue())
    assert told(read.unreadable) == [
        (
            1,
            1,
            f"the number {read.rows[0][0]} is longer than the 15 digits that spreadsheets keep, and its last ones may be lost; "
            "write it as text where it comes from",
        )
    ]
    assert texts(read)[1] == ["110101199003071517"]


def test_a_long_number_of_which_all_digits_are_there_is_read() -> None:
    content = rewritten(book([[1]]), {SHEET: lambda xml: xml.replace("<v>1</v>", "<v>110101199003071517</v>")})
    sheet = only(content)
    assert (texts(sheet), sheet.unreadable) == ([["110101199003071517"]], ())


def test_a_text_that_the_file_lacks_is_told() -> None:
    content = rewritten(_shared(["a", "b"]), {SHEET: lambda xml: xml.replace("<v>1</v>", "<v>9</v>")})
    sheet = only(content)
    assert told(sheet.unreadable) == [(1, 2, "the text of this cell is missing in the file")]


# -- the shape of a sheet


def test_places_hold_below_leading_blank_rows_and_columns() -> None:
    def far(sheet: Any) -> None:
        sheet["C14"] = "李雷"

    sheet = only(book([], far))
    assert (list(sheet.lines), texts(sheet), sheet.place(0, 2)) == ([14], [[None, None, "李雷"]], (14, 3))


def test_a_cell_a_million_rows_below_costs_nothing_and_is_told() -> None:
    def far(sheet: Any) -> None:
        sheet["XFD1048576"] = "x"
        sheet["B900000"] = "  "

    sheet = only(book([["a"]], far))
    assert list(sheet.lines) == [1, 1_048_576]
    message = "XFD1048576 stands 1,048,574 blank rows below the rest; delete it if it is there by mistake"
    assert told(sheet.notes) == [(1_048_576, 16_384, message)]
    assert sum(sys.getsizeof(row) for row in sheet.rows) < 200_000


def test_a_cell_far_to_the_right_is_told() -> None:
    def far(sheet: Any) -> None:
        sheet["XFD2"] = "x"

    sheet = only(book([["a", "b"], ["c", "d"]], far))
    message = "XFD2 stands 16,381 blank columns beside the rest; delete it if it is there by mistake"
    assert told(sheet.notes) == [(2, 16_384, message)]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD50", "C3:D4", "nonsense"])
def test_a_wrong_dimension_does_not_matter(dimension: str) -> None:
    rows = [[f"{row}/{column}" for column in range(6)] for row in range(50)]
    content = rewritten(book(rows), {SHEET: lambda xml: xml.replace('ref="A1:F50"', f'ref="{dimension}"')})
    assert texts(only(content)) == rows


def test_rows_and_cells_out_of_order_stand_where_they_say() -> None:
    cell = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'.format
    rows = (
        f'<row r="3">{cell("C3", "c")}{cell("A3", "a")}</row><row r="1">{cell("B1", "b")}</row><row r="3">{cell("D3", "d")}</row>'
    )
    sheet = only(_with_rows(rows))
    assert (list(sheet.lines), texts(sheet)) == ([1, 3], [[None, "b"], ["a", None, "c", "d"]])


def test_rows_and_cells_without_a_number_follow_one_another() -> None:
    rows = '<row><c><v>1</v></c><c t="b"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c><c><v>3</v></c></row>'
    rows += "<row><c><v>4</v></c></row>"
    sheet = only(_with_rows(rows))
    assert (list(sheet.lines), texts(sheet)) == ([1, 5, 6], [["1", "TRUE"], [None, "2", "3"], ["4"]])


def _with_rows(rows: str) -> bytes:
    """A workbook of these rows in XML."""

    def put(xml: str) -> str:
        before, _start, rest = xml.partition("<sheetData>")
        return f"{before}<sheetData>{rows}</sheetData>{rest.partition('</sheetData>')[2]}"

    return rewritten(book([["x"]]), {SHEET: put})


def test_a_title_across_columns_stays_one_cell_and_a_unit_stands_in_all_its_rows() -> None:
    def merged(sheet: Any) -> None:
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A5")
        sheet.merge_cells("B3:B4")

    rows: list[list[str | None]] = [
        ["花名册", None, None],
        ["部门", "组", "姓名"],
        ["销售部", "一组", "李"],
        [None, None, "王"],
        [None, None, "赵"],
    ]
    sheet = only(book(rows, merged))
    assert texts(sheet) == [
        ["花名册"],
        ["部门", "组", "姓名"],
        ["销售部", "一组", "李"],
        ["销售部", "一组", "王"],
        ["销售部", None, "赵"],
    ]
    assert told(sheet.notes) == [(3, 1, "2 merged cells are read as standing in each of their rows, the first of them A3:A5")]


def test_an_error_in_a_merged_cell_is_one_in_each_of_its_rows() -> None:
    def merged(sheet: Any) -> None:
        sheet["A2"].data_type = "e"
        sheet.merge_cells("A2:A3")

    sheet = only(book([["上级", "姓名"], ["#N/A", "李"], [None, "王"]], merged))
    assert sheet.errors == {(1, 0): "#N/A", (2, 0): "#N/A"}


def test_a_pivot_table_is_told() -> None:
    parts: dict[str, bytes | str] = dict(parts_of(book([["a"]])))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable" Target="../pivotTables/1.xml"/>'
        "</Relationships>"
    )
    message = "the sheet has a pivot table, a summary of another table; its cells are read as they stand"
    assert told(only(zipped(parts)).notes) == [(0, 0, message)]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    def dated(sheet: Any) -> None:
        sheet["A1"].number_format = "yyyy-mm-dd"

    # with lxml there, openpyxl leaves no blank before the end of the tag
    since = re.compile(r"<workbookPr\b")
    content = rewritten(book([[1]], dated), {"xl/workbook.xml": lambda xml: since.sub('<workbookPr date1904="1"', xml)})
    assert texts(only(content)) == [["1904-01-02"]]


# -- ways to write the XML


def _strict(xml: str) -> str:
    return xml.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def _prefixed(xml: str) -> str:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    head, _end, rest = xml.partition(main)
    body = rest.replace("<", "<x:").replace("<x:/", "</x:")
    return f"{head.replace('<worksheet', '<x:worksheet')}{main.replace('xmlns=', 'xmlns:x=')}{body}"


def _commented(xml: str) -> str:
    return xml.replace("</row>", "<!-- row --></row>")


def _spaced(xml: str) -> str:
    return xml.replace("<row", "\n  <row").replace("<c ", "\n    <c ").replace("<v>", "\n      <v>")


def _in_utf16(content: bytes) -> bytes:
    parts: dict[str, bytes | str] = dict(parts_of(content))
    parts[SHEET] = b"\xff\xfe" + parts_of(content)[SHEET].decode().encode("utf-16-le")
    return zipped(parts)


@pytest.mark.parametrize("way", [_strict, _prefixed, _commented, _spaced])
def test_every_way_to_write_the_xml_is_the_same_table(way: Callable[[str], str]) -> None:
    content = _full()
    parts = dict.fromkeys(("xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"), way) if way is _strict else {}
    other = rewritten(content, {SHEET: way, **parts})
    assert _said(only(other)) == _said(only(content))


def test_a_sheet_in_utf_16_is_the_same_table() -> None:
    assert _said(only(_in_utf16(_full()))) == _said(only(_full()))


def _full() -> bytes:
    """A workbook with a bit of everything."""

    def change(sheet: Any) -> None:
        sheet["A2"].number_format = "00000"
        sheet["C2"].data_type = "e"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("B2:B4")

    return book(
        [["工号", "部 & 门", "上级"], [7, "<销售>", "#N/A"], [8, None, "=A2"], [datetime.date(2026, 1, 31), None, "x\ny"]], change
    )


def _said(sheet: Sheet) -> tuple[Any, ...]:
    return texts(sheet), list(sheet.lines), dict(sheet.errors), sheet.unreadable, sheet.notes


def test_runs_of_a_text_keep_their_blanks_and_phonetic_readings_are_left_out() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Li</t></r><r><t> Lei</t></r></si>'
        "<si><t>山田</t><rPh><t>ヤマダ</t></rPh></si><si><t>a_x000D_\nb_x0041__xD83D__xDE00_</t></si></sst>"
    )
    content = rewritten(_shared(["1", "2", "3"]), {"xl/sharedStrings.xml": lambda _xml: strings})
    assert texts(only(content)) == [["Li Lei", "山田", "a\nbA\U0001f600"]]


# -- random tables, and a second opinion

_VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff"), min_size=1, max_size=8),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.decimals(-10000, 10000, places=3).map(float),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)),
)


@examples(max_examples=60)
@given(st.lists(st.lists(_VALUES, max_size=6), max_size=12))
def test_random_tables_come_back_cell_by_cell(rows: list[list[Any]]) -> None:
    def shown(value: Any) -> str | None:
        if value is None or (isinstance(value, str) and (value.startswith("=") or not value.strip())):
            return None
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, datetime.date):
            return value.isoformat()
        return value if isinstance(value, str) else str(int(value)) if value == int(value) else repr(value)

    def as_text(sheet: Any) -> None:
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value if shown(value) is not None else None
                if isinstance(value, str):
                    sheet.cell(row, column).data_type = "s"

    content = book([], as_text)
    sheet = only(content)
    read = {sheet.place(row, column): cell for row, cells in enumerate(sheet.rows) for column, cell in enumerate(cells) if cell}
    expected = {
        (row, column): shown(value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if shown(value) is not None
    }
    assert read == expected
    assert _said(only(rewritten(content, {SHEET: _commented}))) == _said(sheet)


def test_calamine_reads_the_same_values() -> None:
    chance = random.Random(11)
    rows = [[chance.choice(["张三", "", "007", 3, 2.5, 10**9, " x "]) or None for _column in range(8)] for _row in range(300)]
    content = book(rows)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ours = {
        (line, column): cell
        for row, line in zip(only(content).rows, only(content).lines, strict=True)
        for column, cell in enumerate(row)
        if cell is not None
    }
    assert ours == {
        (line, column): str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        for line, row in enumerate(theirs, 1)
        for column, cell in enumerate(row)
        if cell != ""
    }


# -- files of whom nobody knows


def _refused(content: bytes, path: str = "people.xlsx", **options: Any) -> str:
    with pytest.raises(SourceError) as caught:
        workbook.read(content, path, Asked(**options))
    (problem,) = caught.value.problems
    assert problem.path == path
    return problem.message


def test_a_protected_workbook_is_refused_by_name(office: dict[str, bytes]) -> None:
    message = "the workbook is protected by a password; open it, save it without one, and give that file"
    assert _refused(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})) == message
    ods = zipped({**parts_of(office["ods"]), "META-INF/manifest.xml": "<manifest:encryption-data/>"})
    assert _refused(ods, "people.ods") == message
    locked = bytearray(zipped({"xl/workbook.xml": "x"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert _refused(bytes(locked)) == message


def test_a_zip_bomb_is_refused_before_it_is_unpacked_and_while() -> None:
    parts: dict[str, bytes | str] = dict(parts_of(book([["a"]])))
    parts[SHEET] = parts_of(book([["a"]]))[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * 30_000_000)
    bomb = zipped(parts)
    assert len(bomb) < 100_000
    limits = Limits(bytes=1_000_000)
    assert _refused(bomb, limits=limits) == "the workbook unpacks to more than 1,000,000 bytes, the most that is read"
    # one that declares less than it holds
    lying = bomb.replace(struct.pack("<I", len(parts[SHEET])), struct.pack("<I", 1000))
    assert lying != bomb
    assert _refused(lying, limits=limits).startswith("the workbook is damaged")


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    message = "the XML in the workbook declares a document type, which no workbook has; its entities are not read"
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        content = rewritten(_shared(["a"]), {part: lambda xml: laughs + xml.partition("?>")[2].lstrip()})
        assert _refused(content) == message


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(bytes=100), "bytes; at most 100 are read of a table"),
        (Limits(rows=9), "more than 9 rows, the most that are read of a table"),
        (Limits(cells=29), "more than 29 cells, the most that are read of a table"),
    ],
)
def test_limits_are_kept_and_named(limits: Limits, message: str) -> None:
    content = book([["a", "b", "c"]] * 10)
    with pytest.raises(SourceError, match=message):
        sheets_of(content, "people.xlsx", Asked(limits=limits))
    assert len(only(content, limits=Limits(rows=10, cells=30)).rows) == 10


def test_a_row_that_is_repeated_too_often_is_refused_before_it_costs_memory(office: dict[str, bytes]) -> None:
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"{}'
    row += "</table:table-row>"
    value = ' office:value-type="string"><text:p>x</text:p></table:table-cell>'
    bomb = rewritten(
        office["ods"], {"content.xml": lambda xml: xml.replace("<table:table-row", row.format(value) + "<table:table-row", 1)}
    )
    assert _refused(bomb, "x.ods") == "more than 100,000,000 cells, the most that are read of a table"
    blank = rewritten(
        office["ods"], {"content.xml": lambda xml: xml.replace("</table:table>", row.format("/>") + "</table:table>", 1)}
    )
    assert workbook.read(blank, "x.ods")[0].rows == workbook.read(office["ods"], "x.ods")[0].rows


def test_a_cell_outside_of_any_sheet_is_refused() -> None:
    content = _with_rows('<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row>')
    assert _refused(content) == 'the sheet "花名册" has a cell in row 99,999,999 and column 16,385; no sheet is so large'


def test_numbers_without_end_are_no_numbers() -> None:
    nines = "9" * 5000
    sheet = only(
        _with_rows(f'<row r="1"><c r="A1" t="s"><v>{nines}</v></c><c r="B1"><v>{nines}</v></c><c r="C1"><v>1e999</v></c></row>')
    )
    assert texts(sheet) == [[None, nines, "inf"]]
    assert told(sheet.unreadable) == [(1, 1, "the text of this cell is missing in the file")]


def test_columns_that_are_hidden_over_and_over_take_no_long() -> None:
    columns = "".join(f'<col min="{1 + index % 9}" max="16384" hidden="1"/>' for index in range(50_000))
    content = rewritten(book([["a"] * 3]), {SHEET: lambda xml: xml.replace("<sheetData>", f"<cols>{columns}</cols><sheetData>")})
    assert told(only(content).notes) == [(1, 1, "the hidden columns A, B, C are read too")]


def test_links_to_other_files_are_not_followed() -> None:
    def outside(xml: str) -> str:
        return xml.replace('Target="/xl/worksheets/sheet1.xml"', 'Target="file:///etc/passwd" TargetMode="External"')

    content = rewritten(book([["a"]]), {"xl/_rels/workbook.xml.rels": outside})
    assert workbook.read(content, "x.xlsx") == []


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": ""}, "this is a document of Word, no workbook"),
        ({"ppt/presentation.xml": ""}, "these are slides of PowerPoint, no workbook"),
        ({"Index/Document.iwa": ""}, "this is a document of Apple's Numbers; export it as Excel (.xlsx) or CSV"),
        ({"people.csv": "a,b"}, "this is a zip file that holds no workbook; unpack it first"),
    ],
)
def test_what_is_no_workbook_is_named(parts: dict[str, str], message: str) -> None:
    assert _refused(zipped(parts)) == message


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        ("WordDocument", "this is a document of Word, no workbook"),
        ("PowerPoint Document", "these are slides of PowerPoint, no workbook"),
        ("Message", "this is no workbook of Excel, although it begins like one"),
    ],
)
def test_what_is_no_workbook_in_an_ole_container_is_named(stream: str, message: str) -> None:
    assert _refused(ole({stream: b"x"}), "people.xls") == message


def test_an_ole_container_whose_sectors_are_a_ring_is_refused() -> None:
    content = biff5([["工号", "姓名"]], "gbk", 936)
    assert texts(only(ole({"Other": b"x", "Book": content}))) == [["工号", "姓名"]]
    ring = ole({"Other": b"x", "Book": content}, ring=True)
    message = "the workbook is damaged (a chain of sectors that does not end); open it and save it again"
    assert _refused(ring, "people.xls") == message


def test_a_missing_library_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    message = _refused((DATA / "biff5_write.xls").read_bytes(), "people.xls")
    assert message == '.xls files are read by xlrd, which is not installed; pip install "orgrules[tables]"'


def test_damaged_files_are_errors_with_one_sentence(office: dict[str, bytes]) -> None:
    chance = random.Random(7)
    small = [book([["工号", "姓名"], [7, "李雷"]]), *office.values(), *(each.read_bytes() for each in DATA.glob("*.xls*"))]
    limits = Limits(bytes=10_000_000, rows=100_000, cells=1_000_000)
    messages = []
    for _each in range(300):
        content = bytearray(chance.choice(small))
        for _change in range(chance.choice((1, 4, 30))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        damaged = bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
        if not workbook.is_workbook(damaged):
            continue
        try:
            workbook.read(damaged, "x.xlsx", Asked(limits=limits))
        except SourceError as error:
            messages.append(str(error))
    assert len(messages) > 50
    assert all(message.startswith("x.xlsx: ") and "\n" not in message for message in messages)


def test_parts_damaged_inside_of_a_whole_zip_file_are_errors_too(office: dict[str, bytes]) -> None:
    chance = random.Random(8)
    messages = []
    sources = [parts_of(each) for each in (_full(), office["ods"], office["xlsx"], (DATA / "issues.xlsb").read_bytes())]
    for _each in range(300):
        parts = dict(chance.choice(sources))
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels", ".bin")) and parts[name]])
        part = bytearray(parts[name])
        for _change in range(chance.choice((1, 4))):
            index = chance.randrange(len(part))
            part[index : index + chance.choice((0, 1, 3))] = bytes(
                chance.choices(b'<>/"& 09AZ\xff\0', k=chance.choice((0, 1, 3)))
            )
        try:
            workbook.read(zipped({**parts, name: bytes(part)}), "x.xlsx")
        except SourceError as error:
            messages.append(str(error))
    assert len(messages) > 50
    assert not any("\n" in message for message in messages)


# -- names of cells, numbers


def test_cells_have_the_names_that_spreadsheets_give_them() -> None:
    assert [cell_name(14, 3), cell_name(1, 27), cell_name(1_048_576, 16_384)] == ["C14", "AA1", "XFD1048576"]
    assert all(column_of(column_letters(column)) == column for column in range(1, 16_385))
    assert (area((2, 1), (5, 1)), area((2, 1), (2, 1)), place("$C$14")) == ("A2:A5", "A2", (14, 3))


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("General", 42.0, None),
        ("G/通用格式", 42.0, None),
        ("[Red]0", 42.0, None),
        ("¥#,##0", 42.0, None),
        ("0.00E+00", 42.0, None),
        ("# ?/?", 42.0, None),
        ('#,##0" days"', 42.0, None),
        ("000000_);[Red](000000)", 42.0, "000042"),
        (r"\E00000", 42.0, "E00042"),
        ("00000", 12.5, "12.5"),
        ("00000", -42.0, "-42"),
        ("[$-804]yyyy年m月d日;@", 46053.0, "2026-01-31"),
        ("yyyy-mm-dd hh:mm:ss.000", 46053.5, "2026-01-31T12:00:00"),
        ("yyyy-mm-dd", 46053.5, "2026-01-31"),
        ("yyyy-mm-dd", 1.0, "1900-01-01"),
        ("yyyy-mm-dd", 61.0, "1900-03-01"),
        ("yyyy-mm-dd", -1.0, "-1"),
        ("[h]:mm", 1.25, "30:00:00"),
        ("h:mm", 1.25, "06:00:00"),
        ("mmm-yy", 46053.0, "2026-01-31"),
        ("000-0000", float("nan"), "nan"),
        ("00000", float("inf"), "inf"),
        ("[" * 100_000 + "0", 1.0, None),
    ],
)
def test_number_formats(code: str, number: float, text: str | None) -> None:
    shown = shown_by(code)
    assert (shown and shown(number)) == text


def test_numbers_are_written_without_exponents() -> None:
    assert [plain(1e-7), plain(1e20), plain(-0.0), plain(float("inf"))] == ["0.0000001", "100000000000000000000", "0", "inf"]
    assert [
        lost_digits(each) for each in ("1.10101199003071E+17", "6222021234567890", "6222021234567891", "123456789012345", "x")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_zip_file_with_backslashes_and_other_case_in_its_names_is_read() -> None:
    parts = {name.replace("/", "\\").upper(): part for name, part in parts_of(book([["a"]])).items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert texts(only(stream.getvalue())) == [["a"]]
