"""What YAML is read into: mappings and sequences that know where they stand, and scalars that keep their text."""

from __future__ import annotations

import re
from typing import Any


class Plain(str):
    """An unquoted scalar that the YAML 1.2 core schema reads as a number or a boolean: its text as written."""

    __slots__ = ()


class Mapping(dict[str, Any]):
    """A YAML mapping; ``origin`` and ``marks`` say where it stands and what is in it (see ``Source``).

    The items of a long list that are alike have no ``origin``: what is asked for their place knows it from the list.
    """

    __slots__ = ("marks", "origin")
    origin: int
    marks: int


class Sequence(list[Any]):
    """A YAML sequence; ``origin`` and ``marks`` are as those of a ``Mapping``."""

    __slots__ = ("marks", "origin")
    origin: int
    marks: int


#: Matches the unquoted scalars that are a ``Plain``: YAML 1.2.2, section 10.3.2 (core schema), without the null spellings.
NOT_TEXT = re.compile(
    r"true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
).fullmatch
#: How any of these begins: a cheap look before.
MAY_BE_NOT_TEXT = frozenset("0123456789+-.tTfF")
