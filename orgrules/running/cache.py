"""What came of designs, kept in a folder by all that went into it, so that what did not change is not checked again.

An entry is found by the bytes of a file, what it is called, what it is checked with and by which program; and it is used only
where the files that the design includes are the same, too. It is text, begins with a checksum of the rest, and is put in its
place whole: a damaged one is none. Folders may be shared, by many runs at a time, and deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from orgrules.design.find import Given
from orgrules.design.load import STANDARD_INPUT, load_bytes
from orgrules.design.read import find_on_disk
from orgrules.errors import OrgrulesError, Problem, SourceError
from orgrules.locale import _
from orgrules.plain import text_of
from orgrules.rulebook.dates import counts_from_today
from orgrules.running import Checked, Item
from orgrules.running.one import Outcome, Setup
from orgrules.running.portable import head_of, outcome_of, program, sent
from orgrules.spool import Row
from orgrules.text import reason_of

#: What says to programs that make copies that a folder is a cache: https://bford.info/cachedir/
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by orgrules check --cache; it may be deleted at any time.\n"


class Cache:
    """A folder of outcomes for one setup."""

    def __init__(self, folder: str, setup: Setup) -> None:
        """Raises SourceError: there can be no such folder."""
        self._folder = folder
        self._setup = setup
        self._common = hashlib.sha256("\0".join((*program(), text_of(sent(_timeless(setup))))).encode("utf-8", "surrogatepass"))
        try:
            os.makedirs(folder, exist_ok=True)
            with suppress(FileExistsError), open(os.path.join(folder, _TAG), "x", encoding="ascii") as file:
                file.write(_SIGNATURE)
        except OSError as error:
            message = _("the cache cannot be kept here: {reason}").format(reason=reason_of(error))
            raise SourceError(Problem(folder, 0, 0, message)) from None

    def around(self, checked: Checked) -> Checked:
        """As ``checked``, which is only asked for what is not kept."""

        def looked_up(items: Iterable[Item]) -> Iterator[tuple[int, Outcome]]:
            keys: dict[int, tuple[str, str]] = {}

            def unknown() -> Iterator[Item]:
                for number, each in items:
                    kept = each
                    if isinstance(each, Given):
                        key = self._key(each)
                        kept = self._kept(key, each.file.folder) or each
                        if kept is each:
                            keys[number] = key, each.file.folder
                    yield number, kept

            for number, outcome in checked(unknown()):
                key, home = keys.pop(number, ("", ""))
                yield number, self._keeping(key, home, outcome) if key else outcome

        return looked_up

    def _key(self, given: Given) -> str:
        found = self._common.copy()
        for name, content in given.contents:
            found.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            found.update(content)
        # whether it is passed over hangs on who named it
        found.update(repr((given.file.named, given.file.tables, given.file.path == STANDARD_INPUT)).encode())
        return found.hexdigest()

    def _path(self, key: str) -> str:
        return os.path.join(self._folder, key[:2], key[2:])

    def _kept(self, key: str, home: str) -> Outcome | None:
        """The outcome that is kept, if it still holds."""
        try:
            with open(self._path(key), "rb") as file:
                checksum, _newline, content = file.read().partition(b"\n")
        except OSError:
            return None
        if checksum.decode("ascii", "replace") != hashlib.sha256(content).hexdigest():
            return None
        # by the byte: a text may hold what else ends a line
        head, *rows = [line.decode("utf-8", "surrogatepass") for line in content.split(b"\n")[:-1]]
        try:
            outcome = outcome_of(head, map(json.loads, rows))
        except (ValueError, TypeError, KeyError, IndexError):  # of a form that no program of this digest writes
            return None
        if not self._is_as_it_was(outcome, home):
            return None
        return outcome._replace(included=tuple([os.path.normpath(os.path.join(home, path)) for path in outcome.included]))

    def _is_as_it_was(self, outcome: Outcome, home: str) -> bool:
        """Whether the files that a design includes are still those that were found, and hold what they held."""
        try:
            for pattern, folder, files in outcome.found:
                there = find_on_disk(pattern, Path(os.path.normpath(os.path.join(home, folder))), _resolved)
                if [os.path.relpath(path, home) for path in there] != list(files):
                    return False
            for path, digest in outcome.digests:
                if hashlib.sha256(load_bytes(path, self._setup.reading.limits)[1]).hexdigest() != digest:
                    return False
        except (OSError, OrgrulesError):
            return False
        return True

    def _keeping(self, key: str, home: str, outcome: Outcome) -> Outcome:
        """An outcome that is kept when its findings are asked for; one of what went wrong is not, for it may have been chance."""
        if outcome.unread or outcome.problems:
            return outcome
        written = self._written(key, home, outcome)
        # nobody goes through the findings of what is none
        return outcome._replace(findings=written if outcome.aside is None else tuple(written))

    def _written(self, key: str, home: str, outcome: Outcome) -> Iterator[Row]:
        inside = tuple([os.path.relpath(path, home) for path in outcome.included])
        entry = _Entry(self._path(key))
        try:
            entry.add(head_of(outcome._replace(included=inside)))
            for row in outcome.findings:
                yield row
                entry.add(text_of(row))
            entry.keep()
        finally:
            entry.drop()


class _Entry:
    """An entry that is written, line by line, beside its place; what cannot be kept is checked again the next time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._beside = f"{path}.{os.urandom(4).hex()}"
        self._checksum = hashlib.sha256()
        self._file: BinaryIO | None = None
        with suppress(OSError):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self._file = open(self._beside, "xb")  # noqa: SIM115 - ``drop`` closes it, whatever happens in between
        self._write(b" " * 64 + b"\n")  # where the checksum will stand

    def add(self, line: str) -> None:
        """One more line."""
        content = (line + "\n").encode("utf-8", "surrogatepass")
        self._checksum.update(content)
        self._write(content)

    def keep(self) -> None:
        """It is whole: put it in its place."""
        try:
            if self._file is not None:
                self._file.seek(0)
                self._file.write(self._checksum.hexdigest().encode("ascii"))
                self._file.close()
                os.replace(self._beside, self._path)
        except OSError:
            self.drop()

    def drop(self) -> None:
        """Leave nothing beside its place."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                os.unlink(self._beside)
            self._file = None

    def _write(self, content: bytes) -> None:
        try:
            if self._file is not None:
                self._file.write(content)
        except OSError:
            self.drop()


def _resolved(path: str) -> Path:
    return Path(os.path.realpath(path))


def _timeless(setup: Setup) -> Setup:
    """A setup in which the day is always the same where no rule asks for it: what was found yesterday is found today."""
    counting = any(counts_from_today(rule) for rule in setup.selection.known.values())
    return setup if counting else replace(setup, today=date.min)
