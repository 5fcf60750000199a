"""Both engines mean the same, on random expressions and on random rulebooks with random designs, and keep the laws of logic."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orgrules.engine import decide as deciding
from orgrules.engine import reference
from orgrules.engine.decide import ENGINES, Decision, Memory, Tally, decide
from orgrules.engine.programs import Comparison, Program, Record, Verdict, alternatives, program, verdicts
from orgrules.errors import DesignError
from orgrules.facts.expressions import All, Any_, Column, Expression, Not, Scalar, holds
from orgrules.facts.expressions import Test as Compared
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import KINDS, VOCABULARY, Kind
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Position, Subject
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library, Rule
from tests.engine import random_rules as rnd
from tests.helpers import design, linked
from tests.strategies import to_yaml

needs_durable = pytest.mark.skipif(
    not rnd.durable_imports(), reason="durable-rules cannot be imported here: there is one engine, and nothing to agree with"
)

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
DEFAULTS: dict[str, Scalar] = {"text": "", "number": 0, "truth": False}


# ---------------------------------------------------------------------------------------- programs and records


@needs_durable
@given(made=rnd.programs(), subjects=st.lists(rnd.subjects(), min_size=1, max_size=12))
@settings(max_examples=150)
def test_both_engines_give_every_record_the_same_verdicts(made: list[Program], subjects: list[rnd.Subject]) -> None:
    records = [rnd.record_of(made, subject) for subject in subjects]
    assert ENGINES["durable"](made, records) == ENGINES["reference"](made, records)


# ---------------------------------------------------------------------------------------- rulebooks and designs


@needs_durable
@given(rulebook=rnd.rulebooks(), data=rnd.detailed_designs())
@settings(max_examples=60)
def test_both_engines_find_the_same_in_a_design(rulebook: rnd.Rulebook, data: dict[str, Any]) -> None:
    library = loaded(rulebook)
    rules = [rule for rule in library.rules if rule.rulebook == "random"]
    organization = linked_or_passed_over(data, library)
    durable, plain = (decide(organization, rules, ENGINES[name]) for name in ("durable", "reference"))
    assert places(durable) == places(plain)
    assert durable.tallies == plain.tallies
    assert durable.organization.covered == plain.organization.covered


def test_random_designs_write_duties_that_are_certain_by_their_wording_and_such_as_are_open() -> None:
    head = {"rulebook": "random", "version": "1", "name": "Random rules", "unit_types": rnd.UNIT_TYPES}
    profiles = {f"roles/{profile['role']}.yaml": profile for profile in rnd.PROFILES}
    terms = loaded(rnd.Rulebook({"rulebook.yaml": head, **profiles})).terms
    for role in (*rnd.ROLES, None):
        assert {text: terms.read("duty", text, role) for text in rnd.WORDED} == {
            text: ((id_,), "wording") for text, id_ in rnd.WORDED.items()
        }
        for text in rnd.OPEN:
            ids, how = terms.read("duty", text, role)
            assert (set(ids), how) == ({"office-expenses", "region-expenses"}, "open")


OPEN_DUTIES: list[tuple[list[str], dict[str, Any], str]] = [
    (["控制费用"], {"includes": "office-expenses"}, "open"),
    (["控制费用"], {"excludes": "office-expenses"}, "open"),
    (["控制费用"], {"includes": "plan"}, "broken"),
    (["控制费用"], {"excludes": "plan"}, "kept"),
    (["控制费用", "office-expenses"], {"includes": "office-expenses"}, "kept"),
    (["控制费用", "office-expenses"], {"excludes": "office-expenses"}, "broken"),
    (["控制费用"], {"includes": ["plan", "office-expenses"]}, "broken"),
    (["控制费用"], {"includes_any": ["plan", "office-expenses"]}, "open"),
    (["控制费用", "plan"], {"includes_any": ["plan", "office-expenses"]}, "kept"),
    (["控制费用"], {"only": ["office-expenses"]}, "open"),
    (["控制费用", "plan"], {"only": ["office-expenses"]}, "broken"),
    (["控制费用"], {"exists": True}, "kept"),
]


@pytest.mark.parametrize("engine", [pytest.param("durable", marks=needs_durable), "reference"])
@pytest.mark.parametrize(("duties", "asked", "verdict"), OPEN_DUTIES)
def test_what_a_list_may_have_is_neither_there_nor_missing(
    engine: str, duties: list[str], asked: dict[str, Any], verdict: str
) -> None:
    rule = {"name": "A rule", "each": "position", "require": {"duties": asked}}
    head = {"rulebook": "random", "version": "1", "name": "Random rules", "unit_types": rnd.UNIT_TYPES}
    profiles = {f"roles/{profile['role']}.yaml": profile for profile in rnd.PROFILES}
    library = loaded(rnd.Rulebook({"rulebook.yaml": head, **profiles, "rules/it.yaml": rule}))
    organization = linked_or_passed_over({"positions": [{"title": "Programmer", "duties": duties}]}, library)
    decision = decide(organization, [rule for rule in library.rules if rule.id == "rules/it"], ENGINES[engine])
    tally = decision.tallies["rules/it"]
    assert (tally.not_judged, tally.judged, len(decision.broken)) == {"open": (1, 0, 0), "kept": (0, 1, 0), "broken": (0, 1, 1)}[
        verdict
    ]


@given(rulebook=rnd.rulebooks(), data=rnd.detailed_designs())
@settings(max_examples=100)
def test_deciding_alike_subjects_once_decides_each_as_if_alone(rulebook: rnd.Rulebook, data: dict[str, Any]) -> None:
    library = loaded(rulebook)
    decision = decide(linked_or_passed_over(data, library), library.rules, ENGINES["reference"])
    broken, tallies = one_by_one(decision.organization, library.rules)
    assert places(decision) == broken
    assert decision.tallies == tallies


@pytest.mark.parametrize("engine", [pytest.param("durable", marks=needs_durable), "reference"])
@given(rulebook=rnd.rulebooks(), several=st.lists(rnd.detailed_designs(), min_size=1, max_size=3))
@settings(max_examples=60)
def test_few_subjects_are_decided_as_many_are(engine: str, rulebook: rnd.Rulebook, several: list[dict[str, Any]]) -> None:
    library = loaded(rulebook)
    organizations = [linked_or_passed_over(data, library) for data in several]
    memories: dict[int, Memory] = {0: {}, deciding.FEW: {}}  # each way has its own, and one that both share
    shared: Memory = {}
    for organization in organizations:
        found = []
        for few, own in memories.items():
            for memory in (own, shared):
                with pytest.MonkeyPatch.context() as patched:
                    patched.setattr(deciding, "FEW", few)
                    found.append(decide(organization, library.rules, ENGINES[engine], memory))
        assert len({frozenset(places(decision)) for decision in found}) == 1
        assert all(decision.tallies == found[0].tallies for decision in found)
        assert len({(decision.organization.covered, len(decision.uncovered)) for decision in found}) == 1


@given(rulebook=rnd.rulebooks(), earlier=st.lists(rnd.detailed_designs(), min_size=1, max_size=3), data=rnd.detailed_designs())
@settings(max_examples=50)
def test_what_was_decided_of_other_designs_changes_nothing(
    rulebook: rnd.Rulebook, earlier: list[dict[str, Any]], data: dict[str, Any]
) -> None:
    library = loaded(rulebook)
    organization = linked_or_passed_over(data, library)
    memory: Memory = {}
    for other in earlier:
        decide(linked_or_passed_over(other, library), library.rules, ENGINES["reference"], memory)
    remembering = decide(organization, library.rules, ENGINES["reference"], memory)
    fresh = decide(organization, library.rules, ENGINES["reference"])
    assert places(remembering) == places(fresh)
    assert remembering.tallies == fresh.tallies


@given(rulebook=rnd.rulebooks(), data=rnd.detailed_designs())
@settings(max_examples=50)
def test_every_value_that_an_engine_sees_is_of_its_columns_type(rulebook: rnd.Rulebook, data: dict[str, Any]) -> None:
    library = loaded(rulebook)
    types = {"text": str, "number": int, "truth": bool}

    def engine(programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
        for record in records:
            for column, value in record.items():
                assert value is None or type(value) is types[column.type], column.name
                assert type(value) is not int or abs(value) <= 2**53, column.name
        return reference.decide(programs, records)

    decide(linked_or_passed_over(data, library), library.rules, engine)


def loaded(rulebook: rnd.Rulebook) -> Library:
    """The rulebook, written to a folder and loaded from there, with organization-basics."""
    with TemporaryDirectory() as folder:
        return load_library([rulebook.write(Path(folder))])


def linked_or_passed_over(data: dict[str, Any], library: Library) -> Organization:
    """The organization of a design; the example is passed over where the design contradicts itself."""
    try:
        return link(design(to_yaml(data)), library.titles, library.terms, today=rnd.TODAY)
    except DesignError:
        assume(False)
        raise


def places(decision: Decision) -> set[tuple[str, str, int]]:
    """The broken rules, each with the kind and the number of its subject."""
    found = [(rule.id, *name_of(subject)) for rule, subject in decision.broken]
    assert len(set(found)) == len(found), "a rule is broken twice by one subject"
    return set(found)


def name_of(subject: Subject) -> tuple[str, int]:
    return type(subject).__name__, -1 if isinstance(subject, Organization) else subject.index


def subjects_of(organization: Organization) -> dict[Kind, Sequence[Subject]]:
    return {
        "position": organization.positions,
        "unit": organization.units,
        "person": organization.people,
        "cycle": organization.cycles,
        "organization": [organization],
    }


def one_by_one(organization: Organization, rules: Sequence[Rule]) -> tuple[set[tuple[str, str, int]], dict[str, Tally]]:
    """What is broken, and how often each rule was judged, by the definition of a rule: no record, no reduction, no engine."""
    subjects = subjects_of(organization)
    broken = set()
    tallies = {rule.id: Tally() for rule in rules}
    for rule in rules:
        for kind, (where, require) in rule.conditions.items():
            for subject in subjects[kind]:
                if rule.roles is not None and isinstance(subject, Position) and subject.role is None:
                    tallies[rule.id].not_judged += 1  # it may be any: no rule on a role can be judged of it
                    continue
                applies, kept = (holds(part, lambda column: column.read(subject)) for part in (where, require))  # noqa: B023 - used at once
                if applies and kept is not None:
                    tallies[rule.id].judged += 1
                    if not kept:
                        broken.add((rule.id, *name_of(subject)))
                elif applies is not False:
                    tallies[rule.id].not_judged += 1
    return broken, tallies


# ---------------------------------------------------------------------------------------- Kleene's logic


def value(expression: Expression, subject: rnd.Subject) -> bool | None:
    return holds(expression, lambda column: column.read(subject))


@given(expression=rnd.expressions(), subject=rnd.subjects())
def test_negation_keeps_what_is_unknown(expression: Expression, subject: rnd.Subject) -> None:
    opposite = {True: False, False: True, None: None}
    assert value(Not(expression), subject) is opposite[value(expression, subject)]
    assert value(Not(Not(expression)), subject) is value(expression, subject)


@given(parts=st.lists(rnd.expressions(), max_size=4).map(tuple), subject=rnd.subjects())
def test_not_all_is_some_not_and_not_any_is_all_not(parts: tuple[Expression, ...], subject: rnd.Subject) -> None:
    negated = tuple(Not(part) for part in parts)
    assert value(Not(All(parts)), subject) is value(Any_(negated), subject)
    assert value(Not(Any_(parts)), subject) is value(All(negated), subject)


@given(parts=st.lists(rnd.expressions(), max_size=4).map(tuple), subject=rnd.subjects())
def test_joining_takes_the_least_and_the_greatest_of_false_unknown_true(
    parts: tuple[Expression, ...], subject: rnd.Subject
) -> None:
    order = (False, None, True)
    ranks = [order.index(value(part, subject)) for part in parts]
    assert value(All(parts), subject) is order[min(ranks, default=2)]
    assert value(Any_(parts), subject) is order[max(ranks, default=0)]


@given(expression=rnd.expressions(), subject=rnd.subjects(), filled=rnd.subjects())
def test_knowing_more_never_changes_an_answer_that_was_known(
    expression: Expression, subject: rnd.Subject, filled: rnd.Subject
) -> None:
    more = {name: filled[name] if known is None else known for name, known in subject.items()}
    if (before := value(expression, subject)) is not None:
        assert value(expression, more) is before


@given(tested=st.sampled_from(rnd.COLUMNS), subject=rnd.subjects(), other=rnd.subjects())
def test_comparing_what_is_absent_is_unknown(tested: Column, subject: rnd.Subject, other: rnd.Subject) -> None:
    constant = other[tested.name]
    assume(constant is not None)
    assert constant is not None
    absent = {**subject, tested.name: None}
    assert {value(Compared(tested, name, constant), absent) for name in rnd.OPERATORS[tested.type]} == {None}


EXISTENCE: list[tuple[Kind, str]] = [
    *((kind, name) for kind in KINDS for name in VOCABULARY[kind] if name != "attributes"),  # that is asked for by name
    ("position", "manager.unit.parent.name"),
    ("unit", "attributes.x"),
]


@cache
def existence_rules() -> dict[str, Rule]:
    """For each fact a rule that it exists and one that it does not, by their ids."""
    files = {
        f"rules/{there}-{number}.yaml": {"name": "A rule", "each": kind, "require": {name: {"exists": there == "there"}}}
        for number, (kind, name) in enumerate(EXISTENCE)
        for there in ("there", "not-there")
    }
    head = {"rulebook": "existence", "version": "1", "name": "Existence"}
    return {rule.id: rule for rule in loaded(rnd.Rulebook({"rulebook.yaml": head, **files})).rules}


@pytest.mark.parametrize("number", range(len(EXISTENCE)), ids=lambda number: " ".join(EXISTENCE[number]))
def test_whether_something_exists_is_never_unknown(number: int) -> None:
    kind, name = EXISTENCE[number]
    required = [existence_rules()[f"rules/{there}-{number}"].conditions[kind][1] for there in ("there", "not-there")]
    subjects = subjects_of(EVERYTHING)[kind]
    assert subjects
    for subject in subjects:
        there = understand(kind, name).read(subject) is not None
        assert [value_of(expression, subject) for expression in required] == [there, not there]


def value_of(expression: Expression, subject: Subject) -> bool | None:
    return holds(expression, lambda column: column.read(subject))


EVERYTHING = linked(
    """
    units:
      - {id: a, name: A, type: office, head: boss, region_level: city, attributes: {x: 1}}
      - {parent: b}
      - {id: b, parent: b}
    positions:
      - {id: boss, title: Boss, unit: a, holder: ann, job_family: sales, legal_representative: true, duties: [plan]}
      - {title: Clerk, reports_to: boss, unit: a, dotted_line_to: [boss, nobody], requirements: {education: college}}
      - {title: Stray, reports_to: nobody, holder: null}
      - {id: x, title: One, reports_to: y}
      - {id: y, title: Other, reports_to: x}
    people: [{id: ann, name: Ann, education: master, skills: [typing]}, {name: Bob}]
    """
)


# ---------------------------------------------------------------------------------------- alternatives


@given(expression=rnd.expressions(), subject=rnd.subjects(), wanted=st.booleans())
def test_alternatives_hold_exactly_where_their_expression_is_wanted(
    expression: Expression, subject: rnd.Subject, wanted: bool
) -> None:
    rows = alternatives(expression, wanted)
    assert any(all(meets(comparison, subject) for comparison in row) for row in rows) is (value(expression, subject) is wanted)


@given(made=rnd.programs(), subject=rnd.subjects())
def test_alternatives_hold_where_a_rule_is_kept_or_broken_and_of_that_verdict_alone(
    made: list[Program], subject: rnd.Subject
) -> None:
    for each in made:
        found = [
            verdict
            for verdict, rows in verdicts(each).items()
            if any(all(meets(comparison, subject) for comparison in row) for row in rows)
        ]
        judged = reference.judge(each, rnd.record_of([each], subject))
        assert found == [judged] * (judged in (Verdict.KEPT, Verdict.BROKEN))


@given(
    parts=st.lists(st.tuples(rnd.expressions(), rnd.expressions()), min_size=7, max_size=9),
    subject=rnd.subjects(),
    where=rnd.expressions(),
)
@settings(max_examples=60)
def test_a_rule_with_too_many_alternatives_means_what_it_says(
    parts: list[tuple[Expression, Expression]], subject: rnd.Subject, where: Expression
) -> None:
    require = All(tuple(Any_((first, Not(second))) for first, second in parts))
    made = program("rule", where, require)
    assert sum(len(rows) for rows in verdicts(made).values()) <= 3 * 64
    applies, kept = value(where, subject), value(require, subject)
    expected = (
        Verdict.OUTSIDE
        if applies is False
        else Verdict.OPEN
        if applies is None or kept is None
        else Verdict.KEPT
        if kept
        else Verdict.BROKEN
    )
    assert reference.judge(made, rnd.record_of([made], subject)) is expected


def meets(comparison: Comparison, subject: rnd.Subject) -> bool:
    """Whether a fact with typed defaults for what is absent, as engines get it, meets a comparison."""
    found = subject_value(comparison.column, subject)
    if comparison.present:
        return found is not None
    return COMPARE[comparison.operator](DEFAULTS[comparison.column.type] if found is None else found, comparison.value)


def subject_value(column: Column, subject: rnd.Subject) -> Scalar | None:
    return column.read(subject)
