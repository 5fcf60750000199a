"""Which column of a table means what: the row of the header found, its names understood, what is not clear asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from orgrules.errors import DesignError, Problem
from orgrules.locale import _
from orgrules.tables import names
from orgrules.tables.asked import Asked
from orgrules.tables.meanings import clean, is_known_form, level_of, name_form, ranks_of, understood
from orgrules.tables.sheet import About, Sheet
from orgrules.text import did_you_mean, listed, shown

#: In how many rows from the top the header is looked for.
MOST_ROWS_ABOVE = 60
#: How far into a table two columns that may be the same are compared.
COMPARED_ROWS = 200_000
COMPARED_TITLES = 1000
#: Most columns that a message names.
MOST_NAMED = 30

#: How it was found out what a column means: by its name, because the user or the format says so, or as another one does.
How = Literal["name", "map", "agrees", "format"]


class NoTableError(DesignError):
    """Nothing in a sheet tells that its rows are positions or units."""


class Column(NamedTuple):
    """One column: its index from 0, its name as written, what it means ("" for nothing that is known), and how that was found."""

    at: int
    name: str
    means: str
    how: How = "name"


class Layout(NamedTuple):
    """How a table is understood: what its rows are, the index of the header among them (-1: the format has none), its columns.

    ``by_meaning`` has the columns of each meaning, the one to be taken first before the others. ``notes`` is what was decided.
    """

    about: About
    header: int
    columns: tuple[Column, ...]
    by_meaning: Mapping[str, tuple[Column, ...]]
    notes: tuple[Problem, ...] = ()

    def first(self, meaning: str) -> Column | None:
        """The column of a meaning that is taken first."""
        found = self.by_meaning.get(meaning)
        return found[0] if found else None

    def takes(self, column: Column) -> bool:
        """Whether something is read from a column."""
        return any(other.at == column.at for other in self.by_meaning.get(column.means, ()))


#: What else one may call a meaning after ``--map``.
_ALSO = {
    "manager": "reports_to",
    "name": "holder",
    "person_id": "person",
    "department": "unit",
    "mail": "email",
    "parent": "parent",
}


def find_columns(sheet: Sheet, asked: Asked) -> Layout:
    """How a table is to be understood.

    Raises:
        DesignError: it has neither titles nor units nor managers, two columns may be the same, ``asked`` names no column of it.
    """
    wanted = _asked(asked, sheet)
    header, texts = _head(sheet, wanted)
    _check_wanted(sheet, wanted, texts, header)
    about = _about(sheet, texts, wanted)
    if about is None:
        raise NoTableError(_nothing_known(sheet, texts, header))
    columns = [_column(index, text, about, wanted, sheet.means) for index, text in enumerate(texts)]
    body = range(header + 1, min(len(sheet.rows), COMPARED_ROWS))
    by_meaning: dict[str, tuple[Column, ...]] = {}
    notes: list[Problem] = []
    ranks = ranks_of(about)
    for column in columns:
        if column.means and not (column.means == "title" and column.how == "name" and _addresses(sheet, column, body)):
            by_meaning[column.means] = (*by_meaning.get(column.means, ()), column)
    for meaning, found in by_meaning.items():
        mapped = [column for column in found if column.how == "map"]
        if mapped:
            by_meaning[meaning] = tuple(mapped)
            continue
        best = min(_rank(column, ranks) for column in found)
        first = tuple(column for column in found if _rank(column, ranks) == best)
        rest = sorted((column for column in found if _rank(column, ranks) != best), key=lambda column: _rank(column, ranks))
        if meaning in _ONE and len(first) > 1:
            first = _one_of(sheet, meaning, first, body, header, notes)
        elif meaning not in _MANY and len(first) > 1:
            message = _("{names} mean the same: in each row the first that says something is taken")
            told = listed(_('"{item}"').format(item=shown(column.name)) for column in first)
            notes.append(_problem(sheet, header, first[1].at, message.format(names=told)))
        by_meaning[meaning] = (*first, *(rest if meaning in _MANY else ()))
    if about == "positions":
        _expect(sheet, by_meaning, texts, header)
    return Layout(about, header, tuple(columns), by_meaning, tuple(notes))


def possible_columns(sheet: Sheet, asked: Asked) -> tuple[Column, ...]:
    """The columns of a table that is not understood, and what each may mean; of those that may be the same, no other is one.

    Raises:
        DesignError: ``asked`` names no column of it.
    """
    return _possible(sheet, asked)[1]


def _possible(sheet: Sheet, asked: Asked) -> tuple[int, tuple[Column, ...]]:
    """As ``possible_columns``, with the index of the header."""
    wanted = _asked(asked, sheet)
    header, texts = _head(sheet, wanted)
    about = _about(sheet, texts, wanted) or "positions"
    columns = [_column(index, text, about, wanted, sheet.means) for index, text in enumerate(texts)]
    ranks = [_rank(column, ranks_of(about)) for column in columns]
    best: dict[str, int] = {}
    for column, rank in zip(columns, ranks, strict=True):
        best[column.means] = min(best.get(column.means, rank), rank)
    taken = (
        column if rank == best[column.means] else column._replace(means="") for column, rank in zip(columns, ranks, strict=True)
    )
    return header, tuple(taken)


def person_columns(sheet: Sheet, asked: Asked) -> Layout | None:
    """How a table that is none of positions or units is understood as one of persons, by ids; None where it is no such either."""
    header, columns = _possible(sheet, asked)
    by_meaning: dict[str, tuple[Column, ...]] = {}
    for column in columns:
        if column.means:
            by_meaning.setdefault(column.means, (column,))
    if "person" not in by_meaning or by_meaning.keys().isdisjoint(("holder", "first_name", "last_name")):
        return None
    return Layout("people", header, columns, by_meaning)


#: Meanings that only one column has, and those of which several are looked into one after the other.
_ONE = ("title", "reports_to", "id", "hierarchy")
_MANY = ("person", "login", "email", "reports_to", "holder")


def _rank(column: Column, ranks: Mapping[str, tuple[str, int]]) -> int:
    return -1 if column.how == "format" else ranks.get(understood(column.name), ("", 0))[1]


def _asked(asked: Asked, sheet: Sheet) -> dict[str, str]:
    """Names of columns by meaning, each meaning checked."""
    known = [*names.POSITION_NAMES, *(name for name in names.UNIT_NAMES if name not in names.POSITION_NAMES)]
    found = {}
    for said, name in asked.columns:
        meaning = said if said in known or said.startswith("attributes.") else _ALSO.get(said, said)
        if meaning not in known and not meaning.startswith("attributes."):
            message = _('a column cannot mean "{name}"; it can mean {names}, or attributes.NAME{hint}')
            hint = did_you_mean(said, known)
            raise DesignError(Problem(sheet.path, 0, 0, message.format(name=shown(said), hint=hint, names=listed(known))))
        found[meaning] = name
    return found


def _check_wanted(sheet: Sheet, wanted: Mapping[str, str], texts: Sequence[str], header: int) -> None:
    for name in wanted.values():
        if not any(_same(name, text, index) for index, text in enumerate(texts)):
            message = _('no column is called "{name}"; there are: {names}{hint}')
            hint = did_you_mean(name, [text for text in texts if text])
            filled = message.format(name=shown(name), hint=hint, names=_named(texts))
            raise DesignError(_problem(sheet, header, 0, filled))


def has_column(sheet: Sheet, name: str) -> bool:
    """Whether a sheet may have the column that the user names."""
    if name.startswith("#"):
        return True
    rows = [sheet.names] if sheet.names is not None else sheet.rows[:MOST_ROWS_ABOVE]
    return any(cell is not None and _same(name, cell) for row in rows for cell in row)


def _same(name: str, text: str, index: int = -1) -> bool:
    """Whether the user means a column: by its name, or by its number from 1, as in #4."""
    if name.startswith("#") and name[1:].isdecimal():
        return int(name[1:]) == index + 1
    return bool(text) and name_form(name) == name_form(text)


