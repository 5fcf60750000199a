"""The text report, for a person at a terminal: a line a finding, what to know about it below, a summary of what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TextIO

from orgrules.findings import Finding, Proposed, Report, Severity, Waived
from orgrules.locale import Language, _, ngettext, pgettext, speaking, spoken
from orgrules.output.formats import View
from orgrules.output.reports._words import LABELS, details, hiding_lines, proposal_text, severity_word, table_lines
from orgrules.text import columns, listed, sanitize

#: Most titles or files that the summary names, and most lines that stand for like findings.
MOST_TITLES = 5
MOST_LINES = 5
#: Most reasons that the summary gives for what is waived.
MOST_WAIVERS = 10

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT, _GREEN = "1", "2", "32"


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as text. Waived findings are a part of the summary, unless all are to be spelled out."""
    shown = (finding for finding in report.findings if view.all or finding.waived is None)
    any_shown = False
    # like findings are of one file: those of no more than one file are held at a time
    for _path, of_file in groupby(shown, key=lambda finding: finding.location.path):
        any_shown = True
        for finding, others in ((finding, ()) for finding in of_file) if view.all else _groups(of_file, report):
            stream.writelines(line + "\n" for line in finding_lines(finding, view, others, report.proposal(finding)))
    if any_shown:
        stream.write("\n")
    stream.writelines(line + "\n" for line in _summary_lines(report, view))


def _groups(findings: Iterable[Finding], report: Report) -> Iterable[tuple[Finding, list[int]]]:
    """The findings of a file, of those that are alike (one rule, the same expected and actual) the first, and the others' lines.

    Those that expect nothing and found nothing differ by what they say, and others by what is proposed against them.
    """
    groups: dict[tuple[object, ...], tuple[Finding, list[int]]] = {}
    for finding in findings:
        said = (finding.expected, finding.actual) if finding.expected or finding.actual else finding.message
        alike = (finding.rule, said, finding.waived, report.proposal(finding))
        if alike in groups:
            groups[alike][1].append(finding.location.line)
        else:
            groups[alike] = finding, []
    return groups.values()


def finding_lines(finding: Finding, view: View, others: Sequence[int] = (), proposed: Proposed | None = None) -> list[str]:
    """A finding with all that is to know about it, and how many more like it there are, on which lines."""
    word = severity_word(finding.severity)
    head = f"{_styled(view, sanitize(str(finding.location)), _BOLD)}: {_styled(view, word, _COLORS[finding.severity])} "
    lines = [head + f"[{finding.rule}] {sanitize(finding.message)}"]
    known: list[tuple[str, str]] = [*details(finding)]
    if proposed is not None:
        known.append(("proposal", proposal_text(proposed)))
    if finding.waived is not None:
        known.append(("", waived_line(finding.waived)))
    columns_of = _labels(spoken())
    for label, text in known:
        lines.append("    " + _styled(view, columns_of[label], _FAINT) + "  " + sanitize(text))
    if others:
        lines.append("    " + _more_line(others))
    return lines


@cache
def _labels(language: Language) -> dict[str, str]:
    """The labels in a language, all of one width, and "" for no label: reports have a hundred thousand of them."""
    with speaking(language):
        said = {label: _(label) if label else "" for label in ("", *LABELS)}
    width = max(map(columns, said.values()))
    return {label: text + " " * (width - columns(text)) for label, text in said.items()}


def waived_line(waived: Waived) -> str:
    """That a finding is waived, until when and why."""
    if waived.until:
        return _("waived until {until}: {reason}").format(until=waived.until, reason=waived.reason)
    return _("waived: {reason}").format(reason=waived.reason)


def _more_line(others: Sequence[int]) -> str:
    told = ngettext(
        "… and {number:,} more like this (line {lines})", "… and {number:,} more like this (lines {lines})", len(others)
    )
    return told.format(number=len(others), lines=listed(list(map(str, others)), MOST_LINES))


def _summary_lines(report: Report, view: View) -> list[str]:
    lines = _checked_lines(report) if report.files else []
    titles = Counter[str]()
    for file in report.files:
        for title, number in file.unrecognized:
            titles[title] += number
    if titles:
        lines.append(_unrecognized_line(titles))
    if view.all:
        lines += _uncovered_lines(report)
    lines += [sanitize(line) for line in table_lines(report, everything=view.all)]
    if report.passed_over:
        paths = listed([sanitize(path) for path in report.passed_over], MOST_TITLES)
        lines.append(_("Passed over, being no designs: {paths}.").format(paths=paths))
    lines += _waived_lines(report)
    lines += [sanitize(line) for line in hiding_lines(report)]
    lines.append(_outcome(report, view))
    return lines


