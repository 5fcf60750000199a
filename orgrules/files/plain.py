"""The plain subset of YAML, read a line at a time: what most designs are written in, at a third of the time that events take.

Block mappings and sequences; scalars within one line, lists and mappings in brackets, which may go on behind a comma; comments.
Whatever else stands in a text (anchors, tags, escapes, texts over several lines, a second document), and whatever is wrong with
it, is left to the general reader: this one tells of no mistakes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from orgrules.files.nodes import MAY_BE_NOT_TEXT, NOT_TEXT, Mapping, Plain, Sequence

#: Levels of lists and mappings within one line.
MOST_FLOW_LEVELS = 8
#: Most shapes of items that are looked for in one text: a pattern is made of each that is met again.
MOST_SHAPES = 32
#: So many items of a shape in a row have their places told one by one.
SHORT_RUN = 16

_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_LINE = re.compile(
    r"( *)(- +)?(?:([^\W\d][\w.-]{0,99}):(?: +|$))?"
    rf"(?:({_FIRST}[^:#]*(?:(?::(?=\S)|(?<=\S)#)[^:#]*)*)|'([^']*)' *|\"([^\"\\]*)\" *|([\[{{].*[\]}}]) *)?"
    r"(?:(?<![^ ])#.*)?"
)
_FLOW = re.compile(
    rf" *(?:({_FIRST}[^:#,\[\]{{}}?]*)|'([^']*)'|\"([^\"\\]*)\"|([\[{{]))? *"  # a scalar, or what begins a collection
)
_FLOW_KEY = re.compile(r" *([^\W\d][\w.-]{0,99}): ")
_FLOW_PAIR = re.compile(rf" *([^\W\d][\w.-]{{0,99}}): +({_FIRST}[^:#,\[\]{{}}?]*)(, |\}})")  # most of what is in braces
# what libyaml takes for a line break, and a mark in the middle of a text
_NOT_HERE = "\t\r\x85\u2028\u2029\ufeff"
# behind a key of an item that is like the one before: a text that begins with a letter, or a whole number
_TEXT_BEHIND = r": ([^\W\d_][^:#\n]*)(?<! )\n"
_NUMBER_BEHIND = r": ([0-9]+)\n"

# texts without quotes that begin with a letter and are no texts
_KEYWORDS = frozenset({"null", "true", "True", "TRUE", "false", "False", "FALSE"})


class _NotPlain(Exception):  # noqa: N818 - it is no error: the general reader takes over
    """Something that is not of the subset."""


#: A collection that is being read: its indentation, the collection, the places of what is in it, whether it is a mapping.
_Open = tuple[int, Any, list[int], bool]
_NOTHING: _Open = (-1, None, [], False)
#: A line that goes on with the one before it: where it begins in what both are together, its number, and its first column.
_Fold = tuple[int, int, int]


def read_plain(text: str, most_nodes: int, depth: int) -> tuple[Any, array[int]] | None:
    """The data of a text with their places, as the general reader gives them; None where it is not of the subset."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if any(character in text for character in _NOT_HERE):
        return None
    try:
        data, marks = _read(text, depth - MOST_FLOW_LEVELS)
    except _NotPlain:
        return None
    return None if data is None or len(marks) + 1 > most_nodes else (data, marks)


class _Shape(NamedTuple):
    """Items of a list that have the same keys in the same order, each in a line of its own, with a text or a number behind it."""

    match: Callable[[str, int], re.Match[str] | None]
    keys: tuple[str, ...]
    numbers: tuple[int, ...]  # the indices of those keys that have a number
    offsets: tuple[int, ...]  # the place of each key and value, in turn, were the first line that of the text


