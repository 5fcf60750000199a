"""A brute-force oracle: which findings the specification demands of a design, worked out a second time.

It shares no code with orgrules and is written from the specification alone (DESIGN sections 2, 4, 5 and 7, and the
exact meaning of the shipped rules of issue 2), in the most obvious way and without regard to speed. Its purpose is to
disagree: where the two differ, one of them, or the specification, is wrong.

It judges `organization-basics` and the reporting lines of `sales-organization`, and in a part of its own duties and who is in
a unit. It knows titles only by the tables below: draw titles from RECOGNIZED, NEAR and UNRECOGNIZED, for it strips neither
marks nor areas.
"""

import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Finding = tuple[str, str]  # rule id, subject key

RECOGNIZED: dict[str, str] = {
    "General manager": "general-manager",
    "总经理": "general-manager",  # but see CONDITIONAL
    "Sales director": "sales-director",
    "SALES DIRECTOR": "sales-director",
    "销售总监": "sales-director",
    "Sales manager": "sales-manager",
    "销售经理": "sales-manager",
    "销售部经理": "sales-manager",
    "Sales manager assistant": "sales-manager-assistant",
    "销售经理助理": "sales-manager-assistant",
    "销售部经理助理": "sales-manager-assistant",
    "Regional manager": "regional-manager",
    "Regional Manager": "regional-manager",
    "大区经理": "regional-manager",
    "区域经理": "regional-manager",
    "Office manager": "office-manager",
    "办事处经理": "office-manager",
    "办事处主任": "office-manager",
    "Store manager": "store-manager",
    "店面经理": "store-manager",
    "Channel manager": "channel-manager",
    "渠道经理": "channel-manager",
    "Sales representative": "sales-representative",
    "销售代表": "sales-representative",
    "Sales statistician": "sales-statistician",
    "销售统计员": "sales-statistician",
    "Customer service manager": "customer-service-manager",
    "客户服务部经理": "customer-service-manager",
    "客户服务经理": "customer-service-manager",
    "客服部经理": "customer-service-manager",
    "客服经理": "customer-service-manager",
    "Customer representative": "customer-representative",
    "客户代表": "customer-representative",
    "Sales supervisor": "sales-supervisor",
    "销售主管": "sales-supervisor",
    "Sales specialist": "sales-specialist",
    "销售专员": "sales-specialist",
    "Business representative": "business-representative",
    "业务代表": "business-representative",
}
"""Titles that are a role, whole."""

CONDITIONAL: dict[tuple[str, str], str] = {
    ("总经理", "sales-region"): "regional-manager",
    ("General manager", "sales-region"): "regional-manager",
}
"""Titles that are another role in a unit of a type: (title, unit type) -> role."""

NEAR: tuple[str, ...] = (
    "Office manger",
    "Regional manger",
    "Regoinal manager",
    "Channel manger",
    "Sales represntative",
    "Sales statistican",
    "Customer servce manager",
    "Customer representatve",
    "Sales supervsor",
    "Business representaitve",
)
"""Titles one typo (a letter dropped, two letters swapped) away from a known one."""

UNRECOGNIZED: tuple[str, ...] = (
    "Chief accountant",
    "Programmer",
    "Legal counsel",
    "Head of Finance",
    "仓库管理员",
    "司机",
    "法务顾问",
)
"""Titles that are no role and are like none."""

REPORTS_TO: dict[str, frozenset[str]] = {
    "sales-director": frozenset({"general-manager"}),
    "sales-manager": frozenset({"sales-director"}),
    "sales-manager-assistant": frozenset({"sales-manager"}),
    "regional-manager": frozenset({"sales-manager", "regional-manager"}),
    "office-manager": frozenset({"regional-manager"}),
    "store-manager": frozenset({"sales-manager"}),
    "channel-manager": frozenset({"sales-manager"}),
    "sales-representative": frozenset({"channel-manager"}),
    "sales-statistician": frozenset({"sales-manager"}),
    "customer-service-manager": frozenset({"general-manager"}),
    "customer-representative": frozenset({"customer-service-manager"}),
    "sales-specialist": frozenset({"sales-supervisor"}),
}
"""The roles that each role may report to; a role that is no key may report to any."""

MANAGES: dict[str, frozenset[str]] = {
    "customer-service-manager": frozenset({"customer-representative"}),
    "sales-supervisor": frozenset({"sales-specialist", "business-representative"}),
}
"""The roles that may report to each role; a role that is no key may manage any."""

ROLES: tuple[str, ...] = tuple(dict.fromkeys(RECOGNIZED.values()))

