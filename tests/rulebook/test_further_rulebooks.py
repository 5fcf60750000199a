"""The rulebooks that are opted into: that they say what their sources say, counted a second time in the plainest way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.findings import Finding
from orgrules.locale import LANGUAGES
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from orgrules.rulebook.shipped import BASIC_RULEBOOK, DEFAULT_RULEBOOK
from orgrules.tasks.coverage import coverage_of, totals
from tests.helpers import run
from tests.rulebook.authoring import findings, subjects

SPANS, CONTROL = "spans-and-layers", "internal-control"
LIBRARY = load_library([SPANS, CONTROL])
RULES = [rule for rule in LIBRARY.rules if rule.rulebook != BASIC_RULEBOOK]
STATEMENTS = [statement for rulebook in LIBRARY.rulebooks for statement in rulebook.statements]

#: McKinsey (2017): direct reports by archetype, under both names.
ARCHETYPES: dict[str, tuple[str, int, int | None]] = {
    "player-coach": ("球员兼教练", 3, 5),
    "coach": ("教练", 6, 7),
    "supervisor": ("主管", 8, 10),
    "facilitator": ("引导者", 11, 15),
    "coordinator": ("协调者", 15, None),
}

#: The six pairs of duties that Chinese company practice keeps apart, with the articles of the norm of 2002 behind them.
PAIRS: dict[str, tuple[str, str, set[str]]] = {
    "credit-and-contract": ("check-customer-credit", "approve-sales-contracts", {"3.1", "5", "7"}),
    "contract-and-shipping": ("approve-sales-contracts", "ship-goods", {"3.2", "5", "6"}),
    "receipts-and-accounts": ("collect-sales-receipts", "keep-sales-accounts", {"3.3", "5"}),
    "returns-and-accounts": ("handle-returned-goods", "keep-sales-accounts", {"3.4", "5"}),
    "sales-and-invoicing": ("carry-out-sales", "issue-sales-invoices", {"3.5", "5"}),
    "bad-debt-provision-and-approval": ("provide-for-bad-debts", "approve-bad-debt-provisions", {"3.6", "5"}),
}


def of(rule: str, design: str | Mapping[str, Any]) -> list[Finding]:
    """What one rule finds in a design."""
    return [finding for finding in findings(LIBRARY, design) if finding.rule == rule]


# --------------------------------------------------------------------------------------------------- as rulebooks


every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


@every_rule
def test_a_rule_speaks_both_languages_and_cites_its_source(rule: Rule) -> None:
    for texts in (rule.name, rule.message, rule.why, rule.fix):
        assert set(texts) == set(LANGUAGES), texts
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
        assert not re.search(r"[\u4e00-\u9fff]", texts["en"])
    assert (rule.message["en"][-1], rule.message["zh"][-1]) == (".", "。")
    assert rule.cites


@every_rule
def test_a_rule_says_the_same_facts_in_both_languages(rule: Rule) -> None:
    for texts in (rule.message, rule.fix, rule.placement.expected, rule.placement.actual):
        placeholders = [set(re.findall(r"\{[^{}]*\}", text)) - {"{actual}"} for text in texts.values()]
        assert placeholders[:1] * len(placeholders) == placeholders, texts


@every_rule
def test_chinese_texts_have_chinese_punctuation(rule: Rule) -> None:
    for texts in (rule.name, rule.message, rule.why, rule.fix, rule.placement.expected, rule.placement.actual):
        assert re.search(r"[\u4e00-\u9fff}][,;:()?!]|[,;:()?!][\u4e00-\u9fff{]", texts.get("zh", "")) is None, texts["zh"]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: f"{statement.document}:{statement.id}")
def test_a_statement_is_glossed_in_both_languages_on_one_short_line(statement: Any) -> None:
    assert set(statement.gloss) == set(LANGUAGES)
    assert re.search(r"[\u4e00-\u9fff]", statement.gloss["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", statement.gloss["en"])
    assert all(len(text) <= 210 and text == " ".join(text.split()) for text in statement.gloss.values())


def test_each_figure_names_its_source_and_year_where_a_report_shows_it() -> None:
    figures = [statement for statement in STATEMENTS if statement.rulebook == SPANS]
    named = re.compile(r"19\d\d|20\d\d|Code|ORS|第 651|第 291|same office|同一机构|report 2016-12")
    assert [statement.id for statement in figures for text in statement.gloss.values() if not named.search(text)] == []


def test_every_statement_is_enforced() -> None:
    found = totals(coverage_of(LIBRARY))
    assert (found.statements, found.enforced, found.open) == (len(STATEMENTS), len(STATEMENTS), 0)


def test_they_are_loaded_beside_the_sales_organization() -> None:
    every = load_library([DEFAULT_RULEBOOK, SPANS, CONTROL])
    assert [rulebook.name for rulebook in every.rulebooks] == [BASIC_RULEBOOK, DEFAULT_RULEBOOK, SPANS, CONTROL]
    assert set(LIBRARY.term_names["duty"]) <= set(every.term_names["duty"])


# ------------------------------------------------------------------------------------------------ spans and layers


@pytest.mark.parametrize("archetype", ARCHETYPES)
def test_a_manager_of_an_archetype_has_as_many_reports_as_the_article_says(archetype: str) -> None:
    chinese, low, high = ARCHETYPES[archetype]
    counts = range(21)
    positions = [
        {"id": f"{name}-{count}", "title": "Manager", "attributes": {"manager_archetype": name}, "reports": reports}
        for name in (archetype, chinese)
        for count in counts
        for reports in [[{"title": "Clerk", "headcount": count}]]
    ]
    wrong = {f"{name}-{n}" for name in (archetype, chinese) for n in counts if n < low or (high is not None and n > high)}
    assert subjects(of(f"archetypes/{archetype}", {"positions": positions})) == wrong
    others = [finding.rule for finding in findings(LIBRARY, {"positions": positions}) if finding.rule.startswith("archetypes/")]
    assert set(others) == {f"archetypes/{archetype}"}


def _agency(standard: str | None, managers: Mapping[str, Any], staff: Mapping[str, Any]) -> dict[str, Any]:
    attributes = {} if standard is None else {"attributes": {"span_standard": standard}}
    director = {"title": "Director", **managers, "reports": [{"title": "Clerk", **staff}]}
    return {"organization": {"name": "Agency", **attributes}, "positions": [director]}


@pytest.mark.parametrize("tenths", [1, 10, 83, 84, 85, 90, 95])
def test_texas_compares_full_time_equivalents(tenths: int) -> None:
    for others in range(tenths * 11 - 3, tenths * 11 + 4):
        design = _agency("texas-651.004", {"fte": tenths / 10}, {"headcount": 3, "fte": others / 10})
        broken = Fraction(tenths + others, 10) > 100 and Fraction(others, tenths) < 11
        assert bool(of("ratios/texas", design)) is broken, (tenths, others)
        assert of("ratios/texas", {**design, "organization": {}}) == []
        assert of("ratios/oregon", design) == []


@pytest.mark.parametrize("supervisors", [1, 7, 8, 9, 10, 50])
def test_oregon_compares_people(supervisors: int) -> None:
    for others in {*range(supervisors * 11 - 2, supervisors * 11 + 3), 100 - supervisors, 101 - supervisors}:
        design = _agency("oregon-291.227", {"headcount": supervisors, "fte": 1}, {"headcount": others, "fte": 1})
        broken = supervisors + others > 100 and Fraction(others, supervisors) < 11
        assert bool(of("ratios/oregon", design)) is broken, (supervisors, others)
        assert of("ratios/texas", design) == of("ratios/north-carolina", design) == []


@pytest.mark.parametrize("teams", [(7,), (8,), (2, 20), (3, 20), (2, 8, 20), (1, 7, 21)])
def test_north_carolina_averages_over_all_managers(teams: tuple[int, ...]) -> None:
    reports = [{"title": "Manager", "reports": [{"title": "Clerk", "headcount": team}]} for team in teams]
    design = {
        "organization": {"attributes": {"span_standard": "north-carolina"}},
        "positions": [{"title": "Director", "reports": reports}],
    }
    average = Fraction(len(teams) + sum(teams), 1 + len(teams))
    assert bool(of("ratios/north-carolina", design)) is (average < 8)


@pytest.mark.parametrize("depth", range(1, 12))
def test_layers_are_counted_from_the_top_down(depth: int) -> None:
    def chain(organization: Mapping[str, Any]) -> dict[str, Any]:
        lines = [{"id": "p0", "title": "Top", "reports_to": None}]
        lines += [{"id": f"p{level}", "title": "Level", "reports_to": f"p{level - 1}"} for level in range(1, depth)]
        return {"organization": organization, "positions": lines}

    north_carolina = chain({"attributes": {"span_standard": "north-carolina"}})
    assert bool(of("layers/north-carolina", north_carolina)) is (depth > 7)
    # the last layer manages nobody
    assert bool(of("layers/sasac", chain({"ownership": "国有"}))) is (depth - 1 > 4)
    for ownership in ("private", "foreign"):
        assert of("layers/sasac", chain({"ownership": ownership})) == []
    assert of("layers/sasac", chain({})) == of("layers/north-carolina", chain({})) == []


def test_a_manager_is_one_stratum_above_and_no_other() -> None:
    strata = range(1, 9)
    positions: list[dict[str, Any]] = [{"id": f"m{s}", "title": "Manager", "attributes": {"stratum": s}} for s in strata]
    positions += [
        {"id": f"{own}-{above}", "title": "Report", "reports_to": f"m{above}", "attributes": {"stratum": own}}
        for own, above in product(strata, strata)
    ]
    wrong = {f"{own}-{above}" for own, above in product(strata, strata) if above != own + 1}
    assert subjects(of("strata/one-above", {"positions": positions})) == wrong


@pytest.mark.parametrize("headcounts", [(), (0,), (1,), (2,), (1, 0), (0, 0), (1, 1), (5, 1)])
def test_one_over_one_is_one_person_over_one_person(headcounts: tuple[int, ...]) -> None:
    reports = [{"title": "Clerk", "headcount": count} for count in headcounts]
    found = of(
        "spans/one-over-one", {"positions": [{"title": "Head", "reports": reports}, {"title": "X", "reports_to": "Head2"}]}
    )
    assert bool(found) is (sum(headcounts) == 1)


# ------------------------------------------------------------------------------------------------ internal control


DUTIES = ["a", "b", "other"]
HOLDERS: list[str | None] = ["Ann", "Ben", None]


@st.composite
def staffed(draw: st.DrawFn, key: str) -> list[dict[str, Any]]:
    """Positions with some of DUTIES under ``key``, held by some of HOLDERS, or with nothing said."""
    positions = []
    for number in range(draw(st.integers(1, 5))):
        position: dict[str, Any] = {"id": f"p{number}", "title": f"Clerk {number}"}
        if draw(st.booleans()):
            position["holder"] = draw(st.sampled_from(HOLDERS))
        if draw(st.integers(0, 3)):
            position[key] = draw(st.lists(st.sampled_from(DUTIES), max_size=3))
        position["headcount"] = draw(st.sampled_from([1, 1, 1, 2, 0]))
        positions.append(position)
    return positions


@given(positions=staffed("duties"), pair=st.sampled_from(sorted(PAIRS)))
@settings(max_examples=150, deadline=None)
def test_incompatible_duties_are_found_where_one_person_combines_them(positions: list[dict[str, Any]], pair: str) -> None:
    first, second, _ = PAIRS[pair]
    named = {"a": first, "b": second, "other": "write-reports"}
    design = {"positions": [{**p, **({"duties": [named[d] for d in p["duties"]]} if "duties" in p else {})} for p in positions]}
    both = {p["id"] for p in positions if {"a", "b"} <= set(p.get("duties", ()))}
    at_positions = {
        p["id"] for p in positions if p["id"] in both and p["headcount"] == 1 and not ("holder" in p and p["holder"] is None)
    }
    at_people = set()
    for person in ("Ann", "Ben"):
        held = [p for p in positions if p.get("holder") == person]
        does = {duty for p in held if p["id"] not in both for duty in p.get("duties", ())}
        if {"a", "b"} <= does and not any(p["id"] in at_positions for p in held):
            at_people.add(person)
    found = findings(LIBRARY, design)
    assert subjects([finding for finding in found if finding.rule == f"one-position/{pair}"]) == at_positions
    assert subjects([finding for finding in found if finding.rule == f"one-person/{pair}"]) == at_people


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("folder", ["one-position", "one-person"])
def test_a_pair_of_duties_cites_where_it_comes_from(pair: str, folder: str) -> None:
    [rule] = [rule for rule in RULES if rule.id == f"{folder}/{pair}"]
    assert {statement.id for statement in rule.cites} == PAIRS[pair][2]
    assert rule.severity.word == "error"


def _accountable(positions: Sequence[Mapping[str, Any]], duty: str) -> tuple[set[str], set[str]]:
    """Positions that bring in a further accountable person for a duty, and the first one where there is nobody."""
    modelled = any("holder" in p for p in positions)
    claiming = [p for p in positions if duty in p.get("accountable_for", ())]
    people = [(p["id"], p.get("holder", "?") if modelled else p["id"]) for p in claiming if p["headcount"] > 0]
    certain = [(id_, who) for id_, who in people if who not in (None, "?")]
    first_of_each = {who: id_ for id_, who in reversed(certain)}
    further = {id_ for who, id_ in first_of_each.items() if who != certain[0][1]}
    nobody = {claiming[0]["id"]} if claiming and all(who is None for _, who in people) else set()
    return further, nobody


@given(positions=staffed("accountable_for"))
@settings(max_examples=150, deadline=None)
def test_a_duty_has_exactly_one_accountable_person(positions: list[dict[str, Any]]) -> None:
    told = [_accountable(positions, duty) for duty in DUTIES]
    found = findings(LIBRARY, {"positions": positions})

    def at(rule: str) -> set[str]:
        return subjects([finding for finding in found if finding.rule == f"accountability/{rule}"])

    assert at("one-holder") == {id_ for further, _ in told for id_ in further}
    # while a holder is left open of another duty of the position, nothing is said of it
    assert at("somebody") <= {id_ for _, nobody in told for id_ in nobody}
    if all("holder" in p for p in positions) or not any("holder" in p for p in positions):
        assert at("somebody") == {id_ for _, nobody in told for id_ in nobody}
    assert at("not-shared") == {
        p["id"]
        for p in positions
        if p.get("accountable_for") and p["headcount"] > 1 and not ("holder" in p and p["holder"] is None)
    }


def test_the_first_position_that_is_accountable_is_related(tmp_path: Path) -> None:
    design = "positions:\n- {title: Head, accountable_for: [plan]}\n- {title: Clerk, accountable_for: [write, plan]}\n"
    [finding] = of("accountability/one-holder", design)
    assert (finding.location.line, [(place.location.line, place.note) for place in finding.related]) == (3, [(2, "Head")])


# ---------------------------------------------------------------------------------------------------- as a user does


ENGLISH = """\
organization: {name: Riverside Fruit, ownership: state-owned, attributes: {span_standard: texas}}
positions:
  - id: head
    title: Head of sales
    holder: Ann Lee
    accountable_for: [Carry out sales]
    attributes: {manager_archetype: coach}
    reports:
      - {title: Clerk, holder: Ben Ray, duties: [check-customer-credit]}
      - {title: Signatory, holder: Ben Ray, duties: [Approve and sign sales contracts], accountable_for: [carry-out-sales]}
