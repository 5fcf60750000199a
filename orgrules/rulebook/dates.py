"""Tests of days: before and after a day, and how long one is past or ahead as seen from today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from orgrules.days import Span, span_of
from orgrules.facts.expressions import all_tests
from orgrules.locale import _
from orgrules.rulebook.constants import day_meant, expected_instead

if TYPE_CHECKING:
    from orgrules.rulebook.model import Rule

#: The tests that compare with a day.
BY_DAY: dict[str, Callable[[str, str], bool]] = {
    "before": lambda there, day: there < day,
    "after": lambda there, day: there > day,
    "from": lambda there, day: there >= day,
    "until": lambda there, day: there <= day,
}
#: The tests that compare with a length of time before or after today.
BY_SPAN: dict[str, Callable[[str, Span, date], bool]] = {
    "older_than": lambda there, span, today: there < span.before(today).isoformat(),
    "within_last": lambda there, span, today: span.before(today).isoformat() <= there <= today.isoformat(),
    "within_next": lambda there, span, today: today.isoformat() <= there <= span.after(today).isoformat(),
}
OF_DATES = (*BY_DAY, *BY_SPAN)
#: What stands for the day of the check.
TODAY = "today"


def test_of_day(name: str, value: Any) -> tuple[str | Span, Callable[[str, date], bool]]:
    """What a test compares a day with, and the comparison, given the day and today.

    Raises:
        ValueError: the value is no day, or no length of time.
    """
    if name in BY_DAY:
        compare = BY_DAY[name]
        if value == TODAY:
            return TODAY, lambda there, today: compare(there, today.isoformat())
        day = day_meant(value)
        return day, lambda there, _today: compare(there, day)
    span = span_of(value)
    if span is None:
        raise ValueError(expected_instead(_("a length of time such as 90 days, 12 weeks, 6 months or 2 years"), value))
    measure = BY_SPAN[name]
    return span, lambda there, today: measure(there, span, today)


def counts_from_today(rule: Rule) -> bool:
    """Whether what a rule says changes from day to day."""
    asked = [test.column.asked for parts in rule.conditions.values() for part in parts for test in all_tests(part)]
    return any(each is not None and (each.test in BY_SPAN or TODAY in each.values) for each in asked)
