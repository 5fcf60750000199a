"""A statement may say where in its document it stands, and whatever cites it shows that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import run

PLACE = "page 3, line <b>12</b>"
HEAD = "id\tkind\ten\tzh\tplace\n"
FILES = {
    "house/rulebook.yaml": """\
rulebook: house
version: 0.1.0
name: House
documents: {law: {title: Law, statements: law.tsv}}
""",
    "house/law.tsv": HEAD + f"l.1\tduty\tOne\t一\t{PLACE}\nl.2\tduty\tTwo\n",
    "house/roles/clerk.yaml": """\
role: clerk
name: Clerk
duties:
  - {id: count, name: Count, cites: [l.1]}
  - {id: sweep, name: Sweep, cites: [l.2]}
""",
    "design.yaml": "positions: [{title: Clerk, duties: []}]\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_text_report_tells_where_a_statement_stands(folder: Path) -> None:
    text = run("check", "--rulebook", "house", "design.yaml", cwd=folder).stdout

    assert f"source    One (law:l.1, {PLACE})\n" in text
    assert "source    Two (law:l.2)\n" in text


def test_json_has_the_place_where_there_is_one(folder: Path) -> None:
    report = json.loads(run("check", "--rulebook", "house", "--format", "json", "design.yaml", cwd=folder).stdout)

    (finding,) = [found for found in report["findings"] if found["rule"] == "clerk/duties"]
    assert finding["cites"] == [
        {"rulebook": "house", "document": "law", "statement": "l.1", "gloss": "One", "place": PLACE},
        {"rulebook": "house", "document": "law", "statement": "l.2", "gloss": "Two"},
    ]


def test_many_designs_and_pages_show_it_too(folder: Path) -> None:
    run("check", "--rulebook", "house", "--format", "html=page.html", "--format", "csv=table.csv", "design.yaml", cwd=folder)

    assert '<span class="where">page 3, line &lt;b&gt;12&lt;/b&gt;</span>' in (folder / "page.html").read_text("utf-8")
    assert f"One (law:l.1, {PLACE})" in (folder / "table.csv").read_text("utf-8-sig")


def test_rules_and_explain_tell_it(folder: Path) -> None:
    assert f"law:l.1  One  {PLACE}\n" in run("rules", "--rulebook", "house", "--statements", cwd=folder).stdout
    assert f"  law:l.1  One  {PLACE}\n" in run("explain", "--rulebook", "house", "clerk/duties", cwd=folder).stdout
    listed = json.loads(run("rules", "--rulebook", "house", "--statements", "--format", "json", cwd=folder).stdout)
    assert [each.get("place") for each in listed["statements"] if each["document"] == "law"] == [PLACE, None]


@pytest.mark.parametrize("separator", [",", ";"])
def test_spreadsheets_save_the_fifth_column_as_any_other(folder: Path, separator: str) -> None:
    rows = (("id", "kind", "en", "zh", "place"), ("l.1", "duty", "One", "一", "page 9"), ("l.2", "duty", "Two", "二", ""))
    (folder / "house" / "law.tsv").write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")

    assert "One (law:l.1, page 9)" in run("check", "--rulebook", "house", "design.yaml", cwd=folder).stdout


def test_wrong_numbers_of_cells_are_told(folder: Path) -> None:
    (folder / "house" / "law.tsv").write_text(HEAD + "l.1\tduty\nl.2\tduty\ta\tb\tc\td\n", encoding="utf-8")

    told = run("check", "--rulebook", "house", "design.yaml", cwd=folder).stderr

    assert "house/law.tsv:2:1: expected five cells with tabs between them, found 2" in told
    assert "house/law.tsv:3:1: expected five cells with tabs between them, found 6" in told
