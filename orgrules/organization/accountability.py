"""Tells who is accountable for each duty: the claims that positions make with ``accountable_for``, and the people behind them."""

from __future__ import annotations

from orgrules.organization.model import Claims, Organization, Person, Position


def find_claims(organization: Organization) -> dict[str, Claims]:
    """The claims to each duty by its id, in the order of the design.

    Nobody is accountable by a position that is vacant, or that is for no people.
    """
    claims: dict[str, Claims] = {}
    if ("position", "accountable_for") not in organization.written:
        return claims
    speaks_of_holders = ("position", "holder") in organization.written
    for position in organization.inside:
        who: Person | Position | None = position.holder if speaks_of_holders else position
        for text in position.declared.entry.accountable_for or ():
            claim = claims.setdefault(organization.terms.id("duty", text), Claims(position))
            if position.declared.entry.headcount == 0:
                continue
            if who is not None:
                claim.holders.setdefault(who, position)
            elif not position.is_vacant:
                claim.open = True
    return claims
