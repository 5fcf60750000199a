"""Findings that are put down come back as they were, in order, however many they are."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import orgrules.spool
from orgrules.errors import UsageError
from orgrules.findings import Cite, Finding, Location, Related, Report, Severity, SubjectName, Waived
from orgrules.plain import maker, plain, text_of, value_of
from orgrules.spool import Findings, Spool, findings_of, row_of

# whatever stands in a file can be in a finding, and a path may hold bytes that are no UTF-8
texts = st.text(st.characters(), max_size=8)
locations = st.builds(Location, texts, st.integers(0, 3), st.integers(0, 3), texts)
findings = st.builds(
    Finding,
    rule=st.sampled_from(["a/b", "a/c", "b/a"]),
    severity=st.sampled_from(Severity),
    message=texts,
    location=locations,
    subject=st.builds(SubjectName, texts, st.none() | texts, texts),
    related=st.lists(st.builds(Related, locations, texts), max_size=2).map(tuple),
    expected=texts,
    actual=texts,
    cites=st.lists(st.builds(Cite, texts, texts, texts, texts), max_size=2).map(tuple),
    fix=texts,
    fingerprint=texts,
    waived=st.none() | st.builds(Waived, texts, st.none() | texts, st.booleans()),
    subject_at=st.none() | locations,
    repeated=st.lists(st.sampled_from(["expected", "actual"]), max_size=2).map(tuple),
    by_wording=st.booleans(),
)


@given(st.lists(st.lists(findings, max_size=6), max_size=5), st.sampled_from([0, 100, 10_000]))
def test_findings_come_back_sorted_as_they_were(designs: list[list[Finding]], most: int) -> None:
    before = orgrules.spool.MOST_IN_MEMORY
    orgrules.spool.MOST_IN_MEMORY = most
    try:
        spool = Spool()
        for number in reversed(range(len(designs))):  # whichever is done first
            spool.add(map(row_of, designs[number]), number)
        found = spool.sorted()
    finally:
        orgrules.spool.MOST_IN_MEMORY = before
    expected = sorted((each for design in designs for each in design), key=lambda each: (each.location, each.rule))
    assert list(found) == expected
    assert list(found) == expected  # and again
    assert found == tuple(expected)
    assert found[1:3] == tuple(expected[1:3])
    assert [type(each.severity) for each in found] == [Severity] * len(expected)
    report, plain_report = Report((), (), found), Report((), (), tuple(expected))
    for severity in Severity:
        assert report.number_of(severity) == plain_report.number_of(severity)
        assert report.fails(severity) == plain_report.fails(severity)
    assert (report.waived, report.on_wording) == (plain_report.waived, plain_report.on_wording)
    assert found.by_rule.total() == len(expected)


@given(findings)
def test_a_finding_is_the_same_after_plain_data(finding: Finding) -> None:
    assert value_of(Finding, text_of(finding)) == finding
    assert maker(Finding)(plain(finding)) == finding


def test_findings_know_where_they_end() -> None:
    found = findings_of(())
    assert isinstance(found, Findings)
    assert not found
    assert found == ()
    with pytest.raises(IndexError):
        found[0]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(orgrules.spool, "MOST_IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    at = Location("a.yaml", 1, 1)
    finding = Finding("a/b", Severity.ERROR, "", at, SubjectName("position", None, ""), (), "", "", (), "", "")
    with pytest.raises(UsageError, match="TMPDIR names a folder with more room"):
        findings_of([finding])


def test_the_temporary_file_has_no_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(orgrules.spool, "MOST_IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    at = Location("a.yaml", 1, 1)
    finding = Finding("a/b", Severity.ERROR, "", at, SubjectName("position", None, ""), (), "", "", (), "", "")
    assert findings_of([finding]) == (finding,)
    assert list(tmp_path.iterdir()) == []
