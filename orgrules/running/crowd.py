"""Checks designs in other processes, whoever runs these: hands out files by the lot, and finds out which one ends a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any, NamedTuple

from orgrules.design.find import Given
from orgrules.errors import Problem
from orgrules.locale import _
from orgrules.running import Item
from orgrules.running.one import Outcome
from orgrules.running.portable import Answer, Task, outcome_of
from orgrules.running.worker import Failed

#: How many files one process is handed at a time, and how many bytes of them, unless one alone is larger.
MOST_FILES = 16
MOST_BYTES = 256 * 1024
#: Seconds without a word after which it is looked whether there is anybody.
_LOOK = 5.0


class Crowd(NamedTuple):
    """Processes that check.

    ``executor`` gives them work; it is asked anew after one of ``broken``, which it raises where a process ended. ``submit`` has
    a lot checked, ``task`` makes what is sent of a file, or tells at once what comes of it. ``waiting`` is how many lots may wait
    at a time. ``look`` is called while nothing comes, and raises where nothing will.
    """

    executor: Callable[[], Executor]
    submit: Callable[[Executor, Sequence[Task]], Future[list[Answer | Failed]]]
    task: Callable[[int, Given], Task | Outcome]
    broken: tuple[type[BaseException], ...]
    waiting: int
    look: Callable[[], None] = lambda: None


def checked_by(crowd: Crowd, items: Iterable[Item]) -> Iterator[tuple[int, Outcome]]:
    """What comes of each file. Files whose process ended are checked again, each alone, so that no other one is blamed."""
    names: dict[int, str] = {}
    suspects: list[Task] = []
    running: dict[Future[list[Answer | Failed]], tuple[Sequence[Task], Executor]] = {}
    executor = crowd.executor()

    def done(most: int) -> Iterator[tuple[int, Outcome]]:
        """What is done, until at most so many lots are waited for."""
        nonlocal executor
        while len(running) > most:
            for future in _ready(running, crowd):
                lot, by = running.pop(future)
                try:
                    answers = future.result()
                except crowd.broken:
                    suspects.extend(lot)
                    if by is executor:
                        executor = crowd.executor()
                    continue
                yield from (_came(answer, names) for answer in answers)

    for lot in _lots(items, crowd.task, names):
        if isinstance(lot, tuple):
            yield lot
            continue
        running[crowd.submit(executor, lot)] = lot, executor
        yield from done(crowd.waiting)
    yield from done(0)
    for task in suspects:
        alone = crowd.submit(executor, [task])
        try:
            _ready([alone], crowd)
            answers = alone.result()
        except crowd.broken:
            yield task[0], _ended(names[task[0]])
            executor = crowd.executor()
        else:
            yield from (_came(answer, names) for answer in answers)


def _ready(running: Iterable[Future[Any]], crowd: Crowd) -> Iterable[Future[Any]]:
    """Those that are done, when one is."""
    while True:
        ready = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED).done
        if ready:
            return ready
        crowd.look()


def _came(answer: Answer | Failed, names: dict[int, str]) -> tuple[int, Outcome]:
    """What came of a file, of the answer of a process."""
    number, text, rows = answer
    if rows is None:
        message = _("checking it failed: {error}").format(error=text)
        return number, Outcome(problems=(Problem(names[number], 0, 0, message),))
    return number, outcome_of(text, rows)


def _ended(name: str) -> Outcome:
    message = _("the process that checked it ended, each time; perhaps it needs more memory than there is")
    return Outcome(problems=(Problem(name, 0, 0, message),))


def _lots(
    items: Iterable[Item], task: Callable[[int, Given], Task | Outcome], names: dict[int, str]
) -> Iterator[Sequence[Task] | tuple[int, Outcome]]:
    """Files by the lot, and in between what has come of others already."""
    lot: list[Task] = []
    size = 0
    for number, each in items:
        made = each if isinstance(each, Outcome) else task(number, each)
        if isinstance(made, Outcome):
            yield number, made
            continue
        assert isinstance(each, Given)  # noqa: S101 - of what has come of it already no task is made
        names[number] = each.contents[0][0]
        lot.append(made)
        size += sum(len(content) for _name, content in each.contents)
        if len(lot) == MOST_FILES or size >= MOST_BYTES:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot
