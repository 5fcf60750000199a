"""How designs were understood, for a person at a terminal: first what was not, then the rest, then in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

from orgrules.findings import REFERENCES_READ, TERMS_READ, FileRead, Location
from orgrules.locale import _, ngettext, pgettext
from orgrules.output.formats import View
from orgrules.output.readings import BrokenReference, Choice, Note, PositionRead, TermRead, Understanding
from orgrules.output.readings._words import kind_word, title_told
from orgrules.text import columns, listed, sanitize, shown

#: Most groups of like things in a part, and most notes of one sort, unless all are asked for.
MOST_GROUPS = 20
MOST_NOTES = 5
#: Most files that are named in the summary.
MOST_FILES = 5

#: Statuses of titles whose role is open.
_OPEN = ("near", "area", "remark", "open", "unknown-role")

ThingT = TypeVar("ThingT")


def write(understanding: Understanding, stream: TextIO, view: View) -> None:
    """Write it as text."""
    parts = [*_not_understood(understanding, view), *_understood(understanding, view), _summary(understanding)]
    stream.write("\n\n".join("\n".join(map(sanitize, part)) for part in parts if part) + "\n")


def _not_understood(understanding: Understanding, view: View) -> Iterator[list[str]]:
    positions, terms = understanding.positions, understanding.terms
    open_titles = [position for position in positions if position.how in _OPEN]
    yield _part(_("Titles whose role is open"), open_titles, _title, _open_title_lines, view)
    untitled = [position for position in positions if position.how == "untitled"] if understanding.knows_roles else []
    yield _part(_("Positions without a title, whose role is open"), untitled, _nothing, _untitled_lines, view)
    open_terms = [term for term in terms if term.how == "open"]
    yield _part(_("Duties, skills, powers and meetings that are open"), open_terms, _written, _term_lines, view)
    misspelt = [term for term in terms if term.suggestion is not None]
    yield _part(_("Duties, skills, powers and meetings that may be misspelt"), misspelt, _written, _term_lines, view)
    yield _part(_("References that lead nowhere"), understanding.broken, _reference, _reference_lines, view)
    unknown = [position for position in positions if position.how == "unrecognized"] if understanding.knows_roles else []
    yield _part(_("Titles of no known role"), unknown, _title, _unknown_title_lines, view)
    own = [term for term in terms if term.how == "none" and term.suggestion is None]
    yield _part(_("Duties, skills, powers and meetings that no loaded rulebook knows"), own, _written, _term_lines, view)
    yield _skipped(understanding.files, view)


def _understood(understanding: Understanding, view: View) -> Iterator[list[str]]:
    yield _columns(understanding.files)
    known = [position for position in understanding.positions if position.how in ("stated", "recognized")]
    yield _part(_("Titles of known roles"), known, _title, _title_lines, view)
    # an id and a name are what they say
    read = [term for term in understanding.terms if term.how == "wording" or (view.all and term.how in ("id", "name"))]
    heading = _("Duties, skills, powers and meetings") if view.all else _("Read by their wording")
    yield _part(heading, read, _written, _term_lines, view)
    yield _notes(understanding.notes, view)


def _part(
    heading: str,
    things: Iterable[ThingT],
    alike: Callable[[ThingT], Hashable],
    lines: Callable[[ThingT, int], Iterable[str]],
    view: View,
) -> list[str]:
    """A part with its heading: each group of like things at the place of its first, the largest first; nothing without things.

    Where all are asked for, each thing is told by itself, in the order of the files.
    """
    groups: dict[Hashable, list[ThingT]] = {}
    for index, thing in enumerate(things):
        groups.setdefault(index if view.all else alike(thing), []).append(thing)
    if not groups:
        return []
    ordered = sorted(groups.values(), key=lambda group: -len(group))
    told = ordered if view.all else ordered[:MOST_GROUPS]
    found = [heading, *("  " + line for group in told for line in lines(group[0], len(group)))]
    return [*found, *_more(len(ordered) - len(told))]


def _title(position: PositionRead) -> Hashable:
    return position._replace(location=_ANYWHERE, id=None)


def _nothing(_position: PositionRead) -> Hashable:
    """What tells positions without a title apart: nothing that is to be written down."""
    return None


def _written(term: TermRead) -> Hashable:
    return term._replace(location=_ANYWHERE, position="")


def _reference(reference: BrokenReference) -> Hashable:
    return reference._replace(location=_ANYWHERE, by="")


_ANYWHERE = Location("", 0, 0)


def _times(location: Location, text: str, number: int) -> str:
    """A text as written, where it stands first, and how often it stands there."""
    told = _("“{text}”") if number == 1 else _("“{text}” ({number:,} times)")
    return f"{location}: {told.format(text=shown(text), number=number)}"


def _told(location: Location, text: str, number: int, said: str) -> str:
    """The same, with what is to be said of it."""
    told = _("“{text}”: {said}") if number == 1 else _("“{text}” ({number:,} times): {said}")
    return f"{location}: {told.format(text=shown(text), number=number, said=said)}"


def _title_lines(position: PositionRead, number: int) -> Iterator[str]:
    areas, stated = map(shown, position.areas), None if position.stated is None else shown(position.stated)
    said = title_told(position.how, position.role_name, position.name, position.suggestion, position.marks, areas, stated)
    yield _told(position.location, position.title, number, said)


def _open_title_lines(position: PositionRead, number: int) -> Iterator[str]:
    yield from _title_lines(position, number)
    for choice in position.may_be:
        yield "    " + _("role: {id}  # if it is {name}").format(id=choice.id, name=choice.name)


def _untitled_lines(position: PositionRead, number: int) -> Iterator[str]:
    """The first of them, called by its name, and how many there are beside it."""
    told = _("“{text}” and {number:,} more") if number > 1 else _("“{text}”")
    yield f"{position.location}: {told.format(text=shown(position.title), number=number - 1)}"


def _unknown_title_lines(position: PositionRead, number: int) -> Iterator[str]:
    yield _times(position.location, position.title, number)


def _term_lines(term: TermRead, number: int) -> Iterator[str]:
    kind, names = kind_word(term.kind), listed(choice.name for choice in term.meant)
    match term.how:
        case "open":
            yield _told(term.location, term.written, number, _("{kind}; it may be:").format(kind=kind))
            yield from _choices(term.meant)
        case "none":
            hint = "" if term.suggestion is None else _('; did you mean "{name}"?').format(name=shown(term.suggestion))
            yield _told(term.location, term.written, number, kind + hint)
        case "wording":
            said = _("{kind}, read by its wording as {names}").format(kind=kind, names=names)
            yield _told(term.location, term.written, number, said)
        case _:
            said = _("{kind}, read as {names}").format(kind=kind, names=names)
            yield _told(term.location, term.written, number, said)


def _choices(choices: Sequence[Choice]) -> Iterator[str]:
    """What to write to settle what a text is, a line each, and what that is called."""
    ids = [shown(choice.id) for choice in choices]
    width = max(map(columns, ids), default=0)
    for id_, choice in zip(ids, choices, strict=True):
        yield f"    {id_}{' ' * (width - columns(id_))}  # {choice.name}" if choice.name else f"    {id_}"


def _reference_lines(reference: BrokenReference, number: int) -> Iterator[str]:
    match reference.how, bool(reference.may_be):
        case "ambiguous", True:
            told = _("{kind}; several are called so, among them:")
        case "ambiguous", False:
            told = _("{kind}; several are called so")
        case _, True:
            told = _("{kind}; nothing is called so, but this is near:")
        case _:
            told = _("{kind}; nothing is called so")
    said = told.format(kind=kind_word(reference.to))
    yield _told(reference.location, reference.written, number, said)
    yield from _choices(reference.may_be)


def _skipped(files: Sequence[FileRead], view: View) -> list[str]:
    """Of tables, the rows that are no entries."""
    rows = [f"  {file.path}:{row.line}: {row.message}" for file in files for row in file.skipped]
    told = rows if view.all else rows[:MOST_GROUPS]
    return [_("Rows passed over"), *told, *_more(len(rows) - len(told))] if rows else []


def _more(number: int) -> list[str]:
    """That there is more; nothing where there is not."""
    return ["  " + _("… and {number:,} more; --all shows them.").format(number=number)] if number else []


def _columns(files: Sequence[FileRead]) -> list[str]:
    """Of tables, what each column was taken for."""
    lines = [
        _("{column}: passed over").format(column=shown(column.name))
        if not column.means
        else _("{column}: {key}").format(column=shown(column.name), key=column.means)
        for file in files
        for column in file.columns
    ]
    return [_("Columns"), *(f"  {line}" for line in lines)] if lines else []


def _notes(notes: Sequence[Note], view: View) -> list[str]:
    """The notes in their order; of many of one sort the first ones."""
    seen: Counter[str] = Counter()
    lines = []
    for note in notes:
        seen[note.about] += 1
        if view.all or seen[note.about] <= MOST_NOTES:
            lines.append(f"  {note.location}: {note.note}")
    if not lines:
        return []
    return [pgettext("on what was read", "Notes"), *lines, *_more(len(notes) - len(lines))]


def _summary(understanding: Understanding) -> list[str]:
    number, positions = len(understanding.files), len(understanding.positions)
    lines = []
    if number:
        lines.append(
            _("Read {files}: {positions}.").format(
                files=ngettext("{number:,} file", "{number:,} files", number).format(number=number),
                positions=ngettext("{number:,} position", "{number:,} positions", positions).format(number=positions),
            )
        )
    titles = Counter("open" if each.how in _OPEN else each.how for each in understanding.positions)
    if positions and understanding.knows_roles:
        told = _(
            "Titles: {recognized:,} recognized, {stated:,} with a role stated, {open:,} open, {unrecognized:,} of no known role."
        )
        lines.append(told.format(**{how: titles[how] for how in ("recognized", "stated", "open", "unrecognized")}))
        if untitled := titles["untitled"]:
            told = ngettext("{number:,} position has no title.", "{number:,} positions have no title.", untitled)
            lines.append(told.format(number=untitled))
    elif positions:
        lines.append(_("Titles: the loaded rulebooks know no roles."))
    terms = Counter(each.how for each in understanding.terms)
    if terms:
        told = _(
            "Duties, skills, powers and meetings: {id:,} by id, {name:,} by name, {wording:,} by their wording, {open:,} open, "
            "{none:,} that no loaded rulebook knows."
        )
        lines.append(told.format(**{how: terms[how] for how in TERMS_READ}))
    if understanding.references:
        lines.append(_references(understanding))
    if understanding.passed_over:
        paths = listed(understanding.passed_over, MOST_FILES)
        lines.append(_("Passed over, being no designs: {paths}.").format(paths=paths))
    lines.append(_outcome(understanding, titles, terms))
    return lines


def _references(understanding: Understanding) -> str:
    """How references were matched: the usual way always, the others where they occur."""
    numbers: Counter[str] = Counter()
    for _to, how, number in understanding.references:
        numbers[how] += number
    words = {
        "exact": _("{number:,} as written"),
        "case": _("{number:,} without case and width"),
        "zeros": _("{number:,} without leading zeros"),
        "mail": _("{number:,} by e-mail, login or directory name"),
        "person": _("{number:,} by the person on it"),
        "name": _("{number:,} by name"),
        "ambiguous": _("{number:,} to several"),
        "unknown": _("{number:,} to nothing"),
    }
    told = [words[how].format(number=numbers[how]) for how in REFERENCES_READ if numbers[how] or how == "exact"]
    return _("References: {matched}.").format(matched=listed(told))


def _outcome(understanding: Understanding, titles: Counter[str], terms: Counter[str]) -> str:
    """How much was not understood; before that, whether something could not even be read."""
    if understanding.problems:
        number = len(understanding.problems)
        told = ngettext(
            "Not everything could be read: {number:,} problem.", "Not everything could be read: {number:,} problems.", number
        )
        return told.format(number=number)
    unknown = titles["open"] + (titles["unrecognized"] if understanding.knows_roles else 0)
    untitled = titles["untitled"] if understanding.knows_roles else 0
    open_terms, broken = terms["open"] + terms["none"], len(understanding.broken)
    parts = [
        (unknown, ngettext("{number:,} title", "{number:,} titles", unknown)),
        (untitled, ngettext("{number:,} position without a title", "{number:,} positions without a title", untitled)),
        (
            open_terms,
            ngettext("{number:,} duty, skill, power or meeting", "{number:,} duties, skills, powers and meetings", open_terms),
        ),
        (broken, ngettext("{number:,} reference", "{number:,} references", broken)),
    ]
    what = pgettext("between parts of a sum", "; ").join(text.format(number=number) for number, text in parts if number)
    return _("Not understood: {what}.").format(what=what) if what else _("Everything was understood.")
