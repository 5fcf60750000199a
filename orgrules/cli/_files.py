"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from typing import TextIO

from orgrules.errors import UsageError
from orgrules.text import shown


def write_file(path: str, write: Callable[[TextIO], None]) -> None:
    """Write a file beside its place and then put it there: nobody ever reads half of it, and a failure leaves the old one.

    A link is followed; what is no ordinary file, such as a pipe, is written to directly. Permissions stay as they are.

    Raises:
        UsageError: it cannot be written.
    """
    target = os.path.realpath(path)
    try:
        if os.path.lexists(target) and not os.path.isfile(target):
            with open(target, "w", encoding="utf-8", newline="\n") as stream:
                write(stream)
            return
        _write_beside(target, write)
    except OSError as error:
        raise UsageError(f"{shown(path)} cannot be written: {(error.strerror or str(error)).lower()}") from None


def _write_beside(target: str, write: Callable[[TextIO], None]) -> None:
    descriptor, beside = tempfile.mkstemp(prefix=".orgrules-", dir=os.path.dirname(target))
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            write(stream)
        os.chmod(beside, _permissions(target))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _permissions(target: str) -> int:
    """Those of the file that is there, else those that a new file gets."""
    if os.path.exists(target):
        return os.stat(target).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
