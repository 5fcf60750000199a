"""Random designs as plain data, for the property tests, and the YAML text of one.

`designs()` grows a well-formed organization from the reporting lines that the rules allow, writes it down in one of the
many ways the file format offers (nested, flat, listed by id; ids or titles; with units and people or without), and then
breaks it in none to six places. So most draws are valid, and a good part of them without a finding.

It draws nothing on which the specification is silent: see `tests.oracle.doubtful`.

Everything is drawn up front as lists of numbers, an item a position, unit, person, dotted line and fault; the design is
a function of these. So Hypothesis shrinks a failing design well: it can drop any item alone.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.oracle import MANAGES, NEAR, RECOGNIZED, REPORTS_TO, ROLES, TITLES, UNRECOGNIZED, doubtful

MOST_POSITIONS = 13  # each fault may add one more
MOST_FAULTS = 6

T = TypeVar("T")

OTHER = "unrecognized"
"""The role, in this module, of a seat that shall have a title like none."""

TOPS: tuple[str, ...] = (
    *("general-manager",) * 6,
    *("sales-manager",) * 3,
    *("customer-service-manager",) * 2,
    "channel-manager",
    "regional-manager",
    "sales-supervisor",
)
"""Roles of the top of the tree; without a general manager the design is that of a part of the organization."""

UNITS: tuple[tuple[str, str, str], ...] = (
    ("head-office", "总部", "head-office"),
    ("south", "华南大区", "sales-region"),
    ("north", "Northern region", "sales-region"),
    ("wuhan", "武汉办事处", "office"),
    ("harbour", "Harbour shop", "store"),
    ("channels", "渠道部", "channel-department"),
    ("service", "Customer care", "customer-service-department"),
)
"""Id, name and type of units; no name, cut off a title of the oracle's lists, leaves a known title."""

PEOPLE: tuple[tuple[str, str], ...] = (
    ("li-lei", "李雷"),
    ("han", "Han Meimei"),
    ("007", "Jim Green"),
    ("zhang", "张伟"),
)


class Dice:
    """Numbers drawn beforehand, thrown one after the other; 0 when there are no more."""

    def __init__(self, numbers: bytes) -> None:
        self._numbers = iter(numbers)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; shrinks to the first."""
        return options[next(self._numbers, 0) % len(options)]

    def one_in(self, number: int) -> bool:
        """True about once in so many throws; shrinks to False."""
        return next(self._numbers, 0) % number == number - 1


def dice(throws: int) -> st.SearchStrategy[Dice]:
    """Dice good for so many throws: bytes, for these are one choice to Hypothesis, which numbers would not be."""
    return st.binary(min_size=throws, max_size=throws).map(Dice)


@dataclass(eq=False)
class Seat:
    """A position in the making."""

    entry: dict[str, Any]  # its keys but for `reports`
    role: str  # what its title was drawn for
    dice: Dice
    boss: "Seat | None" = None
    nested: bool = False  # written as a mapping in the reports of its boss
    listed: list[str] = field(default_factory=list)  # the texts in its own reports


@dataclass(eq=False)
class Plan:
    """A design in the making; the first seat is the top of the well-formed tree."""

    seats: list[Seat]
    units: list[dict[str, Any]] = field(default_factory=list)  # none: there is no such section
    people: list[dict[str, Any]] = field(default_factory=list)  # likewise


Fault = Callable[[Dice, Plan], None]


# ---------------------------------------------------------------------------------------- a well-formed organization


def allowed(role: str, manager_role: str) -> bool:
    """Whether a position of that role may report to one of that manager's role."""
    line_kept = role not in REPORTS_TO or manager_role in REPORTS_TO[role]
    return line_kept and (manager_role not in MANAGES or role in MANAGES[manager_role])


def title_of(role: str, dice: Dice) -> str:
    """A title of that role."""
    return dice.pick([title for title, known in RECOGNIZED.items() if known == role] or UNRECOGNIZED)


