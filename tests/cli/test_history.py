"""A repository over time: a baseline, a waiver that expires, a mandatory rule and new violations meet, commit by commit."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.helpers import run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

BEFORE = """\
units:
  - {id: south, name: South, type: sales-region}
positions:
  - title: Sales director
    reports: [{id: sm, title: Sales manager}]
  - {id: rm, title: "Regional manager, South", unit: south, reports_to: sm}
  - {id: oxford, title: Office manager, reports_to: sm}
"""
LEEDS = "  - {id: leeds, title: Office manager, reports_to: sm}\n"
YORK = "  - {id: york, title: Office manager, reports_to: rm, unit: north}\n"
RULE = "office-manager/reports-to"


class Repository:
    """A scratch repository whose every commit is checked as CI would: the committed files alone, in a clone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.clones = folder / "clones"
        self.clones.mkdir()
        self.folder.mkdir()
        self.git("init", "-q")

    def git(self, *arguments: str) -> None:
        """Run git in the repository, apart from the user's own settings."""
        who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(["git", *who, *arguments], cwd=self.folder, env=env, check=True, capture_output=True)

    def commit(self, files: dict[str, str]) -> tuple[int, list[str]]:
        """Write files, commit, and check the commit: the exit status, and the rule and subject lines of what stands."""
        for name, text in files.items():
            (self.folder / name).write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A change")
        clone = self.clones / str(len(list(self.clones.iterdir())))
        subprocess.run(["git", "clone", "-q", str(self.folder), str(clone)], check=True, capture_output=True)
        done = run("check", ".", cwd=clone)
        standing = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if ": error [" in line or ": warning [" in line]
        rules = [line.partition("[")[2].partition("]")[0] for line in standing]
        return done.returncode, [*rules, *(["(pruning)"] if "--prune" in done.stderr else [])]

    def baseline(self, *arguments: str) -> None:
        """Write or prune the baseline in the working tree."""
        assert run("baseline", *arguments, cwd=self.folder).returncode == 0


def waiver(until: date) -> str:
    """A comment that accepts where Leeds reports to."""
    return f"  # orgrules: ignore[{RULE}] -- until the region has a manager, until {until.isoformat()}\n"


def test_each_commit_of_a_history_has_the_right_exit_status(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    today = date.today()
    settings = "baseline: orgrules-baseline.json\nfail-on: warning\n"

    # what is there when one begins
    assert repository.commit({"company.yaml": BEFORE}) == (1, [RULE])
    # is written down once, and new work is clean
    (repository.folder / "orgrules.yaml").write_text(settings, "utf-8")
    repository.baseline()
    assert repository.commit({}) == (0, [])
    # a new violation fails, at its own place
    assert repository.commit({"company.yaml": BEFORE + LEEDS}) == (1, [RULE])
    # accepted for a while
    accepted = BEFORE + LEEDS.rstrip("\n") + waiver(today + timedelta(days=30))
    assert repository.commit({"company.yaml": accepted}) == (0, [])
    # when the waiver has expired, the finding is there again, and so is the waiver
    expired = BEFORE + LEEDS.rstrip("\n") + waiver(today - timedelta(days=1))
    assert repository.commit({"company.yaml": expired}) == (1, [RULE, "waivers/expired"])
    # a mandatory rule cannot be waived, nor hidden by the baseline, whatever the date
    mandatory = settings + f"mandatory: [{RULE}]\n"
    # (two findings alike are one line of the report)
    assert repository.commit({"company.yaml": accepted, "orgrules.yaml": mandatory}) == (
        1,
        [RULE, "waivers/invalid"],
    )
    # what the baseline holds is mended: it fails until it is pruned
    mended = BEFORE.replace("title: Office manager, reports_to: sm", "title: Office manager, reports_to: rm")
    assert repository.commit({"company.yaml": mended, "orgrules.yaml": settings}) == (1, ["(pruning)"])
    repository.baseline("--prune")
    assert repository.commit({}) == (0, [])
    # a new violation of another rule is new, with the pruned baseline
    assert repository.commit({"company.yaml": mended + YORK}) == (1, ["units/unknown-unit"])
    # an override for the file does not help against a mandatory rule, and helps against others
    ignoring = settings + "overrides: [{paths: company.yaml, ignore: ['units/*']}]\n"
    assert repository.commit({"orgrules.yaml": ignoring}) == (0, [])
    assert repository.commit({"orgrules.yaml": ignoring + "mandatory: [units/unknown-unit]\n"}) == (1, ["units/unknown-unit"])
    # a design that cannot be read is neither clean nor a finding
    assert repository.commit({"company.yaml": "positions: : x"}) == (2, [])
