"""SARIF 2.1.0 (OASIS), for code scanning: rules, results with fingerprints and suppressions, and what could not be checked."""

from __future__ import annotations

import os
import re
from typing import Any, TextIO
from urllib.parse import quote

from orgrules import __version__
from orgrules.findings import Finding, Location, Proposed, Report, RuleSummary, Severity
from orgrules.locale import _
from orgrules.output.formats import View
from orgrules.output.reports._settings import settings_lines
from orgrules.output.reports._words import cited, details, from_root, labelled, language_tag, message_of, proposal_text
from orgrules.output.streaming import json_pieces
from orgrules.text import sanitize

#: What GitHub takes of one run, and how many of them it shows:
#: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
MOST_RESULTS = 25_000
SHOWN_RESULTS = 5_000

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# section 3.11.6: a plain text message may hold links, [text](target), unless the brackets are escaped
_LINK = re.compile(r"\[([^\]]*)\](?=\()")


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write a report as SARIF."""
    del view  # its language is spoken
    stream.writelines(json_pieces(document(report)))
    stream.write("\n")


def too_large(report: Report) -> str | None:
    """What to tell of a report of which GitHub shows a part, or nothing; None: it shows all."""
    results = len(report.findings)
    if results > MOST_RESULTS:
        told = _("the SARIF report has {results:,} results; GitHub refuses more than {most:,} (--select or --ignore rules)")
        return told.format(results=results, most=MOST_RESULTS)
    if results > SHOWN_RESULTS:
        told = _("the SARIF report has {results:,} results; GitHub shows the first {shown:,} by severity")
        return told.format(results=results, shown=SHOWN_RESULTS)
    return None


def document(report: Report) -> dict[str, Any]:
    """A report as the plain data of a SARIF log with one run; iterators stand for the lists that may be long, and around them."""
    ids = [rule.id for rule in report.rules]
    rules = [_rule(rule) for rule in report.rules]
    # a finding about the run itself is of no rule that was loaded
    others = dict.fromkeys(finding.rule for finding in report.findings if finding.rule not in ids)
    rules += [{"id": id_} for id_ in others]
    places = {id_: index for index, id_ in enumerate([*ids, *others])}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": iter(
            [
                {
                    "tool": {
                        "driver": {
                            "name": "orgrules",
                            "version": __version__,
                            "semanticVersion": __version__,
                            "language": language_tag(),
                            "rules": rules,
                        }
                    },
                    "language": language_tag(),
                    "columnKind": "unicodeCodePoints",
                    "invocations": [
                        {
                            "executionSuccessful": not report.problems,
                            **_configuration(report),
                            "toolExecutionNotifications": [
                                {
                                    "level": "error",
                                    "message": {"text": _plain(problem.message)},
                                    **(
                                        {"locations": [_location(Location(problem.path, problem.line, problem.column))]}
                                        if problem.path
                                        else {}
                                    ),
                                }
                                for problem in report.problems
                            ],
                        }
                    ],
                    "results": (_result(finding, places[finding.rule], report.proposal(finding)) for finding in report.findings),
                }
            ]
        ),
    }


def _configuration(report: Report) -> dict[str, Any]:
    """What is to be known of the settings, as a notification about the tool's configuration (section 3.20.22)."""
    path = report.settings_file
    place = {"locations": [{"physicalLocation": {"artifactLocation": _artifact(path)}}]} if path is not None else {}
    notes = [{"level": "note", "message": {"text": _plain(line)}, **place} for line in settings_lines(report)]
    return {"toolConfigurationNotifications": notes} if notes else {}


def _rule(rule: RuleSummary) -> dict[str, Any]:
    name = _plain(rule.name or rule.id)
    return {
        "id": rule.id,
        "shortDescription": {"text": name},
        "fullDescription": {"text": _plain(rule.why) or name},
        "help": {"text": "\n".join([name, *map(_plain, filter(None, [rule.why, *map(cited, rule.cites)]))])},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.rulebook] if rule.rulebook else [], "language": language_tag()},
    }


def _result(finding: Finding, index: int, proposed: Proposed | None) -> dict[str, Any]:
    known = [_plain(labelled(detail)) for detail in details(finding, related=False)]
    subject = finding.subject
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join([_plain(message_of(finding) or finding.rule), *known])},
        "locations": [
            {
                **_location(finding.location),
                "logicalLocations": [
                    {
                        "name": sanitize(subject.title),
                        "fullyQualifiedName": sanitize(f"{subject.kind}/{subject.id or subject.title}"),
                        "kind": subject.kind,
                    }
                ],
            }
        ],
        "partialFingerprints": {"orgrulesFinding/v1": finding.fingerprint},
        "properties": {
            "expected": sanitize(finding.expected),
            "actual": sanitize(finding.actual),
            "fix": sanitize(finding.fix),
            "cites": [sanitize(f"{cite.rulebook}:{cite.document}:{cite.statement}") for cite in finding.cites],
        },
        # an empty list says: known not to be suppressed (section 3.27.23)
        "suppressions": [],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(related.location), "message": {"text": _plain(related.note) or "-"}}
            for number, related in enumerate(finding.related, 1)
        ]
    if proposed is not None:
        result["properties"]["proposal"] = sanitize(proposal_text(proposed))
        if proposed.replacements:
            result["fixes"] = [_fix(proposed)]
    if finding.waived is not None:
        until = {"until": finding.waived.until} if finding.waived.until else {}
        result["suppressions"] = [
            {
                "kind": "inSource" if finding.waived.in_design else "external",
                "status": "accepted",
                "justification": sanitize(finding.waived.reason),
                **({"properties": until} if until else {}),
            }
        ]
    return result


def _fix(proposed: Proposed) -> dict[str, Any]:
    """A proposal as a change of files that a program can make (section 3.55)."""
    by_path: dict[str, list[dict[str, Any]]] = {}
    for each in proposed.replacements:
        region = {
            "startLine": each.line,
            "startColumn": each.column,
            "endLine": each.end_line,
            "endColumn": each.end_column,
        }
        by_path.setdefault(each.path, []).append({"deletedRegion": region, "insertedContent": {"text": each.text}})
    return {
        "description": {"text": "\n".join(map(_plain, (*proposed.changes, proposed.reason)))},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": changes} for path, changes in by_path.items()],
    }


def _location(location: Location) -> dict[str, Any]:
    region = {"region": {"startLine": location.line, "startColumn": max(1, location.column)}} if location.line else {}
    return {"physicalLocation": {"artifactLocation": _artifact(location.path), **region}}


def _artifact(path: str) -> dict[str, str]:
    """A file as a URI, below the root of the repository where it is there; its bytes percent-encoded (RFC 3986)."""
    inside = from_root(path, "GITHUB_WORKSPACE")
    if os.path.isabs(inside):
        slashed = inside if inside.startswith("/") else f"/{inside}"
        return {"uri": "file://" + quote(os.fsencode(slashed), safe="/:" if slashed != inside else "/")}
    return {"uri": quote(os.fsencode(inside)), "uriBaseId": "%SRCROOT%"}


def _plain(text: str) -> str:
    return _LINK.sub(r"\\[\1\\]", sanitize(text))
