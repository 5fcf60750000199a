"""The use case: designs, rulebooks and settings in, one report out. It reads like the first paragraph of the README."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from orgrules.chart import Chart
from orgrules.design.read import STANDARD_INPUT, Design, design_of, load, looks_like_design
from orgrules.engine.build import findings_with_subjects
from orgrules.engine.decide import Decision, Memory, decide, engine_named
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem, UsageError
from orgrules.findings import FileSummary, Finding, Report, RuleSummary
from orgrules.organization.link import link
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library, Rule
from orgrules.settings import Settings
from orgrules.source import Source, paused_collector
from orgrules.text import Language, did_you_mean, pick, shown

#: What is taken for a design when a folder is searched.
SUFFIXES = (".yaml", ".yml", ".json")
#: Folders that hold no designs of the user's.
_PASSED_OVER_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})


def check(paths: Sequence[str], settings: Settings = Settings(), *, charted: bool = False) -> Report:  # noqa: B008 - frozen
    """Check designs against rulebooks.

    Files, folders, patterns and "-" are gone through in their order. What one design cannot be checked for does not keep the
    others from being checked: it is among the report's ``problems``. ``charted`` asks for the charts of the designs too.

    Raises:
        RulebookError: a rulebook is invalid.
        UsageError: no file matches, no rule is selected, a rulebook, rule or engine does not exist.
        EngineError: the engine failed.
    """
    library = load_library(settings.rulebooks)
    rules = select_rules(library.rules, settings)
    engine = engine_named(settings.engine)
    work = _Work(charts=[] if charted else None)
    with paused_collector():
        for design in _read_all(paths, settings, work):
            try:
                _check_one(design, library, rules, engine, settings, work)
            except OrgrulesError as error:
                work.problems += error.problems
    return Report(
        files=tuple(work.files),
        rules=_summaries(rules, work, settings.language),
        findings=tuple(sorted(work.findings, key=lambda finding: (finding.location, finding.rule))),
        problems=tuple(dict.fromkeys(work.problems)),
        passed_over=tuple(work.passed_over),
        charts=tuple(work.charts or ()),
    )


def check_design(
    design: Design, library: Library, rules: Sequence[Rule], engine: Engine, memory: Memory | None = None
) -> Decision:
    """Link one design and decide the rules on it; ``memory`` is that of ``decide``.

    Raises:
        DesignError: the design contradicts itself.
        EngineError: the engine failed.
    """
    return decide(link(design, library.titles, library.terms), rules, engine, memory)


def select_rules(rules: Sequence[Rule], settings: Settings) -> list[Rule]:
    """The rules that ``select`` names (all, where it names none) without those that ``ignore`` names.

    Raises:
        UsageError: a pattern matches no loaded rule, or no rule is left.
    """
    ids = [rule.id for rule in rules]
    for pattern in (*settings.select, *settings.ignore):
        if not any(fnmatchcase(id_, pattern) for id_ in ids):
            raise UsageError(
                f'no loaded rule is named "{shown(pattern)}"{did_you_mean(pattern, ids)}; "orgrules rules" lists them'
            )
    selected = [
        rule
        for rule in rules
        if (not settings.select or _matches(rule.id, settings.select)) and not _matches(rule.id, settings.ignore)
    ]
    if not selected:
        raise UsageError("no rule is left to check: everything selected is ignored too")
    return selected


@dataclass(slots=True)
class _Work:
    """What a run gathers on its way."""

    files: list[FileSummary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    charts: list[Chart] | None = None  # None: nobody asks for them
    memory: Memory = field(default_factory=dict)
    judged: Counter[str] = field(default_factory=Counter)
    not_judged: Counter[str] = field(default_factory=Counter)


def _check_one(design: Design, library: Library, rules: Sequence[Rule], engine: Engine, settings: Settings, work: _Work) -> None:
    decision = check_design(design, library, rules, engine, work.memory)
    organization = decision.organization
    for rule, tally in decision.tallies.items():
        work.judged[rule] += tally.judged
        work.not_judged[rule] += tally.not_judged
    found = findings_with_subjects(decision.broken, library, settings.language)
    work.findings += [finding for finding, _ in found]
    if work.charts is not None:
        from orgrules.engine.chart import chart_of  # imported where used: most runs draw nothing

        work.charts.append(chart_of(organization, found, library, settings.language))
    unrecognized = Counter(position.title for position in organization.positions if position.resolution.status == "unrecognized")
    work.files.append(
        FileSummary(
            path=design.path,
            positions=len(organization.positions),
            units=len(organization.units),
            people=len(organization.people),
            covered_positions=organization.covered or 0,
            unrecognized=tuple(unrecognized.most_common()),
        )
    )


def _summaries(rules: Iterable[Rule], work: _Work, language: Language) -> tuple[RuleSummary, ...]:
    found = Counter(finding.rule for finding in work.findings)
    return tuple(
        RuleSummary(
            id=rule.id,
            judged=work.judged[rule.id],
            not_judged=work.not_judged[rule.id],
            findings=found[rule.id],
            name=pick(rule.name, language),
        )
        for rule in rules
    )


def _read_all(paths: Sequence[str], settings: Settings, work: _Work) -> Iterator[Design]:
    """Every design that the paths name, without those that another of them includes.

    Whether a file is a part of another is known only when all are read: until then what is wrong with it is kept apart.
    """
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError('standard input ("-") can be read only once')
    read: dict[str, Design | OrgrulesError] = {}
    passed_over: list[str] = []
    for path, named in _files(paths, work):
        try:
            source = load(path, settings.encoding, settings.limits)
            if not named and not looks_like_design(source):
                passed_over.append(path)
                continue
            read[path] = _design(source, path, settings)
        except OrgrulesError as error:
            read[path] = error
    designs = [design for design in read.values() if isinstance(design, Design)]
    included = {path for design in designs for path in design.included}
    # os.path.realpath, unlike Path.resolve, takes a link that leads to itself
    work.passed_over += [path for path in passed_over if Path(os.path.realpath(path)) not in included]
    for path, design in read.items():
        if path != STANDARD_INPUT and Path(os.path.realpath(path)) in included:
            continue
        if isinstance(design, Design):
            yield design
        else:
            work.problems += design.problems
    if not designs and not work.problems:
        found = f"no design among {len(work.passed_over)} file(s) found" if work.passed_over else "no file found"
        raise UsageError(f"nothing to check: {found}; a design has the key positions")


def _design(source: Source, path: str, settings: Settings) -> Design:
    top = None if path == STANDARD_INPUT else Path(path)
    return design_of(source, top=top, encoding=settings.encoding, limits=settings.limits)


def _files(paths: Sequence[str], work: _Work) -> Iterator[tuple[str, bool]]:
    """Files by their paths, each once, and whether the user named it (rather than a folder or a pattern)."""
    seen: set[str] = set()
    for path in paths:
        found = list(_expanded(path))
        if not found:
            what = "in the folder" if os.path.isdir(path) else "matches"
            work.problems.append(Problem("", 0, 0, f'nothing to check: no file {what} "{shown(path)}"'))
        for file, named in found:
            key = file if file == STANDARD_INPUT else os.path.realpath(file)
            if key not in seen:
                seen.add(key)
                yield file, named


def _expanded(path: str) -> Iterator[tuple[str, bool]]:
    if path == STANDARD_INPUT or os.path.isfile(path):
        yield path, True
    elif os.path.isdir(path):
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER_FOLDERS)
            for name in sorted(files):
                file = os.path.normpath(os.path.join(folder, name))
                if name.endswith(SUFFIXES) and not name.startswith(".") and os.path.isfile(file):
                    yield file, False
    elif any(character in path for character in "*?[") and not os.path.lexists(path):
        import glob  # imported where used: most runs name files

        yield from ((file, False) for file in sorted(glob.glob(path, recursive=True)) if os.path.isfile(file))
    else:
        yield path, True  # it does not exist, or is no file: reading it says why


def _matches(rule: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in patterns)
