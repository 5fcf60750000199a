"""``orgrules test``: what an author is told of a rulebook, by its own examples and by its lints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from orgrules.rulebook.shipped import shipped_rulebooks
from tests.helpers import run
from tests.rulebook.authoring import HEAD, write_rulebook

RULE = """\
name: No cooks
each: position
require: {title: {not: Cook}}
message: "{title}."
"""
EXAMPLES = """\
examples:
  passes:
    - positions: [{id: a, title: Clerk}]
  fails:
    - {design: {positions: [{id: a, title: Cook}]}, at: [a]}
"""
CLERK = """\
role: clerk
name: Clerk
reports_to: {role: boss}
"""
BOSS = "role: boss\nname: Boss\n"
LINE = "{id: a, title: Boss}, {id: b, title: Cook, reports_to: a}, {id: c, title: Clerk, reports_to: b}"
CLERK_EXAMPLES = f"""\
examples:
  - design: {{positions: [{{id: a, title: Boss}}, {{id: b, title: Clerk, reports_to: a}}]}}
    findings: {{}}
  - design: {{positions: [{LINE}]}}
    findings: {{c: [reports-to]}}
"""


def outcome_of(folder: Path, files: Mapping[str, str]) -> tuple[int, list[str]]:
    """Exit status and lines of ``orgrules test`` on the rulebook ``house`` with these files."""
    write_rulebook(folder, files)
    done = run("test", "house", cwd=folder)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def role(name: str, more: str = "", **lines: str) -> tuple[str, str]:
    """File and text of a profile without examples; ``lines`` are its fields that name one role."""
    fields = "".join(f"{field}: {{role: {other}}}\n" for field, other in lines.items())
    return f"roles/{name}.yaml", f"role: {name}\nname: {name}\n{fields}{more}"


def test_the_shipped_rulebooks_keep_what_they_promise() -> None:
    done = run("test")
    assert (done.returncode, done.stderr) == (0, "")
    outcomes = [line for line in done.stdout.splitlines() if "(warning)" not in line]
    assert [line.partition(":")[0] for line in outcomes] == shipped_rulebooks()
    assert all(line.endswith(" examples, all as expected.") for line in outcomes)
    assert run("test", "organization-basics").stdout.splitlines() == outcomes[1:2]


def test_a_rulebook_without_examples_is_said_to_have_none(tmp_path: Path) -> None:
    file, text = role("clerk", duties="")
    status, lines = outcome_of(tmp_path, {file: text.replace("duties: {role: }\n", ""), "seats/cooks.yaml": RULE})
    assert status == 0
    assert lines[-1] == "house: 1 rule; the rulebook has no examples."


@pytest.mark.parametrize(
    "files", [{"seats/cooks.yaml": RULE + EXAMPLES}, {"roles/clerk.yaml": CLERK + CLERK_EXAMPLES, "roles/boss.yaml": BOSS}]
)
@pytest.mark.parametrize("engine", [(), ("--engine", "reference")])
def test_a_rulebook_whose_examples_hold_is_well(tmp_path: Path, files: dict[str, str], engine: tuple[str, ...]) -> None:
    write_rulebook(tmp_path, files)
    done = run("test", "house", *engine, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "house: 1 rule, 2 examples, all as expected.\n", "")


@pytest.mark.parametrize(
    ("old", "new", "place", "found", "expected"),
    [
        ("title: Clerk", "title: Cook", "7:7", "seats/cooks at a", "nothing"),
        ("title: Cook}", "title: Clerk}", "9:7", "nothing", "seats/cooks at a"),
        ("at: [a]", "at: [b]", "9:7", "seats/cooks at a", "seats/cooks at b"),
        ("at: [a]", "at: []", "9:7", "seats/cooks at a", "nothing"),
        (
            "{id: a, title: Cook}",
            "{title: Cook}, {title: cook}",
            "9:7",
            "seats/cooks at Cook, seats/cooks at cook",
            "seats/cooks at a",
        ),
    ],
)
def test_an_example_that_does_not_hold_fails_at_its_place(
    tmp_path: Path, old: str, new: str, place: str, found: str, expected: str
) -> None:
    assert outcome_of(tmp_path, {"seats/cooks.yaml": RULE + EXAMPLES.replace(old, new)}) == (
        1,
        [
            f"house/seats/cooks.yaml:{place}: found {found} here, and should find {expected}",
            "house: 1 rule, 2 examples, 1 failed.",
        ],
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "found", "expected"),
    [
        ("c: [reports-to]", "b: [reports-to]", "7:5", "clerk/reports-to at c", "clerk/reports-to at b"),
        ("{c: [reports-to]}", "{}", "7:5", "clerk/reports-to at c", "nothing"),
        ("findings: {}", "findings: {b: [manages]}", "5:5", "nothing", "clerk/manages at b"),
    ],
)
def test_an_example_of_a_profile_that_does_not_hold_fails_at_its_place(
    tmp_path: Path, old: str, new: str, place: str, found: str, expected: str
) -> None:
    status, lines = outcome_of(
        tmp_path, {"roles/clerk.yaml": CLERK + CLERK_EXAMPLES.replace(old, new, 1), "roles/boss.yaml": BOSS}
    )
    assert status == 1
    assert lines[0] == f"house/roles/clerk.yaml:{place}: found {found} here, and should find {expected}"
    assert lines[-1] == "house: 1 rule, 2 examples, 1 failed."


RULE_EXAMPLES = "house/seats/cooks.yaml:{}: examples are passes: [designs], fails: [{{design, at}}]"


@pytest.mark.parametrize(
    ("examples", "failures"),
    [
        ("examples: 3\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: [{positions: []}]\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {passes: 3}\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {fails: {at: [a]}}\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {fails: [{at: [a]}]}\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {fails: [{design: {positions: [{title: Cook}]}}]}\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {fails: [{design: {positions: [{title: Cook}]}, at: Cook}]}\n", [RULE_EXAMPLES.format("5:11")]),
        ("examples: {pases: []}\n", [RULE_EXAMPLES.format("5:11")]),
        (
            "examples: {passes: [3]}\n",
            ['house/seats/cooks.yaml:5:21: a design is a mapping with the key "positions"; found a single value'],
        ),
        (
            "examples: {passes: [[]]}\n",
            ['house/seats/cooks.yaml:5:21: a design is a mapping with the key "positions"; found a list'],
        ),
        (
            "examples: {passes: [{positions: [{titel: x}]}]}\n",
            [
                'house/seats/cooks.yaml:5:34: "title" is missing',
                'house/seats/cooks.yaml:5:35: unknown key "titel"; did you mean "title"?',
            ],
        ),
        (
            "examples: {passes: [{positions: []}]}\n",
            ['house/seats/cooks.yaml:5:21: a design needs at least one entry under "positions"'],
        ),
        (
            "examples: {passes: [{positions: [{title: x, reports: [{title: y, reports_to: null}]}]}]}\n",
            ["house/seats/cooks.yaml:5:78: "],
        ),
        (
            "examples: {attributes: {position: {today: {since: date}}}}\n",
            ['house/seats/cooks.yaml:5:44: unknown key "since"; known are type, values, name'],
        ),
        ("examples: {attributes: [position]}\n", ['house/seats/cooks.yaml:5:24: "attributes": expected a mapping, found a list']),
        ("examples: [\n", ["house/seats/cooks.yaml:6:1: not YAML: did not find expected node content"]),
    ],
)
def test_malformed_examples_fail_where_they_stand(tmp_path: Path, examples: str, failures: list[str]) -> None:
    status, lines = outcome_of(tmp_path, {"seats/cooks.yaml": RULE + examples})
    told = [line for line in lines[:-1] if not line.endswith("(warning)")]
    assert status == 1
    assert len(told) == len(failures)
    assert all(line.startswith(beginning) for line, beginning in zip(told, failures, strict=True))
    assert lines[-1].endswith(f", {len(failures)} failed.")


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ("examples: {design: {positions: [{title: x}]}}\n", "4:11: examples are a list of {design, findings}"),
        ("examples: [{positions: []}]\n", "4:11: examples are a list of {design, findings}"),
        ("examples: [{design: {positions: [{title: x}]}}]\n", "4:11: examples are a list of {design, findings}"),
        (
            "examples: [{design: {positions: [{title: x}]}, findings: {x: 3}}]\n",
            "4:11: examples are a list of {design, findings}",
        ),
        (
            "examples: [{design: {positions: [{title: x}]}, findings: {x: reports-to}}]\n",
            "4:11: examples are a list of {design, findings}",
        ),
    ],
)
def test_malformed_examples_of_a_profile_fail_where_they_stand(tmp_path: Path, examples: str, message: str) -> None:
    status, lines = outcome_of(tmp_path, {"roles/clerk.yaml": CLERK + examples, "roles/boss.yaml": BOSS})
    assert (status, lines[0]) == (1, f"house/roles/clerk.yaml:{message}")


def test_missing_examples_are_warnings(tmp_path: Path) -> None:
    passing = EXAMPLES.partition("  fails:")[0]
    failing = "examples:\n  fails:" + EXAMPLES.partition("  fails:")[2]
    files = {
        "seats/a.yaml": RULE,
        "seats/b.yaml": RULE + passing,
        "seats/c.yaml": RULE + failing,
        "roles/clerk.yaml": CLERK + "manages: {role: boss, exclusive: true}\n",
        "roles/boss.yaml": BOSS,
    }
    assert outcome_of(tmp_path, files) == (
        0,
        [
            "house/roles/clerk.yaml:1:1: clerk/reports-to, clerk/manages: no passing example (warning)",
            "house/roles/clerk.yaml:1:1: clerk/reports-to, clerk/manages: no failing example (warning)",
            "house/seats/a.yaml:1:1: seats/a: no passing example (warning)",
            "house/seats/a.yaml:1:1: seats/a: no failing example (warning)",
            "house/seats/b.yaml:6:3: seats/b: no failing example (warning)",
            "house/seats/c.yaml:6:3: seats/c: no passing example (warning)",
            "house: 5 rules, 2 examples, all as expected.",
        ],
    )


def test_statements_that_no_rule_cites_are_a_warning(tmp_path: Path) -> None:
    head = HEAD + "documents: {memo: {title: Memo, statements: memo.tsv}}\nnot_checkable: {s2: no design says it}\n"
    rows = "".join(f"s{number}\tduty\tOne\t一\n" for number in range(1, 13))
    files = {
        "rulebook.yaml": head,
        "memo.tsv": "id\tkind\ten\tzh\n" + rows,
        "seats/cooks.yaml": "cites: [s1]\n" + RULE + EXAMPLES,
    }
    named = "s3, s4, s5, s6, s7, s8, s9, s10, …"
    assert outcome_of(tmp_path, files) == (
        0,
        [
            f"house/rulebook.yaml:1:1: 10 of 12 statements are neither cited by a rule nor not_checkable: {named} (warning)",
            "house: 1 rule, 2 examples, all as expected.",
        ],
    )


def failures(lines: list[str]) -> list[str]:
    """The lines that are failures."""
    return [line for line in lines[:-1] if not line.endswith("(warning)")]


def test_reporting_lines_that_contradict_each_other_fail(tmp_path: Path) -> None:
    exclusive = "manages: {role: cook, exclusive: true}\n"
    files = dict([role("clerk", reports_to="boss"), role("boss", exclusive), role("cook")])
    status, lines = outcome_of(tmp_path, files)
    message = "house/roles/clerk.yaml:3:13: clerk must report to boss, and boss/manages does not allow it"
    assert (status, failures(lines)) == (1, [message])
    one_of_two = dict([role("clerk", "reports_to: {role: [boss, cook]}\n"), role("boss", exclusive), role("cook")])
    status, lines = outcome_of(tmp_path, one_of_two)
    assert (status, failures(lines)) == (0, [])
    others_too = dict([role("clerk", reports_to="boss"), role("boss", exclusive.replace("true", "false")), role("cook")])
    status, lines = outcome_of(tmp_path, others_too)
    assert (status, failures(lines)) == (0, [])


def test_a_profile_that_does_not_say_whether_it_excludes_other_reports_is_told(tmp_path: Path) -> None:
    told = 'boss/manages does not say whether others may report to it too; write "exclusive": true or false'
    for said, warned in (
        ("", [f"house/roles/boss.yaml:3:10: {told} (warning)"]),
        (", exclusive: true", []),
        (", exclusive: false", []),
    ):
        files = dict([role("boss", f"manages: {{role: cook{said}}}\n"), role("cook")])
        _status, lines = outcome_of(tmp_path, files)
        assert [line for line in lines if "exclusive" in line] == warned


def test_own_reports_that_must_have_a_line_to_others_fail(tmp_path: Path) -> None:
    manages = "manages: {role: [clerk, page], exclusive: true, own: [clerk, page]}\n"
    files = [role("boss", manages), role("cook"), role("page", "assists: {role: [cook, boss]}\n")]
    message = "house/roles/boss.yaml:3:10: clerk must answer to boss alone, and clerk/{} asks for a line to somebody else"
    for field, said in (("assists", "{role: cook}"), ("reports-to", "{role: cook, line: dotted}")):
        clerk = role("clerk", f"{field.replace('-', '_')}: {said}\n")
        status, lines = outcome_of(tmp_path, dict([*files, clerk]))
        assert (status, failures(lines)) == (1, [message.format(field)])
    status, lines = outcome_of(tmp_path, dict([*files, role("clerk", "reports_to: {role: boss}\n")]))
    assert (status, failures(lines)) == (0, [])


def test_a_role_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    said = "promoted_from: [{role: cook}, {role: boss}]\nrotates_with: [{role: cook}]\n"
    _status, lines = outcome_of(tmp_path, dict([role("boss", said), role("cook", "rotates_with: [{role: cook}]\n")]))
    assert [line for line in lines if "itself" in line] == [
        "house/roles/boss.yaml:3:16: boss/promoted-from names boss itself (warning)",
        "house/roles/cook.yaml:3:15: cook/rotates-with names cook itself (warning)",
    ]


def test_reporting_lines_that_force_a_cycle_fail(tmp_path: Path) -> None:
    ring = dict([role("a", reports_to="b"), role("b", reports_to="c"), role("c", reports_to="a"), role("d", reports_to="a")])
    status, lines = outcome_of(tmp_path, ring)
    end = "and from there no line leads to a top: the rules force a cycle"
    assert status == 1
    assert failures(lines) == [
        f"house/roles/a.yaml:3:13: a must report to b, {end}",
        f"house/roles/b.yaml:3:13: b must report to c, {end}",
        f"house/roles/c.yaml:3:13: c must report to a, {end}",
        f"house/roles/d.yaml:3:13: d must report to a, {end}",
    ]
    way_out = {**ring, **dict([role("c", "reports_to: {role: [a, e]}\n"), role("e")])}
    status, lines = outcome_of(tmp_path, way_out)
    assert (status, failures(lines)) == (0, [])


def test_a_role_that_must_report_to_itself_is_a_cycle_too(tmp_path: Path) -> None:
    status, lines = outcome_of(tmp_path, dict([role("a", reports_to="a")]))
    assert status == 1
    assert failures(lines)[0].startswith("house/roles/a.yaml:3:13: a must report to a, ")


def test_an_invalid_rulebook_cannot_be_tested(tmp_path: Path) -> None:
    write_rulebook(tmp_path, dict([role("clerk", reports_to="bos"), role("boss")]))
    done = run("test", "house", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'house/roles/clerk.yaml:3:20: no loaded rulebook defines the role "bos"; did you mean "boss"?\n'


def test_the_worst_of_several_rulebooks_decides(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"seats/cooks.yaml": RULE + EXAMPLES.replace("title: Clerk", "title: Cook")})
    write_rulebook(tmp_path, {"seats/cooks.yaml": RULE + EXAMPLES}, name="home")
    done = run("test", "house", "home", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        "house: 1 rule, 2 examples, 1 failed.",
        "home: 1 rule, 2 examples, all as expected.",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sales-organisation", '; did you mean "sales-organization"?'),
        ("none", "; shipped are internal-control, organization-basics, sales-organization, spans-and-layers"),
    ],
)
def test_a_rulebook_that_does_not_exist_is_an_error(name: str, hint: str) -> None:
    done = run("test", name)
    message = f'"{name}" is no shipped rulebook and no folder with a rulebook.yaml{hint}'
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_a_field_of_a_profile_that_no_example_shows_broken_or_kept_is_told(tmp_path: Path) -> None:
    profile = CLERK + "manages: {role: boss, exclusive: true}\n" + CLERK_EXAMPLES
    status, lines = outcome_of(tmp_path, {"roles/clerk.yaml": profile, "roles/boss.yaml": BOSS})
    assert (status, lines) == (
        0,
        [
            "house/roles/clerk.yaml:6:3: clerk/manages: no passing example (warning)",
            "house/roles/clerk.yaml:6:3: clerk/manages: no failing example (warning)",
            "house: 2 rules, 2 examples, all as expected.",
        ],
    )
