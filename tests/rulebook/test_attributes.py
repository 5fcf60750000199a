"""Attributes that rulebooks declare: what rules may name then, how designs' values are read, and what does not fit is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgrules.errors import RulebookError
from orgrules.rulebook.library import load_library
from orgrules.rulebook.snapshot import restore, snapshot
from tests.helpers import run
from tests.rulebook.authoring import HEAD, answers, expected_answers, findings, load, problems, relative, subjects, write_rulebook

DECLARING = (
    HEAD
    + """\
attributes:
  position:
    employment: {name: {en: Employment, zh: 用工形式}, values: {permanent: {zh: 正式}, contractor: {en: Contract, zh: 外包}}}
    site: {name: Site, type: text}
    grade: number
    since: date
    remote: boolean
    shift: [Day, Night]
    anything:
  unit: {budget: number}
"""
)
HOUSE = {"rulebook.yaml": DECLARING}


def rule(require: str, each: str = "position", **keys: str) -> dict[str, str]:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return {**HOUSE, "a/rule.yaml": f"name: N\neach: {each}\nrequire: {require}\n{more}"}


# ---------------------------------------------------------------------------------------- what rules may name


@pytest.mark.parametrize(
    ("require", "each", "told"),
    [
        (
            "{attributes.emplyment: contractor}",
            "position",
            'a/rule.yaml:3:11: no loaded rulebook declares the attribute "emplyment" of positions; did you mean "employment"?',
        ),
        (
            "{head.attributes.grad: 1}",
            "unit",
            'a/rule.yaml:3:11: no loaded rulebook declares the attribute "grad" of positions; did you mean "grade"?',
        ),
        (
            "{positions: {where: {unit.attributes.cost: 1}}}",
            "unit",
            'a/rule.yaml:3:31: no loaded rulebook declares the attribute "cost" of units; declared are budget',
        ),
        (
            "{positions: {sum: attributes.gade, at_most: 1}}",
            "unit",
            'a/rule.yaml:3:28: no loaded rulebook declares the attribute "gade" of positions; did you mean "grade"?',
        ),
        (
            "{attributes.grade: {less_than: {fact: manager.attributes.grad}}}",
            "position",
            'a/rule.yaml:3:48: no loaded rulebook declares the attribute "grad" of positions; did you mean "grade"?',
        ),
        (
            "{attributes.employment: intern}",
            "position",
            'a/rule.yaml:3:34: expected one of permanent, Contract, found "intern"',
        ),
        (
            "{attributes.employment: [contract, permanant]}",
            "position",
            'a/rule.yaml:3:45: expected one of permanent, Contract, found "permanant"; did you mean "permanent"?',
        ),
        ("{attributes.grade: high}", "position", 'a/rule.yaml:3:29: expected a number, found the text "high"'),
        ("{attributes.remote: 1}", "position", "a/rule.yaml:3:30: expected true or false, found 1"),
        ("{attributes.since: soon}", "position", 'a/rule.yaml:3:29: expected a day such as 2026-03-31, found the text "soon"'),
        (
            "{attributes.since: {at_least: 3}}",
            "position",
            'a/rule.yaml:3:30: "at_least" compares numbers, and "attributes.since" is a day; '
            "write before, after, from, until, older_than, within_last, within_next",
        ),
        (
            "{attributes.site: {more_than: 3}}",
            "position",
            'a/rule.yaml:3:29: "more_than" needs an order, and "attributes.site" has none',
        ),
        (
            "{attributes.since: {older_then: 3 days}}",
            "position",
            'a/rule.yaml:3:30: "older_then" is no test; did you mean "older_than"?',
        ),
        (
            "{attributes.since: {older_than: 90}}",
            "position",
            "a/rule.yaml:3:42: expected a length of time such as 90 days, 12 weeks, 6 months or 2 years, found 90",
        ),
        (
            "{attributes.since: {before: 31/12/2026}}",
            "position",
            'a/rule.yaml:3:38: expected a day such as 2026-03-31, found the text "31/12/2026"',
        ),
        (
            "{attributes.grade: {before: 2026-01-01}}",
            "position",
            'a/rule.yaml:3:30: "before" asks for a day, and "attributes.grade" is none',
        ),
        (
            "{attributes.anything: {before: 2026-01-01}}",
            "position",
            'a/rule.yaml:3:33: "before" asks for a day; declare "attributes.anything" under "attributes" in rulebook.yaml, '
            "with type: date",
        ),
    ],
)
def test_what_a_rule_names_wrongly_is_an_error_at_its_place(require: str, each: str, told: str, tmp_path: Path) -> None:
    assert problems(tmp_path, rule(require, each)) == [f"house/{told}"]


def test_a_text_of_a_rule_that_names_an_undeclared_attribute_is_an_error_too(tmp_path: Path) -> None:
    [told] = problems(tmp_path, rule("{attributes.grade: 1}", message="'{title} has {attributes.grad}.'"))
    assert told == (
        'house/a/rule.yaml:4:10: {attributes.grad}: no loaded rulebook declares the attribute "grad" of positions; '
        'did you mean "grade"?'
    )


def test_kinds_of_which_none_is_declared_and_what_lies_within_an_open_one_are_free(tmp_path: Path) -> None:
    files = {
        **HOUSE,
        "a/person.yaml": "name: N\neach: person\nrequire: {attributes.whatever: 1}\n",
        "a/inner.yaml": "name: N\neach: position\nrequire: {attributes.anything.deep: 1}\n",
    }
    assert {each.id for each in load(tmp_path, files).rules} >= {"a/person", "a/inner"}


def test_a_rulebook_that_declares_none_is_as_before_beside_one_that_does(tmp_path: Path) -> None:
    write_rulebook(tmp_path, {"b/rule.yaml": "name: N\neach: position\nrequire: {attributes.whatever: 1}\n"}, "other")
    library = load(tmp_path, HOUSE, tmp_path / "other")
    assert subjects(findings(library, "positions: [{title: Cook, attributes: {whatever: 2}}]")) == {"Cook"}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{type: datum}", '"type": expected one of text, number, date, boolean, found the text "datum"'),
        ("{type: number, values: [a]}", 'give "type" or "values"; values are texts'),
        ("{values: []}", '"values" names none; leave it out, or name some'),
        ("{vaules: [a]}", 'unknown key "vaules"; did you mean "values"?'),
        ("{values: {a: 甲, b: 甲}}", '"甲" is a name of two values: b and a'),
    ],
)
def test_a_declaration_that_is_none_is_an_error(entry: str, told: str, tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"rulebook.yaml": f"{HEAD}attributes: {{position: {{x: {entry}}}}}\n"})
    assert problem.startswith("house/rulebook.yaml:4:")
    assert told in problem


# ---------------------------------------------------------------------------------------- several rulebooks


def test_one_that_extends_inherits_declarations_and_may_say_them_otherwise(tmp_path: Path) -> None:
    write_rulebook(tmp_path, HOUSE, "house")
    head = "rulebook: client\nversion: 1\nname: Client\nextends: ../house\n"
    files = {"rulebook.yaml": head, "b/rule.yaml": "name: N\neach: position\nrequire: {attributes.employment: intern}\n"}
    client = write_rulebook(tmp_path, files, "client")
    with pytest.raises(RulebookError) as caught:
        load_library([str(client)])
    assert relative(caught.value, tmp_path) == ['client/b/rule.yaml:3:34: expected one of permanent, Contract, found "intern"']
    more = "attributes: {position: {employment: [permanent, contractor, intern]}}\n"
    write_rulebook(tmp_path, {"rulebook.yaml": head + more}, "client")
    library = load_library([str(client)])
    found = findings(
        library, "positions: [{title: A, attributes: {employment: Intern}}, {title: B, attributes: {employment: contractor}}]"
    )
    assert subjects(found) == {"B"}


def test_two_that_declare_one_attribute_differently_are_an_error_that_names_both_places(tmp_path: Path) -> None:
    other = HEAD.replace("house", "other") + "attributes:\n  position:\n    grade: text\n    since: {type: date, name: Since}\n"
    write_rulebook(tmp_path, {"rulebook.yaml": other}, "other")
    [told] = problems(tmp_path, HOUSE, tmp_path / "other")
    assert told == (
        'house/rulebook.yaml:8:5: the attribute "grade" of positions is declared otherwise in other/rulebook.yaml:6:5'
    )


def test_a_snapshot_keeps_what_is_declared(tmp_path: Path) -> None:
    library = load(tmp_path, rule("{attributes.employment: 正式, attributes.since: {older_than: 90 days}}"))
    restored = restore(json.loads(json.dumps(snapshot(library), ensure_ascii=False)))
    assert restored.terms.attributes == library.terms.attributes
    assert str(restored.rules[-1].conditions["position"]) == str(library.rules[-1].conditions["position"])


# ---------------------------------------------------------------------------------------- values of designs

DESIGN = """\
    positions:
      - {id: a, title: A, attributes: {employment: 外包, grade: 3, since: 2026-01-05, remote: true, shift: day, site: ＨＱ}}
      - {id: b, title: B, attributes: {employment: Permanent, grade: "4.5", since: 2026年3月1日,
         remote: 否, shift: Night, site: HQ 2}}
      - {id: c, title: C, attributes: {employment: CONTRACT, grade: 10, since: 20250101, remote: "yes", site: hq}}
      - {id: wrong, title: W, attributes: {employment: intern, grade: high, since: 05/01/2026, remote: 2, shift: noon, site: 7}}
      - {id: blank, title: Z, attributes: {employment: , grade: "", site: " "}}
      - {id: none, title: N}
    """


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ("{attributes.employment: contractor}", "a c", "b"),
        ("{attributes.employment: {not: [外包]}}", "b", "a c"),
        ("{attributes.grade: {at_least: 4}}", "b c", "a"),
        ("{attributes.grade: 10}", "c", "a b"),
        ("{attributes.remote: true}", "a c", "b"),
        ("{attributes.shift: Day}", "a", "b"),
        ("{attributes.site: HQ}", "a", "b c"),
        ("{attributes.site: {starts_with: HQ}}", "a b", "c"),
        ("{attributes.since: 2026-1-5}", "a", "b c"),
        ("{attributes.since: {before: 2026-01-05}}", "c", "a b"),
        ("{attributes.since: {from: 2026-01-05}}", "a b", "c"),
        ("{attributes.since: {until: 2026-01-05}}", "a c", "b"),
        ("{attributes.since: {after: 2026-01-05}}", "b", "a c"),
        ("{attributes.since: {before: {fact: attributes.since}}}", "", "a b c"),
        ("{attributes.since: {exists: true}}", "a b c", "wrong blank none"),
    ],
)
def test_a_value_is_read_as_its_declaration_says_and_one_that_is_none_leaves_it_unknown(
    condition: str, yes: str, no: str, tmp_path: Path
) -> None:
    everyone = expected_answers("a b c wrong blank none", yes, no)
    assert answers(tmp_path, "position", condition, DESIGN, HOUSE) == everyone


def test_each_value_that_does_not_fit_is_told_at_its_place(tmp_path: Path) -> None:
    found = findings(load(tmp_path, HOUSE), DESIGN, basics=True)
    [finding] = [each for each in found if each.rule == "attributes/as-declared"]
    assert finding.subject.id == "wrong"
    assert (finding.location.line, finding.location.column) == (6, 52)
    assert finding.message == (
        "W has attributes that are not as a rulebook declares them: employment: intern (expected one of permanent, Contract), "
        "grade: high (expected a number), remote: 2 (expected true or false), shift: noon (expected one of Day, Night), "
        "since: 05/01/2026 (expected a day such as 2026-03-31), "
        "site: 7 (expected a text, in quotation marks where it looks like a number)."
    )


def test_a_misspelt_attribute_of_a_design_is_told_at_its_place(tmp_path: Path) -> None:
    text = "positions:\n  - {title: A, attributes: {gender: f, emplyment: contractor}}\n"
    [finding] = findings(load(tmp_path, HOUSE), text, basics=True)
    assert finding.rule == "attributes/misspelt"
    assert finding.actual == "emplyment → employment"
    assert (finding.location.line, finding.location.column) == (2, 51)


def test_without_a_declaration_nothing_is_told(tmp_path: Path) -> None:
    assert findings(load(tmp_path, {}), DESIGN, basics=True) == []


# ---------------------------------------------------------------------------------------- shown to readers


def test_facts_and_rules_are_explained_with_what_is_declared(tmp_path: Path) -> None:
    house = write_rulebook(
        tmp_path, rule("{positions: {share: {where: {attributes.employment: contractor}, at_most: 15%}}}", "unit")
    )
    facts = run("explain", "--facts", "--rulebook", str(house)).stdout
    assert "Employment: permanent, Contract" in facts
    told = run("explain", "a/rule", "--rulebook", str(house)).stdout
    assert "contractor  Contract" in told


def test_the_schema_of_rulebooks_has_attributes() -> None:
    schema = json.loads(run("schema", "rulebook").stdout)
    assert "attributes" in schema["properties"]
    assert {"type", "values", "name"} == set(schema["$defs"]["AttributeEntry"]["properties"])
