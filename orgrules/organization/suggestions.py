"""What a broken reference was probably meant to be, at a bounded cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable

from orgrules.text import MOST_SUGGESTED, Names, normalize

#: Comparisons of two names that one organization may spend on suggestions; about two seconds.
MOST_COMPARISONS = 200_000
#: Longest reference that is called short, in characters: one other character leaves too little in common for the usual measure.
SHORT = 3

#: The kinds of names that designs have, and not rulebooks.
_OF_DESIGNS = frozenset({"position", "unit", "person"})
# texts, not compiled patterns: hardly any run needs them
_JOINTS = r"(?<=\w)[-_. ]+(?=\w)"
_LEADING_ZEROS = r"(?<!\d)0+(?=\d)"


class Suggester:
    """Suggestions with a memory and a budget: ten thousand dangling references cost no more than a few."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS
        self._names: dict[str, Collection[str]] = {}
        self._compared: dict[str, Names] = {}
        self._known: dict[tuple[str, str], str | None] = {}
        self._bare: dict[str, dict[str, str]] = {}
        self._found: dict[Hashable, str | None] = {}

    def once(self, asked: Hashable, find: Callable[[], str | None]) -> str | None:
        """What ``find`` suggests, found once: what the budget does not allow the first time, it never will."""
        if asked not in self._found:
            self._found[asked] = find()
        return self._found[asked]

    def take_over(self, other: Suggester) -> None:
        """Know what another one found among the names of the rulebooks, and afford no more than it has left.

        Of a design that is hardly different it is the same then: what could not be afforded once is no news now.
        """
        self._left = other._left
        self._found.update(other._found)
        self._known.update({asked: found for asked, found in other._known.items() if asked[0] not in _OF_DESIGNS})

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
            if what not in self._compared:
                self._compared[what] = Names(known)
            self._known[asked] = self._compared[what].nearest(reference)
        return self._known[asked]

    def meant(self, what: str, reference: str, names: Callable[[], Collection[str]]) -> str | None:
        """The id or name of the kind ``what`` that a reference was probably meant to be.

        One that differs in letter case, width, blanks or leading zeros alone is always found, for it is looked up; then comes the
        one that is most alike, and for a short reference the only one that is one stroke of a key away.
        """
        if len(reference) > MOST_SUGGESTED:
            return None
        if what not in self._bare:
            self._names[what] = names()
            table = self._bare[what] = {}
            for name in self._names[what]:
                if len(name) <= MOST_SUGGESTED:
                    table.setdefault(_bare(name), name)
        found = self._bare[what].get(_bare(reference)) or self.suggest(what, reference, names)
        return found or (self._one_stroke_away(what, reference) if 1 < len(reference) <= SHORT else None)

    def _one_stroke_away(self, what: str, reference: str) -> str | None:
        known = self._bare[what]
        if len(known) > self._left:
            return None
        self._left -= len(known)
        from rapidfuzz import process  # imported where used: most runs suggest nothing
        from rapidfuzz.distance import OSA

        near = process.extract(_bare(reference), known.keys(), scorer=OSA.distance, score_cutoff=1, limit=2)
        return known[near[0][0]] if len(near) == 1 and len(near[0][0]) > 1 else None


def _bare(text: str) -> str:
    """A text without what people's tables change in ids: case, width, what joins their parts, leading zeros."""
    return re.sub(_LEADING_ZEROS, "", re.sub(_JOINTS, "", normalize(text)))
