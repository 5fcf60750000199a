"""The comparison as one page of HTML, in the dress of the report: numbers, both charts side by side, what changed, findings.

As the report's page it needs nothing but itself, and every text from a file stays text.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TextIO

from orgrules.chart import Chart
from orgrules.findings import Finding
from orgrules.locale import NN_, _, pgettext
from orgrules.output.charts._marks import Mark, Placed, Tag, marks, place_on
from orgrules.output.charts._page import Paper, chart_data, filled, finding_data, paper
from orgrules.output.charts._words import in_every_form
from orgrules.output.comparisons import MOVED, Change, Comparison
from orgrules.output.comparisons._words import Line, counts, position_lines, unit_lines
from orgrules.output.formats import View
from orgrules.text import listed, sanitize

#: The comparison is asked for the charts of both designs.
CHARTED = True
#: The places of the two charts.
_OLD, _NEW = 0, 1
#: What tells a kind of change on a box without its colour.
_SIGNS = {"added": "+", "removed": "−", "moved": "→", "renamed": "≠", "changed": "≠"}


class Tile(NamedTuple):
    """A number, what it is of, and what that means."""

    heading: str
    number: int
    kind: str = ""
    about: str = ""


class Section(NamedTuple):
    """Positions or units of which the same became."""

    kind: str
    heading: str
    lines: list[Line]


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as a page."""
    del view  # its language is spoken
    lines, units = position_lines(comparison), unit_lines(comparison)
    introduced, fixed, unchanged = _place(comparison)
    placed = [*introduced, *fixed, *unchanged]
    tags = tags_of(comparison)
    between = _("From {old} to {new}.").format(old=sanitize(comparison.old), new=sanitize(comparison.new))
    stream.write(
        filled(
            "comparison.html.jinja",
            styles=["page.css", "comparison.css"],
            scripts=["comparison.js"],
            data=_data(comparison, placed, tags, lines),
            kicker=_("Comparison"),
            title=sanitize(comparison.charts[_NEW].name) if comparison.charts else between,
            between=between,
            comparison=comparison,
            tiles=_tiles(comparison),
            sections=sections_of(lines, units),
            placed=placed,
            first_fixed=len(introduced),
            first_unchanged=len(introduced) + len(fixed),
            tags=legend(),
            told=_told(),
            papers=_papers(comparison, [*introduced, *fixed], tags),
        )
    )


def _told() -> dict[str, str]:
    """The words of the page that the report's page has not."""
    return {
        "before": _("Before"),
        "after": _("After"),
        "details before": _("Position before"),
        "details after": _("Position after"),
        "changes": pgettext("of two versions", "Changes"),
        "no changes": _("No position and no unit is different."),
        "show changes": _("Unfold changes"),
        "linked": _("A position that is selected in one chart is selected in the other too."),
        "introduced": pgettext("findings", "Introduced"),
        "none introduced": _("No finding was introduced."),
        "fixed": pgettext("findings", "Fixed"),
        "unchanged": pgettext("findings", "Unchanged"),
        "unchanged about": _("These findings are in both versions."),
        "legend introduced": _("finding introduced"),
        "legend fixed": _("findings fixed since"),
        "skip": _("Skip to the changes"),
    }


def _tiles(comparison: Comparison) -> list[tuple[str, list[Tile]]]:
    numbers = counts(comparison)
    positions, findings = numbers["positions"], numbers["findings"]
    of_positions = [
        Tile(pgettext("positions", "Added"), positions["added"], "added"),
        Tile(pgettext("positions", "Removed"), positions["removed"], "removed"),
        Tile(pgettext("positions", "Moved"), positions["moved"], "moved", _("another manager or unit")),
        Tile(pgettext("positions", "Renamed"), positions["renamed"], "renamed", _("another title or role")),
        Tile(pgettext("positions", "Changed"), positions["changed"], "changed", _("holder, duties or anything else")),
        Tile(pgettext("positions", "Unchanged"), positions["kept"]),
    ]
    if "units" in numbers:
        of_positions.append(Tile(_("Units changed"), numbers["units"]["changed"], "changed"))
    of_findings = [
        Tile(pgettext("findings", "Introduced"), findings["introduced"], "error"),
        Tile(pgettext("findings", "Fixed"), findings["fixed"], "fixed"),
        Tile(pgettext("findings", "Unchanged"), findings["unchanged"]),
    ]
    return [(_("Positions"), of_positions), (_("Findings"), of_findings)]


def sections_of(lines: Iterable[Line], units: list[Line]) -> list[Section]:
    """What became of positions and units, by what it is."""
    headings = {
        "added": pgettext("positions", "Added"),
        "removed": pgettext("positions", "Removed"),
        "moved": pgettext("positions", "Moved"),
        "renamed": pgettext("positions", "Renamed"),
        "changed": pgettext("positions", "Changed"),
    }
    by_kind: dict[str, list[Line]] = {kind: [] for kind in headings}
    for line in lines:
        by_kind[line.kind].append(line)
    found = [Section(kind, headings[kind], those) for kind, those in by_kind.items() if those]
    return [*found, Section("changed", _("Units changed"), units)] if units else found


# ---------------------------------------------------------------------------------------- what is on the charts


def _place(comparison: Comparison) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """The findings introduced and unchanged on the new chart, and those that are fixed on the old one."""
    if not comparison.charts:
        found = [place_on((), those) for those in (comparison.introduced, comparison.fixed, comparison.unchanged)]
    else:
        on = [(_NEW, comparison.introduced), (_OLD, comparison.fixed), (_NEW, comparison.unchanged)]
        found = [_on(comparison, chart, those) for chart, those in on]
    introduced, fixed, unchanged = found
    return introduced, fixed, unchanged


