"""GitHub annotations: each command is one line that the runner reads back as it was meant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from orgrules.findings import Location
from orgrules.text import sanitize
from tests.output.reports.cases import ALL_KINDS, CLEAN, HOSTILE, finding, hostile, written


class Command(NamedTuple):
    """One command, as a runner takes it."""

    name: str
    properties: dict[str, str]
    message: str


def commands(text: str) -> list[Command]:
    """Read as GitHub's runner does: ActionCommand.TryParseV2 splits, then unescapes, "%25" last."""

    def unescape(escaped: str, *pairs: tuple[str, str]) -> str:
        for found, meant in (*pairs, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            escaped = escaped.replace(found, meant)
        return escaped

    found = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, _, message = line[2:].partition("::")
        name, _, properties = head.partition(" ")
        pairs = [pair.partition("=")[::2] for pair in properties.split(",")]
        found.append(Command(name, {key: unescape(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}, unescape(message)))
    return found


def test_every_standing_finding_and_problem_is_an_annotation() -> None:
    found = commands(written(ALL_KINDS, "github"))
    assert [command.name for command in found] == ["error", "error", "error", "warning", "notice"]
    assert found[0].properties == {"file": "broken.yaml", "title": "orgrules", "line": "3", "col": "7"}
    assert found[1] == Command("error", {"title": "orgrules"}, "nothing to check")
    assert found[2].properties == {"file": "design.yaml", "title": "a/b", "line": "1", "col": "5"}
    assert found[2].message.splitlines() == [
        "It is wrong.",
        "expected: this",
        "actual: that",
        "source: A gloss. (sales:4.5)",
        "related: other.yaml:7:3: Boss",
        "fix: Mend it.",
    ]
    assert written(CLEAN, "github") == ""


def test_the_whole_line_is_escaped_as_github_demands() -> None:
    of = ALL_KINDS._replace(
        findings=(finding(rule="a:b,c%", message="100%: a, b::c", expected="", actual="", cites=(), related=(), fix=""),)
    )
    assert written(of._replace(problems=()), "github") == (
        "::error file=design.yaml,title=a%3Ab%2Cc%25,line=1,col=5::100%25: a, b::c\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_make_no_commands_and_come_back_as_they_are_shown(text: str) -> None:
    raw = written(hostile(text), "github")
    assert len(raw.splitlines()) == 4
    found = commands(raw)
    assert found[0].message == sanitize(text)
    assert found[2].message.startswith(f"The baseline holds [{sanitize(text)}] for {sanitize(text)} in ")
    assert found[3].message.split("\n")[0] == sanitize(text)
    assert set(found[3].properties) == {"file", "title", "line", "col"}
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", raw) is None


def test_a_path_is_seen_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "org").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "org")
    [command] = commands(
        written(ALL_KINDS._replace(findings=(finding(location=Location("x.yaml", 1, 1)),), problems=()), "github")
    )
    assert command.properties["file"] == "org/x.yaml"
