"""How lists of duties, skills, powers and the like are read of their subjects, as ``readers`` reads other facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from orgrules.design.read import column
from orgrules.facts.readers import remembered
from orgrules.organization.model import UNRECOGNIZED, Organization, Person, Position
from orgrules.text import normalize


@cache  # so that all facts of one field have one reader, and what it remembers
def terms(kind: str, field: str) -> Callable[[Any], frozenset[str] | None]:
    """What the list in a field means."""

    @remembered
    def read(subject: Any) -> frozenset[str] | None:
        texts = getattr(subject.declared.entry, field) if subject.declared else None
        return None if texts is None else subject.organization.term_set(kind, texts, subject.known_role)

    return read


@cache
def told_by(field: str) -> Callable[[Sequence[Position]], Iterable[Hashable]]:
    """What tells what the list in a field of positions means: its texts, and the role by which they are read."""

    def telling(positions: Sequence[Position]) -> Iterable[Hashable]:
        if not positions:
            return ()
        written = column(positions[0].organization.design.positions, field)
        texts = (
            None if texts is None else tuple(texts) for texts in map(written.__getitem__, map(attrgetter("index"), positions))
        )
        return zip(texts, map(id, map(attrgetter("resolution"), positions)), strict=True)

    return telling


@cache
def unknown_terms(
    kind: str, texts: Callable[[Any], Sequence[str] | None]
) -> Callable[[Any], list[tuple[str, str | None]] | None]:
    """What a list names that no loaded rulebook knows, each with the known name nearest to it; None where none has such terms.

    Known is what is an id, a name, or clear by its wording.
    """

    @remembered
    def read(subject: Any) -> list[tuple[str, str | None]] | None:
        there = texts(subject)
        organization = subject.organization
        if there is None or not organization.terms.ids.get(kind):
            return None
        role = subject.known_role
        unclear = [(there[index], read) for index, read in organization.listed(kind, there, role).unclear]
        found = [(text, nearest_term(organization, kind, text, role)) for text, may_be in unclear if may_be.how == "none"]
        # of what may be several things only a misspelling is told, of one of these
        near = ((text, _near(organization, kind, text, may_be.ids)) for text, may_be in unclear if may_be.how == "open")
        return found + [(text, name) for text, name in near if name is not None]

    return read


def nearest_term(organization: Organization, kind: str, text: str, role: str | None) -> str | None:
    """The known name nearest to a text: one of the role's own items before that of any other. Many positions write the same.

    None for what is said not to be done: nobody who writes that has misspelt it.
    """
    return organization.suggester.once((kind, text, role), lambda: _nearest_term(organization, kind, text, role))


def _nearest_term(organization: Organization, kind: str, text: str, role: str | None) -> str | None:
    from orgrules.organization.wording import is_negated  # where a text is none that is known, it was compared already

    if is_negated(text):
        return None
    items = organization.terms.wordings.items.get(kind, {})
    own = [id_ for id_, item in items.items() if role in item.roles] if role else []
    return _near(organization, kind, text, own) or organization.suggester.suggest(
        kind, text, lambda: organization.terms.names.get(kind, {}).values()
    )


def _near(organization: Organization, kind: str, text: str, ids: Collection[str]) -> str | None:
    """The name of one of some items that is near a text; who writes all of a name and goes on has not misspelt it."""
    if not ids:
        return None
    items = organization.terms.wordings.items.get(kind, {})
    near = organization.suggester.suggest(
        f"{kind} {' '.join(ids)}", text, lambda: [name for id_ in ids for name in (*items[id_].names, id_)]
    )
    return None if near is None or _goes_on(text, near) or not _is_misspelt(text, near) else near


def _is_misspelt(text: str, name: str) -> bool:
    """Whether a text that is near a name differs from it by letters: words that stand for others are no misspelling."""
    words, of_name = (normalize(each).split() for each in (text, name))
    return len(of_name) < MANY_WORDS or (abs(len(words) - len(of_name)) <= 1 and sum(word not in of_name for word in words) <= 2)


def _goes_on(text: str, name: str) -> bool:
    """Whether a text is a name and another clause."""
    before, there, after = normalize(text).partition(normalize(name))
    return bool(there) and (before[-1:] in _STOPS or after[:1] in _STOPS) and bool(before + after)


#: From so many words on a name is a sentence, which people put otherwise more often than they mistype it.
MANY_WORDS = 4

_STOPS = (",", ";", ":", "\u3002", "\u3001", "(")


def unknown(kind: str, texts: Callable[[Any], Sequence[str] | None], *, near: bool) -> Callable[[Any], frozenset[str] | None]:
    """The unknown ones of a list: those near a known name (with it, after an arrow), or the others; None without a list."""
    find = unknown_terms(kind, texts)

    def read(subject: Any) -> frozenset[str] | None:
        found = find(subject)
        if found is None:
            return None
        return frozenset(f"{text} → {known}" if near else text for text, known in found if (known is not None) is near)

    return read


def first_unknown(kind: str, texts: Callable[[Any], Sequence[str] | None], *, near: bool) -> Callable[[Any], int | None]:
    """Where the first of them stands in its list."""
    find = unknown_terms(kind, texts)

    def read(subject: Any) -> int | None:
        wanted = {text for text, known in find(subject) or () if (known is not None) is near}
        return next((index for index, text in enumerate(texts(subject) or ()) if text in wanted), None)

    return read


def repeated_terms(kind: str, texts: Callable[[Any], Iterable[str] | None]) -> Callable[[Any], Iterable[tuple[int, str]]]:
    """The items of a list that an earlier one is too, by the same text, or by an id and its name."""

    def find(subject: Any) -> Iterable[tuple[int, str]]:
        seen = set()
        for index, text in enumerate(texts(subject) or ()):
            read = subject.organization.read(kind, text, subject.known_role)
            key = read.ids if read.how in ("id", "name") else normalize(text)
            if key in seen:
                yield index, text
            seen.add(key)

    return find


@remembered
def duties_of_others(position: Position) -> frozenset[str] | None:
    """The duties that it lists and that only other roles' profiles have; None where it lists none, or its role is unknown."""
    duties = position.declared.entry.duties
    if duties is None or position.role is None or position.role == UNRECOGNIZED:
        return None
    owners = position.organization.terms.owners
    listed = position.organization.term_set("duty", duties, position.role)
    return frozenset(duty for duty in listed if position.role not in owners.get(duty, (position.role,)))


