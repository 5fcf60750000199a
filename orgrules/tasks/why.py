"""The use case behind ``orgrules why``: what the rules see in one position, what they say of it, and where they are silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from orgrules.design.read import read_design
from orgrules.engine.build import build_findings, place
from orgrules.engine.programs import Program, Verdict, program
from orgrules.engine.reference import judge
from orgrules.engine.wording import Wording
from orgrules.errors import UsageError
from orgrules.facts.expressions import tests
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import VOCABULARY, Fact, meaning_of
from orgrules.findings import Finding, Location
from orgrules.locale import speaking
from orgrules.organization.link import find_position, link
from orgrules.organization.model import Organization, Position, Resolution
from orgrules.organization.reading import FIELDS, written_of
from orgrules.policy.baseline import compare, read_baseline
from orgrules.policy.selection import Selection
from orgrules.policy.waivers import Waivers
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Rule
from orgrules.settings import Settings
from orgrules.text import did_you_mean, pick, shown

#: Facts of others that say what a position's own are about, shown after them.
_FURTHER = {
    "manager.status": ("manager.title", "manager.role"),
    "unit.status": ("unit.name", "unit.type", "unit.region_level"),
    "holder.status": ("holder.name", "holder.education"),
}


class FactValue(NamedTuple):
    """One fact of the position; ``value`` is None where the design leaves it open."""

    name: str
    value: str | None
    meaning: str


class Silence(NamedTuple):
    """A rule that could not be judged, and the facts that it would have needed."""

    rule: str
    name: str
    missing: tuple[str, ...]


class TermRead(NamedTuple):
    """One duty, skill, power or meeting as written: how it was read (``Read.how``), and the names of what it is, or may be."""

    field: str
    text: str
    how: str
    names: str


class Explanation(NamedTuple):
    """Everything that the rules know and say of one position.

    Of what it breaks, ``broken`` are the findings of a check (waived ones too), ``known`` those that the baseline hides, and
    ``left_out`` those of rules that the settings leave out; ``others_left_out`` counts further rules that they leave out, and
    ``outside`` the rules that are about other positions.
    """

    title: str
    id: str | None
    location: Location
    role: str | None
    resolution: Resolution
    facts: tuple[FactValue, ...]
    broken: tuple[Finding, ...]
    known: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    kept: tuple[tuple[str, str], ...]
    silent: tuple[Silence, ...]
    others_left_out: int
    outside: int
    read: tuple[TermRead, ...] = ()


def why(path: str, reference: str, settings: Settings = Settings()) -> Explanation:  # noqa: B008 - frozen
    """Explain the position that ``reference`` (an id, or a title that only one has) names in the design at ``path``.

    Raises:
        SourceError, DesignError, RulebookError, SettingsError, BaselineError: as ``check``.
        UsageError: no position is named so, or several are.
    """
    with speaking(settings.language):
        return _explained(path, reference, settings)


def _explained(path: str, reference: str, settings: Settings) -> Explanation:
    library = load_library(settings.rulebooks)
    selection = Selection(library, settings)
    design = read_design(path, encoding=settings.encoding, limits=settings.limits)
    organization = link(design, library.titles, library.terms)
    position = _position(organization, reference)
    wording = Wording(library)
    held = selection.at(position.declared.source.path)
    broken: list[Rule] = []
    kept: list[tuple[str, str]] = []
    silent: list[Silence] = []
    outside = others_left_out = 0
    for rule in library.rules:
        if "position" not in rule.conditions:
            continue
        made = program(rule.id, *rule.conditions["position"])
        record = {column: column.read(position) for column in made.columns}
        verdict = judge(made, record)
        name = pick(rule.name, settings.language)
        if verdict is Verdict.OUTSIDE:
            outside += 1
        elif verdict is Verdict.BROKEN:
            broken.append(rule)
        elif rule.id not in held:
            others_left_out += 1
        elif verdict is Verdict.KEPT:
            kept.append((rule.id, name))
        else:
            silent.append(Silence(rule.id, name, _missing(made, record)))
    found = position.resolution
    findings = build_findings([(rule, position) for rule in broken], library)
    there = Waivers(settings, selection).apply(design, selection.of(findings))
    new = _new(there, settings, selection)
    return Explanation(
        title=position.title,
        id=position.id,
        location=place(position, ("title",)),
        role=None if found.role is None else wording.value(_fact("role"), found.role),
        resolution=found,
        facts=tuple(_facts(position, wording, settings)),
        broken=tuple(new),
        known=tuple(finding for finding in there if finding not in new),
        left_out=tuple(finding for finding in findings if finding.rule not in held),
        kept=tuple(kept),
        silent=tuple(silent),
        others_left_out=others_left_out,
        outside=outside,
        read=tuple(_read(position, wording)),
    )


def _read(position: Position, wording: Wording) -> Iterator[TermRead]:
    """How the lists of a position were read, where that takes more than an id."""
    for field in FIELDS:
        for each in written_of(position, field):
            if each.read.how != "id":
                yield TermRead(field, each.text, each.read.how, wording.terms(each.kind, each.read.ids))


def _new(findings: Sequence[Finding], settings: Settings, selection: Selection) -> Sequence[Finding]:
    """Those of the findings that the baseline does not hide."""
    if settings.baseline is None or settings.strict:
        return findings
    entries = read_baseline(settings.baseline)
    return compare(findings, entries, settings.baseline, lambda _rule, _path: False, selection.never_hidden).new


def _position(organization: Organization, reference: str) -> Position:
    position, status = find_position(organization, reference)
    if position is not None:
        return position
    names = [name for each in organization.positions for name in (each.id, each.title) if name]
    if status in ("ambiguous", "duplicate"):
        raise UsageError(f'several positions are called "{shown(reference)}"; name one by an id of its own')
    hint = did_you_mean(reference, names[:5000])
    raise UsageError(f'no position of {organization.design.path} has the id or title "{shown(reference)}"{hint}')


def _facts(position: Position, wording: Wording, settings: Settings) -> list[FactValue]:
    found = []
    for name, word in VOCABULARY["position"].items():
        if not isinstance(word, Fact) or name == "attributes":
            continue
        with speaking(settings.language):
            meaning = meaning_of(word)
        found.append(FactValue(name, wording.fact(understand("position", name), position), meaning))
        further = _FURTHER.get(name, ())
        found += [FactValue(path, wording.fact(understand("position", path), position), "") for path in further]
    for name in position.declared.entry.attributes or ():
        path = understand("position", f"attributes.{name}")
        found.append(FactValue(path.text, wording.fact(path, position), ""))
    return found


def _missing(made: Program, record: dict[Any, Any]) -> tuple[str, ...]:
    """The facts whose absence leaves a verdict open."""
    absent = (test.column for part in (made.where, made.require) for test in tests(part) if record[test.column] is None)
    return tuple(dict.fromkeys(column.path.text for column in absent))


def _fact(name: str) -> Fact:
    word = VOCABULARY["position"][name]
    assert isinstance(word, Fact)  # noqa: S101 - a row of our own table
    return word
