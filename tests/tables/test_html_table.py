"""Tables in HTML under the name of a workbook: what a browser shows, and where it stands in the file."""

from __future__ import annotations

import random
import time

import pytest

from orgrules.errors import SourceError
from orgrules.tables import html_table, workbook
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.read import sheets_of
from orgrules.tables.sheet import Sheet
from tests.tables.books import texts, told

EXPORT = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><x:Name>花名册</x:Name><table><tr><td>none</td></tr></table></xml><![endif]-->
<style>td {mso-number-format:"\\@";} <table></style></head>
<body><TABLE border=1>
<tr><th>工号</th><th>姓名</th><th>部门</th><th>上级</th></tr>
<tr><td style='mso-number-format:"\\@"'>007</td><td><font>李<br>雷</font>&nbsp;</td><td rowspan=2>销售 &amp; 市场</td><td></td>
<tr style="display: none"><td x:str>008<td>  韩
  梅梅 <td>#N/A
<tr><td colspan=2>合计</td><td>2</td></tr>
</TABLE></body></html>"""

ROWS = [
    ["工号", "姓名", "部门", "上级"],
    ["007", "李\n雷", "销售 & 市场", None],
    ["008", "韩 梅梅", "销售 & 市场", "#N/A"],
    ["合计", None, "2"],
]


def _read(page: str | bytes, path: str = "people.xls", **options: object) -> list[Sheet]:
    return html_table.read(page.encode() if isinstance(page, str) else page, path, Asked(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_an_export_is_read_as_a_browser_shows_it(encoding: str) -> None:
    content = EXPORT.encode(encoding)
    assert html_table.is_html(content)
    assert not workbook.is_workbook(content)
    (sheet,) = _read(content)
    assert (sheet.kind, sheet.name, texts(sheet)) == ("html", None, ROWS)
    assert sheet.errors == {(2, 3): "#N/A"}
    assert list(sheet.lines) == [6, 7, 8, 10]


def test_each_cell_has_its_line_and_column_in_the_file() -> None:
    (sheet,) = _read(EXPORT)
    lines = EXPORT.split("\n")
    for row, column, start in ((0, 0, "工号"), (1, 0, "007"), (1, 1, "李"), (2, 1, "韩"), (2, 3, "#N/A"), (3, 2, "2<")):
        line, character = sheet.place(row, column)
        assert lines[line - 1][character - 1 :].startswith(start)
    assert sheet.place(2, 2) == sheet.place(1, 2)  # a merged cell is mended where it is written


def test_hidden_rows_and_merged_cells_are_told() -> None:
    merged = (6, 1, "a merged cell is read as standing in each of its rows")
    assert told(_read(EXPORT)[0].notes) == [(8, 1, "1 hidden row is read too"), merged]
    (sheet,) = _read(EXPORT, leave_out_hidden=True)
    assert texts(sheet) == [ROWS[0], ROWS[1], ROWS[3]]
    assert told(sheet.notes) == [(8, 1, "1 hidden row is left out"), merged]
    assert sheet.errors == {}


def test_tables_within_tables_are_tables_of_their_own() -> None:
    page = (
        "<table><tr><td>a<table><tr><td>b</table>c<td>d</table><table></table><table><tr><td>&nbsp;</table><table><td>e</table>"
    )
    assert [(sheet.name, texts(sheet)) for sheet in _read(page)] == [("1", [["ac", "d"]]), ("2", [["b"]]), ("3", [["e"]])]


def test_a_stated_encoding_overrules() -> None:
    page = "<table><tr><td>部門</table>".encode("big5")
    assert texts(_read(page, encoding="big5")[0]) == [["部門"]]
    stated = b'<meta charset="big5">' + page
    assert texts(_read(stated)[0]) == [["部門"]]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><body>no right</body></html>", "this is a page without a table"),
        (
            "<html><frameset><frame src=sheet1.htm></frameset></html>",
            "the sheets of this page are in other files, which are not read; save it as .xlsx",
        ),
        ("MIME-Version: 1.0\n\n<html>", "this is a web archive (MHTML); open it in a spreadsheet program and save it as .xlsx"),
        ("<table>" * 200, "tables within tables, more than 100 deep"),
    ],
)
def test_what_holds_no_table_is_refused(page: str, message: str) -> None:
    assert html_table.is_html(page.encode())
    with pytest.raises(SourceError) as caught:
        _read(page)
    assert str(caught.value) == f"people.xls: {message}"


@pytest.mark.parametrize("limits", [Limits(bytes=10), Limits(rows=3), Limits(cells=10)])
def test_limits_are_kept(limits: Limits) -> None:
    with pytest.raises(SourceError, match="are read of a table"):
        sheets_of(EXPORT.encode(), "people.xls", Asked(limits=limits))


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 200_000,
        '<a "' * 200_000,
        "<a '\"" * 200_000,
        "<!--" * 200_000,
        "<script>" * 200_000,
        "<td colspan=1000 rowspan=9999>" * 9999,
    ],
    ids=["tags", "quotes", "mixed quotes", "comments", "scripts", "spans"],
)
def test_what_is_opened_and_never_closed_takes_no_long(page: str) -> None:
    start = time.process_time()
    try:
        _read("<table><tr><td>x</td></tr></table>" + page)
    except SourceError as error:
        assert "are read of a table" in str(error)  # noqa: PT017 - most pages are read
    assert time.process_time() - start < 20


def test_other_files_are_no_pages() -> None:
    for content in (b"a,b\n1,2", b"", b"<?xml version='1.0'?><mxfile/>", b"PK\3\4", b"id: <table>"):
        assert not html_table.is_html(content)


def test_damaged_pages_are_read_or_refused() -> None:
    chance = random.Random(5)
    for _each in range(300):
        page = bytearray(EXPORT.encode("gb18030"))
        for _change in range(chance.choice((1, 5, 50))):
            index = chance.randrange(len(page))
            page[index : index + chance.choice((0, 1, 9))] = bytes(chance.choices(b'<>/"& td=', k=chance.choice((0, 1, 5))))
        try:
            for sheet in _read(bytes(page)):
                for row, cells in enumerate(sheet.rows):
                    assert all(min(sheet.place(row, column)) > 0 for column in range(len(cells)))
        except SourceError as error:
            assert "\n" not in str(error)  # noqa: PT017 - most pages are read
