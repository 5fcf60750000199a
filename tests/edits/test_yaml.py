"""Steps written into YAML and JSON: how what is new is written, and what stays as it was."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from orgrules.changes.steps import Add, Drop, Put, Remove, Step
from orgrules.edits import edited
from orgrules.edits import yaml as edits_yaml
from orgrules.errors import CannotEdit, DesignError, EditError
from tests.edits.helpers import edit, linked, to

BLOCK = """\
organization:
  name: X   # the name
positions:
  # the boss
  - title: Boss   # t
    id: b
    duties:
      - one   # 1
      # about two
      - two   # 2
      - "three"
    holder:    # nobody yet
    reports:
    - title: A
      id: a
      # end of a

    # before c
    - id: c
      title: >-
        Long
        title
      unit: |
        u

    - d
  - {id: d, title: D}  # dee
  - id: e
    title: E
    reports_to: b
"""
FLOW = """\
positions: [
  {id: a, title: A},   # a
  {id: b, title: B,
   duties: [
     x,  # about x
     y,  # about y
     z]},  # b
  {id: c, title: C, reports_to: a}  # c
]
"""
JSON = """\
{
\t"organization": {"name": "公司 \\ud83d\\ude00"},
\t"positions": [
\t\t{"id": "a", "title": "\\ud83d\\ude00 Boss", "reports": [
\t\t\t{"id": "b", "title": "B"},
\t\t\t{
\t\t\t\t"id": "c",
\t\t\t\t"title": "C"
\t\t\t}
\t\t]},
\t\t{"id": "d", "title": "D", "duties": ["x", "y"]}
\t]
}
"""
SHARED = """\
positions:
  - &boss
    id: b
    title: &t Boss
    requirements: &r {education: bachelor}
  - id: c
    title: *t
    requirements: *r
    reports_to: b
  - id: d
    title: D
    duties: &du [x, y]
  - {id: e, title: E, duties: *du}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "design.yaml"


def changes(before: str, after: str) -> str:
    """The lines that went and that came."""
    lines = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return "".join(line for line in list(lines)[2:] if not line.startswith("@@"))


def put(index: int, key: str, value: object) -> Put:
    return Put("positions", index, tuple(key.split(".")), value)


def test_items_that_stay_keep_their_text_and_comments_and_new_ones_are_quoted_as_the_last_one(file: Path) -> None:
    after = edit(file, BLOCK, put(0, "duties", ["two", "two and more", "three", "four"]), put(0, "holder", "Ann"))

    assert (
        changes(BLOCK, after)
        == """\
-      - one   # 1
+      - "two and more"
-    holder:    # nobody yet
+      - "four"
+    holder: Ann    # nobody yet
"""
    )


def test_new_keys_stand_where_the_format_has_them_and_values_keep_their_quotes(file: Path) -> None:
    text = "positions:\n  - id: a\n    title: \"A, first\"  # a\n    holder: 'Li'\n    reports:\n      - {id: b, title: B}\n"
    after = edit(
        file,
        text,
        put(0, "title", "B"),
        put(0, "holder", "it's"),
        put(0, "unit", "HQ: main"),
        put(0, "requirements.skills", ["Excel"]),
        put(0, "attributes.floor", 3),
        put(1, "holder", None),
        Put("organization", 0, ("name",), "Sunny"),
    )

    assert (
        after
        == """\
organization: {name: Sunny}
positions:
  - id: a
    title: "B"  # a
    unit: 'HQ: main'
    holder: 'it''s'
    requirements: {skills: [Excel]}
    attributes: {floor: 3}
    reports:
      - {id: b, title: B, holder: null}
"""
    )


def test_values_are_written_as_they_are_read(file: Path) -> None:
    text = "positions:\n  - title: A\n"

    assert edit(file, text, put(0, "requirements.education", "Bachelor"), put(0, "title", " B "), put(0, "fte", 2)) == (
        "positions:\n  - title: B\n    fte: 2\n    requirements: {education: bachelor}\n"
    )
    with pytest.raises(EditError, match='"headcount"'):
        edit(file, text, put(0, "headcount", "many"))


def test_keys_go_with_the_comment_behind_them_and_what_stands_above_stays(file: Path) -> None:
    text = "positions:\n  - id: a  # the id\n    # the title\n    title: A\n    # its unit\n    unit: u  # here\n"

    assert edit(file, text, Drop("positions", 0, ("id",)), Drop("positions", 0, ("unit",))) == (
        "positions:\n  - # the title\n    title: A\n    # its unit\n"
    )


