"""What ``orgrules import`` writes: a design that is judged as the table is, with what was decided as comments."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orgrules.design.read import read_design
from orgrules.errors import DesignError, OrgrulesError
from orgrules.files.source import Limits
from orgrules.findings import Finding, Report
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Position
from orgrules.settings import Settings
from orgrules.settings.resolve import resolve
from orgrules.tasks.check import check
from orgrules.tasks.importing import Imported, import_design
from orgrules.tasks.mapping import map_columns
from tests.helpers import SAMPLES as SAMPLE_FILES
from tests.helpers import SHARED, shipped_library
from tests.tables.test_samples import SAMPLES

DATA = SHARED / "data"
PUBLISHED = sorted(DATA.rglob("*.csv"))


def imported(folder: Path, **texts: str) -> Imported:
    """The design of tables by the names of their files."""
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.csv"
        path.write_text(text, "utf-8", newline="")
        paths.append(str(path))
    return import_design(paths)


def checked(folder: Path, text: str) -> Report:
    """The report on a design that was written."""
    path = folder / "design.yaml"
    path.write_text(text, "utf-8")
    report = check([str(path)])
    assert not report.problems
    return report


def subjects(report: Report) -> Counter[tuple[str, str, str]]:
    """Of each finding the rule and whom it is about, without those of the table itself."""
    return Counter(
        (finding.rule, finding.subject.kind, "" if finding.subject.kind == "organization" else finding.subject.title)
        for finding in report.findings
        if not finding.rule.startswith("tables/")
    )


def fingerprints(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.fingerprint for finding in findings if not finding.rule.startswith("tables/"))


def entries(text: str) -> str:
    """A design without the comments at its head."""
    return text[text.index("\n\n") + 2 :]


@pytest.mark.skipif(not PUBLISHED, reason="the published tables are not beside the project")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_tables_are_judged_as_before(tmp_path: Path, path: Path) -> None:
    found = import_design([str(path)])
    if not found.positions:  # a table of units alone: another design includes it
        (tmp_path / "units.yaml").write_text(found.text, "utf-8")
        report = checked(tmp_path, "include: [units.yaml]\npositions: [{title: Captain}]\n")
        assert report.files[0].units == check([str(path)]).files[0].units
        return
    table, design = check([str(path)]), checked(tmp_path, found.text)
    assert subjects(design) == subjects(table)
    assert fingerprints(tuple(design.findings)) == fingerprints(tuple(table.findings))
    assert (design.files[0].positions, design.files[0].units, design.files[0].people) == (
        table.files[0].positions,
        table.files[0].units,
        table.files[0].people,
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_of_many_systems_are_judged_as_before(tmp_path: Path, name: str) -> None:
    found = imported(tmp_path, people=SAMPLES[name])
    if found.positions:
        assert subjects(checked(tmp_path, found.text)) == subjects(check([str(tmp_path / "people.csv")]))


#: Texts as tables hold them that YAML, or a comment, could misread; some that differ by little.
NASTY = st.sampled_from(
    [
        "001", "1", "01", "1.0", "E1", "e1", "NO", "null", "~", "1e5", "2020-01-01", "=", "- x", "a: b", "a #b", "#N/A", "'q'",
        '"q"', "orgrules: ignore[x]", "李雷", "李 雷", "华南大区经理", "总经理", "General Manager", "Captain", "captain", "😀",
        "two\nlines", "x" * 1200, "y" * 300, "a\u202eb", "{a: b}", "[a]", "&a", "*a", "!a", "|", ">", "%", "@a", "`a`",
        "公司/销售部", "公司", "", "", "",
    ]
)  # fmt: skip
ROWS = st.lists(st.tuples(NASTY, NASTY, NASTY, NASTY, NASTY), min_size=1, max_size=7)
HEADERS = st.sampled_from(
    [
        ("工号", "姓名", "岗位", "部门", "直属上级"),
        ("工号", "姓名", "岗位", "部门", "直属上级工号"),
        ("Position ID", "Employee Name", "Title", "Department", "Reports To"),
        ("E-mail", "Name", "Job Title", "Department path", "Manager"),
        ("备注", "姓名", "岗位", "部门", "直属上级"),
        ("岗位编码", "工号", "岗位", "姓名", "直属上级"),
        ("工号", "岗位", "一级部门", "二级部门", "部门负责人"),
        ("工号", "岗位", "直属上级", "虚线上级", "编制"),
    ]
)


def written(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADERS, ROWS)
@example(
    ("工号", "姓名", "岗位", "部门", "直属上级"), [("1", "a", "b", "c", "two\nlines"), *[("two\nlines", "d", "b", "c", "1")] * 2]
)
def test_any_table_becomes_a_design_of_the_same_lines_that_is_judged_alike(
    tmp_path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    try:
        found = imported(tmp_path, people=written(header, rows))
    except OrgrulesError:
        return
    # a manager who is found by name, and whose id another one has too, cannot be named in a design
    if not found.positions or "several have the id" in found.text:
        return
    assert found == imported(tmp_path, people=written(header, rows))
    report = checked(tmp_path, found.text)
    table, design = linked(tmp_path / "people.csv"), linked(tmp_path / "design.yaml")
    assert [looks(position) for position in design.positions] == [looks(position) for position in table.positions]
    changed = [
        (before.manager_status, after.manager_status)
        for before, after in zip(table.positions, design.positions, strict=True)
        if before.manager_status != after.manager_status
    ]
    # a name that several people have, or an id of two people, is nobody's title nor the id of a post, where a design looks
    assert set(changed) <= {("ambiguous", "unknown"), ("duplicate", "unknown")}
    differing = about_the_unknown(report), about_the_unknown(check([str(tmp_path / "people.csv")]))
    assert not differing[1] - differing[0]
    assert sum((differing[0] - differing[1]).values()) == changed.count(("duplicate", "unknown"))


def linked(path: Path) -> Organization:
    library = shipped_library()
    return link(read_design(str(path)), library.titles, library.terms)


def looks(position: Position) -> tuple[object, ...]:
    """All that a position says, references by what they lead to."""
    entry = position.declared.entry
    return (
        position.title,
        position.role,
        None if position.manager is None else position.manager.index,
        [line.target and line.target.index for line in position.dotted],
        None if position.unit is None else (position.unit.index, position.unit.name),
        None if position.holder is None else (position.holder.index, position.holder.id, position.holder.name),
        position.is_vacant,
        entry.headcount,
        entry.fte,
    )


def about_the_unknown(report: Report) -> Counter[tuple[str, str, str]]:
    """As ``subjects``, whether a reference means nobody or may mean several."""
    found: Counter[tuple[str, str, str]] = Counter()
    for (rule, kind, title), number in subjects(report).items():
        found[rule.replace("/ambiguous-", "/unknown-"), kind, title] += number
    return found


def test_references_are_written_as_the_ids_are_and_remarked(tmp_path: Path) -> None:
    text = (
        "工号,姓名,岗位,直属上级\n0007,张一,总经理,\nE2,李二,销售总监,7\nE3,王三,销售经理,e2\nE4,赵四,司机,王三\n"
        "E5,钱五,司机,E2\n"
    )
    assert (
        entries(imported(tmp_path, people=text).text)
        == """\
