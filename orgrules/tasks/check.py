"""The use case: designs, rulebooks and settings in, one report out. It reads like the first paragraph of the README."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from orgrules.days import today as day_today
from orgrules.design.find import File, Files, Progress, find_files
from orgrules.design.gather import Gathered, in_turns
from orgrules.design.load import STANDARD_INPUT, STANDARD_INPUT_NAME
from orgrules.design.read import Design
from orgrules.engine.build import cites
from orgrules.errors import ChangesError, DesignError, Problem, SettingsError, UsageError
from orgrules.files.source import paused_collector
from orgrules.findings import FileSummary, LaidOver, Report, RuleSummary, SetAside
from orgrules.locale import _, speaking
from orgrules.organization.model import Organization
from orgrules.policy.selection import Selection
from orgrules.policy.waivers import Waivers
from orgrules.rulebook.builtin import ABOUT_TABLES
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library, Rule
from orgrules.running import Item, runner
from orgrules.running.one import Outcome, Setup, examine_design, opened, set_up
from orgrules.settings import Settings
from orgrules.spool import Findings, Spool, finding_of, findings_of, row_of
from orgrules.text import pick

if TYPE_CHECKING:
    from orgrules.changes.read import Changes
    from orgrules.chart import Chart

T = TypeVar("T")


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
    changes: Sequence[str] = (),
) -> Report:
    """Check designs against rulebooks.

    Files, folders, patterns and "-" are gone through in their order. What one design cannot be checked for does not keep the
    others from being checked: it is among the report's ``problems``. ``charted`` asks for the charts of the designs too.
    ``today`` tells which waivers have expired and how long ago days are; None for that of the settings, or now. ``changes``
    are files of changes: they are laid over the design, which has to be one, one after the other, before it is checked.

    Raises:
        RulebookError: a rulebook is invalid.
        SettingsError: a rule that the settings name does not exist, or is mandatory and to be left out.
        UsageError: no file matches, no rule is selected, a rulebook or engine does not exist.
        SourceError, BaselineError: the baseline cannot be read.
        EngineError: the engine failed.
    """
    with speaking(settings.language):
        examined = examine(paths, settings, progress, charted=charted, today=today, changes=changes)
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
    changes: Sequence[str] = (),
) -> Examination:
    """Check designs as ``check`` does, and leave the baseline to the caller."""
    setup = set_up(settings, quick_library(settings.rulebooks), day_today(today or settings.today), charted=charted)
    if changes:
        return _with_changes(paths, changes, setup)
    files = find_files(paths, setup.reading)
    gathered, run = Gathered(files), _Run(setup)
    with paused_collector(), runner(setup) as checked:
        for turn, may_be_parts in in_turns(files.files, gathered):
            held: dict[int, Outcome] = {}
            for number, outcome in checked(_items(turn, files, setup, gathered, progress)):
                _note(number, outcome, gathered)
                if may_be_parts:
                    held[number] = outcome._replace(findings=tuple(outcome.findings))
                else:
                    run.add(number, outcome, files.files[number])
            for number, outcome in held.items():
                if not gathered.is_part(number):
                    run.add(number, outcome, files.files[number])
    found = gathered.result()
    report = _report(run, [*files.problems, *found.problems])._replace(
        passed_over=tuple(found.passed_over),
        tables_left_out=found.tables_left_out,
        sources=found.sources | settings.sources(),
        rulebooks=setup.library.folders(),
    )
    return Examination(report, setup.selection, lambda rule, path: _looked(run, rule, path))


def _with_changes(paths: Sequence[str], changes: Sequence[str], setup: Setup) -> Examination:
    """Check one design with changes laid over it: here and anew, for nobody keeps or sends a design that is in no file."""
    # imported where used: most runs lay nothing over
    from orgrules.changes.lay import laid
    from orgrules.changes.read import read_all
    from orgrules.design.gather import read_designs

    if [*paths, *changes].count(STANDARD_INPUT) > 1:
        raise UsageError(_('standard input ("-") can be read only once'))
    run, settings, problems = _Run(setup), setup.settings, list[Problem]()
    files: list[Changes] = []
    with paused_collector():
        found = read_designs(paths, setup.reading)
        if len(found.designs) != 1 and not found.problems:
            message = _("changes are laid over one design, and these are {number:,}; name one file")
            raise UsageError(message.format(number=len(found.designs)))
        try:
            files = read_all(changes, encoding=settings.encoding, limits=settings.limits)
            if not found.problems:
                run.add(0, examine_design(laid(found.designs[0], files).design, setup)[1], None)
        except (ChangesError, DesignError, SettingsError) as error:
            problems += error.problems
    read = found.sources | frozenset(path for file in files for path in file.real)
    run.paths.update(read)
    if STANDARD_INPUT in (*paths, *changes):
        run.paths.add(STANDARD_INPUT)
    report = _report(run, [*found.problems, *problems])._replace(
        passed_over=tuple(found.passed_over),
        tables_left_out=found.tables_left_out,
        sources=read | settings.sources(),
        rulebooks=setup.library.folders(),
        laid_over=tuple(LaidOver(file.path, file.name, len(file.changes)) for file in files if run.files),
    )
    return Examination(report, setup.selection, lambda rule, path: _looked(run, rule, path))


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
            day = day_today(settings.today)
            setup = set_up(settings, library, day, charted=charted, counts_kept=False, prefix=design.prefix)
            organization, outcome = examine_design(design, setup)
            run = _Run(setup)
            run.add(0, outcome, None)
            found.append((organization, _report(run, ())))
    return found


def _items(turn: Iterable[int], files: Files, setup: Setup, gathered: Gathered, progress: Progress | None) -> Iterator[Item]:
    """The files of a turn, each opened when its turn has come."""
    for number in turn:
        if progress:
            progress(gathered.done, len(files.files))
        yield number, opened(files.files[number], setup)


def _note(number: int, outcome: Outcome, gathered: Gathered) -> None:
    """Note what became of a file."""
    if outcome.unread:
        gathered.wrong(number, outcome.unread)
    elif outcome.aside is not None:
        gathered.aside(number, outcome.aside)
    else:
        gathered.read(number, outcome.included)


class _Run:
    """What is gathered of one design after the other, in any order.

    ``paths`` are those of all files, included ones too, as the file system has them; ``held`` the rules that hold in any of them.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.waivers = Waivers(setup.settings, setup.selection, setup.today)
        self.files: dict[int, FileSummary] = {}
        self.charts: dict[int, Chart] = {}
        self.problems: dict[int, Sequence[Problem]] = {}
        self.spool = Spool()
        self.paths: set[str] = set()
        self.held: set[str] = set()
        self.judged: Counter[str] = Counter()
        self.not_judged: Counter[str] = Counter()

    def add(self, number: int, outcome: Outcome, file: File | None) -> None:
        """Add what came of one design; None: one of which nobody asks where it is."""
        if outcome.problems:
            self.problems[number] = outcome.problems
        if outcome.summary is None:
            return
        rows = outcome.findings
        if outcome.waivers or self.waivers.in_settings:
            found = (finding_of(row.text) for row in rows)
            rows = map(row_of, self.waivers.apply(outcome.waivers, outcome.paths, found))
        self.spool.add(rows, number)
        self.files[number] = outcome.summary
        if outcome.chart is not None:
            self.charts[number] = outcome.chart
        for rule, judged, not_judged in outcome.judged:
            self.judged[rule] += judged
            self.not_judged[rule] += not_judged
        if file is not None:
            self.paths.update((file.real, *outcome.included))
        self.held.update(*map(self.setup.selection.at, outcome.paths))


