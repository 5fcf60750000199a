"""Waivers: findings that are accepted on purpose, in settings, in designs and in comments; and what is wrong with the waivers."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from orgrules.days import today as day_today
from orgrules.design.model import WaiverEntry, day
from orgrules.design.read import Declared, Design
from orgrules.files.globs import Globs, Matcher, matcher
from orgrules.files.source import Comment, Source
from orgrules.findings import Finding, Location, SubjectName, Waived
from orgrules.locale import _
from orgrules.policy.selection import Selection
from orgrules.rulebook.builtin import ABOUT_WAIVERS, EXPIRED, INVALID, UNUSED
from orgrules.rulebook.model import Rule
from orgrules.settings import Settings
from orgrules.text import Names, normalize, pick, shown

# patterns as texts: hardly any run needs them, and compiling them takes a millisecond
_COMMENT = r"orgrules:\s*ignore\s*\[(?P<rules>[^\]]*)\]\s*(?:(?:--|—+)\s*(?P<said>.*))?"
_SAID = r"(?P<reason>.*)(?:^|[,，;；])\s*until\b\s*(?P<until>.*)"


class _Fault(NamedTuple):
    """What is wrong with a waiver, what is expected of it instead, and the key that is at fault."""

    message: str
    expected: str
    key: str


@dataclass(slots=True, eq=False)
class Waiver:
    """One rule waived somewhere: by an entry (``declared``), or by a comment on a line of its file.

    ``until`` is as written, a day in a waiver that holds. ``used`` tells whether it fitted a finding, ``relevant`` whether its
    rule was checked in a file that it can be about.
    """

    rule: str
    reason: str
    until: str | None
    location: Location
    declared: Declared[WaiverEntry] | None = None
    matches: Matcher | None = None
    in_design: bool = True
    used: bool = False
    relevant: bool = False

    def meant(self) -> set[tuple[object, ...]]:
        """What of a finding must be as it says, beside the path: one of these is among the ``_keys`` of the finding."""
        if self.declared is None:
            return {(self.rule, self.location.path, self.location.line)}
        return {(self.rule,)} if self.at is None else {(self.rule, self.at), (self.rule, "", normalize(self.at))}

    @property
    def at(self) -> str | None:
        """The subject that it names."""
        return None if self.declared is None else self.declared.entry.at

    def place(self, key: str) -> Location:
        """Where the value of a key stands, or the waiver itself."""
        if self.declared is None:
            return self.location
        return Location(self.location.path, *self.declared.line_and_column(key))


class Waivers:
    """The waivers of a run: those of the settings, and those of each design as it is checked. ``number`` counts them."""

    def __init__(self, settings: Settings, selection: Selection, today: date | None = None) -> None:
        self._settings = settings
        self._selection = selection
        self._today = day_today(today or settings.today).isoformat()
        self._of_settings = [_entry(declared, selection.file) for declared in settings.waivers]
        self._all = list(self._of_settings)
        self._faults_of_rules: dict[str, _Fault | None] = {}  # by what waivers name

    @property
    def number(self) -> int:
        """How many there are so far."""
        return len(self._all)

    def apply(self, design: Design, findings: Iterable[Finding]) -> list[Finding]:
        """The findings of a design, marked where a waiver accepts them; none is where the check is strict."""
        own = [_entry(declared) for declared in design.waivers]
        own += [waiver for source in design.sources for comment in source.comments for waiver in _commented(source, comment)]
        self._all += own
        waivers = [*own, *self._of_settings]
        if not waivers or self._settings.strict:
            return list(findings)
        for source in design.sources:
            rules = self._selection.at(source.path)
            for waiver in waivers:
                waiver.relevant |= waiver.rule in rules and (waiver.matches is None or waiver.matches(source.path))
        by_key: dict[tuple[object, ...], list[Waiver]] = {}
        for waiver in waivers:
            if self._fault(waiver) is None and not self._expired(waiver):
                for key in waiver.meant():
                    by_key.setdefault(key, []).append(waiver)
        accepting = _Accepting(by_key)
        return [accepting.waived(finding) for finding in findings]

    def findings(self, *, everything: bool) -> list[Finding]:
        """What is wrong with the waivers themselves, when all designs are checked.

        ``everything``: whether they could be; where not, nothing is known of waivers of the settings that waived nothing.
        """
        found = []
        for waiver in () if self._settings.strict else self._all:
            if fault := self._fault(waiver):
                found.append(_finding(INVALID, waiver, fault))
            elif self._expired(waiver):
                message = _about(
                    waiver, _("The waiver of {rule} ended on {until}."), _('The waiver of {rule} at "{at}" ended on {until}.')
                )
                found.append(_finding(EXPIRED, waiver, _Fault(message, _("a day that is not over"), "until")))
            elif waiver.relevant and not waiver.used and (everything or waiver.in_design):
                message = _about(
                    waiver, _("The waiver of {rule} waives nothing."), _('The waiver of {rule} at "{at}" waives nothing.')
                )
                key = "at" if waiver.at else "rule"
                found.append(_finding(UNUSED, waiver, _Fault(message, _("a finding that it waives"), key)))
        return found

    @cached_property
    def _names(self) -> Names:
        """The ids of the rules, of which a waiver may have misspelt one."""
        return Names(self._selection.known)

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.until is not None and waiver.until < self._today

    def _fault(self, waiver: Waiver) -> _Fault | None:
        """Why a waiver does not hold."""
        if waiver.rule and waiver.rule not in self._faults_of_rules:
            self._faults_of_rules[waiver.rule] = self._fault_of_rule(waiver)
        if fault := self._faults_of_rules[waiver.rule] if waiver.rule else self._fault_of_rule(waiver):
            return fault
        required = self._settings.waiver_end_date
        if not waiver.reason:
            return _Fault(_about(waiver, _("The waiver of {rule} gives no reason.")), _("a reason"), "reason")
        if waiver.until is not None and not _is_day(waiver.until):
            message = _about(waiver, _('The waiver of {rule} ends on "{until}", which is no day such as 2027-03-31.'))
            return _Fault(message, _("a day such as 2027-03-31"), "until")
        if waiver.until is None and required == "required":
            message = _about(
                waiver, _("The waiver of {rule} has no end date."), _('The waiver of {rule} at "{at}" has no end date.')
            )
            return _Fault(message, _("the day on which it ends"), "until")
        if waiver.until is not None and required == "refused":
            message = _about(
                waiver,
                _("The waiver of {rule} has an end date, which the settings refuse."),
                _('The waiver of {rule} at "{at}" has an end date, which the settings refuse.'),
            )
            return _Fault(message, _("no end date"), "until")
        return None

    def _fault_of_rule(self, waiver: Waiver) -> _Fault | None:
        """Why a waiver names no rule that it could waive."""
        known = self._selection.known
        if not waiver.rule and not waiver.reason:
            form = _("# orgrules: ignore[RULE] -- REASON, until 2027-03-31")
            return _Fault(_("This comment is none that orgrules understands."), form, "rule")
        if not waiver.rule:
            return _Fault(_("The waiver names no rule."), _("the id of a rule"), "rule")
        if waiver.rule not in known:
            if "*" in waiver.rule:
                message = _about(waiver, _('A waiver names one rule, not a pattern such as "{rule}".'))
                return _Fault(message, _("the id of a rule"), "rule")
            meant = self._names.nearest(waiver.rule)
            if meant is None:
                return _Fault(_about(waiver, _('No loaded rule is named "{rule}".')), _("the id of a rule"), "rule")
            message = _('No loaded rule is named "{rule}"; did you mean "{suggestion}"?')
            return _Fault(message.format(rule=shown(waiver.rule), suggestion=meant), meant, "rule")
        if waiver.rule in (rule.id for rule in ABOUT_WAIVERS):
            message = _about(waiver, _("{rule} is about waivers: no waiver waives it."))
            return _Fault(message, _("a rule about the organization"), "rule")
        if waiver.rule in self._selection.mandatory:
            return _Fault(_about(waiver, _("{rule} is mandatory: nothing may waive it.")), _("no waiver"), "rule")
        return None


def _about(waiver: Waiver, sentence: str, at_subject: str | None = None) -> str:
    """A sentence on a waiver; ``at_subject`` says the same of one that names a subject."""
    chosen = at_subject if at_subject is not None and waiver.at else sentence
    return chosen.format(rule=shown(waiver.rule), at=shown(waiver.at or ""), until=shown(waiver.until or ""))


def _finding(rule: Rule, waiver: Waiver, fault: _Fault) -> Finding:
    until = waiver.until if fault.key == "until" else None
    key_parts = (rule.id, waiver.rule, waiver.at or "", waiver.reason)  # no path: the same in two versions of a file
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=fault.message,
        location=waiver.place(fault.key),
        subject=SubjectName("waiver", None, waiver.rule + (f" ({waiver.at})" if waiver.at else "")),
        related=(),
        expected=fault.expected,
        actual=until or _about(waiver, "{rule}", _('{rule} at "{at}"')),
        cites=(),
        fix=pick(rule.fix),
        fingerprint=hashlib.sha256("\x1f".join(key_parts).encode()).hexdigest()[:32],
        subject_at=waiver.location,
    )


def _keys(finding: Finding) -> set[tuple[object, ...]]:
    rule, subject, starts = finding.rule, finding.subject, finding.subject_at or finding.location
    return {
        (rule,),
        (rule, subject.id),
        (rule, finding.fingerprint),
        (rule, "", normalize(subject.title)),
        (rule, finding.location.path, finding.location.line),
        (rule, starts.path, starts.line),
    }


class _Accepting:
    """The waivers that hold by what they mean; of those that mean the same in one file, the first is found once."""

    def __init__(self, by_key: Mapping[tuple[object, ...], Sequence[Waiver]]) -> None:
        self._by_key = by_key
        self._first: dict[tuple[tuple[object, ...], str], Waiver | None] = {}

    def waived(self, finding: Finding) -> Finding:
        """The finding, marked by the first waiver that accepts it."""
        there = [self._of(key, finding.location.path) for key in _keys(finding) if key in self._by_key]
        fitting = [waiver for waiver in there if waiver is not None]
        if not fitting:
            return finding
        first = min(fitting, key=lambda waiver: waiver.location)
        return finding._replace(waived=Waived(first.reason, first.until, first.in_design))

    def _of(self, key: tuple[object, ...], path: str) -> Waiver | None:
        """The first waiver of a key that is about a file; all of them are of use."""
        if (key, path) not in self._first:
            fitting = [waiver for waiver in self._by_key[key] if waiver.matches is None or waiver.matches(path)]
            for waiver in fitting:
                waiver.used = True
            self._first[key, path] = min(fitting, key=lambda waiver: waiver.location, default=None)
        return self._first[key, path]


def _entry(declared: Declared[WaiverEntry], file: Callable[[str], str] | None = None) -> Waiver:
    """The waiver of an entry of a design; of one of the settings where it is told which ``file`` a path is."""
    entry, path = declared.entry, declared.source.path
    location = Location(path, *declared.line_and_column())
    matches = None if entry.path is None else matcher(Globs((entry.path,), os.path.dirname(path)))
    if file is None:
        return Waiver(entry.rule, entry.reason, entry.until, location, declared, matches)
    fits = matches and (lambda path: matches(file(path)))
    return Waiver(entry.rule, entry.reason, entry.until, location, declared, fits, in_design=False)


def _commented(source: Source, comment: Comment) -> Iterator[Waiver]:
    """The waivers of a comment, one for each rule; one without a rule where the comment is not understood."""
    location = Location(source.path, comment.line, comment.column)
    found = re.fullmatch(_COMMENT, comment.text)
    if found is None:
        yield Waiver("", "", None, location)
        return
    text = (found["said"] or "").strip()
    said = re.fullmatch(_SAID, text)
    reason, until = (said["reason"].strip(), said["until"].strip()) if said else (text, None)
    rules = [rule.strip() for rule in found["rules"].split(",")]
    for rule in rules:
        yield Waiver(rule, reason or ("" if rule else "-"), until, location)


def _is_day(text: str) -> bool:
    try:
        day(text)
    except ValueError:
        return False
    return True
