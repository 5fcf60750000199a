"""What became of positions and findings between two versions of a design."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orgrules.errors import DesignError, OrgrulesError, SourceError
from orgrules.findings import Severity
from orgrules.output.comparisons import Comparison
from orgrules.tasks.check import check
from orgrules.tasks.compare import compare
from tests.output.reports.test_json import designs, quoted


def compared(folder: Path, old: str | Mapping[str, Any], new: str | Mapping[str, Any]) -> Comparison:
    """Two designs, compared."""
    for name, data in (("old.yaml", old), ("new.yaml", new)):
        (folder / name).write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return compare(str(folder / "old.yaml"), str(folder / "new.yaml"))


def positions(*entries: Mapping[str, Any]) -> dict[str, Any]:
    """A design of positions under a general manager."""
    top = {"id": "gm", "title": "General manager", "reports_to": None}
    return {"positions": [top, *({"reports_to": "gm", **entry} for entry in entries)]}


def told(found: Comparison) -> dict[str, list[str]]:
    """What happened to which positions, by title or change."""
    return {
        "added": [seat.title for seat in found.added],
        "removed": [seat.title for seat in found.removed],
        "moved": [f"{change.before.title}: {' '.join(change.aspects)}" for change in found.moved],
        "renamed": [f"{change.before.title}: {' '.join(change.aspects)}" for change in found.renamed],
    }


def happened(**those: list[str]) -> dict[str, list[str]]:
    """``told`` where nothing else happened."""
    return {"added": [], "removed": [], "moved": [], "renamed": [], **those}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([{"id": "a", "title": "A"}], [{"id": "a", "title": "A"}], {}),
        ([], [{"title": "A"}], {"added": ["A"]}),
        ([{"title": "A"}], [], {"removed": ["A"]}),
        # a declared id outlives every other change
        ([{"id": "a", "title": "A"}], [{"id": "a", "title": "B"}], {"renamed": ["A: title"]}),
        (
            [{"id": "a", "title": "Sales manager", "unit": "x"}],
            [{"id": "a", "title": "Sales director", "unit": "y"}],
            {"moved": ["Sales manager: unit"], "renamed": ["Sales manager: title role"]},
        ),
        ([{"id": "a", "title": "A"}], [{"id": "a", "title": "A", "role": "sales-manager"}], {"renamed": ["A: role"]}),
        # two ids are two positions, whatever their titles
        ([{"id": "a", "title": "A"}], [{"id": "b", "title": "A"}], {"added": ["A"], "removed": ["A"]}),
        # without an id, title and unit tell
        ([{"title": "A", "unit": "x"}], [{"title": "a", "unit": "X"}], {"renamed": ["A: title"]}),
        ([{"title": "A", "unit": "x"}], [{"title": "A", "unit": "y"}], {"added": ["A"], "removed": ["A"]}),
        ([{"title": "A"}], [{"id": "a", "title": "A"}], {}),
        ([{"id": "a", "title": "A"}], [{"title": "A"}], {}),
        # of several that look alike, as many stay as there are in both
        ([{"title": "A"}] * 3, [{"title": "A"}] * 5, {"added": ["A", "A"]}),
        ([{"title": "A"}] * 3, [{"title": "A"}], {"removed": ["A", "A"]}),
        # a known manager who becomes a text, and one who becomes nobody
        ([{"id": "a", "title": "A"}], [{"id": "a", "title": "A", "reports_to": "nobody"}], {"moved": ["A: manager"]}),
        ([{"id": "a", "title": "A"}], [{"id": "a", "title": "A", "reports_to": None}], {"moved": ["A: manager"]}),
        ([{"id": "a", "title": "A", "unit": "x"}], [{"id": "a", "title": "A"}], {"moved": ["A: unit"]}),
    ],
)
def test_what_became_of_positions(tmp_path: Path, old: Any, new: Any, expected: dict[str, list[str]]) -> None:
    found = compared(tmp_path, positions(*old), positions(*new))
    assert told(found) == happened(**expected)
    assert found.kept == 1 + len(new) - len(found.added) - len({change.after for change in found.changed})


def test_a_manager_is_the_same_one_under_a_new_title(tmp_path: Path) -> None:
    old = positions({"id": "m", "title": "Sales manager"}, {"title": "Clerk", "reports_to": "m"})
    new = positions({"id": "m", "title": "Head of sales"}, {"title": "Clerk", "reports_to": "m"})
    assert told(compared(tmp_path, old, new)) == happened(renamed=["Sales manager: title role"])


def test_a_unit_is_the_same_one_under_a_new_name(tmp_path: Path) -> None:
    def design(name: str) -> dict[str, Any]:
        return {"units": [{"id": "x", "name": name}], **positions({"title": "Clerk", "unit": "x"})}

    assert told(compared(tmp_path, design("X"), design("Y"))) == happened()
    other = {"units": [{"id": "y", "name": "X"}], **positions({"title": "Clerk", "unit": "y"})}
    assert told(compared(tmp_path, design("X"), other)) == happened(added=["Clerk"], removed=["Clerk"])


def test_of_those_that_look_alike_the_ones_with_the_same_manager_go_together(tmp_path: Path) -> None:
    managers = [{"id": name, "title": name} for name in ("a", "b", "c")]

    def clerks(*over: str) -> dict[str, Any]:
        return positions(*managers, *({"title": "Clerk", "reports_to": name} for name in over))

    found = compared(tmp_path, clerks("a", "b"), clerks("b", "c"))
    assert told(found) == happened(moved=["Clerk: manager"])
    [change] = found.moved
    assert (change.before.manager, change.after.manager) == ("a", "c")


def test_a_repeated_id_is_no_id(tmp_path: Path) -> None:
    twice = positions({"id": "x", "title": "A"}, {"id": "x", "title": "B"})
    assert told(compared(tmp_path, twice, positions({"id": "x", "title": "A"}, {"title": "B"}))) == happened()


def test_a_position_is_told_in_words_with_its_place(tmp_path: Path) -> None:
    new = positions({"id": "m", "title": "Sales manager", "unit": "Sales"})
    [seat] = compared(tmp_path, positions(), new).added
    assert seat[1:] == ("m", "Sales manager", "General manager", "Sales", "Sales manager")
    assert (Path(seat.location.path).name, seat.location.line) == ("new.yaml", 1)


# ---------------------------------------------------------------------------------------- findings

BROKEN = {"id": "o", "title": "Office manager"}


def test_findings_are_introduced_fixed_and_unchanged(tmp_path: Path) -> None:
    old = positions({**BROKEN, "id": "o1"}, {**BROKEN, "id": "o2"})
    new = positions({"id": "other", "title": "Clerk"}, {**BROKEN, "id": "o2"}, {**BROKEN, "id": "o3"})
    found = compared(tmp_path, old, new)
    subjects = [[finding.subject.id for finding in group] for group in (found.introduced, found.fixed, found.unchanged)]
    assert subjects == [["o3"], ["o1"], ["o2"]]
    assert {Path(finding.location.path).name for finding in (*found.introduced, *found.unchanged)} == {"new.yaml"}
    assert Path(found.fixed[0].location.path).name == "old.yaml"
    assert found.fails(Severity.ERROR)
    assert not found.fails(None)
    assert not compared(tmp_path, new, new).fails(Severity.INFO)
    assert not compared(tmp_path, old, positions({**BROKEN, "id": "o1"})).fails(Severity.INFO)


def test_a_finding_on_another_line_is_unchanged(tmp_path: Path) -> None:
    old = "positions:\n  - {id: gm, title: General manager}\n  - {title: Office manager, reports_to: gm}\n"
    found = compared(tmp_path, old, "# a remark\n\n" + old)
    assert (len(found.introduced), len(found.fixed), len(found.unchanged)) == (0, 0, 1)
    assert found.unchanged[0].location.line == 5


@pytest.mark.parametrize(("old", "new"), [("positions: []", "ok"), ("ok", "positions: []"), ("positions: {", "ok")])
def test_what_cannot_be_checked_is_not_compared(tmp_path: Path, old: str, new: str) -> None:
    good = json.dumps(positions())
    with pytest.raises((DesignError, SourceError)):
        compared(tmp_path, good if old == "ok" else old, good if new == "ok" else new)


# ---------------------------------------------------------------------------------------- for all designs


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(designs(), designs())
def test_nothing_is_lost_and_nothing_is_counted_twice(tmp_path: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
    try:
        found = compared(tmp_path, quoted(old), quoted(new))
    except OrgrulesError:
        return
    pairs = found.kept + len(found.changed)
    assert pairs + len(found.added) == len(new["positions"])
    assert pairs + len(found.removed) == len(old["positions"])
    before, after = (
        Counter(each.fingerprint for each in check([str(tmp_path / name)]).findings) for name in ("old.yaml", "new.yaml")
    )
    assert Counter(each.fingerprint for each in found.introduced) == after - before
    assert Counter(each.fingerprint for each in found.fixed) == before - after
    assert Counter(each.fingerprint for each in found.unchanged) == before & after
    same = compared(tmp_path, quoted(new), quoted(new))
    assert (same.added, same.removed, same.changed, same.introduced, same.fixed) == ((), (), (), (), ())
