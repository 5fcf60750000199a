"""Years of experience: what a text says, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.design.read import read_design
from orgrules.design.years import read_years
from orgrules.errors import DesignError


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *(("3", 3), ("3 years", 3), ("1 year", 1), ("2.5 years", 2.5), ("3+ years", 3), ("5 yrs", 5), ("three years", 3)),
        *(("At least 3 years", 3), ("3 years or more", 3), ("3 years of experience", 3), ("2 Years' work experience", 2)),
        *(
            ("18 months", 1.5),
            ("3年", 3),
            ("３年", 3),
            ("三年以上", 3),
            ("3 年（含）以上", 3),
            ("3年及以上工作经验", 3),
            ("两年", 2),
        ),
        *(("十年", 10), ("十二年以上", 12), ("二十年", 20), ("一年半", 1.5), ("半年", 0.5), ("6个月", 0.5), ("至少五年", 5)),
    ],
)
def test_a_text_says_how_many_years(text: str, years: float) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3-5 years",
        "3-5年",
        "三到五年",
        "some",
        "年",
        "十十年",
        "三年以上销售经验",
        "3 years in sales",
        "应届",
        "-3",
        "over 3",
        "不限",
    ],
)
def test_a_text_that_is_not_clear_says_none(text: str) -> None:
    with pytest.raises(ValueError, match="expected a number of years"):
        read_years(text)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("3-5 years", 'expected a number of years, such as 3 or "3 years"; found "3-5 years"'),
        ("-1", "must be at least 0, found -1"),
        ("101", "must be at most 100, found 101"),
        ("101 years", "must be at most 100"),
        ("true", "expected a number, found true"),
        ("[3]", "expected a number, found a list"),
    ],
)
def test_what_is_wrong_with_years_is_told_at_their_place(written: str, message: str, tmp_path: Path) -> None:
    design = tmp_path / "design.yaml"
    design.write_text(f"positions:\n  - title: Cook\n    requirements: {{experience: {written}}}\n")
    with pytest.raises(DesignError) as error:
        read_design(str(design))
    [problem] = error.value.problems
    assert (problem.line, problem.column) == (3, 32)
    assert message in problem.message
