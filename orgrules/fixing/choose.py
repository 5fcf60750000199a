"""The choice among changes: those that remove most findings, of these the fewest, of these the nearest.

It is solved by OR-Tools' CP-SAT, with one worker and a deterministic limit, so that every machine gives the same answer; where
that is not installed, the change that removes most is taken first, which may take more changes than it needs.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

from orgrules.changes.steps import Step
from orgrules.fixing.model import Solver

#: How long CP-SAT looks for the best choice in one component, in its own deterministic units (about seconds).
MOST_WORK = 10.0
#: Up to so many options of a component, each has a weight of its own, so that there is one best choice.
MOST_WEIGHED = 40


class Option(NamedTuple):
    """A change that may be chosen: its steps, the findings that it removes alone, and how near it is, 0 the nearest."""

    steps: tuple[Step, ...]
    removes: frozenset[Hashable]
    far: int = 0


def solver() -> Solver:
    """Who chooses here."""
    return "cp-sat" if find_spec("ortools") is not None else "greedy"


def choose(options: Sequence[Option], apart: Iterable[frozenset[int]] = (), by: Solver | None = None) -> list[int]:
    """The numbers of the options to take, in their order; those of a set in ``apart`` are not taken all together."""
    forbidden = [*(frozenset(pair) for pair in conflicts(options)), *apart]
    if (by or solver()) == "greedy":
        return greedy(options, forbidden)
    chosen: list[int] = []
    for component in _components(options, forbidden):
        if len(component) == 1:
            chosen += component
        else:
            chosen += _solved(options, component, [each for each in forbidden if each <= set(component)])
    return sorted(chosen)


def conflicts(options: Sequence[Option]) -> Iterable[tuple[int, int]]:
    """The pairs of options that put something else in one place."""
    by_entry: dict[tuple[str, int], list[int]] = {}
    for number, option in enumerate(options):
        for entry in {(step.section, getattr(step, "at", -1)) for step in option.steps}:
            by_entry.setdefault(entry, []).append(number)
    pairs = {(one, other) for those in by_entry.values() for one in those for other in those if one < other}
    return sorted(pair for pair in pairs if are_at_odds(options[pair[0]].steps, options[pair[1]].steps))


def are_at_odds(ours: Sequence[Step], theirs: Sequence[Step]) -> bool:
    """Whether some steps put something else where others do."""
    for one in ours:
        for other in theirs:
            if one == other or (one.section, getattr(one, "at", -1)) != (other.section, getattr(other, "at", -1)):
                continue
            way, their_way = getattr(one, "way", ()), getattr(other, "way", ())
            shorter = min(len(way), len(their_way))
            if way[:shorter] == their_way[:shorter]:
                return True
    return False


def greedy(options: Sequence[Option], forbidden: Sequence[frozenset[int]]) -> list[int]:
    """The option that removes most of what is left, again and again."""
    taken: set[int] = set()
    gone: set[Hashable] = set()
    while True:
        free = [
            number
            for number, option in enumerate(options)
            if number not in taken
            and option.removes - gone
            and not any(each <= taken | {number} for each in forbidden if number in each)
        ]
        if not free:
            return sorted(taken)
        best = min(free, key=lambda each: (-len(options[each].removes - gone), len(options[each].steps), options[each].far, each))
        taken.add(best)
        gone |= options[best].removes


def _components(options: Sequence[Option], forbidden: Sequence[frozenset[int]]) -> list[list[int]]:
    """The options that have to do with one another, component by component."""
    root = list(range(len(options)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = number = root[root[number]]
        return number

    first: dict[Any, int] = {}
    for number, option in enumerate(options):
        for each in (
            *option.removes,
            *((step.section, getattr(step, "at", -1), getattr(step, "way", ())) for step in option.steps),
        ):
            root[find(number)] = find(first.setdefault(each, number))
    for each in forbidden:
        numbers = sorted(each)
        for number in numbers[1:]:
            root[find(number)] = find(numbers[0])
    found: dict[int, list[int]] = {}
    for number in range(len(options)):
        found.setdefault(find(number), []).append(number)
    return list(found.values())


def _solved(options: Sequence[Option], component: Sequence[int], forbidden: Sequence[frozenset[int]]) -> list[int]:
    """The best choice of a component, one aim after the other."""
    from ortools.sat.python import cp_model  # the extra fix; imported where used, for it takes half a second

    model = cp_model.CpModel()
    taken = {number: model.new_bool_var(f"take {number}") for number in component}
    findings = sorted({each for number in component for each in options[number].removes}, key=repr)
    gone = []
    for each in findings:
        removed = model.new_bool_var("")
        model.add_bool_or([taken[number] for number in component if each in options[number].removes]).only_enforce_if(removed)
        gone.append(removed)
    changes: list[tuple[Step, Any]] = []
    for number in component:
        for step in options[number].steps:
            made = next((variable for known, variable in changes if known == step), None)
            if made is None:
                made = model.new_bool_var("")
                changes.append((step, made))
            model.add_implication(taken[number], made)
    for each in forbidden:
        model.add_bool_or([taken[number].negated() for number in sorted(each)])
    weights = [1 << place if len(component) <= MOST_WEIGHED else place + 1 for place in range(len(component))]
    aims = [
        -sum(gone),
        sum(variable for _step, variable in changes),
        sum(taken[number] * (1 + options[number].far) for number in component),
        sum(taken[number] * weight for number, weight in zip(component, weights, strict=True)),
    ]
    found: list[int] = []
    for aim in aims:
        model.minimize(aim)
        solving = cp_model.CpSolver()
        solving.parameters.num_workers = 1
        solving.parameters.random_seed = 1
        solving.parameters.max_deterministic_time = MOST_WORK
        status = solving.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return found or [component[each] for each in greedy([options[number] for number in component], [])]
        found = [number for number in component if solving.boolean_value(taken[number])]
        model.add(aim <= round(solving.objective_value))
        model.clear_hints()  # type: ignore[no-untyped-call]
        for number in component:
            model.add_hint(taken[number], number in found)
    return found
