"""Bytes to plain data, with the position of every key and value: the only module that knows YAML.

Built on the events of PyYAML's C parser, not on its composer, which crashes the interpreter on deep nesting. The data are
``Mapping`` (a dict), ``Sequence`` (a list), ``str``, ``Plain`` (a ``str``: an unquoted scalar that YAML reads as a number or a
boolean) and ``None``. Texts keep their spelling, so that the id ``007`` stays ``007``; ``scalar`` gives a value its YAML type
where one is wanted.
"""

from __future__ import annotations

import gc
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Mapping as Mapping_
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

import yaml

from orgrules.errors import Problem, SourceError
from orgrules.files.decoding import LINE_BREAK, SHORTER, decode, json_as_yaml, place_of
from orgrules.files.nodes import MAY_BE_NOT_TEXT, NOT_TEXT, Mapping, Plain, Sequence
from orgrules.locale import _
from orgrules.text import shown

#: Most digits of a whole number; a longer one stays the text that it is.
MOST_DIGITS = 30

#: From this many characters on a text is read a line at a time, where it can be.
LONG = 20_000

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
        return _as_written(*_unpack(here), self.longer)

    def place_in(self, mapping: Any, name: str, route: Route, *, key: bool = False) -> tuple[int, int]:
        """As ``place``, of a key that the mapping at ``route`` has: without going there once more."""
        del route
        return _as_written(*_unpack(self._mark(mapping, name, of_key=key)), self.longer)

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
    return source._replace(comments=_comments(text)) if COMMENT_MARK in text else source


def parse_all(content: bytes, path: str, encoding: str | None = None, limits: Limits = Limits()) -> list[Source]:  # noqa: B008 - frozen
    """Read every document of a file, those that ``---`` sets apart; the limits hold for all of them together.

    Raises:
        SourceError: as ``parse``, and not for a second document.
    """
    return _parsed(content, path, encoding, limits, most=None)[0]


def _parsed(content: bytes, path: str, encoding: str | None, limits: Limits, most: int | None) -> tuple[list[Source], str]:
    """The documents of a file, at least one and at most as many as stated, and its text."""
    if len(content) > limits.bytes:
        raise _error(path, 0, too_long(len(content), limits))
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
        raise _error(path, _packed(text, unprintable.start()), message)
    plain = _read_plain(text, limits) if len(text) >= LONG else None
    return [Source(path, *plain)] if plain is not None else _Builder(path, limits, most).build(text)


def _is_printable(text: str) -> bool:
    """Whether a text has no characters that YAML does not allow; a few others may pass for them. A quick look at all bytes."""
    content = text.encode("utf-8", "surrogatepass")
    return not content.translate(None, _PRINTABLE) and not any(each in content for each in _NOT_CHARACTERS)


def _read_plain(text: str, limits: Limits) -> tuple[Any, array[int]] | None:
    from orgrules.files.plain import read_plain  # imported where used: to compile its patterns takes longer than a short text

    return read_plain(text, limits.nodes, limits.depth)


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


