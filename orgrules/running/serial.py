"""Checks designs in this process, one after the other."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator

from orgrules.running import Checked, Item
from orgrules.running.one import Outcome, Setup, examine
from orgrules.running.shelves import examine_noting


def one_after_the_other(setup: Setup) -> Checked:
    """Check each design when the one before it is forgotten."""
    check = examine if setup.settings.cache is None else examine_noting

    def checked(items: Iterable[Item]) -> Iterator[tuple[int, Outcome]]:
        for number, each in items:
            if isinstance(each, Outcome):
                yield number, each
                continue
            yield number, check(each, setup)
            # positions know their managers, and these them: the collector, which rests otherwise, has to take them. What is
            # young is the design alone: what was there before has grown old with the first one
            gc.collect(0)

    return checked
