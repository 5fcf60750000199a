"""The rulebooks' names of duties, skills, meetings and the like: the ids by which a design's texts are compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from orgrules.locale import N_
from orgrules.text import collapse, normalize

#: The kinds of terms, each with names of its own.
TERM_KINDS = (N_("duty"), N_("skill"), N_("authority"), N_("meeting"), N_("unit type"), N_("role"))


class Terms(NamedTuple):
    """``ids[kind]`` maps the normalized form of an id or a name, in any language, to the id.

    ``names[kind]`` maps it to how it is spelled; ``owners`` maps a duty to the roles whose profiles list it.
    """

    ids: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    owners: Mapping[str, frozenset[str]] = MappingProxyType({})

    def id(self, kind: str, text: str) -> str:
        """The id of a term; the text itself, in its one form, where no rulebook knows it."""
        known = self.ids.get(kind)
        return (known and known.get(normalize(text))) or collapse(text)

    def knows(self, kind: str, text: str) -> bool:
        """Whether a rulebook has a term of that id or name."""
        return normalize(text) in self.ids.get(kind, ())
