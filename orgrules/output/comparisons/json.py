"""The comparison as JSON version 1: one object, whose keys are only ever added to."""

from __future__ import annotations

from typing import Any, TextIO

from orgrules import __version__
from orgrules.output.comparisons import Change, Comparison, Seat
from orgrules.output.comparisons._words import counts
from orgrules.output.reports import View
from orgrules.output.reports.json import finding_document, write_document

VERSION = 1


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as JSON."""
    del view  # the same for all
    write_document(document(comparison), stream)


def document(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain data, the findings as iterators."""
    numbers = counts(comparison)
    return {
        "version": VERSION,
        "tool": {"name": "orgrules", "version": __version__},
        "old": comparison.old,
        "new": comparison.new,
        "positions": {
            "added": list(map(_seat, comparison.added)),
            "removed": list(map(_seat, comparison.removed)),
            "moved": list(map(_change, comparison.moved)),
            "renamed": list(map(_change, comparison.renamed)),
        },
        "findings": {
            "introduced": map(finding_document, comparison.introduced),
            "fixed": map(finding_document, comparison.fixed),
            "unchanged": map(finding_document, comparison.unchanged),
        },
        "summary": {
            **{name: number for name, number in numbers["positions"].items() if name != "kept"},
            "unchanged_positions": comparison.kept,
            "introduced": len(comparison.introduced),
            "fixed": len(comparison.fixed),
            "unchanged_findings": len(comparison.unchanged),
        },
    }


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "path": seat.location.path,
        "line": seat.location.line,
        "column": seat.location.column,
        "id": seat.id,
        "title": seat.title,
        "manager": seat.manager,
        "unit": seat.unit,
        "role": seat.role,
    }


def _change(change: Change) -> dict[str, Any]:
    return {"different": list(change.aspects), "before": _seat(change.before), "after": _seat(change.after)}