def add_seat(plan: Plan, dice: Dice) -> None:
    """One more seat, its line allowed; the first one is the top."""
    number = len(plan.seats)
    boss = dice.pick(plan.seats) if plan.seats else None
    free_role = dice.one_in(4)
    if boss is None:
        role = dice.pick(TOPS)
    else:
        ruled = [role for role in REPORTS_TO if allowed(role, boss.role)]
        free = [role for role in ("sales-supervisor", "business-representative", OTHER) if allowed(role, boss.role)]
        role = dice.pick(ruled if not free or (ruled and not free_role) else free)
    seat = Seat({"title": title_of(role, dice)}, role, dice, boss)
    ident = dice.pick((f"{role}-{number}",) * 3 + (f"{number:03}", f"职位{number}", None, None, None))
    if ident is not None:
        seat.entry["id"] = ident
    if dice.one_in(12) and role != OTHER:
        seat.entry["role"] = role
        seat.entry["title"] = dice.pick((*UNRECOGNIZED, *NEAR, *RECOGNIZED))
    plan.seats.append(seat)


def reference_to(name: str, ident: str | None, names: Sequence[str], dice: Dice) -> str | None:
    """A reference that a thing of that name and id answers to, in one of its spellings; None if there is none."""
    options = [] if ident is None else [ident]
    if [other.casefold() for other in names].count(name.casefold()) == 1:
        options += [name, name.upper()]
    if not options:
        return None
    reference = dice.pick(options)
    # The same after NFKC and collapsing of white space: spaces doubled, or letters of full width.
    return dice.pick((reference,) * 10 + (f" {reference.replace(' ', '  ')} ", full_width(reference)))


def full_width(text: str) -> str:
    """The ASCII letters and digits of the text in full width; NFKC takes it back."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


def reference_to_seat(plan: Plan, seat: Seat, dice: Dice) -> str | None:
    """A reference to that position, by its id or by a title that it alone has."""
    titles = [other.entry["title"] for other in plan.seats]
    return reference_to(seat.entry["title"], seat.entry.get("id"), titles, dice)


def reference_to_entry(entry: dict[str, Any], entries: Sequence[dict[str, Any]], dice: Dice) -> str:
    """A reference to that unit or person; they all have an id or a name of their own."""
    name: str = entry["name"]
    return reference_to(name, entry.get("id"), [other["name"] for other in entries], dice) or name


def link(plan: Plan, seat: Seat) -> None:
    """Write its line down: nested, by `reports_to`, by both, or listed in the manager's reports."""
    way = seat.dice.pick(("nested", "nested", "flat", "flat", "flat", "both", "listed"))
    if seat.boss is None:
        if way == "listed":
            seat.entry["reports_to"] = None
    elif way == "listed" and (downwards := reference_to_seat(plan, seat, seat.dice)) is not None:
        seat.boss.listed.append(downwards)
    elif way in ("flat", "both") and (upwards := reference_to_seat(plan, seat.boss, seat.dice)) is not None:
        seat.entry["reports_to"] = upwards
        seat.nested = way == "both"
    else:
        seat.nested = True


def add_dotted_line(plan: Plan, dice: Dice) -> None:
    """A dotted line to somebody other than the manager."""
    seat, target = dice.pick(plan.seats), dice.pick(plan.seats)
    reference = reference_to_seat(plan, target, dice)
    if target is not seat and target is not seat.boss and reference is not None:
        seat.entry.setdefault("dotted_line_to", []).append(reference)


def add_unit(plan: Plan, declared: tuple[str, str, str], dice: Dice) -> None:
    """One more unit, below one that is already there."""
    ident, name, kind = declared
    unit: dict[str, Any] = {"name": name} if dice.one_in(4) else {"id": ident, "name": name}
    if not dice.one_in(8):
        unit["type"] = kind
    if plan.units and not dice.one_in(4):
        unit["parent"] = reference_to_entry(dice.pick(plan.units), plan.units, dice)
    if dice.one_in(4) and (head := reference_to_seat(plan, dice.pick(plan.seats), dice)) is not None:
        unit["head"] = head
        if dice.one_in(3):
            other = reference_to_seat(plan, dice.pick(plan.seats), dice)
            unit["head"] = [head, other] if other is not None else [head]
    plan.units.append(unit)


