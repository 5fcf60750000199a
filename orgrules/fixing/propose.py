"""From a design to what would mend it, told top to bottom.

Candidates are made for each finding, tried, and chosen among; the chosen ones are laid over the design together and judged. That
is done again on what they give, until nothing is proposed any more: a second run on a mended design has nothing to do.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from orgrules.changes.steps import Drop, Put, Step
from orgrules.design.read import Design
from orgrules.engine.failures import failing
from orgrules.facts.vocabulary import kind_of
from orgrules.files.source import paused_collector
from orgrules.findings import Cite, Finding
from orgrules.fixing import candidates
from orgrules.fixing import choose as choosing
from orgrules.fixing.candidates import Asked
from orgrules.fixing.choose import Option
from orgrules.fixing.ground import Candidate, Ground, joined, tie
from orgrules.fixing.model import Fixing, Left, Proposal, Solver, unique
from orgrules.fixing.trial import Bench, Difference, Judged, Key, difference, identity
from orgrules.fixing.whatif import WhatIf
from orgrules.locale import _
from orgrules.organization.model import Organization, Position, Subject, Unit
from orgrules.policy.waivers import Waivers, waivers_in
from orgrules.rulebook.model import Rule
from orgrules.running.one import Setup
from orgrules.text import pick

#: So much is judged for one design in all, in positions: 1,500 trials of a design of a hundred.
MOST_JUDGED = 150_000
#: Where findings and positions multiplied are more, candidates of different neighbourhoods are tried together.
MOST_ALONE = 30_000
#: Candidates that are tried for one finding, and groups of equally near ones beyond the first that will do.
MOST_TRIED = 40
MOST_FURTHER = 2
#: Candidates of one finding whose own consequences are mended in turn, and what is tried for each.
MOST_COMPOUND = 3
MOST_MENDING = 6
#: Rounds of trying all together, before what still brings findings is left.
MOST_ROUNDS = 5
MOST_TOGETHER = 4
#: Rounds after these in which changes near something that gets worse are taken out.
MOST_SETTLING = 4
#: Trials of a design so large that MOST_JUDGED does not allow more.
MOST_LARGE = 12


def propose(design: Design, setup: Setup, mend: Container[str] | None = None, by: Solver | None = None) -> Fixing:
    """What would mend a design.

    ``mend`` are the fingerprints of the findings that are to go; None for all that are not waived. ``by`` is who chooses; None
    for the best that is installed.

    Raises:
        DesignError: the design contradicts itself.
    """
    rules = setup.selection.for_design(tuple(source.path for source in design.sources))
    bench = Bench(setup.library, rules, setup.today, not setup.settings.strict)
    with paused_collector():  # as a check has it: each trial builds a graph of live objects
        return _proposed(design, setup, bench, rules, mend, by or choosing.solver())


def _proposed(
    design: Design, setup: Setup, bench: Bench, rules: Sequence[Rule], mend: Container[str] | None, by: Solver
) -> Fixing:
    first = bench.judge(design)
    found = _findings(first, setup)
    wanted = {key: each for key, each in found.items() if each.waived is None and (mend is None or each.fingerprint in mend)}
    return _Work(bench, WhatIf(rules), by).fix(first, wanted, setup)


def _findings(judged: Judged, setup: Setup) -> dict[Key, Finding]:
    """The findings of an organization by their keys, in the order of their places, as the settings have them."""
    builder = setup.builder()
    made = [(finding, (finding.rule, identity(subject))) for finding, subject in builder.each(judged.broken.values())]
    made.sort(key=lambda pair: (pair[0].location, pair[0].rule))
    kept: list[tuple[Finding, Key]] = []
    for finding, key in made:
        kept += [(each, key) for each in setup.selection.of([finding])]
    design = judged.organization.design
    paths = tuple(source.path for source in design.sources)
    waivers = Waivers(setup.settings, setup.selection, setup.today)
    marked = waivers.apply(waivers_in(design), paths, [finding for finding, _key in kept])
    return {key: finding for finding, (_finding, key) in zip(marked, kept, strict=True)}


def outcome(fixing: Fixing, setup: Setup, numbers: Sequence[int]) -> tuple[Organization, Difference] | None:
    """What some of the proposals give, and what they make different; None where they contradict the design, or one another.

    Where it does not hold, they were not meant to be without the others that they rest on.
    """
    organization = fixing.organization
    rules = setup.selection.for_design(tuple(source.path for source in organization.design.sources))
    bench = Bench(setup.library, rules, setup.today, not setup.settings.strict)
    chosen = [fixing.proposals[number] for number in numbers]
    pairs = ((one, other) for at, one in enumerate(chosen) for other in chosen[:at])
    if any(choosing.are_at_odds(one.steps, other.steps) for one, other in pairs):
        return None
    before = bench.judge(organization.design)
    after = bench.lay(before, fixing.steps(numbers))
    return None if after is None else (after.organization, difference(before, after))


class _Chosen(NamedTuple):
    """A candidate that does: what it removes alone, and how far down the list of its finding it stood."""

    candidate: Candidate
    removes: frozenset[Key]
    far: int


@dataclass(slots=True)
class _Work:
    """One design while it is being mended."""

    bench: Bench
    what_if: WhatIf
    solver: Solver
    judged: int = 0  # positions in trials so far
    took_nearest: bool = False  # in some round, as there was too much to try

    def fix(self, first: Judged, wanted: dict[Key, Finding], setup: Setup) -> Fixing:
        """The proposals, and what is left."""
        proposals: list[Proposal] = []
        now, open_ = first, list(wanted)
        round_ = _Round(self, now, open_)
        while True:
            chosen, after = round_.choose()
            if not chosen or after is None:
                break
            rests_on = tuple(range(len(proposals)))
            proposals += _proposals(chosen, now, after, wanted, rests_on, self._own(proposals, first, chosen))
            now, open_ = after, [key for key in wanted if key in after.broken]
            round_ = round_.after(now, chosen, open_)
        why = dict(round_.why)
        asking, with_asking = round_.choose(asks=True)
        if with_asking is not None:
            rests_on = tuple(range(len(proposals)))
            proposals += _proposals(asking, now, with_asking, wanted, rests_on, self._own(proposals, first, asking))
        asked = {key for each in asking for key in each.removes}
        after_findings = _findings(now, setup)
        left = []
        for key in open_:
            reason = why.get(key) or candidates.unexplained()
            if key in asked:
                reason = _("What is proposed is not told by the design: it is written where it is selected.")
            left.append(Left(after_findings.get(key, wanted[key]), reason))
        return Fixing(
            first.organization,
            now.organization,
            tuple(wanted.values()),
            tuple(each.finding for each in left),
            tuple(proposals),
            tuple(left),
            "nearest" if self.took_nearest else self.solver,
        )

    def _own(self, before: Sequence[Proposal], first: Judged, chosen: Sequence[_Chosen]) -> frozenset[int]:
        """Which of the chosen ones hold by themselves, on the design as it is."""
        if not before or len(chosen) * len(first.organization.positions) > MOST_ALONE:
            return frozenset()
        alone = set()
        for number, each in enumerate(chosen):
            gone = self.try_(first, each.candidate.steps)
            if gone is not None and gone.holds and each.removes <= gone.removed:
                alone.add(number)
        return frozenset(alone)

    def try_(self, now: Judged, steps: Sequence[Step]) -> Difference | None:
        """What steps make different; None where they contradict the design, or too much was tried."""
        after = self.lay(now, steps)
        return None if after is None else difference(now, after)

    def lay(self, now: Judged, steps: Sequence[Step]) -> Judged | None:
        """The verdict on steps laid over an organization, within what may be judged."""
        self.judged += len(now.organization.positions)
        return (
            None if self.judged > max(MOST_JUDGED, MOST_LARGE * len(now.organization.positions)) else self.bench.lay(now, steps)
        )


def _proposals(
    chosen: Sequence[_Chosen],
    now: Judged,
    after: Judged,
    wanted: dict[Key, Finding],
    rests_on: tuple[int, ...],
    alone: Container[int],
) -> list[Proposal]:
    """Candidates as proposals, each with the findings that go with it; one that several remove stands at the first."""
    gone = now.broken.keys() - after.broken.keys()
    together = gone.difference(*(each.removes for each in chosen))  # what no single one removes stands at the last
    told: set[Key] = set()
    made = []
    for number, each in enumerate(chosen):
        own = each.removes | together if number == len(chosen) - 1 else each.removes
        removes = [wanted[key] for key in wanted if key in own and key in gone and key not in told]
        told |= own
        cites: dict[Cite, None] = dict.fromkeys(cite for finding in removes for cite in finding.cites)
        candidate = each.candidate
        rests = () if number in alone else rests_on
        made.append(
            Proposal(candidate.steps, candidate.kind, tuple(removes), candidate.reason, tuple(cites), candidate.asks, rests)
        )
    return made


@dataclass(slots=True)
class _Round:
    """One look at an organization: what may be changed for each finding, and what of it does."""

    work: _Work
    now: Judged
    targets: Sequence[Key]
    asks: bool = False
    why: dict[Key, str] = field(default_factory=dict)
    _asked: dict[Key, Asked] = field(default_factory=dict)
    _last: tuple[Sequence[Step], Judged | None] = ((), None)  # the steps that were laid over last, and what they gave
    _tried: dict[str, Difference | None] = field(default_factory=dict)
    _ground: Ground | None = None

    def after(self, judged: Judged, chosen: Sequence[_Chosen], targets: Sequence[Key]) -> _Round:
        """The round after this one, on what the chosen candidates give."""
        steps = [step for each in chosen for step in each.candidate.steps]
        return _Round(self.work, judged, targets, _ground=self.ground().after(judged.organization, steps))

    def choose(self, *, asks: bool = False) -> tuple[list[_Chosen], Judged | None]:
        """The candidates that do together, of those that ask or of the others, and what they give."""
        self.asks = asks
        if asks and not any(each.asks for asked in self._asked.values() for group in asked.groups for each in group):
            return [], None
        chosen = self.together() if self.is_large else self.one_by_one()
        if not chosen:
            return [], None
        self.work.took_nearest = self.work.took_nearest or self.is_large
        steps = unique(step for each in chosen for step in each.candidate.steps)
        laid, after = self._last
        return chosen, after if list(laid) == steps else self.work.bench.lay(self.now, steps)

    def _lay(self, steps: Sequence[Step]) -> Judged | None:
        after = self.work.lay(self.now, steps)
        self._last = steps, after
        return after

    @property
    def is_large(self) -> bool:
        """Whether there is too much to try every candidate by itself."""
        return len(self.targets) * len(self.now.organization.positions) > MOST_ALONE

    def ground(self) -> Ground:
        """The organization as candidates are made from it."""
        if self._ground is None:
            self._ground = self._of(self.now.organization)
        return self._ground

    def _of(self, organization: Organization) -> Ground:
        return Ground(organization, self.work.bench.library, self.work.what_if, looks_closely=self.is_large)

    def asked(self, key: Key, ground: Ground | None = None, now: Judged | None = None) -> Asked:
        """What may be tried for a finding, of what asks or of what does not."""
        if now is not None and ground is not None:
            rule, subject = now.broken[key]
            asked = candidates.asked(ground, rule, subject)
        else:
            if key not in self._asked:
                rule, subject = self.now.broken[key]
                self._asked[key] = candidates.asked(self.ground(), rule, subject)
            asked = self._asked[key]
        groups = (tuple(each for each in group if each.asks == self.asks) for group in asked.groups)
        return Asked(tuple(group for group in groups if group), asked.why)

    # ------------------------------------------------------------------------------------ few positions

    def one_by_one(self) -> list[_Chosen]:
        """Every candidate tried alone, the best chosen, and these tried together until they hold."""
        found: list[_Chosen] = []
        for key in self.targets:
            for each in self._that_do(key):
                if not any(each.candidate.steps == other.candidate.steps for other in found):
                    found.append(each)
        return self._holding(found)

    def _tried_alone(self, candidate: Candidate) -> Difference | None:
        asked = repr(candidate.steps)
        if asked not in self._tried:
            self._tried[asked] = self.work.try_(self.now, candidate.steps)
        return self._tried[asked]

    def _that_do(self, key: Key) -> list[_Chosen]:
        """The candidates for a finding that remove it and bring no other: the nearest, and further ones that remove more."""
        asked = self.asked(key)
        found: list[_Chosen] = []
        failed: list[tuple[Candidate, Difference]] = []
        tied: list[str] = []
        tried = further = 0
        for number, group in enumerate(asked.groups):
            if tried >= MOST_TRIED or further > MOST_FURTHER:
                break
            doing: list[_Chosen] = []
            for candidate in group[: MOST_TRIED - tried]:
                tried += 1
                gone = self._tried_alone(candidate)
                if gone is None:
                    continue
                if gone.holds and key in gone.removed:
                    doing.append(_Chosen(candidate, gone.removed & frozenset(self.targets), number))
                else:
                    failed.append((candidate, gone))
            most = max((len(each.removes) for each in doing), default=0)
            best = [each for each in doing if len(each.removes) == most]
            if best and (not found or most > len(found[-1].removes)) and not (tied and most <= 1):
                if len(best) == 1:
                    found += best
                else:
                    tied = tied or [each.candidate.name or each.candidate.reason for each in best]
            further += bool(found or tied)
        if tied and not found:
            self.why[key] = tie(tied)
        elif not found and failed:
            found = self._compound(key, failed)
            if not found:
                self.why[key] = self._why_none(key, failed, asked)
        elif not found:
            self.why[key] = asked.why or candidates.unexplained()
        return found

    def _why_none(self, key: Key, failed: Sequence[tuple[Candidate, Difference]], asked: Asked) -> str:
        """Why no candidate does: what is wrong with the nearest of those that would mend it."""
        for candidate, gone in failed:
            if key in gone.removed:
                told = _('The nearest change brings another finding, of "{rule}". It was: {reason}')
                rule = min(gone.introduced, key=repr)[0] if gone.introduced else gone.silenced[0]
                if not gone.introduced:
                    told = _('With the nearest change "{rule}" can be judged of fewer. It was: {reason}')
                return told.format(rule=self._name(rule), reason=candidate.reason)
        return asked.why or _("No change of one entry that was tried mends it: it takes a decision.")

    def _name(self, rule: str) -> str:
        return next((pick(each.name) for each in self.work.bench.rules if each.id == rule), "") or rule

    def _compound(self, key: Key, failed: Sequence[tuple[Candidate, Difference]]) -> list[_Chosen]:
        """A candidate and what mends its own consequences: what it brings, or what is left of the finding."""
        tried = 0
        for candidate, gone in failed:
            rest = [*sorted(gone.introduced, key=repr), *([] if key in gone.removed else [key])]
            if gone.silenced or len(rest) != 1 or (rest == [key] and not self._gets_nearer(key, candidate)):
                continue
            tried += 1
            if tried > MOST_COMPOUND:
                break
            after = self.work.lay(self.now, candidate.steps)
            if after is None or rest[0] not in after.broken:
                continue
            groups = self.asked(rest[0], self._of(after.organization), after).groups
            for group in groups[:2]:
                doing = []
                for second in group[:MOST_MENDING]:
                    if choosing.are_at_odds(candidate.steps, second.steps):
                        continue
                    both = joined([candidate, second])
                    outcome = self.work.try_(self.now, both.steps)
                    if outcome is not None and outcome.holds and key in outcome.removed:
                        doing.append(_Chosen(both, outcome.removed & frozenset(self.targets), MOST_TRIED))
                if len(doing) == 1:
                    return doing
                if doing:
                    self.why[key] = tie([each.candidate.name for each in doing])
                    return []
        return []

    def _gets_nearer(self, key: Key, candidate: Candidate) -> bool:
        """Whether fewer tests of a finding fail with a candidate, so that another one may do the rest."""
        rule, subject = self.now.broken[key]
        tell = failing(rule.conditions[kind_of(subject)][1])
        before = len(tell(subject))
        if before < 2:
            return False
        after = self.work.lay(self.now, candidate.steps)
        return after is not None and key in after.broken and len(tell(after.broken[key][1])) < before

    def _holding(self, found: Sequence[_Chosen]) -> list[_Chosen]:
        """The best choice that holds together: what does not is kept apart, and chosen anew."""
        options = [Option(each.candidate.steps, frozenset[Hashable](each.removes), each.far) for each in found]
        apart: list[frozenset[int]] = []
        kept: list[int] = []
        for _attempt in range(MOST_ROUNDS):
            numbers = choosing.choose(options, apart, self.work.solver)
            if not numbers or self._holds([found[number] for number in numbers]):
                return [found[number] for number in numbers]
            kept = []
            for number in numbers:
                if self._holds([found[each] for each in (*kept, number)]):
                    kept.append(number)
                    continue
                pairs = (frozenset((each, number)) for each in kept if not self._holds([found[each], found[number]]))
                apart.append(next(pairs, frozenset((*kept, number))))
        return [found[number] for number in kept]

    def _holds(self, chosen: Sequence[_Chosen]) -> bool:
        """Whether some candidates together remove what they remove alone, and nothing gets worse."""
        after = self._lay(unique(step for each in chosen for step in each.candidate.steps))
        gone = None if after is None else difference(self.now, after)
        return gone is not None and gone.holds and frozenset[Key]().union(*(each.removes for each in chosen)) <= gone.removed

    # ------------------------------------------------------------------------------------ many positions

    def together(self) -> list[_Chosen]:
        """The nearest candidate of every finding at once; those near which something gets worse give way to their next ones.

        In the end they give way to none, so that what is left is what does together.
        """
        waiting = {key: list(asked.groups) for key in self.targets if (asked := self._with_why(key)).groups}
        chosen = self._next(waiting)
        for attempt in range(MOST_TOGETHER + MOST_SETTLING):
            if not chosen:
                return []
            after = self._lay(unique(step for each in chosen.values() for step in each.steps))
            if after is None:
                break
            gone = difference(self.now, after)
            blamed = self._blamed(chosen, after, gone)
            if not blamed:
                if gone.holds:
                    return self._removing(chosen, gone)
                break
            if attempt >= MOST_TOGETHER:
                for key in blamed:
                    self.why[key] = _(
                        "Among the many changes that were tried at once, this one could not be told from what got worse."
                    )
                chosen = {key: each for key, each in chosen.items() if key not in blamed}
                continue
            for key in blamed:
                waiting[key].pop(0)
                if not waiting[key]:
                    del waiting[key]
                    self.why[key] = _("Every change that was tried brings another finding, or keeps a rule from being judged.")
            chosen = self._next(waiting)
        return self._part(chosen)

    def _with_why(self, key: Key) -> Asked:
        asked = self.asked(key)
        if not asked.groups:
            self.why[key] = asked.why or candidates.unexplained()
        return asked

    def _next(self, waiting: dict[Key, list[tuple[Candidate, ...]]]) -> dict[Key, Candidate]:
        """The nearest candidate of every finding; none where several are equally near, or another put something there."""
        chosen: dict[Key, Candidate] = {}
        by_entry: dict[tuple[str, int], list[Step]] = {}
        for key, groups in list(waiting.items()):
            if len(groups[0]) > 1:
                self.why[key] = tie([each.name for each in groups[0]])
                del waiting[key]
                continue
            candidate = groups[0][0]
            entries = {(step.section, getattr(step, "at", -1)) for step in candidate.steps}
            if any(choosing.are_at_odds(candidate.steps, by_entry.get(entry, ())) for entry in entries):
                continue  # the next round sees whether the finding is still there
            for step in candidate.steps:
                by_entry.setdefault((step.section, getattr(step, "at", -1)), []).append(step)
            chosen[key] = candidate
        return chosen

    def _blamed(self, chosen: dict[Key, Candidate], after: Judged, gone: Difference) -> set[Key]:
        """The findings whose candidates did not remove them, or near whose candidates something got worse."""
        blamed = {key for key in chosen if key not in gone.removed}
        if not gone.introduced and not gone.silenced:
            return blamed
        order = {key: number for number, key in enumerate(chosen)}
        own, touching, near = (dict[Hashable, list[Key]]() for _index in range(3))  # by whom they are about, or near
        for key, candidate in chosen.items():
            own.setdefault(key[1], []).append(key)
            for thing in candidate.touches:
                touching.setdefault(identity(thing), []).append(key)
        for key in gone.introduced:
            subject = after.broken[key][1]
            who = [identity(subject), *map(identity, getattr(subject, "members", ()))]
            ours, touched = ([each for one in who for each in those.get(one, ())] for those in (own, touching))
            if not (ours or touched or near):
                for each, candidate in chosen.items():
                    for thing in _neighbours(self.now.broken[each][1], candidate, self.now.organization):
                        near.setdefault(identity(thing), []).append(each)
            # of several changes the last gives way: the next round sees what is to be said of it then
            direct = ours or touched
            blamed.update([max(direct, key=order.__getitem__)] if direct else [each for one in who for each in near.get(one, ())])
        for rule in gone.silenced if not blamed else ():
            blamed.update(key for key, candidate in chosen.items() if self._falls_silent(rule, key, candidate, after))
        return blamed

    def _falls_silent(self, rule: str, key: Key, candidate: Candidate, after: Judged) -> bool:
        """Whether a rule is no longer judged of somebody near a candidate."""
        what_if = self.work.what_if
        for thing in _neighbours(self.now.broken[key][1], candidate, self.now.organization):
            then = _same(thing, after.organization)
            if what_if.verdicts(thing).get(rule) is not None and (then is None or what_if.verdicts(then).get(rule) is None):
                return True
        return False

    def _removing(self, chosen: dict[Key, Candidate], gone: Difference) -> list[_Chosen]:
        """The candidates with what they remove: their own findings, and those on who is near."""
        removed: dict[Hashable, list[Key]] = {}
        for key in self.targets:
            if key in gone.removed:
                removed.setdefault(key[1], []).append(key)
        found: list[_Chosen] = []
        for key, candidate in chosen.items():
            near = (identity(thing) for thing in (self.now.broken[key][1], *candidate.touches))
            also = [each for who in near for each in removed.get(who, ()) if each not in chosen or each == key]
            found.append(_Chosen(candidate, frozenset((key, *also)), 0))
        once: list[_Chosen] = []
        places: dict[str, int] = {}
        for each in found:  # one change may be the candidate of several findings
            asked = repr(each.candidate.steps)
            if asked in places:
                at = places[asked]
                once[at] = once[at]._replace(removes=once[at].removes | each.removes)
                continue
            places[asked] = len(once)
            once.append(each)
        return once

    def _part(self, chosen: dict[Key, Candidate]) -> list[_Chosen]:
        """The half of some candidates that holds, where nobody can tell which of them is to blame."""
        items = list(chosen.items())
        for half in (items[: len(items) // 2], items[len(items) // 2 :]) if len(items) > 1 else ():
            after = self._lay(unique(step for _key, each in half for step in each.steps))
            if after is not None and (gone := difference(self.now, after)).holds:
                return self._removing(dict(half), gone)
        return []


def _neighbours(subject: Subject, candidate: Candidate, organization: Organization) -> Iterable[Subject]:
    """Who may notice a change: those that it is about, whom they report to, who reports to them, and the units they sit in."""
    entries: dict[str, Sequence[Subject]] = {
        "positions": organization.positions,
        "units": organization.units,
        "people": organization.people,
    }
    touched = [
        entries[step.section][step.at] for step in candidate.steps if isinstance(step, Put | Drop) and step.section in entries
    ]
    for thing in (subject, *touched, *candidate.touches):
        yield thing
        if isinstance(thing, Position):
            yield from thing.reports
            yield from ([thing.manager] if thing.manager is not None else [])
            yield from ([thing.unit, *thing.unit.above()] if thing.unit is not None else [])
        elif isinstance(thing, Unit):
            yield from thing.children


def _same(thing: Subject, organization: Organization) -> Subject | None:
    """A subject in another reading of its design."""
    those: dict[str, Sequence[Subject]] = {
        "position": organization.positions,
        "unit": organization.units,
        "person": organization.people,
    }
    kind = kind_of(thing)
    if kind == "organization":
        return organization
    index = getattr(thing, "index", -1)
    return those[kind][index] if kind in those and 0 <= index < len(those[kind]) else None
