"""What a cell that names a manager, a head or a unit means: as it is written, else by rules that never guess among several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

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
#: Marks a name that was not met yet.
_NEW: list[int] = []
#: Marks several things of one key.
_SEVERAL = -1


class Answer(NamedTuple):
    """What a text refers to: the index of the thing, or None, how that fared, how it was understood; which things it may be."""

    target: int | None
    status: Status
    how: How
    candidates: tuple[int, ...] = ()


class Texts(NamedTuple):
    """What each thing of a kind is called, in their order; ``numbers`` are their indexes by it, where that is known."""

    texts: Sequence[str | None]
    numbers: dict[str, int] | None = None


class Keys(NamedTuple):
    """One way to call things: how it is told, and for each thing its index and what it is called so.

    Where ``pairs`` gives texts instead, they are those of all things in their order. ``folds`` are ids, which are looked for
    without case and without zeros too. ``repeated`` is what is known of a key that several things have.
    """

    how: How
    pairs: Callable[[], Iterable[tuple[int, str | None]] | Texts]
    folds: bool = False
    repeated: Status = "ambiguous"


class Directory:
    """Things of one kind by all that they may be called, in the order in which the ways are tried."""

    def __init__(self, ways: Sequence[Keys]) -> None:
        self._ways = ways
        self._ids = [(number, way) for number, way in enumerate(ways) if way.folds]
        self._exact: list[dict[str, int] | None] = [None] * len(ways)
        self._folded: dict[tuple[int, How], _Folded] = {}
        self._named: dict[int, dict[str, list[int]]] = {}
        self._several: dict[tuple[int, How], dict[str, list[int]]] = {}
        self._said: dict[str, Answer] = {}

    def has(self, text: str) -> bool:
        """Whether an id is exactly so."""
        return any(text in self._table(number) for number, _way in self._ids)

    def find(self, text: str) -> Answer:
        """What a text means; the same text always means the same."""
        answer = self._said.get(text)
        if answer is None:
            answer = self._said[text] = self._find(text)
        return answer

    def alike(self) -> dict[str, str]:
        """The ids that differ from another one only in case or in the zeros before them, each with the first such."""
        numbers = [number for number, _way in self._ids]
        forms = [self._forms(number, step) for number in numbers for step in _FORMS]
        if all(each.are_keys for each in forms) or (len(numbers) < 2 and all(each.are_apart for each in forms)):
            return {}
        first: dict[str, str] = {}
        found: dict[str, str] = {}
        for number in numbers:
            for key in self._table(number):
                other = first.setdefault(_quick_form(key), key)
                if other != key:
                    found[key] = other
                    found.setdefault(other, key)
        return found

    def _find(self, text: str) -> Answer:
        # each step over all ids before the next one: an id that is exactly so goes before one that only looks alike
        for number, way in self._ids:
            if (index := self._table(number).get(text)) is not None:
                if index == _SEVERAL:
                    return Answer(None, way.repeated, "ambiguous", self._all(number, "exact", text))
                return Answer(index, "known", way.how)
        for step, form in _FORMS.items():
            key = form(text)
            for number, _way in self._ids:
                if (target := self._forms(number, step).find(key)) is not None:
                    if target != _SEVERAL:
                        return Answer(target, "known", step)
                    return Answer(None, "ambiguous", "ambiguous", self._all(number, step, key))
        for number, way in enumerate(self._ways):
            if not way.folds:
                found = self._names(number).get(alike_name(text))
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

    def _all(self, number: int, step: How, key: str) -> tuple[int, ...]:
        """The first things that one way calls so, of keys that several have."""
        several = self._several.get((number, step))
        if several is None:
            several = self._several[number, step] = {}
            form = _FORMS.get(step, _as_it_is)
            for index, text in self._pairs(number):
                if text is not None:
                    several.setdefault(form(text), []).append(index)
            for each in [each for each, indexes in several.items() if len(indexes) < 2]:
                del several[each]
        return tuple(dict.fromkeys(several.get(key, ())[:MOST_CANDIDATES]))

    def _pairs(self, number: int) -> Iterable[tuple[int, str | None]]:
        pairs = self._ways[number].pairs()
        return enumerate(pairs.texts) if isinstance(pairs, Texts) else pairs

    def _table(self, number: int) -> dict[str, int]:
        table = self._exact[number]
        if table is None:
            table = self._exact[number] = self._made(number)
        return table

    def _made(self, number: int) -> dict[str, int]:
        pairs = self._ways[number].pairs()
        if isinstance(pairs, Texts):
            if pairs.numbers is not None:
                return pairs.numbers
            table: dict[Any, int] = dict(zip(pairs.texts, range(len(pairs.texts)), strict=True))
            if len(table) == len(pairs.texts) and None not in table:
                return table
            if len(table) == 1 and None in table:  # as nothing is called so
                return {}
        table = {}
        for index, key in self._pairs(number):
            if key is not None:
                table[key] = index if key not in table or table[key] == index else _SEVERAL
        return table

    def _forms(self, number: int, step: How) -> _Folded:
        """The ids of one way in a form in which they are compared."""
        forms = self._folded.get((number, step))
        if forms is None:
            made = _by_case(self._table(number)) if step == "case" else _by_zeros(self._forms(number, "case"))
            forms = self._folded[number, step] = made
        return forms

    def _names(self, number: int) -> dict[str, list[int]]:
        """The things by the form of a name: all that are told of those that have it."""
        forms = self._named.get(number)
        if forms is None:
            forms = self._named[number] = {}
            spelled: dict[str | None, list[int] | None] = {None: None}  # many have one title; None: enough is known
            for index, name in self._pairs(number):
                known = spelled.get(name, _NEW)
                if known is None:
                    continue
                if known is _NEW:
                    known = spelled[name] = forms.setdefault(alike_name(name or ""), [])
                if len(known) >= MOST_CANDIDATES:
                    spelled[name] = None
                elif index not in known:
                    known.append(index)
        return forms


class _Folded(NamedTuple):
    """Ids in another form: the index of the thing of each, or ``_SEVERAL``.

    ``further`` are those of ``table`` that have yet another form, by that one; ``are_keys`` is whether the forms are the ids as
    they are, ``are_apart`` whether no two of them have one form.
    """

    table: dict[str, int]
    further: dict[str, int] | None = None
    are_keys: bool = False
    are_apart: bool = True
    may_have_zeros: bool = True  # whether any form may have yet another one

    def find(self, form: str) -> int | None:
        """Which thing has an id of this form."""
        if self.further is None:
            return self.table.get(form)
        found = None if _may_have_zeros(form) else self.table.get(form)
        other = self.further.get(form)
        return found if other is None else other if found is None else _SEVERAL


def _by_case(table: dict[str, int]) -> _Folded:
    keys = list(table)
    # most ids are plain, and there may be millions: all of them are folded as one text
    whole = "\n".join(keys)
    is_plain = whole.isascii() and "  " not in whole and whole.replace("\n", "").isprintable()
    form = whole.casefold()
    if is_plain and form == whole and whole.count("\n") == len(keys) - 1:
        return _Folded(table, are_keys=True, may_have_zeros=_have_zeros(whole))
    forms = form.split("\n") if is_plain else []
    if len(forms) != len(keys):
        forms = list(map(alike, keys))
    merged = dict(zip(forms, table.values(), strict=True))
    if len(merged) == len(table):
        return _Folded(merged, may_have_zeros=_have_zeros("\n".join(forms)))
    return _Folded(_merged(zip(forms, table.values(), strict=True)), are_apart=False)


def _by_zeros(cases: _Folded) -> _Folded:
    those = {form: without_zeros(form) for form in cases.table if _may_have_zeros(form)} if cases.may_have_zeros else {}
    further = _merged((short, cases.table[form]) for form, short in those.items())
    return _Folded(
        cases.table,
        further,
        are_keys=all(form == short for form, short in those.items()),
        are_apart=len(further) == len(those) and all(_may_have_zeros(short) or short not in cases.table for short in further),
    )


def _may_have_zeros(form: str) -> bool:
    """Whether an id may be another one without zeros."""
    return form[:1] == "0" or "." in form or not form


def _have_zeros(forms: str) -> bool:
    """As ``_may_have_zeros``, of any line of a text."""
    return "." in forms or "\n0" in forms or "\n\n" in forms or forms[:1] in ("", "0", "\n") or forms[-1:] == "\n"


def _merged(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    merged: dict[str, int] = {}
    for key, index in pairs:
        merged[key] = _SEVERAL if key in merged else index
    return merged


def _as_it_is(text: str) -> str:
    return text


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


#: The forms in which ids are looked for that are not as they are written, in their order.
_FORMS: Mapping[How, Callable[[str], str]] = {"case": alike, "zeros": without_zeros}


def alike_name(text: str) -> str:
    """A name or an address without case and width."""
    return normalize(clean(text) or "")


def counted(answers: Iterable[Answer]) -> dict[str, int]:
    """How many references were understood in which way."""
    return totals(Counter(answer.how for answer in answers))


def totals(numbers: Mapping[How, int]) -> dict[str, int]:
    """The numbers of references by the way in which they were understood, in the order of the ways."""
    return {how: numbers.get(how, 0) for how in HOWS}
