"""The formats of a comparison: the same changes in each, in both languages, and hostile names that stay text."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orgrules.findings import Location
from orgrules.locale import LANGUAGES
from orgrules.output.comparisons import FORMATS, Change, Comparison, Detail, Seat, UnitChange
from orgrules.output.formats import View
from orgrules.text import sanitize
from tests.output.reports.cases import HOSTILE, finding, hostile
from tests.output.reports.test_markdown import TAGS


def seat(title: str = "Clerk", **changes: str | None) -> Seat:
    """A position as a comparison has it."""
    found = Seat(Location("new.yaml", 3, 5), "clerk", title, "Boss", "South", "Office manager")
    return found._replace(**changes)  # type: ignore[arg-type]


EVERYTHING = Comparison(
    old="old.yaml",
    new="new.yaml",
    added=(seat("Added", id=None, unit=None, role=None),),
    removed=(seat("Removed", location=Location("old.yaml", 7, 9)),),  # type: ignore[arg-type]
    changed=(
        Change(seat("Moved"), seat("Moved", manager=None, unit="North"), ("manager", "unit")),
        Change(seat("Before", role=None), seat("After", manager="Chief"), ("manager", "title", "role")),
    ),
    kept=1234,
    introduced=(finding(1),),
    fixed=(finding(2, message="It was wrong."),),
    unchanged=(finding(3),),
)
NOTHING = Comparison("a", "b", (), (), (), 7, (), (), ())


def written(of: Comparison, name: str, view: View = View()) -> str:  # noqa: B008 - frozen
    """A comparison in a format."""
    stream = io.StringIO(newline="")
    FORMATS.writer(name)(of, stream, view)
    return stream.getvalue()


def hostile_comparison(text: str) -> Comparison:
    """A comparison in which every text that may come from a file is this one."""
    one = Seat(Location(text, 1, 1), text, text, text, text, text)
    details = (
        Detail("attributes", text, text, text),
        Detail("duties", added=(text, text), removed=(text,)),
        Detail("holder", after=text),
    )
    change = Change(one, one, ("manager", "unit", "title", "role"), details)
    unit = UnitChange(Location(text, 1, 1), text, text, details)
    findings = hostile(text).findings
    return Comparison(text, text, (one,), (one,), (change,), 0, tuple(findings), tuple(findings), (), (unit,))


class Page(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def test_the_formats_are_these() -> None:
    assert FORMATS.names() == ["html", "json", "markdown", "text"]


def test_as_text_in_english() -> None:
    assert (
        written(EVERYTHING, "text")
        == """\
new.yaml:3:5: added Added: manager: Boss
old.yaml:7:9: removed Removed (clerk): manager: Boss; unit: South; role: Office manager
new.yaml:3:5: moved Moved (clerk): manager: Boss → none; unit: South → North
new.yaml:3:5: moved Before (clerk): manager: Boss → Chief
new.yaml:3:5: renamed Before (clerk): title: Before → After; role: open → Office manager

design.yaml:1:5: error [a/b] It is wrong.
    expected  this
    actual    that
    source    A gloss. (sales:4.5)
    related   other.yaml:7:3: Boss
    fix       Mend it.
design.yaml:2:5: fixed [a/b] It was wrong.

