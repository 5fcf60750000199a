"""Word files: .docx, with and without macros, templates, and the Strict edition of the format.

The text is read from the XML: Word's libraries for Python leave out automatic numbers, text boxes, content controls and tracked
insertions. What a reader of the printed page sees is what is read: insertions are taken, deletions left out.

Paragraphs of the body are counted from 1 with the empty ones, without those in tables and boxes; paragraphs in a cell from 1 in
the cell; tables from 1 as they begin, those in cells too. What stands in a box has the place of the paragraph that the box is
anchored in, and comes after it. Footnotes are noted, and not read: they would stand in the midst of what they explain. Comments
and empty paragraphs are left out without a word; so are headers and footers, but for words that look like those of a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from orgrules.documents.limits import needs, refuse
from orgrules.documents.model import Document, Note, Place
from orgrules.documents.word.body import Body
from orgrules.documents.word.fields import unended
from orgrules.documents.word.numbering import Numbering
from orgrules.documents.word.parts import Parts, damaged, protected
from orgrules.documents.word.styles import Styles
from orgrules.documents.word.text import Reader, clean
from orgrules.documents.word.xml import all_text, attribute, child, tag
from orgrules.locale import _
from orgrules.text import shown

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
#: Namespaces of Word files that are one file of XML, and no zip file.
_ONE_FILE = (b"http://schemas.microsoft.com/office/word/2003/wordml", b"http://schemas.microsoft.com/office/2006/xmlPackage")

#: Words of a form that a header may hold: the number and the version of the document.
_FORM = re.compile(r"编号|編號|版本|版次|生效|\b(?:No\.|number|version|revision)", re.IGNORECASE)


def is_word(content: bytes) -> bool:
    """Whether bytes begin like a file that ``read`` reads, or refuses by its name: also what Word wrote before .docx."""
    return content.startswith((_ZIP, _OLE, _RTF)) or any(name in content[:4096] for name in _ONE_FILE)


def read(path: str, content: bytes) -> Document:
    """The blocks of a Word file.

    Raises:
        SourceError: for what is damaged, protected, too long, or in another format, with what helps.
    """
    refused = _refused(content)
    if refused:
        refuse(path, refused)
    try:
        import lxml.etree as _lxml  # noqa: F401 - whether it is there is told before anything is unpacked
    except ImportError:
        needs(path, "Word", "lxml")
    return _read(Parts(path, content))


def _read(parts: Parts) -> Document:
    document = parts.document()
    content = child(document, "w:body")
    if tag(document) != "w:document" or content is None:
        refuse(parts.path, damaged(_("it has no text")))
    styles = Styles(parts.one("styles"))
    reader = Reader(styles, _notes_below(parts), unended(content))
    body = Body(parts.path, styles, Numbering(parts.one("numbering"), styles), reader)
    blocks = body.read(content)
    whole = Place(parts.path)
    notes = [*_of_headers(parts, whole), *body.notes]
    if body.has_changes:
        notes.insert(0, Note(whole, _("the document tracks changes: what was inserted is read, what was deleted is left out")))
    return Document(parts.path, "docx", blocks, tuple(notes))


def _refused(content: bytes) -> str:
    """Why bytes are not read that are no zip file, or nothing."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return protected()
        if "WordDocument".encode("utf-16-le") in content:
            return _("this is a document of Word 97-2003 (.doc); save it as .docx")
        return _("this is a file of an older program (.doc, .xls, .ppt or .msg); save what it says as .docx")
    if content.startswith(_RTF):
        return _("this is a document in Rich Text Format (.rtf); save it as .docx")
    if any(name in content[:4096] for name in _ONE_FILE):
        return _("this is a document of Word in one file of XML; save it as .docx")
    if not content:
        return _("the file is empty")
    return "" if content.startswith(_ZIP) else _("this is no document of Word (.docx): it does not begin like a zip file")


def _notes_below(parts: Parts) -> Callable[[str, str], str]:
    """Finds the text of a footnote or an endnote; they are read when the first is asked for."""

    @cache
    def texts(kind: str) -> dict[str, str]:
        root = parts.one(kind)
        return {attribute(each, "id") or "": all_text(each) for each in root} if root is not None else {}

    return lambda kind, note: texts(kind).get(note, "")


def _of_headers(parts: Parts, whole: Place) -> list[Note]:
    """Headers and footers stand on every page and are left out; where one looks like a part of the form, its words are noted."""
    texts = [clean(all_text(each)) for kind in ("header", "footer") for each in parts.all(kind)]
    told = [text for text in dict.fromkeys(texts) if _FORM.search(text)]
    return [Note(whole, _('a header or footer is left out: "{text}"').format(text=shown(text))) for text in told]
