"""What has been made of each statement of the document: `orgrules rules --statements`, and what stands behind its numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgrules.rulebook.library import load_library
from orgrules.tasks.coverage import Covered, coverage_of, totals
from tests.helpers import run
from tests.rulebook.authoring import write_rulebook

HOUSE = {
    "rulebook.yaml": """\
        rulebook: house
        version: 1.0.0
        name: House
        documents: {law: {title: Law, statements: law.tsv}}
        not_checkable: {l.4: Nobody writes that down.}
        """,
    "law.tsv": "id\tkind\ten\tzh\nl.1\tduty\tFirst\t一\nl.2\tduty\tSecond\t二\nl.3\tduty\tThird\t三\nl.4\tduty\tFourth\t四\n"
    "l.5\tduty\tFifth\t五\n",
    "roles/clerk.yaml": """\
        role: clerk
        name: Clerk
        duties: [{id: tea, cites: [l.1]}, {id: cake, cites: [l.2]}]
        examples:
          - {design: {positions: [{id: a, title: Clerk, duties: [tea]}]}, findings: {a: [duties]}}
        """,
    "seats/rule.yaml": """\
        name: R
        cites: [l.3]
        each: position
        require: {title: Clerk}
        examples: {passes: [{positions: [{title: Clerk}]}]}
        """,
}


def covered(folder: Path) -> dict[str, Covered]:
    """The coverage of HOUSE by statement."""
    library = load_library([str(write_rulebook(folder, HOUSE))])
    return {each.statement.id: each for each in coverage_of(library)}


def test_a_statement_is_enforced_where_a_failing_example_has_a_finding_with_it(tmp_path: Path) -> None:
    found = covered(tmp_path)
    assert {id_: (each.rules, each.cited_by, each.is_open) for id_, each in found.items()} == {
        "l.1": ((), ("clerk/duties",), True),  # the example lists it, so nothing shows that its absence is found
        "l.2": (("clerk/duties",), ("clerk/duties",), False),
        "l.3": ((), ("seats/rule",), True),
        "l.4": ((), (), False),
        "l.5": ((), (), True),
    }
    assert totals(tuple(found.values())) == (5, 1, 1, 3)


def test_statements_that_are_cited_and_not_shown_are_told_apart(tmp_path: Path) -> None:
    write_rulebook(tmp_path, HOUSE)
    done = run("rules", "--statements", "--rulebook", "house", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "law:l.1  First",
        "    open: cited by clerk/duties, and no failing example shows it",
        "law:l.2  Second",
        "    clerk/duties",
        "law:l.3  Third",
        "    open: cited by seats/rule, and no failing example shows it",
        "law:l.4  Fourth",
        "    not checkable: Nobody writes that down.",
        "law:l.5  Fifth",
        "    open",
        "",
        "5 statements: 1 enforced by rules, 1 not checkable, 3 open.",
    ]
    chinese = run("rules", "--statements", "--rulebook", "house", "--lang", "zh", cwd=tmp_path).stdout.splitlines()
    assert chinese[1] == "    未落实：clerk/duties 引用了该条，但没有违反规则的例子加以证明"
    assert chinese[-1] == "共 5 条陈述：1 条已由规则落实，1 条无法检查，3 条未落实。"


def test_the_rulebooks_own_test_warns_of_open_statements_and_refuses_contradictions(tmp_path: Path) -> None:
    contradicting = {**HOUSE, "rulebook.yaml": HOUSE["rulebook.yaml"].replace("{l.4:", "{l.2: Never., l.4:")}
    write_rulebook(tmp_path, contradicting)
    done = run("test", "house", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert "house/rulebook.yaml:1:1: l.2 is not_checkable, and clerk/duties checks it" in lines
    uncited = "1 of 5 statements are neither cited by a rule nor not_checkable: l.5"
    assert f"house/rulebook.yaml:1:1: {uncited} (warning)" in lines
    unshown = "2 of 5 statements are cited, and no failing example has a finding that cites them"
    assert f"house/rulebook.yaml:1:1: {unshown}: l.1 (clerk/duties), l.3 (seats/rule) (warning)" in lines


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    """The coverage of the shipped document as programs read it."""
    found: dict[str, object] = json.loads(run("rules", "--statements", "--format", "json").stdout)
    return found


def test_every_statement_of_the_document_counts(document: dict[str, dict[str, int]]) -> None:
    numbers = document["totals"]
    assert (numbers["statements"], numbers["open"]) == (216, 0)
    assert numbers["enforced"] >= 150
    assert numbers["enforced"] + numbers["not_checkable"] == 216


def test_each_statement_has_rules_or_a_reason(document: dict[str, list[dict[str, object]]]) -> None:
    keys = ["document", "statement", "gloss", "rules", "not_checkable"]
    assert [list(each) for each in document["statements"]] == [keys] * 216
    assert [each["statement"] for each in document["statements"] if bool(each["rules"]) is bool(each["not_checkable"])] == []


@pytest.mark.parametrize("rulebook", ["spans-and-layers", "internal-control"])
def test_every_statement_of_the_further_rulebooks_counts_too(rulebook: str) -> None:
    done = json.loads(run("rules", "--statements", "--format", "json", "--rulebook", rulebook).stdout)
    assert done["totals"]["open"] == 0
    assert done["totals"]["statements"] == done["totals"]["enforced"] > 0
