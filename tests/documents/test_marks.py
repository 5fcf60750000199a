"""The marks of items, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.documents.marks import automatic, items_within, mark_of


@pytest.mark.parametrize(
    ("text", "written", "shape", "value", "rest"),
    [
        ("(1)协助总经理", "(1)", "(1)", 1, "协助总经理"),
        ("（12） 制定计划", "（12）", "(1)", 12, "制定计划"),
        ("1. Count the stock", "1.", "1.", 1, "Count the stock"),
        ("10.有推荐权", "10.", "1.", 10, "有推荐权"),
        ("3、处理投诉", "3、", "1、", 3, "处理投诉"),
        ("2、3年以上销售经验", "2、", "1、", 2, "3年以上销售经验"),
        ("2、5000元以内费用审批权", "2、", "1、", 2, "5000元以内费用审批权"),
        ("1、18-50岁", "1、", "1、", 1, "18-50岁"),
        ("2) Issue goods", "2)", "1)", 2, "Issue goods"),
        ("①接待客人", "①", "circled", 1, "接待客人"),
        ("⑿ 归档", "⑿", "circled", 12, "归档"),
        ("一、岗位职责", "一、", "一、", 1, "岗位职责"),
        ("十二、附则", "十二、", "一、", 12, "附则"),
        ("（三）客户管理", "（三）", "(一)", 3, "客户管理"),
        ("第二章 销售部", "第二章", "chapter", 2, "销售部"),
        ("1.2 Duties", "1.2", "1.1", 2, "Duties"),
        ("4.10 客户服务部经理", "4.10", "1.1", 10, "客户服务部经理"),
        ("a) plan", "a)", "a.", 1, "plan"),
        ("iv. plan", "iv.", "i.", 0, "plan"),
        ("◆熟悉办公软件", "◆", "bullet", 0, "熟悉办公软件"),
        ("• Plan", "•", "bullet", 0, "Plan"),
        ("\uf0b7 Plan", "\uf0b7", "bullet", 0, "Plan"),
        ("- Plan", "-", "dash", 0, "Plan"),
        ("1 负责采购", "1", "1 ", 1, "负责采购"),
        ("2负责采购", "2", "1", 2, "负责采购"),
    ],
)
def test_a_mark_is_taken_off(text: str, written: str, shape: str, value: int, rest: str) -> None:
    mark, left = mark_of(text)
    assert (mark.written, mark.shape, mark.value, left) == (written, shape, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3年以上销售经验",
        "3 年以上销售经验",
        "5 years of experience",
        "2.5年以上经验",
        "10 人",
        "1、2号车间",
        "2、3级",
        "1、2、3月",
        "3-5年经验",
        "2024年1月起执行",
        "一个月内完成",
        "A manager",
        "I report to nobody",
        "-3 degrees",
    ],
)
def test_a_number_that_measures_is_no_mark(text: str) -> None:
    assert mark_of(text) == (("", "", 0), text)


def test_the_items_of_one_line_are_taken_apart() -> None:
    assert [text for _mark, text in items_within("1、制定计划；2、检查执行；3、总结2.5个月的情况")] == [
        "制定计划；",
        "检查执行；",
        "总结2.5个月的情况",
    ]
    assert [text for _mark, text in items_within("①接待②登记③送客")] == ["接待", "登记", "送客"]
    # what is no next number stays within its item
    assert [text for _mark, text in items_within("1、执行第3、第4条规定")] == ["执行第3、第4条规定"]


@given(st.lists(st.text(alphabet="管理计划检查负责，的", min_size=1, max_size=8), min_size=2, max_size=12))
def test_items_written_in_one_line_come_apart_as_they_were(items: list[str]) -> None:
    line = "".join(f"({number}){item}；" for number, item in enumerate(items, 1))
    assert [text for _mark, text in items_within(line)] == [f"{item}；" for item in items]


def test_the_number_of_an_automatic_list_has_the_shape_that_a_typed_one_has() -> None:
    assert automatic("(3)") == mark_of("(3) x")[0]
    assert automatic("二、").value == 2
    assert automatic("•").shape == "bullet"
    assert automatic("").shape == ""
