"""``orgrules check``, as a user runs it: what it takes, what it prints where, and how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orgrules.output.reports import FORMATS
from tests.helpers import SAMPLES, run
from tests.rulebook.authoring import write_rulebook

CLEAN = """\
positions:
  - title: General manager
    reports:
      - title: Sales director
"""
ERROR = """\
positions:
  - title: General manager
    reports: [{title: Sales director}]
  - title: Sales manager
    reports_to: Sales directer
"""
WARNING = """\
positions:
  - title: General manager
    reports:
      - title: Sales director
        reports:
          - title: Sales manger
"""
NOTE = """\
positions:
  - title: Clerk
"""
#: A rulebook whose only rule finds something in ``NOTE``, of severity info.
NOTES = {
    "titles/clerk.yaml": """\
        name: No clerks
        severity: info
        each: position
        require: {title: {not: Clerk}}
        message: "{title}."
        """
}
DESIGNS = {"clean": CLEAN, "error": ERROR, "warning": WARNING, "note": NOTE}

#: The summary of a run of which nothing could be checked for a problem in a file.
NOT_ALL = "Not everything could be checked: 1 problem in {}.\n"
CLEAN_SUMMARY = """\
Checked 1 file: 2 positions, 0 units, 0 people; 15 rules judged.
Rules on their role judged 1 of 2 positions; 1 covered by none.
No findings.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a design of each outcome, and the rulebook ``house`` of notes."""
    for name, text in DESIGNS.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    write_rulebook(tmp_path, NOTES)
    return tmp_path


def findings(output: str) -> list[tuple[str, str, int]]:
    """Rule, path and line of each finding of a JSON report."""
    return [(finding["rule"], finding["path"], finding["line"]) for finding in json.loads(output)["findings"]]


def rules(output: str) -> list[str]:
    """The rules that a JSON report says were checked."""
    return [rule["id"] for rule in json.loads(output)["rules"]]


# ---------------------------------------------------------------------------------------- exit statuses


@pytest.mark.parametrize(
    ("worst", "fail_on", "status"),
    [
        ("clean", "info", 0),
        ("note", "info", 1),
        ("note", "warning", 0),
        ("warning", "info", 1),
        ("warning", "warning", 1),
        ("warning", "error", 0),
        ("error", "warning", 1),
        ("error", "error", 1),
        ("error", "never", 0),
    ],
)
def test_the_exit_status_tells_whether_anything_is_as_bad_as_fail_on(folder: Path, worst: str, fail_on: str, status: int) -> None:
    rulebook = ["--rulebook", "house"] if worst == "note" else []
    assert run("check", f"{worst}.yaml", *rulebook, "--fail-on", fail_on, cwd=folder).returncode == status


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["*.yml"], 'orgrules: nothing to check: no file matches "*.yml"'),
        (["empty"], 'orgrules: nothing to check: no file in the folder "empty"'),
        (["missing.yaml"], "missing.yaml:1:1: cannot be read: no such file or directory"),
        (
            ["clean.yaml", "--encoding", "utf-9"],
            'clean.yaml:1:1: unknown encoding "utf-9"; for example utf-8, utf-16, gb18030, big5, latin-1',
        ),
        (
            ["broken.yaml"],
            'broken.yaml:1:12: not YAML: a ":" is not allowed here; '
            'is a text with ": " not in quotes, or the indentation uneven?',
        ),
        (["nodesign.yaml"], 'nodesign.yaml:2:5: unknown key "titel"; did you mean "title"?'),
    ],
)
def test_what_cannot_be_checked_is_told_on_standard_error(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "broken.yaml").write_text("positions: : x", "utf-8")
    (folder / "nodesign.yaml").write_text("positions:\n  - titel: Clerk\n    title: Clerk\n", "utf-8")
    done = run("check", *arguments, cwd=folder)
    outcome = "Not everything could be checked.\n" if message.startswith("orgrules:") else NOT_ALL.format(arguments[0])
    assert (done.returncode, done.stdout, done.stderr) == (2, outcome, message + "\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["house"], "nothing to check: no design among 2 files found; a design has the key positions"),
        (["-", "-"], 'standard input ("-") can be read only once'),
        (
            ["clean.yaml", "--select", "hierarchy/*", "--ignore", "hierarchy/*"],
            "no rule is left to check: everything selected is ignored too",
        ),
        (
            ["clean.yaml", "--select", "hierarchy/cylce"],
            'no loaded rule is named "hierarchy/cylce"; did you mean "hierarchy/cycle"?; "orgrules rules" lists them',
        ),
        (
            ["clean.yaml", "--ignore", "ofice-manager/reports-to"],
            'no loaded rule is named "ofice-manager/reports-to"; did you mean "office-manager/reports-to"?; '
            '"orgrules rules" lists them',
        ),
        (["clean.yaml", "--select", "nothing/*"], 'no loaded rule is named "nothing/*"; "orgrules rules" lists them'),
        (["clean.yaml", "--format", "jsn"], 'no format is named "jsn"; did you mean "json"?'),
        (
            ["clean.yaml", "--format", "pdf"],
            'no format is named "pdf"; known are ' + ", ".join(FORMATS.names()),
        ),
        (["clean.yaml", "--engine", "referenz"], 'no engine is named "referenz"; did you mean "reference"?'),
        (
            ["clean.yaml", "--rulebook", "sales-organisation"],
            '"sales-organisation" is no shipped rulebook and no folder with a rulebook.yaml; did you mean "sales-organization"?',
        ),
        (
            ["clean.yaml", "--rulebook", "empty"],
            '"empty" is no shipped rulebook and no folder with a rulebook.yaml; '
            "shipped are internal-control, organization-basics, sales-organization, spans-and-layers",
        ),
    ],
)
def test_what_leaves_nothing_to_check_is_an_error_in_one_line(folder: Path, arguments: list[str], message: str) -> None:
    (folder / "empty").mkdir()
    done = run("check", *arguments, cwd=folder, stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"orgrules: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        ([], "Missing argument 'PATH…'"),
        (["clean.yaml", "--fail-on", "errors"], "Invalid value for '--fail-on': 'errors' is not one of 'error', 'warning', "),
        (["clean.yaml", "--lang", "fr"], "Invalid value for '--lang': 'fr' is not one of 'en', 'zh'"),
        (["clean.yaml", "--langg", "en"], "No such option"),
    ],
)
def test_a_wrong_command_line_is_an_error_in_one_line_that_leads_to_the_help(
    folder: Path, arguments: list[str], beginning: str
) -> None:
    done = run("check", *arguments, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"orgrules: {beginning}")
    assert done.stderr.endswith("; see orgrules check --help\n")
    assert ".;" not in done.stderr


def test_an_invalid_rulebook_is_told_at_its_own_line(folder: Path) -> None:
    write_rulebook(folder, {"titles/clerk.yaml": NOTES["titles/clerk.yaml"].replace("{title:", "{titel:")}, name="wrong")
    done = run("check", "clean.yaml", "--rulebook", "wrong", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'wrong/titles/clerk.yaml:4:11: "titel" is no fact of a position; did you mean "title"?\n'


def test_one_bad_file_does_not_keep_the_others_from_being_checked(folder: Path) -> None:
    done = run("check", "missing.yaml", "clean.yaml", "error.yaml", "--format", "json", cwd=folder)
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert done.stderr == "missing.yaml:1:1: cannot be read: no such file or directory\n"
    assert [file["path"] for file in report["files"]] == ["clean.yaml", "error.yaml"]
    assert findings(done.stdout) == [("hierarchy/unknown-manager", "error.yaml", 5)]
    message = "cannot be read: no such file or directory"
    assert report["problems"] == [{"path": "missing.yaml", "line": 1, "column": 1, "message": message, "cell": None}]


def test_a_design_of_which_no_role_is_known_is_not_called_clean(folder: Path) -> None:
    done = run("check", "note.yaml", "--format", "json", cwd=folder)
    assert done.returncode == 0
    assert [(finding["rule"], finding["severity"]) for finding in json.loads(done.stdout)["findings"]] == [
        ("coverage/nothing-judged", "warning")
    ]
    assert run("check", "note.yaml", "--fail-on", "warning", cwd=folder).returncode == 1


UNCOVERED = """\
positions:
- {id: gm, title: General Manager, reports_to: null}
- {id: cook, title: Cook, reports_to: gm}
- {title: Porter, reports_to: gm}
- {id: near, title: Sales Directr, reports_to: gm}
- {id: director, title: Sales Director, reports_to: gm}
"""


def test_the_positions_that_no_rule_on_their_role_covers_can_be_listed(folder: Path) -> None:
    (folder / "design.yaml").write_text(UNCOVERED, "utf-8")
    heading = "Covered by no rule on their role:\n"
    below = "    design.yaml:3:21: Cook (cook)\n    design.yaml:4:11: Porter\n    design.yaml:5:21: Sales Directr (near)\n"
    told = run("check", "design.yaml", "--all", cwd=folder).stdout
    assert heading in told
    assert below in told
    assert "Sales Director (director)" not in told
    assert heading not in run("check", "design.yaml", cwd=folder).stdout
    chinese = run("check", "design.yaml", "--all", "--lang", "zh", cwd=folder).stdout
    assert "\n不适用任何角色规则的岗位：\n" in chinese
    assert below in chinese
    [file] = json.loads(run("check", "design.yaml", "--format", "json", cwd=folder).stdout)["files"]
    assert len(file["uncovered"]) == file["positions"] - file["covered_positions"]
    assert len(file["uncovered"]) < file["positions"]
    assert [each for each in file["uncovered"] if each["title"] in ("Cook", "Porter")] == [
        {"id": "cook", "title": "Cook", "path": "design.yaml", "line": 3, "column": 21},
        {"id": None, "title": "Porter", "path": "design.yaml", "line": 4, "column": 11},
    ]


def test_where_no_rule_is_on_a_role_no_position_is_uncovered(folder: Path) -> None:
    (folder / "design.yaml").write_text(UNCOVERED, "utf-8")
    done = run("check", "design.yaml", "--rulebook", "spans-and-layers", "--format", "json", cwd=folder)
    assert json.loads(done.stdout)["files"][0]["uncovered"] == []


def test_a_clean_design_gives_a_summary_and_nothing_on_standard_error(folder: Path) -> None:
    done = run("check", "clean.yaml", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, CLEAN_SUMMARY, "")


# ---------------------------------------------------------------------------------------- which rules


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (
            ["--select", "units/*"],
            [
                *("units/ambiguous-head", "units/ambiguous-parent", "units/ambiguous-unit", "units/cycle"),
                *("units/head-elsewhere", "units/unknown-head", "units/unknown-parent", "units/unknown-unit"),
            ],
        ),
        (
            ["--select", "units/*", "--ignore", "units/unknown-*", "--ignore", "units/ambiguous-*"],
            ["units/cycle", "units/head-elsewhere"],
        ),
        (
            ["--select", "hierarchy/cycle", "--select", "*/manages", "--ignore", "sales-*"],
            ["customer-service-manager/manages", "hierarchy/cycle"],
        ),
        (["--select", "*/cycle"], ["hierarchy/cycle", "units/cycle"]),
    ],
)
def test_select_and_ignore_choose_rules_by_id_and_by_prefix(folder: Path, arguments: list[str], chosen: list[str]) -> None:
    assert rules(run("check", "clean.yaml", "--format", "json", *arguments, cwd=folder).stdout) == chosen


def test_an_ignored_rule_finds_nothing(folder: Path) -> None:
    done = run("check", "error.yaml", "--ignore", "hierarchy/unknown-manager", "--ignore", "coverage/*", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.endswith("\nNo findings.\n")


def test_naming_rulebooks_replaces_the_default_one_and_keeps_the_basics(folder: Path) -> None:
    def prefixes(*arguments: str) -> set[str]:
        done = run("check", "clean.yaml", "--format", "json", *arguments, cwd=folder)
        return {rule.partition("/")[0] for rule in rules(done.stdout)}

    basics = {
        "attributes",
        "authority",
        "coverage",
        "duties",
        "entries",
        "headcount",
        "hierarchy",
        "identity",
        "meetings",
        "people",
        "requirements",
        "titles",
        "units",
    }
    default = prefixes()
    assert basics < default
    assert "office-manager" in default
    assert prefixes("--rulebook", "sales-organization") == default
    assert prefixes("--rulebook", "organization-basics") == basics
    (folder / "more").mkdir()
    write_rulebook(folder / "more", {"clerks/none.yaml": NOTES["titles/clerk.yaml"]}, name="other")
    assert prefixes("--rulebook", "house", "--rulebook", "more/other/rulebook.yaml") == {*basics, "clerks"}
    assert prefixes("--rulebook", "sales-organization", "--rulebook", "more/other") == {*default, "clerks"}


def test_a_rulebook_in_a_folder_finds_what_it_says(folder: Path) -> None:
    done = run("check", "note.yaml", "--rulebook", folder / "house", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == [
        "note.yaml:2:12: info [titles/clerk] Clerk.",
        "    expected  anything but Clerk",
        "    actual    Clerk",
    ]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="durable-rules does not import on Python 3.13")
@pytest.mark.parametrize("sample", sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/faulty-*.yaml")))
def test_both_engines_print_the_same(sample: str) -> None:
    durable, reference = (
        run("check", sample, "--engine", engine, "--format", "json", cwd=SAMPLES) for engine in ("durable", "reference")
    )
    assert len(json.loads(durable.stdout)["findings"]) >= 10
    assert (durable.returncode, durable.stdout) == (reference.returncode, reference.stdout)


# ---------------------------------------------------------------------------------------- which files


def test_several_files_are_one_report_sorted_by_path_and_line(folder: Path) -> None:
    (folder / "a.yaml").write_text(ERROR + "  - {title: Clerk, reports_to: nobody}\n", "utf-8")
    done = run("check", "error.yaml", "a.yaml", "error.yaml", "./a.yaml", "--format", "json", cwd=folder)
    assert findings(done.stdout) == [
        ("hierarchy/unknown-manager", "a.yaml", 5),
        ("hierarchy/unknown-manager", "a.yaml", 6),
        ("hierarchy/unknown-manager", "error.yaml", 5),
    ]
    text = run("check", "error.yaml", "a.yaml", cwd=folder).stdout
    assert text.endswith(
        "\nChecked 2 files: 7 positions, 0 units, 0 people; 15 rules judged.\n"
        "Rules on their role judged 2 of 7 positions; 5 covered by none.\n"
        "Titles of no known role: Clerk.\n"
        "3 errors, 0 warnings, 0 notes.\n"
    )


def test_folders_and_patterns_find_designs_and_pass_over_what_is_none(folder: Path) -> None:
    for path in ("org/b.yml", "org/deep/a.json", "org/.hidden.yaml", "org/.git/x.yaml", "org/node_modules/y.yaml"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text('{"positions": [{"title": "General manager"}]}', "utf-8")
    (folder / "org" / "settings.yaml").write_text("color: red\n", "utf-8")
    (folder / "org" / "notes.txt").write_text("positions: none\n", "utf-8")
    done = run("check", "org", cwd=folder)
    assert done.stdout.splitlines()[-4:-1] == [
        "Checked 2 files: 2 positions, 0 units, 0 people; 11 rules judged.",
        "Rules on their role judged 0 of 2 positions; 2 covered by none.",
        "Passed over, being no designs: org/settings.yaml.",
    ]
    found = json.loads(run("check", "org/**/*.json", "*.yaml", "--format", "json", cwd=folder).stdout)
    assert [file["path"] for file in found["files"]] == [
        "org/deep/a.json",
        "clean.yaml",
        "error.yaml",
        "note.yaml",
        "warning.yaml",
    ]


def test_a_file_included_by_another_of_the_run_is_not_checked_alone(folder: Path) -> None:
    (folder / "top.yaml").write_text("include: [error.yaml]\npositions: [{title: Clerk, reports_to: null}]\n", "utf-8")
    done = run("check", "error.yaml", "top.yaml", "--format", "json", cwd=folder)
    assert [file["path"] for file in json.loads(done.stdout)["files"]] == ["top.yaml"]
    assert ("hierarchy/unknown-manager", "error.yaml", 5) in findings(done.stdout)


def test_a_minus_stands_for_standard_input(folder: Path) -> None:
    done = run("check", "-", cwd=folder, stdin=ERROR.encode())
    assert done.returncode == 1
    assert done.stdout.startswith('<stdin>:5:17: error [hierarchy/unknown-manager] Sales manager reports to "Sales directer",')
    bad = run("check", "-", cwd=folder, stdin=b"positions: : x")
    assert (bad.returncode, bad.stdout) == (2, NOT_ALL.format("<stdin>"))
    assert bad.stderr.startswith("<stdin>:1:12: not YAML: ")


def test_an_encoding_other_than_utf_8_is_named_and_then_read(folder: Path) -> None:
    (folder / "old.yaml").write_text("positions:\n  - {title: 总经理, reports: [{title: 销售总监}]}\n", "gb18030")
    refused = run("check", "old.yaml", cwd=folder)
    assert refused.returncode == 2
    assert refused.stderr == "old.yaml:2:13: not UTF-8 text; try --encoding gb18030\n"
    read = run("check", "old.yaml", "--encoding", "gb18030", cwd=folder)
    assert (read.returncode, read.stderr) == (0, "")
    assert read.stdout.endswith("\nNo findings.\n")


def test_a_json_design_is_read_as_programs_write_it(folder: Path) -> None:
    (folder / "export.json").write_text(json.dumps({"positions": [{"title": "𠮷 \\ud842 总经理"}]}), "ascii")
    done = run("check", "export.json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nTitles of no known role: 𠮷 \\ud842 总经理.\n" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems refuse such file names")
def test_a_file_name_that_is_no_text_is_shown_by_its_bytes(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\x1b[31m.yaml")
    (tmp_path / name).write_text(ERROR, "utf-8")
    text = run("check", name, cwd=tmp_path)
    assert (text.returncode, text.stderr) == (1, "")
    assert text.stdout.startswith("caf\\udce9\\x1b[31m.yaml:5:17: error [hierarchy/unknown-manager] ")
    report = json.loads(run("check", name, "--format", "json", cwd=tmp_path).stdout)
    assert report["files"][0]["path"] == name


# ---------------------------------------------------------------------------------------- how it looks


def test_like_findings_are_counted_unless_all_are_asked_for(folder: Path) -> None:
    head = "positions:\n  - title: General manager\n"
    (folder / "many.yaml").write_text(head + "  - {title: Clerk, reports_to: nobody}\n" * 30, "utf-8")
    first = 'many.yaml:3:32: error [hierarchy/unknown-manager] Clerk reports to "nobody", which is no position here.'
    grouped = [
        line for line in run("check", "many.yaml", cwd=folder).stdout.splitlines() if "unknown-manager" in line or "…" in line
    ]
    assert grouped == [first, "    … and 29 more like this (lines 4, 5, 6, 7, 8, …)"]
    spelled_out = run("check", "many.yaml", "--all", cwd=folder).stdout
    assert "more like this" not in spelled_out
    heads = [line for line in spelled_out.splitlines() if "[hierarchy/unknown-manager]" in line]
    assert heads == [first.replace(":3:", f":{line}:") for line in range(3, 33)]
    assert spelled_out.endswith("\n30 errors, 1 warning, 0 notes.\n")
    chinese = run("check", "many.yaml", "--lang", "zh", cwd=folder).stdout
    assert "\n    ……另有 29 处相同（第 4、5、6、7、8、… 行）\n" in chinese


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "错误"),
        ({"LANG": "zh_TW"}, "错误"),
        ({"LANG": "en_US.UTF-8"}, "error"),
        ({"LANG": "fr_FR.UTF-8"}, "error"),
        ({}, "error"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "错误"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "error"),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "error"),
        ({"LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, "错误"),
    ],
)
def test_the_language_is_that_of_the_locale(folder: Path, variables: dict[str, str], word: str) -> None:
    done = run("check", "error.yaml", cwd=folder, env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", **variables})
    assert done.stdout.startswith(f"error.yaml:5:17: {word} [hierarchy/unknown-manager] ")


def test_lang_comes_before_the_locale(folder: Path) -> None:
    done = run("check", "error.yaml", "--lang", "en", cwd=folder, env={"LC_ALL": "zh_CN.UTF-8"})
    assert done.stdout.startswith("error.yaml:5:17: error ")


def test_a_terminal_that_knows_no_chinese_gets_numbers_instead_of_a_failure(folder: Path) -> None:
    done = run("check", "error.yaml", "--lang", "zh", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("error.yaml:5:17: \\u9519\\u8bef [hierarchy/unknown-manager] ")


def on_a_terminal(folder: Path, env: Mapping[str, str], *arguments: str) -> str:
    """What ``orgrules check`` prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "NO_COLOR": "", **env}
    command: list[Any] = [sys.executable, "-m", "orgrules", "check", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    output = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        output += part
    os.close(ours)
    assert process.wait(60) == 1
    return output.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_the_same_text(folder: Path) -> None:
    coloured = on_a_terminal(folder, {}, "error.yaml")
    assert coloured.startswith("\x1b[1merror.yaml:5:17\x1b[0m: \x1b[31merror\x1b[0m [hierarchy/unknown-manager] ")
    assert "\n    \x1b[2mactual  \x1b[0m  Sales directer\n" in coloured
    assert coloured.endswith("\n\x1b[31m1 error, 0 warnings, 0 notes.\x1b[0m\n")
    assert re.sub(r"\x1b\[\d+m", "", coloured) == run("check", "error.yaml", cwd=folder).stdout


@pytest.mark.parametrize(
    ("variables", "arguments"),
    [({"NO_COLOR": "1"}, []), ({"TERM": "dumb"}, []), ({}, ["--format", "json"])],
)
def test_a_terminal_that_wants_no_colour_gets_none(folder: Path, variables: dict[str, str], arguments: list[str]) -> None:
    plain = run("check", "error.yaml", *arguments, cwd=folder).stdout
    assert on_a_terminal(folder, variables, "error.yaml", *arguments) == plain
    assert "\x1b" not in plain
