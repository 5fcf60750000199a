
"use strict";
/* What the panel beside the chart says of a position. */

/* The content for one box; "finding" is the one that led to it, "act" what its links do. */
function panelContent(state, index, finding, act) {
  const box = state.boxes[index];
  const link = (other) => make("button", { type: "button", class: "link", onclick: () => act.go(other) }, state.boxes[other].title);
  const links = (others) => others.flatMap((other, at) => (at ? [make("br"), link(other)] : [link(other)]));
  const rows = [
    ["role", box.role || (box.standing ? say(box.standing) : say("no role"))], ["unit", box.unit !== undefined && state.units[box.unit]],
    ["holder", box.vacant ? say("vacant") : box.holder], ["id", box.id], ["manager", box.manager !== undefined && links([box.manager])], ["closes", box.closes !== undefined && links([box.closes])],
    ["reports", state.below[index].length > 0 && say("reports numbers", state.below[index].length, state.under[index].boxes)],
    ["dotted to", box.dotted && links(box.dotted)], ["dotted from", state.from[index].length > 0 && links(state.from[index])],
    ["place", make("span", { class: "where" }, box.place)],
  ];
  const further = state.mark ? 0 : sum(state.under[index]);
  return [
    make("button", { type: "button", class: "close", "aria-label": say("close"), onclick: act.close }, "×"),
    make("h3", { tabindex: "-1" }, box.title),
    ...(box.changes ?? []).map(([word, parts]) => make("div", { class: "became" }, make("b", null, word), make("ul", null, ...parts.map((part) => make("li", null, part))))),
    make("dl", null, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", null, say(name)), make("dd", null, ...[value].flat())])),
    make("h4", null, say("box findings")),
    ...(state.found[index].length ? state.found[index].map((number) => told(number, number === finding)) : [make("p", { class: "fix" }, say("none here"))]),
    further > 0 && make("p", null, make("button", { type: "button", class: "link below", onclick: act.further }, say("below findings", further))),
  ].filter(Boolean);
}

/* A finding, and the way to it where the page lists findings. */
function told(number, now) {
  const { severity, message, fix, waived, came } = data.findings[number];
  return make("div", { class: now ? "one now" : "one" },
    make("span", { class: `tag ${waived ? "waived" : severity}` }, make("span", { class: `sign ${severity}`, "aria-hidden": "true" }, data.signs[severity]), ` ${say(severity)}${waived ? ` (${say("waived")})` : ""}${came ? ` (${came})` : ""}`),
    make("p", null, message), fix && make("p", { class: "fix" }, fix),
    byId(`finding-${number}`) && make("button", { type: "button", class: "link to-finding", "data-finding": number, onclick: () => document.dispatchEvent(new CustomEvent("finding", { detail: number })) }, say("to finding")));
}

/* The boxes with findings anywhere below a box. */
function belowWithFindings(state, index) {
  const found = [], stack = [...state.below[index]];
  while (stack.length) {
    const each = stack.pop();
    if (worst(state.own[each])) found.push(each);
    stack.push(...state.below[each]);
  }
  return found;
}
