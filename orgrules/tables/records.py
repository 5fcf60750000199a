"""Records of JSON and YAML as rows: what is nested becomes columns such as ``manager.id``, and every cell keeps its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgrules.errors import Problem, SourceError
from orgrules.files.source import Route, Source
from orgrules.locale import _
from orgrules.tables.asked import Limits
from orgrules.tables.sheet import About, Cell, Sheet
from orgrules.text import shown

#: The keys that lead to a value in a record; the indices of lists on the way are left out.
Keys = tuple[str, ...]


class Record(NamedTuple):
    """One record, and where it stands."""

    source: Source
    route: Route
    value: Any


class Clash(NamedTuple):
    """A second value for a cell, under another spelling of its keys: it is not taken."""

    row: int
    column: int
    keys: Keys


@dataclass(slots=True)
class Table:
    """Records laid out in columns, in the order in which their keys come first."""

    names: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    ways: list[list[Keys]] = field(default_factory=list)  # of each column, those that led to it in some record

    def way(self, record: Any, column: int) -> Route:
        """The way from a record to the first value of a column; none where it has no such value."""
        ways = self.ways[column] if column < len(self.ways) else ()
        return next((way for keys in ways if (way := way_to(record, keys)) is not None), ())


def dotted(keys: Keys) -> str | None:
    """The name of a column as most who flatten records write it; a column that is to be left out would have none."""
    return ".".join(keys)


def laid_out(
    records: Iterable[Any],
    path: str,
    column: Callable[[Keys], str | None] = dotted,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Table:
    """Records in columns by the names that ``column`` gives their keys.

    Raises:
        SourceError: they have more cells than are read.
    """
    table = Table()
    at: dict[Keys, int | None] = {}
    by_name: dict[str, int] = {}
    cells = 0
    for record in records:
        row: list[Cell] = [None] * len(table.names)
        values: dict[Keys, list[str]] = {}
        _gather(record, (), values)
        for keys, texts in values.items():
            if keys not in at:
                at[keys] = _column(column(keys), keys, table, by_name)
            index = at[keys]
            if index is None:
                continue
            if index >= len(row):
                row += [None] * (index + 1 - len(row))
            text = texts[0] if len(texts) == 1 else "\n".join(" ".join(each.splitlines()) for each in texts)
            if row[index] is None:
                row[index] = text
            elif row[index] != text:
                table.clashes.append(Clash(len(table.rows), index, keys))
        while row and row[-1] is None:
            row.pop()
        cells += len(row) + 1
        # records that have no key in common make a table of their number squared
        if cells > limits.cells or len(table.rows) >= limits.rows:
            raise SourceError(Problem(path, 0, 0, too_many_cells(limits)))
        table.rows.append(row)
    return table


def cells_of(values: Sequence[Any]) -> list[Cell]:
    """A row that is written as a list, as cells; what is no text, nor a list of texts, is none."""
    row = laid_out([{str(index): value for index, value in enumerate(values) if not isinstance(value, dict)}], "")
    cells = dict(zip(row.names, row.rows[0], strict=False))
    return [cells.get(str(index)) for index in range(len(values))]


def too_many_cells(limits: Limits) -> str:
    """The message about a file of more rows or cells than are read."""
    message = _("the table has more than {rows:,} rows or {cells:,} cells; split it")
    return message.format(rows=limits.rows, cells=limits.cells)


def _column(name: str | None, keys: Keys, table: Table, by_name: dict[str, int]) -> int | None:
    if name is None:
        return None
    if name not in by_name:
        by_name[name] = len(table.names)
        table.names.append(name)
        table.ways.append([])
    table.ways[by_name[name]].append(keys)
    return by_name[name]


def _gather(value: Any, keys: Keys, into: dict[Keys, list[str]]) -> None:
    """Every text below a value, by the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _gather(inner, (*keys, key), into)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, keys, into)
    elif value is not None and value != "":
        text = value if isinstance(value, str) else "true" if value is True else "false" if value is False else str(value)
        into.setdefault(keys, []).append(text)


def way_to(value: Any, keys: Keys) -> Route | None:
    """The way to the first value that keys lead to, with the indices of lists; None where there is none."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            if (way := way_to(inner, keys)) is not None:
                return (index, *way)
        return None
    if not keys:
        return None if value is None or value == "" or isinstance(value, dict) else ()
    if isinstance(value, dict) and keys[0] in value and (way := way_to(value[keys[0]], keys[1:])) is not None:
        return (keys[0], *way)
    return None


def sheet_of(
    records: Sequence[Record],
    path: str,
    kind: str,
    *,
    column: Callable[[Keys], str | None] = dotted,
    about: About | None = None,
    unreadable: Iterable[Problem] = (),
    notes: Iterable[Problem] = (),
) -> Sheet:
    """A sheet of records; a value that stands twice under different keys is among what is unreadable.

    Raises:
        SourceError: as ``laid_out``.
    """
    table = laid_out((record.value for record in records), path, column)

    def place(row: int, column: int) -> tuple[int, int]:
        source, route, value = records[row]
        return source.place((*route, *table.way(value, column)))

    clashes = [_said(clash, records[clash.row], table) for clash in table.clashes]
    return Sheet(
        path=path,
        kind=kind,
        rows=table.rows,
        lines=[record.source.place(record.route)[0] for record in records],
        place=place,
        names=tuple(table.names),
        about=about,
        unreadable=(*unreadable, *clashes),
        notes=tuple(notes),
    )


def _said(clash: Clash, record: Record, table: Table) -> Problem:
    way = way_to(record.value, clash.keys) or ()
    message = _('"{key}" stands here a second time with another value: {column} is taken from the first; keep one of them')
    keys = shown(".".join(clash.keys))
    return record.source.problem((*record.route, *way), message.format(key=keys, column=shown(table.names[clash.column])))


def by_kind(records: Iterable[Record], kind_of: Callable[[Any], str]) -> dict[str, list[Record]]:
    """Records by what they are, in the order in which the kinds come first."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(kind_of(record.value), []).append(record)
    return found


def described(value: Any) -> str:
    """What a value is, for a message about one that is no record."""
    if value is None:
        return _("nothing")
    if isinstance(value, dict):
        return _("an object")
    if isinstance(value, list):
        return _("a list")
    return _('the single value "{value}"').format(value=shown(str(value)))


def mappings_of(records: Iterable[Record], unreadable: list[Problem]) -> list[Record]:
    """Those records that are objects; the others are named in ``unreadable``."""
    kept = []
    for record in records:
        if isinstance(record.value, dict):
            kept.append(record)
        else:
            message = _("a record is an object of names and values; found {found}").format(found=described(record.value))
            unreadable.append(record.source.problem(record.route, message))
    return kept
