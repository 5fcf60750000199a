
"use strict";
/* The ways of dotted lines: along the gaps between boxes, and through no box that they do not belong to; as in charts/_routes.py. */

const BESIDE = 14, LEFT_OF_COLUMN = 20, IN_ROWS = 16, IN_COLUMNS = 8, CLEAR = 5, LANES = [0, 4, -4], BEND = 40, EAGER = 1.5;
const PORTS = { out: [WIDTH * 0.7, HEIGHT * 0.7], in: [WIDTH * 0.3, HEIGHT * 0.3] };

/* How far from a box the lines of the grid run: left of it, and above and below it. */
const gridMargins = (spot) => (spot.line === "above" ? [BESIDE, IN_ROWS] : [LEFT_OF_COLUMN, IN_COLUMNS]);

/* Where lines leave a box or reach it: the point on its edge, the nearest of the grid, and the direction outwards (right, down, left, up). */
function portsOf(spot, kind) {
  const [left, rows] = gridMargins(spot), right = spot.x + WIDTH, bottom = spot.y + HEIGHT;
  const x = spot.x + PORTS[kind][0], y = spot.y + PORTS[kind][1];
  const sides = [{ edge: [right, y], point: [right + BESIDE, y], out: 0 }, { edge: [spot.x, y], point: [spot.x - left, y], out: 2 }];
  if (spot.line !== "above") return sides; /* there is no room for the head of an arrow above and below it */
  return [...sides, { edge: [x, bottom], point: [x, bottom + rows], out: 1 }, { edge: [x, spot.y], point: [x, spot.y - rows], out: 3 }];
}

/* Where a number stands in a sorted list, or would stand: before its equals, or behind them. */
function bisect(list, value, behind) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value || (behind && list[middle] === value)) low = middle + 1; else high = middle;
  }
  return low;
}

/* A heap of [estimate, cost, point, direction], the least of which comes first. */
function put(heap, item) {
  let at = heap.push(item) - 1;
  while (at) {
    const above = (at - 1) >> 1;
    if (!before(heap[at], heap[above])) return;
    [heap[at], heap[above]] = [heap[above], heap[at]];
    at = above;
  }
}
function take(heap) {
  const first = heap[0], last = heap.pop();
  if (!heap.length) return first;
  heap[0] = last;
  for (let at = 0; ;) {
    let least = at;
    for (const below of [2 * at + 1, 2 * at + 2]) if (below < heap.length && before(heap[below], heap[least])) least = below;
    if (least === at) return first;
    [heap[at], heap[least]] = [heap[least], heap[at]];
    at = least;
  }
}
function before(a, b) {
  for (let each = 0; each < 4; each++) if (a[each] !== b[each]) return a[each] < b[each];
  return false;
}

/* The lines between some pairs of boxes: a function that gives the corners of one of them. "spots" tells where every box stands. */
function router(spots, lines) {
  const lanes = new Map();
  for (const [, end] of lines) if (!lanes.has(end)) lanes.set(end, LANES[lanes.size % LANES.length]);
  let grid = null;
  return ([start, end]) => {
    grid ??= gridOf(spots, lines);
    return aside(way(grid, portsOf(spots.get(start), "out"), portsOf(spots.get(end), "in")), lanes.get(end));
  };
}

function gridOf(spots, lines) {
  const acrossAt = new Set(), downAt = new Set();
  for (const spot of spots.values()) {
    const [left, rows] = gridMargins(spot);
    acrossAt.add(spot.x - left).add(spot.x + WIDTH + BESIDE);
    downAt.add(spot.y - rows).add(spot.y + HEIGHT + rows);
  }
  for (const pair of lines) {
    for (const [at, kind] of ["out", "in"].entries()) {
      for (const { point: [x, y] } of portsOf(spots.get(pair[at]), kind)) { acrossAt.add(x); downAt.add(y); }
    }
  }
  const xs = [...acrossAt].sort((a, b) => a - b), ys = [...downAt].sort((a, b) => a - b), columns = xs.length;
  /* by point, the steps to the right and down that are barred */
  const across = new Uint8Array(columns * ys.length), down = new Uint8Array(columns * ys.length);
  for (const { x, y } of spots.values()) {
    const left = bisect(xs, x - CLEAR, true), right = bisect(xs, x + WIDTH + CLEAR);
    const top = bisect(ys, y - CLEAR, true), bottom = bisect(ys, y + HEIGHT + CLEAR);
    for (let row = top; row < bottom; row++) across.fill(1, row * columns + Math.max(left - 1, 0), row * columns + right);
    for (let row = Math.max(top - 1, 0); row < bottom; row++) down.fill(1, row * columns + left, row * columns + right);
  }
  return { xs, ys, columns, across, down };
}

