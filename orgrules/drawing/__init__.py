"""Pictures of org charts: one module a format, each with ``write(report, stream, language)``; a module in this folder is one."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from orgrules.errors import UsageError
from orgrules.findings import Report
from orgrules.text import Language, did_you_mean, listed

Draw = Callable[[Report, TextIO, Language], None]

#: What the names of files end in, where that is not the name of the format.
_ENDINGS = {"htm": "html", "mmd": "mermaid", "gv": "dot"}


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def drawer(name: str) -> Draw:
    """The function that draws in a format.

    Raises:
        UsageError: there is no such format, with the nearest name.
    """
    known = formats()
    if name not in known:
        raise UsageError(f'no chart format is named "{name}"{did_you_mean(name, known) or f"; known are {listed(known)}"}')
    found: Draw = import_module(f"orgrules.drawing.{name}").write
    return found


def format_of_file(name: str) -> str | None:
    """The format that the name of a file ends in, or None."""
    ending = name.rpartition(".")[2].lower()
    ending = _ENDINGS.get(ending, ending)
    return ending if ending in formats() else None
