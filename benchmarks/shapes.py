"""Shapes of organizations that tempt a program into comparing everything with everything: `python benchmarks/shapes.py`.

Each is checked at three sizes, every one twice the one before, and the exponent of its growth is printed: 1 is linear. What a
check of next to nothing takes is left out of it. Ends with status 1 where one grows faster than the target. Names of shapes as
arguments check these alone.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from run import Bench, seconds

from orgrules.settings import Settings
from orgrules.tasks.check import check

#: The largest exponent; what grows with n log n, or leaves a cache of the processor, has 1.1.
TARGET = 1.2
#: The rulebooks that all shapes are checked with.
RULEBOOKS = ("organization-basics", "sales-organization", "spans-and-layers", "internal-control")

Lines = Iterator[str]
DUTIES = ("Sell the products", "present-products", "serve-retail-stores", "keep-customer-cards", "attend-sales-training", "sell")


def _position(number: int, title: str = "Sales Representative", **more: object) -> str:
    keys = {"id": f"p{number}", "title": title, "reports_to": "boss", **more}
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in keys.items() if value is not None)}}}"


def _boss(**more: object) -> str:
    return _position(0, "Channel Manager", **{"id": "boss", "reports_to": "null", **more})


def one_unit(number: int) -> Lines:
    """Positions of one unit with twenty duties each."""
    yield "positions:"
    yield _boss(unit="Sales")
    for each in range(number):
        duties = [f"duty {(each * 7 + 13 * item) % 97}" for item in range(17)] + [DUTIES[(each + item) % 6] for item in range(3)]
        yield _position(each, unit="Sales", duties=f"[{', '.join(duties)}]")


def one_manager(number: int) -> Lines:
    """Reports of one manager, of whom nothing else is known."""
    yield "positions:"
    yield _boss()
    yield from (_position(each) for each in range(number))


def one_manager_nested(number: int) -> Lines:
    """The same, written as nested reports by their ids."""
    yield "positions:"
    yield _boss(reports=f"[{', '.join(f'p{each}' for each in range(number))}]")
    yield from (_position(each, reports_to=None) for each in range(number))


def one_person(number: int) -> Lines:
    """Posts of one person, with duties and what they answer for."""
    yield "positions:"
    yield _boss(holder="Ann")
    for each in range(number):
        yield _position(each, holder="Ann", duties=f"[{DUTIES[each % 6]}]", accountable_for=f"[{DUTIES[each % 5]}]")


def shared_post(number: int) -> Lines:
    """One post that many share, of whom none has the skills."""
    yield "positions:"
    yield _boss()
    yield _position(1, holder=f"[{', '.join(f'Person {each}' for each in range(number))}]", requirements="{skills: [teamwork]}")
    yield "people:"
    yield from (f"  - {{name: Person {each}, skills: [teamwork]}}" for each in range(number))


def ring(number: int) -> Lines:
    """Positions that report to one another in a ring."""
    yield "positions:"
    yield from (_position(each, reports_to=f"p{(each + 1) % number}") for each in range(number))


def line(number: int) -> Lines:
    """Positions each of whom reports to the one before, with duties."""
    yield "positions:"
    for each in range(number):
        yield _position(each, reports_to=f"p{each - 1}" if each else "null", duties=f"[{DUTIES[each % 6]}]")


def many_heads(number: int) -> Lines:
    """One unit that many positions head together."""
    yield "units:"
    yield f"  - {{id: u, name: Sales, head: [{', '.join(f'p{each}' for each in range(number))}]}}"
    yield "positions:"
    yield _boss(unit="u")
    yield from (_position(each, unit="u") for each in range(number))


def units_of_one_name(number: int) -> Lines:
    """Units of one name, and positions that refer to them by it."""
    yield "units:"
    yield from (f"  - {{id: u{each}, name: Office}}" for each in range(number))
    yield "positions:"
    yield from (_position(each, unit="Office", reports_to=None) for each in range(number))


def line_of_units(number: int) -> Lines:
    """Units each of which is in the one before."""
    yield "units:"
    for each in range(number):
        parent = f", parent: u{each - 1}" if each else ""
        yield f"  - {{id: u{each}, name: Office {each}, type: office{parent}}}"
    yield "positions:"
    yield from (_position(each, unit=f"u{each}", reports_to=None) for each in range(number))


def repeated_ids(number: int) -> Lines:
    """Entries of one id."""
    yield "positions:"
    yield _boss()
    yield from (_position(7, unit=f"Office {each}") for each in range(number))


def same_everything(number: int) -> Lines:
    """Entries without ids that are the same."""
    yield "positions:"
    yield _boss()
    yield from (_position(each, id=None) for each in range(number))


def titles_nearly_alike(number: int) -> Lines:
    """Titles that are near a known one, and all different."""
    yield "positions:"
    yield _boss()
    yield from (_position(each, f"Sales Representatve {each}x") for each in range(number))


def duties_nearly_alike(number: int) -> Lines:
    """Duties that are near a known one, and all different."""
    yield "positions:"
    yield _boss()
    yield from (_position(each, duties=f"[Keep customer crds and sales reprts {each}]") for each in range(number))


def dotted_to_one(number: int) -> Lines:
    """Dotted lines to one position."""
    yield "positions:"
    yield _boss()
    yield from (_position(each, dotted_line_to="[boss]") for each in range(number))


def dotted_to_all(number: int) -> Lines:
    """One position with dotted lines to all others, each twice."""
    yield "positions:"
    yield _boss(dotted_line_to=f"[{', '.join(f'p{each % number}' for each in range(2 * number))}]")
    yield from (_position(each) for each in range(number))


def all_ambiguous(number: int) -> Lines:
    """References to titles that all positions have, and to units and people of one name."""
    yield "units:"
    yield from (f"  - {{id: u{each}, name: Office}}" for each in range(number))
    yield "positions:"
    for each in range(number):
        yield _position(
            each, reports_to="Sales Representative", unit="Office", holder="Ann", dotted_line_to="[Sales Representative]"
        )
    yield "people:"
    yield from (f"  - {{id: a{each}, name: Ann}}" for each in range(number))


def all_unknown(number: int) -> Lines:
    """References that mean nothing."""
    yield "units:"
    yield from (f"  - {{id: u{each}, name: Office {each}}}" for each in range(number))
    yield "positions:"
    for each in range(number):
        yield _position(each, reports_to=f"q{each}", unit=f"v{each}", holder=f"Bob {each}", dotted_line_to=f"[r{each}]")
    yield "people:"
    yield from (f"  - {{name: Ann {each}}}" for each in range(number))


def accountable(number: int) -> Lines:
    """Positions that all answer for one duty."""
    yield "positions:"
    yield _boss(accountable_for="[sell]")
    yield from (_position(each, holder=f"Person {each}", accountable_for="[sell]") for each in range(number))


def attributes(number: int) -> Lines:
    """One position with many attributes."""
    yield "positions:"
    yield _boss(attributes=f"{{{', '.join(f'a{each}: {each}' for each in range(number))}}}")


def waivers_of_unknown_rules(number: int) -> Lines:
    """Waivers of rules that nobody knows."""
    yield "positions:"
    yield _boss()
    yield "waivers:"
    yield from (f"  - {{rule: hierarchy/unknown-managr-{each}, reason: none}}" for each in range(number))


def waivers_of_one_rule(number: int) -> Lines:
    """Waivers of one rule at as many positions that break it."""
    yield from all_unknown(number)
    yield "waivers:"
    yield from (
        f"  - {{rule: hierarchy/unknown-manager, at: p{each}, reason: known, until: 2999-01-01}}" for each in range(number)
    )
    yield from (
        f"  - {{rule: units/unknown-unit, path: '*.yaml', reason: known {each}, until: 2999-01-01}}" for each in range(number)
    )


SHAPES: dict[Callable[[int], Lines], int] = {
    one_unit: 1000,
    one_manager: 2500,
    one_manager_nested: 2500,
    one_person: 1000,
    shared_post: 1000,
    ring: 2500,
    line: 1000,
    many_heads: 1000,
    units_of_one_name: 1000,
    line_of_units: 1000,
    repeated_ids: 2000,
    same_everything: 2000,
    titles_nearly_alike: 1000,
    duties_nearly_alike: 1000,
    dotted_to_one: 2000,
    dotted_to_all: 2000,
    all_ambiguous: 1000,
    all_unknown: 1000,
    accountable: 2000,
    attributes: 2000,
    waivers_of_unknown_rules: 2000,
    waivers_of_one_rule: 1000,
}


def checked(file: Path) -> None:
    """Check a design, all of it."""
    report = check([str(file)], Settings(rulebooks=RULEBOOKS))
    if report.problems:
        raise SystemExit(f"not checked: {report.problems[0]}")


def least_seconds(file: Path, runs: int = 3) -> float:
    """The processor's time for a check, the least of some runs."""
    return min(seconds(checked, file) for _run in range(runs))


def main() -> int:
    """Run all, or those that are named; returns 1 where one grows faster than the target."""
    named = set(sys.argv[1:])
    bench = Bench()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shape.yaml")
        for shape, smallest in SHAPES.items():
            if named and shape.__name__ not in named:
                continue
            file.write_text("\n".join(shape(2)) + "\n", "utf-8")
            least = least_seconds(file)
            times = []
            for number in (smallest, 2 * smallest, 4 * smallest):
                file.write_text("\n".join(shape(number)) + "\n", "utf-8")
                times.append(least_seconds(file))
            exponent = math.log2((times[2] - least) / (times[0] - least)) / 2
            told = ", ".join(f"{each:.2f}" for each in times)
            remark = f"{told} s at {smallest:,}, {2 * smallest:,}, {4 * smallest:,}"
            bench.tell(shape.__name__, exponent, TARGET, remark)
    return int(bench.is_missed)


if __name__ == "__main__":
    sys.exit(main())
