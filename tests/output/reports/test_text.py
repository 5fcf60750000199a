"""The text report: what a reader sees of findings, of like findings, of what was checked, and of hostile texts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from orgrules.errors import Problem
from orgrules.findings import (
    Cite,
    FileSummary,
    Finding,
    Location,
    Related,
    Report,
    RuleSummary,
    Severity,
    SubjectName,
    Waived,
)
from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS
from orgrules.settings import Settings
from tests.helpers import report

#: Two positions, one unit, one title of no known role, one error.
DESIGN = """\
units: [{id: head, name: Head office}]
positions:
  - {id: gm, title: General manager, unit: head}
  - {title: Night porter, reports_to: gn}
"""


def told(of: Report, language: Language = "en", *, color: bool = False, everything: bool = False) -> str:
    """A report as text."""
    stream = io.StringIO()
    FORMATS.writer("text")(of, stream, View(language, color, everything))
    return stream.getvalue()


def finding(line: int = 1, **changes: object) -> Finding:
    """A finding; ``changes`` say what is different about it."""
    made = Finding(
        rule="a/b",
        severity=Severity.ERROR,
        message="It is wrong.",
        location=Location("design.yaml", line, 5),
        subject=SubjectName("position", None, "Clerk"),
        related=(),
        expected="this",
        actual="that",
        cites=(),
        fix="",
        fingerprint="0" * 32,
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def file(path: str = "design.yaml", unrecognized: Sequence[tuple[str, int]] = (), positions: int = 1) -> FileSummary:
    """A file of which nothing but positions was checked."""
    return FileSummary(path, positions, 0, 0, 0, tuple(unrecognized))


def only(*findings: Finding) -> Report:
    """A report of nothing but findings."""
    return Report((), (), findings)


def test_the_whole_report_in_english(tmp_path: Path) -> None:
    text = told(report(tmp_path, DESIGN)).replace(str(tmp_path), "…")
    assert (
        text
        == """\
…/design.yaml:1:1: warning [coverage/nothing-judged] No position of …/design.yaml was judged by any rule on its role: \
that nothing else is wrong says little.
    expected  at least one position whose role the rulebooks know
    actual    none
    fix       State the roles of titles that the summary lists, or name a rulebook that knows them; where it lists none, \
model whom they report to.
…/design.yaml:4:39: error [hierarchy/unknown-manager] Night porter reports to "gn", which is no position here.
    expected  the id of a position, or a title that only one has
    actual    gn
    fix       Correct reports_to (nearest: gm), or add the position.

