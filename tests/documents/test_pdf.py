"""PDF files: what a reader of the page sees, from files of other programs and from small ones written here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.documents import pdf
from orgrules.documents.model import Paragraph, Table
from orgrules.documents.pdf.marks import mark_of
from orgrules.documents.pdf.paragraphs import joined, words_of
from orgrules.errors import SourceError
from tests.documents.pdfs import WHOLE_PAGE, Writer, blocks, box, by_browser, by_office, said

ZH = (
    "负责现场施工的组织与管理，按照图纸、规范和施工组织设计进行施工，保证质量和安全，"
    "及时向项目经理汇报进度情况，完成领导交办的其他工作"
)
EN = (
    "The site engineer works under the project manager, prepares the method statements, supervises that they are followed by "
    "everybody on site, and answers for quality, safety and progress"
)


def notes(content: bytes) -> list[tuple[int, str]]:
    return [(note.place.page, note.text) for note in pdf.read("book.pdf", content).notes]


def refused(content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        pdf.read("book.pdf", content)
    return str(caught.value)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many characters, broken at blanks."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


# -- joining lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["负责现场施工", "管理。"], "负责现场施工管理。"),
        (["The site", "engineer"], "The site engineer"),
        (["熟悉", "Excel", "和", "ERP系统"], "熟悉Excel和ERP系统"),
        (["leads the adminis-", "tration"], "leads the administration"),
        (["works full-", "time"], "works full-time"),
        (["reports to SALES-", "0042"], "reports to SALES-0042"),
        (["the HR-", "department"], "the HR-department"),
        (["co-ordi\u2010", "nates"], "co-ordi\u2010nates"),
        (["inter\xad", "national"], "international"),
        (["in sales -", "not in service"], "in sales - not in service"),
        (["and/", "or"], "and/or"),
        (["one"], "one"),
        ([], ""),
    ],
)
def test_lines_are_one_text(lines: list[str], text: str) -> None:
    assert joined(lines, frozenset()) == text


@pytest.mark.parametrize(
    ("elsewhere", "text"),
    [("the timeline of it", "the timeline"), ("a time-line of it", "the time-line"), ("time and again", "the time-line")],
)
def test_other_words_of_the_document_tell_a_hyphen_from_hyphenation(elsewhere: str, text: str) -> None:
    assert joined(["the time-", "line"], words_of([elsewhere, "the time-", "line"])) == text


@given(st.text(st.sampled_from("负责工程质量，安全。（）"), min_size=1, max_size=60), st.integers(1, 12))
def test_chinese_that_is_wrapped_is_whole_again(text: str, width: int) -> None:
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    assert joined(lines, frozenset()) == text


@given(st.lists(st.from_regex(r"[a-z]{1,9}[.,;]?", fullmatch=True), min_size=1, max_size=40), st.integers(1, 40))
def test_english_that_is_wrapped_is_whole_again(words: list[str], width: int) -> None:
    text = " ".join(words)
    assert joined(wrapped(text, width), frozenset()) == text


@pytest.mark.parametrize(
    "mark",
    [
        "(1)",
        "（1）",
        "（一）",
        "1.",
        "1、",
        "1)",
        "12．",
        "①",
        "㈠",
        "一、",
        "十二、",
        "第三章",
        "a)",
        "b.",
        "iv.",
        "◆",
        "•",
        "■",
        "4.1",
        "4.1.2",
    ],
)
def test_marks_of_items(mark: str) -> None:
    assert mark_of(f"{mark} 负责" if mark in {"b.", "iv."} else f"{mark}负责") == mark


@pytest.mark.parametrize(
    "text",
    [
        "1.5年以上",
        "2020年",
        "一般岗位",
        "3年以上",
        "a site",
        "I am",
        "十分熟悉",
        "well-known",
        "●●●○○",
        "-5",
        "1.5 years",
        "3.5天",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert mark_of(text) == ""


# -- paragraphs on pages


@given(
    st.lists(
        st.lists(
            st.sampled_from(["plan", "report", "review", "of", "the", "annual", "works", "with", "safety"]),
            min_size=14,
            max_size=60,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_paragraphs_that_a_page_wraps_are_whole_again(paragraphs: list[list[str]]) -> None:
    written, y, content = Writer(), 780.0, ""
    texts = [" ".join(words) for words in paragraphs]
    for text in texts:
        for line in wrapped(text, 72):
            content += written.text(80, y, line)
            y -= 12
        y -= 8
    assert said(blocks(written.write([content]))) == texts


def lines(writer: Writer, texts: list[str], *, x: float = 80, top: float = 780, leading: float = 14, **how: Any) -> str:
    return "".join(writer.text(x, top - leading * index, text, **how) for index, text in enumerate(texts))


def chinese(text: str, width: int = 42) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def test_a_mark_an_indent_a_gap_and_another_size_begin_a_paragraph() -> None:
    writer = Writer()
    content = lines(writer, ["岗位说明"], size=16)
    content += lines(writer, chinese("（1）" + ZH), top=750) + lines(writer, chinese("（2）" + ZH), top=722)
    content += lines(writer, [ZH[:40]], x=100, top=680) + lines(writer, chinese(ZH[40:] + ZH[:40]), top=666)
    content += lines(writer, ["短行", "又一行"], top=600)
    expected = ["岗位说明", "（1）" + ZH, "（2）" + ZH, ZH + ZH[:40], "短行", "又一行"]
    assert said(blocks(writer.write([content]))) == expected


def test_a_paragraph_goes_on_on_the_next_page_and_in_the_next_column() -> None:
    writer = Writer()
    text = wrapped(f"{EN} {EN} {EN} {EN}.", 72)
    pages = [lines(writer, text[:4], top=120), lines(writer, [*text[4:], "Next."])]
    assert said(blocks(writer.write(pages))) == [" ".join(text), "Next."]
    narrow = wrapped(f"{EN} {EN} {EN}.", 30)
    half = len(narrow) // 2
    columns = lines(writer, narrow[:half]) + lines(writer, narrow[half:], x=320)
    assert said(blocks(writer.write([columns]))) == [" ".join(narrow)]


def test_columns_that_are_written_line_by_line_are_read_one_after_the_other() -> None:
    writer = Writer()
    left, right = wrapped(EN + ".", 34), wrapped("Reads: " + EN + ".", 34)
    content = "".join(
        writer.text(60, 700 - 14 * index, one) + writer.text(320, 700 - 14 * index, other)
        for index, (one, other) in enumerate(zip(left, right, strict=False))
    )
    assert said(blocks(writer.write([content]))) == [" ".join(left), " ".join(right[: len(left)])]


def test_labels_and_values_side_by_side_stay_in_their_line() -> None:
    writer = Writer()
    rows = [("岗位名称：", "销售经理"), ("直接上级：", "总监"), ("所属部门：", "销售部"), ("职级：", "M3"), ("地点：", "上海")]
    content = "".join(
        writer.text(72, 700 - 14 * index, one) + writer.text(200, 700 - 14 * index, other)
        for index, (one, other) in enumerate(rows)
    )
    assert said(blocks(writer.write([content]))) == [f"{one}\t{other}" for one, other in rows]


def test_headings_have_levels_by_size_and_weight() -> None:
    writer = Writer()
    content = lines(writer, ["Handbook"], size=20) + lines(writer, ["Sales manager"], top=740, size=14)
    content += lines(writer, ["Duties"], top=720, is_bold=True) + lines(writer, wrapped(EN, 72), top=700)
    found = [block for block in blocks(writer.write([content])) if isinstance(block, Paragraph)]
    assert [(each.text, each.heading, each.is_bold) for each in found] == [
        ("Handbook", 1, False),
        ("Sales manager", 2, False),
        ("Duties", 3, True),
        (EN, 0, False),
    ]


def test_places_are_pages_and_their_lines() -> None:
    writer = Writer()
    found = blocks(writer.write([lines(writer, [*wrapped(EN + ".", 72), "（1）第一"]), lines(writer, ["（2）第二"])]))
    assert [(block.place.page, block.place.line) for block in found] == [(1, 1), (1, 4), (2, 1)]


# -- what fonts and programs do to characters


def test_radicals_are_the_characters_that_were_typed() -> None:
    writer = Writer()
    assert said(blocks(writer.write([writer.text(72, 700, "施⼯员在⻋间、⼾外⼯作")]))) == ["施工员在车间、户外工作"]


def test_private_characters_are_bullets_and_boxes() -> None:
    writer = Writer()
    content = writer.text(72, 700, "\uf06c负责") + writer.text(72, 680, "\uf0b7管理") + writer.text(72, 660, "\uf0fe是")
    assert said(blocks(writer.write([content]))) == ["•负责", "•管理", "☑是"]


def test_dots_that_are_drawn_are_bullets() -> None:
    writer = Writer()
    dot = "72 702 m 74 702 l 76 702 l 76 704 l 76 706 l 74 706 l 72 706 l 72 704 l f\n"
    assert said(blocks(writer.write([dot + writer.text(84, 700, "负责") + writer.text(84, 680, "没有点")]))) == [
        "• 负责",
        "没有点",
    ]


def test_shadows_and_bold_by_printing_twice_stand_once() -> None:
    writer = Writer()
    content = writer.text(72, 700, "岗位说明", 20) + writer.text(73, 699, "岗位说明", 20) + writer.text(72, 600, "一一对应")
    assert said(blocks(writer.write([content]))) == ["岗位说明", "一一对应"]


def test_text_beyond_the_page_is_seen_by_nobody() -> None:
    writer = Writer()
    content = writer.text(72, 700, "Seen") + writer.text(-500, 700, "Left") + writer.text(72, 2000, "Above")
    assert said(blocks(writer.write([content]))) == ["Seen"]


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    writer = Writer()
    content = "".join(
        writer.text(0, 0, text, before=f"0 1 -1 0 {200 + 14 * index} 72 Tm") for index, text in enumerate(("Turned", "page."))
    )
    assert said(blocks(writer.write([content], page="/Rotate 90"))) == ["Turned", "page."]


def test_words_are_whole_on_a_page_that_pdfium_takes_for_one_written_downwards() -> None:
    """Its text between the characters is line breaks then; in files that place each of them only room tells of blanks."""
    writer = Writer()

    def apart(x: float, y: float, text: str) -> str:
        return "".join(writer.text(x + 6 * place, y, letter) for place, letter in enumerate(text) if letter != " ")

    content = "".join(apart(72, 780 - 12 * row, f"Plan {row} of it.") + apart(400, 780 - 12 * row, "works") for row in range(40))
    assert " ".join(map(str, said(blocks(writer.write([content]))))).split() == [
        word for row in range(40) for word in ("Plan", str(row), "of", "it.", "works")
    ]


def test_turned_text_is_left_out_and_told() -> None:
    writer = Writer()
    content = writer.text(72, 700, "Body") + writer.text(0, 0, "CONFIDENTIAL", 40, before="0.7 0.7 -0.7 0.7 100 100 Tm")
    file = writer.write([content])
    assert said(blocks(file)) == ["Body"]
    assert notes(file) == [(1, 'text that is turned was left out: "CONFIDENTIAL"')]


def test_recognized_text_under_a_picture_is_read_and_told() -> None:
    writer = Writer()
    file = writer.write([WHOLE_PAGE + writer.text(72, 700, "Recognized", before="3 Tr")])
    assert said(blocks(file)) == ["Recognized"]
    assert notes(file) == [(1, "the text is under a picture, as recognized in a scan; characters may be wrong")]


def test_pages_and_pictures_without_text_are_told() -> None:
    writer = Writer()
    picture = "q 400 0 0 400 72 100 cm /Im Do Q\n"
    file = writer.write([WHOLE_PAGE, writer.text(72, 700, "Text") + picture, ""])
    assert notes(file) == [
        (1, "the page is a picture without text"),
        (2, "a picture; what it shows was not read"),
        (3, "the page has no text"),
    ]


def test_what_was_typed_into_a_field_stands_at_its_label() -> None:
    writer = Writer()
    appearance = b"BT /L 10 Tf 2 5 Td (Sales manager) Tj ET"
    objects = {
        40: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [200 695 400 715] /F 4 /AP << /N 41 0 R >> >>",
        41: b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /L 3 0 R >> >> /Length %d >>\nstream\n"
        b"%s\nendstream" % (len(appearance), appearance),
    }
    content = writer.text(72, 700, "Job title:") + writer.text(72, 680, "Unit: Sales")
    assert said(blocks(writer.write([content], page="/Annots [40 0 R]", objects=objects))) == [
        "Job title:\tSales manager",
        "Unit: Sales",
    ]


# -- headers and footers


def test_headers_and_page_numbers_are_left_out() -> None:
    writer = Writer()
    pages = [
        writer.text(290, 30, f"第{number}页 共3页")
        + writer.text(72, 810, "某某公司 岗位说明书")
        + lines(writer, [f"正文{'甲乙丙'[number - 1]}"], top=740)
        for number in (1, 2, 3)
    ]
    assert said(blocks(writer.write(pages))) == ["正文甲", "正文乙", "正文丙"]


def test_a_header_in_a_table_is_left_out() -> None:
    writer = Writer()
    pages = []
    for number, title in enumerate(("施工员", "资料员", "质检员"), start=1):
        header = "".join(box(72 + 150 * column, 780, 222 + 150 * column, 810) for column in range(3))
        texts = ("某某公司", "HR-001", f"第{number}页")
        header += "".join(writer.text(80 + 150 * column, 790, text) for column, text in enumerate(texts))
        pages.append(header + form(writer, title, 740))
    assert said(blocks(writer.write(pages))) == [read_form("施工员"), read_form("资料员"), read_form("质检员")]


def test_a_page_of_scattered_characters_takes_no_time() -> None:
    writer = Writer()
    content = "".join(writer.text(17 * index % 550, 29 * index % 800, "x", 3) for index in range(9_000))
    started = time.process_time()
    assert blocks(writer.write([content]))
    assert time.process_time() - started < 10  # it was a minute, by comparing each character with all others


def test_a_label_that_begins_several_pages_is_none() -> None:
    writer = Writer()
    text = wrapped(EN + ".", 72)
    pages = [lines(writer, ["Requirements:", *text]), lines(writer, ["Requirements:", *text]), lines(writer, text)]
    assert said(blocks(writer.write(pages))).count("Requirements:") == 2


def test_numbers_that_do_not_count_pages_stay() -> None:
    writer = Writer()
    pages = [lines(writer, [f"Headcount {number}"], top=810) + lines(writer, ["Text."], top=700) for number in (4, 9, 2)]
    assert [each for each in said(blocks(writer.write(pages))) if each != "Text."] == [
        "Headcount 4",
        "Headcount 9",
        "Headcount 2",
    ]


# -- tables


def form(writer: Writer, title: str, top: float = 700) -> str:
    """A form of four columns, with cells merged across and down."""
    y = [top - 30 * row for row in range(6)]
    content = box(72, y[1], 472, y[0])
    for left in (72, 172, 272, 372):
        content += box(left, y[2], left + 100, y[1])
    content += (
        box(72, y[4], 172, y[2])
        + box(172, y[3], 472, y[2])
        + box(172, y[4], 472, y[3])
        + box(72, y[5], 172, y[4])
        + box(172, y[5], 472, y[4])
    )
    cells = [
        (200, 0, "基本资料"), (80, 1, "岗位名称"), (180, 1, title), (280, 1, "直接上级"), (380, 1, "经理"),
        (80, 2, "任职资格"), (180, 2, "大专以上"), (180, 3, "三年以上"), (80, 4, "备注"),
    ]  # fmt: skip
    return content + "".join(writer.text(x, y[row] - 20, text) for x, row, text in cells)


def read_form(title: str) -> list[Any]:
    return [
        [("基本资料", 1, 4)],
        ["岗位名称", title, "直接上级", "经理"],
        [("任职资格", 2, 1), ("大专以上", 1, 3)],
        [("三年以上", 1, 3)],
        ["备注", ("", 1, 3)],
    ]


def test_merged_cells_stand_once_with_what_they_span() -> None:
    writer = Writer()
    file = writer.write([writer.text(72, 740, "岗位说明书") + form(writer, "施工员") + writer.text(72, 500, "附注")])
    assert said(blocks(file)) == ["岗位说明书", read_form("施工员"), "附注"]
    table = blocks(file)[1]
    assert isinstance(table, Table)
    cell = table.rows[3][0].blocks[0]
    assert str(cell.place) == "page 1, table 1, row 4, column 2, line 1"


def test_forms_of_which_each_page_has_one_are_several_tables() -> None:
    writer = Writer()
    file = writer.write([form(writer, "施工员", 210), form(writer, "资料员", 800)])
    assert said(blocks(file)) == [read_form("施工员"), read_form("资料员")]


def grid(writer: Writer, rows: Sequence[tuple[str, ...]], top: float) -> str:
    content = ""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            content += box(72 + 150 * column, top - 20 * number - 20, 222 + 150 * column, top - 20 * number)
            content += writer.text(78 + 150 * column, top - 20 * number - 14, text) if text else ""
    return content


def test_a_table_goes_on_on_the_next_page_with_its_header_once() -> None:
    writer = Writer()
    header, rows = ("岗位", "职责", "人数"), [(f"岗位{n}", "负责日常工作。", str(n)) for n in range(60)]
    file = writer.write([grid(writer, [header, *rows[:30]], 780), grid(writer, [header, *rows[30:]], 780)])
    assert said(blocks(file)) == [[list(row) for row in [header, *rows]]]


def test_a_row_that_a_page_breaks_is_one() -> None:
    writer = Writer()
    before = [("甲", "负责", "大专")] * 35
    first = grid(writer, before, 780) + box(72, 40, 222, 80) + box(222, 40, 372, 80) + box(372, 40, 522, 80)
    first += (
        writer.text(78, 66, "施工员")
        + writer.text(228, 66, "负责现场施工的组织与管理，按")
        + writer.text(228, 52, "照图纸、规范和施工组织设计进")
    )
    first += writer.text(378, 66, "大专")
    second = grid(writer, [("", "行施工。", ""), ("乙", "管理", "本科")], 780)
    table = said(blocks(writer.write([first, second])))[0]
    assert isinstance(table, list)
    assert table[35:] == [
        ["施工员", "负责现场施工的组织与管理，按照图纸、规范和施工组织设计进行施工。", "大专"],
        ["乙", "管理", "本科"],
    ]


def ruled(
    writer: Writer, rows: Sequence[tuple[str, ...]], top: float, *, down: Sequence[float] | None = None, closed: str = "both"
) -> str:
    """Rows of 40 points with lines of 150 points' columns; at its top, or its foot, or both, the table is closed by a line."""
    bottom = top - 40 * len(rows)
    content = "".join(f"{x} {bottom} m {x} {top} l S\n" for x in down or [72 + 150 * each for each in range(len(rows[0]) + 1)])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            x, y = 72 + 150 * column, top - 40 * number
            if number or closed in {"top", "both"}:
                content += f"{x} {y} m {x + 150} {y} l S\n"
            content += lines(writer, text.split("\n"), x=x + 6, top=y - 14) if text else ""
    if closed in {"foot", "both"}:
        content += f"72 {bottom} m {72 + 150 * len(rows[0])} {bottom} l S\n"
    return content


