"""Tables on the command line: they are taken as designs are, and how they were understood is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.helpers import run

PEOPLE = """\
工号,姓名,岗位,部门,直属上级工号,状态
001,张一,总经理,总部,,在职
002,李二,销售总监,销售部,1,在职
003,王三,销售经理,销售部,009,在职
009,钱九,司机,销售部,001,离职
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def test_a_table_is_checked_and_each_finding_is_on_its_cell(people: Path) -> None:
    done = run("check", "people.csv", cwd=people.parent)
    assert done.returncode == 1
    assert 'people.csv:4:17: error [hierarchy/unknown-manager] 销售经理 reports to "009"' in done.stdout
    assert 'people.csv:4:17: "009" is somebody who left (line 5)' in done.stdout
    assert "people.csv:3:17: warning [tables/leading-zeros] 1 of 2 managers is found only without the zeros" in done.stdout
    assert (
        "people.csv:1:1: read as 工号: id of the person, 姓名: person's name, 岗位: job title, 部门: unit, "
        "直属上级工号: manager, 状态: status" in done.stdout
    )
    assert "people.csv:5:19: 1 row is of somebody who left, and is no position" in done.stdout


def test_json_tells_how_a_table_was_understood(people: Path) -> None:
    document = json.loads(run("check", "people.csv", "--format", "json", cwd=people.parent).stdout)
    assert document["reading"]["references"]["managers"] == {
        "exact": 0,
        "case": 0,
        "zeros": 1,
        "mail": 0,
        "person": 0,
        "name": 0,
        "ambiguous": 0,
        "unknown": 1,
    }
    [sheet] = document["reading"]["tables"]
    assert (sheet["path"], sheet["kind"], sheet["sheet"], sheet["header_row"], sheet["rows"]) == ("people.csv", "csv", None, 1, 4)
    assert sheet["columns"][0] == {"name": "工号", "means": "person", "how": "name"}
    assert [note["line"] for note in document["notes"]] == [1, 5, 4]
    assert {finding["cell"] for finding in document["findings"]} == {None}


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab", "junit", "csv", "markdown", "html"])
def test_every_format_tells_of_the_cells(people: Path, name: str) -> None:
    done = run("check", "people.csv", "--format", name, cwd=people.parent)
    assert done.returncode == 1
    assert "tables/leading-zeros" in done.stdout
    if name == "sarif":
        places = [
            result["locations"][0]["physicalLocation"]["region"] for result in json.loads(done.stdout)["runs"][0]["results"]
        ]
        assert {"startLine": 4, "startColumn": 17} in places
    if name == "github":
        assert "line=4,col=17" in done.stdout


def test_an_unreadable_row_fails_a_check_of_the_rest(people: Path) -> None:
    people.write_text(PEOPLE + '004,"赵四,司机,销售部,002,在职\n', "utf-8")
    done = run("check", "people.csv", "--ignore", "hierarchy/*", cwd=people.parent)
    assert done.returncode == 1
    assert "people.csv:6:5: error [tables/unreadable]" in done.stdout
    assert (
        run("check", "people.csv", "--ignore", "hierarchy/*", "--ignore", "tables/unreadable", cwd=people.parent).returncode == 0
    )


def test_a_table_with_neither_titles_nor_units_could_not_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("first_name,last_name,employee_id\nAnn,Lee,1\n", "utf-8")
    done = run("check", "a.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert 'there are: "first_name", "last_name", "employee_id"' in done.stderr
    assert "--map title=" in done.stderr


def test_the_columns_are_told_by_an_option_or_by_settings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编号,头衔,老板\n1,总经理,\n2,司机,1\n", "utf-8")
    assert run("check", "a.csv", cwd=tmp_path).returncode == 2
    told = ("--map", "title=头衔", "--map", "reports_to=老板")
    assert "2 positions" in run("check", "a.csv", *told, cwd=tmp_path).stdout
    assert run("why", "a.csv", "2", *told, cwd=tmp_path).returncode == 0
    (tmp_path / "orgrules.yaml").write_text("map: {title: 头衔, reports_to: 老板}\n", "utf-8")
    assert "2 positions" in run("check", "a.csv", cwd=tmp_path).stdout
    (tmp_path / "b.csv").write_text("工号,岗位,上级\n1,总经理,\n", "utf-8")  # of another system
    assert run("check", "a.csv", "b.csv", cwd=tmp_path).returncode == 0
    assert run("check", "a.csv", "b.csv", "--map", "title=头衔", cwd=tmp_path).returncode == 2
    done = run("check", "a.csv", "--map", "头衔", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        'orgrules: --map names a column by what it means, such as title=职务; found "头衔"\n',
    )


def test_folders_are_gone_through_for_tables_when_asked(people: Path) -> None:
    folder = people.parent
    done = run("check", ".", cwd=folder)
    assert done.returncode == 2
    assert "1 table found, which folders are gone through for with --tables: people.csv" in done.stderr
    (folder / "design.yaml").write_text("positions: [{title: Captain}]\n", "utf-8")
    assert "1 table is left out (--tables takes it): people.csv." in run("check", ".", cwd=folder).stdout
    (folder / "prices.csv").write_text("item,price\npear,2\n", "utf-8")
    done = run("check", "--tables", ".", cwd=folder)
    assert "Checked 2 files" in done.stdout
    assert "Passed over, being no designs: prices.csv." in done.stdout
    (folder / "unclear.csv").write_text("id,title,title\n1,Cook,Driver\n", "utf-8")
    assert run("check", "--tables", ".", cwd=folder).returncode == 2
    (folder / "unclear.csv").unlink()
    (folder / "orgrules.yaml").write_text("tables: true\n", "utf-8")
    assert "Checked 2 files" in run("check", ".", cwd=folder).stdout


TEAMS = "admins: [ann]\nmembers: [bob]\nteams: {core: {maintainers: [ann], members: [bob]}}\n"


def test_directories_in_folders_are_tables_too(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: Captain}]\n", "utf-8")
    (tmp_path / "org.yaml").write_text(TEAMS, "utf-8")
    (tmp_path / "people.json").write_text('[{"id": "1", "title": "Cook"}, {"id": "2", "title": "Cook", "manager": "1"}]', "utf-8")
    (tmp_path / "two-titles.json").write_text('[{"title": "Cook", "Job Title": "Driver", "id": "1"}]', "utf-8")
    (tmp_path / "lock.json").write_text('{"packages": [{"name": "x", "version": "1"}]}', "utf-8")
    (tmp_path / "other.yaml").write_text("services: [{name: x}]\n", "utf-8")
    told = run("check", ".", cwd=tmp_path).stdout
    assert "Checked 1 file" in told
    assert "3 tables are left out (--tables takes them): org.yaml, people.json, two-titles.json." in told
    assert "Passed over, being no designs: lock.json, other.yaml." in told
    (tmp_path / "two-titles.json").unlink()
    assert "Checked 3 files" in run("check", "--tables", ".", cwd=tmp_path).stdout


