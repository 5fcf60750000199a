"""CSV files with other texts in some cells: the changed fields, and not one other byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orgrules.edits.tables.cells import Cell, Written
from orgrules.edits.tables.csv import edited_csv
from orgrules.tables import csv as reader
from orgrules.tables.asked import Asked

HEADER = ("Employee ID", "Title", "Manager ID", "Remark")
#: Texts with all that a field may trip over.
TEXTS = st.text(st.sampled_from("ab12 ,;|\t\"\n\r'é经理０"), max_size=8)
WORDS = st.sampled_from(
    ["", "Buyer", "经理", 'so "called"', "a, b; c|d", "two\nlines", "x\ty", "-1", "=1+1", "O'Neill", "e\r\nf"]
)


def cell(row: int, column: int, before: str, after: str) -> Cell:
    return Cell("people.csv", "", row, column, row, column, "", before, after, (0,))


def written(content: bytes, *cells: Cell, encoding: str | None = None) -> Written:
    return edited_csv(content, "people.csv", cells, encoding)


def plain(content: bytes, *cells: Cell, encoding: str | None = None) -> bytes:
    """What is written where nothing is refused."""
    found = written(content, *cells, encoding=encoding)
    assert not found.refused
    return found.content


def in_common(one: bytes, other: bytes) -> int:
    """How many bytes two begin with that are the same."""
    return next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def test_only_the_bytes_of_the_field_change() -> None:
    content = b'\xef\xbb\xbfnote,,\r\nID,"Title",Manager\r\n1,"Head, of all",\r\n2,"Buyer",1,,\r\n'

    assert plain(content, cell(4, 2, "Buyer", 'Chief "B"')) == content.replace(b'"Buyer"', b'"Chief ""B"""')
    assert plain(content, cell(4, 3, "1", "2")) == content.replace(b'"Buyer",1', b'"Buyer",2')
    assert plain(content, cell(3, 3, "", "1")) == content.replace(b'all",\r\n', b'all",1\r\n')
    assert plain(content, cell(3, 2, "Head, of all", "Head")) == content.replace(b"Head, of all", b"Head")
    assert plain(content, cell(3, 1, "1", "1,5")) == content.replace(b'\n1,"', b'\n"1,5","')


def test_a_row_that_ends_before_the_column_gets_the_delimiters_that_lack() -> None:
    content = b"ID;Title;Manager;Unit\n1;Head\n2;Buyer;1;Sales"

    assert plain(content, cell(2, 4, "", "Board")) == content.replace(b"Head", b"Head;;Board")


def test_rows_behind_cells_of_several_lines_are_found() -> None:
    content = b'ID,Title,Manager\n1,"Head\nof all",\n2,Buyer,1\n'

    assert plain(content, cell(4, 2, "Buyer", "Cook")) == content.replace(b"Buyer", b"Cook")
    assert plain(content, cell(2, 3, "", "2")) == content.replace(b'all",', b'all",2')