HEADER = ("岗位", "职责", "要求")


@pytest.mark.parametrize("header", [(), (HEADER,)])
def test_a_row_that_a_page_leaves_open_goes_on_on_the_next(header: tuple[tuple[str, ...], ...]) -> None:
    writer = Writer()
    pages = [
        ruled(writer, [HEADER, ("甲", "管理。", "大专"), ("乙", "（1）计划。\n（2）检查。", "本科。")], 160, closed="top"),
        ruled(writer, [*header, ("", "（3）总结。", ""), ("丙", "服务。", "不限")], 800, closed="both" if header else "foot"),
    ]
    assert said(blocks(writer.write(pages))) == [
        [
            list(HEADER),
            ["甲", "管理。", "大专"],
            ["乙", ["（1）计划。", "（2）检查。", "（3）总结。"], "本科。"],
            ["丙", "服务。", "不限"],
        ]
    ]


def test_a_row_that_takes_whole_pages_is_one() -> None:
    writer = Writer()
    pages = [ruled(writer, [HEADER, ("甲", "（1）计划。", "大专。")], 120, closed="top")]
    pages += [ruled(writer, [("", f"（{number}）检查。", "")], 400, closed="none") for number in (2, 3)]
    pages.append(ruled(writer, [("", "（4）总结。", "")], 800, closed="foot") + writer.text(72, 600, "附注"))
    duties = ["（1）计划。", "（2）检查。", "（3）检查。", "（4）总结。"]
    assert said(blocks(writer.write(pages))) == [[list(HEADER), ["甲", duties, "大专。"]], "附注"]


