"""Days: today's, those that people write, and how long one is after another."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from orgrules.errors import UsageError
from orgrules.locale import _, ngettext
from orgrules.text import shown

#: The last second of the year 9999, where Python's calendar ends.
_LAST_SECOND = 253_402_300_799

# year first, as nobody takes it for another day: 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, and with a time behind
_DAY = (
    r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})|年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"
    r"|(?P<mm>\d{2})(?P<dd>\d{2}))(?:[T ]\d{1,2}:\d{2}.*)?"
)
_SPAN = r"(?P<number>\d{1,6}) ?(?P<unit>[a-z]+|[^\d\sa-z]+)"

Unit = Literal["day", "week", "month", "year"]
_UNITS: dict[str, Unit] = {
    **dict.fromkeys(("day", "days", "天", "日"), "day"),
    **dict.fromkeys(("week", "weeks", "周", "星期", "个星期"), "week"),
    **dict.fromkeys(("month", "months", "月", "个月"), "month"),
    **dict.fromkeys(("year", "years", "年"), "year"),
}


def today(given: date | None = None) -> date:
    """The day that is taken for today: the one given, else that of SOURCE_DATE_EPOCH, else the calendar's.

    Raises:
        UsageError: SOURCE_DATE_EPOCH names no day.
    """
    return given or day_of_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")) or date.today()


def day_of_epoch(epoch: str) -> date | None:
    """The day of a number of seconds since 1970, or None where nothing is named.

    https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        UsageError: it is no such number, or no calendar goes so far.
    """
    if not epoch:
        return None
    seconds = int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else _LAST_SECOND + 1
    if seconds > _LAST_SECOND:
        message = _('SOURCE_DATE_EPOCH: expected whole seconds since 1970, at most {most}, found "{found}"')
        raise UsageError(message.format(most=_LAST_SECOND, found=shown(epoch)))
    return datetime.fromtimestamp(seconds, UTC).date()


def day_of(written: object) -> str | None:
    """A day as people write it, the year first, in the form 2026-01-05; None where it is none, or could be two."""
    if isinstance(written, bool) or not isinstance(written, str | int):
        return None
    found = re.fullmatch(_DAY, unicodedata.normalize("NFKC", str(written)).strip())
    if found is None:
        return None
    month, day = (
        found[name] or found[short] or found[digits] for name, short, digits in (("month", "m", "mm"), ("day", "d", "dd"))
    )
    with suppress(ValueError):
        return date(int(found["year"]), int(month), int(day)).isoformat()
    return None


class Span(NamedTuple):
    """A length of time. A month before a day is the same day of the month before, or that month's last; a year is 12 months."""

    number: int
    unit: Unit

    def before(self, day: date) -> date:
        """The day that is so long before another."""
        return _moved(day, self, -1)

    def after(self, day: date) -> date:
        """The day that is so long after another."""
        return _moved(day, self, 1)

    def __str__(self) -> str:
        said = {
            "day": ngettext("{number} day", "{number} days", self.number),
            "week": ngettext("{number} week", "{number} weeks", self.number),
            "month": ngettext("{number} month", "{number} months", self.number),
            "year": ngettext("{number} year", "{number} years", self.number),
        }
        return said[self.unit].format(number=self.number)


def span_of(written: object) -> Span | None:
    """A length of time as people write it: 90 days, 1 week, 6 months, 2 years, 90天, 3个月; None where it is none."""
    if not isinstance(written, str):
        return None
    found = re.fullmatch(_SPAN, " ".join(unicodedata.normalize("NFKC", written).split()).lower())
    unit = _UNITS.get(found["unit"]) if found is not None else None
    return Span(int(found["number"]), unit) if found is not None and unit is not None else None


def _moved(day: date, span: Span, way: int) -> date:
    """A day moved by a length of time, at most to the ends of the calendar."""
    end = date.min if way < 0 else date.max
    if span.unit in ("day", "week"):
        try:
            return day + way * timedelta(days=span.number * (7 if span.unit == "week" else 1))
        except OverflowError:
            return end
    months = day.year * 12 + day.month - 1 + way * span.number * (12 if span.unit == "year" else 1)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return end
    from calendar import monthrange  # imported where used: most runs move no day

    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
