"""Records in JSON: lists of them, what APIs answer, and JSON Lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgrules.design.read import read_design
from orgrules.errors import SourceError
from orgrules.files.source import Limits as FileLimits
from orgrules.files.source import parse_all
from orgrules.tables import json_lines
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.directories import directory_of
from orgrules.tables.read import sheets_of as sheets_of_file
from tests.tables.directories import format_name, notes, place, records, sheets_of, survives, unreadable

PEOPLE = """[
  {"id": 1, "name": "李雷", "manager": null, "posts": ["a", "b"], "active": true},
  {"id": "007", "manager": {"id": 1, "mail": ""}, "teams": [{"id": "x"}, {"id": "y"}], "fte": 1.0}
]"""


def test_nested_objects_are_columns_and_lists_are_lines_of_a_cell() -> None:
    (sheet,) = sheets_of(PEOPLE)
    assert records(sheet) == [
        {"id": "1", "name": "李雷", "posts": "a\nb", "active": "true"},
        {"id": "007", "manager.id": "1", "teams.id": "x\ny", "fte": "1.0"},
    ]
    assert list(sheet.lines) == [2, 3]
    assert place(sheet, 1, "manager.id") == (3, 35)
    assert place(sheet, 1, "teams.id") == (3, 68)
    assert place(sheet, 0, "manager.id") == (2, 3)  # it has none: the record itself


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('{"errcode": 0, "userlist": [{"userid": "a"}, {"userid": "b"}]}', 2),
        ('{"code": 0, "data": {"items": [{"user_id": "a"}]}}', 1),
        ('{"result": [{"id": 1}], "jsonrpc": "2.0"}', 1),
        ('{"range": "A1:B2", "values": [["id", "name"], ["1", "x"]]}', 2),
        ('[["id", "name"], ["1", "x"], ["2"]]', 3),
    ],
)
def test_records_are_found_in_what_apis_answer(text: str, rows: int) -> None:
    (sheet,) = sheets_of(text)
    assert len(sheet.rows) == rows


def test_an_object_with_several_lists_gives_a_sheet_for_each() -> None:
    people, units = sheets_of('{"users": [{"id": 1}], "departments": [{"id": 2, "parent_id": 1}]}')
    assert records(people) == [{"id": "1"}]
    assert records(units) == [{"id": "2", "parent_id": "1"}]


@pytest.mark.parametrize(
    "text",
    [
        '{"positions": [{"title": "Boss"}]}',
        '{"include": ["a.yaml"], "people": [{"name": "x"}]}',
        '{"units": [{"id": "a"}]}',
        '{"position": [{"title": "Boss"}]}',
        '{"name": "x", "private": true}',
        '"text"',
        "[1, 2]",
        "[]",
        "{}",
    ],
)
def test_a_design_and_what_has_no_records_is_none_of_records(text: str) -> None:
    assert format_name(text) is None


def test_records_in_yaml_are_left_to_designs() -> None:
    assert format_name("- id: 1\n  name: x\n", is_json=False) is None


def test_what_is_no_record_is_named_and_the_others_are_read() -> None:
    (sheet,) = found = sheets_of('{"data": [{"id": 1},\n 5, null,\n {"id": 2}]}')
    assert records(sheet) == [{"id": "1"}, {"id": "2"}]
    assert unreadable(found) == [
        'dump:2:2: a record is an object of names and values; found the single value "5"',
        "dump:2:5: a record is an object of names and values; found nothing",
    ]


def test_two_keys_for_one_column_are_told_where_they_differ() -> None:
    (sheet,) = found = sheets_of('[{"manager": {"id": 1},\n "manager.id": 2}, {"manager": {"id": 1}, "manager.id": 1}]')
    assert records(sheet) == [{"manager.id": "1"}, {"manager.id": "1"}]
    assert len(unreadable(found)) == 1
    assert unreadable(found)[0].startswith('dump:2:16: "manager.id" stands here a second time')


def test_records_in_records_are_told_to_be_lost() -> None:
    found = sheets_of('[{"id": 1, "name": "a",\n "children": [{"id": 2, "name": "b"}]}]')
    assert "dump:2:2: records stand in a record here" in unreadable(found)[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"has_more": true, "items": [{"id": 1}]}',
        '{"data": {"items": [{"id": 1}], "page_token": "x", "has_more": true}}',
        '{"results": [{"id": 1}], "next": "https://example.com?page=2"}',
    ],
)
def test_one_page_of_several_is_told(text: str) -> None:
    assert "one page of several" in notes(sheets_of(text))[0]


@pytest.mark.parametrize("text", ['{"has_more": false, "items": [{"id": 1}]}', '{"results": [{"id": 1}], "next": null}'])
def test_the_last_page_is_not_told_of(text: str) -> None:
    assert notes(sheets_of(text)) == []


LINES = b"""{"id": 1, "manager": {"id": null}, "name": "a\\u00e9"}
\r
{"id": 2,}
{"id": 3, "id": 4}
"text"
\x1e{"id": 12345678901234567890, "manager": {"id": 1}, "tags": ["\\ud83d\\ude00", 1.50], "last": true}\r
{"id": 5"""
LINE = LINES.decode().split("\n")[5]


def test_a_broken_line_of_json_lines_is_named_and_the_others_are_read() -> None:
    (sheet,) = found = json_lines.read(LINES, "x.jsonl")
    assert records(sheet) == [
        {"id": "1", "name": "aé"},
        {"id": "12345678901234567890", "manager.id": "1", "tags": "😀\n1.50", "last": "true"},
    ]
    assert list(sheet.lines) == [1, 6]
    assert place(sheet, 1, "manager.id") == (6, LINE.index("1}") + 1)
    assert place(sheet, 1, "last") == (6, LINE.index("true") + 1)  # the escapes before it count as they are written
    assert [line.split(": ")[0] for line in unreadable(found)] == ["x.jsonl:3:10", "x.jsonl:4:1", "x.jsonl:5:1", "x.jsonl:7:9"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"a": 1} {"b": 2}', "each holds one"),
        ('{"a": 1} {"b": 2}', "after the end of the record"),
        ('{"a" 1}', "a colon is expected"),
        ('{"a": 1 "b": 2}', "a comma is expected"),
        ('{"a": tru}', "a value is expected"),
        ("{'a': 1}", "a name in double quotes is expected"),
        ('{"a": "b\tc"}', "a control character"),
        ('{"a": "b}', "does not end in this line"),
        ('{"a": "\\ud83d"}', "half a character"),
        ('{"a": ' + "[" * 200 + "]" * 200 + "}", "levels of nesting"),
        ('{"a": ' + "[" * 100_000, "levels of nesting"),
    ],
)
def test_each_way_of_being_no_record_has_its_words(line: str, word: str) -> None:
    found = json_lines.read(f'{{"id": 1}}\n{line}\n{{"id": 2}}\n'.encode(), "x.jsonl")
    assert len(found[0].rows) == 2
    (problem,) = unreadable(found)
    if word != "each holds one":
        assert word in problem
    else:
        assert "each line holds one" in problem


def test_lines_may_be_lists_with_the_names_in_the_first() -> None:
    (sheet,) = found = json_lines.read(b'["id", "name"]\n["1", "x"]\n{"id": 2}\n[3]\n', "x.jsonl")
    assert sheet.names is None
    assert [list(row) for row in sheet.rows] == [["id", "name"], ["1", "x"], ["3"]]
    assert sheet.place(1, 1) == (2, 7)
    assert len(unreadable(found)) == 1


def test_limits_hold() -> None:
    few = Asked(limits=Limits(bytes=100))
    with pytest.raises(SourceError, match="at most 100 are read"):
        sheets_of_file(b'{"id": 1}\n' * 100, "x.jsonl", few)
    with pytest.raises(SourceError, match="more than 5 rows"):
        json_lines.read(b'{"id": 1}\n' * 10, "x.jsonl", Asked(limits=Limits(rows=5)))
    with pytest.raises(SourceError, match="cells"):  # records without a common key
        json_lines.read(b"".join(b'{"k%d": 1}\n' % number for number in range(100)), "x.jsonl", Asked(limits=Limits(cells=500)))


def test_broken_bytes_end_in_words() -> None:
    survives(lambda content: json_lines.read(content, "x.jsonl"), LINES)

    def read(content: bytes) -> list:  # type: ignore[type-arg]
        documents = parse_all(content, "x.json")
        found = directory_of(documents, is_json=True)
        return found.read(documents) if found else []

    survives(read, PEOPLE.encode())


def test_check_takes_a_named_file_of_records(tmp_path: Path) -> None:
    from orgrules.design.read import read_design

    file = tmp_path / "people.json"
    file.write_text('[{"id": 1, "title": "Boss", "manager_id": null}, {"id": 2, "title": "Clerk", "manager_id": 1}]')
    design = read_design(str(file))
    assert [position.entry.title for position in design.positions] == ["Boss", "Clerk"]


def test_records_have_the_limits_of_tables_and_designs_their_own(tmp_path: Path) -> None:
    records, design = tmp_path / "people.json", tmp_path / "design.json"
    records.write_text('[{"id": "1", "title": "Cook"}, {"id": "2", "title": "Cook", "manager": "1"}]', "utf-8")
    design.write_text('{"positions": [{"title": "Cook"}, {"title": "Driver"}]}', "utf-8")
    limits = FileLimits(bytes=20, nodes=4)
    assert len(read_design(str(records), limits=limits).positions) == 2
    with pytest.raises(SourceError, match="at most 20 are read: split it with include"):
        read_design(str(design), limits=limits)
    with pytest.raises(SourceError, match=r"at most 30 are read$"):
        read_design(str(records), limits=limits, tables=Asked(limits=Limits(bytes=30)))
