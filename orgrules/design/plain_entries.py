"""Short designs without mistakes, taken as they are: to build pydantic's validators takes longer than to go through one.

The models stay the one definition of the format: what a key takes is read off the annotations of their fields. Whatever is
wrong, or of a type that is not known here, is left to pydantic, which has the words for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel

from orgrules.design import model
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL
from orgrules.files.source import plain_data, scalar

_Read = Callable[[Any], Any]
Model = TypeVar("Model", bound=BaseModel)


class _Left(Exception):  # noqa: N818 - it is no error: pydantic takes over
    """Something that is left to pydantic."""


def plain_file(data: Any) -> model.DesignFile | None:
    """A design file as its model; None where anything in it is left to pydantic."""
    try:
        return _Entries().entry(model.DesignFile, data)
    except (_Left, ValueError):
        return None


class _Entries:
    """Makes entries; what the keys of each model take is looked up once."""

    def __init__(self) -> None:
        self._keys: dict[type[BaseModel], Mapping[str, _Read]] = {}
        self._by_annotation: dict[str, _Read] = {
            "Text": _text,
            "Manager": _text,
            "OneOrSeveral": _text,
            "Whole": _whole,
            "Number": _number,
            "Truth": _truth,
            "Attributes": _attributes,
            "RegionLevel": REGION_LEVEL.read,
            "Education": EDUCATION.read,
            "Ownership": OWNERSHIP.read,
            "Report": lambda value: _text(value) if isinstance(value, str) else self.entry(model.PositionEntry, value),
        }
        for each in (model.OrganizationEntry, model.UnitEntry, model.PositionEntry, model.PersonEntry, model.Requirements):
            self._by_annotation[each.__name__] = lambda value, each=each: self.entry(each, value)  # type: ignore[misc]

    def entry(self, of: type[Model], data: Any) -> Model:
        """One entry of a model."""
        if not isinstance(data, dict):
            raise _Left
        keys = self._keys.get(of)
        if keys is None:
            keys = self._keys[of] = {name: self._reader(text) for name, text in of.__annotations__.items()}
        values = {}
        for key, value in data.items():
            if key not in keys:
                raise _Left
            values[key] = keys[key](value)
        if any(field.is_required() and name not in values for name, field in of.model_fields.items()):
            raise _Left
        return of.model_construct(set(values), **values)

    def _reader(self, annotation: str) -> _Read:
        """How the values of a field are read, by its annotation as it stands in the model."""
        if annotation.endswith(" | None"):
            inner = self._reader(annotation.removesuffix(" | None"))
            return lambda value: None if value is None else inner(value)
        if annotation.startswith("list["):
            item = self._reader(annotation[len("list[") : -1])
            return lambda value: [item(each) for each in value] if isinstance(value, list) else _leave(value)
        return self._by_annotation.get(annotation, _leave)


def _leave(_value: Any) -> NoReturn:
    raise _Left


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= model.LONGEST_TEXT:
        raise _Left
    return text


def _whole(value: Any) -> int:
    number = scalar(value)
    if type(number) is not int or not 0 <= number <= model.MOST_HEADCOUNT:
        raise _Left
    return number


def _number(value: Any) -> float:
    number = scalar(value)
    if type(number) not in (int, float) or not 0 <= number <= model.MOST_HEADCOUNT:
        raise _Left
    return float(number)


def _truth(value: Any) -> bool:
    truth = scalar(value)
    if not isinstance(truth, bool):
        raise _Left
    return truth


def _attributes(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Left
    return {key: plain_data(inner) for key, inner in value.items()}