positions:
  - id: '0007'
    title: 总经理
    holder: '0007'
  - id: E2
    title: 销售总监
    reports_to: '0007'  # written "7", with other zeros before it
    holder: E2
  - id: E3
    title: 销售经理
    reports_to: E2  # written "e2"
    holder: E3
  - id: E4
    title: 司机
    reports_to: E3  # written "王三"
    holder: E4
  - id: E5
    title: 司机
    reports_to: E2
    holder: E5

people:
  - {id: '0007', name: 张一}
  - {id: E2, name: 李二}
  - {id: E3, name: 王三}
  - {id: E4, name: 赵四}
  - {id: E5, name: 钱五}
"""
    )


def test_ids_are_made_for_those_alone_whom_others_name_and_do_not_hang_on_the_order_of_rows(tmp_path: Path) -> None:
    header = "姓名,岗位,部门,直属上级\n"
    rows = [
        "张一,总经理,总部,\n",
        "李二,销售经理,华南,张一\n",
        "王三,销售经理,华北,张一\n",
        "赵四,司机,华南,李二\n",
        "钱五,司机,华北,王三\n",
    ]
    made = [imported(tmp_path, people=header + "".join(each)) for each in (rows, rows[::-1])]
    for found in made:
        positions = [line for line in found.text.splitlines() if line.startswith("  - id:")]
        assert sorted(positions) == [
            f"  - id: {id_}  # made here: others refer to it" for id_ in ("总经理", "销售经理-华北", "销售经理-华南")
        ]
        assert found.text.count("  - title: 司机") == 2
    assert "# - 3 things that others refer to had no ids; made: 总经理, 销售经理-华南, 销售经理-华北" in made[0].text


def test_an_id_that_is_made_is_no_text_that_means_nobody(tmp_path: Path) -> None:
    text = "Name,Job Title,Manager\nAnn Lee,Captain,\nBob Ray,Captain,\nCat Fox,Mate,Ann Lee\nDan Oak,Mate,captain\n"
    found = imported(tmp_path, people=text)
    assert "  - id: captain-2  # made here" in found.text
    assert "    reports_to: captain\n" in found.text
    assert subjects(checked(tmp_path, found.text)) == subjects(check([str(tmp_path / "people.csv")]))


def test_who_left_empty_chairs_and_broken_cells_are_told_where_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(
        "岗位编码,工号,姓名,岗位,直接上级岗位编码,编制,状态,年龄\nP1,1,张一,总经理,,1,在职,50\nP2,2,李二,司机,P1,x,离职,30\n"
        "P3,,空缺,司机,P2,2,,\nP4,4,王三,司机,#N/A,x,在职,\n合计,,,,,,,\n",
        "utf-8",
    )
    found = import_design(["people.csv"])
    assert (
        entries(found.text)
        == """\
