"""Rows become posts and persons: which are neither any more, which share a post, by which ids and names they are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.people import People, Seat, Seats, Sharer, a_name, name_of
from orgrules.tables.references import Directory, Keys, Texts
from orgrules.tables.rows import Rows, among
from orgrules.text import normalize


def sort_out(people: People) -> None:
    """Which rows are positions, and which of somebody who left or of a post that is no more."""
    people.seats = Seats(
        (number, found) for number, part in enumerate(people.parts) if (found := _sorted_out(people, number, part))
    )
    _tell_gone(people)


def _sorted_out(people: People, number: int, part: Rows) -> Sequence[int]:
    """The rows of a sheet that are positions; what the others are is told."""
    away = _away(part)
    titles, holders, ids = part.of("title"), part.of("holder"), part.of("id")
    eliminated = among(titles, names.ELIMINATED) | among(holders, names.ELIMINATED)
    if away is None and not eliminated and None not in titles:
        return range(len(part))
    persons = part.of("person")
    others = [part.of(meaning) for meaning in ("login", "email", "dn", "first_name", "last_name") if part.has(meaning)]
    managers = part.of("reports_to")
    with_errors = {row for _meaning, row in part.errors}
    found = []
    for index in range(len(part)):
        title, holder = titles[index], holders[index]
        named = title or holder or ids[index] or persons[index] or managers[index] or any(each[index] for each in others)
        if not named and index not in with_errors:
            part.skipped.append(part.problem(index, None, _("this row names neither a post nor a person")))
        elif eliminated and (title in eliminated or holder in eliminated):
            people.gone.append((Seat(number, index), "eliminated"))
        elif away is not None and away(index):
            people.gone.append((Seat(number, index), "left"))
        else:
            found.append(index)
    return found


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
        people.decided.append(people.note_gone(seats[0], why, told.format(number=len(seats))))


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
        sum(text in managers for text in {text for part in people.parts for text in part.nth("person", number) if text})
        for _meaning, number in found
    ]
    order = sorted(range(len(found)), key=lambda index: (-hits[index], index))
    return [found[index] for index in order]


def ids_of(people: People, seats: Seats) -> tuple[Sequence[str | None], Sequence[str | None]]:
    """The ids of posts and of the persons on them in some rows; a login or an address stands for a person's id where none is."""
    columns = _person_columns(people)
    if not columns:
        columns = [(meaning, 0) for meaning in ("login", "email", "dn") if people.has(meaning)][:1]
    persons = people.nth(seats, *columns[0]) if columns else [None] * len(seats)
    return people.column(seats, "id"), persons


def identify(people: People) -> None:
    """The id of each position: that of the post, else of the person whose main one it is; rows of one shared post together."""
    posts, persons = ids_of(people, people.seats)
    numbers: dict[Any, int] = dict(zip(posts, range(len(posts)), strict=True)) if any(posts) else {}
    repeated: set[str] = set()
    if posts and len(numbers) == len(posts) and None not in numbers:
        people.numbers = numbers
    elif numbers:
        repeated = _repeated([post for post in posts if post is not None])
    if repeated:
        posts, persons = _share(people, posts, persons, repeated)
    people.persons = persons
    said = [person for person in persons if person is not None] if None in persons else persons
    several = _repeated(said)
    if len(said) == len(persons) and not any(posts):
        ids = list(persons)
    elif not said:
        ids = list(posts)
    else:
        ids = [person if post is None else post for post, person in zip(posts, persons, strict=True)]
    for person, indexes in _by_person(persons, several).items():
        for index in indexes:
            ids[index] = posts[index]
        _assign(people, ids, person, indexes)
    people.ids = ids
    if several or repeated or (said and any(posts)):  # else they are those of posts or of persons, each of which is there once
        people.repeated |= _repeated([id_ for id_ in ids if id_ is not None])


def _repeated(texts: Sequence[Any]) -> set[str]:
    """Those that stand among some texts more than once."""
    if len(set(texts)) == len(texts):
        return set()
    return {text for text, number in Counter(texts).items() if number > 1}


