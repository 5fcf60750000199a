"""What several formats share: labels, what is told of a finding and of what is hidden, paths as other programs know them."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import NamedTuple

from orgrules.errors import cell_name
from orgrules.findings import Cite, Finding, Gone, Proposed, Report, Severity
from orgrules.locale import N_, Language, _, ngettext, pgettext, speaking, spoken
from orgrules.output.reports._settings import settings_lines
from orgrules.text import listed

#: The words for how bad a finding is.
_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("info")}
#: The labels of details, as they are called in the code.
LABELS = (N_("expected"), N_("actual"), N_("source"), N_("related"), N_("fix"), N_("proposal"))
#: Most notes on one table, and most files left out that are named.
MOST_NOTES, MOST_NAMED = 8, 5
#: Languages whose texts other programs know by another tag (RFC 5646) than their code.
_LANGUAGE_TAGS = {"zh": "zh-CN"}


class Detail(NamedTuple):
    """One thing to know about a finding: one of ``LABELS``, and a text that may be anything from a file."""

    label: str
    text: str


def language_tag() -> str:
    """The language spoken, as other programs name it (RFC 5646)."""
    return _LANGUAGE_TAGS.get(spoken(), spoken())


def severity_word(severity: Severity) -> str:
    """The word for how bad a finding is."""
    return _(_SEVERITIES[severity])


def message_of(finding: Finding) -> str:
    """The message for a format that knows lines and columns alone: a finding in a workbook begins with its cell."""
    location = finding.location
    if not location.sheet:
        return finding.message
    return f"{location.sheet}!{cell_name(location.line, location.column)}: {finding.message}"


def details(finding: Finding, *, related: bool = True) -> list[Detail]:
    """What is to know about a finding beside its message, and does not stand in it already. ``related``: other places too."""
    found = [Detail("expected", finding.expected), Detail("actual", finding.actual)]
    found += [Detail("source", cited(cite)) for cite in finding.cites]
    if related:
        found += [Detail("related", f"{other.location}: {other.note}") for other in finding.related]
    found.append(Detail("fix", finding.fix))
    return [detail for detail in found if detail.text and detail.label not in finding.repeated]


def proposal_text(proposed: Proposed) -> str:
    """What is proposed against a finding, and how it is made."""
    told = pgettext("between differences", "; ").join(proposed.changes)
    return _("{changes} (orgrules fix --select {number})").format(changes=told, number=proposed.number)


def cited(cite: Cite) -> str:
    """What a statement says, and which one it is."""
    return _cited(cite, spoken())


def labelled(detail: Detail) -> str:
    """A detail with its label, as a sentence has it."""
    before, after = _around(detail.label, spoken())
    return f"{before}{detail.text}{after}"


# a hundred thousand findings have few labels and cite few statements
@lru_cache(maxsize=1024)
def _cited(cite: Cite, language: Language) -> str:
    with speaking(language):
        sentence = _("{gloss} ({document}:{statement}, {place})") if cite.place else _("{gloss} ({document}:{statement})")
        return sentence.format(**cite._asdict())


@cache
def _around(label: str, language: Language) -> tuple[str, str]:
    with speaking(language):
        before, _text, after = _("{label}: {text}").format(label=_(label), text="\0").partition("\0")
    return before, after


def table_lines(report: Report, *, everything: bool = False) -> list[str]:
    """How tables were understood: what was decided of each, and, where all is asked for, of single cells; those left out."""
    lines = []
    for file in report.files:
        if file.table is None:
            continue
        decided = file.table.decided
        most = len(decided) if everything else MOST_NOTES
        lines += [str(note) for note in decided[:most]]
        if everything:
            lines += [str(note) for note in file.table.notes]
        elif left := max(0, len(decided) - most) + len(file.table.notes):
            told = ngettext("… and {number:,} more note (--all)", "… and {number:,} more notes (--all)", left)
            lines.append(told.format(number=left))
    if report.tables_left_out:
        number, paths = len(report.tables_left_out), listed(report.tables_left_out, MOST_NAMED)
        told = ngettext(
            "{number:,} table is left out (--tables takes it): {paths}.",
            "{number:,} tables are left out (--tables takes them): {paths}.",
            number,
        )
        lines.append(told.format(number=number, paths=paths))
    return lines


def hiding_lines(report: Report) -> list[str]:
    """What rests on wording; what settings leave out, a baseline hides or holds too much, a strict check did not let hide."""
    lines = settings_lines(report)
    if number := report.on_wording:
        told = ngettext(
            "{number:,} finding rests on how a text was read by its wording.",
            "{number:,} findings rest on how texts were read by their wording.",
            number,
        )
        lines.append(told.format(number=number))
    if number := report.kept_on_wording:
        told = ngettext(
            "In {number:,} case a rule is kept only because a text was read by its wording.",
            "In {number:,} cases a rule is kept only because a text was read by its wording.",
            number,
        )
        lines.append(told.format(number=number))
    if report.on_wording or report.kept_on_wording:
        lines.append(_("orgrules read shows how each text was read."))
    if report.set_aside is not None:
        waivers, path = report.set_aside
        if path:
            told = ngettext(
                "Strict: {number:,} waiver not applied, nor the baseline {path}.",
                "Strict: {number:,} waivers not applied, nor the baseline {path}.",
                waivers,
            )
        else:
            told = ngettext("Strict: {number:,} waiver not applied.", "Strict: {number:,} waivers not applied.", waivers)
        lines.append(told.format(number=waivers, path=path))
    if report.baseline is not None:
        lines += [f"{gone.location}: {gone_text(gone)}" for gone in report.baseline.gone]
        if hidden := report.baseline.hidden:
            told = ngettext(
                "The baseline {path} holds {number:,} finding not shown here.",
                "The baseline {path} holds {number:,} findings not shown here.",
                hidden,
            )
            lines.append(told.format(path=report.baseline.path, number=hidden))
    return lines


def gone_text(gone: Gone) -> str:
    """That a baseline holds what no longer occurs."""
    if gone.times > 1:
        told = _("The baseline holds [{rule}] for {subject} in {path}, which no longer occurs ({times:,} times).")
    else:
        told = _("The baseline holds [{rule}] for {subject} in {path}, which no longer occurs.")
    return told.format(rule=gone.rule, subject=gone.subject, path=gone.path, times=gone.times)


def from_root(path: str, variable: str) -> str:
    """A path as seen from the root of the repository that a CI server checks out, with ``/``; as it is where it leads out.

    ``variable`` names the environment variable that holds the root; where it is not set, the root is the working folder.
    What is no file, such as standard input, stays as it is.
    """
    root = os.path.abspath(os.environ.get(variable) or os.curdir)
    full = os.path.abspath(path)
    try:
        inside = os.path.commonpath([root, full]) == root
    except ValueError:  # another drive
        inside = False
    found = os.path.relpath(full, root) if inside else os.path.normpath(path)
    return found.replace(os.sep, "/")
