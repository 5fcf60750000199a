"""Checks designs on a Dask cluster: one that runs already, or one of processes on this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Any

from orgrules.design.find import Given, design_in, includes
from orgrules.design.read import Design
from orgrules.errors import OrgrulesError, UsageError
from orgrules.locale import _
from orgrules.plain import text_of
from orgrules.running import Checked, Item
from orgrules.running.crowd import Crowd, checked_by
from orgrules.running.one import Outcome, Setup
from orgrules.running.portable import Answer, Parts, Task, program, sent, task_of
from orgrules.running.shelves import Notes
from orgrules.running.worker import Failed, other_program, work
from orgrules.text import shown

#: How an address says that a cluster is to be made here, of so many processes.
LOCAL = "local:"
#: Seconds in which a scheduler has to answer.
TIMEOUT = 10
#: Seconds in which a worker has to come back.
_PATIENCE = 30
#: Lots that wait for a worker, for each of them.
_AHEAD = 2
#: Who writes to standard error by itself; Tornado does where a connection is lost while results are on their way.
_LOGGERS = ("distributed", "distributed.client", "distributed.nanny", "tornado.application")


@contextmanager
def on_cluster(setup: Setup, address: str) -> Iterator[Checked]:
    """Check designs on the cluster whose scheduler has this address, or on one of ``local:N`` processes.

    Raises:
        UsageError: Dask is not installed; no scheduler answers there, it has no workers, or theirs is another program.
    """
    try:
        import dask.config

        # what goes wrong is told by us; loggers get their levels when the package is loaded, each its own
        dask.config.set({"logging": dict.fromkeys(_LOGGERS, "critical")})
        import distributed
    except ImportError:
        raise UsageError(_("--scheduler needs Dask, which is not installed: pip install 'orgrules[dask]'")) from None
    with ExitStack() as stack:
        client = stack.enter_context(_client(distributed, address, stack))
        workers = _workers(client, address)
        # the result of a task, and no scattered data: that is lost with the last worker that has it, and all that needs it
        told = client.submit(str, text_of(sent(setup)), pure=False)

        def executor() -> Executor:
            made: Executor = client.get_executor(pure=False, retries=0)
            return made

        def submit(executor: Executor, tasks: Sequence[Task]) -> Future[list[Answer | Failed]]:
            return executor.submit(work, told, tasks)

        crowd = Crowd(executor, submit, _task_for(setup), (distributed.KilledWorker,), _AHEAD * workers, _look(client, address))

        def checked(items: Iterable[Item]) -> Iterator[tuple[int, Outcome]]:
            try:
                yield from checked_by(crowd, items)
            except (CancelledError, OSError, TimeoutError):  # a closed connection is an OSError
                raise _lost(address) from None

        yield checked


def _client(distributed: Any, address: str, stack: ExitStack) -> Any:
    if address.startswith(LOCAL):
        number = address.removeprefix(LOCAL)
        if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= 512:
            message = _('"{address}" names no cluster; local:4 is one of 4 processes on this machine')
            raise UsageError(message.format(address=shown(address)))
        cluster = distributed.LocalCluster(
            n_workers=int(number), threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
        return distributed.Client(stack.enter_context(cluster))
    try:
        return distributed.Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        message = _('no scheduler answers at "{address}" ({reason})')
        raise UsageError(message.format(address=shown(address), reason=shown(str(error) or type(error).__name__))) from None


def _workers(client: Any, address: str) -> int:
    """How many workers a cluster has, each with this very program."""
    try:
        found = client.run(other_program, list(program()), on_error="return")
    except (OSError, TimeoutError, CancelledError):
        raise _lost(address) from None
    if not found:
        raise UsageError(_('the scheduler at "{address}" has no workers').format(address=shown(address)))
    here = program()
    for worker, other in found.items():
        if isinstance(other, BaseException):
            message = _("the worker at {worker} cannot run orgrules {version}: {error}")
            raise UsageError(message.format(worker=worker, version=here.version, error=shown(f"{type(other).__name__}: {other}")))
        if other is not None:
            message = _("the worker at {worker} has another orgrules, {other}; this is {version}: install the same on both")
            raise UsageError(message.format(worker=worker, other=_named(other, here), version=here.version))
    return len(found)


def _named(other: Sequence[str], here: Sequence[str]) -> str:
    return other[0] if other[0] != here[0] else _("{version} with changes").format(version=other[0])


def _look(client: Any, address: str) -> Callable[[], None]:
    """Raises UsageError when the scheduler is gone, or all workers have been for a while."""
    gone_since: list[float] = []

    def look() -> None:
        if client.status != "running":
            raise _lost(address)
        if client.scheduler_info()["workers"]:
            gone_since.clear()
            return
        gone_since.append(monotonic())
        if gone_since[-1] - gone_since[0] > _PATIENCE:
            raise UsageError(_('the workers of the scheduler at "{address}" are gone').format(address=shown(address)))

    return look


def _task_for(setup: Setup) -> Callable[[int, Given], Task | Outcome]:
    """What is sent of a file: with all that it includes, for workers need not have the files."""

    def task(number: int, given: Given) -> Task | Outcome:
        if not includes(given):
            return task_of(number, given, Parts())
        notes = Notes(given.file.folder)
        try:
            design = design_in(given, setup.reading, notes.shelf())
        except OrgrulesError as error:
            return Outcome(unread=error.problems)
        return task_of(number, given, notes.parts()) if isinstance(design, Design) else Outcome(aside=design)

    return task


def _lost(address: str) -> UsageError:
    message = _('the scheduler at "{address}" does not answer any more; nothing is reported of what it had to check')
    return UsageError(message.format(address=shown(address)))
