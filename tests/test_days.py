"""Days as people write them, lengths of time, and which day is today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.days import day_of, span_of, today
from orgrules.errors import UsageError

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        *("2026-01-05", "2026-1-5", "2026/01/05", "2026.1.5", "2026年1月5日", "2026年01月05", " ２０２６-０１-０５ ", "20260105"),
        *(20260105, "2026-01-05 00:00:00", "2026-01-05T08:30:00+08:00"),
    ],
)
def test_a_day_is_read_with_its_year_first(written: object) -> None:
    assert day_of(written) == "2026-01-05"


@pytest.mark.parametrize(
    "written", ["05/01/2026", "5.1.2026", "2026-02-30", "2026-13-01", "2026-01", "2026/1-5", "soon", "", 46027, True, 1.5, None]
)
def test_what_is_no_day_or_could_be_two_is_none(written: object) -> None:
    assert day_of(written) is None


@given(day=DAYS, number=st.integers(0, 30_000), way=st.sampled_from((-1, 1)))
def test_months_and_years_keep_the_day_of_the_month_or_take_its_last(day: date, number: int, way: int) -> None:
    for written, months in ((f"{number} months", number), (f"{number} years", 12 * number)):
        span = span_of(written)
        assert span is not None
        moved = span.before(day) if way < 0 else span.after(day)
        assert moved == by_calendar(day, way * months)


def by_calendar(day: date, months: int) -> date:
    """The day so many months later, found by trying the days of that month from the same one down."""
    count = day.year * 12 + day.month - 1 + months
    if not 12 <= count < 120_000:
        return date.min if months < 0 else date.max
    for number in range(day.day, 27, -1) if day.day > 27 else (day.day,):
        try:
            return date(count // 12, count % 12 + 1, number)
        except ValueError:
            continue
    return date(count // 12, count % 12 + 1, min(day.day, 28))


@given(day=DAYS, number=st.integers(0, 5_000))
def test_weeks_are_of_seven_days(day: date, number: int) -> None:
    days, weeks = span_of(f"{7 * number} days"), span_of(f"{number}周")
    assert days is not None
    assert weeks is not None
    expected = day - timedelta(7 * number) if (day - date.min).days >= 7 * number else date.min
    assert days.before(day) == weeks.before(day) == expected


@pytest.mark.parametrize("written", ["90", 90, "ninety days", "90 dayz", "-1 days", "1.5 months", "90 days ago", "", None])
def test_what_is_no_length_of_time_is_none(written: object) -> None:
    assert span_of(written) is None


def test_today_is_the_given_day_then_that_of_the_environment_then_the_calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == date(1970, 1, 2)
    assert today(date(2026, 3, 31)) == date(2026, 3, 31)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(UsageError):
        today()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((today() - date.today()).days) <= 1
