"""The comparison for a person at a terminal: a line a change, the introduced findings in full, how many of each."""

from __future__ import annotations

from typing import TextIO

from orgrules.locale import _
from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import Line, count_lines, position_lines, unit_lines
from orgrules.output.formats import View
from orgrules.output.reports.text import finding_lines
from orgrules.text import sanitize


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as text."""
    lines = [line_of(line) for line in (*position_lines(comparison), *unit_lines(comparison))]
    findings: list[str] = []
    for finding in comparison.introduced:
        findings += finding_lines(finding, view)
    fixed = _("fixed")
    findings += [sanitize(f"{finding.location}: {fixed} [{finding.rule}] {finding.message}") for finding in comparison.fixed]
    parts = [part for part in (lines, findings, list(count_lines(comparison).values())) if part]
    stream.write("\n\n".join("\n".join(part) for part in parts) + "\n")


def line_of(line: Line) -> str:
    """What became of a position or a unit, on a line."""
    if line.told:
        told = _("{change} {name}: {told}").format(change=line.word, name=line.name, told=line.told)
    else:
        told = _("{change} {name}").format(change=line.word, name=line.name)
    return sanitize(f"{line.location}: {told}")
