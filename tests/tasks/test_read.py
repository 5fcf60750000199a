"""How everything in a design was understood: every position and text once, with its place, and the counts of both."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orgrules.errors import UsageError
from orgrules.findings import REFERENCES_READ, TERMS_READ
from orgrules.output.readings import Understanding
from orgrules.settings import Settings
from orgrules.tasks.check import check
from orgrules.tasks.read import read
from tests.strategies import designs

KINDS = {"duties": "duty", "accountable_for": "duty", "authority": "authority", "meetings": "meeting"}


def understood(folder: Path, design: str | Mapping[str, Any], chosen: Settings = Settings()) -> Understanding:  # noqa: B008 - frozen
    """How a design was understood, written to a file in ``folder`` first."""
    text = design if isinstance(design, str) else json.dumps(design, ensure_ascii=False)
    (folder / "design.yaml").write_text(text, "utf-8")
    return read([str(folder / "design.yaml")], chosen)


def notes(folder: Path, design: str, chosen: Settings = Settings()) -> list[tuple[int, int, str]]:  # noqa: B008 - frozen
    """The notes on a design, each with its line and column."""
    return [(note.location.line, note.location.column, note.note) for note in understood(folder, design, chosen).notes]


@pytest.mark.parametrize(
    ("entry", "role", "how", "may_be"),
    [
        ("title: 大区经理", "regional-manager", "recognized", []),
        ("title: 老板, role: 总经理", "general-manager", "stated", []),
        ("title: Warehouse Keeper", "unrecognized", "unrecognized", []),
        ("title: Office manger", None, "near", ["office-manager"]),
        ("title: Sales Manager (EMEA)", None, "area", ["sales-manager"]),
        ("title: Lead Sales Supervisor", None, "remark", ["sales-supervisor"]),
        ("title: CEO", None, "open", ["general-manager"]),
        ("title: 业务员", None, "open", []),
        ("title: Boss, role: zookeeper", None, "unknown-role", []),
        ("title: Boss, role: sales-supervisr", None, "unknown-role", ["sales-supervisor"]),
    ],
)
def test_a_title_is_told_with_its_role_or_with_what_it_may_be(
    tmp_path: Path, entry: str, role: str | None, how: str, may_be: list[str]
) -> None:
    [position] = understood(tmp_path, f"positions:\n  - {{id: a, {entry}}}\n").positions
    assert (position.role, position.how) == (role, how)
    assert [choice.id for choice in position.may_be] == may_be
    assert position.location[1:3] == (2, len("  - {id: a, title: ") + 1)
    assert position.id == "a"


def test_what_stands_around_a_name_is_told(tmp_path: Path) -> None:
    [position] = understood(tmp_path, "positions: [{title: '代理大区经理（华南）'}]").positions
    assert (position.id, position.name, position.marks, position.areas) == (None, "大区经理", ("acting",), ("华南",))


def test_each_duty_skill_power_and_meeting_is_told_with_its_place(tmp_path: Path) -> None:
    text = """\
people:
  - {name: 李雷, skills: [office-software]}
positions:
  - title: 大区经理
    duties: [受理客户投诉, 控制各办事处的支出, 策划区域营销方案, 喂猫, control-region-expenses]
  - {id: m, title: 市场专员, requirements: {skills: [营销知识扎实]}, accountable_for: [喂猫], authority: [喂猫], meetings: [喂猫]}
