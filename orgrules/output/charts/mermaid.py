"""Mermaid: the chart as a flowchart for Markdown pages that draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from orgrules.chart import Chart
from orgrules.findings import Report, Severity
from orgrules.locale import _
from orgrules.output.charts._marks import Mark, detail_texts, mark_text, the_chart, title_text, wrapped
from orgrules.output.charts.svg import COLORS
from orgrules.output.formats import View
from orgrules.text import shown

#: What Mermaid draws unless its page is set otherwise (maxEdges, maxTextSize):
#: https://mermaid.js.org/config/schema-docs/config.html
MOST_EDGES = 500
MOST_CHARACTERS = 50_000

# all but letters, digits and spaces has some meaning somewhere in Mermaid, in HTML or in Markdown
_MEANT = re.compile(r"[^\w ×，、（）]|_")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write the chart of a report on one design."""
    del view  # its language is spoken
    chart, found = the_chart(report)
    stream.writelines(line + "\n" for line in _lines(chart, found))


def too_large(report: Report) -> str | None:
    """What to tell of a chart that Mermaid does not draw as it is delivered; None: it does."""
    chart, found = the_chart(report)
    edges = sum((box.manager is not None) + (box.closes is not None) + len(box.dotted) for box in chart.boxes)
    # JavaScript counts a character beyond the first plane as two
    characters = sum(len(line.encode("utf-16-le")) // 2 + 1 for line in _lines(chart, found))
    if edges <= MOST_EDGES and characters <= MOST_CHARACTERS:
        return None
    return _(
        "the chart has {edges:,} lines and {characters:,} characters; Mermaid draws at most {most_edges:,} (maxEdges) and "
        "{most_characters:,} (maxTextSize) unless the page sets more; html, svg and dot have no such limits"
    ).format(edges=edges, characters=characters, most_edges=MOST_EDGES, most_characters=MOST_CHARACTERS)


def _lines(chart: Chart, found: list[Mark | None]) -> Iterator[str]:
    yield "flowchart TD"
    for index, (box, mark) in enumerate(zip(chart.boxes, found, strict=True)):
        lines = wrapped(title_text(box), 28, 4) + [shown(text) for text in detail_texts(box, chart)]
        lines += [f"{COLORS[mark.worst][2]} {mark_text(mark)}"] if mark else []
        yield f'  n{index}["{"<br/>".join(map(_escaped, lines))}"]'
    for index, box in enumerate(chart.boxes):
        if box.manager is not None:
            yield f"  n{box.manager} --- n{index}"
        if box.closes is not None:
            yield f"  n{box.closes} === n{index}"
        yield from (f"  n{other} -.- n{index}" for other in box.dotted)
    for severity in sorted(Severity, reverse=True):
        boxes = [f"n{index}" for index, mark in enumerate(found) if mark is not None and mark.worst is severity]
        if boxes:
            line, ground, _ = COLORS[severity]
            yield f"  classDef {severity.word} fill:{ground},stroke:{line},stroke-width:2px,color:#1b2430"
            yield f"  class {','.join(boxes)} {severity.word}"
    vacant = [f"n{index}" for index, box in enumerate(chart.boxes) if box.vacant]
    if vacant:
        yield "  classDef vacant stroke-dasharray:5 3"
        yield f"  class {','.join(vacant)} vacant"


def _escaped(text: str) -> str:
    return _MEANT.sub(lambda match: f"#{ord(match[0])};", text)
