"""Deciding a whole organization: alike subjects once, what was judged and what was not, and which engine does it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from orgrules.engine import decide as deciding
from orgrules.engine import reference
from orgrules.engine.decide import ENGINES, Decision, Tally, decide, engine_named
from orgrules.engine.programs import Program, Record, Verdict
from orgrules.engine.subjects import title_of
from orgrules.errors import UsageError
from orgrules.organization.model import Organization
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from tests.engine.random_rules import durable_imports
from tests.helpers import SAMPLES, linked, run
from tests.rulebook.authoring import load

SHIPPED = load_library()

ROLES = {
    "roles/cook.yaml": "{role: cook, name: {en: Cook}}",
    "roles/waiter.yaml": "{role: waiter, name: {en: Waiter}, reports_to: {role: cook}}",
}


class Watching:
    """The reference engine, and all that it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[list[str], list[dict[str, Any]]]] = []

    def __call__(self, programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
        """As the reference engine."""
        named = [{column.name: value for column, value in record.items()} for record in records]
        self.given.append(([program.rule for program in programs], named))
        return reference.decide(programs, records)

    def records(self, rule: str) -> list[dict[str, Any]]:
        """The records that a rule was decided on."""
        return [record for rules, records in self.given if rule in rules for record in records]


def a_rule(require: str, *, each: str = "position", where: str = "{}") -> str:
    return f"{{name: A rule, each: {each}, where: {where}, require: {require}}}"


def written(folder: Path, rules: Mapping[str, str], design: str | Mapping[str, Any], engine: Any = reference.decide) -> Decision:
    """A design decided by the rules of a small rulebook alone."""
    library = load(folder, {**ROLES, **{f"rules/{name}.yaml": text for name, text in rules.items()}})
    own = [rule for rule in library.rules if rule.id.startswith("rules/")]
    return decide(linked(design, library), own, engine)


def broken(decision: Decision) -> list[tuple[str, str]]:
    """Each broken rule with the id or name of its subject."""
    return sorted((rule.id, getattr(subject, "id", None) or title_of(subject)) for rule, subject in decision.broken)


# ---------------------------------------------------------------------------------------- alike subjects


def test_a_thousand_positions_that_are_alike_to_the_rules_are_decided_once() -> None:
    chief = {"id": "chief", "title": "Regional manager", "reports_to": None}
    office = [{"id": f"office-{number}", "title": "Office manager", "reports_to": "chief"} for number in range(500)]
    lost = [{"id": f"lost-{number}", "title": "Office manager", "reports_to": f"office-{number}"} for number in range(500)]
    watching = Watching()
    decision = decide(linked({"positions": [chief, *office, *lost]}, SHIPPED), SHIPPED.rules, watching)
    assert len(watching.records("office-manager/reports-to")) == 2
    assert sum(len(records) for _, records in watching.given) < 20
    assert [
        subject.index for rule, subject in decision.broken if rule.id == "office-manager/reports-to" and hasattr(subject, "index")
    ] == list(range(501, 1001))
    assert decision.tallies["office-manager/reports-to"] == Tally(judged=1000, not_judged=0)


def test_a_record_holds_only_what_the_rules_on_that_role_read(tmp_path: Path) -> None:
    rules = {
        "cooks": a_rule("{headcount: 1}", where="{role: cook}"),
        "waiters": a_rule("{unit.name: hall}", where="{role: [waiter]}"),
        "everybody": a_rule("{job_family: {exists: true}}"),
    }
    watching = Watching()
    written(
        tmp_path,
        rules,
        """
        positions:
          - {title: Cook, unit: Kitchen, headcount: 2, job_family: food}
          - {title: Cook, unit: Hall, headcount: 1}
          - {title: Waiter, unit: Hall, headcount: 3}
          - {title: Waiter, unit: Yard, headcount: 4}
        """,
        watching,
    )
    assert watching.records("rules/cooks") == [{"headcount": 2}, {"headcount": 1}]
    assert [set(record) for record in watching.records("rules/waiters")] == [{"unit.name"}] * 2
    assert [set(record) for record in watching.records("rules/everybody")] == [{'job_family ["exists"]'}] * 2


def test_texts_and_numbers_that_no_rule_tells_apart_are_alike(tmp_path: Path) -> None:
    watching = Watching()
    positions = [{"title": f"Clerk {number}", "headcount": number} for number in range(1000)]
    decision = written(
        tmp_path,
        {
            "name": a_rule("{title: {not: clerk 7}}"),
            "size": a_rule("{headcount: {at_least: 10}}"),
            "most": a_rule("{headcount: {less_than: 900}}"),
        },
        {"positions": positions},
        watching,
    )
    # beside the one title: fewer than ten, ten to 899, 900 and more, and what lies at these borders
    assert len(watching.records("rules/name")) < 1000
    assert len({record["title"] for record in watching.records("rules/name")}) == 2
    assert {record["headcount"] for record in watching.records("rules/size")} == set(range(9, 902))
    assert len(decision.broken) == 1 + 10 + 100


@pytest.mark.parametrize(
    ("duties", "records", "judged"),
    [("", 0, 3), (", duties: [sell]", 2, 3)],
)
def test_what_a_design_nowhere_writes_of_members_is_asked_of_none_of_them(
    duties: str, records: int, judged: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "FEW", 0)
    watching = Watching()
    decision = written(
        tmp_path,
        {"sellers": a_rule("{positions: {where: {duties: {exists: true, includes: sell}}, at_most: 0}}", each="person")},
        f"positions: [{{title: A, holder: X{duties}}}, {{title: B, holder: Y}}, {{title: C, holder: Z}}, {{title: D}}]",
        watching,
    )
    assert len(watching.records("rules/sellers")) == records
    assert decision.tallies["rules/sellers"] == Tally(judged=judged, not_judged=0)
    assert broken(decision) == ([("rules/sellers", "X")] if duties else [])


def test_records_seen_in_one_organization_are_not_decided_again_in_the_next() -> None:
    first = "{id: a, title: Regional manager, reports_to: null}, {id: b, title: Office manager, reports_to: a}"
    second = f"{first}, {{title: Office manager, reports_to: a}}, {{title: Office manager, reports_to: b}}"
    watching, memory = Watching(), dict[Any, Any]()
    lines = [rule for rule in SHIPPED.rules if rule.id.endswith("/reports-to")]
    decide(linked(f"positions: [{first}]", SHIPPED), lines, watching, memory)
    assert len(watching.records("office-manager/reports-to")) == 1
    watching.given.clear()
    decision = decide(linked(f"positions: [{second}]", SHIPPED), lines, watching, memory)
    assert len(watching.records("office-manager/reports-to")) == 1
    assert broken(decision) == [("office-manager/reports-to", "Office manager")]
    assert decision.tallies["office-manager/reports-to"] == Tally(judged=3, not_judged=0)
    watching.given.clear()
    decide(linked(f"positions: [{second}]", SHIPPED), lines, watching, memory)
    assert watching.given == []


@pytest.mark.parametrize("name", sorted(ENGINES))
@pytest.mark.parametrize("text", ["\ue000other", "\ue000", "other", "None", ""])
def test_no_text_of_a_rule_is_taken_for_all_other_texts(text: str, name: str, tmp_path: Path) -> None:
    if name == "durable" and not durable_imports():
        pytest.skip("durable-rules cannot be imported here")
    require = "{title: {not: '" + (text or "x") + "'}, job_family: {not: '" + (text or "x") + "'}}"
    decision = written(tmp_path, {"never": a_rule(require)}, "positions: [{title: Clerk, job_family: sales}]", ENGINES[name])
    assert broken(decision) == []
    assert decision.tallies["rules/never"] == Tally(judged=1, not_judged=0)


# ---------------------------------------------------------------------------------------- what is judged


@pytest.mark.parametrize(
    ("where", "require", "found", "tally"),
    [
        ("{headcount: 1}", "{job_family: sales}", ["wrong"], Tally(judged=2, not_judged=1)),
        ("{}", "{job_family: sales}", ["wrong", "outside"], Tally(judged=3, not_judged=1)),
        ("{job_family: sales}", "{headcount: 2}", ["right"], Tally(judged=1, not_judged=1)),
        ("{job_family: {not: sales}}", "{headcount: 1}", ["outside"], Tally(judged=2, not_judged=1)),
        ("{job_family: {exists: false}}", "{headcount: 2}", ["open"], Tally(judged=1, not_judged=0)),
        ("{headcount: 9}", "{job_family: sales}", [], Tally(judged=0, not_judged=0)),
        (
            "{any_of: [{job_family: sales}, {headcount: 1}]}",
            "{headcount: 2}",
            ["right", "wrong", "open"],
            Tally(judged=3, not_judged=0),
        ),
    ],
)
def test_a_finding_needs_where_true_and_require_false_and_what_is_unknown_is_not_judged(
    where: str, require: str, found: list[str], tally: Tally, tmp_path: Path
) -> None:
    design = """
    positions:
      - {id: right, title: A, job_family: sales}
      - {id: wrong, title: B, job_family: food}
      - {id: open, title: C}
      - {id: outside, title: D, headcount: 2, job_family: food}
    """
    decision = written(tmp_path, {"it": a_rule(require, where=where)}, design)
    assert broken(decision) == sorted(("rules/it", name) for name in found)
    assert decision.tallies == {"rules/it": tally}


def test_each_kind_of_subject_is_decided(tmp_path: Path) -> None:
    never = "{name: nobody}"
    kinds = ("position", "unit", "person", "organization")
    rules = {**{kind: a_rule(never, each=kind) for kind in kinds}, "cycle": a_rule("{length: {more_than: 9}}", each="cycle")}
    design = """
    organization: {name: Firm}
    units: [{id: u1}, {id: u2, parent: u2}]
    positions: [{id: p1, title: A, reports_to: p2}, {id: p2, title: B, reports_to: p1}]
    people: [{id: h1, name: Ann}]
    """
    decision = written(tmp_path, rules, design)
    found = [(rule.id, type(subject).__name__, getattr(subject, "index", None)) for rule, subject in decision.broken]
    assert found == [
        ("rules/position", "Position", 0),
        ("rules/position", "Position", 1),
        ("rules/unit", "Unit", 0),
        ("rules/unit", "Unit", 1),
        ("rules/person", "Person", 0),
        ("rules/cycle", "Cycle", 0),
        ("rules/cycle", "Cycle", 1),
        ("rules/organization", "Organization", None),
    ]


def test_a_rule_on_several_kinds_is_one_rule_with_one_tally(tmp_path: Path) -> None:
    design = "{units: [{id: x}, {id: y}], positions: [{id: x, title: A}], people: [{id: z, name: Z}, {name: Nameless}]}"
    decision = written(tmp_path, {"it": a_rule("{id: {not: x}}", each="[position, unit, person]")}, design)
    assert broken(decision) == [("rules/it", "x"), ("rules/it", "x")]
    assert decision.tallies == {"rules/it": Tally(judged=4, not_judged=1)}


def test_a_rule_on_several_roles_is_decided_for_each_of_them(tmp_path: Path) -> None:
    rules = {
        "it": a_rule("{headcount: 1}", where="{role: [cook, unrecognized]}"),
        "other": a_rule("{headcount: 1}", where="{role: waiter}"),
    }
    design = """
    positions:
      - {id: a, title: Cook, headcount: 2}
      - {id: b, title: Waiter, headcount: 2}
      - {id: c, title: Captain, headcount: 2}
      - {id: d, title: Cook}
      - {id: e, title: Whoever, role: cook, headcount: 2}
      - {id: f, title: Coook, headcount: 2}
    """
    decision = written(tmp_path, rules, design)
    assert broken(decision) == [("rules/it", "a"), ("rules/it", "c"), ("rules/it", "e"), ("rules/other", "b")]
    # a misspelt title leaves the role open: neither rule can be judged of that position
    assert decision.tallies == {"rules/it": Tally(judged=4, not_judged=1), "rules/other": Tally(judged=1, not_judged=1)}


def test_a_rule_that_nothing_is_judged_by_has_an_empty_tally() -> None:
    decision = decide(linked({"positions": [{"title": "Captain"}]}, SHIPPED), SHIPPED.rules, reference.decide)
    assert set(decision.tallies) == {rule.id for rule in SHIPPED.rules}
    assert decision.tallies["office-manager/reports-to"] == Tally()


# ---------------------------------------------------------------------------------------- coverage


def covered(organization: Organization, library: Library) -> int | None:
    return decide(organization, library.rules, reference.decide).organization.covered


@pytest.mark.parametrize(
    ("positions", "number"),
    [
        ("[{title: Captain}]", 0),
        ("[{title: Office manager}]", 0),
        ("[{id: a, title: Regional manager}, {title: Office manager, reports_to: a}]", 2),
        ("[{id: a, title: Captain}, {title: Office manager, reports_to: a}]", 1),
        ("[{id: a, title: Offise manager}, {title: Office manager, reports_to: a}]", 0),
        ("[{id: g, title: General manager}, {id: c, title: Customer service manager, reports_to: g}]", 1),
        (
            "[{id: g, title: General manager}, {id: c, title: 客服经理, reports_to: g}, {title: Cook, reports_to: c}]",
            1,  # judged by two rules, and counted once
        ),
    ],
)
def test_coverage_is_the_number_of_positions_that_some_rule_on_a_role_judged(positions: str, number: int) -> None:
    assert covered(linked(f"positions: {positions}", SHIPPED), SHIPPED) == number


def test_without_rules_on_roles_there_is_no_coverage_to_speak_of() -> None:
    basics = load_library(["organization-basics"])
    assert covered(linked("positions: [{title: Captain}]", basics), basics) is None


# ---------------------------------------------------------------------------------------- engines


def test_engines_are_known_by_name() -> None:
    assert engine_named("reference") is reference.decide
    assert engine_named(None) is ENGINES["durable" if durable_imports() else "reference"]
    with pytest.raises(UsageError) as caught:
        engine_named("durabel")
    assert str(caught.value) == 'no engine is named "durabel"; did you mean "durable"?'
    with pytest.raises(UsageError) as caught:
        engine_named("prolog")
    assert str(caught.value) == 'no engine is named "prolog"; known are durable, reference'


@pytest.fixture(params=["the library", "its extension"])
def without_durable(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """An environment in which durable-rules, or its extension, is there and cannot be imported."""
    stub = tmp_path / "stub"
    files = {"durable/__init__.py": 'raise ImportError("undefined symbol: PyEval_CallObject")'}
    if request.param == "its extension":
        files = {
            "durable/__init__.py": "",
            "durable/engine.py": "import durable_rules_engine",
            "durable_rules_engine.py": 'raise ImportError("undefined symbol: PyEval_CallObject")',
        }
    for name, text in files.items():
        (stub / name).parent.mkdir(parents=True, exist_ok=True)
        (stub / name).write_text(text, "utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(stub), os.environ.get("PYTHONPATH")]))}


def test_an_engine_that_cannot_be_imported_is_one_line_and_exit_status_2(without_durable: dict[str, str]) -> None:
    done = run("check", "--engine", "durable", SAMPLES / "en" / "correct-flat.yaml", env=without_durable)
    message = "the engine durable-rules cannot be imported here (undefined symbol: PyEval_CallObject); use --engine reference"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_where_durable_rules_cannot_be_imported_the_reference_engine_serves(without_durable: dict[str, str]) -> None:
    sample = SAMPLES / "en" / "faulty-flat.yaml"
    done = run("check", "--format", "json", sample, env=without_durable)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == run("check", "--format", "json", "--engine", "reference", sample).stdout


def test_an_unknown_engine_is_one_line_and_exit_status_2() -> None:
    done = run("check", "--engine", "durabel", SAMPLES / "en" / "correct-flat.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        'orgrules: no engine is named "durabel"; did you mean "durable"?\n',
    )
