"""Tells who is accountable for each duty: the claims that positions make with ``accountable_for``, and the people behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgrules.organization.model import BROKEN, Claims, Organization, Person, Position


def find_claims(organization: Organization) -> dict[str, Claims]:
    """The claims to each duty by its id, in the order of the design.

    Nobody is accountable by a position that is vacant, or that is for no people.
    """
    claims: dict[str, Claims] = {}
    if ("position", "accountable_for") not in organization.written:
        return claims
    speaks_of_holders = ("position", "holder") in organization.written
    for position in organization.inside:
        everyone: Sequence[Person | Position] = position.holders if speaks_of_holders else [position]
        for duty in _in_order(position):
            claim = claims.setdefault(duty, Claims(position))
            if position.declared.entry.headcount == 0:
                continue
            for who in everyone:
                claim.holders.setdefault(who, position)
            if (not everyone or position.holder_status in BROKEN) and not position.is_vacant:
                claim.open = True
    return claims


def _in_order(position: Position) -> Iterator[str]:
    """The duties that it is said to be accountable for, as written; what a text only may mean is no claim."""
    for text in position.declared.entry.accountable_for or ():
        yield from position.organization.term_set("duty", [text], position.known_role)
