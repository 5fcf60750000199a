"""``orgrules import``: a table becomes a design that is checked, nothing of the user's is lost, and what is not clear is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgrules import import_design
from tests.helpers import run, run_without_reader

PEOPLE = """\
工号,姓名,岗位,部门,直属上级工号,年龄
001,张一,总经理,总部,,50
002,李二,销售总监,销售部,1,40
003,王三,销售经理,销售部,002,30
"""
DESIGN = """\
# Imported from people.csv.
#
# people.csv: 3 rows are read, below the header in line 1.
#   "工号": id of the person (by its name)
#   "姓名": person's name (by its name)
#   "岗位": job title (by its name)
#   "部门": unit (by its name)
#   "直属上级工号": manager (by its name)
#   left out: "年龄"; one is kept by --map attributes.NAME=COLUMN
#
# What was decided:
# - 1 reference is understood without the zeros before the id

positions:
  - id: '001'
    title: 总经理
    unit: 总部
    holder: '001'
  - id: '002'
    title: 销售总监
    unit: 销售部
    reports_to: '001'  # written "1", with other zeros before it
    holder: '002'
  - id: '003'
    title: 销售经理
    unit: 销售部
    reports_to: '002'
    holder: '003'

people:
  - {id: '001', name: 张一}
  - {id: '002', name: 李二}
  - {id: '003', name: 王三}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


@pytest.mark.parametrize("output", [[], ["-o", "-"], ["--output", "-"]])
def test_a_design_is_printed(folder: Path, output: list[str]) -> None:
    done = run("import", "people.csv", *output, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, DESIGN, "")
    checked = run("check", "-", cwd=folder, stdin=done.stdout.encode())
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "No findings.")


def test_a_design_is_written_and_what_is_next_is_said(folder: Path) -> None:
    done = run("import", "people.csv", "-o", "design.yaml", cwd=folder)
    told = "Wrote design.yaml. Next: orgrules check design.yaml\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")
    assert (folder / "design.yaml").read_text("utf-8") == DESIGN
    assert run("check", "design.yaml", cwd=folder).returncode == 0


