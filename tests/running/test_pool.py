"""Checking in several processes: the same bytes, whoever is killed, and nobody left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.running.helpers import run, trouble, write_designs

FORMATS = ("text", "json", "sarif", "csv", "markdown", "junit", "gitlab", "github", "html")


@pytest.fixture(scope="module")
def designs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_designs(tmp_path_factory.mktemp("pool") / "org")


@pytest.mark.parametrize("name", FORMATS)
def test_two_processes_write_the_same_bytes_as_one(designs: Path, name: str) -> None:
    one = run(designs.parent, "check", "org", "--format", name)
    two = run(designs.parent, "check", "org", "--format", name, "--jobs", "2")
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert one.returncode == 2
    assert b"broken.yaml" in one.stderr
    assert b"twice.yaml" in one.stderr


def test_two_processes_speak_chinese_and_know_settings(designs: Path) -> None:
    (designs.parent / "orgrules.yaml").write_text(
        "language: zh\noverrides: [{paths: 'org/design-00*', ignore: ['*/reports-to']}]\nseverity: {hierarchy/one-root: info}\n"
        "waivers: [{rule: customer-representative/reports-to, path: 'org/design-01*', reason: 另有安排, until: 2999-01-01}]\n",
        "utf-8",
    )
    try:
        one = run(designs.parent, "check", "org", "--format", "json")
        two = run(designs.parent, "check", "org", "--format", "json", "--jobs", "3")
    finally:
        (designs.parent / "orgrules.yaml").unlink()
    assert (two.returncode, two.stdout, two.stderr) == (one.returncode, one.stdout, one.stderr)
    assert json.loads(one.stdout)["summary"]["waived"]


def test_a_baseline_is_the_same_whoever_checks(designs: Path, tmp_path: Path) -> None:
    sound = write_designs(tmp_path / "org", 20)
    for name in ("broken.yaml", "twice.yaml"):
        (sound / name).unlink()
    written = []
    for jobs in ("1", "2"):
        assert run(tmp_path, "baseline", "org", "-o", f"{jobs}.json", "--jobs", jobs).returncode == 0
        written.append((tmp_path / f"{jobs}.json").read_bytes())
        assert run(tmp_path, "check", "org", "--baseline", f"{jobs}.json", "--jobs", jobs).returncode == 0
    assert written[0] == written[1]


def test_a_design_that_ends_its_process_is_named_and_no_other(designs: Path, tmp_path: Path) -> None:
    some = write_designs(tmp_path / "org")
    (some / "design-007.yaml").rename(some / "killer.yaml")
    (some / "design-021.yaml").rename(some / "killer-too.yaml")
    found = run(tmp_path, "check", "org", "--jobs", "2", "--format", "json", path=[trouble(tmp_path / "trouble")])
    report = json.loads(found.stdout)
    assert found.returncode == 2
    ended = {problem["path"] for problem in report["problems"] if "process" in problem["message"]}
    assert ended == {"org/killer.yaml", "org/killer-too.yaml"}
    assert len(report["files"]) == 40 - 2 + 1
    assert len(report["problems"]) == 4


def test_what_fails_in_a_process_is_told_of_its_design(designs: Path, tmp_path: Path) -> None:
    some = write_designs(tmp_path / "org")
    (some / "design-007.yaml").rename(some / "leaver.yaml")
    (some / "design-008.yaml").rename(some / "failing.yaml")
    found = run(tmp_path, "check", "org", "--jobs", "2", "--format", "json", path=[trouble(tmp_path / "trouble")])
    told = {problem["path"]: problem["message"] for problem in json.loads(found.stdout)["problems"]}
    assert told["org/leaver.yaml"] == "checking it failed: SystemExit: 3"
    assert told["org/failing.yaml"] == "checking it failed: RuntimeError: no design is at fault for this"
    assert len(told) == 4


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5"])
def test_a_number_of_processes_that_is_none_is_told(designs: Path, jobs: str) -> None:
    found = run(designs.parent, "check", "org", "--jobs", jobs)
    assert found.returncode == 2
    assert found.stderr.decode() == f'orgrules: --jobs: expected a number from 1 on, found "{jobs}"\n'


def test_jobs_and_a_scheduler_exclude_each_other(designs: Path) -> None:
    found = run(designs.parent, "check", "org", "--jobs", "2", "--scheduler", "local:2")
    assert found.returncode == 2
    assert b"give one of the two" in found.stderr


def children(pid: int) -> Iterator[int]:
    """The processes below one, by the kernel's account."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                yield int(folder.name)
                yield from children(int(folder.name))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_however_the_program_ends_its_processes_do(tmp_path: Path, sent: signal.Signals, status: int) -> None:
    some = write_designs(tmp_path / "org", 20)
    for number in range(10):
        (some / f"slow-{number}.yaml").write_text("positions: [{title: General Manager}]\n", "utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "orgrules", "check", "org", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (trouble(tmp_path / "trouble"), ROOT)))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a job in the background is started deaf to interrupts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread forks meanwhile
    )
    below: set[int] = set()
    end = time.monotonic() + 60
    while time.monotonic() < end and len(below) < 3:  # two that check, and the one that keeps account of what they share
        below |= set(children(program.pid))
        time.sleep(0.05)
    time.sleep(1)
    assert program.poll() is None, "it was done before it could be told to end"
    if sent is signal.SIGINT:
        os.killpg(program.pid, sent)  # as a terminal does
    else:
        program.send_signal(sent)
    _out, said = program.communicate(timeout=60)
    assert program.returncode == status
    if sent is not signal.SIGKILL:  # which a process may meet that is about to be told what to do
        assert b"Traceback" not in said
    end = time.monotonic() + 30
    while time.monotonic() < end and any(Path(f"/proc/{pid}").exists() and _is_alive(pid) for pid in below):
        time.sleep(0.1)
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists() and _is_alive(pid)]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