def _head(sheet: Sheet, wanted: Mapping[str, str]) -> tuple[int, list[str]]:
    """The index of the header among the rows, -1 where the format has none, and the names of the columns."""
    header = -1 if sheet.names is not None else _header(sheet, wanted)
    written = sheet.names if sheet.names is not None else sheet.rows[header] if header >= 0 else ()
    return header, [clean(each) or "" for each in written]


def _header(sheet: Sheet, wanted: Mapping[str, str]) -> int:
    """The row that has the names of the columns: the first with the most known names, those that the user says before all."""
    best, most = -1, 0.0
    seen = 0
    for index, row in enumerate(sheet.rows):
        filled = [cell for cell in row if cell and not cell.isspace()]
        if not filled:
            continue
        seen += 1
        forms = {understood(cell) for cell in filled}
        known = sum(map(is_known_form, forms))
        said = sum(any(_same(name, cell) for cell in filled) for name in wanted.values())
        score = known + 100 * said + (0.5 if known == len(filled) else 0)
        if score > most:
            best, most = index, score
        if seen >= MOST_ROWS_ABOVE:
            break
    if best < 0:  # nothing is known: the first row that may be a header, to tell what was found
        best = next((index for index, row in enumerate(sheet.rows) if sum(bool(clean(cell)) for cell in row) > 1), -1)
    return best


