"""What the comparison of two designs finds, as frozen values; a module in this folder is a format that shows it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from orgrules.chart import Chart
from orgrules.findings import Finding, Location, Severity
from orgrules.output.formats import Formats

#: What can be different about a position or a unit that is in both designs.
Aspect = Literal[
    "manager",
    "unit",
    "title",
    "role",
    "holder",
    "headcount",
    "fte",
    "dotted_line_to",
    "duties",
    "accountable_for",
    "requirements",
    "authority",
    "meetings",
    "internal_relations",
    "external_relations",
    "career_path",
    "promoted_from",
    "rotates_with",
    "job_family",
    "legal_representative",
    "attributes",
    "name",
    "type",
    "region_level",
    "parent",
    "head",
]
MOVED: tuple[Aspect, ...] = ("manager", "unit")
RENAMED: tuple[Aspect, ...] = ("title", "role")


class Seat(NamedTuple):
    """A position as one of the designs has it. Manager, unit and role are in words, None where there is none.

    ``box`` is its index among the positions of its design, as boxes of charts have it.
    """

    location: Location
    id: str | None
    title: str
    manager: str | None
    unit: str | None
    role: str | None
    box: int = 0


class Detail(NamedTuple):
    """One difference in what a position or a unit has, in words: another value, or what was added to a list and removed.

    ``name`` is the part of the aspect that it is in, such as an attribute. A value is None where the design says nothing.
    """

    aspect: Aspect
    name: str = ""
    before: str | None = None
    after: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Change(NamedTuple):
    """A position that is in both designs, and what is different about it: place and name in ``aspects``, all else in details."""

    before: Seat
    after: Seat
    aspects: tuple[Aspect, ...]
    details: tuple[Detail, ...] = ()


class UnitChange(NamedTuple):
    """A unit that is in both designs, and what is different about it."""

    location: Location
    id: str | None
    name: str
    details: tuple[Detail, ...]


class Comparison(NamedTuple):
    """Two versions of one organization. ``kept`` counts positions that are the same; findings are known by their fingerprints.

    ``charts`` are that of the old design and that of the new one, or none where no format asked for them; ``pairs`` are the
    positions that are in both, each as its index in the old design and in the new one.
    """

    old: str
    new: str
    added: tuple[Seat, ...]
    removed: tuple[Seat, ...]
    changed: tuple[Change, ...]
    kept: int
    introduced: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    units: tuple[UnitChange, ...] = ()
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read
    rulebooks: frozenset[str] = frozenset()  # and of the folders of the rulebooks
    charts: tuple[Chart, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def moved(self) -> tuple[Change, ...]:
        """Positions with another manager or unit."""
        return self._changed(MOVED)

    @property
    def renamed(self) -> tuple[Change, ...]:
        """Positions with another title or role."""
        return self._changed(RENAMED)

    @property
    def altered(self) -> tuple[Change, ...]:
        """Positions with another holder, other duties, or anything else that is neither their place nor their name."""
        return tuple(change._replace(aspects=()) for change in self.changed if change.details)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether a finding was introduced that is at or above a severity and not waived (None: none ever fails)."""
        return any(finding.fails(threshold) for finding in self.introduced)

    def _changed(self, wanted: tuple[Aspect, ...]) -> tuple[Change, ...]:
        cut = (
            change._replace(aspects=tuple(each for each in change.aspects if each in wanted), details=())
            for change in self.changed
        )
        return tuple(change for change in cut if change.aspects)


FORMATS: Formats[Comparison] = Formats(__name__, __path__)
