"""Changes of a text by place, all told in indices of the text as it was; what is moved carries the changes within it along."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

#: Says what stands in a place then: known when all changes are.
Said = str | Callable[[], str]


@dataclass(slots=True, eq=False)
class Patch:
    """From an index of a text to another one something else stands.

    ``column`` is that of the lines of which a patch takes away, or adds some. One that ``follows`` adds lines behind the line
    that ends before it.
    """

    start: int
    end: int
    said: Said
    column: int = -1
    follows: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        """Before those at the same index: lines that follow, those further in first; then what stands before something."""
        return self.start, 0 if self.follows else 1 if self.start == self.end else 2, -self.column


class Patches:
    """The changes of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._patches: list[Patch] = []
        self._starts: list[int] | None = None

        self._left_aside = 0

    def __bool__(self) -> bool:
        return len(self._patches) > self._left_aside

    def leave_aside(self, index: int, lines: str) -> None:
        """Lines that the text does not have stand in front of the line that begins at an index."""
        self._left_aside += 1
        self._added(Patch(index, index, lines, follows=True))

    def add(self, start: int, end: int, said: Said, column: int = -1) -> Patch:
        """Put something in the place of what stands there; where lines are cut, with the column of the first."""
        return self._added(Patch(start, end, said, column))

    def follow(self, index: int, said: Said, column: int) -> Patch:
        """Add whole lines, in front of the line that begins at an index, which are about what stands before them."""
        return self._added(Patch(index, index, said, column, follows=True))

    def _added(self, patch: Patch) -> Patch:
        self._patches.append(patch)
        self._starts = None
        return patch

    def render(self, start: int, end: int, column: int = -1) -> str:
        """A part of the text as it is then, with the lines that follow it further in than ``column``.

        What becomes of the whole part where it stands is left out: it is wanted elsewhere.
        """
        if self._starts is None:
            self._patches.sort(key=lambda patch: patch.order)
            self._starts = [patch.start for patch in self._patches]
        told: list[str] = []
        at, cut_at = start, -1
        index = bisect_left(self._starts, start)
        while index < len(self._patches) and self._starts[index] <= end:
            patch = self._patches[index]
            index += 1
            if patch.start < at:  # what is cut takes along what is changed within
                continue
            if column >= 0 and patch.start == start and patch.end >= end:
                continue
            if patch.follows:
                if patch.start == start or (patch.start == end and patch.column <= column):
                    continue
                if patch.start == at and patch.column > cut_at >= 0:
                    continue
            elif patch.start == end:
                continue
            told += (self._text[at : patch.start], patch.said if isinstance(patch.said, str) else patch.said())
            if patch.end > at:
                at, cut_at = patch.end, patch.column if patch.end > patch.start else -1
        told.append(self._text[at:end])
        return "".join(told)
