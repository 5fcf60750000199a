"""The use case behind ``orgrules test``: a rulebook's own examples, and what is doubtful in the rulebook itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orgrules.check import check_design
from orgrules.design.read import design_of
from orgrules.engine.build import title_of
from orgrules.engine.decide import Memory, engine_named
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem
from orgrules.organization.model import Cycle, Organization, Subject
from orgrules.rulebook.folders import examples_of
from orgrules.rulebook.library import BASIC_RULEBOOK, load_library
from orgrules.rulebook.model import Library, Rule, Rulebook
from orgrules.settings import Settings
from orgrules.source import Route, Source
from orgrules.text import listed, shown

#: Most statements that one line names.
MOST_NAMED = 8


class Outcome(NamedTuple):
    """What testing one rulebook gave: how much was tried, what failed, and what an author should look at."""

    rulebook: str
    rules: int
    examples: int
    failures: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def selftest(rulebook: str, settings: Settings = Settings()) -> Outcome:  # noqa: B008 - frozen
    """Run the examples of a rulebook (by shipped name or folder), and lint it.

    Raises:
        RulebookError, UsageError: it cannot be loaded.
    """
    # the basics have examples with titles of the roles that are checked by default
    library = load_library(() if rulebook == BASIC_RULEBOOK else (rulebook,))
    about = library.rulebooks[0 if rulebook == BASIC_RULEBOOK else -1]
    engine = engine_named(settings.engine)
    rules = [rule for rule in library.rules if rule.rulebook == about.name]
    failures: list[Problem] = []
    warnings: list[Problem] = []
    examples = 0
    memory: Memory = {}
    for written in _written(rules):
        examples += _try(_Examples(written, library, engine, failures, warnings, memory))
    # what a refined rulebook says otherwise may contradict what it leaves as it is
    failures += _lines_that_contradict(library.rules)
    failures += _lines_in_a_ring(library.rules)
    warnings += _open_statements(library, about)
    return Outcome(about.name, len(rules), examples, tuple(failures), tuple(warnings))


class _Written(NamedTuple):
    """A file of a rulebook with the rules that stand in it: one written rule, or the fields of a profile."""

    source: Source
    rules: tuple[Rule, ...]
    is_profile: bool


class _Examples(NamedTuple):
    written: _Written
    library: Library
    engine: Engine
    failures: list[Problem]
    warnings: list[Problem]
    memory: Memory


def _written(rules: Iterable[Rule]) -> list[_Written]:
    by_path: dict[str, list[Rule]] = {}
    for rule in rules:
        by_path.setdefault(rule.source.path, []).append(rule)
    return [_Written(those[0].source, tuple(those), those[0].route != ()) for those in by_path.values()]


def _try(work: _Examples) -> int:
    """Run the examples of one file; returns how many there are."""
    written = work.written
    try:
        source, examples = examples_of(written.source)
    except OrgrulesError as error:
        work.failures.extend(error.problems)
        return 0
    try:
        tried = _profile_examples(work, source, examples) if written.is_profile else _rule_examples(work, source, examples)
        passing, failing = map(sum, zip(*tried, strict=True)) if tried else (0, 0)
    except (TypeError, AttributeError, KeyError):
        expected = "a list of {design, findings}" if written.is_profile else "passes: [designs], fails: [{design, at}]"
        work.failures.append(source.problem(("examples",), f"examples are {expected}"))
        return 0
    for number, kind in ((passing, "passing"), (failing, "failing")):
        if not number:
            work.warnings.append(source.problem(("examples",), f"{listed(rule.id for rule in written.rules)}: no {kind} example"))
    return len(tried)


def _rule_examples(work: _Examples, source: Source, examples: Any) -> list[tuple[int, int]]:
    """For each example of a written rule: whether it is a passing one, whether a failing one."""
    [rule] = work.written.rules
    tried = []
    if not isinstance(examples or {}, dict) or not set(examples or {}) <= {"passes", "fails"}:
        raise TypeError
    for index, design in enumerate(_list((examples or {}).get("passes") or [])):
        at: Route = ("examples", "passes", index)
        found = _found(work, source, at, design, [rule])
        if found:
            work.failures.append(source.problem(at, f"{rule.id} finds {_listed(found)} here, and should find nothing"))
        tried.append((1, 0))
    for index, example in enumerate(_list((examples or {}).get("fails") or [])):
        at = ("examples", "fails", index)
        found = _found(work, source, (*at, "design"), example["design"], [rule])
        expected = {(rule.id, str(name)) for name in _list(example["at"])}
        if found is not None and found != expected:
            work.failures.append(
                source.problem(at, f"{rule.id} finds {_listed(found)} here, and should find {_listed(expected)}")
            )
        tried.append((0, 1))
    return tried


def _profile_examples(work: _Examples, source: Source, examples: Any) -> list[tuple[int, int]]:
    rules = work.written.rules
    role = rules[0].id.partition("/")[0]
    tried = []
    for index, example in enumerate(_list(examples or [])):
        at: Route = ("examples", index)
        found = _found(work, source, (*at, "design"), example["design"], rules)
        expected = {
            (f"{role}/{field}", str(name)) for name, fields in (example["findings"] or {}).items() for field in _list(fields)
        }
        if found is not None and found != expected:
            work.failures.append(source.problem(at, f"found {_listed(found)} here, and should find {_listed(expected)}"))
        tried.append((int(not expected), int(bool(expected))))
    return tried


def _list(data: Any) -> list[Any]:
    """What must be a list, for which a text would do as well as a list of its letters."""
    if not isinstance(data, list):
        raise TypeError
    return data


def _found(work: _Examples, source: Source, at: Route, design: Any, rules: Sequence[Rule]) -> set[tuple[str, str]] | None:
    """What rules find in an example's design: rule and subject; None (and a failure) where it is no design."""
    if not isinstance(design, dict | list):  # which know their places, as a single value does not
        message = 'a design is a mapping with the key "positions"; found a single value'
        work.failures.append(source.problem(at, message))
        return None
    inner = source._replace(data=design)
    try:
        decision = check_design(design_of(inner), work.library, work.library.rules, work.engine, work.memory)
    except OrgrulesError as error:
        work.failures.extend(error.problems)
        return None
    wanted = {rule.id for rule in rules}
    return {(rule.id, _name(subject)) for rule, subject in decision.broken if rule.id in wanted}