def _checked_lines(report: Report) -> list[str]:
    """What was checked, and how many positions a rule on their role judged."""
    positions = sum(file.positions for file in report.files)
    units = sum(file.units for file in report.files)
    people = sum(file.people for file in report.files)
    rules = sum(rule.judged > 0 for rule in report.rules)
    lines = [
        _("Checked {files}: {positions}, {units}, {people}; {rules} judged.").format(
            files=ngettext("{number:,} file", "{number:,} files", len(report.files)).format(number=len(report.files)),
            positions=ngettext("{number:,} position", "{number:,} positions", positions).format(number=positions),
            units=ngettext("{number:,} unit", "{number:,} units", units).format(number=units),
            people=ngettext("{number:,} person", "{number:,} people", people).format(number=people),
            rules=ngettext("{number:,} rule", "{number:,} rules", rules).format(number=rules),
        )
    ]
    covered = [file.covered_positions for file in report.files if file.covered_positions is not None]
    if covered:
        told = ngettext(
            "Rules on their role judged {covered:,} of {positions:,} position; {uncovered:,} covered by none.",
            "Rules on their role judged {covered:,} of {positions:,} positions; {uncovered:,} covered by none.",
            positions,
        )
        lines.append(told.format(covered=sum(covered), positions=positions, uncovered=positions - sum(covered)))
    return lines


def _unrecognized_line(titles: Mapping[str, int]) -> str:
    """The most frequent titles of no known role, and how many others there are."""
    most = sorted(titles.items(), key=lambda item: (-item[1], item[0]))
    names = [
        _("{title} ({number:,})").format(title=sanitize(title), number=number) if number > 1 else sanitize(title)
        for title, number in most[:MOST_TITLES]
    ]
    told = pgettext("between titles", "; ").join(names)
    left = len(most) - MOST_TITLES
    if left > 0:
        return _("Titles of no known role: {titles}; and {number:,} more.").format(titles=told, number=left)
    return _("Titles of no known role: {titles}.").format(titles=told)


def _uncovered_lines(report: Report) -> list[str]:
    """The positions that no rule on their role judged, each with its place."""
    positions = [position for file in report.files for position in file.uncovered]
    if not positions:
        return []
    named = [f"{each.location}: {each.title} ({each.id})" if each.id else f"{each.location}: {each.title}" for each in positions]
    return [_("Covered by no rule on their role:"), *(f"    {sanitize(name)}" for name in named)]


def _waived_lines(report: Report) -> list[str]:
    """What is waived: a line for each rule, reason and day."""
    there = report.findings if report.waived else ()
    numbers = Counter((finding.rule, finding.waived) for finding in there if finding.waived is not None)
    lines = []
    for (rule, waived), number in list(numbers.items())[:MOST_WAIVERS]:
        if waived.until:
            told = ngettext(
                "Waived until {until}: {number:,} finding of {rule}: {reason}",
                "Waived until {until}: {number:,} findings of {rule}: {reason}",
                number,
            )
        else:
            told = ngettext(
                "Waived: {number:,} finding of {rule}: {reason}", "Waived: {number:,} findings of {rule}: {reason}", number
            )
        lines.append(told.format(until=waived.until, number=number, rule=rule, reason=sanitize(waived.reason)))
    if left := sum(list(numbers.values())[MOST_WAIVERS:]):
        told = ngettext("Waived otherwise: {number:,} finding.", "Waived otherwise: {number:,} findings.", left)
        lines.append(told.format(number=left))
    return lines


def _outcome(report: Report, view: View) -> str:
    if report.problems:
        return _styled(view, _incomplete(report), _COLORS[Severity.ERROR])
    if not report.findings and report.baseline is not None:
        return _styled(view, _("No new findings."), _COLORS[Severity.ERROR] if report.baseline.gone else _GREEN)
    if not report.findings:
        return _styled(view, _("No findings."), _GREEN)
    numbers = {severity: report.number_of(severity) for severity in Severity}
    worst = max(severity for severity in Severity if numbers[severity] or severity is Severity.INFO)
    errors, warnings, infos = numbers[Severity.ERROR], numbers[Severity.WARNING], numbers[Severity.INFO]
    told = _("{errors}, {warnings}, {infos}; {waived:,} waived.") if report.waived else _("{errors}, {warnings}, {infos}.")
    line = told.format(
        errors=ngettext("{number:,} error", "{number:,} errors", errors).format(number=errors),
        warnings=ngettext("{number:,} warning", "{number:,} warnings", warnings).format(number=warnings),
        infos=ngettext("{number:,} note", "{number:,} notes", infos).format(number=infos),
        waived=report.waived,
    )
    return _styled(view, line, _COLORS[worst])


def _incomplete(report: Report) -> str:
    """That something could not be checked, how much and in which files: what is wrong there is told on standard error."""
    number = len(report.problems)
    paths = list(dict.fromkeys(sanitize(problem.path) for problem in report.problems if problem.path))
    if not paths:
        return _("Not everything could be checked.")
    told = ngettext(
        "Not everything could be checked: {number:,} problem in {paths}.",
        "Not everything could be checked: {number:,} problems in {paths}.",
        number,
    )
    return told.format(number=number, paths=listed(paths, MOST_TITLES))


def _styled(view: View, text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.color else text
