"""Designs without mistakes, taken as they are: no model is built, and hardly anything is copied.

The models stay the one definition of the format, and a test holds the keys here to their annotations. Whatever is wrong, or of
a type that is not known here, is left to pydantic, which has the words for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, KeysView, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast

from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.files.globs import check_pattern
from orgrules.files.source import plain_data, scalar

if TYPE_CHECKING:
    from orgrules.design.model import DesignFile, OrganizationEntry

#: Longest id, title, name or reference, in characters.
LONGEST_TEXT = 1000
#: Most people on one position; keeps every sum of headcounts of a design below 2**63.
MOST_HEADCOUNT = 1_000_000
#: How a day is written, as a pattern of JSON Schema and of Python.
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

#: The keys of each model of ``design/model.py``, with their annotations there: to import it takes longer than a short design.
KEYS: Mapping[str, Mapping[str, str]] = {
    "DesignFile": {
        "include": "list[Text]",
        "organization": "OrganizationEntry | None",
        "units": "list[UnitEntry] | None",
        "positions": "list[PositionEntry] | None",
        "people": "list[PersonEntry] | None",
        "waivers": "list[WaiverEntry]",
    },
    "OrganizationEntry": {"name": "Text | None", "ownership": "Ownership | None", "attributes": "Attributes | None"},
    "UnitEntry": {
        **dict.fromkeys(("id", "name", "type", "parent"), "Text | None"),
        "head": "OneOrSeveral | None",
        "region_level": "RegionLevel | None",
        "attributes": "Attributes | None",
    },
    "PositionEntry": {
        "id": "Text | None",
        "title": "Text",
        **dict.fromkeys(("role", "unit"), "Text | None"),
        "reports_to": "Manager | None",
        "reports": "list[Report] | None",
        "dotted_line_to": "list[Text] | None",
        "holder": "OneOrSeveral | None",
        "headcount": "Whole",
        "fte": "Number | None",
        **dict.fromkeys(("duties", "accountable_for"), "list[Text] | None"),
        "requirements": "Requirements | None",
        **dict.fromkeys(("authority", "meetings", "career_path"), "list[Text] | None"),
        "job_family": "Text | None",
        **dict.fromkeys(("legal_representative", "outside"), "Truth | None"),
        "attributes": "Attributes | None",
    },
    "Requirements": {"education": "Education | None", "skills": "list[Text] | None"},
    "PersonEntry": {
        "id": "Text | None",
        "name": "Text",
        "education": "Education | None",
        "skills": "list[Text] | None",
        "attributes": "Attributes | None",
    },
    "WaiverEntry": {
        "rule": "Text",
        "at": "Text | None",
        "path": "Pattern | None",
        "reason": "Text",
        "until": "Date | None",
    },
}
#: What a key is that is not written, where that is not None.
DEFAULTS: Mapping[str, Mapping[str, Any]] = {"DesignFile": {"include": (), "waivers": ()}, "PositionEntry": {"headcount": 1}}


class PlainEntry:
    """An entry of a model's keys; what its mapping says is the dictionary of its attributes, and no key is kept that it lacks."""

    __slots__ = ("__dict__",)

    @property
    def model_fields_set(self) -> KeysView[str]:
        """The keys that are written, as of a model."""
        return self.__dict__.keys()


class _Left(Exception):  # noqa: N818 - it is no error: pydantic takes over
    """Something that is left to pydantic."""


#: What is known of the words of a file: each spelling of a level is looked at once.
_Known = dict[tuple[str, Any], str]
_Read = Callable[[Any, _Known], Any]


class _Kind(NamedTuple):
    """How entries of one model are made: those of its keys that take one text, how the others are read, what has to be there."""

    make: type[PlainEntry]
    texts: frozenset[str]
    others: Mapping[str, _Read]
    required: frozenset[str]


def plain_file(data: Any) -> DesignFile | None:
    """A design file as its model has it; None where anything in it is left to pydantic."""
    try:
        return cast("DesignFile", _entry("DesignFile", data, {}))
    except (_Left, ValueError):
        return None


def nothing_said() -> OrganizationEntry:
    """The entry of an organization of which a design says nothing."""
    return cast("OrganizationEntry", _entry("OrganizationEntry", {}, {}))


