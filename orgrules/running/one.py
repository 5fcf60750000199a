"""One design: from the bytes of its files to what came of it, as plain data. Whoever does it, here or elsewhere, does this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from orgrules.chart import Chart
from orgrules.design.find import Aside, File, Given, Reading, design_in, open_file
from orgrules.design.read import Design, Shelf
from orgrules.engine.build import Builder
from orgrules.engine.decide import Decision, Memory, Tally, decide, engine_named
from orgrules.engine.doubts import Doubts
from orgrules.engine.places import place
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem, SettingsError
from orgrules.findings import FileSummary, Finding, Uncovered
from orgrules.locale import _
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Subject
from orgrules.organization.reading import counted_references, counted_terms
from orgrules.policy.selection import Selection
from orgrules.policy.waivers import Written, waivers_in
from orgrules.rulebook.model import Library, Rule
from orgrules.settings import Settings
from orgrules.spool import Row, row_of

#: Findings of several designs that are made with what is remembered of those before.
MOST_FINDINGS = 10_000
#: Of a rule that is left out.
_NONE = Tally()


class _Known:
    """What is known of some rules from the designs on which they were decided."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self.memory: Memory = {}

    @cached_property
    def doubts(self) -> Doubts:
        """The rules as they are decided where wording is not trusted; most designs are read without it."""
        return Doubts(self._rules)


@dataclass(frozen=True, slots=True)
class Setup:
    """What all designs of a run are checked with, in one process.

    ``charted``: whether charts are asked for; ``counts_kept``: whether anybody asks what is kept only by wording, for which
    rules are decided once more.
    """

    settings: Settings
    reading: Reading
    library: Library
    selection: Selection
    engine: Engine
    today: date
    charted: bool = False
    counts_kept: bool = True
    _known: dict[tuple[str, ...], _Known] = field(default_factory=dict)
    _builders: list[Builder] = field(default_factory=list)

    def builder(self) -> Builder:
        """Who makes the findings, in the language of the settings; now and then a new one, for it remembers what they say."""
        if not self._builders or self._builders[0].made > MOST_FINDINGS:
            self._builders[:] = [Builder(self.library)]
        return self._builders[0]

    def known(self, rules: Sequence[Rule]) -> _Known:
        """What is known of the rules that are decided on a design, which settings may leave out of another one."""
        ids = tuple([rule.id for rule in rules])
        if ids not in self._known:
            self._known[ids] = _Known(rules)
        return self._known[ids]


class Outcome(NamedTuple):
    """What came of one file.

    ``aside`` where it is no design that is checked; ``unread`` says why it cannot be read, ``problems`` why it cannot be checked.
    ``included`` are the resolved paths of the files that it includes, ``paths`` those of all its files as reports name them.
    ``judged`` and ``not_judged`` tell how often each rule of the library was judged, and how often it could not be: numbers
    alone, for there are many rules and many designs. Waivers are not applied to the ``findings`` yet, which may be made only when
    they are asked for. ``found`` and ``digests`` are what was read of the disk beside the file, where anybody wants to know: for
    each pattern and folder the files found; the SHA-256 of each file.
    """

    aside: Aside | None = None
    unread: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    included: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    summary: FileSummary | None = None
    judged: tuple[int, ...] = ()
    not_judged: tuple[int, ...] = ()
    waivers: tuple[Written, ...] = ()
    chart: Chart | None = None
    found: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    findings: Iterable[Row] = ()


def set_up(
    settings: Settings, library: Library, today: date, *, charted: bool = False, counts_kept: bool = True, prefix: str = ""
) -> Setup:
    """What designs are checked with.

    Raises:
        SettingsError, UsageError: a rule that the settings name does not exist, or no rule is left.
        UsageError, EngineError: the engine does not exist, or cannot be used here.
    """
    selection, engine = Selection(library, settings, prefix), engine_named(settings.engine)
    return Setup(settings, settings.reading(), library, selection, engine, today, charted, counts_kept)


