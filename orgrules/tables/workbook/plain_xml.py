"""XML of workbooks in the plain way in which most programs write it: patterns take it apart faster than a parser."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from xml.sax.saxutils import unescape

#: Longest piece of XML in which a row or a text has to end, in characters: the longest row of a sheet has some 2 MiB.
LONGEST = 8 << 20

_ENCODING = re.compile(r"""<\?xml[^>]*?encoding=["']([^"']*)""")
_OTHER_ENTITY = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class IrregularError(Exception):
    """A part is not written in the plain way: a parser has to read it."""


def check(text: str, *marks: str) -> None:
    """Refuse a piece that has more than elements, texts and the five entities of XML, or one of the marks."""
    if any(mark in text for mark in ("<!", "<?", "\r", *marks)) or ("&" in text and _OTHER_ENTITY.search(text)):
        raise IrregularError


def unescaped(text: str) -> str:
    """A text with its entities as characters."""
    return unescape(text, _QUOTES)


def decode(pieces: Iterator[bytes]) -> Iterator[str]:
    """XML as text, piece by piece, where it is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for number, piece in enumerate(pieces):
            text = decoder.decode(piece)
            declared = _ENCODING.match(text) if not number else None
            if declared and declared[1].lower() not in ("utf-8", "utf8"):
                raise IrregularError
            yield text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise IrregularError from None


def until(texts: Iterator[str], text: str, mark: str, start: str = "") -> tuple[str, str]:
    """What is written before the end of a mark, with it, and what follows."""
    while (index := text.find(mark, max(0, text.find(start)))) < 0 or start not in text:
        if len(text) > LONGEST:
            raise IrregularError
        text += next_of(texts)
    if "<!" in text[:index]:
        raise IrregularError
    return text[: index + len(mark)], text[index + len(mark) :]


def next_of(texts: Iterator[str]) -> str:
    """The next piece; there has to be one."""
    text = next(texts, None)
    if text is None:
        raise IrregularError
    return text
