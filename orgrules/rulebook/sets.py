"""Tests of sets: of what a list certainly has, and what it may have beside that. A guess is not a fact."""

from __future__ import annotations

from collections.abc import Callable

from orgrules.organization.terms import possible


def _includes(there: frozenset[str], named: frozenset[str]) -> bool | None:
    return True if there >= named else None if there | possible(there) >= named else False


def _includes_any(there: frozenset[str], named: frozenset[str]) -> bool | None:
    return True if there & named else None if possible(there) & named else False


def _excludes(there: frozenset[str], named: frozenset[str]) -> bool | None:
    return False if there & named else None if possible(there) & named else True


def _only(there: frozenset[str], named: frozenset[str]) -> bool | None:
    """A text that may be several things may be none of them, too."""
    return None if there <= named and possible(there) else there <= named


#: The tests by their names in rulebooks; None where it depends on what a text means.
OF_SETS: dict[str, Callable[[frozenset[str], frozenset[str]], bool | None]] = {
    "includes": _includes,
    "includes_any": _includes_any,
    "excludes": _excludes,
    "only": _only,
}
