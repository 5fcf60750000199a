"""Sheets of cells that each know where in a document of JSON or YAML they stand: for formats that are no lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from orgrules.errors import Problem
from orgrules.files.source import Route, Source
from orgrules.tables.sheet import About, Sheet


class Placed(NamedTuple):
    """The text of one cell, and where it stands: of several values, one a line, where the first does."""

    text: str
    source: Source
    route: Route
    of_key: bool = False  # it is a key of a mapping, as names of teams are

    def place(self) -> tuple[int, int]:
        """Its line and column, from 1."""
        return self.source.place(self.route, key=self.of_key)

    def problem(self, message: str) -> Problem:
        """A problem at its place."""
        return Problem(self.source.path, *self.place(), message)


def together(values: Sequence[Placed]) -> Placed | None:
    """Several values as one cell; none where there are no values. What is named twice stands in it once."""
    if not values:
        return None
    return values[0]._replace(text="\n".join(dict.fromkeys(" ".join(value.text.split("\n")) for value in values)))


def sheet_of_cells(
    rows: Sequence[Sequence[Placed | None]],
    path: str,
    kind: str,
    means: Mapping[str, str],
    *,
    about: About,
    unreadable: Iterable[Problem] = (),
    notes: Iterable[Problem] = (),
) -> Sheet:
    """A sheet whose columns are those that ``means`` tells of, in its order; the first cell of a row is never empty."""

    def place(row: int, column: int) -> tuple[int, int]:
        cells = rows[row]
        cell = cells[column] if column < len(cells) else None
        return (cell or _first(cells)).place()

    return Sheet(
        path=path,
        kind=kind,
        rows=[[cell.text if cell else None for cell in row] for row in rows],
        lines=[_first(row).place()[0] for row in rows],
        place=place,
        names=tuple(means),
        about=about,
        means=means,
        unreadable=tuple(unreadable),
        notes=tuple(notes),
    )


def _first(row: Sequence[Placed | None]) -> Placed:
    return next(cell for cell in row if cell is not None)
