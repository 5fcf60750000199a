"""CSV: what a spreadsheet opens, with nothing in it that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.locale import LANGUAGES
from orgrules.output.formats import View
from orgrules.text import sanitize
from tests.output.reports.cases import ALL_KINDS, HOSTILE, finding, hostile, written


def rows(of: Any, view: View = View()) -> list[list[str]]:  # noqa: B008 - frozen
    """The rows of a report."""
    text = written(of, "csv", view)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def test_every_finding_and_problem_is_a_row_under_the_headings() -> None:
    heading, *found = rows(ALL_KINDS)
    assert heading == [
        *("severity", "rule", "file", "line", "column", "message", "kind", "id", "title"),
        *("expected", "actual", "source", "fix", "waived", "until", "fingerprint"),
    ]
    assert [row[0] for row in found] == ["not checked", "not checked", "error", "warning", "info", "error"]
    assert found[0][:6] == ["not checked", "", "broken.yaml", "3", "7", "not YAML"]
    assert found[2] == [
        *("error", "a/b", "design.yaml", "1", "5", "It is wrong.", "position", "clerk", "Clerk"),
        *("this", "that", "A gloss. (sales:4.5)", "Mend it.", "", "", f"{1:032x}"),
    ]
    assert found[5][13:15] == ["The board knows.", "2030-01-01"]


def test_the_headings_are_in_the_language_of_the_report() -> None:
    heading, *found = rows(ALL_KINDS, View("zh"))
    assert heading[:6] == ["级别", "规则", "文件", "行", "列", "问题"]
    assert (found[0][0], found[2][0], found[2][6]) == ("未能检查", "错误", "岗位")


def test_lines_end_as_the_standard_says_and_numbers_are_numbers() -> None:
    text = written(ALL_KINDS._replace(problems=()), "csv")
    assert text.count("\r\n") == text.count("\n") == 5
    assert '"design.yaml",1,5,"It is wrong."' in text


def is_formula(cell: str) -> bool:
    """What a spreadsheet would compute."""
    return cell.lstrip()[:1] in tuple("=+-@＝＋－＠") or cell[:1] in ("\t", "\r")


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE))
def test_no_cell_is_a_formula_and_none_is_lost(text: str) -> None:
    for language in LANGUAGES:
        found = rows(hostile(text), View(language))
        assert [len(row) for row in found] == [16] * 5
        assert not [cell for row in found for cell in row if cell and is_formula(cell)]
        for cell in (found[1][5], found[3][5], found[3][8]):
            assert cell.replace("'", "") == sanitize(text).replace("'", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "＝1"])
def test_a_formula_becomes_text_by_an_apostrophe(text: str) -> None:
    assert rows(ALL_KINDS._replace(findings=(finding(actual=text),), problems=()))[1][10] == f"'{text}"


def test_no_cell_is_a_formula_where_semicolons_separate_cells() -> None:
    for text in ("a;=1+1", "a;b; @x", "; ;=1"):
        found = written(hostile(text), "csv")
        assert not [cell for line in found.splitlines() for cell in line.split(";") if is_formula(cell)]


def test_an_ordinary_text_stays_as_it_is() -> None:
    for text in ("a = b", "a-b; c+d", "x@y.org", "—", "1-2"):
        assert rows(ALL_KINDS._replace(findings=(finding(actual=text),), problems=()))[1][10] == text
