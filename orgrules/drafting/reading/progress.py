"""What has been read so far: the jobs of a document, the one that is read, and what the next line stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from orgrules.documents.marks import NO_MARK, Mark, items_behind, items_within
from orgrules.documents.model import Place
from orgrules.drafting.model import Field, Job, Said
from orgrules.drafting.reading.lines import Line
from orgrules.drafting.reading.meanings import BEFORE_TITLES, Meaning
from orgrules.text import is_chinese

#: Fields of which each sentence is a statement of its own.
LISTS: frozenset[Meaning] = frozenset(
    ("duties", "requirements", "skills", "authority", "responsibility", "meetings", "internal_relations", "external_relations")
)
#: Meanings that no field of a job has.
_NO_FIELD: frozenset[Meaning] = frozenset(("group", "relations", "furniture", "optional", "more", "beside", "title"))
#: Words before the items of a line that are read with each of them: 负责（1）…（2）….
_LONGEST_LEAD = 20
_SENTENCES_ZH = re.compile(r"(?<=[；;。])\s*(?=\S)")
_SENTENCES_EN = re.compile(r"(?<=;)\s+|(?<=[a-z)])\.\s+(?=[A-Z])")
_ENDS = re.compile(r"[。；;.!！?？:：)）」』”\"]$")
_NEGATED = re.compile(
    r"^(?:(?:本岗位|该岗位|本职位)?(?:不负责|不承担|不得|不参与|不包括|无权|不直接|不兼任|不办理)"
    r"|(?:(?:this|the) (?:role|position|post|job(?: ?holder)?) )?"
    r"(?:does not|do not|is not|are not|not responsible|has no|must not|may not|cannot|can not|shall not|no responsibility)\b)",
    re.IGNORECASE,
)


class Open(NamedTuple):
    """What the next line stands under.

    ``groups`` are the marks of the headings of groups around the next line, each with what stood above it.
    ``parent`` is the field that goes on after an inner label, ``heading`` the level of the heading that the label is.
    """

    meaning: Meaning | None = None
    under: str = ""
    parent: Meaning | None = None
    heading: int = 0
    groups: tuple[tuple[Mark, str], ...] = ()

    def group(self, mark: Mark, text: str) -> Open:
        """The same under the heading of a group of items."""
        return self._replace(under=text, groups=(*self.groups, (mark, self.under)))

    def behind(self, mark: Mark) -> Open:
        """The same without the groups that end where an item has the mark that follows theirs."""
        for index, (of_group, under) in enumerate(self.groups):
            if mark.value and mark.shape == of_group.shape and mark.value == of_group.value + 1:
                return self._replace(under=under, groups=self.groups[:index])
        return self


@dataclass(slots=True)
class Items:
    """The list that the open field is at: the last mark of it, how many items it has with and without marks, and in tables."""

    last: Mark = NO_MARK
    marked: int = 0
    plain: int = 0
    in_tables: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there yet."""
        return not (self.marked or self.plain or self.in_tables)

    def goes_on(self, mark: Mark) -> bool:
        """Whether a mark is that of the next item."""
        return bool(mark.shape) and mark.shape == self.last.shape and (not mark.value or mark.value == self.last.value + 1)


@dataclass(slots=True)
class JobInProgress:
    """A job while it is read.

    ``heading`` is the level of the heading that it began with, ``mark`` the mark of it, ``shapes`` the marks seen in the job.
    """

    title: Said
    number: str = ""
    heading: int = 0
    mark: Mark = NO_MARK
    fields: dict[Field, list[Said]] = field(default_factory=dict)
    rest: list[Said] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)

    def add(self, name: Field | None, said: Said) -> None:
        """A statement of a field, or of none."""
        (self.rest if name is None else self.fields.setdefault(name, [])).append(said)

    def done(self) -> Job:
        """The job as it is handed on."""
        return Job(self.title, self.number, {name: tuple(said) for name, said in self.fields.items()}, tuple(self.rest))


