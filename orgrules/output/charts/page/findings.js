
"use strict";
/* The list of findings: filters, search, groups, and the way to the chart and back. */

(() => {
  const cards = [...document.querySelectorAll(".card")];
  const form = document.querySelector(".filters");
  if (!form) return;
  const list = byId("cards"), texts = new Map();
  const headings = { error: "Errors", warning: "Warnings", info: "Infos", waived: "Waived" };
  const names = { severity: (card) => say(headings[card.dataset.severity]), rule: (card) => card.dataset.rule, unit: (card) => card.dataset.unit || say("no unit"), file: (card) => (card.dataset.file === "" ? "–" : data.charts[card.dataset.file].path) };
  const rank = ["error", "warning", "info", "waived"];

  function textOf(card) {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  }

  function filter() {
    const checked = new Set([...form.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const wanted = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = ["rule", "unit", "file"].filter((name) => byId(name) && byId(name).value !== "*").map((name) => [name, byId(name).value.slice(1)]);
    let shown = 0;
    for (const card of cards) {
      const meets = checked.has(card.dataset.severity) && chosen.every(([name, value]) => card.dataset[name] === value) && wanted.every((word) => textOf(card).includes(word));
      card.hidden = !meets;
      shown += meets;
    }
    byId("count").textContent = say("shown", shown, cards.length);
    byId("none").hidden = shown > 0;
    head();
  }

  /* Headings over the groups, each with the number of its findings that are shown. */
  function head() {
    for (const heading of [...list.querySelectorAll(":scope > h3")]) {
      let number = 0;
      for (let next = heading.nextElementSibling; next?.matches(".card"); next = next.nextElementSibling) number += !next.hidden;
      heading.hidden = number === 0;
      heading.querySelector(".times").textContent = number.toLocaleString("en");
    }
  }

  function group() {
    const by = byId("group").value, groups = new Map();
    for (const card of cards) {
      const name = names[by](card);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(card);
    }
    const worstOf = (members) => Math.min(...members.map((card) => rank.indexOf(card.dataset.severity)));
    const ordered = [...groups].sort(([nameA, a], [nameB, b]) => worstOf(a) - worstOf(b) || b.length - a.length || (nameA < nameB ? -1 : 1));
    list.replaceChildren(...ordered.flatMap(([name, members]) => [make("h3", null, name, make("span", { class: "times" })), ...members]));
    head();
  }

  function clear() {
    form.reset();
    group();
    filter();
  }

  function show(number) {
    const card = byId(`finding-${number}`);
    if (card.hidden) clear();
    showCard(card);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["input", "change"]) form.addEventListener(kind, filter);
  byId("group").addEventListener("change", group);
  byId("clear").addEventListener("click", clear);
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => {
      byId(button.dataset.filter).value = `=${button.dataset.value}`;
      filter();
      form.scrollIntoView({ block: "start" });
      byId(button.dataset.filter).focus({ preventScroll: true });
    });
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest(".go");
    if (button) showInChart(Number(button.dataset.finding));
  });
  document.addEventListener("finding", ({ detail }) => {
    const left = fullScreen.leave();
    if (left) left.then(() => show(detail)); else show(detail);
  });
  group();
  filter();
})();
