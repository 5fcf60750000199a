"""Files become one design: nested positions laid out, includes merged, everything with the place it came from."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orgrules.design.load import STANDARD_INPUT_NAME, load, looks_like_design
from orgrules.design.read import Design, read_design
from orgrules.errors import DesignError, OrgrulesError, Problem, SourceError
from orgrules.files.source import Limits, parse
from orgrules.locale import speaking
from orgrules.organization.model import Organization, Position
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from tests.helpers import SAMPLES, design, folders_looked_through, is_chinese, linked

POSITIONS = "positions: [{title: Head}]\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def refused(error: OrgrulesError) -> list[str]:
    return [str(problem) for problem in error.problems]


def titles(read: Design) -> list[str]:
    return [declared.entry.title for declared in read.positions]


def managers(organization: Organization) -> dict[str, str | None]:
    """Each position's manager, by their titles."""
    return {position.title: position.manager.title if position.manager else None for position in organization.positions}


def by_title(organization: Organization) -> dict[str, Position]:
    return {position.title: position for position in organization.positions}


# ---------------------------------------------------------------------------------------- nested positions

NESTED = """\
positions:
  - title: A
    unit: sales
    reports:
      - title: B
        reports:
          - {title: C}
          - d
          - title: E
            unit: south
            reports: [{title: F}]
      - {title: G}
  - {title: H, id: d}
"""


def test_nested_positions_follow_the_one_around_them() -> None:
    read = design(NESTED)

    assert [(declared.entry.title, declared.over) for declared in read.positions] == [
        ("A", -1),
        ("B", 0),
        ("C", 1),
        ("E", 1),
        ("F", 3),
        ("G", 0),
        ("H", -1),
    ]
    assert [(nested.reference, nested.over) for nested in read.nested_references] == [("d", 1)]


def test_every_position_knows_its_place() -> None:
    read = design(NESTED)

    assert [declared.line_and_column() for declared in read.positions] == [
        (2, 5),
        (5, 9),
        (7, 13),
        (9, 13),
        (11, 23),
        (12, 9),
        (13, 5),
    ]
    assert read.positions[3].line_and_column("unit") == (10, 19)
    assert read.positions[3].line_and_column("holder") == (9, 13)
    (nested,) = read.nested_references
    assert nested.source.place(nested.route) == (8, 13)


def test_nested_positions_report_to_the_one_around_them_and_listed_ones_to_the_one_that_lists_them() -> None:
    assert managers(linked(NESTED)) == {"A": None, "B": "A", "C": "B", "E": "B", "F": "E", "G": "A", "H": "B"}


def test_a_nested_position_without_a_unit_sits_in_the_one_around_it() -> None:
    units = {title: position.unit and position.unit.name for title, position in by_title(linked(NESTED)).items()}

    assert units == {"A": "sales", "B": "sales", "C": "sales", "E": "south", "F": "south", "G": "sales", "H": None}


def test_a_unit_that_is_not_found_is_one_fault_where_it_stands() -> None:
    organization = linked(
        "units: [{id: sales}]\npositions:\n  - title: A\n    unit: sales\n"
        "    reports: [{title: B, unit: nowhere, reports: [{title: C}]}]\n"
    )

    statuses = {title: (position.unit_status, position.unit) for title, position in by_title(organization).items()}
    assert statuses["B"] == ("unknown", None)
    assert statuses["C"] == ("none", None)
    assert statuses["A"][0] == "known"


@pytest.mark.parametrize("reference", ["d", "D title", "d TITLE ", "\uff44"])
def test_a_nested_entry_may_be_an_id_or_a_title(reference: str) -> None:
    organization = linked({"positions": [{"title": "A", "reports": [reference]}, {"id": "d", "title": "D title"}]})

    assert managers(organization) == {"A": None, "D title": "A"}


def test_a_nested_entry_may_name_a_position_that_stands_before_it_or_is_nested_elsewhere_with_the_same_manager() -> None:
    organization = linked(
        {
            "positions": [
                {"id": "d", "title": "D", "reports_to": "a"},
                {"id": "a", "title": "A", "reports": ["d", "e", {"id": "e", "title": "E"}]},
            ]
        }
    )

    assert managers(organization) == {"D": "A", "A": None, "E": "A"}


