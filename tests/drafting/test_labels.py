"""The labels of job descriptions."""

from __future__ import annotations

from typing import get_args

import pytest

from orgrules.drafting.model import Field
from orgrules.drafting.reading.labels import labels, meaning_of


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
    ],
)
def test_a_label_is_known_however_it_is_set(text: str, meaning: str) -> None:
    assert meaning_of(text.replace(":(", "(")) == meaning


@pytest.mark.parametrize("text", ["销售经理", "负责部门职责的制定", "Sales manager", "", "（）", "客户", "x" * 200])
def test_what_is_no_label_announces_nothing(text: str) -> None:
    assert meaning_of(text) is None


def test_each_field_has_labels_in_both_languages() -> None:
    known = labels()
    for field in get_args(Field):
        words = [word for word, meaning in known.items() if meaning == field]
        assert any(word.isascii() for word in words), field
        assert any(not word.isascii() for word in words), field
