"""What the formats of scenarios share: the table of numbers, a row a number, a column a scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from orgrules.findings import Finding, Severity
from orgrules.locale import _, pgettext
from orgrules.output.comparisons._words import counts
from orgrules.output.scenarios import Measures, Scenario, Scenarios


class Row(NamedTuple):
    """One number of the base and of each scenario, in words; ``key`` says to programs what it is. A cell may be empty."""

    key: str
    heading: str
    base: str
    cells: tuple[str, ...]


def rows(found: Scenarios) -> list[tuple[str, list[Row]]]:
    """All numbers, in groups that have a heading."""
    return [(_("Changes"), _of_changes(found)), (_("Findings"), _of_findings(found)), (_("Organization"), _of_measures(found))]


def _of_changes(found: Scenarios) -> list[Row]:
    headings = {
        "added": _("Positions added"),
        "removed": _("Positions removed"),
        "moved": _("Positions moved"),
        "renamed": _("Positions renamed"),
        "changed": _("Positions changed"),
    }
    told = [counts(scenario.comparison) for scenario in found.scenarios]
    made = [Row("changes", _("Changes in the file"), "", tuple(f"{each.changes:,}" for each in found.scenarios))]
    made += [Row(key, heading, "", tuple(f"{each['positions'][key]:,}" for each in told)) for key, heading in headings.items()]
    return made


def _of_findings(found: Scenarios) -> list[Row]:
    introduced = [by_severity(scenario.comparison.introduced) for scenario in found.scenarios]
    fixed = [by_severity(scenario.comparison.fixed) for scenario in found.scenarios]
    return [
        Row("introduced", pgettext("findings", "Introduced"), "", tuple(map(severities, introduced))),
        Row("fixed", pgettext("findings", "Fixed"), "", tuple(map(severities, fixed))),
        Row(
            "standing",
            _("Standing"),
            severities(found.measures.findings),
            tuple(severities(each.measures.findings) for each in found.scenarios),
        ),
    ]


def _of_measures(found: Scenarios) -> list[Row]:
    told: list[tuple[str, str, Callable[[Measures], float | None]]] = [
        ("positions", _("Positions"), lambda each: each.positions),
        ("headcount", _("Headcount"), lambda each: each.headcount),
        ("fte", _("Full-time equivalents"), lambda each: each.fte),
        ("units", _("Units"), lambda each: each.units),
        ("layers", _("Layers"), lambda each: each.layers),
        ("management_layers", _("Layers of managers"), lambda each: each.management_layers),
        ("span", _("Average span"), lambda each: each.span),
    ]
    return [
        Row(
            key,
            heading,
            _number(value(found.measures)),
            tuple(_measured(value, found.measures, each) for each in found.scenarios),
        )
        for key, heading, value in told
    ]


def _measured(value: Callable[[Measures], float | None], base: Measures, scenario: Scenario) -> str:
    """A number, and by how much it is another one than in the base."""
    now, before = value(scenario.measures), value(base)
    if now is None or before is None or _number(now) == _number(before):
        return _number(now)
    return _("{number} ({difference})").format(number=_number(now), difference=_signed(now - before))


def _number(value: float | None) -> str:
    if value is None:
        return pgettext("of a number", "not known")
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−") + _number(abs(value))


def by_severity(findings: Iterable[Finding]) -> tuple[int, int, int]:
    """How many findings there are that are not waived, from errors down."""
    numbers = Counter(finding.severity for finding in findings if finding.waived is None)
    return numbers[Severity.ERROR], numbers[Severity.WARNING], numbers[Severity.INFO]


def severities(numbers: tuple[int, int, int]) -> str:
    """``3 (1 error, 2 warnings)``, as short as a cell has room for: all of them, and of each severity."""
    errors, warnings, infos = numbers
    if not sum(numbers):
        return "0"
    told = _("{all:,} ({errors:,} / {warnings:,} / {infos:,})")
    return told.format(all=sum(numbers), errors=errors, warnings=warnings, infos=infos)


def about_severities() -> str:
    """What the numbers in brackets are."""
    return _("Findings: all of them, and in brackets errors / warnings / infos; without those that are waived.")
