"""The use case: designs, rulebooks and settings in, one report out. It reads like the first paragraph of the README."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from orgrules.days import today as day_today
from orgrules.design.find import Progress, read_designs
from orgrules.design.read import Design
from orgrules.engine.build import cites, findings_with_subjects, place
from orgrules.engine.decide import Decision, Memory, decide, engine_named
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem, SettingsError
from orgrules.files.source import paused_collector
from orgrules.findings import FileSummary, Finding, Report, RuleSummary, SetAside, Uncovered
from orgrules.locale import _, speaking
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.organization.reading import counted_references, counted_terms
from orgrules.policy.selection import Selection
from orgrules.policy.waivers import Waivers
from orgrules.rulebook.builtin import ABOUT_TABLES
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library, Rule
from orgrules.settings import Settings
from orgrules.text import pick

if TYPE_CHECKING:
    from orgrules.chart import Chart


class Examination(NamedTuple):
    """What a check found before any baseline is looked at.

    ``looked`` tells whether a finding of a rule in a file would have been found, had it been there.
    """

    report: Report
    selection: Selection
    looked: Callable[[str, str], bool]


def check(
    paths: Sequence[str],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    charted: bool = False,
    today: date | None = None,
) -> Report:
    """Check designs against rulebooks.

    Files, folders, patterns and "-" are gone through in their order. What one design cannot be checked for does not keep the
    others from being checked: it is among the report's ``problems``. ``charted`` asks for the charts of the designs too.
    ``today`` tells which waivers have expired and how long ago days are; None for that of the settings, or now.

    Raises:
        RulebookError: a rulebook is invalid.
        SettingsError: a rule that the settings name does not exist, or is mandatory and to be left out.
        UsageError: no file matches, no rule is selected, a rulebook or engine does not exist.
        SourceError, BaselineError: the baseline cannot be read.
        EngineError: the engine failed.
    """
    with speaking(settings.language):
        examined = examine(paths, settings, progress, charted=charted, today=today)
        if settings.baseline is None or settings.strict:
            return examined.report
        return _only_new(examined, settings.baseline)


def examine(
    paths: Sequence[str],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    progress: Progress | None = None,
    *,
    charted: bool = False,
    today: date | None = None,
) -> Examination:
    """Check designs as ``check`` does, and leave the baseline to the caller."""
    run = _begin(settings, quick_library(settings.rulebooks), today)
    run.charts = [] if charted else None
    with paused_collector():
        read = read_designs(paths, settings.reading(), progress)
        run.problems += read.problems
        for number, design in enumerate(read.designs):
            if progress:
                progress(len(read.designs) + number, 2 * len(read.designs))
            try:
                _check_one(design, run)
            except OrgrulesError as error:
                run.problems += error.problems
    report = _report(run)._replace(
        passed_over=tuple(read.passed_over),
        tables_left_out=read.tables_left_out,
        sources=read.sources | settings.sources(),
        rulebooks=run.library.folders(),
    )
    return Examination(report, run.selection, lambda rule, path: _looked(run, rule, path))


def check_each(
    designs: Iterable[Design], library: Library, settings: Settings, *, charted: bool = False
) -> list[tuple[Organization, Report]]:
    """Check designs that are read already, each by itself, and leave the baseline aside; ``charted`` as of ``check``.

    Raises:
        DesignError: a design contradicts itself.
        SettingsError, UsageError, EngineError: as ``check``.
    """
    found = []
    with paused_collector():
        for design in designs:
            run = _begin(settings, library, prefix=design.prefix)
            run.charts, run.counts_kept = [] if charted else None, False
            organization = _check_one(design, run)
            found.append((organization, _report(run)))
    return found


def check_design(
    design: Design,
    library: Library,
    rules: Sequence[Rule],
    engine: Engine,
    memory: Memory | None = None,
    *,
    trusts_wording: bool = True,
    today: date | None = None,
) -> Decision:
    """Link one design and decide the rules on it; ``memory`` is that of ``decide``, all after it that of ``link``.

    Raises:
        DesignError: the design contradicts itself.
        EngineError: the engine failed.
    """
    organization = link(design, library.titles, library.terms, trusts_wording=trusts_wording, today=today)
    return decide(organization, rules, engine, memory)


@dataclass(slots=True)
class _Run:
    """What designs are checked with, and what is gathered on the way.

    ``paths`` are those of all files, included ones too, as the file system has them; ``held`` the rules that hold in any of them.
    ``memories`` are those of ``decide``, by the rules that were decided.
    """

    settings: Settings
    library: Library
    selection: Selection
    engine: Engine
    waivers: Waivers
    today: date
    files: list[FileSummary] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    memories: dict[tuple[str, ...], Memory] = field(default_factory=dict)
    judged: Counter[str] = field(default_factory=Counter)
    not_judged: Counter[str] = field(default_factory=Counter)
    charts: list[Chart] | None = None  # None: nobody asks for them
    counts_kept: bool = True  # whether anybody asks what is kept only by wording: to know it, a design is decided once more


def _begin(settings: Settings, library: Library, today: date | None = None, prefix: str = "") -> _Run:
    selection = Selection(library, settings, prefix)
    day = day_today(today or settings.today)
    return _Run(settings, library, selection, engine_named(settings.engine), Waivers(settings, selection, day), day)


def _check_one(design: Design, run: _Run) -> Organization:
    paths = [source.path for source in design.sources]
    rules = run.selection.for_design(paths)
    if not rules:
        message = _("no rule is left to check in this file: the settings leave all of them out")
        raise SettingsError(Problem(design.path, 1, 1, message))
    memory = run.memories.setdefault(tuple(rule.id for rule in rules), {})
    trusts_wording = not run.settings.strict  # an auditor takes no guess for a fact, however clear
    decision = check_design(design, run.library, rules, run.engine, memory, trusts_wording=trusts_wording, today=run.today)
    organization = decision.organization
    for rule, tally in decision.tallies.items():
        run.judged[rule] += tally.judged
        run.not_judged[rule] += tally.not_judged
    found = findings_with_subjects(decision.broken, run.library)
    told = [finding for finding, _subject in found]
    read = None
    if design.table is not None:
        from orgrules.engine.tables import table_findings, table_read, with_notes  # imported where used: most are none

        told = [*with_notes(told, design.table), *table_findings(design)]
        read = table_read(design.table)
    run.findings += run.waivers.apply(design, run.selection.of(told))
    if run.charts is not None:
        from orgrules.engine.chart import chart_of  # imported where used: most runs draw nothing

        run.charts.append(chart_of(organization, found, run.library))
    terms = counted_terms(organization)
    unrecognized: Counter[str] = Counter()
    if run.library.titles.roles:
        unrecognized.update(each.title for each in organization.inside if each.resolution.status == "unrecognized")
    run.files.append(
        FileSummary(
            path=design.path,
            positions=len(organization.inside),
            units=len(organization.units),
            people=len(organization.people),
            covered_positions=organization.covered,
            unrecognized=tuple(unrecognized.most_common()),
            uncovered=tuple(
                Uncovered(each.declared.entry.id, each.title, place(each, ("title",))) for each in decision.uncovered
            ),
            terms=terms,
            references=counted_references(organization),
            kept_on_wording=(
                _kept_on_wording(design, run, rules, memory, decision) if run.counts_kept and "wording" in dict(terms) else 0
            ),
            table=read,
        )
    )
    run.paths.update(map(os.path.realpath, paths))
    run.held.update(*map(run.selection.at, paths))
    return organization


def _kept_on_wording(design: Design, run: _Run, rules: Sequence[Rule], memory: Memory, decision: Decision) -> int:
    """How many of the verdicts that a rule is kept would be none, were wording not trusted: the design is decided so, too."""
    without = check_design(design, run.library, rules, run.engine, memory, trusts_wording=False, today=run.today)
    return (_kept(decision) - _kept(without)).total()


def _kept(decision: Decision) -> Counter[str]:
    """How often each rule is kept."""
    kept = Counter({rule: tally.judged for rule, tally in decision.tallies.items()})
    kept.subtract(rule.id for rule, _subject in decision.broken)
    return kept


def _report(run: _Run) -> Report:
    findings = [*run.findings, *run.selection.of(run.waivers.findings(everything=not run.problems))]
    return Report(
        files=tuple(run.files),
        rules=_summaries(run, findings),
        findings=tuple(sorted(findings, key=lambda finding: (finding.location, finding.rule))),
        problems=tuple(dict.fromkeys(run.problems)),
        set_aside=SetAside(run.waivers.number, run.settings.baseline) if run.settings.strict else None,
        charts=tuple(run.charts or ()),
        settings_file=run.settings.config,
        rules_left_out=len(run.selection.known) - len(run.held or run.selection.rules),
    )


def _summaries(run: _Run, findings: Iterable[Finding]) -> tuple[RuleSummary, ...]:
    """A summary of each rule that was checked; of those about waivers where there are any."""
    found = Counter(finding.rule for finding in findings)
    return tuple(
        RuleSummary(
            id=rule.id,
            judged=run.judged[rule.id] if rule.conditions else _looked_at(run, rule),
            not_judged=run.not_judged[rule.id],
            findings=found[rule.id],
            severity=severity,
            rulebook=rule.rulebook,
            name=pick(rule.name),
            why=pick(rule.why),
            cites=cites(rule.cites),
        )
        for rule, severity in run.selection.rules
        if rule.conditions or _looked_at(run, rule)
    )


def _looked_at(run: _Run, rule: Rule) -> int:
    """How many waivers there are, or tables, for a rule about these."""
    return sum(file.table is not None for file in run.files) if rule in ABOUT_TABLES else run.waivers.number


def _only_new(examined: Examination, path: str) -> Report:
    """The report without what the baseline at ``path`` hides, and with what it holds that no longer occurs."""
    from orgrules.policy.baseline import compare, read_baseline, summary  # imported where used: most runs have none

    report = examined.report
    found = compare(report.findings, read_baseline(path), path, examined.looked, examined.selection.never_hidden)
    numbers = Counter(finding.rule for finding in found.new)
    return report._replace(
        findings=tuple(found.new),
        rules=tuple(rule._replace(findings=numbers[rule.id]) for rule in report.rules),
        baseline=summary(path, found),
    )


def _looked(run: _Run, rule: str, path: str) -> bool:
    """Whether findings of a rule in a file would have been found; those of a rule that does not exist any more never are."""
    known = run.selection.known
    return os.path.realpath(path) in run.paths and (rule not in known or rule in run.selection.at(path))
