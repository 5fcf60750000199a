"""A rulebook's own examples: small designs in the files of its rules, with what these rules must find in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from orgrules.design.read import design_of
from orgrules.engine.decide import Decision, Memory
from orgrules.engine.programs import Engine
from orgrules.engine.subjects import title_of
from orgrules.errors import OrgrulesError, Problem
from orgrules.files.source import Route, Source
from orgrules.locale import _
from orgrules.organization.attributes import Attributes
from orgrules.organization.model import Cycle, Organization, Subject
from orgrules.rulebook.attributes import attributes_of
from orgrules.rulebook.constants import day_meant
from orgrules.rulebook.folders import examples_of
from orgrules.rulebook.model import Library, Rule
from orgrules.running.one import check_design

#: A rule's id, and the declared id or the title of the subject at which it is broken.
Found = tuple[str, str]


class Written(NamedTuple):
    """A file of a rulebook with the rules that stand in it: one written rule, or the fields of a profile."""

    source: Source
    rules: tuple[Rule, ...]
    is_profile: bool


class Example(NamedTuple):
    """One example: a design, its route in the file, and what the rules of the file must find in it, and nothing else.

    ``fails``: it is there to show what breaks a rule. ``today`` is the day of the check, None for now; ``attributes`` are what
    a rulebook beside this one is taken to declare.
    """

    source: Source
    at: Route
    design: Any
    expected: frozenset[Found]
    fails: bool
    today: date | None = None
    attributes: Attributes = MappingProxyType({})


def written_files(rules: Iterable[Rule]) -> list[Written]:
    """The files that rules stand in."""
    by_path: dict[str, list[Rule]] = {}
    for rule in rules:
        by_path.setdefault(rule.source.path, []).append(rule)
    return [Written(those[0].source, tuple(those), those[0].route != ()) for those in by_path.values()]


def read_examples(written: Written) -> tuple[list[Example], list[Problem]]:
    """The examples of one file, and why they cannot be read where they are not as they should be."""
    try:
        source, data = examples_of(written.source)
    except OrgrulesError as error:
        return [], list(error.problems)
    try:
        parts = _of_profile(written, source, data) if written.is_profile else _of_rule(written, source, data)
        return list(parts), []
    except OrgrulesError as error:
        return [], list(error.problems)
    except ValueError as error:
        return [], [source.problem(("examples",), str(error))]
    except (TypeError, AttributeError, KeyError):
        if written.is_profile:
            message = _("examples are a list of {design, findings}")
        else:
            message = _("examples are passes: [designs], fails: [{design, at}], and today: DAY for rules that count from today")
        return [], [source.problem(("examples",), message)]


def run_example(
    example: Example, library: Library, rules: Sequence[Rule], engine: Engine, memory: Memory | None = None
) -> Decision:
    """Decide rules on an example's design; ``memory`` is that of ``decide``.

    Raises:
        SourceError, DesignError: it is no design.
    """
    if not isinstance(example.design, dict | list):  # which know their places, as a single value does not
        message = _('a design is a mapping with the key "positions"; found a single value')
        raise OrgrulesError(example.source.problem(example.at, message))
    design = design_of(example.source._replace(data=example.design))
    if example.attributes:
        library = library._replace(terms=library.terms._replace(attributes=example.attributes))
    return check_design(design, library, rules, engine, memory, today=example.today)


def found_in(decision: Decision, rules: Iterable[Rule]) -> frozenset[Found]:
    """What rules found, in the words of examples."""
    wanted = {rule.id for rule in rules}
    return frozenset((rule.id, subject_name(subject)) for rule, subject in decision.broken if rule.id in wanted)


def subject_name(subject: Subject) -> str:
    """A subject as examples name it: by its id, or its title or name; a cycle by its first member."""
    if isinstance(subject, Organization):
        return "organization"
    if isinstance(subject, Cycle):
        return subject_name(subject.members[0])
    return subject.id if subject.id is not None and subject.first_with_id is None else title_of(subject)


def _of_rule(written: Written, source: Source, data: Any) -> Iterator[Example]:
    [rule] = written.rules
    data = data or {}
    if not isinstance(data, dict) or not set(data) <= {"passes", "fails", "today", "attributes"}:
        raise TypeError
    today = date.fromisoformat(day_meant(data["today"])) if "today" in data else None
    said = data.get("attributes", {})
    attributes = attributes_of(said, lambda route: (source, ("examples", *route))) if said != {} else {}
    for index, design in enumerate(_list(data.get("passes") or [])):
        at: Route = ("examples", "passes", index)
        yield Example(source, at, design, frozenset(), fails=False, today=today, attributes=attributes)
    for index, example in enumerate(_list(data.get("fails") or [])):
        at = ("examples", "fails", index)
        expected = frozenset((rule.id, str(name)) for name in _list(example["at"]))
        yield Example(source, at, example["design"], expected, fails=True, today=today, attributes=attributes)


def _of_profile(written: Written, source: Source, data: Any) -> Iterator[Example]:
    role = written.rules[0].id.partition("/")[0]
    for index, example in enumerate(_list(data or [])):
        at: Route = ("examples", index)
        named = (example["findings"] or {}).items()
        expected = frozenset((f"{role}/{field}", str(name)) for name, fields in named for field in _list(fields))
        yield Example(source, at, example["design"], expected, fails=bool(expected))


def _list(data: Any) -> list[Any]:
    """What must be a list, for which a text would do as well as a list of its letters."""
    if not isinstance(data, list):
        raise TypeError
    return data
