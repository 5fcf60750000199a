"""What a list of duties certainly has and what it may have beside that: true, false and unknown, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.engine.decide import ENGINES, decide
from orgrules.facts.expressions import answering
from orgrules.facts.paths import understand
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.organization.terms import TermSet, possible, union_of
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.rulebook.sets import OF_SETS
from tests.helpers import design

SHIPPED = load_library()

#: One duty by its id, one by its wording, one that may be plan-regional-marketing or what helps with it.
DESIGN = """
positions:
  - {id: a, title: 市场专员, duties: [gather-industry-news, 审核办事处的促销费用, 策划大区的营销]}
  - {id: b, title: 市场专员, duties: [gather-industry-news]}
"""
OPEN = "help-plan-regional-marketing"


def linked(*, trusts_wording: bool = True, text: str = DESIGN) -> Organization:
    return link(design(text), SHIPPED.titles, SHIPPED.terms, trusts_wording=trusts_wording)


@pytest.mark.parametrize(
    ("test", "named", "expected"),
    [
        ("includes", {"x"}, True),
        ("includes", {"y"}, None),
        ("includes", {"x", "y"}, None),
        ("includes", {"z"}, False),
        ("includes", {"y", "z"}, False),
        ("includes", set(), True),
        ("includes_any", {"x", "z"}, True),
        ("includes_any", {"y", "z"}, None),
        ("includes_any", {"z"}, False),
        ("excludes", {"x", "y"}, False),
        ("excludes", {"y", "z"}, None),
        ("excludes", {"z"}, True),
        ("only", {"x"}, None),
        ("only", {"x", "y"}, None),  # what may be y may be none of them
        ("only", {"y"}, False),
    ],
)
def test_what_only_may_be_there_makes_a_test_unknown(test: str, named: set[str], expected: bool | None) -> None:
    assert OF_SETS[test](TermSet({"x"}, {"y"}), frozenset(named)) is expected
    if expected is not None:  # and knowing more changes no answer that was known
        for known in (frozenset({"x"}), frozenset({"x", "y"})):
            assert OF_SETS[test](known, frozenset(named)) is expected


def test_what_is_certain_is_not_possible_beside() -> None:
    assert possible(TermSet({"x"}, {"x", "y"})) == {"y"}
    both = union_of([TermSet({"x"}, {"y"}), frozenset({"y"}), TermSet({"z"}, {"w"})])
    assert (set(both), set(possible(both))) == ({"x", "y", "z"}, {"w"})


def test_a_duty_by_its_wording_is_certain_and_an_open_one_possible() -> None:
    duties = understand("position", "duties").read(linked().positions[0])
    assert set(duties) == {"gather-industry-news", "review-promotion-expenses"}
    assert OPEN in possible(duties)


def test_where_wording_is_not_trusted_it_is_open() -> None:
    duties = understand("position", "duties").read(linked(trusts_wording=False).positions[0])
    assert set(duties) == {"gather-industry-news"}
    assert {"review-promotion-expenses", OPEN} <= possible(duties)


def test_what_is_read_by_its_wording_is_neither_unknown_nor_misspelt() -> None:
    one = linked().positions[0]
    assert understand("position", "duties.unknown").read(one) == frozenset()
    assert understand("position", "duties.misspelt").read(one) == frozenset()


def test_the_nearest_name_is_one_of_the_own_roles_duties() -> None:
    # nearer to the office manager's 控制办事处费用, and meant for the manager's own
    there = linked(text="positions: [{title: 大区经理, duties: [管控区办处费]}]").positions[0]
    told = understand("position", "duties.misspelt").read(there) | understand("position", "duties.unknown").read(there)
    assert not any("控制办事处费用" in text for text in told)


def test_the_duties_of_several_are_what_one_of_them_has_certainly_or_possibly() -> None:
    text = """
    positions:
      - title: 大区经理
        reports: [{title: 市场专员, duties: [策划大区的营销]}, {title: 销售代表, duties: [介绍产品]}]
    """
    duties = understand("position", "reports.duties").read(linked(text=text).positions[0])
    assert OPEN in possible(duties)
    assert OPEN not in duties


def test_skills_of_a_person_are_read_by_the_role_of_the_persons_positions() -> None:
    text = """
    positions: [{title: 销售代表, holder: 李雷}]
    people: [{name: 李雷, skills: [沟通能力强，善于团队协作]}]
    """
    skills = understand("person", "skills").read(linked(text=text).people[0])
    assert {"communication", "teamwork"} <= set(skills)


RULES = {
    "has": "{duties: {includes: review-promotion-expenses}}",
    "may-have": "{duties: {includes: help-plan-regional-marketing}}",
    "has-not": "{duties: {excludes: help-plan-regional-marketing}}",
    "nothing-else": "{duties: {only: [gather-industry-news, review-promotion-expenses, help-plan-regional-marketing]}}",
    "one-of": "{duties: {includes_any: [help-plan-regional-marketing, keep-customer-cards]}}",
    "not-here": "{duties: {includes: keep-customer-cards}}",
    "counted": "{organization.positions: {where: {duties: {includes: help-plan-regional-marketing}}, at_least: 1}}",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("book") / "book"
    (folder / "rules").mkdir(parents=True)
    head = "rulebook: book\nversion: '1'\nname: Book\nextends: sales-organization\n"
    (folder / "rulebook.yaml").write_text(head, "utf-8")
    for name, require in RULES.items():
        (folder / "rules" / f"{name}.yaml").write_text(f"name: A rule\neach: position\nrequire: {require}\n", "utf-8")
    return load_library([str(folder)])


@pytest.mark.parametrize("engine", ENGINES)
def test_both_engines_leave_open_what_depends_on_an_open_duty(engine: str, library: Library) -> None:
    if engine == "durable":
        pytest.importorskip("durable")
    organization = link(design(DESIGN), library.titles, library.terms)
    rules = [rule for rule in library.rules if rule.id.startswith("rules/")]
    decision = decide(organization, rules, ENGINES[engine])
    found = {
        rule.id.removeprefix("rules/"): (
            [getattr(subject, "id", None) for broken, subject in decision.broken if broken is rule],
            decision.tallies[rule.id].not_judged,
        )
        for rule in rules
    }
    assert found == {
        "has": (["b"], 0),
        "may-have": (["b"], 1),
        "has-not": ([], 1),
        "nothing-else": ([], 1),
        "one-of": (["b"], 1),
        "not-here": (["a", "b"], 0),
        "counted": ([], 2),
    }
    for rule in rules:  # and each subject as if alone
        for position in organization.positions:
            _where, require = rule.conditions["position"]
            broken = answering(require)(position) is False
            assert broken is ((rule, position) in decision.broken)
