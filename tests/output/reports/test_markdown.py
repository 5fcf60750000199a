"""Markdown, rendered: a table whose cells hold texts and nothing that a text could have brought with it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orgrules.output.formats import View
from orgrules.output.reports.markdown import MOST_ROWS
from orgrules.text import sanitize
from tests.output.reports.cases import ALL_KINDS, CLEAN, HOSTILE, finding, hostile, written

TAGS = frozenset(("h2", "h3", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br", "em", "sub"))


def rendered(of: Any, view: View = View()) -> str:  # noqa: B008 - frozen
    """A report as a reader on GitHub sees it: tables, links by themselves, HTML."""
    page = MarkdownIt("gfm-like", {"html": True}).render(written(of, "markdown", view))
    # GitHub makes no link of a domain alone
    return re.sub(r'<a href="http://([^"]*)">((?!www\.)[^<:/@]*)</a>', r"\2", page, flags=re.IGNORECASE)


def texts(page: str, tag: str) -> list[str]:
    """The texts of elements, a break as a new line."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    plain = [re.sub(r"<[^>]+>", "", re.sub(r"<!-- -->", "", cell).replace("<br>", "\n")) for cell in found]
    return [html.unescape(cell) for cell in plain]


def test_the_report_in_english() -> None:
    page = rendered(ALL_KINDS)
    assert texts(page, "h2") == ["Organization check"]
    assert texts(page, "p") == [
        "Errors: 1, warnings: 1, notes: 1. Files checked: 1, positions: 3. Not everything could be checked."
    ]
    assert texts(page, "li") == ["broken.yaml:3:7: not YAML", "nothing to check"]
    assert texts(page, "th") == ["Severity", "Place", "Finding", "Severity", "Place", "Finding", "Reason", "Until"]
    cells = texts(page, "td")
    assert cells[:2] == ["error", "design.yaml:1:5"]
    assert cells[2].splitlines() == [
        "It is wrong.",
        "expected: this",
        "actual: that",
        "source: A gloss. (sales:4.5)",
        "related: other.yaml:7:3: Boss",
        "fix: Mend it.",
        "a/b",
    ]
    assert cells[-2:] == ["The board knows.", "2030-01-01"]
    assert len(cells) == 3 * 3 + 5


def test_the_report_in_chinese() -> None:
    page = rendered(ALL_KINDS, View("zh"))
    assert texts(page, "h2") == ["组织设计检查"]
    assert texts(page, "th")[:3] == ["级别", "位置", "问题"]
    assert "应为：this" in texts(page, "td")[2].splitlines()
    assert "<em>应为</em>" in page


def test_a_clean_report_says_so() -> None:
    assert texts(rendered(CLEAN), "strong") == ["No findings."]
    assert "table" not in rendered(CLEAN)


def test_a_long_table_is_cut_unless_all_is_asked_for() -> None:
    many = ALL_KINDS._replace(findings=tuple(map(finding, range(1, 2 * MOST_ROWS + 1))), problems=())
    page = rendered(many)
    assert page.count("<tr>") == MOST_ROWS + 1
    assert f"… and {MOST_ROWS} more; --all shows them." in page
    assert rendered(many, View(all=True)).count("<tr>") == 2 * MOST_ROWS + 1


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE))
@example("\\|")
@example("a\\\\|b")
@example("www.a.org")
@example("http://a.org")
@example("HTTPS://A.ORG")
@example("mailto:a@b.org")
@example("a@b.org")
@example("//a.org")
@example("ftp://a.org")
def test_whatever_a_text_holds_it_is_text(text: str) -> None:
    page = rendered(hostile(text))
    tags = set(re.findall(r"<(/?[a-zA-Z][a-zA-Z0-9]*)", page))
    assert {tag.removeprefix("/") for tag in tags} <= TAGS
    assert page.count("<tr>") == 4
    assert page.count("<td>") == 3 + 5
    assert page.count("<li>") == 2 + 3
    cells = texts(page, "td")
    assert cells[2].split("\n")[0].strip() == sanitize(text).strip()
    assert cells[6].strip() == sanitize(text).strip()


@pytest.mark.parametrize("text", ["@octocat", "x@y", "#12", "GH-12"])
def test_nobody_is_mentioned_and_no_issue_is_linked(text: str) -> None:
    assert text not in written(hostile(text), "markdown")
