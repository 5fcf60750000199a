"""What conditions mean: every test on every type of fact, seen from outside by the findings of small rulebooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact
from orgrules.rulebook.conditions import MOST_LEVELS
from tests.rulebook.authoring import answers, expected_answers, findings, load, problems, subjects

HOUSE = {
    "rulebook.yaml": """\
        rulebook: house
        version: 1.0.0
        name: {en: House rules, zh: 内部规则}
        unit_types:
          office: {en: Office, zh: 办事处}
          region: {en: Region, zh: 大区}
        """,
    "roles/chief.yaml": """\
        role: chief
        name: {en: Chief, zh: 主管人}
        duties:
          - {id: plan, name: {en: Make plans, zh: 制定计划}}
          - {id: hire, name: {en: Hire people, zh: 招聘}}
        requirements:
          - {skill: writing, name: {en: Writing, zh: 写作}}
          - {skill: driving, name: {en: Driving, zh: 驾驶}}
        authority:
          - {id: spend, name: {en: Spend money, zh: 支配经费}}
        meetings:
          - {id: monday, name: {en: Monday meeting, zh: 周一例会}}
        career_path:
          - {role: owner, name: {en: Owner, zh: 业主}}
        """,
    "roles/clerk.yaml": """\
        role: clerk
        name: {en: Clerk, zh: 文员}
        """,
}

DESIGN = """\
    organization: {name: Fruit House, ownership: private}
    units:
      - {id: hq, name: Head Office, type: head, head: chief}
      - {id: south, name: South, type: region, region_level: macro-region, parent: hq, attributes: {size: 3}}
      - {id: kent, name: KENT, type: 大区, region_level: Province, parent: south}
      - {id: shop, name: Shop}
    positions:
      - id: chief
        title: Chief
        unit: hq
        reports_to: null
        holder: ann
        fte: 0.5
        duties: [plan, 招聘]
        requirements: {education: bachelor, skills: [writing]}
        authority: [spend]
        meetings: []
        career_path: [业主]
        job_family: Management
        legal_representative: true
        attributes:
          grade: 12
          rate: 1.5
          code: "007"
          remote: true
          one: 1
          tags: [a, b]
          gone: null
          note: Ｆull  time
          room.no: 7
          site: {floor: 3, door: {color: red}}
      - id: head
        title: Head of South
        unit: SOUTH
        reports_to: chief
        headcount: 4
        duties: [HIRE PEOPLE]
        requirements: {education: 大专, skills: []}
        job_family: sales
        legal_representative: false
        attributes: {grade: 3, code: 7, remote: "true", site: {floor: ground}}
      - id: clerk
        title: CLERK
        unit: Kent
        reports_to: head
        dotted_line_to: [chief]
        holder: bob
        headcount: 2
        duties: []
        requirements: {skills: [驾驶, writing]}
      - id: typo
        title: Clrek
        unit: " kent"
        reports_to: head
        holder: null
        headcount: 0
      - {id: cook, title: Cook}
    people:
      - {id: ann, name: Ann Lee, education: doctorate, skills: [写作]}
      - {id: bob, name: Bob, education: college, attributes: {born: 1990}}
      - {id: eve, name: Eve}
    """

POSITIONS = "chief head clerk typo cook"
UNITS = "hq south kent shop"
PEOPLE = "ann bob eve"

ON_POSITIONS: list[tuple[str, str, str]] = [
    # texts: titles and names without regard to case and width, other texts as they are
    ("{title: chief}", "chief", "head clerk typo cook"),
    ("{title: ' ｃhief '}", "chief", "head clerk typo cook"),
    ("{name: Head of  South}", "head", "chief clerk typo cook"),
    ("{id: chief}", "chief", "head clerk typo cook"),
    ("{id: Chief}", "", "chief head clerk typo cook"),
    ("{job_family: sales}", "head", "chief"),
    ("{job_family: Sales}", "head", "chief"),
    ("{holder.reference: ann}", "chief", "clerk"),
    ("{holder.reference: Ann}", "", "chief clerk"),
    ("{job_family: [sales, Management]}", "chief head", ""),
    ("{job_family: [sales]}", "head", "chief"),
    ("{job_family: {not: sales}}", "chief", "head"),
    ("{job_family: {not: [sales, marketing]}}", "chief", "head"),
    ("{job_family: {none_of: [sales, marketing]}}", "chief", "head"),
    ("{job_family: {exists: true}}", "chief head", "clerk typo cook"),
    ("{job_family: {exists: false}}", "clerk typo cook", "chief head"),
    ("{title: {starts_with: c}}", "chief clerk typo cook", "head"),
    ("{title: {ends_with: SOUTH}}", "head", "chief clerk typo cook"),
    ("{title: {contains: ' of '}}", "head", "chief clerk typo cook"),
    ("{title: {starts_with: 'co '}}", "", "chief head clerk typo cook"),
    ("{title: {contains: d of s}}", "head", "chief clerk typo cook"),
    ("{job_family: {starts_with: Man}}", "chief", "head"),
    ("{job_family: {starts_with: man}}", "chief", "head"),
    ("{holder.reference: {starts_with: A}}", "", "chief clerk"),
    ("{job_family: {ends_with: s, contains: ale}}", "head", "chief"),
    # numbers
    ("{headcount: 4}", "head", "chief clerk typo cook"),
    ("{headcount: [0, 4]}", "head typo", "chief clerk cook"),
    ("{headcount: {at_least: 2}}", "head clerk", "chief typo cook"),
    ("{headcount: {at_most: 1}}", "chief typo cook", "head clerk"),
    ("{headcount: {more_than: 2}}", "head", "chief clerk typo cook"),
    ("{headcount: {less_than: 1}}", "typo", "chief head clerk cook"),
    ("{headcount: {at_least: 1, less_than: 4}}", "chief clerk cook", "head typo"),
    ("{headcount: {not: 1}}", "head clerk typo", "chief cook"),
    ("{headcount: {none_of: [1, 2]}}", "head typo", "chief clerk cook"),
    ("{title: {contains: ' '}}", "head", "chief clerk typo cook"),
    ("{headcount: {at_least: -1}}", "chief head clerk typo cook", ""),
    ("{depth: 0}", "chief cook", "head clerk typo"),
    ("{depth: {exists: true}}", "chief head clerk typo cook", ""),
    # decimals: the fte is the headcount where it is not given
    ("{fte: 0.5}", "chief", "head clerk typo cook"),
    ("{fte: 4}", "head", "chief clerk typo cook"),
    ("{fte: {more_than: 0.5}}", "head clerk cook", "chief typo"),
    ("{fte: [0, 0.5]}", "chief typo", "head clerk cook"),
    ("{fte: {none_of: [0, 0.5]}}", "head clerk cook", "chief typo"),
    # truths
    ("{legal_representative: true}", "chief", "head"),
    ("{legal_representative: {not: true}}", "head", "chief"),
    ("{legal_representative: [true, false]}", "chief head", ""),
    ("{heads_unit: true}", "chief head", ""),
    # roles: a misspelt title leaves it open, any other unknown title is unrecognized
    ("{role: clerk}", "clerk", "chief head cook"),
    ("{role: [clerk, chief]}", "chief clerk", "head cook"),
    ("{role: {not: clerk}}", "chief head cook", "clerk"),
    ("{role: {none_of: [clerk, chief]}}", "head cook", "chief clerk"),
    ("{role: unrecognized}", "head cook", "chief clerk"),
    ("{role: {exists: true}}", "chief head clerk cook", "typo"),
    ("{role: {starts_with: ch}}", "chief", "head clerk cook"),
    # choices
    ("{title.status: near}", "typo", "chief head clerk cook"),
    ("{title.status: [recognized, near]}", "chief clerk typo", "head cook"),
    ("{top: stray}", "cook", "chief head clerk typo"),
    ("{top: {none_of: [declared, below]}}", "cook", "chief head clerk typo"),
    ("{holder.status: vacant}", "typo", "chief clerk"),
    # levels, by either name, in their order
    ("{requirements.education: bachelor}", "chief", "head"),
    ("{requirements.education: 本科}", "chief", "head"),
    ("{requirements.education: [college, Bachelor]}", "chief head", ""),
    ("{requirements.education: {at_least: college}}", "chief head", ""),
    ("{requirements.education: {more_than: college}}", "chief", "head"),
    ("{requirements.education: {at_most: 大专}}", "head", "chief"),
    ("{requirements.education: {less_than: secondary}}", "", "chief head"),
    ("{requirements.education: {not: bachelor}}", "head", "chief"),
    ("{requirements.education: {none_of: [bachelor, master]}}", "head", "chief"),
    # sets, by ids or names in either language
    ("{duties: {includes: plan}}", "chief", "head clerk"),
    ("{duties: {includes: [制定计划, Hire people]}}", "chief", "head clerk"),
    ("{duties: {includes_any: [plan, hire]}}", "chief head", "clerk"),
    ("{duties: {excludes: [plan]}}", "head clerk", "chief"),
    ("{duties: {excludes: [plan, hire]}}", "clerk", "chief head"),
    ("{duties: {only: hire}}", "head clerk", "chief"),
    ("{duties: {only: []}}", "clerk", "chief head"),
    ("{duties: {includes: hire, excludes: plan}}", "head", "chief clerk"),
    ("{duties: {exists: true}}", "chief head clerk", "typo cook"),
    ("{requirements.skills: {includes: writing}}", "chief clerk", "head"),
    ("{authority: {includes: spend}}", "chief", ""),
    ("{meetings: {includes: monday}}", "", "chief"),
    ("{career_path: {only: [owner, clerk]}}", "chief", ""),
    # hops
    ("{manager: {exists: true}}", "head clerk typo", "chief cook"),
    ("{manager: {exists: false}}", "chief cook", "head clerk typo"),
    ("{manager.manager: {exists: true}}", "clerk typo", "chief head cook"),
    ("{manager.title: chief}", "head", "clerk typo"),
    ("{manager.role: {not: clerk}}", "head clerk typo", ""),
    ("{manager.manager.role: chief}", "clerk typo", ""),
    ("{unit.type: region}", "head clerk typo", "chief"),
    ("{unit.type: 大区}", "head clerk typo", "chief"),
    ("{unit.parent.region_level: macro-region}", "clerk typo", ""),
    ("{unit.head.role: chief}", "chief", "head"),
    ("{holder.education: {at_least: bachelor}}", "chief", "clerk"),
    ("{holder: {exists: false}}", "head typo cook", "chief clerk"),
    ("{organization.ownership: private}", "chief head clerk typo cook", ""),
    # collections and their totals
    ("{reports: null}", "chief head", "clerk typo cook"),
    ("{reports: {}}", "chief head", "clerk typo cook"),
    ("{reports: {at_least: 2}}", "head", "chief clerk typo cook"),
    ("{reports: {at_most: 1}}", "chief clerk typo cook", "head"),
    ("{reports: {at_least: 1, less_than: 2}}", "chief", "head clerk typo cook"),
    ("{reports: {more_than: 0}}", "chief head", "clerk typo cook"),
    ("{reports: {exists: true}}", "chief head clerk typo cook", ""),
    ("{reports: {where: {headcount: 2}}}", "head", "chief clerk typo cook"),
    ("{reports: {where: {headcount: {at_least: 2}}, at_most: 0}}", "clerk typo cook", "chief head"),
    ("{reports.count: 2}", "head", "chief clerk typo cook"),
    ("{reports.headcount: {more_than: 2}}", "chief", "head clerk typo cook"),
    ("{reports.fte: {at_most: 2}}", "head clerk typo cook", "chief"),
    ("{all_reports: {at_least: 3}}", "chief", "head clerk typo cook"),
    ("{all_reports.headcount: 6}", "chief", "head clerk typo cook"),
    ("{chain: {where: {title: Chief}}}", "head clerk typo", "chief cook"),
    ("{chain.count: 2}", "clerk typo", "chief head cook"),
    ("{dotted_lines: {where: {role: chief}}}", "clerk", "chief head typo cook"),
    ("{lines: {where: {role: chief}}}", "head clerk", "chief typo cook"),
    # members of whom the condition is unknown may count or not
    ("{reports: {where: {role: clerk}}}", "head", "chief clerk typo cook"),
    ("{reports: {where: {role: clerk}, at_least: 2}}", "", "chief clerk typo cook"),
    ("{reports: {where: {role: clerk}, at_most: 1}}", "chief clerk typo cook", ""),
    ("{reports: {where: {role: clerk}, at_least: 3}}", "", "chief head clerk typo cook"),
    ("{reports: {where: {role: chief}}}", "", "chief clerk typo cook"),
    ("{reports: {where: {role: {not: chief}}, at_most: 0}}", "clerk typo cook", "chief head"),
    # joins, nested
    ("{title: Chief, headcount: 4}", "", "chief head clerk typo cook"),
    ("{all_of: [{role: chief}, {headcount: 1}]}", "chief", "head clerk typo cook"),
    ("{any_of: [{role: chief}, {headcount: 4}]}", "chief head", "clerk cook"),
    ("{none_of: [{role: chief}, {headcount: 4}]}", "clerk cook", "chief head"),
    ("{none_of: [{any_of: [{role: chief}, {role: clerk}]}, {headcount: 4}]}", "cook", "chief head clerk"),
    ("{any_of: [{all_of: [{headcount: 0}, {role: clerk}]}, {title: Cook}]}", "cook", "chief head clerk"),
    ("{reports: {where: {any_of: [{headcount: 0}, {headcount: 4}]}}}", "chief head", "clerk typo cook"),
    # other facts
    ("{headcount: {fact: reports.count}}", "chief typo", "head clerk cook"),
    ("{headcount: {more_than: {fact: manager.headcount}}}", "head", "clerk typo"),
    ("{headcount: {at_most: {fact: manager.headcount}}}", "clerk typo", "head"),
    ("{headcount: {not: {fact: fte}}}", "chief", "head clerk typo cook"),
    ("{headcount: {less_than: {fact: attributes.grade}}}", "chief", "head"),
    ("{unit.region_level: {less_than: {fact: unit.parent.region_level}}}", "clerk typo", ""),
    ("{unit.region_level: {fact: unit.parent.region_level}}", "", "clerk typo"),
    ("{holder.education: {at_least: {fact: requirements.education}}}", "chief", ""),
    ("{title: {fact: manager.title}}", "", "head clerk typo"),
    ("{title.name: {fact: title}}", "chief clerk", ""),
    ("{title: {fact: title.name}}", "chief clerk", ""),
    ("{unit.reference: {fact: unit.name}}", "head clerk typo", "chief"),
    ("{role: {not: {fact: manager.role}}}", "head clerk", ""),
    ("{legal_representative: {not: {fact: heads_unit}}}", "head", "chief"),
    ("{attributes.remote: {fact: attributes.one}}", "", "chief"),
    ("{attributes.remote: {more_than: {fact: attributes.grade}}}", "", ""),
    # attributes, of any type of YAML
    ("{attributes.grade: 12}", "chief", "head"),
    ("{attributes.grade: '12'}", "", "chief head"),
    ("{attributes.grade: {at_least: 4}}", "chief", "head"),
    ("{attributes.grade: {at_most: 3.5}}", "head", "chief"),
    ("{attributes.grade: [3, 4]}", "head", "chief"),
    ("{attributes.grade: {none_of: [3, 4]}}", "chief", "head"),
    ("{attributes.grade: {exists: true}}", "chief head", "clerk typo cook"),
    ("{attributes.rate: 1.5}", "chief", ""),
    ("{attributes.rate: {less_than: 2}}", "chief", ""),
    ("{attributes.rate: {less_than: two}}", "", ""),
    ("{attributes.code: '007'}", "chief", "head"),
    ("{attributes.code: 7}", "head", "chief"),
    ("{attributes.code: {starts_with: '00'}}", "chief", ""),
    ("{attributes.code: {less_than: '01'}}", "chief", ""),
    ("{attributes.remote: true}", "chief", "head"),
    ("{attributes.remote: 1}", "", "chief head"),
    ("{attributes.remote: {not: true}}", "head", "chief"),
    ("{attributes.remote: {at_least: 1}}", "", ""),
    ("{attributes.tags: a}", "", "chief"),
    ("{attributes.tags: {exists: true}}", "chief", "head clerk typo cook"),
    ("{attributes.gone: {exists: true}}", "", "chief head clerk typo cook"),
    ("{attributes.gone: nothing}", "", ""),
    ("{attributes.site.floor: 3}", "chief", "head"),
    ("{attributes.site.floor: {at_least: 2}}", "chief", ""),
    ("{attributes.site.door.color: red}", "chief", ""),
    ("{attributes.site: {exists: true}}", "chief head", "clerk typo cook"),
    ("{attributes.room.no: 7}", "chief", ""),
    ("{attributes.grade.deeper: 1}", "", ""),
    ("{attributes.grade: {more_than: {fact: attributes.rate}}}", "chief", ""),
    ("{manager.attributes.grade: 12}", "head", "clerk typo"),
    ("{unit.attributes.size: 3}", "head", ""),
]

ON_UNITS: list[tuple[str, str, str]] = [
    ("{name: head office}", "hq", "south kent shop"),
    ("{type: region}", "south kent", "hq"),
    ("{type: [region, office]}", "south kent", "hq"),
    ("{type: {not: region}}", "hq", "south kent"),
    ("{type: {exists: true}}", "hq south kent", "shop"),
    ("{region_level: 大区}", "south", "kent"),
    ("{region_level: {less_than: macro-region}}", "kent", "south"),
    ("{region_level: {more_than: city}}", "south kent", ""),
    ("{region_level: {less_than: {fact: parent.region_level}}}", "kent", ""),
    ("{parent: {exists: true}}", "south kent", "hq shop"),
    ("{parent.parent.name: Head Office}", "kent", ""),
    ("{parent.status: none}", "hq shop", "south kent"),
    ("{head: {exists: true}}", "hq south", "kent shop"),
    ("{head.role: chief}", "hq", "south"),
    ("{depth: {at_least: 1}}", "south kent", "hq shop"),
    ("{children: {at_least: 1}}", "hq south", "kent shop"),
    ("{children: {where: {type: region}}}", "hq south", "kent shop"),
    ("{children.count: 0}", "kent shop", "hq south"),
    ("{positions: {where: {role: clerk}}}", "kent", "hq south shop"),
    ("{positions: {where: {role: clerk}, at_least: 2}}", "", "hq south shop"),
    ("{positions.headcount: {at_least: 2}}", "south kent", "hq shop"),
    ("{all_positions: {where: {role: clerk}}}", "hq south kent", "shop"),
    ("{all_positions.headcount: 7}", "hq", "south kent shop"),
    ("{all_positions.fte: 6.5}", "hq", "south kent shop"),
    ("{attributes.size: 3}", "south", ""),
    ("{organization.name: fruit house}", "hq south kent shop", ""),
]

ON_PEOPLE: list[tuple[str, str, str]] = [
    ("{name: bob}", "bob", "ann eve"),
    ("{name: {starts_with: ann}}", "ann", "bob eve"),
    ("{education: {at_least: bachelor}}", "ann", "bob"),
    ("{skills: {includes: writing}}", "ann", ""),
    ("{positions: {at_least: 1}}", "ann bob", "eve"),
    ("{positions: {where: {role: chief}}}", "ann", "bob eve"),
    ("{positions.headcount: {more_than: 1}}", "bob", "ann eve"),
    ("{positions.fte: {at_most: 0.5}}", "ann eve", "bob"),
    ("{attributes.born: {at_most: 2000}}", "bob", ""),
    ("{id.status: unique}", "ann bob eve", ""),
    ("{organization.units.count: 4}", "ann bob eve", ""),
]


@pytest.mark.parametrize(("condition", "yes", "no"), ON_POSITIONS)
def test_a_condition_on_positions_is_true_false_or_open(condition: str, yes: str, no: str, tmp_path: Path) -> None:
    assert answers(tmp_path, "position", condition, DESIGN, HOUSE) == expected_answers(POSITIONS, yes, no)


@pytest.mark.parametrize(("condition", "yes", "no"), ON_UNITS)
def test_a_condition_on_units_is_true_false_or_open(condition: str, yes: str, no: str, tmp_path: Path) -> None:
    assert answers(tmp_path, "unit", condition, DESIGN, HOUSE) == expected_answers(UNITS, yes, no)


@pytest.mark.parametrize(("condition", "yes", "no"), ON_PEOPLE)
def test_a_condition_on_people_is_true_false_or_open(condition: str, yes: str, no: str, tmp_path: Path) -> None:
    assert answers(tmp_path, "person", condition, DESIGN, HOUSE) == expected_answers(PEOPLE, yes, no)


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ("{name: FRUIT HOUSE}", True),
        ("{ownership: private}", True),
        ("{ownership: 民营}", True),
        ("{ownership: {not: [外资, state-owned]}}", True),
        ("{ownership: [foreign, state-owned]}", False),
        ("{has_lines: true}", True),
        ("{positions: {where: {role: chief}, at_most: 2}}", True),
        ("{positions: {where: {role: clerk}, at_most: 1}}", None),
        ("{positions.headcount: {at_least: 9}}", False),
        ("{positions.fte: {at_least: 7.5}}", True),
        ("{units: {where: {type: region, region_level: {exists: true}}, at_least: 2}}", True),
        ("{units.count: 4}", True),
        ("{people: {where: {education: {at_least: college}}, at_least: 3}}", None),
        ("{people: {where: {skills: {includes: driving}}}}", None),
        ("{people.count: {more_than: 3}}", False),
    ],
)
def test_a_condition_on_the_organization_is_true_false_or_open(condition: str, answer: bool | None, tmp_path: Path) -> None:
    assert answers(tmp_path, "organization", condition, DESIGN, HOUSE) == {"Fruit House": answer}


RINGS = """\
    units:
      - {id: u, name: U, parent: v}
      - {id: v, name: V, parent: u}
    positions:
      - {id: a, title: Chief, reports_to: c, headcount: 3}
      - {id: b, title: Clerk, reports_to: a}
      - {id: c, title: Cook, reports_to: b}
      - {id: d, title: Cook}
    """


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ("{kind: positions}", "lines", "units"),
        ("{length: {more_than: 2}}", "lines", "units"),
        ("{name: {contains: Cook → Clerk}}", "lines", "units"),
        ("{members: {where: {role: clerk}}}", "lines", ""),
        ("{members.headcount: 5}", "lines", ""),
        ("{member_units: {at_least: 2}}", "units", ""),
        ("{member_units.count: 2}", "units", ""),
        ("{organization.positions.count: 4}", "lines units", ""),
    ],
)
def test_a_condition_on_cycles_is_true_false_or_open(condition: str, yes: str, no: str, tmp_path: Path) -> None:
    names = {"Chief → Cook → Clerk → Chief": "lines", "U → V → U": "units"}
    found = answers(tmp_path, "cycle", condition, RINGS, HOUSE)
    assert {names[ring]: answer for ring, answer in found.items()} == expected_answers("lines units", yes, no)


def test_an_unrecognized_title_is_no_role_that_another_could_share(tmp_path: Path) -> None:
    design = """\
        positions:
          - {id: a, title: Cook, reports: [{id: b, title: Waiter}]}
          - {id: c, title: Clerk, reports: [{id: d, title: Clerk}]}
        """
    told = answers(tmp_path, "position", "{role: {fact: manager.role}}", design, HOUSE)
    assert told == {"a": None, "b": False, "c": None, "d": True}


def test_a_rule_on_several_kinds_judges_each_of_them(tmp_path: Path) -> None:
    rule = "name: N\neach: [position, unit, person]\nwhere: {id: {exists: true}}\nrequire: {name: {not: Shop}, id: {not: eve}}\n"
    found = findings(load(tmp_path, {**HOUSE, "names/not-shop.yaml": rule}), DESIGN)
    assert [(finding.subject.kind, finding.subject.id) for finding in found if finding.rule == "names/not-shop"] == [
        ("unit", "shop"),
        ("person", "eve"),
    ]


def test_the_alternatives_of_a_large_condition_are_still_decided(tmp_path: Path) -> None:
    pairs = ", ".join(f"{{any_of: [{{headcount: {number}}}, {{id: p{number}}}]}}" for number in range(10))
    positions = ", ".join(f"{{id: p{number}, title: Cook, headcount: {number}}}" for number in range(3))
    found = answers(
        tmp_path, "position", f"{{none_of: [{pairs}]}}", f"positions: [{positions}, {{title: Odd, headcount: 99}}]", HOUSE
    )
    assert found == {"p0": False, "p1": False, "p2": False, "Odd": None}


#: What a design leaves open of whom it only names, by the type of the fact; each with a design that says no more.
OPEN: dict[str, tuple[str, dict[str, str]]] = {
    "position": (
        "positions: [{title: Cook}]",
        {
            "id": "text",
            "id.status": "unique",
            "title.headcount": "number",
            "title.name": "text",
            "title.suggestion": "text",
            "title.near": "text",
            "title.role": "clerk",
            "manager.title": "text",
            "role.stated": "clerk",
            "role.written": "text",
            "manager.role": "clerk",
            "manager.headcount": "number",
            "manager.fte": "number",
            "manager.heads_unit": "truth",
            "manager.duties": "set",
            "manager.manager.role": "clerk",
            "manager.reports": "collection",
            "manager.attributes.x": "any",
            "manager.reference": "text",
            "manager.suggestion": "text",
            "manager.held": "collection",
            "manager.held.titles": "set",
            "manager.person": "text",
            "manager.nobody": "text",
            "manager.candidates": "collection",
            "manager.candidates.count": "number",
            "manager.candidates.ids": "set",
            "top": "stray",
            "depth": "number",
            "reports": "collection",
            "reports.count": "number",
            "reports.headcount": "number",
            "reports.fte": "number",
            "reports.names": "set",
            "reports.unknown": "set",
            "reports.suggestion": "text",
            "reports.repeated": "set",
            "reports.ambiguous": "set",
            "reports.candidates": "collection",
            "reports.candidates.count": "number",
            "reports.candidates.ids": "set",
            "all_reports": "collection",
            "all_reports.count": "number",
            "chain": "collection",
            "chain.fte": "number",
            "dotted_lines.unknown": "set",
            "dotted_lines.suggestion": "text",
            "dotted_lines.repeated": "set",
            "dotted_lines.ambiguous": "set",
            "dotted_lines.candidates": "collection",
            "dotted_lines.candidates.count": "number",
            "dotted_lines.candidates.ids": "set",
            "dotted_lines.to_manager": "truth",
            "lines": "collection",
            "lines.count": "number",
            "unit.name": "text",
            "unit.type": "region",
            "unit.region_level": "college-or-city",
            "unit.depth": "number",
            "unit.head.role": "clerk",
            "unit.parent.region_level": "college-or-city",
            "unit.positions": "collection",
            "unit.reference": "text",
            "unit.inherited": "text",
            "unit.suggestion": "text",
            "unit.candidates": "collection",
            "unit.candidates.count": "number",
            "unit.candidates.ids": "set",
            "heads_unit": "truth",
            "holder.name": "text",
            "holder.education": "college-or-city",
            "holder.skills": "set",
            "holder.experience": "number",
            "holder.certificates": "set",
            "holder.fields_of_study": "set",
            "holder.positions": "collection",
            "holder.status": "vacant",
            "holder.reference": "text",
            "holder.suggestion": "text",
            "holder.candidates": "collection",
            "holders": "collection",
            "holders.count": "number",
            "holders.shared": "truth",
            "own_managers": "collection",
            "manages_itself": "truth",
            "holder.candidates.count": "number",
            "holder.candidates.ids": "set",
            "duties": "set",
            "duties.misspelt": "set",
            "duties.unknown": "set",
            "duties.repeated": "set",
            "duties.of_others": "set",
            "duties.owners": "set",
            "accountable_for": "set",
            "accountable_for.misspelt": "set",
            "accountable_for.unknown": "set",
            "accountable_for.repeated": "set",
            "accountable_for.taken": "set",
            "accountable_for.unheld": "set",
            "accountable_before": "collection",
            "requirements.education": "college-or-city",
            "requirements.skills": "set",
            "requirements.skills.misspelt": "set",
            "requirements.skills.unknown": "set",
            "requirements.skills.repeated": "set",
            "requirements.experience": "number",
            **{
                f"{name}{part}": "set"
                for name in (
                    *("requirements.certificates", "requirements.fields_of_study"),
                    *("internal_relations", "external_relations"),
                )
                for part in ("", ".misspelt", ".unknown", ".repeated")
            },
            **{f"{name}{part}": "set" for name in ("promoted_from", "rotates_with") for part in ("", ".repeated")},
            "authority": "set",
            "authority.misspelt": "set",
            "authority.unknown": "set",
            "authority.repeated": "set",
            "meetings": "set",
            "meetings.misspelt": "set",
            "meetings.unknown": "set",
            "meetings.repeated": "set",
            "career_path": "set",
            "career_path.repeated": "set",
            "job_family": "text",
            "legal_representative": "truth",
            "attributes.x": "any",
            "misfitting_attributes": "set",
            "misspelt_attributes": "set",
            "attributes.x.y": "any",
            "organization.ownership": "private",
            "organization.covered_positions": "number",
        },
    ),
    "unit": (
        "{units: [{name: South}], positions: [{title: Cook}]}",
        {
            "id": "text",
            "id.status": "unique",
            "type": "region",
            "region_level": "college-or-city",
            "parent.name": "text",
            "parent.type": "region",
            "parent.depth": "number",
            "parent.reference": "text",
            "parent.suggestion": "text",
            "parent.candidates": "collection",
            "parent.candidates.count": "number",
            "parent.candidates.ids": "set",
            "head.title": "text",
            "head.role": "clerk",
            "head.reference": "text",
            "head.suggestion": "text",
            "head.candidates": "collection",
            "heads": "collection",
            "heads.elsewhere": "collection",
            "head.candidates.count": "number",
            "head.candidates.ids": "set",
            "depth": "number",
            "children": "collection",
            "positions": "collection",
            "all_positions": "collection",
            "attributes.x": "any",
            "misfitting_attributes": "set",
            "misspelt_attributes": "set",
        },
    ),
    "person": (
        "{people: [{name: Ann}], positions: [{title: Cook}]}",
        {
            "id": "text",
            "id.status": "unique",
            "education": "college-or-city",
            "skills": "set",
            "skills.misspelt": "set",
            "skills.unknown": "set",
            "skills.repeated": "set",
            "experience": "number",
            **{
                f"{name}{part}": "set"
                for name in ("certificates", "fields_of_study")
                for part in ("", ".misspelt", ".unknown", ".repeated")
            },
            "positions": "collection",
            "attributes.x": "any",
            "misfitting_attributes": "set",
            "misspelt_attributes": "set",
        },
    ),
    "organization": (
        "positions: [{title: Cook}]",
        {
            "ownership": "private",
            "units": "collection",
            "people": "collection",
            "managers": "collection",
            "staff": "collection",
            "words_for_nobody": "set",
            "layers": "number",
            "management_layers": "number",
            "average_span": "number",
            "staff_per_manager.headcount": "number",
            "staff_per_manager.fte": "number",
            "attributes.span_standard": "any",
            "misfitting_attributes": "set",
            "misspelt_attributes": "set",
        },
    ),
}

#: Tests that fit a fact, by what the table above says of it; a word of its own is one of the fact's values.
TESTS: dict[str, tuple[str, ...]] = {
    "text": (
        "x",
        "{not: x}",
        "[x, y]",
        "{none_of: [x, y]}",
        "{starts_with: x}",
        "{ends_with: x}",
        "{contains: x}",
        "{fact: SELF}",
    ),
    "number": (
        "1",
        "[1, 2]",
        "{not: 1}",
        "{none_of: [1, 2]}",
        "{at_least: 0}",
        "{at_most: 9}",
        "{more_than: -1}",
        "{less_than: 1}",
        "{at_least: {fact: SELF}}",
    ),
    "truth": ("true", "false", "{not: true}", "[true, false]", "{fact: SELF}"),
    "set": ("{includes: clerk}", "{includes: []}", "{includes_any: [clerk]}", "{excludes: clerk}", "{only: []}"),
    "collection": ("{}", "{at_least: 0}", "{at_most: 0}", "{where: {name: Cook}}", "{where: {attributes.x: 1}, at_most: 9}"),
    "any": ("x", "1", "true", "{not: x}", "[x, 1]", "{none_of: [x, 1]}", "{at_least: 0}", "{less_than: x}", "{contains: x}"),
}


def _tests_of(fact: str, kind: str) -> tuple[str, ...]:
    if kind == "college-or-city":
        value = "city" if "region" in fact else "college"
        return (
            value,
            f"{{not: {value}}}",
            f"[{value}]",
            f"{{none_of: [{value}]}}",
            f"{{at_least: {value}}}",
            f"{{less_than: {value}}}",
        )
    return TESTS.get(kind) or (kind, f"{{not: {kind}}}", f"[{kind}]", f"{{none_of: [{kind}]}}", "{fact: SELF}")


SILENT_HOUSE = {
    "roles/clerk.yaml": """\
        role: clerk
        name: {en: Clerk, zh: 文员}
        duties: [{id: clerk}]
        requirements: [{skill: clerk}, {certificate: clerk}, {fields_of_study: [{id: clerk}]}]
        authority: [{id: clerk}]
        meetings: [{id: clerk}]
        internal_relations: [{id: clerk}]
        """,
    "rulebook.yaml": HOUSE["rulebook.yaml"],
}


@pytest.mark.parametrize("each", OPEN)
def test_no_rule_judges_what_a_design_does_not_model(each: str, tmp_path: Path) -> None:
    text, facts = OPEN[each]
    files: dict[str, str] = {}
    asked: dict[str, str] = {}
    for fact, kind in facts.items():
        for test in _tests_of(fact, kind):
            condition = f"{{{fact}: {test.replace('SELF', fact)}}}"
            for require in (condition, f"{{none_of: [{condition}]}}"):
                name = f"silent/rule-{len(asked)}"
                asked[name] = require
                files[f"{name}.yaml"] = f"name: N\neach: {each}\nrequire: {require}\n"
    found = findings(load(tmp_path, {**SILENT_HOUSE, **files}), text)
    assert [asked[finding.rule] for finding in found] == []


@pytest.mark.parametrize("each", OPEN)
def test_every_fact_that_a_bare_design_leaves_open_is_in_the_table(each: str, tmp_path: Path) -> None:
    text, facts = OPEN[each]
    present = {
        fact
        for fact, word in VOCABULARY[each].items()  # type: ignore[index]  # the table is of kinds
        if isinstance(word, Fact | Collection)
        and fact not in facts
        and fact != "attributes"
        and set(answers(tmp_path / fact, each, f"{{{fact}: {{exists: true}}}}", text, SILENT_HOUSE).values()) == {False}
    }
    totals = ("count", "names", "headcount", "fte", "roles", "types", "duties")
    left = present - {f"{fact}.{total}" for fact in facts for total in totals}
    assert left - {f"{collection}.duties" for collection in ("chain", "positions", "staff", "dotted_lines")} == set()


@pytest.mark.parametrize(
    ("each", "condition", "text"),
    [
        ("unit", "{positions: {where: {role: clerk}}}", "{units: [{id: south}], positions: [{title: Cook}]}"),
        ("unit", "{all_positions: {at_least: 1}}", "{units: [{id: south}], positions: [{title: Cook}]}"),
        ("unit", "{positions.count: {at_least: 1}}", "{units: [{id: south}], positions: [{title: Cook}]}"),
        ("unit", "{children: {at_least: 1}}", "{units: [{id: south}, {id: kent}], positions: [{title: Cook}]}"),
        ("unit", "{depth: {at_least: 1}}", "{units: [{id: south}, {id: kent}], positions: [{title: Cook}]}"),
        ("position", "{unit.depth: {at_least: 1}}", "positions: [{title: Cook, unit: South}]"),
        ("person", "{positions: {at_least: 1}}", "{people: [{id: ann, name: Ann}], positions: [{title: Cook}]}"),
        ("organization", "{units: {at_least: 1}}", "positions: [{title: Cook}]"),
        ("organization", "{people: {at_least: 1}}", "positions: [{title: Cook}]"),
    ],
)
def test_members_that_a_design_does_not_model_are_not_missed(each: str, condition: str, text: str, tmp_path: Path) -> None:
    assert set(answers(tmp_path, each, condition, text, HOUSE).values()) == {None}


@pytest.mark.parametrize(
    ("each", "condition", "text", "open_of"),
    [
        # a manager that is not known is one finding of organization-basics, and nothing is concluded from it
        ("position", "{manager.role: clerk}", "positions: [{id: a, title: Chief}, {id: b, title: Cook, reports_to: x}]", "a b"),
        ("position", "{depth: {at_least: 1}}", "positions: [{id: a, title: Chief}, {id: b, title: Cook, reports_to: x}]", "b"),
        ("position", "{chain: {at_least: 1}}", "positions: [{id: a, title: Chief}, {id: b, title: Cook, reports_to: x}]", "b"),
        ("position", "{lines: {at_least: 1}}", "positions: [{id: a, title: Chief}, {id: b, title: Cook, reports_to: x}]", "b"),
        (
            "position",
            "{dotted_lines: {where: {role: clerk}}}",
            "positions: [{id: a, title: Chief}, {id: b, title: Cook, reports_to: a, dotted_line_to: [a, x]}]",
            "b",
        ),
        ("position", "{unit.type: region}", "{units: [{id: u, type: region}], positions: [{id: a, title: Cook, unit: v}]}", "a"),
        (
            "position",
            "{holder.education: college}",
            "{people: [{name: Ann}], positions: [{id: a, title: Cook, holder: Bob}]}",
            "a",
        ),
        ("unit", "{depth: {at_least: 1}}", "{units: [{id: u}, {id: v, parent: x}], positions: [{title: Cook}]}", "v"),
        (
            "unit",
            "{depth: 0}",
            "{units: [{id: u, parent: v}, {id: v, parent: u}, {id: w, parent: u}], positions: [{title: Cook}]}",
            "u v w",
        ),
        ("unit", "{parent.type: region}", "{units: [{id: u}, {id: v, parent: x}], positions: [{title: Cook}]}", "u v"),
        ("unit", "{head.role: clerk}", "{units: [{id: u, head: x}], positions: [{title: Cook, unit: u}]}", "u"),
    ],
)
def test_nothing_is_concluded_from_a_broken_reference(each: str, condition: str, text: str, open_of: str, tmp_path: Path) -> None:
    told = answers(tmp_path, each, condition, text, HOUSE)
    assert {name for name, answer in told.items() if answer is None} == set(open_of.split())


@pytest.mark.parametrize("levels", [MOST_LEVELS, MOST_LEVELS + 1])
def test_conditions_nest_as_deep_as_is_said_and_no_deeper(levels: int, tmp_path: Path) -> None:
    condition = "{all_of: [" * levels + "{title: Cook}" + "]}" * levels
    files = {"deep/rule.yaml": f"name: N\neach: position\nrequire: {condition}\n"}
    if levels <= MOST_LEVELS:
        assert subjects(findings(load(tmp_path, files), "positions: [{title: Cook}, {title: Waiter}]")) == {"Waiter"}
    else:
        column = len("require: ") + len("{all_of: [") * levels + 1
        assert problems(tmp_path, files) == [f"house/deep/rule.yaml:3:{column}: conditions nested more than {MOST_LEVELS} deep"]
