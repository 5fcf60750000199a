"""The difference of two organizations as steps: laid over the old one they give the new one.

Positions, units and people go together as ``compare`` has them. An id that only the old organization has is kept: the new one
says nothing of it. The order of entries makes no difference, nor whether a position is nested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from orgrules.changes.draft import Draft, Place, Ref, Register, Seat, Settled, Someone, settle
from orgrules.changes.pairs import person_pairs, position_pairs, same_units, unit_pairs
from orgrules.changes.steps import Add, Drop, Put, Remove, Section, Step, data_of
from orgrules.changes.write import same
from orgrules.organization.model import CoHead, CoHolder, Line, Organization, Person, Position, Unit
from orgrules.text import collapse, normalize

ThingT = TypeVar("ThingT", Place, Someone)

#: Keys that refer to others: they are the same where they mean the same.
_REFERENCES = ("reports_to", "unit", "dotted_line_to", "holder", "parent", "head", "reports")


def difference(old: Organization, new: Organization) -> Settled:
    """The steps from one organization to another.

    Raises:
        DesignError: the old organization contradicts itself with them.
    """
    return _Difference(old, new).steps()


class _Difference:
    def __init__(self, old: Organization, new: Organization) -> None:
        self._old, self._new = old, new
        self._draft = Draft(old)
        self._steps: list[Step] = []
        # of each thing of the new organization, by its index there, what it is in the draft
        self._places: dict[int, Place] = {}
        self._people: dict[int, Someone] = {}
        self._seats: dict[int, Seat] = {}

    def steps(self) -> Settled:
        old, new, draft = self._old, self._new, self._draft
        self._whole()
        gone_units, gone_people = self._units(), self._persons()
        positions = position_pairs(old, new, same_units(old, new))
        kept = {before.index for before, _ in positions}
        gone = [seat for at, seat in draft.positions.things.items() if at not in kept]
        seats = dict(draft.positions.things)
        self._seats = {after.index: seats[before.index] for before, after in positions}
        for position in new.positions:
            if position.index not in self._seats:
                self._seats[position.index] = self._added(position)
        for before, after in positions:
            self._position(before, after)
        for position in new.positions:
            self._refer(position)
        self._heads()
        gone_at = {seat.at for seat in gone}
        for at, seat in seats.items():
            # nobody may be nested in a position that goes; who has no manager from now on is told so already
            if old.positions[at].declared.over in gone_at and at not in gone_at and seat.manager is not None:
                self._steps.append(Put("positions", at, ("reports_to",), seat.manager.called))
        self._remove("positions", _deepest_first(gone, old))
        self._remove("units", gone_units)
        self._remove("people", gone_people)
        return settle(draft, self._steps)

    def _whole(self) -> None:
        self._put("organization", 0, data_of(self._old.design.organization), data_of(self._new.design.organization), ())

    def _put(self, section: Section, at: int, before: Mapping[str, Any], after: Mapping[str, Any], left: Iterable[str]) -> None:
        """Put and drop what is different, but for some keys."""
        for key, value in after.items():
            if key not in left and not (key in before and same(before[key], value)):
                self._steps.append(Put(section, at, (key,), value))
        for key in before:
            if key not in left and key not in after:
                self._steps.append(Drop(section, at, (key,)))

    def _remove(self, section: Section, gone: Iterable[Any]) -> None:
        register: Any = getattr(self._draft, section)
        for thing in gone:
            self._steps.append(Remove(section, thing.at))
            register.remove(thing)

    # ------------------------------------------------------------------------------------ units and people

    def _units(self) -> list[Place]:
        """Units as the new organization has them; those that are to go."""
        old, new, draft = self._old, self._new, self._draft
        pairs = {after.index: before.index for before, after in unit_pairs(old, new)}
        if old.design.units is None and new.design.units is None:
            for unit in new.units:
                self._places[unit.index] = (
                    draft.units.things[pairs[unit.index]] if unit.index in pairs else self._free_place(unit)
                )
            return []
        if old.design.units is None:
            draft.lists_units = True
            for place in list(draft.units.things.values()):
                self._steps.append(Add("units", {"name": place.name}))
        before_them = dict(draft.units.things)
        for unit in new.units:
            was = before_them[pairs[unit.index]] if unit.index in pairs else None
            self._places[unit.index] = self._become("units", draft.units, old.units, was, unit, Place, _REFERENCES)
        for unit in new.units:
            self._parent(unit)
        kept = {place.at for place in self._places.values()}
        return [place for place in draft.units.things.values() if place.at not in kept]

    def _become(
        self,
        section: Section,
        things: Register[ThingT],
        olds: Sequence[Unit] | Sequence[Person],
        was: ThingT | None,
        thing: Unit | Person,
        make: Callable[[int, Any, Any], ThingT],
        others: tuple[str, ...] = (),
    ) -> ThingT:
        """A unit or a person of the new organization: one more, or the one that it ``was``, with what it says now.

        ``others`` are keys that are seen to elsewhere.
        """
        after: dict[str, Any] = data_of(thing.declared.entry) if thing.declared else {"name": thing.name}
        if was is None:
            made = make(things.next, after.get("id"), after.get("name"))
            self._steps.append(Add(section, after))
            things.add(made)
            return made
        declared = olds[was.at].declared
        before = data_of(declared.entry) if declared else {"name": was.name}
        self._put(section, was.at, before, after, (*others, *(("id",) if "id" not in after else ())))
        self._call(things, was, after, ("id", "name"))
        return was

    def _free_place(self, unit: Unit) -> Place:
        place = Place(self._draft.units.next, None, unit.name)
        self._draft.units.add(place)
        return place

    def _parent(self, unit: Unit) -> None:
        place, entry = self._places[unit.index], unit.declared.entry if unit.declared else None
        had = place.at < len(self._old.units)
        before = self._old.units[place.at].declared if had else None
        said = before.entry.parent if before else None
        was = place.parent
        if unit.parent is not None:
            place.parent = self._places[unit.parent.index]
            if had and said is None:
                self._steps.append(Put("units", place.at, ("parent",), place.parent.called))
        else:
            place.parent = None
            text = entry.parent if entry else None
            if had and text is not None and (was is not None or said != text):
                self._steps.append(Put("units", place.at, ("parent",), text))
            elif had and text is None and said is not None:
                self._steps.append(Drop("units", place.at, ("parent",)))

    def _heads(self) -> None:
        for unit in self._new.units:
            if unit.index not in self._places or not (self._draft.lists_units):
                continue
            place = self._places[unit.index]
            head = unit.declared.entry.head if unit.declared else None
            if head is None:
                refs: list[Ref] = []
            elif unit.co_heads:
                refs = self._refs(unit.co_heads)
            else:
                text = head if isinstance(head, str) else head[0]
                refs = [Ref(text, None if unit.head is None else self._seats[unit.head.index])]
            self._list("units", place, "head", place.heads, refs, len(refs) > 1, place.at < len(self._old.units))
            place.heads = refs

    def _persons(self) -> list[Someone]:
        """People as the new organization has them; those who are to go."""
        old, new, draft = self._old, self._new, self._draft
        pairs = {after.index: before.index for before, after in person_pairs(old, new)}
        before_them = dict(draft.people.things)
        if old.design.people is None and new.design.people is None:
            for person in new.people:
                if person.index in pairs:
                    self._people[person.index] = before_them[pairs[person.index]]
                else:
                    self._people[person.index] = someone = Someone(draft.people.next, None, person.name)
                    draft.people.add(someone)
            return []
        if old.design.people is None:
            draft.lists_people = True
            for someone in before_them.values():
                self._steps.append(Add("people", {"name": someone.name}))
        for person in new.people:
            was = before_them[pairs[person.index]] if person.index in pairs else None
            self._people[person.index] = self._become("people", draft.people, old.people, was, person, Someone)
        kept = {someone.at for someone in self._people.values()}
        return [someone for someone in draft.people.things.values() if someone.at not in kept]

    # ------------------------------------------------------------------------------------ positions

    def _added(self, position: Position) -> Seat:
        draft, data = self._draft, data_of(position.declared.entry)
        data.pop("reports", None)
        if position.manager is not None:
            data["reports_to"] = position.manager_reference or position.manager.title
        if position.unit is not None or position.unit_reference is not None:
            data["unit"] = position.unit_reference or position.unit.name  # type: ignore[union-attr]
        seat = Seat(draft.positions.next, data.get("id"), data["title"])
        self._steps.append(Add("positions", data))
        draft.positions.add(seat)
        return seat

    def _position(self, before: Position, after: Position) -> None:
        """What is different about a position, but for its references."""
        seat = self._seats[after.index]
        had, has = data_of(before.declared.entry), data_of(after.declared.entry)
        self._put("positions", seat.at, had, has, (*_REFERENCES, *(("id",) if "id" not in has else ())))
        self._call(self._draft.positions, seat, has, ("id", "title"))

    def _call(self, register: Any, thing: Any, data: Mapping[str, Any], keys: Iterable[str]) -> None:
        other = {key: data.get(key) for key in keys if key in data or key == "name"}
        if any(getattr(thing, key) != value for key, value in other.items()):
            register.rename(thing, other)

    def _refer(self, position: Position) -> None:
        """Whom a position refers to; what means nobody is put as it is written."""
        seat, entry = self._seats[position.index], position.declared.entry
        is_old = seat.at < len(self._old.positions)
        before = self._old.positions[seat.at] if is_old else None
        steps, at = self._steps, seat.at
        self._draft.put_below(seat, None if position.manager is None else self._seats[position.manager.index])
        if position.manager is None and before is not None:
            said = before.declared.entry
            states = "reports_to" in entry.written
            as_before = (
                before.manager is None and states is ("reports_to" in said.written) and entry.reports_to == said.reports_to
            )
            if states and not as_before:
                steps.append(Put("positions", at, ("reports_to",), entry.reports_to))
            elif not as_before:
                steps.append(Drop("positions", at, ("reports_to",)))
        elif before is not None and before.manager is None and position.manager is not None:
            steps.append(Put("positions", at, ("reports_to",), position.manager_reference or position.manager.title))
        seat.unit = None if position.unit is None else self._places[position.unit.index]
        if seat.unit is None and before is not None:
            text = position.unit_reference
            if text is not None and (before.unit is not None or collapse(before.unit_reference or "") != collapse(text)):
                steps.append(Put("positions", at, ("unit",), text))
            elif text is None and (before.unit is not None or before.unit_reference is not None):
                self._without_unit(seat, before)
        elif before is not None and before.unit is None and seat.unit is not None:
            steps.append(Put("positions", at, ("unit",), seat.unit.called))
        self._list(
            "positions", seat, "dotted_line_to", seat.dotted, self._refs(position.dotted), True, is_old, entry.dotted_line_to
        )
        seat.dotted = self._refs(position.dotted)
        self._holders(seat, position, before)

    def _without_unit(self, seat: Seat, before: Position) -> None:
        if before.declared.over >= 0 and seat.manager is not None:  # else it inherits one
            self._steps.append(Put("positions", seat.at, ("reports_to",), seat.manager.called))
        self._steps.append(Drop("positions", seat.at, ("unit",)))

    def _holders(self, seat: Seat, position: Position, before: Position | None) -> None:
        written = position.declared.entry.holder
        if position.co_holders:
            refs = self._refs(position.co_holders)
        elif written is None:
            refs = []
        else:
            text = written if isinstance(written, str) else written[0]
            refs = [Ref(text, None if position.holder is None else self._people[position.holder.index])]
        if before is not None:
            there = "holder" in position.declared.entry.written
            had = "holder" in before.declared.entry.written
            if not refs:
                if there and (not had or seat.holders):
                    self._steps.append(Put("positions", seat.at, ("holder",), None))
                elif not there and had:
                    self._steps.append(Drop("positions", seat.at, ("holder",)))
            elif not _equal(seat.holders, refs):
                texts = [ref.text for ref in refs]
                self._steps.append(Put("positions", seat.at, ("holder",), texts if len(texts) > 1 else texts[0]))
        seat.holders = refs

    def _list(
        self,
        section: Section,
        thing: Seat | Place,
        key: str,
        had: Sequence[Ref],
        refs: Sequence[Ref],
        several: bool,
        is_old: bool,
        written: Any = None,
    ) -> None:
        """A list of references; ``written`` is what stands there where it is empty."""
        if not is_old or _equal(had, refs):
            return
        if refs:
            texts: Any = [ref.text for ref in refs]
            self._steps.append(Put(section, thing.at, (key,), texts if several else texts[0]))
        elif written is not None:
            self._steps.append(Put(section, thing.at, (key,), written))
        else:
            self._steps.append(Drop(section, thing.at, (key,)))

    def _refs(self, lines: Iterable[Line | CoHead | CoHolder]) -> list[Ref]:
        found = []
        for line in lines:
            target: Any = None
            if line.target is not None:
                things: Any = self._seats if isinstance(line.target, Position) else self._people
                target = things[line.target.index]
            found.append(Ref(line.reference, target))
        return found


def _equal(one: Sequence[Ref], other: Sequence[Ref]) -> bool:
    """Whether two lists mean the same; what means nothing is the same by its text."""
    return len(one) == len(other) and all(
        first.target is second.target and (first.target is not None or normalize(first.text) == normalize(second.text))
        for first, second in zip(one, other, strict=True)
    )


def _deepest_first(seats: Iterable[Seat], old: Organization) -> list[Seat]:
    """Those that are nested in others before these."""
    return sorted(seats, key=lambda seat: -seat.at) if old.positions else list(seats)