def test_a_table_of_which_a_page_has_but_the_beginning_of_a_row() -> None:
    writer = Writer()
    pages = [
        writer.text(72, 200, "岗位说明书") + ruled(writer, [("甲", "（1）计划。", "大专。")], 120, closed="top"),
        ruled(writer, [("", "（2）检查。", ""), ("乙", "管理。", "不限")], 800, closed="foot"),
    ]
    assert said(blocks(writer.write(pages))) == [
        "岗位说明书",
        [["甲", ["（1）计划。", "（2）检查。"], "大专。"], ["乙", "管理。", "不限"]],
    ]


def test_a_label_over_several_rows_goes_on_where_a_row_ends_with_the_page() -> None:
    """The line below the last row closes its cells, but not the label's; the next page has no line above."""
    writer = Writer()
    first = "".join(f"{x} 80 m {x} 160 l S\n" for x in (72, 222, 372))
    first += "72 160 m 372 160 l S\n222 120 m 372 120 l S\n222 80 m 372 80 l S\n"
    first += writer.text(78, 146, "任职资格") + writer.text(228, 146, "大专") + writer.text(228, 106, "三年")
    second = ruled(writer, [("", "会计证"), ("备注", "无")], 800, closed="foot")
    assert said(blocks(writer.write([first, second]))) == [[[("任职资格", 3, 1), "大专"], ["三年"], ["会计证"], ["备注", "无"]]]


