"""Where boxes stand: none upon another, every one below its manager, whatever the organization looks like."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.chart import Box, Chart
from orgrules.output.charts._layout import HEIGHT, LONGEST_COLUMN, SHAPE, WIDTH, Layout, groups, lay_out


def chart(managers: list[int | None]) -> Chart:
    """A chart of boxes with these managers."""
    boxes = tuple(
        Box(f"T{index}", None, "", "known", None, None, False, 1, manager, None, (), f"f:{index + 1}:1")
        for index, manager in enumerate(managers)
    )
    return Chart("f", "f", boxes, (), {})


def trees() -> st.SearchStrategy[list[int | None]]:
    """Managers of up to 60 boxes, each before its reports."""
    return st.lists(st.integers(-3, 8), min_size=1, max_size=60).map(
        lambda draws: [None if index == 0 or draw < -2 else max(0, index - 1 - (draw + 2)) for index, draw in enumerate(draws)]
    )


def overlaps(layout: Layout) -> list[tuple[int, int]]:
    """Pairs of boxes that touch."""
    spots = layout.spots
    return [
        (a, b)
        for a in range(len(spots))
        for b in range(a)
        if abs(spots[a].x - spots[b].x) < WIDTH and abs(spots[a].y - spots[b].y) < HEIGHT
    ]


@given(trees())
def test_no_boxes_touch_and_reports_stand_below_their_manager(managers: list[int | None]) -> None:
    layout = lay_out(chart(managers))
    assert overlaps(layout) == []
    for spot, manager in zip(layout.spots, managers, strict=True):
        assert 0 <= spot.x <= layout.width - WIDTH
        assert 0 <= spot.y <= layout.height - HEIGHT
        assert manager is None or spot.y >= layout.spots[manager].y + HEIGHT


@pytest.mark.parametrize(
    "managers",
    [
        [None],
        [None] * 500,
        [None, *range(3000)],
        [None, *[0] * 3000],
        [None, *[(index - 1) // 3 for index in range(1, 3000)]],
    ],
    ids=["one", "no lines", "a chain", "one manager", "a pyramid"],
)
def test_any_shape_is_laid_out_in_a_moment(managers: list[int | None]) -> None:
    started = time.process_time()
    layout = lay_out(chart(managers))
    assert time.process_time() - started < 5  # a tenth of a second, on a quiet machine
    assert len(set(layout.spots)) == len(managers)


def test_a_large_chart_is_no_ribbon() -> None:
    layout = lay_out(chart([None, *[(index - 1) // 4 for index in range(1, 600)]]))
    assert 1 / 4 < layout.width / (layout.height * SHAPE) < 4


def test_a_manager_stands_over_the_middle_of_reports_that_are_spread_out() -> None:
    top, left, right, *_ = lay_out(chart([None, 0, 0, *[1] * 8, *[2] * 8])).spots
    assert top.x == (left.x + right.x) / 2


def test_neighbours_without_reports_stand_in_columns() -> None:
    below = [[1, 2, 3, 4, 6], [], [], [], [5], [], []]
    assert groups(below[0], below) == [[1, 2, 3], [4], [6]]
    many = list(range(1, 21))
    assert [len(group) for group in groups(many, [many, *([[]] * 20)])] == [7, 7, 6]
    assert all(len(group) <= LONGEST_COLUMN for group in groups(many, [many, *([[]] * 20)]))
