"""From rows to one organization: who is a person, what is a post, what a blank means, and whom each row reports to."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgrules.errors import Problem
from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.columns import Column
from orgrules.tables.hierarchyid import parent_nodes
from orgrules.tables.references import Answer, Directory, How, Keys, Status, counted, without_zeros
from orgrules.tables.rows import Rows
from orgrules.tables.source import TableSource, Zeros
from orgrules.tables.units import Places
from orgrules.text import is_chinese, listed, normalize, shown

#: What joins several names in a cell: a new line, or one of these.
_SEVERAL = re.compile(r"\s*[\n;；]\s*")
_MANAGERS = re.compile(r"\s*[\n;；,，、]\s*")
_LISTED = re.compile(r"\s*(?:[\n;；]|(?<![\d.])\d{1,2}[.、)](?!\d))\s*")
#: A reference that a finding of its own tells of already: nobody is told twice.
TOLD = Answer(None, "duplicate", "unknown")
UNKNOWN = Answer(None, "unknown", "unknown")


class Seat(NamedTuple):
    """One row that is a position: its sheet, by number, its place among the rows of it, and its index over all sheets."""

    part: int
    number: int


@dataclass(slots=True)
class People:
    """The positions and persons of one organization as they are gathered from its rows."""

    parts: list[Rows]
    sources: list[TableSource]
    seats: list[Seat] = field(default_factory=list)
    gone: list[tuple[Seat, str]] = field(default_factory=list)  # rows that are no positions any more, and why
    shared: dict[int, list[Seat]] = field(default_factory=dict)  # further rows of a position by its index among the seats
    ids: list[str | None] = field(default_factory=list)
    persons: list[str | None] = field(default_factory=list)
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

    def has(self, meaning: str) -> bool:
        """Whether any sheet has a column of a meaning."""
        return any(part.has(meaning) for part in self.parts)

    def note(self, seat: Seat, meaning: str, message: str) -> Problem:
        """A note at the cell of a row."""
        part = self.parts[seat.part]
        return part.problem(seat.number, part.at(meaning, seat.number), message)


def read_people(parts: list[Rows], sources: list[TableSource], places: Places) -> People:
    """Positions, persons and reporting lines of all rows; the sources are filled, in their order."""
    people = People(parts, sources)
    _sort_out(people)
    _identify(people)
    people.directory = _directory(people, people.seats, people.ids, people.persons)
    gone = [seat for seat, _why in people.gone]
    people.left = _directory(people, gone, *_ids_of(people, gone))
    places.place(people)
    _find_managers(people, places)
    _tops_that_name_themselves(people)
    _write(people, places)
    places.write(people)
    return people


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


def _sort_out(people: People) -> None:
    """Which rows are positions, and which of somebody who left or of a post that is no more."""
    nothing = 0
    for number, part in enumerate(people.parts):
        away = _away(part)
        titles, holders, ids = part.of("title"), part.of("holder"), part.of("id")
        persons = part.of("person")
        others = [part.of(meaning) for meaning in ("login", "email", "dn", "first_name", "last_name") if part.has(meaning)]
        managers = part.of("reports_to")
        for index in range(len(part)):
            seat = Seat(number, index)
            title, holder = titles[index], holders[index]
            if not (title or holder or ids[index] or persons[index] or managers[index] or any(each[index] for each in others)):
                if not part.errors or not any(row == index for _meaning, row in part.errors):
                    part.skipped.append(part.problem(index, None, _("this row names neither a post nor a person")))
                    nothing += 1
                    continue
            if (holder and holder.casefold() in names.ELIMINATED) or (title and title.casefold() in names.ELIMINATED):
                people.gone.append((seat, "eliminated"))
            elif away is not None and away(index):
                people.gone.append((seat, "left"))
            else:
                people.seats.append(seat)
    _tell_gone(people)


def _tell_gone(people: People) -> None:
    for why in ("left", "eliminated"):
        seats = [seat for seat, reason in people.gone if reason == why]
        if not seats:
            continue
        if why == "left":
            told = ngettext(
                "{number:,} row is of somebody who left, and is no position",
                "{number:,} rows are of people who left, and are no positions",
                len(seats),
            )
        else:
            told = ngettext(
                "{number:,} row is of a post that was eliminated, and is no position",
                "{number:,} rows are of posts that were eliminated, and are no positions",
                len(seats),
            )
        meaning = "status" if why == "left" else "holder"
        people.decided.append(people.note(seats[0], meaning, told.format(number=len(seats))))


def _away(part: Rows) -> Callable[[int], bool] | None:
    """What tells of a row whether it is of somebody who left."""
    columns = part.layout.by_meaning.get("status", ())
    tests: list[Callable[[int], bool]] = []
    for column in columns:
        form = normalize(column.name).replace(" ", "").replace("_", "")
        texts = part.column(column)
        tests.append(_test_of(form, texts))
    if not tests:
        return None
    return lambda index: any(test(index) for test in tests)


def _test_of(form: str, texts: Sequence[str | None]) -> Callable[[int], bool]:
    if form == "useraccountcontrol":  # bit 2: the account is disabled
        return lambda index: (text := texts[index]) is not None and text.isascii() and text.isdigit() and bool(int(text) & 2)
    words = names.LEFT | names.NO if form in names.FLAGS else names.LEFT
    words |= names.ELIMINATED
    known = {text: text.casefold() in words for text in set(texts) if text is not None}
    return lambda index: (text := texts[index]) is not None and known[text]


def _person_columns(people: People) -> list[tuple[str, int]]:
    """The columns of ids of persons, by meaning and order, that in which the most managers are found first."""
    most = max((len(part.layout.by_meaning.get("person", ())) for part in people.parts), default=0)
    found = [("person", number) for number in range(most)]
    if len(found) < 2:
        return found
    managers = {text for part in people.parts for text in part.of("reports_to") if text is not None}
    hits = [
        sum(text in managers for text in {text for part in people.parts for text in _nth(part, "person", number) if text})
        for _meaning, number in found
    ]
    order = sorted(range(len(found)), key=lambda index: (-hits[index], index))
    return [found[index] for index in order]


def _nth(part: Rows, meaning: str, number: int) -> Sequence[str | None]:
    """What stands in one of several columns of a meaning."""
    columns: tuple[Column, ...] = part.layout.by_meaning.get(meaning, ())
    if number >= len(columns):
        return [None] * len(part)
    name = f"{meaning} {number}"
    if name not in part.values:
        part.values[name] = part.column(columns[number])
    return part.values[name]


def _ids_of(people: People, seats: Sequence[Seat]) -> tuple[list[str | None], list[str | None]]:
    """The ids of posts, and of the persons on them, of some rows; a login or an address stands for a person's id where none is."""
    columns = _person_columns(people)
    if not columns:
        columns = [(meaning, 0) for meaning in ("login", "email", "dn") if people.has(meaning)][:1]
    lists = [_nth(part, *columns[0]) if columns else [None] * len(part) for part in people.parts]
    posts = [part.of("id") for part in people.parts]
    return [posts[seat.part][seat.number] for seat in seats], [lists[seat.part][seat.number] for seat in seats]