/* The corners of the best way from one of some ports to one of others (weighted A*); straight on where there is none. */
function way({ xs, ys, columns, across, down }, starts, ends) {
  const at = ([x, y]) => bisect(ys, y) * columns + bisect(xs, x);
  const goals = new Map(ends.map((port) => [at(port.point), port]));
  const left = Math.min(...ends.map(({ point }) => point[0])), right = Math.max(...ends.map(({ point }) => point[0]));
  const top = Math.min(...ends.map(({ point }) => point[1])), bottom = Math.max(...ends.map(({ point }) => point[1]));
  const ahead = (point) => {
    const x = xs[point % columns], y = ys[Math.floor(point / columns)];
    return Math.max(left - x, x - right, 0) + Math.max(top - y, y - bottom, 0);
  };
  const best = new Map(), from = new Map(), heap = [];
  for (const port of starts) {
    const state = at(port.point) * 4 + port.out;
    best.set(state, 0);
    from.set(state, port);
    put(heap, [ahead(at(port.point)), 0, at(port.point), port.out]);
  }
  while (heap.length) {
    const [, cost, point, direction] = take(heap);
    if (point < 0) return corners(~point * 4 + direction, goals.get(~point));
    if (cost > best.get(point * 4 + direction)) continue;
    const goal = goals.get(point);
    if (goal && direction !== goal.out) {
      const reached = cost + (Math.abs(direction - goal.out) === 2 ? 0 : BEND);
      put(heap, [reached, reached, ~point, direction]);
    }
    const column = point % columns, row = Math.floor(point / columns);
    const step = (next, to, far) => {
      const total = cost + far + (to === direction ? 0 : BEND), state = next * 4 + to;
      if (total >= (best.get(state) ?? Infinity)) return;
      best.set(state, total);
      from.set(state, point * 4 + direction);
      put(heap, [total + EAGER * ahead(next), total, next, to]);
    };
    /* nobody turns round */
    if (direction !== 2 && column + 1 < columns && !across[point]) step(point + 1, 0, xs[column + 1] - xs[column]);
    if (direction !== 3 && row + 1 < ys.length && !down[point]) step(point + columns, 1, ys[row + 1] - ys[row]);
    if (direction !== 0 && column > 0 && !across[point - 1]) step(point - 1, 2, xs[column] - xs[column - 1]);
    if (direction !== 1 && row > 0 && !down[point - columns]) step(point - columns, 3, ys[row] - ys[row - 1]);
  }
  return [starts[0].edge, ends[0].edge];

  function corners(state, goal) {
    const points = [goal.edge];
    while (typeof state === "number") {
      const point = Math.floor(state / 4);
      points.push([xs[point % columns], ys[Math.floor(point / columns)]]);
      state = from.get(state);
    }
    return simplified([...points, state.edge].reverse());
  }
}

/* The corners alone. */
function simplified(points) {
  const kept = [points[0]];
  points.slice(1).forEach(([x, y], at) => {
    const [beforeX, beforeY] = kept.at(-1), next = points[at + 2];
    const straight = next && ((beforeX === x && x === next[0]) || (beforeY === y && y === next[1]));
    if ((x !== beforeX || y !== beforeY) && !straight) kept.push([x, y]);
  });
  return kept;
}

/* A way moved aside, but for its first and last piece. */
function aside(points, lane) {
  const moved = points.map((point) => [...point]);
  for (let at = 1; at < points.length - 2; at++) {
    const axis = points[at][1] === points[at + 1][1] ? 1 : 0;
    for (const corner of [at, at + 1]) moved[corner][axis] = points[at][axis] + lane;
  }
  return simplified(moved);
}
