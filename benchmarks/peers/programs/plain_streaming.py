"""The thirteen rules as a script tuned for them: ``python plain_streaming.py positions.csv``.

The csv module reads row by row, and only what the rules ask for is kept; the collector is off. Prints what is broken, a rule and
a position a line.
"""

from __future__ import annotations

import csv
import gc
import sys
from collections import Counter
from itertools import chain
from pathlib import Path

#: Of whom each role is a report, and the rule that says so.
MANAGERS = {
    "office-manager": ("r1", "regional-manager"),
    "regional-manager": ("r2", "sales-manager"),
    "store-manager": ("r3", "sales-manager"),
    "channel-manager": ("r4", "sales-manager"),
    "sales-representative": ("r5", "channel-manager"),
    "sales-manager": ("r6", "sales-director"),
    "sales-director": ("r7", "general-manager"),
    "customer-service-manager": ("r8", "general-manager"),
    "customer-representative": ("r9", "customer-service-manager"),
}


def broken(path: Path) -> list[str]:
    """A line for each position that breaks a rule."""
    roles: dict[str, str] = {}
    managers: dict[str, str] = {}
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for id_, _title, role, manager, duties in rows:
            roles[id_] = role
            managers[id_] = manager
            if "promotion-expense" in duties:
                listed = duties.split(";")
                if "apply-promotion-expense" in listed and "review-promotion-expense" in listed:
                    found.append(f"r13 {id_}")
    tops = [id_ for id_, role in roles.items() if role == "general-manager"]
    if len(tops) != 1:
        found += [f"r10 {id_}" for id_ in tops or "*"]
    reports = Counter(managers.values())
    del reports[""]
    found += [f"r11 {id_}" for id_, number in reports.items() if number > 12 and id_ in roles]
    arrives = dict.fromkeys(tops, True)
    for id_, role in roles.items():
        manager = managers[id_]
        if role in MANAGERS:
            rule, above = MANAGERS[role]
            if roles.get(manager) != above:
                found.append(f"{rule} {id_}")
        way = []
        while id_ not in arrives:
            arrives[id_] = False  # until it is known to: a ring does not
            way.append(id_)
            id_ = managers.get(id_, "")  # noqa: PLW2901 - up the chain
            if id_ not in roles:
                break
        else:
            if arrives[id_]:
                arrives.update(dict.fromkeys(way, True))
    found += [f"r12 {id_}" for id_, arrived in arrives.items() if not arrived]
    return found


def main() -> None:
    """Print what is broken in one organization."""
    gc.disable()
    sys.stdout.writelines(chain.from_iterable((line, "\n") for line in sorted(broken(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
