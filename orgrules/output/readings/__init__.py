"""How designs were understood, as frozen values; a module in this folder is a format that shows it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from orgrules.errors import Problem
from orgrules.findings import FileRead, Location
from orgrules.output.formats import Formats


class Choice(NamedTuple):
    """Something that a rulebook knows: what to write for it, and what it is called in the language of the reader."""

    id: str
    name: str


class PositionRead(NamedTuple):
    """How the title of one position was understood. ``how`` is the fact ``title.status``.

    ``role`` is None where it is open, and "unrecognized" where the title is none that is known; ``id`` is the declared one, or
    None. ``role_name`` is what the role is called, ``stated`` what the design writes for it, ``may_be`` what an open one may be.
    """

    location: Location
    id: str | None
    title: str
    role: str | None
    how: str
    name: str | None = None
    marks: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    role_name: str = ""
    stated: str | None = None
    suggestion: str | None = None
    may_be: tuple[Choice, ...] = ()


class TermRead(NamedTuple):
    """How one duty, skill, power or meeting was understood: what was taken for it or, where it is open, what it may be.

    ``position`` is the id, else the title of the position that writes it; of a person the id, else the name. ``suggestion`` is
    the known name nearest to one that is none.
    """

    location: Location
    position: str
    kind: str
    written: str
    how: str
    meant: tuple[Choice, ...] = ()
    suggestion: str | None = None


class BrokenReference(NamedTuple):
    """A reference that names nothing (``how``: unknown), or more than one thing (ambiguous). ``to``: one of ``REFERENCES``.

    ``may_be`` is what it may have been meant to be: of several things the first ones, with their places for names.
    """

    location: Location
    by: str
    to: str
    written: str
    how: str
    may_be: tuple[Choice, ...] = ()


class Note(NamedTuple):
    """Something else that reading decided, and where. Notes of one ``about`` are alike."""

    location: Location
    note: str
    about: Literal["top", "head", "vacancy", "headcount", "level", "unit type", "table"]


class Understanding(NamedTuple):
    """How everything in some designs was understood, in the order of the files.

    ``references`` counts what refers to something else: to what, how it was matched (``REFERENCES``, ``REFERENCES_READ``), how
    often. ``broken`` are those of them that lead nowhere. ``knows_roles``: whether the loaded rulebooks know any role.
    """

    files: tuple[FileRead, ...]
    positions: tuple[PositionRead, ...]
    terms: tuple[TermRead, ...]
    references: tuple[tuple[str, str, int], ...]
    notes: tuple[Note, ...] = ()
    broken: tuple[BrokenReference, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()  # files of a folder that are no designs
    knows_roles: bool = True
    sources: frozenset[str] = frozenset()  # resolved paths of the files that were read
    rulebooks: frozenset[str] = frozenset()  # and of the folders of the rulebooks


FORMATS: Formats[Understanding] = Formats(__name__, __path__)