def test_a_table_without_a_last_line_is_closed_where_its_sides_end() -> None:
    writer = Writer()
    content = ruled(writer, [("岗位", "经理"), ("部门", "销售部")], 700, closed="top") + writer.text(72, 500, "附注")
    assert said(blocks(writer.write([content]))) == [[["岗位", "经理"], ["部门", "销售部"]], "附注"]


def test_lines_down_that_are_no_table_are_none() -> None:
    """Rules between columns of text, also where a line heads them, and connectors between the boxes of a chart."""
    writer = Writer()
    columns = "".join(f"{x} 100 m {x} 700 l S\n" for x in (200, 330, 460)) + "72 700 m 560 700 l S\n"
    columns += "".join(lines(writer, wrapped(EN, 20), x=x, top=680) for x in (78, 208, 338, 468))
    for file in (writer.write([columns, columns]), writer.write([columns.replace("72 700 m 560 700 l S\n", "")] * 2)):
        assert not [block for block in blocks(file) if isinstance(block, Table)]
    chart = box(232, 700, 312, 720) + writer.text(240, 706, "总经理") + "272 680 m 272 700 l S\n112 680 m 432 680 l S\n"
    for number, name in enumerate(("销售部", "生产部", "质量部")):
        x = 112 + 160 * number
        chart += f"{x} 660 m {x} 680 l S\n" + box(x - 40, 640, x + 40, 660) + writer.text(x - 30, 646, name)
    assert sorted(map(str, said(blocks(writer.write([chart, chart.replace("660", "650")]))))) == sorted(
        ["总经理", "销售部", "生产部", "质量部"] * 2
    )


