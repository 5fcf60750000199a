"""What the formats share: what a change does, in words, and how much can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from orgrules.files.yaml_text import value_as_yaml
from orgrules.findings import Finding, SubjectName
from orgrules.locale import N_, _, ngettext, pgettext
from orgrules.output.fixes import ABSENT, Cell, Change, Fixes, Kind, Proposal, Target, kind_name
from orgrules.output.reports._words import MOST_NAMED, cited
from orgrules.text import listed, shown

#: What a proposal is about, in words; the names are what --select takes.
KINDS: dict[Kind, str] = {
    "manager": N_("another manager"),
    "unit": N_("another unit"),
    "parent": N_("another parent unit"),
    "title": N_("another title"),
    "id": N_("an id"),
    "reference": N_("a reference"),
    "spelling": N_("a spelling"),
    "duty": N_("a duty"),
    "requirement": N_("a requirement"),
    "dotted line": N_("a dotted line"),
    "repeated": N_("what is told twice"),
    "headcount": N_("another headcount"),
}

#: The labels of what is told of a proposal.
LABELS = (N_("change"), N_("why"), N_("source"), N_("mends"), N_("selected"))


def title_of(proposal: Proposal) -> str:
    """What is to be changed: in a word, and of which entry."""
    return _("{what} for {subject}").format(what=_(KINDS[proposal.kind]), subject=name_of(proposal.subject))


def name_of(subject: SubjectName) -> str:
    """An entry by its title or name, and its id where it has another."""
    if subject.id and subject.id != subject.title:
        return _("{name} ({id})").format(name=subject.title, id=subject.id)
    return subject.title


def change_line(change: Change) -> str:
    """One change: ``reports_to: gm → sales``."""
    key, before, after = change.key, change.before, change.after
    if change.action == "add":
        return _("a new entry: {after}").format(after=_value(after))
    if change.action == "remove":
        return _("no longer there: {before}").format(before=_value(before))
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        more = [each for each in after if each not in before]
        less = [each for each in before if each not in after]
        if more and not less:
            return _("{key}: added {after}").format(key=key, after=listed(map(_value, more)))
        if less and not more:
            return _("{key}: removed {before}").format(key=key, before=listed(map(_value, less)))
        if more and less:  # of a long list only what is different
            before, after = (items[0] if len(items) == 1 else items for items in (less, more))
    if change.action == "drop":
        return _("{key}: {before} → nothing").format(key=key, before=_value(before))
    return _("{key}: {before} → {after}").format(key=key, before=_value(before), after=_value(after))


def cell_line(cell: Cell) -> str:
    """What a cell is to hold."""
    place = f"{cell.path}!{cell.sheet}!{cell.cell}" if cell.sheet else f"{cell.path}!{cell.cell}"
    empty = _("(empty)")
    return _("{place}: {before} → {after}").format(place=place, before=cell.before or empty, after=cell.after or empty)


def known(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What is to know about a proposal, each with one of ``LABELS``: what it changes, why, by which statement, what it mends."""
    for change in proposal.changes:
        yield "change", change_line(change)
    yield "why", proposal.reason
    for cite in proposal.cites:
        yield "source", cited(cite)
    for finding in proposal.removes:
        yield "mends", finding_line(finding)
    if not proposal.chosen:
        yield "selected", not_chosen(proposal)


def not_chosen(proposal: Proposal) -> str:
    """Why a proposal is not made."""
    if proposal.unwritable:
        return _("no; it cannot be written into the files: {why}").format(why=proposal.unwritable)
    if proposal.asks:
        return _("no; it is made only where it is asked for: --select {number}").format(number=proposal.number)
    return pgettext("selected", "no")


def finding_line(finding: Finding) -> str:
    """A finding on one line, with its place."""
    return f"{finding.location}: [{finding.rule}] {finding.message}"


def numbers_of(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings stand of each severity, and how many are waived."""
    counted = Counter("waived" if each.waived is not None else f"{each.severity.word}s" for each in findings)
    return {key: counted[key] for key in ("errors", "warnings", "infos", "waived")}


def summary_lines(fixes: Fixes) -> list[str]:
    """How much is mended and what remains; how it is written, or that it is."""
    chosen = fixes.chosen
    asking = [each for each in fixes.proposals if each.asks and not each.chosen and not each.unwritable]
    lines = []
    if not any(finding.waived is None for finding in fixes.before):
        lines.append(_("No findings: there is nothing to mend."))
    elif not fixes.proposals:
        lines.append(_("Nothing is proposed."))
    elif not chosen:
        lines.append(_("No proposal is selected."))
    else:
        told = ngettext(
            "{number:,} proposal mends {removed:,} of {all}.", "{number:,} proposals mend {removed:,} of {all}.", len(chosen)
        )
        removed = len({id(finding) for each in chosen for finding in each.removes})
        lines.append(told.format(number=len(chosen), removed=removed, all=_findings(len(fixes.before))))
    if fixes.proposals:
        lines.append(_("Before: {before}. After: {after}.").format(before=_numbers(fixes.before), after=_numbers(fixes.after)))
    if asking:
        told = ngettext(
            "{number:,} more proposal says more than the design tells, and is made only where it is selected: --select {names}",
            "{number:,} more proposals say more than the design tells, and are made only where they are selected: "
            "--select {names}",
            len(asking),
        )
        names = ",".join(dict.fromkeys(kind_name(each.kind) for each in asking))
        lines.append(told.format(number=len(asking), names=names))
    if fixes.solver == "greedy" and len(fixes.proposals) > 1:
        lines.append(
            _("Proposals that exclude one another were taken nearest first; for the fewest changes: pip install 'orgrules[fix]'")
        )
    if fixes.solver == "nearest":
        lines.append(
            _("There is too much here to try every change by itself: for each finding the nearest one was taken, if it does.")
        )
    if fixes.written:
        lines += [_written(target) for target in fixes.targets]
    elif chosen:
        lines.append(_how_to_write(fixes))
    return lines


def _written(target: Target) -> str:
    if target.path == target.corrects:
        return _("Wrote {path}.").format(path=shown(target.path))
    return _("Wrote {path}, a corrected copy of {source}.").format(path=shown(target.path), source=shown(target.corrects))


def _how_to_write(fixes: Fixes) -> str:
    if fixes.targets:
        return _("Nothing is written yet: --write writes {paths}.").format(
            paths=listed((shown(target.path) for target in fixes.targets), MOST_NAMED)
        )
    if fixes.patches:  # standard input
        return _("Nothing is written yet: --output FILE writes the corrected text.")
    return _("No file of this kind is written: change the cells above where the table comes from.")


def _findings(number: int) -> str:
    return ngettext("{number:,} finding", "{number:,} findings", number).format(number=number)


def _numbers(findings: Iterable[Finding]) -> str:
    numbers = numbers_of(findings)
    told = _("{errors}, {warnings}, {infos}; {waived:,} waived") if numbers["waived"] else _("{errors}, {warnings}, {infos}")
    return told.format(
        errors=ngettext("{number:,} error", "{number:,} errors", numbers["errors"]).format(number=numbers["errors"]),
        warnings=ngettext("{number:,} warning", "{number:,} warnings", numbers["warnings"]).format(number=numbers["warnings"]),
        infos=ngettext("{number:,} note", "{number:,} notes", numbers["infos"]).format(number=numbers["infos"]),
        waived=numbers["waived"],
    )


def _value(value: Any) -> str:
    """A value as a design writes it."""
    return pgettext("a value", "nothing") if value is ABSENT else value_as_yaml(value)
