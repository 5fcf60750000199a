"""Plain data as the text of YAML that people go on writing: quoted only where YAML needs it, with remarks behind and above.

It reads back as the very same texts: what YAML would take for a number, a date, a truth or nothing stands in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.files.source import COMMENT_MARK
from orgrules.text import columns, sanitize

#: The columns that a line takes where it can be broken: comments, lists. A text stays on one line, however long.
WIDTH = 110

#: Words that YAML, of one version or another, takes for something else than a text.
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
#: What may be read as a number, a date or a time, in any version of YAML.
_NUMERIC = re.compile(r"[0-9][0-9a-fA-FoxOX_.:,+\- TtZz]*")
#: Marks of YAML that end a text or begin something else within one.
_MARKS = frozenset(":#,[]{}\"'`&*!|>%@\\?")  # "?" too: PyYAML's own parser, and it alone, stops at one between brackets
#: What may begin a text beside letters and numbers.
_OPENING = frozenset("(（《【“‘「『")
#: What cannot stand in a file as it is: what hides or reverses text, what ends a line, what is no character.
_HIDDEN = "\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff"
_IS_HIDDEN = re.compile(f"[{_HIDDEN}]")
_ESCAPED = re.compile(f'["\\\\{_HIDDEN}]')
#: Where a comment can be broken.
_PARTS = re.compile("(?<= )|(?<=[、，；。：])")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Field(NamedTuple):
    """A key of an entry, its value, and a remark that stands behind it."""

    key: str
    value: Any
    remark: str = ""


def text_as_yaml(text: str) -> str:
    """A text as a scalar that reads back as it, in a block or between brackets."""
    if not text.isprintable() and _IS_HIDDEN.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return text if _is_plain(text) else "'" + text.replace("'", "''") + "'"


def quoted_as_yaml(text: str, quote: str) -> str:
    """A text between quotes of a kind, where that kind can hold it; else between those that can."""
    if quote == '"' or _IS_HIDDEN.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    """Whether a text can stand without quotes; it is printable."""
    if not text or not _MARKS.isdisjoint(text) or text[0] == " " or text[-1] == " ":
        return False
    if text.casefold() in _WORDS:
        return False
    first = text[0]
    if first in "0123456789":
        return _NUMERIC.fullmatch(text) is None
    return first.isalnum() or first in _OPENING


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # half a character: no text of a file has one
        return "\\ufffd"
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def value_as_yaml(value: Any) -> str:
    """Plain data on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{text_as_yaml(key)}: {value_as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(value_as_yaml, value)) + "]"
    return text_as_yaml(str(value))


def pair(field: Field) -> str:
    """A key with its value, and what is remarked behind it, on one line."""
    line = f"{text_as_yaml(field.key)}: {value_as_yaml(field.value)}"
    return f"{line}  # {_harmless(sanitize(field.remark))}" if field.remark else line


def block_entry(fields: Sequence[Field], indent: str = "  ") -> Iterator[str]:
    """An entry of a list, a line a key; remarks stand behind their values, or above them where the line would grow too long."""
    start = f"{indent}- "
    for field in fields:
        value = value_as_yaml(field.value)
        lines = [f"{start}{field.key}: {value}"]
        if isinstance(field.value, list) and columns(lines[0]) > WIDTH:
            lines = [f"{start}{field.key}:", *(f"{indent}    - {value_as_yaml(each)}" for each in field.value)]
        remark = _harmless(sanitize(field.remark))
        if remark and columns(lines[0]) + columns(remark) + 4 <= WIDTH:
            lines[0] += f"  # {remark}"
        elif remark:  # above the entry where it is its first key: none can stand behind the mark of an entry
            yield from comment(remark, indent if start != f"{indent}  " else start)
        yield from lines
        start = f"{indent}  "


def entry(fields: Sequence[Field], indent: str = "  ") -> Iterator[str]:
    """An entry on one line, where it fits there and nothing is remarked; else as ``block_entry``."""
    if not any(field.remark for field in fields):
        line = f"{indent}- " + value_as_yaml({field.key: field.value for field in fields})
        if columns(line) <= WIDTH:
            yield line
            return
    yield from block_entry(fields, indent)


def tree(data: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """A mapping, a line a key: what fits stays on its line, what does not goes below it, an entry a line."""
    for key, value in data.items():
        start = f"{indent}{text_as_yaml(key)}:"
        line = f"{start} {value_as_yaml(value)}"
        if not value or not isinstance(value, Mapping | list) or (columns(line) <= WIDTH and not _has_mappings(value)):
            yield line
        elif isinstance(value, Mapping):
            yield start
            yield from tree(value, f"{indent}  ")
        else:
            yield start
            yield from _items(value, f"{indent}  ")


def _items(values: Sequence[Any], indent: str) -> Iterator[str]:
    if not any(isinstance(value, Mapping | list) for value in values):
        yield from _flow(values, indent)
        return
    for value in values:
        line = f"{indent}- {value_as_yaml(value)}"
        if columns(line) <= WIDTH or not value or not isinstance(value, Mapping):
            yield line
            continue
        first, *rest = tree(value, f"{indent}  ")
        yield f"{indent}- {first.lstrip(' ')}"
        yield from rest


def _flow(values: Sequence[Any], indent: str) -> Iterator[str]:
    """A list of plain values between brackets, over as many lines as it takes."""
    line = f"{indent}["
    for number, value in enumerate(values, 1):
        part = value_as_yaml(value) + ("]" if number == len(values) else ",")
        if line.strip(" [") and columns(line) + columns(part) + 1 > WIDTH:
            yield line
            line = f"{indent} {part}"
        else:
            line += part if line.endswith("[") else f" {part}"
    yield line


def _has_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, Mapping) for each in value)


def comment(text: str, indent: str = "") -> Iterator[str]:
    """A comment, broken between words where it is long."""
    for line in _broken(sanitize(text), WIDTH - columns(indent) - 2):
        yield f"{indent}# {_harmless(line)}"


def _harmless(line: str) -> str:
    """A line of a comment, which is never taken for one that is written to this program."""
    return f"- {line}" if line.strip().startswith(COMMENT_MARK) else line


def _broken(text: str, width: int) -> Iterator[str]:
    """The lines of a text, broken at spaces and behind Chinese punctuation; a longer part stays whole, and indented stays so."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    line = ""
    for part in _PARTS.split(text.lstrip(" ")):
        if line and columns(indent + line + part.rstrip(" ")) > width:
            yield indent + line.rstrip(" ")
            line = "  " + part
        else:
            line += part
    yield (indent + line).rstrip(" ")
