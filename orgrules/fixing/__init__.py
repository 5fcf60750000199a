"""From findings to the smallest set of changes that removes them and brings no new one: ``propose`` is the entrance."""

from orgrules.fixing.model import Fixing, Left, Proposal
from orgrules.fixing.propose import propose

__all__ = ["Fixing", "Left", "Proposal", "propose"]
