"""Tables of persons beside those of positions: what they tell of whoever holds a position goes to its row, by the person's id."""

from __future__ import annotations

from collections.abc import Sequence

from orgrules.errors import Problem
from orgrules.locale import ngettext
from orgrules.tables import names
from orgrules.tables.references import Directory, Keys
from orgrules.tables.rows import Rows

#: What a table of persons can tell of them.
_TOLD = ("holder", "first_name", "last_name", "email", "login", "dn", *names.OF_PERSONS)


def join_persons(persons: Rows, parts: Sequence[Rows]) -> list[Problem] | None:
    """Tell rows of positions what is known of the persons on them; where it says so itself, a row is believed.

    Returns what is to be noted of it; None where no position is held by any of these persons. In a row, all that is told so
    stands where it names the person.
    """
    directory = Directory([Keys("exact", lambda: enumerate(persons.of("person")), folds=True)])
    found: set[int] = set()
    unknown: list[Problem] = []
    number = 0
    for part in parts:
        column = part.layout.first("person")
        if column is None or part.layout.about != "positions":
            continue
        named = part.of("person")
        rows = [None if text is None else directory.find(text).target for text in named]
        found.update(row for row in rows if row is not None)
        nobody = names.VACANT | names.NOTHING
        missing = [
            index
            for index, text in enumerate(named)
            if text is not None and rows[index] is None and text.casefold() not in nobody
        ]
        number += len(missing)
        unknown += [part.problem(index, column.at, "") for index in missing[:1]]
        for meaning in _TOLD:
            if persons.has(meaning) and not part.has(meaning):
                values = persons.of(meaning)
                told = [None if row is None else values[row] for row in rows]
                part.values[meaning] = told
                part.layout = part.layout._replace(by_meaning={**part.layout.by_meaning, meaning: (column,)})
    if not found:
        return None
    return [*_unheld(persons, found), *_unknown(unknown, number)]


def _unheld(persons: Rows, found: set[int]) -> list[Problem]:
    left = [index for index in range(len(persons)) if index not in found]
    if not left:
        return []
    message = ngettext(
        "{number:,} person is on no position, and left out", "{number:,} persons are on no position, and left out", len(left)
    )
    return [persons.sheet.problem(persons.indexes[left[0]], 0, message.format(number=len(left)))]


def _unknown(unknown: list[Problem], number: int) -> list[Problem]:
    message = ngettext(
        "{number:,} row names a person whom the table of persons does not have",
        "{number:,} rows name persons whom the table of persons does not have",
        number,
    )
    return [problem._replace(message=message.format(number=number)) for problem in unknown[:1]]
