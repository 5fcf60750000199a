"""A linked organization as the entries of one flat design, in which every reference that is understood is a declared id.

Ids are kept as they are written. A position that others refer to and that has none gets one, of its title and its unit, so
that it stays the same when rows come and go. What is not understood stays as it is written, and means nothing else for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from orgrules.design import model
from orgrules.files.yaml_text import Field
from orgrules.locale import _, ngettext
from orgrules.organization.model import CoHead, Line, Organization, Position, ReferenceStatus, Unit
from orgrules.organization.names import Names, position_names, unit_names
from orgrules.organization.reading import only
from orgrules.tables.references import Answer
from orgrules.text import collapse, listed, shown

#: Most things that one remark names.
MOST_NAMED = 5

Entry = list[Field]
ThingT = TypeVar("ThingT", Position, Unit)


class Entries(NamedTuple):
    """The entries of each section, in the order of the design's; None for a section that it does not have.

    ``ids`` are those that were made, and which were not there before.
    """

    units: list[Entry] | None
    positions: list[Entry]
    people: list[Entry] | None
    ids: list[str]


def entries_of(organization: Organization) -> Entries:
    """The entries of an organization."""
    design = organization.design
    units, positions = unit_names(organization), position_names(organization)
    positions.make(_called_for(organization), _not_understood(organization), _words_of_position)
    if design.units is not None:
        in_need = [each.unit for each in organization.positions] + [each.parent for each in organization.units]
        units.make((each for each in in_need if each is not None and not units.mean(each)), (), _words_of_unit)
    answers = design.table.answers if design.table is not None else {}
    writer = _Writer(organization, positions, units, answers.get("position", {}), answers.get("unit", {}))
    return Entries(
        None if design.units is None else [writer.unit(unit) for unit in organization.units],
        [writer.position(position) for position in organization.positions],
        None if design.people is None else [_plain(each.entry) for each in design.people],
        [*positions.made, *units.made],
    )


class _Writer:
    """Writes entries key by key, in the order of the format."""

    def __init__(
        self,
        organization: Organization,
        positions: Names[Position],
        units: Names[Unit],
        said_of_positions: Mapping[str, Answer],
        said_of_units: Mapping[str, Answer],
    ) -> None:
        self._organization = organization
        self._positions = positions
        self._units = units
        self._said_of_positions = said_of_positions
        self._said_of_units = said_of_units
        table = organization.design.table
        self._untitled = table.untitled if table is not None else frozenset()

    def position(self, position: Position) -> Entry:
        """The entry of a position; the one that it is nested in is its manager."""
        written = position.declared.entry
        found = []
        id_ = self._positions.ids[position.index]
        for key in written.keys:
            if key == "role" and position.index in self._untitled:
                found.append(Field(key, None, _("the table has no title here") if not position.is_outside else ""))
            elif key == "id":
                if id_ is not None:
                    made = _("made here: others refer to it") if written.id is None else ""
                    found.append(Field("id", id_, made))
            elif key == "reports_to" and (position.manager is not None or position.manager_status != "none"):
                text = position.manager_reference or ""
                found.append(self._to_position(key, text, position.manager, position.manager_status, position))
            elif key == "reports" or key not in written.written:
                continue
            elif key == "unit" and written.unit is not None and self._organization.design.units is not None:
                found.append(self._to_unit(key, written.unit, position.unit))
            elif key == "dotted_line_to" and position.dotted:
                found.append(self._to_positions(key, position.dotted, position))
            elif key == "holder":
                found.append(Field(key, written.holder, _several_posts(position)))
            else:
                found.append(Field(key, _data(getattr(written, key))))
        return found

    def unit(self, unit: Unit) -> Entry:
        """The entry of a unit."""
        if unit.declared is None:
            return [Field("name", unit.name)]
        written = unit.declared.entry
        found = []
        id_ = self._units.ids[unit.index]
        for key in written.keys:
            if key == "id":
                if id_ is not None:
                    found.append(Field("id", id_, _("made here: others refer to it") if written.id is None else ""))
            elif key not in written.written:
                continue
            elif key == "parent" and written.parent is not None:
                found.append(self._to_unit(key, written.parent, unit.parent))
            elif key == "head" and unit.co_heads:
                found.append(self._to_positions(key, unit.co_heads, None))
            elif key == "head" and written.head is not None:
                found.append(self._to_position(key, only(written.head), unit.head, unit.head_status, None))
            else:
                found.append(Field(key, _data(getattr(written, key))))
        return found

    def _to_positions(self, key: str, named: Iterable[Line | CoHead], own: Position | None) -> Field:
        lines = [self._to_position(key, each.reference, each.target, each.status, own) for each in named]
        remarks = dict.fromkeys(line.remark for line in lines if line.remark)
        return Field(key, [line.value for line in lines], "; ".join(remarks))

    def _to_position(self, key: str, text: str, target: Position | None, status: ReferenceStatus, own: Position | None) -> Field:
        target = own if status == "itself" else target
        return _reference(key, text, target, self._positions, self._said_of_positions.get(text))

    def _to_unit(self, key: str, text: str, target: Unit | None) -> Field:
        return _reference(key, text, target, self._units, self._said_of_units.get(text))


def _reference(key: str, text: str, target: ThingT | None, names: Names[ThingT], said: Answer | None) -> Field:
    """A reference, and what is remarked of it: that it was written otherwise, or that it is not understood."""
    if target is not None:
        found = names.mean(target)
        if found is None:
            id_ = names.ids[target.index] or text
            return Field(key, id_, _('several have the id "{id}"').format(id=shown(id_)))
        if not text or found == text or collapse(found) == collapse(text):
            return Field(key, found)
        if said is not None and said.how == "zeros":
            return Field(key, found, _('written "{text}", with other zeros before it').format(text=shown(text)))
        return Field(key, found, _('written "{text}"').format(text=shown(text)))
    kept = text
    other: tuple[ReferenceStatus, ...] = ("known", "duplicate", "ambiguous") if said and said.status == "unknown" else ("known",)
    while names.status(kept) in other:  # nobody is meant in the table, and somebody would be here
        kept += "?"
    remark = _('written "{text}"').format(text=shown(text)) if kept != text else ""
    if said is not None and said.candidates and names.status(kept) not in ("ambiguous", "duplicate"):
        those: list[str] = [names.mean(names.things[index]) or text for index in said.candidates[:MOST_NAMED]]
        quoted = [_('"{item}"').format(item=shown(each)) for each in those] + ["…"] * (len(said.candidates) > MOST_NAMED)
        remark = _("it may be any of {names}").format(names=listed(quoted))
    return Field(key, kept, remark)


def _called_for(organization: Organization) -> Iterable[Position]:
    """The positions that something refers to."""
    for position in organization.positions:
        itself = position.manager_status == "itself" or any(line.status == "itself" for line in position.dotted)
        if itself:
            yield position
        if position.manager is not None:
            yield position.manager
        yield from (line.target for line in position.dotted if line.target is not None)
    for unit in organization.units:
        if unit.declared is not None and unit.declared.entry.head is not None:
            yield from unit.heads


def _not_understood(organization: Organization) -> Iterable[str]:
    """The texts that mean no position: no id that is made may be one of them."""
    for position in organization.positions:
        if position.manager is None and position.manager_reference is not None:
            yield position.manager_reference
        yield from (line.reference for line in position.dotted if line.target is None)
    for unit in organization.units:
        head = unit.declared.entry.head if unit.declared else None
        if head is not None and not unit.co_heads and unit.head is None:
            yield only(head)
        yield from (each.reference for each in unit.co_heads if each.target is None)


def _words_of_position(position: Position) -> Iterable[str | None]:
    return position.title, position.unit.name if position.unit else position.unit_reference


def _words_of_unit(unit: Unit) -> Iterable[str | None]:
    return unit.name, unit.parent.name if unit.parent else None


def _several_posts(position: Position) -> str:
    number = len(position.holder.positions) if position.holder is not None else 0
    if number < 2:
        return ""
    return ngettext("on {number:,} position", "on {number:,} positions", number).format(number=number)


def _plain(entry: model.Entry) -> Entry:
    data = entry.data()
    first = {"id": data["id"]} if "id" in data else {}
    return [Field(key, value) for key, value in {**first, **data}.items()]


def _data(value: Any) -> Any:
    return value.data() if isinstance(value, model.Entry) else value
