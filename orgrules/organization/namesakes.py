"""Who shares a name: what an ambiguous reference may mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from orgrules.text import fold, normalize

if TYPE_CHECKING:
    from orgrules.organization.model import Organization


class Namesakes:
    """The positions, units and people of one organization by their names, which are gone through when a first reference asks."""

    def __init__(self) -> None:
        self._by_name: dict[str, dict[str, list[Any]]] = {}

    def of(self, what: str, reference: str, organization: Organization) -> list[Any]:
        """All things of the kind ``what`` that bear the name, in the order of the design."""
        table = organization.design.table
        if table is not None and (answer := table.answers.get(what, {}).get(reference)) is not None and answer.candidates:
            things: list[Any] = organization.positions if what == "position" else organization.units
            return [things[index] for index in answer.candidates]
        form = fold if what == "person" else normalize  # as link compares them
        if what not in self._by_name:
            by_name = self._by_name[what] = {}
            for name, thing in _named(what, organization):
                by_name.setdefault(form(name), []).append(thing)
        return self._by_name[what].get(form(reference), [])


def _named(what: str, organization: Organization) -> Iterable[tuple[str, Any]]:
    if what == "position":
        return ((position.title, position) for position in organization.positions)
    if what == "person id":
        return ((person.id, person) for person in organization.people if person.id is not None)
    if what == "person":
        return ((person.name, person) for person in organization.people)
    return ((unit.declared.entry.name, unit) for unit in organization.units if unit.declared and unit.declared.entry.name)
