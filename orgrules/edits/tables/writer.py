"""What cells are written with: the texts by which positions are named, lists in one cell, and what cannot stand in any."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from orgrules.edits.tables.rows import BETWEEN_NAMES, At, TableRows, Way, form_of_head, is_same
from orgrules.locale import _
from orgrules.organization.directory import Directory, position_directory, unit_directory
from orgrules.organization.model import Organization, Position, Unit
from orgrules.tables import names
from orgrules.tables.entries import items_of
from orgrules.tables.meanings import clean
from orgrules.tables.people import NO_NAMES, Seat
from orgrules.tables.source import Table, TableSource
from orgrules.text import collapse, is_chinese, shown

#: How many cells of a column tell what stands between the items of its lists.
SAMPLE = 500
#: What may stand between the items of a list, as ``tables.entries`` parts them, and between several names.
_BETWEEN = re.compile(r"\n|[;；] ?")
_NUMBERED = re.compile(r"1([.、)] ?)(?!\d)")
#: Texts that are read as nothing, or as a thing that is no more, by the key of the cell.
_NOTHING: Mapping[str, frozenset[str]] = {
    "title": names.NOTHING | names.ELIMINATED,
    "holder": NO_NAMES | names.ELIMINATED,
    **dict.fromkeys(("education", "experience", "field_of_study"), names.NOTHING),
    "unit": names.NOTHING,
}


class NoCellError(Exception):
    """No cell can hold what a step says; the reason in words, and the cell or row that is nearest."""

    def __init__(self, why: str, at: At | None = None) -> None:
        super().__init__(why)
        self.why, self.at = why, at


def sheet_of(declared: Any) -> TableSource:
    """The sheet that an entry stands in."""
    source = declared.source
    if not isinstance(source, TableSource):
        message = "the entry is of no table"
        raise TypeError(message)
    return source


class TableWriter:
    """The rows of a table while steps are written into them, one step after the other.

    ``step`` is the number of the one that is written; ``named`` are the positions by the ids and titles that steps give them,
    ``removed`` the persons whom steps remove. ``untitled`` are those whose rows have no title, ``moved`` those
    whom steps put into other units.
    """

    def __init__(self, organization: Organization, table: Table, removed: frozenset[int]) -> None:
        self.organization = organization
        self.rows = TableRows(table)
        self.untitled = table.untitled
        self.moved: set[int] = set()
        self.step = 0
        self.named: dict[str, int] = {}
        self.removed = removed
        self._positions: Directory[Position] | None = None
        self._units: Directory[Unit] | None = None

    def write_names(self, at: At, texts: Sequence[str]) -> None:
        """Several names, or none, into one cell."""
        if len(texts) > 1 and any(map(BETWEEN_NAMES.search, texts)):
            raise NoCellError(_("the names cannot stand in one cell: there is a delimiter in one of them"), at)
        self.rows.write(at, self.between(at).join(texts), self.step)

    def unit_of(self, value: str, at: At) -> tuple[Unit | None, str]:
        """The unit that a text means, and the text; None for one that is new and only named."""
        if self.organization.design.units is not None:
            found = self.unit(value)
            if found is None:
                raise NoCellError(_('"{text}" means no one unit').format(text=shown(value)), at)
            return found, value
        form = collapse(value)
        known = next((unit for unit in self.organization.units if unit.name == form), None)
        return known, value

    def keep_managers(self, at: At | None = None) -> None:
        """Refuse what would have others report to somebody else: where that is read from who leads which department."""
        people = self.rows.people
        if any(text is not None for text in people.managers) and not (people.has("reports_to") or people.has("hierarchy")):
            raise NoCellError(_("no column names the manager: who reports to whom would change with the departments"), at)

    def unit(self, text: str) -> Unit | None:
        """The unit that a text means in the design."""
        if self._units is None:
            self._units = unit_directory(self.organization)
        return self._units.find(text)[0]

    def unit_called(self, unit: Unit, key: str) -> str | None:
        """The id or the name of a unit that has a row of its own, as it is to stand there."""
        if unit.declared is None:
            return None
        source = sheet_of(unit.declared)
        column = source.layout.first(key) if source.layout.about == "units" else None
        if column is None:
            said: str | None = getattr(unit.declared.entry, key)
            return said
        return self.rows.text(At(self.own(source), source.rows["units"][int(unit.declared.route[1])], column.at)) or None

    def own(self, source: TableSource) -> TableSource:
        """A sheet as the rows that are written into know it."""
        those = (*self.rows.people.sources, *self.rows.places.sources)
        return next(each for each in those if each.of_sheet is source.of_sheet)

    def seats(self, index: int) -> list[Seat]:
        """The rows of a position, of which there is at least one."""
        if not 0 <= index < len(self.organization.positions):
            message = f"there is no positions[{index}]"
            raise ValueError(message)
        seats = self.rows.seats(index)
        if not seats:
            raise NoCellError(_("the position is in no row of the table"))
        return seats

    def cell(self, seat: Seat, meaning: str, key: str) -> At:
        """The cell of a row that says a thing; it has to have such a column."""
        at = self.rows.cell(seat, meaning)
        if at is None:
            raise self.no_column(key, seat)
        return at

    def no_column(self, key: str, seat: Seat) -> NoCellError:
        """The error about a key for which the sheet of a row has no column."""
        return NoCellError(_('a table has no column for "{key}"').format(key=key), self.rows.at(seat, 0))

    def a_text(self, key: str, value: Any) -> str:
        """A text as a cell can say it: what would be read as something else is not written."""
        if value is None:
            return ""
        text = str(value)
        if clean(text) != text:
            raise NoCellError(_('"{text}" would be read from a cell as another text').format(text=shown(text)))
        if text.casefold() in _NOTHING.get(key, ()) or re.fullmatch(names.ERRORS, text):
            raise NoCellError(_('"{text}" would be read from a cell as a word for nothing').format(text=shown(text)))
        return text

    def target(self, value: Any, seat: Seat | None) -> int:
        """The position that a step refers to."""
        text = str(value)
        found = self.named.get(collapse(text))
        if found is not None:
            return found
        if self._positions is None:
            self._positions = position_directory(self.organization)
        position, _status = self._positions.find(text)
        if position is None:
            at = None if seat is None else self.rows.cell(seat, "reports_to")
            raise NoCellError(_('"{text}" means no one position').format(text=shown(text)), at)
        return position.index

    def reference(self, part: int, at: At, target: int, meaning: str = "reports_to") -> str:
        """What a cell of a column has to say to refer to a position."""
        people = self.rows.people
        outside = next((text for text, index in people.outside.items() if index == target), None)
        if outside is not None:
            return outside
        way = self.rows.way_of(part, at.column)
        if self.rows.are_unclear(part, at.column):
            raise NoCellError(_("it is not clear by what this column names others"), at)
        if way is None and meaning != "reports_to":
            main = people.parts[part].layout.first("reports_to")
            way = None if main is None else self.rows.way_of(part, main.at)
        return self.text_for(at, target, way)

    def text_for(self, at: At, target: int, way: Way | None) -> str:
        """The text by which exactly a position is meant in a way; where nothing tells in which, by the first that does."""
        ways = [way] if way is not None else self.rows.ways()
        for each in ways:
            text = self.rows.called(each, target)
            if text is not None and self._is_meant(text, target, each):
                return text
        text = None if way is None else self.rows.called(way, target)
        if text is None:
            raise NoCellError(_("this column names others by something that the row of the new one does not say"), at)
        raise NoCellError(_('"{text}" would not mean exactly this position').format(text=shown(text)), at)

    def _is_meant(self, text: str, target: int, way: Way) -> bool:
        """Whether a text means a position once all is written."""
        if text == self.rows.called(way, target, before=True):
            return self.rows.meant(text) == target
        return self.rows.meant(text) is None and not self._is_known(text)

    def _is_known(self, text: str) -> bool:
        """Whether several may be meant by a text."""
        found = self.rows.people.directory.find(text)
        return bool(found.candidates) or found.target is not None

    def check_new(self, text: str, index: int, at: At) -> None:
        """Refuse what a position is to be called and another one is called already."""
        found = self.rows.people.directory.find(text)
        others = {each for each in (*found.candidates, found.target) if each is not None} - {index}
        others |= {each for name, each in self.named.items() if name == collapse(text)} - {index}
        if others:
            raise NoCellError(_('another one is called "{text}"').format(text=shown(text)), at)

    def follow(self, index: int, way: Way, old: str | None, new: str) -> None:
        """Have the cells that refer to a position by what it was called say what it is called now."""
        if old is None or old == new:
            return
        others = [each for each in self.rows.ways() if each != way]
        if any((called := self.rows.called(each, index)) is not None and is_same(called, old, each) for each in others):
            return  # it is called so still
        cells = [
            self.rows.at(seat, column)
            for place in self.rows.referring.get(index, ())
            for seat in self.rows.seats(place)
            for meaning in ("reports_to", "dotted_line_to")
            for column in self.rows.columns(seat, meaning)
        ]
        cells += self.rows.heads.get(form_of_head(old), ())
        renamed = [(at, text) for at in cells if (text := self._renamed(at, old, new, way)) is not None]
        if renamed and self.rows.meant(old) == index:
            for at, text in renamed:
                self.rows.write(at, text, self.step)

    def _renamed(self, at: At, old: str, new: str, way: Way) -> str | None:
        """What a cell is to say that names somebody by what they were called; None for one that does not."""
        text = self.rows.text(at)
        if not text:
            return None
        if is_same(old, text, way):
            return new
        parts = BETWEEN_NAMES.split(text)
        if len(parts) > 1 and any(is_same(old, part, way) for part in parts) and self.rows.meant(text) is None:
            return "".join(new if is_same(old, part, way) else part for part in parts)
        return None

    def between(self, at: At) -> str:
        """What stands between several texts in the cells of a column."""
        for row in at.source.of_sheet.rows[:SAMPLE]:
            text = clean(row[at.column]) if at.column < len(row) else None
            if text is not None and (found := _BETWEEN.search(text)):
                return found[0]
        heading = next((each.name for each in at.source.layout.columns if each.at == at.column), "")
        return "；" if any(map(is_chinese, heading)) else "; "

    def write_list(self, at: At, value: Any) -> None:
        """A list into one cell, in the way of the cell: numbered or not, and with what stands between its items."""
        items = [str(each) for each in value or ()]
        before = self.rows.text(at)
        now = items_of(before) if before else []
        number = _NUMBERED.match(before)
        between = found[0] if (found := _BETWEEN.search(before)) else self.between(at)
        if number is not None and not found:
            between = " "
        told = [f"{place}{number[1]}{each}" for place, each in enumerate(items, 1)] if number else items
        text = between.join(told)
        if now and items[: len(now)] == now:  # what is new stands behind what was there
            text = between.join([before, *told[len(now) :]])
        if (items_of(text) if text else []) != items:
            raise NoCellError(_("the list cannot stand in one cell: there is a delimiter in one of its items"), at)
        self.rows.write(at, text, self.step)
