"""Baselines: what they hide, what they no longer hold, and how they are written."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgrules.errors import OrgrulesError
from orgrules.findings import Finding, Location, Report, Severity, SubjectName, Waived
from orgrules.policy.baseline import Entry, compare, entries_of, read_baseline, text_of
from orgrules.settings import Settings
from orgrules.tasks.baseline import Written, write_baseline
from orgrules.tasks.check import check

BASELINE = "orgrules-baseline.json"


def design(*ids: str, more: str = "") -> str:
    """A design with an unknown manager for each id."""
    positions = "".join(f"  - {{id: {id_}, title: Clerk, reports_to: nobody}}\n" for id_ in ids)
    return f"positions:\n  - {{title: General manager, reports_to: null}}\n{positions}{more}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str) -> None:
    """Write a file of the working directory."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def accept(*paths: str, prune: bool = False, settings: Settings = Settings(), to: str = BASELINE) -> Written:  # noqa: B008 - frozen
    """Write the baseline of some designs."""
    return write_baseline(paths, settings, to, prune=prune)


def compared(*paths: str, settings: Settings = Settings(), to: str = BASELINE) -> Report:  # noqa: B008 - frozen
    """The report on designs, compared with the baseline."""
    return check(paths, settings._replace(baseline=to))


def told(report: Report) -> tuple[list[str | None], int, list[tuple[str, int]]]:
    """The subjects of what is new, how many findings are hidden, and what no longer occurs: subject and how many."""
    assert report.baseline is not None
    new = [finding.subject.id for finding in report.findings if finding.rule == "hierarchy/unknown-manager"]
    return new, report.baseline.hidden, [(gone.path, gone.times) for gone in report.baseline.gone]


def test_only_what_is_new_is_reported_and_what_is_gone_fails(folder: Path) -> None:
    write("a.yaml", design("x", "y"))
    assert accept("a.yaml")[1:4] == (3, 3, 0)  # two unknown managers, and that nothing was judged
    report = compared("a.yaml")
    assert (told(report), report.fails(Severity.ERROR)) == (([], 3, []), False)
    assert all(rule.findings == 0 for rule in report.rules)

    write("a.yaml", design("z", "y", "x"))
    report = compared("a.yaml")
    assert (told(report), report.fails(Severity.ERROR)) == ((["z"], 3, []), True)

    write("a.yaml", design("y"))
    report = compared("a.yaml")
    assert (told(report), report.fails(Severity.ERROR)) == (([], 2, [("a.yaml", 1)]), True)
    assert report.fails(None) is False
    # until it is pruned
    assert accept("a.yaml", prune=True)[1:4] == (2, 0, 1)
    report = compared("a.yaml")
    assert (told(report), report.fails(Severity.ERROR)) == (([], 2, []), False)


def test_pruning_adds_nothing(folder: Path) -> None:
    write("a.yaml", design("x"))
    accept("a.yaml")
    before = Path(BASELINE).read_bytes()
    write("a.yaml", design("x", "new"))
    assert accept("a.yaml", prune=True)[1:4] == (2, 0, 0)
    assert Path(BASELINE).read_bytes() == before
    assert told(compared("a.yaml"))[0] == ["new"]


def test_equal_fingerprints_are_counted(folder: Path) -> None:
    write("common.yaml", "positions: [{id: x, title: Clerk, reports_to: nobody}]\n")
    for name in ("a.yaml", "b.yaml"):
        write(name, "include: [common.yaml]\npositions: [{title: Sales manager, reports_to: null}]\n")
    accept("a.yaml", "b.yaml")
    [entry] = [entry for entry in read_baseline(BASELINE) if entry.rule == "hierarchy/unknown-manager"]
    assert (entry.path, entry.times) == ("common.yaml", 2)
    assert told(compared("a.yaml", "b.yaml")) == ([], 4, [])
    write("b.yaml", "positions: [{title: Sales manager, reports_to: null}]\n")
    assert told(compared("a.yaml", "b.yaml")) == ([], 3, [("common.yaml", 1)])


