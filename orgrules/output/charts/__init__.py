"""Pictures of org charts: one module a format, each with ``write(report, stream, language)``; a module in this folder is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from orgrules.findings import Report
from orgrules.output.formats import Formats
from orgrules.text import Language

Draw = Callable[[Report, TextIO, Language], None]

#: What the names of files end in, where that is not the name of the format.
_ENDINGS = {"htm": "html", "mmd": "mermaid", "gv": "dot"}

FORMATS: Formats[Draw] = Formats(__name__, __path__)


def format_of_file(name: str) -> str | None:
    """The format that the name of a file ends in, or None."""
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    return ending if ending in FORMATS.names() else None
