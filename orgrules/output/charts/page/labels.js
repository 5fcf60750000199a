
"use strict";
/* What is written in a box: whole where it has room, else without its middle, as siblings are often told apart by their ends. */

const fitted = (() => {
  const pen = document.createElement("canvas").getContext("2d"), sans = getComputedStyle(document.documentElement).fontFamily;
  const fonts = { title: `650 13px ${sans}`, detail: `12px ${sans}` };
  const ROOM = WIDTH - 28, known = new Map();

  /* A text as lines of a box: [text] where it needs no more than so many, "mark" being what the page writes behind it. */
  return (text, kind, most, mark = "") => {
    const key = `${kind} ${most} ${mark} ${text}`;
    if (!known.has(key)) {
      pen.font = fonts[kind];
      known.set(key, cut(text, most, mark));
    }
    return known.get(key);
  };

  function cut(text, most, mark) {
    const wide = (part) => pen.measureText(part).width, lines = [""];
    /* words with the space before them, and single wide characters */
    for (const word of text.match(/\s*(?:[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+)|\s+$/gu) ?? []) {
      if (lines.at(-1).trim() && wide((lines.at(-1) + word).trim()) > ROOM) lines.push("");
      lines[lines.length - 1] += word;
      while (wide(lines.at(-1).trim()) > ROOM) {
        const characters = [...lines.at(-1)], size = longest(characters.length, (size) => wide(characters.slice(0, size).join("").trim()) <= ROOM);
        lines.splice(-1, 1, characters.slice(0, size).join(""), characters.slice(size).join(""));
      }
    }
    if (lines.length < most || (lines.length === most && wide(lines.at(-1) + mark) <= ROOM)) return [text];
    const last = lines.slice(most - 1).join("").trim(), characters = [...last], room = ROOM - wide(`…${mark}`);
    const head = characters.slice(0, longest(characters.length, (size) => wide(characters.slice(0, size).join("")) <= room / 3)).join("");
    const tail = longest(characters.length, (size) => wide(characters.slice(characters.length - size).join("")) <= room - wide(head));
    return [...lines.slice(0, most - 1).map((line) => line.trim()), `${head.trimEnd()}…${characters.slice(characters.length - tail).join("").replace(/^[\s\p{M}]+/u, "")}`];
  }

  /* The longest size that fits, at least one. */
  function longest(most, fits) {
    let low = 1, high = most;
    while (low < high) { const middle = (low + high + 1) >> 1; if (fits(middle)) low = middle; else high = middle - 1; }
    return low;
  }
})();
