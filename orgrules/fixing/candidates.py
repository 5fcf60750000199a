"""Changes that may remove a finding, by the tests that failed and not by the rule: one function for what is wrong.

Each candidate is what a careful reader of the design would try. Whether it removes the finding and brings no other, trials tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Any, NamedTuple

from orgrules.changes.steps import Drop, Put, Section, Step, data_of
from orgrules.design.levels import EDUCATION
from orgrules.engine.failures import Failure, failing
from orgrules.facts import lists, readers
from orgrules.facts.attributes import first_misspelt
from orgrules.facts.expressions import answering
from orgrules.facts.vocabulary import Fact, kind_of
from orgrules.fixing import nearness, spelling
from orgrules.fixing.model import Kind
from orgrules.fixing.nearness import FAR, Around, Nearness
from orgrules.fixing.slips import Slips, is_slip
from orgrules.fixing.whatif import DOWNWARDS, UPWARDS, WhatIf, headed, inside, is_worse, under, with_reports, within
from orgrules.locale import _
from orgrules.organization.model import Cycle, Organization, Person, Position, Subject, Unit
from orgrules.organization.names import Names, person_names, position_names, unit_names
from orgrules.organization.reading import FIELDS, texts_of
from orgrules.organization.title_words import NOBODY_ABOVE
from orgrules.rulebook.model import Library, Rule
from orgrules.text import fold, listed, normalize, shown

#: Most members of a collection that are moved by one proposal.
MOST_MOVED = 4
#: Groups of equally near managers that are looked at for one position beside the nearest, and managers in each beside the first.
MOST_GROUPS = 4
MOST_IN_GROUP = 20
#: Most names that a sentence lists.
MOST_NAMED = 5

_SECTIONS: dict[type, Section] = {Position: "positions", Unit: "units", Person: "people", Organization: "organization"}


class Candidate(NamedTuple):
    """A change that may do: ``near`` orders those of one finding, nearest first; ``name`` is what is told of it among several."""

    kind: Kind
    steps: tuple[Step, ...]
    reason: str
    near: tuple[int, ...] = ()
    name: str = ""
    asks: bool = False
    touches: tuple[Subject, ...] = ()  # the subjects whose verdicts it may change, beside the one that it is about


class Asked(NamedTuple):
    """What is tried for a finding, group by group, those of a group being equally near; and why nothing is, in a sentence."""

    groups: tuple[tuple[Candidate, ...], ...]
    why: str = ""


class Ground:
    """One organization as candidates are made from it: what its things are called, who is near whom, what rules would say."""

    def __init__(self, organization: Organization, library: Library, what_if: WhatIf, *, looks_closely: bool = False) -> None:
        self.organization = organization
        self.library = library
        self.around = Around(organization)
        self.what_if = what_if
        self.looks_closely = looks_closely  # at whom a change is near, too: where it is not tried by itself
        self._failing: dict[tuple[str, str], Callable[[Any], list[Failure]]] = {}
        self._ids: dict[int, str] = {}
        self._slips: dict[str, Slips] = {}

    def asked(self, rule: Rule, subject: Subject) -> Asked:
        """What may be tried for a finding."""
        key = (rule.id, kind_of(subject))
        if key not in self._failing:
            self._failing[key] = failing(rule.conditions[kind_of(subject)][1])
        failed = self._failing[key](subject)
        found: list[Candidate] = []
        why = ""
        seen: set[tuple[Any, ...]] = set()
        for failure in failed:
            for each in _of_failure(self, rule, subject, failure, seen):
                if isinstance(each, str):
                    why = why or each
                else:
                    found.append(each)
        return Asked(_grouped(found), why)

    @cached_property
    def positions(self) -> Names[Position]:
        """What the positions are called."""
        return position_names(self.organization)

    @cached_property
    def units(self) -> Names[Unit]:
        """What the units are called."""
        return unit_names(self.organization)

    @cached_property
    def people(self) -> Names[Person]:
        """What the people are called."""
        return person_names(self.organization)

    def things(self, what: str) -> Sequence[Any]:
        """All things of one kind."""
        organization = self.organization
        things: dict[str, Sequence[Any]] = {
            "position": organization.positions,
            "unit": organization.units,
            "person": organization.people,
        }
        return things[what]

    def after(self, organization: Organization, steps: Sequence[Step]) -> Ground:
        """What candidates are made from once steps are laid over the organization: names are gone through but once."""
        ground = Ground(organization, self.library, self.what_if, looks_closely=self.looks_closely)
        ground._slips = self._slips
        kinds = {"positions": "position", "units": "unit", "people": "person"}
        for step in steps:
            if isinstance(step, Put) and step.way[0] in ("id", "title", "name") and kinds.get(step.section) in self._slips:
                self._slips[kinds[step.section]].add(str(step.value), step.at)
        return ground

    def slips(self, what: str) -> Slips:
        """The ids and names of one kind of things, by which texts that mean none of them may have been meant."""
        if what not in self._slips:
            things = self.things(what)
            ids = ((each.id, each.index) for each in things if each.id is not None)
            names = ((each.title if what == "position" else each.name, each.index) for each in things)
            self._slips[what] = Slips((*ids, *names))
        return self._slips[what]

    @cached_property
    def members(self) -> dict[str, Sequence[Position]]:
        """The positions by their role, those of no known role apart."""
        return {role: those for role, those in self.organization.by_role.items() if those}

    @cached_property
    def referred(self) -> dict[str, list[Position | Unit]]:
        """Who refers to a position, by the text as it is compared."""
        found: dict[str, list[Position | Unit]] = {}
        for each in self.organization.positions:
            texts = [each.manager_reference, *(line.reference for line in each.dotted)]
            for text in {normalize(text) for text in texts if text is not None}:
                found.setdefault(text, []).append(each)
        for unit in self.organization.units:
            heads = unit.declared.entry.head if unit.declared else None
            for text in heads if isinstance(heads, list) else [] if heads is None else [heads]:
                found.setdefault(normalize(text), []).append(unit)
        return found

    def meaning(self, thing: Position | Unit | Person) -> tuple[str, tuple[Step, ...]] | None:
        """The text that means a thing and nothing else, and what it takes that it does; None where nothing can."""
        if isinstance(thing, Unit):
            text = self.units.mean(thing)
        elif isinstance(thing, Person):
            text = self.people.mean(thing)
        else:
            made = self._ids.get(thing.index)
            if made is not None:
                return made, (Put("positions", thing.index, ("id",), made),)
            text = self.positions.mean(thing)
            if text is None and thing.id is None:
                unit = thing.unit.name if thing.unit else None
                titles = (each.title for each in self.organization.positions)
                self.positions.make([thing], titles, lambda each: (each.title, unit))
                text = self.positions.ids[thing.index]
                if text is not None:
                    self._ids[thing.index] = text
                    return text, (Put("positions", thing.index, ("id",), text),)
        return None if text is None else (text, ())


def called(thing: Position | Unit | Person) -> str:
    """A thing as a sentence calls it: by its title or name, and its id where it has one."""
    name = thing.title if isinstance(thing, Position) else thing.name
    return shown(name) if thing.id is None or fold(thing.id) == fold(name) else f"{shown(name)} ({shown(thing.id)})"


def _grouped(found: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    """Candidates by how near they are, nearest first; each change once."""
    groups: dict[tuple[int, ...], list[Candidate]] = {}
    seen: list[tuple[Step, ...]] = []
    for each in found:
        if each.steps not in seen:
            seen.append(each.steps)
            groups.setdefault(each.near, []).append(each)
    return tuple(tuple(groups[near]) for near in sorted(groups))


#: What is found for a failure: candidates, and sentences on why there is none.
_Found = Iterator[Candidate | str]


def _of_failure(ground: Ground, rule: Rule, subject: Subject, failure: Failure, seen: set[tuple[Any, ...]]) -> _Found:
    """What may be tried for one failed test: along its path, each thing that leads to where it failed, and what stands there."""
    if isinstance(subject, Cycle):
        yield from _ring(ground, subject)
        return
    path, asked = failure.test.column.path, failure.test.column.asked
    if failure.tested.collection is not None and failure.tested.collection.text in ("reports", "all_reports"):
        yield from _managers(ground, failure.of)
    owner: Any = failure.of
    other = asked.fact.text if asked is not None and asked.fact is not None else ""
    for hop in path.hops:
        # a rule that says which key is at fault means that one alone; several tests may go the same way
        is_meant = not rule.placement.at or (owner is failure.of and bool(set(hop.key) & set(rule.placement.at)))
        if is_meant and (owner, hop.name, other) not in seen:
            seen.add((owner, hop.name, other))
            yield from _led(ground, owner, hop.name, failure)
        owner = hop.read(owner)
        if owner is None:
            return
    yield from _at(ground, owner, path.word.name, failure)


def _led(ground: Ground, owner: Any, name: str, failure: Failure) -> _Found:
    """Another one at the end of a way: another manager, unit, parent or head."""
    if isinstance(owner, Position) and name == "manager":
        yield from _named_by_rule(ground, owner, failure)
        yield from _managers(ground, owner)
    elif isinstance(owner, Position) and name == "unit":
        yield from _units(ground, owner)
    elif isinstance(owner, Unit) and name == "parent":
        yield from _parents(ground, owner)
    elif isinstance(owner, Unit) and name in ("head", "heads"):
        yield from _heads(ground, owner)
    elif name in ("holder", "holders"):
        yield _of_person()


def _at(ground: Ground, owner: Any, name: str, failure: Failure) -> _Found:
    """Something else of what is told by one word."""
    asked = failure.test.column.asked
    first, _dot, last = name.rpartition(".")
    if asked is not None and asked.fact is not None and asked.fact.text == "headcount":
        yield from _headcount(owner, failure)
    elif last == "misspelt" and isinstance(owner, Position | Person):
        yield from _misspelt(owner, first)
    elif last == "repeated":
        yield from _repeated(owner, first)
    elif name == "misspelt_attributes":
        yield from _attributes(owner)
    elif name == "id.status":
        yield from _ids(ground, owner)
    elif name == "words_for_nobody":
        yield from _nobody(owner)
    elif (
        isinstance(owner, Position)
        and name in FIELDS
        and asked is not None
        and asked.test == "includes"
        and not failure.tested.negated
    ):
        yield from _items(ground, owner, name, failure)
    elif isinstance(owner, Person) and name in FIELDS:
        yield _of_person()
    elif isinstance(owner, Position) and name == "requirements.education":
        yield from _education(owner, failure)
    elif isinstance(owner, Position):
        yield from _at_position(ground, owner, name, failure)
    elif isinstance(owner, Unit):
        yield from _at_unit(ground, owner, name)
    else:
        yield _otherwise(name)


def _at_position(ground: Ground, owner: Position, name: str, failure: Failure) -> _Found:
    asked = failure.test.column.asked
    if name == "manager.status":
        yield from _manager_reference(ground, owner)
    elif name in ("lines", "dotted_lines"):
        yield from _lines(ground, owner, failure)
        if name == "lines":  # a further line changes less than another manager
            yield from _later(_managers(ground, owner))
    elif name.startswith("dotted_lines."):
        yield from _dotted(ground, owner, name)
    elif name == "manages_itself":
        yield from _next_up(ground, owner)
    elif name.partition(".")[0] in UPWARDS and name != "heads_unit":
        yield from _named_by_rule(ground, owner, failure)
        yield from _managers(ground, owner)
        if owner.manager is None:
            yield from _head_of_unit(ground, owner)
    elif name == "reports" and asked is not None and asked.test == "at_most" and asked.where is not None:
        yield from _reports(ground, owner, answering(asked.where))
    elif name == "unit.status":
        yield from _unit_reference(ground, owner)
    elif name == "unit":
        yield from _units(ground, owner)
    elif name == "holder.status":
        yield from _holder(ground, owner)
    elif name == "title.status":
        yield from _title(ground, owner)
    elif name in ("reports.unknown", "reports.ambiguous"):
        yield _("It stands in a list of reports: correct the name there, or write out the position that is meant.")
    else:
        yield _otherwise(name)


def _at_unit(ground: Ground, owner: Unit, name: str) -> _Found:
    if name == "parent.status":
        yield from _parent_reference(ground, owner)
    elif name == "parent":
        yield from _parents(ground, owner)
    elif name == "head.status":
        yield from _head_reference(ground, owner)
    elif name in ("heads", "head", "heads.elsewhere"):
        yield from _heads(ground, owner)
    else:
        yield _otherwise(name)


def _of_person() -> str:
    return _("It is about the person on the position: it takes another holder, or more of this one, which is a decision.")


def _otherwise(name: str) -> str:
    """Why nothing is tried where one word is wrong."""
    if name.partition(".")[0] in ("reports", "all_reports", "positions", "all_positions", "children", "organization", "units"):
        return _(
            "It is a matter of which positions there are, and how many: it takes a new position, or a decision on those there."
        )
    if name in FIELDS or name.partition(".")[0] in FIELDS:
        return _("What is to go, and to whom, is a decision: a proposal removes nothing that a design says.")
    if name == "role" or name.startswith(("role.", "title.")):
        return _("What the position is, only those who know it can say: a proposal states no role.")
    return _("What is right instead is told neither by the rule nor by the rest of the design.")


# ---------------------------------------------------------------------------------------- managers


def _managers(ground: Ground, position: Position) -> _Found:
    """Another manager: the nearest with whom the rules about the position hold."""
    if position.is_outside:
        return
    roles = ground.what_if.roles_above(position, ground.members)
    yield from _acceptable(ground, position, ground.around.of_roles(position, roles), is_grounded=True)


def _acceptable(ground: Ground, position: Position, those: Iterable[Position], *, is_grounded: bool) -> _Found:
    """Those of some positions that may be its manager, by the rules about it, about them, and about whom it reports to now."""
    before = ground.what_if.verdicts(position, UPWARDS)
    below = {each.index for each in position.all_reports()} | {position.index}
    near = nearness.of_positions(position)
    others = [each for each in those if each.index not in below and each is not position.manager and not each.is_outside]
    groups: dict[Nearness, int] = {}
    for distance, _index, other in sorted((near(each), each.index, each) for each in others):
        if len(groups) > MOST_GROUPS or groups.get(distance, 0) > MOST_IN_GROUP:
            break
        moved = under(position, other)
        after = ground.what_if.verdicts(moved, UPWARDS)
        if is_worse(before, after) or (is_grounded and not ground.what_if.is_grounded(moved, after)):
            continue
        if ground.looks_closely:
            ours = ground.what_if.verdicts(other, DOWNWARDS)
            if is_worse(ours, ground.what_if.verdicts(with_reports(other, more=[moved]), DOWNWARDS)):
                continue
        groups[distance] = groups.get(distance, 0) + 1
        yield from _to_manager(ground, position, other, distance)
    if not groups:
        yield _("No position here may be its manager by the rules: that takes a new position, or a decision.")


def _to_manager(ground: Ground, position: Position, manager: Position, near: Nearness) -> _Found:
    meaning = ground.meaning(manager)
    if meaning is None:
        yield _("Nothing refers to {name} alone: it needs an id of its own first.").format(name=called(manager))
        return
    text, first = meaning
    touches = [manager, *([position.manager] if position.manager else [])]
    steps = (*first, Put("positions", position.index, ("reports_to",), text))
    yield Candidate("manager", steps, _why_manager(position, manager, near), near, called(manager), touches=tuple(touches))


def _why_manager(position: Position, manager: Position, near: Nearness) -> str:
    """Why it is this manager."""
    role = manager.known_role
    told = {"title": called(position), "manager": called(manager), "role": role or ""}
    if near.band == 0:
        sentence = _("{title} reports to {manager}: the nearest position that the rules allow, in the same unit.")
        if role:
            sentence = _('{title} reports to {manager}: the nearest manager with the role "{role}", in the same unit.')
    elif near.band == 1:
        sentence = _("{title} reports to {manager}: the nearest position that the rules allow, up its own chain of managers.")
        if role:
            sentence = _(
                '{title} reports to {manager}: the nearest manager with the role "{role}", up its own chain of managers.'
            )
    else:
        sentence = _("{title} reports to {manager}: the nearest position that the rules allow.")
        if role:
            sentence = _('{title} reports to {manager}: the nearest manager with the role "{role}".')
    return sentence.format(**told)


def _named_by_rule(ground: Ground, position: Position, failure: Failure) -> _Found:
    """The manager that the rule names itself, by another fact: that of the unit around."""
    asked = failure.test.column.asked
    if asked is None or asked.fact is None or failure.of is not position or asked.test not in ("=", "includes"):
        return
    there = asked.fact.read(position)
    if isinstance(there, Position) and not there.is_outside:
        yield from _acceptable(ground, position, [there], is_grounded=False)


def _next_up(ground: Ground, position: Position) -> _Found:
    """The next manager up the chain with whom the rules hold."""
    chain = [each for each in position.chain() if each is not position.manager]
    yield from _acceptable(ground, position, chain, is_grounded=False)


def _reports(ground: Ground, manager: Position, is_wrong: Callable[[Any], bool | None]) -> _Found:
    """Other managers for those reports that should not be there: each its nearest."""
    wrong = [each for each in manager.reports if is_wrong(each) is not False]
    if len(wrong) > MOST_MOVED:
        yield _("{number} of its reports would need other managers: that is a decision.").format(number=len(wrong))
        return
    several: list[Candidate] = []
    for report in wrong:
        found = [each for each in _managers(ground, report) if isinstance(each, Candidate)]
        groups = _grouped(found)
        if not groups:
            yield _("No other position here may lead {name} by the rules.").format(name=called(report))
            return
        if len(wrong) == 1:
            yield from found
            return
        if len(groups[0]) > 1:
            yield tie([each.name for each in groups[0]])
            return
        several.append(groups[0][0])
    if several:
        yield _joined(several)


def _joined(several: Sequence[Candidate]) -> Candidate:
    """Several changes as one."""
    steps: list[Step] = []
    for each in several:
        steps += [step for step in each.steps if step not in steps]
    reason = several[0].reason
    for each in several[1:]:
        reason = _("{first} {second}").format(first=reason, second=each.reason)
    touches = tuple(thing for each in several for thing in each.touches)
    near = max(each.near for each in several)
    return Candidate(
        several[0].kind,
        tuple(steps),
        reason,
        near,
        listed([each.name for each in several]),
        any(each.asks for each in several),
        touches,
    )


def joined(several: Sequence[Candidate]) -> Candidate:
    """Several changes as one, for what no single one does."""
    return several[0] if len(several) == 1 else _joined(several)


def _ring(ground: Ground, cycle: Cycle) -> _Found:
    """One of the ring elsewhere: whoever a rule sends there."""
    for member in cycle.members:
        found = _managers(ground, member) if isinstance(member, Position) else ()
        yield from (each._replace(name=called(member)) for each in found if isinstance(each, Candidate))
    for member in cycle.members if cycle.kind == "positions" else ():
        heads = [] if not isinstance(member, Position) or member.unit is None else member.unit.heads
        if len(heads) == 1 and heads[0] not in cycle.members and isinstance(member, Position):
            for each in _acceptable(ground, member, heads, is_grounded=False):
                if isinstance(each, Candidate):
                    reason = _("{title} reports to {manager}, the head of its unit, so that no ring is left.")
                    told = reason.format(title=called(member), manager=each.name)
                    yield each._replace(near=(9, *each.near), name=called(member), reason=told)
    yield _("Which of the ring is to go elsewhere, and where, is a decision: no rule tells it.")


def _manager_reference(ground: Ground, position: Position) -> _Found:
    """A reference to a manager that is broken: what it was meant to be."""
    status, reference = position.manager_status, position.manager_reference
    if status == "unknown" and reference is not None:
        if normalize(reference) in NOBODY_ABOVE:
            reason = _('{title} has null for its manager: "{word}" stands for nobody, and makes it a top.')
            steps = (Put("positions", position.index, ("reports_to",), None),)
            yield Candidate("reference", steps, reason.format(title=called(position), word=shown(reference)), (0,))
            return
        meant = list(_suggested(ground, "position", position, "reports_to", reference))
        if not ground.looks_closely or not isinstance(meant[0], Candidate):
            yield from meant
        elif not _breaks(ground, position, meant[0]):
            yield from meant
            return
    elif status == "ambiguous":
        those = readers.manager_candidates(position) or []
        for each in _acceptable(ground, position, those, is_grounded=False):
            if isinstance(each, str):
                yield each
                continue
            reason = _(
                '{title} reports to {manager}: of those that "{reference}" may mean, the nearest with which the rules hold.'
            )
            told = reason.format(title=called(position), manager=each.name, reference=shown(reference or ""))
            yield each._replace(kind="reference", reason=told)
    # whatever it was meant to be, a rule on its role may tell whom it should report to
    yield from _later(_managers(ground, position))
    if status == "itself":
        yield from _head_of_unit(ground, position)


def _breaks(ground: Ground, position: Position, candidate: Candidate) -> bool:
    """Whether a manager that was meant breaks a rule about the position."""
    manager = candidate.touches[0]
    if not isinstance(manager, Position):
        return False
    return is_worse(ground.what_if.verdicts(position, UPWARDS), ground.what_if.verdicts(under(position, manager), UPWARDS))


def _head_of_unit(ground: Ground, position: Position) -> _Found:
    """For a position without a manager whose role no rule sends to anybody: the one head of its unit."""
    heads = [] if position.unit is None else position.unit.heads
    for each in _acceptable(ground, position, heads, is_grounded=False) if len(heads) == 1 else ():
        if isinstance(each, Candidate):
            told = _("{title} reports to {manager}, the head of its unit: no other manager is told, and the rules hold with it.")
            yield each._replace(near=(10, *each.near), reason=told.format(title=called(position), manager=each.name))


def _later(found: _Found) -> _Found:
    """Candidates that are tried after all others."""
    yield from (each._replace(near=(9, *each.near)) if isinstance(each, Candidate) else each for each in found)


# ---------------------------------------------------------------------------------------- references


def _suggested(ground: Ground, what: str, subject: Position | Unit, key: str, reference: str) -> _Found:
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
    section = _SECTIONS[type(subject)]
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


def tie(names: Sequence[str]) -> str:
    """Why none is taken of several that are equally near."""
    told = _("{names} are equally near: which of them it is to be is a decision.")
    return told.format(names=listed(dict.fromkeys(names), MOST_NAMED))


def _dotted(ground: Ground, position: Position, name: str) -> _Found:
    """Dotted lines that lead to nobody, to several, to the position itself or where another line leads already."""
    lines, told = position.dotted, called(position)
    if name == "dotted_lines.unknown":
        candidates = [
            list(_suggested(ground, "position", position, "dotted_line_to", line.reference))
            for line in lines
            if line.status == "unknown"
        ]
        yield from _all_of(candidates, position)
    elif name == "dotted_lines.ambiguous":
        yield from _all_of(
            [list(_ambiguous_line(ground, position, line.reference)) for line in lines if line.status == "ambiguous"], position
        )
    elif name == "dotted_lines.to_itself":
        kept = [line.reference for line in lines if line.status != "itself"]
        reason = _("{title} has no dotted line to itself.").format(title=told)
        yield Candidate("dotted line", (Put("positions", position.index, ("dotted_line_to",), kept),), reason, (0,))
    elif name == "dotted_lines.to_manager":
        kept = [line.reference for line in lines if line.target is not position.manager]
        reason = _("{title} has no dotted line to {manager}, to whom its solid line leads already.")
        filled = reason.format(title=told, manager=called(position.manager) if position.manager else "")
        yield Candidate("dotted line", (Put("positions", position.index, ("dotted_line_to",), kept),), filled, (0,))


def _all_of(of_each: Sequence[Sequence[Candidate | str]], subject: Position) -> _Found:
    """One candidate for each of several items of a list, put together as one."""
    steps: list[Step] = []
    reasons: list[Candidate] = []
    value: list[Any] | None = None
    for those in of_each:
        found = [each for each in those if isinstance(each, Candidate)]
        if len(found) != 1:
            yield next((each for each in those if isinstance(each, str)), tie([each.name for each in found]))
            return
        for step in found[0].steps:
            if not (isinstance(step, Put) and step.way == ("dotted_line_to",)):
                steps.append(step)
                continue
            own = list(subject.declared.entry.dotted_line_to or ())
            if value is None:
                value = own
            value = [new if new != old else before for new, old, before in zip(step.value, own, value, strict=True)]
        reasons.append(found[0])
    if value is not None:
        one = joined(reasons)
        yield one._replace(steps=(*dict.fromkeys(steps), Put("positions", subject.index, ("dotted_line_to",), value)))


def _ambiguous_line(ground: Ground, position: Position, reference: str) -> _Found:
    """The nearest of those that a dotted line may lead to."""
    near = nearness.of_positions(position)
    those = ground.organization.namesakes.of("position", reference, ground.organization)
    groups: dict[Nearness, list[Position]] = {}
    for each in those:
        if each is not position and each is not position.manager:
            groups.setdefault(near(each), []).append(each)
    if not groups or min(groups) == Nearness(2, FAR, FAR) or len(groups[min(groups)]) > 1:
        yield tie([called(each) for each in those])
        return
    meant = groups[min(groups)][0]
    meaning = ground.meaning(meant)
    if meaning is None:
        yield tie([called(each) for each in those])
        return
    text, first = meaning
    written = position.declared.entry.dotted_line_to or []
    value = [text if each == reference else each for each in written]
    reason = _('The dotted line of {title} to "{reference}" leads to {meant}: the nearest of those that it may mean.')
    told = reason.format(title=called(position), reference=shown(reference), meant=called(meant))
    yield Candidate(
        "reference",
        (*first, Put("positions", position.index, ("dotted_line_to",), value)),
        told,
        (0,),
        called(meant),
        touches=(meant,),
    )


def _lines(ground: Ground, position: Position, failure: Failure) -> _Found:
    """A dotted line to whom the rule wants one: the nearest such position."""
    asked = failure.test.column.asked
    if asked is None or failure.tested.negated:
        return
    if asked.fact is not None and asked.test == "includes":
        there = asked.fact.read(position)
        wanted = [there] if isinstance(there, Position) else []
    elif asked.where is not None and asked.test in ("at_least", "more_than"):
        is_it = answering(asked.where)
        wanted = [each for each in ground.organization.inside if is_it(each) is True]
    else:
        return
    near = nearness.of_positions(position)
    there_already = {position.index, *(each.index for each in position.dotted_lines())}
    for other in wanted:
        if other.index in there_already or (other is position.manager and asked.fact is None):
            continue
        meaning = ground.meaning(other)
        if meaning is None:
            continue
        text, first = meaning
        value = [*(position.declared.entry.dotted_line_to or ()), text]
        reason = _("A dotted line leads from {title} to {meant}: the nearest of those to whom the rule wants one.")
        told = reason.format(title=called(position), meant=called(other))
        steps = (*first, Put("positions", position.index, ("dotted_line_to",), value))
        yield Candidate("dotted line", steps, told, near(other), called(other), touches=(other,))
    if not wanted:
        yield _("Nobody is here to whom the line might lead: it takes a new position.")


# ---------------------------------------------------------------------------------------- units and heads


def _units(ground: Ground, position: Position) -> _Found:
    """Another unit: that of its manager, then the nearest with which the rules about the position hold."""
    organization = ground.organization
    if organization.design.units is None:
        yield _("The design declares no units to move it to.")
        return
    before = ground.what_if.verdicts(position)
    broken = {rule for rule, verdict in before.items() if verdict is False}
    near = nearness.of_units(position.unit)
    of_manager = position.manager.unit if position.manager else None
    there = False
    for unit in organization.units:
        if unit is position.unit:
            continue
        after = ground.what_if.verdicts(inside(position, unit))
        if is_worse(before, after) or not any(after.get(rule) is True for rule in broken):
            continue
        meaning = ground.meaning(unit)
        if meaning is None:
            continue
        there = True
        is_managers = unit is of_manager
        reason = _("{title} sits in {unit}: the nearest unit with which the rules about it hold.")
        if is_managers:
            reason = _("{title} sits in {unit}, the unit of its manager.")
        told = reason.format(title=called(position), unit=called(unit))
        steps = (Put("positions", position.index, ("unit",), meaning[0]),)
        yield Candidate("unit", steps, told, (0, 0) if is_managers else (1, near(unit)), called(unit), touches=(unit,))
    if not there:
        yield _("No unit here is one that the rules want it in: that takes a new unit, or a decision.")


def _unit_reference(ground: Ground, position: Position) -> _Found:
    """A reference to a unit that is broken: what it was meant to be."""
    reference = position.unit_reference or ""
    if position.unit_status == "unknown":
        yield from _suggested(ground, "unit", position, "unit", reference)
    elif position.unit_status == "ambiguous":
        near = nearness.of_units(position.manager.unit if position.manager else None)
        for unit in readers.unit_candidates(position) or []:
            meaning = ground.meaning(unit)
            if meaning is None:
                continue
            reason = _('{title} sits in {unit}: of those that "{reference}" may mean, the nearest to its manager.')
            told = reason.format(title=called(position), unit=called(unit), reference=shown(reference))
            yield Candidate(
                "reference",
                (Put("positions", position.index, ("unit",), meaning[0]),),
                told,
                (near(unit),),
                called(unit),
                touches=(unit,),
            )


def _parents(ground: Ground, unit: Unit) -> _Found:
    """Another unit around a unit: the nearest with which the rules about it hold."""
    if unit.declared is None:
        yield _("The design declares no units to move.")
        return
    below = {each.index for each in unit.with_all_below()}
    before = ground.what_if.verdicts(unit)
    near = nearness.of_units(unit.parent or unit)
    for other in ground.organization.units:
        if other.index in below or other is unit.parent:
            continue
        after = ground.what_if.verdicts(within(unit, other))
        if is_worse(before, after):
            continue
        meaning = ground.meaning(other)
        if meaning is None:
            continue
        reason = _("{name} belongs to {parent}: the nearest unit around it with which the rules hold.")
        told = reason.format(name=called(unit), parent=called(other))
        steps = (Put("units", unit.index, ("parent",), meaning[0]),)
        yield Candidate("parent", steps, told, (near(other),), called(other), touches=(other,))


def _parent_reference(ground: Ground, unit: Unit) -> _Found:
    """A reference to a parent that is broken: what it was meant to be."""
    reference = readers.parent_reference(unit) or ""
    if unit.parent_status == "unknown":
        yield from _suggested(ground, "unit", unit, "parent", reference)
    elif unit.parent_status == "ambiguous":
        yield tie([called(each) for each in readers.parent_candidates(unit) or []])


def _heads(ground: Ground, unit: Unit) -> _Found:
    """Another head, where the unit names one: a position in it with which the rules about the unit hold."""
    written = unit.declared.entry.head if unit.declared else None
    if written is None:
        yield _("The design does not say who heads the unit: that is a decision.")
        return
    before = ground.what_if.verdicts(unit)
    there = False
    for position in unit.positions:
        if position in unit.heads:
            continue
        after = ground.what_if.verdicts(headed(unit, position))
        if is_worse(before, after) or not any(after[rule] is True for rule, was in before.items() if was is False):
            continue
        meaning = ground.meaning(position)
        if meaning is None:
            continue
        there = True
        reason = _("{name} is headed by {head}: the position in it with which the rules hold.")
        steps = (*meaning[1], Put("units", unit.index, ("head",), meaning[0]))
        yield Candidate(
            "reference",
            steps,
            reason.format(name=called(unit), head=called(position)),
            (0,),
            called(position),
            touches=(position,),
        )
    if not there:
        yield _("No position in the unit may head it by the rules: that takes a new position, or a decision.")


def _head_reference(ground: Ground, unit: Unit) -> _Found:
    """A reference to a head that is broken: what it was meant to be."""
    reference = unit.head_reference or ""
    if unit.head_status == "unknown":
        yield from _suggested(ground, "position", unit, "head", reference)
        return
    if unit.head_status != "ambiguous":
        return
    those = readers.head_candidates(unit) or []
    own = [each for each in those if each.unit is unit]
    meaning = ground.meaning(own[0]) if len(own) == 1 else None
    if meaning is None:
        yield tie([called(each) for each in own or those])
        return
    text, first = meaning
    written = unit.declared.entry.head if unit.declared else None
    value = [text if each == reference else each for each in written] if isinstance(written, list) else text
    reason = _('{name} is headed by {head}: of those that "{reference}" may mean, the one that sits in it.')
    told = reason.format(name=called(unit), head=called(own[0]), reference=shown(reference))
    yield Candidate(
        "reference", (*first, Put("units", unit.index, ("head",), value)), told, (0,), called(own[0]), touches=(own[0],)
    )


# ---------------------------------------------------------------------------------------- people, ids, titles


def _holder(ground: Ground, position: Position) -> _Found:
    """A reference to a holder that is broken: who was meant."""
    if position.holder_status == "unknown":
        yield from _suggested(ground, "person", position, "holder", position.holder_reference or "")
    else:
        yield tie([called(each) for each in readers.holder_candidates(position) or []])


def _nobody(organization: Organization) -> _Found:
    """Null in the place of words for nobody."""
    vacant = [each for each in organization.inside if each.vacancy is not None]
    steps = tuple(Put("positions", each.index, ("holder",), None) for each in vacant)
    reason = _("The holder of {names} is null, which says that nobody holds it: words for nobody may be taken for a name.")
    yield Candidate("spelling", steps, reason.format(names=listed(map(called, vacant), MOST_NAMED)), (0,))


def _ids(ground: Ground, thing: Position | Unit | Person) -> _Found:
    """An id of its own for the second of two, where nothing refers to the id that they share."""
    first = thing.first_with_id
    if first is None or thing.id is None or thing.declared is None or first.declared is None:
        return
    if data_of(thing.declared.entry) == data_of(first.declared.entry):
        yield _("The entry stands there twice: whether one is to go, or is to be another, is a decision.")
        return
    if _is_referred(ground, thing):
        yield _('Others refer to "{id}": which of the two they mean is a decision.').format(id=shown(thing.id))
        return
    names: Names[Any] = (
        ground.positions if isinstance(thing, Position) else ground.units if isinstance(thing, Unit) else ground.people
    )
    made = next(each for each in _counted_on(thing.id) if names.status(each) == "unknown")
    reason = _('{name} has the id "{id}": an earlier entry has its own, and nothing refers to it.')
    yield Candidate(
        "id", (Put(_SECTIONS[type(thing)], thing.index, ("id",), made),), reason.format(name=called(thing), id=made), (0,)
    )


def _counted_on(text: str) -> Iterator[str]:
    """The ids after one that ends in a number, or those that number it."""
    stem, digits = text.rstrip("0123456789"), text[len(text.rstrip("0123456789")) :]
    for number in count(int(digits) + 1 if digits and len(digits) < 10 else 2):
        yield f"{stem}{number:0{len(digits)}}" if digits and len(digits) < 10 else f"{text}-{number}"


def _is_referred(ground: Ground, thing: Position | Unit | Person) -> bool:
    organization, form = ground.organization, normalize(thing.id or "")
    if isinstance(thing, Position):
        nested = organization.design.nested_references
        return form in ground.referred or any(normalize(each.reference) == form for each in nested)
    if isinstance(thing, Unit):
        references = [each.unit_reference for each in organization.positions] + [
            readers.parent_reference(each) for each in organization.units
        ]
        return any(text is not None and normalize(text) == form for text in references)
    holders = (each.declared.entry.holder for each in organization.positions)
    return any(
        normalize(text) == form for each in holders for text in (each if isinstance(each, list) else [each] if each else [])
    )


def _title(ground: Ground, position: Position) -> _Found:
    """A title, or a stated role, spelt as it is known; those who refer to the position by it follow."""
    resolution, title = position.resolution, position.title
    stated = position.declared.entry.role or ""
    if resolution.status == "unknown-role" and resolution.suggestion is not None:
        is_name = ground.library.titles.is_name(stated)
        if not (is_name or is_slip(stated, resolution.suggestion)):
            yield _('No known role is written like "{role}": what the position is, only those who know it can say.').format(
                role=shown(stated)
            )
            return
        steps: tuple[Step, ...] = (Put("positions", position.index, ("role",), resolution.suggestion),)
        reason = _('{title} has the role "{role}": no other known one is written like "{written}".')
        if is_name:
            reason = _('{title} has the role "{role}": "{written}" is a name of that role.')
        told = reason.format(title=called(position), role=resolution.suggestion, written=shown(stated))
        yield Candidate("spelling", steps, told, (0,))
        return
    if resolution.status != "near" or resolution.suggestion is None:
        yield _("What the position is, only those who know it can say: a proposal states no role.")
        return
    known = spelling.respelt(title, resolution.suggestion)
    steps = (Put("positions", position.index, ("title",), known), *_following(ground, position, known))
    reason = _('"{title}" is spelt "{known}": the only known title that is near it.')
    yield Candidate("title", steps, reason.format(title=shown(title), known=shown(known)), (0,))


def _following(ground: Ground, position: Position, title: str) -> Iterator[Step]:
    """The steps by which those who refer to a position by its title go on doing so."""
    form = normalize(position.title)
    for each in ground.referred.get(form, ()):
        if isinstance(each, Unit):
            written = each.declared.entry.head if each.declared else None
            if position in each.heads:
                value = [title if normalize(text) == form else text for text in written] if isinstance(written, list) else title
                yield Put("units", each.index, ("head",), value)
            continue
        if each.manager is position and each.manager_reference is not None and normalize(each.manager_reference) == form:
            yield Put("positions", each.index, ("reports_to",), title)
        if any(line.target is position and normalize(line.reference) == form for line in each.dotted):
            value = [title if normalize(text) == form else text for text in each.declared.entry.dotted_line_to or ()]
            yield Put("positions", each.index, ("dotted_line_to",), value)


def _attributes(subject: Subject) -> _Found:
    """Attributes by the names that a rulebook declares."""
    names = first_misspelt(subject)
    there = readers.attributes(subject)
    if not names or names[0] not in there:
        return
    organization = subject if isinstance(subject, Organization) else subject.organization
    kind = subject.__class__.__name__
    declared = organization.terms.attributes.get(kind.lower(), {})
    meant = organization.suggester.suggest(f"attribute of {kind}", names[0], lambda: list(declared))
    if meant is None or "." in meant:
        return
    section = _SECTIONS[type(subject)]
    at = 0 if isinstance(subject, Organization) else subject.index
    steps = (Put(section, at, ("attributes", meant), there[names[0]]), Drop(section, at, ("attributes", names[0])))
    reason = _('The attribute "{name}" is spelt "{known}", as a rulebook declares it.')
    yield Candidate("spelling", steps, reason.format(name=shown(names[0]), known=meant), (0,))


# ---------------------------------------------------------------------------------------- lists, numbers


def _way(field: str) -> tuple[str, ...]:
    return tuple(field.split("."))


def _misspelt(subject: Position | Person, field: str) -> _Found:
    """Items of a list by the known names that they are near."""
    texts = list(texts_of(subject, field))
    known = dict(lists.unknown_terms(FIELDS[field], lambda _subject: texts)(subject) or ())
    for text, name in known.items():
        if name is not None and not is_slip(text, name, in_sentences=True):
            yield _('"{text}" may be "{known}", or something of its own: that is a decision.').format(
                text=shown(text), known=shown(name)
            )
            return
    meant = [known.get(text) or text for text in texts]
    if meant == texts:
        return
    changed = [(text, name) for text, name in zip(texts, meant, strict=True) if text != name]
    told = listed(
        [_('"{text}" is spelt "{known}"').format(text=shown(text), known=shown(name)) for text, name in changed], MOST_NAMED
    )
    reason = _("In {key} of {name}, {changes}: the only known name that is near.")
    steps = (Put(_SECTIONS[type(subject)], subject.index, _way(field), meant),)
    yield Candidate("spelling", steps, reason.format(key=field, name=called(subject), changes=told), (0,))


def _repeated(subject: Any, field: str) -> _Found:
    """A list without what stands there already."""
    if field == "reports":
        yield _("It stands in a list of reports: correct the name there, or write out the position that is meant.")
        return
    if field == "dotted_lines":
        key, texts, twice = (
            "dotted_line_to",
            list(subject.declared.entry.dotted_line_to or ()),
            list(readers.repeated_lines(subject)),
        )
    else:
        key = field
        texts = list(subject.declared.entry.career_path or ()) if field == "career_path" else list(texts_of(subject, field))
        twice = list(lists.repeated_terms(FIELDS.get(field, "role"), lambda _subject: texts)(subject))
    gone = {index for index, _text in twice}
    if not gone:
        return
    kept = [text for index, text in enumerate(texts) if index not in gone]
    reason = _("{key} of {name} has {items} once: an earlier entry says the same.")
    told = reason.format(key=key, name=called(subject), items=listed([f'"{shown(text)}"' for _index, text in twice], MOST_NAMED))
    steps = (Put(_SECTIONS[type(subject)], subject.index, _way(key), kept),)
    yield Candidate("repeated", steps, told, (0,))


def _items(ground: Ground, position: Position, field: str, failure: Failure) -> _Found:
    """What a list lacks, added to it in the words that it is written in."""
    names = ground.library.term_names.get(FIELDS[field], {})
    texts = list(texts_of(position, field))
    missing = failure.items
    if not missing:
        return
    added = [spelling.in_the_manner_of(texts, item, names.get(item), position.title) for item in missing]
    reason = _("{title} lists {items}, which the rule asks of it.")
    told = reason.format(title=called(position), items=listed([f'"{shown(text)}"' for text in added], MOST_NAMED))
    kind: Kind = "requirement" if field == "requirements.skills" else "duty"
    yield Candidate(kind, (Put("positions", position.index, _way(field), [*texts, *added]),), told, (0,), asks=True)


def _education(position: Position, failure: Failure) -> _Found:
    """The least education that the rule asks for."""
    if failure.test.operator not in (">=", "=") or failure.tested.negated or not failure.items:
        return
    level = failure.items[0]
    written = position.declared.entry.requirements.education if position.declared.entry.requirements else None
    text = spelling.in_the_manner_of([written] if written else [], level, EDUCATION.names[level], position.title)
    reason = _('{title} requires the education "{level}", which the rule asks for at least.')
    steps = (Put("positions", position.index, ("requirements", "education"), text),)
    yield Candidate("requirement", steps, reason.format(title=called(position), level=text), (0,), asks=True)


def _headcount(position: Any, failure: Failure) -> _Found:
    """The headcount that something else tells, where the design does not write one."""
    word = failure.test.column.path.word
    there = failure.test.column.path.read(position)
    if (
        not isinstance(position, Position)
        or "headcount" in position.declared.entry.written
        or not isinstance(word, Fact)
        or word.type != "number"
        or not isinstance(there, int)
    ):
        yield _("Which of the two numbers is right is a decision.")
        return
    reason = _("{title} has a headcount of {number}, which is what the design tells elsewhere; none was written.")
    steps = (Put("positions", position.index, ("headcount",), there),)
    yield Candidate("headcount", steps, reason.format(title=called(position), number=there), (0,))
