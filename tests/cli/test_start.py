"""A start is small: what a run does not need is not loaded, and in particular none of what takes longest to load."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import orgrules.cli
from orgrules.cli._commands import COMMANDS
from tests.helpers import ROOT

#: Libraries that take long to load: a tenth of a small check, or more.
DEAR = {"durable", "jinja2", "pydantic", "rapidfuzz", "yaml"}


def loaded(*arguments: str) -> set[str]:
    """The modules that a run loads, in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "orgrules", *arguments],
        cwd=ROOT,
        # where Python writes no bytecode there is no snapshot of the rulebooks either
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def packages(modules: set[str]) -> set[str]:
    """The names under which modules are found."""
    return {module.partition(".")[0] for module in modules}


def commands(modules: set[str]) -> set[str]:
    """The commands among modules."""
    return {module for module in modules if module.startswith("orgrules.cli.") and not module.startswith("orgrules.cli._")}


def test_the_list_of_commands_has_every_command() -> None:
    modules = {module.name for module in pkgutil.iter_modules(orgrules.cli.__path__) if not module.name.startswith("_")}
    assert {name.rstrip("_") for name in modules} == set(COMMANDS)
    assert list(COMMANDS) == sorted(COMMANDS)


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_what_tells_of_the_program_loads_no_command(argument: str) -> None:
    modules = loaded(argument)

    assert not DEAR & packages(modules)
    assert not commands(modules)


def test_the_commands_are_completed_without_loading_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("_ORGRULES_COMPLETE", "bash_complete"), ("COMP_WORDS", "orgrules c"), ("COMP_CWORD", "1")):
        monkeypatch.setenv(name, value)

    assert not commands(loaded())


@pytest.mark.parametrize(
    "design", sorted(ROOT.glob("samples/*/correct-*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_a_check_of_a_design_without_mistakes_loads_neither_pydantic_nor_what_draws_pages(design: Path) -> None:
    loaded("check", "--isolated", str(design))  # writes the rulebooks' snapshot where there is none

    assert not {"jinja2", "pydantic", "rapidfuzz", "yaml"} & packages(loaded("check", "--isolated", str(design)))


@pytest.mark.parametrize(
    "design", sorted(ROOT.glob("samples/*/faulty-*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_findings_are_no_reason_to_load_pydantic(design: Path) -> None:
    loaded("check", "--isolated", str(design))

    assert not {"jinja2", "pydantic", "yaml"} & packages(loaded("check", "--isolated", str(design)))


def test_nor_is_a_table_without_mistakes_one(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("id,title,reports_to,headcount\np0,Chief executive,,1\np1,Buyer,p0,2\n", encoding="utf-8")
    loaded("check", "--isolated", str(table))

    assert not {"jinja2", "pydantic", "yaml"} & packages(loaded("check", "--isolated", str(table)))


def test_the_rules_are_listed_from_their_snapshot() -> None:
    loaded("rules", "--isolated")

    assert not {"durable", "jinja2", "pydantic", "yaml"} & packages(loaded("rules", "--isolated"))
