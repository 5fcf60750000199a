"""Texts and data that are nearly right: broken in one to four places, with what people and programs leave there."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from random import Random as Dice
from typing import Any

import yaml

from tests import hostile
from tests.strategies import PEOPLE, UNITS, escaped

#: Values that stand where another is expected, or hardly ever.
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 0.5, 1e300, 2**53, 10**40, 99_999_999, -0.0),
    *("", " ", "null", "~", "true", "no", "007", "7", "1e999", ".inf", ".nan", "-.INF", "0x1F", "0o17", "1_000", "12:30:45"),
    *(
        "2026-02-30",
        "2026-03-31",
        "2026/3/1",
        "31 March",
        "9" * 31,
        "9" * 5000,
        "x" * 1001,
        "字" * 300,
        "*",
        "**",
        "a/*",
        "[a-z]",
    ),
    *(
        "General Manager",
        "总经理",
        "general manager",
        "销售经理(华南)",
        "Acting Sales Manager / Office Manager",
        "总經理",
        "e\u0301",
        "ﬁ",
    ),
    *(
        "=1+1",
        "#",
        ": ",
        "- a",
        "{{ title }}",
        "{title}",
        "%s",
        "\\",
        "a\nb",
        "a\tb",
        "\u3000",
        "\u200b",
        "..",
        "/",
        "C:\\x",
        "-",
    ),
    *hostile.NAMES,
    *([], {}, [None], [[]], [""], {"": None}, [1, "1", 1.0], {"id": "a"}, [{"id": "a", "title": "A"}], {"en": "A", "zh": "甲"}),
)
#: Pieces of YAML, TOML and JSON, and what is in nobody's grammar.
TOKENS = (
    *(
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        ",",
        "- ",
        "? ",
        "|",
        ">",
        "|2-\n",
        "'",
        '"',
        "#",
        " #",
        "&a ",
        "*a",
        "*b",
        "!",
        "!!str ",
        "!!int ",
    ),
    *(
        "!!binary ",
        "!x ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "%TAG ! x\n",
        "~",
        "null",
        "\\",
        "\\u0041",
        "\\ud800",
        "\\x00",
        "@",
        "`",
    ),
    *(
        "：",
        "，",
        "“",
        "”",
        "｛",
        "—",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\x00",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\u202e",
        "\U0001f600",
    ),
    *(
        "=",
        "[[",
        "]]",
        "[tool.orgrules]",
        '"""',
        "1979-05-27",
        "# orgrules: ignore[hierarchy/unknown-manager]",
        "# orgrules: ignore[",
        "//",
    ),
    *(
        "positions:",
        "reports:",
        "title:",
        "include: [x.yaml]",
        "\n\n",
        "  ",
        "    ",
        "id: a",
        "title: A",
        "999999999999",
        "-",
        "0b1",
        "é",
    ),
)
KEYS = (
    *("id", "title", "name", "role", "unit", "reports_to", "reports", "dotted_line_to", "holder", "headcount", "fte", "duties"),
    *("accountable_for", "requirements", "authority", "meetings", "career_path", "job_family", "legal_representative", "outside"),
    *(
        "internal_relations",
        "external_relations",
        "promoted_from",
        "rotates_with",
        "experience",
        "certificates",
        "field_of_study",
    ),
    *(
        "attributes",
        "type",
        "parent",
        "head",
        "region_level",
        "education",
        "skills",
        "rule",
        "at",
        "path",
        "reason",
        "until",
        "include",
    ),
    *(
        "organization",
        "units",
        "positions",
        "people",
        "waivers",
        "ownership",
        "岗位",
        "上级",
        "reportsTo",
        "Title",
        "",
        " id",
        "x",
        "1",
    ),
)
#: What is put around, before or into a node so often.
_NESTING = (3, 30, 99, 101, 150)

Route = tuple[Any, ...]


# ---------------------------------------------------------------------------------------- texts