def test_a_block_moves_with_its_comments_and_finds_its_new_column(file: Path) -> None:
    after = edit(file, BLOCK, to(1, "d"), to(2, "e"))

    assert (
        after[after.index("    # before c") :]
        == """\
    # before c

    - d
  - id: d  # dee
    title: D
    reports:
      - title: A
        id: a
        # end of a
  - id: e
    title: E
    reports_to: b
    reports:
      - id: c
        title: >-
          Long
          title
        unit: |
          u
"""
    )


def test_who_moves_to_somebody_below_stands_on_the_first_level(file: Path) -> None:
    text = (
        "positions:\n  - id: a\n    title: A\n    reports:\n"
        "      - id: b\n        title: B\n        reports:\n          - {id: c, title: C}\n"
    )

    assert edit(file, text, to(1, "c"), to(2, "a")) == (
        "positions:\n  - id: a\n    title: A\n    reports:\n      - id: c\n        title: C\n        reports:\n"
        "          - id: b\n            title: B\n"
    )
    assert edit(file, text, to(1, "c")) == (
        "positions:\n  - id: a\n    title: A\n  - id: b\n    title: B\n    reports_to: c\n"
        "    reports:\n      - {id: c, title: C}\n"
    )


def test_nobody_is_nested_deeper_than_a_file_may_be(file: Path) -> None:
    def nested(name: str) -> str:
        levels = [
            f"{'    ' * level}  - id: {name}{level}\n{'    ' * level}    title: {name}-{level}\n{'    ' * level}    reports:\n"
            for level in range(30)
        ]
        return "".join(levels).removesuffix("    " * 29 + "    reports:\n")

    text = "positions:\n" + nested("a") + nested("b")
    after = edit(file, text, to(31, "a20"), to(59, "a25"))

    assert "\n  - id: b1\n    title: b-1\n    reports_to: a20\n" in after
    assert f"\n{'    ' * 26}  - id: b29\n" in after


def test_the_unit_that_was_inherited_is_written_where_another_one_would_be(file: Path) -> None:
    text = """\
positions:
  - {title: Head, unit: hq, reports: [{id: a, title: A}, {id: b, title: B}]}
  - {id: c, title: C, unit: south}
  - {id: d, title: D, unit: hq, reports: []}
  - {id: e, title: E, reports: [{title: F}]}
"""
    after = edit(file, text, to(1, "c"), to(2, "d"), to(6, "c"))

    assert (
        after
        == """\
positions:
  - {title: Head, unit: hq}
  - {id: c, title: C, unit: south, reports: [{id: a, title: A, unit: hq}]}
  - {id: d, title: D, unit: hq, reports: [{id: b, title: B}]}
  - {id: e, title: E}
  - {title: F, reports_to: c}
"""
    )


def test_who_is_named_in_a_list_of_reports_is_named_in_that_of_the_next_manager(file: Path) -> None:
    text = """\
positions:
  - {id: a, title: A, reports: [b, c, d]}  # a
  - {id: b, title: B, reports: [e]}
  - {id: c, title: C}
  - {id: d, title: D}
  - {id: e, title: E}
"""

    assert edit(file, text, to(2, "b"), to(3, "e")) == (
        """\
positions:
  - {id: a, title: A, reports: [b]}  # a
  - {id: b, title: B, reports: [e, c]}
  - {id: c, title: C}
  - {id: d, title: D, reports_to: e}
  - {id: e, title: E}
"""
    )


def test_brackets_are_opened_for_a_block(file: Path) -> None:
    text = """\
positions:
  - {id: a, title: A, reports: [{id: b, title: B}]}
  - id: c
    title: C
    reports: [{id: d, title: D}, e]  # here
  - {id: e, title: E}  # e
  - id: f
    title: F
    reports:
      - id: g   # g
        title: G
      - id: h
        title: H
      - id: i
        title: I
"""
    # where brackets stand in brackets, they stay
    assert edit(file, text, to(6, "c"), to(7, "b"), to(8, "e")) == (
        """\
positions:
  - {id: a, title: A, reports: [{id: b, title: B}]}
  - id: c
    title: C
    reports:  # here
      - {id: d, title: D}
      - e
      - id: g   # g
        title: G
  - id: e  # e
    title: E
    reports:
      - id: i
        title: I
  - id: f
    title: F
  - id: h
    title: H
    reports_to: b
"""
    )


