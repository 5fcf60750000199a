"""A second draft is merged with what people made of the first: what they wrote stays, and what cannot be both is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.drafting.drafted import Drafted, State
from orgrules.drafting.updating.folder import opened
from orgrules.drafting.updating.update import Update, updated, write
from orgrules.errors import RulebookError, SourceError, UsageError
from orgrules.rulebook.library import load_library


class Job(NamedTuple):
    """A job of a handbook: its title, whom it reports to, its duties by id."""

    title: str
    duties: Mapping[str, str]
    above: str = ""


Handbook = Mapping[str, Job]

HANDBOOK: Handbook = {
    "manager": Job("销售部经理", {"plan": "制定销售计划", "lead": "领导下属员工"}),
    "clerk": Job("业务员", {"visit": "拜访客户", "report": "上报市场信息", "collect": "回收货款"}, "manager"),
}


def drafted(handbook: Handbook, line: int = 1) -> Drafted:
    """What a handbook gives, whose first statement stands in a line."""
    rows = ["id\tkind\ten\tzh\tplace"]
    files = {
        "rulebook.yaml": "# drafted\nrulebook: client\nversion: 0.1.0\nname: {zh: 客户}\n"
        "documents:\n  handbook: {title: {zh: 手册}, language: zh, statements: statements.tsv}\n"
    }
    for role, job in handbook.items():
        lines = [f"role: {role}", f"name: {{zh: {job.title}}}"]
        if job.above:
            rows.append(f"{role}.reports-to\treports-to\t\t{handbook[job.above].title}\t第{line}行")
            lines.append(f"reports_to: {{role: {job.above}, cites: [{role}.reports-to]}}")
        if job.duties:
            lines.append("duties:")
        for id_, words in job.duties.items():
            line += 1
            rows.append(f"{role}.{id_}\tduty\t\t{words}\t第{line}行")
            lines += [f"  # 第{line}行", f"  - {{id: {id_}, name: {{zh: {words}}}, cites: [{role}.{id_}]}}"]
        lines += [
            "examples:",
            "  - design: {positions: [{id: one, title: " + job.title + ", duties: [" + ", ".join(job.duties) + "]}]}",
            "    findings: {}",
        ]
        files[f"roles/{role}.yaml"] = "\n".join([*lines, ""])
    files["statements.tsv"] = "\n".join([*rows, ""])
    return Drafted(files, state=State(roles={role: job.title for role, job in handbook.items()}))


def changed(role: str = "clerk", duties: Mapping[str, str | None] | None = None, title: str = "") -> Handbook:
    """The handbook with duties of a role changed, added, or (None) gone."""
    job = HANDBOOK[role]
    now = {**job.duties, **(duties or {})}
    kept = {id_: words for id_, words in now.items() if words is not None}
    return {**HANDBOOK, role: job._replace(duties=kept, title=title or job.title)}


def draft(folder: Path, handbook: Handbook = HANDBOOK, line: int = 1) -> Update:
    """A run of the draft, written down."""
    update = updated(opened(str(folder)), drafted(handbook, line), "client")
    if not update.is_up_to_date:
        write(update)
    return update


def files(folder: Path) -> dict[str, bytes]:
    """All that is in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(folder: Path, old: str, new: str, name: str = "roles/clerk.yaml") -> None:
    """A person's edit of a file."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a first draft."""
    draft(tmp_path / "client")
    return tmp_path / "client"


def text(folder: Path, name: str = "roles/clerk.yaml") -> str:
    return (folder / name).read_text("utf-8")


def told(update: Update) -> list[tuple[str, str, int, str, str, str]]:
    return [(each.conflict.kind, each.path, each.line, *each.conflict[1:]) for each in update.conflicts]


def whats(update: Update) -> dict[str, str]:
    return {path: outcome.what for path, outcome in update.outcomes.items()}


def test_a_first_draft_is_a_rulebook_with_a_copy_of_what_was_written(folder: Path) -> None:
    assert {name for name in files(folder) if not name.startswith(".draft/")} == set(drafted(HANDBOOK).files)
    for name, content in drafted(HANDBOOK).files.items():
        assert files(folder)[name] == files(folder)[f".draft/{name}"] == content.encode()
    assert {role for role in load_library((str(folder),)).profiles if role in HANDBOOK} == set(HANDBOOK)


