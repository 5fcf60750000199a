"""The comparison as one page of HTML: no script, nothing loaded, printable, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TextIO

from orgrules.findings import Finding
from orgrules.locale import _
from orgrules.output.comparisons import Comparison
from orgrules.output.comparisons._words import Line, count_lines, position_lines, unit_lines
from orgrules.output.formats import View
from orgrules.output.reports._words import details, labelled, language_tag, severity_word
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
    del view  # its language is spoken
    counted = count_lines(comparison)
    heading = _("Comparison")
    between = _("From {old} to {new}.").format(old=_text(comparison.old), new=_text(comparison.new))
    findings = [
        *_findings("introduced", _("introduced"), comparison.introduced),
        *_findings("fixed", _("fixed"), comparison.fixed),
    ]
    sections = [_section(_("Positions"), counted["positions"], map(_row, position_lines(comparison)))]
    if comparison.units:
        sections.append(_section(_("Units"), counted["units"], map(_row, unit_lines(comparison))))
    sections.append(_section(_("Findings"), counted["findings"], findings))
    stream.write(
        f'<!doctype html>\n<html lang="{language_tag()}">\n<head>\n<meta charset="utf-8">\n'
        # nothing is loaded and no script runs, whatever a name holds
        """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n"""
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{heading}</h1>\n<p>{between}</p>\n{''.join(sections)}</body>\n</html>\n"
    )


def _section(heading: str, told: str, rows: Iterable[str]) -> str:
    body = "".join(rows)
    table = f"<table>\n<tbody>\n{body}</tbody>\n</table>\n" if body else ""
    return f"<h2>{heading}</h2>\n<p>{_text(told)}</p>\n{table}"


def _row(line: Line) -> str:
    return (
        f'<tr><td class="{line.kind}">{line.word}</td><td>{_text(line.name)}<br>'
        f'<span class="place">{_text(str(line.location))}</span></td><td>{_text(line.told)}</td></tr>\n'
    )


def _findings(kind: str, word: str, findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        known = "".join(f"<li>{_text(labelled(detail))}</li>" for detail in details(finding))
        yield (
            f'<tr><td class="{kind}">{word}</td>'
            f'<td>{severity_word(finding.severity)} <span class="place">{_text(finding.rule)}<br>'
            f"{_text(str(finding.location))}</span></td><td>{_text(finding.message)}<ul>{known}</ul></td></tr>\n"
        )


def _text(text: str) -> str:
    return escape(sanitize(text))
