"""What is wrong with a text that is no YAML, and where: what libyaml says of it, and what its words hide."""

from __future__ import annotations

import re
from typing import Any

from orgrules.files.decoding import LINE_BREAK
from orgrules.locale import N_, _
from orgrules.text import shown

# what libyaml says is wrong with a text that this program hands to it, and what it was about to do.
_LIBYAML_WORDS = frozenset(
    {
        N_("block sequence entries are not allowed in this context"),
        N_("mapping keys are not allowed in this context"),
        N_("could not find expected ':'"),
        N_("could not find expected directive name"),
        N_("did not find URI escaped octet"),
        N_("did not find expected '!'"),
        N_("did not find expected ',' or ']'"),
        N_("did not find expected ',' or '}'"),
        N_("did not find expected '-' indicator"),
        N_("did not find expected <document start>"),
        N_("did not find expected alphabetic or numeric character"),
        N_("did not find expected comment or line break"),
        N_("did not find expected digit or '.' character"),
        N_("did not find expected hexdecimal number"),
        N_("did not find expected key"),
        N_("did not find expected node content"),
        N_("did not find expected tag URI"),
        N_("did not find expected version number"),
        N_("did not find expected whitespace"),
        N_("did not find expected whitespace or line break"),
        N_("did not find the expected '>'"),
        N_("exceeded maximum nesting depth"),
        N_("found a tab character that violates indentation"),
        N_("found a tab character where an indentation space is expected"),
        N_("found an indentation indicator equal to 0"),
        N_("found duplicate %TAG directive"),
        N_("found duplicate %YAML directive"),
        N_("found extremely long version number"),
        N_("found incompatible YAML document"),
        N_("found invalid Unicode character escape code"),
        N_("found undefined tag handle"),
        N_("found unexpected ':'"),
        N_("found unexpected document indicator"),
        N_("found unexpected end of stream"),
        N_("found unexpected non-alphabetical character"),
        N_("found unknown directive name"),
        N_("found unknown escape character"),
        N_("while increasing block level"),
        N_("while increasing flow level"),
        N_("while parsing a %TAG directive"),
        N_("while parsing a block collection"),
        N_("while parsing a block mapping"),
        N_("while parsing a block node"),
        N_("while parsing a flow mapping"),
        N_("while parsing a flow node"),
        N_("while parsing a flow sequence"),
        N_("while parsing a node"),
        N_("while parsing a quoted scalar"),
        N_("while parsing a tag"),
        N_("while parsing a tag directive"),
        N_("while scanning a %TAG directive"),
        N_("while scanning a %YAML directive"),
        N_("while scanning a block scalar"),
        N_("while scanning a directive"),
        N_("while scanning a plain scalar"),
        N_("while scanning a quoted scalar"),
        N_("while scanning a simple key"),
        N_("while scanning a tag"),
        N_("while scanning a tag directive"),
        N_("while scanning an alias"),
        N_("while scanning an anchor"),
        N_("while scanning for the next token"),
    }
)

# a full-width colon behind a key, and a comma before one; texts, not compiled patterns: hardly any run needs them
_FULL_WIDTH = (
    r"^[\s{\[\uff0c,-]*[A-Za-z_]+\s*(?P<colon>\uff1a)"
    r"|[{,]\s*[A-Za-z_]+\s*(?P<inner>\uff1a)"
    r"|(?P<comma>\uff0c)\s*[A-Za-z_]+\s*[:\uff1a]"
)


def wrong_at(error: Any, text: str) -> tuple[int, int, str]:
    """Where a text is no YAML, by an error of PyYAML: line and column, from 0, and what is wrong there."""
    if not hasattr(error, "problem_mark"):  # it is about the text as a whole
        return 0, 0, _not_yaml(str(error))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, _message(error, text)
    return _full_width(error, mark.line, text) or (mark.line, mark.column, _message(error, text))


def _full_width(error: Any, last: int, text: str) -> tuple[int, int, str] | None:
    """The full-width colon behind a key, or comma before one, that made a text no YAML, and what to write; None without one.

    It stands in the line where the error was found, the ``last``, or before it: what follows it was read as a part of a text.
    """
    if not ("\uff1a" in text or "\uff0c" in text):
        return None
    first = min(last, error.context_mark.line if error.context_mark else last)
    lines = LINE_BREAK.split(text)
    for line in range(last, max(first, last - 1) - 2, -1):
        match = re.search(_FULL_WIDTH, lines[line]) if 0 <= line < len(lines) else None
        if match is not None and not _is_quoted(lines[line][: match.start()]):
            found = match[match.lastgroup or 0]
            message = _('not YAML: "{character}" is full-width; write "{yaml}", or put the text in quotes')
            told = message.format(character=found, yaml=": " if found == "\uff1a" else ", ")
            return line, match.start(match.lastgroup or 0), told
    return None


def _is_quoted(before: str) -> bool:
    """Whether what follows in the line seems to stand in quotes or in a comment."""
    return before.count('"') % 2 == 1 or before.count("'") % 2 == 1 or "#" in before


def _message(error: Any, text: str) -> str:
    """What libyaml says, in one line, with the one common cause that its words hide."""
    problem = str(error.problem or error.context or error).split("\n")[0]
    if "cannot start any token" in problem:
        index = error.problem_mark.index if error.problem_mark else 0
        found = text[index : index + 1]
        if found == "\t":
            return _("not YAML: a tab character; indent with spaces")
        return _('not YAML: no value can begin with "{character}"; put the text in quotes').format(character=shown(found))
    if problem.startswith("mapping values are not allowed"):
        return _('not YAML: a ":" is not allowed here; is a text with ": " not in quotes, or the indentation uneven?')
    if error.context and error.context != problem:
        return _("not YAML: {problem} ({context})").format(problem=_said(problem), context=_said(error.context))
    return _not_yaml(problem)


def _not_yaml(problem: str) -> str:
    return _("not YAML: {problem}").format(problem=_said(problem))


def _said(words: str) -> str:
    """What libyaml says, in the language spoken where that is known."""
    return _(words) if words in _LIBYAML_WORDS else shown(words)
