"""Runs orgrules and its peers on the same rules and data: ``python benchmarks/peers/measure.py --python VENV/bin/python``.

Whole processes are measured: CPU time (user and system), wall time and the largest resident size, by the kernel's account.
What a peer found has to be what ``oracle.py`` finds, or its time does not count. Peers run in turn, in rounds, so that a machine
that slows down slows all; the median is told. Writes ``results.json``, and the tables and plots of the docs from it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import report
from oracle import broken, in_order
from roster import FORMS, PEERS, Findings, Peer, Tools, organization, version, write_form

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MEBIBYTE = 1024 * 1024
#: How often a peer that is running is looked at.
LOOK = 0.01


@dataclass(frozen=True)
class Limits:
    """What a process may take: seconds of CPU, and MiB of memory. It may last three times as long by the clock."""

    seconds: float = 300
    mebibytes: int = 6 * 1024


@dataclass(frozen=True)
class Run:
    """One process that ended."""

    cpu: float
    wall: float
    mebibytes: float
    wrong: str | None
    "Why its time does not count, if so: a word of ``report.WRONGS``."
    findings: int


def run(command: Sequence[str], limits: Limits, out: Path) -> tuple[int, Run]:
    """Run a command within limits, its output into a file; its exit status and what it took."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    with out.open("wb") as file, out.with_suffix(".err").open("wb") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=file, stderr=errors, env=environment, start_new_session=True
        )
    ended = os.pidfd_open(process.pid)
    seen, wrong = 0.0, None
    while not select.select([ended], [], [], LOOK)[0]:
        cpu, size = _so_far(process.pid)
        seen = max(seen, size)
        if cpu > limits.seconds or time.perf_counter() - begun > 3 * limits.seconds:
            wrong = "time"
        elif size > limits.mebibytes:
            wrong = "memory"
        if wrong:
            os.killpg(process.pid, signal.SIGKILL)
            break
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    os.close(ended)
    process.returncode = os.waitstatus_to_exitcode(status)  # reaped above
    size = usage.ru_maxrss / 1024
    if size <= _own_size():  # the kernel hands on the size of whoever started a process
        size = seen or size
    return process.returncode, Run(usage.ru_utime + usage.ru_stime, wall, size, wrong, 0)


