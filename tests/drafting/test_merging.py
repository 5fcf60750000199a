"""Three versions of a file become one: what each changed is there, what people wrote stays, and what cannot be both is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orgrules.drafting.updating.merging import merge_lines, merge_table, merge_yaml
from orgrules.drafting.updating.parts import text_of, yaml_parts
from orgrules.files.source import parse, plain_data
from tests.helpers import ROOT

IDS = st.sampled_from(["plan", "lead", "visit", "report", "collect", "train"])
WORDS = st.sampled_from(["甲", "乙", "丙丁", "a b", "it's", "x: y", "[1]"])
ENTRIES = st.dictionaries(IDS, WORDS, max_size=6).map(lambda entries: {**entries, "stays": "甲"})


def profile(entries: dict[str, str], style: str = "flow") -> str:
    """A profile whose duties are called so, written in one of three ways."""
    lines = ["role: manager", "name: {zh: 经理}"]
    if entries:
        lines.append("duties:")
    for id_, name in entries.items():
        said = "'" + name.replace("'", "''") + "'"
        if style == "flow":
            lines.append(f"  - {{id: {id_}, name: {said}, cites: [{id_}.1]}}")
        elif style == "block":
            lines += [f"  - id: {id_}", f"    name: {said}", f"    cites: [{id_}.1]"]
        else:
            lines += [f"    - {{id: {id_},", f"       name: {said}, cites: [{id_}.1]}}"]
    return "\n".join([*lines, "examples: []", ""])


def names(text: str) -> dict[str, str]:
    data: Any = plain_data(parse(text.encode(), "profile.yaml").data)
    return {duty["id"]: duty["name"] for duty in data.get("duties", [])}


def expected(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    return theirs if ours == base else ours


@given(ENTRIES, ENTRIES, ENTRIES, st.sampled_from(["flow", "block", "wide"]))
@example({"stays": "甲", "lead": "乙"}, {"lead": "乙", "stays": "甲"}, {"stays": "甲"}, "flow")
def test_each_entry_is_as_whoever_changed_it_has_it(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str], style: str
) -> None:
    merged = merge_yaml(profile(base), profile(ours, style), profile(theirs))
    found = {id_: expected(base.get(id_), ours.get(id_), theirs.get(id_)) for id_ in {*base, *ours, *theirs}}
    wanted = {id_: name for id_, name in found.items() if name is not None}
    if style == "flow":
        assert names(merged.text) == wanted
    else:  # an entry that is only laid out otherwise is one that somebody changed, and stays
        kept = {id_: name for id_, name in ours.items() if id_ not in theirs}
        assert names(merged.text) == {**kept, **wanted}
    both = {
        id_ for id_ in base if base[id_] != ours.get(id_) and base[id_] != theirs.get(id_) and ours.get(id_) != theirs.get(id_)
    }
    told = {conflict.key.split("/")[1] for _line, conflict in merged.conflicts if "/" in conflict.key}
    assert both - told == set()


@given(ENTRIES, ENTRIES, st.sampled_from(["flow", "block", "wide"]))
def test_what_the_handbook_did_not_change_is_what_people_have_byte_for_byte(
    base: dict[str, str], ours: dict[str, str], style: str
) -> None:
    merged = merge_yaml(profile(base), profile(ours, style), profile(base))
    assert (merged.text, merged.conflicts) == (profile(ours, style), ())


@given(ENTRIES, ENTRIES)
def test_what_people_did_not_change_is_what_the_handbook_gives(base: dict[str, str], theirs: dict[str, str]) -> None:
    merged = merge_yaml(profile(base), profile(base), profile(theirs))
    assert (merged.text, merged.conflicts) == (profile(theirs), ())


@given(ENTRIES, ENTRIES, ENTRIES)
def test_rows_are_merged_as_entries_are(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    def table(entries: dict[str, str]) -> str:
        return "id\tkind\ten\tzh\n" + "".join(f"{id_}\tduty\t\t{name}\n" for id_, name in entries.items())

    merged = merge_table(table(base), table(ours), table(theirs))
    rows = dict(line.split("\tduty\t\t") for line in merged.text.splitlines()[1:])
    found = {id_: expected(base.get(id_), ours.get(id_), theirs.get(id_)) for id_ in {*base, *ours, *theirs}}
    assert rows == {id_: name for id_, name in found.items() if name is not None}


RULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("rules/**/*.yaml"))


@pytest.mark.parametrize("folder", sorted({name.split("/")[1] for name in RULES}))
def test_the_parts_of_every_shipped_file_put_together_are_the_file(folder: str) -> None:
    for name in RULES:
        if name.startswith(f"rules/{folder}/"):
            text = (ROOT / name).read_text("utf-8")
            assert text_of(yaml_parts(text)) == text, name


BASE = """\
role: manager
# the name
name: {zh: 经理}
duties:
  - {id: plan, name: {zh: 计划}, cites: [1, 2]}
  - {id: lead, name: {zh: 领导}, cites: [3]}
why: |
  first line
  second line
  third line
  fourth line
examples:
  - design: {positions: [{title: 经理, duties: [plan, lead]}]}
    findings: {}
  - design: {positions: [{title: 经理, duties: []}]}
    findings: {经理: [duties]}
