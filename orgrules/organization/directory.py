"""What a reference in a design means: the things of one kind by their ids and names, and those that are named alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from orgrules.design.read import Design
from orgrules.organization.model import Organization, Position, ReferenceStatus, Unit
from orgrules.text import collapse, normalize

if TYPE_CHECKING:
    from orgrules.tables.references import Answer


class _Named(Protocol):
    id: str | None
    index: int


NamedT = TypeVar("NamedT", bound=_Named)


class Directory(Generic[NamedT]):
    """Things of one kind by what a reference may call them: declared ids first, then names that only one thing has.

    An id that is declared more than once means the first where ``is_equal`` tells that the others say the same.
    """

    def __init__(
        self,
        things: Sequence[NamedT],
        names: Iterable[str | None],
        form: Callable[[str], str] = normalize,
        answers: Mapping[str, Answer] = MappingProxyType({}),
        is_equal: Callable[[NamedT, NamedT], bool] = lambda _one, _other: False,
    ) -> None:
        """``answers`` tells of texts of which it is known what they mean: those of tables are understood in more ways."""
        self._answers = answers
        self._things = things
        self._form = form
        self._spelled_names = names
        self._is_equal = is_equal
        self._same: set[str] = set()  # ids of equal entries
        self._names: dict[str, NamedT | None] | None = None

    @cached_property
    def _ids(self) -> Mapping[str, NamedT | None]:
        """The things by their ids: None where several have one."""
        apart = {thing.id: thing for thing in self._things if thing.id is not None}
        if len(apart) == len(self._things):
            return apart
        ids: dict[str, NamedT | None] = {}
        for thing in self._things:
            if thing.id is None:
                continue
            first = ids.setdefault(thing.id, thing)
            if first is thing:
                continue
            if first is not None and self._is_equal(first, thing):
                self._same.add(thing.id)
            else:
                ids[thing.id] = None
        return ids

    def find(self, reference: str) -> tuple[NamedT | None, ReferenceStatus]:
        """The thing that a reference means, and how it fared."""
        answer = self._answers.get(reference)
        if answer is not None and answer.status != "duplicate":
            return None if answer.target is None else self._things[answer.target], answer.status
        name = reference if reference in self._ids else collapse(reference)
        if answer is not None and name not in self._same:  # of equal entries of one id it is the first that is meant
            return None if answer.target is None else self._things[answer.target], answer.status
        if name in self._ids:
            thing = self._ids[name]
            return thing, "known" if thing is not None else "duplicate"
        if self._names is None:
            self._names = {}
            for thing, spelled in zip(self._things, self._spelled_names, strict=True):
                if spelled is None:
                    continue
                form = self._form(spelled)
                self._names[form] = None if form in self._names else thing
        form = self._form(reference)
        if form in self._names:
            thing = self._names[form]
            return thing, "known" if thing is not None else "ambiguous"
        return None, "unknown"


class FreeTexts(Generic[NamedT]):
    """Things that a design names without declaring any: one for each name, added to ``things`` when it is first met."""

    def __init__(self, things: list[NamedT], make: Callable[[int, str], NamedT], form: Callable[[str], str] = normalize) -> None:
        self._things = things
        self._make = make
        self._form = form
        self._by_form: dict[str, NamedT] = {}

    def find(self, text: str) -> NamedT:
        """The thing of that name, however it is spelled."""
        name = collapse(text)
        form = self._form(name)
        thing = self._by_form.get(form)
        if thing is None:
            thing = self._by_form[form] = self._make(len(self._things), name)
            self._things.append(thing)
        return thing


def position_directory(organization: Organization) -> Directory[Position]:
    """The positions by id and title."""
    names = (position.title for position in organization.positions)
    answers = _answers(organization.design, "position")
    return Directory(organization.positions, names, answers=answers, is_equal=_are_equal_positions)


def unit_directory(organization: Organization) -> Directory[Unit]:
    """The units by id and name."""
    names = (_declared_name(unit) for unit in organization.units)
    return Directory(organization.units, names, answers=_answers(organization.design, "unit"), is_equal=_are_equal_units)


def _answers(design: Design, kind: str) -> Mapping[str, Answer]:
    return MappingProxyType({}) if design.table is None else design.table.answers.get(kind, MappingProxyType({}))


def _declared_name(unit: Unit) -> str | None:
    return unit.declared.entry.name if unit.declared else unit.name


def _are_equal_positions(one: Position, other: Position) -> bool:
    """Whether two entries of one id are one position that is written twice, with one manager: it may be in a ring."""
    ours, theirs = one.declared.entry, other.declared.entry
    return _is_same(one.title, other.title) and ours.reports_to is not None and _is_same(ours.reports_to, theirs.reports_to)


def _are_equal_units(one: Unit, other: Unit) -> bool:
    """Whether two entries of one id are one unit that is written twice, with one parent."""
    if one.declared is None or other.declared is None:
        return False
    ours, theirs = one.declared.entry, other.declared.entry
    return _is_same(one.name, other.name) and ours.parent is not None and _is_same(ours.parent, theirs.parent)


def _is_same(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and collapse(one) == collapse(other))
