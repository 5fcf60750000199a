"""The generated organizations that the benchmarks measure: as large as asked for, and mostly right."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.helpers import ROOT, run

GENERATE = ROOT / "benchmarks" / "generate.py"


def generated(number: int, *options: str) -> str:
    """What ``generate.py`` prints."""
    command = [sys.executable, str(GENERATE), str(number), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("number", [10, 1234])
def test_it_writes_the_same_design_of_as_many_positions_every_time(number: int) -> None:
    text = generated(number)
    assert text == generated(number)
    assert text.startswith(f"organization: {{name: Generated {number}}}\npositions:\n")
    assert text.count("  - id: ") == number


def test_a_small_one_has_no_finding(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(generated(10), "utf-8")
    done = run("check", "small.yaml", "--fail-on", "info", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Checked 1 file: 10 positions, ")


def test_in_a_large_one_about_every_hundredth_position_has_a_wrong_manager_and_nothing_else_is_wrong(tmp_path: Path) -> None:
    text = generated(5000)
    (tmp_path / "large.yaml").write_text(text, "utf-8")
    done = run("check", "large.yaml", "--format", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr, report["problems"]) == (1, "", [])
    broken = {rule["id"]: rule["findings"] for rule in report["rules"] if rule["findings"]}
    assert set(broken) == {"office-manager/reports-to", "sales-representative/reports-to"}
    assert 25 <= sum(broken.values()) <= 75
    [file] = report["files"]
    clerks = text.count("title: Office Clerk")
    assert file["titles"] == [{"title": "Office Clerk", "positions": clerks}]
    assert (file["positions"], file["covered_positions"]) == (5000, 5000 - clerks - 1)


EVERYTHING = ("--duties", "3-6", "--people", "--units", "--dotted-lines", "0.2", "--faults", "0.5")


def test_options_add_what_designs_have_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    text = generated(600, *EVERYTHING)
    assert text == generated(600, *EVERYTHING)
    assert text.count("  - id: ") == 600
    (tmp_path / "design.yaml").write_text(text, "utf-8")
    done = run("check", "design.yaml", "--format", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr, report["problems"]) == (1, "", [])
    broken = {rule["id"] for rule in report["rules"] if rule["findings"]}
    assert broken >= {
        "sales-representative/duties",
        "duties/misspelt",
        "duties/unknown",
        "duties/of-another-role",
        "entries/listed-twice",
        "hierarchy/unknown-manager",
        "people/unknown-holder",
    }


@pytest.mark.parametrize("options", [(), ("--people",), ("--duties", "20"), ("--units",), ("--dotted-lines", "1")], ids=" ".join)
def test_without_faults_options_leave_the_positions_as_they_are(options: tuple[str, ...]) -> None:
    def rows(text: str) -> list[str]:
        return re.findall("^  - id: (.*)", text, re.MULTILINE)

    assert rows(generated(300, *options)) == rows(generated(300))


def test_every_shape_is_a_design_that_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(GENERATE.parent))
    shapes = importlib.import_module("shapes")
    for shape in shapes.SHAPES:
        (tmp_path / f"{shape.__name__}.yaml").write_text("\n".join(shape(5)) + "\n", "utf-8")
    report = check([str(tmp_path)], Settings(rulebooks=shapes.RULEBOOKS))
    assert (report.problems, len(report.files)) == ((), len(shapes.SHAPES))


@pytest.mark.parametrize("name", ["one_unit", "one_manager_nested", "one_person", "all_ambiguous", "waivers_of_one_rule"])
def test_four_times_as_much_of_a_shape_takes_nothing_like_sixteen_times_as_long(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(GENERATE.parent))
    shapes = importlib.import_module("shapes")
    shape, file, times = getattr(shapes, name), tmp_path / "shape.yaml", []
    for number in (2, 300, 1200):
        file.write_text("\n".join(shape(number)) + "\n", "utf-8")
        times.append(shapes.seconds(file, runs=2))
    least, few, many = times
    assert (many - least) / (few - least) < 9  # 4 where it is linear, 16 where everybody is compared with everybody
