"""Blocks as short texts, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterable

from orgrules.documents.model import Block, Cell, Document, Paragraph


def said(block: Block) -> str:
    """A paragraph as ``line: ## text``, with the mark of a list and its depth; a table as its rows."""
    if isinstance(block, Paragraph):
        number = f"{block.number} " if block.number else ""
        depth = ">" * block.level + " " * (block.level > 0)
        heading = "#" * block.heading + " " * (block.heading > 0)
        return f"{block.place.line}: {depth}{heading}{number}{block.text}"
    return f"{block.place.line}: " + " / ".join(" | ".join(map(_cell, row)) for row in block.rows)


def _cell(cell: Cell) -> str:
    span = f"[{cell.rows}x{cell.columns}]" if (cell.rows, cell.columns) != (1, 1) else ""
    inner = " + ".join(said(block).partition(": ")[2] for block in cell.blocks)
    return f"{'*' if cell.is_header else ''}{inner}{span}"


def all_said(blocks: Iterable[Block]) -> list[str]:
    """Every block of a document, in short."""
    return [said(block) for block in blocks]


def notes(document: Document) -> list[str]:
    """Every note of a document with its line."""
    return [f"{note.place.line}: {note.text}" for note in document.notes]
