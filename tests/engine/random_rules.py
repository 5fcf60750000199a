"""Random rules for the property tests: programs with their records, and whole rulebooks with designs that say much."""

from __future__ import annotations

from orgrules.engine.programs import Program, Record, program
from orgrules.facts.expressions import All, Any_, Column, ColumnType, Expression, Not, Operator, Scalar, Test
from orgrules.facts.paths import understand
from hypothesis import strategies as st

LARGEST = 2**53 - 1
"""The largest whole number that a double holds with all its neighbours."""

TEXTS: tuple[str, ...] = (
    "",
    "9",
    "3",
    "1",
    "true",
    "null",
    "Sales",
    "sales",
    "销售",
    "销售部经理",
    "[一-龥]+",
    ".*",
    "a|b",
    "^$",
    'say "hi"',
    "back\\slash",
    "\\u0041",
    "A",
    "nul\0nul",
    "nul",
    "tab\tline\n",
    "é",
    "e\u0301",
    "🍎",
    "{}",
    "$and",
    "id",
    " ",
    "x" * 300,
)
NUMBERS: tuple[int, ...] = (0, 1, 2, 3, 9, 10, -1, -9, 10**12, LARGEST, LARGEST - 1, -LARGEST, 1 - LARGEST)
VALUES: dict[ColumnType, tuple[Scalar, ...]] = {"text": TEXTS, "number": NUMBERS, "truth": (False, True)}
OPERATORS: dict[ColumnType, tuple[Operator, ...]] = {
    "text": ("=", "!="),
    "number": ("=", "!=", "<", "<=", ">", ">="),
    "truth": ("=", "!="),
}


def column(name: str, kind: ColumnType) -> Column:
    return Column(name, kind, understand("position", "title"), lambda subject: None)


COLUMNS: tuple[Column, ...] = tuple(
    column(f"{kind} {number}", kind) for kind in ("text", "number", "truth") for number in range(3)
)

def atoms():
    return st.sampled_from(COLUMNS).flatmap(lambda c: st.builds(Test, st.just(c), st.sampled_from(OPERATORS[c.type]), st.sampled_from(VALUES[c.type])))

def expressions():
    return st.recursive(atoms(), lambda inner: st.one_of(st.builds(Not, inner), st.builds(All, st.lists(inner, max_size=3).map(tuple)), st.builds(Any_, st.lists(inner, max_size=3).map(tuple))), max_leaves=6)

def programs():
    return st.lists(st.tuples(expressions(), expressions()), min_size=1, max_size=8).map(lambda pairs: [program(f"r{i}", w, r) for i,(w,r) in enumerate(pairs)])

def records():
    return st.lists(st.fixed_dictionaries({c: st.none() | st.sampled_from(VALUES[c.type]) for c in COLUMNS}), min_size=1, max_size=8)