def test_an_entry_counts_as_many_findings_as_it_says(folder: Path) -> None:
    write("a.yaml", design("x"))
    accept("a.yaml")
    document = json.loads(Path(BASELINE).read_text("utf-8"))
    for entry in document["findings"]:
        entry["count"] = 3
    write(BASELINE, json.dumps(document))
    assert told(compared("a.yaml")) == ([], 2, [("a.yaml", 2), ("a.yaml", 2)])
    assert accept("a.yaml", prune=True)[1:4] == (2, 0, 4)
    assert "count" not in Path(BASELINE).read_text("utf-8")


def test_entries_of_files_and_rules_that_are_not_checked_stay(folder: Path) -> None:
    write("a.yaml", design("x"))
    write("b.yaml", design("y"))
    accept("a.yaml", "b.yaml")
    assert told(compared("a.yaml")) == ([], 2, [])
    only = Settings(select=("units/*",))
    write("a.yaml", design("other"))
    assert told(compared("a.yaml", settings=only)) == ([], 0, [])
    assert accept("a.yaml", settings=only)[1:4] == (4, 0, 0)
    assert accept("a.yaml")[1:4] == (4, 1, 1)
    assert told(compared("a.yaml", "b.yaml")) == ([], 4, [])


def test_a_file_that_moved_is_known_again_and_one_that_went_is_gone(folder: Path) -> None:
    write("a.yaml", design("x", "y"))
    write("b.yaml", design("v"))
    accept("a.yaml", "b.yaml")
    Path("a.yaml").rename("c.yaml")
    assert told(compared("c.yaml")) == ([], 3, [])
    Path("b.yaml").unlink()
    assert told(compared("c.yaml"))[2] == [("b.yaml", 1), ("b.yaml", 1)]
    # written anew, it has them under their new name
    assert accept("c.yaml")[1:4] == (3, 0, 2)
    assert {entry.path for entry in read_baseline(BASELINE)} == {"c.yaml"}


def test_paths_are_seen_from_the_folder_of_the_baseline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("org/a.yaml", design("x"))
    Path("ci").mkdir()
    accept("org/a.yaml", to="ci/known.json")
    assert {entry["path"] for entry in json.loads(Path("ci/known.json").read_text("utf-8"))["findings"]} == {"../org/a.yaml"}
    assert told(compared("./org/../org/a.yaml", to="ci/known.json")) == ([], 2, [])
    assert told(compared(str(folder / "org" / "a.yaml"), to=str(folder / "ci" / "known.json"))) == ([], 2, [])
    monkeypatch.chdir("org")
    assert told(compared("a.yaml", to="../ci/known.json")) == ([], 2, [])


def test_mandatory_rules_and_rules_about_waivers_are_not_hidden(folder: Path) -> None:
    waiver = "waivers: [{rule: hierarchy/cycle, reason: So., until: 9999-12-31}]\n"
    write("a.yaml", design("x", more=waiver))
    accept("a.yaml")
    mandatory = Settings(mandatory=("hierarchy/unknown-manager",))
    assert told(compared("a.yaml", settings=mandatory)) == (["x"], 1, [])
    assert accept("a.yaml", settings=mandatory) == Written(BASELINE, 1, 0, 1, refused=2)
    assert [entry.rule for entry in read_baseline(BASELINE)] == ["coverage/nothing-judged"]
    assert "waivers/unused" in {finding.rule for finding in compared("a.yaml").findings}


def test_waived_findings_are_not_written_and_keep_their_entries(folder: Path) -> None:
    waiver = "waivers: [{rule: hierarchy/unknown-manager, at: x, reason: So., until: 9999-12-31}]\n"
    write("a.yaml", design("x", "y", more=waiver))
    assert accept("a.yaml")[1] == 2
    write("b.yaml", design("x"))
    accept("b.yaml")
    write("b.yaml", design("x", more=waiver))
    # what is waived now still occurs
    assert told(compared("b.yaml"))[1:] == (1, [])


