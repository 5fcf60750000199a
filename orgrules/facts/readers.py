"""How facts are read of their subjects, where that takes more than a word. None is what a design leaves open."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from orgrules.design.read import NestedReference
from orgrules.organization.model import (
    BROKEN,
    Cycle,
    Line,
    Organization,
    Person,
    Position,
    Subject,
    Unit,
    organization_of,
)
from orgrules.organization.title_words import NOBODY_ABOVE
from orgrules.text import normalize

FactT = TypeVar("FactT")


def remembered(read: Callable[[Any], FactT]) -> Callable[[Any], FactT]:
    """A reader whose answers the organization remembers: many rules ask for one fact, and it may go through thousands."""

    def read_once(subject: Any) -> FactT:
        facts = organization_of(subject).remembered
        if facts is None:  # roles are not known yet
            return read(subject)
        known = facts.get(read)
        if known is None:
            known = facts[read] = {}
        if subject not in known:
            known[subject] = read(subject)
        found: FactT = known[subject]
        return found

    return read_once


def attributes(subject: Subject) -> Any:
    """What the subject's entry has under ``attributes``."""
    if isinstance(subject, Organization):
        return subject.design.organization.attributes
    declared = getattr(subject, "declared", None)
    return declared.entry.attributes if declared else None


def id_status(subject: Position | Unit | Person) -> str | None:
    return None if subject.id is None else "unique" if subject.first_with_id is None else "duplicate"


def suggestion(what: str, reference: str | None, status: str, subject: Position | Unit) -> str | None:
    """The id or name nearest to a reference that names nothing: of the position that a person so called holds, if it is one."""
    if reference is None or status != "unknown" or normalize(reference) in NOBODY_ABOVE:
        return None
    organization = subject.organization
    things: dict[str, Any] = {"position": organization.positions, "unit": organization.units, "person": organization.people}

    def names() -> list[str]:
        ids = {thing.id for thing in things[what] if thing.id}
        return sorted(ids | {thing.title if what == "position" else thing.name for thing in things[what]})

    held = positions_held(reference, organization) if what == "position" else []
    if len(held) == 1:
        return held[0].id or held[0].title
    return None if held else organization.suggester.meant(what, reference, names)


def positions_held(reference: str, organization: Organization) -> list[Position]:
    """The positions of the person, or of those several, whom a reference to a position names by mistake."""
    people = _people(reference, organization)
    return [position for person in people for position in person.positions]


def _people(reference: str, organization: Organization) -> list[Person]:
    namesakes = organization.namesakes
    return namesakes.of("person id", reference, organization) or namesakes.of("person", reference, organization)


def manager_held(position: Position) -> list[Position] | None:
    """The positions of the person who is named in the place of a manager; None where no person is."""
    if position.manager_reference is None or position.manager_status != "unknown":
        return None
    return positions_held(position.manager_reference, position.organization) or None


def manager_person(position: Position) -> str | None:
    """Who that person is."""
    reference = position.manager_reference
    if reference is None or manager_held(position) is None:
        return None
    return _people(reference, position.organization)[0].name


def titles_held(position: Position) -> frozenset[str] | None:
    """What they hold: titles, each with the id where it has one."""
    held = manager_held(position)
    if held is None:
        return None
    return frozenset(each.title if each.id is None else f"{each.title} ({each.id})" for each in held)


def manager_nobody(position: Position) -> str | None:
    """What should stand there instead of a word for nobody."""
    reference = position.manager_reference
    if reference is None or position.manager_status != "unknown":
        return None
    return "null" if normalize(reference) in NOBODY_ABOVE else None


def candidates(what: str, reference: str | None, status: str, subject: Position | Unit) -> list[Any] | None:
    """All that an ambiguous reference may mean; None for any other reference."""
    if reference is None or status != "ambiguous":
        return None
    return subject.organization.namesakes.of(what, reference, subject.organization)


def count(found: Callable[[Any], list[Any] | None]) -> Callable[[Any], int | None]:
    """How many subjects there are; None where it is open which."""

    def read(subject: Any) -> int | None:
        there = found(subject)
        return None if there is None else len(there)

    return read


#: Most ids of what an ambiguous reference may mean: thousands of positions may have one title, and as many refer to it.
MOST_IDS = 20