def _identify(people: People) -> None:
    """The id of each position: that of the post, else of the person whose main one it is; rows of one shared post together."""
    posts, persons = _ids_of(people, people.seats)
    if any(posts):
        people.seats, posts, persons = _share(people, posts, persons)
    people.persons = persons
    by_person: dict[str, list[int]] = {}
    for index, person in enumerate(persons):
        if person is not None:
            by_person.setdefault(person, []).append(index)
    ids = list(posts)
    for person, indexes in by_person.items():
        if len(indexes) > 1:
            _assign(people, ids, person, indexes)
        elif ids[indexes[0]] is None:
            ids[indexes[0]] = person
    people.ids = ids
    numbers = Counter(id_ for id_ in ids if id_ is not None)
    people.repeated |= {id_ for id_, number in numbers.items() if number > 1}


def _assign(people: People, ids: list[str | None], person: str, indexes: list[int]) -> None:
    """One person on several rows: their id is that of the main one; rows that repeat one another keep it all."""
    told = {(name_of(people, people.seats[index]) or "").casefold() for index in indexes}
    if len(told - {""}) > 1:  # two persons of one id: a finding of its own, where the second stands
        people.repeated.add(person)
    seen: set[tuple[str | None, ...]] = set()
    first = main_of(people, indexes)
    first = indexes[0] if first is None else first
    for index in indexes:
        seat = people.seats[index]
        looks = tuple(people.value(seat, meaning) for meaning in ("title", "unit", "reports_to", "holder"))
        if ids[index] is None and (index == first or looks in seen):
            ids[index] = person
        seen.add(looks)


