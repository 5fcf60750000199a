"""The truth of a book, and how well a handbook that was read agrees with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, get_args

import yaml

from orgrules.drafting.model import Field, Handbook, Said
from orgrules.drafting.model import Job as Read

HERE = Path(__file__).parent
PRECISION, RECALL = 0.98, 0.9
FIELDS: tuple[Field, ...] = get_args(Field)
#: Fields whose value names others: one statement with three names says the same as three with one each.
NAMES = frozenset((
    "reports_to", "manages", "also_called", "promotes_to", "promoted_from", "rotates_with", "meetings", "internal_relations",
    "external_relations", "certificates", "fields_of_study",
))  # fmt: skip
#: Values that say that there is nothing.
NOTHING = frozenset(("", "无", "不限", "none", "n/a", "-", "—", "/"))
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2460-\u24ff"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person reads in one job."""

    title: str
    number: str | None = None
    fields: Mapping[Field, Sequence[str]] = field(default_factory=dict)
    not_understood: Sequence[str] = ()
    either: Mapping[Field, Sequence[str]] = field(default_factory=dict)
    groups: Sequence[str] = ()
    marks: Mapping[Field, Sequence[str]] = field(default_factory=dict)

    def of(self, name: Field) -> Sequence[str]:
        """What stands under a field."""
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Book:
    """One document with its truth; ``because`` says why less is asked of it than of others."""

    name: str
    document: str
    language: str
    about: str
    jobs: tuple[Truth, ...]
    outside: Sequence[str] = ()
    never: Sequence[str] = ()
    furniture: Sequence[str] = ()
    precision: float = PRECISION
    recall: float = RECALL
    because: str = ""


class Score(NamedTuple):
    """How many statements of a field the truth has, how many were read, and how many of these are right."""

    right: int = 0
    read: int = 0
    true: int = 0

    def __add__(self, other: object) -> Score:
        assert isinstance(other, Score)
        return Score(self.right + other.right, self.read + other.read, self.true + other.true)

    @property
    def precision(self) -> float:
        """The part of what was read that is right; all of nothing is right."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The part of what is to be read that was read."""
        return self.right / self.true if self.true else 1.0


class Comparison(NamedTuple):
    """Scores by field, and what they count as wrong, a line each.

    ``broken`` is what no score excuses: words of ``never``, other numbers and marks. ``dropped`` are statements that are nowhere,
    ``listed`` is what was listed beyond the truth.
    """

    scores: Mapping[Field, Score]
    wrong: Sequence[str]
    broken: Sequence[str]
    dropped: Sequence[str]
    listed: Sequence[str]


def book(name: str) -> Book:
    """The truth of a book."""
    data: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    assert not data.keys() - Book.__dataclass_fields__.keys(), name
    return Book(**data | {"name": name, "jobs": tuple(_truth(each, name) for each in data["jobs"])})


def _truth(data: Mapping[str, Any], name: str) -> Truth:
    own = {key: value for key, value in data.items() if key in Truth.__dataclass_fields__}
    assert data.keys() - own.keys() <= set(FIELDS), (name, data["title"])
    fields: dict[Field, Sequence[str]] = {key: tuple(data[key]) for key in FIELDS if key in data and key not in own}
    return Truth(**own, fields=fields)


def plain(text: str) -> str:
    """A statement as it is compared: without what ends it, and without the blank between Chinese and other characters.

    A blank between two Chinese characters stays, and so do radicals: a reader that leaves them has not read the statement.
    """
    text = re.sub(r"\s+", " ", text).strip(" ;；。.,，、:：")
    return re.sub(f"(?<=[{_CJK}]) (?=[^{_CJK}])|(?<=[^{_CJK}]) (?=[{_CJK}])", "", text)


def letters(text: str) -> str:
    """Letters and digits alone, to find words wherever they are."""
    return re.sub(r"[\W_]+", "", text).lower()


def pieces(name: Field, texts: Iterable[str]) -> Counter[str]:
    """The statements of a field, as they are compared."""
    split = (re.split("[、，,；;/]", text) if name in NAMES else [text] for text in texts)
    found = (plain(piece) for texts in split for piece in texts)
    return Counter(piece for piece in found if piece.lower() not in NOTHING)


