"""Cells that the end of a page leaves open: where it breaks a row, some programs draw no line, there and on the next page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgrules.documents.pdf.drawings import Ruling

#: Lines that are so near to one another, in points, are one.
_NEAR = 3.0
#: The least height of a cell, in points.
_LEAST = 4.0


@dataclass(frozen=True, slots=True)
class Beside:
    """What pages before and after tell: where lines down are, and the sides of the cells that the page before leaves open."""

    before: Sequence[float] = ()
    after: Sequence[float] = ()
    open: Sequence[tuple[float, float]] = ()


def sides(rulings: Sequence[Ruling]) -> list[float]:
    """Where the lines down of a page are, from the left."""
    return sorted(ruling.left for ruling in rulings if not ruling.is_across)


def closing(across: Sequence[Ruling], down: Sequence[Ruling], beside: Beside) -> list[Ruling]:
    """The lines that close open cells, where the lines beside them end.

    Lines down that end together are those of a table where two lines across meet them; where one does, it is from the first to
    the last of them, and the page on which its row goes on has the same; where none does, a row takes the whole page, and began
    on the page before.
    """
    head = _at_foot([*map(_turned, across)], [*map(_turned, down)], beside.before)
    result = [*_at_foot(across, down, beside.after), *map(_turned, head)]
    for left, right in beside.open:
        one, other = _nearest(down, left), _nearest(down, right)
        if one and other and abs(one.top - other.top) <= _NEAR and abs(one.bottom - other.bottom) <= _NEAR:
            within = (line for line in (*across, *result) if one.top - _NEAR <= line.top <= one.bottom + _NEAR)
            if not any(_spans(line, left, right) for line in within):
                result += [Ruling(left, y, right, y) for y in (one.top, one.bottom)]
    return result


def _turned(ruling: Ruling) -> Ruling:
    """A line of the page upside down."""
    return Ruling(ruling.left, -ruling.bottom, ruling.right, -ruling.top)


def _nearest(down: Sequence[Ruling], x: float) -> Ruling | None:
    near = [line for line in down if abs(line.left - x) <= _NEAR]
    return max(near, key=lambda line: line.bottom - line.top, default=None)


def _spans(line: Ruling, left: float, right: float) -> bool:
    return line.left <= left + _NEAR and line.right >= right - _NEAR


def _at_foot(across: Sequence[Ruling], down: Sequence[Ruling], after: Sequence[float]) -> Iterator[Ruling]:
    """The lines that close cells below."""
    for comb in _combs(down):
        end = max(line.bottom for line in comb)
        ends = [line for line in across if abs(line.top - end) <= _NEAR]
        if any(_spans(line, comb[0].left, comb[-1].left) for line in ends):
            continue
        backs: list[tuple[Ruling, float, float]] = []
        for line in across:
            met = [each.left for each in comb if _meets(line, each)] if line.top < end - _LEAST else []
            if len(met) > 1:
                backs.append((line, met[0], met[-1]))
        for left, right, lines in _joined(backs):
            top = min(line.top for line in lines)
            is_table = any(line.top > top + _LEAST for line in lines)
            is_told = all(_spans_all(line, left, right) for line in lines) and _has(after, left) and _has(after, right)
            if (is_table or is_told) and not any(_spans(line, left, right) for line in ends):
                # at the height of a line that closes some of the cells, for theirs are to end with it
                y = min((line.top for line in ends if line.left <= right and left <= line.right), default=end)
                yield Ruling(left, y, right, y)


def _combs(down: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Lines down that end at the same height, from the left."""
    comb: list[Ruling] = []
    for line in sorted(down, key=lambda each: each.bottom):
        if comb and line.bottom - comb[0].bottom > _NEAR:
            yield sorted(comb)
            comb = []
        comb.append(line)
    if comb:
        yield sorted(comb)


def _meets(across: Ruling, down: Ruling) -> bool:
    is_beside = across.left - _NEAR <= down.left <= across.right + _NEAR
    return is_beside and down.top - _NEAR <= across.top <= down.bottom + _NEAR


def _spans_all(line: Ruling, left: float, right: float) -> bool:
    """Whether a line goes from one place to the other, and no further."""
    return abs(line.left - left) <= _NEAR and abs(line.right - right) <= _NEAR


def _joined(backs: Sequence[tuple[Ruling, float, float]]) -> Iterator[tuple[float, float, list[Ruling]]]:
    """Lines across by the lines down that they meet, those of one table together."""
    left = right = 0.0
    lines: list[Ruling] = []
    for line, first, last in sorted(backs, key=lambda each: each[1:]):
        if lines and first > right - _NEAR:
            yield left, right, lines
            lines = []
        if not lines:
            left, right = first, last
        right = max(right, last)
        lines.append(line)
    if lines:
        yield left, right, lines


def _has(places: Sequence[float], x: float) -> bool:
    index = bisect_left(places, x - _NEAR)
    return index < len(places) and places[index] <= x + _NEAR
