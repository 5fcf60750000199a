"""Elements of a page by themselves: whether they are seen, how they are set, which rows and cells a table has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from orgrules.documents.characters import plain
from orgrules.documents.markers import BULLETS, TYPES

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What no browser shows, and what is there for those who fill a page in and not for those who read it.
UNSEEN = frozenset(
    "head script style template noscript datalist button rt rp param source track title meta link base area map col colgroup"
    " optgroup option progress meter".split()
)
#: What begins and ends a line of the page.
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr"
    " ul caption".split()
)
STRUCK = frozenset(("del", "s", "strike"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?:^|(?<=\}))\s*([^{}@]{1,2000})\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[a-z-]+[^{};]*\{(?:[^{}]|\{[^{}]*\})*\}", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?", re.IGNORECASE)
_LIST_STYLE = re.compile(r"\"[^\"]*\"|'[^']*'|[a-z-]+\([^)]*\)|[a-z-]+")


def style_of(element: _Element, sheet: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """What its style attribute says of an element, and the plainest rules of the style sheets in the page."""
    own = element.get("style")
    found = _declared(own) if own else {}
    if not sheet:
        return found
    tag = str(element.tag).lower()
    names = (*(f".{name}" for name in (element.get("class") or "").split()[:20]), f"#{element.get('id')}")
    rules = [sheet[key] for key in (tag, *names, *(tag + name for name in names)) if key in sheet]
    if not rules:
        return found
    merged: dict[str, str] = {}
    for each in (*rules, found):
        merged |= each
    return merged


class Row(NamedTuple):
    """A row of a table: its element, which section of the table it is in, and whether that is the head."""

    element: _Element
    section: int
    is_header: bool
    loose: tuple[_Element, ...] = ()  # cells without a row around them

    def cells(self) -> Iterable[_Element]:
        """Its cells, in their order."""
        return self.loose or self.element.iterchildren("td", "th")


def rows_of(table: _Element) -> Iterator[Row]:
    """The rows of a table, and cells that stand in none as a row."""
    section = 0
    loose: list[_Element] = []
    for child in table:
        if loose and child.tag not in ("td", "th"):
            yield Row(loose[0], section, is_header=False, loose=tuple(loose))
            loose = []
        if child.tag in ("td", "th"):
            loose.append(child)
        elif child.tag == "tr":
            yield Row(child, section, is_header=False)
        elif child.tag in ("thead", "tbody", "tfoot"):
            section += 1
            for row in child.iterchildren("tr"):
                if not is_hidden(child):
                    yield Row(row, section, is_header=child.tag == "thead")
            section += 1
        elif child.tag == "form":
            yield from rows_of(child)
    if loose:
        yield Row(loose[0], section, is_header=False, loose=tuple(loose))


def is_layout(table: _Element, cells: list[list[_Element]]) -> bool:
    """Whether a table only says where things stand on the page: it has one cell, or holds whole parts of it beside each other."""
    if table.get("role") in ("presentation", "none") or sum(map(len, cells)) == 1:
        return True
    is_line = len(cells) == 1 or all(len(row) == 1 for row in cells)
    return is_line and any(next(cell.iter("h1", "h2", "h3", "table"), None) is not None for row in cells for cell in row)


def is_hidden(element: _Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.get("hidden") is not None:
        return True
    own = element.get("style")
    if not own:
        return False
    style = _declared(own)
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")


def _declared(text: str) -> Mapping[str, str]:
    """The declarations of a style, of which the last of a name holds."""
    found = {}
    for each in text.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            value = value.strip()
            found[name.strip().lower()] = (value if value[:1] in "\"'" else value.lower()).removesuffix("!important").strip()
    return found


def sheet_of(root: _Element) -> Mapping[str, Mapping[str, str]]:
    """The rules of style sheets in a page that are about one tag, class or id, as far as they say how text is to be taken.

    What they hide is not among them: pages hide in this way what a click shows.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        text = _AT_RULE.sub("", _COMMENT.sub("", sheet.text or ""))
        for selectors, declarations in _RULE.findall(text):
            rules = {name: value for name, value in _declared(declarations).items() if name in _OF_SHEETS}
            if not rules:
                continue
            for selector in selectors.replace("<!--", "").split(","):
                if (key := selector.strip()) and _SELECTOR.fullmatch(key):
                    tag, dot, name = key.partition(next((each for each in ".#" if each in key), "\0"))
                    found.setdefault(tag.lower() + dot + name, {}).update(rules)
    return found


_OF_SHEETS = frozenset(("list-style", "list-style-type", "font-weight", "text-decoration", "text-decoration-line"))


def list_style(element: _Element, style: Mapping[str, str]) -> str | None:
    """How an element says that its items are marked."""
    if (named := style.get("list-style-type")) is not None:
        return named
    for word in _LIST_STYLE.finditer(style.get("list-style", "")):
        if word[0] not in ("inside", "outside") and "(" not in word[0]:
            return word[0]
    kind = element.get("type") or ""
    return TYPES.get(kind) or (kind.lower() if kind.lower() in (*BULLETS, "none") else None)


def typed_mark(element: _Element) -> str:
    """The mark that Word writes before an item: its number, or a sign of a font of signs, which is a bullet."""
    fonts = " ".join(each.get("style") or "" for each in element.iter("*"))
    return "•" if re.search("wingdings|symbol|webdings", fonts, re.IGNORECASE) else words_of(element)


def whole(text: str | None, otherwise: int) -> int:
    """The whole number at the beginning of an attribute, as browsers read one."""
    found = re.match(r"\s*([+-]?[0-9]{1,9})", text or "")
    return int(found[1]) if found else otherwise


def words_of(element: _Element) -> str:
    """All text within an element that could be shown, as one line."""
    return plain("".join(shown_text(element)))


def shown_text(element: _Element) -> Iterator[str]:
    """The text within an element that could be shown, piece by piece."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN and child.tag not in STRUCK and not is_hidden(child):
            space = "\n" if child.tag == "br" else " " * (child.tag in BLOCKS)
            yield space
            yield from shown_text(child)
            yield space.strip("\n")
        if child.tail:
            yield child.tail


def is_of_links(element: _Element) -> bool:
    """Whether most of what an element says leads elsewhere."""
    linked = sum(len(words_of(link)) for link in element.iter("a"))
    return linked * 2 > len(words_of(element))


def children_of_list(element: _Element) -> Iterator[_Element]:
    """The items of a list, some pages put in a box of their own."""
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child
