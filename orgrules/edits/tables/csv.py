"""A CSV file with other texts in some of its cells: all bytes but those of the changed fields stay as they are.

Delimiter, quotation marks of other fields, line endings, byte order mark, encoding, rows before the header and delimiters behind
the last column are none of anybody's business here: nothing is written anew but the fields themselves.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from orgrules.edits.tables.cells import FORMULA, Cell, Refused, Written
from orgrules.locale import _
from orgrules.tables.asked import Asked
from orgrules.tables.csv import starts_of_lines, text_and_delimiter
from orgrules.text import shown

#: The encodings that a file may be in where none is stated, as ``tables.csv`` finds them.
_ENCODINGS = ("utf-8", "gb18030", "big5", "cp1252", "latin-1")
#: Encodings whose name says that there is a byte order mark, and what follows it.
_MARKED = {
    "utf_8_sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf_16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf_32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}
_BROKEN = re.compile("[\udc80-\udcff]")


def edited_csv(content: bytes, path: str, cells: Iterable[Cell], encoding: str | None = None) -> Written:
    """A copy of a file with other texts in some cells; what cannot be written is told, and stays as it was.

    Raises:
        SourceError: the file is no text any more, or is not the one that the cells are of.
    """
    text, delimiter = text_and_delimiter(content, path, Asked(encoding=encoding))
    start, codec = _encoding_of(content, text, encoding)
    starts = starts_of_lines(text)
    find = _Fields(text, delimiter, starts)
    edits: list[tuple[_Field, bytes]] = []
    refused = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if cell.after == cell.before:
            continue
        field = find.field(cell.row, cell.column - 1)
        why = None
        if field is None or field.text != cell.before:
            why = _("something else stands in the cell than was read from it")
        elif cell.after.startswith(FORMULA) and not cell.before.startswith(FORMULA):
            why = _('a spreadsheet program would take "{text}" for a formula').format(text=shown(cell.after))
        if field is not None and why is None:
            try:
                written = _written(field, cell.after, delimiter).encode(codec, _ON_ERRORS)
                edits.append((field, written))
                continue
            except UnicodeEncodeError:
                why = _('"{text}" cannot be written in the encoding of the file, {encoding}').format(
                    text=shown(cell.after), encoding=codec.upper()
                )
        refused.append(Refused(cell, why or ""))
    return Written(b"".join(_spliced(content, text, edits, start, codec)), tuple(refused))


#: What is no text stays: it is read as one character a byte.
_ON_ERRORS = "surrogateescape"


class _Field(NamedTuple):
    """One field: where it begins and ends in the text of its file, with its quotation marks; how many fields lack before it."""

    begin: int
    end: int
    text: str
    quoted: bool
    lacking: int = 0


class _Fields:
    """Finds fields as the csv module reads them."""

    def __init__(self, text: str, delimiter: str, starts: Sequence[int]) -> None:
        self._text, self._delimiter, self._starts = text, delimiter, starts
        self._rest = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
        self._quoted = re.compile('"(?:[^"]|"")*"')

    def field(self, line: int, index: int) -> _Field | None:
        """The field with an index in the row that begins on a line; None where no such row can be read."""
        if not 0 < line <= len(self._starts):
            return None
        text, position = self._text, self._starts[line - 1]
        for each in range(index + 1):
            begin = position
            quoted = self._quoted.match(text, begin)
            end = self._rest.match(text, quoted.end() if quoted else begin).end()  # type: ignore[union-attr]
            if quoted and end != quoted.end():
                return None
            if each == index:
                written = text[begin:end]
                return _Field(begin, end, written[1:-1].replace('""', '"') if quoted else written, quoted is not None)
            if not text.startswith(self._delimiter, end):
                return _Field(end, end, "", quoted=False, lacking=index - each)
            position = end + len(self._delimiter)
        return None


def _written(field: _Field, text: str, delimiter: str) -> str:
    """A field with another text: in quotation marks where it was, or where it has to be."""
    if field.quoted or any(mark in text for mark in ('"', "\r", "\n", delimiter)):
        text = '"' + text.replace('"', '""') + '"'
    return delimiter * field.lacking + text


def _encoding_of(content: bytes, text: str, encoding: str | None) -> tuple[int, str]:
    """How many bytes stand before the text, and the encoding of what follows; that of a stated one is looked for too."""
    wide = ("utf-16",) if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ()
    for name in (encoding,) if encoding is not None else (*wide, *_ENCODINGS):
        with suppress(UnicodeDecodeError):
            whole = content.decode(name, _ON_ERRORS)
            told = _BROKEN.sub("\ufffd", whole) if encoding is None else whole
            if told.removeprefix("\ufeff") == text:
                return _without_mark(content, name, marked=whole.startswith("\ufeff"))
    return _without_mark(content, encoding or "utf-8", marked=False)


def _without_mark(content: bytes, name: str, *, marked: bool) -> tuple[int, str]:
    codec = codecs.lookup(name).name.replace("-", "_")
    for mark, following in _MARKED.get(codec, ()):
        if content.startswith(mark):
            return len(mark), following
    if codec in _MARKED:  # it says that there may be a mark, and there is none
        return 0, _MARKED[codec][0 if sys.byteorder == "little" else -1][1]
    return len("\ufeff".encode(name)) if marked else 0, name


def _spliced(content: bytes, text: str, edits: Sequence[tuple[_Field, bytes]], start: int, codec: str) -> Iterator[bytes]:
    """The pieces of a file: between the fields that are written its own bytes."""
    yield content[:start]
    at, character = start, 0
    for field, written in edits:
        end = at + _length(content, text, (character, field.begin), at, codec)
        yield content[at:end]
        yield written
        at = end + _length(content, text, (field.begin, field.end), end, codec)
        character = field.end
    yield content[at:]


def _length(content: bytes, text: str, part: tuple[int, int], at: int, codec: str) -> int:
    """How many bytes a part of the text takes in the file, where it begins ``at``."""
    piece = text[part[0] : part[1]]
    with suppress(UnicodeEncodeError):
        written = piece.encode(codec, _ON_ERRORS)
        if content.startswith(written, at):
            return len(written)
    # written otherwise than it would be written here: a character of several codes, bytes that are no text
    decoder = codecs.getincrementaldecoder(codec)(_ON_ERRORS)
    found, end = 0, at
    while found < len(piece):
        found += len(decoder.decode(content[end : end + 1], final=end + 1 >= len(content)))
        end += 1
    return end - at
