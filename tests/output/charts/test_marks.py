"""Which findings are on which box, where several designs are one report."""

from __future__ import annotations

from pathlib import Path

from orgrules.findings import Severity, Waived
from orgrules.locale import speaking
from orgrules.output.charts._marks import mark_text, marks, place_findings
from orgrules.tasks.check import check


def test_designs_that_share_a_file_have_its_findings_on_their_own_charts(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "shared.yaml").write_text("positions: [{title: Clerk, reports_to: nobody}]", "utf-8")
    text = "include: [parts/shared.yaml]\npositions: [{title: General manager, reports_to: null}]"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text, "utf-8")
    report = check([str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")], charted=True)
    placed = place_findings(report)
    shared = [each for each in placed if each.finding.rule == "hierarchy/unknown-manager"]
    assert len({(each.finding.fingerprint, each.finding.location) for each in shared}) == 1
    assert [(each.chart, len(each.boxes)) for each in shared] == [(0, 1), (1, 1)]
    for chart in (0, 1):
        titles = [box.title for box in report.charts[chart].boxes]
        marked = [mark is not None for mark in marks(placed, chart, 2)]
        assert dict(zip(titles, marked, strict=True)) == {"General manager": False, "Clerk": True}


def test_a_mark_counts_by_severity_and_leaves_waived_findings_out(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text("positions: [{title: Clerk, reports_to: nobody, holder: nobody}]\npeople: [{name: Ann}]", "utf-8")
    report = check([str(file)], charted=True)
    [mark] = marks(place_findings(report), 0, 1)
    assert mark is not None
    assert (mark.worst, mark.total, mark_text(mark)) == (Severity.ERROR, 2, "2 errors")
    with speaking("zh"):
        assert mark_text(mark) == "2 个错误"
    waived = tuple(finding._replace(waived=Waived("so", None)) for finding in report.findings)
    assert marks(place_findings(report._replace(findings=waived)), 0, 1) == [None]


def test_a_finding_that_is_on_no_chart_is_placed_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text("positions: [{title: Clerk, reports_to: nobody}]", "utf-8")
    report = check([str(file)])
    assert {(each.chart, each.boxes, each.unit) for each in place_findings(report)} == {(None, (), "")}
    assert len(place_findings(report)) == len(report.findings) > 0
