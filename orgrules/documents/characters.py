"""From bytes to text, and from the characters of a text to those that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable

from orgrules.documents.model import Note, Place
from orgrules.files.decoding import decode, encoding_of_page, fits, in_pairs
from orgrules.locale import _
from orgrules.text import is_chinese

# no width, or for the machine alone: zero-width blanks and joiners, soft hyphens, marks of direction and order, controls
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_SPACE = re.compile(r"[\s\u3164\uffa0]+")
#: The least part of the Chinese characters of a text that are common ones, where bytes were read in the right encoding.
_COMMON = 0.9
#: Of so many characters beyond ASCII one may be lost in a text that is taken for UTF-8 all the same.
_MOST_LOST = 3


def seen(text: str) -> str:
    """A text without the characters that nobody sees; blanks of all kinds stay."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """A text as one line: ``seen``, any run of white space one blank, none at its ends."""
    return _SPACE.sub(" ", seen(text)).strip()


def glue(first: str, second: str) -> str:
    """Two lines as one: with a blank where words need one, which Chinese characters do not."""
    return glued((first, second))


def glued(lines: Iterable[str]) -> str:
    """Lines as one, as ``glue`` has two."""
    pieces: list[str] = []
    for line in filter(None, lines):
        if pieces and _needs_blank(pieces[-1], line):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _needs_blank(first: str, second: str) -> bool:
    left, right = first[-1], second[0]
    if _is_wide(left) or _is_wide(right):
        return False
    # a compound word that is broken at its hyphen
    return not (left in "-‐" and first[-2:-1].isalpha() and right.isalpha())


def _is_wide(character: str) -> bool:
    return is_chinese(character) or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


def decoded(path: str, content: bytes, encoding: str | None = None, *, is_page: bool = False) -> tuple[str, tuple[Note, ...]]:
    """The text of a file, and notes where its encoding was found by what it says in it, or some of its bytes are none of it.

    ``is_page``: it is HTML, which states its encoding.

    Raises:
        SourceError: as ``decode``.
    """
    wide = b"\0" in content[:64] or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if encoding is not None or wide or fits(content, "utf-8"):
        return decode(content, path, encoding), ()
    text = content.decode("utf-8-sig", "replace")
    lost = text.count("\ufffd")
    if sum(not character.isascii() for character in text) > _MOST_LOST * lost:  # UTF-8 but for some bytes
        line = len(re.findall("\r\n|\r|\n", text[: text.index("\ufffd")])) + 1
        return text, (Note(Place(path, line=line), _("there are bytes here that are no UTF-8 text: what stood here is lost")),)
    if is_page:
        return decode(content, path, encoding_of_page(content)), ()
    if in_pairs(content) and fits(content, "gb18030"):
        text = content.decode("gb18030")
        chinese = [character for character in text if not character.isascii()]
        if sum(map(_fits_gb2312, chinese)) >= _COMMON * len(chinese):
            message = _("not UTF-8 text; read as {encoding} (--encoding says another)").format(encoding="GB18030")
            return text, (Note(Place(path, line=1), message),)
    return decode(content, path), ()


def _fits_gb2312(character: str) -> bool:
    """Whether a character is one of the common ones of simplified Chinese."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
