"""The proposals for a person at a terminal: each with its reason, its source and its part of the diff; then what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TextIO

from orgrules.findings import Severity
from orgrules.locale import Language, _, speaking, spoken
from orgrules.output.fixes import Cell, Fixes, Proposal
from orgrules.output.fixes._words import LABELS, cell_line, known, summary_lines, title_of
from orgrules.output.formats import View
from orgrules.output.patches import Patch, patch_lines
from orgrules.output.reports._words import severity_word
from orgrules.text import columns, sanitize

_BOLD, _FAINT, _RED, _GREEN, _CYAN = "1", "2", "31", "32", "36"
_COLORS = {"+": _GREEN, "-": _RED, "@": _CYAN}
_SEVERITIES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def write(fixes: Fixes, stream: TextIO, view: View) -> None:
    """Write proposals as text."""
    shows_parts = any(each.patches or each.cells for each in fixes.proposals)
    for proposal in fixes.proposals:
        stream.writelines(line + "\n" for line in proposal_lines(proposal, view))
        stream.write("\n")
    if not shows_parts:
        stream.writelines(line + "\n" for line in _parts(fixes.patches, fixes.cells, view))
        stream.write("\n" if fixes.patches or fixes.cells else "")
    if fixes.left:
        stream.write(_styled(view, _("Left as it is:"), _BOLD) + "\n")
        for left in fixes.left:
            finding = left.finding
            word = _styled(view, severity_word(finding.severity), _SEVERITIES[finding.severity])
            stream.write(f"{sanitize(str(finding.location))}: {word} [{finding.rule}] {sanitize(finding.message)}\n")
            stream.write("    " + sanitize(left.why) + "\n")
        stream.write("\n")
    stream.writelines(sanitize(line) + "\n" for line in summary_lines(fixes))


def proposal_lines(proposal: Proposal, view: View) -> Iterator[str]:
    """A proposal: a heading, what is to know about it, and what it does to the files."""
    title = sanitize(f"{proposal.number}. {title_of(proposal)}")
    yield f"{_styled(view, title, _BOLD)} {_styled(view, sanitize(str(proposal.location)), _FAINT)}"
    labels = _labels(spoken())
    for label, text in known(proposal):
        yield f"    {_styled(view, labels[label], _FAINT)}  {sanitize(text)}"
    yield from _parts(proposal.patches, proposal.cells, view)


def _parts(patches: Sequence[Patch], cells: Sequence[Cell], view: View) -> Iterator[str]:
    for patch in patches:
        for line in patch_lines(patch):
            text = sanitize(line.rstrip("\r\n"))
            yield _styled(view, text, _COLORS[text[0]]) if text[:1] in _COLORS else text
    for cell in cells:
        yield sanitize(cell_line(cell))


@cache
def _labels(language: Language) -> dict[str, str]:
    """The labels in a language, all of one width."""
    with speaking(language):
        said = {label: _(label) for label in LABELS}
    width = max(map(columns, said.values()))
    return {label: text + " " * (width - columns(text)) for label, text in said.items()}


def _styled(view: View, text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if view.color else text
