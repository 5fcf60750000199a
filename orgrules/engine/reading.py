"""What is read of the subjects of one group: once where it is the same for all of them, and no more than rules can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Sized
from functools import cache, cached_property
from itertools import count
from typing import Any, NamedTuple

from orgrules.engine.programs import Program, Verdict
from orgrules.facts.expressions import All, Column, Expression, Reader, Scalar, Test, answering, tests
from orgrules.facts.paths import Path
from orgrules.facts.vocabulary import Fact, Telling
from orgrules.organization.model import Organization, Subject
from orgrules.rulebook.counting import roles_asked

#: Collections of positions that a design tells of all subjects or of none.
_KNOWN_OF_ALL_OR_NONE = frozenset({"positions", "all_positions", "reports", "all_reports"})
#: Stands for every text that no rule compares with.
_OTHER_TEXT = "\ue000other"

#: Keys that a design writes, each with the kind of entry.
Keys = frozenset[tuple[str, str]]


class Asked(NamedTuple):
    """What is known of a rule's ``where`` without going through the subjects: one answer for all, or what is left to ask each.

    ``answer`` is then what it is of those who meet what is left.
    """

    answer: bool | None
    left: Expression | None = None

    def of(self, left: bool | None) -> bool | None:
        """What ``where`` answers of a subject, given what is left answers."""
        return self.answer if left is True else left

    def told(self) -> Iterable[Column]:
        """The columns of which all subjects that meet what is left have one value."""
        parts = self.left.parts if isinstance(self.left, All) else ()
        return (part.column for part in parts if isinstance(part, Test) and part.operator == "=")


class Columns:
    """What is read of some subjects, one after the other: of all who have in common what tells it, it is read of one."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.subjects = subjects
        # by what tells them: of each the index of the first that is told the same, and these first ones
        self._told: dict[Telling, tuple[list[int], list[int]]] = {}

    def column(self, read: Callable[[Subject], Any], told_by: Telling | None) -> list[Any]:
        """What is read of each."""
        if told_by is None:
            return list(map(read, self.subjects))
        if told_by not in self._told:
            met: dict[Hashable, int] = {}
            self._told[told_by] = list(map(met.setdefault, told_by(self.subjects), count())), list(met.values())
        like, different = self._told[told_by]
        found = {index: read(self.subjects[index]) for index in different}
        return list(map(found.__getitem__, like))


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
        self._numbers: dict[str, Reader] = {}
        self._verdicts: dict[str, Verdict | None] = {}

    def asked(self, made: Program) -> Asked:
        """What ``where`` answers, as far as that is the same for all."""
        parts = made.parts
        answer: bool | None = True
        for is_known in (self._is_settled, _is_shared):  # what goes through the whole organization comes last
            left = []
            for part, columns in parts:
                if not all(map(is_known, columns)):
                    left.append((part, columns))
                    continue
                told = answering(part, self.reader)(self._one)
                if told is False:
                    return Asked(False)
                answer = answer and told
            parts = tuple(left)
        return Asked(answer, All(tuple([part for part, _columns in parts])) if parts else None)

    def verdict(self, made: Program) -> Verdict | None:
        """What a rule says of all subjects that it is about, where all that it requires is the same for them."""
        if made.rule not in self._verdicts:
            self._verdicts[made.rule] = self._verdict(made)
        return self._verdicts[made.rule]

    def _verdict(self, made: Program) -> Verdict | None:
        if not all(self.is_same(column) for column in made.required):
            return None
        return Verdict.of(answering(made.require, self.reader)(self._one))

    def is_same(self, column: Column) -> bool:
        """Whether all subjects have one value of a column."""
        return _is_shared(column) or self._is_settled(column)

    def reader(self, column: Column) -> Reader:
        """How a column is read."""
        found = self._readers.get(column)
        if found is None:
            found = self._readers[column] = self._once(column) if self.is_same(column) else column.read
        return found

    def answers(self, question: Expression, there: Columns) -> Sequence[bool | None]:
        """What a question answers of each subject; one on choices alone is asked once of each combination of them."""
        answer = answering(question, self.reader)
        columns = [test.column for test in tests(question)]
        told_by = self.told_by(columns)
        if told_by is not None or len(columns) < 2 or not all(map(_tells_by_choice, columns)):
            return there.column(answer, told_by)
        readers = {column.path.read: _told_by(column) for column in columns}
        choices = list(zip(*[there.column(read, told_by) for read, told_by in readers.items()], strict=True))
        told = {chosen: answer(subject) for chosen, subject in dict(zip(choices, there.subjects, strict=True)).items()}
        return [told[chosen] for chosen in choices]

    def reduced(self, column: Column) -> Reader:
        """How a column is read, reduced to what the programs can tell apart."""
        found = self._reduced.get(column)
        if found is None:
            found = self._reduced[column] = reduced(column, self.reader(column), self._compared)
        return found

    @cached_property
    def _compared(self) -> Mapping[Column, set[Scalar]]:
        return compared(self._programs)

    def telling(self, column: Column) -> Reader:
        """A reader that tells subjects apart at least as well as a column does; questions about one choice share one."""
        if _tells_by_choice(column):
            return column.path.read
        if self._counts_all_alike(column):
            return self._number(column.path)
        return self.reduced(column)

    def told_by(self, columns: Iterable[Column]) -> Telling | None:
        """What tells of subjects what columns are, where all of them are told by one thing."""
        ways = {_told_by(column) for column in columns if not self.is_same(column)}
        return ways.pop() if len(ways) == 1 else None

    def _counts_all_alike(self, column: Column) -> bool:
        """Whether a column counts members by a condition that is the same for all of them: it depends on their number alone."""
        asked = column.asked
        if column.is_joint or asked is None or asked.where is None or asked.measure is not None:
            return False
        return all(self._is_told_of_members(test.column) for test in tests(asked.where))

    def _number(self, path: Path) -> Reader:
        """How many members a collection has; questions about one share one reader."""
        if path.text not in self._numbers:
            self._numbers[path.text] = _number_of(path.read)
        return self._numbers[path.text]

    def _once(self, column: Column) -> Reader:
        value = cache(lambda: column.read(self._one))  # when it is first needed
        return lambda _: value()

    def _is_settled(self, column: Column) -> bool:
        """Whether a column is of what the group has in common, or of what the design never says: nor has any such role."""
        path, asked = column.path, column.asked
        if column.is_joint:
            return asked is not None and asked.where is not None and all(self.is_same(test.column) for test in tests(asked.where))
        if asked is not None and asked.fact is not None:  # the second is read only where the first is there
            return self._is_told(path) and (self._is_told(asked.fact) or path.read(self._one) is None)
        if self._role is not None and path.text == "role":
            return True
        if path.text in _KNOWN_OF_ALL_OR_NONE and asked is not None and asked.where is not None:
            roles = roles_asked(asked.where)
            return (roles is not None and not self._organization.perhaps_has(roles)) or self._is_never_met(asked.where)
        return self._is_told(path)

    def _is_never_met(self, where: Expression) -> bool:
        """Whether no position meets a condition, by a part of it that asks for what the design nowhere writes."""
        parts = where.parts if isinstance(where, All) else (where,)
        told = (part for part in parts if all(self._is_told_of_members(test.column) for test in tests(part)))
        return any(answering(part)(self._organization.positions[0]) is False for part in told)

    def _is_told_of_members(self, column: Column) -> bool:
        asked = column.asked
        return (
            not column.is_joint and (asked is None or (asked.fact is None and asked.where is None)) and self._is_told(column.path)
        )

    def _is_told(self, path: Path) -> bool:
        """Whether the design nowhere writes what a fact depends on."""
        keys = _depends_on(path)
        return keys is not None and self._organization.written.isdisjoint(keys)


