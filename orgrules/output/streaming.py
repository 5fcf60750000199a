"""Writes plain data as JSON piece by piece, so that a hundred thousand findings never stand in memory as one text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

#: How far each level is moved in.
_INDENT = "  "


def json_pieces(data: Any, margin: str = "") -> Iterator[str]:
    """The pieces of ``json.dumps(data, ensure_ascii=False, indent=2)``, in which an iterator counts as a list.

    Dicts are gone through, and so are the iterators in them, whose items are asked for one after the other; everything else is
    encoded whole. ``margin`` is the white space before the lines but the first.
    """
    inner = margin + _INDENT
    if isinstance(data, dict) and data:
        opening = "{\n"
        for key, value in data.items():
            yield f"{opening}{inner}{json.dumps(key, ensure_ascii=False)}: "
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
        # no text of JSON holds a line break that is not of its layout
        yield json.dumps(data, ensure_ascii=False, indent=2).replace("\n", f"\n{margin}")