def test_a_nested_position_may_repeat_who_it_reports_to() -> None:
    organization = linked({"positions": [{"id": "a", "title": "A", "reports": [{"title": "B", "reports_to": "a"}]}]})

    assert managers(organization) == {"A": None, "B": "A"}


@pytest.mark.parametrize("reference", ["nobody", "Twin"])
def test_a_broken_reference_on_a_nested_position_leaves_the_nesting_in_force(reference: str) -> None:
    twins = [{"title": "Twin", "reports_to": "a"}, {"title": "Twin", "reports_to": "a"}]
    report = {"id": "b", "title": "B", "reports_to": reference}
    nested = linked({"positions": [{"id": "a", "title": "A", "reports": [report]}, *twins]})
    listed = linked({"positions": [{"id": "a", "title": "A", "reports": ["b"]}, report, *twins]})

    for organization in (nested, listed):
        position = by_title(organization)["B"]
        assert position.manager is by_title(organization)["A"]
        assert position.manager_status == {"nobody": "unknown", "Twin": "ambiguous"}[reference]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "positions:\n- {id: a, title: A, reports: [{title: B, reports_to: c}]}\n- {id: c, title: C, reports_to: a}\n",
            ['2:54: "reports_to" is "c", but the position is nested in the reports of "A"; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [{title: B, reports_to: null}]}\n",
            ['2:54: "reports_to" is null, but the position is nested in the reports of "A"; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [{id: b, title: B, reports_to: b}]}\n",
            ['2:61: "reports_to" is "b", but the position is nested in the reports of "A"; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [c]}\n- {id: b, title: B, reports: [c]}\n- {id: c, title: C}\n",
            ['3:31: "c" is nested here, but another nesting (design.yaml:2:31) gives it another manager; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [{id: c, title: C}]}\n- {id: b, title: B, reports: [c]}\n",
            ['3:31: "c" is nested here, but another nesting (design.yaml:2:31) gives it another manager; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [c]}\n- {id: c, title: C, reports_to: null}\n",
            ['2:31: "c" is nested here, but its reports_to (design.yaml:3:33) gives it another manager; keep one of the two'],
        ),
        (
            "positions:\n- {id: a, title: A, reports: [c]}\n- {id: b, title: B}\n- {id: c, title: C, reports_to: b}\n",
            ['2:31: "c" is nested here, but its reports_to (design.yaml:4:33) gives it another manager; keep one of the two'],
        ),
        (
            "positions:\n- title: A\n  reports:\n  - {title: B, reports_to: null}\n  - {title: C, reports_to: D}\n  - d\n"
            "- {id: d, title: D, reports_to: null}\n",
            [
                '4:28: "reports_to" is null, but the position is nested in the reports of "A"; keep one of the two',
                '5:28: "reports_to" is "D", but the position is nested in the reports of "A"; keep one of the two',
                '6:5: "d" is nested here, but its reports_to (design.yaml:7:33) gives it another manager; keep one of the two',
            ],
        ),
    ],
)
def test_nesting_and_reporting_that_disagree_are_errors_at_their_places(text: str, problems: list[str]) -> None:
    with pytest.raises(DesignError) as raised:
        linked(text)

    assert refused(raised.value) == [f"design.yaml:{problem}" for problem in problems]


def test_positions_may_be_nested_to_the_depth_that_is_read() -> None:
    levels = 45
    read = design("positions: [" + "{title: A, reports: [" * levels + "{title: A}" + "]}" * levels + "]")

    assert [declared.over for declared in read.positions] == list(range(-1, levels))


# ---------------------------------------------------------------------------------------- what a design is


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("", "1:1", "nothing"),
        ("# only a remark\n", "1:1", "nothing"),
        ("- title: A\n", "1:1", "a list"),
        ("\n  [a]", "2:3", "a list"),
        ("title", "1:1", "a single value"),
        ("007", "1:1", "a single value"),
    ],
)
def test_a_file_that_is_no_mapping_is_no_design(text: str, place: str, found: str) -> None:
    with pytest.raises(DesignError) as raised:
        design(text)

    assert refused(raised.value) == [f'design.yaml:{place}: a design is a mapping with the key "positions"; found {found}']