def same_without(column: Column) -> Keys | None:
    """The keys without which all subjects of a design have one value of a column; None where that cannot be told by them."""
    path, asked = column.path, column.asked
    if column.is_shared:
        return frozenset()
    if column.is_joint:
        return None
    keys = _depends_on(path)
    if keys is None or asked is None or asked.fact is None:
        return keys
    others = _depends_on(asked.fact)
    return None if others is None else keys | others


def _depends_on(path: Path) -> Keys | None:
    """The keys without which a fact has one value everywhere in a design; None where there are none."""
    word = path.word
    if not isinstance(word, Fact):
        return None
    if word.written is not None:
        return frozenset([word.written])
    return frozenset(word.depends_on) if word.depends_on and path.text == word.name else None


def _is_shared(column: Column) -> bool:
    return column.is_shared


def _told_by(column: Column) -> Telling | None:
    """What tells a column of subjects; None where it is read of each."""
    asked = column.asked
    return None if column.is_joint or (asked is not None and asked.fact is not None) else column.path.told_by


def _number_of(members_of: Callable[[Any], Iterable[Any] | None]) -> Reader:
    def read(subject: Any) -> int | None:
        members = members_of(subject)
        if isinstance(members, list | tuple | None):
            return None if members is None else len(members)
        return len(members) if isinstance(members, Sized) else sum(1 for _ in members)

    return read


def _is_choice(column: Column) -> bool:
    word = column.path.word
    return isinstance(word, Fact) and word.type in ("choice", "role")


def _tells_by_choice(column: Column) -> bool:
    """Whether a column depends on one choice alone."""
    asked = column.asked
    return _is_choice(column) and not column.is_joint and (asked is None or asked.fact is None)


def compared(programs: Iterable[Program]) -> Mapping[Column, set[Scalar]]:
    """The values with which programs compare each column."""
    found: dict[Column, set[Scalar]] = {}
    for made in programs:
        for test in (*tests(made.where), *tests(made.require)):
            found.setdefault(test.column, set()).add(test.value)
    return found


def reduced(column: Column, read: Reader, compared: Mapping[Column, set[Scalar]]) -> Reader:
    """A column's reader, reduced to what rules can tell apart: other texts become one, numbers stop one past the outermost."""
    if column.type == "truth" or _is_choice(column):
        return read  # a handful of values as it is
    known = compared.get(column, set())
    if column.type == "text":
        other = _OTHER_TEXT
        while other in known:
            other += other

        def read_text(subject: Any) -> Scalar | None:
            value = read(subject)
            return value if value is None or value in known else other

        return read_text
    numbers = [value for value in known if isinstance(value, int)] or [0]
    low, high = min(numbers) - 1, max(numbers) + 1

    def read_number(subject: Any) -> Scalar | None:
        value = read(subject)
        return None if value is None else min(max(value, low), high)

    return read_number
