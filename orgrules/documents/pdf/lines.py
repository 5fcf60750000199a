"""Lines as one reads them: characters side by side, in the order of reading, column after column."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from orgrules.documents.pdf.drawings import Box
from orgrules.documents.pdf.marks import mark_of, with_readable_bullets
from orgrules.documents.pdf.pages import Glyph

#: A gap in a line, in sizes of its characters, from which on both sides are apart: stops of a tabulator, columns.
_GAP = 1.2
#: How much room beside a Chinese character is a blank, in sizes, where a file has none there: programs put up to a quarter of a
#: size between Chinese and Latin characters; but Chromium writes no blanks, and room is all that tells of them.
TABULATED, UNWRITTEN = 0.9, 0.215
#: How far two baselines of one line are apart at most, in sizes: a raised number stands in its line.
_RAISED = 0.35
#: Two columns that a file writes row by row: how many rows have both, and how full they are.
_ROWS, _FULL = 4, 0.7
#: How far to the right lines end that were wrapped, of where they would end if both margins of the page were the same.
_BROAD = 0.7
#: In how many parts that are not written downwards a page is put in order; one with more is no text.
_MOST_CHUNKS = 1_000
#: How many things beside a line are looked at; no page has more in one row.
_MOST_BESIDE = 200

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\U00020000-\U0003ffff]")
#: What begins no line, and stays with the character before it; what ends none.
_CLOSING = frozenset("，。、；：！？）】》〉」』”’…,.;:!?)]}％%")
_OPENING = frozenset("（【《〈「『“‘([{")


def is_wide(letter: str) -> bool:
    """Whether a line may be broken before and after a character: Chinese ones, and their punctuation."""
    return bool(_WIDE.match(letter))


class Placed(Protocol):
    """What has a place on a page, and one among what the file writes."""

    order: int

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""


P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class Line:
    """One line. ``after_mark`` is where its text begins after the mark of an item; ``first_word`` how wide its first word is.

    ``limit`` is how far to the right a line could have gone at its place, ``number`` which line of its page it is.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    order: int
    page: int = 0
    after_mark: float = 0.0
    first_word: float = 0.0
    is_bold: bool = False
    begins_bold: bool = False
    ends_bold: bool = False
    heading: int = 0
    is_header: bool = False
    limit: float = 0.0
    number: int = 0

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


def lines_of(glyphs: Sequence[tuple[int, Glyph]], page: int, least: float = TABULATED) -> list[Line]:
    """Characters, each with its place in the file, as lines: still in the order of the file, and parts of a line apart.

    ``least`` is how much room beside a Chinese character is a blank, in sizes, where none is in the file.
    """
    pieces: list[list[tuple[int, Glyph]]] = []
    for order, glyph in glyphs:
        if pieces:
            last = pieces[-1][-1][1]
            size = max(last.size, glyph.size)
            if abs(glyph.baseline - last.baseline) <= _RAISED * size and -0.6 * size <= glyph.left - last.right <= _GAP * size:
                pieces[-1].append((order, glyph))
                continue
        pieces.append([(order, glyph)])
    lines = (_line(piece, page, least) for piece in pieces)
    return [line for line in lines if line.text]


def _line(piece: list[tuple[int, Glyph]], page: int, least: float) -> Line:
    glyphs = [glyph for _, glyph in piece]
    sizes = Counter(glyph.size for glyph in glyphs)
    size = max(sizes, key=lambda each: (sizes[each], each))
    text = glyphs[0].text
    for one, other in pairwise(glyphs):
        text += " " + other.text if _blank(text, one, other, least) else other.text
    text = with_readable_bullets(text)
    baseline = next(glyph.baseline for glyph in glyphs if glyph.size == size)
    return Line(
        text=text.replace("\xad", "") + ("\xad" if text.endswith("\xad") else ""),
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        top=baseline - 0.88 * size,
        bottom=baseline + 0.2 * size,
        baseline=baseline,
        size=size,
        order=piece[0][0],
        page=page,
        after_mark=_after_mark(glyphs, text),
        first_word=_first_word(glyphs),
        is_bold=all(glyph.is_bold for glyph in glyphs if glyph.text.isalnum()) and any(glyph.is_bold for glyph in glyphs),
        begins_bold=glyphs[0].is_bold,
        ends_bold=glyphs[-1].is_bold,
        heading=max(glyph.heading for glyph in glyphs),
        is_header=all(glyph.is_header for glyph in glyphs),
    )


def turned_line(glyphs: Sequence[Glyph], page: int) -> Line:
    """What is written up or down in one cell, as one line."""
    text = "".join(" " * (glyph.after_blank and index > 0) + glyph.text for index, glyph in enumerate(glyphs))
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    down = [glyph.middle[1] for glyph in glyphs]
    is_bold = all(glyph.is_bold for glyph in glyphs)
    size = glyphs[0].size
    line = Line(text, left, right, min(down), max(down), max(down), size, order=1, page=page, after_mark=left, is_bold=is_bold)
    line.begins_bold = line.ends_bold = is_bold
    return line


