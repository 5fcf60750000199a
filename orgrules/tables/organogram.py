"""UK government organograms: a table of senior posts, and one of junior posts without ids that report to them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from orgrules.errors import Problem
from orgrules.locale import _
from orgrules.tables.sheet import Sheet

KIND = "organogram"

#: Which of the two tables of an organogram.
Part = Literal["senior", "junior"]

#: The names of columns by which each part is known, in the form in which they are compared, and what its columns mean.
_KNOWN: Mapping[Part, frozenset[str]] = {
    "senior": frozenset({"postuniquereference", "reportstoseniorpost", "jobtitle"}),
    "junior": frozenset({"reportingseniorpost", "genericjobtitle", "numberofpostsinfte"}),
}
_MEANS: Mapping[Part, Mapping[str, str]] = {
    "senior": {
        "postuniquereference": "id",
        "name": "holder",
        "jobtitle": "title",
        "unit": "unit",
        "reportstoseniorpost": "reports_to",
        "fte": "fte",
        "valid": "status",
    },
    "junior": {
        "genericjobtitle": "title",
        "unit": "unit",
        "reportingseniorpost": "reports_to",
        "numberofpostsinfte": "fte",
    },
}
#: How many rows may stand before the header.
_ROWS_ABOVE = 20


def part_of(sheet: Sheet) -> Part | None:
    """Which part of an organogram a table is, by the names of its columns; None for any other table."""
    header = _header(sheet)
    forms = {_form(cell) for cell in header if cell}
    return next((part for part, known in _KNOWN.items() if known <= forms), None)


def as_organogram(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, those of an organogram told to be such: what their columns mean is settled, whatever else they are called.

    A row of junior posts stands for as many as its full-time equivalents say; it has no id, and nobody reports to it. The posts
    above it are in the senior table: where that is not among the sheets, a note says so.
    """
    parts = [part_of(sheet) for sheet in sheets]
    told = []
    for sheet, part in zip(sheets, parts, strict=True):
        if part is None:
            told.append(sheet)
            continue
        means = {cell: meaning for cell in _header(sheet) if cell and (meaning := _MEANS[part].get(_form(cell)))}
        notes = sheet.notes
        if part == "junior" and "senior" not in parts:
            message = _("the posts that these report to stand in the table of senior posts; check both files together")
            notes = (*notes, Problem(sheet.path, 1, 1, message, sheet.name or ""))
        told.append(replace(sheet, kind=KIND, about="positions", means=means, notes=notes))
    return told


def partner_of(path: str) -> str | None:
    """How the file of the other part is called as data.gov.uk publishes them; None where the name does not tell."""
    folder, name = os.path.split(path)
    found = re.fullmatch(r"(?P<before>.*)(?P<part>senior|junior)(?P<after>[^a-z]*(?:\.[^.]*)?)", name, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    part = found["part"]
    other = "junior" if part.lower() == "senior" else "senior"
    other = other.upper() if part.isupper() else other.title() if part[:1].isupper() else other
    return os.path.join(folder, found["before"] + other + found["after"])


def is_pair(sheets: Sequence[Sheet], others: Sequence[Sheet]) -> bool:
    """Whether two files are the two parts of an organogram."""
    return {part_of(sheet) for sheet in sheets} == {"senior"} and {part_of(sheet) for sheet in others} == {"junior"}


def _header(sheet: Sheet) -> Sequence[str | None]:
    """The names of the columns: those that the format tells, else the first row with names of an organogram."""
    if sheet.names is not None:
        return sheet.names
    for row in sheet.rows[:_ROWS_ABOVE]:
        forms = {_form(cell) for cell in row if cell}
        if any(known <= forms for known in _KNOWN.values()):
            return row
    return ()


def _form(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
