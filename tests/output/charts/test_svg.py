"""The SVG picture: well-formed whatever the names, complete, and told in words."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from orgrules.locale import Language
from orgrules.output.charts import FORMATS
from orgrules.output.charts._marks import width, wrapped
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.text import sanitize
from tests import hostile
from tests.output.charts.drawn import drawn

SVG = "{http://www.w3.org/2000/svg}"


def titles(root: ElementTree.Element) -> list[str]:
    """What each box is to somebody who does not see it."""
    return [str(group.findtext(f"{SVG}title")) for group in root.findall(f"{SVG}g")]


def test_every_box_is_drawn_and_told(tmp_path: Path) -> None:
    root = ElementTree.fromstring(
        drawn(
            "svg",
            tmp_path,
            """
            organization: {name: Fruit & Co}
            units: [{id: head, name: Head office}]
            positions:
              - {id: gm, title: General manager, unit: head, holder: Ann Lee}
              - {id: sd, title: Sales director, reports_to: gm, holder: null, headcount: 2}
              - {title: Sales manger, reports_to: sd, dotted_line_to: [gm]}
              - {title: Office manager, reports_to: nobody}
            """,
        )
    )
    assert root.findtext(f"{SVG}title") == "Org chart: Fruit & Co"
    assert root.findtext(f"{SVG}desc") == "4 positions; 2 of them have findings."
    assert titles(root) == [
        "General manager, Head office, Ann Lee",
        "Sales director ×2, vacant",
        "Sales manger, role left open, 1 warning",
        "Office manager, 1 error",
    ]
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts == [
        *("General manager", "Head office", "Ann Lee", "Sales director ×2", "vacant", "Sales manger ?", "▲ 1"),
        *("Office manager", "✕ 1"),
    ]
    dashed = [path.get("stroke-dasharray") for path in root.findall(f"{SVG}path")]
    assert dashed == [None, "2 5"]
    assert root.get("role") == "img"


def test_a_ring_is_drawn_with_the_line_that_closes_it(tmp_path: Path) -> None:
    root = ElementTree.fromstring(
        drawn("svg", tmp_path, "positions: [{id: a, title: A, reports_to: b}, {id: b, title: B, reports_to: a}]")
    )
    assert [path.get("stroke-dasharray") for path in root.findall(f"{SVG}path")] == [None, "8 4"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_names_stay_text(tmp_path: Path, language: Language) -> None:
    text = drawn("svg", tmp_path, hostile.design(), Settings(language=language))
    root = ElementTree.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "desc", "rect", "path", "g", "text"}
    told = titles(root)
    for name in hostile.NAMES:
        assert any(title.startswith(sanitize(name).replace("\ufffe\uffff", "\\ufffe\\uffff")) for title in told)


def test_it_is_in_the_language_of_the_report(tmp_path: Path) -> None:
    text = drawn("svg", tmp_path, "positions: [{title: 总经理, holder: null}, {title: 销售总监}]", Settings(language="zh"))
    root = ElementTree.fromstring(text)
    assert str(root.findtext(f"{SVG}title")).startswith("组织架构图：")
    assert titles(root)[0].startswith("总经理，空缺")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales director", ["Sales director"]),
        ("Deputy Vice President of Customer Experience", ["Deputy Vice", "President of", "Customer…"]),
        ("x" * 50, ["x" * 14, "x" * 14, "x" * 13 + "…"]),
        ("销售部经理助理兼任客户服务", ["销售部经理助理", "兼任客户服务"]),
        ("", [""]),
        ("a  b", ["a  b"]),
        ("e\u0301" * 14, ["e\u0301" * 14]),
    ],
)
def test_texts_are_cut_to_their_box(text: str, expected: list[str]) -> None:
    found = wrapped(text, 14, 3)
    assert found == expected
    assert all(width(line) <= 14 for line in found)


def test_a_second_design_cannot_slip_in() -> None:
    from orgrules.findings import Report

    with pytest.raises(ValueError, match="unpack"):
        FORMATS.writer("svg")(Report((), (), ()), io.StringIO(), View())
