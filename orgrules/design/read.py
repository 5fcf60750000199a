"""From files to one design: includes merged, nested positions laid out flat, each part with the place it came from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from orgrules.design.model import DesignFile, OrganizationEntry, PersonEntry, PositionEntry, UnitEntry, WaiverEntry
from orgrules.design.plain_entries import plain_file
from orgrules.errors import DesignError, Problem, SourceError
from orgrules.files.globs import files_named
from orgrules.files.nodes import Mapping
from orgrules.files.source import Limits, Route, Source, parse, parse_all, paused_collector, too_long
from orgrules.files.validation import validate
from orgrules.locale import _, pgettext
from orgrules.tables.asked import Asked
from orgrules.tables.formats import is_table, looks_like_table
from orgrules.text import reason_of, shown

if TYPE_CHECKING:
    from orgrules.tables.sheet import Sheet
    from orgrules.tables.source import Table

#: The path that stands for standard input, and the name it has in reports.
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "<stdin>"
#: How many bytes tell what a large file holds.
_HEAD = 8192

#: From so many keys and values on, pydantic's validators are worth being built.
LONG = 16_000

EntryT = TypeVar("EntryT")

#: Reads the file of a path (as ``load`` does), for designs whose files are not where their paths lead.
Loader = Callable[[str, str | None, Limits], Source]


@dataclass(slots=True)
class Declared(Generic[EntryT]):
    """One entry of a design, and where it stands. ``over`` is the index of the position it is nested in, or -1."""

    entry: EntryT
    source: Source
    route: Route
    over: int = -1

    def line_and_column(self, *keys: str | int) -> tuple[int, int]:
        """Where the value under ``keys`` stands; the entry itself where it says nothing of them."""
        return self.source.place((*self.route, *keys))


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
    positions: list[Declared[PositionEntry]]
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
    from orgrules.tables.organogram import as_organogram
    from orgrules.tables.read import organization_of  # imported where used: most designs are no tables

    asked = tables._replace(encoding=encoding)
    with paused_collector():
        sheets = [sheet for path in dict.fromkeys(paths) for sheet in sheets_in(path, asked, limits)]
        return _design_of_table(organization_of(as_organogram(sheets), asked, paths[0]))


def sheets_in(path: str, asked: Asked, limits: Limits) -> Sequence[Sheet]:
    """The tables in a file.

    Raises:
        SourceError: it cannot be read.
        DesignError: there are none in it.
    """
    if is_table(path):
        from orgrules.tables.formats import format_of
        from orgrules.tables.read import sheets_of

        name, content = _content(path, asked.limits.bytes)
        return sheets_of(content, name, format_of(path, content), asked)
    found = records_or_design(path, asked, limits)
    if isinstance(found, Source):
        raise DesignError(found.problem((), _("this is no table; several files are one organization where each of them is one")))
    return found


def design_of(
    source: Source,
    *,
    top: Path | None = None,
    encoding: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    loader: Loader | None = None,
) -> Design:
    """The design in a source already parsed; ``top`` is its file, in whose folder includes are looked for.

    ``loader`` reads what is included; by default it is ``load``.

    Raises:
        SourceError, DesignError: as ``read_design``.
    """
    if (table := getattr(source, "table", None)) is not None:
        return _design_of_table(table)
    file = _design_file(source)
    design = Design(
        source.path, file.organization or OrganizationEntry(), (source, _route(file)), None, [], [], None, frozenset()
    )
    folder = (top.parent if top else Path()).resolve()
    _merge(design, file, source, folder, folder, [top.resolve()] if top else [], encoding, limits, loader or load)
    if not design.positions:
        raise DesignError(source.problem((), _('a design needs at least one entry under "positions"')))
    return design


def looks_like_design(source: Source) -> bool:
    """Whether a file found in a folder is meant as a design: a mapping with positions or included files."""
    return isinstance(source.data, Mapping) and ("positions" in source.data or "include" in source.data)


def load(path: str, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Source:  # noqa: B008 - frozen
    """Read and parse one file, or standard input.

    Raises:
        SourceError: it cannot be read (the reason in words), or is no YAML.
        DesignError: it is a table of which it is not clear what its columns mean.
    """
    if not is_table(path):
        name, content = _content(path, limits.bytes)
        if len(content) > limits.bytes:
            raise SourceError(Problem(name, 1, 1, too_long(len(content), limits)))
        return parse(content, name, encoding, limits)
    asked = tables._replace(encoding=encoding)
    name, content = _content(path, asked.limits.bytes)
    return table_source(content, name, asked)


def load_pair(path: str, other: str, encoding: str | None, limits: Limits, tables: Asked) -> Source:
    """Read a table together with another one, where the two are the senior and the junior posts of one organogram.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    from orgrules.tables.read import read_pair

    asked = tables._replace(encoding=encoding)
    first, second = (_content(each, asked.limits.bytes) for each in (path, other))
    pair = read_pair(first, second, asked)
    return load(path, encoding, limits, tables) if pair is None else pair.sources[0]


