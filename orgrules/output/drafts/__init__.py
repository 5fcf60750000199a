"""What was made of job descriptions, as frozen values; a module in this folder is a format that shows it."""

from __future__ import annotations

from typing import NamedTuple

from orgrules.errors import Problem
from orgrules.locale import _
from orgrules.output.formats import Formats


class Spot(NamedTuple):
    """Where in a document something stands: in words (``page 3, line 12``), and in numbers, 0 where the format knows none."""

    path: str
    said: str = ""
    page: int = 0
    line: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        return _("{path}, {place}").format(path=self.path, place=self.said) if self.said else self.path


class DocumentRead(NamedTuple):
    """A document that was read: its format, how many pages it has (0: the format has none), how many jobs are in it."""

    path: str
    kind: str
    pages: int
    jobs: int


class JobFound(NamedTuple):
    """A job that was found: the role that it is, its title and the number of its heading, and how much it says by field.

    ``file`` is that of its profile within the rulebook's folder; ``role`` and ``file`` are empty where it is drafted as none.
    """

    role: str
    title: str
    number: str
    spot: Spot
    file: str
    reports_to: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]

    def count(self, *names: str) -> int:
        """How many statements there are of some fields."""
        return sum(number for name, number in self.counts if name in names)


class Decision(NamedTuple):
    """What a person has to decide, the place of it, and the file of the rulebook that it concerns."""

    kind: str
    spot: Spot
    text: str
    file: str = ""


class NotUnderstood(NamedTuple):
    """A statement that is in no field of a role, the reason for it, and the role that it was said of."""

    kind: str
    spot: Spot
    text: str
    reason: str
    role: str = ""


class Remark(NamedTuple):
    """What was not read of a document as it stands, and where."""

    spot: Spot
    text: str


class FileOutcome(NamedTuple):
    """What became of a file of the rulebook: new, updated, merged, removed, kept, deleted, left; and why it is left as it was."""

    path: str
    what: str
    reason: str = ""


class Disagreement(NamedTuple):
    """What a person and the handbook say differently: where it stands, what the person has, what the handbook says now."""

    kind: str
    path: str
    line: int
    key: str
    ours: str
    theirs: str


class DraftReport(NamedTuple):
    """What was made of some job descriptions, and what a person has to look at.

    ``failures`` and ``warnings`` are what ``orgrules test`` finds in the rulebook. ``written``: something had to be written, and
    is; ``is_first``: there was no draft before. ``counts`` tells how many of each thing the rulebook has.
    """

    folder: str
    rulebook: str
    documents: tuple[DocumentRead, ...]
    jobs: tuple[JobFound, ...]
    decisions: tuple[Decision, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    remarks: tuple[Remark, ...] = ()
    files: tuple[FileOutcome, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    failures: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    written: bool = False
    is_first: bool = True

    @property
    def fails(self) -> bool:
        """Whether something of the draft is not in the rulebook, or an example of it fails: a person has to decide."""
        return bool(self.disagreements or self.failures) or any(file.what == "left" for file in self.files)


FORMATS: Formats[DraftReport] = Formats(__name__, __path__)
