"""Findings and reports that several tests of formats look at."""

from __future__ import annotations

import io

from orgrules.errors import Problem
from orgrules.findings import (
    BaselineSummary,
    Cite,
    FileSummary,
    Finding,
    Gone,
    Location,
    Proposed,
    Related,
    Replacement,
    Report,
    RuleSummary,
    SetAside,
    Severity,
    SubjectName,
    Waived,
)
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS

#: What each kind of reader could take for something else than text.
HOSTILE = (
    "\"quotes'",
    "two\nlines\r\nmore\rlast",
    "<script>alert(1)</script><b>&amp;",
    "\x1b[31mred\x07\x00\x9b",
    "\u202eright to left\u2066\u200f\ufeff",
    "::error file=x::y%0A",
    "a,b;c\td",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1+1",
    "＝1",
    "|a|b|",
    "`code` **bold** _it_ ~~no~~ # h",
    "[click](https://example.org)",
    "![i](https://example.org/i.png)",
    "https://example.org www.example.org a@example.org @octocat #12 GH-12",
    "\ufffe\uffff\U0001ffff\U000e0001",
    "]]><![CDATA[x",
    "\\| \\",
    "- [ ] x",
    "1. x",
    "{0} {title} %s $x$",
)


def finding(line: int = 1, **changes: object) -> Finding:
    """A finding; ``changes`` say what is different about it."""
    made = Finding(
        rule="a/b",
        severity=Severity.ERROR,
        message="It is wrong.",
        location=Location("design.yaml", line, 5),
        subject=SubjectName("position", "clerk", "Clerk"),
        related=(Related(Location("other.yaml", 7, 3), "Boss"),),
        expected="this",
        actual="that",
        cites=(Cite("book", "sales", "4.5", "A gloss."),),
        fix="Mend it.",
        fingerprint=f"{line:032x}",
    )
    return made._replace(**changes)  # type: ignore[arg-type]


def hostile(text: str) -> Report:
    """A report in which every text that may come from a file is this one."""
    found = finding(
        message=text,
        subject=SubjectName("position", text, text),
        related=(Related(Location(text, 7, 3), text),),
        location=Location(text, 1, 5),
        expected=text,
        actual=text,
        cites=(Cite("book", text, text, text),),
        fix=text,
    )
    return Report(
        files=(FileSummary(text, 1, 0, 0, 0, ((text, 2),)),),
        rules=(RuleSummary("a/b", 1, 0, 2, Severity.ERROR, "book", text, text, (Cite("book", text, text, text),)),),
        findings=(found, found._replace(fingerprint="f" * 32, waived=Waived(text, "2030-01-01"))),
        problems=(Problem(text, 3, 7, text), Problem("", 0, 0, text)),
        passed_over=(text,),
        baseline=BaselineSummary(text, 1, (Gone(Location(text, 3, 5), text, text, text, 2),)),
        set_aside=SetAside(1, text),
        proposed={(found.fingerprint, found.location): Proposed(1, (text,), text, False, (Replacement(text, 1, 1, 1, 2, text),))},
    )


RULES = (
    RuleSummary("a/b", 3, 0, 3, Severity.ERROR, "book", "The rule", "Because.", (Cite("book", "sales", "4.5", "A gloss."),)),
    RuleSummary("a/kept", 2, 1, 0, Severity.WARNING, "book", "A rule that is kept"),
    RuleSummary("a/silent", 0, 4, 0, Severity.INFO, "book", "A rule that judged nothing"),
)
#: One finding of each kind, a waived one, one rule kept and one silent, and two things that could not be checked.
ALL_KINDS = Report(
    files=(FileSummary("design.yaml", 3, 1, 0, 2, ()),),
    rules=RULES,
    findings=(
        finding(1),
        finding(2, severity=Severity.WARNING, related=(), cites=(), fix="", expected="", actual=""),
        finding(3, severity=Severity.INFO),
        finding(4, waived=Waived("The board knows.", "2030-01-01")),
    ),
    problems=(Problem("broken.yaml", 3, 7, "not YAML"), Problem("", 0, 0, "nothing to check")),
)
CLEAN = Report((FileSummary("design.yaml", 3, 1, 0, 2, ()),), (RULES[1]._replace(findings=0),), ())

#: A run that nothing but its baseline fails: it hides a finding, and holds two that no longer occur.
OUTDATED = CLEAN._replace(
    baseline=BaselineSummary("known.json", 1, (Gone(Location("known.json", 4, 5), "a/b", "design.yaml", "Clerk", 2),))
)


def written(of: Report, format_name: str, view: View = View()) -> str:  # noqa: B008 - frozen
    """A report in a format."""
    stream = io.StringIO(newline="")
    FORMATS.writer(format_name)(of, stream, view)
    return stream.getvalue()
