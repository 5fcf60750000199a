"""The format of rulebook files, as pydantic models: what is accepted, and what ``orgrules schema rule`` and ``role`` publish.

Conditions are any data here: ``conditions`` checks them against the vocabulary, which a schema cannot express.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from orgrules.design.format import Education, Truth, Whole, Years
from orgrules.locale import N_, _

#: Ids of roles, rules and rulebooks: words in lower case joined by hyphens.
KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Kebab = Annotated[str, StringConstraints(pattern=KEBAB, max_length=100)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
SeverityWord = Literal["error", "warning", "info"]
KindWord = Literal["position", "unit", "person", "cycle", "organization"]


class Part(BaseModel):
    """What all parts of rulebook files share: unknown keys are errors, and models are built when first used."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Bilingual(Part):
    """A text in English, Chinese or both; a bare text counts for both."""

    en: Line | None = Field(None, description=N_("In English."))
    zh: Line | None = Field(None, description=N_("In Chinese."))

    @model_validator(mode="after")
    def _says_something(self) -> Bilingual:
        if self.en is None and self.zh is None:
            raise ValueError(_("a text is missing; give en, zh or both"))
        return self

    def texts(self) -> dict[str, str]:
        """The languages that it was written in."""
        return {language: text for language, text in (("en", self.en), ("zh", self.zh)) if text is not None}


def one_or_many(value: Any) -> Any:
    """A list, or the one item that stands for a list of it."""
    return value if isinstance(value, list) else [value]


def _both_languages(value: Any) -> Any:
    return {"en": value, "zh": value} if isinstance(value, str) else value


def _values(value: Any) -> Any:
    """Values by name: of a list, each without one."""
    return {str(each): None for each in value} if isinstance(value, list) else value


def _items(value: Any) -> Any:
    return {"items": value} if isinstance(value, list) else value


Said = Annotated[Bilingual, BeforeValidator(_both_languages, json_schema_input_type=Bilingual | str)]
Cites = list[Line]
Roles = Annotated[list[Kebab], BeforeValidator(one_or_many, json_schema_input_type=list[Kebab] | Kebab), Field(min_length=1)]
_Values = list[Line] | dict[Line, Said | None]
Lines = Annotated[list[Line], BeforeValidator(one_or_many, json_schema_input_type=list[Line] | Line)]


class Names(Part):
    """Lists of names by language."""

    en: list[Line] = Field([], description=N_("English names."))
    zh: list[Line] = Field([], description=N_("Chinese names."))

    def every(self) -> list[str]:
        """The names in all languages."""
        return [*self.en, *self.zh]


class OpenTitle(Part):
    """A title that may be a role: it is, where another name of that role stands beside it."""

    title: Line = Field(description=N_("The title."))
    may_be: Kebab = Field(description=N_("The role that it may be."))


class OpenTitles(Part):
    """Titles by language that do not say which role they are."""

    en: list[Line | OpenTitle] = Field([], description=N_("English titles."))
    zh: list[Line | OpenTitle] = Field([], description=N_("Chinese titles."))

    def every(self) -> list[tuple[str, str]]:
        """The titles in all languages, each with the role that it may be ("": none in particular)."""
        return [(each.title, each.may_be) if isinstance(each, OpenTitle) else (each, "") for each in (*self.en, *self.zh)]


class UnitTypeEntry(Bilingual):
    """What a type of units is called."""

    also_called: Names = Field(default_factory=Names, description=N_("Other names, by which designs may state it."))


class AliasEntry(Part):
    """A name that means the role only where a condition on the position's unit holds."""

    title: Line = Field(description=N_("The title."))
    where: dict[str, Any] = Field({}, description=N_("The condition, on facts of the unit (unit.type, …)."))


