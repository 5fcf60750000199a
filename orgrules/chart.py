"""The org chart of one design, as the formats draw it: frozen boxes, lines and targets that know nothing of the organization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """One position. ``manager``, ``closes`` and ``dotted`` are indices of boxes, ``unit`` is one of the chart's units.

    A chart's managers form trees: in a ring of reporting lines one box has no manager, and ``closes`` is the box that its line
    leads to. ``role`` is the name of the role in the report's language, "" where there is none.
    """

    title: str
    id: str | None
    role: str
    standing: Literal["known", "open", "unrecognized"]  # whether the title (or the design) tells a role; open: perhaps
    unit: int | None
    holder: str | None
    vacant: bool
    headcount: int
    manager: int | None
    closes: int | None
    dotted: tuple[int, ...]
    place: str  # path:line:column


class Target(NamedTuple):
    """What a finding is about, on the chart: boxes (none where it is about no position), and a unit."""

    boxes: tuple[int, ...]
    unit: int | None


class Chart(NamedTuple):
    """One design: boxes in the order of the file, names of units, and the targets of findings.

    ``targets`` is keyed by fingerprint and place of a finding, which together tell the findings of one design apart.
    """

    path: str
    name: str
    boxes: tuple[Box, ...]
    units: tuple[str, ...]
    targets: Mapping[tuple[str, str], Target]

    def reports(self) -> list[list[int]]:
        """The boxes below each box; those without a manager stand in the last list."""
        below: list[list[int]] = [[] for _ in range(len(self.boxes) + 1)]
        for index, box in enumerate(self.boxes):
            below[-1 if box.manager is None else box.manager].append(index)
        return below
