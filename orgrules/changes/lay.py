"""Files of changes laid over a design, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from orgrules.changes.draft import linked
from orgrules.changes.read import Changes
from orgrules.changes.resolve import resolve
from orgrules.changes.steps import Remove, Step, lay_over
from orgrules.design.read import Design


class Laid(NamedTuple):
    """A design with changes laid over it.

    ``kept`` tells of each position of the design below that is still there which one it is now: pairs of indices.
    """

    design: Design
    kept: tuple[tuple[int, int], ...]


def laid(design: Design, files: Iterable[Changes]) -> Laid:
    """Lay files of changes over a design, each over what the one before it gave.

    Raises:
        ChangesError: a file is about what is not there, or asks for what cannot be.
        DesignError: the design contradicts itself.
    """
    kept = [(at, at) for at in range(len(design.positions))]
    for file in files:
        organization = linked(design)
        steps = resolve(organization, file.changes)
        now = _now(len(design.positions), steps)
        kept = [(first, now[at]) for first, at in kept if at in now]
        design = lay_over(organization, steps)
        if not any(source is file.source for source in design.sources):  # findings may be in it, and nothing may replace it
            design = replace(design, sources=[*design.sources, file.source])
    return Laid(design, tuple(kept))


def _now(number: int, steps: Sequence[Step]) -> dict[int, int]:
    """The index that each of so many positions has after steps, where it is still there."""
    gone = {step.at for step in steps if isinstance(step, Remove) and step.section == "positions"}
    return {at: new for new, at in enumerate(at for at in range(number) if at not in gone)}
