"""What the lines ahead tell of one: whether a job begins with it, or the items of a group."""

from __future__ import annotations

from collections.abc import Sequence

from orgrules.drafting.reading.labels import SINGLE, Meaning
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, is_aside
from orgrules.drafting.reading.progress import Items, ends
from orgrules.text import is_chinese

#: How far ahead is looked: a label follows the heading of its job at once, or after numbers and dates of the document.
_FAR = 12


def next_meaning(elements: Sequence[Element], index: int) -> Meaning | str | None:
    """What the label after an element announces, where nothing else stands before it; ``form`` for a table with a title."""
    passed_over = 0  # within cells below a label that announces nothing: the number of the document, the head of a table
    for element in elements[index + 1 : index + _FAR]:
        if isinstance(element, Form):
            return "form"
        if isinstance(element, Leave):
            passed_over = max(0, passed_over - 1)
            continue
        if isinstance(element, Enter):
            if element.meaning not in ("group", "furniture", "apart", None):
                return element.meaning
            passed_over += 1
            continue
        if is_aside(element) or (passed_over and not element.parts):
            continue
        if not element.parts:
            return None
        meanings = [part.label.meaning for part in element.parts]
        if "title" in meanings:
            return "title"
        if meanings[0] not in ("group", "furniture", "apart"):
            return meanings[0]
    return None


def title_follows(elements: Sequence[Element], index: int) -> bool:
    """Whether the label of a title stands in an element or soon after it, with nothing but single values between."""
    for element in elements[index : index + _FAR // 2]:
        if not isinstance(element, Line):
            continue
        if not element.parts:
            return False
        for part in element.parts:
            if part.label.meaning == "title":
                return True
            if part.label.meaning not in SINGLE and part.label.meaning != "apart":
                return False
    return False


def introduces(elements: Sequence[Element], index: int, line: Line, items: Items) -> bool:
    """Whether a line without a mark is the heading of marked ones: the first of a list, or in bold where the list goes on."""
    following = _line_after(elements, index)
    if following is None or not following.mark.shape:
        return False
    if line.text.endswith((":", "：")) and not items.plain:
        return not items.marked or items.goes_on(following.mark)
    if not line.is_bold or ends(line.text) or len(line.text) > 60:
        return False
    return items.is_empty or items.goes_on(following.mark) or following.mark.value == 1


def is_group(elements: Sequence[Element], index: int, line: Line, items: Items) -> bool:
    """Whether a line with a mark is the heading of items: short, no sentence, and a list of another shape follows."""
    if ends(line.text) and not line.text.endswith((":", "：")):
        return False
    following = _line_after(elements, index)
    if following is not None and following.mark.shape and following.level > line.level and _is_name(line.text):
        return True
    is_short = len(line.text) <= (20 if any(map(is_chinese, line.text)) else 60)
    if not is_short or following is None or not following.mark.shape or following.mark.shape == line.mark.shape:
        return False
    if following.mark.value:
        return following.mark.value == 1
    return not (items.marked and following.mark.shape == items.last.shape)


def _is_name(text: str) -> bool:
    """Whether a text names what the items inside it are about, and says no more: Sales, People management, 客户管理."""
    return len(text) <= 8 if any(map(is_chinese, text)) else len(text.split()) <= 3


def is_unknown_label(line: Line) -> bool:
    """Whether a line announces something that no label says: short, and with a colon at its end or in bold."""
    text = line.text.rstrip()
    is_short = len(text) <= 14 or (text.isascii() and len(text.split()) <= 6)
    return is_short and (text.endswith((":", "：")) or (line.is_bold and not ends(text)))


def _line_after(elements: Sequence[Element], index: int) -> Line | None:
    """The next element, where it is a line without labels."""
    following = elements[index + 1] if index + 1 < len(elements) else None
    return following if isinstance(following, Line) and not following.parts else None
