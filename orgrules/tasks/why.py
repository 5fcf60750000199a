"""The use case behind ``orgrules why``: what the rules see in one subject, what they say of it, and where they are silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from orgrules.design.load import STANDARD_INPUT
from orgrules.design.read import read_design
from orgrules.engine.build import build_findings
from orgrules.engine.decide import decide
from orgrules.engine.places import place
from orgrules.engine.programs import Program, Verdict, program
from orgrules.engine.reference import decide as reference_engine
from orgrules.engine.reference import judge
from orgrules.engine.subjects import title_of
from orgrules.engine.wording import Wording, fact_name, lacking_name
from orgrules.errors import UsageError
from orgrules.facts.expressions import Column, Expression, Not, Test, holds
from orgrules.facts.paths import Path, understand
from orgrules.facts.readers import attributes
from orgrules.facts.vocabulary import KINDS, VOCABULARY, Fact, Hop, Kind, kind_of, meaning_of
from orgrules.findings import Finding, Location
from orgrules.locale import _, speaking
from orgrules.organization.link import link
from orgrules.organization.model import Cycle, Organization, Position, Resolution, Subject
from orgrules.organization.reading import FIELDS, written_of
from orgrules.policy.baseline import compare, read_baseline
from orgrules.policy.selection import Selection
from orgrules.policy.waivers import Waivers, waivers_in
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library, Rule
from orgrules.settings import Settings
from orgrules.text import collapse, did_you_mean, listed, normalize, pick, shown

#: Facts of others that say what a subject's own are about, shown after them.
_FURTHER: dict[tuple[Kind, str], tuple[str, ...]] = {
    ("position", "manager.status"): ("manager.title", "manager.role"),
    ("position", "unit.status"): ("unit.name", "unit.type", "unit.region_level"),
    ("position", "holder.status"): ("holder.name", "holder.education"),
    ("unit", "parent.status"): ("parent.name", "parent.type"),
    ("unit", "head.status"): ("head.title", "head.role"),
}
#: Most names among which one that is near a mistyped one is looked for.
_MOST_NAMES = 5000
#: Most subjects of one name that an error lists.
_MOST_CALLED = 8


class FactValue(NamedTuple):
    """One fact of the subject; ``value`` is None where the design leaves it open.

    ``label`` is what the fact is called in the language spoken, and ``lacking`` what the design would have to say.
    """

    name: str
    value: str | None
    meaning: str
    label: str = ""
    lacking: str = ""


class Silence(NamedTuple):
    """A rule that could not be judged, and the facts that it would have needed: their names, and what the design does not say."""

    rule: str
    name: str
    missing: tuple[str, ...]
    lacking: tuple[str, ...] = ()


class TermRead(NamedTuple):
    """One duty, skill, power or meeting as written: how it was read (``Read.how``), and the names of what it is, or may be."""

    field: str
    text: str
    how: str
    names: str


class Explanation(NamedTuple):
    """Everything that the rules know and say of one subject. Only a position has a ``resolution``, and perhaps a ``role``.

    Of what it breaks, ``broken`` are the findings of a check (waived ones too), ``known`` those that the baseline hides, and
    ``left_out`` those of rules that the settings leave out; ``others_left_out`` counts further rules that they leave out, and
    ``outside`` the rules that are about other subjects of its kind.
    """

    title: str
    id: str | None
    location: Location
    role: str | None
    resolution: Resolution | None
    facts: tuple[FactValue, ...]
    broken: tuple[Finding, ...]
    known: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    kept: tuple[tuple[str, str], ...]
    silent: tuple[Silence, ...]
    others_left_out: int
    outside: int
    kind: Kind = "position"
    read: tuple[TermRead, ...] = ()


def why(
    path: str,
    reference: str | None = None,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    *,
    changes: Sequence[str] = (),
) -> Explanation:
    """Explain what ``reference`` names in the design at ``path``; without one, the organization as a whole.

    A reference is a declared id, or a title or name that only one position, unit or person has, or that of the organization.
    With a kind before it (``unit:sales``) it means one of that kind; ``cycle:`` takes any member of the cycle. ``changes`` are
    laid over the design as ``check`` does.

    Raises:
        SourceError, DesignError, RulebookError, SettingsError, BaselineError: as ``check``.
        UsageError: nothing is named so, or several are.
    """
    with speaking(settings.language):
        library = quick_library(settings.rulebooks)
        selection = Selection(library, settings)
        design = read_design(path, encoding=settings.encoding, limits=settings.limits, tables=settings.asked())
        if changes:
            from orgrules.changes.lay import laid  # imported where used: most lay nothing over
            from orgrules.changes.read import read_all

            if [path, *changes].count(STANDARD_INPUT) > 1:
                raise UsageError(_('standard input ("-") can be read only once'))
            design = laid(design, read_all(changes, encoding=settings.encoding, limits=settings.limits)).design
        organization = link(design, library.titles, library.terms, today=settings.today)
        subject = organization if reference is None else _subject(organization, reference)
        return _explained(subject, library, settings, selection)


def _explained(subject: Subject, library: Library, settings: Settings, selection: Selection) -> Explanation:
    kind = kind_of(subject)
    design = (subject if isinstance(subject, Organization) else subject.organization).design
    if isinstance(subject, Organization):  # how many positions rules on roles cover is one of its facts
        rules = selection.for_design(source.path for source in design.sources)
        subject = replace(subject, covered=decide(subject, rules, reference_engine).organization.covered)
    location = place(subject, ("title", "name"))
    held = selection.at(location.path)
    wording = Wording(library)
    broken: list[Rule] = []
    kept: list[tuple[str, str]] = []
    silent: list[Silence] = []
    outside = others_left_out = 0
    for rule in library.rules:
        if kind not in rule.conditions:
            continue
        made = program(rule.id, *rule.conditions[kind])
        record = {column: column.read(subject) for column in made.columns}
        verdict = judge(made, record)
        name = pick(rule.name)
        if verdict is Verdict.OUTSIDE:
            outside += 1
        elif verdict is Verdict.BROKEN:
            broken.append(rule)
        elif rule.id not in held:
            others_left_out += 1
        elif verdict is Verdict.KEPT:
            kept.append((rule.id, name))
        else:
            missing = _missing(made, record, subject)
            lacking = dict.fromkeys(lacking_name(path, subject) for path in missing)
            silent.append(Silence(rule.id, name, tuple(path.text for path in missing), tuple(lacking)))
    findings = build_findings([(rule, subject) for rule in broken], library)
    paths = [source.path for source in design.sources]
    there = list(Waivers(settings, selection).apply(waivers_in(design), paths, selection.of(findings)))
    new = _new(there, settings, selection)
    found = subject.resolution if isinstance(subject, Position) else None
    return Explanation(
        title=title_of(subject),
        id=getattr(subject, "id", None),
        location=location,
        role=wording.value(_fact("role"), found.role) if found and found.role is not None else None,
        resolution=found,
        facts=tuple(_facts(subject, wording)),
        broken=tuple(new),
        known=tuple(finding for finding in there if finding not in new),
        left_out=tuple(finding for finding in findings if finding.rule not in held),
        kept=tuple(kept),
        silent=tuple(silent),
        others_left_out=others_left_out,
        outside=outside,
        kind=kind,
        read=tuple(_read(subject, wording)) if isinstance(subject, Position) else (),
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


def _subject(organization: Organization, reference: str) -> Subject:
    """What a reference names; it is taken as it stands before a kind is looked for at its beginning."""
    found = _called(_things(organization), reference)
    first, colon, rest = reference.partition(":")
    kind = next((kind for kind in KINDS if kind == first.strip().casefold()), None)
    if not found and kind is not None and colon:
        found = _of_kind(organization, kind, rest)
    if organization.design.table is not None:  # where the id of a person is that of the position, the position is asked for
        held = {id(position.holder) for position in found if isinstance(position, Position)}
        found = [thing for thing in found if id(thing) not in held]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(_unknown(organization, reference))
    raise UsageError(_several(found, reference))


def _things(organization: Organization) -> list[Subject]:
    """What has a name of its own."""
    named = [organization] if organization.design.organization.name else []
    return [*organization.positions, *organization.units, *organization.people, *named]


def _of_kind(organization: Organization, kind: Kind, reference: str) -> list[Subject]:
    if kind == "organization":
        return [organization] if not reference.strip() or _called([organization], reference) else []
    if kind == "cycle":
        members = _called([member for cycle in organization.cycles for member in cycle.members], reference)
        cycles = organization.cycles
        return [cycle for cycle in cycles if any(member in cycle.members for member in members) or not reference.strip()]
    return _called([thing for thing in _things(organization) if kind_of(thing) == kind], reference)


def _called(things: Iterable[Subject], reference: str) -> list[Subject]:
    """Those whose declared id a reference is; where it is none, those whose title or name it is, as designs' references do."""
    there = list(things)
    id_, name = collapse(reference), normalize(reference)
    by_id = [thing for thing in there if getattr(thing, "id", None) in (reference, id_)]
    return by_id or [thing for thing in there if normalize(title_of(thing)) == name]


