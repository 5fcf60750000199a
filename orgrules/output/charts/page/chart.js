
"use strict";
/* An org chart in its window: a tree of boxes (WAI-ARIA tree pattern), of which only what is in sight is in the page. */

/* The window is "viewport", whose id begins as those of all that belongs to it; it shows one chart at a time, "first" at first. */
function orgChart(viewport, first) {
  /* so many boxes are unfolded at first, of so many is tried what to unfold, and so many are all in the page: of more, those near what is in sight */
  const FIRST = 90, TRIED = 40, ALL = 300;
  const SMALLEST = 0.15, LARGEST = 2;
  /* milliseconds in which lines are led round boxes before what there is is shown */
  const ROUTING = 40;

  const prefix = viewport.id.slice(0, -"viewport".length), own = (id) => byId(prefix + id);
  const room = own("room"), sheet = own("sheet"), panel = own("panel");
  const drawn = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const lines = drawn("svg"), solid = drawn("path"), others = drawn("g");
  lines.setAttribute("aria-hidden", "true");
  solid.setAttribute("class", "solid");
  lines.append(solid, others, ...["dotted", "ring"].map((name) => {
    const head = drawn("marker"), shape = drawn("path");
    for (const [key, value] of Object.entries({ id: `${prefix}${name}-head`, viewBox: "0 0 8 8", refX: 7.5, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" })) head.setAttribute(key, value);
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

  /* A chart as it is first seen: whole where it can be read in the window; else with the ways to as many findings and changes as find room, the worst first. */
  function begin(chart) {
    const tree = treeOf(chart), hasRoom = () => chooseLength() * readable() <= 1;
    state = { ...tree, open: new Set(), length: 0, current: tree.tops[0], selected: null, hits: [] };
    const wanted = levels.flatMap((level) => tree.order.filter((index) => levelOf(tree.own[index]) === level));
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
    own("scale").textContent = `${Math.round(scale * 100)}%`;
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
        line.element.setAttribute("marker-end", `url(#${prefix}${line.name}-head)`);
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
    const box = state.boxes[index], found = state.own[index], bad = worst(found) && (state.mark ?? worst(found));
    const [change, changed] = box.tag ?? [];
    const details = [box.unit !== undefined && state.units[box.unit], box.vacant ? say("vacant") : box.holder];
    const title = fitted(box.title, "title", details.every(Boolean) ? 2 : 3, box.standing ? " ?" : "");
    const detail = (text, kind) => text && make("span", { class: `detail ${kind}`, title: text }, ...fitted(text, "detail", 1));
    const element = make("div", { class: ["box", change, bad, box.vacant && "vacant", box.standing && "nobody"].filter(Boolean).join(" "), role: "treeitem", id: `${prefix}box-${index}` },
      title.length > 1 && make("span", { class: "hidden" }, box.title),
      make("b", { title: box.title, class: title.length > 1 ? "cut" : details.every(Boolean) ? "" : "three", "aria-hidden": title.length > 1 && "true" }, ...(title.length > 1 ? title.map((line) => make("i", null, line)) : title)),
      detail(details[0], "unit"), detail(details[1], "holder"),
      changed && make("span", { class: `change ${change}`, "aria-hidden": "true", title: changed }, changed),
      bad && make("span", { class: `badge ${bad}`, "aria-hidden": "true", title: inWords(found, state.mark) }, `${data.signs[bad]} ${sum(found)}`),
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
    const bad = !open && worst(under) && (state.mark ?? worst(under)), changed = !open && under.changed > 0;
    fold.className = `folded ${open ? "opened" : bad || (changed ? "changed" : "")}`;
    fold.textContent = open ? "−" : [`+${under.boxes.toLocaleString("en")}`, changed && `${data.signs.changed} ${under.changed}`, bad && `${data.signs[bad]} ${sum(under)}`].filter(Boolean).join(" ");
    fold.title = open ? say("fold") : [say("folded with", under.boxes), changed && say("folded changes", under.changed), inWords(under, state.mark)].filter(Boolean).join(say("list"));
  }

  /* What a box shows by colours, signs and numbers, in words. */
  function alsoTold(index) {
    const box = state.boxes[index], under = state.under[index], folded = !state.open.has(index) && under.boxes > 0;
    return [
      box.standing && say(box.standing), box.tag?.[1], inWords(state.own[index], state.mark), folded && say("folded with", under.boxes),
      folded && under.changed > 0 && say("folded changes", under.changed), folded && worst(under) && !state.mark && say("below findings", sum(under)),
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

  /* Of a chart that has no room in the window, the middle of the worst finding's box, or the first that changed, and its manager's. */
  function atFirst() {
    fit(true);
    if (state.layout.width * scale <= viewport.clientWidth + 1 && state.layout.height * scale <= viewport.clientHeight + 1) return;
    const { spots } = state.layout, wide = (viewport.clientWidth - 40) / scale, high = (viewport.clientHeight - 40) / scale;
    const above = (index) => spots.get(state.boxes[index].manager) ?? spots.get(index);
    const near = (index) => { const a = spots.get(index), b = above(index); return Math.abs(a.x - b.x) + WIDTH <= wide && Math.abs(a.y - b.y) + HEIGHT <= high; };
    const found = levels.map((level) => state.shown.filter((index) => levelOf(state.own[index]) === level)).find(({ length }) => length);
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
    if (own("design")) own("design").value = String(chart);
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
    view.selected(index);
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
    view.selected(null);
  }

  /* Show what was selected elsewhere, without taking the focus; null: nothing. */
  function follow(index) {
    if (index !== null && !isShown(index)) change(undefined, () => unfold([index]));
    state.selected = index;
    if (index !== null) state.current = index;
    tell();
    resize();
    if (index !== null) bring(index, true);
    draw();
  }

  /* Unfold the way to a box, select it and go there. */
  function go(index, finding) {
    if (!isShown(index)) change(undefined, () => unfold([index]));
    select(index, finding);
    focus(index, true);
  }

  /* ---- events */

  const indexOf = (event) => { const box = event.target.closest(".box"); return box ? Number(box.id.slice(`${prefix}box-`.length)) : null; };

  viewport.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index === null) return;
    state.hits = [];
    state.current = index;
    if (event.target.closest(".folded")) { toggle(index); elements.get(index)?.focus({ preventScroll: true }); return; }
    select(index);
    elements.get(index).focus({ preventScroll: true });
    const first = state.found[index].find((number) => marks(data.findings[number]));
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

  own("design")?.addEventListener("change", (event) => use(Number(event.target.value)));

  new ResizeObserver(() => { resize(); later(); }).observe(viewport);

  const view = {
    bring, close, follow, fit, zoom: (by) => zoom(scale * by),
    selected() {}, // called with what is selected, or null: replaced by whoever wants to know
    current: () => state,
    unfoldAll() { change(undefined, () => state.below.forEach((below, index) => below.length && state.open.add(index))); rearrange(); fit(true); },
    fold() { change(undefined, () => state.open.clear()); rearrange(); fit(true); },
    unfoldMarked() {
      change(undefined, () => { state.open.clear(); unfold(state.order.filter((index) => levelOf(state.own[index]))); });
      rearrange();
      atFirst();
    },
    /* The window has another size. */
    resized() {
      rearrange();
      fit(true);
      if (state.selected === null) atFirst(); else bring(state.selected, true);
      draw();
    },
    /* Select a box that was looked for. */
    found(index) {
      if (!isShown(index)) change(undefined, () => unfold([index]));
      state.hits = [];
      select(index);
      bring(index, true);
      draw();
    },
    /* Go to some boxes of a chart, from a finding or from elsewhere. */
    show(chart, boxes, finding) {
      if (state.chart !== chart) use(chart);
      if (scale < readable()) zoom(readable());
      change(undefined, () => unfold(boxes));
      state.hits = boxes;
      byId("chart").scrollIntoView({ block: "start" });
      go(boxes[0], finding);
    },
  };
  use(first);
  return view;
}