RULES: tuple[str, ...] = (
    "hierarchy/unknown-manager",
    "hierarchy/ambiguous-manager",
    "hierarchy/ambiguous-dotted-line",
    "hierarchy/ambiguous-report",
    "hierarchy/reports-to-itself",
    "hierarchy/cycle",
    "hierarchy/one-root",
    "hierarchy/unknown-dotted-line",
    "hierarchy/dotted-line-repeats-solid",
    "hierarchy/unknown-report",
    "identity/duplicate-id",
    "units/unknown-unit",
    "units/ambiguous-unit",
    "units/ambiguous-parent",
    "units/ambiguous-head",
    "units/unknown-parent",
    "units/unknown-head",
    "units/cycle",
    "units/head-elsewhere",
    "headcount/below-holders",
    "people/unknown-holder",
    "people/ambiguous-holder",
    "titles/unrecognized",
    "coverage/nothing-judged",
    *(f"{role}/reports-to" for role in REPORTS_TO),
    *(f"{role}/manages" for role in MANAGES),
)
"""Every rule that the oracle judges."""


class Invalid(Exception):  # noqa: N818 - not an error of the program but a verdict on the design
    """The design is no organization at all: what the specification calls a design error (exit status 2)."""


@dataclass(eq=False)
class Thing:
    """A position, a unit or a person, as declared."""

    entry: dict[str, Any]
    key: str  # the subject key without its kind
    id: str | None
    name: str | None  # the title of a position
    nested_in: "Thing | None" = None


Status = Literal["found", "unknown", "ambiguous", "duplicate"]


def expected(design: dict[str, Any]) -> set[Finding]:
    """Every finding that the specification demands of the design, as (rule id, subject key).

    Raises Invalid for a design error.
    """
    positions = positions_of(design)
    units = things_of(design, "units")
    people = things_of(design, "people")
    check_nesting(positions)
    check_lists(positions, people if design.get("people") is not None else [], "holder")
    check_lists(units, positions, "head")
    return {
        *unknown_manager(positions),
        *ambiguous_manager(positions),
        *reports_to_itself(positions),
        *position_cycles(positions),
        *one_root(positions),
        *unknown_dotted_line(positions),
        *dotted_line_repeats_solid(positions),
        *unknown_report(positions),
        *duplicate_id("position", positions),
        *duplicate_id("unit", units),
        *duplicate_id("person", people),
        *unknown_unit(design, positions, units),
        *unknown_parent(units),
        *unknown_head(units, positions),
        *head_elsewhere(units, positions),
        *unit_cycles(units),
        *below_holders(design, positions, people),
        *unknown_holder(design, positions, people),
        *unrecognized_title(positions, units),
        *wrong_manager(positions, units),
        *wrong_reports(positions, units),
        *nothing_judged(positions, units),
    }


def doubtful(design: dict[str, Any]) -> bool:
    """Whether the design is one on which the specification is silent or contradicts itself.

    `expected` gives one reading of these all the same; `tests.strategies.designs` draws none of them.
    """
    positions = positions_of(design)
    units = things_of(design, "units")
    people = things_of(design, "people")
    if any(design.get(section, "absent") in (None, []) for section in ("units", "people")):
        return True  # an empty section: is the design one that 'has a section'?
    for things in (units, people):
        keys = [thing.key for thing in things]
        if len(set(keys)) < len(keys):
            return True  # two of one name and without an id have no subject keys of their own
    for position in positions:
        nestings = nestings_of(position, positions)
        if position in nestings:
            return True  # nested in itself: a design error, or hierarchy/reports-to-itself?
        if any(nestings.count(other) > 1 for other in nestings):
            return True  # twice in one list: are these two nestings?
        reference = position.entry.get("reports_to")
        if nestings and reference is not None and resolve(reference, positions)[0] == "duplicate":
            return True  # 'that position has no manager', and yet it is nested
    return False


# ---------------------------------------------------------------------------------------- texts


@functools.cache
def plain(text: str) -> str:
    """'Text is compared after NFKC + collapsing of white space + strip.'"""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def same_id(one: str, other: str) -> bool:
    """'Ids match exactly after that.'"""
    return plain(one) == plain(other)


def same_name(one: str, other: str) -> bool:
    """'Titles and names match also without regard to case.'"""
    return plain(one).casefold() == plain(other).casefold()


# ---------------------------------------------------------------------------------------- declarations


def entries_in_order(entries: Sequence[Any], parent: dict[str, Any] | None) -> Iterator[tuple[Any, Any]]:
    """Each position mapping with the one it is nested in, depth first: a parent, its nested reports, the next."""
    for entry in entries:
        if isinstance(entry, dict):
            yield entry, parent
            yield from entries_in_order(entry.get("reports") or [], entry)


