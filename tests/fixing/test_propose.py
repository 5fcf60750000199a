"""Proposals for real designs: what is proposed, that it holds, and what is left with which words."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from orgrules.changes.steps import lay_over
from orgrules.design.read import Design, read_design
from orgrules.errors import DesignError
from orgrules.fixing.model import Fixing
from orgrules.fixing.propose import outcome, propose
from orgrules.fixing.trial import Bench, difference
from orgrules.rulebook.cache import quick_library
from orgrules.running.one import Setup, set_up
from orgrules.settings import Settings
from tests.helpers import SAMPLES, design
from tests.strategies import designs, to_yaml

ALL = ("sales-organization", "spans-and-layers", "internal-control")
FAULTY = sorted(SAMPLES.rglob("faulty*.yaml"))


@cache
def setup(*rulebooks: str) -> Setup:
    books = rulebooks or ("sales-organization",)
    return set_up(Settings(rulebooks=books, engine="reference"), quick_library(books), date(2026, 1, 1))


def fixed(data: str | dict[str, Any], *rulebooks: str) -> Fixing:
    return propose(design(data), setup(*rulebooks))


def keeps_its_word(what: Design, fixing: Fixing, given: Setup) -> None:
    """Nothing is worse, nothing falls silent, what is said to go goes, and a second run has nothing to do."""
    bench = Bench(given.library, given.selection.for_design([source.path for source in what.sources]), given.today)
    before = bench.judge(what)
    for numbers in (None, range(len(fixing.proposals))):  # as it is written, and with everything that is selected
        changed = lay_over(before.organization, fixing.steps(numbers))
        outcome = difference(before, bench.judge(changed))
        assert not outcome.introduced
        assert not outcome.silenced
    prints = {each.fingerprint for each in fixing.after}
    gone = {each.fingerprint for proposal in fixing.proposals if not proposal.asks for each in proposal.removes}
    assert not [each for each in fixing.left if each.finding.fingerprint not in prints]
    assert len(fixing.before) == len(fixing.left) + sum(len(each.removes) for each in fixing.proposals if not each.asks)
    assert all(each.removes and each.reason for each in fixing.proposals)
    assert all(each.why for each in fixing.left)
    assert len(gone) <= len(fixing.before)
    for proposal in fixing.proposals:
        for step in proposal.steps:
            assert step.way[0] not in ("outside", "title") or proposal.kind == "title"  # type: ignore[union-attr]
    again = propose(lay_over(before.organization, fixing.steps()), given)
    assert [each for each in again.proposals if not each.asks] == []


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.relative_to(SAMPLES).as_posix())
def test_faulty_samples_get_better_and_in_nothing_worse(file: Path) -> None:
    given = setup(*ALL) if file.parent.name == "company" else setup()
    what = read_design(str(file))
    keeps_its_word(what, propose(what, given), given)


KITCHEN = """\
role: cook
name: Cook
requirements:
  - {experience: 3}
  - {certificate: hygiene, name: Hygiene pass}
  - fields_of_study: [{id: cooking}, {id: nutrition}]
internal_relations: [{id: cellar, name: The cellar}]
promoted_from: [{role: kitchen-boy, name: Kitchen boy}]
"""
COOKS = """\
people: [{name: Ann, experience: 1}, {name: Bo, experience: 3, certificates: [Hygiene pas, Hygiene pas]}]
positions:
  - {id: a, title: Cook, holder: Ann, requirements: {experience: 1 year, certificates: [hygiene], fields_of_study: [cooking]}}
  - {id: b, title: Cook, internal_relations: [Gardener], promoted_from: [Waiter], reports_to: a, holder: Bo}
  - {id: c, title: Cook, reports_to: a, requirements: {experience: 3, certificates: [hygiene], fields_of_study: [law]},
     rotates_with: [Waiter, waiter]}
  - {id: d, title: Cook, reports_to: a, requirements: {experience: 3, certificates: [Driving], fields_of_study: [nutrition]}}
