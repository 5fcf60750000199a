"""JSON version 1: what programs rely on, for every design that anybody may write."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orgrules import __version__
from orgrules.design.read import design_of
from orgrules.engine.build import build_findings
from orgrules.engine.decide import engine_named
from orgrules.errors import OrgrulesError, Problem
from orgrules.files.source import parse
from orgrules.findings import Cite, FileSummary, Finding, Location, Report, Severity, SubjectName, Waived
from orgrules.locale import LANGUAGES
from orgrules.organization.model import Organization
from orgrules.output.formats import View
from orgrules.output.reports import FORMATS
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.running.one import check_design
from tests.helpers import SAMPLES, report, run
from tests.output.reports.cases import written

#: The keys of every object, in their order. Programs rely on them: they are only ever added to.
KEYS = {
    "": "version tool files rules findings summary problems baseline strict passed_over settings reading notes tables_left_out",
    "settings": "path rules_left_out",
    "tool": "name version",
    "files": "path positions units people covered_positions unrecognized_titles titles uncovered",
    "files.titles": "title positions",
    "files.uncovered": "id title path line column",
    "rules": "id judged not_judged findings",
    "findings": "rule severity message path line column subject related expected actual cites fix fingerprint waived cell",
    "findings.subject": "kind id title",
    "findings.related": "path line column note cell",
    "findings.cites": "rulebook document statement gloss",
    "summary": "errors warnings infos waived files positions on_wording kept_on_wording",
    "reading": "terms references tables",
    "reading.terms": "id name wording open none",
    "reading.references": "managers units holders",
    **dict.fromkeys(
        (f"reading.references.{to}" for to in ("managers", "units", "holders")),
        "exact case zeros mail person name ambiguous unknown",
    ),
}
TYPES = {
    "version": int,
    "strict": bool,
    "tool.name": str,
    "tool.version": str,
    "files.path": str,
    "files.titles.title": str,
    **dict.fromkeys(("files.uncovered.title", "files.uncovered.path"), str),
    "rules.id": str,
    **dict.fromkeys(("findings.rule", "findings.severity", "findings.message", "findings.path", "findings.expected"), str),
    **dict.fromkeys(("findings.actual", "findings.fix", "findings.fingerprint"), str),
    **dict.fromkeys(("findings.subject.kind", "findings.subject.title"), str),
    **dict.fromkeys(("findings.related.path", "findings.related.note"), str),
    **dict.fromkeys(("findings.cites.rulebook", "findings.cites.document"), str),
    **dict.fromkeys(("findings.cites.statement", "findings.cites.gloss"), str),
}
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def objects(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a document under the path of its keys."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from objects(value, f"{path}.{key}".removeprefix("."))
    elif isinstance(node, list):
        for item in node:
            yield from objects(item, path)


@pytest.fixture(scope="module", params=sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/faulty-*.yaml")))
def printed(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    """The JSON and the ungrouped text report on a faulty sample."""
    done = [run("check", request.param, *more, cwd=SAMPLES).stdout for more in (["--format", "json"], ["--all"])]
    return json.loads(done[0]), done[1]


def test_the_keys_are_those_of_version_1_in_their_order(printed: tuple[dict[str, Any], str]) -> None:
    document, _ = printed
    found = {path: " ".join(node) for path, node in objects(document)}
    assert found == KEYS
    assert all(" ".join(node) == KEYS[path] for path, node in objects(document))
    assert document["version"] == 1
    assert document["tool"] == {"name": "orgrules", "version": __version__}


def test_every_value_has_the_type_that_programs_expect(printed: tuple[dict[str, Any], str]) -> None:
    document, _ = printed
    for path, node in objects(document):
        for key, value in node.items():
            name = f"{path}.{key}".removeprefix(".")
            if name in ("findings.subject.id", "files.uncovered.id"):
                assert value is None or isinstance(value, str)
            elif name in ("findings.waived", "findings.cell", "findings.related.cell", "baseline", "settings.path"):
                assert value is None
            elif not isinstance(value, dict | list):
                assert type(value) is TYPES.get(name, int), name
    for finding in document["findings"]:
        assert finding["severity"] in ("error", "warning", "info")
        assert finding["subject"]["kind"] in ("position", "unit", "person", "cycle", "organization")
        assert re.fullmatch(r"[0-9a-f]{32}", finding["fingerprint"])
        assert finding["line"] >= 1
        assert finding["column"] >= 1


def test_the_numbers_agree_with_one_another(printed: tuple[dict[str, Any], str]) -> None:
    document, _ = printed
    findings, summary = document["findings"], document["summary"]
    severities = Counter(finding["severity"] for finding in findings)
    assert summary == {
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
        "waived": 0,
        "files": len(document["files"]),
        "positions": sum(file["positions"] for file in document["files"]),
        "on_wording": 0,
        "kept_on_wording": 0,
    }
    by_rule = Counter(finding["rule"] for finding in findings)
    assert {rule["id"]: rule["findings"] for rule in document["rules"] if rule["findings"]} == by_rule
    assert all(rule["judged"] >= rule["findings"] for rule in document["rules"])
    assert all(file["unrecognized_titles"] == len(file["titles"]) for file in document["files"])
    assert len({finding["fingerprint"] for finding in findings}) == len(findings)
    order = [(finding["path"], finding["line"], finding["column"], finding["rule"]) for finding in findings]
    assert order == sorted(order)


def test_text_and_json_tell_the_same(printed: tuple[dict[str, Any], str]) -> None:
    document, text = printed
    lines = [
        f"{found['path']}:{found['line']}:{found['column']}: {found['severity']} [{found['rule']}] {found['message']}"
        for found in document["findings"]
    ]
    assert [line for line in text.splitlines() if re.match(r"\S+:\d+:\d+: (error|warning|info) \[", line)] == lines
    details = Counter(re.findall(r"^    (expected|actual|fix|source|related) ", text, re.MULTILINE))
    assert details == Counter(
        {
            **{name: sum(bool(found[name]) for found in document["findings"]) for name in ("expected", "actual", "fix")},
            "source": sum(len(found["cites"]) for found in document["findings"]),
            "related": sum(len(found["related"]) for found in document["findings"]),
        }
    )
    summary = document["summary"]
    assert f"\n{summary['errors']} errors, {summary['warnings']} warning" in text


def test_files_that_were_passed_over_are_listed() -> None:
    assert json.loads(written(Report((), (), (), passed_over=("k8s.yaml",)), "json"))["passed_over"] == ["k8s.yaml"]


def test_a_problem_is_an_object_with_its_place() -> None:
    document = json.loads(written(Report((), (), (), (Problem("a.yaml", 3, 7, "cannot be read"),)), "json"))
    assert document["problems"] == [{"path": "a.yaml", "line": 3, "column": 7, "message": "cannot be read", "cell": None}]


def test_a_place_in_a_workbook_is_a_cell_wherever_it_is_told() -> None:
    document = json.loads(written(Report((), (), (), (Problem("a.xlsx", 3, 7, "cannot be read", "Staff"),)), "json"))
    assert document["problems"][0]["cell"] == {"sheet": "Staff", "ref": "G3"}
    told = json.loads(run("check", "zh/tables/roster.xlsx", "--format", "json", cwd=SAMPLES).stdout)
    cells = [related["cell"] for finding in told["findings"] for related in finding["related"]]
    assert {"sheet": "花名册", "ref": "I10"} in cells
    assert all(cells)


def test_a_waived_finding_says_why_and_until_when_and_is_counted_apart() -> None:
    found = Finding(
        rule="a/b",
        severity=Severity.ERROR,
        message="It is wrong.",
        location=Location("design.yaml", 1, 1),
        subject=SubjectName("position", "clerk", "Clerk"),
        related=(),
        expected="",
        actual="",
        cites=(Cite("book", "sales", "4.5", "A gloss."),),
        fix="",
        fingerprint="0" * 32,
        waived=Waived("The board knows.", "2030-01-01"),
    )
    document = json.loads(written(Report((), (), (found,)), "json"))
    assert document["findings"][0]["waived"] == {"reason": "The board knows.", "until": "2030-01-01"}
    assert document["findings"][0]["cites"] == [
        {"rulebook": "book", "document": "sales", "statement": "4.5", "gloss": "A gloss."}
    ]
    assert (document["summary"]["errors"], document["summary"]["waived"]) == (0, 1)


def test_the_fingerprint_of_a_finding_outlives_other_lines_and_languages(tmp_path: Path) -> None:
    def fingerprints(text: str, language: str = "en") -> list[str]:
        (tmp_path / "design.yaml").write_text(text, "utf-8")
        done = run("check", "design.yaml", "--format", "json", "--lang", language, cwd=tmp_path)
        return [found["fingerprint"] for found in json.loads(done.stdout)["findings"]]

    lines = "positions:\n  - {title: Sales director, reports: [{title: Sales manager}]}\n  - {title: Porter, reports_to: no}\n"
    [first] = fingerprints(lines)
    assert fingerprints("# a remark\n\n" + lines, "zh") == [first]
    assert fingerprints(lines.replace("Porter", "Usher")) != [first]


HOSTILE = '"\\\n\r\t</script><b>&amp;\x1b[31m\u202e\u2066\u200f\x7f\x85\u2028\ufeff,;=1+1'


def test_hostile_names_stay_inside_their_strings(tmp_path: Path) -> None:
    design = {
        "organization": {"name": HOSTILE},
        "units": [{"id": HOSTILE, "name": HOSTILE, "parent": HOSTILE + "?"}],
        "positions": [{"id": HOSTILE, "title": HOSTILE, "reports_to": HOSTILE + "!", "unit": HOSTILE, "holder": HOSTILE}],
        "people": [{"id": HOSTILE, "name": HOSTILE}, {"id": HOSTILE, "name": HOSTILE}],
    }
    text = written(report(tmp_path, quoted(design)), "json")
    assert CONTROLS.search(text) is None
    document = json.loads(text)
    assert document["files"][0]["titles"] == [{"title": HOSTILE, "positions": 1}]
    by_rule = {found["rule"]: found for found in document["findings"]}
    assert set(by_rule) == {
        "coverage/nothing-judged",
        "hierarchy/unknown-manager",
        "identity/duplicate-id",
        "units/unknown-parent",
    }
    assert by_rule["hierarchy/unknown-manager"]["subject"] == {"kind": "position", "id": HOSTILE, "title": HOSTILE}
    assert by_rule["hierarchy/unknown-manager"]["actual"].startswith('"\\\\n\\r\\t</script><b>&amp;\\x1b[31m\\u202e')


# ---------------------------------------------------------------------------------------- for every design

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["总经理", "Sales manager", "Sales Manager, South", "a", "{title}", "[[x]]", "{0.__class__}", "%s", "null", "007"]
)


def quoted(data: Any) -> str:
    """Plain data as YAML in which every character of every text is a number, so that none is the reader's business."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{key}: {quoted(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(quoted, data)) + "]"
    if isinstance(data, str):
        return '"' + "".join(f"\\U{ord(character):08x}" for character in data) + '"'
    return json.dumps(data)


