"""Linking: a design's references resolved, so that every position knows its manager, reports, unit, holder and role.

What cannot be resolved becomes a status that rules ask for; nothing of a design is an exception here except nesting and
``reports_to`` that contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count, repeat
from operator import attrgetter
from typing import Any

from orgrules.days import today as day_today
from orgrules.design.read import Declared, Design, NestedReference, column, keys_written
from orgrules.errors import DesignError, Problem
from orgrules.locale import _
from orgrules.organization.accountability import find_claims
from orgrules.organization.cycles import find_rings
from orgrules.organization.directory import Directory, FreeTexts, position_directory, unit_directory
from orgrules.organization.model import (
    BROKEN,
    CoHead,
    CoHolder,
    Cycle,
    Line,
    Organization,
    Person,
    Position,
    ReferenceStatus,
    Resolution,
    RowPosition,
    Unit,
    first_broken,
)
from orgrules.organization.suggestions import Suggester
from orgrules.organization.terms import Terms
from orgrules.organization.title_words import NOBODY
from orgrules.organization.titles import TitleIndex
from orgrules.text import collapse, collapse_each, fold, normalize, shown


def _written_keys(design: Design) -> Iterable[tuple[str, str]]:
    entries: dict[str, Sequence[Declared[Any]]] = {
        "position": design.positions,
        "unit": design.units or (),
        "person": design.people or (),
    }
    for kind, declared in entries.items():
        keys = keys_written(declared)
        yield from ((kind, key) for key in keys)
        if kind == "position" and "requirements" in keys:  # rules ask for each of these by itself
            asked = {id(each): each for each in column(design.positions, "requirements") if each is not None}.values()
            parts: set[str] = set().union(*{frozenset(each.written) for each in asked})
            yield from ((kind, f"requirements.{part}") for part in parts)


def link(
    design: Design, titles: TitleIndex, terms: Terms, *, trusts_wording: bool = True, today: date | None = None
) -> Organization:
    """Link a design. Where wording is not trusted, a duty that is told by it alone is open; ``today`` is None for now.

    Raises:
        DesignError: where nesting and ``reports_to`` disagree, two nestings claim one position, or a list of holders or heads
            names one twice, or nobody.
    """
    organization = Organization(design, terms, trusts_wording=trusts_wording, today=day_today(today))
    organization.written = frozenset(_written_keys(design))
    units_by_reference = _add_units(organization, terms)
    _add_people(organization)
    positions = organization.positions = _positions(organization)
    organization.inside = [position for position in positions if not position.is_outside]
    _mark_repeated_ids(positions)
    by_reference = position_directory(organization)
    _place_in_units(organization, units_by_reference)
    _link_managers(organization, by_reference)
    _link_dotted_lines(organization, by_reference)
    _link_holders(organization)
    _find_cycles_and_depths(organization)
    _find_heads(organization, by_reference)
    organization.models_places = any(position.unit is not None for position in positions)
    organization.models_parents = any(unit.parent_status != "none" for unit in organization.units)
    organization.models_holders = any(position.holder is not None or position.co_holders for position in positions)
    vacant_by_title = _find_roles(organization, titles)
    organization.claims = find_claims(organization)  # what a position answers for is read by its role
    if vacant_by_title:  # what is said of a holder is not said by the key alone
        organization.written |= {("position", "holder")}
    organization.remembered = {}
    return organization


def _positions(organization: Organization) -> list[Position]:
    """The positions, each with what its entry alone tells: there may be millions."""
    declared = organization.design.positions
    ids = collapse_each(column(declared, "id"))
    outside = [said is True for said in column(declared, "outside")]
    if not isinstance(declared, list):  # of rows, whose entries are made when they are asked for
        return list(map(RowPosition, repeat(organization), count(), ids, column(declared, "title"), outside))
    positions = list(map(Position, repeat(organization), count(), ids, column(declared, "title"), outside))
    for position, each in zip(positions, declared, strict=True):
        position.declared = each
    return positions


@contextmanager
def doubting_wording(organization: Organization) -> Iterator[None]:
    """For a while, have what is told by wording alone be open, as if the organization had been linked so."""
    before = organization.trusts_wording, organization.remembered, organization.claims, organization.suggester
    organization.trusts_wording, organization.remembered, organization.suggester = False, {}, Suggester()
    organization.claims = find_claims(organization)
    try:
        yield
    finally:
        organization.trusts_wording, organization.remembered, organization.claims, organization.suggester = before


def _id(text: str | None) -> str | None:
    return None if text is None else collapse(text)


def _mark_repeated_ids(things: Sequence[Position] | Sequence[Unit] | Sequence[Person]) -> None:
    if len(set(map(attrgetter("id"), things))) == len(things):
        return
    first: dict[str, Position | Unit | Person] = {}
    for thing in things:
        if thing.id is not None and first.setdefault(thing.id, thing) is not thing:
            thing.first_with_id = first[thing.id]


def _add_units(organization: Organization, terms: Terms) -> Directory[Unit]:
    """Add the units that are declared, each in the one that it belongs to; the directory tells what refers to them."""
    for index, declared in enumerate(organization.design.units or ()):
        entry = declared.entry
        unit = Unit(declared, organization, index, _id(entry.id), entry.name or entry.id or "")
        unit.type = None if entry.type is None else terms.id("unit type", entry.type)
        organization.units.append(unit)
    _mark_repeated_ids(organization.units)
    by_reference = unit_directory(organization)
    for unit in organization.units:
        parent = unit.declared.entry.parent if unit.declared else None
        if parent is not None:
            unit.parent, unit.parent_status = by_reference.find(parent)
            if unit.parent is not None:
                unit.parent.children.append(unit)
    return by_reference


def _add_people(organization: Organization) -> None:
    for index, declared in enumerate(organization.design.people or ()):
        organization.people.append(Person(declared, organization, index, _id(declared.entry.id), declared.entry.name))
    _mark_repeated_ids(organization.people)


def _place_in_units(organization: Organization, by_reference: Directory[Unit]) -> None:
    """Units by reference or, where the design has no units, by free text; nested positions inherit theirs."""
    if ("position", "unit") not in organization.written:
        return
    modelled = organization.design.units is not None
    free = FreeTexts(organization.units, lambda index, name: Unit(None, organization, index, None, name))
    known: dict[str, tuple[Unit | None, ReferenceStatus]] = {}  # many sit in one
    nests = ("position", "reports") in organization.written
    for position, text in zip(organization.positions, column(organization.design.positions, "unit"), strict=True):
        if text is None:
            over = position.declared.over if nests else -1
            if over >= 0:
                around = organization.positions[over]
                # a broken reference is one finding, where it stands: those who inherit it have a unit that nobody knows
                position.unit, position.unit_status = around.unit, "known" if around.unit else "none"
        else:
            if text not in known:
                known[text] = by_reference.find(text) if modelled else (free.find(text), "known")
            position.unit, position.unit_status = known[text]
            position.unit_reference = text if modelled else None
        unit = position.unit
        if unit is not None and position.is_outside:
            unit.reaches_outside = True
        elif unit is not None:
            unit.positions.append(position)


def _link_managers(organization: Organization, by_reference: Directory[Position]) -> None:
    positions = organization.positions
    problems: list[Problem] = []
    known: dict[str, tuple[Position | None, ReferenceStatus]] = {}  # many report to one
    nests = ("position", "reports") in organization.written
    for position, text in zip(positions, column(organization.design.positions, "reports_to"), strict=True):
        if text is not None:
            position.manager_reference = text
            found = known.get(text)
            if found is None:
                found = known[text] = by_reference.find(text)
            position.manager, position.manager_status = found
        if nests and (over := position.declared.over) >= 0:
            problems += _nest(position, positions[over])
        if position.manager is position:
            position.manager, position.manager_status = None, "itself"
    problems += _link_nested_references(organization, by_reference)
    if problems:
        raise DesignError(*sorted(problems))
    for position in positions:
        manager = position.manager
        if manager is not None:
            reports = manager.reports
            if reports:
                reports.append(position)  # type: ignore[attr-defined]  # whoever has any has a list of its own
            else:
                manager.reports = [position]
    organization.has_lines = any(position.manager_status != "none" for position in positions) or bool(
        organization.design.nested_references
    )


def _nest(position: Position, around: Position) -> Iterable[Problem]:
    """A nested position reports to the one around it; its own ``reports_to`` may only say the same."""
    declared = position.declared
    broken = position.manager_status in BROKEN
    if "reports_to" in declared.entry.written and position.manager is not around and not broken:
        said = declared.entry.reports_to
        if said is None:
            message = _('"reports_to" is null, but the position is nested in the reports of "{title}"; keep one of the two')
        else:
            message = _('"reports_to" is "{said}", but the position is nested in the reports of "{title}"; keep one of the two')
        filled = message.format(said=shown(said or ""), title=shown(around.title))
        yield declared.source.problem((*declared.route, "reports_to"), filled)
    # a broken reference is a finding of its own; where the position stands says who its manager is
    position.manager = around
    if not broken:
        position.manager_status = "known"


def _link_nested_references(organization: Organization, by_reference: Directory[Position]) -> Iterable[Problem]:
    claimed: dict[int, NestedReference] = {}
    for nested in organization.design.nested_references:
        around = organization.positions[nested.over]
        target, status = by_reference.find(nested.reference)
        if target is None:
            if status == "ambiguous":
                around.ambiguous_reports += (nested,)
            elif status != "duplicate":
                around.unknown_reports += (nested,)
            continue
        entry = target.declared.entry
        broken = target.manager_status in BROKEN
        says_itself = "reports_to" in entry.written and not broken
        contradicts = target.index in claimed or target.declared.over >= 0 or says_itself
        if contradicts and target.manager is not around:
            if target.index in claimed or target.declared.over >= 0:
                message = _(
                    '"{reference}" is nested here, but another nesting ({place}) gives it another manager; keep one of the two'
                )
            else:
                message = _(
                    '"{reference}" is nested here, but its reports_to ({place}) gives it another manager; keep one of the two'
                )
            other = _line_of(target, claimed.get(target.index))
            yield nested.source.problem(nested.route, message.format(reference=shown(nested.reference), place=other))
            continue
        if target.index in claimed or target.declared.over == around.index:
            organization.repeated_reports.setdefault(around.index, []).append(nested)
        claimed.setdefault(target.index, nested)
        if target is around:
            target.manager, target.manager_status = None, "itself"
            continue
        target.manager = around
        if not broken:  # as in _nest
            target.manager_status = "known"


def _line_of(position: Position, nested: NestedReference | None) -> str:
    """Where a position is given its manager: by a nested reference, where it is written out, or by its ``reports_to``."""
    declared = position.declared
    if nested is not None:
        source, route = nested.source, nested.route
    elif declared.over >= 0:
        source, route = declared.source, declared.route
    else:
        source, route = declared.source, (*declared.route, "reports_to")
    line, column = source.place(route)
    return f"{shown(source.path)}:{line}:{column}"


def _link_dotted_lines(organization: Organization, by_reference: Directory[Position]) -> None:
    if ("position", "dotted_line_to") not in organization.written:
        return
    written = column(organization.design.positions, "dotted_line_to")
    for position, references in zip(organization.positions, written, strict=True):
        if references:
            position.dotted = tuple(_line(position, reference, by_reference) for reference in references)


def _line(position: Position, reference: str, by_reference: Directory[Position]) -> Line:
    target, status = by_reference.find(reference)
    return Line(reference, None, "itself") if target is position else Line(reference, target, status)


def _is_nobody(text: str) -> bool:
    """Whether a text in the place of a holder means nobody. Every holder is asked: this is kept short."""
    return (text.strip().casefold() if text.isascii() else normalize(text)) in NOBODY


def _link_holders(organization: Organization) -> None:
    if ("position", "holder") not in organization.written:
        return
    modelled = organization.design.people is not None
    # no character of a person's name is changed: 于 and 於 are two family names
    by_reference = Directory(organization.people, (person.name for person in organization.people), fold)
    free = FreeTexts(organization.people, lambda index, name: Person(None, organization, index, None, name), str.casefold)

    def found(text: str) -> tuple[Person | None, ReferenceStatus]:
        """Who is meant, and how the reference fared: "none" where the text means nobody."""
        if modelled:
            person, status = by_reference.find(text)
            return person, "none" if status == "unknown" and _is_nobody(text) else status
        return (None, "none") if _is_nobody(text) else (free.find(text), "known")

    problems: list[Problem] = []
    for position, written in zip(organization.positions, column(organization.design.positions, "holder"), strict=True):
        if written is None:
            continue
        text = written
        if isinstance(written, list):
            if organization.design.table is None:
                problems += _wide_commas(position, written)
            if len(written) > 1:
                problems += _share(position, written, found)
                continue
            [text] = written
        holder, position.holder_status = found(text)
        if holder is None:
            if position.holder_status == "none":
                position.vacancy = text
            continue
        position.holder = holder
        if not position.is_outside:
            holder.positions.append(position)
    if problems:
        raise DesignError(*sorted(problems))


#: The comma of Chinese texts, which is none of YAML.
_WIDE_COMMA = "\uff0c"


def _wide_commas(position: Position, texts: Iterable[str]) -> Iterable[Problem]:
    """That items of a list of holders are parted by what stands in no name, and parts no items."""
    for index, text in enumerate(texts):
        if _WIDE_COMMA in text:
            message = _('"holder": "{character}" in "{text}" is full-width: between the items of a list write "{yaml}"')
            filled = message.format(character=_WIDE_COMMA, text=shown(text), yaml=", ")
            yield position.declared.source.problem((*position.declared.route, "holder", index), filled)


def _share(
    position: Position, texts: Sequence[str], found: Callable[[str], tuple[Person | None, ReferenceStatus]]
) -> Iterable[Problem]:
    """Put several holders on a position; each of them is somebody, and somebody else than the others."""
    people: list[CoHolder] = []
    for index, text in enumerate(texts):
        person, status = found(text)
        if status == "none":
            message = _('"{text}" in "holder" means nobody; leave it out of the list: "headcount" tells how many there should be')
            yield position.declared.source.problem((*position.declared.route, "holder", index), message.format(text=shown(text)))
        people.append(CoHolder(text, person, status))
    if position.organization.design.table is None:
        yield from _named_twice(position.declared, "holder", people)
    else:  # rows of one post may name one person by an id and by a name: nobody wrote a list
        people = list({fold(each.reference) if each.target is None else each.target: each for each in people}.values())
    position.co_holders = tuple(people)
    position.holder_status, _reference = first_broken(people)
    if not position.is_outside:
        for person in position.holders:
            person.positions.append(position)


def _named_twice(declared: Declared[Any], key: str, named: Sequence[CoHolder | CoHead]) -> Iterable[Problem]:
    """That a list has an item that an earlier one is too, by the same name or another."""
    first: dict[Any, str] = {}
    for index, each in enumerate(named):
        what = fold(each.reference) if each.target is None else each.target  # as titles and names are compared
        if what not in first:
            first[what] = each.reference
            continue
        message = _('"{text}" stands twice in "{key}"')
        if collapse(first[what]) != collapse(each.reference):
            message = _('"{text}" in "{key}" is the same as "{other}"')
        filled = message.format(text=shown(each.reference), key=key, other=shown(first[what]))
        yield declared.source.problem((*declared.route, key, index), filled)


def _find_cycles_and_depths(organization: Organization) -> None:
    """Depths from the tops down; rings of reporting lines and of units; which top is the main one."""
    positions = organization.positions
    rings = find_rings([position.manager.index if position.manager else -1 for position in positions])
    unit_rings = find_rings([unit.parent.index if unit.parent else -1 for unit in organization.units])
    members: list[tuple[Position, ...] | tuple[Unit, ...]] = [tuple(positions[index] for index in ring) for ring in rings]
    members += [tuple(organization.units[index] for index in ring) for ring in unit_rings]
    organization.cycles = [Cycle(organization, index, ring) for index, ring in enumerate(members)]
    if not organization.has_lines:
        return
    main: Position | None = None
    largest = 0
    for top in positions:
        if top.manager_status != "none":
            top.top = "below"
            continue
        if top.is_outside:  # who knows how much is above it
            top.top = "declared"
            continue
        top.depth = 0
        tree = [top]
        for position in tree:
            below = (position.depth or 0) + 1
            for report in position.reports:
                report.depth = below
            tree.extend(position.reports)
        if len(tree) > largest:
            main, largest = top, len(tree)
        declares_itself = "reports_to" in top.declared.entry.written
        top.top = "declared" if declares_itself else "stray"
    if main is not None and main.top == "stray":
        main.top = "main"


def _find_heads(organization: Organization, by_reference: Directory[Position]) -> None:
    """The declared heads of a unit, or its one position whose manager sits outside it.

    Of several such positions it is the one that leads others of the unit: a specialist who reports to another department is no
    second head.
    """
    problems: list[Problem] = []
    for unit in organization.units:
        head = unit.declared.entry.head if unit.declared else None
        if isinstance(head, list) and len(head) > 1 and unit.declared is not None:
            named = [CoHead(text, *by_reference.find(text)) for text in head]
            problems += _named_twice(unit.declared, "head", named)
            unit.co_heads = tuple(named)
            unit.co_head_indices = frozenset(each.target.index for each in named if each.target is not None)
            unit.head_status, unit.head_reference = first_broken(named)
        elif head is not None:
            unit.head_reference = head if isinstance(head, str) else head[0]
            unit.head, unit.head_status = by_reference.find(unit.head_reference)
        elif organization.has_lines:
            outward = [
                position
                for position in unit.positions
                if (position.manager is not None and position.manager.unit is not unit) or position.top in ("declared", "main")
            ]
            if len(outward) > 1:
                outward = [position for position in outward if any(_is_in(report, unit) for report in position.reports)]
            if len(outward) == 1:
                unit.head, unit.head_status = outward[0], "known"
    if problems:
        raise DesignError(*sorted(problems))


def _is_in(position: Position, unit: Unit) -> bool:
    return position.unit is not None and (position.unit is unit or unit in position.unit.above())


def _find_roles(organization: Organization, titles: TitleIndex) -> bool:
    """Roles by title, and whether any title says that a position is vacant.

    A title is taken apart once for each unit it stands in: nothing else of a position bears on its role.
    """
    # what a title comes out as in a unit, and the positions that have that in common
    known: dict[tuple[str, str | None, int], tuple[Resolution, list[Position]]] = {}
    anywhere, unexplained = titles.remembered()
    writes_roles = ("position", "role") in organization.written
    untitled = organization.design.table.untitled if organization.design.table is not None else ()
    for position, stated in zip(organization.positions, column(organization.design.positions, "role"), strict=True):
        title = position.title
        # the row of a table that has a name and no title; role: null says the same of what the design calls title
        if position.index in untitled or (writes_roles and stated is None and "role" in position.declared.entry.written):
            position.resolution = Resolution(None, "untitled")
            if not position.is_outside:
                organization.open_roles.append(position)
            continue
        key = (title, stated, position.unit.index if position.unit else -1)
        found = known.get(key)
        if found is None:
            resolution = anywhere.get((title, stated))
            if resolution is None:
                resolution = titles.resolve(position) or unexplained.get(title)
                if resolution is None:
                    resolution = unexplained[title] = titles.near(title)
                    bears = titles.has_name(title)
                else:
                    bears = not titles.is_name(title)
                if not bears:
                    anywhere[title, stated] = resolution
            role = resolution.role
            alike = organization.open_roles if role is None else organization.by_role.setdefault(role, [])
            found = known[key] = (resolution, alike)
        position.resolution = found[0]
        if not position.is_outside:
            found[1].append(position)
    organization.by_role = {role: those for role, those in organization.by_role.items() if those}
    return any("vacant" in resolution.marks for resolution, _alike in known.values())