def _about(sheet: Sheet, texts: Sequence[str], wanted: Mapping[str, str]) -> About | None:
    """What the rows are: positions or units; None where nothing tells."""
    if sheet.about in ("positions", "units"):
        return sheet.about
    if "title" in wanted or "reports_to" in wanted:
        return "positions"
    if "parent" in wanted:
        return "units"
    if sheet.about == "people" and sheet.means:
        return "positions"
    forms = [understood(text) for text in texts if text]
    positions = {ranks_of("positions")[form][0] for form in forms if form in ranks_of("positions")}
    units = {ranks_of("units")[form][0] for form in forms if form in ranks_of("units")}
    titled = any(ranks_of("positions").get(form) == ("title", 0) for form in forms)
    alone = not names.UNITS_ALONE.isdisjoint(forms)
    if alone and not titled and names.PERSONS.isdisjoint(forms) and {"name"} <= units:
        return "units"
    levels = any(level_of(form) is not None for form in forms)
    if positions & {"title", "unit", "unit_id", "reports_to", "hierarchy", "head"} or levels:
        return "positions"
    return None


def _column(index: int, text: str, about: About, wanted: Mapping[str, str], defined: Mapping[str, str]) -> Column:
    said = next((meaning for meaning, name in wanted.items() if _same(name, text, index)), None)
    if said is not None:
        return Column(index, text, said, "map")
    if text in defined:
        return Column(index, text, defined[text], "format")
    form = understood(text)
    found = ranks_of(about).get(form)
    if found is not None:
        return Column(index, text, found[0])
    level = level_of(form) if about == "positions" and form else None
    return Column(index, text, "" if level is None else f"level {level}")


def _one_of(
    sheet: Sheet, meaning: str, found: tuple[Column, ...], body: range, header: int, notes: list[Problem]
) -> tuple[Column, ...]:
    """Of several columns that may be the same: all of them where no row has two that differ; the user is asked otherwise."""
    first = found[0]
    for other in found[1:]:
        row = _differ(sheet, first, other, body)
        if row is None:
            continue
        message = _(
            'several columns may be "{meaning}": {names}; they differ, first in line {line} ("{one}" and "{other}"). '
            "Say which one it is: --map {meaning}={example}"
        )
        raise DesignError(
            _problem(
                sheet,
                header,
                other.at,
                message.format(
                    meaning=meaning,
                    names=listed(_('"{item}"').format(item=shown(column.name)) for column in found),
                    line=sheet.lines[row],
                    one=shown(_cell(sheet, row, first.at) or ""),
                    other=shown(_cell(sheet, row, other.at) or ""),
                    example=shell_word(first.name if len({each.name for each in found}) > 1 else f"#{first.at + 1}"),
                ),
            )
        )
    message = _('"{names}" say the same; read as one')
    notes.append(_problem(sheet, header, first.at, message.format(names='", "'.join(shown(each.name) for each in found))))
    return (first, *(column._replace(how="agrees") for column in found[1:]))


def _addresses(sheet: Sheet, column: Column, body: range) -> bool:
    """Whether a column "title" only says how persons are addressed: Mr, Dr."""
    said = {text.casefold() for row in body[:COMPARED_TITLES] if (text := _cell(sheet, row, column.at)) is not None}
    return bool(said) and said <= names.SALUTATIONS


def _differ(sheet: Sheet, one: Column, other: Column, body: range) -> int | None:
    """The first row in which two columns both say something, and not the same."""
    for index in body:
        row = sheet.rows[index]
        if max(one.at, other.at) < len(row):
            first, second = row[one.at], row[other.at]
            if first and second and first != second and name_form(first) != name_form(second) and clean(first) and clean(second):
                return index
    return None


def _cell(sheet: Sheet, row: int, column: int) -> str | None:
    cells = sheet.rows[row]
    return clean(cells[column]) if column < len(cells) else None


def _expect(sheet: Sheet, by_meaning: Mapping[str, object], texts: Sequence[str], header: int) -> None:
    levels = any(meaning.startswith("level ") for meaning in by_meaning)
    if not levels and not {"title", "unit", "unit_id", "reports_to", "hierarchy"} & set(by_meaning):
        raise NoTableError(_nothing_known(sheet, texts, header))


def _nothing_known(sheet: Sheet, texts: Sequence[str], header: int) -> Problem:
    """That a table says neither titles nor units: what was found, and how to say which column is the title."""
    if not any(texts):
        return _problem(sheet, header, 0, _("no table: no row with names of columns was found"))
    message = _(
        "no column is known as the title, the unit or the manager; there are: {names}. Say which one it is: --map title=COLUMN"
    )
    return _problem(sheet, header, 0, message.format(names=_named(texts)))


def shell_word(name: str) -> str:
    """A name of a column as it is written behind ``--map title=``."""
    import shlex

    return shlex.quote(shown(name))


def _named(texts: Sequence[str]) -> str:
    return listed((_('"{item}"').format(item=shown(text)) for text in texts if text), MOST_NAMED)


def _problem(sheet: Sheet, row: int, column: int, message: str) -> Problem:
    if row < 0:
        return Problem(sheet.path, 1, 1, message, sheet.name or "")
    return sheet.problem(row, column, message)