def _unknown(organization: Organization, reference: str) -> str:
    names = [name for thing in _things(organization) for name in (getattr(thing, "id", None), title_of(thing)) if name]
    hint = did_you_mean(reference, names[:_MOST_NAMES])
    message = _('nothing in {path} has the id, title or name "{name}"{hint}')
    return message.format(path=organization.design.path, name=shown(reference), hint=hint)


def _several(found: Sequence[Subject], reference: str) -> str:
    """That several are called the same, which these are, and how to name one."""
    names = [_reference(thing) for thing in found]
    told = [
        _("{name} ({place})").format(name=shown(name), place=place(thing, ("title", "name")))
        for name, thing in zip(names[:_MOST_CALLED], found, strict=False)
    ]
    things = listed([*told, *(["…"] if len(found) > _MOST_CALLED else [])])
    if len(set(names)) == len(names):
        return _('several are called "{name}": {things}; name one so').format(name=shown(reference), things=things)
    message = _('several are called "{name}": {things}; only an id of its own tells one of them from the others')
    return message.format(name=shown(reference), things=things)


def _reference(subject: Subject) -> str:
    """How to name a subject with its kind."""
    named = subject.members[0] if isinstance(subject, Cycle) else subject
    return f"{kind_of(subject)}:{getattr(named, 'id', None) or title_of(named)}"


