"""CSV as it is written: encodings, delimiters, line ends; what cannot be read is told at its place, and nothing is swallowed."""

from __future__ import annotations

import pytest

from orgrules.errors import SourceError
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.csv import read
from tests.tables.helpers import decided, lines, organization, table

HEADER = "id,name,title,reports_to,unit\n"
BODY = "1,Ann,General Manager,,Head\n2,Bob,Sales Director,1,Sales\n3,Cat,Sales Manager,2,Sales\n"
TEXT = HEADER + BODY
LINES = [("General Manager", None), ("Sales Director", "General Manager"), ("Sales Manager", "Sales Director")]
CHINESE = "工号,姓名,岗位,直接上级\n1,张一,总经理,\n2,李二,销售总监,张一\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        ("sep=;\n" + TEXT.replace(",", ";")).encode(),
        ("\n , ,\n" + HEADER + "\n,,,,\n" + BODY + "\n").encode(),
    ],
    ids=["utf-8 with a mark", "utf-16", "utf-16-be", "crlf", "cr", "semicolons", "tabs", "bars", "sep=", "blank rows"],
)
def test_however_it_is_written_it_is_the_same_table(content: bytes) -> None:
    assert lines(organization(content)) == LINES


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_chinese_that_is_not_utf_8_is_known_by_its_header_and_told(encoding: str) -> None:
    text = CHINESE if encoding == "gb18030" else "工號,姓名,職位,直屬主管\n1,張一,總經理,\n2,李二,銷售總監,張一\n"
    found = table(text.encode(encoding))
    assert f"not UTF-8 text; read as {encoding.upper()} (--encoding says another)" in decided(found)
    assert [entry["title"] for entry in found.sources[0].data["positions"]] == [
        line.split(",")[2] for line in text.split("\n")[1:3]
    ]


def test_an_encoding_that_is_stated_overrules() -> None:
    content = CHINESE.encode("gb18030")
    [sheet] = read(content, "a.csv", Asked(encoding="gb18030"))
    assert sheet.notes == ()
    with pytest.raises(SourceError, match="try --encoding"):
        read(content, "a.csv", Asked(encoding="utf-8"))


def test_bytes_that_are_no_text_are_told_where_they_stand_and_the_rest_is_read() -> None:
    content = CHINESE.encode().replace("李二".encode(), "李".encode() + b"\xff")
    [problem] = table(content).unreadable
    assert (problem.line, problem.column) == (3, 4)
    assert "no UTF-8 text" in problem.message
    assert organization(content).people[1].name == "李\ufffd"


def test_line_separators_within_cells_end_no_row() -> None:
    found = organization(TEXT.replace("Sales Manager", "Sales\u2028Manager").replace("Bob", "B\x85ob"))
    assert len(found.positions) == 3


def test_cells_over_several_lines_are_cells_and_places_are_lines_of_the_file() -> None:
    found = table(HEADER + '1,"Ann\nLee",General Manager,,Head\n2,Bob,"Sales ""x"" Director",1,Sales\n')
    source = found.sources[0]
    assert source.place(("positions", 0, "title")) == (3, 6)
    assert source.place(("positions", 1, "reports_to")) == (4, 30)
    assert not found.unreadable


def test_a_quote_that_nothing_closes_is_told_where_it_opens_and_the_rows_behind_are_read() -> None:
    text = (
        HEADER + '1,Ann,General Manager,,Head\n2,"Bob,Sales Director,1,Sales\n3,Cat,Sales Manager,2,Sales\n4,Dan,Driver,3,Sales\n'
    )
    found = table(text)
    [problem] = found.unreadable
    assert (problem.line, problem.column) == (3, 3)
    assert "never closed" in problem.message
    # whoever reports to the row that was not read is not wrong
    assert [(title, manager) for title, manager in lines(organization(text))] == [
        ("General Manager", None),
        ("Sales Manager", None),
        ("Driver", "Sales Manager"),
    ]
    assert organization(text).positions[1].manager_status == "duplicate"


def test_rows_that_two_stray_quotes_would_swallow_are_read() -> None:
    rows = "".join(f"{number},Name,Driver,1,Sales\n" for number in range(3, 30))
    found = table(HEADER + '1,Ann,General Manager,,Head\n2,"Bob,Sales Director,1,Sales\n' + rows + '30,"Eve",Driver,1,"Sales"\n')
    assert len(found.sources[0].data["positions"]) == 1 + 27 + 1
    assert [problem.line for problem in found.unreadable] == [3]


def test_a_quote_within_a_cell_is_told_where_it_stands() -> None:
    found = table(HEADER + '1,"Ann "X" Lee",General Manager,,Head\n2,Bob,Driver,,Sales\n')
    [problem] = found.unreadable
    assert (problem.line, problem.column) == (2, 8)
    assert 'within a cell it is written ""' in problem.message


def test_a_row_with_a_delimiter_too_many_is_not_read_and_told() -> None:
    text = TEXT + "4,Lee, Dan,Driver,2,Sales\n5,Eve,Driver,4,Sales\n"
    [problem] = table(text).unreadable
    assert (problem.line, problem.column) == (5, 21)
    assert "it has 6 cells, and the header 5" in problem.message
    assert organization(text).positions[3].manager_status == "duplicate"


def test_a_nul_character_is_told_where_it_stands() -> None:
    [problem] = table(TEXT.replace("Cat", "C\0t")).unreadable
    assert (problem.line, problem.column) == (4, 3)


def test_an_error_of_a_spreadsheet_is_told_and_is_no_top() -> None:
    text = TEXT.replace("Manager,2,", "Manager,#N/A,")
    [problem] = table(text).unreadable
    assert (problem.line, problem.column) == (4, 21)
    assert '"#N/A"' in problem.message
    found = organization(text)
    assert (found.positions[2].manager_status, found.positions[2].top) == ("duplicate", "below")


@pytest.mark.parametrize(
    ("limits", "message"), [(Limits(rows=3), "more than 3 rows"), (Limits(cells=19), "more than 19 cells")], ids=["rows", "cells"]
)
def test_limits_are_errors(limits: Limits, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(TEXT.encode(), "a.csv", Asked(limits=limits))


@pytest.mark.parametrize("number", range(0, 256, 15))
def test_bytes_that_are_no_table_are_an_error_and_no_crash(number: int) -> None:
    content = bytes((number * step) % 256 for step in range(1, 400))
    try:
        read(content, "a.csv", Asked())
    except SourceError as error:
        assert error.problems[0].path == "a.csv"  # noqa: PT017 - either is right
