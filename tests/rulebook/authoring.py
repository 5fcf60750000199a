"""Small rulebooks for tests: a folder written from a dict of file name to text, then loaded, checked with, or found wanting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from orgrules.engine.build import build_findings
from orgrules.engine.decide import engine_named
from orgrules.errors import RulebookError
from orgrules.findings import Finding
from orgrules.locale import Language, speaking
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.rulebook.shipped import BASIC_RULEBOOK
from orgrules.running.one import check_design
from tests.helpers import design

#: Files of a rulebook by name.
Files = Mapping[str, str]

HEAD = """\
rulebook: house
version: 1.0.0
name: {en: House rules, zh: 内部规则}
"""
#: False of every subject of every kind.
NEVER = "{name: {exists: false}}"


def write_rulebook(folder: Path, files: Files, name: str = "house") -> Path:
    """The folder ``name`` of a rulebook with these files; it has a plain ``rulebook.yaml`` unless one is given."""
    rulebook = folder / name
    for file, text in {"rulebook.yaml": HEAD.replace("house", name), **files}.items():
        path = rulebook / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")
    return rulebook


def load(folder: Path, files: Files, *others: str | Path) -> Library:
    """The library of the rulebook with these files, beside ``others`` loaded before it."""
    return load_library([*map(str, others), str(write_rulebook(folder, files))])


def problems(folder: Path, files: Files, *others: str | Path) -> list[str]:
    """What the user is told of a rulebook that cannot be loaded, a line a problem; paths are seen from ``folder``."""
    with pytest.raises(RulebookError) as caught:
        load(folder, files, *others)
    return relative(caught.value, folder)


def relative(error: RulebookError, folder: Path) -> list[str]:
    """The lines of an error with paths seen from ``folder``."""
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in error.problems]


def findings(
    library: Library, text_or_data: str | Mapping[str, Any], language: Language = "en", *, basics: bool = False
) -> list[Finding]:
    """The findings of a design, those of organization-basics only on request; both engines must say the same."""
    rules = [rule for rule in library.rules if basics or rule.rulebook != BASIC_RULEBOOK]
    text = dedent(text_or_data) if isinstance(text_or_data, str) else text_or_data
    with speaking(language):
        found = [
            build_findings(check_design(design(text), library, rules, engine_named(engine)).broken, library)
            for engine in (None, "reference")
        ]
    assert found[0] == found[1]
    return found[0]


def only_finding(library: Library, text_or_data: str | Mapping[str, Any], language: Language = "en") -> Finding:
    """The one finding that a design has."""
    [finding] = findings(library, text_or_data, language)
    return finding


def subjects(found: Sequence[Finding]) -> set[str]:
    """What findings are about: declared ids, else titles or names."""
    return {finding.subject.id or finding.subject.title for finding in found}


def answers(
    folder: Path, each: str, condition: str, text_or_data: str | Mapping[str, Any], files: Files | None = None
) -> dict[str, bool | None]:
    """What a condition says of each subject of a design: True, False, or None where the design leaves it open.

    It is asked from outside, by the findings of rules that have it in ``where`` and in ``require``, plain and negated.
    """
    negated = f"{{none_of: [{condition}]}}"
    asked = {
        "all": ("{}", NEVER),
        "when": (condition, NEVER),
        "when-not": (negated, NEVER),
        "must": ("{}", condition),
        "must-not": ("{}", negated),
    }
    rules = {
        f"asked/{name}.yaml": f"name: {name}\neach: {each}\nwhere: {where}\nrequire: {require}\n"
        for name, (where, require) in asked.items()
    }
    found = findings(load(folder, {**(files or {}), **rules}), text_or_data)
    told = {name: subjects([finding for finding in found if finding.rule == f"asked/{name}"]) for name in asked}
    assert told["when"] == told["must-not"]
    assert told["when-not"] == told["must"]
    return {name: True if name in told["when"] else False if name in told["must"] else None for name in told["all"]}


def expected_answers(everyone: str, yes: str, no: str) -> dict[str, bool | None]:
    """Subjects named in three rows: all of them, those of whom a condition is true, those of whom it is false."""
    return {**dict.fromkeys(everyone.split()), **dict.fromkeys(yes.split(), True), **dict.fromkeys(no.split(), False)}


def verdict(library: Library, text_or_data: str | Mapping[str, Any], rule: str) -> str:
    """What becomes of a rule on a design: "broken" somewhere, "kept" wherever it is judged, or "silent"."""
    text = dedent(text_or_data) if isinstance(text_or_data, str) else text_or_data
    decision = check_design(design(text), library, library.rules, engine_named(None))
    broken = any(found.id == rule for found, _ in decision.broken)
    return "broken" if broken else "kept" if decision.tallies[rule].judged else "silent"
