"""Which column means what, where several could."""

from __future__ import annotations

import pytest

from orgrules.errors import DesignError
from tests.tables.helpers import decided, lines, organization, table

LINES = [("General Manager", None), ("Driver", "General Manager")]


@pytest.mark.parametrize(
    "header",
    [
        "ID,Name,Title,Manager",
        " id ,NAME*,Ｔｉｔｌｅ,re_ports-to",
        "工号,姓名（必填）,岗位*,直属\n上级",
        "工号 ID,姓名/Name,岗位 (Title),直属上级 Manager",
        "Employee Number,Employee Name,Designation (as on contract),Reporting Manager",
    ],
)
def test_names_are_known_however_they_are_written(header: str) -> None:
    written = ",".join(f'"{name}"' for name in header.split(","))
    assert lines(organization(f"{written}\n1,Ann,General Manager,\n2,Bob,Driver,1\n")) == LINES


def test_the_manager_by_id_goes_before_that_by_address_and_by_name() -> None:
    text = (
        "id,name,email,title,manager,manager email,manager id,manager name\n"
        "1,Ann,a@x.org,General Manager,,,,\n"
        "2,Bob,b@x.org,Driver,Ann,a@x.org,1,Ann\n"
        "3,Cat,c@x.org,Cook,Bob,b@x.org,,Bob\n"
        "4,Dan,d@x.org,Clerk,Cat,,,Cat\n"
    )
    found = organization(text)
    assert [position.manager_reference for position in found.positions] == [None, "1", "b@x.org", "Cat"]
    assert [position.declared.source.place((*position.declared.route, "reports_to")) for position in found.positions[1:]] == [
        (3, 34),
        (4, 24),
        (5, 21),
    ]


def test_two_managers_that_disagree_are_asked_for() -> None:
    text = "id,title,manager,supervisor\n1,General Manager,,\n2,Cook,1,\n3,Driver,1,2\n"
    with pytest.raises(DesignError) as raised:
        table(text)
    assert 'several columns may be "reports_to": "manager", "supervisor"; they differ, first in line 4 ("1" and "2")' in str(
        raised.value
    )
    assert "--map reports_to=manager" in str(raised.value)


def test_how_persons_are_addressed_is_no_job() -> None:
    assert lines(organization("id,title,job title,manager\n1,Mr,General Manager,\n2,Dr.,Driver,1\n")) == LINES


def test_two_columns_of_one_meaning_are_told() -> None:
    text = "id,title,manager,部门,所在部门\n1,General Manager,,总部,\n2,Driver,1,,车队\n"
    assert '"部门", "所在部门" mean the same' in decided(table(text))
    assert [position.unit.name for position in organization(text).positions if position.unit] == ["总部", "车队"]


def test_the_header_is_found_below_titles_and_notices() -> None:
    above = "Staff of Sun Ltd,,,\nPrinted on Monday; the manager is an id,,,\n,,,\n"
    text = above + "id,name,title,manager\n1,Ann,General Manager,\n2,Bob,Driver,1\n"
    assert lines(organization(text)) == LINES
    assert "this row stands before the header, and is not read (2 rows)" in decided(table(text))


def test_a_status_tells_that_a_post_is_vacant() -> None:
    found = organization("position id,title,reports to,status\n1,General Manager,,Filled\n2,Driver,1,Vacant\n")
    assert [position.is_vacant for position in found.positions] == [False, True]
