"""Deciding a whole organization: subjects with equal records get the same verdict, so each distinct record is decided once.

Rules are grouped by the role that they are confined to, and a record holds only what the rules of its group read, reduced to what
they can tell apart: a hundred thousand positions come down to some hundred records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import attrgetter
from typing import Any

from orgrules.engine import durable_host, reference
from orgrules.engine.few import Few
from orgrules.engine.programs import Engine, Judged, Known, Program, Signature, Verdict, program
from orgrules.engine.reading import Asked, Columns, Reading
from orgrules.errors import UsageError
from orgrules.facts.expressions import Column
from orgrules.facts.vocabulary import KINDS, Kind
from orgrules.locale import _
from orgrules.organization.model import Organization, Position, Subject
from orgrules.rulebook.model import Rule
from orgrules.text import did_you_mean, listed, shown

#: The engines by name, the one that is used where it can be imported first.
ENGINES: Mapping[str, Engine] = {"durable": durable_host.decide, "reference": reference.decide}

_index = attrgetter("index")

#: Positions, units and people of an organization that is decided one subject after the other: to group them takes longer.
FEW = 100


@dataclass(slots=True)
class Tally:
    """How often a rule was judged on a design, and how often it could not be."""

    judged: int = 0
    not_judged: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one organization: broken rules with their subjects, a tally by rule.

    ``organization`` knows its coverage; ``uncovered`` are the positions that no rule on their role judged, none where no such
    rule was asked for.
    """

    organization: Organization
    broken: tuple[tuple[Rule, Subject], ...]
    tallies: Mapping[str, Tally]
    uncovered: tuple[Position, ...] = ()


@dataclass(slots=True)
class _Group:
    """The rules of one kind of subject that are confined to one role, or to none, and what was made and decided of them."""

    kind: Kind
    role: str | None
    rules: list[Rule] = field(default_factory=list)
    known: Known = field(default_factory=dict)
    _programs: list[Program] = field(default_factory=list)
    _few: Few | None = None

    @property
    def programs(self) -> Sequence[Program]:
        """The program of each rule. Those on roles that nobody has need not even be compiled."""
        if not self._programs:
            self._programs = [program(rule.id, *rule.conditions[self.kind]) for rule in self.rules]
        return self._programs

    @property
    def few(self) -> Few:
        """The rules as they are asked of few subjects."""
        if self._few is None:
            self._few = Few(self.programs, self.known)
        return self._few


#: What was made and decided of rules, by kind of subject and role.
Memory = dict[Kind, dict[str | None, _Group]]


def engine_named(name: str | None) -> Engine:
    """The engine of that name; by default durable-rules where it is installed, else the reference.

    Raises:
        UsageError: there is no such engine.
        EngineError: it cannot be used here.
    """
    if name is None:
        name = "durable" if durable_host.is_installed() else "reference"
    if name not in ENGINES:
        hint = did_you_mean(name, ENGINES) or _("; known are {names}").format(names=listed(ENGINES))
        raise UsageError(_('no engine is named "{name}"{hint}').format(name=shown(name), hint=hint))
    if name == "durable":
        durable_host.load()
    return ENGINES[name]


