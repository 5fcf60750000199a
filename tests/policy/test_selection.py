"""Which rules hold in which file, how bad it is to break them, and what settings may not say of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orgrules.errors import OrgrulesError
from orgrules.findings import Report, Severity
from orgrules.policy.selection import Selection
from orgrules.rulebook.library import load_library
from orgrules.settings import Settings
from orgrules.settings.resolve import resolve
from tests.helpers import run

#: Two unknown units and an unknown manager, and a manager of the wrong role.
DESIGN = """\
units: []
positions:
  - {title: General manager, unit: x, reports_to: null}
  - {id: sm, title: Sales manager, unit: y, reports_to: nobody}
  - {title: Office manager, reports_to: sm}
"""
ALL = {
    "units/unknown-unit": [3, 4],
    "hierarchy/unknown-manager": [4],
    "office-manager/reports-to": [5],
}


def checked(folder: Path, settings: str, *paths: str) -> Report:
    """The report on designs in a folder with a settings file."""
    from orgrules.tasks.check import check

    (folder / "orgrules.yaml").write_text(settings, "utf-8")
    for path in paths or ("a.yaml",):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(DESIGN, "utf-8")
    found = resolve({}, {}, config=str(folder / "orgrules.yaml"))
    return check([str(folder / path) for path in paths or ("a.yaml",)], found)


def lines(report: Report, path: str = "a.yaml") -> dict[str, list[int]]:
    """The lines of the findings in a file by rule."""
    found: dict[str, list[int]] = {}
    for finding in report.findings:
        if finding.location.path.endswith(path):
            found.setdefault(finding.rule, []).append(finding.location.line)
    return found


def severities(report: Report, path: str = "a.yaml") -> dict[str, str]:
    """The severity of each rule in a file."""
    return {finding.rule: finding.severity.word for finding in report.findings if finding.location.path.endswith(path)}


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ("", set(ALL)),
        ("ignore: units/*", set(ALL) - {"units/unknown-unit"}),
        ("select: hierarchy/*", {"hierarchy/unknown-manager"}),
        ("select: [hierarchy/*, units/*]\nignore: hierarchy/unknown-*", {"units/unknown-unit"}),
        ("select: hierarchy/*\nmandatory: units/unknown-unit", {"hierarchy/unknown-manager", "units/unknown-unit"}),
        ("ignore: '*'\nmandatory: [units/*]", {"units/unknown-unit"}),
        ("overrides: [{paths: '*.yaml', ignore: ['*']}]\nmandatory: [units/*]", {"units/unknown-unit"}),
        ("overrides: [{paths: b.yaml, ignore: ['*']}]", set(ALL)),
        ("overrides: [{paths: a.yaml, select: units/*}, {paths: a.*, ignore: office-manager/*}]", {"units/unknown-unit"}),
    ],
)
def test_settings_choose_rules(tmp_path: Path, settings: str, rules: set[str]) -> None:
    assert lines(checked(tmp_path, settings)) == {rule: at for rule, at in ALL.items() if rule in rules}


def test_the_last_severity_that_fits_decides_and_mandatory_rules_are_errors(tmp_path: Path) -> None:
    settings = """\