def _alias(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


class Aliases(Part):
    """Other names of a role by language."""

    en: list[Annotated[AliasEntry, BeforeValidator(_alias, json_schema_input_type=AliasEntry | Line)]] = Field(
        [], description=N_("English titles.")
    )
    zh: list[Annotated[AliasEntry, BeforeValidator(_alias, json_schema_input_type=AliasEntry | Line)]] = Field(
        [], description=N_("Chinese titles.")
    )


class ProfileField(Part):
    """What every field of a role profile may carry."""

    cites: Cites = Field([], description=N_("Statements of the source document behind it."))
    severity: SeverityWord | None = Field(None, description=N_("Another severity than the field's own."))
    why: Said | None = Field(None, description=N_("Why it matters."))
    fix: Said | None = Field(None, description=N_("How to mend it."))
    reading: Line | None = Field(None, description=N_("The heading of the readings that tells how the document is read here."))


class ReportsTo(ProfileField):
    """Whom the role reports to."""

    role: Roles = Field(description=N_("The role, or the acceptable ones."))
    line: Literal["solid", "dotted", "any"] = Field("solid", description=N_("Which kind of line."))


class TitleField(ProfileField):
    """By which titles a position of the role may go, where the design states its role."""

    role: Annotated[list[Kebab], BeforeValidator(one_or_many, json_schema_input_type=list[Kebab] | Kebab)] = Field(
        [], description=N_("Other roles whose titles it may bear too.")
    )


class HolderField(ProfileField):
    """What is asked of the person on the position: the role's requirements."""


class OtherRoles(ProfileField):
    """Roles that the role has to do with."""

    role: Roles = Field(description=N_("The role, or the acceptable ones."))


class Managed(OtherRoles):
    """Roles that the role manages."""

    exclusive: Truth | None = Field(
        None, description=N_("Whether no other role may report to it: an error then, else a note; say which.")
    )
    own: Annotated[list[Kebab], BeforeValidator(one_or_many, json_schema_input_type=list[Kebab] | Kebab)] = Field(
        [], description=N_("Those of the roles that answer to it alone, by no other line.")
    )

    @model_validator(mode="after")
    def _owns_what_it_manages(self) -> Managed:
        for role in self.own:
            if role not in self.role:
                message = _('"own" names {role}, which "role" does not; whoever answers to it alone is managed by it')
                raise ValueError(message.format(role=role))
        return self


class OwnReports(ProfileField):
    """That the roles which ``manages`` names under ``own`` answer to the role alone."""


class HeadcountBelow(ProfileField):
    """How many people the role has below it."""

    at_least: Whole | None = Field(None, description=N_("The fewest people."))
    at_most: Whole | None = Field(None, description=N_("The most people."))
    direct: Truth = Field(False, description=N_("Whether only those count who report to it directly."))

    @model_validator(mode="after")
    def _is_a_range(self) -> HeadcountBelow:
        if self.at_least is None and self.at_most is None:
            raise ValueError(_('give "at_least", "at_most" or both'))
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            message = _("no number is at least {least:,} and at most {most:,}")
            raise ValueError(message.format(least=self.at_least, most=self.at_most))
        return self


class UnitType(ProfileField):
    """The type of unit that the role sits in."""

    type: Lines = Field(description=N_("The type, or the acceptable ones."))


class TruthField(ProfileField):
    """Whether something is true of the role."""

    value: Truth = Field(description=N_("true or false."))


class WordField(ProfileField):
    """One word that is true of the role."""

    value: Lines = Field(description=N_("The word, or the acceptable ones."))


class TermEntry(Part):
    """One duty, power, meeting, relation or field of study of the role."""

    id: Kebab = Field(description=N_("Its id, by which designs may name it."))
    name: Said | None = Field(None, description=N_("Its name, by which designs may name it too."))
    recognized_by: Names | None = Field(
        None, description=N_("Short words by which a design that words it otherwise is understood.")
    )
    cites: Cites = Field([], description=N_("Statements of the source document behind it."))


class FieldOfStudy(Part):
    """One of the fields of study of which one will do."""

    id: Kebab = Field(description=N_("Its id, by which designs may name it."))
    name: Said | None = Field(None, description=N_("Its name, by which designs may name it too."))
    recognized_by: Names | None = Field(
        None, description=N_("Short words by which a design that words it otherwise is understood.")
    )


class RequirementEntry(Part):
    """One requirement: a skill, a lowest level of education, years of experience, a certificate, or one of some fields."""

    skill: Kebab | None = Field(None, description=N_("The skill's id."))
    education: Education | None = Field(None, description=N_("The lowest level of education."))
    experience: Years | None = Field(None, description=N_("The fewest years of experience."))
    certificate: Kebab | None = Field(None, description=N_("The certificate's id."))
    fields_of_study: list[FieldOfStudy] = Field([], description=N_("Fields of study of which one will do."))
    name: Said | None = Field(None, description=N_("The skill's or the certificate's name."))
    recognized_by: Names | None = Field(
        None, description=N_("Short words by which a design that words it otherwise is understood.")
    )
    cites: Cites = Field([], description=N_("Statements of the source document behind it."))

    @model_validator(mode="after")
    def _names_one(self) -> RequirementEntry:
        if self.skill is not None and self.certificate is not None:
            raise ValueError(_("a skill and a certificate are two requirements; write each by itself"))
        named = (self.skill, self.education, self.experience, self.certificate)
        if all(each is None for each in named) and not self.fields_of_study:
            raise ValueError(_("name a skill, a level of education, years of experience, a certificate or fields of study"))
        return self


class CareerEntry(Part):
    """One role that a career leads to, or comes from."""

    role: Kebab = Field(description=N_("The role's id."))
    name: Said | None = Field(None, description=N_("Its name, where no profile defines it."))
    cites: Cites = Field([], description=N_("Statements of the source document behind it."))


class TermList(ProfileField):
    """Duties, authority, meetings or relations of the role."""

    items: list[TermEntry] = Field(min_length=1, description=N_("The list."))


class RequirementList(ProfileField):
    """What the role requires."""

    items: list[RequirementEntry] = Field(min_length=1, description=N_("The list."))


class CareerList(ProfileField):
    """Where the role leads, or what leads there."""

    items: list[CareerEntry] = Field(min_length=1, description=N_("The list."))


class RoleFile(Part):
    """A role profile: ``roles/ROLE.yaml``."""

    role: Kebab = Field(description=N_("The role's id, the name of the file."))
    name: Said = Field(description=N_("Its name; the first title it is known by."))
    also_called: Aliases | None = Field(None, description=N_("Other titles of the role."))
    with_area: Literal["same", "unknown"] = Field("unknown", description=N_("What an area in the title does to the role."))
    cites: Cites = Field([], description=N_("Statements behind the profile as a whole."))
    title: TitleField | None = Field(None, description=N_("That a position stated to be of this role bears a title of it."))
    reports_to: ReportsTo | None = Field(None, description=N_("Whom it reports to."))
    manages: Managed | None = Field(
        None, description=N_("Whom it manages; others are an error where it is exclusive, else a note.")
    )
    own_reports: OwnReports | None = Field(
        None, description=N_('That those under "own" of "manages" answer to it alone; there where these are.')
    )
    headcount_below: HeadcountBelow | None = Field(None, description=N_("How many people it has below it."))
    assists: OtherRoles | None = Field(None, description=N_("Whom it assists, by a solid or a dotted line."))
    unit_type: UnitType | None = Field(None, description=N_("The type of unit it sits in."))
    duties: (
        Annotated[
            TermList, BeforeValidator(_items, json_schema_input_type=TermList | Annotated[list[TermEntry], Field(min_length=1)])
        ]
        | None
    ) = Field(None, description=N_("Its duties."))
    requirements: (
        Annotated[
            RequirementList,
            BeforeValidator(
                _items, json_schema_input_type=RequirementList | Annotated[list[RequirementEntry], Field(min_length=1)]
            ),
        ]
        | None
    ) = Field(None, description=N_("What it requires."))
    holder: HolderField | None = Field(None, description=N_("That its holder meets the requirements; there where these are."))
    authority: (
        Annotated[
            TermList, BeforeValidator(_items, json_schema_input_type=TermList | Annotated[list[TermEntry], Field(min_length=1)])
        ]
        | None
    ) = Field(None, description=N_("What it may decide."))
    meetings: (
        Annotated[
            TermList, BeforeValidator(_items, json_schema_input_type=TermList | Annotated[list[TermEntry], Field(min_length=1)])
        ]
        | None
    ) = Field(None, description=N_("The meetings it takes part in."))
    internal_relations: (
        Annotated[
            TermList, BeforeValidator(_items, json_schema_input_type=TermList | Annotated[list[TermEntry], Field(min_length=1)])
        ]
        | None
    ) = Field(None, description=N_("With whom in the organization it works."))
    external_relations: (
        Annotated[
            TermList, BeforeValidator(_items, json_schema_input_type=TermList | Annotated[list[TermEntry], Field(min_length=1)])
        ]
        | None
    ) = Field(None, description=N_("With whom outside the organization it works."))
    career_path: (
        Annotated[
            CareerList,
            BeforeValidator(_items, json_schema_input_type=CareerList | Annotated[list[CareerEntry], Field(min_length=1)]),
        ]
        | None
    ) = Field(None, description=N_("Where it leads."))
    promoted_from: (
        Annotated[
            CareerList,
            BeforeValidator(_items, json_schema_input_type=CareerList | Annotated[list[CareerEntry], Field(min_length=1)]),
        ]
        | None
    ) = Field(None, description=N_("What leads there."))
    rotates_with: (
        Annotated[
            CareerList,
            BeforeValidator(_items, json_schema_input_type=CareerList | Annotated[list[CareerEntry], Field(min_length=1)]),
        ]
        | None
    ) = Field(None, description=N_("With what it changes places."))
    legal_representative: TruthField | None = Field(None, description=N_("Whether it is the legal representative."))
    job_family: WordField | None = Field(None, description=N_("Its job family."))
    examples: list[Any] = Field([], description=N_("Designs, and what this profile's rules find in them."))

    @model_validator(mode="after")
    def _has_what_it_refers_to(self) -> RoleFile:
        if self.own_reports is not None and not (self.manages and self.manages.own):
            raise ValueError(_('"own_reports" is about the roles that "manages" names under "own", and it names none'))
        return self


class FindingEntry(Part):
    """Where a finding points and what it shows."""

    at: Lines | None = Field(None, description=N_("Key of the subject's entry to point at."))
    related: Any = Field(None, description=N_("A collection of related places; {COLLECTION: {where: …}} for some of it."))
    expected: Said | None = Field(None, description=N_("What should be there."))
    actual: Said | None = Field(None, description=N_("What is there."))
    elsewhere: Lines | None = Field(
        None, description=N_("Collections among whose members those are named that have what a list lacks: {elsewhere}.")
    )


#: What each test in a condition takes, for editors: which of them a fact has, only its type tells.
_TESTS: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("not", "none_of", "includes", "includes_any", "excludes", "only")},
    **{name: {"type": ["number", "string", "object"]} for name in ("at_least", "at_most", "more_than", "less_than")},
    **{name: {"type": "string"} for name in ("starts_with", "ends_with", "contains")},
    **{name: {"type": ["string", "object"]} for name in ("before", "after", "from", "until")},
    **{name: {"type": "string"} for name in ("older_than", "within_last", "within_next")},
    "exists": {"type": "boolean"},
    "fact": {"type": "string"},
    "where": {"type": "object"},
    "sum": {"type": "string"},
    "share": {
        "type": "object",
        "properties": {
            "where": {"type": "object"},
            "by": {"enum": ["headcount", "fte"]},
            **{name: {"type": ["number", "string"]} for name in ("at_least", "at_most", "more_than", "less_than")},
        },
        "required": ["where"],
        "additionalProperties": False,
    },
}


