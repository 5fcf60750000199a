"""Finds the files that paths name, and reads the design in one: files, folders, patterns, standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from orgrules.design.load import (
    STANDARD_INPUT,
    content_with,
    looks_like_design,
    pair_in,
    records_or_design,
    source_in,
    source_of_records,
)
from orgrules.design.read import Design, Shelf, design_of
from orgrules.errors import DesignError, OrgrulesError, Problem, SourceError, UsageError
from orgrules.files.globs import Globs, Matcher, files_named, is_pattern, matcher
from orgrules.files.names import BASELINE_FILE, SETTINGS_FILES
from orgrules.files.source import Limits, Source
from orgrules.locale import _
from orgrules.tables.asked import Asked
from orgrules.tables.formats import is_table
from orgrules.text import reason_of, shown

if TYPE_CHECKING:
    from orgrules.tables.sheet import Sheet

#: What is taken for a design when a folder is searched.
SUFFIXES = (".yaml", ".yml", ".json")
# folders that hold no designs of the user's, and files that are ours
_PASSED_OVER_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
_PASSED_OVER_FILES = frozenset({*SETTINGS_FILES, BASELINE_FILE})


def _key(name: str) -> re.Pattern[bytes]:
    """A key as it stands at the margin, or after "{" or ","; zeros stand between the letters of UTF-16."""
    letters = rb"\0?".join(re.escape(letter.encode()) for letter in name)
    before = rb"(?:\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?|[\r\n]\0?|[{,][\s\0]*)\0?[\"']?\0?"
    return re.compile(before + letters + rb"\0?[\"']?[\s\0]*:")


_POSITIONS = _key("positions")
_INCLUDE = _key("include")

#: How many bytes are searched for a key at a time, and how many of them once more with those that follow.
_PIECE, _OVERLAP = 1 << 20, 1 << 12

#: Told how many steps of how many are done.
Progress = Callable[[int, int], None]

#: What a file is that nobody reads as a design: none, or a table in a folder that is not gone through for tables.
Aside = Literal["no design", "table"]


class Reading(NamedTuple):
    """How designs are found and read: what folders and patterns leave out, the encoding (None: as a mark says), the limits.

    ``asked`` is how tables are read, ``tables`` whether folders are gone through for tables too.
    """

    exclude: Globs = Globs()
    encoding: str | None = None
    limits: Limits = Limits()
    asked: Asked = Asked()
    tables: bool = False


class File(NamedTuple):
    """A file that a path names: whether the user named it (rather than a folder or a pattern), and wants tables there.

    ``folder`` and ``real`` are the folder around it and the file itself, resolved; that of standard input is the one that the
    program is run in. ``junior`` is the table of junior posts that belongs to one of senior posts.
    """

    path: str
    named: bool
    tables: bool
    folder: str = ""
    real: str = ""
    junior: str | None = None


class Files(NamedTuple):
    """The files that paths name, each once, what is wrong with paths, and the tables in folders that nobody asked for."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    tables_left_out: tuple[str, ...]


class Given(NamedTuple):
    """A file as it is read: what its files are called in reports, and their bytes; first its own, then that of junior posts."""

    file: File
    contents: tuple[tuple[str, bytes], ...]


def find_files(paths: Sequence[str], reading: Reading) -> Files:
    """The files that paths name, in their order; nothing of them is read.

    Raises:
        UsageError: standard input is named twice.
    """
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError(_('standard input ("-") can be read only once'))
    problems: list[Problem] = []
    tables_left_out: list[str] = []
    files = list(_files(paths, reading, problems, tables_left_out))
    juniors = _juniors([found.path for found in files])
    files = [file._replace(junior=juniors.get(file.path)) for file in files] if juniors else files
    return Files(tuple(files), tuple(problems), tuple(tables_left_out))


def may_include(file: File) -> bool:
    """Whether a file may include others, which is looked for in its text."""
    if is_table(file.path):
        return file.junior is not None
    # what is no ordinary file, a pipe or a device, can be read only once, or for ever
    return not os.path.isfile(file.path) or _has(_INCLUDE, file.path)


def includes(given: Given) -> bool:
    """Whether a file includes others, or may, by its text."""
    return not is_table(given.file.path) and _INCLUDE.search(given.contents[0][1]) is not None


def open_file(file: File, reading: Reading) -> Given | None:
    """The bytes of a file; None where it cannot be read and seems to be no design.

    Raises:
        SourceError: it cannot be read.
    """
    asked = _asked(file, reading)
    paths = [file.path] if file.junior is None else [file.path, file.junior]
    try:
        contents = [content_with(path, asked, reading.limits) for path in paths]
    except SourceError:
        # repositories are full of YAML that is none of ours
        if file.named or (not is_table(file.path) and _has(_POSITIONS, file.path)):
            raise
        return None
    return Given(file, tuple(contents))


def design_in(given: Given, reading: Reading, shelf: Shelf = Shelf()) -> Design | Aside:  # noqa: B008 - frozen
    """The design in a file; included files stand on the ``shelf``.

    Raises:
        SourceError, DesignError: a file that is meant as a design is none, or cannot be read.
    """
    file = given.file
    try:
        source = _source(given, reading)
    except (SourceError, DesignError) as error:
        # repositories are full of YAML that is none of ours, and of tables that are about something else
        of_table = is_table(file.path) or isinstance(error, DesignError)
        if file.named or (_is_unclear(error) if of_table else _POSITIONS.search(given.contents[0][1])):
            raise
        return "no design"
    if source is None:
        return "table"
    if not file.named and not hasattr(source, "table") and not looks_like_design(source):
        return "no design"
    top = None if file.path == STANDARD_INPUT else Path(file.real)
    home = Path(file.folder)
    return design_of(source, top=top, encoding=reading.encoding, limits=reading.limits, home=home, shelf=shelf)


