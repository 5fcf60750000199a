"""What the comparison of two designs finds, as frozen values; a module in this folder is a format that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TextIO

from orgrules.findings import Finding, Location, Severity
from orgrules.output.formats import Formats
from orgrules.output.reports import View

#: What can be different about a position that is in both designs.
Aspect = Literal["manager", "unit", "title", "role"]
MOVED: tuple[Aspect, ...] = ("manager", "unit")
RENAMED: tuple[Aspect, ...] = ("title", "role")


class Seat(NamedTuple):
    """A position as one of the designs has it. Manager, unit and role are in words, None where there is none."""

    location: Location
    id: str | None
    title: str
    manager: str | None
    unit: str | None
    role: str | None


class Change(NamedTuple):
    """A position that is in both designs, and what is different about it."""

    before: Seat
    after: Seat
    aspects: tuple[Aspect, ...]


class Comparison(NamedTuple):
    """Two versions of one organization. ``kept`` counts positions that are the same; findings are known by their fingerprints."""

    old: str
    new: str
    added: tuple[Seat, ...]
    removed: tuple[Seat, ...]
    changed: tuple[Change, ...]
    kept: int
    introduced: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read

    @property
    def moved(self) -> tuple[Change, ...]:
        """Positions with another manager or unit."""
        return self._changed(MOVED)

    @property
    def renamed(self) -> tuple[Change, ...]:
        """Positions with another title or role."""
        return self._changed(RENAMED)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether a finding was introduced that is at or above a severity and not waived (None: none ever fails)."""
        return any(finding.fails(threshold) for finding in self.introduced)

    def _changed(self, wanted: tuple[Aspect, ...]) -> tuple[Change, ...]:
        cut = (change._replace(aspects=tuple(each for each in change.aspects if each in wanted)) for change in self.changed)
        return tuple(change for change in cut if change.aspects)


Writer = Callable[[Comparison, TextIO, View], None]

FORMATS: Formats[Writer] = Formats(__name__, __path__)
