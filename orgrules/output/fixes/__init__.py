"""What can be mended in a design, as frozen values; a module in this folder is a format that shows it."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal, NamedTuple

from orgrules.findings import Cite, Finding, Location, Severity, SubjectName
from orgrules.output.formats import Formats
from orgrules.output.patches import Patch

#: What a proposal is about.
Kind = Literal[
    "manager",
    "unit",
    "parent",
    "title",
    "id",
    "reference",
    "spelling",
    "duty",
    "requirement",
    "dotted line",
    "repeated",
    "headcount",
]
#: What a change does to an entry: something under a key, a key less, one more entry, one less.
Action = Literal["put", "drop", "add", "remove"]


class Absent(Enum):
    """Nothing at all, which null is not."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Change(NamedTuple):
    """One thing that is to be different about an entry of the design; ``before`` and ``after`` are plain data.

    ``key`` is that of a put or a drop, with those below it behind dots; "" where all of the entry is added or removed.
    ``location`` is where the value stands, or the entry where it says nothing of it.
    """

    action: Action
    location: Location
    subject: SubjectName
    key: str
    before: Any = ABSENT
    after: Any = ABSENT


class Cell(NamedTuple):
    """A cell of a table that is to be different, where the file itself cannot be written; ``cell`` is called as in C14."""

    path: str
    sheet: str
    cell: str
    before: str
    after: str


class Target(NamedTuple):
    """A file that is written, and the one whose text it corrects: the same, or a copy beside it."""

    path: str
    corrects: str


class Proposal(NamedTuple):
    """Changes that belong together, and the findings that they remove.

    ``number`` is its place in the list, from 1, which is the same as long as the design and the settings are. ``asks``: it is
    made only where it is asked for; ``chosen``: it is among those that are made. It ``rests_on`` those without which it would not
    hold, by their numbers. ``patches`` and ``cells`` are what it alone
    does to the files; none where that was not looked at. ``unwritable`` says why it cannot be written into them.
    """

    number: int
    kind: Kind
    subject: SubjectName
    location: Location
    changes: tuple[Change, ...]
    reason: str
    cites: tuple[Cite, ...]
    removes: tuple[Finding, ...]
    asks: bool = False
    chosen: bool = True
    rests_on: tuple[int, ...] = ()
    patches: tuple[Patch, ...] = ()
    cells: tuple[Cell, ...] = ()
    unwritable: str = ""


class Left(NamedTuple):
    """A finding for which nothing is proposed, and why."""

    finding: Finding
    why: str


class Fixes(NamedTuple):
    """What can be mended in one design.

    ``before`` are its findings as it is, ``after`` those that it has with all that is chosen. ``patches`` and ``cells`` are what
    all that is chosen does to the files, each file under the name that the user gave it. ``targets`` are the files that are
    written, each with the file that it corrects, which may be the same; ``written``: they are. ``solver`` chose among proposals
    that exclude one another: "cp-sat", "greedy", or "nearest" where there were too many to be tried one by one.
    """

    path: str
    proposals: tuple[Proposal, ...]
    left: tuple[Left, ...]
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    patches: tuple[Patch, ...] = ()
    cells: tuple[Cell, ...] = ()
    targets: tuple[Target, ...] = ()
    written: bool = False
    solver: str = ""
    not_utf_8: tuple[str, ...] = ()  # files whose patches are no patches for programs, which compare bytes
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read
    rulebooks: frozenset[str] = frozenset()  # and of the folders of the rulebooks

    @property
    def chosen(self) -> tuple[Proposal, ...]:
        """The proposals that are made."""
        return tuple(each for each in self.proposals if each.chosen)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether something is still to be done: a proposal that is not written, or a finding at or above a severity."""
        waiting = any(not (self.written and each.chosen) for each in self.proposals)
        return waiting or any(finding.fails(threshold) for finding in self.after)


def kind_name(kind: Kind) -> str:
    """A kind as --select takes it."""
    return kind.replace(" ", "-")


FORMATS: Formats[Fixes] = Formats(__name__, __path__)
