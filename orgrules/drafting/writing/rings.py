"""Posts that report to each other: whoever obeyed such rules could build nothing but a circle."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def in_rings(above: Mapping[str, Collection[str]]) -> list[str]:
    """The roles whose lines can only lead back to themselves, by the roles that each may report to; the others have a top."""
    leads_up = {role for roles in above.values() for role in roles if role not in above}
    waiting = [role for role in above if role not in leads_up]
    grown = True
    while grown:
        rest = [role for role in waiting if leads_up.isdisjoint(above[role])]
        grown = len(rest) < len(waiting)
        leads_up.update(role for role in waiting if role not in rest)
        waiting = rest
    return [role for role in waiting if role in _reached(role, above)]


def _reached(role: str, above: Mapping[str, Collection[str]]) -> set[str]:
    """All roles that lines of a role lead to."""
    reached: set[str] = set()
    waiting = list(above[role])
    while waiting:
        other = waiting.pop()
        if other not in reached:
            reached.add(other)
            waiting += above.get(other, ())
    return reached
