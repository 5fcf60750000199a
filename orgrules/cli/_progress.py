"""A bar on standard error for work that takes longer than two seconds, on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import click

from orgrules.design.find import Progress

#: Seconds of work before the bar appears: what ends sooner needs none.
DELAY = 2.0
_STEPS = 1000


@contextmanager
def progress(label: str) -> Iterator[Progress | None]:
    """What is to be told of the progress of some work, or None where nobody sees it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    import threading  # imported where used: most runs end before anybody waits

    bar = _Bar(label, threading.Lock())
    timer = threading.Timer(DELAY, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.tell
    finally:
        timer.cancel()
        bar.close()


class _Bar:
    """A bar that a timer shows, and that follows what it is told from then on."""

    def __init__(self, label: str, lock: AbstractContextManager[Any]) -> None:
        self.label = label
        self.lock = lock
        self.share = 0.0
        self.bar: Any = None
        self.closed = False

    def show(self) -> None:
        """Begin to draw."""
        with self.lock:
            if not self.closed:
                self.bar = click.progressbar(length=_STEPS, label=self.label, show_eta=False, file=sys.stderr)
                self.bar.__enter__()
                self._draw()

    def tell(self, done: int, total: int) -> None:
        """How many steps of how many are done."""
        with self.lock:
            self.share = done / total if total else 1.0
            self._draw()

    def close(self) -> None:
        """The work is over, however it ended."""
        with self.lock:
            self.closed = True
            if self.bar is not None:
                self.bar.__exit__(None, None, None)

    def _draw(self) -> None:
        if self.bar is not None:
            self.bar.update(int(self.share * _STEPS) - self.bar.pos)
