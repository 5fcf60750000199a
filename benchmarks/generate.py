"""Generated organizations: `python benchmarks/generate.py 10000 > design.yaml` writes a design with that many positions.

The shape follows the source document: one sales department, regions with offices, channels with representatives, customer
service with representatives. One position in a hundred reports to the wrong manager, so that there is something to find.

Options add what designs of people have: `--duties 3-6` so many duties a position, in English or Chinese, by id or by name;
`--people` a section of who holds the positions, with their education and skills; `--units` one of units, every region, office
and channel being one; `--dotted-lines 0.1` a dotted line at every tenth position; `--faults 0.3` something wrong at three of ten
positions: a misspelt or unknown manager, title or duty, a duty of another role or one that stands twice, a person nobody knows.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

#: Share of positions with a wrong reporting line.
FAULTY = 0.01

#: Where the duties of the roles stand.
ROLES = Path(__file__).parents[1] / "rules" / "sales-organization" / "roles"
#: The types of units by what stands first in the ids of their managers.
UNIT_TYPES = {"region": "sales-region", "office": "office", "channel": "channel"}
#: The roles whose duties positions have, by what stands first in their ids.
PROFILES = {
    "rep": "sales-representative",
    "office": "office-manager",
    "channel": "channel-manager",
    "region": "regional-manager",
}
SKILLS = ("Communication", "Teamwork", "problem-solving", "说服力", "Marketing knowledge", "抗压能力")
EDUCATION = ("bachelor", "master", "本科", "secondary")


class Options(NamedTuple):
    """What a design has beside titles, units, holders and managers. Shares go from 0 to 1."""

    duties: tuple[int, int] | None = None  # the least and the most of a position
    people: bool = False
    units: bool = False
    dotted_lines: float = 0.0
    faults: float = 0.0


Row = tuple[str, str, str, str | None]


def positions(number: int, seed: int = 1, *, units: bool = False) -> Iterator[Row]:
    """Id, title, unit and manager of each position, managers first; ``units``: every channel is a unit of its own."""
    chance = random.Random(seed)
    yield "gm", "General Manager", "Head office", None
    yield "director", "Sales Director", "Sales", "gm"
    yield "sales-manager", "Sales Manager", "Sales", "director"
    yield "service", "Customer Service Manager", "Customer service", "gm"
    made = 4
    region = office = channel = 0
    while made < number:
        kind = made % 100
        channels = f"Channel {channel + (kind in (1, 51) or not channel)}" if units else "Channels"
        if kind == 0 or not region:
            region += 1
            row: Row = (f"region-{region}", f"Regional Manager, Region {region}", f"Region {region}", "sales-manager")
        elif kind in (1, 51) or not channel:
            channel += 1
            row = (f"channel-{channel}", "Channel Manager", channels, "sales-manager")
        elif kind % 10 == 2:
            office += 1
            row = (f"office-{office}", f"Office Manager, Office {office}", f"Office {office}", f"region-{region}")
        elif kind % 10 == 5:
            row = (f"clerk-{made}", "Office Clerk", f"Office {max(office, 1)}", f"office-{max(office, 1)}")
        elif kind % 10 == 6:
            row = (f"care-{made}", "Customer Representative", "Customer service", "service")
        else:
            row = (f"rep-{made}", "Sales Representative", channels, f"channel-{channel}")
        if row[0].startswith(("rep", "office")) and chance.random() < FAULTY:
            row = (*row[:3], "director")
        yield row
        made += 1


def design(number: int, options: Options = Options(), seed: int = 1) -> str:  # noqa: B008 - frozen
    """A design of ``number`` positions as YAML."""
    rows = list(positions(number, seed, units=options.units))
    more = _More(rows, options, seed)
    lines = [f"organization: {{name: Generated {number}}}", *more.units(), "positions:"]
    for index, (id_, title, unit, manager) in enumerate(rows):
        entry = {"id": id_, "title": title, "unit": unit, "holder": f"Person {index}", "reports_to": manager}
        entry |= more.of(index)
        lines += [f"  {'-' if key == 'id' else ' '} {key}: {value}" for key, value in entry.items() if value is not None]
    return "\n".join([*lines, *more.people()]) + "\n"


class _More:
    """What options add to a design; its draws are its own, so that the positions stay what they are without it."""

    def __init__(self, rows: list[Row], options: Options, seed: int) -> None:
        self.rows = rows
        self.options = options
        self.chance = random.Random(seed + 1)
        self.duties = _duties() if options.duties else {}
        self.all_duties = [duty for duties in self.duties.values() for duty in duties]

    def units(self) -> list[str]:
        """The section of units; none without it."""
        if not self.options.units:
            return []
        lines = ["units:"]
        heads = {row[2]: row for row in reversed(self.rows)}  # the first of a unit heads it
        for name, (id_, *_rest) in reversed(heads.items()):
            type_ = UNIT_TYPES.get(id_.rpartition("-")[0], "department")
            lines += [f"  - name: {name}", f"    type: {type_}"]
        return lines

    def people(self) -> list[str]:
        """The section of people; none without it."""
        if not self.options.people:
            return []
        lines = ["people:"]
        for index in range(len(self.rows)):
            skills = self.chance.sample(SKILLS, self.chance.randint(1, 4))
            lines += [
                f"  - name: Person {index}",
                f"    education: {self.chance.choice(EDUCATION)}",
                f"    skills: [{', '.join(skills)}]",
            ]
        return lines

    def of(self, index: int) -> dict[str, Any]:
        """What the entry of a position has beside or instead of what it would have."""
        options, chance = self.options, self.chance
        id_, title, _unit, manager = self.rows[index]
        entry: dict[str, Any] = {}
        duties = self._own(id_)
        if options.dotted_lines and chance.random() < options.dotted_lines:
            entry["dotted_line_to"] = "[service]"
        if options.faults and manager is not None and chance.random() < options.faults:
            self._spoil(entry, title, manager, duties)
        if duties:
            entry["duties"] = f"[{', '.join(map(_quoted, duties))}]"
        return entry

    def _own(self, id_: str) -> list[str]:
        """Duties of a position, most of them its role's."""
        if self.options.duties is None:
            return []
        known = self.duties.get(PROFILES.get(id_.rpartition("-")[0], ""), self.all_duties)
        number = self.chance.randint(*self.options.duties)
        own = self.chance.sample(known, min(number, len(known)))
        return [self.chance.choice(spellings) for spellings in own]

    def _spoil(self, entry: dict[str, Any], title: str, manager: str, duties: list[str]) -> None:
        """Make something wrong at a position, or several things."""
        chance = self.chance
        faults = ["manager", "title", *(["other", "other", "misspelt", "unknown", "twice"] if duties else [])]
        faults += ["holder"] if self.options.people else []
        for fault in chance.sample(faults, min(chance.randint(1, 3), len(faults))):
            if fault == "manager":
                entry["reports_to"] = chance.choice((f"{manager}x", f"nobody-{chance.randrange(1000)}"))
            elif fault == "title":
                entry["title"] = _misspelt(title, chance)
            elif fault == "holder":
                entry["holder"] = f"Persn {chance.randrange(len(self.rows))}"
            elif fault == "other":
                duties[0] = chance.choice(chance.choice(self.all_duties))
            elif fault == "misspelt":
                duties[-1] = _misspelt(duties[-1], chance)
            elif fault == "unknown":
                duties.append(f"Water the plants on floor {chance.randrange(100)}")
            else:
                duties.append(duties[0])


