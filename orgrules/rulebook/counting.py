"""How many members of a collection meet a condition, their share, and what a number of theirs sums up to.

Of members that may meet the condition or not, both is thought through: what comes out lies between two bounds. Only members
that may meet it are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import fsum
from typing import Any

from orgrules.facts.expressions import ALWAYS, All, Expression, Measure, Range, Test, answering
from orgrules.facts.paths import Path
from orgrules.rulebook.constants import LARGEST_NUMBER


def counting(path: Path, where: Expression, compare: Callable[[int, int], bool], number: int) -> Callable[[Any], bool | None]:
    """A reader that tells of a subject whether the number compares; None where members of whom it is unknown may change that."""
    members_of = _members_of(path, where)
    meeting, is_any = answering(where), where == ALWAYS

    def read(subject: Any) -> bool | None:
        members = members_of(subject)
        if members is None:
            return None
        if is_any:
            return compare(len(members) if isinstance(members, list | tuple) else sum(1 for _ in members), number)
        certain = possible = 0
        for member in members:
            meets = meeting(member)
            if meets is not False:
                possible += 1
                certain += meets is True
        least, most = compare(certain, number), compare(possible, number)
        return least if least == most else None

    return read


def between(measure: Measure, compare: Callable[[float, float], bool], number: float) -> Callable[[Any], bool | None]:
    """A reader that tells of a subject whether a measure compares; None where its bounds disagree, or there are none."""
    measured = measure.read

    def read(subject: Any) -> bool | None:
        found = measured(subject)
        if found is None:
            return None
        least, most = compare(found.least, number), compare(found.most, number)
        return least if least == most else None

    return read


def sum_of(path: Path, where: Expression, of: Path) -> Measure:
    """What a number of the members that meet a condition sums up to; 0 where there are none.

    It is unknown where one of whom the number is unknown may have to be added.
    """
    members_of = _members_of(path, where)
    meeting = answering(where)
    number_of = of.read

    def read(subject: Any) -> Range | None:
        members = members_of(subject)
        if members is None:
            return None
        certain: list[float] = []
        possible: list[float] = []
        for member in members:
            meets = meeting(member)
            if meets is False:
                continue
            number = number_of(member)
            if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < LARGEST_NUMBER:
                return None
            (possible if meets is None else certain).append(number)
        least = _total([*certain, *(number for number in possible if number < 0)])
        return Range(least, _total([*certain, *(number for number in possible if number > 0)]) if possible else least)

    return Measure(read, of)


def share_of(path: Path, where: Expression, part: Expression, weight: Path | None) -> Measure:
    """The share of those who meet ``part`` among the members that meet ``where``, counted or by what they weigh.

    It is unknown where there may be nothing to have a share of.
    """
    members_of = _members_of(path, where)
    counted, in_part = answering(where), answering(part)
    weight_of = weight.read if weight is not None else None

    def read(subject: Any) -> Range | None:
        members = members_of(subject)
        if members is None:
            return None
        weights: dict[tuple[bool | None, bool | None], list[float]] = {}
        for member in members:
            counts = counted(member)
            if counts is not False:
                weights.setdefault((counts, in_part(member)), []).append(1 if weight_of is None else weight_of(member))
        total = {answers: _total(those) for answers, those in weights.items()}

        def those(*answers: tuple[bool | None, bool | None]) -> float:
            return _total([total.get(answer, 0) for answer in answers])

        base = those((True, True), (True, False), (True, None))
        if not base:
            return None
        # whoever may count lowers the share if they count and are not in the part, and raises it if they are
        lowering = those((None, False), (None, None))
        raising = those((None, True), (None, None))
        most = _ratio(those((True, True), (True, None)) + raising, base + raising)
        return Range(_ratio(those((True, True)), base + lowering), most)

    return Measure(read, weight, part)


def _total(numbers: list[float]) -> float:
    """A sum; 0.1 and 0.2 are 0.3, whatever binary fractions make of it."""
    return sum(numbers) if all(isinstance(number, int) for number in numbers) else round(fsum(numbers), 6)


def _ratio(part: float, whole: float) -> float:
    """A ratio of numbers of six decimals: the number next to it that there is, so that 3 of 20 are 0.15."""
    return round(part * 10**6) / round(whole * 10**6)


def _members_of(path: Path, where: Expression) -> Callable[[Any], Iterable[Any] | None]:
    """How the members are come by that may meet a condition; of positions, those of the roles that it asks for."""
    roles = roles_asked(where)
    if roles is None:
        return path.read
    if (path.kind, path.text) == ("organization", "positions"):
        return lambda organization: organization.perhaps_of(roles)
    if path.text == "organization.positions":
        return lambda subject: subject.organization.perhaps_of(roles)

    return path.read


def roles_asked(where: Expression) -> tuple[str, ...] | None:
    """The roles to which a condition on positions confines them; None where it does not."""
    for part in where.parts if isinstance(where, All) else (where,):
        if isinstance(part, Test) and part.column.path.text == "role":
            asked = part.column.asked
            if asked is None and part.operator == "=":
                return (str(part.value),)
            if asked is not None and asked.test == "one of" and part.value is True:
                return tuple(map(str, asked.values))
    return None
