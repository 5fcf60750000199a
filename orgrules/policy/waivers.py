"""Waivers: findings that are accepted on purpose, in settings, in designs and in comments; and what is wrong with the waivers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from orgrules.days import today as day_today
from orgrules.design.model import WaiverEntry, day
from orgrules.design.read import Declared, Design
from orgrules.files.globs import Globs, Matcher, matcher
from orgrules.files.source import Comment, Source
from orgrules.findings import Finding, Location, SubjectName, Waived, fingerprint
from orgrules.locale import _
from orgrules.policy.selection import Selection
from orgrules.rulebook.builtin import ABOUT_WAIVERS, EXPIRED, INVALID, UNUSED
from orgrules.rulebook.model import Rule
from orgrules.settings import Settings
from orgrules.text import Names, normalize, pick, shown

# patterns as texts: hardly any run needs them, and compiling them takes a millisecond
_COMMENT = r"orgrules:\s*ignore\s*\[(?P<rules>[^\]]*)\]\s*(?:(?:--|—+)\s*(?P<said>.*))?"
_SAID = r"(?P<reason>.*)(?:^|[,，;；])\s*until\b\s*(?P<until>.*)"


#: The keys of an entry that something may be wrong with.
_KEYS = ("rule", "at", "reason", "until")


class _Fault(NamedTuple):
    """What is wrong with a waiver, what is expected of it instead, and the key that is at fault."""

    message: str
    expected: str
    key: str


class Written(NamedTuple):
    """A waiver as it stands in a file, as plain data: one rule, waived by an entry, or by a comment on a line.

    ``until`` is as written, ``at`` names a subject, ``paths`` is a pattern and the folder that it is seen from, or None.
    ``places`` are the line and column of the waiver itself, and of the values of its keys.
    """

    rule: str
    reason: str
    until: str | None
    path: str
    places: tuple[tuple[str, int, int], ...]
    at: str | None = None
    paths: tuple[str, str] | None = None
    in_comment: bool = False


@dataclass(slots=True, eq=False)
class Waiver:
    """One rule waived somewhere.

    ``used`` tells whether it fitted a finding, ``relevant`` whether its rule was checked in a file that it can be about.
    """

    written: Written
    matches: Matcher | None = None
    in_design: bool = True
    used: bool = False
    relevant: bool = False

    def meant(self) -> set[tuple[object, ...]]:
        """What of a finding must be as it says, beside the path: one of these is among the ``_keys`` of the finding."""
        rule, at = self.written.rule, self.written.at
        if self.written.in_comment:
            return {(rule, *place_of(self.written)[:2])}
        return {(rule,)} if at is None else {(rule, at), (rule, "", normalize(at))}


def place_of(written: Written, key: str = "") -> Location:
    """Where the value of a key of a waiver stands, or the waiver itself."""
    places = {name: (line, column) for name, line, column in written.places}
    return Location(written.path, *places.get(key, places[""]))


def waivers_in(design: Design) -> list[Written]:
    """The waivers that a design has, in its entries and in its comments."""
    own = [_entry(declared) for declared in design.waivers]
    return [*own, *(waiver for source in design.sources for comment in source.comments for waiver in _commented(source, comment))]


#: Waivers by what of a finding must be as they say.
_ByKey = dict[tuple[object, ...], list[Waiver]]


class Waivers:
    """The waivers of a run: those of the settings, and those of each design as it is checked. ``number`` counts them."""

    def __init__(self, settings: Settings, selection: Selection, today: date | None = None) -> None:
        self._settings = settings
        self._selection = selection
        self._today = day_today(today or settings.today).isoformat()
        self._of_settings = [_held(_entry(declared), selection.file, in_design=False) for declared in settings.waivers]
        self._all = list(self._of_settings)
        self._unsettled = list(self._of_settings)  # those that are not known to be relevant
        self._accepting: _Accepting | None = None  # those of the settings that hold
        self._faults_of_rules: dict[str, _Fault | None] = {}  # by what waivers name

    @property
    def number(self) -> int:
        """How many there are so far."""
        return len(self._all)

    @property
    def in_settings(self) -> bool:
        """Whether there are any that may be about every design."""
        return bool(self._of_settings)

    def apply(self, written: Iterable[Written], paths: Sequence[str], findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings of a design, marked where a waiver accepts them; none is where the check is strict.

        They are marked as they are asked for. ``written`` are the waivers of the design itself, ``paths`` those of its files.
        """
        own = [_held(each) for each in written]
        self._all += own
        if not (own or self._of_settings) or self._settings.strict:
            return findings
        for path in paths:
            rules = self._selection.at(path)
            for waiver in (*own, *self._unsettled):
                waiver.relevant |= waiver.written.rule in rules and (waiver.matches is None or waiver.matches(path))
        self._unsettled = [waiver for waiver in self._unsettled if not waiver.relevant]
        if self._accepting is None:
            self._accepting = _Accepting(self._holding(self._of_settings))
        accepting = (_Accepting(self._holding(own)), self._accepting)
        return (_waived(finding, accepting) for finding in findings)

    def _holding(self, waivers: Iterable[Waiver]) -> _ByKey:
        """The waivers that hold, by what of a finding must be as they say."""
        by_key: _ByKey = {}
        for waiver in waivers:
            if self._fault(waiver.written) is None and not self._expired(waiver.written):
                for key in waiver.meant():
                    by_key.setdefault(key, []).append(waiver)
        return by_key

    def findings(self, *, everything: bool) -> list[Finding]:
        """What is wrong with the waivers themselves, when all designs are checked.

        ``everything``: whether they could be; where not, nothing is known of waivers of the settings that waived nothing.
        """
        found = []
        for waiver in () if self._settings.strict else self._all:
            if fault := self._fault(waiver.written):
                found.append(_finding(INVALID, waiver.written, fault))
            elif self._expired(waiver.written):
                message = _about(
                    waiver.written,
                    _("The waiver of {rule} ended on {until}."),
                    _('The waiver of {rule} at "{at}" ended on {until}.'),
                )
                found.append(_finding(EXPIRED, waiver.written, _Fault(message, _("a day that is not over"), "until")))
            elif waiver.relevant and not waiver.used and (everything or waiver.in_design):
                message = _about(
                    waiver.written, _("The waiver of {rule} waives nothing."), _('The waiver of {rule} at "{at}" waives nothing.')
                )
                key = "at" if waiver.written.at else "rule"
                found.append(_finding(UNUSED, waiver.written, _Fault(message, _("a finding that it waives"), key)))
        return found

    @cached_property
    def _names(self) -> Names:
        """The ids of the rules, of which a waiver may have misspelt one."""
        return Names(self._selection.known)

    def _expired(self, written: Written) -> bool:
        return written.until is not None and written.until < self._today

    def _fault(self, written: Written) -> _Fault | None:
        """Why a waiver does not hold."""
        if written.rule and written.rule not in self._faults_of_rules:
            self._faults_of_rules[written.rule] = self._fault_of_rule(written)
        if fault := self._faults_of_rules[written.rule] if written.rule else self._fault_of_rule(written):
            return fault
        required = self._settings.waiver_end_date
        if not written.reason:
            return _Fault(_about(written, _("The waiver of {rule} gives no reason.")), _("a reason"), "reason")
        if written.until is not None and not _is_day(written.until):
            message = _about(written, _('The waiver of {rule} ends on "{until}", which is no day such as 2027-03-31.'))
            return _Fault(message, _("a day such as 2027-03-31"), "until")
        if written.until is None and required == "required":
            message = _about(
                written, _("The waiver of {rule} has no end date."), _('The waiver of {rule} at "{at}" has no end date.')
            )
            return _Fault(message, _("the day on which it ends"), "until")
        if written.until is not None and required == "refused":
            message = _about(
                written,
                _("The waiver of {rule} has an end date, which the settings refuse."),
                _('The waiver of {rule} at "{at}" has an end date, which the settings refuse.'),
            )
            return _Fault(message, _("no end date"), "until")
        return None

    def _fault_of_rule(self, written: Written) -> _Fault | None:
        """Why a waiver names no rule that it could waive."""
        known = self._selection.known
        if not written.rule and not written.reason:
            form = _("# orgrules: ignore[RULE] -- REASON, until 2027-03-31")
            return _Fault(_("This comment is none that orgrules understands."), form, "rule")
        if not written.rule:
            return _Fault(_("The waiver names no rule."), _("the id of a rule"), "rule")
        if written.rule not in known:
            if "*" in written.rule:
                message = _about(written, _('A waiver names one rule, not a pattern such as "{rule}".'))
                return _Fault(message, _("the id of a rule"), "rule")
            meant = self._names.nearest(written.rule)
            if meant is None:
                return _Fault(_about(written, _('No loaded rule is named "{rule}".')), _("the id of a rule"), "rule")
            message = _('No loaded rule is named "{rule}"; did you mean "{suggestion}"?')
            return _Fault(message.format(rule=shown(written.rule), suggestion=meant), meant, "rule")
        if written.rule in (rule.id for rule in ABOUT_WAIVERS):
            message = _about(written, _("{rule} is about waivers: no waiver waives it."))
            return _Fault(message, _("a rule about the organization"), "rule")
        if written.rule in self._selection.mandatory:
            return _Fault(_about(written, _("{rule} is mandatory: nothing may waive it.")), _("no waiver"), "rule")
        return None