def place(plan: Plan, seat: Seat) -> None:
    """Put the seat, perhaps, in a unit; without a `units` section that is a free text."""
    regions = [unit for unit in plan.units if unit.get("type") == "sales-region"]
    others = [unit for unit in plan.units if unit.get("type") != "sales-region"]
    placed = seat.dice.one_in(2)
    if seat.role == "regional-manager" and regions and "role" not in seat.entry and seat.dice.one_in(2):
        seat.entry["title"] = "总经理"  # a regional manager in a sales region; perhaps the unit is inherited
        holder = seat.boss if seat.boss is not None and seat.dice.one_in(3) else seat
        holder.entry["unit"] = reference_to_entry(seat.dice.pick(regions), plan.units, seat.dice)
    elif placed and not plan.units:
        seat.entry["unit"] = seat.dice.pick(("Somewhere", "sales-region", "south"))
    elif placed and (choice := others if seat.role == "general-manager" else plan.units):
        seat.entry["unit"] = reference_to_entry(seat.dice.pick(choice), plan.units, seat.dice)


def staff(plan: Plan, seat: Seat) -> None:
    """Put a holder, perhaps, on the seat, or leave it vacant; without a `people` section a holder is a free text."""
    state = seat.dice.pick(("not modelled",) * 6 + ("vacant", "held", "held", "held", "shared"))
    if state == "vacant":
        seat.entry["holder"] = None
    elif state == "shared" and not plan.people:
        seat.entry["holder"] = ["Somebody", "李雷"][: seat.dice.pick((2, 1))]
    elif state == "shared":
        first = seat.dice.pick(range(len(plan.people)))
        several = (plan.people[first:] + plan.people[:first])[: seat.dice.pick((2, 3, 1))]
        seat.entry["holder"] = [reference_to_entry(person, plan.people, seat.dice) for person in several]
    elif state == "held" and not plan.people:
        seat.entry["holder"] = seat.dice.pick(("Somebody", "李雷"))
    elif state == "held":
        seat.entry["holder"] = reference_to_entry(seat.dice.pick(plan.people), plan.people, seat.dice)


# ---------------------------------------------------------------------------------------- faults
# Each breaks the plan in one way, as far as the plan offers the place for it, and leaves everything else as it is.


def flat_seats(plan: Plan) -> list[Seat]:
    """The seats, but for the top of the tree, that hang on nothing but a `reports_to` of their own."""
    return [seat for seat in plan.seats if not seat.nested and seat.entry.get("reports_to") is not None]


def give_id(seat: Seat, ident: str) -> str:
    """The id of the seat, which gets this one if it has none."""
    known: str = seat.entry.setdefault("id", ident)
    return known


def flatten(dice: Dice, plan: Plan) -> Seat:
    """A seat that hangs on its `reports_to` alone: one that does already, else a new one at the end of the file."""
    seats = flat_seats(plan)
    if seats and not dice.one_in(4):
        return dice.pick(seats)
    boss = dice.pick(plan.seats)
    seat = Seat({"title": dice.pick(UNRECOGNIZED), "reports_to": give_id(boss, "boss")}, OTHER, dice, boss)
    plan.seats.append(seat)
    return seat


def unknown_manager(dice: Dice, plan: Plan) -> None:
    """A manager who does not exist: no such name, an id in capitals; seldom on a nested position."""
    seat = dice.pick(plan.seats) if dice.one_in(5) else flatten(dice, plan)
    seat.entry["reports_to"] = dice.pick(("nobody", "nobody@else", give_id(plan.seats[0], "top").upper() + "X"))


