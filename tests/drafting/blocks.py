"""Blocks of documents as tests write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orgrules.documents.model import Block, Cell, Document, Paragraph, Place, Table
from orgrules.drafting.model import Handbook, Job, Said
from orgrules.drafting.reading.handbook import handbook

HERE = Place("handbook")


def lines(text: str) -> list[Block]:
    """Each line of a text as a paragraph; ``# `` begins a heading, ``**`` a bold one."""
    blocks: list[Block] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare:
            continue
        level = len(bare) - len(bare.lstrip("#"))
        text_of = bare.lstrip("#").strip() if level else bare.strip("*").strip() if bare.startswith("**") else bare
        blocks.append(Paragraph(text_of, HERE._replace(line=number), heading=level, is_bold=bare.startswith("**")))
    return blocks


def table(*rows: Sequence[str | tuple[str, int, int]]) -> Table:
    """A table: each cell a text, or a text with the rows and columns that it takes; lines of a text are paragraphs."""
    taken: set[tuple[int, int]] = set()
    made: list[tuple[Cell, ...]] = []
    for row_number, row in enumerate(rows, 1):
        column, cells = 1, []
        for each in row:
            text, height, width = each if isinstance(each, tuple) else (each, 1, 1)
            while (row_number, column) in taken:
                column += 1
            place = HERE._replace(table=1, row=row_number, column=column)
            paragraphs = tuple(Paragraph(line, place) for line in text.split("\n") if line)
            cells.append(Cell(paragraphs, row_number, column, height, width))
            taken |= {(row_number + down, column + right) for down in range(height) for right in range(width)}
            column += width
        made.append(tuple(cells))
    return Table(tuple(made), HERE._replace(table=1))


def read(*blocks: Block | Iterable[Block]) -> Handbook:
    """What blocks, or a text, say of jobs."""
    flat: list[Block] = []
    for block in blocks:
        flat += [block] if isinstance(block, Paragraph | Table) else list(block)
    return handbook([Document("handbook", "txt", tuple(flat))])


def plain(job: Job) -> dict[str, Any]:
    """What a job says, without places."""
    said = {str(name): [each.text for each in statements] for name, statements in job.fields.items()}
    rest = {"?": [each.text for each in job.not_understood]} if job.not_understood else {}
    return {"title": job.title.text, **said, **rest}


def texts(said: Iterable[Said]) -> list[str]:
    return [each.text for each in said]