def opened(file: File, setup: Setup) -> Given | Outcome:
    """A file as it is read, or what has come of it already where it cannot be."""
    try:
        return open_file(file, setup.reading) or Outcome(aside="no design")
    except OrgrulesError as error:
        return Outcome(unread=error.problems)


def examine(given: Given, setup: Setup, shelf: Shelf = Shelf()) -> Outcome:  # noqa: B008 - frozen
    """Read and check one file; what keeps it from being read or checked is a part of the outcome."""
    try:
        design = design_in(given, setup.reading, shelf)
    except OrgrulesError as error:
        return Outcome(unread=error.problems)
    if not isinstance(design, Design):
        return Outcome(aside=design)
    included = tuple(sorted(map(str, design.included)))
    try:
        return examine_design(design, setup)[1]._replace(included=included)
    except OrgrulesError as error:
        return Outcome(problems=error.problems, included=included)


def examine_design(design: Design, setup: Setup) -> tuple[Organization, Outcome]:
    """Check one design that is read.

    Raises:
        DesignError: it contradicts itself.
        SettingsError: no rule is left for it.
        EngineError: the engine failed.
    """
    paths = tuple(source.path for source in design.sources)
    rules = setup.selection.for_design(paths)
    if not rules:
        message = _("no rule is left to check in this file: the settings leave all of them out")
        raise SettingsError(Problem(design.path, 1, 1, message))
    # an auditor takes no guess for a fact, however clear
    linked = link(design, setup.library.titles, setup.library.terms, trusts_wording=not setup.settings.strict, today=setup.today)
    known = setup.known(rules)
    decision = decide(linked, rules, setup.engine, known.memory)
    organization = decision.organization
    found: Iterable[tuple[Finding, Subject]] = setup.builder().each(decision.broken)
    chart = None
    if setup.charted:
        from orgrules.engine.chart import chart_of  # imported where used: most runs draw nothing

        found = sorted(found, key=lambda pair: (pair[0].location, pair[0].rule))
        chart = chart_of(organization, found, setup.library)
    told = (finding for finding, _subject in found)
    tallies = [decision.tallies.get(rule.id, _NONE) for rule in setup.library.rules]
    outcome = Outcome(
        paths=paths,
        summary=_summary(design, setup, decision, lambda: known.doubts.kept(linked, decision, setup.engine)),
        judged=tuple([tally.judged for tally in tallies]),
        not_judged=tuple([tally.not_judged for tally in tallies]),
        waivers=tuple(waivers_in(design)),
        chart=chart,
        findings=map(row_of, setup.selection.of(_with_those_of_tables(design, told))),
    )
    return organization, outcome


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


def _with_those_of_tables(design: Design, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with what was noted at their cells, and after them those on the tables themselves."""
    if design.table is None:
        yield from findings
        return
    from orgrules.engine.tables import table_findings, with_notes  # imported where used: most designs are none

    yield from with_notes(findings, design.table)
    yield from table_findings(design)


def _summary(design: Design, setup: Setup, decision: Decision, kept_on_wording: Callable[[], int]) -> FileSummary:
    organization = decision.organization
    read = None
    if design.table is not None:
        from orgrules.engine.tables import table_read  # imported where used: most designs are none

        read = table_read(design.table)
    terms = counted_terms(organization)
    unrecognized: Counter[str] = Counter()
    if setup.library.titles.roles:
        unrecognized.update(each.title for each in organization.inside if each.resolution.status == "unrecognized")
    asks = setup.counts_kept and "wording" in dict(terms)
    return FileSummary(
        path=design.path,
        positions=len(organization.inside),
        units=len(organization.units),
        people=len(organization.people),
        covered_positions=organization.covered,
        unrecognized=tuple(unrecognized.most_common()),
        uncovered=tuple(Uncovered(each.declared.entry.id, each.title, place(each, ("title",))) for each in decision.uncovered),
        terms=terms,
        references=counted_references(organization),
        kept_on_wording=kept_on_wording() if asks else 0,
        table=read,
    )
