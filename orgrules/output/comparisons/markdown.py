"""The comparison as Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from orgrules.locale import _
from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import Line, count_lines, position_lines, unit_lines
from orgrules.output.formats import View
from orgrules.output.reports.markdown import cells, escaped, table


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as Markdown."""
    counted = count_lines(comparison)
    between = _("From {old} to {new}.").format(old=escaped(comparison.old), new=escaped(comparison.new))
    stream.write("## " + _("Comparison") + f"\n\n{between}\n")
    stream.write(f"\n{counted['positions']}\n")
    rows_of(stream, view, cells_of(position_lines(comparison)))
    if comparison.units:
        stream.write(f"\n{counted['units']}\n")
        rows_of(stream, view, cells_of(unit_lines(comparison)))
    stream.write(f"\n{counted['findings']}\n")
    rows_of(stream, view, [[_("introduced"), *cells(finding)] for finding in comparison.introduced])
    rows_of(stream, view, [[_("fixed"), *cells(finding)] for finding in comparison.fixed])


def cells_of(lines: Iterable[Line]) -> list[list[str]]:
    """What became of positions or units, a row each."""
    return [[line.word, escaped(line.name), escaped(line.told)] for line in lines]


def rows_of(stream: TextIO, view: View, rows: Sequence[Sequence[str]]) -> None:
    """A table whose columns need no headings."""
    if rows:
        table(stream, view, [" "] * len(rows[0]), rows, len(rows))
