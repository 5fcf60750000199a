"""What a cell that names a manager, a head or a unit means: as it is written, else by rules that never guess among several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from orgrules.tables.meanings import clean
from orgrules.text import fold, normalize

#: How a reference was understood, or not: ``case`` and ``zeros`` by an id that is written otherwise, ``mail`` by an address, a
#: login or the name of a directory, ``person`` by the id of whoever holds the post, ``name`` by the name or title of exactly one.
How = Literal["exact", "case", "zeros", "mail", "person", "name", "ambiguous", "unknown"]
HOWS: tuple[How, ...] = ("exact", "case", "zeros", "mail", "person", "name", "ambiguous", "unknown")

#: As ``organization.model.ReferenceStatus`` has them.
Status = Literal["known", "unknown", "ambiguous", "duplicate"]

_NAME_AND_ID = re.compile(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<id>[^()\[\]]+)[)\]]|(?P<first>[^/|]+?)\s*[/|]\s*(?P<second>[^/|]+)")
#: Most things that one text may be that are told.
MOST_CANDIDATES = 20
#: Marks several things of one key.
_SEVERAL = -1


class Answer(NamedTuple):
    """What a text refers to: the index of the thing, or None, how that fared, how it was understood; which things it may be."""

    target: int | None
    status: Status
    how: How
    candidates: tuple[int, ...] = ()


class Keys(NamedTuple):
    """One way to call things: how it is told, and for each thing its index and what it is called so.

    ``folds`` are ids, which are looked for without case and without zeros too. ``repeated`` is what is known of a key that
    several things have.
    """

    how: How
    pairs: Callable[[], Iterable[tuple[int, str | None]]]
    folds: bool = False
    repeated: Status = "ambiguous"


class Directory:
    """Things of one kind by all that they may be called, in the order in which the ways are tried."""

    def __init__(self, ways: Sequence[Keys]) -> None:
        self._ways = ways
        self._exact: list[dict[str, int] | None] = [None] * len(ways)
        self._folded: dict[tuple[int, str], dict[str, list[int]]] = {}
        self._said: dict[str, Answer] = {}

    def has(self, text: str) -> bool:
        """Whether an id is exactly so."""
        return any(way.folds and text in self._table(number) for number, way in enumerate(self._ways))

    def find(self, text: str) -> Answer:
        """What a text means; the same text always means the same."""
        answer = self._said.get(text)
        if answer is None:
            answer = self._said[text] = self._find(text)
        return answer

    def alike(self) -> dict[str, str]:
        """The ids that differ from another one only in case or in the zeros before them, each with the first such."""
        first: dict[str, str] = {}
        found: dict[str, str] = {}
        for number, way in enumerate(self._ways):
            if not way.folds:
                continue
            for key in self._table(number):
                other = first.setdefault(_quick_form(key), key)
                if other != key:
                    found[key] = other
                    found.setdefault(other, key)
        return found

    def _find(self, text: str) -> Answer:
        # each step over all ids before the next one: an id that is exactly so goes before one that only looks alike
        for number, way in enumerate(self._ways):
            if way.folds and (index := self._table(number).get(text)) is not None:
                if index == _SEVERAL:
                    return Answer(None, way.repeated, "ambiguous", self._all(number, lambda key: key == text))
                return Answer(index, "known", way.how)
        steps: tuple[tuple[How, Callable[[str], str]], ...] = (("case", alike), ("zeros", without_zeros))
        for step, form in steps:
            key = form(text)
            for number, way in enumerate(self._ways):
                if way.folds and (found := self._forms(number, step, form).get(key)):
                    if len(found) == 1 and found[0] != _SEVERAL:
                        return Answer(found[0], "known", step)
                    return Answer(None, "ambiguous", "ambiguous", self._all(number, lambda other: form(other) == key))  # noqa: B023 - called at once
        for number, way in enumerate(self._ways):
            if not way.folds:
                found = self._forms(number, way.how, alike_name).get(alike_name(text))
                if found:
                    if len(found) == 1:
                        return Answer(found[0], "known", way.how)
                    return Answer(None, "ambiguous", "ambiguous", tuple(found[:MOST_CANDIDATES]))
        return self._by_parts(text) or Answer(None, "unknown", "unknown")

    def _by_parts(self, text: str) -> Answer | None:
        """A name with an id beside it, 李雷(1042), where both mean the same or the id alone is known."""
        parts = _NAME_AND_ID.fullmatch(text)
        if parts is None:
            return None
        found = [self.find(part.strip()) for part in parts.groups() if part and part.strip() != text]
        known = {answer.target for answer in found if answer.target is not None}
        if len(known) == 1:
            how = next(answer.how for answer in found if answer.target is not None)
            return Answer(known.pop(), "known", how)
        return Answer(None, "ambiguous", "ambiguous", tuple(sorted(known))) if known else None

    def _all(self, number: int, is_meant: Callable[[str], bool]) -> tuple[int, ...]:
        """The first things that one way calls so."""
        meant = (index for index, key in self._ways[number].pairs() if key is not None and is_meant(key))
        return tuple(dict.fromkeys(islice(meant, MOST_CANDIDATES)))

    def _table(self, number: int) -> dict[str, int]:
        table = self._exact[number]
        if table is None:
            table = {}
            for index, key in self._ways[number].pairs():
                if key is not None:
                    table[key] = index if key not in table or table[key] == index else _SEVERAL
            self._exact[number] = table
        return table

    def _forms(self, number: int, step: str, form: Callable[[str], str]) -> dict[str, list[int]]:
        forms = self._folded.get((number, step))
        if forms is None:
            forms = {}
            if self._ways[number].folds:
                for key, index in self._table(number).items():
                    forms.setdefault(form(key), []).append(index)
            else:
                spelled: dict[str, list[int]] = {}  # many have one title
                for index, name in self._ways[number].pairs():
                    if name is None:
                        continue
                    known = spelled.get(name)
                    if known is None:
                        known = spelled[name] = forms.setdefault(form(name), [])
                    if len(known) < MOST_CANDIDATES and index not in known:
                        known.append(index)
            self._folded[number, step] = forms
        return forms


def alike(text: str) -> str:
    """An id without case, width, and the space around its parts."""
    return fold(clean(text) or "")


def without_zeros(text: str) -> str:
    """An id without the zeros before it, and without the ".0" that spreadsheets put behind numbers."""
    key = alike(text)
    whole, point, rest = key.partition(".")
    if point and whole.isascii() and whole.isdigit() and not rest.strip("0"):
        key = whole
    return key.lstrip("0") or "0"


def _quick_form(text: str) -> str:
    """As ``without_zeros``, for the many ids of which nothing else is to be known."""
    plain = text.isascii() and text.isalnum()
    return (text.casefold().lstrip("0") or "0") if plain else without_zeros(text)


def alike_name(text: str) -> str:
    """A name or an address without case and width."""
    return normalize(clean(text) or "")


def counted(answers: Iterable[Answer]) -> dict[str, int]:
    """How many references were understood in which way."""
    numbers = Counter(answer.how for answer in answers)
    return {how: numbers[how] for how in HOWS}
