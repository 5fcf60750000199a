"""One sheet while it is read: its cells as text, what was wrong with some, and what a person sees that no cell says."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from orgrules.errors import Problem, cell_name, column_letters
from orgrules.locale import _, ngettext
from orgrules.tables.cells import MOST_COLUMNS, MOST_ROWS, area
from orgrules.tables.limits import Budget, refuse
from orgrules.tables.sheet import Cell, Sheet
from orgrules.tables.workbook.number_formats import Shown, lost_digits, plain
from orgrules.text import listed

#: How many blank rows, or columns, before a cell say that it does not belong to the table above or to the left of it.
_FAR_BELOW, _FAR_BESIDE = 1000, 100

#: Two corners, each row and column from 1.
Area = tuple[tuple[int, int], tuple[int, int]]


class Reading(NamedTuple):
    """One file that is read: what may be spent on it, and what its reader was asked for."""

    path: str
    kind: str
    budget: Budget
    leave_out_hidden: bool

    def grid(self, name: str, *, hidden: bool) -> Grid:
        """A sheet to fill."""
        grid = Grid(self.path, name, self.budget)
        if hidden:
            grid.tell_hidden()
        return grid

    def finished(self, grid: Grid) -> Sheet:
        """A filled sheet."""
        return grid.sheet(self.kind, leave_out_hidden=self.leave_out_hidden)

    def not_read(self, name: str, *, hidden: bool, table: bool = True) -> Sheet | None:
        """A sheet that is not read, without rows and with the reason as its note; None for one that is."""
        if not table:
            message = _("a sheet of charts or macros, which has no cells")
        elif hidden and self.leave_out_hidden:
            message = _("the sheet is hidden and left out")
        else:
            return None
        note = Problem(self.path, 0, 0, message, name)
        return Sheet(self.path, self.kind, (), (), lambda _row, _column: (0, 0), name, notes=(note,))


class Grid:
    """The rows of a sheet by their numbers, only those in which something is; filled by the reader of a format, in any order."""

    def __init__(self, path: str, name: str, budget: Budget) -> None:
        self.path, self.name = path, name
        self.rows: dict[int, list[Cell]] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []  # the first and the last of each group
        self.merged: list[Area] = []
        self._errors: dict[tuple[int, int], str] = {}
        self._uncomputed: list[tuple[int, int]] = []
        self._unreadable: list[Problem] = []
        self._notes: list[Problem] = []
        self._budget = budget

    def add(self, line: int, cells: list[Cell]) -> None:
        """Take a row, its cells from the first column on; blank ones behind the last value and blank rows are left out."""
        while cells and not (cells[-1] and cells[-1].strip()):
            cells.pop()
        if not cells:
            return
        self.check(line, len(cells))
        self._budget.spend(1, len(cells))
        known = self.rows.get(line)
        if known is None:
            self.rows[line] = cells
        else:  # a row in two pieces
            known.extend([None] * (len(cells) - len(known)))
            for index, cell in enumerate(cells):
                if cell is not None:
                    known[index] = cell

    def check(self, line: int, column: int) -> None:
        """Refuse a cell outside of what a sheet can have: it costs memory, and no program shows it."""
        if not (0 < line <= MOST_ROWS and 0 < column <= MOST_COLUMNS):
            message = _('the sheet "{sheet}" has a cell in row {line:,} and column {column:,}; no sheet is so large')
            refuse(self.path, message.format(sheet=self.name, line=line, column=column))

    def number(self, line: int, column: int, written: str, shown: Shown | None) -> Cell:
        """A number as people see it, and a problem where its last digits are lost."""
        try:
            value = float(written)
        except ValueError:
            return written
        if shown is not None:
            return shown(value)
        if -1e15 < value < 1e15:
            return plain(value)
        if lost_digits(written):
            message = _(
                "the number {number} is longer than the 15 digits that spreadsheets keep, and its last ones may be lost; "
                "write it as text where it comes from"
            )
            self.fail(line, column, message.format(number=plain(value)))
        return plain(value) if "e" in written.lower() else written.partition(".")[0]

    def error(self, line: int, column: int, code: str) -> Cell:
        """A cell that holds an error (#N/A) in place of a value; it stands in its row as well, to be taken for no blank."""
        self._errors[line, column] = code
        return code

    def formula_without_value(self, line: int, column: int) -> None:
        """Note a cell whose formula was never computed by the program that wrote it."""
        self._uncomputed.append((line, column))

    def fail(self, line: int, column: int, message: str) -> None:
        """Note a cell that cannot be read."""
        self._unreadable.append(Problem(self.path, line, column, message, self.name))

    def tell_hidden(self) -> None:
        """Note that the sheet is hidden."""
        self.note(_("the sheet is hidden, and read like the others"))

    def note(self, message: str) -> None:
        """Note what is to be said of the whole sheet."""
        self._notes.append(Problem(self.path, 0, 0, message, self.name))

    def sheet(self, kind: str, *, leave_out_hidden: bool) -> Sheet:
        """What was read, in the order of its rows."""
        gone = self._settle_hidden(leave_out_hidden)
        lines = array("L", sorted(self.rows))
        self._spread_merged(lines)
        rows = [self.rows[line] for line in lines]
        self._tell_far_cells(lines, rows)
        uncomputed = _(
            "a formula without its value: the program that wrote the file did not compute it; open the file in a spreadsheet "
            "program and save it"
        )
        problems = self._unreadable + [Problem(self.path, *place, uncomputed, self.name) for place in self._uncomputed]
        indices = {line: index for index, line in enumerate(lines)} if self._errors else {}
        return Sheet(
            path=self.path,
            kind=kind,
            rows=rows,
            lines=lines,
            place=lambda row, column: (lines[row], column + 1),
            name=self.name,
            errors=MappingProxyType(
                {(indices[line], column - 1): code for (line, column), code in self._errors.items() if line in indices}
            ),
            unreadable=tuple(sorted(each for each in problems if each.line not in gone)),
            notes=tuple(self._notes),
        )

    def _settle_hidden(self, leave_out: bool) -> frozenset[int]:
        """Tell of hidden rows and columns; the rows that are left out, where that is asked for."""
        hidden = sorted(line for line in set(self.hidden_rows) if line in self.rows)
        if hidden and leave_out:
            message = ngettext("{number:,} hidden row is left out", "{number:,} hidden rows are left out", len(hidden))
            for line in hidden:
                del self.rows[line]
        else:
            message = ngettext("{number:,} hidden row is read too", "{number:,} hidden rows are read too", len(hidden))
        if hidden:
            self._notes.append(Problem(self.path, hidden[0], 1, message.format(number=len(hidden)), self.name))
        width = max(map(len, self.rows.values()), default=0)
        columns: list[int] = []
        reached = 0
        for first, last in sorted(self.hidden_columns):  # they may overlap
            columns += range(max(first, reached + 1), min(last, width) + 1)
            reached = max(reached, last)
        if columns:
            message = ngettext(
                "the hidden column {columns} is read too", "the hidden columns {columns} are read too", len(columns)
            )
            names = listed([column_letters(each) for each in columns])
            self._notes.append(Problem(self.path, min(self.rows), columns[0], message.format(columns=names), self.name))
        return frozenset(hidden if leave_out else ())

    def _spread_merged(self, lines: Sequence[int]) -> None:
        """A merged cell says what it says to each of its rows, as people read it; across columns it stays one cell."""
        spread = []
        for (top, left), (bottom, right) in self.merged:
            above = self.rows.get(top, [])
            value = above[left - 1] if left <= len(above) else None
            below = lines[bisect_left(lines, top + 1) : bisect_left(lines, bottom + 1)] if value is not None else ()
            self._budget.spend(0, len(below))
            for line in below:
                row = self.rows[line]
                row.extend([None] * (left - len(row)))
                if row[left - 1] is None:
                    row[left - 1] = value
                    if code := self._errors.get((top, left)):
                        self._errors[line, left] = code
            if below:
                spread.append((top, left, bottom, right))
        if spread:
            top, left, bottom, right = min(spread)
            message = ngettext(
                "a merged cell is read as standing in each of its rows: {first}",
                "{number:,} merged cells are read as standing in each of their rows, the first of them {first}",
                len(spread),
            )
            first = area((top, left), (bottom, right))
            self._notes.append(Problem(self.path, top, left, message.format(number=len(spread), first=first), self.name))

    def _tell_far_cells(self, lines: Sequence[int], rows: Sequence[Sequence[Cell]]) -> None:
        """Where what was read stands far from the rest, say so: a cell that was typed by mistake, mostly."""
        above, told_beside = 0, False
        for line, row in zip(lines, rows, strict=True):
            if above and line - above > _FAR_BELOW:
                column = next(index for index, cell in enumerate(row, 1) if cell is not None)
                message = _("{ref} stands {blank:,} blank rows below the rest; delete it if it is there by mistake")
                message = message.format(ref=cell_name(line, column), blank=line - above - 1)
                self._notes.append(Problem(self.path, line, column, message, self.name))
            elif len(row) > _FAR_BESIDE and not told_beside:
                last = len(row)
                before = next((index for index in range(last - 1, 0, -1) if row[index - 1] is not None), last)
                if last - before > _FAR_BESIDE:
                    message = _("{ref} stands {blank:,} blank columns beside the rest; delete it if it is there by mistake")
                    message = message.format(ref=cell_name(line, last), blank=last - before - 1)
                    self._notes.append(Problem(self.path, line, last, message, self.name))
                    told_beside = True
            above = line
