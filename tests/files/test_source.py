"""Bytes to data and places: what is read, where it stands, and what is refused."""

from __future__ import annotations

import contextlib
import gc
import json
import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from orgrules.errors import Problem, SourceError
from orgrules.files.nodes import Mapping, Plain, Sequence
from orgrules.files.source import (
    MOST_DIGITS,
    Comment,
    Limits,
    Route,
    Source,
    parse,
    parse_all,
    paused_collector,
    plain_data,
    scalar,
)
from orgrules.files.yaml_events import dump
from orgrules.locale import speaking
from tests.helpers import is_chinese

NAME = "design.yaml"


def read(text: str | bytes, name: str = NAME, **options: Any) -> Source:
    return parse(text.encode() if isinstance(text, str) else text, name, **options)


def refused(text: str | bytes, name: str = NAME, **options: Any) -> str:
    """The one problem of a text that cannot be read, as a user sees it."""
    with pytest.raises(SourceError) as raised:
        read(text, name, **options)
    (problem,) = raised.value.problems
    return str(problem)


def place_of(text: str, token: str) -> tuple[int, int]:
    """Line and column of the one place where a token stands."""
    assert text.count(token) == 1, f"{token!r} must stand once in {text!r}"
    before = text[: text.index(token)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


# ---------------------------------------------------------------------------------------- places

BLOCK = """\
units:
  - id: south
    name: 华南大区
    tags:
    - one
    - two
positions:
  - title: Clerk
    reports: [{title: Boy}]
"""
FLOW = '{units: [{id: south, "name": "华南大区"}, {}],\n positions: [{title: 销售经理, unit: south2}]}\n'
ALIASED = "base: &base {skills: [typing]}\nclerk: *base\nafter: &name Li Lei\nlast: *name\n"


@pytest.mark.parametrize(
    ("text", "route", "key", "value"),
    [
        (BLOCK, ("units", 0, "id"), "id", "south"),
        (BLOCK, ("units", 0, "name"), "name", "华南大区"),
        (BLOCK, ("units", 0, "tags"), "tags", "- one"),
        (BLOCK, ("units", 0, "tags", 1), "two", "two"),
        (BLOCK, ("positions",), "positions", "- title"),
        (BLOCK, ("positions", 0, "reports"), "reports", "[{"),
        (BLOCK, ("positions", 0, "reports", 0, "title"), "title: Boy", "Boy"),
        (FLOW, ("units",), "units", "[{id"),
        (FLOW, ("units", 0), "{id", "{id"),
        (FLOW, ("units", 0, "name"), '"name"', '"华南大区"'),
        (FLOW, ("units", 1), "{}", "{}"),
        (FLOW, ("positions", 0, "unit"), "unit:", "south2"),
        (ALIASED, ("clerk",), "clerk", "*base"),
        (ALIASED, ("clerk", "skills", 0), "typing", "typing"),
        (ALIASED, ("after",), "after", "&name"),
        (ALIASED, ("last",), "last", "*name"),
        ("text: |\n  one\n  two\nnext: 1\n", ("text",), "text", "|"),
        ("text: |\n  one\n  two\nnext: 1\n", ("next",), "next", "1"),
        ("a: first\n  line\n  more\nnext: 1\n", ("next",), "next", "1"),
        ("? key\n: value\n", ("key",), "key", "value"),
        ("# a remark\n\n---\nkey: value\n", ("key",), "key", "value"),
        ("a: !!str 007\n", ("a",), "a", "!!str"),
        ("a: 😀😀\nb: {c: 😀, d: 2}\n", ("b", "d"), "d", "2"),
    ],
)
def test_a_key_and_its_value_are_found_where_they_stand(text: str, route: Route, key: str, value: str) -> None:
    source = read(text)

    assert source.place(route, key=True) == place_of(text, key)
    assert source.place(route) == place_of(text, value)


@pytest.mark.parametrize(
    ("text", "route", "place"),
    [
        ("a: 1\nb:\n", ("b",), (2, 3)),
        ("a: 1\nb: {c: 1}\n", ("b", "missing"), (2, 4)),
        ("a: 1\nb:\n  - c: 1\n", ("b", 3, "c"), (3, 3)),
        ("a: 1\nb: text\n", ("b", "c", 0), (2, 4)),
        ("a: 1\n", ("missing",), (1, 1)),
        ("\n\n  a: 1\n", ("missing",), (3, 3)),
        ("# only a remark\n", ("a",), (1, 1)),
        ("just text\n", ("a",), (1, 1)),
        ("{'1': {a: b}}\n", (1, "a"), (1, 1)),
    ],
)
def test_what_is_absent_is_placed_at_the_nearest_thing_around_it(text: str, route: Route, place: tuple[int, int]) -> None:
    assert read(text).place(route) == place


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("CRLF", BLOCK.replace("\n", "\r\n").encode()),
        ("a byte order mark", BLOCK.encode("utf-8-sig")),
        ("a byte order mark and CRLF", BLOCK.replace("\n", "\r\n").encode("utf-8-sig")),
        ("little-endian UTF-16", b"\xff\xfe" + BLOCK.encode("utf-16-le")),
        ("big-endian UTF-16", b"\xfe\xff" + BLOCK.encode("utf-16-be")),
    ],
)
def test_places_and_data_do_not_depend_on_line_ends_and_marks(name: str, content: bytes) -> None:
    plain, source = read(BLOCK), read(content)

    assert source.data == plain.data
    for route, token in ((("units",), "- id"), (("units", 0, "name"), "华南大区"), (("positions", 0, "title"), "Clerk")):
        assert source.place(route) == place_of(BLOCK, token), name


