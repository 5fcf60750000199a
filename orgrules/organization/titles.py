"""From title to role: the title index that an organization is linked with, and the steps by which a title is taken apart.

The index is filled by the rulebooks (names and aliases of role profiles, areas); what a title may carry besides a name is fixed
here and in ``title_words``. Nothing is ever dropped from a title in silence: what is not a known name, an edge mark, an area or a
number leaves it unrecognized, and what a firm may mean in several ways leaves its role open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from orgrules.organization.model import UNRECOGNIZED, Position, Resolution
from orgrules.organization.title_words import (
    JOB_ENDINGS,
    LONGEST_TITLE,
    PROTECTED,
    UNCERTAIN,
    UNCERTAIN_CHINESE,
    is_compound_area,
    ordinal,
    posts,
    protected_words,
    split,
    starts,
    without_count,
    without_marks,
    written_out,
)
from orgrules.text import normalize, suggest

__all__ = ["PROTECTED", "Alias", "TitleIndex", "title_index"]

# they join the words of a place's own name as well: Elephant and Castle
_JOINING = frozenset({"and", "to"})
# in a remark it says that there is another job besides: 大区经理（兼培训）
_BESIDES = frozenset({"兼"})
#: Longest row of areas in a title, in characters, and most areas of one.
LONGEST_AREAS, MOST_AREAS = 48, 4
#: Most words of a title that may be misspelt.
MOST_SLIPS = 2
#: Titles of earlier designs that are remembered.
MOST_REMEMBERED = 10_000
#: Shortest title, in characters, in which a misspelling is looked for.
SHORTEST_MISSPELT = 4

# a grade or a series behind a name is a remark: 销售代表P4, Sales Manager M2
_GRADE = re.compile(r"[ -]?[a-z]{0,2}\d{1,3}$")
_CHINESE_AREA_TAILS = ("省", "市", "区", "县", "地区", "片区", "自治区", "新区", "开发区", "高新区", "半岛", "州")
_STORE = "店"
# in brackets behind the name of a store's post they say where the store is
# a store of these is a shop of another trade: 烤鸭店, 服装店
_GOODS = tuple("鸭鸡鱼肉面饭茶酒粉饼串锅菜汤车花鞋装服品具机药书表镜材妆容发甲浴衣帽布吧")
_STREETS = ("路", "街", "大道", "广场", "商圈", "镇", "村")
_STREET_TAILS = (_STORE, "城", *_STREETS)
_IN_CHARGE = "主持工作"
_AND = re.compile(r" ?& ?| and |[及和与]")


class Alias(NamedTuple):
    """A name of a role. ``applies`` tells whether it is that role at a position (None: always); None as its answer is unknown.

    An open one is a title that firms use for several jobs: it leaves the role open, unless another name of the role that it may
    be (``role``, "" for none in particular) stands beside it: CEO alone, and General Manager (CEO).
    """

    role: str
    name: str
    with_area: bool  # whether the name with an area is still the same role
    applies: Callable[[Position], bool | None] | None = None
    is_open: bool = False


class _Found(NamedTuple):
    """A name found in a part of a title, as it is written there, and what stood around it."""

    alias: Alias
    written: str
    marks: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    headcount: int | None = None


class Remembered(NamedTuple):
    """What titles came out as, in this design and earlier ones: most designs of a run have many titles in common.

    ``anywhere``: titles, with the role that is stated beside them, on which no unit bears. ``unexplained``: what ``near`` says.
    """

    anywhere: dict[tuple[str, str | None], Resolution]
    unexplained: dict[str, Resolution]


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

        The steps are: the whole title as a name; without edge marks and numbers; a name with areas around it; several names of
        one role; several posts. None where none of them does: ``near`` then says whether it is a known title misspelt. The
        answer depends on the title, the stated role and the unit.
        """
        stated = position.declared.entry.role
        if stated is None:
            return self._explain(position)
        role = self.roles.get(normalize(stated))
        if role is None and self.roles:
            named = self._unconditional(normalize(stated))
            nearest = named.role if named and not named.is_open else suggest(stated, set(self.roles.values()))
            return Resolution(None, "unknown-role", suggestion=nearest)
        told = self._explain(position)
        return Resolution(
            role or stated, "stated", title_role=told.title_role if told else None, headcount=told.headcount if told else None
        )

    def _explain(self, position: Position) -> Resolution | None:
        """What the title alone tells."""
        title = normalize(position.title)
        found = self._known(title, position)
        if found is not None:
            return _resolution([_Found(found, title)])
        if title in self.other_titles:
            return None
        told = self._take_apart(title, position)
        if told is not None:
            return told
        for text in written_out(title):
            told = self._whole(text, position)
            if told is not None:
                return told
        return self._several_posts(title, position)

    def _known(self, name: str, position: Position) -> Alias | None:
        for alias in self.aliases.get(name, ()):
            if alias.applies is None or alias.applies(position):
                return alias
        return None

    def _take_apart(self, title: str, position: Position) -> Resolution | None:
        """The names in a title, where everything beside them is a mark, a number or an area; None where something is not."""
        place_names = _place_names(position)
        names: list[_Found] = []
        rest: list[str] = []
        marks: list[str] = []
        areas: list[str] = []
        count: int | None = None
        parts = split(title)
        for part in parts:
            if len(parts) > 1 and (part in place_names or part in self.areas):
                areas.append(part)
                continue
            found = self._name_in(part, position, place_names)
            if found is not None:
                names.append(found)
                continue
            beside = self._beside(part, place_names) if len(parts) > 1 else None
            if beside is None:
                rest.append(part)
            else:
                marks += beside[0]
                areas += beside[1]
                count = count or beside[2]
        if rest and len(parts) == 2 and title.isascii() and all(found.alias.is_open for found in names):
            # "Manager, Sales": a post, and what it is in
            post, post_marks = without_marks(parts[0])
            found = self._name_in(f"{parts[1]} {post}", position, place_names)
            if found is not None:
                names, rest = [found], []
                marks += post_marks
        elif rest and names and _STORE in names[0].written:
            areas += rest if all(len(part) > 1 and part.endswith(_STREET_TAILS) for part in rest) else ()
            rest = [part for part in rest if part not in areas]
        if not names or rest:
            return None
        if len(names) == 1 and areas:
            names = [self._of_unit(names[0], areas, position)]
        if _IN_CHARGE in title and "副" in names[0].written:  # a deputy in charge is the head for now, or a deputy still
            return Resolution(None, "open", names[0].alias.name, ("acting",), tuple(areas), names[0].alias.name)
        return _resolution(names, marks, areas, count)

    def _of_unit(self, found: _Found, areas: Sequence[str], position: Position) -> _Found:
        """The name that says the kind of the unit, too, where an area beside it does: General Manager, South Region."""
        for area in areas:
            if not area.endswith(self.unit_words):
                continue
            for word in self.unit_words:
                if area != word and area.endswith(word):
                    name = f"{found.written} of the {word}" if word.isascii() else f"{word}{found.written}"
                    alias = self._known(name, position)
                    if alias is not None:
                        return found._replace(alias=alias)
        return found

    def _several_posts(self, title: str, position: Position) -> Resolution | None:
        """A title of two posts, at least one of them known: which of them the rules should ask for stays open."""
        for post in posts(title):
            told = self._whole(post, position)
            if told is not None:
                return Resolution(None, "open", told.name, told.marks, told.areas, suggestion=told.name)
        return None

    def _whole(self, title: str, position: Position) -> Resolution | None:
        found = self._known(title, position)
        return _resolution([_Found(found, title)]) if found is not None else self._take_apart(title, position)

    def _name_in(self, part: str, position: Position, place_names: frozenset[str]) -> _Found | None:
        """The known name in ``part``, once marks and numbers are taken off its edges, and areas off its front or its end."""
        if (alias := self._named(part, position)) is not None:
            return _Found(alias, part)
        for text, marks, count in _bare(part):
            for start in starts(text):
                written = text[start:]
                alias = self._named(written, position)
                if alias is not None:
                    front, front_marks = without_marks(text[:start])
                    if "concurrent" in front_marks:  # before a name it joins another post that is left unsaid
                        continue
                    areas = self._areas(front, place_names, written)
                    if areas is not None:
                        return _Found(alias, written, (*marks, *front_marks), tuple(areas), count)
            found = self._name_before(text, position, place_names) or self._name_of_unit(text, position, place_names)
            if found is not None:
                return found._replace(marks=marks, headcount=count)
        return None

    def _named(self, written: str, position: Position) -> Alias | None:
        """The name, or an English one in the plural."""
        if written in self.aliases:
            return self._known(written, position)
        singular = written[:-1]
        if written.endswith("s") and singular in self.aliases and written not in self.other_titles:
            return self._known(singular, position)
        return None

    def _name_before(self, text: str, position: Position, place_names: frozenset[str]) -> _Found | None:
        """The known name that a text begins with, where areas follow: Regional Manager Wales."""
        if not text.isascii():
            return None
        words = text.split(" ")
        for number in range(len(words) - 1, 0, -1):
            written = " ".join(words[:number])
            alias = self._named(written, position)
            if alias is not None:
                after = " ".join(words[number:])
                numbered = without_count(after)
                areas = None if numbered and not numbered[0] else self._areas(after, place_names, "")
                return None if areas is None else _Found(alias, written, areas=tuple(areas))
        return None

    def _name_of_unit(self, text: str, position: Position, place_names: frozenset[str]) -> _Found | None:
        """The known name with an area in it, before the word for a unit: Head of the Shanghai Office."""
        before, of, after = text.partition(" of ")
        if not of:
            return None
        after = after.removeprefix("the ")
        for word in self.unit_words:
            if after.endswith(f" {word}"):
                for written in (f"{before} of the {word}", f"{before} of {word}"):
                    alias = self._known(written, position)
                    if alias is not None:
                        areas = self._areas(after[: -len(word)], place_names, "")
                        return None if areas is None else _Found(alias, written, areas=tuple(areas))
        return None

    def is_name(self, title: str) -> bool:
        """Whether a title is a name that means the same in every unit."""
        aliases = self.aliases.get(normalize(title))
        return aliases is not None and aliases[0].applies is None  # those with a condition come first

    def has_name(self, title: str) -> bool:
        """Whether a known name may stand in a title. Where none does, no unit explains it."""
        title = normalize(title)
        if title in self.aliases:
            return True
        for text in (title, *written_out(title), *posts(title)):
            parts = split(text)
            if any(map(self._has_name, parts)) or (len(parts) == 2 and self._has_name(f"{parts[1]} {parts[0]}")):
                return True
        return False

    def _has_name(self, part: str) -> bool:
        """Whether a name stands at an edge of a part of a title, or around an area."""
        if " of " in part:
            return True
        for text, _, _ in _bare(part):
            if any(text[start:] in self.aliases or text[start:-1] in self.aliases for start in starts(text)):
                return True
            if any(text[: start - 1] in self.aliases or text[: start - 2] in self.aliases for start in starts(text) if start):
                return True
        return False

    def _beside(self, part: str, place_names: frozenset[str]) -> tuple[list[str], list[str], int | None] | None:
        """Marks, areas and count of a part of a title that says nothing else; None for any other."""
        for text, marks, count in _bare(part):
            areas = None if text.isdecimal() else self._areas(text, place_names, "")
            if areas is not None:
                return list(marks), areas, count
        return None

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
        row = self._row_of_areas(text, place_names, name)
        if row is None and len(joined := _AND.split(text)) > 1 and all(joined):
            rows = [self._row_of_areas(each, place_names, "") for each in joined]
            if all(rows):
                return [area for each in rows for area in each or ()]
        return row

    def _row_of_areas(self, text: str, place_names: frozenset[str], name: str) -> list[str] | None:
        # the fewest areas that end at each place of the text, from left to right
        rows: dict[int, list[str]] = {0: []}
        for end in [*filter(None, starts(text)), len(text)]:
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
        protected = protected_words(text)
        if text in place_names and protected <= _JOINING:
            return True
        if protected:
            return False
        if ordinal(text) or is_compound_area(text, self.areas):
            return True
        if not text.isascii() and any(text.endswith(tail) and text[: -len(tail)] in self.areas for tail in _CHINESE_AREA_TAILS):
            return True
        if self._is_unit_of_area(text) or (name and self._is_store(text, name)):
            return True
        # 苏北 in "苏北大区经理" at the unit 苏北大区: the unit's name without its kind, or without what the title goes on with
        for place in place_names:
            if place.startswith(text):
                rest = place[len(text) :].strip()
                if rest in self.unit_words or (rest and name.startswith(rest)):
                    return True
        return False

    def _is_unit_of_area(self, text: str) -> bool:
        """Whether a text is an area and the word for a unit: 华南大区, 第二组, Leeds Branch."""
        if not text.endswith(self.unit_words):
            return False
        for word in self.unit_words:
            if text.endswith(word):
                area = text[: -len(word)]
                if area.isascii() and not area.endswith(" ") and word.isascii():
                    continue
                area = area.strip()
                if area in self.areas or ordinal(area) or is_compound_area(area, self.areas):
                    return True
        return False

    def _is_store(self, text: str, name: str) -> bool:
        """Whether a text names a store, whatever its place is called (天河城店店长), and no kind of store (咖啡店店长)."""
        if text.isascii() or _STORE not in name:
            return False
        if len(text) > 2 and text.endswith(_STREETS):
            return True
        if not name.startswith(_STORE):
            return False
        own = text.removesuffix(_STORE) if not name.startswith("店经理") else text
        if len(own) < 2 or own.endswith(_GOODS) or (own == text and not name.startswith("店经理")):
            return False
        title = text + name
        kinds = (title[start:] for start in starts(title) if start < len(text))
        return not any(kind in self.other_titles or kind in self.aliases for kind in kinds)

    def near(self, title: str) -> Resolution:
        """A title that no step explains: a known one with a remark, or with a letter wrong, or one that is not known.

        The role of the first two stays open: a remark may make it another job, or say nothing of the job.
        """
        title = normalize(title)
        parts = split(title)
        if title not in self.other_titles and (name := self._with_remark(parts)) is not None:
            return Resolution(None, "remark", name, suggestion=name)
        for part in dict.fromkeys([title, *parts] if len(title) <= LONGEST_TITLE else []):
            bare, _ = without_marks(part)
            if bare in self.other_titles or title in self.other_titles or self._plain_name(bare) is not None:
                break  # a job of its own, or a known one with something beside it that makes it another
            for start in starts(bare):
                if start and self._areas(bare[:start], frozenset(), "") is None:
                    continue
                name = self._misspelt(bare[start:])
                if name is not None:
                    return Resolution(None, "near", suggestion=name)
        return Resolution(UNRECOGNIZED, "unrecognized")

    def _with_remark(self, parts: Sequence[str]) -> str | None:
        """The one known name in a title with a remark.

        It is the one among its parts, where no other part makes another job of it, or the one beside a word that may.
        """
        if len(parts) == 1:
            text = parts[0]
            first, _, behind = text.partition(" ")
            if first in UNCERTAIN:
                return self._plain_name(behind)
            if text.startswith(UNCERTAIN_CHINESE):
                return self._plain_name(text[2:])
            grade = _GRADE.search(text)
            return self._plain_name(text[: grade.start()]) if grade else None
        names = {index: name for index, part in enumerate(parts) if (name := self._plain_name(part)) is not None}
        remarks = [part for index, part in enumerate(parts) if index not in names]
        if len(names) != 1 or any(protected_words(remark) - _BESIDES for remark in remarks):
            return None
        return next(iter(names.values()))

    def _plain_name(self, part: str) -> str | None:
        """The known name that a part of a title is, whatever the unit: without edge marks, and areas before it."""
        for bare, _, _ in _bare(part):
            for start in starts(bare):
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
            if not _one_slip_a_word(text, candidate) or self._is_meant(text, candidate):
                continue
            if protected_words(text) == protected_words(candidate):
                return self.aliases[candidate][0].name
        return None

    def _is_meant(self, text: str, name: str) -> bool:
        """Whether what tells a text from a name is a word, and so no slip: Head of Wales, 客服组长 beside 客服部长."""
        if text.isascii():
            return any(word in self.areas for word in set(text.split(" ")) - set(name.split(" ")))
        if text.endswith(name):  # 菜市场经理: a character before a name makes another word of it
            return True
        return text.endswith(JOB_ENDINGS) and not any(text.endswith(word) and name.endswith(word) for word in JOB_ENDINGS)

    def remembered(self) -> Remembered:
        """What was remembered of earlier designs, to be gone on with; too many titles are forgotten."""
        for titles in self._remembered:
            if len(titles) > MOST_REMEMBERED:
                titles.clear()
        return self._remembered

    @cached_property
    def _remembered(self) -> Remembered:
        return Remembered({}, {})

    @cached_property
    def _spellings(self) -> Mapping[int, tuple[str, ...]]:
        """The unconditional names by the number of their words."""
        made: dict[int, tuple[str, ...]] = {}
        for name in self.aliases:
            if (alias := self._unconditional(name)) is not None and not alias.is_open:
                made[_shape(name)] = (*made.get(_shape(name), ()), name)
        return made


