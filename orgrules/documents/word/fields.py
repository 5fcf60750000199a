"""Fields of Word: what stands in them was computed when the file was saved, and is shown in place of how."""

from __future__ import annotations

import re

from orgrules.documents.word.numerals import circled
from orgrules.documents.word.symbols import symbol
from orgrules.documents.word.xml import Element, attribute, child, found, is_on, number, tag, value

TICKED, EMPTY = "☑", "☐"

#: Characters in a ring, as Word makes them in Chinese: ``eq \\o\\ac(○,1)``.
_ENCLOSED = re.compile(r"eq\s*\\o\s*\\ac\s*\(\s*([^,，;]),\s*(.+?)\s*\)", re.IGNORECASE)
_SYMBOL = re.compile(r"symbol\s+(0x[0-9a-f]{1,4}|\d{1,5})\b(?:.*?\\f\s*\"?([^\"\\]+))?", re.IGNORECASE)


class Field:
    """A field that has begun: ``is_shown`` once what was computed follows, and not for what a form keeps elsewhere."""

    def __init__(self, form: Element | None) -> None:
        self.code = ""
        self.has_result = False
        self.instead = _form_text(form)

    @property
    def name(self) -> str:
        """The first word of what the field computes: ``TOC``, ``REF``."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""

    @property
    def is_contents(self) -> bool:
        """Whether it lists the headings of the document."""
        return is_contents(self.code)

    @property
    def is_shown(self) -> bool:
        """Whether what stands here is what the field shows."""
        return self.has_result and self.instead is None and not self.is_contents

    @property
    def is_uncomputed(self) -> bool:
        """Whether it shows a number that no file holds."""
        return not self.has_result and self.name in ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT")

    def ended(self) -> str:
        """What is shown of a field without a result: of some, the code is the text."""
        if self.has_result:
            return ""
        enclosed = _ENCLOSED.search(self.code)
        if enclosed:
            return circled(enclosed[2]) if enclosed[1] in "○〇◯" else enclosed[2]
        named = _SYMBOL.match(self.code.strip())
        if named:
            code = int(named[1], 16 if named[1].lower().startswith("0x") else 10)
            return symbol((named[2] or "").strip(), code) or ""
        return ""


def is_contents(code: str) -> bool:
    """Whether a field of this code lists headings, pictures or words with their pages."""
    return code.split(maxsplit=1)[:1] != [] and code.split(maxsplit=1)[0].upper() in ("TOC", "TOA", "INDEX")


def _form_text(form: Element | None) -> str | None:
    """What a box of an old form shows, which no text of the file says; None for other fields."""
    box = child(form, "w:checkBox")
    if box is not None:
        state = child(box, "w:checked")
        state = child(box, "w:default") if state is None else state
        return TICKED if state is not None and is_on(state) else EMPTY
    choices = child(form, "w:ddList")
    if choices is not None:
        entries = [attribute(each) or "" for each in choices if tag(each) == "w:listEntry"]
        chosen = number(value(choices, "w:result") or value(choices, "w:default"), 0) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return None


def unended(root: Element) -> list[Element]:
    """Where fields begin that never end: what follows would count as their code, to the end of the document."""
    begun: list[Element] = []
    for each in root.iter():
        if tag(each) == "w:fldChar":
            kind = attribute(each, "fldCharType")
            if kind == "begin":
                begun.append(each)
            elif kind == "end" and begun:
                begun.pop()
    return begun


def ticked(properties: Element | None) -> str | None:
    """The state of a content control that is a box to tick; None for other controls."""
    box = child(properties, "w14:checkbox")
    if box is None:
        return None
    state = child(box, "w14:checked")
    if state is None:
        return EMPTY
    names = [text for name, text in state.attrib.items() if str(name).rpartition("}")[2] == "val"]
    return EMPTY if names and str(names[0]).lower() in ("0", "false", "off") else TICKED


def is_table_of_contents(properties: Element | None) -> bool:
    """Whether a content control holds a table of contents as Word inserts it, its title included."""
    return value(found(properties, "w:docPartObj"), "w:docPartGallery") == "Table of Contents"
