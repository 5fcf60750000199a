"""Lists of all posts, which name jobs that are described elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orgrules.drafting.model import Field, Job, Said
from orgrules.text import normalize


def without_listed(jobs: Sequence[Job]) -> tuple[list[Job], list[Said]]:
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