def title_index(
    aliases: Iterable[Alias],
    roles: Mapping[str, str],
    areas: Iterable[str],
    unit_words: Iterable[str],
    other_titles: Iterable[str],
    open_titles: Iterable[tuple[str, str]] = (),
) -> TitleIndex:
    """An index over ``aliases``; conditional ones are tried before the plain ones of the same name, open ones after both.

    ``open_titles`` are those of several jobs, each with the role that it may be ("": none in particular).
    """
    by_name: dict[str, list[Alias]] = {}
    for alias in aliases:
        by_name.setdefault(normalize(alias.name), []).append(alias)
    for title, may_be in open_titles:
        same = by_name.setdefault(normalize(title), [])
        if all(alias.applies for alias in same):
            same.append(Alias(may_be, title, with_area=True, is_open=True))
    ordered = {name: tuple(sorted(those, key=lambda alias: alias.applies is None)) for name, those in by_name.items()}
    return TitleIndex(
        ordered,
        {normalize(name): role for name, role in roles.items()},
        frozenset(map(normalize, areas)),
        tuple(map(normalize, unit_words)),
        frozenset(map(normalize, other_titles)),
    )


def _bare(part: str) -> Iterator[tuple[str, tuple[str, ...], int | None]]:
    """``part``, and what is left of it once marks and numbers are taken off its edges, with those marks and the count."""
    yield part, (), None
    text = part
    marks: tuple[str, ...] = ()
    count: int | None = None
    while text:
        bare, found = without_marks(text)
        if found:
            text, marks = bare, (*marks, *found)
        elif numbered := without_count(text):
            text, count = numbered[0], count or numbered[1]
        else:
            return
        yield text, marks, count


