"""What stands on one page: characters with their places, lines that are drawn, and how much of it is pictures.

Characters are pdfium's, which knows what a font's glyphs mean where others give radicals. Coordinates count from the top left
corner of the page as it is shown, in points.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from orgrules.documents.radicals import without_radicals

#: The most that is looked at of one page; a page of text has some 2,000 characters, a drawing of a plant 300,000 lines.
MOST_CHARACTERS = 100_000
MOST_OBJECTS = 20_000
MOST_SEGMENTS = 40_000
MOST_DOTS = 300
#: How thick a filled bar may be, in points, to be a line of a table.
_LINE = 2.5
#: How many dashes make a line, and how far they are apart at most.
_DASHES, _APART = 3, 6.0
#: How large a drawn dot of a list may be.
_DOT = (1.5, 9.0)
#: Of two prints of one character at nearly one place, a shadow or a make-do bold, how far they are apart at most, in sizes.
_SHADOW = 0.15
#: How much room is no blank, in sizes; pdfium takes 0.11 and more for one.
_NO_BLANK = 0.1
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HEADING = re.compile(r"H([1-6])\Z")
_PUNCTUATED = {0x02: "-", 0xFFFE: "-", 0xA0: " ", 0x3000: " ", 0x09: " "}

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Glyph(NamedTuple):
    """One character where it stands; ``heading`` and ``is_header`` are those of its tag, in a file that has tags.

    ``after_blank``: a blank stands before it; ``is_typed``: a character of the file, and not only room that pdfium takes for one.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool = False
    heading: int = 0
    is_header: bool = False
    after_blank: bool = False
    is_typed: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point that tells in which cell it stands."""
        return (self.left + self.right) / 2, self.baseline - self.size * 0.35


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
class Page:
    """One page; ``turned`` is what is written up or down its side, ``askew`` the text at any other angle, left out and told.

    From the character ``typed_from`` on it is what was typed into the fields of a form, which a file writes last.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    pictures: float = 0.0
    turned: list[Glyph] = field(default_factory=list)
    askew: str = ""
    typed_from: int | None = None
    is_recognized: bool = False
    is_cut: bool = False
    is_drawing: bool = False


class _Run(NamedTuple):
    """What is the same for all characters of one text object."""

    size: float
    is_bold: bool
    is_upright: bool
    is_turned: bool
    is_invisible: bool
    heading: int
    is_header: bool


def read_page(page: Any, number: int, written: int | None = None) -> Page:
    """Everything of one page of a file that pdfium has opened; from the character ``written`` on it was typed into fields."""
    width, height = page.get_size()
    shown = _shown(page)
    result = Page(number, width, height)
    _read_objects(page, shown, result)
    text = page.get_textpage()
    try:
        _read_characters(page, text, shown, result, written)
    finally:
        text.close()
    return result


