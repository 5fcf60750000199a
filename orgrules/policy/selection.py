"""Which of the loaded rules hold in a file, and how bad it is to break them there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from orgrules.errors import Problem, SettingsError, UsageError
from orgrules.files.globs import matcher
from orgrules.findings import Finding, Severity
from orgrules.locale import _
from orgrules.rulebook.builtin import ABOUT_WAIVERS, BUILT_IN
from orgrules.rulebook.model import Library, Rule
from orgrules.settings import Override, Settings
from orgrules.text import did_you_mean, shown

#: The severities of the rules that hold somewhere, by their ids.
Rules = Mapping[str, Severity]


class Selection:
    """The rules that a library and settings give, for any file.

    ``mandatory`` are the ids of those that nothing changes, ``never_hidden`` of those whose findings no baseline hides.
    """

    def __init__(self, library: Library, settings: Settings, prefix: str = "") -> None:
        """``prefix`` stands before the paths of the files that are checked, and belongs to none that a pattern means.

        Raises SettingsError for a rule that is not loaded, at its place, and UsageError where no rule is left.
        """
        self.known = {rule.id: rule for rule in (*library.rules, *BUILT_IN)}
        self.mandatory = frozenset(id_ for id_ in self.known if _matches(id_, settings.mandatory))
        if problems := list(_wrong(settings, self.known, self.mandatory)):
            raise SettingsError(*problems)
        self.never_hidden = self.mandatory | {rule.id for rule in ABOUT_WAIVERS}
        self._settings = settings
        self._prefix = prefix
        self._overrides = [(matcher(override.paths), override) for override in settings.overrides]
        self._everywhere = self._rules(settings.overrides[:0])
        self._at: dict[str, Rules] = {}
        self._judged = [rule for rule, _severity in self.rules if rule.conditions]
        if not self._judged:
            raise UsageError(_("no rule is left to check: everything selected is ignored too"))

    @property
    def rules(self) -> list[tuple[Rule, Severity]]:
        """The rules that hold, and how bad it is to break them, apart from single files."""
        return [(self.known[id_], severity) for id_, severity in self._everywhere.items()]

    def file(self, path: str) -> str:
        """The path of a file as patterns mean it."""
        return path.removeprefix(self._prefix)

    def at(self, path: str) -> Rules:
        """The rules that hold in a file, in the order in which they were loaded."""
        if path not in self._at:
            fitting = [override for matches, override in self._overrides if matches(self.file(path))]
            self._at[path] = self._rules(fitting) if fitting else self._everywhere
        return self._at[path]

    def for_design(self, paths: Iterable[str]) -> Sequence[Rule]:
        """The rules that hold in any of a design's files, as the engine has to judge them."""
        if not self._overrides:
            return self._judged
        held = {id_ for path in paths for id_ in self.at(path)}
        return [rule for rule in self.known.values() if rule.id in held and rule.conditions]

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings whose rule holds in their file, with the severity that it has there."""
        for finding in findings:
            severity = self.at(finding.location.path).get(finding.rule)
            if severity is not None:
                yield finding if severity is finding.severity else finding._replace(severity=severity)

    def _rules(self, overrides: Sequence[Override]) -> Rules:
        settings = self._settings
        severities = [*settings.severity, *(pair for override in overrides for pair in override.severity)]
        selects = [patterns for patterns in (settings.select or None, *(override.select for override in overrides)) if patterns]
        ignores = [*settings.ignore, *(pattern for override in overrides for pattern in override.ignore)]
        held = {}
        for id_, rule in self.known.items():
            if id_ in self.mandatory:
                held[id_] = Severity.ERROR
            elif all(_matches(id_, patterns) for patterns in selects) and not _matches(id_, ignores):
                fitting = (severity for pattern, severity in reversed(severities) if fnmatchcase(id_, pattern))
                held[id_] = next(fitting, rule.severity)
        return held


class _Named(NamedTuple):
    """A rule or pattern that the settings name, how a problem of it is made, and whether it takes rules away."""

    pattern: str
    problem: Callable[[str], Problem]
    takes_away: bool = False


def _named(settings: Settings) -> Iterator[_Named]:
    def at(name: str, *steps: str | int, key: bool = False) -> Callable[[str], Problem]:
        return lambda message: settings.origin(name).problem(steps, message, key=key)

    for name in ("select", "ignore", "mandatory"):
        for index, pattern in enumerate(getattr(settings, name)):
            yield _Named(pattern, at(name, index), name == "ignore")
    for pattern, severity in settings.severity:
        yield _Named(pattern, at("severity", pattern, key=True), severity is not Severity.ERROR)
    for index, override in enumerate(settings.overrides):
        for inner, pattern in enumerate(override.select or ()):
            yield _Named(pattern, at("overrides", index, "select", inner))
        for inner, pattern in enumerate(override.ignore):
            yield _Named(pattern, at("overrides", index, "ignore", inner), takes_away=True)
        for pattern, severity in override.severity:
            yield _Named(pattern, at("overrides", index, "severity", pattern, key=True), severity is not Severity.ERROR)
    for index, waiver in enumerate(settings.waivers):
        yield _Named(waiver.entry.rule, at("waivers", index, "rule"))


def _wrong(settings: Settings, known: Mapping[str, Rule], mandatory: frozenset[str]) -> Iterator[Problem]:
    """What the settings name and is not there; and mandatory rules that they name, rather than fit by a pattern, to leave out."""
    for pattern, problem, takes_away in _named(settings):
        if not any(fnmatchcase(id_, pattern) for id_ in known):
            message = _('no loaded rule is named "{name}"{hint}; "orgrules rules" lists them')
            yield problem(message.format(name=shown(pattern), hint=did_you_mean(pattern, known)))
        elif takes_away and pattern in mandatory:
            message = _('"{rule}" is mandatory: nothing may leave it out, or make it less than an error')
            yield problem(message.format(rule=pattern))


def _matches(rule: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in patterns)
