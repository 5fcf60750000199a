"""Files of changes on the command line: checked, drawn, explained and compared, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import run

BASE = """\
organization: {name: Sunny}
units: [{id: hq, name: Head office, type: head-office}]
positions:
  - id: gm
    title: General manager
    unit: hq
    reports:
      - {id: director, title: Sales director}
      - {id: sales, title: Sales manager, reports_to: gm}
      - {id: clerk, title: Sales statistician}
"""
BETTER = """\
name: Sales below its director
description: The sales manager reports to the sales director.
changes:
  - move: sales
    reports_to: director
"""
WORSE = """\
changes:
  - move: director
    reports_to: clerk
  - add: {id: porter, title: Porter, reports_to: nobody}
"""
LAID = "With better.yaml (Sales below its director) laid over the design: 1 change."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design and two files of changes."""
    for name, text in (("base.yaml", BASE), ("better.yaml", BETTER), ("worse.yaml", WORSE)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_design_is_checked_with_changes_laid_over_it(folder: Path) -> None:
    plain, changed = run("check", "base.yaml", cwd=folder), run("check", "base.yaml", "--with", "better.yaml", cwd=folder)

    assert (plain.returncode, "[sales-manager/reports-to]" in plain.stdout) == (1, True)
    assert "[sales-manager/reports-to]" not in changed.stdout
    assert LAID in changed.stdout.splitlines()
    assert "laid over" not in plain.stdout


def test_findings_about_what_changes_say_point_into_their_file(folder: Path) -> None:
    done = run("check", "base.yaml", "--with", "better.yaml", "--with", "worse.yaml", "--format", "json", cwd=folder)

    report = json.loads(done.stdout)
    places = {(each["rule"], f"{each['path']}:{each['line']}:{each['column']}") for each in report["findings"]}
    assert ("sales-director/reports-to", "worse.yaml:3:17") in places
    assert ("hierarchy/unknown-manager", "worse.yaml:4:50") in places
    assert report["settings"]["with"] == [
        {"path": "better.yaml", "name": "Sales below its director", "changes": 1},
        {"path": "worse.yaml", "name": None, "changes": 2},
    ]


def test_later_files_see_what_those_before_them_made(folder: Path) -> None:
    (folder / "first.yaml").write_text("changes: [{rename: sales, id: sm}]", "utf-8")
    (folder / "second.yaml").write_text("changes: [{move: sm, reports_to: director}]", "utf-8")

    done = run("check", "base.yaml", "--with", "first.yaml", "--with", "second.yaml", cwd=folder)
    assert "[sales-manager/reports-to]" not in done.stdout
    assert run("check", "base.yaml", "--with", "second.yaml", cwd=folder).stderr.startswith(
        'second.yaml:1:18: no position is called "sm"'
    )


@pytest.mark.parametrize("command", [("check",), ("chart",), ("why",), ("compare",)])
def test_what_is_wrong_with_changes_is_told_and_nothing_is_checked(folder: Path, command: tuple[str, ...]) -> None:
    (folder / "wrong.yaml").write_text("changes:\n  - {mvoe: sales}\n  - {move: sales, unt: hq}\n", "utf-8")

    done = run(*command, "base.yaml", "--with", "wrong.yaml", cwd=folder)

    assert done.returncode == 2
    assert 'wrong.yaml:2:6: no change is called "mvoe"; did you mean "move"?' in done.stderr
    assert 'wrong.yaml:3:19: unknown key "unt"; did you mean "unit"?' in done.stderr


def test_changes_are_laid_over_one_design(folder: Path) -> None:
    (folder / "other.yaml").write_text(BASE, "utf-8")

    done = run("check", "base.yaml", "other.yaml", "--with", "better.yaml", cwd=folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert "changes are laid over one design, and these are 2; name one file" in done.stderr


@pytest.mark.parametrize("options", [("--jobs", "2"), ("--cache", "kept")])
def test_neither_other_processes_nor_a_cache_make_a_difference(folder: Path, options: tuple[str, ...]) -> None:
    plain = run("check", "base.yaml", "--with", "better.yaml", "--format", "json", cwd=folder)
    for _time in range(2):
        run("check", "base.yaml", *options, cwd=folder)
        assert run("check", "base.yaml", "--with", "better.yaml", "--format", "json", *options, cwd=folder).stdout == plain.stdout


@pytest.mark.parametrize("given", [("-", "better.yaml"), ("base.yaml", "-")])
def test_one_of_the_two_may_come_from_standard_input(folder: Path, given: tuple[str, str]) -> None:
    text = BASE if given[0] == "-" else BETTER
    call = [sys.executable, "-m", "orgrules", "check", given[0], "--with", given[1]]
    done = subprocess.run(call, cwd=folder, input=text.encode(), capture_output=True, check=False, timeout=120)

    assert b"[sales-manager/reports-to]" not in done.stdout
    assert b"laid over the design: 1 change." in done.stdout


def test_standard_input_is_read_once(folder: Path) -> None:
    assert 'standard input ("-") can be read only once' in run("check", "-", "--with", "-", cwd=folder).stderr


def test_a_table_is_a_base_too(folder: Path) -> None:
    (folder / "staff.csv").write_text(
        "id,title,reports to,unit\n1,General manager,,HQ\n2,Sales manager,1,HQ\n3,Clerk,2,HQ\n", "utf-8"
    )
    (folder / "changes.yaml").write_text(
        "changes:\n- add: {id: d, title: Sales director, unit: HQ, reports_to: '1'}\n- {move: '2', reports_to: d}\n"
        "- remove: '3'\n",
        "utf-8",
    )

    assert "[sales-manager/reports-to]" in run("check", "staff.csv", cwd=folder).stdout
    done = run("check", "staff.csv", "--with", "changes.yaml", cwd=folder)
    assert "[sales-manager/reports-to]" not in done.stdout
    assert "3 positions" in done.stdout


def test_the_chart_and_what_is_known_of_a_position_are_those_of_the_changed_design(folder: Path) -> None:
    chart = run("chart", "base.yaml", "--with", "better.yaml", "--format", "mermaid", cwd=folder)
    assert "n1 --- n2" in chart.stdout
    assert "Sales director" in run("why", "base.yaml", "sales", "--with", "better.yaml", cwd=folder).stdout


def test_no_report_replaces_a_file_of_changes(folder: Path) -> None:
    done = run("check", "base.yaml", "--with", "better.yaml", "--format", "json=better.yaml", cwd=folder)

    assert done.returncode == 2
    assert (folder / "better.yaml").read_text("utf-8") == BETTER


def test_scenarios_are_compared_side_by_side(folder: Path) -> None:
    done = run("compare", "base.yaml", "--with", "better.yaml", "--with", "worse.yaml", cwd=folder)

    assert done.returncode == 1  # one of them introduces an error
    rows = {line.strip().split("  ")[0]: line.split() for line in done.stdout.splitlines() if line.startswith("  ")}
    assert rows["Positions moved"][-2:] == ["1", "1"]
    assert rows["Positions added"][-2:] == ["0", "1"]
    assert rows["Headcount"][-3:] == ["4", "5", "(+1)"]
    moved = "better.yaml:5:17: moved Sales manager (sales): manager: General manager → Sales director"
    assert moved in done.stdout
    assert run("compare", "base.yaml", "--with", "better.yaml", cwd=folder).returncode == 0


def test_a_position_that_is_renamed_and_moved_at_once_is_still_the_same(folder: Path) -> None:
    (folder / "c.yaml").write_text(
        "changes: [{rename: sales, id: x, title: Y}, {move: x, reports_to: clerk, unit: hq}, {remove: director}]", "utf-8"
    )

    found = json.loads(run("compare", "base.yaml", "--with", "c.yaml", "--format", "json", cwd=folder).stdout)

    [scenario] = found["scenarios"]
    assert {key: scenario["summary"][key] for key in ("added", "removed", "moved", "renamed")} == {
        "added": 0,
        "removed": 1,
        "moved": 1,
        "renamed": 1,
    }
    assert (scenario["changes"], scenario["measures"]["layers"], found["base"]["measures"]["layers"]) == (3, 3, 2)


def test_the_difference_of_two_designs_is_written_as_changes_and_leads_from_one_to_the_other(folder: Path) -> None:
    (folder / "new.yaml").write_text(BASE.replace("reports_to: gm", "holder: Li Lei"), "utf-8")

    printed = run("compare", "base.yaml", "new.yaml", "--as-changes", "-", cwd=folder)
    assert printed.stdout == (
        "# What leads from base.yaml to new.yaml: orgrules check base.yaml --with this file.\n"
        "changes:\n"
        "  - hold: sales  # Sales manager\n"
        "    holder: Li Lei\n"
    )
    written = run("compare", "base.yaml", "new.yaml", "--as-changes", "changes.yaml", cwd=folder)
    assert (folder / "changes.yaml").read_text("utf-8") == printed.stdout
    assert "Positions: 0 added" in written.stdout
    refused = run("compare", "base.yaml", "new.yaml", "--as-changes", "new.yaml", cwd=folder)
    assert (refused.returncode, "nothing was written" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    "call", [("base.yaml", "better.yaml", "--with", "worse.yaml"), ("--since", "main", "base.yaml", "--with", "better.yaml")]
)
def test_scenarios_have_one_base(folder: Path, call: tuple[str, ...]) -> None:
    done = run("compare", *call, cwd=folder)
    assert (done.returncode, "scenarios are laid over one design: BASE --with FILE" in done.stderr) == (2, True)


def test_what_is_compared_and_written_as_changes_may_come_from_standard_input(folder: Path) -> None:
    new = BASE.replace("reports_to: gm", "holder: Li Lei").encode()

    printed = run("compare", "base.yaml", "-", "--as-changes", "-", "--fail-on", "never", cwd=folder, stdin=new)

    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout.endswith("changes:\n  - hold: sales  # Sales manager\n    holder: Li Lei\n")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("--as-changes", "c.txt", "--format", "json=c.txt"), '"c.txt" is to hold both changes and json'),
        (("--as-changes", "-", "--format", "json"), "changes and json would both go to standard output"),
    ],
)
def test_changes_and_a_comparison_do_not_write_over_one_another(folder: Path, outputs: tuple[str, ...], said: str) -> None:
    done = run("compare", "base.yaml", "base.yaml", *outputs, cwd=folder)

    assert (done.returncode, said in done.stderr, done.stdout) == (2, True, "")
    assert not (folder / "c.txt").exists()


TABLE = "ID,Title,Department,Reports To\n1,General manager,Head office,\n2,Sales manager,Sales,1\n3,Clerk,Sales,2\n"


def test_a_table_is_compared_with_a_design_with_a_table_and_with_what_changes_make_of_it(folder: Path) -> None:
    (folder / "old.csv").write_text(TABLE, "utf-8")
    (folder / "new.csv").write_text(TABLE.replace("Sales,2", "Head office,1"), "utf-8")
    (folder / "c.yaml").write_text("changes: [{move: '3', reports_to: '1', unit: Head office}]", "utf-8")

    said = [
        run("compare", *paths, "--fail-on", "never", cwd=folder)
        for paths in (("base.yaml", "old.csv"), ("old.csv", "base.yaml"), ("old.csv", "new.csv"), ("old.csv", "--with", "c.yaml"))
    ]

    assert [(done.returncode, done.stderr) for done in said] == [(0, "")] * 4
    assert "0 added, 0 removed, 1 moved" in said[2].stdout
    changes = run("compare", "old.csv", "new.csv", "--as-changes", "-", "--fail-on", "never", cwd=folder).stdout
    assert "  - move: '3'" in changes or '  - move: "3"' in changes
