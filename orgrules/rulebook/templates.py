"""Messages with ``{facts}`` in them: looked up by name, never evaluated.

``{{`` and ``}}`` stand for braces; ``[[ … {fact} … ]]`` is left out where a fact in it is absent, and ``{fact} ({other})`` says
what is equal once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from orgrules.facts.paths import understand
from orgrules.facts.vocabulary import Fact, Hop, Kind
from orgrules.locale import _
from orgrules.organization.attributes import Declarations
from orgrules.text import did_you_mean, shown

#: What a finding itself has to say: what should be there, what is there, what a list lacks, what it has too much, who else
#: has what it lacks, and, where each member of a collection is asked by itself, who is at fault.
OF_THE_FINDING = ("expected", "actual", "missing", "extra", "elsewhere", "who")

_ABSENT = "–"
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_IN_BRACKETS = re.compile(r"(?<!\{)\{([^{}]+)\} ?[(（]\{([^{}]+)\}[)）]")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def check_template(text: str, kind: Kind, declared: Declarations = Declarations()) -> str | None:  # noqa: B008 - frozen
    """What is wrong with a message about a subject of ``kind``, or None; ``declared`` are its attributes."""
    for match in _PLACEHOLDER.finditer(text):
        name = match[1]
        if match[0] in ("{", "}"):
            message = _('a lone "{brace}"; write "{braces}" for the character itself')
            return message.format(brace=match[0], braces=match[0] * 2)
        if name is None or name in OF_THE_FINDING:
            continue
        try:
            word = understand(kind, name, declared).word
        except ValueError as error:
            return _("{{{name}}}: {error}{hint}").format(name=shown(name), error=error, hint=did_you_mean(name, OF_THE_FINDING))
        if isinstance(word, Hop):
            fact = "title" if word.to == "position" else "name"
            message = _("{{{name}}} leads to another subject; name one of its facts, such as {{{name}.{fact}}}")
            return message.format(name=shown(name), fact=fact)
        if not isinstance(word, Fact):
            return _("{{{name}}} is a collection; say {{{name}.count}}").format(name=shown(name))
    return None


class Placeholder(NamedTuple):
    """A placeholder: the fact that stands there."""

    name: str


class Pair(NamedTuple):
    """``{fact} ({other})``: of two that are equal the first, else all of it."""

    first: str
    other: str
    whole: tuple[str | Placeholder, ...]

    def said(self, value: Callable[[str], str | None]) -> list[str | None]:
        """Its pieces with the values of facts, None for one that is absent."""
        first = value(self.first)
        if first is not None and first == value(self.other):
            return [first]
        return [each if isinstance(each, str) else value(each.name) for each in self.whole]


class Template(NamedTuple):
    """A text taken apart, to be filled many times: pieces, and whether they are left out where a fact in them is absent.

    ``names`` are the facts in it; without any, it is the ``fixed`` text.
    """

    parts: tuple[tuple[tuple[str | Placeholder | Pair, ...], bool], ...]
    names: frozenset[str] = frozenset()
    fixed: str | None = None

    def fill(self, value: Callable[[str], str | None]) -> str:
        """The text with every placeholder replaced by ``value(name)``, and by a dash where that is None.

        The values are not looked into again.
        """
        if self.fixed is not None:
            return self.fixed
        filled: list[str] = []
        for pieces, optional in self.parts:
            said: list[str | None] = []
            for piece in pieces:
                if isinstance(piece, str):
                    said.append(piece)
                elif isinstance(piece, Placeholder):
                    said.append(value(piece.name))
                else:
                    said += piece.said(value)
            if not (optional and None in said):
                filled += [_ABSENT if each is None else each for each in said]
        return "".join(filled)


def template(text: str) -> Template:
    """A text taken apart."""
    parts = tuple((tuple(_pieces(part)), index % 2 == 1) for index, part in enumerate(_OPTIONAL.split(text)) if part)
    names = frozenset(name for pieces, _optional in parts for piece in pieces for name in _names_in(piece))
    return Template(parts, names, None if names else "".join(str(piece) for pieces, _optional in parts for piece in pieces))


def _names_in(piece: str | Placeholder | Pair) -> Iterable[str]:
    if isinstance(piece, str):
        return ()
    return (piece.name,) if isinstance(piece, Placeholder) else (piece.first, piece.other)


def _pieces(part: str) -> Iterator[str | Placeholder | Pair]:
    at = 0
    for match in _IN_BRACKETS.finditer(part):
        yield from _simple(part[at : match.start()])
        yield Pair(match[1], match[2], tuple(_simple(match[0])))
        at = match.end()
    yield from _simple(part[at:])


def _simple(part: str) -> Iterator[str | Placeholder]:
    at = 0
    for match in _PLACEHOLDER.finditer(part):
        before = part[at : match.start()]
        if match[1] is None:
            yield before + match[0][0]
        else:
            if before:
                yield before
            yield Placeholder(match[1])
        at = match.end()
    if at < len(part):
        yield part[at:]
