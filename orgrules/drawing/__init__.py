"""Pictures of org charts: one module a format, each with ``write(report, stream, language)``; a module in this folder is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from orgrules.findings import Report
from orgrules.outputs import format_in, formats_in
from orgrules.text import Language

Draw = Callable[[Report, TextIO, Language], None]

#: What the names of files end in, where that is not the name of the format.
_ENDINGS = {"htm": "html", "mmd": "mermaid", "gv": "dot"}


def formats() -> list[str]:
    """The names of the formats."""
    return formats_in(__path__)


def drawer(name: str) -> Draw:
    """The function that draws in a format.

    Raises:
        UsageError: there is no such format, with the nearest name.
    """
    found: Draw = format_in(__name__, formats(), name)
    return found


def format_of_file(name: str) -> str | None:
    """The format that the name of a file ends in, or None."""
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    return ending if ending in formats() else None
