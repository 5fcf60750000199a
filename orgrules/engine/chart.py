"""From a decided organization to its chart: what is drawn of every position, and which boxes each finding is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from orgrules.chart import Box, Chart, Target
from orgrules.engine.places import place
from orgrules.findings import Finding
from orgrules.organization.model import UNRECOGNIZED, Cycle, Organization, Person, Position, Subject, Unit
from orgrules.rulebook.model import Library
from orgrules.text import NO_TEXTS, listed, pick


def chart_of(organization: Organization, findings: Iterable[tuple[Finding, Subject]], library: Library) -> Chart:
    """The chart of one organization with the findings that are about it, each with its subject."""
    names = library.term_names.get("role", {})
    cut = _cuts(organization)

    def standing(role: str | None) -> Literal["known", "open", "unrecognized"]:
        if role is None:
            return "open"
        # a library that knows no roles misses none
        return "unrecognized" if role == UNRECOGNIZED and library.titles.roles else "known"

    def box(position: Position) -> Box:
        manager = position.manager.index if position.manager else None
        role = position.role
        return Box(
            title=position.title,
            id=position.declared.entry.id,
            role=pick(names.get(role or "", NO_TEXTS)),
            standing=standing(role),
            unit=position.unit.index if position.unit else None,
            holder=holder_of(position),
            vacant=position.is_vacant,
            headcount=position.declared.entry.headcount,
            manager=None if position.index in cut else manager,
            closes=manager if position.index in cut else None,
            dotted=tuple(dict.fromkeys(line.index for line in position.dotted_lines())),
            place=str(place(position)),
        )

    units_alone = not organization.positions  # as a table of departments is
    return Chart(
        path=organization.design.path,
        name=organization.name,
        boxes=tuple(_boxes_of_units(organization) if units_alone else map(box, organization.positions)),
        units=() if units_alone else tuple(unit.name for unit in organization.units),
        targets={
            (finding.fingerprint, str(finding.location)): _target_of_units(subject) if units_alone else _target(subject)
            for finding, subject in findings
        },
    )


def _boxes_of_units(organization: Organization) -> Iterator[Box]:
    """The units as boxes, each below the one that it belongs to."""
    cut = {cycle.members[0].index for cycle in organization.cycles if cycle.kind == "units"}
    for unit in organization.units:
        parent = unit.parent.index if unit.parent else None
        yield Box(
            title=unit.name,
            id=unit.id,
            role="",
            standing="known",
            unit=None,
            holder=None,
            vacant=False,
            headcount=1,
            manager=None if unit.index in cut else parent,
            closes=parent if unit.index in cut else None,
            dotted=(),
            place=str(place(unit)),
        )


def _target_of_units(subject: Subject) -> Target:
    if isinstance(subject, Cycle):
        return Target(tuple(member.index for member in subject.members), None)
    return Target((subject.index,) if isinstance(subject, Unit) else (), None)


def holder_of(position: Position) -> str | None:
    """Who is on a position, by name or as written."""
    if position.co_holders:
        return listed([each.target.name if each.target else each.reference for each in position.co_holders])
    return position.holder.name if position.holder else position.holder_reference


def _cuts(organization: Organization) -> set[int]:
    """The positions whose reporting line is left out of the trees: one in each ring, the first in the file."""
    return {cycle.members[0].index for cycle in organization.cycles if cycle.kind == "positions"}


def _target(subject: Subject) -> Target:
    if isinstance(subject, Position):
        return Target((subject.index,), subject.unit.index if subject.unit else None)
    if isinstance(subject, Unit):
        return Target(_at_head(subject), subject.index)
    if isinstance(subject, Person):
        units = {position.unit.index for position in subject.positions if position.unit is not None}
        return Target(tuple(position.index for position in subject.positions), units.pop() if len(units) == 1 else None)
    if isinstance(subject, Cycle):
        boxes = [
            box for member in subject.members for box in ((member.index,) if isinstance(member, Position) else _at_head(member))
        ]
        return Target(tuple(dict.fromkeys(boxes)), None)
    return Target((), None)


def _at_head(unit: Unit) -> tuple[int, ...]:
    """The boxes that stand for a unit: those of its heads, else that of its first position."""
    return tuple(head.index for head in unit.heads or unit.positions[:1])
