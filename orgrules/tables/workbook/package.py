"""The parts of a zip file, and XML, of whom nobody knows: counted while they are unpacked, and without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NoReturn
from xml.parsers import expat

from orgrules.locale import _
from orgrules.tables.limits import refuse
from orgrules.text import shown

#: How much is unpacked at a time, in bytes.
_PIECE = 1 << 20


class Package:
    """A zip file: its parts by name, in whatever case and with whatever slashes, and all of them no longer than allowed."""

    def __init__(self, content: bytes, path: str, most_bytes: int) -> None:
        self.path = path
        self._most = most_bytes
        self._unpacked: dict[str, int] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError) as error:
            self._broken(error)
        self._entries = {_name(entry.filename): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            refuse(path, protected())
        if sum(entry.file_size for entry in entries if not _is_media(entry.filename)) > most_bytes:
            self._too_long()

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """One part, whole; nothing where there is none of the name."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """One part, piece by piece; none where there is none of the name.

        Raises:
            SourceError: for what is broken, and where all that was unpacked is more than allowed, whatever the file declares.
        """
        name = _name(name)
        entry = self._entries.get(name)
        if entry is None:
            return
        self._unpacked[name] = 0  # a part that is read again counts once
        left = self._most - sum(self._unpacked.values())
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        self._too_long()
                    self._unpacked[name] += len(piece)
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            self._broken(error)

    def _too_long(self) -> NoReturn:
        refuse(self.path, _("the workbook unpacks to more than {most:,} bytes, the most that is read").format(most=self._most))

    def _broken(self, error: Exception) -> NoReturn:
        refuse(self.path, broken(error))


def protected() -> str:
    """The message about a file that only opens with a password."""
    return _("the workbook is protected by a password; open it, save it without one, and give that file")


def broken(error: object) -> str:
    """The message about a file that cannot be read as what it is."""
    return _("the workbook is damaged ({reason}); open it and save it again").format(reason=shown(str(error)))


def read_xml(
    pieces: Iterable[bytes],
    path: str,
    *,
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any] | None = None,
    text: Callable[[str], Any] | None = None,
) -> None:
    """Go through XML and call for each element where it begins and ends, and for the text between; names are "namespace name".

    Raises:
        SourceError: for what is no XML, or has a document type: it is where entities are declared.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = partial(_refuse_entities, path)
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for encodings that expat does not know
        refuse(path, broken(error))


def _refuse_entities(path: str, *_declared: object) -> NoReturn:
    refuse(path, _("the XML in the workbook declares a document type, which no workbook has; its entities are not read"))


class LocalNames(dict[str, str]):
    """Names of elements without their namespaces (workbooks have two: transitional and strict), each cut once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def local(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes by their names without namespaces."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_media(name: str) -> bool:
    """Whether a part is a picture or the like: nothing of it is unpacked."""
    return "/media/" in name or name.startswith("Pictures/")


def without_library(library: str, kind: str) -> str:
    """The message about a library that is not installed."""
    return _('{kind} files are read by {library}, which is not installed; pip install "orgrules[tables]"').format(
        kind=kind, library=library
    )
