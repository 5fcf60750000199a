"""PDF files: the text that stands on their pages, as one reads it.

One module a step: ``pages`` gives characters, ``drawings`` drawn lines, ``grids`` cells, ``ends`` those that the end of a page
leaves open, ``lines`` the order of reading, ``margins`` takes headers and footers out, ``paragraphs`` and ``tables`` put
together what lines and pages break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from orgrules.documents.limits import needs, refuse
from orgrules.documents.model import Document, Note, Place
from orgrules.documents.pdf.assembly import blocks
from orgrules.documents.pdf.lines import TABULATED, UNWRITTEN
from orgrules.documents.pdf.pages import Page, read_page
from orgrules.documents.pdf.sheets import sheets
from orgrules.locale import _
from orgrules.text import shown

MOST_BYTES = 100_000_000
MOST_PAGES = 2_000
#: The most characters of all pages together; a handbook of 200 pages has 300,000.
MOST_CHARACTERS = 2_000_000
#: How much of a page a picture takes that is told, and how much one that is the page, scanned.
_PICTURE, _SCAN = 0.15, 0.5
#: How far into a file its first bytes may stand.
_HEAD = 1024
_REASON = re.compile(r"PDFium: (.*?)\)?\.?$")


def read(path: str, content: bytes) -> Document:
    """A PDF file as blocks: paragraphs, headings and ruled tables, without headers and footers.

    Raises:
        SourceError: for what is no PDF or damaged, needs a password, is a scan, or larger than what is read.
    """
    if len(content) > MOST_BYTES:
        message = _("the file has {size:,} bytes; at most {most:,} are read of a document")
        refuse(path, message.format(size=len(content), most=MOST_BYTES))
    if b"%PDF-" not in content[:_HEAD]:
        refuse(path, _("this is no PDF file, whatever its name says; it does not begin with %PDF-"))
    notes: list[Note] = []
    pages, least = _pages(path, content, notes)
    count = len(pages)
    _refuse_scans(path, pages)
    found = blocks(path, sheets(pages, least))
    _tell(path, pages, notes)
    return Document(path, "pdf", found, tuple(sorted(notes, key=lambda note: note.place.page)), count)


def _pages(path: str, content: bytes, notes: list[Note]) -> tuple[list[Page], float]:
    """Every page of a file, one that cannot be read told, and empty; and how much room beside a Chinese character is a blank."""
    try:
        import pdfplumber.table  # noqa: F401 - only to say at once that it is missing
        import pypdfium2 as pdfium
        from pypdfium2 import raw
    except ImportError as error:
        needs(path, "PDF", (error.name or "pypdfium2").partition(".")[0])
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            refuse(path, _("the PDF is protected by a password; open it, save it without one, and give that file"))
        refuse(path, _damaged(error))
    try:
        count = len(document)
        if not count:
            refuse(path, _("the PDF is damaged (it has no pages); open it in a viewer and print it to a new file"))
        if count > MOST_PAGES:
            message = _("the PDF has {count:,} pages; at most {most:,} are read of a document")
            refuse(path, message.format(count=count, most=MOST_PAGES))
        if raw.FPDF_GetFormType(document.raw) == raw.FORMTYPE_XFA_FULL:
            refuse(path, _("the PDF is a form that only Adobe Reader shows (XFA); open it there and print it to a new file"))
        pages: list[Page] = []
        characters = 0
        for number in range(1, count + 1):
            try:
                pages.append(_read(document, number, raw))
            except pdfium.PdfiumError as error:
                pages.append(Page(number, 1.0, 1.0))
                text = _("the page is damaged ({reason}) and was not read").format(reason=shown(str(error)))
                notes.append(Note(Place(path, page=number), text))
            characters += len(pages[-1].glyphs)
            if characters > MOST_CHARACTERS:
                message = _("the PDF has more than {most:,} characters, the most that are read of a document")
                refuse(path, message.format(most=MOST_CHARACTERS))
        is_chromium = document.get_metadata_value("Producer").startswith("Skia")
        return pages, UNWRITTEN if is_chromium else TABULATED
    finally:
        document.close()


def _damaged(error: object) -> str:
    reason = _REASON.search(str(error))
    if getattr(error, "err_code", 0) == 0 and reason:  # what pdfium says of a file without pages is "Success"
        return _("the PDF is damaged (it has no pages); open it in a viewer and print it to a new file")
    text = _("the PDF is damaged ({reason}); open it in a viewer and print it to a new file")
    return text.format(reason=shown(reason[1] if reason else str(error)))


def _read(document: Any, number: int, raw: Any) -> Page:
    page = document[number - 1]
    written = None
    try:
        if _has_fields(page, raw):
            text = page.get_textpage()
            written = text.count_chars()
            text.close()
            if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
                page.close()
                page = document[number - 1]  # what was typed into its fields is now text of the page
        return read_page(page, number, written)
    finally:
        page.close()


def _has_fields(page: Any, raw: Any) -> bool:
    """Whether text stands on a page that is none of its content: in fields of a form, or typed over it."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
                return True
    return False


def _refuse_scans(path: str, pages: Sequence[Page]) -> None:
    """A document without any text is a scan, or empty."""
    if any(page.glyphs or page.turned or page.askew for page in pages):
        return
    if any(page.drawing.pictures >= _SCAN for page in pages):
        refuse(
            path, _("the PDF is a scan: its pages are pictures without text; have the text recognized (OCR), and give that file")
        )
    refuse(path, _("the PDF has no text on any page; if it is drawn as curves, save it from its program as a PDF with text"))


def _tell(path: str, pages: Sequence[Page], notes: list[Note]) -> None:
    """Notes on what is not read of pages, or is read with care."""
    told = {note.place.page for note in notes}
    for page in pages:
        texts = []
        if page.is_cut:
            texts.append(_("the page has more characters than are read of a page; the rest was left out"))
        if page.drawing.is_dense:
            texts.append(_("the page is a drawing of many lines; tables on it were read as lines"))
        if page.askew:
            texts.append(_('text that is turned was left out: "{text}"').format(text=shown(page.askew[:60])))
        if page.is_recognized:
            texts.append(_("the text is under a picture, as recognized in a scan; characters may be wrong"))
        elif not page.glyphs and page.number not in told:
            is_picture = page.drawing.pictures >= _PICTURE
            texts.append(_("the page is a picture without text") if is_picture else _("the page has no text"))
        elif page.drawing.pictures >= _PICTURE:
            texts.append(_("a picture; what it shows was not read"))
        notes += [Note(Place(path, page=page.number), text) for text in texts]
