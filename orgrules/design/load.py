"""What stands in a file, or comes from standard input: a design's data, a table, or records; each as the source of a design."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from orgrules.errors import DesignError, Problem, SourceError
from orgrules.files.nodes import Mapping
from orgrules.files.source import Limits, Source, parse, parse_all, paused_collector, too_long
from orgrules.locale import _
from orgrules.tables.asked import Asked
from orgrules.tables.formats import is_table, looks_like_table
from orgrules.text import reason_of

if TYPE_CHECKING:
    from orgrules.tables.sheet import Sheet

#: The path that stands for standard input, and the name it has in reports.
STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "<stdin>"
#: How many bytes are read at once: all of most files.
_PIECE = 64 * 1024 * 1024 + 1
#: How many bytes tell what a large file holds.
_HEAD = 8192


def load(path: str, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Source:  # noqa: B008 - frozen
    """Read and parse one file, or standard input.

    Raises:
        SourceError: it cannot be read (the reason in words), or is no YAML.
        DesignError: it is a table of which it is not clear what its columns mean.
    """
    return source_of(*load_bytes(path, limits, tables), encoding, limits, tables)


def load_bytes(path: str, limits: Limits, tables: Asked = Asked()) -> tuple[str, bytes]:  # noqa: B008 - frozen
    """The bytes of a file, or of standard input, and how it is called.

    Raises:
        SourceError: it cannot be read, or is too long.
    """
    if is_table(path):
        return content_of(path, tables.limits.bytes)
    name, content = content_of(path, limits.bytes)
    if len(content) > limits.bytes:
        raise SourceError(Problem(name, 1, 1, too_long(len(content), limits)))
    return name, content


def source_of(path: str, content: bytes, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Source:  # noqa: B008 - frozen
    """What the bytes of a file say, as ``load`` reads it.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    if is_table(path):
        return table_source(content, path, tables._replace(encoding=encoding))
    return parse(content, path, encoding, limits)


def load_named(path: str, encoding: str | None, limits: Limits, tables: Asked = Asked()) -> Source:  # noqa: B008 - frozen
    """Read one file that the user names, in which records may stand instead of a design: in JSON, or a directory's answer.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    asked = tables._replace(encoding=encoding)
    return source_in(*content_with(path, asked, limits), asked, limits)


def content_with(path: str, asked: Asked, limits: Limits) -> tuple[str, bytes]:
    """The bytes of a file in which a design, a table or records may stand, and how it is called.

    Raises:
        SourceError: it cannot be read, or is too long for what it is.
    """
    return content_of(path, asked.limits.bytes) if is_table(path) else content_of(path, limits.bytes, asked.limits.bytes)


def pair_in(first: tuple[str, bytes], second: tuple[str, bytes], asked: Asked) -> Source:
    """A table together with another one, by path and bytes, where the two are the senior and the junior posts of one organogram.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    from orgrules.tables.read import read_pair

    pair = read_pair(first, second, asked)
    return table_source(first[1], first[0], asked) if pair is None else pair.sources[0]


def source_in(path: str, content: bytes, asked: Asked, limits: Limits) -> Source:
    """What stands in the bytes of a file: a table, records, or a design.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    if is_table(path):
        return table_source(content, path, asked)
    found = records_or_design(path, content, asked, limits)
    return found if isinstance(found, Source) else source_of_records(found, path, asked)


def records_or_design(path: str, content: bytes, asked: Asked, limits: Limits) -> Source | Sequence[Sheet]:
    """The tables or records in a file that is none of tables by its name, or, where there are none, what stands in it.

    Raises:
        SourceError: they cannot be read.
    """
    if looks_like_table(path, content):
        from orgrules.tables.read import sheets_of

        return sheets_of(content, path, asked)
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


def looks_like_design(source: Source) -> bool:
    """Whether a file found in a folder is meant as a design: a mapping with positions or included files."""
    return isinstance(source.data, Mapping) and ("positions" in source.data or "include" in source.data)


def source_of_records(sheets: Sequence[Sheet], path: str, asked: Asked) -> Source:
    """The organization of the sheets in a file, as a source.

    Raises:
        DesignError: none of them is a table of positions or units, or it is not clear what its columns mean.
    """
    from orgrules.tables.read import organization_of

    with paused_collector():
        return organization_of(sheets, asked, sheets[0].path if sheets else path).sources[0]


def table_source(content: bytes, path: str, asked: Asked) -> Source:
    """The first sheet of a file of tables, which knows of the others.

    Raises:
        SourceError, DesignError: as ``load``.
    """
    from orgrules.tables.read import read_table  # imported where used: most designs are no tables

    return read_table(content, path, asked).sources[0]


def sheets_in(path: str, asked: Asked, limits: Limits) -> Sequence[Sheet]:
    """The tables in a file.

    Raises:
        SourceError: it cannot be read.
        DesignError: there are none in it.
    """
    if is_table(path):
        from orgrules.tables.read import sheets_of

        name, content = content_of(path, asked.limits.bytes)
        return sheets_of(content, name, asked)
    found = records_or_design(*content_of(path, limits.bytes, asked.limits.bytes), asked, limits)
    if isinstance(found, Source):
        raise DesignError(found.problem((), _("this is no table; several files are one organization where each of them is one")))
    return found


def _limits_of(content: bytes, asked: Asked, limits: Limits) -> Limits:
    """What a file may cost that is none of tables by its name: as much as a table where it is JSON without a key of a design."""
    if not _begins_as_json(content[:_HEAD]) or b"positions" in content or b"include" in content:
        return limits
    return limits._replace(bytes=max(limits.bytes, asked.limits.bytes), nodes=max(limits.nodes, asked.limits.cells))


def _begins_as_json(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"{", b"[")


def content_of(path: str, most: int, most_of_tables: int = 0) -> tuple[str, bytes]:
    """The bytes of a file, or of standard input, and how it is called; one more at most than are read.

    ``most_of_tables`` may be read of what looks like records or a table, whatever it is called.

    Raises:
        SourceError: it cannot be read, and why.
    """
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(Problem(STANDARD_INPUT_NAME, 1, 1, _("cannot be read: it is closed")))
        return STANDARD_INPUT_NAME, _read(sys.stdin.buffer, max(most, most_of_tables) + 1)
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
            return path, _read(file, most + 1)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise SourceError(Problem(path, 1, 1, _("cannot be read: {reason}").format(reason=reason))) from None


def _read(file: BinaryIO, most: int) -> bytes:
    """So many bytes of a file, or all that it has; asked for in pieces, for Python makes room for what it is asked for."""
    pieces = []
    while most > 0:
        piece = file.read(min(most, _PIECE))
        pieces.append(piece)
        if len(piece) < _PIECE:
            break
        most -= len(piece)
    return b"".join(pieces)


def _too_long(size: int, most: int) -> str:
    return _("the file has {size:,} bytes; at most {most:,} are read").format(size=size, most=most)