def main_of(people: People, indexes: Sequence[int]) -> int | None:
    """Which of several positions of one person is the main one, where a column tells."""
    if not people.has("primary"):
        return None
    words = {index: (people.value(people.seats[index], "primary") or "").casefold() for index in indexes}
    main = [index for index in indexes if words[index] in names.PRIMARY or words[index] in names.YES]
    if not main:
        main = [index for index in indexes if words[index] not in names.SECONDARY and words[index] not in names.NO]
    return main[0] if len(main) == 1 else None


def _share(
    people: People, posts: list[str | None], persons: list[str | None]
) -> tuple[list[Seat], list[str | None], list[str | None]]:
    """Rows that share the id of a post, its title and its manager are one post; the first of them stands for all."""
    first: dict[tuple[str | None, ...], int] = {}
    kept: list[int] = []
    for index, seat in enumerate(people.seats):
        post = posts[index]
        if post is not None:
            looks = (post, normalize(people.value(seat, "title") or ""), people.value(seat, "reports_to"))
            if looks in first:
                people.shared.setdefault(first[looks], []).append(seat)
                continue
            first[looks] = len(kept)
        kept.append(index)
    number = sum(map(len, people.shared.values()))
    if number:
        told = ngettext(
            "{number:,} row repeats the id, title and manager of another, and is read as the same post, shared",
            "{number:,} rows repeat the id, title and manager of others, and are read as the same posts, shared",
            number,
        )
        seat = next(iter(people.shared.values()))[0]
        people.decided.append(people.note(seat, "id", told.format(number=number)))
    return [people.seats[index] for index in kept], [posts[index] for index in kept], [persons[index] for index in kept]


def _directory(
    people: People, seats: Sequence[Seat], ids: Sequence[str | None], persons: Sequence[str | None]
) -> Directory:
    """What managers and heads are looked for in: ids, other ids of persons, addresses and logins, names, titles."""

    def of(meaning: str, number: int = 0) -> Callable[[], Iterable[tuple[int, str | None]]]:
        return lambda: _rows_of_person(
            people, seats, persons, ((index, _nth(people.parts[seat.part], meaning, number)[seat.number]) for index, seat in enumerate(seats))
        )

    def held(by: Callable[[Seat], str | None]) -> Callable[[], Iterable[tuple[int, str | None]]]:
        return lambda: _rows_of_person(people, seats, persons, ((index, by(seat)) for index, seat in enumerate(seats)))

    posts = people.has("id")
    ways = []
    if posts:
        ways.append(Keys("exact", lambda: _posts(people, seats), folds=True))
    ways.append(
        Keys(
            "person" if posts else "exact",
            lambda: _rows_of_person(people, seats, persons, enumerate(persons)),
            folds=True,
        )
    )
    ways += [Keys("exact", of(meaning, number), folds=True) for meaning, number in _person_columns(people)[1:]]
    ways += [Keys("mail", of(meaning)) for meaning in ("email", "login", "dn") if people.has(meaning)]
    if people.has("holder") or people.has("first_name") or people.has("last_name"):
        ways.append(Keys("name", held(lambda seat: _a_name(name_of(people, seat)))))
    if people.has("title"):
        ways.append(Keys("name", lambda: ((index, people.value(seat, "title")) for index, seat in enumerate(seats))))
    return Directory(ways)


