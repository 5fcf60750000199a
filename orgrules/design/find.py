"""Finding and reading the designs that paths name: files, folders, patterns, standard input; none that another one includes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from orgrules.design.load import STANDARD_INPUT, load_named, load_pair, looks_like_design, records_or_design, source_of_records
from orgrules.design.read import Design, design_of
from orgrules.errors import DesignError, OrgrulesError, Problem, SourceError, UsageError
from orgrules.files.globs import Globs, Matcher, files_named, is_pattern, matcher
from orgrules.files.names import BASELINE_FILE, SETTINGS_FILES
from orgrules.files.source import Limits, Source
from orgrules.locale import _, ngettext
from orgrules.tables.asked import Asked
from orgrules.tables.formats import is_table
from orgrules.text import listed, reason_of, shown

if TYPE_CHECKING:
    from orgrules.tables.sheet import Sheet

#: What is taken for a design when a folder is searched.
SUFFIXES = (".yaml", ".yml", ".json")
#: Most files that an error names.
MOST_NAMED = 5
# folders that hold no designs of the user's, and files that are ours
_PASSED_OVER_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
_PASSED_OVER_FILES = frozenset({*SETTINGS_FILES, BASELINE_FILE})

# the key as it stands at the margin, or after "{" or ","; zeros stand between the letters of UTF-16
_POSITIONS = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?|[\r\n]\0?|[{,][\s\0]*)\0?"
    rb"[\"']?\0?"
    + rb"\0?".join(re.escape(letter) for letter in (b"p", b"o", b"s", b"i", b"t", b"i", b"o", b"n", b"s"))
    + rb"\0?[\"']?[\s\0]*:"
)

#: How many bytes are searched for it at a time, and how many of them once more with those that follow.
_PIECE, _OVERLAP = 1 << 20, 1 << 12

#: Told how many steps of how many are done: each file is read, and each design decided.
Progress = Callable[[int, int], None]


class Reading(NamedTuple):
    """How designs are found and read: what folders and patterns leave out, the encoding (None: as a mark says), the limits.

    ``asked`` is how tables are read, ``tables`` whether folders are gone through for tables too.
    """

    exclude: Globs = Globs()
    encoding: str | None = None
    limits: Limits = Limits()
    asked: Asked = Asked()
    tables: bool = False


class _Found(NamedTuple):
    """A file that a path names: whether the user named it (rather than a folder or a pattern), and wants tables there."""

    path: str
    named: bool
    tables: bool


class Designs(NamedTuple):
    """The designs that paths name, what could not be read, and the files found that are no designs.

    ``sources`` are the resolved paths of the designs' files, included ones too; ``tables_left_out`` the tables in folders that
    nobody asked for.
    """

    designs: list[Design]
    problems: list[Problem]
    passed_over: list[str]
    sources: frozenset[str]
    tables_left_out: tuple[str, ...] = ()


def read_designs(paths: Sequence[str], reading: Reading, progress: Progress | None = None) -> Designs:
    """Read every design that the paths name, in their order, without those that another of them includes.

    Whether a file is a part of another is known only when all are read: until then what is wrong with it is kept apart.

    Raises:
        UsageError: there is nothing to check.
    """
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError(_('standard input ("-") can be read only once'))
    problems: list[Problem] = []
    read: dict[str, Design | OrgrulesError] = {}
    passed_over: list[str] = []
    tables_left_out: list[str] = []
    files = list(_files(paths, reading, problems, tables_left_out))
    juniors = _juniors([found.path for found in files])
    for number, found in enumerate(files):
        path = found.path
        if progress:
            progress(number, 2 * len(files))
        try:
            source = _source(found, juniors.get(path), reading)
        except (SourceError, DesignError) as error:
            # repositories are full of YAML that is none of ours, and of tables that are about something else
            of_table = is_table(path) or isinstance(error, DesignError)
            if found.named or (_is_unclear(error) if of_table else _names_positions(path)):
                read[path] = error
            else:
                passed_over.append(path)
            continue
        if source is None:
            tables_left_out.append(path)
            continue
        if not found.named and not hasattr(source, "table") and not looks_like_design(source):
            passed_over.append(path)
            continue
        try:
            read[path] = _design(source, path, reading)
        except OrgrulesError as error:
            read[path] = error
    included = {path for design in read.values() if isinstance(design, Design) for path in design.included}
    sources = frozenset([*(os.path.realpath(path) for path in read if path != STANDARD_INPUT), *map(str, included)])
    # os.path.realpath, unlike Path.resolve, takes a link that leads to itself
    wrong = {problem.path for design in read.values() if isinstance(design, OrgrulesError) for problem in design.problems}
    # what is wrong in a file that a design includes is told already
    passed_over = [path for path in passed_over if Path(os.path.realpath(path)) not in included and path not in wrong]
    designs: list[Design] = []
    for path, design in read.items():
        if path != STANDARD_INPUT and Path(os.path.realpath(path)) in included:
            continue
        if isinstance(design, Design):
            designs.append(design)
        else:
            problems += design.problems
    if not designs and not problems:
        raise UsageError(_nothing_found(passed_over, tables_left_out))
    return Designs(designs, problems, passed_over, sources, tuple(sorted(tables_left_out)))


def _nothing_found(passed_over: Sequence[str], tables_left_out: Sequence[str]) -> str:
    """Why there is nothing to check."""
    if tables_left_out:
        number = len(tables_left_out)
        message = ngettext(
            "nothing to check: {number:,} table found, which folders are gone through for with --tables: {paths}",
            "nothing to check: {number:,} tables found, which folders are gone through for with --tables: {paths}",
            number,
        )
        return message.format(number=number, paths=listed(map(shown, tables_left_out[:MOST_NAMED])))
    if passed_over:
        number = len(passed_over)
        message = ngettext(
            "nothing to check: {number:,} file found, and no design in it; a design has the key positions",
            "nothing to check: no design among {number:,} files found; a design has the key positions",
            number,
        )
        return message.format(number=number)
    return _("nothing to check: no file found; a design has the key positions")


def _source(file: _Found, junior: str | None, reading: Reading) -> Source | None:
    """A file, together with the one of junior posts where it is one of senior posts; None for a table that nobody asked for.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    if junior is not None:
        return load_pair(file.path, junior, reading.encoding, reading.limits, reading.asked)
    if file.named or is_table(file.path):
        return load_named(file.path, reading.encoding, reading.limits, reading.asked)
    asked = reading.asked._replace(encoding=reading.encoding)
    if not file.tables:  # nobody waits for what is no design
        asked = asked._replace(limits=asked.limits._replace(bytes=reading.limits.bytes, cells=reading.limits.nodes))
    found = records_or_design(file.path, asked, reading.limits)
    if isinstance(found, Source):
        return found
    if not file.tables and any(_is_of_organization(sheet, asked) for sheet in found):
        return None
    return source_of_records(found, file.path, asked)