def positions_of(design: dict[str, Any]) -> list[Thing]:
    """All positions in document order. 'A mapping is a position …; a text is a reference to one declared elsewhere.'"""
    positions: list[Thing] = []
    for entry, parent_entry in entries_in_order(design["positions"], None):
        parent = None
        for earlier in positions:
            if earlier.entry is parent_entry:
                parent = earlier
        key = subject_key(entry.get("id"), entry["title"], positions)
        if entry.get("id") is None:  # positions, unlike units and people, are numbered from the first one on
            number = 1 + sum(1 for other in positions if other.id is None and other.name == entry["title"])
            key = f"{key}#{number}"
        positions.append(Thing(entry, key, entry.get("id"), entry["title"], parent))
    return positions


def things_of(design: dict[str, Any], section: str) -> list[Thing]:
    """The units or the people, in document order."""
    things: list[Thing] = []
    for entry in design.get(section) or []:
        key = subject_key(entry.get("id"), entry.get("name"), things)
        things.append(Thing(entry, key, entry.get("id"), entry.get("name")))
    return things


def subject_key(declared: str | None, name: str | None, earlier: Sequence[Thing]) -> str:
    """The declared id, `#2`, `#3`… after it for its second, third… declaration; `@name` of what has no id."""
    if declared is None:
        return f"@{name}"
    number = 1 + sum(1 for other in earlier if other.id is not None and same_id(other.id, declared))
    return declared if number == 1 else f"{declared}#{number}"


# ---------------------------------------------------------------------------------------- references


def resolve(reference: str, things: Sequence[Thing]) -> tuple[Status, Thing | None]:
    """'First declared ids; then titles (names) which exactly one thing has.'

    'A reference to a duplicated id is not resolved (status `duplicate`) and is no further finding.'
    """
    by_id = [thing for thing in things if thing.id is not None and same_id(thing.id, reference)]
    if len(by_id) == 1 or (by_id and all(is_written_again(other, by_id[0]) for other in by_id)):
        return "found", by_id[0]
    if len(by_id) > 1:
        return "duplicate", None
    by_name = [thing for thing in things if thing.name is not None and same_name(thing.name, reference)]
    if len(by_name) == 1:
        return "found", by_name[0]
    if len(by_name) > 1:
        return "ambiguous", None
    return "unknown", None


def is_written_again(one: Thing, other: Thing) -> bool:
    """'Two equal rows or entries (same id, title, manager)' are one thing to whoever refers to it."""
    keys = ("reports_to", "parent")
    above = [[plain(thing.entry.get(key) or "") for key in keys] for thing in (one, other)]
    return above[0] == above[1] and above[0] != ["", ""] and plain(one.name or "") == plain(other.name or "")


def references_of(entry: dict[str, Any], key: str) -> list[str]:
    """The references under a key that takes one or a list of several."""
    found = entry.get(key)
    return [] if found is None else found if isinstance(found, list) else [found]


def statuses(references: Iterable[str], things: Sequence[Thing]) -> set[Status]:
    """How some references fare: 'unknown' and 'ambiguous' are a finding each; a duplicated id is neither."""
    broken: set[Status] = {"unknown", "ambiguous"}
    return {resolve(reference, things)[0] for reference in references} & broken


def dotted_lines(position: Thing) -> list[str]:
    """The texts of `dotted_line_to`."""
    return list(position.entry.get("dotted_line_to") or [])


def listed_reports(position: Thing) -> list[str]:
    """The nested entries that are a text: references to positions declared elsewhere."""
    return [entry for entry in position.entry.get("reports") or [] if isinstance(entry, str)]


# ---------------------------------------------------------------------------------------- the solid line


def nestings_of(position: Thing, positions: Sequence[Thing]) -> list[Thing]:
    """Every position in whose `reports` this one stands: as a mapping, or as a text that names it."""
    nestings = [] if position.nested_in is None else [position.nested_in]
    for other in positions:
        for reference in listed_reports(other):
            if resolve(reference, positions)[1] is position:
                nestings.append(other)  # noqa: PERF401 - written for obviousness
    return nestings


