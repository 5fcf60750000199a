"""Three versions of one file become one: what the last draft wrote, what people made of it, and what the handbook gives now.

Entries are merged by their keys and ids, and rows by theirs: edits side by side are no conflict, as they would be by lines. What
people wrote stays as they wrote it; where both changed the same thing, so does that, and it is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from merge3 import Merge3

from orgrules.drafting.updating.parts import (
    Conflict,
    Group,
    NoParts,
    Part,
    lines_of,
    numbered,
    pieces,
    separated_by,
    separator_of,
    table_parts,
    text_of,
    yaml_parts,
)

#: Kinds of conflicts. Both changed it; a person changed what the handbook no longer says; a person removed what it now says
#: otherwise; it no longer says what is still cited; it changed a text that a person translated; a person has a file of their own
#: where the draft would put one.
CHANGED, GONE, REMOVED, CITED, TRANSLATED, TAKEN = "changed", "gone", "removed", "cited", "translated", "taken"

_LANGUAGES = ("en", "zh")


class Merged(NamedTuple):
    """A merged text, and what is to be told of it: each conflict with the line, from 1, that it is about."""

    text: str
    conflicts: tuple[tuple[int, Conflict], ...]


class Around(NamedTuple):
    """Three versions of a collection, within which entries are merged."""

    base: Group
    ours: Group
    theirs: Group

    @property
    def shift(self) -> int:
        """How many columns further to the right what the handbook gives is to stand."""
        return self.ours.indent - self.theirs.indent

    def taken(self, part: Part) -> Part:
        """An entry of theirs as it stands in ours: in brackets, or in lines of its own.

        Raises:
            NoParts: it goes over several lines, and ours are in brackets.
        """
        if self.ours.style == self.theirs.style:
            return _shifted(part, self.shift)
        body = part.body.strip()
        if self.ours.style != "flow":
            return Part(part.name, "", "", body, "", "\n")
        if "\n" in body or "#" in body:
            raise NoParts
        return Part(part.name, " ", "", body, "", "")


def merge_yaml(base: str, ours: str, theirs: str) -> Merged:
    """Merge YAML files, by entry; where one has no entries that could be told apart, by line."""
    try:
        return _merged(_group(*map(yaml_parts, map(_ended, (base, ours, theirs))), key="", kept=()), ours)
    except NoParts:
        return merge_lines(base, ours, theirs)


def merge_table(base: str, ours: str, theirs: str, kept: Collection[str] = ()) -> Merged:
    """Merge tables of statements, by row and cell; the rows of ``kept`` ids stay although the handbook has them no more."""
    separator = separator_of(ours)
    read = partial(table_parts, separator=separator)
    try:
        versions = (_ended(separated_by(base, separator)), _ended(ours), _ended(separated_by(theirs, separator)))
        return _merged(_group(*map(read, versions), key="", kept=kept), ours)
    except NoParts:
        return merge_lines(base, ours, theirs)


def merge_lines(base: str, ours: str, theirs: str) -> Merged:
    """Merge texts by line: where both changed the same lines, or lines beside one another, those of ours stay."""
    text, conflicts = "", []
    for kind, *versions in _regions(base, ours, theirs):
        if kind == "conflict":
            said = [" ".join("".join(version).split()) for version in versions]
            conflicts.append((text.count("\n") + 1, Conflict(CHANGED, "", said[1], said[2])))
        text += "".join(versions[1 if kind == "conflict" else 0])
    return Merged(text, tuple(conflicts))


def _regions(base: str, ours: str, theirs: str) -> Iterator[tuple[str, ...]]:
    # the words of a file that come often are no less words of it, as difflib's own way with long texts has it
    matcher = partial(SequenceMatcher, autojunk=False)
    versions = [lines_of(text) for text in (base, ours, theirs)]
    yield from Merge3(*versions, sequence_matcher=matcher).merge_groups()  # type: ignore[arg-type, misc]


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def _merged(group: Group, ours: str) -> Merged:
    """The text of a merged group; it ends with a line break if ``ours`` does."""
    text: list[str] = []
    line, conflicts = 1, []
    for piece in pieces(group):
        if isinstance(piece, str):
            text.append(piece)
            line += piece.count("\n")
        else:
            conflicts.append((line, piece))
    whole = "".join(text)
    return Merged(whole if ours.endswith("\n") else whole.removesuffix("\n"), tuple(conflicts))


def _group(base: Group, ours: Group, theirs: Group, *, key: str, kept: Collection[str]) -> Group:
    """Three versions of a collection as one."""
    before, own, new = _by_name(base, ours, theirs)
    around = Around(base, ours, theirs)
    marks: list[Conflict] = []
    result: dict[Hashable, Part] = {}
    for number, name in enumerate(dict.fromkeys((*own, *new)), 1):
        b, o, t = before.get(name), own.get(name), new.get(name)
        said = _said(name, number)
        at = key if key.endswith(f"/{said}") else f"{key}/{said}".lstrip("/")  # an item that has but the key that names it
        if o is not None and t is not None:
            merged = _part(b, o, t, around, at)
            if not _is_emptied(merged):
                result[name] = merged
        elif t is not None and b is None:
            result[name] = around.taken(t)
        elif t is not None and b is not None and t.meaning != b.meaning:
            marks.append(Conflict(REMOVED, at, "", _told(t)))
        elif o is not None and b is None:
            result[name] = o
        elif o is not None and b is not None and name in kept:
            result[name] = replace(o, marks=[Conflict(CITED, at, _told(o), "")])
        elif o is not None and b is not None and _exact(o, ours.indent) != _exact(b, base.indent):
            result[name] = replace(o, marks=[Conflict(GONE, at, _told(o), "")])
    marks += _untranslated(before, own, new, key)
    order = _order(list(before), list(own), list(new), result)
    closing = _remarks(base.closing, ours.closing, theirs.closing) if not key else ours.closing
    return replace(ours, parts=_laid_out([result[name] for name in order], ours), closing=closing, marks=marks)


def _part(base: Part | None, ours: Part, theirs: Part, around: Around, key: str) -> Part:
    """Three versions of an entry as one; ``base`` is None where both came by it."""
    if base is None:
        return ours if ours.words == theirs.words else _inside(_empty(ours), ours, theirs, around, key)
    lead = _lead(base, ours, theirs, around)
    if _flat(ours.body, around.ours.indent) == _flat(base.body, around.base.indent):
        return replace(around.taken(theirs), lead=lead)
    if theirs.words in (base.words, ours.words):
        return replace(ours, lead=lead)
    return replace(_inside(base, ours, theirs, around, key), lead=lead)


def _inside(base: Part, ours: Part, theirs: Part, around: Around, key: str) -> Part:
    """An entry that both changed: its value is merged, what stands around it is as people have it."""
    b, o, t = base.value, ours.value, theirs.value
    if isinstance(b, Group) and isinstance(o, Group) and isinstance(t, Group) and b.kind == o.kind == t.kind:
        return replace(ours, value=_group(b, o, t, key=key, kept=()))
    was, is_now, is_new = (" ".join(text_of(value).split()) for value in (b, o, t))
    if is_new in (was, is_now):
        return ours
    if is_now == was:
        if isinstance(o, Group) or isinstance(t, Group):
            return around.taken(theirs)
        return replace(ours, value=_moved(t, around.shift))
    if isinstance(o, Group) and o.kind == "mapping" and isinstance(t, str) and "\n" not in t.strip():
        translated = _translated(o, was, t, key)
        if translated is not None:
            return replace(ours, value=translated)
    if not isinstance(o, Group) and all(text_of(value).count("\n") > 1 for value in (b, o, t)):
        by_line = merge_lines(text_of(b), o, _moved(text_of(t), around.shift))
        if not by_line.conflicts:
            return replace(ours, value=by_line.text)
    return replace(ours, marks=[*ours.marks, Conflict(CHANGED, key, is_now, is_new)])


def _translated(ours: Group, was: str, theirs: str, key: str) -> Group | None:
    """A text that a person made two of, one a language: that of the handbook follows it, and the other is told."""
    said = {part.name: part.words.removeprefix(f"{part.name}:").strip() for part in ours.parts}
    those = [name for name, words in said.items() if words == was]
    if set(said) != set(_LANGUAGES) or len(those) != 1:
        return None
    (other,) = set(_LANGUAGES) - set(those)
    text = " " + theirs.strip()
    parts = [replace(part, value=text) if part.name == those[0] else part for part in ours.parts]
    return replace(ours, parts=parts, marks=[*ours.marks, Conflict(TRANSLATED, f"{key}/{other}", said[other], theirs.strip())])


def _is_emptied(part: Part) -> bool:
    """Whether nothing is left of a collection that was written in lines: its key alone would say nothing."""
    return isinstance(part.value, Group) and part.value.style == "block" and not part.value.parts


def _lead(base: Part, ours: Part, theirs: Part, around: Around) -> str:
    """What stands before an entry, comments and blank lines: that of people, where they changed it."""
    if {around.base.style, around.ours.style, around.theirs.style} != {"block"}:
        return ours.lead
    was, is_now, is_new = (
        _flat("\n" + part.lead, group.indent) for part, group in zip((base, ours, theirs), around, strict=True)
    )
    if is_new in (was, is_now):
        return ours.lead
    if is_now == was:
        return _shifted(theirs, around.shift).lead
    return _moved(_remarks(was, is_now, is_new), around.ours.indent)[1:]


def _remarks(base: str, ours: str, theirs: str) -> str:
    """Comments and blank lines of three versions: all that any of them added, and none that one of them took away."""
    if theirs in (base, ours):
        return ours
    before, own, new = (numbered(lines_of(text)) for text in (base, ours, theirs))
    added = [line for line in (*own, *new) if line not in before]
    kept = {*added, *(line for line in before if line in own and line in new)}
    return "".join(str(line[0] if isinstance(line, tuple) else line) for line in _order(before, own, new, kept))


def _empty(part: Part) -> Part:
    """An entry that both came by, as it was before: it says nothing."""
    value = replace(part.value, parts=[]) if isinstance(part.value, Group) else ""
    return replace(part, value=value)


def _untranslated(
    before: Mapping[Hashable, Part], own: Mapping[Hashable, Part], new: Mapping[Hashable, Part], key: str
) -> Iterator[Conflict]:
    """A text that the handbook changed, and that a person had put into the other language."""
    if not all(set(_LANGUAGES) & set(versions) for versions in (before, own, new)):
        return

    def words(versions: Mapping[Hashable, Part], language: str) -> str:
        return versions[language].words.removeprefix(f"{language}:").strip() if language in versions else ""

    for changed, other in (_LANGUAGES, _LANGUAGES[::-1]):
        is_changed = words(new, changed) != words(before, changed) == words(own, changed)
        is_own = words(own, other) not in ("", words(before, other)) and words(new, other) == words(before, other)
        if is_changed and is_own:
            at = f"{key}/{other}" if key else other
            yield Conflict(TRANSLATED, at, words(own, other), words(new, changed))


def _by_name(base: Group, ours: Group, theirs: Group) -> list[dict[Hashable, Part]]:
    """The parts of three versions by names that mean the same in each; those without a name by what they are most like."""
    old = numbered(part.name if part.name is not None else ("#", part.words) for part in base.parts)
    found = [dict(zip(old, base.parts, strict=True))]
    nameless = [(name, part.words) for name, part in found[0].items() if part.name is None]
    for group in (ours, theirs):
        without = [part.words for part in group.parts if part.name is None]
        meant = iter(_alike([words for _name, words in nameless], without))
        names: list[Hashable] = []
        for part in group.parts:
            index = None if part.name is not None else next(meant)
            if part.name is not None:
                names.append(part.name)
            else:
                names.append(("#", part.words) if index is None else nameless[index][0])
        found.append(dict(zip(numbered(names), group.parts, strict=True)))
    return found


def _alike(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Which of the old texts each new one was made from, in order; None: none of them."""
    found: list[int | None] = [None] * len(new)
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            for index, number in zip(range(first, last), range(begin, end), strict=False):
                found[number] = index
    return found


