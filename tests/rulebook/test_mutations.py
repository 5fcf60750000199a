"""Breaking any shipped rule's condition makes one of its own examples fail: so the examples say what the rule says."""

from __future__ import annotations

import pytest

from orgrules.rulebook.model import Rule
from orgrules.rulebook.shipped import BASIC_RULEBOOK, shipped_rulebooks
from tests.rulebook.mutations import context, mutants, survivors

#: Each shipped rulebook with those that are loaded for it: the basics have examples with the roles of the default one.
LOADED = {name: () if name == BASIC_RULEBOOK else (name,) for name in shipped_rulebooks()}
RULES = [
    (rulebook, rule) for rulebook, named in LOADED.items() for rule in context(*named).library.rules if rule.rulebook == rulebook
]
#: Where no rulebook declares attributes, these rules' fact is absent: their ``where`` only spares looking at each subject.
EQUIVALENT = {"attributes/as-declared": ["where dropped"], "attributes/misspelt": ["where dropped"]}


@pytest.mark.parametrize(("rulebook", "rule"), RULES, ids=[f"{rulebook}:{rule.id}" for rulebook, rule in RULES])
def test_a_rule_with_a_broken_condition_fails_an_example(rulebook: str, rule: Rule) -> None:
    assert survivors(rule, *LOADED[rulebook]) == EQUIVALENT.get(rule.id, [])


def test_every_kind_of_mutant_is_tried() -> None:
    made = context(*LOADED["sales-organization"])
    [rule] = [rule for rule in made.library.rules if rule.id == "sales-supervisor/manages"]
    assert [mutant.what for mutant in mutants(rule, made.names)][:2] == ["where dropped", "where.role negated"]
