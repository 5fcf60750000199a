"""What many tests do: a design or a rulebook as text or data, checked in the process or by the program itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from orgrules.design.read import Design, design_of
from orgrules.files.source import parse
from orgrules.findings import Finding, Report
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.settings import Settings
from orgrules.tasks.check import check
from tests.warm import started_by, warm

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
#: The source document and other people's data stand beside the project, or not at all.
SHARED = ROOT.parent / "shared"


def design(text_or_data: str | Mapping[str, Any], path: str = "design.yaml") -> Design:
    """A design from YAML text or plain data."""
    text = text_or_data if isinstance(text_or_data, str) else json.dumps(text_or_data, ensure_ascii=False)
    return design_of(parse(text.encode(), path))


@cache
def shipped_library() -> Library:
    """The rulebooks that a check uses unless it is told of others, loaded once."""
    return load_library()


def linked(text_or_data: str | Mapping[str, Any], library: Library | None = None) -> Organization:
    """The organization of a design, linked with the shipped rulebooks unless others are given."""
    library = library or shipped_library()
    return link(design(text_or_data), library.titles, library.terms)


def report(folder: Path, text_or_data: str | Mapping[str, Any], settings: Settings = Settings()) -> Report:  # noqa: B008 - frozen
    """The report on a design, written to a file in ``folder`` first."""
    file = folder / "design.yaml"
    text = text_or_data if isinstance(text_or_data, str) else json.dumps(text_or_data, ensure_ascii=False)
    file.write_text(text, "utf-8")
    return check([str(file)], settings)


def folders_looked_through(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose entries are listed from now on, as they come, links in their paths resolved."""
    listed: list[str] = []

    def listing(list_entries: Any, path: Any = os.curdir) -> Any:
        listed.append(os.path.realpath(path))
        return list_entries(path)

    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, partial(listing, getattr(os, name)))
    return listed


def is_chinese(message: str) -> bool:
    """Whether a message is Chinese, apart from what it quotes and the names that a design's keys have."""
    said = re.sub(r"“[^”]*”", "", message)
    return re.search(r"[\u4e00-\u9fff]", said) is not None and re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", said) is None


def places(findings: Sequence[Finding]) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(finding.rule, finding.location.line, finding.location.column) for finding in findings]


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: bytes | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does, in a process of its own; English unless ``env`` says otherwise."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **(env or {})}
    words = [str(argument) for argument in arguments]
    program = warm()
    if program is not None and program.started_by == started_by(environment):
        done = program.run(words, cwd, stdin, environment, timeout)
    else:
        done = subprocess.run(
            [sys.executable, "-m", "orgrules", *words],
            cwd=cwd,
            input=stdin,
            env=environment,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_without_reader(*arguments: str, cwd: Path) -> tuple[int, bytes]:
    """Run the program where nobody reads what it prints: its exit status, and what it says on standard error."""
    ours, theirs = os.pipe()
    os.close(ours)
    process = subprocess.run(
        [sys.executable, "-m", "orgrules", *arguments], cwd=cwd, stdout=theirs, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(theirs)
    return process.returncode, process.stderr
