"""Checking on a Dask cluster of real processes: the same bytes, files that workers do not have, and what goes missing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT
from tests.running.helpers import run, trouble, write_designs, write_rulebook

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'orgrules[dask]'")


class Cluster:
    """A scheduler and its workers, each a process of its own, far from the folder that is checked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[Any]] = []
        self.address = ""

    def start(self, *, workers: int = 2, path: Sequence[Path] = (ROOT,), nanny: bool = True) -> None:
        """Start everything, and wait until the workers are there."""
        address = self.folder / "scheduler.json"
        self._run("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(address), path=path)
        # it is there before it is written
        _until(lambda: address.exists() and address.read_text("utf-8").rstrip().endswith("}"))
        self.address = json.loads(address.read_text("utf-8"))["address"]
        for number in range(workers):
            self.worker(f"worker-{number}", path=path, nanny=nanny)
        if workers:
            self.wait(workers)

    def worker(self, name: str, *, path: Sequence[Path], nanny: bool = True) -> None:
        """Start a worker."""
        place = self.folder / name
        place.mkdir()
        self._run(
            *("distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(place)),
            *("--nanny" if nanny else "--no-nanny", "--death-timeout", "60"),
            path=path,
        )

    def wait(self, workers: int) -> None:
        """Wait for so many workers."""
        from distributed import Client

        with Client(self.address, timeout=30) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=60)

    def close(self) -> None:
        """End everything."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _run(self, module: str, *arguments: str, path: Sequence[Path]) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        environment["PYTHONPATH"] = os.pathsep.join(map(str, path))
        log = (self.folder / f"log-{len(self.processes)}").open("wb")
        program = f"import sys; from {module} import main; sys.argv[0] = 'dask'; main()"
        with log:
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-c", program, *arguments], cwd=self.folder, env=environment, stdout=log, stderr=log
                )
            )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.close()


def slow_designs(folder: Path) -> None:
    """A few designs, of which one takes a while, with trouble on the path."""
    write_designs(folder, 20)
    (folder / "slow.yaml").write_text("positions: [{title: General Manager}]\n", "utf-8")


def under_way(folder: Path, cluster: Cluster) -> subprocess.Popen[bytes]:
    """A check on the cluster that has begun, and is not done."""
    program = subprocess.Popen(
        [sys.executable, "-m", "orgrules", "check", "org", "--scheduler", cluster.address],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a job in the background is started deaf to interrupts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread forks meanwhile
    )
    time.sleep(6)
    assert program.poll() is None
    return program


def _until(true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


def test_a_cluster_writes_the_same_bytes_and_needs_no_files(cluster: Cluster, tmp_path: Path) -> None:
    write_designs(tmp_path / "org")
    cluster.start()
    for arguments in (("--format", "json"), ("--format", "text", "--lang", "zh"), ("--format", "html")):
        one = run(tmp_path, "check", "org", *arguments)
        many = run(tmp_path, "check", "org", *arguments, "--scheduler", cluster.address)
        assert (many.returncode, many.stdout, many.stderr) == (one.returncode, one.stdout, one.stderr)
    assert b"outer.yaml" in run(tmp_path, "check", "org", "--format", "json", "--scheduler", cluster.address).stdout


def test_a_rulebook_of_the_users_goes_to_workers_that_do_not_have_it(cluster: Cluster, tmp_path: Path) -> None:
    write_designs(tmp_path / "org", 6)
    write_rulebook(tmp_path / "client", "reports: {at_most: 0}")
    cluster.start(workers=1)
    arguments = ("check", "org", "--rulebook", "client", "--format", "json")
    one, many = run(tmp_path, *arguments), run(tmp_path, *arguments, "--scheduler", cluster.address)
    assert (many.returncode, many.stdout, many.stderr) == (one.returncode, one.stdout, one.stderr)
    assert b"posts/rule" in one.stdout


def test_a_cluster_of_this_machine(tmp_path: Path) -> None:
    write_designs(tmp_path / "org")
    one = run(tmp_path, "check", "org", "--format", "json")
    many = run(tmp_path, "check", "org", "--format", "json", "--scheduler", "local:2")
    assert (many.returncode, many.stdout, many.stderr) == (one.returncode, one.stdout, one.stderr)


def test_a_design_that_ends_workers_is_named_and_no_other(cluster: Cluster, tmp_path: Path) -> None:
    some = write_designs(tmp_path / "org")
    (some / "design-007.yaml").rename(some / "killer.yaml")
    (some / "design-008.yaml").rename(some / "leaver.yaml")
    cluster.start(path=(trouble(tmp_path / "trouble"), ROOT))
    found = run(tmp_path, "check", "org", "--format", "json", "--scheduler", cluster.address, timeout=300)
    assert found.stdout, found.stderr.decode()
    report = json.loads(found.stdout)
    told = {problem["path"]: problem["message"] for problem in report["problems"]}
    assert "process" in told["org/killer.yaml"]
    assert told["org/leaver.yaml"] == "checking it failed: SystemExit: 3"
    assert len(told) == 4
    assert len(report["files"]) == 40 - 2 + 1


def test_a_lost_scheduler_is_told(cluster: Cluster, tmp_path: Path) -> None:
    slow_designs(tmp_path / "org")
    cluster.start(workers=1, path=(trouble(tmp_path / "trouble"), ROOT))
    program = under_way(tmp_path, cluster)
    cluster.processes[0].kill()
    out, said = program.communicate(timeout=120)
    assert program.returncode == 2
    assert re.fullmatch(rb'orgrules: the scheduler at "tcp://[^"]*" does not answer any more; [^\n]*\n', said)
    assert out == b""


def test_an_interrupt_ends_a_check_on_a_cluster_and_leaves_the_cluster(cluster: Cluster, tmp_path: Path) -> None:
    slow_designs(tmp_path / "org")
    cluster.start(workers=1, path=(trouble(tmp_path / "trouble"), ROOT))
    program = under_way(tmp_path, cluster)
    program.send_signal(signal.SIGINT)
    _out, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert b"Traceback" not in said
    (tmp_path / "few").mkdir()
    shutil.copy(tmp_path / "org" / "design-001.yaml", tmp_path / "few")
    assert run(tmp_path, "check", "few", "--scheduler", cluster.address).returncode == 1


def test_a_worker_with_another_program_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    write_designs(tmp_path / "org", 3)
    other = tmp_path / "other"
    shutil.copytree(ROOT / "orgrules", other / "orgrules", ignore=shutil.ignore_patterns("__pycache__"))
    init = other / "orgrules" / "__init__.py"
    text = init.read_text("utf-8")
    assert re.search(r'__version__ = "[^"]+"', text)
    init.write_text(re.sub(r'__version__ = "[^"]+"', '__version__ = "0.0.1"', text), "utf-8")
    cluster.start(workers=1, path=(other,))
    found = run(tmp_path, "check", "org", "--scheduler", cluster.address)
    assert found.returncode == 2
    assert b"has another orgrules, 0.0.1; this is " in found.stderr


def test_a_worker_without_the_program_is_told(cluster: Cluster, tmp_path: Path) -> None:
    write_designs(tmp_path / "org", 3)
    hidden = tmp_path / "hidden"
    (hidden / "orgrules").mkdir(parents=True)
    (hidden / "orgrules" / "__init__.py").write_text("raise ImportError('orgrules is not here')\n", "utf-8")
    cluster.start(workers=1, path=(hidden,))
    found = run(tmp_path, "check", "org", "--scheduler", cluster.address)
    assert found.returncode == 2
    assert b"cannot run orgrules" in found.stderr
    assert b"Traceback" not in found.stderr


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "local:0", "local:many", "local:", ""])
def test_a_scheduler_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    write_designs(tmp_path / "org", 3)
    found = run(tmp_path, "check", "org", "--scheduler", address)
    if not address:
        assert found.returncode == 2  # the designs themselves
        return
    assert found.returncode == 2
    assert found.stderr.decode().startswith(("orgrules: no scheduler answers at", f'orgrules: "{address}" names no cluster'))
    assert found.stderr.count(b"\n") == 1


def test_a_cluster_without_workers_is_told(cluster: Cluster, tmp_path: Path) -> None:
    write_designs(tmp_path / "org", 3)
    cluster.start(workers=0)
    found = run(tmp_path, "check", "org", "--scheduler", cluster.address)
    assert found.returncode == 2
    assert b"has no workers" in found.stderr


def test_workers_that_go_away_for_good_are_told(cluster: Cluster, tmp_path: Path) -> None:
    slow_designs(tmp_path / "org")
    cluster.start(workers=1, nanny=False, path=(trouble(tmp_path / "trouble"), ROOT))
    program = under_way(tmp_path, cluster)
    cluster.processes[1].kill()
    _out, said = program.communicate(timeout=180)
    assert program.returncode == 2
    assert b"are gone" in said
