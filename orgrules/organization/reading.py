"""How a design was read: its duties, skills, powers and meetings, and whatever in it refers to something; also in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from orgrules.design.read import NestedReference, column
from orgrules.findings import REFERENCES, REFERENCES_READ, TERMS_READ
from orgrules.organization.model import UNRECOGNIZED, Organization, Person, Position, ReferenceStatus, Unit
from orgrules.organization.terms import Read
from orgrules.text import collapse


class Written(NamedTuple):
    """One text of a list: whose, of which kind, under which keys and in which place, and how it was read."""

    subject: Position | Person
    kind: str
    field: str
    item: int
    text: str
    read: Read


#: The lists of positions and persons by the name of the fact, each with the kind of its terms.
FIELDS = {
    "duties": "duty",
    "accountable_for": "duty",
    "requirements.skills": "skill",
    "requirements.certificates": "certificate",
    "requirements.fields_of_study": "field of study",
    "authority": "authority",
    "meetings": "meeting",
    "internal_relations": "relation",
    "external_relations": "relation",
    "skills": "skill",
    "certificates": "certificate",
    "fields_of_study": "field of study",
}
#: Those of persons.
OF_PERSONS = ("skills", "certificates", "fields_of_study")
#: The key of a list whose fact has another name: a person may have one field of study, or several.
_KEYS = {"fields_of_study": "field_of_study"}


def keys_of(field: str) -> tuple[str, ...]:
    """The keys under which the texts of one of these lists stand."""
    return tuple(_KEYS.get(field, field).split("."))


def texts_of(subject: Position | Person, field: str) -> Sequence[str]:
    """The texts of one of these lists; none where the design does not have it."""
    found: Any = subject.declared.entry if subject.declared else None
    for key in keys_of(field):
        found = getattr(found, key, None)
    return (found,) if isinstance(found, str) else found or ()


def written_of(subject: Position | Person, field: str) -> Iterator[Written]:
    """The texts of one list, each with how it was read."""
    kind, role, organization = FIELDS[field], subject.known_role, subject.organization
    for index, text in enumerate(texts_of(subject, field)):
        yield Written(subject, kind, field, index, text, organization.read(kind, text, role))


def written(organization: Organization) -> Iterator[Written]:
    """Everything that a design writes of such terms, in its order."""
    fields = list(_written_fields(organization))
    subjects: list[Position | Person] = [*organization.positions, *organization.people] if fields else []
    for subject in subjects:
        for field in fields:
            yield from written_of(subject, field)


def _written_fields(organization: Organization) -> Iterator[str]:
    """Those of the lists that some entry has."""
    for field in FIELDS:
        kind = "person" if field in OF_PERSONS else "position"
        if (kind, ".".join(keys_of(field))) in organization.written:
            yield field


def _texts(organization: Organization, field: str) -> Iterable[Sequence[str] | None]:
    """One list of each position, or of each person: there may be millions."""
    if field in OF_PERSONS:
        return (texts_of(person, field) for person in organization.people)
    if field.startswith("requirements."):
        return (texts_of(position, field) for position in organization.positions)
    return column(organization.design.positions, field)


def counted_terms(organization: Organization) -> tuple[tuple[str, int], ...]:
    """How many of them were read in each of the ways of ``TERMS_READ``: most lists are like others at positions of one role."""
    numbers: Counter[str] = Counter()
    for field in _written_fields(organization):
        kind, people, positions = FIELDS[field], organization.people, organization.positions
        roles = (each.known_role for each in people) if field in OF_PERSONS else map(attrgetter("resolution.role"), positions)
        lists = Counter((tuple(texts), role) for texts, role in zip(_texts(organization, field), roles, strict=True) if texts)
        for (texts, role), number in lists.items():
            for text in texts:
                numbers[organization.read(kind, text, None if role == UNRECOGNIZED else role).how] += number
    return tuple((how, numbers[how]) for how in TERMS_READ if numbers[how])


class Reference(NamedTuple):
    """One text that refers to something: to one of ``REFERENCES``, by whom, under which keys, and how it fared."""

    to: str
    by: Position | Unit
    keys: tuple[str | int, ...]
    text: str
    status: ReferenceStatus

    @property
    def how(self) -> str:
        """How it was matched: one of ``REFERENCES_READ``. A design is taken at its word, so nothing but itself is tried."""
        return _FARED[self.status]


#: An id that is declared twice leads to two things, and whoever refers to itself is known, wrong as it may be.
_FARED = {"known": "exact", "itself": "exact", "duplicate": "ambiguous", "ambiguous": "ambiguous", "unknown": "unknown"}


def references(organization: Organization, *, of_all: bool = True) -> Iterator[Reference]:
    """Every text in a design that refers to a position, a unit or a person that it declares, section by section.

    Where a design declares no units or no people, their names are free texts and refer to nothing. ``of_all``: those too that
    nearly every position has, to its manager and its unit.
    """
    keys = organization.written
    nested = _nested(organization) if organization.design.nested_references else {}
    asks_lines = ("position", "dotted_line_to") in keys
    asks_holders = ("position", "holder") in keys and organization.design.people is not None
    yield from _of_units(organization)
    if not (of_all or nested or asks_lines or asks_holders):
        return
    for position, holder in zip(organization.positions, column(organization.design.positions, "holder"), strict=True):
        if of_all and position.manager_reference is not None:
            yield Reference("managers", position, ("reports_to",), position.manager_reference, position.manager_status)
        if nested:
            yield from nested.get(position.index, ())
        if asks_lines:
            for index, line in enumerate(position.dotted):
                yield Reference("managers", position, ("dotted_line_to", index), line.reference, line.status)
        if of_all and position.unit_reference is not None:
            yield Reference("units", position, ("unit",), position.unit_reference, position.unit_status)
        if asks_holders and position.vacancy is None and holder is not None:
            for index, each in enumerate(position.co_holders):
                yield Reference("holders", position, ("holder", index), each.reference, each.status)
            if not position.co_holders:
                yield Reference("holders", position, ("holder",), only(holder), position.holder_status)


def only(written: str | list[str]) -> str:
    """The one text under a key that takes one or several."""
    return written if isinstance(written, str) else written[0]


def _of_units(organization: Organization) -> Iterator[Reference]:
    for unit in organization.units:
        if unit.declared is None:
            continue
        entry = unit.declared.entry
        if entry.parent is not None:
            yield Reference("units", unit, ("parent",), entry.parent, unit.parent_status)
        for index, head in enumerate(unit.co_heads):
            yield Reference("managers", unit, ("head", index), head.reference, head.status)
        if entry.head is not None and not unit.co_heads:
            yield Reference("managers", unit, ("head",), only(entry.head), unit.head_status)


def _nested(organization: Organization) -> dict[int, list[Reference]]:
    """The texts among nested reports, by the position around them."""
    positions = organization.positions
    repeated = {position.id for position in positions if position.first_with_id is not None}
    unknown = {id(each) for position in positions for each in position.unknown_reports}
    ambiguous = {id(each) for position in positions for each in position.ambiguous_reports}

    def status(nested: NestedReference) -> ReferenceStatus:
        if id(nested) in unknown:
            return "unknown"
        return "ambiguous" if id(nested) in ambiguous or collapse(nested.reference) in repeated else "known"

    found: dict[int, list[Reference]] = {}
    for nested in organization.design.nested_references:
        around = positions[nested.over]
        keys = nested.route[len(around.declared.route) :]
        found.setdefault(nested.over, []).append(Reference("managers", around, keys, nested.reference, status(nested)))
    return found


def counted_references(organization: Organization) -> tuple[tuple[str, str, int], ...]:
    """To what, how matched, how many."""
    numbers = Counter((each.to, each.status) for each in references(organization, of_all=False))
    positions = organization.positions
    managers = Counter(each.manager_status for each in positions if each.manager_reference is not None)
    are_placed = ("position", "unit") in organization.written
    units = Counter(each.unit_status for each in (positions if are_placed else ()) if each.unit_reference is not None)
    for to, counted in (("managers", managers), ("units", units)):
        for fared, number in counted.items():
            numbers[to, fared] += number
    by_how: Counter[tuple[str, str]] = Counter()
    for (to, status), number in numbers.items():
        by_how[to, _FARED[status]] += number
    table = organization.design.table
    for to, counts in table.references.items() if table is not None else ():  # a table is not taken at its word
        for how in REFERENCES_READ:
            by_how[to, how] = counts.get(how, 0)
    return tuple((to, how, by_how[to, how]) for to in REFERENCES for how in REFERENCES_READ if by_how[to, how])
