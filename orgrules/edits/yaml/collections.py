"""Elements of one list or mapping that go, and others that come, in the manner in which it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from orgrules.edits.yaml.document import Document
from orgrules.files.written import Written
from orgrules.files.yaml_text import WIDTH
from orgrules.text import columns

#: What stands at a place, told where it begins: the column of its first character.
Told = Callable[[int], str]
_BLANK_COMMA = re.compile(r"[\s]*,")


class Added(NamedTuple):
    """An element that comes behind the one of an index, or before all where that is -1; those behind one in their order."""

    behind: int
    told: Told


class Block(NamedTuple):
    """A collection that has lines for each of its elements: where each begins, and where the line behind it does."""

    document: Document
    starts: list[int]
    ends: list[int]
    column: int
    lead: str  # what stands before each element: the dash of a list
    gap: int  # and how far in it begins behind it

    def patch(self, dropped: Collection[int], added: Sequence[Added]) -> None:
        """Put down that elements go and come; one at least is there in the end."""
        document, patches = self.document, self.document.patches
        kept = [index for index in range(len(self.starts)) if index not in dropped]
        if not kept:
            lines = self._lines([each.told for each in added])
            patches.add(self.starts[0], self.ends[-1], lambda: lines().lstrip(" "), self.column)
            return
        for run in runs(dropped):
            start, end = self.starts[run[0]], self.ends[run[-1]]
            if document.is_first(start):  # what stands between them stays
                for index in run:
                    patches.add(document.line_start(self.starts[index]), self.ends[index], "", self.column)
            else:  # behind the dash of the item that it is in: what comes next begins there
                patches.add(start, end + document.indent(end), "", self.column)
        for behind, those in groups(added, kept):
            lines = self._lines([each.told for each in those])
            if behind >= 0:
                patches.follow(self.ends[behind], lines, self.column)
            else:
                first = self.starts[kept[0]]
                indent = " " * self.column
                patches.add(first, first, lambda lines=lines, indent=indent: lines().lstrip(" ") + indent)  # type: ignore[misc]

    def _lines(self, told: Sequence[Told]) -> Callable[[], str]:
        indent, end = " " * self.column + self.lead, self.document.line_break
        return lambda: "".join(f"{indent}{each(self.column + self.gap)}{end}" for each in told)


def block_mapping(document: Document, node: Written) -> Block:
    """A mapping that has lines for each key."""
    column = document.column(node.children[0].start)
    return Block(
        document,
        [key.start for key, _value in node.pairs()],
        [document.behind(max(key.end, value.end), column) for key, value in node.pairs()],
        column,
        "",
        0,
    )


def block_list(document: Document, node: Written) -> Block:
    """A list that has lines for each item."""
    dashes: list[int] = []
    first = node.children[0]
    at = node.inner if document.text.startswith("-", node.inner) else document.text.rfind("-", node.start, first.start)
    column = document.column(at)
    for each in node.children:
        begin = document.line_start(each.start)
        # a dash may be on a line before what it stands for
        while document.text[begin + column : begin + column + 1] != "-" or document.text[begin : begin + column].strip(" -"):
            begin = document.line_start(begin - 1)
        dashes.append(begin + column)
    gap = first.start - dashes[0]
    gap = gap if "\n" not in document.text[dashes[0] : first.start] and gap > 1 else 2
    ends = [document.behind(each.end, column) for each in node.children]
    return Block(document, dashes, ends, column, "-" + " " * (gap - 1), gap)


def runs(dropped: Collection[int]) -> list[list[int]]:
    """Indices that follow one another."""
    found = groupby(enumerate(sorted(dropped)), lambda pair: pair[1] - pair[0])
    return [[index for _number, index in run] for _difference, run in found]


def groups(added: Sequence[Added], kept: Sequence[int]) -> list[tuple[int, list[Added]]]:
    """Those that come behind one element that stays."""
    found: dict[int, list[Added]] = {}
    for each in added:
        found.setdefault(max((index for index in kept if index <= each.behind), default=-1), []).append(each)
    return list(found.items())


def spans_in(node: Written) -> list[tuple[int, int]]:
    """Where the elements of a collection between brackets begin and end."""
    if node.kind == "sequence":
        return [(each.start, each.end) for each in node.children]
    return [(key.start, max(key.end, value.end)) for key, value in node.pairs()]


def patch_flow(document: Document, node: Written, dropped: Collection[int], added: Sequence[Added], comma: str) -> None:
    """Put down that elements of a collection between brackets go and come."""
    patches = document.patches
    spans = spans_in(node)
    kept = [index for index in range(len(spans)) if index not in dropped]
    if not kept:
        column = document.column(node.inner) + 1
        patches.add(node.inner + 1, node.end - 1, lambda: comma.join(each.told(column) for each in added))
        return
    flow = _Flow(document, node, spans, comma)
    dropped = set(dropped)
    for behind, those in groups(added, kept):
        if behind + 1 in dropped:  # in the place of one that goes
            start, end = spans[behind + 1]
            dropped.remove(behind + 1)
            column = document.column(start)
            patches.add(start, end, lambda those=those, column=column: comma.join(each.told(column) for each in those))  # type: ignore[misc]
        elif behind < 0:
            flow.put_first(those)
        else:
            flow.put_behind(behind, those)
    for run in runs(dropped):
        flow.cut(run)


class _Flow(NamedTuple):
    """A collection between brackets that has elements."""

    document: Document
    node: Written
    spans: list[tuple[int, int]]
    comma: str

    @property
    def has_lines(self) -> bool:
        """Whether each element begins a line."""
        return all(self.document.is_first(start) for start, _end in self.spans)

    def behind_comma(self, index: int) -> int:
        """Where the comma behind an element ends; 0 where there is none."""
        found = _BLANK_COMMA.match(self.document.text, self.spans[index][1])
        return found.end() if found else 0

    def put_first(self, those: Sequence[Added]) -> None:
        """Put elements before all others."""
        document, start = self.document, self.spans[0][0]
        column = document.column(start)
        comma = f",{document.line_break}{document.text[document.line_start(start) : start]}" if self.has_lines else self.comma
        document.patches.add(start, start, lambda: "".join(each.told(column) + comma for each in those))

    def put_behind(self, index: int, those: Sequence[Added]) -> None:
        """Put elements behind one."""
        document, patches = self.document, self.document.patches
        start, end = self.spans[index]
        behind = self.behind_comma(index)
        if self.has_lines:
            column = document.column(start)
            indent = document.line_break + document.text[document.line_start(start) : start]
            rest = document.text[behind or end : document.line_end(behind or end)].strip()
            if behind and (not rest or document.remark(behind)):
                lines = [(indent, each.told) for each in those]
                patches.add(
                    document.line_end(behind),
                    document.line_end(behind),
                    lambda: "".join(f"{before}{told(column)}," for before, told in lines),
                )
                return
            at = document.line_end(end) if not behind and document.remark(end) else end
            if at != end:
                patches.add(end, end, ",")
            first = "" if at != end else ","
            patches.add(at, at, lambda: first + indent + f",{indent}".join(each.told(column) for each in those))
            return
        indent = document.line_break + " " * document.column(self.spans[0][0])
        written = document.text[document.line_start(end) : document.line_end(end)]
        # an entry that has its line for itself goes on in the next one where it grows long
        is_entry = not document.text[document.line_start(self.node.start) : self.node.start].strip(" -")

        def told() -> str:
            line, said = columns(written), ""
            for each in those:
                new = each.told(document.column(end))
                is_long = is_entry and line <= WIDTH < line + columns(new) + 2 and not document.is_json
                said += (f",{indent}" if is_long else self.comma) + new
                line = len(indent) + columns(new) if is_long else line + columns(new) + 2
            return said

        patches.add(end, end, told)

    def cut(self, run: Sequence[int]) -> None:
        """Take elements away that follow one another, with what parts them from the others."""
        document, patches = self.document, self.document.patches
        (start, _end), end = self.spans[run[0]], self.spans[run[-1]][1]
        before = self.spans[run[0] - 1][1] if run[0] else -1
        if before >= 0 and not document.is_first(start):
            patches.add(before, end, "")
            return
        comma = self.behind_comma(run[-1])
        behind = comma or end
        is_line = not document.text[behind : document.line_end(behind)].strip() or document.remark(behind) != ""
        if run[-1] + 1 < len(self.spans):
            if not is_line:
                patches.add(start, self.spans[run[-1] + 1][0], "")
            elif document.is_first(start):
                patches.add(document.line_start(start), document.next_line(behind), "")
            else:
                at = document.next_line(behind)
                patches.add(start, at + document.indent(at), "")
            return
        # the last ones, at the beginning of a line: the one before them has no comma then
        parts = document.text[before:start]
        if "#" not in parts:
            patches.add(before, end, "")
            if comma and document.remark(comma):
                patches.add(comma, document.line_end(comma), "")
            elif not comma and document.remark(end):
                patches.add(end, document.line_end(end), "")
            return
        if not comma:
            found = self.behind_comma(run[0] - 1)
            patches.add(found - 1, found, "")
        if is_line:
            patches.add(document.line_start(start), document.next_line(behind), "")
        else:
            patches.add(start, behind, "")


def patch_into_block(
    document: Document,
    node: Written,
    dropped: Collection[int],
    added: Sequence[Added],
    shape: tuple[int, str],
    begin: tuple[int, str] | None = None,
) -> None:
    """Write a collection between brackets, of one line, with a line for each element: those that stay, and those that come.

    ``shape`` is the column of these lines and what each begins with, ``begin`` from where on something stands before them.
    """
    patches = document.patches
    (column, lead), (at, parts) = shape, begin or (node.inner, "")
    spans = spans_in(node)
    kept = [index for index in range(len(spans)) if index not in dropped]
    indent = document.line_break + " " * column + lead
    inner = column + len(lead)
    if not kept:
        patches.add(at, node.end, lambda: parts + indent.join(each.told(inner) for each in added))
        return
    remark = document.remark(node.end) if begin is None and len(kept) + len(added) > 1 else ""
    if remark:  # the comment stays on its line
        patches.add(spans[kept[0]][1], spans[kept[0]][1], remark)
    for behind, those in groups(added, kept):
        said = [each.told for each in those]
        place = spans[behind][1] if behind >= 0 else spans[kept[0]][0]
        if behind >= 0:
            patches.add(place, place, lambda said=said: "".join(indent + told(inner) for told in said))  # type: ignore[misc]
        else:
            patches.add(place, place, lambda said=said: "".join(told(inner) + indent for told in said))  # type: ignore[misc]
    for index, (start, end) in enumerate(spans):
        patches.add(at, start, parts if index in kept else "")
        if index in dropped:
            patches.add(start, end, "")
        else:
            parts = indent
        at = end
    patches.add(at, node.end + len(remark), "")
