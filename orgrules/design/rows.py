"""Entries that are rows of tables: made column by column, where every one is plain, and as light as they can be.

A row stands for an entry and has all its keys, those that it does not say with their defaults. What is wrong in a table is left
to ``format.py``, which has the words for it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from orgrules.design.levels import EDUCATION, REGION_LEVEL
from orgrules.design.model import LONGEST_TEXT, Entry, PersonEntry, PositionEntry, UnitEntry
from orgrules.design.plain_entries import SCALARS, TEXTS, Left
from orgrules.files.source import Route, Source
from orgrules.tables.rows import all_differ, is_tidy
from orgrules.tables.source import NULL, Entries

_KINDS: Mapping[str, type[Entry]] = {"units": UnitEntry, "positions": PositionEntry, "people": PersonEntry}


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

    def line_and_column(self, *keys: str | int) -> tuple[int, int]:
        """Where the value under ``keys`` stands; the entry itself where it says nothing of them."""
        return self.source.place((self.section, self.number, *keys))


def declared_rows(source: Source) -> dict[str, list[DeclaredRow]] | None:
    """The entries of a table by the lists of a design; None where anything in them is left to pydantic."""
    try:
        return {section: _declared(section, entries, source) for section, entries in source.data.items()}
    except (Left, ValueError):
        return None


def _declared(section: str, entries: Sequence[Mapping[str, Any]], source: Source) -> list[DeclaredRow]:
    of = _KINDS[section]
    if not isinstance(entries, Entries):
        keys = dict.fromkeys(key for entry in entries for key in entry)
        entries = Entries({key: [entry.get(key) for entry in entries] for key in keys}, len(entries))
    columns = {key: _values(of, key, column) for key, column in entries.columns.items()}
    row = _row(of, tuple(columns))
    said = _keys_said(entries.columns, len(entries))
    made = map(tuple.__new__, repeat(row), zip(*columns.values(), said, strict=True))
    declared = zip(made, repeat(source), repeat(section), range(len(entries)), strict=False)
    return list(map(tuple.__new__, repeat(DeclaredRow), declared))


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
