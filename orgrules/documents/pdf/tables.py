"""Tables of a document from the cells of its pages; one that goes on on the next page is one table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from orgrules.documents.model import Block, Cell, Paragraph, Place, Table
from orgrules.documents.pdf.drawings import Box
from orgrules.documents.pdf.grids import Grid
from orgrules.documents.pdf.lines import Line, set_limits
from orgrules.documents.pdf.paragraphs import Known, goes_on, split, text_of

#: How far edges of the columns of one table may be apart on two pages, in points.
_NEAR = 3.0
#: The most room that the contents of a cell leave at its right, in points.
_PADDING = 6.0


@dataclass(slots=True)
class Draft:
    """A cell in the making, by its edges, with the lines and tables in it; open where only the end of a page ends it."""

    box: Box
    row: int
    rows: int
    contents: list[Line | Grid]
    column: int = 0
    columns: int = 1
    is_open_above: bool = False
    is_open_below: bool = False

    @property
    def text(self) -> str:
        """Its words without blanks, to compare it."""
        return "".join("".join(each.text.split()) if isinstance(each, Line) else "▦" for each in self.contents)


@dataclass(slots=True)
class Ruled:
    """A table in the making; ``last`` is its part on the last page that it has reached."""

    cells: list[Draft]
    page: int
    last: Grid
    edges: list[float] = field(default_factory=list)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)

    def row(self, number: int) -> list[Draft]:
        """The cells that begin in a row, from the left."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.box[0])


def ruled(grid: Grid, contents: Mapping[tuple[int, int], Sequence[Line | Grid]]) -> Ruled:
    """The table of a grid; the lines in its cells are told how far they could have gone."""
    cells = []
    for index, cell in enumerate(grid.cells):
        found = list(contents.get((id(grid), index), ()))
        lines = [each for each in found if isinstance(each, Line)]
        left = min((line.left for line in lines), default=cell.box[0]) - cell.box[0]
        edge = cell.box[2] - max(min(left, _PADDING), 1.0)
        set_limits(found, edge)
        cells.append(
            Draft(
                cell.box,
                cell.row,
                cell.rows,
                found,
                is_open_above=cell.is_open_above,
                is_open_below=cell.is_open_below,
            )
        )
    result = Ruled(cells, grid.page, grid)
    _number_columns(result)
    return result


def _number_columns(table: Ruled) -> None:
    """Columns by the edges that cells have, on all pages together."""
    edges: list[float] = []
    for left in sorted(cell.box[0] for cell in table.cells):
        if not edges or left - edges[-1] > _NEAR:
            edges.append(left)
    table.edges = edges
    for cell in table.cells:
        cell.column = bisect_left(edges, cell.box[0] - _NEAR)
        cell.columns = max(bisect_left(edges, cell.box[2] - _NEAR) - cell.column, 1)


def goes_on_in(table: Ruled, other: Ruled, room: float) -> bool:
    """Whether a table at the top of a page goes on with the one that ended the page before, ``room`` points above its end.

    Forms of which each page has one are several tables: they begin with the same labels, in more than one row.
    """
    one, two = table.last.box, other.last.box
    if abs(one[0] - two[0]) > _NEAR or abs(one[2] - two[2]) > _NEAR:
        return False
    if _is_left_open(table, other):
        return True
    header = _repeated(table, other)
    after = header if header > 1 else 0  # rows of a header that merged cells join tell nothing of what follows
    alike = sum(a == b != "" for a, b in zip(_labels(table, after), _labels(other, after), strict=False))
    if alike >= (1 if after else 2):
        return False
    first = max(cell.box[3] - cell.box[1] for cell in other.row(0))
    return room < first + 4 or header > 0 or (table.height > 1 and _texts(table.row(0)) == _texts(other.row(0)))


def _labels(table: Ruled, start: int) -> list[str]:
    """What the first three rows from one on begin with."""
    rows = (table.row(row) for row in range(start, min(start + 3, table.height)))
    return [row[0].text if row else "" for row in rows]


def _is_left_open(table: Ruled, other: Ruled) -> bool:
    """Whether the end of a page left cells of a table open, and the next page has the rest of them.

    There they are open above, or stand below the header. Cells that only the next page leaves open begin a row, whose line is
    at the foot of the page before.
    """
    if any(cell.is_open_above for cell in other.row(0)):
        return True
    return _ends_open(table) and _repeated(table, other) > 0


def _ends_open(table: Ruled) -> bool:
    return any(cell.is_open_below for cell in _last(table))


def _last(table: Ruled) -> list[Draft]:
    """The cells that end with the last row."""
    height = table.height
    return [cell for cell in table.cells if cell.row + cell.rows == height]


def _repeated(table: Ruled, other: Ruled) -> int:
    """How many rows a table on the next page begins with that are the header of the one before.

    The header is the first row with those that merged cells join to it, and all that is repeated where the end of a page broke a
    row.
    """
    if any(cell.is_open_above for cell in other.row(0)):
        return 0
    most = min(table.height, other.height - 1) if _ends_open(table) else max(cell.rows for cell in table.row(0))
    count = 0
    for number in range(min(most, other.height - 1)):
        texts = _texts(table.row(number))
        if texts != _texts(other.row(number)) or not any(texts):
            break
        if all(cell.row + cell.rows <= number + 1 for cell in other.cells if cell.row <= number):
            count = number + 1
    return count


