"""The rulebooks' names of duties, skills, meetings and the like: the ids by which a design's texts are compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from orgrules.text import collapse, normalize

#: The kinds of terms, each with names of its own.
TERM_KINDS = ("duty", "skill", "authority", "meeting", "unit type", "role")


class Terms(NamedTuple):
    """``ids[kind]`` maps the normalized form of an id or a name, in any language, to the id."""

    ids: Mapping[str, Mapping[str, str]]

    def id(self, kind: str, text: str) -> str:
        """The id of a term; the text itself, in its one form, where no rulebook knows it."""
        known = self.ids.get(kind)
        return (known and known.get(normalize(text))) or collapse(text)
