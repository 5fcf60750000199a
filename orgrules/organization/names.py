"""What a design can call its positions, units and people, so that exactly one of them is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from orgrules.organization.model import Organization, Person, Position, ReferenceStatus, Unit
from orgrules.text import collapse, fold, normalize

#: Longest id that is made, in characters.
LONGEST_ID = 80

ThingT = TypeVar("ThingT", Position, Unit, Person)


def position_names(organization: Organization) -> Names[Position]:
    """What positions are called: ids and titles."""
    return Names(organization.positions, [position.title for position in organization.positions])


def unit_names(organization: Organization) -> Names[Unit]:
    """What units are called: ids and names."""
    return Names(organization.units, [unit.declared.entry.name if unit.declared else unit.name for unit in organization.units])


def person_names(organization: Organization) -> Names[Person]:
    """What people are called: ids and names, of which no character is changed."""
    return Names(organization.people, [person.name for person in organization.people], fold)


class Names(Generic[ThingT]):
    """What a design can call things of one kind, and what it would mean by a text."""

    def __init__(self, things: Sequence[ThingT], names: Sequence[str | None], form: Callable[[str], str] = normalize) -> None:
        self.things: Sequence[ThingT] = things
        self.ids: list[str | None] = [thing.declared.entry.id if thing.declared else None for thing in things]
        self.names = names
        self.made: list[str] = []
        self._form = form
        self._declared = Counter(collapse(id_) for id_ in self.ids if id_ is not None)
        self._forms = Counter(form(name) for name in names if name is not None)

    def make(self, needed: Iterable[ThingT], taken: Iterable[str], words: Callable[[ThingT], Iterable[str | None]]) -> None:
        """Ids for those things that need one and have none: of their ``words``, none of which is ``taken``."""
        known = {*self._declared, *map(collapse, taken)}
        for thing in sorted({each.index: each for each in needed}.values(), key=lambda each: each.index):
            if self.ids[thing.index] is not None:
                continue
            several = [slug for word in words(thing) if word and (slug := _slug(word))]
            bases = ["-".join(several[: number + 1])[:LONGEST_ID] for number in range(len(several))] or ["id"]
            name = self.names[thing.index]
            if name is not None and self._forms[self._form(name)] > 1 and len(bases) > 1:
                del bases[0]  # which of them it is does not hang on the order of the rows
            found = next((base for base in bases if base not in known), None)
            number = 2
            while found is None or found in known:
                found, number = f"{bases[-1]}-{number}", number + 1
            known.add(found)
            self.ids[thing.index] = found
            self._declared[found] += 1
            self.made.append(found)

    def mean(self, thing: ThingT) -> str | None:
        """What means a thing and nothing else: its id, or its name where that does; None where neither does."""
        id_, name = self.ids[thing.index], self.names[thing.index]
        if id_ is not None and self._declared[collapse(id_)] == 1:
            return id_
        if name is not None and self.status(name) == "known" and collapse(name) not in self._declared:
            return name
        return None

    def status(self, text: str) -> ReferenceStatus:
        """How a text would fare as a reference in a design."""
        number = self._declared.get(collapse(text), 0)
        if number:
            return "known" if number == 1 else "duplicate"
        number = self._forms.get(self._form(text), 0)
        return "unknown" if not number else "known" if number == 1 else "ambiguous"


def _slug(text: str) -> str:
    """Words as an id has them: in small letters, joined by hyphens."""
    return re.sub(r"\W+", "-", collapse(text).lower()).strip("-")