def _read(text: str, depth: int) -> tuple[Any, array[int]]:  # noqa: C901, PLR0912, PLR0915 - one loop: it runs once a line
    marks = array("Q")
    root: Any = None
    stack: list[_Open] = []
    level, node, places, in_mapping = _NOTHING
    waiting: str | None = None  # a key whose value may follow below it, and the place of an empty one
    empty = 0
    # what stands before a value, as far as seen: the indentation, where the key begins (behind a dash, further on), and the key
    heads: dict[str, tuple[int, int, str]] = {}
    shapes: dict[tuple[str, ...], _Shape | None] = {}  # by what stands before the first key, and the keys
    measured = offset = 0  # a line, and where it begins in the text
    fullmatch, keywords = _LINE.fullmatch, _KEYWORDS
    folds: dict[int, list[_Fold]] = {}
    lines = text.split("\n")
    numbered = enumerate(lines)
    for number, line in numbered:
        base = number << 32
        # most lines have a key of the mapping at hand, or of the next one in its list, and a text that begins with a letter
        head, colon, said = line.partition(": ")
        if head in heads and said and waiting is None:
            indent, column, key = heads[head]
            while level > column:
                node.marks = len(marks)
                marks.extend(places)
                level, node, places, in_mapping = stack.pop()
            is_next = indent < column  # behind a dash: the next mapping of the list
            if column == level and in_mapping and (not is_next or (stack[-1][0] == indent and not stack[-1][3])):
                if is_next and (shape := _shape(head, column, node, shapes)) is not None:
                    offset += sum(map(len, lines[measured:number])) + number - measured
                    _indent, items, item_places, _in_mapping = stack[-1]
                    before = len(items)
                    end = _add_alike(shape, text, offset, items)
                    if end > offset:
                        node.marks = len(marks)
                        marks.extend(places)
                        item_places.append(base | column)
                        lines_read = len(shape.keys)
                        if len(items) - before > 1:
                            item_places += _place_alike(items, before, base, shape, marks)
                            lines_read *= len(items) - before
                        node = items[-1]  # it may go on
                        last = (number + lines_read - len(shape.keys)) << 32
                        places = [last + place for place in shape.offsets]
                        measured, offset = number + lines_read, end
                        next(islice(numbered, lines_read - 1, lines_read - 1), None)
                        continue
                    measured = number
                if said[0].isalpha() and ":" not in said and "#" not in said and said not in keywords:
                    if is_next:
                        node.marks = len(marks)
                        marks.extend(places)
                        _indent, items, item_places, _in_mapping = stack[-1]
                        node, places = Mapping(), []
                        node.origin = base | column
                        items.append(node)
                        item_places.append(base | column)
                    elif key in node:
                        raise _NotPlain
                    places.append(base | column)
                    places.append(base | (len(head) + 2))
                    node[key] = said.rstrip(" ") if said[-1] == " " else said
                    continue
        match = fullmatch(line)
        if match is None:
            line, folds[number] = _unfolded(lines, number)  # noqa: PLW2901 - it is one line of the text, written as several
            match = fullmatch(line)
            if match is None:
                raise _NotPlain
            for _fold in folds[number]:
                next(numbered)
        space, dash, key, plain, single, double, flow = match.groups()
        if dash is None and key is None:
            if match.lastindex != 1:
                raise _NotPlain
            continue  # a blank line, or a comment
        column = indent = len(space)
        begins: Any = None  # a collection that begins at the indentation
        if waiting is not None:
            if indent > level or (dash is not None and indent == level):
                begins = node[waiting] = Mapping() if dash is None else Sequence()
                places.append(base | indent)
                stack.append((level, node, places, in_mapping))
            else:
                node[waiting] = None
                places.append(empty)
            waiting = None
        if begins is None:
            while level > indent or (level == indent and in_mapping is (dash is not None)):
                node.marks = len(marks)
                marks.extend(places)
                if not stack:
                    raise _NotPlain
                level, node, places, in_mapping = stack.pop()
            if node is None:
                begins = root = Mapping() if dash is None else Sequence()
            elif level != indent or in_mapping is (dash is not None):
                raise _NotPlain
        if begins is not None:
            begins.origin = base | indent
            level, node, places, in_mapping = indent, begins, [], dash is None
        if dash is not None:
            column += len(dash)
            if key is not None:
                item = Mapping()
                item.origin = base | column
                node.append(item)
                places.append(base | column)
                stack.append((level, node, places, in_mapping))
                level, node, places, in_mapping = column, item, [], True
        if len(stack) >= depth:
            raise _NotPlain
        if key is not None:
            if key in node:
                raise _NotPlain
            places.append(base | column)
            if colon:
                heads[head] = (indent, column, key)
        value: Any
        if plain is not None:
            at, value = match.start(4), _scalar(plain)
        elif flow is not None:
            at = match.start(7)
            value, end = _flow(line, at, base, marks, 0)
            if line[end : match.end(7)].strip(" "):
                raise _NotPlain
        elif single is not None:
            at, value = match.start(5) - 1, single
        elif double is not None:
            at, value = match.start(6) - 1, double
        elif key is not None:
            node[key] = None  # its place among the keys
            waiting, empty = key, base | (column + len(key) + 1)
            continue
        else:
            raise _NotPlain  # an item whose value follows below it
        places.append(base | at)
        if key is not None:
            node[key] = value
        else:
            node.append(value)
    if waiting is not None:
        places.append(empty)
    while node is not None:
        node.marks = len(marks)
        marks.extend(places)
        level, node, places, in_mapping = stack.pop() if stack else _NOTHING
    if folds:
        _place_folded(marks, folds)
    return root, marks


