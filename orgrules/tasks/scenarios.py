"""The use case behind ``orgrules compare BASE --with …``: ways to reorganize, each laid over one organization, side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence

from orgrules.changes.lay import laid
from orgrules.changes.read import read_all
from orgrules.design.load import STANDARD_INPUT
from orgrules.design.read import read_design
from orgrules.errors import UsageError
from orgrules.facts import readers
from orgrules.findings import Report, Severity
from orgrules.locale import _, speaking
from orgrules.organization.model import Organization
from orgrules.output.scenarios import Measures, Scenario, Scenarios
from orgrules.rulebook.cache import quick_library
from orgrules.settings import Settings
from orgrules.tasks.check import check_each
from orgrules.tasks.compare import compared


def scenarios(
    base: str,
    changes: Sequence[str],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    charted: bool = False,
) -> Scenarios:
    """Lay each of some files of changes over the design in a file, and compare what they give; ``charted`` asks for charts.

    Raises:
        SourceError, DesignError, ChangesError: something cannot be read, or laid over.
        RulebookError, UsageError, EngineError: as ``check``.
    """
    with speaking(settings.language):
        if [base, *changes].count(STANDARD_INPUT) > 1:
            raise UsageError(_('standard input ("-") can be read only once'))
        library = quick_library(settings.rulebooks)
        design = read_design(base, encoding=settings.encoding, limits=settings.limits, tables=settings.asked())
        files = read_all(changes, encoding=settings.encoding, limits=settings.limits)
        over = [laid(design, [file]) for file in files]
        before, *after = check_each([design, *(each.design for each in over)], library, settings, charted=charted)
        read = frozenset([*map(str, design.included), *(path for file in files for path in file.real)])
        return Scenarios(
            base=design.path,
            measures=_measures(*before),
            scenarios=tuple(
                Scenario(
                    file.path,
                    file.name,
                    file.description,
                    len(file.changes),
                    _measures(*checked),
                    compared(before, checked, library, each.kept),
                )
                for file, each, checked in zip(files, over, after, strict=True)
            ),
            sources=read | settings.sources() | ({os.path.realpath(base)} if base != STANDARD_INPUT else set()),
            rulebooks=library.folders(),
            chart=before[1].charts[0] if before[1].charts else None,
        )


def _measures(organization: Organization, report: Report) -> Measures:
    return Measures(
        positions=len(organization.inside),
        units=len(organization.units),
        headcount=sum(map(readers.headcount, organization.inside)),
        fte=sum(map(readers.fte, organization.inside)),
        layers=readers.layers(organization),
        management_layers=readers.management_layers(organization),
        span=readers.average_span(organization),
        findings=(
            report.number_of(Severity.ERROR),
            report.number_of(Severity.WARNING),
            report.number_of(Severity.INFO),
        ),
    )
