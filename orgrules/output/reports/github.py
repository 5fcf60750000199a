"""GitHub annotations: one workflow command a finding, so that each is shown at its line in a pull request."""

from __future__ import annotations

from typing import TextIO

from orgrules.findings import Report, Severity
from orgrules.output.formats import View
from orgrules.output.reports._words import details, from_root, gone_text, labelled, message_of
from orgrules.text import sanitize

#: It has no room for what is said of the check as a whole.
ONLY_FINDINGS = True

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, stream: TextIO, view: View) -> None:
    """Write the findings that are not waived, what a baseline holds too much, and what could not be checked."""
    del view  # its language is spoken
    stream.writelines(
        _command("error", problem.path, problem.line, problem.column, "orgrules", sanitize(problem.message))
        for problem in report.problems
    )
    stream.writelines(
        _command("error", *gone.location[:3], "orgrules", sanitize(gone_text(gone)))
        for gone in (report.baseline.gone if report.baseline else ())
    )
    for finding in report.findings:
        if finding.waived is None:
            known = [labelled(detail) for detail in details(finding)]
            text = "\n".join(map(sanitize, [message_of(finding), *known]))
            stream.write(_command(_COMMANDS[finding.severity], *finding.location[:3], finding.rule, text))


def _command(name: str, path: str, line: int, column: int, title: str, message: str) -> str:
    properties = {"title": sanitize(title)}
    if path:
        properties = {"file": sanitize(from_root(path, "GITHUB_WORKSPACE")), **properties}
    if path and line:
        properties |= {"line": str(line), "col": str(max(1, column))}
    return f"::{name} {','.join(f'{key}={_property(value)}' for key, value in properties.items())}::{_data(message)}\n"


# as the runner unescapes them: @actions/core, command.ts
def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
