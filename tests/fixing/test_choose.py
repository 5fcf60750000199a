"""The choice among changes: the fewest that remove most; where taking the best first takes more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orgrules.changes.steps import Put
from orgrules.fixing.choose import Option, choose, conflicts
from orgrules.fixing.propose import propose
from orgrules.rulebook.library import load_library
from orgrules.running.one import set_up
from orgrules.settings import Settings
from tests.helpers import design

#: Whoever works between two units needs one of the two to belong to the head office; a bridge is held by either end.
RULE = """
name: {en: A line between units is anchored, zh: 跨单位汇报应有一方隶属总部}
severity: error
each: position
where: {attributes.bridge: true}
require:
  any_of:
    - {unit.parent.name: Head office}
    - {manager.unit.parent.name: Head office}
"""
#: Ends of the bridges: a hub joins a, b and c, and each of these has one more of its own.
BRIDGES = (("hub", "a"), ("hub", "b"), ("hub", "c"), ("a", "x"), ("b", "y"), ("c", "z"))


def bridges(folder: Path) -> dict[str, object]:
    """A design whose bridges are held by a, b and c, while the hub ends most of them."""
    names = sorted({name for pair in BRIDGES for name in pair})
    return {
        "units": [{"id": "head", "name": "Head office"}, {"id": "loose", "name": "Loose"}]
        + [{"id": f"unit-{name}", "name": f"Unit {name}", "parent": "loose"} for name in names],
        "positions": [{"id": "top", "title": "Chair", "unit": "head"}]
        + [{"id": f"lead-{name}", "title": f"Lead {name}", "unit": f"unit-{name}", "reports_to": "top"} for name in names]
        + [
            {
                "title": f"Bridge {one} {other}",
                "unit": f"unit-{one}",
                "reports_to": f"lead-{other}",
                "attributes": {"bridge": True},
            }
            for one, other in BRIDGES
        ],
    }


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    folder = tmp_path / "bridges"
    (folder / "units").mkdir(parents=True)
    (folder / "rulebook.yaml").write_text("rulebook: bridges\nversion: 1.0.0\nname: {en: Bridges, zh: 跨单位}\n", "utf-8")
    (folder / "units" / "anchored.yaml").write_text(RULE, "utf-8")
    return folder


def test_the_best_first_takes_more_changes_than_there_need_be(rulebook: Path, tmp_path: Path) -> None:
    pytest.importorskip("ortools")
    books = (str(rulebook),)
    given = set_up(
        Settings(rulebooks=books, engine="reference", select=("units/anchored",)), load_library(books), date(2026, 1, 1)
    )
    what = design(bridges(tmp_path))

    solved, greedy = propose(what, given, by="cp-sat"), propose(what, given, by="greedy")

    assert (solved.solver, greedy.solver) == ("cp-sat", "greedy")
    assert len(solved.before) == len(greedy.before) == len(BRIDGES)
    assert solved.after == greedy.after == ()
    assert {step.at for step in solved.steps()} == {2, 3, 4}  # type: ignore[union-attr]  # units a, b and c
    assert len(greedy.steps()) == 4


def test_what_puts_something_else_in_one_place_is_not_taken_together() -> None:
    one, other, deeper, same = (
        Put("positions", 1, ("reports_to",), "a"),
        Put("positions", 1, ("reports_to",), "b"),
        Put("positions", 2, ("requirements", "education"), "master"),
        Put("positions", 2, ("requirements",), {}),
    )
    options = [Option((each,), frozenset({number})) for number, each in enumerate((one, other, deeper, same))]
    assert list(conflicts(options)) == [(0, 1), (2, 3)]
    for by in ("greedy", "cp-sat"):
        assert choose(options, by=by) == [0, 2]


@pytest.mark.parametrize("by", ["greedy", "cp-sat"])
def test_of_equal_choices_the_nearest_then_the_first_is_taken(by: str) -> None:
    pytest.importorskip("ortools")
    step = [Put("positions", number, ("unit",), "a") for number in range(3)]
    far = [Option((step[0],), frozenset("x"), 2), Option((step[1],), frozenset("x"), 1), Option((step[2],), frozenset("x"), 1)]
    assert choose(far, by=by) == [1]  # type: ignore[arg-type]
    assert choose(far, apart=[frozenset({1})], by=by) == [2]  # type: ignore[arg-type]
