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
        is_first = True
        for number, each in items:
            if isinstance(each, Outcome):
                yield number, each
                continue
            # positions know their managers, and these them: the collector, which rests otherwise, has to take them before there
            # are more. What is young is the design alone: what was there before has grown old with the first one
            if not is_first:
                gc.collect(0)
            is_first = False
            yield number, check(each, setup)

    return checked
