"""Report formats: one module a format, each with ``write(report, stream, view)``; a module in this folder is one."""

from __future__ import annotations

from orgrules.findings import Report
from orgrules.output.formats import Formats

FORMATS: Formats[Report] = Formats(__name__, __path__)


def only_findings(name: str) -> bool:
    """Whether a format has no room for what is said of the check as a whole: its module says so with ``ONLY_FINDINGS = True``."""
    return bool(getattr(FORMATS.module(name), "ONLY_FINDINGS", False))
