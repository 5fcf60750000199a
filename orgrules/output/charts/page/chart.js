
"use strict";
/* The org chart: a tree of boxes (WAI-ARIA tree pattern), of which only what is in sight is in the page. */

const orgChart = (() => {
  /* so many boxes are unfolded at first, of so many is tried what to unfold, and so many are all in the page: of more, those near what is in sight */
  const FIRST = 90, TRIED = 40, ALL = 300;
  const SMALLEST = 0.15, LARGEST = 2;
  /* milliseconds in which lines are led round boxes before what there is is shown */
  const ROUTING = 40;

  if (!data.charts.length) return { show() {}, leave() {} };
  const viewport = byId("viewport"), room = byId("room"), sheet = byId("sheet"), panel = byId("panel");
  const drawn = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const lines = drawn("svg"), solid = drawn("path"), others = drawn("g");
  lines.setAttribute("aria-hidden", "true");
  solid.setAttribute("class", "solid");
  lines.append(solid, others, ...["dotted", "ring"].map((name) => {
    const head = drawn("marker"), shape = drawn("path");
    for (const [key, value] of Object.entries({ id: `${name}-head`, viewBox: "0 0 8 8", refX: 7.5, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" })) head.setAttribute(key, value);
    shape.setAttribute("d", "M0 0L8 4L0 8Z");
    shape.setAttribute("class", `${name}-head`);
    head.append(shape);
    return head;
  }));
  const states = data.charts.map(() => null);
  let state = null, scale = 1, elements = new Map(), waiting = false;

  /* ---- what is unfolded */

  /* Whether small letters can be read: Latin ones of 11 pixels, Chinese ones of 12. */
  const readable = () => (/[\u2e80-\u9fff]/.test(data.language === "zh" ? "一" : state.boxes.map(({ title }) => title).join("")) ? 1 : 11 / 12);

  /* A chart as it is first seen: whole where it can be read in the window; else with the ways to as many findings as find room, the worst first. */
  function begin(chart) {
    const tree = treeOf(chart), hasRoom = () => chooseLength() * readable() <= 1;
    state = { ...tree, open: new Set(), length: 0, current: tree.tops[0], selected: null, hits: [] };
    const wanted = severities.flatMap((severity) => tree.order.filter((index) => worst(tree.own[index]) === severity));
    if (tree.boxes.length <= FIRST) {
      for (const index of tree.order) if (tree.below[index].length) state.open.add(index);
      if (hasRoom()) return;
    }
    if (!wanted.length) return unfoldLevels();
    state.open.clear();
    for (const index of wanted.slice(0, TRIED)) {
      const open = new Set(state.open);
      unfold([index]);
      if (state.open.size > open.size && open.size && !hasRoom()) state.open = open;
    }
    chooseLength();
  }

  /* As many levels as are no more than can be overlooked. */
  function unfoldLevels() {
    let shown = state.tops.length;
    state.open.clear();
    for (const index of state.order) {
      const below = state.below[index].length;
      if (below && shown + below > FIRST && state.boxes.length > FIRST) break;
      if (below) state.open.add(index);
      shown += below;
    }
    chooseLength();
  }

  const managers = function* (index) {
    for (let above = state.boxes[index].manager; above !== undefined; above = state.boxes[above].manager) yield above;
  };
  const isShown = (index) => { for (const above of managers(index)) if (!state.open.has(above)) return false; return true; };
  const nearestShown = (index) => { let near = index; for (const above of managers(index)) if (!state.open.has(above)) near = above; return near; };
  const reports = (index) => (index < 0 ? state.tops : state.open.has(index) ? state.below[index] : []);

  /* ---- layout */

  /* Columns get the length with which the chart is largest in the window; how many windows it is large is returned. */
  function chooseLength() {
    const { length, size } = bestLayout(reports, viewport.clientWidth, viewport.clientHeight);
    state.length = length;
    return size;
  }

  function arrange() {
    state.layout = layOut(reports, state.length, shownBelow(reports));
    state.shown = [];
    const stack = [...state.tops].reverse();
    while (stack.length) {
      const index = stack.pop();
      state.shown.push(index);
      stack.push(...[...reports(index)].reverse());
    }
    /* a line of somebody folded away begins and ends at whoever stands for them */
    const pairs = new Map();
    state.boxes.forEach(({ dotted, closes }, index) => {
      for (const [other, name] of [...(dotted ?? []).map((each) => [each, "dotted"]), ...(closes === undefined ? [] : [[closes, "ring"]])]) {
        const start = nearestShown(index), end = nearestShown(other);
        if (start !== end) pairs.set(`${name} ${start} ${end}`, { name, start, end });
      }
    });
    state.lines = [...pairs.values()];
    state.route = router(state.layout.spots, state.lines.map(({ start, end }) => [start, end]));
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
    let path = "";
    for (const index of state.shown) {
      const above = spots.get(index), below = reports(index).map((report) => spots.get(report));
      if (below.length && crosses(near, above, ...below)) path += lineTo(above, below);
    }
    solid.setAttribute("d", path);
    const until = performance.now() + ROUTING, seen = [];
    for (const line of state.lines) {
      if (!crosses(near, spots.get(line.start), spots.get(line.end))) continue;
      if (!line.element) {
        if (performance.now() > until) { later(); continue; }
        line.element = drawn("path");
        line.element.setAttribute("class", line.name);
        line.element.setAttribute("marker-end", `url(#${line.name}-head)`);
        const corners = state.route([line.start, line.end]);
        line.element.setAttribute("d", `M${corners.map(([x, y]) => `${x} ${y}`).join("L")}`);
        /* dashes are counted from the end, so that lines that come together lie dash upon dash */
        line.element.setAttribute("stroke-dashoffset", -corners.slice(1).reduce((sum, [x, y], at) => sum + Math.abs(x - corners[at][0]) + Math.abs(y - corners[at][1]), 0));
        line.element.dataset.start = line.start;
        line.element.dataset.end = line.end;
      }
      seen.push(line.element);
    }
    others.replaceChildren(...seen);
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

  function makeBox(index) {
    const box = state.boxes[index], own = state.own[index], bad = worst(own);
    const total = own.error + own.warning + own.info;
    const details = [box.unit !== undefined && state.units[box.unit], box.vacant ? say("vacant") : box.holder];
    const title = fitted(box.title, "title", details.every(Boolean) ? 2 : 3, box.standing ? " ?" : "");
    const detail = (text, kind) => text && make("span", { class: `detail ${kind}`, title: text }, ...fitted(text, "detail", 1));
    const element = make("div", { class: ["box", bad, box.vacant && "vacant", box.standing && "nobody"].filter(Boolean).join(" "), role: "treeitem", id: `box-${index}` },
      title.length > 1 && make("span", { class: "hidden" }, box.title),
      make("b", { title: box.title, class: title.length > 1 ? "cut" : details.every(Boolean) ? "" : "three", "aria-hidden": title.length > 1 && "true" }, ...(title.length > 1 ? title.map((line) => make("i", null, line)) : title)),
      detail(details[0], "unit"), detail(details[1], "holder"),
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

  /* The whole chart in the window; "legible" stops where texts would get too small, and begins at the top. */
  function fit(legible) {
    const { width, height } = state.layout;
    scale = Math.max(legible ? readable() : SMALLEST, Math.min(1, viewport.clientWidth / width, viewport.clientHeight / height));
    resize();
    const top = state.layout.spots.get(state.tops[0]);
    viewport.scrollTo({ left: (top.x + WIDTH / 2) * scale + state.x - viewport.clientWidth / 2, top: 0 });
    draw();
  }

  function rearrange() {
    chooseLength();
    arrange();
  }

  /* Of a chart that has no room in the window, the middle of the worst finding's box and its manager's. */
  function atFirst() {
    fit(true);
    if (state.layout.width * scale <= viewport.clientWidth + 1 && state.layout.height * scale <= viewport.clientHeight + 1) return;
    const { spots } = state.layout, wide = (viewport.clientWidth - 40) / scale, high = (viewport.clientHeight - 40) / scale;
    const above = (index) => spots.get(state.boxes[index].manager) ?? spots.get(index);
    const near = (index) => { const a = spots.get(index), b = above(index); return Math.abs(a.x - b.x) + WIDTH <= wide && Math.abs(a.y - b.y) + HEIGHT <= high; };
    const found = severities.map((severity) => state.shown.filter((index) => worst(state.own[index]) === severity)).find(({ length }) => length);
    if (!found) return;
    const index = found.find(near) ?? found[0], box = spots.get(index), manager = near(index) ? above(index) : box;
    viewport.scrollTo({
      left: ((box.x + manager.x + WIDTH) / 2) * scale + state.x - viewport.clientWidth / 2,
      top: ((box.y + manager.y + HEIGHT) / 2) * scale - viewport.clientHeight / 2,
    });
    draw();
  }

  function use(chart) {
    for (const element of elements.values()) element.remove();
    elements = new Map();
    if (states[chart]) state = states[chart];
    else { begin(chart); states[chart] = state; }
    if (byId("design")) byId("design").value = String(chart);
    arrange();
    atFirst();
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
      ...(state.selected !== null && { Escape: close }),
    };
    if (event.key in keys) { keys[event.key](); event.preventDefault(); return; }
    if (event.key.length === 1) typed(event.key);
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(); event.preventDefault(); } });

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
    atFirst();
  });
  /* Full screen: the browser's own, and where it is refused (in frames, on phones) the whole window. */
  const frame = byId("frame"), full = byId("full");
  const isFull = () => document.fullscreenElement === frame || frame.classList.contains("full");
  const inWindow = (on) => { frame.classList.toggle("full", on); document.documentElement.classList.toggle("behind", on); resized(); };
  function resized() {
    full.textContent = say(isFull() ? "leave full screen" : "full screen");
    rearrange();
    fit(true);
    if (state.selected === null) atFirst(); else bring(state.selected, true);
    draw();
  }
  async function enter() {
    try { await frame.requestFullscreen(); } catch { inWindow(true); }
  }
  function leave() {
    if (document.fullscreenElement) return document.exitFullscreen();
    if (isFull()) inWindow(false);
    return null;
  }
  full.addEventListener("click", () => (isFull() ? leave() : enter()));
  document.addEventListener("fullscreenchange", resized);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented && frame.classList.contains("full")) inWindow(false); });
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
    leave,
    /* Go from a finding to its boxes. */
    show(number) {
      const { chart, boxes } = data.findings[number];
      if (state.chart !== chart) use(chart);
      if (scale < readable()) zoom(readable());
      change(undefined, () => unfold(boxes));
      state.hits = boxes;
      byId("chart").scrollIntoView({ block: "start" });
      go(boxes[0], number);
    },
  };
})();
document.documentElement.classList.remove("static");
document.documentElement.dataset.ready = String(Math.round(performance.now()));
