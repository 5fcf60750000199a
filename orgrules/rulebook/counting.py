"""How many members of a collection meet a condition, compared with a number; only members that may meet it are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from orgrules.facts.expressions import ALWAYS, All, Expression, Test, answering
from orgrules.facts.paths import Path


def counting(path: Path, where: Expression, compare: Callable[[int, int], bool], number: int) -> Callable[[Any], bool | None]:
    """A reader that tells of a subject whether the number compares; None where members of whom it is unknown may change that."""
    members_of = _members_of(path, where)
    meeting, is_any = answering(where), where == ALWAYS

    def read(subject: Any) -> bool | None:
        members = members_of(subject)
        if members is None:
            return None
        if is_any:
            return compare(len(members) if isinstance(members, list | tuple) else sum(1 for _ in members), number)
        certain = possible = 0
        for member in members:
            meets = meeting(member)
            if meets is not False:
                possible += 1
                certain += meets is True
        least, most = compare(certain, number), compare(possible, number)
        return least if least == most else None

    return read


def _members_of(path: Path, where: Expression) -> Callable[[Any], Iterable[Any] | None]:
    """How the members are come by that may meet a condition; of positions, those of the roles that it asks for."""
    roles = roles_asked(where)
    if roles is None:
        return path.read
    if (path.kind, path.text) == ("organization", "positions"):
        return lambda organization: organization.perhaps_of(roles)
    if path.text == "organization.positions":
        return lambda subject: subject.organization.perhaps_of(roles)

    return path.read


def roles_asked(where: Expression) -> tuple[str, ...] | None:
    """The roles to which a condition on positions confines them; None where it does not."""
    for part in where.parts if isinstance(where, All) else (where,):
        if isinstance(part, Test) and part.column.path.text == "role":
            asked = part.column.asked
            if asked is None and part.operator == "=":
                return (str(part.value),)
            if asked is not None and asked.test == "one of" and part.value is True:
                return tuple(map(str, asked.values))
    return None
