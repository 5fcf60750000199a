"""Layouts in which companies write what jobs are: each is read as it is meant, and nothing that it says is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from orgrules.documents.model import Paragraph
from orgrules.drafting.model import Field, Job
from tests.drafting.blocks import lines, plain, read, table, texts
from tests.drafting.layouts import document


def bare(said: Iterable[str]) -> list[str]:
    return [re.sub(r"[\s；;。.]+$", "", text) for text in said]


@pytest.mark.parametrize("start", range(0, 600, 60))
def test_layouts_put_together_at_random_are_read_whole(start: int) -> None:
    for seed in range(start, start + 60):
        layout, jobs, blocks = document(seed)
        found = read(blocks)
        assert [job.title.text for job in found.jobs] == [job.title for job in jobs], (seed, layout)
        fields: tuple[Field, ...] = ("requirements", "education", "experience", "certificates", "skills")
        for job, true in zip(found.jobs, jobs, strict=True):
            assert bare(texts(job.of("duties"))) == list(true.duties), (seed, layout)
            assert bare(text for field in fields for text in texts(job.of(field))) == list(true.requirements), (seed, layout)
            assert texts(job.of("unit")) == [true.unit], (seed, layout)
            assert texts(job.of("reports_to")) == [true.superior], (seed, layout)
            assert not {*job.fields} - {"duties", "unit", "reports_to", *fields}, (seed, layout)
            rest = set(texts(job.not_understood))
            assert {*true.welcome, *true.measures} <= rest, (seed, layout)


def the_job(*blocks: Any) -> dict[str, Any]:
    [job] = read(*blocks).jobs
    return plain(job)


def jobs_of(text: str) -> list[dict[str, Any]]:
    return [plain(job) for job in read(lines(text)).jobs]


FORM = table(["岗位名称", "会计", "所属部门", "财务部"])


def test_measures_and_weights_beside_duties_are_none() -> None:
    duties = table(["序号", "工作职责", "权重", "考核标准"], ["1", "记账", "30%", "差错率"], ["2", "报税", "70%", "及时率"])
    assert the_job(FORM, duties) == {
        "title": "会计",
        "unit": ["财务部"],
        "duties": ["记账", "报税"],
        "?": ["30%", "差错率", "70%", "及时率"],
    }


def test_a_form_may_hold_tables_of_its_own() -> None:
    form = table(
        ["岗位名称", "会计", "所属部门", "财务部"],
        [("岗位职责", 1, 4)],
        ["序号", ("职责内容", 1, 2), "权重"],
        ["1", ("记账", 1, 2), "100%"],
        [("任职资格", 1, 4)],
        ["项目", ("必备", 1, 2), "期望"],
        ["学历", ("大专", 1, 2), "本科"],
        ["经验", ("3年", 1, 2), "5年"],
    )
    assert the_job(form) == {
        "title": "会计",
        "unit": ["财务部"],
        "duties": ["记账"],
        "education": ["大专"],
        "experience": ["3年"],
        "?": ["100%", "本科", "5年"],
    }


def test_duties_have_headings_in_the_column_before_them() -> None:
    duties = table(["一级职责", "二级职责"], [("资金管理", 2, 1), "记账"], ["对账"], ["税务管理", "报税"])
    [job] = read(FORM, duties).jobs
    assert [(each.under, each.text) for each in job.of("duties")] == [
        ("资金管理", "记账"),
        ("资金管理", "对账"),
        ("税务管理", "报税"),
    ]


@pytest.mark.parametrize(
    ("head", "rows", "required", "welcome"),
    [
        (["Criteria", "Essential", "Desirable"], [["Training", "Degree", "MBA"]], ["Degree"], ["MBA"]),
        (
            ["", "Essential", "Desirable", "Method"],
            [["Training", "Degree", "MBA", "Interview"]],
            ["Degree"],
            ["MBA", "Interview"],
        ),
        (["Criteria", "Essential", "Desirable"], [["Degree", "✓", ""], ["MBA", "", "✓"]], ["Degree"], ["MBA"]),
        (["Criteria", "Essential/Desirable"], [["Degree", "E"], ["MBA", "D"]], ["Degree"], ["MBA"]),
        (["Essential", "Desirable"], [["Degree", "MBA"]], ["Degree"], ["MBA"]),
    ],
)
def test_what_is_merely_welcome_is_no_requirement(
    head: list[str], rows: list[list[str]], required: list[str], welcome: list[str]
) -> None:
    found = the_job(lines("# Clerk\n## Duties\n- File\n## Person specification"), table(head, *rows))
    assert found == {"title": "Clerk", "duties": ["File"], "requirements": required, "?": welcome}


def test_forms_beside_each_other_are_two_jobs() -> None:
    forms = table(
        ["岗位名称", "会计", "岗位名称", "出纳"],
        ["直接上级", "财务经理", "直接上级", "会计"],
        ["岗位职责", "记账\n报税", "岗位职责", "管钱"],
    )
    assert [plain(job) for job in read(forms).jobs] == [
        {"title": "会计", "reports_to": ["财务经理"], "duties": ["记账", "报税"]},
        {"title": "出纳", "reports_to": ["会计"], "duties": ["管钱"]},
    ]


def test_a_form_with_short_labels_has_no_job_a_column() -> None:
    form = table(["職稱", "銷售經理", "部門", "業務部"], ["直屬主管", "總經理", "下屬", "專員"], ["工作職責", ("開發客戶", 1, 3)])
    assert the_job(form) == {
        "title": "銷售經理",
        "unit": ["業務部"],
        "reports_to": ["總經理"],
        "manages": ["專員"],
        "duties": ["開發客戶"],
    }


def test_a_word_that_is_a_label_elsewhere_is_a_value_in_a_table_of_jobs() -> None:
    rows = table(["Role", "Duties", "Must have"], ["Driver", "Drive", "Licence"], ["Total", "", ""])
    found = read(rows)
    assert [plain(job) for job in found.jobs] == [
        {"title": "Driver", "duties": ["Drive"], "requirements": ["Licence"], "?": ["Total"]}
    ]


def test_empty_cells_below_a_label_are_its_own() -> None:
    form = table(["岗位名称", "会计", ""], ["岗位职责", "1", "记账"], ["", "2", "报税"], ["任职资格", "1", "大专"])
    assert the_job(form) == {"title": "会计", "duties": ["记账", "报税"], "requirements": ["大专"]}


def test_articles_of_a_chapter_of_duties_are_jobs_and_the_next_chapter_is_none_of_theirs() -> None:
    found = read(
        lines("""
            第二章 岗位职责
            第三条 会计
            （一）登记账簿；
            第四条 出纳
            （一）管理现金。
            第三章 附则
            第五条 本制度自发布之日起执行。
        """)
    )
    assert [plain(job) for job in found.jobs] == [
        {"title": "会计", "duties": ["登记账簿；"]},
        {"title": "出纳", "duties": ["管理现金。"]},
    ]
    assert "本制度自发布之日起执行。" in texts(found.not_understood)


def test_duties_of_a_department_are_no_title() -> None:
    text = "一、财务部\n（一）部门职责\n1、管好资金\n（二）岗位职责\n1、会计\n（1）记账"
    assert jobs_of(text) == [{"title": "会计", "duties": ["记账"]}]


def test_what_follows_an_unknown_title_is_not_the_job_above() -> None:
    found = read(lines("会计\n岗位职责：\n1、记账\n迎宾\n岗位职责：\n1、迎客"))
    assert [plain(job) for job in found.jobs] == [{"title": "会计", "duties": ["记账"]}]
    assert texts(found.not_understood) == ["迎宾", "迎客"]


def test_a_number_before_a_number_is_a_mark_where_the_list_says_so() -> None:
    assert jobs_of("岗位名称：会计\n任职资格：\n1.大专学历\n2.3年以上经验\n3.熟悉税法\n4.25-40岁")[0]["requirements"] == [
        *("大专学历", "3年以上经验", "熟悉税法", "25-40岁")
    ]
    assert jobs_of("岗位名称：会计\n任职资格：\n2.3年以上经验")[0]["requirements"] == ["2.3年以上经验"]


def test_a_sentence_is_about_the_job_that_it_names() -> None:
    text = "# HR Manager\nThe HR manager reports to the CEO, and supervises two clerks.\n"
    text += "The clerk reports to the HR Manager.\n## Duties\n- Hire"
    assert jobs_of(text) == [
        {
            "title": "HR Manager",
            "reports_to": ["the CEO"],
            "manages": ["two clerks."],
            "duties": ["Hire"],
            "?": ["The clerk reports to the HR Manager."],
        }
    ]
    assert jobs_of("会计\n会计向财务经理汇报，下辖出纳2名。\n岗位职责：\n1、对产品质量负责") == [
        {"title": "会计", "reports_to": ["财务经理"], "manages": ["出纳2名"], "duties": ["对产品质量负责"]}
    ]


def test_a_heading_that_is_a_title_may_have_an_introduction() -> None:
    text = "## Clerk\nWe look for a clerk.\n### Duties\n- File\n### Benefits\n- Pension\n"
    text += "## Leave policy\nAsk first.\n### Requirements\n- None"
    found = read(lines(text))
    assert [plain(job) for job in found.jobs] == [
        {"title": "Clerk", "duties": ["File"], "?": ["We look for a clerk.", "Pension"]}
    ]


def test_items_within_a_line_have_their_marks_apart() -> None:
    [job] = read(lines("岗位名称：会计\n岗位职责：负责（1）记账；（2）报税。")).jobs
    assert [(each.under, each.number, each.text) for each in job.of("duties")] == [
        ("负责", "（1）", "记账；"),
        ("负责", "（2）", "报税。"),
    ]


def test_groups_end_where_their_numbers_go_on() -> None:
    [job] = read(
        lines("Job title: Clerk\nDuties:\n1) Planning\n1.1) Forecast\n1.2) Budgets\na) by region\n2) Keep the files")
    ).jobs
    assert [(each.under, each.text) for each in job.of("duties")] == [
        ("Planning", "Forecast"),
        ("Budgets", "by region"),
        ("Duties", "Keep the files"),
    ]


def test_items_that_are_labels_elsewhere_are_kept() -> None:
    assert jobs_of("Job title: Clerk\nRequirements:\n1. Computer skills\n2. Language skills\n3. Driving licence") == [
        {"title": "Clerk", "requirements": ["Computer skills", "Language skills", "Driving licence"]}
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("岗位一：会计\n职责：\n1、记账\n岗位二：出纳\n职责：\n1、管钱", [("一", "会计"), ("二", "出纳")]),
        ("1、会计岗位职责：\n1）记账\n2、出纳岗位职责：\n1）管钱", [("1", "会计"), ("2", "出纳")]),
        ("会计\n岗位职责：\n1、记账\n质检员 3人\n岗位职责：\n1、检验", [("", "会计"), ("", "质检员 3人")]),
        ("Job Description: Clerk\nReports to: Manager\nDuties: file.", [("", "Clerk")]),
        ("岗位名称：会计\n岗位职责：\n管理档案\n培训新员工\n任职资格：\n大专", [("", "会计")]),
    ],
)
def test_titles_as_people_write_them(text: str, titles: list[tuple[str, str]]) -> None:
    found: tuple[Job, ...] = read(lines(text)).jobs
    assert [(job.number, job.title.text) for job in found] == titles


def test_pay_and_place_end_what_stands_above_them() -> None:
    assert jobs_of("岗位名称：会计\n岗位职责：\n1、记账\n考核指标：\n1、差错率\n工作环境：办公室\n任职资格：\n1、大专") == [
        {"title": "会计", "duties": ["记账"], "requirements": ["大专"], "?": ["差错率", "办公室"]}
    ]


def test_a_form_is_none_of_the_job_above_whose_list_its_heading_goes_on_with() -> None:
    form = table(["岗位名称", "出纳"], ["岗位职责", "管钱"])
    found = read(lines("1. 会计\n岗位职责：\n1. 记账"), Paragraph("2. 出纳", FORM.place, is_bold=True), form)
    assert [plain(job) for job in found.jobs] == [{"title": "会计", "duties": ["记账"]}, {"title": "出纳", "duties": ["管钱"]}]


def test_jobs_a_column_may_stand_under_headings_over_the_whole_width() -> None:
    columns = table(
        [("基本信息", 1, 3)],
        ["岗位名称", "会计", "出纳"],
        ["直接上级", "财务经理", "会计"],
        [("工作", 1, 3)],
        ["岗位职责", "记账", "管钱"],
    )
    assert [plain(job) for job in read(columns).jobs] == [
        {"title": "会计", "reports_to": ["财务经理"], "duties": ["记账"]},
        {"title": "出纳", "reports_to": ["会计"], "duties": ["管钱"]},
    ]


def test_the_names_of_columns_are_no_requirement() -> None:
    rows = table(["项目", "要求"], ["学历", "大专"], ["经验", "3年"])
    assert the_job(lines("岗位名称：会计\n任职资格："), rows) == {"title": "会计", "education": ["大专"], "experience": ["3年"]}


def test_titles_of_a_list_of_contents_are_no_jobs_of_their_own() -> None:
    found = read(lines("会计岗位职责\n出纳岗位职责\n会计岗位职责\n1、记账\n出纳岗位职责\n1、管钱"))
    assert [plain(job) for job in found.jobs] == [{"title": "会计", "duties": ["记账"]}, {"title": "出纳", "duties": ["管钱"]}]
    assert texts(found.not_understood) == ["会计", "出纳"]


def test_what_managers_of_all_kinds_do_is_no_job() -> None:
    found = read(
        lines("# Clerk\n## Duties\n- File\n# Conduct\n## Responsibilities\n- Be honest\n## Manager responsibilities\n- Listen")
    )
    assert [plain(job) for job in found.jobs] == [{"title": "Clerk", "duties": ["File"]}]


def test_remarks_are_kept() -> None:
    assert jobs_of("岗位名称：会计\n岗位职责：\n1、记账\n备注：职责可调整")[0]["?"] == ["职责可调整"]


def test_who_is_told_of_a_task_is_no_task() -> None:
    rows = table(["Task", "R", "A", "C", "I"], ["Plan", "x", "", "", ""], ["Report", "", "y", "", ""])
    found = the_job(lines("# Sales Manager\n## Responsibilities"), rows)
    assert found == {"title": "Sales Manager", "duties": ["Plan", "Report"], "?": ["x", "y"]}
