"""Who else has what a list lacks: the members of collections, gone through once for all who look there.

Thousands of a unit may lack something that thousands of them have. So who has an item is a number of one bit a member, and what
is told to all who lack the same is put together once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from orgrules.engine.places import place
from orgrules.engine.wording import Wording, named
from orgrules.facts.paths import Path
from orgrules.findings import Location, Related

K = TypeVar("K")
V = TypeVar("V")

#: What a list lacks: where it is read, and the items.
Lacking = tuple[Path, tuple[str, ...]]
#: How many answers are kept for those who lack the same; where nobody does, they would only fill the memory.
MOST_KEPT = 500


class Having(NamedTuple):
    """Who has some of what is lacking: the first of them with the place of their lists, and how many they are.

    ``said`` tells of all in a row, "" of nobody. ``is_marked``: what it tells of one of them holds the mark that parts names.
    """

    members: tuple[Any, ...] = ()
    related: tuple[Related, ...] = ()
    number: int = 0
    is_marked: bool = False
    said: str = ""


class _Above(NamedTuple):
    """Who above a position has some of what is lacking: the nearest of them, and those above that one."""

    member: Any
    related: Related
    rest: _Above | None
    number: int
    is_marked: bool


class Elsewhere:
    """Who has what lists lack, in the collections that a rule names; ``most`` is how many are told with their places."""

    def __init__(self, collections: Sequence[Path], wording: Wording, most: int) -> None:
        self._wording = wording
        self._most = most
        # the first run of collections of other subjects, which many have in common, and what stands before and after it
        others = [bool(each.hops) and not any(way.several for way in each.hops) for each in collections]
        start = others.index(True) if True in others else len(others)
        end = others.index(False, start) if False in others[start:] else len(others)
        self._before, self._common, self._after = collections[:start], collections[start:end], collections[end:]
        self._lists: dict[str, _Lists] = {}
        self._members: dict[tuple[str, tuple[Any, ...]], _Members] = {}
        self._goes_up = not self._before and [each.text for each in self._after] == ["chain"]
        self._found: dict[tuple[_Members, tuple[str, ...]], Having] = {}
        self._above: dict[tuple[_Members | None, str, tuple[str, ...]], dict[Any, _Above | None]] = {}

    def of(self, subject: Any, lacking: Iterable[Lacking]) -> Having:
        """Who has some of what the lists of a subject lack: list by list, each member once, in the order of the collections."""
        found = [self._of_list(subject, path, items) for path, items in lacking if items]
        if len(found) == 1:
            return found[0]
        return self._having(
            [(member, told) for each in found for member, told in zip(each.members, each.related, strict=True)],
            sum(each.number for each in found),
            is_marked=any(each.is_marked for each in found),
        )

    def _of_list(self, subject: Any, path: Path, items: tuple[str, ...]) -> Having:
        lists = self._lists.get(path.text)
        if lists is None:
            lists = self._lists[path.text] = _Lists(path, self._wording)
        owners = tuple([_owner(each, subject) for each in self._common])
        members = self._members.get((path.text, owners))
        if members is None:
            those = dict.fromkeys(member for each in self._common for member in each.read(subject) or ())
            members = self._members[path.text, owners] = _Members(those, lists)
        found = self._found.get((members, items))
        if found is None:
            first, number, is_marked = members.having(items, self._most)
            found = self._having(first, number, is_marked=is_marked)
            _keep(self._found, (members, items), found)
        if self._goes_up:
            return self._with_above(found, self._find_above(subject, members if found.number else None, lists, items))
        before = _walked(self._before, subject, lists, items)
        after = _walked(self._after, subject, lists, items, besides=(members.numbers, before))
        if not before and not after:
            return found
        rest = ((member, told) for member, told in zip(found.members, found.related, strict=True) if member not in before)
        return self._having(
            [*before.items(), *rest, *after.items()],
            len(before) + found.number - len(members.numbers.keys() & before.keys()) + len(after),
            is_marked=found.is_marked or any(self._wording.is_marked(told.note) for told in (*before.values(), *after.values())),
        )

    def _find_above(self, subject: Any, besides: _Members | None, lists: _Lists, items: tuple[str, ...]) -> _Above | None:
        """Who above a subject has some of the items and is none of those ``besides``; a line of thousands is gone up once."""
        if subject.depth is None:  # who is above it is open
            return None
        known = self._above.get((besides, lists.text, items))
        if known is None:
            known = {}
            _keep(self._above, (besides, lists.text, items), known)
        below = []
        while subject is not None and subject not in known:
            below.append(subject)
            subject = subject.manager
        found = known[subject] if subject is not None else None
        wanted = frozenset(items)
        for each in reversed(below):
            above = each.manager
            if above is not None and not wanted.isdisjoint(lists.of(above)) and (besides is None or above not in besides.numbers):
                related = lists.related(above, items)
                number, is_marked = (found.number, found.is_marked) if found is not None else (0, False)
                found = _Above(above, related, found, number + 1, is_marked or self._wording.is_marked(related.note))
            known[each] = found
        return found

    def _with_above(self, found: Having, above: _Above | None) -> Having:
        if above is None:
            return found
        first = list(zip(found.members, found.related, strict=True))
        here: _Above | None = above
        while here is not None and len(first) < self._most:
            first.append((here.member, here.related))
            here = here.rest
        return self._having(first, found.number + above.number, is_marked=found.is_marked or above.is_marked)

    def _having(self, first: Sequence[tuple[Any, Related]], number: int, *, is_marked: bool) -> Having:
        members, related = zip(*first[: self._most], strict=True) if first else ((), ())
        said = self._wording.row_of([told.note for told in related], number, is_marked=is_marked)
        return Having(members, related, number, is_marked, said)


class _Member(NamedTuple):
    """What is told of a member: its title, the place of its list, and what is in it."""

    title: str
    at: Location
    there: frozenset[str]


class _Lists:
    """The lists at one path: what stands in each, and how members are told by what they have."""

    def __init__(self, path: Path, wording: Wording) -> None:
        self.text = path.text
        self.wording = wording
        self._path = path
        self._members: dict[Any, _Member] = {}
        self._told: dict[tuple[str, tuple[str, ...]], str] = {}

    def of(self, member: Any) -> frozenset[str]:
        """What is in the list of a member."""
        return self._member(member).there

    def related(self, member: Any, items: tuple[str, ...]) -> Related:
        """Which of some items a member has, in words, with the place of its list."""
        title, at, there = self._member(member)
        theirs = tuple([item for item in items if item in there])
        told = self._told.get((title, theirs))
        if told is None:
            told = self._told[title, theirs] = self.wording.held(self._path, theirs, title)
        return Related(at, told)

    def _member(self, member: Any) -> _Member:
        found = self._members.get(member)
        if found is None:
            there = frozenset(self._path.read(member) or ())
            found = self._members[member] = _Member(named(member), place(member, self._path.key), there)
        return found


class _Members:
    """The members of collections in their order, and who of them has which item."""

    def __init__(self, members: Iterable[Any], lists: _Lists) -> None:
        self.numbers = {member: number for number, member in enumerate(members)}
        self._lists = lists
        self._in_order = list(self.numbers)
        having: dict[str, list[int]] = defaultdict(list)
        for member, number in self.numbers.items():
            for item in lists.of(member):
                having[item].append(number)
        self._having = {item: _bits(numbers) for item, numbers in having.items()}

    def having(self, items: tuple[str, ...], most: int) -> tuple[list[tuple[Any, Related]], int, bool]:
        """The first who have some of the items, how many they are, and whether what is told of one of them is marked."""
        lists = self._lists
        of_each = [bits for item in items if (bits := self._having.get(item))]
        of_any = of_several = 0
        for bits in of_each:
            of_several |= of_any & bits
            of_any |= bits
        those = [self._in_order[number] for number in islice(_numbers(of_any), most)]
        first = [(each, lists.related(each, items)) for each in those]
        number = of_any.bit_count()
        is_marked = any(lists.wording.is_marked(told.note) for _member, told in first)
        if number > most and not is_marked:
            # an item, several items or a title make a text hold the mark: of each it is enough to look at one
            kinds = (bits for bits in (*of_each, of_several, of_any & self._marked) if bits)
            alike = (self._in_order[next(_numbers(bits))] for bits in kinds)
            is_marked = any(lists.wording.is_marked(lists.related(each, items).note) for each in alike)
        return first, number, is_marked

    @cached_property
    def _marked(self) -> int:
        """Those whose title holds the mark."""
        return _bits([number for number, each in enumerate(self._in_order) if self._lists.wording.is_marked(named(each))])


def _keep(kept: dict[K, V], key: K, value: V) -> None:
    """Keep an answer; where they are too many already, forget those before."""
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value


def _owner(collection: Path, subject: Any) -> Any:
    """Whose collection it is that a subject has in common with others; None where a way leads nowhere."""
    for way in collection.hops:
        subject = way.read(subject)
        if subject is None:
            break
    return subject


def _walked(
    collections: Iterable[Path], subject: Any, lists: _Lists, items: tuple[str, ...], besides: Iterable[Collection[Any]] = ()
) -> dict[Any, Related]:
    """The members of a subject's own collections that have some of the items: others than itself, and than those ``besides``."""
    found: dict[Any, Related] = {}
    wanted = frozenset(items)
    for collection in collections:
        for member in collection.read(subject) or ():
            if wanted.isdisjoint(lists.of(member)) or any(member in those for those in besides):
                continue
            if member not in found and member is not subject:
                found[member] = lists.related(member, items)
    return found


def _bits(numbers: Sequence[int]) -> int:
    """Numbers in ascending order as the bits of one."""
    bits = bytearray(numbers[-1] // 8 + 1 if numbers else 0)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _numbers(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, in ascending order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
