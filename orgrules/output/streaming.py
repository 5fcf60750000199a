"""Writes plain data as JSON piece by piece, so that a hundred thousand findings never stand in memory as one text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

#: How far each level is moved in.
_INDENT = "  "
# single values alone: with ``indent`` the library's encoder leaves cycles of closures behind at each call, which pile up
# where the cyclic collector rests (100,000 findings: 1.3 GB)
_encoded = json.JSONEncoder(ensure_ascii=False).encode
#: A text as JSON. Most values are texts, which need no encoder.
quoted = json.encoder.encode_basestring


class Encoded(str):
    """What is JSON already."""

    __slots__ = ()


#: Where a form is filled in: JSON has no such character.
SLOT = Encoded("\0")


def form(shape: Any, depth: int) -> str:
    """Plain data as the JSON that stands at a depth, ``%s`` for each ``SLOT``: what thousands have in common is encoded once."""
    return encoded(shape, depth).replace("%", "%%").replace(SLOT, "%s")


def encoded(data: Any, depth: int) -> str:
    """Plain data as the JSON that stands at a depth."""
    return _whole(data, _INDENT * depth)


def listed(items: Iterable[str], depth: int) -> str:
    """Items that are JSON already, of one depth more, as the list that stands at a depth."""
    margin = "\n" + _INDENT * depth
    there = f",{margin}{_INDENT}".join(items)
    return f"[{margin}{_INDENT}{there}{margin}]" if there else "[]"


def json_pieces(data: Any, margin: str = "") -> Iterator[str]:
    """The pieces of ``json.dumps(data, ensure_ascii=False, indent=2)``, in which an iterator counts as a list.

    Dicts with keys of text are gone through, and so are the iterators in them, whose items are asked for one after the other,
    each a piece if it holds no iterator of its own. ``margin`` is the white space before the lines but the first.
    """
    inner = margin + _INDENT
    if isinstance(data, dict) and _holds_iterator(data):
        opening = "{\n"
        for key, value in data.items():
            yield f"{opening}{inner}{quoted(key)}: "
            yield from json_pieces(value, inner)
            opening = ",\n"
        yield f"\n{margin}}}"
    elif isinstance(data, Iterator):
        opening = "[\n"
        for item in data:
            yield opening + inner
            yield from json_pieces(item, inner)
            opening = ",\n"
        yield f"\n{margin}]" if opening == ",\n" else "[]"
    else:
        yield _whole(data, margin)


def _holds_iterator(data: dict[str, Any]) -> bool:
    return any(isinstance(value, Iterator) or (isinstance(value, dict) and _holds_iterator(value)) for value in data.values())


def _whole(data: Any, margin: str) -> str:
    if data.__class__ is Encoded:
        return str(data)
    if isinstance(data, str):
        return quoted(data)
    if data is None:
        return "null"
    if data.__class__ is int:
        return str(data)
    inner = margin + _INDENT
    if isinstance(data, dict) and data:
        between = ",\n" + inner
        items = [f"{quoted(key)}: {_whole(value, inner)}" for key, value in data.items()]
        return f"{{\n{inner}{between.join(items)}\n{margin}}}"
    if isinstance(data, list) and data:
        between = ",\n" + inner
        return f"[\n{inner}{between.join([_whole(item, inner) for item in data])}\n{margin}]"
    return _encoded(data)
