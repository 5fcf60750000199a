"""From a design to its proposals, its patches and its files written anew; the engine is one that proposes what it is told."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from orgrules.changes.steps import Put, Step
from orgrules.errors import SourceError, UsageError
from orgrules.findings import Finding
from orgrules.fixing.model import Fixing, Kind, Left, Proposal
from orgrules.organization.model import Organization
from orgrules.running.one import Setup
from orgrules.settings import Settings
from orgrules.tasks.check import check
from orgrules.tasks.fix import Engine, Wanted, fix, mend, settled, write

DESIGN = """\
# the company
organization: {name: Sunny}   # a comment
units:
  - {id: hq, name: Head office, type: head-office}
positions:
  - id: gm
    title: General manager
    unit: hq
    reports_to: null
  - {id: sales, title: Sales director, unit: hq, reports_to: gmm}   # a slip
  - id: clerk
    title: Clerk
    unit: hq
    reports_to: slaes
"""


def told(*proposals: tuple[Kind, tuple[Step, ...], str], asks: Sequence[Kind] = ()) -> Engine:
    """An engine that proposes these steps, each against the findings of which the rule begins so."""

    def engine(organization: Organization, setup: Setup, wanted: Callable[[Finding], bool]) -> Fixing:
        from orgrules.engine.build import build_findings
        from orgrules.engine.decide import decide
        from orgrules.changes.steps import lay_over
        from orgrules.running.one import check_design

        rules = setup.selection.for_design([organization.design.path])

        def found(organization: Organization) -> tuple[Finding, ...]:
            decision = decide(organization, rules, setup.engine)
            return tuple(build_findings(decision.broken, setup.library))

        before = [each for each in found(organization) if wanted(each)]
        made = []
        for kind, steps, rule in proposals:
            removes = tuple(each for each in before if each.rule.startswith(rule))
            if removes:
                made.append(Proposal(steps, kind, removes, f"because of {rule}", removes[0].cites, asks=kind in asks))
        steps = [step for each in made if not each.asks for step in each.steps]
        decision = check_design(lay_over(organization, steps), setup.library, rules, setup.engine)
        removed = {id(finding) for each in made for finding in each.removes}
        return Fixing(
            organization,
            decision.organization,
            tuple(before),
            tuple(build_findings(decision.broken, setup.library)),
            tuple(made),
            tuple(Left(each, "nobody knows") for each in before if id(each) not in removed),
            "greedy",
        )

    return engine
