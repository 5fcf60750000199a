"""Mermaid: every line is of one of a few forms, and the real parser reads it in a browser where it can be had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgrules.text import sanitize
from tests import hostile
from tests.browser import Browser, npm_package
from tests.output.charts.drawn import drawn

#: Everything that may stand in a label: letters, digits, spaces, a few marks without a meaning, numbered characters, line ends.
LABEL = r"(?:[^\W_]|[ ×，、（）]|\#\d+;|<br/>)*"
LINES = re.compile(
    rf"""flowchart\ TD
    | \ \ n\d+\["{LABEL}"\]
    | \ \ n\d+\ (?:---|===|-\.-)\ n\d+
    | \ \ classDef\ (?:error|warning|info)\ fill:\#[0-9a-f]{{6}},stroke:\#[0-9a-f]{{6}},stroke-width:2px,color:\#[0-9a-f]{{6}}
    | \ \ classDef\ vacant\ stroke-dasharray:5\ 3
    | \ \ class\ n\d+(?:,n\d+)*\ (?:error|warning|info|vacant)""",
    re.VERBOSE,
)
DESIGN = """
positions:
  - {id: gm, title: General manager, holder: Ann Lee}
  - {id: sd, title: Sales director, reports_to: gm, holder: null}
  - {title: "Sales manger (acting)", reports_to: sd, dotted_line_to: [gm]}
  - {id: a, title: Office manager, reports_to: b}
  - {id: b, title: Clerk, reports_to: a}
"""


def labels(text: str) -> list[str]:
    """What a reader sees in each box, on one line."""
    found = re.findall(r'^  n\d+\["(.*)"\]$', text, re.MULTILINE)
    return [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label.replace("<br/>", "|")) for label in found]


def test_the_text_holds_boxes_lines_and_marks(tmp_path: Path) -> None:
    text = drawn("mermaid", tmp_path, DESIGN)
    assert text.splitlines()[:4] == [
        "flowchart TD",
        '  n0["General manager<br/>Ann Lee"]',
        '  n1["Sales director<br/>vacant"]',
        '  n2["Sales manger #40;acting#41;<br/>#9650; 1 warning"]',
    ]
    assert "  n0 --- n1\n  n1 --- n2\n  n0 -.- n2\n  n4 === n3\n  n3 --- n4\n" in text
    assert "  class n2 warning\n" in text
    assert "  class n1 vacant\n" in text


@pytest.mark.parametrize("design", [DESIGN, hostile.design()], ids=["plain", "hostile"])
def test_every_line_is_of_a_known_form(tmp_path: Path, design: str) -> None:
    lines = drawn("mermaid", tmp_path, design).splitlines()
    assert [line for line in lines if not LINES.fullmatch(line)] == []


def test_hostile_names_come_out_whole(tmp_path: Path) -> None:
    found = labels(drawn("mermaid", tmp_path, hostile.design()))
    for label, name in zip(found, hostile.NAMES[:-1], strict=False):
        assert label.replace("|", "").replace(" ", "").startswith(sanitize(name).replace(" ", "")[:60])


@pytest.fixture(scope="module")
def mermaid(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """The browser with the library mermaid in an empty page."""
    folder = npm_package("mermaid@11", tmp_path_factory.mktemp("mermaid"))
    page = folder / "empty.html"
    page.write_text(
        "<!doctype html><html data-ready=1><meta charset=utf-8><title>x</title><div id=out></div>"
        "<script src=dist/mermaid.min.js></script>",
        "utf-8",
    )
    browser.open(page)
    return browser


@pytest.mark.parametrize("design", [DESIGN, hostile.design()], ids=["plain", "hostile"])
def test_mermaid_reads_and_draws_it(tmp_path: Path, mermaid: Browser, design: str) -> None:
    text = drawn("mermaid", tmp_path, design)
    seen = mermaid.driver.execute_async_script(
        """
        const [text, done] = arguments;
        mermaid.initialize({ startOnLoad: false });
        const out = document.getElementById("out");
        mermaid.render("drawn", text).then(({ svg }) => {
          out.innerHTML = svg;
          done([...out.querySelectorAll(".node")].map((node) => node.textContent.replace(/\\\\s/g, "")));
        }, (error) => done(String(error)));
        """,
        text,
    )
    expected = [label.replace("|", "").replace(" ", "") for label in labels(text)]
    assert isinstance(seen, list), seen
    assert ["".join(node.split()) for node in seen] == ["".join(label.split()) for label in expected]
