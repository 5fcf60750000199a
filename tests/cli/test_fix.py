"""``orgrules fix``, as a user runs it: at a terminal, in a script, and for the sake of its patch."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.helpers import ROOT, SAMPLES, run
from tests.output.reports.test_sarif import SCHEMA, needs_schema
from tests.tasks.test_fix import DESIGN, MENDED

SETTINGS = "select: [hierarchy/*]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design with two slips, in which nothing but lines is judged."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "orgrules.yaml").write_text(SETTINGS, "utf-8")
    return tmp_path


def text(folder: Path) -> str:
    return (folder / "design.yaml").read_text("utf-8")


def test_proposals_are_shown_with_their_parts_of_the_diff_and_nothing_is_written(folder: Path) -> None:
    done = run("fix", "design.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "1. a reference for Sales director (sales) design.yaml:10:62"
    assert lines[1] == "    change    reports_to: generl → general"
    assert lines[2].startswith("    why       ")
    assert lines[3].startswith("    mends     design.yaml:10:62: [hierarchy/unknown-manager] ")
    assert lines[4:7] == ["--- a/design.yaml", "+++ b/design.yaml", "@@ -7,7 +7,7 @@"]
    assert "+    reports_to: sales" in lines
    assert lines[-3:] == [
        "2 proposals mend 2 of 2 findings.",
        "Before: 2 errors, 0 warnings, 0 notes. After: 0 errors, 0 warnings, 0 notes.",
        "Nothing is written yet: --write writes design.yaml.",
    ]
    assert text(folder) == DESIGN


def test_what_is_written_is_told_and_a_second_time_there_is_nothing_to_do(folder: Path) -> None:
    done = run("fix", "design.yaml", "--write", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Wrote design.yaml."
    assert text(folder) == MENDED
    again = run("fix", "design.yaml", "--write", cwd=folder)
    assert (again.returncode, again.stdout) == (0, "No findings: there is nothing to mend.\n")
    assert text(folder) == MENDED
    assert sorted(os.listdir(folder)) == ["design.yaml", "orgrules.yaml"]


def test_the_last_line_of_a_file_may_have_no_end(folder: Path) -> None:
    (folder / "design.yaml").write_text(DESIGN.rstrip("\n"), "utf-8")
    lines = run("fix", "design.yaml", cwd=folder).stdout.splitlines()
    assert lines.count("\\ No newline at end of file") == 2
    assert not [line for line in lines if "\\n" in line]


@pytest.mark.parametrize("program", [["git", "apply"], ["patch", "-p1", "-s"]])
def test_the_diff_is_a_patch_and_nothing_else(folder: Path, program: Sequence[str]) -> None:
    done = run("fix", "design.yaml", "--format", "diff", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    subprocess.run(program, input=done.stdout.encode(), cwd=folder, check=True)
    assert text(folder) == MENDED


def test_a_program_is_told_all_of_it(folder: Path) -> None:
    done = run("fix", "design.yaml", "--format", "json", "--select", "2", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    assert found.keys() == {
        *("version", "tool", "path", "solver", "proposals", "left", "patches", "cells", "targets", "written", "after"),
        "summary",
    }
    first, second = found["proposals"]
    assert first.keys() == {
        *("number", "kind", "subject", "path", "line", "column", "cell", "changes", "reason", "cites", "removes", "asks"),
        *("rests_on", "chosen", "unwritable", "patches", "cells"),
    }
    assert [each["chosen"] for each in (first, second)] == [False, True]
    assert second["changes"] == [
        {
            "action": "put",
            "path": "design.yaml",
            "line": 14,
            "column": 17,
            "cell": None,
            "subject": {"kind": "position", "id": "clerk", "title": "Clerk"},
            "key": "reports_to",
            "before": "slaes",
            "after": "sales",
        }
    ]
    assert [each["fingerprint"] for each in second["removes"]] != [each["fingerprint"] for each in found["after"]]
    assert found["summary"] == {
        "proposals": 2,
        "chosen": 1,
        "left": 0,
        "before": {"errors": 2, "warnings": 0, "infos": 0, "waived": 0},
        "after": {"errors": 1, "warnings": 0, "infos": 0, "waived": 0},
    }


def test_statuses_tell_what_is_still_to_be_done(folder: Path) -> None:
    assert run("fix", "design.yaml", "--write", "--select", "2", cwd=folder).returncode == 1
    assert run("fix", "design.yaml", "--write", "--ignore", "hierarchy/*", cwd=folder).returncode == 1
    assert run("fix", "design.yaml", "--ignore", "hierarchy/*", "--fail-on", "never", cwd=folder).returncode == 0
    assert run("fix", "missing.yaml", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["."], ".:1:1: cannot be read: is a directory"),
        (["design.yaml", "--select", "9"], 'orgrules: there is no proposal "9"; there are 2'),
        (
            ["design.yaml", "--select", "manger"],
            'orgrules: no rule and no kind of change is named "manger"; did you mean "manager"?',
        ),
        (
            ["design.yaml", "--interactive"],
            "orgrules: --interactive asks at a terminal, and this is none; use --select and --write",
        ),
        (
            ["design.yaml", "--interactive", "--format", "json"],
            "orgrules: --interactive shows its proposals itself; leave out --format",
        ),
        (["design.yaml", "-o", "orgrules.yaml"], "orgrules: orgrules.yaml is there already; nothing was written"),
        (["design.yaml", "-o", "."], 'orgrules: "." is a folder; name a file in it'),
        (["design.yaml", "-o", "no/such.yaml"], "no/such.yaml: cannot be written: no such file or directory"),
        (["-", "--write"], "orgrules: standard input cannot be written; name a file for the corrected text: --output FILE"),
        (["-", "--write", "--as-changes", "changes.yaml"], "orgrules: standard input cannot be written; name a file"),
        (
            ["design.yaml", "-o", "x.yaml", "--as-changes", "x.yaml"],
            "orgrules: x.yaml cannot hold both the corrected text and the changes",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(folder: Path, arguments: Sequence[str], message: str) -> None:
    done = run("fix", *arguments, cwd=folder, stdin=DESIGN.encode())
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(message)
    assert text(folder) == DESIGN
    assert sorted(os.listdir(folder)) == ["design.yaml", "orgrules.yaml"]


def test_a_corrected_copy_is_written_beside_a_table(tmp_path: Path) -> None:
    table = "Employee ID,Title,Manager ID\n1,General manager,\n2,Sales director,1\n3,Sales Manger,2\n"
    (tmp_path / "people.csv").write_text(table, "utf-8")
    done = run("fix", "people.csv", "--write", "--select", "titles/*", cwd=tmp_path)
    assert done.stderr == ""
    assert "Wrote people.fixed.csv, a corrected copy of people.csv." in done.stdout
    assert (tmp_path / "people.csv").read_text("utf-8") == table
    assert (tmp_path / "people.fixed.csv").read_text("utf-8") == table.replace("Sales Manger", "Sales Manager")
    again = run("fix", "people.csv", "--write", "--select", "titles/*", cwd=tmp_path)
    assert "Wrote people.fixed.csv" in again.stdout
    assert run("fix", "people.csv", "-o", "people.csv", "--select", "titles/*", cwd=tmp_path).stderr == ""
    assert (tmp_path / "people.csv").read_text("utf-8") == table.replace("Sales Manger", "Sales Manager")


@pytest.mark.parametrize("table", ["en/tables/hris-export.csv", "zh/tables/roster.csv"])
def test_tables_that_other_programs_write_are_mended(tmp_path: Path, table: str) -> None:
    name = Path(table).name
    shutil.copy(SAMPLES / table, tmp_path / name)
    before = len(json.loads(run("check", name, "--format", "json", cwd=tmp_path).stdout)["findings"])
    done = run("fix", name, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    mended = sum(len(each["removes"]) for each in found["proposals"] if each["chosen"])
    assert (len(found["after"]) + mended, len(found["left"]) + mended) == (before, before)


def test_changes_are_written_as_a_file_that_has_their_effect(folder: Path) -> None:
    done = run("fix", "design.yaml", "--as-changes", "slips.yaml", "--format", "json", cwd=folder)
    said = "orgrules: the changes are in slips.yaml, to be laid over the design: check --with\n"
    assert (done.returncode, done.stderr, text(folder)) == (1, said, DESIGN)
    assert "  - move: sales  # Sales director\n    reports_to: general  # General manager\n" in (folder / "slips.yaml").read_text(
        "utf-8"
    )
    printed = run("fix", "design.yaml", "--as-changes", "-", cwd=folder)
    assert (printed.returncode, printed.stderr, printed.stdout) == (1, "", (folder / "slips.yaml").read_text("utf-8"))
    checked = run("check", "design.yaml", "--with", "slips.yaml", cwd=folder)
    assert (checked.returncode, checked.stderr) == (0, "")
    again = run("fix", "design.yaml", "--as-changes", "slips.yaml", "--select", "1", cwd=folder)
    assert (again.returncode, again.stderr) == (2, "orgrules: slips.yaml is there already; nothing was written\n")


def test_of_a_workbook_a_copy_is_written_and_its_cells_are_told(tmp_path: Path) -> None:
    book = tmp_path / "roster.xlsx"
    shutil.copy(SAMPLES / "zh" / "tables" / "roster.xlsx", book)
    before = book.read_bytes()
    done = run("fix", "roster.xlsx", "--write", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\nroster.xlsx!花名册!I10: 0009 → 0005\n" in done.stdout
    assert done.stdout.endswith("\nWrote roster.fixed.xlsx, a corrected copy of roster.xlsx.\n")
    assert book.read_bytes() == before
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "roster.fixed.xlsx") as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["xl/worksheets/sheet1.xml"]


def test_a_row_of_a_table_gets_another_manager() -> None:
    done = run("fix", str(SAMPLES / "zh" / "tables" / "roster.csv"), "--lang", "en", cwd=SAMPLES)
    assert done.stderr == ""
    assert "+7,0007,赵敏,总部,销售部,华北大区,北京办事处经理,M2,0005,在职,大专" in done.stdout


def test_of_other_tables_the_cells_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    people = "Employee ID|Title|Manager ID\n1|General manager|\n2|Sales director|1\n3|Sales Manger|2\n"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in people.splitlines())
    (tmp_path / "people.html").write_text(f"<html><body><table>{rows}</table></body></html>", "utf-8")
    done = run("fix", "people.html", "--write", "--select", "titles/*", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("orgrules: nothing was written: files of this kind cannot be")
    assert "Sales Manger → Sales Manager" in done.stdout
    assert os.listdir(tmp_path) == ["people.html"]


# ------------------------------------------------------------------------------------------------ at a terminal


class Terminal:
    """``orgrules fix --interactive`` where both ends are a terminal: what it shows, and what is typed."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.ours, theirs = pty.openpty()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", **env}
        command: list[Any] = [sys.executable, "-m", "orgrules", "fix", "--interactive", "design.yaml"]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""

    def until(self, text: str, times: int = 1) -> None:
        """Read on until something was shown so often."""
        while self.shown.count(text) < times:
            part = self._read()
            assert part, self.shown
            self.shown += part

    def types(self, text: str) -> None:
        """Type something."""
        os.write(self.ours, text.encode())

    def ends(self) -> int:
        """The exit status, once all is read."""
        while part := self._read():
            self.shown += part
        os.close(self.ours)
        return self.process.wait(60)

    def _read(self) -> str:
        """What is shown next; nothing where the program has ended, or waits for an answer."""
        if not select.select([self.ours], [], [], 30)[0]:
            self.process.kill()
        try:
            return os.read(self.ours, 65536).decode("utf-8", "replace")
        except OSError:  # how Linux says that the other end is closed
            return ""


