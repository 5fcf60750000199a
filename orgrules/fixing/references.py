"""What a reference to nothing was meant to be."""

from __future__ import annotations

from typing import Any

from orgrules.changes.steps import Put
from orgrules.facts import readers
from orgrules.facts.vocabulary import kind_of
from orgrules.fixing.ground import SECTIONS, Candidate, Found, Ground, called, tie
from orgrules.locale import _
from orgrules.organization.model import Position, Unit
from orgrules.organization.names import Names
from orgrules.text import normalize, shown


def suggested(ground: Ground, what: str, subject: Position | Unit, key: str, reference: str) -> Found:
    """The one thing here that a reference to nothing was meant to be: it differs by a slip, or names who holds one position."""
    meant = ground.slips(what).meant(reference)
    things = ground.things(what)
    those = [things[index] for index in dict.fromkeys(index for _form, index in meant) if things[index] is not subject]
    if not those and what == "position":
        held = readers.positions_held(reference, ground.organization)
        those = held if len(held) == 1 else []
    if not those:
        yield _('Nothing here is written like "{reference}": it takes a new entry, or a decision on what is meant.').format(
            reference=shown(reference)
        )
        return
    if len(those) > 1:
        yield tie([called(each) for each in those])
        return
    meaning = ground.meaning(those[0])
    if meaning is None:
        yield _("Nothing refers to {name} alone: it needs an id of its own first.").format(name=called(those[0]))
        return
    text, first = meaning
    name = those[0].title if what == "position" else those[0].name
    if meant and meant[0][0] == normalize(name) and _means(ground, what, name):
        text, first = name, ()  # who writes titles goes on writing titles
    section = SECTIONS[kind_of(subject)]
    written = getattr(subject.declared.entry, key)  # type: ignore[union-attr]
    value = [text if each == reference else each for each in written] if isinstance(written, list) else text
    reason = _('In {key} of {name}, "{reference}" is {meant}: nothing else here is written like it.')
    if not meant:
        reason = _('In {key} of {name}, "{reference}" is {meant}: the one position that this person holds.')
    told = reason.format(key=key, name=called(subject), reference=shown(reference), meant=called(those[0]))
    yield Candidate(
        "reference", (*first, Put(section, subject.index, (key,), value)), told, (0,), called(those[0]), touches=(those[0],)
    )


def _means(ground: Ground, what: str, text: str) -> bool:
    named: dict[str, Names[Any]] = {"position": ground.positions, "unit": ground.units, "person": ground.people}
    return named[what].status(text) == "known"