def test_a_list_of_reports_is_made_where_its_key_stands_already(file: Path) -> None:
    text = """\
positions:
  - id: a
    title: A
    reports:  # none yet
    holder: X
  - {id: b, title: B, reports: []}  # b
  - title: C
    reports:
      - {id: d, title: D}
      - {id: e, title: E}
"""

    assert edit(file, text, to(3, "a"), to(4, "b")) == (
        """\
positions:
  - id: a
    title: A
    reports:  # none yet
      - {id: d, title: D}
    holder: X
  - {id: b, title: B, reports: [{id: e, title: E}]}  # b
  - title: C
"""
    )


def test_an_entry_on_one_line_stays_there_while_it_is_short(file: Path) -> None:
    long = "positions:\n  - {id: a, title: A rather long title, unit: Some unit of the company, holder: Somebody of that name}\n"

    assert edit(file, long, put(0, "headcount", 2), put(0, "duties", ["Sell", "Count"])) == (
        long.removesuffix("}\n") + ",\n     headcount: 2, duties: [Sell, Count]}\n"
    )
    flow = f"positions: [{{title: {'A' * 100}}}, {{title: B}}]\n"
    assert edit(file, flow, put(1, "holder", "C")) == flow.replace("B}", "B, holder: C}")


def test_lists_in_brackets_keep_the_comments_of_what_stays(file: Path) -> None:
    assert changes(FLOW, edit(file, FLOW, put(1, "duties", ["x", "z"]), Add("positions", {"title": "New"}))) == (
        "-     y,  # about y\n-  {id: c, title: C, reports_to: a}  # c\n"
        "+  {id: c, title: C, reports_to: a},  # c\n+  {title: New}\n"
    )
    assert changes(FLOW, edit(file, FLOW, put(1, "duties", ["x", "y", "w", "z", "q"]), Remove("positions", 2))) == (
        "-     z]},  # b\n-  {id: c, title: C, reports_to: a}  # c\n+     w,\n+     z,\n+     q]}  # b\n"
    )


def test_json_stays_json(tmp_path: Path) -> None:
    file = tmp_path / "design.json"
    steps: list[Step] = [
        to(1, "d"),
        put(0, "title", "店"),
        put(2, "holder", None),
        put(3, "duties", ["y", "z"]),
        Add("positions", {"title": "N", "reports_to": "a"}),
        Add("units", {"name": "u"}),
    ]

    assert changes(JSON, edit(file, JSON, *steps)) == (
        """\
+\t"units": [{"name": "u"}],
-\t\t{"id": "a", "title": "\\ud83d\\ude00 Boss", "reports": [
-\t\t\t{"id": "b", "title": "B"},
+\t\t{"id": "a", "title": "店", "reports": [
-\t\t\t\t"title": "C"
+\t\t\t\t"title": "C",
+\t\t\t\t"holder": null
-\t\t{"id": "d", "title": "D", "duties": ["x", "y"]}
+\t\t{"id": "d", "title": "D", "duties": ["y", "z"], "reports": [{"id": "b", "title": "B"}]},
+\t\t{"title": "N", "reports_to": "a"}
"""
    )
    short = '{"positions":[{"id":"a","title":"A"},{"id":"b","title":"B","reports_to":"a"}]}'
    assert edit(file, short, put(0, "unit", "u"), Add("people", {"name": "\u00e9"})) == (
        '{"positions":[{"id":"a","title":"A","unit":"u"},{"id":"b","title":"B","reports_to":"a"}],"people":[{"name":"\\u00e9"}]}'
    )


def test_sections_are_made_and_emptied(file: Path) -> None:
    text = "units: []\n\npositions:\n  - title: A\n\npeople:\n  - name: P  # p\n"
    after = edit(file, text, Add("units", {"name": "U", "id": "u"}), Remove("people", 0), Put("organization", 0, ("name",), "O"))

    assert after == "organization: {name: O}\n\nunits:\n  - {id: u, name: U}\n\npositions:\n  - title: A\n\npeople: []\n"
    with pytest.raises(DesignError, match="at least one entry"):
        edit(file, text, Remove("positions", 0))


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (put(0, "title", "Own"), "4:12"),
        (put(0, "requirements.skills", ["s"]), "5:19"),
        (put(2, "duties", ["x"]), "12:13"),
        (Remove("positions", 2), "12:13"),
        (Drop("positions", 0, ("requirements",)), "5:19"),
    ],
)
def test_what_stands_elsewhere_too_is_not_changed(file: Path, step: Step, place: str) -> None:
    with pytest.raises(CannotEdit, match=f":{place}: an alias elsewhere in the file means what stands here too"):
        edit(file, SHARED, step)


