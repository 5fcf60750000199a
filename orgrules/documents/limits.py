"""What a document of whom nobody knows may cost, and how it is refused."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from orgrules.errors import Problem, SourceError
from orgrules.locale import _


class Limits(NamedTuple):
    """What one document may cost. A handbook of 200 pages has some 5,000 blocks, and half a megabyte of text."""

    bytes: int = 128 * 1024 * 1024
    text_bytes: int = 16 * 1024 * 1024  # of plain texts and Markdown, which hold no pictures
    blocks: int = 200_000  # paragraphs and cells
    depth: int = 200  # elements of a page that stand one within another
    brackets: int = 2_000  # of one paragraph in Markdown, each of which may begin a link


#: The limits that hold for every document.
LIMITS = Limits()


def refuse(path: str, message: str, line: int = 0) -> NoReturn:
    """Say why a document is not read."""
    raise SourceError(Problem(path, line, 1 if line else 0, message))


def check_blocks(path: str, number: int) -> None:
    """Refuse a document of more paragraphs and cells than are read."""
    if number > LIMITS.blocks:
        refuse(
            path, _("more than {most:,} paragraphs and cells, the most that are read of a document").format(most=LIMITS.blocks)
        )


def needs(path: str, kind: str, library: str) -> NoReturn:
    """Say that a library is not installed which reads files of a kind."""
    message = _('{kind} files are read by {library}, which is not installed; pip install "orgrules[documents]"')
    refuse(path, message.format(kind=kind, library=library))
