"""Changes that only do together: what one of them brings, the other mends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from orgrules.fixing.propose import propose
from orgrules.running.one import set_up
from orgrules.settings import Settings
from tests.helpers import design
from tests.rulebook.authoring import load, write_rulebook

UNDER_A_LEAD = """
name: {en: Clerks are under a lead, zh: 文员应由组长管理}
severity: error
each: position
where: {attributes.clerk: true}
require: {manager.attributes.lead: true}
"""
WITH_ITS_MANAGER = """
name: {en: Clerks sit with their manager, zh: 文员应与上级同在一个单位}
severity: error
each: position
where: {attributes.clerk: true}
require: {unit: {fact: manager.unit}}
"""
DESIGN = """
units: [{id: a, name: A}, {id: b, name: B}]
positions:
  - {id: chair, title: Chair}
  - {id: lead-a, title: Lead A, unit: a, reports_to: chair, attributes: {lead: true}}
  - {id: lead-b, title: Lead B, unit: b, reports_to: chair, attributes: {lead: false}}
  - {id: clerk, title: Clerk, unit: b, reports_to: lead-b, attributes: {clerk: true}}
"""


def test_what_a_change_brings_is_mended_with_it(tmp_path: Path) -> None:
    files = {"clerks/lead.yaml": UNDER_A_LEAD, "clerks/place.yaml": WITH_ITS_MANAGER}
    library = load(tmp_path, files)
    books = (str(write_rulebook(tmp_path, files)),)
    given = set_up(Settings(rulebooks=books, engine="reference", select=("clerks/*",)), library, date(2026, 1, 1))

    fixing = propose(design(DESIGN), given)

    assert [each.rule for each in fixing.before] == ["clerks/lead"]
    assert [(step.at, step.way, step.value) for step in fixing.steps()] == [  # type: ignore[union-attr]
        (3, ("reports_to",), "lead-a"),
        (3, ("unit",), "a"),
    ]
    assert fixing.after == ()
    assert len(fixing.proposals) == 1
