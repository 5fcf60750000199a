"""What job descriptions say, before anything is made of it: jobs, each with what stands under each of its labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from orgrules.documents.model import Note, Place

#: What a label of a job description may announce; ``drafting/reading/labels.py`` has the words.
Field = Literal[
    "title",
    "also_called",
    "unit",
    "reports_to",
    "manages",
    "headcount_below",
    "purpose",
    "duties",
    "requirements",
    "education",
    "experience",
    "certificates",
    "fields_of_study",
    "skills",
    "authority",
    "responsibility",
    "meetings",
    "internal_relations",
    "external_relations",
    "promotes_to",
    "promoted_from",
    "rotates_with",
    "job_family",
]


class Said(NamedTuple):
    """One statement of a document: its words without the mark that it bears there, the mark (``(1)``, ``a)``) and the place.

    ``under`` is the label or heading that it stands under, as written, where that says more than its field: the heading of a
    group of duties.
    """

    text: str
    place: Place
    number: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its title, the number of its heading as written (``4.1``, ``一``, or empty), and what it says by field, in order.

    Fields without statements are absent. ``not_understood`` are statements within the job that belong to no field.
    """

    title: Said
    number: str = ""
    fields: Mapping[Field, tuple[Said, ...]] = field(default_factory=dict)
    not_understood: tuple[Said, ...] = ()

    def of(self, name: Field) -> tuple[Said, ...]:
        """What stands under a field; nothing where it is absent."""
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Handbook:
    """All documents of one draft: their jobs in order, what belongs to no job, and the notes of those who read the files.

    ``language`` is that of most jobs.
    """

    jobs: tuple[Job, ...]
    not_understood: tuple[Said, ...]
    notes: tuple[Note, ...]
    language: Literal["en", "zh"]
