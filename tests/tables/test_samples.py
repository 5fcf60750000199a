"""Small tables such as HR systems write them: each is understood without --map, as a person would understand it."""

from __future__ import annotations

import pytest

from orgrules.errors import DesignError
from tests.tables.helpers import decided, lines, organization, table

#: What each system writes.
SAMPLES = {
    "企业微信 export": """\
填写须知：请勿修改表头
姓名,账号,别名,职务,部门,性别,手机,座机,邮箱
张一,zhang1,,总经理,阳光水果,男,,,z1@a.cn
李二,li2,,销售总监,阳光水果/销售部;阳光水果,男,,,l2@a.cn
王三,wang3,,销售经理,阳光水果/销售部/华南,男,,,w3@a.cn
""",
    "企业微信 batch CSV": """\
姓名,帐号,微信号,手机号,邮箱,所在部门,职位
张一,zhang1,,,z1@a.cn,1,总经理
李二,li2,,,l2@a.cn,2,销售总监
""",
    "钉钉 export": """\
"填写说明：1、请勿改动表头；2、部门主管填“是”"
员工UserID,姓名,邮箱,工号,部门主管,1级部门,主部门ID,2级部门,3级部门,职位
示例：user001,张三,,001,是,公司,1,部门,,经理
u1,张一,z1@a.cn,001,是,阳光水果,1,,,总经理
u2,李二,l2@a.cn,002,是,阳光水果,2,销售部,,销售总监
u3,王三,w3@a.cn,003,否,阳光水果,3,销售部,华南,销售经理
u4,赵四,,004,否,阳光水果,2,销售部,,司机
""",
    "钉钉 API": """\
userid,name,dept_id_list,title,job_number,manager_userid,hired_date
u1,张一,1,总经理,001,,2020-01-01
u2,李二,2,销售总监,002,u1,2020-01-01
u3,王三,2,销售经理,003,u2,2020-01-01
""",
    "飞书 roster": """\
姓名,部门,岗位,直属上级,虚线上级,工号,职级,入职时间,工作地点
张一,总部,总经理,,,001,M3,2020-01-01,深圳
李二,销售部,销售总监,张一,,002,M2,2020-01-01,深圳
王三,销售部,销售经理,李二,张一,003,M1,2020-01-01,深圳
""",
    "花名册 with numbers": """\
阳光水果花名册,,,,,,,
,,,,,,,
工号,姓名,邮箱,岗位分类,岗位,部门,直属上级工号,状态
001,张一,z1@a.cn,管理,总经理,总部,,在职
002,李二,l2@a.cn,管理,销售总监,销售部,001,在职
003,王三,w3@a.cn,管理,销售经理,销售部,2,在职
004,赵四,w4@a.cn,后勤,司机,销售部,009,在职
009,钱九,,管理,行政主管,行政部,001,离职
合计,5,,,,,,
""",
    "花名册 with levels": """\
工号,姓名,一级部门,二级部门,三级部门,四级部门,岗位,职级,序列,直接上级,间接上级,部门负责人
001,张一,阳光水果,,,,总经理,M3,管理,,,001
002,李二,阳光水果,销售部,,,销售总监,M2,管理,001,,002
003,王三,阳光水果,销售部,华南,,销售经理,M1,管理,002,001,003
""",
    "金蝶云星空": """\
员工编号,所属部门,就任岗位,工作组织,入职日期
FStaffNumber,FPostDept,FPost,FWorkOrgId,FJoinDate
001,销售部,销售经理,阳光水果,2020-01-01
002,销售部,销售代表,阳光水果,2020-01-01
""",
    "用友 NC": """\
人员编码,姓名,部门
psndoccode,psndocname,deptname
001,张一,销售部
002,李二,销售部
""",
    "ERPNext": """\
ID,Employee Number,Full Name,Reports to,Designation,Department,Company,Status,employee_number
HR-EMP-00001,E1,Ann Lee,,General Manager,Head office,Sun,Active,
HR-EMP-00002,E2,Bob Ray,HR-EMP-00001,Sales Director,Sales,Sun,Active,
HR-EMP-00003,E3,Cat Fox,HR-EMP-00002,Sales Manager,Sales,Sun,Active,
,,,,,,,,
HR-EMP-00004,E4,Dan Old,HR-EMP-00002,Driver,Sales,Sun,Left,
""",
    "Odoo": """\
Employee Name,Manager,Department,Job Position,Job Title,Badge ID,Coach
Ann Lee,,Head office,General Manager,General Manager,041,
Bob Ray,Ann Lee,Sales,Sales Director,Sales Director,042,
Cat Fox,Bob Ray,Sales,Sales Manager,,043,Ann Lee
""",
    "Odoo, import-compatible": """\
id,name,parent_id/id,department_id/id,job_id/id,job_title,barcode
__export__.e1,Ann Lee,,__export__.d1,__export__.j1,General Manager,041
__export__.e2,Bob Ray,__export__.e1,__export__.d2,__export__.j2,Sales Director,042
""",
    "Visio wizard": """\
Name,Reports_To,Unique_ID,Title,Department
Ann Lee,,Ann Lee,General Manager,Head office
Bob Ray,Ann Lee,Bob Ray,Sales Director,Sales
""",
    "draw.io CSV": """\
## Example
# label: %name%
# connect: {"from":"manager", "to":"name"}
name,position,id,location,manager,email
Ann Lee,General Manager,a,Oxford,,a@x.org
Bob Ray,Sales Director,b,Oxford,Ann Lee,b@x.org
Cat Fox,Sales Manager,c,Oxford,"Bob Ray,Ann Lee",c@x.org
""",
    "OrgChart": """\
PersonID,SupervisorID,Name,Title,IsAssistant
1,1,Ann Lee,General Manager,0
2,1,Bob Ray,Sales Director,0
3,2,Cat Fox,Sales Manager,0
""",
    "Adobe Learning Manager": """\
Employee's Name,Employee's Email,Profile,Manager's Email
Ann Lee,ann@x.org,General Manager,root
Bob Ray,bob@x.org,Sales Director,ANN@x.org
""",
    "Workday": """\
Employee ID,Full Name,Business Title,Position ID,Manager ID,Supervisory Organization,Worker Status
1,Ann Lee,General Manager,P1,,Head,Active
2,Bob Ray,Sales Director,P2,1,Sales,Active
""",
    "BambooHR": """\
Employee #,Last name, First name,Job Title,Reporting to,Department,Status
1,Lee,Ann,General Manager,,Head,Active
2,Ray,Bob,Sales Director,Ann Lee,Sales,Active
""",
    "Entra": """\
userPrincipalName,displayName,jobTitle,department,manager,accountEnabled
ann@x.org,Ann Lee,General Manager,Head,,True
bob@x.org,Bob Ray,Sales Director,Sales,ann@x.org,True
old@x.org,Old Man,Sales Director,Sales,ann@x.org,False
""",
}