def decide(organization: Organization, rules: Sequence[Rule], engine: Engine, memory: Memory | None = None) -> Decision:
    """Decide every rule on every subject of an organization.

    ``memory`` holds what was decided of other organizations, by the same rules and engine: records that were seen are not
    decided again. durable-rules keeps some 0.7 MB a ruleset for the life of the process, so a run over many designs needs it.
    """
    memory = {} if memory is None else memory
    tallies = {rule.id: Tally() for rule in rules}
    broken: list[tuple[Rule, Subject]] = []
    covered: set[int] = set()
    few = len(organization.positions) + len(organization.units) + len(organization.people) <= FEW
    for kind in KINDS:  # the organization comes last: its coverage is a fact that rules ask for
        if kind == "organization":
            role_rules = any(rule.roles for rule in rules)
            organization = replace(organization, covered=len(covered) if role_rules else None)
        if kind not in memory:
            memory[kind] = _groups(kind, rules)
        for role, group in memory[kind].items():
            subjects = _subjects(organization, kind, role)
            if not subjects:
                continue
            decided = (
                group.few.decide(subjects, organization, engine) if few else _decide_many(group, subjects, organization, engine)
            )
            for those, verdicts in decided:
                judged = _record(group, those, verdicts, broken, tallies)
                if role and judged and kind == "position":
                    covered.update(map(_index, those))
    # a position whose title leaves its role open may be any: no rule on a role could be judged of it
    open_roles = len(organization.open_roles)
    for rule in rules if open_roles else ():
        if rule.roles:
            tallies[rule.id].not_judged += open_roles
    asks = organization.covered is not None and len(covered) < len(organization.inside)
    uncovered = tuple(position for position in (organization.inside if asks else ()) if position.index not in covered)
    return Decision(organization, tuple(broken), tallies, uncovered)


def _groups(kind: Kind, rules: Iterable[Rule]) -> dict[str | None, _Group]:
    """The rules on a kind of subject by role."""
    groups: dict[str | None, _Group] = {}
    for rule in rules:
        if kind in rule.conditions:
            for role in rule.roles or (None,):
                groups.setdefault(role, _Group(kind, role)).rules.append(rule)
    return groups


def _subjects(organization: Organization, kind: Kind, role: str | None) -> Sequence[Subject]:
    if kind == "position":
        if role is None:
            return organization.inside
        return organization.by_role.get(role, ())
    return {
        "unit": organization.units,
        "person": organization.people,
        "cycle": organization.cycles,
        "organization": [organization],
    }[kind]  # type: ignore[return-value]


def _decide_many(
    group: _Group, subjects: Sequence[Subject], organization: Organization, engine: Engine
) -> Iterable[tuple[Sequence[Subject], Judged]]:
    """Subjects of equal records together, with the verdicts of the programs that are about them.

    Which rules are about a subject at all is asked first, and only what these read is read of it: most designs model little of
    what rules ask for. What no rule is about is not put to the engine, for a durable ruleset costs much more than a look.
    """
    reading = Reading(organization, group.role, subjects, group.programs)
    wheres = [reading.asked(made) for made in group.programs]
    for applies, those in _by_rules(wheres, subjects, reading):
        verdicts: Judged = []
        asked: list[Program] = []
        numbers: list[int] = []
        for index, answer in enumerate(applies):
            told = reading.verdict(group.programs[index]) if answer else Verdict.OPEN if answer is None else Verdict.OUTSIDE
            if told is None:
                asked.append(group.programs[index])
                numbers.append(index)
            elif told is not Verdict.OUTSIDE:
                verdicts.append((index, told))
        if not asked:
            yield those, verdicts
            continue
        columns = list(dict.fromkeys(column for made in asked for column in made.required))
        same = {column for index in numbers for column in wheres[index].told()}
        alike = _alike(those, columns, same, reading)
        for equal, answers in zip(alike.values(), _decided(asked, columns, list(alike), engine, group.known), strict=True):
            yield equal, sorted([*verdicts, *zip(numbers, answers, strict=True)])


