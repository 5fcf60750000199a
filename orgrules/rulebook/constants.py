"""The values in conditions: read by the type of the fact that they are compared with, and in the form in which it is compared."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from orgrules.days import day_of
from orgrules.facts.expressions import Operator, Scalar
from orgrules.facts.vocabulary import Fact, Kind
from orgrules.files.source import scalar
from orgrules.files.validation import describe
from orgrules.locale import N_, _
from orgrules.organization.attributes import Attribute, Declarations
from orgrules.organization.model import UNRECOGNIZED
from orgrules.text import collapse, did_you_mean, listed, normalize, shown

#: Whole numbers in rules stay below this, so that both engines hold them exactly.
LARGEST_NUMBER = 2**53

#: The tests that ask for an order, as comparisons of a column and of two values.
ORDER: dict[str, Operator] = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}

#: What kinds of subjects are called, one of them and several.
ONE_OF_KIND: dict[Kind, str] = {
    "position": N_("position"),
    "unit": N_("unit"),
    "person": N_("person"),
    "cycle": N_("cycle"),
    "organization": N_("organization"),
}
MANY_OF_KIND: dict[Kind, str] = {
    "position": N_("positions"),
    "unit": N_("units"),
    "person": N_("people"),
    "cycle": N_("cycles"),
    "organization": N_("organizations"),
}

_TYPES = {"number": N_("a whole number"), "decimal": N_("a number"), "truth": N_("true or false")}
_ANY_VALUE = N_("a value")


class Names(NamedTuple):
    """What the loaded rulebooks define, for conditions to be checked against: role ids, terms' ids by kind and name …"""

    roles: frozenset[str]
    terms: Mapping[str, Mapping[str, str]]  # kind -> normalized name -> id
    declared: Declarations = Declarations()


def constant(fact: Fact, value: Any, names: Names) -> Scalar:
    """A value of a rule in the form in which the fact's column holds it.

    Raises:
        ValueError: it is of another type, or no value of the fact, with the nearest right one.
    """
    found = scalar(value)
    kind = fact.type
    if found is None or isinstance(found, dict | list):
        raise ValueError(expected_instead(_(_TYPES.get(kind, _ANY_VALUE)), value))
    if kind == "any":
        return found  # type: ignore[no-any-return]
    if kind in _TYPES:
        return _number_or_truth(kind, found, value)
    if kind == "date":
        return day_meant(value)
    text = str(value)
    if fact.declared is not None and fact.declared.values:
        return _value_of(fact.declared, text)
    if kind == "level" and fact.scale:
        return fact.scale.rank(fact.scale.read(text))
    if kind == "choice" and fact.scale:
        return fact.scale.read(text)
    if kind == "choice" and text not in fact.values:
        raise ValueError(
            _('"{value}" is no value of {fact}; expected one of {known}{hint}').format(
                value=shown(text), fact=fact.name, known=listed(fact.values), hint=did_you_mean(text, fact.values)
            )
        )
    if kind == "role" and text not in names.roles and text != UNRECOGNIZED:
        raise ValueError(unknown_role(text, names))
    if fact.term and names.terms.get(fact.term):
        return _term(fact.term, text, names)
    return normalize(text) if fact.folded else collapse(text)


def day_meant(value: Any) -> str:
    """A day of a rule in the form in which days are compared.

    Raises:
        ValueError: it is none.
    """
    day = day_of(scalar(value))
    if day is None:
        raise ValueError(expected_instead(_("a day such as 2026-03-31"), value))
    return day


def _value_of(attribute: Attribute, text: str) -> str:
    found = attribute.ids.get(normalize(text))
    if found is None:
        names = [name for id_, texts in attribute.values.items() for name in (id_, *texts.values())]
        message = _('expected {expected}, found "{text}"{hint}')
        raise ValueError(message.format(expected=attribute.expected(), text=shown(text), hint=did_you_mean(text, names)))
    return found


def unknown_role(role: str, names: Names) -> str:
    """That nobody defines a role, with the nearest one."""
    return _('no loaded rulebook defines the role "{role}"{hint}').format(role=shown(role), hint=did_you_mean(role, names.roles))


def comparable(fact: Fact) -> Callable[[Any], Any]:
    """How a fact's value is turned into what it is compared as."""
    if fact.type == "level" and fact.scale:
        return fact.scale.rank
    if fact.folded:
        return normalize
    if fact.type == "text":
        return collapse
    return as_it_is


def are_comparable(fact: Fact, other: Fact) -> bool:
    """Whether two facts may be compared with each other: equal types, or both numbers."""
    return (fact.type, fact.scale) == (other.type, other.scale) or {fact.type, other.type} <= {"number", "decimal", "any"}


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


def same(there: Any, value: Any) -> bool:
    """Equality that does not take true for 1."""
    return bool(there == value) and isinstance(there, bool) == isinstance(value, bool)


def have_an_order(there: Any, value: Any) -> bool:
    """Whether one of two values can come before the other: two numbers, or two texts."""
    if isinstance(there, bool) or isinstance(value, bool):
        return False
    return all(isinstance(each, int | float) for each in (there, value)) or all(isinstance(each, str) for each in (there, value))


def _number_or_truth(kind: str, found: Any, value: Any) -> Scalar:
    types: Any = {"number": (int,), "decimal": (int, float), "truth": (bool,)}[kind]
    if not isinstance(found, types) or isinstance(found, bool) != (kind == "truth"):
        raise ValueError(expected_instead(_(_TYPES[kind]), value))
    if not abs(found) < LARGEST_NUMBER:  # which catches .nan too
        raise ValueError(expected_instead(_("a number below {limit}").format(limit=LARGEST_NUMBER), value))
    number: Scalar = found
    return number


def _term(kind: str, text: str, names: Names) -> str:
    known = names.terms[kind]
    found = known.get(normalize(text))
    if found is None:
        raise ValueError(
            _('no loaded rulebook defines the {kind} "{name}"{hint}').format(
                kind=_(kind), name=shown(text), hint=did_you_mean(text, sorted(set(known.values())))
            )
        )
    return found


def expected_instead(what: str, value: Any) -> str:
    """That a value is none of what is expected."""
    return _("expected {expected}, found {found}").format(expected=what, found=describe(value))
