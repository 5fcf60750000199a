"""Plain data against a pydantic model: every error a problem at its own place, in words for the person who wrote the file."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from orgrules.errors import Problem
from orgrules.files.nodes import Plain
from orgrules.files.source import Route, Source
from orgrules.locale import N_, _, ngettext, pgettext
from orgrules.text import did_you_mean, listed, normalize, shown

if TYPE_CHECKING:
    from pydantic import BaseModel

#: Most errors of one file that are reported; whoever has more has the wrong file.
MOST_PROBLEMS = 50

#: How the tags of unions in our models begin: with a character that YAML does not allow.
TAG = "\0"

#: The colon of Chinese texts, which is none of YAML.
_WIDE_COLON = "\uff1a"
_KEY_MARKS = r"[\s_*-]|\(必填\)"

Model = TypeVar("Model", bound="BaseModel")
#: Where a route of validated data stands: its source, and the route there.
Locate = Callable[[Route], tuple[Source, Route]]


def validate(model: type[Model], source: Source) -> Model | tuple[Problem, ...]:
    """A whole document as a ``model``, or what is wrong with it."""
    return validate_data(model, source.data, lambda route: (source, route))


def validate_data(model: type[Model], data: Any, locate: Locate) -> Model | tuple[Problem, ...]:
    """``data`` as a ``model``, or what is wrong with them, at the places that ``locate`` gives."""
    from pydantic import ValidationError  # imported where used: most checks validate nothing

    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _is_of_the_other_kind(detail)]
        # of so many that not all are told, only those that may be are looked at
        first = [detail for detail in details[: 2 * MOST_PROBLEMS] if not _is_under_another_key(model, data, detail)]
        details = first + details[2 * MOST_PROBLEMS :]
        found = {_problem(model, data, locate, detail) for detail in details[:MOST_PROBLEMS]}
        more = len(details) - MOST_PROBLEMS
        if more <= 0:
            return tuple(sorted(found))
        rest = ngettext("and {number:,} more problem in this file", "and {number:,} more problems in this file", more)
        return (*sorted(found), Problem(locate(())[0].path, 0, 0, rest.format(number=more)))


def _is_of_the_other_kind(detail: Any) -> bool:
    """Whether an error says of what may be a text or a list that it is not the one, where it is, or is to be, the other."""
    kind, there = detail["type"], isinstance(detail["input"], list)
    return _is_tag(detail["loc"][-1] if detail["loc"] else 0) and (kind == "list_type" or (kind == "string_type" and there))


def _is_under_another_key(model: type[BaseModel], data: Any, detail: Any) -> bool:
    """Whether what is missing stands there under a key that means it, or may come by a merge key: that one is told."""
    if detail["type"] != "missing":
        return False
    route = _written(data, detail["loc"], last=True)
    around, models = _at(data, route[:-1]), _models(model, detail["loc"][:-1])
    known = _known_keys(models)
    others = [key for key in around if key not in known] if isinstance(around, dict) else []
    return any(key == "<<" or _meant_key(key, known, models, around) == route[-1] for key in others)


def _problem(model: type[BaseModel], data: Any, locate: Locate, detail: Any) -> Problem:
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    route = _written(data, detail["loc"], last=kind == "missing")
    name = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
    source, here = locate(route)
    if kind == "extra_forbidden":
        return source.problem(here, _unknown_key(name, _models(model, detail["loc"][:-1]), _at(data, route[:-1])), key=True)
    if kind == "missing":
        around, there = locate(route[:-1])
        return around.problem(there, _('"{key}" is missing').format(key=name))
    message = sentence(kind, context, found)
    return source.problem(here, _('"{key}": {message}').format(key=shown(name), message=message) if name else message)


def _unknown_key(name: str, models: list[Any], around: Any) -> str:
    if name == "<<":
        return _('merge keys ("<<") do not work here; write the keys out')
    known = _known_keys(models)
    before = name.partition(_WIDE_COLON)[0].strip()
    if _WIDE_COLON in name and before in known:
        message = _('unknown key "{key}"; "{character}" is full-width: write "{yaml}"')
        return message.format(key=shown(name), character=_WIDE_COLON, yaml=": ")
    meant = _meant_key(name, known, models, around)
    hint = _('; did you mean "{name}"?').format(name=meant) if meant else did_you_mean(name, known)
    hint = hint or _("; known are {names}").format(names=listed(known))
    return _('unknown key "{key}"{hint}').format(key=shown(name), hint=hint)


def _known_keys(models: list[Any]) -> list[str]:
    return [field.alias or key for model in models for key, field in model.model_fields.items()]


def _meant_key(name: str, known: list[str], models: list[Any], around: Any) -> str | None:
    """The key that is called so elsewhere; of several, the first that is not there yet."""
    form = key_form(name)
    there = around if isinstance(around, dict) else {}
    others = [(key, names) for model in models for key, names in getattr(model, "other_names", {}).items()]
    meant = [key for key in known if key_form(key) == form] or [key for key, names in others if form in names]
    return next((key for key in meant if key not in there), meant[0] if meant else None)


def key_form(name: str) -> str:
    """A key as people's tables write it, in one form: without case, width, blanks, ``_``, ``-``, ``*`` and （必填）."""
    return re.sub(_KEY_MARKS, "", normalize(name))


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


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


