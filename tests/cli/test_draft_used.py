"""Drafted rulebooks at work: a design with a fault of each kind is checked, and each finding cites the sentence it comes from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.documents.books.truth import HERE
from tests.helpers import run

BANK = """\
units:
  - {id: branch, name: 综合性支行, type: 综合性支行}
people:
  - {name: 周明, education: 本科, experience: 1, certificates: [会计从业资格证书或银行业专业人员职业资格证书]}
positions:
  - title: 分行行长
    reports:
      - id: counter
        title: 运营主管
        unit: branch
        holder: 周明
        duties:
          - 组织柜面人员准确、及时办理各项业务
          - 对大额和特殊业务进行现场授权
          - 保管业务印章，监督重要空白凭证的领用
          - 组织反洗钱信息的甄别和上报
      - id: manager
        title: 支行行长
        unit: branch
        meetings: [分行经营分析会]
        reports:
          - {id: guide, title: 大堂经理, requirements: {education: 高中, skills: [普通话标准, 熟悉本行产品和业务流程]}}
"""
SCHOOL = """\
people:
  - {name: Dana Cole, experience: 1, field_of_study: school business management,
     skills: [Confidence with spreadsheets and a payroll system]}
positions:
  - title: Head Teacher
    reports:
      - id: business
        title: School Business Manager
        holder: Dana Cole
        reports: [{title: Kitchen Supervisor}]
      - id: site
        title: Site Manager
        duties:
          - Open and close the school and set the alarms
          - Carry out minor repairs and call contractors for the rest
          - Clear paths of snow and ice before pupils arrive
      - id: deputy
        title: Deputy Head Teacher
        reports:
          - {id: support, title: Learning Support Coordinator, requirements: {experience: 1}}
          - {title: Office Administrator}
"""


class Cited(NamedTuple):
    """A sentence of a handbook as a finding cites it: its words, and the line that they begin in."""

    text: str
    line: int
    place: str


class Case(NamedTuple):
    """A handbook, a design with faults, and the sentences that the findings have to cite, by position and rule."""

    handbook: str
    design: str
    cited: Mapping[tuple[str, str], tuple[Cited, ...]]


def zh(text: str, line: int) -> Cited:
    return Cited(text, line, f"第{line}行")


def en(text: str, line: int, cell: str = "") -> Cited:
    return Cited(text, line, f"{cell}line {line}")


CASES = [
    Case(
        "bank.txt",
        BANK,
        {
            ("counter", "yunying-zhuguan/reports-to"): (zh("支行行长", 35),),
            ("counter", "yunying-zhuguan/holder"): (zh("三年以上柜面工作经验；", 48),),
            ("counter", "yunying-zhuguan/duties"): (zh("每日核对现金库存；", 43),),
            ("manager", "zhihang-hangzhang/meetings"): (zh("分行经营分析会、分行风险管理例会", 29),),
            ("guide", "datang-jingli/requirements"): (zh("大专及以上学历；", 78),),
        },
    ),
    Case(
        "school.md",
        SCHOOL,
        {
            ("business", "school-business-manager/holder"): (en("Three years of experience in financial administration", 73),),
            ("site", "site-manager/reports-to"): (en("School Business Manager", 110, "table 4, row 2, column 2, "),),
            ("site", "site-manager/duties"): (en("Test the fire alarm every week and keep the log.", 119),),
            ("support", "learning-support-coordinator/requirements"): (
                en("Qualified teacher status", 102),
                en("Two years of classroom experience", 103),
                en("The national award for coordinators, or willingness to gain it within three years", 104),
            ),
            ("deputy", "deputy-head-teacher/manages"): (
                en("Year Leader, Learning Support Coordinator", 20, "table 1, row 3, column 2, "),
            ),
        },
    ),
]


@pytest.fixture(params=CASES, ids=lambda case: case.handbook)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def folder(tmp_path: Path, case: Case) -> Path:
    """A folder with the handbook, the rulebook that is drafted from it, and the design."""
    shutil.copy(HERE / case.handbook, tmp_path)
    (tmp_path / "design.yaml").write_text(case.design, "utf-8")
    assert run("draft", case.handbook, "-o", "drafted", cwd=tmp_path).returncode == 0
    return tmp_path


def test_each_finding_cites_the_very_sentence_with_its_place(folder: Path, case: Case) -> None:
    report = json.loads(run("check", "--rulebook", "drafted", "design.yaml", "--format", "json", cwd=folder).stdout)
    lines = (folder / case.handbook).read_text("utf-8").splitlines()
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for finding in report["findings"]:
        cites: list[dict[str, Any]] = finding["cites"]
        found[finding["subject"]["id"], finding["rule"]] = {(cite["gloss"], cite["place"]) for cite in cites}
        assert {cite["document"] for cite in cites} == {Path(case.handbook).stem}
    assert found == {key: {(cite.text, cite.place) for cite in cites} for key, cites in case.cited.items()}
    for cite in (cite for cites in case.cited.values() for cite in cites):  # that is where the document has them
        assert cite.text in lines[cite.line - 1]


def test_the_text_report_shows_each_sentence_below_its_finding(folder: Path, case: Case) -> None:
    told = run("check", "--rulebook", "drafted", "design.yaml", cwd=folder).stdout
    findings = told.partition("\n\n")[0].split("\ndesign.yaml:")
    assert len(findings) == len(case.cited)
    for (_position, rule), cites in case.cited.items():
        (finding,) = (each for each in findings if f"[{rule}]" in each)
        sources = [line.split("source", 1)[1].strip() for line in finding.splitlines() if line.startswith("    source ")]
        assert len(sources) == len(cites)
        for cite in cites:
            assert [line for line in sources if line.startswith(f"{cite.text} (") and line.endswith(f", {cite.place})")]
