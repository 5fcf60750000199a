"""Report formats: one module a format, each with ``write(report, stream, view)``; a module in this folder is a format."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, TextIO

from orgrules.errors import UsageError
from orgrules.findings import Report
from orgrules.text import Language, did_you_mean, listed


class View(NamedTuple):
    """How a report is shown: its language, whether in colour, and whether like findings are all spelled out."""

    language: Language = "en"
    color: bool = False
    all: bool = False


Writer = Callable[[Report, TextIO, View], None]


def formats() -> list[str]:
    """The names of the formats."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def writer(name: str) -> Writer:
    """The writer of a format.

    Raises:
        UsageError: there is no such format, with the nearest name.
    """
    known = formats()
    if name not in known:
        raise UsageError(f'no format is named "{name}"{did_you_mean(name, known) or f"; known are {listed(known)}"}')
    found: Writer = import_module(f"orgrules.report.{name}").write
    return found


def wants_charts(name: str) -> bool:
    """Whether a format draws: its module says so with ``CHARTED = True``."""
    return bool(getattr(import_module(f"orgrules.report.{name}"), "CHARTED", False))
