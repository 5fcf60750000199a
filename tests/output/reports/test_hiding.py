"""What every format for people or CI servers says of baselines and strict checks."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from orgrules.findings import SetAside
from orgrules.output.formats import View
from tests.output.reports.cases import CLEAN, OUTDATED, written

GONE = {
    "en": "The baseline holds [a/b] for Clerk in design.yaml, which no longer occurs (2 times).",
    "zh": "基线中记录的 [a/b]（design.yaml 的 Clerk）已不再出现（2 处）。",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["text", "html", "junit", "github"])
def test_what_a_baseline_holds_too_much_is_told(name: str, language: str) -> None:
    assert GONE[language] in written(OUTDATED, name, View(language))


def test_markdown_lists_it() -> None:
    assert "- known.json:4:5: The baseline holds &#91;a/b&#93; for Clerk in design.yaml" in written(OUTDATED, "markdown")


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_what_is_hidden_or_set_aside_is_counted(name: str) -> None:
    assert "The baseline known.json holds 1 finding not shown here." in written(OUTDATED, name)
    strict = written(CLEAN._replace(set_aside=SetAside(2, "known.json")), name)
    assert "Strict: 2 waivers not applied, nor the baseline known.json." in strict


def test_the_page_does_not_call_an_outdated_baseline_clean() -> None:
    assert 'class="clean"' in written(CLEAN, "html")
    assert 'class="clean"' not in written(OUTDATED, "html")


def test_github_shows_it_at_its_line_in_the_baseline() -> None:
    assert written(OUTDATED, "github").startswith("::error file=known.json,title=orgrules,line=4,col=5::")


def test_a_test_fails_where_the_run_does() -> None:
    suite = ET.fromstring(written(OUTDATED, "junit").encode())
    assert (suite.get("failures"), [case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None]) == (
        "1",
        ["known.json: a/b: Clerk"],
    )
    assert ET.fromstring(written(OUTDATED, "junit", View(fail_on=None)).encode()).get("failures") == "0"
