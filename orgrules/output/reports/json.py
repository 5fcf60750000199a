"""JSON version 1: one object, whose keys are only ever added to. For programs, so the texts are whole and nothing is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TextIO

from orgrules import __version__
from orgrules.errors import Problem, cell_name
from orgrules.findings import (
    REFERENCES,
    REFERENCES_READ,
    TERMS_READ,
    BaselineSummary,
    FileRead,
    Finding,
    Location,
    Report,
    Severity,
)
from orgrules.output.formats import View
from orgrules.output.streaming import json_pieces

VERSION = 1

# JSON escapes the controls below space itself; these are legal in it and still unfit for a terminal
_UNFIT = re.compile("[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as JSON."""
    del view  # the same for all
    write_document(document(report), stream)


def write_document(data: dict[str, Any], stream: TextIO) -> None:
    """Write plain data as JSON that is fit for a terminal; an iterator in it counts as a list, and is written item by item."""
    stream.writelines(_UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", piece) for piece in json_pieces(data))
    stream.write("\n")


def document(report: Report) -> dict[str, Any]:
    """A report as the plain data of JSON version 1, the findings as an iterator."""
    return {
        "version": VERSION,
        "tool": {"name": "orgrules", "version": __version__},
        "files": [
            {
                "path": file.path,
                "positions": file.positions,
                "units": file.units,
                "people": file.people,
                "covered_positions": file.covered_positions or 0,
                "unrecognized_titles": len(file.unrecognized),
                "titles": [{"title": title, "positions": number} for title, number in file.unrecognized],
                "uncovered": [
                    {
                        "id": position.id,
                        "title": position.title,
                        "path": position.location.path,
                        "line": position.location.line,
                        "column": position.location.column,
                    }
                    for position in file.uncovered
                ],
            }
            for file in report.files
        ],
        "rules": [
            {"id": rule.id, "judged": rule.judged, "not_judged": rule.not_judged, "findings": rule.findings}
            for rule in report.rules
        ],
        "findings": (_with_proposal(finding, report) for finding in report.findings),
        "summary": {
            "errors": report.number_of(Severity.ERROR),
            "warnings": report.number_of(Severity.WARNING),
            "infos": report.number_of(Severity.INFO),
            "waived": report.waived,
            "files": len(report.files),
            "positions": sum(file.positions for file in report.files),
            "on_wording": report.on_wording,
            "kept_on_wording": report.kept_on_wording,
        },
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "message": problem.message,
                "cell": cell_document(problem),
            }
            for problem in report.problems
        ],
        "baseline": None if report.baseline is None else _baseline(report.baseline),
        "strict": report.set_aside is not None,
        "passed_over": list(report.passed_over),
        "settings": {"path": report.settings_file, "rules_left_out": report.rules_left_out, **_laid_over(report)},
        "reading": {
            "terms": {how: sum(dict(file.terms).get(how, 0) for file in report.files) for how in TERMS_READ},
            "references": references_document(count for file in report.files for count in file.references),
            "tables": [file_document(sheet) for file in report.files if file.table for sheet in file.table.sheets],
        },
        "notes": [
            note_document(note) for file in report.files if file.table for note in (*file.table.decided, *file.table.notes)
        ],
        "tables_left_out": list(report.tables_left_out),
    }


def _with_proposal(finding: Finding, report: Report) -> dict[str, Any]:
    """A finding; where proposals are asked for, with that against it, or null."""
    found = finding_document(finding)
    if report.proposed is not None:
        proposed = report.proposal(finding)
        found["proposal"] = proposed and {
            "number": proposed.number,
            "changes": list(proposed.changes),
            "reason": proposed.reason,
            "asks": proposed.asks,
        }
    return found


def _laid_over(report: Report) -> dict[str, Any]:
    """The files of changes that were laid over the design, where there were any."""
    if not report.laid_over:
        return {}
    return {"with": [{"path": each.path, "name": each.name, "changes": each.changes} for each in report.laid_over]}


def references_document(counts: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """How what refers to something else was matched, as the plain data of JSON version 1."""
    numbers = {to: dict.fromkeys(REFERENCES_READ, 0) for to in REFERENCES}
    for to, how, number in counts:
        numbers[to][how] += number
    return numbers


def file_document(file: FileRead) -> dict[str, Any]:
    """How a file or a sheet was understood, as plain data."""
    return {
        "path": file.path,
        "kind": file.kind,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "columns": [{"name": column.name, "means": column.means or None, "how": column.how} for column in file.columns],
        "rows": file.rows,
        "skipped": [{"line": skipped.line, "why": skipped.message} for skipped in file.skipped],
    }


def note_document(note: Problem) -> dict[str, Any]:
    """What was decided at a place, as plain data."""
    return {"path": note.path, "line": note.line, "column": note.column, "cell": cell_document(note), "note": note.message}


def cell_document(place: Problem | Location) -> dict[str, str] | None:
    """The cell of a workbook; CSV has lines and characters."""
    return {"sheet": place.sheet, "ref": cell_name(place.line, place.column)} if place.sheet else None


def _baseline(baseline: BaselineSummary) -> dict[str, Any]:
    return {
        "path": baseline.path,
        "hidden": baseline.hidden,
        "gone": [
            {
                "rule": gone.rule,
                "path": gone.path,
                "subject": gone.subject,
                "count": gone.times,
                "line": gone.location.line,
                "column": gone.location.column,
            }
            for gone in baseline.gone
        ],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as the plain data of JSON version 1."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": finding.message,
        "path": finding.location.path,
        "line": finding.location.line,
        "column": finding.location.column,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id, "title": finding.subject.title},
        "related": [
            {
                "path": related.location.path,
                "line": related.location.line,
                "column": related.location.column,
                "note": related.note,
                "cell": cell_document(related.location),
            }
            for related in finding.related
        ],
        "expected": finding.expected,
        "actual": finding.actual,
        "cites": [
            {"rulebook": cite.rulebook, "document": cite.document, "statement": cite.statement, "gloss": cite.gloss}
            for cite in finding.cites
        ],
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "waived": None if finding.waived is None else {"reason": finding.waived.reason, "until": finding.waived.until},
        "cell": cell_document(finding.location),
    }