def sentence(kind: str, context: dict[str, Any], found: Any) -> str:
    """What is wrong with a value, by the type of pydantic's error and what it says beside it."""
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        known = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
        hint = did_you_mean(found, known) if isinstance(found, str) else ""
        message = _("expected one of {names}, found {found}{hint}")
        return message.format(names=listed(known), found=describe(found), hint=hint)
    if kind in ("string_too_short", "too_short"):
        return _("must not be empty")
    if kind == "string_too_long":
        return _("a text of more than {most:,} characters").format(most=context["max_length"])
    if kind == "greater_than_equal":
        return _("must be at least {least:g}, found {found}").format(least=context["ge"], found=describe(found))
    if kind == "less_than_equal":
        return _("must be at most {most:.0f}, found {found}").format(most=context["le"], found=describe(found))
    if kind == "bool_type" and isinstance(found, str) and (meant := _TRUTHS.get(normalize(found))):
        message = _('expected true or false, found {found}; did you mean "{name}"?')
        return message.format(found=describe(found), name=meant)
    # our models raise no other errors than those named here and in the table
    expected = _EXPECTED.get(kind, _ANOTHER_VALUE)
    if isinstance(found, str) and expected == "a mapping" and _WIDE_COLON in found:
        message = _('expected a mapping, found {found}; "{character}" is full-width: write "{yaml}"')
        return message.format(found=describe(found), character=_WIDE_COLON, yaml=": ")
    return _("expected {expected}, found {found}").format(expected=_(expected), found=describe(found))


def describe(found: Any) -> str:
    """A value of a file as a message names it."""
    if found is None:
        return pgettext("in a file", "nothing")
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, dict):
        return _("a mapping") if found else _("an empty mapping")
    if isinstance(found, list):
        return _("a list") if found else _("an empty list")
    if isinstance(found, str) and not isinstance(found, Plain):
        return _('the text "{text}"').format(text=shown(found))
    return shown(str(found))


def kind_of(found: Any) -> str:
    """What a whole file holds, and not what it says: one that is named by mistake may be nobody's business."""
    return _("a text") if isinstance(found, str) and not isinstance(found, Plain) else describe(found)


_EXPECTED = {
    "string_type": N_("a text"),
    "list_type": N_("a list"),
    "dict_type": N_("a mapping"),
    "model_type": N_("a mapping"),
    "model_attributes_type": N_("a mapping"),
    "int_type": N_("a whole number"),
    "float_type": N_("a number"),
    "bool_type": N_("true or false"),
    "union_tag_invalid": N_("a mapping or a text"),
    "union_tag_not_found": N_("a mapping or a text"),
    "finite_number": N_("a finite number"),
    "string_pattern_mismatch": N_("lower-case words joined by hyphens"),
}
#: What people write for true and false; YAML 1.2 takes none of them.
_TRUTHS = {
    **dict.fromkeys(("yes", "y", "on", "是", "有", "对", "√", "✓", "true"), "true"),
    **dict.fromkeys(("no", "n", "off", "否", "无", "不是", "×", "false"), "false"),
}
_ANOTHER_VALUE = N_("another value")


def _models(model: Any, loc: tuple[str | int, ...]) -> list[Any]:
    """The models that a mapping at ``loc`` below ``model`` may be of."""
    from pydantic import BaseModel

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
    options = (option for candidate in here for option in _options(candidate))
    return [option for option in options if isinstance(option, type) and issubclass(option, BaseModel)]


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
