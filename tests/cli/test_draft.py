"""``orgrules draft``: a handbook becomes a rulebook that is checked with, and a second run keeps what people made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import run, run_without_reader

HANDBOOK = """\
## 1. Sales manager

**Reports to:** General manager

### Responsibilities

1. Prepare the monthly sales plan.
2. Agree prices with key customers.

### Requirements

- Bachelor's degree
- Good command of spreadsheets

## 2. Sales assistant

**Reports to:** Sales manager

### Responsibilities

1. Enter orders into the system.
2. Answer customers' questions.
"""
CHINESE = """\
一、销售部经理
直接上级：总经理
岗位职责：
1、制定销售计划
2、审核客户合同
任职资格：
1、大专以上学历

二、业务员
直接上级：销售部经理
岗位职责：
1、拜访客户
2、回收货款
"""
DESIGN = """\
positions:
  - title: General manager
    reports:
      - title: Sales assistant
        duties: [Enter orders into the system]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handbook.md").write_text(HANDBOOK, "utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def drafted(folder: Path, *words: str, status: int = 0) -> dict[str, Any]:
    """A run, and what it reports."""
    done = run("draft", *(words or ("handbook.md",)), "-o", "client", "--format", "json", cwd=folder)
    assert (done.returncode, done.stderr) == (status, "")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_handbook_becomes_a_rulebook_and_what_is_next_is_said(folder: Path) -> None:
    done = run("draft", "handbook.md", "-o", "rules/client", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "2 jobs in handbook.md:\n"
        "  job                role             duties  requirements  reports to\n"
        "  1 Sales manager    sales-manager         2             2  General manager\n"
        "  2 Sales assistant  sales-assistant       2             0  Sales manager\n"
    )
    assert "  Roles that no job description is about:\n    handbook.md, line 3: " in done.stdout
    assert done.stdout.endswith(
        "Wrote rules/client: 5 files.\nNext: orgrules test rules/client\n"
        "Then: orgrules check --rulebook rules/client design.yaml\n"
    )
    tested = run("test", "rules/client", cwd=folder)
    assert (tested.returncode, tested.stdout.splitlines()[-1][-16:]) == (0, "all as expected.")
    (folder / "design.yaml").write_text(DESIGN, "utf-8")
    checked = run("check", "--rulebook", "rules/client", "design.yaml", cwd=folder)
    assert checked.returncode == 1
    assert "sales-assistant/reports-to" in checked.stdout
    assert "Answer customers' questions. (handbook:sales-assistant.duty.2, line 22)" in checked.stdout


def test_the_report_in_json(folder: Path) -> None:
    report = drafted(folder)
    assert list(report) == [
        *("version", "tool", "folder", "rulebook", "written", "first", "documents", "jobs", "decisions", "not_understood"),
        *("notes", "files", "conflicts", "test", "summary"),
    ]
    assert (report["version"], report["rulebook"], report["written"], report["first"]) == (1, "client", True, True)
    assert report["documents"] == [{"path": "handbook.md", "format": "markdown", "pages": None, "jobs": 2}]
    place = {"path": "handbook.md", "page": None, "line": 15, "paragraph": None, "table": None, "row": None, "column": None}
    assert report["jobs"][1] == {
        "role": "sales-assistant",
        "title": "Sales assistant",
        "number": "2",
        "file": "roles/sales-assistant.yaml",
        "reports_to": ["Sales manager"],
        "statements": {"reports_to": 1, "duties": 2},
        "place": place,
    }
    assert {(file["path"], file["what"]) for file in report["files"]} == {
        *(("roles/general-manager.yaml", "new"), ("roles/sales-assistant.yaml", "new"), ("roles/sales-manager.yaml", "new")),
        *(("rulebook.yaml", "new"), ("statements.tsv", "new")),
    }
    assert [decision["kind"] for decision in report["decisions"]] == ["stub"]
    assert report["test"] == {"failures": [], "warnings": []}


