"""What rules would say of one position, or unit, were one thing about it different: asked of a copy, before anything is linked.

A copy knows what it is told and what follows of it at once; what follows further away only a trial tells.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.facts.expressions import Column, Expression, Reader, Scalar, Test, answering, holds, tests
from orgrules.facts.vocabulary import Kind, kind_of
from orgrules.organization.model import Position, Subject, Unit, organization_of
from orgrules.rulebook.model import Rule

#: The verdict on a subject by rule: kept or broken; None where a rule is not about it, or leaves it open.
Verdicts = Mapping[str, bool | None]

#: What is read of the lines up from a position, by the first word of a path.
UPWARDS = frozenset({"manager", "chain", "lines", "top", "depth", "manages_itself", "own_managers", "heads_unit"})


#: What is read of the lines down to it.
DOWNWARDS = frozenset({"reports", "all_reports", "heads_unit"})


class _Asked(NamedTuple):
    rule: Rule
    where: Callable[[Any], bool | None]
    require: Callable[[Any], bool | None]
    words: frozenset[str]  # the first words of the paths that it reads
    is_upwards: bool  # whether it asks who the manager is, and not only whether there is one


class WhatIf:
    """The rules as they are asked of single subjects."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._asked: dict[tuple[Kind, str | None], list[_Asked]] = {}

    def verdicts(self, subject: Subject, reading: frozenset[str] | None = None) -> Verdicts:
        """What the rules say of a subject; those alone that read one of some words of it, where they are named."""
        return {
            asked.rule.id: asked.require(subject) if asked.where(subject) is True else None
            for asked in self._about(subject)
            if reading is None or not reading.isdisjoint(asked.words)
        }

    def is_grounded(self, position: Position, verdicts: Verdicts) -> bool:
        """Whether a rule that asks who the manager is, is kept: without one any manager were as good as any other."""
        return any(asked.is_upwards and verdicts.get(asked.rule.id) is True for asked in self._about(position))

    def roles_above(self, position: Position, those: Mapping[str, Sequence[Position]]) -> list[str]:
        """The roles that a manager of a position may have, as far as rules on roles can tell; of each role one is asked."""
        asked = [each for each in self._about(position) if each.is_upwards]
        found = []
        for role, members in those.items():
            what_if = under(position, members[0])

            def read(column: Column, what_if: Position = what_if) -> Scalar | None:
                return column.read(what_if) if _is_told_by_role(column) else None

            if not any(self._is_surely_broken(each, read) for each in asked):
                found.append(role)
        return found

    @staticmethod
    def _is_surely_broken(asked: _Asked, read: Callable[[Column], Scalar | None]) -> bool:
        where, require = asked.rule.conditions["position"]
        return holds(where, read) is True and holds(require, read) is False

    def _about(self, subject: Subject) -> list[_Asked]:
        kind = kind_of(subject)
        role = subject.role if isinstance(subject, Position) else None
        if (kind, role) not in self._asked:
            self._asked[kind, role] = [
                _asked(rule, kind)
                for rule in self._rules
                if kind in rule.conditions and (rule.roles is None or role in rule.roles)
            ]
        return self._asked[kind, role]


def is_worse(before: Verdicts, after: Verdicts) -> bool:
    """Whether a rule is broken that was not, or is no longer judged."""
    return any(
        (after.get(rule) is False and was is not False) or (was is not None and after.get(rule) is None)
        for rule, was in before.items()
    )


def breaks_one(before: Verdicts, after: Verdicts) -> bool:
    """Whether one rule is broken that was not, another one no longer, and none is left open that was judged."""
    broken = sum(after.get(rule) is False and was is not False for rule, was in before.items())
    mended = any(after.get(rule) is True and was is False for rule, was in before.items())
    return broken == 1 and mended and not any(was is not None and after.get(rule) is None for rule, was in before.items())


def under(position: Position, manager: Position) -> Position:
    """A position as if it had another manager."""
    what_if = copy.copy(position)
    what_if.manager, what_if.manager_status = manager, "known"
    what_if.top = "below"
    what_if.depth = None if manager.depth is None else manager.depth + 1
    return what_if


def inside(position: Position, unit: Unit) -> Position:
    """A position as if it sat in another unit."""
    what_if = copy.copy(position)
    what_if.unit, what_if.unit_status = unit, "known"
    return what_if


def within(unit: Unit, parent: Unit) -> Unit:
    """A unit as if it belonged to another one."""
    what_if = copy.copy(unit)
    what_if.parent, what_if.parent_status = parent, "known"
    return what_if


def headed(unit: Unit, head: Position) -> Unit:
    """A unit as if another position headed it."""
    what_if = copy.copy(unit)
    what_if.head, what_if.head_status, what_if.co_heads = head, "known", ()
    return what_if


def with_reports(manager: Position, more: Sequence[Position] = (), less: Sequence[Position] = ()) -> Position:
    """A manager as if others reported to it, too, or some did not any more."""
    what_if = copy.copy(manager)
    gone = {each.index for each in less}
    what_if.reports = [*(each for each in manager.reports if each.index not in gone), *more]
    return what_if


def _asked(rule: Rule, kind: Kind) -> _Asked:
    where, require = rule.conditions[kind]
    return _Asked(
        rule,
        answering(where, _reader),
        answering(require, _reader),
        _words(where) | _words(require),
        _asks_who_is_above(rule, kind),
    )


def _words(condition: Expression) -> frozenset[str]:
    """The first words of the paths that a condition reads of its subject."""
    found = set()
    for test in tests(condition):
        asked = test.column.asked
        found.add(test.column.path.text.partition(".")[0])
        if asked is not None and asked.fact is not None:
            found.add(asked.fact.text.partition(".")[0])
        if test.column.is_joint:
            found |= UPWARDS | DOWNWARDS
    return frozenset(found)


def _reader(column: Column) -> Reader:
    """How a column is read: once for each organization where all of its subjects have it in common."""
    if not column.is_shared:
        return column.read
    last: list[Any] = [None, None]

    def read_once(subject: Any) -> Scalar | None:
        organization = organization_of(subject)
        if last[0] is not organization:
            last[:] = [organization, column.read(subject)]
        found: Scalar | None = last[1]
        return found

    return read_once


def _is_told_by_role(column: Column) -> bool:
    """Whether all managers of one role have a column of their report in common."""
    text, asked = column.path.text, column.asked
    is_there = text == "manager" and asked is not None and asked.test == "exists"
    return is_there or text in ("manager.role", "manager.status", "top") or not (_reads_upwards(column) or column.is_joint)


def _reads_upwards(column: Column) -> bool:
    paths = [column.path, *([column.asked.fact] if column.asked is not None and column.asked.fact is not None else [])]
    return any(path.text.partition(".")[0] in UPWARDS for path in paths)


def _asks_who_is_above(rule: Rule, kind: Kind) -> bool:
    return kind == "position" and any(map(_is_about_who, tests(rule.conditions[kind][1])))


def _is_about_who(test: Test) -> bool:
    text, asked = test.column.path.text, test.column.asked
    if text in ("manager.status", "manager.reference", "manager.suggestion"):
        return False
    if text in ("manager", "lines", "chain"):
        return asked is not None and (asked.fact is not None or asked.where is not None)
    return text.startswith("manager.")
