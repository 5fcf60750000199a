"""Measures orgrules against yardsticks in one run: `python benchmarks/run.py`. Prints ratios, on which machines agree.

What is measured is the CPU time of whole processes, the program's and the kernel's; what else a machine does lengthens only the
wait. The commands of a pair are run in turn, so that a machine that slows down slows both; the ratio quoted is the median.
The targets: a small check at most 1.5 times a process that only imports the libraries; 10,000 positions at most 1.1 and
100,000 at most 0.5 times PyYAML's C loader alone, its collector off as ours is; all shipped rulebooks at most 1.25 times the
default rules; growth at most like n to the power of 1.1; no more memory than the loader takes. With `--before REVISION`, the
build of that revision is checked out beside, and a small check is to take at most 0.7 of its time. Ends with status 1 where a
target is missed.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generate import design

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "en" / "correct-flat.yaml"
FAULTY = ROOT / "samples" / "en" / "faulty-flat.yaml"
#: The shipped rulebooks beside organization-basics.
RULEBOOKS = ("sales-organization", "spans-and-layers", "internal-control")
_IMPORTS = """
import click, yaml, durable.engine
from pydantic import BaseModel
class Model(BaseModel):
    field: int
"""
_LOAD = "import gc, sys, yaml; gc.disable(); yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"


class Cost(NamedTuple):
    """What one process took: CPU time in seconds, and the largest resident size in MiB, by the kernel's account."""

    seconds: float
    memory: float


def cost(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run one process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # reaped above
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def seconds(work: Callable[[Path], object], file: Path) -> float:
    """The processor's time for some work of this process."""
    gc.collect()
    start = time.process_time()
    work(file)
    return time.process_time() - start


class Bench:
    """The commands, and what was found of them."""

    def __init__(self) -> None:
        # bytecode is to be kept, as an installed program keeps its own
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        # else `-m` finds the program in the working directory first, whichever of two builds is asked for
        self.environment = kept | {"PYTHONSAFEPATH": "1"}
        self.is_missed = False

    def environment_of(self, root: Path) -> dict[str, str]:
        """The environment in which the build in a folder is run."""
        return self.environment | {"PYTHONPATH": str(root)}

    def pairs(
        self, ours: Sequence[str], theirs: Sequence[str], number: int, before: Path | None = None
    ) -> list[tuple[Cost, Cost]]:
        """What two commands took, run in turn; ``before`` is the build that the second one runs."""
        both = [(ours, self.environment_of(ROOT)), (theirs, self.environment_of(before or ROOT))]
        for command, environment in both:
            cost(command, environment)  # the first run warms the caches
        return [(cost(*both[0]), cost(*both[1])) for _ in range(number)]

    def ratio(self, name: str, ratios: Iterable[float], target: float) -> None:
        """Tell the median of the ratios of pairs, and whether it meets its target."""
        found = sorted(ratios)
        remark = f"from {found[0]:.2f} to {found[-1]:.2f} in {len(found)} pairs"
        self.tell(name, statistics.median(found), target, remark)

    def times(self, name: str, pairs: Sequence[tuple[Cost, Cost]], target: float) -> None:
        """Tell how the times of pairs compare."""
        self.ratio(name, (ours.seconds / theirs.seconds for ours, theirs in pairs), target)

    def memory(self, pairs: Sequence[tuple[Cost, Cost]], target: float) -> None:
        """Tell how the memory of the same pairs compares."""
        ours, theirs = (max(each.memory for each in costs) for costs in zip(*pairs, strict=True))
        self.tell(f"the same, peak memory, of {ours:.0f} MiB", ours / theirs, target)

    def tell(self, name: str, figure: float, target: float, remark: str = "") -> None:
        """Print one line of the table."""
        is_met = figure <= target
        self.is_missed = self.is_missed or not is_met
        told = f"target {target:g}: {'ok' if is_met else 'OVER'}"
        print(f"{name:60} {figure:8.2f}  {told}{'; ' if remark else ''}{remark}", flush=True)


@contextmanager
def build_of(revision: str | None) -> Iterator[Path | None]:
    """The folder of the program as it was at a revision, while it is needed; None where none is asked for."""
    if revision is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "before"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", there, revision], check=True)
        try:
            yield there
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", there], check=True)


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", metavar="REVISION", help="compare with the build of this revision, too")
    revision = parser.parse_args().before
    python = sys.executable
    check = [python, "-m", "orgrules", "check", "--isolated"]
    imports = [python, "-c", _IMPORTS]
    every = [option for name in RULEBOOKS for option in ("--rulebook", name)]
    bench = Bench()
    for which, sample, options in (("rules", SAMPLE, []), ("rules", FAULTY, []), ("rulebooks", SAMPLE, every)):
        pairs = bench.pairs([*check, *options, str(sample)], imports, 15)
        bench.times(f"{sample.stem}, all {which} / importing the libraries", pairs, 1.5)
    with build_of(revision) as before:
        if before is not None:
            small = [*check, str(FAULTY)]
            bench.times(f"{FAULTY.stem} / the build before", bench.pairs(small, small, 15, before), 0.7)
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for number, runs, target in ((10_000, 7, 1.1), (100_000, 3, 0.5)):
            file = Path(folder) / f"{number}.yaml"
            file.write_text(design(number), "utf-8")
            pairs = bench.pairs([*check, str(file)], [python, "-c", _LOAD, str(file)], runs)
            bench.times(f"{number:,} positions / CSafeLoader", pairs, target)
            bench.memory(pairs, 1)
            times.append(statistics.median(ours.seconds for ours, _theirs in pairs))
            pairs = bench.pairs([*check, *every, str(file)], [*check, str(file)], runs)
            bench.times(f"{number:,} positions, all rulebooks / default rules", pairs, 1.5 if number < 100_000 else 1.25)
    bench.tell("growth from 10,000 to 100,000, as an exponent", math.log10(times[1] / times[0]), 1.1)
    return int(bench.is_missed)


if __name__ == "__main__":
    sys.exit(main())
