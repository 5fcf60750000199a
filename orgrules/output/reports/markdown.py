"""Markdown (GitHub's), for a comment on a pull request or the summary of a job: what was checked, and a table of findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TextIO

from orgrules.findings import Finding, Report, Severity
from orgrules.locale import _, ngettext
from orgrules.output.formats import View
from orgrules.output.reports._words import details, hiding_lines, severity_word, table_lines
from orgrules.text import sanitize

#: Most findings of a table, unless all are asked for: a comment on GitHub holds 65,536 characters.
MOST_ROWS = 80

# Whatever Markdown gives a meaning to is written as a character reference, which can be no markup (CommonMark, section 2.5)
_MARKUP = re.compile(r"[&<>|`*_\[\]\\~!$^]")
# Links that need no markup: addresses, mentions and references to issues. An empty comment takes them apart.
_LINKS = re.compile(r"(?<=/)(?=/)|(?<=www)(?=\.)|(?<=@)|(?<=#)(?=\d)|(?<=GH)(?=-\d)", re.IGNORECASE)
_BLOCK = re.compile(r"^(?=[-+#=>]|\d+[.)])")  # what at the beginning of a line makes it a list, a heading …


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as Markdown."""
    heading, outcome = _("Organization check"), _outcome(report)
    stream.write(f"## {heading}\n\n{outcome}\n")
    if hiding := [*hiding_lines(report), *table_lines(report, everything=view.all)]:
        stream.write("\n" + "".join(f"- {escaped(line)}\n" for line in hiding))
    if report.problems:
        stream.write("\n### " + _("Could not be checked") + "\n\n")
        stream.writelines(f"- {escaped(str(problem))}\n" for problem in report.problems)
    headings = [_("Severity"), _("Place"), _("Finding")]
    number = len(report.findings) - report.waived
    if number:
        table(stream, view, headings, (cells(finding) for finding in report.findings if finding.waived is None), number)
    if report.waived:
        stream.write("\n### " + _("Waived") + "\n")
        rows = ([*cells(finding), *_waiver(finding)] for finding in report.findings if finding.waived is not None)
        table(stream, view, [*headings, _("Reason"), _("Until")], rows, report.waived)


def escaped(text: str) -> str:
    """A text that is nothing but text wherever it stands in a line of Markdown."""
    apart = _LINKS.sub("\0", sanitize(text))  # no text holds a null once it is sanitized
    referenced = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", apart)
    return _BLOCK.sub("<!-- -->", referenced).replace("\0", "<!-- -->")


def _outcome(report: Report) -> str:
    numbers = {severity: report.number_of(severity) for severity in Severity}
    told = _("Errors: {errors}, warnings: {warnings}, notes: {infos}. Files checked: {files}, positions: {positions}.").format(
        files=len(report.files),
        positions=sum(file.positions for file in report.files),
        errors=numbers[Severity.ERROR],
        warnings=numbers[Severity.WARNING],
        infos=numbers[Severity.INFO],
    )
    if report.problems:
        return told + " **" + _("Not everything could be checked.") + "**"
    return told if report.findings else told + " **" + _("No findings.") + "**"


def cells(finding: Finding) -> list[str]:
    """Severity, place, and everything that is to know about a finding, line by line."""
    known = [_("{label}: {text}").format(label=f"*{_(label)}*", text=escaped(text)) for label, text in details(finding)]
    lines = [escaped(finding.message), *known, f"<sub>{escaped(finding.rule)}</sub>"]
    return [severity_word(finding.severity), escaped(str(finding.location)), "<br>".join(lines)]


def _waiver(finding: Finding) -> list[str]:
    return [escaped(finding.waived.reason), escaped(finding.waived.until or "")] if finding.waived else ["", ""]


def table(stream: TextIO, view: View, headings: Sequence[str], rows: Iterable[Sequence[str]], number: int) -> None:
    """Write a table of so many rows of escaped cells, of which the last are left out where there are many."""
    stream.write("\n| " + " | ".join(headings) + " |\n")
    stream.write("|" + " --- |" * len(headings) + "\n")
    most = number if view.all else MOST_ROWS
    stream.writelines("| " + " | ".join(row) + " |\n" for row in islice(rows, most))
    if number > most:
        left = number - most
        told = ngettext("… and {number:,} more; --all shows it.", "… and {number:,} more; --all shows them.", left)
        stream.write("\n" + told.format(number=left) + "\n")
