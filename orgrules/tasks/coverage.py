"""What has been made of each statement of the source documents: the rules that enforce it, or the reason why none can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orgrules.engine.build import build_findings
from orgrules.engine.reference import decide as reference
from orgrules.errors import OrgrulesError
from orgrules.rulebook.model import Library, Statement
from orgrules.tasks.examples import read_examples, run_example, written_files
from orgrules.text import NO_TEXTS, Texts


class Covered(NamedTuple):
    """One statement: the rules that enforce it, those that cite it, or why it cannot be checked.

    A rule enforces a statement where one of the rule's own failing examples has a finding that cites it: what breaks the
    statement is then known to make the rule fire.
    """

    statement: Statement
    rules: tuple[str, ...]
    cited_by: tuple[str, ...]
    not_checkable: Texts

    @property
    def is_open(self) -> bool:
        """Whether nothing has been made of it yet."""
        return not self.rules and not self.not_checkable


class Totals(NamedTuple):
    """How many statements there are, and what has been made of them; the last three add up to the first."""

    statements: int
    enforced: int
    not_checkable: int
    open: int


def coverage_of(library: Library) -> tuple[Covered, ...]:
    """Every statement of the loaded rulebooks, in the order of the documents."""
    cited: dict[tuple[str, ...], list[str]] = {}
    for rule in library.rules:
        for statement in rule.cites:
            cited.setdefault(statement[:3], []).append(rule.id)
    shown = _shown(library)
    return tuple(
        Covered(
            statement,
            tuple(rule for rule in cited.get(statement[:3], ()) if rule in shown.get(statement[:3], ())),
            tuple(cited.get(statement[:3], ())),
            rulebook.not_checkable.get(statement.id, NO_TEXTS),
        )
        for rulebook in library.rulebooks
        for statement in rulebook.statements
    )


def totals(coverage: tuple[Covered, ...]) -> Totals:
    """The numbers of a coverage."""
    enforced = sum(bool(covered.rules) for covered in coverage)
    is_open = sum(covered.is_open for covered in coverage)
    return Totals(len(coverage), enforced, len(coverage) - enforced - is_open, is_open)


def _shown(library: Library) -> Mapping[tuple[str, ...], set[str]]:
    """The rules whose failing examples have findings that cite a statement, by statement."""
    shown: dict[tuple[str, ...], set[str]] = {}
    for written in written_files(rule for rule in library.rules if rule.cites):
        examples, _problems = read_examples(written)
        for example in examples:
            if not example.fails:
                continue
            try:
                decision = run_example(example, library, written.rules, reference)
            except OrgrulesError:  # ``orgrules test`` tells
                continue
            for finding in build_findings(decision.broken, library):
                for cite in finding.cites:
                    shown.setdefault((cite.rulebook, cite.document, cite.statement), set()).add(finding.rule)
    return shown
