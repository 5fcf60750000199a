"""What rests on wording: how many rules are kept only because a text was read by its wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from orgrules.engine.decide import Decision, Memory, decide
from orgrules.engine.programs import Engine
from orgrules.facts.expressions import all_paths
from orgrules.facts.paths import Path
from orgrules.organization.link import doubting_wording
from orgrules.organization.model import Organization
from orgrules.rulebook.model import Rule


class Doubts:
    """Some rules, of which those are decided once more that may come out otherwise where wording is not trusted."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        worded = {rule.id for rule in rules if any(path.reads_terms for path in _paths(rule))}
        # on which positions a rule on a role was judged may be asked for, too
        counting = [rule.id for rule in rules if any(path.word.name == "covered_positions" for path in _paths(rule))]
        if counting and any(rule.roles and rule.id in worded for rule in rules):
            worded.update(counting, (rule.id for rule in rules if rule.roles))
        self._rules = [rule for rule in rules if rule.id in worded]
        self._memory: Memory = {}

    def kept(self, organization: Organization, decision: Decision, engine: Engine) -> int:
        """How many of the verdicts that a rule is kept would be none; ``organization`` is as it was linked."""
        with doubting_wording(organization):
            without = decide(organization, self._rules, engine, self._memory)
        return (self._kept(decision) - self._kept(without)).total()

    def _kept(self, decision: Decision) -> Counter[str]:
        """How often each of the rules is kept."""
        kept = Counter({rule.id: decision.tallies[rule.id].judged for rule in self._rules})
        kept.subtract(rule.id for rule, _subject in decision.broken if rule.id in kept)
        return kept


def _paths(rule: Rule) -> Iterator[Path]:
    """Everything that a rule asks for."""
    return (path for both in rule.conditions.values() for condition in both for path in all_paths(condition))
