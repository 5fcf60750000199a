"""What is drawn on a page: lines that may be borders, dots that are bullets, and how much of it is pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

#: The most that is looked at of one page; a drawing of a plant has 300,000 lines.
MOST_OBJECTS = 20_000
MOST_SEGMENTS = 40_000
MOST_DOTS = 300
#: How thick a filled bar may be, in points, to be a line of a table.
_LINE = 2.5
#: How many dashes make a line, and how far they are apart at most.
_DASHES, _APART = 3, 6.0
#: How large a drawn dot of a list may be.
_DOT = (1.5, 9.0)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Shown = Callable[[float, float], tuple[float, float]]
"""From the coordinates of a file to those of the page as it is shown."""


class Ruling(NamedTuple):
    """A drawn line, across or down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_across(self) -> bool:
        """Whether it goes across the page."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page; ``pictures`` is the share of it that its largest picture takes.

    ``is_dense``: there is too much of it to be borders of tables, and no lines are told.
    """

    rulings: list[Ruling] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    pictures: float = 0.0
    is_dense: bool = False


def drawing(page: Any, shown: Shown, width: float, height: float) -> Drawing:
    """Lines, dots and pictures of a page that pdfium has opened."""
    import pypdfium2.raw as pdfium

    result = Drawing()
    segments = 0
    for drawn, (target, matrix) in enumerate(_objects(page)):
        if drawn > MOST_OBJECTS or segments > MOST_SEGMENTS:
            result.is_dense = True
            break
        kind = pdfium.FPDFPageObj_GetType(target)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [shown(*_moved(matrix, x, y)) for x, y in _bounds(target)]
            box = _box(corners)
            wide = min(box[2], width) - max(box[0], 0)
            high = min(box[3], height) - max(box[1], 0)
            result.pictures = max(result.pictures, max(wide, 0) * max(high, 0) / max(width * height, 1))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments += max(pdfium.FPDFPath_CountSegments(target), 0)
            if segments <= MOST_SEGMENTS:
                _read_path(target, _times(_matrix(target), matrix), shown, result)
    if result.is_dense:
        result.rulings, result.dots = [], []
    if len(result.dots) > MOST_DOTS:
        result.dots = []  # a pattern
    return result


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:
    """All objects of a page and of the forms on it, each with the matrix of the form that it stands in."""
    import pypdfium2.raw as pdfium

    still = [(pdfium.FPDFPage_GetObject, page.raw, pdfium.FPDFPage_CountObjects(page.raw), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)]
    while still:
        get, holder, count, matrix, depth = still.pop()
        for index in range(count):
            target = get(holder, index)
            if not target:
                continue
            yield target, matrix
            if depth < 8 and pdfium.FPDFPageObj_GetType(target) == pdfium.FPDF_PAGEOBJ_FORM:
                within = _times(_matrix(target), matrix)
                still.append((pdfium.FPDFFormObj_GetObject, target, pdfium.FPDFFormObj_CountObjects(target), within, depth + 1))


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(target: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(target, found):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(target: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(target, left, bottom, right, top)
    return (left.value, bottom.value), (right.value, top.value)


def _box(points: list[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _read_path(target: Any, matrix: _Matrix, shown: Shown, result: Drawing) -> None:
    """The lines of a path: each straight side of a stroked one, and a filled one that is as thin as a line."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(target, fill, stroke)
    if not fill.value and not stroke.value:
        return  # only clips
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    for index in range(pdfium.FPDFPath_CountSegments(target)):
        segment = pdfium.FPDFPath_GetPathSegment(target, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = shown(*_moved(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        shapes[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(shapes[-1]) > 1:
            shapes[-1].append(shapes[-1][0])
    if len(shapes) >= _DASHES and (dashed := _dashed(shapes)):
        result.rulings.append(_thin(*dashed))
        return
    for shape in shapes:
        left, top, right, bottom = box = _box(shape)
        wide, high = right - left, bottom - top
        if min(wide, high) <= _LINE < max(wide, high):
            result.rulings.append(_thin(*box))
            continue
        if fill.value and _DOT[0] <= wide <= _DOT[1] and 0.8 <= wide / max(high, 0.1) <= 1.25:
            result.dots.append(box)
        elif stroke.value:
            for one, other in pairwise(shape):
                side = _box([one, other])
                if min(side[2] - side[0], side[3] - side[1]) <= 0.5 < max(side[2] - side[0], side[3] - side[1]):
                    result.rulings.append(_thin(*side))


def _dashed(shapes: list[list[tuple[float, float]]]) -> Box | None:
    """The line that a path draws dash by dash."""
    left, top, right, bottom = box = _box([point for shape in shapes for point in shape])
    if min(right - left, bottom - top) > _LINE:
        return None
    side = 0 if right - left > bottom - top else 1
    parts = sorted((min(point[side] for point in shape), max(point[side] for point in shape)) for shape in shapes)
    return box if all(other[0] - one[1] <= _APART for one, other in pairwise(parts)) else None


def _thin(left: float, top: float, right: float, bottom: float) -> Ruling:
    """A line without its thickness."""
    if right - left >= bottom - top:
        return Ruling(left, (top + bottom) / 2, right, (top + bottom) / 2)
    return Ruling((left + right) / 2, top, (left + right) / 2, bottom)
