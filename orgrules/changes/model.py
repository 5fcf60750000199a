"""The keys of a file of changes: one entry is one change, and one key of it, the verb, says what is done and with what.

This is the one definition of the format, written as ``design/model.py`` is; ``format.py`` makes of it what tells mistakes and
what ``orgrules schema changes`` publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgrules.design import model
from orgrules.design.model import Entry, OneOrSeveral, Text, Whole, key
from orgrules.locale import N_


class SoughtPosition(Entry):
    """A position by what is known of it, where neither an id nor a title tells which one is meant."""

    title: Text = key(N_("Its title."), required=True)
    unit: Text | None = key(N_("The unit it sits in, by id or name."))
    reports_to: Text | None = key(N_("Its manager, by id or title."))
    holder: Text | None = key(N_("The person on it, by id or name."))
    number: Whole | None = key(N_("Which of several, from 1, in the order of the design."))


class SoughtUnit(Entry):
    """A unit by what is known of it, where neither an id nor a name tells which one is meant."""

    name: Text = key(N_("Its name."), required=True)
    parent: Text | None = key(N_("The unit that it belongs to, by id or name."))
    number: Whole | None = key(N_("Which of several, from 1, in the order of the design."))


class SoughtPerson(Entry):
    """A person by what is known of them, where neither an id nor a name tells who is meant."""

    name: Text = key(N_("The person's name."), required=True)
    number: Whole | None = key(N_("Which of several, from 1, in the order of the design."))


# What keys take, by names that say more than their types: format.py knows what is right for them.
OfPosition = str | SoughtPosition
OfUnit = str | SoughtUnit
OfPerson = str | SoughtPerson
#: A unit that is there, or the entry of a new one.
OfUnitOrNew = str | model.UnitEntry
Position = model.PositionEntry
Unit = model.UnitEntry
Person = model.PersonEntry


def _some_keys(of: type[Entry], *left_out: str) -> type[Entry]:
    """The keys of an entry, none of which has to be there."""
    keys = {name: each for name, each in of.keys.items() if name not in left_out}
    return type(
        f"{of.__name__}Keys",
        (Entry,),
        {
            "__annotations__": {name: each.takes for name, each in keys.items()},
            "__doc__": of.__doc__,
            **{name: key(each.description) for name, each in keys.items()},
        },
    )


#: What a change sets. The reports of a position are told by moving them.
PositionKeys = _some_keys(model.PositionEntry, "reports")
UnitKeys = _some_keys(model.UnitEntry)
PersonKeys = _some_keys(model.PersonEntry)
OrganizationKeys = _some_keys(model.OrganizationEntry)


class Move(Entry):
    """A position gets another manager, another unit, or both; those who report to it go on doing so."""

    move: OfPosition = key(N_("The position that moves, with all below it."), required=True)
    reports_to: OfPosition | None = key(N_("Its manager from now on. null: none, it is at the top."))
    unit: OfUnit | None = key(N_("The unit it sits in from now on. null: none."))


class MoveUnit(Entry):
    """A unit gets another parent."""

    move_unit: OfUnit = key(N_("The unit that moves, with all that belongs to it."), required=True)
    parent: OfUnit | None = key(N_("The unit that it belongs to from now on. null: none."), required=True)


class Add(Entry):
    """A new position, perhaps with its reports."""

    add: Position = key(N_("The new position, as an entry of a design; reports may be nested in it."), required=True)


class AddUnit(Entry):
    """A new unit."""

    add_unit: Unit = key(N_("The new unit, as an entry of a design."), required=True)


class AddPerson(Entry):
    """A new person."""

    add_person: Person = key(N_("The new person, as an entry of a design."), required=True)


class Remove(Entry):
    """A position goes."""

    remove: OfPosition = key(N_("The position that goes."), required=True)
    reports_to: OfPosition | None = key(
        N_("Whom those report to who reported to it; without it, its manager. null: nobody, they are at the top.")
    )


class RemoveUnit(Entry):
    """A unit goes."""

    remove_unit: OfUnit = key(N_("The unit that goes."), required=True)
    into: OfUnit | None = key(N_("Where its positions and units go; without it, its parent."))


class RemovePerson(Entry):
    """A person goes; the positions that they held alone are vacant."""

    remove_person: OfPerson = key(N_("The person who goes."), required=True)


class Rename(Entry):
    """A position gets another title, another id, or both; whoever refers to it goes on doing so."""

    rename: OfPosition = key(N_("The position that is renamed."), required=True)
    title: Text | None = key(N_("Its title from now on."))
    id: Text | None = key(N_("Its id from now on."))


class RenameUnit(Entry):
    """A unit gets another name, another id, or both; whoever refers to it goes on doing so."""

    rename_unit: OfUnit = key(N_("The unit that is renamed."), required=True)
    name: Text | None = key(N_("Its name from now on."))
    id: Text | None = key(N_("Its id from now on."))


class Hold(Entry):
    """Somebody else holds a position."""

    hold: OfPosition = key(N_("The position."), required=True)
    holder: OneOrSeveral = key(
        N_("The person who holds it from now on, by id or name, or a list of those who share it."), required=True
    )


class Vacate(Entry):
    """Nobody holds a position any more."""

    vacate: OfPosition = key(N_("The position that is vacant from now on."), required=True)


class MergeUnits(Entry):
    """Several units become one: their positions and units belong to it, and whoever referred to them refers to it."""

    merge_units: list[OfUnit] = key(N_("The units that are merged."), required=True)
    into: OfUnitOrNew = key(N_("The unit that they become: one of them, another one, or the entry of a new one."), required=True)


class Change(Entry):
    """Anything else of a position."""

    change: OfPosition = key(N_("The position."), required=True)
    set: PositionKeys = key(N_("Keys as in a design, each with what stands there from now on."))  # type: ignore[valid-type]
    unset: list[Text] | None = key(N_("Keys that are there no longer."))


class ChangeUnit(Entry):
    """Anything else of a unit."""

    change_unit: OfUnit = key(N_("The unit."), required=True)
    set: UnitKeys = key(N_("Keys as in a design, each with what stands there from now on."))  # type: ignore[valid-type]
    unset: list[Text] | None = key(N_("Keys that are there no longer."))


class ChangePerson(Entry):
    """Anything else of a person."""

    change_person: OfPerson = key(N_("The person."), required=True)
    set: PersonKeys = key(N_("Keys as in a design, each with what stands there from now on."))  # type: ignore[valid-type]
    unset: list[Text] | None = key(N_("Keys that are there no longer."))


class ChangeOrganization(Entry):
    """What is said of the organization as a whole."""

    change_organization: OrganizationKeys = key(  # type: ignore[valid-type]
        N_("Keys as in a design, each with what stands there from now on."), required=True
    )
    unset: list[Text] | None = key(N_("Keys that are there no longer."))


#: What can be done, by the verb: the key of a change that the others are about.
VERBS: Mapping[str, type[Entry]] = {
    "move": Move,
    "move_unit": MoveUnit,
    "add": Add,
    "add_unit": AddUnit,
    "add_person": AddPerson,
    "remove": Remove,
    "remove_unit": RemoveUnit,
    "remove_person": RemovePerson,
    "rename": Rename,
    "rename_unit": RenameUnit,
    "hold": Hold,
    "vacate": Vacate,
    "merge_units": MergeUnits,
    "change": Change,
    "change_unit": ChangeUnit,
    "change_person": ChangePerson,
    "change_organization": ChangeOrganization,
}


class ChangesFile(Entry):
    """A file of changes: what is to be different about an organization."""

    name: Text | None = key(N_("What the scenario is called."))
    description: Text | None = key(N_("What it is about."))
    changes: list[Any] = key(N_("The changes, one after the other; a later one sees what those before it made."), required=True)