def test_a_problem_stands_at_its_value_or_at_its_key() -> None:
    source = read("a:\n  b: 1\n")

    assert source.problem(("a", "b"), "wrong") == Problem(NAME, 2, 6, "wrong")
    assert source.problem(("a", "b"), "wrong", key=True) == Problem(NAME, 2, 3, "wrong")


# ---------------------------------------------------------------------------------------- scalars


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("007", 7),
        ("-12", -12),
        ("+3", 3),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("+.INF", math.inf),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("9" * MOST_DIGITS, 10**MOST_DIGITS - 1),
    ],
)
def test_numbers_and_booleans_keep_their_spelling_beside_their_value(written: str, value: object) -> None:
    node = read(f"a: {written}").data["a"]

    assert node == written
    assert isinstance(node, Plain)
    assert scalar(node) == value
    assert type(scalar(node)) is type(value)


@pytest.mark.parametrize("written", ["9" * (MOST_DIGITS + 1), "9" * 5000, "0x" + "f" * 5000, "0o" + "7" * 5000])
def test_more_digits_than_any_quantity_has_are_text(written: str) -> None:
    assert scalar(read(f"a: {written}").data["a"]) == written


def test_not_a_number_is_a_number() -> None:
    assert math.isnan(scalar(read(".NaN").data))


@pytest.mark.parametrize(
    "written",
    [
        *("yes", "No", "NO", "on", "Null", "NULL", "nUll", "tRUE"),
        *("1_000", "0b1", "0O17", "-0x1F", "1:30", "2024-05-01", ".", "-x", "1e", "<<", "="),
    ],
)
def test_what_the_core_schema_does_not_name_is_text(written: str) -> None:
    node = read(f"a: {written}").data["a"]

    assert node == written
    assert not isinstance(node, Plain)
    assert scalar(node) == written


@pytest.mark.parametrize("written", ["", "~", "null", "!!null ''", "!!null null"])
def test_only_lower_case_null_a_tilde_and_nothing_are_null(written: str) -> None:
    assert read(f"a: {written}\nb: 1").data["a"] is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'007'", "007"),
        ('"true"', "true"),
        ("''", ""),
        ("'null'", "null"),
        ('"~"', "~"),
        ("!!str 007", "007"),
        ("! 007", "007"),
        ("!!str null", "null"),
        ("!<tag:yaml.org,2002:str> true", "true"),
        ("|-\n  007", "007"),
        (">-\n  null", "null"),
    ],
)
def test_a_quoted_or_tagged_scalar_is_text(written: str, text: str) -> None:
    node = read(f"a: {written}").data["a"]

    assert node == text
    assert not isinstance(node, Plain)


