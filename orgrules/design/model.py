"""The keys of a design file, and the entries that a file becomes once it is read.

This is the one definition of the format: ``format.py`` makes of it what tells mistakes and what ``orgrules schema design``
publishes, ``plain_entries.py`` what reads files in which nothing is wrong. What refers to what is resolved later, when the
organization is linked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar

from orgrules.locale import N_, _
from orgrules.text import shown

#: Longest id, title, name or reference, in characters.
LONGEST_TEXT = 1000
#: Most people on one position; keeps every sum of headcounts of a design below 2**63.
MOST_HEADCOUNT = 1_000_000

# What keys take, by names that say more than their types: format.py and plain_entries.py each know what is right for them.
Text = str
Manager = str
Pattern = str
Date = str
RegionLevel = str
Education = str
Ownership = str
Whole = int
Number = float
Years = float
Truth = bool
Attributes = dict[str, Any]
#: One reference, or several in a list: co-heads, holders who share a position.
OneOrSeveral = str | list[str]

#: How a day is written, as a pattern of JSON Schema and of Python.
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def day(text: object) -> str:
    """A day as text, checked.

    Raises:
        ValueError: it is no day of the calendar in the form 2027-03-31.
    """
    if isinstance(text, str) and re.fullmatch(DAY, text):
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat()
    if not isinstance(text, str):
        message = _("expected a day such as 2027-03-31, found no text")
        raise ValueError(message)  # noqa: TRY004 - what pydantic makes a problem of
    raise ValueError(_('expected a day such as 2027-03-31, found "{text}"').format(text=shown(text)))


class Key:
    """A key of an entry: what it ``takes``, by the name that its annotation has for it, and what it is where it is absent."""

    __slots__ = ("default", "description", "required", "takes")

    def __init__(self, description: str, default: Any, required: bool) -> None:
        self.takes = ""
        self.description = description
        self.default = default
        self.required = required


def key(description: str, *, default: Any = None, required: bool = False) -> Any:
    """Declare a key in the class of its entry."""
    return Key(description, default, required)


class Entry:
    """One mapping of a design file: its keys are attributes, those that do not stand there have their defaults.

    ``keys`` are all that it may have, in the order in which they are published.
    """

    keys: ClassVar[Mapping[str, Key]]

    def __init_subclass__(cls) -> None:
        cls.keys = {name: declared for name, declared in vars(cls).items() if isinstance(declared, Key)}
        for name, declared in cls.keys.items():
            declared.takes = cls.__annotations__[name]
            if declared.required:
                delattr(cls, name)
            else:
                setattr(cls, name, declared.default)

    def __init__(self, **written: Any) -> None:
        self.__dict__ = written  # what is written, and nothing else, is held by the entry itself

    @property
    def written(self) -> AbstractSet[str]:
        """The keys that stand there."""
        return self.__dict__.keys()

    def data(self) -> dict[str, Any]:
        """What stands there as plain data, in the order of the keys."""
        return {name: _data(getattr(self, name)) for name in self.keys if name in self.written}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


def _data(value: Any) -> Any:
    if isinstance(value, list):
        return [_data(each) for each in value]
    return value.data() if isinstance(value, Entry) else value


class OrganizationEntry(Entry):
    """What is said of the organization as a whole."""

    name: Text | None = key(N_("Name of the organization."))
    ownership: Ownership | None = key(N_("Who owns it: private, foreign or state-owned."))
    attributes: Attributes | None = key(N_("Anything of your own; rules can ask for attributes.NAME."))


class UnitEntry(Entry):
    """A unit: department, region, office, store, branch …"""

    id: Text | None = key(N_("The id that others refer to; unique among units."))
    name: Text | None = key(N_("Its name; positions may refer to it where only one unit has it."))
    type: Text | None = key(N_("What kind of unit it is, for example sales-region, office, store."))
    parent: Text | None = key(N_("The unit that it belongs to, by id or name."))
    head: OneOrSeveral | None = key(
        N_("The position that heads it, or a list of several; without it, its one position whose manager sits outside it.")
    )
    region_level: RegionLevel | None = key(N_("Size of a region: country-group > macro-region > province > city."))
    attributes: Attributes | None = key(N_("Anything of your own; rules can ask for attributes.NAME."))


class Requirements(Entry):
    """What a position asks of whoever holds it."""

    education: Education | None = key(N_("Lowest level of education."))
    skills: list[Text] | None = key(N_("Skills, by id or name."))
    experience: Years | None = key(N_("Fewest years of experience."))
    certificates: list[Text] | None = key(N_("Certificates, by id or name."))
    fields_of_study: list[Text] | None = key(N_("Fields of study, by id or name; one of them will do."))


class PositionEntry(Entry):
    """A position: a seat in the organization, not the person on it."""

    id: Text | None = key(N_("The id that others refer to; unique among positions."))
    title: Text = key(N_("The job title; rules know the position's role by it."), required=True)
    role: Text | None = key(
        N_("What the position is to the rules, where the title does not tell. null: open, whatever the title is.")
    )
    unit: Text | None = key(N_("The unit it sits in, by id or name. Nested reports inherit it."))
    reports_to: Manager | None = key(
        N_("Its manager: a position's id, or a title that only one position has. null declares a top.")
    )
    reports: list[Report] | None = key(N_("The positions that report to it, or their ids."))
    dotted_line_to: list[Text] | None = key(N_("Positions that it reports to by a dotted line."))
    holder: OneOrSeveral | None = key(N_("The person on it, by id or name, or a list of those who share it. null: vacant."))
    headcount: Whole = key(N_("How many people the position is for."), default=1)
    fte: Number | None = key(N_("Full-time equivalents; the headcount where it is absent."))
    duties: list[Text] | None = key(N_("Its duties, by id or name."))
    accountable_for: list[Text] | None = key(
        N_("The duties that its holder alone answers for, by id or name, whoever carries them out.")
    )
    requirements: Requirements | None = key(N_("What it asks of its holder."))
    authority: list[Text] | None = key(N_("What it may decide, by id or name."))
    meetings: list[Text] | None = key(N_("The meetings that it takes part in, by id or name."))
    internal_relations: list[Text] | None = key(N_("With whom in the organization it works, by id or name."))
    external_relations: list[Text] | None = key(N_("With whom outside the organization it works, by id or name."))
    career_path: list[Text] | None = key(N_("The positions that it leads to, by role or title."))
    promoted_from: list[Text] | None = key(N_("The positions that lead to it, by role or title."))
    rotates_with: list[Text] | None = key(N_("The positions that it changes places with, by role or title."))
    job_family: Text | None = key(N_("Its job family, for example functional or operations."))
    legal_representative: Truth | None = key(N_("Whether it is the legal representative."))
    outside: Truth | None = key(
        N_("Whether it is outside of this extract of an organization: others may refer to it, and no rule judges it.")
    )
    attributes: Attributes | None = key(N_("Anything of your own; rules can ask for attributes.NAME."))


class PersonEntry(Entry):
    """A person who holds positions."""

    id: Text | None = key(N_("The id that others refer to; unique among people."))
    name: Text = key(N_("The person's name."), required=True)
    education: Education | None = key(N_("Highest level of education."))
    skills: list[Text] | None = key(N_("Skills, by id or name."))
    experience: Years | None = key(N_("Years of experience."))
    certificates: list[Text] | None = key(N_("Certificates, by id or name."))
    field_of_study: OneOrSeveral | None = key(N_("The field of study, or a list of several, by id or name."))
    attributes: Attributes | None = key(N_("Anything of your own; rules can ask for attributes.NAME."))


class WaiverEntry(Entry):
    """A finding that is accepted on purpose. Settings files have the same entries."""

    rule: Text = key(N_("The rule, by its id."), required=True)
    at: Text | None = key(N_("What the finding is about, by id, title or name, or its fingerprint; any without."))
    path: Pattern | None = key(N_("The files that it is in, as a pattern such as regions/*.yaml; any without."))
    reason: Text = key(N_("Why it is accepted."), required=True)
    until: Date | None = key(N_("The last day on which it is accepted, such as 2027-03-31."))


class DesignFile(Entry):
    """One design file: an organization with its units, positions and people."""

    include: list[Text] = key(N_("Other files of this design, relative to this one; * stands for any name."), default=[])
    organization: OrganizationEntry | None = key(N_("The organization as a whole."))
    units: list[UnitEntry] | None = key(N_("Departments, regions, offices, stores, branches …"))
    positions: list[PositionEntry] | None = key(N_("The positions, flat, nested, or both."))
    people: list[PersonEntry] | None = key(N_("The people who hold them."))
    waivers: list[WaiverEntry] = key(N_("Findings of this design that are accepted on purpose."), default=[])


#: What stands in a list of reports: a position, or the id of one.
Report = PositionEntry | str