"""


def test_what_posts_require_is_proposed_and_what_people_have_is_not(tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "rulebook.yaml").write_text("{rulebook: kitchen, version: '1', name: Kitchen}\n")
    (tmp_path / "roles" / "cook.yaml").write_text(KITCHEN)
    given, what = setup(str(tmp_path)), design(COOKS)
    fixing = propose(what, given)
    keeps_its_word(what, fixing, given)
    assert {(step.section, step.at, step.way, repr(step.value)) for each in fixing.proposals for step in each.steps} == {  # type: ignore[union-attr]
        ("people", 1, ("certificates",), "['Hygiene pas']"),
        ("positions", 3, ("requirements", "certificates"), "['Driving', 'Hygiene pass']"),
        ("positions", 0, ("requirements", "experience"), "3"),
        ("positions", 1, ("internal_relations",), "['Gardener', 'The cellar']"),
        ("positions", 2, ("rotates_with",), "['Waiter']"),
    }
    assert {each.finding.rule: each.why.partition(":")[0] for each in fixing.left if "decision" in each.why} == {
        "cook/holder": "It is about the person on the position",
        "cook/requirements": "Any one of several will do, and which of them is a decision.",
    }


@given(data=designs())
@settings(max_examples=60, deadline=None)
def test_what_is_proposed_for_random_designs_holds_and_is_all(data: dict[str, Any]) -> None:
    what = design(to_yaml(data))
    try:
        fixing = propose(what, setup())
    except DesignError:
        return
    keeps_its_word(what, fixing, setup())


@given(data=designs())
@settings(max_examples=60, deadline=None)
def test_what_is_tried_together_as_in_large_designs_holds_too(data: dict[str, Any]) -> None:
    what = design(to_yaml(data))
    with patch("orgrules.fixing.propose.MOST_ALONE", 0):
        try:
            fixing = propose(what, setup())
        except DesignError:
            return
        keeps_its_word(what, fixing, setup())


@pytest.mark.parametrize("file", [file for file in FAULTY if file.name in ("faulty-flat.yaml", "faulty.yaml")], ids=str)
def test_tried_together_most_is_found_that_is_found_one_by_one(file: Path) -> None:
    given = setup(*ALL) if file.parent.name == "company" else setup()
    what = read_design(str(file))
    alone = propose(what, given)
    with patch("orgrules.fixing.propose.MOST_ALONE", 0):
        together = propose(what, given)
        keeps_its_word(what, together, given)
    gone = [len(fixing.before) - len(fixing.after) for fixing in (alone, together)]
    assert gone[1] >= gone[0] * 0.7


def test_without_the_extra_the_greedy_answer_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "positions: [{id: gm, title: Chair}, {title: Clerk, reports_to: gm, meetings: [Weekly, weekly]}]"
    monkeypatch.setattr("orgrules.fixing.choose.find_spec", lambda _name: None)
    fixing = fixed(text)
    assert fixing.solver == "greedy"
    assert len(fixing.proposals) == 1


def test_where_the_nearest_change_was_taken_no_solver_is_named() -> None:
    what = design("positions: [{id: gm, title: Chair}, {title: Clerk, reports_to: gm, meetings: [Weekly, weekly]}]")
    with patch("orgrules.fixing.propose.MOST_ALONE", 0):
        fixing = propose(what, setup())
    assert (fixing.solver, len(fixing.proposals)) == ("nearest", 1)


def test_what_is_selected_is_judged_by_itself() -> None:
    text = REGIONS.replace("MANAGER", "manager").replace("Sales Director", "Sales Dierctor")
    what = design(text)
    fixing = propose(what, setup())
    every = outcome(fixing, setup(), range(len(fixing.proposals)))
    assert every is not None
    assert every[1].holds
    assert outcome(fixing, setup(), ()) is not None


# ---------------------------------------------------------------------------------------- managers

REGIONS = """
units:
  - {id: sales, name: Sales, type: sales-department}
  - {id: south, name: South, type: sales-region, parent: sales}
  - {id: north, name: North, type: sales-region, parent: sales}
  - {id: leeds, name: Leeds, type: office, parent: north}
  - {id: york, name: York, type: office, parent: north}
positions:
  - {id: director, title: Sales Director, unit: sales}
  - {id: manager, title: Sales Manager, unit: sales, reports_to: director}
  - {id: south-manager, title: "Regional Manager, South", unit: south, reports_to: manager}
  - {id: north-manager, title: "Regional Manager, North", unit: north, reports_to: manager}
  - {id: leeds-manager, title: "Office Manager, Leeds", unit: leeds, reports_to: MANAGER}
  - {id: york-manager, title: "Office Manager, York", unit: york, reports_to: north-manager}
"""


def changes(fixing: Fixing) -> list[tuple[Any, ...]]:
    return [(step.at, ".".join(step.way), step.value) for step in fixing.steps()]  # type: ignore[union-attr]


def test_a_position_goes_to_the_nearest_manager_whom_its_rule_allows() -> None:
    fixing = fixed(REGIONS.replace("MANAGER", "manager"))

    assert changes(fixing) == [(4, "reports_to", "north-manager")]
    (proposal,) = fixing.proposals
    assert proposal.kind == "manager"
    assert "office-manager/reports-to" in [each.rule for each in proposal.removes]
    assert 'the nearest manager with the role "Regional manager"' in proposal.reason
    assert proposal.cites


def test_of_several_equally_near_managers_none_is_taken_and_all_are_named() -> None:
    without_units = "\n".join(line for line in REGIONS.splitlines() if "parent:" not in line and "type:" not in line)
    text = without_units.replace("units:\n", "").replace("MANAGER", "manager")
    fixing = fixed(
        text.replace("unit: leeds, ", "") + "\n  - {id: hull-manager, title: 'Office Manager, Hull', reports_to: south-manager}"
    )

    why = {each.finding.rule: each.why for each in fixing.left}
    assert "are equally near" in why["office-manager/reports-to"]
    assert "south-manager" in why["office-manager/reports-to"]
    assert "north-manager" in why["office-manager/reports-to"]


def test_a_manager_whom_nothing_refers_to_alone_gets_an_id_with_it() -> None:
    fixing = fixed(
        """