def check_nesting(positions: Sequence[Thing]) -> None:
    """Raise Invalid where nestings disagree, with a `reports_to` or with each other.

    'A nested position whose own `reports_to` resolves to something else (or is null), or a position claimed by two
    nestings, is a design error.' So is, though not said, a position that stands in its own `reports` (a text there
    names one 'declared elsewhere') or twice in one list.
    """
    for position in positions:
        nestings = nestings_of(position, positions)
        if not nestings:
            continue
        if len(nestings) > 1:
            raise Invalid(f"{position.key} is claimed by two nestings")
        if nestings[0] is position:
            raise Invalid(f"{position.key} is nested in itself")
        if "reports_to" in position.entry:
            if position.entry["reports_to"] is None:
                raise Invalid(f"{position.key} is nested and declares itself a top")
            status, named = resolve(position.entry["reports_to"], positions)
            if status == "found" and named is not nestings[0]:
                raise Invalid(f"{position.key} is nested in one position and reports to another")


def check_lists(things: Sequence[Thing], targets: Sequence[Thing], key: str) -> None:
    """Raise Invalid where a list of holders or heads has one of them twice."""
    for thing in things:
        references = references_of(thing.entry, key)
        for number, reference in enumerate(references):
            for earlier in references[:number]:
                one, other = resolve(reference, targets)[1], resolve(earlier, targets)[1]
                if (one is None and other is None and same_name(reference, earlier)) or (one is not None and one is other):
                    raise Invalid(f"{key} of {thing.key} has one twice")


def manager_of(position: Thing, positions: Sequence[Thing]) -> Thing | None:
    """The position that this one is nested in, else the one that `reports_to` resolves to, unless that is itself."""
    nestings = nestings_of(position, positions)
    if nestings:
        return nestings[0]
    reference = position.entry.get("reports_to")
    if reference is None:
        return None
    named = resolve(reference, positions)[1]
    return None if named is position else named


def reports_of(position: Thing, positions: Sequence[Thing]) -> list[Thing]:
    """The direct (solid) reports."""
    return [other for other in positions if manager_of(other, positions) is position]


def end_of_chain(position: Thing, positions: Sequence[Thing]) -> Thing | None:
    """The last manager upwards, the position itself if it has none; None where the chain runs into a cycle."""
    seen = [position]
    while (manager := manager_of(seen[-1], positions)) is not None:
        if manager in seen:
            return None
        seen.append(manager)
    return seen[-1]


# ---------------------------------------------------------------------------------------- hierarchy/…


