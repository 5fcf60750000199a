"""Linking: what references mean, who is a top, how deep everybody sits, who heads a unit, and what a design may not say."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.design.model import OrganizationEntry, PositionEntry
from orgrules.design.read import Declared, Design
from orgrules.errors import DesignError
from orgrules.files.source import parse, paused_collector
from orgrules.organization import titles
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Position
from orgrules.rulebook.library import load_library
from tests.helpers import design, linked, report, shipped_library
from tests.strategies import designs, to_yaml

LONG = 200_000
LIBRARY = load_library(["organization-basics"])
LIBRARY_OF_ROLES = shipped_library()


def ids(positions: Any) -> list[str | None]:
    return [position.id for position in positions]


def by_id(organization: Organization, id_: str) -> Position:
    return next(position for position in organization.positions if position.id == id_)


# ---------------------------------------------------------------------------------------- references

DECLARED = """
positions:
  - {id: head, title: Captain}
  - {id: mate, title: head}
  - {id: "007", title: Agent}
  - {id: NO, title: Norwegian}
  - {id: ＡＢ　c, title: Wide  Title}
  - {id: twice, title: First}
  - {id: twice, title: Second}
  - {id: cook-1, title: Cook}
  - {id: cook-2, title: COOK}
  - {id: own, title: twice}
  - {id: asking, title: Asking, reports_to: %s}
