"""The comparison as JSON version 1: one object, whose keys are only ever added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from orgrules import __version__
from orgrules.output.comparisons import Change, Comparison, Detail, Seat, UnitChange
from orgrules.output.comparisons._words import counts
from orgrules.output.formats import View
from orgrules.output.reports.json import finding_pieces, write_document

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
            "changed": list(map(_altered, comparison.altered)),
        },
        "units": {"changed": list(map(_unit, comparison.units))},
        "findings": {
            "introduced": finding_pieces(comparison.introduced, 3),
            "fixed": finding_pieces(comparison.fixed, 3),
            "unchanged": finding_pieces(comparison.unchanged, 3),
        },
        "summary": {
            **{name: number for name, number in numbers["positions"].items() if name != "kept"},
            "unchanged_positions": comparison.kept,
            "changed_units": len(comparison.units),
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


def _altered(change: Change) -> dict[str, Any]:
    return {**_change(change), **_details(change.details)}


def _unit(change: UnitChange) -> dict[str, Any]:
    place = change.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "id": change.id,
        "name": change.name,
        **_details(change.details),
    }


def _details(details: Iterable[Detail]) -> dict[str, Any]:
    return {
        "different": list(dict.fromkeys(detail.aspect for detail in details)),
        "details": [
            {
                "what": detail.aspect,
                "name": detail.name or None,
                "before": detail.before,
                "after": detail.after,
                "added": list(detail.added),
                "removed": list(detail.removed),
            }
            for detail in details
        ],
    }
