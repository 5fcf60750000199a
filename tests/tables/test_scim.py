"""SCIM, as identity providers answer it; the first text is what scim2-models 0.12 writes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from orgrules.errors import SourceError
from orgrules.files.source import parse_all
from orgrules.tables import scim
from orgrules.tables.asked import Asked
from orgrules.tables.columns import find_columns
from tests.tables.directories import column, format_name, notes, place, records, sheets_of, survives, unreadable

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


def user(id_: str, manager: Any = None, **attributes: Any) -> dict[str, Any]:
    """A user as scim2-models writes it."""
    extension: dict[str, Any] = {"employeeNumber": f"00{id_}", "department": "销售部"}
    if manager is not None:
        extension["manager"] = manager
    return {
        "schemas": [USER, ENTERPRISE],
        "id": id_,
        "userName": f"user{id_}",
        "displayName": f"User {id_}",
        "title": "销售代表",
        "active": True,
        "emails": [{"value": f"user{id_}@example.com", "type": "work", "primary": True}],
        **attributes,
        ENTERPRISE: extension,
    }


def answer(*users: Any, total: int | None = None, **keys: Any) -> str:
    """A ListResponse of some resources."""
    found = {"schemas": [LIST], "totalResults": total or len(users), "startIndex": 1, "itemsPerPage": len(users), **keys}
    return json.dumps({**found, "Resources": users}, indent=2, ensure_ascii=False)


def test_users_are_people_whose_columns_mean_what_the_standard_says() -> None:
    manager = {"value": "1", "$ref": "https://example.com/Users/1", "displayName": "User 1"}
    text = answer(user("1"), user("2", manager, active=False))
    (sheet,) = found = sheets_of(text)
    assert unreadable(found) == notes(found) == []
    assert (sheet.kind, sheet.about) == ("scim", "people")
    assert records(sheet)[1] == {
        "id": "2",
        "userName": "user2",
        "displayName": "User 2",
        "title": "销售代表",
        "active": "false",
        "emails.value": "user2@example.com",
        "emails.type": "work",
        "emails.primary": "true",
        "employeeNumber": "002",
        "department": "销售部",
        "manager.value": "1",
        "manager.$ref": "https://example.com/Users/1",
        "manager.displayName": "User 1",
    }
    line, at = place(sheet, 1, "manager.value")
    assert text.splitlines()[line - 1][at - 1 :] == '"1",'
    layout = find_columns(sheet, Asked())
    meanings = {meaning: columns[0].name for meaning, columns in layout.by_meaning.items()}
    assert meanings == {
        "person": "id",
        "login": "userName",
        "holder": "displayName",
        "title": "title",
        "status": "active",
        "email": "emails.value",
        "unit": "department",
        "reports_to": "manager.value",
    }


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        ("1", "1"),
        ({"value": "1"}, "1"),
        ({"Value": "1"}, "1"),
        ({"managerId": "1", "displayName": "x"}, "1"),
        ({"$ref": "../Users/a%20b"}, "a b"),
        ({"$ref": "https://example.com/scim/v2/Users/1/"}, "1"),
        ([{"value": "1"}], "1"),
        ({}, None),
        ({"value": ""}, None),
    ],
)
def test_managers_in_every_spelling(manager: Any, expected: str | None) -> None:
    (sheet,) = sheets_of(answer(user("2", manager), user("3", {"value": "2"})))
    assert column(sheet, "manager.value") == [expected, "2"]


def test_a_manager_by_address_alone_stands_where_the_address_does() -> None:
    text = answer(user("2", {"$ref": "../Users/1"}))
    (sheet,) = sheets_of(text)
    line, at = place(sheet, 0, "manager.value")
    assert text.splitlines()[line - 1][at - 1 :] == '"../Users/1"'


def test_names_of_attributes_are_without_regard_to_case() -> None:
    text = '{"schemas": ["%s"], "ID": "1", "username": "x", "%s": {"DEPARTMENT": "D", "Manager": {"VALUE": "2"}}}'
    (sheet,) = sheets_of(text % (USER.upper(), ENTERPRISE.upper()))
    assert records(sheet) == [{"id": "1", "userName": "x", "department": "D", "manager.value": "2"}]


def test_of_two_spellings_with_two_values_the_first_counts_and_the_other_is_told() -> None:
    (sheet,) = found = sheets_of(answer({"schemas": [USER], "id": "1", "title": "A", "Title": "B"}))
    assert records(sheet) == [{"id": "1", "title": "A"}]
    assert len(unreadable(found)) == 1
    assert '"Title" stands here a second time' in unreadable(found)[0]


def test_unknown_attributes_are_columns_with_their_schema() -> None:
    (sheet,) = sheets_of(answer({"schemas": [USER], "id": "1", "shoe": 42, "urn:example:1.0:User": {"a": {"b": "c"}}}))
    assert records(sheet) == [{"id": "1", "shoe": "42", "urn:example:1.0:User:a.b": "c"}]


def test_groups_are_left_out_and_told() -> None:
    group = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g", "members": [{"value": "1"}]}
    device = {"id": "d", "meta": {"resourceType": "Device"}}
    (sheet,) = found = sheets_of(answer(user("1"), group, group, device))
    assert column(sheet, "id") == ["1"]
    assert ['2 resources of the kind "group" are left out' in note for note in notes(found)] == [True, False]
    assert '1 resource of the kind "device" is left out' in notes(found)[1]


def test_missing_pages_are_told() -> None:
    assert "of 250 results 1 are in this file" in notes(sheets_of(answer(user("1"), total=250)))[0]
    assert "of 250 results 1 are in this file" in notes(sheets_of(answer(user("1"), totalResults="250")))[0]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(user("1")),
        json.dumps([user("1")]),
        '{"schemas": ["urn:scim:schemas:core:1.0"], "totalResults": 1, "Resources": [{"id": "1", "userName": "x"}]}',
        json.dumps({"Schemas": LIST, "resources": [{"id": "1", "userName": "x"}]}),
    ],
)
def test_single_users_lists_of_them_and_the_first_version_are_known(text: str) -> None:
    assert format_name(text) == "scim"
    assert column(sheets_of(text)[0], "id") == ["1"]


def test_the_first_version_names_managers_its_own_way() -> None:
    extension = {"urn:scim:schemas:extension:enterprise:1.0": {"manager": {"managerId": "9"}, "department": "D"}}
    (sheet,) = sheets_of(json.dumps({"schemas": ["urn:scim:schemas:core:1.0"], "id": "1", "userName": "x", **extension}))
    assert records(sheet) == [{"id": "1", "userName": "x", "manager.value": "9", "department": "D"}]


def test_an_error_answer_is_an_error() -> None:
    with pytest.raises(SourceError, match="an error answer, not users: Not allowed"):
        sheets_of('{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "401", "detail": "Not allowed"}')


def test_what_is_no_resource_is_named() -> None:
    assert unreadable(sheets_of(json.dumps({"schemas": [LIST], "Resources": [None, {"id": "1"}]}))) == [
        "dump:1:83: a record is an object of names and values; found nothing"
    ]


def test_broken_bytes_end_in_words() -> None:
    def read(content: bytes) -> list[Any]:
        documents = parse_all(content, "x.json")
        return scim.read(documents) if scim.recognizes(documents) else []

    survives(read, answer(user("1"), user("2", {"value": "1", "$ref": "../1"}), {"id": "g", "members": []}).encode())