"""
    terms = understood(tmp_path, text).terms
    assert [(term.position, term.kind, term.written, term.how, term.location.line) for term in terms] == [
        ("大区经理", "duty", "受理客户投诉", "name", 5),
        ("大区经理", "duty", "控制各办事处的支出", "wording", 5),
        ("大区经理", "duty", "策划区域营销方案", "open", 5),
        ("大区经理", "duty", "喂猫", "none", 5),
        ("大区经理", "duty", "control-region-expenses", "id", 5),
        ("m", "duty", "喂猫", "none", 6),
        ("m", "skill", "营销知识扎实", "wording", 6),
        ("m", "authority", "喂猫", "none", 6),
        ("m", "meeting", "喂猫", "none", 6),
        ("李雷", "skill", "office-software", "id", 2),
    ]
    by_name, by_wording, may_be, unknown, _id, *_others = terms
    assert [choice.id for choice in by_name.meant] == ["handle-complaints"]
    assert by_wording.meant[0] == ("control-region-expenses", "Control the expenses of the region's offices")
    assert len(may_be.meant) > 1
    assert unknown.meant == ()
    assert by_wording.location.column == text.splitlines()[4].index("控制") + 1


def test_a_strict_reading_takes_no_wording_for_a_fact(tmp_path: Path) -> None:
    text = "positions: [{title: 大区经理, duties: [控制各办事处的支出]}]"
    [term] = understood(tmp_path, text, Settings(strict=True)).terms
    assert (term.how, [choice.id for choice in term.meant]) == ("open", ["control-region-expenses"])


def test_references_are_counted_and_those_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    text = """\
units:
  - {id: a, name: A, head: Top}
  - {id: b, parent: a}
  - {id: c, parent: z}
people: [{name: Ann}, {name: Ann}, {id: li, name: Li}]
positions:
  - {id: top, title: Top, unit: a, holder: li, reports: [x, twin, nobody, Clerk]}
  - {id: x, title: X, unit: B, holder: Ann, dotted_line_to: [x, Clerk]}
  - {id: twin, title: Twin}
  - {id: twin, title: Other}
  - {title: Clerk, unit: y, holder: Bob}
  - {title: Clerk, reports_to: Top, holder: vacant}