def _resolution(
    names: Sequence[_Found], marks: Iterable[str] = (), areas: Sequence[str] = (), count: int | None = None
) -> Resolution:
    """What a title comes out as that says these names, and nothing else but marks and areas."""
    firm = [found for found in names if not found.alias.is_open]
    roles = {found.alias.role for found in firm}
    may_be = {found.alias.role for found in names if found.alias.is_open} if len(firm) < len(names) else set()
    alias = (firm or names)[0].alias
    every_mark, every_area = {*marks}, [*areas]
    for found in names:
        every_mark.update(found.marks)
        every_area.extend(found.areas)
        count = count or found.headcount
    all_marks = tuple(sorted(every_mark)) if every_mark else ()
    all_areas = tuple(dict.fromkeys(every_area)) if every_area else ()
    if len(roles) != 1 or not may_be <= roles:
        suggestion = alias.name if roles else None
        return Resolution(None, "open", alias.name, all_marks, all_areas, suggestion, headcount=count)
    if all_areas and not alias.with_area:
        return Resolution(None, "area", alias.name, all_marks, all_areas, alias.name, headcount=count)
    in_context = alias.applies is not None
    return Resolution(alias.role, "recognized", alias.name, all_marks, all_areas, None, in_context, alias.role, count)


def _place_names(position: Position) -> frozenset[str]:
    """The names of a position's unit and of those above it: each may stand in a title as an area."""
    unit = position.unit
    if unit is None:
        return frozenset()
    if unit.place_names is None:
        around = (unit,) if unit.parent is None else (unit, *unit.above())
        unit.place_names = frozenset([normalize(each.name) for each in around])
    return unit.place_names


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
