"""A disk that is full: whatever a command writes, the old file stays whole, nothing else is left, and the reason is told."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from orgrules.output.charts import FORMATS as CHARTS
from orgrules.output.comparisons import FORMATS as COMPARISONS
from orgrules.output.readings import FORMATS as READINGS
from orgrules.output.reports import FORMATS as REPORTS
from tests.cli.test_bad_input import OTHER, write
from tests.helpers import SAMPLES

#: What a file may hold here, in bytes, which no output is content with.
ROOM = 100
OLD = "old\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design, a table, and a disk for what is written."""
    write(tmp_path, {"design.yaml": OTHER, "other.yaml": OTHER.replace("boss", "chief")})
    shutil.copy(next((SAMPLES / "en" / "tables").glob("*.csv")), tmp_path / "people.csv")
    (tmp_path / "disk").mkdir()
    return tmp_path


def with_little_room(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-m", "orgrules", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM)),
    )


@pytest.mark.parametrize(
    ("command", "formats"), [("check", REPORTS), ("read", READINGS), ("compare", COMPARISONS)], ids=["check", "read", "compare"]
)
def test_no_format_replaces_a_file_where_there_is_no_room_for_the_new_one(folder: Path, command: str, formats: Any) -> None:
    names = formats.names()
    files = [f"disk/a.{name}" for name in names]
    for file in files:
        (folder / file).write_text(OLD)
    paths = ["design.yaml", "other.yaml"]
    options = [word for name, file in zip(names, files, strict=True) for word in ("--format", f"{name}={file}")]
    done = with_little_room(folder, [command, *paths, *options])
    assert (done.returncode, done.stderr) == (2, "".join(f"{file}: cannot be written: file too large\n" for file in files))
    assert {path.name: path.read_text() for path in (folder / "disk").iterdir()} == {f"a.{name}": OLD for name in names}


@pytest.mark.parametrize(
    ("arguments", "file", "is_there"),
    [
        *(([f"chart design.yaml --format {name} --output"], f"disk/a.{name}", True) for name in CHARTS.names()),
        (["baseline design.yaml --output"], "disk/known.json", False),
        (["import people.csv -o"], "disk/new.yaml", False),
        (["import people.csv --write-map"], "disk/map.yaml", False),
    ],
)
def test_no_command_leaves_half_a_file(folder: Path, arguments: list[str], file: str, is_there: bool) -> None:
    if is_there:
        (folder / file).write_text(OLD)
    done = with_little_room(folder, [*arguments[0].split(), file])
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{file}: cannot be written: file too large\n")
    assert [path.read_text() for path in (folder / "disk").iterdir()] == ([OLD] if is_there else [])


def test_a_baseline_that_cannot_be_written_anew_stays_as_it_was(folder: Path) -> None:
    command = [sys.executable, "-m", "orgrules", "baseline", "design.yaml", "--output", "disk/known.json"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    before = (folder / "disk" / "known.json").read_bytes()
    done = with_little_room(folder, ["baseline", "other.yaml", "design.yaml", "--output", "disk/known.json"])
    assert (done.returncode, done.stderr) == (2, "disk/known.json: cannot be written: file too large\n")
    assert [(path.name, path.read_bytes()) for path in (folder / "disk").iterdir()] == [("known.json", before)]


def test_standard_output_that_goes_to_a_file_without_room_is_no_finding(folder: Path) -> None:
    with (folder / "disk" / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "orgrules", "check", "design.yaml", "--format", "json"],
            cwd=folder,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM)),
        )
    assert (done.returncode, done.stderr) == (2, b"orgrules: the output cannot be written: file too large\n")


#: A disk of its own, of one page more than the old file takes; what is on it afterwards is printed behind the exit status.
ON_A_DISK = """\
mount -t tmpfs -o size=8k tmpfs disk || exit 99
echo old > disk/a.json
"$0" -B -m orgrules check samples --format json=disk/a.json > /dev/null
echo $?
ls -A disk
cat disk/a.json
"""


def test_a_disk_that_is_really_full_keeps_the_old_report(folder: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare here")
    (folder / "samples").symlink_to(SAMPLES / "en")
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", ON_A_DISK, sys.executable]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode in (1, 99):
        pytest.skip("nothing may be mounted here")
    assert done.stdout == "2\na.json\nold\n"
    assert done.stderr.splitlines()[-1] == "disk/a.json: cannot be written: no space left on device"
