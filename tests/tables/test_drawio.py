"""draw.io's CSV; the settings are those of the example that its import dialog shows."""

from __future__ import annotations

import pytest

from orgrules.errors import SourceError
from orgrules.tables.asked import Asked
from orgrules.tables.columns import find_columns
from orgrules.tables.drawio import read, recognizes
from orgrules.tables.formats import format_of
from tests.tables.directories import column, place, records, survives, unreadable

CHART = """\
##
## Example CSV import.
##
# label: %name%<br><i style="color:gray;">%position%</i>
#
# style: whiteSpace=wrap;html=1;
# parentstyle: swimlane
# identity: -
# connect: {"from": "boss", "to": "name", "invert": true, "label": "manages", \\
#          "style": "curved=1;endArrow=blockThin;endFill=1;fontSize=11;"}
# connect: {"from": "refs", "to": "id", "style": "curved=1;fontSize=11;"}
# ignore: id,image,fill,stroke,refs,manager
## ---- CSV below this line. First line are column names. ----
name,position,id,boss,refs
Tessa Miller,CFO,emi,,
"Green, Ed",Clerk,"e,g",Tessa Miller,"emi, bo"
Bo,Clerk,bo,"Green, Ed",
Al,Clerk,al,"Tessa Miller, Bo",
"""


def test_the_table_below_the_settings() -> None:
    (sheet,) = read(CHART.encode(), "x.csv")
    assert (sheet.kind, sheet.names) == ("drawio", ("name", "position", "id", "boss", "refs"))
    assert list(sheet.lines) == [15, 16, 17, 18]
    assert records(sheet)[1] == {"name": "Green, Ed", "position": "Clerk", "id": "e,g", "boss": "Tessa Miller", "refs": "emi\nbo"}
    # a cell with several at commas; one that is somebody's name as it stands is that person
    assert [boss or None for boss in column(sheet, "boss")] == [None, "Tessa Miller", "Green, Ed", "Tessa Miller\nBo"]
    assert place(sheet, 3, "boss") == (18, 13)
    assert unreadable([sheet]) == []


def test_the_manager_is_whom_the_inverted_line_comes_from() -> None:
    (sheet,) = read(CHART.encode(), "x.csv")
    meanings = {meaning: columns[0].name for meaning, columns in find_columns(sheet, Asked()).by_meaning.items()}
    assert meanings["reports_to"] == "boss"
    named = CHART.replace("boss", "owner").replace("refs\n", "manager\n")  # the name of a column says it
    meanings = {m: c[0].name for m, c in find_columns(read(named.encode(), "x.csv")[0], Asked()).by_meaning.items()}
    assert meanings["reports_to"] == "manager"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (CHART, True),
        ("\ufeff" + CHART, True),
        ("## a\r\n#connect: {}\r\nname\r\n", True),
        ("# a comment\nname,title\n", False),
        ("name,title\n# label: x\n", False),
        ("# extended LDIF\n#\ndn: o=x\n", False),
        ("#", False),
        ("", False),
    ],
)
def test_what_is_recognized(start: str, expected: bool) -> None:
    assert recognizes(start.encode()) is expected
    assert (format_of("x.csv", start.encode()).name == "drawio") is expected


def test_a_broken_setting_is_named_and_the_table_is_read() -> None:
    (sheet,) = read(b"# label: x\n# connect: {from}\n# connect: [1]\nname,title\nA,B\n", "x.csv")
    assert unreadable([sheet]) == [
        'x.csv:2:1: "connect" needs JSON with "from" and "to", the names of two columns; found {from}',
        'x.csv:3:1: "connect" needs JSON with "from" and "to", the names of two columns; found [1]',
    ]
    assert records(sheet) == [{"name": "A", "title": "B"}]


def test_settings_without_a_table_are_an_error() -> None:
    with pytest.raises(SourceError, match="no table below them"):
        read(b"# label: x\n# connect: {}\n", "x.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    settings = '# label: x\r\n# connect: {"from": "上司", "to": "姓名", "invert": true}\r\n'
    text = settings + "姓名,职务,上司\r\n李雷,经理,\r\n韩梅,文员,李雷\r\n"
    (sheet,) = read(text.encode(encoding), "x.csv")
    assert records(sheet)[1] == {"姓名": "韩梅", "职务": "文员", "上司": "李雷"}
    assert sheet.means == {"上司": "reports_to"}
    assert place(sheet, 1, "上司") == (5, 7)


def test_broken_bytes_end_in_words() -> None:
    survives(lambda content: read(content, "x.csv"), CHART.encode())
