"""Plain data against a pydantic model: every error a problem at its own place, in words for the person who wrote the file."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from orgrules.errors import Problem
from orgrules.files.source import Plain, Route, Source
from orgrules.text import did_you_mean, listed, shown

#: Most errors of one file that are reported; whoever has more has the wrong file.
MOST_PROBLEMS = 50

#: How the tags of unions in our models begin: with a character that YAML does not allow.
TAG = "\0"

Model = TypeVar("Model", bound=BaseModel)
#: Where a route of validated data stands: its source, and the route there.
Locate = Callable[[Route], tuple[Source, Route]]


def validate(model: type[Model], source: Source) -> Model | tuple[Problem, ...]:
    """A whole document as a ``model``, or what is wrong with it."""
    return validate_data(model, source.data, lambda route: (source, route))


def validate_data(model: type[Model], data: Any, locate: Locate) -> Model | tuple[Problem, ...]:
    """``data`` as a ``model``, or what is wrong with them, at the places that ``locate`` gives."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = {_problem(model, data, locate, detail) for detail in details[:MOST_PROBLEMS]}
        more = len(details) - MOST_PROBLEMS
        left = [Problem(locate(())[0].path, 0, 0, f"and {more:,} more problems in this file")] if more > 0 else []
        return (*sorted(found), *left)


def _problem(model: type[BaseModel], data: Any, locate: Locate, detail: Any) -> Problem:
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    route = _written(data, detail["loc"], last=kind == "missing")
    name = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
    source, here = locate(route)
    if kind == "extra_forbidden":
        known = _fields(model, detail["loc"][:-1])
        message = f'unknown key "{shown(name)}"' + (did_you_mean(name, known) or f"; known are {listed(known)}")
        return source.problem(here, message, key=True)
    if kind == "missing":
        around, there = locate(route[:-1])
        return around.problem(there, f'"{name}" is missing')
    where = f'"{shown(name)}": ' if name else ""
    return source.problem(here, where + _sentence(kind, context, found, detail["msg"]))


def _written(data: Any, loc: tuple[str | int, ...], *, last: bool) -> Route:
    """The steps of pydantic's route that are keys and indices of the data: not tags, nor keys that a short form leaves out.

    ``last``: the last one is a key that is missing, and stays.
    """
    route: list[str | int] = []
    node = data
    for index, step in enumerate(loc):
        if isinstance(node, dict) and step in node:
            node = node[str(step)]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        elif not (last and index == len(loc) - 1):
            continue
        route.append(step)
    return tuple(route)


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
        return f"must be at least {context['ge']:g}, found {describe(found)}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']:.0f}, found {describe(found)}"
    if expected:
        return f"expected {expected}, found {describe(found)}"
    return f"{message[0].lower()}{message[1:]}, found {describe(found)}"


def describe(found: Any) -> str:
    """A value of a file as a message names it."""
    if found is None:
        return "nothing"
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, dict):
        return "a mapping" if found else "an empty mapping"
    if isinstance(found, list):
        return "a list" if found else "an empty list"
    if isinstance(found, str) and not isinstance(found, Plain):
        return f'the text "{shown(found)}"'
    return shown(str(found))


def kind_of(found: Any) -> str:
    """What a whole file holds, and not what it says: one that is named by mistake may be nobody's business."""
    return "a text" if isinstance(found, str) and not isinstance(found, Plain) else describe(found)


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
    "string_pattern_mismatch": "lower-case words joined by hyphens",
}


def _fields(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """The keys that a mapping at ``loc`` below ``model`` may have."""
    here: list[Any] = [model]
    for step in loc:
        if _is_tag(step):
            continue
        inner: list[Any] = []
        for candidate in here:
            for option in _options(candidate):
                if isinstance(option, type) and issubclass(option, BaseModel):
                    option.model_rebuild()  # models are built when first used, and name others that come later
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


def _is_tag(step: str | int) -> bool:
    """Whether a step of pydantic's route is the tag of a union rather than a key: our tags begin as no text of a file can."""
    return isinstance(step, str) and step.startswith(TAG)


def _options(annotation: Any) -> list[Any]:
    """The types that an annotation allows, with unions and ``Annotated`` taken apart."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _options(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [option for part in typing.get_args(annotation) for option in _options(part)]
    return [annotation]
