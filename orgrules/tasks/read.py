"""The use case behind ``orgrules read``: how everything in some designs was understood, in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from orgrules.design.find import Progress
from orgrules.design.gather import read_designs
from orgrules.design.levels import EDUCATION, OWNERSHIP, REGION_LEVEL, Scale
from orgrules.design.read import Declared, Design
from orgrules.engine.places import located
from orgrules.engine.subjects import title_of
from orgrules.engine.tables import table_read
from orgrules.engine.wording import years_told
from orgrules.errors import OrgrulesError, Problem
from orgrules.facts.lists import nearest_term
from orgrules.facts.readers import candidates, suggestion
from orgrules.files.source import paused_collector
from orgrules.findings import REFERENCES, REFERENCES_READ, FileRead, Location
from orgrules.locale import _, ngettext, speaking
from orgrules.organization.link import link
from orgrules.organization.model import Organization, Person, Position, Unit
from orgrules.organization.reading import FIELDS, Reference, Written, counted_references, keys_of, references, written
from orgrules.output.readings import (
    BrokenReference,
    Choice,
    Note,
    PositionRead,
    TermRead,
    Understanding,
)
from orgrules.rulebook.cache import quick_library
from orgrules.rulebook.model import Library
from orgrules.settings import Settings
from orgrules.text import NO_TEXTS, normalize, pick, shown

#: What each of ``REFERENCES`` is to.
_REFERRED = {"managers": "position", "units": "unit", "holders": "person"}
#: Most things that an ambiguous reference is said to may be.
_MOST_CANDIDATES = 5
#: The keys of each list of terms.
_KEYS = {field: keys_of(field) for field in FIELDS}


def read(
    paths: Sequence[str],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    progress: Progress | None = None,
) -> Understanding:
    """Read designs as ``check`` does, and tell how everything in them was understood; no rule is judged.

    What cannot be read of one design does not keep the others from being read: it is among the ``problems``. Where the settings
    are strict, what is only read by its wording is open, as in a strict check.

    Raises:
        RulebookError: a rulebook is invalid.
        UsageError: no file matches, or a rulebook does not exist.
    """
    with speaking(settings.language), paused_collector():
        library = quick_library(settings.rulebooks)
        found = read_designs(paths, settings.reading(), progress)
        reader = _Reader(library)
        problems: list[Problem] = list(found.problems)
        for number, design in enumerate(found.designs):
            if progress:
                progress(len(found.designs) + number, 2 * len(found.designs))
            try:
                organization = link(design, library.titles, library.terms, trusts_wording=not settings.strict)
            except OrgrulesError as error:
                problems += error.problems
                continue
            reader.add(organization)
        return Understanding(
            files=tuple(reader.files),
            positions=tuple(reader.positions),
            terms=tuple(reader.terms),
            references=tuple(
                (to, how, reader.references[to, how])
                for to in REFERENCES
                for how in REFERENCES_READ
                if reader.references[to, how]
            ),
            notes=tuple(reader.notes),
            broken=tuple(reader.broken),
            problems=tuple(dict.fromkeys(problems)),
            passed_over=tuple(found.passed_over),
            knows_roles=bool(library.titles.roles),
            sources=found.sources | settings.sources(),
            rulebooks=library.folders(),
        )


@dataclass(slots=True)
class _Reader:
    """What is gathered of one design after the other; what many positions have in common is named once."""

    library: Library
    files: list[FileRead] = field(default_factory=list)
    positions: list[PositionRead] = field(default_factory=list)
    terms: list[TermRead] = field(default_factory=list)
    references: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    broken: list[BrokenReference] = field(default_factory=list)
    _choices: dict[tuple[str, str], Choice] = field(default_factory=dict)
    _nearest: dict[tuple[str, str, str | None], str | None] = field(default_factory=dict)
    _meant: dict[tuple[str, tuple[str, ...]], tuple[Choice, ...]] = field(default_factory=dict)

    def add(self, organization: Organization) -> None:
        """Add how one design was understood."""
        self._nearest = {}
        self.files += _files(organization.design)
        self.positions += map(self._position, organization.positions)
        self.terms += map(self._term, written(organization))
        for to, how, number in counted_references(organization):
            self.references[to, how] += number
        for reference in references(organization):
            if reference.how in ("ambiguous", "unknown"):
                self.broken.append(_broken(reference))
        table = organization.design.table
        for note in (*table.decided, *table.notes) if table is not None else ():
            self.notes.append(Note(Location(note.path, note.line, note.column, note.sheet), note.message, "table"))
        self.notes += sorted(_notes(organization))

    def _position(self, position: Position) -> PositionRead:
        found = position.resolution
        role = found.role
        return PositionRead(
            location=_at(position.declared, "title"),
            id=position.declared.entry.id,
            title=position.title,
            role=role,
            how=found.status,
            name=found.name,
            marks=found.marks,
            areas=found.areas,
            role_name=self._choice("role", role).name if position.known_role is not None and role is not None else "",
            stated=position.declared.entry.role,
            suggestion=found.suggestion,
            may_be=self._roles(position) if role is None else (),
        )

    def _roles(self, position: Position) -> tuple[Choice, ...]:
        """The roles that a title whose role is open may be, as far as it tells."""
        found = position.resolution
        if found.status == "unknown-role":
            return (self._choice("role", found.suggestion),) if found.suggestion else ()
        name = found.suggestion or found.name
        aliases = self.library.titles.aliases.get(normalize(name), ()) if name else ()
        return tuple(self._choice("role", role) for role in dict.fromkeys(alias.role for alias in aliases) if role)

    def _term(self, each: Written) -> TermRead:
        subject, declared = each.subject, each.subject.declared
        assert declared is not None  # noqa: S101 - only what is declared writes anything
        kind, (ids, how) = each.kind, each.read
        meant = self._meant.get((kind, ids))
        if meant is None:
            meant = self._meant[kind, ids] = tuple(self._choice(kind, id_) for id_ in ids)
        near = self._near(each) if how == "none" else None
        return TermRead(_at(declared, *_KEYS[each.field], each.item), _name(subject), kind, each.text, how, meant, near)

    def _near(self, each: Written) -> str | None:
        """The known name nearest to a text that is none."""
        organization, role = each.subject.organization, each.subject.known_role
        if not organization.terms.ids.get(each.kind):
            return None
        key = (each.kind, each.text, role)
        if key not in self._nearest:
            self._nearest[key] = nearest_term(organization, each.kind, each.text, role)
        return self._nearest[key]

    def _choice(self, kind: str, id_: str) -> Choice:
        found = self._choices.get((kind, id_))
        if found is None:
            texts = self.library.term_names.get(kind, {}).get(id_, NO_TEXTS)
            found = self._choices[kind, id_] = Choice(id_, pick(texts) or id_)
        return found


def _files(design: Design) -> Iterator[FileRead]:
    """The files of a design, each with how many positions stand in it."""
    if design.table is not None:
        yield from table_read(design.table).sheets
        return
    rows = Counter(id(declared.source) for declared in design.positions)
    for source in design.sources:
        kind = "json" if source.path.lower().endswith(".json") else "yaml"
        yield FileRead(source.path, kind, rows[id(source)])


def _at(declared: Declared[Any], *keys: str | int) -> Location:
    """Where the value under some keys of an entry stands."""
    return located(declared.source, (*declared.route, *keys))


def _name(subject: Position | Person | Unit) -> str:
    """What an entry is told by: its id, else its title or name."""
    entry = subject.declared.entry if subject.declared else None
    return (entry and entry.id) or title_of(subject)


def _broken(reference: Reference) -> BrokenReference:
    declared = reference.by.declared
    assert declared is not None  # noqa: S101 - as above
    place, may_be = _at(declared, *reference.keys), tuple(_may_be(reference))
    return BrokenReference(place, _name(reference.by), reference.to, reference.text, reference.how, may_be)


def _may_be(reference: Reference) -> Iterator[Choice]:
    """What a reference that leads nowhere may have been meant to be."""
    what, by, status = _REFERRED[reference.to], reference.by, reference.status
    near = suggestion(what, reference.text, status, by)
    if near is not None:
        yield Choice(near, "")
    for thing in (candidates(what, reference.text, status, by) or ())[:_MOST_CANDIDATES]:
        if thing.id is not None:
            yield Choice(thing.id, str(_at(thing.declared, "title" if what == "position" else "name")))


def _notes(organization: Organization) -> Iterator[Note]:
    """What else reading decided: empty chairs, numbers in titles, tops and heads that are not declared, words for levels."""
    yield from _levels(organization)
    yield from _unit_types(organization)
    for unit in organization.units:
        if unit.head is not None and not (unit.declared and unit.declared.entry.head):
            yield _head(unit)
    strays = sum(position.top == "stray" for position in organization.positions)
    for position in organization.positions:
        declared, found = position.declared, position.resolution
        if position.vacancy is not None:
            told = _("“{word}” in the place of a holder is read as null: the position is vacant.")
            yield Note(_at(declared, "holder"), told.format(word=shown(position.vacancy)), "vacancy")
        elif "vacant" in found.marks and "holder" not in declared.entry.written:
            yield Note(_at(declared, "title"), _("The title is read as saying that the position is vacant."), "vacancy")
        if found.headcount is not None:
            told = ngettext(
                "The title is read as saying that the position is for {number:,} person.",
                "The title is read as saying that the position is for {number:,} people.",
                found.headcount,
            )
            yield Note(_at(declared, "title"), told.format(number=found.headcount), "headcount")
        if position.top == "main" and strays:
            told = ngettext(
                "No manager is written; it is read as the top, for more hangs from it than from {number:,} other without one.",
                "No manager is written; it is read as the top, for more hangs from it than from {number:,} others without one.",
                strays,
            )
            yield Note(_at(declared, "title"), told.format(number=strays), "top")


def _head(unit: Unit) -> Note:
    declared = unit.declared
    place = _at(declared, "name" if declared.entry.name else "id") if declared else _at(unit.positions[0].declared, "unit")
    title = unit.head.title if unit.head else ""
    told = _("No head of {unit} is declared; “{title}” is read as its head.")
    return Note(place, told.format(unit=shown(unit.name), title=shown(title)), "head")


def _unit_types(organization: Organization) -> Iterator[Note]:
    """The types of units that no loaded rulebook knows: rules on types pass over these units."""
    known = organization.terms.ids.get("unit type")
    for unit in organization.units if known and ("unit", "type") in organization.written else ():
        if unit.declared and (type_ := unit.declared.entry.type) is not None and normalize(type_) not in (known or ()):
            told = _("“{type}” is no type of unit that a loaded rulebook knows.")
            yield Note(_at(unit.declared, "type"), told.format(type=shown(type_)), "unit type")


def _levels(organization: Organization) -> Iterator[Note]:
    """The levels and the ownership that are written in other words than their names."""
    design, keys = organization.design, organization.written
    source, route = design.organization_at
    if (ownership := design.organization.ownership) is not None:
        yield from _in_other_words(Declared(design.organization, source, route), ("ownership",), OWNERSHIP, ownership)
    for unit in design.units or () if ("unit", "region_level") in keys else ():
        if (level := unit.entry.region_level) is not None:
            yield from _in_other_words(unit, ("region_level",), REGION_LEVEL, level)
    for position in design.positions if ("position", "requirements") in keys else ():
        asked = position.entry.requirements
        if asked is not None and asked.education is not None:
            yield from _in_other_words(position, ("requirements", "education"), EDUCATION, asked.education)
        if asked is not None and asked.experience is not None:
            yield from _years_in_words(position, ("requirements", "experience"), asked.experience)
    for person in design.people or () if ("person", "education") in keys else ():
        if (education := person.entry.education) is not None:
            yield from _in_other_words(person, ("education",), EDUCATION, education)
    for person in design.people or () if ("person", "experience") in keys else ():
        if (years := person.entry.experience) is not None:
            yield from _years_in_words(person, ("experience",), years)


def _written_at(declared: Declared[Any], keys: tuple[str, ...]) -> str:
    """What stands under keys of an entry, as it is written."""
    text = declared.source.data
    for step in (*declared.route, *keys):
        text = text[step]
    return str(text)


def _years_in_words(declared: Declared[Any], keys: tuple[str, ...], years: float) -> Iterator[Note]:
    """Years of experience that are told by more than their number."""
    text = _written_at(declared, keys)
    if text.strip() not in (str(years), str(float(years))):
        told = _("“{text}” is read as {value}.").format(text=shown(text), value=years_told(float(years)))
        yield Note(_at(declared, *keys), told, "level")


def _in_other_words(declared: Declared[Any], keys: tuple[str, ...], scale: Scale, value: str) -> Iterator[Note]:
    text = _written_at(declared, keys)
    if not scale.is_name(value, text):
        told = _("“{text}” is read as {value}.").format(text=shown(text), value=pick(scale.names[value]))
        yield Note(_at(declared, *keys), told, "level")