def compare(book: Book, handbook: Handbook) -> Comparison:
    """How a handbook that was read agrees with the truth; jobs are compared in order, which a test asserts before."""
    scores: Counter[Field] = Counter()
    total: dict[Field, Score] = {}
    wrong: list[str] = []
    broken: list[str] = []
    allowed: set[str] = {letters(text) for text in book.outside}
    for truth, job in zip(book.jobs, handbook.jobs, strict=True):
        for name in FIELDS:
            score, lines = _compared(truth, job, name)
            total[name] = total.get(name, Score()) + score
            wrong += lines
            scores[name] += score.true + score.read
            allowed.update(letters(text) for text in (*truth.of(name), *truth.either.get(name, ())))
        allowed.update(letters(text) for text in (*truth.not_understood, *truth.groups))
        broken += (
            f"{truth.title}: {said.text!r} is never a statement ({name})"
            for name, those in job.fields.items()
            for said in those
            for words in book.never
            if letters(words) in letters(said.text)
        )
        if truth.number is not None and letters(truth.number) != letters(job.number):
            broken.append(f"{truth.title}: number {job.number!r}, not {truth.number!r}")
        for name, marks in truth.marks.items():
            found = [letters(said.number) for said in job.of(name)]
            if found != [letters(mark) for mark in marks]:
                broken.append(f"{truth.title}: {name} marked {found}, not {marks}")
    rest = [said for said in _listed(handbook) if not {letters(said.under + said.text), letters(said.text)} & allowed]
    return Comparison(
        {name: total[name] for name in FIELDS if scores[name]},
        wrong,
        broken,
        list(_dropped(book, handbook)),
        [f"{said.place}: {said.under + ': ' if said.under else ''}{said.text}" for said in rest],
    )


def _compared(truth: Truth, job: Read, name: Field) -> tuple[Score, list[str]]:
    read = pieces(name, (said.text for said in job.of(name)))
    true = pieces(name, truth.of(name))
    if name == "title":
        read, true = Counter([plain(job.title.text)]), Counter([plain(truth.title)])
    read -= pieces(name, truth.either.get(name, ()))
    right = read & true
    lines = [f"{truth.title}: {name}: {text!r} is not in the book" for text in read - true]
    lines += [f"{truth.title}: {name}: {text!r} was not read" for text in true - read]
    return Score(right.total(), read.total(), true.total()), lines


def _listed(handbook: Handbook) -> Iterator[Said]:
    """All that was not understood."""
    yield from handbook.not_understood
    for job in handbook.jobs:
        yield from job.not_understood


def _dropped(book: Book, handbook: Handbook) -> Iterator[str]:
    """Statements of the truth whose words stand neither in a field nor among what was not understood."""
    anywhere = _words(handbook.not_understood)
    for truth, job in zip(book.jobs, handbook.jobs, strict=True):
        listed = _words((*handbook.not_understood, *job.not_understood))
        here = _words((job.title, *(said for those in job.fields.values() for said in those))) + listed
        anywhere += _words(job.not_understood)
        for text in (text for those in (*truth.fields.values(), *truth.either.values(), truth.groups) for text in those):
            if text.lower() not in NOTHING and letters(text) not in here:
                yield f"{truth.title}: {text}"
        for text in truth.not_understood:
            # a label may stand before its value or in ``under``, or be left out where the value says enough
            if letters(text) not in listed and letters(re.split("[:：]", text)[-1]) not in listed:
                yield f"{truth.title}, not understood: {text}"
    yield from (f"outside of the jobs: {text}" for text in book.outside if letters(text) not in anywhere)


def _words(those: Iterable[Said]) -> str:
    """All their letters: once each statement with what it stands under, and once without."""
    those = tuple(those)
    return letters(" ".join(said.under + said.text for said in those)) + letters(" ".join(said.text for said in those))


def table(scores: Mapping[Field, Score]) -> str:
    """Precision and recall, a line each and one for all."""
    total = sum(scores.values(), Score())
    rows: list[tuple[str, Score]] = [*scores.items(), ("all", total)]
    lines = [f"{'':24} {'true':>5} {'read':>5} {'right':>5} {'precision':>10} {'recall':>7}"]
    for name, score in rows:
        lines.append(f"{name:24} {score.true:5} {score.read:5} {score.right:5} {score.precision:10.3f} {score.recall:7.3f}")
    return "\n".join(lines)
