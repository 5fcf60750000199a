"""The reference engine: the meaning of rules in plain Python, and the one that runs everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from orgrules.engine.programs import Program, Record, Verdict
from orgrules.facts.expressions import holds


def decide(programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
    """The verdict of every program on every record."""
    return [[judge(program, record) for program in programs] for record in records]


def judge(program: Program, record: Record) -> Verdict:
    """The verdict of one program on one record."""
    applies = holds(program.where, record.__getitem__)
    if applies is False:
        return Verdict.OUTSIDE
    return Verdict.of(holds(program.require, record.__getitem__) if applies else None)
