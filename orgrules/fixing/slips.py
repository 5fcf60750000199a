"""What a text was meant to be that differs from a name by slips of the hand alone, where that is one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orgrules.text import is_chinese, normalize

#: Shortest word in which one letter may be wrong, and in which two may, in characters.
ONE_SLIP = 4
TWO_SLIPS = 9
#: Shortest name in which a short word may have a slip, in characters.
SHORTEST = 6
#: With more names than these, only those one slip away are looked for, which need no comparison with every name.
MOST_COMPARED = 3_000
#: Most characters by which whole texts that are compared may differ.
MOST_SLIPS = 4
#: Characters that tell one thing from another that is called alike.
_TELLING = "东西南北中上下左右前后内外大小新老正副总分一二三四五六七八九十甲乙丙丁"
#: What joins the parts of ids and names.
_JOINTS = str.maketrans("", "", "-_. ")
#: Most different characters of names that are tried in each place of a text.
MOST_CHARACTERS = 80


class Slips:
    """The names of things, by which texts that mean none of them may have been meant."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        """``named`` are names, each with the number of what bears it."""
        self._things: dict[str, list[int]] = {}
        self._bare: dict[str, list[str]] = {}
        for name, thing in named:
            self.add(name, thing)
        self._characters: Sequence[str] = ""
        if len(self._things) > MOST_COMPARED:
            known = sorted({character for form in self._things for character in form})
            self._characters = known if len(known) <= MOST_CHARACTERS else ""

    def add(self, name: str, thing: int) -> None:
        """One more name of a thing."""
        # most names are plain; of a hundred thousand it matters
        form = name.lower() if name.isascii() and " ".join(name.split()) == name else normalize(name)
        those = self._things.get(form)
        if those is None:
            those = self._things[form] = []
            self._bare.setdefault(_bare(form), []).append(form)
        those.append(thing)

    def meant(self, text: str) -> list[tuple[str, int]]:
        """The names, with the numbers of what bears them, that a text may be a slip of; those that differ least."""
        form = normalize(text)
        alike = self._bare.get(_bare(form), [])
        if alike:
            return self._bearing(alike)
        if len(form) < ONE_SLIP:
            return []
        if len(self._things) > MOST_COMPARED:
            return self._bearing(
                each for each in dict.fromkeys(_one_slip_away(form, self._characters)) if self._is_name(each, form)
            )
        from rapidfuzz import process  # imported where used: most designs need none
        from rapidfuzz.distance import OSA

        found = process.extract(form, self._things.keys(), scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
        near = [(each, distance) for each, distance, _index in found if is_slip(form, each)]
        least = min((distance for _each, distance in near), default=0)
        return self._bearing(each for each, distance in near if distance == least)

    def _is_name(self, text: str, form: str) -> bool:
        return text in self._things and is_slip(form, text)

    def _bearing(self, forms: Iterable[str]) -> list[tuple[str, int]]:
        return [(form, thing) for form in forms for thing in self._things[form]]


def is_slip(text: str, name: str, *, in_sentences: bool = False) -> bool:
    """Whether a text differs from a name by slips alone: a letter or two in a word that is known by the rest of it.

    Another number is another thing, and so is most often another Chinese character, but ``in_sentences``.
    """
    from rapidfuzz.distance import OSA

    words, of_name = (re.findall(r"\w+", normalize(each).replace("_", " ")) for each in (text, name))
    if len(words) != len(of_name):
        return _bare(normalize(text)) == _bare(normalize(name))
    for word, other in zip(words, of_name, strict=True):
        if word == other:
            continue
        if re.findall(r"\d+", word) != re.findall(r"\d+", other) or max(len(word), len(other)) < ONE_SLIP - 1:
            return False
        distance, shorter = OSA.distance(word, other), min(len(word), len(other))
        if any(map(is_chinese, word + other)):
            if distance > 1 or not (in_sentences or _is_same_in_chinese(word, other)):
                return False
        elif shorter < ONE_SLIP:  # a letter too many, too few or elsewhere; with another letter a short word is another one
            if len(name) < SHORTEST or distance > 1 or (len(word) == len(other) and sorted(word) != sorted(other)):
                return False
        elif distance > (1 if shorter < TWO_SLIPS else 2):
            return False
    return True


def _is_same_in_chinese(word: str, other: str) -> bool:
    """Whether two words differ by the order of two characters, or by one that tells nothing apart."""
    if len(word) == len(other):
        return sorted(word) == sorted(other)
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return not any(longer.count(character) != shorter.count(character) for character in _TELLING)


def _one_slip_away(form: str, characters: Iterable[str]) -> Iterator[str]:
    for at in range(len(form) + 1):
        before, after = form[:at], form[at:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for character in characters:
            yield before + character + after
            yield before + character + after[1:]


def _bare(text: str) -> str:
    """A text without what people change in ids: what joins their parts, leading zeros."""
    joined = text.translate(_JOINTS)
    return re.sub(r"(?<!\d)0+(?=\d)", "", joined) if "0" in joined else joined
