"""The positions and persons of one organization while they are gathered from the rows of its tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby
from typing import NamedTuple, overload

from orgrules.errors import Problem
from orgrules.tables import names
from orgrules.tables.references import Answer, Directory
from orgrules.tables.rows import Rows
from orgrules.tables.source import TableSource, Zeros
from orgrules.text import is_chinese

#: What stands in the place of a name and is none.
NO_NAMES = names.VACANT | names.UNNAMED | names.NOTHING


class Seat(NamedTuple):
    """One row that is a position: its sheet, by number, and its place among the rows of it."""

    part: int
    number: int


class Seats(Sequence[Seat]):
    """Rows that are positions, sheet by sheet: ``runs`` has the number of each sheet with the places among its rows."""

    __slots__ = ("_starts", "runs")

    def __init__(self, runs: Iterable[tuple[int, Sequence[int]]] = ()) -> None:
        self.runs = tuple(runs)
        self._starts = list(accumulate((len(numbers) for _part, numbers in self.runs), initial=0))

    @classmethod
    def of(cls, seats: Iterable[Seat]) -> Seats:
        """Some seats, each sheet's together."""
        return cls((part, [seat.number for seat in those]) for part, those in groupby(seats, lambda seat: seat.part))

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Seat]:
        return (Seat(part, number) for part, numbers in self.runs for number in numbers)

    @overload
    def __getitem__(self, index: int) -> Seat: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Seat]: ...
    def __getitem__(self, index: int | slice) -> Seat | Sequence[Seat]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        run = bisect_right(self._starts, index) - 1
        if not 0 <= index < len(self):
            raise IndexError(index)
        part, numbers = self.runs[run]
        return Seat(part, numbers[index - self._starts[run]])


class Sharer(NamedTuple):
    """A further row of a post that several share, and the id of the person on it."""

    seat: Seat
    person: str | None


@dataclass(slots=True)
class People:
    """The positions and persons of one organization as they are gathered from its rows."""

    parts: list[Rows]
    sources: list[TableSource]
    seats: Seats = field(default_factory=Seats)
    gone: list[tuple[Seat, str]] = field(default_factory=list)  # rows that are no positions any more, and why
    shared: dict[int, list[Sharer]] = field(default_factory=dict)  # further rows of a position by its index among the seats
    ids: Sequence[str | None] = ()
    persons: Sequence[str | None] = ()
    numbers: dict[str, int] | None = None  # the indexes of positions by the ids of posts, where each has one of its own
    repeated: set[str] = field(default_factory=set)  # ids that are declared more than once, which is a finding of its own
    managers: list[str | None] = field(default_factory=list)
    dotted: dict[int, list[str]] = field(default_factory=dict)
    targets: list[int | None] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    untitled: set[int] = field(default_factory=set)
    outside: dict[str, int] = field(default_factory=dict)
    decided: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    zeros: list[Zeros] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    directory: Directory = field(default_factory=lambda: Directory(()))
    left: Directory = field(default_factory=lambda: Directory(()))

    def value(self, seat: Seat, meaning: str) -> str | None:
        """What a row says."""
        return self.parts[seat.part].of(meaning)[seat.number]

    def column(self, seats: Seats, meaning: str) -> Sequence[str | None]:
        """What some rows say, in their order."""
        return self._joined(seats, [part.of(meaning) for part in self.parts])

    def nth(self, seats: Seats, meaning: str, number: int) -> Sequence[str | None]:
        """As ``column``, of one of several columns of a meaning."""
        return self._joined(seats, [part.nth(meaning, number) for part in self.parts])

    def _joined(self, seats: Seats, texts: Sequence[Sequence[str | None]]) -> Sequence[str | None]:
        picked = [
            texts[part] if len(numbers) == len(texts[part]) else [texts[part][number] for number in numbers]
            for part, numbers in seats.runs
        ]
        return picked[0] if len(picked) == 1 else list(chain.from_iterable(picked))

    def has(self, meaning: str) -> bool:
        """Whether any sheet has a column of a meaning."""
        return any(part.has(meaning) for part in self.parts)

    def note(self, seat: Seat, meaning: str, message: str) -> Problem:
        """A note at the cell of a row."""
        part = self.parts[seat.part]
        return part.problem(seat.number, part.at(meaning, seat.number), message)

    def note_gone(self, seat: Seat, why: str, message: str) -> Problem:
        """A note at what tells that a row is no position any more: its status, or the word in the holder's place."""
        return self.note(seat, "status" if why == "left" else "holder", message)

    def at_header(self, meaning: str, message: str) -> Problem:
        """A note at the name of a column."""
        part = next((part for part in self.parts if part.has(meaning)), self.parts[0])
        column = part.layout.first(meaning)
        return part.sheet.problem(max(part.layout.header, 0), column.at if column else 0, message)


def name_of(people: People, seat: Seat) -> str | None:
    """The person's name that a row says, made of its parts where they stand apart."""
    part = people.parts[seat.part]
    name = part.of("holder")[seat.number]
    last = part.of("last_name")[seat.number] if part.has("last_name") else None
    if last is None:
        return name or (part.of("first_name")[seat.number] if part.has("first_name") else None)
    if part.has("first_name"):
        if name is not None and (column := part.layout.first("holder")) and column.name and " " in name:
            return name
        first = part.of("first_name")[seat.number]
    else:
        first = name
    if first is None:
        return last
    return last + first if is_chinese(last[-1]) else f"{first} {last}"


def a_name(text: str | None) -> str | None:
    """A name, unless it is a word for nobody, or for somebody who is not named."""
    return None if text is None or text.casefold() in NO_NAMES else text
