
"use strict";
/* The tree of a chart and where its boxes stand: large parts side by side, small ones in columns; d3-hierarchy lays it out. */

/* as in charts/_layout.py */
const WIDTH = 200, HEIGHT = 80, BETWEEN = 28, BELOW = 46, IN_COLUMN = 16, INDENT = 26, SHORTEST = 3, LONGEST = 8, MARGIN = 20;

/* Whether a finding marks its boxes: not where it is waived, or of no news. */
const marks = ({ waived, quiet }) => !waived && !quiet;

/* A chart's tree: what is below each box, and the findings on it (own) and further down (under). */
function treeOf(chart) {
  const { boxes } = data.charts[chart];
  const below = boxes.map(() => []), tops = [], from = boxes.map(() => []), found = boxes.map(() => []);
  boxes.forEach((box, index) => {
    (box.manager === undefined ? tops : below[box.manager]).push(index);
    for (const other of box.dotted ?? []) from[other].push(index);
  });
  data.findings.forEach((finding, number) => {
    for (const index of finding.chart === chart ? finding.boxes : finding.elsewhere?.[chart] ?? []) found[index].push(number);
  });
  const order = [...tops];
  for (let at = 0; at < order.length; at++) order.push(...below[order[at]]);
  const own = boxes.map((_, index) => {
    const numbers = { error: 0, warning: 0, info: 0, changed: boxes[index].tag ? 1 : 0 };
    for (const number of found[index]) if (marks(data.findings[number])) numbers[data.findings[number].severity]++;
    return numbers;
  });
  const under = boxes.map(() => ({ boxes: 0, error: 0, warning: 0, info: 0, changed: 0 }));
  const depth = boxes.map(() => 0);
  for (const index of order) for (const report of below[index]) depth[report] = depth[index] + 1;
  for (let at = order.length - 1; at >= 0; at--) {
    const index = order[at], manager = boxes[index].manager;
    if (manager === undefined) continue;
    under[manager].boxes += 1 + under[index].boxes;
    for (const level of levels) under[manager][level] += own[index][level] + under[index][level];
  }
  return { chart, boxes, units: data.charts[chart].units, mark: data.charts[chart].mark, below, tops, order, depth, from, found, own, under };
}

/* Reports in groups: neighbours without reports in columns of at most so many, everybody else alone. */
function groups(indices, reports, length) {
  const found = [], longest = length ? Math.max(length, SHORTEST) : LONGEST;
  let run = [];
  for (const index of [...indices, -1]) {
    if (index >= 0 && !reports(index).length) { run.push(index); continue; }
    if (run.length < SHORTEST) found.push(...run.map((each) => [each]));
    else {
      const size = Math.ceil(run.length / Math.ceil(run.length / longest));
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

/* How many boxes are shown below each, at any level. */
function shownBelow(reports) {
  const order = [...reports(-1)], sizes = new Map();
  for (let at = 0; at < order.length; at++) order.push(...reports(order[at]));
  for (const index of order.reverse()) sizes.set(index, reports(index).reduce((sum, each) => sum + 1 + sizes.get(each), 0));
  return sizes;
}

/* The layout that fills a window best, with columns of the right length. */
function bestLayout(reports, wide, high) {
  const sizes = shownBelow(reports), most = Math.max(...sizes.values());
  let best = null;
  for (let [length, following] = [0, 1]; ; [length, following] = [following, Math.max(length + following, 2)]) {
    const layout = layOut(reports, length, sizes), size = Math.max(layout.width / wide, layout.height / high);
    if (!best || size < best.size) best = { size, length, layout };
    if (length >= most) return best;
  }
}

/* Where the boxes stand where columns have at most so many; "reports" gives those that are shown below a box, of -1 the tops. */
function layOut(reports, length, sizes) {
  const half = WIDTH / 2, root = { index: -1, left: half, right: half, kids: [] };
  const stack = [root];
  while (stack.length) {
    const node = stack.pop();
    for (const group of groups(reports(node.index), reports, length)) {
      const [index] = group;
      if (group.length > 1) node.kids.push(chain(group.map((each) => [each, 0]), "column", half + BETWEEN / 2, half));
      else if (reports(index).length && sizes.get(index) <= length) {
        const rows = rowsBelow(index, reports);
        const deepest = rows.reduce((deep, [, level]) => Math.max(deep, level), 0);
        node.kids.push(chain([[index, 0], ...rows.map(([each, level]) => [each, INDENT * level])], "hanging", half, half + INDENT * deepest));
      } else {
        const kid = { index, x: 0, line: "above", left: half, right: half, kids: [], first: true };
        node.kids.push(kid);
        stack.push(kid);
      }
    }
  }
  const tree = d3.hierarchy(root, (node) => node.kids);
  let number = 0;
  tree.eachBefore((node) => { node.data.number = number++; });
  const apart = (a, b) => (a.data.number < b.data.number ? a.data.right + b.data.left : b.data.right + a.data.left) + BETWEEN;
  d3.tree().nodeSize([1, 1]).separation(apart)(tree);
  const spots = new Map();
  tree.eachBefore((node) => {
    const { data: at, parent } = node;
    if (!parent) { at.y = -HEIGHT - BELOW; return; }
    at.y = parent.data.y + HEIGHT + (at.first ? BELOW : IN_COLUMN);
    const spot = { x: node.x - half + at.x, y: at.y, line: at.line };
    spots.set(at.index, spot);
  });
  stackTrees(tree.children.map((top) => top.descendants().map(({ data: { index } }) => spots.get(index))));
  let left = Infinity, right = -Infinity, bottom = 0;
  for (const { x, y } of spots.values()) { left = Math.min(left, x); right = Math.max(right, x + WIDTH); bottom = Math.max(bottom, y + HEIGHT); }
  for (const spot of spots.values()) { spot.x += MARGIN - left; spot.y += MARGIN; }
  return { spots, width: right - left + 2 * MARGIN, height: bottom + 2 * MARGIN };
}

/* Move trees that stand beside a taller one below each other, where some find room. */
function stackTrees(trees) {
  const sizes = trees.map((spots) => {
    let [left, right, bottom] = [Infinity, -Infinity, 0];
    for (const { x, y } of spots) { left = Math.min(left, x); right = Math.max(right, x + WIDTH); bottom = Math.max(bottom, y + HEIGHT); }
    return { left, right, bottom };
  });
  const tallest = sizes.reduce((most, { bottom }) => Math.max(most, bottom), 0), moves = [];
  let left = 0, right = 0, used = tallest, stacked = false;
  for (const size of sizes) {
    let down = 0;
    if (used + BELOW + size.bottom <= tallest) { down = used + BELOW; stacked = true; }
    else left = moves.length ? right + BETWEEN : 0;
    moves.push([left - size.left, down]);
    right = Math.max(right, left + size.right - size.left);
    used = down + size.bottom;
  }
  if (stacked) trees.forEach((spots, at) => { for (const spot of spots) { spot.x += moves[at][0]; spot.y += moves[at][1]; } });
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