def load_named(path: str, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Source:  # noqa: B008 - frozen
    """Read one file that the user names, in which records may stand instead of a design: in JSON, or a directory's answer.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    if is_table(path):
        return load(path, encoding, limits, tables)
    asked = tables._replace(encoding=encoding)
    found = records_or_design(path, asked, limits)
    return found if isinstance(found, Source) else source_of_records(found, path, asked)


def source_of_records(sheets: Sequence[Sheet], path: str, asked: Asked) -> Source:
    """The organization of the sheets in a file, as a source.

    Raises:
        DesignError: none of them is a table of positions or units, or it is not clear what its columns mean.
    """
    from orgrules.tables.organogram import as_organogram
    from orgrules.tables.read import organization_of

    with paused_collector():
        return organization_of(as_organogram(sheets), asked, sheets[0].path if sheets else path).sources[0]


def records_or_design(path: str, asked: Asked, limits: Limits) -> Source | Sequence[Sheet]:
    """The tables or records in a file that is none of tables by its name, or, where there are none, what stands in it.

    Raises:
        SourceError: it cannot be read.
    """
    return records_or_design_in(*_content(path, limits.bytes, asked.limits.bytes), asked, limits)


def records_or_design_in(path: str, content: bytes, asked: Asked, limits: Limits) -> Source | Sequence[Sheet]:
    """As ``records_or_design``, of the bytes of a file.

    Raises:
        SourceError: they cannot be read.
    """
    if looks_like_table(path, content):
        from orgrules.tables.formats import format_of
        from orgrules.tables.read import sheets_of

        return sheets_of(content, path, format_of(path, content), asked)
    encoding, wide = asked.encoding, _limits_of(content, asked, limits)
    try:
        source = parse(content, path, encoding, wide)
    except SourceError:
        # a catalog of Backstage has several documents in a file
        if len(content) > wide.bytes or b"backstage.io/" not in content:
            raise
        documents = parse_all(content, path, encoding, wide)
    else:
        if looks_like_design(source) or not source.data:
            return source if wide is limits else parse(content, path, encoding, limits)
        documents = [source]
    from orgrules.tables.directories import directory_of

    found = directory_of(documents, is_json=_begins_as_json(content[:_HEAD]))
    if found is None:
        return documents[0] if len(documents) == 1 else parse(content, path, encoding, limits)
    with paused_collector():
        return found.read(documents)


def _limits_of(content: bytes, asked: Asked, limits: Limits) -> Limits:
    """What a file may cost that is none of tables by its name: as much as a table where it is JSON without a key of a design."""
    if not _begins_as_json(content[:_HEAD]) or b"positions" in content or b"include" in content:
        return limits
    return limits._replace(bytes=max(limits.bytes, asked.limits.bytes), nodes=max(limits.nodes, asked.limits.cells))


def _begins_as_json(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"{", b"[")


def _content(path: str, most: int, most_of_tables: int = 0) -> tuple[str, bytes]:
    """The bytes of a file, or of standard input, and how it is called; one more at most than are read.

    ``most_of_tables`` may be read of what looks like records or a table, whatever it is called.

    Raises:
        SourceError: it cannot be read, and why.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(Problem(STANDARD_INPUT_NAME, 1, 1, _("cannot be read: it is closed")))
        return STANDARD_INPUT_NAME, sys.stdin.buffer.read(max(most, most_of_tables) + 1)
    try:
        size = os.stat(path).st_size
        with open(path, "rb") as file:
            if size > most:
                start = file.read(_HEAD)
                is_design = b"positions" in start or not (_begins_as_json(start) or looks_like_table(path, start))
                if is_design and not is_table(path):
                    raise SourceError(Problem(path, 1, 1, too_long(size, Limits(most))))
                most = max(most, most_of_tables)
                if size > most:
                    raise SourceError(Problem(path, 1, 1, _too_long(size, most)))
                file.seek(0)
            return path, file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise SourceError(Problem(path, 1, 1, _("cannot be read: {reason}").format(reason=reason))) from None


def table_source(content: bytes, path: str, asked: Asked) -> Source:
    """The first sheet of a file of tables, which knows of the others.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    from orgrules.tables.formats import format_of
    from orgrules.tables.read import read_table  # imported where used: most designs are no tables

    return read_table(content, path, format_of(path, content), asked).sources[0]


def _too_long(size: int, most: int) -> str:
    return _("the file has {size:,} bytes; at most {most:,} are read").format(size=size, most=most)


def _design_of_table(table: Table) -> Design:
    """The design that the sheets of a file make together; cells that no design can hold are told, and left out."""
    first = table.sources[0]
    included = frozenset(Path(os.path.realpath(source.path)) for source in table.sources if source.path != first.path)
    design = Design(first.path, OrganizationEntry(), (first, ()), None, [], [], None, included, list(table.sources))
    wrong: list[Problem] = []
    notes: list[Problem] = []
    for source in table.sources:
        file = validate(DesignFile, source)
        if not isinstance(file, DesignFile):
            unreadable, noted = source.without_wrong(DesignFile)
            wrong += unreadable
            notes += noted
            file = validate(DesignFile, source)
            if not isinstance(file, DesignFile):
                raise DesignError(*file)
        if file.units is not None:
            at = [Declared(entry, source, ("units", index)) for index, entry in enumerate(file.units)]
            design.units = (design.units or []) + at
        if file.people is not None:
            those = [Declared(entry, source, ("people", index)) for index, entry in enumerate(file.people)]
            design.people = (design.people or []) + those
        positions = enumerate(file.positions or [])
        design.positions += [Declared(entry, source, ("positions", index)) for index, entry in positions]
    design.table = replace(table, unreadable=(*table.unreadable, *wrong), notes=(*table.notes, *notes))
    return design


def _design_file(source: Source) -> DesignFile:
    if not isinstance(source.data, Mapping):
        if source.data is None:
            found = pgettext("in a file", "nothing")
        else:
            found = _("a list") if isinstance(source.data, list) else _("a single value")
        message = _('a design is a mapping with the key "positions"; found {found}')
        raise DesignError(source.problem((), message.format(found=found)))
    if len(source.marks) < LONG and (plain := plain_file(source.data)) is not None:
        return plain
    file = validate(DesignFile, source)
    if not isinstance(file, DesignFile):
        raise DesignError(*file)
    return file


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
    loader: Loader,
) -> None:
    """Add a file and then, in the order of their names, what it includes; ``way`` leads from the top file to this one."""
    design.sources.append(source)
    design.waivers += [Declared(entry, source, ("waivers", index)) for index, entry in enumerate(file.waivers)]
    if file.units is not None:
        at = [Declared(entry, source, ("units", index)) for index, entry in enumerate(file.units)]
        design.units = (design.units or []) + at
    if file.people is not None:
        those = [Declared(entry, source, ("people", index)) for index, entry in enumerate(file.people)]
        design.people = (design.people or []) + those
    _lay_out(design, file.positions or [], source)
    for index, pattern in enumerate(file.include):
        for path in _included(pattern, index, source, home, folder, way):
            if path in design.included:
                continue
            design.included |= {path}
            inner = loader(_display(path, source, folder), encoding, limits)
            inner_file = _design_file(inner)
            if inner_file.organization is not None:
                message = _('only the file that is checked may have "organization"; this one is included by {path}')
                raise DesignError(inner.problem(("organization",), message.format(path=shown(source.path)), key=True))
            _merge(design, inner_file, inner, home, path.parent, [*way, path], encoding, limits, loader)


def _lay_out(design: Design, entries: Sequence[PositionEntry], source: Source) -> None:
    """Append the positions of one file depth-first: each before those that are nested in it."""
    # (entry or reference, its route, index of the position around it), the next one last
    waiting: list[tuple[Any, Route, int]] = [(entry, ("positions", index), -1) for index, entry in enumerate(entries)]
    waiting.reverse()
    positions = design.positions
    while waiting:
        entry, route, over = waiting.pop()
        if isinstance(entry, str):
            design.nested_references.append(NestedReference(entry, source, route, over))
            continue
        positions.append(Declared(entry, source, route, over))
        if entry.reports:
            me = len(positions) - 1
            waiting.extend((report, (*route, "reports", index), me) for index, report in reversed(list(enumerate(entry.reports))))


def _included(pattern: str, index: int, source: Source, home: Path, folder: Path, way: Sequence[Path]) -> list[Path]:
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
    # "**" beside other characters is a slip for one of two things
    slip = any("**" in part and part != "**" for part in parts)
    # no folder outside is looked through, not even to find out that it has nothing
    found = [] if slip else sorted(map(inside, files_named(pattern, str(folder), hidden=True, enter=inside)))
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
