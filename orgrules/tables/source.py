"""A table as the source of a design: plain data as YAML would give them, each value with the cell that it came from."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

from orgrules.errors import Problem
from orgrules.files.source import Route, Source
from orgrules.files.validation import sentence
from orgrules.locale import _
from orgrules.tables.columns import Layout
from orgrules.tables.references import Answer
from orgrules.tables.sheet import Sheet
from orgrules.text import shown

if TYPE_CHECKING:
    from pydantic import BaseModel

#: How often values that are refused are taken out; longest title that is left of one that is too long.
MOST_ROUNDS, LONGEST_NAME = 3, 1000
#: The lists of a design.
SECTIONS = ("units", "positions", "people")


class _Null:
    """Stands for a null: that an entry has a key, and nothing under it."""


NULL: Final = _Null()


class Entries(Sequence[dict[str, Any]]):
    """The entries of one list of a design, kept key by key.

    ``columns`` has for each key what the entries have under it, one after the other: None where an entry does not have the key,
    ``NULL`` where it says null.
    """

    def __init__(self, columns: Mapping[str, Sequence[Any]], number: int) -> None:
        self.columns = dict(columns)
        self._number = number
        self._own: set[str] = set()  # the columns that nobody else has

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        values = ((key, column[index]) for key, column in self.columns.items())
        return {key: None if value is NULL else value for key, value in values if value is not None}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[index] for index in range(len(self)))

    def put(self, key: str, index: int, value: Any) -> None:
        """What one entry has under a key, instead of what it had."""
        self._column(key)[index] = value

    def add(self, entry: Mapping[str, Any]) -> None:
        """One more entry."""
        for key in {**self.columns, **entry}:
            self._column(key).append(entry.get(key))
        self._number += 1

    def _column(self, key: str) -> list[Any]:
        column = self.columns.get(key)
        if column is None or key not in self._own:
            column = self.columns[key] = [None] * self._number if column is None else list(column)
            self._own.add(key)
        return column  # type: ignore[return-value]


class Zeros(NamedTuple):
    """One reference whose id is known but for the zeros before it: where it stands, as written, and the id."""

    place: Problem
    written: str
    id: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file of tables as one organization: a source for each sheet, and what was found out on the way.

    ``answers`` tells of the texts that refer to positions, units and persons what they refer to, by index over all sources;
    ``untitled`` has the positions without a title. ``decided`` is what was decided of whole tables, ``notes`` of single cells.
    ``references`` counts how managers, units and heads were found, ``zeros`` those that had lost the zeros before their ids.
    ``gone`` are the rows of people who left, and of posts that are no more.
    """

    sources: tuple[TableSource, ...]
    answers: Mapping[str, Mapping[str, Answer]]
    untitled: frozenset[int] = frozenset()
    unreadable: tuple[Problem, ...] = ()
    decided: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    references: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    zeros: tuple[Zeros, ...] = ()
    gone: tuple[Problem, ...] = ()


class TableSource(Source):
    """One sheet as a design's source; places are cells.

    ``skipped`` are the rows that are no data, ``number`` is how many are; ``rows`` has for each list of the design the row of
    each entry, ``cells`` for each list the column of each key, ``elsewhere`` the row and column of those values that stand in
    another cell than that of their row and column.
    """

    of_sheet: Sheet
    layout: Layout
    skipped: list[Problem]
    number: int
    rows: dict[str, Sequence[int]]
    cells: dict[str, dict[str, int]]
    elsewhere: dict[tuple[str | int, ...], tuple[int, int]]
    table: Table

    @classmethod
    def of(cls, sheet: Sheet, layout: Layout) -> TableSource:
        """A source with nothing in it yet."""
        source = cls(sheet.path, {}, array("Q"), sheet=sheet.name or "")
        source.of_sheet = sheet
        source.layout = layout
        source.skipped = []
        source.number = 0
        source.rows = {section: [] for section in SECTIONS}
        source.cells = {section: {} for section in SECTIONS}
        source.elsewhere = {}
        return source

    def place(self, route: Route, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the cell that the value at ``route`` came from."""
        del key
        return self.of_sheet.place(*self._cell(route))

    def place_in(self, mapping: Any, name: str, route: Route, *, key: bool = False) -> tuple[int, int]:
        """As ``place``: the cell tells where a value stands."""
        del mapping
        return self.place((*route, name), key=key)

    def _cell(self, route: Route) -> tuple[int, int]:
        if len(route) < 2:
            return max(self.layout.header, 0), 0
        section, index, *keys = route
        name = str(keys[0]) if keys else ""
        if found := (self.elsewhere.get((section, index, *keys[:2])) or self.elsewhere.get((section, index, name))):
            return found
        row = self.rows[str(section)][int(index)]
        cells = self.cells[str(section)]
        column = cells.get(name)
        if column is None:
            column = min(cells.values(), default=0)
        return row, column

    def without_wrong(self, model: type[BaseModel]) -> tuple[list[Problem], list[Problem]]:
        """Take out the values that a model refuses, as the messages about their cells say: what is wrong, and what is noted.

        A word for an education that no scale has is no mistake of the table's, nor is what somebody writes of experience.
        """
        from pydantic import ValidationError  # imported where used: in most tables nothing is wrong

        wrong: list[Problem] = []
        notes: list[Problem] = []
        for _round in range(MOST_ROUNDS):
            try:
                model.model_validate(self.data)
                break
            except ValidationError as error:
                for detail in error.errors(include_url=False):
                    section, index, key = (*detail["loc"], "")[:3]
                    entry = self.data[section][index]
                    if key in entry:
                        found = shown(str(detail["input"]))
                        message = _('"{text}" is not understood as {key}: {reason}')
                        reason = sentence(detail["type"], detail.get("ctx", {}), detail["input"])
                        place = self.problem((str(section), int(index), str(key)), "")
                        told = notes if key in ("education", "experience", "region_level") else wrong
                        told.append(place._replace(message=message.format(text=found, key=key, reason=reason)))
                        if key in ("title", "name"):
                            entry[key] = entry[key][:LONGEST_NAME]
                        else:
                            del entry[key]
        return wrong, notes

    def add(self, section: str, entry: dict[str, Any], row: int) -> int:
        """One more entry of a list of the design; its index there."""
        entries = self.data.setdefault(section, [])
        if isinstance(entries, Entries):
            entries.add(entry)
        else:
            entries.append(entry)
        rows = self.rows[section]
        if not isinstance(rows, list):
            rows = self.rows[section] = list(rows)
        rows.append(row)
        return len(entries) - 1

    def fill(self, section: str, entries: Entries, rows: Sequence[int]) -> None:
        """All entries of a list of the design, and the row of each."""
        self.data[section], self.rows[section] = entries, rows

    def write_out(self) -> None:
        """Have each entry as a mapping of its own, for whoever looks through them or changes them one by one."""
        self.data.update({section: list(entries) for section, entries in self.data.items() if isinstance(entries, Entries)})

    def name_columns(self, section: str, cells: Mapping[str, int]) -> None:
        """In which columns the keys of a list's entries stand."""
        self.cells[section].update(cells)
