"""The comparison as one page of HTML: no script, nothing loaded, printable, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TextIO

from orgrules.findings import Finding
from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import about, changes, count_line, counts, differences, name_of, say
from orgrules.output.formats import View
from orgrules.output.reports._words import LABELS, LANGUAGE_TAGS, details, labelled
from orgrules.text import sanitize

_STYLE = """\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere }
td:first-child { white-space: nowrap; font-weight: 600 }
.place { font: .85em ui-monospace, monospace }
ul { margin: .2rem 0 0; padding-inline-start: 1.2rem }
.added, .fixed { color: light-dark(#0a6b2d, #6fd08c) } .removed, .introduced { color: light-dark(#b3261e, #f2867f) }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } }
"""


def write(comparison: Comparison, stream: TextIO, view: View) -> None:
    """Write a comparison as HTML."""
    language = view.language
    numbers = counts(comparison)
    heading = say("heading", language)
    between = say("from to", language).format(old=_text(comparison.old), new=_text(comparison.new))
    told = [("added", seat, name_of(seat), about(seat, language)) for seat in comparison.added]
    told += [("removed", seat, name_of(seat), about(seat, language)) for seat in comparison.removed]
    told += [(kind, change.after, name_of(change.before), differences(change, language)) for kind, change in changes(comparison)]
    rows = [_row(kind, name, str(seat.location), text, view) for kind, seat, name, text in told]
    units = [_row("changed", name_of(unit), str(unit.location), differences(unit, language), view) for unit in comparison.units]
    findings = [*_findings("introduced", comparison.introduced, view), *_findings("fixed", comparison.fixed, view)]
    stream.write(
        f'<!doctype html>\n<html lang="{LANGUAGE_TAGS[language]}">\n<head>\n<meta charset="utf-8">\n'
        # nothing is loaded and no script runs, whatever a name holds
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n"""
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{heading}</h1>\n<p>{between}{say('end', language)}</p>\n"
        f"{_section('positions', count_line('positions', numbers['positions'], language), rows, view)}"
        f"{_section('units', count_line('units', numbers['units'], language), units, view) if units else ''}"
        f"{_section('findings', count_line('findings', numbers['findings'], language), findings, view)}"
        "</body>\n</html>\n"
    )


def _section(name: str, told: str, rows: Sequence[str], view: View) -> str:
    table = "<table>\n<tbody>\n" + "".join(rows) + "</tbody>\n</table>\n" if rows else ""
    return f"<h2>{say(name, view.language)}</h2>\n<p>{_text(told)}</p>\n{table}"


def _row(kind: str, name: str, place: str, told: str, view: View) -> str:
    return (
        f'<tr><td class="{kind}">{say(kind, view.language)}</td><td>{_text(name)}<br>'
        f'<span class="place">{_text(place)}</span></td><td>{_text(told)}</td></tr>\n'
    )


def _findings(kind: str, findings: Iterable[Finding], view: View) -> list[str]:
    rows = []
    for finding in findings:
        known = "".join(f"<li>{_text(labelled(detail, view.language))}</li>" for detail in details(finding))
        rows.append(
            f'<tr><td class="{kind}">{say(kind, view.language)}</td>'
            f'<td>{LABELS[finding.severity.word][view.language]} <span class="place">{_text(finding.rule)}<br>'
            f"{_text(str(finding.location))}</span></td><td>{_text(finding.message)}<ul>{known}</ul></td></tr>\n"
        )
    return rows


def _text(text: str) -> str:
    return escape(sanitize(text))
