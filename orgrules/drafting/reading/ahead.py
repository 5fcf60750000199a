"""What the lines ahead tell of one: whether a job begins with it, or the items of a group."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from orgrules.documents.marks import Mark
from orgrules.drafting.reading.headings import looks_like_group, looks_like_title
from orgrules.drafting.reading.labels import is_ordinary, meaning_of
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, is_aside
from orgrules.drafting.reading.meanings import BEFORE_TITLES, OF_REQUIREMENTS, SINGLE, Meaning
from orgrules.drafting.reading.progress import Items, ends
from orgrules.text import is_chinese, normalize

#: How far ahead is looked: a label follows the heading of its job at once, or after numbers and dates of the document.
_FAR = 12
#: How far an introduction to a job may reach.
_SECTION = 40
#: What a section tells that describes a job.
_SURE: frozenset[Meaning] = frozenset(("reports_to", "duties", "requirements"))
#: What is said of jobs alone.
_OF_JOBS: frozenset[Meaning] = OF_REQUIREMENTS | SINGLE - {"furniture"} | {"requirements"}
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s*(?P<sign>[.．、,，)）])\s*(?=\d)")
#: What may stand between the heading of a job and its first field.
_BESIDE: frozenset[Meaning] = frozenset(("group", "furniture", "beside"))


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
            if element.meaning not in (*_BESIDE, None):
                return element.meaning
            passed_over += 1
            continue
        if is_aside(element) or (passed_over and not element.parts):
            continue
        heading = elements[index]
        if not element.parts or (isinstance(heading, Line) and not is_about(element, heading.text)):
            return None
        meanings = [part.label.meaning for part in element.parts]
        if "title" in meanings:
            return "title"
        if meanings[0] not in _BESIDE:
            return meanings[0]
    return None


def is_about(line: Line, title: str) -> bool:
    """Whether a line says of a job what it says: a sentence with a subject may be about another one."""
    subject = normalize(line.parts[0].subject) if line.parts else ""
    return not subject or subject in normalize(title) or (len(title) > 1 and normalize(title) in subject)


def section_has_fields(elements: Sequence[Element], index: int, heading: Line) -> bool:
    """Whether duties, requirements or a superior are told under a heading, after an introduction in words."""
    for element in elements[index + 1 : index + _SECTION]:
        if isinstance(element, Form):
            return False
        if isinstance(element, Enter):
            if element.meaning in _SURE:
                return True
            continue
        if not isinstance(element, Line) or is_aside(element):
            continue
        meanings = {part.label.meaning for part in element.parts}
        if "title" in meanings:
            return False
        if meanings & _SURE and element.mark.shape not in ("bullet", "dash") and is_about(element, heading.text):
            return not element.heading or element.heading > heading.heading
        if element.heading and (element.heading <= heading.heading or looks_like_title(element.text)):
            return False
        if not heading.heading and element.is_bold and looks_like_title(element.text):
            return False
    return False


def describes_job(elements: Sequence[Element], index: int, heading: Line) -> bool:
    """Whether something under a heading is said of jobs alone; purposes and responsibilities stand in policies as well."""
    for element in elements[index + 1 : index + 5 * _SECTION]:
        if isinstance(element, Line):
            if element.heading and element.heading <= heading.heading:
                return False
            if {part.label.meaning for part in element.parts} & _OF_JOBS:
                return True
        elif isinstance(element, Form) or (isinstance(element, Enter) and element.meaning in _OF_JOBS):
            return True
    return False


def is_list_of(elements: Sequence[Element], index: int, line: Line) -> bool:
    """Whether the items of a list follow a line at once, with marks of another shape than its own."""
    following = _line_after(elements, index)
    if following is None or not following.mark.shape or following.mark.shape == line.mark.shape:
        return False
    return following.mark.value <= 1


def stands_alone(elements: Sequence[Element], index: int, line: Line) -> bool:
    """Whether nothing stands under a label in a list: the next item follows, or another label, or nothing."""
    following = _line_after(elements, index)
    return following is None or (bool(line.mark.shape) and following.mark.shape == line.mark.shape)


def with_number(elements: Sequence[Element], index: int, line: Line, items: Items, shapes: Container[str]) -> Line:
    """A line whose number stands before another one, with the number as its mark where the list says that it is one.

    ``2.3年以上经验`` is the second item of a list that has a first one.
    """
    found = _NUMBERED.match(line.text)
    if found is None:
        return line
    shape, value = f"1{found['sign']}", int(found["number"])
    shape = {"1．": "1.", "1）": "1)", "1,": "1、", "1，": "1、"}.get(shape, shape)
    if items.marked:
        is_next = shape == items.last.shape and value == items.last.value + 1
    else:
        following = _line_after(elements, index)
        second = _NUMBERED.match(following.text) if following else None
        is_second = following is not None and following.mark.shape == shape and following.mark.value == value + 1
        is_second = is_second or (second is not None and second["sign"] == found["sign"] and second["number"] == "2")
        is_next = items.is_empty and value == 1 and (is_second or (found["sign"] == "、" and shape in shapes))
    if not is_next:
        return line
    return line._replace(mark=Mark(found.group().strip(), shape, value), text=line.text[found.end() :].strip())


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
            if part.label.meaning not in BEFORE_TITLES:
                return False
    return False


def introduces(elements: Sequence[Element], index: int, line: Line, items: Items) -> bool:
    """Whether a line without a mark heads marked ones: the first of a list, in bold, or short where they begin anew."""
    following = _line_after(elements, index)
    if following is None or not following.mark.shape:
        return False
    if line.text.endswith((":", "：")) and not items.plain:
        return not items.marked or items.goes_on(following.mark)
    if ends(line.text) or len(line.text) > 60:
        return False
    if not line.is_bold:
        is_short = len(line.text) <= 14 or (line.text.isascii() and len(line.text.split()) <= 4)
        begins = following.mark.value == 1 and not items.plain
        return is_short and ((begins and not items.goes_on(following.mark)) or (items.is_empty and looks_like_group(line.text)))
    return items.is_empty or items.goes_on(following.mark) or following.mark.value == 1


def is_another_group(elements: Sequence[Element], index: int, line: Line, under: str, items: Items) -> bool:
    """Whether a label heads one more group of duties, where ``under`` heads one: 福利, after 绩效考核, of human resources."""
    label, is_alone = line.parts[0].label, not line.parts[0].value and not line.text.endswith((":", "："))
    is_word = is_alone and label.meaning == "beside" and is_ordinary(label.written)
    return is_word and bool(under) and meaning_of(under) != "duties" and introduces(elements, index, line, items)


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
