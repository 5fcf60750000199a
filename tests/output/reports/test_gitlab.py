"""GitLab code quality: the fields that GitLab reads, and fingerprints by which it tells findings apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from orgrules.findings import Location
from tests.helpers import SHARED
from tests.output.reports.cases import ALL_KINDS, CLEAN, HOSTILE, finding, hostile, written

SCHEMA = SHARED / "schemas" / "gitlab-code-quality.json"


def issues(of: Any) -> list[dict[str, Any]]:
    """What GitLab reads."""
    found = json.loads(written(of, "gitlab"))
    assert isinstance(found, list)
    return found


def path_of(path: str) -> str:
    """The path under which GitLab is told of a file."""
    [issue] = issues(ALL_KINDS._replace(findings=(finding(location=Location(path, 1, 1)),), problems=()))
    return str(issue["location"]["path"])


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of GitLab's fields is not beside the project")
@pytest.mark.parametrize("of", [ALL_KINDS, CLEAN, *map(hostile, HOSTILE)])
def test_every_report_meets_the_schema(of: Any) -> None:
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(issues(of))


def test_every_standing_finding_and_problem_is_an_issue() -> None:
    found = issues(ALL_KINDS)
    assert [(issue["check_name"], issue["severity"]) for issue in found] == [
        ("could-not-check", "blocker"),
        ("could-not-check", "blocker"),
        ("a/b", "critical"),
        ("a/b", "minor"),
        ("a/b", "info"),
    ]
    assert found[2]["description"] == "It is wrong."
    assert found[2]["location"] == {"path": "design.yaml", "lines": {"begin": 1}}
    assert issues(CLEAN) == []


def test_equal_seats_of_two_designs_are_two_issues_wherever_they_stand() -> None:
    def fingerprints(*places: Location) -> list[str]:
        findings = tuple(finding(location=place, fingerprint="0" * 32) for place in places)
        return [issue["fingerprint"] for issue in issues(ALL_KINDS._replace(findings=findings, problems=()))]

    a, b = Location("a.yaml", 1, 1), Location("b.yaml", 1, 1)
    assert len(set(fingerprints(a, b, b))) == 3
    assert fingerprints(a, b) == fingerprints(a._replace(line=9), b._replace(line=7))


@pytest.mark.parametrize(
    ("path", "told"), [("./org/x.yaml", "org/x.yaml"), ("c:x.yaml", "c%3Ax.yaml"), ("/elsewhere/x.yaml", "elsewhere/x.yaml")]
)
def test_no_path_looks_like_a_root_or_a_drive(path: str, told: str) -> None:
    assert path_of(path) == told


def test_a_path_is_seen_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org").mkdir()
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path / "org")
    assert path_of("x.yaml") == "org/x.yaml"
