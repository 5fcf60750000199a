"""Three-valued logic over columns: what a condition is once it is compiled, and what it means.

A column is one scalar that can be read of a subject; None means that the design leaves it open. Comparing what is open is
*unknown* (None), negating keeps it unknown, and asking whether it is there never is. This module is the definition; the engines
must agree with it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from orgrules.facts.paths import Path

ColumnType = Literal["text", "number", "truth"]
Operator = Literal["=", "!=", "<", "<=", ">", ">="]
#: What a column holds; True is not 1 to a rule, and the columns are typed.
Scalar = str | int | float | bool

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One scalar of a subject; two columns of one name are the same.

    ``path`` is the fact behind it. A computed column answers a question about that fact: ``asked`` says which.
    """

    name: str
    type: ColumnType
    path: Path = field(compare=False, repr=False)
    read: Callable[[Any], Scalar | None] = field(compare=False, repr=False)
    asked: Asked | None = field(compare=False, default=None, repr=False)
    is_joint: bool = field(compare=False, default=False, repr=False)  # computed from several facts, ``path`` being one of them

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


class Test(NamedTuple):
    """A column compared with a constant; unknown where the column is absent."""

    column: Column
    operator: Operator
    value: Scalar
    spelled: str | None = None  # a text that is compared in another form, as the rule writes it


class All(NamedTuple):
    """True where every part is; the empty one is true."""

    parts: tuple[Expression, ...]


class Any_(NamedTuple):  # noqa: N801 - Any is the type of all values
    """True where any part is; the empty one is false."""

    parts: tuple[Expression, ...]


class Not(NamedTuple):
    """The opposite; what is unknown stays unknown."""

    part: Expression


Expression = Test | All | Any_ | Not

ALWAYS = All(())


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


def meets(condition: Expression | None, subject: Any) -> bool:
    """Whether a subject certainly meets a condition; None is no condition."""
    return condition is None or holds(condition, lambda column: column.read(subject)) is True


def tests(expression: Expression) -> Iterator[Test]:
    """Every test in an expression, in the order in which it was written."""
    if isinstance(expression, Test):
        yield expression
    elif isinstance(expression, Not):
        yield from tests(expression.part)
    else:
        for part in expression.parts:
            yield from tests(part)
