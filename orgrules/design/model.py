"""The format of a design file, as pydantic models: what is accepted, and what ``orgrules schema design`` publishes.

The models say which keys and types there are. What refers to what is resolved later, when the organization is linked.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    JsonValue,
    StringConstraints,
    Tag,
)

from orgrules.design import other_names
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.design.other_names import OtherNames
from orgrules.design.plain_entries import DAY, LONGEST_TEXT, MOST_HEADCOUNT
from orgrules.files.globs import check_pattern
from orgrules.files.source import plain_data, scalar
from orgrules.files.validation import TAG
from orgrules.locale import ENGLISH, N_, _
from orgrules.text import shown


def _spellings(scale: Scale) -> dict[str, JsonValue]:
    names = [(language, name) for each in scale.names.values() for language, name in each.items()]
    others = (name for words in scale.also_called.values() for name in words)
    return {"enum": [*scale.names, *(name for language, name in names if language != ENGLISH), *others]}


# YAML reads an unquoted 007 or 42 as a number: as an id or a title it is the text that stands there
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    Field(json_schema_extra={"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
Whole = Annotated[int, Field(strict=True, ge=0, le=MOST_HEADCOUNT), BeforeValidator(scalar)]
Number = Annotated[float, Field(strict=True, ge=0, le=MOST_HEADCOUNT, allow_inf_nan=False), BeforeValidator(scalar)]
Truth = Annotated[bool, Field(strict=True), BeforeValidator(scalar)]
Attributes = Annotated[dict[str, Any], BeforeValidator(plain_data)]
RegionLevel = Annotated[str, BeforeValidator(REGION_LEVEL.read), Field(json_schema_extra=_spellings(REGION_LEVEL))]
Education = Annotated[str, BeforeValidator(EDUCATION.read), Field(json_schema_extra=_spellings(EDUCATION))]
Ownership = Annotated[str, BeforeValidator(OWNERSHIP.read), Field(json_schema_extra=_spellings(OWNERSHIP))]


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


def _one_manager(found: object) -> object:
    """Whatever stands in the place of a manager, unless several do.

    Raises:
        ValueError: it is a list.
    """
    if isinstance(found, list):
        message = _('expected a text, found a list; name one manager here, and the others in "dotted_line_to"')
        raise ValueError(message)  # noqa: TRY004 - what pydantic makes a problem of
    return found


Manager = Annotated[Text, BeforeValidator(_one_manager)]
#: One reference, or several in a list: co-heads, holders who share a position. Nearly all are one, which is tried first.
OneOrSeveral = Annotated[
    Annotated[Text, Tag(f"{TAG}one")]
    | Annotated[list[Text], Field(min_length=1, json_schema_extra={"uniqueItems": True}), Tag(f"{TAG}several")],
    Field(union_mode="left_to_right"),
]
Pattern = Annotated[Text, AfterValidator(check_pattern)]
Date = Annotated[str, BeforeValidator(day), Field(json_schema_extra={"format": "date", "pattern": DAY})]


class Entry(BaseModel):
    """What all parts of a design file share: unknown keys are errors, and models are built when first used."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class OrganizationEntry(Entry):
    """What is said of the organization as a whole."""

    other_names: ClassVar[OtherNames] = other_names.ORGANIZATION

    name: Text | None = Field(None, description=N_("Name of the organization."))
    ownership: Ownership | None = Field(None, description=N_("Who owns it: private, foreign or state-owned."))
    attributes: Attributes | None = Field(None, description=N_("Anything of your own; rules can ask for attributes.NAME."))


class UnitEntry(Entry):
    """A unit: department, region, office, store, branch …"""

    other_names: ClassVar[OtherNames] = other_names.UNIT

    id: Text | None = Field(None, description=N_("The id that others refer to; unique among units."))
    name: Text | None = Field(None, description=N_("Its name; positions may refer to it where only one unit has it."))
    type: Text | None = Field(None, description=N_("What kind of unit it is, for example sales-region, office, store."))
    parent: Text | None = Field(None, description=N_("The unit that it belongs to, by id or name."))
    head: OneOrSeveral | None = Field(
        None,
        description=N_(
            "The position that heads it, or a list of several; without it, its one position whose manager sits outside it."
        ),
    )
    region_level: RegionLevel | None = Field(
        None, description=N_("Size of a region: country-group > macro-region > province > city.")
    )
    attributes: Attributes | None = Field(None, description=N_("Anything of your own; rules can ask for attributes.NAME."))


