"""What a broken reference was probably meant to be, at a bounded cost."""

from __future__ import annotations

from collections.abc import Collection

from orgrules.text import suggest

#: Comparisons of two names that one organization may spend on suggestions; about two seconds.
MOST_COMPARISONS = 200_000


class Suggester:
    """Suggestions with a memory and a budget: an export with ten thousand dangling references costs no more than one with a few."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS
        self._known: dict[tuple[str, str], str | None] = {}

    def suggest(self, what: str, reference: str, names: Collection[str]) -> str | None:
        """The one of ``names`` nearest to ``reference``; ``what`` says which kind of names they are. None once the budget is spent."""
        asked = (what, reference)
        if asked not in self._known:
            if len(names) > self._left:
                return None
            self._left -= len(names)
            self._known[asked] = suggest(reference, names)
        return self._known[asked]
