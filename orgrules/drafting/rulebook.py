"""From a handbook to the files of a rulebook: the front door of ``drafting/``."""

from __future__ import annotations

from orgrules.drafting.drafted import Drafted, State
from orgrules.drafting.model import Handbook


def drafted(handbook: Handbook, name: str, before: State | None = None) -> Drafted:
    """The rulebook that a handbook makes: ``name`` is its id; ``before`` is the state of the last draft, whose ids are kept.

    Comments in the files are in the language of the handbook, decisions and reasons in the language spoken.
    """
    raise NotImplementedError
