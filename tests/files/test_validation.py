"""Plain data against a model: each error once, at its own place, in words for the person who wrote the file."""

from __future__ import annotations

import time
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from orgrules.design import format as design_format
from orgrules.errors import Problem
from orgrules.files.source import Source, parse, scalar
from orgrules.files.validation import MOST_PROBLEMS, describe, validate, validate_data
from orgrules.rulebook import files as rulebook_files
from orgrules.settings import files as settings_files


class Inner(BaseModel):
    """A part of the model below."""

    model_config = ConfigDict(extra="forbid")

    color: Literal["red", "green", "blue"] = "red"
    size: Annotated[int, BeforeValidator(scalar), Field(strict=True, ge=1, le=9)] = 1


class Outer(BaseModel):
    """A model with every kind of field that our files have."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=20)]
    inner: Inner | None = None
    several: list[Inner] = []
    by_name: dict[str, Inner] = {}
    weight: Annotated[float, BeforeValidator(scalar), Field(strict=True, allow_inf_nan=False)] = 1.0
    open_: Annotated[bool, BeforeValidator(scalar), Field(alias="open", strict=True)] = False


KNOWN = "name, inner, several, by_name, weight, open"


def source_of(text: str) -> Source:
    return parse(text.encode(), "f.yaml")


def problems(text: str) -> list[str]:
    found = validate(Outer, source_of(text))
    assert isinstance(found, tuple)
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in found]


def test_data_that_fit_become_the_model() -> None:
    found = validate(Outer, source_of("{name: a, several: [{size: 3}, {color: blue}], weight: 2, open: true}"))

    assert isinstance(found, Outer)
    assert [(inner.size, inner.color) for inner in found.several] == [(3, "red"), (1, "blue")]
    assert (found.weight, found.open_) == (2.0, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", '1:1 "name" is missing'),
        ("inner: {}", '1:1 "name" is missing'),
        ("name: ''", '1:7 "name": must not be empty'),
        ("name: [a]", '1:7 "name": expected a text, found a list'),
        ("name: {a: b}", '1:7 "name": expected a text, found a mapping'),
        ("name:", '1:6 "name": expected a text, found nothing'),
        (f"name: {'x' * 21}", '1:7 "name": a text of more than 20 characters'),
        ("name: a\nnam: b", '2:1 unknown key "nam"; did you mean "name"?'),
        ("name: a\nzzz: b", '2:1 unknown key "zzz"; known are ' + KNOWN),
        ("name: a\nopne: true", '2:1 unknown key "opne"; did you mean "open"?'),
        ("name: a\nopen_: true", '2:1 unknown key "open_"; did you mean "open"?'),
        ("name: a\ninner: {colour: red}", '2:9 unknown key "colour"; did you mean "color"?'),
        ("name: a\nseveral:\n- size: 2\n- sise: 2", '4:3 unknown key "sise"; did you mean "size"?'),
        ("name: a\nby_name: {x: {colr: red}}", '2:15 unknown key "colr"; did you mean "color"?'),
        ("name: a\nby_name: {x: {q: red}}", '2:15 unknown key "q"; known are color, size'),
        (
            "name: a\ninner: {color: gren}",
            '2:16 "color": expected one of red, green, blue, found the text "gren"; did you mean "green"?',
        ),
        ("name: a\ninner: {color: 7}", '2:16 "color": expected one of red, green, blue, found 7'),
        ("name: a\ninner: {color: [red]}", '2:16 "color": expected one of red, green, blue, found a list'),
        ("name: a\ninner: {color: }", '2:16 "color": expected one of red, green, blue, found nothing'),
        ("name: a\ninner: red", '2:8 "inner": expected a mapping, found the text "red"'),
        ("name: a\ninner: [red]", '2:8 "inner": expected a mapping, found a list'),
        ("name: a\ninner: {size: 0}", '2:15 "size": must be at least 1, found 0'),
        ("name: a\ninner: {size: 10}", '2:15 "size": must be at most 9, found 10'),
        ("name: a\ninner: {size: 1.5}", '2:15 "size": expected a whole number, found 1.5'),
        ("name: a\ninner: {size: '3'}", '2:15 "size": expected a whole number, found the text "3"'),
        ("name: a\ninner: {size: true}", '2:15 "size": expected a whole number, found true'),
        ("name: a\nseveral: {size: 1}", '2:10 "several": expected a list, found a mapping'),
        ("name: a\nseveral: 3", '2:10 "several": expected a list, found 3'),
        ("name: a\nseveral: [3]", '2:11 "several": expected a mapping, found 3'),
        ("name: a\nby_name: [3]", '2:10 "by_name": expected a mapping, found a list'),
        ("name: a\nweight: heavy", '2:9 "weight": expected a number, found the text "heavy"'),
        ("name: a\nweight: .inf", '2:9 "weight": expected a finite number, found .inf'),
        ("name: a\nopen: yes", '2:7 "open": expected true or false, found the text "yes"; did you mean "true"?'),
        ("name: a\nopen: 1", '2:7 "open": expected true or false, found 1'),
        ('name: a\n"\\e[2J\\u202e\\u0007ame": 1', '2:1 unknown key "\\x1b[2J\\u202e\\x07ame"; known are ' + KNOWN),
        ('name: a\nweight: "\\e[2J"', '2:9 "weight": expected a number, found the text "\\x1b[2J"'),
    ],
)
def test_what_does_not_fit_is_named_at_its_place(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_every_problem_of_a_file_is_named_in_the_order_of_the_file() -> None:
    text = "weight: heavy\nseveral: [{size: 0}, {size: x, color: pink}]\nname: 3\nopen: maybe\n"

    assert problems(text) == [
        '1:9 "weight": expected a number, found the text "heavy"',
        '2:18 "size": must be at least 1, found 0',
        '2:29 "size": expected a whole number, found the text "x"',
        '2:39 "color": expected one of red, green, blue, found the text "pink"',
        '4:7 "open": expected true or false, found the text "maybe"',
    ]


def test_a_long_text_is_cut_in_the_message() -> None:
    (problem,) = problems(f"name: a\nweight: {'x' * 500}")

    assert problem == f'2:9 "weight": expected a number, found the text "{"x" * 119}…"'


def part_of(source: Source, *at: str | int) -> Any:
    """What is wrong with a part of a file as the inner model."""
    node = source.data
    for step in at:
        node = node[step]
    return validate_data(Inner, node, lambda route: (source, at + route))


def test_a_part_of_a_file_is_validated_at_its_place() -> None:
    source = source_of("first: {}\nsecond:\n  - {color: pink}\n  - {colour: red}\n")

    message = '"color": expected one of red, green, blue, found the text "pink"'
    assert part_of(source, "second", 0) == (Problem("f.yaml", 3, 13, message),)
    message = 'unknown key "colour"; did you mean "color"?'
    assert part_of(source, "second", 1) == (Problem("f.yaml", 4, 6, message),)


def test_a_part_that_is_empty_is_not_taken_for_the_whole_file() -> None:
    found = part_of(source_of("color: red\nsecond:\n"), "second")

    assert found == (Problem("f.yaml", 2, 8, "expected a mapping, found nothing"),)


def test_of_a_great_many_problems_the_first_are_named_and_the_others_counted() -> None:
    text = "name: a\nseveral:\n" + "- size: 0\n" * 2000

    found = problems(text)

    assert found[:MOST_PROBLEMS] == [f'{line}:9 "size": must be at least 1, found 0' for line in range(3, 3 + MOST_PROBLEMS)]
    assert len(found) == MOST_PROBLEMS + 1
    assert "1,950" in found[-1]


def test_thousands_of_unknown_keys_are_answered_at_once() -> None:
    text = "{name: a, " + ", ".join(f"k{number}: 1" for number in range(20_000)) + "}"

    began = time.perf_counter()
    found = problems(text)

    assert found[0].startswith('1:11 unknown key "k0"')
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("", "nothing"),
        ("[1]", "a list"),
        ("{a: 1}", "a mapping"),
        ("word", 'the text "word"'),
        ("'7'", 'the text "7"'),
        ("007", "007"),
        ("True", "True"),
        ('"\\e"', 'the text "\\x1b"'),
    ],
)
def test_a_value_is_described_as_it_was_written(text: str, described: str) -> None:
    found: Any = source_of(text).data

    assert describe(found) == described


WRONG = ("null", "true", "1.5", "-1", "10000000000", ".inf", "''", "A b", "[]", "[1]", "[[]]", "{}", "{a: 1}", "x" * 2500)


@pytest.mark.parametrize("module", [design_format, rulebook_files, settings_files])
def test_whatever_a_key_of_our_files_holds_is_told_in_words_of_ours(module: ModuleType) -> None:
    parts = [part for part in vars(module).values() if isinstance(part, type) and issubclass(part, BaseModel)]
    fields = [(part, field.alias or name) for part in parts for name, field in part.model_fields.items()]
    assert len(fields) > 20
    for part, key in fields:
        for wrong in WRONG:
            found = validate(part, source_of(f"{{{key}: {wrong}}}"))
            if isinstance(found, tuple):
                assert not [problem.message for problem in found if "another value" in problem.message], (part, key, wrong)
