"""Scenarios as one page of HTML, in the dress of the report: the table, the charts beside one another, what each one does.

As the report's page it needs nothing but itself, and every text from a file stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TextIO

from orgrules.chart import Chart
from orgrules.findings import Finding
from orgrules.locale import NN_, _, pgettext
from orgrules.output.charts._marks import Mark, Placed, Tag, marks, place_on
from orgrules.output.charts._page import Paper, chart_data, filled, finding_data, paper
from orgrules.output.charts._words import in_every_form
from orgrules.output.comparisons._words import Line, position_lines, unit_lines
from orgrules.output.comparisons.html import Section, became, legend, sections_of, tag_of, tags_of
from orgrules.output.formats import View
from orgrules.output.scenarios import Scenario, Scenarios
from orgrules.output.scenarios._words import about_severities, rows
from orgrules.text import listed, sanitize

#: Scenarios are asked for their charts.
CHARTED = True
#: The place of the new chart among those of a comparison, and that of the base among all.
_NEW, _BASE = 1, 0


class Shown(NamedTuple):
    """A scenario as the page shows it; ``first`` is the number of the first finding that it introduces."""

    called: str
    path: str
    description: str
    sections: list[Section]
    introduced: list[Placed]
    first: int
    fixed: tuple[Finding, ...]


def write(found: Scenarios, stream: TextIO, view: View) -> None:
    """Write scenarios as a page."""
    del view  # its language is spoken
    charts = [] if found.chart is None else [found.chart, *(each.comparison.charts[_NEW] for each in found.scenarios)]
    lines = [position_lines(scenario.comparison) for scenario in found.scenarios]
    shown = _shown(found, charts, lines)
    placed = [each for scenario in shown for each in scenario.introduced]
    tags = _tags(found) if charts else []
    names = [_("Base"), *(scenario.called for scenario in found.scenarios)]
    paths = [found.base, *(scenario.path for scenario in found.scenarios)]
    stream.write(
        filled(
            "scenarios.html.jinja",
            styles=["page.css", "comparison.css", "scenarios.css"],
            scripts=["scenarios.js"],
            data=_data(found, charts, placed, tags, lines),
            kicker=_("Scenarios"),
            title=sanitize(found.chart.name if found.chart is not None else found.base),
            between=_("Each is laid over {base} alone.").format(base=sanitize(found.base)),
            scenarios=shown,
            groups=rows(found),
            charts=list(zip(names, paths, strict=True)) if charts else [],
            tags=legend(),
            told=_told(),
            papers=_papers(charts, names, placed, tags),
        )
    )


def _told() -> dict[str, str]:
    """The words of the page that the report's page has not."""
    return {
        "base": _("Base"),
        "details": _("Position"),
        "severities": about_severities(),
        "no changes": _("No position and no unit is different."),
        "show changes": _("Unfold changes"),
        "linked": _("A position that is selected in one chart is selected in the others too."),
        "introduced": pgettext("findings", "Introduced"),
        "none introduced": _("No finding was introduced."),
        "fixed": pgettext("findings", "Fixed"),
        "legend introduced": _("finding introduced"),
        "skip": _("Skip to the scenarios"),
    }


def _shown(found: Scenarios, charts: Sequence[Chart], lines: Sequence[list[Line]]) -> list[Shown]:
    made: list[Shown] = []
    first = 0
    for at, (scenario, those) in enumerate(zip(found.scenarios, lines, strict=True), start=1):
        placed = place_on(charts[at : at + 1], scenario.comparison.introduced)
        placed = [each if each.chart is None else each._replace(chart=at) for each in placed]
        sections = sections_of(those, unit_lines(scenario.comparison))
        told = (scenario.called, scenario.path, scenario.description or "")
        made.append(Shown(*told, sections, placed, first, scenario.comparison.fixed))
        first += len(placed)
    return made


def _tags(found: Scenarios) -> list[list[Tag | None]]:
    """What became of the position of each box: in the base, in which scenarios it is no more."""
    base: list[Tag | None] = [None] * (0 if found.chart is None else len(found.chart.boxes))
    gone: dict[int, list[Scenario]] = {}
    for scenario in found.scenarios:
        for seat in scenario.comparison.removed:
            gone.setdefault(seat.box, []).append(scenario)
    for box, those in gone.items():
        names = listed(sanitize(scenario.called) for scenario in those)
        word = (
            became("removed") if len(found.scenarios) == 1 else _("{what}: {names}").format(what=became("removed"), names=names)
        )
        base[box] = tag_of([("removed", word)])
    return [base, *(tags_of(scenario.comparison)[_NEW] for scenario in found.scenarios)]


def _papers(
    charts: Sequence[Chart], names: Sequence[str], placed: Sequence[Placed], tags: Sequence[Sequence[Tag | None]]
) -> list[Paper]:
    """The charts as they are printed."""
    papers = []
    for at, (chart, name) in enumerate(zip(charts, names, strict=False)):
        found: list[Mark | None] = list(marks(placed, at, len(chart.boxes)))
        papers.append(paper(chart, found, at, sanitize(name), tags[at]))
    return papers


def _data(
    found: Scenarios,
    charts: Sequence[Chart],
    placed: Sequence[Placed],
    tags: Sequence[Sequence[Tag | None]],
    lines: Sequence[Sequence[Line]],
) -> dict[str, Any]:
    """What the scripts know."""
    drawn = [chart_data(chart) for chart in charts]
    for chart, of_chart in zip(drawn, tags, strict=True):
        for box, tag in zip(chart["boxes"], of_chart, strict=True):
            if tag is not None:
                box["tag"] = tag
    for at, (scenario, those) in enumerate(zip(found.scenarios, lines, strict=True), start=1):
        if not drawn:
            break
        base, boxes = drawn[_BASE]["boxes"], drawn[at]["boxes"]
        for before, after in scenario.comparison.pairs:
            boxes[after]["partner"] = before
            base[before].setdefault("partners", {})[at] = after
        for line in those:
            parts = list(map(sanitize, line.parts))
            if line.after is not None:
                boxes[line.after].setdefault("changes", []).append([line.word, parts])
            if line.before is not None:
                word = _("{name}: {what}").format(name=sanitize(scenario.called), what=line.word)
                base[line.before].setdefault("changes", []).append([word, parts])
    return {
        "charts": drawn,
        "findings": [{**finding_data(each), "came": _("introduced")} for each in placed],
        "signs": {"changed": "≠"},
        "words": in_every_form({"folded changes": NN_("{0} change among them", "{0} changes among them")}),
    }
