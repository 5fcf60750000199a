"""What a check is told besides its files: frozen values with the defaults of a plain ``orgrules check``."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.findings import Severity
from orgrules.source import Limits
from orgrules.text import Language


class Settings(NamedTuple):
    """How to check.

    ``rulebooks`` are shipped names or folders (none: the default ones); ``select`` and ``ignore`` are rule ids or ``prefix/*``;
    ``engine`` is None for the best that is installed; ``encoding`` is None for UTF-8 or what a byte order mark says.
    """

    rulebooks: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str | None = None
    language: Language = "en"
    encoding: str | None = None
    fail_on: Severity | None = Severity.ERROR  # None: findings never fail a check
    limits: Limits = Limits()
