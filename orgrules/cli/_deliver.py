"""Writes what a command found to its outputs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import TextIO

from orgrules.errors import Problem, SourceError
from orgrules.files.writing import write_whole
from orgrules.output.formats import ContentT, Output, View, Writer


def deliver(outputs: Sequence[Output[ContentT]], content: ContentT, view: View) -> None:
    """Write what was found to every output, files first; one that fails does not keep the others from being written.

    Raises:
        SourceError: one or more files could not be written.
    """
    problems: list[Problem] = []
    for output in outputs:
        if output.path is None:
            if output.name != "text":
                write_as_utf8()
            output.write(content, sys.stdout, view)
            continue
        try:
            write_whole(output.path, partial(_write, output.write, content, view._replace(color=False)))
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(*problems)


def write_as_utf8() -> None:
    """Have standard output write UTF-8, on which a program that reads it relies; a terminal shows what it can."""
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]


def _write(write: Writer[ContentT], content: ContentT, view: View, stream: TextIO) -> None:
    write(content, stream, view)