"""
    found = understood(tmp_path, text)
    assert found.references == (
        *(("managers", "exact", 4), ("managers", "ambiguous", 3), ("managers", "unknown", 1)),
        *(("units", "exact", 2), ("units", "unknown", 3)),
        *(("holders", "exact", 1), ("holders", "ambiguous", 1), ("holders", "unknown", 1)),
    )
    assert [(each.to, each.by, each.written, each.how, each.location.line) for each in found.broken] == [
        ("units", "c", "z", "unknown", 4),
        ("managers", "top", "twin", "ambiguous", 7),
        ("managers", "top", "nobody", "unknown", 7),
        ("managers", "top", "Clerk", "ambiguous", 7),
        ("managers", "x", "Clerk", "ambiguous", 8),
        ("units", "x", "B", "unknown", 8),
        ("holders", "x", "Ann", "ambiguous", 8),
        ("units", "Clerk", "y", "unknown", 11),
        ("holders", "Clerk", "Bob", "unknown", 11),
    ]


def test_free_texts_refer_to_nothing(tmp_path: Path) -> None:
    assert understood(tmp_path, "positions: [{title: A, unit: South, holder: Ann}]").references == ()


def test_a_check_counts_the_same(tmp_path: Path) -> None:
    text = (
        "positions: [{title: 大区经理, duties: [控制各办事处的支出, 喂猫]}, {title: A, reports_to: b}, {title: B, reports_to: A}]"
    )
    found = understood(tmp_path, text)
    [file] = check([str(tmp_path / "design.yaml")]).files
    assert file.references == found.references == (("managers", "exact", 2),)
    assert file.terms == (("wording", 1), ("none", 1))


@pytest.mark.parametrize(
    ("design", "told"),
    [
        (
            "positions: [{title: Head, holder: TBC}]",
            [(1, 35, "“TBC” in the place of a holder is read as null: the position is vacant.")],
        ),
        ("positions: [{title: Head, holder: null}]", []),
        (
            "positions: [{title: 销售经理（空缺）}]",
            [(1, 21, "The title is read as saying that the position is vacant.")],
        ),
        (
            "positions: [{title: 销售代表（2名）}]",
            [(1, 21, "The title is read as saying that the position is for 2 people.")],
        ),
        ("positions: [{title: Head, requirements: {education: college}}]", []),
        ("positions: [{title: Head, requirements: {education: 大专}}]", []),
        ("positions: [{title: Head, requirements: {education: 专科以上}}]", [(1, 53, "“专科以上” is read as College.")]),
        ("organization: {ownership: 国企}\npositions: [{title: Head}]", [(1, 27, "“国企” is read as State-owned.")]),
        ("people: [{name: Ann, education: BSc}]\npositions: [{title: Head}]", [(1, 33, "“BSc” is read as Bachelor.")]),
        ("people: [{name: Ann, experience: 三年以上}]\npositions: [{title: Head}]", [(1, 34, "“三年以上” is read as 3 years.")]),
        ("people: [{name: Ann, experience: 3}, {name: Bo, experience: 1.5}]\npositions: [{title: Head}]", []),
        (
            "positions: [{title: Head, requirements: {experience: 18 months}}]",
            [(1, 54, "“18 months” is read as 1.5 years.")],
        ),
        (
            "units: [{id: u, name: U, type: 魔方, region_level: 省}]\npositions: [{title: Head}]",
            [
                (1, 32, "“魔方” is no type of unit that a loaded rulebook knows."),
                (1, 50, "“省” is read as Province."),
            ],
        ),
        (
            "units: [{id: u, name: U}]\npositions: [{id: t, title: Top, reports: [{title: Head, unit: u}]}]",
            [(1, 23, "No head of U is declared; “Head” is read as its head.")],
        ),
        ("units: [{id: u, head: Head}]\npositions: [{id: t, title: Top, reports: [{title: Head, unit: u}]}]", []),
        (
            "positions: [{title: Alone}, {title: Top, reports: [{title: Clerk}]}]",
            [(1, 37, "No manager is written; it is read as the top, for more hangs from it than from 1 other without one.")],
        ),
        ("positions: [{title: Top, reports: [{title: Clerk}]}]", []),
    ],
)
def test_what_else_was_decided_is_noted_at_its_place(tmp_path: Path, design: str, told: list[tuple[int, int, str]]) -> None:
    assert notes(tmp_path, design) == told


def test_each_file_is_told_with_how_many_positions_stand_in_it(tmp_path: Path) -> None:
    (tmp_path / "part.json").write_text('{"positions": [{"title": "C"}, {"title": "D", "reports": [{"title": "E"}]}]}', "utf-8")
    found = understood(tmp_path, "include: [part.json]\npositions: [{title: A, reports: [{title: B}]}]")
    assert [(os.path.basename(file.path), file.kind, file.rows) for file in found.files] == [
        ("design.yaml", "yaml", 2),
        ("part.json", "json", 3),
    ]
    assert [os.path.basename(position.location.path) for position in found.positions] == ["design.yaml"] * 2 + ["part.json"] * 3
    assert found.sources == {str(tmp_path / name) for name in ("design.yaml", "part.json")}


def test_what_cannot_be_read_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("positions: [{titel: x}]", "utf-8")
    (tmp_path / "b.yaml").write_text(
        "positions: [{id: a, title: A, reports: [b]}, {id: b, title: B, reports_to: c}, {id: c, title: C}]", "utf-8"
    )
    (tmp_path / "c.yaml").write_text("positions: [{title: CEO}]", "utf-8")
    found = read([str(tmp_path)])
    assert [os.path.basename(file.path) for file in found.files] == ["c.yaml"]
    assert {os.path.basename(problem.path) for problem in found.problems} == {"a.yaml", "b.yaml"}
    with pytest.raises(UsageError):
        read([str(tmp_path / "*.toml")], Settings(rulebooks=("nowhere",)))


def test_where_no_rulebook_knows_a_role_no_title_is_unknown(tmp_path: Path) -> None:
    found = understood(tmp_path, "positions: [{title: Head}]", Settings(rulebooks=("organization-basics",)))
    assert not found.knows_roles
    assert found.positions[0].role_name == ""


def written_terms(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, kind in KINDS.items():
        yield from ((kind, text) for text in entry.get(key) or ())
    yield from (("skill", text) for text in (entry.get("requirements") or {}).get("skills") or ())


def entries(positions: list[Any]) -> Iterator[Mapping[str, Any]]:
    for entry in positions:
        if isinstance(entry, Mapping):
            yield entry
            yield from entries(entry.get("reports") or [])


def reference_texts(design: Mapping[str, Any]) -> Iterator[str]:
    """Every text that refers to something that the design declares."""
    for unit in design.get("units") or ():
        yield from (unit[key] for key in ("parent",) if unit.get(key) is not None)
        yield from listed(unit.get("head"))
    for entry in entries(design["positions"]):
        yield from (text for text in entry.get("reports") or () if isinstance(text, str))
        yield from entry.get("dotted_line_to") or ()
        if entry.get("reports_to") is not None:
            yield entry["reports_to"]
        if entry.get("unit") is not None and design.get("units") is not None:
            yield entry["unit"]
        if entry.get("holder") is not None and design.get("people") is not None:
            yield from listed(entry["holder"])


def listed(written: str | list[str] | None) -> list[str]:
    """What stands under a key that takes one or several."""
    return written if isinstance(written, list) else [] if written is None else [written]


TEXTS = st.lists(
    st.sampled_from(("控制各办事处的支出", "喂猫", "control-region-expenses", "策划区域营销方案", " x  y ")), max_size=4
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(designs(), st.lists(st.tuples(st.sampled_from(sorted(KINDS)), TEXTS), max_size=6), TEXTS)
@example({"positions": [{"title": "A", "reports": [{"title": "A"}]}]}, [("duties", ["喂猫", "喂猫"])], [])
def test_every_position_text_and_reference_is_there_once(
    tmp_path: Path, design: dict[str, Any], lists: list[tuple[str, list[str]]], skills: list[str]
) -> None:
    there = list(entries(design["positions"]))
    for index, (key, texts) in enumerate(lists):
        there[index % len(there)][key] = texts  # type: ignore[index]
    there[-1]["requirements"] = {"skills": skills}  # type: ignore[index]
    found = understood(tmp_path, design)
    if found.problems:  # a design that contradicts itself
        assert not found.positions
        return
    assert Counter(position.title for position in found.positions) == Counter(entry["title"].strip() for entry in there)
    assert len({position.location for position in found.positions}) == len(there)
    assert Counter((term.kind, term.written) for term in found.terms) == Counter(
        (kind, text.strip()) for entry in there for kind, text in written_terms(entry)
    )
    assert len({(term.location, term.kind) for term in found.terms}) == len(found.terms)
    assert {term.how for term in found.terms} <= set(TERMS_READ)
    assert sum(number for _to, _how, number in found.references) == len(list(reference_texts(design)))
    assert {how for _to, how, _number in found.references} <= {"exact", "ambiguous", "unknown"} <= set(REFERENCES_READ)
    assert sum(number for _to, how, number in found.references if how != "exact") == len(found.broken)


def test_ten_times_as_much_takes_ten_times_as_long(tmp_path: Path) -> None:
    def seconds(number: int) -> float:
        lines = (
            f"  - {{id: p{index}, title: Clerk {index % 50}, reports_to: top, duties: [喂猫{index % 300}, 控制各办事处的支出]}}"
            for index in range(number)
        )
        (tmp_path / "design.yaml").write_text("positions:\n  - {id: top, title: 总经理}\n" + "\n".join(lines), "utf-8")
        begin = time.process_time()
        found = read([str(tmp_path / "design.yaml")])
        assert len(found.terms) == 2 * number
        return time.process_time() - begin

    seconds(500)  # what is loaded and compared once
    small = seconds(1000)
    assert seconds(10_000) < 40 * small


def test_what_is_misspelt_or_ambiguous_is_told_with_what_it_may_be(tmp_path: Path) -> None:
    text = """\
units: [{id: south, name: South}]
positions:
  - {id: top, title: Top, duties: [enter-oders], unit: sotuh}
  - {id: a, title: Clerk}
  - {id: b, title: Clerk}
  - {title: Clerk}
  - {title: Driver, reports_to: clerk}
"""
    found = understood(tmp_path, text)
    assert [term.suggestion for term in found.terms] == ["enter-orders"]
    unknown, ambiguous = found.broken
    assert unknown.may_be == (("South", ""),)
    path = tmp_path / "design.yaml"
    assert ambiguous.may_be == (("a", f"{path}:4:20"), ("b", f"{path}:5:20"))


def test_ten_thousand_references_to_one_of_ten_thousand_are_told_at_once(tmp_path: Path) -> None:
    clerks = [{"id": f"c{number}", "title": "Clerk", "reports_to": "Clerk", "unit": f"u{number}"} for number in range(10_000)]
    begin = time.process_time()
    found = understood(tmp_path, {"units": [{"id": "u"}], "positions": clerks})
    assert len(found.broken) == 20_000
    assert time.process_time() - begin < 20
