"""A file of a rulebook as parts that can be told apart: entries of mappings and lists, rows and cells, with what stands around.

Put together again, untouched parts give the very bytes that were there: comments, blank lines, brackets and all.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from orgrules.errors import OrgrulesError
from orgrules.files.source import parse
from orgrules.files.written import Written
from orgrules.files.yaml_events import written

#: What names an item of a list, the first that it has; of ``_ALONE`` a list has one at most, whatever it says.
_NAMES = ("id", "role", "skill", "certificate", "title")
_ALONE = ("education", "experience", "fields_of_study")
#: Blanks, line breaks and comments between two parts in brackets.
_GAP = re.compile(r"(?:\s|(?<=\s)#[^\n]*)*")
#: A cell of a table, in quotation marks or not.
_QUOTED = '(?:"(?:[^"]|"")*"|[^"{0}\n][^{0}\n]*)?'
#: The column of statements that tells where each stands: it changes with all that is written before them.
PLACE = "place"


class NoParts(Exception):  # noqa: N818 - such a text is merged by lines
    """A text has no parts that could be told apart."""


class Conflict(NamedTuple):
    """Where a person and the handbook say different things; ``key`` leads to it, ``ours`` and ``theirs`` are "" for nothing."""

    kind: str
    key: str
    ours: str
    theirs: str


@dataclass(slots=True)
class Group:
    """Parts in a row: a mapping, a list, a table or a row of one; ``between`` stands between them, ``indent`` before a line."""

    kind: str
    style: str
    opening: str
    parts: list[Part]
    closing: str = ""
    between: str = ""
    indent: int = 0
    marks: list[Conflict] = field(default_factory=list)

    @property
    def is_compact(self) -> bool:
        """Whether its first part stands in the line in which it opens."""
        return self.style == "block" and self.opening != "" and not self.opening.endswith("\n")


@dataclass(slots=True)
class Part:
    """One entry: what stands before it (comments, blank lines), its head (``key:``, ``-``), its value, and the rest of its line.

    ``name`` tells it from the others of its group; None: nothing does but its words.
    """

    name: Hashable
    lead: str
    pad: str
    head: str
    value: str | Group
    trail: str
    marks: list[Conflict] = field(default_factory=list)

    @property
    def body(self) -> str:
        """All but what stands before it."""
        return self.head + text_of(self.value) + self.trail

    @property
    def meaning(self) -> str:
        """What it says, wherever in a document that stands."""
        if isinstance(self.value, Group) and self.value.style == "row":
            return "\t".join(part.words for part in self.value.parts if part.name != PLACE)
        return self.words

    @property
    def words(self) -> str:
        """What it says, however it is laid out; without what stands before it."""
        return " ".join(self.body.split())


def text_of(value: str | Group) -> str:
    """A value as it is written."""
    return value if isinstance(value, str) else "".join(piece for piece in pieces(value) if isinstance(piece, str))


def pieces(group: Group) -> Iterator[str | Conflict]:
    """The text of a group piece by piece, with each conflict before what it is about."""
    yield from group.marks
    yield group.opening
    for index, part in enumerate(group.parts):
        if index:
            yield group.between
        yield part.lead
        yield part.pad
        yield from part.marks
        yield part.head
        if isinstance(part.value, str):
            yield part.value
        else:
            yield from pieces(part.value)
        yield part.trail
    yield group.closing


def yaml_parts(text: str) -> Group:
    """The parts of a YAML file that ends with a line break.

    Raises:
        NoParts: it is no mapping, or written in a way that has no such parts.
    """
    try:
        parse(text.encode(errors="surrogatepass"), "", None)
    except OrgrulesError:
        raise NoParts from None
    root = written(text)
    if root is None or root.kind != "mapping" or root.style != "block":
        raise NoParts
    group, stop = _block(text, root, 0)
    return replace(group, closing=text[stop:])


def _value(text: str, node: Written, start: int) -> tuple[str | Group, int]:
    """The value of an entry whose head ends at ``start``, and where it ends."""
    if node.kind in ("scalar", "alias") or not node.children:
        return text[start : max(node.end, start)], max(node.end, start)
    return _flow(text, node, start) if node.style == "flow" else _block(text, node, start)


def _block(text: str, node: Written, start: int) -> tuple[Group, int]:
    """A collection whose parts stand in lines of their own; it ends with the line of its last part."""
    values = [value for _key, value in node.pairs()] if node.kind == "mapping" else node.children
    begins = [key.start for key, _value in node.pairs()] if node.kind == "mapping" else []
    parts: list[Part] = []
    opening, stop, indent = "", start, 0
    for index, value in enumerate(values):
        begin = begins[index] if begins else _dash(text, stop, value.start)
        line = text.rfind("\n", 0, begin) + 1
        if not index:
            broken = text.find("\n", start, begin) + 1
            opening = text[start : broken or begin] if start else ""
            stop, indent = start + len(opening), begin - line
        pad = max(line, stop)
        is_first = not index and not start  # before which directives may stand
        if text[pad:begin].strip() or not (is_first or _GAP.fullmatch("\n" + text[stop:pad])):
            raise NoParts  # a key behind "?"
        head, behind = _head(text, node, index, begin)
        inner, end = _value(text, value, behind)
        is_block = isinstance(inner, Group) and inner.style == "block"
        after = end if is_block else text.index("\n", end) + 1
        parts.append(Part(_name(node, index), text[stop:pad], text[pad:begin], head, inner, text[end:after]))
        stop = after
    return Group(node.kind, "block", opening, parts, indent=indent), stop


def _dash(text: str, stop: int, begin: int) -> int:
    """Where an item of a list begins whose value begins at ``begin``."""
    dash = text.rfind("-", stop, begin)
    if dash < 0 or _GAP.fullmatch(text, dash + 1, begin) is None:
        raise NoParts
    return dash


def _head(text: str, node: Written, index: int, begin: int) -> tuple[str, int]:
    """What an entry begins with, up to its value or the line break before it."""
    if node.kind == "sequence":
        return "-", begin + 1
    key = node.pairs()[index][0]
    colon = text.find(":", key.end)
    if key.kind != "scalar" or colon < 0 or text[key.end : colon].strip():
        raise NoParts
    return text[begin : colon + 1], colon + 1


def _flow(text: str, node: Written, start: int) -> tuple[Group, int]:
    """A collection in brackets."""
    if text[node.inner] not in "[{":
        raise NoParts  # one pair in a list, without brackets of its own
    values = [value for _key, value in node.pairs()] if node.kind == "mapping" else node.children
    keys = [key for key, _value in node.pairs()] if node.kind == "mapping" else values
    opening = text[start : node.inner + 1]
    parts: list[Part] = []
    stop = node.inner + 1
    for index, (key, value) in enumerate(zip(keys, values, strict=True)):
        if index:
            if text[stop] != ",":
                raise NoParts
            stop += 1
        head, behind = ("", key.start) if key is value else _head(text, node, index, key.start)
        inner, end = _value(text, value, behind)
        gap = _GAP.match(text, end)
        last = index == len(values) - 1
        after = end if gap is None or last else gap.end()
        parts.append(Part(_name(node, index), text[stop : key.start], "", head, inner, text[end:after]))
        stop = after
    return Group(node.kind, "flow", opening, parts, text[stop : node.end], ","), node.end


def _name(node: Written, index: int) -> Hashable:
    """What tells an entry from the others: a key, what an item names itself by, or the text that it is."""
    if node.kind == "mapping":
        return node.pairs()[index][0].text
    item = node.children[index]
    if item.kind == "scalar":
        return ("", item.text)
    for key in (*_NAMES, *_ALONE):
        found = item.get(key)
        if found is not None and (found[1].kind == "scalar" or key in _ALONE):
            return (key, "" if key in _ALONE else found[1].text)
    return None


def table_parts(text: str, separator: str) -> Group:
    """The rows of a table of statements, and their cells.

    Raises:
        NoParts: a cell goes over several lines.
    """
    pattern = re.compile(_QUOTED.format(re.escape(separator)))
    rows: list[Part] = []
    columns: list[str] = []
    for line in lines_of(text):
        said = line.rstrip("\n")
        cells = said.split("\t") if separator == "\t" else list(_cells(said, separator, pattern))
        columns = columns or [cell.strip('"') for cell in cells]
        names = [*columns, *range(len(columns), len(cells))]
        parts = [Part(name, "", "", "", cell, "") for name, cell in zip(names, cells, strict=False)]
        rows.append(Part(cells[0] or None, "", "", "", Group("row", "row", "", parts, between=separator), line[len(said) :]))
    return Group("table", "table", "", rows)


def _cells(line: str, separator: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The cells of a line, as they are written."""
    at = 0
    while True:
        found = pattern.match(line, at)
        end = found.end() if found else at
        if end < len(line) and line[end] != separator:
            raise NoParts
        yield line[at:end]
        if end >= len(line):
            return
        at = end + 1


def separator_of(text: str) -> str:
    """What stands between the cells of a table of statements: tabs, as drafts have, or what a spreadsheet made of them."""
    header = text.split("\n", 1)[0]
    counted = Counter({each: header.count(each) for each in "\t,;"})
    return max("\t,;", key=lambda each: counted[each])


def separated_by(text: str, separator: str) -> str:
    """A table with tabs as one with other marks between its cells, as spreadsheets write it."""
    if separator == "\t":
        return text
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(
        line.rstrip("\n").split("\t") for line in lines_of(text)
    )
    return stream.getvalue()


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends; what ends none to whoever reads rulebooks ends none here."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def numbered(names: Iterable[Hashable]) -> list[Hashable]:
    """Names, those that come again with their number behind them: each is one of its kind."""
    seen: Counter[Hashable] = Counter()
    told: list[Hashable] = []
    for name in names:
        told.append((name, seen[name]) if seen[name] else name)
        seen[name] += 1
    return told
