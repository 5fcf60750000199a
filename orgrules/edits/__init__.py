"""Steps written into the files of a design: what is to change and nothing else.

``edited`` gives the new bytes of the files that change; it writes nothing to the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from orgrules.changes.steps import Step
from orgrules.edits.cells import Cell, Unsaid
from orgrules.organization.model import Organization


class Edited(NamedTuple):
    """The new bytes of the files that change, by their paths as the design names them.

    ``cells`` are those of tables that are to hold other texts; of files that are not in ``contents`` they are to be changed by
    hand. ``unsaid`` are the steps that no cell can hold.
    """

    contents: Mapping[str, bytes]
    cells: Sequence[Cell] = ()
    unsaid: Sequence[Unsaid] = ()


def edited(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], encoding: str | None = None
) -> Edited:
    """The files of an organization with steps written into them; ``contents`` are their bytes as they were read.

    Raises:
        CannotEdit: a step cannot be written where it belongs.
        SourceError: a table cannot be read any more.
        DesignError: with the steps it is no design.
        EditError: what was written does not say what the steps say.
    """
    if not steps:
        return Edited({})
    if organization.design.table is not None:
        from orgrules.edits.tables import cells_of, edited_tables

        found = edited_tables(organization, steps, contents, encoding)
        unsaid = {each.step for each in found.unsaid}
        cells = cells_of(organization, [step for number, step in enumerate(steps) if number not in unsaid]).cells
        return Edited(found.contents, cells, found.unsaid)
    from orgrules.edits.yaml import edited_files

    return Edited(edited_files(organization, steps, contents, encoding))
