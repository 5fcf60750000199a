"""SCIM 2.0 (RFC 7643, 7644), what identity providers answer: ListResponse, single users, and users of SCIM 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from orgrules.errors import Problem, SourceError
from orgrules.files.source import Source, scalar
from orgrules.locale import _, ngettext
from orgrules.tables.records import Keys, Record, by_kind, mappings_of, sheet_of
from orgrules.tables.sheet import Sheet
from orgrules.text import shown

KIND = "scim"

_LIST = "urn:ietf:params:scim:api:messages:2.0:listresponse"
_ERROR = "urn:ietf:params:scim:api:messages:2.0:error"
_USER = "urn:ietf:params:scim:schemas:core:2.0:user"
#: The schemas whose attributes are columns by their bare names. The oldest has one schema for users and groups.
_PLAIN_SCHEMAS = (
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user",
    "urn:scim:schemas:extension:enterprise:1.0",
    _USER,
)
_SCHEMA_PREFIXES = ("urn:ietf:params:scim:", "urn:scim:schemas:")

#: Attributes in the spelling of RFC 7643; their names are without regard to case (section 2.1).
_NAMES = """
    id externalId userName displayName nickName profileUrl title userType preferredLanguage locale timezone active
    name.formatted name.familyName name.givenName name.middleName name.honorificPrefix name.honorificSuffix
    emails.value emails.type emails.primary emails.display phoneNumbers.value phoneNumbers.type addresses.formatted
    groups.value groups.display roles.value roles.display entitlements.value
    employeeNumber costCenter organization division department manager.value manager.displayName manager.$ref