@cache
def library() -> Library:
    """The shipped rulebooks."""
    return load_library()


def checked(text: str) -> Report:
    """What ``check`` makes of a design, without reading files."""
    try:
        decision = check_design(
            design_of(parse(text.encode(), "design.yaml")), library(), library().rules, engine_named("reference")
        )
    except OrgrulesError as error:
        return Report((), (), (), error.problems)
    organization: Organization = decision.organization
    titles = tuple((each.title, 1) for each in organization.positions if each.resolution.status == "unrecognized")
    file = FileSummary("design.yaml", len(organization.positions), 0, 0, organization.covered or 0, titles)
    return Report((file,), (), tuple(build_findings(decision.broken, library())))


@st.composite
def designs(draw: st.DrawFn) -> dict[str, Any]:
    """Designs whose every text is any text."""
    name = draw(TEXTS)  # drawn once more often than not, so that references meet
    texts = st.just(name) | TEXTS
    position = st.fixed_dictionaries(
        {"title": texts},
        optional={
            "id": texts,
            "role": texts,
            "unit": texts,
            "reports_to": texts,
            "dotted_line_to": st.lists(texts, max_size=2),
            "holder": texts,
            "duties": st.lists(texts, max_size=2),
        },
    )
    unit = st.fixed_dictionaries({"name": texts}, optional={"id": texts, "parent": texts, "head": texts, "type": texts})
    person = st.fixed_dictionaries({"name": texts}, optional={"id": texts})
    return {
        "organization": {"name": draw(texts)},
        "units": draw(st.lists(unit, max_size=2)),
        "positions": draw(st.lists(position, min_size=1, max_size=4)),
        "people": draw(st.lists(person, max_size=2)),
    }


