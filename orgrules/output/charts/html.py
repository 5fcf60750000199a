"""One HTML page that needs nothing but itself: the charts of a report to look into, and, for a report, its findings too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, TextIO

from orgrules.findings import Report, RuleSummary, Severity
from orgrules.output.charts._marks import Placed, marks, place_findings
from orgrules.output.charts._page import chart_data, filled, finding_data, paper
from orgrules.output.charts._words import say
from orgrules.output.formats import View
from orgrules.text import sanitize


class Judging(NamedTuple):
    """How many rules judged something, how many could not as the design leaves open what they ask, and the others: idle ones."""

    judged: int
    open: int
    idle: int


class Group(NamedTuple):
    """How many findings of each severity, worst first, one rule or one unit has; waived ones apart."""

    key: str
    name: str
    numbers: tuple[int, ...]


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write the page of the charts alone."""
    del view  # its language is spoken
    stream.write(page(report, findings=False))


def page(report: Report, *, findings: bool, notes: Sequence[str] = ()) -> str:
    """The page, with or without the list of findings and what is said of the check; ``notes`` follow its summary."""
    placed = place_findings(report)
    found = [marks(placed, index, len(chart.boxes)) for index, chart in enumerate(report.charts)]
    return filled(
        "page.html.jinja",
        styles=["page.css"],
        scripts=["findings.js"] if findings else [],
        data=_data(report, placed),
        kicker=say("report" if findings else "chart page"),
        report=report,
        findings=findings,
        judging=_judging(report.rules),
        notes=notes,
        placed=placed,
        by_rule=_by_rule(report, placed),
        by_unit=_by_unit(placed),
        papers=[
            paper(chart, each, index, say("chart of", sanitize(chart.name)))
            for index, (chart, each) in enumerate(zip(report.charts, found, strict=True))
        ],
        title=_title(report),
    )


def _data(report: Report, placed: Sequence[Placed]) -> dict[str, Any]:
    """What the scripts know."""
    return {
        "charts": [chart_data(chart) for chart in report.charts],
        "findings": [finding_data(each) for each in placed],
    }


def _judging(rules: Sequence[RuleSummary]) -> Judging:
    judged = sum(rule.judged > 0 for rule in rules)
    left_open = sum(rule.judged == 0 < rule.not_judged for rule in rules)
    return Judging(judged, left_open, len(rules) - judged - left_open)


def _by_rule(report: Report, placed: Sequence[Placed]) -> list[Group]:
    names = {rule.id: rule.name for rule in report.rules}
    return _groups(
        (each.finding.rule, names.get(each.finding.rule, ""), each.finding.severity) for each in placed if _stands(each)
    )


def _by_unit(placed: Sequence[Placed]) -> list[Group]:
    return _groups((each.unit, each.unit, each.finding.severity) for each in placed if _stands(each))


def _stands(each: Placed) -> bool:
    return each.finding.waived is None


def _groups(counted: Any) -> list[Group]:
    numbers: dict[str, Counter[Severity]] = {}
    names: dict[str, str] = {}
    for key, name, severity in counted:
        numbers.setdefault(key, Counter())[severity] += 1
        names[key] = name
    worst_first = sorted(Severity, reverse=True)
    groups = [Group(key, names[key], tuple(found[severity] for severity in worst_first)) for key, found in numbers.items()]
    return sorted(groups, key=lambda group: (tuple(-number for number in group.numbers), group.key))


def _title(report: Report) -> str:
    names = list(dict.fromkeys(sanitize(chart.name) for chart in report.charts))
    if not names:
        return say("no designs")
    return names[0] if len(names) == 1 else say("designs", len(report.charts))
