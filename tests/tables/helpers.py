"""A table from its text: as it is read, and as it is linked."""

from __future__ import annotations

from orgrules.design.load import table_source
from orgrules.design.read import design_of
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.tables.asked import Asked
from orgrules.tables.read import read_table
from orgrules.tables.source import Table
from tests.helpers import shipped_library


def table(text: str | bytes, path: str = "people.csv", **columns: str) -> Table:
    """What a file of tables is understood as; ``columns`` are those that the user names."""
    content = text.encode() if isinstance(text, str) else text
    return read_table(content, path, Asked(tuple(columns.items())))


def organization(text: str | bytes, path: str = "people.csv", **columns: str) -> Organization:
    """The organization that a file of tables is linked to."""
    content = text.encode() if isinstance(text, str) else text
    library = shipped_library()
    design = design_of(table_source(content, path, Asked(tuple(columns.items()))))
    return link(design, library.titles, library.terms)


def lines(found: Organization) -> list[tuple[str, str | None]]:
    """Each position's title, and that of its manager."""
    return [(position.title, position.manager.title if position.manager else None) for position in found.positions]


def decided(found: Table) -> str:
    """What was decided of the table, as one text."""
    return "\n".join(map(str, found.decided))