@pytest.mark.parametrize("written", ["!!int 5", "!!int '5'", "!!float 5", "!!bool true", "!!bool 'true'"])
def test_a_standard_tag_makes_the_number_or_boolean_that_stands_there(written: str) -> None:
    assert isinstance(read(f"a: {written}").data["a"], Plain)


@pytest.mark.parametrize("text", ["!!map {a: 1}", "!!seq [a]"])
def test_a_standard_tag_of_a_collection_says_nothing_new(text: str) -> None:
    assert read(text).data == read(text.split(" ", 1)[1]).data


def test_keys_are_texts_as_written() -> None:
    assert list(read("007: a\nnull: b\n~: c\nNO: d\n'': e\n").data) == ["007", "null", "~", "NO", ""]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read("base: &base {a: 1}\nclerk: {<<: *base, b: 2}").data["clerk"] == {"<<": {"a": "1"}, "b": "2"}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n", "\ufeff", "--- ~\n...\n"])
def test_a_file_without_content_is_nothing(text: str) -> None:
    assert read(text).data is None


def test_plain_data_are_ordinary_values() -> None:
    data = plain_data(read("{a: [007, 1.5, true, null, 'x', NO], b: {c: 0x10}}").data)

    assert data == {"a": [7, 1.5, True, None, "x", "NO"], "b": {"c": 16}}
    assert type(data) is dict
    assert type(data["a"]) is list
    assert [type(item) for item in data["a"]] == [int, float, bool, type(None), str, str]


def test_dumped_data_read_back_equal_and_in_order() -> None:
    data = {"z": [1, True, None, "007", "华南"], "a": {"b": 1.5}}

    text = dump(data)

    assert "华南" in text
    assert list(read(text).data) == ["z", "a"]
    assert plain_data(read(text).data) == data


