"""JSON Lines: one record a line, as streams and bulk exports are written; a broken line does not spoil the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from orgrules.errors import Problem, SourceError
from orgrules.files.decoding import decode
from orgrules.files.source import Limits, Route, Source, parse
from orgrules.locale import N_, _
from orgrules.tables.asked import Asked
from orgrules.tables.records import cells_of, described, laid_out, way_to
from orgrules.tables.sheet import Sheet
from orgrules.text import shown

KIND = "json-lines"

_LIMITS = Limits()  # of one line
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_RECORD_MARK = "\x1e"  # RFC 7464 begins each record with it
_BREAKS = re.compile("[\x85\u2028\u2029]")  # no line breaks to JSON


def read(content: bytes, path: str, asked: Asked = Asked()) -> list[Sheet]:  # noqa: B008 - frozen
    """The sheet of JSON Lines; a line that is none is named and the others are read.

    Raises:
        SourceError: the bytes are no text, or there are more rows or cells than are read.
    """
    text = decode(content, path, asked.encoding)
    lines: list[int] = []
    values: list[Any] = []
    unreadable: list[Problem] = []
    texts = text.split("\n")
    for number, line in enumerate(texts, 1):
        if not line.strip(" \t\r" + _RECORD_MARK):
            continue
        try:
            values.append(_record(line, number, path))
            lines.append(number)
        except SourceError as error:
            unreadable += error.problems
    if values and isinstance(values[0], list):
        return [_lists_in_lines(values, lines, texts, path, unreadable)]
    kept = []
    for number, value in zip(lines, values, strict=True):
        if isinstance(value, dict):
            kept.append((number, value))
        else:
            message = _("a line holds one object of names and values; found {found}").format(found=described(value))
            unreadable.append(Problem(path, number, 1, message))
    table = laid_out((value for __, value in kept), path, limits=asked.limits)
    for clash in table.clashes:
        number, value = kept[clash.row]
        message = _('"{key}" stands in this line twice, with two values; keep one of them')
        at = _place(texts[number - 1], number, path, way_to(value, clash.keys) or ())
        unreadable.append(Problem(path, *at, message.format(key=shown(".".join(clash.keys)))))
    unreadable.sort(key=lambda problem: (problem.line, problem.column))

    def place(row: int, column: int) -> tuple[int, int]:
        number, value = kept[row]
        return _place(texts[number - 1], number, path, table.way(value, column))

    return [
        Sheet(
            path=path,
            kind=KIND,
            rows=table.rows,
            lines=[number for number, __ in kept],
            place=place,
            names=tuple(table.names),
            unreadable=tuple(unreadable),
        )
    ]


def _lists_in_lines(
    values: Sequence[Any], lines: Sequence[int], texts: Sequence[str], path: str, unreadable: list[Problem]
) -> Sheet:
    """Lines that hold lists of cells, the first of them the names as a rule."""
    kept = []
    for number, value in zip(lines, values, strict=True):
        if isinstance(value, list):
            kept.append((number, cells_of(value)))
        else:
            message = _("a line holds a list of cells here, as the first one does; found {found}").format(found=described(value))
            unreadable.append(Problem(path, number, 1, message))
    unreadable.sort(key=lambda problem: (problem.line, problem.column))

    def place(row: int, column: int) -> tuple[int, int]:
        number = kept[row][0]
        return _place(texts[number - 1], number, path, (column,))

    return Sheet(path, KIND, [row for __, row in kept], [number for number, __ in kept], place, unreadable=tuple(unreadable))


def _record(line: str, number: int, path: str) -> Any:
    """The value in a line; numbers stay the texts that they are.

    Raises:
        SourceError: it is no JSON, has a key twice, or is nested too deep.
    """
    shift = len(line) - len(line.lstrip(_RECORD_MARK + " \t"))
    try:
        value = json.loads(
            line[shift:], parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_without_repetition
        )
    except json.JSONDecodeError as error:
        raise SourceError(Problem(path, number, error.pos + shift + 1, _no_json(error))) from None
    except _RepeatedKeyError as error:
        message = _('the key "{key}" stands in this line twice; keep one of them').format(key=shown(error.args[0]))
        raise SourceError(Problem(path, number, shift + 1, message)) from None
    except (ValueError, RecursionError):
        raise SourceError(Problem(path, number, 1, _too_deep())) from None
    if line.count("{") + line.count("[") > _LIMITS.depth and _is_deeper(value, _LIMITS.depth):
        raise SourceError(Problem(path, number, 1, _too_deep()))
    if _SURROGATE.search(line) and _has_half_characters(value):
        raise SourceError(Problem(path, number, 1, _("an escape in this line stands for half a character")))
    return value


class _RepeatedKeyError(Exception):
    """An object names a key twice: which of the values counts, JSON does not say."""


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, __ in pairs]
        raise _RepeatedKeyError(next(key for key in names if names.count(key) > 1))
    return found


def _is_deeper(value: Any, most: int) -> bool:
    level = [value]
    for __ in range(most):
        level = [inner for each in level if isinstance(each, dict | list) for inner in _inner(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _inner(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _has_half_characters(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _too_deep() -> str:
    return _("more than {most} levels of nesting").format(most=_LIMITS.depth)


# what the library says is wrong, and how it is said here
_NO_JSON = {
    "Expecting value": N_('not JSON: "{found}" stands where a value is expected'),
    "Expecting ',' delimiter": N_('not JSON: "{found}" stands where a comma is expected'),
    "Expecting ':' delimiter": N_('not JSON: "{found}" stands where a colon is expected'),
    "Expecting property name enclosed in double quotes": N_(
        'not JSON: "{found}" stands where a name in double quotes is expected'
    ),
    "Extra data": N_('not JSON Lines: "{found}" stands after the end of the record; each line holds one'),
    "Invalid control character at": N_("not JSON: a control character, {found}, is not allowed here"),
    "Unterminated string starting at": N_("not JSON: the text that begins here does not end in this line"),
}


def _no_json(error: json.JSONDecodeError) -> str:
    found = error.doc[error.pos : error.pos + 1].strip("\r")
    if not found:
        return _("not JSON: the line ends too early; a record must stand in one line")
    return _(_NO_JSON.get(error.msg, N_('not JSON: "{found}" is not expected here'))).format(found=shown(found))


@lru_cache(maxsize=64)  # several cells of one line are asked for, one after the other
def _source(line: str, path: str) -> Source | None:
    """A line with the places in it; JSON's rarest escapes are none of YAML's, and then there are none."""
    try:
        return parse(_BREAKS.sub(" ", line.replace(_RECORD_MARK, " ")).encode(errors="replace"), path, "utf-8", _LIMITS)
    except SourceError:
        return None


def _place(line: str, number: int, path: str, route: Route) -> tuple[int, int]:
    source = _source(line, path)
    return (number, source.place(route)[1]) if source else (number, 1)
