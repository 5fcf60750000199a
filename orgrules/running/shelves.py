"""Where the files stand that a design includes: on the disk, and noted as they are read; or sent along with the design."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from orgrules.design.find import Given
from orgrules.design.load import load_bytes, source_of
from orgrules.design.read import Shelf, find_on_disk
from orgrules.files.source import Limits, Source
from orgrules.running.one import Outcome, Setup, examine
from orgrules.running.portable import Parts


class Notes:
    """What is read of the disk for one design: the files that patterns name, seen from its folder, and the bytes of each."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._found: list[tuple[str, str, tuple[str, ...]]] = []
        self._contents: dict[str, bytes] = {}

    def shelf(self) -> Shelf:
        """The disk, of which is noted what is read."""
        return Shelf(self._load, self._find)

    def parts(self) -> Parts:
        """All that was read."""
        return Parts(tuple(self._found), tuple(self._contents.items()))

    def _find(self, pattern: str, folder: Path, inside: Callable[[str], Path]) -> Sequence[Path]:
        found = find_on_disk(pattern, folder, inside)
        self._found.append((pattern, _seen(folder, self._home), tuple([_seen(file, self._home) for file in found])))
        return found

    def _load(self, path: str, encoding: str | None, limits: Limits) -> Source:
        name, content = load_bytes(path, limits)
        self._contents[path] = content
        return source_of(name, content, encoding, limits)


def sent_along(parts: Parts, home: str) -> Shelf:
    """The files that were sent along with a design; ``home`` is its folder, where it came from."""
    found = {(pattern, folder): files for pattern, folder, files in parts.found}
    contents = dict(parts.contents)

    def find(pattern: str, folder: Path, inside: Callable[[str], Path]) -> Sequence[Path]:
        del inside  # it was asked where the files are
        return [Path(os.path.normpath(os.path.join(home, file))) for file in found[pattern, _seen(folder, home)]]

    def load(path: str, encoding: str | None, limits: Limits) -> Source:
        return source_of(path, contents[path], encoding, limits)

    return Shelf(load, find)


def _seen(path: Path, home: str) -> str:
    return Path(os.path.relpath(path, home)).as_posix()


def examine_noting(given: Given, setup: Setup) -> Outcome:
    """As ``examine``; the outcome knows what was read of the disk beside the file."""
    notes = Notes(given.file.folder)
    outcome = examine(given, setup, notes.shelf())
    parts = notes.parts()
    digests = tuple((path, hashlib.sha256(content).hexdigest()) for path, content in parts.contents)
    return outcome._replace(found=parts.found, digests=digests)
