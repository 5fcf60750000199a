"""Deciding a small organization: each question of a group's rules is asked of one subject after the other.

``decide`` brings many subjects down to few distinct records first. Where there are few subjects, looking for what they have in
common takes longer than deciding all of them: what can be known of the rules alone is made once a run, and nothing once a design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from orgrules.engine.programs import Engine, Judged, Known, Program, Signature, Verdict
from orgrules.engine.reading import Keys, compared, reduced, same_without
from orgrules.facts.expressions import Column, Reader, answering
from orgrules.organization.model import Organization, Subject

#: What a condition answers of a subject.
_Answering = Callable[[Any], bool | None]


class _Requirement(NamedTuple):
    """What one rule requires: the columns that it reads, and what was decided by their values.

    In a design that writes none of ``unless`` (None: in no design) all subjects have the same of them.
    """

    number: int
    program: Program
    read: Callable[[Any], Signature]
    known: dict[Signature, Verdict]
    unless: Keys | None


#: A rule by its number, its verdict, and the subjects on which it is that.
_Told = tuple[int, Verdict, Sequence[Subject]]
#: What was not decided before: by the number of a rule and the values that it reads, with a subject that has them.
_New = dict[tuple[int, Signature], tuple[_Requirement, Subject]]


class _Question(NamedTuple):
    """A condition under which rules hold. ``same``: parts of it, with the keys without which all subjects have one answer."""

    ask: _Answering
    same: tuple[tuple[_Answering, Keys], ...]
    requirements: list[_Requirement]


class Few:
    """The rules of one group, as they are asked of the subjects of small organizations."""

    def __init__(self, programs: Sequence[Program], known: Known) -> None:
        """``known`` is what was decided of them."""
        readers: dict[Column, Reader] = {}
        values = compared(programs)
        questions: dict[Any, _Question] = {}  # many rules ask the same
        for number, made in enumerate(programs):
            for column in made.required:
                if column not in readers:
                    readers[column] = reduced(column, column.read, values)
            if made.where not in questions:
                same = [(answering(part), keys) for part, columns in made.parts if (keys := _all(columns)) is not None]
                questions[made.where] = _Question(answering(made.where), tuple(same), [])
            own = _together([readers[column] for column in made.required])
            requirement = _Requirement(number, made, own, known.setdefault(made.rule, {}), _all(made.required))
            questions[made.where].requirements.append(requirement)
        self._readers = readers
        self._questions = tuple(questions.values())

    def decide(
        self, subjects: Sequence[Subject], organization: Organization, engine: Engine
    ) -> Iterator[tuple[Sequence[Subject], Judged]]:
        """The subjects that a program says the same of, with its number and verdict, in the order of the programs."""
        written = organization.written
        told: list[_Told] = []
        asked: list[tuple[_Requirement, Sequence[Subject], list[Signature]]] = []
        new: _New = {}
        for ask, requirements in self._asked(written, subjects[0]):
            answers = [ask(subject) for subject in subjects]
            if None in answers:
                unclear = [subject for subject, answer in zip(subjects, answers, strict=True) if answer is None]
                told += [(requirement.number, Verdict.OPEN, unclear) for requirement in requirements]
            if True not in answers:
                continue
            meant = [subject for subject, answer in zip(subjects, answers, strict=True) if answer]
            for requirement in requirements:
                is_one = requirement.unless is not None and written.isdisjoint(requirement.unless)
                values = [requirement.read(each) for each in (meant[:1] if is_one else meant)]
                asked.append((requirement, meant, values))
                for value, subject in zip(values, meant, strict=False):
                    if value not in requirement.known:
                        new[requirement.number, value] = requirement, subject
        if new:
            self._learn(new, written, engine)
        for requirement, those, values in asked:
            told += _told(requirement.number, those, [requirement.known[value] for value in values])
        told.sort(key=_number_of)
        for number, verdict, alike in told:
            yield alike, [(number, verdict)]

    def _asked(self, written: Keys, one: Subject) -> Iterator[tuple[_Answering, Sequence[_Requirement]]]:
        """The questions that are not answered with no by what all subjects have in common, such as ``one`` of them."""
        for ask, same, requirements in self._questions:
            for part, keys in same:
                if written.isdisjoint(keys) and part(one) is False:
                    break
            else:
                yield ask, requirements

    def _learn(self, new: _New, written: Keys, engine: Engine) -> None:
        """Have decided what was not met before; what is the same for all subjects is not put to the engine."""
        put: _New = {}
        for (number, key), (requirement, subject) in new.items():
            if requirement.unless is not None and written.isdisjoint(requirement.unless):
                requirement.known[key] = Verdict.of(answering(requirement.program.require)(subject))
            else:
                put[number, key] = requirement, subject
        if not put:
            return
        programs = {number: requirement.program.requirement() for (number, _key), (requirement, _subject) in put.items()}
        places = {number: place for place, number in enumerate(programs)}
        columns = list(dict.fromkeys(column for made in programs.values() for column in made.columns))
        rows = [tuple([self._readers[column](subject) for column in columns]) for _requirement, subject in put.values()]
        records = {row: dict(zip(columns, row, strict=True)) for row in rows}
        verdicts = dict(zip(records, engine(list(programs.values()), list(records.values())), strict=True))
        for ((number, key), (requirement, _subject)), row in zip(put.items(), rows, strict=True):
            requirement.known[key] = verdicts[row][places[number]]


def _together(readers: Sequence[Reader]) -> Callable[[Any], Signature]:
    """What several readers read of a subject."""
    if len(readers) == 1:
        [read] = readers
        return lambda subject: (read(subject),)
    return lambda subject: tuple([read(subject) for read in readers])


def _told(number: int, subjects: Sequence[Subject], verdicts: Sequence[Verdict]) -> Iterable[_Told]:
    """Subjects by the verdict on them; where all have one, it is that of the first."""
    first, *others = dict.fromkeys(verdicts)
    if not others:
        return [(number, first, subjects)]
    pairs = list(zip(subjects, verdicts, strict=True))
    return [(number, verdict, [each for each, its in pairs if its is verdict]) for verdict in (first, *others)]


def _number_of(told: _Told) -> int:
    return told[0]


def _all(columns: Iterable[Column]) -> Keys | None:
    """The keys without which all subjects of a design have one value of each column; None where that is never so."""
    found: set[tuple[str, str]] = set()
    for column in columns:
        keys = same_without(column)
        if keys is None:
            return None
        found |= keys
    return frozenset(found)
