"""The blocks of a Word file: paragraphs with their numbers, and tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orgrules.documents.model import Block, Cell, Note, Paragraph, Place, Table
from orgrules.documents.word.fields import is_table_of_contents
from orgrules.documents.word.grid import laid_out
from orgrules.documents.word.numbering import MOST_LEVELS, Numbering
from orgrules.documents.word.styles import Facts, Styles, level_of_outline
from orgrules.documents.word.text import Reader, Text, clean, contents_left_out, not_filled_in
from orgrules.documents.word.xml import Element, all_text, attribute, child, chosen, found, number, switch, tag, value
from orgrules.locale import _
from orgrules.text import shown

_AROUND = frozenset({"w:customXml", "w:ins", "w:moveTo", "w:sdtContent", "w:smartTag"})
_DELETED = frozenset({"w:del", "w:moveFrom"})


@dataclass(slots=True)
class _Spot:
    """Where reading is: paragraphs count in the body, those of a cell in the cell, and those of a box not at all."""

    place: Place
    counts: bool = True

    def advance(self) -> None:
        """Go to the next paragraph."""
        if self.counts:
            self.place = self.place._replace(paragraph=self.place.paragraph + 1)


class Body:
    """Reads blocks in the order of the file, in which lists count."""

    def __init__(self, path: str, styles: Styles, numbering: Numbering, reader: Reader) -> None:
        self._path = path
        self._styles = styles
        self._numbering = numbering
        self._reader = reader
        self._tables = 0
        self._is_in_contents = False
        self._lacks_lists = False
        self._has_changes = False
        self.notes: list[Note] = []

    @property
    def has_changes(self) -> bool:
        """Whether the file keeps track of changes."""
        return self._has_changes or self._reader.has_changes

    def read(self, body: Element) -> tuple[Block, ...]:
        """All blocks of the document."""
        return tuple(self._blocks(body, _Spot(Place(self._path))))

    def _blocks(self, parent: Element, spot: _Spot) -> list[Block]:
        blocks: list[Block] = []
        text: Text | None = None
        last: Element | None = None
        for each in self._within(parent, frozenset({"w:p", "w:tbl", "w:altChunk", "m:oMathPara"}), spot):
            name = tag(each)
            if name == "w:p":
                if text is None:
                    spot.advance()
                    text = Text()
                last = each
                self._reader.gather(each, text)
                if self._is_joined(each):
                    continue
                blocks += self._ended(text, each, spot)
            else:
                if text is not None and last is not None:
                    blocks += self._ended(text, last, spot, is_joined=True)
                blocks += self._other(each, name, spot)
            text = None
        if text is not None and last is not None:
            blocks += self._ended(text, last, spot, is_joined=True)
        return blocks

    def _within(self, parent: Element, wanted: frozenset[str], spot: _Spot) -> Iterator[Element]:
        """Children of some kinds, also those within content controls and the like, without those that were deleted."""
        for each in parent:
            name = tag(each)
            if name in wanted:
                yield each
            elif name in _AROUND:
                self._has_changes |= name in ("w:ins", "w:moveTo")
                yield from self._within(each, wanted, spot)
            elif name in _DELETED:
                self._has_changes = True
            elif name == "w:sdt":
                properties, content = child(each, "w:sdtPr"), child(each, "w:sdtContent")
                if content is None:
                    continue
                sentence = ""
                if is_table_of_contents(properties):
                    sentence = contents_left_out()
                elif switch(properties, "w:showingPlcHdr") and "w:p" in wanted:
                    sentence = not_filled_in(content)
                if sentence:
                    self._left_out(content, sentence, spot)
                else:
                    yield from self._within(content, wanted, spot)
            elif name == "mc:AlternateContent":
                branch = chosen(each)
                if branch is not None:
                    yield from self._within(branch, wanted, spot)

    def _left_out(self, content: Element, sentence: str, spot: _Spot) -> None:
        """Note that a control is left out; its paragraphs count, people see them."""
        first = replace(spot)
        first.advance()
        self._note(first, sentence)
        for each in content:
            if tag(each) == "w:p":
                spot.advance()

    def _is_joined(self, paragraph: Element) -> bool:
        """Whether the end of a paragraph was deleted or is hidden, or it is but a large first letter: it goes on in the next one.

        An end that is hidden so that a heading and text share a line (``specVanish``) ends all the same: it is a heading.
        """
        properties = child(paragraph, "w:pPr")
        mark = child(properties, "w:rPr")
        if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
            self._has_changes = True
            return True
        if attribute(child(properties, "w:framePr"), "dropCap") in ("drop", "margin"):
            return True
        is_hidden = self._styles.look(mark, self._styles.of_paragraph(properties)).is_hidden
        return is_hidden and not switch(mark, "w:specVanish")

    def _other(self, element: Element, name: str, spot: _Spot) -> list[Block]:
        if name == "w:tbl":
            self._is_in_contents = False
            table = self._table(element, spot)
            return [table] if table else []
        if name == "w:altChunk":
            self._note(spot, _("a file that is embedded here as text is not read; open the document and save it again"))
        else:
            text = "".join(each.text or "" for each in element.iter() if tag(each) == "m:t")
            self._note(spot, _('an equation is left out: "{text}"').format(text=shown(text.strip())))
        return []

    def _ended(self, text: Text, paragraph: Element, spot: _Spot, *, is_joined: bool = False) -> list[Block]:
        """The blocks of a paragraph that is complete: its lines, and then the boxes beside it."""
        properties = child(paragraph, "w:pPr")
        style = self._styles.of_paragraph(properties)
        facts = self._styles.facts(style)
        lines = text.read()
        blocks: list[Block] = []
        if facts.is_contents:
            if lines and not self._is_in_contents:
                self._note(spot, contents_left_out())
            self._is_in_contents = self._is_in_contents or bool(lines)
            lines = []
        elif lines:
            self._is_in_contents = False
        mark, level = ("", 0) if is_joined and not lines else self._number(properties, style, facts, spot)
        outline = number(value(properties, "w:outlineLvl"))
        heading = facts.heading if outline is None else level_of_outline(outline)
        for line, is_bold in lines:
            blocks.append(Paragraph(line, spot.place, mark, level, heading, is_bold))
            mark = ""
        for sentence in text.told():
            self._note(spot, sentence)
        for box in text.boxes:
            blocks += self._box(box, spot)
        return blocks

    def _number(self, properties: Element | None, style: str, facts: Facts, spot: _Spot) -> tuple[str, int]:
        """The number of a paragraph and its depth; its own list goes before that of its style."""
        asked = child(properties, "w:numPr")
        list_id, level = number(value(asked, "w:numId")), number(value(asked, "w:ilvl"))
        if list_id is None:
            listed = facts.listed
            if listed is None:
                return "", 0
            list_id = listed.list
            level = self._numbering.level_of(list_id, listed.style) if level is None else level
            level = listed.level if level is None else level
        elif level is None:
            level = self._numbering.level_of(list_id, style)
        if list_id == 0:
            return "", 0
        if not self._numbering.knows(list_id):
            if not self._lacks_lists:
                self._lacks_lists = True
                self._note(spot, _("automatic numbers are missing from here on: the file does not say how its lists count"))
            return "", 0
        level = min(max(level or 0, 0), MOST_LEVELS - 1)
        return self._numbering.next(list_id, level), level + 1 if level else facts.depth

    def _box(self, box: Element | str, spot: _Spot) -> list[Block]:
        """What stands in a box beside the text; its place is that of the paragraph that the box belongs to."""
        if isinstance(box, str):
            text = clean(box)
            return [Paragraph(text, spot.place)] if text else []
        outside, self._reader = self._reader, self._reader.beside()
        blocks = self._blocks(box, replace(spot, counts=False))
        self._has_changes |= self._reader.has_changes
        self._reader = outside
        return blocks

    def _table(self, element: Element, spot: _Spot) -> Table | None:
        rows = [row for row in self._within(element, frozenset({"w:tr"}), spot) if not self._is_left_out(row, spot)]
        if not rows:
            return None
        self._tables += 1
        place = Place(self._path, table=self._tables)
        headers = _headers(rows)
        read = []
        for index, cells in enumerate(laid_out((row, self._cells(row, spot)) for row in rows)):
            row = []
            for cell in cells:
                inside = _Spot(place._replace(row=index + 1, column=cell.column))
                blocks = tuple(self._cell(cell.element, inside))
                row.append(Cell(blocks, index + 1, cell.column, cell.rows, cell.columns, index < headers))
            read.append(tuple(row))
        return Table(tuple(read), place)

    def _cells(self, row: Element, spot: _Spot) -> list[Element]:
        return [cell for cell in self._within(row, frozenset({"w:tc"}), spot) if found(cell, "w:tcPr", "w:cellDel") is None]

    def _cell(self, cell: Element, spot: _Spot) -> list[Block]:
        around = cell.getparent()
        control = around.getparent() if around is not None and tag(around) == "w:sdtContent" else None
        if switch(child(control, "w:sdtPr"), "w:showingPlcHdr"):
            self._note(spot, not_filled_in(cell))
            return []
        return self._blocks(cell, spot)

    def _is_left_out(self, row: Element, spot: _Spot) -> bool:
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            self._has_changes = True
            return True
        if switch(properties, "w:hidden"):
            self._note(spot, _('a hidden row is left out: "{text}"').format(text=shown(all_text(row))))
            return True
        self._has_changes |= child(properties, "w:ins") is not None
        return False

    def _note(self, spot: _Spot, sentence: str) -> None:
        self.notes.append(Note(spot.place, sentence))


def _headers(rows: list[Element]) -> int:
    """How many rows are repeated on each page: those at the top that say so."""
    count = 0
    while count < len(rows) and switch(child(rows[count], "w:trPr"), "w:tblHeader"):
        count += 1
    return count