def _condition_schema(schema: dict[str, Any]) -> None:
    """What is known of a condition without the vocabulary: the joins, and the names of tests."""
    conditions = {"type": "array", "items": {"type": "object"}, "minItems": 1}
    schema["type"] = ["object", "null"]
    schema["properties"] = dict.fromkeys(("all_of", "any_of", "none_of"), conditions)
    schema["additionalProperties"] = {
        "anyOf": [
            {"type": ["string", "number", "boolean", "array", "null"]},
            {"type": "object", "properties": _TESTS, "additionalProperties": False},
        ]
    }


class RuleFile(Part):
    """A written rule: ``FOLDER/NAME.yaml``; its id is FOLDER/NAME."""

    name: Said = Field(description=N_("The rule in one line."))
    cites: Cites = Field([], description=N_("Statements of the source document behind it."))
    severity: SeverityWord = Field("error", description=N_("error, warning or info."))
    each: Annotated[
        list[KindWord], BeforeValidator(one_or_many, json_schema_input_type=list[KindWord] | KindWord), Field(min_length=1)
    ] = Field(description=N_("What is judged."))
    where: Any = Field(None, description=N_("The condition under which it is judged."), json_schema_extra=_condition_schema)
    require: Any = Field(description=N_("The condition that must hold."), json_schema_extra=_condition_schema)
    finding: FindingEntry | None = Field(None, description=N_("Where a finding points and what it shows."))
    message: Said | None = Field(None, description=N_("What is wrong, with {facts}."))
    why: Said | None = Field(None, description=N_("Why it matters."))
    fix: Said | None = Field(None, description=N_("How to mend it."))
    reading: Line | None = Field(None, description=N_("The heading of the readings that tells how the document is read here."))
    examples: Any = Field(None, description=N_("passes: designs; fails: designs, and where."))


