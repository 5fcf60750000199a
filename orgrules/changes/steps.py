"""The steps by which one organization becomes another, and the design that they give.

A step is about one entry of a design: it puts something under a key, drops a key, adds an entry or removes one. Whoever wants an
organization to be different says so in steps: a file of changes, a fix, the difference of two designs. Laid over a design they
give another one that can be checked and drawn like any; the files of the first are not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from orgrules.design import model
from orgrules.design.read import Declared, Design, NestedReference, Told
from orgrules.organization.directory import position_directory
from orgrules.organization.model import Organization
from orgrules.tables.references import Answer
from orgrules.text import collapse, normalize

if TYPE_CHECKING:
    from orgrules.tables.source import Table

#: The lists of a design, and the one entry that is in none.
Section = Literal["organization", "units", "positions", "people"]

_ENTRIES: Mapping[Section, type[model.Entry]] = {
    "organization": model.OrganizationEntry,
    "units": model.UnitEntry,
    "positions": model.PositionEntry,
    "people": model.PersonEntry,
}


#: The keys by whose values an entry may be referred to.
_NAMES = ("id", "title", "name")
#: The number of an entry that is no longer there.
_GONE = -1


class Put(NamedTuple):
    """Something under a key of an entry, whatever was there: ``way`` is the key, and the keys below it.

    ``at`` is the entry's index in its list of the design (of the organization 0); entries that steps add come after the others,
    in their order. ``value`` is plain data as the key takes them, None for null. The manager of a position is put by its
    ``reports_to``, however the design tells it; the position keeps its unit.
    """

    section: Section
    at: int
    way: tuple[str, ...]
    value: Any
    told: Told | None = None


class Drop(NamedTuple):
    """A key of an entry that is no longer there. Without ``reports_to`` a position has no manager and is no declared top."""

    section: Section
    at: int
    way: tuple[str, ...]
    told: Told | None = None


class Add(NamedTuple):
    """One more entry, by the plain data of its keys; a position's reports are entries of their own."""

    section: Section
    entry: Mapping[str, Any]
    told: Told | None = None


class Remove(NamedTuple):
    """An entry that is no longer there; others may not be nested in it any more."""

    section: Section
    at: int
    told: Told | None = None


Step = Put | Drop | Add | Remove


def lay_over(organization: Organization, steps: Iterable[Step]) -> Design:
    """The design of an organization with steps laid over it, one after the other.

    What a step puts is not checked: linking the design tells which references mean nothing.

    Raises:
        ValueError: a step is about an entry that is not there, or removes a position in which others are nested: the caller is
            to put them elsewhere first.
    """
    layers = _Layers(organization)
    for step in steps:
        layers.lay(step)
    return layers.design()


def entry_of(section: Section, written: Mapping[str, Any]) -> Any:
    """An entry with plain data under its keys."""
    requirements = written.get("requirements")
    if isinstance(requirements, Mapping):
        written = {**written, "requirements": model.Requirements(**requirements)}
    return _ENTRIES[section](**written)


def data_of(entry: Any) -> dict[str, Any]:
    """What an entry says by its keys, without the positions that are nested in it; of requirements plain data."""
    written = entry.written
    said = {key: getattr(entry, key) for key in entry.keys if key in written}
    if isinstance(said.get("requirements"), model.Requirements):
        said["requirements"] = said["requirements"].data()
    return said


def unit_told(positions: Sequence[Any], index: int) -> str | None:
    """The unit of a position as its design tells it, at the position itself or at one that it is nested in."""
    seen = 0
    while index >= 0 and seen <= len(positions):
        entry = positions[index].entry
        if entry.unit is not None:
            return str(entry.unit)
        index, seen = positions[index].over, seen + 1
    return None


