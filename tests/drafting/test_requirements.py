"""What sentences of requirements ask for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.drafting.model import Field
from orgrules.drafting.writing.requirements import requirement


def said(text: str, under: Field = "requirements") -> list[Any]:
    """What a sentence asks; in brackets behind it what is wished for, a trait, or not understood."""
    found = requirement(text, under)
    asked: list[Any] = [each.value if each.kind == "skill" else (each.kind, each.value) for each in found.asked]
    told = (("wished", found.wished), ("trait", found.traits), ("left", found.left))
    return [*asked, *([kind, *parts] for kind, parts in told if parts)]


def education(level: str) -> tuple[str, str]:
    return "education", level


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("大专以上学历", [education("college")]),
        ("本科及以上学历", [education("bachelor")]),
        ("全日制统招本科以上学历", [education("bachelor")]),
        ("高中或中专以上学历", [education("secondary")]),
        ("博士", [education("doctorate")]),
        ("本科（含）以上学历", [education("bachelor")]),
        ("大专（含大专）以上学历，2年以上工作经验", [education("college"), ("experience", 2)]),
        ("本科含以上学历", [education("bachelor")]),
        ("条件优秀者可适当放宽学历要求", [["wished", "条件优秀者可适当放宽学历要求"]]),
        ("应届毕业生亦可", [["wished", "应届毕业生亦可"]]),
        ("英语流利者佳", [["wished", "英语流利者佳"]]),
        ("中共党员，男性", [["trait", "中共党员", "男性"]]),
        ("具有大专以上文化程度和管理协调能力", [education("college"), "管理协调能力"]),
        (
            "市场营销、工商管理等相关专业本科及以上学历，3年以上快消行业销售管理经验",
            [education("bachelor"), ("fields_of_study", ("市场营销", "工商管理")), ("experience", 3)],
        ),
        ("会计学或财务管理专业", [("fields_of_study", ("会计学", "财务管理"))]),
        ("专业知识扎实", ["专业知识"]),
        ("从事财务工作三年以上", [("experience", 3)]),
        ("至少5年工作经验", [("experience", 5)]),
        ("3-5年相关经验", [("experience", 3)]),
        ("三至五年工作经验", [("experience", 3)]),
        ("十年以上从业经历", [("experience", 10)]),
        ("半年以上经验", [("experience", 0.5)]),
        ("一年半工作经验", [("experience", 1.5)]),
        ("18个月以上工作经验", [("experience", 1.5)]),
        ("具有较强沟通能力和3年以上工作经验", [("experience", 3), "沟通能力"]),
        ("3年以上销售工作经验和良好的沟通能力", [("experience", 3), "沟通能力"]),
        ("持有会计从业资格证书", [("certificate", "会计从业资格证书")]),
        ("具有C1驾照，熟练驾驶", [("certificate", "C1驾照"), "驾驶"]),
        ("电工证、焊工证", [("certificate", "电工证"), ("certificate", "焊工证")]),
        ("持会计证", [("certificate", "会计证")]),
        ("中级以上职称", [("certificate", "中级以上职称")]),
        ("本科以上学历，市场营销专业优先", [education("bachelor"), ["wished", "市场营销专业优先"]]),
        ("有团队管理经验者优先", [["wished", "有团队管理经验者优先"]]),
        ("一年以上客服经验，应届生亦可", [("experience", 1), ["wished", "应届生亦可"]]),
        ("吃苦耐劳，服从安排", [["trait", "吃苦耐劳", "服从安排"]]),
        ("年龄25-35岁，身体健康", [["trait", "年龄25-35岁", "身体健康"]]),
        ("正直、坦诚、成熟", [["trait", "正直、坦诚、成熟"]]),
        ("工作认真仔细，沟通能力强", ["沟通能力", ["trait", "工作认真仔细"]]),
        ("良好的口头及书面表达能力。", ["口头及书面表达能力"]),
        ("较强的观察力和应变能力", ["观察力", "应变能力"]),
        ("优秀的市场拓展、项目协调、谈判能力", ["市场拓展能力", "项目协调能力", "谈判能力"]),
        ("判断和决策能力", ["判断和决策能力"]),
        ("能够识别、确定潜在的商业合作伙伴", ["识别、确定潜在的商业合作伙伴"]),
        ("熟悉Word、Excel等办公软件", ["Word、Excel等办公软件"]),
        ("熟悉劳动法、社保政策", ["劳动法", "社保政策"]),
        ("对市场营销工作有较深刻认知", ["市场营销"]),
        ("学历：大专以上", [education("college")]),
        ("本科以上学历或同等学力", [education("bachelor")]),
        ("硕士研究生以上学历，5年以上工作经验，或博士学历", [education("master"), ("experience", 5)]),
        ("5年以上生产管理经验，其中2年以上同等职位管理经验", [("experience", 5), ["left", "其中2年以上同等职位管理经验"]]),
        ("五年以上驾驶经验，两年以上车队管理经验", [("experience", 5), ["left", "两年以上车队管理经验"]]),
        ("坚持原则，无不良从业记录", [["trait", "坚持原则", "无不良从业记录"]]),
        ("持健康证上岗", [("certificate", "健康证")]),
        ("一级建造师", [("certificate", "一级建造师")]),
        ("无需工作经验", [["wished", "无需工作经验"]]),
        ("会使用电脑", ["使用电脑"]),
        ("会计知识", ["会计知识"]),
        ("应变能力", ["应变能力"]),  # 应 is no "should" here
    ],
)
def test_chinese(text: str, items: list[Any]) -> None:
    assert said(text) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Bachelor's degree in Marketing, Business or a related field",
            [education("bachelor"), ("fields_of_study", ("Marketing", "Business"))],
        ),
        ("Bachelor’s degree or above", [education("bachelor")]),
        ("High school diploma or equivalent", [education("secondary")]),
        ("Bachelor's or Master's degree", [education("bachelor")]),
        ("Degree in Engineering", [("fields_of_study", ("Engineering",))]),
        ("Five years' experience", [("experience", 5)]),
        ("Minimum of 5 years of sales experience", [("experience", 5)]),
        ("5+ years in B2B sales", [("experience", 5)]),
        ("2-3 years' relevant experience", [("experience", 2)]),
        ("18 months of experience", [("experience", 1.5)]),
        (
            "At least three (3) years of experience as a supervisor and strong communication skills",
            [("experience", 3), "Communication skills"],
        ),
        (
            "Master's degree in Finance with at least 8 years of experience",
            [education("master"), ("fields_of_study", ("Finance",)), ("experience", 8)],
        ),
        (
            "Bachelor degree, 5 years experience, PMP certification",
            [education("bachelor"), ("experience", 5), ("certificate", "PMP certification")],
        ),
        ("Valid driver's license", [("certificate", "Driver's license")]),
        ("Certified Public Accountant (CPA)", [("certificate", "Certified Public Accountant (CPA)")]),
        (
            "Strong communication, negotiation and presentation skills",
            ["Communication skills", "Negotiation skills", "Presentation skills"],
        ),
        ("Excellent written and verbal communication skills", ["Written and verbal communication skills"]),
        ("Proficient in Word, Excel and PowerPoint", ["Word", "Excel", "PowerPoint"]),
        ("Knowledge of planning, strong negotiation skills", ["Planning", "Negotiation skills"]),
        ("Honest, reliable and hardworking", [["trait", "Honest", "Reliable", "Hardworking"]]),
        ("BA/BS in Engineering", [education("bachelor"), ("fields_of_study", ("Engineering",))]),
        ("Secondary school certificate", [education("secondary")]),
        ("Bachelor's degree in Law or equivalent experience", [education("bachelor"), ("fields_of_study", ("Law",))]),
        ("No experience required", [["wished", "No experience required"]]),
        ("Knowledge of MS Office (Word, Excel)", ["MS Office (Word, Excel)"]),
        ("Good command of English, both written and spoken", ["English, both written and spoken"]),
        (
            "10 years' experience, including 5 years in management",
            [("experience", 10), ["left", "including 5 years in management"]],
        ),
        ("Five years of teaching, two of them in a leading role", [("experience", 5), ["left", "two of them in a leading role"]]),
        ("Three years of driving", [("experience", 3)]),
        ("At least 18 years of age", [["trait", "At least 18 years of age"]]),
        ("Diploma in hotel management or equivalent", [("fields_of_study", ("hotel management",))]),
        ("MBA preferred", [["wished", "MBA preferred"]]),
        ("5 years' management experience, ideally in healthcare", [("experience", 5), ["wished", "ideally in healthcare"]]),
        ("None required", [["wished", "None required"]]),
        ("None; training is given", [["wished", "None", "training is given"]]),
        ("A caring attitude", [["trait", "Caring attitude"]]),
        ("Bachelor's degree required, MBA preferred", [education("bachelor"), ["wished", "MBA preferred"]]),
        ("Experience with SAP, Oracle or similar preferred", [["wished", "Experience with SAP, Oracle or similar preferred"]]),
    ],
)
def test_english(text: str, items: list[Any]) -> None:
    assert said(text) == items


@pytest.mark.parametrize(
    ("text", "under", "items"),
    [
        ("大专", "education", [education("college")]),
        ("三年", "experience", [("experience", 3)]),
        ("3 years", "experience", [("experience", 3)]),
        ("中文、新闻", "fields_of_study", [("fields_of_study", ("中文", "新闻"))]),
        ("Law or Economics", "fields_of_study", [("fields_of_study", ("Law", "Economics"))]),
        ("叉车", "certificates", [("certificate", "叉车")]),
        ("Word、Excel", "skills", ["Word", "Excel"]),
        ("打字、速记", "skills", ["打字", "速记"]),
        ("Typing, filing", "skills", ["Typing", "Filing"]),
        ("不限", "education", [["wished", "不限"]]),
    ],
)
def test_a_label_says_what_bare_words_are(text: str, under: Field, items: list[Any]) -> None:
    assert said(text, under) == items


@given(st.text(alphabet="具有的和、，,3年以上大专学历经验证书熟练强能力责任心 abc;.()（）", max_size=120))
def test_nothing_is_lost(text: str) -> None:
    found = requirement(text)

    assert any(found) or not any(character.isalnum() for character in text)
