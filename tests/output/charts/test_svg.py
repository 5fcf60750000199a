"""The SVG picture: well-formed whatever the names, complete, and told in words."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from orgrules.locale import Language
from orgrules.output.charts import FORMATS
from orgrules.output.charts._layout import HEIGHT, WIDTH
from orgrules.output.charts._marks import wrapped
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.tasks.check import check
from orgrules.text import columns, sanitize
from tests import hostile
from tests.helpers import SAMPLES
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
    assert dashed == [None, "2 4"]
    assert root.get("role") == "img"


def test_a_ring_is_drawn_with_the_line_that_closes_it(tmp_path: Path) -> None:
    root = ElementTree.fromstring(
        drawn("svg", tmp_path, "positions: [{id: a, title: A, reports_to: b}, {id: b, title: B, reports_to: a}]")
    )
    assert [path.get("stroke-dasharray") for path in root.findall(f"{SVG}path")] == [None, "8 4"]


def test_dotted_lines_end_in_arrows_at_the_edge_of_whom_they_lead_to(tmp_path: Path) -> None:
    root = ElementTree.fromstring(
        drawn("svg", tmp_path, "positions: [{id: a, title: A}, {id: b, title: B}, {title: C, dotted_line_to: [a, b]}]")
    )
    lines = [path for path in root.findall(f"{SVG}path") if path.get("stroke-dasharray") == "2 4"]
    assert [path.get("marker-end") for path in lines] == ["url(#chart-dotted)"] * 2
    assert [marker.get("id") for marker in root.iter(f"{SVG}marker")] == ["chart-dotted", "chart-ring"]
    corners = [group.get("transform", "")[10:-1].split() for group in root.findall(f"{SVG}g")]
    for path, (x, y) in zip(lines, [[float(each) for each in corner] for corner in corners], strict=False):
        end_x, end_y = map(float, path.get("d", "").rpartition("L")[2].split())
        assert (end_x in (x, x + WIDTH) and y < end_y < y + HEIGHT) or (end_y in (y, y + HEIGHT) and x < end_x < x + WIDTH)


CITIES = ["Wuhan", "Changsha", "Nanjing"]


def test_siblings_whose_titles_begin_alike_can_be_told_apart(tmp_path: Path) -> None:
    seats = [
        {
            "title": f"Customer Service Representative for large orders ({city})",
            "unit": f"Customer Service department ({city})",
            "holder": "Ann Lee",
        }
        for city in CITIES
    ]
    root = ElementTree.fromstring(drawn("svg", tmp_path, {"positions": seats}))
    for city, group in zip(CITIES, root.findall(f"{SVG}g"), strict=True):
        first, second, unit, _ = [text.text for text in group.findall(f"{SVG}text")][:4]
        assert first == "Customer Service"
        assert f"({city})" in str(second)
        assert str(unit).endswith(f"({city})")


def filled(root: ElementTree.Element) -> tuple[float, float]:
    """How much of the width and of the height of a picture its boxes take."""
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    corners = [group.get("transform", "")[10:-1].split() for group in root.findall(f"{SVG}g")]
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return (max(xs) + WIDTH - min(xs)) / wide, (max(ys) + HEIGHT - min(ys)) / high


@pytest.mark.parametrize(
    "sample",
    ["en/faulty-nested.yaml", "en/faulty-flat.yaml", "en/company/faulty.yaml", "zh/faulty-flat.yaml", "zh/faulty-nested.yaml"],
)
def test_it_is_no_larger_than_what_is_drawn(sample: str) -> None:
    stream = io.StringIO()
    FORMATS.writer("svg")(check([str(SAMPLES / sample)], Settings(), charted=True), stream, View())
    assert min(filled(ElementTree.fromstring(stream.getvalue()))) >= 0.95


def test_many_reports_of_one_manager_are_stacked(tmp_path: Path) -> None:
    seats = [{"id": "top", "title": "Top"}, *({"title": f"Seat {n}", "reports_to": "top"} for n in range(120))]
    root = ElementTree.fromstring(drawn("svg", tmp_path, {"positions": seats}))
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    assert 0.8 < wide / high < 2.5
    assert 121 * WIDTH * HEIGHT / (wide * high) > 0.6


def test_small_trees_stand_below_each_other_beside_a_tall_one(tmp_path: Path) -> None:
    seats = [{"id": "0", "title": "Top"}, *({"id": str(n), "title": f"T{n}", "reports_to": str(n - 1)} for n in range(1, 6))]
    loose = [each for n in range(4) for each in ({"id": f"l{n}", "title": "L"}, {"title": "M", "reports_to": f"l{n}"})]
    root = ElementTree.fromstring(drawn("svg", tmp_path, {"positions": [*seats, *loose]}))
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    assert 14 * WIDTH * HEIGHT / (wide * high) > 0.3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_names_stay_text(tmp_path: Path, language: Language) -> None:
    text = drawn("svg", tmp_path, hostile.design(), Settings(language=language))
    root = ElementTree.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "rect", "path", "g", "text", "defs", "marker")
    }
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
        ("Deputy Vice President of Customer Experience", ["Deputy Vice", "President of", "Cust…xperience"]),
        ("x" * 50, ["x" * 14, "x" * 14, "x" * 4 + "…" + "x" * 9]),
        ("Customer Representatives for orders from Wuhan", ["Customer", "Representative", "s fo…rom Wuhan"]),
        ("Customer Representatives for orders from Changsha", ["Customer", "Representative", "s fo…Changsha"]),
        ("客户服务部华中大区订单处理代表兼任仓库管理员（武汉）", ["客户服务部华中", "大区订单处理代", "表兼…（武汉）"]),
        ("销售部经理助理兼任客户服务", ["销售部经理助理", "兼任客户服务"]),
        ("", [""]),
        ("a  b", ["a  b"]),
        ("e\u0301" * 14, ["e\u0301" * 14]),
    ],
)
def test_texts_are_cut_to_their_box(text: str, expected: list[str]) -> None:
    found = wrapped(text, 14, 3)
    assert found == expected
    assert all(columns(line) <= 14 for line in found)


def test_a_second_design_cannot_slip_in() -> None:
    from orgrules.findings import Report

    with pytest.raises(ValueError, match="unpack"):
        FORMATS.writer("svg")(Report((), (), ()), io.StringIO(), View())
