"""Measures orgrules against yardsticks in one run: `python benchmarks/run.py`. Prints ratios, on which machines agree.

Each pair of commands is run in turn, so that a machine that slows down slows both; the ratio quoted is the median.
The targets: a small check at most 1.5 times a process that only imports the libraries; 10,000 positions at most 0.8 and
100,000 at most 0.35 times PyYAML's C loader alone; growth at most like n to the power of 1.1; the check itself (linking,
facts, engine, findings) under a third of the whole. Ends with status 1 where one is missed.
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
#: The shipped rulebooks beside organization-basics.
RULEBOOKS = ("sales-organization", "spans-and-layers", "internal-control")
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
from orgrules.running.one import check_design
from orgrules.design.load import load
from orgrules.design.read import design_of
from orgrules.engine.build import build_findings
from orgrules.engine.decide import engine_named
from orgrules.settings import Settings
from orgrules.rulebook.library import load_library
start = time.perf_counter()
library, engine = load_library(), engine_named(None)
design = design_of(load(sys.argv[1], None, Settings().limits))
read = time.perf_counter()
decision = check_design(design, library, library.rules, engine)
build_findings(decision.broken, library)
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
    for command in (ours, theirs):
        seconds(command)  # the first run warms the caches
    runs = [(seconds(ours), seconds(theirs)) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in runs)
    middle = statistics.median(ratios)
    verdict = "ok" if middle <= target else "OVER"
    tell(name, f"{middle:.2f}", f"target {target}, from {ratios[0]:.2f} to {ratios[-1]:.2f} in {pairs} pairs: {verdict}")
    return middle, statistics.median(a for a, _ in runs)


def tell(name: str, figure: str, remark: str) -> None:
    """Print one line of the table."""
    print(f"{name:60} {figure:>8}  {remark}".rstrip(), flush=True)


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    python = sys.executable
    check = [python, "-m", "orgrules", "check"]
    imports = [python, "-c", _IMPORTS]
    every = [option for name in RULEBOOKS for option in ("--rulebook", name)]
    missed = []
    for which, sample, options in (("rules", SAMPLE, []), ("rules", FAULTY, []), ("rulebooks", SAMPLE, every)):
        name = f"{sample.stem}, all {which} / importing the libraries"
        found, _ = ratio(name, [*check, *options, str(sample)], imports, 15, 1.5)
        missed.append(found > 1.5)
    with tempfile.TemporaryDirectory() as folder:
        files = {number: Path(folder) / f"{number}.yaml" for number in (10_000, 100_000)}
        times = {}
        for (number, file), pairs, target in zip(files.items(), (7, 3), (0.8, 0.35), strict=True):
            file.write_text(design(number), "utf-8")
            load = [python, "-c", _LOAD, str(file)]
            found, times[number] = ratio(f"{number:,} positions / CSafeLoader", [*check, str(file)], load, pairs, target)
            missed.append(found > target)
        growth = math.log10(times[100_000] / times[10_000])
        missed.append(growth > 1.1)
        tell("growth from 10,000 to 100,000, as an exponent", f"{growth:.2f}", "target 1.1")
        for number, file in files.items():
            stages = [python, "-c", _STAGES, str(file)]
            runs = [subprocess.run(stages, capture_output=True, text=True, check=True) for _ in range(5)]
            share = statistics.median(float(done.stdout) for done in runs)
            missed.append(share > 1 / 3)
            tell(f"share of the check itself at {number:,}", f"{share:.2f}", "target 0.33")
            tell(f"peak memory at {number:,}", f"{peak_memory([*check, str(file)]):.0f} MiB", "")
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
