"""Marks of automatic lists in HTML, as CSS Counter Styles Level 3 has browsers write them."""

from __future__ import annotations

BULLETS = {"disc": "•", "circle": "◦", "square": "▪", "disclosure-open": "▾", "disclosure-closed": "▸"}
#: What the attribute ``type`` of a list says in the words of CSS; letters mean what they are in their case.
TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
#: The digits and the powers of ten by which numbers are written in words, and the sign of those below zero.
_WRITTEN = {
    "simp-chinese-informal": ("零一二三四五六七八九", "十百千", "负"),
    "simp-chinese-formal": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "负"),
    "trad-chinese-informal": ("零一二三四五六七八九", "十百千", "負"),
    "trad-chinese-formal": ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "負"),
}
_SAME = {
    "cjk-ideographic": "trad-chinese-informal",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
#: Counters of a fixed number of signs.
_SIGNS = {
    "cjk-earthly-branch": "子丑寅卯辰巳午未申酉戌亥",
    "cjk-heavenly-stem": "甲乙丙丁戊己庚辛壬癸",
}
#: From here on CSS writes no number in Chinese words.
_MOST_WRITTEN = 9_999


def marker(style: str, number: int) -> str:
    """The mark of an item: ``3.``, ``c.``, ``三、``, ``•``; empty for none. An unknown style counts in digits."""
    if style == "none":
        return ""
    if style[:1] in ("'", '"'):
        return style[1:-1].strip()
    if style in BULLETS:
        return BULLETS[style]
    style = _SAME.get(style, style)
    if style in _WRITTEN and abs(number) <= _MOST_WRITTEN:
        return _written(number, style) + "、"
    if style in _SIGNS and 0 < number <= len(_SIGNS[style]):
        return _SIGNS[style][number - 1] + "、"
    if style in ("cjk-decimal", *_SIGNS, *_WRITTEN) and number >= 0:  # the others go on so where they end
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)) + "、"
    if style == "decimal-leading-zero":
        return f"{'-' * (number < 0)}{abs(number):02}."
    if style.endswith("-alpha") and number > 0:
        text = _letters(number)
    elif style.endswith("-roman") and 0 < number < 4000:
        text = roman(number)
    else:
        return f"{number}."
    return f"{text.upper() if style.startswith('upper') else text}."


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def roman(number: int) -> str:
    """A number in Roman digits of lower case."""
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def in_chinese(number: int, digits: str, powers: str) -> str:
    """A number in Chinese words: 11 is 十一 where people write so every day, 壹拾壹 on cheques; 105 is 一百零五."""
    if number == 0:
        return digits[0]
    said = ""
    length = len(str(number))
    for index, digit in enumerate(map(int, str(number))):
        power = length - index - 1
        if digit:
            said += digits[digit] + (powers[power - 1] if power else "")
        elif said and not said.endswith(digits[0]):
            said += digits[0]
    said = said.rstrip(digits[0])
    return said.removeprefix("一") if 10 <= number < 20 else said


def _written(number: int, style: str) -> str:
    digits, powers, minus = _WRITTEN[style]
    return minus * (number < 0) + in_chinese(abs(number), digits, powers)
