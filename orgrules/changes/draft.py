"""An organization while changes are laid over it: what each thing is called by now, and who refers to whom.

References are kept as what they mean, so that a name may change under them; ``settle`` writes those anew whose text means
something else in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from orgrules.changes.steps import Put, Section, Step, lay_over
from orgrules.design.read import Design
from orgrules.organization.link import link
from orgrules.organization.model import CoHead, CoHolder, Line, Organization, Position, Unit
from orgrules.organization.names import Names, person_names, position_names, unit_names
from orgrules.organization.reading import only
from orgrules.organization.terms import Terms
from orgrules.organization.titles import TitleIndex
from orgrules.text import collapse, fold, normalize

#: No rulebook: whom a reference means does not hang on what titles and duties mean.
_NO_TITLES = TitleIndex({}, {}, frozenset(), (), frozenset())
_NO_TERMS = Terms({})
_SECTIONS: tuple[Section, ...] = ("positions", "units", "people")


@dataclass(slots=True, eq=False)
class Place:
    """A unit. ``at`` is its index among the entries of the design, or would be where these are not listed."""

    at: int
    id: str | None
    name: str | None
    parent: Place | None = None
    heads: list[Ref] = field(default_factory=list)  # those that are declared

    @property
    def called(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.id or ""


@dataclass(slots=True, eq=False)
class Someone:
    """A person."""

    at: int
    id: str | None
    name: str

    @property
    def called(self) -> str:
        """The person's name."""
        return self.name


@dataclass(slots=True, eq=False)
class Seat:
    """A position. Without a ``manager`` or a ``unit`` it has none, or one that nobody knows: what it says of it stays.

    ``over`` is the seat that it is nested in, by where it stands in its file.
    """

    at: int
    id: str | None
    title: str
    manager: Seat | None = None
    unit: Place | None = None
    dotted: list[Ref] = field(default_factory=list)
    holders: list[Ref] = field(default_factory=list)
    nested: bool = False

    @property
    def called(self) -> str:
        """Its title."""
        return self.title

    @property
    def name(self) -> str:
        """Its title: what it is looked up by beside its id."""
        return self.title

    def chain(self) -> Iterator[Seat]:
        """Itself, its manager, that one's manager and so on; a cycle is followed once."""
        seen: set[int] = set()
        seat: Seat | None = self
        while seat is not None and seat.at not in seen:
            seen.add(seat.at)
            yield seat
            seat = seat.manager


class Ref(NamedTuple):
    """An item of a list of references, and what it means; None: nothing, or nobody knows."""

    text: str
    target: Any


ThingT = TypeVar("ThingT", Seat, Place, Someone)


class Register(Generic[ThingT]):
    """The things of one kind that are there by now, by their ids and names."""

    def __init__(self, things: Iterable[ThingT], form: Callable[[str], str], answers: Mapping[str, Any]) -> None:
        self.things: dict[int, ThingT] = {thing.at: thing for thing in things}
        self.next = len(self.things)
        self._form = form
        self._answers = answers
        # keys without values: one of many that share a title may go at once
        self._ids: dict[str, dict[ThingT, None]] = {}
        self._names: dict[str, dict[ThingT, None]] | None = None
        for thing in self.things.values():
            if thing.id is not None:
                self._ids.setdefault(collapse(thing.id), {})[thing] = None

    def find(self, text: str) -> Collection[ThingT]:
        """What a text may mean: whatever has it as its id, or else as its name."""
        found = self.identified(text) or self.named(text)
        if found:
            return found
        answer = self._answers.get(text)
        target = None if answer is None or answer.target is None else self.things.get(answer.target)
        return [] if target is None else [target]

    def identified(self, text: str) -> Collection[ThingT]:
        """Whatever has a text as its id."""
        return self._ids.get(collapse(text), {}).keys()

    def named(self, text: str) -> Collection[ThingT]:
        """Whatever has a text as its name."""
        if self._names is None:
            self._names = {}
            for thing in self.things.values():
                if thing.name is not None:
                    self._names.setdefault(self._form(thing.name), {})[thing] = None
        return self._names.get(self._form(text), {}).keys()

    def only(self, text: str) -> ThingT | None:
        """The one thing that a text means."""
        found = self.find(text)
        return next(iter(found)) if len(found) == 1 else None

    def text(self, thing: ThingT) -> str | None:
        """What means a thing and nothing else by now."""
        if thing.id is not None and len(self._ids.get(collapse(thing.id), ())) == 1:
            return thing.id
        if thing.name is not None and self.only(thing.name) is thing:
            return thing.name
        return None

    def known(self) -> Iterator[str]:
        """Every id and every name."""
        for thing in self.things.values():
            if thing.id is not None:
                yield thing.id
            if thing.name is not None:
                yield thing.name

    def add(self, thing: ThingT) -> None:
        """One more thing."""
        self.things[thing.at] = thing
        self.next = max(self.next, thing.at + 1)
        if thing.id is not None:
            self._ids.setdefault(collapse(thing.id), {})[thing] = None
        if self._names is not None and thing.name is not None:
            self._names.setdefault(self._form(thing.name), {})[thing] = None

    def remove(self, thing: ThingT) -> None:
        """A thing that is no longer there."""
        del self.things[thing.at]
        if thing.id is not None:
            del self._ids[collapse(thing.id)][thing]
        if self._names is not None and thing.name is not None:
            del self._names[self._form(thing.name)][thing]

    def rename(self, thing: ThingT, names: Mapping[str, str | None]) -> None:
        """Give a thing another id, or another title or name."""
        self.remove(thing)
        for key, value in names.items():
            setattr(thing, key, value)
        self.add(thing)


