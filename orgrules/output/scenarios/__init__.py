"""Ways to reorganize side by side, as frozen values; a module in this folder is a format that shows them."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.chart import Chart
from orgrules.findings import Severity
from orgrules.output.comparisons import Comparison
from orgrules.output.formats import Formats


class Measures(NamedTuple):
    """What is counted and measured of an organization; None: the design does not tell.

    ``span`` is how many people a manager manages on average, by headcount; ``findings`` are those that stand, by severity from
    errors down.
    """

    positions: int
    units: int
    headcount: int
    fte: float
    layers: int | None
    management_layers: int | None
    span: float | None
    findings: tuple[int, int, int]


class Scenario(NamedTuple):
    """One way to reorganize: a file of changes, what it is called, how many changes it has, and what they make of the base."""

    path: str
    name: str | None
    description: str | None
    changes: int
    measures: Measures
    comparison: Comparison

    @property
    def called(self) -> str:
        """Its name, or its file."""
        return self.name or self.path


class Scenarios(NamedTuple):
    """An organization as it is, and scenarios, each laid over it alone. ``chart`` is that of the base, where one is asked for."""

    base: str
    measures: Measures
    scenarios: tuple[Scenario, ...]
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read
    rulebooks: frozenset[str] = frozenset()  # and of the folders of the rulebooks
    chart: Chart | None = None

    def fails(self, threshold: Severity | None) -> bool:
        """Whether a scenario introduces a finding at or above a severity (None: none ever fails)."""
        return any(scenario.comparison.fails(threshold) for scenario in self.scenarios)


FORMATS: Formats[Scenarios] = Formats(__name__, __path__)
