"""Many small designs in one run, and many findings in one report: `python benchmarks/many.py [--before REVISION] [--number N]`.

Measures CPU time (user and system) and the largest resident size of whole processes: of N designs of eleven positions and seven
findings each, serially, in two processes, and out of a cache; and of reports on one design with a hundred thousand findings.
`--before` is the revision of a build that is measured beside. Ends with status 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generate import Options
from generate import design as large_design
from run import ROOT, Bench, Cost, build_of, cost

#: Positions of the one design: with three to six duties each it has a hundred thousand findings.
LARGE = 40_000

DESIGN = """organization: {{name: Company {number}}}
units:
  - {{id: sales, name: Sales}}
  - {{id: service, name: Customer service}}
positions:
  - {{id: gm, title: General Manager, unit: Head office, holder: Person {number}}}
  - {{id: director, title: Sales Director, reports_to: gm, unit: sales}}
  - {{id: sales-manager, title: Sales Manager, reports_to: director, unit: sales}}
  - {{id: region, title: "Regional Manager, Region {number}", reports_to: sales-manager, unit: sales}}
  - {{id: office, title: "Office Manager, Office {number}", reports_to: director, unit: sales}}
  - {{id: clerk, title: Office Clerk, reports_to: office, unit: sales}}
  - {{id: channel, title: Channel Manager, reports_to: director, unit: sales}}
  - {{id: rep-1, title: Sales Representative, reports_to: sales-manager, unit: sales}}
  - {{id: rep-2, title: Sales Representative, reports_to: channel, unit: sales}}
  - {{id: service-manager, title: Customer Service Manager, reports_to: director, unit: service}}
  - {{id: care, title: Customer Representative, reports_to: sales-manager, unit: service}}
"""

# who has it checked, and how much of the time was its own, the rest being that of the processes that it started
_SHARES = """
import os, resource, sys
from orgrules.settings import Settings
from orgrules.tasks.check import check
if __name__ == "__main__":
    check([sys.argv[1]], Settings(jobs=2))
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(own.ru_utime + own.ru_stime, theirs.ru_utime + theirs.ru_stime)
"""


def write_designs(folder: Path, number: int) -> Path:
    """So many designs, a thousand a folder."""
    for index in range(number):
        inner = folder / f"{index // 1000:03}"
        inner.mkdir(parents=True, exist_ok=True)
        (inner / f"design-{index:05}.yaml").write_text(DESIGN.format(number=index), "utf-8")
    return folder


def shares(folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """CPU time of the program with two processes, in seconds: its own, and theirs."""
    script = folder.parent / "shares.py"
    script.write_text(_SHARES, "utf-8")
    done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True, check=True, env=environment)
    own, theirs = map(float, done.stdout.split())
    return own, theirs


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    parser = argparse.ArgumentParser(description="Measure many designs and many findings.")
    parser.add_argument("--before", metavar="REVISION", help="the build to compare with")
    parser.add_argument("--number", type=int, default=10_000, help="of designs; those of the build before are a tenth")
    asked = parser.parse_args()
    bench = Bench()
    check = [sys.executable, "-m", "orgrules", "check", "--isolated", "--fail-on", "never"]
    with build_of(asked.before) as before, tempfile.TemporaryDirectory() as place:
        designs = write_designs(Path(place, "designs"), asked.number)
        few = write_designs(Path(place, "few"), max(1, asked.number // 10))
        one = write_designs(Path(place, "one"), 1)

        def costs(*arguments: str | Path, root: Path = ROOT) -> Cost:
            return cost([*check, *map(str, arguments)], bench.environment_of(root))

        for name in ("text", "json", "sarif"):
            bench.tell(f"{asked.number:,} designs, {name}: peak memory in MiB", costs("--format", name, designs).memory, 200)
        start = costs("--format", "json", one).seconds
        serial = costs("--format", "json", few).seconds - start
        each = 1000 * serial / len(list(few.glob("*/*.yaml")))
        bench.tell("a design, in milliseconds of CPU", each, 8.5)
        if before is not None:
            old = costs("--format", "json", few, root=before).seconds - costs("--format", "json", one, root=before).seconds
            bench.tell("a design / the build before", serial / old, 0.5)
        own, theirs = shares(designs, bench.environment_of(ROOT))
        alone = costs("--format", "text", designs).seconds
        bench.tell("two processes / one", (own + theirs) / alone, 1.15)
        bench.tell("what of it is the program's own", own / (own + theirs), 0.1)
        kept = Path(place, "kept")
        first = costs("--format", "json", "--cache", kept, few).seconds - start
        second = costs("--format", "json", "--cache", kept, few).seconds - start
        bench.tell("what did not change / all of it", second / first, 0.1)
        large = Path(place, "large.yaml")
        large.write_text(large_design(LARGE, Options(duties=(3, 6), people=True, units=True, faults=0.9)), "utf-8")
        for name in ("json", "sarif"):
            here = costs("--format", name, large)
            if before is None:
                bench.tell(f"a hundred thousand findings, {name}: peak memory in MiB", here.memory, 330)
                continue
            there = costs("--format", name, large, root=before)
            bench.tell(
                f"a hundred thousand findings, {name}: memory / before",
                here.memory / there.memory,
                0.35,
                f"{here.memory:.0f} MiB",
            )
            bench.tell(f"a hundred thousand findings, {name}: CPU / before", here.seconds / there.seconds, 0.15)
    return int(bench.is_missed)


if __name__ == "__main__":
    sys.exit(main())
