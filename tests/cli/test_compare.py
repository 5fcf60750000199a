"""``orgrules compare``, as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.design.test_history import commit, git
from tests.helpers import run

OLD = """\
positions:
  - id: gm
    title: General manager
    reports:
      - {id: manager, title: Sales manager}
      - {id: porter, title: Porter}
"""
NEW = """\
positions:
  - id: gm
    title: General manager
    reports:
      - {id: manager, title: Head of sales}
      - {id: office, title: Office manager}
"""
TWO = "two designs are compared, OLD and NEW; or one with what it was: --since REV DESIGN; see orgrules compare --help"
ONE = "with --since REV, one design is compared with what it was; see orgrules compare --help"
YAML = "is there already, and YAML, as designs and rulebooks are; nothing was written"
READ = "is one of the files that were read; nothing was written"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two versions of a design."""
    (tmp_path / "old.yaml").write_text(OLD, "utf-8")
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    return tmp_path


def test_two_files(folder: Path) -> None:
    done = run("compare", "old.yaml", "new.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:3] == [
        "new.yaml:6:29: added Office manager (office): manager: General manager; role: Office manager",
        "old.yaml:6:29: removed Porter (porter): manager: General manager; role: a title that is no known role",
        "new.yaml:5:30: renamed Sales manager (manager): title: Sales manager → Head of sales; "
        "role: Sales manager → Sales director",
    ]
    assert done.stdout.splitlines()[-2] == "Positions: 1 added, 1 removed, 0 moved, 1 renamed, 0 changed, 1 unchanged."


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "status"),
    [
        ("old.yaml", "new.yaml", "error", 1),
        ("old.yaml", "new.yaml", "never", 0),
        ("new.yaml", "old.yaml", "info", 1),
        ("new.yaml", "old.yaml", "error", 1),
        ("new.yaml", "new.yaml", "info", 0),
        ("old.yaml", "old.yaml", "info", 0),
    ],
)
def test_only_what_was_introduced_fails(folder: Path, old: str, new: str, fail_on: str, status: int) -> None:
    done = run("compare", old, new, "--fail-on", fail_on, "--format", "json", cwd=folder)
    introduced = json.loads(done.stdout)["findings"]["introduced"]
    assert done.returncode == status
    assert bool(introduced) == (old != new)


