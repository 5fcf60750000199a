"""The difference of two designs: as steps, and as a file of changes, laid over the old one it gives the new one."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings

from orgrules.changes.difference import difference
from orgrules.changes.read import changes_of
from orgrules.changes.resolve import resolve
from orgrules.changes.steps import Step, lay_over
from orgrules.changes.write import changes_text
from orgrules.design.read import Design, design_of
from orgrules.errors import DesignError
from orgrules.files.source import parse
from orgrules.organization.link import link
from orgrules.organization.model import BROKEN, Organization
from orgrules.rulebook.cache import quick_library
from tests.changes.same import differences
from tests.strategies import designs, to_yaml


def linked(design: Design) -> Organization:
    library = quick_library([])
    return link(design, library.titles, library.terms)


def of(design: dict[str, Any], path: str = "design.yaml") -> Organization:
    return linked(design_of(parse(to_yaml(design).encode(), path)))


def laid(organization: Organization, steps: list[Step]) -> Organization:
    return linked(lay_over(organization, steps))


def is_told_by_steps(organization: Organization) -> bool:
    """Whether all that a design says can be said of its entries one by one: no id is declared twice, and who is nested says
    nothing else, nor does a list of reports name somebody unknown.
    """
    ids = [
        (type(each).__name__, each.id) for each in (*organization.positions, *organization.units, *organization.people) if each.id
    ]
    nested = [each for each in organization.positions if each.manager is not None and each.manager_status in BROKEN]
    unknown = [each for each in organization.positions if each.unknown_reports or each.ambiguous_reports]
    return len(set(ids)) == len(ids) and not nested and not unknown and not organization.repeated_reports


@settings(deadline=None, max_examples=120)
@given(designs(), designs())
def test_the_difference_laid_over_the_old_design_gives_the_new_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    try:
        old, new = of(one), of(other)
    except DesignError:
        assume(False)
    assume(is_told_by_steps(old) and is_told_by_steps(new))

    steps = difference(old, new)
    assert differences(laid(old, steps), new) == []

    text = changes_text(old, steps)
    again = resolve(old, changes_of(parse(text.encode(), "changes.yaml")).changes)
    assert differences(laid(old, again), new) == [], text
