"""Markdown (GitHub's), for a comment on a pull request or the summary of a job: what was checked, and a table of findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from orgrules.findings import Finding, Report, Severity
from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.reports._words import LABELS, details, hiding_lines
from orgrules.text import sanitize

#: Most findings of a table, unless all are asked for: a comment on GitHub holds 65,536 characters.
MOST_ROWS = 80

_WORDS: dict[str, dict[Language, str]] = {
    "heading": {"en": "Organization check", "zh": "组织设计检查"},
    "problems": {"en": "Could not be checked", "zh": "未能检查"},
    "checked": {
        "en": "Errors: {errors}, warnings: {warnings}, notes: {infos}. Files checked: {files}, positions: {positions}.",
        "zh": "错误 {errors} 个，警告 {warnings} 个，提示 {infos} 个。已检查文件 {files} 个，岗位 {positions} 个。",
    },
    "incomplete": {"en": "Not everything could be checked.", "zh": "部分内容未能检查。"},
    "clean": {"en": "No findings.", "zh": "没有发现问题。"},
    "more": {"en": "… and {number} more; --all shows them.", "zh": "……另有 {number} 个，用 --all 全部列出。"},
    "severity": {"en": "Severity", "zh": "级别"},
    "place": {"en": "Place", "zh": "位置"},
    "finding": {"en": "Finding", "zh": "问题"},
    "waived": {"en": "Waived", "zh": "已豁免"},
    "reason": {"en": "Reason", "zh": "理由"},
    "until": {"en": "Until", "zh": "截止"},
    "between": {"en": ": ", "zh": "："},
}
# Whatever Markdown gives a meaning to is written as a character reference, which can be no markup (CommonMark, section 2.5)
_MARKUP = re.compile(r"[&<>|`*_\[\]\\~!$^]")
# Links that need no markup: addresses, mentions and references to issues. An empty comment takes them apart.
_LINKS = re.compile(r"(?<=/)(?=/)|(?<=www)(?=\.)|(?<=@)|(?<=#)(?=\d)|(?<=GH)(?=-\d)", re.IGNORECASE)
_BLOCK = re.compile(r"^(?=[-+#=>]|\d+[.)])")  # what at the beginning of a line makes it a list, a heading …


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as Markdown."""
    standing = [finding for finding in report.findings if finding.waived is None]
    waived = [finding for finding in report.findings if finding.waived is not None]
    stream.write(f"## {_say(view, 'heading')}\n\n{_outcome(report, view)}\n")
    if hiding := hiding_lines(report, view.language):
        stream.write("\n" + "".join(f"- {escaped(line)}\n" for line in hiding))
    if report.problems:
        stream.write(f"\n### {_say(view, 'problems')}\n\n")
        stream.writelines(f"- {escaped(str(problem))}\n" for problem in report.problems)
    if standing:
        table(stream, view, _headings(view, "severity", "place", "finding"), [cells(finding, view) for finding in standing])
    if waived:
        stream.write(f"\n### {_say(view, 'waived')}\n")
        rows = [[*cells(finding, view), *_waiver(finding)] for finding in waived]
        table(stream, view, _headings(view, "severity", "place", "finding", "reason", "until"), rows)


def escaped(text: str) -> str:
    """A text that is nothing but text wherever it stands in a line of Markdown."""
    apart = _LINKS.sub("\0", sanitize(text))  # no text holds a null once it is sanitized
    referenced = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", apart)
    return _BLOCK.sub("<!-- -->", referenced).replace("\0", "<!-- -->")


def _outcome(report: Report, view: View) -> str:
    numbers = {severity: report.number_of(severity) for severity in Severity}
    told = _say(view, "checked").format(
        files=len(report.files),
        positions=sum(file.positions for file in report.files),
        errors=numbers[Severity.ERROR],
        warnings=numbers[Severity.WARNING],
        infos=numbers[Severity.INFO],
    )
    if report.problems:
        return f"{told} **{_say(view, 'incomplete')}**"
    return told if report.findings else f"{told} **{_say(view, 'clean')}**"


def cells(finding: Finding, view: View) -> list[str]:
    """Severity, place, and everything that is to know about a finding, line by line."""
    between = _say(view, "between")
    lines = [escaped(finding.message)]
    lines += [f"*{LABELS[name][view.language]}*{between}{escaped(text)}" for name, text in details(finding)]
    lines.append(f"<sub>{escaped(finding.rule)}</sub>")
    return [LABELS[finding.severity.word][view.language], escaped(str(finding.location)), "<br>".join(lines)]


def _waiver(finding: Finding) -> list[str]:
    return [escaped(finding.waived.reason), escaped(finding.waived.until or "")] if finding.waived else ["", ""]


def _headings(view: View, *names: str) -> list[str]:
    return [_say(view, name) for name in names]


def table(stream: TextIO, view: View, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table of escaped cells, of which the last are left out where there are many."""
    stream.write("\n| " + " | ".join(headings) + " |\n")
    stream.write("|" + " --- |" * len(headings) + "\n")
    most = len(rows) if view.all else MOST_ROWS
    stream.writelines("| " + " | ".join(row) + " |\n" for row in rows[:most])
    if len(rows) > most:
        stream.write("\n" + _say(view, "more").format(number=len(rows) - most) + "\n")


def _say(view: View, name: str) -> str:
    return _WORDS[name][view.language]
