
"use strict";
/* The charts of the page, each in its window, and the bar over them: search, folding, size, full screen. */

document.documentElement.classList.remove("static");
const orgCharts = [...document.querySelectorAll(".viewport")].map((viewport, at) => orgChart(viewport, at));

/* Go from a finding to its boxes. */
function showInChart(number) {
  const { chart, boxes } = data.findings[number];
  (orgCharts[chart] ?? orgCharts[0]).show(chart, boxes, number);
}

/* Full screen: the browser's own, and where it is refused (in frames, on phones) the whole window. */
const fullScreen = (() => {
  const frame = byId("frame"), full = byId("full");
  if (!frame) return { leave: () => null };
  const isFull = () => document.fullscreenElement === frame || frame.classList.contains("full");
  const inWindow = (on) => { frame.classList.toggle("full", on); document.documentElement.classList.toggle("behind", on); resized(); };
  function resized() {
    full.textContent = say(isFull() ? "leave full screen" : "full screen");
    for (const view of orgCharts) view.resized();
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
  return { leave };
})();

(() => {
  if (!orgCharts.length) return;
  const pressed = { unfold: "unfoldAll", fold: "fold", "unfold-findings": "unfoldMarked", fit: "fit" };
  for (const [id, name] of Object.entries(pressed)) byId(id).addEventListener("click", () => orgCharts.forEach((view) => view[name]()));
  for (const [id, by] of [["larger", 1.2], ["smaller", 1 / 1.2]]) byId(id).addEventListener("click", () => orgCharts.forEach((view) => view.zoom(by)));

  let matches = [], match = -1;
  const find = byId("find");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    matches = wanted ? orgCharts.flatMap((view) => matching(view.current(), wanted).map((index) => [view, index])) : [];
    match = -1;
    byId("find-count").textContent = !wanted ? "" : matches.length ? say("found", 1, matches.length) : say("found none");
    if (matches.length) step(1);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && matches.length) { step(event.shiftKey ? -1 : 1); event.preventDefault(); }
  });

  /* The boxes of a chart that have a text, in the order in which they stand. */
  function matching({ tops, below, boxes, units }, wanted) {
    const inOrder = [], stack = [...tops].reverse();
    while (stack.length) { const index = stack.pop(); inOrder.push(index); stack.push(...[...below[index]].reverse()); }
    return inOrder.filter((index) => {
      const box = boxes[index];
      return [box.title, box.id, box.holder, box.unit === undefined ? "" : units[box.unit]].some((text) => text?.toLowerCase().includes(wanted));
    });
  }
  function step(by) {
    match = (match + by + matches.length) % matches.length;
    byId("find-count").textContent = say("found", match + 1, matches.length);
    const [view, index] = matches[match];
    view.found(index);
  }
})();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
