"""What a sentence of requirements asks for: education, experience, certificates, fields of study, and skills, which is all else.

What is only wished for, and what nobody can see in a design (somebody's character, age or health), is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from orgrules.design.levels import EDUCATION
from orgrules.drafting.model import Field
from orgrules.text import is_chinese, normalize

#: A sentence that is longer is no requirement that patterns should be tried on.
MOST_CHARACTERS = 1000

AskedKind = Literal["education", "experience", "certificate", "fields_of_study", "skill"]


class Asked(NamedTuple):
    """One thing that is asked for: a level's id, years at least, the name of a certificate or skill, or fields of study."""

    kind: AskedKind
    value: str | float | tuple[str, ...]


class Requirement(NamedTuple):
    """What a sentence asks, and the parts that are wished for, traits of a person, or not understood, as written."""

    asked: tuple[Asked, ...] = ()
    wished: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def requirement(text: str, under: Field = "requirements") -> Requirement:
    """What a sentence says; ``under`` is the field that it stands under, which says what bare words are."""
    from orgrules.drafting.writing import requirements_en, requirements_zh

    if len(text) > MOST_CHARACTERS:
        return Requirement(left=(text,))
    read = requirements_zh.read if any(map(is_chinese, text)) else requirements_en.read
    found = read(" ".join(text.split()), under)
    if not any(found) and any(character.isalnum() for character in text):
        return Requirement(left=(text.strip(),))
    return found._replace(asked=tuple(dict.fromkeys(_one_of_each(found.asked))))


def _one_of_each(asked: tuple[Asked, ...]) -> Iterable[Asked]:
    """Of several levels in one sentence the lowest, which will do."""
    levels = [str(each.value) for each in asked if each.kind == "education"]
    for each in asked:
        yield Asked("education", lowest(levels)) if each.kind == "education" else each


def lowest(levels: Iterable[str]) -> str:
    """The lowest of several levels of education."""
    return min(levels, key=EDUCATION.rank)


def level_words(*, chinese: bool) -> dict[str, str]:
    """The words for levels of education in one language: as normalized, with the level's id."""
    words: dict[str, str] = {}
    for level, names in EDUCATION.names.items():
        for name in (*names.values(), *EDUCATION.also_called.get(level, ())):
            if any(map(is_chinese, name)) == chinese:
                words[normalize(name)] = level
    return words


def either(words: Iterable[str]) -> str:
    """A pattern that finds one of some words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
