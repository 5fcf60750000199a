"""Lines of texts: where one goes on with what the line before says, and where it begins something of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from orgrules.documents.marks import begins_item
from orgrules.text import columns

#: What a form has before a colon: a few words, or characters with blanks between them (岗 位 名 称：).
_LABEL = re.compile(r"(?:[^\s:：,，.。;；!！?？]+[ \u3000]*){1,5}[:：]")
_MOST_OF_LABEL = 28
#: Behind these nothing goes on: what follows is a list, or its next item.
_ENDS_ITEM = (":", "：", ";", "；")
_ENDS_SENTENCE = (".", "。", "!", "！", "?", "？", "…", *_ENDS_ITEM)
_WORD = re.compile(r"\w")
_SET_IN = " " * 12
_HYPHENATED = re.compile(r"[^\W\d_]-\s*$")
#: Narrower than this, no text is broken at a width.
_LEAST_WIDTH, _MOST_WIDTH = 50, 130


def begins(line: str) -> bool:
    """Whether a line begins something of its own: with a mark, or with the label of a form."""
    line = line.strip()
    return begins_item(line) or is_labelled(line)


def is_labelled(line: str) -> bool:
    """Whether a line begins with a few words and a colon."""
    label = _LABEL.match(line)
    return label is not None and columns(label[0]) <= _MOST_OF_LABEL and not line[label.end() :].startswith("//")


def ends_item(line: str) -> bool:
    """Whether what a line says ends with it by its last character."""
    return line.rstrip().endswith(_ENDS_ITEM)


class Width(NamedTuple):
    """At which width the lines of a text are broken, in columns; 0 where its author breaks them.

    ``is_sure``: many lines show it, and not just one that is longer than its neighbour.
    """

    columns: int = 0
    is_sure: bool = False

    def joins(self, first: str, second: str) -> bool:
        """Whether a line goes on in the next one: the break between them is one that only the width made."""
        if not self.columns or begins(second) or ends_item(first):
            return False
        word = second.lstrip()
        if _HYPHENATED.search(first) and word[:1].islower():
            return True
        if not self.is_full(first, second):
            return False
        return self.is_sure or (not first.rstrip().endswith(_ENDS_SENTENCE) and word[:1].islower())

    def is_full(self, first: str, second: str) -> bool:
        """Whether not even the first word of the second line would have had room in the first."""
        # in Chinese a line may be broken behind any character, and stops a little earlier before punctuation
        first, word = first.rstrip(), second.split(maxsplit=1)[0]
        needed = 3 if not word.isascii() else columns(word) + 1
        return columns(first) + needed > self.columns


def width_of(lines: Sequence[str]) -> Width:
    """At which width a text is broken, by those of its lines that another one follows which begins nothing of its own."""
    pairs = [(first, second) for first, second in pairwise(lines) if _may_go_on(first, second)]
    widest = max((columns(first.rstrip()) for first, _second in pairs), default=0)
    if not _LEAST_WIDTH <= widest <= _MOST_WIDTH:
        return Width()
    width = Width(widest)
    full = sum(width.is_full(*pair) for pair in pairs)
    return width._replace(is_sure=full >= 3) if full * 2 >= len(pairs) else Width()


def _may_go_on(first: str, second: str) -> bool:
    """Whether a line may go on in the next: neither is a rule, or stands in the middle or at the right of the page."""
    if not first.strip() or not second.strip() or begins(second) or ends_item(first):
        return False
    return not any(line.startswith(_SET_IN) or not _WORD.search(line) for line in (first, second))
