"""From title to role: the title index that an organization is linked with, and the steps by which a title is taken apart.

The index is filled by the rulebooks (names and aliases of role profiles, areas); what a title may carry besides a name is fixed
here. Nothing is ever dropped from a title in silence: what is not a known name, an edge mark or an area leaves it unrecognized.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from orgrules.organization.model import UNRECOGNIZED, Position, Resolution
from orgrules.text import normalize, suggest

#: What may stand at the edge of a title without changing the role, by the fact it is kept as.
MARKS: Mapping[str, tuple[str, ...]] = {
    "acting": ("acting", "interim", "代理", "临时", "代"),
    "senior": ("senior", "sr.", "sr", "高级", "资深", "ii", "iii", "iv"),
    "junior": ("junior", "jr.", "jr", "初级", "i"),
    "vacant": ("vacant", "vacancy", "空缺", "待聘"),
}
#: Words that make another role of whatever they stand beside; they are never stripped, nor part of an area or of a typo.
PROTECTED = ("副", "助", "兼", "非", "前", "原", "deputy", "assistant", "asst", "vice", "to", "and", "ex", "former")
# they join the words of a place's own name as well: Elephant and Castle
_JOINING = frozenset({"and", "to"})
# in a remark it says that there is another job besides: 大区经理（兼培训）
_BESIDES = frozenset({"兼"})
#: Longest title that is taken apart, and longest row of areas in one, in characters; most parts between its separators.
LONGEST_TITLE, LONGEST_AREAS, MOST_PARTS = 120, 48, 6
#: Most areas that one title may name.
MOST_AREAS = 4
#: Most words of a title that may be misspelt.
MOST_SLIPS = 2
#: Shortest title, in characters, in which a misspelling is looked for.
SHORTEST_MISSPELT = 4

_MARK = {spelling: mark for mark, spellings in MARKS.items() for spelling in spellings}
_CHINESE_MARKS = tuple(sorted((spelling for spelling in _MARK if not spelling.isascii()), key=len, reverse=True))
_CHINESE_END_MARKS = tuple(spelling for spelling in _CHINESE_MARKS if len(spelling) > 1)  # 代 ends many words
_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十百]+|第?\d{1,3}号?|no\.? ?\d{1,3}|#\d{1,3}"
    r"|first|second|third|fourth|fifth|\d{1,3}(?:st|nd|rd|th)"
)
_SEPARATOR = re.compile(r"[()\[\]{}【】〔〕,、/|:;\u2013\u2014]")
_HYPHENS = re.compile("-+")
_NUMBER = re.compile(r" ?(?:#|no\.? ?)?\d{1,3}$| [a-z]$")
_SPACE = re.compile(" ")
_PROTECTED = re.compile(
    rf"(?:{'|'.join(word for word in PROTECTED if not word.isascii())})|\b(?:{'|'.join(filter(str.isascii, PROTECTED))})\b"
)
_CHINESE_AREA_TAILS = ("省", "市", "区", "县", "地区", "片区", "自治区")


class Alias(NamedTuple):
    """A name of a role. ``applies`` tells whether it is that role at a position (None: always); None as its answer is unknown."""

    role: str
    name: str
    with_area: bool  # whether the name with an area is still the same role
    applies: Callable[[Position], bool | None] | None = None


@dataclass(frozen=True)
class TitleIndex:
    """Every name by its normalized form, the conditional ones first; role ids; areas; words that end a unit's name."""

    aliases: Mapping[str, tuple[Alias, ...]]
    roles: Mapping[str, str]  # normalized id or name -> role id
    areas: frozenset[str]
    unit_words: tuple[str, ...]
    other_titles: frozenset[str]

    def resolve(self, position: Position) -> Resolution | None:
        """The role of a position: its stated role, or the first step that explains its title.

        The steps are: the whole title as a name; without edge marks; a name with areas around it. None where none of them does:
        ``near`` then says whether it is a known title misspelt. The answer depends on the title, the stated role and the unit.
        """
        stated = position.declared.entry.role
        if stated is None:
            return self._explain(position)
        role = self.roles.get(normalize(stated))
        if role is None and self.roles:
            named = self._unconditional(normalize(stated))
            nearest = named.role if named else suggest(stated, set(self.roles.values()))
            return Resolution(None, "unknown-role", suggestion=nearest)
        told = self._explain(position)
        return Resolution(role or stated, "stated", title_role=told.title_role if told else None)

    def _explain(self, position: Position) -> Resolution | None:
        """What the title alone tells."""
        title = normalize(position.title)
        found = self._known(title, position)
        if found is not None:
            in_context = found.applies is not None
            return Resolution(found.role, "recognized", found.name, in_context=in_context, title_role=found.role)
        return self._take_apart(title, position)

    def _known(self, name: str, position: Position) -> Alias | None:
        for alias in self.aliases.get(name, ()):
            if alias.applies is None or alias.applies(position):
                return alias
        return None

    def _take_apart(self, title: str, position: Position) -> Resolution | None:
        """Steps c and d: edge marks, then areas around one name. None where neither explains the title."""
        place_names = _place_names(position)
        parts = _parts(title)
        best: Resolution | None = None
        for index, part in enumerate(parts):
            marks: list[str] = []
            areas: list[str] = []
            if not all(self._is_beside(other, place_names, marks, areas) for place, other in enumerate(parts) if place != index):
                continue
            found = self._name_in(part, position, place_names)
            if found is None:
                continue
            alias, inner_marks, inner_areas = found
            areas += inner_areas
            if not areas or alias.with_area:
                return Resolution(
                    alias.role,
                    "recognized",
                    alias.name,
                    tuple(sorted({*marks, *inner_marks})),
                    tuple(areas),
                    in_context=alias.applies is not None,
                    title_role=alias.role,
                )
            best = best or Resolution(None, "area", alias.name, (*marks, *inner_marks), tuple(areas), alias.name)
        return best

    def _name_in(self, part: str, position: Position, place_names: frozenset[str]) -> tuple[Alias, list[str], list[str]] | None:
        """The known name that ``part`` ends with, once marks are taken off its edges and areas off its front."""
        for text, start, taken in self._names(part):
            alias = self._known(text[start:], position)
            if alias is None:
                continue
            before = text[:start].strip()
            front, front_marks = _without_marks(before)
            areas = self._areas(front, place_names, text[start:])
            if areas is not None:
                return alias, [*taken, *front_marks], areas
        return None

    def _names(self, part: str) -> list[tuple[str, int, list[str]]]:
        """The known names that ``part`` ends with: the text, where the name begins in it, and the marks taken off its edges."""
        found: list[tuple[str, int, list[str]]] = [(part, start, []) for start in _starts(part) if part[start:] in self.aliases]
        bare, marks = _without_marks(part)
        if marks:
            found += [(bare, start, marks) for start in _starts(bare) if bare[start:] in self.aliases]
        return found

    def has_name(self, title: str) -> bool:
        """Whether a known name stands in a title. Where none does, no unit explains it."""
        title = normalize(title)
        return title in self.aliases or any(map(self._names, _parts(title)))

    def _is_beside(self, part: str, place_names: frozenset[str], marks: list[str], areas: list[str]) -> bool:
        """Whether a part of a title says only marks and areas; they are added to ``marks`` and ``areas``."""
        rest, found = _without_marks(part)
        inner = self._areas(rest, place_names, "")
        if inner is None:
            return False
        marks += found
        areas += inner
        return True

    def _areas(self, text: str, place_names: frozenset[str], name: str) -> list[str] | None:
        """``text`` as a row of areas: [] for an empty text, None where something in it is no area.

        ``name`` is what the title goes on with.
        """
        text = text.strip(" ,-/")
        if not text:
            return []
        if len(text) > LONGEST_AREAS:
            return None
        if self._is_area(text, place_names, name):
            return [text]
        # the fewest areas that end at each place of the text, from left to right
        rows: dict[int, list[str]] = {0: []}
        for end in [*filter(None, _starts(text)), len(text)]:
            last = end == len(text)
            for start in sorted(rows):
                area = text[start:end].strip()
                if len(rows[start]) < MOST_AREAS and area and self._is_area(area, place_names, name if last else ""):
                    rows[end] = [*rows[start], area]
                    break
        return rows.get(len(text))

    def _is_area(self, text: str, place_names: frozenset[str], name: str) -> bool:
        if text in self.areas:
            return True
        protected = _protected_words(text)
        if text in place_names and protected <= _JOINING:
            return True
        if protected:
            return False
        if _ORDINAL.fullmatch(text):
            return True
        if not text.isascii() and any(text.endswith(tail) and text[: -len(tail)] in self.areas for tail in _CHINESE_AREA_TAILS):
            return True
        # 苏北 in "苏北大区经理" at the unit 苏北大区: the unit's name without its kind, or without what the title goes on with
        for place in place_names:
            if place.startswith(text):
                rest = place[len(text) :].strip()
                if rest in self.unit_words or (rest and name.startswith(rest)):
                    return True
        return False

    def near(self, title: str) -> Resolution:
        """A title that no step explains: a known one with a remark, or with a letter wrong, or one that is not known.

        The role of the first two stays open: a remark may make it another job, or say nothing of the job.
        """
        title = normalize(title)
        parts = _parts(title)
        if title not in self.other_titles and (name := self._with_remark(parts)) is not None:
            return Resolution(None, "remark", name, suggestion=name)
        for part in dict.fromkeys([title, *parts] if len(title) <= LONGEST_TITLE else []):
            bare, _ = _without_marks(part)
            if bare in self.other_titles or title in self.other_titles or self._plain_name(bare) is not None:
                break  # a job of its own, or a known one with something beside it that makes it another
            for start in _starts(bare):
                if start and self._areas(bare[:start], frozenset(), "") is None:
                    continue
                name = self._misspelt(bare[start:])
                if name is not None:
                    return Resolution(None, "near", suggestion=name)
        return Resolution(UNRECOGNIZED, "unrecognized")

    def _with_remark(self, parts: Sequence[str]) -> str | None:
        """The one known name among the parts of a title, where no other part makes another job of it; or one before a number."""
        if len(parts) == 1:
            number = _NUMBER.search(parts[0])
            return self._plain_name(parts[0][: number.start()]) if number else None
        names = {index: name for index, part in enumerate(parts) if (name := self._plain_name(part)) is not None}
        remarks = [part for index, part in enumerate(parts) if index not in names]
        if len(names) != 1 or any(_protected_words(remark) - _BESIDES for remark in remarks):
            return None
        return next(iter(names.values()))

    def _plain_name(self, part: str) -> str | None:
        """The known name that a part of a title is, whatever the unit: without edge marks, and areas before it."""
        bare, _ = _without_marks(part)
        for start in _starts(bare):
            alias = self._unconditional(bare[start:])
            if alias is not None and self._areas(bare[:start], frozenset(), "") is not None:
                return alias.name
        return None

    def _unconditional(self, name: str) -> Alias | None:
        """What a name means wherever it stands."""
        return next((alias for alias in self.aliases.get(name, ()) if alias.applies is None), None)

    def _misspelt(self, text: str) -> str | None:
        if len(text) < SHORTEST_MISSPELT or text in self.other_titles:
            return None
        for candidate in self._spellings.get(_shape(text), ()):
            if abs(len(candidate) - len(text)) > MOST_SLIPS or (candidate[0] != text[0] and candidate[-1] != text[-1]):
                continue
            if _one_slip_a_word(text, candidate) and _protected_words(text) == _protected_words(candidate):
                return self.aliases[candidate][0].name
        return None

    @cached_property
    def _spellings(self) -> Mapping[int, tuple[str, ...]]:
        """The unconditional names by the number of their words."""
        made: dict[int, tuple[str, ...]] = {}
        for name in self.aliases:
            if self._unconditional(name):
                made[_shape(name)] = (*made.get(_shape(name), ()), name)
        return made


