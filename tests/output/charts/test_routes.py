"""Dotted lines: through no box that they do not belong to, whatever the organization looks like."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.output.charts._layout import HEIGHT, WIDTH, Spot, lay_out
from orgrules.output.charts._routes import Point, routes
from tests.output.charts.test_layout import chart, trees


def crossed(way: Sequence[Point], spots: Sequence[Spot]) -> list[int]:
    """The boxes that some piece of a line touches, besides its own at its two ends."""
    found = []
    for (x1, y1), (x2, y2) in itertools.pairwise(way):
        for index, spot in enumerate(spots):
            across = min(x1, x2) < spot.x + WIDTH and max(x1, x2) > spot.x
            down = min(y1, y2) < spot.y + HEIGHT and max(y1, y2) > spot.y
            if across and down:
                found.append(index)
    return found


@given(trees(), st.data())
def test_no_line_runs_through_a_box(managers: list[int | None], data: st.DataObject) -> None:
    spots = lay_out(chart(managers)).spots
    seats = st.integers(0, len(managers) - 1)
    lines = data.draw(st.lists(st.tuples(seats, seats).filter(lambda pair: pair[0] != pair[1]), max_size=8)) if spots[1:] else []
    for (start, end), way in zip(lines, routes(spots, lines), strict=True):
        assert crossed(way, spots) == []
        for point, spot in ((way[0], spots[start]), (way[-1], spots[end])):
            assert point[0] in (spot.x, spot.x + WIDTH) or point[1] in (spot.y, spot.y + HEIGHT)
        for (x1, y1), (x2, y2) in itertools.pairwise(way):
            assert (x1 == x2) != (y1 == y2)  # across or down, and somewhere


def test_lines_to_different_boxes_do_not_lie_upon_each_other() -> None:
    spots = lay_out(chart([None, *[0] * 9, *[1] * 9])).spots
    first, second = routes(spots, [(12, 4), (12, 5)])
    pieces = [{frozenset(piece) for piece in itertools.pairwise(way[1:-1])} for way in (first, second)]
    assert not pieces[0] & pieces[1]


@pytest.mark.parametrize("number", [150, 2000])
def test_it_is_quick(number: int) -> None:
    spots = lay_out(chart([None, *[(index - 1) // 6 for index in range(1, number)]])).spots
    started = time.perf_counter()
    routes(spots, [(index, (index * 7) % number) for index in range(3, 40)])
    assert time.perf_counter() - started < 10  # a fiftieth of it, on a quiet machine
