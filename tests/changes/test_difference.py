"""The difference of two designs: as steps, and as a file of changes, laid over the old one it gives the new one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings

from orgrules.changes.difference import difference
from orgrules.changes.read import changes_of
from orgrules.changes.resolve import resolve
from orgrules.changes.steps import Put, Step, lay_over
from orgrules.changes.write import changes_text
from orgrules.design.read import Design, design_of, read_design
from orgrules.errors import DesignError
from orgrules.files.source import parse
from orgrules.organization.link import link
from orgrules.organization.model import BROKEN, Organization
from orgrules.rulebook.cache import quick_library
from tests.changes.same import differences
from tests.helpers import SAMPLES, SHARED
from tests.strategies import designs, to_yaml


def linked(design: Design) -> Organization:
    library = quick_library([])
    return link(design, library.titles, library.terms)


def of(design: dict[str, Any], path: str = "design.yaml") -> Organization:
    return linked(design_of(parse(to_yaml(design).encode(), path)))


def laid(organization: Organization, steps: list[Step]) -> Organization:
    return linked(lay_over(organization, steps))


def is_told_by_steps(organization: Organization) -> bool:
    """Whether all that a design says can be said of its entries one by one.

    That is so where no id is declared twice, who is nested says nothing else, and no list of reports names somebody unknown.
    """
    things: list[Any] = [*organization.positions, *organization.units, *organization.people]
    ids = [(type(each).__name__, each.id) for each in things if each.id]
    nested = [each for each in organization.positions if each.manager is not None and each.manager_status in BROKEN]
    unknown = [each for each in organization.positions if each.unknown_reports or each.ambiguous_reports]
    return len(set(ids)) == len(ids) and not nested and not unknown and not organization.repeated_reports


def assert_leads(old: Organization, new: Organization) -> str:
    """That the difference leads from one to the other, as steps and as a file; the file."""
    steps = difference(old, new).steps
    assert differences(laid(old, steps), new) == []

    text = changes_text(old, steps)
    again = resolve(old, changes_of(parse(text.encode(), "changes.yaml")).changes)
    assert differences(laid(old, again), new) == [], text
    return text


@settings(deadline=None, max_examples=30)
@given(designs(), designs())
def test_the_difference_laid_over_the_old_design_gives_the_new_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    try:
        old, new = of(one), of(other)
    except DesignError:
        assume(False)
    assume(is_told_by_steps(old) and is_told_by_steps(new))

    assert_leads(old, new)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("correct-flat", "correct-nested"), ("correct-nested", "faulty-flat"), ("faulty-nested", "correct-flat")],
)
def test_the_difference_of_samples(language: str, old: str, new: str) -> None:
    one, other = (linked(read_design(str(SAMPLES / language / f"{name}.yaml"))) for name in (old, new))

    assert_leads(one, other)
    assert assert_leads(one, one) == "changes: []\n"


def test_the_file_is_told_with_verbs_and_titles() -> None:
    old = "positions: [{id: gm, title: Top}, {id: a, title: Clerk, reports_to: gm}, {id: b, title: Cook, reports_to: gm}]"
    new = (
        "positions: [{id: gm, title: Top}, {id: a, title: Scribe, reports_to: b, unit: X}, {id: b, title: Cook, reports_to: gm}]"
    )
    one, other = (linked(design_of(parse(text.encode(), "design.yaml"))) for text in (old, new))

    assert assert_leads(one, other) == (
        "changes:\n  - rename: a  # Clerk\n    title: Scribe\n  - move: a  # Scribe\n    reports_to: b  # Cook\n    unit: X\n"
    )


def test_those_of_one_title_without_ids_are_told_by_what_they_have_and_by_their_number() -> None:
    old = "positions: [{title: Head}, {title: Clerk, unit: A, reports_to: Head}, {title: Clerk, unit: B, reports_to: Head}]"
    one = linked(design_of(parse(old.encode(), "design.yaml")))
    steps: list[Step] = [Put("positions", 2, ("headcount",), 3), Put("positions", 1, ("reports_to",), None)]

    text = changes_text(one, steps)

    assert "{title: Clerk, unit: B}" in text
    again = resolve(one, changes_of(parse(text.encode(), "changes.yaml")).changes)
    assert differences(laid(one, again), laid(one, steps)) == []


@pytest.mark.parametrize("name", ["hr-parentid.csv", "adventureworks-employee.csv"])
def test_a_real_table_and_the_same_one_with_changes(name: str) -> None:
    path = SHARED / "data" / "real" / name
    if not path.is_file():
        pytest.skip("the real tables stand beside the project, and are not there")
    old = linked(read_design(str(path)))
    ids = [each.declared.entry.id for each in old.positions]
    steps: list[Step] = [Put("positions", at, ("reports_to",), ids[-at]) for at in range(5, 25)]
    steps += [Put("positions", at, ("title",), f"Title {at}") for at in range(20, 30)]
    new = laid(old, steps)

    assert_leads(old, new)
    text = changes_text(old, steps)
    assert differences(laid(old, resolve(old, changes_of(parse(text.encode(), "changes.yaml")).changes)), new) == []


def test_long_values_under_keys_of_keys_stand_below_them() -> None:
    """A list or a text of the requirements that takes more than a line, and keys that YAML takes in quotes only."""
    person = {"id": "clerk", "title": "Clerk"}
    skills = [f"A skill that takes some words to tell, number {number}" for number in range(1, 5)]
    notes = {"a: b": ["one " * 20, "two " * 20], "deep": {"#1": ["three " * 20, "four " * 20]}}
    more = {"requirements": {"skills": skills, "education": "bachelor"}, "attributes": notes}
    assert_leads(of({"positions": [person]}), of({"positions": [person | more]}))


def test_whoever_is_nested_in_a_position_that_moves_to_another_unit_stays_in_its_own() -> None:
    units = "units: [{id: a, name: A}, {id: c, name: C}]\npositions:\n"
    nested = units + "- {id: top, title: Top, unit: a, reports: [{id: w3, title: W3}, {id: w2, title: W2}]}\n"
    flat = units + (
        "- {id: w2, title: W2, unit: c, reports_to: null}\n- {id: top, title: Top, unit: c, reports_to: w2}\n"
        "- {id: w3, title: W3, unit: a, reports_to: top}\n"
    )
    old, new = (linked(design_of(parse(text.encode(), "design.yaml"))) for text in (nested, flat))

    text = changes_text(old, difference(old, new).steps)

    steps = resolve(old, changes_of(parse(text.encode(), "changes.yaml")).changes)
    again = laid(old, steps)
    assert {each.id: each.unit and each.unit.name for each in again.positions} == {"top": "C", "w2": "C", "w3": "A"}
