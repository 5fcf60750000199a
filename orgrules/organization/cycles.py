"""Rings in a graph in which everything points to at most one other thing."""

from __future__ import annotations

from collections.abc import Sequence


def find_rings(above: Sequence[int]) -> list[list[int]]:
    """The rings of the graph in which ``i`` points to ``above[i]`` (-1: to nothing), in linear time.

    Each ring begins with its smallest index and goes the way the pointers lead; rings are sorted by their first index.
    """
    unseen, done = -1, -2
    walk_of = [unseen] * len(above)
    rings = []
    for start in range(len(above)):
        here = start
        while here >= 0 and walk_of[here] == unseen:
            walk_of[here] = start
            here = above[here]
        if here >= 0 and walk_of[here] == start:
            ring = [here]
            while above[ring[-1]] != here:
                ring.append(above[ring[-1]])
            first = ring.index(min(ring))
            rings.append(ring[first:] + ring[:first])
        here = start
        while here >= 0 and walk_of[here] == start:
            walk_of[here] = done
            here = above[here]
    return sorted(rings)
