"""Who checks designs: this process, one after the other, a pool of processes, or a cluster. Nothing here schedules anything."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from orgrules.design.find import Given
from orgrules.running.one import Outcome, Setup, examine

#: Checks files as they are given, and tells of each by its number what came of it, in any order.
Checked = Callable[[Iterable[tuple[int, Given]]], Iterator[tuple[int, Outcome]]]


@contextmanager
def runner(setup: Setup) -> Iterator[Checked]:
    """Who checks designs, as the settings say."""
    yield lambda given: _one_after_the_other(given, setup)


def _one_after_the_other(given: Iterable[tuple[int, Given]], setup: Setup) -> Iterator[tuple[int, Outcome]]:
    for number, each in given:
        yield number, examine(each, setup)
        # positions know their managers, and these them: without the collector, which rests, none would ever go. What is young
        # is the design alone: what was there before it has grown old with the first one
        gc.collect(0)
