"""The comparison as a page, in a real browser: both charts side by side, what is selected in both, on paper, on a phone."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from orgrules.locale import Language
from orgrules.output.comparisons import FORMATS
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.tasks.compare import compare
from orgrules.text import sanitize
from tests import hostile
from tests.browser import Browser
from tests.helpers import SAMPLES

UNITS = """\
organization: {name: Orchard}
units: [{id: head, name: Head office}, {id: sales, name: Sales department, parent: head}, {id: east, name: East, parent: sales}]
positions:
  - {id: gm, title: General Manager, unit: head, holder: Ann Lee}
  - {id: sd, title: Sales Director, unit: sales, holder: Ben Ode, reports_to: gm}
  - {id: sm, title: Sales Manager, unit: sales, holder: Cy Poe, reports_to: sd}
"""
#: Regional manager moved (and a finding introduced), representative renamed, channel manager with another holder, statistician
#: with a manager at last (a finding fixed), one position added and one removed.
OLD = f"""{UNITS}\
  - {{id: st, title: Sales Statistician, unit: sales, holder: Di Roe}}
  - {{id: cm, title: Channel Manager, unit: sales, holder: Ed Moe, reports_to: sd}}
  - {{id: rm, title: Regional Manager, unit: east, holder: Hy Koe, reports_to: sm}}
  - {{id: br, title: Sales Represenative, unit: east, holder: Jo Zoe, reports_to: rm}}
  - {{id: cr, title: Sales Clerk, unit: east, reports_to: rm}}
  - {{id: gone, title: Business Representative, unit: east, reports_to: rm}}
"""
NEW = f"""{UNITS}\
  - {{id: st, title: Sales Statistician, unit: sales, holder: Di Roe, reports_to: sm}}
  - {{id: cm, title: Channel Manager, unit: sales, holder: Vic New, reports_to: sd}}
  - {{id: rm, title: Regional Manager, unit: east, holder: Hy Koe, reports_to: gm}}
  - {{id: br, title: Sales Represenative, unit: east, holder: Jo Zoe, reports_to: rm}}
  - {{id: cr, title: Shop Clerk, unit: east, reports_to: rm}}
  - {{id: come, title: Office Manager, unit: east, holder: Max May, reports_to: rm}}
