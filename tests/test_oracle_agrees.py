"""The program finds in a design what the oracle, written from the specification alone, demands: that and nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings

from orgrules.design.read import Design, read_design
from orgrules.engine.build import build_findings
from orgrules.engine.decide import ENGINES, Decision, Memory
from orgrules.engine.subjects import title_of
from orgrules.errors import DesignError
from orgrules.facts.vocabulary import kind_of
from orgrules.files.source import parse, plain_data
from orgrules.organization.model import Cycle, Organization, Subject
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.running.one import check_design
from orgrules.tasks.check import check
from tests import oracle
from tests.engine.random_rules import durable_imports
from tests.helpers import ROOT, SAMPLES, design
from tests.strategies import designs, staffed_designs, to_yaml

SAMPLE_FILES = sorted(file for file in SAMPLES.rglob("*.yaml") if file.parent.name not in ("regions", "company", "wording"))

OF_SAMPLES: dict[str, tuple[str, ...]] = {
    "regional-manager": (
        *("Regional Manager, West", "Regional Manager, East", "Regional Manager, North", "Regional Manager, South"),
        *("Regional Manager, Wales", "Regional Manager, Kent", "Regional Manager, Cornwall"),
        *("Regional Manager (California)", "Regional Manager (New York)"),
        *("湖北区域经理", "西南大区经理", "华南大区经理", "广东区域经理", "华东大区经理", "江苏区域经理"),
    ),
    "office-manager": (
        *("Office Manager, San Diego", "Office Manager, Boston", "Office Manager, Bristol", "Office Manager, Cardiff"),
        *("Office Manager, Leeds", "Office Manager, Norwich", "Office Manager, Oxford", "Office Manager, Canterbury"),
        *("Office Manager, York", "Office Manager, Exeter"),
        *("Office Manager (Newark)", "Office Manager (Denver)", "Office Manager (Portland)", "Office Manager (Chicago)"),
        *("深圳办事处经理", "北京办事处经理", "武汉办事处主任", "成都办事处经理", "广州办事处经理", "上海办事处经理"),
        *("代理办事处经理", "Acting Office Manager"),
    ),
    "store-manager": ("Acting Store Manager", "代理店面经理"),
}
"""The samples' titles with areas and marks, which the oracle does not take apart, by their roles."""

OPEN_IN_SAMPLES = ("Sales Manager (North)", "Sales Represenative", "销售统记员", "销售部经理助力")
"""The samples' titles that leave the role open."""


LISTED_WITH_A_BROKEN_MANAGER = {
    "positions": [{"title": "General manager", "reports": ["Legal counsel"]}, {"title": "Legal counsel", "reports_to": "nobody"}]
}

TWICE_WITH_BLANKS = {
    "positions": [
        {"title": "General manager", "id": "boss"},
        {"title": "Sales director", "id": "twin", "reports_to": "twin"},
        {"title": "Sales  director", "id": "twin", "reports_to": " twin "},
    ]
}


@given(data=designs())
@example(data=LISTED_WITH_A_BROKEN_MANAGER)
@example(data=TWICE_WITH_BLANKS)
@settings(max_examples=300)
def test_every_finding_that_the_specification_demands_is_made_and_no_other(data: dict[str, Any]) -> None:
    assert found(data, "reference") == demanded(data)


@pytest.mark.skipif(not durable_imports(), reason="durable-rules cannot be imported here")
@given(data=designs())
@settings(max_examples=60)
def test_durable_rules_makes_every_demanded_finding_and_no_other(data: dict[str, Any]) -> None:
    assert found(data, "durable") == demanded(data)


