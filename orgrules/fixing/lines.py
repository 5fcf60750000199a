"""Other managers and dotted lines, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from orgrules.changes.steps import Put, Step
from orgrules.engine.failures import Failure
from orgrules.facts import readers
from orgrules.facts.expressions import answering
from orgrules.fixing import nearness
from orgrules.fixing.ground import Candidate, Found, Ground, _joined, called, grouped, joined, later, tie
from orgrules.fixing.nearness import FAR, Nearness
from orgrules.fixing.references import suggested
from orgrules.fixing.whatif import DOWNWARDS, UPWARDS, breaks_one, is_worse, under, with_reports
from orgrules.locale import _
from orgrules.organization.model import Cycle, Position
from orgrules.organization.title_words import NOBODY_ABOVE
from orgrules.text import normalize, pick, shown

#: Most members of a collection that are moved by one proposal.
MOST_MOVED = 4


#: Groups of equally near managers that are looked at for one position beside the nearest, and managers in each beside the first.
MOST_GROUPS = 4


MOST_IN_GROUP = 20
#: Managers beside these that are tried although they break a rule about the position.
MOST_HOPING = 3


def managers(ground: Ground, position: Position) -> Found:
    """Another manager: the nearest with whom the rules about the position hold."""
    if position.is_outside:
        return
    roles = ground.what_if.roles_above(position, ground.members)
    yield from _acceptable(ground, position, ground.around.of_roles(position, roles), is_grounded=True)


def _acceptable(ground: Ground, position: Position, those: Iterable[Position], *, is_grounded: bool) -> Found:
    """Those of some positions that may be its manager, by the rules about it, about them, and about whom it reports to now."""
    before = ground.what_if.verdicts(position, UPWARDS)
    below = {each.index for each in position.all_reports()} | {position.index}
    near = nearness.of_positions(position)
    others = [each for each in those if each.index not in below and each is not position.manager and not each.is_outside]
    groups: dict[Nearness, int] = {}
    hoping: list[tuple[Nearness, Position]] = []  # those that break one rule, which a further change may mend
    for distance, _index, other in sorted((near(each), each.index, each) for each in others):
        if len(groups) > MOST_GROUPS or groups.get(distance, 0) > MOST_IN_GROUP:
            break
        moved = under(position, other)
        after = ground.what_if.verdicts(moved, UPWARDS)
        if is_grounded and not ground.what_if.is_grounded(moved, after):
            continue
        if is_worse(before, after):
            if not ground.looks_closely and len(hoping) < MOST_HOPING and breaks_one(before, after):
                hoping.append((distance, other))
            continue
        if ground.looks_closely:
            ours = ground.what_if.verdicts(other, DOWNWARDS)
            if is_worse(ours, ground.what_if.verdicts(with_reports(other, more=[moved]), DOWNWARDS)):
                continue
        groups[distance] = groups.get(distance, 0) + 1
        yield from _to_manager(ground, position, other, distance)
    for distance, other in hoping:
        found = _to_manager(ground, position, other, distance)
        yield from (each._replace(near=(20, *each.near)) if isinstance(each, Candidate) else each for each in found)
    if not groups:
        yield _("No position here may be its manager by the rules: that takes a new position, or a decision.")


def _to_manager(ground: Ground, position: Position, manager: Position, near: Nearness) -> Found:
    meaning = ground.meaning(manager)
    if meaning is None:
        yield _("Nothing refers to {name} alone: it needs an id of its own first.").format(name=called(manager))
        return
    text, first = meaning
    touches = [manager, *([position.manager] if position.manager else [])]
    steps = (*first, Put("positions", position.index, ("reports_to",), text))
    yield Candidate(
        "manager", steps, _why_manager(ground, position, manager, near), near, called(manager), touches=tuple(touches)
    )


def _why_manager(ground: Ground, position: Position, manager: Position, near: Nearness) -> str:
    """Why it is this manager."""
    profile = ground.library.profiles.get(manager.known_role or "")
    role = pick(profile.name) if profile is not None else manager.known_role
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


def named_by_rule(ground: Ground, position: Position, failure: Failure) -> Found:
    """The manager that the rule names itself, by another fact: that of the unit around."""
    asked = failure.test.column.asked
    if asked is None or asked.fact is None or failure.of is not position or asked.test not in ("=", "includes"):
        return
    there = asked.fact.read(position)
    if isinstance(there, Position) and not there.is_outside:
        yield from _acceptable(ground, position, [there], is_grounded=False)


def next_up(ground: Ground, position: Position) -> Found:
    """The next manager up the chain with whom the rules hold."""
    chain = [each for each in position.chain() if each is not position.manager]
    yield from _acceptable(ground, position, chain, is_grounded=False)


def reports(ground: Ground, manager: Position, is_wrong: Callable[[Any], bool | None]) -> Found:
    """Other managers for those reports that should not be there: each its nearest."""
    wrong = [each for each in manager.reports if is_wrong(each) is not False]
    if len(wrong) > MOST_MOVED:
        yield _("{number} of its reports would need other managers: that is a decision.").format(number=len(wrong))
        return
    several: list[Candidate] = []
    for report in wrong:
        found = [each for each in managers(ground, report) if isinstance(each, Candidate)]
        groups = grouped(found)
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


def ring(ground: Ground, cycle: Cycle) -> Found:
    """One of the ring elsewhere: whoever a rule sends there."""
    for member in cycle.members:
        found = managers(ground, member) if isinstance(member, Position) else ()
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


def manager_reference(ground: Ground, position: Position) -> Found:
    """A reference to a manager that is broken: what it was meant to be."""
    status, reference = position.manager_status, position.manager_reference
    if status == "unknown" and reference is not None:
        if normalize(reference) in NOBODY_ABOVE:
            reason = _('{title} has null for its manager: "{word}" stands for nobody, and makes it a top.')
            steps = (Put("positions", position.index, ("reports_to",), None),)
            yield Candidate("reference", steps, reason.format(title=called(position), word=shown(reference)), (0,))
            return
        meant = list(suggested(ground, "position", position, "reports_to", reference))
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
    yield from later(managers(ground, position))
    if status == "itself":
        yield from head_of_unit(ground, position)


def _breaks(ground: Ground, position: Position, candidate: Candidate) -> bool:
    """Whether a manager that was meant breaks a rule about the position."""
    manager = candidate.touches[0]
    if not isinstance(manager, Position):
        return False
    return is_worse(ground.what_if.verdicts(position, UPWARDS), ground.what_if.verdicts(under(position, manager), UPWARDS))


def head_of_unit(ground: Ground, position: Position) -> Found:
    """For a position without a manager whose role no rule sends to anybody: the one head of its unit, where that is selected.

    It may as well be a second top, or somebody's who is not there.
    """
    heads = [] if position.unit is None else position.unit.heads
    for each in _acceptable(ground, position, heads, is_grounded=False) if len(heads) == 1 else ():
        if isinstance(each, Candidate):
            told = _("{title} reports to {manager}, the head of its unit: no other manager is told, and the rules hold with it.")
            yield each._replace(near=(10, *each.near), asks=True, reason=told.format(title=called(position), manager=each.name))


def dotted(ground: Ground, position: Position, name: str) -> Found:
    """Dotted lines that lead to nobody, to several, to the position itself or where another line leads already."""
    lines, told = position.dotted, called(position)
    if name == "dotted_lines.unknown":
        candidates = [
            list(suggested(ground, "position", position, "dotted_line_to", line.reference))
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


def _all_of(of_each: Sequence[Sequence[Candidate | str]], subject: Position) -> Found:
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


def _ambiguous_line(ground: Ground, position: Position, reference: str) -> Found:
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


def lines(ground: Ground, position: Position, failure: Failure) -> Found:
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
