"""What every format of a report has in common."""

from __future__ import annotations

import re

import pytest

from orgrules.findings import Cite
from orgrules.locale import LANGUAGES, Language
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS
from tests.output.reports.cases import ALL_KINDS, RULES, finding, written

GLOSS = "The gloss in our words."


# all texts of JSON and CSV stand in quotation marks, and GitLab is told no gloss
@pytest.mark.parametrize("name", [name for name in FORMATS.names() if name not in ("json", "csv", "gitlab")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gloss_is_no_quotation(name: str, language: Language) -> None:
    cites = (Cite("book", "sales", "4.5", GLOSS),)
    report = ALL_KINDS._replace(findings=(finding(cites=cites),), rules=(RULES[0]._replace(cites=cites),))
    text = written(report, name, View(language, all=True))
    before = re.findall(f"(?m)^(.*){re.escape(GLOSS)}", text)
    assert before
    assert not any(re.search(r"""["'“‘「『«]\s*$|^\s*>\s*$|<(q|blockquote)\b[^>]*>\s*$""", each) for each in before)
