"""Writes a file whole or not at all: whoever reads it meanwhile, or after a failure, has the old one."""

from __future__ import annotations

import os
from collections.abc import Callable
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
        temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)[:80]}.{os.urandom(4).hex()}")
        try:
            with open(temporary, "x", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write(stream)
            if os.path.exists(target):
                os.chmod(temporary, os.stat(target).st_mode & 0o7777)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        message = _("cannot be written: {reason}").format(reason=reason_of(error))
        raise SourceError(Problem(path, 0, 0, message)) from None
