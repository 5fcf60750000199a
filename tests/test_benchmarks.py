"""The generated organizations that the benchmarks measure: as large as asked for, and mostly right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, run

GENERATE = ROOT / "benchmarks" / "generate.py"


def generated(number: int) -> str:
    """What ``generate.py`` prints."""
    done = subprocess.run([sys.executable, GENERATE, str(number)], capture_output=True, encoding="utf-8", timeout=60, check=True)
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