def case_of_an_id(dice: Dice, plan: Plan) -> None:
    """An id is declared in small letters and referred to in capitals."""
    seat, target = flatten(dice, plan), dice.pick(plan.seats)
    target.entry["id"] = "seat-x"
    seat.entry["reports_to"] = "SEAT-X"


def ambiguous_manager(dice: Dice, plan: Plan) -> None:
    """A manager by a title that two positions have, the position itself perhaps one of them."""
    seat = flatten(dice, plan)
    one, other = dice.pick(plan.seats), dice.pick(plan.seats)
    if one is not other:
        other.entry["title"] = one.entry["title"]
        seat.entry["reports_to"] = one.entry["title"]


def own_manager(dice: Dice, plan: Plan) -> None:
    """A position that reports to itself."""
    seat = flatten(dice, plan)
    seat.entry["reports_to"] = reference_to_seat(plan, seat, dice) or give_id(seat, "self")


def cycle(dice: Dice, plan: Plan) -> None:
    """A flat position that reports to one below it, or a top that does."""
    tops = [seat for seat in plan.seats if seat.boss is None]
    seat = dice.pick(flat_seats(plan) + tops)
    below = [other for other in plan.seats if is_above(seat, other)]
    if below:
        seat.entry["reports_to"] = give_id(dice.pick(below), "below")


def is_above(seat: Seat, other: Seat) -> bool:
    """Whether `other` is somewhere below `seat`."""
    boss = other.boss
    while boss is not None and boss is not seat:
        boss = boss.boss
    return boss is seat


def second_root(dice: Dice, plan: Plan) -> None:
    """A line is cut, or several: a flat position says nothing of its manager any more, or declares itself a top."""
    first = flatten(dice, plan)
    for seat in flat_seats(plan):
        if seat is first or dice.one_in(4):
            if dice.one_in(3):
                seat.entry["reports_to"] = None
            else:
                del seat.entry["reports_to"]


def dotted_line(dice: Dice, plan: Plan) -> None:
    """A dotted line to nobody, to several, to itself, or to the manager."""
    seat = dice.pick(plan.seats)
    other = dice.pick(plan.seats)
    kind = dice.pick(("unknown", "ambiguous", "itself", "manager", "manager"))
    target = "nobody"
    if kind == "ambiguous" and other is not seat:
        other.entry["title"] = target = seat.entry["title"]
    elif kind == "itself":
        target = reference_to_seat(plan, seat, dice) or give_id(seat, "self")
    elif kind == "manager" and seat.boss is not None:
        target = reference_to_seat(plan, seat.boss, dice) or give_id(seat.boss, "boss-of")
    seat.entry.setdefault("dotted_line_to", []).append(target)


def unknown_report(dice: Dice, plan: Plan) -> None:
    """A listed report that names nothing or several."""
    seat = dice.pick(plan.seats)
    one, other = dice.pick(plan.seats), dice.pick(plan.seats)
    if one is not other and dice.one_in(2):
        other.entry["title"] = one.entry["title"]
        seat.listed.append(one.entry["title"])
    else:
        seat.listed.append("no-such-report")


def duplicate_id(dice: Dice, plan: Plan) -> None:
    """Two, now and then three, positions of one id, which most often somebody reports to."""
    reporting = flatten(dice, plan)
    ident = give_id(dice.pick(plan.seats), "twin")
    if not dice.one_in(4):
        reporting.entry["reports_to"] = ident
    for _ in range(dice.pick((1, 1, 2))):
        dice.pick(plan.seats).entry["id"] = ident


def duplicate_unit_or_person(dice: Dice, plan: Plan) -> None:
    """A unit and a person that use an id, or a name, that another one has."""
    for entries, name in ((plan.units, "Second unit"), (plan.people, "Second person")):
        with_id = [entry for entry in entries if "id" in entry]
        if not with_id:
            continue
        other = dice.pick(with_id)
        if dice.one_in(2):
            entries.append({"id": other["id"], "name": name})
        else:
            entries.append({"id": "second", "name": other["name"]})
            if dice.one_in(2):
                key = "unit" if entries is plan.units else "holder"
                dice.pick(plan.seats).entry[key] = other["name"]