class Requirements(Entry):
    """What a position asks of whoever holds it."""

    other_names: ClassVar[OtherNames] = other_names.REQUIREMENTS

    education: Education | None = Field(None, description=N_("Lowest level of education."))
    skills: list[Text] | None = Field(None, description=N_("Skills, by id or name."))


class PositionEntry(Entry):
    """A position: a seat in the organization, not the person on it."""

    other_names: ClassVar[OtherNames] = other_names.POSITION

    id: Text | None = Field(None, description=N_("The id that others refer to; unique among positions."))
    title: Text = Field(description=N_("The job title; rules know the position's role by it."))
    role: Text | None = Field(
        None,
        description=N_("What the position is to the rules, where the title does not tell. null: open, whatever the title is."),
    )
    unit: Text | None = Field(None, description=N_("The unit it sits in, by id or name. Nested reports inherit it."))
    reports_to: Manager | None = Field(
        None, description=N_("Its manager: a position's id, or a title that only one position has. null declares a top.")
    )
    reports: list[Report] | None = Field(None, description=N_("The positions that report to it, or their ids."))
    dotted_line_to: list[Text] | None = Field(None, description=N_("Positions that it reports to by a dotted line."))
    holder: OneOrSeveral | None = Field(
        None, description=N_("The person on it, by id or name, or a list of those who share it. null: vacant.")
    )
    headcount: Whole = Field(1, description=N_("How many people the position is for."))
    fte: Number | None = Field(None, description=N_("Full-time equivalents; the headcount where it is absent."))
    duties: list[Text] | None = Field(None, description=N_("Its duties, by id or name."))
    accountable_for: list[Text] | None = Field(
        None, description=N_("The duties that its holder alone answers for, by id or name, whoever carries them out.")
    )
    requirements: Requirements | None = Field(None, description=N_("What it asks of its holder."))
    authority: list[Text] | None = Field(None, description=N_("What it may decide, by id or name."))
    meetings: list[Text] | None = Field(None, description=N_("The meetings that it takes part in, by id or name."))
    career_path: list[Text] | None = Field(None, description=N_("The positions that it leads to, by role or title."))
    job_family: Text | None = Field(None, description=N_("Its job family, for example functional or operations."))
    legal_representative: Truth | None = Field(None, description=N_("Whether it is the legal representative."))
    outside: Truth | None = Field(
        None,
        description=N_(
            "Whether it is outside of this extract of an organization: others may refer to it, and no rule judges it."
        ),
    )
    attributes: Attributes | None = Field(None, description=N_("Anything of your own; rules can ask for attributes.NAME."))


class PersonEntry(Entry):
    """A person who holds positions."""

    other_names: ClassVar[OtherNames] = other_names.PERSON

    id: Text | None = Field(None, description=N_("The id that others refer to; unique among people."))
    name: Text = Field(description=N_("The person's name."))
    education: Education | None = Field(None, description=N_("Highest level of education."))
    skills: list[Text] | None = Field(None, description=N_("Skills, by id or name."))
    attributes: Attributes | None = Field(None, description=N_("Anything of your own; rules can ask for attributes.NAME."))


class WaiverEntry(Entry):
    """A finding that is accepted on purpose. Settings files have the same entries."""

    rule: Text = Field(description=N_("The rule, by its id."))
    at: Text | None = Field(
        None, description=N_("What the finding is about, by id, title or name, or its fingerprint; any without.")
    )
    path: Pattern | None = Field(
        None, description=N_("The files that it is in, as a pattern such as regions/*.yaml; any without.")
    )
    reason: Text = Field(description=N_("Why it is accepted."))
    until: Date | None = Field(None, description=N_("The last day on which it is accepted, such as 2027-03-31."))


class DesignFile(Entry):
    """One design file: an organization with its units, positions and people."""

    other_names: ClassVar[OtherNames] = other_names.DESIGN

    include: list[Text] = Field([], description=N_("Other files of this design, relative to this one; * stands for any name."))
    organization: OrganizationEntry | None = Field(None, description=N_("The organization as a whole."))
    units: list[UnitEntry] | None = Field(None, description=N_("Departments, regions, offices, stores, branches …"))
    positions: list[PositionEntry] | None = Field(None, description=N_("The positions, flat, nested, or both."))
    people: list[PersonEntry] | None = Field(None, description=N_("The people who hold them."))
    waivers: list[WaiverEntry] = Field([], description=N_("Findings of this design that are accepted on purpose."))


def _report_tag(value: Any) -> str:
    return f"{TAG}reference" if isinstance(value, str) else f"{TAG}position"


Report = Annotated[
    Annotated[PositionEntry, Tag(f"{TAG}position")] | Annotated[Text, Tag(f"{TAG}reference")], Discriminator(_report_tag)
]
