"""Plain texts: what is one paragraph, what is a table, and on which line each stands."""

from __future__ import annotations

import pytest

from orgrules.documents import txt
from orgrules.documents.model import Document, Table
from orgrules.errors import SourceError
from tests.documents.blocks import all_said, notes

FORM = """岗位名称：销售经理
　　直接上级：总经理
岗位职责：
1、负责销售计划
（2）负责\u200b客户
"""
WRAPPED = """\
                                                       Adopted by the Board in March
Sales Manager
=============
The sales manager plans the sales of the whole region, leads the team of
sales representatives, and reports to the general manager of the branch
every month on results and risks. He works with the marketing department
on campaigns.
Duties:
1. Plans the sales of the region, together with the managers of the
   branches and the head of marketing, in a cross-
   functional team.
2. Leads the team.
- Signs contracts up to 10,000 and keeps the files in good order so that
  audits pass.
"""


def _read(text: str | bytes, encoding: str | None = None) -> Document:
    return txt.read("a.txt", text if isinstance(text, bytes) else text.encode(), encoding)


def _said(text: str) -> list[str]:
    return all_said(_read(text).blocks)


def test_each_line_of_a_chinese_text_is_a_paragraph() -> None:
    expected = ["1: 岗位名称：销售经理", "2: 直接上级：总经理", "3: 岗位职责：", "4: 1、负责销售计划", "5: （2）负责客户"]
    assert _said(FORM) == expected
    assert _said(FORM.replace("\n", "\r\n")) == expected
    assert _said(FORM.replace("\n", "\r")) == expected
    assert _said("\ufeff" + FORM) == expected


def test_lines_that_only_the_width_broke_are_joined() -> None:
    assert _said(WRAPPED) == [
        "1: Adopted by the Board in March",
        "2: # Sales Manager",
        "4: The sales manager plans the sales of the whole region, leads the team of sales representatives, and reports to the"
        " general manager of the branch every month on results and risks. He works with the marketing department on campaigns.",
        "8: Duties:",
        "9: 1. Plans the sales of the region, together with the managers of the branches and the head of marketing, in a"
        " cross-functional team.",
        "12: 2. Leads the team.",
        "13: - Signs contracts up to 10,000 and keeps the files in good order so that audits pass.",
    ]


def test_chinese_lines_that_only_the_width_broke_are_joined_without_a_blank() -> None:
    line = "负责制定本地区全年的销售计划并且组织销售人员按照计划完成任务目标以及"
    assert _said(f"{line}\n" * 4 + "结束。\n") == [f"1: {line * 4}结束。"]


def test_lines_of_items_without_marks_stay_apart() -> None:
    items = [
        "plans the sales of the region together with all branch managers",
        "leads the team",
        "signs contracts",
        "keeps files",
    ]
    assert _said("\n".join(items)) == [f"{number}: {item}" for number, item in enumerate(items, 1)]


MARKS = [
    "(1)",
    "（一）",
    "1、",
    "1.",
    "1）",
    "a)",
    "(iv)",
    "一、",
    "第三条",
    "①",
    "⑵",
    "◆",
    "•",
    "☑",
    "√",
    "\uf0b7",
    "4.1",
    "【2】",
    "-",
]


@pytest.mark.parametrize("mark", [*MARKS, "Article 3"])
def test_a_line_with_a_mark_is_joined_to_none(mark: str) -> None:
    before = "He plans the sales of the whole region and leads the team of all the\nrepresentatives of the region, and\n"
    text = before * 3 + f"{mark} Works with others\n"
    assert _said(text)[-1] == f"7: {mark} Works with others"


def test_titles_with_a_rule_below_are_headings() -> None:
    assert _said("一、总则\n======\n正文\n\nDriver\n------\n=====\nClerk\n=====\n\n-----\nend") == [
        "1: # 一、总则",
        "3: 正文",
        "5: ## Driver",
        "8: # Clerk",
        "12: end",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("岗位\t职责\n司机\t\n文员\t打字\n", "1: 岗位 | 职责 / 司机 |  / 文员 | 打字"),
        ("Title\t\tAge\nDriver\t30\n", "1: Title | Age / Driver | 30"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "1: *a | *b / 1 | 2"),
        ("岗位 | 职责\n司机 | 开车\n", "1: 岗位 | 职责 / 司机 | 开车"),
        ("┌──┬──┐\n│岗位│职责│\n├──┼──┤\n│司机│开车│\n│    │擦车│\n└──┴──┘\n", "2: *岗位 | *职责 / 司机 | 开车擦车"),
        ("+--+--+\n|a |b |\n+--+--+\n|c |d |\n|e |f |\n+--+--+\n|g |h |\n+--+--+", "2: a | b / c e | d f / g | h"),
        ("Title   Above\nDriver  Foreman\nClerk   Office head\n", "1: Title | Above / Driver | Foreman / Clerk | Office head"),
        ("Title   Age\n-----   ---\nDriver  30\nClerk   31\n", "1: *Title | *Age / Driver | 30 / Clerk | 31"),
    ],
)
def test_rows_with_plain_columns_are_a_table(text: str, expected: str) -> None:
    assert _said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "1.\t负责销售\n2.\t负责客户\n",
        "姓  名：张三\n职  务：经理\n年  龄：三十\n",
        "one  word here\nand another  there\nand the  last\n",
        "a | b\nonly | two | three\n",
    ],
)
def test_other_blanks_and_bars_make_no_table(text: str) -> None:
    assert len(_said(text)) == text.count("\n")
    assert not any(isinstance(block, Table) for block in _read(text).blocks)


def test_the_cells_of_a_table_know_their_places() -> None:
    (first, second) = _read("x\n\na\tb\nc\td\n\n\ne\tf\ng\th\n").blocks[1:]
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    (paragraph,) = second.rows[1][1].blocks
    assert (first.place.table, second.place.table) == (1, 2)
    assert str(paragraph.place) == "table 2, row 2, column 2, line 8"


def test_a_form_feed_begins_a_page() -> None:
    document = _read("a\n\fb\nc\n\f")
    assert [block.place[1:3] for block in document.blocks] == [(1, 1), (2, 2), (3, 2)]
    assert document.pages == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_texts_are_read_in_the_encodings_of_china(encoding: str) -> None:
    document = _read(FORM.replace("\u200b", "").encode(encoding))
    assert all_said(document.blocks)[0] == "1: 岗位名称：销售经理"
    assert notes(document) == ["1: not UTF-8 text; read as GB18030 (--encoding says another)"] * (encoding == "gb18030")


def test_a_stated_encoding_holds_and_another_is_refused_with_one_that_fits() -> None:
    assert all_said(_read("經理".encode("big5"), "big5").blocks) == ["1: 經理"]
    with pytest.raises(SourceError, match="not UTF-8 text; try --encoding"):
        _read(b"caf\xe9 manager")
    with pytest.raises(SourceError, match="unknown encoding"):
        _read(b"a", "klingon")


def test_bytes_that_are_lost_are_noted() -> None:
    document = _read("岗位\n".encode() + b"\xff\xe5" + "职责：负责销售".encode())
    assert all_said(document.blocks) == ["1: 岗位", "2: \ufffd\ufffd职责：负责销售"]
    assert notes(document) == ["2: there are bytes here that are no UTF-8 text: what stood here is lost"]


def test_more_lines_than_are_read_are_refused() -> None:
    with pytest.raises(SourceError, match="more than 200,000 paragraphs and cells"):
        _read("x\n\n" * 200_001)