def test_a_header_of_two_rows_is_read_once() -> None:
    writer = Writer()

    def page(rows: Sequence[tuple[str, ...]]) -> str:
        head = box(72, 760, 222, 800) + box(222, 780, 522, 800) + box(222, 760, 372, 780) + box(372, 760, 522, 780)
        texts = ((78, 786, "岗位"), (228, 786, "任职资格"), (228, 766, "学历"), (378, 766, "经验"))
        return head + "".join(writer.text(*each) for each in texts) + ruled(writer, rows, 760)

    rows = [(f"{each}岗", "大专", "三年") for each in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"]
    head = [[("岗位", 2, 1), ("任职资格", 1, 2)], ["学历", "经验"]]
    assert said(blocks(writer.write([page(rows[:16]), page(rows[16:])]))) == [[*head, *map(list, rows)]]


@given(st.data())
def test_lines_that_are_missing_neither_lose_nor_double_a_character(data: st.DataObject) -> None:
    """Characters at any place of up to three pages, on which any sides of cells are drawn."""
    writer, pages, count = Writer(), [], 0
    across = [72 + 100 * column for column in range(data.draw(st.integers(2, 5)))]
    for _ in range(data.draw(st.integers(1, 3))):
        down = [780]
        for height in data.draw(st.lists(st.sampled_from([5, 40, 60, 90]), min_size=1, max_size=7)):
            down.append(down[-1] - height)
        sides = [(x, y, x, z) for x in across for y, z in pairwise(down)] + [
            (x, y, z, y) for y in down for x, z in pairwise(across)
        ]
        drawn = data.draw(st.lists(st.booleans(), min_size=len(sides), max_size=len(sides)))
        content = "".join(f"{a} {b} m {c} {d} l S\n" for (a, b, c, d), is_there in zip(sides, drawn, strict=True) if is_there)
        places = st.tuples(
            st.sampled_from(across), st.sampled_from([6, 20, 50]), st.sampled_from(down), st.sampled_from([14, 28])
        )
        for x, right, y, below in data.draw(st.lists(places, min_size=1, max_size=20, unique=True)):
            content += writer.text(x + right, y - below, chr(0x4E00 + count))
            count += 1
        pages.append(content)
    found = characters(said(blocks(writer.write(pages))))
    assert sorted(found) == [chr(0x4E00 + number) for number in range(count)]


def characters(found: Any) -> str:
    """All that stands in blocks, without blanks."""
    if isinstance(found, str):
        return "".join(found.split())
    return "" if isinstance(found, int) else "".join(map(characters, found))


def test_a_label_written_downwards_is_one_word() -> None:
    writer = Writer()
    content = (
        box(72, 600, 272, 700)
        + box(272, 600, 472, 700)
        + lines(writer, list("岗位职责"), x=80, top=680)
        + writer.text(280, 650, "负责")
    )
    assert said(blocks(writer.write([content]))) == [[["岗位职责", "负责"]]]


def test_a_label_that_is_turned_stands_in_its_cell() -> None:
    writer = Writer()
    content = box(72, 500, 112, 700) + box(112, 500, 472, 700) + writer.text(120, 600, "Plans the works")
    content += writer.text(0, 0, "Duties", before="0 1 -1 0 96 560 Tm") + writer.text(0, 0, "margin", before="0 1 -1 0 40 560 Tm")
    file = writer.write([content])
    assert said(blocks(file)) == [[["Duties", "Plans the works"]]]
    assert notes(file) == [(1, 'text that is turned was left out: "margin"')]


def test_dashed_borders_are_borders() -> None:
    writer = Writer()
    content = ""
    for x in (72, 272, 472):
        content += "".join(f"{x} {y} 0.7 3 re\n" for y in range(600, 700, 5)) + "f\n"
    for y in (600, 650, 700):
        content += "".join(f"{x} {y} 3 0.7 re\n" for x in range(72, 472, 5)) + "f\n"
    content += (
        writer.text(80, 670, "岗位")
        + writer.text(280, 670, "经理")
        + writer.text(80, 620, "部门")
        + writer.text(280, 620, "销售部")
    )
    assert said(blocks(writer.write([content]))) == [[["岗位", "经理"], ["部门", "销售部"]]]


def test_small_headers_near_the_text_are_left_out() -> None:
    writer = Writer()
    pages = [writer.text(72, 806, "2024-01-01", 6) + lines(writer, chinese(f"{each}：{ZH}。", 44), top=796) for each in "甲乙"]
    assert said(blocks(writer.write(pages))) == [f"甲：{ZH}。", f"乙：{ZH}。"]


@pytest.mark.parametrize("ends", [(72, 472), (72, 272, 472)], ids=["line by line", "cell by cell"])
def test_a_table_without_sides_is_one(ends: Sequence[int]) -> None:
    writer = Writer()
    content = "".join(f"{x} {y} m {z} {y} l S\n" for y in (700, 680, 660) for x, z in pairwise(ends)) + "272 660 m 272 700 l S\n"
    content += "".join(
        writer.text(x, y, text) for x, y, text in ((80, 686, "岗位"), (280, 686, "经理"), (80, 666, "部门"), (280, 666, "销售部"))
    )
    assert said(blocks(writer.write([content]))) == [[["岗位", "经理"], ["部门", "销售部"]]]


def test_a_table_within_a_box_is_read() -> None:
    writer = Writer()
    content = box(62, 640, 482, 710) + grid(writer, [("岗位", "经理"), ("部门", "销售部")], 700)
    assert said(blocks(writer.write([content]))) == [[["岗位", "经理"], ["部门", "销售部"]]]


def test_a_table_within_a_cell_stands_in_it() -> None:
    writer = Writer()
    content = box(72, 500, 172, 700) + box(172, 500, 572, 700) + writer.text(80, 650, "任职资格") + writer.text(180, 680, "如下")
    content += "".join(box(x, y, x + 150, y + 30) for x in (200, 350) for y in (560, 590))
    content += "".join(
        writer.text(x, y, text) for x, y, text in ((210, 600, "学历"), (360, 600, "大专"), (210, 570, "经验"), (360, 570, "三年"))
    )
    assert said(blocks(writer.write([content]))) == [[["任职资格", ["如下", [["学历", "大专"], ["经验", "三年"]]]]]]


def test_a_box_around_text_is_no_table() -> None:
    writer = Writer()
    assert said(blocks(writer.write([box(72, 680, 472, 710) + writer.text(80, 690, "岗位说明书")]))) == ["岗位说明书"]


def test_a_drawing_is_told_and_read_without_tables() -> None:
    writer = Writer()
    content = writer.text(72, 700, "Plan") + "".join(
        f"{n % 500} {n // 500} m {n % 500 + 9} {n // 500} l S\n" for n in range(25_000)
    )
    file = writer.write([content])
    assert said(blocks(file)) == ["Plan"]
    assert notes(file) == [(1, "the page is a drawing of many lines; tables on it were read as lines")]


# -- what is refused


def test_scans_and_documents_without_text_are_refused() -> None:
    writer = Writer()
    assert refused(writer.write([WHOLE_PAGE, WHOLE_PAGE])) == (
        "book.pdf: the PDF is a scan: its pages are pictures without text; have the text recognized (OCR), and give that file"
    )
    assert "has no text on any page" in refused(writer.write(["", ""]))


def test_a_password_is_asked_for_and_an_empty_one_opens() -> None:
    writer = Writer()
    content = [writer.text(72, 700, "Hello")]
    assert said(blocks(writer.write(content, password=""))) == ["Hello"]
    assert refused(writer.write(content, password="secret")) == (
        "book.pdf: the PDF is protected by a password; open it, save it without one, and give that file"
    )


def test_what_is_no_pdf_or_damaged_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(b"PK\x03\x04") == "book.pdf: this is no PDF file, whatever its name says; it does not begin with %PDF-"
    assert (
        refused(b"%PDF-1.7\n")
        == "book.pdf: the PDF is damaged (Data format error); open it in a viewer and print it to a new file"
    )
    assert "the PDF is damaged" in refused(Writer().write([]))
    monkeypatch.setattr(pdf, "MOST_BYTES", 10)
    assert refused(b"%PDF-1.7\n" * 3) == "book.pdf: the file has 27 bytes; at most 10 are read of a document"


def test_a_form_whose_pages_only_ask_to_wait_is_refused() -> None:
    writer = Writer()
    catalog = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA (x) /Fields [] >> /NeedsRendering true >>"
    assert refused(writer.write([writer.text(72, 700, "Please wait...")], objects={1: catalog})) == (
        "book.pdf: the PDF is a form that only Adobe Reader shows (XFA); open it there and print it to a new file"
    )


def test_more_pages_and_characters_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer()
    file = writer.write([writer.text(72, 700, "Hello")] * 3)
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert refused(file) == "book.pdf: the PDF has 3 pages; at most 2 are read of a document"
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 12)
    assert refused(file) == "book.pdf: the PDF has more than 12 characters, the most that are read of a document"


