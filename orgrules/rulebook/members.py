"""Tests of collections, compiled: how many members meet a condition, which share of them, what a number of theirs sums up to."""

from __future__ import annotations

import operator
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from orgrules.facts.expressions import ALWAYS, All, Asked, Expression, Measure, Not, computed
from orgrules.facts.paths import Path
from orgrules.facts.vocabulary import Collection, Fact
from orgrules.files.source import Route, plain_data, scalar
from orgrules.files.validation import describe
from orgrules.locale import _
from orgrules.rulebook.constants import COMPARE, LARGEST_NUMBER, ORDER, expected_instead
from orgrules.rulebook.counting import between, counting, share_of, sum_of
from orgrules.text import listed

if TYPE_CHECKING:
    from orgrules.rulebook.conditions import Compiler

#: The numbers of positions by which a share may be weighed.
WEIGHTS = ("headcount", "fte")

_TESTS = ("where", "each", "exists", "includes", "share", "sum", *ORDER)
_PERCENTAGE = r"(\d{1,3}(?:\.\d{1,6})?) ?%"


def collection_test(compiler: Compiler, path: Path, collection: Collection, test: Any, here: Route, level: int) -> Expression:
    """The tests of a collection. Members of whom it is unknown whether they meet its condition may count or not."""
    if test is None:
        test = {}
    if not isinstance(test, dict):
        message = _('"{path}" is a collection; test it with "where" and {names}')
        return compiler.fail(here, message.format(path=path.text, names=listed((*ORDER, "share", "sum"))))
    where = compiler.condition(collection.of, test["where"], (*here, "where"), level + 1) if "where" in test else ALWAYS
    number = _summed(compiler, path, collection, where, test["sum"], (*here, "sum")) if "sum" in test else None
    bounds: list[tuple[str, Any]] = []
    parts: list[Expression] = []
    for name, value in test.items():
        at = (*here, name)
        if name == "exists":
            parts.append(compiler.exists(path, value, at))
        elif name == "includes":
            parts.append(compiler.member(path, collection, value, at))
        elif name == "each":
            parts.append(_each(compiler, path, collection, value, at, level))
        elif name == "share":
            parts.append(_share(compiler, path, collection, (where, test.get("where")), value, at, level))
        elif name in ORDER:
            bound = _sum(compiler, name, value, at) if "sum" in test else _count(compiler, name, value, at)
            if bound is not None:
                bounds.append((name, bound))
        elif name not in ("where", "sum"):
            compiler.no_test(at, _('"{name}" is no test of a collection{hint}'), name, _TESTS)
    compares = any(name in test for name in ORDER)
    if "sum" in test and not compares:
        message = _('"sum" is compared with a number; add one of {names}')
        compiler.fail((*here, "sum"), message.format(names=listed(ORDER)), key=True)
    elif not compares and not (parts and ("where" not in test or "share" in test)):
        bounds.append(("at_least", 1))
    for name, bound in bounds:
        parts.append(_compared(path, where, number, name, bound, test))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _each(compiler: Compiler, path: Path, collection: Collection, value: Any, here: Route, level: int) -> Expression:
    """That every member meets a condition: there is none of whom it is not so."""
    failing = Not(compiler.condition(collection.of, value, here, level + 1))
    read = counting(path, failing, operator.le, 0)
    return computed(path, ["each", plain_data(value)], read, Asked("each", where=failing))


def _compared(path: Path, where: Expression, number: Measure | None, name: str, bound: Any, test: dict[str, Any]) -> Expression:
    compare = COMPARE[name]
    asked = Asked(name, (bound,), where=where, measure=number)
    read = counting(path, where, compare, bound) if number is None else between(number, compare, bound)
    written = [{"where": plain_data(test["where"])} if "where" in test else "count", name, bound]
    if number is not None:
        written.insert(0, {"sum": plain_data(test["sum"])})
    return computed(path, written, read, asked)


def _count(compiler: Compiler, name: str, value: Any, at: Route) -> int | None:
    number = scalar(value)
    if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return number
    message = _('"{test}" takes a whole number, found {found}').format(test=name, found=describe(value))
    compiler.fail(at, message)
    return None


def _sum(compiler: Compiler, name: str, value: Any, at: Route) -> float | None:
    number = scalar(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < LARGEST_NUMBER:
        return number
    message = _('"{test}" of a sum takes a number, found {found}').format(test=name, found=describe(value))
    compiler.fail(at, message)
    return None


def _summed(compiler: Compiler, path: Path, collection: Collection, where: Expression, name: Any, at: Route) -> Measure | None:
    """The sum of a number of the members."""
    if not isinstance(name, str):
        compiler.fail(at, expected_instead(_("a number of each member, such as headcount, fte or attributes.NAME"), name))
        return None
    try:
        of = compiler.understand(collection.of, name)
    except ValueError as error:
        compiler.fail(at, str(error))
        return None
    if not isinstance(of.word, Fact) or of.word.type not in ("number", "decimal", "any"):
        message = _('"{name}" is no number; "sum" adds up numbers such as headcount, fte or attributes.NAME')
        compiler.fail(at, message.format(name=name))
        return None
    return sum_of(path, where, of)


def _share(
    compiler: Compiler,
    path: Path,
    collection: Collection,
    counted: tuple[Expression, Any],
    share: Any,
    here: Route,
    level: int,
) -> Expression:
    """Which share of the members that are counted meets a further condition."""
    known = ("where", "by", *ORDER)
    if not isinstance(share, dict) or "where" not in share or not any(name in ORDER for name in share):
        message = _("a share is {{where: CONDITION, at_most: 15%}}, with one of {names}; found {found}")
        return compiler.fail(here, message.format(names=listed(ORDER), found=describe(share)))
    part = compiler.condition(collection.of, share["where"], (*here, "where"), level + 1)
    weight = None
    if "by" in share:
        weight = _weight(compiler, collection, share["by"], (*here, "by"))
    measure = share_of(path, counted[0], part, weight)
    parts: list[Expression] = []
    for name, value in share.items():
        at = (*here, name)
        if name in ORDER:
            bound = _part(value)
            if bound is None:
                message = _('"{test}" of a share takes a percentage such as 15%, or a number from 0 to 1; found {found}')
                compiler.fail(at, message.format(test=name, found=describe(value)))
                continue
            written = [
                {"where": plain_data(counted[1]), "share": plain_data(share["where"])},
                plain_data(share.get("by")),
                name,
                bound,
            ]
            asked = Asked(name, (bound,), where=counted[0], measure=measure)
            read = between(measure, COMPARE[name], bound)
            parts.append(computed(path, written, read, asked))
        elif name not in known:
            compiler.no_test(at, _('"{name}" is no key of a share{hint}'), name, known)
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _weight(compiler: Compiler, collection: Collection, name: Any, at: Route) -> Path | None:
    if collection.of != "position":
        compiler.fail(
            at, _('"by" weighs positions, by headcount or fte; units, people and organizations count one each'), key=True
        )
    elif name not in WEIGHTS:
        compiler.fail(at, expected_instead(listed(WEIGHTS), name))
    else:
        return compiler.understand("position", name)
    return None


def _part(value: Any) -> float | None:
    """A share as a number from 0 to 1; None where it is none."""
    number = scalar(value)
    if isinstance(number, str):
        found = re.fullmatch(_PERCENTAGE, unicodedata.normalize("NFKC", number).strip())
        number = round(float(found[1]) / 100, 8) if found is not None else None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        return None
    return number