"""
CHINESE = """\
organization: {name: 阳光水果}
positions:
  - title: 销售负责人
    holder: 张三
    reports:
      - {title: 出纳兼会计, holder: 李四, duties: [销售货款确认回收, 销售与收款会计记录]}
"""


def test_a_report_in_english_reads_well_and_fails_the_check(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(ENGLISH, "utf-8")
    done = run("check", "--rulebook", SPANS, "--rulebook", CONTROL, "design.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    told = [line for line in done.stdout.splitlines() if line.startswith("design.yaml")]
    assert told == [
        'design.yaml:1:91: error [standards/known] The span standard "texas" is not known, so nothing is judged by it.',
        "design.yaml:4:12: warning [archetypes/coach] As a coach, Head of sales should have 6 to 7 direct reports; "
        "the design gives it 2.",
        "design.yaml:9:32: error [one-person/credit-and-contract] Ben Ray checks customers’ credit and approves sales contracts, "
        "on different positions: Clerk, Signatory.",
        "design.yaml:10:107: error [accountability/one-holder] Signatory (Ben Ray) is named as accountable for what somebody "
        "else already answers for (Head of sales): Carry out sales.",
    ]
    assert "    source    A coach has six to seven direct reports (McKinsey, 2017). (mckinsey:coach)\n" in done.stdout


def test_a_report_in_chinese_reads_well(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(CHINESE, "utf-8")
    done = run("check", "--rulebook", SPANS, "--rulebook", CONTROL, "--lang", "zh", "design.yaml", cwd=tmp_path)
    told = [line for line in done.stdout.splitlines() if line.startswith("design.yaml")]
    assert told == [
        "design.yaml:3:12: 警告 [spans/one-over-one] 销售负责人只有一名直接下属（出纳兼会计），形成一对一的管理关系。",
        "design.yaml:6:45: 错误 [one-position/receipts-and-accounts] 出纳兼会计（李四）同时承担“销售货款确认回收”"
        "与“销售与收款会计记录”，属于不相容职责。",
    ]
    assert "    依据  销售货款的确认、回收与相关会计记录相分离。（practice:3.3）\n" in done.stdout


def test_they_say_nothing_unless_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(ENGLISH, "utf-8")
    done = run("check", "--format", "json", "design.yaml", cwd=tmp_path)
    ours = {rule.id for rule in RULES}
    assert ours.isdisjoint(rule["id"] for rule in json.loads(done.stdout)["rules"])