def test_a_strict_check_hides_nothing(folder: Path) -> None:
    write("a.yaml", design("x"))
    accept("a.yaml")
    report = compared("a.yaml", settings=Settings(strict=True))
    assert report.baseline is None
    assert report.set_aside is not None
    assert report.set_aside.baseline == BASELINE
    assert len(report.findings) == 2


# ---------------------------------------------------------------------------------------- the file


def test_the_file_is_for_people_to_read(folder: Path) -> None:
    write("a.yaml", design("x"))
    accept("a.yaml", settings=Settings(language="zh"))
    text = Path(BASELINE).read_text("utf-8")
    assert text.endswith("]\n}\n")
    document = json.loads(text)
    assert list(document) == ["version", "findings"]
    assert document["version"] == 1
    entry = document["findings"][1]
    assert list(entry) == ["rule", "path", "subject", "message", "fingerprint"]
    assert (entry["rule"], entry["path"], entry["subject"]) == ("hierarchy/unknown-manager", "a.yaml", "Clerk")
    assert "Clerk" in entry["message"]


def finding(number: int, path: str = "a.yaml", *, waived: bool = False) -> Finding:
    """A finding whose fingerprint is the number."""
    return Finding(
        rule=f"r/{number % 3}",
        severity=Severity.ERROR,
        message=f"Wrong {number}.",
        location=Location(path, number + 1, 1),
        subject=SubjectName("position", None, f"Clerk {number}"),
        related=(),
        expected="",
        actual="",
        cites=(),
        fix="",
        fingerprint=f"{number:032}",
        waived=Waived("So.", None) if waived else None,
    )


def test_the_same_findings_give_the_same_bytes_in_any_order() -> None:
    findings = [finding(number % 7, path) for number in range(20) for path in ("b.yaml", "a.yaml")]
    texts = set()
    for seed in range(5):
        random.Random(seed).shuffle(findings)
        texts.add(text_of(entries_of(findings, BASELINE, frozenset())))
    assert len(texts) == 1


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.integers(1, 3)), max_size=4))
def test_whatever_a_subject_is_called_an_entry_reads_back(named: list[tuple[str, str, int]]) -> None:
    entries = [
        Entry("a/b", f"{index}.yaml", subject, message, f"{index}", times)
        for index, (subject, message, times) in enumerate(named)
    ]
    text = text_of(entries)
    assert all(character == "\n" or character.isprintable() for character in text)
    with TemporaryDirectory() as folder:
        Path(folder, BASELINE).write_text(text, "utf-8")
        read = read_baseline(str(Path(folder, BASELINE)))
    assert [entry._replace(location=None) for entry in read] == entries


numbers = st.lists(st.integers(0, 5), max_size=12)


@given(before=numbers, now=numbers, waived=numbers)
def test_comparing_is_a_difference_of_multisets(before: list[int], now: list[int], waived: list[int]) -> None:
    entries = entries_of(map(finding, before), BASELINE, frozenset())
    findings = [*map(finding, now), *(finding(number, waived=True) for number in waived)]
    found = compare(findings, entries, BASELINE, lambda _, path: path == "a.yaml", frozenset())
    # a.yaml does not exist: each entry is looked for by its fingerprint all the same
    standing = Counter(one.fingerprint for one in found.new if one.waived is None)
    assert standing == Counter(map("{:032}".format, now)) - Counter(map("{:032}".format, before))
    assert found.hidden == len(now) - standing.total()
    assert sum(one.waived is not None for one in found.new) == len(waived)
    gone = Counter({entry.fingerprint: entry.times for entry in found.gone})
    assert gone == Counter(map("{:032}".format, before)) - Counter(map("{:032}".format, [*now, *waived]))
    kept = Counter({entry.fingerprint: entry.times for entry in found.kept})
    assert kept + gone == Counter(map("{:032}".format, before))


