"""The chart of the page in a real browser: its dotted lines, its texts, what is in sight at first, and the full screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from orgrules.locale import Language, speaking
from orgrules.output.charts import html as pages
from orgrules.output.charts._layout import lay_out
from orgrules.output.charts._routes import routes
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.browser import Browser
from tests.helpers import SAMPLES
from tests.output.charts.test_layout import chart

CITIES = [
    "Wuhan",
    "Changsha",
    "Nanjing",
    "Hangzhou",
    "Chengdu",
    "Chongqing",
    "Zhengzhou",
    "Jinan",
    "Qingdao",
    "Hefei",
    "Fuzhou",
    "Xiamen",
    "Kunming",
    "Harbin",
]


def large() -> dict[str, Any]:
    """A design of some 150 positions, wide, with many dotted lines and many findings."""
    seats: list[dict[str, Any]] = [
        {"id": "gm", "title": "General Manager"},
        {"id": "sd", "title": "Sales Director", "reports_to": "gm"},
        {"id": "acc", "title": "Chief Accountant", "reports_to": "gm"},
        {"id": "chm", "title": "Channel Manager", "reports_to": "sd"},
        {"id": "st", "title": "Sales Statistician", "reports_to": "sd", "dotted_line_to": ["acc"]},
    ]
    for number, city in enumerate(CITIES):
        region, office, following = f"rm{number}", f"om{number}", f"om{(number + 1) % len(CITIES)}"
        dotted = ["chm"] if number % 3 == 0 else ["acc"] if number % 3 == 1 else []
        seats.append({"id": region, "title": f"Regional Manager ({city})", "reports_to": "sd", "dotted_line_to": dotted})
        seats.append({"id": office, "title": f"Office Manager ({city})", "reports_to": region})
        for desk in range(3 + number % 4):
            title, dotted = f"Customer Service Representative for large orders ({city} {desk + 1})", ["st"] if desk == 0 else []
            seats.append({"title": title, "reports_to": office, "dotted_line_to": dotted, "holder": None})
        for desk in range(2 + number % 3):
            dotted = [following] if desk == 1 else []
            seats.append(
                {"title": f"Business Representative ({city} {desk + 1})", "reports_to": region, "dotted_line_to": dotted}
            )
    return {"organization": {"name": "Large"}, "positions": seats}


def page(folder: Path, source: Path | dict[str, Any], language: Language = "en") -> Path:
    """The report on a design, as a file."""
    if isinstance(source, dict):
        design = folder / "design.json"
        design.write_text(json.dumps(source), "utf-8")
        source = design
    file = folder / "report.html"
    report = check([str(source)], Settings(language=language), charted=True)
    with speaking(language):
        file.write_text(pages.page(report, findings=True), "utf-8")
    return file


#: Dotted lines with the boxes that each of them touches, besides its own at its two ends.
CROSSED = """
const boxes = [...document.querySelectorAll(".box")]
  .map((box) => [box.id, box.offsetLeft, box.offsetTop, box.offsetWidth, box.offsetHeight]);
return [...document.querySelectorAll("#sheet g path")].map((path) => {
  const corners = path.getAttribute("d").slice(1).split("L").map((corner) => corner.split(" ").map(Number)), crossed = [];
  for (let at = 1; at < corners.length; at++) {
    const [[x1, y1], [x2, y2]] = [corners[at - 1], corners[at]];
    for (const [id, left, top, width, height] of boxes) {
      const across = Math.min(x1, x2) < left + width && Math.max(x1, x2) > left;
      const down = Math.min(y1, y2) < top + height && Math.max(y1, y2) > top;
      if (across && down) crossed.push(id);
    }
  }
  return [path.dataset.start, path.dataset.end, crossed, corners];
});
"""


def test_dotted_lines_run_round_boxes_and_end_in_arrows(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, large()))
    browser.find("#unfold").click()
    dotted = sum(len(seat.get("dotted_line_to", [])) for seat in large()["positions"])
    browser.wait(f"return document.querySelectorAll('#sheet g path').length === {dotted}")
    lines = browser.js(CROSSED)
    assert [line for line in lines if line[2]] == []
    corner = "const box = document.getElementById(arguments[0]); return [box.offsetLeft, box.offsetTop]"
    for start, end, _, corners in lines:
        for point, index in ((corners[0], start), (corners[-1], end)):
            left, top = browser.js(corner, f"box-{index}")
            assert point[0] in (left, left + 200) or point[1] in (top, top + 80)
    heads = browser.js(
        "return [...document.querySelectorAll('#sheet g path')].map((path) =>"
        " document.querySelector(path.getAttribute('marker-end').slice(4, -1)).tagName)"
    )
    assert heads == ["marker"] * dotted


@pytest.mark.parametrize("managers", [[None, *[0] * 12], [None, 0, 0, 0, 1, 1, 2, 2, 2, 3, None, 10], [None, None, *[0, 1] * 9]])
def test_the_page_leads_lines_as_the_pictures_do(browser: Browser, tmp_path: Path, managers: Sequence[int | None]) -> None:
    spots = lay_out(chart(list(managers))).spots
    lines = [(index, (index * 5) % len(managers)) for index in range(1, len(managers)) if (index * 5) % len(managers) != index]
    browser.open(page(tmp_path, {"positions": [{"title": "T"}]}))
    drawn = browser.js(
        "const [spots, lines] = arguments, places = new Map(spots.map(([x, y, line], index) => [index, { x, y, line }]));"
        "return lines.map(router(places, lines))",
        [list(spot) for spot in spots],
        [list(line) for line in lines],
    )
    assert drawn == [[list(point) for point in way] for way in routes(spots, lines)]


def test_boxes_show_what_tells_siblings_apart(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, large()))
    browser.find("#unfold").click()
    titles = browser.js("return [...document.querySelectorAll('.box b')].map((title) => title.innerText)")
    assert len(set(titles)) == len(large()["positions"]) == len(titles)
    cut = [title for title in titles if "…" in title]
    assert cut
    assert all("…" in title and title.endswith(")") for title in cut)
    wide = "(each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1"
    high = "(each) => each.scrollHeight > each.clientHeight + 3"
    assert browser.js(f"return [...document.querySelectorAll('.box b, .box i, .box .detail')].filter({wide}).length") == 0
    assert browser.js(f"return [...document.querySelectorAll('.box b')].filter({high}).length") == 0
    assert browser.js("return [...document.querySelectorAll('.box .hidden:not(.told)')].map((each) => each.textContent)") == [
        seat["title"] for seat in large()["positions"] if seat["title"].startswith("Customer")
    ]


#: The least size that letters are seen in, the boxes with findings in sight, and the findings in sight: on boxes, or counted.
FIRST_VIEW = """
const view = document.getElementById("viewport").getBoundingClientRect();
const inSight = (box) => {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom;
};
const boxes = [...document.querySelectorAll(".box")], scale = boxes[0].getBoundingClientRect().width / boxes[0].offsetWidth;
const sizes = [...document.querySelectorAll(".box b, .box .detail")].map((text) => parseFloat(getComputedStyle(text).fontSize));
const counts = boxes.filter(inSight).flatMap((box) => [...box.querySelectorAll(".badge, .folded")])
  .map((badge) => Number(/[✕▲i] (\\d+)$/.exec(badge.textContent)?.[1] ?? 0));
