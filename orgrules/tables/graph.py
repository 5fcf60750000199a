"""Microsoft Graph (Entra ID), as ``/users?$expand=manager`` answers: ``value[]``, one user, and delta queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from orgrules.errors import Problem, SourceError
from orgrules.files.source import Source
from orgrules.locale import _, ngettext
from orgrules.tables.json_records import pages_are_missing
from orgrules.tables.records import Keys, Record, by_kind, mappings_of, sheet_of
from orgrules.tables.sheet import Sheet
from orgrules.text import shown

KIND = "graph"

_NEXT = "@odata.nextLink"
_TYPE = "@odata.type"
_REMOVED = "@removed"
_DELTA = "manager@delta"
#: Entities that are persons; a contact stands in the directory and has no account.
_PERSONS = frozenset({"user", "orgcontact", "contact", "person", "employee"})
_MEANS = {
    "id": "person",
    "displayName": "holder",
    "userPrincipalName": "login",
    "mail": "email",
    "jobTitle": "title",
    "department": "unit",
    "manager.id": "reports_to",
    "accountEnabled": "status",
}


def recognizes(documents: Sequence[Source]) -> bool:
    """Whether a document is an answer of Graph: it has annotations of OData, or users of Graph in a list."""
    if len(documents) != 1:
        return False
    data = documents[0].data
    if isinstance(data, dict):
        if "error" in data and isinstance(data["error"], dict) and len(data) == 1:
            return {"code", "message"} <= data["error"].keys()
        if any(key.startswith("@odata.") for key in data):
            return isinstance(data.get("value"), list) or "displayName" in data
        data = data.get("value")
    if isinstance(data, list) and data and isinstance(data[0], dict):
        first = data[0]
        return "id" in first and ("userPrincipalName" in first or str(first.get(_TYPE)).startswith("#microsoft.graph."))
    return False


def read(documents: Sequence[Source]) -> list[Sheet]:
    """The users as one sheet of people; groups and other objects of a directory are told of.

    Raises:
        SourceError: it is an error answer, or there are too many cells.
    """
    (source,) = documents
    data = source.data
    if isinstance(data, dict) and "value" not in data and isinstance(data.get("error"), dict):
        detail = shown(str(data["error"].get("message") or data["error"].get("code")))
        raise SourceError(source.problem((), _("this is an error answer, not users: {detail}").format(detail=detail)))
    unreadable: list[Problem] = []
    records = mappings_of(_objects(source), unreadable)
    users = [record for record in records if _kind(record.value) in _PERSONS and _REMOVED not in record.value]
    notes = [*_pages(source), *_others(records), *_removed(records), *_without_managers(users)]
    users = [_with_manager_of_today(user) for user in users]
    sheet = sheet_of(users, source.path, KIND, column=_column, about="people", unreadable=unreadable, notes=notes)
    return [replace(sheet, means=_MEANS)]


def _objects(source: Source) -> list[Record]:
    data = source.data
    if isinstance(data, list):
        return [Record(source, (index,), item) for index, item in enumerate(data)]
    if isinstance(data.get("value"), list):
        return [Record(source, ("value", index), item) for index, item in enumerate(data["value"])]
    return [Record(source, (), data)]


def _kind(record: dict[str, Any]) -> str:
    """The type of an object, in lower case; one that states none is what was asked for: a user."""
    stated = record.get(_TYPE)
    return str(stated).rpartition(".")[2].lower() if stated else "user"


def _pages(source: Source) -> Iterator[Problem]:
    if isinstance(source.data, dict) and source.data.get(_NEXT):
        yield source.problem((_NEXT,), pages_are_missing(_NEXT), key=True)


def _others(records: Sequence[Record]) -> Iterator[Problem]:
    """What is told of objects that are no persons, one note a kind."""
    for kind, those in by_kind(records, _kind).items():
        if kind in _PERSONS:
            continue
        message = ngettext(
            '{number:,} object of the type "{kind}" is left out: only users have managers and departments',
            '{number:,} objects of the type "{kind}" are left out: only users have managers and departments',
            len(those),
        )
        yield those[0].source.problem(those[0].route, message.format(number=len(those), kind=shown(kind)))


def _removed(records: Sequence[Record]) -> Iterator[Problem]:
    """What is told of users that a delta query says are deleted."""
    removed = [record for record in records if _REMOVED in record.value]
    if removed:
        message = ngettext(
            "{number:,} user is removed from the directory, and left out",
            "{number:,} users are removed from the directory, and left out",
            len(removed),
        )
        yield removed[0].source.problem(removed[0].route, message.format(number=len(removed)))


def _without_managers(users: Sequence[Record]) -> Iterator[Problem]:
    """A note where the query did not ask for managers: then no user has the key, not even an empty one."""
    if len(users) > 1 and not any("manager" in user.value or _DELTA in user.value for user in users):
        message = _("no user has a manager here; ask for it: /users?$expand=manager($select=id)")
        yield users[0].source.problem((), message)


def _with_manager_of_today(user: Record) -> Record:
    """The user of a delta query without the managers whom it says were taken away; the others keep their places."""
    managers = user.value.get(_DELTA)
    if not isinstance(managers, list):
        return user
    kept = [None if isinstance(each, dict) and _REMOVED in each else each for each in managers]
    return user._replace(value={**user.value, _DELTA: kept})


def _column(keys: Keys) -> str | None:
    """The column of a value: its path, without the annotations of OData."""
    if keys[0] == _DELTA:
        return "manager.id" if keys[1:] == ("id",) else None
    if keys == ("manager",):
        return "manager.id"  # of exports that kept the id alone
    return None if any("@" in key for key in keys) else ".".join(keys)
