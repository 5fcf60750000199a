"""Designs by the dozen, and programs of which some designs do what no design should."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.helpers import ROOT

DESIGN = """
positions:
  - {{id: gm, title: General Manager}}
  - {{id: director, title: Sales Director, reports_to: gm}}
  - {{id: manager-{number}, title: Sales Manager, reports_to: {boss}}}
  - {{id: care, title: Customer Representative, reports_to: manager-{number}}}
"""

#: What a process does first that finds this on its path: designs of some names end it, or fail.
_TROUBLE = """
import os
import sys
import time

import orgrules.running.worker as worker


def troubled(check):
    def checked(given, *rest):
        name = os.path.basename(given.file.path)
        if name.startswith("killer"):
            os._exit(9)
        if name.startswith("slow"):
            time.sleep(20)
        if name.startswith("leaver"):
            sys.exit(3)
        if name.startswith("failing"):
            raise RuntimeError("no design is at fault for this")
        return check(given, *rest)

    return checked


worker.examine_noting = troubled(worker.examine_noting)
worker.examine = troubled(worker.examine)
"""


def write_designs(folder: Path, number: int = 40) -> Path:
    """Designs; one includes another, one is unreadable, one contradicts itself, and one is none."""
    folder.mkdir()
    for index in range(number):
        boss = "director" if index % 2 else "gm"
        (folder / f"design-{index:03}.yaml").write_text(DESIGN.format(number=index, boss=boss), "utf-8")
    (folder / "parts").mkdir()
    (folder / "parts" / "inner.yaml").write_text("positions: [{id: inner, title: 总经理}]\n", "utf-8")
    (folder / "outer.yaml").write_text(
        "include: [parts/*.yaml]\npositions: [{title: Sales Director, reports_to: inner}]\n", "utf-8"
    )
    (folder / "broken.yaml").write_text("positions: [\n", "utf-8")
    (folder / "twice.yaml").write_text("positions:\n- {title: a, reports: [{title: b, reports_to: null}]}\n", "utf-8")
    (folder / "other.yaml").write_text("jobs: {build: {steps: []}}\n", "utf-8")
    return folder


def write_rulebook(folder: Path, require: str) -> None:
    """A rulebook of one rule, on positions."""
    folder.mkdir()
    (folder / "rulebook.yaml").write_text(
        f"rulebook: {folder.name}\nversion: 0.1.0\nname: {{en: Client, zh: 客户}}\n"
        "attributes: {position: {filled_until: {type: date, name: {en: Filled until, zh: 任期}}}}\n",
        "utf-8",
    )
    (folder / "posts").mkdir()
    (folder / "posts" / "rule.yaml").write_text(
        "name: {en: As the client wants it, zh: 按客户要求}\nseverity: warning\neach: position\n"
        f"require: {{{require}}}\n"
        "message: {en: It is not so., zh: 不符合。}\nfix: {en: Mend it., zh: 请更正。}\n",
        "utf-8",
    )


def run(
    folder: Path, *arguments: str, path: Sequence[Path] = (), environment: dict[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a folder; ``path`` goes before its own on the path of Python."""
    found = {key: value for key, value in os.environ.items() if not key.startswith(("ORGRULES_", "LC_", "LANG"))}
    found |= {"PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT))), **(environment or {})}
    return subprocess.run(
        [sys.executable, "-m", "orgrules", *arguments], cwd=folder, env=found, capture_output=True, timeout=timeout, check=False
    )


def trouble(folder: Path) -> Path:
    """A folder for the path of Python, with which designs called killer, leaver, failing and slow are trouble."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_TROUBLE, "utf-8")
    return folder
