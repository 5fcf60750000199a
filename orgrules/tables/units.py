"""Units of tables: from rows of their own, from paths (公司/销售部) and levels in the rows of persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, NamedTuple

from orgrules.errors import Problem
from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.managers import answer, parted
from orgrules.tables.people import People, Seat
from orgrules.tables.references import Answer, Directory, Keys, counted
from orgrules.tables.rows import Rows
from orgrules.tables.source import TableSource
from orgrules.text import shown

_SEVERAL = re.compile(r"\s*[\n;；|]\s*")
_PATH = re.compile(r"\s*[/\\>]+\s*")


#: What columns mean in which the keys of a unit's entry stand: that of the first meaning that there is.
_MEANINGS = {"name": ("name", "id"), **{key: (key,) for key in ("id", "parent", "head", "type", "region_level")}}


class UnitRow(NamedTuple):
    """A unit that rows of positions name: its name, the unit around it, and the first row and cell that names it."""

    name: str
    parent: str | None
    seat: Seat
    column: int


class Head(NamedTuple):
    """Who leads a unit: the text that names the position, the row that says so, and the meaning of the column."""

    text: str
    seat: Seat
    meaning: str


@dataclass(slots=True)
class Places:
    """The units of one organization, and which of them each position is in.

    ``parts`` are the tables of units; ``found`` the units that positions name by paths or levels, by what positions call them.
    ``units`` has for each position what it calls its unit, ``cells`` the column where that stands otherwise than elsewhere.
    """

    parts: list[Rows]
    sources: list[TableSource]
    units: list[str | None] = field(default_factory=list)
    cells: dict[int, int] = field(default_factory=dict)
    found: dict[str, UnitRow] = field(default_factory=dict)
    heads: dict[str, list[Head]] = field(default_factory=dict)  # of units; several lead one together
    declared: Directory = field(default_factory=lambda: Directory(()))
    rows: list[tuple[int, int]] = field(default_factory=list)  # the rows of tables of units that are units: part, place in it
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, part in enumerate(self.parts):
            deleted = part.of("deleted")
            for index in range(len(part)):
                if deleted[index] is not None and deleted[index] not in ("0", "0.0") and deleted[index] not in names.NO:
                    part.skipped.append(part.problem(index, part.at("deleted", index), _("this unit is deleted")))
                elif part.of("id")[index] is None and part.of("name")[index] is None:
                    part.skipped.append(part.problem(index, None, _("this row names no unit")))
                else:
                    self.rows.append((number, index))
        if self.parts:
            self.declared = Directory(
                (
                    Keys("exact", lambda: self._of("id"), folds=True, repeated="duplicate"),
                    Keys("name", lambda: self._of("name")),
                )
            )

    def _of(self, meaning: str) -> list[tuple[int, str | None]]:
        return [(index, self.parts[part].of(meaning)[row]) for index, (part, row) in enumerate(self.rows)]

    def place(self, people: People) -> None:
        """Find out what each position calls its unit."""
        self.units = [None] * len(people.seats)
        stop = 0
        for number, rows in people.seats.runs:
            part = people.parts[number]
            indexes = range(stop, stop := stop + len(rows))
            levels = sorted((int(name[6:]), name) for name in part.layout.by_meaning if name.startswith("level "))
            if levels:
                self._by_levels(people, part, indexes, [name for _level, name in levels])
            elif part.has("unit_id") and (self.parts or not part.has("unit")):
                self._by_text(people, part, rows, indexes, "unit_id", paths=False)
            elif part.has("unit"):
                self._by_text(people, part, rows, indexes, "unit", paths=not self.parts)

    def _by_levels(self, people: People, part: Rows, indexes: range, levels: Sequence[str]) -> None:
        columns = [part.of(level) for level in levels]
        places = [column.at if (column := part.layout.first(level)) else 0 for level in levels]
        for index in indexes:
            seat = people.seats[index]
            path: list[tuple[str, int]] = []
            for texts, place in zip(columns, places, strict=True):
                text = texts[seat.number]
                if text is not None and text.casefold() not in names.NOTHING and (not path or path[-1][0] != text):
                    path.append((text, place))
            if path:
                self.units[index] = self._declare(seat, path)
                self.cells[index] = path[-1][1]

    def _by_text(self, people: People, part: Rows, rows: Sequence[int], indexes: range, meaning: str, *, paths: bool) -> None:
        texts = part.said(meaning, rows)
        column = part.layout.first(meaning)
        place = column.at if column else 0
        # each text with the first row that has it
        first = dict(zip(reversed(texts), reversed(indexes), strict=True))
        said = {text for text in first if text is not None}
        several = [text for text in said if _SEVERAL.search(text)]
        main = {text: next((each for each in _SEVERAL.split(text) if each), text) for text in several}
        # 研发、生产部 is one name: only what stands alone elsewhere is several
        main |= {text: parts[0] for text in said if len(parts := text.split("、")) > 1 and said.issuperset(parts)}
        parted = _paths({main.get(text, text) for text in said}, column.name if column else "") if paths else set()
        whole = {step for text in parted for step in _PATH.split(text)[:1]}
        called: dict[str | None, str | None] = {}
        shortened: set[str | None] = set()
        for written in dict.fromkeys(texts):
            if written is None or written.casefold() in names.NOTHING:
                called[written] = None
                continue
            text = main.get(written, written)
            if written in main:
                shortened.add(written)
            if text in parted or text in whole:
                steps = [step for step in _PATH.split(text) if step]
                called[written] = self._declare(people.seats[first[written]], [(step, place) for step in steps])
            elif parted:  # a unit of its own beside the others
                called[written] = self._declare(people.seats[first[written]], [(text, place)])
            else:
                called[written] = text
        self.units[indexes.start : indexes.stop] = map(called.__getitem__, texts)
        number = sum(text in shortened for text in texts) if shortened else 0
        if parted:
            message = _("units are written with those around them, as in {example}")
            people.decided.append(people.at_header(meaning, message.format(example=shown(min(parted)))))
        if number:
            told = ngettext(
                "{number:,} cell names several units: the first is taken",
                "{number:,} cells name several units: the first of each is taken",
                number,
            )
            seat = people.seats[min(first[text] for text in said if text in main)]
            people.decided.append(people.note(seat, meaning, told.format(number=number)))

    def _declare(self, seat: Seat, path: Sequence[tuple[str, int]]) -> str:
        """The units of a path, each below the one before; what the last of them is called."""
        key: str | None = None
        for name, column in path:
            whole = name if key is None else f"{key}/{name}"
            if whole not in self.found:
                self.found[whole] = UnitRow(name, key, seat, column)
            key = whole
        return key or ""

    def key_of(self, text: str | None) -> str | None:
        """What a unit is known by among those of tables of units, however a text names it."""
        if text is None or not self.parts or (target := self.declared.find(text).target) is None:
            return text
        number, row = self.rows[target]
        return self.parts[number].of("id")[row] or self.parts[number].of("name")[row]

    def write(self, people: People) -> None:
        """The entries of units into the sources, and what refers to them."""
        units = self._written_rows(people)
        units += self._written_found(people)
        if not units and self.heads:
            units += self._written_heads(people)
        if not units:
            return
        directory = Directory(
            (
                Keys(
                    "exact",
                    lambda: [(index, entry.get("id")) for index, entry in enumerate(units)],
                    folds=True,
                    repeated="duplicate",
                ),
                Keys("name", lambda: [(index, entry.get("name")) for index, entry in enumerate(units)]),
            )
        )
        said = [text for text in self.units if text is not None]
        said += [str(entry["parent"]) for entry in units if "parent" in entry]
        self.answers |= {text: directory.find(text) for text in dict.fromkeys(said)}
        if self.parts:
            numbers = Counter(said)
            people.counts["units"] = counted(chain.from_iterable(repeat(self.answers[text], numbers[text]) for text in numbers))

    def _written_rows(self, people: People) -> list[dict[str, Any]]:
        """The units of tables of units."""
        for number, source in enumerate(self.sources):
            source.name_columns("units", self.parts[number].places(_MEANINGS))
        units = []
        unread: list[Problem] = []
        for number, index in self.rows:
            part = self.parts[number]
            name, id_, parent = (part.of(meaning)[index] for meaning in ("name", "id", "parent"))
            entry: dict[str, Any] = {"name": name or id_}
            if id_ is not None:
                entry["id"] = id_
            if (
                parent is not None
                and parent != id_
                and (parent.casefold() not in names.NOBODY_ABOVE or self.declared.has(parent))
            ):
                entry["parent"] = parent
            head = part.of("head")[index]
            if head is not None and head.casefold() not in names.NOBODY_ABOVE:
                if people.seats:
                    heads = parted(people, head)
                    entry["head"] = one_or_several(heads)
                    for each in heads:
                        find_head(people, each)
                else:
                    unread.append(part.problem(index, part.at("head", index), ""))
            entry |= {key: text for key in ("type", "region_level") if (text := part.of(key)[index]) is not None}
            self.sources[number].add("units", entry, part.indexes[index])
            units.append(entry)
        _tell_unread(people, unread)
        return units

    def _written_found(self, people: People) -> list[dict[str, Any]]:
        """The units of paths and levels."""
        units = []
        for key, row in self.found.items():
            entry: dict[str, Any] = {"name": row.name, "id": key}
            if row.parent is not None:
                entry["parent"] = row.parent
            units.append(self._add(people, key, entry, row.seat, row.column))
        return units

    def _written_heads(self, people: People) -> list[dict[str, Any]]:
        """Units that are only named, where something is told of who leads them."""
        units = []
        first: dict[str, Seat] = {}
        for index, unit in enumerate(self.units):
            if unit is not None:
                first.setdefault(unit, people.seats[index])
        for unit, seat in first.items():
            part = people.parts[seat.part]
            column = part.at("unit", seat.number)
            column = part.at("unit_id", seat.number) if column is None else column
            units.append(self._add(people, unit, {"name": unit}, seat, column or 0))
        return units

    def _add(self, people: People, key: str, entry: dict[str, Any], seat: Seat, column: int) -> dict[str, Any]:
        part, source = people.parts[seat.part], people.sources[seat.part]
        source.name_columns("units", {"name": column})
        at = source.add("units", entry, part.indexes[seat.number])
        for name in entry:
            source.elsewhere["units", at, name] = (part.indexes[seat.number], column)
        heads = self.heads.get(key, [])
        if heads:
            entry["head"] = one_or_several([head.text for head in heads])
        for number, (text, row, meaning) in enumerate(heads):
            answer(people, text, row, meaning)
            there = people.parts[row.part]
            cell = (there.indexes[row.number], there.at(meaning, row.number) or column)
            source.elsewhere["units", at, "head", *([number] if len(heads) > 1 else [])] = cell
        return entry


def one_or_several(texts: Sequence[str]) -> str | list[str]:
    """What a design writes of one or of several of a kind."""
    return texts[0] if len(texts) == 1 else list(texts)


def find_head(people: People, text: str) -> Answer:
    """Whom a table of units names as a head, kept for whoever links the design."""
    return people.answers.setdefault(text, people.directory.find(text))


def _tell_unread(people: People, leaders: list[Problem]) -> None:
    """Which heads of units are not read."""
    if leaders:
        told = ngettext(
            "{number:,} unit names who leads it, and the table has no positions: that is not read",
            "{number:,} units name who leads them, and the table has no positions: that is not read",
            len(leaders),
        )
        people.decided.append(leaders[0]._replace(message=told.format(number=len(leaders))))


def _paths(texts: set[str], name: str) -> set[str]:
    """Which units are written with those around them: their first step is that of others too, or stands alone."""
    parted = {text: steps for text in texts if len(steps := [step for step in _PATH.split(text) if step]) > 1}
    if not parted:
        return set()
    if "path" in name.casefold() or "路径" in name:
        return set(parted)
    firsts = Counter(next((step for step in _PATH.split(text) if step), text) for text in texts)
    return {text for text, steps in parted.items() if firsts[steps[0]] > 1}
