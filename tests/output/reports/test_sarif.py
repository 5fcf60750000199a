"""SARIF: what a code scanner reads, by the schema of the standard and by Microsoft's own validator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from orgrules.findings import Location, Related, Waived
from tests.helpers import ROOT, SHARED, run
from tests.output.reports.cases import ALL_KINDS, CLEAN, HOSTILE, finding, hostile, written

SCHEMA = SHARED / "schemas" / "sarif-2.1.0.json"
needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="the SARIF schema is not beside the project")


def log(of: Any) -> dict[str, Any]:
    """The one run of a report."""
    document = json.loads(written(of, "sarif"))
    [found] = document["runs"]
    assert document["version"] == "2.1.0"
    assert isinstance(found, dict)
    return found


def location(path: str) -> dict[str, Any]:
    """Where a finding in a file of that name stands."""
    [result] = log(ALL_KINDS._replace(findings=(finding(location=Location(path, 3, 5)),), problems=()))["results"]
    [place] = result["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    artifact = place["physicalLocation"]["artifactLocation"]
    assert isinstance(artifact, dict)
    return artifact


@needs_schema
@pytest.mark.parametrize("of", [ALL_KINDS, CLEAN, *map(hostile, HOSTILE)])
def test_every_log_meets_the_schema(of: Any) -> None:
    # written against draft-04; nothing that it uses means anything else in draft-07
    errors = [
        error.message
        for error in Draft7Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(json.loads(written(of, "sarif")))
    ]
    assert errors == []


def test_every_rule_is_there_with_its_help_and_every_result_refers_to_its_own() -> None:
    found = log(ALL_KINDS)
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["a/b", "a/kept", "a/silent"]
    assert rules[0]["help"]["text"] == "The rule\nBecause.\nA gloss. (sales:4.5)"
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "warning", "note"]
    assert [rules[result["ruleIndex"]]["id"] for result in found["results"]] == ["a/b"] * 4
    assert [result["level"] for result in found["results"]] == ["error", "warning", "note", "error"]


def test_a_finding_of_no_loaded_rule_still_has_a_rule() -> None:
    found = log(ALL_KINDS._replace(findings=(finding(rule="waivers/expired"),)))
    [result] = found["results"]
    assert found["tool"]["driver"]["rules"][result["ruleIndex"]] == {"id": "waivers/expired"}


def test_a_result_tells_all_of_its_finding() -> None:
    result = log(ALL_KINDS)["results"][0]
    assert result["message"]["text"].splitlines() == [
        "It is wrong.",
        "expected: this",
        "actual: that",
        "source: A gloss. (sales:4.5)",
        "fix: Mend it.",
    ]
    assert result["partialFingerprints"] == {"orgrulesFinding/v1": f"{1:032x}"}
    [related] = result["relatedLocations"]
    assert related["message"] == {"text": "Boss"}
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "other.yaml"
    [logical] = result["locations"][0]["logicalLocations"]
    assert (logical["name"], logical["fullyQualifiedName"]) == ("Clerk", "position/clerk")


def test_a_waived_finding_is_suppressed_and_the_others_are_known_not_to_be() -> None:
    suppressions = [result["suppressions"] for result in log(ALL_KINDS)["results"]]
    assert suppressions[:3] == [[], [], []]
    assert suppressions[3] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "The board knows.",
            "properties": {"until": "2030-01-01"},
        }
    ]
    without_end = log(ALL_KINDS._replace(findings=(finding(waived=Waived("Known.", None)),)))["results"][0]
    assert "properties" not in without_end["suppressions"][0]
    of_design = log(ALL_KINDS._replace(findings=(finding(waived=Waived("Known.", None, in_design=True)),)))["results"][0]
    assert of_design["suppressions"][0]["kind"] == "inSource"


def test_what_could_not_be_checked_makes_the_run_unsuccessful() -> None:
    [failed] = log(ALL_KINDS)["invocations"]
    assert failed["executionSuccessful"] is False
    [placed, unplaced] = failed["toolExecutionNotifications"]
    assert placed["message"] == {"text": "not YAML"}
    assert placed["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert (unplaced["message"], "locations" in unplaced) == ({"text": "nothing to check"}, False)
    [succeeded] = log(CLEAN)["invocations"]
    assert succeeded == {"executionSuccessful": True, "toolExecutionNotifications": []}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("design.yaml", "design.yaml"),
        ("org/./a b.yaml", "org/a%20b.yaml"),
        ("设计.yaml", "%E8%AE%BE%E8%AE%A1.yaml"),
        ("c:x.yaml", "c%3Ax.yaml"),
        ("50%#?.yaml", "50%25%23%3F.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff.yaml", "%FF.yaml"),
    ],
)
def test_paths_are_relative_uris(path: str, uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    assert location(path) == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_path_is_seen_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "org")
    assert location("design.yaml")["uri"] == "org/design.yaml"
    assert location(str(tmp_path / "a b.yaml"))["uri"] == "a%20b.yaml"
    assert location("/elsewhere/a b.yaml") == {"uri": "file:///elsewhere/a%20b.yaml"}


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE))
def test_a_name_is_never_a_link(text: str) -> None:
    of = finding(message=text, related=(Related(Location("a", 1, 1), text),))
    [result] = log(ALL_KINDS._replace(findings=(of,)))["results"]
    for message in (result["message"]["text"], result["relatedLocations"][0]["message"]["text"]):
        assert all(part.endswith("\\") for part in message.split("](")[:-1])


def test_hostile_names_stay_on_their_line() -> None:
    for text in HOSTILE:
        for result in log(hostile(text))["results"]:
            assert len(result["message"]["text"].splitlines()) == 5
            assert all(
                line.isprintable() for line in result["message"]["text"].replace("\ufffe", "").split("\n") if line.isascii()
            )


# ---------------------------------------------------------------------------------------- Microsoft's validator


@pytest.fixture(scope="module")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("the SARIF multitool needs node and npm, which are not on this machine")
    folder = tmp_path_factory.mktemp("multitool")
    # versions 4.5 and 4.6 end with an exception of their own
    package = "@microsoft/sarif-multitool@5"
    done = subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), package],
        capture_output=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        pytest.skip("the SARIF multitool cannot be installed here: no package registry can be reached")
    command = ["node", str(folder / "node_modules" / "@microsoft" / "sarif-multitool" / "bin.js")]
    tried = subprocess.run([*command, "help"], capture_output=True, timeout=120, check=False, env=dotnet())
    if b"validate" not in tried.stdout + tried.stderr:
        pytest.skip("the SARIF multitool does not run here: it has no build for this machine")
    return command


def dotnet() -> dict[str, str]:
    """The environment in which .NET runs without the libraries for the languages of the world."""
    return {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


@pytest.mark.parametrize("name", ["samples", "hostile"])
def test_microsofts_validator_has_no_error_to_tell(multitool: list[str], tmp_path: Path, name: str) -> None:
    file = tmp_path / "report.sarif"
    if name == "samples":
        assert run("check", "samples", "--format", f"sarif={file}", cwd=ROOT).returncode == 1
    else:
        reports = list(map(hostile, HOSTILE))
        every = tuple(found for each in reports for found in each.findings)
        problems = tuple(problem for each in reports for problem in each.problems)
        file.write_text(written(ALL_KINDS._replace(findings=every, problems=problems), "sarif"), "utf-8")
    done = subprocess.run(
        [*multitool, "validate", str(file)], capture_output=True, text=True, timeout=120, check=False, env=dotnet()
    )
    assert "Analysis completed successfully." in done.stdout, done.stdout + done.stderr
    # it asks for the address of the tool's page; there is none
    told = [
        line for line in done.stdout.splitlines() if (": error " in line or ": warning " in line) and "informationUri" not in line
    ]
    assert told == []


def test_the_validator_finds_what_is_wrong(multitool: list[str], tmp_path: Path) -> None:
    file = tmp_path / "report.sarif"
    file.write_text(written(ALL_KINDS, "sarif").replace('"startLine": 1', '"startLine": 0'), "utf-8")
    done = subprocess.run(
        [*multitool, "validate", str(file)], capture_output=True, text=True, timeout=120, check=False, env=dotnet()
    )
    assert ": error " in done.stdout
