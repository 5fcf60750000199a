
"use strict";
/* What all scripts of the page share: the data, words, elements, severities. */

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

/* A word of the page with its values in their places; the first value tells one from many. */
function say(name, ...values) {
  const told = data.words[name];
  const text = typeof told === "string" ? told : told[data.forms[values[0] < 100 ? values[0] : 100 + (values[0] % 100)]];
  const shown = values.map((value) => (typeof value === "number" ? value.toLocaleString("en") : value));
  return text.replace(/\{(\d)\}/g, (_all, place) => shown[place]);
}

/* An element with its properties and children; texts become text and nothing else. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const severities = ["error", "warning", "info"];
const worst = (numbers) => severities.find((severity) => numbers[severity] > 0);
const sum = (numbers) => severities.reduce((total, severity) => total + numbers[severity], 0);
/* What brings a box to attention, the most first: findings by their severity, then a change. */
const levels = [...severities, "changed"];
const levelOf = (numbers) => levels.find((level) => numbers[level] > 0);

/* Numbers of findings in words; "mark" is a word for what all of them are. */
function inWords(numbers, mark) {
  const told = severities.filter((severity) => numbers[severity]).map((severity) => say(`${severity}s`, numbers[severity])).join(say("list"));
  return told && mark ? say(`all ${mark}`, told) : told;
}

/* Lead to the card of a finding. */
function showCard(card) {
  for (const other of document.querySelectorAll(".card.now")) other.classList.remove("now");
  card.classList.add("now");
  card.scrollIntoView({ block: "center" });
  card.focus({ preventScroll: true });
}
