"""What is read of the subjects of one group: once where it is the same for all of them, and no more than rules can tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from orgrules.engine.programs import Program
from orgrules.facts.expressions import All, Column, Expression, Reader, Scalar, answering, tests
from orgrules.facts.vocabulary import Fact
from orgrules.organization.model import Organization, Subject

#: Stands for every text that no rule compares with.
_OTHER_TEXT = "\ue000other"


class Asked(NamedTuple):
    """What is known of a rule's ``where`` without going through the subjects: one answer for all, or what is left to ask each."""

    answer: bool | None
    left: Expression | None = None


class Reading:
    """How the columns of subjects of one kind and role (None: of any) are read. ``programs`` are all that read them."""

    def __init__(
        self, organization: Organization, role: str | None, subjects: Sequence[Subject], programs: Sequence[Program]
    ) -> None:
        self._organization = organization
        self._role = role
        self._one = subjects[0]
        self._programs = programs
        self._readers: dict[Column, Reader] = {}
        self._reduced: dict[Column, Reader] = {}

    def asked(self, made: Program) -> Asked:
        """What ``where`` answers, as far as that is the same for all.

        Where one of the things that must hold is false for all, or is never said in the design, no subject is asked about the
        others: nothing can be judged of any.
        """
        left = list(made.where.parts if isinstance(made.where, All) else (made.where,))
        for is_known in (self._is_settled, _is_shared):  # what goes through the whole organization comes last
            known = [part for part in left if all(is_known(test.column) for test in tests(part))]
            left = [part for part in left if part not in known]
            for part in known:
                answer = answering(part, self.reader)(self._one)
                if not answer:
                    return Asked(answer)
        return Asked(None, All(tuple(left))) if left else Asked(True)

    def is_same(self, column: Column) -> bool:
        """Whether all subjects have one value of a column."""
        return _is_shared(column) or self._is_settled(column)

    def reader(self, column: Column) -> Reader:
        """How a column is read."""
        found = self._readers.get(column)
        if found is None:
            found = self._readers[column] = self._once(column) if self.is_same(column) else column.read
        return found

    def reduced(self, column: Column) -> Reader:
        """How a column is read, reduced to what the programs can tell apart."""
        found = self._reduced.get(column)
        if found is None:
            found = self._reduced[column] = _reduced(column, self.reader(column), self._programs)
        return found

    def _once(self, column: Column) -> Reader:
        value = cache(lambda: column.read(self._one))  # when it is first needed
        return lambda _: value()

    def _is_settled(self, column: Column) -> bool:
        """Whether a column is of what the group has in common, or of what the design never says."""
        path = column.path
        if column.is_joint or (column.asked is not None and column.asked.fact is not None):
            return False
        if self._role is not None and path.text == "role":
            return True
        written = path.word.written if isinstance(path.word, Fact) else None
        return written is not None and written not in self._organization.written


def _is_shared(column: Column) -> bool:
    return column.is_shared


def _reduced(column: Column, read: Reader, programs: Sequence[Program]) -> Reader:
    """A column's reader, reduced to what rules can tell apart: other texts become one, numbers stop one past the outermost."""
    word = column.path.word
    if column.type == "truth" or (isinstance(word, Fact) and word.type in ("choice", "role")):
        return read  # a handful of values as it is
    parts = [part for made in programs for part in (made.where, made.require)]
    compared = {test.value for part in parts for test in tests(part) if test.column == column}
    if column.type == "text":
        other = _OTHER_TEXT
        while other in compared:
            other += other

        def read_text(subject: Any) -> Scalar | None:
            value = read(subject)
            return value if value is None or value in compared else other

        return read_text
    numbers = [value for value in compared if isinstance(value, int)] or [0]
    low, high = min(numbers) - 1, max(numbers) + 1

    def read_number(subject: Any) -> Scalar | None:
        value = read(subject)
        return None if value is None else min(max(value, low), high)

    return read_number