def _blank(text: str, one: Glyph, other: Glyph, least: float) -> bool:
    """Whether a blank is between a text, or its last character, and the next.

    Programs leave room around Chinese characters where none was typed; after the mark of an item it is one.
    """
    if not other.after_blank or other.is_typed or not (is_wide(one.text) or is_wide(other.text)):
        return other.after_blank
    return other.left - one.right > least * other.size or (len(text) < 6 and mark_of(text) == text)


def _after_mark(glyphs: list[Glyph], text: str) -> float:
    taken = len("".join(mark_of(text).split()))
    return glyphs[taken].left if 0 < taken < len(glyphs) else glyphs[0].left


def _first_word(glyphs: list[Glyph]) -> float:
    """How much room the shortest beginning takes that may stand alone at the end of the line before."""
    for index in range(1, len(glyphs)):
        before, here = glyphs[index - 1].text, glyphs[index].text
        if here in _CLOSING or before in _OPENING:
            continue
        if glyphs[index].after_blank or is_wide(before) or is_wide(here):
            return glyphs[index - 1].right - glyphs[0].left
    return glyphs[-1].right - glyphs[0].left


def with_dots(glyphs: Sequence[Glyph], dots: Iterable[Box]) -> list[Glyph]:
    """Characters with the bullets that are drawn, each before the first character to its right."""
    before: dict[int, Glyph] = {}
    for left, top, right, bottom in dots:
        middle = (top + bottom) / 2
        near = [
            (glyph.left - right, index)
            for index, glyph in enumerate(glyphs)
            if 0 <= glyph.left - right <= 3 * glyph.size and abs(glyph.middle[1] - middle) <= 0.4 * glyph.size
        ]
        if near:
            _, index = min(near)
            beside = [glyph for glyph in glyphs[max(index - 1, 0) : index] if abs(glyph.baseline - glyphs[index].baseline) < 1]
            if not beside or beside[0].right > left:  # nothing of the line stands before it
                before[index] = Glyph("•", left, right, glyphs[index].baseline, glyphs[index].size)
    result: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        if index in before:
            result += [before[index], glyph._replace(after_blank=True, is_typed=True)]
        else:
            result.append(glyph)
    return result


def in_reading_order(placed: Sequence[P]) -> list[P]:
    """Lines and tables of a page, or of a cell, as one reads them.

    Programs write columns one after the other, and cells too, so that their order is kept; but what was written late and
    stands above all of something, as a body below a footer, comes before it.
    """
    chunks: list[list[P]] = []
    for each in _columns_apart(sorted(placed, key=lambda one: one.order)):
        last = chunks[-1][-1] if chunks else None
        if last is not None and each.box[3] > last.box[1] + 1 and (each.box[1] >= last.box[1] - 1):
            chunks[-1].append(each)
        else:
            chunks.append([each])
    if len(chunks) > _MOST_CHUNKS:
        return [each for chunk in chunks for each in chunk]
    ordered: list[tuple[Box, list[P]]] = []
    for chunk in chunks:
        left, _, right, bottom = box = around(chunk)
        above = (
            index
            for index, ((o_left, o_top, o_right, _), _) in enumerate(ordered)
            if bottom <= o_top + 1 and left < o_right and o_left < right
        )
        ordered.insert(next(above, len(ordered)), (box, chunk))
    return [each for _, chunk in ordered for each in chunk]


def around(placed: Iterable[Placed]) -> Box:
    """The box around several."""
    boxes = [each.box for each in placed]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _columns_apart(placed: list[P]) -> list[P]:
    """Where a file writes two columns line by line, one column after the other."""
    result: list[P] = []
    index = 0
    while index < len(placed):
        end, rows = index, list[tuple[Line, Line]]()
        gutter = (float("-inf"), float("inf"))
        while end < len(placed):
            one = placed[end]
            if not isinstance(one, Line):
                break
            other = placed[end + 1] if end + 1 < len(placed) else None
            if isinstance(other, Line) and _same_row(one, other):
                between = max(gutter[0], one.right), min(gutter[1], other.left)
                if between[1] - between[0] < one.size:
                    break
                gutter = between
                rows.append((one, other))
                end += 2
            elif rows and (one.right <= gutter[0] or one.left >= gutter[1]):
                end += 1
            else:
                break
        if len(rows) >= _ROWS and _is_full([one for one, _ in rows]) and _is_full([other for _, other in rows]):
            run = placed[index:end]
            result += [each for each in run if each.box[2] <= gutter[0]]
            result += [each for each in run if each.box[2] > gutter[0]]
            index = end
        else:
            result.append(placed[index])
            index += 1
    return result


def _same_row(one: Line, other: Line) -> bool:
    return abs(one.baseline - other.baseline) <= _RAISED * max(one.size, other.size) and other.left >= one.right


def _is_full(lines: Sequence[Line]) -> bool:
    """Whether lines fill their column, as those of a text do and those of a list of labels do not."""
    wide = max(line.right for line in lines) - min(line.left for line in lines)
    lengths = [line.right - line.left for line in lines]
    return wide >= 8 * lines[0].size and statistics.median(lengths) >= _FULL * wide


