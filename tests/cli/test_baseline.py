"""``orgrules baseline`` and ``check --baseline``, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import run

DESIGN = """\
positions:
  - {title: Sales director, reports: [{id: sm, title: Sales manager}]}
  - {id: oxford, title: Office manager, reports_to: sm}
"""
MORE = "  - {id: leeds, title: Office manager, reports_to: sm}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design that has one finding, and its baseline."""
    (tmp_path / "a.yaml").write_text(DESIGN, "utf-8")
    done = run("baseline", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "orgrules-baseline.json: 1 finding, 1 of them new; 0 taken out.\n"
    return tmp_path


def test_a_check_reports_only_what_is_new(folder: Path) -> None:
    done = run("check", "a.yaml", "--baseline", "orgrules-baseline.json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [
        "The baseline orgrules-baseline.json holds 1 finding not shown here.",
        "No new findings.",
    ]
    (folder / "a.yaml").write_text(DESIGN + MORE, "utf-8")
    done = run("check", "a.yaml", "--baseline", "orgrules-baseline.json", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in done.stdout.splitlines() if ": error [" in line] == [
        "a.yaml:4:52: error [office-manager/reports-to] Office manager reports to Sales manager instead of Regional manager."
    ]


def test_what_no_longer_occurs_fails_until_it_is_pruned(folder: Path) -> None:
    (folder / "a.yaml").write_text(DESIGN.replace("oxford", "leeds"), "utf-8")
    assert run("check", "a.yaml", "--baseline", "orgrules-baseline.json", "--fail-on", "never", cwd=folder).returncode == 0
    (folder / "a.yaml").write_text(DESIGN.replace("Office manager", "Clerk"), "utf-8")
    done = run("check", "a.yaml", "--baseline", "orgrules-baseline.json", cwd=folder)
    assert done.returncode == 1
    assert done.stderr == (
        "orgrules: 1 finding of orgrules-baseline.json no longer occurs; take it out: orgrules baseline --prune\n"
    )
    assert done.stdout.splitlines()[-2:] == [
        "orgrules-baseline.json:4:5: The baseline holds [office-manager/reports-to] for Office manager in a.yaml, "
        "which no longer occurs.",
        "No new findings.",
    ]
    chinese = run("check", "a.yaml", "--baseline", "orgrules-baseline.json", "--lang", "zh", cwd=folder)
    assert chinese.stdout.splitlines()[-2:] == [
        "orgrules-baseline.json:4:5: 基线中记录的 [office-manager/reports-to]（a.yaml 中的 Office manager）已不再出现。",
        "没有发现新的问题。",
    ]
    pruned = run("baseline", "--prune", cwd=folder)
    assert (pruned.returncode, pruned.stdout) == (0, "orgrules-baseline.json: 0 findings, 0 of them new; 1 taken out.\n")
    assert run("check", "a.yaml", "--baseline", "orgrules-baseline.json", cwd=folder).returncode == 0


def test_the_settings_may_name_the_baseline(folder: Path) -> None:
    (folder / "orgrules.yaml").write_text("baseline: ci/known.json\n", "utf-8")
    (folder / "ci").mkdir()
    missing = run("check", "a.yaml", cwd=folder)
    assert (missing.returncode, missing.stderr) == (2, "ci/known.json:1:1: cannot be read: no such file or directory\n")
    assert run("baseline", cwd=folder).stdout == "ci/known.json: 1 finding, 1 of them new; 0 taken out.\n"
    (folder / "inner").mkdir()
    assert run("check", "../a.yaml", cwd=folder / "inner").returncode == 0
    assert run("check", "a.yaml", "--isolated", cwd=folder).returncode == 1
    strict = run("check", "a.yaml", "--strict", cwd=folder)
    assert strict.returncode == 1
    assert "Strict: 0 waivers not applied, nor the baseline ci/known.json.\n" in strict.stdout
    (folder / "a.yaml").write_text(DESIGN.replace("Office manager", "Clerk"), "utf-8")
    hint = (
        "orgrules: 1 finding of ci/known.json no longer occurs; take it out: orgrules baseline --prune --output ci/known.json\n"
    )
    assert run("check", "a.yaml", cwd=folder).stderr == hint


def test_a_mandatory_finding_is_left_out_and_that_is_said(folder: Path) -> None:
    (folder / "orgrules.yaml").write_text("mandatory: office-manager/*\n", "utf-8")
    done = run("baseline", "a.yaml", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "orgrules-baseline.json: 0 findings, 0 of them new; 1 taken out.",
        "Left out: 1 finding of mandatory rules, or about waivers; no baseline hides them.",
    ]


def test_nothing_is_written_where_nothing_was_checked(tmp_path: Path) -> None:
    done = run("baseline", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", 'orgrules: nothing to check: no file in the folder "."\n')
    (tmp_path / "a.yaml").write_text("positions: : x", "utf-8")
    done = run("baseline", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.yaml"]


def test_a_baseline_of_standard_input(tmp_path: Path) -> None:
    run("baseline", "-", cwd=tmp_path, stdin=DESIGN.encode())
    done = run("check", "-", "--baseline", "orgrules-baseline.json", cwd=tmp_path, stdin=DESIGN.encode())
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No new findings.")