positions:
  - id: P1
    title: 总经理
    holder: '1'
    headcount: 1
  # people.csv:3:17: this row is of somebody who left
  # people.csv:4:11: "P2" is somebody who left (line 3)
  - id: P3
    title: 司机
    reports_to: P2
    holder: null
    headcount: 2
  # people.csv:5:12: this cell holds an error, "#N/A": what should stand here is not known
  # people.csv:5:17: "x" is no number
  - id: P4
    title: 司机
    reports_to: '#'
    holder: '4'
  # people.csv:6:1: this row is a sum

people:
  - {id: '1', name: 张一}
  - {id: '4', name: 王三}
"""
    )
    head = found.text.splitlines()
    assert head[:3] == ["# Imported from people.csv.", "#", "# people.csv: 4 rows are read, below the header in line 1."]
    assert '#   left out: "年龄"; one is kept by --map attributes.NAME=COLUMN' in head
    assert "# - people.csv:3:17: 1 row is of somebody who left, and is no position" in head


def test_what_a_column_means_is_kept_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,title,grade\n1,Captain,07\n2,Mate,\n", "utf-8")
    found = import_design([str(tmp_path / "people.csv")], Settings(map=(("attributes.pay grade", "grade"),)))
    assert "    attributes: {pay grade: '07'}\n" in found.text
    assert "left out" not in found.text
    checked(tmp_path, found.text)


def test_persons_on_several_positions_and_units_of_paths(tmp_path: Path) -> None:
    text = "工号,姓名,部门路径,岗位,直属上级\n1,张一,公司,总经理,\n2,李二,公司/销售部,销售总监,1\n2,李二,公司/市场部,市场总监,1\n"
    assert (
        entries(imported(tmp_path, people=text).text)
        == """\
units:
  - {id: 公司, name: 公司}
  - {id: 公司/销售部, name: 销售部, parent: 公司}
  - {id: 公司/市场部, name: 市场部, parent: 公司}

positions:
  - id: '1'
    title: 总经理
    unit: 公司
    holder: '1'
  - id: '2'
    title: 销售总监
    unit: 公司/销售部
    reports_to: '1'
    holder: '2'  # on 2 positions
  - title: 市场总监
    unit: 公司/市场部
    reports_to: '1'
    holder: '2'  # on 2 positions

people:
  - {id: '1', name: 张一}
  - {id: '2', name: 李二}
