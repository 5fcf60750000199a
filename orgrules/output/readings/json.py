"""How designs were understood as JSON version 1: one object, whose keys are only ever added to. The texts are whole."""

from __future__ import annotations

from typing import Any, TextIO

from orgrules.output.formats import View
from orgrules.output.readings import Note, PositionRead, TermRead, Understanding
from orgrules.output.reports.json import file_document, references_document, write_document

VERSION = 1


def write(understanding: Understanding, stream: TextIO, view: View) -> None:
    """Write it as JSON."""
    del view  # the same for all
    write_document(document(understanding), stream)


def document(understanding: Understanding) -> dict[str, Any]:
    """It as plain data, what may be long as iterators."""
    return {
        "version": VERSION,
        "files": list(map(file_document, understanding.files)),
        "positions": map(_position, understanding.positions),
        "terms": map(_term, understanding.terms),
        "references": references_document(understanding.references),
        "notes": map(_note, understanding.notes),
    }


def _position(position: PositionRead) -> dict[str, Any]:
    path, line, column, _sheet = position.location
    return {
        "id": position.id,
        "title": position.title,
        "role": position.role,
        "how": position.how,
        "name": position.name,
        "marks": list(position.marks),
        "areas": list(position.areas),
        "path": path,
        "line": line,
        "column": column,
    }


def _term(term: TermRead) -> dict[str, Any]:
    path, line, column, _sheet = term.location
    return {
        "position": term.position,
        "kind": term.kind,
        "written": term.written,
        "ids": [choice.id for choice in term.meant],
        "how": term.how,
        "path": path,
        "line": line,
        "column": column,
    }


def _note(note: Note) -> dict[str, Any]:
    path, line, column, _sheet = note.location
    return {"path": path, "line": line, "column": column, "note": note.note}