def _decided(
    programs: Sequence[Program], columns: Sequence[Column], signatures: Sequence[Signature], engine: Engine, known: Known
) -> Iterable[list[Verdict]]:
    """The verdicts of programs on records, given by the values of ``columns``: each once, however many groups put it.

    That the rules are about these records is known: what they require is asked alone.
    """
    at = {column: index for index, column in enumerate(columns)}
    picks = [[at[column] for column in made.required] for made in programs]
    memories = [known.setdefault(made.rule, {}) for made in programs]
    owns = [[tuple([signature[index] for index in pick]) for pick in picks] for signature in signatures]
    new = [number for number, own in enumerate(owns) if any(key not in memory for key, memory in zip(own, memories, strict=True))]
    if new:
        unknown = [index for index, memory in enumerate(memories) if any(owns[number][index] not in memory for number in new)]
        asked = [programs[index].requirement() for index in unknown]
        needed = [at[column] for column in dict.fromkeys(column for made in asked for column in made.columns)]
        records = {tuple([signatures[number][index] for index in needed]): number for number in new}
        facts = [{columns[index]: signatures[number][index] for index in needed} for number in records.values()]
        for number, answers in zip(records.values(), engine(asked, facts), strict=True):
            for index, verdict in zip(unknown, answers, strict=True):
                memories[index][owns[number][index]] = verdict
    for own in owns:
        yield [memory[key] for key, memory in zip(own, memories, strict=True)]


def _by_rules(
    wheres: Sequence[Asked], subjects: Sequence[Subject], reading: Reading
) -> Iterable[tuple[tuple[bool | None, ...], Sequence[Subject]]]:
    """Subjects by which of a group's rules are about them: what each ``where`` answers."""
    questions = list(dict.fromkeys(each.left for each in wheres if each.left is not None))  # many rules ask the same
    there = Columns(subjects)
    by_answers = _grouped(subjects, [reading.answers(question, there) for question in questions])
    by_rules: dict[tuple[bool | None, ...], list[Subject]] = defaultdict(list)
    for answers, those in by_answers.items():
        told = dict(zip(questions, answers, strict=True))
        by_rules[tuple([each.answer if each.left is None else each.of(told[each.left]) for each in wheres])] += those
    return by_rules.items()


def _alike(
    subjects: Sequence[Subject], columns: Sequence[Column], same: Container[Column], reading: Reading
) -> Mapping[Signature, Sequence[Subject]]:
    """Subjects by the values of columns; those (``same`` and others) that all have in common are read of one."""
    varied = [column for column in columns if column not in same and not reading.is_same(column)]
    readers = {reading.telling(column): reading.told_by([column]) for column in varied}
    there = Columns(subjects)
    alike: dict[Signature, list[Subject]] = defaultdict(list)
    for those in _grouped(subjects, [there.column(read, told_by) for read, told_by in readers.items()]).values():
        alike[tuple([reading.reduced(column)(those[0]) for column in columns])] += those
    return alike


def _grouped(subjects: Sequence[Subject], columns: Sequence[Sequence[Any]]) -> Mapping[tuple[Any, ...], Sequence[Subject]]:
    """Subjects by what was read of each in turn: most of it is the same for all, and tells none apart."""
    varies = [len(set(column)) > 1 for column in columns]
    if not any(varies):
        return {tuple([column[0] for column in columns]): subjects}
    grouped: dict[tuple[Any, ...], list[Subject]] = defaultdict(list)
    for values, subject in zip(zip(*compress(columns, varies), strict=True), subjects, strict=True):
        grouped[values].append(subject)
    found = {}
    for values, those in grouped.items():
        own = iter(values)
        found[tuple([next(own) if varied else column[0] for column, varied in zip(columns, varies, strict=True)])] = those
    return found


def _record(
    group: _Group,
    subjects: Sequence[Subject],
    verdicts: Judged,
    broken: list[tuple[Rule, Subject]],
    tallies: Mapping[str, Tally],
) -> bool:
    """Record the verdicts on subjects that are alike; whether any rule judged them."""
    is_judged = False
    for number, verdict in verdicts:
        rule = group.rules[number]
        tally = tallies[rule.id]
        if verdict is Verdict.OPEN:
            tally.not_judged += len(subjects)
            continue
        tally.judged += len(subjects)
        is_judged = True
        if verdict is Verdict.BROKEN:
            broken.extend((rule, subject) for subject in subjects)
    return is_judged
