"""What is wrong with a table itself, as findings; and the notes on its cells, with the findings that stand there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator

from orgrules.design.read import Design
from orgrules.errors import Problem
from orgrules.findings import ColumnRead, FileRead, Finding, Location, Related, SubjectName, TableRead, fingerprint
from orgrules.locale import _, ngettext
from orgrules.rulebook.builtin import LEADING_ZEROS, UNREADABLE
from orgrules.rulebook.model import Rule
from orgrules.tables.source import Table
from orgrules.text import pick, shown

#: Most places of lost zeros that the one finding about them names.
MOST_PLACES = 5


def table_findings(design: Design) -> Iterator[Finding]:
    """Rows and cells that could not be read, and ids that lost their zeros: one finding for all of these."""
    table = design.table
    if table is None:
        return
    seen: Counter[tuple[str, str]] = Counter()
    for problem in table.unreadable:
        ordinal = seen[problem.sheet, problem.message]
        seen[problem.sheet, problem.message] += 1
        yield _finding(UNREADABLE, problem, problem.message, (problem.sheet, problem.message, str(ordinal)))
    if table.zeros:
        first = table.zeros[0]
        total = sum(table.references.get("managers", {}).values()) or len(table.zeros)
        message = ngettext(
            '{number:,} of {total:,} managers is found only without the zeros before the id: "{written}" is "{id}".',
            '{number:,} of {total:,} managers are found only without the zeros before their ids: "{written}" is "{id}".',
            len(table.zeros),
        )
        filled = message.format(number=len(table.zeros), total=total, written=shown(first.written), id=shown(first.id))
        others = {zeros.written: zeros for zeros in reversed(table.zeros)}
        related = [
            Related(_location(zeros.place), _('"{written}" is "{id}"').format(written=zeros.written, id=zeros.id))
            for zeros in sorted(others.values())[:MOST_PLACES]
            if zeros.written != first.written
        ]
        found = _finding(LEADING_ZEROS, first.place, filled, (first.place.sheet,))
        yield found._replace(related=tuple(related), expected=first.id, actual=first.written)


def with_notes(findings: Iterable[Finding], table: Table) -> Iterable[Finding]:
    """The findings, each with what was noted at its cell: that the manager who is not found has left."""
    by_place: dict[Location, list[Problem]] = {}
    for note in table.notes:
        by_place.setdefault(_location(note), []).append(note)
    return (
        finding._replace(related=(*finding.related, *(Related(finding.location, note.message) for note in notes)))
        if (notes := by_place.get(finding.location))
        else finding
        for finding in findings
    )


def table_read(table: Table) -> TableRead:
    """How a file of tables was understood, as reports tell it."""
    sheets = tuple(
        FileRead(
            path=source.path,
            kind=source.of_sheet.kind,
            sheet=source.of_sheet.name,
            header_row=source.of_sheet.lines[source.layout.header] if source.layout.header >= 0 else None,
            columns=tuple(ColumnRead(column.name, column.means, column.how) for column in source.layout.columns),
            rows=source.number,
            skipped=tuple(source.skipped),
        )
        for source in table.sources
    )
    return TableRead(sheets, table.decided, table.notes)


def _finding(rule: Rule, problem: Problem, message: str, key: tuple[str, ...]) -> Finding:
    location = _location(problem)
    name = os.path.basename(problem.path) + (f" ({problem.sheet})" if problem.sheet else "")
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        location=location,
        subject=SubjectName("table", None, name),
        related=(),
        expected="",
        actual="",
        cites=(),
        fix=pick(rule.fix),
        fingerprint=fingerprint(rule.id, *key),
        subject_at=location,
    )


def _location(problem: Problem) -> Location:
    return Location(problem.path, problem.line, problem.column, problem.sheet)
