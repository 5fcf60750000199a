"""Writes plain data as JSON piece by piece, so that a hundred thousand findings never stand in memory as one text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

#: How far each level is moved in.
_INDENT = "  "
# single values alone: with ``indent`` the library's encoder leaves cycles of closures behind at each call, which pile up
# where the cyclic collector rests (100,000 findings: 1.3 GB)
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_quoted = json.encoder.encode_basestring  # most values are texts, which need no encoder


def json_pieces(data: Any, margin: str = "") -> Iterator[str]:
    """The pieces of ``json.dumps(data, ensure_ascii=False, indent=2)``, in which an iterator counts as a list.

    Dicts with keys of text are gone through, and so are the iterators in them, whose items are asked for one after the other,
    each a piece if it holds no iterator of its own. ``margin`` is the white space before the lines but the first.
    """
    inner = margin + _INDENT
    if isinstance(data, dict) and _holds_iterator(data):
        opening = "{\n"
        for key, value in data.items():
            yield f"{opening}{inner}{_quoted(key)}: "
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
    if isinstance(data, str):
        return _quoted(data)
    if data is None:
        return "null"
    if data.__class__ is int:
        return str(data)
    inner = margin + _INDENT
    if isinstance(data, dict) and data:
        between = ",\n" + inner
        items = [
            f"{_quoted(key)}: {_quoted(value) if isinstance(value, str) else _whole(value, inner)}" for key, value in data.items()
        ]
        return f"{{\n{inner}{between.join(items)}\n{margin}}}"
    if isinstance(data, list) and data:
        between = ",\n" + inner
        return f"[\n{inner}{between.join([_whole(item, inner) for item in data])}\n{margin}]"
    return _encoded(data)