def _asked(file: File, reading: Reading) -> Asked:
    """How a file is read that may be a table."""
    asked = reading.asked._replace(encoding=reading.encoding)
    if not (file.named or file.tables or is_table(file.path)):  # nobody waits for what is no design
        asked = asked._replace(limits=asked.limits._replace(bytes=reading.limits.bytes, cells=reading.limits.nodes))
    return asked


def _source(given: Given, reading: Reading) -> Source | None:
    """A file, together with the one of junior posts where it is one of senior posts; None for a table that nobody asked for.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    file, asked = given.file, _asked(given.file, reading)
    (name, content), *others = given.contents
    if others:
        return pair_in((name, content), others[0], asked)
    if file.named or is_table(file.path):
        return source_in(name, content, asked, reading.limits)
    found = records_or_design(name, content, asked, reading.limits)
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


def _is_unclear(error: OrgrulesError) -> bool:
    """Whether a table in a folder is one of an organization, in which it is not clear what means what."""
    from orgrules.tables.columns import NoTableError

    return isinstance(error, DesignError) and not isinstance(error, NoTableError)


def _has(key: re.Pattern[bytes], path: str) -> bool:
    """Whether a file has a key in its text, or may have it, for it cannot be opened; standard input may have any."""
    try:
        # files over the limit are searched too, piece by piece: one mapped into memory that is cut off meanwhile ends the program
        with open(path, "rb") as file:
            piece = file.read(_PIECE)
            if not piece:
                return True  # it was not empty when it was read
            begin = 0
            while key.search(piece, begin) is None:
                more = file.read(_PIECE)
                if not more:
                    return False
                piece, begin = piece[-_OVERLAP:] + more, 1  # only the first byte of all is the beginning of the file
            return True
    except (OSError, ValueError):
        return True


def _files(paths: Sequence[str], reading: Reading, problems: list[Problem], tables_left_out: list[str]) -> Iterator[File]:
    """Files by their paths, each once."""
    seen: set[str] = set()
    folders: dict[str, str] = {}
    excluded, excluding = matcher(reading.exclude), bool(reading.exclude.patterns)
    # a file may be found in a folder before the path that names it is looked at
    by_name = {os.path.realpath(path) for path in paths if path != STANDARD_INPUT and os.path.isfile(path)}
    for path in paths:
        before = len(tables_left_out), len(problems)
        found = list(_expanded(path, excluded, None if reading.tables else tables_left_out, problems))
        if not found and (len(tables_left_out), len(problems)) == before:
            problems.append(Problem("", 0, 0, _none_found(path, excluding=excluding).format(path=shown(path))))
        for file in found:
            placed = _placed(file, folders)
            if placed.real not in seen:
                seen.add(placed.real)
                yield placed._replace(named=file.named or placed.real in by_name)


def _placed(file: File, folders: dict[str, str]) -> File:
    """A file that knows where it is; ``folders`` are those that were resolved before."""
    if file.path == STANDARD_INPUT:
        return file._replace(folder=os.path.realpath(os.curdir), real=STANDARD_INPUT)
    folder, name = os.path.split(file.path)
    if folder not in folders:
        # os.path.realpath, unlike Path.resolve, takes a link that leads to itself
        folders[folder] = os.path.realpath(folder or os.curdir)
    # whatever there is no plain name for has to be resolved itself
    plain = name not in ("", os.curdir, os.pardir) and not os.path.islink(file.path)
    real = os.path.join(folders[folder], name) if plain else os.path.realpath(file.path)
    return file._replace(folder=folders[folder], real=real)


def _none_found(path: str, *, excluding: bool) -> str:
    if os.path.isdir(path):
        if excluding:
            return _('nothing to check: no file in the folder "{path}" is left')
        return _('nothing to check: no file in the folder "{path}"')
    if excluding:
        return _('nothing to check: no file matches "{path}" is left')
    return _('nothing to check: no file matches "{path}"')


def _expanded(path: str, excluded: Matcher, left_out: list[str] | None, problems: list[Problem]) -> Iterator[File]:
    """The files that one path names; tables in a folder are put into ``left_out`` where there is one.

    A folder that cannot be looked through is one of ``problems``: there may be designs in it.
    """

    def unread(error: OSError) -> None:
        folder = os.path.normpath(error.filename)
        problems.append(Problem(folder, 1, 1, _("cannot be read: {reason}").format(reason=reason_of(error))))

    if path == STANDARD_INPUT or os.path.isfile(path):
        yield File(path, named=True, tables=True)
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
                    yield File(file, named=False, tables=left_out is None)
    elif is_pattern(path) and not os.path.lexists(path):
        yield from (File(file, named=False, tables=True) for file in files_named(path) if not excluded(file))
    else:
        yield File(path, named=True, tables=True)  # it does not exist, or is no file: reading it says why


def is_searched(folder: str) -> bool:
    """Whether designs are looked for in a folder of this name inside of another one."""
    return not folder.startswith(".") and folder not in _PASSED_OVER_FOLDERS


def _may_be_table(name: str) -> bool:
    return is_table(name) and not name.startswith((".", "~$"))  # what a spreadsheet locks a file with


def _may_be_design(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(".") and name not in _PASSED_OVER_FILES