# ---------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1", 'the key "a" stands here again; first at line 1, column 1'),
        ("{a: 1, b: 2, 'a': 3}", "1:14", 'the key "a" stands here again; first at line 1, column 2'),
        ("x:\n  - {k: 1,\n     k: 2}\n", "3:6", 'the key "k" stands here again; first at line 2, column 6'),
        ('"\\e[31m": 1\n"\\e[31m": 2\n', "2:1", 'the key "\\x1b[31m" stands here again; first at line 1, column 1'),
        ("a: 1\n---\nb: 2\n", "2:1", "a second document (---) begins here; a file holds one"),
        ("a: &x [*x]\n", "1:8", "the alias *x stands for no anchor that is complete before it"),
        ("a: &x {b: *x}\n", "1:11", "the alias *x stands for no anchor that is complete before it"),
        ("&x a: &x [*x]\n", "1:11", "the alias *x stands for no anchor that is complete before it"),
        ("a: *nobody\n", "1:4", "the alias *nobody stands for no anchor that is complete before it"),
        ("a: &x 1\n*x : 2\n", "2:1", "a key must be a text, not an alias, a mapping or a list"),
        ("? [a]\n: b\n", "1:3", "a key must be a text, not a mapping or a list"),
        ("? {a: b}\n: c\n", "1:3", "a key must be a text, not a mapping or a list"),
        ("a: !secret x\n", "1:4", 'the tag "!secret" means nothing here; leave it out'),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "1:4",
            'the tag "tag:yaml.org,2002:python/object/apply:os.system" means nothing here; leave it out',
        ),
        ("!!set {a, b}\n", "1:1", 'the tag "tag:yaml.org,2002:set" means nothing here; leave it out'),
        ("a: !!binary aGk=\n", "1:4", 'the tag "tag:yaml.org,2002:binary" means nothing here; leave it out'),
        ("a: !!int seven\n", "1:4", 'the tag "tag:yaml.org,2002:int" means nothing here; leave it out'),
        ("a: !!bool yes\n", "1:4", 'the tag "tag:yaml.org,2002:bool" means nothing here; leave it out'),
        ("a:\n\t- b\n", "2:1", "not YAML: a tab character; indent with spaces"),
        ("a: @b\n", "1:4", 'not YAML: no value can begin with "@"; put the text in quotes'),
        ("a: `b`\n", "1:4", 'not YAML: no value can begin with "`"; put the text in quotes'),
        (
            "title: Manager: South\n",
            "1:15",
            'not YAML: a ":" is not allowed here; is a text with ": " not in quotes, or the indentation uneven?',
        ),
        ("a: [1, 2\n", "2:1", "not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
        ("a: 'b\n", "2:1", "not YAML: found unexpected end of stream (while scanning a quoted scalar)"),
        ("a: 中国\nb: ]\n", "2:4", "not YAML: did not find expected node content (while parsing a block node)"),
        ("%YAML 2.0\n---\na: 1\n", "1:1", "not YAML: found incompatible YAML document"),
        ('a: "\\ud800"\n', "1:7", "not YAML: found invalid Unicode character escape code (while parsing a quoted scalar)"),
        ("a: b\x00c\n", "1:5", "a control character, \\x00, is not allowed here"),
        ("中: 1\n国: \x1b[31m\n", "2:4", "a control character, \\x1b, is not allowed here"),
        ("a: \x7f\n", "1:4", "a control character, \\x7f, is not allowed here"),
        ("a: \x9b\n", "1:4", "a control character, \\x9b, is not allowed here"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_place(text: str, place: str, message: str) -> None:
    assert refused(text) == f"{NAME}:{place}: {message}"


@pytest.mark.parametrize(
    "text",
    [
        *("a: [1, 2\n", "a: {b: 1\n", "a: 'b\n", "a: ]\n", "- a\nb: c\n", "a: 1\n- b\n", "a: - b\n", "a: b\n c: d\n"),
        *("a: @b\n", "a: b: c\n", "a:\n\t- b\n", "a: ? b\n", "a\nb: c\n", "a: 'b\n--- c'\n", "? ? a\n: [\n", "[a, ? b: c: d]"),
        *("a: &\n", "a: *\n", "a: *b\n", "a: !x!y z\n", "a: !<x\n", "a: !b{ c\n", "a: !<%zz> b\n", "!x a\n", "{[a]: b}\n"),
        *("%FOO\n", "%!\n", "%YAML 2.0\n---\na\n", "%YAML x\n---\n", "%YAML 1.1111111111\n---\n", "%YAML 1.1\na\n"),
        *("%YAML 1.1\n%YAML 1.1\n---\n", "%TAG\n---\n", "%TAG ! \n---\n", "%TAG !a! b\n%TAG !a! c\n---\n"),
        *('a: "\\q"\n', 'a: "\\xzz"\n', 'a: "\\ud800"\n', "a: |0\n b\n", "a: |x\n b\n", "a: |\n\t b\n", "a: b\n\tc: d\n"),
        *("a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "[" * 200, "a: \x01\n", "a: &b [*b]\n"),
    ],
)
def test_whoever_reads_chinese_is_told_in_chinese_what_is_no_yaml(text: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(text)
    assert all(problem.message.isascii() for problem in raised.value.problems)
    with speaking("zh"), pytest.raises(SourceError) as raised:
        read(text)
    assert all(is_chinese(problem.message) for problem in raised.value.problems), raised.value


def test_a_control_character_written_as_an_escape_is_data() -> None:
    assert read('{"a": "\\u0000\\u001b\\u202e"}').data == {"a": "\x00\x1b\u202e"}


def bomb(levels: int, width: int = 9) -> str:
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(lines)


def test_a_billion_laughs_stop_at_the_budget() -> None:
    assert refused(bomb(10)) == f"{NAME}:8:15: more than 8,000,000 values, with aliases counted as what they stand for"


def test_aliases_within_the_budget_are_what_they_stand_for() -> None:
    data = read(bomb(3)).data

    assert len(data["a2"]) == 9
    assert data["a2"][8][8] == ["x"] * 9


@pytest.mark.parametrize(
    ("text", "nodes", "place"),
    [
        ("[a, b, c, d]", 6, None),
        ("[a, b, c, d]", 4, "1:11"),
        ("{a: b, c: d}", 6, None),
        ("{a: b, c: d}", 4, "1:11"),
        ("[&x [a, b, c, d], *x]", 13, None),
        ("[&x [a, b, c, d], *x, e]", 9, "1:23"),
    ],
)
def test_values_are_counted_up_to_the_limit(text: str, nodes: int, place: str | None) -> None:
    limits = Limits(nodes=nodes)
    if place is None:
        assert read(text, limits=limits).data
    else:
        expected = f"{NAME}:{place}: more than {nodes} values, with aliases counted as what they stand for"
        assert refused(text, limits=limits) == expected


@pytest.mark.parametrize(("opening", "column"), [("[", 101), ("{a: ", 401), ("- ", 201)])
def test_nesting_stops_at_a_hundred_levels(opening: str, column: int) -> None:
    assert refused(opening * 30_000) == f"{NAME}:1:{column}: more than 100 levels of nesting"


def test_nesting_of_json_that_had_to_be_put_into_yaml_stops_at_its_place_too() -> None:
    text = '["\\ud83d\\ude00", ' + "[" * 5_000 + "]" * 5_000 + "]"
    assert refused(text) == f"{NAME}:1:117: more than 100 levels of nesting"


def test_a_character_that_yaml_does_not_allow_stands_at_its_place_in_json_too() -> None:
    assert refused('["\\ud83d\\ude00", "\x7f"]').startswith(f"{NAME}:1:19: a control character")


def test_a_hundred_levels_are_read() -> None:
    data = read("[" * 100 + "]" * 100).data

    levels = 0
    while data:
        (data,) = data
        levels += 1
    assert levels == 99


def test_more_bytes_than_the_limit_are_not_even_decoded() -> None:
    limits = Limits(bytes=10)

    assert read("a: 1234567", limits=limits).data == {"a": "1234567"}
    expected = f"{NAME}:1:1: the file has 11 bytes; at most 10 are read: split it with include"
    assert refused(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", limits=limits) == expected


# ---------------------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("a: 1\n中文: 总经理\n".encode("gb18030"), "2:1", "not UTF-8 text; try --encoding gb18030"),
        ("a: 中国\n".encode() + b"b: \xff\n", "2:4", "not UTF-8 text; try --encoding latin-1"),
        ("title: café, bar\n".encode("latin-1"), "1:11", "not UTF-8 text; try --encoding latin-1"),
        (b"\xff\xfea", "1:1", "not UTF-16 text; try --encoding latin-1"),
    ],
)
def test_bytes_that_are_no_text_name_an_encoding_that_fits(content: bytes, place: str, message: str) -> None:
    assert refused(content) == f"{NAME}:{place}: {message}"


@pytest.mark.parametrize("encoding", ["gb18030", "GB18030", "big5", "utf-16", "utf-8"])
def test_a_stated_encoding_is_used(encoding: str) -> None:
    source = read("職位: 經理\n".encode(encoding), encoding=encoding)

    assert source.data == {"職位": "經理"}
    assert source.place(("職位",)) == (1, 5)


@pytest.mark.parametrize(("encoding", "place", "name"), [("ascii", "1:4", "ASCII"), ("idna", "1:1", "IDNA")])
def test_a_stated_encoding_that_does_not_fit_says_where(encoding: str, place: str, name: str) -> None:
    expected = f"{NAME}:{place}: not {name} text; try --encoding latin-1"
    assert refused("a: 中\n".encode() + b"b", encoding=encoding) == expected


@pytest.mark.parametrize(
    ("encoding", "named"),
    [*((name, name) for name in ("klingon", "hex", "rot13", "undefined")), ("\udcff", "\\udcff")],
)
def test_an_encoding_that_is_none_of_texts_is_named(encoding: str, named: str) -> None:
    expected = f'{NAME}:1:1: unknown encoding "{named}"; for example utf-8, utf-16, gb18030, big5, latin-1'
    assert refused("a: 中\n".encode(), encoding=encoding) == expected


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("a: 1\n".encode("utf-16-le"), "utf-16-le"),
        ("a: 1\n".encode("utf-16-be"), "utf-16-be"),
        ("a: 1\n".encode("utf-32"), "utf-32"),
    ],
)
def test_text_of_two_or_four_bytes_a_character_names_its_encoding(content: bytes, encoding: str) -> None:
    assert refused(content).endswith(f"; try --encoding {encoding}")
    assert read(content, encoding=encoding).data == {"a": "1"}


# ---------------------------------------------------------------------------------------- JSON


@pytest.mark.parametrize("name", ["design.json", "DESIGN.JSON", "<stdin>"])
def test_json_may_be_indented_with_tabs(name: str) -> None:
    text = '{\n\t"a":\t[\n\t\t1,\n\t\t{"b": null}\n\t]\n}\n'

    source = read(text, name)

    assert plain_data(source.data) == json.loads(text)
    assert source.place(("a", 1, "b"), key=True) == (4, 4)


def test_json_escapes_of_characters_beyond_the_first_plane_are_read_with_their_places() -> None:
    text = json.dumps({"name": "𠮷野 😀", "title": "Clerk"})

    source = read(text, "design.json")

    assert source.data == {"name": "𠮷野 😀", "title": "Clerk"}
    assert source.place(("title",)) == place_of(text, '"Clerk"')


# ---------------------------------------------------------------------------------------- properties

# what JSON may hold raw and YAML may not: DEL, the C1 controls, surrogates, non-characters; and its further line ends
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\u2028\u2029\ufffe\uffff\ufeff" + "".join(map(chr, range(0x7F, 0xA0)))),
    max_size=30,
)


def trees(*, infinity: bool) -> st.SearchStrategy[Any]:
    """Data of mappings, lists and scalars."""
    return st.recursive(
        st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=infinity) | TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
        max_leaves=20,
    )


