"""Cells of tables that are to hold other texts, and why some of them cannot."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.errors import Problem, cell_name, place_words

#: How a text begins that spreadsheet programs take for a formula where it stands in a file of plain text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Cell(NamedTuple):
    """One cell, what stands in it, and what is to stand there: "" is an empty one.

    ``row`` and ``column`` count from 1: in a workbook they are those of the sheet; in other files ``row`` is the line on which
    the row begins. ``line`` and ``at`` are where messages about the cell point, as a ``Problem`` has them. ``heading`` is the
    name of the column. ``steps`` are the steps that ask for it, by their number among those that were given.
    """

    path: str
    sheet: str
    row: int
    column: int
    line: int
    at: int
    heading: str
    before: str
    after: str
    steps: tuple[int, ...]

    @property
    def name(self) -> str:
        """The cell as spreadsheets name it: C14."""
        return cell_name(self.row, self.column)

    @property
    def place(self) -> str:
        """Where it is, in words: file!Sheet!C14, or file:line:column."""
        return place_words(self.path, self.line, self.at, self.sheet)

    def problem(self, message: str) -> Problem:
        """What is to be said of it, at its place."""
        return Problem(self.path, self.line, self.at, message, self.sheet)


class Unsaid(NamedTuple):
    """A step that no cell of a table can hold, by its number among those that were given, and why, at the nearest place."""

    step: int
    problem: Problem


class Refused(NamedTuple):
    """A cell that stays as it is, and why."""

    cell: Cell
    why: str


class Written(NamedTuple):
    """A file with other texts in some of its cells, and those cells that could not be written."""

    content: bytes
    refused: tuple[Refused, ...] = ()
