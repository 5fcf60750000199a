"""Texts compared without regard to form, suggested when mistyped, made safe to print."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.text import (
    SHOWN_CHARACTERS,
    collapse,
    collapse_each,
    did_you_mean,
    listed,
    normalize,
    pick,
    sanitize,
    shown,
    suggest,
)


@pytest.mark.parametrize(
    ("written", "collapsed"),
    [
        ("Sales Manager", "Sales Manager"),
        ("  Sales   Manager ", "Sales Manager"),
        ("Sales\tManager\n", "Sales Manager"),
        ("Sales\u00a0Manager", "Sales Manager"),
        ("Sales\u3000Manager", "Sales Manager"),
        ("Sales\u2028Manager", "Sales Manager"),
        ("\uff33\uff21\uff2c\uff25\uff33", "SALES"),
        ("\uff08华南\uff09", "(华南)"),
        ("cafe\u0301", "café"),
        ("销售部经理", "销售部经理"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_white_space_and_forms_of_one_character_do_not_tell_texts_apart(written: str, collapsed: str) -> None:
    assert collapse(written) == collapsed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SALES manager", "Sales  Manager"),
        ("STRASSE", "straße"),
        ("\uff33ales", "sales"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ],
)
def test_titles_are_compared_without_regard_to_case(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)
    assert collapse(one) != collapse(other)


@given(st.text(max_size=40))
def test_the_short_cut_for_plain_texts_changes_nothing(text: str) -> None:
    assert collapse(text) == re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_a_plain_text_collapsed_once_is_collapsed(text: str) -> None:
    assert collapse(collapse(text)) == collapse(text)
    assert normalize(normalize(text)) == normalize(text)


KNOWN = ("Sales manager", "Sales director", "销售统计员", "reports_to")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sales manger", "Sales manager"),
        ("SALES  MANAGER", "Sales manager"),
        ("sale director", "Sales director"),
        ("销售统记员", "销售统计员"),
        ("report_to", "reports_to"),
        ("Gardener", None),
        ("", None),
    ],
)
def test_a_mistyped_name_finds_the_one_that_was_meant(text: str, meant: str | None) -> None:
    assert suggest(text, KNOWN) == meant
    assert did_you_mean(text, KNOWN) == (f'; did you mean "{meant}"?' if meant else "")


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert suggest("anything", ()) is None


def test_of_two_writings_of_one_name_the_first_is_suggested() -> None:
    assert suggest("sales managr", ["Sales Manager", "SALES MANAGER"]) == "Sales Manager"


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("总经理 (South)", "总经理 (South)"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x00\x1b[31m\x7f\x9b", "\\x00\\x1b[31m\\x7f\\x9b"),
        ("\u202eevil\u202c", "\\u202eevil\\u202c"),
        ("\u2066\u2069\u061c\u200e\u200f", "\\u2066\\u2069\\u061c\\u200e\\u200f"),
        ("zero\u200bwidth\ufeff\xad", "zero\\u200bwidth\\ufeff\\xad"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("\ud800\udcff", "\\ud800\\udcff"),
        ("नमस्\u200dते क\u200cष", "नमस्\u200dते क\u200cष"),
        ("\u3000wide\u00a0spaces", "\u3000wide\u00a0spaces"),
    ],
)
def test_characters_that_steer_a_terminal_or_hide_text_are_shown_by_their_numbers(raw: str, safe: str) -> None:
    assert sanitize(raw) == safe


@given(st.text(st.characters(), max_size=40))
def test_no_control_or_direction_character_survives(text: str) -> None:
    safe = sanitize(text)

    assert not [
        character
        for character in safe
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(character) in ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    ]
    assert safe.splitlines() in ([safe], [])
    assert sanitize(safe) == safe


def test_a_long_text_is_cut_where_a_message_repeats_it() -> None:
    assert shown("x" * SHOWN_CHARACTERS) == "x" * SHOWN_CHARACTERS
    assert shown("x" * (SHOWN_CHARACTERS + 1)) == "x" * (SHOWN_CHARACTERS - 1) + "…"
    assert shown("\x1b" * 1000) == ("\\x1b" * 1000)[: SHOWN_CHARACTERS - 1] + "…"


def test_names_are_listed_with_commas() -> None:
    assert listed(name for name in ("a", "b")) == "a, b"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("texts", "english", "chinese"),
    [
        ({"en": "Head", "zh": "主管"}, "Head", "主管"),
        ({"en": "Head"}, "Head", "Head"),
        ({"zh": "主管"}, "主管", "主管"),
        ({}, "", ""),
    ],
)
def test_a_text_missing_in_one_language_is_shown_in_the_other(texts: dict[str, str], english: str, chinese: str) -> None:
    assert (pick(texts, "en"), pick(texts, "zh")) == (english, chinese)


@given(st.lists(st.none() | st.text("a \n\t\u00a0\uff21", max_size=4), max_size=5))
def test_many_texts_are_collapsed_as_each_is(texts: list[str | None]) -> None:
    assert list(collapse_each(texts)) == [None if text is None else collapse(text) for text in texts]
