"""What a broken reference was probably meant to be, at a bounded cost."""

from __future__ import annotations

from collections.abc import Callable, Collection

from orgrules.text import suggest

#: Comparisons of two names that one organization may spend on suggestions; about two seconds.
MOST_COMPARISONS = 200_000


class Suggester:
    """Suggestions with a memory and a budget: ten thousand dangling references cost no more than a few."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS
        self._names: dict[str, Collection[str]] = {}
        self._known: dict[tuple[str, str], str | None] = {}

    def suggest(self, what: str, reference: str, names: Callable[[], Collection[str]]) -> str | None:
        """The name of the kind ``what`` nearest to ``reference``; ``names`` lists them all. None once the budget is spent."""
        asked = (what, reference)
        if asked not in self._known:
            if what not in self._names:
                self._names[what] = names()
            known = self._names[what]
            if len(known) > self._left:
                return None
            self._left -= len(known)
            self._known[asked] = suggest(reference, known)
        return self._known[asked]
