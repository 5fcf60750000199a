"""Tables with steps written into them, read again, beside the design that the steps give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Step, lay_over
from orgrules.design.load import table_source
from orgrules.design.read import Design, design_of
from orgrules.edits.tables import EditedTables, edited_tables
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.rulebook.cache import quick_library
from orgrules.tables.asked import Asked


def read(content: str | bytes, path: str = "people.csv") -> Organization:
    """The organization of a file of tables."""
    data = content.encode() if isinstance(content, str) else content
    return linked(design_of(table_source(data, path, Asked())))


def linked(design: Design) -> Organization:
    library = quick_library([])
    return link(design, library.titles, library.terms)


def write(content: str | bytes, steps: Sequence[Step], path: str = "people.csv") -> EditedTables:
    """The steps written into a file; where any could be, it is read again as what they give."""
    data = content.encode() if isinstance(content, str) else content
    organization = read(data, path)
    edited = edited_tables(organization, steps, {path: data})
    gone = {each.step for each in edited.unsaid}
    laid = [step for number, step in enumerate(steps) if number not in gone]
    if edited.contents or not edited.cells:
        again = read(edited.contents.get(path, data), path)
        assert looks(again) == looks(linked(lay_over(organization, laid)))
    return edited


def text_of(edited: EditedTables, path: str = "people.csv", encoding: str = "utf-8") -> str:
    return edited.contents[path].decode(encoding)


def reasons(edited: EditedTables) -> list[tuple[int, str]]:
    return [(each.step, each.problem.message) for each in edited.unsaid]


def looks(organization: Organization) -> Mapping[str, Any]:
    """All that an organization is to its rules."""
    return {
        "positions": [
            {
                "id": each.id,
                "title": each.title,
                "manager": (each.manager.index if each.manager else None, each.manager_status),
                "unit": each.unit and [unit.name for unit in (each.unit, *each.unit.above())],
                "dotted": [(line.target.index if line.target else None, line.status) for line in each.dotted],
                "holder": each.holder and (each.holder.id, each.holder.name),
                "vacant": "holder" in each.declared.entry.written and each.declared.entry.holder is None,
                "shared": [holder.reference for holder in each.co_holders],
                "number": (each.declared.entry.headcount, each.declared.entry.fte),
                "duties": each.declared.entry.duties,
                "family": each.declared.entry.job_family,
                "attributes": each.declared.entry.attributes,
                "role": each.resolution.role,
                "outside": each.is_outside,
            }
            for each in organization.positions
        ],
        "units": sorted(
            (unit.name, unit.parent.name if unit.parent else "", unit.head.index if unit.head else -1)
            for unit in organization.units
        ),
        "people": sorted(
            (str(each.id), each.name, each.declared.entry.education or "") for each in organization.people if each.declared
        ),
    }
