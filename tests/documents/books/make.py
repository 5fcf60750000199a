"""Makes the documents of books: Word files and PDFs when tests need them, in one folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.documents.books import pages, word
from tests.documents.books.programs import libreoffice
from tests.documents.books.truth import HERE, Book

#: What stands beside the truths as a file.
FILES = ("property", "bank", "restaurant")
WORD = {"hospital": word.hospital, "online-shop": word.online_shop}
#: Pages that LibreOffice makes Word files of.
WORD_OF_PAGES = {"hotel": pages.hotel}
NAMES = (*FILES, *WORD, *WORD_OF_PAGES)


def made(book: Book, folder: Path) -> Path:
    """The document of a book, made where it is not there yet; the test is skipped where the program is missing that makes it."""
    file = folder / book.document
    if file.exists():
        return file
    if book.name in FILES:
        shutil.copy(HERE / book.document, file)
    elif book.name in WORD:
        WORD[book.name](book, file)
    else:
        page = file.with_suffix(".html")
        page.write_text(WORD_OF_PAGES[book.name](book), "utf-8")
        libreoffice([page], "docx:MS Word 2007 XML", folder)
    return file
