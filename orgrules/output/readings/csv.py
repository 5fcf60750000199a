"""How designs were understood as CSV, for a spreadsheet: a row for everything that was read; it is made as that of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from orgrules.locale import _, pgettext
from orgrules.output.formats import View
from orgrules.output.readings import Choice, PositionRead, TermRead, Understanding
from orgrules.output.readings._words import how_word, kind_word
from orgrules.output.reports.csv import write_rows

_Row = list[str | int]


def write(understanding: Understanding, stream: TextIO, view: View) -> None:
    """Write it as CSV (RFC 4180); what could not be read comes first, so that nobody takes the rows for all there is."""
    del view  # its language is spoken
    write_rows(stream, _headings(), _rows(understanding))


def _headings() -> list[str]:
    return [
        pgettext("column", "kind"),
        pgettext("column", "position"),
        pgettext("column", "written"),
        pgettext("column", "read as"),
        pgettext("column", "how"),
        pgettext("column", "may be"),
        pgettext("column", "file"),
        pgettext("column", "line"),
        pgettext("column", "column"),
        pgettext("column", "sheet"),
    ]


def _rows(understanding: Understanding) -> Iterator[_Row]:
    for problem in understanding.problems:
        yield [
            _("not read"),
            "",
            "",
            problem.message,
            "",
            "",
            problem.path,
            problem.line or "",
            problem.column or "",
            problem.sheet,
        ]
    for file in understanding.files:
        for column in file.columns:
            yield [
                kind_word("column"),
                "",
                column.name,
                column.means,
                how_word(column.how),
                "",
                file.path,
                "",
                "",
                file.sheet or "",
            ]
        for skipped in file.skipped:
            yield [kind_word("skipped"), "", "", skipped.message, "", "", file.path, skipped.line, "", file.sheet or ""]
    yield from map(_title, understanding.positions)
    yield from map(_term, understanding.terms)
    for broken in understanding.broken:
        may_be = _choices(broken.may_be)
        yield [kind_word(broken.to), broken.by, broken.written, "", how_word(broken.how), may_be, *broken.location]
    for note in understanding.notes:
        yield [kind_word("note"), "", "", note.note, "", "", *note.location]


def _title(position: PositionRead) -> _Row:
    read_as = _choices([Choice(position.role or "", position.role_name)]) if position.role_name else ""
    return [
        kind_word("title"),
        position.id or position.title,
        position.title,
        read_as,
        how_word(position.how),
        _choices(position.may_be),
        *position.location,
    ]


def _term(term: TermRead) -> _Row:
    certain, possible = ("", _choices(term.meant)) if term.how == "open" else (_choices(term.meant), term.suggestion or "")
    return [kind_word(term.kind), term.position, term.written, certain, how_word(term.how), possible, *term.location]


def _choices(choices: Sequence[Choice]) -> str:
    """What something is or may be, with what to write for it."""
    told = (_("{name} ({id})") if choice.name else "{id}" for choice in choices)
    return "; ".join(each.format(name=choice.name, id=choice.id) for each, choice in zip(told, choices, strict=True))
