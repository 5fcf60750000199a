"""Workbooks with other texts in some cells: the cells in the XML of their sheet, and not one other byte."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from orgrules.edits.tables.cells import Cell, Written
from orgrules.edits.tables.workbook import edited_workbook, is_written
from orgrules.errors import column_letters
from tests.tables.books import SHEET, book, converted, only, parts_of, rewritten, saved, texts, zipped

ROWS = (
    ("工号", "职位", "上级工号", "编制", "备注"),
    (1, "总经理", None, 1, "a & b"),
    (2, "采购员", 1, 2, "=B2"),
    (3, "Cook <chef>", 1, 1, "  two  spaces "),
)


def cell(name: str, after: str, sheet: str = "花名册") -> Cell:
    letters = name.rstrip("0123456789")
    row, column = int(name[len(letters) :]), openpyxl.utils.column_index_from_string(letters)
    return Cell("people.xlsx", sheet, row, column, row, column, "", "", after, (0,))


def written(content: bytes, *cells: Cell) -> Written:
    found = edited_workbook(content, "people.xlsx", cells)
    check_untouched(content, found.content, SHEET)
    return found


def plain(content: bytes, *cells: Cell) -> bytes:
    found = written(content, *cells)
    assert not found.refused
    return found.content


def why(content: bytes, *cells: Cell) -> list[str]:
    found = written(content, *cells)
    assert found.content == content or len(found.refused) < len(cells)
    return [each.why for each in found.refused]


def check_untouched(old: bytes, new: bytes, *parts: str) -> None:
    """All parts but some are there as they were: their packed bytes, their order, their dates."""
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(new)) as after:
        assert after.testzip() is None
        for one, other in zip(before.infolist(), after.infolist(), strict=True):
            assert (one.filename, one.date_time, one.compress_type, one.comment, one.external_attr, one.create_system) == (
                *(other.filename, other.date_time, other.compress_type, other.comment, other.external_attr, other.create_system),
            )
            if one.filename not in parts:
                assert (one.CRC, one.compress_size, one.file_size, one.extra) == (
                    *(other.CRC, other.compress_size, other.file_size, other.extra),
                )
                assert packed(old, one) == packed(new, other)
        assert before.comment == after.comment


def packed(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    names = content[entry.header_offset + 26 : entry.header_offset + 30]
    start = entry.header_offset + 30 + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
    return content[entry.header_offset : start + entry.compress_size]


def decorated(sheet: Any) -> None:
    """A sheet with much that an editor of cells may lose."""
    sheet["B2"].font = Font(bold=True)
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B3"].comment = Comment("note", "me")
    sheet["C3"].number_format = "00000"
    sheet["E2"].hyperlink = "https://example.com"
    sheet.conditional_formatting.add("D2:D4", CellIsRule(operator="greaterThan", formula=["1"], font=Font(color="FF0000")))
    choice = DataValidation(type="list", formula1='"总经理,采购员"')
    sheet.add_data_validation(choice)
    choice.add("B2:B9")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = "A1:E4"
    other = sheet.parent.create_sheet("图")
    other.append([datetime.date(2026, 1, 31), "=花名册!A2"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=4), titles_from_data=True)
    other.add_chart(chart, "D2")


def test_a_cell_gets_another_text_and_keeps_its_look() -> None:
    content = book(ROWS, decorated)
    new = plain(content, cell("B3", "采购 & 物流 <经理>"), cell("C3", "00003"), cell("B4", ""))

    old, sheet = only(content), only(new)
    expected = texts(old)
    expected[2][1:3] = ["采购 & 物流 <经理>", "00003"]
    expected[3][1] = None
    assert texts(sheet) == expected
    opened = openpyxl.load_workbook(io.BytesIO(new))["花名册"]
    assert opened["B3"].value == "采购 & 物流 <经理>"
    assert opened["B3"].fill.fgColor.rgb == "00FFFF00"
    assert opened["B3"].comment.text == "note"
    assert opened["C3"].value == 3
    assert opened["C3"].number_format == "00000"
    assert opened["B4"].value is None


def test_the_rest_of_the_xml_stays_as_it_is() -> None:
    content = book(ROWS, decorated)
    new = plain(content, cell("B3", "x"))
    old, changed = parts_of(content)[SHEET], parts_of(new)[SHEET]
    before = old.index(b'<c r="B3"')
    behind = old.index(b'<c r="C3"')

    style = old[before:behind].split(b' s="')[1].split(b'"')[0]
    assert changed[:before] == old[:before]
    assert changed[before:].startswith(b'<c r="B3" s="' + style + b'" t="inlineStr"><is><t>x</t></is></c><c r="C3"')
    assert changed.endswith(old[behind:])


def test_cells_that_are_not_there_are_put_in_the_order_of_columns() -> None:
    def holes(sheet: Any) -> None:
        sheet["G2"] = "right"
        sheet["A6"] = 6

    content = book(ROWS, holes)
    cut = {SHEET: lambda xml: xml.replace('<c r="C2" />', "").replace('<c r="C2"/>', "")}
    content = rewritten(content, cut)
    assert b'r="C2"' not in parts_of(content)[SHEET]
    new = plain(content, cell("F2", "six"), cell("C2", "1"), cell("H2", "eight"), cell("C6", "1"), cell("B6", "Clerk"))

    assert [list(row) for row in texts(only(new))][1] == ["1", "总经理", "1", "1", "a & b", "six", "right", "eight"]
    assert texts(only(new))[-1] == ["6", "Clerk", "1"]
    # a number among numbers: text would be found by no lookup
    assert openpyxl.load_workbook(io.BytesIO(new))["花名册"]["C2"].value == 1


def test_texts_with_all_that_xml_has_its_ways_for() -> None:
    content = book(ROWS)
    for text in ("two\nlines", " around ", "_x000D_ as such", "tab\tbed", "\x01", "𠮷野家", "]]>", "=SUM(A1)", "a&amp;b"):
        sheet = only(plain(content, cell("B3", text)))
        assert texts(sheet)[2][1] == text
        assert parts_of(plain(content, cell("B3", text)))[SHEET].count(b"<f>") == parts_of(content)[SHEET].count(b"<f>")


def test_what_is_more_than_a_value_is_refused() -> None:
    def more(sheet: Any) -> None:
        sheet.merge_cells("B3:B4")
        sheet.merge_cells("F2:G2")
        sheet["F2"] = "wide"
        sheet.formula_attributes = {}
        sheet["H2"] = openpyxl.worksheet.formula.ArrayFormula("H2:H4", "=A2:A4*2")

    content = book(ROWS, more)
    assert why(content, cell("E3", "x")) == ["the cell holds a formula"]
    assert why(content, cell("B3", "x"), cell("B4", "y"), cell("G2", "z")) == ["the cell is part of a merged one"] * 3
    assert why(content, cell("H3", "x")) == ["the cell is part of a formula of several cells"]
    assert why(content, cell("A9", "x")) == ["the sheet has no such row"]
    assert why(content, cell("A2", "x", "Other")) == ["the workbook has no such sheet"]
    assert why(content, cell("A2", "x" * 40_000)) == ["a cell holds at most 32,767 characters"]
    assert texts(only(plain(content, cell("F2", "one row"))))[1][5] == "one row"


def test_a_signed_workbook_is_left_alone() -> None:
    parts = parts_of(book(ROWS))
    content = zipped({**parts, "_xmlsignatures/sig1.xml": b"<Signature/>"})

    assert edited_workbook(content, "people.xlsx", [cell("B3", "x")]).content == content
    assert "signed" in edited_workbook(content, "people.xlsx", [cell("B3", "x")]).refused[0].why


@pytest.mark.parametrize(
    "written_so",
    [
        lambda xml: (
            xml.replace("<c ", "<x:c ")
            .replace("</c>", "</x:c>")
            .replace("<row", "<x:row")
            .replace("</row>", "</x:row>")
            .replace("<v>", "<x:v>")
            .replace("</v>", "</x:v>")
            .replace("<v/>", "<x:v/>")
            .replace("<v />", "<x:v />")
            .replace("<worksheet ", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ')
        ),
        lambda xml: xml.replace("<sheetData>", '<sheetData><!-- <row r="3"><c r="B3"/></row> -->'),
        lambda xml: xml.replace('<row r="', '<row ht="15" r="'),
        lambda xml: xml.replace('<row r="3"', "<row\n r='3'").replace('<c r="B3"', "<c\n  r='B3'"),
        lambda xml: "\ufeff" + xml,
    ],
    ids=["with prefixes", "with a comment", "with other attributes first", "with other quotes", "with a mark"],
)
def test_xml_of_whatever_program(written_so: Callable[[str], str]) -> None:
    content = rewritten(book(ROWS), {SHEET: written_so})
    new = plain(content, cell("B3", "Buyer"), cell("C3", "3"), cell("G4", "far"))

    expected = texts(only(content))
    expected[2][1:3] = ["Buyer", "3"]
    expected[3] += [None, "far"]
    assert texts(only(new)) == expected


def test_a_package_is_written_around_whatever_its_parts_are_like() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "use_zip64": False}) as made:
        sheet = made.add_worksheet("花名册")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, ["" if value is None else value for value in row])
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as old, zipfile.ZipFile(stored, "w") as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, (2001, 2, 3, 4, 5, 6)), old.read(entry))
        new.comment = b"made by hand"
    large = io.BytesIO()  # as written by programs that do not know how large a part becomes
    with zipfile.ZipFile(io.BytesIO(stream.getvalue())) as old, zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            with new.open(entry.filename, "w", force_zip64=True) as part:
                part.write(old.read(entry))
    for content in (stream.getvalue(), stored.getvalue(), large.getvalue()):
        assert texts(only(plain(content, cell("B3", "Buyer"))))[2][1] == "Buyer"
    around = b"#!" + stored.getvalue()
    assert len(edited_workbook(around, "people.xlsx", [cell("B3", "x")]).refused) == 1


def test_a_workbook_written_as_a_stream_is_written_into() -> None:
    """Programs that write as they go put sizes behind the parts."""

    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_place: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    parts = parts_of(book(ROWS))
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    content = stream.getvalue()
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].flag_bits & 8

    assert texts(only(plain(content, cell("B3", "Buyer"))))[2][1] == "Buyer"


def test_which_files_are_written_into(tmp_path: Path) -> None:
    assert is_written(book(ROWS))
    other = converted(book(ROWS), ["ods", "xls"], tmp_path)
    assert not is_written(other["ods"])
    assert not is_written(other["xls"])


def test_libreoffice_opens_it_and_shows_what_was_written(tmp_path: Path) -> None:
    content = book(ROWS, decorated)
    new = plain(content, cell("B3", "采购经理"), cell("C4", "2"), cell("C2", "2"), cell("E4", "two\nlines"))
    shown = only(converted(new, ["ods"], tmp_path)["ods"])

    assert texts(shown)[1:] == [
        ["1", "总经理", "2", "1", "a & b"],
        ["2", "采购经理", "00001", "2", "总经理"],
        ["3", "Cook <chef>", "2", "1", "two\nlines"],
    ]


def test_what_libreoffice_wrote_is_written_into(tmp_path: Path) -> None:
    content = converted(book(ROWS, decorated), ["xlsx"], tmp_path, "source.xlsx")["xlsx"]
    new = plain(content, cell("B3", "Buyer"), cell("C2", "2"))

    expected = texts(only(content))
    expected[2][1] = "Buyer"
    expected[1][2] = "2"
    assert texts(only(new)) == expected


def test_macros_stay() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(ROWS)))
    parts = parts_of(saved(made))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    content = zipped({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})

    assert texts(only(plain(content, cell("B3", "Buyer"))))[2][1] == "Buyer"


VALUES = st.one_of(
    st.none(), st.integers(0, 10**6), st.booleans(), st.text(st.sampled_from("ab <&>\"'_x\n\t经0"), min_size=1, max_size=6)
)
WRITTEN = st.text(st.sampled_from("ab <&>\"'_x0041\n\t经0=𠮷"), max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=1, max_size=5),
    st.dictionaries(st.tuples(st.integers(1, 5), st.integers(1, 6)), WRITTEN, min_size=1, max_size=5),
)
def test_all_other_cells_are_the_same(rows: list[list[Any]], changes: dict[tuple[int, int], str]) -> None:
    content = book([["head", "of", "the", "sheet"], *rows])
    cells = [cell(f"{column_letters(column)}{row + 1}", text) for (row, column), text in changes.items()]
    found = written(content, *cells)
    refused = {each.cell for each in found.refused}
    before, after = (openpyxl.load_workbook(io.BytesIO(each))["花名册"] for each in (content, found.content))

    expected = {(row, column): before.cell(row, column).value for row in range(1, 8) for column in range(1, 8)}
    for each in cells:
        if each not in refused:
            expected[each.row, each.column] = each.after or None
    for (row, column), value in expected.items():
        told = after.cell(row, column).value
        if told != value:  # a number where the column has numbers, characters by their numbers
            assert str(told) == str(value) or "_x" in str(told) or str(value).startswith("=")
    shown = {
        (line, column): text
        for line, row in zip(only(found.content).lines, texts(only(found.content)), strict=True)
        for column, text in enumerate(row, 1)
    }
    for each in cells:
        if each not in refused and each.after.strip():
            assert shown[each.row, each.column] == each.after
