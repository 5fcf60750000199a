"""JUnit XML: valid by the schema that CI servers agree on, and as green or red as the exit status."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from orgrules.findings import Severity
from orgrules.output.formats import View
from tests.helpers import SHARED
from tests.output.reports.cases import ALL_KINDS, CLEAN, HOSTILE, finding, hostile, written

SCHEMA = SHARED / "schemas" / "junit.xsd"


def suite(of: Any, view: View = View()) -> ET.Element:  # noqa: B008 - frozen
    """The one suite of a report."""
    [found] = ET.fromstring(written(of, "junit", view).encode())
    return found


def outcomes(of: Any, view: View = View()) -> dict[str, list[str]]:  # noqa: B008 - frozen
    """The outcome of each test by its class, in their order; "" is passed."""
    found: dict[str, list[str]] = {}
    for case in suite(of, view):
        found.setdefault(case.get("classname", ""), []).append(",".join(child.tag for child in case))
    return found


@pytest.mark.skipif(not SCHEMA.exists(), reason="the JUnit schema is not beside the project")
@pytest.mark.parametrize("of", [ALL_KINDS, CLEAN, *map(hostile, HOSTILE)])
def test_every_report_meets_the_schema(of: Any) -> None:
    xmlschema.XMLSchema(str(SCHEMA)).validate(written(of, "junit"))


def test_each_finding_is_a_test_and_each_rule_without_one_is_another() -> None:
    assert outcomes(ALL_KINDS) == {
        "could-not-check": ["error", "error"],
        "a/kept": [""],
        "a/silent": ["skipped"],
        "a/b": ["failure", "system-out", "system-out", "skipped"],
    }
    numbers = {name: suite(ALL_KINDS).get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert numbers == {"tests": "8", "failures": "1", "errors": "2", "skipped": "2"}


@pytest.mark.parametrize(
    ("fail_on", "found"),
    [
        (None, ["system-out", "system-out", "system-out", "skipped"]),
        (Severity.WARNING, ["failure", "failure", "system-out", "skipped"]),
        (Severity.INFO, ["failure", "failure", "failure", "skipped"]),
    ],
)
def test_what_fails_the_run_fails_its_test(fail_on: Severity | None, found: list[str]) -> None:
    assert outcomes(ALL_KINDS, View(fail_on=fail_on))["a/b"] == found


def test_a_failure_tells_all_of_its_finding_in_the_language_of_the_report() -> None:
    [failure] = suite(ALL_KINDS._replace(findings=(finding(),), problems=()), View("zh")).iter("failure")
    assert failure.attrib == {"type": "error", "message": "It is wrong."}
    assert (failure.text or "").splitlines() == [
        "design.yaml:1:5: It is wrong.",
        "应为：this",
        "现为：that",
        "依据：A gloss. (sales:4.5)",
        "相关：other.yaml:7:3: Boss",
        "建议：Mend it.",
    ]


def test_no_two_tests_have_one_name() -> None:
    names = [(case.get("classname"), case.get("name")) for case in suite(ALL_KINDS)]
    assert len(set(names)) == len(names)
    assert ("a/b", "design.yaml: Clerk [clerk] (2)") in names


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text_and_characters_that_xml_forbids_are_shown_as_numbers(text: str) -> None:
    raw = written(hostile(text), "junit")
    assert re.search("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", raw) is None
    elements = {element.tag for element in ET.fromstring(raw.encode()).iter()}
    assert elements == {"testsuites", "testsuite", "testcase", "error", "failure", "skipped"}
    if "<script>" in text:
        _gone, failure = ET.fromstring(raw.encode()).iter("failure")
        assert failure.get("message") == text