def _about(written: Written, sentence: str, at_subject: str | None = None) -> str:
    """A sentence on a waiver; ``at_subject`` says the same of one that names a subject."""
    chosen = at_subject if at_subject is not None and written.at else sentence
    return chosen.format(rule=shown(written.rule), at=shown(written.at or ""), until=shown(written.until or ""))


def _finding(rule: Rule, written: Written, fault: _Fault) -> Finding:
    until = written.until if fault.key == "until" else None
    key_parts = (rule.id, written.rule, written.at or "", written.reason)  # no path: the same in two versions of a file
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=fault.message,
        location=place_of(written, fault.key),
        subject=SubjectName("waiver", None, written.rule + (f" ({written.at})" if written.at else "")),
        related=(),
        expected=fault.expected,
        actual=until or _about(written, "{rule}", _('{rule} at "{at}"')),
        cites=(),
        fix=pick(rule.fix),
        fingerprint=fingerprint(*key_parts),
        subject_at=place_of(written),
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

    def __init__(self, by_key: _ByKey) -> None:
        self._by_key = by_key
        self._first: dict[tuple[tuple[object, ...], str], Waiver | None] = {}

    def fitting(self, keys: Iterable[tuple[object, ...]], path: str) -> Iterator[Waiver]:
        """The first waiver of each key that is about a file; all of them are of use."""
        for key in keys:
            if key not in self._by_key:
                continue
            if (key, path) not in self._first:
                there = [waiver for waiver in self._by_key[key] if waiver.matches is None or waiver.matches(path)]
                for waiver in there:
                    waiver.used = True
                self._first[key, path] = min(there, key=lambda waiver: place_of(waiver.written), default=None)
            if (first := self._first[key, path]) is not None:
                yield first


