"""The sample designs: the correct ones are clean, and the whole reports on the faulty ones are kept under ``tests/snapshots``.

``samples/LANGUAGE/company/`` holds one whole company and its faulty twins. What must be found in these stands in the files
themselves: ``# expected: RULE, …`` ends each line with findings.

After a change that is meant, ``UPDATE_SNAPSHOTS=1 pytest tests/test_samples.py`` writes them anew; read the difference before
committing it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

from orgrules import __version__
from orgrules.rulebook.library import load_library
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
#: What HR has, with what is wrong in it.
TABLES = ("samples/en/tables/hris-export.csv", "samples/zh/tables/roster.csv", "samples/zh/tables/roster.xlsx")
RULEBOOKS = ("sales-organization", "spans-and-layers", "internal-control")
LANGUAGES = ("en", "zh")
COMPANY = tuple(f"samples/{language}/company/correct.yaml" for language in LANGUAGES)
TWINS = tuple(
    f"samples/{language}/company/{name}.yaml"
    for language in LANGUAGES
    for name in (
        *("faulty", "faulty-foreign", "faulty-gaps", "faulty-half", "faulty-north-carolina", "faulty-oregon"),
        *("faulty-state-owned", "faulty-texas", "faulty-unrecognized"),
    )
)
STYLES = ("flat", "nested", "mixed")
#: A company that writes its duties in its own words, in each style.
WORDED = tuple(f"samples/zh/wording/correct-{style}.yaml" for style in STYLES)
WORDED_FAULTY = tuple(f"samples/zh/wording/faulty-{style}.yaml" for style in STYLES)
#: The faulty twins of which the whole report is kept, in their own language.
KEPT_TWINS = (*(f"samples/{language}/company/faulty.yaml" for language in LANGUAGES), "samples/zh/wording/faulty-flat.yaml")
#: The faulty samples, and the languages in which what is proposed for them is kept (tests/test_fixes.py).
FIXED = (
    *((sample, language) for sample in FAULTY for language in LANGUAGES),
    *((sample, Path(sample).parts[1]) for sample in (*TWINS, *WORDED_FAULTY)),
)
UNIT_TYPES = {
    *("head-office", "sales-department", "sales-region", "office", "store", "channel-department"),
    *("customer-service-department", "marketing-department", "branch"),
}
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
    """samples/en/faulty-flat.yaml → en-faulty-flat.SUFFIX."""
    path = Path(sample).relative_to("samples")
    return f"{'-'.join(path.with_suffix('').parts)}.{suffix}"


def with_rulebooks(sample: str = "") -> list[str]:
    """All rulebooks; a company that models nothing but duties and lines is checked with those that are loaded by default."""
    return [] if sample in (*WORDED, *WORDED_FAULTY) else [word for name in RULEBOOKS for word in ("--rulebook", name)]


def expected_findings(sample: str) -> list[tuple[int, str]]:
    """The findings that a sample says it has, as line and rule."""
    lines = (ROOT / sample).read_text("utf-8").splitlines()
    marks = ((number, re.search(r" # expected: (.+)$", line)) for number, line in enumerate(lines, 1))
    return [(number, rule.strip()) for number, mark in marks if mark for rule in mark[1].split(",")]


def all_positions(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The positions of a design file, nested ones after the one around them."""
    for entry in entries:
        yield entry
        yield from all_positions([report for report in entry.get("reports", []) if isinstance(report, dict)])


def whole_text(sample: str) -> str:
    """The text of a sample and of the files that it includes."""
    path = ROOT / sample
    return "\n".join(file.read_text("utf-8") for file in (path, *sorted(path.parent.glob("regions/*.yaml"))))


def test_there_are_no_other_samples() -> None:
    parts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "samples/en/several-files/regions").glob("*.yaml")}
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").rglob("*.yaml")}
    assert parts
    assert found == {*CORRECT, *FAULTY, *COMPANY, *TWINS, *WORDED, *WORDED_FAULTY, *parts}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", CORRECT)
def test_a_correct_sample_has_no_finding(sample: str, engine: str) -> None:
    done = run("check", sample, "--engine", engine, "--format", "json", "--fail-on", "info", cwd=ROOT)
    report = json.loads(done.stdout)
    [file] = report["files"]
    assert (done.returncode, done.stderr, report["findings"], report["problems"]) == (0, "", [], [])
    assert file["path"] == sample
    assert 18 <= file["positions"] <= 24
    # no rule judges a general manager, nor a business representative whose duties are not listed
    titles = re.findall(r"title: (?:General Manager|总经理|Business Representative|业务代表)\b", whole_text(sample))
    in_context = ["总经理"] if sample == "samples/zh/correct-flat.yaml" else []  # the manager of a region
    assert file["covered_positions"] == file["positions"] - len(titles) + len(in_context)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", COMPANY)
def test_the_whole_company_is_clean_under_all_rulebooks(sample: str, engine: str) -> None:
    asked = ("--engine", engine, "--format", "json", "--fail-on", "info")
    done = run("check", sample, *with_rulebooks(), *asked, cwd=ROOT)
    report = json.loads(done.stdout)
    [file] = report["files"]
    assert (done.returncode, done.stderr, report["findings"], report["problems"]) == (0, "", [], [])
    assert file["positions"] >= 60


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", WORDED)
def test_a_company_that_words_its_duties_itself_is_clean_and_none_is_an_id_or_a_name(sample: str, engine: str) -> None:
    done = run("check", sample, *with_rulebooks(sample), "--engine", engine, "--format", "json", "--fail-on", "info", cwd=ROOT)
    report = json.loads(done.stdout)
    [file] = report["files"]
    assert (done.returncode, done.stderr, report["findings"], report["problems"]) == (0, "", [], [])
    assert file["positions"] == 20
    assert report["reading"]["terms"] == {"id": 0, "name": 0, "wording": 130, "open": 0, "none": 0}