class AttributeEntry(Part):
    """What an attribute holds: a text, a number, a date, true or false, or one of some values; without either, anything."""

    type: Literal["text", "number", "date", "boolean"] | None = Field(None, description=N_("text, number, date or boolean."))
    values: Annotated[dict[Line, Said | None], BeforeValidator(_values, json_schema_input_type=_Values)] | None = Field(
        None, description=N_("The values that it may have: a list, or each with its name; designs may write the names too.")
    )
    name: Said | None = Field(None, description=N_("What it is called in reports."))

    @model_validator(mode="after")
    def _is_one_of_both(self) -> AttributeEntry:
        if self.type is not None and self.values is not None:
            raise ValueError(_('give "type" or "values"; values are texts'))
        if self.values is not None and not self.values:
            raise ValueError(_('"values" names none; leave it out, or name some'))
        return self


def _attribute(value: Any) -> Any:
    return {"values": value} if isinstance(value, list) else {"type": value} if isinstance(value, str) else value or {}


_Attribute = AttributeEntry | Literal["text", "number", "date", "boolean"] | Annotated[list[Line], Field(min_length=1)] | None


class DocumentEntry(Part):
    """A source document."""

    title: Said = Field(description=N_("Its title."))
    language: Line | None = Field(None, description=N_("The language that it is written in."))
    statements: Line = Field(
        description=N_("The file of its statements: id, kind, en, zh and, where known, place, tab-separated.")
    )


