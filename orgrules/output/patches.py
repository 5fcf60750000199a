"""How one text becomes another, as a unified diff; a few changes in a large text are found at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from orgrules.findings import Replacement

#: How many lines are shown before and after what is different.
CONTEXT = 3
#: How many lines that are equal tell that the two texts go on alike.
_ALIKE = 20
#: How git writes characters of paths that cannot stand for themselves.
_QUOTED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
#: Most lines that are different in one place before a coarser comparison looks for what is alike.
_MOST_DIFFERENT = 1500


class Region(NamedTuple):
    """Lines of the old text, and those of the new one that stand in their place: from and to, from 0."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


class Hunk(NamedTuple):
    """Lines that stand together in a patch: the first one, from 1, and how many there are, in the old text and in the new one.

    ``lines`` begin with " ", "-" or "+" and have their ends, which the last one of a file may lack.
    """

    old: int
    old_lines: int
    new: int
    new_lines: int
    lines: tuple[str, ...]


class Patch(NamedTuple):
    """How the text of one file is to be different."""

    path: str
    hunks: tuple[Hunk, ...]


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends, as programs that apply patches count them: by line feeds alone."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def patch_of(path: str, before: str, after: str) -> Patch:
    """The patch that makes one text into another; its path is shown as it is given."""
    old, new = lines_of(before), lines_of(after)
    return Patch(path, tuple(_hunk(old, new, group) for group in _groups(regions(old, new))))


def patch_lines(patch: Patch) -> Iterator[str]:
    """A patch as lines with their ends, as ``git apply`` and ``patch -p1`` read them."""
    for mark, folder in (("---", "a"), ("+++", "b")):
        yield f"{mark} {_name(folder, patch.path)}\n"
    for hunk in patch.hunks:
        yield hunk_head(hunk) + "\n"
        for line in hunk.lines:
            if line.endswith("\n"):
                yield line
            else:
                yield from (f"{line}\n", "\\ No newline at end of file\n")


def replacements(patch: Patch) -> Iterator[Replacement]:
    """A patch as texts that stand in the place of others: whole lines, the end of the last one left where it is."""
    for hunk in patch.hunks:
        line = hunk.old + (hunk.old_lines == 0)
        gone: list[str] = []
        new: list[str] = []
        for each in (*hunk.lines, " "):
            if each.startswith("-"):
                gone.append(each[1:])
            elif each.startswith("+"):
                new.append(each[1:])
            else:
                if gone or new:
                    yield _replacement(patch.path, line, gone, new)
                line += len(gone) + 1
                gone, new = [], []


def _replacement(path: str, line: int, gone: Sequence[str], new: Sequence[str]) -> Replacement:
    text = "".join(new)
    if not gone:
        return Replacement(path, line, 1, line, 1, text)
    if not new:
        return Replacement(path, line, 1, line + len(gone), 1, "")
    last = gone[-1].rstrip("\r\n")
    ending = gone[-1][len(last) :]
    return Replacement(path, line, 1, line + len(gone) - 1, len(last) + 1, text.removesuffix(ending))


def hunk_head(hunk: Hunk) -> str:
    """``@@ -3,7 +3,8 @@``."""
    return f"@@ -{_range(hunk.old, hunk.old_lines)} +{_range(hunk.new, hunk.new_lines)} @@"


def regions(old: Sequence[str], new: Sequence[str]) -> list[Region]:
    """Where two lists of lines differ, in their order; as few lines as can be where the differences are small."""
    found: list[Region] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            i, j = i + 1, j + 1
            continue
        way = _way(old, new, i, j)
        found += [Region(i + a, i + b, j + c, j + d) for a, b, c, d in way.regions]
        i, j = i + way.old, j + way.new
    if i < len(old) or j < len(new):
        found.append(Region(i, len(old), j, len(new)))
    return _joined(found)


class _Way(NamedTuple):
    """What is different from a place on, and how far that reaches in the two texts."""

    regions: list[Region]
    old: int
    new: int


