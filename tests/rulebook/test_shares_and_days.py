"""Shares of collections, sums over some of their members, and days as seen from today, held against oracles of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from orgrules.engine.decide import Memory, decide, engine_named
from orgrules.organization.link import link
from orgrules.rulebook.model import Library
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.helpers import design, run
from tests.rulebook.authoring import HEAD, findings, load, only_finding, problems, write_rulebook

HOUSE = {
    "rulebook.yaml": HEAD
    + """\
attributes:
  position:
    employment:
      name: {en: Employment, zh: 用工形式}
      values: {permanent: {zh: 正式员工}, contractor: {en: Contractor, zh: 外包人员}}
    shift: [day, night]
    cost: number
    vacant_since: {type: date, name: {en: Vacant since, zh: 空缺日期}}
    until: date
"""
}


def rule(require: str, each: str = "organization", where: str = "{}") -> dict[str, str]:
    name = "name: {en: The rule, zh: 本规则}\n"
    return {**HOUSE, "a/rule.yaml": f"{name}each: {each}\nwhere: {where}\nrequire: {require}\n"}


# ---------------------------------------------------------------------------------------- shares and sums against an oracle

BOUNDS = {"at_least": "__ge__", "at_most": "__le__", "more_than": "__gt__", "less_than": "__lt__"}
LIMITS = ("50%", "0%", "100%", "33.3%", 0.25)
SUMS = (0, 1, 2.5, -1, 3)


class Seat(NamedTuple):
    """A position: which values its attributes may have (one, if the design says it), and its numbers."""

    employment: tuple[str, ...]
    shift: tuple[str, ...]
    headcount: int
    cost: float | None


BOTH = ("permanent", "contractor")
SHIFTS = ("day", "night")
SEATS = st.builds(
    Seat,
    st.sampled_from((("permanent",), ("contractor",), BOTH)),
    st.sampled_from((("day",), ("night",), SHIFTS)),
    st.sampled_from((1, 0, 2, 5)),
    st.sampled_from((1, 0, -2, 0.1, 0.2, 2.5, None)),
)


def written(seats: Sequence[Seat]) -> dict[str, Any]:
    """A design of such seats: what may be several things is not said."""
    entries = []
    for number, seat in enumerate(seats):
        said = {"employment": seat.employment, "shift": seat.shift}
        attributes: dict[str, Any] = {name: values[0] for name, values in said.items() if len(values) == 1}
        entries.append({"title": f"T{number}", "headcount": seat.headcount, "attributes": {**attributes, "cost": seat.cost}})
    return {"positions": entries}


def completions(seats: Sequence[Seat]) -> Iterator[list[tuple[Seat, str, str]]]:
    """Every way in which what a design leaves open may be."""
    for choice in product(*(product(seat.employment, seat.shift) for seat in seats)):
        yield [(seat, *values) for seat, values in zip(seats, choice, strict=True)]


def share(people: list[tuple[Seat, str, str]], *, of_day: bool, by_headcount: bool) -> Fraction | None:
    """The share of contractors (among those on day shifts); None where there is nobody to count."""
    counted = [(seat, job) for seat, job, shift in people if shift == "day" or not of_day]
    weights = [(seat.headcount if by_headcount else 1, job) for seat, job in counted]
    whole = sum(weight for weight, _ in weights)
    return Fraction(sum(weight for weight, job in weights if job == "contractor"), whole) if whole else None


def summed(people: list[tuple[Seat, str, str]], name: str) -> Fraction | None:
    """What a number of the contractors sums up to; None where one of them is unknown."""
    numbers = [getattr(seat, name) for seat, job, _ in people if job == "contractor"]
    return None if None in numbers else sum((Fraction(str(number)) for number in numbers), Fraction(0))


def agreed(values: list[Fraction | None], bound: str, limit: Fraction) -> bool | None:
    """What all of them say; None where they do not, or one of them is unknown."""
    found = {None if value is None else getattr(value, BOUNDS[bound])(limit) for value in values}
    return found.pop() if len(found) == 1 else None


def exact(limit: float | str) -> Fraction:
    return Fraction(limit.rstrip("%")) / 100 if isinstance(limit, str) else Fraction(str(limit))


PARTS = [(of_day, by, bound, limit) for of_day in (False, True) for by in (False, True) for bound in BOUNDS for limit in LIMITS]
TOTALS = [(name, bound, limit) for name in ("headcount", "cost") for bound in BOUNDS for limit in SUMS]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A rule for each share and each sum, and for its opposite."""
    required = {}
    for number, (of_day, by, bound, limit) in enumerate(PARTS):
        day = "where: {attributes.shift: day}, " if of_day else ""
        weighed = "by: headcount, " if by else ""
        part = f"where: {{attributes.employment: contractor}}, {weighed}{bound}: {limit}"
        required[f"share-{number}"] = f"{{positions: {{{day}share: {{{part}}}}}}}"
    for number, (name, bound, limit) in enumerate(TOTALS):
        path = "attributes.cost" if name == "cost" else name
        where = "where: {attributes.employment: contractor}"
        required[f"sum-{number}"] = f"{{positions: {{sum: {path}, {where}, {bound}: {limit}}}}}"
    files = {
        f"{folder}/{name}.yaml": f"name: N\neach: organization\nrequire: {form.format(require)}\n"
        for name, require in required.items()
        for folder, form in (("must", "{}"), ("must-not", "{{none_of: [{}]}}"))
    }
    return load(tmp_path_factory.mktemp("asked"), {**HOUSE, **files})