"""
    )


def test_the_id_of_a_post_that_is_no_more_means_none_that_has_it_now(tmp_path: Path) -> None:
    text = (
        "Position ID,Employee Name,Title,Reports To\nP1,Ann Lee,Captain,\nP2,Eliminated,Mate,P1\nP2,Bob Ray,Mate,P1\n"
        "P2,Cat Fox,Cook,P1\nP3,Dan Oak,Boy,P2\n"
    )
    found = imported(tmp_path, people=text)
    assert subjects(checked(tmp_path, found.text)) == subjects(check([str(tmp_path / "people.csv")]))
    assert "    reports_to: 'P2?'  # written \"P2\"\n" in found.text


def test_posts_outside_of_the_table_stay_outside_and_their_role_open(tmp_path: Path) -> None:
    text = "Title,Reports To\nOffice Manager,77\nOffice Manager,77\n"
    found = imported(tmp_path, people=text)
    assert "  - {id: '77', title: '77', role: null, outside: true}\n" in found.text
    assert subjects(checked(tmp_path, found.text)) == subjects(check([str(tmp_path / "people.csv")]))


def test_several_tables_are_one_organization(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        people="工号,姓名,岗位,部门id,上级工号\n001,张一,总经理,1,\n002,李二,销售总监,02,1\n",
        units="dept_id,dept_name,parent_id,leader\n1,总部,0,\n2,销售部,1,002\n",
    )
    assert (found.positions, found.units, found.people) == (2, 2, 2)
    assert "  - {id: '2', name: 销售部, parent: '1', head: '002'}\n" in found.text
    assert "    unit: '2'  # written \"02\", with other zeros before it\n    reports_to: '001'" in found.text
    assert {Path(path).name for path in found.sources} == {"people.csv", "units.csv"}


def test_persons_may_stand_in_a_table_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("posts.csv").write_text(
        "岗位编码,岗位,工号,上级岗位编码\nP1,总经理,001,\nP2,销售总监,2,P1\nP3,司机,9,P2\nP4,司机,空缺,P2\n", "utf-8"
    )
    Path("people.csv").write_text("工号,姓名,学历\n001,张一,本科\n002,李二,硕士\n007,钱九,大专\n", "utf-8")
    for order in (["posts.csv", "people.csv"], ["people.csv", "posts.csv"]):
        found = import_design(order)
        assert (
            entries(found.text)
            == """\
positions:
  - id: P1
    title: 总经理
    holder: '001'
  - id: P2
    title: 销售总监
    reports_to: P1
    holder: '2'
  - id: P3
    title: 司机
    reports_to: P2
  - id: P4
    title: 司机
    reports_to: P2
    holder: null

people:
  - {id: '001', name: 张一, education: bachelor}
  - {id: '2', name: 李二, education: master}