def leaves(data: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Every scalar and every empty collection, with its route."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from leaves(value, (*route, key))
    elif isinstance(data, list) and data:
        for index, item in enumerate(data):
            yield from leaves(item, (*route, index))
    else:
        yield route, data


def assert_same(node: Any, data: Any) -> None:
    """That a node is what the data are: texts by their spelling, all else by value and type."""
    if isinstance(data, dict):
        assert isinstance(node, Mapping)
        assert list(node) == list(data)
        for key in data:
            assert_same(node[key], data[key])
    elif isinstance(data, list):
        assert isinstance(node, Sequence)
        assert len(node) == len(data)
        for inner, item in zip(node, data, strict=True):
            assert_same(inner, item)
    elif isinstance(data, str):
        assert str(node) == data
    else:
        value = scalar(node)
        assert (type(value), value) == (type(data), data)


def text_at(text: str, place: tuple[int, int]) -> str:
    return text.split("\n")[place[0] - 1][place[1] - 1 :]


@given(trees(infinity=False), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_json_reads_back_equal_and_every_place_points_at_its_text(data: Any, indent: int | str | None, ascii_only: bool) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only, separators=None if indent else (",", ":"))

    source = read(text, "design.json")

    assert_same(source.data, data)
    for route, leaf in leaves(data):
        assert text_at(text, source.place(route)).startswith(json.dumps(leaf, ensure_ascii=ascii_only))
        if route and isinstance(route[-1], str):
            key = json.dumps(route[-1], ensure_ascii=ascii_only)
            assert text_at(text, source.place(route, key=True)).startswith(key)


YAML_STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, None, "'", '"', "|", ">"]),
        "allow_unicode": st.booleans(),
        "indent": st.sampled_from([2, 4]),
        "width": st.sampled_from([20, 80]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)