Positions: 1 added, 1 removed, 2 moved, 1 renamed, 0 changed, 1,234 unchanged.
Findings: 1 introduced, 1 fixed, 1 unchanged.
"""
    )


def test_as_text_in_chinese() -> None:
    lines = written(EVERYTHING, "text", View("zh")).splitlines()
    assert lines[0] == "new.yaml:3:5: 新增　Added：上级：Boss"
    assert lines[2] == "new.yaml:3:5: 调整上级和单位　Moved（clerk）：上级：Boss → 无；单位：South → North"
    assert lines[3] == "new.yaml:3:5: 调整上级　Before（clerk）：Boss → Chief"
    assert lines[4] == "new.yaml:3:5: 更名　Before（clerk）：名称：Before → After；角色：未定 → Office manager"
    assert lines[-2:] == [
        "岗位：新增 1，撤销 1，调整上级或单位 2，更名或变更角色 1，其他变更 0，未变 1,234。",
        "问题：新出现 1，已解决 1，仍存在 1。",
    ]


def test_another_role_under_the_same_title_is_told_as_what_it_is() -> None:
    of = NOTHING._replace(changed=(Change(seat(role="Clerk"), seat(role=None), ("role",)),))
    assert written(of, "text").startswith("new.yaml:3:5: changed the role of Clerk (clerk): role: Clerk → open\n")
    assert written(of, "text", View("zh")).startswith("new.yaml:3:5: 变更角色　Clerk（clerk）：Clerk → 未定\n")


def test_where_nothing_changed_the_numbers_are_all_there_is_to_tell() -> None:
    assert written(NOTHING, "text") == (
        "Positions: 0 added, 0 removed, 0 moved, 0 renamed, 0 changed, 7 unchanged.\n"
        "Findings: 0 introduced, 0 fixed, 0 unchanged.\n"
    )
    assert "|" not in written(NOTHING, "markdown")
    assert "<table" not in written(NOTHING, "html")


ALTERED = NOTHING._replace(
    changed=(
        Change(
            seat(),
            seat(),
            ("manager",),
            (
                Detail("holder", before="Ann", after="vacant"),
                Detail("duties", added=("Sells, and calls", "Visits"), removed=("Files",)),
                Detail("requirements", "education", before=None, after="College"),
                Detail("attributes", "site.floor", before="1", after="2"),
            ),
        ),
    ),
    units=(UnitChange(Location("new.yaml", 2, 3), "s", "South", (Detail("type", before="office", after="store"),)),),
)
TOLD = (
    'holder: Ann → vacant; duties: added "Sells, and calls", "Visits", removed "Files"; '
    "requirements (education): not stated → College; attributes (site.floor): 1 → 2"
)
TOLD_ZH = (
    "任职者：Ann → vacant；职责：新增“Sells, and calls”、“Visits”，删去“Files”；"
    "任职要求（学历）：未注明 → College；属性（site.floor）：1 → 2"
)


def test_what_else_changed_is_told_from_what_to_what_in_every_format() -> None:
    assert written(ALTERED, "text").splitlines() == [
        "new.yaml:3:5: moved Clerk (clerk): manager: Boss → Boss",
        f"new.yaml:3:5: changed Clerk (clerk): {TOLD}",
        "new.yaml:2:3: changed South (s): unit type: office → store",
        "",
        "Positions: 0 added, 0 removed, 1 moved, 0 renamed, 1 changed, 7 unchanged.",
        "Units: 1 changed.",
        "Findings: 0 introduced, 0 fixed, 0 unchanged.",
    ]
    assert written(ALTERED, "text", View("zh")).splitlines()[1:3] == [
        f"new.yaml:3:5: 变更　Clerk（clerk）：{TOLD_ZH}",
        "new.yaml:2:3: 变更　South（s）：单位类型：office → store",
    ]
    for language, told, unit in (("en", TOLD, "unit type: office → store"), ("zh", TOLD_ZH, "单位类型：office → store")):
        page = Page(written(ALTERED, "html", View(language)))
        assert {*re.split("; |；", told), unit} <= set(page.texts)
        markdown = MarkdownIt("gfm-like", {"html": True}).render(written(ALTERED, "markdown", View(language)))
        cells = [unescape(re.sub("<[^>]*>", "", cell)) for cell in re.findall("<td>(.*?)</td>", markdown)]
        assert {told, unit} <= set(cells)


def test_what_else_changed_as_json() -> None:
    document = json.loads(written(ALTERED, "json"))
    (change,) = document["positions"]["changed"]
    assert change["different"] == ["holder", "duties", "requirements", "attributes"]
    assert change["before"] == document["positions"]["moved"][0]["before"]
    nothing: dict[str, Any] = {"name": None, "before": None, "after": None, "added": [], "removed": []}
    assert change["details"] == [
        {**nothing, "what": "holder", "before": "Ann", "after": "vacant"},
        {**nothing, "what": "duties", "added": ["Sells, and calls", "Visits"], "removed": ["Files"]},
        {**nothing, "what": "requirements", "name": "education", "after": "College"},
        {**nothing, "what": "attributes", "name": "site.floor", "before": "1", "after": "2"},
    ]
    assert document["units"]["changed"] == [
        {
            "path": "new.yaml",
            "line": 2,
            "column": 3,
            "id": "s",
            "name": "South",
            "different": ["type"],
            "details": [{**nothing, "what": "type", "before": "office", "after": "store"}],
        }
    ]
    assert (document["summary"]["changed"], document["summary"]["changed_units"]) == (1, 1)


def test_as_json() -> None:
    document = json.loads(written(EVERYTHING, "json"))
    assert list(document) == ["version", "tool", "old", "new", "positions", "units", "findings", "summary"]
    assert document["positions"]["moved"][1] == {
        "different": ["manager"],
        "before": {
            "path": "new.yaml",
            "line": 3,
            "column": 5,
            "id": "clerk",
            "title": "Before",
            "manager": "Boss",
            "unit": "South",
            "role": None,
        },
        "after": {
            "path": "new.yaml",
            "line": 3,
            "column": 5,
            "id": "clerk",
            "title": "After",
            "manager": "Chief",
            "unit": "South",
            "role": "Office manager",
        },
    }
    assert {name: [found["line"] for found in those] for name, those in document["findings"].items()} == {
        "introduced": [1],
        "fixed": [2],
        "unchanged": [3],
    }
    assert document["summary"] == {
        "added": 1,
        "removed": 1,
        "moved": 2,
        "renamed": 1,
        "changed": 0,
        "unchanged_positions": 1234,
        "changed_units": 0,
        "introduced": 1,
        "fixed": 1,
        "unchanged_findings": 1,
    }


def test_as_markdown() -> None:
    page = MarkdownIt("gfm-like", {"html": True}).render(written(EVERYTHING, "markdown"))
    cells = [re.sub("<[^>]*>", "", cell) for cell in re.findall("<td>(.*?)</td>", page)]
    assert cells[:3] == ["added", "Added", "manager: Boss"]
    assert cells[9:12] == ["moved", "Before (clerk)", "manager: Boss → Chief"]
    assert cells[15:18] == ["introduced", "error", "design.yaml:1:5"]
    assert cells[19:20] == ["fixed"]
    assert "From old.yaml to new.yaml." in page


def test_as_html() -> None:
    text = written(EVERYTHING, "html")
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert "Comparison" in page.texts
    assert page.texts[page.texts.index("Moved", page.texts.index("Changes")) + 2] == "2"
    assert page.texts.count("manager: Boss → Chief") == 1
    assert ("html", (("lang", "zh-Hans"), ("class", "static"))) in Page(written(EVERYTHING, "html", View("zh"))).tags


def _elements(page: Page) -> list[tuple[str, list[str]]]:
    return [(tag, [name for name, _ in attributes]) for tag, attributes in page.tags]


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE))
def test_whatever_a_name_holds_every_format_shows_it_as_text(text: str) -> None:
    of = hostile_comparison(text)
    for language in LANGUAGES:
        for name in FORMATS.names():
            shown = written(of, name, View(language))
            assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200f\u202e\u2066\ufeff]", shown) is None, name
        page = Page(written(of, "html", View(language)))
        if text:
            harmless = Page(written(hostile_comparison("x"), "html", View(language)))
            assert _elements(page) == _elements(harmless)
            assert sanitize(text) in "".join(page.texts)
        table = MarkdownIt("gfm-like", {"html": True}).render(written(of, "markdown", View(language)))
        table = re.sub(r'<a href="http://([^"]*)">((?!www\.)[^<:/@]*)</a>', r"\2", table, flags=re.IGNORECASE)
        assert {tag.removeprefix("/") for tag in re.findall(r"<(/?[a-zA-Z][a-zA-Z0-9]*)", table)} <= TAGS
        assert table.count("<td>") == 6 * 3 + 4 * 4


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_problem_of_display_never_hides_a_change(name: str) -> None:
    many = EVERYTHING._replace(added=tuple(seat(f"Clerk number {number}") for number in range(300)))
    shown = written(many, name, View(all=True))
    assert all(f"Clerk number {number}" in shown for number in range(300))
    assert name != "markdown" or "--all" in written(many, name)
