"""What one name of a column means, however it is written, and what stands in a cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from orgrules.files.validation import key_form
from orgrules.tables import names
from orgrules.tables.sheet import About, Cell

#: How long a name of a column is at most, in characters.
LONGEST_NAME = 80

_INVISIBLE = str.maketrans("\u00a0", " ", "\u200b\u200c\u200d\ufeff\u2060\u3164\u200e\u200f\u00ad")
_HIDDEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2060\u3164\ufeff]")


def clean(cell: Cell) -> str | None:
    """What stands in a cell, without the space and the invisible characters around it and in it; None where nothing does."""
    if cell is None:
        return None
    if not cell.isascii() and _HIDDEN.search(cell):
        cell = cell.translate(_INVISIBLE)
    return cell.strip() or None


def has_hidden(text: str) -> bool:
    """Whether a text has characters that ``clean`` does not keep, but for the space around it."""
    return not text.isascii() and _HIDDEN.search(text) is not None


@cache
def name_form(name: str) -> str:
    """The name of a column in the form in which it is compared."""
    text = clean(name) or ""
    if len(text) > LONGEST_NAME:
        return ""
    return key_form(text).replace("’", "'").strip(":")


@cache
def known_forms() -> frozenset[str]:
    """Every name of a column that is known, in the form in which it is compared."""
    return frozenset((*ranks_of("positions"), *ranks_of("units")))


@cache
def ranks_of(about: About) -> Mapping[str, tuple[str, int]]:
    """What each name means in a table of a kind, and the group that it is in."""
    table = names.UNIT_NAMES if about == "units" else names.POSITION_NAMES
    return {
        name: (meaning, rank)
        for meaning, written in table.items()
        for rank, group in enumerate(written.split(" | "))
        for name in group.split()
    }


@cache
def level_of(form: str) -> int | None:
    """Which level of units a name of a column means: 一级部门, level 2."""
    found = re.fullmatch(names.LEVEL, form)
    if found is None:
        return None
    number = next(filter(None, found.groups()))
    return names.NUMERALS.get(number) or int(number)


def meaning_of(name: str, about: About) -> str:
    """What a name of a column means in a table of a kind; "" for nothing that is known."""
    form = understood(name)
    level = level_of(form)
    return f"level {level}" if level is not None else ranks_of(about).get(form, ("", 0))[0]


def is_known(name: Cell) -> bool:
    """Whether a text is a known name of a column."""
    if not name:
        return False
    return is_known_form(understood(name))


def is_known_form(form: str) -> bool:
    """As ``is_known``, of the form in which a name is compared."""
    return form in known_forms() or level_of(form) is not None


@cache
def understood(name: str) -> str:
    """The form of a name; without what stands in brackets behind it, or in one of two languages, where it is known only so."""
    form = name_form(name)
    if form in known_forms():
        return form
    short = re.sub(r"\([^()]*\)$", "", form)
    if is_known_form(short):
        return short
    # the same in two languages: Job Title 岗位
    parts = [part for part in re.split(r"[/()|]|(?<=[^\x00-\x7f])(?=[\x00-\x7f])|(?<=[\x00-\x7f])(?=[^\x00-\x7f])", form) if part]
    if len(parts) == 2 and all(part in known_forms() for part in parts):
        for about in ("positions", "units"):
            ranks = ranks_of(about)
            if ranks.get(parts[0], ("",))[0] == ranks.get(parts[1], (" ",))[0]:
                return parts[0]
    return form
