"""The format of a design file: which keys and values it takes, and what it says of others."""

from __future__ import annotations

from typing import Any

import pytest

from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.design.model import DesignFile, PositionEntry
from orgrules.design.plain_entries import LONGEST_TEXT
from orgrules.files.source import parse
from orgrules.files.validation import validate


def file_of(text: str) -> DesignFile:
    found = validate(DesignFile, parse(text.encode(), "design.yaml"))
    assert isinstance(found, DesignFile), found
    return found


def problems(text: str) -> list[str]:
    found = validate(DesignFile, parse(text.encode(), "design.yaml"))
    assert isinstance(found, tuple), found
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in found]


def position(fields: str) -> PositionEntry:
    positions = file_of(f"positions: [{{title: Clerk, {fields}}}]").positions
    assert positions
    return positions[0]


EVERYTHING = """\
include: [units/*.yaml]
organization: {name: 阳光水果, ownership: 民营, attributes: {span_standard: texas-651.004}}
units:
  - {id: south, name: 华南大区, type: sales-region, parent: sales, head: boss, region_level: 大区, attributes: {a: 1}}
positions:
  - id: boss
    title: 总经理
    role: general-manager
    unit: south
    reports_to: null
    reports: [other, {title: Clerk}]
    dotted_line_to: [other]
    holder: 李雷
    headcount: 2
    fte: 1.5
    duties: [train-sales-staff]
    accountable_for: [control-expenses, 001]
    requirements: {education: 大专, skills: [office-software]}
    authority: [hire]
    meetings: [weekly]
    career_path: [director]
    job_family: operations
    legal_representative: true
    outside: false
    attributes: {cost_center: 042, tags: [a, {b: null}]}
people:
  - {id: li-lei, name: 李雷, education: bachelor, skills: [typing], attributes: {x: y}}
"""


def test_a_file_with_every_key_is_read_whole() -> None:
    file = file_of(EVERYTHING)
    assert file.units
    assert file.positions
    assert file.people
    unit, boss, person = file.units[0], file.positions[0], file.people[0]

    assert file.include == ["units/*.yaml"]
    assert file.organization is not None
    assert file.organization.model_dump() == {
        "name": "阳光水果",
        "ownership": "private",
        "attributes": {"span_standard": "texas-651.004"},
    }
    assert unit.model_dump() == {
        "id": "south",
        "name": "华南大区",
        "type": "sales-region",
        "parent": "sales",
        "head": "boss",
        "region_level": "macro-region",
        "attributes": {"a": 1},
    }
    assert boss.model_dump(exclude={"reports"}) == {
        "id": "boss",
        "title": "总经理",
        "role": "general-manager",
        "unit": "south",
        "reports_to": None,
        "dotted_line_to": ["other"],
        "holder": "李雷",
        "headcount": 2,
        "fte": 1.5,
        "duties": ["train-sales-staff"],
        "accountable_for": ["control-expenses", "001"],
        "requirements": {"education": "college", "skills": ["office-software"]},
        "authority": ["hire"],
        "meetings": ["weekly"],
        "career_path": ["director"],
        "job_family": "operations",
        "legal_representative": True,
        "outside": False,
        "attributes": {"cost_center": 42, "tags": ["a", {"b": None}]},
    }
    assert [report if isinstance(report, str) else report.title for report in boss.reports or ()] == ["other", "Clerk"]
    assert (person.id, person.name, person.education, person.skills) == ("li-lei", "李雷", "bachelor", ["typing"])


def test_a_title_is_all_that_a_position_needs() -> None:
    entry = position("")

    assert (entry.title, entry.headcount, entry.fte, entry.duties, entry.reports) == ("Clerk", 1, None, None, None)
    assert entry.model_fields_set == {"title"}


@pytest.mark.parametrize(
    "written", ["007", "NO", "Null", "NULL", "yes", "0x1F", ".inf", "true", "1.50", "2024-05-01", "12:30", "1_000"]
)
@pytest.mark.parametrize("key", ["id", "role", "unit", "reports_to", "holder", "job_family"])
def test_ids_names_and_references_keep_their_spelling(key: str, written: str) -> None:
    assert getattr(position(f"{key}: {written}"), key) == written


@pytest.mark.parametrize("written", ["007", "NO", "Null", "0x1F", "true"])
def test_items_of_lists_keep_their_spelling(written: str) -> None:
    entry = position(
        f"dotted_line_to: [{written}], duties: [{written}], reports: [{written}], requirements: {{skills: [{written}]}}"
    )

    assert entry.requirements is not None
    assert [entry.dotted_line_to, entry.duties, entry.reports, entry.requirements.skills] == [[written]] * 4


