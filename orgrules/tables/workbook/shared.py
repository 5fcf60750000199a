"""What the sheets of an .xlsx share: the texts of cells, and how numbers are shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from orgrules.files.package import Package
from orgrules.tables.sheet import Cell
from orgrules.tables.workbook import plain_xml
from orgrules.tables.workbook.number_formats import BUILT_IN, Shown, shown_by
from orgrules.tables.workbook.package import LocalNames, read_xml

# a character by its number (ECMA-376, part 1, section 22.9.2.19): what XML cannot hold, a carriage return most of all
_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')


def strings(package: Package, part: str | None) -> list[Cell]:
    """The texts that cells share, in order; their phonetic readings are left out."""
    if part is None:
        return []
    try:
        return _plain_strings(package.pieces(part))
    except plain_xml.IrregularError:
        return _any_strings(package.pieces(part), package.path)


def _plain_strings(pieces: Iterator[bytes]) -> list[Cell]:
    texts = plain_xml.decode(pieces)
    rest = plain_xml.until(texts, "", ">", start="<sst")[1]
    found: list[Cell] = []
    while True:
        cut = rest.rfind("</si>") + len("</si>")
        if cut >= len("</si>"):
            text, rest = rest[:cut], rest[cut:]
            plain_xml.check(text, ":si")
            texts_of_piece = _STRING.findall(text)
            if len(texts_of_piece) != text.count("<si"):
                raise plain_xml.IrregularError
            found.extend(map(decoded, map(plain_xml.unescaped, texts_of_piece) if "&" in text else texts_of_piece))
        elif len(rest) > plain_xml.LONGEST:
            raise plain_xml.IrregularError
        more = next(texts, None)
        if more is None:
            if "<si" in rest:
                raise plain_xml.IrregularError
            return found
        rest += more


def _any_strings(pieces: Iterator[bytes], path: str) -> list[Cell]:
    names = LocalNames()
    found: list[Cell] = []
    runs: list[str] = []
    within = phonetic = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal within, phonetic
        tag = names[name]
        if tag == "si":
            runs.clear()
        elif tag == "rPh":
            phonetic = True
        elif tag == "t":
            within = not phonetic

    def end(name: str) -> None:
        nonlocal within, phonetic
        tag = names[name]
        if tag == "si":
            found.append(decoded("".join(runs)))
        elif tag == "rPh":
            phonetic = False
        elif tag == "t":
            within = False

    def text(data: str) -> None:
        if within:
            runs.append(data)

    read_xml(pieces, path, start=start, end=end, text=text)
    return found


def shown_by_style(package: Package, part: str | None, epoch_1904: bool) -> dict[str, Shown | None]:
    """How each style shows a number; a cell without a style has the first."""
    names = LocalNames()
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    formats: list[str] = []
    within = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        tag = names[name]
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            within = True
        elif tag == "xf" and within:
            formats.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal within
        within = within and names[name] != "cellXfs"

    if part is not None:
        read_xml(package.pieces(part), package.path, start=start, end=end)
    shown: dict[str, Shown | None] = defaultdict(lambda: None)
    for index, number in enumerate(formats):
        shown[str(index)] = shown_by(codes.get(number, ""), epoch_1904)
    shown[""] = shown["0"]
    return shown


def decoded(text: str) -> Cell:
    """A text with the characters that are written by their numbers, and its lines ended as everywhere; None for an empty one."""
    if "_x" in text:
        text = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
        if not text.isprintable():  # a character beyond the first plane is written as two halves
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text or None
