"""From changes to steps: what each change means in the organization as those before it made it, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from orgrules.changes import model
from orgrules.changes.draft import Draft, Place, Ref, Register, Seat, Someone, settle
from orgrules.changes.read import Change, most
from orgrules.changes.steps import Add, Drop, Put, Remove, Section, Step, data_of
from orgrules.design.model import Entry
from orgrules.design.read import Told
from orgrules.errors import ChangesError, Problem
from orgrules.files.validation import MOST_PROBLEMS
from orgrules.locale import _, ngettext
from orgrules.organization.model import Organization
from orgrules.text import Names, did_you_mean, listed, normalize, shown

#: Most things that one error names.
MOST_NAMED = 8

#: How things of a kind are told that have neither an id nor a name of their own.
_WAYS = {
    Seat: "{title: …, unit: …, reports_to: …, holder: …, number: …}",
    Place: "{name: …, parent: …, number: …}",
    Someone: "{name: …, number: …}",
}

ThingT = TypeVar("ThingT", Seat, Place, Someone)


class Wrong(Exception):  # noqa: N818 - told as a problem
    """A change cannot be made."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


_Way = tuple[str | int, ...]


class _New(NamedTuple):
    """A position that is added: its keys, where they stand, and the number of the one that it is nested in, or -1."""

    data: dict[str, Any]
    way: _Way
    over: int


def resolve(organization: Organization, changes: Iterable[Change]) -> list[Step]:
    """The steps that changes make, with those by which references follow what is renamed, merged or gone.

    Raises:
        ChangesError: what changes are about is not there, or they cannot be made; every problem, at its place.
        DesignError: the organization contradicts itself with them.
    """
    making = Making(organization)
    problems: list[Problem] = []
    for change in changes:
        try:
            making.make(change)
        except Wrong as wrong:
            problems.append(wrong.problem)
            making.hints = len(problems) < MOST_PROBLEMS
    if problems:
        raise ChangesError(*most(sorted(problems), problems[0].path))
    return settle(making.draft, making.steps).steps


