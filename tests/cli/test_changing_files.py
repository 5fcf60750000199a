"""Files that change, vanish or come slowly while they are read, and folders that nobody may look through."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from orgrules.errors import OrgrulesError
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.cli.test_bad_input import CLEAN, OTHER, OTHER_FINDING, found, write
from tests.helpers import run


def told(problems: Any, folder: Path) -> list[str]:
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_what_comes_through_a_pipe_a_few_bytes_at_a_time_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    def feed() -> None:
        with (tmp_path / "pipe").open("wb", buffering=0) as pipe:
            content = OTHER.encode()
            for begin in range(0, len(content), 11):
                pipe.write(content[begin : begin + 11])
                time.sleep(0.01)

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    done = run("check", "pipe", "--format", "json", cwd=tmp_path, timeout=60)
    thread.join(timeout=30)
    assert found(done) == [(OTHER_FINDING[0], "pipe", 3, 41)]


@pytest.mark.parametrize("where", ["org", "org/b.yaml", "org/*.yaml"])
def test_a_file_that_vanishes_after_it_was_found_is_told_and_keeps_no_other_from_being_checked(
    tmp_path: Path, where: str
) -> None:
    write(tmp_path, {"org/a.yaml": CLEAN, "org/b.yaml": OTHER, "org/c.yaml": OTHER})

    def vanishing(number: int, total: int) -> None:
        (tmp_path / "org" / "b.yaml").unlink(missing_ok=True)

    report = check([str(tmp_path / where), str(tmp_path / "org" / "c.yaml")], Settings(), vanishing)
    assert told(report.problems, tmp_path) == ["org/b.yaml:1:1: cannot be read: no such file or directory"]
    assert {finding.location.path for finding in report.findings} == {str(tmp_path / "org" / "c.yaml")}


def test_a_file_that_is_emptied_after_it_was_found_is_no_design_and_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"org/a.yaml": CLEAN, "org/b.yaml": OTHER})

    def emptying(number: int, total: int) -> None:
        (tmp_path / "org" / "b.yaml").write_bytes(b"")

    report = check([str(tmp_path / "org")], Settings(), emptying)
    assert ([os.path.basename(path) for path in report.passed_over], report.problems) == (["b.yaml"], ())
    with pytest.raises(OrgrulesError, match="nothing to check: 1 file found, and no design in it"):
        check([str(tmp_path / "org" / "*b.yaml")], Settings(), emptying)


#: The program, in which a file is cut off just when it is searched for the key of a design.
CUT_OFF = """\
import os, re, sys
from orgrules.cli import main
from orgrules.design import find

class Cutting:
    def search(self, content, *rest):
        os.truncate("org/b.yaml", 0)
        return wanted.search(content, *rest)

wanted, find._POSITIONS = find._POSITIONS, Cutting()
sys.argv[0] = "orgrules"
main()
"""


def test_a_file_that_is_cut_off_while_it_is_searched_does_not_end_the_program(tmp_path: Path) -> None:
    write(tmp_path, {"org/a.yaml": CLEAN, "org/b.yaml": "# " + "x" * 3_000_000 + "\npositions: [\n"})
    command = [sys.executable, "-c", CUT_OFF, "check", "org"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 2)
    assert b"Checked 1 file" in done.stdout


@pytest.mark.parametrize("before", [0, 100, (1 << 20) - 9, (1 << 20) - 1, (1 << 20) + 1, (3 << 20) - 5])
def test_the_key_of_a_design_is_found_wherever_it_stands(tmp_path: Path, before: int) -> None:
    comment = "#" + "x" * (before - 2) + "\n" if before else ""
    write(tmp_path, {"org/a.yaml": CLEAN, "org/b.yaml": f"{comment}positions: [\n", "org/c.yaml": f"{comment}xpositions: [\n"})
    report = check([str(tmp_path / "org")], Settings())
    assert [os.path.basename(problem.path) for problem in report.problems] == ["b.yaml"]
    assert [os.path.basename(path) for path in report.passed_over] == ["c.yaml"]


@pytest.mark.parametrize("closed", ["org/secret", "org"])
def test_a_folder_that_cannot_be_looked_through_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    write(tmp_path, {"org/a.yaml": CLEAN, "org/secret/b.yaml": OTHER, "other.yaml": OTHER})
    scandir = os.scandir

    def guarded(path: Any = ".") -> Any:
        if os.fspath(path) == str(tmp_path / closed):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    report = check([str(tmp_path / "org"), str(tmp_path / "other.yaml")], Settings())
    assert told(report.problems, tmp_path) == [f"{closed}:1:1: cannot be read: permission denied"]
    assert [os.path.basename(file.path) for file in report.files] == ([] if closed == "org" else ["a.yaml"]) + ["other.yaml"]