def test_a_revision_of_one_file(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not on this machine")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {"org/design.yaml": OLD})
    commit(tmp_path, {"org/design.yaml": NEW})
    done = run("compare", "--since", "HEAD~1", "org/design.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\nHEAD~1:org/design.yaml:6:29: removed Porter (porter)" in done.stdout
    assert run("compare", "--since", "HEAD", "design.yaml", cwd=tmp_path / "org").returncode == 0
    unknown = run("compare", "--since", "v9", "org/design.yaml", cwd=tmp_path)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == 'orgrules: the repository of org/design.yaml has no revision "v9"\n'
    option = run("compare", "--since=--output=x", "org/design.yaml", cwd=tmp_path)
    assert option.stderr == 'orgrules: "--output=x" is no revision; for example HEAD~1, main, or a tag\n'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["old.yaml"], TWO),
        (["old.yaml", "new.yaml", "old.yaml"], TWO),
        (
            ["--since", "HEAD", "old.yaml", "new.yaml"],
            ONE,
        ),
        (["-", "-"], 'standard input ("-") can be read only once'),
        (["--since", "HEAD", "-"], 'standard input ("-") has no revisions; name a file'),
        (["old.yaml", "new.yaml", "--format", "sarif"], 'no format is named "sarif"; known are html, json, markdown, text'),
        (
            ["old.yaml", "new.yaml", "--format", "json=./new.yaml"],
            '"./new.yaml" ' + YAML,
        ),
        (
            ["old.yaml", "copy.json", "--format", "json=copy.json"],
            '"copy.json" ' + READ,
        ),
    ],
)
def test_what_does_not_fit_together_is_told_in_one_line(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "copy.json").write_text('{"positions": [{"title": "A"}]}')
    done = run("compare", *arguments, cwd=folder, stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


def test_standard_input_is_one_of_the_two(folder: Path) -> None:
    done = run("compare", "-", "new.yaml", cwd=folder, stdin=OLD.encode())
    assert done.returncode == 1
    assert "\n<stdin>:6:29: removed Porter" in done.stdout


def test_what_cannot_be_checked_is_told_and_nothing_is_compared(folder: Path) -> None:
    (folder / "broken.yaml").write_text("positions:\n  - titel: x\n    title: y\n")
    done = run("compare", "old.yaml", "broken.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'broken.yaml:2:5: unknown key "titel"; did you mean "title"?\n'


def test_several_formats_and_chinese(folder: Path) -> None:
    asked = ("--format", "html=c.html", "--format", "markdown=c.md")
    done = run("compare", "old.yaml", "new.yaml", "--lang", "zh", *asked, cwd=folder)
    assert done.stdout.splitlines()[-2] == "岗位：新增 1，撤销 1，调整上级或单位 0，更名或变更角色 1，其他变更 0，未变 1。"
    assert '<html lang="zh-Hans"' in (folder / "c.html").read_text("utf-8")
    assert (folder / "c.md").read_text("utf-8").startswith("## 组织设计对比\n")


def test_another_holder_and_other_duties_are_no_unchanged_position(folder: Path) -> None:
    before = OLD.replace("{id: porter, title: Porter}", "{id: porter, title: Porter, holder: Ann, duties: [Greets, Files]}")
    after = OLD.replace("{id: porter, title: Porter}", "{id: porter, title: Porter, holder: null, duties: [Files, Visits]}")
    (folder / "before.yaml").write_text(before, "utf-8")
    (folder / "after.yaml").write_text(after, "utf-8")
    done = run("compare", "before.yaml", "after.yaml", "--fail-on", "never", cwd=folder)
    assert done.stdout.splitlines()[0] == (
        'after.yaml:6:29: changed Porter (porter): holder: Ann → vacant; duties: added "Visits", removed "Greets"'
    )
    assert "Positions: 0 added, 0 removed, 0 moved, 0 renamed, 1 changed, 2 unchanged." in done.stdout
    chinese = run("compare", "before.yaml", "after.yaml", "--fail-on", "never", "--lang", "zh", cwd=folder).stdout
    assert "变更　Porter（porter）：任职者：Ann → 空缺；职责：新增“Visits”，删去“Greets”\n" in chinese


WAIVED = "positions:\n  - {{id: a, title: General manager}}\n  - {{id: b, title: {}, reports_to: nobody}}{}\n"
RULE = "hierarchy/unknown-manager"


def test_waivers_hold_in_both_versions_each_with_its_own(folder: Path) -> None:
    comment = f"  # orgrules: ignore[{RULE}] -- The board knows, until 2999-12-31"
    (folder / "bare.yaml").write_text(WAIVED.format("Clerk", ""))
    (folder / "waived.yaml").write_text(WAIVED.format("Clerk", comment))
    (folder / "none.yaml").write_text("positions: [{title: General manager}]\n")
    assert run("compare", "none.yaml", "bare.yaml", cwd=folder).returncode == 1
    waived = run("compare", "none.yaml", "waived.yaml", cwd=folder)
    assert (waived.returncode, waived.stderr) == (0, "")
    assert "waived until 2999-12-31: The board knows" in waived.stdout


def test_a_finding_whose_waiver_is_gone_is_introduced_and_one_that_is_waived_now_is_not_fixed(folder: Path) -> None:
    comment = f"  # orgrules: ignore[{RULE}] -- The board knows, until 2999-12-31"
    (folder / "bare.yaml").write_text(WAIVED.format("Clerk", ""))
    (folder / "waived.yaml").write_text(WAIVED.format("Clerk", comment))
    taken_out = run("compare", "waived.yaml", "bare.yaml", cwd=folder)
    assert (taken_out.returncode, taken_out.stderr) == (1, "")
    assert f"bare.yaml:3:39: error [{RULE}] " in taken_out.stdout
    assert taken_out.stdout.splitlines()[-1] == "Findings: 1 introduced, 0 fixed, 1 unchanged."
    put_in = run("compare", "bare.yaml", "waived.yaml", cwd=folder)
    assert (put_in.returncode, put_in.stdout.splitlines()[-1]) == (0, "Findings: 0 introduced, 0 fixed, 2 unchanged.")


@pytest.mark.parametrize(
    "comment", ["ignore[hierarchy/no-such] -- ok, until 2999-01-01", f"ignore[{RULE}] -- ok, until 2001-01-01"]
)
def test_what_is_wrong_with_a_waiver_is_unchanged_where_the_waiver_is(folder: Path, comment: str) -> None:
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text(WAIVED.format("Clerk", f"  # orgrules: {comment}"))
    done = run("compare", "one.yaml", "two.yaml", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Findings: 0 introduced, 0 fixed, 3 unchanged.")


def test_settings_mean_a_file_whatever_the_revision(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not on this machine")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, {"org/design.yaml": WAIVED.format("Clerk", "")})
    (tmp_path / "orgrules.yaml").write_text(
        f"overrides: [{{paths: /org/, severity: {{{RULE}: info}}}}]\n"
        f"waivers: [{{rule: {RULE}, path: org/design.yaml, reason: Known., until: 2999-12-31}}]\n"
    )
    for path, folder in (("org/design.yaml", tmp_path), ("design.yaml", tmp_path / "org")):
        done = run("compare", "--since", "HEAD", path, "--format", "json", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        found = json.loads(done.stdout)["findings"]
        assert (found["introduced"], found["fixed"]) == ([], [])
    (tmp_path / "org" / "design.yaml").write_text("positions: [{id: a, title: General manager}]\n")
    done = run("compare", "--since", "HEAD", "org/design.yaml", "--format", "json", cwd=tmp_path)
    (fixed,) = [each for each in json.loads(done.stdout)["findings"]["fixed"] if each["rule"] == RULE]
    assert (fixed["severity"], fixed["waived"]["reason"]) == ("info", "Known.")