@given(st.data())
def test_no_bytes_end_in_a_traceback(data: st.DataObject) -> None:
    writer = Writer()
    file = bytearray(writer.write([form(writer, "施工员"), WHOLE_PAGE + writer.text(72, 700, "Hello", before="3 Tr")]))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(file) - 1))
        file[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(SourceError):
        pdf.read("book.pdf", bytes(file[: data.draw(st.integers(1, len(file)))]))


def test_a_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer()
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert refused(writer.write([writer.text(72, 700, "Hello")])) == (
        'book.pdf: PDF files are read by pypdfium2, which is not installed; pip install "orgrules[documents]"'
    )


# -- files of other programs

TEXTS = {
    "zh": {
        "title": "岗位说明书汇编",
        "header": "某某建设有限公司 岗位说明书",
        "page": "第",
        "job": "施工员",
        "purpose": ZH + "。",
        "duties": "岗位职责",
        "items": ["参加图纸会审。", ZH + "。", "编制施工日志。"],
        "form": ["岗位名称", "施工员", "直接上级", "项目经理"],
        "requirements": "任职资格",
        "required": ["大专以上学历", "三年以上工作经验，" + ZH + "。"],
        "certificate": "二级建造师证书",
        "columns": ["岗位", "职责", "人数"],
        "row": "负责本岗位的日常工作。",
    },
    "en": {
        "title": "Job descriptions",
        "header": "Harbour Works Ltd, job descriptions",
        "page": "Page ",
        "job": "Site engineer",
        "purpose": EN + ".",
        "duties": "Responsibilities",
        "items": ["Keeps the daily log.", "Records what was agreed: " + EN + ".", "Other duties."],
        "form": ["Job title", "Site engineer", "Reports to", "Project manager"],
        "requirements": "Requirements",
        "required": ["Degree", "Three years of full-time experience. " + EN + "."],
        "certificate": "Site manager's certificate",
        "columns": ["Position", "Duties", "Headcount"],
        "row": "Does the daily work of the position.",
    },
}


def in_word(texts: dict[str, Any], path: Path) -> None:
    """A handbook as people write it in Word: headings, lists, a form, a long table with a header, columns, page numbers."""
    docx = pytest.importorskip("docx")
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10.5), "Liberation Sans"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    section = document.sections[0]
    section.header.paragraphs[0].text = texts["header"]
    footer = section.footer.paragraphs[0].add_run(texts["page"])
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        footer._r.append(element)
    document.add_heading(texts["title"], 0)
    for number, style in enumerate(("List Number", "List Bullet")):
        document.add_heading(f"{number + 1}. {texts['job']}", 1)
        document.add_paragraph(texts["purpose"])
        document.add_heading(texts["duties"], 2)
        for item in texts["items"]:
            document.add_paragraph(item, style=style)
    table = document.add_table(rows=3, cols=4)
    table.style = "Table Grid"
    for column, text in enumerate(texts["form"]):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = texts["requirements"]
    cell = table.cell(1, 1).merge(table.cell(1, 3))
    cell.text = texts["required"][0]
    cell.add_paragraph(texts["required"][1])
    table.cell(2, 1).merge(table.cell(2, 3)).text = texts["certificate"]
    document.add_paragraph()
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, text in enumerate(texts["columns"]):
        table.cell(0, column).text = text
    for number in range(60):
        for cell, text in zip(table.add_row().cells, (f"{texts['job']} {number}", texts["row"], str(number)), strict=True):
            cell.text = text
    columns = document.add_section()._sectPr
    for old in columns.findall(qn("w:cols")):
        columns.remove(old)
    element = OxmlElement("w:cols")
    element.set(qn("w:num"), "2")
    columns.append(element)
    for number in range(12):
        document.add_paragraph(f"{texts['purpose']}{number}.")
    document.save(str(path))