class RulebookFile(Part):
    """``rulebook.yaml``: what is said of a rulebook as a whole."""

    rulebook: Kebab = Field(description=N_("The rulebook's id."))
    version: Line = Field(description=N_("Its version."))
    name: Said = Field(description=N_("Its name."))
    documents: dict[str, DocumentEntry] = Field({}, description=N_("The documents that its rules come from."))
    readings: Line | None = Field(
        None, description=N_("The page that tells how the documents are read where they leave it open.")
    )
    not_checkable: dict[str, Said] = Field({}, description=N_("Statements that no design can break, and why."))
    unit_types: dict[
        Kebab, Annotated[UnitTypeEntry, BeforeValidator(_both_languages, json_schema_input_type=UnitTypeEntry | str)]
    ] = Field({}, description=N_("Types of units, with their names."))
    duties: dict[Kebab, Said] = Field({}, description=N_("Duties that rules name and no profile lists, with their names."))
    attributes: dict[
        Literal["position", "unit", "person", "organization"],
        dict[Line, Annotated[AttributeEntry, BeforeValidator(_attribute, json_schema_input_type=_Attribute)]],
    ] = Field({}, description=N_("The attributes that designs may have and rules may ask for, by kind of subject and name."))
    unit_words: Names = Field(default_factory=Names, description=N_("Words that end a unit's name: Region, 大区, …"))
    areas: Names = Field(default_factory=Names, description=N_("Areas that titles name."))
    other_titles: Names = Field(default_factory=Names, description=N_("Titles that look like one of these roles and are none."))
    open_titles: OpenTitles = Field(
        default_factory=OpenTitles, description=N_("Titles that firms use for one of these roles and for other jobs.")
    )
    extends: Line | None = Field(None, description=N_("The rulebook that this one refines: a name, or a folder."))
    override: dict[str, dict[str, Any]] = Field({}, description=N_("Rules or roles of it, and what to say otherwise."))
    disable: list[Line] = Field([], description=N_("Rules of it that do not hold."))


#: The fields of a profile that become rules, in the order in which they are shown.
RULE_FIELDS = (
    "title",
    "reports_to",
    "manages",
    "own_reports",
    "headcount_below",
    "assists",
    "unit_type",
    "duties",
    "requirements",
    "holder",
    "authority",
    "meetings",
    "internal_relations",
    "external_relations",
    "career_path",
    "promoted_from",
    "rotates_with",
    "legal_representative",
    "job_family",
)
