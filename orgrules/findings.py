"""What a check finds: frozen values that the engine makes and the reports show, and that know neither."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from orgrules.chart import Chart
from orgrules.errors import Problem


class Severity(IntEnum):
    """How bad it is. The order is that of ``--fail-on``."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """As rulebooks and reports write it: error, warning, info."""
        return self.name.lower()


class Location(NamedTuple):
    """A place in a file; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class SubjectName(NamedTuple):
    """What a finding is about: the kind of subject, its declared id or None, and its title or name."""

    kind: str
    id: str | None
    title: str


class Related(NamedTuple):
    """Another place that has to do with a finding, and what stands there."""

    location: Location
    note: str


class Cite(NamedTuple):
    """The statement of a source document that a rule comes from."""

    rulebook: str
    document: str
    statement: str
    gloss: str


class Waived(NamedTuple):
    """That a finding is accepted on purpose: why, and until when (ISO date)."""

    reason: str
    until: str | None


class Finding(NamedTuple):
    """One rule broken at one place. Texts are in the report's language; ``fingerprint`` depends neither on it nor on the line."""

    rule: str
    severity: Severity
    message: str
    location: Location
    subject: SubjectName
    related: tuple[Related, ...]
    expected: str
    actual: str
    cites: tuple[Cite, ...]
    fix: str
    fingerprint: str
    waived: Waived | None = None


class FileSummary(NamedTuple):
    """What was checked of one design. ``unrecognized``: titles that no loaded rulebook knows, each with how many have it."""

    path: str
    positions: int
    units: int
    people: int
    covered_positions: int
    unrecognized: tuple[tuple[str, int], ...]


class RuleSummary(NamedTuple):
    """How often one rule was judged, could not be judged because the design leaves something open, and was broken.

    ``name`` is in the report's language.
    """

    id: str
    judged: int
    not_judged: int
    findings: int
    name: str = ""


class Report(NamedTuple):
    """The outcome of one run. Findings are sorted by path, line, column, rule; ``problems`` say what could not be checked.

    ``charts``, one a file, are there where they were asked for.
    """

    files: tuple[FileSummary, ...]
    rules: tuple[RuleSummary, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()  # files of a folder that are no designs
    charts: tuple[Chart, ...] = ()

    def number_of(self, severity: Severity) -> int:
        """How many findings of one severity stand, waived ones apart."""
        return sum(finding.severity is severity and finding.waived is None for finding in self.findings)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(finding.waived is not None for finding in self.findings)
