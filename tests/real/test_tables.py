"""Published tables, read without a word of ours in between: what is found is what the csv module alone counts."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from orgrules.design.read import read_design
from orgrules.findings import Report
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.output.charts import FORMATS as CHARTS
from orgrules.output.formats import View
from orgrules.settings import Settings
from orgrules.tables.source import Table
from orgrules.tasks.check import check
from tests.helpers import SHARED, shipped_library

DATA = SHARED / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not beside the project")

TABLES = sorted(DATA.rglob("*.csv"))
SENIOR = [path for path in TABLES if path.name.endswith("-senior.csv")]
JUNIOR = [path for path in TABLES if path.name.endswith("-junior.csv")]
NOBODY = ("", "xx", "0", "null", "n/a", "none", "-")
UNNAMED = ("n/d", "n/a", "filled", "vacant", "tbc", "xx", "-", "not disclosed", "redacted")


def lines_of(path: Path) -> list[str]:
    """The lines of a table as the csv module takes them."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return text.splitlines(keepends=True)


def rows_of(path: Path) -> list[dict[str, str]]:
    """A table as the csv module reads it."""
    return list(csv.DictReader(lines_of(path)))


def report_on(path: Path) -> Report:
    report = check([str(path)], Settings())
    assert not report.problems
    return report


def table_of(path: Path) -> Table:
    table = read_design(str(path)).table
    assert table is not None
    return table


def linked(path: Path) -> Organization:
    library = shipped_library()
    return link(read_design(str(path)), library.titles, library.terms)


def name(path: Path) -> str:
    return path.stem


def live(path: Path) -> list[dict[str, str]]:
    """The rows of posts that exist."""
    return [row for row in rows_of(path) if "eliminated" not in (row["Name"].strip().lower(), row["Job Title"].strip().lower())]


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_table_is_checked_and_drawn(path: Path) -> None:
    report = check([str(path)], Settings(), charted=True)
    assert not report.problems
    assert len(report.charts) == 1
    for form in ("html", "svg", "mermaid"):
        CHARTS.writer(form)(report, io.StringIO(), View("en"))
    table = report.files[0].table
    assert table is not None
    assert sum(sheet.rows for sheet in table.sheets) == len(rows_of(path))


@pytest.mark.parametrize("path", SENIOR, ids=name)
def test_senior_posts_are_found_as_they_are_written_and_without_case_and_zeros(path: Path) -> None:
    rows = live(path)
    ids = {row["Post Unique Reference"].strip() for row in rows}
    folded, bare = {id_.lower() for id_ in ids}, {id_.lower().lstrip("0") for id_ in ids}
    first = {tuple(row[key].strip() for key in ("Post Unique Reference", "Job Title", "Reports to Senior Post")) for row in rows}
    expected: Counter[str] = Counter()
    own = [manager for id_, _title, manager in first if manager == id_]
    for _id, _title, manager in first:
        if manager.lower() in NOBODY and manager not in ids:
            continue
        expected[
            "exact"
            if manager in ids
            else "case"
            if manager.lower() in folded
            else "zeros"
            if manager.lower().lstrip("0") in bare
            else "unknown"
        ] += 1
    organization = linked(path)
    table = organization.design.table
    assert table is not None
    counts = table.references["managers"]
    assert (counts["exact"] + counts["ambiguous"], counts["case"], counts["zeros"], counts["unknown"]) == tuple(
        expected[how] for how in ("exact", "case", "zeros", "unknown")
    )
    assert len(organization.positions) == len(first)
    repeated = sum(number - 1 for number in Counter(id_ for id_, _title, _manager in first).values())
    assert sum(position.first_with_id is not None for position in organization.positions) == repeated
    told = sum(position.manager_status == "itself" for position in organization.positions)
    tops = sum("names itself" in note.message for note in table.decided)
    assert told + tops <= len(own)
    if not repeated:
        assert told + tops == len(own)


@pytest.mark.parametrize("path", JUNIOR, ids=name)
def test_junior_posts_report_to_posts_outside_of_their_table(path: Path) -> None:
    rows = rows_of(path)
    organization = linked(path)
    outside = {row["Reporting Senior Post"].strip() for row in rows if row["Reporting Senior Post"].strip().lower() not in NOBODY}
    assert len(organization.inside) == len(rows)
    assert {position.id for position in organization.positions if position.is_outside} == outside
    posts = [float(row["Number of Posts in FTE"]) for row in rows]
    assert [position.declared.entry.fte for position in organization.inside] == posts
    assert not [finding for finding in report_on(path).findings if finding.severity.word == "error"]


