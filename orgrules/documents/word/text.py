"""The text of paragraphs, run by run: what a reader of the printed page sees, and what is left out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from orgrules.documents.word.fields import Field, is_contents, is_table_of_contents, ticked
from orgrules.documents.word.styles import Look, Styles
from orgrules.documents.word.symbols import in_font, symbol
from orgrules.documents.word.xml import Element, all_text, attribute, child, chosen, switch, tag
from orgrules.locale import _
from orgrules.text import shown

#: Where an author began a new line: nothing that a text of a run can hold.
_BREAK = "\n"
#: Elements that stand for one character; a page begins on a new line too.
_MARKS = MappingProxyType({"w:tab": "\t", "w:ptab": "\t", "w:br": _BREAK, "w:cr": _BREAK, "w:noBreakHyphen": "-"})
#: Characters that take no room on a page: they would tell apart texts that look the same.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_HYPHENS = str.maketrans({"\u2011": "-"})

#: What stands around text and is no text.
_AROUND = frozenset(
    {"w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent", "w:ruby", "w:rubyBase"}
)
_DELETED = frozenset({"w:del", "w:moveFrom"})


@dataclass(slots=True)
class Text:
    """What was gathered of one paragraph: its lines, the boxes that float beside it, and what is to be noted."""

    lines: list[list[tuple[str, bool]]] = field(default_factory=lambda: [[]])
    boxes: list[Element | str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        """Take the text of a run, or note that it is left out."""
        if look.is_hidden:
            self.hidden.append(text)
        elif look.is_struck:
            self.struck.append(text)
        else:
            first, *others = text.split(_BREAK)
            self.lines[-1].append((first, look.is_bold))
            self.lines += [[(other, look.is_bold)] for other in others]

    def read(self) -> list[tuple[str, bool]]:
        """The lines that say something, and whether all of a line is bold."""
        lines = []
        for pieces in self.lines:
            text = clean("".join(piece for piece, _is_bold in pieces))
            if text:
                lines.append((text, all(is_bold for piece, is_bold in pieces if piece.strip())))
        return lines

    def told(self) -> Iterator[str]:
        """What is to be noted of the paragraph."""
        for texts, sentence in (
            (self.struck, _('struck-out text is left out: "{text}"')),
            (self.hidden, _('hidden text is left out: "{text}"')),
        ):
            text = clean("".join(texts).replace(_BREAK, " "))
            if text:
                yield sentence.format(text=shown(text))
        yield from dict.fromkeys(self.notes)


def clean(text: str) -> str:
    """A text without characters that take no room, and without space at its ends."""
    return _UNSEEN.sub("", text).translate(_HYPHENS).strip()


class Reader:
    """Gathers the text of paragraphs one after another; fields may go over several.

    ``notes_below`` are the texts of footnotes and endnotes by their kinds and ids.
    """

    def __init__(self, styles: Styles, notes_below: Callable[[str, str], str], unended: Iterable[Element]) -> None:
        self._styles = styles
        self._notes_below = notes_below
        self._unended = set(unended)
        self._fields: list[Field] = []
        self.has_changes = False

    def gather(self, paragraph: Element, into: Text) -> None:
        """Read all of a paragraph."""
        style = self._styles.of_paragraph(child(paragraph, "w:pPr"))
        self._inline(paragraph, style, into)

    def beside(self) -> Reader:
        """A reader of what stands outside of the text that this one is in the midst of: a box beside it."""
        return Reader(self._styles, self._notes_below, self._unended)

    def _inline(self, parent: Element, style: str, into: Text) -> None:
        for each in parent:
            name = tag(each)
            if name == "w:r":
                self._run(each, style, into)
            elif name in _AROUND:
                self.has_changes |= name in ("w:ins", "w:moveTo")
                self._inline(each, style, into)
            elif name in _DELETED:
                self.has_changes = True
            elif name == "w:sdt":
                self._control(each, style, into)
            elif name == "w:fldSimple":
                if is_contents(attribute(each, "instr") or ""):
                    into.notes.append(contents_left_out())
                else:
                    self._inline(each, style, into)
            elif name in ("m:oMath", "m:oMathPara"):
                self._equation(each, into)
            elif name == "mc:AlternateContent":
                branch = chosen(each)
                if branch is not None:
                    self._inline(branch, style, into)
            elif name == "w:subDoc":
                into.notes.append(_("another document that is linked here is not read"))

    def _control(self, control: Element, style: str, into: Text) -> None:
        properties, content = child(control, "w:sdtPr"), child(control, "w:sdtContent")
        if content is None:
            return
        state = ticked(properties)
        if is_table_of_contents(properties):
            into.notes.append(contents_left_out())
        elif state is not None:
            if self._is_shown:
                into.add(state, Look())
        elif switch(properties, "w:showingPlcHdr"):
            into.notes.append(not_filled_in(content))
        else:
            self._inline(content, style, into)

    def _run(self, run: Element, style: str, into: Text) -> None:
        look = self._styles.look(child(run, "w:rPr"), style)
        self._content(run, look, style, into)

    def _content(self, run: Element, look: Look, style: str, into: Text) -> None:
        for each in run:
            name = tag(each)
            if name == "w:t":
                self._add(self._text(each, look, into), look, into)
            elif name in _MARKS:
                self._add(_MARKS[name], look, into)
            elif name == "w:sym":
                self._add(_symbol(each, into), look, into)
            elif name == "w:fldChar":
                self._field(each, look, into)
            elif name == "w:instrText":
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].code += each.text or ""
            elif name in ("w:drawing", "w:pict", "w:object"):
                if self._is_shown and not look.is_hidden:
                    self._graphics(each, into)
            elif name == "w:ruby":
                self._inline(each, style, into)
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._note_below(name, attribute(each, "id") or "", into)
            elif name == "mc:AlternateContent":
                branch = chosen(each)
                if branch is not None:
                    self._content(branch, look, style, into)

    @property
    def _is_shown(self) -> bool:
        return all(each.is_shown for each in self._fields)

    def _add(self, text: str, look: Look, into: Text) -> None:
        if self._is_shown and text:
            into.add(text, look)

    def _text(self, element: Element, look: Look, into: Text) -> str:
        text = (element.text or "").replace("\r", " ").replace("\n", " ")
        if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text = text.strip(" ")
        text, untold = in_font(text, look.font)
        into.notes += [_unknown_symbol(look.font, code) for code in untold]
        return text

    def _field(self, element: Element, look: Look, into: Text) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin" and element not in self._unended:
            one = Field(child(element, "w:ffData"))
            if one.instead is not None:
                self._add(one.instead, look, into)
            self._fields.append(one)
        elif kind == "separate" and self._fields:
            current = self._fields[-1]
            current.has_result = True
            if current.is_contents:
                into.notes.append(contents_left_out())
        elif kind == "end" and self._fields:
            one = self._fields.pop()
            self._add(one.ended(), look, into)
            if one.is_uncomputed and self._is_shown:
                into.notes.append(_("a number that a field computes ({name}) is not read").format(name=one.name))

    def _equation(self, element: Element, into: Text) -> None:
        if self._is_shown:
            text = "".join(each.text or "" for each in element.iter() if tag(each) == "m:t")
            into.notes.append(_('an equation is left out: "{text}"').format(text=shown(text.strip())))

    def _graphics(self, element: Element, into: Text) -> None:
        """Find the text of boxes, and tell of what has none."""
        kinds: set[str] = set()
        self._drawn(element, kinds, into)
        if not kinds.isdisjoint(("o:OLEObject", "w:control")):
            into.notes.append(_("an embedded object is not read"))
        elif "c:chart" in kinds:
            into.notes.append(_("a chart is not read"))
        elif "dgm:relIds" in kinds:
            into.notes.append(_("a diagram (SmartArt) is not read"))
        elif not kinds.isdisjoint(("pic:pic", "v:imagedata")):
            into.notes.append(_("a picture is not read"))

    def _drawn(self, element: Element, kinds: set[str], into: Text) -> None:
        for each in element:
            name = tag(each)
            kinds.add(name)
            if name == "w:txbxContent":
                into.boxes.append(each)
            elif name == "v:textpath":
                into.boxes.append(each.get("string") or "")  # letters as a picture (WordArt), as files had it before 2010
            elif name == "mc:AlternateContent":
                branch = chosen(each)
                if branch is not None:
                    self._drawn(branch, kinds, into)
            else:
                self._drawn(each, kinds, into)

    def _note_below(self, name: str, note: str, into: Text) -> None:
        text = self._notes_below("footnotes" if name == "w:footnoteReference" else "endnotes", note)
        if text and self._is_shown:
            into.notes.append(_('a note at the foot of the page is left out: "{text}"').format(text=shown(clean(text))))


def contents_left_out() -> str:
    """The message about a list of headings and pages."""
    return _("a table of contents is left out")


def not_filled_in(content: Element) -> str:
    """The message about a control that still shows what is to be entered into it."""
    return _('nothing was entered here, the prompt is left out: "{text}"').format(text=shown(all_text(content)))


def _symbol(element: Element, into: Text) -> str:
    font = attribute(element, "font") or ""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    sign = symbol(font, code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if sign is None:
        into.notes.append(_unknown_symbol(font, code))
    return sign or ""


def _unknown_symbol(font: str, code: int) -> str:
    message = _("a character of a symbol font is left out ({font}, {code:04X})")
    return message.format(font=shown(font) or "?", code=code)
