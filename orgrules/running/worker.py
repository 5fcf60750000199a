"""What runs in another process: it is told once what to check with, and then checks file after file."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from orgrules.files.source import paused_collector
from orgrules.locale import speaking
from orgrules.running.one import Setup, examine
from orgrules.running.portable import Answer, Parts, Program, Task, answer_of, given_of, program, setup_of
from orgrules.running.shelves import examine_noting, sent_along

#: What an answer holds instead of findings where checking a file failed in a way that no design can be at fault for.
Failed = tuple[int, str, None]


@lru_cache(maxsize=1)
def _setup(text: str) -> Setup:
    """What this process checks with: made once, as long as it is told the same."""
    return setup_of(text)


def other_program(asked: Sequence[str]) -> list[str] | None:
    """The program that runs here, where it is another one than is asked for."""
    here = program()
    return None if Program(*asked) == here else list(here)


def work(setup: str, tasks: Sequence[Task]) -> list[Answer | Failed]:
    """Check some files. Whatever goes wrong is an answer: no exception has to find its way to another process."""
    answers: list[Answer | Failed] = []
    with paused_collector():
        for number, given, parts in tasks:
            try:
                answers.append(_answer(_setup(setup), number, given, parts))
            except BaseException as error:  # noqa: BLE001 - sys.exit too: the worker has more to do
                answers.append((number, f"{type(error).__name__}: {error}", None))
            gc.collect(0)  # as where they are checked one after the other
    return answers


def _answer(setup: Setup, number: int, data: Sequence[Any], parts: Sequence[Any] | None) -> Answer:
    given = given_of(data)
    with speaking(setup.settings.language):
        if parts is None:
            return answer_of(number, examine_noting(given, setup))
        return answer_of(number, examine(given, setup, sent_along(Parts(*parts), given.file.folder)))
