"""The use case: designs, rulebooks and settings in, one report out. It reads like the first paragraph of the README."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from orgrules.design.read import Design
from orgrules.designs import read_designs
from orgrules.engine.build import build_findings
from orgrules.engine.decide import Decision, Memory, decide, engine_named
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem, SettingsError
from orgrules.findings import FileSummary, Finding, Report, RuleSummary, SetAside
from orgrules.organization.link import link
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library, Rule
from orgrules.selection import Selection
from orgrules.settings import Settings
from orgrules.source import paused_collector
from orgrules.waivers import Waivers


class Examination(NamedTuple):
    """What a check found before any baseline is looked at.

    ``looked`` tells whether a finding of a rule in a file would have been found, had it been there.
    """

    report: Report
    selection: Selection
    looked: Callable[[str, str], bool]


def check(paths: Sequence[str], settings: Settings = Settings(), today: date | None = None) -> Report:  # noqa: B008 - frozen
    """Check designs against rulebooks.

    Files, folders, patterns and "-" are gone through in their order. What one design cannot be checked for does not keep the
    others from being checked: it is among the report's ``problems``. ``today`` tells which waivers have expired; None for now.

    Raises:
        RulebookError: a rulebook is invalid.
        SettingsError: a rule that the settings name does not exist, or is mandatory and to be left out.
        UsageError: no file matches, no rule is selected, a rulebook or engine does not exist.
        SourceError, BaselineError: the baseline cannot be read.
        EngineError: the engine failed.
    """
    examined = examine(paths, settings, today)
    if settings.baseline is None or settings.strict:
        return examined.report
    return _only_new(examined, settings.baseline)


def examine(paths: Sequence[str], settings: Settings = Settings(), today: date | None = None) -> Examination:  # noqa: B008 - frozen
    """Check designs as ``check`` does, and leave the baseline to the caller."""
    library = quick_library(settings.rulebooks)
    selection = Selection(library, settings)
    engine = engine_named(settings.engine)
    waivers = Waivers(settings, selection, today)
    work = _Work()
    with paused_collector():
        read = read_designs(paths, settings)
        work.problems += read.problems
        for design in read.designs:
            try:
                decision = _check_one(design, library, selection, engine, work)
                found = build_findings(decision.broken, library, settings.language)
                work.findings += waivers.apply(design, selection.of(found))
            except OrgrulesError as error:
                work.problems += error.problems
    work.findings += selection.of(waivers.findings(everything=not work.problems))
    report = Report(
        files=tuple(work.files),
        rules=_summaries(selection, waivers, work),
        findings=tuple(sorted(work.findings, key=lambda finding: (finding.location, finding.rule))),
        problems=tuple(dict.fromkeys(work.problems)),
        passed_over=tuple(read.passed_over),
        set_aside=SetAside(waivers.number, settings.baseline) if settings.strict else None,
    )
    return Examination(report, selection, lambda rule, path: _looked(selection, work.paths, rule, path))


def check_design(
    design: Design, library: Library, rules: Sequence[Rule], engine: Engine, memory: Memory | None = None
) -> Decision:
    """Link one design and decide the rules on it; ``memory`` is that of ``decide``.

    Raises:
        DesignError: the design contradicts itself.
        EngineError: the engine failed.
    """
    return decide(link(design, library.titles, library.terms), rules, engine, memory)


@dataclass(slots=True)
class _Work:
    """What a run gathers on its way. ``memories`` are those of ``decide``, by the rules that were decided."""

    files: list[FileSummary] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)  # of all files, included ones too, as the file system has them
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    memories: dict[tuple[str, ...], Memory] = field(default_factory=dict)
    judged: Counter[str] = field(default_factory=Counter)
    not_judged: Counter[str] = field(default_factory=Counter)


def _check_one(design: Design, library: Library, selection: Selection, engine: Engine, work: _Work) -> Decision:
    paths = [source.path for source in design.sources]
    rules = selection.for_design(paths)
    if not rules:
        raise SettingsError(
            Problem(design.path, 1, 1, "no rule is left to check in this file: the settings leave all of them out")
        )
    memory = work.memories.setdefault(tuple(rule.id for rule in rules), {})
    decision = check_design(design, library, rules, engine, memory)
    organization = decision.organization
    for rule, tally in decision.tallies.items():
        work.judged[rule] += tally.judged
        work.not_judged[rule] += tally.not_judged
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
    work.paths.update(map(os.path.realpath, paths))
    return decision


def _summaries(selection: Selection, waivers: Waivers, work: _Work) -> tuple[RuleSummary, ...]:
    """A summary of each rule that was checked; of those about waivers where there are any."""
    found = Counter(finding.rule for finding in work.findings)
    return tuple(
        RuleSummary(
            rule.id, work.judged[rule.id] if rule.conditions else waivers.number, work.not_judged[rule.id], found[rule.id]
        )
        for rule in selection.rules
        if rule.conditions or waivers.number
    )


def _only_new(examined: Examination, path: str) -> Report:
    """The report without what the baseline at ``path`` hides, and with what it holds that no longer occurs."""
    from orgrules.baseline import compare, read_baseline, summary  # imported where used: most runs have none

    report = examined.report
    found = compare(report.findings, read_baseline(path), path, examined.looked, examined.selection.never_hidden)
    numbers = Counter(finding.rule for finding in found.new)
    return report._replace(
        findings=tuple(found.new),
        rules=tuple(rule._replace(findings=numbers[rule.id]) for rule in report.rules),
        baseline=summary(path, found),
    )


def _looked(selection: Selection, checked: set[str], rule: str, path: str) -> bool:
    """Whether findings of a rule in a file would have been found; those of a rule that does not exist any more never are."""
    return os.path.realpath(path) in checked and (rule not in selection.known or rule in selection.at(path))