def _by_person(persons: Sequence[str | None], those: set[str]) -> dict[str, list[int]]:
    """The positions of each of some persons."""
    found: dict[str, list[int]] = {}
    for index, person in enumerate(persons if those else ()):
        if person is not None and person in those:
            found.setdefault(person, []).append(index)
    return found


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
    people: People, posts: Sequence[str | None], persons: Sequence[str | None], several: Container[str]
) -> tuple[Sequence[str | None], Sequence[str | None]]:
    """Rows that share the id of a post, one of ``several``, its title and its manager are one post: the first stands for all.

    The posts that are left, and the persons on them.
    """
    first: dict[tuple[str | None, ...], int] = {}
    kept: list[int] = []
    for index, post in enumerate(posts):
        if post is not None and post in several:
            seat = people.seats[index]
            looks = (post, normalize(people.value(seat, "title") or ""), people.value(seat, "reports_to"))
            if looks in first:
                people.shared.setdefault(first[looks], []).append(Sharer(seat, persons[index]))
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
        seat = next(iter(people.shared.values()))[0].seat
        people.decided.append(people.note(seat, "id", told.format(number=number)))
    people.seats = Seats.of(people.seats[index] for index in kept)
    return [posts[index] for index in kept], [persons[index] for index in kept]


def directory_of(people: People, seats: Seats, persons: Sequence[str | None]) -> Directory:
    """What managers and heads are looked for in: ids, other ids of persons, addresses and logins, names, titles."""
    # whoever shares a post is found at it
    sharers = [(index, each) for index, those in people.shared.items() for each in those] if seats is people.seats else []
    further = _further_posts(people, persons) if seats is people.seats else frozenset()
    are_all = not sharers and not further

    def of(meaning: str, number: int = 0) -> Callable[[], Iterable[tuple[int, str | None]] | Texts]:
        def read() -> Iterable[tuple[int, str | None]] | Texts:
            texts = people.nth(seats, meaning, number)
            if are_all:
                return Texts(texts)
            of_sharers = ((index, people.parts[each.seat.part].nth(meaning, number)[each.seat.number]) for index, each in sharers)
            return ((index, text) for index, text in chain(enumerate(texts), of_sharers) if index not in further)

        return read

    def ids_held() -> Iterable[tuple[int, str | None]] | Texts:
        if are_all:
            return Texts(persons)
        own = chain(enumerate(persons), ((index, each.person) for index, each in sharers))
        return ((index, person) for index, person in own if index not in further)

    def names_held() -> Iterable[tuple[int, str | None]]:
        rows = chain(enumerate(seats), ((index, each.seat) for index, each in sharers))
        called = ((index, a_name(name_of(people, seat))) for index, seat in rows if index not in further)
        return ((index, form) for index, name in called if name is not None for form in (name, *_turned(name)))

    posts = people.has("id")
    ways = []
    if posts:
        numbers = people.numbers if seats is people.seats else None
        ways.append(Keys("exact", lambda: Texts(people.column(seats, "id"), numbers), folds=True))
    ways.append(Keys("person" if posts else "exact", ids_held, folds=True))
    ways += [Keys("exact", of(meaning, number), folds=True) for meaning, number in _person_columns(people)[1:]]
    ways += [Keys("mail", of(meaning)) for meaning in ("email", "login", "dn") if people.has(meaning)]
    if people.has("holder") or people.has("first_name") or people.has("last_name"):
        ways.append(Keys("name", names_held))
    if people.has("title"):
        ways.append(Keys("name", lambda: Texts(people.column(seats, "title"))))
    return Directory(ways)


def _turned(name: str) -> Iterator[str]:
    """The other way to write a name: Lee, Ann for Ann Lee."""
    last, comma, first = name.partition(",")
    if comma and first.strip():
        yield f"{first.strip()} {last.strip()}"
    elif name.isascii() and len(parts := name.split()) == 2:
        yield f"{parts[1]}, {parts[0]}"


def _further_posts(people: People, persons: Sequence[str | None]) -> frozenset[int]:
    """The positions that persons hold beside their main one, where it is told which one that is."""
    if not people.has("primary"):
        return frozenset()
    return frozenset(
        index
        for indexes in _by_person(persons, _repeated([person for person in persons if person is not None])).values()
        if (main := main_of(people, indexes)) is not None
        for index in indexes
        if index != main
    )