"""


def page(folder: Path, old: str | Path, new: str | Path, language: Language = "en") -> Path:
    """The comparison of two designs, as a file."""
    files = []
    for name, design in (("old.yaml", old), ("new.yaml", new)):
        file = folder / name if isinstance(design, str) else design
        if isinstance(design, str):
            file.write_text(design, "utf-8")
        files.append(str(file))
    compared = compare(files[0], files[1], Settings(language=language), charted=True)
    stream = io.StringIO(newline="")
    FORMATS.writer("html")(compared, stream, View(language))
    file = folder / "comparison.html"
    file.write_text(stream.getvalue(), "utf-8")
    return file


@pytest.fixture
def both(browser: Browser, tmp_path: Path) -> Browser:
    """The browser with the comparison of the two designs above, unfolded."""
    browser.open(page(tmp_path, OLD, NEW))
    browser.find("#unfold").click()
    return browser


def marked(browser: Browser, prefix: str) -> dict[str, list[str]]:
    """What the boxes of a chart are marked with, by their titles; those without marks are left out."""
    found: dict[str, list[str]] = browser.js(
        """
        const boxes = [...document.querySelectorAll(`#${arguments[0]}viewport .box`)];
        const marks = (box) => [...box.querySelectorAll(".change, .badge")].map((mark) => mark.textContent);
        const all = boxes.map((box) => [box.querySelector("b").title, marks(box)]);
        return Object.fromEntries(all.filter(([, found]) => found.length));
        """,
        prefix,
    )
    return found


def click(browser: Browser, prefix: str, title: str) -> None:
    """Click on the box with a title in one of the charts."""
    browser.js(
        "[...document.querySelectorAll(`#${arguments[0]}viewport .box`)]"
        ".find((box) => box.querySelector('b').title === arguments[1]).click()",
        prefix,
        title,
    )


def selected(browser: Browser) -> list[str | None]:
    """The titles of what is selected in the old chart and in the new one."""
    found: list[str | None] = browser.js(
        "return ['old-', 'new-'].map((prefix) =>"
        " document.querySelector(`#${prefix}viewport .box[aria-selected=true] b`)?.title ?? null)"
    )
    return found


IN_SIGHT = """
return ["old-", "new-"].map((prefix) => {
  const viewport = document.getElementById(`${prefix}viewport`), view = viewport.getBoundingClientRect();
  const { left, right, top, bottom } = viewport.querySelector(".box[aria-selected=true]").getBoundingClientRect();
  return left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom;
});
"""


def test_it_asks_for_nothing_and_names_all_that_may_run(browser: Browser, tmp_path: Path) -> None:
    file = page(tmp_path, OLD, NEW)
    browser.open(file)
    assert browser.log() == []
    assert {address for address in browser.requests() if not address.startswith("data:")} == {file.as_uri()}
    text = file.read_text("utf-8")
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 1 + text.count("<script>")


def test_both_charts_stand_side_by_side_and_below_each_other_in_a_narrow_window(browser: Browser, tmp_path: Path) -> None:
    file = page(tmp_path, OLD, NEW)
    places = (
        "return ['old-', 'new-'].map((prefix) => document.getElementById(`${prefix}viewport`).getBoundingClientRect())"
        ".map(({ left, top, width }) => [left, top, width])"
    )
    for width, beside in ((1440, True), (1920, True), (1024, True), (900, False), (390, False)):
        with browser.window(width, 900):
            browser.open(file)
            (left, top, wide), (other_left, other_top, other_wide) = browser.js(places)
            assert wide == pytest.approx(other_wide, abs=4)
            if beside:
                assert (other_top, other_left >= left + wide) == (top, True)
            else:
                assert (other_left, other_top > top) == (left, True)
            assert len(browser.all("#old-viewport .box")) > 2
            assert len(browser.all("#new-viewport .box")) > 2


def test_every_change_is_marked_with_a_word_and_so_is_every_finding_that_came_or_went(both: Browser) -> None:
    old, new = marked(both, "old-"), marked(both, "new-")
    assert old["Business Representative"] == ["− removed"]
    assert new["Office Manager"][0] == "+ new"
    assert (old["Regional Manager"], new["Regional Manager"][0]) == (["→ moved"], "→ moved")
    assert old["Sales Clerk"][0] == new["Shop Clerk"][0] == "≠ renamed"
    assert old["Channel Manager"] == new["Channel Manager"] == ["≠ changed"]
    # a finding on the moved one is introduced, one on the one without a manager is fixed, that on the misspelt title is no news
    assert new["Regional Manager"][1].startswith("✕ ")
    assert any(mark.startswith("✓ ") for mark in old["Sales Statistician"])
    assert "Sales Represenative" not in old
    assert "Sales Represenative" not in new
    assert not any(mark.startswith(("✕", "▲", "i ")) for marks in old.values() for mark in marks)
    tiles = {tile.text.split("\n")[0]: tile.text.split("\n")[1] for tile in both.all(".tile")[:6]}
    assert tiles == {"Added": "1", "Removed": "1", "Moved": "2", "Renamed": "1", "Changed": "1", "Unchanged": "4"}


def test_what_is_selected_in_one_chart_is_selected_in_the_other(both: Browser) -> None:
    click(both, "old-", "Sales Clerk")
    assert selected(both) == ["Sales Clerk", "Shop Clerk"]
    for prefix in ("old-", "new-"):
        told = both.find(f"#{prefix}panel").text
        assert "title: Sales Clerk → Shop Clerk" in told
    click(both, "new-", "Channel Manager")
    assert selected(both) == ["Channel Manager", "Channel Manager"]
    assert [both.find(f"#{prefix}panel dd:nth-of-type(3)").text for prefix in ("old-", "new-")] == ["Ed Moe", "Vic New"]
    # where a box is only half in sight, it comes into sight
    both.js("document.getElementById('new-viewport').scrollTo(0, 0)")
    for _ in range(4):
        both.find("#larger").click()
    click(both, "new-", "Channel Manager")
    assert both.js(IN_SIGHT) == [True, True]
    # one that is in this version alone has no counterpart
    click(both, "new-", "Office Manager")
    assert selected(both) == [None, "Office Manager"]
    assert both.all("#old-panel") == []
    click(both, "old-", "Sales Manager")
    both.press(Keys.ESCAPE)
    assert selected(both) == [None, None]


def test_both_charts_unfold_and_scroll_to_what_is_selected(browser: Browser, tmp_path: Path) -> None:
    def crew(manager: str) -> str:
        seats = [{"id": f"s{n}", "title": f"Seat {n}", "reports_to": f"s{(n - 1) // 3}"} for n in range(1, 150)]
        seats[-1]["reports_to"] = manager
        return json.dumps({"positions": [{"id": "s0", "title": "Seat 0"}, *seats]})

    browser.open(page(tmp_path, crew("s40"), crew("s2")))
    browser.find("#fold").click()
    [row] = browser.all("table.became tr")
    assert "manager: Seat 40 → Seat 2" in row.text
    row.find_element("css selector", ".go").click()
    assert selected(browser) == ["Seat 149", "Seat 149"]
    assert browser.js(IN_SIGHT) == [True, True]
    browser.find("#unfold").click()
    click(browser, "old-", "Seat 0")
    browser.find("#find").send_keys("Seat 149")
    assert browser.find("#find-count").text == "1 of 2"
    assert selected(browser) == ["Seat 149", "Seat 149"]
    assert browser.js(IN_SIGHT) == [True, True]


def test_findings_lead_to_the_chart_of_their_version_and_back(both: Browser) -> None:
    headings = [" ".join(heading.text.split()) for heading in both.all("#cards > h3")]
    assert [heading.split()[0] for heading in headings] == ["Introduced", "Fixed"]
    [card] = [card for card in both.all(".card:not(.fixed)") if "Regional Manager reports to" in card.text]
    card.find_element("css selector", ".go").click()
    assert selected(both) == ["Regional Manager", "Regional Manager"]
    assert both.focused().startswith("new-box-")
    both.find("#new-panel .to-finding").click()
    assert both.focused() == card.get_attribute("id")
    fixed = both.find(".card.fixed:has(.go) .go")
    fixed.click()
    assert both.focused().startswith("old-box-")
    # one that is in both versions is told of on both boxes, and has no mark
    click(both, "old-", "Sales Represenative")
    for prefix in ("old-", "new-"):
        assert "warning (unchanged)" in both.find(f"#{prefix}panel .one").text
    both.find("#old-panel .to-finding").click()
    assert both.find(f"#{both.focused()}").is_displayed()
    assert both.js("return document.activeElement.closest('details').open")


def test_on_paper_there_are_both_charts_and_all_changes(both: Browser) -> None:
    both.find("#fold").click()
    both.media("print")
    try:
        assert both.all(".bar, .viewport, .panel, .go, .skip, details") == []
        [before, after] = both.all(".papers figure")
        assert [each.text.split("\n")[0].split(": ")[0] for each in (before, after)] == ["Before", "After"]
        assert after.location["y"] > before.location["y"]
        told = [both.js("return arguments[0].querySelector('svg').textContent", each) for each in (before, after)]
        assert ("− removed" in told[0], "✓ " in told[0], "+ new" in told[0]) == (True, True, False)
        assert ("+ new" in told[1], "→ moved" in told[1], "✕ " in told[1], "− removed" in told[1]) == (True, True, True, False)
        assert len(both.all("table.became tr")) == 6
    finally:
        both.media("")
    assert both.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_on_a_phone(browser: Browser, tmp_path: Path, language: Language) -> None:
    samples = SAMPLES / language / "company"
    with browser.window(390, 844):
        browser.open(page(tmp_path, samples / "correct.yaml", samples / "faulty.yaml", language))
        browser.js("for (const card of document.querySelectorAll('.card')) card.style.contentVisibility = 'visible'")
        beyond = browser.js(
            """
            const shown = [...document.querySelectorAll("section:not(#chart) *, header *, .bar, .bar *, .side > h3, .legend *")];
            return shown.filter((each) => each.checkVisibility() && !each.closest(".hidden"))
              .filter((each) => each.getBoundingClientRect().right > 390).map((each) => each.outerHTML.slice(0, 80));
            """
        )
        assert beyond == []
        assert browser.js("return document.documentElement.scrollWidth") <= 390


def test_hostile_names_stay_text_in_both_charts(browser: Browser, tmp_path: Path) -> None:
    old, new = hostile.design(), hostile.design()
    for position in new["positions"]:
        position["holder"] = f"</script><img src=x onerror='window.broken = 3'>{position.get('holder')}"
    browser.open(page(tmp_path, json.dumps(old), json.dumps(new)))
    browser.find("#unfold").click()
    assert browser.js("return window.broken ?? null") is None
    foreign = "return document.querySelectorAll('img, iframe, object, embed, a[href^=java], [onload], [onerror]').length"
    assert browser.js(foreign) == 0
    for prefix in ("old-", "new-"):
        titles = browser.js(f"return [...document.querySelectorAll('#{prefix}viewport .box b')].map((title) => title.title)")
        assert {sanitize(name) for name in hostile.NAMES} <= set(titles)
    for number in range(len(hostile.NAMES)):
        browser.js("document.getElementById(`new-box-${arguments[0]}`).click()", number)
        assert browser.find("#new-panel h3").text
    assert browser.js(foreign) == 0
    assert browser.log() == []


OLD_ZH = """\
organization: {name: 果园}
units: [{id: 总部, name: 总部}, {id: 销售, name: 销售部, parent: 总部}, {id: 华东, name: 华东大区, parent: 销售}]
positions:
  - {id: 总, title: 总经理, unit: 总部, holder: 王一}
  - {id: 监, title: 销售总监, unit: 销售, holder: 李二, reports_to: 总}
  - {id: 经, title: 销售部经理, unit: 销售, holder: 张三, reports_to: 监}
  - {id: 统, title: 销售统计员, unit: 销售, holder: 赵四}
  - {id: 大, title: 大区经理, unit: 华东, holder: 钱五, reports_to: 经}
  - {id: 代, title: 业务待表, unit: 华东, holder: 孙六, reports_to: 大, duties: [拜访客户]}
  - {id: 撤, title: 文员, unit: 华东, reports_to: 大}
  - {id: 渠, title: 渠道经理, unit: 销售, holder: 周七, reports_to: 监}
