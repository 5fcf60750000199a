"""Co-heads and holders who share a position: lists of them, what they agree on, and who of them is at fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orgrules.errors import DesignError
from orgrules.facts.paths import understand
from orgrules.findings import Finding
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.helpers import linked, report, run

PEOPLE = """
people:
  - {id: ann, name: Ann, education: secondary, skills: [welding, typing]}
  - {id: bo, name: Bo, education: master, skills: [typing, welding]}
  - {id: cy, name: Cy, education: secondary}
"""


def refused(text: str) -> list[str]:
    with pytest.raises(DesignError) as raised:
        linked(text)
    return [str(problem) for problem in raised.value.problems]


def findings(folder: Path, text: str, rule: str, *rulebooks: str) -> list[Finding]:
    found = report(folder, text, Settings(rulebooks=rulebooks) if rulebooks else Settings())
    return [finding for finding in found.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("holder", "problem"),
    [
        ("[Ann, Ann]", '2:30: "Ann" stands twice in "holder"'),
        ("[Ann, ann]", '2:30: "ann" in "holder" is the same as "Ann"'),
        ("[Dee, DEE]", '2:30: "DEE" in "holder" is the same as "Dee"'),
        ("[Nobody, Nobody]", '2:33: "Nobody" stands twice in "holder"'),
        (
            "[Ann, TBC]",
            '2:30: "TBC" in "holder" means nobody; leave it out of the list: "headcount" tells how many there should be',
        ),
        ("[张三，李四]", '2:25: "holder": "，" in "张三，李四" is full-width: between the items of a list write ", "'),
    ],
)
@pytest.mark.parametrize("people", ["", PEOPLE], ids=["free text", "people"])
def test_a_list_of_holders_names_each_once_and_nobody_by_a_word(holder: str, problem: str, people: str) -> None:
    assert refused(f"positions:\n  - {{title: A, holder: {holder}}}\n{people}") == [f"design.yaml:{problem}"]


def test_one_person_by_an_id_and_a_name_stands_twice() -> None:
    text = "positions:\n  - {title: A, holder: [bo, Bo]}\npeople: [{id: bo, name: Bo}, {name: Vacant}]\n"
    assert refused(text) == ['design.yaml:2:29: "Bo" in "holder" is the same as "bo"']


def test_heads_that_are_unknown_are_compared_as_titles_are() -> None:
    text = "units: [{id: u, head: [SALES MANAGER, Sales manager]}]\npositions: [{id: a, title: A}]\n"
    assert refused(text) == ['design.yaml:1:39: "Sales manager" in "head" is the same as "SALES MANAGER"']


def test_one_position_stands_once_among_the_heads_of_a_unit() -> None:
    text = "units: [{id: u, head: [a, B, A]}]\npositions: [{id: a, title: A}, {title: B}]\n"
    assert refused(text) == ['design.yaml:1:30: "A" in "head" is the same as "a"']


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("[]", '"holder": must not be empty'),
        ("[Ann, null]", '"holder": expected a text, found nothing'),
        ("{name: Ann}", '"holder": expected a text, found a mapping'),
        ("[[Ann]]", '"holder": expected a text, found a list'),
    ],
)
def test_what_is_no_list_of_texts_is_told_once_at_its_place(value: str, problem: str) -> None:
    [line] = refused(f"positions: [{{title: A, holder: {value}}}]")
    column = 38 if "null" in value else 33 if "[[" in value else 32
    assert line == f"design.yaml:1:{column}: {problem}"


def test_a_person_called_by_a_word_for_nobody_may_share_a_position() -> None:
    organization = linked("people: [{name: Vacant}, {name: Ann}]\npositions: [{title: A, holder: [Vacant, Ann]}]")
    assert [person.name for person in organization.positions[0].holders] == ["Vacant", "Ann"]


def read(text: str, path: str) -> Any:
    return understand("position", path).read(linked(text).positions[0])


@pytest.mark.parametrize(
    ("holder", "path", "value"),
    [
        ("[ann, cy]", "holder.education", "secondary"),
        ("[ann, bo]", "holder.education", None),
        ("[ann, bo]", "holder.skills", frozenset({"welding", "typing"})),  # in another order
        ("[ann, cy]", "holder.skills", None),  # one of them says nothing
        ("[ann, bo]", "holder.name", None),
        ("[ann]", "holder.name", "Ann"),
        ("[ann, bo]", "holder.status", "known"),
        ("[ann, dee]", "holder.status", "unknown"),
        ("[ann, dee]", "holder.reference", "dee"),
        ("[ann, dee]", "holder.education", None),
        ("[ann, dee]", "holders.count", None),
        ("[ann, bo]", "holders.names", frozenset({"Ann", "Bo"})),
        ("ann", "holders.names", frozenset({"Ann"})),
        ("null", "holders.count", 0),
        ("[ann, bo]", "holders.shared", True),
        ("[ann]", "holders.shared", False),
    ],
)
def test_a_path_over_several_holders_reads_what_they_agree_on(holder: str, path: str, value: object) -> None:
    assert read(f"positions: [{{title: A, holder: {holder}}}]\n{PEOPLE}", path) == value


@pytest.mark.parametrize(
    ("head", "path", "value"),
    [
        ("[a, b]", "unit.head.title", None),
        ("[a, b]", "unit.head.headcount", 2),
        ("[a, b]", "unit.heads.names", frozenset({"A", "B"})),
        ("[a, b]", "heads_unit", True),
        ("[b, c]", "heads_unit", False),
        ("[a, x]", "heads_unit", None),
        ("[a, x]", "unit.heads.count", None),
    ],
)
def test_a_path_over_several_heads_reads_what_they_agree_on(head: str, path: str, value: object) -> None:
    text = f"""
    units: [{{id: u, head: {head}}}]
    positions:
      - {{id: a, title: A, unit: u, headcount: 2}}
      - {{id: b, title: B, unit: u, headcount: 2}}
      - {{id: c, title: C, unit: u}}
    """
    assert read(text, path) == value


MANAGERS = """\
positions:
  - {id: a, title: Office manager, holder: [Ann, Bo, Cy], headcount: 3}
