"""YAML as it is written: which characters of a text each node covers, and how it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True, eq=False)
class Written:
    """A node from an index of a text to another one.

    ``start`` is that of its anchor and its tag, ``inner`` that of what is behind them. ``style`` is the mark that a scalar begins
    with ("" where it is plain), and "block" or "flow" of a collection. The children of a mapping are keys and values in turn.
    """

    kind: Literal["scalar", "mapping", "sequence", "alias"]
    start: int
    end: int
    inner: int
    style: str = ""
    text: str = ""  # of a scalar: what it says
    children: list[Written] = field(default_factory=list)
    is_shared: bool = False  # an alias stands for it elsewhere

    def pairs(self) -> list[tuple[Written, Written]]:
        """The keys of a mapping with their values."""
        return list(zip(self.children[::2], self.children[1::2], strict=True))

    def get(self, key: str) -> tuple[Written, Written] | None:
        """A key of a mapping, and its value."""
        return next((pair for pair in self.pairs() if pair[0].text == key), None) if self.kind == "mapping" else None

    def all(self) -> Iterator[Written]:
        """It and all that is in it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children
