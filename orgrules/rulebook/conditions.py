"""Conditions as rulebooks write them, compiled to expressions: data only, every word checked against the vocabulary.

A condition is a mapping of facts to tests, all of which must hold; ``all_of``, ``any_of`` and ``none_of`` join conditions.
Whatever is no comparison of one scalar with one constant (lists, sets, collections, other facts, parts of texts) is computed
into a column of its own before an engine sees it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Collection as Collection_
from typing import Any

from orgrules.errors import Problem
from orgrules.facts.expressions import (
    ALWAYS,
    All,
    Any_,
    Asked,
    Column,
    ColumnType,
    Expression,
    Not,
    Scalar,
    Test,
    computed,
)
from orgrules.facts.paths import Path, reached, understand
from orgrules.facts.vocabulary import Collection, Fact, Hop, Kind
from orgrules.files.source import Route, scalar
from orgrules.files.validation import describe
from orgrules.locale import _
from orgrules.organization.model import UNRECOGNIZED, organization_of
from orgrules.rulebook.constants import (
    COMPARE,
    ONE_OF_KIND,
    ORDER,
    Names,
    are_comparable,
    as_it_is,
    comparable,
    constant,
    expected_instead,
    have_an_order,
    same,
)
from orgrules.rulebook.dates import BY_DAY, OF_DATES, test_of_day
from orgrules.rulebook.members import collection_test
from orgrules.rulebook.sets import OF_SETS
from orgrules.rulebook.shipped import RULEBOOK_FILE
from orgrules.text import collapse, did_you_mean, listed, normalize, shown

#: Deepest nesting of conditions.
MOST_LEVELS = 20

_JOINS = ("all_of", "any_of", "none_of")
_PARTS_OF_TEXT: dict[str, Callable[[str, str], bool]] = {
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "contains": operator.contains,
}
_TESTS_OF_SCALARS = ("not", "none_of", "exists", *ORDER, *_PARTS_OF_TEXT)


class Compiler:
    """Compiles the conditions of one file; problems are collected, so that one run shows them all."""

    def __init__(self, problem: Callable[..., Problem], names: Names, problems: list[Problem]) -> None:
        self.problem = problem  # makes a problem at a route of the rule
        self.names = names
        self.problems = problems
        self._paths: dict[tuple[Kind, str], Path] = {}  # many conditions ask for the same facts

    def understand(self, kind: Kind, text: str) -> Path:
        """The path that a text is.

        Raises:
            ValueError: it is none, with the nearest name.
        """
        path = self._paths.get((kind, text))
        if path is None:
            path = self._paths[kind, text] = understand(kind, text, self.names.declared)
        return path

    def condition(self, kind: Kind, data: Any, route: Route, level: int = 0) -> Expression:
        """The expression of a condition on subjects of ``kind``; None means no condition."""
        if data is None:
            return ALWAYS
        if not isinstance(data, dict):
            message = _("a condition is a mapping of facts to tests; found {found}").format(found=describe(data))
            return self.fail(route, message)
        if level > MOST_LEVELS:
            return self.fail(route, _("conditions nested more than {levels} deep").format(levels=MOST_LEVELS))
        parts: list[Expression] = []
        for key, value in data.items():
            here = (*route, key)
            if key in _JOINS:
                parts.append(self._joined(key, kind, value, here, level))
                continue
            try:
                path = self.understand(kind, key)
            except ValueError as error:
                hint = did_you_mean(key, _JOINS) if "_of" in key else ""
                self.problems.append(self.problem(here, str(error) + hint, key=True))
                continue
            parts.append(self._tested(path, value, here, level))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _joined(self, key: str, kind: Kind, value: Any, here: Route, level: int) -> Expression:
        if not isinstance(value, list) or not value:
            message = _('"{key}" takes a list of conditions; found {found}').format(key=key, found=describe(value))
            return self.fail(here, message)
        parts = tuple(self.condition(kind, part, (*here, index), level + 1) for index, part in enumerate(value))
        return All(parts) if key == "all_of" else Any_(parts) if key == "any_of" else Not(Any_(parts))

    def _tested(self, path: Path, test: Any, here: Route, level: int) -> Expression:
        word = path.word
        if isinstance(word, Collection):
            return collection_test(self, path, word, test, here, level)
        if isinstance(word, Hop):
            return self._reached(path, test, here)
        if isinstance(word, Fact) and word.type == "set":
            return self._set(path, word, test, here)
        return self._scalar(path, word, test, here)

    # -- scalars -------------------------------------------------------------------------------------------------------

    def _scalar(self, path: Path, fact: Fact, test: Any, here: Route) -> Expression:
        if isinstance(test, list):
            return self._one_of(path, fact, test, here)
        if not isinstance(test, dict):
            return self._equals(path, fact, test, here)
        parts: list[Expression] = []
        if not test:
            return self.fail(here, _("a test is missing; known are {names}").format(names=listed(_TESTS_OF_SCALARS)))
        for name, value in test.items():
            at = (*here, name)
            if name == "fact":
                parts.append(self._compared(path, fact, "=", operator.eq, test, here))
            elif name == "exists":
                parts.append(self.exists(path, value, at))
            elif name == "not":
                inner = self._one_of(path, fact, value, at) if isinstance(value, list) else self._equals(path, fact, value, at)
                parts.append(Not(inner))
            elif name == "none_of":
                parts.append(Not(self._one_of(path, fact, value, at)))
            elif name in ORDER:
                parts.append(self._ordered(path, fact, name, value, at))
            elif name in OF_DATES:
                parts.append(self._dated(path, fact, name, value, at))
            elif name in _PARTS_OF_TEXT:
                parts.append(self._part_of_text(path, fact, name, value, at))
            elif name in OF_SETS:
                message = _('"{test}" asks for the members of a set, and "{fact}" is a single value')
                self.fail(at, message.format(test=name, fact=path.text), key=True)
            else:
                known = (*_TESTS_OF_SCALARS, *OF_DATES) if fact.type == "date" else _TESTS_OF_SCALARS
                self.no_test(at, _('"{name}" is no test{hint}'), name, known)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _equals(self, path: Path, fact: Fact, value: Any, here: Route) -> Expression:
        if _names_a_fact(value):
            return self._compared(path, fact, "=", operator.eq, value, here)
        constant = self._constant(fact, value, here)
        if constant is None:
            return ALWAYS
        if fact.type in ("any", "decimal"):
            return self._computed(path, ["=", constant], lambda there: same(there, constant), Asked("=", (constant,)))
        return Test(self._column(path, fact), "=", constant, str(value) if fact.folded else None)

    def _one_of(self, path: Path, fact: Fact, values: Any, here: Route) -> Expression:
        if not isinstance(values, list) or not values:
            return self.fail(here, expected_instead(_("a list of values"), values))
        constants = [self._constant(fact, value, (*here, index)) for index, value in enumerate(values)]
        known = [constant for constant in constants if constant is not None]
        if len(known) == 1:
            return self._equals(path, fact, values[0], (*here, 0))
        convert = comparable(fact)
        spelled = tuple(map(str, values)) if fact.folded else tuple(known)
        if fact.type != "any":
            accepted = frozenset(known)
            if convert is as_it_is:
                return self._computed(path, ["one of", *known], accepted.__contains__, Asked("one of", spelled))
            return self._computed(path, ["one of", *known], lambda there: convert(there) in accepted, Asked("one of", spelled))
        return self._computed(
            path,
            ["one of", *known],
            lambda there: any(same(there, constant) for constant in known),
            Asked("one of", spelled),
        )

    def _ordered(self, path: Path, fact: Fact, name: str, value: Any, here: Route) -> Expression:
        if fact.type == "date":
            message = _('"{test}" compares numbers, and "{fact}" is a day; write {names}')
            return self.fail(here, message.format(test=name, fact=path.text, names=listed(OF_DATES)), key=True)
        if fact.type not in ("number", "decimal", "level", "any"):
            message = _('"{test}" needs an order, and "{fact}" has none').format(test=name, fact=path.text)
            return self.fail(here, message, key=True)
        if _names_a_fact(value):
            return self._compared(path, fact, name, COMPARE[name], value, here)
        constant = self._constant(fact, value, here)
        if constant is None:
            return ALWAYS
        if fact.type in ("number", "level"):
            return Test(self._column(path, fact), ORDER[name], constant)
        compare = COMPARE[name]

        def read(there: Any) -> bool | None:
            return compare(there, constant) if have_an_order(there, constant) else None

        return self._computed(path, [name, constant], read, Asked(name, (constant,)))

    def _dated(self, path: Path, fact: Fact, name: str, value: Any, here: Route) -> Expression:
        """A test of a day; what is asked of today is computed when the record is built."""
        if fact.type != "date":
            if fact.type == "any":
                message = _('"{test}" asks for a day; declare "{fact}" under "attributes" in {file}, with type: date')
            else:
                message = _('"{test}" asks for a day, and "{fact}" is none')
            return self.fail(here, message.format(test=name, fact=path.text, file=RULEBOOK_FILE), key=True)
        if _names_a_fact(value) and name in BY_DAY:
            return self._compared(path, fact, name, BY_DAY[name], value, here)
        try:
            asked, compare = test_of_day(name, value)
        except ValueError as error:
            return self.fail(here, str(error))
        read = path.read

        def answer(subject: Any) -> bool | None:
            there = read(subject)
            return None if there is None else compare(there, organization_of(subject).today)

        return computed(path, [name, asked], answer, Asked(name, (asked,)))

    def _part_of_text(self, path: Path, fact: Fact, name: str, value: Any, here: Route) -> Expression:
        if fact.type not in ("text", "role", "choice", "any"):
            message = _('"{test}" asks for a part of a text, and "{fact}" is none').format(test=name, fact=path.text)
            return self.fail(here, message, key=True)
        if not isinstance(value, str) or not value:
            return self.fail(here, expected_instead(_("a text"), value))
        form = normalize if fact.folded else collapse
        # the edges of a part are inside the whole text: a blank there is meant
        part = " " * value[:1].isspace() + form(value) + " " * (value[-1:].isspace() and len(value) > 1)
        compare = _PARTS_OF_TEXT[name]
        return self._computed(
            path,
            [name, part],
            lambda there: compare(form(there), part) if isinstance(there, str) else None,
            Asked(name, (value,)),
        )

    def _compared(
        self, path: Path, fact: Fact, name: str, compare: Callable[[Any, Any], bool], value: Any, here: Route
    ) -> Expression:
        """A comparison with another fact: made when the record is built, for engines compare with constants only."""
        other_name = value.get("fact")
        if set(value) != {"fact"} or not isinstance(other_name, str):
            return self.fail(here, _("another fact is named alone: {fact: PATH}"))
        try:
            other = self.understand(path.kind, other_name)
        except ValueError as error:
            return self.fail((*here, "fact"), str(error))
        theirs = other.word
        if not isinstance(theirs, Fact) or not are_comparable(fact, theirs):
            message = _('"{other}" cannot be compared with "{fact}"; it is of another type')
            return self.fail((*here, "fact"), message.format(other=other_name, fact=path.text))
        mine, its = (normalize, normalize) if fact.folded or theirs.folded else (comparable(fact), comparable(theirs))

        def read(subject: Any) -> bool | None:
            a = path.read(subject)
            b = None if a is None else other.read(subject)
            if b is None:
                return None
            a, b = mine(a), its(b)
            if name == "=":
                # two titles of no known role need not be the same role
                return same(a, b) and not (fact.type == "role" and a == UNRECOGNIZED)
            return compare(a, b) if have_an_order(a, b) else None

        return computed(path, [name, {"fact": other_name}], read, Asked(name, fact=other))

    def exists(self, path: Path, value: Any, here: Route) -> Expression:
        """Whether a fact is there."""
        wanted = scalar(value)
        if not isinstance(wanted, bool):
            return self.fail(here, _('"exists" takes true or false, found {found}').format(found=describe(value)))
        read, all_of_them = path.read, reached(path)

        def is_there(subject: Any) -> bool:
            return read(subject) is not None or (all_of_them is not None and bool(all_of_them(subject)))

        return computed(path, ["exists"], is_there, Asked("exists", (wanted,)), wanted)

    def _reached(self, path: Path, test: Any, here: Route) -> Expression:
        """A way to another subject: whether it leads anywhere, or where another way leads."""
        if isinstance(test, dict) and set(test) == {"exists"}:
            return self.exists(path, test["exists"], (*here, "exists"))
        if _names_a_fact(test):
            return self._same(path, test, here)
        if isinstance(test, dict) and set(test) == {"not"} and _names_a_fact(test["not"]):
            return Not(self._same(path, test["not"], (*here, "not")))
        word = path.word
        to = f"{path.text}.id" if not isinstance(word, Hop) or word.to != "position" else f"{path.text}.role"
        message = _(
            '"{path}" leads to another subject; ask for {{exists: true}}, for {{fact: PATH}}, '
            'or for one of its facts, such as "{to}"'
        )
        return self.fail(here, message.format(path=path.text, to=to))

    def _same(self, path: Path, value: Any, here: Route) -> Expression:
        """Whether two ways lead to one subject; where they lead to several, to one in common."""
        other = self._other_way(path, value, here)
        if other is None:
            return ALWAYS
        return computed(path, ["=", value], _meeting(_led_to(path), _led_to(other)), Asked("=", fact=other))

    def member(self, path: Path, collection: Collection, value: Any, here: Route) -> Expression:
        """Whether what another way leads to is a member of a collection."""
        other = self._other_way(path, value, here, collection.of)
        if other is None:
            return ALWAYS
        return computed(path, ["includes", value], _meeting(path.read, _led_to(other)), Asked("includes", fact=other))

    def _other_way(self, path: Path, value: Any, here: Route, kind: Kind | None = None) -> Path | None:
        """The way that {fact: PATH} names, to a subject of the kind that ``path`` leads to; a problem, and None, else."""
        name = value.get("fact") if _names_a_fact(value) else None
        if not isinstance(name, str) or len(value) != 1:
            message = _("a way to another subject is named alone, {{fact: PATH}}; found {found}")
            self.fail(here, message.format(found=describe(value)))
            return None
        try:
            other = self.understand(path.kind, name)
        except ValueError as error:
            self.fail((*here, "fact"), str(error))
            return None
        wanted = kind or (path.word.to if isinstance(path.word, Hop) else None)
        if not isinstance(other.word, Hop) or other.word.to != wanted:
            message = _('"{other}" leads to no {kind}, as "{path}" does')
            what = _(ONE_OF_KIND[wanted]) if wanted is not None else ""
            self.fail((*here, "fact"), message.format(other=shown(name), kind=what, path=path.text))
            return None
        return other

    # -- sets and collections ------------------------------------------------------------------------------------------

    def _set(self, path: Path, fact: Fact, test: Any, here: Route) -> Expression:
        known = (*OF_SETS, "exists")
        if not isinstance(test, dict) or not test:
            message = _('"{path}" is a set; test it with one of {names}').format(path=path.text, names=listed(known))
            return self.fail(here, message)
        parts: list[Expression] = []
        for name, value in test.items():
            at = (*here, name)
            if name == "exists":
                parts.append(self.exists(path, value, at))
            elif name in OF_SETS:
                values = value if isinstance(value, list) else [value]
                members = [
                    self._constant(fact, item, (*at, index) if isinstance(value, list) else at)
                    for index, item in enumerate(values)
                ]
                named = frozenset(str(member) for member in members if member is not None)
                compare = OF_SETS[name]
                parts.append(
                    self._computed(
                        path,
                        [name, *sorted(named)],
                        _bound(compare, named),
                        Asked(name, tuple(member for member in members if member is not None)),
                    )
                )
            else:
                self.no_test(at, _('"{name}" is no test of a set{hint}'), name, known)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    # -- pieces --------------------------------------------------------------------------------------------------------

    def _constant(self, fact: Fact, value: Any, here: Route) -> Scalar | None:
        """A value of a rule as the fact's column holds it; a problem, and None, where it is none."""
        try:
            return constant(fact, value, self.names)
        except ValueError as error:
            self.problems.append(self.problem(here, str(error)))
            return None

    def _column(self, path: Path, fact: Fact) -> Column:
        kind: ColumnType = "number" if fact.type in ("number", "level") else "truth" if fact.type == "truth" else "text"
        read = path.read
        if fact.type == "level" or fact.folded or fact.type == "text":
            convert = comparable(fact)

            def read_converted(subject: Any) -> Scalar | None:
                value = read(subject)
                return None if value is None else convert(value)

            return Column(path.text, kind, path, read_converted)
        return Column(path.text, kind, path, read)

    def _computed(self, path: Path, written: list[Any], test: Callable[[Any], bool | None], asked: Asked) -> Expression:
        read = path.read

        def answer(subject: Any) -> bool | None:
            value = read(subject)
            return None if value is None else test(value)

        return computed(path, written, answer, asked)

    def no_test(self, route: Route, message: str, name: str, known: Sequence[str]) -> None:
        """A problem: there is no test of that name; with the one that was meant, or all of them."""
        self.fail(route, message.format(name=shown(name), hint=_hint(name, known)), key=True)

    def fail(self, route: Route, message: str, *, key: bool = False) -> Expression:
        """A problem, and what stands for the condition that is none."""
        self.problems.append(self.problem(route, message, key=key))
        return ALWAYS


