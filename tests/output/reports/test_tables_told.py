"""How tables were understood is told in every report that people read, in short."""

from __future__ import annotations

import pytest

from orgrules.errors import Problem
from orgrules.findings import FileSummary, Report, TableRead
from tests.output.reports.cases import written


@pytest.mark.parametrize("form", ["text", "html", "markdown", "junit"])
def test_a_report_tells_how_tables_were_understood_and_which_were_left_out(form: str) -> None:
    decided = tuple(Problem("people.xlsx", number, 3, f"decided {number}", "Staff") for number in range(1, 11))
    file = FileSummary("people.xlsx", 3, 0, 0, 1, (), (), (), (), 0, TableRead((), decided, ()))
    told = written(Report((file,), (), (), tables_left_out=("other.csv",)), form)
    assert "decided 1" in told
    assert "C1: decided 1" in told
    assert "decided 9" not in told
    assert "and 2 more notes" in told
    assert "other.csv" in told
