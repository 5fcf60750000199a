"""Tables broken at random: the files and the judgement of ``tests.tables.fuzz``, which knows the writers of tables."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random as Dice

from tests.fuzz.hunt import Case, Kind
from tests.tables.fuzz import CHECKED, Seed, broken, read, seeds


@cache
def _seeds() -> tuple[Seed, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return tuple(seeds(Path(folder), office=False))


def make(dice: Dice) -> Case:
    """A file of a real writer, of which some bytes are changed."""
    name, content = dice.choice(_seeds())
    return Case({name: broken(content, dice)})


def judge_table(case: Case, dice: Dice) -> str:
    """Read a table, link it and ask for its places; check one of so many."""
    return "refused" if read(case.path, case.content, checked=dice.randrange(CHECKED) == 0) is None else "read"


TABLES = Kind(make, judge_table)
