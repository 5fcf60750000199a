"""Attributes as rulebooks declare them: how what a design writes under ``attributes`` is read, and what does not fit."""

# annotations are read at once, and not put off by __future__: typing compiles those of a NamedTuple, at every start

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from orgrules.days import day_of
from orgrules.locale import N_, _, spoken
from orgrules.text import NO_TEXTS, Texts, collapse, listed, normalize

#: What an attribute may hold. ``any``: whatever the design says, as of one that nobody declares.
AttributeType = Literal["any", "text", "number", "date", "boolean", "values"]

#: Numbers stay below this, so that both engines hold them exactly.
_LARGEST = 2**53
_NUMBER = r"[+-]?\d{1,15}(\.\d{1,15})?"
_TRUTHS = {"true": True, "yes": True, "y": True, "是": True, "false": False, "no": False, "n": False, "否": False}
_EXPECTED = {
    "text": N_("a text, in quotation marks where it looks like a number"),
    "number": N_("a number"),
    "date": N_("a day such as 2026-03-31"),
    "boolean": N_("true or false"),
}


class Attribute(NamedTuple):
    """One attribute as declared. ``values`` are those that it may have, each with its names, by which designs may state it."""

    type: AttributeType
    label: Texts = NO_TEXTS
    values: Mapping[str, Texts] = MappingProxyType({})
    ids: Mapping[str, str] = MappingProxyType({})  # the values by every name, in the form in which names are compared

    def read(self, written: Any) -> Any:
        """What is written, as a value of the type; None where it is none, or nothing is written."""
        if self.type == "any":
            return written
        if self.type == "values":
            return None if isinstance(written, list | dict) else self.ids.get(normalize(_text(written)))
        if self.type == "date":
            return day_of(written)
        if self.type == "text":
            return (collapse(written) or None) if isinstance(written, str) else None
        if self.type == "boolean":
            return written if isinstance(written, bool) else _TRUTHS.get(normalize(written)) if isinstance(written, str) else None
        return _number(written)

    def expected(self) -> str:
        """What is expected of a value, in words."""
        if self.type != "values":
            return _(_EXPECTED[self.type])
        return _("one of {names}").format(names=listed(self.named(id_) for id_ in self.values))

    def named(self, id_: str) -> str:
        """A value by its name in the language spoken."""
        return self.values.get(id_, NO_TEXTS).get(spoken()) or id_


def attribute(type_: AttributeType, label: Texts, values: Mapping[str, Texts]) -> Attribute:
    """An attribute as declared."""
    names = {normalize(text): id_ for id_, texts in values.items() for text in texts.values()}
    return Attribute(type_, label, values, names | {normalize(id_): id_ for id_ in values})


#: Attributes by kind of subject and name.
Attributes = Mapping[str, Mapping[str, Attribute]]


class Declarations(NamedTuple):
    """The attributes that are declared; of the kinds that are ``closed`` there are no others."""

    attributes: Attributes = MappingProxyType({})
    closed: frozenset[str] = frozenset()


def value_at(attributes: Any, name: str) -> Any:
    """What stands under a name; dots lead into nested mappings, a name with dots in it comes first."""
    value, rest = attributes, name
    while rest:
        if not isinstance(value, dict):
            return None
        if rest in value:
            return value[rest]
        first, _dot, rest = rest.partition(".")
        value = value.get(first)
    return value


def misfits(attributes: Any, declared: Mapping[str, Attribute]) -> list[str]:
    """The names of the declared attributes under which something else stands than they hold."""
    found = []
    for name, attribute in declared.items():
        written = value_at(attributes, name)
        is_blank = written is None or (isinstance(written, str) and not written.strip())  # not modelled
        if not is_blank and attribute.read(written) is None:
            found.append(name)
    return found


def _text(written: Any) -> str:
    return str(written).lower() if isinstance(written, bool) else str(written)


def _number(written: Any) -> int | float | None:
    """A number, or a text that is one: where the type is declared, that is no guess."""
    if isinstance(written, str):
        text = unicodedata.normalize("NFKC", written).strip()
        if re.fullmatch(_NUMBER, text) is None:
            return None
        written = float(text) if "." in text else int(text)
    if isinstance(written, bool) or not isinstance(written, int | float) or not abs(written) < _LARGEST:
        return None
    return written