def test_why_chart_and_compare_take_tables(people: Path) -> None:
    folder = people.parent
    done = run("why", "people.csv", "003", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("people.csv:4:8: 销售经理 (003)")
    assert "销售总监" in run("chart", "people.csv", "--format", "mermaid", cwd=folder).stdout
    (folder / "new.csv").write_text(PEOPLE.replace("009,在职", "002,在职"), "utf-8")
    done = run("compare", "people.csv", "new.csv", cwd=folder)
    assert done.returncode == 0
    assert "hierarchy/unknown-manager" in done.stdout


def test_standard_input_and_a_file_of_another_name_may_be_a_table(people: Path) -> None:
    done = run("check", "-", cwd=people.parent, stdin=PEOPLE.encode("gb18030"))
    assert "<stdin>:4:17: error [hierarchy/unknown-manager]" in done.stdout
    people.rename(people.with_suffix(".txt"))
    assert "people.txt:4:17: error [hierarchy/unknown-manager]" in run("check", "people.txt", cwd=people.parent).stdout


def test_units_alone_are_checked_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("dept_id,parent_id,dept_name\n1,0,Head office\n2,1,Sales\n3,9,South\n", "utf-8")
    done = run("check", "units.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "units.csv:4:3: error [units/unknown-parent]" in done.stdout
    assert "[coverage/nothing-judged]" in done.stdout
    for name in ("html", "svg", "mermaid", "dot"):
        drawn = run("chart", "units.csv", "--format", name, cwd=tmp_path)
        assert (drawn.returncode, "Head office" in drawn.stdout) == (0, True)


def test_a_table_of_which_no_row_can_be_read_could_not_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,title,manager\n1,"Cook,\n', "utf-8")
    done = run("check", "a.csv", "--format", "html", cwd=tmp_path)
    assert done.returncode == 2
    assert "a.csv:2:3: this row is not read" in done.stderr


def test_a_table_is_compared_with_what_it_was(people: Path) -> None:
    folder = people.parent
    (folder / "org.yaml").write_text(TEAMS, "utf-8")
    author = ("-c", "user.name=a", "-c", "user.email=a@x.org")
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "one")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    people.write_text(PEOPLE.replace("009,在职", "002,在职"), "utf-8")
    done = run("compare", "--since", "HEAD", "people.csv", cwd=folder)
    assert done.returncode == 0
    assert "hierarchy/unknown-manager" in done.stdout
    (folder / "org.yaml").write_text(TEAMS.replace("bob", "eve"), "utf-8")
    done = run("compare", "--since", "HEAD", "org.yaml", cwd=folder)
    assert (done.returncode, "eve" in done.stdout) == (0, True)


def test_findings_in_tables_are_waived_and_hidden_like_any(people: Path) -> None:
    folder = people.parent
    (folder / "orgrules.yaml").write_text(
        "waivers:\n  - {rule: tables/leading-zeros, reason: known, until: 2999-01-01}\n"
        "  - {rule: hierarchy/unknown-manager, at: '003', reason: known, until: 2999-01-01}\n",
        "utf-8",
    )
    done = run("check", "people.csv", cwd=folder)
    assert done.returncode == 0
    assert "2 waived" in done.stdout


def test_a_check_of_yaml_reads_no_module_of_tables_but_their_names(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text("positions: [{title: Captain}]\n", "utf-8")
    program = (
        "import sys; from orgrules.tasks.check import check; check(['design.yaml']);"
        "print(sorted(name for name in sys.modules if name.startswith('orgrules.tables.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "['orgrules.tables.asked', 'orgrules.tables.formats']\n"


def test_what_is_told_of_a_workbook_names_its_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    for row in (["工号", "岗位", "直属上级工号"], ["001", "总经理", None], ["002", "销售总监", "=A2"], ["003", "司机", "#N/A"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(tmp_path / "people.xlsx")
    done = run("check", "people.xlsx", "--all", cwd=tmp_path)
    assert "people.xlsx!花名册!C3: error [tables/unreadable] a formula without its value" in done.stdout
    assert "people.xlsx!花名册!A3: 1 hidden row is read too" in done.stdout
    # what differs by what it says stands by itself
    assert done.stdout.count("[tables/unreadable]") == 2
    assert run("check", "people.xlsx", cwd=tmp_path).stdout.count("[tables/unreadable]") == 2