people:
  - {name: Ann, skills: [office-software]}
  - name: Bo
    skills: &all [marketing-knowledge, market-judgement, market-development, organizing, office-software, teamwork,
      observation, adaptability]
  - {name: Cy, skills: [teamwork]}
"""


def test_each_holder_is_judged_and_those_at_fault_are_named(tmp_path: Path) -> None:
    [finding] = findings(tmp_path, MANAGERS, "office-manager/holder")
    first, second = finding.message.split(". ")
    assert first.startswith("Ann holds Office manager without: ")
    assert "Office software" not in first
    assert second.startswith("Cy holds Office manager without: ")
    assert "Teamwork" not in second
    assert finding.actual.startswith("without Ann: ")
    assert "; Cy: " in finding.actual
    assert (finding.location.line, finding.location.column) == (2, 45)  # the first of them in the list
    assert [place.note for place in finding.related] == ["Ann", "Cy"]


def test_of_one_at_fault_the_item_and_the_person_are_told(tmp_path: Path) -> None:
    [finding] = findings(tmp_path, MANAGERS.replace("[Ann, Bo, Cy]", "[Bo, Cy]"), "office-manager/holder")
    assert finding.message.startswith("Cy holds Office manager without: ")
    assert finding.location.column == 49
    assert [place.note for place in finding.related] == ["Cy"]


def test_a_finding_on_somebody_in_a_list_stands_at_their_name(tmp_path: Path) -> None:
    text = """\
positions:
  - {title: Clerk, holder: [Ann, Bo], headcount: 2, duties: [approve-sales-contracts]}
  - {title: Cook, holder: Bo, duties: [ship-goods]}
"""
    [finding] = findings(tmp_path, text, "one-person/contract-and-shipping", "internal-control")
    assert (finding.subject.title, finding.location.line, finding.location.column) == ("Bo", 2, 34)


def test_a_holder_left_open_leaves_who_is_accountable_open(tmp_path: Path) -> None:
    text = """\
people: [{name: Ann}, {name: Bo}]
positions:
  - {title: Head, holder: [Ann, Typo], headcount: 2, accountable_for: [plan]}
  - {title: Clerk, holder: Ann, accountable_for: [plan]}
  - {title: Cook, holder: Bo, accountable_for: [plan]}
"""
    found = findings(tmp_path, text, "accountability/one-holder", "internal-control")
    assert [finding.subject.title for finding in found] == ["Cook"]


OWN = "name: N\neach: position\n"


@pytest.mark.parametrize(
    ("condition", "broken"),
    [
        ("holder: {exists: true}", []),
        ("holders: {each: {education: {at_least: college}}}", ["A", "B"]),
        ("holders: {where: {education: {at_least: college}}}", ["B"]),
        ("unit.heads: {where: {title: A}}", []),
        ("unit.head: {fact: manager}", []),  # one of them is enough
        ("none_of: [{holder: {fact: manager.holder}}]", ["B"]),
        ("unit.heads: {includes: {fact: manager}}", []),
    ],
)
def test_rules_ask_for_one_of_them_or_for_each(tmp_path: Path, condition: str, broken: list[str]) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/rulebook.yaml").write_text("rulebook: own\nversion: '1'\nname: Own\n")
    (tmp_path / "own/t").mkdir()
    (tmp_path / "own/t/rule.yaml").write_text(f"{OWN}require: {{{condition}}}\n")
    design = f"""
