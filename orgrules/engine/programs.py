"""Rules as engines take them: a verdict for each flat record, and each verdict as alternatives of plain comparisons.

A rule's verdict on a record is one of four: OUTSIDE (``where`` is false), KEPT and BROKEN (``where`` true, ``require`` true
or false), OPEN (something needed is not modelled).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import product
from typing import NamedTuple, Protocol

from orgrules.facts.expressions import ALWAYS, All, Any_, Asked, Column, Expression, Not, Scalar, Test, answering, tests

#: Most alternatives into which a verdict is taken apart; a rule with more is decided while its records are built.
MOST_ALTERNATIVES = 64

Record = Mapping[Column, Scalar | None]
#: The values of a record's columns in their order.
Signature = tuple[Scalar | None, ...]


class Verdict(IntEnum):
    """What a rule says of a record."""

    OUTSIDE = 0
    KEPT = 1
    BROKEN = 2
    OPEN = 3

    @classmethod
    def of(cls, kept: bool | None) -> Verdict:
        """What a rule says of a subject that it is about, given whether its requirement holds."""
        return cls.OPEN if kept is None else cls.KEPT if kept else cls.BROKEN


#: What was decided of a group of rules: by rule, and then by the values of the columns that its requirement reads.
Known = dict[str, dict[Signature, Verdict]]
#: What a group's rules say of a subject, each by its number among them; those that are not about it are left out.
Judged = list[tuple[int, Verdict]]


class Comparison(NamedTuple):
    """One comparison of one column, or, where ``present``, that the column is there."""

    column: Column
    operator: str
    value: Scalar
    present: bool = False


#: Comparisons that all hold.
Conjunction = tuple[Comparison, ...]


class Program(NamedTuple):
    """One rule on one kind of subject: ``where`` and ``require`` are its meaning.

    ``columns`` are all that it reads, ``required`` those that the requirement reads; ``parts`` are those of ``where`` that all
    have to hold, each with what it reads.
    """

    rule: str
    where: Expression
    require: Expression
    columns: tuple[Column, ...]
    required: tuple[Column, ...]
    parts: tuple[tuple[Expression, tuple[Column, ...]], ...] = ()

    def requirement(self) -> Program:
        """The program for records that ``where`` is known to be true of."""
        return Program(self.rule, ALWAYS, self.require, self.required, self.required)


class Engine(Protocol):
    """An engine: the verdict of every program on every record."""

    def __call__(self, programs: Sequence[Program], records: Sequence[Record]) -> list[list[Verdict]]:
        """For each record, the verdict of each program."""
        ...


def program(rule: str, where: Expression, require: Expression) -> Program:
    """The program of a rule; one with too many alternatives reads a single column, computed from the others."""
    if _size(where, True) * max(_size(require, False), _size(require, True)) > MOST_ALTERNATIVES:
        where, require = _computed(f"{rule} where", where), _computed(f"{rule} require", require)
    parts = where.parts if isinstance(where, All) else (where,)
    return Program(
        rule, where, require, _columns(where, require), _columns(require), tuple([(part, _columns(part)) for part in parts])
    )


def alternatives(expression: Expression, wanted: bool) -> list[Conjunction]:
    """An expression's being ``wanted`` (and not unknown) as alternatives, each a row of comparisons."""
    if isinstance(expression, Not):
        return alternatives(expression.part, not wanted)
    if isinstance(expression, Test):
        return [_comparisons(expression, wanted)]
    inner = [alternatives(part, wanted) for part in expression.parts]
    if isinstance(expression, All) is wanted:
        return [tuple(dict.fromkeys(comparison for row in rows for comparison in row)) for rows in product(*inner)]
    return [row for rows in inner for row in rows]


def verdicts(program: Program) -> dict[Verdict, list[Conjunction]]:
    """Alternatives for being kept and for being broken."""
    applies = alternatives(program.where, True)

    def both(rows: list[Conjunction]) -> list[Conjunction]:
        return [tuple(dict.fromkeys((*first, *second))) for first, second in product(applies, rows)]

    return {
        Verdict.KEPT: both(alternatives(program.require, True)),
        Verdict.BROKEN: both(alternatives(program.require, False)),
    }


def _columns(*parts: Expression) -> tuple[Column, ...]:
    return tuple(dict.fromkeys(test.column for part in parts for test in tests(part)))


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _comparisons(test: Test, wanted: bool) -> Conjunction:
    column = test.column
    there = Comparison(column, "=", "", True)
    if column.type == "truth":
        return (there, Comparison(column, "=", (test.value == (test.operator == "=")) is wanted))
    return (there, Comparison(column, test.operator if wanted else _OPPOSITE[test.operator], test.value))


def _size(expression: Expression, wanted: bool) -> int:
    """How many alternatives there would be."""
    if isinstance(expression, Not):
        return _size(expression.part, not wanted)
    if isinstance(expression, Test):
        return 1
    sizes = [_size(part, wanted) for part in expression.parts]
    if isinstance(expression, All) is wanted:
        total = 1
        for size in sizes:
            total = min(total * size, MOST_ALTERNATIVES + 1)
        return total
    return sum(sizes)


def _computed(name: str, expression: Expression) -> Expression:
    """The same expression as one column, computed when a subject's record is built."""
    found = list(tests(expression))
    if not found:
        return expression if isinstance(expression, All | Any_) else All(())
    asked = Asked("all of it", where=expression)
    return Test(Column(f"({name})", "truth", found[0].column.path, answering(expression), asked, is_joint=True), "=", True)
