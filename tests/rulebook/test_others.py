"""Rules that look at others: whether two ways lead to one subject, who else has what a list lacks, and who holds a position."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.engine.decide import ENGINES
from orgrules.findings import Finding
from orgrules.locale import Language
from tests.engine.random_rules import durable_imports
from tests.rulebook.authoring import findings, load, problems

CLERK = """\
role: clerk
name: {en: Clerk, zh: 文员}
title: {role: [], severity: warning}
duties:
  - {id: tea, name: {en: Make tea, zh: 泡茶}}
  - {id: post, name: {en: Open the post, zh: 拆信}}
  - {id: files, name: {en: Keep the files, zh: 管理档案}}
requirements:
  - {skill: typing, name: {en: Typing, zh: 打字}}
  - {education: college}
"""
CHIEF = "role: chief\nname: {en: Chief, zh: 主任}\n"
HOUSE = {"roles/clerk.yaml": CLERK, "roles/chief.yaml": CHIEF}


def rule(require: str, each: str = "position", where: str = "{}") -> dict[str, str]:
    return {**HOUSE, "a/rule.yaml": f"name: N\neach: {each}\nwhere: {where}\nrequire: {require}\n"}


def found(folder: Path, files: dict[str, str], text: str, which: str, language: Language = "en") -> list[Finding]:
    return [finding for finding in findings(load(folder, files), text, language) if finding.rule == which]


HEADS = """\
units:
  - {id: all, name: All, head: boss}
  - {id: east, name: East, parent: all, head: e}
positions:
  - {id: boss, title: Boss, unit: all, reports_to: null}
  - {id: e, title: Chief, unit: east, reports_to: boss}
  - {id: own, title: Clerk, unit: east, reports_to: e}
  - {id: other, title: Clerk, unit: east, reports_to: boss, dotted_line_to: [e]}
  - {id: far, title: Clerk, unit: east, reports_to: own}
  - {id: free, title: Clerk, reports_to: own}
"""


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize(
    ("require", "broken"),
    [
        ("{manager: {fact: unit.head}}", ["e", "other", "far"]),
        ("{manager: {not: {fact: unit.head}}}", ["own"]),
        ("{manager: {fact: unit.parent.head}}", ["own", "far"]),
        ("{manager: {fact: manager}}", []),
        ("{lines: {includes: {fact: unit.head}}}", ["boss", "e", "far"]),
        ("{chain: {includes: {fact: unit.head}}}", ["boss", "e", "other"]),
        ("{none_of: [{lines: {includes: {fact: unit.head}}}]}", ["own", "other"]),
    ],
)
def test_two_ways_may_lead_to_one_subject(tmp_path: Path, engine: str, require: str, broken: list[str]) -> None:
    if engine == "durable" and not durable_imports():
        pytest.skip("durable-rules cannot be imported here")
    from orgrules.running.one import check_design
    from tests.helpers import design

    library = load(tmp_path, rule(require))
    decision = check_design(design(HEADS), library, library.rules, ENGINES[engine])
    assert sorted(getattr(subject, "id", "") for each, subject in decision.broken if each.id == "a/rule") == sorted(broken)


@pytest.mark.parametrize(
    ("require", "message"),
    [
        ("{manager: {fact: unit}}", '4:21: "unit" leads to no position, as "manager" does'),
        ("{manager: {fact: title}}", '4:21: "title" leads to no position, as "manager" does'),
        ("{manager: {fact: unit.haed}}", '4:21: "unit.haed" is no fact of a unit; did you mean "head"?'),
        ("{lines: {includes: {fact: unit}}}", '4:31: "unit" leads to no position, as "lines" does'),
        ("{lines: {includes: boss}}", '4:24: a way to another subject is named alone, {fact: PATH}; found the text "boss"'),
        ("{lines: {incldes: {fact: unit.head}}}", '4:14: "incldes" is no test of a collection; did you mean "includes"?'),
    ],
)
def test_a_wrong_way_is_told_at_its_place(tmp_path: Path, require: str, message: str) -> None:
    told = problems(tmp_path, {**HOUSE, "a/rule.yaml": f"name: N\neach: position\nwhere: {{}}\nrequire: {require}\n"})
    assert [line.partition("rule.yaml:")[2].partition(" ")[2] for line in told] == [message.partition(" ")[2]]


OFFICE = """\
units: [{id: o, name: Office}]
positions:
  - {id: boss, title: Chief, duties: [拆信], reports: [{id: aide, title: Chief, unit: o, duties: [Make tea, Open the post]}]}
  - {id: c, title: Clerk, unit: o, reports_to: boss, duties: [files]}
  - {id: elsewhere, title: Chief, reports_to: boss, duties: [tea]}
  - {id: alone, title: Clerk, duties: [], reports_to: null}
"""


def test_who_else_in_the_unit_or_the_chain_has_a_missing_duty_is_named(tmp_path: Path) -> None:
    named, alone = found(tmp_path, HOUSE, OFFICE, "clerk/duties")
    assert named.message == (
        "Clerk lists its duties without: Make tea, Open the post. "
        "Listed elsewhere: Make tea, Open the post (Chief), Open the post (Chief)."
    )
    assert [(related.location.line, related.note) for related in named.related] == [
        (3, "Make tea, Open the post (Chief)"),
        (3, "Open the post (Chief)"),
    ]
    assert alone.message == "Clerk lists its duties without: Make tea, Open the post, Keep the files."
    assert alone.related == ()
    chinese, _ = found(tmp_path, HOUSE, OFFICE, "clerk/duties", "zh")
    assert chinese.message == "Clerk的职责缺少：泡茶、拆信。其中已列入其他岗位的：泡茶、拆信（Chief）；拆信（Chief）。"


def test_the_holder_is_judged_on_each_position_held(tmp_path: Path) -> None:
    text = """\
people:
  - {id: ann, name: Ann, education: vocational, skills: []}
  - {id: ben, name: Ben, education: master, skills: [打字]}
  - {id: cy, name: Cy}
  - {id: dan, name: Dan, education: secondary}
positions:
  - {id: one, title: Clerk, holder: ann}
  - {id: two, title: Clerk, holder: ann}
  - {id: chief, title: Chief, holder: ann}
  - {id: fit, title: Clerk, holder: ben}
  - {id: open, title: Clerk, holder: cy}
  - {id: low, title: Clerk, holder: dan}
  - {id: vacant, title: Clerk, holder: null}
"""
    broken = found(tmp_path, HOUSE, text, "clerk/holder")
    assert [finding.subject.id for finding in broken] == ["one", "two", "low"]
    assert [finding.message for finding in broken[1:]] == [
        "Ann holds Clerk without: Typing, education of at least College (it is Vocational school).",
        "Dan holds Clerk without: education of at least College (it is Secondary school).",
    ]
    assert [(finding.location.line, finding.related[0].note) for finding in broken] == [(7, "Ann"), (8, "Ann"), (12, "Dan")]


def test_a_stated_role_and_the_title_of_another_contradict_each_other(tmp_path: Path) -> None:
    text = """\
positions:
  - {id: a, title: Chief, role: clerk}
  - {id: b, title: Captain, role: clerk}
  - {id: c, title: Clerk, role: clerk}
  - {id: d, title: Clerk, role: chief}
"""
    [finding] = found(tmp_path, HOUSE, text, "clerk/title")
    assert (finding.subject.id, finding.message) == ("a", "Chief is stated to be Clerk, and its title says Chief.")
    assert (finding.location.line, finding.location.column, finding.expected, finding.actual) == (2, 20, "Clerk", "Chief")