def _is_of_organization(sheet: Sheet, asked: Asked) -> bool:
    """Whether a table is one of an organization by its columns, even if it is not clear what each of them means."""
    from orgrules.tables.columns import find_columns

    try:
        find_columns(sheet, asked)
    except DesignError as error:
        return _is_unclear(error)
    return True


def _juniors(paths: Sequence[str]) -> dict[str, str]:
    """For each table that is called as one of senior posts the one of junior posts, where both are there."""
    tables = {os.path.normpath(path): path for path in paths if path != STANDARD_INPUT and is_table(path)}
    if not any("senior" in os.path.basename(path).lower() for path in tables):
        return {}
    from orgrules.tables.organogram import partner_of

    pairs = {path: partner_of(path) for path in tables if "senior" in os.path.basename(path).lower()}
    return {tables[path]: tables[other] for path, other in pairs.items() if other in tables}


def _design(source: Source, path: str, reading: Reading) -> Design:
    top = None if path == STANDARD_INPUT else Path(path)
    return design_of(source, top=top, encoding=reading.encoding, limits=reading.limits)


def _is_unclear(error: OrgrulesError) -> bool:
    """Whether a table in a folder is one of an organization, in which it is not clear what means what."""
    from orgrules.tables.columns import NoTableError

    return isinstance(error, DesignError) and not isinstance(error, NoTableError)


