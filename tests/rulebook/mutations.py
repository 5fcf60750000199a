"""Mutants of a rule's condition: a value changed, a test negated, ``where`` dropped; and which of them its examples let pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from orgrules.design.levels import Scale
from orgrules.design.read import design_of
from orgrules.engine.decide import decide
from orgrules.engine.reference import decide as reference
from orgrules.errors import Problem
from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import Collection, Fact, Kind
from orgrules.files.source import plain_data
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.rulebook import library as libraries
from orgrules.rulebook.compile import RuleCompiler
from orgrules.rulebook.constants import Names
from orgrules.rulebook.folders import Raw, read_folder
from orgrules.rulebook.model import Library, Rule
from orgrules.rulebook.terms import term_names
from orgrules.tasks.examples import Example, Found, found_in, read_examples, written_files

_JOINS = ("all_of", "any_of", "none_of")
_BOUNDS = ("at_least", "at_most", "more_than", "less_than")
_OF_MEMBERS = ("includes", "includes_any", "excludes", "only")


class Mutant(NamedTuple):
    """A rule's conditions with one thing changed, and what it is."""

    what: str
    where: Any
    require: Any


class Subject(NamedTuple):
    """What rules of one file are tried on: its examples as linked organizations."""

    example: Example
    organization: Organization


def mutants(rule: Rule, names: Names) -> Iterator[Mutant]:
    """Every mutant of a rule."""
    kind: Kind = next(iter(rule.conditions))
    where, require = plain_data(rule.written.get("where")), plain_data(rule.written["require"])
    if where:
        yield Mutant("where dropped", None, require)
        for what, changed in _condition(where, kind, names, "where"):
            yield Mutant(what, changed, require)
    for what, changed in _condition(require, kind, names, "require"):
        yield Mutant(what, where, changed)


def _condition(data: dict[str, Any], kind: Kind, names: Names, at: str) -> Iterator[tuple[str, Any]]:
    for key, test in data.items():
        here = f"{at}.{key}"
        rest = {other: value for other, value in data.items() if other != key}
        if key in _JOINS:
            for index, part in enumerate(test):
                for what, changed in _condition(part, kind, names, f"{here}[{index}]"):
                    yield what, {**data, key: [*test[:index], changed, *test[index + 1 :]]}
                if len(test) > 1:
                    yield f"{here}[{index}] left out", {**data, key: [*test[:index], *test[index + 1 :]]}
            other = {"all_of": "any_of", "any_of": "all_of"}.get(key)
            if other and len(test) > 1:
                yield f"{here} → {other}", {**rest, other: test}
            continue
        yield f"{here} negated", {**rest, "all_of": [*data.get("all_of", ()), {"none_of": [{key: test}]}]}
        for what, changed in _test(test, kind, key, names, here):
            yield what, {**data, key: changed}


def _test(test: Any, kind: Kind, path: str, names: Names, here: str) -> Iterator[tuple[str, Any]]:
    word = understand(kind, path).word
    if isinstance(word, Collection):
        yield from _counted(test, word, names, here)
    elif isinstance(test, list):
        yield from _values(test, word, names, here)
    elif not isinstance(test, dict):
        yield from ((f"{here}: {test!r} → {other!r}", other) for other in _others(test, word, names, [test]))
    else:
        for name, value in test.items():
            inner = f"{here}.{name}"
            if name == "fact" or isinstance(value, dict):
                continue  # which fact it is compared with: another one is another rule
            if name == "exists":
                yield f"{inner} → {not value}", {**test, name: not value}
            elif isinstance(value, list):
                for what, changed in _values(value, word, names, inner):
                    yield what, {**test, name: changed}
            else:
                for other in _others(value, word, names, [value]):
                    yield f"{inner}: {value!r} → {other!r}", {**test, name: other}


def _counted(test: Any, word: Collection, names: Names, here: str) -> Iterator[tuple[str, Any]]:
    for name, value in (test or {}).items():
        if name == "where":
            for what, changed in _condition(value, word.of, names, f"{here}.where"):
                yield what, {**test, name: changed}
            yield f"{here}.where dropped", {other: of for other, of in test.items() if other != "where"}
        elif name in _BOUNDS:
            for other in (value - 1, value + 1):
                if other >= 0:
                    yield f"{here}.{name}: {value} → {other}", {**test, name: other}


