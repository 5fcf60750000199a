"""Pages of HTML: what a browser shows of one, without running, fetching or following anything.

lxml is used itself, and not through BeautifulSoup, which is not told by lxml on which line of the file an element stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from orgrules.documents.characters import decoded, glue, plain
from orgrules.documents.limits import LIMITS, check_blocks, needs, refuse
from orgrules.documents.markers import BULLETS, TYPES, marker
from orgrules.documents.model import Block, Cell, Document, Note, Paragraph, Place, Table
from orgrules.documents.txt import blocks_of, lines_of
from orgrules.locale import _
from orgrules.text import is_chinese, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What no browser shows, and what is there for those who fill a page in and not for those who read it.
_UNSEEN = frozenset(
    "head script style template noscript datalist button rt rp param source track title meta link base area map col colgroup"
    " optgroup option progress meter".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr"
    " ul caption".split()
)
# elements that libxml2 ends where a paragraph begins in them, as no browser does, and others that say the same
_INSTEAD = {"b": "strong", "s": "del", "strike": "del", "i": "em"}
_ENDED_EARLY = re.compile(r"<(/?)(b|s|strike|i|u|big|small|tt|font)(?=[\s/>])", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_EMBEDDED = frozenset("iframe object embed applet video audio canvas".split())
_BOLD = frozenset(("b", "strong", "th"))
_STRUCK = frozenset(("del", "s", "strike"))
#: Types of an input that show no text of the page.
_WITHOUT_VALUE = frozenset("hidden submit button reset image file password color range".split())
#: Where a style sheet numbers what stands on the page.
_COUNTED = re.compile(r"counters?\s*\(|counter-increment", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?:^|(?<=\}))\s*([^{}@]{1,2000})\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[a-z-]+[^{};]*\{(?:[^{}]|\{[^{}]*\})*\}", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)?", re.IGNORECASE)
_LIST_STYLE = re.compile(r"\"[^\"]*\"|'[^']*'|[a-z-]+\([^)]*\)|[a-z-]+")
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


def read(path: str, content: bytes, encoding: str | None = None) -> Document:
    """A page of HTML.

    Raises:
        SourceError: it is in no known encoding, larger or nested deeper than the limits allow, or frames around other files.
    """
    text, of_bytes = decoded(path, content, encoding, is_page=True)
    blocks, notes = fragment(path, text, 1, count(1))
    return Document(path, "html", tuple(blocks), (*of_bytes, *notes))


def fragment(path: str, text: str, line: int, tables: Iterator[int]) -> tuple[list[Block], list[Note]]:
    """The blocks and notes of a page, or of a part of one that begins on a line of its file; tables take their numbers.

    Raises:
        SourceError: as ``read``.
    """
    root = _parsed(path, text)
    if root is None:
        return [], []
    page = _Page(path, root, line - 1, tables)
    page.go_through(root)
    return page.blocks, page.notes


def _parsed(path: str, text: str) -> _Element | None:
    try:
        from lxml import etree
    except ImportError:
        needs(path, "HTML", "lxml")
    text = _ENDED_EARLY.sub(lambda tag: f"<{tag[1]}{_INSTEAD.get(tag[2].lower(), 'span')}", text.replace("\0", ""))
    # bytes, for lxml refuses texts that state an encoding; huge_tree, for without it all beyond 256 levels is dropped in silence
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root: _Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # there is nothing in it, as some versions say
        return None
    if root is None:
        return None
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > LIMITS.depth:
            refuse(path, _("elements within elements, more than {most} deep").format(most=LIMITS.depth))
    if root.find(".//frameset") is not None:
        refuse(path, _("what this page shows is in other files, which are not read; give those"))
    return root


class _Page:
    """Goes through the elements of a page in their order, and gathers what is seen of it."""

    def __init__(self, path: str, root: _Element, before: int, tables: Iterator[int]) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._path, self._before, self._tables = path, before, tables
        self._line = before + 1
        self._spent = 0
        self._lists: list[_List] = []
        self._sheet = _sheet(root)
        # of the paragraph that is being gathered: its pieces, its line, whether all of it is bold, and the mark before it
        self._pieces: list[str] = []
        self._begin = 0
        self._is_plain = False
        self._mark = ""

    def go_through(self, root: _Element) -> None:
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
        if text := _words(element):
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
        style = self._style(element)
        if tag in _UNSEEN or self._is_left_out(element, tag, style, context):
            if tag in _BLOCKS:
                self._flush(context)
            self._line += bool(self._line) * sum(text.count("\n") for text in element.itertext(with_tail=False))
        elif (read_it := _ALONE.get(tag)) is not None:
            read_it(self, element, context)
        else:
            context = _within(tag, style, context)
            if style.get("mso-list", "").lower() == "ignore":  # the number of a list of Word's, which Word writes into the page
                self._mark = _typed_mark(element)
            elif tag in _BLOCKS or style.get("display") in ("block", "list-item", "flex", "grid", "table"):
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

    def _style(self, element: _Element) -> Mapping[str, str]:
        """What its style attribute says of an element, and the plainest rules of the style sheets in the page."""
        own = element.get("style")
        found = _declared(own) if own else _NOTHING
        if not self._sheet:
            return found
        tag = str(element.tag).lower()
        names = (*(f".{name}" for name in (element.get("class") or "").split()[:20]), f"#{element.get('id')}")
        rules = [self._sheet[key] for key in (tag, *names, *(tag + name for name in names)) if key in self._sheet]
        if not rules:
            return found
        merged: dict[str, str] = {}
        for each in (*rules, found):
            merged |= each
        return merged

    def _is_left_out(self, element: _Element, tag: str, style: Mapping[str, str], context: _Context) -> bool:
        """Whether an element is not for those who read the page; a note says so where it has words."""
        if _is_hidden(element):
            self._left_out(element, _('hidden text is left out: "{text}"'), context)
        elif tag in _STRUCK or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
            self._left_out(element, _('struck-out text is left out: "{text}"'), context)
        elif tag == "nav" or element.get("role") in ("navigation", "search"):
            self._left_out(element, _('navigation is left out: "{text}"'), context)
        elif tag == "footer" and not any(True for _each in element.iterancestors("article", "main", "section", "td", "li")):
            self._left_out(element, _('the foot of the page is left out: "{text}"'), context)
        elif tag == "aside" and _is_of_links(element):
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
        self._break(context)

    def picture(self, element: _Element, context: _Context) -> None:
        alt = plain(element.get("alt") or "")
        if alt:
            self._note(_('a picture is not read: "{text}"').format(text=shown(alt)), context)
        elif element.get("alt") is None:
            self._note(_("a picture is not read"), context)

    def quotation(self, element: _Element, context: _Context) -> None:
        left, right = ("“", "”") if any(map(is_chinese, "".join(element.itertext()))) else ('"', '"')
        self._take(left, context)
        self._inside(element, context)
        self._take(right, context)

    def control(self, element: _Element, context: _Context) -> None:
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._take("☑" if element.get("checked") is not None else "☐", context)
        elif kind not in _WITHOUT_VALUE:
            self._take((element.get("value") or "") + " ", context)

    def choice(self, element: _Element, context: _Context) -> None:
        options = [option for option in element.iter("option") if not _is_hidden(option)]
        chosen = [option for option in options if option.get("selected") is not None]
        if element.get("multiple") is None:
            chosen = chosen[-1:] or options[:1]
        self._take(", ".join(map(_words, chosen)) + " ", context)

    def text_area(self, element: _Element, context: _Context) -> None:
        self._flush(context)
        self._say(element.text, context._replace(breaks=True))
        self._flush(context)

    def preformatted(self, element: _Element, context: _Context) -> None:
        """A text as its author set it, which is read as a plain text is, unless it has more in it than that."""
        self._flush(context)
        if any(child.tag in _BLOCKS for child in element.iterdescendants("*")) or any(context.cell) or context.level:
            self._inside(element, context._replace(breaks=True))
            self._flush(context._replace(breaks=True))
            return
        lines = lines_of("".join(_shown_text(element)), self._line)
        found = blocks_of(self._path, lines, self._tables)
        self._spend(len(found))
        self.blocks += found if self._line else [_without_line(block) for block in found]
        self._line += bool(self._line) * (len(lines) - 1)

    def list_of_items(self, element: _Element, context: _Context) -> None:
        self._flush(context)
        style, is_ordered = self._style(element), element.tag == "ol"
        items = [child for child in element if child.tag == "li" and not _is_hidden(child)]
        is_reversed = is_ordered and element.get("reversed") is not None
        start = _whole(element.get("start"), len(items) if is_reversed else 1) if is_ordered else 1
        depth = len(self._lists)
        by_depth = "decimal" if is_ordered else tuple(BULLETS)[min(depth, 2)]
        self._lists.append(_List(_list_style(element, style) or by_depth, start, -1 if is_reversed else 1))
        self._inside(element, context._replace(level=depth + 1, heading=0))
        self._flush(context._replace(level=depth + 1, heading=0))
        self._lists.pop()

    def item(self, element: _Element, context: _Context) -> None:
        self._flush(context)
        of = self._lists[-1] if self._lists else _List("disc", 1, 1)
        style = self._style(element)
        number = _whole(element.get("value"), of.number)
        of.number = number + of.step
        self._mark = marker(_list_style(element, style) or of.style, number)
        inner = _within("li", style, context._replace(level=max(len(self._lists), 1)))
        self._inside(element, inner)
        self._flush(inner)
        self._mark = ""

    def definitions(self, element: _Element, context: _Context) -> None:
        """Terms and what is said of each: a line of a form where it is one line, else the term with a colon above it."""
        self._flush(context)
        terms: list[Block] = []
        said: list[list[Block]] = []
        for child in _children_of_list(element):
            if child.tag not in ("dt", "dd") or _is_hidden(child):
                self._node(child, context)
                continue
            self._line = self._line_of(child)
            inner = _within(child.tag, self._style(child), context)
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
                if not _is_hidden(child):
                    self._line = self._line_of(child)
                    self._beside_cells(child, context)
            elif child.tag not in ("td", "th"):
                self._node(child, context)
            if not (child.tail or "").isspace():
                self._say(child.tail, context)

    def table(self, element: _Element, context: _Context) -> None:
        self._flush(context)
        line = self._line
        self._beside_cells(element, context)
        self._flush(context)
        rows = [row for row in _rows(element) if not _is_hidden(row.element)]
        cells = [[cell for cell in row.cells() if not _is_hidden(cell)] for row in rows]
        if _is_layout(element, cells):
            for cell in (each for row in cells for each in row):
                self._line = self._line_of(cell)
                self._block(cell, "div", _NOTHING, context)
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
                down = _whole(cell.get("rowspan"), 1)
                down = ends[row.section] - index + 1 if down == 0 else max(1, min(down, ends[row.section] - index + 1))
                across = max(1, min(_whole(cell.get("colspan"), 1), _MOST_COLUMNS))
                self._spend(across)
                taken.update(dict.fromkeys(range(column, column + across), index + down - 1))
                self._line = self._line_of(cell)
                inner = _within(str(cell.tag), self._style(cell), _Context(cell=(number, index, column), is_bold=context.is_bold))
                blocks = tuple(self._captured(cell, inner))
                is_header = cell.tag == "th" or row.is_header
                in_row.append(Cell(blocks, index, column, down, across, is_header))
                column += across
            made.append(tuple(in_row))
        if any(cell.blocks for in_row in made for cell in in_row):
            self.blocks.append(Table(tuple(made), self._place(line, context)._replace(table=number, row=0, column=0)))


_ALONE: Mapping[str, Any] = {
    "br": _Page.line_break,
    "img": _Page.picture,
    "q": _Page.quotation,
    "input": _Page.control,
    "select": _Page.choice,
    "textarea": _Page.text_area,
    "pre": _Page.preformatted,
    "listing": _Page.preformatted,
    "xmp": _Page.preformatted,
    "ol": _Page.list_of_items,
    "ul": _Page.list_of_items,
    "menu": _Page.list_of_items,
    "dir": _Page.list_of_items,
    "li": _Page.item,
    "dl": _Page.definitions,
    "table": _Page.table,
}
_NOTHING: Mapping[str, str] = MappingProxyType({})


class _Row(NamedTuple):
    """A row of a table: its element, which section of the table it is in, and whether that is the head."""

    element: _Element
    section: int
    is_header: bool
    loose: tuple[_Element, ...] = ()  # cells without a row around them

    def cells(self) -> Iterable[_Element]:
        return self.loose or self.element.iterchildren("td", "th")


def _rows(table: _Element) -> Iterator[_Row]:
    section = 0
    loose: list[_Element] = []
    for child in table:
        if loose and child.tag not in ("td", "th"):
            yield _Row(loose[0], section, is_header=False, loose=tuple(loose))
            loose = []
        if child.tag in ("td", "th"):
            loose.append(child)
        elif child.tag == "tr":
            yield _Row(child, section, is_header=False)
        elif child.tag in ("thead", "tbody", "tfoot"):
            section += 1
            for row in child.iterchildren("tr"):
                if not _is_hidden(child):
                    yield _Row(row, section, is_header=child.tag == "thead")
            section += 1
        elif child.tag == "form":
            yield from _rows(child)
    if loose:
        yield _Row(loose[0], section, is_header=False, loose=tuple(loose))


def _is_layout(table: _Element, cells: list[list[_Element]]) -> bool:
    """Whether a table only says where things stand on the page: it has one cell, or holds whole parts of it beside each other."""
    if table.get("role") in ("presentation", "none") or sum(map(len, cells)) == 1:
        return True
    is_line = len(cells) == 1 or all(len(row) == 1 for row in cells)
    return is_line and any(next(cell.iter("h1", "h2", "h3", "table"), None) is not None for row in cells for cell in row)


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


def _is_hidden(element: _Element) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.get("hidden") is not None:
        return True
    own = element.get("style")
    if not own:
        return False
    style = _declared(own)
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")


@lru_cache(maxsize=4096)
def _declared(text: str) -> Mapping[str, str]:
    """The declarations of a style, of which the last of a name holds."""
    found = {}
    for each in text.split(";"):
        name, colon, value = each.partition(":")
        if colon:
            value = value.strip()
            found[name.strip().lower()] = (value if value[:1] in "\"'" else value.lower()).removesuffix("!important").strip()
    return found


def _sheet(root: _Element) -> Mapping[str, Mapping[str, str]]:
    """The rules of style sheets in a page that are about one tag, class or id, as far as they say how text is to be taken.

    What they hide is not among them: pages hide in this way what a click shows.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        text = _AT_RULE.sub("", _COMMENT.sub("", sheet.text or ""))
        for selectors, declarations in _RULE.findall(text):
            rules = {name: value for name, value in _declared(declarations).items() if name in _OF_SHEETS}
            if not rules:
                continue
            for selector in selectors.replace("<!--", "").split(","):
                if (key := selector.strip()) and _SELECTOR.fullmatch(key):
                    tag, dot, name = key.partition(next((each for each in ".#" if each in key), "\0"))
                    found.setdefault(tag.lower() + dot + name, {}).update(rules)
    return found