#: Who reports to whom in each.
LINES: dict[str, list[tuple[str, str | None]]] = {
    "企业微信 export": [("总经理", None), ("销售总监", None), ("销售经理", None)],
    "企业微信 batch CSV": [("总经理", None), ("销售总监", None)],
    "钉钉 export": [("总经理", None), ("销售总监", "总经理"), ("销售经理", "销售总监"), ("司机", "销售总监")],
    "钉钉 API": [("总经理", None), ("销售总监", "总经理"), ("销售经理", "销售总监")],
    "飞书 roster": [("总经理", None), ("销售总监", "总经理"), ("销售经理", "销售总监")],
    "花名册 with numbers": [("总经理", None), ("销售总监", "总经理"), ("销售经理", "销售总监"), ("司机", None)],
    "花名册 with levels": [("总经理", None), ("销售总监", "总经理"), ("销售经理", "销售总监")],
    "金蝶云星空": [("销售经理", None), ("销售代表", None)],
    "用友 NC": [("张一", None), ("李二", None)],
    "ERPNext": [("General Manager", None), ("Sales Director", "General Manager"), ("Sales Manager", "Sales Director")],
    "Odoo": [("General Manager", None), ("Sales Director", "General Manager"), ("Sales Manager", "Sales Director")],
    "Odoo, import-compatible": [("General Manager", None), ("Sales Director", "General Manager")],
    "Visio wizard": [("General Manager", None), ("Sales Director", "General Manager")],
    "draw.io CSV": [("General Manager", None), ("Sales Director", "General Manager"), ("Sales Manager", "Sales Director")],
    "OrgChart": [("General Manager", None), ("Sales Director", "General Manager"), ("Sales Manager", "Sales Director")],
    "Adobe Learning Manager": [("General Manager", None), ("Sales Director", "General Manager")],
    "Workday": [("General Manager", None), ("Sales Director", "General Manager")],
    "BambooHR": [("General Manager", None), ("Sales Director", "General Manager")],
    "Entra": [("General Manager", None), ("Sales Director", "General Manager")],
}


