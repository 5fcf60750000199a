"""Blocks of a document from its pages: what goes on over the end of a page is put together, and headings get their levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from orgrules.documents.model import Block, Paragraph, Place, Table
from orgrules.documents.pdf.grids import Grid
from orgrules.documents.pdf.lines import Line, leading, margin, set_limits
from orgrules.documents.pdf.margins import without_margins
from orgrules.documents.pdf.paragraphs import goes_on, split, text_of, words_of
from orgrules.documents.pdf.sheets import Contents, Sheet, lines_within
from orgrules.documents.pdf.tables import Ruled, append, finished, goes_on_in, ruled, without_empty_ends

#: By how much larger than the body's the characters of a heading are, how many lines one has at most, and how long one is at
#: most that is only bold, in its characters.
_LARGER, _LINES, _LONGEST = 1.12, 3, 30
#: Up to which share of all characters bold ones tell a heading.
_MOST_BOLD = 0.3
_ENDS = tuple("。；，、.;,")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the whole document where its lines are joined."""

    words: frozenset[str]
    leading: Mapping[float, float]
    contents: Contents


def blocks(path: str, sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """The blocks of all pages, in order."""
    known = Known(
        words_of(line.text for sheet in sheets for line in sheet.lines),
        leading(line for sheet in sheets for line in sheet.lines),
        {at: each for sheet in sheets for at, each in sheet.contents.items()},
    )
    weights = _weights(sheets)
    _without_margins(sheets, known, max(weights, key=lambda style: weights[style])[0])
    headings = _Headings.of(sheets, weights)
    made = _Making(path, known, headings)
    return tuple(block for unit in _units(sheets, known) for block in made.blocks(unit))


def _weights(sheets: Sequence[Sheet]) -> Counter[tuple[float, bool]]:
    """How many characters there are of each size and weight; sizes to a tenth of a point."""
    found: Counter[tuple[float, bool]] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            found[_style(line)] += len(line.text)
    return found or Counter({(10.0, False): 1})


def _without_margins(sheets: Sequence[Sheet], known: Known, size: float) -> None:
    """Take headers and footers off the pages, and tell lines how far they could have gone."""

    def said(each: Line | Grid) -> str:
        return " ".join(line.text for line in lines_within([each], known.contents))

    heights = [sheet.page.height for sheet in sheets]
    gap = max(known.leading.get(size, 1.45 * size) - 1.08 * size, 0.5 * size)
    kept = without_margins([sheet.placed for sheet in sheets], heights, said, size, gap)
    by_width: dict[int, list[Sheet]] = {}
    for sheet, placed in zip(sheets, kept, strict=True):
        sheet.placed = placed
        by_width.setdefault(round(sheet.page.width), []).append(sheet)
    for width, same in by_width.items():
        right = margin([sheet.placed for sheet in same], width)
        columns: set[float] = set()
        for sheet in same:
            columns = set_limits(sheet.placed, right, columns)


def _units(sheets: Sequence[Sheet], known: Known) -> list[list[Line] | Ruled]:
    """Paragraphs, by their lines, and tables, each whole."""
    end = max((each.box[3] for sheet in sheets for each in sheet.placed), default=0.0)
    units: list[list[Line] | Ruled] = []
    for sheet in sheets:
        for index, each in enumerate(sheet.placed):
            last = units[-1] if units else None
            if isinstance(each, Line):
                if isinstance(last, list) and goes_on(last, each, known):
                    last.append(each)
                else:
                    units.append([each])
                continue
            table = ruled(each, known.contents)
            if isinstance(last, Ruled) and not index and goes_on_in(last, table, end - last.last.box[3]):
                append(last, table, known)
            else:
                units.append(table)
    for unit in units:
        if isinstance(unit, Ruled):
            without_empty_ends(unit)
    return units


@dataclass(frozen=True, slots=True)
class _Headings:
    """Which styles head what follows: by the tags of a file where it has them, else by size and weight; level by style."""

    by_tags: bool
    larger: Sequence[tuple[float, bool]] = ()
    is_bold: bool = False

    @classmethod
    def of(cls, sheets: Sequence[Sheet], weights: Counter[tuple[float, bool]]) -> _Headings:
        """The headings of a document: larger styles, the largest first, and bold ones where little else is bold."""
        lines = [each for sheet in sheets for each in sheet.placed if isinstance(each, Line)]
        if any(line.heading for line in lines):
            return cls(True)
        size, is_bold = max(weights, key=lambda style: weights[style])
        bold = sum(count for style, count in weights.items() if style[1])
        larger = {_style(line) for line in lines if line.size >= _LARGER * size}
        return cls(False, sorted(larger, reverse=True), not is_bold and bold <= _MOST_BOLD * weights.total())

    def level(self, lines: Sequence[Line], text: str) -> int:
        """The level of a paragraph as a heading, or 0."""
        if self.by_tags:
            return lines[0].heading
        if len(lines) > _LINES or text.endswith(_ENDS):
            return 0
        style = _style(lines[0])
        if style in self.larger:
            return self.larger.index(style) + 1
        is_short = len(lines) == 1 and len(text) <= _LONGEST * (2 if text.isascii() else 1)
        return len(self.larger) + 1 if self.is_bold and style[1] and is_short else 0


def _style(line: Line) -> tuple[float, bool]:
    return round(line.size, 1), line.is_bold


@dataclass(slots=True)
class _Making:
    """Blocks in the making; counts the tables."""

    path: str
    known: Known
    headings: _Headings
    tables: int = field(default=0)

    def blocks(self, unit: list[Line] | Ruled) -> Iterator[Block]:
        """A paragraph or a table; a box is no table, but what stands in it."""
        if isinstance(unit, list):
            yield self._paragraph(unit)
        elif len(unit.cells) > 1:
            yield self._table(unit)
        else:
            for kind, found in groupby(unit.cells[0].contents, type):
                if kind is Grid:
                    yield from self._inner([each for each in found if isinstance(each, Grid)])
                    continue
                for lines in split((each for each in found if isinstance(each, Line)), self.known):
                    yield self._paragraph(lines)

    def _paragraph(self, lines: list[Line]) -> Paragraph:
        text = text_of(lines, self.known.words)
        return Paragraph(
            text,
            Place(self.path, page=lines[0].page, line=lines[0].number),
            heading=self.headings.level(lines, text),
            is_bold=all(line.is_bold for line in lines),
        )

    def _table(self, table: Ruled) -> Table:
        self.tables += 1
        return finished(table, Place(self.path, page=table.page, table=self.tables), self.known, self._inner)

    def _inner(self, grids: Sequence[Grid]) -> Iterator[Table]:
        """Tables in a cell; one that the end of a page breaks, with its cell, is one."""
        found: list[Ruled] = []
        for grid in grids:
            table = ruled(grid, self.known.contents)
            if found and found[-1].last.page < grid.page and goes_on_in(found[-1], table, 0.0):
                append(found[-1], table, self.known)
            else:
                found.append(table)
        for table in found:
            without_empty_ends(table)
            yield self._table(table)
