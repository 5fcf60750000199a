"""The text of a file that is edited, and its nodes; entries that nothing is about are left aside, however many there are."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

from orgrules.edits.yaml.patches import Patches
from orgrules.errors import CannotEdit, Problem
from orgrules.files.decoding import LINE_BREAK, SHORTER, decode, json_as_yaml, longer_at
from orgrules.files.source import Route, Source
from orgrules.files.written import Written
from orgrules.locale import _
from orgrules.text import shown

_LEAD = re.compile(r"[ \t]*(?:- +)?")
_REMARK = re.compile(r"[ \t]*#[^\r\n\x85\u2028\u2029]*")
#: What may be an anchor in a file that may have an alias.
_ANCHOR, _ALIAS = re.compile(r"&\S"), re.compile(r"\*\S")


class Document:
    """A file that is edited.

    ``text`` is what is looked at of it: without most of the entries that no step is about. It ends with a line break, whether
    the file does or not.
    """

    def __init__(self, source: Source, content: bytes, encoding: str | None, routes: Iterable[Route]) -> None:
        """``routes`` lead to the entries that may be changed."""
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
        self._numbers: dict[Route, dict[int, int]] = {}  # of the items of a list that are looked at
        self._parts: list[tuple[str, int]] = []  # what is left aside, and the index of ``text`` before which it stands
        # what an alias stands for may be anywhere
        has_aliases = _ANCHOR.search(whole) and _ALIAS.search(whole)
        self.text = whole if has_aliases else self._looked_at(whole, routes)
        self._starts = _line_starts(self.text)
        self.patches = Patches(self.text)
        for part, index in self._parts:
            self.patches.leave_aside(index, part)
        self.root = self._nodes()
        quotes = [node.style for node in self.root.all() if node.style in ("'", '"')] if self.root else []
        #: How texts are quoted here that are: most of them.
        self.quote = '"' if quotes.count('"') * 2 > len(quotes) else "'"

    def _looked_at(self, whole: str, routes: Iterable[Route]) -> str:
        """The text without the entries that are not looked at: those in the middle of a list, where each has lines of its own."""
        starts = _line_starts(whole)
        concerned: dict[Route, set[int]] = {}
        for route in routes:
            for depth in range(1, len(route), 2):
                concerned.setdefault(route[:depth], set()).add(int(route[depth]))
        gaps: list[tuple[int, int]] = []
        waiting: list[tuple[Route, list[Any]]] = [((name,), self.source.data[name]) for name in _lists(self.source)]
        while waiting:
            route, items = waiting.pop()
            last = len(items) - 1
            kept = sorted({*concerned.get(route, ()), 0, last})
            # one that stays is left on either side
            left = [(one + 2, other - 2) for one, other in pairwise(kept) if other - 2 >= one + 2]
            found = [self._lines(whole, starts, route, begin, end + 1) for begin, end in left]
            if found and None not in found:
                gaps += [each for each in found if each is not None]
                gone = {index for begin, end in left for index in range(begin, end + 1)}
                kept = [index for index in range(last + 1) if index not in gone]
                self._numbers[route] = {index: number for number, index in enumerate(kept)}
            for index in kept if found and None not in found else range(last + 1):
                inner = items[index].get("reports") if isinstance(items[index], dict) else None
                if isinstance(inner, list) and inner:
                    waiting.append(((*route, index, "reports"), inner))
        told: list[str] = []
        at = length = 0
        for left_from, left_to in sorted(gaps):
            told.append(whole[at:left_from])
            length += left_from - at
            self._parts.append((whole[left_from:left_to], length))
            at = left_to
        return "".join((*told, whole[at:]))

    def _lines(self, whole: str, starts: list[int], route: Route, begin: int, end: int) -> tuple[int, int] | None:
        """Where the lines from one item of a list to another one begin and end; None where they do not have lines alone."""
        found, leads = [], set()
        for index in (0, begin, end):
            line, column = self.source.place((*route, index))
            lead = whole[starts[line - 1] : starts[line - 1] + column - 1]
            leads.add(lead)
            found.append(starts[line - 1])
        (lead, *others) = leads
        return (found[1], found[2]) if not others and _LEAD.fullmatch(lead) and lead else None

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
                number = self.number(route[: depth + 1])
                node = node.children[number] if node.kind == "sequence" and number < len(node.children) else None
            else:
                pair = node.get(step)
                node = pair[1] if pair else None
            if node is not None and node.kind == "alias":
                raise self.cannot(node, _("an alias stands here, and what it means elsewhere in the file: change it by hand"))
            if node is not None:
                self.check_unshared(node)
        if node is None:
            raise CannotEdit(self.source.problem(route, _("the file no longer says what was read")))
        return node

    def number(self, route: Route) -> int:
        """The number of an item among those of its list that are looked at."""
        numbers = self._numbers.get(route[:-1])
        return int(route[-1]) if numbers is None else numbers[int(route[-1])]

    def check_unshared(self, node: Written) -> None:
        """That an alias does not stand for a node elsewhere.

        Raises:
            CannotEdit: one does.
        """
        if node.is_shared:
            raise self.cannot(node, _("an alias elsewhere in the file means what stands here too: change it by hand"))

    def check_alone(self, node: Written) -> None:
        """That a node can go, or go elsewhere: nothing in it is meant elsewhere, or written there.

        Raises:
            CannotEdit: something is.
        """
        for each in node.all():
            self.check_unshared(each)
            if each.kind == "alias":
                raise self.cannot(each, _("an alias stands here, and what it means elsewhere in the file: change it by hand"))

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
        text = self.patches.render(0, len(self.text))
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
