"""The thirteen rules as joins in durable-rules, as its guide shows them: ``python durable_naive.py positions.jsonl``.

All positions are asserted, and then a fact that lets the rules begin, since ``none`` looks at what is there so far. A
position's id is its ``key``: ``id`` is the library's own.
"""

import json
import sys
from collections import Counter

from durable.lang import assert_fact, c, m, none, ruleset, when_all

PLACEMENTS = {
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


def placed(rule, role, manager_role):
    @when_all(
        c.start << m.kind == "start",
        c.position << m.role == role,
        none((m.key == c.position.reports_to) & (m.role == manager_role)),
    )
    def broken(c):
        print(rule, c.position.key)


with ruleset("organization"):
    for rule, roles in PLACEMENTS.items():
        placed(rule, *roles)

    @when_all(
        c.start << m.kind == "start",
        c.one << m.role == "general-manager",
        c.other << (m.role == "general-manager") & (m.key != c.one.key),
    )
    def several(c):
        print("r10", c.one.key)

    @when_all(c.start << m.kind == "start", none(m.role == "general-manager"))
    def nobody(c):
        print("r10", "*")

    @when_all(c.manager << m.kind == "position", c.report << (m.kind == "position") & (m.reports_to == c.manager.key))
    def reported(c):
        reports[c.manager.key] += 1
        if reports[c.manager.key] == 13:
            print("r11", c.manager.key)

    @when_all(m.role == "general-manager")
    def top(c):
        c.assert_fact({"kind": "arrived", "key_of": c.m.key})

    @when_all(c.above << m.kind == "arrived", c.position << (m.kind == "position") & (m.reports_to == c.above.key_of))
    def below(c):
        c.assert_fact({"kind": "arrived", "key_of": c.position.key})

    @when_all(
        c.start << m.kind == "start",
        c.position << m.kind == "position",
        none((m.kind == "arrived") & (m.key_of == c.position.key)),
    )
    def astray(c):
        print("r12", c.position.key)

    @when_all((m.apply == 1) & (m.review == 1))
    def both(c):
        print("r13", c.m.key)


reports = Counter()
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        entry = json.loads(line)
        assert_fact(
            "organization",
            {
                "kind": "position",
                "key": entry["id"],
                "role": entry["role"],
                "reports_to": entry.get("reports_to", ""),
                "apply": int("apply-promotion-expense" in entry["duties"]),
                "review": int("review-promotion-expense" in entry["duties"]),
            },
        )
assert_fact("organization", {"kind": "start"})
