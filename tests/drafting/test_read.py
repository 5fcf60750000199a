"""From blocks to jobs: where each begins, and what stands under which label."""

from __future__ import annotations

import pytest

from orgrules.documents.model import Paragraph
from tests.drafting.blocks import HERE, lines, plain, read, table, texts


@pytest.mark.parametrize("sign", ["、", "."])
def test_an_item_may_begin_with_a_number_of_its_own(sign: str) -> None:
    found = read(
        lines(f"""
            岗位名称：后端开发工程师
            直接上级：技术经理
            任职要求：
            1{sign}本科及以上学历；
            2{sign}3年以上开发经验；
            3{sign}211院校毕业；
            4{sign}熟悉数据库。
        """)
    )
    assert plain(found.jobs[0])["requirements"] == ["本科及以上学历；", "3年以上开发经验；", "211院校毕业；", "熟悉数据库。"]
    assert not found.jobs[0].not_understood


def test_a_number_that_is_no_item_stays_in_its_text() -> None:
    found = read(
        lines("""
            岗位名称：会计
            直接上级：财务经理
            工作经验：
            1.5年以上会计工作经验
            任职要求：
            1、3年以上工作经验
            2、大专学历
        """)
    )
    assert plain(found.jobs[0])["experience"] == ["1.5年以上会计工作经验"]
    assert plain(found.jobs[0])["requirements"] == ["3年以上工作经验", "大专学历"]


def test_numbered_jobs_of_a_text_begin_where_a_label_follows() -> None:
    found = read(
        lines("""
            四、各岗位职责
            1. 销售总监
            直接上司:总经理
            岗位职责:(具体工作)
            (1)制定销售战略;
            (2)组织布置;保持店面的新颖;
            职位要求:
            ◆熟悉现代管理模式;
            2. 销售经理
            直接上司:销售总监
        """)
    )
    assert [plain(job) for job in found.jobs] == [
        {
            "title": "销售总监",
            "reports_to": ["总经理"],
            "duties": ["制定销售战略;", "组织布置;保持店面的新颖;"],
            "requirements": ["熟悉现代管理模式;"],
        },
        {"title": "销售经理", "reports_to": ["销售总监"]},
    ]
    assert [job.number for job in found.jobs] == ["1", "2"]
    assert texts(found.not_understood) == ["各岗位职责"]
    assert found.language == "zh"
    assert [each.number for each in found.jobs[0].of("duties")] == ["(1)", "(2)"]
    assert found.jobs[0].of("duties")[1].place.line == 7


def test_a_form_in_a_table_is_one_job() -> None:
    form = table(
        [("岗位说明书", 1, 4)],
        ["文件编号", "HR-01", "版本", "A/0"],
        ["所属部门", "生产部", "岗位名称", "车间主任"],
        ["直接上级", "生产经理", "直接下级", "班组长、统计员"],
        ["辖员人数", "35人", "岗位编制", "1"],
        ["工作概要", ("组织车间生产，完成生产计划。", 1, 3)],
        [("岗位职责", 1, 4)],
        [("1、组织生产；\n2、管理员工；", 1, 4)],
        [("任职资格", 3, 1), "学历", ("大专以上", 1, 2)],
        ["经验", ("5年以上生产管理经验", 1, 2)],
        ["技能", ("熟悉生产流程\n能使用办公软件", 1, 2)],
        [("工作关系", 2, 1), "内部", ("质检部", 1, 2)],
        ["外部", ("设备供应商", 1, 2)],
        ["晋升方向", "生产经理", "轮换岗位", "设备主管"],
        ["编制", "", "审核", ""],
    )
    [job] = read(form).jobs
    assert plain(job) == {
        "title": "车间主任",
        "unit": ["生产部"],
        "reports_to": ["生产经理"],
        "manages": ["班组长、统计员"],
        "headcount_below": ["35人"],
        "purpose": ["组织车间生产，完成生产计划。"],
        "duties": ["组织生产；", "管理员工；"],
        "education": ["大专以上"],
        "experience": ["5年以上生产管理经验"],
        "skills": ["熟悉生产流程", "能使用办公软件"],
        "internal_relations": ["质检部"],
        "external_relations": ["设备供应商"],
        "promotes_to": ["生产经理"],
        "rotates_with": ["设备主管"],
        "?": ["1"],
    }
    assert job.not_understood[0].under == "岗位编制"
    assert job.of("duties")[1].place == HERE._replace(table=1, row=8, column=1)


