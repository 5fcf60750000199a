"""The kinds of inputs, by name."""

from __future__ import annotations

from tests.fuzz import designs, documents, program, rulebooks, settings, tables, tasks

KINDS = {
    "parsing": designs.PARSING,
    "checks": designs.CHECKS,
    "files": designs.FILES,
    "sameness": designs.SAMENESS,
    "rulebooks": rulebooks.RULEBOOKS,
    "settings": settings.SETTINGS,
    "asked": tasks.ASKED,
    "compare": tasks.TWO,
    "baselines": tasks.BASELINES,
    "tables": tables.TABLES,
    "documents": documents.DOCUMENTS,
    "program": program.PROGRAM,
}
