"""Numbers in the formats that Word has for lists: ``numeral(3, "chineseCounting")`` is 三."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from orgrules.documents.markers import in_chinese, roman

#: Numbers above this are written in digits whatever the format: in letters one would be a line long.
_MOST = 3999


def numeral(value: int, kind: str) -> str:
    """A number as a list shows it; formats of which nothing is known here show digits."""
    if kind == "none":
        return ""
    write = _WRITTEN.get(kind)
    return write(value) if write and 0 < value <= _MOST else str(value) if kind != "decimalZero" else f"{value:02}"


def padded(value: int, pattern: str) -> str:
    """A number in a format of one's own: ``001, 002, 003, ...`` has three digits."""
    first = pattern.split(",", maxsplit=1)[0].strip()
    return str(value).zfill(len(first)) if first.isdigit() else str(value)


def _letters(value: int, first: str = "A") -> str:
    """After Z comes AA, then BB: Word repeats letters."""
    times, letter = divmod(value - 1, 26)
    return chr(ord(first) + letter) * (times + 1)


def _chinese(value: int, digits: str = "零一二三四五六七八九", powers: str = "十百千") -> str:
    return in_chinese(value, digits, powers)


def _one_by_one(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(each)] for each in str(value))


def _signs(signs: str) -> Callable[[int], str]:
    """Signs one after another; digits after the last."""
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_WORDS = MappingProxyType(
    {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
)


def _words(value: int) -> str:
    if value >= 100:
        return str(value)
    tens, ones = divmod(value, 10)
    text = _SMALL[value] if value < 20 else _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    return text.capitalize()


def _ordinal_words(value: int) -> str:
    if value >= 100:
        return _ordinal(value)
    head, dash, last = _words(value).lower().rpartition("-")
    ordinal = _ORDINAL_WORDS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (head + dash + ordinal).capitalize()


def _legal(digits: str) -> Callable[[int], str]:
    return lambda value: _chinese(value, digits, "拾佰仟")


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FULL_WIDTH = "０１２３４５６７８９"

_WRITTEN: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "upperRoman": lambda value: roman(value).upper(),
        "lowerRoman": roman,
        "upperLetter": _letters,
        "lowerLetter": lambda value: _letters(value, "a"),
        "decimalFullWidth": _one_by_one(_FULL_WIDTH),
        "decimalFullWidth2": _one_by_one(_FULL_WIDTH),
        "decimalEnclosedCircle": _signs(_CIRCLED),
        "decimalEnclosedCircleChinese": _signs(_CIRCLED),
        "decimalEnclosedParen": _signs("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop": _signs("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "ideographEnclosedCircle": _signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "numberInDash": lambda value: f"- {value} -",
        "ordinal": _ordinal,
        "cardinalText": _words,
        "ordinalText": _ordinal_words,
        # Word has names for the habits of five places; up to 99 all of them write the same, and beyond that lists hardly go
        "chineseCounting": _chinese,
        "chineseCountingThousand": _chinese,
        "japaneseCounting": _chinese,
        "taiwaneseCounting": _chinese,
        "taiwaneseCountingThousand": _chinese,
        "ideographDigital": _one_by_one("〇一二三四五六七八九"),
        "japaneseDigitalTenThousand": _one_by_one("〇一二三四五六七八九"),
        "taiwaneseDigital": _one_by_one("○一二三四五六七八九"),
        "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖"),
        "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖"),
        "ideographTraditional": _signs("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac": _signs("子丑寅卯辰巳午未申酉戌亥"),
    }
)


def circled(text: str) -> str:
    """A number that an author put into a circle; what has no such character stays as it is."""
    return _signs(_CIRCLED)(int(text)) if text.isascii() and text.isdigit() and 0 < int(text) <= len(_CIRCLED) else text
