"""Where the boxes of a chart stand: the upper levels side by side, what is below them in columns, as large charts are drawn.

Every box with all that is below it gets a block of its own; blocks stand side by side, and a manager above the middle of its
reports. Below the last level that is spread out, reports hang one below the other, each level a little to the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from orgrules.chart import Chart

#: Size of a box and the spaces between boxes, in pixels of 1/96 inch. The page draws with the same (page/chart.js).
WIDTH, HEIGHT = 200, 86
BETWEEN, BELOW, IN_COLUMN, INDENT = 28, 46, 16, 26
#: Reports without reports of their own who share a manager: so many of them make a column, which is at most so long.
SHORTEST_COLUMN, LONGEST_COLUMN = 3, 8
#: Width to height of a good page, lying on its side; and most levels that are spread out.
SHAPE, MOST_LEVELS = 1.5, 12

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
    """Lay a chart out, with as many levels spread out as bring it nearest to the shape of a page."""
    below = chart.reports()
    order, depth = _top_down(below)
    deepest = min(max(depth), MOST_LEVELS)
    layouts = (_lay_out(below, order, depth, levels) for levels in range(max(deepest, 1), 0, -1))
    return min(layouts, key=lambda layout: max(layout.width, layout.height * SHAPE))


def _lay_out(below: Sequence[Sequence[int]], order: Sequence[int], depth: Sequence[int], levels: int) -> Layout:
    blocks = _blocks(below, order, depth, levels)
    x, y = [0.0] * len(below), [0.0] * len(below)
    lines: list[Line] = ["above"] * len(below)
    y[-1] = -HEIGHT - BELOW
    for above in [-1, *order]:
        if above >= 0 and depth[above] >= levels:
            continue  # its column was laid out from its top
        left = x[above] - (blocks[above].box if above >= 0 else 0)
        for group in groups(below[above], below):
            for number, index in enumerate(group):
                x[index] = left + (BETWEEN / 2 if len(group) > 1 else blocks[index].box)
                y[index] = y[above] + HEIGHT + BELOW + number * (HEIGHT + IN_COLUMN)
                lines[index] = "column" if len(group) > 1 else "above"
            left += _width(group, blocks) + BETWEEN
            if len(group) == 1 and depth[group[0]] >= levels:
                _hang(group[0], below, x, y, lines)
    spots = tuple(Spot(*spot) for spot in zip(x[:-1], y[:-1], lines[:-1], strict=True))
    return Layout(spots, max(spot.x for spot in spots) + WIDTH, max(spot.y for spot in spots) + HEIGHT)


def groups(reports: Sequence[int], below: Sequence[Sequence[int]]) -> list[list[int]]:
    """Reports in groups: neighbours without reports in columns, everybody else alone."""
    found: list[list[int]] = []
    run: list[int] = []
    for index in [*reports, -1]:
        if index >= 0 and not below[index]:
            run.append(index)
            continue
        if len(run) < SHORTEST_COLUMN:
            found += [[each] for each in run]
        else:
            columns = -(-len(run) // LONGEST_COLUMN)
            size = -(-len(run) // columns)
            found += [run[start : start + size] for start in range(0, len(run), size)]
        run = []
        if index >= 0:
            found.append([index])
    return found


def _top_down(below: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """All boxes, managers before their reports, and the number of managers above each."""
    order = list(below[-1])
    depth = [0] * len(below)
    for index in order:
        for report in below[index]:
            depth[report] = depth[index] + 1
        order.extend(below[index])
    return order, depth


def _blocks(below: Sequence[Sequence[int]], order: Sequence[int], depth: Sequence[int], levels: int) -> list[_Block]:
    """The blocks of all boxes where so many levels below the top are spread out."""
    blocks = [_Block(WIDTH, 0)] * len(below)
    for index in reversed(order):
        if not below[index]:
            continue
        if depth[index] >= levels:
            blocks[index] = _Block(max(blocks[report].width for report in below[index]) + INDENT, 0)
        else:
            blocks[index] = _spread(groups(below[index], below), blocks)
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
