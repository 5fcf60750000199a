"""Writes files whole or not at all: whoever reads one meanwhile, or after a failure, has the old one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TextIO

from orgrules.errors import Problem, SourceError
from orgrules.locale import _
from orgrules.text import reason_of

#: Where a path stands for what the program has open already, which may be an ordinary file that others write into too. Of the
#: rest of /dev, the devices are no ordinary files, and those in /dev/shm are as ordinary as any.
_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/proc/")


def write_whole(path: str, write: Callable[[TextIO], None]) -> None:
    """Let ``write`` fill a temporary file beside ``path`` as UTF-8, and put it in its place.

    A link stays one, and a file keeps its permissions. What is no ordinary file (a device, a pipe, an open descriptor) is
    written into directly: a file put in its place would be read by nobody.

    Raises:
        SourceError: it cannot be written; the reason in words.
    """
    try:
        if os.path.abspath(path).startswith(_DESCRIPTORS) or (os.path.exists(path) and not os.path.isfile(path)):
            with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write(stream)
            return
        target = os.path.realpath(path)
        temporary = _beside(target)
        try:
            with open(temporary, "x", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write(stream)
            _put(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        message = _("cannot be written: {reason}").format(reason=reason_of(error))
        raise SourceError(Problem(path, 0, 0, message)) from None


def replace_all(
    contents: Mapping[str, bytes], read: Mapping[str, bytes], gone: Iterable[str] = (), new: Iterable[str] = ()
) -> None:
    """Put other bytes into files that were read before, or that are not there yet; all of them, or none as far as that can be.

    ``read`` are the bytes that files had: where one of these has others now, or one of the ``new`` files is there already,
    nothing is written. Links stay links, and files keep their permissions. The files that are ``gone`` are removed in the end.

    Raises:
        SourceError: one of them changed meanwhile, or cannot be written; the reason in words.
    """
    waiting: dict[str, str] = {}
    path = ""
    try:
        for path, content in contents.items():
            _expect_writable(path)
            target = os.path.realpath(path)
            waiting[target] = _beside(target)
            with open(waiting[target], "xb") as file:
                file.write(content)
        for path, content in read.items():
            _expect_same(path, content)
        for path in new:
            if os.path.lexists(path):
                raise SourceError(_changed(path))
        for path in contents:
            target = os.path.realpath(path)
            _put(waiting[target], target)
            del waiting[target]
        for path in gone:
            os.unlink(path)
    except OSError as error:
        message = _("cannot be written: {reason}").format(reason=reason_of(error))
        raise SourceError(Problem(path, 0, 0, message)) from None
    finally:
        for temporary in waiting.values():
            with suppress(OSError):
                os.unlink(temporary)


def _beside(target: str) -> str:
    """A name that nothing has, in the folder of a file."""
    return os.path.join(os.path.dirname(target), f".{os.path.basename(target)[:80]}.{os.urandom(4).hex()}")


def _put(temporary: str, target: str) -> None:
    """Put a file in the place of another one, with its permissions."""
    if os.path.exists(target):
        os.chmod(temporary, os.stat(target).st_mode & 0o7777)
    os.replace(temporary, target)


def _expect_writable(path: str) -> None:
    """Make sure that a file can be replaced: it is an ordinary one, and its owner did not say that it stays as it is."""
    if os.path.abspath(path).startswith(_DESCRIPTORS) or (os.path.exists(path) and not os.path.isfile(path)):
        raise SourceError(Problem(path, 0, 0, _("is no ordinary file; nothing was written")))
    if os.path.exists(path) and not os.access(path, os.W_OK):
        message = _("cannot be written: {reason}").format(reason=_("permission denied"))
        raise SourceError(Problem(path, 0, 0, message))


def _expect_same(path: str, content: bytes) -> None:
    """Make sure that a file still has the bytes that were read of it."""
    try:
        with open(path, "rb") as file:
            is_same = file.read(len(content) + 1) == content
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise SourceError(_changed(path))


def _changed(path: str) -> Problem:
    return Problem(path, 0, 0, _("was changed while it was looked at; nothing was written. Run the command again"))