Checked 1 file: 2 positions, 1 unit, 0 people; 18 rules judged.
Rules on their role judged 0 of 2 positions; 2 covered by none.
Titles of no known role: Night porter.
1 error, 1 warning, 0 notes.
"""
    )


def test_every_detail_has_its_line_and_its_label() -> None:
    whole = finding(
        severity=Severity.WARNING,
        cites=(Cite("book", "sales", "4.5", "A gloss."), Cite("book", "sales", "4.6", "Another.")),
        related=(Related(Location("other.yaml", 7, 3), "Sales manager"),),
        fix="Mend it.",
        waived=Waived("The board knows.", "2030-01-01"),
    )
    lines = told(only(whole), everything=True).splitlines()
    assert lines[:-3] == [
        "design.yaml:1:5: warning [a/b] It is wrong.",
        "    expected  this",
        "    actual    that",
        "    source    A gloss. (sales:4.5)",
        "    source    Another. (sales:4.6)",
        "    related   other.yaml:7:3: Sales manager",
        "    fix       Mend it.",
        "              waived until 2030-01-01: The board knows.",
    ]
    assert lines[-2] == "Waived until 2030-01-01: 1 finding of a/b: The board knows."
    assert lines[-1] == "0 errors, 0 warnings, 0 notes; 1 waived."
    chinese = told(only(whole), "zh", everything=True).splitlines()
    assert chinese[:-3] == [
        "design.yaml:1:5: 警告 [a/b] It is wrong.",
        "    应为  this",
        "    现为  that",
        "    依据  A gloss.（sales:4.5）",
        "    依据  Another.（sales:4.6）",
        "    相关  other.yaml:7:3: Sales manager",
        "    建议  Mend it.",
        "          已豁免至 2030-01-01：The board knows.",
    ]
    assert chinese[-2] == "已豁免至 2030-01-01：a/b 的 1 个问题：The board knows."
    assert chinese[-1] == "0 个错误、0 个警告、0 个提示；1 个已豁免。"


def test_what_a_finding_does_not_say_has_no_line() -> None:
    assert told(only(finding(expected="", actual=""))).splitlines()[0:2] == ["design.yaml:1:5: error [a/b] It is wrong.", ""]


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        ([1], None),
        ([1, 3], "    … and 1 more like this (line 3)"),
        ([1, 3, 4], "    … and 2 more like this (lines 3, 4)"),
        ([1, 2, 3, 4, 5, 6], "    … and 5 more like this (lines 2, 3, 4, 5, 6)"),
        ([1, 2, 3, 4, 5, 6, 7], "    … and 6 more like this (lines 2, 3, 4, 5, 6, …)"),
    ],
)
def test_like_findings_are_counted_below_the_first(lines: list[int], counted: str | None) -> None:
    text = told(only(*(finding(line) for line in lines))).splitlines()
    assert text[:3] == ["design.yaml:1:5: error [a/b] It is wrong.", "    expected  this", "    actual    that"]
    assert text[3:-2] == ([] if counted is None else [counted])
    assert text[-1] == ("1 error" if len(lines) == 1 else f"{len(lines)} errors") + ", 0 warnings, 0 notes."


@pytest.mark.parametrize(
    "other",
    [
        finding(2, rule="a/c"),
        finding(2, expected="those"),
        finding(2, actual="these"),
        finding(2, location=Location("other.yaml", 2, 5)),
        finding(2, waived=Waived("Known.", None)),
    ],
)
def test_findings_that_differ_in_what_matters_are_not_counted_together(other: Finding) -> None:
    assert "more like this" not in told(only(finding(1), other))


def test_like_findings_in_chinese_and_spelled_out() -> None:
    many = only(*(finding(line) for line in range(1, 31)))
    assert "    ……另有 29 处相同（第 2、3、4、5、6、… 行）\n" in told(many, "zh")
    assert told(many, everything=True).count("error [a/b]") == 30
    assert "more like this" not in told(many, everything=True)


def test_the_summary_counts_over_all_files_and_tells_one_from_many() -> None:
    rules = (RuleSummary("a/b", 3, 0, 0), RuleSummary("a/c", 0, 3, 0))
    one = Report((FileSummary("a.yaml", 1, 1, 1, 1, ()),), rules[:1], ())
    assert told(one) == (
        "Checked 1 file: 1 position, 1 unit, 1 person; 1 rule judged.\n"
        "Rules on their role judged 1 of 1 position; 0 covered by none.\n"
        "No findings.\n"
    )
    many = Report((FileSummary("a.yaml", 1000, 1, 2, 700, ()), FileSummary("b.yaml", 234, 3, 0, 4, ())), rules, ())
    assert told(many) == (
        "Checked 2 files: 1,234 positions, 4 units, 2 people; 1 rule judged.\n"
        "Rules on their role judged 704 of 1,234 positions; 530 covered by none.\n"
        "No findings.\n"
    )
    assert told(many, "zh") == (
        "已检查 2 个文件：1,234 个岗位、4 个单位、2 名人员；共判定 1 条规则。\n"
        "1,234 个岗位中，704 个按角色规则判定，其余 530 个不适用任何角色规则。\n"
        "没有发现问题。\n"
    )


def test_the_summary_names_the_most_frequent_unknown_titles() -> None:
    files = (file("a.yaml", [("Cook", 2), ("Porter", 1), ("Baker", 1)]), file("b.yaml", [("Porter", 3), ("Nurse", 1)]))
    assert "\nTitles of no known role: Porter (4); Cook (2); Baker; Nurse.\n" in told(Report(files, (), ()))
    more = (*files, file("c.yaml", [("Pilot", 1), ("Vet", 1), ("Usher", 1)]))
    assert "\nTitles of no known role: Porter (4); Cook (2); Baker; Nurse; Pilot; and 2 more.\n" in told(Report(more, (), ()))
    assert "\n未识别的岗位名称：Porter（4 个岗位）、Cook（2 个岗位）、Baker、Nurse、Pilot，另有 2 种。\n" in told(
        Report(more, (), ()), "zh"
    )


def test_where_no_rule_is_on_a_role_nothing_is_said_of_roles(tmp_path: Path) -> None:
    found = report(tmp_path, DESIGN, Settings(rulebooks=("spans-and-layers",)))
    assert "role" not in told(found)
    assert "角色" not in told(found, "zh")


def test_the_summary_names_files_that_are_no_designs() -> None:
    few = Report((file(),), (), (), passed_over=("a.yaml", "b.yaml"))
    assert "\nPassed over, being no designs: a.yaml, b.yaml.\n" in told(few)
    many = Report((file(),), (), (), passed_over=tuple(f"{number}.yaml" for number in range(9)))
    assert "\nPassed over, being no designs: 0.yaml, 1.yaml, 2.yaml, 3.yaml, 4.yaml, ….\n" in told(many)
    assert "\n以下文件不是设计，已略过：a.yaml、b.yaml。\n" in told(few, "zh")


def test_a_report_with_problems_never_says_that_there_are_no_findings() -> None:
    unreadable = Report((), (), (), (Problem("a.yaml", 1, 1, "cannot be read"),))
    assert told(unreadable) == "Not everything could be checked: 1 problem in a.yaml.\n"
    assert told(unreadable, "zh") == "部分内容未能检查，共 1 处，见于：a.yaml。\n"
    nowhere = Report((), (), (), (Problem("", 0, 0, "nothing to check"),))
    assert told(nowhere) == "Not everything could be checked.\n"


def test_what_could_not_be_checked_is_named_where_the_messages_are_out_of_sight() -> None:
    twice = [Problem("a.yaml", line, 1, "unknown key") for line in (1, 2)]
    many = Report((), (), (), (*twice, *(Problem(f"{number}.yaml", 1, 1, "no YAML") for number in range(9))))
    files = "a.yaml, 0.yaml, 1.yaml, 2.yaml, 3.yaml, …"
    assert told(many) == f"Not everything could be checked: 11 problems in {files}.\n"


def test_colour_marks_places_severities_and_the_outcome() -> None:
    lines = told(only(finding(severity=Severity.INFO)), color=True).splitlines()
    assert lines[0] == "\x1b[1mdesign.yaml:1:5\x1b[0m: \x1b[36minfo\x1b[0m [a/b] It is wrong."
    assert lines[1] == "    \x1b[2mexpected\x1b[0m  this"
    assert lines[-1] == "\x1b[36m0 errors, 0 warnings, 1 note.\x1b[0m"
    assert told(Report((), (), ()), color=True) == "\x1b[32mNo findings.\x1b[0m\n"
    worst = told(only(finding(severity=Severity.WARNING), finding(rule="a/c", severity=Severity.INFO)), color=True)
    assert worst.splitlines()[-1] == "\x1b[33m0 errors, 1 warning, 1 note.\x1b[0m"


HOSTILE = "a\x1b[31m\nb\u202ec\x85\u2028\x00\u200b"
SHOWN = "a\\x1b[31m\\nb\\u202ec\\x85\\u2028\\x00\\u200b"


def test_control_and_direction_characters_reach_the_terminal_only_as_numbers() -> None:
    hostile = finding(
        message=HOSTILE,
        location=Location(HOSTILE, 1, 5),
        expected=HOSTILE,
        actual=HOSTILE,
        cites=(Cite("book", HOSTILE, HOSTILE, HOSTILE),),
        related=(Related(Location(HOSTILE, 1, 1), HOSTILE),),
        fix=HOSTILE,
        waived=Waived(HOSTILE, None),
    )
    everywhere = Report((file(HOSTILE, [(HOSTILE, 2)]),), (), (hostile,), passed_over=(HOSTILE,))
    text = told(everywhere, everything=True)
    assert text.count(SHOWN) == 14
    assert text.count("\n") == 14
    assert all(character.isprintable() or character == "\n" for character in text)


def test_a_hostile_title_of_a_design_is_shown_on_one_line(tmp_path: Path) -> None:
    text = told(report(tmp_path, {"positions": [{"title": "Boss"}, {"title": "x\x1b[2J\ny", "reports_to": "\u202e"}]}))
    head = next(line for line in text.splitlines() if "unknown-manager" in line)
    assert head.endswith(
        ':1:76: error [hierarchy/unknown-manager] x\\x1b[2J\\ny reports to "\\u202e", which is no position here.'
    )
