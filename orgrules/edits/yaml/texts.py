"""What is new in a file, as text in the manner of what stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.edits.yaml.document import Document
from orgrules.files.decoding import LINE_BREAK
from orgrules.files.nodes import NOT_TEXT
from orgrules.files.written import Written
from orgrules.files.yaml_text import quoted_as_yaml, text_as_yaml, value_as_yaml

_COLON = re.compile(r"[ \t]*:[ \t]*")
_COMMA = re.compile(r",[ \t]*")
_NULLS = ("", "~", "null", "Null", "NULL")


class Manner(NamedTuple):
    """How texts and keys are quoted, and what parts them on one line; ``ascii`` tells how JSON writes other characters."""

    quote: str = ""
    key_quote: str = ""
    colon: str = ": "
    comma: str = ", "
    is_json: bool = False
    ascii: bool = False
    other_quote: str = "'"  # of what cannot stand without

    def text(self, text: str) -> str:
        """A text."""
        return self._quoted(text, self.quote)

    def key(self, key: str) -> str:
        """A key with what parts it from its value."""
        return self._quoted(key, self.key_quote) + self.colon

    def _quoted(self, text: str, quote: str) -> str:
        if self.is_json:
            return json.dumps(text, ensure_ascii=self.ascii)
        if not quote and self.other_quote == '"' and text_as_yaml(text)[0] == "'":
            return quoted_as_yaml(text, self.other_quote)
        return quoted_as_yaml(text, quote) if quote else text_as_yaml(text)

    def value(self, value: Any) -> str:
        """Plain data on one line."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return "{" + self.comma.join(self.key(key) + self.value(each) for key, each in value.items()) + "}"
        if isinstance(value, Sequence):
            return "[" + self.comma.join(map(self.value, value)) + "]"
        return json.dumps(value) if self.is_json else value_as_yaml(value)


def manner_in(document: Document, node: Written) -> Manner:
    """How things are written in a collection."""
    entry = node if node.kind == "mapping" else next((each for each in node.children[::-1] if each.kind == "mapping"), None)
    keys = entry.children[::2] if entry else []
    values = [each for each in _scalars(node) if is_text(each)] or [each for each in _scalars(entry or node) if is_text(each)]
    key_quote = keys[0].style if keys else ""
    quote = "" if any(not each.style for each in values) else values[0].style if values else key_quote
    if quote not in ("", "'", '"'):
        quote = ""
    colon, comma = ": ", ", "
    if node.style == "flow":
        colon = _between(document, _COLON, node.children[:2] if node.kind == "mapping" else (), colon)
        comma = _between(document, _COMMA, node.children[1:3] if node.kind == "mapping" else node.children[:2], comma)
        if not colon.endswith(" "):
            comma = "," if node.kind == "mapping" and len(node.children) == 2 else comma
            colon = colon if document.is_json else colon + " "
    is_ascii = document.is_json and document.text.isascii()
    return Manner(quote, key_quote, colon, comma, document.is_json, is_ascii, document.quote)


def _between(document: Document, pattern: re.Pattern[str], two: Sequence[Written], default: str) -> str:
    """What parts two nodes, where that is on one line."""
    if len(two) < 2:
        return default
    found = pattern.fullmatch(document.text, two[0].end, two[1].start)
    return found[0] if found else default


def _scalars(node: Written) -> list[Written]:
    """The values in a collection and in lists below it, but for those of other positions."""
    if node.kind == "sequence":
        return [each for each in node.children if each.kind == "scalar"]
    inner = [value for key, value in node.pairs() if key.text != "reports"] if node.kind == "mapping" else []
    return [found for value in inner for found in ([value] if value.kind == "scalar" else _scalars(value))]


def is_text(node: Written) -> bool:
    """Whether a node is a text, and no number, truth or nothing."""
    return node.kind == "scalar" and (bool(node.style) or not (node.text in _NULLS or NOT_TEXT(node.text)))


def shifted(text: str, by: int, line_break: str) -> str:
    """Lines of a block further in or out, but for the first one; with the line breaks of the file that they go to."""
    first, *lines = LINE_BREAK.split(text)
    if by > 0:
        lines = [("\t" if line[0] == "\t" else " ") * by + line if line.strip() else line for line in lines]
    elif by < 0:
        lines = [line[min(-by, len(line) - len(line.lstrip(" \t"))) :] for line in lines]
    return line_break.join((first, *lines))