def _posts(people: People, seats: Sequence[Seat]) -> Iterator[tuple[int, str | None]]:
    lists = [part.of("id") for part in people.parts]
    return ((index, lists[seat.part][seat.number]) for index, seat in enumerate(seats))


def _a_name(text: str | None) -> str | None:
    """A name, unless it is a word for nobody, or for somebody who is not named."""
    return None if text is None or text.casefold() in names.VACANT | names.UNNAMED | names.NOTHING else text


def _rows_of_person(
    people: People, seats: Sequence[Seat], persons: Sequence[str | None], pairs: Iterable[tuple[int, str | None]]
) -> Iterator[tuple[int, str | None]]:
    """Pairs of a position and a key without those of a person's further positions, where it is told which one is the main."""
    if not people.has("primary") or seats is not people.seats:
        return iter(pairs)
    by_person: dict[str, list[int]] = {}
    for index, person in enumerate(persons):
        if person is not None:
            by_person.setdefault(person, []).append(index)
    further = {
        index
        for indexes in by_person.values()
        if len(indexes) > 1 and (main := main_of(people, indexes)) is not None
        for index in indexes
        if index != main
    }
    return ((index, key) for index, key in pairs if index not in further)


def _find_managers(people: People, places: Places) -> None:
    """Whom each position reports to: by what its row says, by its place in a hierarchy, or by the heads of units."""
    people.managers = [None] * len(people.seats)
    people.targets = [None] * len(people.seats)
    if people.has("reports_to"):
        _by_columns(people)
    elif people.has("hierarchy"):
        _by_nodes(people)
    else:
        places.lead(people)
    if people.has("dotted_line_to"):
        for index, seat in enumerate(people.seats):
            text = people.value(seat, "dotted_line_to")
            if text is not None and text.casefold() not in names.NOBODY_ABOVE:
                people.dotted[index] = _parted(people, text, _SEVERAL)
                for each in people.dotted[index]:
                    answer(people, each, seat, "dotted_line_to")


def _parted(people: People, text: str, separators: re.Pattern[str]) -> list[str]:
    """The names in a cell: the whole, or, where it is no known one, its parts."""
    if people.directory.find(text).index is not None:
        return [text]
    return [each for each in separators.split(text) if each] or [text]


def _by_columns(people: People) -> None:
    texts = [people.parts[seat.part].of("reports_to")[seat.number] for seat in people.seats]
    known_nobody: dict[str, bool] = {}
    found: list[Answer] = []
    managers, targets, directory, answers = people.managers, people.targets, people.directory, people.answers
    lost = set().union(*(part.lost for part in people.parts)) if people.parts else set()
    errors = {(number, row) for number, part in enumerate(people.parts) for meaning, row in part.errors if meaning == "reports_to"}
    for index, text in enumerate(texts):
        seat = people.seats[index]
        if text is None:
            if errors and seat in errors:
                managers[index] = "#"
                answers["#"] = TOLD
            continue
        nobody = known_nobody.get(text)
        if nobody is None:
            nobody = known_nobody[text] = text.casefold() in names.NOBODY_ABOVE and not directory.has(text)
        if nobody:
            continue
        target = answers.get(text)
        if target is None:
            target = answer(people, text, seat, "reports_to", lost)
            if target.index is None and target.status == "unknown" and _several(people, index, text):
                text = managers[index] or text
                target = answers[text]
        elif target.how not in ("exact", "person"):
            told_again(people, text, target, seat)
            if target.status == "unknown" and _several(people, index, text):
                text = managers[index] or text
                target = answers[text]
        managers[index] = text
        targets[index] = target.index
        found.append(target)
    _outside(people, found)
    people.counts["managers"] = counted(found)
    _tell_ways(people)


