"""Why a requirement is not met: the tests that failed, of whom, and what of an entry is at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from orgrules.design.years import years_asked
from orgrules.engine.places import among_holders
from orgrules.facts.expressions import Asked, Expression, Not, Test, answering, meeting
from orgrules.facts.paths import Path
from orgrules.facts.vocabulary import Collection, Fact
from orgrules.organization.model import Person, Position, Subject
from orgrules.organization.reading import texts_of
from orgrules.organization.terms import possible
from orgrules.text import fold


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """A test of a requirement: what is the same of it wherever it fails.

    ``negated`` where it is its being true that is wrong. Where each member of a collection is asked by itself, it is a test of
    the member: ``collection`` leads from the subject to it. ``items`` tells of what list members are missing or too many.
    """

    test: Test
    negated: bool
    collection: Path | None
    items: Callable[[Any], tuple[str, ...]]

    @property
    def path(self) -> Path:
        """The fact of the subject that is wrong."""
        return self.collection or self.test.column.path


class Failure(NamedTuple):
    """A test that made a requirement false, of whom: the subject, or a member that is asked by itself."""

    tested: Tested
    of: Any

    @property
    def test(self) -> Test:
        """The test."""
        return self.tested.test

    @property
    def items(self) -> tuple[str, ...]:
        """The members of its list that are missing or too many."""
        return self.tested.items(self.of)


def failing(expression: Expression, wanted: bool = True, collection: Path | None = None) -> Callable[[Any], list[Failure]]:
    """Tells of a subject the tests because of which an expression is not ``wanted`` of it, in the order of the rule.

    Put together once and asked often, as ``answering`` is.
    """
    if isinstance(expression, Not):
        return failing(expression.part, not wanted, collection)
    answer = answering(expression)
    if not isinstance(expression, Test):
        parts = [failing(part, wanted, collection) for part in expression.parts]

        def of_parts(subject: Any) -> list[Failure]:
            return [failure for part in parts for failure in part(subject)] if answer(subject) is (not wanted) else []

        return of_parts
    asked, path = expression.column.asked, expression.column.path
    if asked is not None and asked.test == "each" and isinstance(asked.where, Not) and wanted:
        of_one = failing(asked.where.part, collection=collection or path)

        def of_members(subject: Any) -> list[Failure]:
            return [failure for member in path.read(subject) for failure in of_one(member)] if answer(subject) is False else []

        return of_members
    tested = Tested(expression, not wanted, collection, broken_items(expression))

    def of_test(subject: Any) -> list[Failure]:
        return [Failure(tested, subject)] if answer(subject) is (not wanted) else []

    return of_test


def broken_items(test: Test) -> Callable[[Any], tuple[str, ...]]:
    """Tells of a subject the members of a list that are missing or too many, in the order of the rule; of a level, the one asked.

    Put together once for a test and asked often: what equal lists lack is found once.
    """
    path, asked = test.column.path, test.column.asked
    word = path.word
    if isinstance(word, Fact) and word.scale is not None and isinstance(test.value, int) and asked is None:
        level = (list(word.scale.names)[test.value],)
        return lambda _subject: level
    if not isinstance(word, Fact) or word.type != "set" or asked is None or asked.test not in ("includes", "only", "excludes"):
        return lambda _subject: ()
    which, values = asked.test, frozenset(map(str, asked.values))
    order = {str(value): index for index, value in enumerate(asked.values)}
    known: dict[tuple[frozenset[str], frozenset[str]], tuple[str, ...]] = {}

    def items(subject: Any) -> tuple[str, ...]:
        there = path.read(subject)
        if there is None:
            return ()
        key = (there, possible(there))
        found = known.get(key)
        if found is None:
            those = (
                values - there - possible(there) if which == "includes" else there - values if which == "only" else there & values
            )
            found = known[key] = tuple(sorted(those, key=lambda item: (order.get(item, len(order)), item)))
        return found

    return items


def items_asked(test: Test) -> tuple[str, ...]:
    """What a failed test asks for of which no single member is missing: any one of some, or so many years.

    It is as items of a profile's list are called, behind which there may be statements.
    """
    path, asked = test.column.path, test.column.asked
    word = path.word
    if not isinstance(word, Fact) or asked is None or asked.fact is not None:
        return ()
    if word.type == "decimal" and asked.test == "at_least":
        return tuple(years_asked(float(years)) for years in asked.values)
    return tuple(map(str, asked.values)) if word.type == "set" and asked.test == "includes_any" else ()


def item_of(subject: Subject, failed: Sequence[Failure]) -> int | None:
    """Which item of a list is at fault, by the first failure that can tell."""
    for failure in failed:
        item = _item_at_fault(subject, failure)
        if item is not None:
            return item
    return None


def _item_at_fault(subject: Subject, failure: Failure) -> int | None:
    path, asked = failure.tested.path, failure.test.column.asked
    word = path.word
    if path.text != word.name:  # another subject's list
        return None
    if isinstance(word, Fact) and word.item is not None:
        return word.item(subject)
    if failure.tested.collection is not None:
        return among_holders(subject, failure.of) if word.name == "holders" and isinstance(subject, Position) else None
    if asked is None or asked.fact is not None or asked.measure is not None:
        return None
    if isinstance(word, Fact):
        return _term_at_fault(subject, word, asked, negated=failure.tested.negated) if word.term is not None else None
    if (
        not (isinstance(word, Collection) and isinstance(subject, Position))
        or (asked.test in ("at_most", "less_than")) is failure.tested.negated
    ):
        return None
    is_meant = meeting(asked.where)
    members = {member for member in path.read(subject) or () if is_meant(member)}
    if word.name == "reports":
        return next((index for index, report in _nested(subject) if report in members), None)
    if word.name == "dotted_lines":
        return next((index for index, line in enumerate(subject.dotted) if line.target in members), None)
    return None


def inner_of(tested: Tested) -> Callable[[Any], tuple[str, ...]] | None:
    """Tells which key below that of its fact is at fault, where a fact can tell."""
    path = tested.test.column.path
    return path.word.inner if isinstance(path.word, Fact) and path.text == path.word.name else None


def way_on(keys: tuple[str, ...], failed: Iterable[Failure], subject: Any = None) -> tuple[str, ...]:
    """What follows the first of the keys on the way to what is at fault."""
    for failure in failed:
        inner = inner_of(failure.tested)
        way = (*failure.test.column.path.key, *(inner(subject) if inner is not None else ()))
        if way[1:] and way[:1] == keys[:1]:
            return way[1:]
    return ()


def _term_at_fault(subject: Any, fact: Fact, asked: Asked, *, negated: bool) -> int | None:
    """The first item of a list that should not be there."""
    if asked.test not in (("includes", "includes_any") if negated else ("only", "excludes")):
        return None
    if getattr(subject, "declared", None) is None:  # as the organization, whose lists stand at others
        return None
    named = frozenset(map(str, asked.values))
    role = subject.known_role if isinstance(subject, Position | Person) else None
    for index, text in enumerate(texts_of(subject, ".".join(fact.key))):
        certain = subject.organization.term_set(fact.term, [text], role)  # as the fact itself is read
        if certain - named if asked.test == "only" else certain & named:
            return index
    return None


def _nested(position: Position) -> Iterable[tuple[int, Position]]:
    """Its reports that stand in the list of its entry, written out there or named, each with its index."""
    declared = position.declared
    written = {report.declared.route: report for report in position.reports if report.declared.source is declared.source}
    named = {name: report for report in position.reports for name in (fold(report.title), report.id) if name is not None}
    for index, entry in enumerate(declared.entry.reports or ()):
        report = named.get(entry) or named.get(fold(entry)) if isinstance(entry, str) else None
        report = report or written.get((*declared.route, "reports", index))
        if report is not None:
            yield index, report
