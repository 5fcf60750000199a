"""The rulebooks' names of duties, skills, meetings and the like: the ids by which a design's texts are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from orgrules.locale import N_
from orgrules.text import collapse, normalize

if TYPE_CHECKING:
    from orgrules.organization.attributes import Attributes
    from orgrules.organization.wording import Comparer

#: The kinds of terms, each with names of its own.
TERM_KINDS = (
    *(N_("duty"), N_("skill"), N_("certificate"), N_("field of study"), N_("authority"), N_("meeting"), N_("relation")),
    *(N_("unit type"), N_("role")),
)

#: How a text was read: as an id, as a name, or by its wording; it may be several things (open), or is nothing that is known.
How = Literal["id", "name", "wording", "open", "none"]


class Item(NamedTuple):
    """One duty, skill, power or the like as rulebooks describe it: its names, what the cited statements say, and words for it.

    ``roles`` are those whose profiles list it.
    """

    names: tuple[str, ...]
    glosses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()


class Read(NamedTuple):
    """How a text was read: the ids taken, or, where it is open, those that it may be."""

    ids: tuple[str, ...]
    how: How


NOTHING = Read((), "none")


class TermSet(frozenset[str]):
    """The ids of a list of terms that are certain, and beside them those that texts of it may mean: a guess is not a fact."""

    possible: frozenset[str]

    def __new__(cls, certain: Iterable[str], possible: Iterable[str] = ()) -> Self:
        """The certain ids, and those of the possible ones that are not certain."""
        made = super().__new__(cls, certain)
        made.possible = frozenset(possible) - made
        return made


def possible(ids: frozenset[str]) -> frozenset[str]:
    """What may be in a set beside what certainly is."""
    return ids.possible if isinstance(ids, TermSet) else _NO_IDS


_NO_IDS: frozenset[str] = frozenset()


class Listed(NamedTuple):
    """A list of terms as it was read: what is in it, and by their places those of its texts that are no id and no name.

    ``unclear`` are those that may be several things, or are nothing that is known.
    """

    ids: frozenset[str]
    by_wording: tuple[tuple[int, Read], ...] = ()
    unclear: tuple[tuple[int, Read], ...] = ()


def union_of(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """What several sets have between them, certainly and possibly."""
    there = list(sets)
    perhaps = frozenset().union(*map(possible, there))
    certain = frozenset().union(*there)
    return TermSet(certain, perhaps) if perhaps else frozenset(certain)


class Wordings:
    """What texts mean by their words, over all that the loaded rulebooks list.

    Put together when the first text is asked for that is no id and no name: most designs have none.
    """

    def __init__(self, items: Mapping[str, Mapping[str, Any]], item: Callable[[Any], Item] = lambda item: item) -> None:
        self._items = items
        self._item = item

    @cached_property
    def items(self) -> Mapping[str, Mapping[str, Item]]:
        """The items by kind and id, made of what was given when they are first asked for."""
        return {kind: {id_: self._item(each) for id_, each in known.items()} for kind, known in self._items.items()}

    def read(self, kind: str, text: str, role: str | None) -> Read:
        """What a text at a position of that role means."""
        return self._comparer.read(kind, text, role) if self._items.get(kind) else NOTHING

    @cached_property
    def _comparer(self) -> Comparer:
        from orgrules.organization.wording import Comparer  # with all that it takes to compare, which most runs do without

        return Comparer(self.items)


class Terms(NamedTuple):
    """``ids[kind]`` maps the normalized form of an id or a name, in any language, to the id.

    ``names[kind]`` maps it to how it is spelled; ``owners`` maps a duty to the roles whose profiles list it; ``wordings`` tells
    what a text means that is neither; ``attributes`` are those that rulebooks declare.
    """

    ids: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    owners: Mapping[str, frozenset[str]] = MappingProxyType({})
    wordings: Wordings = Wordings({})
    attributes: Attributes = MappingProxyType({})

    def id(self, kind: str, text: str) -> str:
        """The id of a term; the text itself, in its one form, where no rulebook knows it."""
        known = self.ids.get(kind)
        return (known and known.get(normalize(text))) or collapse(text)

    def named(self, kind: str, text: str) -> Read | None:
        """What a text means by id or by name (its number in a list apart), whatever position it stands at; else None."""
        known = self.ids.get(kind)
        if not known:
            return NOTHING
        form = normalize(text)
        found = known.get(form)
        if found is None:
            from orgrules.organization.wording import plain

            found = known.get(plain(text))
        return None if found is None else Read((found,), "id" if form == normalize(found) else "name")

    def read(self, kind: str, text: str, role: str | None = None) -> Read:
        """What a text at a position of a role means: by id, by name, else by its wording."""
        return self.named(kind, text) or self.wordings.read(kind, text, role)