return {
  letters: scale * Math.min(...sizes),
  boxes: boxes.filter((box) => inSight(box) && box.querySelector(".badge")).map((box) => box.id),
  top: inSight(document.getElementById("box-0")),
  findings: counts.reduce((sum, count) => sum + count, 0),
  all: data.findings.reduce((sum, { boxes }) => sum + boxes.length, 0),
};
"""


@pytest.mark.parametrize("width", [390, 1024, 1440, 1920])
def test_at_first_letters_can_be_read_and_findings_are_in_sight(browser: Browser, tmp_path: Path, width: int) -> None:
    designs: list[tuple[Path | dict[str, Any], Language]] = [
        (SAMPLES / "en" / "faulty-nested.yaml", "en"),
        (SAMPLES / "zh" / "faulty-flat.yaml", "zh"),
        (large(), "en"),
    ]
    with browser.window(width, 844 if width < 500 else 900):
        for source, language in designs:
            browser.open(page(tmp_path, source, language))
            seen = browser.js(FIRST_VIEW)
            assert seen["letters"] >= (12 if language == "zh" else 11) - 0.01
            assert seen["boxes"]
            if width >= 1024:
                assert seen["findings"] == seen["all"]


def test_the_manager_of_the_first_finding_is_in_sight_where_nothing_else_has_room(browser: Browser, tmp_path: Path) -> None:
    crew = [{"title": "Sales Representative", "reports_to": "gm"} for _ in range(60)]
    design = {"positions": [{"id": "gm", "title": "General Manager"}, *crew]}
    with browser.window(1024, 700):
        browser.open(page(tmp_path, design))
        seen = browser.js(FIRST_VIEW)
        assert seen["letters"] >= 10.99
        assert (seen["top"], bool(seen["boxes"])) == (True, True)


def test_the_chart_fills_the_screen_and_escape_leaves(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, SAMPLES / "en" / "faulty-nested.yaml"))
    button = browser.find("#full")
    assert (button.tag_name, button.text) == ("button", "Full screen")
    browser.js("arguments[0].focus()", button)
    browser.press(Keys.ENTER)
    browser.wait(
        "return document.fullscreenElement?.id === 'frame' && document.getElementById('full').textContent === 'Leave full screen'"
    )
    assert browser.js("return document.getElementById('frame').getBoundingClientRect().height === innerHeight")
    # a finding stands outside of it
    browser.find(".badge").click()
    browser.wait("return document.fullscreenElement === null && document.activeElement.matches('.card')")
    # where the browser refuses, the whole window does
    browser.js("document.getElementById('frame').requestFullscreen = () => Promise.reject(new TypeError('refused'))")
    browser.find("#full").click()
    browser.wait("return document.getElementById('frame').classList.contains('full')")
    assert browser.js(
        "const { top, height } = document.getElementById('frame').getBoundingClientRect(); return [top, height - innerHeight]"
    ) == [0, 0]
    browser.press(Keys.ESCAPE)
    assert browser.find("#full").text == "Full screen"
    assert browser.js("return document.getElementById('frame').className") == ""
    assert browser.log() == []