@pytest.mark.parametrize("text", ["positions: []", "positions:", "organization: {name: A}", "units: [{id: a}]", "{}"])
def test_a_design_has_positions(text: str) -> None:
    with pytest.raises(DesignError) as raised:
        design(text)

    assert refused(raised.value) == ['design.yaml:1:1: a design needs at least one entry under "positions"']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("positions: []", True),
        ("include: []", True),
        ("positions: wrong", True),
        ("units: []", False),
        ("- positions", False),
        ("positions", False),
        ("", False),
    ],
)
def test_a_file_of_a_folder_is_a_design_by_its_positions_or_includes(text: str, expected: bool) -> None:
    assert looks_like_design(parse(text.encode(), "x.yaml")) is expected


def test_sections_that_are_absent_are_told_from_empty_ones() -> None:
    absent, empty = design(POSITIONS), design(POSITIONS + "units: []\npeople: []\n")

    assert (absent.units, absent.people) == (None, None)
    assert (empty.units, empty.people) == ([], [])


# ---------------------------------------------------------------------------------------- includes


def test_includes_merge_units_positions_and_people_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "company.yaml": "include: ['regions/*.yaml', people.yaml]\n"
            "organization: {name: ACME}\nunits: [{id: hq}]\npositions: [{title: Head}]\n",
            "regions/south.yaml": "units: [{id: south}]\npositions: [{title: South}]\n",
            "regions/north.yaml": "units: [{id: north}]\npositions: [{title: North}]\n",
            "regions/notes.txt": "no YAML: [",
            "people.yaml": "people: [{name: Li Lei}]\n",
        },
    )

    read = read_design(str(tmp_path / "company.yaml"))

    assert titles(read) == ["Head", "North", "South"]
    assert [unit.entry.id for unit in read.units or ()] == ["hq", "north", "south"]
    assert [person.entry.name for person in read.people or ()] == ["Li Lei"]
    assert read.organization.name == "ACME"
    expected = {tmp_path / "regions/south.yaml", tmp_path / "regions/north.yaml", tmp_path / "people.yaml"}
    assert read.included == {path.resolve() for path in expected}


def test_includes_are_found_from_the_file_that_names_them_and_named_as_the_user_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        tmp_path,
        {
            "org/company.yaml": "include: [regions/all.yaml]\n" + POSITIONS,
            "org/regions/all.yaml": "include: ['south/*.yaml', ./north.yaml]\n",
            "org/regions/south/team.yaml": "positions: [{title: Team}]\n",
            "org/regions/north.yaml": "positions:\n  - {title: North}\n",
        },
    )
    monkeypatch.chdir(tmp_path)

    read = read_design("org/company.yaml")

    assert [(declared.source.path, declared.line_and_column("title")) for declared in read.positions] == [
        ("org/company.yaml", (2, 21)),
        ("org/regions/south/team.yaml", (1, 21)),
        ("org/regions/north.yaml", (2, 13)),
    ]


def test_a_file_included_twice_is_merged_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "top.yaml": "include: [a.yaml, b.yaml, 'a.*', ./a.yaml]\n" + POSITIONS,
            "a.yaml": "include: [common.yaml]\npositions: [{title: A}]\n",
            "b.yaml": "include: [common.yaml]\npositions: [{title: B}]\n",
            "common.yaml": "positions: [{title: Common}]\n",
        },
    )

    assert titles(read_design(str(tmp_path / "top.yaml"))) == ["Head", "A", "Common", "B"]


def test_a_design_may_consist_of_includes_alone(tmp_path: Path) -> None:
    write(tmp_path, {"top.yaml": "include: ['**/part.yaml']\n", "a/b/part.yaml": "positions: [{title: A}]\n"})

    assert titles(read_design(str(tmp_path / "top.yaml"))) == ["A"]


