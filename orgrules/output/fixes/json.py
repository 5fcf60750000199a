"""The proposals as JSON version 1: one object, whose keys are only ever added to."""

from __future__ import annotations

from typing import Any, TextIO

from orgrules import __version__
from orgrules.output.fixes import ABSENT, Cell, Change, Fixes, Left, Proposal, kind_name
from orgrules.output.fixes._words import numbers_of
from orgrules.output.formats import View
from orgrules.output.patches import Patch, patch_lines
from orgrules.output.reports.json import cell_document, finding_pieces, write_document

VERSION = 1


def write(fixes: Fixes, stream: TextIO, view: View) -> None:
    """Write proposals as JSON."""
    del view  # the same for all
    write_document(document(fixes), stream)


def document(fixes: Fixes) -> dict[str, Any]:
    """Proposals as plain data, the lists that may be long as iterators."""
    return {
        "version": VERSION,
        "tool": {"name": "orgrules", "version": __version__},
        "path": fixes.path,
        "solver": fixes.solver or None,
        "proposals": map(_proposal, fixes.proposals),
        "left": map(_left, fixes.left),
        "patches": map(_patch, fixes.patches),
        "cells": map(_cell, fixes.cells),
        "targets": [{"path": target.path, "corrects": target.corrects} for target in fixes.targets],
        "written": fixes.written,
        "after": finding_pieces(fixes.after, 2),
        "summary": {
            "proposals": len(fixes.proposals),
            "chosen": len(fixes.chosen),
            "left": len(fixes.left),
            "before": numbers_of(fixes.before),
            "after": numbers_of(fixes.after),
        },
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    subject, place = proposal.subject, proposal.location
    return {
        "number": proposal.number,
        "kind": kind_name(proposal.kind),
        "subject": {"kind": subject.kind, "id": subject.id, "title": subject.title},
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "cell": cell_document(place),
        "changes": list(map(_change, proposal.changes)),
        "reason": proposal.reason,
        "cites": [{key: text for key, text in cite._asdict().items() if text or key != "place"} for cite in proposal.cites],
        "removes": list(finding_pieces(proposal.removes, 4)),
        "asks": proposal.asks,
        "rests_on": list(proposal.rests_on),
        "chosen": proposal.chosen,
        "unwritable": proposal.unwritable or None,
        "patches": list(map(_patch, proposal.patches)),
        "cells": list(map(_cell, proposal.cells)),
    }


def _left(left: Left) -> dict[str, Any]:
    return {"finding": next(finding_pieces([left.finding], 3)), "why": left.why}


def _change(change: Change) -> dict[str, Any]:
    """A change; what is not there before, or after, has no key: null is a value that a design can have."""
    place = change.location
    values = {"before": change.before, "after": change.after}
    return {
        "action": change.action,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "cell": cell_document(place),
        "subject": {"kind": change.subject.kind, "id": change.subject.id, "title": change.subject.title},
        "key": change.key or None,
        **{name: value for name, value in values.items() if value is not ABSENT},
    }


def _patch(patch: Patch) -> dict[str, str]:
    return {"path": patch.path, "diff": "".join(patch_lines(patch))}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "path": cell.path,
        "cell": {"sheet": cell.sheet or None, "ref": cell.cell},
        "before": cell.before,
        "after": cell.after,
    }
