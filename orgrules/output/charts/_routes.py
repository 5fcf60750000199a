"""The ways of dotted lines through a picture: along the gaps between boxes, and through no box that they do not belong to.

A line turns only where a line of a grid crosses another; the grid runs through the gaps at every side of every box. A way that is
short and has few bends is found with weighted A* (Pohl 1970). Lines to different boxes run a little apart. The page has the same
(page/routes.js).
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orgrules.output.charts._layout import HEIGHT, WIDTH, Spot

Point = tuple[float, float]

#: How far from a box lines run: beside it, left of the line that leads down a column, and above and below it.
BESIDE, LEFT_OF_COLUMN, IN_ROWS, IN_COLUMNS = 14, 20, 16, 8
#: No line comes nearer to a box than this before it is moved aside, by at most the most that is in LANES.
CLEAR, LANES = 5, (0, 4, -4)
#: Where lines begin and end, from the corner of a box: away from reporting lines, numbers of findings and the signs to fold.
_PORTS = {"out": (WIDTH * 0.7, HEIGHT * 0.7), "in": (WIDTH * 0.3, HEIGHT * 0.3)}
#: A bend is as bad as so much of a way.
_BEND = 40
#: What is left of a way counts more than what is behind: it is found in a thirtieth of the time, and is hardly ever longer.
_EAGER = 1.5
#: Directions: right, down, left, up.
_STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


class _Port(NamedTuple):
    """A place where lines leave a box or reach it: the point on its edge, the nearest of the grid, and the direction outwards."""

    edge: Point
    point: Point
    out: int


def routes(spots: Sequence[Spot], lines: Sequence[tuple[int, int]]) -> list[list[Point]]:
    """The corners of a line for each pair of boxes, from the first of them to the second."""
    if not lines:
        return []
    grid = _Grid(spots, lines)
    lanes: dict[int, float] = {}
    found = []
    for start, end in lines:
        lane = lanes.setdefault(end, LANES[len(lanes) % len(LANES)])
        found.append(_aside(grid.way(_ports(spots[start], "out"), _ports(spots[end], "in")), lane))
    return found


def _margins(spot: Spot) -> tuple[float, float]:
    """How far from a box the lines of the grid run: left of it, and above and below it."""
    return (BESIDE, IN_ROWS) if spot.line == "above" else (LEFT_OF_COLUMN, IN_COLUMNS)


def _ports(spot: Spot, kind: str) -> list[_Port]:
    left, rows = _margins(spot)
    along, down = _PORTS[kind]
    x, y, right, bottom = spot.x + along, spot.y + down, spot.x + WIDTH, spot.y + HEIGHT
    sides = [_Port((right, y), (right + BESIDE, y), 0), _Port((spot.x, y), (spot.x - left, y), 2)]
    if spot.line != "above":  # there is no room for the head of an arrow above and below it
        return sides
    return [*sides, _Port((x, bottom), (x, bottom + rows), 1), _Port((x, spot.y), (x, spot.y - rows), 3)]


class _Grid:
    """The lines that ways run along, and which steps on them are barred by a box."""

    def __init__(self, spots: Sequence[Spot], lines: Sequence[tuple[int, int]]) -> None:
        xs, ys = set[float](), set[float]()
        for spot in spots:
            left, rows = _margins(spot)
            xs |= {spot.x - left, spot.x + WIDTH + BESIDE}
            ys |= {spot.y - rows, spot.y + HEIGHT + rows}
        for pair in lines:
            for kind, index in zip(("out", "in"), pair, strict=True):
                xs |= {port.point[0] for port in _ports(spots[index], kind)}
                ys |= {port.point[1] for port in _ports(spots[index], kind)}
        self.xs, self.ys = sorted(xs), sorted(ys)
        self.columns = len(self.xs)
        # by point, the steps to the right and down that are barred
        self.barred = (bytearray(len(xs) * len(ys)), bytearray(len(xs) * len(ys)))
        for spot in spots:
            self._bar(spot)

    def _bar(self, spot: Spot) -> None:
        left, right = bisect_right(self.xs, spot.x - CLEAR), bisect_left(self.xs, spot.x + WIDTH + CLEAR)
        top, bottom = bisect_right(self.ys, spot.y - CLEAR), bisect_left(self.ys, spot.y + HEIGHT + CLEAR)
        across, down = self.barred
        for row in range(top, bottom):
            start = row * self.columns
            for at in range(start + max(left - 1, 0), start + right):
                across[at] = 1
        for row in range(max(top - 1, 0), bottom):
            start = row * self.columns
            for at in range(start + left, start + right):
                down[at] = 1

    def _at(self, point: Point) -> int:
        return bisect_left(self.ys, point[1]) * self.columns + bisect_left(self.xs, point[0])

    def _steps(self, at: int, direction: int) -> Iterator[tuple[int, int]]:
        """Where one comes to from a point, and in which direction; nobody turns round."""
        across, down = self.barred
        column, width = at % self.columns, self.columns
        if direction != 2 and column + 1 < width and not across[at]:
            yield at + 1, 0
        if direction != 3 and at + width < len(down) and not down[at]:
            yield at + width, 1
        if direction != 0 and column > 0 and not across[at - 1]:
            yield at - 1, 2
        if direction != 1 and at >= width and not down[at - width]:
            yield at - width, 3

    def way(self, starts: Sequence[_Port], ends: Sequence[_Port]) -> list[Point]:
        """The corners of the best way from one of some ports to one of others; straight on where there is none."""
        goals = {self._at(port.point): port for port in ends}
        left, right = min(port.point[0] for port in ends), max(port.point[0] for port in ends)
        top, bottom = min(port.point[1] for port in ends), max(port.point[1] for port in ends)

        def ahead(at: int) -> float:
            """At least so far it is from a point to the box that is wanted."""
            x, y = self.xs[at % self.columns], self.ys[at // self.columns]
            return max(left - x, x - right, 0) + max(top - y, y - bottom, 0)

        before: dict[tuple[int, int], tuple[int, int] | _Port] = {}
        waiting: list[tuple[float, float, int, int]] = []
        best: dict[tuple[int, int], float] = {}
        for port in starts:
            at = self._at(port.point)
            best[at, port.out] = 0
            before[at, port.out] = port
            heapq.heappush(waiting, (ahead(at), 0, at, port.out))
        while waiting:
            _, cost, at, direction = heapq.heappop(waiting)
            if at < 0:
                return self._corners((~at, direction), before, goals[~at])
            if cost > best[at, direction]:
                continue
            if at in goals and direction != goals[at].out:
                reached = cost + _BEND * (abs(direction - goals[at].out) != 2)
                heapq.heappush(waiting, (reached, reached, ~at, direction))
            x, y = self.xs[at % self.columns], self.ys[at // self.columns]
            for following, to in self._steps(at, direction):
                far = abs(self.xs[following % self.columns] - x) + abs(self.ys[following // self.columns] - y)
                new = cost + far + _BEND * (to != direction)
                if new < best.get((following, to), float("inf")):
                    best[following, to] = new
                    before[following, to] = (at, direction)
                    heapq.heappush(waiting, (new + _EAGER * ahead(following), new, following, to))
        return [starts[0].edge, ends[0].edge]

    def _corners(self, last: tuple[int, int], before: dict[tuple[int, int], tuple[int, int] | _Port], goal: _Port) -> list[Point]:
        points: list[Point] = [goal.edge]
        state: tuple[int, int] | _Port = last
        while not isinstance(state, _Port):
            points.append((self.xs[state[0] % self.columns], self.ys[state[0] // self.columns]))
            state = before[state]
        points.append(state.edge)
        return _simplified(points[::-1])


def _simplified(points: Sequence[Point]) -> list[Point]:
    """The corners alone."""
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        straight = following and (kept[-1][0] == point[0] == following[0] or kept[-1][1] == point[1] == following[1])
        if point != kept[-1] and not straight:
            kept.append(point)
    return kept


def _aside(points: list[Point], lane: float) -> list[Point]:
    """A way moved aside, but for its first and last piece."""
    moved = list(points)
    for number in range(1, len(points) - 2):
        flat = points[number][1] == points[number + 1][1]
        for corner in (number, number + 1):
            x, y = moved[corner]
            moved[corner] = (x, points[number][1] + lane) if flat else (points[number][0] + lane, y)
    return _simplified(moved)
