"""Report formats: one module a format, each with ``write(report, stream, view)``; a module in this folder is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TextIO

from orgrules.findings import Report, Severity
from orgrules.output.formats import Formats
from orgrules.text import Language


class View(NamedTuple):
    """How a report is shown: its language, whether in colour, whether like findings are all spelled out.

    ``fail_on`` is what fails the run, for formats that tell passed from failed (None: findings never do).
    """

    language: Language = "en"
    color: bool = False
    all: bool = False
    fail_on: Severity | None = Severity.ERROR


Writer = Callable[[Report, TextIO, View], None]


FORMATS: Formats[Writer] = Formats(__name__, __path__)


def wants_charts(name: str) -> bool:
    """Whether a format draws: its module says so with ``CHARTED = True``."""
    return bool(getattr(FORMATS.module(name), "CHARTED", False))
