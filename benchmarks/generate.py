"""Generated organizations: `python benchmarks/generate.py 10000 > design.yaml` writes a design with that many positions.

The shape follows the source document: one sales department, regions with offices, channels with representatives, customer
service with representatives. One position in a hundred reports to the wrong manager, so that there is something to find.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

#: Share of positions with a wrong reporting line.
FAULTY = 0.01


def positions(number: int, seed: int = 1) -> Iterator[tuple[str, str, str, str | None]]:
    """Id, title, unit and manager of each position, managers first."""
    chance = random.Random(seed)
    yield "gm", "General Manager", "Head office", None
    yield "director", "Sales Director", "Sales", "gm"
    yield "sales-manager", "Sales Manager", "Sales", "director"
    yield "service", "Customer Service Manager", "Customer service", "gm"
    made = 4
    region = office = channel = 0
    while made < number:
        kind = made % 100
        if kind == 0 or not region:
            region += 1
            row = (f"region-{region}", f"Regional Manager, Region {region}", f"Region {region}", "sales-manager")
        elif kind in (1, 51) or not channel:
            channel += 1
            row = (f"channel-{channel}", "Channel Manager", "Channels", "sales-manager")
        elif kind % 10 == 2:
            office += 1
            row = (f"office-{office}", f"Office Manager, Office {office}", f"Office {office}", f"region-{region}")
        elif kind % 10 == 5:
            row = (f"clerk-{made}", "Office Clerk", f"Office {max(office, 1)}", f"office-{max(office, 1)}")
        elif kind % 10 == 6:
            row = (f"care-{made}", "Customer Representative", "Customer service", "service")
        else:
            row = (f"rep-{made}", "Sales Representative", "Channels", f"channel-{channel}")
        if row[0].startswith(("rep", "office")) and chance.random() < FAULTY:
            row = (*row[:3], "director")
        yield row
        made += 1


def design(number: int) -> str:
    """A design of ``number`` positions as YAML."""
    lines = [f"organization: {{name: Generated {number}}}", "positions:"]
    for index, (id_, title, unit, manager) in enumerate(positions(number)):
        lines += [f"  - id: {id_}", f"    title: {title}", f"    unit: {unit}", f"    holder: Person {index}"]
        if manager is not None:
            lines.append(f"    reports_to: {manager}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(design(int(sys.argv[1])))
