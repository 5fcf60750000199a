"""Ids out of names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.drafting.writing.ids import named_id, slug, unique
from orgrules.drafting.writing.roles import RESERVED
from orgrules.rulebook.files import KEBAB


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("销售经理", "xiaoshou-jingli"),
        ("仓库经理", "cangku-jingli"),
        ("盘点库存", "pandian-kucun"),
        ("客户服务部经理", "kehu-fuwu-bu-jingli"),
        ("銷售經理", "xiaoshou-jingli"),  # traditional characters
        ("ＩＴ经理", "it-jingli"),
        ("银行行长", "yinhang-hangzhang"),  # 行 and 长 are read by what they mean
        ("支行行长", "zhihang-hangzhang"),
        ("总行柜员", "zonghang-guiyuan"),
        ("班组长", "banzuzhang"),
        ("设备管理员", "shebei-guanliyuan"),
        ("安抚等候客户", "anfu-denghou-kehu"),  # 等 is no particle there
        ("重庆办事处主任", "chongqing-banshichu-zhuren"),
        ("财务会计", "caiwu-kuaiji"),
        ("律师", "lvshi"),
        ("品鉴师", "pinjian-shi"),  # no word of any list
        ("制定并落实公司的战略", "zhiding-luoshi-gongsi-zhanlue"),
        ("Sales Manager", "sales-manager"),
        ("Head of the R&D Department", "head-rd-department"),
        ("Café Owner's Deputy", "cafe-owner-deputy"),
        ("IT Manager", "it-manager"),
        ("3D Designer", "3d-designer"),
        ("The", "the"),
        ("Plan and review the sales budgets of all the regions each quarter", "plan-review-sales-budgets-regions-each"),
        ("Директор", ""),
        ("—", ""),
    ],
)
def test_names_and_their_ids(name: str, id_: str) -> None:
    assert slug(name) == id_


@given(st.text(max_size=200))
def test_any_text_gives_an_id_that_a_rulebook_may_have(name: str) -> None:
    id_ = named_id(name, "duty", {}, {})

    assert re.fullmatch(KEBAB, id_)
    assert len(id_) <= 100
    assert id_ == named_id(name, "duty", {}, {})


def test_ids_are_unique_and_kept() -> None:
    assert unique("a", {"a", "a-2"}) == "a-3"
    assert named_id("Директор", "role", {"role-1"}, {}) == "role-2"
    assert named_id("Директор", "role", set(), {}) == "role-1"
    assert named_id("CLERK", "role", {"clerk"}, {"clerk": "old-id"}) == "old-id"


def test_no_role_is_called_as_the_rules_that_are_always_loaded() -> None:
    folders = (Path(__file__).parents[2] / "rules" / "organization-basics").iterdir()

    assert {folder.name for folder in folders if folder.is_dir()} == RESERVED
