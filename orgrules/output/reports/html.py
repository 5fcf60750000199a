"""HTML: one page to hand over, with a summary, the org charts, and every finding with its place, its source and its fix."""

from __future__ import annotations

from typing import TextIO

from orgrules.findings import Report
from orgrules.output.formats import View
from orgrules.output.reports._words import hiding_lines, table_lines

#: The check is asked for the charts of the designs.
CHARTED = True


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as a page."""
    from orgrules.output.charts.html import page

    notes = [*hiding_lines(report), *table_lines(report, everything=view.all)]
    stream.write(page(report, findings=True, notes=notes))
