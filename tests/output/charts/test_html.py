"""The page of the chart alone, and what all pages are made of."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from orgrules.output.charts import _page
from orgrules.settings import Settings
from tests.browser import Browser, npm_package
from tests.helpers import ROOT, SAMPLES
from tests.output.charts.drawn import drawn

FOLDER = ROOT / "orgrules" / "output" / "charts" / "page"
#: d3-hierarchy 3.1.3 as it stands in the npm registry: dist/d3-hierarchy.min.js and LICENSE (ISC).
VENDORED = {
    "d3-hierarchy.min.js": "971f374ce9fdbec711eb2358003e2bb755bff22ec6852dc5ebd59f987270db64",
    "d3-hierarchy.LICENSE": "2a6d2d5f32ba0b755ddbc1c833f766e30cdbe6ebe9a6d4e3e24427721f0b63d3",
}


@pytest.mark.parametrize("name", VENDORED)
def test_the_library_is_the_file_that_was_published(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == VENDORED[name]


def test_the_registry_says_the_same(tmp_path: Path) -> None:
    package = npm_package("d3-hierarchy@3.1.3", tmp_path)
    assert (package / "dist" / "d3-hierarchy.min.js").read_bytes() == (FOLDER / "d3-hierarchy.min.js").read_bytes()
    assert (package / "LICENSE").read_bytes() == (FOLDER / "d3-hierarchy.LICENSE").read_bytes()


def test_every_page_carries_the_licence_of_the_library(tmp_path: Path) -> None:
    page = drawn("html", tmp_path, "positions: [{title: General manager}]")
    assert (FOLDER / "d3-hierarchy.LICENSE").read_text("utf-8").strip() in page
    assert (FOLDER / "d3-hierarchy.min.js").read_text("utf-8") in page


def test_the_policy_names_each_script_and_the_style_by_its_hash(tmp_path: Path) -> None:
    page = drawn("html", tmp_path, "positions: [{title: General manager}]")
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 1 + page.count("<script>")
    assert " style=" not in re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)


def test_data_cannot_end_their_script(tmp_path: Path) -> None:
    assert _page.in_script(["</script>", "<!--", "&amp;", "\u2028\u2029"]) == (
        '["\\u003c/script\\u003e","\\u003c!--","\\u0026amp;","\\u2028\\u2029"]'
    )


def test_it_is_the_same_page_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, second = (drawn("html", tmp_path, "positions: [{title: General manager}]") for _ in range(2))
    assert first == second
    assert "<span>14 November 2023</span>" in first
    assert "2023 年 11 月 14 日" in drawn("html", tmp_path, "positions: [{title: 总经理}]", Settings(language="zh"))


def test_the_chart_alone_is_a_page_without_a_list_of_findings(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    text = (SAMPLES / "en" / "faulty-nested.yaml").read_text("utf-8")
    file.write_text(drawn("html", tmp_path, text), "utf-8")
    browser.open(file)
    browser.find("#unfold").click()
    assert browser.log() == []
    assert (len(browser.all(".box")), len(browser.all(".badge")), browser.all(".card")) == (24, 12, [])
    browser.find(".badge").click()
    assert "▲" in browser.find("#panel .one").text
    assert browser.all("#panel .to-finding") == []


def test_what_is_about_no_position_is_said_beside_the_chart(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "chart.html"
    file.write_text(drawn("html", tmp_path, "positions: [{title: Clown}, {title: Pirate}]"), "utf-8")
    browser.open(file)
    assert "Findings about no position" in browser.find("main").text
