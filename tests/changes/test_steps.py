"""Steps laid over designs: what they give, and that the design below stays as it was."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.changes.steps import Add, Drop, Put, Remove, Step, lay_over
from orgrules.design.read import read_design
from orgrules.errors import DesignError
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.organization.names import position_names
from orgrules.rulebook.cache import quick_library
from tests.strategies import designs, to_yaml

NESTED = """
organization: {name: Sunny}
units:
  - {id: hq, name: Head office}
  - {id: south, name: South, parent: hq}
positions:
  - id: gm
    title: General manager
    unit: hq
    reports:
      - id: sales
        title: Sales manager
        unit: south
        reports:
          - {id: ann, title: Clerk}
          - bob
  - {id: bob, title: Driver, unit: hq}
  - {id: cashier, title: Cashier, reports_to: gm}
people:
  - {name: Li Lei}
"""


def linked(path: Path) -> Organization:
    library = quick_library([])
    return link(read_design(str(path)), library.titles, library.terms)


def again(organization: Organization, *steps: Step) -> Organization:
    library = quick_library([])
    return link(lay_over(organization, steps), library.titles, library.terms)


@pytest.fixture
def sunny(tmp_path: Path) -> Organization:
    file = tmp_path / "design.yaml"
    file.write_text(NESTED, "utf-8")
    return linked(file)


def seats(organization: Organization) -> dict[str, tuple[str | None, str | None]]:
    return {
        str(each.id): (each.manager.id if each.manager else each.manager_reference, each.unit.id if each.unit else None)
        for each in organization.positions
    }


def test_a_nested_position_that_moves_keeps_the_unit_that_it_inherited(sunny: Organization) -> None:
    moved = again(sunny, Put("positions", 2, ("reports_to",), "cashier"))

    assert seats(moved)["ann"] == ("cashier", "south")
    assert seats(sunny)["ann"] == ("sales", "south")


def test_a_position_that_reports_name_by_its_id_is_named_by_them_no_longer(sunny: Organization) -> None:
    assert seats(sunny)["bob"] == ("sales", "hq")
    assert seats(again(sunny, Put("positions", 3, ("reports_to",), None)))["bob"] == (None, "hq")


def test_entries_are_added_and_removed_and_what_is_nested_stays_where_it_is(sunny: Organization) -> None:
    steps = (
        Add("positions", {"id": "cook", "title": "Cook", "reports_to": "bob"}),
        Remove("positions", 4),
        Drop("positions", 3, ("unit",)),
    )

    assert seats(again(sunny, *steps)) == {
        "gm": (None, "hq"),
        "sales": ("gm", "south"),
        "ann": ("sales", "south"),
        "bob": ("sales", None),
        "cook": ("bob", None),
    }
    first = again(
        sunny, Put("positions", 1, ("reports_to",), None), Put("positions", 4, ("reports_to",), "sales"), Remove("positions", 0)
    )
    assert seats(first)["ann"] == ("sales", "south")
    assert seats(first)["bob"] == ("sales", "hq")


def test_what_holds_others_is_not_removed_with_them(sunny: Organization) -> None:
    with pytest.raises(ValueError, match="nested"):
        lay_over(sunny, [Remove("positions", 1)])
    with pytest.raises(ValueError, match="no positions"):
        lay_over(sunny, [Remove("positions", 4), Put("positions", 4, ("title",), "Cook")])


def test_keys_below_keys_and_the_organization(sunny: Organization) -> None:
    design = lay_over(
        sunny,
        [
            Put("positions", 0, ("requirements", "education"), "bachelor"),
            Put("positions", 0, ("attributes", "site", "floor"), 3),
            Put("organization", 0, ("ownership",), "private"),
            Put("people", 0, ("id",), "li-lei"),
            Add("units", {"id": "north"}),
        ],
    )

    assert design.positions[0].entry.requirements.education == "bachelor"  # type: ignore[union-attr]
    assert design.positions[0].entry.attributes == {"site": {"floor": 3}}
    assert design.organization.data() == {"name": "Sunny", "ownership": "private"}
    assert [each.entry.id for each in design.units or ()] == ["hq", "south", "north"]
    assert [each.entry.data() for each in design.people or ()] == [{"id": "li-lei", "name": "Li Lei"}]
    assert sunny.design.positions[0].entry.requirements is None


def test_the_rows_of_a_table_are_found_by_their_new_numbers(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Employee ID,Title,Manager ID\n1,Head,\n2,Buyer,1\n3,Clerk,2\n4,Cook,3\n", "utf-8")
    organization = linked(table)
    changed = again(organization, Put("positions", 2, ("reports_to",), "1"), Remove("positions", 1))

    assert seats(changed) == {"1": (None, None), "3": ("1", None), "4": ("3", None)}


@settings(max_examples=60, deadline=None)
@given(designs(), st.data())
def test_the_manager_of_any_position_can_be_any_other(
    tmp_path_factory: pytest.TempPathFactory, design: dict[str, Any], data: st.DataObject
) -> None:
    file = tmp_path_factory.mktemp("steps") / "design.yaml"
    file.write_text(to_yaml(design), "utf-8")
    try:
        organization = linked(file)
    except DesignError:
        return
    names = position_names(organization)
    which = data.draw(st.sampled_from(organization.positions))
    manager = data.draw(st.sampled_from(organization.positions))
    name = names.mean(manager)
    if name is None or manager is which:
        return
    before = copy.deepcopy(seats(organization))
    moved = again(organization, Put("positions", which.index, ("reports_to",), name))

    assert moved.positions[which.index].manager is moved.positions[manager.index]
    for old, new in zip(organization.positions, moved.positions, strict=True):
        assert (old.unit and old.unit.name) == (new.unit and new.unit.name)
        if old is not which:
            assert (old.manager and old.manager.index) == (new.manager and new.manager.index)
    assert seats(organization) == before
