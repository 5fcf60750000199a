"""What documents say of jobs: where each begins, what stands under which label, and what nobody understands.

One reading for all formats: blocks become lines, labels and forms (``lines.py``, ``forms.py``), and this module goes through
them once. It takes what it is sure of; all else is kept with its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from orgrules.documents.model import Document, Place
from orgrules.drafting.forms import elements_of
from orgrules.drafting.headings import Headed, headed, looks_like_title, looks_like_unit
from orgrules.drafting.labels import OF_RELATIONS, OF_REQUIREMENTS, SINGLE, Meaning, is_ordinary
from orgrules.drafting.lines import Element, Enter, Form, Leave, Line, Part, is_aside
from orgrules.drafting.marks import NO_MARK, Mark, items_within
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.text import is_chinese

#: Meanings that no field of a job has.
_NO_FIELD: frozenset[Meaning] = frozenset(("group", "relations", "furniture", "optional", "more", "title"))
#: Fields of which each sentence is a statement of its own.
_LISTS: frozenset[Meaning] = frozenset(
    ("duties", "requirements", "skills", "authority", "responsibility", "meetings", "internal_relations", "external_relations")
)
#: Fields under which items with a label of their own are items all the same: ``Meetings: chairs the weekly one``.
_OF_ACTIONS: frozenset[Meaning] = frozenset(("duties", "authority", "responsibility", "meetings"))
#: What a job is sure to have begun with, where nothing but a heading gives its title.
_FIRST: frozenset[Meaning] = frozenset(
    (
        "reports_to",
        "manages",
        "purpose",
        "unit",
        "also_called",
        "headcount_below",
        "job_family",
        "group",
        "duties",
        "requirements",
    )
)
_SENTENCES_ZH = re.compile(r"(?<=[；;。])\s*(?=\S)")
_SENTENCES_EN = re.compile(r"(?<=;)\s+|(?<=[a-z)])\.\s+(?=[A-Z])")
_ENDS = re.compile(r"[。；;.!！?？:：)）」』”\"]$")
_NEGATED = re.compile(
    r"^(?:(?:本岗位|该岗位|本职位)?(?:不负责|不承担|不得|不参与|不包括|无权|不直接|不兼任)"
    r"|(?:(?:this|the) (?:role|position|post|job(?: ?holder)?) )?"
    r"(?:does not|do not|is not|are not|not responsible|has no|must not|may not|cannot|can not|shall not|no responsibility)\b)",
    re.IGNORECASE,
)


def handbook(documents: Sequence[Document]) -> Handbook:
    """What documents say of jobs, in their order."""
    jobs: list[Job] = []
    outside: list[Said] = []
    for document in documents:
        reading = _Reading(list(elements_of(document.blocks)))
        reading.go()
        jobs += [job.done() for job in reading.jobs]
        outside += reading.outside
    notes = tuple(note for document in documents for note in document.notes)
    said = "".join(job.title.text for job in jobs)
    chinese = sum(map(is_chinese, said))
    return Handbook(tuple(jobs), tuple(outside), notes, "zh" if chinese * 2 > len(said) else "en")


@dataclass(slots=True)
class _JobInProgress:
    """A job while it is read; ``heading`` is the level of the heading that it began with, ``shapes`` the marks seen in it."""

    title: Said
    number: str = ""
    heading: int = 0
    fields: dict[Field, list[Said]] = field(default_factory=dict)
    rest: list[Said] = field(default_factory=list)
    shapes: set[str] = field(default_factory=set)

    def done(self) -> Job:
        return Job(self.title, self.number, {name: tuple(said) for name, said in self.fields.items()}, tuple(self.rest))


class _Open(NamedTuple):
    """What the next line stands under.

    ``parent`` is the field that goes on after an inner label, ``heading`` the level of the heading that the label is.
    """

    meaning: Meaning | None = None
    under: str = ""
    parent: Meaning | None = None
    heading: int = 0


@dataclass(slots=True)
class _Items:
    """The list that the open field is at: the last mark of it, and how many items it has, by whether they had marks."""

    last: Mark = NO_MARK
    marked: int = 0
    plain: int = 0
    goes_on: bool = False


class _Reading:
    """One pass over the lines of a document."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self.jobs: list[_JobInProgress] = []
        self.outside: list[Said] = []
        self._job: _JobInProgress | None = None
        self._open = _Open()
        self._items = _Items()
        self._stack: list[tuple[_Open, _Items]] = []
        self._form: Place | None = None  # a form that has begun, whose title is still to come
        self._before: list[tuple[Field | None, Said]] = []  # what stands in the form before its title
        self._waiting: list[tuple[Part, Line]] = []
        self._heading = 0
        self._chapters: set[str] = set()
        self._labelled = NO_MARK  # the mark of the last label that stood alone
        self._job_shape = ""

    def go(self) -> None:
        """Read all elements."""
        for index, element in enumerate(self._elements):
            if isinstance(element, Form):
                self._flush_waiting()
                self._flush_before()
                self._form, self._job = element.place, None
                self._set(_Open())
            elif isinstance(element, Enter):
                self._enter(element)
            elif isinstance(element, Leave):
                self._leave()
            elif not is_aside(element):
                self._line(element, index)
        self._flush_waiting()
        self._flush_before()

    # ------------------------------------------------------------------------------------ tables

    def _enter(self, element: Enter) -> None:
        self._stack.append((self._open, self._items))
        open_ = self._open
        if element.meaning is None:
            # in a list, a label of its own is the heading of a group
            known = open_.meaning if open_.meaning in _LISTS else None
            self._set(open_._replace(meaning=known, under=element.written))
        elif element.meaning == "more":
            self._set(open_._replace(under=element.written))
        elif element.meaning == "group":
            self._set(open_._replace(under=element.written) if open_.meaning else _Open(None, element.written))
        else:
            parent = open_.meaning if element.meaning in (OF_REQUIREMENTS | OF_RELATIONS) else None
            self._set(_Open(element.meaning, element.written, parent))

    def _leave(self) -> None:
        if self._stack:
            self._open, self._items = self._stack.pop()

    def _set(self, open_: _Open) -> None:
        self._open, self._items = open_, _Items()

    # ------------------------------------------------------------------------------------ lines

    def _line(self, line: Line, index: int) -> None:
        if line.parts and not self._is_item_all_the_same(line):
            for part in line.parts:
                self._part(part, line, index)
            return
        if self._stack:
            self._add_text(line.text, line.mark, line.place)
            return
        if self._open.meaning == "title":  # its label stood alone
            self._begin(line.text, line, self._open.under)
            return
        begun = self._heads_job(line, index)
        if begun is not None:
            self._begin(begun.title, line)
            if begun.announces:
                self._set(_Open(begun.announces, line.text, None, line.heading))
            return
        if line.heading:
            self._section(line)
        elif self._is_next_section(line):
            self._labelled = line.mark
            self._set(_Open(None, line.text))
        else:
            self._plain(line, index)

    def _is_next_section(self, line: Line) -> bool:
        """Whether a line goes on with the numbers of the labels, 四、任职资格 and then 五、…: it is one that nobody knows."""
        mark, last = line.mark, self._labelled
        if self._job is None or not mark.value or mark.shape != last.shape or mark.value != last.value + 1:
            return False
        return not self._goes_on(mark) and len(line.text) <= 30 and not _ENDS.search(line.text)

    def _is_item_all_the_same(self, line: Line) -> bool:
        """Whether a line with a label in it is an item of the open list: the label is an ordinary word there."""
        if any(part.is_weak for part in line.parts):
            return self._job is None or self._open.meaning is not None
        meanings = {part.label.meaning for part in line.parts}
        if "title" in meanings or self._open.meaning not in _OF_ACTIONS or line.heading:
            return False
        begins = line.mark.shape and line.mark.value <= 1 and not (self._items.marked or self._items.plain)
        if not (self._goes_on(line.mark) or begins or (self._stack and line.mark.shape)):
            return False
        return bool(line.parts[0].value) and (
            is_ordinary(line.parts[0].label.written)
            or bool(meanings & (OF_REQUIREMENTS | OF_RELATIONS | {"furniture", "meetings"}))
        )

    def _goes_on(self, mark: Mark) -> bool:
        """Whether a mark goes on with the open list."""
        last = self._items.last
        return bool(mark.shape) and mark.shape == last.shape and (not mark.value or mark.value == last.value + 1)

    def _part(self, part: Part, line: Line, index: int) -> None:
        meaning = part.label.meaning
        if meaning == "title":
            waiting, self._waiting = self._waiting, []
            if part.value:
                self._begin(part.value, line, part.label.written)
            else:
                self._flush_to_job(waiting)
                waiting = []
                self._set(_Open("title", part.label.written))
            self._flush_to_job(waiting)
            return
        if part.value and meaning in SINGLE and self._belongs_to_next(index):
            self._waiting.append((part, line))
            return
        self._label(part, line)

    def _belongs_to_next(self, index: int) -> bool:
        """Whether a label before the title of a form is the next job's: what precedes it is a job that is complete."""
        job = self._job
        if self._stack or (job is not None and not any(name in job.fields for name in ("duties", "requirements"))):
            return job is None and not self._stack and self._title_follows(index)
        return self._title_follows(index)

    def _title_follows(self, index: int) -> bool:
        """Whether the label of a title stands among the next lines, with nothing but single values between."""
        for element in self._elements[index : index + 6]:
            if not isinstance(element, Line) or not element.parts:
                if isinstance(element, Line) and element is not self._elements[index]:
                    return False
                continue
            for part in element.parts:
                if part.label.meaning == "title":
                    return True
                if part.label.meaning not in SINGLE:
                    return False
        return False

    def _flush_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._flush_to_job(waiting)

    def _flush_before(self) -> None:
        """A form without a title describes no job."""
        self.outside += [said for _name, said in self._before]
        self._before = []

    def _flush_to_job(self, waiting: Iterable[tuple[Part, Line]]) -> None:
        for part, line in waiting:
            self._label(part, line)

    def _label(self, part: Part, line: Line) -> None:
        """A label that announces a field, with what stands behind it in its line."""
        meaning, value = part.label.meaning, part.value
        before, items = self._open, self._items
        if not value and line.mark.value and not self._stack:
            self._labelled = line.mark
        if meaning == "more":
            meaning = before.parent or before.meaning or "more"
        inner = meaning in OF_REQUIREMENTS | OF_RELATIONS
        parent = (before.parent or before.meaning) if inner and before.meaning else None
        if meaning == "group":
            if value:
                self._put_aside(f"{part.label.written}: {value}", line)
            elif not self._stack:
                self._set(_Open(None, part.label.written, None, line.heading))
            return
        self._set(_Open(meaning, part.label.written, parent, line.heading))
        if not value:
            return
        self._add_text(value, NO_MARK, line.place)
        is_closed = meaning not in _LISTS or inner
        if self._stack:
            if is_closed or inner:
                self._open, self._items = before, items
        elif is_closed:
            if inner and before.meaning is not None:
                self._open, self._items = before, items
                if self._goes_on(line.mark) or line.mark.shape:
                    self._items.last, self._items.marked = line.mark, self._items.marked + 1
            else:
                ends = value.rstrip().endswith(("，", ",", "、"))
                self._set(_Open(meaning, part.label.written) if ends else _Open())

    def _heads_job(self, line: Line, index: int) -> Headed | None:
        """The title that a line gives as the heading of a job."""
        found = headed(line.text)
        if found is None:
            return None
        if self._goes_on(line.mark) and not self._may_head_all_the_same(line, found):
            return None
        is_awaited = _field(self._open.meaning) is not None and not (self._items.marked or self._items.plain)
        if is_awaited and not line.heading:  # what a label announces stands first below it
            return None
        following = self._next_meaning(index)
        if following in ("title", "form"):
            return None
        is_set_apart = bool(line.heading or line.is_bold or line.mark.shape not in ("", "bullet", "dash"))
        if following in _FIRST:
            if looks_like_unit(found.title) and not looks_like_title(found.title):
                return None
            if is_set_apart and (line.heading or following != "requirements" or looks_like_title(found.title)):
                return found
            return found if looks_like_title(found.title) and len(found.title) <= 40 and not line.mark.shape else None
        if found.announces and (is_set_apart or looks_like_title(found.title)) and looks_like_title(found.title):
            return found
        return None

    def _may_head_all_the_same(self, line: Line, found: Headed) -> bool:
        """Whether a line whose mark goes on with the open list may be a heading: by its style, or as the jobs before it were."""
        return bool(line.heading) or (line.mark.shape == self._job_shape and looks_like_title(found.title))

    def _next_meaning(self, index: int) -> Meaning | str | None:
        """What the next label announces, where nothing else stands before it; ``form`` where a table with a title does."""
        for element in self._elements[index + 1 : index + 12]:
            if isinstance(element, Form):
                return "form"
            if isinstance(element, Leave):
                continue
            if isinstance(element, Enter):
                if element.meaning in ("group", "furniture", None):
                    continue
                return element.meaning
            if is_aside(element):
                continue
            if not element.parts:
                return None
            meaning = element.parts[0].label.meaning
            if any(part.label.meaning == "title" for part in element.parts):
                return "title"
            if meaning in ("group", "furniture"):
                continue
            return meaning
        return None

    def _begin(self, title: str, line: Line, under: str = "") -> None:
        """A job begins."""
        mark, text = items_within(title)[0] if under else (line.mark, title)
        number = line.mark.written if line.mark.value else mark.written if mark.value else ""
        number = number.strip("()（）.．、 ，,")
        job = _JobInProgress(Said(text.rstrip("。；;"), line.place, number, under), number, line.heading or self._heading)
        if not under and not line.heading:
            job.heading = 0
        for name, said in self._before:
            (job.rest if name is None else job.fields.setdefault(name, [])).append(said)
        self._before = []
        self.jobs.append(job)
        self._job, self._form = job, None
        self._job_shape = line.mark.shape or self._job_shape
        self._stack = [(_Open(), _Items()) for _each in self._stack]
        self._set(_Open())

    def _section(self, line: Line) -> None:
        """A heading that is no label and no job's: of a group of items, of a part nobody knows, or of what follows the job."""
        job, open_ = self._job, self._open
        self._heading = line.heading
        if job is None or (job.heading and line.heading <= job.heading):
            self._job = None
            self._set(_Open(None, line.text))
            self.outside.append(self._said(line.text, line.mark, line.place, ""))
        elif open_.meaning in _LISTS and open_.heading and line.heading > open_.heading:
            self._set(open_._replace(under=line.text))
        else:
            self._set(_Open(None, line.text, None, line.heading))

    def _plain(self, line: Line, index: int) -> None:
        """A line without a label, outside of tables."""
        job, open_, items = self._job, self._open, self._items
        if job is None:
            if line.mark.shape and not (open_.meaning and items.marked):
                self._chapters.add(line.mark.shape)
            self._add_text(line.text, line.mark, line.place)
            return
        if open_.meaning is None:
            if self._ends_job(line):
                self._close()
            self._put_aside(line.text, line)
            return
        if open_.meaning in SINGLE:
            self._add_text(line.text, line.mark, line.place)
            if not line.text.rstrip().endswith(("，", ",", "、")) and not line.mark.shape:
                self._set(_Open())
        elif line.mark.shape:
            self._marked(line, index, job)
        elif self._introduces(line, index):
            self._open = open_._replace(under=line.text)
        elif not items.marked and not self._is_unknown_label(line):
            self._add_text(line.text, line.mark, line.place)
        elif not items.marked or not self._continues(line):
            is_label = self._is_unknown_label(line)
            self._set(_Open(None, line.text.rstrip("：:") if is_label else ""))
            if not is_label:
                self._put_aside(line.text, line)

    def _marked(self, line: Line, index: int, job: _JobInProgress) -> None:
        """A line with a mark under an open field: an item of it, the heading of a group, or the next chapter."""
        if self._ends_job(line):
            self._close()
            self._put_aside(line.text, line)
        elif self._is_group(line, index):
            self._set(self._open._replace(under=line.text))
            job.shapes.add(line.mark.shape)
        else:
            self._add_text(line.text, line.mark, line.place)

    def _ends_job(self, line: Line) -> bool:
        """Whether a mark is that of chapters, which the job has not used for its own lists."""
        job = self._job
        shape = line.mark.shape
        return (
            job is not None
            and shape in self._chapters
            and shape not in job.shapes
            and shape not in ("bullet", "dash")
            and line.mark.value > 1
        )

    def _close(self) -> None:
        self._job = None
        self._set(_Open())

    def _is_unknown_label(self, line: Line) -> bool:
        """Whether a line announces something that no label says: short, and with a colon at its end or in bold."""
        text = line.text.rstrip()
        is_short = len(text) <= 14 or (text.isascii() and len(text.split()) <= 6)
        return is_short and (text.endswith((":", "：")) or (line.is_bold and not _ENDS.search(text)))

    def _introduces(self, line: Line, index: int) -> bool:
        """Whether a line without a mark is the heading of marked ones: the first of a list, or in bold where the list goes on."""
        following = self._elements[index + 1] if index + 1 < len(self._elements) else None
        if self._open.meaning not in _LISTS or not isinstance(following, Line) or following.parts or not following.mark.shape:
            return False
        if line.text.endswith((":", "：")) and not self._items.plain:
            return not self._items.marked or self._goes_on(following.mark)
        is_bold = line.is_bold and not _ENDS.search(line.text) and len(line.text) <= 60
        return is_bold and (
            not (self._items.marked or self._items.plain) or self._goes_on(following.mark) or following.mark.value == 1
        )

    def _is_group(self, line: Line, index: int) -> bool:
        """Whether a line with a mark is the heading of items: short, no sentence, and a list of another shape follows."""
        if _ENDS.search(line.text) and not line.text.endswith((":", "：")):
            return False
        if len(line.text) > (20 if any(map(is_chinese, line.text)) else 60):
            return False
        following = self._elements[index + 1] if index + 1 < len(self._elements) else None
        if not isinstance(following, Line) or following.parts:
            return False
        mark = following.mark
        if not mark.shape or mark.shape == line.mark.shape:
            return False
        return (mark.value == 1 or not mark.value) and not (
            self._items.marked and mark.shape == self._items.last.shape and not mark.value
        )

    def _continues(self, line: Line) -> bool:
        """Take a line for the end of the item above, where that stops in the middle of a sentence."""
        job, open_ = self._job, self._open
        name = _field(open_.meaning)
        if job is None or name is None or not job.fields.get(name):
            return False
        above = job.fields[name][-1]
        is_cut = above.text.endswith(("，", ",", "、")) or (not _ENDS.search(above.text) and line.text[:1].islower())
        if not is_cut:
            return False
        blank = " " if line.text[:1].isascii() and above.text[-1:].isascii() else ""
        job.fields[name][-1] = above._replace(text=f"{above.text}{blank}{line.text}")
        return True

    # ------------------------------------------------------------------------------------ statements

    def _add_text(self, text: str, mark: Mark, place: Place) -> None:
        """Add a text to the open field, item by item; to what is not understood where no field is open."""
        meaning = self._open.meaning
        if meaning == "title" and self._stack:
            line = Line(text, place, mark)
            self._begin(text, line, self._open.under)
            return
        pieces: Sequence[tuple[Mark, str]]
        if mark.shape:
            pieces = items_within(f"{mark.written} {text}") if mark.value == 1 and meaning in _LISTS else [(mark, text)]
            if len(pieces) == 1:
                pieces = [(mark, text)]
        elif meaning in _LISTS:
            items = items_within(text)
            pieces = items if items[0][0].shape else [(NO_MARK, piece) for piece in _sentences(text)]
        else:
            pieces = [(NO_MARK, text)]
        for each, piece in pieces:
            if piece.strip():
                self._add(self._said(piece.strip(), each, place, self._open.under), each)

    def _add(self, said: Said, mark: Mark) -> None:
        meaning, job = self._open.meaning, self._job
        if mark.shape:
            self._items.last, self._items.marked = mark, self._items.marked + 1
            if job is not None:
                job.shapes.add(mark.shape)
        else:
            self._items.plain += 1
        name = _field(meaning)
        if meaning == "furniture":
            return
        if name in ("duties", "authority", "responsibility") and _NEGATED.match(said.text):
            name = None
        if job is None and self._form is not None:
            self._before.append((name, said))
        elif job is None:
            self.outside.append(said)
        elif name is None:
            job.rest.append(said)
        else:
            job.fields.setdefault(name, []).append(said)

    def _put_aside(self, text: str, line: Line) -> None:
        said = self._said(text, line.mark, line.place, self._open.under)
        (self.outside if self._job is None else self._job.rest).append(said)

    def _said(self, text: str, mark: Mark, place: Place, under: str) -> Said:
        return Said(text, place, mark.written, under)


def _field(meaning: Meaning | None) -> Field | None:
    return None if meaning is None or meaning in _NO_FIELD else meaning  # type: ignore[return-value]


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text in which no marks part them."""
    parts = (_SENTENCES_ZH if any(map(is_chinese, text)) else _SENTENCES_EN).split(text)
    yield from (part.strip() for part in parts if part and part.strip())


def counted(handbook: Handbook) -> Counter[Field]:
    """How many statements each field has."""
    return Counter(name for job in handbook.jobs for name, said in job.fields.items() for _each in said)