def _hint(name: str, known: Sequence[str]) -> str:
    """The one of the known names that was meant, or all of them."""
    return did_you_mean(name, known) or _("; known are {names}").format(names=listed(known))


def _names_a_fact(value: Any) -> bool:
    return isinstance(value, dict) and "fact" in value


def _led_to(path: Path) -> Callable[[Any], Collection_[Any] | None]:
    """The subjects that a way leads to; None where it leads nowhere."""
    several = reached(path)

    def read(subject: Any) -> Collection_[Any] | None:
        there = path.read(subject)
        if there is not None:
            return (there,)
        return (several(subject) or None) if several is not None else None

    return read


def _meeting(
    ours: Callable[[Any], Iterable[Any] | None], theirs: Callable[[Any], Collection_[Any] | None]
) -> Callable[[Any], bool | None]:
    """Whether two ways have a subject in common; None where one of them leads nowhere."""

    def read(subject: Any) -> bool | None:
        there = ours(subject)
        wanted = None if there is None else theirs(subject)
        return None if there is None or wanted is None else any(member is each for member in there for each in wanted)

    return read


def _bound(
    compare: Callable[[frozenset[str], frozenset[str]], bool | None], named: frozenset[str]
) -> Callable[[Any], bool | None]:
    return lambda there: compare(there, named)
