"""What rows mean: persons and posts, blanks and words for nobody, references that are not written as the ids are."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from orgrules.design.read import design_of
from orgrules.engine.places import located
from orgrules.errors import DesignError
from orgrules.organization.link import link
from orgrules.tables.asked import Asked
from orgrules.tables.hierarchyid import node
from orgrules.tables.read import organization_of
from orgrules.tables.sheet import Sheet
from tests.helpers import shipped_library
from tests.tables.helpers import decided, lines, organization, table


def test_one_person_on_several_rows_is_ambiguous_unless_a_column_tells_the_main_one() -> None:
    rows = "2,Bob,Driver,1\n2,Bob,Cook,1\n3,Cat,Clerk,2\n"
    found = organization("employee id,name,title,manager id\n1,Ann,General Manager,\n" + rows)
    assert len(found.people) == 3
    assert [position.title for position in found.people[1].positions] == ["Driver", "Cook"]
    assert found.positions[3].manager_status == "ambiguous"
    told = "employee id,name,title,manager id,assignment type\n1,Ann,General Manager,,primary\n2,Bob,Driver,1,secondary\n"
    main = organization(told + "2,Bob,Cook,1,primary\n3,Cat,Clerk,2,primary\n")
    assert lines(main)[3] == ("Clerk", "Cook")
    assert [position.id for position in main.positions] == ["1", None, "2", "3"]


def test_two_persons_of_one_id_are_one_finding() -> None:
    found = organization(
        "employee id,name,title,manager id\n1,Ann,General Manager,\n2,Bob,Driver,1\n2,Cat,Driver,1\n3,Dan,Clerk,2\n"
    )
    assert [person.name for person in found.people if person.first_with_id] == ["Cat"]
    assert not [position for position in found.positions if position.first_with_id]
    assert found.positions[3].manager_status == "duplicate"


def test_rows_that_share_a_post_are_one_post_for_several() -> None:
    text = "position id,name,title,reports to\nP1,Ann,General Manager,\nP2,Bob,Driver,P1\nP2,Cat,Driver,P1\nP3,Dan,Cook,P2\n"
    found = organization(text)
    assert [position.declared.entry.headcount for position in found.positions] == [1, 2, 1]
    assert lines(found)[2] == ("Cook", "Driver")
    assert "read as the same post, shared" in decided(table(text))
    shared = found.positions[1]
    assert [person.name for person in shared.holders] == ["Bob", "Cat"]
    assert [shared.declared.line_and_column("holder", number) for number in (0, 1)] == [(3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("rows", "holders"),
    [
        ("2,Bob|3,Cat", ["Bob", "Cat"]),
        ("2,Bob|3,Vacant", ["Bob"]),
        ("2,Vacant|3,Cat", ["Cat"]),
        (",Vacant|,vacant", []),
        ("2,Bob|,bob", ["Bob"]),
        (",Bob|2,Bob", ["Bob"]),
        ("2,李\uff0c雷|3,Cat", ["李\uff0c雷", "Cat"]),
    ],
)
def test_those_who_share_a_post_are_its_holders_each_once(rows: str, holders: list[str]) -> None:
    text = "position id,title,reports to,employee id,name\nP1,General Manager,,1,Ann\n"
    found = organization(text + "".join(f"P2,Driver,P1,{row}\n" for row in rows.split("|")))
    post = found.positions[1]
    assert [person.name for person in post.holders] == holders
    assert post.declared.entry.headcount == 2
    assert post.is_vacant is not bool(holders)


def test_whoever_shares_a_post_is_found_as_a_manager_at_it() -> None:
    text = "position id,title,employee id,name,manager\nP1,General Manager,1,Ann,\nP2,Driver,2,Bob,P1\nP2,Driver,3,Cat,P1\n"
    found = organization(text + "P3,Cook,4,Dan,3\nP4,Cook,5,Eve,Cat\n")
    assert lines(found)[2:] == [("Cook", "Driver"), ("Cook", "Driver")]


def test_several_heads_of_a_department_are_its_co_heads() -> None:
    people = "employee id,name,title,department,是否主管\n1,Ann,General Manager,HQ,yes\n2,Bob,Sales Manager,Sales,yes\n"
    found = organization(people + "3,Cat,Sales Manager,Sales,yes\n4,Dan,Salesperson,Sales,no\n")
    unit = found.units[1]
    assert [head.holder.name for head in unit.heads if head.holder] == ["Bob", "Cat"]
    assert unit.declared is not None
    assert [unit.declared.line_and_column("head", number) for number in (0, 1)] == [(3, 27), (4, 27)]
    assert found.positions[3].manager is None
    assert "several lead" in str(found.design.table)


def test_a_cell_that_names_several_heads_names_co_heads() -> None:
    people = 'employee id,name,title,department,department head\n1,Ann,Manager,HQ,1\n2,Bob,Clerk,Sales,"Bob, Cat"\n'
    found = organization(people + '3,Cat,Clerk,Sales,"Bob, Cat"\n4,Dan,Clerk,Stock,"Smith, John"\n')
    assert [[head.title for head in unit.heads] for unit in found.units] == [["Manager"], ["Clerk", "Clerk"], []]
    assert found.units[2].head_reference == "Smith, John"


@pytest.mark.parametrize("word", ["Vacant", "TBC", "空缺", "待招"])
def test_a_holder_is_vacant_only_by_word(word: str) -> None:
    found = organization(
        f"position id,name,title,reports to\nP1,Ann,General Manager,\nP2,{word},Driver,P1\nP3,,Cook,P1\nP4,N/D,Cook,P1\n"
    )
    assert [position.is_vacant for position in found.positions] == [False, True, False, False]
    assert [position.holder is None for position in found.positions] == [False, True, True, True]


@pytest.mark.parametrize("word", ["", "0", "NULL", "n/a", "XX", "root", "无", "-"])
def test_a_blank_and_words_for_nobody_name_no_manager(word: str) -> None:
    found = organization(f"id,title,manager\na,General Manager,{word}\nb,Driver,a\n")
    assert [position.manager_status for position in found.positions] == ["none", "known"]


def test_a_word_for_nobody_that_is_an_id_is_an_id() -> None:
    assert lines(organization("id,title,manager\n0,General Manager,\n1,Driver,0\n"))[1] == ("Driver", "General Manager")


def test_of_two_that_name_themselves_both_are_told() -> None:
    found = organization("id,title,manager\n1,General Manager,1\n2,Driver,2\n3,Cook,1\n")
    assert [position.manager_status for position in found.positions] == ["itself", "itself", "known"]


@pytest.mark.parametrize(
    ("manager", "how"),
    [
        ("E07", "exact"),
        ("e07", "case"),
        ("Ｅ07", "case"),
        ("E07\u200b", "exact"),
        ("ANN@x.org", "mail"),
        ("Ann Lee", "name"),
        ("ann  lee", "name"),
        ("Lee, Ann", "name"),
        ("Ann Lee (E07)", "name"),
        ("General manager", "name"),
        ("Anne", "unknown"),
    ],
)
def test_a_reference_is_found_as_written_then_without_case_then_by_address_or_name(manager: str, how: str) -> None:
    found = table(
        f'id,name,title,email,manager\nE07,Ann Lee,General Manager,ann@x.org,\nE08,Bob Ray,Driver,bob@x.org,"{manager}"\n'
    )
    assert {key: number for key, number in found.references["managers"].items() if number} == {how: 1}


@pytest.mark.parametrize(("id_", "manager"), [("7", "007"), ("007", "7"), ("7", "7.0"), ("0007", "007")])
def test_leading_zeros_and_what_spreadsheets_put_behind_numbers_do_not_matter(id_: str, manager: str) -> None:
    found = table(f"id,title,manager\n{id_},General Manager,\n8,Driver,{manager}\n")
    assert found.references["managers"]["zeros"] == 1


def test_an_exact_id_wins_and_two_that_only_look_alike_are_ambiguous() -> None:
    text = "id,title,manager\nAB1,General Manager,\nab1,Driver,AB1\nx2,Cook,Ab1\n"
    found = organization(text)
    assert [position.manager_status for position in found.positions] == ["none", "known", "ambiguous"]
    assert found.positions[1].manager is found.positions[0]
    assert "people.csv:3:12: 1 manager is meant by an id that differs" in decided(table(text))
    zeros = decided(table("id,title,manager\n7,General Manager,\n007,Driver,7\n8,Cook,007\n"))
    assert "2 managers are meant by ids that differ" in zeros
    assert '"7", not "007"' in zeros
    assert "differ" not in decided(table("id,title,manager\n7,General Manager,\n8,Driver,07\n9,Cook,8\n"))


@pytest.mark.parametrize(
    ("column", "gone", "stays"),
    [
        ("status", "Left", "Active"),
        ("Valid?", "0", "1"),
        ("CurrentFlag", "False", "True"),
        ("userAccountControl", "514", "512"),
        ("在职离职状态", "离职", "在职"),
        ("是否在职", "否", "是"),
    ],
)
def test_who_left_is_no_position(column: str, gone: str, stays: str) -> None:
    text = f"id,title,manager,{column}\n1,General Manager,,{stays}\n2,Cook,1,{gone}\n3,Driver,2,{stays}\n"
    assert [title for title, _manager in lines(organization(text))] == ["General Manager", "Driver"]
    [note] = table(text).notes
    assert (note.line, note.message) == (4, '"2" is somebody who left (line 3)')


def test_a_row_without_a_title_is_called_by_its_name_and_its_role_stays_open() -> None:
    found = organization("id,name,title,manager\n1,Ann,General Manager,\n2,Bob,,1\n3,,,1\n")
    assert [(position.title, position.role) for position in found.positions[1:]] == [("Bob", None), ("3", None)]
    assert "2 rows have no title" in decided(table("id,name,title,manager\n1,Ann,General Manager,\n2,Bob,,1\n3,,,1\n"))


def test_posts_of_no_id_report_to_posts_outside() -> None:
    found = organization("title,reporting senior post,number of posts in fte\nClerk,P1,2.5\nCook,P1,1\n")
    assert len(found.inside) == 2
    assert found.positions[0].declared.entry.headcount == 3
    assert [position.manager.is_outside for position in found.inside if position.manager] == [True, True]


def test_numbers_that_are_none_are_told_and_the_rest_is_read() -> None:
    found = table("id,title,fte,headcount\n1,General Manager,abc,1\n2,Driver,0.5,x\n")
    assert [(problem.line, problem.column) for problem in found.unreadable] == [(2, 19), (3, 14)]
    assert found.sources[0].data["positions"][1]["fte"] == 0.5


def test_an_education_that_no_scale_has_is_noted() -> None:
    found = organization("工号,姓名,岗位,学历\n1,张一,总经理,本科\n2,李二,司机,其他\n")
    assert [person.declared.entry.education for person in found.people if person.declared] == ["bachelor", None]
    assert found.design.table is not None
    assert ["其他" in note.message for note in found.design.table.notes] == [True]


def test_what_a_table_says_of_people_beside_their_education() -> None:
    found = organization(
        "工号,姓名,岗位,工作年限,资格证书,所学专业\n1,张一,总经理,10年,注册会计师；中级经济师,会计学\n2,李二,司机,三年以上,无,物流；法学\n3,王三,司机,/,,\n"
    )
    people = [person.declared.entry for person in found.people if person.declared]
    assert [person.experience for person in people] == [10, 3, None]
    assert [person.certificates for person in people] == [["注册会计师", "中级经济师"], None, None]
    assert [person.field_of_study for person in people] == ["会计学", ["物流", "法学"], None]
    english = organization("Employee ID,Name,Title,Years of Experience,Certifications,Major\n1,Ann,General Manager,4.5,PMP,Law\n")
    [ann] = [person.declared.entry for person in english.people if person.declared]
    assert (ann.experience, ann.certificates, ann.field_of_study) == (4.5, ["PMP"], "Law")


def test_experience_that_is_no_number_of_years_is_noted() -> None:
    found = organization("工号,姓名,岗位,工作经验\n1,张一,总经理,3-5年\n2,李二,司机,2\n")
    assert [person.declared.entry.experience for person in found.people if person.declared] == [None, 2]
    assert found.design.table is not None
    assert ["3-5年" in note.message for note in found.design.table.notes] == [True]


@pytest.mark.parametrize(
    "name",
    [
        "司龄",
        "工龄",
        "本公司工龄",
        "Seniority",
        "Years at company",
        "Years in current role",
        "Experience level",
        "证书编号",
        "专业技术职称",
        "Degree",
    ],
)
def test_how_long_somebody_has_been_there_and_the_like_is_no_experience_certificate_or_field(name: str) -> None:
    found = organization(f"工号,姓名,岗位,{name}\n1,张一,总经理,3\n")
    entries = [person.declared.entry for person in found.people if person.declared]
    assert [(each.experience, each.certificates, each.field_of_study) for each in entries] in ([], [(None, None, None)])


def test_a_column_is_what_the_user_says() -> None:
    text = "编号,姓名,头衔,老板\n1,张一,总经理,\n2,李二,司机,1\n"
    with pytest.raises(DesignError, match="--map title="):
        table(text)
    assert lines(organization(text, title="头衔", reports_to="老板")) == [("总经理", None), ("司机", "总经理")]
    assert lines(organization(text, title="#3", manager="#4")) == [("总经理", None), ("司机", "总经理")]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"title": "头街名称"}, 'no column is called "头街名称"; there are: .*; did you mean "头衔名称"'),
        ({"titel": "头衔名称"}, 'a column cannot mean "titel"; it can mean .*; did you mean "title"'),
    ],
)
def test_what_the_user_says_is_checked(columns: dict[str, str], message: str) -> None:
    with pytest.raises(DesignError, match=message):
        table("编号,姓名,头衔名称\n1,张一,总经理\n", **columns)


def test_further_columns_are_attributes_where_the_user_says_so() -> None:
    text = "id,title,职级\n1,General Manager,M3\n"
    found = organization(text, **{"attributes.grade": "职级"})
    assert found.positions[0].declared.entry.attributes == {"grade": "M3"}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("0x", ()),
        ("0x58", ("1",)),
        ("0x5AC0", ("1", "1")),
        ("0x7AD6B0", ("3", "1", "1", "1")),
        ("/1/2/", ("1", "2")),
        ("0xZZ", None),
        ("abc", None),
    ],
)
def test_a_hierarchyid_is_its_steps(text: str, steps: tuple[str, ...] | None) -> None:
    assert node(text) == steps


def test_two_sheets_are_one_organization() -> None:
    people = Sheet(
        "a.xlsx",
        "xlsx",
        [["工号", "姓名", "岗位", "部门编号"], ["001", "张一", "总经理", "1"], ["002", "李二", "司机", "02"]],
        [1, 2, 3],
        lambda row, column: (row + 1, column + 1),
        name="人员",
    )
    units = Sheet(
        "a.xlsx",
        "xlsx",
        [["部门编号", "部门名称", "上级部门编号", "负责人工号"], ["01", "总部", None, "001"], ["02", "车队", "01", "009"]],
        [1, 2, 3],
        lambda row, column: (row + 1, column + 1),
        name="部门",
    )
    told = organization_of([people, units], Asked((("title", "姓名"),)), "a.xlsx")
    assert [entry["title"] for entry in told.sources[0].data["positions"]] == ["张一", "李二"]
    with pytest.raises(DesignError, match="no column is called"):
        organization_of([people, units], Asked((("title", "头衔"),)), "a.xlsx")
    remarks = Sheet("a.xlsx", "xlsx", [["说明"], ["每月更新"]], [1, 2], lambda row, column: (row + 1, column + 1), name="说明")
    found = organization_of([people, units, remarks], Asked(), "a.xlsx")
    assert "this sheet is not read" in decided(found)
    assert found.references["units"]["zeros"] == 1
    design = design_of(found.sources[0])
    linked = link(design, shipped_library().titles, shipped_library().terms)
    assert [(position.unit.name if position.unit else None) for position in linked.positions] == ["总部", "车队"]
    assert lines(linked) == [("总经理", None), ("司机", "总经理")]
    assert [unit.head_status for unit in linked.units] == ["known", "unknown"]
    assert str(located(linked.units[1].declared.source, ("units", 1, "head"))) == "a.xlsx!部门!D3"  # type: ignore[union-attr]


def test_names_that_begin_with_the_family_name_are_found() -> None:
    assert lines(organization('Name,Title,Manager\n"Lee, Ann",General Manager,\n"Ray, Bob",Driver,Ann Lee\n'))[1] == (
        "Driver",
        "General Manager",
    )


def test_units_of_paths_stand_beside_units_with_a_slash_in_their_name() -> None:
    text = "id,title,unit\n1,General Manager,Sun\n2,Driver,Sun/Sales\n3,Cook,R&D/Engineering\n4,Clerk,Sun/Sales/East\n"
    units = organization(text).units
    assert [(unit.name, unit.parent.name if unit.parent else None) for unit in units] == [
        ("Sun", None),
        ("Sales", "Sun"),
        ("R&D/Engineering", None),
        ("East", "Sales"),
    ]
    assert "units are written with those around them, as in Sun/Sales" in decided(table(text))


def test_departments_beside_one_another_are_several_where_each_stands_alone_elsewhere() -> None:
    rows = ("1,总经理,总部,", "2,司机,销售部、市场部,1", "3,文员,销售部,1", "4,文员,市场部,1", "5,司机,研发、生产部,1")
    found = organization("\n".join(("工号,岗位,部门,直属上级工号", *rows)))
    assert [position.unit.name if position.unit else None for position in found.positions] == [
        "总部",
        "销售部",
        "销售部",
        "市场部",
        "研发、生产部",
    ]


def test_an_unknown_manager_costs_no_more_where_all_rows_have_one_title() -> None:
    def seconds(title: str) -> float:
        rows = (f"{number},{title.format(number=number)},{'x' if number == 9 else 1}" for number in range(1, 20001))
        text = "\n".join(("employee id,title,manager id", *rows))
        start = time.process_time()
        assert table(text).references["managers"]["unknown"] == 1
        return time.process_time() - start

    assert seconds("Clerk") < 5 * seconds("Clerk {number}")


def test_a_row_costs_little_memory() -> None:
    rows = (f"p{number},Sales representative,p{number // 8},visit-customers;take-orders" for number in range(5000))
    text = "\n".join(("id,title,reports_to,duties", *rows))
    organization(text)  # what is made once
    tracemalloc.start()
    try:
        found = organization(text)
        held, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held / len(found.positions) < 1500
