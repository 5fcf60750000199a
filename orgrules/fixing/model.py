"""What a fix is: frozen values that the command shows and writes."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from orgrules.changes.steps import Step
from orgrules.findings import Cite, Finding
from orgrules.organization.model import Organization
from orgrules.output.fixes import Kind

#: Who chooses among changes; ``greedy`` where the extra ``fix`` is not installed.
Solver = Literal["cp-sat", "greedy"]
#: How the proposals were chosen: ``nearest`` where there was too much to try, and of each finding the nearest change was taken.
Choice = Literal["cp-sat", "greedy", "nearest"]


class Proposal(NamedTuple):
    """A change, as the steps that make it, and the findings that it removes.

    ``reason`` says what changes and why this is the one, in a sentence; ``cites`` are the statements that were broken.
    ``asks``: it is written only where somebody says so, as what it adds is not told by the design. ``rests_on`` are the numbers
    of the proposals before it without which it would not hold.
    """

    steps: tuple[Step, ...]
    kind: Kind
    removes: tuple[Finding, ...]
    reason: str
    cites: tuple[Cite, ...] = ()
    asks: bool = False
    rests_on: tuple[int, ...] = ()


class Left(NamedTuple):
    """A finding that no proposal removes, and why, in a sentence."""

    finding: Finding
    why: str


class Fixing(NamedTuple):
    """The proposals for a design.

    ``before`` are the findings that were to be mended; ``changed`` is the organization with all proposals but those that ask, and
    ``after`` are those of the findings that it still has. ``left`` says of each of these why.
    """

    organization: Organization
    changed: Organization
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    left: tuple[Left, ...]
    solver: Choice

    def steps(self, numbers: Sequence[int] | None = None) -> tuple[Step, ...]:
        """The steps of some proposals, each once; of all that do not ask where none are named."""
        chosen = (
            [each for each in self.proposals if not each.asks] if numbers is None else [self.proposals[each] for each in numbers]
        )
        return tuple(unique(step for each in chosen for step in each.steps))


def unique(steps: Iterable[Step]) -> list[Step]:
    """Steps in their order, each once: several proposals may need the same id."""
    return list({repr(step): step for step in steps}.values())  # by what they say, for steps hold lists
