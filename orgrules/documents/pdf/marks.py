"""The marks that begin an item, as they are typed: ``(1)``, ``1.``, ``1、``, ``①``, ``一、``, ``a)``, ``◆``, ``•``."""

from __future__ import annotations

import re

_CHINESE = "一二三四五六七八九十百"
_MARK = re.compile(
    rf"""
    [(（]\s?(?:\d{{1,3}}|[{_CHINESE}]{{1,4}}|[a-zA-Z]|[ivxIVX]{{1,5}})\s?[)）]  # (1) （一） (a) (iv)
    | \d{{1,3}}\s?(?:[、．)）]|\.(?![\d]))                                      # 1. 1、 1)
    | \d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}}[.．、]?(?=\s(?![a-z])|$|(?![年个月天倍万亿元千吨米])[\u3400-\u9fff])  # 4.1 4.1.2
    | [{_CHINESE}]{{1,4}}(?:[、．]|\.(?!\w))                                     # 一、
    | 第\s?(?:\d{{1,3}}|[{_CHINESE}]{{1,4}})\s?[章节条款部篇]                     # 第一章
    | [\u2460-\u2473\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u3220-\u3229]       # ① ㈠
    | (?:[a-zA-Z]|[ivx]{{2,5}}|[IVX]{{2,5}})(?:[)）、]|\.(?=\s))                 # a) b. iv.
    | [•·●○◦◆◇■□▪▫▶►▷➢➤➔→✓✔✦★☆※‣⁃∙◼◻☐☑☒✧❖»](?!\s*[•·●○◆■★☆])                 # a bullet, and no row of them
    | [-–*](?=\s)
    """,
    re.VERBOSE,
)


def mark_of(text: str) -> str:
    """The mark that a line begins with; empty where there is none."""
    found = _MARK.match(text)
    return found[0] if found else ""


def with_readable_bullets(text: str) -> str:
    """A text whose private-use characters, of fonts like Wingdings, are what they look like: boxes, ticks, and else bullets."""
    return _PRIVATE.sub(lambda found: _PICTURES.get(ord(found[0]) & 0xFF, "•"), text)


_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Wingdings, by the low byte of U+F000 to U+F0FF
_PICTURES = {
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x72: "□",
    0x75: "◆",
    0xA8: "□",
    0xFE: "☑",
    0x52: "☑",
    0xFD: "☒",
    0x53: "☒",
    0x54: "☒",
}
_PICTURES |= {0xFC: "✓", 0xE0: "→", 0xD8: "➢", 0x76: "❖"}
