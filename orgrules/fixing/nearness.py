"""How near positions and units are to one another: in the same unit, up the chain of managers, then by distance in the trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from orgrules.organization.model import Organization, Position, Unit

#: The distance of what hangs together nowhere.
FAR = 10_000
#: So many positions are all measured; among more, those around are looked at.
MOST_MEASURED = 400
#: How many managers up, and units out, positions are looked at around one.
STEPS_AROUND = 4
#: Most positions of one kind that are looked at beside one.
MOST_BESIDE = 60


class Nearness(NamedTuple):
    """Where one stands seen from another: ``band`` 0 in the same unit, 1 up the chain, 2 elsewhere; the smaller the nearer."""

    band: int
    units: int
    lines: int


def of_positions(position: Position) -> Callable[[Position], Nearness]:
    """How near others are to a position."""
    up = {position.index: 0}
    for steps, above in enumerate(position.chain(), 1):
        up[above.index] = steps
    out = _ways_out(position.unit)

    def near(other: Position) -> Nearness:
        steps = up.get(other.index)
        lines = steps if steps is not None else _met(up, [other, *other.chain()])
        if position.unit is not None and other.unit is position.unit:
            return Nearness(0, 0 if steps is not None else 1, lines)
        if steps is not None:
            return Nearness(1, 0, steps)
        return Nearness(2, unit_distance(out, other.unit), lines)

    return near


def of_units(unit: Unit | None) -> Callable[[Unit], int]:
    """How far other units are from a unit."""
    out = _ways_out(unit)
    return lambda other: unit_distance(out, other)


def unit_distance(out: dict[int, int], other: Unit | None) -> int:
    """How far a unit is from the one with these ways out."""
    return FAR if other is None else _met(out, [other, *other.above()])


def _ways_out(unit: Unit | None) -> dict[int, int]:
    return {} if unit is None else {each.index: steps for steps, each in enumerate([unit, *unit.above()])}


def _met(out: dict[int, int], way: Sequence[Position | Unit]) -> int:
    """How far it is to where two ways up meet."""
    return next((out[each.index] + steps for steps, each in enumerate(way) if each.index in out), FAR)


class Around:
    """The positions of some roles around one, of an organization with so many that not all are measured."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._in_units: dict[tuple[int, str | None], list[Position]] | None = None
        self._under: dict[tuple[int, str | None], list[Position]] = {}

    def of_roles(self, position: Position, roles: Sequence[str]) -> Iterable[Position]:
        """Those of these roles: all where there are few, else those in its unit and those around, up its chain and beside."""
        by_role = self._organization.by_role
        if sum(len(by_role.get(role, ())) for role in roles) <= MOST_MEASURED:
            return [each for role in roles for each in by_role.get(role, ())]
        return list({each.index: each for each in self._beside(position, roles)}.values())

    def _beside(self, position: Position, roles: Sequence[str]) -> Iterator[Position]:
        if self._in_units is None:
            self._in_units = {}
            for each in self._organization.inside:
                if each.unit is not None:
                    self._in_units.setdefault((each.unit.index, each.role), []).append(each)
        unit = position.unit
        for around in [] if unit is None else [unit, *islice(unit.above(), STEPS_AROUND)]:
            for inner in [around, *islice(around.children, MOST_BESIDE)]:
                for role in roles:
                    yield from islice(self._in_units.get((inner.index, role), ()), MOST_BESIDE)
        wanted = set(roles)
        for above in position.chain():
            if above.role in wanted:
                yield above
        for above in islice(position.chain(), STEPS_AROUND):
            for role in roles:
                yield from islice(self._reports(above, role), MOST_BESIDE)

    def _reports(self, manager: Position, role: str) -> Sequence[Position]:
        key = (manager.index, role)
        if key not in self._under:
            self._under[key] = list(islice((each for each in manager.reports if each.role == role), MOST_BESIDE))
        return self._under[key]
