"""Whatever a design says, its report in every format is one that the format's readers take, with every finding in it."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from orgrules.findings import Report
from orgrules.locale import Language
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS
from tests.helpers import SHARED
from tests.output.charts.test_any_design import Elements, reported, texts
from tests.output.reports.cases import written
from tests.output.reports.test_github import commands
from tests.strategies import designs

SCHEMAS = SHARED / "schemas"


@cache
def schema(name: str) -> Any:
    """A JSON Schema of those beside the project."""
    return json.loads((SCHEMAS / name).read_text("utf-8"))


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """The schema of JUnit reports that is beside the project."""
    return xmlschema.XMLSchema(str(SCHEMAS / "junit.xsd"))


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the schemas of the formats are not beside the project")
@settings(max_examples=20)
@given(designs(), st.lists(texts(), min_size=3, max_size=12), st.sampled_from(["en", "zh"]))
def test_every_report_is_whole(base: dict[str, Any], names: list[str], language: Language) -> None:
    report = reported(base, names, language)
    told = {name: written(report, name, View(language, all=True)) for name in FORMATS.names()}
    assert {name: count(name, text, report) for name, text in told.items()} == dict.fromkeys(told, len(report.findings))


def count(name: str, text: str, report: Report) -> int:
    """The findings that a report tells, after it was held to what its readers demand."""
    if name == "json":
        return len(json.loads(text)["findings"])
    if name == "sarif":
        Draft7Validator(schema("sarif-2.1.0.json")).validate(json.loads(text))
        return len(json.loads(text)["runs"][0]["results"])
    if name == "gitlab":
        issues = json.loads(text)
        Draft202012Validator(schema("gitlab-code-quality.json")).validate(issues)
        return len(issues) - len(report.problems)
    if name == "junit":
        junit_schema().validate(text)
        judged = {rule.id for rule in report.rules if rule.judged or rule.findings}
        cases = [case.get("classname") for case in ElementTree.fromstring(text.encode()).iter("testcase")]
        kept = judged - {finding.rule for finding in report.findings}
        assert {finding.rule for finding in report.findings} <= set(cases)
        return sum(case not in kept for case in cases if case in judged)
    if name == "github":
        return len(commands(text)) - len(report.problems)
    if name == "csv":
        return len(list(csv.reader(io.StringIO(text)))) - 1 - len(report.problems)
    if name == "html":
        page = Elements(text)
        assert (page.tags.count("html"), page.tags.count("h1")) == (1, 1)
        return page.tags.count("article")
    # for people: markdown names the rule in its table, text in brackets
    return sum((finding.rule if name == "markdown" else f"[{finding.rule}]") in text for finding in report.findings)
