
"use strict";
/* The tree of a chart and where its boxes stand: upper levels side by side, what is below them in columns; d3-hierarchy lays it out. */

/* as in drawing/_layout.py */
const WIDTH = 200, HEIGHT = 86, BETWEEN = 28, BELOW = 46, IN_COLUMN = 16, INDENT = 26, SHORTEST = 3, LONGEST = 8, MARGIN = 40;

/* A chart's tree: what is below each box, and the findings on it (own) and further down (under). */
function treeOf(chart) {
  const { boxes } = data.charts[chart];
  const below = boxes.map(() => []), tops = [], from = boxes.map(() => []), found = boxes.map(() => []);
  boxes.forEach((box, index) => {
    (box.manager === undefined ? tops : below[box.manager]).push(index);
    for (const other of box.dotted ?? []) from[other].push(index);
  });
  data.findings.forEach((finding, number) => {
    if (finding.chart === chart) for (const index of finding.boxes) found[index].push(number);
  });
  const order = [...tops];
  for (let at = 0; at < order.length; at++) order.push(...below[order[at]]);
  const own = boxes.map((_, index) => {
    const numbers = { error: 0, warning: 0, info: 0 };
    for (const number of found[index]) if (!data.findings[number].waived) numbers[data.findings[number].severity]++;
    return numbers;
  });
  const under = boxes.map(() => ({ boxes: 0, error: 0, warning: 0, info: 0 }));
  const depth = boxes.map(() => 0);
  for (const index of order) for (const report of below[index]) depth[report] = depth[index] + 1;
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at], manager = boxes[index].manager;
    if (manager === undefined) continue;
    under[manager].boxes += 1 + under[index].boxes;
    for (const severity of severities) under[manager][severity] += own[index][severity] + under[index][severity];
  }
  return { chart, boxes, units: data.charts[chart].units, below, tops, order, depth, from, found, own, under };
}

/* Reports in groups: neighbours without reports in columns, everybody else alone. */
function groups(indices, reports) {
  const found = [];
  let run = [];
  for (const index of [...indices, -1]) {
    if (index >= 0 && !reports(index).length) { run.push(index); continue; }
    if (run.length < SHORTEST) found.push(...run.map((each) => [each]));
    else {
      const size = Math.ceil(run.length / Math.ceil(run.length / LONGEST));
      for (let start = 0; start < run.length; start += size) found.push(run.slice(start, start + size));
    }
    run = [];
    if (index >= 0) found.push([index]);
  }
  return found;
}

/* Everyone shown below a box, in order, with the number of levels below it. */
function rowsBelow(top, reports) {
  const rows = [], stack = [...reports(top)].reverse().map((index) => [index, 1]);
  while (stack.length) {
    const [index, level] = stack.pop();
    rows.push([index, level]);
    for (const report of [...reports(index)].reverse()) stack.push([report, level + 1]);
  }
  return rows;
}

/* A column is given to the library as a chain, so that nothing else comes to stand in its way. */
function chain(members, line, left, right) {
  const nodes = members.map(([index, x]) => ({ index, x, line, left, right, kids: [] }));
  nodes.forEach((node, at) => { if (at) nodes[at - 1].kids.push(node); });
  nodes[0].line = line === "hanging" ? "above" : line;
  nodes[0].first = true;
  return nodes[0];
}

/* Where the boxes stand where so many levels are spread out; "reports" gives those that are shown below a box, of -1 the tops. */
function layOut(reports, levels) {
  const half = WIDTH / 2, root = { index: -1, left: half, right: half, kids: [] };
  const stack = [[root, 0]];
  while (stack.length) {
    const [node, depth] = stack.pop();
    for (const group of groups(reports(node.index), reports)) {
      const [index] = group;
      if (group.length > 1) node.kids.push(chain(group.map((each) => [each, 0]), "column", half + BETWEEN / 2, half));
      else if (depth >= levels && reports(index).length) {
        const rows = rowsBelow(index, reports);
        const deepest = rows.reduce((deep, [, level]) => Math.max(deep, level), 0);
        node.kids.push(chain([[index, 0], ...rows.map(([each, level]) => [each, INDENT * level])], "hanging", half, half + INDENT * deepest));
      } else {
        const kid = { index, x: 0, line: "above", left: half, right: half, kids: [], first: true };
        node.kids.push(kid);
        stack.push([kid, depth + 1]);
      }
    }
  }
  const tree = d3.hierarchy(root, (node) => node.kids);
  let number = 0;
  tree.eachBefore((node) => { node.data.number = number++; });
  const apart = (a, b) => (a.data.number < b.data.number ? a.data.right + b.data.left : b.data.right + a.data.left) + BETWEEN;
  d3.tree().nodeSize([1, 1]).separation(apart)(tree);
  const spots = new Map();
  let left = Infinity, right = -Infinity, bottom = 0;
  tree.eachBefore((node) => {
    const { data: at, parent } = node;
    if (!parent) { at.y = -HEIGHT - BELOW; return; }
    at.y = parent.data.y + HEIGHT + (at.first ? BELOW : IN_COLUMN);
    const spot = { x: node.x - half + at.x, y: at.y, line: at.line };
    spots.set(at.index, spot);
    left = Math.min(left, spot.x); right = Math.max(right, spot.x + WIDTH); bottom = Math.max(bottom, spot.y + HEIGHT);
  });
  for (const spot of spots.values()) { spot.x += MARGIN - left; spot.y += MARGIN; }
  return { spots, width: right - left + 2 * MARGIN, height: bottom + 2 * MARGIN };
}

/* The line from a box to those below it. */
function lineTo(above, below) {
  const bottom = above.y + HEIGHT;
  if (below[0].line === "hanging") {
    const trunk = above.x + INDENT / 2;
    return `M${trunk} ${bottom}V${below.at(-1).y + HEIGHT / 2}` + below.map(({ x, y }) => `M${trunk} ${y + HEIGHT / 2}H${x}`).join("");
  }
  const middle = above.x + WIDTH / 2, bar = bottom + BELOW / 2;
  const entries = below.map(({ x, line }) => (line === "column" ? x - 11 : x + WIDTH / 2));
  return `M${middle} ${bottom}V${bar}M${Math.min(middle, ...entries)} ${bar}H${Math.max(middle, ...entries)}`
    + below.map(({ x, y, line }, at) => `M${entries[at]} ${bar}V${line === "column" ? `${y + HEIGHT / 2}H${x}` : y}`).join("");
}
