"""Handbooks of invented companies, and the rulebooks that are drafted of them."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

import pytest
import yaml

from orgrules.drafting.drafted import Drafted, State
from orgrules.drafting.model import Handbook
from orgrules.drafting.writing.rulebook import drafted
from orgrules.locale import speaking
from tests.drafting.handbooks import Writer, handbook, outcome_of, profile


def warehouse() -> Handbook:
    of = Writer("docs/Warehouse handbook.docx")
    return handbook(
        of.job(
            "Warehouse Manager",
            reports_to="Operations Director (dotted line to CFO)",
            manages="2 Shift Leads, Clerks and all staff",
            purpose="Runs the warehouse.",
            duties=["Plan the shifts of the week.", "Count the stock every month."],
            requirements=[
                "Bachelor's degree; knowledge of planning, strong negotiation skills",
                "Honest and reliable",
                "MBA preferred",
            ],
            authority="Approves orders up to 500.",
            meetings="Weekly operations meeting; Safety meeting",
            promotes_to="Operations Director or Plant Manager",
            responsibility="Answers for the stock.",
            not_understood=["Rev. 3"],
        ),
        of.job("Shift Lead", reports_to="Manager of the Warehouse", duties=["Count the stock every month", "Lead the shift"]),
        of.job("Operations Director", reports_to="Board of Directors", duties="Set the budget"),
        not_understood=(of.said("Company confidential"),),
    )


def test_an_english_handbook_is_a_rulebook_that_is_as_it_says(tmp_path: Path) -> None:
    draft = drafted(warehouse(), "client")
    outcome = outcome_of(draft, tmp_path)

    assert outcome.failures == ()
    assert [warning.message for warning in outcome.warnings] == [
        'warehouse-manager/manages does not say whether others may report to it too; write "exclusive": true or false',
        "1 of 21 statements are neither cited by a rule nor not_checkable: warehouse-manager.other.1",
    ]
    assert set(draft.files) == {
        *("rulebook.yaml", "statements.tsv", "roles/warehouse-manager.yaml", "roles/shift-lead.yaml"),
        *("roles/operations-director.yaml", "roles/clerk.yaml"),
    }


def test_a_profile_says_what_the_job_description_says() -> None:
    manager = profile(drafted(warehouse(), "client"), "warehouse-manager")

    assert manager["name"] == "Warehouse Manager"
    assert manager["also_called"] == {"en": ["Manager of the Warehouse"]}
    assert manager["cites"] == ["warehouse-manager.purpose", "warehouse-manager.responsibility.1"]
    assert manager["reports_to"] == {"role": "operations-director", "cites": ["warehouse-manager.reports-to"]}
    assert manager["manages"] == {"role": ["shift-lead", "clerk"], "cites": ["warehouse-manager.manages"]}
    assert [(duty["id"], duty["name"]) for duty in manager["duties"]] == [
        ("plan-shifts-week", "Plan the shifts of the week"),
        ("count-stock-every-month", "Count the stock every month"),
    ]
    assert manager["requirements"] == [
        {"education": "bachelor", "cites": ["warehouse-manager.requirement.1"]},
        {"skill": "planning", "name": "Planning", "cites": ["warehouse-manager.requirement.1"]},
        {"skill": "negotiation-skills", "name": "Negotiation skills", "cites": ["warehouse-manager.requirement.1"]},
    ]
    assert [meeting["name"] for meeting in manager["meetings"]] == ["Weekly operations meeting", "Safety meeting"]
    assert manager["career_path"] == [
        {"role": "operations-director", "cites": ["warehouse-manager.career.1"]},
        {"role": "plant-manager", "name": "Plant Manager", "cites": ["warehouse-manager.career.1"]},
    ]


def test_two_profiles_share_the_id_of_a_duty_that_is_the_same() -> None:
    draft = drafted(warehouse(), "client")

    assert "count-stock-every-month" in [duty["id"] for duty in profile(draft, "shift-lead")["duties"]]


def test_what_a_person_has_to_decide_is_told_with_its_place() -> None:
    draft = drafted(warehouse(), "client")

    assert [(each.kind, each.place.line, each.file) for each in draft.decisions] == [
        ("synonym", 16, "roles/warehouse-manager.yaml"),
        ("stub", 3, "roles/clerk.yaml"),
        ("open", 2, "roles/warehouse-manager.yaml"),
        ("open", 20, "roles/operations-director.yaml"),
        ("exclusive", 3, "roles/warehouse-manager.yaml"),
    ]
    assert [(each.text, each.kind, each.role) for each in draft.not_understood] == [
        ("Company confidential", "unknown", ""),
        ("all staff", "unknown", "warehouse-manager"),
        ("Honest", "trait", "warehouse-manager"),
        ("Reliable", "trait", "warehouse-manager"),
        ("MBA preferred", "optional", "warehouse-manager"),
        ("Rev. 3", "unknown", "warehouse-manager"),
    ]
    text = draft.files["roles/warehouse-manager.yaml"]
    assert "    # proposed: named at line 16\n    - Manager of the Warehouse\n" in text
    assert '# in no field: "Rev. 3" (warehouse-manager.other.1, line 14)\n' in text


def test_statements_stand_in_a_table_with_their_places() -> None:
    draft = drafted(warehouse(), "client")

    lines = draft.files["statements.tsv"].splitlines()
    assert lines[0] == "id\tkind\ten\tzh\tplace"
    assert "warehouse-manager.duty.2\tduty\tCount the stock every month.\t\tline 6" in lines
    assert (
        "  warehouse-handbook: {title: Warehouse handbook, language: en, statements: statements.tsv}"
        in draft.files["rulebook.yaml"]
    )


def cangku() -> Handbook:
    of = Writer("仓库手册.docx")
    return handbook(
        of.job(
            "仓库经理（Warehouse Manager）",
            also_called="库房经理、仓库主任",
            unit="仓储部",
            reports_to="运营总监",
            manages="仓管员（3人）、叉车司机若干",
            purpose="全面负责仓库的日常管理。",
            duties=["制定仓库管理制度；", "每月盘点库存，编制盘点报告。"],
            requirements=["大专以上学历，较强的沟通协调能力", "为人正直，吃苦耐劳", "有ERP使用经验者优先"],
            meetings="参加公司月度经营会议、安全例会",
            job_family="管理类",
        ),
        of.job("仓管员", reports_to="仓库部经理", duties=["收发货物", "每月盘点库存，编制盘点报告"], education="高中"),
        of.job("运营总监", reports_to="无", manages="仓库經理", duties="制定运营计划", promotes_to="总经理"),
        language="zh",
    )


def test_a_chinese_handbook_is_a_rulebook_that_is_as_it_says(tmp_path: Path) -> None:
    draft = drafted(cangku(), "kehu")
    outcome = outcome_of(draft, tmp_path)

    assert outcome.failures == ()
    assert [warning.message.split(" ")[0] for warning in outcome.warnings] == [
        "cangku-jingli/manages",
        "yunying-zongjian/manages",
    ]
    manager = profile(draft, "cangku-jingli")
    assert manager["name"] == {"en": "Warehouse Manager", "zh": "仓库经理"}
    assert manager["also_called"] == {"zh": ["库房经理", "仓库主任", "仓库部经理"]}
    assert manager["unit_type"] == {"type": "cangchu-bu", "cites": ["cangku-jingli.unit"]}
    assert manager["manages"]["role"] == ["cangguanyuan", "chache-siji"]
    assert [meeting["name"] for meeting in manager["meetings"]] == ["公司月度经营会议", "安全例会"]
    assert profile(draft, "yunying-zongjian")["manages"]["role"] == "cangku-jingli"


def test_years_certificates_relations_and_the_like_are_fields(tmp_path: Path) -> None:
    of = Writer()
    draft = drafted(
        handbook(
            of.job(
                "财务经理",
                reports_to="总经理",
                headcount_below="6人",
                requirements=["会计、财务管理等相关专业本科以上学历，5年以上财务工作经验", "持有注册会计师证书"],
                internal_relations="各部门、审计部",
                external_relations="税务局、银行",
                promoted_from="主管会计",
                rotates_with="审计经理",
                duties="编制财务报表",
            ),
            of.job(
                "主管会计", reports_to="财务经理", headcount_below="无", experience="三年", certificates="会计证", duties="记账"
            ),
            language="zh",
        ),
        "kehu",
    )
    outcome = outcome_of(draft, tmp_path)

    assert (outcome.failures, outcome.warnings) == ((), ())
    manager = profile(draft, "caiwu-jingli")
    assert manager["headcount_below"] == {"at_least": 6, "at_most": 6, "cites": ["caiwu-jingli.headcount-below"]}
    assert [next(iter(entry)) for entry in manager["requirements"]] == [
        "education",
        "fields_of_study",
        "experience",
        "certificate",
    ]
    assert manager["promoted_from"] == [{"role": "zhuguan-kuaiji", "cites": ["caiwu-jingli.promoted-from.1"]}]
    assert [each["name"] for each in manager["external_relations"]] == ["税务局", "银行"]


def test_fields_of_study_one_below_the_other_are_a_choice() -> None:
    of = Writer()
    draft = drafted(handbook(of.job("药师", fields_of_study=["药学", "化学、药学"], education="大专"), language="zh"), "kehu")

    fields, education = profile(draft, "yaoshi")["requirements"]
    assert [each["name"] for each in fields["fields_of_study"]] == ["药学", "化学"]
    assert fields["cites"] == ["yaoshi.requirement.1", "yaoshi.requirement.2"]
    assert education["education"] == "college"


def test_a_post_may_report_by_a_dotted_line_alone(tmp_path: Path) -> None:
    of = Writer()
    draft = drafted(
        handbook(
            of.job("Clerk", reports_to="Head Clerk (dotted line)"), of.job("Cook", reports_to=["Chef", "Dotted line: Head Clerk"])
        ),
        "client",
    )

    assert profile(draft, "clerk")["reports_to"] == {"role": "head-clerk", "line": "dotted", "cites": ["clerk.reports-to"]}
    assert profile(draft, "cook")["reports_to"] == {"role": "chef", "cites": ["cook.reports-to"]}
    assert [(each.kind, each.place.line) for each in draft.decisions if each.kind == "open"] == [("open", 5)]
    outcome = outcome_of(draft, tmp_path)
    assert outcome.failures == ()
    assert [warning.message.rpartition(": ")[2] for warning in outcome.warnings] == ["cook.reports-to.2"]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("6人", {"at_least": 6, "at_most": 6}),
        ("3-5人", {"at_least": 3, "at_most": 5}),
        ("10人以上", {"at_least": 10}),
        ("5人以下", {"at_most": 5}),
        ("直接下级 4 人", {"at_least": 4, "at_most": 4, "direct": True}),
        ("无", {"at_most": 0}),
        ("8 people (2 shifts)", {"at_least": 8, "at_most": 8}),
        ("Direct reports: 3", {"at_least": 3, "at_most": 3, "direct": True}),
        ("1人以上", {"at_least": 1}),
        ("约20人", None),
        ("直接下属3人，间接下属20人", None),
    ],
)
def test_numbers_of_people_below(tmp_path: Path, text: str, limits: dict[str, object] | None) -> None:
    of = Writer()
    draft = drafted(handbook(of.job("店长", headcount_below=text), of.job("店员"), language="zh"), "kehu")

    found = profile(draft, "dianzhang").get("headcount_below")
    if limits is None:
        assert found is None
        assert [each.text for each in draft.not_understood] == [text]
    else:
        assert found == {**limits, "cites": ["dianzhang.headcount-below"]}
        assert (outcome_of(draft, tmp_path).failures, outcome_of(draft, tmp_path).warnings) == ((), ())


def test_the_title_of_the_only_job_cannot_be_another(tmp_path: Path) -> None:
    of = Writer()
    outcome = outcome_of(drafted(handbook(of.job("Clerk", duties="Files letters")), "client"), tmp_path)

    assert (outcome.failures, outcome.warnings) == ((), ())


def test_a_job_that_is_described_twice_is_one_role_and_told(tmp_path: Path) -> None:
    first, second = Writer("duties.txt"), Writer("requirements.txt")
    draft = drafted(
        handbook(
            first.job("Clerk", duties=["Files letters"], reports_to="Head Clerk"),
            second.job("CLERK", duties=["files letters", "Answers the phone"], education="High school diploma"),
        ),
        "client",
    )

    assert [each.kind for each in draft.decisions] == ["twice", "stub"]
    clerk = profile(draft, "clerk")
    assert [duty["cites"] for duty in clerk["duties"]] == [["clerk.duty.1", "clerk.duty.2"], ["clerk.duty.3"]]
    assert {"statements.tsv", "statements-requirements.tsv"} < set(draft.files)
    assert outcome_of(draft, tmp_path).failures == ()


def test_a_title_that_may_be_two_jobs_is_no_role_of_either() -> None:
    of = Writer()
    draft = drafted(
        handbook(of.job("项目部经理"), of.job("项目经理岗"), of.job("文员", reports_to="项目经理"), language="zh"), "kehu"
    )

    assert "reports_to" not in profile(draft, "wenyuan")
    assert [(each.kind, each.place.line) for each in draft.decisions] == [("synonym", 2), ("ambiguous", 4)]
    assert '# to decide: "项目经理"' in draft.files["roles/wenyuan.yaml"] or "“项目经理”" in draft.files["roles/wenyuan.yaml"]


@pytest.mark.parametrize(
    ("language", "title", "none"),
    [("zh", "化验员", "无"), ("zh", "化验员", "不作要求。"), ("en", "Chemist", "None"), ("en", "Chemist", "N/A")],
)
def test_what_a_job_description_says_there_is_none_of_is_no_entry_of_that_name(language: str, title: str, none: str) -> None:
    fields = (
        "authority",
        "meetings",
        "external_relations",
        "certificates",
        "fields_of_study",
        "skills",
        "experience",
        "job_family",
    )
    job = Writer().job(title, **dict.fromkeys(fields, none))
    made = drafted(handbook(job, language=language), "lab")
    profile = yaml.safe_load(next(text for path, text in made.files.items() if path.startswith("roles/")))
    assert not {"authority", "meetings", "external_relations", "requirements", "job_family"} & set(profile)
    assert not made.not_understood
    assert len(yaml.safe_load(made.files["rulebook.yaml"])["not_checkable"]) >= 4


def test_what_stands_under_a_label_of_wishes_is_wished_for() -> None:
    of = Writer()
    job = of.job("会计", duties=["记账"])
    made = drafted(
        handbook(dataclasses.replace(job, not_understood=(of.said("有上市公司经历", "加分项"),)), language="zh"), "client"
    )
    assert [(each.text, each.kind) for each in made.not_understood] == [("有上市公司经历", "optional")]
    assert "kuaiji.other.1" in yaml.safe_load(made.files["rulebook.yaml"])["not_checkable"]


def test_the_highest_of_several_levels_and_years_is_asked(tmp_path: Path) -> None:
    of = Writer()
    draft = drafted(
        handbook(of.job("Clerk", requirements=["High school diploma", "Bachelor's degree or above"]), of.job("Head Clerk")),
        "client",
    )

    assert profile(draft, "clerk")["requirements"] == [{"education": "bachelor", "cites": ["clerk.requirement.2"]}]
    assert outcome_of(draft, tmp_path).warnings == ()


def _edited(*, before: bool) -> Handbook:
    of = Writer()
    duties = (
        ["Files letters", "Answers the phone", "Greets visitors"]
        if before
        else ["Answers the phone", "Orders paper", "Greets visitors"]
    )
    return handbook(of.job("Clerk", duties=duties, reports_to="Head Clerk"), of.job("Head Clerk", duties=duties[:1]))


def _again(draft: Drafted, changed: Handbook) -> Drafted:
    """A second draft, whose state went through a file between."""
    return drafted(changed, "client", State.from_data(json.loads(json.dumps(draft.state.as_data()))))


def test_ids_stay_from_draft_to_draft() -> None:
    first = drafted(_edited(before=True), "client")
    second = _again(first, _edited(before=False))

    assert [duty["cites"] for duty in profile(second, "clerk")["duties"]] == [
        ["clerk.duty.2"],
        ["clerk.duty.4"],
        ["clerk.duty.3"],
    ]
    third = _again(second, _edited(before=True))  # what comes back has the id that it had
    assert [duty["cites"] for duty in profile(third, "clerk")["duties"]] == [["clerk.duty.1"], ["clerk.duty.2"], ["clerk.duty.3"]]


def test_the_same_handbook_gives_the_same_bytes() -> None:
    for each in (warehouse(), cangku(), _edited(before=True)):
        first = drafted(each, "client")
        assert first == drafted(each, "client")
        assert _again(first, each) == first


def test_a_role_keeps_its_id_when_another_one_would_take_it() -> None:
    of = Writer()
    first = drafted(handbook(of.job("Clerk!", duties="Files")), "client")
    second = _again(first, handbook(of.job("Clerk?", duties="Files"), of.job("Clerk!", duties="Files")))

    assert profile(second, "clerk")["name"] == "Clerk!"
    assert profile(second, "clerk-2")["name"] == "Clerk?"


def test_no_state_is_taken_for_one() -> None:
    those: tuple[object, ...] = (None, [], {}, {"roles": 1, "terms": {}, "statements": {}, "documents": {}})
    for data in those:
        with pytest.raises(ValueError, match="no state of a draft"):
            State.from_data(data)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_files_are_in_the_language_of_the_handbook_whoever_reads(language: str) -> None:
    with speaking(language):
        assert drafted(cangku(), "kehu").files == drafted(cangku(), "kehu").files
        files = drafted(warehouse(), "client").files
    assert files == drafted(warehouse(), "client").files


STRANGE = [
    "", " ", "。", "-", "#", "# no comment", "a: b", "- x", "{a}", "[b]", "'", '"', "null", "yes",
    "1", "1e5", "2026-01-01", "\t", "\u200b", "\ud800", "\x00", "\x1b[31m", "🙂", "Директор",
    "ผู้จัดการ", "x" * 3000, "很强" * 600, "熟练" * 600, "(" * 200, "、" * 200, "3人", "（3人）",
    "hierarchy", "titles", "roles", "rulebook", "经理、经理", "A/B", "A and B", "*", "&a", "!x", "%",
    "@", "`", "orgrules: ignore", "无", "None",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_make_a_rulebook_that_loads(tmp_path: Path, text: str) -> None:
    of = Writer()
    fields = (
        "also_called",
        "unit",
        "reports_to",
        "manages",
        "purpose",
        "duties",
        "requirements",
        "authority",
        "meetings",
        "promotes_to",
    )
    more = ("headcount_below", "job_family", "responsibility")
    draft = drafted(
        handbook(
            of.job(text, **dict.fromkeys((*fields, *more), text)), of.job("Clerk", **dict.fromkeys(fields, text)), language="zh"
        ),
        "client",
    )
    assert outcome_of(draft, tmp_path).failures == ()


MIXED = [
    *(
        "销售部经理",
        "总经理；虚线：财务总监",
        "客户代表（3人）、维修员若干",
        "全体员工",
        "无",
        "董事会",
        "General Manager (dotted line to CFO)",
        "N/A",
    ),
    *(
        "3 Clerks and one Driver",
        "大专以上学历，3年以上销售经验",
        "持有驾照",
        "会计等相关专业",
        "沟通、协调能力",
        "正直、自信",
        "硕士优先",
    ),
    *(
        "Bachelor's degree in Law",
        "5+ years in sales",
        "Certified welder",
        "Strong planning and typing skills",
        "6人",
        "3-5人",
        "10人以上",
    ),
    *(
        "销售部",
        "管理类",
        "参加月度例会、安全会议",
        "税务局、银行",
        "制定计划；",
        "Plan the week.",
        "a: b",
        "# x",
        "{a}",
        "null",
        "1",
        "。",
    ),
]
FIELDS = [
    *(
        "also_called",
        "unit",
        "reports_to",
        "manages",
        "headcount_below",
        "purpose",
        "duties",
        "requirements",
        "education",
        "experience",
    ),
    *("certificates", "fields_of_study", "skills", "authority", "responsibility", "meetings", "internal_relations"),
    *("external_relations", "promotes_to", "promoted_from", "rotates_with", "job_family"),
]
TITLES = [
    "销售经理",
    "销售部经理",
    "总经理（General Manager）",
    "Clerk",
    "Head Clerk",
    "manager of sales",
    "Sales Manager",
    "统计员",
    "出纳、会计",
]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_jobs_say_the_examples_of_their_profiles_are_true(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # the same handbooks each time
    of = Writer()
    jobs = [
        of.job(
            chance.choice(TITLES),
            **{name: chance.choices(MIXED, k=chance.randint(1, 3)) for name in chance.sample(FIELDS, chance.randint(0, 10))},
        )
        for _number in range(chance.randint(1, 6))
    ]
    book = handbook(*jobs, language=chance.choice(["en", "zh"]))
    draft = drafted(book, "client")
    outcome = outcome_of(draft, tmp_path)

    # that a handbook lets two posts report to each other is its own contradiction
    assert [each.message for each in outcome.failures if "force" not in each.message] == []
    to_decide = ("does not say whether others may report to it", "neither cited by a rule nor not_checkable")
    assert [each.message for each in outcome.warnings if not any(words in each.message for words in to_decide)] == []
    assert _again(draft, book) == draft


def test_of_posts_that_report_to_each_other_none_has_to_and_that_is_told(tmp_path: Path) -> None:
    writer = Writer()
    jobs = (
        writer.job("Clerk", reports_to="Manager", duties=["File"]),
        writer.job("Manager", reports_to="Clerk", duties=["Lead"]),
        writer.job("Driver", reports_to="Clerk", duties=["Drive"]),
    )
    draft = drafted(handbook(*jobs), "client")
    assert [(each.kind, each.place.line, each.file) for each in draft.decisions] == [
        ("circle", 2, "roles/clerk.yaml"),
        ("circle", 5, "roles/manager.yaml"),
    ]
    assert "reports_to" not in profile(draft, "clerk")
    assert '# to decide: the lines from "Manager" lead back to this post (line 2)' in draft.files["roles/clerk.yaml"]
    assert profile(draft, "driver")["reports_to"]["role"] == "clerk"
    assert outcome_of(draft, tmp_path).failures == ()


def test_posts_that_may_report_to_somebody_else_too_keep_their_lines(tmp_path: Path) -> None:
    writer = Writer()
    jobs = (
        writer.job("Clerk", reports_to="Manager, Director", duties=["File"]),
        writer.job("Manager", reports_to="Clerk", duties=["Lead"]),
    )
    draft = drafted(handbook(*jobs), "client")
    assert [each.kind for each in draft.decisions] == ["stub"]
    assert profile(draft, "manager")["reports_to"]["role"] == "clerk"
    assert outcome_of(draft, tmp_path).failures == ()


def test_no_role_has_an_id_that_is_the_name_of_another(tmp_path: Path) -> None:
    writer = Writer()
    jobs = (
        writer.job("Sales manager", reports_to="Director", duties=["Sell"]),
        writer.job("SALES-MANAGER", reports_to="Director", duties=["Sell more"]),
    )
    draft = drafted(handbook(*jobs), "client")
    assert draft.state.roles == {"sales-manager-2": "Sales manager", "sales-manager": "SALES-MANAGER", "director": "Director"}
    assert outcome_of(draft, tmp_path).failures == ()


def test_a_statement_is_cited_once_however_often_it_is_said() -> None:
    writer = Writer()
    jobs = (writer.job("Clerk", reports_to="Boss clerk"), writer.job("Clerk", reports_to="Boss clerk"))
    assert profile(drafted(handbook(*jobs), "client"), "clerk")["reports_to"]["cites"] == ["clerk.reports-to"]


def test_comments_name_the_document_where_there_are_several() -> None:
    jobs = [Writer(path).job(title, reports_to=above) for path, title, above in (
        ("all/sales.md", "Sales manager", "Sales department manager"),
        ("all/stock.md", "Stock keeper", "Manager of Sales"),
    )]  # fmt: skip
    both, one = (drafted(handbook(*those), "client").files["roles/sales-manager.yaml"] for those in (jobs, jobs[:1]))
    assert "# proposed: named at stock.md, line 2" in both
    assert "# proposed: named at sales.md, line 2" in both
    assert "# proposed: named at line 2" in one


def test_a_title_in_both_languages_is_the_job_that_has_one_of_them(tmp_path: Path) -> None:
    writer = Writer()
    jobs = (
        writer.job("General Manager", duties=["Lead the company"]),
        writer.job("Clerk", reports_to="总经理 General Manager", duties=["File"]),
    )
    draft = drafted(handbook(*jobs), "client")
    assert profile(draft, "clerk")["reports_to"]["role"] == "general-manager"
    assert profile(draft, "general-manager")["also_called"] == {"zh": ["总经理"]}
    assert len(profile(draft, "general-manager")["duties"]) == 1
    assert [(each.kind, each.place.line) for each in draft.decisions] == [("synonym", 4)]
    assert outcome_of(draft, tmp_path).failures == ()


def test_what_is_wished_for_or_no_profile_holds_is_told_by_its_label() -> None:
    of = Writer("docs/Hotel.docx")
    porter = of.job("Porter", unit=["Lobby", "Lobby"], manages="Clerks and all staff", duties="Carry bags")
    said = [
        of.said("Own car")._replace(under="Desirable"),
        of.said("S1")._replace(under="Grade"),
        of.said("Rev. 3"),
        of.said("MBA")._replace(under="Education: Desirable"),
        of.said("M2")._replace(under="Series"),
        of.said("We were founded in a garage.")._replace(under="Series"),
    ]
    draft = drafted(
        handbook(dataclasses.replace(porter, not_understood=tuple(said)), of.job("Clerk"), not_understood=(of.said("Porter"),)),
        "hotel",
    )

    assert [(each.text, each.kind, each.reason) for each in draft.not_understood] == [
        ("all staff", "unknown", "it names no title"),
        ("Own car", "optional", "it is wished for, and not asked for"),
        ("Grade: S1", "unknown", "a profile has no field for it"),
        ("Rev. 3", "unknown", "it belongs to no field"),
        ("MBA", "optional", "it is wished for, and not asked for"),
        ("Series: M2", "unknown", "it belongs to no field"),
        ("We were founded in a garage.", "unknown", "it belongs to no field"),
    ]
    text = draft.files["roles/porter.yaml"]
    assert '# to decide: "all staff" is named too, and is no role here' in text
    assert text.count("in no field") == 3
    assert "unit_type: {type: lobby, cites: [porter.unit]}" in text
    assert "porter.other.1: 'it is wished for, and not asked for'" in draft.files["rulebook.yaml"]
    assert "porter.other.2: a profile has no field for it" in draft.files["rulebook.yaml"]
