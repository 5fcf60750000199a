"""SARIF 2.1.0 (OASIS), for code scanning: rules, results with fingerprints and suppressions, and what could not be checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from orgrules import __version__
from orgrules.errors import Problem
from orgrules.findings import Location, Proposed, Report, RuleSummary, Severity, Waived
from orgrules.locale import _
from orgrules.output.formats import View
from orgrules.output.reports._settings import settings_lines
from orgrules.output.reports._words import cited, details, from_root, labelled, language_tag, message_of, proposal_text
from orgrules.output.streaming import SLOT, Encoded, encoded, form, json_pieces, listed, quoted
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
    others = _others(report, ids)
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
                                    **({"locations": [_location(problem)]} if problem.path else {}),
                                }
                                for problem in report.problems
                            ],
                        }
                    ],
                    "results": _results(report, places),
                }
            ]
        ),
    }


def _others(report: Report, ids: Collection[str]) -> Iterable[str]:
    """The rules of findings about the run itself, which are none that was loaded."""
    found = getattr(report.findings, "by_rule", None)
    if found is not None and all(rule in ids for rule in found):  # those of a large report are counted already
        return ()
    return dict.fromkeys(finding.rule for finding in report.findings if finding.rule not in ids)


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


#: The keys of a result, and of a location that is related.
_RESULT: dict[str, Any] = {
    **dict.fromkeys(("ruleId", "ruleIndex", "level"), SLOT),
    "message": {"text": SLOT},
    "locations": [
        {
            "physicalLocation": SLOT,
            "logicalLocations": [{"name": SLOT, "fullyQualifiedName": SLOT, "kind": SLOT}],
        }
    ],
    "partialFingerprints": {"orgrulesFinding/v1": SLOT},
    "properties": dict.fromkeys(("expected", "actual", "fix", "cites"), SLOT),
    "suppressions": SLOT,
}
_RELATED = {"id": SLOT, "physicalLocation": SLOT, "message": {"text": SLOT}}
#: How deep results stand.
_DEPTH = 4


def _results(report: Report, places: Mapping[str, int]) -> Iterator[Encoded]:
    """The results as JSON."""
    forms: dict[tuple[bool, tuple[str, ...]], str] = {}
    of_related = form(_RELATED, _DEPTH + 2)
    of_place = _places(_DEPTH + 3)
    for finding in report.findings:
        known = [_plain(labelled(detail)) for detail in details(finding, related=False)]
        subject, proposed = finding.subject, report.proposal(finding)
        proposal = [] if proposed is None else [quoted(sanitize(proposal_text(proposed)))]
        more: dict[str, str] = {}
        if finding.related:
            related = [
                of_related % (number, of_place(other.location), quoted(_plain(other.note) or "-"))
                for number, other in enumerate(finding.related, 1)
            ]
            more["relatedLocations"] = listed(related, _DEPTH + 1)
        if proposed is not None and proposed.replacements:
            more["fixes"] = encoded([_fix(proposed)], _DEPTH + 1)
        kind = bool(proposal), tuple(more)
        if kind not in forms:
            forms[kind] = form(_shape(*kind), _DEPTH)
        values = (
            *(quoted(finding.rule), places[finding.rule], quoted(_LEVELS[finding.severity])),
            quoted("\n".join([_plain(message_of(finding) or finding.rule), *known])),
            of_place(finding.location),
            quoted(sanitize(subject.title)),
            quoted(sanitize(f"{subject.kind}/{subject.id or subject.title}")),
            *(quoted(subject.kind), quoted(finding.fingerprint)),
            *(quoted(sanitize(finding.expected)), quoted(sanitize(finding.actual)), quoted(sanitize(finding.fix))),
            listed([quoted(sanitize(f"{cite.rulebook}:{cite.document}:{cite.statement}")) for cite in finding.cites], _DEPTH + 2),
            *proposal,
            # an empty list says: known not to be suppressed (section 3.27.23)
            "[]" if finding.waived is None else encoded([_suppression(finding.waived)], _DEPTH + 1),
            *more.values(),
        )
        yield Encoded(forms[kind] % values)


def _shape(proposes: bool, more: Sequence[str]) -> dict[str, Any]:
    """The keys of a result against which something is proposed, or nothing, and which has some more of them."""
    proposal = {"proposal": SLOT} if proposes else {}
    return {**_RESULT, "properties": {**_RESULT["properties"], **proposal}, **dict.fromkeys(more, SLOT)}


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


def _suppression(waived: Waived) -> dict[str, Any]:
    until = {"properties": {"until": waived.until}} if waived.until else {}
    return {
        "kind": "inSource" if waived.in_design else "external",
        "status": "accepted",
        "justification": sanitize(waived.reason),
        **until,
    }


def _location(problem: Problem) -> dict[str, Any]:
    region = {"region": {"startLine": problem.line, "startColumn": max(1, problem.column)}} if problem.line else {}
    return {"physicalLocation": {**_physical(problem.path), **region}}


def _places(depth: int) -> Callable[[Location], str]:
    """Writes places as the physical locations that stand at a depth, the file of many of them once."""
    region = {"startLine": SLOT, "startColumn": SLOT}
    known: dict[str, str] = {}

    def written(place: Location) -> str:
        if not place.line:
            return encoded(_physical(place.path), depth)
        of_file = known.get(place.path)
        if of_file is None:
            of_file = known[place.path] = form({**_physical(place.path), "region": region}, depth)
        return of_file % (place.line, max(1, place.column))

    return written


def _physical(path: str) -> dict[str, Any]:
    return {"artifactLocation": _artifact(path)}


def _artifact(path: str) -> dict[str, str]:
    """A file as a URI, below the root of the repository where it is there; its bytes percent-encoded (RFC 3986)."""
    inside = from_root(path, "GITHUB_WORKSPACE")
    if os.path.isabs(inside):
        slashed = inside if inside.startswith("/") else f"/{inside}"
        return {"uri": "file://" + quote(os.fsencode(slashed), safe="/:" if slashed != inside else "/")}
    return {"uri": quote(os.fsencode(inside)), "uriBaseId": "%SRCROOT%"}


def _plain(text: str) -> str:
    safe = sanitize(text)
    return _LINK.sub(r"\\[\1\\]", safe) if "](" in safe else safe