def _facts(subject: Subject, wording: Wording) -> list[FactValue]:
    kind = kind_of(subject)

    def of(name: str, meant: str = "") -> FactValue:
        path = wording.understand(kind, name)
        return FactValue(name, wording.fact(path, subject), meant, fact_name(path), lacking_name(path, subject))

    found = []
    for name, word in VOCABULARY[kind].items():
        if not isinstance(word, Fact) or name == "attributes":
            continue
        found.append(of(name, meaning_of(word)))
        found += [of(path) for path in _FURTHER.get((kind, name), ())]
    return [*found, *(of(f"attributes.{name}") for name in attributes(subject) or ())]


def _missing(made: Program, record: dict[Any, Any], subject: Subject) -> tuple[Path, ...]:
    """The facts whose absence leaves a verdict open."""
    open_columns = (column for part in (made.where, made.require) for column in _open_columns(part, record.__getitem__))
    absent = (path for column in open_columns for path in _open_paths(column, subject))
    return tuple({path.text: path for path in absent}.values())


def _open_columns(part: Expression, read: Callable[[Column], Any]) -> Iterator[Column]:
    """The absent columns because of which a condition is open; none of those that would change nothing."""
    if holds(part, read) is not None:
        return
    if isinstance(part, Test):
        yield part.column
    for inner in (part.part,) if isinstance(part, Not) else () if isinstance(part, Test) else part.parts:
        yield from _open_columns(inner, read)


def _open_paths(column: Column, subject: Subject) -> Iterator[Path]:
    """What an absent column is of; where each member of a collection is asked, what those leave open: ``holder.skills``."""
    path, asked = column.path, column.asked
    there = path.read(subject) if asked is not None and asked.test == "each" else None
    one = VOCABULARY[path.kind].get(path.text.removesuffix("s"))
    if not there or not isinstance(one, Hop) or asked is None or asked.where is None:
        yield path
        return
    for member in there:
        for inner in _open_columns(asked.where, lambda column, member=member: column.read(member)):  # type: ignore[misc]
            yield understand(path.kind, f"{one.name}.{inner.path.text}")


def _fact(name: str) -> Fact:
    word = VOCABULARY["position"][name]
    assert isinstance(word, Fact)  # noqa: S101 - a row of our own table
    return word
