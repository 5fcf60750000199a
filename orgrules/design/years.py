"""How long somebody has worked: a number of years, or a text that clearly is one."""

from __future__ import annotations

import re

from orgrules.locale import _
from orgrules.text import normalize, shown

#: Most years of experience; a larger number is one of something else.
MOST_YEARS = 100

#: "At least" is what years that are asked for mean anyhow, and who has them has no fewer.
_YEARS = (
    r"(?:at least |a minimum of |minimum |至少|不少于|不低于|满)?"
    r"(?P<number>\d+(?:\.\d+)?|[零〇一二两三四五六七八九十半]+|one|two|three|four|five|six|seven|eight|nine|ten) ?\+? ?"
    r"(?:(?P<months>months?|个月)|years?'?|yrs?\.?|年(?P<half>半)?)? ?"
    r"(?:\+|or more|or above|and above|minimum|\(?含?\)?及?或?以上)? ?"
    r"(?:(?:of )?(?:work(?:ing)? |professional )?experience|的?(?:工作)?(?:经验|经历|年限))?"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MONTHS = 12


def read_years(text: str) -> float:
    """The years that a text says: ``3``, ``3 years``, ``18 months``, ``三年以上``; of experience of whatever kind.

    Raises:
        ValueError: it says something else, or not one number: a range has two.
    """
    found = re.fullmatch(_YEARS, normalize(text))
    number = None if found is None else _number(found["number"])
    if found is None or number is None:
        message = _('expected a number of years, such as 3 or "3 years"; found "{text}"')
        raise ValueError(message.format(text=shown(text)))
    number += 0.5 if found["half"] else 0.0
    return round(number / _MONTHS, 2) if found["months"] else number


def plain_number(years: float) -> float:
    """Years as they are written: 3 rather than 3.0."""
    return int(years) if float(years).is_integer() else years


def years_asked(years: float) -> str:
    """Years of experience as a member of a list of requirements: no id of anything else has a blank."""
    return f"{years:g} years"


def _number(text: str) -> float | None:
    if text in _WORDS:
        return float(_WORDS.index(text) + 1)
    if text.isascii():
        return float(text)
    if text == "半":
        return 0.5
    tens, ten, ones = text.rpartition("十")
    digits = [_NUMERALS.get(each) if each else default for each, default in ((tens, 1 if ten else 0), (ones, 0))]
    if None in digits:
        return None
    return float((digits[0] or 0) * 10 + (digits[1] or 0))
