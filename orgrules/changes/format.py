"""The format of a file of changes as pydantic models, made of ``model.py``: for words about mistakes, and for its schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Union

from pydantic import BaseModel, Discriminator, Field, Tag, create_model

from orgrules.changes import model
from orgrules.design import other_names
from orgrules.design.format import (  # what the keys of a design take
    Attributes,
    Education,
    Manager,
    Number,
    OneOrSeveral,
    OrganizationEntry,
    Ownership,
    PersonEntry,
    PositionEntry,
    RegionLevel,
    Report,
    Requirements,
    Text,
    Truth,
    UnitEntry,
    Whole,
    Years,
    model_of,
)
from orgrules.design.other_names import OtherNames
from orgrules.files.validation import TAG

__all__ = ["MODELS", "ChangesFile", "Head"]

_NAMES_OF_KEYS = (
    *(Attributes, Education, Manager, Number, OneOrSeveral, OrganizationEntry, Ownership, RegionLevel, Report, Requirements),
    *(Truth, Whole, Years),
)

#: What stands for the position whose manager it is, and the like, in the words of other programs.
_SOUGHT_POSITION: OtherNames = {
    key: other_names.POSITION[key] for key in ("title", "unit", "reports_to", "holder") if key in other_names.POSITION
}
_SOUGHT_UNIT: OtherNames = {key: other_names.UNIT[key] for key in ("name", "parent")}
_SOUGHT_PERSON: OtherNames = {"name": other_names.PERSON.get("name", ())}

SoughtPosition = model_of(model.SoughtPosition, _SOUGHT_POSITION, __name__)
SoughtUnit = model_of(model.SoughtUnit, _SOUGHT_UNIT, __name__)
SoughtPerson = model_of(model.SoughtPerson, _SOUGHT_PERSON, __name__)
PositionKeys = model_of(model.PositionKeys, other_names.POSITION, __name__)
UnitKeys = model_of(model.UnitKeys, other_names.UNIT, __name__)
PersonKeys = model_of(model.PersonKeys, other_names.PERSON, __name__)
OrganizationKeys = model_of(model.OrganizationKeys, other_names.ORGANIZATION, __name__)


def _tag(value: Any) -> str:
    return f"{TAG}mapping" if isinstance(value, dict) else f"{TAG}text"


def _text_or(of: type[BaseModel]) -> Any:
    return Annotated[Annotated[of, Tag(f"{TAG}mapping")] | Annotated[Text, Tag(f"{TAG}text")], Discriminator(_tag)]


OfPosition = _text_or(SoughtPosition)
OfUnit = _text_or(SoughtUnit)
OfPerson = _text_or(SoughtPerson)
OfUnitOrNew = _text_or(UnitEntry)
Position, Unit, Person = PositionEntry, UnitEntry, PersonEntry

#: What the keys beside a verb are called by who writes them for the first time.
_OTHERS: OtherNames = {
    "reports_to": other_names.POSITION["reports_to"],
    "unit": other_names.POSITION["unit"],
    "parent": other_names.UNIT["parent"],
    "holder": other_names.POSITION["holder"],
    "title": other_names.POSITION["title"],
    "name": other_names.UNIT["name"],
    "id": other_names.UNIT["id"],
}

#: The model of each change, by its verb.
MODELS: dict[str, type[BaseModel]] = {
    verb: model_of(of, {key: _OTHERS[key] for key in of.keys if key in _OTHERS}, __name__) for verb, of in model.VERBS.items()
}


def _verb_tag(known: dict[str, type[BaseModel]]) -> Callable[[Any], str | None]:
    return lambda value: next((verb for verb in known if isinstance(value, dict) and verb in value), None)


_Change: Any = Annotated[
    Union[tuple(Annotated[each, Tag(verb)] for verb, each in MODELS.items())],  # noqa: UP007 - made of a list
    Discriminator(_verb_tag(MODELS)),
]

#: A file without looking at its changes: these are told one by one.
Head = model_of(model.ChangesFile, {}, __name__)


#: A whole file, as its schema tells it.
ChangesFile: type[BaseModel] = create_model(
    "ChangesFile",
    __base__=Head,
    __doc__=model.ChangesFile.__doc__,
    __module__=__name__,
    changes=(list[_Change], Field(description=model.ChangesFile.keys["changes"].description)),
)
