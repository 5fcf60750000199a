"""Bytes to plain data, with the position of every key and value.

The data are ``Mapping`` (a dict), ``Sequence`` (a list), ``str``, ``Plain`` (a ``str``: an unquoted scalar that YAML reads as a
number or a boolean) and ``None``. Texts keep their spelling, so that the id ``007`` stays ``007``; ``scalar`` gives a value its
YAML type where one is wanted.
"""

from __future__ import annotations

import gc
import re
from array import array
from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, NamedTuple

from orgrules.errors import Problem, SourceError
from orgrules.files.decoding import SHORTER, decode, json_as_yaml, place_of
from orgrules.files.nodes import Mapping, Plain, Sequence
from orgrules.files.plain import read_plain
from orgrules.locale import _
from orgrules.text import shown

#: Most digits of a whole number; a longer one stays the text that it is.
MOST_DIGITS = 30

#: How a comment begins that is written to this program.
COMMENT_MARK = "orgrules:"

#: One step of the way from a document's top to a node: a key, or an index of a sequence.
Route = tuple[str | int, ...]


class Limits(NamedTuple):
    """What an untrusted file may cost. Every position of a design takes some 12 nodes and 100 bytes."""

    bytes: int = 64 * 1024 * 1024
    nodes: int = 8_000_000  # aliases count as what they stand for
    depth: int = 100  # nested mappings and sequences


class Comment(NamedTuple):
    """A comment that is written to this program: its place, from 1, and its text without the "#" and the space around it."""

    line: int
    column: int
    text: str


