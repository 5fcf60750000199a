"""Entries that are rows of tables: made one by one, or all together."""

from __future__ import annotations

from pathlib import Path

from orgrules.design.read import column, keys_written, read_design

TABLE = "id,title,reports_to,duties,headcount\n" + "".join(
    f"p{number},Manager,{f'p{number - 1}' if number % 3 else ''},{'a;b' if number % 2 else ''},{number if number % 5 else ''}\n"
    for number in range(50)
)


def test_entries_are_the_same_however_many_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text(TABLE, "utf-8")
    some, every = read_design(str(path)).positions, read_design(str(path)).positions
    single = [some[index] for index in range(4)]
    together = list(every)
    assert [each.entry for each in single] == [each.entry for each in together[:4]]
    assert [each.entry.written for each in single] == [each.entry.written for each in together[:4]]
    assert [each.line_and_column("duties") for each in single] == [each.line_and_column("duties") for each in together[:4]]
    assert [some[index].entry for index in range(len(some))] == [each.entry for each in together]
    assert some[-1].entry == together[-1].entry


def test_columns_are_what_entries_have(tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text(TABLE, "utf-8")
    rows = read_design(str(path)).positions
    for key in ("id", "title", "reports_to", "duties", "headcount", "unit"):
        assert list(column(rows, key)) == [getattr(each.entry, key) for each in rows]
    assert keys_written(rows) == frozenset().union(*(each.entry.written for each in rows))
