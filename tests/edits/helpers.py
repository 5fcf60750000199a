"""What the tests of edits have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orgrules.changes.steps import Put, Step, lay_over
from orgrules.design.read import read_design
from orgrules.edits import edited
from orgrules.organization.link import link
from orgrules.organization.model import Organization
from orgrules.rulebook.cache import quick_library


def linked(path: Path | str, encoding: str | None = None) -> Organization:
    """The organization in a file."""
    library = quick_library([])
    return link(read_design(str(path), encoding=encoding), library.titles, library.terms)


def again(organization: Organization, steps: Iterable[Step]) -> Organization:
    """An organization with steps laid over it."""
    library = quick_library([])
    return link(lay_over(organization, steps), library.titles, library.terms)


def edit(path: Path, text: str, *steps: Step) -> str:
    """A text of a design with steps written into it."""
    path.write_text(text, "utf-8", newline="")
    return edited(linked(path), steps, {str(path): text.encode()}).contents.get(str(path), text.encode()).decode()


def to(index: int, manager: str | None) -> Put:
    """That a position reports to somebody."""
    return Put("positions", index, ("reports_to",), manager)
