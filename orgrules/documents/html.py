"""Pages of HTML: what a browser shows of one, without running, fetching or following anything.

lxml is used itself, and not through BeautifulSoup, which is not told by lxml on which line of the file an element stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from orgrules.documents.characters import decoded
from orgrules.documents.limits import LIMITS, needs, refuse
from orgrules.documents.model import Block, Document, Note
from orgrules.documents.page.walk import Page
from orgrules.locale import _

if TYPE_CHECKING:
    from lxml.etree import _Element

# elements that libxml2 ends where a paragraph begins in them, as no browser does, and others that say the same
_INSTEAD = {"b": "strong", "s": "del", "strike": "del", "i": "em"}
_ENDED_EARLY = re.compile(r"<(/?)(b|s|strike|i|u|big|small|tt|font)(?=[\s/>])", re.IGNORECASE)


def read(path: str, content: bytes, encoding: str | None = None) -> Document:
    """A page of HTML.

    Raises:
        SourceError: it is in no known encoding, larger or nested deeper than the limits allow, or frames around other files.
    """
    text, of_bytes = decoded(path, content, encoding, is_page=True)
    blocks, notes = fragment(path, text, 1, count(1))
    return Document(path, "html", tuple(blocks), (*of_bytes, *notes))


def fragment(path: str, text: str, line: int, tables: Iterator[int]) -> tuple[list[Block], list[Note]]:
    """The blocks and notes of a page, or of a part of one that begins on a line of its file; tables take their numbers.

    Raises:
        SourceError: as ``read``.
    """
    root = _parsed(path, text)
    if root is None:
        return [], []
    page = Page(path, root, line - 1, tables)
    page.go_through(root)
    return page.blocks, page.notes


def _parsed(path: str, text: str) -> _Element | None:
    try:
        from lxml import etree
    except ImportError:
        needs(path, "HTML", "lxml")
    text = _ENDED_EARLY.sub(lambda tag: f"<{tag[1]}{_INSTEAD.get(tag[2].lower(), 'span')}", text.replace("\0", ""))
    # bytes, for lxml refuses texts that state an encoding; huge_tree, for without it all beyond 256 levels is dropped in silence
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # there is nothing in it, as some versions say
        return None
    if root is None:
        return None
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > LIMITS.depth:
            refuse(path, _("elements within elements, more than {most} deep").format(most=LIMITS.depth))
    if root.find(".//frameset") is not None:
        refuse(path, _("what this page shows is in other files, which are not read; give those"))
    return root
