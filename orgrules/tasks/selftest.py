"""The use case behind ``orgrules test``: a rulebook's own examples, and what is doubtful in the rulebook itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgrules.engine.decide import Memory, engine_named
from orgrules.engine.programs import Engine
from orgrules.errors import OrgrulesError, Problem
from orgrules.locale import _, pgettext, speaking
from orgrules.rulebook.dates import counts_from_today
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library, Rule, Rulebook
from orgrules.rulebook.shipped import BASIC_RULEBOOK, RULEBOOK_FILE
from orgrules.settings import Settings
from orgrules.tasks.coverage import Covered, coverage_of
from orgrules.tasks.examples import Found, Written, found_in, read_examples, run_example, written_files
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
    with speaking(settings.language):
        return _tested(rulebook, settings)


def _tested(rulebook: str, settings: Settings) -> Outcome:
    # the basics have examples with titles of the roles that are checked by default
    library = load_library(() if rulebook == BASIC_RULEBOOK else (rulebook,))
    about = library.rulebooks[0 if rulebook == BASIC_RULEBOOK else -1]
    rules = [rule for rule in library.rules if rule.rulebook == about.name]
    work = _Work(library, engine_named(settings.engine))
    examples = sum(_try(work, written) for written in written_files(rules))
    # what a refined rulebook says otherwise may contradict what it leaves as it is
    work.failures += _lines_that_contradict(library.rules)
    work.failures += _lines_in_a_ring(library.rules)
    work.failures += _lines_of_own_reports(library.rules)
    work.warnings += _leads_to_itself(rules)
    work.warnings += _reports_left_open(rules)
    own = [covered for covered in coverage_of(library) if covered.statement.rulebook == about.name]
    work.failures += _contradicted(own, about)
    work.warnings += _open_statements(own, about)
    return Outcome(about.name, len(rules), examples, tuple(work.failures), tuple(work.warnings))


@dataclass(slots=True)
class _Work:
    """What testing a rulebook needs, and what it gathers."""

    library: Library
    engine: Engine
    failures: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    memory: Memory = field(default_factory=dict)


def _try(work: _Work, written: Written) -> int:
    """Run the examples of one file; returns how many there are."""
    examples, problems = read_examples(written)
    work.failures += problems
    if problems:
        return 0
    kept: set[str] = set()
    broken: set[str] = set()
    for example in examples:
        try:
            decision = run_example(example, work.library, work.library.rules, work.engine, work.memory)
        except OrgrulesError as error:
            work.failures += error.problems
            continue
        found = found_in(decision, written.rules)
        if found != example.expected:
            message = _("found {found} here, and should find {expected}").format(
                found=_listed(found), expected=_listed(example.expected)
            )
            work.failures.append(example.source.problem(example.at, message))
            (broken if example.fails else kept).update(rule.id for rule in written.rules)  # what it was meant to show
        numbers = Counter(rule.id for rule, _subject in decision.broken)
        kept |= {rule.id for rule in written.rules if decision.tallies[rule.id].judged > numbers[rule.id]}
        broken |= {rule for rule, _name in example.expected}
    source = examples[0].source if examples else written.source
    for message, shown_by in ((_("{rules}: no passing example"), kept), (_("{rules}: no failing example"), broken)):
        lacking = [rule.id for rule in written.rules if rule.id not in shown_by]
        if lacking:
            work.warnings.append(source.problem(("examples",), message.format(rules=listed(lacking))))
    if any(map(counts_from_today, written.rules)) and any(example.today is None for example in examples):
        message = _(
            'the rule counts from today, and its examples would turn out otherwise one day; name a day of theirs: "today"'
        )
        work.warnings.append(source.problem(("examples",), message))
    return len(examples)


def _listed(found: Iterable[Found]) -> str:
    said = _("{rule} at {subject}")
    return listed(said.format(rule=rule, subject=shown(name)) for rule, name in sorted(found)) or pgettext("found", "nothing")


def _lines_that_contradict(rules: Sequence[Rule]) -> Iterator[Problem]:
    """A role that must report to another, which may manage only others and says that it excludes the rest."""
    above, below = _roles_named(rules, "reports-to"), _roles_named(rules, "manages")
    for role, (managers, rule) in above.items():
        refusing = [
            manager for manager in managers if manager in below and below[manager][1].exclusive and role not in below[manager][0]
        ]
        if refusing and len(refusing) == len(managers):
            refusals = listed(below[manager][1].id for manager in refusing)
            message = _("{role} must report to {managers}, and {rules} does not allow it").format(
                role=role, managers=listed(managers), rules=refusals
            )
            yield rule.source.problem(rule.route, message)


def _lines_of_own_reports(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Roles that answer to one role alone, and must have a dotted line, or a line of any kind, to others."""
    of_profiles = {rule.id: rule for rule in rules if rule.route}
    for rule in of_profiles.values():
        manager, _slash, name = rule.id.partition("/")
        own = _one_or_many(rule.written["require"]["reports"]["where"]["role"]) if name == "own-reports" else []
        for role in own:
            for asking, lines in ((f"{role}/reports-to", "dotted_lines"), (f"{role}/assists", "lines")):
                require = of_profiles[asking].written["require"] if asking in of_profiles else {}
                if lines in require and manager not in _one_or_many(require[lines]["where"]["role"]):
                    message = _("{role} must answer to {manager} alone, and {rule} asks for a line to somebody else")
                    yield rule.source.problem(rule.route, message.format(role=role, manager=manager, rule=asking))


