"""The text report, for a person at a terminal: a line a finding, what to know about it below, a summary of what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TextIO

from orgrules.findings import Finding, Report, Severity, Waived
from orgrules.locale import Language, _
from orgrules.output.formats import View
from orgrules.output.reports._words import COUNTS, LABELS, Detail, counted, details, hiding_lines
from orgrules.text import sanitize

#: Most titles that the summary names, and most lines that stand for like findings.
MOST_TITLES = 5
MOST_LINES = 5
#: Most reasons that the summary gives for what is waived.
MOST_WAIVERS = 10

_WORDS: dict[str, dict[Language, str]] = {
    **LABELS,
    **COUNTS,
    "waived": {"en": "waived: {reason}", "zh": "已豁免：{reason}"},
    "waived until": {"en": "waived until {until}: {reason}", "zh": "已豁免至 {until}：{reason}"},
    "more": {"en": "… and {number} more like this ({places})", "zh": "……另有 {number} 处相同（{places}）"},
    "line": {"en": "line {lines}", "zh": "第 {lines} 行"},
    "lines": {"en": "lines {lines}", "zh": "第 {lines} 行"},
    "checked": {
        "en": "Checked {files}: {positions}, {units}, {people}; {rules} judged.",
        "zh": "已检查{files}：{positions}、{units}、{people}；共判定{rules}。",
    },
    "files": {"en": "{} file|{} files", "zh": " {} 个文件"},
    "positions": {"en": "{} position|{} positions", "zh": "{} 个岗位"},
    "units": {"en": "{} unit|{} units", "zh": "{} 个单位"},
    "people": {"en": "{} person|{} people", "zh": "{} 名人员"},
    "rules": {"en": "{} rule|{} rules", "zh": " {} 条规则"},
    "covered": {
        "en": "Rules on their role judged {covered} of {positions}; {uncovered} covered by none.",
        "zh": "{positions}中有 {covered} 个按角色规则判定，{uncovered} 个没有任何角色规则涉及。",
    },
    "unrecognized": {
        "en": "Titles of no known role: {titles}.",
        "zh": "未识别的岗位名称：{titles}。",
    },
    "more titles": {"en": "and {} more", "zh": "等另外 {} 种"},
    "passed over": {"en": "Passed over, being no designs: {paths}.", "zh": "以下文件不是设计，已略过：{paths}。"},
    "found": {"en": "{errors}, {warnings}, {infos}{waived}.", "zh": "{errors}、{warnings}、{infos}{waived}。"},
    "errors": {"en": "{} error|{} errors", "zh": "{} 个错误"},
    "warnings": {"en": "{} warning|{} warnings", "zh": "{} 个警告"},
    "infos": {"en": "{} note|{} notes", "zh": "{} 个提示"},
    "waived number": {"en": "; {} waived", "zh": "；{} 个已豁免"},
    "clean": {"en": "No findings.", "zh": "没有发现问题。"},
    "none new": {"en": "No new findings.", "zh": "没有发现新的问题。"},
    "waived these": {"en": "Waived{until}: {findings} of {rule}: {reason}", "zh": "已豁免{until}：{rule} 的{findings}：{reason}"},
    "until": {"en": " until {day}", "zh": "至 {day}"},
    "more waived": {"en": "Waived otherwise: {findings}.", "zh": "另外已豁免{findings}。"},
    "not all": {
        "en": "Not everything could be checked: see the messages above.",
        "zh": "部分内容未能检查，见上方信息。",
    },
}
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT, _GREEN = "1", "2", "32"


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as text. Waived findings are a part of the summary, unless all are to be spelled out."""
    shown = [finding for finding in report.findings if view.all or finding.waived is None]
    for group in _groups(shown, together=not view.all):
        stream.writelines(line + "\n" for line in finding_lines(group, view))
    if shown:
        stream.write("\n")
    stream.writelines(line + "\n" for line in _summary_lines(report, view))


