"""What documents say of jobs: where each begins, what stands under which label, and what nobody understands.

One reading for all formats: blocks become lines, labels and forms (``lines.py``, ``forms.py``), and this module goes through
them once. It takes what it is sure of; all else is kept with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from orgrules.documents.marks import NO_MARK, Mark, items_within
from orgrules.documents.model import Document
from orgrules.drafting.model import Field, Handbook, Job, Said
from orgrules.drafting.reading.ahead import introduces, is_group, is_unknown_label, next_meaning, title_follows
from orgrules.drafting.reading.forms import elements_of
from orgrules.drafting.reading.headings import Headed, headed, looks_like_title, looks_like_unit
from orgrules.drafting.reading.labels import OF_RELATIONS, OF_REQUIREMENTS, SINGLE, Meaning, is_ordinary
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, Part, is_aside
from orgrules.drafting.reading.progress import LISTS, JobInProgress, Open, Progress, ends, field_of
from orgrules.text import is_chinese, normalize

#: Fields under which items with a label of their own are items all the same: ``Meetings: chairs the weekly one``.
_OF_ACTIONS: frozenset[Meaning] = frozenset(("duties", "authority", "responsibility", "meetings"))
#: What a job is sure to have begun with, where nothing but a heading gives its title.
_FIRST: frozenset[Meaning] = frozenset(
    ("reports_to", "manages", "purpose", "unit", "also_called", "headcount_below", "job_family", "duties", "requirements")
)
#: What a sentence or a list goes on after.
_GOES_ON = ("，", ",", "、")


def handbook(documents: Sequence[Document]) -> Handbook:
    """What documents say of jobs, in their order."""
    jobs: list[Job] = []
    outside: list[Said] = []
    for document in documents:
        read = _Reading(list(elements_of(document.blocks))).progress
        jobs += [job.done() for job in read.jobs]
        outside += read.outside
    jobs, listed = _without_listed(jobs)
    outside += listed
    notes = tuple(note for document in documents for note in document.notes)
    said = "".join(job.title.text for job in jobs)
    chinese = sum(map(is_chinese, said))
    return Handbook(tuple(jobs), tuple(outside), notes, "zh" if chinese * 2 > len(said) else "en")


def _without_listed(jobs: Sequence[Job]) -> tuple[list[Job], list[Said]]:
    """The jobs without those that a list of posts names and that are described elsewhere, and what that list says of these.

    A unit that only the list tells is the job's.
    """
    described = {normalize(job.title.text): place for place, job in reversed(list(enumerate(jobs))) if not _is_only_listed(job)}
    kept: dict[int, Job] = {}
    listed: list[Said] = []
    more: dict[int, dict[Field, tuple[Said, ...]]] = {}
    for place, job in enumerate(jobs):
        of = described.get(normalize(job.title.text)) if _is_only_listed(job) else None
        if of is None:
            kept[place] = job
            continue
        listed.append(job.title)
        for name, said in job.fields.items():
            known = jobs[of].fields.get(name) or more.get(of, {}).get(name)
            if known:
                said_already = {normalize(each.text) for each in known}
                listed += [each for each in said if normalize(each.text) not in said_already]
            else:
                more.setdefault(of, {})[name] = said
        listed += job.not_understood
    return [replace(job, fields={**job.fields, **more.get(place, {})}) for place, job in kept.items()], listed


def _is_only_listed(job: Job) -> bool:
    """Whether a job is a line of a list of posts: it says where the post is, and nothing of it."""
    return not job.fields.keys() - {"unit", "job_family", "headcount_below"}


def counted(handbook: Handbook) -> Counter[Field]:
    """How many statements each field has."""
    return Counter(name for job in handbook.jobs for name, said in job.fields.items() for _each in said)


class _Reading:
    """One pass over the lines of a document, which leaves ``progress`` at its end."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self.progress = Progress()
        self._waiting: list[tuple[Part, Line]] = []  # labels before the title of the job that they are about
        self._heading = 0  # the level of the last heading
        self._chapters: set[str] = set()  # the shapes of marks outside of jobs
        self._labelled = NO_MARK  # the mark of the last label that stood alone
        self._job_shape = ""  # the shape of the marks that jobs have
        for index, element in enumerate(elements):
            if isinstance(element, Form):
                self._say_waiting()
                self.progress.begin_form()
            elif isinstance(element, Enter):
                self._enter(element)
            elif isinstance(element, Leave):
                self.progress.leave()
            elif not is_aside(element):
                self._line(element, index)
        self._say_waiting()
        self.progress.close()
        self.progress.end_form()

    def _enter(self, element: Enter) -> None:
        """A cell that is a label."""
        now = self.progress.open
        if element.meaning is None:
            # in a list, a label of its own is the heading of a group
            known = now.meaning if now.meaning in LISTS else None
            self.progress.enter(now._replace(meaning=known, under=element.written))
        elif element.meaning == "more" or (element.meaning == "group" and now.meaning):
            self.progress.enter(now._replace(under=element.written))
        elif element.meaning == "group":
            self.progress.enter(Open(None, element.written))
        else:
            parent = now.meaning if element.meaning in OF_REQUIREMENTS | OF_RELATIONS else None
            self.progress.enter(Open(element.meaning, element.written, parent))

    def _line(self, line: Line, index: int) -> None:
        progress = self.progress
        if line.parts and not self._is_item_all_the_same(line):
            for part in line.parts:
                self._part(part, line, index)
            return
        if progress.open.meaning == "title":  # its label stood alone, or in the cell before
            self._begin(line.text, line, progress.open.under)
            return
        if progress.stack:
            progress.add_text(line.text, line.mark, line.place)
            return
        begun = self._heads_job(line, index)
        if begun is not None:
            self._begin(begun.title, line)
            if begun.announces:
                progress.set(Open(begun.announces, line.text, None, line.heading))
        elif line.heading:
            self._section(line)
        elif self._is_next_section(line):
            self._labelled = line.mark
            progress.set(Open(None, line.text), _said(line))
        else:
            self._plain(line, index)

    # ------------------------------------------------------------------------------------ labels

    def _is_item_all_the_same(self, line: Line) -> bool:
        """Whether a line with a label in it is an item of the open list: the label is an ordinary word there."""
        now, items = self.progress.open, self.progress.items
        if any(part.is_weak for part in line.parts):
            return self.progress.job is None or now.meaning is not None
        meanings = {part.label.meaning for part in line.parts}
        if "title" in meanings or now.meaning not in _OF_ACTIONS or line.heading or not line.parts[0].value:
            return False
        begins = bool(line.mark.shape) and (bool(self.progress.stack) or (line.mark.value <= 1 and items.is_empty))
        if not (items.goes_on(line.mark) or begins):
            return False
        is_inner = bool(meanings & (OF_REQUIREMENTS | OF_RELATIONS | {"furniture", "apart", "meetings"}))
        return is_inner or is_ordinary(line.parts[0].label.written)

    def _part(self, part: Part, line: Line, index: int) -> None:
        """A label of a line, with what stands behind it."""
        if part.label.meaning == "title" and part.value:
            waiting, self._waiting = self._waiting, []
            self._begin(part.value, line, part.label.written)
            for each, its_line in waiting:
                self._label(each, its_line)
        elif part.label.meaning == "title":
            self._say_waiting()
            self.progress.set(Open("title", part.label.written))
        elif part.value and (part.label.meaning in SINGLE or part.label.meaning == "apart") and self._belongs_to_next(index):
            self._waiting.append((part, line))
        else:
            self._label(part, line)

    def _belongs_to_next(self, index: int) -> bool:
        """Whether a label before the title of a form is the next job's: there is none, or the one above is complete."""
        job = self.progress.job
        is_complete = job is None or "duties" in job.fields or "requirements" in job.fields
        return is_complete and not self.progress.stack and title_follows(self._elements, index)

    def _say_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for part, line in waiting:
            self._label(part, line)

    def _label(self, part: Part, line: Line) -> None:
        """A label that announces a field, with what stands behind it in its line."""
        progress = self.progress
        meaning, value = part.label.meaning, part.value
        before, items = progress.open, progress.items
        if not value and line.mark.value and not progress.stack:
            self._labelled = line.mark
        if meaning == "group":
            if value:
                progress.put_aside(f"{part.label.written}: {value}", line)
            elif not progress.stack:
                progress.set(Open(None, part.label.written, None, line.heading))
            return
        if meaning == "more":
            meaning = before.parent or before.meaning or "more"
        is_inner = meaning in OF_REQUIREMENTS | OF_RELATIONS
        parent = (before.parent or before.meaning) if is_inner else None
        progress.set(Open(meaning, part.label.written, parent, line.heading))
        if not value:
            return
        progress.add_text(value, NO_MARK, line.place)
        if meaning in LISTS and not is_inner:
            return  # the list may go on below
        is_within = (
            meaning == "apart" and before.meaning in LISTS and line.mark.shape
        )  # - Work location: abroad, among requirements
        if progress.stack or is_within or (is_inner and before.meaning is not None):
            progress.open, progress.items = before, items
            if not progress.stack and line.mark.shape:
                items.last, items.marked = line.mark, items.marked + 1
        elif not value.rstrip().endswith(_GOES_ON):
            progress.set(Open())

    # ------------------------------------------------------------------------------------ where jobs begin and end

    def _heads_job(self, line: Line, index: int) -> Headed | None:
        """The title that a line gives as the heading of a job."""
        progress = self.progress
        found = headed(line.text)
        if found is None:
            return None
        looks_like_one = looks_like_title(found.title)
        if not line.heading:
            if progress.items.goes_on(line.mark) and not (line.mark.shape == self._job_shape and looks_like_one):
                return None
            if field_of(progress.open.meaning) is not None and progress.items.is_empty:
                return None  # what a label announces stands first below it
        following = next_meaning(self._elements, index)
        if following in ("title", "form"):
            return None
        is_set_apart = bool(line.heading or line.is_bold or line.mark.shape not in ("", "bullet", "dash"))
        if following in _FIRST:
            if looks_like_unit(found.title) and not looks_like_one:
                return None
            if is_set_apart and (line.heading or following != "requirements" or looks_like_one):
                return found
            return found if looks_like_one and len(found.title) <= 40 and not line.mark.shape else None
        return found if found.announces and looks_like_one else None

    def _begin(self, title: str, line: Line, under: str = "") -> None:
        """A job begins; ``under`` is the label of its title where it has one."""
        mark, text = items_within(title)[0] if under else (line.mark, title)
        number = next((each.written.strip("()（）.．、 ，,") for each in (line.mark, mark) if each.value), "")
        heading = line.heading or (self._heading if under else 0)
        self.progress.begin(Said(text.rstrip("。；;"), line.place, number, under), number, heading)
        self._job_shape = line.mark.shape or self._job_shape

    def _section(self, line: Line) -> None:
        """A heading that is no label and no job's: of a group of items, of a part nobody knows, or of what follows the job."""
        progress, now = self.progress, self.progress.open
        self._heading = line.heading
        if progress.job is None or (progress.job.heading and line.heading <= progress.job.heading):
            progress.close()
            progress.set(Open(None, line.text), _said(line))
        elif now.meaning in LISTS and now.heading and line.heading > now.heading:
            progress.set(now._replace(under=line.text))
        else:
            progress.set(Open(None, line.text, None, line.heading), _said(line))

    def _is_next_section(self, line: Line) -> bool:
        """Whether a line goes on with the numbers of the labels, 四、任职资格 and then 五、…: it is one that nobody knows."""
        mark, last = line.mark, self._labelled
        if self.progress.job is None or not mark.value or mark.shape != last.shape or mark.value != last.value + 1:
            return False
        return not self.progress.items.goes_on(mark) and len(line.text) <= 30 and not ends(line.text)

    def _ends_job(self, mark: Mark, job: JobInProgress) -> bool:
        """Whether a mark is that of chapters, which the job has not used for its own lists."""
        return mark.value > 1 and mark.shape in self._chapters and mark.shape not in job.shapes

    # ------------------------------------------------------------------------------------ lines without a label

    def _plain(self, line: Line, index: int) -> None:
        """A line without a label, outside of tables."""
        progress, now, job = self.progress, self.progress.open, self.progress.job
        if job is None:
            if line.mark.shape and not (now.meaning and progress.items.marked):
                self._chapters.add(line.mark.shape)
            progress.add_text(line.text, line.mark, line.place)
        elif now.meaning is None:
            if self._ends_job(line.mark, job):
                progress.close()
            progress.put_aside(line.text, line)
        elif now.meaning in SINGLE:
            progress.add_text(line.text, line.mark, line.place)
            if not line.text.rstrip().endswith(_GOES_ON) and not line.mark.shape:
                progress.set(Open())
        elif line.mark.shape:
            self._marked(line, index, job)
        else:
            self._unmarked(line, index)

    def _marked(self, line: Line, index: int, job: JobInProgress) -> None:
        """A line with a mark under an open field: an item of it, the heading of a group, or the next chapter."""
        progress = self.progress
        if self._ends_job(line.mark, job):
            progress.close()
            progress.put_aside(line.text, line)
        elif is_group(self._elements, index, line, progress.items):
            progress.set(progress.open._replace(under=line.text))
            job.shapes.add(line.mark.shape)
        else:
            progress.add_text(line.text, line.mark, line.place)

    def _unmarked(self, line: Line, index: int) -> None:
        """A line without a mark under an open field: more of it, the heading of a group, or what has nothing to do with it."""
        progress = self.progress
        if progress.open.meaning in LISTS and introduces(self._elements, index, line, progress.items):
            progress.open = progress.open._replace(under=line.text)
        elif progress.continues(line):
            return
        elif is_unknown_label(line):
            progress.set(Open(None, line.text.rstrip("：:")), _said(line))
        elif progress.items.marked:
            progress.set(Open())
            progress.put_aside(line.text, line)
        else:
            progress.add_text(line.text, line.mark, line.place)


def _said(line: Line) -> Said:
    """A heading as a statement, which it is where nothing stands under it."""
    return Said(line.text, line.place, line.mark.written)
