"""Scenarios as JSON version 1: one object, whose keys are only ever added to."""

from __future__ import annotations

from typing import Any, TextIO

from orgrules import __version__
from orgrules.output.comparisons.json import document as comparison_document
from orgrules.output.formats import View
from orgrules.output.reports.json import write_document
from orgrules.output.scenarios import Measures, Scenario, Scenarios
from orgrules.output.scenarios._words import by_severity

VERSION = 1


def write(found: Scenarios, stream: TextIO, view: View) -> None:
    """Write scenarios as JSON."""
    del view  # the same for all
    write_document(
        {
            "version": VERSION,
            "tool": {"name": "orgrules", "version": __version__},
            "base": {"path": found.base, "measures": _measures(found.measures)},
            "scenarios": [_scenario(scenario) for scenario in found.scenarios],
        },
        stream,
    )


def _scenario(scenario: Scenario) -> dict[str, Any]:
    compared = comparison_document(scenario.comparison)
    return {
        "path": scenario.path,
        "name": scenario.name,
        "description": scenario.description,
        "changes": scenario.changes,
        "measures": _measures(scenario.measures),
        "introduced": _findings(by_severity(scenario.comparison.introduced)),
        "fixed": _findings(by_severity(scenario.comparison.fixed)),
        **{key: compared[key] for key in ("positions", "units", "summary")},
        "findings": {what: list(those) for what, those in compared["findings"].items()},
    }


def _measures(measures: Measures) -> dict[str, Any]:
    return {**measures._asdict(), "findings": _findings(measures.findings)}


def _findings(numbers: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("errors", "warnings", "infos"), numbers, strict=True))
