"""One page as lines and tables in the order of reading, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orgrules.documents.pdf.ends import Beside, sides
from orgrules.documents.pdf.grids import Grid, TooManyLines, grids
from orgrules.documents.pdf.lines import Line, in_reading_order, lines_of, rows_joined, turned_line, with_dots
from orgrules.documents.pdf.pages import Glyph, Page

Contents = Mapping[tuple[int, int], Sequence[Line | Grid]]
"""What stands in each cell, by the identity of its grid and its index there."""


@dataclass(slots=True)
class Sheet:
    """A page on the way to its blocks: what is on it outside of tables, the tables, what is in their cells, and all its lines.

    ``open`` are the sides of the cells that its end leaves open.
    """

    page: Page
    placed: list[Line | Grid]
    contents: Contents
    lines: list[Line]
    open: Sequence[tuple[float, float]] = ()


def sheets(pages: Sequence[Page], least: float) -> list[Sheet]:
    """All pages, each read with what those before and after tell of cells that the end of a page leaves open."""
    result: list[Sheet] = []
    down = [sides(page.drawing.rulings) for page in pages]
    for page, before, after in zip(pages, [[], *down], [*down[1:], []], strict=False):
        result.append(_sheet(page, least, Beside(before, after, result[-1].open if result else ())))
    return result


def _sheet(page: Page, least: float, beside: Beside) -> Sheet:
    """The lines and tables of a page, in the order of reading; a page that is a drawing is told to be one."""
    found: list[Grid] = []
    try:
        found = grids(page.drawing.rulings, beside)
    except TooManyLines:
        page.drawing.is_dense = True
    glyphs = with_dots(page.glyphs, page.drawing.dots)
    inside: dict[tuple[int, int], list[tuple[int, Glyph]]] = {}
    outside: list[tuple[int, Glyph]] = []
    for order, glyph in enumerate(glyphs):
        at = _cell_of(found, *glyph.middle)
        (inside.setdefault(at, []) if at else outside).append((order, glyph))
        if at:
            grid = found[_index(found, at)]
            grid.order = grid.order or order + 1
    contents: dict[tuple[int, int], list[Line | Grid]] = {at: _lines(each, page, least) for at, each in inside.items()}
    placed: list[Line | Grid] = _lines(outside, page, least)
    for at, label in _labels(found, page).items():
        contents.setdefault(at, []).append(label)
        grid = found[_index(found, at)]
        grid.order = grid.order or label.order
    for index, grid in enumerate(found):  # smallest first: what is in it is known before it is put into another
        grid.page = page.number
        if not grid.order:
            continue
        at = _cell_of(found[index + 1 :], (grid.box[0] + grid.box[2]) / 2, (grid.box[1] + grid.box[3]) / 2)
        if at:
            outer = found[_index(found, at)]
            outer.order = min(outer.order or grid.order, grid.order)
        (contents.setdefault(at, []) if at else placed).append(grid)
    contents = {at: rows_joined(in_reading_order(each)) for at, each in contents.items()}
    placed = rows_joined(in_reading_order(placed))
    lines = list(lines_within(placed, contents))
    for number, line in enumerate(lines, start=1):
        line.number = number
    open_ = [(cell.box[0], cell.box[2]) for grid in found for cell in grid.cells if cell.is_open_below]
    return Sheet(page, placed, contents, lines, open_)


def _lines(glyphs: Sequence[tuple[int, Glyph]], page: Page, least: float) -> list[Line | Grid]:
    """Lines of characters; what was typed into a field follows what stands to its left, else what stands above it."""
    lines = lines_of(glyphs, page.number, least)
    if page.typed_from is not None:
        written = [line for line in lines if line.order < page.typed_from]
        for line in lines:
            if line.order >= page.typed_from and written:
                left = [
                    each
                    for each in written
                    if each.top < line.baseline <= each.bottom + 0.3 * each.size and each.left < line.left
                ]
                above = [each for each in written if each.baseline <= line.baseline]
                before = (
                    max(left, key=lambda each: each.left) if left else max(above or written[:1], key=lambda each: each.baseline)
                )
                line.order = before.order
                line.baseline = before.baseline if left else line.baseline
    return [*lines]


def _labels(found: Sequence[Grid], page: Page) -> dict[tuple[int, int], Line]:
    """What is written up or down in cells, as labels of forms are; anywhere else it is told as text that is left out."""
    inside: dict[tuple[int, int], list[Glyph]] = {}
    left_out = ""
    for glyph in page.turned:
        at = _cell_of(found, *glyph.middle)
        if at:
            inside.setdefault(at, []).append(glyph)
        else:
            left_out += " " * (glyph.after_blank and bool(left_out)) + glyph.text
    page.askew = left_out + page.askew
    return {at: turned_line(glyphs, page.number) for at, glyphs in inside.items()}


def _cell_of(found: Sequence[Grid], x: float, y: float) -> tuple[int, int] | None:
    """The cell that a point is in, by its grid and its index: of the smallest table there."""
    for grid in found:
        cell = grid.cell_at(x, y)
        if cell is not None:
            return id(grid), cell
    return None


def _index(found: Sequence[Grid], at: tuple[int, int]) -> int:
    return next(index for index, grid in enumerate(found) if id(grid) == at[0])


def lines_within(placed: Sequence[Line | Grid], contents: Contents) -> Iterator[Line]:
    """All lines of lines and tables, in the order of reading."""
    for each in placed:
        if isinstance(each, Line):
            yield each
        else:
            for cell in range(len(each.cells)):
                yield from lines_within(contents.get((id(each), cell), ()), contents)
