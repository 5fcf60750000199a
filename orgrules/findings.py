"""What a check finds: frozen values that the engine makes and the reports show, and that know neither."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from orgrules.errors import Problem, place_words

if TYPE_CHECKING:
    from orgrules.chart import Chart


class Severity(IntEnum):
    """How bad it is. The order is that of ``--fail-on``."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """As rulebooks and reports write it: error, warning, info."""
        return self.name.lower()


#: The words for the severity from which on findings fail a check.
THRESHOLDS = ("error", "warning", "info", "never")


def threshold(word: str) -> Severity | None:
    """The severity from which on findings fail a check, by one of ``THRESHOLDS``."""
    return None if word == "never" else Severity[word.upper()]


def fingerprint(*parts: str) -> str:
    """32 hexadecimal digits by which a finding is known again: of its rule and of what it is about."""
    import hashlib  # imported where used: what loads OpenSSL is a fiftieth of a small check, which may find nothing

    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


#: How duties, skills, powers and meetings are read, and how what refers to something else is matched, in the order of counts.
TERMS_READ = ("id", "name", "wording", "open", "none")
REFERENCES = ("managers", "units", "holders")
REFERENCES_READ = ("exact", "case", "zeros", "mail", "person", "name", "ambiguous", "unknown")


class Location(NamedTuple):
    """A place in a file; line and column count from 1. In a workbook they are those of a cell, and ``sheet`` names its sheet."""

    path: str
    line: int
    column: int
    sheet: str = ""

    def __str__(self) -> str:
        return place_words(self.path, self.line, self.column, self.sheet)


class SubjectName(NamedTuple):
    """What a finding is about: the kind of subject, its declared id or None, and its title or name."""

    kind: str
    id: str | None
    title: str


class Related(NamedTuple):
    """Another place that has to do with a finding, and what stands there."""

    location: Location
    note: str


class Cite(NamedTuple):
    """The statement of a source document that a rule comes from; ``place`` is where it stands there, where that is known."""

    rulebook: str
    document: str
    statement: str
    gloss: str
    place: str = ""


class Waived(NamedTuple):
    """That a finding is accepted on purpose: why, and until when (ISO date); by the design itself, or by the settings."""

    reason: str
    until: str | None
    in_design: bool = False


class Finding(NamedTuple):
    """One rule broken at one place. Texts are in the report's language; ``fingerprint`` depends neither on it nor on the line.

    ``subject_at`` is where the subject begins, which is not always where the finding points. ``repeated`` names those of
    ``expected`` and ``actual`` that are only a list which the message holds too: a format for people leaves them out.
    ``by_wording``: it rests on what a text was read as by its wording; ``related`` says which.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    subject: SubjectName
    related: tuple[Related, ...]
    expected: str
    actual: str
    cites: tuple[Cite, ...]
    fix: str
    fingerprint: str
    waived: Waived | None = None
    subject_at: Location | None = None
    repeated: tuple[str, ...] = ()
    by_wording: bool = False

    def fails(self, threshold: Severity | None) -> bool:
        """Whether it is at or above a severity (None: no finding is) and not waived."""
        return threshold is not None and self.severity >= threshold and self.waived is None