class _Layers:
    """The lists of a design while steps are laid over them; entries that are touched are copies."""

    def __init__(self, organization: Organization) -> None:
        design = organization.design
        self._organization = organization
        self._design = design
        self._lists: dict[Section, list[Any]] = {
            "units": list(design.units or ()),
            "positions": list(design.positions),
            "people": list(design.people or ()),
        }
        self._whole = design.organization
        self._own: set[tuple[Section, int]] = set()
        self._nested: Counter[int] | None = None
        self._loose: set[int] = set()  # positions that no list of reports names any longer
        self._named: set[str] = set()  # ids and names that are new: what was said of such texts holds no more
        self._titled: set[int] = set()
        self._sources = list(design.sources)

    def lay(self, step: Step) -> None:
        """One step."""
        if step.told is not None and not any(step.told.source is each for each in self._sources):
            self._sources.append(step.told.source)
        if isinstance(step, Add):
            self._add(step)
        elif isinstance(step, Remove):
            there = self._there(step.section, step.at)
            if step.section == "positions":
                if self._nested_in()[step.at] > 0:
                    message = f"positions are nested in positions[{step.at}]"
                    raise ValueError(message)
                self._nested_in()[there.over] -= 1
            self._lists[step.section][step.at] = None
        elif step.section == "organization":
            self._whole = entry_of("organization", _changed(data_of(self._whole), step))
        else:
            self._change(step)

    def design(self) -> Design:
        """The design that they give."""
        design, lists = self._design, self._lists
        moved = _numbers(lists["positions"])
        if _GONE in moved:
            for index, each in enumerate(lists["positions"]):
                if each is not None and each.over >= 0 and moved[each.over] != each.over:
                    self._owned("positions", index).over = moved[each.over]
        left = {section: [each for each in those if each is not None] for section, those in lists.items()}
        return replace(
            design,
            organization=self._whole,
            units=left["units"] if left["units"] or design.units is not None else None,
            positions=left["positions"],
            people=left["people"] if left["people"] or design.people is not None else None,
            nested_references=self._nested_references(moved),
            sources=self._sources,
            table=design.table if design.table is None else self._table(design.table),
        )

    def _add(self, step: Add) -> None:
        source, route = step.told or Told(self._design.sources[0], ())
        self._named.update(str(step.entry[key]) for key in _NAMES if step.entry.get(key) is not None)
        self._lists[step.section].append(Declared(entry_of(step.section, step.entry), source, route))

    def _change(self, step: Put | Drop) -> None:
        declared = self._owned(step.section, step.at)
        key = step.way[0]
        if step.section == "positions" and key == "reports_to":
            self._loosen(step.at, declared)
        if isinstance(step, Put) and key in _NAMES:
            self._named.add(str(step.value))
            if (step.section, key) == ("positions", "title"):
                self._titled.add(step.at)
        declared.entry = entry_of(step.section, _changed(data_of(declared.entry), step))
        if step.told is not None:
            declared.told = {**(declared.told or {}), key: step.told}

    def _loosen(self, index: int, declared: Declared[Any]) -> None:
        """Take a position out of the reports that it is nested in; the unit that it inherited there it has itself."""
        unit = unit_told(self._lists["positions"], index)
        if declared.over >= 0 and declared.entry.unit is None and unit is not None and self._is_unit(unit):
            declared.entry = entry_of("positions", {**data_of(declared.entry), "unit": unit})
        if self._nested is not None:
            self._nested[declared.over] -= 1
        declared.over = -1
        self._loose.add(index)

    def _is_unit(self, text: str) -> bool:
        """Whether a text means a unit: who inherits what means none has none, and refers to nothing."""
        units = self._lists["units"]
        if self._design.units is None and not units:
            return True
        name, form = collapse(text), normalize(text)
        entries = [each.entry for each in units if each is not None]
        return any(entry.id is not None and collapse(entry.id) == name for entry in entries) or any(
            entry.name is not None and normalize(entry.name) == form for entry in entries
        )

    def _nested_in(self) -> Counter[int]:
        """How many positions are nested in each; counted once a position is removed."""
        if self._nested is None:
            self._nested = Counter(each.over for each in self._lists["positions"] if each is not None)
        return self._nested

    def _there(self, section: Section, index: int) -> Any:
        there = self._lists[section][index] if 0 <= index < len(self._lists[section]) else None
        if there is None:
            message = f"there is no {section}[{index}]"
            raise ValueError(message)
        return there

    def _owned(self, section: Section, index: int) -> Declared[Any]:
        """An entry that may be changed."""
        there = self._there(section, index)
        if (section, index) not in self._own:
            self._own.add((section, index))
            there = Declared(there.entry, there.source, there.route, there.over, there.told)
            self._lists[section][index] = there
        return there  # type: ignore[no-any-return]

    def _nested_references(self, moved: Sequence[int]) -> list[NestedReference]:
        """Those that still say whom a position reports to; whoever is put elsewhere, or is gone, is named by none."""
        nested = self._design.nested_references
        if not nested or not (self._loose or _GONE in moved):
            return nested
        find = position_directory(self._organization).find
        kept = []
        for each in nested:
            target, _status = find(each.reference)
            is_kept = target is None or (target.index not in self._loose and moved[target.index] != _GONE)
            if is_kept and moved[each.over] != _GONE:
                kept.append(each._replace(over=moved[each.over]))
        return kept

    def _table(self, table: Table) -> Table:
        """What is known of the texts and rows of a table, with what is new and without what is gone."""
        lists = {"position": self._lists["positions"], "unit": self._lists["units"], "person": self._lists["people"]}
        numbers = {kind: _numbers(those) for kind, those in lists.items() if None in those}
        answers = {
            kind: {
                text: answer if kind not in numbers else _renumbered(answer, numbers[kind])
                for text, answer in of_kind.items()
                if text not in self._named
            }
            for kind, of_kind in table.answers.items()
        }
        moved = numbers.get("position")
        untitled = table.untitled - self._titled
        if moved is not None:
            untitled = frozenset(moved[index] for index in untitled if moved[index] != _GONE)
        return replace(table, answers=answers, untitled=untitled)


def _changed(written: dict[str, Any], step: Put | Drop) -> dict[str, Any]:
    """What an entry says once a step is laid over it."""
    *way, key = step.way
    inner = written
    for each in way:
        there = inner.get(each)
        inner[each] = inner = dict(there) if isinstance(there, Mapping) else {}
    if isinstance(step, Put):
        inner[key] = step.value
    else:
        inner.pop(key, None)
    return written


def _numbers(those: Sequence[Any]) -> Sequence[int]:
    """The number of each entry among those that are left."""
    if None not in those:
        return range(len(those))
    found, number = [], 0
    for each in those:
        found.append(_GONE if each is None else number)
        number += each is not None
    return found


def _renumbered(answer: Answer, numbers: Sequence[int]) -> Answer:
    """What a text means once some entries are gone."""
    candidates = tuple(numbers[each] for each in answer.candidates if numbers[each] != _GONE)
    if answer.target is None:
        return answer._replace(candidates=candidates)
    target = numbers[answer.target]
    if target == _GONE:
        return Answer(None, "unknown", "unknown")
    return answer._replace(target=target, candidates=candidates)
