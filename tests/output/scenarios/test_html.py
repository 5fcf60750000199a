"""Scenarios as a page, in a real browser: the charts beside one another, what moved marked, what is selected selected in all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.scenarios import FORMATS
from orgrules.settings import Settings
from orgrules.tasks.scenarios import scenarios
from tests.browser import Browser

BASE = """\
positions:
  - id: gm
    title: General manager
    reports:
      - {id: director, title: Sales director}
      - {id: sales, title: Sales manager}
      - {id: porter, title: Porter}
"""
MOVED = "name: <b>Plan A</b>\nchanges:\n  - {move: sales, reports_to: director}\n"
GONE = "changes:\n  - {remove: porter}\n  - {move: director, reports_to: sales}\n"


LONG = "A scenario with quite a long name, as people write them who explain at once what it is all about"


def page(folder: Path, language: Language = "en", moved: str = MOVED) -> Path:
    for name, text in (("base.yaml", BASE), ("moved.yaml", moved), ("gone.yaml", GONE)):
        (folder / name).write_text(text, "utf-8")
    names = [str(folder / name) for name in ("moved.yaml", "gone.yaml")]
    found = scenarios(str(folder / "base.yaml"), names, Settings(language=language), charted=True)
    stream = io.StringIO(newline="")
    FORMATS.writer("html")(found, stream, View(language))
    file = folder / "scenarios.html"
    file.write_text(stream.getvalue(), "utf-8")
    return file


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [390, 1024, 1600])
def test_the_page_fits_its_window_and_asks_nobody_for_anything(
    browser: Browser, tmp_path: Path, language: Language, width: int
) -> None:
    file = page(tmp_path, language)
    with browser.window(width, 900):
        browser.open(file)
        assert browser.js("return document.documentElement.scrollWidth <= window.innerWidth")
        tops = browser.js("return [...document.querySelectorAll('.side')].map((side) => side.getBoundingClientRect().top)")
        assert len(set(tops)) == (3 if width < 500 else 1)
    assert browser.log() == []
    assert [address for address in browser.requests() if not address.startswith(("file:", "data:"))] == []


def test_a_long_name_neither_widens_its_column_nor_squeezes_the_path_beside_it(browser: Browser, tmp_path: Path) -> None:
    file = page(tmp_path, moved=MOVED.replace("<b>Plan A</b>", LONG))
    with browser.window(1024, 900):
        browser.open(file)
        assert browser.js("const wide = document.querySelector('.wide'); return wide.scrollWidth <= wide.clientWidth")
        lines = browser.js(
            "return [...document.querySelectorAll('.side > h3 .where')].map("
            "(path) => path.getBoundingClientRect().height / parseFloat(getComputedStyle(path).fontSize))"
        )
    assert max(lines) < 8  # the path of a temporary folder takes some lines; squeezed it took a line for each character


def test_what_became_of_positions_is_marked_and_what_is_selected_is_so_in_all_charts(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path))
    browser.find("#unfold").click()
    marks = browser.js(
        "return [0, 1, 2].map((at) => [...document.querySelectorAll(`#side-${at}-viewport .box`)]"
        ".filter((box) => box.querySelector('.change'))"
        ".map((box) => `${box.querySelector('b').title} ${box.querySelector('.change').textContent}`))"
    )
    assert marks[1] == ["Sales manager → moved"]
    assert marks[2] == ["Sales director → moved"]
    assert [each.startswith("Porter − removed: ") for each in marks[0]] == [True]

    browser.js("document.querySelector('#side-2-box-1').click()")
    assert browser.js(
        "return [0, 1, 2].map((at) => document.querySelector(`#side-${at}-viewport .box[aria-selected=true] b`)?.title)"
    ) == ["Sales director", "Sales director", "Sales director"]


def test_texts_of_files_stay_texts(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path))
    assert browser.js("return document.querySelector('#scenario-title-1').firstChild.textContent.trim()") == "<b>Plan A</b>"
