"""Mermaid: the chart as a flowchart for Markdown pages that draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from orgrules.chart import Chart
from orgrules.findings import Report, Severity
from orgrules.output.charts._marks import Mark, detail_texts, mark_text, the_chart, title_text, wrapped
from orgrules.output.charts.svg import COLORS
from orgrules.text import Language, shown

# all but letters, digits and spaces has some meaning somewhere in Mermaid, in HTML or in Markdown
_MEANT = re.compile(r"[^\w ×，、（）]|_")


def write(report: Report, stream: TextIO, language: Language) -> None:
    """Write the chart of a report on one design."""
    chart, found = the_chart(report)
    stream.writelines(line + "\n" for line in _lines(chart, found, language))


def _lines(chart: Chart, found: list[Mark | None], language: Language) -> Iterator[str]:
    yield "flowchart TD"
    for index, (box, mark) in enumerate(zip(chart.boxes, found, strict=True)):
        lines = wrapped(title_text(box), 28, 4) + [shown(text) for text in detail_texts(box, chart, language)]
        lines += [f"{COLORS[mark.worst][2]} {mark_text(mark, language)}"] if mark else []
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
