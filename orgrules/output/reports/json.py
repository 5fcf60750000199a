"""JSON version 1: one object, whose keys are only ever added to. For programs, so the texts are whole and nothing is grouped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from orgrules import __version__
from orgrules.errors import Problem, cell_name
from orgrules.findings import (
    REFERENCES,
    REFERENCES_READ,
    TERMS_READ,
    BaselineSummary,
    Cite,
    FileRead,
    Finding,
    Location,
    Proposed,
    Report,
    Severity,
)
from orgrules.output.formats import View
from orgrules.output.streaming import SLOT, Encoded, encoded, form, json_pieces, listed, quoted

VERSION = 1

# JSON escapes the controls below space itself; these are legal in it and still unfit for a terminal
_UNFIT = re.compile("[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as JSON."""
    del view  # the same for all
    write_document(document(report), stream)


def write_document(data: dict[str, Any], stream: TextIO) -> None:
    """Write plain data as JSON that is fit for a terminal; an iterator in it counts as a list, and is written item by item."""
    stream.writelines(map(_fit, json_pieces(data)))
    stream.write("\n")


def _fit(piece: str) -> str:
    """A piece of JSON, what is unfit for a terminal by its number; in ASCII, of which most pieces are, that is one character."""
    if piece.isascii() and "\x7f" not in piece:
        return piece
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", piece)


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
        "findings": finding_pieces(report.findings, 2, report),
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


def _proposal(proposed: Proposed | None) -> dict[str, Any] | None:
    """What is proposed against a finding, as plain data."""
    if proposed is None:
        return None
    changes = list(proposed.changes)
    return {"number": proposed.number, "changes": changes, "reason": proposed.reason, "asks": proposed.asks}


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


#: The keys of a finding in JSON version 1, and of what it has several of.
_FINDING = {
    **dict.fromkeys(("rule", "severity", "message", "path", "line", "column"), SLOT),
    "subject": dict.fromkeys(("kind", "id", "title"), SLOT),
    **dict.fromkeys(("related", "expected", "actual", "cites", "fix", "fingerprint", "waived", "cell"), SLOT),
}
_RELATED = dict.fromkeys(("path", "line", "column", "note", "cell"), SLOT)
_CITE = dict.fromkeys(("rulebook", "document", "statement", "gloss"), SLOT)
_CITE_WITH_PLACE = {**_CITE, "place": SLOT}


def finding_pieces(findings: Iterable[Finding], depth: int, report: Report | None = None) -> Iterator[Encoded]:
    """Findings as JSON version 1, each as it stands at a depth; with the report's proposal against it, where it has some."""
    proposes = report is not None and report.proposed is not None
    of_finding = form({**_FINDING, "proposal": SLOT} if proposes else _FINDING, depth)
    of_related, of_cite = form(_RELATED, depth + 2), form(_CITE, depth + 2)
    of_cite_with_place = form(_CITE_WITH_PLACE, depth + 2)

    def cited(cite: Cite) -> str:
        return of_cite_with_place % tuple(map(quoted, cite)) if cite.place else of_cite % tuple(map(quoted, cite[:4]))

    def cell(place: Location, below: int) -> str:
        return encoded(cell_document(place), depth + below) if place.sheet else "null"

    for finding in findings:
        place, subject, waived = finding.location, finding.subject, finding.waived
        related = [
            of_related % (quoted(there.path), there.line, there.column, quoted(note), cell(there, 3))
            for there, note in finding.related
        ]
        values: tuple[Any, ...] = (
            *(quoted(finding.rule), quoted(finding.severity.word), quoted(finding.message)),
            *(quoted(place.path), place.line, place.column),
            *(quoted(subject.kind), "null" if subject.id is None else quoted(subject.id), quoted(subject.title)),
            listed(related, depth + 1),
            *(quoted(finding.expected), quoted(finding.actual)),
            listed(list(map(cited, finding.cites)), depth + 1),
            *(quoted(finding.fix), quoted(finding.fingerprint)),
            "null" if waived is None else encoded({"reason": waived.reason, "until": waived.until}, depth + 1),
            cell(place, 1),
        )
        if report is not None and proposes:
            values = (*values, encoded(_proposal(report.proposal(finding)), depth + 1))
        yield Encoded(of_finding % values)
