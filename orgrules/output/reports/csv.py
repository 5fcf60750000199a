"""CSV, for a spreadsheet: a row a finding, nothing that a spreadsheet would compute, headings in the report's language.

It begins with a byte order mark: without one, Excel reads a CSV file in the encoding of the system, and on a Chinese one shows
UTF-8 as nonsense. Who has no use for the mark, a program, has JSON.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TextIO

from orgrules.findings import Finding, Report
from orgrules.locale import N_, _, pgettext
from orgrules.output.formats import View
from orgrules.output.reports._words import cited, message_of, severity_word
from orgrules.text import sanitize

#: It has no room for what is said of the check as a whole.
ONLY_FINDINGS = True

#: The words for what a finding is about.
_KINDS = {
    "position": N_("position"),
    "unit": N_("unit"),
    "person": N_("person"),
    "cycle": N_("cycle"),
    "organization": N_("organization"),
    "waiver": N_("waiver"),
    "table": N_("table"),
}
# What spreadsheets take for the beginning of a formula (OWASP, CSV injection), in letters of full width too: of a cell, or
# of what is one where semicolons separate cells
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠])")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as CSV (RFC 4180); what could not be checked comes first, so that nobody takes the rows for all there is."""
    del view  # its language is spoken
    problems = (
        [_("not checked"), "", problem.path, problem.line or "", problem.column or "", problem.message]
        for problem in report.problems
    )
    write_rows(stream, _headings(), chain(problems, map(_row, report.findings)))


def write_rows(stream: TextIO, headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    """Write rows, filled up where they are short, under their headings, as spreadsheets read them and compute nothing of them."""
    stream.write("\ufeff")
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([*map(_cell, row), *[""] * (len(headings) - len(row))])


def _headings() -> list[str]:
    return [
        pgettext("column", "severity"),
        pgettext("column", "rule"),
        pgettext("column", "file"),
        pgettext("column", "line"),
        pgettext("column", "column"),
        pgettext("column", "message"),
        pgettext("column", "kind"),
        pgettext("column", "id"),
        pgettext("column", "title"),
        pgettext("column", "expected"),
        pgettext("column", "actual"),
        pgettext("column", "source"),
        pgettext("column", "fix"),
        pgettext("column", "waived"),
        pgettext("column", "until"),
        pgettext("column", "fingerprint"),
    ]


def _row(finding: Finding) -> list[str | int]:
    subject, waived = finding.subject, finding.waived
    return [
        severity_word(finding.severity),
        finding.rule,
        *finding.location[:3],
        message_of(finding),
        _(_KINDS.get(subject.kind, subject.kind)),
        subject.id or "",
        subject.title,
        finding.expected,
        finding.actual,
        "; ".join(map(cited, finding.cites)),
        finding.fix,
        waived.reason if waived else "",
        (waived.until or "") if waived else "",
        finding.fingerprint,
    ]


def _cell(value: str | int) -> str | int:
    """A text on one line that is no formula, or a number."""
    return value if isinstance(value, int) else _text(value)


# of the cells of a hundred thousand rows most are there again and again
@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """A text on one line that is no formula: an apostrophe says to a spreadsheet that what follows is text."""
    # a tab or a return at the beginning is a formula's too, but sanitizing leaves none
    return _FORMULA.sub(r"\1'", sanitize(text))
