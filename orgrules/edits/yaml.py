"""Steps written into the YAML and JSON files of a design, by place: all else stays as it is, byte for byte.

What a step is about is changed where it stands, in the manner of what stands around it. A comment goes where its line goes: with
a key or an entry that is dropped, the comment behind it; one on a line of its own stays, unless it is further in than the entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from orgrules.changes.steps import Step, lay_over
from orgrules.design.load import STANDARD_INPUT_NAME
from orgrules.design.read import Design, Shelf, design_of
from orgrules.edits.editor import Editor
from orgrules.edits.same import first_difference
from orgrules.errors import DesignError, EditError, OrgrulesError
from orgrules.files.source import parse, paused_collector
from orgrules.locale import _
from orgrules.organization.link import link
from orgrules.organization.model import UNRESOLVED, Organization, Position, Resolution
from orgrules.organization.titles import TitleIndex
from orgrules.text import shown


def edited_files(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], encoding: str | None
) -> dict[str, bytes]:
    """The new bytes of the files of a design that steps change, by path.

    Raises:
        CannotEdit, DesignError, EditError: as ``edits.edited``.
    """
    with paused_collector():
        return _edited_files(organization, steps, contents, encoding)


def _edited_files(
    organization: Organization, steps: Sequence[Step], contents: Mapping[str, bytes], encoding: str | None
) -> dict[str, bytes]:
    target = _linked(lay_over(organization, steps), organization)
    if not target.positions:
        source, _route = organization.design.organization_at
        raise DesignError(source.problem((), _('a design needs at least one entry under "positions"')))
    editor = Editor(organization, target, steps, contents, encoding)
    editor.change()
    found = editor.contents()
    found = {path: content for path, content in found.items() if content != contents[path]}
    _check(organization, target, {**contents, **found}, encoding)
    return found


class _Unread(TitleIndex):
    """Tells no role of any title: none is asked for."""

    def resolve(self, position: Position) -> Resolution:  # noqa: ARG002
        """None that is known."""
        return UNRESOLVED

    def is_name(self, title: str) -> bool:  # noqa: ARG002
        """What is found holds in every unit."""
        return True


def _linked(design: Design, organization: Organization) -> Organization:
    """A design linked as an organization is, but for the roles of its positions."""
    titles = _Unread({}, {}, frozenset(), (), frozenset())
    return link(design, titles, organization.terms, trusts_wording=organization.trusts_wording, today=organization.today)


def _check(organization: Organization, target: Organization, contents: Mapping[str, bytes], encoding: str | None) -> None:
    """That files say what they are to say.

    Raises:
        EditError: they do not.
    """
    design = organization.design
    shelf = Shelf(load=lambda path, encoding, limits: parse(contents[path], path, encoding, limits))
    top = None if design.path == STANDARD_INPUT_NAME else Path(design.path)
    try:
        source = parse(contents[design.path], design.path, encoding)
        again = _linked(design_of(source, top=top, encoding=encoding, shelf=shelf), organization)
    except (OrgrulesError, KeyError) as error:
        raise EditError(
            _("the changes were not written: with them the files would be no design: {reason}").format(reason=error)
        ) from None
    different = first_difference(target, again)
    if different is not None:
        message = _("the changes were not written: the files would not say what the changes say, of {what}")
        raise EditError(message.format(what=shown(different)))