@pytest.mark.parametrize("file", SAMPLE_FILES, ids=lambda file: file.relative_to(SAMPLES).as_posix())
def test_the_findings_in_a_sample_are_those_that_the_specification_demands(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {title: role for role, titles in OF_SAMPLES.items() for title in titles}
    monkeypatch.setattr(oracle, "RECOGNIZED", {**oracle.RECOGNIZED, **known})
    monkeypatch.setattr(oracle, "NEAR", (*oracle.NEAR, *OPEN_IN_SAMPLES))
    data = merged(file)
    decision = decided(read_design(str(file)), "reference")
    assert keys(decision, data) == oracle.expected(data)
    assert sum(finding.rule in oracle.RULES for finding in check([str(file)]).findings) == len(decision.broken)


def test_all_samples_are_compared_with_the_oracle() -> None:
    assert len(SAMPLE_FILES) == 9


@cache
def library() -> Library:
    """The rulebook on sales organizations with those of its rules that the oracle judges.

    What the other rules find is held to the document by their own examples, their mutations and the company samples.
    """
    whole = load_library()
    return whole._replace(rules=tuple(rule for rule in whole.rules if rule.id in oracle.RULES))


def test_the_oracle_judges_no_rule_that_is_not_shipped() -> None:
    assert {rule.id for rule in library().rules} == set(oracle.RULES)


# ---------------------------------------------------------------------------------------- duties, and who is in a unit


def profile_duties() -> dict[str, list[str]]:
    """The duties of each role, as the profiles' files list them."""
    found = {}
    for file in sorted((ROOT / "rules/sales-organization/roles").glob("*.yaml")):
        profile = yaml.safe_load(file.read_text("utf-8"))
        duties = profile.get("duties", ())
        found[profile["role"]] = [item["id"] for item in (duties["items"] if isinstance(duties, dict) else duties)]
    return {role: duties for role, duties in found.items() if duties}


def written_duties() -> list[str]:
    """Duties as people may write them: in other words, two in one, of nobody, denied, and by their ids."""
    with (ROOT / "tests/data/paraphrases.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["kind"] == "duty"]
    telling = [
        *oracle.APPLY_OR_CONTROL,
        "审核促销申请与费用",
        "不负责审核促销费用",
        "申请促销费用",
        "控制费用",
        "review-promotion-expenses",
    ]
    return [*telling, *(row["text"] for row in rows)]


def open_duties() -> dict[tuple[str, str], list[str]]:
    """Texts that may be a duty of a role, by the role and the duty: such as say it by half."""
    terms = load_library().terms
    found: dict[tuple[str, str], list[str]] = {}
    halves = [half for text in written_duties() for half in (text, text[: len(text) // 2], text[len(text) // 2 :])]
    for role, duties in PROFILES.items():
        for text in halves:
            ids, how = terms.read("duty", text, role)
            for duty in ids if how == "open" else ():
                if duty in duties:
                    found.setdefault((role, duty), []).append(text)
    return found


PROFILES = profile_duties()
STAFFED = staffed_designs(written_duties(), open_duties(), PROFILES)


@given(data=STAFFED)
@settings(max_examples=300)
def test_duties_and_who_is_in_a_unit_are_judged_as_the_specification_demands(data: dict[str, Any]) -> None:
    found, demanded = of_staff(data, "reference")
    assert found == demanded


@pytest.mark.skipif(not durable_imports(), reason="durable-rules cannot be imported here")
@given(data=STAFFED)
@settings(max_examples=60)
def test_durable_rules_judges_duties_and_who_is_in_a_unit_as_the_specification_demands(data: dict[str, Any]) -> None:
    found, demanded = of_staff(data, "durable")
    assert found == demanded


def test_the_random_designs_break_every_rule_on_composition_and_have_duties_that_are_open() -> None:
    broken: Counter[str] = Counter()
    how: Counter[str] = Counter()

    @given(data=STAFFED)
    @settings(max_examples=1200, derandomize=True, database=None)
    def draw(data: dict[str, Any]) -> None:
        broken.update(rule for rule, _ in of_staff(data, "reference")[1])
        terms = library_of_staff().terms
        for position in data["positions"]:
            how.update(terms.read("duty", text, oracle.TITLES[position["title"]]).how for text in position.get("duties", ()))

    draw()
    assert {*oracle.COMPOSITION_RULES, "duties/of-another-role", "marketing/review-apart-from-application"} <= broken.keys()
    assert any(rule.endswith("/duties") for rule in broken)
    assert {"id", "wording", "open", "none"} <= how.keys()


@cache
def library_of_staff() -> Library:
    whole = load_library()
    judged = {*oracle.duty_rules(PROFILES), *oracle.COMPOSITION_RULES}
    assert judged <= {rule.id for rule in whole.rules}
    return whole._replace(rules=tuple(rule for rule in whole.rules if rule.id in judged))


def of_staff(data: dict[str, Any], engine: str) -> tuple[set[tuple[str, str]], set[oracle.Finding]]:
    """What the program finds, and what the oracle demands given what the program reads into each text."""
    there = library_of_staff()
    decision = check_design(design(to_yaml(data)), there, there.rules, ENGINES[engine], MEMORIES_OF_STAFF[engine])

    def read(text: str, role: str | None) -> oracle.Reading:
        ids, how = decision.organization.read("duty", text, role)
        return frozenset(ids), how != "open"

    found = [(rule.id, str(getattr(subject, "id", None))) for rule, subject in decision.broken]
    assert len(set(found)) == len(found)
    return set(found), oracle.expected_of_staff(data, PROFILES, read)


MEMORIES_OF_STAFF: dict[str, Memory] = {name: {} for name in ENGINES}


def demanded(data: dict[str, Any]) -> set[oracle.Finding] | str:
    """What the oracle says: the findings, or that this is no organization."""
    try:
        return oracle.expected(data)
    except oracle.Invalid:
        return "invalid"


def found(data: dict[str, Any], engine: str) -> set[oracle.Finding] | str:
    """What the program says of the design's YAML, in the oracle's words."""
    try:
        decision = decided(design(to_yaml(data)), engine)
    except DesignError:
        return "invalid"
    return keys(decision, data)


def decided(what: Design, engine: str) -> Decision:
    return check_design(what, library(), library().rules, ENGINES[engine], MEMORIES[engine])


MEMORIES: dict[str, Memory] = {name: {} for name in ENGINES}
"""What each engine decided of earlier designs: durable-rules keeps every ruleset for the life of the process."""


def keys(decision: Decision, data: dict[str, Any]) -> set[oracle.Finding]:
    """The findings by rule and subject, subjects by the oracle's keys: both count them in the order of the file."""
    things = {
        "position": oracle.positions_of(data),
        "unit": oracle.things_of(data, "units"),
        "person": oracle.things_of(data, "people"),
    }

    def key(subject: Subject) -> str:
        kind = kind_of(subject)
        if isinstance(subject, Organization):
            return kind
        if isinstance(subject, Cycle):
            return f"{kind}:" + ",".join(sorted(things[kind_of(member)][member.index].key for member in subject.members))
        return f"{kind}:{things[kind][subject.index].key}"

    named = [(rule.id, kind_of(subject), getattr(subject, "id", None), title_of(subject)) for rule, subject in decision.broken]
    findings = build_findings(decision.broken, library())
    assert Counter((finding.rule, *finding.subject) for finding in findings) == Counter(named)
    broken = [(rule.id, key(subject)) for rule, subject in decision.broken]
    assert len(set(broken)) == len(broken)
    return set(broken)


def merged(file: Path) -> dict[str, Any]:
    """A design file and what it includes as plain data, in the order in which they are read."""
    data: dict[str, Any] = plain_data(parse(file.read_bytes(), file.name).data)
    for pattern in data.pop("include", ()):
        for inner in sorted(file.parent.glob(pattern)):
            for section, entries in merged(inner).items():
                data[section] = data.get(section, []) + entries
    return data
