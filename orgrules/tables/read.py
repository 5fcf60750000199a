"""A file of tables read as one organization: told top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from orgrules.errors import DesignError, Problem
from orgrules.files.source import paused_collector
from orgrules.locale import N_, _, ngettext
from orgrules.tables.asked import Asked
from orgrules.tables.columns import Layout, NoTableError, find_columns, has_column, person_columns
from orgrules.tables.entries import write_entries
from orgrules.tables.formats import format_of, reader_of
from orgrules.tables.heads import find_heads, lead
from orgrules.tables.limits import Budget
from orgrules.tables.managers import find_managers, tops_that_name_themselves
from orgrules.tables.organogram import as_organogram, is_pair
from orgrules.tables.people import People, Seats
from orgrules.tables.persons import join_persons
from orgrules.tables.posts import directory_of, identify, ids_of, sort_out
from orgrules.tables.rows import Rows, data_rows
from orgrules.tables.sheet import Sheet
from orgrules.tables.source import Table, TableSource
from orgrules.tables.units import Places
from orgrules.text import listed, shown

#: Most rows that cannot be read which are told where none could be.
MOST_PROBLEMS = 20
#: Most columns that one note tells of.
MOST_COLUMNS = 30

#: What the meanings of columns are called.
MEANINGS = {
    "id": N_("id of the post"),
    "person": N_("id of the person"),
    "login": N_("login"),
    "email": N_("e-mail"),
    "dn": N_("directory name"),
    "holder": N_("person's name"),
    "name": N_("unit's name"),
    "first_name": N_("first name"),
    "last_name": N_("last name"),
    "title": N_("job title"),
    "reports_to": N_("manager"),
    "hierarchy": N_("hierarchy"),
    "dotted_line_to": N_("dotted line"),
    "unit": N_("unit"),
    "unit_id": N_("unit"),
    "parent": N_("unit above"),
    "head": N_("head of the unit"),
    "is_head": N_("head of the unit"),
    "primary": N_("main assignment"),
    "status": N_("status"),
    "deleted": N_("status"),
    "kind": N_("kind"),
    "headcount": N_("headcount"),
    "fte": N_("full-time equivalents"),
    "education": N_("education"),
    "skills": N_("skills"),
    "experience": N_("years of experience"),
    "certificates": N_("certificates"),
    "field_of_study": N_("field of study"),
    "duties": N_("duties"),
    "job_family": N_("job family"),
    "unit_type": N_("type of the unit"),
    "type": N_("type of the unit"),
    "region_level": N_("size of the region"),
}


def read_table(content: bytes, path: str, asked: Asked) -> Table:
    """The organization that a file of tables holds.

    Raises:
        SourceError: it cannot be read: no text, too large, a library that it needs is not installed.
        DesignError: no table in it is one of positions or units, or it is not clear which column means what.
    """
    with paused_collector():
        return organization_of(sheets_of(content, path, asked), asked, path)


def read_pair(first: tuple[str, bytes], second: tuple[str, bytes], asked: Asked) -> Table | None:
    """The organization of two files that are the senior and the junior posts of one organogram; None where they are not.

    Raises:
        SourceError, DesignError: as ``read_table``.
    """
    with paused_collector():
        sheets, others = (sheets_of(content, path, asked) for path, content in (first, second))
        return organization_of([*sheets, *others], asked, first[0]) if is_pair(sheets, others) else None


def sheets_of(content: bytes, path: str, asked: Asked) -> Sequence[Sheet]:
    """The sheets of a file, as its format reads them.

    Raises:
        SourceError: it cannot be read: no text, too large, a library that it needs is not installed.
    """
    Budget(path, asked.limits).check_size(len(content))
    return reader_of(format_of(path, content))(content, path, asked)


def organization_of(sheets: Sequence[Sheet], asked: Asked, path: str) -> Table:
    """The one organization of some sheets, of one file or of several.

    Raises:
        DesignError: as ``read_table``; of several files, none may be without a table of positions or units.
    """
    sheets = as_organogram(sheets)
    understood: list[tuple[Sheet, Layout]] = []
    persons: list[tuple[Sheet, Layout, tuple[Problem, ...]]] = []
    problems: list[Problem] = []
    decided: list[Problem] = []
    for sheet in sheets:
        decided += sheet.notes
        if not any(any(row) for row in sheet.rows):
            problems += sheet.unreadable
            continue
        try:
            understood.append((sheet, find_columns(sheet, asked_of(sheet, sheets, asked))))
        except NoTableError as error:  # persons, remarks beside the table, or a list of something else
            layout = person_columns(sheet, asked_of(sheet, sheets, asked)) if len(sheets) > 1 else None
            if layout is None:
                problems += error.problems
            else:
                persons.append((sheet, layout, error.problems))
    if not understood:
        problems += [problem for _sheet, _layout, wrong in persons for problem in wrong]
        raise NoTableError(*(problems or [Problem(path, 1, 1, _("no table: there is nothing in it"))]))
    parts = [data_rows(sheet, layout) for sheet, layout in understood]
    for sheet, layout, wrong in persons:
        rows = data_rows(sheet, layout)
        told_of_persons = join_persons(rows, parts)
        if told_of_persons is None:
            problems += wrong
        else:
            understood.append((sheet, layout))
            parts.append(rows)
            decided += told_of_persons
    read = {sheet.path for sheet, _layout in understood}
    told = {*read, *(problem.path for problem in problems)}
    empty = dict.fromkeys(sheet.path for sheet in sheets if sheet.path not in told)
    problems += [Problem(each, 1, 1, _("no table: there is nothing in it")) for each in empty]
    if unread := [problem for problem in problems if problem.path not in read]:
        raise NoTableError(*unread)
    decided += [problem._replace(message=_("this sheet is not read: {why}").format(why=problem.message)) for problem in problems]
    sources = [TableSource.of(sheet, layout) for sheet, layout in understood]
    units = [number for number, part in enumerate(parts) if part.layout.about == "units"]
    others = [number for number, part in enumerate(parts) if part.layout.about == "positions"]
    places = Places([parts[number] for number in units], [sources[number] for number in units])
    people = read_people([parts[number] for number in others], [sources[number] for number in others], places)
    for source, part in zip(sources, parts, strict=True):
        decided += [*told_columns(part.sheet, part.layout), *part.layout.notes, *_told_skipped(part.skipped)]
        source.skipped, source.number = part.skipped, len(part)
    table = Table(
        sources=tuple(sources),
        answers={"position": people.answers, "unit": places.answers},
        untitled=frozenset(people.untitled),
        unreadable=tuple(dict.fromkeys(problem for part in parts for problem in (*part.sheet.unreadable, *part.unreadable))),
        decided=(*decided, *people.decided),
        notes=tuple(dict.fromkeys(people.notes)),
        references=people.counts,
        zeros=tuple(people.zeros),
        gone=tuple(_told_gone(people)),
    )
    for source in sources:
        source.table = table
    _expect_something(table)
    return table


def asked_of(sheet: Sheet, sheets: Sequence[Sheet], asked: Asked) -> Asked:
    """What the user says of the columns of a sheet: not what is said of those of another."""
    absent = {name for _meaning, name in asked.columns if not has_column(sheet, name)}
    others = {name for name in absent if not asked.every_column or any(has_column(other, name) for other in sheets)}
    return asked._replace(columns=tuple(pair for pair in asked.columns if pair[1] not in others))


def read_people(parts: list[Rows], sources: list[TableSource], places: Places) -> People:
    """Positions, persons and reporting lines of all rows; the sources are filled, in their order."""
    people = find_people(parts, sources, places)
    write_entries(people, places)
    places.write(people)
    return people


def find_people(parts: list[Rows], sources: list[TableSource], places: Places) -> People:
    """As ``read_people``, with the sources as they are."""
    people = People(parts, sources)
    sort_out(people)
    identify(people)
    people.directory = directory_of(people, people.seats, people.persons)
    gone = Seats.of(seat for seat, _why in people.gone)
    people.left = directory_of(people, gone, ids_of(people, gone)[1])
    places.place(people)
    find_heads(places, people)
    find_managers(people)
    lead(places, people)
    tops_that_name_themselves(people)
    return people


def read_again(table: Table) -> tuple[People, Places]:
    """What was found out of the rows of a table on the way to its entries, for whoever writes into its cells.

    The sources of the parts are new ones, without entries; the table stays as it is.
    """
    understood = [source for source in table.sources if source.layout.about != "people"]
    parts = [data_rows(source.of_sheet, source.layout) for source in understood]
    for source in table.sources:
        if source.layout.about == "people":
            join_persons(data_rows(source.of_sheet, source.layout), parts)
    sources = [TableSource.of(source.of_sheet, source.layout) for source in understood]
    units = [number for number, part in enumerate(parts) if part.layout.about == "units"]
    others = [number for number, part in enumerate(parts) if part.layout.about == "positions"]
    places = Places([parts[number] for number in units], [sources[number] for number in units])
    with paused_collector():
        people = find_people([parts[number] for number in others], [sources[number] for number in others], places)
    return people, places


def _expect_something(table: Table) -> None:
    if any(source.data for source in table.sources):
        return
    if table.unreadable:
        raise DesignError(*table.unreadable[:MOST_PROBLEMS])
    source = table.sources[0]
    message = _("the table has a header, and no row below it that is a position or a unit")
    raise DesignError(source.of_sheet.problem(max(source.layout.header, 0), 0, message))


def meaning_words(means: str, layout: Layout) -> str:
    """What a meaning of a column is called."""
    level = means.removeprefix("level ")
    if level != means:
        return _("unit, level {number}").format(number=level)
    return _("id") if (layout.about, means) == ("units", "id") else _(MEANINGS[means]) if means in MEANINGS else means


def told_columns(sheet: Sheet, layout: Layout) -> list[Problem]:
    """How the columns were understood, at the header."""
    told = []
    for column in layout.columns:
        if layout.takes(column):
            word = meaning_words(column.means, layout)
            told.append(_("{column}: {meaning}").format(column=shown(column.name), meaning=word))
    if not told:
        return []
    row = max(layout.header, 0)
    message = _("read as {columns}").format(columns=listed(told, MOST_COLUMNS))
    return [sheet.problem(row, 0, message)]


def _told_gone(people: People) -> list[Problem]:
    """The rows of people who left, and of posts that are no more."""
    told = []
    for seat, why in people.gone:
        message = _("this row is of somebody who left") if why == "left" else _("this row is of a post that was eliminated")
        told.append(people.note_gone(seat, why, message))
    return told


def _told_skipped(skipped: Sequence[Problem]) -> list[Problem]:
    """How many rows were left out, and why, at the first of each kind."""
    by_reason: dict[str, list[Problem]] = {}
    for each in skipped:
        by_reason.setdefault(each.message, []).append(each)
    told = []
    for reason, those in by_reason.items():
        if len(those) > 1:
            message = ngettext("{reason} ({number:,} row)", "{reason} ({number:,} rows)", len(those))
            told.append(those[0]._replace(message=message.format(reason=reason, number=len(those))))
        else:
            told.append(those[0])
    return told
