"""The thirteen rules as a plain script on YAML, read by PyYAML's C loader: ``python plain_yaml.py positions.yaml [--collect]``.

The collector is off, or on as Python has it with ``--collect``. Prints what is broken, a rule and a position a line.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter

import yaml

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


def main() -> None:
    """Print what is broken in one organization."""
    if "--collect" not in sys.argv:
        gc.disable()
    with open(sys.argv[1], "rb") as file:
        positions = yaml.load(file, yaml.CSafeLoader)["positions"]
    roles = {position["id"]: position["role"] for position in positions}
    managers = {position["id"]: position.get("reports_to") for position in positions}
    tops = [id_ for id_, role in roles.items() if role == "general-manager"]
    if len(tops) != 1:
        for id_ in tops or "*":
            print("r10", id_)
    for id_, number in Counter(managers.values()).items():
        if number > 12 and id_ in roles:
            print("r11", id_)
    arrives: dict[str | None, bool] = dict.fromkeys(tops, True)
    for position in positions:
        id_, role = position["id"], position["role"]
        if role in MANAGERS:
            rule, above = MANAGERS[role]
            if roles.get(managers[id_]) != above:
                print(rule, id_)
        way = []
        at = id_
        while at in roles and at not in arrives:
            arrives[at] = False  # until it is known to: a ring does not
            way.append(at)
            at = managers[at]
        if arrives.get(at):
            arrives.update(dict.fromkeys(way, True))
        else:
            print("r12", id_)
        if {"apply-promotion-expense", "review-promotion-expense"} <= set(position["duties"]):
            print("r13", id_)


if __name__ == "__main__":
    main()
