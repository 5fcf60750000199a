"""Markdown: what GitHub shows of it, but for lines that are items to whoever wrote them."""

from __future__ import annotations

import pytest

from orgrules.documents import markdown
from orgrules.documents.model import Document, Paragraph
from orgrules.errors import SourceError
from tests.documents.blocks import all_said, notes


def _read(text: str) -> Document:
    return markdown.read("a.md", text.encode())


def _said(text: str) -> list[str]:
    return all_said(_read(text).blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 销售**经理**\nx\n\nDriver\n---\n", ["1: # 销售经理", "2: x", "4: ## Driver"]),
        ("3) a\n4) b\n   - c\n\n     d\n", ["1: > 3) a", "2: > 4) b", "3: >> • c", "5: >> d"]),
        ("7. a\n9. b\n", ["1: > 7. a", "2: > 8. b"]),
        ("- [ ] x\n- [x] y\n", ["1: > • ☐ x", "2: > • ☑ y"]),
        ("a [link](http://x) <https://y.z> &amp; \\* `c` _d_", ["1: a link https://y.z & * c d"]),
        ("> q\n> 1. n\n", ["1: q", "2: > 1. n"]),
        ("    a\n    b\n\n```\nc\n```\n", ["1: a", "2: b", "5: c"]),
        ("a  \nb\\\nc<br>d", ["1: a", "2: b", "3: c", "3: d"]),
        ("| a | b |\n|---|---|\n| 1<br>2 | **3** |\n| 4 |\n", ["1: *a | *b / 1 + 2 | 3 / 4 | "]),
        ("x\n\n<table><tr><td rowspan=2>a\n<td>b\n<tr><td>c</table>\n", ["1: x", "3: a[2x1] | b / c"]),
        ("a <u>b</u> <!-- c -->d\n\n<!-- e -->\n", ["1: a b d"]),
    ],
)
def test_what_is_shown_is_read(text: str, expected: list[str]) -> None:
    assert _said(text) == expected
    assert _said(text.replace("\n", "\r\n")) == expected


def test_lines_that_are_items_to_their_author_are_not_glued_together() -> None:
    text = """岗位名称：经理
直接上级：总经理
1、负责
（2）签字；
审核
◆ 会议

**Duties**
plans sales
of the region
Reports to: CEO
"""
    assert _said(text) == [
        "1: 岗位名称：经理",
        "2: 直接上级：总经理",
        "3: 1、负责",
        "4: （2）签字；",
        "5: 审核",
        "6: ◆ 会议",
        "8: Duties",
        "9: plans sales of the region",
        "11: Reports to: CEO",
    ]


def test_bold_that_commonmark_does_not_see_leaves_no_asterisks() -> None:
    """The closing marks stand between a colon and a character, where CommonMark has none."""
    assert _said("**岗位名称：**销售经理\n") == ["1: 岗位名称：销售经理"]


def test_bold_paragraphs_are_told() -> None:
    blocks = _read("**a b**\n\n**a** b\n\n<b>c</b>\n").blocks
    assert [block.is_bold for block in blocks if isinstance(block, Paragraph)] == [True, False, True]


def test_what_is_left_out_is_noted_with_its_line() -> None:
    document = _read("---\ntitle: x\n---\na\n~~old~~ new ![chart](x.png)\n![](y.png)\n<del>gone</del>\n")
    assert all_said(document.blocks) == ["4: a new"]
    assert notes(document) == [
        '1: what stands above the text is not read: "title: x"',
        '5: struck-out text is left out: "old"',
        '5: a picture is not read: "chart"',
        "6: a picture is not read",
        '7: struck-out text is left out: "gone"',
    ]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_what_is_nested_too_deep_is_refused_and_not_dropped(mark: str) -> None:
    assert _said(mark * (30 // (len(mark) // 2)) + "x")[-1].endswith("x")
    with pytest.raises(SourceError, match=r"a.md:1:1: lists and quotations within each other, more than \d+ deep"):
        _read(mark * 5_000 + "x")


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(SourceError, match=r'a.md:3:1: more than 2,000 "\[" in one paragraph'):
        _read("x\n\n" + "![" * 20_000)