class Making:
    """Makes changes one after the other."""

    def __init__(self, organization: Organization) -> None:
        self.draft = Draft(organization)
        self.steps: list[Step] = []
        self.hints = True  # whether it is told what was probably meant; no longer where it is only counted
        self._near: dict[Register[Any], tuple[int, Names]] = {}
        self._gone: dict[str, tuple[Change, str]] = {}  # what removed things were called: which change removed them
        self._verbs: Mapping[str, Callable[[Change], None]] = {
            "move": self._move,
            "move_unit": self._move_unit,
            "add": self._add,
            "add_unit": self._add_unit,
            "add_person": self._add_person,
            "remove": self._remove,
            "remove_unit": self._remove_unit,
            "remove_person": self._remove_person,
            "rename": self._rename,
            "rename_unit": self._rename_unit,
            "hold": self._hold,
            "vacate": self._vacate,
            "merge_units": self._merge_units,
            "change": self._change,
            "change_unit": self._change_unit,
            "change_person": self._change_person,
            "change_organization": self._change_organization,
        }

    def make(self, change: Change) -> None:
        """One change: all of it, or nothing.

        Raises:
            Wrong: it cannot be made.
        """
        self._verbs[change.verb](change)

    # ------------------------------------------------------------------------------------ positions

    def _move(self, change: Change) -> None:
        seat, entry = self._position(change, "move"), change.entry
        if "reports_to" not in entry.written and "unit" not in entry.written:
            message = _('nothing says where "{name}" moves: give "reports_to", "unit" or both')
            raise Wrong(change.problem(("move",), message.format(name=shown(seat.called))))
        manager = self._position(change, "reports_to") if entry.reports_to is not None else None
        if manager is not None and seat in manager.chain():
            raise Wrong(change.problem(("reports_to",), _below(seat, manager)))
        unit = self._unit(change, "unit", free=True) if entry.unit is not None else None
        if "reports_to" in entry.written:
            self._put_below(seat, manager, _told(change, "reports_to"))
        if "unit" in entry.written:
            self._put_into(seat, unit, _told(change, "unit"))

    def _put_below(self, seat: Seat, manager: Seat | None, told: Told | None) -> None:
        self.draft.put_below(seat, manager)
        self._put(seat, "reports_to", None if manager is None else self._text(manager), told)
        seat.nested = False

    def _put_into(self, seat: Seat, unit: Place | None, told: Told | None) -> None:
        if unit is None and seat.nested and seat.manager is not None:  # else it would inherit one
            self._put_below(seat, seat.manager, told)
        seat.unit = unit
        self.draft.refers(seat, unit)
        self._put(seat, "unit", None if unit is None else self._text(unit), told)

    def _put(self, thing: Seat | Place | Someone, key: str, value: Any, told: Told | None) -> None:
        self.steps.append(Put(_section(thing), thing.at, (key,), value, told))

    def _add(self, change: Change) -> None:
        """One position and those that are nested in it, each after the one around it."""
        made: list[_New] = []
        named: list[tuple[int, str, _Way]] = []
        waiting: list[tuple[Any, _Way, int, Any]] = [(change.entry.add, ("add",), -1, None)]
        while waiting:
            entry, way, over, unit = waiting.pop()
            data = data_of(entry)
            data.pop("reports", None)
            if over >= 0 and "reports_to" in data:
                message = _('"reports_to" stands in a position that is nested in the reports of another; keep one of the two')
                raise Wrong(change.problem((*way, "reports_to"), message, key=True))
            if unit is not None:
                data.setdefault("unit", unit)
            number = len(made)
            made.append(_New(data, way, over))
            for index, report in reversed(list(enumerate(entry.reports or ()))):
                below = (*way, "reports", index)
                if isinstance(report, str):
                    named.append((number, report, below))
                else:
                    waiting.append((report, below, number, data.get("unit")))
        existing = [(number, self._sought_position(change, text, below), below) for number, text, below in named]
        around = None if change.entry.add.reports_to is None else self.draft.positions.only(change.entry.add.reports_to)
        for _number, seat, below in existing:
            if around is not None and seat in around.chain():
                raise Wrong(change.problem(below, _below(seat, around)))
        seats: list[Seat] = []
        for new in made:
            manager = None if new.over < 0 else seats[new.over]
            data = new.data if manager is None else {**new.data, "reports_to": self._text(manager)}
            seats.append(self._add_seat(data, manager, Told(change.source, (*change.route, *new.way))))
        for number, seat, below in existing:
            self._put_below(seat, seats[number], Told(change.source, (*change.route, *below)))

    def _add_seat(self, data: dict[str, Any], manager: Seat | None, told: Told | None) -> Seat:
        draft = self.draft
        seat = Seat(draft.positions.next, data.get("id"), data["title"])
        self.steps.append(Add("positions", data, told))
        draft.positions.add(seat)
        self._refer(seat, data)
        if manager is not None:
            draft.put_below(seat, manager)
        return seat

    def _refer(self, seat: Seat, data: Mapping[str, Any]) -> None:
        """What the keys of a position refer to, as they are put."""
        draft = self.draft
        if "reports_to" in data:
            draft.put_below(seat, None if data["reports_to"] is None else draft.positions.only(data["reports_to"]))
            if seat.manager is seat:
                draft.put_below(seat, None)
        if "unit" in data:
            seat.unit = None if data["unit"] is None else draft.place_of(data["unit"])
            draft.refers(seat, seat.unit)
        if "dotted_line_to" in data:
            seat.dotted = [Ref(text, draft.positions.only(text)) for text in data["dotted_line_to"] or ()]
            draft.refers(seat, *(ref.target for ref in seat.dotted))
        if "holder" in data:
            written = data["holder"]
            texts = [] if written is None else [written] if isinstance(written, str) else written
            seat.holders = [Ref(text, draft.people.only(text)) for text in texts]
            draft.refers(seat, *(ref.target for ref in seat.holders))

    def _remove(self, change: Change) -> None:
        seat, entry = self._position(change, "remove"), change.entry
        reports = [report for report in self.draft.reports(seat) if report is not seat]
        over = seat.manager if seat.manager is not seat else None
        successor = over
        if "reports_to" in entry.written:
            successor = self._position(change, "reports_to") if entry.reports_to is not None else None
            if successor is seat:
                message = _('"{name}" is removed, and cannot take over its own reports')
                raise Wrong(change.problem(("reports_to",), message.format(name=shown(seat.called))))
        elif reports and successor is None:
            number = len(reports)
            message = ngettext(
                '"{name}" has {number:,} report and no manager that could take it over; say who does: reports_to',
                '"{name}" has {number:,} reports and no manager that could take them over; say who does: reports_to',
                number,
            )
            raise Wrong(change.problem(("remove",), message.format(name=shown(seat.called), number=number)))
        told = _told(change, "reports_to" if entry.reports_to is not None else "remove")
        above = set() if successor is None else set(successor.chain())
        for report in reports:
            # whoever takes over comes up in the place of whom it follows, with all between them
            manager = over if report in above else successor
            self._put_below(report, None if manager is report else manager, told)
        self._forget(seat, change)
        self.draft.put_below(seat, None)
        self._take(self.draft.positions, seat, change)

    def _forget(self, seat: Seat, change: Change) -> None:
        """Nobody has a dotted line to a position any more, and it heads no unit."""
        told = _told(change, change.verb)
        for other in self.draft.referring(seat):
            if isinstance(other, Place):
                if any(ref.target is seat for ref in other.heads):
                    other.heads = [ref for ref in other.heads if ref.target is not seat]
                    self._put_refs(other, "head", other.heads, len(other.heads) > 1, told)
            elif other is not seat and any(ref.target is seat for ref in other.dotted):
                other.dotted = [ref for ref in other.dotted if ref.target is not seat]
                self._put_refs(other, "dotted_line_to", other.dotted, True, told)

    def _put_refs(self, thing: Seat | Place, key: str, refs: Sequence[Ref], several: bool, told: Told | None) -> None:
        texts = [ref.text if ref.target is None else self._text(ref.target) for ref in refs]
        if not texts:
            self.steps.append(Drop(_section(thing), thing.at, (key,), told))
        else:
            self._put(thing, key, texts if several else texts[0], told)

    def _rename(self, change: Change) -> None:
        self._give_names(change, self._position(change, "rename"), ("title", "id"), self.draft.positions)

    def _give_names(self, change: Change, thing: Any, keys: Sequence[str], register: Register[Any]) -> None:
        entry = change.entry
        written = [key for key in keys if getattr(entry, key) is not None]
        if not written:
            message = _('nothing says what "{name}" is called from now on: give "{one}", "{other}" or both')
            filled = message.format(name=shown(thing.called), one=keys[0], other=keys[1])
            raise Wrong(change.problem((change.verb,), filled))
        if entry.id is not None:
            holder = next((each for each in register.identified(entry.id) if each is not thing), None)
            if holder is not None:
                message = _('the id "{id}" is that of "{name}" already')
                raise Wrong(change.problem(("id",), message.format(id=shown(entry.id), name=shown(holder.called))))
        for key in written:
            self._call(thing, key, getattr(entry, key), register)
            self._put(thing, key, getattr(entry, key), _told(change, key))

    def _call(self, thing: Any, key: str, value: str | None, register: Register[Any]) -> None:
        register.rename(thing, {key: value})

    def _hold(self, change: Change) -> None:
        seat = self._position(change, "hold")
        written = change.entry.holder
        texts = [written] if isinstance(written, str) else written
        refs: list[Ref] = []
        for index, text in enumerate(texts):
            way = ("holder",) if isinstance(written, str) else ("holder", index)
            person = self.draft.person_of(text) or self._one(change, way, text, self.draft.people)
            if any(ref.target is person for ref in refs):
                message = _('"{text}" stands twice in "{key}"')
                raise Wrong(change.problem(way, message.format(text=shown(text), key="holder")))
            refs.append(Ref(text, person))
        seat.holders = refs
        self.draft.refers(seat, *(ref.target for ref in refs))
        self._put_refs(seat, "holder", refs, len(refs) > 1, _told(change, "holder"))

    def _vacate(self, change: Change) -> None:
        seat = self._position(change, "vacate")
        seat.holders = []
        self._put(seat, "holder", None, _told(change, "vacate"))

    def _change(self, change: Change) -> None:
        seat = self._position(change, "change")
        data = self._set(change, seat, model.PositionKeys, ("title",))
        for key in ("title", "id"):
            if key in data:
                self._call(seat, key, data[key], self.draft.positions)
        self._refer(seat, data)
        if "reports_to" in data:
            seat.nested = False
        unset = change.entry.unset or ()
        if "reports_to" in unset:
            self.draft.put_below(seat, None)
            seat.nested = False
        if "unit" in unset:
            seat.unit = None
        if "dotted_line_to" in unset:
            seat.dotted = []
        if "holder" in unset:
            seat.holders = []
        if "id" in unset:
            self._call(seat, "id", None, self.draft.positions)

    # ------------------------------------------------------------------------------------ units

    def _move_unit(self, change: Change) -> None:
        place, entry = self._unit(change, "move_unit"), change.entry
        parent = self._unit(change, "parent") if entry.parent is not None else None
        if parent is not None and place in _around(parent):
            raise Wrong(change.problem(("parent",), _inside(place, parent)))
        self._list_units(change)
        self._put_in(place, parent, _told(change, "parent"))

    def _put_in(self, place: Place, parent: Place | None, told: Told | None) -> None:
        place.parent = parent
        self.draft.refers(place, parent)
        if parent is None:
            self.steps.append(Drop("units", place.at, ("parent",), told))
        else:
            self._put(place, "parent", self._text(parent), told)

    def _list_units(self, change: Change) -> None:
        """Where a design does not list its units, it does once a change is about one."""
        draft = self.draft
        if not draft.lists_units:
            draft.lists_units = True
            for place in sorted(draft.units.things.values(), key=lambda each: each.at):
                self.steps.append(Add("units", {"name": place.name}, _told(change, change.verb)))

    def _list_people(self, change: Change) -> None:
        draft = self.draft
        if not draft.lists_people:
            draft.lists_people = True
            for person in sorted(draft.people.things.values(), key=lambda each: each.at):
                self.steps.append(Add("people", {"name": person.name}, _told(change, change.verb)))

    def _add_unit(self, change: Change) -> None:
        self._list_units(change)
        self._add_place(data_of(change.entry.add_unit), _told(change, "add_unit"))

    def _add_place(self, data: Mapping[str, Any], told: Told | None) -> Place:
        draft = self.draft
        place = Place(draft.units.next, data.get("id"), data.get("name"))
        self.steps.append(Add("units", data, told))
        draft.units.add(place)
        self._refer_place(place, data)
        return place

    def _refer_place(self, place: Place, data: Mapping[str, Any]) -> None:
        draft = self.draft
        if "parent" in data:
            parent = None if data["parent"] is None else draft.units.only(data["parent"])
            place.parent = None if parent is place else parent
            draft.refers(place, place.parent)
        if "head" in data:
            head = data["head"]
            texts = [] if head is None else [head] if isinstance(head, str) else head
            place.heads = [Ref(text, draft.positions.only(text)) for text in texts]
            draft.refers(place, *(ref.target for ref in place.heads))

    def _remove_unit(self, change: Change) -> None:
        place, entry = self._unit(change, "remove_unit"), change.entry
        into = self._unit(change, "into") if entry.into is not None else place.parent
        if into is place:
            message = _('"{name}" is removed, and cannot take in what belongs to it')
            raise Wrong(change.problem(("into",), message.format(name=shown(place.called))))
        if into is None and self._holds_anything(place):
            message = _('"{name}" has positions or units and no parent that could take them in; say which unit does: into')
            raise Wrong(change.problem(("remove_unit",), message.format(name=shown(place.called))))
        self._list_units(change)
        self._empty([place], into, _told(change, "into" if entry.into is not None else "remove_unit"))
        self._take(self.draft.units, place, change)

    def _holds_anything(self, place: Place) -> bool:
        return any(
            each.parent is place if isinstance(each, Place) else each.unit is place for each in self.draft.referring(place)
        )

    def _empty(self, places: Sequence[Place], into: Place | None, told: Told | None) -> None:
        """Put all that belongs to units into another one, which may be below them."""
        kept = [] if into is None else [each for each in _around(into) if each not in places]
        if any(each.parent in places for each in kept):
            # the one that takes the others in, and what it is in, come up in their place
            inner = {*places, *kept}
            around = (each for place in places for each in _around(place) if each not in inner and into not in _around(each))
            for each, above in zip(kept, [*kept[1:], next(around, None)], strict=True):
                if each.parent in places:
                    self._put_in(each, above, told)
        for each in [each for place in places for each in self.draft.referring(place)]:
            if isinstance(each, Seat):
                if each.unit in places:
                    self._put_into(each, into, told)
            elif each.parent in places and each not in places and each not in kept:
                self._put_in(each, into, told)

    def _rename_unit(self, change: Change) -> None:
        place = self._unit(change, "rename_unit")
        if change.entry.name is not None or change.entry.id is not None:
            self._list_units(change)
        self._give_names(change, place, ("name", "id"), self.draft.units)

    def _merge_units(self, change: Change) -> None:
        entry = change.entry
        places = [self._sought_unit(change, each, ("merge_units", index)) for index, each in enumerate(entry.merge_units)]
        for index, place in enumerate(places):
            if place in places[:index]:
                message = _('"{text}" stands twice in "{key}"')
                raise Wrong(change.problem(("merge_units", index), message.format(text=shown(place.called), key="merge_units")))
        new = not isinstance(entry.into, str)
        into = None if new else self._unit(change, "into")
        merged = [each for each in places if each is not into]
        if not merged or (new and len(merged) < 2):
            raise Wrong(change.problem(("merge_units",), _("nothing to merge: name two units, or more")))
        told = _told(change, "into")
        self._list_units(change)
        heads = list({id(ref.target): ref for each in merged for ref in each.heads if ref.target is not None}.values())
        if into is None:
            into = self._add_place(self._united(entry.into, merged), told)
        self._empty(merged, into, told)
        if not into.heads and len(heads) == 1:
            into.heads = heads
            self.draft.refers(into, heads[0].target)
            self._put_refs(into, "head", heads, False, told)
        for each in merged:
            self._take(self.draft.units, each, change)

    def _united(self, entry: Entry, merged: Sequence[Place]) -> dict[str, Any]:
        """The entry of a unit that others become: what is the same for all of them it has, too."""
        data = data_of(entry)
        parents = {id(each.parent): each.parent for each in merged if each.parent not in merged}
        if "parent" not in data and len(parents) == 1:
            [parent] = parents.values()
            if parent is not None:
                data["parent"] = self._text(parent)
        units = self.draft.organization.units
        types = {
            None if each.at >= len(units) or units[each.at].declared is None else units[each.at].declared.entry.type  # type: ignore[union-attr]
            for each in merged
        }
        if "type" not in data and len(types) == 1 and types != {None}:
            [data["type"]] = types
        return data

    def _change_unit(self, change: Change) -> None:
        place = self._unit(change, "change_unit")
        self._list_units(change)
        data = self._set(change, place, model.UnitKeys, ())
        for key in ("name", "id"):
            if key in data:
                self._call(place, key, data[key], self.draft.units)
        self._refer_place(place, data)
        for key in change.entry.unset or ():
            if key == "parent":
                place.parent = None
            elif key == "head":
                place.heads = []
            elif key in ("id", "name"):
                self._call(place, key, None, self.draft.units)

    # ------------------------------------------------------------------------------------ people, and the whole

    def _add_person(self, change: Change) -> None:
        self._list_people(change)
        data = data_of(change.entry.add_person)
        self.steps.append(Add("people", data, _told(change, "add_person")))
        self.draft.people.add(Someone(self.draft.people.next, data.get("id"), data["name"]))

    def _remove_person(self, change: Change) -> None:
        person = self._person(change, "remove_person")
        self._list_people(change)
        told = _told(change, "remove_person")
        for seat in self.draft.referring(person):
            if any(ref.target is person for ref in seat.holders):
                seat.holders = [ref for ref in seat.holders if ref.target is not person]
                if seat.holders:
                    self._put_refs(seat, "holder", seat.holders, len(seat.holders) > 1, told)
                else:
                    self._put(seat, "holder", None, told)
        self._take(self.draft.people, person, change)

    def _change_person(self, change: Change) -> None:
        person = self._person(change, "change_person")
        self._list_people(change)
        data = self._set(change, person, model.PersonKeys, ("name",))
        for key in ("name", "id"):
            if key in data:
                self._call(person, key, data[key], self.draft.people)
        if "id" in (change.entry.unset or ()):
            self._call(person, "id", None, self.draft.people)

    def _change_organization(self, change: Change) -> None:
        data = data_of(change.entry.change_organization)
        unset = self._unset(change, model.OrganizationKeys, (), data)
        if not data and not unset:
            raise Wrong(change.problem(("change_organization",), _("nothing is set, and nothing unset")))
        for key, value in data.items():
            told = Told(change.source, (*change.route, "change_organization", key))
            self.steps.append(Put("organization", 0, (key,), value, told))
        for key in unset:
            self.steps.append(Drop("organization", 0, (key,), _told(change, "unset")))

    def _set(self, change: Change, thing: Seat | Place | Someone, keys: type[Entry], needed: Sequence[str]) -> dict[str, Any]:
        """Put and drop keys of an entry as a change says; what it sets is its answer."""
        data = data_of(change.entry.set) if change.entry.set is not None else {}
        unset = self._unset(change, keys, needed, data)
        if not data and not unset:
            raise Wrong(change.problem((change.verb,), _("nothing is set, and nothing unset")))
        for key, value in data.items():
            self._put(thing, key, value, Told(change.source, (*change.route, "set", key)))
        for index, key in enumerate(unset):
            told = Told(change.source, (*change.route, "unset", index))
            self.steps.append(Drop(_section(thing), thing.at, (key,), told))
        return data

    def _unset(self, change: Change, keys: type[Entry], needed: Sequence[str], data: Mapping[str, Any]) -> Sequence[str]:
        unset: Sequence[str] = change.entry.unset or ()
        for index, key in enumerate(unset):
            at = ("unset", index)
            if key not in keys.keys:
                hint = did_you_mean(key, keys.keys) or _("; known are {names}").format(names=listed(keys.keys))
                raise Wrong(change.problem(at, _('unknown key "{key}"{hint}').format(key=shown(key), hint=hint)))
            if key in needed:
                raise Wrong(change.problem(at, _('"{key}" has to be there, and cannot be unset').format(key=key)))
            if key in data:
                raise Wrong(change.problem(at, _('"{key}" is both set and unset').format(key=key)))
        return unset

    # ------------------------------------------------------------------------------------ who is meant

    def _take(self, register: Register[Any], thing: Any, change: Change) -> None:
        """Remove an entry; its names are remembered for whoever uses them later."""
        self.steps.append(Remove(_section(thing), thing.at, _told(change, change.verb)))
        register.remove(thing)
        for name in (thing.id, thing.name):
            if name is not None:
                self._gone[normalize(name)] = (change, thing.called)

    def _text(self, thing: Any) -> str:
        """What a thing is called by now; where nothing means it alone, references are settled in the end."""
        register: Register[Any] = getattr(self.draft, _section(thing))
        return register.text(thing) or thing.id or thing.called

    def _position(self, change: Change, key: str) -> Seat:
        return self._sought_position(change, getattr(change.entry, key), (key,))

    def _sought_position(self, change: Change, sought: Any, way: Sequence[str | int]) -> Seat:
        if isinstance(sought, str):
            return self._one(change, way, sought, self.draft.positions)
        return self._numbered(change, way, self.fitting_positions(sought), sought, sought.title)

    def fitting_positions(self, sought: Any) -> list[Seat]:
        """The positions that a ``model.SoughtPosition`` fits, whatever its number, in the order of the design."""
        draft = self.draft
        seats = list(draft.positions.named(sought.title))
        if sought.unit is not None:
            units = draft.units.find(sought.unit)
            seats = [seat for seat in seats if seat.unit in units]
        if sought.reports_to is not None:
            managers = draft.positions.find(sought.reports_to)
            seats = [seat for seat in seats if seat.manager in managers]
        if sought.holder is not None:
            people, form = draft.people.find(sought.holder), normalize(sought.holder)
            seats = [seat for seat in seats if any(ref.target in people or normalize(ref.text) == form for ref in seat.holders)]
        return sorted(seats, key=lambda seat: seat.at)

    def _unit(self, change: Change, key: str, *, free: bool = False) -> Place:
        return self._sought_unit(change, getattr(change.entry, key), (key,), free=free)

    def _sought_unit(self, change: Change, sought: Any, way: Sequence[str | int], *, free: bool = False) -> Place:
        draft = self.draft
        if isinstance(sought, str):
            new = draft.place_of(sought) if free else None
            return new or self._one(change, way, sought, draft.units)
        return self._numbered(change, way, self.fitting_units(sought), sought, sought.name)

    def fitting_units(self, sought: Any) -> list[Place]:
        """The units that a ``model.SoughtUnit`` fits, whatever its number, in the order of the design."""
        places = list(self.draft.units.named(sought.name))
        if sought.parent is not None:
            parents = self.draft.units.find(sought.parent)
            places = [place for place in places if place.parent in parents]
        return sorted(places, key=lambda place: place.at)

    def _person(self, change: Change, key: str) -> Someone:
        sought = getattr(change.entry, key)
        if isinstance(sought, str):
            return self._one(change, (key,), sought, self.draft.people)
        return self._numbered(change, (key,), self.fitting_people(sought), sought, sought.name)

    def fitting_people(self, sought: Any) -> list[Someone]:
        """The people whom a ``model.SoughtPerson`` fits, whatever its number, in the order of the design."""
        return sorted(self.draft.people.named(sought.name), key=lambda person: person.at)

    def _numbered(self, change: Change, way: Sequence[str | int], things: list[ThingT], sought: Any, name: str) -> ThingT:
        """The one of some things that is sought."""
        asked: int | None = sought.number
        if asked is not None:
            if 0 < asked <= len(things):
                return things[asked - 1]
            number = len(things)
            message = ngettext('"number" is {asked:,}, and {number:,} fits', '"number" is {asked:,}, and {number:,} fit', number)
            raise Wrong(change.problem((*way, "number"), message.format(asked=asked, number=number)))
        if len(things) == 1:
            return things[0]
        if not things:
            raise Wrong(change.problem(way, _("nothing fits what is said of {name}").format(name=shown(name))))
        raise Wrong(change.problem(way, _several(things, name)))

    def _one(self, change: Change, way: Sequence[str | int], text: str, register: Register[ThingT]) -> ThingT:
        """The one thing that a text means."""
        found = register.find(text)
        if len(found) == 1:
            return next(iter(found))
        if found and self.hints:
            raise Wrong(change.problem(way, _several(sorted(found, key=lambda each: each.at), text)))
        gone = self._gone.get(normalize(text))
        if gone is not None:
            line, _column = gone[0].source.place(gone[0].route)
            message = _('"{name}" is no longer there: an earlier change took it away (line {line})')
            raise Wrong(change.problem(way, message.format(name=shown(text), line=line)))
        if register is self.draft.positions:
            self._refuse_person(change, way, text)
        near = self._names(register).nearest(text) if self.hints else None
        hint = _('; did you mean "{name}"?').format(name=near) if near else ""
        if register is self.draft.positions:
            message = _('no position is called "{name}"{hint}')
        elif register is self.draft.units:
            message = _('no unit is called "{name}"{hint}')
        elif not near and change.verb == "hold":
            message = _('no person is called "{name}"{hint}; the design lists its people: add a new one first, with add_person')
        else:
            message = _('no person is called "{name}"{hint}')
        raise Wrong(change.problem(way, message.format(name=shown(text), hint=hint)))

    def _refuse_person(self, change: Change, way: Sequence[str | int], text: str) -> None:
        """Tell what they hold whose name stands where a position is meant."""
        person = self.draft.people.only(text)
        held = (
            []
            if person is None
            else [each for each in self.draft.referring(person) if any(ref.target is person for ref in each.holders)]
        )
        if held:
            names = listed((shown(self.draft.positions.text(each) or each.called) for each in held), MOST_NAMED)
            message = _('no position is called "{name}"; a person is: name what they hold, {names}')
            raise Wrong(change.problem(way, message.format(name=shown(text), names=names)))

    def _names(self, register: Register[Any]) -> Names:
        """What things are called by now, to be asked for the nearest; gathered anew once something has changed."""
        made = self._near.get(register)
        if made is None or made[0] != len(self.steps):
            made = self._near[register] = (len(self.steps), Names(register.known()))
        return made[1]