MARKS = [("utf-8", b"\xef\xbb\xbf"), ("utf-8", b""), ("gb18030", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


@pytest.mark.parametrize(("encoding", "mark"), [*MARKS, ("big5", b"")])
def test_the_encoding_and_its_mark_stay(encoding: str, mark: bytes) -> None:
    text = "工號,姓名,職位,部門\r\n1,李雷,總經理,總部\r\n2,韓梅,採購,總部\r\n"
    text = text.replace("工號", "工号") if encoding == "gb18030" else text
    content = mark + text.encode(encoding)

    asked = "big5" if encoding == "big5" else None
    assert plain(content, cell(3, 3, "採購", "經理"), encoding=asked) == mark + text.replace("採購", "經理").encode(encoding)


def test_characters_that_the_encoding_lacks_are_refused() -> None:
    content = "Employee ID,Title,Office\n1,Café manager,Zürich\n2,Clerk,Zürich\n".encode("cp1252")
    found = written(content, cell(2, 2, "Café manager", "经理"), cell(3, 2, "Clerk", "Cook – naïve"))

    assert [each.why for each in found.refused] == ['"经理" cannot be written in the encoding of the file, CP1252']
    assert found.content == content.replace(b"Clerk", "Cook – naïve".encode("cp1252"))


def test_no_formula_is_brought_into_a_file() -> None:
    content = b"ID,Title\n1,Head\n2,=1+1\n"
    found = written(content, cell(2, 2, "Head", "=cmd|' /C calc'!A0"), cell(3, 2, "=1+1", "+1"))

    assert [each.cell.row for each in found.refused] == [2]
    assert "formula" in found.refused[0].why
    assert found.content == content.replace(b"=1+1", b"+1")


def test_a_file_that_changed_meanwhile_is_not_written_into_blindly() -> None:
    content = b"ID,Title\n1,Head\n"

    assert written(content, cell(2, 2, "Chief", "Boss")) == Written(
        content, (*written(content, cell(2, 2, "Chief", "Boss")).refused,)
    )
    assert len(written(content, cell(2, 2, "Chief", "Boss"), cell(9, 1, "", "x")).refused) == 2


def test_bytes_that_are_no_text_stay() -> None:
    content = "工号,职位,部门\n1,总经理,总部\n2,采购员,采购部\n".encode() + b"3,\xff\xfe?,x\n4,Cook,y\n"

    assert plain(content, cell(5, 2, "Cook", "厨师")) == content.replace(b"Cook", "厨师".encode())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.booleans(),
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 3)), WORDS, max_size=4),
)
@example([["a", "b", "c", "d"]], "|", "\r", csv.QUOTE_ALL, "gb18030", False, {(0, 0): "经理"})
def test_all_other_fields_and_bytes_are_the_same_in_any_dialect(
    rows: Sequence[Sequence[str]],
    delimiter: str,
    ends: str,
    quoting: int,
    encoding: str,
    is_ended: bool,
    changes: dict[tuple[int, int], str],
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=ends, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADER, *rows])
    text = stream.getvalue() if is_ended else stream.getvalue().removesuffix(ends)
    content = text.encode(encoding)
    asked = encoding if encoding == "gb18030" else None
    [sheet] = reader.read(content, "people.csv", Asked(encoding=asked))
    if sheet.unreadable:
        return
    cells = [
        cell(sheet.lines[row + 1], column + 1, before, word)
        for (row, column), word in changes.items()
        if row + 1 < len(sheet.rows)
        and column < len(sheet.rows[row + 1]) > 1
        and (before := sheet.rows[row + 1][column]) is not None
        and before != word
    ]
    result = written(content, *cells, encoding=asked)

    kept = {each.cell for each in result.refused}
    assert all(each.after.startswith(("=", "-")) for each in kept)
    lines = list(sheet.lines)
    expected = [list(row) for row in sheet.rows]
    for each in (each for each in cells if each not in kept):
        expected[lines.index(each.row)][each.column - 1] = each.after
    [again] = reader.read(result.content, "people.csv", Asked(encoding=asked))
    if again.unreadable:
        return  # a text over several lines may look like rows that a quotation mark swallowed
    assert [list(row) for row in again.rows] == expected
    moved = dict(zip(lines, again.lines, strict=True))
    undone = [each._replace(row=moved[each.row], before=each.after, after=each.before) for each in cells if each not in kept]
    back = written(result.content, *undone, encoding=asked)
    if quoting == csv.QUOTE_ALL and not back.refused:
        assert back.content == content
    if len(undone) == 1:
        first = in_common(content, result.content)
        behind = in_common(content[first:][::-1], result.content[first:][::-1])
        quoted = [text.replace('"', '""') for text in (undone[0].after, undone[0].before)]
        for whole, text in zip((content, result.content), quoted, strict=True):
            assert len(whole) - first - behind <= len(f'"{text}"'.encode(encoding))
