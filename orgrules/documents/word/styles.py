"""The styles of a Word file: what a paragraph or a run inherits from its own, and from those that it is based on."""

from __future__ import annotations

import re
from typing import NamedTuple

from orgrules.documents.word.xml import Element, attribute, child, found, is_on, number, switch, tag, value

#: Names of the built-in styles of headings. Word writes the English ones in every language; other programs their own.
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|заголовок|标题|標題|見出し|제목)[ _]?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題|文档标题", re.IGNORECASE)
_DEPTH = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|目录|目錄) ?[1-9]", re.IGNORECASE)

#: How many styles one may be based on, one on another: Word has 10.
_MOST_LINKS = 32


class Style(NamedTuple):
    """One style, with its properties as they stand in the file."""

    id: str
    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


class Look(NamedTuple):
    """What matters of how a run looks; ``font`` is that of its Latin letters."""

    is_bold: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    font: str = ""


class Listed(NamedTuple):
    """The numbering that a style asks for; ``style`` is the one that says so, by which levels know it."""

    list: int
    level: int | None
    style: str


class Facts(NamedTuple):
    """What a style makes of its paragraphs: ``heading`` is a level from 1, or 0; ``is_contents``: a line of a table of contents.

    ``listed`` is the numbering that the style, or one that it is based on, asks for; ``depth`` is how far in its items stand
    at the first level of their list: Word has styles ("List Number 2") for items of items, each with a list of its own.
    """

    heading: int
    is_contents: bool
    listed: Listed | None
    depth: int


class Styles:
    """All styles; a file without them has none, and its paragraphs are plain."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for each in root if root is not None else ():
            style = attribute(each, "styleId")
            if tag(each) != "w:style" or style is None:
                continue
            based_on = value(each, "w:basedOn") or ""
            name = value(each, "w:name") or style
            self._styles.setdefault(style, Style(style, name, based_on, child(each, "w:pPr"), child(each, "w:rPr")))
            if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true", "on"):
                self._default = style
        self._defaults = found(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._facts: dict[str, Facts] = {}
        self._looks: dict[tuple[str, str], Look] = {}

    def of_paragraph(self, properties: Element | None) -> str:
        """The id of a paragraph's style: its own, or the one of paragraphs that name none."""
        return value(properties, "w:pStyle") or self._default

    def facts(self, style: str) -> Facts:
        """What a style makes of its paragraphs; found out once."""
        facts = self._facts.get(style)
        if facts is None:
            is_contents = any(_CONTENTS.fullmatch(each.name) for each in self._chain(style))
            depths = [_DEPTH.fullmatch(each.name) for each in self._chain(style)]
            depth = next((int(named[1]) for named in depths if named), 1)
            facts = self._facts[style] = Facts(self._heading(style), is_contents, self._listed(style), depth)
        return facts

    def _heading(self, style: str) -> int:
        if style not in self._styles:
            named = _HEADING.fullmatch(style)  # a file that has lost its styles still names them
            return int(named[1]) if named else 0
        for each in self._chain(style):
            outline = number(value(each.paragraph, "w:outlineLvl"))
            if outline is not None:
                return level_of_outline(outline)
            named = _HEADING.fullmatch(each.name)
            if named:
                return int(named[1])
            if _TITLE.fullmatch(each.name):
                return 1
        return 0

    def _listed(self, style: str) -> Listed | None:
        level = None
        for each in self._chain(style):
            asked = child(each.paragraph, "w:numPr")
            level = number(value(asked, "w:ilvl")) if level is None else level
            one = number(value(asked, "w:numId"))
            if one is not None:
                return Listed(one, level, each.id)
        return None

    def list_of(self, style: str) -> int | None:
        """The list that a style of numbering stands for."""
        one = self._styles.get(style)
        return number(value(one.paragraph, "w:numPr", "w:numId")) if one else None

    def look(self, properties: Element | None, paragraph: str) -> Look:
        """How a run looks: its own properties before those of its style and of its paragraph's."""
        character = value(properties, "w:rStyle") or ""
        key = (paragraph, character)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._inherited(paragraph, character)
        if properties is None or not len(properties):
            return look
        struck = [switch(properties, "w:strike"), switch(properties, "w:dstrike")]
        said = [each for each in struck if each is not None]
        fonts = child(properties, "w:rFonts")
        bold, hidden = switch(properties, "w:b"), switch(properties, "w:vanish")
        return Look(
            look.is_bold if bold is None else bold,
            any(said) if said else look.is_struck,
            look.is_hidden if hidden is None else hidden,
            attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or look.font,
        )

    def _inherited(self, paragraph: str, character: str) -> Look:
        struck = self._toggled("w:strike", paragraph, character) or self._toggled("w:dstrike", paragraph, character)
        fonts = [child(each.run, "w:rFonts") for each in (*self._chain(character), *self._chain(paragraph))]
        fonts.append(child(self._defaults, "w:rFonts"))
        return Look(
            self._toggled("w:b", paragraph, character),
            struck,
            self._toggled("w:vanish", paragraph, character),
            next((font for font in map(_ascii, fonts) if font), ""),
        )

    def _toggled(self, name: str, paragraph: str, character: str) -> bool:
        """Whether a property is on by styles: bold letters in a bold paragraph are plain (ECMA-376 part 1, 17.7.3)."""
        of_paragraph, of_character = self._said(name, paragraph), self._said(name, character)
        if of_paragraph is None and of_character is None:
            return bool(switch(self._defaults, name))
        return bool(of_paragraph) != bool(of_character)

    def _said(self, name: str, style: str) -> bool | None:
        for each in self._chain(style):
            one = child(each.run, name)
            if one is not None:
                return is_on(one)
        return None

    def _chain(self, style: str) -> tuple[Style, ...]:
        """A style and those that it is based on, nearest first; a chain that is a ring, or longer than any, ends."""
        chain = self._chains.get(style)
        if chain is None:
            links: dict[str, Style] = {}
            following = style
            while following in self._styles and following not in links and len(links) < _MOST_LINKS:
                links[following] = self._styles[following]
                following = links[following].based_on
            chain = self._chains[style] = tuple(links.values())
        return chain


def level_of_outline(outline: int) -> int:
    """The level of a heading from 1: files count from 0, and call text 9."""
    return outline + 1 if 0 <= outline < 9 else 0


def _ascii(fonts: Element | None) -> str | None:
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
