"""What a check is told besides its files: frozen values with the defaults of a plain ``orgrules check``."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

import os
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from orgrules.design.find import Reading
from orgrules.design.model import WaiverEntry
from orgrules.design.read import Declared
from orgrules.errors import Problem
from orgrules.files.globs import Globs
from orgrules.files.source import Limits, Route, Source
from orgrules.findings import Severity
from orgrules.locale import ENGLISH, N_, Language, _
from orgrules.tables.asked import Asked

#: Whether waivers need the day on which they end, may have one, or must not.
EndDate = Literal["required", "optional", "refused"]


class Override(NamedTuple):
    """What holds otherwise in some files. ``select`` is None where all rules hold that hold elsewhere."""

    paths: Globs
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()


class Origin(NamedTuple):
    """Where the value of a setting comes from: in words, which are said when asked for, or the place in a file."""

    words: str
    source: Source | None = None
    route: Route = ()

    def problem(self, steps: Route, message: str, *, key: bool = False) -> Problem:
        """A problem of the value, or of what ``steps`` lead to in it."""
        if self.source is not None:
            return self.source.problem((*self.route, *steps), message, key=key)
        prefix = f"{self.words}: " if self.words.startswith("ORGRULES_") else ""
        return Problem("", 0, 0, prefix + message)

    def __str__(self) -> str:
        if self.source is None:
            return _(self.words)
        line, column = self.source.place(self.route)
        return f"{self.source.path}:{line}:{column}"


DEFAULT = Origin(N_("default"))
COMMAND_LINE = Origin(N_("command line"))
LOCALE = Origin(N_("locale"))
NEAREST = Origin(N_("nearest"))


class Settings(NamedTuple):
    """How to check.

    ``rulebooks`` are shipped names or folders (none: the default ones); ``select`` and ``ignore`` are rule ids or ``prefix/*``;
    ``engine`` is None for the best that is installed; ``encoding`` is None for UTF-8 or what a byte order mark says.
    ``map`` has the columns of tables by what they mean; ``leave_out_hidden``
    is about rows and sheets of workbooks that nobody sees; ``tables`` is whether folders are gone through for tables too.
    ``severity`` and ``overrides`` hold from the first to the last, so that the last that fits decides. Nothing leaves the
    ``mandatory`` rules out, waives them, or makes them less than errors. ``strict`` leaves waivers and the baseline aside, and
    takes for open what is only read by its wording.
    ``origins`` tells of each setting that is not the default where it comes from.
    """

    rulebooks: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    engine: str | None = None
    language: Language = ENGLISH
    encoding: str | None = None
    map: tuple[tuple[str, str], ...] = ()
    leave_out_hidden: bool = False
    tables: bool = False
    fail_on: Severity | None = Severity.ERROR  # None: findings never fail a check
    limits: Limits = Limits()
    severity: tuple[tuple[str, Severity], ...] = ()
    overrides: tuple[Override, ...] = ()
    exclude: Globs = Globs()
    mandatory: tuple[str, ...] = ()
    waivers: tuple[Declared[WaiverEntry], ...] = ()
    waiver_end_date: EndDate = "required"
    baseline: str | None = None
    strict: bool = False
    jobs: int = 1  # how many processes check designs
    scheduler: str | None = None  # the cluster that checks them: the address of its scheduler, or local:N
    cache: str | None = None  # the folder that keeps what came of designs
    today: date | None = None  # the day that is taken for today; None: that of SOURCE_DATE_EPOCH, or the calendar's
    config: str | None = None  # the settings file
    origins: Mapping[str, Origin] = MappingProxyType({})

    def origin(self, name: str) -> Origin:
        """Where a setting comes from."""
        return self.origins.get(name, DEFAULT)

    def reading(self) -> Reading:
        """How designs are found and read."""
        return Reading(self.exclude, self.encoding, self.limits, self.asked(), self.tables)

    def asked(self) -> Asked:
        """How tables are read."""
        return Asked(
            self.map,
            self.encoding,
            leave_out_hidden=self.leave_out_hidden,
            every_column=self.origin("map") in (DEFAULT, COMMAND_LINE),
        )

    def sources(self) -> frozenset[str]:
        """The resolved paths of the files that the settings come from, and of the baseline."""
        return frozenset(os.path.realpath(path) for path in (self.config, self.baseline) if path is not None)
