"""Values that become others, in the manner in which they are written; and entries that are new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from orgrules.edits.yaml.collections import Added, Told, block_list, patch_flow
from orgrules.edits.yaml.document import Document
from orgrules.edits.yaml.texts import Manner, is_text, manner_in
from orgrules.files.written import Written
from orgrules.files.yaml_text import WIDTH
from orgrules.locale import _
from orgrules.text import columns

_COLON = re.compile(r"[ \t]*:")


def change_value(document: Document, pair: tuple[Written, Written], before: Any, then: Any, manner: Manner) -> None:
    """Put down that a key has another value.

    Raises:
        CannotEdit: its value is meant elsewhere in the file too.
    """
    key, value = pair
    lists = (before, then)
    if (
        all(isinstance(each, Sequence) and not isinstance(each, str) and each for each in lists)
        and value.kind == "sequence"
        and len(value.children) == len(before)
    ):
        _change_items(document, value, before, then, manner)
        return
    for each in value.all():
        document.check_unshared(each)
    if value.kind == "scalar" and value.style not in ("|", ">") and not isinstance(then, list | dict):
        if value.inner == value.end:
            document.patches.add(colon(document, key), value.end, " " + manner.value(then))
        else:
            replace_scalar(document, value, then, manner)
    elif value.kind == "scalar" and value.inner == value.end:
        document.patches.add(colon(document, key), value.end, " " + manner.value(then))
    elif value.style == "block":
        replace_block(document, key, value, manner.value(then))
    else:
        document.patches.add(value.start, value.end, manner.value(then))


def _change_items(document: Document, node: Written, before: Sequence[Any], then: Sequence[Any], manner: Manner) -> None:
    """Put down that a list has other items; those that stay keep their text."""
    last = node.children[-1]
    if is_text(last) and last.style not in ("|", ">"):
        manner = manner._replace(quote=last.style)
    dropped: set[int] = set()
    added: list[Added] = []
    matcher = SequenceMatcher(None, list(map(repr, before)), list(map(repr, then)), autojunk=False)
    for what, begin, end, new, new_end in matcher.get_opcodes():
        if what == "equal":
            continue
        paired = min(end - begin, new_end - new)
        for number in range(paired):
            item, value = node.children[begin + number], then[new + number]
            document.check_unshared(item)
            if item.kind in ("scalar", "alias") and item.style not in ("|", ">") and item.inner < item.end:
                replace_scalar(document, item, value, manner)
            else:
                dropped.add(begin + number)
                added.append(Added(begin + number, lambda _column, value=value: manner.value(value)))  # type: ignore[misc]
        for number in range(begin + paired, end):
            for each in node.children[number].all():
                document.check_unshared(each)
            dropped.add(number)
        added += [
            Added(end - 1, lambda _column, value=value: manner.value(value))  # type: ignore[misc]
            for value in then[new + paired : new_end]
        ]
    if not dropped and not added:
        return
    if node.style == "block":
        block_list(document, node).patch(dropped, added)
    else:
        patch_flow(document, node, dropped, added, manner_in(document, node).comma)


def colon(document: Document, key: Written) -> int:
    """Where the colon behind a key ends.

    Raises:
        CannotEdit: there is none: the key stands behind a "?".
    """
    found = _COLON.match(document.text, key.end)
    if found is None:
        raise document.cannot(key, _('a key with "?" before it is not edited: change it by hand'))
    return found.end()


def replace_scalar(document: Document, node: Written, value: Any, manner: Manner) -> None:
    """Put a value in the place of another one, quoted as that is."""
    if isinstance(value, str) and is_text(node):
        manner = manner._replace(quote=node.style)
    document.patches.add(node.start, node.end, manner.value(value))


def replace_block(document: Document, key: Written, node: Written, text: str) -> None:
    """Put a text in the place of a value that has lines of its own."""
    behind = colon(document, key)
    if node.kind == "scalar" or node.start != node.inner:
        document.patches.add(behind, node.end, f" {text}")
        return
    column = document.column(node.inner)
    document.patches.add(behind, behind, f" {text}")
    document.patches.add(document.line_start(node.inner), document.behind(node.end, column), "", column)


def entry_told(
    document: Document, data: Mapping[str, Any], manner: Manner, is_flow: bool, offset: int, only_flow: bool = False
) -> Told:
    """An entry that is new, on one line where it fits there and the others are written so."""
    only_flow = only_flow or document.is_json

    def told(column: int) -> str:
        line = manner.value(data)
        if only_flow or (is_flow and column + columns(line) <= WIDTH):
            return line
        plain = manner._replace(colon=": ", comma=", ")
        lines = []
        for key, value in data.items():
            text = plain.key(key) + plain.value(value)
            if value and isinstance(value, list | dict) and column + columns(text) > WIDTH:
                text = plain.key(key).rstrip() + block_text(document, value, plain, column, offset)
            lines.append(text)
        return (document.line_break + " " * column).join(lines)

    return told


def block_text(document: Document, value: Any, manner: Manner, column: int, offset: int) -> str:
    """A list or a mapping below its key, a line for each of what is in it."""
    if isinstance(value, Mapping):
        lines = [f"{' ' * (column + 2)}{manner.key(key)}{manner.value(each)}" for key, each in value.items()]
    else:
        lines = [f"{' ' * (column + offset)}- {manner.value(each)}" for each in value]
    return document.line_break + document.line_break.join(lines)
