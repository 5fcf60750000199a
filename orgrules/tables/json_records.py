"""Records in a JSON document: a list of them, or an object that holds lists of them, as the answers of APIs do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orgrules.errors import Problem
from orgrules.files.source import Route, Source
from orgrules.locale import _, ngettext
from orgrules.tables.records import Record, cells_of, described, mappings_of, sheet_of
from orgrules.tables.sheet import Sheet
from orgrules.text import shown, suggest

KIND = "json"

#: How deep lists of records are looked for: ``{"result": {"data": {"items": [...]}}}``.
_MOST_LEVELS = 4

#: Keys at the top of a design: whoever writes one means a design, and is told what is wrong with it.
_DESIGN_KEYS = frozenset({"positions", "include", "organization", "units", "waivers"})
#: What answers say where they are one page of several: the key, and the values that mean that there is no further one.
_FURTHER = {
    "has_more": ("false", "0"),
    "hasmore": ("false", "0"),
    "next": (),
    "nextpage": (),
    "next_page": (),
    "nextlink": (),
    "next_cursor": ("0", ""),
    "nextcursor": ("0", ""),
    "next_page_token": ("",),
    "nextpagetoken": ("",),
}


def recognizes(documents: Sequence[Source]) -> bool:
    """Whether a document holds records: it is a list, or an object with lists of records, and no design."""
    if len(documents) != 1:
        return False
    data = documents[0].data
    if isinstance(data, list):
        return bool(data) and all(isinstance(item, dict | list) for item in data[:1])
    if not isinstance(data, dict) or not _DESIGN_KEYS.isdisjoint(data) or any(suggest(key, ("positions",)) for key in data):
        return False
    return bool(_lists(data))


def read(documents: Sequence[Source]) -> list[Sheet]:
    """A sheet for each list of records.

    Raises:
        SourceError: there are too many cells.
    """
    (source,) = documents
    notes = [*_pages(source)]
    sheets = []
    for route, items in _lists(source.data):
        records = [Record(source, (*route, index), item) for index, item in enumerate(items)]
        if items and isinstance(items[0], list):
            sheets.append(_table_of_lists(records, source.path, notes))
            continue
        unreadable: list[Problem] = []
        kept = mappings_of(records, unreadable)
        sheet = sheet_of(kept, source.path, KIND, unreadable=(*unreadable, *_nested(kept)), notes=notes)
        sheets.append(sheet)
        notes = []
    return sheets


def _lists(data: Any) -> list[tuple[Route, list[Any]]]:
    """The lists of records of a document, or of lists where cells stand in lists, with their ways."""
    if isinstance(data, list):
        return [((), data)]
    found: list[tuple[Route, list[Any]]] = []
    waiting: list[tuple[Route, Any]] = [((), data)]
    for route, value in waiting:  # it grows on the way: level by level
        for key, inner in value.items():
            way = (*route, key)
            if isinstance(inner, list):
                if any(isinstance(item, dict) for item in inner) or _is_table(inner):
                    found.append((way, inner))
            elif isinstance(inner, dict) and len(way) < _MOST_LEVELS:
                waiting.append((way, inner))
    return found


def _is_table(items: list[Any]) -> bool:
    return len(items) > 1 and all(isinstance(item, list) for item in items)


def _table_of_lists(records: Sequence[Record], path: str, notes: Sequence[Problem]) -> Sheet:
    """Rows that are lists of cells: they tell no names of columns, which then stand among the rows."""
    unreadable = []
    kept = []
    for record in records:
        if isinstance(record.value, list):
            kept.append(record)
        else:
            message = _("a row is a list of cells here, as the first one is; found {found}")
            unreadable.append(record.source.problem(record.route, message.format(found=described(record.value))))
    rows = [cells_of(record.value) for record in kept]

    def place(row: int, column: int) -> tuple[int, int]:
        source, route, __ = kept[row]
        return source.place((*route, column))

    lines = [record.source.place(record.route)[0] for record in kept]
    return Sheet(path, KIND, rows, lines, place, unreadable=tuple(unreadable), notes=tuple(notes))


def _nested(records: Sequence[Record]) -> Iterator[Problem]:
    """Records that stand in records of their own kind, as trees for drawing have them: their rows would be lost in cells."""
    found = [
        (source, (*route, key), key)
        for source, route, value in records
        for key, inner in value.items()
        if isinstance(inner, list) and any(isinstance(item, dict) and _alike(item, value) for item in inner)
    ]
    if found:
        source, route, key = found[0]
        message = ngettext(
            'records stand in a record here, under "{key}", and are not read; '
            "give each a place in the list itself, and a key that names the one above it",
            'records stand in records here, under "{key}" and at {number:,} places in all, and are not read; '
            "give each a place in the list itself, and a key that names the one above it",
            len(found),
        )
        yield source.problem(route, message.format(key=shown(key), number=len(found)), key=True)


def _alike(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    """Whether a record has the keys of the one around it: half of them, and two at least."""
    common = sum(key in outer for key in inner)
    return common >= 2 and 2 * common >= len(inner)


def _pages(source: Source) -> Iterator[Problem]:
    """What tells that the file is one page of several."""
    waiting: list[tuple[Route, Any]] = [((), source.data)]
    for route, value in waiting:
        if not isinstance(value, dict):
            continue
        for key, inner in value.items():
            none = _FURTHER.get(key.lower().lstrip("@").removeprefix("odata."))
            if isinstance(inner, dict) and len(route) + 1 < _MOST_LEVELS:
                waiting.append(((*route, key), inner))
            elif none is not None and isinstance(inner, str) and inner and inner.lower() not in none:
                yield source.problem((*route, key), pages_are_missing(key), key=True)
                return


def pages_are_missing(key: str) -> str:
    """The note on an answer that has further pages."""
    return _('"{key}" tells that this is one page of several; records of the others are missing here').format(key=shown(key))
