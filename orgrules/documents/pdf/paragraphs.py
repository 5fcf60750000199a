"""Paragraphs from lines: which line breaks the author made, and which only the width of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from orgrules.documents.pdf.lines import Line, is_wide
from orgrules.documents.pdf.marks import mark_of

#: By how much a line has to be indented to begin a paragraph, in sizes.
_INDENT = 0.8
#: By how much lines have to be further apart than those of one paragraph.
_GAP = 1.35
#: How much more room than its first word takes has to be left for a line break to be the author's, in sizes.
_SPARE = 0.5
#: How wide a column of text is at least, in sizes.
_COLUMN = 10
_END = frozenset("。！？；：.!?;:")
_CLOSE = "”’」』）)】》\"'"
_DASHES = frozenset("-–—*")
_HYPHENS = frozenset("-\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = re.compile(r"[^\W\d_]+$")
_TAIL = re.compile(r"[^\W\d_]+")
#: What stands before a hyphen that is written, and not only there because a line ends.
_COMPOUNDS = frozenset(
    """
    after all anti before best by co cost counter cross day decision down end ex fast follow free front full go hands high in
    inter job know large life long low macro many medium micro mid mini multi near non off old on one open out over part post pre
    pro problem re real right risk role safety self semi short single small so state step sub team three time to top two under
    up user vice well work world year
    """.split()  # noqa: SIM905 - as words, to be read
)


class Known(Protocol):
    """What is known of a whole document where its lines are joined."""

    @property
    def words(self) -> frozenset[str]:
        """Its words, in lower case, as they stand within lines."""

    @property
    def leading(self) -> Mapping[float, float]:
        """How far the lines of a paragraph are apart, by the size of their characters."""


def goes_on(paragraph: Sequence[Line], line: Line, known: Known) -> bool:
    """Whether a line goes on with a paragraph, and only the width of the page broke it."""
    first, before = paragraph[0], paragraph[-1]
    size = max(before.size, line.size)
    mark = mark_of(line.text)
    if mark and not (mark in _DASHES and mark_of(first.text) != mark and _ended(before.text) is False):
        return False
    if abs(before.size - line.size) > 0.08 * size or before.heading != line.heading:
        return False
    if first.is_bold and before.is_bold and not line.begins_bold:
        return False
    if before.text[-1] == "\xad" or (before.text[-1] in _HYPHENS and before.text[-2:-1].isalnum() and line.text[0].islower()):
        return True
    blank = 0.0 if is_wide(before.text[-1]) or is_wide(line.text[0]) else 0.2 * size
    if before.limit - before.right >= line.first_word + blank + _SPARE * size:
        return False
    if line.is_bold and not before.ends_bold and _ended(before.text):
        return False
    is_near = before.page == line.page and line.baseline > before.baseline
    if is_near and line.baseline - before.baseline > _GAP * known.leading.get(line.size, 1.45 * line.size):
        return False
    if not is_near and _ended(before.text):
        return False  # the paragraph that ends a page or a column is complete
    if not is_near and before.page == line.page and before.right - before.left < _COLUMN * size:
        return False  # a label, with something beside it
    if not is_near and (before.page == line.page or abs(before.left - line.left) > 5 * size):
        return True  # in the next column, which begins elsewhere
    return _stands_below(paragraph, line, size)


def _stands_below(paragraph: Sequence[Line], line: Line, size: float) -> bool:
    """Whether a line is indented as the paragraph goes on."""
    first, before = paragraph[0], paragraph[-1]
    indent = _INDENT * size
    if abs(line.left + line.right - before.left - before.right) <= 1.2 * size and abs(line.left - before.left) > indent:
        return True  # both in the middle
    if len(paragraph) > 1:
        return abs(line.left - before.left) <= indent
    if line.left > first.left + indent:
        if mark_of(first.text):
            return line.left <= first.after_mark + 1.2 * size
        return not _ended(first.text)
    return line.left >= first.left - 4.5 * size


def _ended(text: str) -> bool:
    return text.rstrip().rstrip(_CLOSE)[-1:] in _END


def split(lines: Iterable[Line], known: Known) -> list[list[Line]]:
    """The lines of each paragraph."""
    result: list[list[Line]] = []
    for line in lines:
        if result and goes_on(result[-1], line, known):
            result[-1].append(line)
        else:
            result.append([line])
    return result


def text_of(lines: Sequence[Line], words: frozenset[str]) -> str:
    """The text of a paragraph, with the line breaks taken out that only its width made."""
    return joined([line.text for line in lines], words)


def joined(lines: Sequence[str], words: frozenset[str]) -> str:
    """Lines as one text: with a blank between English ones, with none before or after Chinese, and without hyphenation.

    ``words`` are those of the document, which tell ``full-time`` from ``adminis-tration`` where a line ends with a hyphen.
    """
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text[-1] == "\xad":
            text = text[:-1] + line
        elif text[-1] in _HYPHENS and text[-2:-1].strip():
            text = _unbroken(text, line, words)
        elif is_wide(text[-1]) or is_wide(line[0]) or text[-1] in "/—":
            text += line
        else:
            text += " " + line
    return text.rstrip("\xad")


def _unbroken(text: str, line: str, words: frozenset[str]) -> str:
    """A word that a hyphen divides at the end of a line; the hyphen stays where it is written, as in SALES-0042 and full-time."""
    stem = text[:-1]
    head, tail = _HEAD.search(stem), _TAIL.match(line)
    if not head or not tail or not tail[0].islower() or stem[: head.start()].endswith("-") or is_wide(tail[0][0]):
        return text + line
    before, after = head[0].lower(), tail[0].lower()
    if before + after in words:
        return stem + line
    if f"{before}-{after}" in words:
        return text + line
    if text[-1] == "\u2010":
        return stem + line
    return text + line if before in words or before in _COMPOUNDS or head[0].isupper() else stem + line


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document, without those that a line may have broken."""
    found: set[str] = set()
    broken = False
    for line in lines:
        matches = list(_WORD.finditer(line))
        ends = bool(line) and line[-1] in _HYPHENS
        if broken:
            matches = matches[1:]
        if ends:
            matches = matches[:-1]
        broken = ends
        found.update(match[0].lower() for match in matches)
    return frozenset(found)
