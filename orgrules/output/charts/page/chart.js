
"use strict";
/* The org chart: a tree of boxes (WAI-ARIA tree pattern), of which only what is in sight is in the page. */

const orgChart = (() => {
  /* width to height of a good chart, and most levels that are spread out */
  const SHAPE = 1.5, LEVELS = 12;
  /* so many boxes are unfolded at first, and so many are all in the page: of more, those near what is in sight */
  const FIRST = 90, ALL = 300;
  const SMALLEST = 0.15, LARGEST = 2, READABLE = 0.6;

  if (!data.charts.length) return { show() {} };
  const viewport = byId("viewport"), room = byId("room"), sheet = byId("sheet"), panel = byId("panel");
  const drawn = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const lines = drawn("svg"), paths = { solid: drawn("path"), dotted: drawn("path"), ring: drawn("path") };
  lines.setAttribute("aria-hidden", "true");
  for (const [name, path] of Object.entries(paths)) { path.setAttribute("class", name); lines.append(path); }
  const states = data.charts.map(() => null);
  let state = null, scale = 1, elements = new Map(), waiting = false;

  /* ---- what is unfolded */

  /* A chart as it is first seen: as many levels unfolded as make a good picture. */
  function begin(chart) {
    const tree = treeOf(chart), open = new Set();
    let shown = tree.tops.length;
    for (const index of tree.order) {
      const below = tree.below[index].length;
      if (below && shown + below > FIRST && tree.boxes.length > FIRST) break;
      if (below) open.add(index);
      shown += below;
    }
    return { ...tree, open, levels: 1, current: tree.tops[0], selected: null, hits: [] };
  }

  const managers = function* (index) {
    for (let above = state.boxes[index].manager; above !== undefined; above = state.boxes[above].manager) yield above;
  };
  const isShown = (index) => { for (const above of managers(index)) if (!state.open.has(above)) return false; return true; };
  const nearestShown = (index) => { let near = index; for (const above of managers(index)) if (!state.open.has(above)) near = above; return near; };
  const reports = (index) => (index < 0 ? state.tops : state.open.has(index) ? state.below[index] : []);

  /* ---- layout */

  /* As many levels are spread out as bring the chart nearest to the shape of the window. */
  function chooseLevels() {
    const deepest = Math.max(1, Math.min(LEVELS, state.order.filter(isShown).reduce((deep, index) => Math.max(deep, state.depth[index]), 0)));
    let best = null;
    for (let levels = deepest; levels >= 1; levels--) {
      const { width, height } = layOut(reports, levels), size = Math.max(width, height * SHAPE);
      if (!best || size < best.size) best = { size, levels };
    }
    state.levels = best.levels;
  }

  function arrange() {
    state.layout = layOut(reports, state.levels);
    state.shown = [];
    const stack = [...state.tops].reverse();
    while (stack.length) {
      const index = stack.pop();
      state.shown.push(index);
      stack.push(...[...reports(index)].reverse());
    }
    resize();
  }

  function resize() {
    const { width, height } = state.layout;
    room.style.width = `${Math.ceil(width * scale)}px`;
    room.style.height = `${Math.ceil(height * scale)}px`;
    /* a chart smaller than the window stands in its middle */
    const x = Math.max(0, (viewport.clientWidth - width * scale) / 2);
    sheet.style.transform = `translate(${x}px, 0) scale(${scale})`;
    state.x = x;
    lines.setAttribute("width", width);
    lines.setAttribute("height", height);
    byId("scale").textContent = `${Math.round(scale * 100)}%`;
  }

  /* ---- drawing */

  function inSight() {
    const around = 600;
    const left = (viewport.scrollLeft - state.x - around) / scale, top = (viewport.scrollTop - around) / scale;
    const right = (viewport.scrollLeft - state.x + viewport.clientWidth + around) / scale, bottom = (viewport.scrollTop + viewport.clientHeight + around) / scale;
    return ({ x, y }) => x + WIDTH >= left && x <= right && y + HEIGHT >= top && y <= bottom;
  }

  function draw() {
    const { spots } = state.layout;
    const all = state.shown.length <= ALL, near = inSight();
    const focused = document.activeElement?.closest?.(".box");
    const wanted = state.shown.filter((index) => all || index === state.current || near(spots.get(index)));
    const kept = new Map();
    let before = lines;
    if (lines.parentNode !== sheet) sheet.prepend(lines);
    for (const index of wanted) {
      const element = elements.get(index) ?? makeBox(index);
      update(element, index);
      kept.set(index, element);
      if (before.nextSibling !== element) before.after(element);
      before = element;
    }
    for (const [index, element] of elements) if (!kept.has(index)) element.remove();
    elements = kept;
    if (focused && !focused.isConnected) elements.get(state.current)?.focus({ preventScroll: true });
    drawLines(all ? () => true : near);
  }

  function drawLines(near) {
    const { spots } = state.layout;
    let solid = "", dotted = "", ring = "";
    for (const index of state.shown) {
      const above = spots.get(index), below = reports(index).map((report) => spots.get(report));
      if (below.length && crosses(near, above, ...below)) solid += lineTo(above, below);
      const { dotted: others, closes } = state.boxes[index];
      for (const other of others ?? []) dotted += curveTo(index, other, near);
      if (closes !== undefined) ring += curveTo(index, closes, near);
    }
    /* a dotted line of somebody folded away begins at whoever stands for them */
    for (const [index, box] of state.boxes.entries()) {
      if (box.dotted && !spots.has(index)) for (const other of box.dotted) dotted += curveTo(nearestShown(index), other, near);
    }
    paths.solid.setAttribute("d", solid);
    paths.dotted.setAttribute("d", dotted);
    paths.ring.setAttribute("d", ring);
  }

  /* Whether the rectangle round some spots is in sight. */
  function crosses(near, ...all) {
    const xs = all.map(({ x }) => x), ys = all.map(({ y }) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if (all.some(near)) return true;
    const middle = { x: (viewport.scrollLeft - state.x + viewport.clientWidth / 2) / scale, y: (viewport.scrollTop + viewport.clientHeight / 2) / scale };
    const half = { x: viewport.clientWidth / scale, y: viewport.clientHeight / scale };
    return left <= middle.x + half.x && right >= middle.x - half.x && top <= middle.y + half.y && bottom >= middle.y - half.y;
  }

  function curveTo(from, to, near) {
    const end = nearestShown(to);
    if (from === end) return "";
    const a = state.layout.spots.get(from), b = state.layout.spots.get(end);
    if (!crosses(near, a, b)) return "";
    const y1 = a.y + HEIGHT / 2, y2 = b.y + HEIGHT / 2;
    const over = a.x < b.x + WIDTH && b.x < a.x + WIDTH;
    const [x1, x2] = over ? [a.x + WIDTH, b.x + WIDTH] : b.x < a.x ? [a.x, b.x + WIDTH] : [a.x + WIDTH, b.x];
    const bend = over ? Math.max(x1, x2) + 50 : (x1 + x2) / 2;
    return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
  }

  function makeBox(index) {
    const box = state.boxes[index], own = state.own[index], bad = worst(own);
    const total = own.error + own.warning + own.info;
    const element = make("div", { class: ["box", bad, box.vacant && "vacant", box.standing && "nobody"].filter(Boolean).join(" "), role: "treeitem", id: `box-${index}` },
      make("b", { title: box.title }, box.title),
      box.unit !== undefined && make("span", { class: "detail" }, state.units[box.unit]),
      (box.holder || box.vacant) && make("span", { class: "detail holder" }, box.vacant ? say("vacant") : box.holder),
      bad && make("span", { class: `badge ${bad}`, "aria-hidden": "true", title: inWords(own) }, `${data.signs[bad]} ${total}`),
      make("span", { class: "hidden told" }),
      state.below[index].length > 0 && make("span", { class: "folded", "aria-hidden": "true" }));
    return element;
  }

  function update(element, index) {
    const { x, y } = state.layout.spots.get(index);
    const box = state.boxes[index], siblings = box.manager === undefined ? state.tops : state.below[box.manager];
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
    const set = (name, value) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value));
    set("aria-level", state.depth[index] + 1);
    set("aria-setsize", siblings.length);
    set("aria-posinset", siblings.indexOf(index) + 1);
    set("tabindex", index === state.current ? 0 : -1);
    set("aria-selected", index === state.selected);
    element.classList.toggle("hit", state.hits.includes(index) && index !== state.selected);
    const open = state.open.has(index), under = state.under[index];
    set("aria-expanded", state.below[index].length ? open : null);
    element.querySelector(".told").textContent = alsoTold(index);
    element.classList.toggle("hangs", state.below[index].some((report) => state.layout.spots.get(report)?.line === "hanging"));
    const fold = element.querySelector(".folded");
    if (!fold) return;
    const bad = open ? null : worst(under);
    fold.className = `folded ${open ? "opened" : bad ?? ""}`;
    fold.textContent = open ? "−" : `+${under.boxes.toLocaleString("en")}${bad ? ` ${data.signs[bad]} ${under.error + under.warning + under.info}` : ""}`;
    fold.title = open ? say("fold") : [say("folded with", under.boxes), inWords(under)].filter(Boolean).join(say("list"));
  }

  /* What a box shows by colours, signs and numbers, in words. */
  function alsoTold(index) {
    const box = state.boxes[index], under = state.under[index], folded = !state.open.has(index) && under.boxes > 0;
    return [
      box.standing && say(box.standing), inWords(state.own[index]), folded && say("folded with", under.boxes),
      folded && worst(under) && say("below findings", under.error + under.warning + under.info),
    ].filter(Boolean).join(say("list"));
  }

  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  /* ---- moving about */

  /* Bring a box into sight, in the middle where it is far off. */
  function bring(index, middle) {
    const { x, y } = state.layout.spots.get(index);
    const left = x * scale + state.x, top = y * scale, width = WIDTH * scale, height = HEIGHT * scale;
    const pad = 30;
    const out = left - pad < viewport.scrollLeft || left + width + pad > viewport.scrollLeft + viewport.clientWidth || top - pad < viewport.scrollTop || top + height + pad > viewport.scrollTop + viewport.clientHeight;
    if (middle || out) viewport.scrollTo({ left: left + width / 2 - viewport.clientWidth / 2, top: top + height / 2 - viewport.clientHeight / 2 });
  }

  function focus(index, middle) {
    state.current = index;
    bring(index, middle);
    draw();
    elements.get(index).focus({ preventScroll: true });
  }

  /* Change what is unfolded, without moving the box that it was done at. */
  function change(at, work) {
    const before = at === undefined ? null : state.layout.spots.get(at), x = state.x;
    work();
    if (!isShown(state.current)) state.current = nearestShown(state.current);
    arrange();
    const after = before && state.layout.spots.get(at);
    if (after) viewport.scrollBy({ left: (after.x - before.x) * scale + state.x - x, top: (after.y - before.y) * scale });
    draw();
  }

  function toggle(index, open = !state.open.has(index)) {
    if (!state.below[index].length) return;
    change(index, () => (open ? state.open.add(index) : state.open.delete(index)));
  }

  function unfold(indices) {
    for (const index of indices) for (const above of managers(index)) state.open.add(above);
  }

  function zoom(to, at = { x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 }) {
    const next = Math.min(LARGEST, Math.max(SMALLEST, to));
    const point = { x: (viewport.scrollLeft + at.x - state.x) / scale, y: (viewport.scrollTop + at.y) / scale };
    scale = next;
    resize();
    viewport.scrollTo({ left: point.x * scale + state.x - at.x, top: point.y * scale - at.y });
    draw();
  }

  /* The whole chart in the window; "readable" stops where texts would get too small, and begins at the top. */
  function fit(readable) {
    const { width, height } = state.layout;
    scale = Math.max(readable ? READABLE : SMALLEST, Math.min(1, viewport.clientWidth / width, viewport.clientHeight / height));
    resize();
    const top = state.layout.spots.get(state.tops[0]);
    viewport.scrollTo({ left: (top.x + WIDTH / 2) * scale + state.x - viewport.clientWidth / 2, top: 0 });
    draw();
  }

  function rearrange() {
    chooseLevels();
    arrange();
  }

  function use(chart) {
    for (const element of elements.values()) element.remove();
    elements = new Map();
    const fresh = !states[chart];
    state = states[chart] ??= begin(chart);
    if (byId("design")) byId("design").value = String(chart);
    if (fresh) chooseLevels();
    arrange();
    fit(true);
    tell();
  }

  /* ---- the panel */

  function select(index, finding) {
    state.selected = index;
    state.current = index;
    tell(finding);
    resize();
    draw();
  }

  function tell(finding) {
    const index = state.selected;
    panel.hidden = index === null;
    const further = () => change(index, () => unfold(belowWithFindings(state, index)));
    panel.replaceChildren(...(index === null ? [] : panelContent(state, index, finding, { go, close, further })));
  }

  function close() {
    state.selected = null;
    tell();
    resize();
    focus(state.current);
  }

  /* Unfold the way to a box, select it and go there. */
  function go(index, finding) {
    if (!isShown(index)) change(undefined, () => unfold([index]));
    select(index, finding);
    focus(index, true);
  }

  /* ---- events */

  const indexOf = (event) => { const box = event.target.closest(".box"); return box ? Number(box.id.slice(4)) : null; };

  viewport.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index === null) return;
    state.hits = [];
    state.current = index;
    if (event.target.closest(".folded")) { toggle(index); elements.get(index)?.focus({ preventScroll: true }); return; }
    select(index);
    elements.get(index).focus({ preventScroll: true });
    const first = state.found[index].find((number) => !data.findings[number].waived);
    if (event.target.closest(".badge") && byId(`finding-${first}`)) document.dispatchEvent(new CustomEvent("finding", { detail: first }));
  });
  viewport.addEventListener("dblclick", (event) => { const index = indexOf(event); if (index !== null && !event.target.closest(".folded")) toggle(index); });

  viewport.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || indexOf(event) === null) return;
    const index = state.current, at = state.shown.indexOf(index), { manager } = state.boxes[index];
    const keys = {
      ArrowDown: () => at + 1 < state.shown.length && focus(state.shown[at + 1]),
      ArrowUp: () => at > 0 && focus(state.shown[at - 1]),
      ArrowRight: () => (state.below[index].length ? (state.open.has(index) ? focus(state.below[index][0]) : toggle(index, true)) : null),
      ArrowLeft: () => (state.open.has(index) && state.below[index].length ? toggle(index, false) : manager !== undefined && focus(manager)),
      Home: () => focus(state.shown[0]),
      End: () => focus(state.shown.at(-1)),
      Enter: () => { select(index); bring(index); (panel.querySelector(".to-finding") ?? panel.querySelector("h3")).focus(); },
      " ": () => select(index),
      "*": () => change(index, () => { for (const each of manager === undefined ? state.tops : state.below[manager]) if (state.below[each].length) state.open.add(each); }),
      "+": () => zoom(scale * 1.2), "=": () => zoom(scale * 1.2), "-": () => zoom(scale / 1.2), "0": () => fit(),
      Escape: () => state.selected !== null && close(),
    };
    if (event.key in keys) { keys[event.key](); event.preventDefault(); return; }
    if (event.key.length === 1) typed(event.key);
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  /* A letter leads to the next box whose title begins with it, as trees do. */
  function typed(letter) {
    const start = state.shown.indexOf(state.current) + 1;
    const next = [...state.shown.slice(start), ...state.shown.slice(0, start)].find((index) => state.boxes[index].title.toLowerCase().startsWith(letter.toLowerCase()));
    if (next !== undefined) focus(next);
  }

  viewport.addEventListener("focusin", (event) => {
    const index = indexOf(event);
    if (index === null || index === state.current) return;
    elements.get(state.current)?.setAttribute("tabindex", "-1");
    state.current = index;
    elements.get(index).setAttribute("tabindex", "0");
  });
  viewport.addEventListener("scroll", () => { if (state.shown.length > ALL) later(); });
  viewport.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = viewport.getBoundingClientRect();
    zoom(scale * Math.exp(-event.deltaY / 400), { x: event.clientX - left, y: event.clientY - top });
  }, { passive: false });

  let drag = null;
  viewport.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.target.closest(".box") || event.offsetX > viewport.clientWidth + viewport.scrollLeft) return;
    drag = { x: event.clientX + viewport.scrollLeft, y: event.clientY + viewport.scrollTop };
    viewport.setPointerCapture(event.pointerId);
    viewport.classList.add("dragged");
  });
  viewport.addEventListener("pointermove", (event) => { if (drag) viewport.scrollTo({ left: drag.x - event.clientX, top: drag.y - event.clientY, behavior: "instant" }); });
  for (const end of ["pointerup", "pointercancel"]) viewport.addEventListener(end, () => { drag = null; viewport.classList.remove("dragged"); });

  byId("unfold").addEventListener("click", () => { change(undefined, () => state.below.forEach((below, index) => below.length && state.open.add(index))); rearrange(); fit(true); });
  byId("fold").addEventListener("click", () => { change(undefined, () => state.open.clear()); rearrange(); fit(true); });
  byId("unfold-findings").addEventListener("click", () => {
    change(undefined, () => { state.open.clear(); unfold(state.order.filter((index) => worst(state.own[index]))); });
    rearrange();
    fit(true);
  });
  byId("larger").addEventListener("click", () => zoom(scale * 1.2));
  byId("smaller").addEventListener("click", () => zoom(scale / 1.2));
  byId("fit").addEventListener("click", () => fit());
  byId("design")?.addEventListener("change", (event) => use(Number(event.target.value)));

  let matches = [], match = -1;
  const find = byId("find");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    const inOrder = [], stack = [...state.tops].reverse();
    while (stack.length) { const index = stack.pop(); inOrder.push(index); stack.push(...[...state.below[index]].reverse()); }
    matches = !wanted ? [] : inOrder.filter((index) => {
      const box = state.boxes[index];
      return [box.title, box.id, box.holder, box.unit === undefined ? "" : state.units[box.unit]].some((text) => text?.toLowerCase().includes(wanted));
    });
    match = -1;
    byId("find-count").textContent = !wanted ? "" : matches.length ? say("found", 1, matches.length) : say("found none");
    if (matches.length) step(1);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && matches.length) { step(event.shiftKey ? -1 : 1); event.preventDefault(); }
  });
  function step(by) {
    match = (match + by + matches.length) % matches.length;
    byId("find-count").textContent = say("found", match + 1, matches.length);
    const index = matches[match];
    if (!isShown(index)) change(undefined, () => unfold([index]));
    state.hits = [];
    select(index);
    bring(index, true);
    draw();
  }

  new ResizeObserver(() => { resize(); later(); }).observe(viewport);

  document.documentElement.classList.remove("static");
  use(0);
  return {
    /* Go from a finding to its boxes. */
    show(number) {
      const { chart, boxes } = data.findings[number];
      if (state.chart !== chart) use(chart);
      if (scale < READABLE) zoom(READABLE);
      change(undefined, () => unfold(boxes));
      state.hits = boxes;
      byId("chart").scrollIntoView({ block: "start" });
      go(boxes[0], number);
    },
  };
})();
document.documentElement.classList.remove("static");
document.documentElement.dataset.ready = String(Math.round(performance.now()));