def test_included_files_may_be_json_and_have_the_encoding_that_is_stated(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "top.yaml": "include: [部门/*.json]\npositions: [{title: 总经理}]\n".encode("gb18030"),
            "部门/a.json": '{\n\t"positions": [{"title": "销售总监"}]\n}\n'.encode("gb18030"),
        },
    )

    read = read_design(str(tmp_path / "top.yaml"), encoding="gb18030")

    assert titles(read) == ["总经理", "销售总监"]
    assert read.positions[1].line_and_column("title") == (2, 26)


def test_the_shipped_example_of_several_files_is_one_design() -> None:
    read = read_design(str(SAMPLES / "en" / "several-files" / "company.yaml"))

    assert len(read.included) == 3
    assert {Path(declared.source.path).name for declared in read.positions} == {
        "company.yaml",
        "cornwall.yaml",
        "north.yaml",
        "south.yaml",
    }


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"top.yaml": "include: [top.yaml]"}, "top.yaml:1:11: top.yaml includes itself, directly or through other files"),
        ({"top.yaml": "include:\n  - '*.yaml'"}, "top.yaml:2:5: top.yaml includes itself, directly or through other files"),
        (
            {
                "top.yaml": "include: [a.yaml]",
                "a.yaml": "include: [b.yaml]",
                "b.yaml": "include: [c.yaml, top.yaml]",
                "c.yaml": "{}",
            },
            "b.yaml:1:19: top.yaml includes itself, directly or through other files",
        ),
        (
            {"top.yaml": "include: [a.yaml]", "a.yaml": "include: [b.yaml]", "b.yaml": "include: [a.yaml]"},
            "b.yaml:1:11: a.yaml includes itself, directly or through other files",
        ),
        (
            {"top.yaml": "include: [../other.yaml]"},
            'top.yaml:1:11: "../other.yaml" leads out of the design\'s folder; includes stay inside it',
        ),
        (
            {"top.yaml": "include: [a/../../other.yaml]"},
            'top.yaml:1:11: "a/../../other.yaml" leads out of the design\'s folder; includes stay inside it',
        ),
        (
            {"top.yaml": "include: [/etc/*.yaml]"},
            'top.yaml:1:11: "/etc/*.yaml" leads out of the design\'s folder; includes stay inside it',
        ),
        (
            {"top.yaml": "include: [a/b.yaml]", "a/b.yaml": "include: [../../other.yaml]"},
            'a/b.yaml:1:11: "../../other.yaml" leads out of the design\'s folder; includes stay inside it',
        ),
        (
            {"top.yaml": "include: [regions/*.yaml]"},
            'top.yaml:1:11: no file is named "regions/*.yaml", seen from the folder of this file',
        ),
        (
            {"top.yaml": "include: [a/b.yaml]", "a/b.yaml": "include: [a/c.yaml]", "a/c.yaml": "{}"},
            'a/b.yaml:1:11: no file is named "a/c.yaml", seen from the folder of this file',
        ),
        (
            {"top.yaml": "include: [folder.yaml]", "folder.yaml/inner.yaml": POSITIONS},
            'top.yaml:1:11: no file is named "folder.yaml", seen from the folder of this file',
        ),
        (
            {"top.yaml": "include: [a.yaml]", "a.yaml": "units: []\norganization: {name: ACME}"},
            'a.yaml:2:1: only the file that is checked may have "organization"; this one is included by top.yaml',
        ),
        (
            {"top.yaml": "include: [a.yaml]", "a.yaml": "- title: A"},
            'a.yaml:1:1: a design is a mapping with the key "positions"; found a list',
        ),
        (
            {"top.yaml": "include: [a.yaml]", "a.yaml": "a: [\n"},
            "a.yaml:2:1: not YAML: did not find expected node content (while parsing a flow node)",
        ),
        ({"top.yaml": "include: [a.yaml]", "a.yaml": "unit: []"}, 'a.yaml:1:1: unknown key "unit"; did you mean "units"?'),
        (
            {"top.yaml": 'include: ["\\e[2J\\u202e"]'},
            'top.yaml:1:11: no file is named "\\x1b[2J\\u202e", seen from the folder of this file',
        ),
    ],
)
def test_an_include_that_cannot_be_is_named_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], problem: str
) -> None:
    write(tmp_path / "org", files)
    write(tmp_path, {"other.yaml": POSITIONS})
    monkeypatch.chdir(tmp_path / "org")

    with pytest.raises(OrgrulesError) as raised:
        read_design("top.yaml")

    assert refused(raised.value) == [problem]


