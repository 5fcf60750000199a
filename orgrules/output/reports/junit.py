"""JUnit XML, for CI servers that show tests: a rule without findings is a passed test, a finding is a test of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TextIO
from xml.etree import ElementTree as ET

from orgrules.errors import Problem
from orgrules.findings import Finding, Gone, Report, RuleSummary
from orgrules.locale import _
from orgrules.output.formats import View
from orgrules.output.reports._words import details, from_root, gone_text, labelled, table_lines
from orgrules.text import sanitize

# XML 1.0, section 2.2: what is no Char cannot be written, not even as a reference
_NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as one suite. What is below ``view.fail_on`` passes, and is told in the test's output; waived is skipped."""
    cases = [_problem_case(problem) for problem in report.problems]
    cases += [_gone_case(gone, view) for gone in (report.baseline.gone if report.baseline else ())]
    cases += [_rule_case(rule) for rule in report.rules if not rule.findings]
    cases += [_finding_case(finding, view) for finding in report.findings]
    named = Counter[tuple[str, str]]()
    for case in cases:
        name = case.get("classname", ""), case.get("name", "")
        named[name] += 1
        if named[name] > 1:  # servers take tests of one name for one test
            case.set("name", f"{name[1]} ({named[name]})")
    numbers = {
        "tests": str(len(cases)),
        "failures": _number(cases, "failure"),
        "errors": _number(cases, "error"),
    }
    suites = ET.Element("testsuites", {"name": "orgrules", **numbers})
    suite = ET.SubElement(suites, "testsuite", {"name": "orgrules", **numbers, "skipped": _number(cases, "skipped")})
    suite.extend([*_properties(report, view), *cases])
    ET.indent(suites)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n")


def _properties(report: Report, view: View) -> list[ET.Element]:
    """What is to be known of the settings, and of how tables were understood."""
    found = {"settings": report.settings_file, "rules-left-out": report.rules_left_out or None}
    properties = ET.Element("properties")
    for name, value in found.items():
        if value is not None:
            ET.SubElement(properties, "property", {"name": name, "value": _plain(str(value))})
    for note in table_lines(report, everything=view.all):
        ET.SubElement(properties, "property", {"name": "note", "value": _plain(note)})
    return [properties] if len(properties) else []


def _number(cases: Sequence[ET.Element], outcome: str) -> str:
    return str(sum(case.find(outcome) is not None for case in cases))


def _case(classname: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": classname, "name": name})


def _rule_case(rule: RuleSummary) -> ET.Element:
    """A rule that nothing breaks; one that judged nothing has not passed."""
    case = _case(rule.id, _plain(rule.name or rule.id))
    if not rule.judged:
        ET.SubElement(case, "skipped", {"type": "not-judged", "message": _("nothing to judge in these designs")})
    return case


def _problem_case(problem: Problem) -> ET.Element:
    case = _case("could-not-check", _plain(from_root(problem.path, "CI_PROJECT_DIR")) if problem.path else "orgrules")
    error = ET.SubElement(case, "error", {"type": "could-not-check", "message": _plain(problem.message)})
    error.text = _plain(str(problem))
    return case


def _gone_case(gone: Gone, view: View) -> ET.Element:
    """What a baseline holds too much fails the run as a finding does."""
    case = _case("baseline", _plain(f"{from_root(gone.location.path, 'CI_PROJECT_DIR')}: {gone.rule}: {gone.subject}"))
    text = _plain(gone_text(gone))
    if view.fail_on is None:
        ET.SubElement(case, "system-out").text = text
    else:
        ET.SubElement(case, "failure", {"type": "gone", "message": text}).text = _plain(f"{gone.location}: ") + text
    return case


def _finding_case(finding: Finding, view: View) -> ET.Element:
    subject = finding.subject
    path = from_root(finding.location.path, "CI_PROJECT_DIR")
    title = f"{subject.title} [{subject.id}]" if subject.id and subject.id != subject.title else subject.title
    case = _case(finding.rule, _plain(f"{path}: {title}"))
    known = [labelled(detail) for detail in details(finding)]
    text = "\n".join(map(_plain, [f"{finding.location}: {finding.message}", *known]))
    told = {"type": finding.severity.word, "message": _plain(finding.message)}
    if finding.waived is not None:
        ET.SubElement(case, "skipped", {"type": "waived", "message": _plain(finding.waived.reason)}).text = text
    elif finding.fails(view.fail_on):
        ET.SubElement(case, "failure", told).text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case


def _plain(text: str) -> str:
    return _NO_CHAR.sub(lambda match: f"\\u{ord(match[0]):04x}", sanitize(text))