def broken_text(text: str, dice: Dice, tokens: Sequence[str] = TOKENS) -> str:
    """A text changed in one to four places."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        text = dice.choice(_CHANGES)(text, dice, tokens)
    return text


def _at(text: str, dice: Dice) -> int:
    return dice.randint(0, len(text))


def _span(text: str, dice: Dice, most: int = 40) -> tuple[int, int]:
    begin = _at(text, dice)
    return begin, min(len(text), begin + dice.randint(1, most))


def _insert(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    at = _at(text, dice)
    return text[:at] + dice.choice(tokens) + text[at:]


def _replace(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    begin, end = _span(text, dice, 8)
    return text[:begin] + dice.choice(tokens) + text[end:]


def _delete(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    begin, end = _span(text, dice, dice.choice((1, 2, 10, 200)))
    return text[:begin] + text[end:]


def _repeat(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    begin, end = _span(text, dice)
    return text[:end] + text[begin:end] * dice.choice((1, 1, 2, 20)) + text[end:]


def _move(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    begin, end = _span(text, dice)
    at = _at(text, dice)
    return text[:at] + text[begin:end] + text[at:]


def _many(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    at = _at(text, dice)
    return (
        text[:at] + dice.choice(("[", "{a: ", "- ", "[[", "{", "(", "\n- ", "  ")) * dice.choice((*_NESTING, 5_000)) + text[at:]
    )


def _cut(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    return text[: _at(text, dice)]


def _lines(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    """One line elsewhere, twice, gone, or moved in or out."""
    lines = text.split("\n")
    index, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(6):
        case 0:
            lines.insert(other, lines[index])
        case 1:
            lines[index], lines[other] = lines[other], lines[index]
        case 2:
            del lines[index]
        case 3:
            lines[index] = " " * dice.randint(1, 4) + lines[index]
        case 4:
            lines[index] = lines[index].removeprefix(" " * dice.randint(1, 4))
        case _:
            lines[index] += dice.choice(
                (" # a remark", "  # orgrules: ignore[x/y] -- why, until 2030-01-01", " ", "\t", ":", ",")
            )
    return "\n".join(lines)


def _scalar(text: str, dice: Dice, tokens: Sequence[str]) -> str:
    """Another value behind a colon."""
    colons = [index for index, character in enumerate(text) if character == ":"]
    if not colons:
        return text
    begin = dice.choice(colons) + 1
    end = min((found for found in (text.find(each, begin) for each in ",}]\n") if found >= 0), default=len(text))
    value = dice.choice(VALUES)
    return f"{text[:begin]} {value if dice.random() < 0.5 else json.dumps(value, ensure_ascii=False)}{text[end:]}"


_CHANGES: tuple[Callable[[str, Dice, Sequence[str]], str], ...] = (
    *(_insert,) * 4,
    *(_replace,) * 3,
    *(_delete,) * 3,
    *(_scalar,) * 4,
    *(_lines,) * 4,
    _repeat,
    _move,
    _many,
    _cut,
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "latin-1")


def as_bytes(text: str, dice: Dice) -> tuple[bytes, str | None]:
    """A text as the bytes of a file, mostly UTF-8, sometimes with some of them changed; and an encoding that is stated."""
    if dice.random() < 0.06:
        text = text.replace("\n", dice.choice(("\r\n", "\r", "\x85", "\u2028")))
    encoding = dice.choice(ENCODINGS) if dice.random() < 0.08 else "utf-8"
    content = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    if dice.random() < 0.05:
        bytes_ = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            if bytes_:
                bytes_[dice.randrange(len(bytes_))] = dice.randrange(256)
        content = bytes(bytes_)
    stated = dice.choice((encoding, encoding, dice.choice(ENCODINGS), None)) if encoding != "utf-8" else None
    return content, stated


# ---------------------------------------------------------------------------------------- data


def routes(data: Any, route: Route = ()) -> list[Route]:
    """The way to everything in plain data."""
    found = [route]
    if isinstance(data, dict):
        for key, value in data.items():
            found += routes(value, (*route, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += routes(value, (*route, index))
    return found


def at(data: Any, route: Route) -> Any:
    """What a way leads to."""
    for step in route:
        data = data[step]
    return data


def broken_data(data: Any, dice: Dice, keys: Sequence[str] = KEYS, values: Sequence[Any] = VALUES) -> Any:
    """Plain data changed in one to four places; what is given is left alone."""
    data = json.loads(json.dumps(data))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = _change(data, dice, keys, values)
    return data


def a_value(dice: Dice, values: Sequence[Any]) -> Any:
    """One of some values; a list or a mapping is a new one, which can be broken in its turn."""
    return copy.deepcopy(dice.choice(values))


def _change(data: Any, dice: Dice, keys: Sequence[str], values: Sequence[Any]) -> Any:  # noqa: C901 - a table
    found = [route for route in routes(data) if route]
    if not found:
        return a_value(dice, values)
    route = dice.choice(found)
    holder, step = at(data, route[:-1]), route[-1]
    match dice.randrange(16):
        case 0 | 1 | 2:
            holder[step] = a_value(dice, values)
        case 12 | 13 | 14 | 15:
            # what stands elsewhere: most of it can be read, and leads in rings, to itself, or to something else
            texts = [value for value in map(partial(at, data), found) if isinstance(value, str)]
            holder[step] = a_value(dice, texts or values)
        case 4:
            holder[step] = at(data, dice.choice(found))  # one node in two places: an anchor where it is written as YAML
            if _holds(holder[step], holder):
                holder[step] = None
        case 3 | 5:
            del holder[step]
        case 6 if isinstance(holder, dict):
            holder[dice.choice(keys)] = holder.pop(step)
        case 7 if isinstance(holder, dict):
            holder[dice.choice(keys)] = a_value(dice, values)
        case 6 | 7:
            holder.insert(dice.randrange(len(holder) + 1), a_value(dice, values))
        case 8:
            holder[step] = [holder[step]]
        case 9:
            holder[step] = {dice.choice(keys): holder[step]}
        case 10:
            for _ in range(dice.choice(_NESTING)):
                holder[step] = [holder[step]] if dice.random() < 0.5 else {dice.choice(keys): holder[step]}
        case _ if isinstance(holder, list):
            holder += [holder[step]] * dice.choice((1, 1, 2, 30))
        case _:
            return dice.choice((data, [data], {"positions": data}, {**holder}))
    return data


def _holds(data: Any, node: Any) -> bool:
    if data is node:
        return True
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(_holds(each, node) for each in inner)


def as_text(data: Any, dice: Dice) -> str:
    """Plain data as YAML in one style or another, or as JSON."""
    flow, width = dice.choice((None, False, False, True)), dice.choice((20, 80, 1000))
    if dice.random() < 0.6:
        with suppress(RecursionError):  # of what is nested deeper than the library writes
            return yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=width)
    text = json.dumps(data, ensure_ascii=dice.random() < 0.2, indent=dice.choice((None, 1, 2, "\t")))
    return "".join(each if each.isprintable() or each in "\n\t" else escaped(each) for each in text)


_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

#: Names that designs have, for what refers to something.
NAMES = tuple(name for unit in UNITS for name in unit[:2]) + tuple(name for person in PEOPLE for name in person)