@pytest.mark.parametrize("pattern", [".", "./", "**a", "a**b.yaml", "***", "a" * 300, "a\\0b", "[", "~", "*" * 500])
def test_a_pattern_that_can_name_no_file_is_an_error_at_its_place(tmp_path: Path, pattern: str) -> None:
    write(tmp_path, {"top.yaml": f'include: ["{pattern}"]\n' + POSITIONS})

    with pytest.raises(DesignError) as raised:
        read_design(str(tmp_path / "top.yaml"))

    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.column) == (str(tmp_path / "top.yaml"), 1, 11)
    assert problem.message.startswith('no file is named "')


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_symbolic_link_does_not_lead_out_of_the_folder(tmp_path: Path, target: str) -> None:
    write(
        tmp_path, {"secret/part.yaml": "positions: [{title: Secret}]\n", "org/top.yaml": "include: ['in/*.yaml']\n" + POSITIONS}
    )
    if target == "file":
        (tmp_path / "org/in").mkdir()
        (tmp_path / "org/in/part.yaml").symlink_to(tmp_path / "secret/part.yaml")
    else:
        (tmp_path / "org/in").symlink_to(tmp_path / "secret")
    top = str(tmp_path / "org/top.yaml")

    with pytest.raises(DesignError) as raised:
        read_design(top)

    assert refused(raised.value) == [f'{top}:1:11: "in/*.yaml" leads out of the design\'s folder; includes stay inside it']


@pytest.mark.parametrize("pattern", ["out/**/*.yaml", "out/*.yaml", "*/*.yaml", "**/out/**/part.yaml", "out/**", "out/?/b.yaml"])
def test_nothing_is_looked_through_behind_a_link_that_leads_out_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    write(tmp_path, {f"disk/{one}/{two}/other.txt": "" for one in "ab" for two in "cd"})
    write(tmp_path, {"org/top.yaml": f"include: ['{pattern}']\n" + POSITIONS})
    (tmp_path / "org/out").symlink_to(tmp_path / "disk")
    looked_through = folders_looked_through(monkeypatch)

    with pytest.raises(DesignError) as raised:
        read_design(str(tmp_path / "org/top.yaml"))

    leads_out = f'"{pattern}" leads out of the design\'s folder; includes stay inside it'
    assert [problem.message for problem in raised.value.problems] == [leads_out]
    assert not [folder for folder in looked_through if "disk" in folder]


def test_two_stars_go_through_no_link_and_end_where_links_go_round(tmp_path: Path) -> None:
    write(tmp_path, {"a/part.yaml": "positions: [{title: Part}]\n", "top.yaml": "include: ['a/**']\n" + POSITIONS})
    (tmp_path / "a/round").symlink_to(tmp_path)
    (tmp_path / "a/out").symlink_to("/")

    assert titles(read_design(str(tmp_path / "top.yaml"))) == ["Head", "Part"]


def test_a_symbolic_link_inside_the_folder_is_followed_to_the_file_it_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "org/parts/part.yaml": "positions: [{title: Part}]\n",
            "org/top.yaml": "include: ['in/*.yaml', 'parts/*']\n" + POSITIONS,
        },
    )
    (tmp_path / "org/in").symlink_to(tmp_path / "org/parts")

    read = read_design(str(tmp_path / "org/top.yaml"))

    assert titles(read) == ["Head", "Part"]
    assert read.positions[1].source.path == str(tmp_path / "org/parts/part.yaml")


# ---------------------------------------------------------------------------------------- reading files


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)

    with pytest.raises(SourceError) as raised:
        read_design(str(file))

    expected = f"{file}:1:1: the file has 104,857,600 bytes; at most 67,108,864 are read: split it with include"
    assert refused(raised.value) == [expected]


