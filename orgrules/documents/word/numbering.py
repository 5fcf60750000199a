"""Automatic numbers: a file says how its lists count, and no number that they show.

Lists (``w:num``) that follow the same definition (``w:abstractNum``) count together; one of them begins anew where it says so.
A level begins anew after each item of a higher one. A level that is skipped counts as its first number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from orgrules.documents.word.numerals import numeral, padded
from orgrules.documents.word.styles import Styles
from orgrules.documents.word.symbols import BULLET, bullet
from orgrules.documents.word.xml import Element, attribute, child, chosen, number, switch, tag, value

#: Levels that a list can have.
MOST_LEVELS = 9
_VALUE = re.compile("%([1-9])")


class Level(NamedTuple):
    """How one level of a list counts, and what it shows: ``text`` is like ``%1.%2``."""

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    restarts_after: int | None = None
    is_legal: bool = False
    style: str = ""
    font: str = ""
    pattern: str = ""
    has_picture: bool = False


_PLAIN = Level()


class _List(NamedTuple):
    """One list: the definition by which it counts, its levels, and the numbers at which it begins anew."""

    definition: int
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]

    def start(self, level: int) -> int:
        """The first number of a level."""
        return self.restarts.get(level, self.levels.get(level, _PLAIN).start)


class Numbering:
    """Says the number of one item after another, as they come; items that nobody sees are not told to it."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[int, Element] = {}
        self._lists: dict[int, Element] = {}
        for each in root if root is not None else ():
            if tag(each) == "w:abstractNum":
                self._definitions.setdefault(number(attribute(each, "abstractNumId"), -1) or 0, each)
            elif tag(each) == "w:num":
                self._lists.setdefault(number(attribute(each, "numId"), -1) or 0, each)
        self._read: dict[int, _List | None] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of(self, list_id: int, style: str) -> int | None:
        """The level of a list that belongs to a style of paragraphs: headings find theirs so."""
        one = self._list(list_id)
        levels = one.levels.items() if one else ()
        return next((level for level, each in levels if style and each.style == style), None)

    def knows(self, list_id: int) -> bool:
        """Whether there is such a list."""
        return self._list(list_id) is not None

    def next(self, list_id: int, level: int) -> str:
        """The number of the next item of a list; nothing where it shows none."""
        one = self._list(list_id)
        if one is None:
            return ""
        counts = self._counts.setdefault(one.definition, [None] * MOST_LEVELS)
        self._count(list_id, one, level, counts)
        return self._shown(one, level, counts)

    def _count(self, list_id: int, one: _List, level: int, counts: list[int | None]) -> None:
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = one.start(higher)
                self._begun.add((list_id, higher))
        current = counts[level]
        begins = current is None or (level in one.restarts and (list_id, level) not in self._begun)
        counts[level] = one.start(level) if begins or current is None else current + 1
        self._begun.add((list_id, level))
        for lower in range(level + 1, MOST_LEVELS):
            after = one.levels.get(lower, _PLAIN).restarts_after
            if after is None or level < after:
                counts[lower] = None

    def _shown(self, one: _List, level: int, counts: list[int | None]) -> str:
        asked = one.levels.get(level, _PLAIN)
        if asked.has_picture:
            return BULLET
        if asked.kind == "bullet":
            return bullet(asked.text, asked.font).strip()

        def written(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            count = counts[index]
            each = one.levels.get(index, _PLAIN)
            if count is None:
                return ""  # a number of a level below: Word shows none
            if asked.is_legal and each.kind != "decimalZero":
                return str(count)
            return padded(count, each.pattern) if each.kind == "custom" else numeral(count, each.kind)

        return _VALUE.sub(written, asked.text).strip()

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._read:
            self._read[list_id] = self._understood(list_id)
        return self._read[list_id]

    def _understood(self, list_id: int) -> _List | None:
        element = self._lists.get(list_id)
        definition = self._definition_of(element)
        if element is None or definition is None:
            return None
        levels = _levels(self._definitions[definition])
        restarts = {}
        for each in element:
            level = number(attribute(each, "ilvl"))
            if tag(each) != "w:lvlOverride" or level is None:
                continue
            start = number(value(each, "w:startOverride"))
            if start is not None:
                restarts[level] = start
            own = child(each, "w:lvl")
            if own is not None:
                levels[level] = _level(own)
        return _List(definition, levels, restarts)

    def _definition_of(self, element: Element | None) -> int | None:
        """The definition that a list follows; one may refer to a style, whose list follows another."""
        seen = set()
        while element is not None:
            definition = number(value(element, "w:abstractNumId"))
            if definition is None or definition in seen or definition not in self._definitions:
                return None
            seen.add(definition)
            style = value(self._definitions[definition], "w:numStyleLink")
            if style is None:
                return definition
            element = self._lists.get(self._styles.list_of(style) or 0)
        return None


def _levels(definition: Element) -> dict[int, Level]:
    levels = {}
    for each in definition:
        level = number(attribute(each, "ilvl"))
        if tag(each) == "w:lvl" and level is not None and level not in levels:
            levels[level] = _level(each)
    return levels


def _level(element: Element) -> Level:
    fonts = child(child(element, "w:rPr"), "w:rFonts")
    kind = child(element, "w:numFmt")
    alternatives = child(element, "mc:AlternateContent")
    if kind is None and alternatives is not None:
        kind = child(chosen(alternatives), "w:numFmt")
    return Level(
        start=number(value(element, "w:start"), 0) or 0,
        kind=attribute(kind) or "decimal",
        text=value(element, "w:lvlText") or "",
        restarts_after=number(value(element, "w:lvlRestart")),
        is_legal=bool(switch(element, "w:isLgl")),
        style=value(element, "w:pStyle") or "",
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "",
        pattern=attribute(kind, "format") or "",
        has_picture=child(element, "w:lvlPicBulletId") is not None,
    )
