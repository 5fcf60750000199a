"""GitHub organizations as peribolos configures them: nested teams as units, maintainers as their heads, logins as people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from orgrules.errors import Problem
from orgrules.files.source import Route, Source
from orgrules.locale import _, ngettext
from orgrules.tables.placed import Placed, sheet_of_cells, together
from orgrules.tables.records import described
from orgrules.tables.sheet import Sheet
from orgrules.text import listed, shown

KIND = "peribolos"

_TEAM_KEYS = frozenset({"maintainers", "members", "teams", "privacy", "previously", "repos", "description"})
_UNIT_COLUMNS = {"id": "id", "name": "name", "parent": "parent", "maintainers": "head"}
_PERSON_COLUMNS = {"login": "person", "name": "holder", "teams": "unit"}


def recognizes(documents: Sequence[Source]) -> bool:
    """Whether a document is the configuration of organizations, of one, or of the teams of one."""
    if len(documents) != 1 or not isinstance(documents[0].data, dict):
        return False
    data = documents[0].data
    orgs = data.get("orgs")
    if isinstance(orgs, dict):
        return any(isinstance(org, dict) and _is_org(org) for org in orgs.values())
    return _is_org(data)


def _is_org(data: dict[str, Any]) -> bool:
    teams = data.get("teams")
    if isinstance(teams, dict):
        return any(isinstance(team, dict) and not _TEAM_KEYS.isdisjoint(team) for team in teams.values())
    return isinstance(data.get("admins"), list) and isinstance(data.get("members"), list)


@dataclass(slots=True)
class _Org:
    """What is gathered of one organization: rows of units, and of each login its spelling, its place and its teams."""

    source: Source
    units: list[list[Placed | None]] = field(default_factory=list)
    logins: dict[str, Placed] = field(default_factory=dict)
    teams: dict[str, list[Placed]] = field(default_factory=dict)
    spelled: list[Placed] = field(default_factory=list)  # logins in another letter case than where they stand first
    strangers: list[Placed] = field(default_factory=list)  # members of teams who are none of the organization
    unreadable: list[Problem] = field(default_factory=list)


def read(documents: Sequence[Source]) -> list[Sheet]:
    """A sheet of teams and one of people for each organization; logins that differ in letter case are one person."""
    (source,) = documents
    orgs = source.data.get("orgs")
    if not isinstance(orgs, dict):
        return _sheets(_gathered(source, (), source.data))
    sheets = []
    for name, data in orgs.items():
        if isinstance(data, dict):
            sheets += _sheets(_gathered(source, ("orgs", name), data))
    return sheets


def _gathered(source: Source, route: Route, data: dict[str, Any]) -> _Org:
    org = _Org(source)
    for key in ("admins", "members"):
        for login in _logins(org, data.get(key), (*route, key)):
            _person(org, login)
    stated = bool(org.logins)
    # (team, its way, the team around it), the next one last
    waiting = [*reversed(list(_teams(org, data.get("teams"), (*route, "teams"), None)))]
    while waiting:
        team, name_cell, above = waiting.pop()
        _team(org, team, name_cell, above, stated=stated)
        if isinstance(team, dict) and team.get("teams") is not None:
            inner = _teams(org, team["teams"], (*name_cell.route, "teams"), name_cell)
            waiting += reversed(list(inner))
    return org


def _teams(org: _Org, teams: Any, route: Route, above: Placed | None) -> Iterator[tuple[Any, Placed, Placed | None]]:
    if teams is None:
        return
    if not isinstance(teams, dict):
        message = _("teams are a mapping of names to teams; found {found}").format(found=described(teams))
        org.unreadable.append(org.source.problem(route, message))
        return
    for name, team in teams.items():
        yield team, Placed(name, org.source, (*route, name), of_key=True), above


def _team(org: _Org, team: Any, name: Placed, above: Placed | None, *, stated: bool) -> None:
    """One team: its row, and what it says of people. A team of which nothing is said is one without members."""
    maintainers: list[Placed] = []
    if isinstance(team, dict):
        for key in ("maintainers", "members"):
            for login in _logins(org, team.get(key), (*name.route, key)):
                person = _person(org, login, is_stranger=stated)
                org.teams[login.text.lower()].append(login._replace(text=name.text))
                if key == "maintainers":
                    maintainers.append(person)
    elif team is not None:
        message = _("a team is a mapping with maintainers and members; found {found}").format(found=described(team))
        org.unreadable.append(org.source.problem(name.route, message))
    # the name of the team above stands nowhere beside this one: the place is its own
    parent = name._replace(text=above.text) if above else None
    org.units.append([name, name, parent, together(maintainers)])


def _logins(org: _Org, value: Any, route: Route) -> Iterator[Placed]:
    if value is None:
        return
    if not isinstance(value, list):
        message = _("a list of logins is expected here; found {found}").format(found=described(value))
        org.unreadable.append(org.source.problem(route, message))
        return
    for index, login in enumerate(value):
        if isinstance(login, str) and login.strip():
            yield Placed(login.strip(), org.source, (*route, index))
        elif login is not None:
            message = _("a login is expected here; found {found}").format(found=described(login))
            org.unreadable.append(org.source.problem((*route, index), message))


def _person(org: _Org, login: Placed, *, is_stranger: bool = False) -> Placed:
    """The login at its place, in the spelling in which it stands first."""
    key = login.text.lower()
    first = org.logins.get(key)
    if first is None:
        org.logins[key] = first = login
        org.teams[key] = []
        if is_stranger:
            org.strangers.append(login)
    elif first.text != login.text:
        org.spelled.append(login)
    return login._replace(text=first.text)


def _sheets(org: _Org) -> list[Sheet]:
    people: list[list[Placed | None]] = [[login, login, together(org.teams[key])] for key, login in org.logins.items()]
    path = org.source.path
    units = sheet_of_cells(
        org.units,
        path,
        KIND,
        _UNIT_COLUMNS,
        about="units",
        unreadable=org.unreadable,
        notes=_notes(org),
    )
    return [units, sheet_of_cells(people, path, KIND, _PERSON_COLUMNS, about="people")]


def _notes(org: _Org) -> Iterator[Problem]:
    message = ngettext(
        "{number:,} login stands here in another letter case than before; it is the same person: {names}",
        "{number:,} logins stand in another letter case than before, here is the first; they are the same persons: {names}",
        len(org.spelled),
    )
    yield from _told(org.spelled, message)
    message = ngettext(
        "{number:,} member of a team is no member of the organization: {names}",
        "{number:,} members of teams are no members of the organization: {names}",
        len(org.strangers),
    )
    yield from _told(org.strangers, message)


def _told(logins: Sequence[Placed], message: str) -> Iterator[Problem]:
    """What is to be told of logins, if there are any, at the first of them."""
    if logins:
        names = listed(dict.fromkeys(shown(login.text) for login in logins), 5)
        yield logins[0].problem(message.format(number=len(logins), names=names))
