"""How spreadsheets show numbers: 42 as 00042, 46053 as 2026-01-31, 0.5 as 50%; mere typography (1,234.00 ¥) is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from math import isfinite

#: How one number is shown.
Shown = Callable[[float], str]

#: The formats that have a number and are written nowhere (in .xlsx, .xlsb and .xls), those with dates and percent;
#: 27 to 36 and 50 to 58 are dates and times in the Chinese, Japanese and Korean Excel (ECMA-376, part 1, section 18.8.30).
BUILT_IN = {
    9: "0%", 10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip

#: Digits that Excel keeps of a number.
DIGITS = 15

#: Longest format that Excel takes, in characters.
_LONGEST = 255

# what is no format of its own: texts in quotes, an escaped or a padding character, colours, conditions and locales in brackets
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_FRACTION_OF_SECOND = re.compile(r"s\]?\.0+", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"e[+-]", re.IGNORECASE)
_GENERAL = re.compile(r"general|standard|g/通用格式", re.IGNORECASE)
# one step of a format that shows the digits of an id: a text, a digit, what is skipped
_STEP = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<digit>[0#?])|(?P<plain>[-+/() :\w])', re.DOTALL)


@lru_cache(maxsize=1024)
def shown_by(code: str, epoch_1904: bool = False) -> Shown | None:
    """How a number format shows a number; None where the number as such is what it shows."""
    if len(code) > _LONGEST:
        return None
    section = _first_section(code)
    bare = _QUOTED.sub("", section)
    if _GENERAL.search(bare) or _SCIENTIFIC.search(bare):
        return None
    if "%" in bare:
        return percent
    dated = _FRACTION_OF_SECOND.sub("s", bare)
    if re.search(r"[ymdhs]", dated, re.IGNORECASE) and not re.search(r"[0#?]", dated):
        timed = bool(re.search(r"[hs]", dated, re.IGNORECASE)) or "[" in dated  # an "m" alone is a month, "[m]" minutes
        return (
            partial(_date, epoch_1904, timed)
            if re.search(r"[yd]", dated, re.IGNORECASE) or not timed
            else partial(_time, "[" in dated)
        )
    return _as_id(section)


def plain(number: float) -> str:
    """A number without ".0", with the 15 digits that spreadsheets show: 0.1 + 0.2 is 0.3."""
    if not isfinite(number):
        return str(number)
    if number == int(number) and abs(number) < 1e16:
        return str(int(number))
    text = f"{number:.{DIGITS}g}"
    return f"{Decimal(text):f}" if "e" in text else text


def lost_digits(text: str) -> bool:
    """Whether a number, as it was written, is so long that its last digits were lost: only 15 are kept of a number.

    One whose digits are all there was written by a program that keeps them.
    """
    try:
        number = Decimal(text)
    except ArithmeticError:
        return False
    if not number.is_finite() or not 10**DIGITS <= abs(number) < 10**40:  # no id has 40 digits
        return False
    digits = f"{abs(number):.0f}"
    return "e" in text.lower() or digits[DIGITS:].strip("0") == ""


def iso_date(text: str) -> str:
    """A date, or a date and a time, of ISO 8601 (2026-01-31T00:00:00.000Z) without a time at midnight."""
    date, _separator, clock = text.strip().partition("T")
    clock = clock.removesuffix("Z").partition(".")[0]
    return f"{date}T{clock}" if clock.strip("0:") else date


def _first_section(code: str) -> str:
    """The part of a format for numbers above zero: what stands before the first ";" that is in no quotes."""
    quoted = False
    for index, character in enumerate(code):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted and code[index - 1 : index] != "\\":
            return code[:index]
    return code


def percent(number: float) -> str:
    """A part as percent, with all its digits: 0.125 is 12.5%."""
    return plain(float(f"{number * 100:.{DIGITS}g}")) + "%"


def _date(epoch_1904: bool, timed: bool, number: float) -> str:
    """The date of a serial number: days since 1899-12-30, since 1904-01-01 in files that say so."""
    days = number + 1462 if epoch_1904 else number
    if not 0 <= days < 2_958_466:  # 9999-12-31 is the last
        return plain(number)
    if days < 61:  # Excel has a 29 February 1900, as Lotus 1-2-3 had
        days += 1
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400))
    return moment.isoformat() if timed and moment.time() != time.min else moment.date().isoformat()


def _time(elapsed: bool, number: float) -> str:
    """A time of day, or a length of time that may be longer, from days."""
    if not 0 <= number < 1e6:
        return plain(number)
    if not elapsed:
        number %= 1
    minutes, seconds = divmod(round(number * 86_400), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}"


def _as_id(section: str) -> Shown | None:
    """How a format shows an id: its zeros in front (00000) and the letters before it ("E"00000)."""
    steps: list[str | None] = []  # a text, None for a digit
    zeros = index = 0
    while index < len(section):
        step = _STEP.match(section, index)
        if step is None:
            return None  # thousands, decimals, fractions, currencies: typography
        index = step.end()
        if step["digit"]:
            steps.append(None)
            zeros += step["digit"] == "0"
        elif text := step["quoted"] or step["escaped"] or step["plain"]:
            steps.append(text)
    if None not in steps:
        return None
    before = "".join(text or "" for text in steps[: steps.index(None)])
    if zeros < 2 and not any(map(str.isalnum, before)):
        return None  # 0"人" shows a number with its measure
    after = len(steps) - steps[::-1].index(None)
    if all(text is None for text in steps[steps.index(None) : after]):
        behind = "".join(text or "" for text in steps[after:])
        return partial(_short_id, before, zeros, behind)
    return partial(_id, tuple(steps), zeros)


def _short_id(before: str, least: int, behind: str, number: float) -> str:
    whole = int(number) if 0 <= number < 10**DIGITS else -1
    return f"{before}{whole:0{least}}{behind}" if whole == number else plain(number)


def _id(steps: tuple[str | None, ...], least: int, number: float) -> str:
    """The digits from the right, each on its place; those that have none stand with the first."""
    if not 0 <= number < 10**DIGITS or number != int(number):
        return plain(number)
    digits = list(str(int(number)).zfill(least))
    places = steps.count(None)
    shown: list[str] = []
    for step in reversed(steps):
        if step is not None:
            shown.append(step)
            continue
        places -= 1
        if not places:
            shown.append("".join(digits))
        elif digits:
            shown.append(digits.pop())
    return "".join(reversed(shown))
