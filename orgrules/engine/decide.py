"""Deciding a whole organization: subjects with equal records get the same verdict, so each distinct record is decided once.

Rules are grouped by the role that they are confined to, and a record holds only what the rules of its group read, reduced to what
they can tell apart: a hundred thousand positions come down to some hundred records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from orgrules.engine import durable_host, reference
from orgrules.engine.programs import Engine, Program, Verdict, program
from orgrules.errors import UsageError
from orgrules.facts.expressions import Column, Reader, Scalar, answering, tests
from orgrules.facts.vocabulary import KINDS, Fact, Kind
from orgrules.organization.model import Organization, Position, Subject
from orgrules.rulebook.model import Rule
from orgrules.text import did_you_mean, listed

#: The engines by name, the one that is used where it can be imported first.
ENGINES: Mapping[str, Engine] = {"durable": durable_host.decide, "reference": reference.decide}

#: Stands for every text that no rule compares with.
_OTHER_TEXT = "\ue000other"


#: The values of a record's columns in their order.
Signature = tuple[Scalar | None, ...]
#: What was decided of one group of rules: by which of them are about a subject, and then by signature.
_Known = dict[tuple[bool | None, ...], dict[Signature, list[Verdict]]]
#: What was decided, by kind of subject and role.
Memory = dict[tuple[Kind, str | None], _Known]


@dataclass(slots=True)
class Tally:
    """How often a rule was judged on a design, and how often it could not be."""

    judged: int = 0
    not_judged: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one organization: broken rules with their subjects, a tally by rule.

    ``organization`` knows its coverage.
    """

    organization: Organization
    broken: tuple[tuple[Rule, Subject], ...]
    tallies: Mapping[str, Tally]


@dataclass(slots=True)
class _Group:
    """The rules of one kind of subject that are confined to one role, or to none."""

    role: str | None
    rules: list[Rule] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)


def engine_named(name: str | None) -> Engine:
    """The engine of that name; by default durable-rules where it is installed, else the reference.

    Raises:
        UsageError: there is no such engine.
        EngineError: it cannot be used here.
    """
    if name is None:
        name = "durable" if durable_host.is_installed() else "reference"
    if name not in ENGINES:
        raise UsageError(f'no engine is named "{name}"{did_you_mean(name, ENGINES) or f"; known are {listed(ENGINES)}"}')
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
    for kind in KINDS:  # the organization comes last: its coverage is a fact that rules ask for
        if kind == "organization":
            role_rules = any(rule.roles for rule in rules)
            organization = replace(organization, covered=len(covered) if role_rules else None)
        groups = _groups(kind, rules, organization)
        for role, group in groups.items():
            subjects = _subjects(organization, kind, role)
            known = memory.setdefault((kind, role), {})
            for subjects_alike, verdicts in _decide_group(group, subjects, organization, engine, known):
                _record(group, subjects_alike, verdicts, broken, tallies, covered if role else None)
    # a position whose title leaves its role open may be any: no rule on a role could be judged of it
    open_roles = sum(position.role is None for position in organization.positions)
    for rule in rules:
        if rule.roles:
            tallies[rule.id].not_judged += open_roles
    return Decision(organization, tuple(broken), tallies)


def _groups(kind: Kind, rules: Iterable[Rule], organization: Organization) -> dict[str | None, _Group]:
    """The rules on a kind of subject by role. Those on roles that nobody has are left out: they need not even be compiled."""
    groups: dict[str | None, _Group] = {}
    for rule in rules:
        if kind not in rule.conditions:
            continue
        roles = [role for role in rule.roles or (None,) if _subjects(organization, kind, role)]
        if not roles:
            continue
        made = program(rule.id, *rule.conditions[kind])
        for role in roles:
            group = groups.setdefault(role, _Group(role))
            group.rules.append(rule)
            group.programs.append(made)
    return groups


def _subjects(organization: Organization, kind: Kind, role: str | None) -> Sequence[Subject]:
    if kind == "position":
        if role is None:
            return organization.positions
        return organization.by_role.get(role, ())
    return {
        "unit": organization.units,
        "person": organization.people,
        "cycle": organization.cycles,
        "organization": [organization],
    }[kind]  # type: ignore[return-value]


