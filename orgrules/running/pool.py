"""Checks designs in a pool of processes on this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from orgrules.errors import EngineError
from orgrules.locale import _
from orgrules.plain import text_of
from orgrules.running import Checked, Item
from orgrules.running.crowd import Crowd, checked_by
from orgrules.running.one import Outcome, Setup
from orgrules.running.portable import Answer, Task, sent, task_of
from orgrules.running.worker import Failed, work

#: Lots that wait for a process, for each of them: none has to wait for work.
_AHEAD = 2

#: Seconds in which a pool whose processes are ended has to be gone.
_PATIENCE = 5.0
#: The signals that end a program; not every system has each.
_ENDING = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}

#: What a process of the pool checks with, put down when it begins, since it is long.
_told: list[str] = []


@contextmanager
def in_pool(setup: Setup, jobs: int) -> Iterator[Checked]:
    """Check designs in ``jobs`` processes.

    Raises:
        EngineError: processes cannot be started here.
    """
    told = text_of(sent(setup))
    pools: list[ProcessPoolExecutor] = []
    # spawned, not forked: durable-rules keeps state of its own, in C, that no copy should share
    spawning = multiprocessing.get_context("spawn")

    def executor() -> Executor:
        _close(pools)
        pool = ProcessPoolExecutor(jobs, mp_context=spawning, initializer=_begin, initargs=(told,))
        pools.append(pool)
        try:
            with _undisturbed():
                there = pool.submit(_is_there)
            there.result()
        except BrokenProcessPool:
            raise EngineError(_("no process can be started to check in; without --jobs it is done in one")) from None
        return pool

    crowd = Crowd(executor, _submit, task_of, (BrokenProcessPool,), _AHEAD * jobs)

    def checked(items: Iterable[Item]) -> Iterator[tuple[int, Outcome]]:
        return checked_by(crowd, items)

    try:
        yield checked
    except BaseException:
        _end(pools)
        raise
    else:
        _close(pools)


def _submit(executor: Executor, tasks: Sequence[Task]) -> Future[list[Answer | Failed]]:
    with _undisturbed():
        return executor.submit(_work, tasks)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have nothing interrupt the start of a process, which is deaf from its first moment on; ours is told a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(told: str) -> None:
    """Begin a process of the pool: it leaves an interrupt to the program, and ends when that does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True)
        watch.start()
    _told.append(told)


def _is_there() -> bool:
    return True


def _work(tasks: Sequence[Task]) -> list[Answer | Failed]:
    return work(_told[0], tasks)


def _close(pools: list[ProcessPoolExecutor]) -> None:
    """Let the processes go, which have nothing more to do."""
    while pools:
        pools.pop().shutdown(cancel_futures=True)


def _end(pools: list[ProcessPoolExecutor]) -> None:
    """End the processes, whatever they are doing."""
    for process in multiprocessing.active_children():
        process.kill()  # it may be so young that it is deaf to all else
    # in a thread that nobody waits for longer than a moment: a pool whose processes were killed may wait for them for ever
    closing = threading.Thread(target=_close, args=(pools,), daemon=True)
    closing.start()
    closing.join(_PATIENCE)
    gc.collect()  # what they shared goes with the pools; nobody else would clear it up
