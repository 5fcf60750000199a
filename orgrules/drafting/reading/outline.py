"""The outline of a document: the marks of its chapters and of its jobs, and where a job is at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from orgrules.documents.marks import NO_MARK, Mark
from orgrules.drafting.reading.lines import Line
from orgrules.drafting.reading.progress import JobInProgress, ends

#: Marks above all others.
_HIGHEST = ("第章", "第部", "第篇")
_LONGEST_HEADING = 30


@dataclass(slots=True)
class Outline:
    """What the marks and headings before a line were.

    ``heading`` is the level of the last heading, ``chapters`` are the shapes of marks outside of jobs, ``labelled`` is the mark
    of the last label that stood alone, ``job`` that of the last job's heading. ``duties`` is the heading of a chapter of duties,
    in which the titles of jobs have no further labels.
    """

    heading: int = 0
    chapters: set[str] = field(default_factory=set)
    labelled: Mark = NO_MARK
    job: Mark = NO_MARK
    duties: Line | None = None

    def label(self, line: Line, *, is_chapter: bool) -> None:
        """A label stands alone in its line; it may be the heading of a chapter with jobs in it."""
        if line.mark.value:
            self.labelled = line.mark
            if is_chapter:
                self.chapters.add(line.mark.shape)
        if is_chapter:
            self.duties = line

    def is_next_job(self, mark: Mark) -> bool:
        """Whether a mark goes on with the numbers of the jobs."""
        return bool(mark.value) and mark.shape == self.job.shape and mark.value == self.job.value + 1

    def is_next_section(self, line: Line) -> bool:
        """Whether a line goes on with the numbers of the labels, 四、任职资格 and then 五、…: it is one that nobody knows."""
        mark, last = line.mark, self.labelled
        if not mark.value or mark.shape != last.shape or mark.value != last.value + 1:
            return False
        return len(line.text) <= _LONGEST_HEADING and not ends(line.text)

    def ends_job(self, mark: Mark, job: JobInProgress) -> bool:
        """Whether a mark is that of chapters or of jobs, which the job has not used for its own lists."""
        if mark.shape in job.shapes:
            return False
        if self.is_next_job(mark) and mark.shape == job.mark.shape:
            return True
        return mark.value > 1 and (mark.shape in self.chapters or mark.shape in _HIGHEST)
