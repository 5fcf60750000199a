"""Settings as a user meets them: what ``--show-settings`` prints, and that every command heeds them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers import run
from tests.rulebook.authoring import write_rulebook

DESIGN = """\
positions:
  - {title: Sales director, reports: [{id: sm, title: Sales manager}]}
  - {id: oxford, title: Office manager, reports_to: sm}
"""
SETTINGS = """\
rulebooks: [house]
language: zh
fail-on: never
severity: {seats/*: info}
mandatory: [hierarchy/*]
exclude: [old/]
overrides:
  - {paths: drafts/, ignore: seats/*}
waivers:
  - {rule: seats/none, at: oxford, reason: 已批准。, until: 9999-12-31}
"""
HOUSE = {
    "seats/none.yaml": """\
        name: {en: No seats, zh: 没有岗位}
        each: position
        require: {title: {exists: false}}
        message: "{title}."
        """
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with settings, its own rulebook, and designs in several folders."""
    (tmp_path / "orgrules.yaml").write_text(SETTINGS, "utf-8")
    for name in ("a.yaml", "old/b.yaml", "drafts/c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DESIGN, "utf-8")
    write_rulebook(tmp_path, HOUSE)
    return tmp_path


def test_every_setting_is_shown_with_its_origin(folder: Path) -> None:
    env = {"ORGRULES_ENGINE": "reference"}
    done = run("check", "--show-settings", "--lang", "en", "--ignore", "units/*", cwd=folder / "drafts", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    shown = {name: [part.strip() for part in rest.rsplit("  ", 1)] for name, rest in rows}
    assert shown == {
        "rulebooks": ['["../house"]', "../orgrules.yaml:1:12"],
        "select": ["[]", "default"],
        "ignore": ['["units/*"]', "command line"],
        "engine": ["reference", "ORGRULES_ENGINE"],
        "language": ["en", "command line"],
        "encoding": ["null", "default"],
        "today": ["null", "default"],
        "map": ["[]", "default"],
        "leave-out-hidden": ["false", "default"],
        "tables": ["false", "default"],
        "fail-on": ["null", "../orgrules.yaml:3:10"],
        "limits": ['{"bytes": 67108864, "nodes": 8000000, "depth": 100}', "default"],
        "severity": ['{"seats/*": "info"}', "../orgrules.yaml:4:11"],
        "overrides": ['{"paths": ["drafts/"], "ignore": ["seats/*"]}', "../orgrules.yaml:8:5"],
        "exclude": ['["old/"]', "../orgrules.yaml:6:10"],
        "mandatory": ['["hierarchy/*"]', "../orgrules.yaml:5:12"],
        "waivers": [
            '{"rule": "seats/none", "at": "oxford", "reason": "已批准。", "until": "9999-12-31"}',
            "../orgrules.yaml:10:5",
        ],
        "waiver-end-date": ["required", "default"],
        "baseline": ["null", "default"],
        "strict": ["false", "default"],
        "jobs": ["1", "default"],
        "scheduler": ["null", "default"],
        "cache": ["null", "default"],
        "config": ["../orgrules.yaml", "nearest"],
    }


def test_the_locale_is_no_setting_but_a_default(tmp_path: Path) -> None:
    done = run("check", "--show-settings", cwd=tmp_path, env={"LC_ALL": "zh_CN.UTF-8"})
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("language")] == [
        ["language", "zh", "系统区域设置"]
    ]
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("fail-on")] == [["fail-on", "error", "默认值"]]


def test_a_check_heeds_its_settings(folder: Path) -> None:
    done = run("check", ".", "--format", "json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert [file["path"] for file in report["files"]] == ["a.yaml", "drafts/c.yaml"]
    seats = [finding for finding in report["findings"] if finding["rule"] == "seats/none"]
    assert {(finding["path"], finding["severity"]) for finding in seats} == {("a.yaml", "info")}
    assert [finding["waived"] for finding in seats] == [None, None, {"reason": "已批准。", "until": "9999-12-31"}]
    # the folder holds our own files too, and they are no designs that were passed over
    assert [line for line in run("check", ".", cwd=folder).stdout.splitlines() if "orgrules.yaml" in line] == [
        "设置文件：orgrules.yaml。"
    ]


def test_the_report_names_the_settings_file_and_counts_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "orgrules.yaml").write_text("ignore: [hierarchy/cycle, hierarchy/one-root]\nlanguage: en\n", "utf-8")
    inner = tmp_path / "designs"
    inner.mkdir()
    (inner / "a.yaml").write_text(DESIGN, "utf-8")
    said = "Settings: ../orgrules.yaml; 2 rules are left out."

    def printed(name: str) -> str:
        done = run("check", "a.yaml", "--format", name, cwd=inner)
        assert (done.returncode, done.stderr) == (1, f"orgrules: {said}\n" if name in ("github", "gitlab", "csv") else "")
        return done.stdout

    assert said in printed("text").splitlines()
    assert said in printed("markdown").replace("&#95;", "_")
    assert said in printed("html")
    assert json.loads(printed("json"))["settings"] == {"path": "../orgrules.yaml", "rules_left_out": 2}
    [invocation] = json.loads(printed("sarif"))["runs"][0]["invocations"]
    [note] = invocation["toolConfigurationNotifications"]
    assert (note["level"], note["message"]) == ("note", {"text": said})
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("orgrules.yaml")
    [properties] = ElementTree.fromstring(printed("junit").encode()).iter("properties")
    assert {each.get("name"): each.get("value") for each in properties} == {"settings": "../orgrules.yaml", "rules-left-out": "2"}
    for name in ("github", "gitlab", "csv"):
        assert "Settings" not in printed(name)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{}", "Settings: orgrules.yaml."),
        ("ignore: units/cycle", "Settings: orgrules.yaml; 1 rule is left out."),
        # mandatory rules are not left out
        ("{ignore: units/*, mandatory: units/*}", "Settings: orgrules.yaml."),
        # nor what an override spares in some of the checked files only; what it spares in all of them is
        ("overrides: [{paths: b.yaml, ignore: units/cycle}]", "Settings: orgrules.yaml."),
        ('overrides: [{paths: "*.yaml", ignore: units/cycle}]', "Settings: orgrules.yaml; 1 rule is left out."),
    ],
)
def test_what_is_left_out_of_every_file_is_counted(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "orgrules.yaml").write_text(settings, "utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(DESIGN, "utf-8")
    assert said in run("check", "a.yaml", "b.yaml", cwd=tmp_path).stdout.splitlines()
    isolated = run("check", "a.yaml", "b.yaml", "--isolated", "--ignore", "units/*", cwd=tmp_path).stdout
    assert re.search(r"^\d+ rules are left out\.$", isolated, re.MULTILINE)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only the administrator can give files away")
def test_a_settings_file_that_is_not_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "orgrules.yaml").write_text("ignore: hierarchy/*\n", "utf-8")
    os.chown(tmp_path / "orgrules.yaml", 4711, -1)
    tmp_path.chmod(0o777)
    (tmp_path / "a.yaml").write_text(DESIGN, "utf-8")
    done = run("check", "a.yaml", cwd=tmp_path)
    assert done.stderr.startswith("orgrules: orgrules.yaml is passed over: it belongs to somebody else")
    assert (done.stderr.count("\n"), "Settings" in done.stdout) == (1, False)


def test_a_file_that_is_named_is_checked_though_it_is_excluded(folder: Path) -> None:
    report = json.loads(run("check", "old/b.yaml", "--format", "json", cwd=folder).stdout)
    assert [file["path"] for file in report["files"]] == ["old/b.yaml"]
    pattern = json.loads(run("check", "*/*.yaml", "--exclude", "house/", "--format", "json", cwd=folder).stdout)
    assert [file["path"] for file in pattern["files"]] == ["drafts/c.yaml", "old/b.yaml"]
    nothing = run("check", "old", cwd=folder)
    assert (nothing.returncode, nothing.stderr) == (2, "orgrules: 没有可检查的内容：排除后文件夹“old”中已无文件\n")


def test_the_command_line_goes_first_and_a_file_can_be_left_aside(folder: Path) -> None:
    assert run("check", "a.yaml", "--fail-on", "info", cwd=folder).returncode == 1
    isolated = run("check", "a.yaml", "--isolated", cwd=folder)
    assert (isolated.returncode, "office-manager/reports-to" in isolated.stdout) == (1, True)
    (folder / "ci.yaml").write_text("fail-on: info\nselect: units/*\n", "utf-8")
    assert run("check", "a.yaml", "--config", "ci.yaml", cwd=folder).returncode == 0
    assert run("check", "a.yaml", cwd=folder, env={"ORGRULES_CONFIG": "ci.yaml"}).stdout.startswith("Checked 1 file")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["rules"], "没有岗位"),
        (["explain", "seats/none"], "没有岗位"),
        (["why", "a.yaml", "oxford"], "seats/none"),
        (["test"], "house：1 条规则"),
        (["init", "new.yaml"], "已写入 new.yaml"),
    ],
)
def test_other_commands_heed_rulebooks_and_language(folder: Path, arguments: list[str], expected: str) -> None:
    done = run(*arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout
    if arguments[0] == "init":
        assert "我的公司" in (folder / "new.yaml").read_text("utf-8")


def test_rules_are_completed_from_the_rulebooks_of_the_settings(folder: Path) -> None:
    env = {"_ORGRULES_COMPLETE": "bash_complete", "COMP_WORDS": "orgrules explain seats", "COMP_CWORD": "2"}
    assert run(cwd=folder, env=env).stdout == "plain,seats/none\n"


@pytest.mark.parametrize("command", [["check", "a.yaml"], ["rules"], ["why", "a.yaml", "oxford"], ["baseline"], ["test"]])
def test_a_wrong_settings_file_stops_every_command_at_its_place(folder: Path, command: list[str]) -> None:
    (folder / "orgrules.yaml").write_text("langauge: zh\n", "utf-8")
    done = run(*command, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'orgrules.yaml:1:1: unknown key "langauge"; did you mean "language"?\n'


def test_hostile_text_in_settings_is_shown_harmless(tmp_path: Path) -> None:
    (tmp_path / "orgrules.yaml").write_text('baseline: "a\\e[31m\\u202eb"\n', "utf-8")
    shown = run("check", "--show-settings", cwd=tmp_path).stdout
    assert "a\\x1b[31m\\u202eb" in shown
    assert "\x1b" not in shown