def _report(run: _Run, problems: Sequence[Problem]) -> Report:
    told = [*problems, *(problem for number in sorted(run.problems) for problem in run.problems[number])]
    settings, selection = run.setup.settings, run.setup.selection
    of_waivers = selection.of(run.waivers.findings(everything=not told))
    run.spool.add(map(row_of, of_waivers), max(run.files, default=0) + 1)
    findings = run.spool.sorted()
    return Report(
        files=_in_order(run.files),
        rules=_summaries(run, findings),
        findings=findings,
        problems=tuple(dict.fromkeys(told)),
        set_aside=SetAside(run.waivers.number, settings.baseline) if settings.strict else None,
        charts=_in_order(run.charts),
        settings_file=settings.config,
        rules_left_out=len(selection.known) - len(run.held or selection.rules),
    )


def _in_order(by_number: Mapping[int, T]) -> tuple[T, ...]:
    return tuple([by_number[number] for number in sorted(by_number)])


def _summaries(run: _Run, findings: Findings) -> tuple[RuleSummary, ...]:
    """A summary of each rule that was checked; of those about waivers where there are any."""
    return tuple(
        RuleSummary(
            id=rule.id,
            judged=run.judged[rule.id] if rule.conditions else _looked_at(run, rule),
            not_judged=run.not_judged[rule.id],
            findings=findings.by_rule[rule.id],
            severity=severity,
            rulebook=rule.rulebook,
            name=pick(rule.name),
            why=pick(rule.why),
            cites=cites(rule.cites),
        )
        for rule, severity in run.setup.selection.rules
        if rule.conditions or _looked_at(run, rule)
    )


def _looked_at(run: _Run, rule: Rule) -> int:
    """How many waivers there are, or tables, for a rule about these."""
    return sum(file.table is not None for file in run.files.values()) if rule in ABOUT_TABLES else run.waivers.number


def _only_new(examined: Examination, path: str) -> Report:
    """The report without what the baseline at ``path`` hides, and with what it holds that no longer occurs."""
    from orgrules.policy.baseline import compare, read_baseline, summary  # imported where used: most runs have none

    report = examined.report
    found = compare(report.findings, read_baseline(path), path, examined.looked, examined.selection.never_hidden)
    findings = findings_of(found.new)
    return report._replace(
        findings=findings,
        rules=tuple(rule._replace(findings=findings.by_rule[rule.id]) for rule in report.rules),
        baseline=summary(path, found),
    )


def _looked(run: _Run, rule: str, path: str) -> bool:
    """Whether findings of a rule in a file would have been found; those of a rule that does not exist any more never are."""
    known, selection = run.setup.selection.known, run.setup.selection
    real = STANDARD_INPUT if path == STANDARD_INPUT_NAME else os.path.realpath(path)
    return real in run.paths and (rule not in known or rule in selection.at(path))