def _order(before: list[Hashable], own: list[Hashable], new: list[Hashable], kept: Collection[Hashable]) -> list[Hashable]:
    """In which order the parts stand: as in the handbook, unless people put them into another order themselves."""
    common = set(before) & set(own)
    is_as_drafted = [name for name in own if name in common] == [name for name in before if name in common]
    first, second = (new, own) if is_as_drafted else (own, new)
    order = [name for name in first if name in kept]
    there = set(order)
    previous: Hashable = None
    for name in second:
        if name in kept and name not in there:
            order.insert(order.index(previous) + 1 if previous in there else 0, name)
            there.add(name)
        if name in there:
            previous = name
    return order


def _laid_out(parts: list[Part], like: Group) -> list[Part]:
    """Parts one behind the other, as those of a group stand: the first may stand where its bracket or its stroke does."""
    first = like.parts[0].lead if like.parts else ""
    laid = []
    for index, part in enumerate(parts):
        stands_inside = like.is_compact and not index
        if like.style == "block":
            if stands_inside and part.lead:
                raise NoParts
            laid.append(replace(part, pad="" if stands_inside else " " * like.indent))
        elif like.style == "flow" and not part.lead.strip():
            lead = part.lead if index and part.lead else " " if index else first
            laid.append(replace(part, lead=lead))
        else:
            laid.append(part)
    return laid


def _shifted(part: Part, by: int) -> Part:
    """A part as it stands that many columns further to the right."""
    if not by:
        return part
    lead = _moved("\n" + part.lead, by)[1:]
    return replace(part, lead=lead, head=_moved(part.body, by), value="", trail="")


def _moved(text: str, by: int) -> str:
    return re.sub(r"\n(?=[^\n])", "\n" + " " * by, text) if by > 0 else _flat(text, -by)


def _flat(text: str, indent: int) -> str:
    """A text without that many blanks before its lines, behind the first."""
    return re.sub(f"\n {{1,{indent}}}", "\n", text) if indent else text


def _exact(part: Part, indent: int) -> tuple[str, str]:
    """A part as it is written, wherever it stands."""
    return _flat("\n" + part.lead, indent), _flat(part.body, indent)


def _told(part: Part) -> str:
    """What an entry says, in one line."""
    return part.words.removeprefix("- ")


def _said(name: Hashable, number: int) -> str:
    """The name of an entry as people look for it; that of one without is its number."""
    if isinstance(name, tuple):
        if isinstance(name[0], tuple):
            return _said(name[0], number)
        return str(number) if name[0] == "#" else str(name[1] or name[0])
    return str(name)
