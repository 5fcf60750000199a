"""What is kept only by wording, counted without linking a design again and without deciding all of it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgrules.design.read import Design
from orgrules.engine.decide import ENGINES, Decision, decide
from orgrules.engine.doubts import Doubts
from orgrules.errors import DesignError
from orgrules.organization.link import link
from orgrules.rulebook.library import load_library
from orgrules.rulebook.model import Library
from orgrules.rulebook.shipped import shipped_rulebooks
from tests.engine import random_rules as rnd
from tests.engine.test_engines_agree import loaded
from tests.helpers import design
from tests.strategies import to_yaml
from tests.test_oracle_agrees import STAFFED

REFERENCE = ENGINES["reference"]


@cache
def everything() -> Library:
    return load_library([name for name in shipped_rulebooks() if name != "organization-basics"])


@given(data=STAFFED)
@settings(max_examples=150)
def test_what_is_kept_by_wording_alone_under_all_shipped_rules(data: dict[str, Any]) -> None:
    counted, demanded = both(design(to_yaml(data)), everything(), Doubts(everything().rules))
    assert counted == demanded


#: Rules that come by duties in every way there is.
ON_DUTIES: tuple[dict[str, Any], ...] = (
    {"each": "position", "require": {"duties": {"includes": "office-expenses"}}},
    {"each": "position", "where": {"duties": {"excludes": "region-expenses"}}, "require": {"headcount": {"at_most": 1}}},
    {"each": "position", "require": {"manager.duties": {"excludes": "office-expenses"}}},
    {"each": "position", "require": {"reports.duties": {"includes_any": ["office-expenses", "region-expenses"]}}},
    {"each": "position", "require": {"duties.owners": {"includes": "regional-manager"}}},
    {"each": "unit", "require": {"positions": {"where": {"duties": {"includes": "office-expenses"}}, "at_most": 0}}},
    {
        "each": "unit",
        "require": {"positions": {"share": {"where": {"duties": {"includes": "office-expenses"}}, "at_most": "50%"}}},
    },
    {"each": "organization", "require": {"positions.duties": {"includes": "region-expenses"}}},
    {"each": "organization", "require": {"covered_positions": {"at_least": 1}}},
    {
        "each": "position",
        "where": {"role": "sales-director", "duties": {"includes": "office-expenses"}},
        "require": {"headcount": {"at_most": 1}},
    },
)


def with_words(data: dict[str, Any], which: list[bool]) -> dict[str, Any]:
    """A design of which some positions have a duty in other words."""
    waiting = list(data["positions"])
    for says in which:
        if waiting:
            position = waiting.pop()
            position["duties"] = [*position.get("duties", ()), *(rnd.WORDED if says else ())]
            waiting += [nested for nested in position.get("reports", ()) if isinstance(nested, dict)]
    return data


@cache
def on_duties() -> Library:
    """These rules, those of the profiles, and organization-basics."""
    rules = {f"rules/duties-{number}.yaml": {"name": "On duties", **rule} for number, rule in enumerate(ON_DUTIES)}
    return loaded(rnd.Rulebook({**rnd.a_rulebook([]).files, **rules}))


def only(library: Library, ids: Collection[str]) -> Library:
    return library._replace(rules=tuple(rule for rule in library.rules if rule.id in ids))


@given(
    without=st.sets(st.sampled_from([f"rules/duties-{number}" for number in range(len(ON_DUTIES))])),
    data=st.builds(with_words, rnd.detailed_designs(), st.lists(st.booleans(), min_size=3)),
)
@settings(max_examples=300)
def test_what_is_kept_by_wording_alone_in_random_designs(without: set[str], data: dict[str, Any]) -> None:
    library = only(on_duties(), {rule.id for rule in on_duties().rules} - without)
    try:
        counted, demanded = both(design(to_yaml(data)), library, Doubts(library.rules))
    except DesignError:
        return
    assert counted == demanded


def test_a_position_may_be_covered_by_wording_alone() -> None:
    library = only(on_duties(), {"rules/duties-8", "rules/duties-9"})
    office, _region = rnd.WORDED
    written = f"positions: [{{title: 销售总监, duties: [{office}]}}, {{title: Clerk}}]"
    assert both(design(written), library, Doubts(library.rules)) == (2, 2)


def both(what: Design, library: Library, doubts: Doubts) -> tuple[int, int]:
    """What is counted, and what comes out when the whole design is linked and decided once more."""
    trusting = link(what, library.titles, library.terms)
    decision = decide(trusting, library.rules, REFERENCE)
    doubting = decide(link(what, library.titles, library.terms, trusts_wording=False), library.rules, REFERENCE)
    found = doubts.kept(trusting, decision, REFERENCE)
    assert decide(trusting, library.rules, REFERENCE).tallies == decision.tallies  # and nothing is doubted any more
    return found, (kept(decision) - kept(doubting)).total()


def kept(decision: Decision) -> Counter[str]:
    counted = Counter({rule: tally.judged for rule, tally in decision.tallies.items()})
    counted.subtract(rule.id for rule, _subject in decision.broken)
    return counted
