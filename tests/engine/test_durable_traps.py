"""The traps of durable-rules 2.0.28: for each one a test that its host absorbs it.

That its extension cannot be imported on Python 3.13 and later is tested in `test_decide.py`, which runs there too.
"""

from __future__ import annotations

import datetime
import inspect
import itertools
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from orgrules.engine import durable_host, reference
from orgrules.engine.decide import ENGINES, Tally, decide
from orgrules.engine.programs import Program, Record, Verdict, program
from orgrules.errors import EngineError
from orgrules.facts.expressions import ALWAYS, All, Any_, Column, Expression, Not, Scalar
from orgrules.facts.expressions import Test as Compared
from orgrules.organization.model import Position
from orgrules.rulebook.library import load_library
from orgrules.rulebook.shipped import shipped_rulebooks
from orgrules.text import normalize
from tests.engine.random_rules import LARGEST, NUMBERS, TEXTS, Rulebook, column
from tests.helpers import SAMPLES, linked, run
from tests.strategies import to_yaml

engine = pytest.importorskip(
    "durable.engine", reason="durable-rules cannot be imported here: it has no traps to absorb", exc_type=ImportError
)

TEXT, OTHER_TEXT = column("text", "text"), column("other text", "text")
NUMBER, TRUTH = column("number", "number"), column("truth", "truth")


