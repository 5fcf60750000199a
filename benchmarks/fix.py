"""What `fix` mends of what was broken at random: `python benchmarks/fix.py [--copies N] [--seed N] [--solver greedy]`.

Copies of the clean samples are broken in one to five places, as people break designs: a misspelt name, a wrong or forgotten
manager, a ring, an id that stands twice, a duty that is left out. Of each copy the table tells whether all findings that the
breaks brought are gone, how many changes that took, and that no finding is new and no rule judged of fewer subjects; ends with
status 1 where one is. `--large N` measures instead a design of so many positions with some thousand findings.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from orgrules.changes.steps import lay_over
from orgrules.design.read import Design, design_of, read_design
from orgrules.errors import DesignError
from orgrules.files.source import parse, paused_collector, plain_data
from orgrules.fixing.model import Fixing
from orgrules.fixing.propose import propose
from orgrules.fixing.trial import Bench, difference
from orgrules.rulebook.cache import quick_library
from orgrules.running.one import Setup, examine_design, set_up
from orgrules.settings import Settings

ROOT = Path(__file__).parents[1]
#: The clean samples, and the rulebooks that each is checked with.
SAMPLES = sorted(path for path in (ROOT / "samples").rglob("correct*.yaml"))
ALL_RULEBOOKS = ("sales-organization", "spans-and-layers", "internal-control")
MOST_BREAKS = 5

Data = dict[str, Any]
Break = Callable[[Data, random.Random], bool]


def setup_of(path: Path) -> Setup:
    """What a sample is checked with."""
    rulebooks = ALL_RULEBOOKS if path.parent.name == "company" else ("sales-organization",)
    return set_up(Settings(rulebooks=rulebooks, engine="reference"), quick_library(rulebooks), date(2026, 1, 1))


# ---------------------------------------------------------------------------------------- breaks


def everyone(data: Data) -> list[tuple[Data, Data | None, list[Any]]]:
    """Each position with the one around it and the list that it stands in."""

    def walk(those: list[Any], around: Data | None) -> Iterator[tuple[Data, Data | None, list[Any]]]:
        for each in those:
            if isinstance(each, dict):
                yield each, around, those
                yield from walk(each.get("reports", []), each)

    return list(walk(data["positions"], None))


def slip(text: str, chance: random.Random) -> str:
    """A text with a letter left out, doubled, or two the other way round."""
    if len(text) < 5:
        return text
    at = chance.randrange(1, len(text) - 2)
    return chance.choice(
        (text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    )


def flat(data: Data, chance: random.Random) -> Data | None:
    """A position that is not the top, laid out in the list of the first level, with its manager by id."""
    found = [(each, around, those) for each, around, those in everyone(data) if around is not None or each.get("reports_to")]
    if not found:
        return None
    position, around, those = chance.choice(found)
    if around is not None:
        if "id" not in around:
            return None
        those.remove(position)
        data["positions"].append(position)
        position["reports_to"] = around["id"]
        if "unit" not in position and "unit" in around:
            position["unit"] = around["unit"]
    return position


def other(data: Data, chance: random.Random) -> str:
    """The id of just any position."""
    return str(chance.choice([each["id"] for each, _around, _those in everyone(data) if "id" in each] or ["nobody"]))


def misspelt_manager(data: Data, chance: random.Random) -> bool:
    """The manager's name with a slip."""
    position = flat(data, chance)
    if position is None:
        return False
    position["reports_to"] = slip(str(position["reports_to"]), chance)
    return True


def wrong_manager(data: Data, chance: random.Random) -> bool:
    """Anybody else for a manager."""
    position = flat(data, chance)
    if position is None:
        return False
    position["reports_to"] = other(data, chance)
    return True


def no_manager(data: Data, chance: random.Random) -> bool:
    """A manager forgotten."""
    position = flat(data, chance)
    return position is not None and position.pop("reports_to", None) is not None


def own_manager(data: Data, chance: random.Random) -> bool:
    """A position that reports to itself."""
    position = flat(data, chance)
    if position is None or "id" not in position:
        return False
    position["reports_to"] = position["id"]
    return True


def nobody(data: Data, chance: random.Random) -> bool:
    """A manager who is not there."""
    position = flat(data, chance)
    if position is None:
        return False
    position["reports_to"] = f"vice-president-{chance.randrange(10)}"
    return True


