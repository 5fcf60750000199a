"""Designs without mistakes, read as they stand: pydantic takes longer to load than a small check, and longer for a large one.

What a key takes is what ``model.py`` says, by the same names. Whatever is wrong is left to ``format.py``, which has the words
for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from orgrules.design import model
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL
from orgrules.files.globs import check_pattern
from orgrules.files.source import plain_data, scalar

_Read = Callable[[Any], Any]


class _Left(Exception):  # noqa: N818 - it is no error: pydantic takes over
    """Something that is left to pydantic."""


def plain_file(data: Any) -> model.DesignFile | None:
    """A design file; None where anything in it is wrong."""
    read = _Readers().of_name("DesignFile")
    try:
        file: model.DesignFile = read(data)
    except (_Left, KeyError, ValueError):
        return None
    return file


class _Readers:
    """What reads the values of each key, made when one is first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, _Read] = {
            "Text": _text,
            "Manager": _text,
            "OneOrSeveral": self._one_or_several,
            "Whole": _whole,
            "Number": _number,
            "Truth": _truth,
            "Attributes": _attributes,
            "RegionLevel": REGION_LEVEL.read,
            "Education": EDUCATION.read,
            "Ownership": OWNERSHIP.read,
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
            item = self.of_name(takes[len("list[") : -1])
            return lambda value: [item(each) for each in value] if isinstance(value, list) else _leave()
        return self._entry(getattr(model, takes))

    def _entry(self, of: type[model.Entry]) -> _Read:
        readers: dict[str, _Read] = {}
        required = {name for name, key in of.keys.items() if key.required}
        new = of.__new__

        def read(data: Any) -> model.Entry:
            if not isinstance(data, dict):
                raise _Left
            if not readers:  # not before: entries hold entries of their own kind
                readers.update((name, self.of_name(key.takes)) for name, key in of.keys.items())
            entry = new(of)
            entry.__dict__ = {name: readers[name](value) for name, value in data.items()}
            if not required <= data.keys():
                raise _Left
            return entry

        return read

    def _one_or_several(self, value: Any) -> str | list[str]:
        if isinstance(value, list) and value:
            return [_text(each) for each in value]
        return _text(value)


def _leave() -> NoReturn:
    raise _Left


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not 0 < len(text) <= model.LONGEST_TEXT:
        raise _Left
    return text


def _whole(value: Any) -> int:
    number = scalar(value)
    if type(number) is not int or not 0 <= number <= model.MOST_HEADCOUNT:
        raise _Left
    return number


def _number(value: Any) -> float:
    number = scalar(value)
    if type(number) not in (int, float) or not 0 <= number <= model.MOST_HEADCOUNT:
        raise _Left
    return float(number)


def _truth(value: Any) -> bool:
    truth = scalar(value)
    if not isinstance(truth, bool):
        raise _Left
    return truth


def _attributes(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Left
    return {key: plain_data(inner) for key, inner in value.items()}
