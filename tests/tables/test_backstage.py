"""Backstage's catalog; the shapes are those of its own examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orgrules.design.read import read_design
from orgrules.files.source import parse_all
from orgrules.tables import backstage
from orgrules.tables.backstage import ref_of
from tests.tables.directories import format_name, notes, place, records, sheets_of, survives, unreadable

CATALOG = """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: acme-corp
  description: The organization
spec:
  type: organization
  children: [Infrastructure, elsewhere]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: infrastructure
spec:
  type: department
  profile: {displayName: 基础设施部}
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: Team-A
  namespace: dev
  title: Team A
spec:
  type: team
  parent: group:default/INFRASTRUCTURE
  children: []
  members: [default/janelle.dawe, user:ghost]
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: janelle.dawe
spec:
  profile:
    displayName: Janelle Dawe
    email: janelle-dawe@example.com
  memberOf: [ACME-corp, group:nowhere/x]
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: guest}
spec: {memberOf: [dev/team-a]}
---
"""


def test_groups_are_units_and_users_are_people() -> None:
    units, people = found = sheets_of(CATALOG, is_json=False)
    assert (units.kind, units.about, people.about) == ("backstage", "units", "people")
    assert records(units) == [
        {"id": "acme-corp", "name": "acme-corp", "type": "organization"},
        {"id": "infrastructure", "name": "基础设施部", "type": "department", "parent": "acme-corp"},
        {"id": "dev/Team-A", "name": "Team A", "type": "team", "parent": "infrastructure"},
    ]
    assert records(people) == [
        {
            "id": "janelle.dawe",
            "name": "Janelle Dawe",
            "email": "janelle-dawe@example.com",
            "memberOf": "acme-corp\ngroup:nowhere/x\ndev/Team-A",
        },
        {"id": "guest", "name": "guest", "memberOf": "dev/Team-A"},
    ]
    assert unreadable(found) == []
    assert notes(found) == ["dump:29:35: 1 member of a group is no user of this file, and left out: user:ghost"]
    assert place(units, 1, "parent") == (8, 14)  # where the group above has it among its children
    assert place(units, 2, "parent") == (27, 11)
    assert place(people, 0, "memberOf") == (39, 14)
    assert list(people.lines) == [34, 43]


def test_a_catalog_in_json_as_its_api_answers() -> None:
    group = '{"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "a"}, "spec": {"type": "team"}}'
    for text in (group, f"[{group}]", f'{{"items": [{group}], "pageInfo": {{}}}}'):
        assert format_name(text) == "backstage"
        assert records(sheets_of(text)[0]) == [{"id": "a", "name": "a", "type": "team"}]


def test_a_group_that_is_its_own_parent_is_read_as_it_is_written() -> None:
    text = "apiVersion: backstage.io/v1beta1\nkind: Group\nmetadata: {name: a}\nspec: {parent: A}\n"
    assert records(sheets_of(text, is_json=False)[0]) == [{"id": "a", "name": "a", "parent": "a"}]


def test_two_groups_that_claim_one_child_are_told() -> None:
    head = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: %s}\nspec: {%s}\n---\n"
    text = head % ("a", "children: [c]") + head % ("b", "children: [c]") + head % ("c", "parent: b")
    (units,) = found = sheets_of(text, is_json=False)
    assert records(units)[2]["parent"] == "b"
    assert notes(found) == ['dump:4:19: "c" is among the children of "a" and has another parent: "b", which counts']


def test_what_is_no_entity_is_named() -> None:
    text = CATALOG + (
        "kind: Group\nmetadata: {}\n---\n- 7\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: TEAM-A, namespace: dev}\n"
    )
    found = sheets_of(text, is_json=False)
    assert [problem.split(": ", 1)[1] for problem in unreadable(found)] == [
        "an entity needs a kind and metadata.name; this one is not read",
        'an entity is a mapping with kind, metadata and spec; found the single value "7"',
        '"dev/TEAM-A" stands here again; first at line 22, column 9. Names differ in more than letter case',
    ]
    assert len(found[0].rows) == 3


def test_other_kinds_are_told_and_locations_are_not_followed() -> None:
    text = CATALOG + (
        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: x}\nspec: {targets: [/etc/passwd]}\n---\n"
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: y}\n"
    )
    told = [note.split(": ", 1)[1] for note in notes(sheets_of(text, is_json=False))]
    assert told[1:] == [
        "2 entities are neither groups nor users, and left out (Location, Component)",
        "where a location leads is not followed; name the files of groups and users themselves",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a", ("group", "default", "a")),
        ("X/A", ("group", "x", "a")),
        ("User:A", ("user", "default", "a")),
        ("group:X/a", ("group", "x", "a")),
    ],
)
def test_references_in_every_form(written: str, expected: tuple[str, str, str]) -> None:
    assert ref_of(written, "group", "default") == expected


def test_other_yaml_is_none_of_backstage() -> None:
    assert format_name("apiVersion: v1\nkind: Service\nmetadata: {name: x}\n", is_json=False) is None


def test_a_file_of_several_documents_is_read_where_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "org.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    design = read_design(str(file))
    assert design.units is not None
    assert [unit.entry.id for unit in design.units] == ["acme-corp", "infrastructure", "dev/Team-A"]


def test_broken_bytes_end_in_words() -> None:
    def read(content: bytes) -> list[Any]:
        documents = parse_all(content, "x.yaml")
        return backstage.read(documents) if backstage.recognizes(documents) else []

    survives(read, CATALOG.encode())
