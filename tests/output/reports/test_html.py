"""The HTML report in a real browser: what a reader does with it, with the mouse, the keyboard, a screen reader, on paper."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from orgrules import __version__
from orgrules.findings import Waived
from orgrules.locale import Language, speaking
from orgrules.output.charts import html as pages
from orgrules.settings import Settings
from orgrules.tasks.check import check
from orgrules.text import sanitize
from tests import hostile
from tests.browser import Browser
from tests.helpers import ROOT, SAMPLES, run
from tests.output.reports.cases import ALL_KINDS, RULES
from tests.test_samples import compare_with_snapshot

#: Seconds in which a page of 5,000 positions can be used, and its most bytes. On two shared cores it takes some one and a half.
SECONDS, BYTES = 10, 2_500_000


def page(folder: Path, *paths: str | Path, language: Language = "en") -> Path:
    """The report on some designs, as a file."""
    report = check([str(path) for path in paths], Settings(language=language), charted=True)
    with speaking(language):
        return written(folder, pages.page(report, findings=True))


def written(folder: Path, text: str) -> Path:
    """A page as a file."""
    file = folder / "report.html"
    file.write_text(text, "utf-8")
    return file


def design(folder: Path, data: dict[str, Any], name: str = "design.json") -> Path:
    """A design as a file."""
    file = folder / name
    file.write_text(json.dumps(data), "utf-8")
    return file


@pytest.fixture
def sample(browser: Browser, tmp_path: Path) -> Browser:
    """The browser with the report on the faulty nested sample, unfolded: 24 positions, 7 errors, 5 warnings, 4 notes."""
    browser.open(page(tmp_path, SAMPLES / "en" / "faulty-nested.yaml"))
    browser.find("#unfold").click()
    return browser


def box(browser: Browser, title: str) -> str:
    """The id of the box with that title."""
    [found] = [box for box in browser.all(".box") if box.find_element(By.TAG_NAME, "b").text == title]
    return str(found.get_attribute("id"))


def cards(browser: Browser) -> list[str]:
    """The rules of the findings that are shown, in their order."""
    return [str(card.get_attribute("data-rule")) for card in browser.all(".card")]


# ---------------------------------------------------------------------------------------- the page as a whole


SCENES = ("english", "chinese", "clean", "several", "problems", "problems and findings", "ring", "no lines", "hostile")


def scenes(folder: Path) -> dict[str, tuple[list[Path], Language]]:
    """Reports of every kind."""
    bad = folder / "bad.yaml"
    bad.write_text("positions: [{titel: x}]", "utf-8")
    ring = {"positions": [{"id": "a", "title": "A", "reports_to": "b"}, {"id": "b", "title": "B", "reports_to": "a"}]}
    return {
        "english": ([SAMPLES / "en" / "faulty-nested.yaml"], "en"),
        "chinese": ([SAMPLES / "zh" / "faulty-flat.yaml"], "zh"),
        "clean": ([SAMPLES / "en" / "correct-nested.yaml"], "en"),
        "several": ([SAMPLES / "en", SAMPLES / "zh"], "zh"),
        "problems": ([bad], "en"),
        "problems and findings": ([bad, SAMPLES / "en" / "faulty-flat.yaml"], "en"),
        "ring": ([design(folder, ring, "ring.json")], "en"),
        "no lines": ([design(folder, {"positions": [{"title": f"T{n}"} for n in range(40)]}, "flat.json")], "en"),
        "hostile": ([design(folder, hostile.design(), "hostile.json")], "zh"),
    }


@pytest.mark.parametrize("scene", SCENES)
def test_it_opens_without_an_error_and_asks_for_nothing_but_itself(browser: Browser, tmp_path: Path, scene: str) -> None:
    paths, language = scenes(tmp_path)[scene]
    file = page(tmp_path, *paths, language=language)
    browser.open(file)
    assert browser.log() == []
    assert {address for address in browser.requests() if not address.startswith("data:")} == {file.as_uri()}
    assert browser.js("return document.documentElement.lang") == ("en" if language == "en" else "zh-Hans")


def test_nothing_but_its_own_scripts_can_run_and_nothing_can_be_fetched(sample: Browser) -> None:
    sample.js(
        """
        const script = document.createElement("script"); script.textContent = "window.broken = 1"; document.body.append(script);
        const image = new Image(); image.src = "https://example.invalid/x.png"; document.body.append(image);
        document.body.insertAdjacentHTML("beforeend", "<p style='position:fixed' onclick='window.broken = 2' id='hit'>x</p>");
        document.getElementById("hit").click();
        """
    )
    time.sleep(0.3)
    assert sample.js("return window.broken ?? null") is None
    refused = [message for message in sample.log() if "Content Security Policy" in message]
    assert any("https://example.invalid/x.png" in message for message in refused)
    assert any("inline script" in message for message in refused)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_names_stay_text_everywhere(browser: Browser, tmp_path: Path, language: Language) -> None:
    file = page(tmp_path, design(tmp_path, hostile.design()), language=language)
    text = file.read_text("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)
    browser.open(file)
    browser.find("#unfold").click()
    assert browser.js("return window.broken ?? null") is None
    assert (
        browser.js("return document.querySelectorAll('img, iframe, object, embed, a[href^=java], [onload], [onerror]').length")
        == 0
    )
    assert browser.js("return document.querySelectorAll('script').length") == 10  # the data, the library, and eight of its own
    titles = browser.js("return [...document.querySelectorAll('.box b')].map((title) => title.title)")
    assert len(titles) == len(hostile.NAMES)
    for name in hostile.NAMES:
        assert sanitize(name) in titles
    for number in range(len(hostile.NAMES)):
        browser.js("document.getElementById(`box-${arguments[0]}`).click()", number)
        shown = browser.js(
            "return [document.querySelector('#panel h3').textContent, document.querySelector(`#box-${arguments[0]} b`).title]",
            number,
        )
        assert shown == [sanitize(hostile.NAMES[number])] * 2
    browser.find("#search").send_keys("<script>")
    assert browser.js("return window.broken ?? null") is None
    assert browser.log() == []


def test_all_its_words_are_chinese_in_a_chinese_report(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    browser.open(page(tmp_path, "samples/zh/faulty-nested.yaml", language="zh"))
    browser.js("document.querySelector('.badge').parentElement.click(); document.querySelector('details').open = true")
    shown = browser.js(
        """
        const names = [...document.querySelectorAll("[aria-label], [placeholder], [title]")]
          .flatMap((each) => ["aria-label", "placeholder", "title"].map((name) => each.getAttribute(name) ?? ""));
        const ofTheDesign = "code, .where, cite, option[value^='='], .card dl, .card h4, #panel .one, #panel dd";
        for (const each of document.querySelectorAll(`style, script, ${ofTheDesign}`)) each.remove();
        return document.body.innerText + names.join(" ");
        """
    )
    assert set(re.findall(r"[A-Za-z]+", shown)) - {"orgrules", "samples", "zh", "faulty", "nested", "yaml", "i"} == set()
    assert browser.find("h1").text == "果满园"


def test_without_scripts_it_still_shows_everything(tmp_path: Path) -> None:
    text = page(tmp_path, SAMPLES / "en" / "faulty-nested.yaml").read_text("utf-8")
    assert '<html lang="en" class="static">' in text
    assert text.count('<article class="card') == 16
    assert "<svg xmlns=" in text
    assert ".static .papers { display: block; }" in text


def test_the_summary_counts(sample: Browser) -> None:
    tiles = {tile.text.split("\n")[0].strip("✕▲i "): tile.text.split("\n")[1] for tile in sample.all(".tile")}
    assert tiles == {
        "Errors": "7",
        "Warnings": "5",
        "Notes": "4",
        "Waived": "0",
        "Positions checked": "24",
        "Rules judged": "61",
    }


@pytest.mark.parametrize(
    ("judged", "english", "chinese"),
    [
        ([(3, 0), (1, 2)], "every rule found something to judge", "每条规则都有可判定的内容"),
        ([(3, 0), (0, 0)], "1 had nothing to judge", "另有 1 条没有判定对象"),
        ([(3, 0), (0, 1)], "1 not judged: the design leaves open what they ask", "另有 1 条未判定：设计未提供所需信息"),
        (
            [(3, 0), (0, 2), (0, 0), (0, 0)],
            "1 left open by the design, 2 with nothing to judge",
            "另有 1 条因设计未提供信息而未判定，2 条没有判定对象",
        ),
    ],
)
def test_rules_with_nothing_to_judge_are_not_said_to_be_left_open(
    judged: list[tuple[int, int]], english: str, chinese: str
) -> None:
    rules = tuple(RULES[0]._replace(judged=number, not_judged=not_judged) for number, not_judged in judged)
    for language, heading, about in (("en", "Rules judged", english), ("zh", "已判定规则", chinese)):
        with speaking(language):
            text = pages.page(ALL_KINDS._replace(rules=rules), findings=True)
        number = sum(times > 0 for times, _ in judged)
        assert f'<dt>{heading}</dt><dd>{number}</dd><dd class="about">{about}</dd></div>' in text


def test_a_waived_finding_is_there_and_marks_no_box(browser: Browser, tmp_path: Path) -> None:
    report = check([str(SAMPLES / "en" / "faulty-nested.yaml")], charted=True)
    waiver = Waived("until the <b>move</b>", "2027-03-31")
    findings = tuple(
        finding._replace(waived=waiver) if finding.rule == "store-manager/reports-to" else finding for finding in report.findings
    )
    browser.open(written(tmp_path, pages.page(report._replace(findings=findings), findings=True)))
    browser.find("#unfold").click()
    [card] = browser.all(".card.waived")
    assert "Waived: until the <b>move</b> (until 2027-03-31)" in card.text
    assert "error" not in str(browser.find(f"#{box(browser, 'Store Manager')}").get_attribute("class"))
    browser.find("[value=waived]").click()
    assert browser.all(".card.waived") == []
    assert browser.find("#count").text == "Showing 15 of 16 findings"


# ---------------------------------------------------------------------------------------- the findings


def test_filters_and_search_narrow_the_findings_and_say_how_many_are_left(sample: Browser) -> None:
    assert sample.find("#count").text == "Showing 16 of 16 findings"
    sample.find("[name=severity][value=error]").click()
    assert cards(sample) == [
        *("regions/has-marketing-specialist",) * 3,
        *("hierarchy/dotted-line-repeats-solid", "titles/unrecognized"),
        *("teams/office-manager-leads",) * 2,
        *("customer-service-manager/manages", "teams/office-manager-leads"),
    ]
    sample.find("[name=severity][value=error]").click()
    Select(sample.find("#unit")).select_by_visible_text("Customer service")
    assert cards(sample) == ["customer-service-manager/reports-to", "customer-service-manager/manages"]
    sample.find("#search").send_keys("WAREHOUSE keeper")
    assert cards(sample) == ["customer-service-manager/manages"]
    assert sample.find("#count").text == "Showing 1 of 16 findings"
    assert sample.find("#count").get_attribute("role") == "status"
    sample.find("#search").send_keys(" nothing has this")
    assert cards(sample) == []
    assert sample.find("#none").text == "No finding meets the filters."
    assert sample.all("#cards > h3") == []
    sample.find("#clear").click()
    sample.wait("return document.querySelectorAll('.card[hidden]').length === 0")
    assert len(cards(sample)) == 16


def test_a_row_of_the_overview_filters_by_its_rule_or_unit(sample: Browser) -> None:
    sample.find("[data-filter=rule][data-value='office-manager/reports-to']").click()
    assert cards(sample) == ["office-manager/reports-to"]
    assert sample.focused() == "rule"
    Select(sample.find("#rule")).select_by_index(0)
    sample.find("[data-filter=unit][data-value='Channel sales']").click()
    assert len(cards(sample)) == 3


def test_findings_are_grouped_by_severity_rule_or_unit(sample: Browser) -> None:
    headings = [heading.text.split("\n") for heading in sample.all("#cards > h3")]
    assert [" ".join(heading) for heading in headings] == ["Errors 7", "Warnings 5", "Notes 4"]
    Select(sample.find("#group")).select_by_visible_text("Unit")
    units = [heading.text.replace("\n", " ") for heading in sample.all("#cards > h3")]
    assert units[0] == "Channel sales 3"
    assert len(units) == 10
    Select(sample.find("#group")).select_by_visible_text("Rule")
    assert len(sample.all("#cards > h3")) == 12


def test_a_finding_shows_its_place_source_and_fix(sample: Browser) -> None:
    [card] = [card for card in sample.all(".card") if card.get_attribute("data-rule") == "office-manager/reports-to"]
    for part in (
        "samples/en/faulty-nested.yaml:59:18",
        "Expected\nRegional manager",
        "Actual\nSales Manager",
        "Source\nThe office manager reports to the regional manager. sales:4.5.reports-to",
        "Fix\nLet the office manager report to the manager of the region that the office belongs to.",
    ):
        assert part in card.text


# ---------------------------------------------------------------------------------------- the chart


def test_a_click_leads_from_a_finding_to_its_box_and_back(sample: Browser) -> None:
    sample.find("#fold").click()
    assert len(sample.all(".box")) == 2
    [card] = [card for card in sample.all(".card") if card.get_attribute("data-rule") == "store-manager/reports-to"]
    card.find_element(By.CSS_SELECTOR, ".go").click()
    assert sample.focused() == box(sample, "Store Manager")
    seat = sample.find(f"#{sample.focused()}")
    assert seat.get_attribute("aria-selected") == "true"
    assert seat.accessible_name == "Store Manager Corn Exchange Ivan Markov 1 error"
    assert sample.js(
        "const box = document.activeElement.getBoundingClientRect();"
        "const view = document.getElementById('viewport').getBoundingClientRect();"
        "return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom"
    )
    assert "Store Manager reports to Regional Manager, East" in sample.find("#panel .one.now").text
    sample.find("[name=severity][value=error]").click()
    sample.find("#panel .to-finding").click()
    assert sample.focused() == card.get_attribute("id")
    assert card.is_displayed()


def test_the_badge_of_a_box_leads_to_its_finding(sample: Browser) -> None:
    seat = box(sample, "Sales Represenative")
    badge = sample.find(f"#{seat} .badge")
    assert badge.text == "▲ 1"
    badge.click()
    assert sample.find(f"#{sample.focused()}").get_attribute("data-rule") == "titles/unrecognized"


def test_the_keyboard_moves_along_the_tree(sample: Browser) -> None:
    tops = sample.all(".box[aria-level='1']")
    sample.js("document.querySelector('.box[tabindex=\"0\"]').focus()")
    assert sample.focused() == tops[0].get_attribute("id") == box(sample, "General Manager")
    sample.press(Keys.ARROW_DOWN)
    assert sample.focused() == box(sample, "Sales Director")
    sample.press(Keys.ARROW_LEFT)
    director = sample.find(f"#{sample.focused()}")
    assert (director.get_attribute("aria-expanded"), director.get_attribute("aria-level")) == ("false", "2")
    assert len(sample.all(".box")) == 4
    assert sample.js("return document.activeElement.querySelector('.folded').textContent") == "+20 ✕ 13"
    sample.press(Keys.ARROW_LEFT)
    assert sample.focused() == box(sample, "General Manager")
    sample.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert director.get_attribute("aria-expanded") == "true"
    sample.press(Keys.ARROW_RIGHT)
    assert sample.focused() == box(sample, "Sales Manager")
    sample.press(Keys.END)
    assert sample.focused() == box(sample, "Office Manager, Canterbury")
    sample.press(Keys.ARROW_UP)
    assert sample.focused() == box(sample, "Regional Manager, Kent")
    sample.press(Keys.HOME, "s")
    assert sample.focused() == box(sample, "Sales Director")
    sample.press(Keys.ENTER)
    assert sample.js("return document.activeElement.closest('#panel') !== null")
    sample.press(Keys.ESCAPE)
    assert (sample.focused(), sample.find("#panel").is_displayed()) == (box(sample, "Sales Director"), False)


def test_the_tree_tells_a_screen_reader_what_is_where(sample: Browser) -> None:
    assert sample.find("#viewport").get_attribute("role") == "tree"
    assert sample.find("#viewport").accessible_name == "Org chart"
    told = sample.js(
        "return [...document.querySelectorAll('.box')].map((box) => ['role', 'aria-level', 'aria-setsize', 'aria-posinset',"
        " 'aria-expanded', 'tabindex'].map((name) => box.getAttribute(name)))"
    )
    assert len(told) == 24
    assert {row[0] for row in told} == {"treeitem"}
    assert [row[5] for row in told].count("0") == 1
    assert told[0][1:5] == ["1", "2", "1", "true"]
    vacant = sample.find(f"#{box(sample, 'Business Representative')}")
    assert vacant.accessible_name == "Business Representative Brighton vacant"


def test_boxes_fold_unfold_and_grow(sample: Browser) -> None:
    channel = box(sample, "Channel Manager")
    sample.find(f"#{channel} .folded").click()
    assert sample.find(f"#{channel}").get_attribute("aria-expanded") == "false"
    assert sample.find(f"#{channel} .folded").text == "+2 ▲ 1"
    assert len(sample.all(".box")) == 22
    sample.find("#fold").click()
    assert len(sample.all(".box")) == 2
    sample.find("#unfold-findings").click()
    assert len(sample.all(".badge")) == 12
    sample.find("#unfold").click()
    assert len(sample.all(".box")) == 24
    width = "return document.getElementById(arguments[0]).getBoundingClientRect().width"
    before = sample.js(width, channel)
    sample.find("#larger").click()
    sample.js("document.getElementById(arguments[0]).focus()", channel)
    sample.press("+")
    assert sample.js(width, channel) == pytest.approx(before * 1.44)
    sample.press("0")
    assert sample.find("#scale").text.endswith("%")
    assert sample.js("const view = document.getElementById('viewport'); return view.scrollWidth <= view.clientWidth + 1")


def test_the_chart_can_be_dragged(sample: Browser) -> None:
    for _ in range(5):
        sample.find("#larger").click()
    scrolled = "const view = document.getElementById('viewport'); return [view.scrollLeft, view.scrollTop]"
    sample.js("document.getElementById('viewport').scrollTo(200, 200)")
    before = sample.js(scrolled)
    room = sample.find("#viewport")
    mouse = ActionChains(sample.driver)
    mouse.move_to_element_with_offset(room, -400, 200).click_and_hold().move_by_offset(-50, -40).release().perform()
    after = sample.js(scrolled)
    assert [round(now - then) for now, then in zip(after, before, strict=True)] == [50, 40]


def test_positions_are_found_by_title_unit_and_holder(sample: Browser) -> None:
    sample.find("#fold").click()
    field = sample.find("#find")
    field.send_keys("customer rep")
    assert sample.find("#find-count").text == "1 of 2"
    assert sample.js("return document.querySelector('.box[aria-selected=true] .holder').textContent") == "Tariq Aziz"
    field.send_keys(Keys.ENTER)
    assert sample.find("#find-count").text == "2 of 2"
    assert sample.js("return document.querySelector('.box[aria-selected=true] .holder').textContent") == "Lily Marsden"
    field.clear()
    field.send_keys("Judith Blake")
    assert sample.js("return document.querySelector('.box[aria-selected=true] b').textContent") == "Channel Manager"
    field.send_keys("x")
    assert sample.find("#find-count").text == "No position has this"


def test_the_panel_says_what_is_known_of_a_position(sample: Browser) -> None:
    sample.find(f"#{box(sample, 'Sales Statistician')}").click()
    names, values = ([each.text for each in sample.all(f"#panel {tag}")] for tag in ("dt", "dd"))
    told = dict(zip(names, values, strict=True))
    assert told["Role"] == "Sales statistician"
    assert told["Unit"] == "Sales department"
    assert told["Holder"] == "Alan Pope"
    assert told["Dotted line to"] == "Sales Director"
    sample.find("#panel .link").click()
    assert sample.focused() == box(sample, "Sales Manager")


def test_the_panel_leads_to_findings_further_below(sample: Browser) -> None:
    sample.find("#fold").click()
    sample.find(f"#{box(sample, 'General Manager')}").click()
    further = sample.find("#panel .below")
    assert further.text == "13 findings further below"
    further.click()
    assert len(sample.all(".badge")) == 11
    assert sample.all(".box .folded.error") == []


def test_several_designs_have_a_chart_each(browser: Browser, tmp_path: Path) -> None:
    browser.open(page(tmp_path, SAMPLES / "en" / "correct-flat.yaml", SAMPLES / "en" / "faulty-flat.yaml"))
    assert browser.all(".badge") == []
    card = browser.find(".card .go")
    card.click()
    assert Select(browser.find("#design")).first_selected_option.text.endswith("faulty-flat.yaml) – 16 findings")
    assert browser.all(".badge") != []
    Select(browser.find("#file")).select_by_index(1)
    assert browser.find("#count").text == "Showing 0 of 16 findings"


def test_dotted_lines_and_rings_are_drawn(browser: Browser, tmp_path: Path) -> None:
    positions = [
        {"id": "a", "title": "A", "reports_to": "b"},
        {"id": "b", "title": "B", "reports_to": "a"},
        {"id": "c", "title": "C", "reports_to": "a", "dotted_line_to": ["b"]},
    ]
    browser.open(page(tmp_path, design(tmp_path, {"positions": positions})))
    lines = browser.js(
        "return [...document.querySelectorAll('#sheet g path')].map((line) =>"
        " [line.getAttribute('class'), line.getAttribute('marker-end'), line.dataset.start, line.dataset.end])"
    )
    assert sorted(lines) == [["dotted", "url(#dotted-head)", "2", "1"], ["ring", "url(#ring-head)", "0", "1"]]
    assert browser.js("return document.querySelector('#sheet path.solid').getAttribute('d')").startswith("M")
    assert len(browser.all(".box.error")) == 2


# ---------------------------------------------------------------------------------------- paper, size, accessibility


def test_on_paper_there_are_the_findings_and_the_whole_chart_and_no_controls(sample: Browser) -> None:
    sample.find("#fold").click()
    sample.media("print")
    try:
        assert sample.all(".filters, .bar, #viewport, #panel, .go, #count, .skip") == []
        assert len(sample.all(".card")) == 16
        assert len(sample.all(".papers svg > g")) == 24
        rows = "[...document.querySelectorAll('details:not([open]) tbody tr')]"
        assert (
            sample.js(f"return {rows}.filter((row) => row.getBoundingClientRect().height > 0).length") == 12
        )  # the rules that were broken
        assert sample.js("return document.querySelector('details .on-paper').innerText") == "154 other rules were not broken."
        paper = sample.pdf()
    finally:
        sample.media("")
    assert paper.startswith(b"%PDF")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    sizes = [(round(float(width)), round(float(height))) for width, height in boxes]
    assert sizes.count((842, 595)) == 1, sizes  # the chart, on its side
    assert {*sizes} == {(842, 595), (595, 842)}, sizes


#: 9 positions, 3 errors and a warning.
SMALL = """
organization: {name: Small}
units: [{id: head, name: Head office}, {id: sales, name: Sales department, parent: head}, {id: east, name: East, parent: sales}]
positions:
  - {id: gm, title: General Manager, unit: head, holder: Ann Lee}
  - {id: sd, title: Sales Director, unit: sales, holder: Ben Ode, reports_to: gm}
  - {id: sm, title: Sales Manager, unit: sales, holder: Cy Poe, reports_to: sd}
  - {id: st, title: Sales Statistician, unit: sales, holder: Di Roe, reports_to: sm, dotted_line_to: [sd]}
  - {id: cm, title: Channel Manager, unit: sales, holder: Ed Moe, reports_to: sd}
  - {id: csm, title: Customer Service Manager, unit: sales, holder: Fi Noe, reports_to: sd}
  - {id: cr, title: Customer Representative, unit: sales, holder: Gi Loe, reports_to: csm}
  - {id: rm, title: Regional Manager, unit: east, holder: Hy Koe, reports_to: gm}
  - {id: sr, title: Sales Represenative, unit: sales, holder: Ix Joe, reports_to: cm}
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_four_findings_take_two_pages(browser: Browser, tmp_path: Path, language: Language) -> None:
    (tmp_path / "small.yaml").write_text(SMALL, "utf-8")
    browser.open(page(tmp_path, tmp_path / "small.yaml", language=language))
    assert len(cards(browser)) == 4
    assert len(re.findall(rb"/MediaBox", browser.pdf())) <= 2