def _way(old: Sequence[str], new: Sequence[str], i: int, j: int) -> _Way:
    """The shortest way from a difference to where the texts are alike again (Myers 1986), step by step outwards."""
    most_old, most_new = len(old) - i, len(new) - j
    reached = {1: 0}
    trace: list[array[int]] = []
    for distance in range(min(_MOST_DIFFERENT, most_old + most_new) + 1):
        row = array("q", bytes(8 * (distance + 1)))
        for number, diagonal in enumerate(range(-distance, distance + 1, 2)):
            down = diagonal == -distance or (
                diagonal != distance and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
            )
            x = reached.get(diagonal + 1, 0) if down else reached[diagonal - 1] + 1
            start = x
            while x < most_old and x - diagonal < most_new and old[i + x] == new[j + x - diagonal]:
                x += 1
            row[number] = reached[diagonal] = x
            y = x - diagonal
            if (x - start >= _ALIKE and y <= most_new) or (x >= most_old and y >= most_new):
                trace.append(row)
                return _Way(_walked(trace, x, y), x, y)
        trace.append(row)
    matcher = SequenceMatcher(None, old[i:], new[j:])
    blocks = [Region(*codes[1:]) for codes in matcher.get_opcodes() if codes[0] != "equal"]
    return _Way(blocks, most_old, most_new)


def _walked(trace: Sequence[array[int]], x: int, y: int) -> list[Region]:
    """The single lines that are gone or come on the way to a place, in their order."""
    found: list[Region] = []
    for distance in range(len(trace) - 1, 0, -1):
        before, diagonal = trace[distance - 1], x - y

        def at(which: int, before: array[int] = before, distance: int = distance) -> int:
            number, rest = divmod(which + distance - 1, 2)
            return before[number] if not rest and 0 <= number < len(before) else -1

        if diagonal == -distance or (diagonal != distance and at(diagonal - 1) < at(diagonal + 1)):
            x = at(diagonal + 1)
            y = x - diagonal - 1
            found.append(Region(x, x, y, y + 1))
        else:
            x = at(diagonal - 1)
            y = x - diagonal + 1
            found.append(Region(x, x + 1, y, y))
    return found[::-1]


def _joined(found: Sequence[Region]) -> list[Region]:
    """Differences that touch as one."""
    joined: list[Region] = []
    for each in found:
        if joined and joined[-1].old_to == each.old_from and joined[-1].new_to == each.new_from:
            joined[-1] = joined[-1]._replace(old_to=each.old_to, new_to=each.new_to)
        else:
            joined.append(each)
    return joined


def _groups(found: Sequence[Region]) -> Iterator[list[Region]]:
    """Differences whose contexts touch or overlap."""
    group: list[Region] = []
    for each in found:
        if group and each.old_from - group[-1].old_to > 2 * CONTEXT:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _hunk(old: Sequence[str], new: Sequence[str], group: Sequence[Region]) -> Hunk:
    first, last = group[0], group[-1]
    before = min(CONTEXT, first.old_from)
    after = min(CONTEXT, len(old) - last.old_to)
    at = first.old_from - before
    lines: list[str] = []
    for each in group:
        lines += [f" {line}" for line in old[at : each.old_from]]
        lines += [f"-{line}" for line in old[each.old_from : each.old_to]]
        lines += [f"+{line}" for line in new[each.new_from : each.new_to]]
        at = each.old_to
    lines += [f" {line}" for line in old[at : at + after]]
    old_lines = last.old_to + after - first.old_from + before
    new_lines = last.new_to + after - first.new_from + before
    return Hunk(
        first.old_from - before + bool(old_lines), old_lines, first.new_from - before + bool(new_lines), new_lines, tuple(lines)
    )


def _name(folder: str, path: str) -> str:
    """A path as patches have it: below a folder that is left out again when they are applied."""
    path = f"{folder}/{path.removeprefix('./').lstrip('/')}"
    if path.isprintable() and not {'"', "\\"} & set(path):
        return f"{path}\t" if " " in path else path  # without the tab, it would end at its first space
    return '"' + "".join(_QUOTED.get(each) or (f"\\{ord(each):03o}" if ord(each) < 32 else each) for each in path) + '"'


def _range(first: int, lines: int) -> str:
    return str(first) if lines == 1 else f"{first},{lines}"
