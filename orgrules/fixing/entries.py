"""What an entry says of itself, put right: ids, titles, holders, lists and numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import count
from typing import Any

from orgrules.changes.steps import Drop, Put, Step, data_of
from orgrules.design.levels import EDUCATION
from orgrules.design.years import plain_number
from orgrules.engine.failures import Failure
from orgrules.facts import lists, readers
from orgrules.facts.attributes import first_misspelt
from orgrules.facts.vocabulary import Fact, kind_of
from orgrules.fixing import spelling
from orgrules.fixing.ground import MOST_NAMED, SECTIONS, Candidate, Found, Ground, called, tie
from orgrules.fixing.references import suggested
from orgrules.fixing.slips import is_slip
from orgrules.locale import _, ngettext
from orgrules.organization.model import Organization, Person, Position, Subject, Unit
from orgrules.organization.names import Names
from orgrules.organization.reading import FIELDS, keys_of, texts_of
from orgrules.output.fixes import Kind
from orgrules.text import listed, normalize, shown

#: Most digits of an id that counts.
MOST_DIGITS = 3


def holder(ground: Ground, position: Position) -> Found:
    """A reference to a holder that is broken: who was meant."""
    if position.holder_status == "unknown":
        yield from suggested(ground, "person", position, "holder", position.holder_reference or "")
    else:
        yield tie([called(each) for each in readers.holder_candidates(position) or []])


def nobody(organization: Organization) -> Found:
    """Null in the place of words for nobody."""
    vacant = [each for each in organization.inside if each.vacancy is not None]
    steps = tuple(Put("positions", each.index, ("holder",), None) for each in vacant)
    reason = _("The holder of {names} is null, which says that nobody holds it: words for nobody may be taken for a name.")
    yield Candidate("spelling", steps, reason.format(names=listed(map(called, vacant), MOST_NAMED)), (0,))


def ids(ground: Ground, thing: Position | Unit | Person) -> Found:
    """An id of its own for the second of two, where nothing refers to the id that they share."""
    first = thing.first_with_id
    if first is None or thing.id is None or thing.declared is None or first.declared is None:
        return
    if data_of(thing.declared.entry) == data_of(first.declared.entry):
        yield _("The entry stands there twice: whether one is to go, or is to be another, is a decision.")
        return
    if _is_referred(ground, thing):
        yield _('Others refer to "{id}": which of the two they mean is a decision.').format(id=shown(thing.id))
        return
    names: Names[Any] = (
        ground.positions if isinstance(thing, Position) else ground.units if isinstance(thing, Unit) else ground.people
    )
    made = next(each for each in _counted_on(thing.id) if names.status(each) == "unknown")
    reason = _('{name} has the id "{id}": an earlier entry has its own, and nothing refers to it.')
    yield Candidate(
        "id", (Put(SECTIONS[kind_of(thing)], thing.index, ("id",), made),), reason.format(name=called(thing), id=made), (0,)
    )


def _counted_on(text: str) -> Iterator[str]:
    """The ids after one that counts, as rep-09 does; a long number is that of a register, and gets one of its own behind it."""
    stem = text.rstrip("0123456789")
    digits = text[len(stem) :]
    counts = stem != "" and 0 < len(digits) <= MOST_DIGITS
    for number in count(int(digits) + 1 if counts else 2):
        yield f"{stem}{number:0{len(digits)}}" if counts else f"{text}-{number}"


def _is_referred(ground: Ground, thing: Position | Unit | Person) -> bool:
    organization, form = ground.organization, normalize(thing.id or "")
    if isinstance(thing, Position):
        nested = organization.design.nested_references
        return form in ground.referred or any(normalize(each.reference) == form for each in nested)
    if isinstance(thing, Unit):
        references = [each.unit_reference for each in organization.positions] + [
            readers.parent_reference(each) for each in organization.units
        ]
        return any(text is not None and normalize(text) == form for text in references)
    holders = (each.declared.entry.holder for each in organization.positions)
    return any(
        normalize(text) == form for each in holders for text in (each if isinstance(each, list) else [each] if each else [])
    )


def title(ground: Ground, position: Position) -> Found:
    """A title, or a stated role, spelt as it is known; those who refer to the position by it follow."""
    resolution, title = position.resolution, position.title
    stated = position.declared.entry.role or ""
    if resolution.status == "unknown-role" and resolution.suggestion is not None:
        is_name = ground.library.titles.is_name(stated)
        if not (is_name or is_slip(stated, resolution.suggestion)):
            yield _('No known role is written like "{role}": what the position is, only those who know it can say.').format(
                role=shown(stated)
            )
            return
        steps: tuple[Step, ...] = (Put("positions", position.index, ("role",), resolution.suggestion),)
        reason = _('{title} has the role "{role}": no other known one is written like "{written}".')
        if is_name:
            reason = _('{title} has the role "{role}": "{written}" is a name of that role.')
        told = reason.format(title=called(position), role=resolution.suggestion, written=shown(stated))
        yield Candidate("spelling", steps, told, (0,))
        return
    if resolution.status != "near" or resolution.suggestion is None:
        yield _("What the position is, only those who know it can say: a proposal states no role.")
        return
    known = spelling.respelt(title, resolution.suggestion)
    steps = (Put("positions", position.index, ("title",), known), *_following(ground, position, known))
    reason = _('"{title}" is spelt "{known}": the only known title that is near it.')
    yield Candidate("title", steps, reason.format(title=shown(title), known=shown(known)), (0,))


def _following(ground: Ground, position: Position, title: str) -> Iterator[Step]:
    """The steps by which those who refer to a position by its title go on doing so."""
    form = normalize(position.title)
    for each in ground.referred.get(form, ()):
        if isinstance(each, Unit):
            written = each.declared.entry.head if each.declared else None
            if position in each.heads:
                value = [title if normalize(text) == form else text for text in written] if isinstance(written, list) else title
                yield Put("units", each.index, ("head",), value)
            continue
        if each.manager is position and each.manager_reference is not None and normalize(each.manager_reference) == form:
            yield Put("positions", each.index, ("reports_to",), title)
        if any(line.target is position and normalize(line.reference) == form for line in each.dotted):
            value = [title if normalize(text) == form else text for text in each.declared.entry.dotted_line_to or ()]
            yield Put("positions", each.index, ("dotted_line_to",), value)


def attributes(subject: Subject) -> Found:
    """Attributes by the names that a rulebook declares."""
    names = first_misspelt(subject)
    there = readers.attributes(subject)
    if not names or names[0] not in there:
        return
    organization = subject if isinstance(subject, Organization) else subject.organization
    kind = kind_of(subject)
    declared = organization.terms.attributes.get(kind, {})
    meant = organization.suggester.suggest(f"attribute of {kind}", names[0], lambda: list(declared))
    if meant is None or "." in meant:
        return
    section = SECTIONS[kind_of(subject)]
    at = 0 if isinstance(subject, Organization) else subject.index
    steps = (Put(section, at, ("attributes", meant), there[names[0]]), Drop(section, at, ("attributes", names[0])))
    reason = _('The attribute "{name}" is spelt "{known}", as a rulebook declares it.')
    yield Candidate("spelling", steps, reason.format(name=shown(names[0]), known=meant), (0,))


def _quoted(text: str) -> str:
    return _('"{item}"').format(item=shown(text))


def misspelt(subject: Position | Person, field: str) -> Found:
    """Items of a list by the known names that they are near."""
    texts = list(texts_of(subject, field))
    known = dict(lists.unknown_terms(FIELDS[field], lambda _subject: texts)(subject) or ())
    for text, name in known.items():
        if name is not None and not is_slip(text, name, in_sentences=True):
            yield _('"{text}" may be "{known}", or something of its own: that is a decision.').format(
                text=shown(text), known=shown(name)
            )
            return
    meant = [known.get(text) or text for text in texts]
    if meant == texts:
        return
    changed = [(text, name) for text, name in zip(texts, meant, strict=True) if text != name]
    told = listed([f"{_quoted(text)} → {_quoted(name)}" for text, name in changed], MOST_NAMED)
    reason = _("{key} of {name}, misspelt: {changes}. Nothing else that the rulebooks know is written like it.")
    steps = (Put(SECTIONS[kind_of(subject)], subject.index, keys_of(field), _as_written(subject, field, meant)),)
    yield Candidate("spelling", steps, reason.format(key=field, name=called(subject), changes=told), (0,))


def _as_written(subject: Position | Person, field: str, texts: list[str]) -> list[str] | str:
    """Texts as they stand under a key: one alone where the key takes one as well as several."""
    found: Any = subject.declared.entry if subject.declared else None
    return texts[0] if isinstance(getattr(found, keys_of(field)[-1], None), str) else texts


def repeated(subject: Any, field: str) -> Found:
    """A list without what stands there already."""
    if field == "reports":
        yield _("It stands in a list of reports: correct the name there, or write out the position that is meant.")
        return
    if field == "dotted_lines":
        key, texts, twice = (
            "dotted_line_to",
            list(subject.declared.entry.dotted_line_to or ()),
            list(readers.repeated_lines(subject)),
        )
    else:
        key = field
        texts = list(texts_of(subject, field))
        twice = list(lists.repeated_terms(FIELDS.get(field, "role"), lambda _subject: texts)(subject))
    gone = {index for index, _text in twice}
    if not gone:
        return
    kept = [text for index, text in enumerate(texts) if index not in gone]
    reason = _("{key} of {name} has {items} once: an earlier entry says the same.")
    told = reason.format(key=key, name=called(subject), items=listed([_quoted(text) for _index, text in twice], MOST_NAMED))
    steps = (Put(SECTIONS[kind_of(subject)], subject.index, keys_of(key), kept),)
    yield Candidate("repeated", steps, told, (0,))


def items(ground: Ground, position: Position, field: str, failure: Failure) -> Found:
    """What a list lacks, added to it in the words that it is written in."""
    names = ground.library.term_names.get(FIELDS[field], {})
    texts = list(texts_of(position, field))
    missing = failure.items
    if not missing:
        return
    added = [spelling.in_the_manner_of(texts, item, names.get(item), position.title) for item in missing]
    reason = _("{title} lists {items}, which the rule asks of it.")
    told = reason.format(title=called(position), items=listed(map(_quoted, added), MOST_NAMED))
    kind: Kind = "requirement" if field.startswith("requirements.") else "duty"
    yield Candidate(kind, (Put("positions", position.index, keys_of(field), [*texts, *added]),), told, (0,), asks=True)


def education(position: Position, failure: Failure) -> Found:
    """The least education that the rule asks for."""
    if failure.test.operator not in (">=", "=") or failure.tested.negated or not failure.items:
        return
    level = failure.items[0]
    written = position.declared.entry.requirements.education if position.declared.entry.requirements else None
    text = spelling.in_the_manner_of([written] if written else [], level, EDUCATION.names[level], position.title)
    reason = _('{title} requires the education "{level}", which the rule asks for at least.')
    steps = (Put("positions", position.index, ("requirements", "education"), text),)
    yield Candidate("requirement", steps, reason.format(title=called(position), level=text), (0,), asks=True)


def experience(position: Position, failure: Failure) -> Found:
    """The least experience that the rule asks for."""
    asked = failure.test.column.asked
    if asked is None or asked.test != "at_least" or asked.fact is not None or failure.tested.negated:
        return
    number = plain_number(float(asked.values[0]))
    reason = ngettext(
        "{title} requires {number} year of experience, which the rule asks for at least.",
        "{title} requires {number} years of experience, which the rule asks for at least.",
        math.ceil(number),
    )
    steps = (Put("positions", position.index, ("requirements", "experience"), number),)
    yield Candidate("requirement", steps, reason.format(title=called(position), number=number), (0,), asks=True)


def headcount(position: Any, failure: Failure) -> Found:
    """The headcount that something else tells, where the design does not write one."""
    word = failure.test.column.path.word
    there = failure.test.column.path.read(position)
    if (
        not isinstance(position, Position)
        or "headcount" in position.declared.entry.written
        or not isinstance(word, Fact)
        or word.type != "number"
        or not isinstance(there, int)
    ):
        yield _("Which of the two numbers is right is a decision.")
        return
    reason = _("{title} has a headcount of {number}, which is what the design tells elsewhere; none was written.")
    steps = (Put("positions", position.index, ("headcount",), there),)
    yield Candidate("headcount", steps, reason.format(title=called(position), number=there), (0,))
