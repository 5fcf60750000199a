"""What labels of job descriptions may announce."""

from __future__ import annotations

from typing import Literal

from orgrules.drafting.model import Field

#: What a label may announce besides a field: a group of fields, working relations that sub-labels part into inside and outside,
#: what is no statement about the organization (numbers and dates of the document, signatures), what is merely welcome, more of
#: what stands above, and what is said beside a job's fields: pay and place, how the work is measured, what the firm offers.
Other = Literal["group", "relations", "furniture", "optional", "more", "beside"]
Meaning = Field | Other

#: Fields whose value is one text, or a list of names: what follows them on lines of their own belongs to somebody else.
SINGLE: frozenset[Meaning] = frozenset(
    ("title", "also_called", "unit", "reports_to", "manages", "headcount_below", "job_family", "furniture")
)
#: What stands under the heading of requirements: after it, the requirements go on.
OF_REQUIREMENTS: frozenset[Meaning] = frozenset(("education", "experience", "certificates", "fields_of_study", "skills"))
#: What stands under the heading of working relations.
OF_RELATIONS: frozenset[Meaning] = frozenset(("internal_relations", "external_relations"))
#: What may stand before the title of a form, in lines of their own.
BEFORE_TITLES: frozenset[Meaning] = SINGLE | {"beside"}
