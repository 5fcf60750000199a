"""Steps about tables, written into their cells: read again, the file is what the steps give."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from orgrules.changes.steps import Add, Drop, Put, Remove, Step
from orgrules.design.read import read_together
from orgrules.edits import edited as edited_files
from orgrules.edits.tables import cells_of
from orgrules.organization.names import position_names, unit_names
from orgrules.tables import workbook
from tests.edits.tables import linked, read, reasons, text_of, write
from tests.helpers import SAMPLES, SHARED
from tests.tables.books import book, only, texts

#: What managers are named by, in one table each: the column "Manager" of the row of Cid, then of Bob.
NAMED_BY = {
    "ids": ("Employee ID,Title,Manager\n007,Head,\n8,Buyer,007\n9,Cook,7\n", "8"),
    "e-mails": ("Employee ID,Email,Title,Manager\n1,a@x.cn,Head,\n2,b@x.cn,Buyer,a@x.cn\n3,c@x.cn,Cook,A@x.cn\n", "b@x.cn"),
    "names": ("Employee ID,Name,Title,Manager\n1,Ann Lee,Head,\n2,Bob Ray,Buyer,Ann Lee\n3,Cid Fox,Cook,Ann Lee\n", "Bob Ray"),
    "first and last names": (
        "Employee ID,First Name,Last Name,Title,Manager\n1,Ann,Lee,Head,\n2,Bob,Ray,Buyer,Ann Lee\n3,Cid,Fox,Cook,Ann Lee\n",
        "Bob Ray",
    ),
    "titles": ("Title,Manager\nHead,\nBuyer,Head\nCook,Head\n", "Buyer"),
    "ids of posts": ("岗位编码,工号,岗位,上级岗位编码\nP1,1,总经理,\nP2,2,采购员,P1\nP3,3,司机,P1\n", "P2"),
    "ids of persons": ("岗位编码,工号,岗位,直属上级工号\nP1,1,总经理,\nP2,2,采购员,1\nP3,3,司机,1\n", "2"),
}


@pytest.mark.parametrize("content", [content for content, _text in NAMED_BY.values()], ids=list(NAMED_BY))
def test_a_manager_is_named_as_the_column_names_them(content: str) -> None:
    organization = read(content)
    name = position_names(organization).mean(organization.positions[1])
    assert name is not None
    edited = write(content, [Put("positions", 2, ("reports_to",), name)])

    [expected] = [text for table, text in NAMED_BY.values() if table == content]
    *before, last = content.splitlines(keepends=True)
    assert text_of(edited) == "".join(before) + last.rsplit(",", 1)[0] + f",{expected}\n"


def test_all_columns_that_name_the_manager_name_the_new_one() -> None:
    content = "工号,姓名,岗位,直属上级工号,直属上级姓名\n1,王,总经理,,\n2,李,采购员,1,王\n3,赵,司机,1,王\n"
    edited = write(content, [Put("positions", 2, ("reports_to",), "2"), Drop("positions", 1, ("reports_to",))])

    assert text_of(edited) == content.replace("司机,1,王", "司机,2,李").replace("采购员,1,王", "采购员,,")


def test_a_manager_whom_the_column_cannot_name_is_told() -> None:
    content = "Employee ID,Email,Title,Manager\n1,a@x.cn,Head,\n2,,Buyer,a@x.cn\n3,c@x.cn,Cook,a@x.cn\n"
    edited = write(content, [Put("positions", 2, ("reports_to",), "2"), Put("positions", 1, ("reports_to",), "nobody known")])

    assert not edited.contents
    assert reasons(edited) == [
        (0, "this column names others by something that the row of the new one does not say"),
        (1, '"nobody known" means no one position'),
    ]
    assert edited.unsaid[0].problem[:3] == ("people.csv", 4, 15)
    two = "Name,Title,Manager\nAnn Lee,Head,\nBob Ray,Buyer,Ann Lee\nBob Ray,Cook,Ann Lee\nCid Fox,Driver,Ann Lee\n"
    assert reasons(write(two, [Put("positions", 3, ("reports_to",), "Buyer")])) == [
        (0, '"Bob Ray" would not mean exactly this position')
    ]


def test_a_column_that_names_others_in_no_one_way_is_left_alone() -> None:
    content = "工号,姓名,岗位,直属上级\n1,王一,总经理,\n2,李二,采购员,王一(1)\n3,赵三,司机,王一(1)\n"

    assert reasons(write(content, [Put("positions", 2, ("reports_to",), "2")])) == [
        (0, "it is not clear by what this column names others")
    ]


def test_a_row_without_a_manager_says_so_as_others_do() -> None:
    content = "Post,Title,Reports to post\n1,Head,XX\n2,Chair,XX\n3,Buyer,1\n4,Cook,\n"
    table = content.replace("Post,", "Position ID,").replace("Reports to post", "Reports to position")

    assert text_of(write(table, [Drop("positions", 2, ("reports_to",))])) == table.replace("Buyer,1", "Buyer,XX")


def test_who_is_called_otherwise_is_called_so_where_others_name_them() -> None:
    content = "Title,Manager,Dotted line\nHead,,\nBuyer,Head,\nCook,Buyer,Head; Buyer\nDriver,BUYER,\n"
    edited = write(content, [Put("positions", 1, ("title",), "Purchaser"), Put("positions", 3, ("reports_to",), "Head")])

    assert text_of(edited) == (
        "Title,Manager,Dotted line\nHead,,\nPurchaser,Head,\nCook,Purchaser,Head; Purchaser\nDriver,Head,\n"
    )
    ids = "岗位编码,岗位,上级岗位编码\n01,总经理,\n02,采购员,1\n03,司机,02\n"
    assert text_of(write(ids, [Put("positions", 0, ("id",), "A1")])) == ids.replace("01,", "A1,").replace(",1\n", ",A1\n")
    assert reasons(write(ids, [Put("positions", 0, ("id",), "2")])) == [(0, 'another one is called "2"')]


def test_dotted_lines() -> None:
    content = "姓名,岗位,直属上级,虚线上级\n王一,总经理,,\n李二,采购员,王一,\n赵三,司机,王一,李二、王一\n钱四,厨师,王一,王一\n"
    steps: list[Step] = [Put("positions", 3, ("dotted_line_to",), ["采购员", "司机"]), Drop("positions", 2, ("dotted_line_to",))]

    assert text_of(write(content, steps)) == content.replace("李二、王一", "").replace("厨师,王一,王一", "厨师,王一,李二；赵三")


def test_a_unit_is_written_as_another_row_writes_it() -> None:
    paths = "姓名,职务,部门\n张一,总经理,阳光\n李二,总监,阳光/销售部\n王三,经理,阳光/销售部/华南\n赵四,司机,阳光/销售部\n"
    assert text_of(write(paths, [Put("positions", 3, ("unit",), "华南")])) == paths.replace(
        "司机,阳光/销售部", "司机,阳光/销售部/华南"
    )
    levels = (
        "工号,一级部门,二级部门,部门,岗位,直接上级,部门负责人\n"
        "A1,阳光,,阳光,总经理,,A1\nA2,阳光,销售部,销售部,总监,A1,A2\nA3,阳光,,阳光,司机,A1,A1\n"
    )
    assert text_of(write(levels, [Put("positions", 2, ("unit",), "销售部")])) == levels.replace(
        "A3,阳光,,阳光,司机,A1,A1", "A3,阳光,销售部,销售部,司机,A1,A2"
    )
    free = "Name,Title,Department\nAnn,Head,Board\nBob,Cook,Kitchen\n"
    assert text_of(write(free, [Put("positions", 1, ("unit",), "Bar")])) == free.replace("Kitchen", "Bar")
    assert text_of(write(free, [Drop("positions", 1, ("unit",))])) == free.replace("Kitchen", "")
    assert reasons(write(paths, [Put("positions", 3, ("unit",), "nowhere")])) == [(0, '"nowhere" means no one unit')]


def test_numbers_lists_families_and_holders() -> None:
    head = "Title,Name,Headcount,FTE,Duties,Job family\nHead,Ann,1,1.0,1. plan 2. lead,Lead\n"
    content = f"{head}Buyer,Bob,2,,buy; pay,Work\nCook,Vacancy,1,,cook,\n"
    steps: list[Step] = [
        Put("positions", 0, ("duties",), ["plan", "lead", "hire"]),
        Put("positions", 1, ("headcount",), 3),
        Put("positions", 1, ("fte",), 2.0),
        Put("positions", 1, ("duties",), ["pay"]),
        Put("positions", 2, ("duties",), ["cook", "serve"]),
        Put("positions", 2, ("job_family",), "Work"),
        Put("positions", 1, ("holder",), None),
        Put("positions", 2, ("holder",), "Cid"),
    ]
    assert text_of(write(content, steps)) == (
        "Title,Name,Headcount,FTE,Duties,Job family\n"
        "Head,Ann,1,1.0,1. plan 2. lead 3. hire,Lead\nBuyer,Vacancy,3,2,pay,Work\nCook,Cid,1,,cook; serve,Work\n"
    )
    assert reasons(write(content, [Put("positions", 2, ("duties",), ["a; b", "c"])])) == [
        (0, "the list cannot stand in one cell: there is a delimiter in one of its items")
    ]
    assert reasons(write(content, [Put("positions", 2, ("title",), "n/a")])) == [
        (0, '"n/a" would be read from a cell as a word for nothing')
    ]


def test_what_no_cell_can_hold_is_told_with_the_reason() -> None:
    content = "工号,姓名,岗位,直属上级工号\n1,王一,总经理,\n2,李二,采购员,1\n"
    steps: list[Step] = [
        Put("positions", 1, ("unit",), "总部"),
        Put("positions", 1, ("requirements", "education"), "bachelor"),
        Put("positions", 1, ("authority",), ["sign"]),
        Add("positions", {"title": "Cook"}),
        Remove("positions", 1),
        Put("organization", 0, ("name",), "Sunny"),
        Put("positions", 1, ("id",), "9"),
        Put("positions", 1, ("holder",), "1"),
        Drop("positions", 1, ("title",)),
        Put("positions", 1, ("title",), "Buyer"),
    ]
    edited = write(content, steps)

    assert text_of(edited) == content.replace("采购员", "Buyer")
    assert [number for number, _why in reasons(edited)] == list(range(9))
    assert reasons(edited)[:3] == [
        (0, 'a table has no column for "unit"'),
        (1, 'a table has no column for "requirements.education"'),
        (2, 'a table has no column for "authority"'),
    ]
    nodes = "EmployeeID,OrganizationNode,JobTitle\n1,,Head\n2,58,Buyer\n3,5AC0,Cook\n"
    assert reasons(write(nodes, [Put("positions", 2, ("reports_to",), "1")])) == [
        (0, "no column names the manager: it is read from the nodes of the hierarchy")
    ]


def test_rows_of_one_shared_post_change_together() -> None:
    content = "岗位编码,岗位,姓名,上级岗位编码\nP1,总经理,王一,\nP2,采购员,李二,P1\nP2,采购员,赵三,P1\nP3,主管,钱四,P1\n"
    edited = write(content, [Put("positions", 1, ("reports_to",), "P3"), Put("positions", 1, ("title",), "采购专员")])

    assert text_of(edited) == content.replace("采购员", "采购专员").replace("李二,P1", "李二,P3").replace("赵三,P1", "赵三,P3")


def test_people_and_who_is_on_a_post() -> None:
    content = (
        "岗位编码,工号,姓名,学历,岗位,上级岗位编码\n"
        "P1,1,王一,本科,总经理,\nP2,2,李二,大专,采购员,P1\nP3,,空缺,,司机,P1\nP4,4,赵三,高中,厨师,P1\n"
    )
    steps: list[Step] = [
        Put("people", 0, ("name",), "王一一"),
        Put("people", 1, ("education",), "bachelor"),
        Put("positions", 3, ("holder",), None),
        Remove("people", 2),
    ]
    changed = content.replace("王一", "王一一").replace("大专", "bachelor").replace("P4,4,赵三,高中", "P4,,空缺,")
    assert text_of(write(content, steps)) == changed
    assert reasons(write(content, [Put("positions", 3, ("holder",), None)])) == [
        (0, "whoever is on this post stands in no other row, and would be gone from the table")
    ]
    assert text_of(write(content, [Put("positions", 2, ("holder",), "2")])) == content.replace("P3,,空缺,", "P3,2,李二,大专")


def test_what_people_have_learnt_is_written_into_its_cells() -> None:
    content = "工号,姓名,岗位,上级工号,工作年限,证书,专业\n1,王一,总经理,,8年,甲；乙,法学\n2,李二,采购员,1,2,,会计\n"
    steps: list[Step] = [
        Put("people", 0, ("experience",), 9.5),
        Put("people", 0, ("certificates",), ["甲", "乙", "丙"]),
        Put("people", 1, ("experience",), 3),
        Put("people", 1, ("field_of_study",), ["会计", "审计"]),
    ]
    changed = content.replace("8年,甲；乙", "9.5,甲；乙；丙").replace("1,2,,会计", "1,3,,会计；审计")
    assert text_of(write(content, steps)) == changed


def test_a_name_in_two_columns() -> None:
    content = NAMED_BY["first and last names"][0]
    edited = write(content, [Put("people", 0, ("name",), "Ann Moss"), Put("people", 1, ("name",), "Bill Rayne")])

    assert text_of(edited) == content.replace("Ann,Lee", "Ann,Moss").replace("Ann Lee", "Ann Moss")
    assert reasons(edited) == [(1, "the name stands in several columns, and it is not clear which part of it goes where")]


def with_units(*rows: tuple[object, ...]) -> bytes:
    """A workbook of some rows of people, and a sheet of units."""

    def more(sheet: Any) -> None:
        other = sheet.parent.create_sheet("部门")
        other.append(("部门编码", "部门名称", "上级部门编码", "负责人"))
        other.append(("D1", "总部", None, "王一"))
        other.append(("D2", "采购部", "D1", "李二"))

    return book(rows, more)


def test_units_in_rows_of_their_own() -> None:
    content = with_units(
        ("工号", "姓名", "岗位", "部门", "直属上级"),
        (1, "王一", "总经理", "总部", None),
        (2, "李二", "采购员", "采购部", 1),
        (3, "赵三", "司机", "总部", 1),
    )
    steps: list[Step] = [
        Put("units", 1, ("name",), "采购中心"),
        Put("units", 0, ("head",), "3"),
        Put("positions", 2, ("unit",), "D2"),
        Drop("units", 1, ("parent",)),
    ]
    edited = write(content, steps, "people.xlsx")
    first, second = workbook.read(edited.contents["people.xlsx"], "people.xlsx")

    assert [row[3] for row in texts(first)[1:]] == ["总部", "采购中心", "采购中心"]
    assert texts(second)[1:] == [["D1", "总部", None, "赵三"], ["D2", "采购中心", None, "李二"]]


def test_reporting_lines_that_follow_from_departments_are_not_changed_by_the_way() -> None:
    content = with_units(("工号", "姓名", "岗位", "部门"), (1, "王一", "总经理", "总部"), (2, "李二", "采购员", "采购部"))
    steps: list[Step] = [Put("positions", 1, ("unit",), "D1"), Put("units", 1, ("head",), "1"), Drop("units", 1, ("parent",))]
    edited = write(content, [*steps, Put("positions", 1, ("reports_to",), "1")], "people.xlsx")

    why = "no column names the manager: who reports to whom would change with the departments"
    assert reasons(edited) == [
        *((number, why) for number in range(3)),
        (3, "no column names the manager: it is read from who leads the departments"),
    ]


def test_a_step_is_written_whole_or_not_at_all() -> None:
    """The second cell holds a formula: the first is not to contradict it."""
    content = book(
        [
            ("工号", "姓名", "岗位", "直属上级工号", "直属上级姓名"),
            (1, "王一", "总经理", None, None),
            (2, "李二", "采购员", 1, "王一"),
            (3, "赵三", "司机", 1, "王一"),
            (4, "钱四", "厨师", 1, "王一"),
        ],
        lambda sheet: sheet.merge_cells("E4:E5"),
    )
    edited = write(content, [Put("positions", 2, ("reports_to",), "2"), Put("positions", 1, ("title",), "Buyer")], "people.xlsx")

    assert reasons(edited) == [(0, "the cell is part of a merged one")]
    changed = texts(only(edited.contents["people.xlsx"]))
    assert [row[2:4] for row in changed[2:4]] == [["Buyer", "1"], ["司机", "1"]]


def test_what_would_be_read_otherwise_is_not_written() -> None:
    content = "Name,Title,Department\nAnn,Head,Board\nBob,Cook,Kitchen\n"
    edited = write(content, [Put("positions", 1, ("unit",), "Bar; Garden"), Put("positions", 0, ("title",), "Chief")])

    assert text_of(edited) == content.replace("Head", "Chief")
    assert reasons(edited) == [(0, "read again, the table would say something else than this")]
    sums = "Title,Name\nHead,Ann\nCook,Bob\n"
    assert not write(sums, [Put("positions", 1, ("title",), "Total")]).contents


def test_columns_that_say_the_same_go_on_saying_it() -> None:
    content = "工号,职务,职位,部门\n1,总经理,总经理,总部\n2,采购员,采购员,总部\n3,司机,,总部\n"
    edited = write(content, [Put("positions", 1, ("title",), "Buyer"), Put("positions", 2, ("title",), "Driver")])

    assert text_of(edited) == content.replace("采购员", "Buyer").replace("司机", "Driver")


def test_the_last_row_of_a_unit_that_only_rows_tell_of_stays_in_it() -> None:
    content = "姓名,职务,部门\n张一,总经理,阳光\n李二,总监,阳光/销售部\n王三,经理,阳光/销售部/华南\n"

    assert reasons(write(content, [Put("positions", 2, ("unit",), "销售部")])) == [
        (0, "no other row names the unit that this one is in: it would be gone from the table")
    ]


def test_several_files_that_are_one_organization(tmp_path: Path) -> None:
    people, units = tmp_path / "people.csv", tmp_path / "units.csv"
    people.write_text("ID,Title,Department ID,Manager ID\n1,Head,D1,\n2,Buyer,D2,1\n3,Cook,D1,1\n", "utf-8")
    units.write_text("Department ID,Department name,Parent department ID\nD1,Board,\nD2,Buying,D1\n", "utf-8")
    organization = linked(read_together([str(people), str(units)]))
    contents = {str(path): path.read_bytes() for path in (people, units)}
    steps: list[Step] = [Put("positions", 2, ("unit",), "D2"), Put("units", 1, ("name",), "Purchasing")]
    found = edited_files(organization, steps, contents)

    assert not found.unsaid
    assert found.contents == {
        str(people): contents[str(people)].replace(b"Cook,D1", b"Cook,D2"),
        str(units): contents[str(units)].replace(b"Buying", b"Purchasing"),
    }


def test_the_entrance_writes_tables_too() -> None:
    content = b"ID,Title,Manager ID\n1,Head,\n2,Buyer,1\n3,Cook,1\n"
    organization = read(content)
    found = edited_files(
        organization, [Put("positions", 2, ("reports_to",), "2"), Remove("positions", 1)], {"people.csv": content}
    )

    assert found.contents == {"people.csv": content.replace(b"Cook,1", b"Cook,2")}
    assert [each.step for each in found.unsaid] == [1]


def test_of_other_files_the_cells_are_told() -> None:
    content = """\
{"id": "1", "title": "Head"}
{"id": "2", "title": "Cook", "managerId": "1"}
{"id": "3", "title": "Driver", "managerId": "1"}
"""
    edited = write(content, [Put("positions", 2, ("reports_to",), "2")], "people.jsonl")

    assert not edited.contents
    [cell] = edited.cells
    assert (cell.heading, cell.before, cell.after, cell.steps) == ("managerId", "1", "2", (0,))
    assert cell.place == "people.jsonl:3:45"


def test_the_cells_are_told_by_their_names() -> None:
    content = book([("工号", "岗位", "直属上级工号"), (1, "总经理", None), (2, "采购员", 1), (3, "司机", 1)])
    organization = read(content, "people.xlsx")
    [cell] = cells_of(organization, [Put("positions", 2, ("reports_to",), "2")]).cells

    assert cell[:2] == ("people.xlsx", "花名册")
    assert (cell.name, cell.heading, cell.before, cell.after) == ("C4", "直属上级工号", "1", "2")
    assert cell.place == "people.xlsx!花名册!C4"


FILES = [
    *sorted(SAMPLES.glob("*/tables/*.csv")),
    *sorted(SAMPLES.glob("*/tables/*.xlsx")),
    *sorted((SHARED / "data" / "real").glob("*.csv") if SHARED.is_dir() else ()),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_tables_read_again_are_what_the_steps_give(path: Path) -> None:
    content = path.read_bytes()
    organization = read(content, path.name)
    inside = [each for each in organization.positions if not each.is_outside]
    names, units = position_names(organization), unit_names(organization)
    chance = random.Random(path.name)
    steps: list[Step] = []
    for _number in range(8 if inside else 0):
        position, kind = chance.choice(inside), chance.choice(["title", "manager", "manager", "unit", "no manager"])
        if kind == "title":
            steps.append(Put("positions", position.index, ("title",), chance.choice(["Buyer", "采购员", "A, B"])))
        elif kind == "no manager":
            steps.append(Drop("positions", position.index, ("reports_to",)))
        elif kind == "manager":
            name = names.mean(chance.choice(inside))
            steps += [] if name is None else [Put("positions", position.index, ("reports_to",), name)]
        elif organization.units:
            unit = chance.choice(organization.units)
            called = units.mean(unit) if unit.declared else unit.name
            steps += [] if called is None else [Put("positions", position.index, ("unit",), called)]
    edited = write(content, steps, path.name)

    assert len(edited.unsaid) < len(steps) or not steps
