"""Steps as cells of the tables that a design was read from: which cell is to say what, in the words that its column has.

A column that names managers by their ids gets an id, one that names them by e-mail an e-mail. What no cell can hold is told, with
the reason: a table has no column for most keys, and no row is added or removed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.changes.steps import Add, Drop, Put, Remove, Step
from orgrules.edits.tables.cells import Cell, Unsaid
from orgrules.edits.tables.persons import PEOPLE, is_held
from orgrules.edits.tables.positions import POSITIONS
from orgrules.edits.tables.units import UNITS
from orgrules.edits.tables.writer import NoCellError, TableWriter
from orgrules.errors import Problem, SourceError
from orgrules.locale import _
from orgrules.organization.model import Organization
from orgrules.tables.asked import Asked

_ASKED = Asked()
#: How often steps that are read otherwise are left out, before all of them are.
_MOST_ROUNDS = 3


class TableEdits(NamedTuple):
    """The cells that are to hold other texts, and the steps that no cell can hold."""

    cells: list[Cell]
    unsaid: list[Unsaid]


class EditedTables(NamedTuple):
    """The new bytes of those files that could be written, by path; the cells of all others; the steps that no cell can hold."""

    contents: Mapping[str, bytes]
    cells: list[Cell]
    unsaid: list[Unsaid]


def cells_of(organization: Organization, steps: Sequence[Step]) -> TableEdits:
    """Steps about an organization that is read from tables, as cells to change.

    What is renamed is renamed in the cells that refer to it by that name, too.
    """
    table = organization.design.table
    if table is None:
        message = "the organization is read from no table"
        raise ValueError(message)
    removed = frozenset(step.at for step in steps if isinstance(step, Remove) and step.section == "people")
    writer = TableWriter(organization, table, removed)
    unsaid = []
    for number, step in sorted(enumerate(steps), key=lambda pair: (_order(pair[1]), pair[0])):
        writer.step = number
        try:
            _lay(writer, step)
            writer.rows.keep()
        except NoCellError as error:
            writer.rows.undo()
            unsaid.append(Unsaid(number, _problem(organization, step, error)))
    return TableEdits(writer.rows.cells(), sorted(unsaid, key=lambda each: each.step))


def edited_tables(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], asked: Asked = _ASKED
) -> EditedTables:
    """Steps written into the files of tables; ``contents`` are the bytes of the files, by their paths as they were read.

    CSV files and workbooks of XML are written; of other kinds the cells are told. A step is written whole or not at all, and
    only where the files, read again as ``asked``, say what the steps say.

    Raises:
        SourceError: a file cannot be read any more.
    """
    kept = list(range(len(steps)))
    unsaid: dict[int, Unsaid] = {}
    rounds = 0
    while True:
        found = cells_of(organization, [steps[number] for number in kept])
        unsaid |= {kept[each.step]: Unsaid(kept[each.step], each.problem) for each in found.unsaid}
        cells = [cell._replace(steps=tuple(kept[number] for number in cell.steps)) for cell in found.cells]
        new, left, refused = _written(cells, contents, asked.encoding)
        # a step is about several cells: those that could be written are not to stand alone
        gone = {number: problem for cell, problem in refused for number in cell.steps}
        if not gone and new:
            laid = [number for number in kept if number not in unsaid]
            gone = _read_otherwise(organization, steps, laid, cells, new, asked, everything=rounds == _MOST_ROUNDS)
            rounds += 1
        if not gone:
            return EditedTables(new, left, [unsaid[number] for number in sorted(unsaid)])
        unsaid |= {number: Unsaid(number, problem) for number, problem in gone.items()}
        kept = [number for number in kept if number not in unsaid]


def _read_otherwise(
    organization: Organization,
    steps: Sequence[Step],
    laid: Sequence[int],
    cells: Iterable[Cell],
    new: Mapping[str, bytes],
    asked: Asked,
    *,
    everything: bool,
) -> dict[int, Problem]:
    """The steps that the files, read again, would not say: those about entries that are not as they are to be.

    Where it is not clear which those are, or after many rounds, it is all of them.
    """
    from orgrules.edits.tables.reading_again import different_entries

    different = different_entries(organization, [steps[number] for number in laid], new, asked)
    if different is not None and not different:
        return {}
    places = {number: cell for cell in cells for number in cell.steps}
    about = {number: (steps[number].section, getattr(steps[number], "at", -1)) for number in laid}
    blamed = [number for number in laid if different is not None and about[number] in different]
    why = _("read again, the table would say something else than this")
    return {
        number: places[number].problem(why) if number in places else Problem(organization.design.path, 0, 0, why)
        for number in (laid if everything or not blamed else blamed)
    }


def _written(
    cells: Iterable[Cell], contents: Mapping[str, bytes], encoding: str | None
) -> tuple[dict[str, bytes], list[Cell], list[tuple[Cell, Problem]]]:
    """The files that were written, the cells of those that are not, and the cells that could not be."""
    from orgrules.tables.formats import format_of

    by_path: dict[str, list[Cell]] = {}
    for cell in cells:
        by_path.setdefault(cell.path, []).append(cell)
    new: dict[str, bytes] = {}
    left: list[Cell] = []
    refused: list[tuple[Cell, Problem]] = []
    for path, those in by_path.items():
        content = contents.get(path)
        kind = "" if content is None else format_of(path, content).name
        if content is not None and kind == "csv":
            from orgrules.edits.tables.csv import edited_csv

            written = edited_csv(content, path, those, encoding)
        elif content is not None and kind == "workbook" and _is_written(content):
            from orgrules.edits.tables.workbook import edited_workbook

            written = edited_workbook(content, path, those)
        else:
            left += those
            continue
        if written.content != content:
            new[path] = written.content
        refused += [(each.cell, each.cell.problem(each.why)) for each in written.refused]
    return new, left, refused


def _is_written(content: bytes) -> bool:
    from orgrules.edits.tables.workbook import is_written

    try:
        return is_written(content)
    except SourceError:
        return False


def _order(step: Step) -> int:
    """Steps by which things are called otherwise before those that refer to them; the removals of persons last."""
    if isinstance(step, (Put, Drop)):
        return 0 if step.way[0] in ("id", "title", "name", "holder") else 1
    return 2


def _problem(organization: Organization, step: Step, error: NoCellError) -> Problem:
    at = error.at
    if at is not None:
        return at.source.of_sheet.problem(at.row, at.column, error.why)
    if isinstance(step, (Put, Drop, Remove)) and step.section != "organization":
        lists: Mapping[str, Sequence[Any]] = {
            "positions": organization.design.positions,
            "units": organization.design.units or (),
            "people": organization.design.people or (),
        }
        if 0 <= step.at < len(lists[step.section]):
            declared = lists[step.section][step.at]
            way = step.way if isinstance(step, (Put, Drop)) else ()
            return declared.source.problem((*declared.route, *way), error.why)  # type: ignore[no-any-return]
    return Problem(organization.design.path, 0, 0, error.why)


def _lay(writer: TableWriter, step: Step) -> None:
    if isinstance(step, Add):
        raise NoCellError(_("rows of a table are added by hand: they say more than a design knows of"))
    if isinstance(step, Remove):
        if step.section == "people" and not is_held(writer, step.at):
            return  # whoever stands in no row is no longer there
        raise NoCellError(_("rows of a table are removed by hand: they say more than a design knows of"))
    if step.section == "organization":
        raise NoCellError(_("a table says nothing of the organization as a whole"))
    key = step.way[0]
    value = step.value if isinstance(step, Put) else None
    handlers = {"positions": POSITIONS, "units": UNITS, "people": PEOPLE}[step.section]
    handler = handlers.get(key)
    if handler is None or len(step.way) > (2 if key == "attributes" else 1):
        raise NoCellError(_('a table has no column for "{key}"').format(key=".".join(step.way)))
    handler(writer, step, value)