def nothing(folder: Path) -> None:
    """No edit."""


def a_comment(folder: Path) -> None:
    edit(folder, "  - {id: report", "  # 王经理: 每周一次\n  - {id: report")


def a_translation(folder: Path) -> None:
    edit(folder, "name: {zh: 上报市场信息}", "name: {en: Report the market, zh: 上报市场信息}")
    edit(folder, "clerk.report\tduty\t\t", "clerk.report\tduty\tReports\t", "statements.tsv")


def a_duty_more(folder: Path) -> None:
    edit(folder, "examples:", "  - {id: own, name: {zh: 自己的}}\nexamples:")


def a_duty_less(folder: Path) -> None:
    edit(folder, "  # 第6行\n  - {id: collect, name: {zh: 回收货款}, cites: [clerk.collect]}\n", "")
    edit(folder, ", collect]", "]")


def a_severity(folder: Path) -> None:
    edit(folder, "reports_to: {role: manager,", "reports_to: {role: manager, severity: warning,")


def another_layout(folder: Path) -> None:
    edit(
        folder,
        "  - {id: report, name: {zh: 上报市场信息}, cites: [clerk.report]}",
        "  - id: report\n    name:\n      zh: 上报市场信息\n    cites: [clerk.report]",
    )


def another_indent(folder: Path) -> None:
    path = folder / "roles/clerk.yaml"
    path.write_text(path.read_text("utf-8").replace("\n  ", "\n      "), "utf-8")


def other_ends_of_lines(folder: Path) -> None:
    for name in ("roles/clerk.yaml", "statements.tsv"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def a_spreadsheet_with_commas(folder: Path) -> None:
    path = folder / "statements.tsv"
    path.write_text("\ufeff" + path.read_text("utf-8").replace("\t", ",").replace("\n", "\r\n"), "utf-8", newline="")


def a_spreadsheet_in_utf_16(folder: Path) -> None:
    path = folder / "statements.tsv"
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))


def a_file_more(folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own/rule.yaml").write_text(
        "name: {en: Own}\neach: position\nwhere: {role: clerk}\nrequire: {manager.role: manager}\ncites: [clerk.collect]\n"
        'message: {en: "{title}"}\n',
        "utf-8",
    )
    (folder / "notes.txt").write_text("Ask Ms Wang.", "utf-8")


def a_file_less(folder: Path) -> None:
    (folder / "roles/clerk.yaml").unlink()


EDITS: list[Callable[[Path], None]] = [
    nothing,
    a_comment,
    a_translation,
    a_duty_more,
    a_duty_less,
    a_severity,
    another_layout,
    another_indent,
    other_ends_of_lines,
    a_spreadsheet_with_commas,
    a_spreadsheet_in_utf_16,
    a_file_more,
    a_file_less,
]


@pytest.mark.parametrize("edited", EDITS)
def test_where_the_handbook_did_not_change_nothing_is_written_whatever_people_edited(
    folder: Path, edited: Callable[[Path], None]
) -> None:
    edited(folder)
    before = files(folder)
    update = draft(folder)
    assert update.is_up_to_date
    assert (files(folder), update.conflicts) == (before, [])
    assert whats(update) == ({"roles/clerk.yaml": "deleted"} if edited is a_file_less else {})