_OF_SHEETS = frozenset(("list-style", "list-style-type", "font-weight", "text-decoration", "text-decoration-line"))


def _list_style(element: _Element, style: Mapping[str, str]) -> str | None:
    """How an element says that its items are marked."""
    if (named := style.get("list-style-type")) is not None:
        return named
    for word in _LIST_STYLE.finditer(style.get("list-style", "")):
        if word[0] not in ("inside", "outside") and "(" not in word[0]:
            return word[0]
    kind = element.get("type") or ""
    return TYPES.get(kind) or (kind.lower() if kind.lower() in (*BULLETS, "none") else None)


def _typed_mark(element: _Element) -> str:
    """The mark that Word writes before an item: its number, or a sign of a font of signs, which is a bullet."""
    fonts = " ".join(each.get("style") or "" for each in element.iter("*"))
    return "•" if re.search("wingdings|symbol|webdings", fonts, re.IGNORECASE) else _words(element)


def _whole(text: str | None, otherwise: int) -> int:
    """The whole number at the beginning of an attribute, as browsers read one."""
    found = re.match(r"\s*([+-]?[0-9]{1,9})", text or "")
    return int(found[1]) if found else otherwise


def _words(element: _Element) -> str:
    """All text within an element that could be shown, as one line."""
    return plain("".join(_shown_text(element)))


def _shown_text(element: _Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and child.tag not in _STRUCK and not _is_hidden(child):
            space = "\n" if child.tag == "br" else " " * (child.tag in _BLOCKS)
            yield space
            yield from _shown_text(child)
            yield space.strip("\n")
        if child.tail:
            yield child.tail


def _is_of_links(element: _Element) -> bool:
    """Whether most of what an element says leads elsewhere."""
    linked = sum(len(_words(link)) for link in element.iter("a"))
    return linked * 2 > len(_words(element))


def _children_of_list(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag == "div":
            yield from child
        else:
            yield child


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
