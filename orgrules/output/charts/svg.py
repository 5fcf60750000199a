"""SVG: the whole chart as a picture that needs no program, with a text for whoever does not see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TextIO

from orgrules.chart import Box, Chart
from orgrules.findings import Report, Severity
from orgrules.output.charts._layout import BELOW, HEIGHT, INDENT, WIDTH, Layout, Spot, lay_out
from orgrules.output.charts._marks import Mark, Tag, box_text, detail_texts, mark_text, the_chart, title_text, wrapped
from orgrules.output.charts._routes import Point, routes
from orgrules.output.charts._words import say
from orgrules.output.formats import View
from orgrules.text import columns, sanitize

#: Line, background and sign of each severity. White on the lines and ink on the backgrounds have a contrast of 4.5 or more.
COLORS = {
    Severity.ERROR: ("#b3261e", "#fdf0ef", "✕"),
    Severity.WARNING: ("#8a5200", "#fff6e6", "▲"),
    Severity.INFO: ("#1f5f99", "#eef5fc", "i"),
}
#: The same of what became of a position, without a sign, and of findings that are fixed.
CHANGE_COLORS = {
    "added": ("#1d6b3a", "#edf7f0"),
    "removed": ("#5b6470", "#e9ecf1"),
    "moved": ("#6a3d9a", "#f5f0fb"),
    "renamed": ("#0f6674", "#eaf6f8"),
    "changed": ("#0f6674", "#eaf6f8"),
}
FIXED = ("#1d6b3a", "✓")
_INK, _FAINT, _LINE, _PAPER = "#1b2430", "#566173", "#8792a2", "#ffffff"
_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
#: Around everything, and how far a number of findings stands out of its box.
_MARGIN, _OUT = 12, 10
#: How many columns of text a box has: a Latin letter of 13 pixels takes at most some 8.5 on average, a Chinese one 13.
_TITLE_COLUMNS, _DETAIL_COLUMNS = 21, 25
#: How many lines of text a box has room for.
_LINES = 4
# XML has no way to write these; what else it forbids is shown as \uNNNN already
_UNFIT = re.compile("[\ufffe\uffff]")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Draw the chart of a report on one design."""
    del view  # its language is spoken
    chart, found = the_chart(report)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + picture(chart, lay_out(chart), found) + "\n")


def picture(
    chart: Chart, layout: Layout, found: Sequence[Mark | None], name: str = "chart", tags: Sequence[Tag | None] = ()
) -> str:
    """A chart as one ``svg`` element; ``name`` begins the ids in it, which must be unique in a page."""
    about = say("chart about", len(chart.boxes), sum(mark is not None for mark in found))
    spots = layout.spots
    solid = "".join(_solid(spots[above], [spots[each] for each in reports]) for above, reports in enumerate(chart.reports()[:-1]))
    dotted = [(index, other) for index, box in enumerate(chart.boxes) for other in box.dotted if other != index]
    rings = [(index, box.closes) for index, box in enumerate(chart.boxes) if box.closes not in (None, index)]
    ways = routes(spots, [*dotted, *rings])
    left, top, wide, high = _frame(layout, ways)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-about" width="{wide:.1f}" '
        f'height="{high:.1f}" viewBox="{left:.1f} {top:.1f} {wide:.1f} {high:.1f}" font-family="{_FONT}" font-size="12">',
        f'<title id="{name}-title">{_text(say("chart of", sanitize(chart.name)))}</title>',
        f'<desc id="{name}-about">{_text(about)}</desc>',
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{_PAPER}"/>',
        f'<path fill="none" stroke="{_LINE}" stroke-width="1.5" d="{solid}"/>',
    ]
    if ways:
        heads = [("dotted", _FAINT), ("ring", COLORS[Severity.ERROR][0])]
        parts.append(f"<defs>{''.join(_head(f'{name}-{kind}', color) for kind, color in heads)}</defs>")
    for number, way in enumerate(ways):
        kind, color, dashes = ("dotted", _FAINT, "2 4") if number < len(dotted) else ("ring", COLORS[Severity.ERROR][0], "8 4")
        parts.append(
            f'<path fill="none" stroke="{color}" stroke-width="1.5" stroke-dasharray="{dashes}" '
            # dashes are counted from the end, so that lines that come together lie dash upon dash
            f'stroke-dashoffset="{-_length(way):.1f}" marker-end="url(#{name}-{kind})" d="{_drawn(way)}"/>'
        )
    for box, spot, mark, tag in zip(chart.boxes, spots, found, tags or [None] * len(spots), strict=True):
        parts += _box(box, chart, spot, mark, tag)
    return "\n".join([*parts, "</svg>"])


