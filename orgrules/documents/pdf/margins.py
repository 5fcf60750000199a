"""Headers, footers and page numbers: what stands at the edge of several pages, equal but for the number of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from orgrules.documents.pdf.lines import Line, Placed

P = TypeVar("P", bound=Placed)

#: How far into a page a header may reach, of its height; how many rows it may have; how far two of them may be apart.
_EDGE, _DEPTH, _APART = 0.16, 4, 3.0
_NUMBER = re.compile(r"\d+")


class _Row(NamedTuple):
    """What stands outermost on a page."""

    page: int
    text: str
    at: float
    is_apart: bool

    @property
    def alike(self) -> str:
        return _NUMBER.sub("#", self.text)


def without_margins(
    pages: Sequence[Sequence[P]], heights: Sequence[float], text: Callable[[P], str], size: float, gap: float
) -> list[list[P]]:
    """What stands on each page, without headers and footers.

    A line at the same place of at least two pages in a row, or of three, is one where more room is beside it than between
    lines, or its numbers count the pages: a label that happens to begin two pages is none. ``size`` is that of the body, and
    larger lines are headings; ``gap`` is the room between its lines.
    """
    result = [list(page) for page in pages]
    for from_top in (True, False):
        for _ in range(_DEPTH):
            outer = [_outermost(page, from_top, height, size, gap) for page, height in zip(result, heights, strict=True)]
            rows = [
                _Row(number, " ".join(map(text, found)), found[0].box[1], is_apart)
                for number, (found, is_apart) in enumerate(outer)
                if found
            ]
            repeated = _repeated(rows)
            if not repeated:
                break
            for number in repeated:
                gone = {id(each) for each in outer[number][0]}
                result[number] = [each for each in result[number] if id(each) not in gone]
    return result


def _outermost(page: Sequence[P], from_top: bool, height: float, size: float, gap: float) -> tuple[list[P], bool]:
    """The row at the edge of a page, where it may be a header, and whether it stands apart from the next."""
    if not page:
        return [], False
    ordered = sorted(page, key=lambda each: each.box[1] if from_top else -each.box[3])
    outer = ordered[0].box
    row = [each for each in ordered if each.box[1] < (outer[1] + outer[3]) / 2 < each.box[3]]
    rest = [each for each in ordered if each not in row]
    edge = max(each.box[3] for each in row) if from_top else height - min(each.box[1] for each in row)
    is_heading = any(isinstance(each, Line) and (each.heading or each.size > 1.15 * size) for each in row)
    if is_heading or edge > _EDGE * height:
        return [], False
    if not rest:
        return row, True
    if from_top:
        apart = min(each.box[1] for each in rest) - max(each.box[3] for each in row)
    else:
        apart = min(each.box[1] for each in row) - max(each.box[3] for each in rest)
    return row, apart > gap + 0.4 * size


def _repeated(rows: Sequence[_Row]) -> set[int]:
    """The pages whose outermost row is one of several."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.alike, []).append(row)
    found: set[int] = set()
    for left in groups.values():
        while left:
            first = left[0]
            same = [row for row in left if abs(row.at - first.at) <= _APART and _counts_on(first, row)]
            left[:] = [row for row in left if row not in same]
            span = same[-1].page - same[0].page + 1
            if len(same) < 2 or len(same) < 3 <= span - 1 or len(same) / span < 0.4:
                continue
            if all(row.is_apart for row in same) or any(row.text != first.text for row in same):
                found.update(row.page for row in same)
    return found


def _counts_on(one: _Row, other: _Row) -> bool:
    """Whether two rows are equal but for numbers, of which one counts the pages."""
    if one.text == other.text:
        return True
    pairs = zip(_NUMBER.findall(one.text), _NUMBER.findall(other.text), strict=True)
    differences = [int(b[:9]) - int(a[:9]) for a, b in pairs if a != b]
    return bool(differences) and set(differences) <= {other.page - one.page}
