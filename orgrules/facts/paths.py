"""Paths of the vocabulary (``manager.unit.region_level``): understood once, read often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Collection as Collection_
from functools import cache, partial
from typing import Any, NamedTuple

from orgrules.facts.attributes import declared_as, reader
from orgrules.facts.vocabulary import VOCABULARY, Collection, Fact, FactType, Hop, Kind, Telling, Word
from orgrules.locale import N_, _
from orgrules.organization.attributes import Attribute, Declarations
from orgrules.organization.reading import FIELDS, keys_of
from orgrules.organization.terms import possible
from orgrules.text import did_you_mean, normalize, shown

#: Most hops of one path.
MOST_HOPS = 8


class Path(NamedTuple):
    """A path from a kind of subject to a word; ``read`` gives the word's value, None where a hop leads nowhere.

    ``key`` is where the design says it in the subject's own entry. ``is_shared``: it leads over the organization, so that all
    subjects of one organization have one value. Where a way leads to several (co-heads, holders who share a position), the value
    is what they agree on; ``hops`` are the ways that the path goes. ``told_by`` is what tells its first word; one that leads to
    another subject is told by that.
    """

    kind: Kind
    text: str
    word: Word
    key: tuple[str, ...]
    read: Callable[[Any], Any]
    is_shared: bool = False
    hops: tuple[Hop, ...] = ()
    told_by: Telling | None = None

    @property
    def reads_terms(self) -> bool:
        """Whether it depends on what texts of lists mean: of duties, skills, powers and meetings."""
        word = self.word
        told_by = word.written[1:] if isinstance(word, Fact) and word.written is not None else ()
        return not _LISTS.isdisjoint((*word.key[:1], *told_by))


#: The keys of entries under which lists of terms stand.
_LISTS = frozenset(keys_of(field)[0] for field in FIELDS)


def understand(kind: Kind, text: str, declared: Declarations = Declarations()) -> Path:  # noqa: B008 - frozen
    """The path that ``text`` is, seen from a subject of ``kind``; attributes are what they are ``declared`` to be.

    Raises:
        ValueError: it is none, with the nearest name.
    """
    here, rest = kind, text
    key: tuple[str, ...] | None = None
    hops: list[Hop] = []
    while True:
        words = VOCABULARY[here]
        word: Word | None = words.get(rest)
        if word is not None and rest != "attributes":
            break
        name, _dot, after = rest.partition(".")
        found = words.get(name)
        if isinstance(found, Fact) and found.name == "attributes" and after:
            word = _attribute(here, after, declared_as(here, after, declared))
            break
        if not isinstance(found, Hop) or not after:
            raise ValueError(_unknown(here, rest, text))
        if len(hops) == MOST_HOPS:
            raise ValueError(_('"{path}" goes over more than {most} others').format(path=shown(text), most=MOST_HOPS))
        hops.append(found)
        key = found.key if key is None else key
        here, rest = found.to, after
    is_shared = kind != "organization" and text.startswith("organization.")
    read, told_by = _chained(hops, word), _told_by(hops[0] if hops else word)
    return Path(kind, text, word, word.key if key is None else key, read, is_shared, tuple(hops), told_by)


def _told_by(first: Word) -> Telling | None:
    """What tells where a path leads, or what it reads, given the first word of it."""
    if isinstance(first, Hop):
        return _led_to(first.read) if first.several is None else None
    return first.told_by


@cache  # so that all paths over one hop are told by one thing
def _led_to(hop: Callable[[Any], Any]) -> Telling:
    return partial(map, hop)


def reached(path: Path) -> Callable[[Any], Collection_[Any]] | None:
    """How all subjects that a way leads to are read, where it may lead to several; None where it leads to one at most."""
    ways = [*path.hops, path.word] if isinstance(path.word, Hop) else []
    if not any(way.several for way in ways if isinstance(way, Hop)):
        return None

    def read(subject: Any) -> Collection_[Any]:
        there = [subject]
        for way in ways:
            there = [each for one in there for each in _at_end(way, one)]
        return dict.fromkeys(there)

    return read


def _at_end(way: Any, subject: Any) -> Iterable[Any]:
    one = way.read(subject)
    return (one,) if one is not None else way.several(subject) if way.several else ()


#: What an attribute is to a rule, by how it is declared.
_TYPES: dict[str, FactType] = {"text": "text", "number": "decimal", "date": "date", "boolean": "truth", "values": "choice"}


def _attribute(kind: Kind, name: str, attribute: Attribute | None) -> Fact:
    """An attribute of the user's own."""
    return Fact(
        f"attributes.{name}",
        _TYPES[attribute.type] if attribute is not None else "any",
        ("attributes", name),
        N_("an attribute of the user's own"),
        reader(name, attribute),
        tuple(attribute.values) if attribute is not None else (),
        declared=attribute,
        written=(kind, "attributes") if kind != "organization" else None,
    )


def _chained(ways: Sequence[Hop], word: Word) -> Callable[[Any], Any]:
    last = word.read
    if any(way.several for way in ways):
        for way in reversed(ways):
            last = _over(way, last, word)
        return last
    hops = [way.read for way in ways]
    if not hops:
        return last
    if len(hops) == 1:
        hop = hops[0]

        def read_one(subject: Any) -> Any:
            there = hop(subject)
            return None if there is None else last(there)

        return read_one

    def read(subject: Any) -> Any:
        for hop in hops:
            subject = hop(subject)
            if subject is None:
                return None
        return last(subject)

    return read


def _over(way: Hop, read_there: Callable[[Any], Any], word: Word) -> Callable[[Any], Any]:
    """What is read where a way leads; of several, what they agree on."""
    hop, several = way.read, way.several

    def read(subject: Any) -> Any:
        there = hop(subject)
        if there is not None:
            return read_there(there)
        return _agreed([read_there(each) for each in several(subject)], word) if several else None

    return read


def _agreed(values: list[Any], word: Word) -> Any:
    """The one value of several subjects; None where they differ, or one of them leaves it open."""
    if not values or any(value is None for value in values):
        return None

    def form(value: Any) -> Any:
        if isinstance(value, frozenset):
            return value, possible(value)
        if isinstance(word, Fact) and word.folded:
            return normalize(value)
        return isinstance(value, bool), value  # True is not 1

    first = form(values[0])
    return values[0] if all(form(value) == first for value in values[1:]) else None


_NO_FACT: dict[Kind, str] = {
    "position": N_('"{path}" is no fact of a position{hint}'),
    "unit": N_('"{path}" is no fact of a unit{hint}'),
    "person": N_('"{path}" is no fact of a person{hint}'),
    "cycle": N_('"{path}" is no fact of a cycle{hint}'),
    "organization": N_('"{path}" is no fact of an organization{hint}'),
}


def _unknown(here: Kind, rest: str, text: str) -> str:
    words = VOCABULARY[here]
    name = rest.partition(".")[0]
    word = words.get(name)
    if isinstance(word, Collection) and rest != name:
        if word.of == "position":
            message = _('"{path}": "{name}" is a collection; it has count, headcount and fte, and conditions under "where"')
        else:
            message = _('"{path}": "{name}" is a collection; it has count, and conditions under "where"')
    elif isinstance(word, Fact) and rest != name and name != "attributes":
        message = _('"{path}": "{name}" is a value; no fact follows it')
    elif name == "attributes" and name in words:
        message = _('"{path}": name the attribute: attributes.NAME')
    else:
        message = _(_NO_FACT[here])
    return message.format(path=shown(text), name=name, hint=did_you_mean(rest, words))