def _decide_group(
    group: _Group, subjects: Sequence[Subject], organization: Organization, engine: Engine, known: _Known
) -> Iterable[tuple[list[Subject], list[Verdict]]]:
    """Subjects of equal records together, with the verdict of each program on them.

    Which rules are about a subject at all is asked first, and only what these read is read of it: most designs model little of
    what rules ask for. What no rule is about is not put to the engine, for a durable ruleset costs much more than a look.
    """
    whole = cache(lambda column: _whole(column, organization, subjects))
    where = [answering(made.where, whole) for made in group.programs]
    varying = [index for index, made in enumerate(group.programs) if not _is_settled(made, organization, group)]
    settled = [None if index in varying else where[index](subjects[0]) for index in range(len(where))]
    parts: dict[tuple[bool | None, ...], list[Subject]] = defaultdict(list)
    asking = [where[index] for index in varying]
    for subject in subjects:
        parts[tuple([answer(subject) for answer in asking])].append(subject)
    readers: dict[Column, Reader] = {}
    for answers, those in parts.items():
        applies = tuple(_filled(settled, varying, answers))
        asked = [index for index, answer in enumerate(applies) if answer]
        if not asked:
            yield those, _unasked(applies)
            continue
        programs = [group.programs[index] for index in asked]
        columns = list(dict.fromkeys(column for made in programs for column in made.columns))
        # what is the same for all is read of one, and stands behind the rest
        columns.sort(key=lambda column: _is_constant(column, organization))
        for column in columns:
            if column not in readers:
                readers[column] = _reduced(column, whole(column), group.programs)
        varied = [readers[column] for column in columns if not _is_constant(column, organization)]
        same = tuple([readers[column](those[0]) for column in columns[len(varied) :]])
        alike = _alike(those, varied, same)
        seen = known.setdefault(applies, {})
        new = [signature for signature in alike if signature not in seen]
        if new:
            records = [dict(zip(columns, signature, strict=True)) for signature in new]
            for signature, verdicts in zip(new, engine(programs, records), strict=True):
                seen[signature] = _unasked(applies)
                for index, verdict in zip(asked, verdicts, strict=True):
                    seen[signature][index] = verdict
        for signature, equal in alike.items():
            yield equal, seen[signature]


def _alike(subjects: Iterable[Subject], readers: Sequence[Reader], same: Signature) -> dict[Signature, list[Subject]]:
    """Subjects by what is read of them, with ``same`` behind it."""
    alike: dict[Signature, list[Subject]] = {}
    for subject in subjects:
        signature = tuple([read(subject) for read in readers])
        found = alike.get(signature)
        if found is None:
            alike[signature] = [subject]
        else:
            found.append(subject)
    return {signature + same: those for signature, those in alike.items()}


def _filled(settled: list[bool | None], varying: list[int], answers: Iterable[bool | None]) -> list[bool | None]:
    """The answers that hold for all subjects, with those of some of them at their places."""
    applies = list(settled)
    for index, answer in zip(varying, answers, strict=True):
        applies[index] = answer
    return applies


def _unasked(applies: Iterable[bool | None]) -> list[Verdict]:
    """What ``where`` alone tells of each rule."""
    return [Verdict.OUTSIDE if answer is False else Verdict.OPEN for answer in applies]


def _record(
    group: _Group,
    subjects: list[Subject],
    verdicts: list[Verdict],
    broken: list[tuple[Rule, Subject]],
    tallies: Mapping[str, Tally],
    covered: set[int] | None,
) -> None:
    for rule, verdict in zip(group.rules, verdicts, strict=True):
        if verdict is Verdict.OUTSIDE:
            continue
        tally = tallies[rule.id]
        if verdict is Verdict.OPEN:
            tally.not_judged += len(subjects)
            continue
        tally.judged += len(subjects)
        if covered is not None:
            covered.update(subject.index for subject in subjects if isinstance(subject, Position))
        if verdict is Verdict.BROKEN:
            broken.extend((rule, subject) for subject in subjects)


def _whole(column: Column, organization: Organization, subjects: Sequence[Subject]) -> Reader:
    """A column's reader; what all subjects share is read once, for it may go through the whole organization."""
    if not _is_constant(column, organization):
        return column.read
    value = cache(lambda: column.read(subjects[0]))  # when it is first needed
    return lambda _: value()


def _is_settled(made: Program, organization: Organization, group: _Group) -> bool:
    """Whether ``where`` has one answer for all subjects of a group: it asks for the role at most, and for what is never said."""
    return all(
        _is_unwritten(test.column, organization) or (group.role is not None and test.column.path.text == "role")
        for test in tests(made.where)
    )


def _is_constant(column: Column, organization: Organization) -> bool:
    """Whether all subjects of an organization have one value of a column."""
    return column.is_shared or _is_unwritten(column, organization)


def _is_unwritten(column: Column, organization: Organization) -> bool:
    """Whether a design never says what a column is about."""
    word = column.path.word
    is_unwritten = isinstance(word, Fact) and word.written is not None and word.written not in organization.written
    return is_unwritten and not column.is_joint and (column.asked is None or column.asked.fact is None)


def _reduced(column: Column, read: Reader, programs: Sequence[Program]) -> Reader:
    """A column's reader, reduced to what rules can tell apart: other texts become one, numbers stop one past the outermost."""
    word = column.path.word
    if column.type == "truth" or (isinstance(word, Fact) and word.type in ("choice", "role")):
        return read  # a handful of values as it is
    parts = [part for made in programs for part in (made.where, made.require)]
    compared = {test.value for part in parts for test in tests(part) if test.column == column}
    if column.type == "text":
        other = _OTHER_TEXT
        while other in compared:
            other += other

        def read_text(subject: Any) -> Scalar | None:
            value = read(subject)
            return value if value is None or value in compared else other

        return read_text
    numbers = [value for value in compared if isinstance(value, int)] or [0]
    low, high = min(numbers) - 1, max(numbers) + 1

    def read_number(subject: Any) -> Scalar | None:
        value = read(subject)
        return None if value is None else min(max(value, low), high)

    return read_number