@pytest.mark.parametrize("most", [10**9, 10**15, 10**40])
def test_no_room_is_made_for_more_than_a_file_has(tmp_path: Path, most: int) -> None:
    write(tmp_path, {"a.yaml": "positions: [{title: A}]\n"})
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from orgrules.design.read import read_design\n"
        "from orgrules.files.source import Limits\n"
        f"print(len(read_design(sys.argv[1], limits=Limits(bytes={most})).positions))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.yaml")], capture_output=True, timeout=60, check=False)
    assert (done.stdout, done.returncode) == (b"1\n", 0)


def test_included_files_are_bounded_too(tmp_path: Path) -> None:
    write(tmp_path, {"top.yaml": "include: [a.yaml]\n", "a.yaml": "# " + "x" * 100})

    with pytest.raises(SourceError) as raised:
        read_design(str(tmp_path / "top.yaml"), limits=Limits(bytes=50))

    assert refused(raised.value) == [
        f"{tmp_path / 'a.yaml'}:1:1: the file has 102 bytes; at most 50 are read: split it with include"
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.yaml", "no such file or directory"),
        ("loop.yaml", "too many levels of symbolic links"),
        ("folder", "is a directory"),
        ("file.yaml/inner.yaml", "not a directory"),
        ("n" * 300, "file name too long"),
        ("nul\0.yaml", "embedded null byte"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, {"file.yaml": POSITIONS})
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    path = os.path.join(tmp_path, name)

    with pytest.raises(SourceError) as raised:
        load(path, None, Limits())

    assert refused(raised.value) == [f"{path}:1:1: cannot be read: {reason}"]


class StandardInput:
    """What ``sys.stdin`` is to whoever reads bytes from it."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_includes_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"parts/a.yaml": "positions: [{title: A}]\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", StandardInput(b"include: [parts/a.yaml]\npositions: [{title: Head}]\n"))

    read = read_design("-")

    assert [(declared.entry.title, declared.source.path) for declared in read.positions] == [
        ("Head", STANDARD_INPUT_NAME),
        ("A", "parts/a.yaml"),
    ]


def test_standard_input_is_read_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = StandardInput(b"# " + b"x" * 10_000)
    monkeypatch.setattr(sys, "stdin", endless)

    with pytest.raises(SourceError):
        load("-", None, Limits(bytes=100))

    assert endless.buffer.tell() == 101


# ---------------------------------------------------------------------------------------- whatever comes

SAMPLE = (SAMPLES / "zh" / "faulty-nested.yaml").read_text("utf-8")
MORE = re.compile(r"and [1-9][\d,]* more problems? in this file")
PIECES = st.sampled_from(
    [
        *"[]{}:,-?|#'\"~\t\n\u2028",
        *("&a", "*a", "!!str ", "  ", "null", "1e999", "<<: ", "positions: ", "reports: ", "reports_to: ", "title: ", "id: "),
        *("unit: ", "parent: ", "include: [a]", "include: ['**a']"),
    ]
)


@functools.cache
def library() -> Library:
    """The shipped rulebooks, loaded once for all the examples of a property."""
    return load_library()


def mangled(cuts: list[tuple[int, int, str]]) -> str:
    text = SAMPLE
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    return text


CUTS = st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), PIECES | st.just(""))


def test_of_very_many_problems_the_first_are_told_and_the_rest_counted() -> None:
    with pytest.raises(DesignError) as raised:
        design("positions:\n" + "  - {titel: x}\n" * 60)
    *told, rest = raised.value.problems
    assert [problem.line for problem in told] == sorted(line for line in range(2, 27) for _ in "mt")
    assert rest == Problem("design.yaml", 0, 0, "and 70 more problems in this file")


@given(st.lists(CUTS, max_size=4))
@example([(SAMPLE.index("people:"), 8, "")])  # a hundred entries of one kind where another is wanted
def test_however_a_design_is_mangled_it_is_linked_or_refused_at_a_place(cuts: list[tuple[int, int, str]]) -> None:
    text = mangled(cuts)
    try:
        organization = linked(text, library())
    except OrgrulesError as error:
        lines = text.replace("\u2028", "\n").count("\n") + 2
        *told, last = error.problems
        if MORE.fullmatch(last.message):  # of very many, the rest are counted: that is about the whole file
            assert last[:3] == ("design.yaml", 0, 0)
            assert told
        else:
            told.append(last)
        for problem in told:
            assert problem.path == "design.yaml"
            assert 1 <= problem.line <= lines
            assert problem.column >= 1
            assert str(problem).isprintable()
    else:
        assert organization.positions


# ---------------------------------------------------------------------------------------- waivers


def test_the_waivers_of_all_files_of_a_design_are_kept_with_their_places(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "top.yaml": POSITIONS + "include: [part.yaml]\nwaivers:\n  - {rule: a/b, reason: So., until: 2027-03-31}\n",
            "part.yaml": "waivers: [{rule: 007, at: 42, path: '*.yaml', reason: NO}]\n",
        },
    )
    read = read_design(str(tmp_path / "top.yaml"))
    assert [Path(source.path).name for source in read.sources] == ["top.yaml", "part.yaml"]
    top, part = read.waivers
    assert (top.entry.rule, top.entry.until, top.line_and_column()) == ("a/b", "2027-03-31", (4, 5))
    assert (part.entry.rule, part.entry.at, part.entry.reason, part.entry.until) == ("007", "42", "NO", None)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{rule: a/b}", '2:12: "reason" is missing'),
        ("{rule: a/b, reason: ''}", '2:32: "reason": must not be empty'),
        ("{rule: a/b, reason: x, until: 2027-02-30}", '2:42: "until": expected a day such as 2027-03-31, found "2027-02-30"'),
        ("{rule: a/b, reason: x, until: 20270331}", '2:42: "until": expected a day such as 2027-03-31, found "20270331"'),
        ("{rule: a/b, reason: x, until: [2027]}", '2:42: "until": expected a day such as 2027-03-31, found no text'),
        ("{rule: a/b, reason: x, path: '!'}", '2:41: "path": "!" is no pattern that could mean a file'),
        ("{rule: a/b, reasn: x, reason: y}", '2:24: unknown key "reasn"; did you mean "reason"?'),
    ],
)
def test_a_malformed_waiver_is_told_at_its_place(entry: str, message: str) -> None:
    with pytest.raises(DesignError) as raised:
        design(f"{POSITIONS}waivers: [ {entry}]\n")
    assert refused(raised.value) == [f"design.yaml:{message}"]


@given(st.lists(CUTS, min_size=1, max_size=4))
@example([(SAMPLE.index("people:"), 8, "")])
@example([(SAMPLE.index("positions:"), 9, "position")])
@example([(SAMPLE.index("title: "), 7, "reports_to: null, title: ")])
def test_whoever_reads_chinese_is_told_in_chinese_how_a_design_is_mangled(cuts: list[tuple[int, int, str]]) -> None:
    with speaking("zh"):
        problems: tuple[Problem, ...] = ()
        try:
            linked(mangled(cuts), library())
        except OrgrulesError as error:
            problems = error.problems
    assert [problem.message for problem in problems if not is_chinese(problem.message)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{title: A, requirements: {education: 本克}}",
            "“education”：应为下列之一：初中、高中、中专、大专、本科、硕士、博士；所写为“本克”",
        ),
        ("{title: A, legal_representative: 是}", "“legal_representative”：应为 true 或 false，实为文本“是”；是否应为“true”？"),
        ("{title: [A]}", "“title”：应为文本，实为列表"),
        ("{titel: A, title: B}", "未知的键“titel”；是否应为“title”？"),
        ("{title: A, headcount: -1}", "“headcount”：不能小于 0，实为-1"),
        (
            "{title: A, reports: [{title: B, reports_to: C}]}",
            "上级（reports_to）写为“C”，但该岗位嵌套在“A”的下属（reports）中；两者只能保留其一",
        ),
    ],
)
def test_what_is_wrong_is_told_in_chinese_with_the_values_that_one_would_write(text: str, message: str) -> None:
    with speaking("zh"), pytest.raises(DesignError) as raised:
        linked("positions:\n  - {title: C}\n  - " + text, library())
    assert [problem.message for problem in raised.value.problems] == [message]
