"""The format of a design file as pydantic models, made of ``model.py``: for the words about mistakes, and for its JSON Schema.

pydantic and its validators take longer to load and to build than a small check takes: this is imported where they are needed.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, cast

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
    create_model,
)

from orgrules.design import model, other_names
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.design.model import DAY, LONGEST_TEXT, MOST_HEADCOUNT, Entry, day
from orgrules.design.other_names import OtherNames
from orgrules.design.years import MOST_YEARS, plain_number, read_years
from orgrules.errors import Problem
from orgrules.files.globs import check_pattern
from orgrules.files.source import Source, plain_data, scalar
from orgrules.files.validation import TAG, validate
from orgrules.locale import ENGLISH, _


def read_file(source: Source) -> model.DesignFile | tuple[Problem, ...]:
    """A design file, or what is wrong with it."""
    found = validate(DesignFile, source)
    return cast("model.DesignFile", entry_of(found)) if isinstance(found, BaseModel) else found


def entry_of(found: BaseModel) -> Entry:
    """The entry of what pydantic has read."""
    written = {name: _value(value) for name, value in found.__dict__.items() if name in found.model_fields_set}
    return _ENTRIES[type(found)](**written)


def _value(found: Any) -> Any:
    if isinstance(found, BaseModel):
        return entry_of(found)
    return [_value(each) for each in found] if isinstance(found, list) else found


def _spellings(scale: Scale) -> dict[str, JsonValue]:
    names = [(language, name) for each in scale.names.values() for language, name in each.items()]
    others = (name for words in scale.also_called.values() for name in words)
    return {"enum": [*scale.names, *(name for language, name in names if language != ENGLISH), *others]}


def _years(found: object) -> object:
    """A number of years as a text says it, as a number; anything else as it is.

    Raises:
        ValueError: a text says none.
    """
    number = scalar(found)
    return read_years(number) if isinstance(number, str) else number


def _one_manager(found: object) -> object:
    """Whatever stands in the place of a manager, unless several do.

    Raises:
        ValueError: it is a list.
    """
    if isinstance(found, list):
        message = _('expected a text, found a list; name one manager here, and the others in "dotted_line_to"')
        raise ValueError(message)  # noqa: TRY004 - what pydantic makes a problem of
    return found


# YAML reads an unquoted 007 or 42 as a number: as an id or a title it is the text that stands there
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    Field(json_schema_extra={"type": ["string", "number", "boolean"], "pattern": r"\S"}),
]
Whole = Annotated[int, Field(strict=True, ge=0, le=MOST_HEADCOUNT), BeforeValidator(scalar)]
Number = Annotated[float, Field(strict=True, ge=0, le=MOST_HEADCOUNT, allow_inf_nan=False), BeforeValidator(scalar)]
Years = Annotated[
    float,
    Field(strict=True, ge=0, le=MOST_YEARS, allow_inf_nan=False, json_schema_extra={"type": ["number", "string"]}),
    BeforeValidator(_years),
    AfterValidator(plain_number),
]
Truth = Annotated[bool, Field(strict=True), BeforeValidator(scalar)]
Attributes = Annotated[dict[str, Any], BeforeValidator(plain_data)]
RegionLevel = Annotated[str, BeforeValidator(REGION_LEVEL.read), Field(json_schema_extra=_spellings(REGION_LEVEL))]
Education = Annotated[str, BeforeValidator(EDUCATION.read), Field(json_schema_extra=_spellings(EDUCATION))]
Ownership = Annotated[str, BeforeValidator(OWNERSHIP.read), Field(json_schema_extra=_spellings(OWNERSHIP))]
Manager = Annotated[Text, BeforeValidator(_one_manager)]
#: Nearly all are one, which is tried first.
OneOrSeveral = Annotated[
    Annotated[Text, Tag(f"{TAG}one")]
    | Annotated[list[Text], Field(min_length=1, json_schema_extra={"uniqueItems": True}), Tag(f"{TAG}several")],
    Field(union_mode="left_to_right"),
]
Pattern = Annotated[Text, AfterValidator(check_pattern)]
Date = Annotated[str, BeforeValidator(day), Field(json_schema_extra={"format": "date", "pattern": DAY})]


class _Format(BaseModel):
    """What all parts of a design file share: unknown keys are errors, and models are built when first used."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    other_names: ClassVar[OtherNames] = {}


_ENTRIES: dict[type[BaseModel], type[Entry]] = {}


def model_of(of: type[Entry], others: OtherNames, module: str = __name__) -> type[BaseModel]:
    """The model of an entry: what its keys take are names of a module, ``others`` what the keys are called elsewhere."""
    fields: dict[str, Any] = {
        name: (key.takes, Field(... if key.required else key.default, description=key.description))
        for name, key in of.keys.items()
    }
    made = create_model(of.__name__, __base__=_Format, __doc__=of.__doc__, __module__=module, **fields)
    made.other_names = others
    _ENTRIES[made] = of
    return made


OrganizationEntry = model_of(model.OrganizationEntry, other_names.ORGANIZATION)
UnitEntry = model_of(model.UnitEntry, other_names.UNIT)
Requirements = model_of(model.Requirements, other_names.REQUIREMENTS)
PositionEntry = model_of(model.PositionEntry, other_names.POSITION)
PersonEntry = model_of(model.PersonEntry, other_names.PERSON)
WaiverEntry = model_of(model.WaiverEntry, {})
DesignFile = model_of(model.DesignFile, other_names.DESIGN)


def _report_tag(value: Any) -> str:
    return f"{TAG}reference" if isinstance(value, str) else f"{TAG}position"


# what an annotation names is its class: mypy knows only those that are written as classes
Report = Annotated[
    Annotated[PositionEntry, Tag(f"{TAG}position")] | Annotated[Text, Tag(f"{TAG}reference")],  # type: ignore[valid-type]
    Discriminator(_report_tag),
]