"""
        )
        assert "# - people.csv:4:1: 1 person is on no position, and left out\n" in found.text
        assert "# - posts.csv:4:7: 1 row names a person whom the table of persons does not have\n" in found.text
    Path("others.csv").write_text("工号,姓名\n77,钱九\n", "utf-8")  # of none of which anything is known here
    with pytest.raises(DesignError, match=r"others\.csv:1:1: no column is known as the title"):
        import_design(["posts.csv", "others.csv"])


def test_what_a_row_says_of_a_person_goes_before_a_table_of_persons(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        posts="工号,姓名,岗位,直属上级\n1,张一,总经理,\n2,李二,司机,z1@a.cn\n",
        people="工号,姓名,邮箱\n1,别名,z1@a.cn\n2,,\n",
    )
    assert "  - {id: '1', name: 张一}\n" in found.text
    assert "    reports_to: '1'  # written \"z1@a.cn\"\n" in found.text


def test_a_column_that_one_of_several_tables_has_is_not_asked_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("编号,头衔,部门id\n1,总经理,1\n", "utf-8")
    (tmp_path / "units.csv").write_text("dept_id,dept_name,parent_id\n1,总部,0\n", "utf-8")
    paths = [str(tmp_path / "people.csv"), str(tmp_path / "units.csv")]
    found = import_design(paths, Settings(map=(("title", "头衔"),)))
    assert (found.positions, found.units) == (1, 1)
    with pytest.raises(DesignError, match='no column is called "头街"; there are: "编号", "头衔"'):
        import_design(paths, Settings(map=(("title", "头街"),)))


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "no table: there is nothing in it"), ("a,b\n1,2\n", "no column is known as the title")],
)
def test_none_of_several_tables_is_passed_over(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DesignError, match=told):
        imported(tmp_path, people="id,title\n1,Captain\n", other=text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    HEADERS, ROWS, st.sampled_from(["", "年龄", "岗位 ", "Title", "#3", "two\nlines", "x" * 90, "orgrules: ignore[x]", "a: b"])
)
def test_a_mapping_that_is_given_back_changes_nothing(
    tmp_path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]], further: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(written((*header, further), [(*row, "") for row in rows]), "utf-8", newline="")
    try:
        found = import_design([str(path)])
    except OrgrulesError:
        return
    (tmp_path / "map.yaml").write_text(map_columns([str(path)]).text, "utf-8")
    mapped = import_design([str(path)], Settings(map=map_of(tmp_path / "map.yaml")))
    assert entries(mapped.text + "\n\n") == entries(found.text + "\n\n")


def map_of(path: Path) -> tuple[tuple[str, str], ...]:
    return resolve({"map": (str(path),)}, {}, isolated=True).map


def test_a_mapping_says_how_each_column_was_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("工号,姓名,岗位,岗位,部门,年龄,员工编号\n1,张一,总经理,总经理,总部,50,\n", "utf-8")
    found = map_columns(["people.csv"], name="map.yaml")
    assert found.notes == ()
    several = "one of several that are read together; to name one leaves the others out"
    assert found.text.splitlines()[:11] == [
        "# What the columns mean of: people.csv. Mend it, and give it back: --map map.yaml",
        '# In a settings file it is the key "map". A column is called by its name, or by its number: #4.',
        "map:",
        f"  # person: 工号  # {several}",
        "  holder: 姓名  # by its name",
        f"  # title: '#3'  # {several}",
        f"  # title: '#4'  # {several}",
        "  unit: 部门  # by its name",
        f"  # person: 员工编号  # {several}",
        "#",
        '# Left out of people.csv: "年龄". One is kept by a line such as attributes.NAME: COLUMN',
    ]


def test_a_mapping_of_what_is_not_clear_has_the_candidates_as_comments(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,职务,岗位\n1,总经理,经理\n", "utf-8")
    found = map_columns([str(path)])
    assert (
        "map:\n  person: id  # by its name\n  # title: 职务  # it may be this one\n  # title: 岗位  # it may be this one\n"
        in found.text
    )
    assert len(found.notes) == 1
    (tmp_path / "map.yaml").write_text(found.text.replace("# title: 职务", "title: 职务"), "utf-8")
    assert import_design([str(path)], Settings(map=map_of(tmp_path / "map.yaml"))).positions == 1


def test_a_mapping_of_what_nothing_is_known_of_is_empty_and_names_the_columns(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("a,b\n1,2\n", "utf-8")
    found = map_columns([str(tmp_path / "people.csv")])
    assert "\nmap: {}\n" in found.text
    assert '"a", "b"' in found.text
    assert len(found.notes) == 1


def test_a_mapping_of_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("\n\n", "utf-8")
    with pytest.raises(DesignError, match="no table: there is nothing in it"):
        map_columns([str(tmp_path / "people.csv")])


def test_a_mapping_of_positions_and_persons_is_clear_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("岗位编码,岗位,工号\nP1,总经理,1\n", "utf-8")
    (tmp_path / "people.csv").write_text("工号,姓名,学历\n1,张一,本科\n", "utf-8")
    paths = [str(tmp_path / "posts.csv"), str(tmp_path / "people.csv")]
    found = map_columns(paths)
    assert found.notes == ()
    lines = [line.partition("  # ")[0] for line in found.text.splitlines() if line.startswith("  ")]
    assert lines == ["  id: 岗位编码", "  title: 岗位", "  person: 工号", "  holder: 姓名", "  education: 学历"]
    (tmp_path / "map.yaml").write_text(found.text, "utf-8")
    mapped = import_design(paths, Settings(map=map_of(tmp_path / "map.yaml")))
    assert entries(mapped.text) == entries(import_design(paths).text)


def test_a_mapping_of_several_tables_leaves_open_what_would_mean_two_things(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("岗位编码,岗位,部门id\n1,总经理,1\n", "utf-8")
    (tmp_path / "units.csv").write_text("部门id,部门名称,上级部门\n1,总部,\n", "utf-8")
    text = map_columns([str(tmp_path / "people.csv"), str(tmp_path / "units.csv")]).text
    lines = [line.partition("  # ")[0] if line.startswith("  #") else line for line in text.splitlines()]
    assert "  title: 岗位  # by its name" in lines
    assert "  name: 部门名称  # by its name" in lines
    assert not [line for line in lines if line.startswith(("  id:", "  unit_id:"))]


TABLES = sorted(path for path in SAMPLE_FILES.glob("*/tables/*") if path.suffix != ".md")


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_samples_in_other_formats_are_judged_as_before_and_a_broken_cell_stays_a_gap(tmp_path: Path, path: Path) -> None:
    found = import_design([str(path)])
    table, design = subjects(check([str(path)])), subjects(checked(tmp_path, found.text))
    assert not table - design
    gaps = {rule: number for (rule, _kind, _title), number in (design - table).items()}
    assert gaps == ({"hierarchy/unknown-manager": 1} if "reports_to: '#'" in found.text else {})


def test_a_design_that_is_larger_than_what_is_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,title\n1,Captain\n", "utf-8")
    for most, told in ((100, True), (10_000, False)):
        notes = import_design([str(tmp_path / "people.csv")], Settings(limits=Limits(bytes=most))).notes
        assert any("limits.bytes" in note for note in notes) == told
