"""The use case of ``orgrules import --write-map``: what each column of tables was taken for, as a file to mend and give back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orgrules.design.load import sheets_in
from orgrules.errors import DesignError, OrgrulesError, Problem
from orgrules.files.yaml_text import Field, comment, pair
from orgrules.locale import _, speaking
from orgrules.settings import Settings
from orgrules.tables.asked import Asked
from orgrules.tables.columns import Column, Layout, NoTableError, find_columns, person_columns, possible_columns
from orgrules.tables.meanings import name_form
from orgrules.tables.names import POSITION_NAMES, UNIT_NAMES
from orgrules.tables.organogram import as_organogram
from orgrules.tables.read import asked_of
from orgrules.tables.sheet import Sheet
from orgrules.tasks.importing import how_words
from orgrules.text import listed, shown

#: Most columns that one comment names.
MOST_NAMED = 60


class Mapped(NamedTuple):
    """A mapping file, and what is to be said of it beside it: what is not clear yet."""

    text: str
    notes: tuple[str, ...]


class _Understood(NamedTuple):
    """A sheet with its columns, and its layout where that is clear; ``problems`` say what is not."""

    sheet: Sheet
    columns: Sequence[Column]
    layout: Layout | None
    problems: Sequence[Problem] = ()


def map_columns(paths: Sequence[str], settings: Settings = Settings(), name: str | None = None) -> Mapped:  # noqa: B008 - frozen
    """Write down what the columns of tables mean, of several as of one organization; ``name`` is what the file is called.

    Given back with ``--map``, it changes nothing until it is mended. What is not clear, and whatever needs no line, stands in
    comments.

    Raises:
        SourceError: a file cannot be read.
        DesignError: it is no table, or a column that the settings name is not there.
    """
    with speaking(settings.language):
        asked = settings.asked()
        sheets = as_organogram([sheet for path in dict.fromkeys(paths) for sheet in sheets_in(path, asked, settings.limits)])
        filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
        if not filled:
            raise DesignError(Problem(paths[0], 1, 1, _("no table: there is nothing in it")))
        understood = [_understand(sheet, asked_of(sheet, sheets, asked), alone=len(filled) == 1) for sheet in filled]
        text = "\n".join([*_head(paths, name), *_map(understood), *_rest(understood), ""])
        return Mapped(text, tuple(str(problem) for each in understood for problem in each.problems))


def _understand(sheet: Sheet, asked: Asked, *, alone: bool) -> _Understood:
    try:
        layout = find_columns(sheet, asked)
    except OrgrulesError as error:
        of_persons = person_columns(sheet, asked) if isinstance(error, NoTableError) and not alone else None
        if of_persons is None:
            return _Understood(sheet, possible_columns(sheet, asked), None, error.problems)
        layout = of_persons
    return _Understood(sheet, layout.columns, layout)


def _head(paths: Sequence[str], name: str | None) -> Iterator[str]:
    message = _("What the columns mean of: {files}. Mend it, and give it back: --map {name}")
    yield from comment(message.format(files=listed(map(shown, dict.fromkeys(paths))), name=shown(name or _("FILE"))))
    yield from comment(_('In a settings file it is the key "map". A column is called by its name, or by its number: #4.'))


def _map(understood: Sequence[_Understood]) -> Iterator[str]:
    """A line for each column of which it is clear what it means; those that need a decision, or no line, as comments."""
    lines = [line for each in understood for line in _lines(each, understood)]
    if all(line.startswith("  #") for line in lines):
        yield "map: {}"
    else:
        yield "map:"
    yield from dict.fromkeys(lines)


def _lines(one: _Understood, all_: Sequence[_Understood]) -> Iterator[str]:
    taken = Counter(column.means for column in one.columns if _is_taken(one, column))
    for column in one.columns:
        if not _is_taken(one, column):
            continue
        name = _call(column, one.columns)
        if one.layout is None and taken[column.means] > 1:
            yield from comment(pair(Field(column.means, name, _("it may be this one"))), "  ")
        elif taken[column.means] > 1 or column.how == "format" or not _can_be_said(column.means):
            yield from comment(pair(Field(column.means, name, _nothing_to_say(column, taken[column.means]))), "  ")
        elif len(all_) > 1 and not _is_settled(column, name, all_):
            message = _("another table has a column of that meaning, or of that name")
            yield from comment(pair(Field(column.means, name, message)), "  ")
        else:
            yield "  " + pair(Field(column.means, name, how_words(column.how)))


def _is_taken(one: _Understood, column: Column) -> bool:
    """Whether something is read from a column, or may be."""
    return bool(column.means) if one.layout is None else one.layout.takes(column)


def _nothing_to_say(column: Column, number: int) -> str:
    if number > 1:
        return _("one of several that are read together; to name one leaves the others out")
    return how_words(column.how)


def _can_be_said(means: str) -> bool:
    return means in POSITION_NAMES or means in UNIT_NAMES or means.startswith("attributes.")


def _call(column: Column, columns: Sequence[Column]) -> str:
    """What is written to mean a column: its name, or its number where another one has that name or it has none."""
    alike = sum(name_form(other.name) == name_form(column.name) for other in columns)
    is_number = column.name.startswith("#") and column.name[1:].isdecimal()
    by_number = alike > 1 or is_number or not name_form(column.name) or not column.name.isprintable()
    return f"#{column.at + 1}" if by_number else column.name


def _is_settled(column: Column, name: str, all_: Sequence[_Understood]) -> bool:
    """Whether a line means in no other table another column, and no other meaning has a column of that name."""
    if name.startswith("#"):
        return False
    for other in all_:
        for each in other.columns:
            same = name_form(each.name) == name_form(name)
            if same != (each.means == column.means) and (same or _is_taken(other, each)):
                return False
    return True


def _rest(understood: Sequence[_Understood]) -> Iterator[str]:
    """What is not clear, which columns are not read, and what else a column can mean."""
    for one in understood:
        if one.problems:
            yield "#"
            yield from comment(_("What is not clear:"))
        for problem in one.problems:
            yield from comment(f"- {problem}")
        unread = [
            _('"{item}"').format(item=shown(column.name)) for column in one.columns if column.name and not _is_taken(one, column)
        ]
        if unread:
            yield "#"
            message = _("Left out of {file}: {columns}. One is kept by a line such as attributes.NAME: COLUMN")
            yield from comment(message.format(file=shown(one.sheet.path), columns=listed(unread, MOST_NAMED)))
    yield "#"
    known = dict.fromkeys((*POSITION_NAMES, *UNIT_NAMES))
    yield from comment(_("A column can mean {names}, or attributes.NAME").format(names=listed(known)))