def in_html(language: str, texts: dict[str, Any]) -> str:
    """The same handbook as a page."""
    items = "".join(f"<li>{item}" for item in texts["items"])
    jobs = "".join(
        f"<h2>{number}. {texts['job']}</h2><p>{texts['purpose']}</p><h3>{texts['duties']}</h3><{kind}>{items}</{kind}>"
        for number, kind in ((1, "ol"), (2, "ul"))
    )
    form = "".join(f"<td>{text}" for text in texts["form"])
    rows = "".join(f"<tr><td>{texts['job']} {number}<td>{texts['row']}<td>{number}" for number in range(60))
    columns = "".join(f"<p>{texts['purpose']}{number}.</p>" for number in range(12))
    return f"""<!doctype html><html lang={language}><meta charset=utf-8><title>{texts["title"]}</title>
<style>@page {{size: A4; margin: 18mm}} body {{font: 11pt/1.5 "Liberation Sans", "Noto Sans CJK SC"}}
h2 {{text-shadow: 1px 1px #aaa}}
table {{border-collapse: collapse; width: 100%; margin: 1em 0}} td, th {{border: 1px solid; padding: 4px}}</style>
<h1>{texts["title"]}</h1>{jobs}
<table><tr>{form}<tr><td rowspan=2>{texts["requirements"]}<td colspan=3>{"<br>".join(texts["required"])}
<tr><td colspan=3>{texts["certificate"]}</table>
<table><thead><tr>{"".join(f"<th>{text}" for text in texts["columns"])}</thead>{rows}</table>
<div style="column-count: 2; break-before: page">{columns}</div></html>"""


