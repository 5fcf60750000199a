"""Markdown: CommonMark with tables, struck-out text and boxes to tick, as GitHub has them, and HTML within it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from orgrules.documents.characters import decoded, glue, plain
from orgrules.documents.html import fragment
from orgrules.documents.limits import LIMITS, check_blocks, needs, refuse
from orgrules.documents.lines import begins, ends_item
from orgrules.documents.model import Block, Cell, Document, Note, Paragraph, Place, Table
from orgrules.documents.txt import blocks_of, lines_of
from orgrules.locale import _
from orgrules.text import is_chinese, shown

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_BREAK = re.compile("\r\n|\r|\n")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?:.*\n){0,500}?\1[ \t]*(?:\n|\Z)")
#: Bold that CommonMark does not see, for a colon stands before its end and a character behind it: **岗位：**经理
_LEFT_OVER = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*\*(?!\*)")
_BOX = re.compile(r"\[([ xX])\]\s+")
_TAG = re.compile(r"<(/?)\s*([a-zA-Z][\w-]*)")
_STRUCK = ("del", "s", "strike")
_BOLD = ("b", "strong")
#: Levels of lists, quotes and their like that markdown-it goes into, each of which takes two.
_NESTING = 2 * 40


def read(path: str, content: bytes, encoding: str | None = None) -> Document:
    """A text in Markdown; what stands above it between two lines of ``---`` is about the file, and noted.

    Raises:
        SourceError: it is no text in a known encoding, or larger or nested deeper than the limits allow.
    """
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        needs(path, "Markdown", "markdown-it-py")
    text, notes = decoded(path, content, encoding)
    text = "\n".join(_LINE_BREAK.split(text))
    before = 0
    all_notes = list(notes)
    if matter := _FRONT_MATTER.match(text):
        before = matter[0].count("\n")
        said = plain(" ".join(matter[0].split("\n")[1:-2]))
        if said:
            all_notes.append(
                Note(Place(path, line=1), _('what stands above the text is not read: "{text}"').format(text=shown(said)))
            )
        text = text[matter.end() :]
    _check(path, text, before)
    tokens = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"]).parse(text)
    page = _Page(path, before)
    page.go_through(tokens)
    return Document(path, "markdown", tuple(page.blocks), (*all_notes, *page.notes))


def _check(path: str, text: str, before: int) -> None:
    """Refuse a paragraph on which markdown-it would spend minutes: it looks for the end of a link behind each bracket."""
    line = brackets = 0
    for line, each in enumerate(text.split("\n"), before + 1):
        brackets = brackets + each.count("[") if each.strip() else 0
        if brackets > LIMITS.brackets:
            message = _('more than {most:,} "[" in one paragraph, the most that are read').format(most=LIMITS.brackets)
            refuse(path, message, line)
    if text.count("|") > 4 * LIMITS.blocks or line > 4 * LIMITS.blocks:
        check_blocks(path, LIMITS.blocks + 1)


class _Said(NamedTuple):
    """A line of the text within a paragraph: its words, its line in the file, and whether all of it is bold."""

    text: str
    line: int
    is_bold: bool


class _List:
    def __init__(self, number: int | None, delimiter: str) -> None:
        self.number, self.delimiter = number, delimiter

    def next(self) -> str:
        if self.number is None:
            return "•"
        self.number += 1
        return f"{self.number - 1}{self.delimiter}"


class _Page:
    """Goes through the tokens of a text, and gathers its blocks."""

    def __init__(self, path: str, before: int) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self._path, self._before = path, before
        self._tables = count(1)
        self._lists: list[_List] = []
        self._mark = ""
        self._heading = 0
        self._spent = 0

    def go_through(self, tokens: list[Token]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.level >= _NESTING - 1:
                message = _("lists and quotations within each other, more than {most} deep").format(most=_NESTING // 2 - 1)
                refuse(self._path, message, self._line(token))
            if token.type == "table_open":
                index = self._table(tokens, index)
            else:
                self._one(token)
            index += 1

    def _line(self, token: Token) -> int:
        return self._before + token.map[0] + 1 if token.map else 0

    def _one(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            for said in self._said(token):
                self._add(said.text, said.line, is_bold=said.is_bold)
        elif kind in ("code_block", "fence"):
            lines = lines_of(token.content, self._line(token) + (kind == "fence"))
            self._extend(blocks_of(self._path, lines, self._tables))
        elif kind == "html_block":
            blocks, notes = fragment(self._path, token.content, self._line(token), self._tables)
            self._extend(blocks)
            self.notes += notes
        elif kind == "heading_open":
            self._heading = int(token.tag[1:])
        elif kind == "heading_close":
            self._heading = 0
        elif kind == "ordered_list_open":
            self._lists.append(_List(int(token.attrs.get("start", 1)), token.markup))
        elif kind == "bullet_list_open":
            self._lists.append(_List(None, ""))
        elif kind in ("ordered_list_close", "bullet_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._mark = self._lists[-1].next()
        elif kind == "list_item_close":
            self._mark = ""

    def _add(self, text: str, line: int, *, is_bold: bool) -> None:
        """A line as a paragraph; of an item the first has its mark."""
        if self._lists and self._mark and (box := _BOX.match(text)):
            text = f"{'☐' if box[1] == ' ' else '☑'} {text[box.end() :]}"
        if not text:
            return
        place = Place(self._path, line=line)
        self._extend([Paragraph(text, place, self._mark, len(self._lists), self._heading, is_bold or self._heading > 0)])
        self._mark = ""

    def _extend(self, blocks: list[Block]) -> None:
        self._spent += len(blocks)
        check_blocks(self._path, self._spent)
        self.blocks += blocks

    def _table(self, tokens: list[Token], index: int) -> int:
        """Read a table from its first token; the index of its last."""
        number = next(self._tables)
        place = Place(self._path, line=self._line(tokens[index]), table=number)
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        is_header = False
        while (token := tokens[index]).type != "table_close":
            if token.type == "tr_open":
                cells = []
            elif token.type in ("th_open", "td_open"):
                is_header = token.type == "th_open"
            elif token.type == "inline":
                at = place._replace(row=len(rows) + 1, column=len(cells) + 1)
                self._spent += 1
                blocks = tuple(
                    Paragraph(said.text, at._replace(line=said.line), is_bold=said.is_bold)
                    for said in self._said(token)
                    if said.text
                )
                cells.append(Cell(blocks, at.row, at.column, is_header=is_header))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            index += 1
        check_blocks(self._path, self._spent)
        self.blocks.append(Table(tuple(rows), place))
        return index

    # ------------------------------------------------------------------------------------ text

    def _said(self, token: Token) -> list[_Said]:
        """The text of a block, line by line where its author ends a line, or begins an item of his own."""
        lines: list[_Said] = []
        for said, is_hard in self._lines(token):
            if lines and not is_hard and (self._heading or _goes_on(lines[-1], said)):
                last = lines[-1]
                lines[-1] = _Said(glue(last.text, said.text), last.line, last.is_bold and said.is_bold)
            elif self._heading and lines:
                lines[-1] = lines[-1]._replace(text=glue(lines[-1].text, said.text))
            else:
                lines.append(said)
        return [said for said in lines if said.text]

    def _lines(self, token: Token) -> Iterator[tuple[_Said, bool]]:
        """The lines of a text as they are written, each with whether the author says that the line before ends there."""
        line = self._line(token)
        text, struck = "", ""
        bold = struck_depth = 0
        is_plain = is_hard = False
        for child in token.children or ():
            kind = child.type
            tag = _TAG.match(child.content) if kind == "html_inline" else None
            name = tag[2].lower() if tag else ""
            if kind in ("softbreak", "hardbreak") or name == "br":
                yield _Said(_cleaned(text), line, bool(text.strip()) and not is_plain), is_hard
                text, is_plain, is_hard = "", False, kind != "softbreak"
                line += kind != "html_inline"
            elif kind == "strong_open" or (name in _BOLD and tag and not tag[1]):
                bold += 1
            elif kind == "strong_close" or name in _BOLD:
                bold -= 1
            elif kind == "s_open" or (name in _STRUCK and tag and not tag[1]):
                struck_depth += 1
            elif kind == "s_close" or name in _STRUCK:
                struck_depth -= 1
                if struck_depth <= 0 and plain(struck):
                    message = _('struck-out text is left out: "{text}"').format(text=shown(plain(struck)))
                    self.notes.append(Note(Place(self._path, line=line), message))
                    struck = ""
            elif kind == "image":
                alt = plain(child.content)
                message = _('a picture is not read: "{text}"').format(text=shown(alt)) if alt else _("a picture is not read")
                self.notes.append(Note(Place(self._path, line=line), message))
            elif kind in ("text", "code_inline"):
                if struck_depth > 0:
                    struck += child.content
                else:
                    text += child.content
                    is_plain |= bold <= 0 and bool(child.content.strip())
            elif kind == "html_inline":
                line += child.content.count("\n")
        yield _Said(_cleaned(text), line, bool(text.strip()) and not is_plain), is_hard


def _cleaned(text: str) -> str:
    return _LEFT_OVER.sub(r"\1", plain(text)) if "**" in text else plain(text)


def _goes_on(first: _Said, second: _Said) -> bool:
    """Whether two lines of a paragraph are one sentence to whoever wrote them: nothing of its own begins with the second."""
    if begins(second.text) or ends_item(first.text) or (first.is_bold and not second.is_bold):
        return False
    return not (first.text.endswith(("。", "！", "？")) and is_chinese(first.text[-2:-1]))
