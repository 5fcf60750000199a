"""UK organograms: senior and junior posts."""

from __future__ import annotations

import pytest

from orgrules.tables import csv
from orgrules.tables.asked import Asked
from orgrules.tables.columns import find_columns
from orgrules.tables.organogram import as_organogram, part_of, partner_of
from orgrules.tables.sheet import Sheet
from tests.tables.directories import notes, real

SENIOR = (
    "Post Unique Reference,Name,Grade (or equivalent),Job Title,Parent Department,Organisation,Unit,"
    "Reports to Senior Post,FTE,Valid?\n"
)
JUNIOR = "Parent Department,Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\n"


def sheet(text: str | bytes, path: str = "x.csv") -> Sheet:
    (found,) = csv.read(text.encode() if isinstance(text, str) else text, path, Asked())
    return found


def meanings(found: Sheet) -> dict[str, str]:
    return {meaning: columns[0].name for meaning, columns in find_columns(found, Asked()).by_meaning.items()}


def test_both_parts_are_known_by_their_columns() -> None:
    assert part_of(sheet(SENIOR + "1,Filled,SCS1,Head,D,D,U,XX,1,\n")) == "senior"
    assert part_of(sheet(JUNIOR + "D,D,U,1,EO,Clerk,4\n")) == "junior"
    assert part_of(sheet("published 2011,,\n" + JUNIOR.upper() + "D,D,U,1,EO,Clerk,4\n")) == "junior"
    assert part_of(sheet("id,title,manager\n1,Boss,\n")) is None
    assert part_of(sheet("")) is None


def test_what_their_columns_mean() -> None:
    senior, junior = as_organogram([sheet(SENIOR + "1,Filled,SCS1,Head,D,D,U,XX,1,\n"), sheet(JUNIOR + "D,D,U,1,EO,Clerk,4.5\n")])
    assert (senior.kind, junior.kind) == ("organogram", "organogram")
    assert notes([senior, junior]) == []
    assert meanings(senior) == {
        "id": "Post Unique Reference",
        "holder": "Name",
        "title": "Job Title",
        "unit": "Unit",
        "reports_to": "Reports to Senior Post",
        "fte": "FTE",
        "status": "Valid?",
    }
    assert meanings(junior) == {
        "title": "Generic Job Title",
        "unit": "Unit",
        "reports_to": "Reporting Senior Post",
        "fte": "Number of Posts in FTE",
    }


def test_junior_posts_alone_tell_where_their_managers_are() -> None:
    told = notes(as_organogram([sheet(JUNIOR + "D,D,U,1,EO,Clerk,4\n", "a-junior.csv")]))
    assert told == [
        "a-junior.csv:1:1: the posts that these report to stand in the table of senior posts; check both files together"
    ]


def test_other_tables_stay_as_they_are() -> None:
    other = sheet("id,title,manager\n1,Boss,\n")
    assert as_organogram([other]) == [other]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/x-2011-09-30-senior.csv", "data/x-2011-09-30-junior.csv"),
        ("x_junior_data.csv", None),
        ("JUNIOR.CSV", "SENIOR.CSV"),
        ("Senior posts.csv", None),
        ("senior-2013.csv", "junior-2013.csv"),
        ("people.csv", None),
    ],
)
def test_the_name_of_the_other_file(path: str, expected: str | None) -> None:
    assert partner_of(path) == expected


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *((f"real/uk-{name}-2013-senior.csv", "senior") for name in ("air", "dclg", "decc", "des", "dfid", "dwp", "hee", "hocs")),
        *((f"real/uk-{name}-2013-junior.csv", "junior") for name in ("air", "decc")),
        ("uk-organogram/ministry_of_justice-2011-09-30-senior.csv", "senior"),
        ("uk-organogram/ministry_of_justice-2011-09-30-junior.csv", "junior"),
    ],
)
def test_real_organograms_are_recognized(name: str, part: str) -> None:
    (found,) = as_organogram([sheet(real(name))])
    assert part_of(found) == part
    assert {"title", "reports_to", "unit", "fte"} <= meanings(found).keys()