@pytest.mark.parametrize("written", ["null", "~", ""])
@pytest.mark.parametrize("key", ["id", "reports_to", "holder", "unit", "duties", "fte", "attributes"])
def test_null_and_nothing_are_no_value(key: str, written: str) -> None:
    entry = position(f"{key}: {written}")

    assert getattr(entry, key) is None
    assert key in entry.model_fields_set


@pytest.mark.parametrize(
    "text",
    ["organization: {ownership: ~}", "units: [{region_level: null}]", "people: [{name: a, education: }]", "units:", "people: ~"],
)
def test_what_may_be_absent_may_be_null(text: str) -> None:
    file_of(text)


def test_white_space_around_a_text_does_not_count() -> None:
    assert position("id: '  a b \n '").id == "a b"


@pytest.mark.parametrize(
    ("written", "value"), [("0", 0), ("12", 12), ("0x10", 16), ("0o17", 15), ("007", 7), ("+3", 3), ("1000000", 1_000_000)]
)
def test_a_headcount_is_a_whole_number(written: str, value: int) -> None:
    assert position(f"headcount: {written}").headcount == value


@pytest.mark.parametrize(("written", "value"), [("0", 0), ("1", 1), ("0.5", 0.5), (".5", 0.5), ("1e2", 100), ("1000000", 1e6)])
def test_full_time_equivalents_are_a_number(written: str, value: float) -> None:
    fte = position(f"fte: {written}").fte

    assert fte == value
    assert isinstance(fte, float)


@pytest.mark.parametrize(
    ("written", "value"), [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False)]
)
def test_a_truth_is_true_or_false(written: str, value: object) -> None:
    assert position(f"legal_representative: {written}").legal_representative is value


def test_attributes_are_anything_by_its_yaml_type() -> None:
    attributes = position("attributes: {n: 42, x: 0x1F, f: 1.5, t: true, s: NO, q: '42', l: [1, a], m: {k: ~}, '': 1}").attributes

    assert attributes == {"n": 42, "x": 31, "f": 1.5, "t": True, "s": "NO", "q": "42", "l": [1, "a"], "m": {"k": None}, "": 1}
    assert [type(value) for value in attributes.values()] == [int, int, float, bool, str, str, list, dict, int]


def test_a_text_may_have_a_thousand_characters() -> None:
    longest = "大" * LONGEST_TEXT

    assert position(f"holder: {longest}").holder == longest
    assert problems(f"positions: [{{title: {longest}大}}]") == ['1:21 "title": a text of more than 1,000 characters']


