"""LDIF (RFC 2849), as directories are dumped: the persons among its entries, and what they say of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from orgrules.errors import Problem, SourceError
from orgrules.locale import ngettext
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.distinguished_names import Name, name_of, values_of
from orgrules.tables.ldif_entries import OF_PERSONS, REFERENCES, SINGLE, Entry, EntryReader, Value, is_change
from orgrules.tables.records import too_many_cells
from orgrules.tables.sheet import Cell, Sheet
from orgrules.text import listed, shown

KIND = "ldif"

#: Classes of entries that are persons, and those that programs and machines have beside one of these.
_PERSONS = frozenset(
    {"person", "organizationalperson", "inetorgperson", "user", "contact", "posixaccount", "account", "newpilotperson"}
)
_NO_PERSONS = frozenset({"computer", "msds-groupmanagedserviceaccount", "msds-managedserviceaccount", "trusteddomain"})

_ACCOUNT_DISABLED = 2  # of the bits of userAccountControl
_ENABLED = "accountEnabled"  # the column that tells it, called as in Microsoft Graph

#: Words for how a column's attribute is spelled, where that is not as it stands first.
_SPELLING = {
    name.lower(): name
    for name in (
        *("givenName", "displayName", "employeeNumber", "employeeType", "employeeID", "departmentNumber", "sAMAccountName"),
        *("userPrincipalName", "userAccountControl", "objectClass", "telephoneNumber", "distinguishedName"),
    )
}


def read(content: bytes, path: str, asked: Asked = Asked()) -> list[Sheet]:  # noqa: B008 - frozen
    """The persons of a directory as one sheet; each entry's references in the spelling in which the entry meant is named.

    Raises:
        SourceError: there are more rows or cells than are read, or the encoding asked for is unknown.
    """
    return [_sheet(EntryReader(path, asked.encoding).entries(content), asked.limits)]


def _sheet(read: EntryReader, limits: Limits) -> Sheet:
    """The persons among the entries as a sheet."""
    entries = [entry for entry in read.all if not is_change(entry)]
    named = _spellings(entries)
    persons = [entry for entry in entries if _is_person(entry)]
    read.notes += _left_out([entry for entry in entries if not _is_person(entry)], read.path)
    names = {"dn": "dn"}  # columns by attributes in lower case
    at = {"dn": 0}
    rows: list[list[Cell]] = []
    places: list[dict[int, tuple[int, int]]] = []
    meant: dict[str, str] = {}  # what each reference is, as a manager has many
    cells = shortened = 0
    for entry in persons:
        values = _attributes(entry)
        shortened += _without_branches(entry, values)
        row: list[Cell] = [None] * len(at)
        where = {0: entry.place}
        row[0] = _spelled(entry.name, entry.key, named)
        for name, those in values.items():
            if name not in at:
                at[name] = len(at)
                names[name] = _SPELLING.get(name, those[0].written)
            column = at[name]
            row += [None] * (column + 1 - len(row))
            texts = [each.text.replace("\n", " ") for each in those]
            if name in REFERENCES:
                for text in texts:
                    if text not in meant:
                        meant[text] = _spelled(text, name_of(text), named)
                texts = [meant[text] for text in texts]
            row[column] = "\n".join(text for text in texts if text.strip()) or None
            where[column] = those[0].place
        while row[-1] is None and len(row) > 1:
            row.pop()
        cells += len(row)
        if cells > limits.cells or len(rows) >= limits.rows:
            raise SourceError(Problem(read.path, *entry.place, too_many_cells(limits)))
        rows.append(row)
        places.append(where)
    if shortened:
        message = ngettext(
            '{number:,} person has several "ou"; the one that names the branch of the directory is no department, and left out',
            '{number:,} persons have several "ou"; the one that names the branch of the directory is no department, and left out',
            shortened,
        )
        read.notes.append(Problem(read.path, 0, 0, message.format(number=shortened)))

    def place(row: int, column: int) -> tuple[int, int]:
        return places[row].get(column, persons[row].place)

    return Sheet(
        path=read.path,
        kind=KIND,
        rows=rows,
        lines=[entry.place[0] for entry in persons],
        place=place,
        names=tuple(names[name] for name in at),
        about="people",
        means=_means(list(at), names, rows),
        unreadable=tuple(sorted(read.unreadable, key=lambda problem: problem[1:3])),
        notes=tuple(read.notes),
    )


def _spellings(entries: Sequence[Entry]) -> dict[Name, str]:
    """How each entry is named where it stands; the first one counts of several that have one name."""
    found: dict[Name, str] = {}
    for entry in entries:
        entry.key = name_of(entry.name)
        if entry.key is not None:
            found.setdefault(entry.key, entry.name)
    return found


def _spelled(written: str, name: Name | None, named: dict[Name, str]) -> str:
    """A name of an entry as the entry itself has it; as it is written where no entry has it."""
    return written if name is None else named.get(name, written)


def _is_person(entry: Entry) -> bool:
    classes = {value.text.strip().lower() for value in entry.values if value.name == "objectclass"}
    if classes:
        return not classes.isdisjoint(_PERSONS) and classes.isdisjoint(_NO_PERSONS)
    return any(value.name.partition(";")[0] in OF_PERSONS for value in entry.values)


def _left_out(entries: Sequence[Entry], path: str) -> Iterator[Problem]:
    """What is told of entries that are no persons: how many, and of which classes."""
    if entries:
        classes = Counter(value.text.strip() for entry in entries for value in _last_class(entry))
        message = ngettext(
            "{number:,} entry is no person and is left out ({classes})",
            "{number:,} entries are no persons and are left out ({classes})",
            len(entries),
        )
        names = listed(shown(name) for name, __ in classes.most_common(5)) or "dn"
        yield Problem(path, *entries[0].place, message.format(number=len(entries), classes=names))


def _last_class(entry: Entry) -> list[Value]:
    """The class that says most of an entry: directories write it last."""
    return [value for value in entry.values if value.name == "objectclass"][-1:]


def _attributes(entry: Entry) -> dict[str, list[Value]]:
    """The values of an entry by attribute, and what follows from them.

    What stands under a language only (``title;lang-zh``) is the value of the attribute as well, and of the several spellings
    of a name the one by which the entry is named, else the first, is taken.
    """
    found: dict[str, list[Value]] = {}
    for value in entry.values:
        found.setdefault(value.name, []).append(value)
    for name, values in list(found.items()):
        base, option, __ = name.partition(";lang-")
        if option and base not in found:
            found[base] = [value._replace(written=value.written.partition(";")[0]) for value in values]
    for name in SINGLE & found.keys():
        values = found[name]
        if len(values) > 1:
            own = values_of(entry.name.partition(",")[0], name)
            found[name] = [next((value for value in values if value.text in own), values[0])]
    disabled = [value for value in entry.values if _tells_disabled(value)]
    states = disabled or [value for value in entry.values if value.name in ("useraccountcontrol", "nsaccountlock")]
    if states:
        state = states[0]._replace(name=_ENABLED.lower(), written=_ENABLED, text="false" if disabled else "true")
        found[state.name] = [state]
    return found


def _tells_disabled(value: Value) -> bool:
    if value.name == "nsaccountlock":
        return value.text.strip().lower() == "true"
    if value.name != "useraccountcontrol":
        return False
    text = value.text.strip()
    return text.isascii() and text.isdecimal() and len(text) < 20 and bool(int(text) & _ACCOUNT_DISABLED)


def _without_branches(entry: Entry, values: dict[str, list[Value]]) -> bool:
    """Leave out those ``ou`` that name the branch in which an entry stands, where it has others; tell whether it did."""
    units = values.get("ou", ())
    if len(units) < 2:
        return False
    branches = {text.casefold() for text in values_of(entry.name, "ou")}
    kept = [unit for unit in units if unit.text.casefold() not in branches]
    if not kept or len(kept) == len(units):
        return False
    values["ou"] = kept
    return True


def _means(attributes: Sequence[str], names: dict[str, str], rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    """What columns mean; of those that may mean the same the one with most values."""
    filled = Counter(attribute for row in rows for attribute, cell in zip(attributes, row, strict=False) if cell is not None)

    def most(*candidates: str) -> str | None:
        present = [candidate for candidate in candidates if filled[candidate]]
        return max(present, key=lambda each: filled[each]) if present else None

    chosen = {
        "dn": "dn",
        "holder": most("displayname", "cn", "name"),
        "login": most("uid", "samaccountname", "userprincipalname"),
        "email": most("mail"),
        "title": most("title"),
        "unit": most("department", "ou"),
        "reports_to": most("manager"),
        "status": most(_ENABLED.lower()),
    }
    return {names[attribute]: meaning for meaning, attribute in chosen.items() if attribute is not None}