def ids(found: Callable[[Any], Iterable[Any] | None]) -> Callable[[Any], frozenset[str] | None]:
    """The declared ids of some subjects, the first ones; None where none of them has one."""
    return lambda subject: frozenset(islice((each.id for each in found(subject) or () if each.id is not None), MOST_IDS)) or None


def manager_candidates(position: Position) -> list[Position] | None:
    return candidates("position", position.manager_reference, position.manager_status, position)


def dotted_candidates(position: Position) -> list[Position] | None:
    """Those of the first ambiguous dotted line."""
    first = next((line.reference for line in position.dotted if line.status == "ambiguous"), None)
    return candidates("position", first, "ambiguous", position)


def report_candidates(position: Position) -> list[Position] | None:
    """Those of the first ambiguous nested reference."""
    first = next((nested.reference for nested in position.ambiguous_reports), None)
    return candidates("position", first, "ambiguous", position)


def unit_candidates(position: Position) -> list[Unit] | None:
    return candidates("unit", position.unit_reference, position.unit_status, position)


def holder_candidates(position: Position) -> list[Person] | None:
    return candidates("person", position.holder_reference, position.holder_status, position)


def parent_candidates(unit: Unit) -> list[Unit] | None:
    return candidates("unit", parent_reference(unit), unit.parent_status, unit)


def head_candidates(unit: Unit) -> list[Position] | None:
    return candidates("position", unit.head_reference, unit.head_status, unit)


def holder_status(position: Position) -> str | None:
    if position.holder is not None:
        return position.holder_status
    if position.is_vacant:
        return "vacant"
    return None if position.declared.entry.holder is None else position.holder_status


def holders(position: Position) -> list[Person] | None:
    """Who is on it: nobody where it is vacant; absent where the design does not say, or a reference is broken."""
    if position.holder is not None:
        return [position.holder]
    if position.co_holders:
        return None if position.holder_status in BROKEN else position.holders
    return [] if position.is_vacant else None


def is_shared(position: Position) -> bool | None:
    """Whether several people are on it; None where the design does not say who is."""
    if position.holder is not None:
        return False
    return True if position.co_holders else None if holders(position) is None else False


def co_holders(position: Position) -> list[Person]:
    """Who shares it, where several do and all of them are known."""
    return position.holders if position.co_holders and position.holder_status not in BROKEN else []


def own_managers(position: Position) -> list[Person] | None:
    """Those on it who are on the position of its manager too; None where the design leaves open who is on either."""
    manager = position.manager
    if manager is None or not position.organization.models_holders:
        return None
    here, above = holders(position), holders(manager)
    if here is None or above is None:
        return None
    there = set(above)
    return [person for person in here if person in there]


def manages_itself(position: Position) -> bool | None:
    """Whether there is one of these; every position is asked, most with one holder and a manager with one."""
    manager = position.manager
    if manager is None:
        return None
    if position.holder is not None and manager.holder is not None:
        return position.holder is manager.holder
    own = own_managers(position)
    return None if own is None else bool(own)


def first_own_manager(position: Position) -> int | None:
    """Which of several holders is the first of these."""
    own = set(own_managers(position) or ())
    return next((index for index, each in enumerate(position.co_holders) if each.target in own), None)


def broken_holder(position: Position) -> int | None:
    """Which of several holders it is that nobody is, or that several are."""
    return next((index for index, each in enumerate(position.co_holders) if each.status in BROKEN), None)


def heads(unit: Unit) -> list[Position] | None:
    """The positions that head it; absent where none is known, or a reference is broken."""
    return None if unit.head_status in BROKEN else unit.heads or None


def co_heads(unit: Unit) -> list[Position]:
    """Those of several that head it, where all of them are known."""
    return unit.heads if unit.co_heads and unit.head_status not in BROKEN else []


def broken_head(unit: Unit) -> int | None:
    """Which of several heads it is that no position is, or that several are."""
    return next((index for index, each in enumerate(unit.co_heads) if each.status in BROKEN), None)


def heads_elsewhere(unit: Unit) -> list[Position] | None:
    """Those of its heads that sit in no unit of it; None where no head is known."""
    known = heads(unit)
    if known is None:
        return None
    return [head for head in known if head.unit is not None and head.unit is not unit and unit not in head.unit.above()]


def heads_unit(position: Position) -> bool | None:
    """Whether it heads the unit that it sits in."""
    unit = position.unit
    if unit is None:
        return None
    if unit.head is not None:
        return unit.head.index == position.index  # by number, so that a position can be asked as if it were different
    return position.index in unit.co_head_indices if unit.co_heads and unit.head_status not in BROKEN else None