CHANGES: dict[str, Handbook] = {
    "a duty more": changed(duties={"train": "培训新人"}),
    "a duty less": changed(duties={"visit": None}),
    "other words": changed(duties={"visit": "每周拜访客户"}),
    "a job more": {**HANDBOOK, "director": Job("销售总监", {"budget": "编制预算"})},
    "another line": {**HANDBOOK, "clerk": HANDBOOK["clerk"]._replace(above="manager", duties={"report": "上报市场信息"})},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("edited", EDITS)
def test_what_people_edited_and_what_the_handbook_changed_are_both_there(
    folder: Path, edited: Callable[[Path], None], change: str
) -> None:
    edited(folder)
    before = files(folder)
    update = draft(folder, CHANGES[change], line=7)  # all places are others
    after = files(folder)
    assert "left" not in whats(update).values()
    assert load_library((str(folder),))
    fresh = drafted(CHANGES[change], line=7).files
    for name, content in fresh.items():
        assert after[f".draft/{name}"] == content.encode()
        is_cited = edited is a_file_more and name == "statements.tsv"
        if before.get(name) == files_of_first().get(name) and not is_cited:  # nobody edited it
            assert after[name] == content.encode()
    for name in before.keys() - fresh.keys():
        if not name.startswith(".draft/"):
            assert after[name] == before[name]
    assert draft(folder, CHANGES[change], line=7).is_up_to_date


def files_of_first() -> dict[str, bytes]:
    return {name: content.encode() for name, content in drafted(HANDBOOK).files.items()}


def test_edits_side_by_side_are_no_conflict(folder: Path) -> None:
    edit(folder, "zh: 上报市场信息", "en: Report the market, zh: 上报市场信息")
    edit(folder, "examples:", "  # 我们的\n  - {id: own, name: {zh: 自己的}}\nexamples:")
    update = draft(folder, changed(duties={"visit": "每周拜访客户", "collect": "按月回收货款", "train": "培训新人"}))
    assert update.conflicts == []
    assert whats(update) == {"roles/clerk.yaml": "merged", "statements.tsv": "updated"}
    assert text(folder) == (
        "role: clerk\nname: {zh: 业务员}\nreports_to: {role: manager, cites: [clerk.reports-to]}\nduties:\n"
        "  # 第4行\n  - {id: visit, name: {zh: 每周拜访客户}, cites: [clerk.visit]}\n"
        "  # 第5行\n  - {id: report, name: {en: Report the market, zh: 上报市场信息}, cites: [clerk.report]}\n"
        "  # 第6行\n  - {id: collect, name: {zh: 按月回收货款}, cites: [clerk.collect]}\n"
        "  # 我们的\n  - {id: own, name: {zh: 自己的}}\n"
        "  # 第7行\n  - {id: train, name: {zh: 培训新人}, cites: [clerk.train]}\n"
        "examples:\n  - design: {positions: [{id: one, title: 业务员, duties: [visit, report, collect, train]}]}\n"
        "    findings: {}\n"
    )


def test_what_both_changed_stays_as_people_have_it_and_is_told_once(folder: Path) -> None:
    edit(folder, "zh: 拜访客户", "zh: 拜访重要客户")
    update = draft(folder, changed(duties={"visit": "每周拜访客户"}))
    assert "zh: 拜访重要客户" in text(folder)
    assert told(update) == [
        ("changed", "roles/clerk.yaml", 6, "duties/visit/name/zh", "拜访重要客户", "每周拜访客户"),
    ]
    again = draft(folder, changed(duties={"visit": "每周拜访客户"}))
    assert (again.is_up_to_date, again.conflicts) == (True, [])


def test_what_people_changed_stays_when_the_handbook_drops_it(folder: Path) -> None:
    edit(folder, "{id: visit, name: {zh: 拜访客户}", "{id: visit, name: {en: Visit, zh: 拜访客户}")
    update = draft(folder, changed(duties={"visit": None}))
    assert "id: visit" in text(folder)
    assert "clerk.visit\t" in text(folder, "statements.tsv")  # it is cited, or the rulebook could not be loaded
    assert [(kind, path, key) for kind, path, _line, key, *_said in told(update)] == [
        ("gone", "roles/clerk.yaml", "duties/visit"),
        ("cited", "statements.tsv", "clerk.visit"),
    ]


def test_what_nobody_changed_or_cites_goes_with_the_handbook(folder: Path) -> None:
    a_comment(folder)
    update = draft(folder, changed(duties={"visit": None}))
    assert update.conflicts == []
    assert "visit" not in text(folder)
    assert "clerk.visit" not in text(folder, "statements.tsv")
    assert "  # 王经理: 每周一次\n" in text(folder)


def test_what_people_removed_stays_away_and_is_told_where_the_handbook_says_it_otherwise(folder: Path) -> None:
    a_duty_less(folder)
    assert draft(folder, HANDBOOK, line=9).conflicts == []  # it stands elsewhere: nobody has to look at that
    update = draft(folder, changed(duties={"collect": "按月回收货款"}), line=9)
    assert "collect" not in text(folder)
    assert told(update) == [
        (
            *("removed", "roles/clerk.yaml", 4, "duties/collect", ""),
            "{id: collect, name: {zh: 按月回收货款}, cites: [clerk.collect]}",
        )
    ]


def test_a_translation_of_what_the_handbook_changed_is_told(folder: Path) -> None:
    a_translation(folder)
    update = draft(folder, changed(duties={"report": "每月上报市场信息"}))
    assert "name: {en: Report the market, zh: 每月上报市场信息}" in text(folder)
    assert "clerk.report\tduty\tReports\t每月上报市场信息\t" in text(folder, "statements.tsv")
    assert told(update) == [
        ("translated", "roles/clerk.yaml", 8, "duties/report/name/en", "Report the market", "每月上报市场信息"),
        ("translated", "statements.tsv", 6, "clerk.report/en", "Reports", "每月上报市场信息"),
    ]


def test_files_of_jobs_that_vanished_go_unless_people_changed_them(folder: Path) -> None:
    less = {"manager": HANDBOOK["manager"]}
    update = draft(folder, less)
    assert whats(update) == {"roles/clerk.yaml": "removed", "statements.tsv": "updated"}
    assert not (folder / "roles/clerk.yaml").exists()
    assert not (folder / ".draft/roles/clerk.yaml").exists()


def test_a_changed_file_of_a_job_that_vanished_stays_and_is_told(folder: Path) -> None:
    a_comment(folder)
    update = draft(folder, {"manager": HANDBOOK["manager"]})
    assert whats(update) == {"roles/clerk.yaml": "kept", "statements.tsv": "kept"}
    assert ("gone", "roles/clerk.yaml", 0, "", "", "") in told(update)
    assert load_library((str(folder),))


def test_a_file_that_people_deleted_stays_deleted(folder: Path) -> None:
    a_file_less(folder)
    update = draft(folder, changed(duties={"visit": "每周拜访客户"}))
    assert whats(update) == {"roles/clerk.yaml": "deleted", "statements.tsv": "updated"}
    assert not (folder / "roles/clerk.yaml").exists()


def test_a_file_of_people_is_not_replaced_by_one_of_the_handbook(folder: Path) -> None:
    own = "role: director\nname: {zh: 销售总监}\n"
    (folder / "roles/director.yaml").write_text(own, "utf-8")
    update = draft(folder, CHANGES["a job more"])
    assert text(folder, "roles/director.yaml") == own
    assert told(update) == [("taken", "roles/director.yaml", 0, "", "", "")]
    assert draft(folder, CHANGES["a job more"]).is_up_to_date


def test_a_statement_that_only_people_cite_stays(folder: Path) -> None:
    a_file_more(folder)
    update = draft(folder, changed(duties={"collect": None}))
    assert "clerk.collect\tduty\t\t回收货款\t" in text(folder, "statements.tsv")
    assert [(kind, key) for kind, _path, _line, key, *_said in told(update)] == [("cited", "clerk.collect")]


def test_what_could_not_be_loaded_is_left_as_it_was(folder: Path) -> None:
    """People removed a statement that nothing cited; what the handbook says now cites it."""
    edit(folder, ", cites: [clerk.visit]", "")
    edit(folder, "clerk.visit\tduty\t\t拜访客户\t第4行\n", "", "statements.tsv")
    before = files(folder)
    more = changed(duties={"train": "培训新人"})
    made = drafted(more)
    cites = made.files["roles/clerk.yaml"].replace("cites: [clerk.train]", "cites: [clerk.train, clerk.visit]")
    update = updated(opened(str(folder)), replace(made, files={**made.files, "roles/clerk.yaml": cites}), "client")
    write(update)
    assert update.outcomes["roles/clerk.yaml"].what == "left"
    assert update.outcomes["roles/clerk.yaml"].reason.startswith(f"{folder}/roles/clerk.yaml:12:")
    after = files(folder)
    for name in ("roles/clerk.yaml", ".draft/roles/clerk.yaml"):  # the next draft tries again
        assert after[name] == before[name]
    assert b"clerk.train" in after["statements.tsv"]
    assert load_library((str(folder),))
    assert "train" in text_after(folder, more)


def text_after(folder: Path, handbook: Handbook) -> str:
    draft(folder, handbook)
    return text(folder)


def test_a_role_that_a_rule_of_people_names_is_not_taken_away(folder: Path) -> None:
    a_file_more(folder)
    edit(folder, "cites: [clerk.collect]\n", "", "own/rule.yaml")
    update = draft(folder, {"manager": HANDBOOK["manager"]})
    assert update.outcomes["roles/clerk.yaml"].what == "left"
    assert (folder / "roles/clerk.yaml").exists()
    assert load_library((str(folder),))


def test_a_rulebook_that_people_broke_is_told_and_nothing_is_written(folder: Path) -> None:
    edit(folder, "reports_to: {role: manager", "reports_to: {role: manger")
    before = files(folder)
    with pytest.raises(RulebookError) as error:
        draft(folder, CHANGES["a job more"])
    assert str(error.value).startswith(f"{folder}/roles/clerk.yaml:3:")
    assert files(folder) == before


def test_a_file_that_people_left_as_no_yaml_is_told_and_nothing_is_written(folder: Path) -> None:
    edit(folder, "id: visit", "id: visit # often")
    before = files(folder)
    with pytest.raises(RulebookError, match="not YAML") as error:
        draft(folder, CHANGES["a duty more"])
    assert str(error.value).startswith(f"{folder}/roles/clerk.yaml:")
    assert files(folder) == before


def test_the_handbook_may_mend_what_is_broken(folder: Path) -> None:
    edit(folder, "role: manager", "role: director")
    update = draft(folder, CHANGES["a job more"])
    assert whats(update)["roles/director.yaml"] == "new"
    assert load_library((str(folder),))


def test_what_extends_a_rulebook_beside_it_can_be_loaded(folder: Path) -> None:
    base = folder.parent / "house"
    base.mkdir()
    (base / "rulebook.yaml").write_text("rulebook: house\nversion: 1.0.0\nname: House\n", "utf-8")
    edit(folder, "rulebook: client\n", "rulebook: client\nextends: ../house\n", "rulebook.yaml")
    assert draft(folder, CHANGES["a duty more"]).conflicts == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("rulebook.yaml",), "holds a rulebook that orgrules draft did not write"),
        (("notes.txt",), "is not empty"),
        ((".draft/rulebook.yaml", "rulebook.yaml"), "holds a rulebook that orgrules draft did not write"),
    ],
)
def test_a_folder_that_no_draft_wrote_is_refused(tmp_path: Path, names: tuple[str, ...], message: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("rulebook: own\n", "utf-8")
    with pytest.raises(UsageError, match=message):
        opened(str(tmp_path))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        opened(str(tmp_path / "file"))


def test_an_empty_folder_and_one_under_version_control_are_written_to(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert not draft(tmp_path).is_up_to_date
    assert (tmp_path / "rulebook.yaml").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"version": 1}', b'{"version": "1"}', b"\xff\xfe", b"[" * 100_000])
def test_a_state_that_no_draft_wrote_is_told(folder: Path, content: bytes) -> None:
    (folder / ".draft/state.json").write_bytes(content)
    with pytest.raises(SourceError, match=r"state\.json"):
        opened(str(folder))


def test_a_file_that_changes_meanwhile_keeps_all_from_being_written(folder: Path) -> None:
    update = updated(opened(str(folder)), drafted(CHANGES["a job more"]), "client")
    a_comment(folder)
    before = files(folder)
    with pytest.raises(SourceError, match="was changed while"):
        write(update)
    assert files(folder) == before


def test_a_draft_that_cannot_be_written_leaves_no_folder(tmp_path: Path) -> None:
    update = updated(opened(str(tmp_path / "a/client")), drafted(HANDBOOK), "client")
    update.contents["roles/manager.yaml/x"] = b""
    with pytest.raises(SourceError):
        write(update)
    assert files(tmp_path) == {}


@pytest.mark.parametrize("edited", [other_ends_of_lines, a_spreadsheet_with_commas, a_spreadsheet_in_utf_16])
def test_a_table_stays_what_a_spreadsheet_made_of_it(folder: Path, edited: Callable[[Path], None]) -> None:
    edited(folder)
    before = files(folder)["statements.tsv"]
    draft(folder, changed(duties={"train": "培训新人，周一、周三"}))
    after = files(folder)["statements.tsv"]
    assert after.startswith(before[:-2] if edited is a_spreadsheet_in_utf_16 else before[:-1])
    load_library((str(folder),))


def two_documents(handbook: Handbook, line: int = 1) -> Drafted:
    """The same in two documents, the second for whom it is not the manager."""
    made = drafted(handbook, line)
    header, *rows = made.files["statements.tsv"].splitlines(keepends=True)
    there = {name: header + "".join(row for row in rows if row.startswith("manager.") == (name == "statements.tsv")) for name in
             ("statements.tsv", "statements-more.tsv")}  # fmt: skip
    listed = "  handbook: {title: {zh: 手册}, language: zh, statements: statements.tsv}\n"
    more = listed + "  more: {title: {zh: 附录}, language: zh, statements: statements-more.tsv}\n"
    return replace(made, files={**made.files, **there, "rulebook.yaml": made.files["rulebook.yaml"].replace(listed, more)})


def test_a_document_that_goes_takes_its_table_along_and_may_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "client"
    whole, less = two_documents(HANDBOOK), drafted({"manager": HANDBOOK["manager"]})
    for made in (whole, less, whole):
        update = updated(opened(str(folder)), made, "client")
        write(update)
        assert "left" not in whats(update).values()
        assert {name: content.decode() for name, content in files(folder).items() if not name.startswith(".draft/")} == made.files


def test_a_first_draft_is_not_written_over_what_came_there_meanwhile(tmp_path: Path) -> None:
    folder = tmp_path / "client"
    update = updated(opened(str(folder)), drafted(HANDBOOK), "client")
    draft(folder, CHANGES["a job more"])
    before = files(folder)
    with pytest.raises(SourceError, match="was changed while"):
        write(update)
    assert files(folder) == before


@pytest.mark.parametrize("first", [None, HANDBOOK])
def test_a_run_that_ends_midway_is_brought_to_its_end_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: Handbook | None
) -> None:
    fresh = tmp_path / "fresh/client"
    if first:
        draft(fresh, first)
    draft(fresh, CHANGES["a job more"])
    for number in range(len(files(fresh))):
        folder = tmp_path / f"{number}/client"
        if first:
            draft(folder, first)
        with monkeypatch.context() as patched:
            patched.setattr("os.replace", ending_after(number))
            with suppress(KeyboardInterrupt):
                draft(folder, CHANGES["a job more"])
        assert draft(folder, CHANGES["a job more"]).conflicts == []
        assert files(folder) == files(fresh)