"""


@pytest.mark.parametrize(
    ("reference", "status", "id_"),
    [
        ("head", "known", "head"),  # an id before a title
        ("Captain", "known", "head"),
        ("CAPTAIN", "known", "head"),
        ("Ｃａｐｔａｉｎ", "known", "head"),
        ('"  captain  "', "known", "head"),
        ("HEAD", "known", "mate"),  # no id is written so: it is a title in another case
        ("007", "known", "007"),
        ("7", "unknown", None),
        ("NO", "known", "NO"),
        ("no", "unknown", None),
        ("AB c", "known", "AB c"),
        ("AB  c", "known", "AB c"),
        ("ab c", "unknown", None),
        ("wide title", "known", "AB c"),
        ("twice", "duplicate", None),  # that a title has it too makes it no better
        ("TWICE", "known", "own"),
        ("First", "known", "twice"),
        ("Cook", "ambiguous", None),
        ("cook-1", "known", "cook-1"),
        ("Cook-1", "unknown", None),
        ("asking", "itself", None),
        ("ASKING", "itself", None),
        ("nobody", "unknown", None),
    ],
)
def test_a_reference_tries_declared_ids_and_then_titles_that_only_one_position_has(
    reference: str, status: str, id_: str | None
) -> None:
    asking = linked(DECLARED % reference).positions[-1]
    assert (asking.manager_status, asking.manager and asking.manager.id) == (status, id_)


def test_a_reference_without_an_id_in_the_design_is_none() -> None:
    organization = linked("positions: [{title: Boss, reports_to: null}, {title: Clerk}]")
    assert [(position.manager_status, position.manager_reference) for position in organization.positions] == [("none", None)] * 2


def test_positions_units_and_people_have_ids_of_their_own() -> None:
    organization = linked(
        """
        units: [{id: a, name: One}]
        positions: [{id: a, title: Boss, unit: a, holder: a}]
        people: [{id: a, name: Ann}]
        """
    )
    [boss] = organization.positions
    assert boss.unit is organization.units[0]
    assert boss.holder is organization.people[0]
    assert (boss.first_with_id, organization.units[0].first_with_id, organization.people[0].first_with_id) == (None, None, None)


def test_the_second_and_every_later_declaration_of_an_id_knows_the_first() -> None:
    positions = linked("positions: [{id: a, title: A}, {id: ' ａ ', title: B}, {id: A, title: C}, {id: a, title: D}]").positions
    assert [position.first_with_id for position in positions] == [None, positions[0], None, positions[0]]


@pytest.mark.parametrize(
    ("reference", "status", "name"),
    [
        ("south", "known", "Region South"),
        ("South", "unknown", None),
        ("region south", "known", "Region South"),
        ("Twin", "ambiguous", None),
        ("double", "duplicate", None),
        ("nameless", "known", "nameless"),
        ("Nameless", "unknown", None),  # an id, and ids match exactly: the unit has no name
        ("CALLED", "known", "Called"),  # what the one unit is called is but another one's id
    ],
)
def test_a_unit_is_referred_to_like_a_position(reference: str, status: str, name: str | None) -> None:
    organization = linked(
        f"""
        units:
          - {{id: south, name: Region South}}
          - {{id: twin-1, name: Twin}}
          - {{id: twin-2, name: twin}}
          - {{id: double, name: D1}}
          - {{id: double, name: D2}}
          - {{id: nameless}}
          - {{id: called}}
          - {{id: other, name: Called}}
          - {{id: asking, name: Asking, parent: {reference}}}
        positions: [{{title: Clerk, unit: {reference}}}]
        """
    )
    [clerk], asking = organization.positions, organization.units[-1]
    assert (clerk.unit_status, clerk.unit and clerk.unit.name, clerk.unit_reference) == (status, name, reference)
    assert (asking.parent_status, asking.parent) == (status, clerk.unit)


@pytest.mark.parametrize(
    ("reference", "status", "name"),
    [
        ("ann", "known", "Ann Lee"),
        ("ANN LEE", "known", "Ann Lee"),
        ("李雷", "ambiguous", None),
        ("x", "duplicate", None),
        ("Bo", "unknown", None),
    ],
)
def test_a_holder_is_referred_to_like_a_position(reference: str, status: str, name: str | None) -> None:
    organization = linked(
        f"""
        positions: [{{title: Clerk, holder: {reference}}}]
        people: [{{id: ann, name: Ann Lee}}, {{name: 李雷}}, {{id: li, name: 李雷}}, {{id: x, name: X1}}, {{id: x, name: X2}}]
        """
    )
    [clerk] = organization.positions
    assert (clerk.holder_status, clerk.holder and clerk.holder.name) == (status, name)


def test_people_and_units_know_the_positions_that_refer_to_them() -> None:
    organization = linked(
        """
        units: [{id: a}, {id: b, parent: a}]
        positions: [{id: x, title: X, unit: a, holder: ann}, {id: y, title: Y, unit: b, holder: Ann}]
        people: [{id: ann, name: Ann}]
        """
    )
    assert ids(organization.people[0].positions) == ["x", "y"]
    assert [ids(unit.positions) for unit in organization.units] == [["x"], ["y"]]
    assert organization.units[0].children == [organization.units[1]]
    assert sorted(ids(organization.units[0].all_positions()), key=str) == ["x", "y"]


# ---------------------------------------------------------------------------------------- free text


def test_without_units_the_names_of_units_are_free_text() -> None:
    organization = linked(
        """
        positions:
          - {title: A, unit: Sales}
          - {title: B, unit: ' ｓａｌｅｓ '}
          - {title: C, unit: Finance}
          - {title: D, reports: [{title: E}]}
        """
    )
    a, b, c, d, e = organization.positions
    assert [(unit.index, unit.id, unit.name, unit.declared) for unit in organization.units] == [
        (0, None, "Sales", None),
        (1, None, "Finance", None),
    ]
    assert a.unit is b.unit is organization.units[0]
    assert c.unit is organization.units[1]
    assert (d.unit, e.unit) == (None, None)
    assert [position.unit_status for position in organization.positions] == ["known", "known", "known", "none", "none"]
    assert [position.unit_reference for position in organization.positions] == [None] * 5  # nothing to look up, nothing to miss


def test_without_people_the_names_of_holders_are_free_text() -> None:
    organization = linked(
        "positions: [{title: A, holder: Ann Lee}, {title: B, holder: ann  lee}, {title: C, holder: null}, {title: D}]"
    )
    assert [(person.id, person.name, person.declared) for person in organization.people] == [(None, "Ann Lee", None)]
    assert [position.title for position in organization.people[0].positions] == ["A", "B"]
    assert [position.holder_status for position in organization.positions] == ["known", "known", "none", "none"]


# ---------------------------------------------------------------------------------------- nesting


def test_a_nested_position_reports_to_the_one_around_it_and_inherits_its_unit() -> None:
    organization = linked(
        """
        units: [{id: a}, {id: b}]
        positions:
          - id: top
            title: Top
            unit: a
            reports:
              - {id: one, title: One}
              - {id: two, title: Two, unit: b, reports: [{id: three, title: Three, reports: [{id: four, title: Four}]}]}
              - five
          - {id: five, title: Five}
        """
    )
    said = {p.id: (p.manager and p.manager.id, p.manager_status, p.unit and p.unit.id, p.depth) for p in organization.positions}
    assert said == {
        "top": (None, "none", "a", 0),
        "one": ("top", "known", "a", 1),
        "two": ("top", "known", "b", 1),
        "three": ("two", "known", "b", 2),
        "four": ("three", "known", "b", 3),
        "five": ("top", "known", None, 1),  # declared elsewhere, where no unit is around it
    }
    assert ids(by_id(organization, "top").reports) == ["one", "two", "five"]


def test_who_inherits_a_unit_that_is_not_known_has_none_and_no_broken_reference() -> None:
    organization = linked("{units: [{id: a}], positions: [{title: Top, unit: nowhere, reports: [{title: One}]}]}")
    assert [(position.unit, position.unit_status) for position in organization.positions] == [(None, "unknown"), (None, "none")]


def test_nesting_and_a_reports_to_that_says_the_same_go_together() -> None:
    organization = linked(
        "positions: [{id: a, title: Top, reports: [{title: One, reports_to: TOP}, two]}, {id: two, title: Two, reports_to: a}]"
    )
    assert [position.manager_status for position in organization.positions] == ["none", "known", "known"]


@pytest.mark.parametrize(
    "text",
    [
        "positions: [{id: top, title: Top, reports: [{id: one, title: One, reports_to: nobody}]}]",
        "positions: [{id: top, title: Top, reports: [one]}, {id: one, title: One, reports_to: nobody}]",
        "positions: [{id: one, title: One, reports_to: nobody}, {id: top, title: Top, reports: [one]}]",
    ],
)
def test_a_nested_position_keeps_its_manager_where_its_own_reports_to_names_nobody(text: str) -> None:
    organization = linked(text)
    one, top = by_id(organization, "one"), by_id(organization, "top")
    assert (one.manager, one.manager_status, one.manager_reference) == (top, "unknown", "nobody")
    assert top.reports == [one]
    assert (top.depth, one.depth) == (0, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            """
            positions:
              - title: Top
                reports:
                  - title: One
                    reports_to: null
            """,
            'design.yaml:6:33: "reports_to" is null, but the position is nested in the reports of "Top"; keep one of the two',
        ),
        (
            """
            positions:
              - title: Top
                reports:
                  - {title: One, reports_to: Other}
              - title: Other
            """,
            'design.yaml:5:46: "reports_to" is "Other", but the position is nested in the reports of "Top"; keep one of the two',
        ),
        (
            """
            positions:
              - title: Top
                reports:
                  - {title: One, reports_to: One}
            """,
            'design.yaml:5:46: "reports_to" is "One", but the position is nested in the reports of "Top"; keep one of the two',
        ),
        (
            """
            positions:
              - title: Top
                reports: [One]
              - title: Other
              - {title: One, reports_to: Other}
            """,
            'design.yaml:4:27: "One" is nested here, but '
            "its reports_to (design.yaml:6:42) gives it another manager; keep one of the two",
        ),
        (
            """
            positions:
              - title: Top
                reports: [One]
              - {title: One, reports_to: null}
            """,
            'design.yaml:4:27: "One" is nested here, but '
            "its reports_to (design.yaml:5:42) gives it another manager; keep one of the two",
        ),
        (
            """
            positions:
              - title: Top
                reports: [One]
              - title: Other
                reports:
                  - One
              - title: One
            """,
            'design.yaml:7:21: "One" is nested here, but '
            "another nesting (design.yaml:4:27) gives it another manager; keep one of the two",
        ),
        (
            """
            positions:
              - title: Top
                reports: [{title: One}]
              - title: Other
                reports: [One]
            """,
            'design.yaml:6:27: "One" is nested here, but '
            "another nesting (design.yaml:4:27) gives it another manager; keep one of the two",
        ),
    ],
)
def test_nestings_that_contradict_the_design_or_one_another_are_errors_at_their_place(text: str, message: str) -> None:
    with pytest.raises(DesignError) as caught:
        linked(text)
    assert str(caught.value) == message


def test_every_contradicting_nesting_is_reported() -> None:
    with pytest.raises(DesignError) as caught:
        linked("positions: [{title: A, reports: [X, Y]}, {title: B, reports: [X, Y]}, {title: X}, {title: Y}]")
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(1, 63), (1, 66)]


def test_nested_ids_that_name_nobody_or_several_are_kept_for_the_rules() -> None:
    organization = linked(
        """
        positions:
          - {id: top, title: Top, reports: [one, nobody, Twin, double]}
          - {id: one, title: One}
          - {title: Twin}
          - {title: Twin}
          - {id: double, title: D1}
          - {id: double, title: D2}
        """
    )
    top = organization.positions[0]
    assert [nested.reference for nested in top.unknown_reports] == ["nobody"]
    assert [nested.reference for nested in top.ambiguous_reports] == ["Twin"]
    assert ids(top.reports) == ["one"]


def test_a_position_in_its_own_reports_reports_to_itself() -> None:
    [position] = linked("positions: [{id: me, title: Me, reports: [me]}]").positions
    assert (position.manager, position.manager_status, *position.reports) == (None, "itself")


# ---------------------------------------------------------------------------------------- tops and depth


@pytest.mark.parametrize(
    ("positions", "tops"),
    [
        pytest.param("[{id: a, title: A}, {id: b, title: B}]", {}, id="no lines: nobody is a top"),
        pytest.param("[{id: a, title: A, reports_to: null}]", {}, id="declaring a top is no line"),
        pytest.param("[{id: a, title: A, reports: []}, {id: b, title: B}]", {}, id="no reports are no line"),
        pytest.param("[{id: a, title: A}, {id: b, title: B, reports_to: a}]", {"a": "main"}, id="one tree"),
        pytest.param(
            "[{id: x, title: X}, {id: a, title: A}, {id: b, title: B, reports_to: a}]",
            {"x": "stray", "a": "main"},
            id="the larger tree is the main one",
        ),
        pytest.param(
            "[{id: a, title: A}, {id: x, title: X}, {id: y, title: Y, reports_to: x}, {id: b, title: B, reports_to: a}]",
            {"a": "main", "x": "stray"},
            id="of two as large the first in the file",
        ),
        pytest.param(
            "[{id: x, title: X}, {id: a, title: A, reports_to: null}, {id: b, title: B, reports_to: a}]",
            {"x": "stray", "a": "declared"},
            id="a declared top may be the largest",
        ),
        pytest.param(
            "[{id: a, title: A}, {id: b, title: B, reports_to: a}, {id: x, title: X, reports_to: null}]",
            {"a": "main", "x": "declared"},
            id="a declared top is no stray",
        ),
        pytest.param(
            "[{id: x, title: X, reports_to: no}, {id: y, title: Y, reports_to: x}, {title: Z, reports_to: y}, {id: a, title: A}]",
            {"a": "main"},
            id="a broken reference makes no top, and its tree does not compete",
        ),
        pytest.param(
            "[{id: x, title: X, reports_to: x}, {id: y, title: Y, reports_to: x}, {id: a, title: A}]",
            {"a": "main"},
            id="who reports to itself is no top",
        ),
        pytest.param(
            "[{id: d, title: D1}, {id: d, title: D2}, {id: x, title: X, reports_to: d}]",
            {"d": "main", "d#2": "stray"},
            id="who reports to an id that two have is no top",
        ),
        pytest.param(
            "[{id: x, title: X, reports_to: y}, {id: y, title: Y, reports_to: x}, {title: Z, reports_to: x}, {id: a, title: A}]",
            {"a": "main"},
            id="a ring has no top",
        ),
        pytest.param(
            "[{id: a, title: A, reports: [nobody]}, {id: b, title: B}]",
            {"a": "main", "b": "stray"},
            id="a nested id is a line, though it names nobody",
        ),
        pytest.param(
            "[{id: a, title: A, reports: [{id: c, title: C}]}, {id: b, title: B}]",
            {"a": "main", "b": "stray"},
            id="nesting is a line",
        ),
    ],
)
def test_the_top_of_the_largest_tree_is_the_top(positions: str, tops: dict[str, str]) -> None:
    organization = linked(f"positions: {positions}")
    found = {
        f"{position.id}{'#2' if position.first_with_id else ''}": position.top
        for position in organization.positions
        if position.top not in (None, "below")
    }
    assert found == tops
    assert organization.has_lines is bool(tops)


def test_depth_counts_the_managers_above_and_is_open_in_and_below_a_ring_or_a_broken_reference() -> None:
    organization = linked(
        """
        positions:
          - {id: c, title: C, reports_to: b}
          - {id: b, title: B, reports_to: a}
          - {id: a, title: A}
          - {id: x, title: X, reports_to: y}
          - {id: y, title: Y, reports_to: x}
          - {id: below-ring, title: Z, reports_to: y}
          - {id: lost, title: L, reports_to: nobody}
          - {id: below-lost, title: M, reports_to: lost}
          - {id: top, title: T, reports_to: null}
        """
    )
    assert {position.id: position.depth for position in organization.positions} == {
        "c": 2,
        "b": 1,
        "a": 0,
        "x": None,
        "y": None,
        "below-ring": None,
        "lost": None,
        "below-lost": None,
        "top": 0,
    }
    assert ids(by_id(organization, "c").chain()) == ["b", "a"]
    assert sorted(ids(by_id(organization, "a").all_reports()), key=str) == ["b", "c"]


def test_without_any_line_nobody_has_a_depth() -> None:
    assert [position.depth for position in linked("positions: [{title: A}, {title: B, dotted_line_to: [A]}]").positions] == [
        None,
        None,
    ]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_depth_and_size_of_a_tree_agree_with_its_chains(numbers: list[int]) -> None:
    managers = [None, *(number % (index + 1) for index, number in enumerate(numbers))]
    data = [
        {"id": f"p{index}", "title": "Clerk", **({} if manager is None else {"reports_to": f"p{manager}"})}
        for index, manager in enumerate(managers)
    ]
    organization = linked({"positions": data[::-1]}, LIBRARY)
    for position in organization.positions:
        assert position.depth == len(list(position.chain()))
        assert set(position.all_reports()) == {other for other in organization.positions if position in other.chain()}


# ---------------------------------------------------------------------------------------- heads of units


@pytest.mark.parametrize(
    ("units", "positions", "head"),
    [
        pytest.param(
            "[{id: a, head: y}]",
            "[{id: x, title: X, unit: a}, {id: y, title: Y, reports_to: x, unit: a}]",
            ("known", "y"),
            id="declared by id",
        ),
        pytest.param("[{id: a, head: y}]", "[{id: x, title: Y}]", ("known", "x"), id="declared by title, outside of the unit"),
        pytest.param("[{id: a, head: z}]", "[{id: x, title: X, unit: a}]", ("unknown", None), id="declared, and nobody"),
        pytest.param(
            "[{id: a, head: x}]", "[{title: X, unit: a}, {title: X, unit: a}]", ("ambiguous", None), id="declared, and several"
        ),
        pytest.param(
            "[{id: a, head: x}]",
            "[{id: x, title: X}, {id: x, title: Y}]",
            ("duplicate", None),
            id="declared by an id that two have",
        ),
        pytest.param(
            "[{id: a}, {id: b}]",
            "[{id: t, title: T, unit: b}, {id: x, title: X, unit: a, reports_to: t}, {id: y, title: Y, unit: a, reports_to: x}]",
            ("known", "x"),
            id="the one whose manager sits outside",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T, unit: a}, {id: x, title: X, unit: a, reports_to: t}]",
            ("known", "t"),
            id="the top of the organization",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T, unit: a, reports_to: null}, {id: x, title: X, unit: a, reports_to: t}]",
            ("known", "t"),
            id="a declared top",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T}, {id: x, title: X, unit: a, reports_to: t}, {id: y, title: Y, unit: a, reports_to: t}]",
            ("none", None),
            id="none where two managers sit outside",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T}, {id: x, title: X, unit: a, reports_to: t}, {id: y, title: Y, unit: a, reports_to: t}, "
            "{id: z, title: Z, unit: a, reports_to: y}]",
            ("known", "y"),
            id="of several, the one that leads others of the unit",
        ),
        pytest.param(
            "[{id: a}, {id: b, parent: c}, {id: c, parent: a}, {id: d}]",
            "[{id: t, title: T}, {id: x, title: X, unit: a, reports_to: t}, {id: y, title: Y, unit: a, reports_to: t}, "
            "{id: z, title: Z, unit: b, reports_to: x}, {id: s, title: S, unit: d, reports_to: y}]",
            ("known", "x"),
            id="or of a unit in it",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T}, {id: x, title: X, unit: a, reports_to: t}, {id: y, title: Y, unit: a, reports_to: t}, "
            "{id: z, title: Z, unit: a, reports_to: y}, {id: s, title: S, unit: a, reports_to: x}]",
            ("none", None),
            id="none where two lead others of the unit",
        ),
        pytest.param(
            "[{id: a}, {id: b, parent: a}]",
            "[{id: t, title: T}, {id: x, title: X, unit: b, reports_to: t}]",
            ("none", None),
            id="none of the unit's own",
        ),
        pytest.param("[{id: a}]", "[{id: x, title: X, unit: a}]", ("none", None), id="none where no line is modelled"),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T}, {id: u, title: U, reports_to: t}, {id: x, title: X, unit: a}]",
            ("none", None),
            id="a stray position heads nothing",
        ),
        pytest.param(
            "[{id: a}]",
            "[{id: t, title: T}, {id: u, title: U, reports_to: t}, {id: x, title: X, unit: a, reports_to: nobody}]",
            ("none", None),
            id="nor one whose manager is not known",
        ),
    ],
)
def test_the_head_of_a_unit_is_declared_or_its_one_position_whose_manager_sits_outside(
    units: str, positions: str, head: tuple[str, str | None]
) -> None:
    unit = linked(f"{{units: {units}, positions: {positions}}}").units[0]
    assert (unit.head_status, unit.head and unit.head.id) == head


def test_a_free_text_unit_has_a_head_too() -> None:
    organization = linked("positions: [{id: t, title: T, unit: Board}, {id: x, title: X, unit: Sales, reports_to: t}]")
    assert [(unit.name, unit.head and unit.head.id) for unit in organization.units] == [("Board", "t"), ("Sales", "x")]


# ---------------------------------------------------------------------------------------- dotted lines


def test_dotted_lines_are_resolved_each_for_itself() -> None:
    organization = linked(
        """
        positions:
          - {id: a, title: A}
          - {id: twin-1, title: Twin}
          - {id: twin-2, title: Twin}
          - {id: d, title: D1}
          - {id: d, title: D2}
          - {id: x, title: X, reports_to: a, dotted_line_to: [A, nobody, twin, x, d, twin-1, twin-1]}
          - {id: y, title: Y, dotted_line_to: []}
        """
    )
    x, y = organization.positions[-2:]
    assert [(line.reference, line.target and line.target.id, line.status) for line in x.dotted] == [
        ("A", "a", "known"),
        ("nobody", None, "unknown"),
        ("twin", None, "ambiguous"),
        ("x", None, "itself"),
        ("d", None, "duplicate"),
        ("twin-1", "twin-1", "known"),
        ("twin-1", "twin-1", "known"),
    ]
    assert ids(x.dotted_lines()) == ["a", "twin-1", "twin-1"]
    assert y.dotted == ()


def test_dotted_lines_alone_are_no_reporting_lines() -> None:
    organization = linked("positions: [{id: a, title: A}, {id: b, title: B, dotted_line_to: [a]}]")
    assert organization.has_lines is False
    assert not any(position.reports for position in organization.positions)


@given(several=st.lists(designs(), min_size=2, max_size=4), most=st.sampled_from([0, 3, 10_000]))
def test_what_titles_came_out_as_in_other_designs_changes_nothing(several: list[dict[str, Any]], most: int) -> None:
    remembering = replace(LIBRARY_OF_ROLES.titles)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(titles, "MOST_REMEMBERED", most)
        for data in several:
            try:
                made = design(to_yaml(data))
                fresh = link(made, replace(LIBRARY_OF_ROLES.titles), LIBRARY_OF_ROLES.terms)
            except DesignError:
                continue
            again = link(made, remembering, LIBRARY_OF_ROLES.terms)
            assert [position.resolution for position in again.positions] == [position.resolution for position in fresh.positions]


def test_titles_of_other_designs_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles, "MOST_REMEMBERED", 20)
    remembering = replace(LIBRARY_OF_ROLES.titles)
    for number in range(10):
        rows = ", ".join(f"{{title: Zookeeper {number} {row}}}" for row in range(5))
        link(design(f"positions: [{rows}]"), remembering, LIBRARY_OF_ROLES.terms)
        assert all(len(known) <= 25 for known in remembering.remembered())


# ---------------------------------------------------------------------------------------- the whole


def test_the_organization_is_named_after_itself_or_its_file() -> None:
    assert linked("{organization: {name: 阳光水果}, positions: [{title: A}]}").name == "阳光水果"
    assert linked("positions: [{title: A}]").name == "design.yaml"


def test_positions_are_listed_by_their_roles() -> None:
    organization = linked(
        "positions: [{id: a, title: Store manager}, {id: b, title: Store manger}, {id: c, title: Cook}, {id: d, title: 店长}]"
    )
    assert {role: ids(positions) for role, positions in organization.by_role.items()} == {
        "store-manager": ["a", "d"],
        "unrecognized": ["c"],
    }


def test_a_contradiction_is_a_problem_of_the_report_and_no_finding(tmp_path: Path) -> None:
    found = report(tmp_path, "positions: [{title: A, reports: [{title: B, reports_to: null}]}]")
    assert found.findings == ()
    assert [(problem.path, problem.line, problem.column) for problem in found.problems] == [
        (str(tmp_path / "design.yaml"), 1, 57)
    ]


def test_a_chain_of_two_hundred_thousand_is_linked_in_linear_time() -> None:
    source = parse(b"positions: []", "design.yaml")
    declared = [
        Declared(
            PositionEntry(id=f"p{index}", title="Clerk", reports_to=f"p{index + 1}" if index + 1 < LONG else None), source, ()
        )
        for index in range(LONG)
    ]
    chain = Design("design.yaml", OrganizationEntry(), (source, ()), None, declared, [], None, frozenset())
    started = time.perf_counter()
    with paused_collector():
        organization = link(chain, LIBRARY.titles, LIBRARY.terms)
    assert time.perf_counter() - started < 30  # a step for each of them and each above it would take hours
    assert organization.positions[0].depth == LONG - 1
    assert [position.id for position in organization.positions if position.top != "below"] == [f"p{LONG - 1}"]
    assert sum(1 for _ in organization.positions[0].chain()) == LONG - 1


# ---------------------------------------------------------------------------------------- words for nobody, spaces, characters


@pytest.mark.parametrize("word", ["vacant", "TBC", "Tbd", "n/a", "To be hired", "空缺", "待定", "待 招", "無"])
@pytest.mark.parametrize("people", [None, [{"name": "Ann"}]])
def test_a_word_for_nobody_in_the_place_of_a_holder_is_nobody(word: str, people: list[dict[str, str]] | None) -> None:
    data: dict[str, Any] = {"positions": [{"title": "Head", "holder": word}, {"title": "Clerk", "holder": "Ann"}]}
    organization = linked({**data, **({"people": people} if people else {})})
    head = organization.positions[0]
    assert (head.holder, head.vacancy, head.is_vacant) == (None, word, True)
    assert [person.name for person in organization.people] == ["Ann"]


def test_a_person_who_is_called_so_holds_a_position() -> None:
    organization = linked({"people": [{"name": "Vacant"}], "positions": [{"title": "Head", "holder": "Vacant"}]})
    head = organization.positions[0]
    assert (head.holder, head.is_vacant) == (organization.people[0], False)


@pytest.mark.parametrize(
    ("entry", "vacant"),
    [
        ({"title": "Sales director (vacant)"}, True),
        ({"title": "Sales director (vacant)", "holder": "Ann"}, False),
        ({"title": "销售总监（待招）"}, True),
        ({"title": "Sales director"}, False),
    ],
)
def test_a_title_that_says_so_makes_a_position_vacant_unless_somebody_holds_it(entry: dict[str, str], vacant: bool) -> None:
    assert linked({"positions": [entry]}).positions[0].is_vacant is vacant


@pytest.mark.parametrize("reference", ["总经理", "总 经 理", "總經理", "總　經理"])
@pytest.mark.parametrize("title", ["总 经 理", "总经理", "總經理"])
def test_spaces_and_traditional_characters_tell_no_titles_apart(title: str, reference: str) -> None:
    organization = linked({"positions": [{"title": title}, {"title": "Driver", "reports_to": reference}]})
    assert organization.positions[1].manager is organization.positions[0]


def test_titles_that_differ_in_spaces_alone_are_ambiguous() -> None:
    data = {"positions": [{"title": "总经理"}, {"title": "总 经 理"}, {"title": "Driver", "reports_to": "总经理"}]}
    assert linked(data).positions[2].manager_status == "ambiguous"


def test_ids_and_names_of_persons_keep_their_characters() -> None:
    data = {
        "people": [{"name": "于 飞"}, {"name": "於飞"}],
        "positions": [{"title": "A", "id": "總"}, {"title": "B", "reports_to": "总"}, {"title": "C", "holder": "于飞"}],
    }
    organization = linked(data)
    assert organization.positions[1].manager_status == "unknown"
    assert organization.positions[2].holder_status == "unknown"