def test_a_baseline_is_replaced_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.yaml", design("x"))
    accept("a.yaml")
    before = Path(BASELINE).read_bytes()
    Path(BASELINE).chmod(0o640)
    write("a.yaml", design("x", "y"))

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(OrgrulesError, match=rf"{BASELINE}: cannot be written: no space left on device"):
            accept("a.yaml")
    assert Path(BASELINE).read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", BASELINE]
    accept("a.yaml")
    assert Path(BASELINE).stat().st_mode & 0o777 == 0o640


def test_a_link_to_a_baseline_stays_one(folder: Path) -> None:
    write("a.yaml", design("x"))
    Path("real").mkdir()
    Path(BASELINE).symlink_to("real/known.json")
    accept("a.yaml")
    assert Path(BASELINE).is_symlink()
    assert len(read_baseline("real/known.json")) == 2


def test_nothing_is_written_where_something_could_not_be_checked(folder: Path) -> None:
    write("a.yaml", design("x"))
    write("b.yaml", "positions: : x")
    with pytest.raises(OrgrulesError, match=r"b\.yaml:1:12: not YAML"):
        accept("a.yaml", "b.yaml")
    assert not Path(BASELINE).exists()


ENTRY = '{"rule": "a/b", "path": "a.yaml", "subject": "x", "message": "x", "fingerprint": "f"}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"{BASELINE}:1:1: a baseline is a mapping; found nothing"),
        ("[]", f"{BASELINE}:1:1: a baseline is a mapping; found an empty list"),
        ("{", f"{BASELINE}:2:1: not YAML: did not find expected node content (while parsing a flow node)"),
        ('{"findings": []}', f'{BASELINE}:1:1: "version" is missing'),
        (
            '{"version": 2,\n "findings": {}}',
            f"{BASELINE}:1:13: a baseline of version 2; this program reads version 1: remove it and write it anew with "
            "orgrules baseline",
        ),
        (
            '{"version": "1", "findings": []}',
            f'{BASELINE}:1:13: a baseline of version the text "1"; this program reads version 1: remove it and write it anew '
            "with orgrules baseline",
        ),
        ('{"version": 1}', f'{BASELINE}:1:1: "findings" is missing'),
        ('{"version": 1, "findings": {}}', f'{BASELINE}:1:28: "findings": expected a list, found an empty mapping'),
        (
            '{"version": 1, "findings": [\n  ' + ENTRY.replace("fingerprint", "fingerprnt") + "]}",
            f'{BASELINE}:2:3: "fingerprint" is missing\n{BASELINE}:2:69: unknown key "fingerprnt"; did you mean "fingerprint"?',
        ),
        (
            '{"version": 1, "findings": [' + ENTRY[:-1] + ', "count": 0}]}',
            f'{BASELINE}:1:124: "count": must be at least 1, found 0',
        ),
    ],
)
def test_what_is_no_baseline_is_told_at_its_place(folder: Path, text: str, message: str) -> None:
    write("a.yaml", design("x"))
    write(BASELINE, text)
    for use in (lambda: compared("a.yaml"), lambda: accept("a.yaml"), lambda: accept("a.yaml", prune=True)):
        with pytest.raises(OrgrulesError) as raised:
            use()
        assert str(raised.value) == message
    assert Path(BASELINE).read_text("utf-8") == text


def test_a_baseline_that_is_not_there(folder: Path) -> None:
    write("a.yaml", design("x"))
    for use in (lambda: compared("a.yaml"), lambda: accept("a.yaml", prune=True)):
        with pytest.raises(OrgrulesError, match=f"{BASELINE}:1:1: cannot be read: no such file or directory"):
            use()
    with pytest.raises(OrgrulesError, match=r"nowhere/b\.json: cannot be written: no such file or directory"):
        accept("a.yaml", to="nowhere/b.json")
