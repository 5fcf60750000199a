"""Who else has what a list lacks: the same as by going through everybody for each, and without doing so."""

from __future__ import annotations

import gc
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from orgrules.engine import elsewhere
from orgrules.engine.build import MOST_RELATED
from orgrules.engine.elsewhere import Elsewhere
from orgrules.engine.places import place
from orgrules.engine.wording import Wording, named
from orgrules.facts.paths import Path as FactPath
from orgrules.facts.paths import understand
from orgrules.findings import Related
from orgrules.locale import LANGUAGES, speaking
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Position
from orgrules.rulebook.model import Library
from tests.helpers import design
from tests.rulebook.authoring import HEAD, load

ITEMS = ("tea", "cake", "sing", "dance")
HOUSE = {
    "rulebook.yaml": HEAD,
    "roles/clerk.yaml": """\
        role: clerk
        name: {en: Clerk, zh: 文员}
        duties: [{id: tea, name: {en: Make tea, zh: 泡茶}}, {id: cake, name: {en: Bake, zh: 烤}}, {id: sing}, {id: dance}]
        """,
}
#: Collections in the orders that rules may name them in.
COLLECTIONS = (
    ("unit.positions", "chain"),
    ("chain", "unit.positions"),
    ("reports", "unit.positions", "chain"),
    ("unit.positions", "chain", "organization.positions"),
    ("unit.positions", "organization.positions"),
    ("all_reports", "chain"),
    ("manager.reports",),
)


def written(number: int, titles: Sequence[str], items: int = 2) -> str:
    """Positions in two units, below one another, each with some of the duties."""
    chance = random.Random(number)
    lines = ["positions:"]
    for each in range(number):
        duties = chance.sample(ITEMS, chance.randint(0, items))
        above = f"p{chance.randrange(max(0, each - 5), each)}" if each else "null"
        keys = f"unit: {chance.choice('AB')}, reports_to: {above}, duties: [{', '.join(duties)}]"
        lines.append(f'  - {{id: p{each}, title: "{titles[each % len(titles)]} {each}", {keys}}}')
    return "\n".join(lines) + "\n"


def linked(library: Library, text: str) -> Organization:
    """The organization that a text is."""
    return link(design(text), library.titles, library.terms)


def by_everybody(
    subject: Position, items: Sequence[str], collections: Sequence[FactPath], wording: Wording
) -> tuple[tuple[Related, ...], str]:
    """The same found by going through everybody: where the first stand, and what is said of all."""
    duties = understand("position", "duties")
    found: dict[int, Related] = {}
    for collection in collections:
        for member in collection.read(subject) or ():
            theirs = [item for item in items if item in (duties.read(member) or ())]
            if theirs and member is not subject:
                found.setdefault(member.index, Related(place(member, ("duties",)), wording.held(duties, theirs, named(member))))
    return tuple(found.values())[:MOST_RELATED], wording.row(each.note for each in found.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", COLLECTIONS, ids=", ".join)
@pytest.mark.parametrize(
    "text",
    [
        written(6, ["Post"]),
        written(150, ["Post"]),
        written(150, ["Post"], items=1),
        # a mark in a title, far behind those that are named
        written(150, ["Post"], items=1).replace("Post 130", "Post, South、130"),
    ],
    ids=["few", "many", "one each", "marked"],
)
def test_it_is_who_is_found_by_going_through_everybody(names: Sequence[str], text: str, language: str, tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE)
    duties = understand("position", "duties")
    collections = [understand("position", name) for name in names]
    with speaking(language):
        wording = Wording(library)
        there = Elsewhere(collections, wording, MOST_RELATED)
        for subject in linked(library, text).positions:
            items = tuple(item for item in ITEMS if item not in duties.read(subject))
            having = there.of(subject, [(duties, items)])
            assert (having.related, having.said) == by_everybody(subject, items, collections, wording)


def test_of_several_lists_each_is_told(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE)
    wording = Wording(library)
    positions = linked(library, written(30, ["Post"])).positions
    duties = understand("position", "duties")
    there = Elsewhere([understand("position", "organization.positions")], wording, MOST_RELATED)
    one, other = there.of(positions[0], [(duties, ("tea",))]), there.of(positions[0], [(duties, ("cake",))])
    both = there.of(positions[0], [(duties, ("tea",)), (duties, ("cake",))])
    assert both.number == one.number + other.number > MOST_RELATED / 2
    assert both.related == (*one.related, *other.related)[:MOST_RELATED]
    assert there.of(positions[0], []).said == ""


def test_a_unit_is_gone_through_once_for_all_who_lack_something(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE)
    reads = 0
    duties = understand("position", "duties")

    def counting(member: Any) -> Any:
        nonlocal reads
        reads += 1
        return duties.read(member)

    organization = linked(library, re.sub("unit: [AB]", "unit: A", written(400, ["Post"])))
    there = Elsewhere([understand("position", "unit.positions")], Wording(library), MOST_RELATED)
    for subject in organization.positions:
        items = tuple(item for item in ITEMS if item not in duties.read(subject))
        there.of(subject, [(duties._replace(read=counting), items)])
    assert reads <= len(organization.positions)


def test_what_few_have_in_common_is_not_kept_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "MOST_KEPT", 5)
    duties = understand("position", "duties")
    library = load(tmp_path, HOUSE)
    there = Elsewhere([understand("position", "unit.positions")], Wording(library), MOST_RELATED)
    # many units of ten, in each of which another one lacks something else
    text = re.sub('(\\d+)", unit: [AB]', lambda match: f'{match[1]}", unit: {int(match[1]) // 10}', written(600, ["Post"]))
    before = told_now()
    for subject in linked(library, text).positions:
        there.of(subject, [(duties, tuple(item for item in ITEMS if item not in duties.read(subject)))])
    assert told_now() - before <= 5 * MOST_RELATED


def told_now() -> int:
    """How many places with what stands there are in memory."""
    return sum(type(each) is Related for each in gc.get_objects())
