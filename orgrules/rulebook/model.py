"""A loaded rulebook: rules compiled and ready to be decided, role profiles, statements. Frozen values."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from orgrules.facts.expressions import Expression, answering
from orgrules.facts.paths import Path
from orgrules.facts.vocabulary import Kind
from orgrules.files.source import Route, Source
from orgrules.findings import Severity
from orgrules.organization.model import Position
from orgrules.organization.terms import Terms
from orgrules.organization.titles import TitleIndex
from orgrules.text import NO_TEXTS, Texts


class Statement(NamedTuple):
    """One identified sentence of a source document, glossed in our own words; ``place`` is where it stands there, where known."""

    rulebook: str
    document: str
    id: str
    kind: str
    gloss: Texts
    place: str = ""


class Placement(NamedTuple):
    """Where a finding points and what it shows; what is not stated follows from the test that failed.

    ``at`` are keys of the subject's entry; ``related`` is the way to related places (and the condition on them); among the
    members of the collections ``elsewhere`` those are named that have what a list lacks.
    """

    at: tuple[str, ...] = ()
    related: str | None = None
    related_where: Expression | None = None
    expected: Texts = NO_TEXTS
    actual: Texts = NO_TEXTS
    elsewhere: tuple[Path, ...] = ()


class UnitCondition:
    """The condition of a title on the unit of a position: as written, and compiled."""

    __slots__ = ("_answer", "expression", "written")

    def __init__(self, written: Mapping[str, Any], expression: Expression) -> None:
        self.written = written
        self.expression = expression
        self._answer = answering(expression)

    def __call__(self, position: Position) -> bool | None:
        """Whether it holds at a position."""
        return self._answer(position)


class Rule(NamedTuple):
    """One rule, compiled. ``conditions`` holds ``where`` and ``require`` for each kind of subject that it judges.

    ``roles`` are those that its ``where`` confines it to (None: it judges all): a rule with roles is a *role rule*.
    ``item_cites`` are the statements behind single members of a list, so that a finding cites those that were broken;
    ``field_cites`` are those behind the rule as a whole.
    ``exclusive`` is what a profile says of its ``manages``, None where it does not say it.
    ``written`` is the rule as a rulebook would spell it out. Without a ``message``, findings tell which test failed.
    """

    id: str
    rulebook: str
    name: Texts
    severity: Severity
    conditions: Mapping[Kind, tuple[Expression, Expression]]
    roles: frozenset[str] | None
    message: Texts
    why: Texts
    fix: Texts
    cites: tuple[Statement, ...]
    field_cites: tuple[Statement, ...]
    item_cites: Mapping[str, tuple[Statement, ...]]
    placement: Placement
    written: Mapping[str, Any]
    source: Source
    route: Route  # () where the file is the rule, a field of the profile else
    reading: str | None = None  # where it is told how the documents are read here: a page, and a heading of it
    exclusive: bool | None = None


class Profile(NamedTuple):
    """A role's job description: the titles that it is known by."""

    role: str
    rulebook: str
    name: Texts
    aliases: tuple[str, ...]
    cites: tuple[Statement, ...]
    source: Source


class Rulebook(NamedTuple):
    """What is said of a rulebook as a whole. ``family`` are its name and those of the rulebooks that it refines."""

    name: str
    family: tuple[str, ...]
    version: str
    title: Texts
    statements: tuple[Statement, ...]
    not_checkable: Mapping[str, Texts]
    extends: str | None
    path: str
    extended: tuple[str, ...] = ()  # the folders of the rulebooks that it refines


class Library(NamedTuple):
    """Everything that a check needs of the loaded rulebooks. ``term_names`` gives the names of terms: kind -> id -> texts."""

    rulebooks: tuple[Rulebook, ...]
    rules: tuple[Rule, ...]
    profiles: Mapping[str, Profile]
    titles: TitleIndex
    terms: Terms
    term_names: Mapping[str, Mapping[str, Texts]]

    def folders(self) -> frozenset[str]:
        """The resolved paths of the rulebooks' folders, and of those of the rulebooks that they refine."""
        return frozenset(os.path.realpath(path) for rulebook in self.rulebooks for path in (rulebook.path, *rulebook.extended))
