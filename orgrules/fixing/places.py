"""Other units of positions, other units around units, and who heads them."""

from __future__ import annotations

from orgrules.changes.steps import Put
from orgrules.facts import readers
from orgrules.fixing import nearness
from orgrules.fixing.ground import Candidate, Found, Ground, called, tie
from orgrules.fixing.references import suggested
from orgrules.fixing.whatif import headed, inside, is_worse, within
from orgrules.locale import _
from orgrules.organization.model import Position, Unit
from orgrules.text import shown


def units(ground: Ground, position: Position) -> Found:
    """Another unit: that of its manager, then the nearest with which the rules about the position hold."""
    organization = ground.organization
    if organization.design.units is None:
        yield _("The design declares no units to move it to.")
        return
    before = ground.what_if.verdicts(position)
    broken = {rule for rule, verdict in before.items() if verdict is False}
    near = nearness.of_units(position.unit)
    of_manager = position.manager.unit if position.manager else None
    there = False
    for unit in organization.units:
        if unit is position.unit:
            continue
        after = ground.what_if.verdicts(inside(position, unit))
        if is_worse(before, after) or not any(after.get(rule) is True for rule in broken):
            continue
        meaning = ground.meaning(unit)
        if meaning is None:
            continue
        there = True
        is_managers = unit is of_manager
        reason = _("{title} sits in {unit}: the nearest unit with which the rules about it hold.")
        if is_managers:
            reason = _("{title} sits in {unit}, the unit of its manager.")
        told = reason.format(title=called(position), unit=called(unit))
        steps = (Put("positions", position.index, ("unit",), meaning[0]),)
        yield Candidate("unit", steps, told, (0, 0) if is_managers else (1, near(unit)), called(unit), touches=(unit,))
    if not there:
        yield _("No unit here is one that the rules want it in: that takes a new unit, or a decision.")


def unit_reference(ground: Ground, position: Position) -> Found:
    """A reference to a unit that is broken: what it was meant to be."""
    reference = position.unit_reference or ""
    if position.unit_status == "unknown":
        yield from suggested(ground, "unit", position, "unit", reference)
    elif position.unit_status == "ambiguous":
        near = nearness.of_units(position.manager.unit if position.manager else None)
        for unit in readers.unit_candidates(position) or []:
            meaning = ground.meaning(unit)
            if meaning is None:
                continue
            reason = _('{title} sits in {unit}: of those that "{reference}" may mean, the nearest to its manager.')
            told = reason.format(title=called(position), unit=called(unit), reference=shown(reference))
            yield Candidate(
                "reference",
                (Put("positions", position.index, ("unit",), meaning[0]),),
                told,
                (near(unit),),
                called(unit),
                touches=(unit,),
            )


def parents(ground: Ground, unit: Unit) -> Found:
    """Another unit around a unit: the nearest with which the rules about it hold."""
    if unit.declared is None:
        yield _("The design declares no units to move.")
        return
    below = {each.index for each in unit.with_all_below()}
    before = ground.what_if.verdicts(unit)
    near = nearness.of_units(unit.parent or unit)
    for other in ground.organization.units:
        if other.index in below or other is unit.parent:
            continue
        after = ground.what_if.verdicts(within(unit, other))
        if is_worse(before, after):
            continue
        meaning = ground.meaning(other)
        if meaning is None:
            continue
        reason = _("{name} belongs to {parent}: the nearest unit around it with which the rules hold.")
        told = reason.format(name=called(unit), parent=called(other))
        steps = (Put("units", unit.index, ("parent",), meaning[0]),)
        yield Candidate("parent", steps, told, (near(other),), called(other), touches=(other,))


def parent_reference(ground: Ground, unit: Unit) -> Found:
    """A reference to a parent that is broken: what it was meant to be."""
    reference = readers.parent_reference(unit) or ""
    if unit.parent_status == "unknown":
        yield from suggested(ground, "unit", unit, "parent", reference)
    elif unit.parent_status == "ambiguous":
        yield tie([called(each) for each in readers.parent_candidates(unit) or []])


def heads(ground: Ground, unit: Unit) -> Found:
    """Another head, where the unit names one: a position in it with which the rules about the unit hold."""
    written = unit.declared.entry.head if unit.declared else None
    if written is None:
        yield _("The design does not say who heads the unit: that is a decision.")
        return
    before = ground.what_if.verdicts(unit)
    there = False
    for position in unit.positions:
        if position in unit.heads:
            continue
        after = ground.what_if.verdicts(headed(unit, position))
        if is_worse(before, after) or not any(after[rule] is True for rule, was in before.items() if was is False):
            continue
        meaning = ground.meaning(position)
        if meaning is None:
            continue
        there = True
        reason = _("{name} is headed by {head}: the position in it with which the rules hold.")
        steps = (*meaning[1], Put("units", unit.index, ("head",), meaning[0]))
        yield Candidate(
            "reference",
            steps,
            reason.format(name=called(unit), head=called(position)),
            (0,),
            called(position),
            touches=(position,),
        )
    if not there:
        yield _("No position in the unit may head it by the rules: that takes a new position, or a decision.")


def head_reference(ground: Ground, unit: Unit) -> Found:
    """A reference to a head that is broken: what it was meant to be."""
    reference = unit.head_reference or ""
    if unit.head_status == "unknown":
        yield from suggested(ground, "position", unit, "head", reference)
        return
    if unit.head_status != "ambiguous":
        return
    those = readers.head_candidates(unit) or []
    own = [each for each in those if each.unit is unit]
    meaning = ground.meaning(own[0]) if len(own) == 1 else None
    if meaning is None:
        yield tie([called(each) for each in own or those])
        return
    text, first = meaning
    written = unit.declared.entry.head if unit.declared else None
    value = [text if each == reference else each for each in written] if isinstance(written, list) else text
    reason = _('{name} is headed by {head}: of those that "{reference}" may mean, the one that sits in it.')
    told = reason.format(name=called(unit), head=called(own[0]), reference=shown(reference))
    yield Candidate(
        "reference", (*first, Put("units", unit.index, ("head",), value)), told, (0,), called(own[0]), touches=(own[0],)
    )
