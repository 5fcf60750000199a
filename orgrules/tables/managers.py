"""Whom each row reports to: by what it says, by its place in a hierarchy; and what is told of references that are not found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from orgrules.locale import _, ngettext
from orgrules.tables import names
from orgrules.tables.hierarchyid import parent_nodes
from orgrules.tables.people import People, Seat, name_of
from orgrules.tables.references import Answer, How, counted, totals
from orgrules.tables.source import Zeros
from orgrules.text import shown

_MANAGERS = re.compile(r"\s*[\n;；,，、]\s*")
#: What joins several names in a cell: a new line, or one of these.
_SEVERAL = re.compile(r"\s*[\n;；:：,，、]\s*")
_CERTAINLY_SEVERAL = re.compile(r"\s*[\n;；、]\s*")
#: A reference that a finding of its own tells of already: nobody is told twice.
TOLD = Answer(None, "duplicate", "unknown")
UNKNOWN = Answer(None, "unknown", "unknown")


def find_managers(people: People) -> None:
    """Whom each position reports to by what its row says, or by its place in a hierarchy."""
    people.managers = [None] * len(people.seats)
    people.targets = [None] * len(people.seats)
    if people.has("reports_to"):
        _by_columns(people)
    elif people.has("hierarchy"):
        _by_nodes(people)
    if people.has("dotted_line_to"):
        for index, seat in enumerate(people.seats):
            text = people.value(seat, "dotted_line_to")
            if text is not None and text.casefold() not in names.NOBODY_ABOVE:
                people.dotted[index] = parted(people, text)
                for each in people.dotted[index]:
                    answer(people, each, seat, "dotted_line_to")


def parted(people: People, text: str) -> list[str]:
    """The names in a cell: the whole, or, where it is no known one, its parts, each once.

    A comma parts names where one of the parts is known: it stands in names too.
    """
    find = people.directory.find
    if find(text).target is not None:
        return [text]
    parts = [each for each in _SEVERAL.split(text) if each]
    if all(find(part).target is None for part in parts):
        parts = [each for each in _CERTAINLY_SEVERAL.split(text) if each]
    once = {text if (target := find(text).target) is None else target: text for text in reversed(parts)}
    return list(reversed(once.values())) or [text]


def _by_columns(people: People) -> None:
    texts = people.column(people.seats, "reports_to")
    lost = set().union(*(part.lost for part in people.parts)) if people.parts else set()
    errors = {
        Seat(number, row) for number, part in enumerate(people.parts) for meaning, row in part.errors if meaning == "reports_to"
    }
    meant: dict[str | None, Answer | None] = {None: None}  # by text: None for nobody
    doubtful: set[str | None] = {None} if errors else set()  # what is to be looked at row by row
    for text in dict.fromkeys(texts):
        if text is None:
            continue
        if text.casefold() in names.NOBODY_ABOVE and not people.directory.has(text):
            meant[text] = None
            doubtful.add(text)
            continue
        found = meant[text] = people.directory.find(text)
        if found.how in ("exact", "person"):
            people.answers[text] = found
        else:
            doubtful.add(text)
    targets = {text: None if found is None else found.target for text, found in meant.items()}
    people.managers, people.targets = list(texts), list(map(targets.__getitem__, texts))
    numbers = Counter[How]()
    for text, number in Counter(texts).items():
        if text is not None and text not in doubtful:
            numbers[people.answers[text].how] += number
    known = bool(numbers)
    for index in [index for index, text in enumerate(texts) if text in doubtful] if doubtful else ():
        answered = _doubtful(people, index, texts[index], errors, lost)
        if answered is not None:
            numbers[answered.how] += 1
            known = known or answered.target is not None
    if numbers and not known:
        _outside(people)
    people.counts["managers"] = (
        counted(people.answers[text] for text in people.managers if text is not None) if people.outside else totals(numbers)
    )
    _tell_ways(people)
    _tell_alike(people)


def _doubtful(people: People, index: int, text: str | None, errors: Collection[Seat], lost: Iterable[str]) -> Answer | None:
    """What one row says of its manager that is no id as it is written; None for nobody."""
    people.managers[index] = people.targets[index] = None
    if text is None:
        if people.seats[index] in errors:
            people.managers[index] = "#"
            people.answers["#"] = TOLD
        return None
    if text.casefold() in names.NOBODY_ABOVE and not people.directory.has(text):
        return None
    seat = people.seats[index]
    target = people.answers.get(text)
    if target is None:
        target = answer(people, text, seat, "reports_to", lost)
    elif target.how not in ("exact", "person"):
        told_again(people, text, target, seat)
    people.managers[index] = text
    if target.status == "unknown" and (first := _several(people, index, text)) is not None:
        people.managers[index], target = first, people.answers[first]
    people.targets[index] = target.target
    return target


def _several(people: People, index: int, text: str) -> str | None:
    """The first of several managers in one cell, the others being dotted lines; None unless all are known."""
    parts = [part for part in _MANAGERS.split(text) if part]
    if len(parts) < 2 or any(people.directory.find(part).target is None for part in parts):
        return None
    seat = people.seats[index]
    for part in parts:
        answer(people, part, seat, "reports_to")
    people.dotted.setdefault(index, []).extend(parts[1:])
    message = _("several managers stand here: the first is read as the manager, the others as dotted lines")
    people.notes.append(people.note(seat, "reports_to", message))
    return parts[0]


def answer(people: People, text: str, seat: Seat, meaning: str, lost: Iterable[str] = ()) -> Answer:
    """What a text refers to, kept for whoever links the design; notes tell of what is not as it is written."""
    found = people.answers.get(text)
    if found is None:
        found = people.directory.find(text)
        if found.status == "ambiguous" and text in people.repeated:
            found = found._replace(status="duplicate")
        if found.how not in ("exact", "person"):
            left = people.left.find(text)
            if left.target is not None and (found.target is None or left.how == "exact"):
                found = UNKNOWN
            elif found.target is None and text in lost:
                found = TOLD
        people.answers[text] = found
    if found.how not in ("exact", "person"):
        told_again(people, text, found, seat, meaning)
    return found


def told_again(people: People, text: str, found: Answer, seat: Seat, meaning: str = "reports_to") -> None:
    """Notes at one more cell of a text that is not an id as it is written."""
    if found.how == "zeros" and found.target is not None:
        id_ = people.ids[found.target] or text
        if meaning == "reports_to":
            people.zeros.append(Zeros(people.note(seat, meaning, ""), text, id_))
        else:
            message = _('"{written}" is "{id}"').format(written=shown(text), id=shown(id_))
            people.notes.append(people.note(seat, meaning, message))
    if found.target is None and found.status == "unknown":
        left = people.left.find(text)
        if left.target is not None:
            row, why = people.gone[left.target]
            there = people.note_gone(row, why, "")
            if why == "left":
                message = _('"{id}" is somebody who left (line {line})')
            else:
                message = _('"{id}" is a post that was eliminated (line {line})')
            people.notes.append(people.note(seat, meaning, message.format(id=shown(text), line=there.line)))


def _outside(people: People) -> None:
    """Where no row has an id or a name, whom they report to is outside of the table, and of what is judged."""
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
            people.targets[index] = people.answers[text].target


def _tell_ways(people: People) -> None:
    """How managers were found that are not written as the ids are."""
    counts = people.counts["managers"]
    total = sum(counts.values())
    words: dict[How, str] = {
        "case": _("managers found without regard to letter case or width: {number:,} of {total:,}"),
        "mail": _("managers found by e-mail address, login or directory name: {number:,} of {total:,}"),
        "person": _("managers found by the id of the person on the post: {number:,} of {total:,}"),
        "name": _("managers found by the name or title of exactly one: {number:,} of {total:,}"),
    }
    for how, message in words.items():
        if counts[how]:
            people.decided.append(people.at_header("reports_to", message.format(number=counts[how], total=total)))


def _tell_alike(people: People) -> None:
    """The managers whose ids differ from others only in case or zeros: they are taken as they are written."""
    alike = people.directory.alike()
    if not alike:
        return
    exact = {text for text, found in people.answers.items() if text in alike and found.how in ("exact", "person")}
    those = [index for index, text in enumerate(people.managers) if text in exact]
    if those:
        text = people.managers[those[0]] or ""
        told = ngettext(
            "{number:,} manager is meant by an id that differs from another only in letter case or leading zeros, and is taken "
            'as it is written: "{id}", not "{other}"',
            "{number:,} managers are meant by ids that differ from others only in letter case or leading zeros, and are taken as "
            'they are written: here "{id}", not "{other}"',
            len(those),
        )
        message = told.format(number=len(those), id=shown(text), other=shown(alike[text]))
        people.decided.append(people.note(people.seats[those[0]], "reports_to", message))


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
    people.decided.append(people.at_header("hierarchy", _("no column names the manager: read from the nodes of the hierarchy")))


def key_of(people: People, index: int) -> str | None:
    """A text that means a position: its id, its holder's name or its title where only it is called so; None for none."""
    seat = people.seats[index]
    for text in (people.ids[index], name_of(people, seat), people.value(seat, "title")):
        if text is not None:
            found = people.answers.get(text) or people.directory.find(text)
            if found.target == index:
                people.answers[text] = found
                return text
    return None


def tops_that_name_themselves(people: People) -> None:
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