def dump(data: Any) -> str:
    """Plain data as YAML text, keys in their order: for showing, not for storing."""
    text: str = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return text


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
_HASH = re.compile(r"(?<![^ \t])#")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_TAG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "map", "seq"))
_NO_KEY = object()
_LIBYAML_DEPTH = 1000  # the levels of flow collections that libyaml reads, from version 0.2.6 on
# where PyYAML was built without libyaml its own parser gives the same events, some fifteen times slower
_EVENTS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Builder:
    """One pass over the events of a file."""

    def __init__(self, path: str, limits: Limits, most: int | None) -> None:
        self.path = path
        self.limits = limits
        self.most = most  # documents
        self.marks = array("Q")
        self.anchors: dict[str, tuple[Any, int]] = {}  # value and number of nodes
        self.nodes = 0

    def build(self, text: str) -> list[Source]:
        parser = _EVENTS(text)
        try:
            documents = self._documents(parser)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if mark and "maximum nesting depth" in str(error.problem) and self.limits.depth < _LIBYAML_DEPTH:
                # it looks ahead and so comes to its own limit first; what is before that goes beyond ours
                _Builder(self.path, self.limits, self.most).build(text[: mark.index])
            raise _not_yaml(self.path, error, text) from None
        except (yaml.YAMLError, UnicodeError) as error:
            raise _not_yaml(self.path, error, text) from None
        finally:
            parser.dispose()
        return [Source(self.path, data, self.marks) for data in documents]

    def _documents(self, parser: Any) -> list[Any]:
        next_event = parser.get_event
        next_event()  # the start of the stream
        documents: list[Any] = []
        while (event := next_event()).__class__ is not yaml.StreamEndEvent:
            if len(documents) == self.most:
                self._fail(event, _("a second document (---) begins here; a file holds one"))
            self.anchors = {}  # they end with their document
            documents.append(self._node(next_event))
            next_event()  # the end of the document
        return documents or [None]

    def _node(self, next_event: Any) -> Any:  # noqa: C901, PLR0912, PLR0915 - one loop on purpose: it runs once a node
        marks, limits, anchors = self.marks, self.limits, self.anchors
        scalar_event, alias_event = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        # the open collection, its places, the key that waits for its value (mappings), its anchor, the nodes before it
        holder: Any = None
        places: list[int] = []
        key: Any = _NO_KEY
        stack: list[tuple[Any, list[int], Any, str | None, int]] = []
        anchor: str | None = None
        nodes_before = 0
        nodes = self.nodes
        most_nodes, may_be_not_text, not_text = limits.nodes, MAY_BE_NOT_TEXT, NOT_TEXT
        no_key = _NO_KEY
        in_mapping = False
        value: Any
        while True:
            event = next_event()
            cls = event.__class__
            mark = event.start_mark
            place = mark.line << 32 | mark.column
            nodes += 1
            if nodes > most_nodes:
                self._fail(event, _too_many(limits))
            if cls is scalar_event:
                value = event.value
                if in_mapping and key is no_key:
                    if value in holder:
                        first = _unpack(places[2 * list(holder).index(value)])
                        message = _('the key "{key}" stands here again; first at line {line}, column {column}')
                        self._fail(event, message.format(key=shown(value), line=first[0], column=first[1]))
                    key = value
                    places.append(place)
                    continue
                if event.tag is not None:
                    value = self._tagged(event)
                elif event.implicit[0]:
                    if not value or value == "null" or value == "~":
                        value = None
                    elif value[0] in may_be_not_text and not_text(value):
                        value = Plain(value)
                if event.anchor is not None:
                    anchors[event.anchor] = (value, 1)
            elif cls is mapping_start or cls is sequence_start:
                if event.tag is not None and event.tag not in _STANDARD_TAGS:
                    self._fail(event, _no_tag(event.tag))
                if in_mapping and key is no_key:
                    self._fail(event, _("a key must be a text, not a mapping or a list"))
                if len(stack) >= limits.depth:
                    self._fail(event, _("more than {most} levels of nesting").format(most=limits.depth))
                stack.append((holder, places, key, anchor, nodes_before))
                holder = Mapping() if cls is mapping_start else Sequence()
                holder.origin = place
                in_mapping = cls is mapping_start
                places, key, anchor, nodes_before = [], no_key, event.anchor, nodes
                if anchor is not None:
                    anchors.pop(anchor, None)  # an alias inside to the collection itself finds nothing
                continue
            elif cls is alias_event:
                if event.anchor not in anchors:
                    message = _("the alias *{name} stands for no anchor that is complete before it")
                    self._fail(event, message.format(name=shown(event.anchor)))
                value, size = anchors[event.anchor]
                nodes += size - 1
            else:  # the end of a mapping or a sequence
                value = holder
                value.marks = len(marks)
                marks.extend(places)
                place = value.origin
                if anchor is not None:
                    anchors[anchor] = (value, nodes - nodes_before + 1)
                nodes -= 1
                holder, places, key, anchor, nodes_before = stack.pop()
                in_mapping = holder.__class__ is Mapping
            # the finished value goes where it belongs
            if holder is None:
                self.nodes = nodes
                return value
            places.append(place)
            if not in_mapping:
                holder.append(value)
            elif key is no_key:
                self._fail(event, _("a key must be a text, not an alias, a mapping or a list"))
            else:
                holder[key] = value
                key = no_key

    def _tagged(self, event: Any) -> Any:
        """A scalar with a tag: the standard ones mean the plain and the quoted form of the same scalar."""
        tag, value = event.tag, event.value
        if tag in ("!", _TAG + "str"):
            return value
        if tag == _TAG + "null":
            return None
        if tag in _STANDARD_TAGS and NOT_TEXT(value):
            return Plain(value)
        return self._fail(event, _no_tag(tag))

    def _fail(self, event: Any, message: str) -> NoReturn:
        raise _error(self.path, _pack(event.start_mark.line, event.start_mark.column), message)