class Source(NamedTuple):
    """A parsed file: its data, and the place of everything in it.

    ``marks`` holds packed places (line << 32 | column, both from 0): for a mapping of n keys 2n of them, a key's and its
    value's in turn, from ``Mapping.marks`` on; for a sequence one an item.
    """

    path: str
    data: Any
    marks: array[int]
    # columns after which more was written than was read, by line: see decoding.json_as_yaml
    longer: Mapping_[int, tuple[int, ...]] = MappingProxyType({})
    comments: tuple[Comment, ...] = ()  # those that begin with COMMENT_MARK, in their order
    sheet: str = ""  # the name of the sheet that it is of a workbook

    def place(self, route: Route, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at ``route``, or of its key; the nearest one around it where it is absent."""
        node, here = self.data, getattr(self.data, "origin", 0)
        for step in route:
            if isinstance(node, Mapping) and step in node:
                here = self._mark(node, str(step), of_key=key)
                node = node[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                here = self.marks[node.marks + step]
                node = node[step]
            else:
                break
        return _as_written(*unpack(here), self.longer)

    def place_in(self, mapping: Any, name: str, route: Route, *, key: bool = False) -> tuple[int, int]:
        """As ``place``, of a key that the mapping at ``route`` has: without going there once more."""
        del route
        return _as_written(*unpack(self._mark(mapping, name, of_key=key)), self.longer)

    def _mark(self, mapping: Any, name: str, *, of_key: bool) -> int:
        index = mapping.marks + 1 - of_key
        for each in mapping:
            if each == name:
                break
            index += 2
        return int(self.marks[index])

    def problem(self, route: Route, message: str, *, key: bool = False) -> Problem:
        """A problem at the value (or the key) at ``route``."""
        return Problem(self.path, *self.place(route, key=key), message, self.sheet)


def parse(content: bytes, path: str, encoding: str | None = None, limits: Limits = Limits()) -> Source:  # noqa: B008 - frozen
    """Read one YAML (or JSON) document.

    Raises:
        SourceError: at its place, for bytes that are no text, text that is no YAML, duplicate keys, a second document, unknown
            tags, and whatever exceeds ``limits``.
    """
    (source,), text = _parsed(content, path, encoding, limits, most=1)
    if COMMENT_MARK not in text:
        return source
    from orgrules.files.yaml_events import comments  # imported where used: most files have none

    return source._replace(comments=comments(text))


def parse_all(content: bytes, path: str, encoding: str | None = None, limits: Limits = Limits()) -> list[Source]:  # noqa: B008 - frozen
    """Read every document of a file, those that ``---`` sets apart; the limits hold for all of them together.

    Raises:
        SourceError: as ``parse``, and not for a second document.
    """
    return _parsed(content, path, encoding, limits, most=None)[0]


def _parsed(content: bytes, path: str, encoding: str | None, limits: Limits, most: int | None) -> tuple[list[Source], str]:
    """The documents of a file, at least one and at most as many as stated, and its text."""
    if len(content) > limits.bytes:
        raise error_at(path, 0, too_long(len(content), limits))
    text, longer = json_as_yaml(decode(content, path, encoding))
    with paused_collector():
        try:
            sources = _built(text, path, limits, most)
        except SourceError as error:
            raise SourceError(
                *(Problem(path, *_as_written(at.line, at.column, longer), at.message) for at in error.problems)
            ) from None
    return [source._replace(longer=longer) for source in sources] if longer else sources, text


def too_long(size: int, limits: Limits) -> str:
    """The message about a file of more bytes than are read."""
    return _("the file has {size:,} bytes; at most {most:,} are read: split it with include").format(size=size, most=limits.bytes)


def _built(text: str, path: str, limits: Limits, most: int | None) -> list[Source]:
    unprintable = None if _is_printable(text) else _NOT_YAML.search(text)
    if unprintable:
        message = _("a control character, {character}, is not allowed here").format(character=shown(unprintable[0]))
        raise error_at(path, _packed(text, unprintable.start()), message)
    plain = read_plain(text, limits.nodes, limits.depth)
    if plain is not None:
        return [Source(path, *plain)]
    from orgrules.files.yaml_events import build  # imported where used: PyYAML takes a tenth of a small check

    return build(text, path, limits, most)


def _is_printable(text: str) -> bool:
    """Whether a text has no characters that YAML does not allow; a few others may pass for them. A quick look at all bytes."""
    content = text.encode("utf-8", "surrogatepass")
    return not content.translate(None, _PRINTABLE) and not any(each in content for each in _NOT_CHARACTERS)


def scalar(value: Any) -> Any:
    """The value of a scalar by the YAML 1.2 core schema: int, float or bool for a ``Plain``, anything else as it is."""
    if not isinstance(value, Plain):
        return value
    lower = value.lower()
    if lower in ("true", "false"):
        return lower == "true"
    if lower.startswith(("0x", "0o")):
        return int(lower, 0) if len(value) <= MOST_DIGITS else value
    if _INTEGER.fullmatch(value):
        # one of more digits is no quantity; Python refuses to read 4,300 (CVE-2020-10735)
        return int(value) if len(value) <= MOST_DIGITS else value
    return float(lower.replace(".inf", "inf").replace(".nan", "nan"))


def plain_data(node: Any) -> Any:
    """``node`` and all below it as ordinary dicts, lists and scalars of their YAML types."""
    if isinstance(node, dict):
        return {key: plain_data(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain_data(item) for item in node]
    return scalar(node)


@contextmanager
def paused_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: building large graphs of live objects, it costs three times the work itself."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_NOT_YAML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# the bytes of UTF-8 that are no control characters of ASCII and do not begin a character up to U+00BF or from U+D000 to U+DFFF
_PRINTABLE = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)} - {0xC2, 0xED})
_NOT_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_INTEGER = re.compile(r"[-+]?[0-9]+")


def _packed(text: str, index: int) -> int:
    line, column = place_of(text, index)
    return pack(line - 1, column - 1)


def pack(line: int, column: int) -> int:
    """A place, from 0, as ``Source.marks`` has it."""
    return line << 32 | column


def unpack(place: int) -> tuple[int, int]:
    """Line and column, from 1, of a mark."""
    return (place >> 32) + 1, (place & 0xFFFFFFFF) + 1


def _as_written(line: int, column: int, longer: Mapping_[int, tuple[int, ...]]) -> tuple[int, int]:
    """A place in the text that was read as a place in the file."""
    if line not in longer:
        return line, column
    before = sum(place < column for place in longer[line])
    return line, column + before * SHORTER


def error_at(path: str, place: int, message: str) -> SourceError:
    """What is wrong with a text at a mark."""
    # a problem of the whole file has no place: 0 stands for it only where there is no text yet
    return SourceError(Problem(path, *unpack(place), message))