def _unfolded(lines: list[str], number: int) -> tuple[str, list[_Fold]]:
    """A line with those in which what is in its brackets goes on, as one; and where each of them begins in it."""
    line = lines[number].rstrip(" ")
    indent = len(line) - len(line.lstrip(" "))
    parts = [line]
    width = len(line)
    folds: list[_Fold] = []
    for more, inner in enumerate(lines[number + 1 :], number + 1) if "[" in line or "{" in line else ():
        text = inner.strip(" ")
        column = len(inner) - len(inner.lstrip(" "))
        if not text or column <= indent or (parts[-1][-1] not in ",[{" and text[0] not in "]}"):
            break
        folds.append((width + 1, more, column))
        parts.append(text)
        width += 1 + len(text)
    line = " ".join(parts)
    if not folds or "#" in line:
        raise _NotPlain
    return line, folds


def _place_folded(marks: array[int], folds: dict[int, list[_Fold]]) -> None:
    """Put the places in lines that were read as one where they are in the text."""
    for index, mark in enumerate(marks):
        column = mark & 0xFFFFFFFF
        for offset, line, first in reversed(folds.get(mark >> 32, ())):
            if column >= offset:
                marks[index] = line << 32 | (column - offset + first)
                break


def _shape(head: str, column: int, item: Mapping, shapes: dict[tuple[str, ...], _Shape | None]) -> _Shape | None:
    """The shape of an item that was read, by which those after it are looked for; None where it is met for the first time."""
    keys = (head, *item)
    if keys in shapes:
        return shapes[keys] or _add_shape(head, column, item, shapes)
    if next(iter(item)) == head[column:] and len(shapes) < MOST_SHAPES:
        shapes[keys] = None
    return None


def _add_shape(head: str, column: int, item: Mapping, shapes: dict[tuple[str, ...], _Shape | None]) -> _Shape:
    """Make the pattern of an item: as many of its keys as have a text or a whole number, up to the first of another kind."""
    pattern = ""
    numbers: list[int] = []
    offsets: list[int] = []
    line = 0
    for key, value in item.items():
        if line and not isinstance(value, str):
            break
        is_number = value.__class__ is Plain and value.isdecimal()
        before = head if not line else " " * column + key
        pattern += re.escape(before) + (_NUMBER_BEHIND if is_number else _TEXT_BEHIND)
        offsets += (line << 32 | column, line << 32 | (len(before) + 2))
        numbers += [line] * is_number
        line += 1
    made = shapes[head, *item] = _Shape(re.compile(pattern).match, tuple(item)[:line], tuple(numbers), tuple(offsets))
    return made


def _add_alike(shape: _Shape, text: str, at: int, items: list[Any]) -> int:
    """Add the items of one shape that stand one behind the other from an index of a text; the index behind them."""
    match, keys, numbers, _offsets = shape
    while (found := match(text, at)) is not None:
        values = found.groups()
        if not _KEYWORDS.isdisjoint(values):
            break
        item = Mapping(zip(keys, values))  # noqa: B905 - as many of each
        for index in numbers:
            item[keys[index]] = Plain(values[index])
        items.append(item)
        at = found.end()
    return at


