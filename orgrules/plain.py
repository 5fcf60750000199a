"""Frozen values as the plain data of JSON, and back: what goes to another process, into a cache, or into a temporary file.

JSON writes named tuples as lists of their fields. Making them anew goes by the types of the fields, looked at once a class.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import IntEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def text_of(value: Any) -> str:
    """A value of named tuples, tuples, texts, numbers and truths as JSON; mappings are made ``plain`` before."""
    return _encoder().encode(value)


def value_of(kind: Callable[..., T], text: str) -> T:
    """The value of a class of named tuples that ``text_of`` has written.

    Raises:
        ValueError, TypeError: it is none.
    """
    made: T = maker(kind)(json.loads(text))
    return made


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain, check_circular=False)  # they are frozen


def plain(value: Any) -> Any:
    """A value with its mappings as lists of pairs, its sets as lists, its days as texts."""
    if isinstance(value, Mapping):
        return [[plain(key), plain(each)] for key, each in value.items()]
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value))
    if isinstance(value, list | tuple):
        return list(map(plain, value))
    return value.isoformat() if isinstance(value, date) else value


@cache
def maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a type of its plain data."""
    made = _maker(kind)
    return made if made is not None else _same


def _same(data: Any) -> Any:
    return data


def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """As ``maker``; None where the plain data are the value."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        made = [_maker(part) for part in parts if part is not type(None)]
        first = made[0] if len(made) == 1 else None
        return None if first is None else lambda data: None if data is None else first(data)
    if origin is Literal or kind in (str, int, float, bool, Any):
        return None
    if origin is tuple:
        return _tuple_maker(parts)
    if origin is Iterable:
        return _tuple_maker((*parts, Ellipsis))
    if origin is frozenset:
        return frozenset
    if origin is not None and issubclass(origin, Mapping):
        key, value = map(maker, parts)
        return lambda data: {key(one): value(other) for one, other in data}
    if kind is date:
        return date.fromisoformat
    made_by: Callable[..., Any] = kind
    if issubclass(kind, IntEnum):
        return made_by
    fields = [_maker(each) for each in get_type_hints(kind).values()]
    changed = [(index, made) for index, made in enumerate(fields) if made is not None]

    def made_of(data: list[Any]) -> Any:
        for index, made in changed:
            data[index] = made(data[index])
        return made_by(*data)

    return made_of


def _tuple_maker(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        made = _maker(parts[0])
        return tuple if made is None else lambda data: tuple(map(made, data))
    if not any(map(_maker, parts)):
        return tuple
    each = [maker(part) for part in parts]
    return lambda data: tuple([made(value) for made, value in zip(each, data, strict=True)])
