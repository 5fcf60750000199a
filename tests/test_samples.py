"""The sample designs: the correct ones are clean, and the whole reports on the faulty ones are kept under ``tests/snapshots``.

After a change that is meant, ``UPDATE_SNAPSHOTS=1 pytest tests/test_samples.py`` writes them anew; read the difference before
committing it.
"""

from __future__ import annotations

import json
import os
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

from orgrules import __version__
from tests.helpers import ROOT, run

SNAPSHOTS = Path(__file__).parent / "snapshots"
CORRECT = (
    "samples/en/correct-flat.yaml",
    "samples/en/correct-nested.yaml",
    "samples/en/several-files/company.yaml",
    "samples/zh/correct-flat.yaml",
    "samples/zh/correct-nested.yaml",
)
FAULTY = (
    "samples/en/faulty-flat.yaml",
    "samples/en/faulty-nested.yaml",
    "samples/zh/faulty-flat.yaml",
    "samples/zh/faulty-nested.yaml",
)
#: A sample of each kind, in the language of its report, in every format that has no snapshots above.
FORMATTED = tuple(
    (sample, language, name)
    for sample, language in (("samples/en/faulty-nested.yaml", "en"), ("samples/zh/faulty-flat.yaml", "zh"))
    for name in ("csv", "github", "gitlab", "junit", "markdown", "sarif")
)
ENGINES = (
    pytest.param(
        "durable", marks=pytest.mark.skipif(sys.version_info >= (3, 13), reason="durable-rules does not import on Python 3.13")
    ),
    "reference",
)


def compare_with_snapshot(name: str, text: str) -> None:
    """Compare a text with the snapshot of that name, or write it where the environment asks for that; a failure shows a diff."""
    file = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return
    kept = file.read_text("utf-8") if file.exists() else ""
    difference = "".join(unified_diff(kept.splitlines(True), text.splitlines(True), f"kept {name}", f"new {name}"))
    if difference:
        pytest.fail(f"{difference}\nIf this is meant, run again with UPDATE_SNAPSHOTS=1.", pytrace=False)


def snapshot_name(sample: str, suffix: str) -> str:
    """en/faulty-flat.yaml → en-faulty-flat.SUFFIX."""
    path = Path(sample)
    return f"{path.parent.name}-{path.stem}.{suffix}"


def test_there_are_no_other_samples() -> None:
    parts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "samples/en/several-files/regions").glob("*.yaml")}
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").rglob("*.yaml")}
    assert parts
    assert found == {*CORRECT, *FAULTY, *parts}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", CORRECT)
def test_a_correct_sample_has_no_finding(sample: str, engine: str) -> None:
    done = run("check", sample, "--engine", engine, "--format", "json", "--fail-on", "info", cwd=ROOT)
    report = json.loads(done.stdout)
    [file] = report["files"]
    assert (done.returncode, done.stderr, report["findings"], report["problems"]) == (0, "", [], [])
    assert file["path"] == sample
    assert 18 <= file["positions"] <= 22
    assert file["covered_positions"] == file["positions"] - 2


@pytest.mark.parametrize("sample", FAULTY)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_report_on_a_faulty_sample_is_the_one_kept(sample: str, language: str) -> None:
    done = run("check", sample, "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    compare_with_snapshot(snapshot_name(sample, f"{language}.txt"), done.stdout)


@pytest.mark.parametrize("sample", FAULTY)
def test_the_json_report_on_a_faulty_sample_is_the_one_kept(sample: str) -> None:
    done = run("check", sample, "--format", "json", cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    text = done.stdout.replace(f'"version": "{__version__}"', '"version": "…"')
    assert json.loads(text)["tool"] == {"name": "orgrules", "version": "…"}
    compare_with_snapshot(snapshot_name(sample, "json"), text)


@pytest.mark.parametrize(("sample", "language", "name"), FORMATTED)
def test_a_report_in_each_format_is_the_one_kept(sample: str, language: str, name: str) -> None:
    done = run(
        "check", sample, "--lang", language, "--format", name, cwd=ROOT, env={"GITHUB_WORKSPACE": "", "CI_PROJECT_DIR": ""}
    )
    assert (done.returncode, done.stderr) == (1, "")
    text = done.stdout.replace(f'ersion": "{__version__}"', 'ersion": "…"').replace("\r\n", "\n")
    compare_with_snapshot(snapshot_name(sample, f"{language}.{name}"), text)


def test_a_folder_of_samples_is_one_report_in_which_included_files_are_not_checked_alone() -> None:
    done = run("check", "samples", "--format", "json", cwd=ROOT)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert sorted(file["path"] for file in report["files"]) == sorted((*CORRECT, *FAULTY))
    assert {finding["path"] for finding in report["findings"]} == set(FAULTY)


def test_every_snapshot_belongs_to_a_sample() -> None:
    expected = {snapshot_name(sample, suffix) for sample in FAULTY for suffix in ("en.txt", "zh.txt", "json")}
    expected |= {snapshot_name(sample, f"{language}.{name}") for sample, language, name in FORMATTED}
    expected |= {
        f"{lang}-faulty-nested.{lang}.{suffix}" for lang in ("en", "zh") for suffix in ("svg", "mermaid", "dot", "html.txt")
    }
    assert {file.name for file in SNAPSHOTS.iterdir()} == expected
