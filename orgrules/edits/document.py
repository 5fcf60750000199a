"""The text of a file that is edited, and its nodes; entries that nothing is about are left aside, however many there are."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from orgrules.edits.patches import Patches
from orgrules.errors import CannotEdit, Problem
from orgrules.files.decoding import LINE_BREAK, SHORTER, decode, json_as_yaml, longer_at
from orgrules.files.source import Route, Source
from orgrules.files.written import Written
from orgrules.locale import _
from orgrules.text import shown

_DASH = re.compile(r"( *)- +")
_REMARK = re.compile(r"[ \t]*#[^\r\n\x85\u2028\u2029]*")
#: What may be an anchor in a file that may have an alias.
_ANCHOR, _ALIAS = re.compile(r"&\S"), re.compile(r"\*\S")


class Document:
    """A file that is edited.

    ``text`` is what is looked at of it: without the entries of its lists that no step is about. It ends with a line break,
    whether the file does or not.
    """

    def __init__(self, source: Source, content: bytes, encoding: str | None, entries: Mapping[str, Iterable[int]]) -> None:
        """``entries`` are those of each list that may be changed."""
        self.source = source
        self.path = source.path
        whole = decode(content, source.path, encoding)
        self._codec, self._mark = _codec(content, whole, source.path, encoding)
        first = LINE_BREAK.search(whole)
        self.line_break = first[0] if first else "\n"
        self._is_ended = not whole or LINE_BREAK.fullmatch(whole[-1]) is not None
        if not self._is_ended:
            whole += self.line_break
        self.is_json = _is_json(whole)
        self._numbers: dict[str, dict[int, int]] = {}
        self._parts: list[tuple[str, int]] = []  # what is left aside, and the index of ``text`` before which it stands
        self.text = whole if self.is_json or (_ANCHOR.search(whole) and _ALIAS.search(whole)) else self._looked_at(whole, entries)
        self._starts = _line_starts(self.text)
        self.patches = Patches(self.text)
        self.root = self._nodes()
        quotes = [node.style for node in self.root.all() if node.style in ("'", '"')] if self.root else []
        #: How texts are quoted here that are: most of them.
        self.quote = '"' if quotes.count('"') * 2 > len(quotes) else "'"

    def _looked_at(self, whole: str, entries: Mapping[str, Iterable[int]]) -> str:
        """The text without those entries of block lists that are not looked at; the first and the last one of each are."""
        starts = _line_starts(whole)
        kept_from = 0
        kept: list[str] = []
        length = 0
        for section in sorted(_lists(self.source), key=lambda name: self.source.place((name,), key=True)):
            number = len(self.source.data[section])
            those = sorted({*entries.get(section, ()), 0, number - 1})
            gaps = [(one + 1, other) for one, other in zip(those, those[1:], strict=False) if other > one + 1]
            lines = {index: self._dash_line(whole, starts, section, index) for index in {0, *(i for gap in gaps for i in gap)}}
            if not gaps or len({line and line[1] for line in lines.values()}) != 1 or lines[0] is None:
                continue
            for begin, behind in gaps:
                left, right = starts[lines[begin][0]], starts[lines[behind][0]]  # type: ignore[index] - each has a dash
                kept.append(whole[kept_from:left])
                length += left - kept_from
                self._parts.append((whole[left:right], length))
                kept_from = right
            self._numbers[section] = {index: position for position, index in enumerate(those)}
        kept.append(whole[kept_from:])
        return "".join(kept)

    def _dash_line(self, whole: str, starts: list[int], section: str, index: int) -> tuple[int, int] | None:
        """The line of an item, from 0, and the column of its dash; None where something else stands before it."""
        line, column = self.source.place((section, index))
        begin = starts[line - 1]
        found = _DASH.fullmatch(whole, begin, begin + column - 1)
        return (line - 1, len(found[1])) if found else None

    def _nodes(self) -> Written | None:
        from orgrules.files.yaml_events import written  # imported where used: PyYAML takes a tenth of a small check

        root = written(json_as_yaml(self.text)[0])
        longer = longer_at(self.text) if self.is_json else ()
        if root is not None and longer:
            for node in root.all():
                for name in ("start", "end", "inner"):
                    at = getattr(node, name)
                    setattr(node, name, at + SHORTER * bisect_left(longer, at))
        return root

    def node(self, route: Route) -> Written:
        """The node at a route.

        Raises:
            CannotEdit: it stands there by an alias, or is what an alias stands for elsewhere.
        """
        node = self.root
        for depth, step in enumerate(route):
            if node is None:
                break
            if isinstance(step, int):
                step = self._numbers[str(route[0])][step] if depth == 1 and route[0] in self._numbers else step  # noqa: PLW2901
                node = node.children[step] if node.kind == "sequence" and step < len(node.children) else None
            else:
                pair = node.get(step)
                node = pair[1] if pair else None
            if node is not None and node.kind == "alias":
                raise self.cannot(node, _("what stands here is written elsewhere in the file, by *: change it by hand"))
            if node is not None:
                self.check_unshared(node)
        if node is None:
            raise CannotEdit(self.source.problem(route, _("the file no longer says what was read")))
        return node

    def check_unshared(self, node: Written) -> None:
        """That an alias does not stand for a node elsewhere.

        Raises:
            CannotEdit: one does.
        """
        if node.is_shared:
            raise self.cannot(node, _("what stands here is meant elsewhere in the file too, by * and a name: change it by hand"))

    def check_alone(self, node: Written) -> None:
        """That a node can go, or go elsewhere: nothing in it is meant elsewhere, or written there.

        Raises:
            CannotEdit: something is.
        """
        for each in node.all():
            self.check_unshared(each)
            if each.kind == "alias":
                raise self.cannot(each, _("what stands here is written elsewhere in the file, by *: change it by hand"))

    def cannot(self, node: Written, message: str) -> CannotEdit:
        """That something cannot be changed, at its place."""
        line = bisect_right(self._starts, node.start) - 1
        before = sum(len(LINE_BREAK.findall(part)) for part, at in self._parts if at <= self._starts[line])
        return CannotEdit(Problem(self.path, line + before + 1, node.start - self._starts[line] + 1, message))

    # ---- lines

    def line_start(self, index: int) -> int:
        """Where the line of an index begins."""
        return self._starts[bisect_right(self._starts, index) - 1]

    def next_line(self, index: int) -> int:
        """Where the line after that of an index begins."""
        number = bisect_right(self._starts, index)
        return self._starts[number] if number < len(self._starts) else len(self.text)

    def column(self, index: int) -> int:
        """The column of an index, from 0."""
        return index - self.line_start(index)

    def line_end(self, index: int) -> int:
        """Where the line of an index ends: before its line break."""
        end = self.next_line(index)
        return end - (2 if self.text.endswith("\r\n", index, end) else 1)

    def indent(self, index: int) -> int:
        """The blanks at the beginning of the line of an index."""
        start = self.line_start(index)
        return len(self.text[start : self.line_end(start)]) - len(self.text[start : self.line_end(start)].lstrip(" "))

    def is_first(self, index: int) -> bool:
        """Whether nothing stands before an index on its line."""
        return not self.text[self.line_start(index) : index].strip(" \t")

    def remark(self, index: int) -> str:
        """The comment behind an index that ends the line, with the space before it."""
        rest = self.text[index : self.line_end(index)]
        return rest if _REMARK.fullmatch(rest) else ""

    def behind(self, end: int, column: int) -> int:
        """Where the line after a block begins that ends at an index: with the comments below it that are further in."""
        found = at = self.next_line(max(end - 1, 0)) if end and self.column(end) == 0 else self.next_line(end)
        while at < len(self.text):
            line = self.text[at : self.line_end(at)]
            told = line.lstrip(" \t")
            if told and not (told.startswith("#") and len(line) - len(told) > column):
                break
            at = self.next_line(at)
            if told:
                found = at
        return found

    # ---- the file as it is then

    def content(self) -> bytes:
        """The bytes of the file with what was patched.

        Raises:
            CannotEdit: its encoding has no way to write a character.
        """
        told: list[str] = []
        at = 0
        for part, index in (*self._parts, ("", len(self.text))):
            told += (self.patches.render(at, index), part)
            at = index
        text = "".join(told)
        if not self._is_ended:
            text = text[: len(text) - len(self.line_break)]
        try:
            return (self._mark + text).encode(self._codec)
        except UnicodeEncodeError as error:
            message = _('"{text}" cannot be written in the encoding of the file, {encoding}')
            wrong = shown(error.object[error.start : error.end])
            raise CannotEdit(Problem(self.path, 0, 0, message.format(text=wrong, encoding=self._codec))) from None


def _lists(source: Source) -> list[str]:
    """The lists of entries in a file."""
    data = source.data if isinstance(source.data, dict) else {}
    return [name for name in ("units", "positions", "people") if isinstance(data.get(name), list) and data[name]]


def _line_starts(text: str) -> list[int]:
    """Where each line begins. Of what ``splitlines`` takes for a line break and YAML does not, nothing is allowed in YAML."""
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    return starts[:-1] if len(starts) > 1 else starts


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _codec(content: bytes, text: str, path: str, encoding: str | None) -> tuple[str, str]:
    """The encoding in which a text gives its bytes again, and what stands before it there.

    Raises:
        CannotEdit: there is none.
    """
    names = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    for mark in ("", "\ufeff"):
        for name in dict.fromkeys((encoding or "utf-8", *names)):
            try:
                again = (mark + text).encode(name)
            except UnicodeError:
                continue
            if again == content:
                return name, mark
    message = _("the file cannot be edited: its text, written again, does not give the same bytes")
    raise CannotEdit(Problem(path, 0, 0, message))
