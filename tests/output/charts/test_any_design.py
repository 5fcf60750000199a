"""Whatever a design says, every picture of it is one that its readers take, with all positions in it."""

from __future__ import annotations

import io
import json
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.findings import Report
from orgrules.locale import Language
from orgrules.output.charts import FORMATS
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests import hostile
from tests.output.charts.test_mermaid import LINES
from tests.strategies import designs

SVG = "{http://www.w3.org/2000/svg}"
#: A statement of DOT with quoted strings taken out.
STATEMENT = re.compile(
    r"digraph organization \{|\}"
    r"|  (?:label=Q; labelloc=t;|(?:graph|node|edge) \[[\w =,Q.]*\];|n\d+(?: -> n\d+)?(?: \[[\w =,Q]*\])?;)"
)


def reported(base: dict[str, Any], names: list[str], language: Language) -> Report:
    """The report, with its chart, on a design whose titles, holders and organization are called so in turn."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "design.json"
        file.write_text(json.dumps(named(base, names)), "utf-8")
        return check([str(file)], Settings(language=language), charted=True)


def named(base: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A design whose titles, holders and organization are called so in turn."""
    turn = iter(names * 100)

    def rename(position: Any) -> Any:
        if not isinstance(position, dict):
            return position
        renamed = {**position, "title": next(turn), "holder": next(turn)}
        if "reports" in position:
            renamed["reports"] = [rename(each) for each in position["reports"]]
        return renamed

    return {
        **{key: value for key, value in base.items() if key != "people"},
        "organization": {"name": next(turn)},
        "positions": [rename(position) for position in base["positions"]],
    }


def texts() -> st.SearchStrategy[str]:
    """Names that a design may hold: anything but blank."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
    return st.one_of(st.sampled_from(hostile.NAMES), anything).filter(lambda text: bool(text.strip()))


class Elements(HTMLParser):
    """The elements of a page, and the data in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self._in_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self._in_data = ("id", "data") in attrs

    def handle_data(self, data: str) -> None:
        """Note the data."""
        if self._in_data:
            self.data += data


@settings(max_examples=30)
@given(designs(), st.lists(texts(), min_size=3, max_size=12), st.sampled_from(["en", "zh"]))
def test_every_picture_is_whole(base: dict[str, Any], names: list[str], language: Language) -> None:
    report = reported(base, names, language)
    page = Elements(picture("html", report, language))
    charts = json.loads(page.data)["charts"]
    assert page.tags.count("h1") == 1
    assert page.tags.count("script") == 9
    if report.problems:  # a contradiction: there is nothing to draw
        assert charts == []
        return
    number = report.files[0].positions
    assert [len(chart["boxes"]) for chart in charts] == [number]
    assert len(ElementTree.fromstring(picture("svg", report, language)).findall(f"{SVG}g")) == number
    assert [line for line in picture("mermaid", report, language).splitlines() if not LINES.fullmatch(line)] == []
    dot = [re.sub(r'"(?:[^"\\]|\\.)*"', "Q", line) for line in picture("dot", report, language).splitlines()]
    assert [line for line in dot if not STATEMENT.fullmatch(line)] == []
    assert sum(line.startswith("  n") and " -> " not in line and " [label=" in line for line in dot) == number


def picture(format_name: str, report: Report, language: Language) -> str:
    """A report drawn."""
    stream = io.StringIO()
    FORMATS.writer(format_name)(report, stream, View(language))
    return stream.getvalue()