def title_index(
    aliases: Iterable[Alias],
    roles: Mapping[str, str],
    areas: Iterable[str],
    unit_words: Iterable[str],
    other_titles: Iterable[str],
) -> TitleIndex:
    """An index over ``aliases``; conditional ones are tried before the plain ones of the same name."""
    by_name: dict[str, list[Alias]] = {}
    for alias in aliases:
        by_name.setdefault(normalize(alias.name), []).append(alias)
    ordered = {name: tuple(sorted(those, key=lambda alias: alias.applies is None)) for name, those in by_name.items()}
    return TitleIndex(
        ordered,
        {normalize(name): role for name, role in roles.items()},
        frozenset(map(normalize, areas)),
        tuple(map(normalize, unit_words)),
        frozenset(map(normalize, other_titles)),
    )


def _parts(title: str) -> list[str]:
    """A title between its separators; [] where it is too long to be one with areas."""
    if len(title) > LONGEST_TITLE:
        return []
    parts = _SEPARATOR.split(title)
    if "-" in title:
        parts = [part for each in parts for part in _at_free_hyphens(each)]
    parts = [part.strip() for part in parts if part and not part.isspace()]
    return parts if len(parts) <= MOST_PARTS else []


def _at_free_hyphens(text: str) -> Iterator[str]:
    """A text between the hyphens that stand free or beside a Chinese character: "Ex-Sales Manager" stays whole."""
    begin = 0
    for hyphens in _HYPHENS.finditer(text):
        start, end = hyphens.span()
        if any(beside.isspace() or _is_chinese(beside) for beside in (text[start - 1 : start], text[end : end + 1])):
            yield text[begin:start]
            begin = end
    yield text[begin:]


