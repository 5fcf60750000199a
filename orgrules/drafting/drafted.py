"""What a draft is: the files of a rulebook, what a person has to decide, and what the next draft has to know of this one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from orgrules.documents.model import Note, Place

#: What a person may have to decide: two names that may be one role, a title that may mean two jobs, one that no job describes,
#: whether a list of subordinates is complete, a job that is described twice, posts that report to each other, what the words
#: leave open.
DecisionKind = Literal["synonym", "ambiguous", "stub", "exclusive", "twice", "circle", "open"]

#: Why something said is in no file's fields: nobody knows what it means, it is only wished for, or designs cannot show it.
ReasonKind = Literal["unknown", "optional", "trait"]


#: No id is longer: the longest of a role, a word and a number.
MOST_CHARACTERS_OF_IDS = 200


class Decision(NamedTuple):
    """What a person has to decide: in words of the language spoken, the place, and the file of the rulebook that it concerns."""

    kind: DecisionKind
    place: Place
    text: str
    file: str = ""


class NotUnderstood(NamedTuple):
    """A statement that is in no field, as it stands, with the reason in words and the role (or empty) that it was said of."""

    text: str
    place: Place
    reason: str
    kind: ReasonKind = "unknown"
    role: str = ""


class Kept(NamedTuple):
    """A statement of an earlier draft: the role, the kind (``duty``, ``reports-to``), the words, the number in its list or ""."""

    role: str
    kind: str
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What keeps ids stable from one draft to the next; plain data through ``as_data`` and ``from_data``.

    ``roles`` has the title that each role was drafted from by its id, ``terms`` the names of duties, skills, meetings … by kind
    and id, ``statements`` what each id cited, those that have vanished since too: their numbers are not used again.
    ``documents`` has the paths by id of document. Comments within files are in the language of the handbook.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    statements: Mapping[str, Kept] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The state as plain data: mappings, lists and texts."""
        return {
            "roles": dict(self.roles),
            "terms": {kind: dict(names) for kind, names in self.terms.items()},
            "statements": {id_: list(kept) for id_, kept in self.statements.items()},
            "documents": dict(self.documents),
        }

    @classmethod
    def from_data(cls, data: Any) -> State:
        """The state from what ``as_data`` gave.

        Raises:
            ValueError: it is not of that shape.
        """
        try:
            return cls(
                roles=_named(data["roles"]),
                terms={str(kind): _named(names) for kind, names in data["terms"].items()},
                statements={_id(id_): Kept(*map(_text, kept)) for id_, kept in data["statements"].items()},
                documents=_named(data["documents"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError("no state of a draft") from error


def _named(data: Any) -> dict[str, str]:
    return {_id(key): _text(value) for key, value in data.items()}


def _id(key: str) -> str:
    """An id, of which files are called: nothing that leads out of their folder."""
    if len(key) > MOST_CHARACTERS_OF_IDS or re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", key) is None:
        raise ValueError(key)
    return key


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: ``files`` by their path within the rulebook's folder, what a person has to decide, what was not understood.

    ``counts`` says how many of each field were drafted (``roles``, ``stubs``, ``duties``, ``statements`` …).
    """

    files: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    notes: tuple[Note, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    state: State = field(default_factory=State)