@pytest.mark.parametrize("sample", COMPANY)
def test_the_whole_company_has_what_a_company_has(sample: str) -> None:
    data = yaml.safe_load((ROOT / sample).read_text("utf-8"))
    units = {unit["id"]: unit for unit in data["units"]}
    assert {unit["type"] for unit in units.values() if "type" in unit} == UNIT_TYPES
    levels = {unit["region_level"] for unit in units.values() if unit.get("type") == "sales-region"}
    assert levels == {"macro-region", "province", "city"}
    positions = list(all_positions(data["positions"]))
    assert len([position for position in positions if {"duties", "requirements"} <= position.keys()]) >= 20
    assert any("holder" in position and position["holder"] is None for position in positions)
    assert any(position.get("headcount", 1) > 1 for position in positions)
    assert len(positions) >= 60
    holders = Counter(position["holder"] for position in positions if position.get("holder"))
    assert max(holders.values()) == 2
    assert set(holders) == {person["name"] for person in data["people"]}
    assert all("education" in person for person in data["people"])
    assert any("skills" in person for person in data["people"])


def test_the_company_is_the_same_in_both_languages() -> None:
    english, chinese = (yaml.safe_load((ROOT / sample).read_text("utf-8")) for sample in COMPANY)
    ids = [[position["id"] for position in all_positions(data["positions"])] for data in (english, chinese)]
    assert ids[0] == ids[1]
    assert [unit["id"] for unit in english["units"]] == [unit["id"] for unit in chinese["units"]]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", [*TWINS, *WORDED_FAULTY])
def test_the_findings_in_a_faulty_twin_are_those_that_it_says_it_has(sample: str, engine: str) -> None:
    done = run("check", sample, *with_rulebooks(sample), "--engine", engine, "--format", "json", "--fail-on", "info", cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    found = [(finding["line"], finding["rule"]) for finding in json.loads(done.stdout)["findings"]]
    assert sorted(found) == sorted(expected_findings(sample))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_written_rule_is_broken_by_a_faulty_twin(language: str) -> None:
    written = {f"{path.parent.name}/{path.stem}" for path in ROOT.glob("rules/*/*/*.yaml") if path.parent.name != "roles"}
    shown = {rule for sample in TWINS if f"/{language}/" in sample for _, rule in expected_findings(sample)}
    assert written <= {rule.id for rule in load_library(RULEBOOKS).rules}
    assert written - shown == {"attributes/as-declared", "attributes/misspelt"}  # no shipped rulebook declares attributes


@pytest.mark.parametrize("sample", [*COMPANY, *TWINS])
def test_the_company_files_are_yaml_that_others_can_load(sample: str) -> None:
    text = (ROOT / sample).read_text("utf-8")
    assert yaml.safe_load(text)["positions"]
    anchors = re.findall(r"[:\[] &([a-z-]+) ", text)
    assert len(anchors) == len(set(anchors))
    assert text.startswith("# ")
    assert f"#     {sample}\n" in text


@pytest.mark.parametrize("sample", KEPT_TWINS)
def test_the_text_report_on_the_faulty_twin_is_the_one_kept(sample: str) -> None:
    language = Path(sample).parts[1]
    done = run("check", sample, *with_rulebooks(sample), "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, "")
    compare_with_snapshot(snapshot_name(sample, f"{language}.txt"), done.stdout)


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
    assert sorted(file["path"] for file in report["files"]) == sorted(
        (*CORRECT, *FAULTY, *COMPANY, *TWINS, *WORDED, *WORDED_FAULTY)
    )
    assert set(FAULTY) <= {finding["path"] for finding in report["findings"]} <= {*FAULTY, *TWINS, *WORDED_FAULTY}


def test_every_snapshot_belongs_to_a_sample() -> None:
    expected = {snapshot_name(sample, suffix) for sample in FAULTY for suffix in ("en.txt", "zh.txt", "json")}
    expected |= {snapshot_name(sample, f"{language}.{name}") for sample, language, name in FORMATTED}
    expected |= {
        f"{lang}-faulty-nested.{lang}.{suffix}" for lang in ("en", "zh") for suffix in ("svg", "mermaid", "dot", "html.txt")
    }
    expected |= {snapshot_name(sample, f"{Path(sample).parts[1]}.txt") for sample in KEPT_TWINS}
    expected |= {f"{language}-company-faulty.read.{language}.txt" for language in LANGUAGES}
    expected |= {
        f"{Path(sample).parts[1]}-{Path(sample).name}.{name}" for sample in TABLES for name in ("text", "github", "sarif")
    }
    expected |= {snapshot_name(sample, f"fix.{language}.txt") for sample, language in FIXED}
    expected |= {file.name for file in SNAPSHOTS.glob("*.edited.diff")}  # tests/edits says which
    assert {file.name for file in SNAPSHOTS.iterdir()} == expected


@pytest.mark.parametrize("name", ["text", "github", "sarif"])
@pytest.mark.parametrize("sample", TABLES)
def test_the_findings_in_a_table_are_on_its_cells(sample: str, name: str) -> None:
    done = run("check", sample, "--format", name, cwd=ROOT, env={"GITHUB_WORKSPACE": ""})
    assert (done.returncode, done.stderr) == (1, "")
    text = done.stdout.replace(f'ersion": "{__version__}"', 'ersion": "…"').replace("\r\n", "\n")
    compare_with_snapshot(f"{Path(sample).parts[1]}-{Path(sample).name}.{name}", text)
