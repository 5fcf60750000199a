"""CSV, for a spreadsheet: a row a finding, nothing that a spreadsheet would compute, headings in the report's language.

It begins with a byte order mark: without one, Excel reads a CSV file in the encoding of the system, and on a Chinese one shows
UTF-8 as nonsense. Who has no use for the mark, a program, has JSON.
"""

from __future__ import annotations

import csv
import re
from typing import TextIO

from orgrules.findings import Finding, Report
from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.reports._words import LABELS
from orgrules.text import sanitize

#: It has no room for what is said of the check as a whole.
ONLY_FINDINGS = True

_COLUMNS: tuple[dict[Language, str], ...] = (
    {"en": "severity", "zh": "级别"},
    {"en": "rule", "zh": "规则"},
    {"en": "file", "zh": "文件"},
    {"en": "line", "zh": "行"},
    {"en": "column", "zh": "列"},
    {"en": "message", "zh": "问题"},
    {"en": "kind", "zh": "对象"},
    {"en": "id", "zh": "编号"},
    {"en": "title", "zh": "名称"},
    {"en": "expected", "zh": "应为"},
    {"en": "actual", "zh": "现为"},
    {"en": "source", "zh": "依据"},
    {"en": "fix", "zh": "建议"},
    {"en": "waived", "zh": "豁免理由"},
    {"en": "until", "zh": "豁免截止"},
    {"en": "fingerprint", "zh": "指纹"},
)
_PROBLEM: dict[Language, str] = {"en": "not checked", "zh": "未能检查"}
_KINDS = {"position": "岗位", "unit": "单位", "person": "人员", "cycle": "循环", "organization": "组织"}
# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), in letters of full width too: of a cell, or
# of what is one where semicolons separate cells
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠])")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as CSV (RFC 4180); what could not be checked comes first, so that nobody takes the rows for all there is."""
    stream.write("\ufeff")
    rows = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    rows.writerow([column[view.language] for column in _COLUMNS])
    for problem in report.problems:
        row = [_PROBLEM[view.language], "", problem.path, problem.line or "", problem.column or "", problem.message]
        rows.writerow(map(_cell, [*row, *[""] * (len(_COLUMNS) - len(row))]))
    for finding in report.findings:
        rows.writerow(map(_cell, _row(finding, view.language)))


def _row(finding: Finding, language: Language) -> list[str | int]:
    subject, waived = finding.subject, finding.waived
    return [
        LABELS[finding.severity.word][language],
        finding.rule,
        *finding.location,
        finding.message,
        subject.kind if language == "en" else _KINDS.get(subject.kind, subject.kind),
        subject.id or "",
        subject.title,
        finding.expected,
        finding.actual,
        "; ".join(map(str, finding.cites)),
        finding.fix,
        waived.reason if waived else "",
        (waived.until or "") if waived else "",
        finding.fingerprint,
    ]


def _cell(value: str | int) -> str | int:
    """A text on one line that is no formula: an apostrophe says to a spreadsheet that what follows is text."""
    if isinstance(value, int):
        return value
    # a tab or a return at the beginning is a formula's too, but sanitizing leaves none
    return _FORMULA.sub(r"\1'", sanitize(value))
