"""Texts as the design around them is written: a title with the known name in it, an item in the words of its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orgrules.locale import ENGLISH
from orgrules.text import NO_TEXTS, Texts, is_chinese, normalize, pick

_WORD = r"[^\W\d_]+(?:['’.-][^\W\d_]+)*"


def respelt(title: str, name: str) -> str:
    """A title in which what is near a known name is that name; what stands around it stays."""
    from rapidfuzz.distance import OSA  # imported where used: most runs suggest nothing

    wanted = normalize(name)
    start, end = min(
        _stretches(title),
        key=lambda way: (OSA.distance(normalize(title[way[0] : way[1]]), wanted), way[0] - way[1], way),
        default=(0, len(title)),
    )
    return title[:start] + _cased(name, title[start:end]) + title[end:]


def _stretches(title: str) -> list[tuple[int, int]]:
    """Where a name may begin and end: at words; in Chinese at any character."""
    if any(map(is_chinese, title)):
        return [(start, end) for start in range(len(title)) for end in range(start + 1, len(title) + 1)]
    words = [match.span() for match in re.finditer(_WORD, title)]
    return [(words[first][0], words[last][1]) for first in range(len(words)) for last in range(first, len(words))]


def _cased(name: str, written: str) -> str:
    """A name in the letter case of what it takes the place of."""
    if not written.isascii():
        return name
    if written.isupper() and len(written) > 1:
        return name.upper()
    words = re.findall(_WORD, written)
    if len(words) > 1 and all(word[:1].isupper() for word in words if len(word) > 3):
        return re.sub(_WORD, lambda found: found[0] if found[0] in _SMALL else found[0][:1].upper() + found[0][1:], name)
    return name.lower() if written.islower() else name


_SMALL = ("of", "the", "and", "for", "in", "to", "at")


def in_the_manner_of(texts: Sequence[str], item: str, names: Texts | None, beside: str) -> str:
    """An item as a list writes its others: by id, or by name in their language; in an empty list in that of ``beside``."""
    names = names or NO_TEXTS
    if texts and all(_is_id(text) for text in texts):
        return item
    language = "zh" if any(is_chinese(character) for text in texts or [beside] for character in text) else ENGLISH
    return pick(names, language) or item


def _is_id(text: str) -> bool:
    """Whether a text looks like an id: small letters, digits and hyphens, as names in English have capitals or blanks."""
    return text.isascii() and text == text.lower() and " " not in text and "-" in text