def _entry(of: str, data: Any, known: _Known) -> PlainEntry:
    """One entry of a model."""
    if not isinstance(data, dict):
        raise _Left
    make, texts, others, required = _KINDS[of]
    said = data
    for key, value in data.items():
        if value.__class__ is str and key in texts:
            read = value.strip()
            if read is value and 0 < len(value) <= LONGEST_TEXT:
                continue
            read = _text(value, known)
        elif key in others:
            read = others[key](value, known)
            if read is value:
                continue
        else:
            raise _Left
        if said is data:
            said = dict(data)
        said[key] = read
    if not required <= data.keys():
        raise _Left
    entry = make()
    entry.__dict__ = said
    return entry


def _kind(model: str) -> _Kind:
    keys = KEYS[model]
    defaults = DEFAULTS.get(model, {})
    required = {key for key, annotation in keys.items() if key not in defaults and not annotation.endswith(" | None")}
    not_written = {key: defaults.get(key) for key in keys if key not in required}
    return _Kind(
        type(model, (PlainEntry,), {"__slots__": (), **not_written}),
        frozenset(key for key, annotation in keys.items() if annotation.removesuffix(" | None") in _TEXTS),
        {key: _reader(annotation) for key, annotation in keys.items()},
        frozenset(required),
    )


def _reader(annotation: str) -> _Read:
    """How the values of a field are read, by its annotation as it stands in the model."""
    if annotation.endswith(" | None"):
        inner = _reader(annotation.removesuffix(" | None"))
        return lambda value, known: None if value is None else inner(value, known)
    if annotation == "list[Text]":
        return _list_of_texts
    if annotation.startswith("list["):
        item = _reader(annotation[len("list[") : -1])
        return lambda value, known: [item(each, known) for each in value] if isinstance(value, list) else _leave()
    if annotation in KEYS:
        return lambda value, known: _entry(annotation, value, known)
    return _BY_ANNOTATION[annotation]


def _leave() -> NoReturn:
    raise _Left


def _text(value: Any, _known: _Known) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= LONGEST_TEXT:
        raise _Left
    return text


def _list_of_texts(value: Any, known: _Known) -> list[str]:
    """A list of texts: itself, where they are as they are to be."""
    if not isinstance(value, list):
        raise _Left
    texts = [_text(each, known) for each in value]
    return value if all(map(_is, texts, value)) else texts


def _is(one: object, other: object) -> bool:
    return one is other


def _whole(value: Any, _known: _Known) -> int:
    number = scalar(value)
    if type(number) is not int or not 0 <= number <= MOST_HEADCOUNT:
        raise _Left
    return number


def _number(value: Any, _known: _Known) -> float:
    number = scalar(value)
    if type(number) not in (int, float) or not 0 <= number <= MOST_HEADCOUNT:
        raise _Left
    return float(number)


def _truth(value: Any, _known: _Known) -> bool:
    truth = scalar(value)
    if not isinstance(truth, bool):
        raise _Left
    return truth


def _attributes(value: Any, _known: _Known) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Left
    return {key: plain_data(inner) for key, inner in value.items()}


def _one_or_several(value: Any, known: _Known) -> str | list[str]:
    if isinstance(value, str):
        return _text(value, known)
    if not value:
        raise _Left
    return _list_of_texts(value, known)


def _date(value: Any, _known: _Known) -> str:
    if isinstance(value, str) and re.fullmatch(DAY, value):
        with suppress(ValueError):
            return date.fromisoformat(value).isoformat()
    raise _Left


def _pattern(value: Any, known: _Known) -> str:
    return check_pattern(_text(value, known))


def _report(value: Any, known: _Known) -> str | PlainEntry:
    return _text(value, known) if isinstance(value, str) else _entry("PositionEntry", value, known)


def _level(scale: Scale) -> _Read:
    def read(value: Any, known: _Known) -> str:
        if not isinstance(value, str):
            raise _Left
        key = (scale.what, value)
        if key not in known:
            known[key] = scale.read(value)
        return known[key]

    return read


_TEXTS = ("Text", "Manager", "OneOrSeveral")
_BY_ANNOTATION: Mapping[str, _Read] = {
    "Text": _text,
    "Manager": _text,
    "OneOrSeveral": _one_or_several,
    "Pattern": _pattern,
    "Date": _date,
    "Whole": _whole,
    "Number": _number,
    "Truth": _truth,
    "Attributes": _attributes,
    "RegionLevel": _level(REGION_LEVEL),
    "Education": _level(EDUCATION),
    "Ownership": _level(OWNERSHIP),
    "Report": _report,
}
_KINDS: Mapping[str, _Kind] = {model: _kind(model) for model in KEYS}