def _waived(finding: Finding, accepting: Sequence[_Accepting]) -> Finding:
    """The finding, marked by the first waiver that accepts it."""
    keys = _keys(finding)
    fitting = [waiver for each in accepting for waiver in each.fitting(keys, finding.location.path)]
    if not fitting:
        return finding
    first = min(fitting, key=lambda waiver: place_of(waiver.written))
    return finding._replace(waived=Waived(first.written.reason, first.written.until, first.in_design))


def _entry(declared: Declared[WaiverEntry]) -> Written:
    """The waiver of an entry, of a design or of the settings."""
    entry, path = declared.entry, declared.source.path
    places = [(key, *declared.line_and_column(*([key] if key else []))) for key in ("", *_KEYS)]
    paths = None if entry.path is None else (entry.path, os.path.dirname(path))
    return Written(entry.rule, entry.reason, entry.until, path, tuple(places), entry.at, paths)


def _commented(source: Source, comment: Comment) -> Iterator[Written]:
    """The waivers of a comment, one for each rule; one without a rule where the comment is not understood."""
    place = (("", comment.line, comment.column),)
    found = re.fullmatch(_COMMENT, comment.text)
    if found is None:
        yield Written("", "", None, source.path, place, in_comment=True)
        return
    text = (found["said"] or "").strip()
    said = re.fullmatch(_SAID, text)
    reason, until = (said["reason"].strip(), said["until"].strip()) if said else (text, None)
    rules = [rule.strip() for rule in found["rules"].split(",")]
    for rule in rules:
        yield Written(rule, reason or ("" if rule else "-"), until, source.path, place, in_comment=True)


def _held(written: Written, file: Callable[[str], str] | None = None, *, in_design: bool = True) -> Waiver:
    """A waiver that is looked for among findings; ``file`` tells which file a path is."""
    if written.paths is None:
        return Waiver(written, None, in_design)
    pattern, folder = written.paths
    matches = matcher(Globs((pattern,), folder))
    return Waiver(written, matches if file is None else lambda path: matches(file(path)), in_design)


def _is_day(text: str) -> bool:
    try:
        day(text)
    except ValueError:
        return False
    return True
