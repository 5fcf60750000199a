"""The thirteen rules as a plain script: `python benchmarks/peers/plain_python.py positions.csv`.

As one writes it who needs these rules and no others: the csv module reads row by row, positions are looked up by their ids, and
each rule is a few lines. The collector is off. Prints what is broken as `oracle.py` does.
"""

from __future__ import annotations

import csv
import gc
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Position = Mapping[str, Any]

#: Of two roles the first reports to the second.
REPORTS_TO = [
    ("r1", "office-manager", "regional-manager"),
    ("r2", "regional-manager", "sales-manager"),
    ("r3", "store-manager", "sales-manager"),
    ("r4", "channel-manager", "sales-manager"),
    ("r5", "sales-representative", "channel-manager"),
    ("r6", "sales-manager", "sales-director"),
    ("r7", "sales-director", "general-manager"),
    ("r8", "customer-service-manager", "general-manager"),
    ("r9", "customer-representative", "customer-service-manager"),
]


def read(path: str) -> dict[str, Position]:
    """The positions by their ids."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["id"]: {**row, "duties": row["duties"].split(";")} for row in csv.DictReader(file)}


def broken(positions: Mapping[str, Position]) -> Iterator[tuple[str, str]]:
    """Each rule that is broken, and the position that breaks it."""
    tops = [id_ for id_, position in positions.items() if position["role"] == "general-manager"]
    if len(tops) != 1:
        for id_ in tops or ["*"]:
            yield "r10", id_
    reports = Counter(position["reports_to"] for position in positions.values())
    for id_, position in positions.items():
        manager = positions.get(position["reports_to"])
        for rule, role, above in REPORTS_TO:
            if position["role"] == role and (manager is None or manager["role"] != above):
                yield rule, id_
        if reports[id_] > 12:
            yield "r11", id_
        if position["role"] != "general-manager" and not is_below_general_manager(position, positions):
            yield "r12", id_
        if "apply-promotion-expense" in position["duties"] and "review-promotion-expense" in position["duties"]:
            yield "r13", id_


def is_below_general_manager(position: Position, positions: Mapping[str, Position]) -> bool:
    """Whether following the managers arrives at a general manager."""
    seen = set()
    manager = positions.get(position["reports_to"])
    while manager is not None and manager["id"] not in seen:
        if manager["role"] == "general-manager":
            return True
        seen.add(manager["id"])
        manager = positions.get(manager["reports_to"])
    return False


def main() -> None:
    """Print what is broken in one organization."""
    gc.disable()
    for line in sorted(f"{rule} {id_}" for rule, id_ in broken(read(sys.argv[1]))):
        print(line)


if __name__ == "__main__":
    main()
