"""Characters of symbol fonts, which files keep as codes of the font: ticked boxes, marks of lists, Greek letters."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: The mark of an item whose own has no character that everybody can show.
BULLET = "•"

_WINGDINGS = {
    **dict(zip(range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x8B, 0x96), "⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    **{ord(code): sign for code, sign in zip("lmnopqrstuvw", "●❍■□□❑❒⬧⧫◆❖⬥", strict=True)},
    **{ord(code): sign for code, sign in zip("JKLM", "☺😐☹💣", strict=True)},
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x9F: BULLET,
    0xA0: BULLET,
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "☐",
    0xAA: "✦",
    0xAB: "★",
    0xB2: "✧",
    0xD8: "➢",
    0xDC: "➲",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: BULLET, 0xA2: "■", 0xA3: "☐"}
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x75: "◀", 0x7D: "▶"}
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0xA3: "≤",
    0xA5: "∞",
    0xA8: "♦",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: BULLET,
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD7: "⋅",
    0xDE: "⇒",
}
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "wingdings": _WINGDINGS,
        "wingdings 2": _WINGDINGS_2,
        "wingdings 3": _WINGDINGS_3,
        "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
        "symbol": _SYMBOL,
    }
)
_PRIVATE = range(0xE000, 0xF900)


def symbol(font: str, code: int) -> str | None:
    """The character that a code of a symbol font shows; None where nobody can tell."""
    signs = _FONTS.get(font.strip().lower())
    if code in _PRIVATE:
        code &= 0xFF
        # a text that lost its font is most often of Wingdings
        return (signs or _WINGDINGS).get(code)
    return signs.get(code) if signs else chr(code)


def in_font(text: str, font: str) -> tuple[str, list[int]]:
    """A text as it looks in its font, and the codes of what is left out of it: characters that nobody can tell."""
    if not (font.strip().lower() in _FONTS or any(ord(each) in _PRIVATE for each in text)):
        return text, []
    told = [(each, each if each.isspace() else symbol(font, ord(each))) for each in text]
    return "".join(sign or "" for _each, sign in told), [ord(each) for each, sign in told if sign is None]


def bullet(text: str, font: str) -> str:
    """The mark of an item without number, in characters that everybody can show."""
    if text == "o":
        return "◦"  # Courier New has a round one, and no reader takes it for a letter
    return "".join(symbol(font, ord(each)) or BULLET for each in text)
