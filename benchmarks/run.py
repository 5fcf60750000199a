"""Measures orgrules against yardsticks in one run: `python benchmarks/run.py`. Prints ratios, which machines agree on, not seconds.

Each pair of commands is run in turn, so that a machine that slows down slows both; the ratio quoted is the median of the pairs'.
The targets are those of the project's first issue: a small check at most 1.5 times a process that only imports the libraries; 10,000
positions at most 0.8 and 100,000 at most 0.35 times PyYAML's C loader alone; growth at most like n to the power of 1.1; the
check itself (linking, facts, engine, findings) under a third of the whole.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from generate import design

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "en" / "correct-flat.yaml"
FAULTY = ROOT / "samples" / "en" / "faulty-flat.yaml"
_IMPORTS = """
import click, yaml, durable.engine
from pydantic import BaseModel
class Model(BaseModel):
    field: int
"""
_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
_STAGES = """
import gc, sys, time
gc.disable()
from orgrules.check import *
from orgrules.rulebook.library import load_library
start = time.perf_counter()
library, engine = load_library(), engine_named(None)
design = design_of(load(sys.argv[1], None, Settings().limits))
read = time.perf_counter()
decision = check_design(design, library, library.rules, engine)
build_findings(decision.broken, library, "en")
done = time.perf_counter()
print((done - read) / (done - start))
"""


def seconds(command: Sequence[str]) -> float:
    """The wall time of one process."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
    return time.perf_counter() - start


def peak_memory(command: Sequence[str]) -> float:
    """The largest resident size of one process, in MiB, by the kernel's account."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # reaped above
    return usage.ru_maxrss / 1024


def ratio(name: str, ours: Sequence[str], theirs: Sequence[str], pairs: int, target: float) -> tuple[float, float]:
    """Print the median of the ratios of pairs of runs; returns it and our median time."""
    seconds(ours), seconds(theirs)  # the first run warms the caches
    runs = [(seconds(ours), seconds(theirs)) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in runs)
    middle = statistics.median(ratios)
    verdict = "ok" if middle <= target else "OVER"
    print(f"{name:58} {middle:5.2f}  (target {target}, from {ratios[0]:.2f} to {ratios[-1]:.2f}, {pairs} pairs)  {verdict}", flush=True)
    return middle, statistics.median(a for a, _ in runs)


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    python = sys.executable
    check = [python, "-m", "orgrules", "check"]
    missed = []
    small, _ = ratio("small sample, all rules / importing the libraries", [*check, str(SAMPLE)], [python, "-c", _IMPORTS], 15, 1.5)
    faulty, _ = ratio("small faulty sample / importing the libraries", [*check, str(FAULTY)], [python, "-c", _IMPORTS], 15, 1.5)
    missed += [small > 1.5, faulty > 1.5]
    with tempfile.TemporaryDirectory() as folder:
        times = {}
        for number, pairs, target in ((10_000, 7, 0.8), (100_000, 3, 0.35)):
            file = Path(folder) / f"{number}.yaml"
            file.write_text(design(number), "utf-8")
            found, times[number] = ratio(f"{number:,} positions / CSafeLoader", [*check, str(file)], [python, "-c", _LOAD, str(file)], pairs, target)
            missed.append(found > target)
        growth = math.log(times[100_000] / times[10_000], 10)
        print(f"{'growth from 10,000 to 100,000, as an exponent':58} {growth:5.2f}  (target 1.1)")
        missed.append(growth > 1.1)
        for number in times:
            file = Path(folder) / f"{number}.yaml"
            done = subprocess.run([python, "-c", _STAGES, str(file)], capture_output=True, text=True, check=True)
            share = float(done.stdout)
            print(f"{f'share of the check itself at {number:,}':58} {share:5.2f}  (target 0.33)")
            missed.append(share > 0.33)
            for number in times:
            peak = peak_memory([*check, str(Path(folder) / f"{number}.yaml")])
            print(f"{f'peak memory at {number:,}, in MiB':58} {peak:5.0f}")
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
