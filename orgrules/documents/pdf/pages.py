"""What stands on one page: characters with their places, lines that are drawn, and how much of it is pictures.

Characters are pdfium's, which knows what a font's glyphs mean where others give radicals. Coordinates count from the top left
corner of the page as it is shown, in points.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgrules.documents.pdf.drawings import Drawing, Shown, drawing
from orgrules.documents.radicals import without_radicals

#: The most characters that are read of one page, of some 2,000 that a page of text has, and tags that are looked at.
MOST_CHARACTERS = 100_000
_MOST_TAGS = 20_000
#: Of two prints of one character at nearly one place, a shadow or a make-do bold, how far they are apart at most, in sizes.
_SHADOW = 0.15
#: How much room is no blank, in sizes; pdfium takes 0.11 and more for one.
_NO_BLANK = 0.1
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HEADING = re.compile(r"H([1-6])\Z")
_PUNCTUATED = {0x02: "-", 0xFFFE: "-", 0xA0: " ", 0x3000: " ", 0x09: " "}


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


@dataclass(slots=True)
class Page:
    """One page; ``turned`` is what is written up or down its side, ``askew`` the text at any other angle, left out and told.

    From the character ``typed_from`` on it is what was typed into the fields of a form, which a file writes last.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    turned: list[Glyph] = field(default_factory=list)
    askew: str = ""
    typed_from: int | None = None
    is_recognized: bool = False
    is_cut: bool = False


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
    result = Page(number, width, height, drawing=drawing(page, shown, width, height))
    text = page.get_textpage()
    try:
        _read_characters(page, text, shown, result, written)
    finally:
        text.close()
    return result


def _shown(page: Any) -> Shown:
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


def _read_characters(page: Any, text: Any, shown: Shown, result: Page, written: int | None) -> None:
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


def _run(raw: Any, index: int, target: Any, shown: Shown, tags: dict[int, tuple[int, bool]]) -> _Run:
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
        while open_ and looked < _MOST_TAGS:
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