"""
NEW_ZH = """\
organization: {name: 果园}
units: [{id: 总部, name: 总部}, {id: 销售, name: 销售部, parent: 总部}, {id: 华东, name: 华东北大区, parent: 销售}]
positions:
  - {id: 总, title: 总经理, unit: 总部, holder: 王一}
  - {id: 监, title: 销售总监, unit: 销售, holder: 李二, reports_to: 总}
  - {id: 经, title: 销售部经理, unit: 销售, holder: 张三, reports_to: 监}
  - {id: 统, title: 销售统计员, unit: 销售, holder: 赵四, reports_to: 经}
  - {id: 大, title: 大区经理, unit: 华东, holder: 钱五, reports_to: 总}
  - {id: 代, title: 业务待表, unit: 华东, holder: null, reports_to: 大, headcount: 2, duties: [整理资料]}
  - {id: 增, title: 文员, unit: 销售, reports_to: 监}
  - {id: 渠, title: 渠道部经理, unit: 总部, role: channel-manager, reports_to: 总, dotted_line_to: [监]}
"""


def test_all_its_words_are_chinese_in_a_chinese_comparison(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("old.yaml", OLD_ZH), ("new.yaml", NEW_ZH)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    browser.open(page(Path(), Path("old.yaml"), Path("new.yaml"), "zh").absolute())
    browser.find("#fold").click()
    for title in ("渠道经理", "渠道部经理"):
        browser.find("#find").clear()
        browser.find("#find").send_keys(title)
    shown = browser.js(
        """
        const names = [...document.querySelectorAll("[aria-label], [placeholder], [title]")]
          .flatMap((each) => ["aria-label", "placeholder", "title"].map((name) => each.getAttribute(name) ?? ""));
        const papers = document.querySelector(".papers").textContent;
        const ofRulebooks = "code, cite, .card dl, .card h4, .panel .one .fix";
        for (const each of document.querySelectorAll(`style, script, ${ofRulebooks}`)) each.remove();
        return document.body.innerText + papers + names.join(" ");
        """
    )
    # names of files, the sign of a note, and the key that an advice names
    assert set(re.findall(r"[A-Za-z]+", shown)) - {"orgrules", "old", "new", "yaml", "i"} == set()
    for told in (
        "原版本",
        "新版本",
        "→ 调整、更名、变更",
        "上级：销售总监 → 总经理",
        "任职者：周七 → 未注明",
        "新出现",
        "已解决",
        "新版本已解决",
    ):
        assert told in shown, told


def test_a_comparison_without_charts_is_a_page_too(browser: Browser, tmp_path: Path) -> None:
    for name, design in (("old.yaml", OLD), ("new.yaml", NEW)):
        (tmp_path / name).write_text(design, "utf-8")
    compared = compare(str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"))
    assert compared.charts == ()
    stream = io.StringIO(newline="")
    FORMATS.writer("html")(compared, stream, View())
    (tmp_path / "c.html").write_text(stream.getvalue(), "utf-8")
    browser.open(tmp_path / "c.html")
    assert browser.log() == []
    assert browser.all("#chart, .papers, .go") == []
    assert len(browser.all("table.became tr")) == 6


def wide(number: int, **changes: Any) -> dict[str, Any]:
    """One of many positions."""
    return {"id": f"s{number}", "title": f"Seat {number}", "reports_to": f"s{(number - 1) // 4}", **changes}


def test_charts_too_large_for_a_page_are_printed_as_outlines_with_what_became_of_positions(
    browser: Browser, tmp_path: Path
) -> None:
    top = {"id": "s0", "title": "Seat 0"}
    old = json.dumps({"positions": [top, *map(wide, range(1, 200))]})
    new = json.dumps({"positions": [top, *map(wide, range(1, 199)), wide(500, reports_to="s1")]})
    browser.open(page(tmp_path, old, new))
    browser.media("print")
    try:
        assert [change.text for change in browser.all(".outline .change")] == ["− removed", "+ new"]
    finally:
        browser.media("")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_that_wcag_forbids(browser: Browser, tmp_path: Path, axe: str, language: Language) -> None:
    browser.open(page(tmp_path, OLD, NEW, language))
    click(browser, "new-", "Regional Manager")
    browser.js("document.querySelector('details').open = true")
    assert browser.shut_out(axe) == []