def repeated(
    found: Callable[[Any], Iterable[tuple[int, str]]],
) -> tuple[Callable[[Any], frozenset[str] | None], Callable[[Any], int | None]]:
    """How items that stand in a list already are read, and where the first of them stands; None where there are none."""
    return (
        lambda subject: frozenset(text for _index, text in found(subject)) or None,
        lambda subject: next((index for index, _text in found(subject)), None),
    )


def repeated_lines(position: Position) -> Iterable[tuple[int, str]]:
    """The dotted lines that lead to where an earlier one does."""
    seen = set()
    for index, line in enumerate(position.dotted):
        if line.target is not None and line.target in seen:
            yield index, line.reference
        seen.add(line.target)


def repeated_reports(position: Position) -> Iterable[tuple[int, str]]:
    """The nested references to positions that stand in its reports already."""
    repeated_here = position.organization.repeated_reports.get(position.index, ())
    return ((int(nested.route[-1]), nested.reference) for nested in repeated_here)


def fte(position: Position) -> float:
    entry = position.declared.entry
    return float(entry.headcount) if entry.fte is None else entry.fte


def required_education(position: Position) -> str | None:
    requirements = position.declared.entry.requirements
    return None if requirements is None else requirements.education


def required_experience(position: Position) -> float | None:
    requirements = position.declared.entry.requirements
    return None if requirements is None else requirements.experience


def lines(position: Position) -> list[Position] | None:
    """Solid and dotted lines together; None where one of them is broken, for it may have led anywhere."""
    if not position.organization.has_lines or position.manager_status not in ("known", "none"):
        return None
    if any(line.status in BROKEN for line in position.dotted):
        return None
    solid = [position.manager] if position.manager is not None else []
    return [*solid, *position.dotted_lines()]


def by_reports(positions: Sequence[Position]) -> Iterable[Hashable]:
    """What tells who reports to positions: most of them have the same, which is nobody."""
    return map(id, map(attrgetter("reports"), positions))


def by_manager(positions: Sequence[Position]) -> Iterable[Hashable]:
    """What tells who is above positions: the manager; of those without one, whether it is known that there is none."""
    return (position.manager or position.depth for position in positions)


def solid_reports(position: Position) -> Sequence[Position] | None:
    return position.reports if position.organization.has_lines and not position.is_outside else None


def dotted_references(status: str) -> Callable[[Position], frozenset[str] | None]:
    """The dotted lines whose reference fared so, as written; None where the design does not say which it has."""

    def read(position: Position) -> frozenset[str] | None:
        if not position.dotted and position.declared.entry.dotted_line_to is None:
            return None
        return frozenset(line.reference for line in position.dotted if line.status == status)

    return read


def repeats_solid(position: Position) -> bool | None:
    """Whether a dotted line leads to its own manager; None where the design does not say which dotted lines it has."""
    if not position.dotted:
        return None if position.declared.entry.dotted_line_to is None else False
    return position.manager is not None and any(line.target is position.manager for line in position.dotted)


def dotted_suggestion(position: Position) -> str | None:
    found = (suggestion("position", line.reference, line.status, position) for line in position.dotted)
    return next(filter(None, found), None)


def dotted_item(is_it: Callable[[Position, Line], bool]) -> Callable[[Position], int | None]:
    return lambda position: next((index for index, line in enumerate(position.dotted) if is_it(position, line)), None)


def broken_reports(broken: Callable[[Position], Iterable[NestedReference]]) -> Callable[[Position], frozenset[str] | None]:
    """Nested references that are broken in one way, as written; None where it has no reports."""

    def read(position: Position) -> frozenset[str] | None:
        return None if position.declared.entry.reports is None else frozenset(nested.reference for nested in broken(position))

    return read


def first_report(broken: Callable[[Position], Iterable[NestedReference]]) -> Callable[[Position], int | None]:
    """Where the first of them stands in its list."""
    return lambda position: next((int(nested.route[-1]) for nested in broken(position)), None)


def report_suggestion(position: Position) -> str | None:
    found = (suggestion("position", nested.reference, "unknown", position) for nested in position.unknown_reports)
    return next(filter(None, found), None)


