"""Which sentence of the last edition a new one is in other words: it keeps the id, and so what people made of it stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from orgrules.drafting.drafted import Kept
from orgrules.text import normalize

#: How much alike two sentences are, of 100, of which one is the other in other words; how much more than any third sentence.
ENOUGH, CLEARLY = 75.0, 5.0
#: What it counts that both bear the same number in their lists.
SAME_NUMBER = 10.0

#: What makes two statements the same one: role, kind and words; not the number, which changes with what stands before.
Key = tuple[str, str, str]


def key_of(kept: Kept) -> Key:
    """What a statement is known by."""
    return kept.role, kept.kind, kept.text


def reworded(before: Mapping[str, Kept], now: Iterable[Kept], single: Collection[str]) -> dict[Key, str]:
    """The ids of new sentences that are old ones in other words; ``single`` are kinds of which a role has one sentence.

    Only sentences of one role and kind are paired of which the one is gone and the other is new, and only where each is clearly
    more like the other than like any third one.
    """
    said = {key_of(kept): kept for kept in now}
    known = {key_of(kept) for kept in before.values()}
    gone: dict[tuple[str, str], list[tuple[str, Kept]]] = defaultdict(list)
    for id_, kept in before.items():
        if key_of(kept) not in said:
            gone[kept.role, kept.kind].append((id_, kept))
    new: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for key, kept in said.items():
        if key not in known:
            new[kept.role, kept.kind].append(kept)
    found: dict[Key, str] = {}
    for (role, kind), those in new.items():
        old = gone.get((role, kind), [])
        if kind in single and len(old) == len(those) == 1:
            found[key_of(those[0])] = old[0][0]
        else:
            found.update(_pairs(old, those))
    return found


def _pairs(old: list[tuple[str, Kept]], new: list[Kept]) -> Iterator[tuple[Key, str]]:
    """Sentences that are each other's likest by far."""
    if not old:
        return
    likeness = [[_likeness(kept, other) for other in new] for _id, kept in old]
    of_new = list(zip(*likeness, strict=True))
    for (id_, _kept), row in zip(old, likeness, strict=True):
        best = row.index(max(row))
        if row[best] >= ENOUGH and _is_clearly(row[best], row) and _is_clearly(row[best], of_new[best]):
            yield key_of(new[best]), id_


def _is_clearly(best: float, those: Collection[float]) -> bool:
    return sum(1 for each in those if each > best - CLEARLY) == 1


def _likeness(one: Kept, other: Kept) -> float:
    from rapidfuzz import fuzz  # imported where used: a first draft has nothing to compare

    likeness = fuzz.ratio(normalize(one.text), normalize(other.text))
    return likeness + (SAME_NUMBER if one.number and one.number == other.number else 0.0)
