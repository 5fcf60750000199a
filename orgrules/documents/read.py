"""The front door: a file becomes a document, whatever its format, or it is said what would help."""

from __future__ import annotations

import os
import re
import sys

from orgrules.documents import docx
from orgrules.documents.limits import LIMITS, refuse
from orgrules.documents.model import Document
from orgrules.errors import Problem, SourceError
from orgrules.locale import N_, _
from orgrules.text import reason_of

#: The path that stands for standard input, and the name that it has in messages.
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "<stdin>"

#: How many bytes tell what a file holds.
_HEAD = 4096
_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|title|table|div|p|h[1-6]|ul|ol|dl|article|section|span|font|style)[ >/\r\n\t]"
)
_NAMES_OF_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_NAMES_OF_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")
#: Designs and tables are texts too, and would be read for the words in them.
_NAMES_OF_DATA = (".yaml", ".yml", ".json", ".jsonl", ".toml", ".csv", ".tsv", ".ldif")
#: What the first bytes of files are that are refused, with what helps.
_REFUSED = (
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|\0\0\0.ftyp(?:heic|heix|mif1|avif)|AT&TFORM",
        N_("this is a picture; have its text recognized (OCR) and save that as .docx or .txt"),
    ),
    (
        rb"(?i:mime-version:|from: <saved by|content-type: multipart/related)",
        N_("this is a web archive (MHTML); open it and save it as .docx or .html"),
    ),
    (
        rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh\d1AY|\xfd7zXZ|\x28\xb5\x2f\xfd",
        N_("this is an archive; unpack it and name the files in it"),
    ),
    (rb"%!PS", N_("this is a PostScript file; save it as .pdf")),
    (
        rb"SQLite format 3\0|\x7fELF|MZ.\0|\xca\xfe\xba\xbe|ID3[\2-\4]|OggS\0",
        N_("this is no document; a .docx, .pdf, .html, .md or .txt file is expected"),
    ),
    (
        rb"\xdb\xa5-\0|\x31\xbe\0\0|\xfe7\0[#\x1c]",
        N_("this is an old Word file (.doc); open it in a word processor and save it as .docx"),
    ),
)
# a text whose first word begins like a zip file does
_PLAIN_PK = re.compile(rb"PK(?![\1-\10])")
_BLANKS = b"\xff\xfe\0 \t\r\n\f\v"


def open_document(path: str, encoding: str | None = None) -> Document:
    """Read one file, or standard input ("-").

    Raises:
        SourceError: it cannot be read, and why, or ``read`` refuses it.
    """
    return read(*content_of(path), encoding)


def content_of(path: str) -> tuple[str, bytes]:
    """The bytes of a file, or of standard input, and how it is called.

    Raises:
        SourceError: it cannot be read, is a folder, or larger than the limits allow.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            refuse(STANDARD_INPUT_NAME, _("cannot be read: it is closed"))
        return STANDARD_INPUT_NAME, sys.stdin.buffer.read(LIMITS.bytes + 1)
    try:
        size = os.stat(path).st_size
        if size > LIMITS.bytes:
            refuse(path, too_long(size, LIMITS.bytes))
        with open(path, "rb") as file:
            return path, file.read(LIMITS.bytes + 1)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise SourceError(Problem(path, 0, 0, _("cannot be read: {reason}").format(reason=reason))) from None


def too_long(size: int, most: int) -> str:
    """The message about a file of more bytes than are read."""
    return _("the file has {size:,} bytes; at most {most:,} are read of a document").format(size=size, most=most)


def read(path: str, content: bytes, encoding: str | None = None) -> Document:
    """The document that a file holds: of the format that its first bytes have, and for texts of that which its name says.

    Raises:
        SourceError: it is empty, of a format that is not read (with what helps), damaged, protected, larger than the limits
            allow, or a library is not installed that reads it.
    """
    if len(content) > LIMITS.bytes:
        refuse(path, too_long(len(content), LIMITS.bytes))
    start = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if not start.strip(_BLANKS) and not content.strip(b"\xef\xbb\xbf" + _BLANKS):
        refuse(path, _("the file is empty"))
    if docx.is_word(content) and not _PLAIN_PK.match(content):
        return docx.read(path, content)
    if start.startswith(b"%PDF-") or (path.lower().endswith(".pdf") and not _is_page(start)):
        from orgrules.documents import pdf

        return pdf.read(path, content)
    _refuse_others(path, start)
    if encoding is None and _is_binary(start):
        refuse(path, _("this is no document; a .docx, .pdf, .html, .md or .txt file is expected"))
    return _read_text(path, content, encoding, start)


def _read_text(path: str, content: bytes, encoding: str | None, start: bytes) -> Document:
    name = path.lower()
    is_page = name.endswith(_NAMES_OF_PAGES) or (not name.endswith(_NAMES_OF_MARKDOWN) and _is_page(start))
    if is_page:
        from orgrules.documents import html

        return html.read(path, content, encoding)
    if len(content) > LIMITS.text_bytes:
        refuse(path, too_long(len(content), LIMITS.text_bytes))
    if name.endswith(_NAMES_OF_MARKDOWN):
        from orgrules.documents import markdown

        return markdown.read(path, content, encoding)
    if name.endswith(_NAMES_OF_DATA):
        refuse(
            path,
            _("this is no document but a design or a table; orgrules check reads it. Save job descriptions as .docx or .txt"),
        )
    from orgrules.documents import txt

    return txt.read(path, content, encoding)


def _refuse_others(path: str, start: bytes) -> None:
    """Refuse formats that are known and not read, with what helps."""
    for beginning, message in _REFUSED:
        if re.match(beginning, start.lstrip(b" \t\r\n"), re.DOTALL):
            refuse(path, _(message))
    if b"application/vnd.oasis.opendocument.text" in start:
        refuse(path, _("this is an OpenDocument text (.odt); save it as .docx"))


def _is_page(start: bytes) -> bool:
    """Whether a file begins as a page of HTML does."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:2]:
        start = start[2:] if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
        start = start.replace(b"\0", b"")
    start = start.lstrip().lower()
    return start.startswith(b"<") and _PAGE.search(start) is not None


def _is_binary(start: bytes) -> bool:
    """Whether bytes are no text in any encoding: zeros or control characters stand among them, and not at each second place."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    controls = sum(start.count(bytes((code,))) for code in (*range(1, 8), *range(14, 27), *range(28, 32)))
    if controls * 20 > len(start):
        return True
    if b"\0" not in start:
        return False
    even, odd = start[::2].count(0), start[1::2].count(0)
    return not (max(even, odd) * 4 > len(start) or start.count(0) * 2 > len(start))