def read_junit(text: str, of: Report) -> None:
    cases = list(ElementTree.fromstring(text.encode()).iter("testcase"))
    assert sum(len(case) > 0 for case in cases) == len(of.findings) + len(of.problems)


def read_csv(text: str, of: Report) -> None:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {16}
    assert len(rows) == 1 + len(of.findings) + len(of.problems)


def on_wording(of: Report) -> int:
    """How many lines tell what rests on wording: one on findings, one on what is kept, and one of where to look."""
    lines = any(finding.by_wording for finding in of.findings) + any(file.kept_on_wording for file in of.files)
    return lines + (lines > 0)


def read_markdown(text: str, of: Report) -> None:
    page = MarkdownIt("gfm-like", {"html": True}).render(text)
    assert page.count("<td>") == 3 * len(of.findings)
    assert page.count("<li>") == len(of.problems) + on_wording(of)


def read_sarif(text: str, of: Report) -> None:
    [done] = json.loads(text)["runs"]
    assert len(done["results"]) == len(of.findings)


def read_lines(text: str, of: Report) -> None:
    commands = text.splitlines()
    assert len(commands) == len(of.findings) + len(of.problems)
    assert all(re.match(r"::(error|warning|notice) ", line) for line in commands)


def read_gitlab(text: str, of: Report) -> None:
    issues = json.loads(text)
    assert len({issue["fingerprint"] for issue in issues}) == len(of.findings) + len(of.problems)


