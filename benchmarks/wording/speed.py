"""What it costs to understand duties by their wording, in CPU time, measured in turns.

    python benchmarks/wording/speed.py small
    python benchmarks/wording/speed.py large [POSITIONS]

*small*: a check of ten positions with one duty in other words, against the same with its id (whole processes; at most 1.3 times).
*large*: positions with 6 of 2,000 distinct written duties each, against the same with ids (at most 1.5 times).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from orgrules.engine.decide import engine_named
from orgrules.rulebook.library import load_library
from orgrules.settings import Settings
from orgrules.tasks.check import check

TIMES = 7


def main() -> None:
    """Measure, and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:2] == ["large"]:
            _large(Path(folder), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
        else:
            _small(Path(folder))


def _small(folder: Path) -> None:
    def design(duty: str) -> str:
        others = "\n".join(f"  - {{title: 销售代表, id: r{index}, duties: [present-products]}}" for index in range(9))
        return f"positions:\n  - {{title: 大区经理, id: m, duties: [handle-complaints, {duty}]}}\n{others}\n"

    files = {"id": folder / "id.yaml", "wording": folder / "wording.yaml"}
    files["id"].write_text(design("control-region-expenses"), "utf-8")
    files["wording"].write_text(design("控制各办事处的支出"), "utf-8")
    taken: dict[str, list[float]] = {name: [] for name in files}
    for _ in range(TIMES + 1):
        for name, file in files.items():
            before = os.times()
            subprocess.run([sys.executable, "-m", "orgrules", "check", file], stdout=subprocess.DEVNULL, check=False)
            after = os.times()
            taken[name].append(after.children_user + after.children_system - before.children_user - before.children_system)
    _print({name: median(times[1:]) for name, times in taken.items()})  # the first ones fill the cache of rulebooks


def _large(folder: Path, number: int) -> None:
    library = load_library()
    items = library.terms.wordings.items["duty"]
    ids = sorted(items)
    chosen = random.Random(1)
    ends = [f"，范围{one}{other}" for one in "甲乙丙丁戊" for other in "子丑寅卯"]
    worded = [f"{items[id_].names[-1]}{end}" for id_ in ids for end in ends][:2000]
    named = [id_ for id_ in ids for _ in ends][:2000]
    roles = [profile.name["zh"] for profile in library.profiles.values()]
    rows = [(chosen.choice(roles), [chosen.randrange(len(named)) for _ in range(6)]) for _ in range(number)]
    files = {"id": folder / "id.yaml", "wording": folder / "wording.yaml"}
    for name, texts in (("id", named), ("wording", worded)):
        lines = (f"  - {{title: {title}, duties: {json.dumps([texts[one] for one in those])}}}" for title, those in rows)
        files[name].write_text("positions:\n" + "\n".join(lines) + "\n", "utf-8")
    taken: dict[str, list[float]] = {name: [] for name in files}
    engine_named(None)
    for _ in range(1 if number > 20_000 else 3):
        for name, file in files.items():
            start = time.process_time()
            check([str(file)], Settings())
            taken[name].append(time.process_time() - start)
    _print({name: min(times) for name, times in taken.items()})


def _print(taken: dict[str, float]) -> None:
    for name, seconds in taken.items():
        print(f"{name:10} {seconds:8.3f} s")
    print(f"{'ratio':10} {taken['wording'] / taken['id']:8.2f}")


if __name__ == "__main__":
    main()