def ending_after(number: int) -> Callable[[str, str], None]:
    """A way to put files in their places that ends the run after some of them."""
    left = iter(range(number))
    put = os.replace

    def replaced(source: str, target: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        put(source, target)

    return replaced


WORDS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=6)


def jobs(title: str, above: str = "") -> st.SearchStrategy[Job]:
    """Jobs of a title; no two duties are called the same."""
    ids = st.sampled_from(["plan", "lead", "visit", "report", "collect", "train"])
    duties = st.dictionaries(ids, WORDS, max_size=5).map(
        lambda words: {id_: f"{said}{title}{id_}" for id_, said in words.items()}
    )
    return st.builds(Job, st.just(title), duties, st.just(above))


HANDBOOKS = st.fixed_dictionaries(
    {"manager": jobs("销售部经理")}, optional={"clerk": jobs("业务员", "manager"), "aide": jobs("助理", "manager")}
)


@settings(max_examples=20)
@given(HANDBOOKS, HANDBOOKS)
def test_where_nobody_edited_a_second_draft_is_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, first: Handbook, second: Handbook
) -> None:
    folder = tmp_path_factory.mktemp("draft") / "client"
    draft(folder, first)
    update = draft(folder, second)
    fresh = folder.parent / "fresh"
    draft(fresh, second)
    assert (files(folder), update.conflicts) == (files(fresh), [])


@settings(max_examples=20)
@given(HANDBOOKS, HANDBOOKS, st.data())
def test_comments_of_people_survive(
    tmp_path_factory: pytest.TempPathFactory, first: Handbook, second: Handbook, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("draft") / "client"
    draft(folder, first)
    path = folder / "roles/manager.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines)))
    indent = data.draw(st.sampled_from(["", "  ", "      "]))
    path.write_text("".join([*lines[:at], f"{indent}# mine\n", *lines[at:]]), "utf-8")
    update = draft(folder, second)
    assert f"{indent}# mine\n" in text(folder, "roles/manager.yaml")
    assert "left" not in whats(update).values()
    assert load_library((str(folder),))