def test_a_table_of_jobs_has_one_a_row() -> None:
    rows = table(
        ["序号", "岗位名称", "职责", "任职资格"],
        ["1", "前台", "1、接待客人\n2、办理入住", "高中以上；会英语"],
        ["2", ("客房服务员", 2, 1), "打扫客房", "身体健康"],
        ["3", "更换布草", ""],
    )
    assert [plain(job) for job in read(rows).jobs] == [
        {"title": "前台", "duties": ["接待客人", "办理入住"], "requirements": ["高中以上；", "会英语"]},
        {"title": "客房服务员", "duties": ["打扫客房", "更换布草"], "requirements": ["身体健康"]},
    ]


def test_a_table_of_jobs_may_have_one_a_column() -> None:
    columns = table(
        ["Job title", "Clerk", "Supervisor"],
        ["Reports to", "Supervisor", "Manager"],
        ["Responsibilities", "Keep the files", "Check the files"],
    )
    assert [plain(job) for job in read(columns).jobs] == [
        {"title": "Clerk", "reports_to": ["Supervisor"], "duties": ["Keep the files"]},
        {"title": "Supervisor", "reports_to": ["Manager"], "duties": ["Check the files"]},
    ]


def test_a_row_of_which_all_cells_began_above_is_no_obstacle() -> None:
    columns = table(["岗位名称", "文员", "主管"], ["岗位职责", "录入", "审核"])
    with_empty = columns._replace(rows=((), *columns.rows[:1], (), *columns.rows[1:]))
    assert [plain(job) for job in read(with_empty).jobs] == [
        {"title": "文员", "duties": ["录入"]},
        {"title": "主管", "duties": ["审核"]},
    ]


def test_headings_by_style_begin_jobs_and_group_their_duties() -> None:
    found = read(
        lines("""
            # Handbook
            Welcome to the firm.
            ## Sales Manager
            ### Reports to
            Sales Director
            ### Responsibilities
            #### Planning
            - Prepare the yearly plan
            #### People
            - Meetings: chairs the weekly one
            - Reports to the board on results
            ### Perks
            A car
            ## How we work
            With care.
        """)
    )
    [job] = found.jobs
    assert plain(job) == {
        "title": "Sales Manager",
        "reports_to": ["Sales Director"],
        "duties": ["Prepare the yearly plan", "Meetings: chairs the weekly one", "Reports to the board on results"],
        "?": ["A car"],
    }
    assert [each.under for each in job.of("duties")] == ["Planning", "People", "People"]
    # a heading is told with what stands under it
    assert [(each.under, each.text) for each in found.not_understood] == [
        ("Handbook", "Welcome to the firm."),
        ("How we work", "With care."),
    ]
    assert found.language == "en"


def test_a_heading_under_which_nothing_stands_is_told_itself() -> None:
    found = read(lines("# Handbook\n## Clerk\n### Duties\n- Keep the files\n### Perks\n## Driver\n### Duties\n- Drive\n# Annex"))
    assert [plain(job) for job in found.jobs] == [
        {"title": "Clerk", "duties": ["Keep the files"], "?": ["Perks"]},
        {"title": "Driver", "duties": ["Drive"]},
    ]
    assert texts(found.not_understood) == ["Handbook", "Annex"]


def test_what_is_not_required_or_not_done_is_no_field() -> None:
    [job] = read(
        lines("""
            【岗位名称】出纳 【所属部门】财务部
            岗 位 职 责
            1、管理现金；2、登记日记账；3、不负责审批。
            任职要求：
            1、学历：大专以上
            2、认真负责
            优先条件：有证者优先
        """)
    ).jobs
    assert plain(job) == {
        "title": "出纳",
        "unit": ["财务部"],
        "duties": ["管理现金；", "登记日记账；"],
        "education": ["大专以上"],
        "requirements": ["认真负责"],
        "?": ["不负责审批。", "有证者优先"],
    }


