"""Three-valued logic over columns: what a condition is once it is compiled, and what it means.

A column is one scalar that can be read of a subject; None means that the design leaves it open. Comparing what is open is
*unknown* (None), negating keeps it unknown, and asking whether it is there never is. This module is the definition; the engines
must agree with it.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from orgrules.facts.paths import Path

ColumnType = Literal["text", "number", "truth"]
Operator = Literal["=", "!=", "<", "<=", ">", ">="]
#: What a column holds; True is not 1 to a rule, and the columns are typed.
Scalar = str | int | float | bool

#: Reads a column of a subject.
Reader = Callable[[Any], Scalar | None]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Column:
    """One scalar of a subject; two columns of one name and type are the same.

    ``path`` is the fact behind it. A computed column answers a question about that fact: ``asked`` says which. One that
    ``is_joint`` is computed from several facts, ``path`` being one of them.
    """

    __slots__ = ("_hash", "asked", "is_joint", "name", "path", "read", "type")

    def __init__(
        self, name: str, type: ColumnType, path: Path, read: Reader, asked: Asked | None = None, is_joint: bool = False
    ) -> None:
        self.name = name
        self.type = type
        self.path = path
        self.read = read
        self.asked = asked
        self.is_joint = is_joint
        self._hash = hash((name, type))  # columns are looked up more often than anything else

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Column) and self.name == other.name and self.type == other.type)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Column({self.name!r}, {self.type!r})"

    @property
    def is_shared(self) -> bool:
        """Whether all subjects of one organization have one value of it: then it is read once."""
        asked = self.asked
        return self.path.is_shared and not self.is_joint and (asked is None or asked.fact is None or asked.fact.is_shared)


class Asked(NamedTuple):
    """What a computed column asks of its fact: the test by its name in rulebooks, and the values in it."""

    test: str
    values: tuple[Any, ...] = ()
    fact: Path | None = None  # the other fact, where two are compared
    where: Expression | None = None  # what members of a collection must meet to be counted
    measure: Measure | None = None  # what is compared of the members instead of how many there are


class Range(NamedTuple):
    """What a number is between, both included: one number where everything is known."""

    least: float
    most: float


class Measure(NamedTuple):
    """A share of the members of a collection, or what a number of theirs sums up to.

    ``of`` is the number: what is summed up, or what the members weigh (None: one each). ``part`` is the condition whose share it
    is, None for a sum.
    """

    read: Callable[[Any], Range | None]
    of: Path | None = None
    part: Expression | None = None


class Test(NamedTuple):
    """A column compared with a constant; unknown where the column is absent."""

    column: Column
    operator: Operator
    value: Scalar
    spelled: str | None = None  # a text that is compared in another form, as the rule writes it


class All(NamedTuple):
    """True where every part is; the empty one is true."""

    parts: tuple[Expression, ...]
    word: Literal["all"] = "all"  # tuples of equal items are equal: without it, "all of a and b" would be "any of a and b"


class Any_(NamedTuple):  # noqa: N801 - Any is the type of all values
    """True where any part is; the empty one is false."""

    parts: tuple[Expression, ...]
    word: Literal["any"] = "any"


class Not(NamedTuple):
    """The opposite; what is unknown stays unknown."""

    part: Expression
    word: Literal["not"] = "not"


Expression = Test | All | Any_ | Not

ALWAYS = All(())

#: A question as text.
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def computed(path: Path, written: list[Any], read: Reader, asked: Asked, value: bool = True) -> Test:
    """That the answer to a question about a fact is ``value``. ``written`` is the question: equal ones share a column."""
    name = f"{path.text} {_WRITTEN(written)}"
    return Test(Column(name, "truth", path, read, asked), "=", value)


def holds(expression: Expression, read: Callable[[Column], Scalar | None]) -> bool | None:
    """Whether an expression holds where ``read`` gives the columns: True, False, or None for unknown (Kleene's logic)."""
    if isinstance(expression, Test):
        value = read(expression.column)
        return None if value is None else _COMPARE[expression.operator](value, expression.value)
    if isinstance(expression, Not):
        inner = holds(expression.part, read)
        return None if inner is None else not inner
    decisive = isinstance(expression, Any_)
    result: bool | None = not decisive
    for part in expression.parts:
        inner = holds(part, read)
        if inner is decisive:
            return decisive
        if inner is None:
            result = None
    return result


def answering(expression: Expression, reader: Callable[[Column], Reader] | None = None) -> Callable[[Any], bool | None]:
    """``holds`` of subjects, put together once and asked often: no column is read that cannot change the answer any more.

    ``reader`` says how columns are read; without it, as they say themselves.
    """
    if isinstance(expression, Test):
        read = reader(expression.column) if reader else expression.column.read
        if expression.column.type == "truth" and expression.operator == "=" and expression.value is True:
            return read  # type: ignore[return-value]  # what such a column holds is the answer
        compare, value = _COMPARE[expression.operator], expression.value

        def test(subject: Any) -> bool | None:
            there = read(subject)
            return None if there is None else compare(there, value)

        return test
    if isinstance(expression, Not):
        inner = answering(expression.part, reader)

        def opposite(subject: Any) -> bool | None:
            answer = inner(subject)
            return None if answer is None else not answer

        return opposite
    decisive = isinstance(expression, Any_)
    parts = [answering(part, reader) for part in expression.parts]

    def joined(subject: Any) -> bool | None:
        result: bool | None = not decisive
        for part in parts:
            answer = part(subject)
            if answer is decisive:
                return decisive
            if answer is None:
                result = None
        return result

    return parts[0] if len(parts) == 1 else joined


def meeting(condition: Expression | None) -> Callable[[Any], bool]:
    """Tells of subjects whether they certainly meet a condition; None is no condition."""
    if condition is None:
        return lambda _subject: True
    answer = answering(condition)
    return lambda subject: answer(subject) is True


def tests(expression: Expression) -> Iterator[Test]:
    """Every test in an expression, in the order in which it was written."""
    if isinstance(expression, Test):
        yield expression
    elif isinstance(expression, Not):
        yield from tests(expression.part)
    else:
        for part in expression.parts:
            yield from tests(part)


def all_tests(expression: Expression) -> Iterator[Test]:
    """The tests of a condition, and of the conditions on members in it."""
    for test in tests(expression):
        yield test
        asked = test.column.asked
        if asked is not None and asked.where is not None:
            yield from all_tests(asked.where)
        if asked is not None and asked.measure is not None and asked.measure.part is not None:
            yield from all_tests(asked.measure.part)


def all_paths(expression: Expression) -> Iterator[Path]:
    """The facts and collections that a condition asks for, and those that the conditions on members in it do."""
    for test in all_tests(expression):
        yield test.column.path
        asked = test.column.asked
        if asked is not None and asked.fact is not None:
            yield asked.fact
        if asked is not None and asked.measure is not None and asked.measure.of is not None:
            yield asked.measure.of
