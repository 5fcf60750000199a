"""DOT, the language of Graphviz: the chart as a text that ``dot`` draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from orgrules.chart import Box, Chart
from orgrules.findings import Report, Severity
from orgrules.output.charts._marks import Mark, box_text, detail_texts, mark_text, the_chart, title_text, wrapped
from orgrules.output.charts._words import say
from orgrules.output.charts.svg import COLORS
from orgrules.output.formats import View
from orgrules.text import sanitize

_COLUMNS, _LINES = 28, 4


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write the chart of a report on one design."""
    del view  # its language is spoken
    chart, found = the_chart(report)
    stream.writelines(line + "\n" for line in _lines(chart, found))


def _lines(chart: Chart, found: list[Mark | None]) -> Iterator[str]:
    yield "digraph organization {"
    yield f"  label={_quoted([say('chart of', sanitize(chart.name))])}; labelloc=t;"
    yield '  graph [rankdir=TB, splines=ortho, nodesep=0.3, ranksep=0.5, fontname="sans-serif"];'
    yield '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#566173", fontname="sans-serif", fontsize=11];'
    yield '  edge [dir=none, color="#566173"];'
    for index, (box, mark) in enumerate(zip(chart.boxes, found, strict=True)):
        yield f"  n{index} [{_attributes(box, chart, mark)}];"
    for index, box in enumerate(chart.boxes):
        if box.manager is not None:
            yield f"  n{box.manager} -> n{index};"
        if box.closes is not None:
            tip = _quoted([say("legend ring")])
            red = COLORS[Severity.ERROR][0]
            yield f'  n{box.closes} -> n{index} [style=bold, color="{red}", constraint=false, tooltip={tip}];'
        for other in box.dotted:
            tip = _quoted([say("legend dotted")])
            yield f"  n{other} -> n{index} [style=dashed, constraint=false, tooltip={tip}];"
    yield "}"


def _attributes(box: Box, chart: Chart, mark: Mark | None) -> str:
    lines = [*wrapped(title_text(box), _COLUMNS, _LINES)]
    lines += [line for text in detail_texts(box, chart) for line in wrapped(text, _COLUMNS, 2)]
    style = "rounded,filled,dashed" if box.vacant else "rounded,filled"
    attributes = [f'style="{style}"', f"tooltip={_quoted([box_text(box, chart, mark)])}"]
    if mark is not None:
        line, ground, sign = COLORS[mark.worst]
        lines.append(f"{sign} {mark_text(mark)}")
        attributes.append(f'color="{line}", fillcolor="{ground}", penwidth=2')
    return ", ".join([f"label={_quoted(lines)}", *attributes])


def _quoted(lines: list[str]) -> str:
    r"""Lines as a quoted string. Graphviz reads ``\n``, ``\N``, ``&lt;`` in it: none may come from a file."""
    safe = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(safe) + '"'
