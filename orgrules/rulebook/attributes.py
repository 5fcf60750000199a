"""The attributes that rulebooks declare, over all that are loaded: one attribute is the same thing to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from orgrules.errors import Problem, RulebookError
from orgrules.files.validation import Locate, validate_data
from orgrules.locale import N_, _
from orgrules.organization.attributes import Attribute, Attributes, attribute
from orgrules.rulebook.files import AttributeEntry, RulebookFile
from orgrules.rulebook.folders import Folder
from orgrules.text import NO_TEXTS, normalize, shown

_DECLARED_OTHERWISE = {
    "position": N_('the attribute "{name}" of positions is declared otherwise in {place}'),
    "unit": N_('the attribute "{name}" of units is declared otherwise in {place}'),
    "person": N_('the attribute "{name}" of people is declared otherwise in {place}'),
    "organization": N_('the attribute "{name}" of the organization is declared otherwise in {place}'),
}


def declared_attributes(folders: Iterable[Folder], problems: list[Problem]) -> Attributes:
    """All attributes that are declared. Two rulebooks that declare one differently are a problem; one may refine another."""
    found: dict[str, dict[str, Attribute]] = {}
    first: dict[tuple[str, str], Problem] = {}
    for folder in folders:
        for (kind, name), (member, entry) in _of_family(folder).items():
            at = ("attributes", kind, name)
            declared = _attribute(entry)
            _check_names(declared, member, at, problems)
            other = found.setdefault(kind, {}).setdefault(name, declared)
            place = first.setdefault((kind, name), member.source.problem(at, "", key=True))
            if not _agree(declared, other):
                message = _(_DECLARED_OTHERWISE[kind]).format(name=shown(name), place=f"{place.path}:{place.line}:{place.column}")
                problems.append(member.source.problem(at, message, key=True))
    return found


def attributes_of(data: Any, locate: Locate) -> Attributes:
    """Attributes as ``rulebook.yaml`` declares them under ``attributes``, of which ``locate`` tells the place.

    Raises:
        RulebookError: it is no such declaration.
    """
    head = {"rulebook": "none", "version": "0", "name": "None"}
    file = validate_data(RulebookFile, {**head, "attributes": data}, locate)
    if not isinstance(file, RulebookFile):
        raise RulebookError(*file)
    return {kind: {name: _attribute(entry) for name, entry in entries.items()} for kind, entries in file.attributes.items()}


def declaring(folder: Folder) -> frozenset[str]:
    """The kinds of which a rulebook, or one that it extends, declares attributes: its rules may name no others."""
    return frozenset(kind for member in folder.family for kind, entries in member.file.attributes.items() if entries)


def _of_family(folder: Folder) -> Mapping[tuple[str, str], tuple[Folder, AttributeEntry]]:
    """The declarations of a rulebook before those of what it extends."""
    return {
        (kind, name): (member, entry)
        for member in reversed(list(folder.family))
        for kind, entries in member.file.attributes.items()
        for name, entry in entries.items()
    }


def _attribute(entry: AttributeEntry) -> Attribute:
    label = entry.name.texts() if entry.name else NO_TEXTS
    if entry.values is None:
        return attribute(entry.type or "any", label, {})
    return attribute("values", label, {value: said.texts() if said else NO_TEXTS for value, said in entry.values.items()})


def _agree(one: Attribute, other: Attribute) -> bool:
    return (one.type, one.values) == (other.type, other.values)


def _check_names(declared: Attribute, member: Folder, at: tuple[str, ...], problems: list[Problem]) -> None:
    """A name of a value stands for one value."""
    for id_, texts in declared.values.items():
        for text in (id_, *texts.values()):
            other = declared.ids[normalize(text)]
            if other != id_:
                message = _('"{name}" is a name of two values: {one} and {other}')
                told = message.format(name=shown(text), one=shown(other), other=shown(id_))
                problems.append(member.source.problem(at, told, key=True))
