"""What a check, a strict one and ``why`` say of duties that are written in other words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import run
from tests.rulebook.authoring import HEAD, write_rulebook

DESIGN = """\
positions:
  - id: south
    title: 大区经理
    duties: [受理客户投诉, 控制各办事处的支出, 策划区域营销方案, 喂猫, control-region-expenses]
  - {id: marketing, title: 市场专员, duties: [策划大区的营销], requirements: {skills: [营销知识扎实]}}
"""


@pytest.fixture
def design(tmp_path: Path) -> str:
    path = tmp_path / "design.yaml"
    path.write_text(DESIGN, "utf-8")
    return str(path)


def checked(design: str, *options: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(run("check", design, "--format", "json", *options).stdout)
    return document


def terms(design: str, *options: str) -> dict[str, int]:
    reading = checked(design, *options)["reading"]
    assert isinstance(reading, dict)
    found: dict[str, int] = reading["terms"]
    return found


def test_json_counts_how_terms_were_read(design: str) -> None:
    assert terms(design) == {"id": 1, "name": 1, "wording": 2, "open": 2, "none": 1}
    assert terms(design, "--strict") == {"id": 1, "name": 1, "wording": 0, "open": 4, "none": 1}


def test_a_finding_that_rests_on_wording_says_what_was_read_and_where(design: str) -> None:
    document = checked(design)
    findings = document["findings"]
    assert isinstance(findings, list)
    (found,) = [finding for finding in findings if finding["rule"] == "regional-manager/duties"]
    notes = {(note["line"], note["column"]): note["note"] for note in found["related"]}
    assert notes[4, 22] == '"控制各办事处的支出" read as Control the expenses of the region\'s offices'
    assert "Control the expenses of the region's offices" not in found["message"]
    summary = document["summary"]
    assert isinstance(summary, dict)
    assert summary["on_wording"] > 0


def test_the_summary_says_that_findings_rest_on_wording(design: str) -> None:
    text = run("check", design).stdout
    assert "read by their wording.\norgrules read shows how each text was read.\n" in text
    assert "read by their wording" not in run("check", design, "--strict").stdout


@pytest.mark.parametrize(
    ("duties", "kept"),
    [
        ("review-promotion-expenses", 0),  # nothing is read by its wording
        ("review-promotion-expenses, 负责维护公司的鱼缸", 0),  # nor this, of which nothing is known
        ("对促销的申请及费用进行审核", 1),
    ],
)
def test_the_summary_counts_what_is_kept_only_by_wording(tmp_path: Path, duties: str, kept: int) -> None:
    path = tmp_path / "design.yaml"
    path.write_text(f"positions: [{{title: 市场专员, duties: [{duties}]}}]\n", "utf-8")
    select = ("--select", "marketing/review-apart-from-application")
    summary = checked(str(path), *select)["summary"]
    assert isinstance(summary, dict)
    assert (summary["on_wording"], summary["kept_on_wording"]) == (0, kept)
    text = run("check", str(path), *select).stdout
    assert ("In 1 case a rule is kept only because a text was read by its wording." in text) is bool(kept)


def test_what_is_kept_on_the_day_of_the_check_is_not_counted_as_kept_by_wording(tmp_path: Path) -> None:
    rulebook = write_rulebook(
        tmp_path,
        {
            "rulebook.yaml": f"{HEAD}attributes: {{position: {{until: date}}}}\n",
            "a/rule.yaml": "name: Current\neach: position\nrequire: {attributes.until: {from: today}}\n",
        },
    )
    path = tmp_path / "design.yaml"
    entry = "{title: 市场专员, duties: [对促销的申请及费用进行审核], attributes: {until: 2021-01-01}}"
    path.write_text(f"positions: [{entry}]\n", "utf-8")
    options = ("--rulebook", "sales-organization", "--rulebook", str(rulebook), "--select", "a/rule", "--today", "2020-01-01")
    document = checked(str(path), *options)
    assert document["findings"] == []
    summary, reading = document["summary"], document["reading"]
    assert isinstance(summary, dict)
    assert isinstance(reading, dict)
    assert (summary["kept_on_wording"], reading["terms"]["wording"]) == (0, 1)


def test_a_strict_check_takes_no_wording_for_a_fact(design: str) -> None:
    assert "read as" in run("check", design).stdout
    assert "read as" not in run("check", design, "--strict").stdout


def test_why_tells_how_each_was_read(design: str) -> None:
    lines = run("why", design, "south").stdout.splitlines()
    told = [line.strip() for line in lines if line.startswith("  duties: “")]
    assert told[0] == "duties: “控制各办事处的支出” is read by its wording as: Control the expenses of the region's offices."
    assert told[1].startswith("duties: “策划区域营销方案” is open; it may be: ")
    assert told[2] == "duties: “喂猫” is nothing that a loaded rulebook knows."
    assert len(told) == 3


def test_why_says_it_in_chinese_too(design: str) -> None:
    text = run("why", design, "south", "--lang", "zh").stdout
    assert "“控制各办事处的支出”按用词理解为：管控大区内办事处费用。" in text


def test_a_finding_points_at_the_duty_that_should_not_be_there_in_whatever_words_it_stands(tmp_path: Path) -> None:
    line = "- {title: 市场专员, duties: [喂猫, 审核促销申请和促销费用, 负责提出促销活动的申请]}"
    (tmp_path / "design.yaml").write_text(f"positions:\n{line}\n", "utf-8")
    findings = checked(str(tmp_path / "design.yaml"))["findings"]
    assert isinstance(findings, list)
    [place] = [(each["line"], each["column"]) for each in findings if each["rule"] == "marketing/review-apart-from-application"]
    assert place == (2, line.index("负责") + 1)