def _quoted(text: str) -> str:
    """A text in a list, in quotes unless it is an id."""
    return text if text.replace("-", "").isalpha() and text.isascii() else f'"{text}"'


def _misspelt(text: str, chance: random.Random) -> str:
    """A text with two neighbouring characters the other way round."""
    at = chance.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@cache
def _duties() -> dict[str, list[tuple[str, ...]]]:
    """The duties of the shipped roles: of each its id and its names."""
    import yaml

    found = {}
    for file in sorted(ROLES.glob("*.yaml")):
        profile = yaml.load(file.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        listed = profile.get("duties", [])
        items = listed if isinstance(listed, list) else listed["items"]
        found[profile["role"]] = [(item["id"], *item["name"].values()) for item in items]
    return {role: duties for role, duties in found.items() if duties}


def _range(text: str) -> tuple[int, int]:
    least, _, most = text.partition("-")
    return int(least), int(most or least)


def main() -> None:
    """Write the design that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a generated design as YAML.")
    parser.add_argument("number", type=int, help="of positions")
    parser.add_argument("--duties", type=_range, metavar="LEAST-MOST", help="so many duties a position")
    parser.add_argument("--people", action="store_true", help="a section of people")
    parser.add_argument("--units", action="store_true", help="a section of units")
    parser.add_argument("--dotted-lines", type=float, default=0.0, metavar="SHARE", help="of positions with one")
    parser.add_argument("--faults", type=float, default=0.0, metavar="SHARE", help="of positions with something wrong")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    options = Options(asked.duties, asked.people, asked.units, asked.dotted_lines, asked.faults)
    sys.stdout.write(design(asked.number, options, asked.seed))


if __name__ == "__main__":
    main()
