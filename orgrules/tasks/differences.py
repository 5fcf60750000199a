"""What is different about what a position or a unit has, besides its place and its name: holder, duties, type and the like.

A list is a set: neither its order nor what stands in it twice makes a difference, nor how a known name is spelled.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from orgrules.changes.pairs import identified
from orgrules.design import model
from orgrules.design.model import UnitEntry
from orgrules.engine.chart import holder_of
from orgrules.engine.wording import Wording
from orgrules.facts import readers
from orgrules.facts.vocabulary import VOCABULARY, Fact
from orgrules.locale import _
from orgrules.organization.model import CoHead, CoHolder, Person, Position, Unit
from orgrules.organization.reading import FIELDS
from orgrules.output.comparisons import Aspect, Detail
from orgrules.text import collapse, listed, normalize

#: The index of each position or unit of the new design that is in the old one too, with the index there.
Partners = Mapping[int, int]

#: The lists of a position, each with the kind of terms that its items are ids or names of.
_LISTS: tuple[tuple[Aspect, str], ...] = (
    ("duties", "duty"),
    ("accountable_for", "duty"),
    ("authority", "authority"),
    ("meetings", "meeting"),
    ("internal_relations", "relation"),
    ("external_relations", "relation"),
    ("career_path", "role"),
    ("promoted_from", "role"),
    ("rotates_with", "role"),
)


class _Item(NamedTuple):
    """An item of a list: what makes it the same one in both designs, its name, and its name with its id."""

    key: Hashable
    name: str
    full: str


def position_details(before: Position, after: Position, partners: Partners, wording: Wording) -> tuple[Detail, ...]:
    """What else is different about a position that is in both designs."""
    old, new = before.declared.entry, after.declared.entry
    found = [_holder(before, after, wording), _value("headcount", "headcount", old.headcount, new.headcount, wording)]
    if old.fte is not None or new.fte is not None:  # a full-time equivalent that nobody wrote only repeats the headcount
        found.append(_value("fte", "fte", readers.fte(before), readers.fte(after), wording))
    found.append(_dotted(before, after, partners))
    for aspect, kind in _LISTS:
        had = _terms(before, aspect, kind, getattr(old, aspect), wording)
        has = _terms(after, aspect, kind, getattr(new, aspect), wording)
        found.append(_list(aspect, had, has, wording))
    found += _requirements(before, after, wording)
    if normalize(old.job_family or "") != normalize(new.job_family or ""):
        found.append(_value("job_family", "job_family", old.job_family, new.job_family, wording))
    found.append(
        _value("legal_representative", "legal_representative", old.legal_representative, new.legal_representative, wording)
    )
    found += _attributes(old.attributes, new.attributes, wording)
    return tuple(detail for detail in found if detail is not None)


def unit_details(before: Unit, after: Unit, units: Partners, positions: Partners, wording: Wording) -> tuple[Detail, ...]:
    """What is different about a unit that is in both designs."""
    old = before.declared.entry if before.declared else UnitEntry()
    new = after.declared.entry if after.declared else UnitEntry()
    found: list[Detail | None] = []
    if before.declared and after.declared and collapse(before.name) != collapse(after.name):  # else positions name it
        found.append(Detail("name", before=before.name, after=after.name))
    found.append(_unit_value("type", before.type, after.type, wording))
    found.append(_unit_value("region_level", old.region_level, new.region_level, wording))
    found.append(_reference("parent", before.parent, old.parent, after.parent, new.parent, units))
    if old.head or new.head:  # a head that nobody wrote follows from the positions
        found.append(_heads(before, after, positions))
    found += _attributes(old.attributes, new.attributes, wording)
    return tuple(detail for detail in found if detail is not None)


def _told(wording: Wording, kind: Literal["position", "unit"], fact: str, value: Any) -> str | None:
    """A value in words; None where the design says nothing."""
    word = VOCABULARY[kind][fact]
    return wording.value(word, value) or wording.nothing if isinstance(word, Fact) and value is not None else None


def _value(aspect: Aspect, fact: str, old: Any, new: Any, wording: Wording, name: str = "") -> Detail | None:
    if old == new:
        return None
    before, after = _told(wording, "position", fact, old), _told(wording, "position", fact, new)
    if before == after:  # two numbers that are rounded to one
        before, after = str(old), str(new)
    return Detail(aspect, name, before, after)


def _unit_value(aspect: Literal["type", "region_level"], old: str | None, new: str | None, wording: Wording) -> Detail | None:
    if old == new:
        return None
    return Detail(aspect, before=_told(wording, "unit", aspect, old), after=_told(wording, "unit", aspect, new))


def _name(thing: Position | Unit | Person) -> str:
    return thing.title if isinstance(thing, Position) else thing.name


def _full(thing: Position | Unit | Person) -> str:
    name = _name(thing)
    return _("{name} ({id})").format(name=name, id=thing.id) if identified(thing) and thing.id != name else name


def _other(aspect: Aspect, before: Position | Unit | Person, after: Position | Unit | Person) -> Detail:
    """One thing in the place of another, each with its id where they have the same name."""
    told = _full if _name(before) == _name(after) else _name
    return Detail(aspect, before=told(before), after=told(after))


def _holder(before: Position, after: Position, wording: Wording) -> Detail | None:
    """Another holder. A person is the same by a declared id or, where one of the designs has none, by name."""
    old, new = before.holder, after.holder
    if old is not None and new is not None:
        return None if _same_person(old, new) else _other("holder", old, new)
    written = [collapse(position.holder_reference or "") for position in (before, after)]
    if before.co_holders or after.co_holders:
        if _same_holders(before.co_holders, after.co_holders):
            return None
    elif written[0] == written[1] and before.is_vacant is after.is_vacant:
        return None

    def told(position: Position) -> str | None:
        if position.is_vacant:
            return wording.vacant
        return holder_of(position)

    return Detail("holder", before=told(before), after=told(after))


def _same_person(old: Person, new: Person) -> bool:
    by_id = identified(old) and identified(new)
    return old.id == new.id if by_id else normalize(old.name) == normalize(new.name)


def _same_holders(old: Sequence[CoHolder], new: Sequence[CoHolder]) -> bool:
    """Whether two lists name the same people, in any order."""
    people = [each.target for each in new if each.target is not None]
    ids = {person.id for person in people if identified(person)}
    names = {normalize(person.name) for person in people}
    without_id = {normalize(person.name) for person in people if not identified(person)}

    def is_there(person: Person) -> bool:
        if identified(person) and person.id in ids:
            return True
        return normalize(person.name) in (without_id if identified(person) else names)

    return _same_references(old, new) and all(is_there(each.target) for each in old if each.target is not None)


def _same_references(old: Sequence[CoHolder | CoHead], new: Sequence[CoHolder | CoHead]) -> bool:
    """Whether two lists are as long, and name the same by what leads to nothing: that is as it is written."""
    before, after = ({collapse(each.reference) for each in those if each.target is None} for those in (old, new))
    return len(old) == len(new) and before == after


def _heads(before: Unit, after: Unit, positions: Partners) -> Detail | None:
    """Another head, or other heads."""
    if not before.co_heads and not after.co_heads:
        return _reference("head", before.head, before.head_reference, after.head, after.head_reference, positions)
    there = {each.target.index for each in before.co_heads if each.target is not None}
    here = {positions.get(each.target.index) for each in after.co_heads if each.target is not None}
    if _same_references(before.co_heads, after.co_heads) and there == here:
        return None

    def told(unit: Unit) -> str | None:
        if unit.co_heads:
            return listed([_full(each.target) if each.target else each.reference for each in unit.co_heads])
        return _full(unit.head) if unit.head else unit.head_reference

    return Detail("head", before=told(before), after=told(after))


def _dotted(before: Position, after: Position, partners: Partners) -> Detail | None:
    def items(position: Position) -> Iterator[_Item]:
        for line in position.dotted:
            if line.target is None:
                yield _Item(("written", collapse(line.reference)), line.reference, line.reference)
            else:
                index = line.target.index
                same: Hashable = index if position is before else partners.get(index, ("new", index))
                yield _Item(same, line.target.title, _full(line.target))

    return _changed_items("dotted_line_to", list(items(before)), list(items(after)))


def _terms(position: Position, fact: str, kind: str, texts: Iterable[str] | None, wording: Wording) -> list[_Item] | None:
    if texts is None:
        return None
    read = ((text, position.organization.read(kind, text, position.known_role)) for text in texts)
    ids = dict.fromkeys(id_ for text, found in read for id_ in (found.ids if found.how != "open" else ()) or (collapse(text),))
    named = ((id_, _told(wording, "position", fact, id_) or id_) for id_ in ids)
    return [_Item(id_, name, name) for id_, name in named]


def _list(aspect: Aspect, old: list[_Item] | None, new: list[_Item] | None, wording: Wording) -> Detail | None:
    """What was added to a list and removed. An empty list says that there is nothing, no list says nothing."""
    return _changed_items(aspect, old or (), new or ()) or _whether(aspect, old is not None, new is not None, wording)


def _whether(aspect: Aspect, before: bool, after: bool, wording: Wording) -> Detail | None:
    """Whether a design says anything of what is empty."""
    if before is after:
        return None
    return Detail(aspect, before=wording.nothing if before else None, after=wording.nothing if after else None)


def _changed_items(aspect: Aspect, old: Sequence[_Item], new: Sequence[_Item], name: str = "") -> Detail | None:
    there, here = {item.key for item in old}, {item.key for item in new}
    removed = {item.key: item for item in old if item.key not in here}.values()
    added = {item.key: item for item in new if item.key not in there}.values()
    if not removed and not added:
        return None
    alike = {item.name for item in removed} & {item.name for item in added}

    def told(items: Iterable[_Item]) -> tuple[str, ...]:
        return tuple(item.full if item.name in alike else item.name for item in items)

    return Detail(aspect, name, added=told(added), removed=told(removed))


def _requirements(before: Position, after: Position, wording: Wording) -> list[Detail | None]:
    old, new = before.declared.entry.requirements, after.declared.entry.requirements
    found: list[Detail | None] = []
    for part in model.Requirements.keys:
        had, has = getattr(old, part, None), getattr(new, part, None)
        fact = f"requirements.{part}"
        kind = FIELDS.get(fact)
        if kind is None:
            found.append(_value("requirements", fact, had, has, wording, part))
        else:
            there, here = _terms(before, fact, kind, had, wording), _terms(after, fact, kind, has, wording)
            found.append(_changed_items("requirements", there or (), here or (), part))
    return found if any(found) else [_whether("requirements", old is not None, new is not None, wording)]


def _reference(
    aspect: Aspect,
    before: Position | Unit | None,
    was_written: str | None,
    after: Position | Unit | None,
    is_written: str | None,
    partners: Partners,
) -> Detail | None:
    """Another unit or position: the one that is meant, where there is one, or what is written."""
    if before is not None and after is not None:
        return None if partners.get(after.index) == before.index else _other(aspect, before, after)
    if before is None and after is None and collapse(was_written or "") == collapse(is_written or ""):
        return None
    return Detail(aspect, before=_name(before) if before else was_written, after=_name(after) if after else is_written)


def _attributes(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, wording: Wording, way: str = ""
) -> Iterator[Detail]:
    """The attributes that are different, those within another by their way: ``site.floor``."""
    old, new = old or {}, new or {}
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        name = f"{way}{key}"
        if _key(before) == _key(after):
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _attributes(before, after, wording, f"{name}.")
        elif isinstance(before, list) and isinstance(after, list):
            detail = _changed_items("attributes", _own_items(before, wording), _own_items(after, wording), name)
            if detail is not None:
                yield detail
        else:
            told = [_told(wording, "position", "attributes", value) for value in (before, after)]
            yield Detail("attributes", name, told[0], told[1])


def _own_items(values: Iterable[Any], wording: Wording) -> list[_Item]:
    named = ((_key(value), _told(wording, "position", "attributes", value) or wording.nothing) for value in values)
    return [_Item(key, name, name) for key, name in named]


def _key(value: Any) -> str:
    """What makes two values the same: 1 is 1.0 and not true, and keys have no order."""
    return json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value, sort_keys=True)
