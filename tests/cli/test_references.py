"""References that mean nothing here, or several things: what the findings say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.findings import Finding
from orgrules.settings import Settings
from tests.helpers import report


def found(folder: Path, design: str, rule: str, language: str = "en") -> Finding:
    """The one finding of a rule."""
    [finding] = [each for each in report(folder, design, Settings(language=language)).findings if each.rule == rule]
    return finding


SEVERAL = """\
units: [{id: s1, name: Sales}, {id: s2, name: Sales}, {id: x, parent: Sales, head: Cook}]
people: [{id: p1, name: Ann}, {id: p2, name: Ann}, {name: Ann}]
positions:
- {id: top, title: Head}
- {id: a, title: Cook, reports_to: top, unit: Sales, holder: Ann}
- {id: b, title: Cook, reports_to: top}
- {id: c, title: Clerk, reports_to: Cook, dotted_line_to: [top, Cook], reports: [Cook]}
"""


@pytest.mark.parametrize(
    ("rule", "message", "chinese", "column", "lines"),
    [
        ("units/ambiguous-unit", 'Cook sits in "Sales", the name of 2 units: s1, s2.', "有 2 个（s1、s2），无法确定", 47, [1, 1]),
        (
            "units/ambiguous-parent",
            'x belongs to "Sales", the name of 2 units: s1, s2.',
            "有 2 个（s1、s2），无法确定",
            71,
            [1, 1],
        ),
        (
            "units/ambiguous-head",
            'x is headed by "Cook", the title of 2 positions: a, b.',
            "有 2 个（a、b），无法确定",
            84,
            [5, 6],
        ),
        (
            "people/ambiguous-holder",
            'Cook is held by "Ann", the name of 3 people: p1, p2.',
            "有 3 人（p1、p2），无法确定",
            62,
            [2, 2, 2],
        ),
        (
            "hierarchy/ambiguous-manager",
            'Clerk reports to "Cook", which may be any of 2 positions: a, b.',
            "有 2 个（a、b）",
            37,
            [5, 6],
        ),
        ("hierarchy/ambiguous-dotted-line", "several positions have: Cook (a, b).", "无法确定：Cook（a、b）", 65, [5, 6]),
        ("hierarchy/ambiguous-report", "several positions have: Cook (a, b).", "无法确定：Cook（a、b）", 82, [5, 6]),
    ],
)
def test_a_name_that_several_have_is_told_with_all_that_have_it(
    rule: str, message: str, chinese: str, column: int, lines: list[int], tmp_path: Path
) -> None:
    finding = found(tmp_path, SEVERAL, rule)
    assert message in finding.message
    assert chinese in found(tmp_path, SEVERAL, rule, "zh").message
    assert finding.location.column == column
    assert [related.location.line for related in finding.related] == lines
    assert not any("unknown" in each.rule for each in report(tmp_path, SEVERAL).findings)


def test_namesakes_without_ids_are_told_by_their_places(tmp_path: Path) -> None:
    heads = "{title: Head, reports_to: top}, {title: Head, reports_to: top}"
    design = f"positions: [{{id: top, title: Top}}, {heads}, {{title: Clerk, reports_to: Head}}]"
    finding = found(tmp_path, design, "hierarchy/ambiguous-manager")
    assert finding.message == 'Clerk reports to "Head", which may be any of 2 positions.'
    assert [related.location.column for related in finding.related] == [37, 69]


@pytest.mark.parametrize(
    ("ids", "written", "near"),
    [
        ("'5654'", "00005654", "5654"),
        ("'0042', '7'", "42", "0042"),
        ("EMP042", "emp 42", "EMP042"),
        ("P5, P6", "p5", "P5"),
        ("head-office", "Head_Office", "head-office"),
        ("p12, q7", "p13", "p12"),
        ("李雷, 韩梅梅", "李蕾", "李雷"),
        ("张晓三, 王五", "张小三", "张晓三"),
        ("ab", "ba", "ab"),
        ("p1, p2, p3", "p4", None),  # as near to one as to another
        ("a", "b", None),
    ],
)
def test_the_id_that_a_reference_nearly_is_is_offered(ids: str, written: str, near: str | None, tmp_path: Path) -> None:
    positions = "".join(f"- {{id: {each}, title: 'Title of {number}'}}\n" for number, each in enumerate(ids.split(", ")))
    finding = found(tmp_path, f"positions:\n{positions}- {{title: Clerk, reports_to: {written}}}\n", "hierarchy/unknown-manager")
    offered = f" (nearest: {near})" if near else ""
    assert finding.fix == f"Correct reports_to{offered}, or add the position."


def test_leading_zeros_are_seen_however_many_references_have_lost_them(tmp_path: Path) -> None:
    lines = [f"- {{id: '{number}', title: T{number}, reports_to: '0{number - 1}'}}" for number in range(1000, 3000)]
    findings = report(tmp_path, "positions:\n" + "\n".join(lines)).findings
    nearest = [each.fix for each in findings if each.rule == "hierarchy/unknown-manager"]
    assert len(nearest) == 2000
    assert sum("nearest" in fix for fix in nearest) >= 1999


def test_a_person_in_the_place_of_a_manager_is_told_with_what_they_hold(tmp_path: Path) -> None:
    for people in ("", "people: [{id: kr, name: Kim Roe}]\n"):
        design = f"{people}positions:\n- {{id: p5, title: Foreman, holder: Kim Roe}}\n- {{title: Clerk, reports_to: kim roe}}\n"
        finding = found(tmp_path, design, "hierarchy/unknown-manager")
        assert finding.message == 'Clerk reports to "kim roe", which is no position here; Kim Roe holds Foreman (p5).'
        assert finding.fix == "Correct reports_to (nearest: p5), or add the position."
        assert [related.note for related in finding.related] == ["Foreman"]
        chinese = found(tmp_path, design, "hierarchy/unknown-manager", "zh")
        assert "Kim Roe的岗位是Foreman (p5)" in chinese.message
    by_id = found(tmp_path, design.replace("kim roe", "kr"), "hierarchy/unknown-manager")
    assert by_id.message.endswith("; Kim Roe holds Foreman (p5).")


@pytest.mark.parametrize("word", ["0", "-1", "none", "N/A", "NULL", "无", "暂无", "XX"])
def test_a_word_for_nobody_in_the_place_of_a_manager_may_mean_the_top(word: str, tmp_path: Path) -> None:
    design = f"positions:\n- {{id: '10', title: Head, reports_to: {word}}}\n- {{title: Clerk, reports_to: '10'}}\n"
    finding = found(tmp_path, design, "hierarchy/unknown-manager")
    assert finding.fix == "Correct reports_to, or add the position; write null if it is the top."
    assert "如为最高岗位，请写 null" in found(tmp_path, design, "hierarchy/unknown-manager", "zh").fix


def test_a_position_outside_of_the_design_may_be_referred_to_and_is_not_judged(tmp_path: Path) -> None:
    design = """\
units: [{id: region, name: South, head: far}]
positions:
- {id: far, title: Cook of the ship, unit: region, outside: true, holder: Ann, duties: [nothing]}
- {id: a, title: Clerk, reports_to: far}
- {id: b, title: Porter, reports_to: a, dotted_line_to: [far]}
- {id: c, title: Driver}
"""
    inside = report(tmp_path, design)
    assert {finding.rule for finding in inside.findings} == {"coverage/nothing-judged"}
    assert inside.files[0].positions == 3
    assert dict(inside.files[0].unrecognized) == {"Clerk": 1, "Porter": 1, "Driver": 1}
    declared = report(tmp_path, design.replace("outside: true, ", ""))
    assert "hierarchy/one-root" in {finding.rule for finding in declared.findings}
