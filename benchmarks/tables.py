"""Measures tables against yardsticks in one run: `python benchmarks/tables.py`. Prints ratios, on which machines agree.

The targets: the rows of a CSV read, and what stands in their columns, at most 1.5 times what the csv module takes to make dicts
of them; a check of the table at most 1.25 times that of the same organization as YAML. Ends with status 1 where one is missed.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from generate import design, positions
from run import Bench, seconds

from orgrules.tables.asked import Asked
from orgrules.tables.columns import find_columns
from orgrules.tables.csv import read
from orgrules.tables.rows import data_rows

ROWS, CHECKED, PAIRS = 1_000_000, 100_000, 5
READING, CHECKING = 1.5, 1.25


def columns(file: Path) -> None:
    """What stands in the columns of a table, row by row."""
    [sheet] = read(file.read_bytes(), file.name, Asked())
    rows = data_rows(sheet, find_columns(sheet, Asked()))
    for meaning in rows.layout.by_meaning:
        rows.of(meaning)


def dicts(file: Path) -> None:
    """The rows of a table as dicts, by the csv module alone."""
    with file.open(encoding="utf-8", newline="") as stream:
        list(csv.DictReader(stream))


def written(number: int, folder: str) -> Path:
    """The generated organization as a table."""
    file = Path(folder, f"{number}.csv")
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("position id", "title", "unit", "reports to", "name"))
        rows.writerows((*row, f"Person {index}") for index, row in enumerate(positions(number)))
    return file


def main() -> int:
    """Run all; returns 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        # first, for the kernel counts the memory of whoever starts a process as its own
        table, same = written(CHECKED, folder), Path(folder, "same.yaml")
        same.write_text(design(CHECKED), "utf-8")
        check = [sys.executable, "-m", "orgrules", "check"]
        bench = Bench()
        pairs = bench.pairs([*check, str(table)], [*check, str(same)], PAIRS)
        bench.times(f"{CHECKED:,} rows checked / the same as YAML", pairs, CHECKING)
        bench.memory(pairs, 1.5)
        file = written(ROWS, folder)
        ratios = (seconds(columns, file) / seconds(dicts, file) for _pair in range(PAIRS))
        bench.ratio(f"{ROWS:,} rows in columns / csv.DictReader", ratios, READING)
    return int(bench.is_missed)


if __name__ == "__main__":
    sys.exit(main())