class Replacement(NamedTuple):
    """A text that is to stand in a file between two places, which count from 1; the second is behind the last character."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Proposed(NamedTuple):
    """What orgrules fix proposes against a finding: its number there, its changes in words, why, and what it does to the files.

    ``asks``: it is made only where it is asked for. ``replacements`` are none where it changes no text, or not by itself.
    """

    number: int
    changes: tuple[str, ...]
    reason: str
    asks: bool = False
    replacements: tuple[Replacement, ...] = ()


class Uncovered(NamedTuple):
    """A position that no rule on its role judged: its declared id or None, its title, and where it stands."""

    id: str | None
    title: str
    location: Location


class ColumnRead(NamedTuple):
    """One column of a table: its name, what it was taken for ("" for nothing that is known), and how that was found."""

    name: str
    means: str
    how: str


class FileRead(NamedTuple):
    """One file of a design, or one sheet of a workbook, and how it was understood: its format, how many entries stand in it.

    Only a table has a ``header_row``, ``columns`` and rows that were ``skipped``, each with why it was not taken for an entry.
    """

    path: str
    kind: str
    rows: int
    sheet: str | None = None
    header_row: int | None = None
    columns: tuple[ColumnRead, ...] = ()
    skipped: tuple[Problem, ...] = ()


class TableRead(NamedTuple):
    """How a file of tables was understood.

    ``decided`` is what was decided of whole sheets, ``notes`` of single cells.
    """

    sheets: tuple[FileRead, ...]
    decided: tuple[Problem, ...]
    notes: tuple[Problem, ...]


class FileSummary(NamedTuple):
    """What was checked of one design.

    ``covered_positions``: how many a rule on their role judged, None where there is no such rule; ``uncovered`` are the others,
    in the order of the design. ``unrecognized``: titles of no known role, each with how many have it; none where the loaded
    rulebooks know no roles at all. ``terms``: how many duties, skills, powers and meetings were read in each of the ways of
    ``TERMS_READ``; ``references``: of each of ``REFERENCES``, how many were matched in each of the ways of ``REFERENCES_READ``.
    ``kept_on_wording``: how many rules are kept only because a text was read by its wording. ``table`` is there where the design
    is one.
    """

    path: str
    positions: int
    units: int
    people: int
    covered_positions: int | None
    unrecognized: tuple[tuple[str, int], ...]
    uncovered: tuple[Uncovered, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    references: tuple[tuple[str, str, int], ...] = ()
    kept_on_wording: int = 0
    table: TableRead | None = None


class RuleSummary(NamedTuple):
    """How often one rule was judged, could not be judged because the design leaves something open, and was broken.

    What the rule says of itself follows, in the report's language.
    """

    id: str
    judged: int
    not_judged: int
    findings: int
    severity: Severity = Severity.ERROR
    rulebook: str = ""
    name: str = ""
    why: str = ""
    cites: tuple[Cite, ...] = ()


class Gone(NamedTuple):
    """An entry of a baseline that no longer occurs, or not so often: where it stands, and how many findings it has too many."""

    location: Location
    rule: str
    path: str
    subject: str
    times: int


class BaselineSummary(NamedTuple):
    """What comparing with a baseline gave: how many findings it hides, and what it holds that no longer occurs."""

    path: str
    hidden: int
    gone: tuple[Gone, ...]


class SetAside(NamedTuple):
    """What a strict check did not let hide anything: how many waivers, and which baseline."""

    waivers: int
    baseline: str | None


class LaidOver(NamedTuple):
    """A file of changes that was laid over the design before it was checked: what it is called, and how many changes it has."""

    path: str
    name: str | None
    changes: int


class Report(NamedTuple):
    """The outcome of one run. Findings are sorted by path, line, column, rule; ``problems`` say what could not be checked.

    ``baseline`` is None where none was compared with, ``set_aside`` where the check was not strict; ``charts``, one a file, are
    there where they were asked for. ``settings_file`` is None where there was none; ``rules_left_out`` counts the rules that
    hold in none of the checked files, whatever leaves them out: the settings file, a variable or the command line.
    ``proposed`` is what can be done against findings, by their fingerprints and places; None where nobody asked for it.
    """

    files: tuple[FileSummary, ...]
    rules: tuple[RuleSummary, ...]
    findings: Sequence[Finding]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()  # files of a folder that are no designs
    tables_left_out: tuple[str, ...] = ()  # tables in folders, which nobody asked for
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read: designs, included ones too, settings
    rulebooks: frozenset[str] = frozenset()  # resolved paths of the folders of the rulebooks
    baseline: BaselineSummary | None = None
    set_aside: SetAside | None = None
    charts: "tuple[Chart, ...]" = ()
    settings_file: str | None = None
    rules_left_out: int = 0
    proposed: Mapping[tuple[str, Location], Proposed] | None = None
    laid_over: tuple[LaidOver, ...] = ()

    def proposal(self, finding: Finding) -> Proposed | None:
        """What is proposed against a finding."""
        return None if self.proposed is None else self.proposed.get((finding.fingerprint, finding.location))

    def number_of(self, severity: Severity) -> int:
        """How many findings of one severity stand, waived ones apart."""
        return sum(number for (each, waived, _), number in self._numbers().items() if each is severity and not waived)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether a finding that stands is at or above a severity, or the baseline is out of date (None: nothing fails)."""
        if threshold is None:
            return False
        standing = any(severity >= threshold and not waived for severity, waived, _ in self._numbers())
        return standing or bool(self.baseline and self.baseline.gone)

    @property
    def on_wording(self) -> int:
        """How many findings rest on what a text was read as by its wording."""
        return sum(number for (_severity, _waived, by_wording), number in self._numbers().items() if by_wording)

    @property
    def kept_on_wording(self) -> int:
        """How many rules are kept, each counted at each of its subjects, only because a text was read by its wording."""
        return sum(file.kept_on_wording for file in self.files)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(number for (_severity, waived, _), number in self._numbers().items() if waived)

    def _numbers(self) -> Counter[tuple[Severity, bool, bool]]:
        """How many findings there are by severity, whether they are waived, and whether they rest on wording."""
        counted: Counter[tuple[Severity, bool, bool]] | None = getattr(self.findings, "numbers", None)
        if counted is not None:  # those of a large report are counted as they are put down
            return counted
        return Counter((each.severity, each.waived is not None, each.by_wording) for each in self.findings)
