"""Entries that are rows of tables: made column by column, where every one is plain, and as light as they can be.

A row stands for an entry and has all its keys, those that it does not say with their defaults. What is wrong in a table is left
to ``format.py``, which has the words for it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple, overload

from orgrules.design.levels import EDUCATION, REGION_LEVEL
from orgrules.design.model import LONGEST_TEXT, Entry, PersonEntry, PositionEntry, UnitEntry
from orgrules.design.plain_entries import SCALARS, TEXTS, Left
from orgrules.files.source import Route, Source
from orgrules.tables.rows import all_differ, is_tidy
from orgrules.tables.source import NULL, Entries

_KINDS: Mapping[str, type[Entry]] = {"units": UnitEntry, "positions": PositionEntry, "people": PersonEntry}


#: Which part of the rows is made one by one, before all are made together.
FEW = 8


class DeclaredRow(NamedTuple):
    """One of them, and which row of its source it is: as ``read.Declared``, in less memory."""

    entry: Any
    source: Source
    section: str
    number: int

    @property
    def route(self) -> Route:
        """The way to it in the data of its source."""
        return (self.section, self.number)

    @property
    def over(self) -> int:
        """The index of the position that it is nested in: rows are in none."""
        return -1

    @property
    def told(self) -> None:
        """The keys whose values are told elsewhere: none, a row that is changed is a row no longer."""
        return None

    def line_and_column(self, *keys: str | int) -> tuple[int, int]:
        """Where the value under ``keys`` stands; the entry itself where it says nothing of them."""
        return self.source.place((self.section, self.number, *keys))


class DeclaredRows(Sequence[DeclaredRow]):
    """The entries of one list of a table, each made when it is asked for: of a million, few may be."""

    def __init__(self, of: type[Entry], entries: Entries, source: Source, section: str) -> None:
        self._of = of
        self._said = entries.columns
        self._columns = {key: _values(of, key, column) for key, column in entries.columns.items()}
        self._row = _row(of, tuple(self._columns))
        self._source = source
        self._section = section
        self._number = len(entries)
        self._some: dict[int, DeclaredRow] = {}
        self._all: list[DeclaredRow] | None = None

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, index: int) -> DeclaredRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[DeclaredRow]: ...
    def __getitem__(self, index: int | slice) -> DeclaredRow | list[DeclaredRow]:
        if self._all is not None or isinstance(index, slice) or index < 0:
            return self._made()[index]
        found = self._some.get(index)
        if found is None:
            found = self._some[index] = self._one(index)
            if len(self._some) > len(self) // FEW:
                self._made()
        return found

    def __iter__(self) -> Iterator[DeclaredRow]:
        return iter(self._made())

    def column(self, key: str) -> Sequence[Any]:
        """What the entries have under a key."""
        column = self._columns.get(key)
        return [self._of.keys[key].default] * len(self) if column is None else column

    @property
    def written(self) -> frozenset[str]:
        """The keys that any of them has."""
        return frozenset(key for key, column in self._said.items() if any(value is not None for value in column))

    def _one(self, index: int) -> DeclaredRow:
        said = frozenset(key for key, column in self._said.items() if column[index] is not None)
        entry = tuple.__new__(self._row, (*(column[index] for column in self._columns.values()), said))
        return DeclaredRow(entry, self._source, self._section, index)

    def _made(self) -> list[DeclaredRow]:
        """All of them; to make them together takes a third."""
        if self._all is None:
            said = _keys_said(self._said, len(self))
            made = map(tuple.__new__, repeat(self._row), zip(*self._columns.values(), said, strict=True))
            declared = zip(made, repeat(self._source), repeat(self._section), range(len(self)), strict=False)
            self._all = list(map(tuple.__new__, repeat(DeclaredRow), declared))
            self._some = {}
        return self._all


def declared_rows(source: Source) -> dict[str, DeclaredRows] | None:
    """The entries of a table by the lists of a design; None where anything in them is left to pydantic."""
    try:
        return {section: _declared(section, entries, source) for section, entries in source.data.items()}
    except (Left, ValueError):
        return None


def _declared(section: str, entries: Sequence[Mapping[str, Any]], source: Source) -> DeclaredRows:
    if not isinstance(entries, Entries):
        keys = dict.fromkeys(key for entry in entries for key in entry)
        entries = Entries({key: [entry.get(key) for entry in entries] for key in keys}, len(entries))
    return DeclaredRows(_KINDS[section], entries, source, section)


def _row(of: type[Entry], keys: tuple[str, ...]) -> Any:
    """A class of rows that say some of the keys of an entry: of all others they have the defaults, in common."""
    others = {name: key.default for name, key in of.keys.items() if name not in keys}
    base = namedtuple("Row", (*keys, "written"))  # type: ignore[misc]  # noqa: PYI024 - its fields are known only here
    return type(f"{of.__name__}Row", (base,), {**others, "__slots__": (), "keys": of.keys, "data": of.data})


def _keys_said(columns: Mapping[str, Sequence[Any]], number: int) -> Sequence[frozenset[str]]:
    """Which keys each row says. Nearly all say the same."""
    every = frozenset(columns)
    said = [every] * number
    for key, column in columns.items():
        index = -1
        known: dict[frozenset[str], frozenset[str]] = {}
        for _absent in range(column.count(None)):
            index = column.index(None, index + 1)
            before = said[index]
            said[index] = known.get(before) or known.setdefault(before, before - {key})
    return said


def _values(of: type[Entry], key: str, column: Sequence[Any]) -> Sequence[Any]:
    """What the values under a key are read as: each that differs is read once."""
    takes, default = of.keys[key].takes.removesuffix(" | None"), of.keys[key].default
    if takes == "Attributes":
        return column
    if takes in ("list[Text]", "OneOrSeveral") and list in set(map(type, column)):
        different = dict(zip(map(id, column), column, strict=True)).values()  # rows have lists in common
        for value in different:
            if isinstance(value, list):
                _check_texts(value)
        _check_texts({value for value in different if isinstance(value, str)})
        return _without_null(column)
    if takes == "Text" and None not in column and NULL not in column:
        _check_texts(column if all_differ(column) else set(column))
        return column
    said = set(column) - {None, NULL}
    if takes in TEXTS:
        _check_texts(said)
        return _without_null(column)
    read = _READERS.get(takes)
    if read is None:
        raise Left
    values = {None: default, NULL: None, **{value: read(value) for value in said}}
    return list(map(values.__getitem__, column))


def _without_null(column: Sequence[Any]) -> Sequence[Any]:
    return column if NULL not in column else [None if value is NULL else value for value in column]


def _check_texts(texts: Collection[str]) -> None:
    """Leave aside what is no text of a design, or one with space around it."""
    if not texts:
        return
    if not {str}.issuperset(map(type, texts)) or max(map(len, texts)) > LONGEST_TEXT:
        raise Left
    # nearly all are tidy, and there may be millions
    if not is_tidy("\n".join(texts)) and any(not text or text != text.strip() for text in texts):
        raise Left


#: How values are read that are no texts, by what keys take.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    **SCALARS,
    "RegionLevel": REGION_LEVEL.read,
    "Education": EDUCATION.read,
}
