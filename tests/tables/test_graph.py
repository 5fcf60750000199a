"""Microsoft Graph's users."""

from __future__ import annotations

from typing import Any

import pytest

from orgrules.errors import SourceError
from orgrules.files.source import parse_all
from orgrules.tables import graph
from orgrules.tables.asked import Asked
from orgrules.tables.columns import find_columns
from tests.tables.directories import column, format_name, notes, place, records, sheets_of, survives, unreadable

# as the service documents its answer to /users?$expand=manager
ANSWER = """{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users(id,displayName,jobTitle,manager())",
  "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
  "value": [
    {"id": "87d3", "displayName": "Conf Room", "jobTitle": null, "department": "", "accountEnabled": true},
    {
      "id": "6ea9",
      "displayName": "李雷",
      "jobTitle": "销售经理",
      "department": "销售部",
      "userPrincipalName": "li@example.com",
      "businessPhones": ["+1", "+2"],
      "accountEnabled": false,
      "manager": {"@odata.type": "#microsoft.graph.user", "id": "87d3", "displayName": "Conf Room"}
    }
  ]
}"""


def test_users_are_people_with_their_managers() -> None:
    (sheet,) = sheets_of(ANSWER)
    assert (sheet.kind, sheet.about, format_name(ANSWER)) == ("graph", "people", "graph")
    assert records(sheet) == [
        {"id": "87d3", "displayName": "Conf Room", "accountEnabled": "true"},
        {
            "id": "6ea9",
            "displayName": "李雷",
            "jobTitle": "销售经理",
            "department": "销售部",
            "userPrincipalName": "li@example.com",
            "businessPhones": "+1\n+2",
            "accountEnabled": "false",
            "manager.id": "87d3",
            "manager.displayName": "Conf Room",
        },
    ]
    assert place(sheet, 1, "manager.id") == (14, 65)
    meanings = {meaning: columns[0].name for meaning, columns in find_columns(sheet, Asked()).by_meaning.items()}
    assert meanings["reports_to"] == "manager.id"
    assert meanings["person"] == "id"
    assert meanings["status"] == "accountEnabled"


def test_missing_pages_are_told() -> None:
    assert notes(sheets_of(ANSWER)) == [
        'dump:3:3: "@odata.nextLink" tells that this is one page of several; records of the others are missing here'
    ]


def test_managers_that_were_not_asked_for_are_told() -> None:
    found = sheets_of('{"@odata.context": "x", "value": [{"id": "1"}, {"id": "2"}]}')
    assert "ask for it: /users?$expand=manager" in notes(found)[0]


def test_groups_contacts_and_removed_users() -> None:
    (sheet,) = found = sheets_of(
        """{"@odata.context": "x", "value": [
        {"@odata.type": "#microsoft.graph.user", "id": "1", "manager": {"id": "c"}},
        {"@odata.type": "#microsoft.graph.orgContact", "id": "c"},
        {"@odata.type": "#microsoft.graph.group", "id": "g"},
        {"id": "9", "@removed": {"reason": "changed"}}]}"""
    )
    assert column(sheet, "id") == ["1", "c"]
    assert [note.split(": ")[1] for note in notes(found)] == [
        '1 object of the type "group" is left out',
        "1 user is removed from the directory, and left out",
    ]


def test_a_delta_query_names_managers_its_own_way() -> None:
    (sheet,) = sheets_of(
        """{"@odata.context": "x", "@odata.deltaLink": "y", "value": [
        {"id": "1", "manager@delta": [{"id": "7", "@removed": {"reason": "changed"}}, {"id": "8"}]}, {"id": "2"}]}"""
    )
    assert records(sheet) == [{"id": "1", "manager.id": "8"}, {"id": "2"}]
    assert place(sheet, 0, "manager.id") == (2, 94)


def test_one_user_a_bare_list_and_a_plain_id() -> None:
    assert records(sheets_of('{"@odata.context": "x/$entity", "id": "1", "displayName": "A"}')[0])[0]["id"] == "1"
    (sheet,) = sheets_of('[{"id": "1", "userPrincipalName": "a@x", "manager": "2"}]')
    assert (sheet.kind, column(sheet, "manager.id")) == ("graph", ["2"])


def test_an_error_answer_is_an_error() -> None:
    with pytest.raises(SourceError, match="an error answer, not users: Access token is empty"):
        sheets_of('{"error": {"code": "InvalidAuthenticationToken", "message": "Access token is empty."}}')


def test_other_records_are_none_of_graph() -> None:
    assert format_name('{"value": [{"id": "1", "name": "x"}]}') == "json"


def test_broken_bytes_end_in_words() -> None:
    def read(content: bytes) -> list[Any]:
        documents = parse_all(content, "x.json")
        return graph.read(documents) if graph.recognizes(documents) else []

    survives(read, ANSWER.encode())
    assert unreadable(read(b'{"@odata.context": "x", "value": [7]}')) == [
        'x.json:1:35: a record is an object of names and values; found the single value "7"'
    ]
