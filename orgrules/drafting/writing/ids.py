"""Ids out of names: English words joined by hyphens, Chinese in pinyin by words, the same for the same name on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from orgrules.drafting.writing.words import divided, is_joining
from orgrules.text import is_chinese, normalize

#: The longest id, and the most words that one is made of.
MOST_CHARACTERS = 60
MOST_WORDS = 6

_RUNS = re.compile("[a-z0-9]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_POSSESSIVE = re.compile("(?<=[a-z])['\u2019]s\\b|(?<=[a-z])['\u2019](?=[a-z])")
_LETTERS = re.compile(r"\b([a-z])&([a-z])\b")
_LITTLE = "a an the of to and or in on for with by at from as is are be its their his her all any other such this that"
_SKIPPED = frozenset(_LITTLE.split())
#: Words that pypinyin reads as other ones.
_READ = {"支行": "zhihang", "总行": "zonghang", "大夫": "daifu"}
#: What pypinyin reads otherwise where it stands alone: 长 behind what somebody heads.
_HEADS = re.compile("(?<=[部店组科处班队厂校院馆站所局区室行社园])长")


def slug(text: str, *, most_words: int = MOST_WORDS) -> str:
    """The id that a name gives; empty where it has no letter or character that an id can show."""
    pieces = [piece for piece in _pieces(text) if piece[0]]
    telling = [piece for piece, is_telling in pieces if is_telling] or [piece for piece, _is_telling in pieces]
    chosen: list[str] = []
    for piece in telling[:most_words]:
        if chosen and len("-".join((*chosen, piece))) > MOST_CHARACTERS:
            break
        chosen.append(piece[:MOST_CHARACTERS])
    return "-".join(chosen)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text as an id has them, each with whether it tells more than that others belong together."""
    plain = _LETTERS.sub(r"\1\2", _POSSESSIVE.sub("", _without_accents(normalize(text))))
    for run in _RUNS.findall(plain[:400]):
        if is_chinese(run[0]):
            for word in divided(run):
                yield _pinyin(word), not is_joining(word)
        else:
            yield run, run not in _SKIPPED


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


@lru_cache(maxsize=4096)
def _pinyin(word: str) -> str:
    from pypinyin import lazy_pinyin

    if word in _READ:
        return _READ[word]
    heads = {found.start() for found in _HEADS.finditer(word)}
    said = lazy_pinyin(word, errors="ignore")
    if len(said) == len(word):
        said = ["zhang" if index in heads else syllable for index, syllable in enumerate(said)]
    return re.sub("[^a-z0-9]", "", _without_accents("".join(said).lower())).replace("lve", "lue").replace("nve", "nue")


def unique(wanted: str, taken: Container[str], kind: str = "") -> str:
    """An id that is not taken: the wanted one, or that with the next number; of none, the kind with one."""
    if wanted and wanted not in taken:
        return wanted
    wanted, number = (wanted, 2) if wanted else (kind, 1)
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def named_id(name: str, kind: str, taken: Container[str], kept: Mapping[str, str], *, most_words: int = MOST_WORDS) -> str:
    """The id of a name: the one it had (``kept``: by the form in which names are compared), else a new one.

    A name that no id can show gets the kind with a number.
    """
    before = kept.get(normalize(name))
    if before is not None:
        return before
    return unique(slug(name, most_words=most_words), taken, kind)
