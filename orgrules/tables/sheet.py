"""What every reader of a format yields: sheets of rows, each cell a text, and where it stands. Nothing is interpreted in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, overload

from orgrules.errors import Problem

#: One cell as text, None where nothing is in it; several values of one cell stand on lines of their own.
Cell = str | None

#: What the records of a sheet are, where the format tells.
About = Literal["positions", "units", "people"]


class Grid(Sequence[Sequence[Cell]]):
    """Rows of one width, kept column by column: a million of them take a fifth of what as many lists take."""

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return zip(*self.columns, strict=True)

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, slice):
            return list(zip(*(column[index] for column in self.columns), strict=True))
        return [column[index] for column in self.columns]


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