@given(trees(infinity=True), YAML_STYLES)
def test_yaml_reads_back_equal_and_its_places_are_those_of_the_yaml_library(data: Any, style: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, sort_keys=False, **style)

    source = read(text)

    assert_same(source.data, data)
    composed = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert composed is not None
    assert_same_places(source, composed, ())


def assert_same_places(source: Source, node: yaml.Node, route: Route) -> None:
    if route or not isinstance(node, yaml.ScalarNode):  # a file that is one scalar is only ever refused as a whole
        assert source.place(route) == (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            mark = key.start_mark
            assert source.place((*route, key.value), key=True) == (mark.line + 1, mark.column + 1)
            assert_same_places(source, value, (*route, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            assert_same_places(source, item, (*route, index))


PIECES = st.sampled_from(
    [
        *"[]{}:,-?|>&*!%@`#'\"~\t\n\r\x00\x7f\x85\u2028\ufeff",
        *("a: ", "- ", "? ", "&x ", "*x", "!!str ", "!x ", "---\n", "...\n", "<<: ", "  ", "\r\n"),
        *("\\u", "\\ud800", "null", "1e9", "中文", "😀"),
    ]
)


@examples(max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    try:
        source = read(content)
    except SourceError as error:
        (problem,) = error.problems
        assert 1 <= problem.line <= len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text)) + 1
        assert 1 <= problem.column <= len(text) + 1
        assert str(problem).isprintable()
    else:
        assert source.path == NAME


@given(st.binary(max_size=60), st.sampled_from([None, "gb18030", "utf-16", "latin-1"]))
def test_any_bytes_are_read_or_refused(content: bytes, encoding: str | None) -> None:
    try:
        path = read(content, encoding=encoding).path
    except SourceError as error:
        (path,) = (problem.path for problem in error.problems)
    assert path == NAME


# ---------------------------------------------------------------------------------------- comments

COMMENTED = """\
# orgrules: a
a: x # orgrules: b
b: "q # orgrules: no"  # orgrules: c
c: | # orgrules: d
  text # orgrules: no
  # orgrules: no

# orgrules: e
d: 'a
  # orgrules: no
  b' #orgrules: f
e: plain
  #\t orgrules: g
f: [a, # orgrules: h # orgrules: no
 b]
g: x#orgrules:no
h: >-
   folded
   # orgrules: no
 # orgrules: i
# see # orgrules: no
# orgrulez: no
i: ["# orgrules: no", 'it''s # orgrules: no'] # ORGRULES: no
# orgrules: j"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_comments_for_the_program_are_found_where_they_stand(line_end: str) -> None:
    comments = read(COMMENTED.replace("\n", line_end)).comments
    assert [comment.text for comment in comments] == [f"orgrules: {letter}" for letter in "abcdefg"] + [
        "orgrules: h # orgrules: no",
        "orgrules: i",
        "orgrules: j",
    ]
    lines = COMMENTED.split("\n")
    assert all(lines[comment.line - 1][comment.column - 1 :].endswith(comment.text) for comment in comments)


@pytest.mark.parametrize("text", ["a: 1 # a remark\n", "a: 'orgrules:'\n", "orgrules: {a: b}\n", '{"a": "# orgrules: b"}'])
def test_a_file_without_such_comments_has_none(text: str) -> None:
    assert read(text).comments == ()


FRAGMENTS = st.sampled_from(
    ["a", "b", ": ", "- ", "\n", "\n  ", " ", "# orgrules: x", " # orgrules: x", "# ", '"', "'", "|", ">-", "[", "]", ", ", "é"]
)


@examples(max_examples=500)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_a_comment_is_what_can_be_changed_without_changing_the_data(text: str) -> None:
    try:
        source = read(text)
    except SourceError:
        return
    lines = text.split("\n")
    found = {(comment.line - 1, comment.column - 1) for comment in source.comments}
    for line, column in {(line, match.start()) for line, written in enumerate(lines) for match in re.finditer("#", written)}:
        # libyaml takes a "#" right after a "|" for a comment's; YAML wants space between them
        if not lines[line][column + 1 :].strip().startswith("orgrules:") or lines[line][:column][-1:].strip():
            continue
        changed = [*lines]
        changed[line] = f"{lines[line][: column + 1]} other {lines[line][column + 1 :]}"
        try:
            same = read("\n".join(changed)).data == source.data
        except SourceError:
            same = False
        within = any(line == row and column > start for row, start in found)  # a part of a comment that begins before
        before = "#" in re.sub(r"(?<=\S)#", "", lines[line][:column])  # or of another one
        assert ((line, column) in found) == (same and not within and not before) or before, (text, line, column)


def test_a_comment_has_its_text_and_its_place() -> None:
    assert read("a: 1  #  orgrules: ignore[a/b] -- 理由 \n").comments == (Comment(1, 7, "orgrules: ignore[a/b] -- 理由"),)


# ---------------------------------------------------------------------------------------- the collector


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_afterwards_as_it_was(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        seen = []
        with contextlib.suppress(KeyError), paused_collector():
            seen.append(gc.isenabled())
            raise KeyError
        assert [*seen, gc.isenabled()] == [False, enabled]
    finally:
        (gc.enable if was_enabled else gc.disable)()


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_what_is_wrong_in_the_text_itself_stands_at_its_line_whatever_ends_lines(line_break: str) -> None:
    before = f"# one{line_break}positions:{line_break}- title: "
    with pytest.raises(SourceError) as control:
        parse(f"{before}a\x01b".encode(), "d.yaml")
    assert str(control.value.problems[0]).startswith("d.yaml:3:11: a control character")
    with pytest.raises(SourceError) as encoding:
        parse(before.encode() + "经理".encode("gb18030"), "d.yaml")
    assert str(encoding.value.problems[0]).startswith("d.yaml:3:10: not UTF-8 text")
    # as findings are, which libyaml places
    with pytest.raises(SourceError) as twice:
        parse(f"a: 1{line_break}b: 2{line_break}a: 3".encode(), "d.yaml")
    assert str(twice.value.problems[0]).startswith("d.yaml:3:1: ")


@pytest.mark.parametrize(
    ("text", "line", "column", "mark"),
    [
        ("a:\n- id: x\n  title：总经理\n  unit: y\n", 3, 8, "："),
        ("a:\n- title：总经理\n  unit: y\n", 2, 8, "："),
        ("a: [{title: 总经理，unit: y}]", 1, 16, "，"),
        ("a:\n- title: 总经理，unit: y\n", 2, 13, "，"),
        ("a：\n- title: b\n", 1, 2, "："),
    ],
)
def test_full_width_punctuation_of_yaml_is_told_where_it_stands(text: str, line: int, column: int, mark: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    [problem] = caught.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert problem.message.startswith(f'not YAML: "{mark}" is full-width; write ')


@pytest.mark.parametrize("text", ['a: "说，b: c" d', "a: 说：说: b", "# 说，b: c\na: [b"])
def test_full_width_punctuation_of_a_text_is_not_blamed(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert "full-width" not in str(caught.value)


# ---------------------------------------------------------------------------------------- several documents


def test_every_document_of_a_file_has_its_data_and_places() -> None:
    found = parse_all(b"a: &x 1\n---\n- b\n- {c: 2}\n---\n", NAME)
    assert [plain_data(source.data) for source in found] == [{"a": 1}, ["b", {"c": 2}], None]
    assert found[1].place((1, "c")) == (4, 7)


def test_a_file_without_a_document_is_one_of_nothing() -> None:
    assert [source.data for source in parse_all(b"# nothing\n", NAME)] == [None]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("a: &x 1\n---\nb: *x\n", {}, f"{NAME}:3:4: the alias *x stands for no anchor"),
        ("- 1\n---\n- 2\n---\n- 3\n", {"limits": Limits(nodes=5)}, f"{NAME}:5:3: more than 5"),
        ("a: 1\n---\nb: [\n", {}, f"{NAME}:4:1: not YAML"),
    ],
)
def test_what_is_wrong_in_a_later_document(text: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_all(text.encode(), NAME, **options)
    assert str(raised.value).startswith(said)
