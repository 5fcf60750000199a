"""Measures how titles as people write them are understood: `python benchmarks/wording/titles.py [--wrong] [TABLE …]`.

Each row of a table (by default titles.tsv beside this file) was decided before the code was written: *role*, the title of
that role; *open*, it may be the role; *other*, another job. Prints the rates by decision and kind, and with `--wrong` each
row that comes out otherwise, with what was found. Ends with status 1 where a title is taken for a role that it is not.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from orgrules.design.read import design_of
from orgrules.files.source import parse
from orgrules.organization.link import link
from orgrules.organization.model import UNRECOGNIZED, Resolution
from orgrules.rulebook.library import load_library

HERE = Path(__file__).parent
NONE = "-"
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """The rows of a table of titles; those of a table without a decision are roles or other jobs."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def readings(rows: Sequence[Row]) -> list[Resolution]:
    """What each title comes out as where it stands, all of them in one organization."""
    units: list[dict[str, str]] = []
    positions: list[dict[str, str]] = []
    for row in rows:
        position = {"title": row["title"]}
        above = row.get("above") or ""
        around = [name for name in (row.get("unit") or "", *map(str.strip, above.split(">"))) if name]
        if around:
            position["unit"] = f"unit-{len(units)}"
        kind = row.get("unit_type")
        for number, name in enumerate(around):
            unit = {"id": f"unit-{len(units)}", "name": name}
            if number == 0 and kind:
                unit["type"] = kind
            if number + 1 < len(around):
                unit["parent"] = f"unit-{len(units) + 1}"
            units.append(unit)
        positions.append(position)
    library = load_library()
    text = json.dumps({"units": units, "positions": positions}, ensure_ascii=False)
    organization = link(design_of(parse(text.encode(), "titles")), library.titles, library.terms)
    return [position.resolution for position in organization.positions]


def decision(row: Row) -> str:
    """What a row was decided to be; a table without that column lists other jobs alone."""
    return row.get("decided") or "other"


def is_false(row: Row, found: Resolution) -> bool:
    """Whether a title is taken for a role that it is not."""
    wanted = (row["role"],) if decision(row) == "role" else ()
    return found.role not in (None, UNRECOGNIZED, *wanted)


def is_right(row: Row, found: Resolution) -> bool:
    """Whether a title comes out as decided."""
    wanted = {"role": row.get("role"), "open": None, "other": UNRECOGNIZED}[decision(row)]
    return found.role == wanted


def main(arguments: Iterable[str]) -> int:
    """Print the rates; the number of false matches decides the status."""
    given = list(arguments)
    wrong = "--wrong" in given
    paths = [Path(name) for name in given if name != "--wrong"] or [HERE / "titles.tsv", HERE / "other-jobs.tsv"]
    false = 0
    for path in paths:
        rows = read(path)
        found = list(zip(rows, readings(rows), strict=True))
        print(f"{path.name}: {len(rows):,} titles")
        right = Counter(decision(row) for row, it in found if is_right(row, it))
        for name, number in Counter(map(decision, rows)).items():
            print(f"  {name}: {right[name]:,} of {number:,} right")
            kinds = Counter(row["kind"] for row in rows if decision(row) == name) if "kind" in rows[0] else {}
            for kind, count in kinds.items():
                good = sum(is_right(row, it) for row, it in found if (decision(row), row["kind"]) == (name, kind))
                print(f"    {kind}: {good:,} of {count:,}")
        marks = [
            row
            for row, it in found
            if "marks" in row and decision(row) == "role" and is_right(row, it) and set(it.marks) != set(row["marks"].split())
        ]
        print(f"  role right, but other marks: {len(marks):,}")
        mistaken = [row for row, it in found if is_false(row, it)]
        print(f"  taken for a role that it is not: {len(mistaken):,}")
        false += len(mistaken)
        if wrong:
            for row, it in found:
                if not is_right(row, it) or row in marks:
                    where = " ".join(filter(None, (row.get("unit"), row.get("unit_type"), row.get("above"))))
                    wanted = f"{decision(row)} {row.get('role', NONE)} {row.get('marks', '')}".strip()
                    shown = f"{it.status} {it.role} {it.name or it.suggestion or ''} {' '.join(it.marks)}"
                    print("\t".join((row.get("kind", ""), row["title"], where, wanted, shown)))
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
