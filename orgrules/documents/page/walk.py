"""Goes through the elements of a page, as a browser lays them out, and makes blocks of what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from orgrules.documents.characters import glue, plain
from orgrules.documents.limits import check_blocks
from orgrules.documents.markers import BULLETS, marker
from orgrules.documents.model import Block, Cell, Note, Paragraph, Place, Table
from orgrules.documents.page.elements import (
    BLOCKS,
    STRUCK,
    UNSEEN,
    children_of_list,
    is_hidden,
    is_layout,
    is_of_links,
    list_style,
    rows_of,
    sheet_of,
    shown_text,
    style_of,
    typed_mark,
    whole,
    words_of,
)
from orgrules.documents.txt import blocks_of, lines_of
from orgrules.locale import _
from orgrules.text import is_chinese, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_EMBEDDED = frozenset("iframe object embed applet video audio canvas".split())
_BOLD = frozenset(("b", "strong", "th"))
#: Types of an input that show no text of the page.
_WITHOUT_VALUE = frozenset("hidden submit button reset image file password color range".split())
#: Where a style sheet numbers what stands on the page.
_COUNTED = re.compile(r"counters?\s*\(|counter-increment", re.IGNORECASE)
# a line of the file ends here within a Chinese sentence, which is written without blanks
_BREAK_IN_CHINESE = re.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[ \t\r]*\n\s*(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)
_WORD_LEVEL = re.compile(r"\blevel(\d)\b")
#: The greatest number of a line that libxml2 keeps.
_MOST_LINES = 65_535
_MOST_COLUMNS = 1_000


class _Context(NamedTuple):
    """What holds for the text within an element because of the elements around it."""

    is_bold: bool = False
    breaks: bool = False  # line breaks of the file are shown
    heading: int = 0
    level: int = 0
    cell: tuple[int, int, int] = (0, 0, 0)  # number of the table, row, column


class _List:
    """A list while it is read: how its items are marked, and the number of the next."""

    def __init__(self, style: str, number: int, step: int) -> None:
        self.style, self.number, self.step = style, number, step


class Page:
    """Goes through the elements of a page in their order, and gathers what is seen of it."""

    def __init__(self, path: str, root: _Element, before: int, tables: Iterator[int]) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._path, self._before, self._tables = path, before, tables
        self._line = before + 1
        self._spent = 0
        self._lists: list[_List] = []
        self._sheet = sheet_of(root)
        # of the paragraph that is being gathered: its pieces, its line, whether all of it is bold, and the mark before it
        self._pieces: list[str] = []
        self._begin = 0
        self._is_plain = False
        self._mark = ""

    def go_through(self, root: _Element) -> None:
        """Gather the blocks and notes of a page."""
        if any(_COUNTED.search(style.text or "") for style in root.iter("style")):
            self.notes.append(Note(Place(self._path), _("numbers that a style sheet of the page writes are not read")))
        self._node(root, _Context())
        self._flush(_Context())

    # ------------------------------------------------------------------------------------ text

    def _place(self, line: int, context: _Context) -> Place:
        table, row, column = context.cell
        return Place(self._path, line=line, table=table, row=row, column=column)

    def _say(self, text: str | None, context: _Context) -> None:
        """Take text into the paragraph; where the breaks of lines are shown, they end it."""
        if not text:
            return
        if context.breaks and "\n" in text:
            first, *others = text.split("\n")
            self._take(first, context)
            for line in others:
                self._break(context)
                self._line += bool(self._line)
                self._take(line, context)
            return
        self._take(text, context)
        if self._line:
            self._line += text.count("\n")

    def _take(self, text: str, context: _Context) -> None:
        if text and not text.isspace():
            if not self._begin:
                self._begin = self._line + text[: len(text) - len(text.lstrip())].count("\n") if self._line else 0
            self._is_plain |= not context.is_bold
        self._pieces.append(text)

    def _break(self, context: _Context) -> None:
        """End a line that the author ends; a heading is one whatever its lines."""
        if context.heading:
            self._pieces.append(" ")
        else:
            self._flush(context)

    def _flush(self, context: _Context) -> None:
        """Make a paragraph of the text so far."""
        text = plain(_BREAK_IN_CHINESE.sub("", "".join(self._pieces))) if self._pieces else ""
        if text:
            place = self._place(self._begin, context)
            self._spend(1)
            self.blocks.append(Paragraph(text, place, self._mark, context.level, context.heading, not self._is_plain))
            self._mark = ""
        self._pieces, self._begin, self._is_plain = [], 0, False

    def _spend(self, number: int) -> None:
        self._spent += number
        check_blocks(self._path, self._spent)

    def _note(self, message: str, context: _Context) -> None:
        self.notes.append(Note(self._place(self._line, context), message))

    def _left_out(self, element: _Element, message: str, context: _Context) -> None:
        """Note the words of what is left out, where it has some."""
        if text := words_of(element):
            self._note(message.format(text=shown(text)), context)

    def _captured(self, element: _Element, context: _Context) -> list[Block]:
        """The blocks within an element, apart from those around it."""
        outer, self.blocks = self.blocks, []
        lists, self._lists, mark, self._mark = self._lists, [], self._mark, ""
        self._inside(element, context)
        self._flush(context)
        self.blocks, captured = outer, self.blocks
        self._lists, self._mark = lists, mark
        return captured

    # ------------------------------------------------------------------------------------ elements

    def _inside(self, element: _Element, context: _Context) -> None:
        self._say(element.text, context)
        for child in element:
            self._node(child, context)
            self._say(child.tail, context)

    def _node(self, element: _Element, context: _Context) -> None:
        """One element with all that is in it."""
        if not isinstance(element.tag, str):  # a comment
            self._line += bool(self._line) * (element.text or "").count("\n")
            return
        self._line = self._line_of(element)
        tag = element.tag.lower()
        style = style_of(element, self._sheet)
        if tag in UNSEEN or self._is_left_out(element, tag, style, context):
            if tag in BLOCKS:
                self._flush(context)
            self._line += bool(self._line) * sum(text.count("\n") for text in element.itertext(with_tail=False))
        elif (read_it := _ALONE.get(tag)) is not None:
            read_it(self, element, context)
        else:
            context = _within(tag, style, context)
            if style.get("mso-list", "").lower() == "ignore":  # the number of a list of Word's, which Word writes into the page
                self._mark = typed_mark(element)
            elif tag in BLOCKS or style.get("display") in ("block", "list-item", "flex", "grid", "table"):
                self._block(element, tag, style, context)
            else:
                self._inside(element, context)

    def _block(self, element: _Element, tag: str, style: Mapping[str, str], context: _Context) -> None:
        outer = context._replace(heading=0) if tag in _HEADINGS else context
        self._flush(outer)
        if (found := _WORD_LEVEL.search(style.get("mso-list", ""))) is not None:
            context = context._replace(level=int(found[1]))
        self._inside(element, context)
        self._flush(context)

    def _line_of(self, element: _Element) -> int:
        """The line on which an element begins to say something; 0 where its number is greater than libxml2 keeps."""
        line = element.sourceline or 0
        return 0 if line >= _MOST_LINES or (not self._line and line) else line + self._before if line else self._line

    def _is_left_out(self, element: _Element, tag: str, style: Mapping[str, str], context: _Context) -> bool:
        """Whether an element is not for those who read the page; a note says so where it has words."""
        if is_hidden(element):
            self._left_out(element, _('hidden text is left out: "{text}"'), context)
        elif tag in STRUCK or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
            self._left_out(element, _('struck-out text is left out: "{text}"'), context)
        elif tag == "nav" or element.get("role") in ("navigation", "search"):
            self._left_out(element, _('navigation is left out: "{text}"'), context)
        elif tag == "footer" and not any(True for _each in element.iterancestors("article", "main", "section", "td", "li")):
            self._left_out(element, _('the foot of the page is left out: "{text}"'), context)
        elif tag == "aside" and is_of_links(element):
            self._left_out(element, _('navigation is left out: "{text}"'), context)
        elif tag == "dialog" and element.get("open") is None:
            self._left_out(element, _('hidden text is left out: "{text}"'), context)
        elif tag == "svg":
            self._left_out(element, _('a drawing is not read: "{text}"'), context)
        elif tag in _EMBEDDED:
            self._note(_("something that is embedded in the page is not read"), context)
        else:
            return False
        return True

    # ------------------------------------------------------------------------------------ elements of their own kind

    def line_break(self, _element: _Element, context: _Context) -> None:
        """A line break that the author made."""
        self._break(context)

    def picture(self, element: _Element, context: _Context) -> None:
        """A picture, of which the text that stands for it is noted."""
        alt = plain(element.get("alt") or "")
        if alt:
            self._note(_('a picture is not read: "{text}"').format(text=shown(alt)), context)
        elif element.get("alt") is None:
            self._note(_("a picture is not read"), context)

    def quotation(self, element: _Element, context: _Context) -> None:
        """A quotation in its marks."""
        left, right = ("“", "”") if any(map(is_chinese, "".join(element.itertext()))) else ('"', '"')
        self._take(left, context)
        self._inside(element, context)
        self._take(right, context)

    def control(self, element: _Element, context: _Context) -> None:
        """A box or a field of a form, with what is in it."""
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._take("☑" if element.get("checked") is not None else "☐", context)
        elif kind not in _WITHOUT_VALUE:
            self._take((element.get("value") or "") + " ", context)

    def choice(self, element: _Element, context: _Context) -> None:
        """What is chosen of a list."""
        options = [option for option in element.iter("option") if not is_hidden(option)]
        chosen = [option for option in options if option.get("selected") is not None]
        if element.get("multiple") is None:
            chosen = chosen[-1:] or options[:1]
        self._take(", ".join(map(words_of, chosen)) + " ", context)

    def text_area(self, element: _Element, context: _Context) -> None:
        """The text of a field of several lines."""
        self._flush(context)
        self._say(element.text, context._replace(breaks=True))
        self._flush(context)

    def preformatted(self, element: _Element, context: _Context) -> None:
        """A text as its author set it, which is read as a plain text is, unless it has more in it than that."""
        self._flush(context)
        if any(child.tag in BLOCKS for child in element.iterdescendants("*")) or any(context.cell) or context.level:
            self._inside(element, context._replace(breaks=True))
            self._flush(context._replace(breaks=True))
            return
        lines = lines_of("".join(shown_text(element)), self._line)
        found = blocks_of(self._path, lines, self._tables)
        self._spend(len(found))
        self.blocks += found if self._line else [_without_line(block) for block in found]
        self._line += bool(self._line) * (len(lines) - 1)

    def list_of_items(self, element: _Element, context: _Context) -> None:
        """A list; its items are marked as browsers mark them."""
        self._flush(context)
        style, is_ordered = style_of(element, self._sheet), element.tag == "ol"
        items = [child for child in element if child.tag == "li" and not is_hidden(child)]
        is_reversed = is_ordered and element.get("reversed") is not None
        start = whole(element.get("start"), len(items) if is_reversed else 1) if is_ordered else 1
        depth = len(self._lists)
        by_depth = "decimal" if is_ordered else tuple(BULLETS)[min(depth, 2)]
        self._lists.append(_List(list_style(element, style) or by_depth, start, -1 if is_reversed else 1))
        self._inside(element, context._replace(level=depth + 1, heading=0))
        self._flush(context._replace(level=depth + 1, heading=0))
        self._lists.pop()

    def item(self, element: _Element, context: _Context) -> None:
        """An item of a list."""
        self._flush(context)
        of = self._lists[-1] if self._lists else _List("disc", 1, 1)
        style = style_of(element, self._sheet)
        number = whole(element.get("value"), of.number)
        of.number = number + of.step
        self._mark = marker(list_style(element, style) or of.style, number)
        inner = _within("li", style, context._replace(level=max(len(self._lists), 1)))
        self._inside(element, inner)
        self._flush(inner)
        self._mark = ""

    def definitions(self, element: _Element, context: _Context) -> None:
        """Terms and what is said of each: a line of a form where it is one line, else the term with a colon above it."""
        self._flush(context)
        terms: list[Block] = []
        said: list[list[Block]] = []
        for child in children_of_list(element):
            if child.tag not in ("dt", "dd") or is_hidden(child):
                self._node(child, context)
                continue
            self._line = self._line_of(child)
            inner = _within(child.tag, style_of(child, self._sheet), context)
            if child.tag == "dd":
                said.append(self._captured(child, inner))
                continue
            if said:
                self.blocks += _as_form(terms, said)
                terms, said = [], []
            terms += self._captured(child, inner)
        self.blocks += _as_form(terms, said)

    def _beside_cells(self, element: _Element, context: _Context) -> None:
        """What stands in a table and in none of its cells, which browsers show above it: the caption, and what is misplaced."""
        if not (element.text or "").isspace():
            self._say(element.text, context)
        for child in element:
            if child.tag in ("thead", "tbody", "tfoot", "tr", "form"):
                if not is_hidden(child):
                    self._line = self._line_of(child)
                    self._beside_cells(child, context)
            elif child.tag not in ("td", "th"):
                self._node(child, context)
            if not (child.tail or "").isspace():
                self._say(child.tail, context)

    def table(self, element: _Element, context: _Context) -> None:
        """A table, or what a table only lays out."""
        self._flush(context)
        line = self._line
        self._beside_cells(element, context)
        self._flush(context)
        rows = [row for row in rows_of(element) if not is_hidden(row.element)]
        cells = [[cell for cell in row.cells() if not is_hidden(cell)] for row in rows]
        if is_layout(element, cells):
            for cell in (each for row in cells for each in row):
                self._line = self._line_of(cell)
                self._block(cell, "div", {}, context)
            return
        number = next(self._tables)
        self._mark = ""
        ends = {row.section: index for index, row in enumerate(rows, 1)}  # the number of the last row of each section
        taken: dict[int, int] = {}  # by column: the last row that a cell reaches down to
        made = []
        for index, (row, elements) in enumerate(zip(rows, cells, strict=True), 1):
            column, in_row = 1, []
            for cell in elements:
                while taken.get(column, 0) >= index:
                    column += 1
                down = whole(cell.get("rowspan"), 1)
                down = ends[row.section] - index + 1 if down == 0 else max(1, min(down, ends[row.section] - index + 1))
                across = max(1, min(whole(cell.get("colspan"), 1), _MOST_COLUMNS))
                self._spend(across)
                taken.update(dict.fromkeys(range(column, column + across), index + down - 1))
                self._line = self._line_of(cell)
                inner = _within(
                    str(cell.tag), style_of(cell, self._sheet), _Context(cell=(number, index, column), is_bold=context.is_bold)
                )
                blocks = tuple(self._captured(cell, inner))
                is_header = cell.tag == "th" or row.is_header
                in_row.append(Cell(blocks, index, column, down, across, is_header))
                column += across
            made.append(tuple(in_row))
        if any(cell.blocks for in_row in made for cell in in_row):
            self.blocks.append(Table(tuple(made), self._place(line, context)._replace(table=number, row=0, column=0)))


_ALONE: Mapping[str, Any] = {
    "br": Page.line_break,
    "img": Page.picture,
    "q": Page.quotation,
    "input": Page.control,
    "select": Page.choice,
    "textarea": Page.text_area,
    "pre": Page.preformatted,
    "listing": Page.preformatted,
    "xmp": Page.preformatted,
    "ol": Page.list_of_items,
    "ul": Page.list_of_items,
    "menu": Page.list_of_items,
    "dir": Page.list_of_items,
    "li": Page.item,
    "dl": Page.definitions,
    "table": Page.table,
}


def _within(tag: str, style: Mapping[str, str], context: _Context) -> _Context:
    """What holds within an element."""
    weight = style.get("font-weight", "")
    if weight:
        context = context._replace(is_bold=weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:5]) >= 600))
    elif tag in _BOLD:
        context = context._replace(is_bold=True)
    if tag in _HEADINGS:
        context = context._replace(heading=_HEADINGS[tag], is_bold=context.is_bold or not weight)
    if (white_space := style.get("white-space")) is not None:
        context = context._replace(breaks=white_space.startswith(("pre", "break-spaces")))
    return context


def _as_form(terms: list[Block], said: list[list[Block]]) -> list[Block]:
    """Terms with what is said of them, as a form has it."""
    if not terms or not said:
        return [*terms, *(block for each in said for block in each)]
    *first, last = terms
    if not isinstance(last, Paragraph):
        return [*terms, *(block for each in said for block in each)]
    colon = "" if last.text.endswith((":", "：")) else "：" if any(map(is_chinese, last.text)) else ":"
    label = last._replace(text=last.text + colon)
    blocks = [block for each in said for block in each]
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].number and not blocks[0].heading:
        return [*first, label._replace(text=glue(label.text, blocks[0].text), is_bold=label.is_bold and blocks[0].is_bold)]
    return [*first, label, *blocks]


def _without_line(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(place=block.place._replace(line=0))
    rows = tuple(tuple(cell._replace(blocks=tuple(map(_without_line, cell.blocks))) for cell in row) for row in block.rows)
    return block._replace(rows=rows, place=block.place._replace(line=0))
