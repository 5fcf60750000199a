"""What becomes of the lists and mappings of a file, before it is put down as patches of its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgrules.design import model
from orgrules.edits.yaml.collections import Added
from orgrules.edits.yaml.document import Document
from orgrules.files.written import Written

#: Something that is not there.
ABSENT: Any = object()
#: The keys of entries, in the order in which new ones are put among those that stand there; "" is the file.
KEYS: Mapping[str, Sequence[str]] = {
    "organization": tuple(model.OrganizationEntry.keys),
    "units": tuple(model.UnitEntry.keys),
    # the reports of a position stand behind what is said of itself
    "positions": (*(key for key in model.PositionEntry.keys if key != "reports"), "reports"),
    "people": tuple(model.PersonEntry.keys),
    "requirements": tuple(model.Requirements.keys),
    "": tuple(model.DesignFile.keys),
}


class Item(NamedTuple):
    """An item of a list in a file: its node, and the list with the key that it is under and the mapping that has both."""

    document: Document
    node: Written
    number: int
    list: Written
    key: Written
    owner: Written


@dataclass(eq=False)
class ChangedMapping:
    """What becomes of a mapping."""

    document: Document
    node: Written
    kind: str  # whose keys it has
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # before, and then
    dropped: set[str] = field(default_factory=set)
    reports: list[Moved] = field(default_factory=list)  # in a list that is new
    sections: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)  # of a file: entries of lists that are new


@dataclass(eq=False)
class ChangedList:
    """What becomes of a list."""

    at: Item
    dropped: set[int] = field(default_factory=set)
    moved: list[Moved] = field(default_factory=list)
    told: list[Added] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)  # items that are other texts, by their numbers


class Moved(NamedTuple):
    """An entry that comes from elsewhere, or a text: where there is no entry."""

    at: Item | None
    text: str = ""
