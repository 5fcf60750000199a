"""The formats of ``orgrules read``: the keys of the JSON, the rows of the CSV, the text that tells first what is open."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.errors import Problem
from orgrules.findings import ColumnRead, FileRead, Location
from orgrules.locale import LANGUAGES
from orgrules.output.formats import View
from orgrules.output.readings import (
    FORMATS,
    BrokenReference,
    Choice,
    Note,
    PositionRead,
    TermRead,
    Understanding,
)
from orgrules.text import sanitize
from tests.output.reports.cases import HOSTILE
from tests.output.reports.test_csv import is_formula

MANAGER = PositionRead(
    Location("org.yaml", 3, 12),
    "m",
    "Office Manager",
    "office-manager",
    "recognized",
    "Office manager",
    role_name="Office manager",
)
OPEN = MANAGER._replace(
    location=Location("org.yaml", 4, 12),
    id=None,
    title="Office manger",
    role=None,
    how="near",
    name=None,
    role_name="",
    suggestion="Office manager",
    may_be=(Choice("office-manager", "Office manager"),),
)
KEEPER = PositionRead(Location("org.yaml", 5, 12), None, "Keeper", "unrecognized", "unrecognized")
DUTY = TermRead(Location("org.yaml", 3, 40), "m", "duty", "sell", "id", (Choice("sell", "Do the selling"),))
#: Something of everything, and of a table too.
ALL = Understanding(
    files=(
        FileRead("org.yaml", "yaml", 3),
        FileRead(
            "hris.csv",
            "csv",
            7,
            None,
            2,
            (ColumnRead("Post", "title", "name"), ColumnRead("Salary", "", "none")),
            (Problem("hris.csv", 9, 1, "a sum"),),
        ),
    ),
    positions=(MANAGER, OPEN, OPEN._replace(location=Location("org.yaml", 9, 12)), KEEPER),
    terms=(
        DUTY,
        DUTY._replace(written="selling", how="wording"),
        DUTY._replace(written="to sell or buy", how="open", meant=(Choice("sell", "Do the selling"), Choice("buy-all", "Buy"))),
        DUTY._replace(written="feed the cat", how="none", meant=()),
        DUTY._replace(written="sel", how="none", meant=(), suggestion="sell"),
    ),
    references=(("managers", "exact", 7), ("managers", "zeros", 2), ("holders", "unknown", 1)),
    notes=(Note(Location("org.yaml", 4, 30), "TBC is nobody.", "vacancy"),),
    broken=(BrokenReference(Location("org.yaml", 5, 30), "Keeper", "holders", "Bob", "unknown", (Choice("Rob", ""),)),),
)
KEYS = {
    "": "version files positions terms references notes",
    "files": "path kind sheet header_row columns rows skipped",
    "files.columns": "name means how",
    "files.skipped": "line why",
    "positions": "id title role how name marks areas path line column",
    "terms": "position kind written ids how path line column",
    "references": "managers units holders",
    "references.managers": "exact case zeros mail person name ambiguous unknown",
    "references.units": "exact case zeros mail person name ambiguous unknown",
    "references.holders": "exact case zeros mail person name ambiguous unknown",
    "notes": "path line column note",
}


def written(of: Understanding, name: str, view: View = View()) -> str:  # noqa: B008 - frozen
    """It in a format."""
    stream = io.StringIO(newline="")
    FORMATS.writer(name)(of, stream, view)
    return stream.getvalue()


def keys(node: Any, path: str = "") -> dict[str, str]:
    """The keys of every object of a document, by the path to it."""
    found: dict[str, str] = {}
    if isinstance(node, dict):
        found[path] = " ".join(node)
        for key, value in node.items():
            found |= keys(value, f"{path}.{key}".removeprefix("."))
    elif isinstance(node, list):
        for item in node:
            found |= keys(item, path)
    return found


def test_json_has_the_keys_that_programs_rely_on() -> None:
    document = json.loads(written(ALL, "json"))
    assert keys(document) == KEYS
    assert document["version"] == 1
    assert document["files"][0]["sheet"] is document["files"][0]["header_row"] is None
    assert document["positions"][1] == {
        "id": None,
        "title": "Office manger",
        "role": None,
        "how": "near",
        "name": None,
        "marks": [],
        "areas": [],
        "path": "org.yaml",
        "line": 4,
        "column": 12,
    }
    assert [(term["how"], term["ids"]) for term in document["terms"]] == [
        ("id", ["sell"]),
        ("wording", ["sell"]),
        ("open", ["sell", "buy-all"]),
        ("none", []),
        ("none", []),
    ]
    assert (document["references"]["managers"]["zeros"], document["references"]["units"]["exact"]) == (2, 0)


def test_text_tells_what_is_open_first_and_what_to_write() -> None:
    assert written(ALL, "text") == (
        "Titles whose role is open\n"
        "  org.yaml:4:12: “Office manger” (2 times): Role: open. No known title, but near “Office manager”: nothing is concluded "
        "from a misspelling.\n"
        "      role: office-manager  # if it is Office manager\n"
        "\n"
        "Duties, skills, powers and meetings that are open\n"
        "  org.yaml:3:40: “to sell or buy”: duty; it may be:\n"
        "      sell     # Do the selling\n"
        "      buy-all  # Buy\n"
        "\n"
        "Duties, skills, powers and meetings that may be misspelt\n"
        '  org.yaml:3:40: “sel”: duty; did you mean "sell"?\n'
        "\n"
        "References that lead nowhere\n"
        "  org.yaml:5:30: “Bob”: reference to a person; nothing is called so, but this is near:\n"
        "      Rob\n"
        "\n"
        "Titles of no known role\n"
        "  org.yaml:5:12: “Keeper”\n"
        "\n"
        "Duties, skills, powers and meetings that no loaded rulebook knows\n"
        "  org.yaml:3:40: “feed the cat”: duty\n"
        "\n"
        "Rows passed over\n"
        "  hris.csv:9: a sum\n"
        "\n"
        "Columns\n"
        "  Post: title\n"
        "  Salary: passed over\n"
        "\n"
        "Titles of known roles\n"
        "  org.yaml:3:12: “Office Manager”: Role: Office manager, by the name “Office manager”.\n"
        "\n"
        "Read by their wording\n"
        "  org.yaml:3:40: “selling”: duty, read by its wording as Do the selling\n"
        "\n"
        "Notes\n"
        "  org.yaml:4:30: TBC is nobody.\n"
        "\n"
        "Read 2 files: 4 positions.\n"
        "Titles: 1 recognized, 0 with a role stated, 2 open, 1 of no known role.\n"
        "Duties, skills, powers and meetings: 1 by id, 0 by name, 1 by their wording, 1 open, 2 that no loaded rulebook knows.\n"
        "References: 7 as written, 2 without leading zeros, 1 to nothing.\n"
        "Not understood: 3 titles; 3 duties, skills, powers and meetings; 1 reference.\n"
    )


def test_all_of_it_is_told_where_it_is_asked_for() -> None:
    text = written(ALL, "text", View(all=True))
    assert "org.yaml:4:12: “Office manger”: Role" in text
    assert "org.yaml:9:12: “Office manger”: Role" in text
    assert "org.yaml:3:40: “sell”: duty, read as Do the selling" in text


def test_long_lists_end_with_how_many_more_there_are() -> None:
    many = ALL._replace(
        positions=tuple(KEEPER._replace(title=f"Keeper {number}") for number in range(25)),
        notes=tuple(note._replace(about=about) for note in ALL.notes for about in ("head",) * 8 + ("top",)),
        files=(FileRead("hris.csv", "csv", 1, skipped=tuple(Problem("hris.csv", line, 1, "a sum") for line in range(23))),),
    )
    text = written(many, "text")
    assert text.count("“Keeper ") == 20
    assert text.count("  … and 5 more; --all shows them.\n") == 1
    assert text.count("  … and 3 more; --all shows them.\n") == 2
    assert text.count("TBC is nobody.") == 6
    everything = written(many, "text", View(all=True))
    assert (everything.count("“Keeper "), everything.count("TBC is"), everything.count("a sum")) == (25, 9, 23)
    assert "more; --all" not in everything


def test_nothing_that_is_not_understood_is_said_so() -> None:
    clean = Understanding((FileRead("org.yaml", "yaml", 1),), (MANAGER,), (DUTY,), ())
    assert written(clean, "text").endswith("\nEverything was understood.\n")
    unread = clean._replace(problems=(Problem("x.yaml", 1, 1, "not YAML"), Problem("y.yaml", 1, 1, "not YAML")))
    assert written(unread, "text").endswith("\nNot everything could be read: 2 problems.\n")
    no_roles = clean._replace(positions=(KEEPER,), knows_roles=False)
    assert "Keeper" not in written(no_roles, "text")
    assert "Titles: the loaded rulebooks know no roles.\nDuties" in written(no_roles, "text")


def rows(of: Understanding, view: View = View()) -> list[list[str]]:  # noqa: B008 - frozen
    """The rows of the CSV."""
    text = written(of, "csv", view)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def test_csv_has_a_row_for_everything_that_was_read() -> None:
    heading, *found = rows(ALL._replace(problems=(Problem("x.yaml", 1, 7, "not YAML"),)))
    assert heading == ["kind", "position", "written", "read as", "how", "may be", "file", "line", "column", "sheet"]
    assert {row[-1] for row in found} == {""}  # no workbook is among them
    assert [row[:-1] for row in found] == [
        ["not read", "", "", "not YAML", "", "", "x.yaml", "1", "7"],
        ["column", "", "Post", "title", "by name", "", "hris.csv", "", ""],
        ["column", "", "Salary", "", "unknown to the rulebooks", "", "hris.csv", "", ""],
        ["row passed over", "", "", "a sum", "", "", "hris.csv", "9", ""],
        ["title", "m", "Office Manager", "Office manager (office-manager)", "recognized", "", "org.yaml", "3", "12"],
        *(
            [
                "title",
                "Office manger",
                "Office manger",
                "",
                "near a known title",
                "Office manager (office-manager)",
                "org.yaml",
                line,
                "12",
            ]
            for line in ("4", "9")
        ),
        ["title", "Keeper", "Keeper", "", "no known role", "", "org.yaml", "5", "12"],
        ["duty", "m", "sell", "Do the selling (sell)", "by id", "", "org.yaml", "3", "40"],
        ["duty", "m", "selling", "Do the selling (sell)", "by wording", "", "org.yaml", "3", "40"],
        [
            "duty",
            "m",
            "to sell or buy",
            "",
            "may be several things",
            "Do the selling (sell); Buy (buy-all)",
            "org.yaml",
            "3",
            "40",
        ],
        ["duty", "m", "feed the cat", "", "unknown to the rulebooks", "", "org.yaml", "3", "40"],
        ["duty", "m", "sel", "", "unknown to the rulebooks", "sell", "org.yaml", "3", "40"],
        ["reference to a person", "Keeper", "Bob", "", "nothing is called so", "Rob", "org.yaml", "5", "30"],
        ["note", "", "", "TBC is nobody.", "", "", "org.yaml", "4", "30"],
    ]


def hostile(text: str) -> Understanding:
    """One in which every text that may come from a file is this one."""
    place, choices = Location(text, 1, 1), (Choice(text, text),)
    return Understanding(
        files=(FileRead(text, text, 1, text, 1, (ColumnRead(text, text, text),), (Problem(text, 1, 1, text),)),),
        positions=(
            PositionRead(place, text, text, text, "recognized", text, (text,), (text,), text, text, text, choices),
            *(
                PositionRead(place, text, text, None, how, text, (text,), (text,), text, text, text, choices)
                for how in ("near", "unknown-role")
            ),
        ),
        terms=tuple(TermRead(place, text, "duty", text, how, choices, text) for how in ("id", "wording", "open", "none")),
        references=(),
        notes=(Note(place, text, "head"),),
        broken=(BrokenReference(place, text, "units", text, "ambiguous", choices),),
        problems=(Problem(text, 1, 1, text),),
        passed_over=(text,),
    )


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE), st.booleans())
def test_a_text_from_a_file_stays_a_text(text: str, everything: bool) -> None:
    for language in LANGUAGES:
        view = View(language, all=everything)
        assert not [cell for row in rows(hostile(text), view) for cell in row if cell and is_formula(cell)]
        printed = written(hostile(text), "text", view)
        assert all(line == sanitize(line) for line in printed.split("\n"))
        document = json.loads(written(hostile(text), "json", view))
        assert {document["terms"][0]["written"], document["notes"][0]["note"], document["positions"][0]["title"]} == {text}


@pytest.mark.parametrize("name", FORMATS.names())
def test_nothing_at_all_is_written_too(name: str) -> None:
    assert written(Understanding((), (), (), ()), name)
