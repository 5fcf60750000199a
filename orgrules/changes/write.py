"""From steps to a file of changes that people go on writing: verbs, names as the design has them, remarks with titles.

Laid over the same organization the file has the effect of the steps. What verbs do beside what they are asked for (a removal
hands reports on) is made good by changes at the end, where the steps want it otherwise.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.changes import model
from orgrules.changes.draft import Place, Seat, relinked, settle
from orgrules.changes.model import VERBS
from orgrules.changes.read import Change
from orgrules.changes.resolve import Making, Wrong
from orgrules.changes.steps import Add, Remove, Section, Step, data_of, entry_of
from orgrules.files.source import Source
from orgrules.files.yaml_text import WIDTH, Field, comment, pair, text_as_yaml, value_as_yaml
from orgrules.organization.model import Organization, Position, Unit
from orgrules.text import collapse, columns, fold, normalize

#: Where changes stand that are only being made up.
_NOWHERE = Source("", {}, array("Q"))
_SECTIONS: tuple[Section, ...] = ("positions", "units", "people")
#: In which order entries are added, so that most refer to what is there.
_ADDED: tuple[Section, ...] = ("units", "people", "positions")
_REFERENCES = ("reports_to", "unit", "dotted_line_to", "holder", "parent", "head")


class Written(NamedTuple):
    """A change as it is written: the verb and its keys as plain data, with what is remarked behind them."""

    verb: str
    keys: Mapping[str, Any]
    remarks: Mapping[str, str]


def changes_text(
    organization: Organization,
    steps: Sequence[Step],
    wanted: Organization | None = None,
    *,
    name: str | None = None,
    about: Iterable[str] = (),
) -> str:
    """A file of changes with the effect of steps, which is ``wanted`` where that is known already.

    ``about`` are sentences that stand above it.

    Raises:
        DesignError: the organization contradicts itself with the steps.
    """
    return "\n".join(lines_of(written_changes(organization, steps, wanted), name=name, about=about)) + "\n"


def written_changes(organization: Organization, steps: Sequence[Step], wanted: Organization | None = None) -> list[Written]:
    """Changes with the effect of steps.

    Raises:
        DesignError: as ``changes_text``.
    """
    writer = _Writer(organization, steps, wanted or relinked(organization, steps))
    writer.write()
    return writer.written


def lines_of(changes: Sequence[Written], *, name: str | None = None, about: Iterable[str] = ()) -> Iterator[str]:
    """The lines of a file of changes."""
    for sentence in about:
        yield from comment(sentence)
    if name is not None:
        yield pair(Field("name", name))
    if not changes:
        yield "changes: []"
        return
    yield "changes:"
    for change in changes:
        start = "  - "
        for key, value in change.keys.items():
            yield from _key_lines(start, key, value, change.remarks.get(key, ""))
            start = "    "


def _key_lines(start: str, key: str, value: Any, remark: str) -> Iterator[str]:
    """A key on one line, or with the keys below it each on a line of its own."""
    line = start + pair(Field(key, value, remark))
    if columns(line) <= WIDTH:
        yield line
        return
    indent = " " * (len(start) + 2)
    if isinstance(value, Mapping):
        yield f"{start}{text_as_yaml(key)}:"
        for inner, each in value.items():
            yield from _key_lines(indent, inner, each, "")
    elif isinstance(value, list):
        yield f"{start}{text_as_yaml(key)}:"
        yield from (f"{indent}- {value_as_yaml(each)}" for each in value)
    else:
        yield from comment(remark, start if start.strip() else " " * len(start)) if remark and start.strip() == "" else ()
        yield start + pair(Field(key, value))


class _Writer:
    """Makes each change as it is written, so that the next one is written with the names that things have then."""

    def __init__(self, organization: Organization, steps: Sequence[Step], wanted: Organization) -> None:
        design = organization.design
        self.written: list[Written] = []
        self._organization = organization
        self._steps = steps
        self._wanted = wanted
        self._making = Making(organization)
        self._first = {"units": len(organization.units), "positions": len(design.positions), "people": len(organization.people)}
        self._at = _numbers_left(organization, steps)
        self._number = {section: {at: new for new, at in enumerate(those)} for section, those in self._at.items()}
        self._units_to_be: dict[int, Any] = {}  # where positions move that get another manager too
        self._touched: dict[Section, dict[int, set[str]]] = {"organization": {}, "units": {}, "positions": {}, "people": {}}
        self._gone: dict[Section, list[int]] = {"units": [], "positions": [], "people": []}
        for step in steps:
            if isinstance(step, Remove):
                self._gone[step.section].append(step.at)
            elif not isinstance(step, Add):
                self._touched[step.section].setdefault(step.at, set()).add(step.way[0])

    def write(self) -> None:
        """All of them, in an order in which each can be made."""
        self._whole()
        for section in _SECTIONS:
            self._names(section)
        for section in _ADDED:
            self._added(section)
        self._units()
        self._people()
        self._lists()
        self._positions()
        for section in _SECTIONS:
            self._removed(section)
        self._made_good()

    # ------------------------------------------------------------------------------------ each kind

    def _whole(self) -> None:
        before, after = data_of(self._organization.design.organization), data_of(self._wanted.design.organization)
        data, unset = _difference(before, after, after.keys() | before.keys())
        if data or unset:
            further = {"unset": unset} if unset else {}
            entry = entry_of("organization", data)
            self._do("change_organization", {"change_organization": entry, **further}, {"change_organization": data, **further})

    def _names(self, section: Section) -> None:
        """Names and ids first: whatever follows is told by the new ones."""
        name = "title" if section == "positions" else "name"
        for at, keys in self._touched[section].items():
            if at in self._gone[section] or not keys & {name, "id"} or at >= self._first[section]:
                continue
            before, after = self._data(section, at)
            data, _unset = _difference(before, after, (name, "id"))
            if not data:
                continue
            if section == "people":
                self._set(section, at, data, [])
            else:
                verb = "rename" if section == "positions" else "rename_unit"
                if not self._do(verb, {verb: self._call(section, at), **data}):
                    self._set(section, at, data, [])

    def _added(self, section: Section) -> None:
        verb = {"units": "add_unit", "people": "add_person", "positions": "add"}[section]
        for new, at in enumerate(self._at[section]):
            if at >= self._first[section]:
                entry = self._list_of(self._wanted, section)[new].entry
                data = data_of(entry)
                data.pop("reports", None)
                ordered = {**({"id": data["id"]} if "id" in data else {}), **data}
                self._do(verb, {verb: entry_of(section, data)}, {verb: ordered})

    def _units(self) -> None:
        waiting = []
        for at, keys in self._touched["units"].items():
            if at in self._gone["units"] or at >= self._first["units"]:
                continue
            before, after = self._data("units", at)
            others = keys - {"id", "name"}
            unit = self._wanted.units[self._number["units"][at]]
            if "parent" in keys and unit.parent is not None:
                waiting.append((at, self._at["units"][unit.parent.index]))
                others -= {"parent"}
            self._set("units", at, *_difference(before, after, others))
            unset = [key for key in ("id", "name") if key in before and key not in after]
            self._set("units", at, {}, unset)
        for at, parent in self._in_turn(waiting, "units"):
            self._set("units", at, {"parent": self._text("units", parent)}, [])

    def _people(self) -> None:
        for at, keys in self._touched["people"].items():
            if at not in self._gone["people"] and at < self._first["people"]:
                before, after = self._data("people", at)
                self._set("people", at, *_difference(before, after, keys - {"name"} - ({"id"} & after.keys())))

    def _lists(self) -> None:
        """A design that listed no units, or no people, does."""
        draft = self._making.draft
        if self._wanted.design.units is not None and not draft.lists_units and draft.units.things:
            at = min(draft.units.things)
            self._set("units", at, {"name": draft.units.things[at].name}, [])
        if self._wanted.design.people is not None and not draft.lists_people and draft.people.things:
            at = min(draft.people.things)
            self._set("people", at, {"name": draft.people.things[at].name}, [])

    def _positions(self) -> None:
        waiting = []
        for at, touched in self._touched["positions"].items():
            if at in self._gone["positions"] or at >= self._first["positions"]:
                continue
            before, after = self._data("positions", at)
            position = self._wanted.positions[self._number["positions"][at]]
            keys = touched - {"title"} - ({"id"} & after.keys())
            if "reports_to" in keys and position.manager is not None:
                waiting.append((at, self._at["positions"][position.manager.index]))
                keys -= {"reports_to"}
            if "reports_to" in keys and "reports_to" in after and after["reports_to"] is None:
                keys -= {"reports_to"} if self._do("move", {"move": self._call("positions", at), "reports_to": None}) else set()
            if "unit" in keys and position.unit is not None and after.get("unit") is not None:
                self._units_to_be[at] = (
                    self._at["units"][position.unit.index] if self._making.draft.lists_units else after["unit"]
                )
                keys -= {"unit"}
            if "holder" in keys and self._held(at, after):
                keys -= {"holder"}
            self._set("positions", at, *_difference(before, after, keys))
        for at, manager in self._in_turn(waiting, "positions"):
            self._set("positions", at, {"reports_to": self._text("positions", manager)}, [])
        for at in list(self._units_to_be):
            self._do("move", {"move": self._call("positions", at), **self._unit_of(at)})

    def _held(self, at: int, after: Mapping[str, Any]) -> bool:
        """Write who holds a position, if a verb can say it."""
        if "holder" not in after:
            return False
        holder, name = after["holder"], self._call("positions", at)
        return self._do("vacate", {"vacate": name}) if holder is None else self._do("hold", {"hold": name, "holder": holder})

    def _unit_of(self, at: int) -> dict[str, Any]:
        """The unit that a position moves to, once."""
        if at not in self._units_to_be:
            return {}
        unit = self._units_to_be.pop(at)
        return {"unit": self._call("units", unit) if isinstance(unit, int) else unit}

    def _in_turn(self, waiting: list[tuple[int, int]], section: Section) -> list[tuple[int, int]]:
        """Move things below others, those first that are free to go there; what is left is a ring."""
        while waiting:
            left = [each for each in waiting if not self._moved(section, *each)]
            if len(left) == len(waiting):
                return left
            waiting = left
        return []

    def _moved(self, section: Section, at: int, over: int) -> bool:
        if section == "units":
            return self._do("move_unit", {"move_unit": self._call(section, at), "parent": self._call(section, over)})
        unit = self._units_to_be.get(at)
        keys = {"move": self._call(section, at), "reports_to": self._call(section, over), **self._unit_of(at)}
        done = self._do("move", keys)
        if not done and unit is not None:
            self._units_to_be[at] = unit
        return done

    def _removed(self, section: Section) -> None:
        draft = self._making.draft
        for at in self._innermost_first(section):
            name = self._call(section, at)
            if section == "positions":
                if not self._do("remove", {"remove": name}):
                    self._do("remove", {"remove": name, "reports_to": None})
            elif section == "people":
                self._do("remove_person", {"remove_person": name})
            elif not self._do("remove_unit", {"remove_unit": name}):
                place = draft.units.things[at]
                for each in draft.referring(place):
                    if isinstance(each, Place) and each.parent is place:
                        self._do("move_unit", {"move_unit": self._call("units", each.at), "parent": None})
                    elif isinstance(each, Seat) and each.unit is place:
                        self._do("move", {"move": self._call("positions", each.at), "unit": None})
                self._do("remove_unit", {"remove_unit": name})

    def _innermost_first(self, section: Section) -> list[int]:
        """What goes, those below others before these, so that a removal has nothing to hand on."""
        register: Any = getattr(self._making.draft, section)
        way = {"positions": lambda each: each.manager, "units": lambda each: each.parent}.get(section)
        if way is None:
            return self._gone[section]
        depths: dict[int, int] = {}
        for at in self._gone[section]:
            thing, seen = register.things[at], set[int]()
            while thing is not None and thing.at not in seen:
                seen.add(thing.at)
                thing = way(thing)
            depths[at] = len(seen)
        return sorted(self._gone[section], key=lambda at: -depths[at])

    # ------------------------------------------------------------------------------------ what is left to be said

    def _made_good(self) -> None:
        """Changes for all that is not as the steps have it: what verbs did beside, references that mean nothing."""
        settled = settle(self._making.draft, self._making.steps)
        got = settled.organization or relinked(self._organization, settled.steps)
        for new, at in enumerate(self._at["units"] if self._wanted.design.units is not None else ()):
            one, other = got.units[new], self._wanted.units[new]
            self._mend("units", at, one, other, _of_unit(one), _of_unit(other))
        for new, at in enumerate(self._at["people"] if self._wanted.design.people is not None else ()):
            before, after = (data_of(each.people[new].declared.entry) for each in (got, self._wanted))  # type: ignore[union-attr]
            self._set("people", at, *_difference(before, after, (before.keys() | after.keys()) - {"id"}))
        for new, at in enumerate(self._at["positions"]):
            there, wanted = got.positions[new], self._wanted.positions[new]
            self._mend("positions", at, there, wanted, _of_position(there), _of_position(wanted))

    def _mend(
        self, section: Section, at: int, got: Any, wanted: Any, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        different = [key for key in _REFERENCES if before.get(key) != after.get(key)]
        if not different and got.declared.entry is wanted.declared.entry:
            return  # nothing touched it, as most
        there, here = data_of(got.declared.entry), data_of(wanted.declared.entry)
        others = (there.keys() | here.keys()) - {"id", "reports", *_REFERENCES}
        data, unset = _difference(there, here, others)
        for key in different:
            if key == "reports_to" and wanted.manager is not None:
                data[key] = self._text("positions", self._at["positions"][wanted.manager.index])
            elif key in here:
                data[key] = here[key]
            elif key == "unit" and wanted.unit_reference is not None:
                data[key] = wanted.unit_reference
            elif key == "unit" and wanted.unit is not None:
                data[key] = wanted.unit.name
            else:
                unset.append(key)
        self._set(section, at, data, unset)

    # ------------------------------------------------------------------------------------ saying it

    def _set(self, section: Section, at: int, data: Mapping[str, Any], unset: Sequence[str]) -> None:
        """Any other change."""
        if not data and not unset:
            return
        verb = {"positions": "change", "units": "change_unit", "people": "change_person"}[section]
        name = self._call(section, at)
        shown = {verb: name, **({"set": dict(data)} if data else {}), **({"unset": list(unset)} if unset else {})}
        self._do(verb, {**shown, **({"set": entry_of(section, data)} if data else {})}, shown)

    def _do(self, verb: str, keys: Mapping[str, Any], shown: Mapping[str, Any] | None = None) -> bool:
        """Make a change and write it down, if it can be made."""
        entry = VERBS[verb](**{key: _sought(value, key, verb) for key, value in keys.items()})
        remarks = {key: remark for key, value in keys.items() if (remark := self._remark(verb, key, value))}
        try:
            self._making.make(Change(verb, entry, _NOWHERE, ()))
        except Wrong:
            return False
        self.written.append(Written(verb, shown or keys, remarks))
        return True

    def _remark(self, verb: str, key: str, value: Any) -> str:
        """The title or the name of what is told by its id."""
        draft = self._making.draft
        if not isinstance(value, str) or key in ("title", "name", "id"):
            return ""
        of_units = key in ("unit", "parent", "into") or (key == verb and verb.endswith(("_unit", "_units")))
        of_people = key == "holder" or (key == verb and verb.endswith("_person"))
        register: Any = draft.units if of_units else draft.people if of_people else draft.positions
        thing = register.only(value)
        return thing.called if thing is not None and thing.called and normalize(thing.called) != normalize(value) else ""

    def _data(self, section: Section, at: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """What an entry says before and after."""
        after = data_of(self._list_of(self._wanted, section)[self._number[section][at]].entry)
        listed = self._list_of(self._organization, section)
        if at < len(listed):
            return data_of(listed[at].entry), after
        things: Any = {"units": self._organization.units, "people": self._organization.people}[section]
        return {"name": things[at].name}, after

    def _list_of(self, organization: Organization, section: Section) -> Sequence[Any]:
        design = organization.design
        lists: dict[Section, Sequence[Any] | None] = {
            "units": design.units,
            "positions": design.positions,
            "people": design.people,
        }
        return lists[section] or ()

    def _text(self, section: Section, at: int) -> str:
        """What means a thing, or nearly so: what is left is put right in the end."""
        register: Any = getattr(self._making.draft, section)
        thing = register.things[at]
        return str(register.text(thing) or thing.id or thing.called)

    def _call(self, section: Section, at: int) -> Any:
        """What means a thing and nothing else, by now: a text or, where none does, a mapping."""
        draft = self._making.draft
        register: Any = getattr(draft, section)
        thing = register.things[at]
        text = register.text(thing)
        if text is not None:
            return text
        keys: dict[str, Any] = {"title" if section == "positions" else "name": thing.name or ""}
        if isinstance(thing, Seat):
            unit = None if thing.unit is None else draft.units.text(thing.unit)
            manager = None if thing.manager is None else draft.positions.text(thing.manager)
            further = {"unit": unit, "reports_to": manager}
            fitting: Any = self._making.fitting_positions
        elif isinstance(thing, Place):
            further = {"parent": None if thing.parent is None else draft.units.text(thing.parent)}
            fitting = self._making.fitting_units
        else:
            further, fitting = {}, self._making.fitting_people
        kind = {"positions": model.SoughtPosition, "units": model.SoughtUnit, "people": model.SoughtPerson}[section]
        for key, value in further.items():
            if len(fitting(kind(**keys))) > 1 and value is not None:
                keys[key] = value
        there = fitting(kind(**keys))
        if len(there) > 1:
            keys["number"] = there.index(thing) + 1
        return keys


def _numbers_left(organization: Organization, steps: Iterable[Step]) -> dict[Section, list[int]]:
    """The numbers of the entries that are there after steps, as steps count them, in their order."""
    design = organization.design
    numbers: dict[Section, list[int]] = {}
    for section, those in (("units", design.units), ("positions", design.positions), ("people", design.people)):
        numbers[section] = list(range(len(those or ())))  # type: ignore[index]
    gone = set()
    for step in steps:
        if isinstance(step, Add):
            numbers[step.section].append(len(numbers[step.section]))
        elif isinstance(step, Remove):
            gone.add((step.section, step.at))
    return {section: [at for at in those if (section, at) not in gone] for section, those in numbers.items()}


def _difference(before: Mapping[str, Any], after: Mapping[str, Any], keys: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """What is to be set of some keys, and which are to be unset, in the order of the entry."""
    wanted = set(keys)
    data = {key: value for key, value in after.items() if key in wanted and not (key in before and same(before[key], value))}
    return data, [key for key in before if key in wanted and key not in after]


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same: 1 is 1.0 and not true."""
    if type(one) is type(other) and isinstance(one, str | int | float | bool | None):
        return bool(one == other)
    return _plain(one) == _plain(other)