def _box(box: Box, chart: Chart, spot: Spot, mark: Mark | None, tag: Tag | None) -> Iterable[str]:
    line, ground = CHANGE_COLORS[tag.kind] if tag else (_LINE, _PAPER)
    if mark and not mark.fixed:
        line, ground, _ = COLORS[mark.worst]
    dashes = ' stroke-dasharray="5 3"' if box.vacant else ""
    yield f'<g transform="translate({spot.x:.1f} {spot.y:.1f})"><title>{_text(box_text(box, chart, mark, tag))}</title>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{ground}" stroke="{line}" stroke-width="1.25"{dashes}/>'
    if mark or tag:
        yield f'<path d="M6 0H5.5V{HEIGHT}H6A6 6 0 0 1 0 {HEIGHT - 6}V6A6 6 0 0 1 6 0Z" fill="{line}"/>'
    details = [wrapped(text, _DETAIL_COLUMNS, 1)[0] for text in detail_texts(box, chart)]
    title = wrapped(title_text(box) + (" ?" if box.standing != "known" else ""), _TITLE_COLUMNS, _LINES - max(len(details), 1))
    top = (HEIGHT - 15 * (len(title) + len(details))) / 2 + 12
    for number, text in enumerate(title):
        yield f'<text x="14" y="{top + 15 * number:.1f}" font-size="13" font-weight="600" fill="{_INK}">{_text(text)}</text>'
    top += 15 * len(title) + 1
    for number, text in enumerate(details):
        style = ' font-style="italic"' if box.vacant and number == len(details) - 1 else ""
        yield f'<text x="14" y="{top + 15 * number:.1f}" fill="{_FAINT}"{style}>{_text(text)}</text>'
    if tag:
        yield _flag(tag)
    if mark:
        yield _badge(mark)
    yield "</g>"


def _badge(mark: Mark) -> str:
    line, sign = FIXED if mark.fixed else COLORS[mark.worst][::2]
    text = f"{sign} {mark.total:,}"
    wide = 14 + 7 * columns(text)
    return (
        f'<g transform="translate({WIDTH - wide + 8} -9)"><title>{_text(mark_text(mark))}</title>'
        f'<rect width="{wide}" height="19" rx="9.5" fill="{line}"/>'
        f'<text x="{wide / 2:.1f}" y="13.5" text-anchor="middle" font-weight="700" fill="#ffffff">{_text(text)}</text></g>'
    )


def _flag(tag: Tag) -> str:
    [text] = wrapped(tag.text, 20, 1)
    wide = 12 + 7.2 * columns(text)
    return (
        f'<g transform="translate(-6 -13)"><rect width="{wide:.1f}" height="16" rx="4" fill="{CHANGE_COLORS[tag.kind][0]}"/>'
        f'<text x="{wide / 2:.1f}" y="12" text-anchor="middle" font-weight="700" fill="#ffffff">{_text(text)}</text></g>'
    )


def _solid(above: Spot, reports: Sequence[Spot]) -> str:
    """The line from a manager to its reports: down, along, and down again; along their left sides if they stand in a column."""
    if not reports:
        return ""
    if reports[0].line == "hanging":
        trunk = above.x + INDENT / 2
        middles = [spot.y + HEIGHT / 2 for spot in reports]
        return f"M{trunk:.1f} {above.y + HEIGHT:.1f}V{max(middles):.1f}" + "".join(
            f"M{trunk:.1f} {middle:.1f}H{spot.x:.1f}" for spot, middle in zip(reports, middles, strict=True)
        )
    middle, bar = above.x + WIDTH / 2, above.y + HEIGHT + BELOW / 2
    entries = [(spot.x - 11 if spot.line == "column" else spot.x + WIDTH / 2) for spot in reports]
    path = f"M{middle:.1f} {above.y + HEIGHT:.1f}V{bar:.1f}M{min([*entries, middle]):.1f} {bar:.1f}H{max([*entries, middle]):.1f}"
    for spot, x in zip(reports, entries, strict=True):
        path += (
            f"M{x:.1f} {bar:.1f}V{spot.y + HEIGHT / 2:.1f}H{spot.x:.1f}"
            if spot.line == "column"
            else f"M{x:.1f} {bar:.1f}V{spot.y:.1f}"
        )
    return path


def _frame(layout: Layout, ways: Iterable[Sequence[Point]]) -> tuple[float, float, float, float]:
    """What is drawn and a margin: left, top, width and height."""
    points = [point for way in ways for point in way]
    left, top = min([0.0, *(x for x, _ in points)]), min([-float(_OUT), *(y for _, y in points)])
    right, bottom = max([layout.width + _OUT, *(x for x, _ in points)]), max([layout.height, *(y for _, y in points)])
    return left - _MARGIN, top - _MARGIN, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN


def _head(name: str, color: str) -> str:
    """The head of an arrow."""
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" fill="{color}"/></marker>'
    )


def _length(way: Sequence[Point]) -> float:
    return sum(abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in pairwise(way))


def _drawn(way: Sequence[Point]) -> str:
    """A way as a path: across and down."""
    (x, y), *corners = way
    path = f"M{x:.1f} {y:.1f}"
    for x, y in corners:
        path += f"L{x:.1f} {y:.1f}"
    return path


def _text(text: str) -> str:
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", escape(text))