ASKED = {"en": "Make this change? [y,n,a,q,?]", "zh": "是否采纳此项修改？[y,n,a,q,?]"}


@pytest.mark.parametrize(
    ("answers", "after", "status"),
    [
        (["y\r", "y\r"], MENDED, 0),
        (["n\r", "y\r"], DESIGN.replace("slaes", "sales"), 1),
        (["a\r"], MENDED, 0),
        (["q\r"], DESIGN, 1),
        (["y\r", "q\r"], DESIGN.replace("generl", "general"), 1),
        (["YES\r", "nothing of these\r", "\r", "no\r"], DESIGN.replace("generl", "general"), 1),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_proposal_is_asked_for(folder: Path, language: str, answers: Sequence[str], after: str, status: int) -> None:
    terminal = Terminal(folder, {"LC_ALL": "zh_CN.UTF-8" if language == "zh" else "C.UTF-8"})
    for number, answer in enumerate(answers, 1):
        terminal.until(ASKED[language], number)
        terminal.types(answer)
    assert terminal.ends() == status
    assert text(folder) == after
    assert "-    reports_to: slaes" in terminal.shown or answers[0] in ("a\r", "q\r")
    help_line = {"en": "y - make this change", "zh": "y - 采纳此项"}[language]
    assert terminal.shown.count(help_line) == (2 if len(answers) == 4 else 0)


def test_who_goes_away_writes_nothing(folder: Path) -> None:
    terminal = Terminal(folder, {})
    terminal.until(ASKED["en"])
    terminal.types("y\r")
    terminal.until(ASKED["en"], 2)
    terminal.types("\x04")
    assert terminal.ends() == 130
    assert text(folder) == DESIGN


def test_a_file_that_changes_while_questions_are_asked_stays(folder: Path) -> None:
    terminal = Terminal(folder, {})
    terminal.until(ASKED["en"])
    (folder / "design.yaml").write_text(DESIGN + "# more\n", "utf-8")
    terminal.types("a\r")
    assert terminal.ends() == 2
    assert "design.yaml: was changed while it was looked at; nothing was written." in terminal.shown
    assert text(folder) == DESIGN + "# more\n"


# ------------------------------------------------------------------------------------------------- in reports


def test_reports_show_proposals_where_they_are_asked_for(folder: Path) -> None:
    plain = run("check", "design.yaml", cwd=folder).stdout
    assert "proposal" not in plain
    done = run("check", "design.yaml", "--fixes", "--format", "text", "--format", "html=o.html", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\n    proposal  reports_to: generl → general (orgrules fix --select 1)\n" in done.stdout
    page = (folder / "o.html").read_text("utf-8")
    assert page.count('<div class="proposal">') == 2
    assert "<code>reports_to: slaes → sales</code>" in page
    found = json.loads(run("check", "design.yaml", "--fixes", "--format", "json", cwd=folder).stdout)
    assert [each["proposal"]["number"] for each in found["findings"]] == [1, 2]


def test_proposals_in_reports_are_those_of_fix_whatever_is_looked_at() -> None:
    sample = "samples/en/faulty-nested.yaml"
    fixes = json.loads(run("fix", sample, "--format", "json", cwd=ROOT).stdout)
    numbers = {finding["fingerprint"]: each["number"] for each in fixes["proposals"] for finding in each["removes"]}
    found = json.loads(run("check", sample, "--select", "titles/*", "--fixes", "--format", "json", cwd=ROOT).stdout)
    assert found["findings"]
    assert [each["proposal"] and each["proposal"]["number"] for each in found["findings"]] == [
        numbers.get(each["fingerprint"]) for each in found["findings"]
    ]
    assert any(number and number > 1 for number in (numbers.get(each["fingerprint"]) for each in found["findings"]))


@needs_schema
def test_sarif_carries_what_a_program_can_replace(folder: Path) -> None:
    log = json.loads(run("check", "design.yaml", "--fixes", "--format", "sarif", cwd=folder).stdout)
    assert [error.message for error in Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(log)] == []
    lines = DESIGN.split("\n")
    for result in log["runs"][0]["results"]:
        [fix] = result["fixes"]
        [change] = fix["artifactChanges"]
        assert change["artifactLocation"]["uri"].endswith("design.yaml")
        [replacement] = change["replacements"]
        region = replacement["deletedRegion"]
        assert (region["startColumn"], region["startLine"]) == (1, region["endLine"])
        line = lines[region["startLine"] - 1]
        assert region["endColumn"] == len(line) + 1
        lines[region["startLine"] - 1] = replacement["insertedContent"]["text"]
    assert "\n".join(lines) == MENDED


def test_of_standard_input_it_is_told_how_to_write_it(folder: Path) -> None:
    done = run("fix", "-", cwd=folder, stdin=DESIGN.encode())
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[-1] == "Nothing is written yet: --output FILE writes the corrected text."


def test_of_standard_input_no_proposals_are_known(folder: Path) -> None:
    done = run("check", "-", "--fixes", cwd=folder, stdin=DESIGN.encode())
    assert done.returncode == 1
    assert "proposal" not in done.stdout