@pytest.mark.parametrize("system", SAMPLES)
def test_a_table_is_understood_without_a_word_from_the_user(system: str) -> None:
    assert lines(organization(SAMPLES[system])) == LINES[system]


def test_units_of_paths_and_levels_have_those_around_them() -> None:
    for system in ("企业微信 export", "钉钉 export", "花名册 with levels"):
        units = organization(SAMPLES[system]).units
        assert [(unit.name, unit.parent.name if unit.parent else None) for unit in units] == [
            ("阳光水果", None),
            ("销售部", "阳光水果"),
            ("华南", "销售部"),
        ]


def test_without_managers_the_heads_of_departments_are_taken_and_it_is_said() -> None:
    found = table(SAMPLES["钉钉 export"])
    assert "3 positions report to the heads of their departments" in decided(found)
    assert "example of what to write" in decided(found)


def test_without_managers_and_heads_it_is_said() -> None:
    assert "no column names the manager, nor who leads a department" in decided(table(SAMPLES["企业微信 export"]))


def test_departments_of_their_own_head_have_it() -> None:
    units = organization(SAMPLES["花名册 with levels"]).units
    assert [unit.head.title if unit.head else None for unit in units] == ["总经理", "销售总监", "销售经理"]


def test_who_left_is_no_position_and_a_reference_says_so() -> None:
    found = table(SAMPLES["花名册 with numbers"])
    assert [(note.line, note.message) for note in found.notes] == [(7, '"009" is somebody who left (line 8)')]
    driver = organization(SAMPLES["花名册 with numbers"]).positions[3]
    assert (driver.manager_status, driver.manager_reference) == ("unknown", "009")


def test_zeros_that_a_reference_lost_are_counted() -> None:
    found = table(SAMPLES["花名册 with numbers"])
    assert [(zeros.written, zeros.id, zeros.place.line) for zeros in found.zeros] == [("2", "002", 6)]
    assert found.references["managers"]["zeros"] == 1


def test_the_manager_is_the_id_and_not_the_number_where_a_system_writes_that() -> None:
    assert [position.id for position in organization(SAMPLES["ERPNext"]).positions] == [
        "HR-EMP-00001",
        "HR-EMP-00002",
        "HR-EMP-00003",
    ]


def test_several_managers_in_a_cell_are_a_manager_and_dotted_lines() -> None:
    fox = organization(SAMPLES["draw.io CSV"]).positions[2]
    assert [line.target.title for line in fox.dotted if line.target] == ["General Manager"]


def test_the_top_that_reports_to_itself_is_the_top() -> None:
    found = organization(SAMPLES["OrgChart"])
    assert found.positions[0].manager_status == "none"
    assert "names itself as its manager" in decided(table(SAMPLES["OrgChart"]))


def test_the_ids_of_posts_are_those_of_positions_and_a_manager_is_found_by_the_person() -> None:
    found = organization(SAMPLES["Workday"])
    assert [position.id for position in found.positions] == ["P1", "P2"]
    assert [person.id for person in found.people] == ["1", "2"]


def test_a_text_that_is_latin_is_no_chinese() -> None:
    text = "ID,Name,Title,ReportsTo,AltReportsTo\nx1,Ann Müller,General Manager,,\nx2,Bob Ray,Sales Director,x1,x1\n"
    found = organization(text.encode("latin-1"))
    assert found.people[0].name == "Ann Müller"
    assert "read as CP1252" in decided(table(text.encode("latin-1")))


def test_a_table_with_neither_title_nor_manager_says_why_and_what_to_write() -> None:
    with pytest.raises(DesignError) as raised:
        table("first_name,middle_name,last_name,employee_id,other_id,driver_license_no\nAnn,,Lee,1,,\n")
    assert "no column is known as the title, the unit or the manager" in str(raised.value)
    assert "--map title=" in str(raised.value)


def test_titles_that_disagree_are_asked_for() -> None:
    text = SAMPLES["Odoo"].replace("Sales Director,Sales Director", "Sales Director,Driver")
    with pytest.raises(DesignError) as raised:
        table(text)
    assert 'several columns may be "title"' in str(raised.value)
    assert "--map title='Job Position'" in str(raised.value)
    assert lines(organization(text, title="Job Title"))[1] == ("Driver", "General Manager")