"""


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        pytest.param(("[1, 2]", "[1, 2, 9]"), ("[1, 2]", "[1, 3]"), "cites: [1, 9, 3]}", id="items of a list"),
        pytest.param(("zh: 计划}", "zh: 计划, en: Plan}"), ("[3]", "[3, 4]"), "{zh: 计划, en: Plan}", id="keys in brackets"),
        pytest.param(
            ("first line", "1st line"), ("fourth line", "4th line"), "  1st line\n  second line\n  third line\n  4th", id="lines"
        ),
        pytest.param(
            (
                "    findings: {经理: [duties]}\n",
                "    findings: {经理: [duties]}\n  - design: {positions: []}\n    findings: {}\n",
            ),
            ("[plan, lead]", "[plan, lead, train]"),
            "duties: [plan, lead, train]}]}\n    findings: {}\n  - design: {positions: [{title: 经理, duties: []}]}\n"
            "    findings: {经理: [duties]}\n  - design: {positions: []}\n    findings: {}\n",
            id="examples, which have no names",
        ),
        pytest.param(
            ("role: manager", '"role": manager  # ours'),
            ("zh: 经理", "zh: 大经理"),
            '"role": manager  # ours\n# the name\nname: {zh: 大经理}',
            id="quotes and comments",
        ),
        pytest.param(("# the name\n", ""), ("zh: 经理", "zh: 大经理"), "role: manager\nname: {zh: 大经理}", id="a comment less"),
        pytest.param(("# the name", "# our name"), ("# the name", "# line 4"), "# our name\n# line 4\n", id="a comment"),
        pytest.param(
            ("# the name", "# the name\n# ours"), ("# the name", "# line 4"), "manager\n# ours\n# line 4\nname", id="comments"
        ),
        pytest.param(
            ("[duties]}\n", "[duties]}\n# ours\n"),
            ("[duties]}\n", "[duties]}\n# no field\n"),
            "]}\n# ours\n# no field\n",
            id="the end",
        ),
        pytest.param(
            ("zh: 计划}, ", "zh: 计划}, severity: error, "),
            ("{zh: 计划}", "计划"),
            "name: 计划, severity: error,",
            id="another kind of value",
        ),
    ],
)
def test_changes_of_both(ours: tuple[str, str], theirs: tuple[str, str], wanted: str) -> None:
    assert ours[0] in BASE
    assert theirs[0] in BASE
    merged = merge_yaml(BASE, BASE.replace(*ours, 1), BASE.replace(*theirs, 1))
    assert wanted in merged.text
    assert merged.conflicts == ()
    parse(merged.text.encode(), "merged.yaml")


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        (("zh: 计划", "zh: 规划"), ("zh: 计划", "zh: 策划"), (5, "changed", "duties/plan/name/zh", "规划", "策划")),
        (("third line", "3rd line"), ("third line", "line 3"), (7, "changed", "why", "| first line second line 3rd", "")),
        (("{zh: 计划}", "{zh: 规划}"), ("{zh: 计划}", "策划"), (5, "changed", "duties/plan/name", "{zh: 规划}", "策划")),
        (("duties: []", "duties: [x]"), ("duties: []", "duties: [y]"), None),
    ],
)
def test_what_cannot_be_both(
    ours: tuple[str, str], theirs: tuple[str, str], conflict: tuple[int, str, str, str, str] | None
) -> None:
    mine = BASE.replace(*ours, 1)
    merged = merge_yaml(BASE, mine, BASE.replace(*theirs, 1))
    if conflict is None:
        assert re.search(r"duties: \[(x, y|y, x)\]", merged.text) or merged.conflicts
        return
    assert merged.text == mine
    [(line, told)] = merged.conflicts
    assert (line, told.kind, told.key) == conflict[:3]
    assert told.ours.startswith(conflict[3])
    assert told.theirs.endswith(conflict[4])


def test_texts_without_entries_are_merged_by_line() -> None:
    merged = merge_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    assert merged == ("A\nb\nC\n", ())
    told = merge_lines("a\nb\nc\n", "a\nours\nc\n", "a\ntheirs\nc\n")
    assert told.text == "a\nours\nc\n"
    assert [(line, conflict.ours, conflict.theirs) for line, conflict in told.conflicts] == [(2, "ours", "theirs")]
    assert merge_yaml("- a\n- b\n- c\n", "- A\n- b\n- c\n", "- a\n- b\n- C\n").text == "- A\n- b\n- C\n"


@given(st.text(st.sampled_from("ab:-{}[],#'\"|> \n"), max_size=60), st.text(st.sampled_from("ab:-{}[],#'\"|> \n"), max_size=60))
@example("a: b", "? a\n: b\n")
def test_whatever_people_wrote_merging_does_not_break_down(ours: str, theirs: str) -> None:
    for text in (ours, theirs, f"role: a\n{ours}", f"role: a\nduties:\n  - {ours}\n"):
        assert merge_yaml(BASE, text, BASE).text == text
        merge_yaml(BASE, text, BASE.replace("计划", "策划"))
        merge_table("id\tkind\ten\tzh\n", text, theirs)