def unknown_unit(dice: Dice, plan: Plan) -> None:
    """A position in a unit that does not exist (in a design without units that is a free text)."""
    dice.pick(plan.seats).entry["unit"] = dice.pick(("nowhere", "SOUTH ", "sales-region"))


def unit_parent(dice: Dice, plan: Plan) -> None:
    """A unit below one that does not exist, or below any, perhaps itself or one below it."""
    if plan.units:
        unit, other = dice.pick(plan.units), dice.pick(plan.units)
        unit["parent"] = "nowhere" if dice.one_in(3) else reference_to_entry(other, plan.units, dice)


def unit_head(dice: Dice, plan: Plan) -> None:
    """A unit whose head is nobody, or a title that may be that of several."""
    if plan.units:
        heads = dice.pick(("nobody", dice.pick(plan.seats).entry["title"]))
        dice.pick(plan.units)["head"] = [dice.pick(plan.seats).entry["title"], heads] if dice.one_in(3) else heads


def unknown_holder(dice: Dice, plan: Plan) -> None:
    """A holder who is none of the people (in a design without people that is a free text)."""
    holder = dice.pick(("Nobody", "LI-LEI"))
    dice.pick(plan.seats).entry["holder"] = ["Somebody", holder] if dice.one_in(3) else holder


def written_again(dice: Dice, plan: Plan) -> None:
    """A flat position that stands in the file twice, with the same manager: both may be in a ring."""
    seat = flatten(dice, plan)
    give_id(seat, "again")
    again = Seat(dict(seat.entry), seat.role, dice, seat.boss)
    plan.seats.append(again)


def near_title(dice: Dice, plan: Plan) -> None:
    """A title with a typo."""
    dice.pick(plan.seats).entry["title"] = dice.pick(NEAR)


def unrecognized_title(dice: Dice, plan: Plan) -> None:
    """A title like none, most often that of a manager."""
    seat = dice.pick([other.boss for other in plan.seats if other.boss is not None] or plan.seats)
    seat.entry["title"] = dice.pick(UNRECOGNIZED)


def other_title(dice: Dice, plan: Plan) -> None:
    """The title of another role, most often that of a position with a manager."""
    seat = dice.pick([other for other in plan.seats if other.boss is not None] or plan.seats)
    seat.entry["title"] = title_of(dice.pick(ROLES), dice)
    seat.entry.pop("role", None)


def other_manager(dice: Dice, plan: Plan) -> None:
    """A flat position that reports to just anybody."""
    seat, boss = flatten(dice, plan), dice.pick(plan.seats)
    seat.entry["reports_to"] = reference_to_seat(plan, boss, dice) or give_id(boss, "any")


def other_report(dice: Dice, plan: Plan) -> None:
    """One more position, of any role, below anybody, often below one who may manage only some; nested or flat."""
    selective = [seat for seat in plan.seats if seat.role in MANAGES]
    role = dice.pick(ROLES)
    boss = dice.pick(selective if selective and dice.one_in(2) else plan.seats)
    seat = Seat({"title": title_of(role, dice)}, role, dice, boss, nested=dice.one_in(2))
    if not seat.nested:
        seat.entry["reports_to"] = give_id(boss, "any-boss")
    plan.seats.append(seat)


def no_lines(dice: Dice, plan: Plan) -> None:
    """Not one reporting line."""
    for seat in plan.seats:
        seat.entry.pop("reports_to", None)
        seat.nested = False
        seat.listed = []


def contradiction(dice: Dice, plan: Plan) -> None:
    """A design error: nesting and `reports_to` disagree, or two nestings claim one position."""
    nested = [seat for seat in plan.seats if seat.nested]
    if not nested:
        return
    seat = dice.pick(nested)
    kind = dice.pick(("null", "other", "twice"))
    if kind == "null":
        seat.entry["reports_to"] = None
    elif kind == "other":
        seat.entry["reports_to"] = give_id(dice.pick(plan.seats), "another")
    else:
        claimant = dice.pick(plan.seats)
        if claimant is not seat and claimant is not seat.boss:
            claimant.listed.append(give_id(seat, "claimed"))


