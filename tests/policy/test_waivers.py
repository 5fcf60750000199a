"""Waivers, in settings, in designs and in comments: what they accept, for how long, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orgrules.findings import Finding, Report, Waived
from orgrules.settings import Settings
from orgrules.settings.resolve import resolve
from orgrules.tasks.check import check
from orgrules.text import normalize
from tests.helpers import run

TODAY = date(2026, 6, 15)
RULE = "office-manager/reports-to"
#: Three office managers who do not report to a regional manager; each place is that of a ``reports_to``.
DESIGN = """\
positions:
  - title: Sales director
    reports:
      - {id: sm, title: Sales manager}
  - id: oxford
    title: Office Manager, Oxford
    reports_to: sm
  - id: leeds
    title: Office Manager, Leeds
    reports_to: sm
  - {title: Office manager, reports_to: sm}
"""
PLACES = {"oxford": 7, "leeds": 10, None: 11}


def checked(
    folder: Path, design: str = DESIGN, settings: str = "", today: date = TODAY, paths: tuple[str, ...] = ("a.yaml",)
) -> Report:
    """The report on a design that is written to each of the paths, with a settings file."""
    (folder / "orgrules.yaml").write_text(settings, "utf-8")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(design, "utf-8")
    found = resolve({}, {}, config=str(folder / "orgrules.yaml"))
    return check([str(folder / path) for path in paths], found, today=today)


def waived(report: Report) -> dict[str | None, Waived]:
    """What is waived, by the ids of the subjects."""
    return {finding.subject.id: finding.waived for finding in report.findings if finding.waived is not None}


def about(report: Report) -> list[tuple[str, str, int, int, str]]:
    """What is wrong with the waivers: rule, severity, line, column and message."""
    return [
        (finding.rule, finding.severity.word, finding.location.line, finding.location.column, finding.message)
        for finding in report.findings
        if finding.rule.startswith("waivers/")
    ]


def standing(report: Report) -> list[Finding]:
    """The findings of rules on organizations that are not waived."""
    return [finding for finding in report.findings if finding.waived is None and not finding.rule.startswith("waivers/")]


# ---------------------------------------------------------------------------------------- what they accept


@pytest.mark.parametrize(
    ("entry", "ids"),
    [
        ("", {"oxford", "leeds", None}),
        ("at: oxford", {"oxford"}),
        ("at: 'office  manager, OXFORD'", {"oxford"}),
        ("at: Office manager", {None}),
        ("at: OXFORD", set()),
        ("at: paris", set()),
        ("path: a.yaml", {"oxford", "leeds", None}),
        ("path: '*.yaml', at: leeds", {"leeds"}),
        ("path: other/", set()),
    ],
)
@pytest.mark.parametrize("where", ["settings", "design"])
def test_an_entry_waives_what_it_names(tmp_path: Path, entry: str, ids: set[str | None], where: str) -> None:
    waivers = f"waivers:\n  - {{rule: {RULE}, reason: Known., until: 2026-12-31{', ' + entry if entry else ''}}}\n"
    report = checked(tmp_path, DESIGN + (waivers if where == "design" else ""), waivers if where == "settings" else "")
    assert waived(report) == dict.fromkeys(ids, Waived("Known.", "2026-12-31", in_design=where == "design"))
    assert len(standing(report)) == 3 - len(ids)
    unused = [rule for rule, *_ in about(report)]
    # a waiver for files that are not checked is none that waives nothing
    assert unused == ([] if ids or "other/" in entry else ["waivers/unused"])


def test_a_fingerprint_names_one_finding(tmp_path: Path) -> None:
    first = next(finding for finding in checked(tmp_path).findings if finding.subject.id == "leeds")
    waiver = f"waivers: [{{rule: {RULE}, at: '{first.fingerprint}', reason: Known., until: 2026-12-31}}]\n"
    assert set(waived(checked(tmp_path, DESIGN + waiver))) == {"leeds"}


@pytest.mark.parametrize(
    ("line", "column", "ids"),
    [
        (7, None, {"oxford"}),  # where the finding is
        (5, None, {"oxford"}),  # where the position begins
        (6, None, set()),
        (11, None, {None}),
        (1, None, set()),
    ],
)
def test_a_comment_waives_on_the_line_of_the_finding_or_the_first_of_the_position(
    tmp_path: Path, line: int, column: None, ids: set[str | None]
) -> None:
    lines = DESIGN.splitlines()
    lines[line - 1] += f"   # orgrules: ignore[{RULE}] -- Known, and accepted, until 2026-12-31"
    report = checked(tmp_path, "\n".join(lines))
    assert waived(report) == dict.fromkeys(ids, Waived("Known, and accepted", "2026-12-31", in_design=True))
    message = f"The waiver of {RULE} waives nothing."
    at = DESIGN.splitlines()[line - 1]
    assert about(report) == ([] if ids else [("waivers/unused", "warning", line, len(at) + 4, message)])


def test_a_comment_names_several_rules(tmp_path: Path) -> None:
    comment = f"# orgrules:ignore[ {RULE},hierarchy/one-root ]——已由董事会批准，until 2026-12-31"
    report = checked(tmp_path, DESIGN.replace("reports_to: sm}", f"reports_to: sm}} {comment}"))
    assert waived(report) == {None: Waived("已由董事会批准", "2026-12-31", in_design=True)}
    assert [(rule, message) for rule, *_, message in about(report)] == [
        ("waivers/unused", "The waiver of hierarchy/one-root waives nothing.")
    ]


def test_what_only_looks_like_a_comment_waives_nothing(tmp_path: Path) -> None:
    comment = f"# orgrules: ignore[{RULE}] -- Known, until 2026-12-31"
    design = DESIGN.replace("reports_to: sm}", f"reports_to: sm, attributes: {{note: 'x {comment}'}}}}")
    assert (waived(checked(tmp_path, design)), about(checked(tmp_path, design))) == ({}, [])


def test_a_comment_in_an_included_file_and_an_entry_in_the_top_file(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    comment = f"# orgrules: ignore[{RULE}] -- Known, until 2026-12-31"
    part = DESIGN.replace("reports_to: sm}", f"reports_to: sm}} {comment}")
    (tmp_path / "parts" / "b.yaml").write_text(part, "utf-8")
    top = f"include: [parts/b.yaml]\nwaivers: [{{rule: {RULE}, path: parts/, at: oxford, reason: So., until: 2026-12-31}}]\n"
    report = checked(tmp_path, top)
    assert set(waived(report)) == {None, "oxford"}
    assert about(report) == []


def test_a_design_waives_nothing_in_another(tmp_path: Path) -> None:
    waiver = f"waivers: [{{rule: {RULE}, reason: Known., until: 2026-12-31}}]\n"
    (tmp_path / "b.yaml").write_text(DESIGN, "utf-8")
    (tmp_path / "a.yaml").write_text(DESIGN + waiver, "utf-8")
    report = check([str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")], Settings(), today=TODAY)
    assert {(finding.location.path[-6:], finding.waived is None) for finding in report.findings} == {
        ("a.yaml", False),
        ("b.yaml", True),
    }


# ---------------------------------------------------------------------------------------- for how long


@pytest.mark.parametrize(
    ("today", "holds"),
    [(date(2026, 6, 14), True), (date(2026, 6, 15), True), (date(2026, 6, 16), False), (date(2027, 1, 1), False)],
)
@pytest.mark.parametrize("where", ["comment", "design", "settings"])
def test_a_waiver_holds_through_its_last_day(tmp_path: Path, today: date, holds: bool, where: str) -> None:
    entry = f"waivers:\n  - {{rule: {RULE}, at: oxford, reason: Known., until: 2026-06-15}}\n"
    comment = DESIGN.replace("id: oxford", f"id: oxford # orgrules: ignore[{RULE}] -- Known., until 2026-06-15")
    design = {"comment": comment, "design": DESIGN + entry, "settings": DESIGN}[where]
    report = checked(tmp_path, design, entry if where == "settings" else "", today)
    assert set(waived(report)) == ({"oxford"} if holds else set())
    at = "" if where == "comment" else ' at "oxford"'
    expired = ("waivers/expired", "warning", f"The waiver of {RULE}{at} ended on 2026-06-15.")
    assert [(rule, severity, message) for rule, severity, _, _, message in about(report)] == ([] if holds else [expired])


@pytest.mark.parametrize(
    ("setting", "until", "message"),
    [
        ("required", None, "The waiver of {rule} has no end date."),
        ("required", "2026-12-31", None),
        ("optional", None, None),
        ("optional", "2026-12-31", None),
        ("refused", None, None),
        ("refused", "2026-12-31", "The waiver of {rule} has an end date, which the settings refuse."),
    ],
)
@pytest.mark.parametrize("where", ["comment", "design", "settings"])
def test_a_setting_says_whether_an_end_date_is_needed(
    tmp_path: Path, setting: str, until: str | None, message: str | None, where: str
) -> None:
    entry = f"waivers:\n  - {{rule: {RULE}, reason: Known.{f', until: {until}' if until else ''}}}\n"
    said = f"# orgrules: ignore[{RULE}] -- Known.{f', until {until}' if until else ''}"
    design = {"comment": DESIGN.replace("id: oxford", f"id: oxford {said}"), "design": DESIGN + entry, "settings": DESIGN}[where]
    report = checked(tmp_path, design, f"waiver-end-date: {setting}\n{entry if where == 'settings' else ''}")
    assert bool(waived(report)) is (message is None)
    expected = [] if message is None else [("waivers/invalid", "error", message.replace("{rule}", RULE))]
    assert [(rule, severity, text) for rule, severity, _, _, text in about(report)] == expected


# ---------------------------------------------------------------------------------------- what is wrong with them


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        (f"orgrules: ignore[{RULE}]", f"The waiver of {RULE} gives no reason."),
        (f"orgrules: ignore[{RULE}] --", f"The waiver of {RULE} gives no reason."),
        (f"orgrules: ignore[{RULE}] -- until 2027-03-31", f"The waiver of {RULE} gives no reason."),
        (f"orgrules: ignore[{RULE}] -- , until 2027-03-31", f"The waiver of {RULE} gives no reason."),
        (f"orgrules: ignore[{RULE}] -- So.", f"The waiver of {RULE} has no end date."),
        (f"orgrules: ignore[{RULE}] -- So, until", f'The waiver of {RULE} ends on "", which is no day such as 2027-03-31.'),
        (
            f"orgrules: ignore[{RULE}] -- So, until the merger",
            f'The waiver of {RULE} ends on "the merger", which is no day such as 2027-03-31.',
        ),
        (
            f"orgrules: ignore[{RULE}] -- So, until 2027-02-29",
            f'The waiver of {RULE} ends on "2027-02-29", which is no day such as 2027-03-31.',
        ),
        (
            "orgrules: ignore[office-manger/reports-to] -- So, until 2027-03-31",
            'No loaded rule is named "office-manger/reports-to"; did you mean "office-manager/reports-to"?',
        ),
        ("orgrules: ignore[x] -- So, until 2027-03-31", 'No loaded rule is named "x".'),
        (
            "orgrules: ignore[office-manager/*] -- So, until 2027-03-31",
            'A waiver names one rule, not a pattern such as "office-manager/*".',
        ),
        (
            "orgrules: ignore[waivers/unused] -- So, until 2027-03-31",
            "waivers/unused is about waivers: no waiver waives it.",
        ),
        ("orgrules: ignore[] -- So, until 2027-03-31", "The waiver names no rule."),
        ("orgrules: ignore[]", "The waiver names no rule."),
        (f"orgrules: ignore {RULE}", "This comment is none that orgrules understands."),
        (f"orgrules: ignore[{RULE}] So, until 2027-03-31", "This comment is none that orgrules understands."),
        (f"orgrules: ignore({RULE}) -- So.", "This comment is none that orgrules understands."),
        ("orgrules: disable", "This comment is none that orgrules understands."),
    ],
)
def test_a_malformed_comment_waives_nothing_and_is_a_finding_at_its_place(tmp_path: Path, comment: str, message: str) -> None:
    report = checked(tmp_path, DESIGN.replace("id: oxford", f"id: oxford # {comment}"))
    assert waived(report) == {}
    assert about(report) == [("waivers/invalid", "error", 5, 16, message)]


def test_an_entry_of_a_design_that_names_no_rule_is_a_finding(tmp_path: Path) -> None:
    waiver = "waivers:\n  - {rule: office-manger/reports-to, reason: So., until: 2026-12-31}\n"
    message = 'No loaded rule is named "office-manger/reports-to"; did you mean "office-manager/reports-to"?'
    assert about(checked(tmp_path, DESIGN + waiver)) == [("waivers/invalid", "error", 13, 12, message)]


@pytest.mark.parametrize("where", ["comment", "design", "settings"])
def test_a_mandatory_rule_cannot_be_waived_and_trying_is_a_finding(tmp_path: Path, where: str) -> None:
    entry = f"waivers:\n  - {{rule: {RULE}, reason: Known., until: 2026-12-31}}\n"
    comment = DESIGN.replace("id: oxford", f"id: oxford # orgrules: ignore[{RULE}] -- Known., until 2026-12-31")
    design = {"comment": comment, "design": DESIGN + entry, "settings": DESIGN}[where]
    report = checked(tmp_path, design, f"mandatory: {RULE}\n{entry if where == 'settings' else ''}")
    assert waived(report) == {}
    assert len(standing(report)) == 3
    assert [(rule, message) for rule, *_, message in about(report)] == [
        ("waivers/invalid", f"{RULE} is mandatory: nothing may waive it.")
    ]


def test_findings_about_waivers_speak_chinese(tmp_path: Path) -> None:
    waivers = (
        f"waivers:\n  - {{rule: {RULE}, at: oxford, reason: 已批准。, until: 2026-01-01}}\n"
        "  - {rule: hierarchy/cycle, reason: 已批准。, until: 2026-12-31}\n"
    )
    report = checked(tmp_path, DESIGN + waivers, "language: zh")
    assert [message for *_, message in about(report)] == [
        f"对 {RULE}（oxford）的豁免已于 2026-01-01 期满。",
        "对 hierarchy/cycle 的豁免没有对应的问题。",
    ]


def test_a_waiver_of_a_rule_that_is_not_checked_is_not_called_unused(tmp_path: Path) -> None:
    waiver = "waivers:\n  - {rule: hierarchy/cycle, reason: So., until: 2026-12-31}\n"
    assert [rule for rule, *_ in about(checked(tmp_path, DESIGN + waiver))] == ["waivers/unused"]
    assert about(checked(tmp_path, DESIGN + waiver, "ignore: hierarchy/*")) == []
    assert about(checked(tmp_path, DESIGN + waiver, "overrides: [{paths: a.yaml, ignore: hierarchy/*}]")) == []


def test_a_waiver_of_the_settings_is_not_called_unused_when_a_file_could_not_be_checked(tmp_path: Path) -> None:
    settings = "waivers:\n  - {rule: hierarchy/cycle, reason: So., until: 2026-12-31}\n"
    (tmp_path / "broken.yaml").write_text("positions: : x", "utf-8")
    (tmp_path / "orgrules.yaml").write_text(settings, "utf-8")
    (tmp_path / "a.yaml").write_text(DESIGN, "utf-8")
    found = resolve({}, {}, config=str(tmp_path / "orgrules.yaml"))
    assert [rule for rule, *_ in about(check([str(tmp_path / "a.yaml")], found, today=TODAY))] == ["waivers/unused"]
    both = check([str(tmp_path / name) for name in ("a.yaml", "broken.yaml")], found, today=TODAY)
    assert (len(both.problems), about(both)) == (1, [])


def test_fingerprints_of_findings_about_waivers_do_not_depend_on_lines(tmp_path: Path) -> None:
    waiver = "waivers:\n  - {rule: hierarchy/cycle, reason: So., until: 2026-12-31}\n"
    first, second = (checked(tmp_path, text) for text in (DESIGN + waiver, "\n# more\n" + DESIGN + waiver))
    prints = [
        [finding.fingerprint for finding in report.findings if finding.subject.kind == "waiver"] for report in (first, second)
    ]
    assert prints[0] == prints[1] != []


# ---------------------------------------------------------------------------------------- in reports


def test_a_waived_finding_does_not_fail_a_check_and_the_summary_tells_of_it(tmp_path: Path) -> None:
    waiver = f"waivers: [{{rule: {RULE}, reason: The board knows., until: 9999-12-31}}]\n"
    (tmp_path / "a.yaml").write_text(DESIGN + waiver, "utf-8")
    done = run("check", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == [
        f"Waived until 9999-12-31: 3 findings of {RULE}: The board knows.",
        "0 errors, 0 warnings, 0 notes; 3 waived.",
    ]
    assert f"error [{RULE}]" not in done.stdout
    assert run("check", "a.yaml", "--all", cwd=tmp_path).stdout.count(f"error [{RULE}]") == 3


def test_a_strict_check_applies_no_waiver_and_says_so(tmp_path: Path) -> None:
    comment = f"# orgrules: ignore[{RULE}] -- So, until 9999-12-31"
    design = DESIGN.replace("id: oxford", f"id: oxford {comment}").replace("id: leeds", "id: leeds  # orgrules: what")
    (tmp_path / "a.yaml").write_text(design, "utf-8")
    (tmp_path / "orgrules.yaml").write_text(f"waivers: [{{rule: {RULE}, reason: So., until: 2000-01-01}}]", "utf-8")
    done = run("check", "a.yaml", "--strict", "--all", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count(f"error [{RULE}]") == 3
    assert "waivers/" not in done.stdout
    assert done.stdout.splitlines()[-2:] == ["Strict: 3 waivers not applied.", "3 errors, 0 warnings, 0 notes."]
    chinese = run("check", "a.yaml", "--strict", "--lang", "zh", cwd=tmp_path).stdout.splitlines()
    assert chinese[-2] == "严格检查：3 项豁免未予适用。"


@pytest.mark.parametrize("rule", ["waivers/expired", "waivers/unused", "waivers/invalid"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_rules_about_waivers_are_listed_and_explained(rule: str, language: str) -> None:
    assert f" {rule} " in run("rules", "--lang", language).stdout
    done = run("explain", rule, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith((f"{rule} (warning, ", f"{rule} (error, ", f"{rule}（警告，", f"{rule}（错误，"))
    assert len(done.stdout.splitlines()) == 8


def test_of_many_waivers_of_rules_that_nobody_knows_the_known_names_are_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counting(text: str) -> str:
        nonlocal compared
        compared += 1
        return normalize(text)

    waivers = "".join(f"  - {{rule: office-manager/reprts-to-{number % 300}, reason: none}}\n" for number in range(600))
    monkeypatch.setattr("orgrules.text.normalize", counting)
    report = checked(tmp_path, f"{DESIGN}waivers:\n{waivers}")
    assert len(about(report)) == 600
    assert compared < 3000  # and not as many as there are rules, for each of the waivers


def test_of_waivers_that_accept_the_same_finding_the_first_is_told_and_all_are_of_use(tmp_path: Path) -> None:
    until = "until: 2027-01-01"
    of_files = "".join(f"  - {{rule: {RULE}, path: 'd/*.yaml', reason: of files, {until}}}\n" for _each in range(3))
    own = "".join(f"  - {{rule: {RULE}, at: leeds, reason: {each}, {until}}}\n" for each in ("one", "two"))
    design = f"{DESIGN}waivers:\n{own}"
    report = checked(tmp_path, design, f"waivers:\n{of_files}", paths=("d/a.yaml", "b.yaml"))
    told = {
        (Path(each.location.path).name, each.subject.id): each.waived.reason if each.waived else None
        for each in report.findings
        if each.rule == RULE
    }
    assert [told["b.yaml", id_] for id_ in PLACES] == [None, "one", None]
    assert told["a.yaml", "oxford"] == told["a.yaml", None] == "of files"
    assert about(report) == []