def _place_alike(items: list[Any], before: int, base: int, shape: _Shape, marks: array[int]) -> range:
    """Add the places in the items of one shape that were added behind the first ones, at a line, but for those in the last one.

    Gives where each but the first of them begins.
    """
    number, width, first = len(items) - before - 1, len(shape.offsets), len(marks)
    step = len(shape.keys) << 32
    for item, at in zip(islice(items, before, len(items) - 1), range(first, first + number * width, width), strict=True):
        item.marks = at
    if number < SHORT_RUN:
        for line in range(base, base + number * step, step):
            marks.extend([line + offset for offset in shape.offsets])
    else:
        marks.frombytes(bytes(number * width * marks.itemsize))
        for index, offset in enumerate(shape.offsets):
            marks[first + index :: width] = array("Q", range(base + offset, base + offset + number * step, step))
    begin = base + step + shape.offsets[0]
    return range(begin, begin + number * step, step)


def _scalar(text: str) -> Any:
    """An unquoted text as the general reader gives it."""
    value = text.rstrip(" ")
    if value in ("null", "~"):
        return None
    return Plain(value) if value[0] in MAY_BE_NOT_TEXT and NOT_TEXT(value) else value


def _flow(line: str, at: int, base: int, marks: array[int], level: int) -> tuple[Any, int]:
    """The list or mapping that begins at an index of a line, and the index behind it."""
    if level == MOST_FLOW_LEVELS:
        raise _NotPlain
    is_mapping = line[at] == "{"
    closing = "}" if is_mapping else "]"
    node: Any = Mapping() if is_mapping else Sequence()
    node.origin = base | at
    places: list[int] = []
    at += 1
    while True:
        key: str | None = None
        if is_mapping:
            at, is_closed = _add_pairs(line, at, base, node, places)
            if is_closed:
                break
            named = _FLOW_KEY.match(line, at)
            if named is None:
                if node or line[at:].lstrip(" ")[:1] != closing:
                    raise _NotPlain
                at = line.index(closing, at) + 1
                break
            key = named[1]
            if key in node:
                raise _NotPlain
            places.append(base | named.start(1))
            at = named.end()
        value, column, at = _flow_value(line, at, base, marks, level)
        if column < 0:
            if is_mapping or node or line[at : at + 1] != closing:
                raise _NotPlain
            at += 1
            break
        places.append(base | column)
        if key is not None:
            node[key] = value
        else:
            node.append(value)
        after = line[at : at + 1]
        at += 1
        if after == closing:
            break
        if after != "," or line[at : at + 1] != " ":
            raise _NotPlain
    node.marks = len(marks)
    marks.extend(places)
    return node, at


def _add_pairs(line: str, at: int, base: int, node: Mapping, places: list[int]) -> tuple[int, bool]:
    """Add the keys with texts without quotes from an index of a line on; the index behind them, and whether the mapping ends."""
    while (pair := _FLOW_PAIR.match(line, at)) is not None:
        key, text, after = pair.groups()
        if key in node:
            raise _NotPlain
        places += (base | pair.start(1), base | pair.start(2))
        node[key] = _scalar(text)
        at = pair.end()
        if after == "}":
            return at, True
    return at, False


def _flow_value(line: str, at: int, base: int, marks: array[int], level: int) -> tuple[Any, int, int]:
    """A value within a list or a mapping of one line, the index where it begins (below 0: there is none), and that behind it."""
    match = _FLOW.match(line, at)
    plain, single, double, collection = match.groups() if match else (None, None, None, None)
    if match is None:
        raise _NotPlain
    if collection is not None:
        begin = match.start(4)
        value, end = _flow(line, begin, base, marks, level + 1)
        while line[end : end + 1] == " ":
            end += 1
        return value, begin, end
    if plain is not None:
        return _scalar(plain), match.start(1), match.end()
    if single is not None:
        return single, match.start(2) - 1, match.end()
    if double is not None:
        return double, match.start(3) - 1, match.end()
    return None, -1, match.end()