def _names_positions(path: str) -> bool:
    """Whether a file that cannot be parsed has the key of a design in its text, or may have it, for it cannot be opened."""
    try:
        # files over the limit are searched too, piece by piece: one mapped into memory that is cut off meanwhile ends the program
        with open(path, "rb") as file:
            piece = file.read(_PIECE)
            if not piece:
                return True  # it was not empty when it was read
            begin = 0
            while _POSITIONS.search(piece, begin) is None:
                more = file.read(_PIECE)
                if not more:
                    return False
                piece, begin = piece[-_OVERLAP:] + more, 1  # only the first byte of all is the beginning of the file
            return True
    except (OSError, ValueError):
        return True


def _files(paths: Sequence[str], reading: Reading, problems: list[Problem], tables_left_out: list[str]) -> Iterator[_Found]:
    """Files by their paths, each once."""
    seen: set[str] = set()
    excluded, excluding = matcher(reading.exclude), bool(reading.exclude.patterns)
    # a file may be found in a folder before the path that names it is looked at
    by_name = {os.path.realpath(path) for path in paths if path != STANDARD_INPUT and os.path.isfile(path)}
    for path in paths:
        before = len(tables_left_out), len(problems)
        found = list(_expanded(path, excluded, None if reading.tables else tables_left_out, problems))
        if not found and (len(tables_left_out), len(problems)) == before:
            problems.append(Problem("", 0, 0, _none_found(path, excluding=excluding).format(path=shown(path))))
        for file in found:
            key = file.path if file.path == STANDARD_INPUT else os.path.realpath(file.path)
            if key not in seen:
                seen.add(key)
                yield file._replace(named=file.named or key in by_name)


def _none_found(path: str, *, excluding: bool) -> str:
    if os.path.isdir(path):
        if excluding:
            return _('nothing to check: no file in the folder "{path}" is left')
        return _('nothing to check: no file in the folder "{path}"')
    if excluding:
        return _('nothing to check: no file matches "{path}" is left')
    return _('nothing to check: no file matches "{path}"')


def _expanded(path: str, excluded: Matcher, left_out: list[str] | None, problems: list[Problem]) -> Iterator[_Found]:
    """The files that one path names; tables in a folder are put into ``left_out`` where there is one.

    A folder that cannot be looked through is one of ``problems``: there may be designs in it.
    """

    def unread(error: OSError) -> None:
        folder = os.path.normpath(error.filename)
        problems.append(Problem(folder, 1, 1, _("cannot be read: {reason}").format(reason=reason_of(error))))

    if path == STANDARD_INPUT or os.path.isfile(path):
        yield _Found(path, named=True, tables=True)
    elif os.path.isdir(path):
        for folder, folders, files in os.walk(path, onerror=unread):
            folders[:] = sorted(name for name in folders if is_searched(name) and not excluded(os.path.join(folder, name) + "/"))
            for name in sorted(files):
                file = os.path.normpath(os.path.join(folder, name))
                if not (_may_be_design(name) or _may_be_table(name)) or not os.path.isfile(file) or excluded(file):
                    continue
                if left_out is not None and _may_be_table(name):
                    left_out.append(file)
                else:
                    yield _Found(file, named=False, tables=left_out is None)
    elif is_pattern(path) and not os.path.lexists(path):
        yield from (_Found(file, named=False, tables=True) for file in files_named(path) if not excluded(file))
    else:
        yield _Found(path, named=True, tables=True)  # it does not exist, or is no file: reading it says why


def is_searched(folder: str) -> bool:
    """Whether designs are looked for in a folder of this name inside of another one."""
    return not folder.startswith(".") and folder not in _PASSED_OVER_FOLDERS


def _may_be_table(name: str) -> bool:
    return is_table(name) and not name.startswith((".", "~$"))  # what a spreadsheet locks a file with


def _may_be_design(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(".") and name not in _PASSED_OVER_FILES
