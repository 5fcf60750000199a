"""Titles that job descriptions name."""

from __future__ import annotations

import pytest

from orgrules.drafting.writing.titles import likeness, mentioned, names_of
from orgrules.text import normalize

KNOWN = {"研发与创新经理", "head of sales and marketing", "销售经理（华东）"}


def named(text: str) -> list[str]:
    """The titles that a text names, dotted ones in brackets; behind a bar what is no title."""
    found = mentioned(text, lambda name: normalize(name) in set(map(normalize, KNOWN)))
    if found.is_nobody:
        return ["nobody"]
    titles = [f"({each.title})" if each.is_dotted else each.title for each in found.titles]
    return [*titles, *(f"|{part}" for part in found.left)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("销售部经理", ["销售部经理"]),
        ("客户代表（3人）、维修员若干，文员2名", ["客户代表", "维修员", "文员"]),
        ("2名店长；收银员", ["店长", "收银员"]),
        ("研发经理和测试经理", ["研发经理", "测试经理"]),
        ("研发与创新经理", ["研发与创新经理"]),
        ("销售和市场总监", ["销售和市场总监"]),
        ("销售经理（华东）", ["销售经理(华东)"]),
        ("各大区经理", ["大区经理"]),
        ("向总经理汇报", ["总经理"]),
        ("总经理/副总经理", ["总经理", "副总经理"]),
        ("可晋升为销售经理或大区经理", ["销售经理", "大区经理"]),
        ("销售代表→销售主管→销售经理", ["销售代表", "销售主管", "销售经理"]),
        ("总经理；虚线：财务总监", ["总经理", "(财务总监)"]),
        ("财务总监（虚线汇报）", ["(财务总监)"]),
        ("行政经理", ["行政经理"]),
        ("行政上向总经理汇报", ["总经理"]),
        ("客服专员、前台接待", ["客服专员", "前台接待"]),
        ("公司总经理", ["总经理"]),
        ("分公司总经理", ["分公司总经理"]),
        ("6 Receptionists, 2 Porters", ["Receptionists", "Porters"]),
        ("Room Attendants (12), Linen Keeper", ["Room Attendants", "Linen Keeper"]),
        ("2 Baristas, 3 Runners", ["Baristas", "Runners"]),
        ("Managing Director, Harbour Group", ["Managing Director, Harbour Group"]),
        ("全体员工", ["|全体员工"]),
        ("部门领导", ["|部门领导"]),
        ("销售部、市场部", ["|销售部", "|市场部"]),
        ("销售、市场经理", ["市场经理", "|销售"]),
        ("负责安排本部门的各项日常工作并向公司提出改进建议", ["|负责安排本部门的各项日常工作并向公司提出改进建议"]),
        ("无", ["nobody"]),
        ("/", ["nobody"]),
        ("董事会 (Board)", ["nobody"]),
        ("General Manager", ["General Manager"]),
        ("The Head of Sales and Marketing", ["Head of Sales and Marketing"]),
        ("Sales Manager and Marketing Manager", ["Sales Manager", "Marketing Manager"]),
        ("Manager, Sales", ["Manager, Sales"]),
        ("3 Sales Representatives, two Clerks and one Driver", ["Sales Representatives", "Clerks", "Driver"]),
        ("General Manager (dotted line to CFO)", ["General Manager", "(CFO)"]),
        ("Reports directly to the Plant Manager", ["Plant Manager"]),
        ("Clerks and all staff", ["Clerks", "|all staff"]),
        ("Line manager", ["|Line manager"]),
        ("N/A", ["nobody"]),
        ("Board of Directors", ["nobody"]),
        ("", []),
        ("x" * 2000, ["|" + "x" * 2000]),
    ],
)
def test_lists_of_titles(text: str, titles: list[str]) -> None:
    assert named(text) == titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("销售部经理", "销售经理"),
        ("客户服务部门经理", "客户服务经理"),
        ("销售部部长", "销售部长"),
        ("统计员", "统计岗"),
        ("Manager of Sales", "Sales Manager"),
        ("Manager, Sales", "sales managers"),
        ("Manager of the Sales Department", "Sales Manager"),
        ("Exec. Housekeeper", "Executive Housekeeper"),
        ("GM", "General Manager"),
    ],
)
def test_names_that_may_be_of_one_role(one: str, other: str) -> None:
    assert likeness(one) == likeness(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("总部经理", "总经理"),
        ("销售专员", "销售专"),
        ("副总经理", "总经理"),
        ("Assistant to the Sales Manager", "Assistant Sales Manager"),
        ("Assistant Manager of Sales", "Sales Manager Assistant"),
        ("Deputy Sales Manager", "Sales Manager"),
        ("内部审计经理", "内审计经理"),
    ],
)
def test_names_of_two_roles(one: str, other: str) -> None:
    assert likeness(one) != likeness(other)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("销售经理（Sales Manager）", {"zh": "销售经理", "en": "Sales Manager"}),
        ("Sales Manager / 销售经理", {"zh": "销售经理", "en": "Sales Manager"}),
        ("IT经理", {"zh": "IT经理"}),
        ("Java工程师", {"zh": "Java工程师"}),
        ("销售经理（华东）", {"zh": "销售经理（华东）"}),
        ("Sales  Manager", {"en": "Sales Manager"}),
    ],
)
def test_titles_in_two_languages(title: str, names: dict[str, str]) -> None:
    assert names_of(title) == names