def append(table: Ruled, other: Ruled, known: Known) -> None:
    """Put the part of a table on the next page to the part before: a header row once, a row that goes on as one row."""
    header = _repeated(table, other)
    is_left_open = _is_left_open(table, other)
    cells = [cell for cell in other.cells if cell.row >= header]
    for cell in cells:
        cell.row -= header
    first = [cell for cell in cells if cell.row == 0]
    if not any(_same_columns(above, below) for below in first for above in table.row(table.height - 1)):
        _drop_empty(table, table.height - 1)
    start = table.height
    ends = _last(table)
    pairs = [(above, below) for below in first for above in ends if _same_columns(above, below)]
    left = min(cell.box[0] for cell in first)
    if is_left_open:
        is_one_row = bool(pairs) and all(above.is_open_below for above in ends)
    else:
        is_one_row = len(pairs) == len(first) and _is_one_row(pairs, known)
    shift = start - is_one_row
    merged = []
    for above, below in pairs:
        if is_left_open:
            is_one = above.is_open_below
        else:
            is_one = is_one_row or (not below.contents and bool(above.contents) and below.box[0] == left)
        if is_one:
            above.contents += below.contents
            above.rows = max(above.rows, shift + below.rows - above.row)
            above.is_open_below = below.is_open_below
            merged.append(id(below))
    for cell in cells:
        if id(cell) not in merged:
            cell.row += shift
            table.cells.append(cell)
    table.last = other.last
    _number_columns(table)


def without_empty_ends(table: Ruled) -> None:
    """Take the first and the last row of a table away where nothing stands in them and only the end of a page made them."""
    _drop_empty(table, 0)
    _drop_empty(table, table.height - 1)


def _drop_empty(table: Ruled, number: int) -> None:
    """Take the first or the last row away if nothing stands in it and it is open."""
    row = [cell for cell in table.cells if cell.row <= number < cell.row + cell.rows]
    is_made = all(cell.is_open_below if number else cell.is_open_above for cell in row)
    own = [cell for cell in row if cell.rows == 1]
    if table.height == 1 or not is_made or not own or any(cell.contents for cell in own):
        return
    gone = {id(cell) for cell in own}
    table.cells = [cell for cell in table.cells if id(cell) not in gone]
    for cell in table.cells:
        if cell.row <= number < cell.row + cell.rows:
            cell.rows -= 1
        elif cell.row > number:
            cell.row -= 1


def _is_one_row(pairs: Sequence[tuple[Draft, Draft]], known: Known) -> bool:
    """Whether the end of a page breaks a row: all that is left of it goes on with what was there, over several lines."""
    filled = [(above, below) for above, below in pairs if below.contents]
    if len(filled) == 1 and len(pairs) > 2:
        return bool(filled[0][0].contents)
    is_long = any(len(above.contents) > 1 or len(below.contents) > 1 for above, below in filled)
    return bool(filled) and is_long and all(_goes_on(above, below, known) for above, below in filled)


def _goes_on(above: Draft, below: Draft, known: Known) -> bool:
    """Whether the text of a cell goes on in the next page's."""
    if not above.contents or not below.contents:
        return False
    before, line = above.contents[-1], below.contents[0]
    return isinstance(before, Line) and isinstance(line, Line) and goes_on([before], line, known)


def _same_columns(one: Draft, other: Draft) -> bool:
    return abs(one.box[0] - other.box[0]) <= _NEAR and abs(one.box[2] - other.box[2]) <= _NEAR


def _texts(cells: Sequence[Draft]) -> list[str]:
    return [cell.text for cell in cells]


def finished(
    table: Ruled,
    place: Place,
    known: Known,
    inner: Callable[[Sequence[Grid]], Iterable[Table]],
) -> Table:
    """The table as documents have it; ``inner`` makes tables of what stands one below the other in a cell."""
    rows: dict[int, list[Cell]] = {row: [] for row in range(table.height)}
    for cell in sorted(table.cells, key=lambda each: (each.row, each.column)):
        at = place._replace(row=cell.row + 1, column=cell.column + 1)
        lines = [each for each in cell.contents if isinstance(each, Line)]
        rows[cell.row].append(
            Cell(
                _blocks(cell, at, known, inner),
                cell.row + 1,
                cell.column + 1,
                cell.rows,
                cell.columns,
                is_header=bool(lines) and all(line.is_header for line in lines),
            )
        )
    return Table(tuple(tuple(cells) for cells in rows.values()), place)


def _blocks(cell: Draft, place: Place, known: Known, inner: Callable[[Sequence[Grid]], Iterable[Table]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    count = 0
    for kind, found in groupby(cell.contents, type):
        if kind is Grid:
            blocks += inner([each for each in found if isinstance(each, Grid)])
            continue
        waiting = [each for each in found if isinstance(each, Line)]
        for lines in [waiting] if _is_stacked(waiting) else split(waiting, known):
            at = place._replace(page=lines[0].page, line=count + 1)
            blocks.append(Paragraph(text_of(lines, known.words), at, is_bold=all(line.is_bold for line in lines)))
            count += len(lines)
    return tuple(blocks)


def _is_stacked(lines: Sequence[Line]) -> bool:
    """Whether a label is written downwards, one character a line."""
    return len(lines) > 1 and all(len(line.text) == 1 for line in lines)