def ring(data: Data, chance: random.Random) -> bool:
    """A manager who reports to a report."""
    position = flat(data, chance)
    by_id = {each.get("id"): each for each, _around, _those in everyone(data)}
    manager = by_id.get(position["reports_to"]) if position is not None else None
    if position is None or "id" not in position or manager is None or not manager.get("reports_to"):
        return False
    manager["reports_to"] = position["id"]
    return True


def twice(data: Data, chance: random.Random) -> bool:
    """An id that two have."""
    position = chance.choice(everyone(data))[0]
    if "id" not in position:
        return False
    position["id"] = other(data, chance)
    return True


def misspelt(*keys: str, section: str = "positions") -> Break:
    """A value, or one of a list, with a slip."""

    def break_it(data: Data, chance: random.Random) -> bool:
        entries = [each for each, _around, _those in everyone(data)] if section == "positions" else data.get(section) or []
        found = [(entry, key) for entry in entries for key in keys if entry.get(key)]
        if not found:
            return False
        entry, key = chance.choice(found)
        value = entry[key]
        if isinstance(value, list):
            at = chance.randrange(len(value))
            value[at] = slip(str(value[at]), chance)
        else:
            entry[key] = slip(str(value), chance)
        return True

    return break_it


def other_unit(data: Data, chance: random.Random) -> bool:
    """A position in just any unit."""
    position = chance.choice(everyone(data))[0]
    units = [each["id"] for each in data.get("units") or [] if "id" in each]
    if not units or "unit" not in position:
        return False
    position["unit"] = chance.choice(units)
    return True


def dotted(data: Data, chance: random.Random) -> bool:
    """A dotted line that says what the solid one says, leads to the position itself, or nowhere."""
    position = flat(data, chance)
    if position is None:
        return False
    target = chance.choice((position["reports_to"], position.get("id", "nobody"), "nobody"))
    position.setdefault("dotted_line_to", []).append(target)
    return True


def listed_twice(data: Data, chance: random.Random) -> bool:
    """Something that stands twice in a list."""
    found = [
        each[key] for each, _around, _those in everyone(data) for key in ("duties", "meetings", "authority") if each.get(key)
    ]
    if not found:
        return False
    texts = chance.choice(found)
    texts.append(chance.choice(texts))
    return True


def left_out(data: Data, chance: random.Random) -> bool:
    """Something that a list lacks."""
    found = [
        each[key]
        for each, _around, _those in everyone(data)
        for key in ("duties", "meetings", "authority")
        if len(each.get(key, ())) > 1
    ]
    if not found:
        return False
    texts = chance.choice(found)
    del texts[chance.randrange(len(texts))]
    return True


BREAKS: dict[str, Break] = {
    "misspelt manager": misspelt_manager,
    "wrong manager": wrong_manager,
    "manager forgotten": no_manager,
    "own manager": own_manager,
    "manager not there": nobody,
    "ring": ring,
    "id twice": twice,
    "misspelt title": misspelt("title"),
    "misspelt unit": misspelt("unit"),
    "misspelt parent or head": misspelt("parent", "head", section="units"),
    "misspelt holder": misspelt("holder"),
    "misspelt duty": misspelt("duties", "authority", "meetings"),
    "misspelt skill": misspelt("skills", section="people"),
    "wrong unit": other_unit,
    "dotted line": dotted,
    "listed twice": listed_twice,
    "left out": left_out,
}


# ---------------------------------------------------------------------------------------- the table


class Mended(NamedTuple):
    """What became of one broken copy."""

    breaks: Sequence[str]
    brought: int  # findings that the breaks brought
    left: int  # of these, those that are still there
    left_with_asking: int  # and with the proposals that are written where they are selected
    changes: int
    asking: int  # further proposals, which are written where they are selected
    worse: int  # findings that the changes brought
    silenced: Sequence[str]
    again: int  # proposals of a second run


def design(data: Data) -> Design:
    """Plain data as a design."""
    return design_of(parse(json.dumps(data, ensure_ascii=False).encode(), "design.yaml"))


def broken(data: Data, chance: random.Random) -> tuple[Data, list[str]]:
    """A copy with one to five breaks, and which they are."""
    copy: Data = json.loads(json.dumps(data))
    wanted, done = chance.randint(1, MOST_BREAKS), list[str]()
    while len(done) < wanted:
        name = chance.choice(list(BREAKS))
        if BREAKS[name](copy, chance):
            done.append(name)
    return copy, done


