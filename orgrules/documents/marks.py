"""The marks of items as people type them: (1), 1., 1、, ①, 一、, a), ◆, •."""

from __future__ import annotations

import re
from typing import NamedTuple

from orgrules.text import collapse

_HAN_DIGITS = "一二三四五六七八九十"
_HAN = f"[{_HAN_DIGITS}百]"
_CIRCLED = "①-⑳㉑-㊿⓪❶-❿➀-➓⓵-⓾⑴-⒇⒈-⒛㈠-㈩"
_BULLETS = "◆◇●○■□▪▫•·・∙‣⁃►▶▷➢➤➔➜★☆※✦✧❖♦♣√✓✔☑☐❑❒◼◻⚫⬤\uf000-\uf0ff"
#: A number that measures something is no mark: 3 年, 10 人, 2 copies.
_NO_UNIT = r"(?!\s*(?:年|个|名|人|次|天|日|月|小时|周|岁|%|％|[-~–—至到]\s*\d|years?\b|months?\b|days?\b|people\b|staff\b|%))"
#: A number at the beginning of an item: 2、3年以上经验 is the second; 2、3级 and 1、2号 are two in one breath, and no items.
_ITEM_OF_NUMBER = r"(?=\d++(?:\.\d++)?+(?!\s*(?:[、,，]|年?级|[号楼层栋班期组线]|$)))"

_SHAPES: tuple[tuple[str, str], ...] = (
    ("chapter", rf"第\s*(?:{_HAN}{{1,4}}|\d{{1,3}})\s*[章节条款部篇]分?[、.．:：\s]*"),
    ("(一)", rf"[(（]\s*{_HAN}{{1,4}}\s*[)）][、.．]?\s*"),
    ("(1)", r"[(（]\s*\d{1,3}\s*[)）][、.．]?\s*"),
    ("(a)", r"[(（]\s*(?:[a-zA-Z]|[ivxIVX]{1,5})\s*[)）][、.．]?\s*"),
    ("circled", rf"[{_CIRCLED}][、.．]?\s*"),
    ("一、", rf"{_HAN}{{1,4}}\s*(?:、|[.．](?!\d)|[:：](?=\S{{2}})|\s(?=\S))\s*"),
    ("一)", rf"{_HAN}{{1,4}}\s*[)）]\s*"),
    ("1.1", r"\d{1,2}(?:[.．]\d{1,2}){1,4}[.．、)）]?\s*(?=[^\d\s.．%％])" + _NO_UNIT),
    ("1.", r"\d{1,3}\s*[.．](?=[^\d]|$)\s*"),
    ("1、", rf"\d{{1,3}}\s*(?:[、,，]\s*(?=\D)|、\s*{_ITEM_OF_NUMBER})"),
    ("1)", r"\d{1,3}\s*[)）]\s*"),
    ("1 ", r"\d{1,2}[ \t\u3000]{1,4}(?=[^\d\s])" + _NO_UNIT),
    ("1", r"\d{1,2}(?=[\u3400-\u9fff])" + _NO_UNIT + r"(?![\u3400-\u9fff]{0,2}[年月日])"),
    ("a.", r"[a-zA-Z]\s*[.．)）、]\s+"),
    ("i.", r"(?:[ivx]{2,5}|[IVX]{2,5})\s*[.．)）、]\s*"),
    ("bullet", rf"[{_BULLETS}]\s*"),
    ("dash", r"[-–—*+]\s+|[–—-](?=[\u3400-\u9fff])"),
)
_MARK = re.compile("|".join(f"(?P<s{index}>{pattern})" for index, (_name, pattern) in enumerate(_SHAPES)))
_NUMBER = re.compile(r"\d+")
#: Where one item of a line ends and the next begins.
_WITHIN = {
    "(1)": re.compile(r"[(（]\s*(\d{1,3})\s*[)）][、.．]?\s*"),
    "1.": re.compile(r"(?<![\d.．])(\d{1,3})\s*[.．](?!\d)\s*"),
    "1、": re.compile(r"(?<![\d.．])(\d{1,3})\s*、\s*"),
    "1)": re.compile(r"(?<![\d(（.．])(\d{1,3})\s*[)）]\s*"),
    "circled": re.compile(rf"([{_CIRCLED}])[、.．]?\s*"),
}


class Mark(NamedTuple):
    """The mark of an item: as written, its shape (``(1)``, ``bullet``), and its number where it has one, else 0."""

    written: str
    shape: str
    value: int


NO_MARK = Mark("", "", 0)


def mark_of(text: str) -> tuple[Mark, str]:
    """The mark that a text begins with, and what is left; ``NO_MARK`` and the text where it begins with none."""
    found = _MARK.match(text)
    if found is None or found.lastgroup is None:
        return NO_MARK, text
    shape = _SHAPES[int(found.lastgroup[1:])][0]
    written = found.group().strip()
    rest = text[found.end() :].strip()
    if not rest and shape in ("1 ", "1", "dash"):
        return NO_MARK, text
    return Mark(written, shape, _value(written)), rest


def automatic(number: str) -> Mark:
    """The mark of an automatic list, whose number is known by itself."""
    if not number:
        return NO_MARK
    mark, _rest = mark_of(f"{number} x")
    return mark._replace(written=number) if mark.shape else Mark(number, "bullet", 0)


def items_within(text: str) -> list[tuple[Mark, str]]:
    """The items of one line: ``1、…；2、…；3、…``; one alone, with its mark, where the line holds no second."""
    mark, rest = mark_of(text)
    pattern = _WITHIN.get(mark.shape)
    if pattern is None or mark.value != 1:
        return [(mark, rest)]
    starts: list[tuple[int, int, str]] = []
    for found in pattern.finditer(text):
        if _value(found.group(1)) == len(starts) + 1:
            starts.append((found.start(), found.end(), found.group().strip()))
    if len(starts) < 2:
        return [(mark, rest)]
    ends = [start for start, _end, _written in starts[1:]] + [len(text)]
    return [
        (Mark(written, mark.shape, index), text[begin:end].strip())
        for index, ((_start, begin, written), end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _value(written: str) -> int:
    """The number of a mark: its last part (``4.10`` is ten)."""
    plain = collapse(written)  # circled and full-width digits are digits then
    numbers = _NUMBER.findall(plain)
    if numbers:
        return int(numbers[-1][:6])
    han = "".join(character for character in plain if character in _HAN_DIGITS)
    if han:
        return _han_value(han)
    letters = [character for character in plain.casefold() if "a" <= character <= "z"]
    return ord(letters[0]) - ord("a") + 1 if len(letters) == 1 else 0


def _han_value(han: str) -> int:
    """一 is 1, 十二 is 12, 二十 is 20."""
    tens, ten, ones = han.partition("十")
    if not ten:
        return _HAN_DIGITS.index(han[-1]) + 1
    return (10 * (_HAN_DIGITS.index(tens[-1]) + 1) if tens else 10) + (_HAN_DIGITS.index(ones[0]) + 1 if ones else 0)
