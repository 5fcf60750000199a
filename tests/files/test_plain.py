"""The reader of the plain subset of YAML gives what the general one gives, or leaves the text to it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from orgrules.errors import SourceError
from orgrules.files import source as source_module
from orgrules.files.plain import read_plain
from orgrules.files.source import Limits, Source, parse

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("samples/**/*.yaml"), *ROOT.glob("rules/**/*.yaml")])
LIMITS = Limits()
#: What is put into texts, or taken for lines: what YAML has beyond the subset, and what is none.
PIECES = [" ", "  ", "- ", ": ", ":", "#", " # c", "\n", "\n\n", '"', "'", "null", "~", "1", "0x1", "[", "]", "{", "}", "[a, b]"]
PIECES += ["{a: b}", ",", "?", "|", ">", "&a ", "*a", "!t ", "\t", "\r", "\r\n", "---", "...", "a: b", "  - x", "%", "\u3000"]
PIECES += ["中文：", "=", "<<: ", "- - ", "-", "-1", " :", "\ufeff", "\u2028", "[]", "{}", "true", "007"]
PIECES += ["{a: [b, \"c: d\"], e: 'f'}", ",\n      ", ",   \n  ", "[\n        ", "{\n   ", "\n      ]", "\n   }"]


def design(number: int) -> str:
    """A design in block style, as programs write them."""
    lines = ["organization: {name: Made}", "positions:"]
    for index in range(number):
        lines += [f"  - id: p{index}", f"    title: Clerk {index}", "    unit: Office 1", f"    holder: Person {index}"]
        lines += ["    reports_to: p0", "    headcount: 2", "    duties:", "    - file letters", "    - write letters"][
            : 5 * (index > 0)
        ]
    return "\n".join(lines) + "\n"


def generally(text: str, monkeypatch: pytest.MonkeyPatch, limits: Limits = LIMITS) -> Source:
    with monkeypatch.context() as patch:
        patch.setattr(source_module, "read_plain", lambda *_: None)
        return parse(text.encode(), "design.yaml", limits=limits)


def places(source: Source, node: Any, route: tuple[str | int, ...] = ()) -> list[Any]:
    """Every value with its type and place, and the place of every key."""
    found: list[Any] = [(route, type(node), source.place(route))]
    if isinstance(node, dict):
        for key, value in node.items():
            found += [source.place((*route, key), key=True), *places(source, value, (*route, key))]
    elif isinstance(node, list):
        for index, value in enumerate(node):
            found += places(source, value, (*route, index))
    else:
        found.append(node)
    return found


def plainly(text: str) -> Source | None:
    found = read_plain(text, LIMITS.nodes, LIMITS.depth)
    return None if found is None else Source("design.yaml", *found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_of_ours_is_read_as_the_general_reader_reads_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    plain = plainly(text)
    if plain is not None:
        there = generally(text, monkeypatch)
        assert places(plain, plain.data) == places(there, there.data)


def test_most_designs_are_of_the_subset() -> None:
    samples = [path for path in FILES if "samples" in path.parts]
    assert sum(plainly(path.read_text("utf-8")) is not None for path in samples) > len(samples) * 2 / 3
    assert plainly(design(500)) is not None
    assert plainly(design(500).replace("\n", "\r\n")) is not None


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_to_a_text_both_readers_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in FILES]
    texts = [text for text in texts if len(text) < 4000]
    read = 0
    for _ in range(600):
        text = mangled(chance.choice(texts), chance)
        plain = plainly(text)
        if plain is None:
            continue
        there = generally(text, monkeypatch)
        assert places(plain, plain.data) == places(there, there.data), text
        read += 1
    assert read > 60


#: What stands behind the keys of items that are like one another, now and then: scalars that are no texts, or not of one line.
ODD = ["7", "007", "12 people", "null", "~", "True", "a b ", "a: b", "a #b", "a#b", "x:y", "'q'", '"q"', "[a, b]", "中文", "²"]
ODD += ["-1", "", "\u3000", "a\u3000", "é", "|", "a\n      b", "\n      - a\n      - b", "\n    - a", "\n      b: c", "a # c"]
ODD += ["a\n    # c", "a\n"]


def alike(chance: random.Random) -> str:
    """A list of items of few shapes, here and there with something else."""
    margin = " " * chance.randrange(3)
    keys = ["id", "title", "unit", "headcount", "holder"]
    shapes = [chance.sample(keys, chance.randrange(1, 6)) for _ in range(chance.randrange(1, 4))]
    lines = []
    for index in range(chance.randrange(2, 30)):
        for number, key in enumerate(chance.choice(shapes)):
            usual = str(index) if key == "headcount" else f"{key} {index}"
            value = chance.choice(ODD) if chance.random() < 0.03 else usual
            lines.append(f"{margin}{'  ' if number else '- '}{key}: {value}")
    return "positions:\n" + "\n".join(lines) + "\n" * chance.randrange(3)


def test_items_that_are_alike_are_read_as_the_general_reader_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    read = 0
    for number in range(700):
        text = alike(chance)
        text = text if number % 3 else mangled(text, chance)
        plain = plainly(text)
        if plain is not None:
            there = generally(text, monkeypatch)
            assert places(plain, plain.data) == places(there, there.data), text
            read += 1
    assert read > 400


def mangled(text: str, chance: random.Random) -> str:
    """Some lines of a text, moved to the margin, with something put in or taken out."""
    lines = text.split("\n")
    first = chance.randrange(len(lines))
    lines = lines[first : first + chance.randrange(1, 25)]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    text = "\n".join(line[margin:] for line in lines)
    for _ in range(chance.randrange(4)):
        at, what = chance.randrange(len(text) + 1), chance.random()
        if what < 0.5:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif what < 0.8:
            text = text[:at] + text[at + chance.randrange(1, 5) :]
        else:
            lines = text.split("\n")
            where = chance.randrange(len(lines))
            indented = " " * chance.randrange(5) + lines[where].lstrip(" ")
            lines[where] = indented if what < 0.95 else lines[chance.randrange(len(lines))]
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize(
    "text",
    [
        "- {a: b,\n   c: [d,\n e]}\n- f",
        "a: [b,\n   c\n  ]\nd: {\n  e: f }",
        "a:\n  - {b: 'c,\n    d', e: f}  \n  - g: [\n      h,   \n      [i, j]]",
        "a: {b: c,\r\n  d: e}",
    ],
)
def test_what_stands_in_brackets_may_go_on_in_the_next_line(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = plainly(text)
    assert plain is not None
    there = generally(text, monkeypatch)
    assert places(plain, plain.data) == places(there, there.data)


@pytest.mark.parametrize(
    "text",
    [
        "a: [b,\n\n  c]",
        "a: [b, # c\n  d]",
        "a: [b,\nc]",
        "a: [b,\n  c\nd: e",
        "a: [b\n  c]",
        "a: {b: c, b: d}",
        "a: 1\nb: 2\na: 3",
        "a:\n  b: 1\n  b: 2",
        "- a: 1\n- a: 2\n  a: 3",
        "a: b: c",
        "a: b\n  c: d",
        "a:\n- b\n c: d",
        "a: [b, c",
        "a: 'b",
        "--- \na: 1",
        "a: 1\n...\nb: 2",
        "a: &x 1\nb: *x",
        "a: !!str 1",
        "a: |\n  b",
        "a: b\n  c",
        "a: [b: c]",
        "a: {b: }",
        "a: {b:c}",
        "\ta: 1",
        "a:: b\na:: c",
    ],
)
def test_what_is_wrong_or_beyond_the_subset_is_left_to_the_general_reader(text: str) -> None:
    assert plainly(text) is None


@pytest.mark.parametrize(("text", "limits"), [(design(50), Limits(nodes=200)), (design(50), Limits(bytes=100))])
def test_limits_hold_as_they_hold_in_general(text: str, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError) as plain:
        parse(text.encode(), "design.yaml", limits=limits)
    with pytest.raises(SourceError) as there:
        generally(text, monkeypatch, limits)
    assert plain.value.problems == there.value.problems


def test_levels_are_counted_by_the_general_reader() -> None:
    def nested(levels: int) -> str:
        return "\n".join("  " * level + f"a{level}:" for level in range(levels))

    assert read_plain(nested(50), LIMITS.nodes, 100) is not None
    assert read_plain(nested(100), LIMITS.nodes, 100) is None
    assert read_plain("a: " + "[" * 9 + "]" * 9, LIMITS.nodes, 100) is None