def _several(people: People, index: int, text: str) -> bool:
    """Several managers in one cell: the first is the manager, the others are dotted lines; only where all are known."""
    parts = [part for part in _MANAGERS.split(text) if part]
    if len(parts) < 2 or any(people.directory.find(part).index is None for part in parts):
        return False
    seat = people.seats[index]
    for part in parts:
        answer(people, part, seat, "reports_to")
    people.managers[index] = parts[0]
    people.dotted.setdefault(index, []).extend(parts[1:])
    message = _("several managers stand here: the first is read as the manager, the others as dotted lines")
    people.notes.append(people.note(seat, "reports_to", message))
    return True


def answer(people: People, text: str, seat: Seat, meaning: str, lost: Iterable[str] = ()) -> Answer:
    """What a text refers to, kept for whoever links the design; notes tell of what is not as it is written."""
    found = people.answers.get(text)
    if found is None:
        found = people.directory.find(text)
        if found.status == "ambiguous" and text in people.repeated:
            found = found._replace(status="duplicate")
        if found.how not in ("exact", "person"):
            left = people.left.find(text)
            if left.index is not None and (found.index is None or left.how == "exact"):
                found = UNKNOWN
            elif found.index is None and text in lost:
                found = TOLD
        people.answers[text] = found
    if found.how not in ("exact", "person"):
        told_again(people, text, found, seat, meaning)
    return found


def told_again(people: People, text: str, found: Answer, seat: Seat, meaning: str = "reports_to") -> None:
    """Notes at one more cell of a text that is not an id as it is written."""
    if found.how == "zeros" and found.index is not None:
        id_ = people.ids[found.index] or text
        people.zeros.append(Zeros(people.note(seat, meaning, ""), text, id_))
    if found.index is None and found.status == "unknown":
        left = people.left.find(text)
        if left.index is not None:
            row, why = people.gone[left.index]
            there = people.note(row, "status" if why == "left" else "holder", "")
            if why == "left":
                message = _('"{id}" is somebody who left (line {line})')
            else:
                message = _('"{id}" is a post that was eliminated (line {line})')
            people.notes.append(people.note(seat, meaning, message.format(id=shown(text), line=there.line)))


def _outside(people: People, found: list[Answer]) -> None:
    """Where no row has an id or a name, whom they report to is outside of the table, and of what is judged."""
    if not found or any(each.index is not None for each in found):
        return
    if any(map(people.has, ("id", "person", "holder", "login", "email", "dn", "first_name", "last_name"))):
        return
    first: dict[str, int] = {}
    for index, text in enumerate(people.managers):
        if text is not None and people.answers[text].status == "unknown":
            first.setdefault(text, index)
    people.outside = first
    if first:
        told = ngettext(
            "no row has an id: the {number:,} post that they report to is outside of this table",
            "no row has an id: the {number:,} posts that they report to are outside of this table",
            len(first),
        )
        seat = people.seats[next(iter(first.values()))]
        people.decided.append(people.note(seat, "reports_to", told.format(number=len(first))))
    for number, text in enumerate(first):
        people.answers[text] = Answer(len(people.seats) + number, "known", "exact")
    for index, text in enumerate(people.managers):
        if text is not None:
            people.targets[index] = people.answers[text].index
    found[:] = [people.answers[text] for text in people.managers if text is not None]


def _tell_ways(people: People) -> None:
    """How managers were found that are not written as the ids are."""
    counts = people.counts["managers"]
    total = sum(counts.values())
    words: dict[How, str] = {
        "case": _("{number:,} of {total:,} managers were found without regard to letter case or width"),
        "mail": _("{number:,} of {total:,} managers were found by e-mail address, login or directory name"),
        "person": _("{number:,} of {total:,} managers were found by the id of the person on the post"),
        "name": _("{number:,} of {total:,} managers were found by the name or title of exactly one"),
    }
    for how, message in words.items():
        if counts[how]:
            people.decided.append(_of_column(people, "reports_to", message.format(number=counts[how], total=total)))