def mend(clean: Design, copy: Design, breaks: Sequence[str], setup: Setup, by: Any) -> Mended | None:
    """Mend one broken copy; None where it contradicts itself."""
    bench = Bench(setup.library, setup.selection.for_design(("design.yaml",)), setup.today)
    try:
        was, before = bench.judge(clean), bench.judge(copy)
        fixing = propose(copy, setup, by=by)
    except DesignError:
        return None
    after = bench.judge(fixing.changed.design)
    outcome = difference(before, after)
    brought = counted(before) - counted(was)
    left = counted(after) - counted(was)
    every = fixing.steps(range(len(fixing.proposals)))
    with_asking = bench.judge(lay_over(fixing.organization, every))
    again = propose(fixing.changed.design, setup, by=by)
    return Mended(
        breaks,
        brought.total(),
        left.total(),
        (counted(with_asking) - counted(was)).total(),
        len(fixing.steps()),
        sum(each.asks for each in fixing.proposals),
        len(outcome.introduced),
        outcome.silenced,
        sum(not each.asks for each in again.proposals),
    )


def counted(judged: Any) -> Counter[tuple[str, str]]:
    """The findings by rule and what they are about, whatever place it has in its list."""
    return Counter(
        (rule.id, str(getattr(subject, "id", None) or getattr(subject, "title", ""))) for rule, subject in judged.broken.values()
    )


def table(copies: int, seed: int, by: Any) -> bool:
    """Print the table; whether nothing was made worse."""
    chance = random.Random(seed)
    clean = [(read_design(str(path)), plain_data(parse(path.read_bytes(), path.name).data), setup_of(path)) for path in SAMPLES]
    mended: list[Mended] = []
    began = time.process_time()
    while len(mended) < copies:
        good, data, setup = clean[len(mended) % len(clean)]
        copy, breaks = broken(data, chance)
        each = mend(good, design(copy), breaks, setup, by)
        if each is not None:
            mended.append(each)
    spent = time.process_time() - began
    heads = ("breaks", "copies", "with findings", "wholly repaired", "with what asks", "findings", "left", "changes", "a break")
    print(" ".join(f"{head:>{max(len(head), 8)}}" for head in heads))
    for number in [*range(1, MOST_BREAKS + 1), 0]:
        those = [each for each in mended if number in (0, len(each.breaks))]
        found = [each for each in those if each.brought]
        whole = [each for each in found if not each.left]
        changes, broken_at = sum(each.changes for each in whole), sum(len(each.breaks) for each in whole)
        row = (
            number or "all",
            len(those),
            len(found),
            f"{len(whole)} ({len(whole) / max(len(found), 1):.0%})",
            sum(not each.left_with_asking for each in found),
            sum(each.brought for each in those),
            sum(each.left for each in those),
            changes,
            f"{changes / max(broken_at, 1):.2f}",
        )
        print(" ".join(f"{cell:>{max(len(head), 8)}}" for head, cell in zip(heads, row, strict=True)))
    print()
    for name in BREAKS:
        alone = [each for each in mended if each.brought and set(each.breaks) == {name}]
        print(f"{name:>24} alone: {sum(not each.left for each in alone):>3} of {len(alone):>3} wholly repaired")
    worse = sum(bool(each.worse) for each in mended)
    silent = sum(bool(each.silenced) for each in mended)
    again = sum(bool(each.again) for each in mended)
    print(f"\nmade worse: {worse}; a rule judged less: {silent}; something proposed the second time: {again}; CPU {spent:.0f} s")
    return not (worse or silent or again)


def large(number: int) -> bool:
    """Print what it costs to mend a large design, against the check of it."""
    from generate import Options
    from generate import design as generated

    setup = setup_of(Path("large"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "design.yaml"
        file.write_text(generated(number, Options(units=True, faults=0.005)), "utf-8")
        began = time.process_time()
        with paused_collector():
            findings = len(list(examine_design(read_design(str(file)), setup)[1].findings))
        checked = time.process_time() - began
        began = time.process_time()
        fixing: Fixing = propose(read_design(str(file)), setup)
        spent = time.process_time() - began
    print(f"{number} positions, {findings} findings: check {checked:.1f} s, fix {spent:.1f} s: {spent / checked:.1f} times")
    print(f"{len(fixing.proposals)} proposals in {len(fixing.steps())} steps, {len(fixing.after)} findings after")
    return spent <= 5 * checked


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(description="Mend what was broken at random.")
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solver", choices=("cp-sat", "greedy"))
    parser.add_argument("--large", type=int, metavar="POSITIONS", help="measure a generated design instead")
    asked = parser.parse_args()
    if not (large(asked.large) if asked.large else table(asked.copies, asked.seed, asked.solver)):
        sys.exit(1)


if __name__ == "__main__":
    main()
