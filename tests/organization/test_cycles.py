"""Rings: found all of them, each once, from its first member on, however long the way is."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.facts.paths import understand
from orgrules.organization.cycles import find_rings
from tests.helpers import linked

LONG = 200_000


def graphs() -> st.SearchStrategy[list[int]]:
    """What each of some things points to, -1 for nothing."""
    return st.integers(1, 14).flatmap(lambda size: st.lists(st.integers(-1, size - 1), min_size=size, max_size=size))


def rings_by_brute_force(above: Sequence[int]) -> list[list[int]]:
    """From each thing, follow the pointers as often as there are things: who comes back to itself is in a ring."""
    rings = []
    for start in range(len(above)):
        ring, here = [start], above[start]
        while here not in (-1, start) and len(ring) <= len(above):
            ring.append(here)
            here = above[here]
        if here == start and start == min(ring):
            rings.append(ring)
    return rings


@given(above=graphs())
def test_the_rings_are_those_that_going_round_from_everywhere_finds(above: list[int]) -> None:
    assert find_rings(above) == rings_by_brute_force(above)


@pytest.mark.parametrize(
    ("above", "rings"),
    [
        ([], []),
        ([-1], []),
        ([0], [[0]]),
        ([1, 0], [[0, 1]]),
        ([-1, 0, 1, 2], []),
        ([1, 2, 0, 2], [[0, 1, 2]]),
        ([2, 0, 1], [[0, 2, 1]]),
        ([3, 2, 1, 4, 3, -1], [[1, 2], [3, 4]]),
        ([4, 1, 3, 2, 0], [[0, 4], [1], [2, 3]]),
    ],
)
def test_a_ring_begins_with_its_first_member_and_goes_the_way_of_the_pointers(above: list[int], rings: list[list[int]]) -> None:
    assert find_rings(above) == rings


@pytest.mark.parametrize(
    ("above", "rings"),
    [
        pytest.param([-1, *range(LONG - 1)], 0, id="a chain whose top comes first"),
        pytest.param([*range(1, LONG), -1], 0, id="a chain whose top comes last"),
        pytest.param([*range(1, LONG), 0], 1, id="one ring"),
        pytest.param([LONG - 1, *range(LONG - 1)], 1, id="one ring the other way"),
        pytest.param([LONG - 1, *range(LONG - 2), LONG - 1], 1, id="a chain that ends in a ring"),
        pytest.param([index ^ 1 for index in range(LONG)], LONG // 2, id="rings of two"),
    ],
)
def test_two_hundred_thousand_things_are_gone_through_in_linear_time(above: list[int], rings: int) -> None:
    started = time.perf_counter()
    assert len(find_rings(above)) == rings
    assert time.perf_counter() - started < 10  # twice for each of them would be hours


def test_rings_of_positions_and_of_units_are_cycles_of_the_organization_in_the_order_of_the_file() -> None:
    organization = linked(
        """
        units: [{id: a, parent: b}, {id: b, parent: a}, {id: c, parent: c}, {id: d, parent: c}]
        positions:
          - {id: x, title: X, reports_to: w}
          - {id: p, title: P, reports_to: r}
          - {id: q, title: Q, reports_to: p}
          - {id: r, title: R, reports_to: q}
          - {id: w, title: W, reports_to: x}
          - {id: s, title: S, reports_to: s}
        """
    )
    found = [(cycle.index, cycle.kind, [member.id for member in cycle.members]) for cycle in organization.cycles]
    assert found == [
        (0, "positions", ["x", "w"]),
        (1, "positions", ["p", "r", "q"]),
        (2, "units", ["a", "b"]),
        (3, "units", ["c"]),
    ]


def test_whatever_follows_lines_goes_round_a_ring_once() -> None:
    organization = linked(
        """
        units: [{id: a, parent: b}, {id: b, parent: a}]
        positions:
          - {id: x, title: X, reports_to: y, unit: a}
          - {id: y, title: Y, reports_to: x, unit: b}
          - {id: z, title: Z, reports_to: y, unit: b}
        """
    )
    x, y, z = organization.positions
    a, b = organization.units
    assert list(x.chain()) == [y]
    assert list(z.chain()) == [y, x]
    assert set(x.all_reports()) == {y, z}
    assert list(a.above()) == [b]
    assert set(a.all_positions()) == {x, y, z}
    assert [position.depth for position in organization.positions] == [None, None, None]


def test_a_unit_in_a_ring_or_below_one_or_below_a_broken_parent_has_no_depth() -> None:
    organization = linked(
        """
        units:
          - {id: ring-1, parent: ring-2}
          - {id: ring-2, parent: ring-1}
          - {id: below-ring, parent: ring-1}
          - {id: top}
          - {id: below, parent: top}
          - {id: broken, parent: nothing}
          - {id: below-broken, parent: broken}
        positions: [{title: Clerk}]
        """
    )
    depth = understand("unit", "depth").read
    assert {unit.id: depth(unit) for unit in organization.units} == {
        "ring-1": None,
        "ring-2": None,
        "below-ring": None,
        "top": 0,
        "below": 1,
        "broken": None,
        "below-broken": None,
    }