def wrong(fields: str) -> list[str]:
    """The problems of a position, with their columns counted from the position's first field."""
    before = "positions: [{title: Clerk, "
    return [
        f"{int(problem.split(':', 1)[1].split(' ', 1)[0]) - len(before)} {problem.split(' ', 1)[1]}"
        for problem in problems(f"{before}{fields}}}]")
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("id: ''", '5 "id": must not be empty'),
        ("id: '  '", '5 "id": must not be empty'),
        ("id: [a]", '5 "id": expected a text, found a list'),
        ("id: {a: b}", '5 "id": expected a text, found a mapping'),
        (
            "reports_to: [a, b]",
            '13 "reports_to": expected a text, found a list; name one manager here, and the others in "dotted_line_to"',
        ),
        ("duty: a", '1 unknown key "duty"; did you mean "duties"?'),
        ("学历: a", '1 unknown key "学历"; did you mean "requirements"?'),
        ("manager: a", '1 unknown key "manager"; did you mean "reports_to"?'),
        ("parentId: a", '1 unknown key "parentId"; did you mean "reports_to"?'),
        ("Line Manager: a", '1 unknown key "Line Manager"; did you mean "reports_to"?'),
        ("reportsTo: a", '1 unknown key "reportsTo"; did you mean "reports_to"?'),
        ("汇报对象: a", '1 unknown key "汇报对象"; did you mean "reports_to"?'),
        ("直接上级（必填）: a", '1 unknown key "直接上级（必填）"; did you mean "reports_to"?'),
        ("所屬部門: a", '1 unknown key "所屬部門"; did you mean "unit"?'),
        ("department: a", '1 unknown key "department"; did you mean "unit"?'),
        ("name: a", '1 unknown key "name"; did you mean "holder"?'),
        ("岗位: a", '1 unknown key "岗位"; did you mean "title"?'),
        ("Employee ID: a", '1 unknown key "Employee ID"; did you mean "id"?'),
        ("requirements: {学历: a}", '16 unknown key "学历"; did you mean "education"?'),
        ("title：b: c", '1 unknown key "title：b"; "：" is full-width: write ": "'),
        ("reports: a", '10 "reports": expected a list, found the text "a"'),
        ("reports: {title: a}", '10 "reports": expected a list, found a mapping'),
        ("reports: [[a]]", '11 "reports": expected a mapping, found a list'),
        ("reports: [null]", '11 "reports": expected a mapping, found nothing'),
        ("reports: ['']", '11 "reports": must not be empty'),
        ("reports: [{id: a}]", '11 "title" is missing'),
        ("reports: [{title: a, unti: b}]", '22 unknown key "unti"; did you mean "unit"?'),
        ("reports: [{title: a, reports: [{title: b, hedcount: 2}]}]", '43 unknown key "hedcount"; did you mean "headcount"?'),
        ("dotted_line_to: boss", '17 "dotted_line_to": expected a list, found the text "boss"'),
        ("dotted_line_to: [a, [b]]", '21 "dotted_line_to": expected a text, found a list'),
        ("dotted_line_to: [a, null]", '21 "dotted_line_to": expected a text, found nothing'),
        ("headcount: -1", '12 "headcount": must be at least 0, found -1'),
        ("headcount: 1000001", '12 "headcount": must be at most 1000000, found 1000001'),
        ("headcount: 1.0", '12 "headcount": expected a whole number, found 1.0'),
        ("headcount: '3'", '12 "headcount": expected a whole number, found the text "3"'),
        ("headcount: three", '12 "headcount": expected a whole number, found the text "three"'),
        ("headcount: [3]", '12 "headcount": expected a whole number, found a list'),
        ("headcount: ", '12 "headcount": expected a whole number, found nothing'),
        ("fte: .inf", '6 "fte": expected a finite number, found inf'),
        ("fte: .nan", '6 "fte": expected a finite number, found nan'),
        ("fte: 1e999", '6 "fte": expected a finite number, found inf'),
        ("fte: -0.5", '6 "fte": must be at least 0, found -0.5'),
        ("fte: half", '6 "fte": expected a number, found the text "half"'),
        (
            "legal_representative: yes",
            '23 "legal_representative": expected true or false, found the text "yes"; did you mean "true"?',
        ),
        (
            "legal_representative: 是",
            '23 "legal_representative": expected true or false, found the text "是"; did you mean "true"?',
        ),
        (
            "legal_representative: 否",
            '23 "legal_representative": expected true or false, found the text "否"; did you mean "false"?',
        ),
        ("legal_representative: 1", '23 "legal_representative": expected true or false, found 1'),
        ("requirements: [a]", '15 "requirements": expected a mapping, found a list'),
        ("requirements: {skill: [a]}", '16 unknown key "skill"; did you mean "skills"?'),
        (
            "requirements: {education: colege}",
            '27 "education": expected one of junior-secondary, secondary, vocational, college, bachelor, master, doctorate, '
            'found "colege"; did you mean "college"?',
        ),
        ("attributes: [a]", '13 "attributes": expected a mapping, found a list'),
        ("report_to: a", '1 unknown key "report_to"; did you mean "reports_to"?'),
        ("Reports_To: a", '1 unknown key "Reports_To"; did you mean "reports_to"?'),
        ("<<: {a: b}", '1 merge keys ("<<") do not work here; write the keys out'),
        ("<position>: a", '1 unknown key "<position>"; known are ' + ", ".join(PositionEntry.model_fields)),
        ("reports: [{title: a, <<: {}}]", '22 merge keys ("<<") do not work here; write the keys out'),
    ],
)
def test_a_position_that_is_written_wrong_says_what_is_expected(fields: str, expected: str) -> None:
    assert wrong(fields) == [expected]


