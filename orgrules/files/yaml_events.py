"""Any YAML, by the events of libyaml: the only module that knows PyYAML.

Its events are asked, not its composer, which crashes the interpreter on deep nesting.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import Any, NoReturn

import yaml

from orgrules.errors import SourceError
from orgrules.files.decoding import LINE_BREAK
from orgrules.files.nodes import MAY_BE_NOT_TEXT, NOT_TEXT, Mapping, Plain, Sequence
from orgrules.files.source import COMMENT_MARK, Comment, Limits, Source, error_at, pack, unpack
from orgrules.files.written import Written
from orgrules.locale import _
from orgrules.text import shown

_HASH = re.compile(r"(?<![^ \t])#")
_TAG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(_TAG + name for name in ("str", "int", "float", "bool", "null", "map", "seq"))
_PROPERTIES = re.compile(r"(?:[&!]\S*\s*)*")
_NO_KEY = object()
_LIBYAML_DEPTH = 1000  # the levels of flow collections that libyaml reads, from version 0.2.6 on
# where PyYAML was built without libyaml its own parser gives the same events, some fifteen times slower
_EVENTS: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def build(text: str, path: str, limits: Limits, most: int | None) -> list[Source]:
    """The documents of a text, at least one and at most as many as stated.

    Raises:
        SourceError: as ``source.parse``.
    """
    return _Builder(path, limits, most).build(text)


class _Shown(_DUMPER):  # type: ignore[misc]
    """Writes what stands in two places twice: people who read a rule know no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    """Plain data as YAML text, keys in their order: for showing, not for storing."""
    text: str = yaml.dump(data, Dumper=_Shown, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    return text


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
                        first = unpack(places[2 * list(holder).index(value)])
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
        raise error_at(self.path, pack(event.start_mark.line, event.start_mark.column), message)


def comments(text: str) -> tuple[Comment, ...]:
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


def written(text: str) -> Written | None:
    """The nodes of a text that was read before, with what each of them covers; None where it has no document."""
    events: Any = yaml.parse(text, Loader=_EVENTS)
    stack: list[Written] = []
    anchors: dict[str, Written] = {}
    for event in events:
        cls = event.__class__
        if cls in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            node = stack.pop()
            # a block ends with what is in it: its own end is where the next thing begins
            node.end = event.end_mark.index if node.style == "flow" or not node.children else node.children[-1].end
            if not stack:
                return node
            continue
        if cls not in (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
            continue
        node = _node_of(event, text)
        if cls is yaml.AliasEvent:
            if event.anchor in anchors:
                anchors[event.anchor].is_shared = True
        elif event.anchor is not None:
            anchors[event.anchor] = node
        if stack:
            stack[-1].children.append(node)
        if node.kind in ("mapping", "sequence"):
            stack.append(node)
        elif not stack:
            return node
    return None


def _node_of(event: Any, text: str) -> Written:
    """What a node is as it begins."""
    start, end = event.start_mark.index, min(event.end_mark.index, len(text))
    if event.__class__ is yaml.AliasEvent:
        return Written("alias", start, end, start)
    inner = start
    if event.anchor is not None or event.tag is not None:
        behind = _PROPERTIES.match(text, start)
        inner = behind.end() if behind else start
    if event.__class__ is yaml.ScalarEvent:
        style = event.style or ""
        if style in ("|", ">"):
            # to the end of its last line; those without anything belong to it where it keeps them
            keeps = "+" in LINE_BREAK.split(text[inner:end], 1)[0]
            told = text[start:end]
            last = LINE_BREAK.search(told, len(told) - 1) or LINE_BREAK.search(told, len(told) - 2)
            end = start + (last.start() if last and keeps else len(told) if keeps else len(told.rstrip()))
        return Written("scalar", start, end, inner, style, event.value)
    kind: Any = "mapping" if event.__class__ is yaml.MappingStartEvent else "sequence"
    return Written(kind, start, end, inner, "flow" if event.flow_style else "block")


def _too_many(limits: Limits) -> str:
    return _("more than {most:,} values, with aliases counted as what they stand for").format(most=limits.nodes)


def _no_tag(tag: str) -> str:
    return _('the tag "{tag}" means nothing here; leave it out').format(tag=shown(tag))


def _not_yaml(path: str, error: Exception, text: str) -> SourceError:
    from orgrules.files.yaml_errors import wrong_at  # imported where used: most texts are YAML

    line, column, message = wrong_at(error, text)
    return error_at(path, pack(line, column), message)
