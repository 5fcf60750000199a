"""What the thirteen rules find in an organization, by brute force: `python benchmarks/peers/oracle.py positions.csv`.

Each rule is asked of each position by itself, as it reads in words; nothing is shared or remembered but the positions by their
ids. Prints a line for each finding, "RULE ID", in the order of the text; `*` stands for the organization as a whole. What a
peer finds counts only where it is this set.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from organization import APPLY, REVIEW, Row

#: The rules on who reports to whom: the role of a position, and that of its manager.
REPORTS_TO = {
    "r1": ("office-manager", "regional-manager"),
    "r2": ("regional-manager", "sales-manager"),
    "r3": ("store-manager", "sales-manager"),
    "r4": ("channel-manager", "sales-manager"),
    "r5": ("sales-representative", "channel-manager"),
    "r6": ("sales-manager", "sales-director"),
    "r7": ("sales-director", "general-manager"),
    "r8": ("customer-service-manager", "general-manager"),
    "r9": ("customer-representative", "customer-service-manager"),
}
MOST_REPORTS = 12


def broken(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """Every pair of a rule and the id of the position that breaks it."""
    by_id = {row.id: row for row in rows}
    reports = Counter(row.reports_to for row in rows if row.reports_to is not None)
    managers = [row.id for row in rows if row.role == "general-manager"]
    found = {("r10", id_) for id_ in managers or ["*"]} if len(managers) != 1 else set()
    for row in rows:
        found |= {(rule, row.id) for rule, (role, above) in REPORTS_TO.items() if _reports_wrong(row, role, above, by_id)}
        if reports[row.id] > MOST_REPORTS:
            found.add(("r11", row.id))
        if row.role != "general-manager" and not _arrives(row, by_id):
            found.add(("r12", row.id))
        if {APPLY, REVIEW} <= set(row.duties):
            found.add(("r13", row.id))
    return found


def _reports_wrong(row: Row, role: str, above: str, by_id: Mapping[str, Row]) -> bool:
    if row.role != role:
        return False
    manager = by_id.get(row.reports_to) if row.reports_to is not None else None
    return manager is None or manager.role != above


def _arrives(row: Row, by_id: Mapping[str, Row]) -> bool:
    """Whether following the managers arrives at a general manager."""
    seen = {row.id}
    manager = row.reports_to
    while manager is not None and manager in by_id and manager not in seen:
        if by_id[manager].role == "general-manager":
            return True
        seen.add(manager)
        manager = by_id[manager].reports_to
    return False


def read(path: Path) -> list[Row]:
    """The positions of a CSV or of JSON Lines."""
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            entries: Iterable[Mapping[str, str]] = csv.DictReader(file)
            return [
                Row(each["id"], each["title"], each["role"], each["reports_to"] or None, tuple(each["duties"].split(";")))
                for each in entries
            ]
        return [
            Row(each["id"], each["title"], each["role"], each.get("reports_to"), tuple(each["duties"]))
            for each in map(json.loads, file)
        ]


def in_order(found: Iterable[tuple[str, str]]) -> list[str]:
    """The findings as peers print them: each on a line, sorted as text."""
    return sorted(f"{rule} {id_}" for rule, id_ in found)


def main() -> None:
    """Print what is broken in one organization."""
    sys.stdout.writelines(line + "\n" for line in in_order(broken(read(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