FAULTS: tuple[Fault, ...] = (
    *(other_title,) * 6,
    *(other_report,) * 6,
    *(other_manager,) * 3,
    unknown_manager,
    case_of_an_id,
    ambiguous_manager,
    own_manager,
    *(cycle,) * 2,
    *(second_root,) * 2,
    *(dotted_line,) * 3,
    unknown_report,
    *(duplicate_id,) * 2,
    written_again,
    *(duplicate_unit_or_person,) * 2,
    unknown_unit,
    *(unit_parent,) * 3,
    unit_head,
    unknown_holder,
    *(near_title,) * 2,
    *(unrecognized_title,) * 2,
    *(contradiction,) * 2,
    no_lines,
)
"""What may go wrong, the more interesting more often."""


# ---------------------------------------------------------------------------------------- the design


def designs() -> st.SearchStrategy[dict[str, Any]]:
    """A design as plain data: what a reader makes of a design file. It may be one that is a design error."""
    return st.builds(
        grow,
        seats=long_lists(dice(18), (1, 2, 4, 7), MOST_POSITIONS),
        units=st.lists(st.tuples(st.sampled_from(UNITS), dice(8)), max_size=5, unique_by=lambda drawn: drawn[0]),
        people=st.lists(st.tuples(st.sampled_from(PEOPLE), dice(1)), max_size=4, unique_by=lambda drawn: drawn[0]),
        dotted=st.lists(dice(4), max_size=2),
        faults=long_lists(st.tuples(st.sampled_from(FAULTS), dice(10)), (0, 1, 2, 3), MOST_FAULTS),
        layout=dice(2),
    ).filter(lambda design: not doubtful(design))


def long_lists(items: st.SearchStrategy[T], least: Sequence[int], most: int) -> st.SearchStrategy[list[T]]:
    """Lists that have one of the least lengths, or more: a plain `lists` has mostly short ones."""
    return st.one_of([st.lists(items, min_size=size, max_size=most) for size in least])


def grow(
    seats: list[Dice],
    units: list[tuple[tuple[str, str, str], Dice]],
    people: list[tuple[tuple[str, str], Dice]],
    dotted: list[Dice],
    faults: list[tuple[Fault, Dice]],
    layout: Dice,
) -> dict[str, Any]:
    """The design that those numbers stand for."""
    plan = Plan([])
    for dice in seats:
        add_seat(plan, dice)
    for declared, dice in units:
        add_unit(plan, declared, dice)
    for (ident, name), dice in people:
        plan.people.append({"name": name} if dice.one_in(4) else {"id": ident, "name": name})
    for seat in plan.seats:
        place(plan, seat)  # before it is linked: this may change its title
    for seat in plan.seats:
        link(plan, seat)
        staff(plan, seat)
    for dice in dotted:
        add_dotted_line(plan, dice)
    for fault, dice in faults:
        fault(dice, plan)
    return assembled(plan, layout)


def assembled(plan: Plan, layout: Dice) -> dict[str, Any]:
    """The design file's data, the positions of the first level in one order or another."""
    design: dict[str, Any] = {}
    if layout.one_in(4):
        design["organization"] = {"name": "阳光水果", "ownership": "private"}
    if plan.units:
        design["units"] = plan.units
    first_level = [seat for seat in plan.seats if not seat.nested]
    turn = layout.pick(range(MOST_POSITIONS))
    turned = first_level[turn:] + first_level[:turn]
    design["positions"] = [written(seat, plan) for seat in (turned[::-1] if turn % 3 == 2 else turned)]
    if plan.people:
        design["people"] = plan.people
    return design