def _of_column(people: People, meaning: str, message: str) -> Problem:
    """A note at the header of a column."""
    part = next(part for part in people.parts if part.has(meaning))
    column = part.layout.first(meaning)
    row = max(part.layout.header, 0)
    sheet = part.sheet
    place = sheet.place(row, column.index if column else 0)
    return Problem(sheet.path, *place, message, sheet.name or "")


def _by_nodes(people: People) -> None:
    """The manager by a hierarchyid of SQL Server: the position at the node above."""
    texts = [people.value(seat, "hierarchy") for seat in people.seats]
    above, wrong = parent_nodes(texts)
    for index in wrong:
        seat = people.seats[index]
        people.parts[seat.part].unreadable.append(people.note(seat, "hierarchy", _("this is no hierarchyid of SQL Server")))
    for index, manager in above.items():
        text = key_of(people, manager)
        if text is not None:
            people.managers[index], people.targets[index] = text, manager
    people.counts["managers"] = counted(people.answers[text] for text in people.managers if text is not None)
    people.decided.append(_of_column(people, "hierarchy", _("no column names the manager: read from the nodes of the hierarchy")))


def key_of(people: People, index: int) -> str | None:
    """A text that means a position: its id, its holder's name or its title where only it is called so; None for none."""
    seat = people.seats[index]
    for text in (people.ids[index], name_of(people, seat), people.value(seat, "title")):
        if text is not None:
            found = people.answers.get(text) or people.directory.find(text)
            if found.index == index:
                people.answers[text] = found
                return text
    return None


def _tops_that_name_themselves(people: People) -> None:
    """The only row that names itself, with the largest tree below it, has no manager: some systems write the top so."""
    own = [index for index, target in enumerate(people.targets) if target == index]
    if len(own) != 1:
        return
    sizes = _tree_sizes(people.targets)
    top = own[0]
    if sizes[top] == max(sizes.values()):
        people.managers[top] = people.targets[top] = None
        message = _("this row names itself as its manager, and the largest part of the organization is below it: read as the top")
        people.decided.append(people.note(people.seats[top], "reports_to", message))


def _tree_sizes(targets: Sequence[int | None]) -> dict[int, int]:
    """How many positions are in the tree of each top; those in rings are in none."""
    below: dict[int, list[int]] = {}
    tops = []
    for index, target in enumerate(targets):
        if target is None or target == index:
            tops.append(index)
        else:
            below.setdefault(target, []).append(index)
    sizes = {}
    for top in tops:
        waiting, size = [top], 0
        while waiting:
            index = waiting.pop()
            size += 1
            waiting += below.get(index, ())
        sizes[top] = size
    return sizes


