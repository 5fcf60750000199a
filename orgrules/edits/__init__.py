"""Steps written into the files of a design: what is to change and nothing else.

``edited`` gives the new bytes of the files that change; it writes nothing to the disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from orgrules.changes.steps import Step
from orgrules.edits.tables.cells import Cell, Unsaid
from orgrules.organization.model import Organization
from orgrules.tables.asked import Asked


class Edited(NamedTuple):
    """The new bytes of the files that change, by their paths as the design names them.

    ``cells`` are those of tables that are to hold other texts, in files that cannot be written. ``unsaid`` are the steps that no
    cell can hold.
    """

    contents: Mapping[str, bytes]
    cells: Sequence[Cell] = ()
    unsaid: Sequence[Unsaid] = ()


def edited(
    organization: Organization,
    steps: Sequence[Step],
    contents: Mapping[str, bytes],
    encoding: str | None = None,
    tables: Asked = Asked(),  # noqa: B008 - frozen
) -> Edited:
    """The files of an organization with steps written into them; ``contents`` are their bytes as they were read.

    ``tables`` is how tables were read. Of those, steps that no cell can hold are told in ``unsaid``, and the others written.

    Raises:
        CannotEdit: a step cannot be written where it belongs.
        DesignError: with the steps it is no design.
        EditError: what was written does not say what the steps say.
    """
    if not steps:
        return Edited({})
    if organization.design.table is not None:
        from orgrules.edits.tables import edited_tables

        asked = tables if encoding is None else tables._replace(encoding=encoding)
        written = edited_tables(organization, steps, contents, asked)
        return Edited(written.contents, written.cells, written.unsaid)
    from orgrules.edits.yaml import edited_files

    return Edited(edited_files(organization, steps, contents, encoding))