def _section(thing: Seat | Place | Someone) -> Section:
    if isinstance(thing, Seat):
        return "positions"
    return "units" if isinstance(thing, Place) else "people"


def _told(change: Change, key: str) -> Told:
    return Told(change.source, (*change.route, key))


def _around(place: Place) -> list[Place]:
    """A unit and those around it, nearest first; a cycle is followed once."""
    found: list[Place] = []
    unit: Place | None = place
    while unit is not None and unit not in found:
        found.append(unit)
        unit = unit.parent
    return found


def _below(seat: Seat, manager: Seat) -> str:
    """That a manager is below whoever is to report to it."""
    if manager is seat:
        return _('"{name}" cannot report to itself').format(name=shown(seat.called))
    message = _('"{manager}" is below "{name}" itself; move it somewhere else first')
    return message.format(manager=shown(manager.called), name=shown(seat.called))


def _inside(place: Place, parent: Place) -> str:
    if parent is place:
        return _('"{name}" cannot belong to itself').format(name=shown(place.called))
    message = _('"{parent}" belongs to "{name}" itself; move it somewhere else first')
    return message.format(parent=shown(parent.called), name=shown(place.called))


def _several(things: Sequence[Any], text: str) -> str:
    """That a text may mean any of several things."""
    ids = [thing.id for thing in things if thing.id is not None]
    if len(set(ids)) == len(things):
        message = _('"{text}" may be any of these; name one by its id: {names}')
        return message.format(text=shown(text), names=listed(map(shown, ids), MOST_NAMED))
    number = len(things)
    way = _WAYS[type(things[0])]
    message = ngettext(
        '{number:,} is called "{text}"; tell which one is meant by what it has: {way}',
        '{number:,} are called "{text}"; tell which one is meant by what it has: {way}',
        number,
    )
    return message.format(number=number, text=shown(text), way=way)
