"""Makes the documents of books: Word files and PDFs when tests need them, in one folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.documents.books import features, pages, word
from tests.documents.books.programs import chromium, libreoffice
from tests.documents.books.truth import HERE, Book

#: What stands beside the truths as a file.
FILES = ("property", "bank", "restaurant", "school", "museum", "call-center")
WORD = {
    "factory": features.factory,
    "hospital": word.hospital,
    "online-shop": word.online_shop,
    "car-parts": word.car_parts,
    "transit": word.transit,
}
#: Pages that LibreOffice makes Word files of.
WORD_OF_PAGES = {"hotel": pages.hotel}
#: Word files that LibreOffice makes PDFs of, and pages that Chromium prints.
PDF_OF_WORD = {"logistics": word.logistics}
PDF_OF_PAGES = {"software": pages.software, "pharma": pages.pharma}
NAMES = (*FILES, *WORD, *WORD_OF_PAGES, *PDF_OF_WORD, *PDF_OF_PAGES)


def made(book: Book, folder: Path) -> Path:
    """The document of a book, made where it is not there yet; the test is skipped where the program is missing that makes it."""
    file = folder / book.document
    if file.exists():
        return file
    if book.name in FILES:
        shutil.copy(HERE / book.document, file)
    elif book.name in WORD:
        WORD[book.name](book, file)
    elif book.name in PDF_OF_WORD:
        source = file.with_suffix(".docx")
        PDF_OF_WORD[book.name](book, source)
        libreoffice(source, "pdf", folder)
    elif book.name in PDF_OF_PAGES:
        page = file.with_suffix(".html")
        page.write_text(PDF_OF_PAGES[book.name](book), "utf-8")
        chromium(page, file)
    else:
        page = file.with_suffix(".html")
        page.write_text(WORD_OF_PAGES[book.name](book), "utf-8")
        libreoffice(page, "docx:MS Word 2007 XML", folder)
    return file
