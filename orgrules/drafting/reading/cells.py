"""What stands in the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgrules.documents.marks import mark_of
from orgrules.documents.model import Block, Cell, Paragraph, Place
from orgrules.drafting.reading.labels import meaning_of
from orgrules.drafting.reading.meanings import Meaning

Row = Sequence[Cell]


def text_of(cell: Cell) -> str:
    """All that stands in a cell, its paragraphs parted by line breaks."""
    return "\n".join(_texts(cell.blocks)).strip()


def line_of_cell(cell: Cell) -> str:
    """All that stands in a cell as one line, as a label has its characters below each other."""
    return text_of(cell).replace("\n", "") if any(ord(each) > 127 for each in text_of(cell)) else " ".join(text_of(cell).split())


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text.strip()
        else:
            for row in block.rows:
                for cell in row:
                    yield from _texts(cell.blocks)


def filled(row: Row) -> list[Cell]:
    """The cells of a row in which something stands."""
    return [cell for cell in row if text_of(cell)]


def label_of(cell: Cell) -> Meaning | None:
    """What a cell announces that is a label alone."""
    text = line_of_cell(cell)
    found = meaning_of(text) if text and len(text) <= 80 else None
    if found is None:
        mark, rest = mark_of(text)
        found = meaning_of(rest) if mark.shape and rest else None
    return found


def place_of(cell: Cell, place: Place) -> Place:
    """The place of what stands first in a cell."""
    first = next((block for block in cell.blocks if isinstance(block, Paragraph)), None)
    return first.place if first else place