@dataclass(slots=True)
class Progress:
    """What has been read so far.

    ``open`` is what the next line stands under, ``items`` the list it is at, ``stack`` what is open around the labels of a
    table. ``in_form``: a form has begun whose title is still to come; ``before`` is what it says before it.
    """

    jobs: list[JobInProgress] = field(default_factory=list)
    outside: list[Said] = field(default_factory=list)
    job: JobInProgress | None = None
    open: Open = field(default_factory=Open)
    items: Items = field(default_factory=Items)
    stack: list[tuple[Open, Items]] = field(default_factory=list)
    in_form: bool = False
    before: list[tuple[Field | None, Said]] = field(default_factory=list)
    heading: Said | None = None  # of a part that nobody knows, under which nothing stands so far

    # ------------------------------------------------------------------------------------ what is open

    def set(self, open_: Open, heading: Said | None = None) -> None:
        """What the next line stands under; ``heading`` is the line that says so where no field does."""
        self._keep_heading()
        self.heading = heading
        self.open, self.items = open_, Items()

    def enter(self, open_: Open) -> None:
        """Stand under a label of a table, until it is left."""
        self.stack.append((self.open, self.items))
        self.set(open_)

    def leave(self) -> None:
        """Stand under what was open around the label of a table."""
        if self.stack:
            self._keep_heading()
            self.open, self.items = self.stack.pop()
            self.items.in_tables += 1

    def close(self) -> None:
        """The job is at its end, and what follows is none of it."""
        self.set(Open())
        self.job = None

    def begin_form(self) -> None:
        """A form begins: what it says before its title is the next job's."""
        self.end_form()
        self.close()
        self.in_form = True

    def end_form(self) -> None:
        """What a form without a title says describes no job."""
        self.outside += [said for _name, said in self.before]
        self.before, self.in_form = [], False

    def begin(self, title: Said, number: str, heading: int, mark: Mark) -> None:
        """A job begins."""
        self.set(Open())
        job = JobInProgress(title, number, heading, mark)
        for name, said in self.before:
            job.add(name, said)
        self.jobs.append(job)
        self.job, self.before, self.in_form = job, [], False
        self.stack = [(Open(), Items()) for _each in self.stack]

    # ------------------------------------------------------------------------------------ statements

    def add_text(self, text: str, mark: Mark, place: Place) -> None:
        """Add a text to the open field, statement by statement; to what is not understood where no field is open."""
        is_number = mark.shape == "1 " and mark.value > 1 and self.items.is_empty
        if is_number and self.open.meaning in BEFORE_TITLES:  # 6 Receptionists, 40 a week: no list begins so
            text, mark = f"{mark.written} {text}", NO_MARK
        for each, piece, above in _pieces(text, mark, self.open.meaning):
            self._add(Said(piece, place, each.written, above or self.open.under), each)

    def continues(self, line: Line) -> bool:
        """Take a line for the end of the statement above, where that stops in the middle of a sentence."""
        name = field_of(self.open.meaning)
        said = self.job.fields.get(name) if self.job is not None and name is not None else None
        if not said:
            return False
        above = said[-1]
        # where items begin in lower case, another one that does is none that goes on
        is_lower = line.text[:1].islower() and bool(self.items.marked or not said[0].text[:1].islower())
        if not (above.text.endswith(("，", ",", "、")) or (is_lower and not ends(above.text))):
            return False
        blank = " " if line.text[:1].isascii() and above.text[-1:].isascii() else ""
        said[-1] = above._replace(text=f"{above.text}{blank}{line.text}")
        return True

    def put_aside(self, text: str, line: Line) -> None:
        """Keep a text that belongs to no field."""
        self.heading = None
        self._keep(Said(text, line.place, line.mark.written, self.open.under))

    def _add(self, said: Said, mark: Mark) -> None:
        meaning = self.open.meaning
        self.heading = None
        if mark.shape:
            self.items.last, self.items.marked = mark, self.items.marked + 1
            if self.job is not None:
                self.job.shapes.add(mark.shape)
        else:
            self.items.plain += 1
        if meaning == "furniture":
            return
        name = field_of(meaning)
        if name in ("duties", "authority", "responsibility") and _NEGATED.match(said.text):
            name = None
        self._keep(said, name)

    def _keep(self, said: Said, name: Field | None = None) -> None:
        if self.job is not None:
            self.job.add(name, said)
        elif self.in_form:
            self.before.append((name, said))
        else:
            self.outside.append(said)

    def _keep_heading(self) -> None:
        heading, self.heading = self.heading, None
        if heading is not None:
            self._keep(heading)


def field_of(meaning: Meaning | None) -> Field | None:
    """The field that a meaning is; None for the meanings that no field has."""
    return None if meaning is None or meaning in _NO_FIELD else meaning  # type: ignore[return-value]


def ends(text: str) -> bool:
    """Whether a text ends as sentences and items do."""
    return _ENDS.search(text) is not None


def _pieces(text: str, mark: Mark, meaning: Meaning | None) -> Iterator[tuple[Mark, str, str]]:
    """The statements of a text, each with its mark and the words that stand above it in the same text.

    There is one where it has a mark, else each item and each sentence of a list is one.
    """
    if meaning in LISTS:
        items = items_within(f"{mark.written} {text}" if mark.value == 1 else text) if mark.value <= 1 else []
        if len(items) > 1 or (items and not mark.shape and items[0][0].shape):
            yield from ((each, piece, "") for each, piece in items)
            return
        if not mark.shape:
            before, items = items_behind(text)
            is_heading = bool(items) and (before.endswith((":", "：")) or (len(before) <= _LONGEST_LEAD and not ends(before)))
            if not is_heading:
                yield from ((NO_MARK, piece, "") for piece in _sentences(before))
            yield from ((each, piece, before if is_heading else "") for each, piece in items)
            return
    if text.strip():
        yield mark, text.strip(), ""


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text in which no marks part them."""
    parts = (_SENTENCES_ZH if any(map(is_chinese, text)) else _SENTENCES_EN).split(text)
    yield from (part.strip() for part in parts if part and part.strip())