def rows_joined(placed: Sequence[P]) -> list[P]:
    """Parts of one line that stand one after the other, as one line: with a tabulator between, after a mark with a blank."""
    result: list[P] = []
    for each in placed:
        last = result[-1] if result else None
        if isinstance(each, Line) and isinstance(last, Line) and _same_row(last, each):
            result[-1] = _side_by_side(last, each)  # type: ignore[assignment]
        else:
            result.append(each)
    return result


def _side_by_side(one: Line, other: Line) -> Line:
    is_mark = mark_of(one.text) == one.text
    first = one.size if one.right - one.left >= other.right - other.left else other.size
    return Line(
        text=one.text + (" " if is_mark else "\t") + other.text,
        left=one.left,
        right=other.right,
        top=min(one.top, other.top),
        bottom=max(one.bottom, other.bottom),
        baseline=other.baseline if is_mark else one.baseline,
        size=other.size if is_mark else first,
        order=one.order,
        page=one.page,
        after_mark=other.left if is_mark else one.after_mark,
        first_word=one.first_word,
        is_bold=other.is_bold and (is_mark or one.is_bold),
        begins_bold=other.begins_bold if is_mark else one.begins_bold,
        ends_bold=other.ends_bold,
        heading=max(one.heading, other.heading),
        is_header=one.is_header and other.is_header,
    )


def set_limits(placed: Sequence[Placed], right: float, columns: Collection[float] = ()) -> set[float]:
    """Tell each line of a page how far it could have gone: to the margin, or to the end of its column.

    A column ends where something stands beside it, and goes on below that, as far as its lines are no longer. A page that is
    no broader than a column of the page before has one column of it, the last. The ends of this page's columns are returned.
    """
    broadest = max((each.box[2] for each in placed), default=0.0)
    for end in sorted(columns):
        if broadest <= end + 1:
            right = end
            break
    found: set[float] = set()
    down = sorted(placed, key=_middle)
    middles = [_middle(each) for each in down]
    edge, column = 0.0, list[Line]()
    for index, each in enumerate(placed):
        if isinstance(each, Line):
            near = down[bisect_left(middles, each.baseline - 2 * each.size) : bisect_right(middles, each.baseline + each.size)]
            beside = min((other.box[0] for other in near[:_MOST_BESIDE] if other.box[0] >= each.right), default=0.0)
            goes_up = index > 0 and each.top < placed[index - 1].box[1] - 1
            if beside and (not column or goes_up or each.right > edge):
                found |= _end_column(column)
                edge = beside
            elif beside:
                edge = min(edge, beside)
            elif not beside and (goes_up or each.right > edge):
                found |= _end_column(column)
                edge = 0.0
        if not isinstance(each, Line):
            found |= _end_column(column)
            edge = 0.0
        elif edge:
            column.append(each)
        else:
            each.limit = max(right, each.right)
    return found | _end_column(column)


def _middle(each: Placed) -> float:
    return (each.box[1] + each.box[3]) / 2


def _end_column(column: list[Line]) -> set[float]:
    """Tell the lines of a column where it ends; told is only a column of some lines, for others to be measured by it."""
    most = max((line.right for line in column), default=0.0)
    for line in column:
        line.limit = most
    found = {most} if len(column) >= _ROWS else set[float]()
    column.clear()
    return found


def margin(pages: Sequence[Sequence[Placed]], width: float) -> float:
    """Where the text of pages ends at the right: where lines end that were wrapped or tables do, else as far as at the left."""
    boxes = [each.box for page in pages for each in page]
    if not boxes:
        return width
    rights = sorted(each.box[2] for page in pages for each in page if isinstance(each, Line))
    tables = max((each.box[2] for page in pages for each in page if not isinstance(each, Line)), default=0.0)
    furthest = rights[-1 - len(rights) // 50] if rights else 0.0
    size = statistics.median([each.size for page in pages for each in page if isinstance(each, Line)] or [10.0])
    wrapped = sum(right >= furthest - 1.5 * size for right in rights)
    mirrored = width - min(box[0] for box in boxes)
    if (wrapped >= 3 and furthest > _BROAD * mirrored) or (tables and tables >= furthest - size):
        return max(furthest, tables)
    return max(furthest, tables, mirrored)


def leading(lines: Iterable[Line]) -> dict[float, float]:
    """How far lines of one paragraph are apart, by the size of their characters: the least that is usual."""
    found: dict[float, list[float]] = {}
    for one, other in pairwise(lines):
        apart = other.baseline - one.baseline
        is_below = abs(one.left - other.left) <= one.size and one.size <= apart <= 3 * one.size
        if one.page == other.page and one.size == other.size and is_below:
            found.setdefault(one.size, []).append(round(apart * 2) / 2)
    result = {}
    for size, distances in found.items():
        counts = Counter(distances)
        usual = [distance for distance, count in counts.items() if count > 1 and count * 8 >= len(distances)]
        if usual:
            result[size] = min(usual)
    return result