def _write(people: People, places: Places) -> None:
    """The entries of positions and persons into the sources."""
    vacant = 0
    has_people = any(people.persons) and (people.has("holder") or people.has("first_name") or people.has("last_name"))
    known_people: dict[str, tuple[str, ...]] = {}
    for number, source in enumerate(people.sources):
        _columns_of(people.parts[number], source)
    several = [meaning for meaning in ("skills", "duties") if people.has(meaning)]
    single = [meaning for meaning in ("job_family",) if people.has(meaning)]
    attributes = {name for part in people.parts for name in part.layout.by_meaning if name.startswith("attributes.")}
    for index, seat in enumerate(people.seats):
        part, source = people.parts[seat.part], people.sources[seat.part]
        number = seat.number
        entry: dict[str, Any] = {"title": part.of("title")[number]}
        if people.ids[index] is not None:
            entry["id"] = people.ids[index]
        if (unit := places.units[index]) is not None:
            entry["unit"] = unit
        if (manager := people.managers[index]) is not None:
            entry["reports_to"] = manager
        if index in people.dotted:
            entry["dotted_line_to"] = people.dotted[index]
        holder = _holder(people, seat, index)
        if holder is not _NOT_SAID:
            vacant += holder is None
            person = people.persons[index]
            entry["holder"] = person if has_people and holder is not None and person is not None else holder
        _numbers(people, seat, index, entry)
        for meaning in several:
            text = part.of(meaning)[number]
            if meaning == "duties" and text is not None:
                entry["duties"] = [each for each in _LISTED.split(text) if each]
        for meaning in single:
            if (text := part.of(meaning)[number]) is not None:
                entry[meaning] = text
        for name in attributes:
            if (text := part.of(name)[number]) is not None:
                entry.setdefault("attributes", {})[name.removeprefix("attributes.")] = text
        at = source.add("positions", entry, part.indexes[number])
        _elsewhere(people, places, seat, index, source, at)
        if entry["title"] is None or entry["title"].casefold() in names.NOTHING:
            people.untitled.add(index)
            name = _a_name(name_of(people, seat))
            entry["title"] = name or people.ids[index] or _("(row {line})").format(line=part.sheet.lines[part.indexes[number]])
            column = part.at("holder", number) if name else None
            if column is not None:
                source.elsewhere["positions", at, "title"] = (part.indexes[number], column)
        if has_people and isinstance(holder, str) and people.persons[index] is not None:
            _person(people, seat, index, source, holder, known_people)
    for text, index in people.outside.items():
        seat = people.seats[index]
        part, source = people.parts[seat.part], people.sources[seat.part]
        at = source.add("positions", {"title": text, "id": text, "outside": True}, part.indexes[seat.number])
        column = part.at("reports_to", seat.number) or 0
        for key in ("title", "id", "outside"):
            source.elsewhere["positions", at, key] = (part.indexes[seat.number], column)
        people.untitled.add(len(people.seats) + list(people.outside).index(text))
    _tell_of_posts(people, vacant)


def _tell_of_posts(people: People, vacant: int) -> None:
    if vacant and people.seats:
        told = ngettext(
            "{number:,} post is read as vacant by a word for nobody", "{number:,} posts are read as vacant by a word for nobody", vacant
        )
        meaning = "holder" if people.has("holder") else "kind"
        people.decided.append(_of_column(people, meaning, told.format(number=vacant)))
    untitled = len(people.untitled) - len(people.outside)
    if untitled and people.seats:
        told = ngettext(
            "{number:,} row has no title: its role stays open", "{number:,} rows have no title: their roles stay open", untitled
        )
        seat = people.seats[min(people.untitled)]
        people.decided.append(people.note(seat, "title", told.format(number=untitled)))


_NOT_SAID = object()


def _holder(people: People, seat: Seat, index: int) -> object:
    """The person on a position: a name, None where a word says that nobody is, ``_NOT_SAID`` where nothing is said."""
    part = people.parts[seat.part]
    kind = part.of("kind")[seat.number] if part.has("kind") else None
    if kind is not None and kind.casefold() in names.VACANT:
        return None
    name = name_of(people, seat)
    if name is None:
        person = people.persons[index]
        if person is not None and person.casefold() in names.VACANT:
            return None
        return _NOT_SAID
    folded = name.casefold()
    if folded in names.UNNAMED or (folded in names.NOTHING and folded not in names.VACANT):
        return _NOT_SAID
    if folded in names.VACANT or folded.startswith(("vacant", "空缺")):
        return None
    return name