def _so_far(pid: int) -> tuple[float, float]:
    """The seconds of CPU that a process has taken, and the most MiB that it held; nothing where it has just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        sizes = [line for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines() if line.startswith("VmHWM")]
    except OSError:
        return 0.0, 0.0
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return cpu, int(sizes[0].split()[1]) / 1024 if sizes else 0.0


def _own_size() -> float:
    return _so_far(os.getpid())[1]


def check(peer: Peer, tools: Tools, file: Path, expected: Findings, limits: Limits) -> Run:
    """Run one peer on one file, and look at what it found."""
    out = file.with_suffix(f".{peer.key}.out")
    status, done = run(peer.command(tools, file), limits, out)
    wrong, found = done.wrong, 0
    if wrong is None and status not in peer.done:
        wrong = "failed"
    elif wrong is None and peer.read is not None:
        told = peer.read(out.read_text("utf-8"), file)
        found = len(told)
        wrong = None if told == expected else "wrong"
    if wrong == "failed":
        print(out.with_suffix(".err").read_text("utf-8", "replace")[-500:], file=sys.stderr)
    out.unlink()
    return Run(done.cpu, done.wall, done.mebibytes, wrong, found)


def prepare(number: int, forms: Sequence[str], folder: Path, seed: int) -> None:
    """Write an organization in the forms asked for, and what the oracle finds in it."""
    rows = organization(number, seed)
    for form in forms:
        write_form(rows, form, folder / f"{number}.{form}")
    expected = in_order(broken(rows))
    (folder / f"{number}.expected").write_text("".join(f"{line}\n" for line in expected), "utf-8")


def prepared(number: int, forms: Sequence[str], folder: Path, seed: int) -> Findings:
    """The same in a process of its own, so that this one stays small; returns what the oracle finds."""
    command = [sys.executable, __file__, "--prepare", str(number), "--seed", str(seed), "--folder", str(folder)]
    subprocess.run([*command, *(word for form in forms for word in ("--form", form))], check=True)
    lines = (folder / f"{number}.expected").read_text("utf-8").splitlines()
    return {(rule, id_) for rule, _, id_ in (line.partition(" ") for line in lines)}


def figures(runs: Sequence[Run]) -> dict[str, object]:
    """What is told of the runs of one peer on one organization: medians, or why there are none."""
    wrong = next((each.wrong for each in runs if each.wrong), None)
    if wrong:
        return {"wrong": wrong}
    return {
        "cpu": round(statistics.median(each.cpu for each in runs), 3),
        "wall": round(statistics.median(each.wall for each in runs), 3),
        "mebibytes": round(max(each.mebibytes for each in runs)),
        "findings": runs[0].findings,
        "runs": len(runs),
    }


def measure(
    peers: Sequence[Peer], sizes: Sequence[int], tools: Tools, limits: Limits, rounds: int
) -> Iterator[tuple[Peer, int, dict[str, object]]]:
    """The figures of each of some peers, all installed, at each size; the smallest first."""
    gone: dict[str, str] = {}
    pace: dict[str, float] = {}
    for number in sizes:
        for peer in peers:
            if peer.most is not None and number > peer.most:
                gone.setdefault(peer.key, "left out")
            elif pace.get(peer.key, 0.0) * number > limits.seconds:
                gone.setdefault(peer.key, "too long")
        todo = [peer for peer in peers if peer.key not in gone]
        runs = _in_rounds(todo, number, tools, limits, rounds) if todo else {}
        for peer in todo:
            wrong = next((each.wrong for each in runs[peer.key] if each.wrong), None)
            if wrong in ("time", "memory", "failed"):
                gone[peer.key] = "too long" if wrong == "time" else "too large"
            pace[peer.key] = runs[peer.key][0].cpu / number
        for peer in peers:
            yield peer, number, figures(runs[peer.key]) if peer in todo else {"wrong": gone[peer.key]}


def _in_rounds(peers: Sequence[Peer], number: int, tools: Tools, limits: Limits, rounds: int) -> dict[str, list[Run]]:
    """The runs of each peer at one size."""
    runs: dict[str, list[Run]] = {peer.key: [] for peer in peers}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = prepared(number, sorted({peer.form for peer in peers}), folder, 1)
        for turn in range(rounds):
            for peer in peers:
                if turn and (runs[peer.key][0].wrong or runs[peer.key][0].cpu > limits.seconds / 10):
                    continue  # it would tell nothing new, or take too long
                done = check(peer, tools, folder / f"{number}.{peer.form}", expected, limits)
                runs[peer.key].append(done)
                line = f"{number:>9,}  {peer.key:22} {done.cpu:9.2f} s {done.mebibytes:7.0f} MiB  {done.wrong or ''}"
                print(line.rstrip(), flush=True)
    return runs


def machine() -> dict[str, str]:
    """What machine this is, as far as it matters to figures."""
    cpus = [line for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if line.startswith("model name")]
    model = cpus[0].partition(":")[2].strip() if cpus else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MEBIBYTE / 1024
    return {"cpu": model, "cores": str(os.cpu_count()), "memory": f"{memory:.0f} GiB", "python": platform.python_version()}


def main() -> None:
    """Measure what is asked for, and bring the results and the docs up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the interpreter in which the peers of requirements.txt are")
    parser.add_argument("--size", type=int, action="append", help="by default 1,000 to 1,000,000; repeatable")
    parser.add_argument("--peer", action="append", choices=[peer.key for peer in PEERS], help="by default all; repeatable")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=Limits.seconds, help="of CPU, for one process")
    parser.add_argument("--mebibytes", type=int, default=Limits.mebibytes, help="for one process")
    parser.add_argument("--results", type=Path, default=report.RESULTS)
    parser.add_argument("--no-docs", action="store_true", help="write the results alone")
    for option in ("--prepare", "--seed"):
        parser.add_argument(option, type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--form", action="append", choices=FORMS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.prepare:
        prepare(asked.prepare, asked.form, asked.folder, asked.seed)
        return
    tools, limits = Tools(asked.python), Limits(asked.seconds, asked.mebibytes)
    chosen = [peer for peer in PEERS if asked.peer is None or peer.key in asked.peer]
    sizes = sorted(asked.size or SIZES)
    try:
        results = json.loads(asked.results.read_text("utf-8"))
    except FileNotFoundError:
        results = {"figures": {}, "versions": {}}
    results |= {"machine": machine(), "date": datetime.now(UTC).date().isoformat()}
    results["limits"] = {"seconds": limits.seconds, "mebibytes": limits.mebibytes}
    for peer in chosen:
        results["versions"][peer.key] = version(peer, tools)
        print(f"{peer.key:22} {results['versions'][peer.key] or 'not installed'}", flush=True)
    installed = [peer for peer in chosen if results["versions"][peer.key]]
    for peer in chosen:
        results["figures"].setdefault(peer.key, {})
        if peer not in installed:
            results["figures"][peer.key] = {}
    for peer, number, found in measure(installed, sizes, tools, limits, asked.rounds):
        results["figures"][peer.key][str(number)] = found
        asked.results.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if not asked.no_docs:
        report.write_docs(results)


if __name__ == "__main__":
    main()
