"""The linked organization: positions, units, people and cycles that know one another.

They are built by ``link`` and only read after it. What a design leaves open is None; what it gets wrong is a status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from orgrules.design.read import Declared, Design, NestedReference
from orgrules.organization.namesakes import Namesakes
from orgrules.organization.suggestions import Suggester
from orgrules.organization.terms import Listed, Read, Terms, TermSet
from orgrules.text import collapse

if TYPE_CHECKING:
    from orgrules.design.model import PersonEntry, PositionEntry, UnitEntry

#: How a reference fared. ``none``: there is none; ``duplicate``: it names an id that is declared more than once, which is a
#: finding of its own; ``itself``: it leads back to where it stands.
ReferenceStatus = Literal["none", "known", "unknown", "ambiguous", "itself", "duplicate"]
#: How it fared where it may have meant anything.
BROKEN: tuple[ReferenceStatus, ...] = ("unknown", "ambiguous", "duplicate")

#: The role of a position whose title is no title of the loaded rulebooks: a value like any other, equal to no role.
UNRECOGNIZED = "unrecognized"


class Resolution(NamedTuple):
    """What a position is to the rules, and how its title told.

    ``role`` is None where the title is near a known one or means several jobs, so that nothing is concluded from a misspelling,
    a remark or a word of two meanings. ``name``
    is the known name that was found in the title, ``marks`` and ``areas`` what stood around it.
    """

    role: str | None
    status: Literal["stated", "unknown-role", "recognized", "near", "area", "remark", "open", "untitled", "unrecognized"]
    name: str | None = None
    marks: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    suggestion: str | None = None
    in_context: bool = False  # whether the name is the role's only in a unit like the position's
    title_role: str | None = None  # the role that the title alone tells, whatever the design states
    headcount: int | None = None  # how many it says that the position is for: 销售代表（2名）


#: What a position is before its title is looked at.
UNRESOLVED = Resolution(UNRECOGNIZED, "unrecognized")


class Line(NamedTuple):
    """One dotted line as written: where it leads, and how the reference fared."""

    reference: str
    target: Position | None
    status: ReferenceStatus


class CoHolder(NamedTuple):
    """One of several who share a position, as written: who it is, and how the reference fared."""

    reference: str
    target: Person | None
    status: ReferenceStatus


class CoHead(NamedTuple):
    """One of several positions that head a unit, as written: which it is, and how the reference fared."""

    reference: str
    target: Position | None
    status: ReferenceStatus


def first_broken(named: Iterable[CoHolder | CoHead]) -> tuple[ReferenceStatus, str | None]:
    """How several references fared, and the first of them that is broken."""
    return next(((each.status, each.reference) for each in named if each.status in BROKEN), ("known", None))


@dataclass(slots=True, eq=False)
class Position:
    """A seat in the organization. ``depth`` counts the managers above it: None in and below a cycle or a broken reference.

    Where several share it, ``co_holders`` are these and ``holder`` is None; ``holder_status`` and ``holder_reference`` are then
    those of the first reference that is broken, if one is.
    """

    declared: Declared[PositionEntry] = field(init=False)
    organization: Organization
    index: int
    id: str | None
    title: str
    is_outside: bool = False  # of the extract that the design is: referred to, and nothing is judged or counted of it
    first_with_id: Position | None = None  # the earlier declaration of the same id, where this one repeats it
    manager: Position | None = None
    manager_status: ReferenceStatus = "none"
    manager_reference: str | None = None
    reports: Sequence[Position] = ()  # most have none, and no list of their own for them
    unknown_reports: tuple[NestedReference, ...] = ()
    ambiguous_reports: tuple[NestedReference, ...] = ()
    dotted: tuple[Line, ...] = ()
    unit: Unit | None = None
    unit_status: ReferenceStatus = "none"
    unit_reference: str | None = None
    holder: Person | None = None
    holder_status: ReferenceStatus = "none"
    co_holders: tuple[CoHolder, ...] = ()
    vacancy: str | None = None  # the word for nobody that stands in the place of its holder: TBC, 空缺
    top: Literal["below", "declared", "main", "stray"] | None = None
    depth: int | None = None
    resolution: Resolution = UNRESOLVED

    @property
    def role(self) -> str | None:
        """The role that the rules know it by; None where a misspelt or ambiguous title leaves it open."""
        return self.resolution.role

    @property
    def known_role(self) -> str | None:
        """Its role where it is one that a rulebook describes."""
        return None if self.role == UNRECOGNIZED else self.role

    @property
    def is_vacant(self) -> bool:
        """Whether the design says that nobody holds it, by null, a word for nobody or its title; not where it is silent."""
        if self.declared.entry.holder is not None:
            return self.vacancy is not None
        return "holder" in self.declared.entry.written or "vacant" in self.resolution.marks

    @property
    def holder_reference(self) -> str | None:
        """Its holder as written."""
        if self.co_holders:
            return first_broken(self.co_holders)[1]
        written = self.declared.entry.holder
        return written[0] if isinstance(written, list) else written

    @property
    def holders(self) -> list[Person]:
        """Everybody who is known to hold it."""
        if self.co_holders:
            return [each.target for each in self.co_holders if each.target is not None]
        return [] if self.holder is None else [self.holder]

    def chain(self) -> Iterator[Position]:
        """Its manager, that one's manager and so on; a cycle is followed once."""
        seen = {self.index}
        above = self.manager
        while above is not None and above.index not in seen:
            yield above
            seen.add(above.index)
            above = above.manager

    def all_reports(self) -> Iterator[Position]:
        """Everyone below it by solid lines, in no particular order; a cycle is followed once."""
        seen = {self.index}
        waiting = list(self.reports)
        while waiting:
            below = waiting.pop()
            if below.index not in seen:
                seen.add(below.index)
                yield below
                waiting.extend(below.reports)

    def dotted_lines(self) -> list[Position]:
        """The positions that its dotted lines lead to."""
        return [line.target for line in self.dotted if line.target is not None]


