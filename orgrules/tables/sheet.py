"""What every reader of a format yields: sheets of rows, each cell a text, and where it stands. Nothing is interpreted in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from orgrules.errors import Problem

#: One cell as text, None where nothing is in it; several values of one cell stand on lines of their own.
Cell = str | None

#: What the records of a sheet are, where the format tells.
About = Literal["positions", "units", "people"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file, every row of it: title rows, notices and blank rows too, where the format has such.

    ``rows`` may be of different lengths. ``lines`` has the line (of a workbook: the row) of each, from 1; ``place`` tells line
    and column, from 1, of a cell by the indices of row and column. ``names`` are the names of columns where the format tells
    them, as records do; else they are found among the rows. ``means`` is what columns mean by their names, where the format
    defines it; what it does not name is told by the names.
    """

    path: str
    kind: str  # the format: csv, xlsx, ldif …
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]
    place: Callable[[int, int], tuple[int, int]]
    name: str | None = None  # of a sheet of a workbook
    names: tuple[str, ...] | None = None
    about: About | None = None
    means: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    errors: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))  # cells that hold an error: #N/A
    unreadable: tuple[Problem, ...] = ()  # rows and cells that could not be read, and why
    lost: frozenset[str] = frozenset()  # what stands in rows that could not be read: who refers to one of them is not wrong
    notes: tuple[Problem, ...] = ()  # what was decided on the way, and what was left out

    def problem(self, row: int, column: int, message: str) -> Problem:
        """A problem, or a note, at a cell by its indices."""
        return Problem(self.path, *self.place(row, column), message, self.name or "")
