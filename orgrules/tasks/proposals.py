"""What a fix proposes, as values to be shown: each step as a change of an entry, with its place, what is there and what comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orgrules.changes.steps import Add, Drop, Put, Remove, Section, Step, data_of
from orgrules.findings import Location, SubjectName
from orgrules.fixing.model import Fixing
from orgrules.organization.model import Organization
from orgrules.organization.names import Names, position_names
from orgrules.output.fixes import ABSENT, Change, Proposal

#: What an entry of a section is.
_KINDS: Mapping[Section, str] = {
    "organization": "organization",
    "units": "unit",
    "positions": "position",
    "people": "person",
}


def proposals_of(fixing: Fixing) -> tuple[Proposal, ...]:
    """The proposals of a fix, with their numbers; whether they are chosen is nobody's word yet."""
    told = _Told(fixing.organization)
    found = []
    for number, each in enumerate(fixing.proposals, 1):
        changes = tuple(told.changes(each.steps))
        # what the proposal is about comes last: ids that others need are put before
        about = changes[-1] if changes else None
        found.append(
            Proposal(
                number=number,
                kind=each.kind,
                subject=about.subject if about else each.removes[0].subject,
                location=about.location if about else each.removes[0].location,
                changes=changes,
                reason=each.reason,
                cites=each.cites,
                removes=each.removes,
                asks=each.asks,
                rests_on=tuple(before + 1 for before in each.rests_on),
            )
        )
    return tuple(found)


class _Told:
    """What an organization says in its entries, and where."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        design = organization.design
        self._lists: Mapping[Section, Sequence[Any]] = {
            "units": design.units or (),
            "positions": design.positions,
            "people": design.people or (),
        }
        self._names: Names[Any] | None = None

    def changes(self, steps: Sequence[Step]) -> Iterator[Change]:
        """What steps change. Entries that they add themselves come after those of the design."""
        added: dict[Section, list[Mapping[str, Any]]] = {}
        for step in steps:
            if isinstance(step, Add):
                added.setdefault(step.section, []).append(step.entry)
                place = Location(self._organization.design.path, 1, 1)
                yield Change("add", place, _subject(step.section, step.entry), "", after=dict(step.entry))
                continue
            said, subject, location = self._entry(step, added)
            if isinstance(step, Remove):
                yield Change("remove", location, subject, "", before=said)
            elif isinstance(step, Put | Drop):
                before = self._before(step, said)
                after = step.value if isinstance(step, Put) else ABSENT
                yield Change("put" if isinstance(step, Put) else "drop", location, subject, ".".join(step.way), before, after)

    def _entry(
        self, step: Put | Drop | Remove, added: Mapping[Section, Sequence[Mapping[str, Any]]]
    ) -> tuple[dict[str, Any], SubjectName, Location]:
        """What an entry says, what it is called, and where the key stands that a step is about."""
        way = () if isinstance(step, Remove) else step.way
        design = self._organization.design
        if step.section == "organization":
            source, route = design.organization_at
            said = data_of(design.organization)
            return said, _subject("organization", said), Location(source.path, *source.place((*route, *way)), source.sheet)
        entries = self._lists[step.section]
        if step.at >= len(entries):
            said = dict(added[step.section][step.at - len(entries)])
            return said, _subject(step.section, said), Location(design.path, 1, 1)
        declared = entries[step.at]
        said = data_of(declared.entry)
        line, column = declared.line_and_column(*way)
        return said, _subject(step.section, said), Location(declared.source.path, line, column, declared.source.sheet)

    def _before(self, step: Put | Drop, said: Mapping[str, Any]) -> Any:
        value: Any = said
        for key in step.way:
            if not isinstance(value, Mapping) or key not in value:
                return self._manager(step) if step.way == ("reports_to",) else ABSENT
            value = value[key]
        return value

    def _manager(self, step: Put | Drop) -> Any:
        """What means the manager of a position that tells it otherwise than by its own key."""
        positions = self._organization.positions
        manager = positions[step.at].manager if step.at < len(positions) else None
        if manager is None:
            return ABSENT
        self._names = self._names or position_names(self._organization)
        return self._names.mean(manager) or manager.title


def _subject(section: Section, said: Mapping[str, Any]) -> SubjectName:
    id_ = said.get("id")
    title = said.get("title") or said.get("name") or id_ or ""
    return SubjectName(_KINDS[section], None if id_ is None else str(id_), str(title))