def unknown_manager(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'reports_to names nothing (no declared position id and no title).'"""
    for position in positions:
        reference = position.entry.get("reports_to")
        if reference is not None and resolve(reference, positions)[0] == "unknown":
            yield "hierarchy/unknown-manager", f"position:{position.key}"


def ambiguous_manager(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'reports_to is no declared id and is the title of more than one position.'"""
    for position in positions:
        reference = position.entry.get("reports_to")
        if reference is not None and resolve(reference, positions)[0] == "ambiguous":
            yield "hierarchy/ambiguous-manager", f"position:{position.key}"


def reports_to_itself(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'reports_to resolves to the position itself; or one of its dotted lines does.'"""
    for position in positions:
        references = dotted_lines(position)
        if position.entry.get("reports_to") is not None:
            references.append(position.entry["reports_to"])
        if any(resolve(reference, positions)[1] is position for reference in references):
            yield "hierarchy/reports-to-itself", f"position:{position.key}"


def position_cycles(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'One finding per cycle of two or more positions.' The same cycle, met again from another member, is one key."""
    for position in positions:
        members = [position]
        while (manager := manager_of(members[-1], positions)) is not None and manager not in members:
            members.append(manager)
        if manager is position:
            yield "hierarchy/cycle", cycle_key(members)


def cycle_key(members: Sequence[Thing]) -> str:
    """`cycle:` and the sorted keys of its members."""
    return "cycle:" + ",".join(sorted(member.key for member in members))


def one_root(positions: Sequence[Thing]) -> Iterator[Finding]:
    """Every top but the largest that does not declare itself.

    'If the design has any reporting line at all: each position that has no manager, has no reports_to key, is not
    nested, and is not the top of the largest tree.'
    """
    if not any_reporting_line(positions):
        return
    tops = tops_of(positions)
    sizes = [tree_size(top, positions) for top in tops]
    for position in tops:
        # 'A tie goes to the first in the file': list.index finds the first.
        if position is not tops[sizes.index(max(sizes))] and "reports_to" not in position.entry:
            yield "hierarchy/one-root", f"position:{position.key}"


def any_reporting_line(positions: Sequence[Thing]) -> bool:
    """'A reports_to that is a text, whether or not it resolves, or nesting.'"""
    return any(position.entry.get("reports_to") is not None or position.entry.get("reports") for position in positions)


def tops_of(positions: Sequence[Thing]) -> list[Thing]:
    """The positions without a manager.

    'Both declared and undeclared tops compete'; 'a position whose reports_to is broken (unknown, ambiguous, itself) is
    not a top', nor is one that names a duplicated id.
    """
    without_manager = [position for position in positions if manager_of(position, positions) is None]
    return [position for position in without_manager if position.entry.get("reports_to") is None]


def tree_size(top: Thing, positions: Sequence[Thing]) -> int:
    """'The number of positions whose chain ends at that top, itself included.'"""
    return sum(1 for position in positions if end_of_chain(position, positions) is top)


def unknown_dotted_line(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'One of dotted_line_to names nothing or is ambiguous; one finding a position.'"""
    for position in positions:
        for status in statuses(dotted_lines(position), positions):
            yield f"hierarchy/{status}-dotted-line", f"position:{position.key}"


def dotted_line_repeats_solid(positions: Sequence[Thing]) -> Iterator[Finding]:
    """'A dotted line leads to the position's own manager.'"""
    for position in positions:
        manager = manager_of(position, positions)
        if manager is None:
            continue
        if any(resolve(reference, positions)[1] is manager for reference in dotted_lines(position)):
            yield "hierarchy/dotted-line-repeats-solid", f"position:{position.key}"


def unknown_report(positions: Sequence[Thing]) -> Iterator[Finding]:
    """One finding for a position with broken references among its nested entries.

    'A nested entry that is an id (text) names nothing or is ambiguous; one finding for the position whose `reports`
    list holds it.'
    """
    for position in positions:
        for status in statuses(listed_reports(position), positions):
            yield f"hierarchy/{status}-report", f"position:{position.key}"


# ---------------------------------------------------------------------------------------- identity, units, people


def duplicate_id(kind: str, things: Sequence[Thing]) -> Iterator[Finding]:
    """'Every second and later declaration of the same id among positions (units; people); id spaces are per kind.'"""
    for number, thing in enumerate(things):
        for earlier in things[:number]:
            if thing.id is not None and earlier.id is not None and same_id(thing.id, earlier.id):
                yield "identity/duplicate-id", f"{kind}:{thing.key}"


def unknown_unit(design: dict[str, Any], positions: Sequence[Thing], units: Sequence[Thing]) -> Iterator[Finding]:
    """The unit that a position itself names is none; a unit that it inherits is not its own mistake.

    'Only where the design has a `units` section: the position's own `unit` key names no unit id and no unit name, or
    several names.'
    """
    if design.get("units") is None:
        return
    for position in positions:
        reference = position.entry.get("unit")
        for status in statuses([reference] if reference is not None else [], units):
            yield f"units/{status}-unit", f"position:{position.key}"


def unknown_parent(units: Sequence[Thing]) -> Iterator[Finding]:
    """'A unit's parent names nothing or is ambiguous.'"""
    for unit in units:
        reference = unit.entry.get("parent")
        for status in statuses([reference] if reference is not None else [], units):
            yield f"units/{status}-parent", f"unit:{unit.key}"


def unknown_head(units: Sequence[Thing], positions: Sequence[Thing]) -> Iterator[Finding]:
    """'A unit's head names no position or several.'"""
    for unit in units:
        for status in first_broken(references_of(unit.entry, "head"), positions):
            yield f"units/{status}-head", f"unit:{unit.key}"


def head_elsewhere(units: Sequence[Thing], positions: Sequence[Thing]) -> Iterator[Finding]:
    """'A unit's declared head who sits outside the unit': in another one that is not in it."""
    for unit in units:
        named = [resolve(reference, positions)[1] for reference in references_of(unit.entry, "head")]
        sits_in = [unit_of(head, units) for head in named if head is not None]
        if None not in named and any(there is not None and unit not in ways_up(there, units) for there in sits_in):
            yield "units/head-elsewhere", f"unit:{unit.key}"


def ways_up(unit: Thing, units: Sequence[Thing]) -> list[Thing]:
    """A unit and all around it."""
    way = [unit]
    while (parent := parent_of(way[-1], units)) is not None and parent not in way:
        way.append(parent)
    return way


def below_holders(design: dict[str, Any], positions: Sequence[Thing], people: Sequence[Thing]) -> Iterator[Finding]:
    """'More holders than the headcount': all of them known, the headcount 1 where it is not written."""
    for position in positions:
        references = references_of(position.entry, "holder")
        known = design.get("people") is None or all(resolve(each, people)[1] is not None for each in references)
        if known and len(references) > 1 and 0 < position.entry.get("headcount", 1) < len(references):
            yield "headcount/below-holders", f"position:{position.key}"


def first_broken(references: Sequence[str], things: Sequence[Thing]) -> list[str]:
    """Of several references 'the first that is broken' is told: unknown or ambiguous; a duplicated id is no finding."""
    broken = [status for reference in references if (status := resolve(reference, things)[0]) != "found"]
    return [status for status in broken[:1] if status != "duplicate"]


def unit_cycles(units: Sequence[Thing]) -> Iterator[Finding]:
    """'One finding a cycle of units (one that is its own parent is a cycle of one).'"""
    for unit in units:
        members = [unit]
        while (parent := parent_of(members[-1], units)) is not None and parent not in members:
            members.append(parent)
        if parent is unit:
            yield "units/cycle", cycle_key(members)


def parent_of(unit: Thing, units: Sequence[Thing]) -> Thing | None:
    """The unit that `parent` resolves to."""
    reference = unit.entry.get("parent")
    return None if reference is None else resolve(reference, units)[1]


def unknown_holder(design: dict[str, Any], positions: Sequence[Thing], people: Sequence[Thing]) -> Iterator[Finding]:
    """The holder is none of the people; null is a vacant position.

    'Only where the design has a `people` section: holder (a text) names no person id and no person name, or several.'
    """
    if design.get("people") is None:
        return
    for position in positions:
        for status in first_broken(references_of(position.entry, "holder"), people):
            yield f"people/{status}-holder", f"position:{position.key}"


# ---------------------------------------------------------------------------------------- roles


def unit_type_of(position: Thing, units: Sequence[Thing]) -> str | None:
    """The type of the position's unit, if that is known.

    A nested mapping 'inherits its unit when it has none'; one that is nested as a text does not.
    """
    unit = unit_of(position, units)
    return None if unit is None else unit.entry.get("type")


def unit_of(position: Thing, units: Sequence[Thing]) -> Thing | None:
    """The unit that the position, or the nearest one around it that names one, names."""
    source: Thing | None = position
    while source is not None and source.entry.get("unit") is None:
        source = source.nested_in
    return None if source is None else resolve(source.entry["unit"], units)[1]


def role_of(position: Thing, units: Sequence[Thing]) -> str | None:
    """The role id of a recognized title; None (absent) of a title near a known one; `unrecognized` of any other.

    'The first step that succeeds: a stated role; the whole name or alias of a profile', where an alias may be
    conditional on the type of the unit.
    """
    stated: str | None = position.entry.get("role")
    if stated is not None:
        return stated
    title: str = position.entry["title"]
    for (conditional, unit_type), role in CONDITIONAL.items():
        if same_name(conditional, title) and unit_type_of(position, units) == unit_type:
            return role
    for known, role in RECOGNIZED.items():
        if same_name(known, title):
            return role
    if any(same_name(near, title) for near in NEAR):
        return None
    return "unrecognized"


def unrecognized_title(positions: Sequence[Thing], units: Sequence[Thing]) -> Iterator[Finding]:
    """'Near a known title (a typo): the role is absent, one finding.' A title like none is no finding."""
    for position in positions:
        if role_of(position, units) is None:
            yield "titles/unrecognized", f"position:{position.key}"


# ---------------------------------------------------------------------------------------- ROLE/reports-to, ROLE/manages


def judged_on_manager(position: Thing, positions: Sequence[Thing], units: Sequence[Thing]) -> bool:
    """'`reports_to` is judged when the position has a known manager whose role is not absent', or is a top that should not be."""
    manager = manager_of(position, positions)
    if role_of(position, units) not in REPORTS_TO:
        return False
    return is_needless_top(position, positions, units) or (manager is not None and role_of(manager, units) is not None)


def is_needless_top(position: Thing, positions: Sequence[Thing], units: Sequence[Thing]) -> bool:
    """'… or declares itself a top while the design holds a position of a named role', other than its own.

    Where no reporting line is modelled, nobody is a top.
    """
    role = role_of(position, units)
    if role not in REPORTS_TO or position not in tops_of(positions) or not any_reporting_line(positions):
        return False
    named = REPORTS_TO[role] - {role}
    return "reports_to" in position.entry and any(role_of(other, units) in named for other in positions)


def wrong_manager(positions: Sequence[Thing], units: Sequence[Thing]) -> Iterator[Finding]:
    """'Broken when that role is none of those named, or it declared itself a top.'"""
    for position in positions:
        if is_needless_top(position, positions, units):
            yield f"{role_of(position, units)}/reports-to", f"position:{position.key}"
        role = role_of(position, units)
        manager = manager_of(position, positions)
        if role is None or manager is None or not judged_on_manager(position, positions, units):
            continue
        if role_of(manager, units) not in REPORTS_TO[role]:
            yield f"{role}/reports-to", f"position:{position.key}"


def judged_on_reports(position: Thing, positions: Sequence[Thing], units: Sequence[Thing]) -> bool:
    """'`manages` is judged when it has reports': when one of them breaks the rule, or all of them have a role.

    One whose role is absent decides nothing: 'a comparison with an absent fact is unknown' (DESIGN section 5), so the rule
    is not seen to be kept where there is such a report and no other breaks it.
    """
    role = role_of(position, units)
    roles = [role_of(report, units) for report in reports_of(position, positions)]
    if role not in MANAGES or not roles:
        return False
    broken = any(other is not None and other not in MANAGES[role] for other in roles)
    return broken or None not in roles


def wrong_reports(positions: Sequence[Thing], units: Sequence[Thing]) -> Iterator[Finding]:
    """A manager one of whose direct reports has a role that it does not manage.

    'Broken when a direct (solid) report's role is present and not named (`unrecognized` included); one finding a
    position.'
    """
    for position in positions:
        role = role_of(position, units)
        if role is None or not judged_on_reports(position, positions, units):
            continue
        roles = [role_of(report, units) for report in reports_of(position, positions)]
        if any(other is not None and other not in MANAGES[role] for other in roles):
            yield f"{role}/manages", f"position:{position.key}"


def nothing_judged(positions: Sequence[Thing], units: Sequence[Thing]) -> Iterator[Finding]:
    """'There is a position, and no position was judged (kept or broken) by any role rule.'"""
    judged = [
        position
        for position in positions
        if judged_on_manager(position, positions, units) or judged_on_reports(position, positions, units)
    ]
    if positions and not judged:
        yield "coverage/nothing-judged", "organization"


# ---------------------------------------------------------------------------------------- duties and composition
#
# Judged of designs in which every unit and position has an id, and no position is nested: `tests.strategies.staffed_designs`.

Reading = tuple[frozenset[str], bool]
"""The ids that a text is, or that it may be, and whether it is them for certain; no id: it is nothing that is known."""

Read = Callable[[str, str | None], Reading]
"""What a duty as written means at a position of a role (None: of none that is known). Reading is not the oracle's business."""

TITLES: dict[str, str | None] = {
    "销售经理": "sales-manager",
    "Sales manager": "sales-manager",
    "销售部副经理": "deputy-sales-manager",
    "销售经理助理": "sales-manager-assistant",
    "大区经理": "regional-manager",
    "办事处经理": "office-manager",
    "市场专员": "marketing-specialist",
    "Marketing specialist": "marketing-specialist",
    "销售主管": "sales-supervisor",
    "销售专员": "sales-specialist",
    "业务代表": "business-representative",
    "Office manger": None,
    "Marketing specialst": None,
    "Legal counsel": "unrecognized",
}
"""Titles by their roles; None: so near a known one that the role is open."""

APPLY_OR_CONTROL = frozenset({"apply-for-promotions", "control-office-expenses", "control-region-expenses"})

COMPOSITION_RULES: tuple[str, ...] = (
    "regions/has-marketing-specialist",
    "departments/has-one-manager",
    "departments/has-assistant",
    "departments/at-most-one-deputy",
    "departments/has-sellers",
)


def duty_rules(profiles: Mapping[str, Sequence[str]]) -> set[str]:
    """The rules on duties that the oracle judges; ``profiles`` are the duties of each role."""
    return {*(f"{role}/duties" for role in profiles), "duties/of-another-role", "marketing/review-apart-from-application"}


def expected_of_staff(design: dict[str, Any], profiles: Mapping[str, Sequence[str]], read: Read) -> set[Finding]:
    """Every finding on duties and on who is in a unit that the specification demands, as (rule id, subject id)."""
    return {*broken_duties(design, profiles, read), *broken_composition(design)}


def broken_duties(design: dict[str, Any], profiles: Mapping[str, Sequence[str]], read: Read) -> Iterator[Finding]:
    """'A guess is not a fact': what a text may mean is neither there nor missing."""
    owners = {duty: {role for role, duties in profiles.items() if duty in duties} for role in profiles for duty in profiles[role]}
    for position in design["positions"]:
        if position.get("duties") is None:
            continue  # 'judged when it lists duties'
        role = TITLES[position["title"]]
        certain: set[str] = set()
        perhaps: set[str] = set()
        for text in position["duties"]:
            ids, is_certain = read(text, None if role == "unrecognized" else role)
            (certain if is_certain else perhaps).update(ids)
        missing = [duty for duty in profiles.get(role or "", ()) if duty not in certain | perhaps]
        if missing:
            yield f"{role}/duties", position["id"]
        if role not in (None, "unrecognized") and any(role not in owners.get(duty, {role}) for duty in certain):
            yield "duties/of-another-role", position["id"]
        if "review-promotion-expenses" in certain and certain & APPLY_OR_CONTROL:
            yield "marketing/review-apart-from-application", position["id"]


Answer = bool | None
"""True, false, or not known."""


def every(*answers: Answer) -> Answer:
    """'All must hold': false where one is, else unknown where one is."""
    return False if False in answers else None if None in answers else True


def some(*answers: Answer) -> Answer:
    """'One must hold.'"""
    return True if True in answers else None if None in answers else False


def number_is(answers: Sequence[Answer] | None, least: int, most: int) -> Answer:
    """Whether as many of them are true as asked for; a member of whom that is unknown may count or not."""
    if answers is None:
        return None
    sure = sum(answer is True for answer in answers)
    perhaps = sum(answer is None for answer in answers)
    if sure > most or sure + perhaps < least:
        return False
    return True if sure >= least and sure + perhaps <= most else None


MANY = 10**9


def is_one_of(position: dict[str, Any], *roles: str) -> Answer:
    """Whether a position is of one of these roles."""
    role = TITLES[position["title"]]
    return None if role is None else role in roles


def has_heads(position: dict[str, Any]) -> bool:
    return bool(position.get("headcount", 1) >= 1)


def broken_composition(design: dict[str, Any]) -> Iterator[Finding]:
    """The units that lack somebody, or have one too many."""
    units: list[dict[str, Any]] = design["units"]
    positions: list[dict[str, Any]] = design["positions"]
    by_id = {unit["id"]: unit for unit in units}

    def people_in(unit: dict[str, Any]) -> list[dict[str, Any]] | None:
        """Those whose unit it is; unknown where the design places nobody."""
        if not any("unit" in position for position in positions):
            return None
        return [position for position in positions if position.get("unit") == unit["id"]]

    def below(unit: dict[str, Any]) -> list[dict[str, Any]]:
        return [unit, *(inner for other in units if other.get("parent") == unit["id"] for inner in below(other))]

    def nobody_elsewhere(role: str) -> Answer:
        """'One of whom the design does not say where it sits may be the one.'"""
        return number_is([every(is_one_of(position, role), "unit" not in position) for position in positions], 0, 0)

    def count(there: list[dict[str, Any]] | None, least: int, most: int, *roles: str, heads: bool = False) -> Answer:
        if there is None:
            return None
        return number_is([every(is_one_of(one, *roles), has_heads(one) or not heads) for one in there], least, most)

    for unit in units:
        there = people_in(unit)
        deep = None if there is None else [one for each in below(unit) for one in people_in(each) or ()]
        is_region, is_department = (unit.get("type") == kind for kind in ("sales-region", "sales-department"))
        has_parents = any("parent" in other for other in units)
        offices = [
            other.get("type") == "office" if "type" in other else None for other in units if other.get("parent") == unit["id"]
        ]
        parent = by_id.get(unit.get("parent", ""))
        from_parent = (
            False
            if parent is None
            else every(
                parent["type"] == "sales-region" if "type" in parent else None,
                count(people_in(parent), 1, MANY, "marketing-specialist"),
            )
        )
        judged: dict[str, tuple[Answer, Answer]] = {
            "regions/has-marketing-specialist": (
                every(is_region, number_is(offices if has_parents else None, 1, MANY), nobody_elsewhere("marketing-specialist")),
                some(count(there, 1, MANY, "marketing-specialist"), from_parent),
            ),
            "departments/has-one-manager": (
                every(is_department, nobody_elsewhere("sales-manager")),
                count(there, 1, 1, "sales-manager"),
            ),
            "departments/has-assistant": (
                every(is_department, nobody_elsewhere("sales-manager-assistant")),
                count(there, 1, MANY, "sales-manager-assistant", heads=True),
            ),
            "departments/at-most-one-deputy": (is_department, count(there, 0, 1, "deputy-sales-manager")),
            "departments/has-sellers": (
                every(is_department, count(deep, 1, MANY, "sales-supervisor")),
                count(deep, 1, MANY, "sales-specialist", "business-representative", heads=True),
            ),
        }
        for rule, (where, require) in judged.items():
            if where is True and require is False:
                yield rule, unit["id"]