def written(seat: Seat, plan: Plan) -> dict[str, Any]:
    """The mapping of a position, with those nested in it."""
    reports: list[Any] = [written(other, plan) for other in plan.seats if other.nested and other.boss is seat]
    reports += seat.listed
    return {**seat.entry, "reports": reports} if reports else dict(seat.entry)


# ---------------------------------------------------------------------------------------- YAML


def to_yaml(design: dict[str, Any]) -> str:
    """The design as YAML that reads back as the same data; a line for each unit, position and person."""
    lines: list[str] = []
    for key, value in design.items():
        if not isinstance(value, list):
            lines.append(f"{key}: {flow(value)}")
        elif not value:
            lines.append(f"{key}: []")
        else:
            lines.append(f"{key}:")
            lines.extend(f"  - {flow(item, 4)}" for item in value)
    return "\n".join(lines) + "\n"


def flow(value: Any, indent: int = 0) -> str:
    """Any plain value in flow style; nested reports each on a line of their own, indented."""
    if isinstance(value, dict):
        items = []
        for key, item in value.items():
            if key == "reports" and item:
                margin = "\n" + " " * (indent + 2)
                item_text = "[" + ",".join(margin + flow(report, indent + 2) for report in item) + "]"
            else:
                item_text = flow(item, indent)
            items.append(f"{flow(key)}: {item_text}")
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, indent) for item in value) + "]"
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else escaped(char) for char in text)


def escaped(char: str) -> str:
    """A character that YAML does not print (or takes for a line break), as an escape of a double-quoted text."""
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


# ---------------------------------------------------------------------------------------- duties, and who is in a unit


def staffed_designs(
    texts: Sequence[str], perhaps: Mapping[tuple[str, str], Sequence[str]], profiles: Mapping[str, Sequence[str]]
) -> st.SearchStrategy[dict[str, Any]]:
    """Designs of a few units with positions that list most duties of their roles, some in other words, and others'.

    ``texts`` are duties as they may be written, ``perhaps`` those that may be one of a role; the duties of a role stand in
    ``profiles``.
    """
    return st.builds(
        lambda units, positions: _staffed(units, positions, texts, perhaps, profiles),
        units=st.lists(dice(3), min_size=1, max_size=6),
        positions=st.lists(dice(60), min_size=1, max_size=8),
    )


UNIT_TYPES_DRAWN = ("sales-department", "sales-region", "sales-region", "office", "office", None)


def _staffed(
    units: list[Dice],
    positions: list[Dice],
    texts: Sequence[str],
    perhaps: Mapping[tuple[str, str], Sequence[str]],
    profiles: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    design: dict[str, Any] = {"units": [], "positions": []}
    for number, dice in enumerate(units):
        unit: dict[str, Any] = {"id": f"unit-{number}", "name": f"单位{number}"}
        kind = dice.pick(UNIT_TYPES_DRAWN)
        if kind is not None:
            unit["type"] = kind
        if number and not dice.one_in(4):
            unit["parent"] = dice.pick(design["units"])["id"]
        design["units"].append(unit)
    for number, dice in enumerate(positions):
        before = design["positions"][-1] if number and dice.one_in(3) else {}  # two of a kind in one unit are of interest
        title = before.get("title") or dice.pick(list(TITLES))
        position: dict[str, Any] = {"id": f"position-{number}", "title": title}
        if not dice.one_in(5):
            position["unit"] = before.get("unit") or dice.pick(design["units"])["id"]
        if dice.one_in(6):
            position["headcount"] = dice.pick((0, 2))
        if not dice.one_in(4):
            role = TITLES[title] or ""
            drops = dice.one_in(2)
            duties = []
            for duty in profiles.get(role, ()):
                open_texts = perhaps.get((role, duty), ())
                if drops and dice.one_in(4):
                    duties += [dice.pick(open_texts)] if open_texts and not dice.one_in(4) else []
                else:
                    duties.append(duty)
            duties += [dice.pick(texts) for _ in range(dice.pick((0, 1, 2, 4)))]
            position["duties"] = duties
        design["positions"].append(position)
    return design
