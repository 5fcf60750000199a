"""Patches are those that other programs apply, and are as short as can be; large texts with few changes cost little."""

from __future__ import annotations

import difflib
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.output.patches import lines_of, patch_lines, patch_of, regions

LINES = st.lists(st.sampled_from(["a", "b", "c", "d: 1", "- e", ""]), max_size=60)


def rebuilt(old: list[str], new: list[str]) -> list[str]:
    found, at = [], 0
    for each in regions(old, new):
        found += old[at : each.old_from] + new[each.new_from : each.new_to]
        at = each.old_to
    return found + old[at:]


@given(LINES, LINES)
def test_what_differs_makes_one_text_into_the_other(old: list[str], new: list[str]) -> None:
    assert rebuilt(old, new) == new


@given(LINES, LINES)
def test_no_more_lines_differ_than_another_program_finds(old: list[str], new: list[str]) -> None:
    ours = sum(each.old_to - each.old_from + each.new_to - each.new_from for each in regions(old, new))
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    assert ours <= sum(b - a + d - c for tag, a, b, c, d in codes if tag != "equal")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nx\nc\n"),
        ("a\nb", "a\nb\nc"),
        ("a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"),
        ("a\n" * 30 + "b\n" + "a\n" * 30, "x\n" + "a\n" * 30 + "c\n" + "a\n" * 30),
        ("b\n", ""),
        ("总经理\n上级: 甲\n", "总经理\n上级: 乙\n"),
        ("a\x0bb\u2028c\nd\n", "a\x0bb\u2028c\ne\n"),
    ],
)
@pytest.mark.parametrize("name", ["some design.yaml", "组织.yaml", 'a\tb"\\c.yaml'])
def test_git_applies_a_patch(before: str, after: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(before.encode())
    patch = "".join(patch_lines(patch_of(file.name, before, after)))
    subprocess.run(["git", "apply", "--whitespace=nowarn"], input=patch.encode(), cwd=tmp_path, check=True)
    assert file.read_bytes().decode() == after


def test_a_thousand_changes_in_a_large_text_are_found_at_once() -> None:
    old = [line for number in range(100_000) for line in (f"- id: p{number}", "  title: Clerk", "  reports_to: head")]
    new = list(old)
    for number in range(0, len(new), 300):
        new[number + 2] = "  reports_to: other"
    started = time.process_time()
    found = regions(old, new)
    assert len(found) == 1000
    assert all(each.old_to - each.old_from == each.new_to - each.new_from == 1 for each in found)
    assert time.process_time() - started < 2


def test_a_large_block_that_moves_is_found() -> None:
    old = [f"line {number}" for number in range(20_000)]
    new = old[5000:8000] + old[:5000] + old[8000:]
    assert rebuilt(old, new) == new
    assert sum(each.old_to - each.old_from for each in regions(old, new)) <= 5000


def test_lines_end_where_patches_end_them() -> None:
    assert lines_of("a\x0bb\u2028c\nd") == ["a\x0bb\u2028c\n", "d"]
