"""Designs without mistakes, read as they stand: pydantic takes longer to load than a small check, and longer for a large one.

What a key takes is what ``model.py`` says, by the same names. Whatever is wrong is left to ``format.py``, which has the words
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import is_
from typing import Any

from orgrules.design import model
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.design.years import MOST_YEARS, plain_number, read_years
from orgrules.files.globs import check_pattern
from orgrules.files.source import plain_data, scalar

_Read = Callable[[Any], Any]


class Left(Exception):  # noqa: N818 - it is no error: pydantic takes over
    """A value that is left to pydantic."""


def plain_file(data: Any) -> model.DesignFile | None:
    """A design file; None where anything in it is wrong."""
    read = _Readers().of_name("DesignFile")
    try:
        file: model.DesignFile = read(data)
    except (Left, KeyError, ValueError):
        return None
    return file


class _Readers:
    """What reads the values of each key, made when one is first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, _Read] = {
            "Text": _text,
            "Manager": _text,
            "OneOrSeveral": _one_or_several,
            **SCALARS,
            "Attributes": _attributes,
            "RegionLevel": _once_a_spelling(REGION_LEVEL),
            "Education": _once_a_spelling(EDUCATION),
            "Ownership": _once_a_spelling(OWNERSHIP),
            "Pattern": lambda value: check_pattern(_text(value)),
            "Date": model.day,
            "Report": lambda value: _text(value) if isinstance(value, str) else self.of_name("PositionEntry")(value),
        }

    def of_name(self, takes: str) -> _Read:
        """What reads the values of a key, by what it takes as the model has it."""
        read = self._known.get(takes)
        if read is None:
            read = self._known[takes] = self._made(takes)
        return read

    def _made(self, takes: str) -> _Read:
        if takes.endswith(" | None"):
            inner = self.of_name(takes.removesuffix(" | None"))
            return lambda value: None if value is None else inner(value)
        if takes.startswith("list["):
            return _list_of(self.of_name(takes[len("list[") : -1]))
        return self._entry(getattr(model, takes))

    def _entry(self, of: type[model.Entry]) -> _Read:
        readers: dict[str, _Read] = {}
        required = {name for name, key in of.keys.items() if key.required}
        texts = {name for name, key in of.keys.items() if key.takes.removesuffix(" | None") in TEXTS}

        def read(data: Any) -> model.Entry:
            if not isinstance(data, dict) or not required <= data.keys():
                raise Left
            if not readers:  # not before: entries hold entries of their own kind
                readers.update((name, self.of_name(key.takes)) for name, key in of.keys.items())
            written = data  # most is as it is to be: hardly anything is copied
            for name, value in data.items():
                if value.__class__ is str and name in texts:
                    found = value.strip()
                    if found is value and 0 < len(value) <= model.LONGEST_TEXT:
                        continue
                found = readers[name](value)
                if found is value:
                    continue
                if written is data:
                    written = dict(data)
                written[name] = found
            entry = of.__new__(of)
            entry.__dict__ = written
            return entry

        return read


#: What takes one text, or several in a list.
TEXTS = ("Text", "Manager", "OneOrSeveral")


def _list_of(item: _Read) -> _Read:
    """What reads lists: a list itself, where all in it is as it is to be."""

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Left
        found = [item(each) for each in value]
        return value if all(map(is_, found, value)) else found

    return read


def _one_or_several(value: Any) -> Any:
    return _several(value) if isinstance(value, list) and value else _text(value)


def _once_a_spelling(scale: Scale) -> _Read:
    """What reads the words of a scale: many write the same few."""
    known: dict[str, str] = {}

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Left
        if value not in known:
            known[value] = scale.read(value)
        return known[value]

    return read


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= model.LONGEST_TEXT:
        raise Left
    return text


_several = _list_of(_text)


def _whole(value: Any) -> int:
    number = scalar(value)
    if type(number) is not int or not 0 <= number <= model.MOST_HEADCOUNT:
        raise Left
    return number


def _number(value: Any) -> float:
    number = scalar(value)
    if type(number) not in (int, float) or not 0 <= number <= model.MOST_HEADCOUNT:
        raise Left
    return float(number)


def _years(value: Any) -> float:
    number = scalar(value)
    if isinstance(number, str):
        number = read_years(number)
    if type(number) not in (int, float) or not 0 <= number <= MOST_YEARS:
        raise Left
    return plain_number(number)


def _truth(value: Any) -> bool:
    truth = scalar(value)
    if not isinstance(truth, bool):
        raise Left
    return truth


#: What reads the values that are neither texts nor words of a scale, by what keys take.
SCALARS: Mapping[str, _Read] = {"Whole": _whole, "Number": _number, "Years": _years, "Truth": _truth}


def _attributes(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Left
    return {key: plain_data(inner) for key, inner in value.items()}
