"""The command line in the reader's language: known before options are parsed, so that help and click's own words are in it."""

from __future__ import annotations

import gettext as catalogs
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import click
from click.formatting import measure_table

from orgrules.locale import ENGLISH, FOLDER, LANGUAGES, N_, Language, _
from orgrules.text import columns, is_wide

#: A text marked with ``N_``, or what says one that holds values.
Said = str | Callable[[], str]

#: The catalog of what click itself says.
_CLICK = "click"


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language to speak until the settings are known: that of ``--lang``, of ORGRULES_LANGUAGE, or of the locale.

    What is no language is passed over: whoever reads the option or the variable says so.
    """
    asked = [environment.get("ORGRULES_LANGUAGE", ""), environment.get("ORGRULES_LANG", "")]
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            asked = [*arguments[index + 1 : index + 2], *asked]
        elif argument.startswith("--lang="):
            asked = [argument.removeprefix("--lang="), *asked]
    return next((language for language in asked if language in LANGUAGES), None) or language_of_locale(environment)


def language_of_locale(environment: Mapping[str, str]) -> Language:
    """The language of the locale, or English: LC_ALL before LC_MESSAGES before LANG, as POSIX orders them."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "").lower()
        if value:
            return next((language for language in LANGUAGES if value.startswith(language)), ENGLISH)
    return ENGLISH


def let_click_speak(language: Language) -> None:
    """Have click say its own words in a language; it asks gettext, which asks the environment."""
    if language != ENGLISH:
        catalogs.bindtextdomain(_CLICK, FOLDER)
        catalogs.textdomain(_CLICK)
        os.environ["LANGUAGE"] = language


def clicks(word: str) -> str:
    """A word of click's in the language that it speaks."""
    return catalogs.gettext(word)


def _say(said: Said | None) -> str | None:
    return said() if callable(said) else _(said) if said else said


class _Helpful:
    """What has a help, which is said in the language that is spoken when it is asked for, not when the module is imported."""

    _help: Said | None = None

    @property
    def help(self) -> str | None:
        """What it is for."""
        return _say(self._help)

    @help.setter
    def help(self, said: Said | None) -> None:
        self._help = said


class Option(_Helpful, click.Option):
    """An option whose help is in the language spoken."""

    def __init__(self, *declarations: Any, help: Said | None = None, **options: Any) -> None:
        super().__init__(*declarations, **options)
        self._help = help


class Formatter(click.HelpFormatter):
    """As click's, for texts whose characters are two columns wide and that have no spaces to be broken at."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the program is called."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """What a list is of."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """A text, its paragraphs apart."""
        width = max(self.width - self.current_indent, 11)
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            for line in folded(paragraph, width):
                self.write(f"{' ' * self.current_indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of names and what they mean."""
        rows = list(rows)
        names = measure_table([(name, "") for name, _text in rows])
        column = min(names[0] if names else 0, col_max) + col_spacing
        width = max(self.width - column - self.current_indent, 10)
        for name, text in rows:
            start = f"{' ' * self.current_indent}{name}"
            lines = folded(text, width) or [""]
            if columns(name) > column - col_spacing:
                self.write(f"{start}\n")
                start = ""
            for line in lines:
                self.write(f"{start}{' ' * (column + self.current_indent - columns(start))}{line}".rstrip() + "\n")
                start = ""


class _Context(click.Context):
    formatter_class = Formatter


class Command(_Helpful, click.Command):
    """A command whose help is in the language spoken."""

    context_class = _Context
    _short_help: Said | None = None

    def __init__(self, *arguments: Any, help: Said | None = None, short_help: Said | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._help, self._short_help = help, short_help

    @property
    def short_help(self) -> str | None:
        """What the command does, in a line."""
        return _say(self._short_help)

    @short_help.setter
    def short_help(self, said: Said | None) -> None:
        self._short_help = said

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, in a line, which is never cut."""
        del limit
        return (self.short_help or "").strip()


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
#: ``--lang``, before a command and behind it.
language = option(
    "--lang", "language", type=click.Choice(LANGUAGES), help=N_("Language of the texts; by default that of the locale.")
)


#: What no line begins with, and what none ends with (Requirements for Chinese Text Layout, section 3.1.1.1).
_NOT_FIRST = "，。、；：？！）》」』”’…"
_NOT_LAST = "（《「『“‘"


def folded(text: str, width: int) -> list[str]:
    """The lines of a paragraph, broken at spaces and beside wide characters: ``width`` columns, or one longer word."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and columns(line) + columns(word.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """The pieces that a line is made of, each with the space after it."""
    found: list[str] = []
    for character in " ".join(text.split()):
        before = found[-1] if found else ""
        wide = is_wide(character) or character in _NOT_FIRST + _NOT_LAST
        joined = (
            character in _NOT_FIRST
            or before[-1:] in tuple(_NOT_LAST)
            or (character == " ")
            or (not wide and before and not before.endswith(" ") and not _parts(before[-1]))
        )
        if before and joined:
            found[-1] += character
        else:
            found.append(character)
    return found


def _parts(character: str) -> bool:
    return is_wide(character) or character in _NOT_FIRST