severity: {units/*: info, units/unknown-unit: warning, "hierarchy/*": info, office-manager/*: info}
mandatory: [office-manager/reports-to]
overrides: [{paths: drafts/, severity: {"*": info, hierarchy/unknown-manager: warning}}]
"""
    report = checked(tmp_path, settings, "a.yaml", "drafts/b.yaml")
    expected = {"units/unknown-unit": "warning", "hierarchy/unknown-manager": "info", "office-manager/reports-to": "error"}
    assert severities(report) == expected
    drafts = {"units/unknown-unit": "info", "hierarchy/unknown-manager": "warning", "office-manager/reports-to": "error"}
    assert severities(report, "drafts/b.yaml") == drafts


def test_overrides_hold_in_the_file_that_a_finding_is_in(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.yaml").write_text(DESIGN, "utf-8")
    settings = "overrides: [{paths: top.yaml, select: coverage/*}, {paths: parts/, ignore: units/*}]"
    (tmp_path / "orgrules.yaml").write_text(settings, "utf-8")
    (tmp_path / "top.yaml").write_text("include: [parts/a.yaml]\npositions: [{title: Clerk, reports_to: nobody}]\n", "utf-8")
    done = run("check", "top.yaml", cwd=tmp_path)
    assert "parts/a.yaml:4:57: error [hierarchy/unknown-manager]" in done.stdout
    assert "units/" not in done.stdout
    assert "top.yaml:2" not in done.stdout


def test_a_file_in_which_no_rule_is_left_is_not_called_clean(tmp_path: Path) -> None:
    report = checked(tmp_path, "overrides: [{paths: old/, ignore: '*'}]", "a.yaml", "old/b.yaml")
    assert [str(problem).replace(f"{tmp_path}/", "") for problem in report.problems] == [
        "old/b.yaml:1:1: no rule is left to check in this file: the settings leave all of them out"
    ]
    assert lines(report) == ALL


def told(settings: Settings | str, folder: Path) -> list[str]:
    """What is told of settings that no selection comes of."""
    if isinstance(settings, str):
        (folder / "orgrules.yaml").write_text(settings, "utf-8")
        settings = resolve({}, {}, config=str(folder / "orgrules.yaml"))
    with pytest.raises(OrgrulesError) as raised:
        Selection(load_library(), settings)
    return str(raised.value).replace(f"{folder}/", "").splitlines()


LISTS = '; "orgrules rules" lists them'


@pytest.mark.parametrize(
    ("settings", "messages"),
    [
        (
            "select: [units/*, hierarchy/cylce]",
            [f'orgrules.yaml:1:19: no loaded rule is named "hierarchy/cylce"; did you mean "hierarchy/cycle"?{LISTS}'],
        ),
        ("ignore:\n  - nothing/*", [f'orgrules.yaml:2:5: no loaded rule is named "nothing/*"{LISTS}']),
        (
            "mandatory: hierarchy/cylce",
            [f'orgrules.yaml:1:12: no loaded rule is named "hierarchy/cylce"; did you mean "hierarchy/cycle"?{LISTS}'],
        ),
        (
            "severity:\n  units/cycle: info\n  units/cylce: info",
            [f'orgrules.yaml:3:3: no loaded rule is named "units/cylce"; did you mean "units/cycle"?{LISTS}'],
        ),
        (
            "overrides:\n  - paths: a\n    select: [x/*]\n    ignore: [y/*]\n    severity: {z/*: info}",
            [
                f'orgrules.yaml:3:14: no loaded rule is named "x/*"{LISTS}',
                f'orgrules.yaml:4:14: no loaded rule is named "y/*"{LISTS}',
                f'orgrules.yaml:5:16: no loaded rule is named "z/*"{LISTS}',
            ],
        ),
        (
            "waivers:\n  - {rule: units/cylce, reason: x}",
            [f'orgrules.yaml:2:12: no loaded rule is named "units/cylce"; did you mean "units/cycle"?{LISTS}'],
        ),
        (
            "mandatory: hierarchy/*\nignore: [units/*, hierarchy/cycle]\nseverity: {hierarchy/one-root: warning}\n"
            "overrides: [{paths: a, ignore: [hierarchy/cycle], severity: {hierarchy/one-root: error}}]",
            [
                'orgrules.yaml:2:19: "hierarchy/cycle" is mandatory: nothing may leave it out, or make it less than an error',
                'orgrules.yaml:3:12: "hierarchy/one-root" is mandatory: nothing may leave it out, or make it less than an error',
                'orgrules.yaml:4:33: "hierarchy/cycle" is mandatory: nothing may leave it out, or make it less than an error',
            ],
        ),
        ("ignore: '*'", ["no rule is left to check: everything selected is ignored too"]),
        ("select: waivers/*", ["no rule is left to check: everything selected is ignored too"]),
        (Settings(select=("a/b",)), [f'no loaded rule is named "a/b"{LISTS}']),
    ],
)
def test_what_settings_may_not_say_of_rules_is_told_at_its_place(tmp_path: Path, settings: Any, messages: list[str]) -> None:
    assert told(settings, tmp_path) == messages


def test_a_variable_that_names_no_rule_is_named(tmp_path: Path) -> None:
    found = resolve({}, {"ORGRULES_SELECT": "units/cycle,a/b"}, isolated=True)
    assert told(found, tmp_path) == [f'ORGRULES_SELECT: no loaded rule is named "a/b"{LISTS}']


def test_rules_about_waivers_are_chosen_like_any(tmp_path: Path) -> None:
    (tmp_path / "orgrules.yaml").write_text("severity: {waivers/*: info}\nignore: [waivers/unused]\n", "utf-8")
    selection = Selection(load_library(), resolve({}, {}, config=str(tmp_path / "orgrules.yaml")))
    held = {rule: severity for rule, severity in selection.at("a.yaml").items() if rule.startswith("waivers/")}
    assert held == {"waivers/expired": Severity.INFO, "waivers/invalid": Severity.INFO}
