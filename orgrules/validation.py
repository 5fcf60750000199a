"""Plain data against a pydantic model: every error a problem at its own place, in words for the person who wrote the file."""

from __future__ import annotations

import types
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from orgrules.errors import Problem
from orgrules.source import Plain, Route, Source
from orgrules.text import did_you_mean, listed, shown

#: Most errors of one file that are reported; whoever has more has the wrong file.
MOST_PROBLEMS = 50

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], source: Source, data: Any = None, at: Route = ()) -> Model | tuple[Problem, ...]:
    """``data`` (the whole document where it is None) as a ``model``, or what is wrong with it; ``at`` is where it stands."""
    data = source.data if data is None and not at else data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = [_problem(model, source, at, detail) for detail in error.errors(include_url=False)]
        return tuple(sorted(set(found)))[:MOST_PROBLEMS]


def _problem(model: type[BaseModel], source: Source, at: Route, detail: Any) -> Problem:
    # tags of unions stand in pydantic's routes: they are written <like-this> in our models and no keys of the file
    route: Route = tuple(step for step in detail["loc"] if not (isinstance(step, str) and step.startswith("<")))
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    name = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
    if kind == "extra_forbidden":
        known = _fields(model, detail["loc"][:-1])
        message = f'unknown key "{shown(name)}"' + (did_you_mean(name, known) or f"; known are {listed(known)}")
        return source.problem(at + route, message, key=True)
    if kind == "missing":
        return source.problem(at + route[:-1], f'"{name}" is missing')
    where = f'"{shown(name)}": ' if name else ""
    return source.problem(at + route, where + _sentence(kind, context, found, detail["msg"]))


def _sentence(kind: str, context: dict[str, Any], found: Any, message: str) -> str:
    expected = _EXPECTED.get(kind)
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        known = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        hint = did_you_mean(found, known) if isinstance(found, str) else ""
        return f"expected one of {listed(known)}, found {describe(found)}{hint}"
    if kind in ("string_too_short", "too_short"):
        return "must not be empty"
    if kind == "string_too_long":
        return f"a text of more than {context['max_length']:,} characters"
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}, found {describe(found)}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}, found {describe(found)}"
    if expected:
        return f"expected {expected}, found {describe(found)}"
    return f"{message[0].lower()}{message[1:]}, found {describe(found)}"


def describe(found: Any) -> str:
    """A value of a file as a message names it."""
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list):
        return "a list"
    if isinstance(found, str) and not isinstance(found, Plain):
        return f'the text "{shown(found)}"'
    return shown(str(found))


_EXPECTED = {
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "union_tag_invalid": "a mapping or a text",
    "union_tag_not_found": "a mapping or a text",
    "finite_number": "a finite number",
}


def _fields(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The keys that a mapping at ``loc`` below ``model`` may have."""
    here: list[Any] = [model]
    for step in loc:
        if isinstance(step, str) and step.startswith("<"):
            continue
        inner: list[Any] = []
        for candidate in here:
            for option in _options(candidate):
                if isinstance(option, type) and issubclass(option, BaseModel):
                    inner += [field.annotation for key, field in option.model_fields.items() if (field.alias or key) == step]
                elif typing.get_args(option):
                    inner.append(typing.get_args(option)[-1])
        here = inner
    return [
        field.alias or key
        for candidate in here
        for option in _options(candidate)
        if isinstance(option, type) and issubclass(option, BaseModel)
        for key, field in option.model_fields.items()
    ]


def _options(annotation: Any) -> list[Any]:
    """The types that an annotation allows, with unions and ``Annotated`` taken apart."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _options(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [option for part in typing.get_args(annotation) for option in _options(part)]
    return [annotation]
