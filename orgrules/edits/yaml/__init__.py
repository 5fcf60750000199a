"""Steps written into the YAML and JSON files of a design, by place: all else stays as it is, byte for byte.

What a step is about is changed where it stands, in the manner of what stands around it. A comment goes where its line goes: with
a key or an entry that is dropped, the comment behind it; one on a line of its own stays, unless it is further in than the entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from orgrules.changes.steps import Put, Section, Step, data_of, entry_of, lay_over
from orgrules.design.load import STANDARD_INPUT_NAME
from orgrules.design.plain_entries import plain_file
from orgrules.design.read import Declared, Design, Shelf, design_of
from orgrules.edits.same import first_difference
from orgrules.edits.yaml.editor import Editor
from orgrules.edits.yaml.placing import Numbers
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
    target = _linked(_as_read(lay_over(organization, steps), organization, steps), organization)
    if not target.positions:
        source, _route = organization.design.organization_at
        raise DesignError(source.problem((), _('a design needs at least one entry under "positions"')))
    editor = Editor(organization, target, steps, contents, encoding)
    editor.change()
    found = editor.contents()
    found = {path: content for path, content in found.items() if content != contents[path]}
    _check(organization, target, {**contents, **found}, encoding)
    return found


def _as_read(design: Design, organization: Organization, steps: Sequence[Step]) -> Design:
    """A design with steps laid over it as its files will be read: texts without space around, the words of scales in one form.

    A value that its key does not take stays what it is: reading the files tells.
    """
    before = organization.design
    lists: dict[Section, tuple[int, Sequence[Declared[Any]]]] = {
        "units": (len(before.units or ()), design.units or ()),
        "positions": (len(before.positions), design.positions),
        "people": (len(before.people or ()), design.people or ()),
    }
    for section, (number, those) in lists.items():
        numbers = Numbers(section, number, steps)
        touched = {step.at for step in steps if isinstance(step, Put) and step.section == section and step.at < number}
        for index in (touched | set(range(number, numbers.number))) - numbers.gone:
            declared = those[numbers.then(index)]  # a copy of its own
            declared.entry = _entry_as_read(section, declared.entry)
    return replace(design, organization=_entry_as_read("organization", design.organization))


def _entry_as_read(section: Section, entry: Any) -> Any:
    said = data_of(entry)
    reports = said.pop("reports", None)
    file = plain_file({section: said if section == "organization" else [said]})
    if file is None:
        return entry
    read = file.organization if section == "organization" else getattr(file, section)[0]
    return entry_of(section, {**data_of(read), **({} if reports is None else {"reports": reports})})


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
