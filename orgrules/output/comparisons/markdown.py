"""The comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from orgrules.findings import Finding
from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import about, changes, count_line, counts, differences, name_of, say
from orgrules.output.formats import View
from orgrules.output.reports.markdown import cells, escaped, table


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as Markdown."""
    language = view.language
    numbers = counts(comparison)
    between = say("from to", language).format(old=escaped(comparison.old), new=escaped(comparison.new))
    stream.write(f"## {say('heading', language)}\n\n{between}{say('end', language)}\n")
    told = [("added", name_of(seat), about(seat, language)) for seat in comparison.added]
    told += [("removed", name_of(seat), about(seat, language)) for seat in comparison.removed]
    told += [(kind, name_of(change.before), differences(change, language)) for kind, change in changes(comparison)]
    stream.write(f"\n{count_line('positions', numbers['positions'], language)}\n")
    _rows(stream, view, [[say(kind, language), escaped(name), escaped(text)] for kind, name, text in told])
    if comparison.units:
        stream.write(f"\n{count_line('units', numbers['units'], language)}\n")
        units = [(name_of(unit), differences(unit, language)) for unit in comparison.units]
        _rows(stream, view, [[say("changed", language), escaped(name), escaped(text)] for name, text in units])
    stream.write(f"\n{count_line('findings', numbers['findings'], language)}\n")
    _findings(stream, view, "introduced", comparison.introduced)
    _findings(stream, view, "fixed", comparison.fixed)


def _findings(stream: TextIO, view: View, kind: str, findings: Sequence[Finding]) -> None:
    _rows(stream, view, [[say(kind, view.language), *cells(finding, view)] for finding in findings])


def _rows(stream: TextIO, view: View, rows: Sequence[Sequence[str]]) -> None:
    """A table whose columns need no headings."""
    if rows:
        table(stream, view, [" "] * len(rows[0]), rows)