def expected(texts: dict[str, Any], language: str) -> list[Any]:
    """What both are to be read as."""
    result: list[Any] = [texts["title"]]
    for number in (1, 2):
        result += [f"{number}. {texts['job']}", texts["purpose"], texts["duties"]]
        result += [f"{index}. {item}" if number == 1 else f"• {item}" for index, item in enumerate(texts["items"], start=1)]
    result.append(
        [
            texts["form"],
            [(texts["requirements"], 2, 1), (texts["required"], 1, 3)],
            [(texts["certificate"], 1, 3)],
        ]
    )
    rows = [[f"{texts['job']} {number}", texts["row"], str(number)] for number in range(60)]
    result.append([texts["columns"], *rows])
    return [*result, *(f"{texts['purpose']}{number}." for number in range(12))]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("office")
    for language, texts in TEXTS.items():
        in_word(texts, folder / f"{language}.docx")
    return by_office([folder / f"{language}.docx" for language in TEXTS], folder)


@pytest.mark.parametrize("language", TEXTS)
def test_a_handbook_as_libreoffice_prints_it(language: str, printed: dict[str, bytes]) -> None:
    document = pdf.read("book.pdf", printed[language])
    assert said(document.blocks) == expected(TEXTS[language], language)
    headings = [(block.text, block.heading) for block in document.blocks if isinstance(block, Paragraph) and block.heading]
    assert [level for _, level in headings] == [1, 2, 3, 2, 3]
    assert not document.notes


@pytest.mark.parametrize("language", TEXTS)
def test_a_handbook_as_chromium_prints_it(language: str, tmp_path: Path) -> None:
    document = pdf.read("book.pdf", by_browser(in_html(language, TEXTS[language]), tmp_path))
    assert said(document.blocks) == expected(TEXTS[language], language)
    headings = [block.heading for block in document.blocks if isinstance(block, Paragraph) and block.heading]
    assert headings == [1, 2, 3, 2, 3]
    table = document.blocks[-13]
    assert isinstance(table, Table)
    assert [row[0].is_header for row in table.rows] == [True] + [False] * 60


def over_pages(language: str, header: str, kind: str) -> tuple[str, list[Any]]:
    """A page with a table whose rows go over the ends of printed pages, and what is to be read of it."""
    texts = TEXTS[language]
    head = [texts["job"], texts["duties"], texts["requirements"]]
    items = [f"{number}. {texts['purpose']}" for number in range(1, 25)]
    html = f"<thead><tr>{''.join(f'<th>{each}' for each in head)}</thead>" if header else ""
    rows: list[Any] = [head] if header else []
    for number in range(4):
        if kind == "rowspan":
            html += f"<tr><td rowspan=9>{number}. {texts['job']}"
            cells = [[f"{number}.{at} {texts['row']}", texts["purpose"]] for at in range(9)]
            html += "<tr>".join(f"<td>{one}<td>{other}" for one, other in cells)
            rows += [[(f"{number}. {texts['job']}", 9, 1), *cells[0]], *cells[1:]]
        elif kind == "nested":
            inner = [[f"{at}.", texts["purpose"]] for at in range(9)]
            html += f"<tr><td>{number}<td>{texts['row']}<table>"
            html += "".join(f"<tr><td>{one}<td>{other}" for one, other in inner) + f"</table><td>{texts['certificate']}"
            rows.append([str(number), [texts["row"], inner], texts["certificate"]])
        else:
            html += f"<tr><td>{texts['job']} {number}<td>{'<br>'.join(items)}<td>{texts['required'][1]}"
            rows.append([f"{texts['job']} {number}", items, texts["required"][1]])
    style = """@page {size: A4; margin: 18mm} body {font: 11pt/1.5 "Liberation Sans", "Noto Sans CJK SC"}
table {border-collapse: collapse; width: 100%} td, th {border: 1px solid; padding: 4px; vertical-align: top}
tr > :first-child {white-space: nowrap}"""
    return f"<!doctype html><html lang={language}><meta charset=utf-8><style>{style}</style><table>{html}</table><p>§", [
        rows,
        "§",
    ]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("header", ["", "thead"])
@pytest.mark.parametrize("kind", ["long", "rowspan", "nested"])
def test_rows_over_the_ends_of_pages_as_chromium_prints_them(language: str, header: str, kind: str, tmp_path: Path) -> None:
    page, rows = over_pages(language, header, kind)
    document = pdf.read("book.pdf", by_browser(page, tmp_path))
    assert document.pages > 2
    assert said(document.blocks) == rows