def _one_or_many(roles: str | list[str]) -> list[str]:
    return [roles] if isinstance(roles, str) else roles


def _leads_to_itself(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Profiles whose role is reached from itself, or changes places with itself."""
    for rule in rules:
        role, _slash, name = rule.id.partition("/")
        if name in ("promoted-from", "rotates-with") and rule.roles == frozenset({role}) and rule.route:
            listed_there = rule.written["require"][name.replace("-", "_")]["only"]
            if role in listed_there:
                message = _("{rule} names {role} itself")
                yield rule.source.problem(rule.route, message.format(rule=rule.id, role=role))


def _reports_left_open(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Profiles that say whom a role manages, and not whether others may report to it."""
    for rule in rules:
        if rule.exclusive is None and rule.id.endswith("/manages") and rule.route:
            message = _('{rule} does not say whether others may report to it too; write "exclusive": true or false')
            yield rule.source.problem(rule.route, message.format(rule=rule.id))


def _lines_in_a_ring(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Roles none of which can ever reach a role that reports to nobody: whoever obeys the rules builds a cycle."""
    above = _roles_named(rules, "reports-to")
    leads_up = {role for managers, _rule in above.values() for role in managers} - set(above)
    grown = True
    while grown:
        more = {role for role, (managers, _rule) in above.items() if role not in leads_up and leads_up.intersection(managers)}
        leads_up |= more
        grown = bool(more)
    for role, (managers, rule) in above.items():
        if role not in leads_up:
            message = _(
                "{role} must report to {managers}, and from there no line leads to a top: the rules force a cycle"
            ).format(role=role, managers=listed(managers))
            yield rule.source.problem(rule.route, message)


def _roles_named(rules: Sequence[Rule], field: str) -> Mapping[str, tuple[list[str], Rule]]:
    """The roles that the rules of one profile field name, by the role whose profile it is."""
    found = {}
    for rule in rules:
        role, _slash, name = rule.id.partition("/")
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


def _open_statements(own: Sequence[Covered], about: Rulebook) -> Iterator[Problem]:
    """Statements that nothing is made of, and those that a rule cites without an example that shows it."""
    uncited = [covered.statement.id for covered in own if covered.is_open and not covered.cited_by]
    if uncited:
        message = _("{number} of {all} statements are neither cited by a rule nor not_checkable: {statements}").format(
            number=len(uncited), all=len(own), statements=listed(uncited, MOST_NAMED)
        )
        yield Problem(f"{about.path}/{RULEBOOK_FILE}", 1, 1, message)
    cited = _("{statement} ({rules})")
    unshown = [
        cited.format(statement=covered.statement.id, rules=listed(covered.cited_by))
        for covered in own
        if covered.is_open and covered.cited_by
    ]
    if unshown:
        message = _(
            "{number} of {all} statements are cited, and no failing example has a finding that cites them: {statements}"
        ).format(number=len(unshown), all=len(own), statements=listed(unshown, MOST_NAMED))
        yield Problem(f"{about.path}/{RULEBOOK_FILE}", 1, 1, message)


def _contradicted(own: Sequence[Covered], about: Rulebook) -> Iterator[Problem]:
    """Statements that are said not to be checkable, and that a rule checks."""
    for covered in own:
        if covered.rules and covered.not_checkable:
            message = _("{statement} is not_checkable, and {rules} checks it").format(
                statement=covered.statement.id, rules=listed(covered.rules)
            )
            yield Problem(f"{about.path}/{RULEBOOK_FILE}", 1, 1, message)