def test_a_title_may_stand_in_the_heading_of_its_duties() -> None:
    found = read(lines("销售部\n部门职责：完成任务\n会计岗位职责\n1、登记账簿；\n2、编制报表。\n出纳岗位职责\n1、管理现金。"))
    assert [plain(job) for job in found.jobs] == [
        {"title": "会计", "duties": ["登记账簿；", "编制报表。"]},
        {"title": "出纳", "duties": ["管理现金。"]},
    ]
    assert texts(found.not_understood) == ["销售部", "部门职责：完成任务"]


def test_what_stands_before_the_title_of_the_next_form_is_the_next_jobs() -> None:
    found = read(
        lines("部门：销售部\n岗位名称：销售员\n岗位职责：\n1、拜访客户\n部门：财务部\n岗位名称：会计\n岗位职责：\n1、记账")
    )
    assert [plain(job) for job in found.jobs] == [
        {"title": "销售员", "unit": ["销售部"], "duties": ["拜访客户"]},
        {"title": "会计", "unit": ["财务部"], "duties": ["记账"]},
    ]


def test_a_line_without_a_mark_behind_marked_ones_is_not_taken_for_one() -> None:
    [job] = read(lines("岗位名称：店长\n岗位职责：\n1、管理店面，\n培训店员；\n2、盘点。\n希望以上资料能帮到你!")).jobs
    assert plain(job) == {"title": "店长", "duties": ["管理店面，培训店员；", "盘点。"], "?": ["希望以上资料能帮到你!"]}


@pytest.mark.parametrize(
    "text",
    [
        "部门：销售部\n人数：12",
        "岗位职责：\n1、管理\n2、检查",
        "Chapter 1\nThe firm was founded in 1990.",
        "",
    ],
)
def test_without_a_title_there_is_no_job_and_nothing_is_lost(text: str) -> None:
    found = read(lines(text))
    assert found.jobs == ()
    kept = "".join(each.under + each.text for each in found.not_understood)
    assert all(word in kept for word in ("销售部", "管理", "检查", "founded") if word in text)


def test_numbers_of_pages_and_contents_say_nothing() -> None:
    found = read(lines("目录\n1. 店长岗位职责……………3\n岗位名称：店长\n岗位职责：\n1、盘点\n第 2 页 共 9 页\n2、培训"))
    [job] = found.jobs
    assert plain(job) == {"title": "店长", "duties": ["盘点", "培训"]}
    assert found.not_understood == ()


def test_automatic_numbers_are_marks_too() -> None:
    blocks = [
        Paragraph("岗位名称：店长", HERE),
        Paragraph("岗位职责", HERE, number="一、", is_bold=True),
        Paragraph("盘点", HERE, number="(1)", level=2),
        Paragraph("培训", HERE, number="(2)", level=2),
    ]
    [job] = read(blocks).jobs
    assert [(each.number, each.text) for each in job.of("duties")] == [("(1)", "盘点"), ("(2)", "培训")]


def test_what_stands_below_desirable_is_asked_of_nobody() -> None:
    form = table(
        ["Job Title", "Porter", "Grade", "S1"],
        ["Reports to", ("Head Porter", 1, 3)],
        [("Person Specification", 1, 4)],
        ["", ("Essential", 1, 2), "Desirable"],
        ["Education", ("Diploma in hospitality", 1, 2), "MBA"],
        ["Circumstances", ("Able to drive", 1, 2), "Own car"],
        ["KPIs", ("Bags per hour", 1, 3)],
    )
    [job] = read(form).jobs
    assert plain(job) == {
        "title": "Porter",
        "reports_to": ["Head Porter"],
        "education": ["Diploma in hospitality"],
        "requirements": ["Able to drive"],
        "?": ["S1", "MBA", "Own car", "Bags per hour"],
    }
    assert [each.under for each in job.not_understood] == ["Grade", "Education: Desirable", "Circumstances: Desirable", "KPIs"]


