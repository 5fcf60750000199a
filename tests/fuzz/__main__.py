"""``python -m tests.fuzz KIND N --seed S``: make so many inputs of a kind, and judge each. The status is 1 where one is a fault.

An input is had again by its seed and number: ``--first NUMBER`` with 1 for N.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import tempfile
from pathlib import Path

from tests.fuzz.hunt import hunt, write
from tests.fuzz.kinds import KINDS

#: More than this is no memory for small inputs.
GIBIBYTES = 4
#: So many are judged between two lines on how far it is.
STEP = 10_000


def main() -> int:
    """Judge as many inputs as asked for, and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--keep", type=Path, help="the folder for inputs that are faults; by default one for temporary files")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30,) * 2)
    gc.freeze()
    counts, faults, seconds = hunt(KINDS[asked.kind], asked.kind, 0)
    for begin in range(asked.first, asked.first + asked.times, STEP):
        number = min(STEP, asked.first + asked.times - begin)
        outcome = hunt(KINDS[asked.kind], asked.kind, number, asked.seed, begin)
        counts += outcome.counts
        seconds += outcome.seconds
        new = {what: found for what, found in outcome.faults.items() if what not in faults}
        faults |= new
        for found in new.values():
            print(f"\n{asked.kind}, seed {asked.seed}, input {found.number}\n{found.told}", flush=True)
            if found.case is not None:
                folder = (
                    asked.keep or Path(tempfile.gettempdir(), "orgrules-fuzz")
                ) / f"{asked.kind}-{asked.seed}-{found.number}"
                write(found.case, folder)
                print(f"{folder}: {dict(found.case.asked)}")
        done = begin + number - asked.first
        print(
            f"{done:,} inputs, {seconds:,.0f} s: " + ", ".join(f"{many:,} {what}" for what, many in sorted(counts.items())),
            flush=True,
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
