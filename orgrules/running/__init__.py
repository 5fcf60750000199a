"""Who checks designs: this process, one after the other, a pool of processes, or a cluster. Nothing here schedules anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from orgrules.design.find import Given
from orgrules.errors import UsageError
from orgrules.locale import _
from orgrules.running.one import Outcome, Setup

#: A file to be checked, by its number, or what has come of it already.
Item = tuple[int, Given | Outcome]
#: Checks files as they are given, and tells of each by its number what came of it, in any order.
Checked = Callable[[Iterable[Item]], Iterator[tuple[int, Outcome]]]


@contextmanager
def runner(setup: Setup) -> Iterator[Checked]:
    """Who checks designs, as the settings say.

    Raises:
        UsageError: what was asked for does not exist, is not installed, or cannot be reached.
    """
    with _whoever(setup) as checked:
        folder = setup.settings.cache
        if folder is None:
            yield checked
            return
        from orgrules.running.cache import Cache  # imported where used: most runs keep none

        yield Cache(folder, setup).around(checked)


def _whoever(setup: Setup) -> AbstractContextManager[Checked]:
    settings = setup.settings
    if settings.scheduler is not None and settings.jobs > 1:
        raise UsageError(_("--jobs and --scheduler both say who checks designs; give one of the two"))
    # imported where used: most runs check a few designs themselves
    if settings.scheduler is not None:
        from orgrules.running.cluster import on_cluster

        return on_cluster(setup, settings.scheduler)
    if settings.jobs > 1:
        from orgrules.running.pool import in_pool

        return in_pool(setup, settings.jobs)
    from orgrules.running.serial import one_after_the_other

    return nullcontext(one_after_the_other(setup))
