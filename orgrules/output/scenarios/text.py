"""Scenarios for a person at a terminal: a table with a column a scenario, then what each does and introduces."""

from __future__ import annotations

from typing import TextIO

from orgrules.locale import _, pgettext
from orgrules.output.comparisons._words import position_lines, unit_lines
from orgrules.output.comparisons.text import line_of
from orgrules.output.formats import View
from orgrules.output.reports.text import finding_lines
from orgrules.output.scenarios import Scenario, Scenarios
from orgrules.output.scenarios._words import about_severities, rows
from orgrules.text import columns, sanitize

#: Most columns that the name of a scenario takes in the head of the table.
MOST_COLUMNS = 30


def write(found: Scenarios, stream: TextIO, view: View) -> None:
    """Write scenarios as text."""
    parts = [_table(found), about_severities()]
    parts += [_told(scenario, view) for scenario in found.scenarios]
    stream.write("\n\n".join(part for part in parts if part) + "\n")


def _table(found: Scenarios) -> str:
    head = ["", _("Base"), *(_cut(sanitize(scenario.called)) for scenario in found.scenarios)]
    lines = [head]
    for heading, those in rows(found):
        lines += [[heading], *([f"  {row.heading}", row.base, *row.cells] for row in those)]
    widths = [max(columns(line[column]) for line in lines if len(line) > column) for column in range(len(head))]
    told = []
    for line in lines:
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(line, widths, strict=False)]
        told.append("  ".join(cells).rstrip())
    return "\n".join(told)


def _cut(name: str) -> str:
    while columns(name) > MOST_COLUMNS:
        name = name[:-2] + "…"
    return name


def _told(scenario: Scenario, view: View) -> str:
    comparison = scenario.comparison
    lines = [sanitize(pgettext("heading of a scenario", "{name}:").format(name=scenario.called))]
    if scenario.description:
        lines.append("  " + sanitize(scenario.description))
    lines += [f"  {line_of(line)}" for line in (*position_lines(comparison), *unit_lines(comparison))]
    for finding in comparison.introduced:
        lines += [f"  {line}" for line in finding_lines(finding, view)]
    fixed = _("fixed")
    lines += [sanitize(f"  {finding.location}: {fixed} [{finding.rule}] {finding.message}") for finding in comparison.fixed]
    if len(lines) == 1:
        lines.append("  " + _("Nothing is different."))
    return "\n".join(lines)