def owners_of_duties(position: Position) -> frozenset[str] | None:
    """The roles whose those duties are."""
    duties = duties_of_others(position)
    return duties and frozenset(role for duty in duties for role in position.organization.terms.owners[duty])


def first_duty_of_others(position: Position) -> int | None:
    """Where the first of those duties stands."""
    of_others = duties_of_others(position) or frozenset()
    organization, role = position.organization, position.role
    duties = enumerate(position.declared.entry.duties or ())
    return next((index for index, duty in duties if organization.term_set("duty", [duty], role) & of_others), None)


def fields_studied(person: Person) -> Sequence[str] | None:
    """The fields that somebody has studied, as written: one, or a list of them."""
    written = person.declared.entry.field_of_study if person.declared else None
    return (written,) if isinstance(written, str) else written


@cache
def listed(kind: str, texts: Callable[[Any], Sequence[str] | None]) -> Callable[[Any], frozenset[str] | None]:
    """What a list means that is no field of the entry itself."""

    @remembered
    def read(subject: Any) -> frozenset[str] | None:
        there = texts(subject)
        return None if there is None else subject.organization.term_set(kind, there, subject.known_role)

    return read


@cache
def asked(part: str) -> Callable[[Position], Sequence[str] | None]:
    """A list among what positions require, as written."""

    def read(position: Position) -> Sequence[str] | None:
        requirements = position.declared.entry.requirements
        return None if requirements is None else getattr(requirements, part)

    return read


@remembered
def required_skills(position: Position) -> frozenset[str] | None:
    """The skills that it requires."""
    requirements = position.declared.entry.requirements
    if requirements is None:
        return None
    # whoever lists requirements and no skill requires none
    return position.organization.term_set("skill", requirements.skills or (), position.known_role)


def duties_taken(position: Position) -> frozenset[str] | None:
    """The duties for which it makes one more person accountable than an earlier position did.

    Each further person counts once, by the first position that brings them in. Absent where a holder is left open and it would
    depend on them.
    """
    duties = _answers_for(position)
    if duties is None:
        return None
    claims = position.organization.claims
    who: Iterable[Person | Position] = position.holders or [position]
    taken = frozenset(
        duty
        for duty in duties
        if any(claims[duty].holders.get(each) is position for each in who)
        and next(iter(claims[duty].holders.values())) is not position
    )
    return None if not taken and any(claims[duty].open and claims[duty].first is not position for duty in duties) else taken


def duties_unheld(position: Position) -> frozenset[str] | None:
    """The duties for which it is the first to be named, and nobody is there: all positions that are named are vacant."""
    duties = _answers_for(position)
    if duties is None:
        return None
    claims = position.organization.claims
    mine = [duty for duty in duties if claims[duty].first is position and not claims[duty].holders]
    return None if any(claims[duty].open for duty in mine) else frozenset(mine)


def accountable_before(position: Position) -> list[Position] | None:
    """The first positions by which somebody else is accountable for a duty that it takes, each once."""
    taken = duties_taken(position)
    if taken is None:
        return None
    claims = position.organization.claims
    return list(dict.fromkeys(next(iter(claims[duty].holders.values())) for duty in sorted(taken)))


_answers_for = terms("duty", "accountable_for")