def inherited_from(position: Position) -> str | None:
    """The title of the position that it is nested in, where it has that one's unit and names none itself."""
    declared = position.declared
    if declared.over < 0 or declared.entry.unit is not None or position.unit is None:
        return None
    return position.organization.positions[declared.over].title


def unit_suggestion(position: Position) -> str | None:
    return suggestion("unit", position.unit_reference, position.unit_status, position)


def parent_reference(unit: Unit) -> str | None:
    return unit.declared.entry.parent if unit.declared else None


def children(unit: Unit) -> list[Unit] | None:
    return unit.children if unit.organization.models_parents else None


def positions(subject: Unit | Person) -> list[Position] | None:
    organization = subject.organization
    modelled = organization.models_places if isinstance(subject, Unit) else organization.models_holders
    if isinstance(subject, Unit) and subject.reaches_outside:
        return None
    return subject.positions if modelled else None


def all_positions(unit: Unit) -> Iterable[Position] | None:
    is_known = unit.organization.models_places and not any(each.reaches_outside for each in unit.with_all_below())
    return unit.all_positions() if is_known else None


def unit_depth(unit: Unit) -> int | None:
    """Absent where no unit has a parent, in and below a ring, and below a parent that nobody knows."""
    if not unit.organization.models_parents:
        return None
    ring = {member.index for cycle in unit.organization.cycles if cycle.kind == "units" for member in cycle.members}
    way = [unit, *unit.above()]
    if any(around.index in ring for around in way) or way[-1].parent_status not in ("none", "known"):
        return None
    return len(way) - 1


def dotted_lines(position: Position) -> list[Position] | None:
    """Absent where one of them is broken, for it may have led anywhere."""
    return None if any(line.status in BROKEN for line in position.dotted) else position.dotted_lines()


def ring(cycle: Cycle) -> str:
    names = [member.title if isinstance(member, Position) else member.name for member in cycle.members]
    return " → ".join([*names, names[0]])


def members(kind: str) -> Callable[[Cycle], Any]:
    return lambda cycle: cycle.members if cycle.kind == kind else None


def managers(organization: Organization) -> list[Position] | None:
    """The positions with reports; absent without reporting lines, and where a broken one may have led to any position."""
    return None if _has_open_lines(organization) else [position for position in organization.inside if position.reports]


def staff(organization: Organization) -> list[Position] | None:
    """The positions without reports; absent as ``managers`` is."""
    return None if _has_open_lines(organization) else [position for position in organization.inside if not position.reports]


def staff_per_manager(measure: Callable[[Position], float]) -> Callable[[Organization], float | None]:
    """How much staff there is for one manager; absent where there is no manager."""
    return lambda organization: _ratio(staff(organization), managers(organization), measure)


def average_span(organization: Organization) -> float | None:
    """How many people a manager manages on average, by headcount: managers who report to somebody are among them."""
    managed = [position for position in organization.inside if position.manager is not None]
    return _ratio(managed, managers(organization), headcount)


def layers(organization: Organization) -> int | None:
    """How many layers of positions there are from a top down to the deepest one, both counted."""
    return _deepest(organization.inside)


def management_layers(organization: Organization) -> int | None:
    """How many layers of managers there are: as ``layers``, down to the deepest position that has reports."""
    deepest = _deepest(organization.inside)
    return None if deepest is None else _deepest(position for position in organization.inside if position.reports)


def words_for_nobody(organization: Organization) -> frozenset[str] | None:
    """The words in the places of holders that are read as nobody; None where there are none."""
    return frozenset(position.vacancy for position in organization.inside if position.vacancy is not None) or None


def headcount(position: Position) -> int:
    return position.declared.entry.headcount


def _has_open_lines(organization: Organization) -> bool:
    return not organization.has_lines or any(
        position.manager_status in BROKEN or position.unknown_reports or position.ambiguous_reports
        for position in organization.inside
    )


def _ratio(over: list[Position] | None, under: list[Position] | None, measure: Callable[[Position], float]) -> float | None:
    if over is None or under is None:
        return None
    base = sum(map(measure, under))
    # 3.3 divided by 0.3 is eleven, whatever binary fractions make of it
    return round(sum(map(measure, over)) / base, 6) if base else None


def _deepest(positions: Iterable[Position]) -> int | None:
    depths = [position.depth for position in positions]
    known = [depth for depth in depths if depth is not None]
    return max(known, default=-1) + 1 if len(known) == len(depths) else None
