"""Who leads each unit by the rows of positions, and whom others report to where only that is told."""

from __future__ import annotations

from collections import Counter

from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.managers import answer, key_of, parted
from orgrules.tables.people import People, Seat
from orgrules.tables.units import Head, Places, find_head


def find_heads(places: Places, people: People) -> None:
    """Who leads each unit: what most rows of it name, or the rows that say so of themselves."""
    if people.has("head"):
        said: dict[str, Counter[str]] = {}
        first: dict[tuple[str, str], Seat] = {}
        own: dict[str, list[int]] = {}
        nobody = names.NOBODY_ABOVE | names.NO
        for index, seat in enumerate(people.seats):
            text, unit = people.value(seat, "head"), places.units[index]
            if text is None or unit is None or text.casefold() in nobody:
                continue
            if text.casefold() in names.YES:
                own.setdefault(unit, []).append(index)
                continue
            said.setdefault(unit, Counter())[text] += 1
            first.setdefault((unit, text), seat)
        for unit, counts in said.items():
            text = counts.most_common(1)[0][0]
            places.heads[unit] = [Head(part, first[unit, text], "head") for part in parted(people, text)]
        _lead_themselves(places, people, own, "head")
    if people.has("is_head"):
        flagged: dict[str, list[int]] = {}
        for index, seat in enumerate(people.seats):
            text, unit = people.value(seat, "is_head"), places.units[index]
            if text is not None and unit is not None and text.casefold() in names.YES:
                flagged.setdefault(unit, []).append(index)
        _lead_themselves(places, people, flagged, "is_head")


def _lead_themselves(places: Places, people: People, own: dict[str, list[int]], meaning: str) -> None:
    for unit, indexes in own.items():
        named = ((key_of(people, index), people.seats[index]) for index in indexes)
        heads = [Head(text, seat, meaning) for text, seat in named if text is not None]
        if heads:
            places.heads.setdefault(unit, heads)


def lead(places: Places, people: People) -> None:
    """Where no column names managers: everyone reports to the head of the unit, heads to the head of the unit around it.

    Whom those report to whose unit has several heads is not told.
    """
    if people.has("reports_to") or people.has("hierarchy"):
        return
    heads: dict[str, list[tuple[str, int | None]]] = {}
    for led, those in places.heads.items():
        heads[led] = [(text, answer(people, text, seat, meaning).target) for text, seat, meaning in those]
    parents: dict[str, str | None] = {unit: row.parent for unit, row in places.found.items()}
    for part_number, row in places.rows:
        part = places.parts[part_number]
        key = part.of("id")[row] or part.of("name")[row] or ""
        parent = part.of("parent")[row]
        parents[key] = parent
        head_said = part.of("head")[row]
        if head_said is not None and head_said.casefold() not in names.NOBODY_ABOVE:
            heads[key] = [(text, find_head(people, text).target) for text in parted(people, head_said)]
    if not any(index is not None for those in heads.values() for _text, index in those):
        if people.seats:
            message = _("no column names the manager, nor who leads a department: say which one does, --map reports_to=COLUMN")
            people.decided.append(people.at_header("reports_to", message))
        return
    number = 0
    between: list[int] = []  # those in units with several heads
    for index, own in enumerate(places.units):
        seen: set[str] = set()
        unit = places.key_of(own)
        while unit is not None and unit not in seen:
            seen.add(unit)
            known = [head for head in heads.get(unit, ()) if head[1] is not None]
            if known and all(target != index for _text, target in known):
                if len(heads[unit]) == 1:
                    people.managers[index], people.targets[index] = known[0]
                    number += 1
                else:
                    between.append(index)
                break
            unit = places.key_of(parents.get(unit))
    if between:
        told = ngettext(
            "{number:,} position is in a department that several lead: whom it reports to is not told",
            "{number:,} positions are in departments that several lead: whom they report to is not told",
            len(between),
        )
        people.decided.append(people.note(people.seats[between[0]], "unit", told.format(number=len(between))))
    if 2 * (number + len(between)) < len(people.seats):  # who leads a few teams leads no organization
        people.managers, people.targets = [None] * len(people.seats), [None] * len(people.seats)
        message = _("no column names the manager, and too few departments name who leads them: there are no reporting lines")
        people.decided.append(people.at_header("reports_to", message))
        return
    told = ngettext(
        "no column names the manager: {number:,} position reports to the head of its department",
        "no column names the manager: {number:,} positions report to the heads of their departments",
        number,
    )
    if number:
        index = next(index for index, text in enumerate(people.managers) if text is not None)
        people.decided.append(people.note(people.seats[index], "unit", told.format(number=number)))
