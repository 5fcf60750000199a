"""Scenarios as Markdown, for a comment or a document: the table, then what each does and introduces."""

from __future__ import annotations

from typing import TextIO

from orgrules.locale import _
from orgrules.output.comparisons._words import count_lines, position_lines
from orgrules.output.comparisons.markdown import cells_of, rows_of
from orgrules.output.formats import View
from orgrules.output.reports.markdown import cells, escaped, table
from orgrules.output.scenarios import Scenario, Scenarios
from orgrules.output.scenarios._words import about_severities, rows


def write(found: Scenarios, stream: TextIO, view: View) -> None:
    """Write scenarios as Markdown."""
    stream.write("## " + _("Scenarios") + "\n\n")
    stream.write(_("Each is laid over {base} alone.").format(base=escaped(found.base)) + "\n")
    heads = [" ", _("Base"), *(escaped(scenario.called) for scenario in found.scenarios)]
    lines = [[row.heading, row.base, *row.cells] for _heading, those in rows(found) for row in those]
    table(stream, view, heads, lines, len(lines))
    stream.write(f"\n{about_severities()}\n")
    for scenario in found.scenarios:
        _told(scenario, stream, view)


def _told(scenario: Scenario, stream: TextIO, view: View) -> None:
    comparison, counted = scenario.comparison, count_lines(scenario.comparison)
    stream.write(f"\n### {escaped(scenario.called)}\n")
    if scenario.description:
        stream.write(f"\n{escaped(scenario.description)}\n")
    stream.write(f"\n{counted['positions']}\n")
    rows_of(stream, view, cells_of(position_lines(comparison)))
    stream.write(f"\n{counted['findings']}\n")
    rows_of(stream, view, [[_("introduced"), *cells(finding)] for finding in comparison.introduced])
    rows_of(stream, view, [[_("fixed"), *cells(finding)] for finding in comparison.fixed])
