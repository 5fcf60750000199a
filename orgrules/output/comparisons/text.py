"""The comparison for a person at a terminal: a line a change, the introduced findings in full, how many of each."""

from __future__ import annotations

from typing import TextIO

from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import about, changes, count_line, counts, differences, name_of, say
from orgrules.output.formats import View
from orgrules.output.reports.text import finding_lines
from orgrules.text import sanitize


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as text."""
    language = view.language
    between = say("between", language)

    def line(place: object, kind: str, name: str, told: str) -> str:
        told = f"{between}{told}" if told else ""
        return sanitize(f"{place}{': '}{say(kind, language)} {name}{told}")

    lines = [line(seat.location, "added", name_of(seat), about(seat, language)) for seat in comparison.added]
    lines += [line(seat.location, "removed", name_of(seat), about(seat, language)) for seat in comparison.removed]
    lines += [
        line(change.after.location, kind, name_of(change.before), differences(change, language))
        for kind, change in changes(comparison)
    ]
    lines += [line(unit.location, "changed", name_of(unit), differences(unit, language)) for unit in comparison.units]
    findings: list[str] = []
    for finding in comparison.introduced:
        findings += finding_lines([finding], view)
    findings += [
        sanitize(f"{finding.location}: {say('fixed', language)} [{finding.rule}] {finding.message}")
        for finding in comparison.fixed
    ]
    numbers = counts(comparison)
    summary = [count_line(what, each, language) for what, each in numbers.items()]
    parts = [part for part in (lines, findings, summary) if part]
    stream.write("\n\n".join("\n".join(part) for part in parts) + "\n")