def _groups(findings: Sequence[Finding], *, together: bool) -> list[list[Finding]]:
    """Findings that are alike (one rule, one file, the same expected and actual) together, at the place of their first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for index, finding in enumerate(findings):
        alike = (finding.location.path, finding.rule, finding.expected, finding.actual, finding.waived) if together else (index,)
        groups.setdefault(alike, []).append(finding)
    return list(groups.values())


def finding_lines(group: Sequence[Finding], view: View) -> list[str]:
    """A finding with all that is to know about it, and how many more like it there are in its group."""
    finding = group[0]
    word = _say(view, finding.severity.word)
    head = f"{_styled(view, sanitize(str(finding.location)), _BOLD)}: {_styled(view, word, _COLORS[finding.severity])} "
    lines = [head + f"[{finding.rule}] {sanitize(finding.message)}"]
    known = [detail for detail in details(finding) if detail.name not in finding.repeated]
    if finding.waived is not None:
        known.append(Detail("", waived_line(finding.waived, view.language)))
    width = max(_columns(_say(view, name)) for name in ("expected", "actual", "source", "related", "fix"))
    for name, text in known:
        label = _say(view, name) if name else ""
        lines.append("    " + _styled(view, label + " " * (width - _columns(label)), _FAINT) + "  " + sanitize(text))
    if len(group) > 1:
        numbers = [str(other.location.line) for other in group[1:]]
        shown = ", ".join(numbers[:MOST_LINES]) + (", …" if len(numbers) > MOST_LINES else "")
        places = _say(view, "lines" if len(numbers) > 1 else "line", lines=shown)
        lines.append("    " + _say(view, "more", number=len(group) - 1, places=places))
    return lines


def waived_line(waived: Waived, language: Language) -> str:
    """That a finding is waived, until when and why."""
    return _WORDS["waived until" if waived.until else "waived"][language].format(until=waived.until, reason=waived.reason)


def _summary_lines(report: Report, view: View) -> list[str]:
    lines = []
    if report.files:
        positions = sum(file.positions for file in report.files)
        covered = [file.covered_positions for file in report.files if file.covered_positions is not None]
        lines.append(
            _say(
                view,
                "checked",
                files=_number(view, "files", len(report.files)),
                positions=_number(view, "positions", positions),
                units=_number(view, "units", sum(file.units for file in report.files)),
                people=_number(view, "people", sum(file.people for file in report.files)),
                rules=_number(view, "rules", sum(rule.judged > 0 for rule in report.rules)),
            )
        )
        if covered:
            of_all = _number(view, "positions", positions)
            lines.append(_say(view, "covered", covered=sum(covered), positions=of_all, uncovered=positions - sum(covered)))
    titles: dict[str, int] = {}
    for file in report.files:
        for title, number in file.unrecognized:
            titles[title] = titles.get(title, 0) + number
    if titles:
        most = sorted(titles.items(), key=lambda item: (-item[1], item[0]))
        names = [f"{sanitize(title)} ({number})" if number > 1 else sanitize(title) for title, number in most[:MOST_TITLES]]
        if len(most) > MOST_TITLES:
            names.append(_say(view, "more titles").replace("{}", str(len(most) - MOST_TITLES)))
        lines.append(_say(view, "unrecognized", titles=("; " if view.language == "en" else "；").join(names)))
    if view.all:
        lines += _uncovered_lines(report)
    if report.passed_over:
        paths = [sanitize(path) for path in report.passed_over[:MOST_TITLES]]
        more = ["…"] if len(report.passed_over) > MOST_TITLES else []
        lines.append(_say(view, "passed over", paths=", ".join([*paths, *more])))
    lines += _waived_lines(report, view)
    lines += [sanitize(line) for line in hiding_lines(report, view.language)]
    lines.append(_outcome(report, view))
    return lines


def _uncovered_lines(report: Report) -> list[str]:
    """The positions that no rule on their role judged, each with its place."""
    positions = [position for file in report.files for position in file.uncovered]
    if not positions:
        return []
    named = [f"{each.location}: {each.title} ({each.id})" if each.id else f"{each.location}: {each.title}" for each in positions]
    return [_("Covered by no rule on their role:"), *(f"    {sanitize(name)}" for name in named)]


def _waived_lines(report: Report, view: View) -> list[str]:
    """What is waived: a line for each rule, reason and day."""
    numbers = Counter((finding.rule, finding.waived) for finding in report.findings if finding.waived is not None)
    lines = []
    for (rule, waived), number in list(numbers.items())[:MOST_WAIVERS]:
        until = _say(view, "until", day=waived.until) if waived.until else ""
        findings = _number(view, "findings", number)
        lines.append(_say(view, "waived these", until=until, findings=findings, rule=rule, reason=sanitize(waived.reason)))
    if left := sum(list(numbers.values())[MOST_WAIVERS:]):
        lines.append(_say(view, "more waived", findings=_number(view, "findings", left)))
    return lines


def _outcome(report: Report, view: View) -> str:
    if report.problems:
        return _styled(view, _say(view, "not all"), _COLORS[Severity.ERROR])
    if not report.findings and report.baseline is not None:
        return _styled(view, _say(view, "none new"), _COLORS[Severity.ERROR] if report.baseline.gone else _GREEN)
    if not report.findings:
        return _styled(view, _say(view, "clean"), _GREEN)
    numbers = {severity: report.number_of(severity) for severity in Severity}
    worst = max(severity for severity in Severity if numbers[severity] or severity is Severity.INFO)
    line = _say(
        view,
        "found",
        errors=_number(view, "errors", numbers[Severity.ERROR]),
        warnings=_number(view, "warnings", numbers[Severity.WARNING]),
        infos=_number(view, "infos", numbers[Severity.INFO]),
        waived=_say(view, "waived number").replace("{}", str(report.waived)) if report.waived else "",
    )
    return _styled(view, line, _COLORS[worst])


def _say(view: View, name: str, **values: object) -> str:
    text = _WORDS[name][view.language]
    for key, value in values.items():
        text = text.replace("{" + key + "}", str(value))
    return text


def _number(view: View, name: str, number: int) -> str:
    return counted(_WORDS[name], number, view.language)


def _columns(text: str) -> int:
    """How many columns of a terminal a label takes: Chinese characters take two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def _styled(view: View, text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.color else text