@pytest.mark.parametrize(("text", "pages_of_it"), [(SMALL, 1), (None, 1), ("a large one", 6)])
def test_the_chart_alone_is_printed_from_the_first_page_on(
    browser: Browser, tmp_path: Path, text: str | None, pages_of_it: int
) -> None:
    file = tmp_path / "design.yaml"
    seats = [{"title": f"Seat {n}", **({"reports_to": str((n - 1) // 3)} if n else {}), "id": str(n)} for n in range(200)]
    file.write_text(text if text == SMALL else json.dumps({"positions": seats}), "utf-8")
    report = check([str(SAMPLES / "en" / "faulty-nested.yaml" if text is None else file)], charted=True)
    browser.open(written(tmp_path, pages.page(report, findings=False)))
    assert 0 < len(re.findall(rb"/MediaBox", browser.pdf())) <= pages_of_it
    browser.media("print")
    try:
        begins = "document.querySelector('.paper svg, .paper table').getBoundingClientRect().top"
        assert 0 < browser.js(f"return {begins}") < 200
        assert browser.js("return getComputedStyle(document.querySelector('.paper')).breakBefore") == "auto"
    finally:
        browser.media("")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_on_a_phone(browser: Browser, tmp_path: Path, language: Language) -> None:
    with browser.window(390, 844):
        browser.open(page(tmp_path, SAMPLES / language / "faulty-nested.yaml", language=language))
        browser.js(
            "document.querySelector('details').open = true;"
            "for (const card of document.querySelectorAll('.card')) card.style.contentVisibility = 'visible'"
        )
        beyond = browser.js(
            """
            const shown = [...document.querySelectorAll("main > section:not(#chart) *, header *, .bar, .bar *, .legend *")];
            return shown.filter((each) => each.checkVisibility() && !each.closest(".hidden") && !each.closest("legend"))
              .filter((each) => each.getBoundingClientRect().right > 390).map((each) => each.outerHTML.slice(0, 80));
            """
        )
        assert beyond == []
        assert browser.js("return document.documentElement.scrollWidth") <= 390


def test_titles_that_wrap_keep_their_indent_on_paper(browser: Browser, tmp_path: Path) -> None:
    long = "Deputy Vice President of Customer Experience and Regional Order Handling for Domestic Wholesale " * 3
    positions = [{"id": str(n), "title": f"{long} {n}", **({"reports_to": str(n // 2)} if n else {})} for n in range(200)]
    positions[1]["reports_to"] = "0"
    browser.open(page(tmp_path, design(tmp_path, {"positions": positions})))
    browser.media("print")
    try:
        lefts = browser.js(
            """
            const row = document.querySelector(".outline tbody tr:nth-child(4)"), text = document.createRange();
            text.selectNodeContents(row.querySelector("b"));
            const rectangles = [...row.querySelector("i:last-of-type").getClientRects(), ...text.getClientRects()];
            return rectangles.map(({ left }) => left);
            """
        )
        assert len(lefts) > 2  # it wraps
        assert min(lefts[1:]) > lefts[0]
    finally:
        browser.media("")


def test_a_chart_too_large_for_a_page_is_printed_as_an_outline(browser: Browser, tmp_path: Path) -> None:
    positions = [{"id": "0", "title": "Top"}] + [
        {"id": str(n), "title": f"Seat {n}", "reports_to": str((n - 1) // 3), "holder": None} for n in range(1, 200)
    ]
    browser.open(page(tmp_path, design(tmp_path, {"positions": positions})))
    browser.media("print")
    try:
        assert len(browser.all(".outline tbody tr")) == 200
        assert len(browser.all(".outline tbody tr:nth-child(2) i")) == 1
    finally:
        browser.media("")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on 5,000 positions."""
    folder = tmp_path_factory.mktemp("large")
    generated = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "generate.py", "5000"], capture_output=True, check=True
    ).stdout
    (folder / "design.yaml").write_bytes(generated)
    return page(folder, folder / "design.yaml")


def test_five_thousand_positions_can_be_used_at_once(browser: Browser, large: Path) -> None:
    assert large.stat().st_size < BYTES
    started = time.monotonic()
    browser.open(large)
    assert time.monotonic() - started < SECONDS
    assert 10 <= len(browser.all(".box")) <= 120
    started = time.monotonic()
    browser.find("#unfold").click()
    browser.wait("return document.querySelectorAll('.box').length > 20")
    assert time.monotonic() - started < SECONDS
    assert browser.js("return document.querySelectorAll('.box').length") < 400
    reached = browser.js(
        "document.querySelector('.box[tabindex=\"0\"]').focus(); return document.activeElement.getAttribute('aria-level')"
    )
    assert reached == "1"
    started = time.monotonic()
    browser.press(Keys.END, *[Keys.ARROW_UP] * 5)
    assert time.monotonic() - started < SECONDS
    assert browser.focused().startswith("box-")
    started = time.monotonic()
    browser.find(".card .go").click()
    assert time.monotonic() - started < SECONDS
    assert browser.find(f"#{browser.focused()}").is_displayed()
    browser.find("#find").send_keys("Person 4321")
    assert browser.find("#find-count").text == "1 of 1"
    browser.js("document.getElementById('viewport').scrollTo(0, 0)")
    browser.wait("return document.querySelectorAll('.box').length < 400")
    assert browser.log() == []


@pytest.mark.parametrize("scene", ["english", "chinese", "several", "clean", "problems and findings"])
def test_axe_finds_nothing_that_wcag_forbids(browser: Browser, tmp_path: Path, axe: str, scene: str) -> None:
    paths, language = scenes(tmp_path)[scene]
    browser.open(page(tmp_path, *paths, language=language))
    browser.js(
        "document.querySelector('.badge')?.parentElement.click();"
        "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
    )
    assert browser.shut_out(axe) == []


def test_the_program_writes_the_page(tmp_path: Path) -> None:
    done = run("check", "samples/zh/faulty-flat.yaml", "--format", "html", "--lang", "zh", cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith('<!doctype html>\n<html lang="zh-Hans"')
    assert done.stdout.endswith("</html>\n") or done.stdout.endswith("</html>")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_page_says_of_a_faulty_sample_is_what_is_kept(browser: Browser, tmp_path: Path, language: str) -> None:
    sample = f"samples/{language}/faulty-nested.yaml"
    env = {"SOURCE_DATE_EPOCH": "1700000000"}
    done = run("check", sample, "--format", "html", "--lang", language, cwd=ROOT, env=env)
    browser.open(written(tmp_path, done.stdout))
    browser.find("#unfold").click()
    text = browser.js(  # what is off the screen is not laid out, and has no text before it is
        """
        for (const card of document.querySelectorAll(".card")) card.style.contentVisibility = "visible";
        document.querySelector("details").open = true;
        document.getElementById("scale").remove();
        return document.body.innerText;
        """
    )
    kept = "\n".join(line.strip() for line in text.replace(f"orgrules {__version__}", "orgrules …").splitlines() if line.strip())
    compare_with_snapshot(f"{language}-faulty-nested.{language}.html.txt", kept + "\n")
