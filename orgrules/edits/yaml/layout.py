"""What becomes of lists and mappings, put down as patches of the text that they are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from orgrules.edits.yaml.changed import ABSENT, KEYS, ChangedList, ChangedMapping, Item, Moved
from orgrules.edits.yaml.collections import Added, Block, Told, block_list, block_mapping, patch_flow, patch_into_block
from orgrules.edits.yaml.document import Document
from orgrules.edits.yaml.texts import Manner, manner_in, shifted
from orgrules.edits.yaml.values import block_text, change_value, colon, entry_told, replace_block, replace_scalar
from orgrules.files.written import Written
from orgrules.files.yaml_text import WIDTH
from orgrules.locale import _
from orgrules.text import columns

#: A column that no line begins in.
_FAR = 1 << 30


class Layout:
    """Knows which brackets are opened: collections on one line of which each element gets a line of its own."""

    def __init__(self) -> None:
        self._open: set[int] = set()
        self._blocks: dict[int, Block] = {}
        self._parts: dict[int, list[tuple[int, int, int]]] = {}  # lines of lists of reports that go, by whose they are

    def is_block(self, node: Written) -> bool:
        """Whether each element of a collection has lines of its own then."""
        return node.style == "block" or id(node) in self._open

    def open(self, document: Document, node: Written) -> str | None:
        """Open brackets, where they stand on one line and each key in them is parted from its value by a space."""
        text = document.text[node.start : node.end]
        spaced = node.kind == "sequence" or all(
            document.text[key.end : key.end + 2] == ": " and value.kind != "alias" for key, value in node.pairs()
        )
        if document.is_json or len(text.splitlines()) > 1 or not spaced or node.start != node.inner:
            return None
        self._open.add(id(node))
        return "block"

    def offset(self, document: Document) -> int:
        """How far in the lists of a file stand of what they are below."""
        root = document.node(())
        for key, value in root.pairs() if root.kind == "mapping" else ():
            if value.kind == "sequence" and value.style == "block":
                return self._block(document, value).column - document.column(key.start)
        return 2

    def _block(self, document: Document, node: Written) -> Block:
        """A list of the file that is a block."""
        if id(node) not in self._blocks:
            self._blocks[id(node)] = block_list(document, node)
        return self._blocks[id(node)]

    # ---- lists

    def put_list(self, each: ChangedList, drop_reports: Callable[[Document, Written], None]) -> None:
        """Put down what becomes of a list of entries."""
        at, document, node = each.at, each.at.document, each.at.list
        manner = manner_in(document, node)
        for number, text in each.texts:
            if number not in each.dropped:
                replace_scalar(document, node.children[number], text, manner)
        into_block = self.is_block(node)
        last = len(node.children) - 1
        added = [*each.told, *(Added(last, self._moved(moved, document, manner, into_block)) for moved in each.moved)]
        if not each.dropped and not added:
            return
        if len(each.dropped) == len(node.children) and not added:
            if at.owner is not document.root:
                drop_reports(document, at.owner)
                if node.style == "block" and (parts := self._own_lines(at)):
                    self._parts[id(at.owner)] = parts
            elif node.style == "flow":
                patch_flow(document, node, each.dropped, added, "")
            else:
                replace_block(document, at.key, node, "[]")
        elif node.style == "block":
            self._block(document, node).patch(each.dropped, added)
        elif into_block:
            column = document.column(at.key.start) + self.offset(document)
            remark = document.remark(node.end)
            begin = f"{remark}{document.line_break}{' ' * column}- "
            patch_into_block(document, node, each.dropped, added, (column, "- "), (colon(document, at.key), begin))
            if remark:
                document.patches.add(node.end, node.end + len(remark), "")
        else:
            patch_flow(document, node, each.dropped, added, manner.comma)

    def _own_lines(self, at: Item) -> list[tuple[int, int, int]]:
        """The lines of a list of reports, by where each run of them begins and ends and its column, where comments stand between.

        These stay: they may be about what comes next.
        """
        document, key = at.document, at.key
        block = self._block(document, at.list)
        if not document.is_first(key.start) or at.list.start != at.list.inner:
            return []
        lines = [(document.line_start(key.start), document.next_line(key.start), document.column(key.start))]
        lines += [(document.line_start(start), end, block.column) for start, end in zip(block.starts, block.ends, strict=True)]
        between = "".join(document.text[one[1] : other[0]] for one, other in pairwise(lines))
        return lines if "#" in between else []

    def _moved(self, moved: Moved, document: Document, manner: Manner, into_block: bool) -> Told:
        """What comes from elsewhere, in its own words."""
        at = moved.at
        if at is None:
            return lambda _column: manner.text(moved.text)
        source, node = at.document, at.node
        end, column = node.end, _FAR
        if into_block and at.list.style == "block":
            block = self._block(source, at.list)
            end, column = block.ends[at.number], block.column

        def told(to: int) -> str:
            text = source.patches.render(node.start, end, column)
            if end != node.end:
                text = text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text[:-1]
            return shifted(text, to - source.column(node.start), document.line_break)

        return told

    # ---- mappings

    def put_mapping(self, mapping: ChangedMapping) -> None:
        """Put down what becomes of a mapping."""
        document, node = mapping.document, mapping.node
        if node.kind != "mapping":
            raise document.cannot(node, _("a mapping is expected here"))
        is_block = self.is_block(node)
        manner = manner_in(document, node)
        if is_block:
            manner = manner._replace(colon=": ", comma=", ")
        told: dict[str, Told] = {}
        dropped = set(mapping.dropped)
        for key, (before, then) in mapping.values.items():
            pair = node.get(key)
            if then is ABSENT:
                dropped.add(key)
            elif pair is None:
                told[key] = self._key_told(document, node, key, then, manner, is_block)
            else:
                self._change_value(mapping, pair, before, then, manner)
        lists = {section: self._section_told(document, those, manner, is_block) for section, those in mapping.sections.items()}
        if mapping.reports:
            items = [self._moved(moved, document, manner, is_block) for moved in mapping.reports]
            lists["reports"] = self._list_told(document, items, manner, is_block)
        for name, inner in lists.items():
            pair = node.get(name)
            if pair is None:
                told[name] = _behind_key(manner, name, inner, is_block)
            elif is_block:
                # a comment behind the key stays there
                column = document.column(node.children[0].start)
                document.patches.add(colon(document, pair[0]), pair[1].end, "")
                lines = _whole_lines(document, inner, column)
                document.patches.follow(document.next_line(pair[1].end), lines, column + self.offset(document))
            else:
                column = document.column(pair[1].start)
                document.patches.add(pair[1].start, pair[1].end, lambda inner=inner, column=column: inner(column))  # type: ignore[misc]
        self._put_keys(mapping, dropped, told, manner)

    def _put_keys(self, mapping: ChangedMapping, dropped: set[str], told: Mapping[str, Told], manner: Manner) -> None:
        """Put down which keys of a mapping go and come."""
        document, node = mapping.document, mapping.node
        names = [key.text for key, _value in node.pairs()]
        for own, value in node.pairs():
            for each in value.all() if own.text in dropped else ():
                document.check_unshared(each)
            if (dropped or told) and document.text[: own.start].endswith("? "):
                raise document.cannot(own, _('a key with "?" before it is not edited: change it by hand'))
        gone = {index for index, name in enumerate(names) if name in dropped}
        order = {name: index for index, name in enumerate(KEYS.get(mapping.kind, ()))}
        added = []
        for key in sorted(told, key=lambda key: order.get(key, len(order))):
            rank = order.get(key, len(order))
            before = [index for index, name in enumerate(names) if order.get(name, -1) < rank and index not in gone]
            # a key of one's own stands behind all others
            behind = len(names) - 1 if key not in order else before[-1] if before else -1
            added.append(Added(behind, told[key]))
        if (parts := self._parts.get(id(node))) is not None:
            for start, end, column in parts:
                document.patches.add(start, end, "", column)
            gone.discard(names.index("reports"))
        if id(node) in self._open:
            patch_into_block(document, node, gone, added, (document.column(node.start), ""))
        elif not gone and not added:
            return
        elif node.style == "flow" or not node.children:
            patch_flow(document, node, gone, added, manner.comma)
        elif len(gone) == len(names) and not added:
            document.patches.add(node.start, node.end, "{}")
        else:
            block = block_mapping(document, node)
            if mapping.kind == "" and told:
                added = [each._replace(told=_apart(document, block, each)) for each in added]
            block.patch(gone, added)

    def _key_told(self, document: Document, node: Written, key: str, value: Any, manner: Manner, is_block: bool) -> Told:
        """A key that is new, with its value."""
        if not is_block:
            return lambda _column: manner.key(key) + manner.value(value)
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        has_blocks = any(each.kind == "sequence" and each.style == "block" for own, each in node.pairs() if own.text != "reports")
        offset = self.offset(document)

        def told(column: int) -> str:
            line = manner.key(key) + manner.value(value)
            if value and ((is_list and has_blocks) or (isinstance(value, list | dict) and column + columns(line) > WIDTH)):
                return manner.key(key).rstrip() + block_text(document, value, manner, column, offset)
            return line

        return told

    def _section_told(self, document: Document, those: Sequence[Mapping[str, Any]], manner: Manner, is_block: bool) -> Told:
        """The entries of a list that is new."""
        offset = self.offset(document)
        entries = [entry_told(document, data, manner, True, offset, only_flow=not is_block) for data in those]
        return self._list_told(document, entries, manner, is_block)

    def _list_told(self, document: Document, items: Sequence[Told], manner: Manner, is_block: bool) -> Told:
        """A list behind its key, told with the column of the key where it is a block."""
        offset, end = self.offset(document), document.line_break

        def told(column: int) -> str:
            if not is_block:
                return "[" + manner.comma.join(each(column) for each in items) + "]"
            dash = column + offset
            return "".join(f"{end}{' ' * dash}- {each(dash + 2)}" for each in items)

        return told

    def _change_value(
        self, mapping: ChangedMapping, pair: tuple[Written, Written], before: Any, then: Any, manner: Manner
    ) -> None:
        """Put down that a key has another value."""
        document, (key, value) = mapping.document, pair
        if value.kind != "alias":
            document.check_unshared(value)
        if isinstance(before, Mapping) and isinstance(then, Mapping) and value.kind == "mapping":
            inner = ChangedMapping(document, value, key.text)
            for each in (*before, *(new for new in then if new not in before)):
                one, other = before.get(each, ABSENT), then.get(each, ABSENT)
                if one is ABSENT or other is ABSENT or one != other or type(one) is not type(other):
                    inner.values[each] = (one, other)
            self.put_mapping(inner)
            return
        change_value(document, pair, before, then, manner)


def _whole_lines(document: Document, told: Told, column: int) -> Callable[[], str]:
    """What begins with a line break as lines that end with one."""
    return lambda: told(column).removeprefix(document.line_break) + document.line_break


def _behind_key(manner: Manner, key: str, inner: Told, is_block: bool) -> Told:
    """A list that is new, behind its key."""
    before = manner.key(key).rstrip() if is_block else manner.key(key)
    return lambda column: before + inner(column)


def _apart(document: Document, block: Block, added: Added) -> Told:
    """A section of a file that is new, with an empty line before it where the others have one, or behind it."""
    starts, ends = block.starts[1:], block.ends
    has_gap = any(document.text[end:start].strip(" ") for start, end in zip(starts, ends, strict=False) if start > end)
    gap = document.line_break if has_gap and starts else ""
    if added.behind < 0:
        return lambda column: added.told(column) + gap
    # in the place of the blanks of its own line, which come then
    return lambda column: (gap + " " * column if gap else "") + added.told(column)
