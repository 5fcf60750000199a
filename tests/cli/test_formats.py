"""``orgrules check --format NAME[=FILE]``: several reports of one run, none of them half written, nothing of the user's lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from orgrules.output.reports import FORMATS
from orgrules.output.reports.sarif import too_large
from tests.helpers import report, run

DESIGN = "positions:\n  - {title: General manager}\n  - {title: 'Porter, 门卫', reports_to: gn}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design that has one error, a design in JSON, and one that includes another."""
    (tmp_path / "design.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "design.json").write_text('{"positions": [{"title": "General manager"}]}', "utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "all.json").write_text('{"include": ["more.json"], "positions": [{"title": "Boss"}]}', "utf-8")
    (tmp_path / "parts" / "more.json").write_text('{"positions": [{"title": "Clerk", "reports_to": "Boss"}]}', "utf-8")
    return tmp_path


def test_several_formats_of_one_run_go_each_to_its_place(folder: Path) -> None:
    asked = [argument for name in FORMATS.names() for argument in ("--format", f"{name}=report.{name}")]
    done = run("check", "design.yaml", *asked, cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 error, 1 warning" in done.stdout
    for name in FORMATS.names():
        alone = run("check", "design.yaml", "--format", name, cwd=folder)
        assert (folder / f"report.{name}").read_bytes().decode("utf-8") == alone.stdout, name


def test_text_is_printed_unless_another_format_is(folder: Path) -> None:
    with_file = run("check", "design.yaml", "--format", "json=a.json", cwd=folder)
    assert "Checked 1 file" in with_file.stdout
    with_text = run("check", "design.yaml", "--format", "text=a.txt", "--format", "json", cwd=folder)
    assert json.loads(with_text.stdout)["summary"]["errors"] == 1
    assert (folder / "a.txt").read_text("utf-8") == with_file.stdout
    assert json.loads(run("check", "design.yaml", "--format", "json=-", cwd=folder).stdout)["summary"]["errors"] == 1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["json", "csv"], "json and csv would both go to standard output; give one of them a file: --format csv=FILE"),
        (["jsn=a"], 'no format is named "jsn"; did you mean "json"?'),
        (["json="], '"json=" names no file after "="'),
        (["json=missing/a"], '"missing/a" cannot be written: the folder "missing" does not exist'),
        (["json=design.yaml/a"], '"design.yaml/a" cannot be written: "design.yaml" is no folder'),
        (["json=parts"], '"parts" is a folder; name a file in it'),
        (["json=a", "csv=./a"], '"./a" is to hold both json and csv; give each a file of its own'),
        (["json=link", "csv=a"], '"a" is to hold both json and csv; give each a file of its own'),
        (
            ["json=design.yaml"],
            '"design.yaml" is there already, and YAML, as designs and rulebooks are; nothing was written',
        ),
        (["json=new.json", "csv=design.json"], '"design.json" is one of the files that were read; nothing was written'),
        (
            ["json=./parts/../parts/all.json"],
            '"./parts/../parts/all.json" is one of the files that were read; nothing was written',
        ),
        (["json=parts/more.json"], '"parts/more.json" is one of the files that were read; nothing was written'),
        (["json=\x1b[31m/a"], '"\\x1b[31m/a" cannot be written: the folder "\\x1b[31m" does not exist'),
    ],
)
def test_what_cannot_be_written_where_it_is_asked_for_writes_nothing(folder: Path, asked: list[str], message: str) -> None:
    (folder / "link").symlink_to("a")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    options = [argument for each in asked for argument in ("--format", each)]
    done = run("check", "design.yaml", "design.json", "parts/all.json", *options, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_that_cannot_be_written_does_not_keep_the_others_from_being(folder: Path) -> None:
    done = run("check", "design.yaml", "--format", "json=/dev/full", "--format", "csv=a.csv", cwd=folder)
    assert done.returncode == 2
    assert done.stderr == "/dev/full: cannot be written: no space left on device\n"
    assert "Checked 1 file" in done.stdout
    assert (folder / "a.csv").exists()


def test_what_the_program_has_open_is_written_into_and_not_replaced(folder: Path) -> None:
    for path in ("/dev/stdout", "/dev/stderr", "/dev/fd/2"):
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            command = [sys.executable, "-m", "orgrules", "check", "design.yaml", "--format", f"json={path}"]
            subprocess.run(command, cwd=folder, stdout=out, stderr=err, timeout=120, check=False)
            out.write(b"more")
        printed, told = ((folder / name).read_bytes().decode() for name in ("out", "err"))
        document, rest = (printed, told) if path == "/dev/stdout" else (told, printed)
        assert json.loads(document.removesuffix("more"))["version"] == 1
        assert printed.endswith("more")
        assert (rest == "") == (path == "/dev/stdout")


def test_a_report_replaces_the_last_one_and_leaves_nothing_beside_it(folder: Path) -> None:
    (folder / "report.json").write_text("x" * 100_000)
    for _ in range(2):
        run("check", "design.yaml", "--format", "json=report.json", cwd=folder)
        assert json.loads((folder / "report.json").read_text("utf-8"))["version"] == 1
    assert sorted(os.listdir(folder)) == ["design.json", "design.yaml", "parts", "report.json"]


def test_formats_for_programs_are_utf_8_in_every_locale(folder: Path) -> None:
    for name in sorted(set(FORMATS.names()) - {"text"}):
        done = subprocess.run(
            [sys.executable, "-m", "orgrules", "check", "design.yaml", "--format", name],
            cwd=folder,
            env={**os.environ, "PYTHONIOENCODING": "gb18030"},
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert "门卫" in done.stdout.decode("utf-8"), name


def test_what_could_not_be_checked_is_in_every_report(folder: Path) -> None:
    asked = [argument for name in FORMATS.names() if name != "text" for argument in ("--format", f"{name}=report.{name}")]
    done = run("check", "missing.yaml", *asked, cwd=folder)
    assert done.returncode == 2
    for name in set(FORMATS.names()) - {"text"}:
        assert "missing.yaml" in (folder / f"report.{name}").read_text("utf-8"), name


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (5_000, ""),
        (5_001, "; GitHub shows the first 5,000"),
        (25_000, "; GitHub shows"),
        (25_001, "; GitHub refuses more than 25,000"),
    ],
)
def test_a_sarif_report_of_more_than_github_takes_says_so(folder: Path, number: int, said: str) -> None:
    small = report(folder, DESIGN)
    told = too_large(small._replace(findings=tuple(small.findings[:1]) * number))
    assert (told or "").startswith(f"the SARIF report has {number:,} results{said}" if said else "")
    assert bool(told) is bool(said)


def test_that_a_sarif_report_is_too_large_is_told_and_changes_nothing(folder: Path) -> None:
    titles = "\n".join(f"  - {{id: p{index}, title: x, reports_to: none}}" for index in range(5_001))
    (folder / "many.yaml").write_text(f"positions:\n{titles}\n", "utf-8")
    done = run("check", "many.yaml", "--format", "sarif=report.sarif", "--select", "hierarchy/unknown-manager", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.startswith("orgrules: the SARIF report has 5,001 results; GitHub shows the first 5,000")