def _shown(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From the coordinates of a file to those of the page as it is shown: turned, and counted from its top left corner."""
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation()
    if turned == 90:
        return lambda x, y: (y - bottom, x - left)
    if turned == 180:
        return lambda x, y: (right - x, y - bottom)
    if turned == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _read_characters(
    page: Any, text: Any, shown: Callable[[float, float], tuple[float, float]], result: Page, written: int | None
) -> None:
    import pypdfium2.raw as pdfium

    count = text.count_chars()
    result.is_cut = count > MOST_CHARACTERS
    tags = _tags(page)
    raw, runs = text.raw, dict[int, _Run]()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    askew: list[str] = []
    after_blank = is_typed = False
    invisible = 0
    for index, letter in _letters(raw, min(count, MOST_CHARACTERS)):
        if index == written:
            result.typed_from = len(result.glyphs)
        if letter.isspace():
            after_blank = True
            is_typed = is_typed or not pdfium.FPDFText_IsGenerated(raw, index)
            continue
        target = pdfium.FPDFText_GetTextObject(raw, index)
        if not target or not (letter.isprintable() or letter == "\xad" or "\ue000" <= letter <= "\uf8ff"):
            continue
        address = ctypes.addressof(target.contents)
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(raw, index, target, shown, tags)
        if not run.is_upright and not run.is_turned:
            askew.append(letter)
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        one, other = shown(box.left, box.bottom), shown(box.right, box.top)
        left, right = min(one[0], other[0]), max(one[0], other[0])
        baseline = shown(x.value, y.value)[1]
        if not (0 <= baseline <= result.height + run.size and -run.size < left < result.width and right - left < result.width):
            continue  # beyond the edge of the page, where nobody sees it
        if run.is_turned:
            baseline = (one[1] + other[1]) / 2 + 0.35 * run.size
            result.turned.append(Glyph(letter, left, right, baseline, run.size, run.is_bold, after_blank=is_typed))
            after_blank = is_typed = False
            continue
        if _is_shadow(seen, letter, left, baseline, run.size):
            continue
        if after_blank and not is_typed and result.glyphs and _is_next(result.glyphs[-1], left, baseline, run.size):
            after_blank = False
        invisible += run.is_invisible
        result.glyphs.append(
            Glyph(letter, left, right, baseline, run.size, run.is_bold, run.heading, run.is_header, after_blank, is_typed)
        )
        after_blank = is_typed = False
    result.askew = "".join(askew)
    result.is_recognized = invisible * 2 > len(result.glyphs)


def _is_next(last: Glyph, left: float, baseline: float, size: float) -> bool:
    """Whether a character stands so near to the last one that no blank is between them, whatever pdfium takes for one.

    On a page whose text it takes for one that is written downwards, these are between all characters.
    """
    return abs(last.baseline - baseline) <= 0.1 * size and abs(left - last.right) < _NO_BLANK * size


def _letters(raw: Any, count: int) -> Iterator[tuple[int, str]]:
    """The characters of a page, with where they stand in its text; pdfium gives some in two halves on some systems."""
    import pypdfium2.raw as pdfium

    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        yield index, without_radicals(_PUNCTUATED.get(code) or chr(code))


def _run(
    raw: Any, index: int, target: Any, shown: Callable[[float, float], tuple[float, float]], tags: dict[int, tuple[int, bool]]
) -> _Run:
    import pypdfium2.raw as pdfium

    matrix, flags, name = pdfium.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    pdfium.FPDFText_GetFontInfo(raw, index, name, 256, flags)
    size = pdfium.FPDFText_GetFontSize(raw, index) * (matrix.c**2 + matrix.d**2) ** 0.5
    mode = pdfium.FPDFTextObj_GetTextRenderMode(target)
    weight = pdfium.FPDFText_GetFontWeight(raw, index)
    origin, along = shown(0, 0), shown(matrix.a, matrix.b)
    across, down = along[0] - origin[0], along[1] - origin[1]
    heading, is_header = tags.get(pdfium.FPDFPageObj_GetMarkedContentID(target), (0, False))
    is_bold = weight >= 600 or bool(flags.value & _FORCE_BOLD) or bool(_BOLD.search(name.value.decode("latin-1")))
    return _Run(
        size=min(max(size, 1.0), 500.0),
        is_bold=is_bold or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        is_upright=across > 0 and abs(down) < 0.1 * across,
        is_turned=abs(across) < 0.02 * abs(down),
        is_invisible=mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        heading=heading,
        is_header=is_header,
    )


def _is_shadow(
    seen: dict[tuple[str, int, int], list[tuple[float, float]]], letter: str, left: float, baseline: float, size: float
) -> bool:
    """Whether the same character was printed at nearly the same place; if not, it is noted for the next."""
    across, down = int(left // 4), int(baseline // 4)
    most = _SHADOW * size
    for column in (across - 1, across, across + 1):
        for row in (down - 1, down, down + 1):
            for x, y in seen.get((letter, column, row), ()):
                if abs(x - left) <= most and abs(y - baseline) <= most:
                    return True
    seen.setdefault((letter, across, down), []).append((left, baseline))
    return False


def _tags(page: Any) -> dict[int, tuple[int, bool]]:
    """What the tags of a page say of marked content: the level of a heading, and whether it heads a column or a row."""
    import pypdfium2.raw as pdfium

    found: dict[int, tuple[int, bool]] = {}
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return found
    try:
        open_ = [
            (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0, False)
            for index in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        looked = 0
        while open_ and looked < MOST_OBJECTS:
            element, heading, is_header = open_.pop()
            looked += 1
            if not element:
                continue
            kind = _kind(element)
            if level := _HEADING.match(kind):
                heading = int(level[1])
            is_header = is_header or kind == "TH"
            if heading or is_header:
                for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
                    # this one knows of which page content is; GetMarkedContentIdAtIndex gives that of other pages too
                    mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
                    if mark >= 0:
                        found[mark] = heading, is_header
            open_ += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(element, index), heading, is_header)
                for index in range(pdfium.FPDF_StructElement_CountChildren(element))
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _kind(element: Any) -> str:
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(64)
    length = pdfium.FPDF_StructElement_GetType(element, name, 64)
    return name.raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def _read_objects(page: Any, shown: Callable[[float, float], tuple[float, float]], result: Page) -> None:
    """Lines, dots and pictures of a page; a page that is a drawing has no tables."""
    import pypdfium2.raw as pdfium

    segments = 0
    for drawn, (target, matrix) in enumerate(_objects(page)):
        if drawn > MOST_OBJECTS or segments > MOST_SEGMENTS:
            result.is_drawing = True
            break
        kind = pdfium.FPDFPageObj_GetType(target)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [shown(*_moved(matrix, x, y)) for x, y in _bounds(target)]
            box = _box(corners)
            wide = min(box[2], result.width) - max(box[0], 0)
            high = min(box[3], result.height) - max(box[1], 0)
            result.pictures = max(result.pictures, max(wide, 0) * max(high, 0) / max(result.width * result.height, 1))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments += max(pdfium.FPDFPath_CountSegments(target), 0)
            if segments <= MOST_SEGMENTS:
                _read_path(target, _times(_matrix(target), matrix), shown, result)
    if result.is_drawing:
        result.rulings, result.dots = [], []
    if len(result.dots) > MOST_DOTS:
        result.dots = []  # a pattern


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


def _read_path(target: Any, matrix: _Matrix, shown: Callable[[float, float], tuple[float, float]], result: Page) -> None:
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
