"""What a document is to everything that reads it: blocks in the order of reading, each with its place."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from orgrules.locale import _, pgettext


class Place(NamedTuple):
    """Where in a document something stands; numbers count from 1, and 0 means that the format knows no such thing.

    Texts, Markdown and HTML know lines of the file; PDFs pages and their lines; Word files paragraphs of the body and tables.
    What stands in a table has its row and its column, the one in which a merged cell begins.
    """

    path: str
    line: int = 0
    page: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """The place as people say it: ``page 3, line 12``; empty for the document as a whole."""
        # in a table of a text, Markdown or HTML, the line is the file's; in one of a PDF, the cell's
        is_of_file = bool(self.table and not self.page)
        said = (
            (self.page, _("page {number}")),
            (self.table, _("table {number}")),
            (self.row, _("row {number}")),
            (self.column, _("column {number}")),
            (self.paragraph, _("paragraph {number}")),
            (self.line, pgettext("in a file, beside a table", "line {number}") if is_of_file else _("line {number}")),
        )
        parts = [text.format(number=number) for number, text in said if number]
        return reduce(lambda place, part: _("{place}, {part}").format(place=place, part=part), parts) if parts else ""


class Paragraph(NamedTuple):
    """One paragraph, heading, or item of a list, as one reads it.

    ``text`` has no line break that only the width of the page made; one that the author made begins a paragraph of its own.
    ``number`` is the mark of an automatic list as a reader sees it: ``(1)``, ``1.``, ``一、``, ``•``; a mark that is typed
    stays in the text, for whoever reads the blocks to see. ``level`` is the depth in such a list, from 1, or 0. ``heading``
    is the level of a heading by its style, from 1, or 0. ``is_bold``: all of it is set in bold.
    """

    text: str
    place: Place
    number: str = ""
    level: int = 0
    heading: int = 0
    is_bold: bool = False


class Cell(NamedTuple):
    """One cell of a table; a merged one stands once, where it begins, with the rows and columns that it takes."""

    blocks: tuple[Block, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_header: bool = False


class Table(NamedTuple):
    """A table, row by row; ``is_header`` of a cell is known where the format tells headers from other cells."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


Block = Paragraph | Table


class Note(NamedTuple):
    """What was not read as it stands, and where: a picture, a struck-out text that was left out, a page without text."""

    place: Place
    text: str


class Document(NamedTuple):
    """One document: ``kind`` is its format, ``pages`` how many pages it has where it has some."""

    path: str
    kind: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int = 0
