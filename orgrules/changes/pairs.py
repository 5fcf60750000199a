"""What is the same in two versions of one organization: positions, units and people that go together."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable

from orgrules.organization.model import Organization, Person, Position, Unit
from orgrules.text import fold, normalize

#: The index of each unit of the new design that is in the old one too, with its index there; no unit is no unit in both.
SameUnits = dict[int | None, Hashable]


def identified(thing: Position | Unit | Person) -> bool:
    """Whether its id is its own."""
    return thing.id is not None and thing.first_with_id is None


def position_pairs(old: Organization, new: Organization, units: SameUnits) -> list[tuple[Position, Position]]:
    """The positions that are the same in both, in the order of the new one: by declared id, else by title and unit.

    Two different ids are two positions. Of several with one title in one unit, those with the same manager's title go together
    first, then the others in their order.
    """
    by_id = {position.id: position for position in old.positions if identified(position)}
    pairs = [(by_id[each.id], each) for each in new.positions if identified(each) and each.id in by_id]
    for with_manager in (True, False):
        taken_old = {before.index for before, _ in pairs}
        taken_new = {after.index for _, after in pairs}
        # those with an id and those without apart, each in their order
        waiting: dict[Hashable, tuple[deque[Position], deque[Position]]] = defaultdict(lambda: (deque(), deque()))
        for position in old.positions:
            if position.index not in taken_old:
                waiting[_looks(position, _unit_of(position), with_manager)][identified(position)].append(position)
        for position in new.positions:
            if position.index in taken_new:
                continue
            unit = units.get(_unit_of(position), ("new", _unit_of(position)))
            nameless, named = waiting[_looks(position, unit, with_manager)]
            free = [queue for queue in ((nameless,) if identified(position) else (nameless, named)) if queue]
            if free:
                pairs.append((min(free, key=lambda queue: queue[0].index).popleft(), position))
    return sorted(pairs, key=lambda pair: pair[1].index)


def _looks(position: Position, unit: Hashable, with_manager: bool) -> Hashable:
    manager = normalize(position.manager.title) if with_manager and position.manager else None
    return normalize(position.title), unit, manager, with_manager and position.manager is None


def _unit_of(position: Position) -> int | None:
    return None if position.unit is None else position.unit.index


def same_units(old: Organization, new: Organization) -> SameUnits:
    """The index of each new unit that is in the old design too, with its index there: by declared id, else by name."""
    by_id = {unit.id: unit.index for unit in old.units if unit.id is not None and unit.first_with_id is None}
    by_name = {normalize(unit.name): unit.index for unit in reversed(old.units)}

    def find(unit: Unit) -> int | None:
        found = by_id.get(unit.id) if unit.id is not None else None
        if found is not None:
            return found
        named = by_name.get(normalize(unit.name))
        both_identified = named is not None and old.units[named].id is not None and unit.id is not None
        return None if both_identified else named

    found = {unit.index: find(unit) for unit in new.units}
    return {None: None, **{index: same for index, same in found.items() if same is not None}}


def unit_pairs(old: Organization, new: Organization) -> list[tuple[Unit, Unit]]:
    """Each unit of the new design with the one that it was: by declared id, else by name, those below the same parent first."""
    by_id = {unit.id: unit for unit in old.units if identified(unit)}
    pairs = [(by_id[unit.id], unit) for unit in new.units if identified(unit) and unit.id in by_id]
    for with_parent in (True, False):
        taken_old = {before.index for before, _ in pairs}
        taken_new = {after.index for _, after in pairs}
        waiting: dict[Hashable, deque[Unit]] = defaultdict(deque)
        for unit in old.units:
            if unit.index not in taken_old:
                waiting[_unit_looks(unit, with_parent)].append(unit)
        for unit in new.units:
            same = waiting[_unit_looks(unit, with_parent)]
            # two ids are two units
            if unit.index not in taken_new and same and not (identified(unit) and identified(same[0])):
                pairs.append((same.popleft(), unit))
    return sorted(pairs, key=lambda pair: pair[1].index)


def _unit_looks(unit: Unit, with_parent: bool) -> Hashable:
    return normalize(unit.name), normalize(unit.parent.name) if with_parent and unit.parent else None


def person_pairs(old: Organization, new: Organization) -> list[tuple[Person, Person]]:
    """Each person of the new design with the one of the old: by declared id, else by name."""
    by_id = {person.id: person for person in old.people if identified(person)}
    pairs = [(by_id[person.id], person) for person in new.people if identified(person) and person.id in by_id]
    taken_old, taken_new = {before.index for before, _ in pairs}, {after.index for _, after in pairs}
    waiting: dict[str, deque[Person]] = defaultdict(deque)
    for person in old.people:
        if person.index not in taken_old:
            waiting[fold(person.name)].append(person)
    for person in new.people:
        same = waiting[fold(person.name)]
        # two ids are two people
        if person.index not in taken_new and same and not (identified(person) and identified(same[0])):
            pairs.append((same.popleft(), person))
    return sorted(pairs, key=lambda pair: pair[1].index)
