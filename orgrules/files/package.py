"""The parts of a zip file of whom nobody knows: counted while they are unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from orgrules.errors import Problem, SourceError
from orgrules.locale import _
from orgrules.text import shown

#: How much is unpacked at a time, in bytes.
_PIECE = 1 << 20


class Sentences(NamedTuple):
    """What is said of a zip file that cannot be read, in words of what it holds; ``damaged`` has a place for the reason."""

    protected: str
    damaged: str
    too_long: str


class Package:
    """A zip file: its parts by name, in whatever case and with whatever slashes, and all of them no longer than allowed."""

    def __init__(self, content: bytes, path: str, most_bytes: int, sentences: Sentences) -> None:
        self.path = path
        self._sentences = sentences
        self._most = most_bytes
        self._unpacked: dict[str, int] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError) as error:
            self._broken(error)
        self._entries = {_name(entry.filename): entry for entry in entries}
        if any(entry.flag_bits & 1 for entry in entries):
            self._refuse(_(sentences.protected))
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
        self._refuse(_(self._sentences.too_long).format(most=self._most))

    def _broken(self, error: Exception) -> NoReturn:
        self._refuse(_(self._sentences.damaged).format(reason=shown(str(error))))

    def _refuse(self, message: str) -> NoReturn:
        raise SourceError(Problem(self.path, 0, 0, message))


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_media(name: str) -> bool:
    """Whether a part is a picture or the like: nothing of it is unpacked."""
    return "/media/" in name or name.startswith("Pictures/")