def _comments(text: str) -> tuple[Comment, ...]:
    """The comments of a text that is YAML and begin with ``COMMENT_MARK``; a "#" inside of a scalar begins none."""
    lines = {line: written for line, written in enumerate(LINE_BREAK.split(text)) if COMMENT_MARK in written}
    # within what is quoted, or a block, a "#" is as good as any character; a plain scalar ends before one that has space
    # before it, which is the only one that ``_HASH`` finds. The first line of a block has its "|" and then its comment.
    begins, ends = [(-1, 0)], [(-1, 0)]
    events: Any = yaml.parse(text, Loader=_EVENTS) if any(map(_HASH.search, lines.values())) else ()
    for event in events:
        if getattr(event, "style", None):  # of all events, a scalar that is not plain
            start = (event.start_mark.line, event.start_mark.column)
            begins.append((start[0] + 1, 0) if event.style in "|>" else start)
            ends.append((event.end_mark.line, event.end_mark.column))
    comments = []
    for line, written in lines.items():
        columns = (match.start() for match in _HASH.finditer(written))
        outside = (column for column in columns if (line, column) >= ends[bisect_right(begins, (line, column)) - 1])
        column = next(outside, len(written))  # the first begins the comment, and the rest is a part of it
        said = written[column + 1 :].strip()
        if said.startswith(COMMENT_MARK):
            comments.append(Comment(line + 1, column + 1, said))
    return tuple(comments)


def _too_many(limits: Limits) -> str:
    return _("more than {most:,} values, with aliases counted as what they stand for").format(most=limits.nodes)


def _no_tag(tag: str) -> str:
    return _('the tag "{tag}" means nothing here; leave it out').format(tag=shown(tag))


def _not_yaml(path: str, error: Exception, text: str) -> SourceError:
    from orgrules.files.yaml_errors import wrong_at  # imported where used: most texts are YAML

    line, column, message = wrong_at(error, text)
    return _error(path, _pack(line, column), message)


def _packed(text: str, index: int) -> int:
    line, column = place_of(text, index)
    return _pack(line - 1, column - 1)


def _pack(line: int, column: int) -> int:
    return line << 32 | column


def _unpack(place: int) -> tuple[int, int]:
    return (place >> 32) + 1, (place & 0xFFFFFFFF) + 1


def _as_written(line: int, column: int, longer: Mapping_[int, tuple[int, ...]]) -> tuple[int, int]:
    """A place in the text that was read as a place in the file."""
    before = sum(place < column for place in longer.get(line, ()))
    return line, column + before * SHORTER


def _error(path: str, place: int, message: str) -> SourceError:
    # a problem of the whole file has no place: 0 stands for it only where there is no text yet
    return SourceError(Problem(path, *_unpack(place), message))