def test_lost_zeros_are_one_finding_a_file() -> None:
    for stem, number in (("uk-hocs-2013-senior", 78), ("uk-des-2013-senior", 125)):
        report = report_on(DATA / "real" / f"{stem}.csv")
        found = [finding for finding in report.findings if finding.rule == "tables/leading-zeros"]
        assert [finding.severity.word for finding in found] == ["warning"]
        assert found[0].message.startswith(f"{number} of ")
        assert not [finding for finding in report.findings if finding.rule == "hierarchy/unknown-manager" and not finding.related]


def test_eliminated_posts_are_no_tops() -> None:
    path = DATA / "real" / "uk-dclg-2013-senior.csv"
    assert len(rows_of(path)) - len(live(path)) == 142
    organization = linked(path)
    assert len(organization.positions) == 81
    assert sum(position.manager is None for position in organization.positions) == 1


def test_managers_come_from_the_nodes_of_a_hierarchy() -> None:
    expected = {
        row["BusinessEntityID"]: row["manager"] for row in rows_of(DATA / "real" / "adventureworks-expected-managers.csv")
    }
    organization = linked(DATA / "real" / "adventureworks-employee.csv")
    found = {position.id: position.manager.id if position.manager else "" for position in organization.positions}
    assert found == expected


@pytest.mark.parametrize(
    ("stem", "id_", "parent", "tops"),
    [
        ("ruoyi-sys_dept", "dept_id", "parent_id", 1),
        ("yudao-system_dept", "id", "parent_id", 5),
        ("teams-tree", "name", "subteam_of", 59),
    ],
)
def test_a_table_of_units_is_their_tree(stem: str, id_: str, parent: str, tops: int) -> None:
    path = DATA / "real" / f"{stem}.csv"
    rows = rows_of(path)
    organization = linked(path)
    expected = {row[id_]: row[parent] if row[parent] not in ("", "0") else None for row in rows}
    found = {unit.id or unit.name: (unit.parent.id or unit.parent.name) if unit.parent else None for unit in organization.units}
    assert found == expected
    assert sum(unit.parent is None for unit in organization.units) == tops
    assert "coverage/nothing-judged" in [finding.rule for finding in report_on(path).findings]


def test_the_clean_ones_have_no_broken_line() -> None:
    for path in (DATA / "chinook.csv", DATA / "northwind.csv", DATA / "oracle-hr.csv", DATA / "real" / "hr-parentid.csv"):
        organization = linked(path)
        managers = ("reports_to", "manager_id", "parentId")
        expected = sum(bool(row[key]) for row in rows_of(path) for key in managers if key in row)
        assert sum(position.manager is not None for position in organization.positions) == expected
        assert sum(position.manager is None for position in organization.positions) == 1


def test_vacancies_of_the_team_page_are_vacant() -> None:
    path = DATA / "gitlab-team.csv"
    rows = rows_of(path)
    organization = linked(path)
    assert sum(position.is_vacant for position in organization.positions) == sum(row["kind"] == "vacancy" for row in rows)
    ids = {row["id"] for row in rows}
    unknown = sum(row["reports_to"] not in ids for row in rows if row["reports_to"])
    assert table_of(path).references["managers"]["unknown"] == unknown


@pytest.mark.parametrize("path", SENIOR, ids=name)
def test_senior_and_junior_posts_are_one_organization_where_both_are_named(path: Path) -> None:
    junior = path.with_name(path.name.replace("senior", "junior"))
    if not junior.is_file():
        pytest.skip("it has no junior posts")
    report = check([str(path), str(junior)], Settings())
    assert not report.problems
    [file] = report.files
    assert file.positions == len(linked(path).positions) + len(rows_of(junior))
    ids = {row["Post Unique Reference"].strip().lower() for row in rows_of(path)}
    told = {finding.actual.lower() for finding in report.findings if finding.rule == "hierarchy/unknown-manager"}
    unknown = {row["Reporting Senior Post"].strip().lower() for row in rows_of(junior)} - ids
    assert {each for each in unknown if each not in NOBODY} <= told


@pytest.mark.parametrize("path", SENIOR, ids=name)
def test_those_who_share_a_post_are_its_holders(path: Path) -> None:
    expected: dict[tuple[str, ...], set[str]] = {}
    for row in live(path):
        post = tuple(row[key].strip() for key in ("Post Unique Reference", "Job Title", "Reports to Senior Post"))
        person = " ".join(row["Name"].split()).casefold()
        named = person and person not in UNNAMED and not person.startswith("vacant")
        expected.setdefault(post, set()).update([person] if named else [])
    found = linked(path)
    assert [len(those) for those in expected.values()] == [len(position.holders) for position in found.positions]
