"""What a design writes of duties, skills, powers and meetings, each with how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from orgrules.organization.model import Organization, Person, Position
from orgrules.organization.terms import Read


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
    "authority": "authority",
    "meetings": "meeting",
    "skills": "skill",
}


def texts_of(subject: Position | Person, field: str) -> Sequence[str]:
    """The texts of one of these lists; none where the design does not have it."""
    found: Any = subject.declared.entry if subject.declared else None
    for key in field.split("."):
        found = getattr(found, key, None)
    return found or ()


def written_of(subject: Position | Person, field: str) -> Iterator[Written]:
    """The texts of one list, each with how it was read."""
    kind, role, organization = FIELDS[field], subject.known_role, subject.organization
    for index, text in enumerate(texts_of(subject, field)):
        yield Written(subject, kind, field, index, text, organization.read(kind, text, role))


def written(organization: Organization) -> Iterator[Written]:
    """Everything that a design writes of such terms, in its order."""
    known = {key for _kind, key in organization.written}
    fields = [field for field in FIELDS if field.partition(".")[0] in known]
    subjects: list[Position | Person] = [*organization.positions, *organization.people] if fields else []
    for subject in subjects:
        for field in fields:
            yield from written_of(subject, field)
