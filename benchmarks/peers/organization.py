"""The organization that peers are measured on: `python benchmarks/peers/organization.py 100000 csv > positions.csv`.

Positions in depth-first order, each with `id`, `title` (the name of its role), `role`, `reports_to` and `duties`; about 2 in
100 have a fault. The same number and seed give the same organization in each format: csv (duties joined by ";"), yaml, json,
jsonl. A manager has at most 12 reports, but for the one general manager, under whom the rest has to be.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

#: What each role is called, and which duties are its own.
ROLES = {
    "general-manager": ("General manager", ("set-targets", "approve-budget", "represent-company")),
    "sales-director": ("Sales director", ("plan-sales", "approve-discounts", "review-regions")),
    "sales-manager": ("Sales manager", ("assign-targets", "review-contracts", "lead-sales-meeting")),
    "regional-manager": ("Regional manager", ("lead-region", "review-offices", "forecast-region")),
    "store-manager": ("Store manager", ("open-store", "count-stock", "train-staff")),
    "channel-manager": ("Channel manager", ("develop-channel", "visit-dealers", "settle-rebates")),
    "office-manager": ("Office manager", ("lead-office", "control-expenses", "report-market")),
    "sales-representative": ("Sales representative", ("visit-customers", "take-orders", "collect-payments", "enter-contacts")),
    "customer-service-manager": ("Customer service manager", ("plan-shifts", "handle-escalations", "survey-customers")),
    "customer-representative": ("Customer representative", ("answer-calls", "record-complaints", "follow-up-repairs")),
}
#: The two duties that one position must not have both.
APPLY, REVIEW = "apply-promotion-expense", "review-promotion-expense"
#: Most direct reports of a manager.
SPAN = 12
FAULTY = 0.02
FORMATS = ("csv", "yaml", "json", "jsonl")


class Row(NamedTuple):
    """One position as written; ``reports_to`` is None for none."""

    id: str
    title: str
    role: str
    reports_to: str | None
    duties: tuple[str, ...]


def positions(number: int, seed: int = 1) -> Iterator[Row]:
    """The positions, depth-first; from a thousand on the last of them is a second general manager."""
    chance = random.Random(seed)
    last = number if number < 1000 else number - 1
    for index, (role, above) in enumerate(_tree(last, chance)):
        manager = None if above is None else f"p{above}"
        title, own = ROLES[role]
        duties = tuple(chance.sample(own, chance.randint(1, len(own))))
        if role != "general-manager" and chance.random() < FAULTY:
            manager, duties = _at_fault(chance, index, manager, duties)
        elif chance.random() < 0.05:
            duties = (*duties, chance.choice((APPLY, REVIEW)))
        yield Row(f"p{index}", title, role, manager, duties)
    if last < number:
        title, own = ROLES["general-manager"]
        yield Row(f"p{last}", title, "general-manager", None, own)


def _tree(number: int, chance: random.Random) -> Iterator[tuple[str, int | None]]:
    """The role of each position and the index of its manager."""
    made = 0

    def next_one() -> int:
        nonlocal made
        made += 1
        return made - 1

    top = next_one()
    yield "general-manager", None
    while made < number:
        branch = next_one()
        if chance.random() < 0.6:
            yield "customer-service-manager", top
            for _report in range(chance.randint(4, SPAN)):
                if made < number:
                    next_one()
                    yield "customer-representative", branch
            continue
        yield "sales-director", top
        for _manager in range(chance.randint(2, 6)):
            if made >= number:
                return
            manager = next_one()
            yield "sales-manager", branch
            for _middle in range(chance.randint(4, SPAN)):
                if made >= number:
                    return
                middle = next_one()
                kind = chance.choice(("regional-manager", "store-manager", "channel-manager", "channel-manager"))
                yield kind, manager
                below = {"regional-manager": "office-manager", "channel-manager": "sales-representative"}.get(kind)
                # one too many now and then
                reports = SPAN + 1 if chance.random() < FAULTY else chance.randint(3, SPAN)
                for _report in range(reports if below else 0):
                    if made < number:
                        next_one()
                        yield below or "", middle


def _at_fault(
    chance: random.Random, index: int, manager: str | None, duties: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...]]:
    """The manager and duties of a position with one fault."""
    kind = chance.randrange(5)
    if kind == 0:
        return None, duties
    if kind == 1:
        return f"gone{index}", duties
    if kind == 2:  # the next one is below it, as often as not: a ring, and else a manager of another role
        return f"p{index + 1}", duties
    if kind == 3:
        return f"p{chance.randrange(index)}", duties
    return manager, (*duties, REVIEW, APPLY)


def write(rows: Iterable[Row], form: str, out: TextIO) -> None:
    """The organization in one of ``FORMATS``."""
    if form == "csv":
        table = csv.writer(out, lineterminator="\n")
        table.writerow(Row._fields)
        table.writerows((row.id, row.title, row.role, row.reports_to or "", ";".join(row.duties)) for row in rows)
    elif form == "jsonl":
        out.writelines(json.dumps(_entry(row)) + "\n" for row in rows)
    elif form == "json":
        out.write('{"positions": [\n')
        out.writelines((",\n" if number else "") + json.dumps(_entry(row)) for number, row in enumerate(rows))
        out.write("\n]}\n")
    else:
        out.write("positions:\n")
        for row in rows:
            out.write(f"  - id: {row.id}\n    title: {row.title}\n    role: {row.role}\n")
            if row.reports_to is not None:
                out.write(f"    reports_to: {row.reports_to}\n")
            out.write(f"    duties: [{', '.join(row.duties)}]\n")


def _entry(row: Row) -> dict[str, str | tuple[str, ...]]:
    return {key: value for key, value in row._asdict().items() if value is not None}


def main() -> None:
    """Write one organization to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(positions(asked.number, asked.seed), asked.format, sys.stdout)


if __name__ == "__main__":
    main()
