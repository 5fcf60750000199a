"""Rulebooks: files of the shipped ones and of random ones, broken; loaded, tested by themselves, and used on a design."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random as Dice
from typing import Any
from unittest.mock import patch

from orgrules.design.read import design_of
from orgrules.errors import OrgrulesError
from orgrules.files.source import parse, plain_data
from orgrules.locale import Language, speaking
from orgrules.rulebook.explain import explain_rule, fact_lines
from orgrules.rulebook.folders import Folder, read_folder
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.rulebook.shipped import shipped_folder
from orgrules.rulebook.snapshot import restore, snapshot
from orgrules.settings import Settings
from orgrules.tasks.check import check_each
from orgrules.tasks.coverage import coverage_of
from orgrules.tasks.selftest import selftest
from orgrules.text import sanitize
from tests.engine.random_rules import a_rulebook
from tests.fuzz import judge
from tests.fuzz.designs import TODAY, a_design, throws
from tests.fuzz.hunt import Case, Kind, folder_of
from tests.fuzz.mutate import NAMES, TOKENS, VALUES, as_bytes, as_text, broken_data, broken_text

_WORDS = (
    *(
        "rulebook",
        "version",
        "name",
        "extends",
        "override",
        "disable",
        "roles",
        "rules",
        "attributes",
        "unit_types",
        "statements",
        "en",
        "zh",
    ),
    *(
        "each",
        "where",
        "require",
        "severity",
        "message",
        "why",
        "fix",
        "cites",
        "examples",
        "reading",
        "finding",
        "about",
        "related",
        "at",
    ),
    *(
        "all_of",
        "any_of",
        "none_of",
        "count",
        "at_least",
        "at_most",
        "more_than",
        "less_than",
        "exists",
        "fact",
        "includes",
        "includes_any",
    ),
    *(
        "excludes",
        "only",
        "share",
        "sum",
        "of",
        "before",
        "after",
        "today",
        "older_than",
        "starts_with",
        "ends_with",
        "contains",
        "not",
    ),
    *(
        "role",
        "also_called",
        "with_area",
        "duties",
        "skills",
        "reports_to",
        "manages",
        "titled",
        "items",
        "line",
        "exclusive",
        "must_have",
    ),
    *(
        "manager",
        "manager.unit.type",
        "unit.head",
        "reports",
        "holder",
        "title",
        "depth",
        "attributes.x",
        "pass",
        "fail",
        "design",
        "found",
    ),
    *(
        "not_checkable",
        "areas",
        "unit_words",
        "open_titles",
        "other_titles",
        "terms",
        "applies",
        "place",
        "type",
        "value",
        "values",
        "weight",
    ),
)
_STANDING: tuple[Any, ...] = (
    *(
        "{title}",
        "{manager.title}",
        "{nothing}",
        "{",
        "{}",
        "position",
        "unit",
        "person",
        "organization",
        "cycle",
        "error",
        "a/b",
        "sales",
    ),
    *(
        {"at_least": 1},
        {"exists": True},
        {"fact": "unit.type"},
        {"includes": ["a"]},
        {"count": {"at_most": 0}},
        {"role": "general-manager"},
    ),
    *(
        {"each": "position", "require": {"title": "A"}},
        ["position", "unit"],
        "90 days",
        "today",
        "2026-01-01",
        {"any_of": []},
        {"all_of": [{}]},
    ),
)
_EVERY = (*VALUES, *_STANDING, *_STANDING)
_TOKENS = (*TOKENS, *(f"{word}:" for word in _WORDS[:40]), "{title}", "{x")


@cache
def shipped_files() -> tuple[tuple[str, str], ...]:
    """The written rules of the shipped rulebooks: a path that none of them has, and their texts."""
    files = sorted(path for path in shipped_folder().glob("*/*/*.yaml") if path.parent.parent.name != "sales-organization")
    return tuple((f"own-{path.parent.name}/{path.name}", path.read_text("utf-8")) for path in files)


def make(dice: Dice) -> Case:
    """A small rulebook: random rules, or some of those that are shipped; most have something broken in one file."""
    if dice.random() < 0.5:
        files = dict(a_rulebook([throws(dice, 60) for _ in range(dice.randint(1, 3))]).files)
        if dice.random() < 0.5:
            files = {name: data for name, data in files.items() if not name.startswith("roles") or dice.random() < 0.5}
    else:
        chosen = dice.sample(shipped_files(), dice.randint(1, 3))
        files = {"rulebook.yaml": {"rulebook": "house", "version": "1", "name": {"en": "House", "zh": "内部"}}}
        files |= {path: _data(text) for path, text in chosen}
    if dice.random() < 0.08:
        base = dice.choice(("sales-organization", "organization-basics", "house", "../x", "spans-and-layers", "."))
        files["rulebook.yaml"] = files["rulebook.yaml"] | {
            "extends": base,
            "disable": [dice.choice(("nothing/x", "accountability/one-holder"))],
        }
    broken = dice.choice(list(files))
    if dice.random() < 0.6:
        files[broken] = broken_data(files[broken], dice, _WORDS, dice.choice((_EVERY, _STANDING)))
    texts = {
        name: as_text(data, dice) if name == broken else json.dumps(data, ensure_ascii=False) for name, data in files.items()
    }
    if dice.random() < 0.15:
        texts[broken] = broken_text(texts[broken], dice, _TOKENS)
    if dice.random() < 0.1:
        texts["statements.tsv"] = broken_text("id\tkind\ten\tzh\n1.1\tline\tA statement\t陈述\n1.2\tduty\tAnother\t\n", dice)
    design = json.dumps(a_design(dice), ensure_ascii=False)
    content = {
        name: as_bytes(text, dice)[0] if name == broken and dice.random() < 0.3 else text.encode("utf-8", "surrogatepass")
        for name, text in texts.items()
    }
    asked = {"design": design, "about": dice.choice(NAMES), "language": dice.choice(("en", "zh")), "broken": broken}
    return Case(content, asked)


@cache
def _data(text: str) -> Any:
    data = plain_data(parse(text.encode(), "shipped.yaml").data)
    return {key: value for key, value in data.items() if key not in ("cites", "reading")}


def judge_rulebook(case: Case, dice: Dice) -> str:
    """Load a rulebook; one that can be is used."""
    language: Language = case.asked["language"]
    with folder_of(case) as folder, _shipped_kept(), speaking(language):
        lines = {
            str(folder / name): each for name, content in case.files.items() for each in judge.lines_of(name, content).values()
        }
        try:
            library = load_library([str(folder)])
        except OrgrulesError as error:
            return judge.refused(error, lines, language)
        return _used(case, folder, library, lines, dice)


def _used(case: Case, folder: Path, library: Library, lines: judge.Lines, dice: Dice) -> str:
    language: Language = case.asked["language"]
    design = design_of(parse(case.asked["design"].encode(), "design.json"))
    settings = Settings(engine="reference", language=language, today=TODAY)
    try:
        [(_organization, report)] = check_each([design], library, settings)
    except OrgrulesError as error:
        return judge.refused(error, {}, language)
    judge.whole(report, {}, language, dice)
    if dice.randrange(4) == 0:
        [(_organization, other)] = check_each([design], library, settings._replace(engine="durable"))
        judge.alike(report.findings, other.findings, "the engines disagree")
        judge.alike(report.rules, other.rules, "the engines disagree")
    if dice.randrange(4) == 0:
        [(_organization, other)] = check_each([design], restore(json.loads(json.dumps(snapshot(library)))), settings)
        judge.alike(map(_plain, report.findings), map(_plain, other.findings), "a snapshot says something else")
    for rule in library.rules if dice.randrange(3) == 0 else ():
        if rule.source.path.startswith(str(folder)):
            for line in explain_rule(rule, library):
                sanitize(line)
    fact_lines(library.terms.attributes)
    coverage_of(library)
    if dice.randrange(3) == 0:
        outcome = selftest(str(folder), settings)
        for problem in (*outcome.failures, *outcome.warnings):
            judge.told(problem, lines)  # it names subjects, in whatever language they are called
    return "used"


def _plain(finding: Any) -> tuple[Any, ...]:
    return finding.rule, finding.location, finding.message, finding.expected, finding.actual, finding.fingerprint


@contextmanager
def _shipped_kept() -> Iterator[None]:
    """Read the shipped rulebooks once, and not for each input."""

    def reading(path: Path, *rest: Any) -> Folder:
        return _kept(path) if path.is_relative_to(shipped_folder()) else read_folder(path, *rest)

    with patch("orgrules.rulebook.library.read_folder", reading):
        yield


@cache
def _kept(path: Path) -> Folder:
    return read_folder(path, None)


RULEBOOKS = Kind(make, judge_rulebook)
