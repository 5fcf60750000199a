"""GitLab code quality: a list of findings that a merge request compares with those of its target branch."""

from __future__ import annotations

import hashlib
from typing import Any, TextIO

from orgrules.findings import Location, Report, Severity
from orgrules.output.formats import View
from orgrules.output.reports._words import from_root, message_of
from orgrules.output.streaming import json_pieces
from orgrules.text import sanitize

#: It has no room for what is said of the check as a whole.
ONLY_FINDINGS = True

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write the findings that are not waived (GitLab knows no waivers), and what could not be checked."""
    del view  # the texts are in its language already
    issues = [
        _issue(problem.message, "could-not-check", "blocker", Location(*problem[:3]), problem.message)
        for problem in report.problems
    ]
    issues += [
        _issue(message_of(finding), finding.rule, _SEVERITIES[finding.severity], finding.location, finding.fingerprint)
        for finding in report.findings
        if finding.waived is None
    ]
    seen: dict[str, int] = {}
    for issue in issues:
        fingerprint = issue["fingerprint"]
        seen[fingerprint] = seen.get(fingerprint, 0) + 1
        if seen[fingerprint] > 1:  # one that is repeated would be dropped
            issue["fingerprint"] = _hash(fingerprint, str(seen[fingerprint]))
    stream.writelines(json_pieces(iter(issues)))
    stream.write("\n")


def _issue(message: str, check: str, severity: str, location: Location, fingerprint: str) -> dict[str, Any]:
    path = sanitize(from_root(location.path, "CI_PROJECT_DIR")) if location.path else "."
    return {
        "description": sanitize(message) or check,
        "check_name": check,
        # the same seat of two designs is two issues
        "fingerprint": _hash(path, check, fingerprint),
        "severity": severity,
        "location": {"path": _relative(path), "lines": {"begin": max(1, location.line)}},
    }


def _relative(path: str) -> str:
    """A path that GitLab takes for one of the repository even where it looks like a root or a drive."""
    drive = path[1:2] == ":"
    return path.lstrip("/") if path.startswith("/") else f"{path[0]}%3A{path[2:]}" if drive else path


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