"""
_SPELLING = {name.lower(): name for name in _NAMES.split()}
#: Other names of the same: managers that are sent as a plain text, and those of SCIM 1.1.
_SAME = {"manager": "manager.value", "manager.managerid": "manager.value"}
#: What columns mean: the id is what a manager's value names, the other ids are not.
_MEANS = {
    "id": "person",
    "displayName": "holder",
    "userName": "login",
    "emails.value": "email",
    "title": "title",
    "department": "unit",
    "manager.value": "reports_to",
    "active": "status",
}
_LEFT_OUT = frozenset({"schemas", "meta", "password", "x509certificates", "photos"})


def recognizes(documents: Sequence[Source]) -> bool:
    """Whether a document is an answer of SCIM, a user of it, or a list of users."""
    if len(documents) != 1:
        return False
    data = documents[0].data
    if isinstance(data, list):
        data = data[0] if data else None
    return isinstance(data, dict) and any(schema.startswith(_SCHEMA_PREFIXES) for schema in _schemas(data))


def read(documents: Sequence[Source]) -> list[Sheet]:
    """The users as one sheet of people; groups are no departments, and are told of.

    Raises:
        SourceError: it is an error answer, or there are too many cells.
    """
    (source,) = documents
    if isinstance(source.data, dict) and _ERROR in _schemas(source.data):
        detail = _value(source.data, "detail") or _value(source.data, "status") or ""
        raise SourceError(source.problem((), _("this is an error answer, not users: {detail}").format(detail=shown(str(detail)))))
    unreadable: list[Problem] = []
    records = mappings_of(_resources(source), unreadable)
    others = by_kind(records, _kind)
    users = others.pop("user", [])
    notes = [*_others(others), *_pages(source, len(records))]
    sheet = sheet_of(users, source.path, KIND, column=_column, about="people", unreadable=unreadable, notes=notes)
    return [_with_addresses(replace(sheet, means=_MEANS))]


def _schemas(data: dict[str, Any]) -> list[str]:
    """What an object says that it is, in lower case: URNs are without regard to it."""
    schemas = _value(data, "schemas")
    return [str(schema).lower() for schema in (schemas if isinstance(schemas, list) else [schemas]) if schema is not None]


def _value(data: dict[str, Any], name: str) -> Any:
    """The value of an attribute by its name in lower case."""
    key = _key(data, name)
    return data[key] if key is not None else None


def _key(data: dict[str, Any], name: str) -> str | None:
    return next((key for key in data if key.lower() == name), None)


def _resources(source: Source) -> list[Record]:
    data = source.data
    if isinstance(data, list):
        return [Record(source, (index,), item) for index, item in enumerate(data)]
    key = _key(data, "resources")
    if key is None and _LIST not in _schemas(data):
        return [Record(source, (), data)]
    items = data[key] if key is not None else []
    if not isinstance(items, list):
        items = [] if items is None else [items]
        return [Record(source, (str(key),), item) for item in items]
    return [Record(source, (str(key), index), item) for index, item in enumerate(items)]


def _kind(resource: dict[str, Any]) -> str:
    """What a resource is, in lower case: by its schemas, by its type, else by what users alone have."""
    for schema in _schemas(resource):
        if schema == _USER or (schema in _PLAIN_SCHEMAS):
            return "user"
        if schema.startswith("urn:ietf:params:scim:schemas:core:2.0:"):
            return schema.rpartition(":")[2]
    meta = _value(resource, "meta")
    stated = _value(meta, "resourcetype") if isinstance(meta, dict) else None
    if isinstance(stated, str) and stated:
        return stated.lower()
    return "group" if _key(resource, "members") and not _key(resource, "username") else "user"


def _others(kinds: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """What is told of resources that are no users, one note a kind."""
    for kind, those in kinds.items():
        message = ngettext(
            '{number:,} resource of the kind "{kind}" is left out: only users have managers and departments',
            '{number:,} resources of the kind "{kind}" are left out: only users have managers and departments',
            len(those),
        )
        yield those[0].source.problem(those[0].route, message.format(number=len(those), kind=shown(kind)))


def _pages(source: Source, number: int) -> Iterator[Problem]:
    """A note where the answer has more results than stand in it."""
    if not isinstance(source.data, dict):
        return
    key = _key(source.data, "totalresults")
    total = scalar(source.data[key]) if key is not None else None
    if isinstance(total, str) and total.isascii() and total.isdecimal() and len(total) < 10:
        total = int(total)
    if key is not None and isinstance(total, int) and total > number:
        message = _("of {total:,} results {number:,} are in this file; the other pages are missing here")
        yield source.problem((key,), message.format(total=total, number=number))


def _with_addresses(sheet: Sheet) -> Sheet:
    """The sheet with the ids of managers who are named by an address alone (``$ref``): it ends with the id."""
    names = sheet.names or ()
    if "manager.$ref" not in names:
        return sheet
    address = names.index("manager.$ref")
    value = names.index("manager.value") if "manager.value" in names else len(names)
    rows = []
    filled = set()
    for number, row in enumerate(sheet.rows):
        cells = [*row, *[None] * (max(address, value) + 1 - len(row))]
        if cells[value] is None and (written := cells[address]):
            cells[value] = unquote(written.rstrip("/").rpartition("/")[2]) or None
            filled.add(number)
        rows.append(cells)

    def place(row: int, column: int) -> tuple[int, int]:
        return sheet.place(row, address if column == value and row in filled else column)

    return replace(sheet, rows=rows, names=names if value < len(names) else (*names, "manager.value"), place=place)


def _column(keys: Keys) -> str | None:
    """The column of an attribute: its name as RFC 7643 spells it; that of a foreign extension with its URN before it."""
    first, *rest = keys
    schema = first.lower()
    if schema in _PLAIN_SCHEMAS:
        if not rest:
            return None
        first, schema = rest[0], ""
        rest = rest[1:]
    if not schema.startswith("urn:"):
        if first.lower() in _LEFT_OUT:
            return None
        path = ".".join((first, *rest))
        lower = path.lower()
        return _SPELLING.get(_SAME.get(lower, lower), path)
    return ":".join((first, ".".join(rest))) if rest else first