def agreed(programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
    """The verdicts of durable-rules, which are those of the reference engine."""
    verdicts = durable_host.decide(programs, records)
    assert verdicts == reference.decide(programs, records)
    return verdicts


def requiring(*expressions: Expression) -> list[Program]:
    """A program for each expression that must hold, always."""
    return [program(f"rule {number}", ALWAYS, expression) for number, expression in enumerate(expressions)]


class Watched:
    """What the engine is given: every definition of a ruleset and every fact."""

    def __init__(self) -> None:
        self.definitions: list[Mapping[str, Any]] = []
        self.actions: list[Callable[..., Any]] = []
        self.facts: list[Mapping[str, Any]] = []


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """The engine with a watch on what it is given."""
    seen = Watched()

    class Ruleset(engine.Ruleset):  # type: ignore[misc, name-defined]
        def __init__(self, name: str, host: Any, definition: dict[str, Any]) -> None:
            seen.actions += [rule["run"] for rule in definition.values()]
            super().__init__(name, host, definition)  # this takes the actions out of it
            seen.definitions.append(definition)

        def assert_fact(self, fact: dict[str, Any]) -> Any:
            seen.facts.append(fact)
            return super().assert_fact(fact)

    monkeypatch.setattr(engine, "Ruleset", Ruleset)
    return seen


def in_a_new_process(code: str, *arguments: str | Path, timeout: float = 120) -> Any:
    """What a program prints, as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, timeout=timeout, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


# ---------------------------------------------------------------------------------------- processes


def test_polling_threads_are_not_started() -> None:
    code = """
import json, os, sys, threading
from orgrules.tasks.check import check
from orgrules.settings import Settings
findings = len(check([sys.argv[1]], Settings(engine="durable")).findings)
ours = threading.active_count()
from durable.engine import Host
Host()
print(json.dumps([findings, ours, threading.active_count()]), flush=True)
os._exit(0)
"""
    findings, ours, with_a_host = in_a_new_process(code, SAMPLES / "en" / "faulty-flat.yaml")
    assert findings > 10
    assert ours == 1
    assert with_a_host > 1  # else there is no such trap any more


def test_rules_on_absent_facts_alone_do_not_fire_for_ever() -> None:
    code = """
import json
from orgrules.engine import durable_host
from orgrules.engine.programs import program
from orgrules.facts.expressions import ALWAYS, Any_, Not, Test
from tests.engine.random_rules import column
text = column("text", "text")
programs = [program("kept", ALWAYS, ALWAYS), program("broken", ALWAYS, Any_(())), program("outside", Any_(()), ALWAYS)]
programs += [program("open", ALWAYS, Test(text, "!=", "x")), program("open too", ALWAYS, Not(Test(text, "=", "")))]
print(json.dumps([verdict.name for verdict in durable_host.decide(programs, [{text: None}])[0]]))
"""
    assert in_a_new_process(code, timeout=60) == ["KEPT", "BROKEN", "OUTSIDE", "OPEN", "OPEN"]


#: All rulebooks that are shipped.
EVERY_RULEBOOK = [word for name in shipped_rulebooks() for word in ("--rulebook", name)]


def test_single_facts_are_matched_rightly_also_in_memory_that_is_not_zeroed() -> None:
    found = [
        run("check", "--format", "json", "--engine", name, *EVERY_RULEBOOK, SAMPLES, env={"MALLOC_PERTURB_": "165"})
        for name in ("durable", "reference")
    ]
    assert [done.returncode for done in found] == [1, 1]
    assert len(json.loads(found[0].stdout)["files"]) > 30
    assert found[0].stdout == found[1].stdout


# ---------------------------------------------------------------------------------------- names and forms


def test_reserved_fields_are_not_used_whatever_facts_are_called(watched: Watched) -> None:
    names = ("id", "sid", "kind", "key", "m", "$s", "f0", "p0", "record", "title.status", "a b", "编号", '"')
    columns = [column(name, "text") for name in names]
    programs = requiring(*(Compared(each, "=", each.name) for each in columns))
    records: list[Record] = [{each: each.name for each in columns}, dict.fromkeys(columns, "id"), dict.fromkeys(columns)]
    verdicts = agreed(programs, records)
    assert verdicts[0] == [Verdict.KEPT] * len(names)
    assert verdicts[1] == [Verdict.KEPT] + [Verdict.BROKEN] * (len(names) - 1)
    assert verdicts[2] == [Verdict.OPEN] * len(names)
    fields = {field for fact in watched.facts for field in fact}
    assert fields <= {"kind", "key", *(f"{prefix}{number}" for prefix in "fp" for number in range(len(names)))}


def test_every_rule_tests_the_kind_first_and_is_one_flat_row_of_tests_of_one_fact(watched: Watched) -> None:
    nested = All(
        (
            Any_((Compared(TEXT, "=", "a"), Not(Compared(NUMBER, "<", 3)))),
            Not(All((Compared(TRUTH, "=", True), Compared(TEXT, "!=", "b")))),
        )
    )
    agreed([program("rule", nested, Not(nested))], [{TEXT: "a", NUMBER: 3, TRUTH: False}])
    rules = [rule for definition in watched.definitions for rule in definition.values()]
    assert len(rules) > 4
    for rule in rules:
        [of_one_fact] = rule["all"]
        [(name, row)] = of_one_fact.items()
        assert (name, list(row)) == ("m", ["$and"])
        first, *others = row["$and"]
        assert first == {"kind": "record"}
        for term in others:
            [(word, value)] = term.items()
            plain = value if word.startswith("$") else term
            assert word[0] in "fp" or word in ("$neq", "$lt", "$lte", "$gt", "$gte")
            assert all(isinstance(constant, str | int) for constant in plain.values())


def test_nested_conditions_are_decided() -> None:
    deep: Expression = Compared(NUMBER, ">", 5)
    for level in range(12):
        deep = (
            Not(All((deep, Not(Compared(TEXT, "=", f"level {level}")))))
            if level % 2
            else Any_((deep, Compared(TEXT, "=", f"level {level}")))
        )
    records: list[Record] = [
        {TEXT: text, NUMBER: number}
        for text in (*(f"level {level}" for level in range(12)), "none", None)
        for number in (5, 6, None)
    ]
    agreed([program("rule", deep, Not(deep)), program("other", Not(deep), deep)], records)


def test_alternatives_that_hold_together_are_one_verdict() -> None:
    alike = Any_((Compared(TEXT, "=", "a"), Compared(NUMBER, ">", 1), Compared(TRUTH, "=", True), Compared(TEXT, "!=", "b")))
    record: Record = {TEXT: "a", NUMBER: 2, TRUTH: True}
    assert agreed([*requiring(alike, Not(alike)), program("where", alike, Not(alike))], [record]) == [
        [Verdict.KEPT, Verdict.BROKEN, Verdict.BROKEN]
    ]


def test_alternatives_that_hold_together_are_one_finding(tmp_path: Path) -> None:
    condition = {"any_of": [{"title": "clerk"}, {"headcount": 2}, {"title": {"not": "boss"}}]}
    found = decided(tmp_path, [{"none_of": [condition]}], "positions: [{title: Clerk, headcount: 2}]")
    assert found == [(["Clerk"], Tally(judged=1, not_judged=0))]


def test_a_rule_without_any_condition_is_kept_or_broken_by_everything() -> None:
    programs = [program("kept", ALWAYS, ALWAYS), program("broken", ALWAYS, Any_(())), program("outside", Any_(()), ALWAYS)]
    assert agreed(programs, [{}, {TEXT: None}, {TEXT: "a"}]) == [[Verdict.KEPT, Verdict.BROKEN, Verdict.OUTSIDE]] * 3


def test_no_rules_and_no_facts_are_nothing_to_decide() -> None:
    assert agreed([], [{TEXT: "a"}]) == [[]]
    assert agreed(requiring(Compared(TEXT, "=", "a")), []) == []


# ---------------------------------------------------------------------------------------- values


def test_every_field_is_in_every_fact_with_a_default_of_its_type(watched: Watched) -> None:
    programs = requiring(Compared(TEXT, "=", "a"), Compared(NUMBER, "=", 1), Compared(TRUTH, "=", True))
    agreed(programs, [{TEXT: None, NUMBER: None, TRUTH: None}, {TEXT: "a", NUMBER: 1, TRUTH: True}])
    assert watched.facts == [
        {"kind": "record", "p0": False, "f0": "", "p1": False, "f1": 0, "p2": False, "f2": False, "key": "0.0"},
        {"kind": "record", "p0": True, "f0": "a", "p1": True, "f1": 1, "p2": True, "f2": True, "key": "1.0"},
    ]


@pytest.mark.parametrize(
    ("tested", "value", "operators"),
    [
        (TEXT, "", ("=", "!=")),
        (TEXT, "a", ("=", "!=")),
        (NUMBER, 0, ("=", "!=", "<", "<=", ">", ">=")),
        (NUMBER, -1, ("=", "!=", "<", "<=", ">", ">=")),
        (TRUTH, False, ("=", "!=")),
        (TRUTH, True, ("=", "!=")),
    ],
)
def test_what_is_absent_meets_no_comparison_not_even_with_its_default(
    tested: Column, value: Scalar, operators: tuple[Any, ...]
) -> None:
    programs = requiring(*(Compared(tested, operator, value) for operator in operators))
    programs += requiring(*(Not(each.require) for each in programs))
    assert agreed(programs, [{tested: None}]) == [[Verdict.OPEN] * len(programs)]


@pytest.mark.parametrize("operator", ["=", "!="])
def test_texts_are_compared_as_they_are(operator: Any) -> None:
    programs = requiring(*(Compared(TEXT, operator, text) for text in TEXTS))
    verdicts = agreed(programs, [{TEXT: text} for text in TEXTS])
    for index, row in enumerate(verdicts):
        kept = [number for number, verdict in enumerate(row) if verdict is Verdict.KEPT]
        assert kept == ([index] if operator == "=" else [number for number in range(len(TEXTS)) if number != index])


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_whole_numbers_are_compared_exactly_up_to_the_largest(operator: Any) -> None:
    numbers = sorted({*NUMBERS, 2**53, -(2**53)})  # records hold one more than rules may name
    programs = requiring(*(Compared(NUMBER, operator, number) for number in NUMBERS if abs(number) <= LARGEST))
    agreed(programs, [{NUMBER: number} for number in numbers])


def test_a_number_is_no_text_and_one_is_not_true(watched: Watched) -> None:
    programs = requiring(
        Compared(NUMBER, "=", 1), Compared(TEXT, "=", "1"), Compared(TRUTH, "=", True), Compared(OTHER_TEXT, "=", "true")
    )
    agreed(
        programs, [{NUMBER: 1, TEXT: "1", TRUTH: True, OTHER_TEXT: "true"}, {NUMBER: 9, TEXT: "9", TRUTH: False, OTHER_TEXT: "1"}]
    )
    for fact in watched.facts:
        assert [type(fact[f"f{number}"]) for number in range(4)] == [int, str, bool, str]


@pytest.mark.parametrize(
    ("value", "test", "verdict"),
    [
        ("9", {"more_than": 3}, "kept"),
        ("'9'", {"more_than": 3}, "open"),
        ("'9'", {"more_than": "3"}, "kept"),
        ("'10'", {"more_than": "3"}, "broken"),  # texts are ordered as texts
        ("9", {"more_than": "3"}, "open"),
        ("3", 3, "kept"),
        ("'3'", 3, "broken"),
        ("3", "3", "broken"),
        ("'3'", {"not": 3}, "kept"),
        ("3.0", 3, "kept"),
        ("true", True, "kept"),
        ("1", True, "broken"),
        ("true", 1, "broken"),
        ("'true'", True, "broken"),
        ("true", "true", "broken"),
        ("true", {"at_least": 1}, "open"),
        ("true", [0, 1], "broken"),
        ("0", [False, 0], "kept"),
        ("9223372036854775808", 9223372036854775807, "broken"),
        ("[1]", 1, "broken"),
        ("null", 1, "open"),
    ],
)
def test_attributes_of_any_type_are_not_compared_loosely(tmp_path: Path, value: str, test: Any, verdict: str) -> None:
    design = f"positions: [{{title: Clerk, attributes: {{x: {value}}}}}]"
    tally = Tally(judged=0, not_judged=1) if verdict == "open" else Tally(judged=1, not_judged=0)
    assert decided(tmp_path, [{"attributes.x": test}], design) == [(["Clerk"] if verdict == "broken" else [], tally)]


def test_any_text_may_stand_in_a_rule_and_in_a_design(tmp_path: Path) -> None:
    texts = sorted({text for text in TEXTS if text.strip() and len(text) < 1000})
    design = to_yaml({"positions": [{"title": f"Clerk {number}", "job_family": text} for number, text in enumerate(texts)]})
    found = decided(tmp_path, [{"job_family": text} for text in texts], design)
    for text, (broken, tally) in zip(texts, found, strict=True):
        assert broken == sorted(f"Clerk {number}" for number, other in enumerate(texts) if normalize(other) != normalize(text))
        assert tally == Tally(judged=len(texts), not_judged=0)


# ---------------------------------------------------------------------------------------- numbers of things


def test_more_than_sixty_four_rules_whose_inequality_holds_on_one_fact_are_decided() -> None:
    programs = requiring(*(Compared(TEXT, "!=", f"value {number}") for number in range(200)))
    verdicts = agreed(programs, [{TEXT: "value 7"}, {TEXT: "none"}])
    assert [row.count(Verdict.BROKEN) for row in verdicts] == [1, 0]


def test_one_rule_with_many_inequalities_that_hold_is_decided() -> None:
    many = All(
        tuple(Any_((Compared(TEXT, "!=", f"a {number}"), Compared(OTHER_TEXT, "!=", f"b {number}"))) for number in range(6))
    )
    programs = [
        program("where", many, Compared(NUMBER, "!=", 1)),
        program("require", Compared(NUMBER, "!=", 1), many),
        program("any", ALWAYS, Any_(tuple(Compared(TEXT, "!=", f"a {number}") for number in range(64)))),
    ]
    texts = ("a 1", "none", None)
    agreed(programs, [{TEXT: text, OTHER_TEXT: other, NUMBER: 2} for text in texts for other in ("b 1", "none", None)])


def many_columns(number: int) -> list[Column]:
    return [column(f"column {index}", "text") for index in range(number)]


def test_more_than_255_columns_are_decided() -> None:
    columns = many_columns(600)
    programs = requiring(*(Compared(each, "=", "x") for each in columns))
    records: list[Record] = [dict.fromkeys(columns, value) for value in ("x", "y", None)]
    assert agreed(programs, records) == [[verdict] * 600 for verdict in (Verdict.KEPT, Verdict.BROKEN, Verdict.OPEN)]


@pytest.mark.parametrize("number", [64, 99, 100, 101, 128])
def test_one_rule_on_more_than_255_fields_is_decided(number: int) -> None:
    columns = many_columns(2 * number)
    where, require = (All(tuple(Compared(each, "=", "x") for each in part)) for part in (columns[:number], columns[number:]))
    subjects: list[dict[str, Scalar | None]] = [{each.name: value for each in columns} for value in ("x", "y", None)]
    subjects += [
        {**subjects[0], columns[0].name: "y"},
        {**subjects[0], columns[-1].name: "y"},
        {**subjects[0], columns[-1].name: None},
    ]
    made = program("rule", where, require)
    verdicts = agreed([made], [{each: each.read(subject) for each in made.columns} for subject in subjects])
    assert [verdict for [verdict] in verdicts] == [
        Verdict.KEPT,
        Verdict.OUTSIDE,
        Verdict.OPEN,
        Verdict.OUTSIDE,
        Verdict.BROKEN,
        Verdict.OPEN,
    ]


@pytest.mark.parametrize("most", [1, 2, 3, 10, 11])
def test_facts_are_dealt_out_to_sessions(most: int, monkeypatch: pytest.MonkeyPatch, watched: Watched) -> None:
    monkeypatch.setattr(durable_host, "MOST_FACTS", most)
    records: list[Record] = [{NUMBER: number} for number in range(10)]
    agreed(requiring(Compared(NUMBER, "<", 5)), records)
    assert len(watched.definitions) == -(-10 // most)
    assert [fact["f0"] for fact in watched.facts] == list(range(10))


def test_more_than_ten_thousand_different_facts_are_decided() -> None:
    records: list[Record] = [{NUMBER: number} for number in range(12_000)]
    verdicts = agreed(requiring(Compared(NUMBER, "<", 6_000)), records)
    assert [verdict for [verdict] in verdicts] == [Verdict.KEPT] * 6_000 + [Verdict.BROKEN] * 6_000


# ---------------------------------------------------------------------------------------- failures


def test_a_fact_that_matches_nothing_leaves_its_rules_open() -> None:
    assert (
        agreed(requiring(Compared(TEXT, "=", "a"), Compared(NUMBER, "<", 1)), [{TEXT: None, NUMBER: None}] * 3)
        == [[Verdict.OPEN, Verdict.OPEN]] * 3
    )


@pytest.mark.parametrize(("times", "asked"), [(0, []), (1, []), (2, ["rule 0", "rule 1"])])
def test_a_fact_taken_for_another_one_is_tried_again_and_then_decided_by_the_reference(
    times: int, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []
    judged: list[str] = []

    class Ruleset(engine.Ruleset):  # type: ignore[misc, name-defined]
        def assert_fact(self, fact: dict[str, Any]) -> Any:
            if fact["f0"] == "b":
                keys.append(fact["key"])
                if len(keys) <= times:
                    raise engine.MessageObservedException(fact)
            return super().assert_fact(fact)

    def judge(made: Program, record: Record) -> Verdict:
        judged.append(made.rule)
        assert record == {TEXT: "b", NUMBER: 2}
        return judge_itself(made, record)

    judge_itself = reference.judge
    programs = requiring(Compared(TEXT, "=", "a"), Compared(NUMBER, ">", 1))
    records: list[Record] = [{TEXT: "a", NUMBER: 1}, {TEXT: "b", NUMBER: 2}, {TEXT: "c", NUMBER: None}]
    expected = reference.decide(programs, records)
    monkeypatch.setattr(engine, "Ruleset", Ruleset)
    monkeypatch.setattr(reference, "judge", judge)
    assert durable_host.decide(programs, records) == expected
    assert keys == ["1.0", "1.1"][: times + 1]
    assert judged == asked


def test_an_exception_in_an_action_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def action(index: int, fired: list[tuple[int, int]]) -> Callable[[Any], None]:
        def fail(context: Any) -> None:
            raise RuntimeError("the action went wrong")

        return fail

    monkeypatch.setattr(durable_host, "_action", action)
    with pytest.raises(EngineError, match=r"^durable-rules failed in an action: .*the action went wrong"):
        durable_host.decide(requiring(Compared(TEXT, "=", "a")), [{TEXT: "a"}])


def test_an_action_takes_one_parameter(watched: Watched) -> None:
    agreed(requiring(Compared(TEXT, "=", "a"), Compared(TEXT, "!=", "a")), [{TEXT: "a"}])
    assert len(watched.actions) == 4
    assert {len(inspect.signature(action).parameters) for action in watched.actions} == {1}


def test_a_condition_that_the_engine_does_not_understand_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(durable_host._OPERATORS, "<", "$less")
    with pytest.raises(EngineError, match=r"^durable-rules refused a ruleset: .*error code: 202"):
        durable_host.decide(requiring(Compared(NUMBER, "<", 1)), [{NUMBER: 0}])


def test_a_fact_that_the_engine_does_not_understand_is_an_error() -> None:
    with pytest.raises(EngineError, match=r"^durable-rules failed on a fact: "):
        durable_host.decide(requiring(Compared(TEXT, "=", "a")), [{TEXT: "\ud800"}])


def test_a_clock_that_warns_of_its_age_stops_nothing_where_warnings_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime.datetime):
        @classmethod
        def utcfromtimestamp(cls, timestamp: float) -> Clock:
            # as Python does from 3.12 on
            warnings.warn("datetime.datetime.utcfromtimestamp() is deprecated", DeprecationWarning, stacklevel=2)
            return cls.fromtimestamp(timestamp)

    monkeypatch.setattr(engine, "datetime", SimpleNamespace(datetime=Clock))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert agreed(requiring(Compared(TEXT, "=", "a")), [{TEXT: "a"}]) == [[Verdict.KEPT]]


def test_definitions_are_shared_neither_with_the_engine_nor_between_rulesets(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable_host, "MOST_FACTS", 2)
    programs = requiring(Compared(TEXT, "=", "a"), Compared(NUMBER, "<", 2))
    before = [repr(each) for each in programs]
    records: list[Record] = [{TEXT: text, NUMBER: number} for text in ("a", "b", None) for number in (1, 2, None)]
    first = agreed(programs, records)
    assert agreed(programs, records) == first
    assert [repr(each) for each in programs] == before
    assert len(watched.definitions) == 10
    assert len({id(rule) for definition in watched.definitions for rule in definition.values()}) == 40


def test_rulesets_of_one_process_do_not_mix() -> None:
    records: list[Record] = [{TEXT: "a", NUMBER: 1}, {TEXT: "b", NUMBER: 2}]
    sets = [
        requiring(Compared(TEXT, "=", "a")),
        requiring(Compared(TEXT, "!=", "a"), Compared(NUMBER, "<", 2)),
        requiring(Compared(NUMBER, ">", 1)),
    ]
    alone = [agreed(programs, records) for programs in sets]
    for order in itertools.permutations(range(3)):
        assert [durable_host.decide(sets[number], records) for number in order] == [alone[number] for number in order]


# ---------------------------------------------------------------------------------------- rulebooks


def decided(folder: Path, requires: Sequence[Mapping[str, Any]], design: str) -> list[tuple[list[str], Tally]]:
    """For each rule the titles of the positions that break it, and how often it was judged, by both engines alike."""
    files = {
        f"rules/rule-{number}.yaml": {"name": "A trap", "each": "position", "require": it} for number, it in enumerate(requires)
    }
    rulebook = Rulebook({"rulebook.yaml": {"rulebook": "trap", "version": "1", "name": "Traps"}, **files})
    library = load_library([rulebook.write(folder)])
    rules = [rule for rule in library.rules if rule.rulebook == "trap"]
    organization = linked(design, library)

    def by(name: str) -> list[tuple[list[str], Tally]]:
        decision = decide(organization, rules, ENGINES[name])
        broken: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule, subject in decision.broken:
            assert isinstance(subject, Position)
            broken[rule.id].append(subject.title)
        return [
            (sorted(broken[f"rules/rule-{number}"]), decision.tallies[f"rules/rule-{number}"]) for number in range(len(requires))
        ]

    found = by("durable")
    assert found == by("reference")
    return found