class Draft:
    """The positions, units and people of an organization as changes make them."""

    def __init__(self, organization: Organization) -> None:
        design = organization.design
        table = design.table
        answers = {} if table is None else table.answers
        nothing: Mapping[str, Any] = MappingProxyType({})
        self.organization = organization
        self.lists_units = design.units is not None
        self.lists_people = design.people is not None
        places = [_place(each) for each in organization.units]
        people = [
            Someone(each.index, each.declared.entry.id if each.declared else None, each.name) for each in organization.people
        ]
        seats = [Seat(each.index, each.declared.entry.id, each.title) for each in organization.positions]
        self.below: dict[Seat, dict[Seat, None]] = {}
        # of each thing those that refer to it, or did: gathered once one is taken away
        self._referring: dict[Any, dict[Any, None]] | None = None
        for seat, position in zip(seats, organization.positions, strict=True):
            if position.manager is not None:
                seat.manager = seats[position.manager.index]
                self.below.setdefault(seat.manager, {})[seat] = None
            if position.unit is not None:
                seat.unit = places[position.unit.index]
            seat.nested = position.declared.over >= 0
            if position.dotted:
                seat.dotted = _refs(position.dotted, seats)
            if position.declared.entry.holder is not None:
                seat.holders = _holders(position, people)
        for place, unit in zip(places, organization.units, strict=True):
            if unit.parent is not None:
                place.parent = places[unit.parent.index]
            head = unit.declared.entry.head if unit.declared else None
            if unit.co_heads:
                place.heads = _refs(unit.co_heads, seats)
            elif head is not None:
                place.heads = [Ref(only(head), None if unit.head is None else seats[unit.head.index])]
        self.positions = Register(seats, normalize, answers.get("position", nothing))
        self.units = Register(places, normalize, answers.get("unit", nothing))
        self.people = Register(people, fold, answers.get("person", nothing))

    def put_below(self, seat: Seat, manager: Seat | None) -> None:
        """A position has another manager, or none that is known."""
        if seat.manager is not None:
            self.below.get(seat.manager, {}).pop(seat, None)
        seat.manager = manager
        if manager is not None:
            self.below.setdefault(manager, {})[seat] = None

    def refers(self, thing: Seat | Place, *targets: Any) -> None:
        """A thing refers to others from now on: by a dotted line or as its holder, its unit, its parent or its head."""
        if self._referring is not None:
            for target in targets:
                if target is not None:
                    self._referring.setdefault(target, {})[thing] = None

    def referring(self, target: Seat | Place | Someone) -> list[Any]:
        """Those that refer to a thing, or did: units, then positions, each in the order of the design; managers aside."""
        if self._referring is None:
            self._referring = {}
            for place in self.units.things.values():
                self.refers(place, place.parent, *(ref.target for ref in place.heads))
            for seat in self.positions.things.values():
                self.refers(seat, seat.unit, *(ref.target for ref in (*seat.dotted, *seat.holders)))
        found = self._referring.get(target, {})
        places = [each for each in found if isinstance(each, Place) and self.units.things.get(each.at) is each]
        seats = [each for each in found if isinstance(each, Seat) and self.positions.things.get(each.at) is each]
        return [*sorted(places, key=_at), *sorted(seats, key=_at)]

    def reports(self, seat: Seat) -> list[Seat]:
        """Those whose manager a position is."""
        return list(self.below.get(seat, ()))

    def place_of(self, text: str) -> Place | None:
        """The unit that a text means; where units are not listed, a text that is new is one more."""
        found = self.units.only(text)
        if found is None and not self.lists_units and not self.units.find(text):
            found = Place(self.units.next, None, text)
            self.units.add(found)
        return found

    def person_of(self, text: str) -> Someone | None:
        """The person that a text means; where people are not listed, a text that is new is one more."""
        found = self.people.only(text)
        if found is None and not self.lists_people and not self.people.find(text):
            found = Someone(self.people.next, None, text)
            self.people.add(found)
        return found