@pytest.mark.parametrize("digits", ["9" * 3900, "0x" + "f" * 5000, "9" * 5000])
@pytest.mark.parametrize("key", ["headcount", "fte"])
def test_a_number_beyond_all_bounds_is_refused_as_it_was_written(key: str, digits: str) -> None:
    (problem,) = wrong(f"{key}: {digits}")

    assert problem.startswith(f'{len(key) + 3} "{key}": ')
    assert problem.endswith(f", found {digits[:119]}…")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("positions: {title: a}", '1:12 "positions": expected a list, found a mapping'),
        ("positions: [a]", '1:13 "positions": expected a mapping, found the text "a"'),
        ("positions: [[a]]", '1:13 "positions": expected a mapping, found a list'),
        ("positions: [null]", '1:13 "positions": expected a mapping, found nothing'),
        ("positions:\n- {id: a}", '2:3 "title" is missing'),
        ("position: []", '1:1 unknown key "position"; did you mean "positions"?'),
        ("Positions: []", '1:1 unknown key "Positions"; did you mean "positions"?'),
        (
            "positions: [title：a]",
            '1:13 "positions": expected a mapping, found the text "title：a"; "：" is full-width: write ": "',
        ),
        ("positions: []\n部门: []", '2:1 unknown key "部门"; did you mean "units"?'),
        ("x: 1", '1:1 unknown key "x"; known are include, organization, units, positions, people, waivers'),
        ("include: units.yaml", '1:10 "include": expected a list, found the text "units.yaml"'),
        ("include: ['']", '1:11 "include": must not be empty'),
        ("organization: ACME", '1:15 "organization": expected a mapping, found the text "ACME"'),
        ("organization: {nam: ACME}", '1:16 unknown key "nam"; did you mean "name"?'),
        (
            "organization: {ownership: privat}",
            '1:27 "ownership": expected one of private, foreign, state-owned, found "privat"; did you mean "private"?',
        ),
        ("units: [{id: a, parnt: b}]", '1:17 unknown key "parnt"; did you mean "parent"?'),
        (
            "units: [{region_level: marco-region}]",
            '1:24 "region_level": expected one of city, province, macro-region, country-group, found "marco-region"; '
            'did you mean "macro-region"?',
        ),
        (
            "units: [{region_level: [city]}]",
            '1:24 "region_level": expected one of city, province, macro-region, country-group, found no text',
        ),
        ("people: [{id: a}]", '1:10 "name" is missing'),
        ("people: [{name: a, skils: []}]", '1:20 unknown key "skils"; did you mean "skills"?'),
        ("people: [Li Lei]", '1:10 "people": expected a mapping, found the text "Li Lei"'),
    ],
)
def test_a_file_that_is_written_wrong_says_what_is_expected(text: str, expected: str) -> None:
    assert problems(text) == [expected]


# ---------------------------------------------------------------------------------------- levels


@pytest.mark.parametrize(
    ("scale", "order"),
    [
        (REGION_LEVEL, ["city", "province", "macro-region", "country-group"]),
        (EDUCATION, ["junior-secondary", "secondary", "vocational", "college", "bachelor", "master", "doctorate"]),
    ],
)
def test_levels_have_an_order(scale: Scale, order: list[str]) -> None:
    assert scale.ordered
    assert [scale.rank(level) for level in order] == list(range(len(order)))


def test_kinds_of_ownership_have_none() -> None:
    assert not OWNERSHIP.ordered


@pytest.mark.parametrize("scale", [REGION_LEVEL, EDUCATION, OWNERSHIP])
def test_a_level_is_read_by_its_id_and_its_name_in_both_languages(scale: Scale) -> None:
    for level, names in scale.names.items():
        english, chinese = names["en"], names["zh"]
        assert {scale.read(text) for text in (level, level.upper(), english, english.upper(), f" {chinese} ")} == {level}


@pytest.mark.parametrize(
    ("scale", "text", "level"),
    [
        (EDUCATION, "大专以上", "college"),
        (EDUCATION, "大专及以上学历", "college"),
        (EDUCATION, "专科", "college"),
        (EDUCATION, "大学本科", "bachelor"),
        (EDUCATION, "本科及以上", "bachelor"),
        (EDUCATION, "全日制本科", "bachelor"),
        (EDUCATION, "本科学历", "bachelor"),
        (EDUCATION, "学士学位", "bachelor"),
        (EDUCATION, "碩士研究生", "master"),
        (EDUCATION, "初中", "junior-secondary"),
        (EDUCATION, "高中毕业", "secondary"),
        (EDUCATION, "Bachelor's degree", "bachelor"),
        (EDUCATION, "Bachelor’s degree or above", "bachelor"),
        (EDUCATION, "High school", "secondary"),
        (EDUCATION, "Ph.D.", "doctorate"),
        (OWNERSHIP, "民企", "private"),
        (OWNERSHIP, "国企", "state-owned"),
        (OWNERSHIP, "外企", "foreign"),
        (OWNERSHIP, "State owned", "state-owned"),
        (REGION_LEVEL, "省", "province"),
        (REGION_LEVEL, "地级市", "city"),
    ],
)
def test_a_level_is_read_as_people_write_it(scale: Scale, text: str, level: str) -> None:
    assert scale.read(text) == level


def test_no_two_levels_share_a_word() -> None:
    for scale in (REGION_LEVEL, EDUCATION, OWNERSHIP):
        for level, words in scale.also_called.items():
            assert {scale.read(word) for word in words} == {level}


@pytest.mark.parametrize("found", ["", "universe", None, ["city"], 3])
def test_another_level_is_an_error_that_lists_them(found: Any) -> None:
    with pytest.raises(ValueError, match=r"^expected one of city, province, macro-region, country-group, found "):
        REGION_LEVEL.read(found)