units:
  - {id: a, name: A, type: channel-department}
  - {id: b, name: B, type: channel-department}
positions:
  - {id: m, title: Sales Manager}
  - {title: Channel Manager, unit: a, reports_to: m}
  - {title: Channel Manager, unit: b, reports_to: m}
  - {id: r1, title: Sales Representative, unit: a, reports_to: m}
"""
    )
    assert changes(fixing) == [(1, "id", "channel-manager-a"), (3, "reports_to", "channel-manager-a")]


def test_a_slip_in_a_reference_is_mended_and_another_number_is_not_taken_for_one() -> None:
    fixing = fixed(
        """
positions:
  - {id: sales-manager, title: Sales Manager}
  - {id: clerk-1, title: Clerk, reports_to: sales-manger}
  - {id: clerk-2, title: Clerk, reports_to: clerk-7}
"""
    )
    assert changes(fixing) == [(1, "reports_to", "sales-manager")]
    assert 'written like "clerk-7"' in {each.finding.rule: each.why for each in fixing.left}["hierarchy/unknown-manager"]


def test_a_manager_who_is_only_named_by_chance_is_not_taken() -> None:
    """Where no rule tells whom a position reports to, a manager that is not there is no reason to take another one."""
    fixing = fixed(
        """
positions:
  - {id: boss, title: General Manager}
  - {id: clerk, title: Clerk, reports_to: vice-president}
"""
    )
    assert fixing.proposals == ()
    assert [each.finding.rule for each in fixing.left if each.finding.rule == "hierarchy/unknown-manager"]


def test_the_head_of_its_unit_is_offered_to_a_position_without_a_manager_and_written_where_it_is_selected() -> None:
    text = """
units: [{id: finance, name: Finance, head: chief}]
positions:
  - {id: gm, title: Chair}
  - {id: chief, title: Finance Chief, unit: finance, reports_to: gm}
  - {id: clerk, title: Clerk, unit: finance}
"""
    fixing = fixed(text)
    assert changes(fixing) == []
    assert [(each.asks, each.steps[0].value) for each in fixing.proposals] == [(True, "chief")]  # type: ignore[union-attr]


# ---------------------------------------------------------------------------------------- lists, titles, ids


def test_misspelt_repeated_and_left_out() -> None:
    fixing = fixed(
        """
positions:
  - id: rep
    title: Sales Represenative
    meetings: [Weekly, weekly, Monthly]
  - {id: clerk, title: Clerk, reports_to: Sales Represenative, dotted_line_to: [rep]}
"""
    )
    assert changes(fixing) == [
        (0, "title", "Sales Representative"),
        (1, "reports_to", "Sales Representative"),
        (0, "meetings", ["Weekly", "Monthly"]),
        (1, "dotted_line_to", []),
    ]


def test_what_a_list_lacks_is_asked_for_and_written_in_the_words_of_the_list() -> None:
    duties = "支持辖区零售市场, 铺设分销网并提高覆盖率, 推广产品并提供资料, 零售店培训、陈列与促销"
    duties += ", 客户建卡建档并填报表, 参加销售会议与培训"
    fixing = fixed(f"positions: [{{id: r, title: 销售代表, duties: [{duties}]}}]")

    assert changes(fixing) == []
    (proposal,) = [each for each in fixing.proposals if each.asks]
    assert proposal.steps[0].value[-1] == "维系客户与企业形象"  # type: ignore[union-attr]
    assert "sales-representative/duties" in [each.finding.rule for each in fixing.left]


def test_an_id_that_stands_twice_is_counted_on_where_nobody_refers_to_it() -> None:
    text = """
positions:
  - {id: gm, title: General Manager}
  - {id: rep-09, title: Clerk, reports_to: gm}
  - {id: rep-09, title: Driver, reports_to: gm}
"""
    assert changes(fixed(text)) == [(2, "id", "rep-10")]
    register = text.replace("rep-09", "172696")
    assert changes(fixed(register)) == [(2, "id", "172696-2")]
    referred = f"{text}  - {{title: Cook, reports_to: rep-09}}"
    assert changes(fixed(referred)) == []
    assert ["decision" in each.why for each in fixed(referred).left if each.finding.rule == "identity/duplicate-id"] == [True]


def test_no_proposal_for_findings_that_are_waived_or_not_asked_for() -> None:
    text = "positions: [{id: rep, title: Clerk, meetings: [Weekly, weekly]}]\n"
    waived = text + "waivers: [{rule: entries/listed-twice, reason: meant, until: 2030-01-01}]\n"
    assert changes(fixed(text))
    assert changes(fixed(waived)) == []
    assert propose(design(text), setup(), mend=()).proposals == ()
