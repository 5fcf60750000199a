"""Where the boxes of a chart stand: large parts side by side, small ones in columns, as large charts are drawn.

Every box with all that is below it gets a block of its own; blocks stand side by side, and a manager above the middle of its
reports. Whoever has few enough below has them hang one below the other, each level a little to the right. Trees of a chart that
has several stand below one another as far as the tallest of them leaves room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from orgrules.chart import Chart

#: Size of a box and the spaces between boxes, in pixels of 1/96 inch. The page draws with the same (page/chart.js).
WIDTH, HEIGHT = 200, 80
BETWEEN, BELOW, IN_COLUMN, INDENT = 28, 46, 16, 26
#: Reports of one manager without reports of their own: so many make a column, and so many are in it where nothing is said.
SHORTEST_COLUMN, LONGEST_COLUMN = 3, 8
#: Width to height of a good page, lying on its side.
SHAPE = 1.5

Line = Literal["above", "column", "hanging"]


class Spot(NamedTuple):
    """The upper left corner of a box, and how its line comes: from above, in a column from its left side, or hanging."""

    x: float
    y: float
    line: Line


class Layout(NamedTuple):
    """A spot for each box, and the size of the whole."""

    spots: tuple[Spot, ...]
    width: float
    height: float


class _Block(NamedTuple):
    """The room of a box with all that is below it, and where in it the box stands."""

    width: float
    box: float


def lay_out(chart: Chart) -> Layout:
    """Lay a chart out, with columns of such a length as brings it nearest to the shape of a page."""
    below = chart.reports()
    order = _top_down(below)
    sizes = _sizes(below, order)
    layouts = (_lay_out(below, order, sizes, rows) for rows in _lengths(max(sizes[:-1])))
    return min(layouts, key=lambda layout: max(layout.width, layout.height * SHAPE))


def _lengths(most: int) -> Iterator[int]:
    """Lengths of columns to try: none, and Fibonacci numbers up to the first that holds everybody."""
    yield 0
    length, following = 1, 2
    while length < most:
        yield length
        length, following = following, length + following
    yield length


def _lay_out(below: Sequence[Sequence[int]], order: Sequence[int], sizes: Sequence[int], rows: int) -> Layout:
    blocks = _blocks(below, order, sizes, rows)
    x, y = [0.0] * len(below), [0.0] * len(below)
    lines: list[Line] = ["above"] * len(below)
    y[-1] = -HEIGHT - BELOW
    for above in [-1, *order]:
        if above >= 0 and sizes[above] <= rows:
            continue  # its column was laid out from its top
        left = x[above] - (blocks[above].box if above >= 0 else 0)
        for group in groups(below[above], below, rows):
            for number, index in enumerate(group):
                x[index] = left + (BETWEEN / 2 if len(group) > 1 else blocks[index].box)
                y[index] = y[above] + HEIGHT + BELOW + number * (HEIGHT + IN_COLUMN)
                lines[index] = "column" if len(group) > 1 else "above"
            left += _width(group, blocks) + BETWEEN
            if len(group) == 1 and 0 < sizes[group[0]] <= rows:
                _hang(group[0], below, x, y, lines)
    _stack(groups(below[-1], below, rows), below, x, y)
    left = min(x[:-1])
    spots = tuple(Spot(across - left, down, line) for across, down, line in zip(x[:-1], y[:-1], lines[:-1], strict=True))
    return Layout(spots, max(spot.x for spot in spots) + WIDTH, max(spot.y for spot in spots) + HEIGHT)


def _stack(tops: Sequence[Sequence[int]], below: Sequence[Sequence[int]], x: list[float], y: list[float]) -> None:
    """Move trees that stand beside a taller one below each other."""
    trees = [_top_down([*below[:-1], group]) for group in tops]
    bottoms = [max(y[index] for index in tree) + HEIGHT for tree in trees]
    left = right = 0.0
    used = max(bottoms)  # of the column of trees that is being filled
    for tree, bottom in zip(trees, bottoms, strict=True):
        if used + BELOW + bottom <= max(bottoms):
            down = used + BELOW
        else:
            left, down = (right + BETWEEN if right else 0.0), 0.0
        across = left - min(x[index] for index in tree)
        for index in tree:
            x[index] += across
            y[index] += down
        right = max(right, max(x[index] for index in tree) + WIDTH)
        used = down + bottom


def groups(reports: Sequence[int], below: Sequence[Sequence[int]], rows: int = 0) -> list[list[int]]:
    """Reports in groups: neighbours without reports in columns of at most so many rows, everybody else alone."""
    longest = max(rows, SHORTEST_COLUMN) if rows else LONGEST_COLUMN
    found: list[list[int]] = []
    run: list[int] = []
    for index in [*reports, -1]:
        if index >= 0 and not below[index]:
            run.append(index)
            continue
        if len(run) < SHORTEST_COLUMN:
            found += [[each] for each in run]
        else:
            columns = -(-len(run) // longest)
            size = -(-len(run) // columns)
            found += [run[start : start + size] for start in range(0, len(run), size)]
        run = []
        if index >= 0:
            found.append([index])
    return found


def _top_down(below: Sequence[Sequence[int]]) -> list[int]:
    """All boxes, managers before their reports."""
    order = list(below[-1])
    for index in order:
        order.extend(below[index])
    return order


def _sizes(below: Sequence[Sequence[int]], order: Sequence[int]) -> list[int]:
    """How many boxes there are below each, at any level."""
    sizes = [0] * len(below)
    for index in reversed(order):
        sizes[index] = sum(1 + sizes[report] for report in below[index])
    return sizes


def _blocks(below: Sequence[Sequence[int]], order: Sequence[int], sizes: Sequence[int], rows: int) -> list[_Block]:
    """The blocks of all boxes where whoever has so many below has them in a column."""
    blocks = [_Block(WIDTH, 0)] * len(below)
    for index in reversed(order):
        if not below[index]:
            continue
        if sizes[index] <= rows:
            blocks[index] = _Block(max(blocks[report].width for report in below[index]) + INDENT, 0)
        else:
            blocks[index] = _spread(groups(below[index], below, rows), blocks)
    return blocks


def _spread(parts: Sequence[Sequence[int]], blocks: Sequence[_Block]) -> _Block:
    widths = [_width(group, blocks) for group in parts]
    total = sum(widths) + BETWEEN * (len(parts) - 1)
    first, last = (BETWEEN / 2 if len(group) > 1 else blocks[group[0]].box for group in (parts[0], parts[-1]))
    return _Block(total, (first + total - widths[-1] + last) / 2)


def _width(group: Sequence[int], blocks: Sequence[_Block]) -> float:
    return WIDTH + BETWEEN / 2 if len(group) > 1 else blocks[group[0]].width


def _hang(top: int, below: Sequence[Sequence[int]], x: list[float], y: list[float], lines: list[Line]) -> None:
    """Place everyone below a box: one row each, a step to the right for each level."""
    row = 0
    waiting = list(reversed(below[top]))
    indent = dict.fromkeys(below[top], 1)
    while waiting:
        index = waiting.pop()
        row += 1
        x[index], y[index] = x[top] + INDENT * indent[index], y[top] + row * (HEIGHT + IN_COLUMN)
        lines[index] = "hanging"
        for report in below[index]:
            indent[report] = indent[index] + 1
        waiting += reversed(below[index])
