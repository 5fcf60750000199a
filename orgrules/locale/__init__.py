"""The program's own sentences in the reader's language: English stands in the code, other languages in catalogs beside this file.

A sentence is marked where it stands, ``_("no file matches {pattern}").format(pattern=…)``, and looked up when it is said, in
the language that ``speaking`` set for the run; nothing is translated when a module is imported. What is written into a table
first is marked with ``N_`` and said with ``_`` later. A language is a folder with an ``orgrules.mo``, made by
``.ci/catalogs.py``; the texts of rulebooks are data and not in it.
"""

from __future__ import annotations

import gettext as catalogs
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

#: A language by its code (ISO 639): the name of its folder here, or that of the code itself.
Language = str
ENGLISH: Language = "en"

FOLDER = os.path.dirname(__file__)
DOMAIN = "orgrules"

#: The languages that the program speaks.
LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    *sorted(name for name in os.listdir(FOLDER) if os.path.isfile(os.path.join(FOLDER, name, "LC_MESSAGES", f"{DOMAIN}.mo"))),
)

_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """The language that sentences are said in now."""
    return _spoken.get()


def speak(language: Language) -> None:
    """Say every sentence from now on in a language: of a command, once its settings are known."""
    _spoken.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say every sentence in a language until the block ends. What is generated lazily has to be gone through within it."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(sentence: str) -> str:
    """A sentence in the language spoken, in English where its catalog does not have it."""
    return _catalog(_spoken.get()).gettext(sentence)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a sentence that goes with a number, in the language spoken."""
    return _catalog(_spoken.get()).ngettext(one, many, number)


def pgettext(context: str, sentence: str) -> str:
    """A sentence, or a word that says too little by itself, as it is said in a context: "open" of a role, "open" of a file."""
    return _catalog(_spoken.get()).pgettext(context, sentence)


def N_(sentence: str) -> str:  # noqa: N802 - what gettext's readers look for
    """Mark a sentence that is written down here and said elsewhere."""
    return sentence


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as ``N_``
    """Mark the two forms of a sentence with a number, which ``ngettext`` says elsewhere."""
    return one, many


class EveryLanguage(Mapping[Language, str]):
    """One sentence of the program in every language, as rulebooks have their texts; looked up when one is asked for."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __getitem__(self, language: Language) -> str:
        if language not in LANGUAGES:
            raise KeyError(language)
        return _catalog(language).gettext(self._sentence)

    def __iter__(self) -> Iterator[Language]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


@cache
def _catalog(language: Language) -> catalogs.NullTranslations:
    if language == ENGLISH:
        return catalogs.NullTranslations()
    return catalogs.translation(DOMAIN, FOLDER, [language], fallback=True)
