"""Cells from lines that are drawn: pdfplumber's finding of rectangles, on the lines that pdfium gives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from orgrules.documents.pdf.drawings import Box, Ruling
from orgrules.documents.pdf.ends import Beside, closing

#: The most crossings of lines on a page in which cells are looked for; a table of 60 rows and 10 columns has 671.
MOST_CROSSINGS = 2_500
_MOST_PAIRS = 400_000
#: Lines that are so near to one another, in points, are one.
_NEAR = 3.0
#: The most cells of a table in which tables within cells are looked for.
_MOST_NESTED = 800
#: How high a cell alone is at most.
_BOX = 80.0
#: The least side of a cell, in points.
_LEAST = 4.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell, by the rows and columns of its grid that it takes, from 0.

    It is open above or below where no line closes it, since the end of a page breaks it.
    """

    box: Box
    row: int
    column: int
    rows: int
    columns: int
    is_open_above: bool = False
    is_open_below: bool = False


@dataclass(slots=True)
class Grid:
    """The cells of one table on a page, in order; ``order`` is its place in what the file writes, once that is known."""

    box: Box
    cells: list[GridCell]
    across: list[float]
    down: list[float]
    order: int = 0
    page: int = 0
    _at: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._at[row, column] = index

    def cell_at(self, x: float, y: float) -> int | None:
        """Which cell a point is in."""
        left, top, right, bottom = self.box
        if not (left <= x <= right and top <= y <= bottom):
            return None
        return self._at.get((bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1))

    @property
    def area(self) -> float:
        """How large it is."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


class TooManyLines(Exception):  # noqa: N818 - a page like any other, only without tables
    """A page is a drawing: finding tables in it would take too long."""


def grids(rulings: Sequence[Ruling], beside: Beside | None = None) -> list[Grid]:
    """The tables that lines make, smallest first; a low box is one too, for it may be the first row of a table.

    What pages before and after tell of the lines of this one is ``beside``.

    Raises:
        TooManyLines: for a page that is a drawing.
    """
    beside = beside or Beside()
    if len(rulings) < (2 if beside.open else 3):
        return []
    from pdfplumber import table

    merged = table.merge_edges([_edge(ruling) for ruling in rulings], _NEAR, _NEAR, _NEAR, _NEAR)
    drawn = _with_sides([_ruling(edge) for edge in merged])  # merged, for programs draw lines cell by cell
    across = [line for line in drawn if line.is_across]
    down = [line for line in drawn if not line.is_across]
    if len(across) * len(down) > _MOST_PAIRS:
        raise TooManyLines
    closed = closing(across, down, beside)
    crossings = table.edges_to_intersections([_edge(ruling) for ruling in (*drawn, *closed)], _NEAR, _NEAR)
    if len(crossings) > MOST_CROSSINGS:
        raise TooManyLines
    cells = table.intersections_to_cells(crossings)
    open_ = _Open(across, closed)
    tables = [part for each in table.cells_to_tables(cells) for part in _inner_apart(each)]
    taken = {cell for each in tables for cell in each}
    tables += [[cell] for cell in cells if cell not in taken and _is_box(cell, open_, beside)]
    return sorted((_grid(each, open_) for each in tables), key=lambda grid: grid.area)


@dataclass(frozen=True, slots=True)
class _Open:
    """Tells where cells are open: where nothing is drawn that closes them."""

    drawn: Sequence[Ruling]
    closed: Sequence[Ruling]

    def at(self, cell: Box, y: float) -> bool:
        """Whether a cell is open at its top or bottom."""
        return _is_spanned(self.closed, cell, y) and not _is_spanned(self.drawn, cell, y)


def _is_spanned(lines: Sequence[Ruling], cell: Box, y: float) -> bool:
    left, right = cell[0] + _NEAR, cell[2] - _NEAR
    return any(abs(line.top - y) <= _NEAR and line.left <= left and line.right >= right for line in lines)


def _is_box(cell: Box, open_: _Open, beside: Beside) -> bool:
    """Whether a cell alone is one: low, or the rest of a row that the page before began."""
    if open_.at(cell, cell[1]) or open_.at(cell, cell[3]):
        return any(abs(cell[0] - left) <= _NEAR and abs(cell[2] - right) <= _NEAR for left, right in beside.open)
    return _LEAST < cell[3] - cell[1] <= _BOX


def _inner_apart(cells: list[Box]) -> list[list[Box]]:
    """A table, and what is a table within one of its cells."""
    from pdfplumber import table

    inner = [cell for cell in cells if any(_contains(other, cell) for other in cells)] if len(cells) <= _MOST_NESTED else []
    if not inner:
        return [cells]
    outer = [cell for cell in cells if cell not in inner]
    return [outer, *(part for each in table.cells_to_tables(inner) for part in _inner_apart(each))]


def _contains(one: Box, other: Box) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]


def _edge(ruling: Ruling) -> dict[str, Any]:
    """A line as pdfplumber has them."""
    return {
        "object_type": "line",
        "orientation": "h" if ruling.is_across else "v",
        "x0": ruling.left,
        "x1": ruling.right,
        "top": ruling.top,
        "bottom": ruling.bottom,
        "doctop": ruling.top,
        "width": ruling.right - ruling.left,
        "height": ruling.bottom - ruling.top,
    }


def _ruling(edge: dict[str, Any]) -> Ruling:
    return Ruling(edge["x0"], edge["top"], edge["x1"], edge["bottom"])


def _with_sides(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Lines with the sides that a table leaves out: where three across begin and end alike, with some down between."""
    result = list(rulings)
    alike: dict[tuple[int, int], list[Ruling]] = {}
    for ruling in rulings:
        if ruling.is_across:
            alike.setdefault((round(ruling.left / 4), round(ruling.right / 4)), []).append(ruling)
    for group in alike.values():
        left, right = group[0].left, group[0].right
        top, bottom = min(ruling.top for ruling in group), max(ruling.top for ruling in group)
        if len(group) < 3 or bottom - top < 10:
            continue
        within = [each for each in rulings if not each.is_across and each.top < bottom - 1 and each.bottom > top + 1]
        inside = [each for each in within if left + 5 < each.left < right - 5]
        if inside:
            top = max(top, min(each.top for each in inside))
            bottom = min(bottom, max(each.bottom for each in inside))
            open_ = [x for x in (left, right) if not any(abs(each.left - x) <= _NEAR for each in within)]
            result += [Ruling(x, top, x, bottom) for x in open_]
    return result


def _grid(cells: Sequence[Box], open_: _Open) -> Grid:
    """A table of cells; rows and columns in which no cell begins are none, and slivers between double lines no cells."""
    cells = [cell for cell in cells if min(cell[2] - cell[0], cell[3] - cell[1]) >= _LEAST] or list(cells)
    across, down = _starts(cell[0] for cell in cells), _starts(cell[1] for cell in cells)
    found = []
    for cell in cells:
        left, top, right, bottom = cell
        row, column = bisect_right(down, top) - 1, bisect_right(across, left) - 1
        rows = max(bisect_right(down, bottom - _LEAST) - row, 1)
        columns = max(bisect_right(across, right - _LEAST) - column, 1)
        found.append(GridCell(cell, row, column, rows, columns, open_.at(cell, top), open_.at(cell, bottom)))
    found.sort(key=lambda cell: (cell.row, cell.column))
    box = across[0], down[0], max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    return Grid(box, found, across, down)


def _starts(places: Iterable[float]) -> list[float]:
    """Where rows or columns begin: what is nearer than the least side of a cell is one."""
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] >= _LEAST:
            result.append(place)
    return result