def _plain(value: Any) -> str:
    return json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value, sort_keys=True, default=str)


def _sought(value: Any, key: str, verb: str) -> Any:
    """A mapping by which a thing is meant, as an entry."""
    if not isinstance(value, dict) or key == "set":
        return value
    of_units = key in ("unit", "parent", "into") or (key == verb and verb.endswith(("_unit", "_units")))
    if of_units:
        return model.SoughtUnit(**value)
    return model.SoughtPerson(**value) if verb.endswith("_person") else model.SoughtPosition(**value)


def _of_position(position: Position) -> dict[str, Any]:
    """What the references of a position mean."""
    entry = position.declared.entry
    if position.manager is not None:
        manager: Any = position.manager.index
    else:
        manager = (collapse(position.manager_reference or ""), "reports_to" in entry.written and position.declared.over < 0)
    listed = position.organization.design.units is not None
    unit: Any = collapse(position.unit_reference or "")
    if position.unit is not None:
        unit = position.unit.index if listed else normalize(position.unit.name)
    people = position.organization.design.people is not None
    if position.co_holders:
        holder: Any = [
            collapse(each.reference) if each.target is None else each.target.index if people else fold(each.target.name)
            for each in position.co_holders
        ]
    elif position.holder is not None:
        holder = [position.holder.index if people else fold(position.holder.name)]
    else:
        holder = (collapse(position.holder_reference or ""), "holder" in entry.written)
    dotted = [each.target.index if each.target else (each.status, collapse(each.reference)) for each in position.dotted]
    return {"reports_to": manager, "unit": unit, "dotted_line_to": dotted, "holder": holder}


def _of_unit(unit: Unit) -> dict[str, Any]:
    """What the references of a unit mean."""
    entry = unit.declared.entry if unit.declared else None
    parent = unit.parent.index if unit.parent else collapse(entry.parent or "") if entry else ""
    if entry is None or entry.head is None:
        return {"parent": parent, "head": None}
    heads: list[Any] = [each.target.index if each.target else collapse(each.reference) for each in unit.co_heads]
    return {"parent": parent, "head": heads or [unit.head.index if unit.head else collapse(unit.head_reference or "")]}
