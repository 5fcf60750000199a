"""Tables laid out: which rows and columns each cell takes, as a reader counts them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from orgrules.documents.word.xml import Element, attribute, child, found, number, value

#: Most columns that a table of Word has; what says more is mistaken.
_MOST_COLUMNS = 63


@dataclass(slots=True)
class Laid:
    """A cell where it begins, with the columns and rows that it takes; rows count from 0, columns from 1."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1


def laid_out(rows: Iterable[tuple[Element, list[Element]]]) -> list[list[Laid]]:
    """The cells of each row; one that is merged with others stands once, where it begins.

    Word keeps columns at which no cell begins or ends, wherever a border was dragged about: readers do not count them.
    """
    laid: list[list[Laid]] = []
    above: dict[int, Laid] = {}
    for index, (row, elements) in enumerate(rows):
        cells: list[Laid] = []
        column = _span(value(row, "w:trPr", "w:gridBefore"), 0)
        for element in elements:
            properties = child(element, "w:tcPr")
            width = _span(value(properties, "w:gridSpan"), 1) or 1
            upper = above.get(column)
            if upper and _is_continued(properties, "w:vMerge"):
                upper.rows += 1
                width = upper.columns
            elif cells and _is_continued(properties, "w:hMerge"):
                cells[-1].columns += width
            else:
                cell = Laid(element, index, column, width)
                cells.append(cell)
                for covered in range(column, column + width):
                    above.pop(covered, None)
                if found(properties, "w:vMerge") is not None:
                    above[column] = cell
            column += width
        # a cell that does not go on in this row has ended
        above = {start: cell for start, cell in above.items() if cell.row + cell.rows > index}
        laid.append(cells)
    _renumber(laid)
    return laid


def _is_continued(properties: Element | None, name: str) -> bool:
    """Whether a cell belongs to the one before it: it says so, or says only that it is merged."""
    merged = child(properties, name)
    return merged is not None and (attribute(merged) or "continue") == "continue"


def _span(text: str | None, without: int) -> int:
    return min(max(number(text, without) or 0, 0), _MOST_COLUMNS)


def _renumber(laid: list[list[Laid]]) -> None:
    cells = [cell for row in laid for cell in row]
    edges = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.columns)} | {0})
    for cell in cells:
        start, stop = (bisect_left(edges, edge) for edge in (cell.column, cell.column + cell.columns))
        cell.column, cell.columns = start + 1, stop - start