def _on(comparison: Comparison, chart: int, findings: Iterable[Finding]) -> list[Placed]:
    placed = place_on(comparison.charts[chart : chart + 1], findings)
    return [each if each.chart is None else each._replace(chart=chart) for each in placed]


def tags_of(comparison: Comparison) -> list[list[Tag | None]]:
    """What became of the position of each box, in the old chart and in the new one."""
    tags: list[list[Tag | None]] = [[None] * len(chart.boxes) for chart in comparison.charts]
    if not comparison.charts:
        return tags
    for seat in comparison.removed:
        tags[_OLD][seat.box] = tag_of([("removed", became("removed"))])
    for seat in comparison.added:
        tags[_NEW][seat.box] = tag_of([("added", became("added"))])
    for change in comparison.changed:
        tags[_OLD][change.before.box] = tags[_NEW][change.after.box] = tag_of(_kinds(change))
    return tags


def _kinds(change: Change) -> list[tuple[str, str]]:
    found = []
    if any(aspect in MOVED for aspect in change.aspects):
        found.append(("moved", became("moved")))
    if "title" in change.aspects:
        found.append(("renamed", became("renamed")))
    elif "role" in change.aspects:
        found.append(("renamed", pgettext("of a position, on its box", "other role")))
    if change.details:
        found.append(("changed", became("changed")))
    return found


def tag_of(kinds: Sequence[tuple[str, str]]) -> Tag:
    """What stands on a box of which some things became; the first gives its colour."""
    kind = kinds[0][0]
    return Tag(kind, f"{_SIGNS[kind]} {listed([word for _, word in kinds])}")


def became(kind: str) -> str:
    """What became of a position, as short as a box has room for."""
    words = {
        "added": pgettext("of a position, on its box", "new"),
        "removed": pgettext("of a position, on its box", "removed"),
        "moved": pgettext("of a position, on its box", "moved"),
        "renamed": pgettext("of a position, on its box", "renamed"),
        "changed": pgettext("of a position, on its box", "changed"),
    }
    return words[kind]


def legend() -> list[tuple[Tag, str]]:
    """What tags on boxes mean."""
    told = {
        "added": _("position that is new"),
        "removed": _("position that is no more"),
        "moved": _("another manager or unit"),
        "renamed": _("another title or role"),
        "changed": _("holder, duties or anything else"),
    }
    return [(tag_of([(kind, became(kind))]), text) for kind, text in told.items()]


def _papers(comparison: Comparison, placed: Sequence[Placed], tags: Sequence[Sequence[Tag | None]]) -> list[Paper]:
    """Both charts as they are printed, with the findings that came and those that went."""
    captions = (_("Before: {name}"), _("After: {name}"))
    papers = []
    for index, (chart, caption) in enumerate(zip(comparison.charts, captions, strict=False)):
        found: list[Mark | None] = [
            mark and mark._replace(fixed=index == _OLD) for mark in marks(placed, index, len(chart.boxes))
        ]
        papers.append(paper(chart, found, index, caption.format(name=sanitize(chart.name)), tags[index]))
    return papers


# ---------------------------------------------------------------------------------------- what the scripts know


def _data(
    comparison: Comparison, placed: Sequence[Placed], tags: Sequence[Sequence[Tag | None]], lines: Iterable[Line]
) -> dict[str, Any]:
    charts = [chart_data(chart) for chart in comparison.charts]
    if charts:
        charts[_OLD]["mark"] = "fixed"
        for before, after in comparison.pairs:
            charts[_OLD]["boxes"][before]["partner"] = after
            charts[_NEW]["boxes"][after]["partner"] = before
        for chart, of_chart in zip(charts, tags, strict=True):
            for box, tag in zip(chart["boxes"], of_chart, strict=True):
                if tag is not None:
                    box["tag"] = tag
        for line in lines:
            told = [line.word, list(map(sanitize, line.parts))]
            for chart, index in zip(charts, (line.before, line.after), strict=True):
                if index is not None:
                    chart["boxes"][index].setdefault("changes", []).append(told)
    return {
        "charts": charts,
        "findings": _finding_data(comparison, placed),
        "signs": {"changed": _SIGNS["changed"], "fixed": "✓"},
        "words": {
            **in_every_form({"folded changes": NN_("{0} change among them", "{0} changes among them")}),
            "all fixed": _("fixed since: {findings}").format(findings="{0}"),
        },
    }


def _finding_data(comparison: Comparison, placed: Sequence[Placed]) -> list[dict[str, Any]]:
    came = [_("introduced")] * len(comparison.introduced) + [_("fixed")] * len(comparison.fixed)
    came += [_("unchanged")] * len(comparison.unchanged)
    known = [{**finding_data(each), "came": word} for each, word in zip(placed, came, strict=True)]
    before = _boxes_before(comparison.charts)
    for told, each in list(zip(known, placed, strict=True))[len(placed) - len(comparison.unchanged) :]:
        # it is no news: the box says so when it is looked at, and has no mark
        told["quiet"] = True
        if before[each.finding.fingerprint]:
            told["elsewhere"] = {_OLD: before[each.finding.fingerprint].popleft()}
    return known


def _boxes_before(charts: Sequence[Chart]) -> dict[str, deque[tuple[int, ...]]]:
    """The boxes of the old chart that findings are about, by their fingerprints."""
    found: dict[str, deque[tuple[int, ...]]] = defaultdict(deque)
    if charts:
        for (fingerprint, _where), target in charts[_OLD].targets.items():
            found[fingerprint].append(target.boxes)
    return found
