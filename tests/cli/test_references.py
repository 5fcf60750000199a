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
            'Clerk reports to "Cook", the title of 2 positions: a, b.',
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
    assert finding.message == 'Clerk reports to "Head", the title of 2 positions.'
    assert [related.location.column for related in finding.related] == [37, 69]
