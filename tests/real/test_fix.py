"""What is proposed for published tables, which nobody here made up: hardly anything, and nothing that is not so."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import SHARED, run
from tests.real.test_tables import lines_of

DATA = SHARED / "data" / "real"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not beside the project")

TABLES = sorted(path for path in DATA.glob("*") if path.suffix != ".md")
#: The kinds of what is proposed, by file; of all others every finding is left with a reason. Ids stand there twice and nothing
#: refers to them; whoever names no manager may report to the head of the unit, which only those who know it can say.
PROPOSED = {
    "uk-dfid-2013-senior.csv": ["manager"],
    "uk-hee-2013-senior.csv": ["id"],
    "uk-hocs-2013-senior.csv": ["id", "id", "id", "manager", "manager"],
}


def fixed(*arguments: str, folder: Path) -> dict[str, Any]:
    done = run("fix", "--isolated", "--format", "json", *arguments, cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_finding_has_a_proposal_or_a_reason(table: Path, tmp_path: Path) -> None:
    shutil.copy(table, tmp_path)
    found = fixed(table.name, folder=tmp_path)

    assert [each["kind"] for each in found["proposals"]] == PROPOSED.get(table.name, [])
    assert all(each["asks"] for each in found["proposals"] if each["kind"] == "manager")
    assert all(each["why"] for each in found["left"])
    assert sum(found["summary"]["before"].values()) == len(found["left"]) + sum(
        len(each["removes"]) for each in found["proposals"] if each["chosen"]
    )


@pytest.mark.parametrize("name", ["uk-hee-2013-senior.csv", "uk-hocs-2013-senior.csv"])
def test_a_corrected_copy_differs_in_the_cells_that_are_told_and_has_the_findings_that_are(name: str, tmp_path: Path) -> None:
    shutil.copy(DATA / name, tmp_path)
    found = fixed(name, "--write", folder=tmp_path)
    copy = tmp_path / name.replace(".csv", ".fixed.csv")
    again = fixed(copy.name, folder=tmp_path)

    assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()
    old, new = (list(csv.reader(lines_of(path))) for path in (tmp_path / name, copy))
    assert [len(row) for row in old] == [len(row) for row in new]
    changed = sum(one != other for before, after in zip(old, new, strict=True) for one, other in zip(before, after, strict=True))
    assert changed == sum(len(each["changes"]) for each in found["proposals"] if each["chosen"])
    assert again["summary"]["before"] == found["summary"]["after"]
    assert again["summary"]["chosen"] == 0
