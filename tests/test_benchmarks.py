"""What the benchmarks measure: generated organizations, and peers that find the same in them, or are shown not to."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


# ---------------------------------------------------------------------------------------- peers


@dataclass(frozen=True)
class Peers:
    """The modules of benchmarks/peers, which are scripts and no package."""

    organization: Any
    oracle: Any
    roster: Any
    measure: Any
    report: Any


@pytest.fixture
def peers(monkeypatch: pytest.MonkeyPatch) -> Peers:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "peers"))
    return Peers(*(importlib.import_module(name) for name in ("organization", "oracle", "roster", "measure", "report")))


PEERS = [
    *(
        "orgrules",
        "plain-python",
        "plain-streaming",
        "duckdb",
        "polars",
        "swi-prolog",
        "clingo",
        "clips",
        "pyshacl",
        "durable-rules",
    ),
    *("orgrules-yaml", "plain-yaml", "plain-yaml-collected", "spectral"),
]


def test_every_peer_is_tested_and_has_a_row(peers: Peers) -> None:
    compared = [peer.key for peer in peers.roster.PEERS if peer.read]
    assert compared == PEERS
    assert {key for _title, keys, _ours in peers.report.GROUPS for key in keys} == {peer.key for peer in peers.roster.PEERS}


@pytest.mark.parametrize("key", PEERS)
def test_a_peer_that_is_installed_finds_what_the_oracle_finds(
    key: str, peers: Peers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = peers.roster.Tools(os.environ.get("ORGRULES_PEERS_PYTHON", sys.executable))
    peer = next(each for each in peers.roster.PEERS if each.key == key)
    if peers.roster.version(peer, tools) is None:
        pytest.skip(f"{peer.name} is not installed")
    monkeypatch.setattr(peers.organization, "FAULTY", 0.3)
    top, *rest = peers.organization.positions(300, 7)
    broken_rules = set()
    for managers in (1, 0, 3):
        # one general manager; none; three, in the midst of the others
        rows = [top if managers else top._replace(role="sales-director", title="Sales director"), *rest]
        rows[150:150] = [top._replace(id=f"top{number}") for number in range(1, managers)]
        # and 13 more who report to one position
        rows += [rest[-1]._replace(id=f"more{number}", reports_to=rest[5].id) for number in range(13)]
        expected = peers.oracle.broken(rows)
        broken_rules |= {rule for rule, _id in expected}
        file = tmp_path / f"{managers}.{peer.form}"
        peers.roster.write_form(rows, peer.form, file)
        done = peers.measure.check(peer, tools, file, expected, peers.measure.Limits(60))
        assert (done.wrong, done.findings) == (None, len(expected))
    assert broken_rules == {f"r{number}" for number in range(1, 14)}


FAULTS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "wrong": ("print('r1 nobody')", lambda limits: limits(60)),
    "failed": ("print('r1 p1'); raise SystemExit(3)", lambda limits: limits(60)),
    "time": ("while True: pass", lambda limits: limits(0.2)),
    "memory": ("import time; held = bytearray(300 << 20); time.sleep(60)", lambda limits: limits(60, 100)),
}


@pytest.mark.parametrize("wrong", FAULTS)
def test_a_peer_that_errs_or_dies_is_shown_without_a_time(wrong: str, peers: Peers, tmp_path: Path) -> None:
    code, limits = FAULTS[wrong]
    file = tmp_path / "1.csv"
    plain = next(each for each in peers.roster.PEERS if each.key == "plain-python")
    peer = peers.roster.Peer(
        "duckdb", "csv", "DuckDB", "DuckDB", lambda _tools, _file: [sys.executable, "-c", code], plain.version, plain.read
    )
    done = peers.measure.check(peer, None, file, {("r1", "p1")}, limits(peers.measure.Limits))
    assert done.wrong == wrong
    found = peers.measure.figures([done])
    assert found == {"wrong": wrong}
    results = {
        "figures": {"duckdb": {"1000": found}},
        "versions": {"duckdb": "2.0", "polars": None},
        "machine": {"cpu": "", "cores": 2, "memory": ""},
        "date": "",
        "limits": {"seconds": 300, "mebibytes": 6144},
    }
    rows = peers.report.section(results, "en").splitlines()
    word = {"wrong": "wrong findings", "failed": "failed", "time": "over 300 s", "memory": "over 6 GiB"}[wrong]
    assert f"| DuckDB | CSV | {word} |" in rows
    assert "| Polars | CSV | not installed |" in rows


def test_the_docs_show_what_was_measured(peers: Peers) -> None:
    results = json.loads(peers.report.RESULTS.read_text("utf-8"))
    for path, text in peers.report.pages(results).items():
        assert path.read_text("utf-8") == text, f"{path.name}: run python benchmarks/peers/report.py"


def test_one_command_measures_and_says_what_it_found(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    script = str(ROOT / "benchmarks" / "peers" / "measure.py")
    chosen = ["--peer", "plain-python", "--peer", "orgrules", "--peer", "durable-rules"]
    options = ["--size", "300", "--rounds", "1", "--no-docs", "--results", str(results)]
    subprocess.run([sys.executable, script, *chosen, *options], check=True, capture_output=True, timeout=120)
    written = json.loads(results.read_text("utf-8"))
    figures = {key: found.get("300", {}).get("findings") for key, found in written["figures"].items()}
    assert figures["plain-python"] == figures["orgrules"] == 14
    assert figures["durable-rules"] in (14, None)  # it is not there on Python 3.13
    assert 0 < written["figures"]["plain-python"]["300"]["cpu"] < written["figures"]["orgrules"]["300"]["cpu"] * 3


@pytest.mark.parametrize("key", ["orgrules", "orgrules-yaml"])
def test_ten_thousand_positions_take_no_more_than_a_few_plain_scripts_on_yaml(key: str, peers: Peers, tmp_path: Path) -> None:
    """A loose gate, by CPU time in pairs: both take about as long as the script. The docs have the figures."""
    tools = peers.roster.Tools(sys.executable)
    ours, script = (next(peer for peer in peers.roster.PEERS if peer.key == name) for name in (key, "plain-yaml"))
    expected = peers.measure.prepared(10_000, sorted({ours.form, script.form}), tmp_path, 1)
    ratios = []
    for _pair in range(3):
        pair = [
            peers.measure.check(peer, tools, tmp_path / f"10000.{peer.form}", expected, peers.measure.Limits(120))
            for peer in (ours, script)
        ]
        assert [done.wrong for done in pair] == [None, None]
        ratios.append(pair[0].cpu / pair[1].cpu)
    assert sorted(ratios)[1] < 3, ratios


def test_a_build_that_is_compared_with_is_the_one_that_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(GENERATE.parent))
    monkeypatch.chdir(ROOT)  # where the other build is
    ran = tmp_path / "ran"
    (tmp_path / "orgrules").mkdir()
    (tmp_path / "orgrules" / "__init__.py").touch()
    (tmp_path / "orgrules" / "__main__.py").write_text(f"open({str(ran)!r}, 'w').close()", "utf-8")
    importlib.import_module("run").Bench().pairs([sys.executable, "-c", ""], [sys.executable, "-m", "orgrules"], 1, tmp_path)
    assert ran.exists()


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
        times.append(shapes.least_seconds(file, runs=2))
    least, few, many = times
    assert (many - least) / (few - least) < 9  # 4 where it is linear, 16 where everybody is compared with everybody