def _at(thing: Seat | Place) -> int:
    return thing.at


def _place(unit: Unit) -> Place:
    entry = unit.declared.entry if unit.declared else None
    return Place(unit.index, entry.id if entry else None, entry.name if entry else unit.name)


def _refs(lines: Iterable[Line | CoHead], seats: Sequence[Seat]) -> list[Ref]:
    return [Ref(each.reference, None if each.target is None else seats[each.target.index]) for each in lines]


def _holders(position: Position, people: Sequence[Someone]) -> list[Ref]:
    if position.co_holders:
        co: Iterable[CoHolder] = position.co_holders
        return [Ref(each.reference, None if each.target is None else people[each.target.index]) for each in co]
    written = position.declared.entry.holder
    return [Ref(only(written or ""), None if position.holder is None else people[position.holder.index])]


def linked(design: Design, today: date | None = None) -> Organization:
    """A design, linked as far as no rulebook is needed for it.

    Raises:
        DesignError: it contradicts itself.
    """
    return link(design, _NO_TITLES, _NO_TERMS, today=today)


def relinked(organization: Organization, steps: Iterable[Step]) -> Organization:
    """The organization with steps laid over it, linked as far as no rulebook is needed for it.

    Raises:
        ValueError: as ``lay_over``.
        DesignError: the design contradicts itself with them.
    """
    return linked(lay_over(organization, steps), organization.today)


class Settled(NamedTuple):
    """Steps, and what they make of the organization that they are laid over, where it had to be linked anyway."""

    steps: list[Step]
    organization: Organization | None


def settle(draft: Draft, steps: Sequence[Step]) -> Settled:
    """The steps, and those by which every reference means what the draft says, under the names that things have in the end.

    Raises:
        ValueError, DesignError: as ``relinked``.
    """
    there = relinked(draft.organization, steps)
    stale = _Stale(draft, there).steps()
    return Settled([*steps, *stale], None if stale else there)


