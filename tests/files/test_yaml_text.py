"""Plain data written as YAML: it reads back as the very same texts, by this program and by another."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orgrules.files.source import parse
from orgrules.files.yaml_text import WIDTH, Field, block_entry, comment, entry, text_as_yaml, tree
from orgrules.text import columns, sanitize

#: What texts of tables are made of that YAML would misread.
NASTY = st.text(
    st.sampled_from("aZé中国😀 \u00a0:#-'\"\\\n\r\t\0\x85\u2028\ufeff\u202e,，：[]{}&*!|>%@`?=~<.0123456789eExXoO_+（"),
    max_size=12,
)
WORDS = st.sampled_from(
    [
        "null",
        "Null",
        "~",
        "NO",
        "yes",
        "007",
        "1e5",
        "2020-01-01",
        "=",
        "- a",
        "<<",
        "1_000",
        "0x1F",
        "0o7",
        ".inf",
        "12:30",
        "---",
    ]
)
TEXTS = NASTY | WORDS | st.text(max_size=20).filter(lambda text: text.isprintable())


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_read_back_as_they_are(texts: list[str]) -> None:
    fields = [Field("title", texts[0]), Field("duties", texts), Field("attributes", {"a": texts[0]})]
    for write in (block_entry, entry):
        written = "\n".join([*write(fields), ""])
        expected = [{"title": texts[0], "duties": texts, "attributes": {"a": texts[0]}}]
        found = parse(written.encode(), "x").data
        assert found == expected
        assert type(found[0]["title"]) is str  # and no number that is written like one
        assert yaml.safe_load(written) == expected


@pytest.mark.parametrize("text", ["总经理", "2nd Line Manager", "Sales Manager (EMEA)", "Ann Lee", "公司/销售部", "E-17"])
def test_what_needs_no_quotes_has_none(text: str) -> None:
    assert text_as_yaml(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("007", "'007'"),
        ("NO", "'NO'"),
        ("it's", "'it''s'"),
        ("a: b", "'a: b'"),
        ("a\nb", '"a\\nb"'),
        ("a\u202eb", '"a\\u202eb"'),
        ("", "''"),
    ],
)
def test_what_needs_quotes_has_them(text: str, written: str) -> None:
    assert text_as_yaml(text) == written


def test_half_a_character_is_no_text_of_a_file() -> None:
    assert text_as_yaml("a\ud800") == '"a\\ufffd"'


@given(NASTY | st.sampled_from(["orgrules: ignore[x] -- y", "  orgrules: ignore[x]", "a " * 80 + "orgrules: ignore[x]"]))
def test_a_comment_is_nothing_but_a_comment(text: str) -> None:
    written = "\n".join([*comment(text), *block_entry([Field("a", "b", text)]), *comment(text, "    "), ""])
    source = parse(written.encode(), "x")
    assert source.data == [{"a": "b"}]
    assert source.comments == ()


def test_comments_are_broken_between_words_in_both_languages() -> None:
    for text in ("  every word of it " * 30, "列可以表示编号、" * 60):
        lines = list(comment(text, "  "))
        assert len(lines) > 3
        assert max(map(columns, lines)) <= WIDTH
        assert "".join(line[4:].replace(" ", "") for line in lines) == sanitize(text).replace(" ", "")


def test_a_remark_stands_behind_its_value_or_above_it() -> None:
    assert list(block_entry([Field("a", "b", "c"), Field("d", "e", "f" * 120)])) == [
        "  - a: b  # c",
        f"    # {'f' * 120}",
        "    d: e",
    ]
    assert list(block_entry([Field("a", "b", "c" * 120)])) == [f"  # {'c' * 120}", "  - a: b"]


def test_a_short_entry_is_one_line_and_a_long_list_several() -> None:
    assert list(entry([Field("id", "a"), Field("name", "b")])) == ["  - {id: a, name: b}"]
    assert list(entry([Field("id", "a", "why"), Field("name", "b")])) == ["  - id: a  # why", "    name: b"]
    assert list(block_entry([Field("duties", ["d" * 60, "e" * 60])])) == [
        "  - duties:",
        f"      - {'d' * 60}",
        f"      - {'e' * 60}",
    ]


_TREES = st.recursive(
    st.one_of(st.text(max_size=60), st.integers(), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=6), st.dictionaries(st.text("abc: -#", min_size=1, max_size=8), inner, max_size=5)
    ),
    max_leaves=30,
)


@given(st.dictionaries(st.text("abc: -#", min_size=1, max_size=8), _TREES, min_size=1, max_size=5))
def test_a_tree_reads_back_as_it_is(data: dict[str, object]) -> None:
    assert yaml.safe_load("\n".join(tree(data))) == data


def test_a_tree_has_an_entry_a_line_and_long_ones_below_their_keys() -> None:
    data = {
        "role": "clerk",
        "title": {"cites": ["a"]},
        "duties": [{"id": "files", "name": "Files letters"}, {"id": "long", "name": "word " * 20 + "end"}],
        "skills": [f"skill-number-{number}" for number in range(9)],
    }

    assert list(tree(data)) == [
        "role: clerk",
        "title: {cites: [a]}",
        "duties:",
        "  - {id: files, name: Files letters}",
        "  - id: long",
        "    name: " + "word " * 20 + "end",
        "skills:",
        "  [skill-number-0, skill-number-1, skill-number-2, skill-number-3, skill-number-4, skill-number-5,",
        "   skill-number-6, skill-number-7, skill-number-8]",
    ]