def _values(values: list[Any], word: Any, names: Names, here: str) -> Iterator[tuple[str, Any]]:
    """Each of a list's members changed to something else."""
    for index, value in enumerate(values):
        others = list(_others(value, word, names, values))
        if not others:  # the only term of its kind
            yield f"{here}[{index}] left out", [*values[:index], *values[index + 1 :]]
        for other in others:
            yield f"{here}[{index}]: {value!r} → {other!r}", [*values[:index], other, *values[index + 1 :]]


def _others(value: Any, word: Any, names: Names, taken: Sequence[Any]) -> Iterator[Any]:
    """Values of the same type that are not there yet."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (other for other in (value - 1, value + 1) if other >= 0)  # no fact that rules compare is ever below 0
    else:
        yield from [other for other in _known(value, word, names) if other not in taken][:1]


def _known(value: str, word: Any, names: Names) -> list[str]:
    assert isinstance(word, Fact)
    if word.scale is not None:
        return _near(word.scale, value)
    if word.type == "choice":
        return list(word.values)
    if word.type == "role" or word.term == "role":
        return sorted(names.roles)
    if word.term is not None:
        return sorted(set(names.terms[word.term].values()))
    return [f"not {value}"]


def _near(scale: Scale, value: str) -> list[str]:
    every = list(scale.names)
    place = every.index(value)
    return sorted(every, key=lambda other: abs(every.index(other) - place))


class Context(NamedTuple):
    """The shipped rulebooks named, and what their rules are compiled with."""

    library: Library
    names: Names
    compilers: dict[str, RuleCompiler]
    problems: list[Problem]


@cache
def context(*rulebooks: str) -> Context:
    """What a check of these rulebooks would load, opened up so that single rules can be compiled again."""
    library = libraries.load_library(rulebooks)
    problems: list[Problem] = []
    folders = [read_folder(libraries.find_rulebook(book.name), None) for book in library.rulebooks]
    profiles = libraries._profiles(folders, problems)
    ids = term_names(folders, profiles, problems).ids
    roles = {profile.role: profile.name.texts() for _, profile, _ in profiles}
    names = Names(frozenset(roles), ids)
    compilers = {folder.file.rulebook: RuleCompiler(folder, names, roles, problems) for folder in folders}
    return Context(library, names, compilers, problems)


@cache
def subjects(path: str, *rulebooks: str) -> tuple[Subject, ...]:
    """The examples of the file at ``path``, linked."""
    library = context(*rulebooks).library
    [written] = [written for written in written_files(library.rules) if written.source.path == path]
    examples, problems = read_examples(written)
    assert problems == []
    return tuple(Subject(example, _linked(example, library)) for example in examples)


def _linked(example: Example, library: Library) -> Organization:
    terms = library.terms._replace(attributes=example.attributes)
    return link(design_of(example.source._replace(data=example.design)), library.titles, terms, today=example.today)


def survivors(rule: Rule, *rulebooks: str) -> list[str]:
    """The mutants of a rule that all of its examples let pass."""
    made = context(*rulebooks)
    tried = subjects(rule.source.path, *rulebooks)
    # what the whole check has covered is a fact that only all rules on roles tell
    others = [role_rule for role_rule in made.library.rules if role_rule.roles] if "covered" in str(rule.written) else []
    assert all(_found(rule, subject, others) == _expected(rule, subject) for subject in tried)
    return [
        mutant.what
        for mutant in mutants(rule, made.names)
        if all(_found(_compiled(rule, mutant, made), subject, others) == _expected(rule, subject) for subject in tried)
    ]


def _compiled(rule: Rule, mutant: Mutant, made: Context) -> Rule:
    written = {key: said for key, said in rule.written.items() if key not in ("where", "cites", "related", "finding")}
    data = {**written, "require": mutant.require, **({"where": mutant.where} if mutant.where else {})}
    compiled = made.compilers[rule.rulebook].written(rule.id, Raw(rule.rulebook, data, rule.source))
    assert made.problems == [], (rule.id, mutant.what)
    assert compiled is not None
    return compiled


def _found(rule: Rule, subject: Subject, others: Sequence[Rule]) -> frozenset[Found]:
    return found_in(decide(subject.organization, [*others, rule], reference), [rule])


def _expected(rule: Rule, subject: Subject) -> frozenset[Found]:
    return frozenset(found for found in subject.example.expected if found[0] == rule.id)
