"""The chart of an organization: what its boxes say, how rings are cut, and which boxes a finding is about."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from orgrules.chart import Chart, Target
from orgrules.findings import Report
from orgrules.settings import Settings
from orgrules.tasks.check import check


def report_on(folder: Path, text: str, settings: Settings = Settings(), *, name: str = "design.yaml") -> Report:  # noqa: B008 - frozen
    """The report on a design, with its chart."""
    (folder / name).write_text(dedent(text), "utf-8")
    return check([str(folder / name)], settings, charted=True)


def chart_on(folder: Path, text: str, settings: Settings = Settings()) -> Chart:  # noqa: B008 - frozen
    """The chart of a design."""
    [chart] = report_on(folder, text, settings).charts
    return chart


def targets(report: Report, rule: str) -> list[Target]:
    """The boxes and units of the findings of a rule."""
    [chart] = report.charts
    return [chart.targets[finding.fingerprint, str(finding.location)] for finding in report.findings if finding.rule == rule]


def test_nobody_pays_for_a_chart_that_nobody_asked_for(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("positions: [{title: General manager}]", "utf-8")
    assert check([str(tmp_path / "d.yaml")]).charts == ()


def test_a_box_says_what_the_design_says(tmp_path: Path) -> None:
    chart = chart_on(
        tmp_path,
        """
        organization: {name: Fruit}
        units: [{id: head, name: Head office}]
        positions:
          - {id: gm, title: 总经理, unit: head, holder: Ann Lee}
          - {title: Sales Represenative, reports_to: gm, holder: null, headcount: 3, dotted_line_to: [gm, gm, nobody]}
          - {title: Night porter, reports_to: gm, role: sales-director}
          - {title: Night porter}
        """,
    )
    assert (chart.name, chart.units) == ("Fruit", ("Head office",))
    manager, misspelt, stated, porter = chart.boxes
    assert manager[:8] == ("总经理", "gm", "General manager", "known", 0, "Ann Lee", False, 1)
    assert misspelt[2:8] == ("", "open", None, None, True, 3)
    assert (misspelt.manager, misspelt.dotted) == (0, (0,))
    assert (stated.role, stated.standing) == ("Sales director", "known")
    assert (porter.role, porter.standing, porter.manager) == ("", "unrecognized", None)
    assert manager.place == f"{tmp_path}/design.yaml:5:6"


def test_roles_are_named_in_the_language_of_the_report(tmp_path: Path) -> None:
    assert chart_on(tmp_path, "positions: [{title: General manager}]", Settings(language="zh")).boxes[0].role == "总经理"


def test_each_ring_is_cut_once(tmp_path: Path) -> None:
    boxes = chart_on(
        tmp_path,
        """
        positions:
          - {id: a, title: A, reports_to: c}
          - {id: b, title: B, reports_to: a}
          - {id: c, title: C, reports_to: b}
          - {id: d, title: D, reports_to: c}
          - {id: e, title: E, reports_to: e}
        """,
    ).boxes
    assert [box.manager for box in boxes] == [None, 0, 1, 2, None]
    assert [box.closes for box in boxes] == [2, None, None, None, None]


def test_findings_lead_to_positions_heads_of_units_holders_and_rings(tmp_path: Path) -> None:
    report = report_on(
        tmp_path,
        """
        units: [{id: u, name: U, head: b, parent: nowhere}, {id: u, name: V}]
        positions:
          - {id: a, title: Clerk, unit: u}
          - {id: b, title: Clerk, reports_to: c}
          - {id: c, title: Clerk, reports_to: b}
          - {id: d, title: Clerk, reports_to: gone}
        """,
    )
    assert targets(report, "hierarchy/unknown-manager") == [((3,), None)]
    assert targets(report, "hierarchy/cycle") == [((1, 2), None)]
    assert targets(report, "units/unknown-parent") == [((1,), 0)]
    assert targets(report, "identity/duplicate-id") == [((), 1)]
    assert len(report.charts[0].targets) == len(report.findings)