class RowPosition(Position):
    """A position that is a row of a table: its entry is made when it is asked for."""

    __slots__ = ()

    @property
    def declared(self) -> Declared[PositionEntry]:  # type: ignore[override]
        """Its entry, and where it stands."""
        return self.organization.design.positions[self.index]

    def __copy__(self) -> RowPosition:
        """Another one that says the same: its entry, which is made, is nothing to be copied."""
        made = RowPosition.__new__(RowPosition)
        for name in Position.__slots__:
            if name != "declared":
                setattr(made, name, getattr(self, name))
        return made


@dataclass(slots=True, eq=False)
class Unit:
    """A department, region, office … ``declared`` is None where the design has no units and the name is free text.

    Where several positions head it, ``co_heads`` are these, as ``co_holders`` are of a position.
    """

    declared: Declared[UnitEntry] | None
    organization: Organization
    index: int
    id: str | None
    name: str
    type: str | None = None
    first_with_id: Unit | None = None
    parent: Unit | None = None
    parent_status: ReferenceStatus = "none"
    head: Position | None = None
    head_status: ReferenceStatus = "none"
    head_reference: str | None = None
    co_heads: tuple[CoHead, ...] = ()
    co_head_indices: frozenset[int] = frozenset()  # of those that are known: every position of the unit is looked up there
    children: list[Unit] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    reaches_outside: bool = False  # whether a position outside of the design sits in it, and who knows how many more
    place_names: frozenset[str] | None = None  # its name and those around it, normalized: made when a title asks

    @property
    def heads(self) -> list[Position]:
        """The positions that are known to head it."""
        if self.co_heads:
            return [each.target for each in self.co_heads if each.target is not None]
        return [] if self.head is None else [self.head]

    def above(self) -> Iterator[Unit]:
        """The units around it, nearest first; a cycle is followed once."""
        seen = {self.index}
        unit = self.parent
        while unit is not None and unit.index not in seen:
            yield unit
            seen.add(unit.index)
            unit = unit.parent

    def with_all_below(self) -> Iterator[Unit]:
        """It and every unit below it; a cycle is followed once."""
        seen: set[int] = set()
        waiting: list[Unit] = [self]
        while waiting:
            unit = waiting.pop()
            if unit.index not in seen:
                seen.add(unit.index)
                yield unit
                waiting.extend(unit.children)

    def all_positions(self) -> Iterator[Position]:
        """The positions in it and in every unit below it; a cycle is followed once."""
        for unit in self.with_all_below():
            yield from unit.positions


@dataclass(slots=True, eq=False)
class Person:
    """Someone who holds positions. ``declared`` is None where the design has no people and the name is free text."""

    declared: Declared[PersonEntry] | None
    organization: Organization
    index: int
    id: str | None
    name: str
    first_with_id: Person | None = None
    positions: list[Position] = field(default_factory=list)

    @property
    def known_role(self) -> str | None:
        """The role of the person's positions, where they have but one."""
        roles = {position.known_role for position in self.positions}
        return roles.pop() if len(roles) == 1 else None


@dataclass(slots=True, eq=False)
class Cycle:
    """Positions that report to one another in a ring, or units that contain one another; the first in the file comes first."""

    organization: Organization
    index: int
    members: tuple[Position, ...] | tuple[Unit, ...]

    @property
    def kind(self) -> Literal["positions", "units"]:
        """What goes round: reporting lines or units."""
        return "positions" if isinstance(self.members[0], Position) else "units"


@dataclass(slots=True)
class Claims:
    """The claims to answer for one duty, counted by who is behind them.

    ``holders`` maps everyone who certainly answers for it to the first position by which they do: a person or, in a design that
    says nothing of holders, a position. ``open`` is whether a design that does speak of holders leaves out who is on one of the
    positions: it may be somebody else, or the same person once more.
    """

    first: Position
    holders: dict[Person | Position, Position] = field(default_factory=dict)
    open: bool = False