def test_a_second_run_on_the_same_handbook_writes_nothing(folder: Path) -> None:
    drafted(folder)
    edit(folder / "client/roles/sales-manager.yaml", "name: Sales manager", "# ours\nname: {en: Sales manager, zh: 销售经理}")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    done = run("draft", "handbook.md", "-o", "client", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "client is up to date; nothing was written.\n" in done.stdout
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_on_a_changed_handbook_keeps_what_people_wrote(folder: Path) -> None:
    drafted(folder)
    profile = folder / "client/roles/sales-assistant.yaml"
    edit(profile, "name: Enter orders into the system", "name: {en: Enter orders, zh: 录入订单}")
    edit(folder / "handbook.md", "2. Answer customers' questions.", "2. Answer customers' questions.\n3. Archive contracts.")
    report = drafted(folder)
    text = profile.read_text("utf-8")
    assert "{en: Enter orders, zh: 录入订单}" in text
    assert "Archive contracts" in text
    assert report["conflicts"] == []
    assert {(file["path"], file["what"]) for file in report["files"]} == {
        ("roles/sales-assistant.yaml", "merged"),
        ("statements.tsv", "updated"),
    }
    assert run("test", "client", cwd=folder).returncode == 0


def test_what_both_say_differently_is_told_with_its_place_and_fails_the_run_once(folder: Path) -> None:
    drafted(folder)
    edit(folder / "client/roles/sales-manager.yaml", "education: bachelor, cites", "education: master, cites")
    edit(folder / "handbook.md", "- Bachelor's degree", "- Doctorate")
    done = run("draft", "handbook.md", "-o", "client", cwd=folder)
    assert done.returncode == 1
    assert "What you and the handbook say differently; yours stays, and this is told once\n" in done.stdout
    assert "  client/roles/sales-manager.yaml:9: requirements/education\n      you have: master\n" in done.stdout
    assert "      the handbook says: doctorate\n" in done.stdout
    assert "education: master" in (folder / "client/roles/sales-manager.yaml").read_text("utf-8")


def test_it_reads_chinese_and_speaks_it(tmp_path: Path) -> None:
    (tmp_path / "手册.txt").write_text(CHINESE, "gb18030")
    done = run("draft", "手册.txt", "-o", "规则/某公司", "--encoding", "gb18030", "--lang", "zh", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "销售部经理" in done.stdout
    assert (tmp_path / "规则/某公司/rulebook.yaml").read_text("utf-8").startswith("rulebook: mou-gongsi\n")
    assert "制定销售计划" in (tmp_path / "规则/某公司/statements.tsv").read_text("utf-8")
    assert run("test", "规则/某公司", cwd=tmp_path).returncode == 0


def test_several_documents_folders_and_patterns(folder: Path) -> None:
    (folder / "more/deeper").mkdir(parents=True)
    first, second = HANDBOOK.split("## 2.")
    (folder / "handbook.md").unlink()
    (folder / "more/a.md").write_text(first, "utf-8")
    (folder / "more/deeper/b.txt").write_text(
        "Sales assistant\nReports to: Sales manager\nResponsibilities:\n1. File.\n2. Call.\n"
    )
    (folder / "more/~$a.docx").write_bytes(b"\0")
    (folder / "more/.hidden.md").write_text("##" + second, "utf-8")
    (folder / "more/data.csv").write_text("a,b\n", "utf-8")
    report = drafted(folder, "more", "more/*.md", "more/a.md")
    assert [document["path"] for document in report["documents"]] == ["more/a.md", "more/deeper/b.txt"]
    assert [job["role"] for job in report["jobs"]] == ["sales-manager", "sales-assistant"]


def test_what_the_draft_wrote_is_no_document(folder: Path) -> None:
    report = drafted(folder, ".")
    (folder / "client/notes.md").write_text(HANDBOOK.replace("Sales", "Service"), "utf-8")
    assert drafted(folder, ".")["documents"] == report["documents"]
    assert drafted(folder, "**/*.md")["jobs"] == report["jobs"]


def test_a_document_without_a_job_is_told(folder: Path) -> None:
    (folder / "canteen.md").write_text("# The canteen\n\nIt opens at eleven.\n", "utf-8")
    report = drafted(folder, "handbook.md", "canteen.md")
    assert ("no job was found in it", "canteen.md") in [(note["text"], note["place"]["path"]) for note in report["notes"]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nothing.md", "-o", "client"), "nothing.md: cannot be read: no such file or directory"),
        (("canteen.md", "-o", "client"), "orgrules: no job description was found in the documents: a job begins with its title"),
        (("empty.md", "-o", "client"), "empty.md: the file is empty"),
        (("*.pdf", "-o", "client"), 'orgrules: no document matches "*.pdf"'),
        (("nowhere", "-o", "client"), 'orgrules: there is no document in "nowhere"'),
        (("handbook.md", "-o", "handbook.md"), 'orgrules: "handbook.md" is no folder; a rulebook is one'),
        (("handbook.md", "-o", ""), 'orgrules: "" is no folder; a rulebook is one'),
        (("handbook.md", "-o", "."), 'orgrules: "." is not empty; name a folder that is new or empty'),
        (("handbook.md", "-o", "own"), 'orgrules: "own" holds a rulebook that orgrules draft did not write (there is no .draft/'),
        (
            ("handbook.md", "-o", "client", "--name", "Our rules"),
            'orgrules: "Our rules" is no id of a rulebook: lower-case words ',
        ),
        (
            ("handbook.md", "-o", "！！"),
            'orgrules: the name of the folder "！！" gives no id for the rulebook; state one: --name ID',
        ),
        (("handbook.md",), "orgrules: Missing option '-o' / '--output'"),
        (("handbook.md", "-o", "client", "--format", "jsno"), 'orgrules: no format is named "jsno"; did you mean "json"?'),
        (
            ("handbook.md", "-o", "client", "--format", "json=handbook.md"),
            'orgrules: "handbook.md" is one of the files that were',
        ),
        (("handbook.md", "-o", "/dev/null/client"), "/dev/null: cannot be written: not a directory"),
        (("handbook.md", "broken.docx", "nothing.md", "-o", "client"), "broken.docx: "),
    ],
)
def test_what_cannot_be_is_said_in_a_line_and_nothing_is_written(folder: Path, words: tuple[str, ...], message: str) -> None:
    (folder / "canteen.md").write_text("# The canteen\n\nIt opens at eleven.\n", "utf-8")
    (folder / "empty.md").write_bytes(b"")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no zip file")
    (folder / "nowhere").mkdir()
    (folder / "own").mkdir()
    (folder / "own/rulebook.yaml").write_text("rulebook: own\nversion: 1.0.0\nname: Own\n", "utf-8")
    before = files(folder)
    done = run("draft", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert files(folder) == before
    assert not (folder / "client").exists()


def test_all_documents_that_cannot_be_read_are_told_at_once(folder: Path) -> None:
    done = run("draft", "one.md", "handbook.md", "two.md", "-o", "client", cwd=folder)
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["one.md", "two.md"]


def test_other_documents_are_no_second_run(folder: Path) -> None:
    drafted(folder)
    (folder / "other.md").write_text(HANDBOOK.replace("Sales", "Service").replace("General", "Branch"), "utf-8")
    before = files(folder)
    done = run("draft", "other.md", "-o", "client", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith('orgrules: none of the jobs in "client" is in these documents. ')
    assert files(folder) == before


def test_documents_that_share_but_a_post_or_two_are_no_second_run(folder: Path) -> None:
    drafted(folder)
    (folder / "other.md").write_text(HANDBOOK.replace("Sales", "Service"), "utf-8")
    before = files(folder)
    done = run("draft", "other.md", "-o", "client", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(
        'orgrules: only 1 of 3 roles in "client" are in these documents, none of which it was drafted from. '
    )
    assert files(folder) == before
    # the same documents with other jobs are what the handbook says now
    (folder / "other.md").rename(folder / "handbook.md")
    assert drafted(folder)["written"]


def test_a_new_edition_under_another_name_is_the_same_document(folder: Path) -> None:
    drafted(folder)
    before = files(folder / "client")
    (folder / "handbook.md").rename(folder / "handbook-2027.md")
    edit(folder / "handbook-2027.md", "2. Answer customers' questions.", "2. Answer customers' questions.\n3. Archive contracts.")
    report = drafted(folder, "handbook-2027.md")
    assert {(file["path"], file["what"]) for file in report["files"]} == {
        *(("roles/sales-assistant.yaml", "updated"), ("rulebook.yaml", "updated"), ("statements.tsv", "updated")),
    }
    assert files(folder / "client").keys() == before.keys()


def test_a_job_that_moves_to_another_document_is_updated(folder: Path) -> None:
    drafted(folder)
    first, second = HANDBOOK.split("## 2.")
    (folder / "handbook.md").write_text(first, "utf-8")
    (folder / "appendix.md").write_text("## 2." + second, "utf-8")
    report = drafted(folder, "handbook.md", "appendix.md")
    assert "left" not in {file["what"] for file in report["files"]}
    assert report["conflicts"] == []
    assert b"sales-assistant" not in files(folder)["client/statements.tsv"]
    assert run("test", "client", cwd=folder).returncode == 0


def test_what_was_decided_is_not_asked_again(folder: Path) -> None:
    edit(folder / "handbook.md", "**Reports to:** General manager", "**Direct reports:** Sales assistant")
    report = drafted(folder)
    assert [decision["kind"] for decision in report["decisions"]] == ["exclusive"]
    assert len(report["test"]["warnings"]) == 1
    edit(
        folder / "client/roles/sales-manager.yaml",
        "manages: {role: sales-assistant",
        "manages: {role: sales-assistant, exclusive: false",
    )
    report = drafted(folder)
    assert (report["decisions"], report["test"]["warnings"], report["written"]) == ([], [], False)


def test_the_numbers_of_jobs_stand_one_below_the_other(folder: Path) -> None:
    edit(folder / "handbook.md", "## 2.", "## 10.")
    done = run("draft", "handbook.md", "-o", "client", cwd=folder)
    assert done.stdout.splitlines()[2:4] == [
        "   1 Sales manager    sales-manager         2             2  General manager",
        "  10 Sales assistant  sales-assistant       2             0  Sales manager",
    ]


def test_posts_that_report_to_each_other_are_asked_about_until_somebody_decides(folder: Path) -> None:
    edit(folder / "handbook.md", "**Reports to:** General manager", "**Reports to:** Sales assistant")
    report = drafted(folder)
    assert [decision["kind"] for decision in report["decisions"]] == ["circle", "circle"]
    assert report["test"]["failures"] == []
    profile = folder / "client/roles/sales-assistant.yaml"
    edit(profile, "duties:", "reports_to: {role: sales-manager, cites: [sales-assistant.reports-to]}\nduties:")
    assert [decision["file"] for decision in drafted(folder)["decisions"]] == ["roles/sales-manager.yaml"]


def test_all_tells_every_line(folder: Path) -> None:
    loose = "".join(f"\nRemark {number} of the printers.\n" for number in range(9))
    edit(folder / "handbook.md", "## 1.", f"# Handbook\n{loose}\n## 1.")
    assert "… and 4 more; --all shows them.\n" in run("draft", "handbook.md", "-o", "client", cwd=folder).stdout
    told = run("draft", "handbook.md", "-o", "client", "--all", cwd=folder).stdout
    assert "--all" not in told
    assert "Remark 8 of the printers." in told


def test_a_reader_who_has_gone_ends_it_quietly(folder: Path) -> None:
    assert run_without_reader("draft", "handbook.md", "-o", "client", cwd=folder) == (2, b"")


def test_a_proposed_name_is_told_until_its_comment_is_gone(tmp_path: Path) -> None:
    text = HANDBOOK.replace("**Reports to:** Sales manager", "**Reports to:** Manager, Sales")
    folder = tmp_path / "rules"
    (tmp_path / "book.md").write_text(text, encoding="utf-8")
    arguments = ("draft", "book.md", "-o", "rules", "--format", "json")
    first = json.loads(run(*arguments, cwd=tmp_path).stdout)
    assert "synonym" in {decision["kind"] for decision in first["decisions"]}
    again = json.loads(run(*arguments, cwd=tmp_path).stdout)
    assert again["decisions"] == first["decisions"]

    profile = folder / "roles" / "sales-manager.yaml"
    lines = profile.read_text(encoding="utf-8").splitlines(keepends=True)
    profile.write_text("".join(line for line in lines if "proposed" not in line), encoding="utf-8")
    third = json.loads(run(*arguments, cwd=tmp_path).stdout)
    assert "synonym" not in {decision["kind"] for decision in third["decisions"]}
    assert "proposed" not in profile.read_text(encoding="utf-8")