def _numbers(people: People, seat: Seat, index: int, entry: dict[str, Any]) -> None:
    """Headcount and full-time equivalents; a shared post is for as many as share it."""
    part = people.parts[seat.part]
    sharing = people.shared.get(index, ())
    for meaning, kind in (("headcount", int), ("fte", float)):
        if not part.has(meaning):
            continue
        texts = [people.value(each, meaning) for each in (seat, *sharing)]
        numbers = [_number(people, each, meaning, text) for each, text in zip((seat, *sharing), texts, strict=True) if text]
        known = [each for each in numbers if each is not None]
        if known and (kind is float or all(each == int(each) for each in known)):
            entry[meaning] = kind(sum(known) if meaning == "fte" else max(known))
    if "headcount" not in entry and (len(sharing) or entry.get("fte", 0) > 1):
        entry["headcount"] = max(1 + len(sharing), math.ceil(entry.get("fte", 0)))


def _number(people: People, seat: Seat, meaning: str, text: str) -> float | None:
    if text.casefold() in names.NOTHING | {"n/d"}:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1_000_000:
        message = _('"{text}" is no number').format(text=shown(text))
        people.parts[seat.part].unreadable.append(people.note(seat, meaning, message))
        return None
    return number


def _columns_of(part: Rows, source: TableSource) -> None:
    """In which columns the keys of positions and persons stand."""
    by_key = {
        "title": ("title", "holder", "person", "id", "first_name", "last_name"),
        "id": ("id", "person", "login", "email", "dn"),
        "unit": ("unit", "unit_id"),
        "reports_to": ("reports_to", "hierarchy", "unit", "unit_id"),
        "dotted_line_to": ("dotted_line_to", "reports_to"),
        "holder": ("holder", "first_name", "last_name", "kind", "person"),
        "headcount": ("headcount", "fte", "id"),
        "fte": ("fte",),
        "duties": ("duties",),
        "job_family": ("job_family",),
    }
    cells = {}
    for key, meanings in by_key.items():
        column = next((found for meaning in meanings if (found := part.layout.first(meaning))), None)
        if column is not None:
            cells[key] = column.index
    for name, columns in part.layout.by_meaning.items():
        if name.startswith("attributes."):
            cells["attributes"] = columns[0].index
    source.name_columns("positions", cells)
    of_people = {"name": cells.get("holder"), "id": cells.get("id"), "education": None, "skills": None}
    person = part.layout.first("person")
    of_people["id"] = person.index if person else of_people["id"]
    for meaning in ("education", "skills"):
        column = part.layout.first(meaning)
        of_people[meaning] = column.index if column else None
    source.name_columns("people", {key: column for key, column in of_people.items() if column is not None})


def _elsewhere(people: People, places: Places, seat: Seat, index: int, source: TableSource, at: int) -> None:
    """The cells of values that do not stand in the first column of their meaning."""
    part = people.parts[seat.part]
    row = part.indexes[seat.number]
    if part.other:
        for key, meaning in (("reports_to", "reports_to"), ("title", "title"), ("holder", "holder")):
            other = part.other.get((meaning, seat.number))
            if other is not None:
                source.elsewhere["positions", at, key] = (row, other)
    if part.has("id") and people.ids[index] is not None and part.of("id")[seat.number] is None:
        column = part.layout.first("person")
        if column is not None:
            source.elsewhere["positions", at, "id"] = (row, column.index)
    cell = places.cells.get(index)
    if cell is not None:
        source.elsewhere["positions", at, "unit"] = (row, cell)


def _person(
    people: People, seat: Seat, index: int, source: TableSource, name: str, known: dict[str, tuple[str, ...]]
) -> None:
    """The entry of a person, once for all rows of the same one."""
    person = people.persons[index] or ""
    looks = (normalize(name),)
    if person in known and known[person] == looks:
        return
    known.setdefault(person, looks)
    part = people.parts[seat.part]
    entry: dict[str, Any] = {"name": name, "id": person}
    if part.has("education") and (text := part.of("education")[seat.number]) and text.casefold() not in names.NOTHING:
        entry["education"] = text
    if part.has("skills") and (text := part.of("skills")[seat.number]):
        entry["skills"] = [each for each in _LISTED.split(text) if each]
    source.add("people", entry, part.indexes[seat.number])