def _is_chinese(character: str) -> bool:
    # not a pattern: to compile one with this range takes two milliseconds at every start
    return "\u3400" <= character <= "\u9fff"


def _place_names(position: Position) -> frozenset[str]:
    """The names of a position's unit and of those above it: each may stand in a title as an area."""
    unit = position.unit
    if unit is None:
        return frozenset()
    if unit.place_names is None:
        unit.place_names = frozenset(normalize(around.name) for around in (unit, *unit.above()))
    return unit.place_names


def _without_marks(text: str) -> tuple[str, list[str]]:
    """``text`` without edge marks, and the marks: whole words in English, the first or last characters in Chinese."""
    marks: list[str] = []
    text = text.strip()
    while text:
        first, _, after = text.partition(" ")
        before, _, last = text.rpartition(" ")
        if first in _MARK:
            marks.append(_MARK[first])
            text = after.lstrip()
        elif last in _MARK:
            marks.append(_MARK[last])
            text = before.rstrip()
        elif text.startswith(_CHINESE_MARKS):
            spelling = next(mark for mark in _CHINESE_MARKS if text.startswith(mark))
            marks.append(_MARK[spelling])
            text = text[len(spelling) :].lstrip()
        elif text.endswith(_CHINESE_END_MARKS):
            spelling = next(mark for mark in _CHINESE_END_MARKS if text.endswith(mark))
            marks.append(_MARK[spelling])
            text = text[: -len(spelling)].rstrip()
        else:
            break
    return text, marks


def _starts(text: str) -> Iterator[int]:
    """Where a name may begin in ``text``, the longest first: at words, and at any Chinese character."""
    yield 0
    if text.isascii():
        yield from (match.end() for match in _SPACE.finditer(text))
        return
    for index in range(1, len(text)):
        if text[index] != " " and (text[index - 1] == " " or _is_chinese(text[index]) or _is_chinese(text[index - 1])):
            yield index


def _protected_words(text: str) -> frozenset[str]:
    return frozenset(_PROTECTED.findall(text))


def _shape(text: str) -> int:
    return text.count(" ")


def _one_slip_a_word(text: str, name: str) -> bool:
    """Whether two texts of as many words differ by at most one slip in each of at most two words, and do differ."""
    wrong = 0
    for word, known in zip(text.split(" "), name.split(" "), strict=True):
        if word != known:
            wrong += 1
            if wrong > MOST_SLIPS or len(known) < SHORTEST_MISSPELT or not _one_slip(word, known):
                return False
    return wrong > 0


def _one_slip(word: str, known: str) -> bool:
    """One letter added, left out, changed or swapped with its neighbour (Damerau's four slips)."""
    if abs(len(word) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    a, b = word[start:], known[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
