"""The cache: what did not change is not checked again, whatever changed is, and nothing in the folder can do harm."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.running.helpers import run, trouble, write_designs, write_rulebook

NEVER = """
import orgrules.running.serial as serial


def never(given, *rest):
    raise SystemExit(f"{given.file.path} is checked again")


serial.examine_noting = serial.examine = never
"""


@pytest.fixture
def org(tmp_path: Path) -> Path:
    found = write_designs(tmp_path / "org", 12)
    for name in ("broken.yaml", "twice.yaml"):  # what goes wrong is not kept
        (found / name).unlink()
    return found


@pytest.fixture
def never(tmp_path: Path) -> Path:
    """A folder for the path of Python, with which no design can be checked."""
    folder = tmp_path / "never"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NEVER, "utf-8")
    return folder


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", ["text", "json", "html"])
def test_the_second_run_checks_nothing_and_writes_the_same(org: Path, never: Path, name: str) -> None:
    plain = run(org.parent, "check", "org", "--format", name)
    first = run(org.parent, "check", "org", "--format", name, "--cache", "kept")
    second = run(org.parent, "check", "org", "--format", name, "--cache", "kept", path=[never])
    assert (first.returncode, first.stdout, first.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert (second.returncode, second.stdout, second.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert (org.parent / "kept" / "CACHEDIR.TAG").read_text("ascii").startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_processes_fill_a_cache_that_one_uses(org: Path, never: Path) -> None:
    first = run(org.parent, "check", "org", "--jobs", "2", "--cache", "kept")
    second = run(org.parent, "check", "org", "--cache", "kept", path=[never])
    assert (second.returncode, second.stdout, second.stderr) == (first.returncode, first.stdout, first.stderr)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a design": lambda org: (org / "design-000.yaml").write_text("positions: [{title: General Manager}]\n", "utf-8"),
    "a file that is included": lambda org: (org / "parts" / "inner.yaml").write_text(
        "positions: [{id: inner, title: 总经理}, {title: Sales Director}]\n", "utf-8"
    ),
    "a file more that a pattern names": lambda org: (org / "parts" / "more.yaml").write_text(
        "positions: [{title: Sales Manager}]\n", "utf-8"
    ),
    "a file less that a pattern names": lambda org: (org / "parts" / "inner.yaml").rename(org / "parts" / "renamed.yml"),
    "another name": lambda org: (org / "design-000.yaml").rename(org / "design-zero.yaml"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_checked_again(org: Path, change: str) -> None:
    run(org.parent, "check", "org", "--cache", "kept")
    CHANGES[change](org)
    plain = run(org.parent, "check", "org", "--format", "json")
    kept = run(org.parent, "check", "org", "--format", "json", "--cache", "kept")
    assert (kept.returncode, kept.stdout, kept.stderr) == (plain.returncode, plain.stdout, plain.stderr)


@pytest.mark.parametrize(
    "options",
    [
        ("--lang", "zh"),
        ("--ignore", "*/reports-to"),
        ("--rulebook", "spans-and-layers"),
        ("--engine", "reference"),
        ("--strict",),
        ("--encoding", "gb18030"),
    ],
)
def test_what_it_is_checked_with_counts(org: Path, options: tuple[str, ...]) -> None:
    run(org.parent, "check", "org", "--cache", "kept")
    plain = run(org.parent, "check", "org", "--format", "json", *options)
    kept = run(org.parent, "check", "org", "--format", "json", "--cache", "kept", *options)
    assert (kept.returncode, kept.stdout, kept.stderr) == (plain.returncode, plain.stdout, plain.stderr)


def test_waivers_and_baselines_are_applied_to_what_is_kept(org: Path, never: Path) -> None:
    run(org.parent, "check", "org", "--cache", "kept")
    (org.parent / "orgrules.yaml").write_text(
        "waivers: [{rule: customer-representative/reports-to, reason: agreed, until: 2999-01-01}]\n", "utf-8"
    )
    plain = run(org.parent, "check", "org", "--format", "json")
    kept = run(org.parent, "check", "org", "--format", "json", "--cache", "kept", path=[never])
    assert json.loads(kept.stdout)["summary"]["waived"]
    assert kept.stdout == plain.stdout
    late = run(org.parent, "check", "org", "--cache", "kept", "--today", "2999-01-02", path=[never])
    assert b"ended on 2999-01-01" in late.stdout
    run(org.parent, "baseline", "org")
    assert (
        run(org.parent, "check", "org", "--cache", "kept", "--baseline", "orgrules-baseline.json", path=[never]).returncode == 0
    )


def test_the_day_counts_where_a_rule_asks_for_it(tmp_path: Path) -> None:
    write_rulebook(tmp_path / "client", "attributes.filled_until: {after: today}")
    (tmp_path / "a.yaml").write_text("positions: [{title: Captain, attributes: {filled_until: 2026-06-30}}]\n", "utf-8")
    arguments = ("check", "a.yaml", "--rulebook", "client", "--cache", "kept", "--today")
    before = run(tmp_path, *arguments, "2026-06-01")
    assert (before.returncode, b"posts/rule" in before.stdout) == (0, False), before.stderr
    assert b"posts/rule" in run(tmp_path, *arguments, "2026-08-01").stdout


def test_a_damaged_entry_is_none(org: Path) -> None:
    plain = run(org.parent, "check", "org")
    run(org.parent, "check", "org", "--cache", "kept")
    damages: list[Callable[[bytes], bytes]] = [
        lambda content: content[:0],
        lambda content: content[:70],
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"reports", b"retorts"),
        lambda content: b"\xff" * len(content),
        lambda content: content + b"{}\n",
    ]
    found = entries(org.parent / "kept")
    for number, path in enumerate(found):
        path.write_bytes(damages[number % len(damages)](path.read_bytes()))
    again = run(org.parent, "check", "org", "--cache", "kept")
    assert (again.returncode, again.stdout, again.stderr) == (plain.returncode, plain.stdout, plain.stderr)
    assert entries(org.parent / "kept") == found  # and is mended


def test_a_cache_may_be_deleted_at_any_time(org: Path) -> None:
    first = run(org.parent, "check", "org", "--cache", "kept")
    shutil.rmtree(org.parent / "kept")
    assert run(org.parent, "check", "org", "--cache", "kept").stdout == first.stdout


def test_many_runs_share_a_cache(org: Path) -> None:
    plain = run(org.parent, "check", "org", "--format", "json")
    command = [sys.executable, "-m", "orgrules", "check", "org", "--format", "json", "--cache", "kept"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    those = [subprocess.Popen(command, cwd=org.parent, env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    assert [each.communicate(timeout=120)[0] for each in those] == [plain.stdout] * 4
    assert not [path for path in entries(org.parent / "kept") if not re.fullmatch("[0-9a-f]{62}", path.name)]


def test_a_killed_run_leaves_no_entry_that_is_half(org: Path) -> None:
    plain = run(org.parent, "check", "org", "--format", "json")
    command = [sys.executable, "-m", "orgrules", "check", "org", "--cache", "kept"]
    for delay in (0.3, 0.5, 0.7, 0.9):
        program = subprocess.Popen(
            command, cwd=org.parent, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        program.send_signal(signal.SIGKILL)
        program.wait()
    again = run(org.parent, "check", "org", "--format", "json", "--cache", "kept")
    assert (again.returncode, again.stdout, again.stderr) == (plain.returncode, plain.stdout, plain.stderr)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(org: Path) -> None:
    plain = run(org.parent, "check", "org")
    kept = org.parent / "kept"
    kept.mkdir()
    for number in range(256):
        (kept / f"{number:02x}").write_text("a file where a folder should be", "utf-8")
    found = run(org.parent, "check", "org", "--cache", "kept")
    assert (found.returncode, found.stdout, found.stderr) == (plain.returncode, plain.stdout, plain.stderr)


def test_a_folder_that_cannot_be_is_told(org: Path) -> None:
    (org.parent / "file").write_text("", "utf-8")
    found = run(org.parent, "check", "org", "--cache", "file/inside")
    assert found.returncode == 2
    assert found.stderr.decode() == "file/inside: the cache cannot be kept here: not a directory\n"


def test_what_went_wrong_is_tried_again(org: Path, tmp_path: Path) -> None:
    (org / "failing.yaml").write_text("positions: [{title: General Manager}]\n", "utf-8")
    arguments = ("check", "org", "--jobs", "2", "--cache", "kept")
    assert run(org.parent, *arguments, path=[trouble(tmp_path / "trouble")]).returncode == 2
    assert run(org.parent, *arguments).returncode == 1