#: Who reads a format and finds as many entries in it as there are findings and problems; other formats have tests of their own.
READERS: dict[str, Callable[[str, Report], None]] = {
    "junit": read_junit,
    "csv": read_csv,
    "markdown": read_markdown,
    "sarif": read_sarif,
    "github": read_lines,
    "gitlab": read_gitlab,
}


@given(designs())
@example({"positions": [{"title": HOSTILE, "reports_to": HOSTILE}]})
@example({"positions": [{"title": "\x00"}]})
@example({"positions": [{"title": "\U000e0001\U0010ffff"}]})
def test_whatever_the_names_are_every_format_stays_well_formed(data: dict[str, Any]) -> None:
    found = checked(quoted(data))
    document = json.loads(written(found, "json"))
    assert [finding["message"] for finding in document["findings"]] == [finding.message for finding in found.findings]
    assert [problem["message"] for problem in document["problems"]] == [problem.message for problem in found.problems]
    for name in FORMATS.names():
        for language in LANGUAGES:
            text = written(found, name, View(language, all=True))
            if name == "csv":  # which begins with a byte order mark, and ends its lines as its standard says
                text = text.removeprefix("\ufeff").replace("\r\n", "\n")
            assert CONTROLS.search(text) is None, name
            if name in READERS:
                READERS[name](text, found)
    lines = written(found, "text", View(all=True)).splitlines()
    heads = [line for line in lines if line.startswith("design.yaml:")]
    assert len(heads) == len(found.findings)