def test_what_no_profile_holds_ends_no_list() -> None:
    [job] = read(
        lines("""
            # Courier
            Location: Leeds
            Reports to: Shift lead
            Requirements:
            1. Driving licence
            2. Work location: Leeds and York
            3. English
            Working hours:
            Nights
            Signature: ____________ Date: ____________
        """)
    ).jobs
    assert plain(job) == {
        "title": "Courier",
        "reports_to": ["Shift lead"],
        "requirements": ["Driving licence", "English"],
        "?": ["Leeds", "Leeds and York", "Nights"],
    }


def test_a_number_that_begins_a_value_is_said() -> None:
    form = table(
        ["Job Title", "Front Office Manager"], ["Direct reports", "6 Receptionists, 2 Porters"], ["Working hours", "40 a week"]
    )
    [job] = read(form).jobs
    assert plain(job) == {"title": "Front Office Manager", "manages": ["6 Receptionists, 2 Porters"], "?": ["40 a week"]}


def test_groups_of_duties_that_forms_ask_for_too_stay_groups() -> None:
    [job] = read(
        lines("""
            一、人力资源经理
            直接上级：总经理
            岗位职责：
            **绩效考核
            1、制定考核方案
            **福利
            1、办理社会保险
            考核指标：
            1、人均效能
        """)
    ).jobs
    assert plain(job) == {
        "title": "人力资源经理",
        "reports_to": ["总经理"],
        "duties": ["制定考核方案", "办理社会保险"],
        "?": ["人均效能"],
    }


def test_a_list_of_posts_describes_no_job_again() -> None:
    found = read(
        table(["No.", "Position", "Department"], ["1", "Porter", "Lobby"], ["2", "Valet", "Garage"]),
        lines("""
            # Porter
            Reports to: Head Porter
            Responsibilities:
            - Carry bags
        """),
    )
    assert [plain(job) for job in found.jobs] == [
        {"title": "Valet", "unit": ["Garage"]},
        {"title": "Porter", "reports_to": ["Head Porter"], "duties": ["Carry bags"], "unit": ["Lobby"]},
    ]


def test_a_table_with_a_head_of_its_own_is_a_form_below_its_heading() -> None:
    found = read(
        lines("# Branch Manager"),
        table(["Field", "Detail"], ["Document no", "HR-1"], ["Reports to", "Regional Director"], ["Grade", "7"]),
        lines("""
            **Person specification**
        """),
        table(["Criteria", "Essential", "Desirable"], ["Education", "Bachelor's", "MBA"], ["Skills", "Lending", "Spanish"]),
    )
    assert [plain(job) for job in found.jobs] == [
        {
            "title": "Branch Manager",
            "reports_to": ["Regional Director"],
            "education": ["Bachelor's"],
            "skills": ["Lending"],
            "?": ["7", "MBA", "Spanish"],
        }
    ]


def test_the_beginning_of_a_sentence_that_items_end_is_a_label() -> None:
    [job] = read(
        lines("""
            # Teller
            Reports to the Branch Manager. Grade 2.
            As a teller you will:
            1. Serve customers
            To be considered you must have:
            1. Cash handling experience
        """)
    ).jobs
    assert plain(job) == {
        "title": "Teller",
        "reports_to": ["the Branch Manager"],
        "duties": ["Serve customers"],
        "requirements": ["Cash handling experience"],
        "?": ["Grade 2."],
    }


def test_items_within_a_named_one_are_the_duties() -> None:
    items = [("Sales", 0), ("Agree targets", 1), ("Coach bankers", 1), ("Control", 0), ("Check the vault every evening", 1)]
    [job] = read(
        lines("# Teller\nResponsibilities:"),
        [Paragraph(text, HERE, number="•", level=level) for text, level in items],
    ).jobs
    assert [(each.under, each.text) for each in job.of("duties")] == [
        ("Sales", "Agree targets"),
        ("Sales", "Coach bankers"),
        ("Control", "Check the vault every evening"),
    ]
