"""What documents say of jobs: where each begins, what stands under which label, and what nobody understands.

One reading for all formats: blocks become lines, labels and forms (``lines.py``, ``forms.py``), and this module goes through
them once. It takes what it is sure of; all else is kept with its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from orgrules.documents.marks import NO_MARK, items_within
from orgrules.documents.model import Document
from orgrules.drafting.model import Handbook, Job, Said
from orgrules.drafting.reading.ahead import (
    describes_job,
    introduces,
    is_about,
    is_another_group,
    is_group,
    is_list_of,
    is_unknown_label,
    next_meaning,
    section_has_fields,
    stands_alone,
    title_follows,
    with_number,
)
from orgrules.drafting.reading.forms import elements_of
from orgrules.drafting.reading.headings import (
    Headed,
    begins_with_verb,
    headed,
    looks_like_group,
    looks_like_title,
    looks_like_unit,
)
from orgrules.drafting.reading.labels import is_ordinary, is_title_too
from orgrules.drafting.reading.lines import Element, Enter, Form, Leave, Line, Part, is_aside, says_title
from orgrules.drafting.reading.listed import without_listed
from orgrules.drafting.reading.meanings import BEFORE_TITLES, OF_RELATIONS, OF_REQUIREMENTS, SINGLE, Meaning
from orgrules.drafting.reading.outline import Outline
from orgrules.drafting.reading.progress import LISTS, JobInProgress, Open, Progress, ends, field_of
from orgrules.text import is_chinese

#: Fields under which items with a label of their own are items all the same: ``Meetings: chairs the weekly one``.
_OF_ACTIONS: frozenset[Meaning] = frozenset(("duties", "authority", "responsibility", "meetings"))
#: What a job is sure to have begun with, where nothing but a heading gives its title.
_FIRST: frozenset[Meaning] = frozenset(
    ("reports_to", "manages", "purpose", "unit", "also_called", "headcount_below", "job_family", "duties", "requirements")
)
_LONGEST_HEADING = 30
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
    jobs, listed = without_listed(jobs)
    outside += listed
    notes = tuple(note for document in documents for note in document.notes)
    titles = "".join(job.title.text for job in jobs)
    chinese = sum(map(is_chinese, titles))
    return Handbook(tuple(jobs), tuple(outside), notes, "zh" if chinese * 2 > len(titles) else "en")


class _Reading:
    """One pass over the lines of a document, which leaves ``progress`` at its end."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self.progress = Progress()
        self._waiting: list[tuple[Part, Line]] = []  # labels before the title of the job that they are about
        self._outline = Outline()
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
        if not (line.parts or line.mark.shape or line.heading) and progress.open.meaning in LISTS:
            shapes = progress.job.shapes if progress.job is not None else ()
            line = with_number(self._elements, index, line, progress.items, shapes)
        if line.parts and line.parts[0].label.meaning == "group" and says_title(line):
            line = line._replace(parts=())
        if line.parts and not self._is_item_all_the_same(line, index):
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
            self._begin(begun.title, line, number=begun.number)
            if begun.announces:
                progress.set(Open(begun.announces, line.text, None, line.heading))
            if not begun.announces or begun.is_said:
                self._outline.duties = None  # the jobs have labels of their own
        elif line.heading:
            self._section(line)
        elif self._is_chapter(line) or self._heads_form(line, index) or self._is_unknown_title(line, index):
            progress.close()
            progress.set(Open(None, line.text), _said(line))
        elif progress.job is not None and not progress.items.goes_on(line.mark) and self._outline.is_next_section(line):
            self._outline.labelled = line.mark
            progress.set(Open(None, line.text), _said(line))
        else:
            self._plain(line, index)

    # ------------------------------------------------------------------------------------ labels

    def _is_item_all_the_same(self, line: Line, index: int) -> bool:
        """Whether a line with a label in it is an item of the open list: the label is an ordinary word there."""
        now, items = self.progress.open, self.progress.items
        if any(part.is_weak for part in line.parts):
            job = self.progress.job
            return job is None or now.meaning is not None or not is_about(line, job.title.text)
        if self._is_item_that_is_a_label(line, index) or (
            now.meaning == "duties" and is_another_group(self._elements, index, line, now.under, items)
        ):
            return True
        meanings = {part.label.meaning for part in line.parts}
        if "title" in meanings or now.meaning not in _OF_ACTIONS or line.heading or not line.parts[0].value:
            return False
        begins = bool(line.mark.shape) and (bool(self.progress.stack) or (line.mark.value <= 1 and items.is_empty))
        if not (items.goes_on(line.mark) or begins):
            return False
        is_inner = bool(meanings & (OF_REQUIREMENTS | OF_RELATIONS | {"furniture", "meetings", "beside"}))
        if line.mark.value > 1 and items.marked > 1 and not meanings & {"duties", "requirements"}:
            return True
        return is_inner or is_ordinary(line.parts[0].label.written)

    def _is_item_that_is_a_label(self, line: Line, index: int) -> bool:
        """Whether a label is itself an item of the list that is open: ``1. Computer skills`` among what is required."""
        now, items = self.progress.open, self.progress.items
        if now.meaning not in LISTS or line.heading or line.is_bold or line.text.endswith((":", "：")) or not line.mark.value:
            return False
        is_inner = line.parts[0].label.meaning in OF_REQUIREMENTS | OF_RELATIONS
        is_in_list = items.goes_on(line.mark) or (items.is_empty and line.mark.value == 1)
        return not line.parts[0].value and is_inner and is_in_list and stands_alone(self._elements, index, line)

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
        elif part.value and part.label.meaning in (BEFORE_TITLES if self._waiting else SINGLE) and self._belongs_to_next(index):
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
        if not value and not progress.stack:
            is_chapter = progress.job is None and not progress.in_form and meaning in LISTS
            self._outline.label(line, is_chapter=is_chapter)
        if meaning == "group":
            if value:
                colon = "：" if any(map(is_chinese, part.label.written)) else ": "
                progress.put_aside(f"{part.label.written}{colon}{value}", line)
            elif not progress.stack:
                progress.set(Open(None, part.label.written, None, line.heading))
            return
        if meaning == "more":
            meaning = before.parent or before.meaning or "more"
        is_inner = meaning in OF_REQUIREMENTS | OF_RELATIONS
        parent = (before.parent or before.meaning) if is_inner else None
        heading = _said(line) if meaning == "beside" and not value else None
        progress.set(Open(meaning, part.label.written, parent, line.heading), heading)
        if not value:
            return
        progress.add_text(value, NO_MARK, line.place)
        if meaning in LISTS and not is_inner:
            return  # the list may go on below
        # - Work location: abroad, among requirements
        is_within = meaning == "beside" and before.meaning in LISTS and line.mark.shape
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
        if found is None or (found.announces and is_title_too(found.title)):  # Manager responsibilities: those of all managers
            return None
        looks_like_one = looks_like_title(found.title)
        is_set_apart = bool(line.heading or line.is_bold or line.mark.shape not in ("", "bullet", "dash"))
        if looks_like_one and is_set_apart and self._outline.duties is not None and is_list_of(self._elements, index, line):
            return found._replace(announces="duties")
        if not line.heading:
            is_same = progress.items.goes_on(line.mark) or not (
                is_set_apart or found.is_said or progress.open.meaning not in LISTS
            )
            if is_same and not (looks_like_one and self._is_job_again(line, index)):
                return None
            if field_of(progress.open.meaning) is not None and progress.items.is_empty and not (found.is_said and looks_like_one):
                return None  # what a label announces stands first below it
        following = next_meaning(self._elements, index)
        if following in ("title", "form"):
            return None
        if following in _FIRST:
            if looks_like_unit(found.title) and not looks_like_one:
                return None
            if is_set_apart and self._is_sure(line, found, following, index):
                return found
            return found if looks_like_one and len(found.title) <= 40 and not line.mark.shape else None
        if found.announces and looks_like_one:
            return found
        if not looks_like_one or not is_set_apart:
            return None
        return found if self._is_introduced(line, index) else None

    def _is_job_again(self, line: Line, index: int) -> bool:
        """Whether a line that may go on with a list goes on with the jobs: what follows stands in the job above already."""
        job = self.progress.job
        following = next_meaning(self._elements, index)
        is_again = job is None or following in job.fields or (following in SINGLE and bool(job.fields))
        return is_again and line.mark.shape in ("", self._outline.job.shape)

    def _is_sure(self, line: Line, found: Headed, following: Meaning | str | None, index: int) -> bool:
        """Whether a line that is set apart, and that a label follows, is the heading of a job."""
        if looks_like_title(found.title) or self._outline.is_next_job(line.mark) or found.is_said:
            return True
        if line.heading:
            return describes_job(self._elements, index, line)
        if line.is_bold:
            return following != "requirements"
        return following in SINGLE and not begins_with_verb(found.title)

    def _is_introduced(self, line: Line, index: int) -> bool:
        """Whether a heading that is a title has a section with fields, which words introduce."""
        is_heading = bool(line.heading) or (line.is_bold and field_of(self.progress.open.meaning) is None)
        return is_heading and section_has_fields(self._elements, index, line)

    def _begin(self, title: str, line: Line, under: str = "", number: str = "") -> None:
        """A job begins; ``under`` is the label of its title where it has one."""
        mark, text = items_within(title)[0] if under else (line.mark, title)
        number = next((each.written.strip("()（）.．、 ，,") for each in (line.mark, mark) if each.value), number)
        heading = line.heading or (self._outline.heading if under else 0)
        self.progress.begin(Said(text.rstrip("。；;"), line.place, number, under), number, heading, line.mark)
        if line.mark.shape:
            self._outline.job = line.mark

    def _is_chapter(self, line: Line) -> bool:
        """Whether a line is the heading of a chapter that follows the job."""
        job = self.progress.job
        return (
            job is not None
            and self._outline.ends_job(line.mark, job)
            and len(line.text) <= _LONGEST_HEADING
            and not ends(line.text)
        )

    def _heads_form(self, line: Line, index: int) -> bool:
        """Whether a line is the heading of a form, which says the title itself."""
        if next_meaning(self._elements, index) not in ("title", "form") or line.mark.shape in ("bullet", "dash"):
            return False
        found = headed(line.text)
        return found is not None and (found.is_said or looks_like_title(found.title))

    def _is_unknown_title(self, line: Line, index: int) -> bool:
        """Whether a line is the heading of something else, which nobody knows: what follows stands in the job already."""
        progress, job = self.progress, self.progress.job
        is_heading = len(line.text) <= _LONGEST_HEADING and not ends(line.text) and headed(line.text) is not None
        is_item = line.mark.shape in ("bullet", "dash") or progress.items.goes_on(line.mark)
        if job is None or not is_heading or is_item or (field_of(progress.open.meaning) and not progress.items.marked):
            return False
        following = next_meaning(self._elements, index)
        return following in _FIRST and following in job.fields and not looks_like_group(line.text)

    def _section(self, line: Line) -> None:
        """A heading that is no label and no job's: of a group of items, of a part nobody knows, or of what follows the job."""
        progress, now = self.progress, self.progress.open
        self._outline.heading = line.heading
        if progress.job is None or (progress.job.heading and line.heading <= progress.job.heading):
            progress.close()
            progress.set(Open(None, line.text), _said(line))
        elif now.meaning in LISTS and now.heading and line.heading > now.heading:
            progress.set(now._replace(under=line.text))
        else:
            progress.set(Open(None, line.text, None, line.heading), _said(line))

    # ------------------------------------------------------------------------------------ lines without a label

    def _plain(self, line: Line, index: int) -> None:
        """A line without a label, outside of tables."""
        progress, now, job = self.progress, self.progress.open, self.progress.job
        if job is None:
            if line.mark.shape and not (now.meaning and progress.items.marked):
                self._outline.chapters.add(line.mark.shape)
            progress.add_text(line.text, line.mark, line.place)
        elif now.meaning is None:
            if self._outline.ends_job(line.mark, job):
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
        if self._outline.ends_job(line.mark, job):
            progress.close()
            progress.put_aside(line.text, line)
        elif is_group(self._elements, index, line, progress.items):
            progress.set(progress.open.behind(line.mark).group(line.mark, line.text))
            job.shapes.add(line.mark.shape)
        else:
            progress.open = progress.open.behind(line.mark)
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