@given(seats=st.lists(SEATS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_shares_and_sums_are_what_all_completions_of_a_design_say(seats: list[Seat], asked: Library) -> None:
    rules = [rule for rule in asked.rules if rule.id.startswith("must")]
    organization = link(design(written(seats)), asked.titles, asked.terms)
    broken = {rule.id for rule, _ in decide(organization, rules, engine_named("reference")).broken}

    def told(name: str) -> bool | None:
        assert not {f"must/{name}", f"must-not/{name}"} <= broken
        return False if f"must/{name}" in broken else True if f"must-not/{name}" in broken else None

    every = list(completions(seats))
    for number, (of_day, by, bound, limit) in enumerate(PARTS):
        values = [share(people, of_day=of_day, by_headcount=by) for people in every]
        assert told(f"share-{number}") is agreed(values, bound, exact(limit)), PARTS[number]
    for number, (name, bound, limit) in enumerate(TOTALS):
        numbers = [summed(people, name) for people in every]
        assert told(f"sum-{number}") is agreed(numbers, bound, exact(limit)), TOTALS[number]


# ---------------------------------------------------------------------------------------- days as seen from today

TODAY = date(2026, 3, 31)
WITHIN = {
    "older_than: 90 days": lambda day: day < TODAY - timedelta(90),
    "older_than: 1 month": lambda day: day < date(2026, 2, 28),
    "older_than: 2 years": lambda day: day < date(2024, 3, 31),
    "within_last: 4 weeks": lambda day: TODAY - timedelta(28) <= day <= TODAY,
    "within_next: 3个月": lambda day: TODAY <= day <= date(2026, 6, 30),
    "before: today": lambda day: day < TODAY,
    "after: today": lambda day: day > TODAY,
    "from: today": lambda day: day >= TODAY,
    "until: today": lambda day: day <= TODAY,
    "after: {fact: attributes.until}": lambda day: day > date(2026, 1, 1),
}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A rule for each test of a day."""
    files = {
        f"a/rule-{number}.yaml": f"name: N\neach: position\nrequire: {{attributes.vacant_since: {{{test}}}}}\n"
        for number, test in enumerate(WITHIN)
    }
    return load(tmp_path_factory.mktemp("dated"), {**HOUSE, **files})


@given(
    day=st.dates(date(2024, 1, 1), date(2026, 12, 31)) | st.sampled_from([TODAY - timedelta(number) for number in range(-93, 95)])
)
@settings(max_examples=200, deadline=None)
def test_days_are_compared_as_seen_from_today(day: date, dated: Library) -> None:
    rules = [rule for rule in dated.rules if rule.id.startswith("a/")]
    text = f"positions: [{{title: A, attributes: {{vacant_since: {day}, until: 2026-01-01}}}}]"
    organization = link(design(text), dated.titles, dated.terms, today=TODAY)
    broken = {rule.id for rule, _ in decide(organization, rules, engine_named("reference")).broken}
    assert broken == {f"a/rule-{number}" for number, test in enumerate(WITHIN) if not WITHIN[test](day)}


def test_what_was_decided_yesterday_is_not_taken_for_today(dated: Library) -> None:
    rules = [rule for rule in dated.rules if rule.id == "a/rule-0"]
    memory: Memory = {}
    text = "positions: [{title: A, attributes: {vacant_since: 2026-01-01}}]"
    for day, is_broken in ((date(2026, 3, 1), True), (date(2026, 4, 2), False), (date(2026, 4, 1), True)):
        organization = link(design(text), dated.titles, dated.terms, today=day)
        assert bool(decide(organization, rules, engine_named(None), memory).broken) is is_broken, day


def test_vacant_for_more_than_90_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = rule("{none_of: [{holder: {exists: false}, attributes.vacant_since: {older_than: 90 days}}]}", "position")
    folder = write_rulebook(tmp_path, files)
    file = tmp_path / "design.yaml"
    file.write_text(
        "positions:\n"
        "- {title: A, holder: null, attributes: {vacant_since: 2026-01-01}}\n"
        "- {title: B, holder: null, attributes: {vacant_since: 2026-01-02}}\n"
        "- {title: C, holder: Ann, attributes: {vacant_since: 2020-01-01}}\n"
        "- {title: D, holder: null}\n",
        "utf-8",
    )
    wanted = Settings(rulebooks=(str(folder),), select=("a/rule",))

    def found(settings: Settings = wanted, today: date | None = None) -> list[str]:
        return [each.subject.title for each in check([str(file)], settings, today=today).findings]

    assert found(today=date(2026, 4, 2)) == ["A"]
    assert found(wanted._replace(today=date(2026, 4, 1))) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((date(2026, 4, 3) - date(1970, 1, 1)).total_seconds())))
    assert found() == ["A", "B"]
    ran = run("check", "--rulebook", str(folder), "--select", "a/rule", "--today", "2026-04-02", str(file))
    assert "2 errors" not in ran.stdout
    assert "1 error" in ran.stdout
    ran = run("check", "--rulebook", str(folder), "--today", "soon", str(file))
    assert (ran.returncode, ran.stderr) == (2, 'orgrules: --today: expected a day such as 2026-03-31, found "soon"\n')
    ran = run("check", "--rulebook", str(folder), str(file), env={"ORGRULES_TODAY": "2026-02-30"})
    assert (ran.returncode, ran.stderr) == (
        2,
        'orgrules: ORGRULES_TODAY: expected a day such as 2026-03-31, found "2026-02-30"\n',
    )


# ---------------------------------------------------------------------------------------- in words

CONTRACTORS = """\
    organization: {name: Fruit}
    positions:
      - {title: A, headcount: 3, attributes: {employment: permanent, cost: 2}}
      - {title: B, headcount: 2, attributes: {employment: contractor, cost: 3.5, vacant_since: 2026-01-01}}
      - {title: C}
    """


@pytest.mark.parametrize(
    ("require", "told", "expected", "actual"),
    [
        (
            "{positions: {where: {attributes.employment: {exists: true}}, share: {where: {attributes.employment: 外包人员}, "
            "by: headcount, at_most: 15%}}}",
            'Fruit does not keep the rule "The rule": share by headcount of positions with Employment given with Employment: '
            "Contractor is 40% and should be at most 15%.",
            "at most 15%",
            "40%",
        ),
        (
            "{positions: {share: {where: {attributes.employment: permanent}, more_than: 0.7}}}",
            'Fruit does not keep the rule "The rule": share of positions with Employment: permanent is between 33.33% and 66.67% '
            "and should be more than 70%.",
            "more than 70%",
            "between 33.33% and 66.67%",
        ),
        (
            "{positions: {sum: attributes.cost, where: {attributes.cost: {exists: true}}, at_most: 5}}",
            'Fruit does not keep the rule "The rule": sum of attributes.cost of positions with attributes.cost given is 5.5 and '
            "should be at most 5.",
            "at most 5",
            "5.5",
        ),
        (
            "{positions: {sum: headcount, less_than: 6}}",
            'Fruit does not keep the rule "The rule": sum of headcount of positions is 6 and should be less than 6.',
            "less than 6",
            "6",
        ),
    ],
)
def test_a_finding_without_a_message_says_what_there_is_and_what_should_be(
    require: str, told: str, expected: str, actual: str, tmp_path: Path
) -> None:
    finding = only_finding(load(tmp_path, rule(require)), CONTRACTORS)
    assert (finding.message, finding.expected, finding.actual) == (told, expected, actual)


def test_a_day_is_told_with_how_long_ago_it_is(tmp_path: Path) -> None:
    folder = write_rulebook(tmp_path, rule("{attributes.vacant_since: {within_last: 2 months}}", "position"))
    file = tmp_path / "design.yaml"
    file.write_text("positions: [{title: B, attributes: {vacant_since: 2026-01-01}}]", "utf-8")
    wanted = Settings(rulebooks=(str(folder),), select=("a/rule",), today=date(2026, 4, 1))
    [finding] = check([str(file)], wanted).findings
    assert finding.message == (
        'B does not keep the rule "The rule": Vacant since is 2026-01-01 (90 days ago) and should be within the last 2 months.'
    )


def test_an_attribute_of_another_subject_is_called_by_its_name_and_whose_it_is(tmp_path: Path) -> None:
    library = load(tmp_path, rule("{manager.attributes.employment: permanent}", "position"))
    text = "positions: [{title: A, attributes: {employment: contractor}, reports: [{title: B}]}]"
    assert only_finding(library, text).message == (
        'B does not keep the rule "The rule": Employment of manager is Contractor and should be permanent.'
    )


# ---------------------------------------------------------------------------------------- written wrongly


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (
            "{share: 15%}",
            "30: a share is {where: CONDITION, at_most: 15%}, with one of at_least, at_most, more_than, less_than; "
            'found the text "15%"',
        ),
        (
            "{share: {where: {depth: 1}}}",
            "30: a share is {where: CONDITION, at_most: 15%}, with one of at_least, at_most, more_than, less_than; "
            "found a mapping",
        ),
        (
            "{share: {where: {depth: 1}, at_most: 15}}",
            '59: "at_most" of a share takes a percentage such as 15%, or a number from 0 to 1; found 15',
        ),
        (
            "{share: {where: {depth: 1}, at_most: 120%}}",
            '59: "at_most" of a share takes a percentage such as 15%, or a number from 0 to 1; found the text "120%"',
        ),
        (
            "{share: {where: {depth: 1}, at_moast: 1, at_least: 0}}",
            '50: "at_moast" is no key of a share; did you mean "at_most"?',
        ),
        ("{share: {where: {depth: 1}, by: people, at_most: 1}}", '54: expected headcount, fte, found the text "people"'),
        ("{share: {where: {dept: 1}, at_most: 1}}", '39: "dept" is no fact of a position; did you mean "depth"?'),
        ("{sum: headcount}", '23: "sum" is compared with a number; add one of at_least, at_most, more_than, less_than'),
        ("{sum: title, at_most: 1}", '28: "title" is no number; "sum" adds up numbers such as headcount, fte or attributes.NAME'),
        ("{sum: headcont, at_most: 1}", '28: "headcont" is no fact of a position; did you mean "headcount"?'),
        ("{sum: headcount, at_most: five}", '48: "at_most" of a sum takes a number, found the text "five"'),
        ("{summ: headcount, at_most: 5}", '23: "summ" is no test of a collection; did you mean "sum"?'),
    ],
)
def test_a_share_or_a_sum_that_is_none_is_an_error_at_its_place(test: str, told: str, tmp_path: Path) -> None:
    [found] = problems(tmp_path, rule(f"{{positions: {test}}}"))
    assert found == f"house/a/rule.yaml:4:{told}"


def test_units_and_people_have_no_weight(tmp_path: Path) -> None:
    [found] = problems(tmp_path, rule("{units: {share: {where: {depth: 0}, by: headcount, at_most: 1}}}"))
    assert '"by" weighs positions' in found


def test_an_example_has_a_day_of_its_own(tmp_path: Path) -> None:
    examples = """\
examples:
  today: 2026-04-01
  passes: [{positions: [{title: A, attributes: {vacant_since: 2026-02-01}}]}]
  fails: [{design: {positions: [{title: A, id: a, attributes: {vacant_since: 2026-01-31}}]}, at: [a]}]
"""
    files = rule("{attributes.vacant_since: {within_last: 2 months}}", "position")
    files["a/rule.yaml"] += examples
    folder = write_rulebook(tmp_path, files)
    assert run("test", str(folder)).stdout.endswith("house: 1 rule, 2 examples, all as expected.\n")
    write_rulebook(tmp_path, {**files, "a/rule.yaml": files["a/rule.yaml"].replace("  today: 2026-04-01\n", "")})
    assert ": the rule counts from today, and its examples" in run("test", str(folder)).stdout
    write_rulebook(tmp_path, {**files, "a/rule.yaml": files["a/rule.yaml"].replace("2026-04-01", "soon")})
    assert 'expected a day such as 2026-03-31, found the text "soon"' in run("test", str(folder)).stdout


@pytest.mark.parametrize(
    ("require", "is_right"),
    [
        ({"positions": {"share": {"where": {"depth": 1}, "by": "fte", "at_most": "15%"}}}, True),
        ({"positions": {"share": {"were": {"depth": 1}, "at_most": "15%"}}}, False),
        ({"positions": {"sum": "headcount", "where": {"depth": 1}, "at_most": 5}}, True),
        ({"attributes.vacant_since": {"older_than": "90 days"}}, True),
        ({"attributes.vacant_since": {"older_then": "90 days"}}, False),
        ({"any_of": [{"depth": [1, 2]}]}, True),
        ({"any_of": {"depth": 1}}, False),
    ],
)
def test_the_schema_of_rules_knows_the_tests(require: dict[str, Any], is_right: bool) -> None:
    schema = json.loads(run("schema", "rule").stdout)
    assert Draft202012Validator(schema).is_valid({"name": "N", "each": "unit", "require": require}) is is_right


@pytest.mark.parametrize("cost", [".inf", ".nan", "high", "true", "9007199254740993"])
def test_a_sum_with_what_is_no_number_to_count_with_is_unknown(cost: str, tmp_path: Path) -> None:
    files = rule("{positions: {sum: attributes.cost, at_most: 1}}")
    files["rulebook.yaml"] = HEAD  # undeclared: whatever the design says
    text = f"positions: [{{title: A, attributes: {{cost: 5}}}}, {{title: B, attributes: {{cost: {cost}}}}}]"
    assert findings(load(tmp_path, files), text) == []


def test_share_of_nobody_is_unknown(tmp_path: Path) -> None:
    library = load(tmp_path, rule("{reports: {share: {where: {title: A}, at_least: 50%}}}", "position"))
    found = findings(library, "positions: [{title: A, reports: [{title: B}, {title: A}, {title: C}]}]")
    assert [finding.subject.title for finding in found] == ["A"]
    assert found[0].actual == "33.33%"