@dataclass(slots=True, eq=False)
class Organization:
    """A linked design. ``covered`` is known only once the rules on positions are decided (see ``engine.decide``)."""

    design: Design
    terms: Terms
    positions: list[Position] = field(default_factory=list)
    inside: list[Position] = field(default_factory=list)  # the positions without those that are outside of the design
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    has_lines: bool = False  # whether any reporting line is modelled
    models_places: bool = False  # whether any position has a unit, any unit a parent, any position a holder
    models_parents: bool = False
    models_holders: bool = False
    written: frozenset[tuple[str, str]] = frozenset()  # kind of entry and key, for every key that some entry of the kind has
    covered: int | None = None  # positions that at least one role rule judged; None where no role rule is loaded
    by_role: dict[str, list[Position]] = field(default_factory=dict)
    repeated_reports: dict[int, list[NestedReference]] = field(default_factory=dict)  # what stands twice, by whose reports
    open_roles: list[Position] = field(default_factory=list)  # positions whose title leaves their role open
    claims: Mapping[str, Claims] = field(default_factory=dict)  # who is accountable for a duty, by its id
    suggester: Suggester = field(default_factory=Suggester)
    namesakes: Namesakes = field(default_factory=Namesakes)
    today: date = date.max  # the day from which days are counted; ``link`` sets it
    trusts_wording: bool = True  # whether what a text clearly means by its wording is a fact, or open
    remembered: dict[Any, dict[Any, Any]] | None = None  # facts by how they are read, and subject; None until all is linked
    _read: dict[tuple[str, str, str | None], Read] = field(default_factory=dict)
    _named: dict[tuple[str, str], Read | None] = field(default_factory=dict)
    _listed: dict[tuple[str, tuple[str, ...], str | None, bool], Listed] = field(default_factory=dict)

    def read(self, kind: str, text: str, role: str | None) -> Read:
        """What a duty, skill, power or meeting as written means at a position of that role."""
        key = (kind, text, role)
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._named_as(kind, text) or self.terms.wordings.read(kind, text, role)
        return found if self.trusts_wording or found.how != "wording" else Read(found.ids, "open")

    def _named_as(self, kind: str, text: str) -> Read | None:
        """What it is by id or by name, which is the same at positions of every role."""
        key = (kind, text)
        if key not in self._named:
            self._named[key] = self.terms.named(kind, text)
        return self._named[key]

    def term_set(self, kind: str, texts: Iterable[str], role: str | None) -> frozenset[str]:
        """What a list of them means: ids, and texts that no rulebook knows as they are; and what it may mean beside these."""
        return self.listed(kind, texts, role).ids

    def listed(self, kind: str, texts: Iterable[str], role: str | None) -> Listed:
        """A list of them as it was read; remembered, for many rules ask for the same list."""
        there = tuple(texts)
        key = (kind, there, role, self.trusts_wording)
        found = self._listed.get(key)
        if found is None:
            found = self._listed[key] = self._list(kind, there, role)
        return found

    def _list(self, kind: str, texts: Sequence[str], role: str | None) -> Listed:
        certain: set[str] = set()
        perhaps: set[str] = set()
        by_wording: list[tuple[int, Read]] = []
        unclear: list[tuple[int, Read]] = []
        for index, text in enumerate(texts):
            read = self.read(kind, text, role)
            if read.how == "wording":
                by_wording.append((index, read))
            elif read.how in ("open", "none"):
                unclear.append((index, read))
            if read.how == "open":
                perhaps.update(read.ids)
            elif read.how == "none":
                certain.add(collapse(text))
            else:
                certain.update(read.ids)
        ids = TermSet(certain, perhaps) if perhaps else frozenset(certain)
        return Listed(ids, tuple(by_wording), tuple(unclear))

    def perhaps_of(self, roles: Iterable[str]) -> Iterator[Position]:
        """The positions of some roles, and those that may be."""
        for role in roles:
            yield from self.by_role.get(role, ())
        yield from self.open_roles

    def perhaps_has(self, roles: Iterable[str]) -> bool:
        """Whether a position is of one of these roles, or may be."""
        return bool(self.open_roles) or not self.by_role.keys().isdisjoint(roles)

    @property
    def name(self) -> str:
        """Its name, or the file's."""
        return self.design.organization.name or self.design.path


Subject = Position | Unit | Person | Cycle | Organization


def class_of(subject: Subject) -> str:
    """The name of the class of a subject, the same for all positions."""
    return "Position" if isinstance(subject, Position) else subject.__class__.__name__


def organization_of(subject: Subject) -> Organization:
    """The organization that a subject belongs to, or is."""
    return subject if isinstance(subject, Organization) else subject.organization
