"""GitHub organizations as peribolos configures them."""

from __future__ import annotations

from typing import Any

import pytest

from orgrules.files.source import parse_all
from orgrules.tables import peribolos
from tests.tables.directories import column, format_name, notes, place, real, records, sheets_of, survives, unreadable

ORG = """\
orgs:
  acme:
    name: Acme
    admins: [Ada]
    members:
    - bob
    - 007
    - cy
    teams:
      core:
        description: all
        maintainers: [ADA, bob]
        members: [Cy, dan]
        previously: [old-core]
        teams:
          inner:
            members: [BOB]
          empty:
"""


def test_teams_are_units_with_heads_and_logins_are_people_without_regard_to_case() -> None:
    units, people = found = sheets_of(ORG, is_json=False)
    assert (units.kind, units.about, people.about) == ("peribolos", "units", "people")
    assert records(units) == [
        {"id": "core", "name": "core", "maintainers": "Ada\nbob"},
        {"id": "inner", "name": "inner", "parent": "core"},
        {"id": "empty", "name": "empty", "parent": "core"},
    ]
    assert records(people) == [
        {"login": "Ada", "name": "Ada", "teams": "core"},
        {"login": "bob", "name": "bob", "teams": "core\ninner"},
        {"login": "007", "name": "007"},
        {"login": "cy", "name": "cy", "teams": "core"},
        {"login": "dan", "name": "dan", "teams": "core"},
    ]
    assert unreadable(found) == []
    assert notes(found) == [
        "dump:12:23: 3 logins stand in another letter case than before, here is the first; "
        "they are the same persons: ADA, Cy, BOB",
        "dump:13:23: 1 member of a team is no member of the organization: dan",
    ]
    assert place(units, 0, "maintainers") == (12, 23)
    assert place(units, 1, "id") == (16, 11)
    assert place(people, 1, "teams") == (12, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("admins: [a]\nmembers: [b]\n", "peribolos"),
        ("teams:\n  t: {members: [a]}\n", "peribolos"),
        ("teams:\n  t: {name: x}\n", None),
        ("teams: [{name: x}]\n", None),
        ("orgs: {}\n", None),
        ("members: [a]\n", None),
        ("positions: []\n", None),
    ],
)
def test_what_is_recognized(text: str, expected: str | None) -> None:
    assert format_name(text, is_json=False) == expected


def test_the_teams_of_an_organization_in_a_file_of_their_own() -> None:
    found = sheets_of("teams:\n  t: {members: [a, A]}\n", is_json=False)
    assert column(found[1], "login") == ["a"]
    assert len(notes(found)) == 1  # nobody is said to be no member where no members are stated


def test_several_organizations_have_sheets_each() -> None:
    found = sheets_of("orgs:\n  a: {admins: [x], members: []}\n  b: {teams: {t: {members: [x]}}}\n", is_json=False)
    assert [sheet.about for sheet in found] == ["units", "people", "units", "people"]


def test_what_cannot_be_read_is_named() -> None:
    text = "members: [a]\nadmins: b\nteams:\n  t: {members: [{x: y}, c], teams: [d]}\n  u: 7\n"
    found = sheets_of(text, is_json=False)
    assert unreadable(found) == [
        'dump:2:9: a list of logins is expected here; found the single value "b"',
        "dump:4:17: a login is expected here; found an object",
        "dump:4:36: teams are a mapping of names to teams; found a list",
        'dump:5:6: a team is a mapping with maintainers and members; found the single value "7"',
    ]
    assert column(found[0], "id") == ["t", "u"]


def test_a_real_organization() -> None:
    units, people = found = sheets_of(real("real/peribolos-org.yaml"), is_json=False)
    assert (len(units.rows), len(people.rows)) == (405, 1144)
    assert sum(len(teams.split("\n")) for teams in column(people, "teams") if teams) == 1531
    assert "21 logins stand in another letter case" in notes(found)[0]
    assert len(notes(found)) == 1  # none is no member of the organization
    assert unreadable(found) == []


def test_broken_bytes_end_in_words() -> None:
    def read(content: bytes) -> list[Any]:
        documents = parse_all(content, "x.yaml")
        return peribolos.read(documents) if peribolos.recognizes(documents) else []

    survives(read, ORG.encode())