def test_it_speaks_chinese(folder: Path) -> None:
    done = run("import", "people.csv", "--lang", "zh", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("# 由 people.csv 导入。\n")
    assert "    reports_to: '001'  # 原写作“1”，前导零不同\n" in done.stdout


@pytest.mark.parametrize("there", ["people.csv", "design.yaml", "notes.txt", "link"])
@pytest.mark.parametrize("option", ["-o", "--write-map"])
def test_nothing_is_overwritten_not_even_what_was_read(folder: Path, there: str, option: str) -> None:
    if there == "link":
        (folder / there).symlink_to("people.csv")
    elif there != "people.csv":
        (folder / there).write_text("mine", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run("import", "people.csv", option, there, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {there} is there already; nothing was written\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_and_a_file_that_cannot_be_written(folder: Path) -> None:
    done = run("import", "people.csv", "-o", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (2, 'orgrules: "." is a folder; name a file in it\n')
    done = run("import", "people.csv", "-o", "no/design.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (2, "no/design.yaml: cannot be written: no such file or directory\n")
    done = run("import", "people.csv", "-o", "/dev/full", cwd=folder)
    assert (done.returncode, done.stderr) == (2, "/dev/full: cannot be written: no space left on device\n")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("absent.csv", None, "absent.csv:1:1: cannot be read: no such file or directory\n"),
        ("design.yaml", "positions: [{title: Captain}]\n", 'orgrules: "design.yaml" is a design already; tables are imported\n'),
        ("empty.csv", "", "empty.csv:1:1: no table: there is nothing in it\n"),
        (
            "two.csv",
            "id,职务,岗位\n1,总经理,经理\n",
            'two.csv:1:7: several columns may be "title": "职务", "岗位"; they differ, first in line 2 ("总经理" and "经理"). '
            "Say which one it is: --map title='职务'\n",
        ),
    ],
)
def test_what_is_no_table_ends_with_2_and_writes_nothing(folder: Path, name: str, text: str | None, told: str) -> None:
    if text is not None:
        (folder / name).write_text(text, "utf-8")
    done = run("import", name, "-o", "out.yaml", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert not (folder / "out.yaml").exists()


def test_several_tables_are_one_organization_and_a_design_is_none_of_them(folder: Path) -> None:
    (folder / "people.csv").write_text("工号,姓名,岗位,部门id\n001,张一,总经理,1\n", "utf-8")
    (folder / "units.csv").write_text("dept_id,dept_name,parent_id,leader\n1,总部,0,1\n", "utf-8")
    done = run("import", "people.csv", "units.csv", "-o", "design.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "head: '001'" in (folder / "design.yaml").read_text("utf-8")
    done = run("import", "people.csv", "design.yaml", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.endswith("this is no table; several files are one organization where each of them is one\n")


def test_units_alone_are_a_part_of_a_design(folder: Path) -> None:
    (folder / "units.csv").write_text("dept_id,dept_name,parent_id\n1,总部,0\n2,销售部,1\n", "utf-8")
    done = run("import", "units.csv", "-o", "units.yaml", cwd=folder)
    told = "orgrules: there are no positions: this is a part of a design, which another file includes (include: [FILE])\n"
    assert (done.returncode, done.stderr) == (0, told)
    (folder / "design.yaml").write_text("include: [units.yaml]\npositions: [{title: 总经理, unit: '1'}]\n", "utf-8")
    report = json.loads(run("check", "design.yaml", "--format", "json", cwd=folder).stdout)
    assert report["files"][0]["units"] == 2
    assert [finding["rule"] for finding in report["findings"]] == ["coverage/nothing-judged"]


def test_a_mapping_is_begun_mended_and_given_back(folder: Path) -> None:
    (folder / "two.csv").write_text("id,职务,岗位,老板\n1,总经理,经理,\n2,司机,驾驶员,1\n", "utf-8")
    done = run("import", "two.csv", "--write-map", "map.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith('orgrules: two.csv:1:7: several columns may be "title"')
    text = (folder / "map.yaml").read_text("utf-8")
    assert "  # title: 职务  # it may be this one\n  # title: 岗位  # it may be this one\n" in text
    done = run("import", "two.csv", "--map", "map.yaml", cwd=folder)
    assert done.returncode == 2  # it is not mended
    (folder / "map.yaml").write_text(text.replace("# title: 职务", "title: 职务\n  reports_to: 老板"), "utf-8")
    for given in (["--map", "map.yaml"], ["--config", "map.yaml"], ["--map", "map.yaml", "--map", "title=岗位"]):
        done = run("import", "two.csv", *given, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert ("    title: 驾驶员\n" if len(given) == 4 else "    title: 司机\n    reports_to: '1'\n") in done.stdout
        assert run("check", "two.csv", *given, cwd=folder).returncode == 0


def test_a_mapping_and_a_design_are_written_together(folder: Path) -> None:
    done = run("import", "people.csv", "--write-map", "map.yaml", "-o", "design.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "design.yaml").read_text("utf-8") == DESIGN
    assert run("check", "people.csv", "--map", "map.yaml", cwd=folder).returncode == 0
    printed = run("import", "people.csv", "--write-map", "-", cwd=folder).stdout
    assert printed == (folder / "map.yaml").read_text("utf-8").replace("--map map.yaml", "--map FILE")


@pytest.mark.parametrize("name", ["out.yaml", "-"])
def test_a_mapping_and_a_design_are_not_one_file(folder: Path, name: str) -> None:
    done = run("import", "people.csv", "--write-map", f"./{name}" if name != "-" else "-", "-o", name, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "orgrules: --output and --write-map name the same file\n"
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "map.yaml:1:1: cannot be read: no such file or directory\n"),
        (
            "map: {title: 岗位}\nlanguage: zh\n",
            'map.yaml:1:1: a file for --map has the key "map" and no other; --config takes settings\n',
        ),
        ("", 'map.yaml:1:1: a file for --map has the key "map" and no other; --config takes settings\n'),
        ("map: {titel: 岗位}\n", 'people.csv: a column cannot mean "titel"; it can mean '),
    ],
)
def test_a_mapping_that_is_none_is_told(folder: Path, text: str | None, told: str) -> None:
    if text is not None:
        (folder / "map.yaml").write_text(text, "utf-8")
    done = run("check", "people.csv", "--map", "map.yaml", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(told)


def test_a_reader_who_goes_away_early_gets_no_traceback(folder: Path) -> None:
    rows = "".join(f"{number},姓名,司机,销售部,1,\n" for number in range(10, 9999))
    (folder / "people.csv").write_text(PEOPLE + rows, "utf-8")
    assert run_without_reader("import", "people.csv", cwd=folder) == (2, b"")


def test_the_command_is_listed_under_its_name(folder: Path) -> None:
    assert "  import " in run("--help", cwd=folder).stdout
    assert run("import_", "people.csv", cwd=folder).returncode == 2
    assert run("import", "--help", cwd=folder).stdout.startswith("Usage: orgrules import [OPTIONS] SOURCE…")


def test_programs_import_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert import_design(["people.csv"]).text == DESIGN