def test_a_key_with_a_mark_before_it_is_left_to_the_author(file: Path) -> None:
    text = "positions:\n  - ? id\n    : a\n    title: A\n"

    assert edit(file, text, put(0, "id", "b")) == text.replace(": a", ": b")
    with pytest.raises(CannotEdit, match=r':2:7: a key with "\?" before it'):
        edit(file, text, Drop("positions", 0, ("id",)))


def test_what_is_meant_by_a_name_becomes_a_text_of_its_own(file: Path) -> None:
    after = edit(file, SHARED, put(1, "title", "Own"), put(1, "requirements.skills", ["s"]), put(3, "duties", ["z"]))

    assert changes(SHARED, after) == (
        """\
-    title: *t
-    requirements: *r
+    title: Own
+    requirements: {education: bachelor, skills: [s]}
-  - {id: e, title: E, duties: *du}
+  - {id: e, title: E, duties: [z]}
"""
    )


@pytest.mark.parametrize(
    ("encoding", "mark", "stated"),
    [
        ("utf-8", "", None),
        ("utf-8", "\ufeff", None),
        ("utf-16-le", "\ufeff", None),
        ("utf-16-be", "\ufeff", None),
        ("gb18030", "", "gb18030"),
        ("big5", "", "big5"),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("ended", [True, False])
def test_bytes_stay_what_they_are(file: Path, encoding: str, mark: str, stated: str | None, line_break: str, ended: bool) -> None:
    def content(last: str) -> bytes:
        lines = ["positions:", "  - {id: a, title: 經理}\t# 一", "  - id: b", "    title: 店長", *last.split("\n")]
        return (mark + line_break.join(lines) + line_break * ended).encode(encoding)

    before = content("    holder: 李")
    file.write_bytes(before)
    found = edited(linked(file, stated), [to(1, "a"), put(1, "headcount", 2)], {str(file): before}, stated)

    assert found.contents == {str(file): content("    reports_to: a\n    holder: 李\n    headcount: 2")}
    file.write_bytes(before)
    assert edited(linked(file, stated), [put(1, "holder", "李")], {str(file): before}, stated).contents == {}


def test_what_the_encoding_cannot_say_is_told(file: Path) -> None:
    content = "positions:\n  - title: Caf\u00e9\n".encode("latin-1")
    file.write_bytes(content)

    with pytest.raises(CannotEdit, match='"店" cannot be written in the encoding of the file'):
        edited(linked(file, "latin-1"), [put(0, "title", "店")], {str(file): content}, "latin-1")
    text = "positions:\n  - title: A\n".encode("utf-7") + b"# +AGE-\n"  # the same text has other bytes
    file.write_bytes(text)
    with pytest.raises(CannotEdit, match="does not give the same bytes"):
        edited(linked(file, "utf-7"), [put(0, "title", "B")], {str(file): text}, "utf-7")


def test_positions_move_between_the_files_of_a_design(tmp_path: Path) -> None:
    top, part = tmp_path / "top.yaml", tmp_path / "part.yaml"
    head = "include: [part.yaml]\npositions:\n  - id: a\n    title: A\n"
    top.write_text(f"{head}    reports:\n      - id: b   # b\n        title: B\n")
    part.write_bytes(b"positions:\r\n- id: c\r\n  title: C\r\n  reports_to: a\r\n")
    contents = {str(path): path.read_bytes() for path in (top, part)}
    found = edited(linked(top), [to(1, "c"), Add("positions", {"title": "D", "reports_to": "c"})], contents)

    assert {Path(path).name: content.decode() for path, content in found.contents.items()} == {
        "top.yaml": head,
        "part.yaml": (
            "positions:\r\n- id: c\r\n  title: C\r\n  reports_to: a\r\n  reports:\r\n  - id: b   # b\r\n    title: B\r\n"
            "- title: D\r\n  reports_to: c\r\n"
        ),
    }
    assert top.read_bytes() == contents[str(top)]


def test_files_that_would_say_something_else_are_not_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits_yaml, "first_difference", lambda _one, _other: "Boss")

    with pytest.raises(EditError, match="would not say what the changes say, of Boss"):
        edit(file, BLOCK, put(0, "title", "B"))
