"""The labels of job descriptions."""

from __future__ import annotations

from typing import get_args

import pytest

from orgrules.drafting.model import Field
from orgrules.drafting.reading.headings import headed
from orgrules.drafting.reading.labels import labels, meaning_of
from tests.drafting.blocks import lines, read


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        *[(word, "title") for word in ("岗位名称", "职位", "Job title", "JOB TITLE:", "【岗位名称】", "职 位 名 称：")],
        *[(word, "reports_to") for word in ("直接上司", "直接上级", "上级主管", "汇报对象", "Reports to", "Line Manager")],
        *[(word, "manages") for word in ("下属岗位", "直接下级", "Direct reports")],
        ("辖员人数", "headcount_below"),
        *[(word, "purpose") for word in ("主要工作", "工作概要", "Purpose", "岗位目的")],
        *[
            (word, "duties")
            for word in (
                "岗位职责:(具体工作)",
                "岗位职责（具体工作）：",
                "主要职责",
                "Responsibilities",
                "Duties & Responsibilities",
            )
        ],
        *[(word, "requirements") for word in ("职位要求", "任职资格", "岗位要求", "Requirements")],
        ("学历", "education"),
        ("经验", "experience"),
        ("证书", "certificates"),
        ("管理权限", "authority"),
        ("管理责任", "responsibility"),
        ("参加会议", "meetings"),
        ("协作关系", "relations"),
        ("内部协作关系", "internal_relations"),
        ("晋升方向", "promotes_to"),
        ("可轮换岗位", "rotates_with"),
        ("文件编号", "furniture"),
        ("基本资料", "group"),
        ("直接上級", "reports_to"),
        *[(word, "title") for word in ("职位/职务", "岗位全称")],
        ("职位英文名称", "also_called"),
        *[(word, "unit") for word in ("所属科室", "所在处室", "用人部门", "岗位所属部门")],
        *[(word, "reports_to") for word in ("行政上级", "上级职务", "汇报领导", "直线经理", "向谁负责", "直接上级岗位名称")],
        *[(word, "manages") for word in ("督导下级", "督导：", "下辖岗位", "下属职位名称")],
        *[(word, "duties") for word in ("安全职责", "安全生产职责", "岗位职能", "其他职责", "分管工作", "你的职责")],
        *[(word, "requirements") for word in ("任职人员要求", "聘用条件", "任职标准", "你需要具备")],
        *[(word, "education") for word in ("学历学位", "文化水平", "学历/职称")],
        *[(word, "experience") for word in ("从业经历", "管理经历", "相关工作年限")],
        *[(word, "certificates") for word in ("专业技术职称", "职业技能等级", "特种作业操作证")],
        *[(word, "skills") for word in ("政治面貌", "性别要求", "身体素质", "外语水平", "胜任能力")],
        ("安全生产责任", "responsibility"),
        *[(word, "meetings") for word in ("主持会议", "需参加的会议")],
        *[(word, "internal_relations") for word in ("内部联系部门", "内部接口", "内部沟通协调关系")],
        *[(word, "external_relations") for word in ("外部协作单位", "外部往来")],
        *[(word, "relations") for word in ("协作单位", "横向联系", "所受监督")],
        *[(word, "promotes_to") for word in ("可直接升迁的职位", "职业生涯规划", "可升任岗位")],
        *[(word, "promoted_from") for word in ("可晋升至此的职位", "可直接升迁至此的职位")],
        *[(word, "rotates_with") for word in ("可相互转换的职位", "可互换岗位", "横向发展", "转岗方向")],
        ("所属岗位序列", "job_family"),
        *[(word, "furniture") for word in ("任职者签名", "会签", "文件版本")],
    ],
)
def test_a_label_is_known_however_it_is_set(text: str, meaning: str) -> None:
    assert meaning_of(text.replace(":(", "(")) == meaning


@pytest.mark.parametrize("text", ["销售经理", "负责部门职责的制定", "Sales manager", "", "（）", "客户", "x" * 200])
def test_what_is_no_label_announces_nothing(text: str) -> None:
    assert meaning_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("间接上级", "隔级上级", "间接下属人数", "业务上级", "下属部门"),  # nobody's direct line
        *(
            "工作环境",
            "工作条件",
            "工作时间",
            "考核指标",
            "关键绩效指标（KPI）",
            "岗位定员",
            "职级",
            "薪资待遇",
        ),
        *("职责与权限", "工作职责与权限", "权限与责任", "工作关系与权限", "权责"),  # which of them a line is, nobody says
    ],
)
def test_a_label_of_what_no_field_says_is_known_as_such(text: str) -> None:
    assert meaning_of(text) in ("group", "beside")


@pytest.mark.parametrize("title", ["行政主管", "岗位主管", "督导"])
def test_a_title_heads_a_job_although_it_is_made_of_words_of_labels(title: str) -> None:
    book = read(
        lines(f"""
        1. {title}
        直接上级：行政经理
        岗位职责：
        (1) 管理办公用品；
        (2) 安排会议室。
    """)
    )
    assert [job.title.text for job in book.jobs] == [title]


@pytest.mark.parametrize("label", ["工作环境", "考核指标", "职级"])
def test_what_stands_under_such_a_label_is_listed_and_is_no_duty(label: str) -> None:
    book = read(
        lines(f"""
        1. 销售经理
        岗位职责：
        制定销售计划
        管理客户
        {label}：见附表
        间接上级：董事长
    """)
    )
    job = book.jobs[0]
    assert [said.text for said in job.of("duties")] == ["制定销售计划", "管理客户"]
    assert not job.of("reports_to")
    assert any("见附表" in said.text for said in job.not_understood)


def test_each_field_has_labels_in_both_languages() -> None:
    known = labels()
    for field in get_args(Field):
        words = [word for word, meaning in known.items() if meaning == field]
        assert any(word.isascii() for word in words), field
        assert any(not word.isascii() for word in words), field


@pytest.mark.parametrize(
    ("text", "title", "announces"),
    [
        ("销售经理职责说明书", "销售经理", None),
        ("班组长岗位责任书", "班组长", None),
        ("财务部经理工作标准", "财务部经理", None),
        ("销售经理岗位职责及任职要求", "销售经理", None),
        ("采购员职责、权限及任职要求", "采购员", None),
        ("车间主任安全生产职责", "车间主任", "duties"),
        ("出纳岗位工作职责", "出纳", "duties"),
        ("总经理职责范围", "总经理", "duties"),
    ],
)
def test_a_heading_of_a_job_says_what_follows_it(text: str, title: str, announces: str | None) -> None:
    found = headed(text)
    assert found is not None
    assert (found.title, found.announces, found.is_said) == (title, announces, True)


@pytest.mark.parametrize("text", ["设备安全工作标准", "现场管理规范", "部门职责与权限", "质量管理职责与权限"])
def test_a_rule_of_another_kind_heads_no_job(text: str) -> None:
    found = headed(text)
    assert found is None or not found.is_said
