"""Distinguished names (RFC 4514), by which entries of a directory name each other: one name in all its spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from orgrules.text import fold

#: Attribute types by their other names (RFC 4519), as far as RFC 4514 and the products write them in names.
_TYPES = {
    "2.5.4.3": "cn",
    "commonname": "cn",
    "2.5.4.7": "l",
    "localityname": "l",
    "2.5.4.8": "st",
    "stateorprovincename": "st",
    "2.5.4.10": "o",
    "organizationname": "o",
    "2.5.4.11": "ou",
    "organizationalunitname": "ou",
    "2.5.4.6": "c",
    "countryname": "c",
    "2.5.4.9": "street",
    "streetaddress": "street",
    "0.9.2342.19200300.100.1.25": "dc",
    "domaincomponent": "dc",
    "0.9.2342.19200300.100.1.1": "uid",
    "userid": "uid",
}
#: One part of a name: an attribute type, "=", a value with escapes or in quotes (as LDAPv2 wrote), and what ends it.
_PART = re.compile(
    r"""[ ]*(?P<type>[A-Za-z][A-Za-z0-9-]*|(?:oid\.)?[0-9]+(?:\.[0-9]+)*)[ ]*=[ ]*
        (?:"(?P<quoted>(?:[^"\\]|\\.)*)"[ ]*|(?P<value>(?:[^\\,;+"]|\\.)*))(?P<end>[,;+]|\Z)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ESCAPE = re.compile(r"(?:\\[0-9A-Fa-f]{2})+|\\(.)", re.DOTALL)

#: The parts of a name from the entry up; each a set of types and values, since the order within one does not matter.
Name = tuple[frozenset[tuple[str, str]], ...]


def name_of(text: str) -> Name | None:
    """A distinguished name in the form in which all its spellings are equal; None for a text that is none.

    Types and values are compared without regard to letter case, width and runs of blanks; escapes are what they stand for.
    """
    first = _PART.match(text)
    if first is None or first["end"] in ("", "+"):
        return _parts(text)
    # what stands above an entry is the same for many
    above = _parts_above(text[first.end() :])
    return None if above is None else (frozenset((_pair(first),)), *above)


def _parts(text: str) -> Name | None:
    parts: list[frozenset[tuple[str, str]]] = []
    one: set[tuple[str, str]] = set()
    at = 0
    while True:
        found = _PART.match(text, at)
        if found is None:
            return None
        one.add(_pair(found))
        at = found.end()
        if found["end"] != "+":
            parts.append(frozenset(one))
            one = set()
        if not found["end"]:
            return tuple(parts)


_parts_above = lru_cache(maxsize=1024)(_parts)


def _pair(part: re.Match[str]) -> tuple[str, str]:
    return _type(part), fold(_unescaped(part))


def _type(part: re.Match[str]) -> str:
    stated = part["type"].lower().removeprefix("oid.")
    return _TYPES.get(stated, stated)


def values_of(text: str, kind: str) -> list[str]:
    """The values of one attribute type among the parts of a name, from the entry up, as they are meant."""
    return [_unescaped(part) for part in _PART.finditer(text) if _type(part) == kind]


def _unescaped(part: re.Match[str]) -> str:
    written = part["quoted"]
    if written is None:
        written = part["value"]
        bare = written.rstrip(" ")
        # a blank at the end counts where it is escaped
        written = bare + " " if len(bare) < len(written) and (len(bare) - len(bare.rstrip("\\"))) % 2 else bare
    return _ESCAPE.sub(_meant, written)


def _meant(escape: re.Match[str]) -> str:
    if escape[1] is not None:
        return escape[1]
    return bytes.fromhex(escape[0].replace("\\", "")).decode("utf-8", "replace")
