"""``orgrules init``: what it writes is right from the start, and nothing of the user's is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import run


@pytest.mark.parametrize(("language", "end"), [("en", "No findings."), ("zh", "没有发现问题。")])
def test_the_design_to_begin_with_has_no_finding(tmp_path: Path, language: str, end: str) -> None:
    done = run("init", "--lang", language, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Wrote design.yaml. Next: orgrules check design.yaml\n"
    checked = run("check", "design.yaml", "--lang", language, "--fail-on", "info", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.splitlines()[-1] == end
    report = json.loads(run("check", "design.yaml", "--format", "json", cwd=tmp_path).stdout)
    [file] = report["files"]
    assert (file["positions"], file["covered_positions"], file["titles"]) == (5, 4, [])


def test_the_design_goes_where_it_is_asked_for_and_names_itself(tmp_path: Path) -> None:
    done = run("init", "org/south.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Wrote org/south.yaml. Next: orgrules check org/south.yaml\n")
    first = (tmp_path / "org/south.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# An organization for orgrules. Check it with: orgrules check south.yaml"


def test_a_rulebook_to_begin_with_keeps_its_promises_and_works(tmp_path: Path) -> None:
    done = run("init", "--rulebook", "our rules", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml")) == [
        "our rules/regions/has-a-head.yaml",
        "our rules/rulebook.yaml",
    ]
    tested = run("test", "our rules", cwd=tmp_path)
    assert (tested.returncode, tested.stderr) == (0, "")
    assert tested.stdout == "our-rules: 1 rule, 2 examples, all as expected.\n"
    run("init", cwd=tmp_path)
    checked = run("check", "design.yaml", "--rulebook", "our rules", "--format", "json", cwd=tmp_path)
    assert [(found["rule"], found["subject"]["id"]) for found in json.loads(checked.stdout)["findings"]] == [
        ("regional-manager/reports-to", "south-manager")
    ]


@pytest.mark.parametrize("name", ["规则", "2024", "__"])
def test_a_rulebook_in_a_folder_of_any_name_can_be_loaded(tmp_path: Path, name: str) -> None:
    assert run("init", "--rulebook", name, cwd=tmp_path).returncode == 0
    assert run("test", name, cwd=tmp_path).returncode == 0


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("there", "arguments", "message"),
    [
        ("design.yaml", [], "design.yaml is there already; nothing was written"),
        ("org.yaml", ["org.yaml"], "org.yaml is there already; nothing was written"),
        ("book/rulebook.yaml", ["--rulebook", "book"], "book/rulebook.yaml is there already; nothing was written"),
        (
            "book/regions/has-a-head.yaml",
            ["--rulebook", "book"],
            "book/regions/has-a-head.yaml is there already; nothing was written",
        ),
        ("book", ["--rulebook", "book"], "book/rulebook.yaml cannot be written: not a directory"),
        ("org", ["org/design.yaml"], "org/design.yaml cannot be written: not a directory"),
    ],
)
def test_nothing_is_overwritten_and_nothing_half_written(tmp_path: Path, there: str, arguments: list[str], message: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / there).write_text("mine", "utf-8")
    done = run("init", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")
    assert contents(tmp_path) == {there: "mine"}
