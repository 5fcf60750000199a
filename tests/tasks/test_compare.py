"""What became of positions and findings between two versions of a design."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orgrules.errors import DesignError, OrgrulesError, SourceError
from orgrules.findings import Severity
from orgrules.output.comparisons import Comparison, Detail
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


# ---------------------------------------------------------------------------------------- what else a position has


def altered(found: Comparison) -> list[Detail]:
    """What else is different, of the one position that is."""
    assert (found.added, found.removed, found.moved, found.renamed) == ((), (), (), ())
    return [detail for change in found.altered for detail in change.details]


A = {"id": "a", "title": "A"}


@pytest.mark.parametrize(
    "case",
    [
        ({"holder": "Ann"}, {"holder": "Bo"}, Detail("holder", "", "Ann", "Bo")),
        ({"holder": "Ann"}, {"holder": None}, Detail("holder", "", "Ann", "vacant")),
        ({"holder": None}, {"holder": "Bo"}, Detail("holder", "", "vacant", "Bo")),
        ({}, {"holder": "Bo"}, Detail("holder", "", None, "Bo")),
        ({}, {"holder": None}, Detail("holder", "", None, "vacant")),
        ({"holder": "vacant"}, {"holder": None}, Detail("holder", "", "vacant", "vacant")),
        ({}, {"headcount": 3}, Detail("headcount", "", "1", "3")),
        ({"headcount": 2}, {"headcount": 3, "fte": 2.5}, Detail("headcount", "", "2", "3"), Detail("fte", "", "2", "2.5")),
        ({"fte": 0.5}, {}, Detail("fte", "", "0.5", "1")),
        ({"fte": 1.111}, {"fte": 1.112}, Detail("fte", "", "1.111", "1.112")),
        ({}, {"dotted_line_to": ["gm"]}, Detail("dotted_line_to", added=("General manager",))),
        (
            {"dotted_line_to": ["gm"]},
            {"dotted_line_to": ["x"]},
            Detail("dotted_line_to", "", None, None, ("x",), ("General manager",)),
        ),
        ({"duties": ["x", "y"]}, {"duties": ["y", "z"]}, Detail("duties", added=("z",), removed=("x",))),
        ({}, {"duties": ["x"]}, Detail("duties", added=("x",))),
        ({}, {"duties": []}, Detail("duties", "", None, "nothing")),
        ({"duties": []}, {}, Detail("duties", "", "nothing", None)),
        ({"accountable_for": ["x"]}, {"accountable_for": ["y"]}, Detail("accountable_for", added=("y",), removed=("x",))),
        ({"authority": ["x"]}, {"authority": ["y"]}, Detail("authority", added=("y",), removed=("x",))),
        ({"meetings": ["x"]}, {}, Detail("meetings", removed=("x",))),
        (
            {"career_path": ["sales-manager"]},
            {"career_path": ["x"]},
            Detail("career_path", added=("x",), removed=("Sales manager",)),
        ),
        (
            {"requirements": {"education": "college", "skills": ["x"]}},
            {"requirements": {"education": "master", "skills": ["y"]}},
            Detail("requirements", "education", "College", "Master"),
            Detail("requirements", "skills", added=("y",), removed=("x",)),
        ),
        (
            {"requirements": {"experience": 1, "certificates": ["x"], "fields_of_study": ["x"]}},
            {"requirements": {"experience": "3 years", "certificates": ["x", "y"], "fields_of_study": ["y"]}},
            Detail("requirements", "experience", "1 year", "3 years"),
            Detail("requirements", "certificates", added=("y",)),
            Detail("requirements", "fields_of_study", added=("y",), removed=("x",)),
        ),
        (
            {"internal_relations": ["x"]},
            {"internal_relations": ["y"]},
            Detail("internal_relations", added=("y",), removed=("x",)),
        ),
        ({}, {"external_relations": ["y"]}, Detail("external_relations", added=("y",))),
        ({"promoted_from": ["x"]}, {"promoted_from": []}, Detail("promoted_from", removed=("x",))),
        ({}, {"rotates_with": ["sales-manager"]}, Detail("rotates_with", added=("Sales manager",))),
        ({}, {"requirements": {"education": "master"}}, Detail("requirements", "education", None, "Master")),
        ({}, {"requirements": {}}, Detail("requirements", "", None, "nothing")),
        ({"job_family": "x"}, {"job_family": "y"}, Detail("job_family", "", "x", "y")),
        ({"legal_representative": True}, {}, Detail("legal_representative", "", "yes", None)),
        (
            {"attributes": {"grade": 1, "site": {"floor": 2}, "tags": ["x", "y"]}},
            {"attributes": {"site": {"floor": 3}, "tags": ["z", "y"], "own": True}},
            Detail("attributes", "grade", "1", None),
            Detail("attributes", "site.floor", "2", "3"),
            Detail("attributes", "tags", added=("z",), removed=("x",)),
            Detail("attributes", "own", None, "yes"),
        ),
    ],
)
def test_whatever_else_changed_is_told_from_what_to_what(tmp_path: Path, case: tuple[Any, ...]) -> None:
    old, new, *expected = case
    found = compared(tmp_path, positions({**A, **old}), positions({**A, **new}))
    assert altered(found) == expected
    assert found.kept == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"holder": "Ann  Li"}, {"holder": "ann li"}),
        ({"fte": 1}, {}),
        ({}, {"headcount": 1}),
        ({"dotted_line_to": ["gm"]}, {"dotted_line_to": ["General manager", "gm"]}),
        ({}, {"dotted_line_to": []}),
        ({"duties": ["x", "y"]}, {"duties": ["y", "x", "x"]}),
        ({"career_path": ["sales-manager"]}, {"career_path": ["销售经理"]}),
        ({"job_family": "X"}, {"job_family": "x"}),
        ({"attributes": {"grade": 1, "tags": ["x", "y"]}}, {"attributes": {"tags": ["y", "x"], "grade": 1.0}}),
        ({}, {"attributes": {}}),
    ],
)
def test_another_way_to_write_the_same_is_no_change(tmp_path: Path, old: Any, new: Any) -> None:
    assert altered(compared(tmp_path, positions({**A, **old}), positions({**A, **new}))) == []
    assert altered(compared(tmp_path, positions({**A, **new}), positions({**A, **old}))) == []


def test_nested_or_flat_and_with_people_or_without_is_no_change(tmp_path: Path) -> None:
    flat = positions({**A, "unit": "x", "holder": "Ann", "duties": ["d"]}, {"title": "B", "reports_to": "a", "unit": "x"})
    inner = {**A, "unit": "x", "holder": "p", "duties": ["d"], "reports": [{"title": "B"}]}
    nested = {
        "positions": [{"id": "gm", "title": "General manager", "reports_to": None, "reports": [inner]}],
        "people": [{"id": "p", "name": "Ann"}],
    }
    found = compared(tmp_path, flat, nested)
    assert (altered(found), found.kept) == ([], 3)


def test_two_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    def design(who: str) -> dict[str, Any]:
        people = [{"id": "p1", "name": "Ann"}, {"id": "p2", "name": "Ann"}]
        others = [{"id": "b1", "title": "B"}, {"id": "b2", "title": "B"}]
        return {**positions({**A, "holder": f"p{who}", "dotted_line_to": [f"b{who}"]}, *others), "people": people}

    assert altered(compared(tmp_path, design("1"), design("2"))) == [
        Detail("holder", "", "Ann (p1)", "Ann (p2)"),
        Detail("dotted_line_to", added=("B (b2)",), removed=("B (b1)",)),
    ]


def test_a_changed_unit_is_told_once_and_not_for_each_position(tmp_path: Path) -> None:
    def design(*units: dict[str, Any]) -> dict[str, Any]:
        return {"units": units, **positions({**A, "unit": "x"}, {"id": "b", "title": "B", "unit": "x"})}

    before = design({"id": "x", "name": "X", "type": "office", "head": "a"}, {"id": "y", "name": "Y"})
    after = design(
        {"id": "y", "name": "Y"},
        {"id": "x", "name": "X2", "type": "store", "parent": "y", "region_level": "city", "head": "b", "attributes": {"k": 1}},
    )
    found = compared(tmp_path, before, after)
    assert altered(found) == []
    (unit,) = found.units
    assert unit[1:] == (
        "x",
        "X2",
        (
            Detail("name", "", "X", "X2"),
            Detail("type", "", "Office", "Store"),
            Detail("region_level", "", None, "City"),
            Detail("parent", "", None, "Y"),
            Detail("head", "", "A", "B"),
            Detail("attributes", "k", None, "1"),
        ),
    )
    assert compared(tmp_path, before, before).units == ()


def test_units_of_one_name_stay_what_they_are_in_another_order(tmp_path: Path) -> None:
    units = [
        {"id": "n", "name": "North"},
        {"id": "s", "name": "South"},
        {"name": "Store", "parent": "n", "type": "store"},
        {"name": "Store", "parent": "s", "type": "office"},
    ]
    found = compared(tmp_path, {"units": units, **positions()}, {"units": units[::-1], **positions()})
    assert found.units == ()


def test_a_position_is_told_in_words_with_its_place(tmp_path: Path) -> None:
    new = positions({"id": "m", "title": "Sales manager", "unit": "Sales"})
    [seat] = compared(tmp_path, positions(), new).added
    assert seat[1:6] == ("m", "Sales manager", "General manager", "Sales", "Sales manager")
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
    assert (same.added, same.removed, same.changed, same.units, same.introduced, same.fixed) == ((), (), (), (), (), ())


def test_long_lists_of_holders_and_heads_in_another_order_are_compared_at_once(tmp_path: Path) -> None:
    """A pool of many: two lists were compared each with each, which took a minute for 20,000."""
    many = [f"p{number}" for number in range(12_000)]
    old, new = (positions({"id": "a", "title": "Driver", "headcount": 12_000, "holder": those}) for those in (many, many[::-1]))
    started = time.process_time()
    found = compared(tmp_path, old, new)
    assert time.process_time() - started < 8
    assert not any(told(found).values())
    assert not found.changed
