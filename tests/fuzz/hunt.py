"""Judging so many random inputs of a kind: what is a fault is kept once a kind of fault, with the input that shows it."""

from __future__ import annotations

import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn
from unittest.mock import patch

from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.library import load_library
from orgrules.tasks.check import check
from orgrules.tasks.compare import compare
from orgrules.tasks.read import read
from orgrules.tasks.why import why

#: What one input may cost, all of which are small: seconds of the processor, and memory.
SECONDS, MEGABYTES = 2.0, 300
#: Inputs are written here where they need files: in memory, where that can be.
SCRATCH = "/dev/shm" if Path("/dev/shm").is_dir() else None

Dice = random.Random


class Fault(Exception):  # noqa: N818 - it is the program that errs
    """What no input may bring about. ``what`` names the kind of fault, the same for all inputs that show it."""

    def __init__(self, what: str, shown: str = "") -> None:
        super().__init__(f"{what}: {shown}" if shown else what)
        self.what = what


class TooDear(BaseException):
    """An input takes too long. No ``Exception``, so that nothing on the way takes it for one of its own."""


class Case(NamedTuple):
    """An input: files by their paths, the first of which is the one that is named, and what else is asked for."""

    files: Mapping[str, bytes]
    asked: Mapping[str, Any] = MappingProxyType({})

    @property
    def path(self) -> str:
        """The file that is named."""
        return next(iter(self.files))

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.files[self.path]


class Kind(NamedTuple):
    """A kind of inputs: how one is made, and how it is judged, in a word on what became of it."""

    make: Callable[[Dice], Case]
    judge: Callable[[Case, Dice], str]


class Found(NamedTuple):
    """An input that shows a fault: its number, and what went wrong."""

    number: int
    case: Case | None
    told: str


class Outcome(NamedTuple):
    """What became of the inputs, and the first that shows each fault."""

    counts: Counter[str]
    faults: dict[str, Found]
    seconds: float


def hunt(kind: Kind, name: str, times: int, seed: int = 0, first: int = 0) -> Outcome:
    """Judge the inputs of ``seed`` from number ``first`` on. Each has dice of its own, so that any can be had alone."""
    counts: Counter[str] = Counter()
    faults: dict[str, Found] = {}
    began = time.process_time()
    with libraries_kept():
        for number in range(first, first + times):
            dice = Dice(f"{name} {seed} {number}")
            case = None
            try:
                with guarded():
                    case = kind.make(dice)
                    counts[kind.judge(case, dice)] += 1
            except (Exception, TooDear) as error:  # noqa: BLE001 - any is a fault, and told
                counts["faults"] += 1
                faults.setdefault(_key(error), Found(number, case, traceback.format_exc()))
    return Outcome(counts, faults, time.process_time() - began)


def _key(error: BaseException) -> str:
    if isinstance(error, Fault):
        return error.what
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/orgrules/" in frame.filename]
    last = (frames or traceback.extract_tb(error.__traceback__))[-1]
    where = "" if isinstance(error, TooDear) else f" {Path(last.filename).name}:{last.lineno}"
    return f"{type(error).__name__}{where}"


@contextmanager
def guarded() -> Iterator[None]:
    """Stop what takes longer, by the processor's clock: a busy machine is no fault. What takes more memory is one."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    old = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, old)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if grown > MEGABYTES * 1024 and sys.platform == "linux":
        what = "too much memory"
        raise Fault(what, f"{grown:,} kB")


def _too_long(signum: int, frame: object) -> NoReturn:
    del signum, frame
    message = f"longer than {SECONDS} seconds"
    raise TooDear(message)


@contextmanager
def libraries_kept() -> Iterator[None]:
    """Load the rulebooks of each choice once, and not for each input."""
    with ExitStack() as stack:
        for task, name in ((check, "quick_library"), (read, "quick_library"), (compare, "quick_library"), (why, "load_library")):
            kept = cache(load_library if task is why else quick_library)
            stack.enter_context(patch(f"{task.__module__}.{name}", lambda rulebooks=(), kept=kept: kept(tuple(rulebooks))))
        yield


@contextmanager
def folder_of(case: Case) -> Iterator[Path]:
    """A folder that holds the files of an input, for as long as they are looked at."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as name:
        folder = Path(name)
        write(case, folder)
        yield folder


def write(case: Case, folder: Path) -> None:
    """Write the files of an input."""
    for path, content in case.files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
