"""What subjects are called: by reports, and by names that outlive edits elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import Kind, kind_of
from orgrules.organization.model import Cycle, Organization, Position, Subject
from orgrules.text import fold


def title_of(subject: Subject) -> str:
    """A subject's title or name."""
    return subject.title if isinstance(subject, Position) else str(understand(kind_of(subject), "name").read(subject))


def declared_id(subject: Subject) -> str | None:
    """The id as the design writes it."""
    declared = getattr(subject, "declared", None)
    return None if declared is None else declared.entry.id


class Keys:
    """Names of one organization's subjects that outlive edits elsewhere.

    Such a name is the declared id, or title, unit, manager and an ordinal among equals.
    """

    def __init__(self) -> None:
        self._ordinals: dict[Kind, dict[int, int]] = {}

    def key(self, subject: Subject) -> tuple[str, ...]:
        """The parts of a subject's name."""
        kind = kind_of(subject)
        if isinstance(subject, Organization):
            return (kind,)
        if isinstance(subject, Cycle):
            return (kind, *sorted("\x1e".join(self.key(member)) for member in subject.members))
        if subject.id is not None and subject.first_with_id is None:
            return (kind, "id", subject.id)
        return (kind, *_looks(subject), str(self._ordinal(subject)))

    def _ordinal(self, subject: Any) -> int:
        """How many subjects that look the same come before it."""
        kind, organization = kind_of(subject), subject.organization
        table = self._ordinals.get(kind)
        if table is None:
            everyone = {"position": organization.positions, "unit": organization.units, "person": organization.people}
            seen: Counter[tuple[str, ...]] = Counter()
            table = self._ordinals[kind] = {}
            for other in everyone[kind]:
                looks = _looks(other)
                table[other.index] = seen[looks]
                seen[looks] += 1
        return table[subject.index]


def _looks(subject: Any) -> tuple[str, ...]:
    name = fold(title_of(subject))
    id_ = subject.id or ""
    if isinstance(subject, Position):
        return (
            id_,
            name,
            fold(subject.unit.name) if subject.unit else "",
            fold(subject.manager.title) if subject.manager else "",
        )
    return (id_, name)