units: [{{id: u, head: [a, b]}}]
positions:
  - {{id: a, title: A, unit: u, holder: [ann, bo], headcount: 2}}
  - {{id: b, title: B, unit: u, holder: [ann, cy], headcount: 2, reports_to: a}}
{PEOPLE}
"""
    found = findings(tmp_path, design, "t/rule", str(tmp_path / "own"))
    assert [finding.subject.title for finding in found] == broken


def test_what_each_member_lacks_is_told_by_default(tmp_path: Path) -> None:
    (tmp_path / "own/t").mkdir(parents=True)
    (tmp_path / "own/rulebook.yaml").write_text("rulebook: own\nversion: '1'\nname: Own\n")
    (tmp_path / "own/t/rule.yaml").write_text(f"{OWN}require: {{holders: {{each: {{education: {{at_least: college}}}}}}}}\n")
    [finding] = findings(
        tmp_path, f"positions: [{{title: A, holder: [bo, cy], headcount: 2}}]\n{PEOPLE}", "t/rule", str(tmp_path / "own")
    )
    assert finding.message == 'A does not keep the rule "N": education is Secondary school and should be at least College.'


CHART = """\
units: [{id: u, name: U, head: [a, b], type: store}]
positions:
  - {id: a, title: Clerk, unit: u, holder: [Ann Lee, Bo Ray], headcount: 2}
  - {id: b, title: Cook, unit: u, reports_to: a}
"""


def test_a_box_of_the_chart_names_all_who_share_it(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(CHART)
    for format_ in ("mermaid", "dot", "svg", "html"):
        drawn = run("chart", "d.yaml", "--format", format_, cwd=tmp_path).stdout.replace("#44;", ",")
        assert "Ann Lee, Bo Ray" in drawn, format_


def test_a_finding_on_a_unit_is_about_the_boxes_of_all_its_heads(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(CHART)
    found = check([str(tmp_path / "d.yaml")], charted=True)
    [chart] = found.charts
    [finding] = [finding for finding in found.findings if finding.rule == "stores/headed-by-store-manager"]
    assert finding.actual == "Clerk, Cook"
    assert chart.targets[finding.fingerprint, str(finding.location)].boxes == (0, 1)


def test_a_comparison_tells_other_holders_and_heads_and_no_other_order(tmp_path: Path) -> None:
    old = CHART + "  - {id: c, title: Driver, holder: [Cy, Dee], headcount: 2, reports_to: a}\n"
    new = old.replace("[Ann Lee, Bo Ray]", "Ann Lee").replace("[a, b]", "[b, c]").replace("[Cy, Dee]", "[Dee, Cy]")
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "new.yaml").write_text(new)
    lines = run("compare", "old.yaml", "new.yaml", cwd=tmp_path).stdout.splitlines()
    changes = [line.partition(": ")[2] for line in lines if ": changed " in line]
    assert changes == [
        "changed Clerk (a): holder: Ann Lee, Bo Ray → Ann Lee",
        "changed U (u): head: Clerk (a), Cook (b) → Cook (b), Driver (c)",
    ]


def test_the_schema_takes_one_or_several() -> None:
    import jsonschema

    schema = json.loads(run("schema", "design").stdout)

    def is_valid(holder: object) -> bool:
        design = {"units": [{"id": "u", "head": holder}], "positions": [{"title": "A", "holder": holder}]}
        return bool(jsonschema.Draft202012Validator(schema).is_valid(design))

    assert [is_valid(value) for value in ("a", ["a"], ["a", "b"])] == [True] * 3
    assert [is_valid(value) for value in ([], ["a", None], ["a", "a"], {"a": 1})] == [False] * 4


def test_one_vacancy_by_title_makes_no_other_position_vacant(tmp_path: Path) -> None:
    text = """\
positions:
  - {title: Sales Director (vacant)}
  - {id: b, title: Sales manager, duties: [approve-sales-contracts, ship-goods]}
"""
    found = findings(tmp_path, text, "one-position/contract-and-shipping", "internal-control", "sales-organization")
    assert [finding.subject.id for finding in found] == ["b"]


RING = """\
positions:
  - {id: a, title: Head, reports_to: b}
  - {id: b, title: Clerk, reports_to: a}
"""


@pytest.mark.parametrize("again", ["  - {id: a, title: Head, reports_to: b}\n", RING.partition("\n")[2]])
def test_rows_that_stand_twice_hide_no_ring(tmp_path: Path, again: str) -> None:
    [finding] = findings(tmp_path, RING + again, "hierarchy/cycle")
    assert finding.actual == "Head → Clerk → Head"


def test_units_that_stand_twice_hide_no_ring(tmp_path: Path) -> None:
    unit = "{id: a, name: A, parent: b}"
    text = f"units: [{unit}, {{id: b, name: B, parent: a}}, {unit}]\npositions: [{{title: X}}]\n"
    assert [finding.actual for finding in findings(tmp_path, text, "units/cycle")] == ["A → B → A"]


def test_what_stands_twice_is_the_same_by_its_id_and_its_name(tmp_path: Path) -> None:
    text = """\
positions:
  - {id: a, title: Head, reports: [b, Clerk, c], duties: [ship-goods, plan, Ship the goods sold]}
  - {id: b, title: Clerk, dotted_line_to: [c, Cook, a]}
  - {id: c, title: Cook}
"""
    found = findings(tmp_path, text, "entries/listed-twice", "internal-control")
    assert [(finding.actual, finding.location.column) for finding in found] == [("Clerk, Ship the goods sold", 39), ("Cook", 47)]
