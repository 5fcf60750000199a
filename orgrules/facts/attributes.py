"""Attributes as facts: as rulebooks declare them or as they stand, and which of them do not fit what is declared."""

# annotations are read at once: the vocabulary is made of these facts

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from orgrules.facts import readers
from orgrules.locale import N_, _
from orgrules.organization.attributes import Attribute, Declarations, misfits, value_at
from orgrules.organization.model import Subject, class_of, organization_of
from orgrules.text import did_you_mean, listed, shown

#: Where no rulebook declares any: most often.
NONE_DECLARED: Mapping[str, Attribute] = MappingProxyType({})


def reader(name: str, attribute: Attribute | None) -> Callable[[Any], Any]:
    """How an attribute is read: as it is declared, or as it stands."""
    if attribute is None:
        return lambda subject: value_at(readers.attributes(subject), name)

    def read(subject: Any) -> Any:
        written = value_at(readers.attributes(subject), name)
        return None if written is None else attribute.read(written)

    return read


def declared_as(kind: str, name: str, declarations: Declarations) -> Attribute | None:
    """How an attribute is declared; None where it is not, and any may be named, or where one around it is.

    Raises:
        ValueError: attributes of such subjects are declared, and it is none of them, with the nearest one.
    """
    known = declarations.attributes.get(kind, {})
    found = known.get(name)
    if found is not None:
        return found if found.type != "any" else None
    parts = name.split(".")
    within = (known.get(".".join(parts[:number])) for number in range(1, len(parts)))
    if kind in declarations.closed and not any(around is not None and around.type == "any" for around in within):
        raise ValueError(_undeclared(kind, name, known))
    return None


_UNDECLARED = {
    "position": N_('no loaded rulebook declares the attribute "{name}" of positions{hint}'),
    "unit": N_('no loaded rulebook declares the attribute "{name}" of units{hint}'),
    "person": N_('no loaded rulebook declares the attribute "{name}" of people{hint}'),
    "organization": N_('no loaded rulebook declares the attribute "{name}" of the organization{hint}'),
}


def _undeclared(kind: str, name: str, known: Mapping[str, Attribute]) -> str:
    hint = did_you_mean(name, known) or _("; declared are {names}").format(names=listed(map(shown, known)))
    return _(_UNDECLARED[kind]).format(name=shown(name), hint=hint)


def misfitting(subject: Subject) -> frozenset[str] | None:
    """The attributes that hold something else than a rulebook declares, each with what is expected."""
    declared = _declared(subject)
    there = readers.attributes(subject) if declared else None
    if not declared or not there:
        return None
    said = _("{attribute}: {found} (expected {expected})")
    return frozenset(
        said.format(attribute=shown(name), found=_found(value_at(there, name)), expected=declared[name].expected())
        for name in misfits(there, declared)
    )


def first_misfitting(subject: Subject) -> tuple[str, ...]:
    """Under which key the first of them stands."""
    return tuple(misfits(readers.attributes(subject), _declared(subject))[:1])


def misspelt(subject: Subject) -> frozenset[str] | None:
    """The attributes that no rulebook declares and that are near one that is declared and not there, each with it."""
    declared = _declared(subject)
    there = readers.attributes(subject) if declared else None
    return frozenset(f"{shown(name)} → {meant}" for name, meant in _near(subject, there, declared)) if there else None


def first_misspelt(subject: Subject) -> tuple[str, ...]:
    """Under which key the first of them stands."""
    return tuple(name for name, _meant in _near(subject, readers.attributes(subject), _declared(subject)))[:1]


def _near(subject: Subject, there: Mapping[str, Any] | None, declared: Mapping[str, Attribute]) -> list[tuple[str, str]]:
    organization = organization_of(subject)
    kind = class_of(subject)
    names = [name for name in there or () if name not in declared and not any(known.startswith(f"{name}.") for known in declared)]
    found = ((name, organization.suggester.suggest(f"attribute of {kind}", name, lambda: list(declared))) for name in names)
    return [(name, meant) for name, meant in found if meant is not None and value_at(there, meant) is None]


def _declared(subject: Subject) -> Mapping[str, Attribute]:
    return organization_of(subject).terms.attributes.get(class_of(subject).lower(), NONE_DECLARED)


def _found(written: Any) -> str:
    if isinstance(written, bool):
        return "true" if written else "false"
    return _("a mapping") if isinstance(written, dict) else _("a list") if isinstance(written, list) else shown(str(written))
