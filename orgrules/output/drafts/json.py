"""What was made of job descriptions as JSON version 1: one object, whose keys are only ever added to."""

from __future__ import annotations

from typing import Any, TextIO

from orgrules import __version__
from orgrules.errors import Problem
from orgrules.output.drafts import DraftReport, JobFound, Spot
from orgrules.output.formats import View
from orgrules.output.reports.json import write_document

VERSION = 1


def write(report: DraftReport, stream: TextIO, view: View) -> None:
    """Write the report as JSON."""
    del view  # the same for all
    write_document(document(report), stream)


def document(report: DraftReport) -> dict[str, Any]:
    """A report as plain data."""
    return {
        "version": VERSION,
        "tool": {"name": "orgrules", "version": __version__},
        "folder": report.folder,
        "rulebook": report.rulebook,
        "written": report.written,
        "first": report.is_first,
        "documents": [
            {"path": each.path, "format": each.kind, "pages": each.pages or None, "jobs": each.jobs} for each in report.documents
        ],
        "jobs": list(map(_job, report.jobs)),
        "decisions": [
            {"kind": each.kind, "text": each.text, "file": each.file or None, "place": _place(each.spot)}
            for each in report.decisions
        ],
        "not_understood": [
            {
                "kind": each.kind,
                "text": each.text,
                "reason": each.reason,
                "role": each.role or None,
                "place": _place(each.spot),
            }
            for each in report.not_understood
        ],
        "notes": [{"text": each.text, "place": _place(each.spot)} for each in report.remarks],
        "files": [{"path": each.path, "what": each.what, "reason": each.reason or None} for each in report.files],
        "conflicts": [
            {
                "kind": each.kind,
                "path": each.path,
                "line": each.line or None,
                "key": each.key or None,
                "yours": each.ours or None,
                "handbook": each.theirs or None,
            }
            for each in report.disagreements
        ],
        "test": {"failures": list(map(_problem, report.failures)), "warnings": list(map(_problem, report.warnings))},
        "summary": {
            "jobs": len(report.jobs),
            "decisions": len(report.decisions),
            "not_understood": len(report.not_understood),
            "conflicts": len(report.disagreements),
            "drafted": dict(report.counts),
        },
    }


def _job(job: JobFound) -> dict[str, Any]:
    return {
        "role": job.role or None,
        "title": job.title,
        "number": job.number or None,
        "file": job.file or None,
        "reports_to": list(job.reports_to),
        "statements": dict(job.counts),
        "place": _place(job.spot),
    }


def _place(spot: Spot) -> dict[str, Any]:
    numbers = {"page": spot.page, "line": spot.line, "paragraph": spot.paragraph, "table": spot.table}
    cell = {"row": spot.row, "column": spot.column}
    return {"path": spot.path, **{name: number or None for name, number in (numbers | cell).items()}}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"path": problem.path, "line": problem.line, "column": problem.column, "message": problem.message}