def _name(subject: Subject) -> str:
    if isinstance(subject, Organization):
        return "organization"
    if isinstance(subject, Cycle):
        return _name(subject.members[0])
    return subject.id if subject.id is not None and subject.first_with_id is None else title_of(subject)


def _listed(found: Iterable[tuple[str, str]]) -> str:
    return listed(f"{rule} at {shown(name)}" for rule, name in sorted(found)) or "nothing"


def _lines_that_contradict(rules: Sequence[Rule]) -> Iterator[Problem]:
    """A role that must report to another, which may manage only others."""
    above, below = _roles_named(rules, "reports-to"), _roles_named(rules, "manages")
    for role, (managers, rule) in above.items():
        refusing = [manager for manager in managers if manager in below and role not in below[manager][0]]
        if refusing and len(refusing) == len(managers):
            refusals = listed(below[manager][1].id for manager in refusing)
            message = f"{role} must report to {listed(managers)}, and {refusals} does not allow it"
            yield rule.source.problem(rule.route, message)


def _lines_in_a_ring(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Roles none of which can ever reach a role that reports to nobody: whoever obeys the rules builds a cycle."""
    above = _roles_named(rules, "reports-to")
    leads_up = {role for managers, _ in above.values() for role in managers} - set(above)
    grown = True
    while grown:
        more = {role for role, (managers, _) in above.items() if role not in leads_up and leads_up.intersection(managers)}
        leads_up |= more
        grown = bool(more)
    for role, (managers, rule) in above.items():
        if role not in leads_up:
            message = f"{role} must report to {listed(managers)}, and from there no line leads to a top: the rules force a cycle"
            yield rule.source.problem(rule.route, message)


def _roles_named(rules: Sequence[Rule], field: str) -> Mapping[str, tuple[list[str], Rule]]:
    """The roles that the rules of one profile field name, by the role whose profile it is."""
    found = {}
    for rule in rules:
        role, _, name = rule.id.partition("/")
        if name == field and rule.roles == frozenset({role}):
            named = _named(rule.written["require"])
            if named:
                found[role] = (named, rule)
    return found


def _named(require: Mapping[str, Any]) -> list[str]:
    """The roles that the requirement of ``reports_to`` or ``manages`` names."""
    if "manager.role" in require:
        roles = require["manager.role"]
    elif "lines" in require:
        roles = require["lines"]["where"]["role"]
    elif "reports" in require:
        roles = require["reports"]["where"]["role"]["none_of"]
    else:
        return []
    return [roles] if isinstance(roles, str) else list(roles)


def _open_statements(library: Library, about: Rulebook) -> Iterator[Problem]:
    cited = {statement.id for rule in library.rules for statement in rule.cites}
    own = [statement.id for statement in about.statements if statement.rulebook == about.name]
    open_ones = [id_ for id_ in own if id_ not in cited and id_ not in about.not_checkable]
    if open_ones:
        named = listed(open_ones[:MOST_NAMED]) + (", …" if len(open_ones) > MOST_NAMED else "")
        message = f"{len(open_ones)} of {len(own)} statements are neither cited by a rule nor not_checkable: {named}"
        yield Problem(f"{about.path}/rulebook.yaml", 1, 1, message)
