"""Messages with ``{facts}`` in them: looked up by name, never evaluated.

``{{`` and ``}}`` stand for braces; ``[[ … {fact} … ]]`` is left out where a fact in it is absent, and ``{fact} ({other})`` says
what is equal once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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


def fill(text: str, value: Callable[[str], str | None]) -> str:
    """``text`` with every placeholder replaced by ``value(name)``, and by a dash where that is None.

    The values are not looked into again.
    """

    def said_once(match: re.Match[str]) -> str:
        said = value(match[1])
        return f"{{{match[1]}}}" if said is not None and said == value(match[2]) else match[0]

    def filled(part: str, *, optional: bool) -> str:
        absent = False

        def replace(match: re.Match[str]) -> str:
            nonlocal absent
            if match[1] is None:
                return match[0][0]
            found = value(match[1])
            absent |= found is None
            return _ABSENT if found is None else found

        done = _PLACEHOLDER.sub(replace, _IN_BRACKETS.sub(said_once, part))
        return "" if optional and absent else done

    parts = _OPTIONAL.split(text)
    return "".join(filled(part, optional=index % 2 == 1) for index, part in enumerate(parts))