class _Stale:
    """Finds the references of a linked organization that mean something else than a draft says."""

    def __init__(self, draft: Draft, linked: Organization) -> None:
        self._draft = draft
        self._linked = linked
        self._position = {at: linked.positions[new] for new, at in enumerate(sorted(draft.positions.things))}
        self._names: tuple[Names[Any], Names[Any], Names[Any]] | None = None
        units = sorted(draft.units.things) if draft.lists_units else []
        self._unit = {at: linked.units[new] for new, at in enumerate(units)}
        people = sorted(draft.people.things) if draft.lists_people else []
        self._person = {at: linked.people[new] for new, at in enumerate(people)}

    def steps(self) -> list[Step]:
        """Steps that put them right."""
        # what is to be written anew: section, entry, key, what it refers to (texts stay), whether it is a list
        found: list[tuple[Section, int, str, list[Any], bool]] = []
        for at, seat in self._draft.positions.things.items():
            position = self._position[at]
            if seat.manager is not None and position.manager is not self._position[seat.manager.at]:
                found.append(("positions", at, "reports_to", [seat.manager], False))
            if seat.unit is not None and not self._is_in(position, seat.unit):
                found.append(("positions", at, "unit", [seat.unit], False))
            if seat.dotted and not self._agree(seat.dotted, [self._dotted(line, position) for line in position.dotted]):
                found.append(("positions", at, "dotted_line_to", _meant(seat.dotted), True))
            if seat.holders and not self._hold(seat, position):
                found.append(("positions", at, "holder", _meant(seat.holders), len(seat.holders) > 1))
        for at, unit in self._unit.items():
            place = self._draft.units.things[at]
            if place.parent is not None and unit.parent is not self._unit[place.parent.at]:
                found.append(("units", at, "parent", [place.parent], False))
            if place.heads and not self._agree(place.heads, unit.heads):
                found.append(("units", at, "head", _meant(place.heads), len(place.heads) > 1))
        if not found:
            return []
        found += self._inheriting({at: targets[0] for section, at, key, targets, _ in found if key == "unit"})
        steps = self._named(target for each in found for target in each[3])
        for section, at, key, targets, several in found:
            texts = [self._text(target) for target in targets]
            steps.append(Put(section, at, (key,), texts if several else texts[0]))
        return steps

    def _inheriting(self, units: dict[int, Any]) -> list[tuple[Section, int, str, list[Any], bool]]:
        """The units of those that are nested in positions whose unit is written anew, where they do not follow them."""
        found: list[tuple[Section, int, str, list[Any], bool]] = []
        numbers = list(self._position) if units else []
        for at, position in self._position.items() if units else ():  # each after the one that it is nested in
            over = position.declared.over
            around = units.get(numbers[over]) if over >= 0 else None
            if around is None or at in units or position.declared.entry.unit is not None:
                continue
            own = self._draft.positions.things[at].unit
            units[at] = own or around
            if own is not None and own is not around:
                found.append(("positions", at, "unit", [own], False))
        return found

    def _is_in(self, position: Position, place: Place) -> bool:
        if self._draft.lists_units:
            return position.unit is self._unit[place.at]
        return position.unit is not None and normalize(position.unit.name) == normalize(place.called)

    def _dotted(self, line: Line, position: Position) -> Position | None:
        return position if line.status == "itself" else line.target

    def _agree(self, refs: Sequence[Ref], targets: Sequence[Position | None]) -> bool:
        """Whether those that are known are the same, in their order."""
        wanted = [self._position[ref.target.at] for ref in refs if ref.target is not None]
        known = [target for target in targets if target is not None]
        return len(wanted) == len(known) and all(one is other for one, other in zip(wanted, known, strict=True))

    def _hold(self, seat: Seat, position: Position) -> bool:
        wanted = [ref.target for ref in seat.holders if ref.target is not None]
        there = position.holders
        if len(wanted) != len(there):
            return False
        if self._draft.lists_people:
            return all(self._person[one.at] is other for one, other in zip(wanted, there, strict=True))
        return all(fold(one.name) == fold(other.name) for one, other in zip(wanted, there, strict=True))

    def _named(self, targets: Iterable[Any]) -> list[Step]:
        """Ids for those to which nothing else leads."""
        positions, units, people = position_names(self._linked), unit_names(self._linked), person_names(self._linked)
        self._names = (positions, units, people)
        needed: dict[Section, list[Any]] = {section: [] for section in _SECTIONS}
        at: dict[tuple[Section, int], int] = {}
        for target in targets:
            section, thing = self._thing(target)
            if thing is not None and self._by_section()[section].mean(thing) is None and thing.declared.entry.id is None:
                needed[section].append(thing)
                at[section, thing.index] = target.at
        steps: list[Step] = []
        taken = {collapse(text) for text in _unknown(self._linked)}
        positions.make(needed["positions"], taken, lambda each: (each.title, each.unit.name if each.unit else None))
        units.make(needed["units"], taken, lambda each: (each.name, each.parent.name if each.parent else None))
        people.make(needed["people"], taken, lambda each: (each.name,))
        for section, names in self._by_section().items():
            made = {each.index: each for each in needed[section]}
            steps += [Put(section, at[section, index], ("id",), names.ids[index]) for index in made]
        return steps

    def _by_section(self) -> dict[Section, Names[Any]]:
        return {} if self._names is None else dict(zip(_SECTIONS, self._names, strict=True))

    def _thing(self, target: Any) -> tuple[Section, Any]:
        if isinstance(target, Seat):
            return "positions", self._position[target.at]
        if isinstance(target, Place):
            return "units", self._unit.get(target.at)
        return ("people", self._person.get(target.at)) if isinstance(target, Someone) else ("people", None)

    def _text(self, target: Any) -> str:
        """What means a thing; a text is what it is."""
        if isinstance(target, str):
            return target
        section, thing = self._thing(target)
        if thing is None or self._names is None:
            return str(target.called)
        names = self._by_section()[section]
        return names.mean(thing) or names.ids[thing.index] or str(target.called)


def _meant(refs: Iterable[Ref]) -> list[Any]:
    return [ref.text if ref.target is None else ref.target for ref in refs]


def _unknown(linked: Organization) -> Iterator[str]:
    """The texts that mean no position, unit or person: no id that is made may be one of them."""
    for position in linked.positions:
        if position.manager is None and position.manager_reference is not None:
            yield position.manager_reference
        if position.unit is None and position.unit_reference is not None:
            yield position.unit_reference
        yield from (line.reference for line in position.dotted if line.target is None)
        if position.holder_reference is not None and not position.holders:
            yield position.holder_reference
    for unit in linked.units:
        yield from (each.reference for each in unit.co_heads if each.target is None)
        if unit.head is None and unit.head_reference is not None:
            yield unit.head_reference
