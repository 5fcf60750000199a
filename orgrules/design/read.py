"""From files to one design: includes merged, nested positions laid out flat, each part with the place it came from."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Mapping_
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from orgrules.design.load import STANDARD_INPUT, load, load_named, sheets_in
from orgrules.design.model import DesignFile, OrganizationEntry
from orgrules.design.plain_entries import plain_file
from orgrules.errors import DesignError, Problem
from orgrules.files.globs import files_named
from orgrules.files.nodes import Mapping
from orgrules.files.source import Limits, Route, Source, paused_collector
from orgrules.locale import _, pgettext
from orgrules.tables.asked import Asked
from orgrules.text import shown

if TYPE_CHECKING:
    from orgrules.design.model import PersonEntry, PositionEntry, UnitEntry, WaiverEntry
    from orgrules.tables.source import Table

EntryT = TypeVar("EntryT")

#: Reads the file of a path, as ``load`` does.
Loader = Callable[[str, str | None, Limits], Source]
#: The resolved files that a pattern of ``include`` names, seen from a folder; the last tells whether a folder may be entered.
Finder = Callable[[str, Path, Callable[[str], Path]], Sequence[Path]]


def find_on_disk(pattern: str, folder: Path, inside: Callable[[str], Path]) -> Sequence[Path]:
    """The files on the disk that a pattern names; no folder outside is looked through, not even to find that it has nothing."""
    # "**" beside other characters is a slip for one of two things
    if any("**" in part and part != "**" for part in PurePath(pattern).parts):
        return []
    return sorted(map(inside, files_named(pattern, str(folder), hidden=True, enter=inside)))


class Shelf(NamedTuple):
    """Where the files stand that a design includes: how those of a pattern are found, and how one is read."""

    load: Loader = load
    find: Finder = find_on_disk


class Told(NamedTuple):
    """Where something is told: the file, and the way to it there."""

    source: Source
    route: Route


@dataclass(slots=True)
class Declared(Generic[EntryT]):
    """One entry of a design, and where it stands. ``over`` is the index of the position it is nested in, or -1.

    ``told`` has the keys whose values are told elsewhere: in a file of changes that is laid over the design.
    """

    entry: EntryT
    source: Source
    route: Route
    over: int = -1
    told: Mapping_[str, Told] | None = None

    def line_and_column(self, *keys: str | int) -> tuple[int, int]:
        """Where the value under ``keys`` stands; the entry itself where it says nothing of them."""
        return self.source.place((*self.route, *keys))


def column(declared: Sequence[Declared[Any]], key: str) -> Sequence[Any]:
    """What entries have under a key, one after the other; those of rows are not made for it."""
    of_rows = getattr(declared, "column", None)
    found: Sequence[Any] = of_rows(key) if of_rows is not None else list(map(attrgetter(f"entry.{key}"), declared))
    return found


def keys_written(declared: Sequence[Declared[Any]]) -> AbstractSet[str]:
    """The keys that any of some entries has."""
    of_rows: frozenset[str] | None = getattr(declared, "written", None)
    if of_rows is not None:
        return of_rows
    seen: set[str] = set()
    for each in declared:  # most have the keys of those before
        if not each.entry.written <= seen:
            seen |= each.entry.written
    return seen


class NestedReference(NamedTuple):
    """A text among the nested reports of the position with index ``over``: a position declared elsewhere."""

    reference: str
    source: Source
    route: Route
    over: int


@dataclass(slots=True)
class Design:
    """One organization as written: everything in the order of the files, references not yet resolved."""

    path: str
    organization: OrganizationEntry
    organization_at: tuple[Source, Route]
    units: list[Declared[UnitEntry]] | None  # None: the design has no such section
    positions: Sequence[Declared[PositionEntry]]
    nested_references: list[NestedReference]
    people: list[Declared[PersonEntry]] | None
    included: frozenset[Path]  # resolved paths of the files that were merged in
    sources: list[Source] = field(default_factory=list)  # its files, the top one first
    waivers: list[Declared[WaiverEntry]] = field(default_factory=list)
    prefix: str = ""  # what stands before the paths of its files where they are those of another time: REVISION:
    table: Table | None = None  # what it was read from where that is a table, and how


def read_design(
    path: str,
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    tables: Asked = Asked(),  # noqa: B008 - frozen
) -> Design:
    """Read the design at ``path`` ("-" for standard input) with all that it includes; ``tables`` is how one is read.

    Raises:
        SourceError: a file cannot be read, or is no YAML.
        DesignError: a file is no design; every problem of it, at its place.
    """
    source = load_named(path, encoding, limits, tables)
    return design_of(source, top=None if path == STANDARD_INPUT else Path(path), encoding=encoding, limits=limits)


def read_together(
    paths: Sequence[str],
    *,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    tables: Asked = Asked(),  # noqa: B008 - frozen
) -> Design:
    """Read several files of tables as one organization: positions in one, units in another; one file as ``read_design``.

    Raises:
        SourceError: a file cannot be read.
        DesignError: one of several files is no table, or it is not clear what its columns mean.
    """
    if len(paths) == 1:
        return read_design(paths[0], encoding=encoding, limits=limits, tables=tables)
    from orgrules.tables.read import organization_of  # imported where used: most designs are no tables

    asked = tables._replace(encoding=encoding)
    with paused_collector():
        sheets = [sheet for path in dict.fromkeys(paths) for sheet in sheets_in(path, asked, limits)]
        return _design_of_table(organization_of(sheets, asked, paths[0]))


def design_of(
    source: Source,
    *,
    top: Path | None = None,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    home: Path | None = None,
    shelf: Shelf = Shelf(),  # noqa: B008 - frozen
) -> Design:
    """The design in a source already parsed; ``top`` is its file, in whose folder includes are looked for on the ``shelf``.

    Where ``home`` is given, it is that folder, and both are resolved already: they may be those of another machine.

    Raises:
        SourceError, DesignError: as ``read_design``.
    """
    if (table := getattr(source, "table", None)) is not None:
        return _design_of_table(table)
    file = _design_file(source)
    design = Design(
        source.path, file.organization or OrganizationEntry(), (source, _route(file)), None, [], [], None, frozenset()
    )
    if home is None:
        home, top = (top.parent if top else Path()).resolve(), top.resolve() if top else None
    _merge(design, file, source, home, home, [top] if top else [], encoding, limits, shelf)
    if not design.positions:
        raise DesignError(source.problem((), _('a design needs at least one entry under "positions"')))
    return design


def _design_of_table(table: Table) -> Design:
    """The design that the sheets of a file make together; cells that no design can hold are told, and left out."""
    from orgrules.design.rows import declared_rows  # imported where used: most designs are no tables

    first = table.sources[0]
    included = frozenset(Path(os.path.realpath(source.path)) for source in table.sources if source.path != first.path)
    design = Design(first.path, OrganizationEntry(), (first, ()), None, [], [], None, included, list(table.sources))
    wrong: list[Problem] = []
    notes: list[Problem] = []
    for source in table.sources:
        if (rows := declared_rows(source)) is not None:
            _add_rows(design, rows)
            continue
        source.write_out()
        file = plain_file(source.data)
        if file is None:
            from orgrules.design import format as design_format  # imported where used: most files have no mistakes

            unreadable, noted = source.without_wrong(design_format.DesignFile)
            wrong += unreadable
            notes += noted
            file = _file_of(source)
        _add_units_and_people(design, file, source)
        positions = [Declared(entry, source, ("positions", index)) for index, entry in enumerate(file.positions or [])]
        design.positions = [*design.positions, *positions]
    design.table = replace(table, unreadable=(*table.unreadable, *wrong), notes=(*table.notes, *notes))
    return design


def _add_rows(design: Design, rows: Mapping_[str, Sequence[Any]]) -> None:
    """Add the rows of a table; a design has each list that one of its sheets has."""
    if "units" in rows:
        design.units = [*(design.units or ()), *rows["units"]]
    if "people" in rows:
        design.people = [*(design.people or ()), *rows["people"]]
    if "positions" in rows:
        design.positions = [*design.positions, *rows["positions"]] if design.positions else rows["positions"]


def _design_file(source: Source) -> DesignFile:
    if not isinstance(source.data, Mapping):
        if source.data is None:
            found = pgettext("in a file", "nothing")
        else:
            found = _("a list") if isinstance(source.data, list) else _("a single value")
        message = _('a design is a mapping with the key "positions"; found {found}')
        raise DesignError(source.problem((), message.format(found=found)))
    return _file_of(source)


def _file_of(source: Source) -> DesignFile:
    if (file := plain_file(source.data)) is not None:
        return file
    from orgrules.design.format import read_file  # imported where used: most files have no mistakes

    told = read_file(source)
    if not isinstance(told, DesignFile):
        raise DesignError(*told)
    return told


def _route(file: DesignFile) -> Route:
    return ("organization",) if file.organization else ()


def _merge(
    design: Design,
    file: DesignFile,
    source: Source,
    home: Path,
    folder: Path,
    way: Sequence[Path],
    encoding: str | None,
    limits: Limits,
    shelf: Shelf,
) -> None:
    """Add a file and then, in the order of their names, what it includes; ``way`` leads from the top file to this one."""
    design.sources.append(source)
    design.waivers += [Declared(entry, source, ("waivers", index)) for index, entry in enumerate(file.waivers)]
    _add_units_and_people(design, file, source)
    _lay_out(design, file.positions or [], source)
    for index, pattern in enumerate(file.include):
        for path in _included(pattern, index, source, home, folder, way, shelf.find):
            if path in design.included:
                continue
            design.included |= {path}
            inner = shelf.load(_display(path, source, folder), encoding, limits)
            inner_file = _design_file(inner)
            if inner_file.organization is not None:
                message = _('only the file that is checked may have "organization"; this one is included by {path}')
                raise DesignError(inner.problem(("organization",), message.format(path=shown(source.path)), key=True))
            _merge(design, inner_file, inner, home, path.parent, [*way, path], encoding, limits, shelf)


def _add_units_and_people(design: Design, file: DesignFile, source: Source) -> None:
    """Add what stands in the sections of a file; a design has each section that one of its files has."""
    if file.units is not None:
        at = [Declared(entry, source, ("units", index)) for index, entry in enumerate(file.units)]
        design.units = (design.units or []) + at
    if file.people is not None:
        those = [Declared(entry, source, ("people", index)) for index, entry in enumerate(file.people)]
        design.people = (design.people or []) + those


def _lay_out(design: Design, entries: Sequence[PositionEntry], source: Source) -> None:
    """Append the positions of one file depth-first: each before those that are nested in it."""
    positions: list[Declared[PositionEntry]] = design.positions  # type: ignore[assignment]  # of files, not of rows
    for index, entry in enumerate(entries):
        positions.append(Declared(entry, source, ("positions", index)))
        if entry.reports:
            _lay_out_reports(design, entry.reports, source)


def _lay_out_reports(design: Design, reports: Sequence[PositionEntry | str], source: Source) -> None:
    """Append those that are nested in the last position."""
    positions: list[Declared[PositionEntry]] = design.positions  # type: ignore[assignment]  # as above
    # (entry or reference, its route, index of the position around it), the next one last
    waiting: list[tuple[Any, Route, int]] = []

    def wait(reports: Sequence[Any], route: Route) -> None:
        over = len(positions) - 1
        waiting.extend((report, (*route, "reports", index), over) for index, report in reversed(list(enumerate(reports))))

    wait(reports, positions[-1].route)
    while waiting:
        entry, route, over = waiting.pop()
        if isinstance(entry, str):
            design.nested_references.append(NestedReference(entry, source, route, over))
            continue
        positions.append(Declared(entry, source, route, over))
        if entry.reports:
            wait(entry.reports, route)


def _included(
    pattern: str, index: int, source: Source, home: Path, folder: Path, way: Sequence[Path], find: Finder
) -> Sequence[Path]:
    """The files that a pattern of ``include`` names, inside the folder of the top file."""
    at: Route = ("include", index)
    parts = PurePath(pattern).parts

    def leads_out() -> DesignError:
        message = _('"{pattern}" leads out of the design\'s folder; includes stay inside it')
        return DesignError(source.problem(at, message.format(pattern=shown(pattern))))

    def inside(place: str) -> Path:
        resolved = Path(os.path.realpath(place))
        if not resolved.is_relative_to(home):
            raise leads_out()
        return resolved

    if PurePath(pattern).is_absolute() or ".." in parts:
        raise leads_out()
    found = find(pattern, folder, inside)
    if not found:
        message = _('no file is named "{pattern}", seen from the folder of this file')
        raise DesignError(source.problem(at, message.format(pattern=shown(pattern))))
    for path in found:
        if path in way:
            message = _("{name} includes itself, directly or through other files")
            raise DesignError(source.problem(at, message.format(name=shown(path.name))))
    return found


def _display(path: Path, source: Source, folder: Path) -> str:
    """An included file as the user would name it: beside the file that includes it."""
    return os.path.normpath(os.path.join(os.path.dirname(source.path), os.path.relpath(path, folder)))
