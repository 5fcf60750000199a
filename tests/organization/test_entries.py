"""A linked organization as the entries of one flat design: what is nested or listed by id is written as lines upwards."""

from __future__ import annotations

from typing import Any

import pytest

from orgrules.organization.entries import entries_of
from tests.helpers import linked


def written(text: str) -> dict[str, list[dict[str, Any]]]:
    """The entries of a design, plain, with the remarks on them left out."""
    entries = entries_of(linked(text))
    sections = {"units": entries.units, "positions": entries.positions, "people": entries.people}
    return {name: [{field.key: field.value for field in fields} for fields in found] for name, found in sections.items() if found}


def test_nested_positions_become_flat_and_get_ids_where_they_are_named() -> None:
    assert written(
        "positions: [{title: Captain, reports: [{title: Mate, reports: [{title: Cook}]}, boy]}, {id: boy, title: Boy}]"
    ) == {
        "positions": [
            {"id": "captain", "title": "Captain"},
            {"id": "mate", "title": "Mate", "reports_to": "captain"},
            {"title": "Cook", "reports_to": "mate"},
            {"id": "boy", "title": "Boy", "reports_to": "captain"},
        ]
    }


def test_a_title_without_letters_gets_an_id_too() -> None:
    text = "positions: [{title: 😀, unit: 🚀, reports: [{title: Mate}]}, {title: '#', reports: [{title: Cook}]}]"
    assert [each.get("id") for each in written(text)["positions"]] == ["id", None, "id-2", None]


def test_all_keys_of_a_design_are_kept() -> None:
    text = """
units: [{id: s, name: South, type: office, head: c, attributes: {a: 1}}, {name: Yard, parent: South}]
positions:
  - {id: c, title: Captain, role: boss, unit: South, reports_to: null, holder: null, headcount: 2, fte: 1.5, duties: [sail]}
  - {title: Mate, unit: Yard, dotted_line_to: [Captain], requirements: {education: college}, legal_representative: true}
people: [{name: Ann, id: a, education: bachelor, skills: [knots]}]
"""
    assert written(text) == {
        "units": [
            {"id": "s", "name": "South", "type": "office", "head": "c", "attributes": {"a": 1}},
            {"name": "Yard", "parent": "s"},
        ],
        "positions": [
            {
                "id": "c",
                "title": "Captain",
                "role": "boss",
                "unit": "s",
                "reports_to": None,
                "holder": None,
                "headcount": 2,
                "fte": 1.5,
                "duties": ["sail"],
            },
            {
                "title": "Mate",
                "unit": "Yard",
                "dotted_line_to": ["c"],
                "requirements": {"education": "college"},
                "legal_representative": True,
            },
        ],
        "people": [{"id": "a", "name": "Ann", "education": "bachelor", "skills": ["knots"]}],
    }


def test_what_is_not_understood_stays_as_it_is() -> None:
    text = "positions: [{title: Mate, reports_to: boss}, {title: Mate, reports_to: Mate}, {id: x, title: Cook, reports_to: x}]"
    assert written(text) == {
        "positions": [
            {"title": "Mate", "reports_to": "boss"},
            {"title": "Mate", "reports_to": "Mate"},
            {"id": "x", "title": "Cook", "reports_to": "x"},
        ]
    }


@pytest.mark.parametrize("title", ["Office manger", "Office Manager", "General Manager"])
def test_role_null_leaves_a_role_open_whatever_the_title_is(title: str) -> None:
    organization = linked(f"positions: [{{title: {title}, role: null}}, {{title: Office Manager, reports_to: {title}}}]")
    position = organization.positions[0]
    assert (position.role, position.resolution.status) == (None, "untitled")
    assert position in organization.open_roles
